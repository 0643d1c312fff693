// The desk's pages in the states that no link leads to: refused, closed, kept, doubled, promised, found.
import { looksAtStates } from "../src/pages.js";
import { button, fill, handoff, press, send, sendAt } from "../src/steps.js";
import { offered, reino, somebody } from "../src/road.js";
import { say } from "../src/words.js";

const advisor = (demo) => demo.person("advisor");
const without = (name) => reino().filter(([field]) => field !== name);
const instead = (name, value) => [...without(name), [name, value]];
const panel = (page) => page.locator('#who [name="placement.programme"]').first().waitFor();

looksAtStates("the desk", {
  "a handoff with nothing filled in": async ({ demo, visit }) => {
    const page = await visit(advisor(demo));
    await page.goto("/handoffs/new");
    await press(page, page.locator('[name="_do"][value="save"]'));
    await fill(page, [["_none_of_these", "yes"], ["own_words", "Kaipaa seuraa"]]);
    await press(page, page.locator('[name="_do"]').first());
    return page;
  },
  "who would take her, with the script": async ({ demo, visit }) => {
    const page = await handoff(await visit(advisor(demo)), reino());
    await panel(page);
    return page;
  },
  "who would take her, everything open and without the script": async ({ demo, visit, language }) => {
    const page = await visit(advisor(demo));
    // The page's own never comes, and what looks at the page still is one.
    await page.route("**/assets/script-*", (route) => route.abort());
    await handoff(page, reino());
    await press(page, button(page, language, "handoff-who-button"));
    return page;
  },
  "another than the first without a reason": async ({ demo, visit, language }) => {
    const page = await handoff(await visit(advisor(demo)), reino());
    await panel(page);
    await page.locator('[name="placement.programme"]').nth(1).check();
    await press(page, button(page, language, "action-submit"));
    await page.locator("#faults").waitFor();
    return page;
  },
  "nobody fits": async ({ demo, visit }) => {
    const page = await handoff(await visit(advisor(demo)), instead("client.birth_year", "1996"));
    await page.locator("#who .notice, #who .takers").first().waitFor();
    return page;
  },
  "a protected person": async ({ demo, visit }) => {
    const page = await handoff(await visit(advisor(demo)), [...reino(), ["client.protected", "yes"]]);
    await page.locator('[name="placement.deputy"]').waitFor();
    return page;
  },
  "own words with what does not belong there": async ({ demo, visit }) => {
    const words = ["own_words", "Tunnus 010150-999R ja diagnoosi"];
    const page = await handoff(await visit(advisor(demo)), [...reino(), words]);
    await page.locator("#warnings .notice").first().waitFor();
    return page;
  },
  "an authority beside": async ({ demo, visit }) => {
    const fields = [...without("_none_of_these"), ["gate.authority_today", "alongside"], ["city_track.kind", "notification"]];
    const page = await handoff(await visit(advisor(demo)), fields);
    await page.locator("#who .notice").first().waitFor();
    return page;
  },
  "danger to life: closed with guidance": async ({ demo, visit, language }) => {
    const page = await handoff(await visit(advisor(demo)), [...without("_none_of_these"), ["gate.danger_to_life", "instead"]]);
    await press(page, page.locator('[name="_do"][value="save"]'));
    return page;
  },
  "the client does not permit it": async ({ demo, visit }) => {
    const page = await handoff(await visit(advisor(demo)), [...without("_permitted"), ["consent.status", "refused"]]);
    await press(page, page.locator('[name="_do"][value="save"]'));
    return page;
  },
  "perhaps the same person": async ({ demo, visit, language }) => {
    const { handoff: known } = await offered(demo);
    const { client } = known;
    const fields = reino().map(([name, value]) => [name, client[name.slice("client.".length)]?.toString() ?? value]);
    const page = await handoff(await visit(advisor(demo)), fields);
    await page.locator("#f-duplicate-box").waitFor();
    await press(page, button(page, language, "action-submit"));
    return page;
  },
  "a draft that was saved": async ({ demo, visit, language }) => {
    const page = await handoff(await visit(advisor(demo)), reino());
    await press(page, button(page, language, "handoff-save"));
    await page.waitForURL(/\/drafts\/.*done=save/);
    return page;
  },
  "a draft that was discarded": async ({ demo, visit, language }) => {
    const page = await handoff(await visit(advisor(demo)), reino());
    await press(page, button(page, language, "handoff-save"));
    await press(page, button(page, language, "handoff-discard"));
    await page.waitForURL(/done=discard/);
    return page;
  },
  "the receipt": async ({ demo, visit }) => {
    const { id } = await offered(demo);
    const page = await visit(advisor(demo));
    await page.goto(`/referrals/${id}/receipt?done=submit`);
    return page;
  },
  "the sheet for a client of another language": async ({ demo, visit }) => {
    const handoff = somebody();
    handoff.client.language = "so";
    const { id } = await demo.api(advisor(demo), "POST", "networks/helsinki/referrals", {
      handoff,
      placement: { programme: "jade-ryhmat" },
    });
    const page = await visit(advisor(demo));
    await page.goto(`/referrals/${id}/note`);
    return page;
  },
  "copied": async ({ demo, visit, language }) => {
    const { id } = await offered(demo);
    const page = await visit(advisor(demo));
    await page.goto(`/referrals/${id}/copy`);
    await button(page, language, "copy-button").click();
    await page.getByText(say(language, "copy-done")).waitFor();
    return page;
  },
  "nothing was sought": async ({ demo, visit }) => sendAt(await visit(advisor(demo)), "/search", "form#search"),
  "nobody was found": async ({ demo, visit }) => {
    const page = await visit(advisor(demo));
    await page.goto("/search");
    await fill(page, [["name", "Eikukaan"]]);
    await send(page, "form#search");
    return page;
  },
  "somebody was found": async ({ demo, visit }) => {
    const { handoff } = await offered(demo);
    const page = await visit(advisor(demo));
    await page.goto("/search");
    await fill(page, [["phone", handoff.client.phone]]);
    await send(page, "form#search");
    await page.locator("#found .found").waitFor();
    return page;
  },
  "she asks: noted": async ({ demo, visit }) => {
    const { id } = await offered(demo);
    const page = await visit(advisor(demo));
    await page.goto(`/referrals/${id}/client_called`);
    await fill(page, [["wish", "asks_when"]]);
    await send(page, "form#step");
    return page;
  },
  "a permission withdrawn without saying which": async ({ demo, visit }) => {
    const { id } = await offered(demo);
    return sendAt(await visit(advisor(demo)), `/referrals/${id}/withdraw_consent`, "form#step");
  },
  "withdrawn in all": async ({ demo, visit }) => {
    const { id } = await offered(demo);
    const page = await visit(advisor(demo));
    await page.goto(`/referrals/${id}/withdraw_consent`);
    await fill(page, [["scope", "all"]]);
    await send(page, "form#step");
    return page;
  },
  "details without a way to reach her": async ({ demo, visit }) => {
    const { id } = await offered(demo);
    const page = await visit(advisor(demo));
    await page.goto(`/referrals/${id}/amend`);
    await fill(page, [["client.phone", ""], ["client.address", ""], ["client.meeting_place", ""]]);
    await send(page, "form#amend");
    return page;
  },
  "begun again without gate and permission": async ({ demo, visit }) => {
    const { id } = await over(demo);
    return sendAt(await visit(advisor(demo)), `/referrals/${id}/reopen`, "form#again");
  },
  "begun again": async ({ demo, visit }) => {
    const { id } = await over(demo);
    const page = await visit(advisor(demo));
    await page.goto(`/referrals/${id}/reopen`);
    return page;
  },
  "came back, and another is chosen without a reason": async ({ demo, visit }) => {
    const { id } = await returned(demo);
    const page = await visit(advisor(demo));
    await page.goto(`/referrals/${id}/place`);
    await page.locator('[name="placement.programme"]').nth(1).check();
    await send(page, "form#place");
    return page;
  },
  "came back and asked again": async ({ demo, visit }) => {
    const { id } = await returned(demo);
    return sendAt(await visit(advisor(demo)), `/referrals/${id}/place`, "form#place");
  },
  "somebody else was first": async ({ demo, visit }) => {
    const { id } = await returned(demo);
    const page = await visit(advisor(demo));
    await page.goto(`/referrals/${id}/close`);
    await demo.api(advisor(demo), "POST", `referrals/${id}/close`, { reason: "other" });
    await fill(page, [["reason", "other"]]);
    await send(page, "form#step");
    return page;
  },
  "a password that is not hers": async ({ demo, visit }) =>
    sendAt(await visit(advisor(demo)), "/account", 'form[action="/account/password"]'),
  "not for her": async ({ demo, visit }) => {
    const page = await visit(advisor(demo));
    await page.goto("/board");
    return page;
  },
  "nothing there": async ({ demo, visit }) => {
    const page = await visit(advisor(demo));
    await page.goto("/referrals/00000000-0000-7000-8000-000000000000");
    return page;
  },
});

async function returned(demo) {
  const referral = await offered(demo);
  const worker = demo.person("worker", "omakotisaatio");
  await demo.api(worker, "POST", `referrals/${referral.id}/hand_back`, { reason: "needs_authority" });
  return referral;
}

async function over(demo) {
  const referral = await returned(demo);
  await demo.api(advisor(demo), "POST", `referrals/${referral.id}/close`, { reason: "client_declined" });
  return referral;
}
