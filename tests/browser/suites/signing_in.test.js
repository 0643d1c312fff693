// Signing in by keyboard alone, and what is typed when something comes between: a fault, an ended session,
// another language, a killed server.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axe } from "../src/checks.js";
import { launch } from "../src/chromium.js";
import { startDemo } from "../src/demo.js";
import { offered } from "../src/road.js";
import { visit } from "../src/visit.js";
import { LANGUAGES, OWN_NAMES, say } from "../src/words.js";

let browser;
let demo;
before(async () => {
  [browser, demo] = await Promise.all([launch(), startDemo()]);
});
after(async () => {
  await browser?.close();
  await demo?.end();
});

/** Presses the tabulator until the focus is on what this selector names. */
async function tabTo(page, selector) {
  for (let press = 0; press < 60; press += 1) {
    if (await page.evaluate((selector) => document.activeElement?.matches(selector), selector)) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`the tabulator does not reach ${selector}`);
}

for (const language of LANGUAGES) {
  test(`somebody signs in by keyboard alone, in ${language}`, async () => {
    const visitor = await visit(browser, demo, { locale: language, language });
    const { page } = visitor;
    const person = demo.person("advisor");
    await page.goto("/sign-in");
    await tabTo(page, "#email");
    await page.keyboard.type(person.email);
    await page.keyboard.press("Tab");
    await page.keyboard.type("not the password");
    await page.keyboard.press("Enter");
    // A fault: the summary has the focus, its link leads to the field, what was typed is there.
    await page.waitForFunction(() => document.activeElement?.id === "faults");
    assert.ok((await page.title()).startsWith(say(language, "title-fault")));
    assert.equal((await axe(page)).join("\n"), "");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.activeElement?.id === "email");
    assert.equal(await page.inputValue("#email"), person.email);
    await page.keyboard.press("Tab");
    await page.keyboard.type(person.password);
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => url.pathname !== "/sign-in");
    await page.goto("/account");
    await page.getByText(person.name).first().waitFor();
    visitor.isQuiet();
    await visitor.close();
  });
}

/** A worker in front of the form in which an offer is handed back, with something typed. */
async function typing(more = {}) {
  const referral = await offered(demo);
  const person = demo.person("worker", "omakotisaatio");
  const visitor = await visit(browser, demo, { person, language: "fi", ...more });
  const { page } = visitor;
  await page.goto(`/referrals/${referral.id}/hand_back`);
  await page.locator("input[name=reason][value=no_place]").check();
  await page.locator("textarea[name=note]").fill("Muistiinpano åäö\ntoinen rivi");
  return { referral, person, visitor, page };
}

const isTyped = async (page) => {
  assert.equal(await page.locator("input[name=reason]:checked").getAttribute("value"), "no_place");
  assert.equal(await page.inputValue("textarea[name=note]"), "Muistiinpano åäö\ntoinen rivi");
};

const statusOf = async (referral) =>
  (await demo.api(demo.person("advisor"), "GET", `referrals/${referral.id}`)).status;

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? "" : ", JavaScript off";

  test(`an ended session loses nothing typed${how}`, async () => {
    const { referral, person, visitor, page } = await typing({ javaScriptEnabled });
    const elsewhere = await visit(browser, demo, { person, language: "fi" });
    await elsewhere.page.goto("/account");
    await elsewhere.page.getByRole("button", { name: say("fi", "sign-out-everywhere") }).click();
    await elsewhere.page.waitForURL(/sign-in/);
    await page.locator("form#step").getByRole("button").first().click();
    await page.getByText(say("fi", "sign-in-ended-kept")).waitFor();
    if (javaScriptEnabled) assert.equal((await axe(page)).join("\n"), "");
    await page.fill("#email", person.email);
    await page.fill("#password", person.password);
    await page.getByRole("button", { name: say("fi", "sign-in-button") }).click();
    assert.equal(await statusOf(referral), "offered");
    if (javaScriptEnabled) assert.equal((await axe(page)).join("\n"), "");
    await page.getByRole("button", { name: say("fi", "go-on-button") }).click();
    await page.waitForLoadState();
    assert.equal(await statusOf(referral), "returned");
    visitor.isQuiet();
    await visitor.close();
    await elsewhere.close();
  });

  test(`another language loses nothing typed${how}`, async () => {
    const { referral, visitor, page } = await typing({ javaScriptEnabled });
    for (const language of ["sv", "en", "fi"]) {
      await page.getByRole("button", { name: OWN_NAMES[language], exact: true }).click();
      await page.waitForLoadState();
      assert.equal(await page.locator("html").getAttribute("lang"), language);
      await isTyped(page);
    }
    assert.equal(await statusOf(referral), "offered");
    visitor.isQuiet();
    await visitor.close();
  });
}

test("a killed server loses nothing typed: the form is sent again when it is back", async () => {
  const { referral, visitor, page } = await typing();
  await visitor.context.route("**/*", (route) => route.continue());
  const restarted = demo.killAndRestart();
  await restarted;
  await page.locator("form#step").getByRole("button").first().click();
  await page.waitForLoadState();
  // The session outlives the server, and so does what she typed.
  assert.equal(await statusOf(referral), "returned");
  await visitor.close();
});
