// The pages of workers, leads and the coordinator in the states that no link leads to.
import { until } from "../src/demo.js";
import { looksAtStates } from "../src/pages.js";
import { button, fill, press, send, sendAt } from "../src/steps.js";
import { offered } from "../src/road.js";
import { say } from "../src/words.js";

const worker = (demo) => demo.person("worker", "omakotisaatio");
const lead = (demo) => demo.person("lead", "mereo");
const coordinator = (demo) => demo.person("coordinator");

/** Somebody whom this worker has taken on, after these steps. */
async function taken(demo, ...steps) {
  const referral = await offered(demo);
  for (const [action, body] of [["accept", {}], ...steps]) {
    await demo.api(worker(demo), "POST", `referrals/${referral.id}/${action}`, body);
  }
  return referral;
}

const MET = ["record_contact", { kind: "meeting", outcome: "met" }];
const NO_ANSWER = ["record_contact", { kind: "phone", outcome: "no_answer" }];
const ENDED = ["end_support", { outcome: "goals_met" }];

/** The form of a step, filled and sent. */
async function step(page, referral, action, fields) {
  await page.goto(`/referrals/${referral.id}/${action}`);
  await fill(page, fields);
  await send(page, "form#step");
  return page;
}

looksAtStates(
  "partners",
  {
    "an offer just taken on": async ({ demo, visit, language }) => {
      const { id } = await offered(demo);
      const page = await visit(worker(demo));
      await page.goto(`/referrals/${id}`);
      await press(page, button(page, language, "action-accept"));
      return page;
    },
    "handed back without a reason": async ({ demo, visit }) =>
      step(await visit(worker(demo)), await offered(demo), "hand_back", [["note", "Muistiinpano"]]),
    "handed back": async ({ demo, visit }) =>
      step(await visit(worker(demo)), await offered(demo), "hand_back", [["reason", "no_place"]]),
    "somebody else took her on first": async ({ demo, visit, language }) => {
      const { id } = await offered(demo);
      const [page, colleague] = [
        await visit(worker(demo)),
        demo.people.filter((one) => one.organisation === "omakotisaatio" && one.role === "worker")[1],
      ];
      await page.goto(`/referrals/${id}`);
      await demo.api(colleague, "POST", `referrals/${id}/accept`, {});
      await press(page, button(page, language, "action-accept"));
      return page;
    },
    "not yet, without a day": async ({ demo, visit }) =>
      step(await visit(worker(demo)), await taken(demo), "record_contact", [["outcome", "not_yet"], ["why", "Mökillä"]]),
    "is there reason to worry": async ({ demo, visit, prepared }) =>
      step(await visit(worker(demo)), prepared.silent, "record_contact", [["outcome", "no_answer"]]),
    "support ended without an outcome": async ({ demo, visit }) =>
      step(await visit(worker(demo)), await taken(demo, MET), "end_support", [["measures.loneliness", "2"]]),
    "a check without a result": async ({ demo, visit }) =>
      step(await visit(worker(demo)), await taken(demo, MET, ENDED), "record_check", [["measures.coping", "7"]]),
    "a lasting change": async ({ demo, visit }) => {
      const lasting = ["record_check", { result: "stable" }];
      const page = await visit(worker(demo));
      await page.goto(`/referrals/${(await taken(demo, MET, ENDED, lasting, lasting)).id}?done=record_check`);
      return page;
    },
    "the desk alerted, with guidance": async ({ demo, visit }) =>
      step(await visit(worker(demo)), await taken(demo, MET), "alert_desk", [["what", "worse"]]),
    "a message sent": async ({ demo, visit }) => {
      const { id } = await taken(demo);
      const page = await visit(worker(demo));
      await page.goto(`/referrals/${id}`);
      await fill(page, [["text", "Soitan huomenna."]]);
      await send(page, 'form[action$="/send_message"]');
      return page;
    },
    "a meeting together proposed": async ({ demo, visit }) =>
      step(await visit(worker(demo)), await taken(demo), "propose_meeting", [["times", "2026-11-26T12:00"], ["note", "Kahvilassa"]]),
    "asked to take over": async ({ demo, visit }) => {
      const { id } = await taken(demo, MET);
      await demo.api(coordinator(demo), "PUT", "programmes/mereo-evt/capacity", { places: null });
      await demo.api(worker(demo), "POST", `referrals/${id}/transfer`, { programme: "mereo-evt" });
      const page = await visit(demo.person("worker", "mereo"));
      await page.goto("/work");
      await page.locator("#transfers").waitFor();
      return page;
    },
    "news": async ({ demo, visit }) => {
      const referral = await taken(demo);
      const page = await visit(worker(demo));
      const listens = page.waitForResponse(/\/live$/);
      await page.goto(`/referrals/${referral.id}`);
      await listens;
      await demo.api(demo.person("advisor"), "POST", `referrals/${referral.id}/client_called`, { wish: "asks_when" });
      await page.locator("#news").waitFor();
      return page;
    },
    "a step without a line": async ({ demo, visit, language }) => {
      const { id } = await taken(demo);
      const page = await visit(worker(demo));
      await page.goto(`/referrals/${id}`);
      await page.context().setOffline(true);
      await button(page, language, "contact-no_answer").click();
      await page.locator("#queue li").waitFor();
      return page;
    },
    "brought in by a worker": async ({ demo, visit }) => {
      const page = await visit(worker(demo));
      await page.goto("/handoffs/new");
      await press(page, page.locator('[name="_do"]').first());
      return page;
    },
    "an absence without an end": async ({ demo, visit }) => {
      const page = await visit(worker(demo));
      return sendAt(page, `/people/${worker(demo).id}/absence`, "form#team-form");
    },
    "who has looked at her": async ({ demo, visit }) => {
      const { id } = await taken(demo);
      const page = await visit(worker(demo));
      await page.goto(`/referrals/${id}`);
      const advisor = await visit(demo.person("advisor"));
      await advisor.goto(`/referrals/${id}/views`);
      return advisor;
    },
    "places that still are right": async ({ demo, visit, language }) => {
      const page = await visit(lead(demo));
      await page.goto("/team");
      await press(page, button(page, language, "confirm-button"));
      return page;
    },
    "places that cannot be": async ({ demo, visit }) => {
      const page = await visit(lead(demo));
      await page.goto("/programmes/mereo-evt/capacity");
      await page.locator("form#team-form").evaluate((form) => (form.noValidate = true));
      await fill(page, [["places", "-3"], ["paused_until", "2026-11-01"], ["paused_from", "2026-12-01"]]);
      await send(page, "form#team-form");
      return page;
    },
    "a pause": async ({ demo, visit }) => {
      const page = await visit(lead(demo));
      await page.goto("/programmes/mereo-ulkoilukaverit/capacity");
      await fill(page, [["paused_from", "2026-12-01"], ["paused_until", "2026-12-31"]]);
      await send(page, "form#team-form");
      return page;
    },
    "somebody is away": async ({ demo, visit }) => {
      const page = await visit(lead(demo));
      await page.goto(`/people/${demo.person("worker", "mereo").id}/absence`);
      await fill(page, [["from", "2026-12-01"], ["until", "2026-12-04"]]);
      await send(page, "form#team-form");
      return page;
    },
    "the places confirmed from a letter": async ({ demo, visit, prepared }) => {
      const page = await visit();
      await page.goto(prepared.confirm);
      return page;
    },
    "what stands still, on the board": async ({ demo, visit, prepared }) => {
      const page = await visit(coordinator(demo));
      await page.goto("/board");
      await page.locator(".still").nth(1).waitFor();
      return page;
    },
    "free places on the map": async ({ demo, visit }) => {
      const page = await visit(coordinator(demo));
      await page.goto("/board?map=places#unmet");
      return page;
    },
    "placed by hand": async ({ demo, visit }) => {
      const { id } = await offered(demo);
      await demo.api(worker(demo), "POST", `referrals/${id}/hand_back`, { reason: "no_place" });
      const page = await visit(coordinator(demo));
      await page.goto(`/referrals/${id}/place`);
      return page;
    },
    "the desk asked": async ({ demo, visit }) => {
      const page = await visit(coordinator(demo));
      await page.goto("/board");
      const ask = page.locator('form[action$="/ask_desk"]').first();
      if (await ask.count()) await press(page, ask.getByRole("button"));
      return page;
    },
    "what if": async ({ demo, visit }) => {
      const page = await visit(coordinator(demo));
      await sendAt(page, "/board/what-if", 'form[action="/board/what-if"]');
      await page.locator("#answer").waitFor();
      return page;
    },
    "what if, for no programme": async ({ demo, visit }) => {
      const page = await visit(coordinator(demo));
      await page.goto("/board/what-if?programme=none&month=2026-99");
      return page;
    },
    "an empty decision": async ({ demo, visit }) => sendAt(await visit(coordinator(demo)), "/learning/decision", "form#note"),
    "a decision that names somebody": async ({ demo, visit }) => {
      const page = await visit(coordinator(demo));
      await page.goto("/learning/decision");
      await fill(page, [["text", "Henkilö 010150-999R siirtyy, puh. 050 000 1234"]]);
      await send(page, "form#note");
      return page;
    },
    "the page of the meeting with decisions, and on paper": async ({ demo, visit }) => {
      const page = await visit(coordinator(demo));
      for (const [kind, text] of [["question", "Miten kuljemme ensimmäiselle kerralle?"], ["decision", "Kokeillaan saattajaa."]]) {
        await page.goto(`/learning/${kind}`);
        await fill(page, [["text", text]]);
        await send(page, "form#note");
      }
      return page;
    },
    "the bar of the demo has moved the clock": async ({ demo, visit, language }) => {
      const page = await visit(coordinator(demo));
      await page.goto("/demo/mailbox");
      await press(page, page.getByRole("button", { name: say(language, "demo-hour"), exact: true }));
      return page;
    },
  },
  { prepare },
);

/** What takes days: somebody who does not answer, what stands still, and a letter about places. */
async function prepare(demo) {
  const silent = await taken(demo, NO_ANSWER);
  await offered(demo);
  await demo.advance(2 * 86_400);
  await demo.api(worker(demo), "POST", `referrals/${silent.id}/record_contact`, NO_ANSWER[1]);
  let confirm;
  await until("the letter about places", async () => {
    await demo.advance(7 * 86_400);
    const letters = (await demo.mail()).map((one) => one.text.match(/https?:\/\/\S+(\/confirm-capacity\/\S+)/)?.[1]);
    confirm = letters.findLast(Boolean);
    return confirm;
  });
  return { silent, confirm };
}
