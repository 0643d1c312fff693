// Signing in by keyboard alone, and what is typed when something comes between: a fault, an ended session,
// another language, a killed server.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axe } from "../src/checks.js";
import { launch } from "../src/chromium.js";
import { startDemo } from "../src/demo.js";
import { offered, reino } from "../src/road.js";
import { button, fill, handoff, press, send } from "../src/steps.js";
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
  await demo.kill();
  await demo.startAgain();
  await send(page, "form#step");
  // The session outlives the server, and so does what she typed.
  assert.equal(await statusOf(referral), "returned");
  await visitor.close();
});

/** An advisor in the middle of a handoff. */
async function onThePhone(more = {}) {
  const person = demo.person("advisor");
  const visitor = await visit(browser, demo, { person, language: "fi", ...more });
  const fields = [...reino(), ["own_words", "Kaipaa seuraa åäö"]];
  await handoff(visitor.page, fields);
  return { person, visitor, page: visitor.page, fields };
}

async function isAllThere(page, fields) {
  for (const [name, value] of fields) {
    const found = await page.locator(`main [name="${name}"]`).evaluateAll((all) =>
      all.map((one) => (["checkbox", "radio"].includes(one.type) ? one.checked && one.value : one.value)),
    );
    assert.ok(found.includes(value), `${name}: ${found}`);
  }
}

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? "" : ", JavaScript off";

  test(`a handoff being typed outlives another language${how}`, async () => {
    const { visitor, page, fields } = await onThePhone({ javaScriptEnabled });
    for (const language of ["sv", "en"]) {
      await press(page, page.getByRole("button", { name: OWN_NAMES[language], exact: true }));
      assert.equal(await page.locator("html").getAttribute("lang"), language);
      await isAllThere(page, fields);
    }
    visitor.isQuiet();
    await visitor.close();
  });

  test(`a handoff being typed outlives an ended session${how}`, async () => {
    const { person, visitor, page } = await onThePhone({ javaScriptEnabled });
    const elsewhere = await visit(browser, demo, { person, language: "fi" });
    await elsewhere.page.goto("/account");
    await press(elsewhere.page, button(elsewhere.page, "fi", "sign-out-everywhere"));
    await press(page, page.locator('[name="_do"][value="save"]'));
    await page.getByText(say("fi", "sign-in-ended-kept")).waitFor();
    await fill(page, [["email", person.email], ["password", person.password]]);
    await send(page, "form#sign-in");
    await press(page, button(page, "fi", "go-on-button"));
    await page.waitForURL(/\/drafts\/.*done=save/);
    assert.equal(await page.inputValue('[name="own_words"]'), "Kaipaa seuraa åäö");
    visitor.isQuiet();
    await visitor.close();
    await elsewhere.close();
  });
}

test("a handoff being typed keeps itself, over a killed server too", async () => {
  const { visitor, page, fields } = await onThePhone();
  await demo.kill();
  const words = await page.locator("form#handoff").getAttribute("data-trying");
  await page.locator("#kept", { hasText: words }).waitFor();
  await demo.startAgain();
  await page.waitForURL(/\/drafts\//);
  await page.goto(page.url());
  await isAllThere(page, fields);
  await visitor.close();
});

test("a handoff sent while it is being kept leaves no draft behind", async () => {
  const person = demo.person("advisor");
  const drafts = () => demo.api(person, "GET", "networks/helsinki/drafts?whose=mine");
  const before = await drafts();
  const visitor = await visit(browser, demo, { person, language: "fi" });
  const { page } = visitor;
  let typed;
  const isTyped = new Promise((go) => (typed = go));
  let pressed;
  await page.route("**/handoffs/keep", async (route) => {
    await isTyped;
    const answer = await route.fetch();
    // The button is pressed while the answer is on its way.
    pressed ??= button(page, "fi", "action-submit").click();
    await page.waitForFunction(() => document.getElementById("handoff").dataset.sent);
    await route.fulfill({ response: answer });
  });
  await handoff(page, reino());
  typed();
  await page.waitForURL(/\/receipt/);
  await pressed;
  assert.equal((await drafts()).length, before.length);
  visitor.isQuiet();
  await visitor.close();
});
