// The pages of somebody who is not, not yet or no longer signed in.
import { looksAtStates } from "../src/pages.js";
import { button, fill, press, send } from "../src/steps.js";
import { offered } from "../src/road.js";

looksAtStates("strangers", {
  "a password that is none": async ({ visit }) => {
    const page = await visit();
    await page.goto("/sign-in");
    await fill(page, [["email", "kuka@example.org"], ["password", "ei tämä"]]);
    await send(page, "form#sign-in");
    return page;
  },
  "invited": async ({ demo, visit, language }) => {
    const page = await visit();
    await page.goto(demo.invite(`Kutsuttu Keksitty ${language}`));
    return page;
  },
  "invited, with a password that is too weak": async ({ demo, visit, language }) => {
    const page = await visit();
    await page.goto(demo.invite(`Heikko Keksitty ${language}`));
    await fill(page, [["password", "salasana"]]);
    await send(page, "form#invitation");
    return page;
  },
  "signed out": async ({ demo, visit, language }) => {
    const page = await visit(demo.person("advisor"));
    await page.goto("/account");
    await press(page, button(page, language, "sign-out"));
    return page;
  },
  "the session ended while she typed, and what comes after": async ({ demo, visit, language }) => {
    const person = demo.person("worker", "omakotisaatio");
    const { id } = await offered(demo);
    const page = await visit(person);
    await page.goto(`/referrals/${id}/hand_back`);
    await fill(page, [["reason", "no_place"], ["note", "Muistiinpano"]]);
    await page.context().clearCookies({ name: "__Host-luotsi" });
    await send(page, "form#step");
    return page;
  },
  "signed in again, and asked to go on": async ({ demo, visit }) => {
    const person = demo.person("worker", "omakotisaatio");
    const { id } = await offered(demo);
    const page = await visit(person);
    await page.goto(`/referrals/${id}/hand_back`);
    await fill(page, [["reason", "no_place"], ["note", "Muistiinpano"]]);
    await page.context().clearCookies({ name: "__Host-luotsi" });
    await send(page, "form#step");
    await fill(page, [["email", person.email], ["password", person.password]]);
    await send(page, "form#sign-in");
    return page;
  },
});
