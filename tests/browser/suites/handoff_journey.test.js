// From the demo's first page to a handoff that somebody is asked to take: the first line of the field's
// examples, counted, in every language, with the script and without, and by keyboard alone.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axe, fits } from "../src/checks.js";
import { launch } from "../src/chromium.js";
import { startDemo } from "../src/demo.js";
import { Hand } from "../src/hand.js";
import { visit } from "../src/visit.js";
import { LANGUAGES, OWN_NAMES, say } from "../src/words.js";

let browser;
let demo;
before(async () => {
  [browser, demo] = await Promise.all([launch(), startDemo()]);
  const coordinator = demo.person("coordinator");
  await demo.api(coordinator, "PUT", "programmes/mereo-evt/capacity", { places: null });
});
after(async () => {
  await browser?.close();
  await demo?.end();
});

let number = 0;
/** Like the first line of tests/golden/handoffs/helsinki.jsonl, each another person. */
function reino() {
  number += 1;
  return [
    ["_none_of_these", "yes"],
    ["_permitted", "yes"],
    ["client.first_name", "Reino"],
    ["client.last_name", `Keksitty${"abcdefghij"[number]}`],
    ["client.phone", `+358 50 000 80${10 + number}`],
    ["client.birth_year", String(1930 + number)],
    ["place.place_name", "Kallio"],
    ["needs", "loneliness"],
    ["needs", "bereavement"],
    ["needs", "no_activity"],
  ];
}

for (const javaScriptEnabled of [true, false]) {
  for (const language of LANGUAGES) {
    const how = javaScriptEnabled ? "" : ", JavaScript off";
    test(`a newcomer hands somebody over, in ${language}${how}`, async () => {
      const visitor = await visit(browser, demo, { javaScriptEnabled });
      const { page } = visitor;
      await page.goto("/");
      if (language !== "fi") await page.getByRole("button", { name: OWN_NAMES[language] }).first().click();
      await page.getByRole("button", { name: demo.person("advisor").name }).click();
      await page.waitForLoadState();
      if (language !== (await page.locator("html").getAttribute("lang"))) {
        await page.getByRole("button", { name: OWN_NAMES[language] }).first().click();
      }
      await page.locator("nav").getByRole("link", { name: say(language, "way-new"), exact: true }).first().click();
      await page.locator("form#handoff").waitFor();
      const hand = new Hand(page, language);
      for (const [name, value] of reino()) await hand.put(name, value);
      if (javaScriptEnabled) {
        await page.locator('[name="placement.programme"]').first().waitFor();
      } else {
        await hand.click("button", say(language, "handoff-who-button"));
      }
      const submit = page.getByRole("button", { name: say(language, "action-submit"), exact: true });
      await submit.click();
      await page.waitForURL(/\/referrals\/[^/]+/);
      assert.ok(hand.count + 1 <= 14, `${hand.count + 1}: ${hand.done}`);
      assert.equal(await page.locator("html").getAttribute("lang"), language);
      assert.match(await page.locator("main").innerText(), /HKI-[0-9A-Z]{4}-[0-9A-Z]/);
      if (javaScriptEnabled) assert.equal((await axe(page)).join("\n"), "");
      assert.equal((await fits(page, 320, 640)).join("\n"), "");
      visitor.isQuiet();
      await visitor.close();
    });
  }
}
