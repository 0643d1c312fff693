// Somebody who has read nothing opens the demo's first page: hands two people over, takes one and follows her to
// a lasting change, and finds the other standing still and mends that. In every language, by keyboard alone with
// the script, and without the script. Whatever is done here is done on the pages.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axe, fits } from "../src/checks.js";
import { launch } from "../src/chromium.js";
import { startDemo } from "../src/demo.js";
import { Hand, Keys } from "../src/hand.js";
import { reino } from "../src/road.js";
import { visit } from "../src/visit.js";
import { LANGUAGES, OWN_NAMES, like, say } from "../src/words.js";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

for (const javaScriptEnabled of [true, false]) {
  for (const language of LANGUAGES) {
    test(`a newcomer's first hour in ${language}, ${javaScriptEnabled ? "by keyboard alone" : "JavaScript off"}`, async () => {
      const demo = await startDemo();
      try {
        const newcomer = new Newcomer(demo, language, javaScriptEnabled);
        await newcomer.begin();
        await newcomer.be(demo.person("advisor"));
        const followed = await newcomer.handsOver();
        const forgotten = await newcomer.handsOver();
        const worker = demo.person("worker", followed.organisation);

        await newcomer.be(worker);
        await newcomer.takes(followed);
        await newcomer.forward("week", 2);
        await newcomer.be(demo.person("coordinator"));
        await newcomer.mends(forgotten);
        await newcomer.forward("week", 3);
        await newcomer.be(worker);
        await newcomer.checks(followed);
        await newcomer.forward("week", 9);
        await newcomer.checks(followed);
        await newcomer.page.getByText(like(language, "status-stable")).first().waitFor();
        await newcomer.end();
      } finally {
        await demo.end();
      }
    });
  }
}

class Newcomer {
  constructor(demo, language, script) {
    Object.assign(this, { demo, language, script });
  }

  async begin() {
    // A browser of her language, or a Finnish one where she has to choose.
    this.visitor = await visit(browser, this.demo, { locale: "fi", javaScriptEnabled: this.script });
    this.page = this.visitor.page;
    this.hand = new (this.script ? Keys : Hand)(this.page, this.language);
    await this.page.goto("/");
    if (this.language !== "fi") {
      await this.hand.press(this.page.getByRole("button", { name: OWN_NAMES[this.language] }).first());
    }
    await this.isSound("the first page");
  }

  async end() {
    this.visitor.isQuiet();
    await this.visitor.close();
  }

  async isSound(where) {
    assert.equal(await this.page.locator("html").getAttribute("lang"), this.language, where);
    const findings = await fits(this.page, 320, 640);
    if (this.script) findings.push(...(await axe(this.page)));
    assert.equal(findings.join("\n"), "", where);
  }

  /** Changes person by the bar. */
  async be(person) {
    const people = this.page.getByRole("link", { name: say(this.language, "demo-people"), exact: true });
    if ((await people.count()) && new URL(this.page.url()).pathname !== "/demo") await this.hand.press(people.first());
    await this.hand.press(this.page.locator("main").getByRole("button", { name: new RegExp(person.name) }));
  }

  async way(key) {
    await this.hand.press(this.page.locator("nav").getByRole("link", { name: say(this.language, key), exact: true }).first());
  }

  async forward(step, times) {
    for (let time = 0; time < times; time += 1) {
      await this.hand.press(this.page.getByRole("button", { name: say(this.language, `demo-${step}`), exact: true }));
    }
  }

  /** At most 14 clicks or fields, 90 seconds of a hand that types. */
  async handsOver() {
    const { page, language } = this;
    await this.way("way-new");
    const hand = new this.hand.constructor(page, language);
    for (const [name, value] of reino()) await hand.put(name, value);
    if (!this.script) await hand.click("button", say(language, "handoff-who-button"));
    await page.locator('[name="placement.programme"]:checked').waitFor();
    await hand.click("button", say(language, "action-submit"));
    await page.waitForURL(/\/referrals\/[^/]+\/receipt/);
    assert.ok(hand.count <= 14, `${hand.count}: ${hand.done}`);
    const id = page.url().match(/referrals\/([^/]+)/)[1];
    const reference = (await page.locator(".big-reference").innerText()).trim();
    assert.match(reference, /^HKI-[0-9A-Z]{4}-[0-9A-Z]$/);
    await this.isSound("the receipt");
    // Whose turn it is the page says by a name; here it is the code that tells whom to be next.
    const { holder } = await this.demo.api(this.demo.person("advisor"), "GET", `referrals/${id}`);
    return { id, reference, organisation: holder.id };
  }

  async takes({ reference }) {
    const { page, hand } = this;
    await this.way("way-work");
    const question = page.locator("article", { hasText: reference });
    await hand.tap(hand.say("action-accept"), question);
    await page.waitForURL(/done=accept/);
    await page.locator('a[href^="tel:"]').first().waitFor();
    await hand.tap(hand.say("contact-reached"));
    await hand.tap(hand.say("contact-met"));
    await hand.send("form#step");
    await page.waitForURL(/done=record_contact/);
    await hand.tap(hand.say("action-end_support"));
    await hand.choose(hand.say("end_support-goals_met"));
    await hand.send("form#step");
    await page.waitForURL(/done=end_support/);
    await this.isSound("support has ended");
  }

  async checks({ reference }) {
    const { page, hand } = this;
    await this.way("way-work");
    await hand.press(page.locator("a.item", { hasText: reference }));
    await hand.tap(hand.say("action-record_check"));
    await hand.choose(hand.say("check-stable"));
    await hand.send("form#step");
    await page.waitForURL(/done=record_check/);
  }

  /** Whom nobody answered for is on the board, with whose turn it is, and is asked for again in two clicks. */
  async mends({ reference }) {
    const { page, hand, language } = this;
    await this.way("way-board");
    const still = page.locator(".still", { hasText: reference });
    while (!(await still.count())) await hand.tap(say(language, "board-more"));
    assert.ok((await still.innerText()).includes(say(language, "word-turn")));
    await this.isSound("the board");
    await hand.press(still.getByRole("link", { name: new RegExp(`^${say(language, "action-place")}`) }));
    await this.isSound("the choice");
    await hand.send("form#place");
    await page.waitForURL((url) => !url.pathname.endsWith("/place"));
    await this.way("way-board");
    assert.equal(await page.locator(".still", { hasText: reference }).count(), 0);
  }
}
