// How many taps the usual things take, by keyboard alone with the script, and without it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch } from "../src/chromium.js";
import { startDemo, until } from "../src/demo.js";
import { Hand, Keys } from "../src/hand.js";
import { offered } from "../src/road.js";
import { visit } from "../src/visit.js";
import { LANGUAGES } from "../src/words.js";

const THURSDAY = "2026-11-26";

let browser;
let demo;
before(async () => {
  [browser, demo] = await Promise.all([launch(), startDemo()]);
});
after(async () => {
  await browser?.close();
  await demo?.end();
});

const advisor = () => demo.person("advisor");
const worker = () => demo.person("worker", "omakotisaatio");
const view = (who, { id }) => demo.api(who, "GET", `referrals/${id}`);

for (const javaScriptEnabled of [true, false]) {
  for (const language of LANGUAGES) {
    const how = `in ${language}${javaScriptEnabled ? ", by keyboard" : ", JavaScript off"}`;

    /** Somebody's window and her hand. */
    const sitDown = async (person, viewport) => {
      const visitor = await visit(browser, demo, { person, language, javaScriptEnabled, ...(viewport ? { viewport } : {}) });
      const hand = new (javaScriptEnabled ? Keys : Hand)(visitor.page, language);
      return { visitor, page: visitor.page, hand };
    };
    const leave = async (visitor) => {
      visitor.isQuiet();
      await visitor.close();
    };

    test(`whoever rings without her reference is found and her worker alerted in three steps, ${how}`, async () => {
      const referral = await offered(demo);
      await demo.api(worker(), "POST", `referrals/${referral.id}/accept`, {});
      const { visitor, page, hand } = await sitDown(advisor());
      await page.goto("/desk");
      let steps = 0;
      page.on("load", () => (steps += 1));
      await hand.tap(hand.say("search-who-rings"));
      await hand.put("phone", referral.handoff.client.phone);
      await hand.send("form#search");
      await page.getByText(referral.name).first().waitFor();
      await hand.tap(hand.say("wish-wants_contact"));
      assert.equal(steps, 3);
      const { due } = await view(worker(), referral);
      assert.equal(due.at.slice(0, 10), "2026-11-24", "the next working day");
      await until("the letter to her worker", async () =>
        (await demo.mail()).some((one) => one.to.includes(worker().email) && one.references.includes(referral.reference)),
      );
      await leave(visitor);
    });

    test(`from the list on Monday to the first call two taps, ${how}`, async () => {
      const referral = await offered(demo);
      await demo.api(worker(), "POST", `referrals/${referral.id}/accept`, {});
      const { visitor, page, hand } = await sitDown(worker(), { width: 320, height: 640 });
      await page.goto("/work");
      await hand.press(page.locator("#mine a.item", { hasText: referral.reference }));
      const call = page.locator('a[href^="tel:"]').first();
      // The second would leave the browser.
      await call.waitFor();
      const number = (await call.getAttribute("href")).slice("tel:".length);
      assert.equal(number.replaceAll(" ", ""), referral.handoff.client.phone.replaceAll(" ", ""));

      // No answer: again on Thursday.
      const coming = new hand.constructor(page, language);
      await coming.put("next_on", THURSDAY);
      await coming.tap(coming.say("contact-no_answer"));
      await page.waitForURL(/done=record_contact/);
      assert.equal(coming.count, 2);
      const { contacts } = await view(worker(), referral);
      assert.deepEqual(contacts.map((one) => [one.outcome, one.next_on]), [["no_answer", THURSDAY]]);
      await leave(visitor);
    });

    test(`the places still are right by one tap, ${how}`, async () => {
      const { visitor, page, hand } = await sitDown(demo.person("lead", "mereo"));
      await page.goto("/team");
      await hand.tap(hand.say("confirm-button"));
      assert.equal(hand.count, 1);
      await page.waitForURL(/done=/);
      await page.getByRole("status").first().waitFor();
      await leave(visitor);
    });

    test(`who came back is asked about again in two clicks, ${how}`, async () => {
      const referral = await offered(demo);
      await demo.api(worker(), "POST", `referrals/${referral.id}/hand_back`, { reason: "needs_authority" });
      const { visitor, page, hand } = await sitDown(advisor());
      await page.goto("/desk");
      await hand.press(page.locator(".needs-row", { hasText: referral.reference }).getByRole("link", { name: new RegExp(hand.say("action-place")) }));
      await hand.send("form#place");
      assert.equal((await view(advisor(), referral)).status, "offered");
      await leave(visitor);
    });
  }
}

test("the places still are right by one tap from the letter, without signing in", async () => {
  const link = await until("the letter about places", async () => {
    await demo.advance(7 * 86_400);
    const texts = (await demo.mail()).map((one) => one.text);
    return texts.map((text) => text.match(/https?:\/\/\S+(\/confirm-capacity\/\S+)/)?.[1]).findLast(Boolean);
  });
  const { page } = await visit(browser, demo, { language: "fi" });
  await page.goto(link);
  const hand = new Keys(page, "fi");
  await hand.tap(hand.say("confirm-button"));
  assert.equal(hand.count, 1);
  await page.getByRole("heading", { name: hand.say("confirm-done-title") }).waitFor();
  await page.context().close();
});

test("style and script are asked for once, and nothing personal is kept in the browser", async () => {
  const visitor = await visit(browser, demo, { person: worker(), language: "fi" });
  const { page } = visitor;
  const asked = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.goto("/work");
  assert.equal(asked.filter((path) => path.startsWith("/assets/")).length, 2);
  for (const path of ["/account", "/help", "/work"]) {
    await page.goto(path);
    const loaded = await page.evaluate(() =>
      performance.getEntriesByType("resource").filter((one) => one.name.includes("/assets/")).map((one) => one.transferSize),
    );
    assert.deepEqual(loaded, [0, 0], `${path} is served from the cache`);
  }
  // A page is no file of the browser's: nobody reads it by going back after signing out.
  const answer = await page.goto("/work");
  assert.match(answer.headers()["cache-control"], /no-store/);
  visitor.isQuiet();
  await visitor.close();
});
