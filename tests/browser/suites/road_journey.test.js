// From the mail's link to a lasting change, in every language, with the script and without.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axe, fits } from "../src/checks.js";
import { launch } from "../src/chromium.js";
import { startDemo, until } from "../src/demo.js";
import { Hand } from "../src/hand.js";
import { offered } from "../src/road.js";
import { visit } from "../src/visit.js";
import { LANGUAGES, like, say } from "../src/words.js";

let browser;
let demo;
before(async () => {
  [browser, demo] = await Promise.all([launch(), startDemo()]);
});
after(async () => {
  await browser?.close();
  await demo?.end();
});

const DAY = 86_400;

for (const javaScriptEnabled of [true, false]) {
  for (const language of LANGUAGES) {
    const how = javaScriptEnabled ? "" : ", JavaScript off";
    test(`an offer in the mail becomes a lasting change, in ${language}${how}`, async () => {
      const worker = demo.person("worker", "omakotisaatio");
      const referral = await offered(demo);
      const link = await linkInMail(worker, referral);
      const visitor = await visit(browser, demo, {
        person: worker,
        language,
        javaScriptEnabled,
        viewport: { width: 320, height: 640 },
      });
      const page = visitor.page;
      /** Taps what has this name, and what the page that comes asks; gives how many taps that were. */
      const step = async (name, choices, action) => {
        const hand = new Hand(page, language);
        await hand.tap(hand.say(name));
        if (choices) {
          for (const choice of choices) await hand.choose(hand.say(choice), page.locator("main"));
          await hand.send("form#step");
        }
        await page.waitForURL(new RegExp(`done=${action}`));
        await isSound(page, javaScriptEnabled, action);
        return hand.count;
      };

      // Before she is taken on there are coded facts only.
      await page.goto(link);
      await isSound(page, javaScriptEnabled, "offered");
      assert.ok(!(await page.content()).includes(referral.handoff.client.last_name));
      assert.ok((await step("action-accept", null, "accept")) <= 2, "one tap and a confirmation");
      // Then name, phone to tap, and the next step.
      await page.getByRole("heading", { level: 1, name: referral.name }).waitFor();
      await page.locator(`a[href^="tel:"]`).first().waitFor();

      // Coming back from the call: one tap, and one with a day.
      assert.equal(await step("contact-reached", null, "record_contact"), 1);
      await step("contact-met", [], "record_contact");
      // At most four: the step, what came of it, the button.
      assert.ok((await step("action-end_support", ["end_support-goals_met"], "end_support")) <= 4);
      for (let check = 0; check < 2 && (await status(referral)) !== "stable"; check += 1) {
        assert.ok((await step("action-record_check", ["check-stable"], "record_check")) <= 3);
      }
      assert.equal(await status(referral), "stable");
      await page.getByText(like(language, "status-stable")).first().waitFor();
      visitor.isQuiet();
      await visitor.close();
    });
  }
}

async function status(referral) {
  const view = await demo.api(demo.person("advisor"), "GET", `referrals/${referral.id}`);
  return view.status;
}

async function isSound(page, script, where) {
  const findings = await fits(page, 320, 640);
  // Without the script there is nothing else to be found, and the debugger's script is off too.
  if (script) findings.push(...(await axe(page)));
  assert.equal(findings.join("\n"), "", where);
}

async function linkInMail(person, referral) {
  return until("the letter about the offer", async () => {
    const letters = await demo.mail();
    const mine = letters.filter((one) => one.to.includes(person.email) && one.references.includes(referral.reference));
    const found = mine.at(-1)?.text.match(/https?:\/\/\S+\/referrals\/\S+/);
    return found && new URL(found[0]).pathname;
  });
}

test("of two browsers that take somebody on at once one does, and the other is told who", async () => {
  const referral = await offered(demo);
  const workers = demo.people.filter((one) => one.organisation === "omakotisaatio" && one.role === "worker");
  assert.ok(workers.length >= 2);
  const visitors = await Promise.all(workers.slice(0, 2).map((person) => visit(browser, demo, { person, language: "fi" })));
  for (const { page } of visitors) await page.goto(`/referrals/${referral.id}`);
  await Promise.all(
    visitors.map(async ({ page }) => {
      await page.getByRole("button", { name: say("fi", "action-accept"), exact: true }).click();
      await page.waitForEvent("load");
    }),
  );
  const view = await demo.api(demo.person("advisor"), "GET", `referrals/${referral.id}`);
  assert.equal(view.status, "accepted");
  const names = await Promise.all(visitors.map(async ({ page }) => (await page.content()).includes(referral.name)));
  assert.deepEqual(names.toSorted(), [false, true], "one has her, the other has not");
  for (const visitor of visitors) {
    visitor.isQuiet();
    await visitor.close();
  }
});

test("a day later the page says so: the clock of the demo's bar", async () => {
  const visitor = await visit(browser, demo, { person: demo.person("advisor"), language: "fi" });
  await visitor.page.goto("/account");
  const before = (await (await fetch(`${demo.url}/demo/clock`)).json()).now;
  await visitor.page.getByRole("button", { name: "+ 1 päivä" }).click();
  await visitor.page.waitForLoadState();
  const now = (await (await fetch(`${demo.url}/demo/clock`)).json()).now;
  assert.ok((Date.parse(now) - Date.parse(before)) / 1000 >= DAY);
  assert.equal(new URL(visitor.page.url()).pathname, "/account");
  await visitor.close();
});
