// What every page must hold: for somebody who follows every link, and for a page in a state of its own.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axeInEveryMode, axeWithoutColours, fits, keyboardEverywhere, spacing, structure } from "./checks.js";
import { launch } from "./chromium.js";
import { crawl } from "./crawl.js";
import { startDemo } from "./demo.js";
import { Findings } from "./findings.js";
import { keepSource } from "./validity.js";
import { visit } from "./visit.js";
import { LANGUAGES } from "./words.js";

/**
 * Walks the pages of some people in every language and looks at each.
 * @param people of the demo, or nobody: `(demo) => [person]`
 * @param from where they begin, beside the front page
 * @param empty whether nobody was ever handed over
 */
export function looksAtEveryPage(title, { people, from = [], empty = false }) {
  let browser;
  let demo;
  before(async () => {
    [browser, demo] = await Promise.all([launch(), startDemo({ empty })]);
  });
  after(async () => {
    await browser?.close();
    await demo?.end();
  });

  for (const language of LANGUAGES) {
    test(`${title} in ${language}`, async () => {
      const findings = new Findings();
      const known = new Set();
      for (const person of people(demo)) {
        const visitor = await visit(browser, demo, { person, language });
        const seeds = person && !empty ? await oneOfEachStage(demo, person) : [];
        const start = ["/", ...from, ...seeds, "/help", "/accessibility", "/nowhere"];
        const pages = await crawl(visitor, { from: start });
        assert.ok(pages.length > 2, `only ${pages.map((one) => one.path)}`);
        for (const { path, html, kind } of pages) {
          // Another page of the same kind holds other facts in the same frame.
          const first = !known.has(kind);
          if (!first && !seeds.includes(path)) continue;
          known.add(kind);
          keepSource(`${title}, ${language}, ${path}`, html);
          await visitor.page.goto(path);
          await visitor.shown();
          findings.add(kind, await look(visitor.page, language, first));
        }
        findings.add(person?.role ?? "nobody", visitor.faults);
        await visitor.close();
      }
      findings.areNone();
    });
  }
}

/**
 * Looks at pages in a state that no link leads to, each in Finnish and in one of the other languages.
 * @param states by their names: `(room) => page`, where the room has `demo`, `language` and `visit`
 */
export function looksAtStates(title, states, { empty = false, prepare } = {}) {
  let browser;
  let demo;
  let prepared;
  before(async () => {
    [browser, demo] = await Promise.all([launch(), startDemo({ empty })]);
    prepared = await prepare?.(demo);
  });
  after(async () => {
    await browser?.close();
    await demo?.end();
  });

  for (const language of LANGUAGES) {
    test(`${title} in ${language}`, async () => {
      const findings = new Findings();
      for (const [at, [name, reach]] of Object.entries(states).entries()) {
        // Each in Finnish, and in one of the other two.
        if (language !== "fi" && language !== LANGUAGES[1 + (at % 2)]) continue;
        const open = [];
        const room = {
          demo,
          language,
          prepared,
          visit: async (person, more = {}) => {
            const visitor = await visit(browser, demo, { person, language, ...more });
            open.push(visitor);
            return visitor.page;
          },
        };
        try {
          const page = await reach(room);
          const visitor = open.find((one) => one.page === page);
          keepSource(`${name}, ${language}`, await visitor.shown());
          findings.add(name, await look(page, language, true));
        } catch (fault) {
          findings.add(name, [`not reached: ${fault.message}`]);
        }
        for (const visitor of open) {
          findings.add(name, visitor.faults);
          await visitor.close();
        }
      }
      findings.areNone();
    });
  }
}

/** A referral of each stage that this person sees, and one that stands still. */
async function oneOfEachStage(demo, person) {
  const referrals = await demo.api(person, "GET", `networks/${person.network}/referrals?limit=200`);
  const stages = new Map(referrals.map((one) => [`${one.status} ${one.stalled}`, one.id]));
  return [...stages.values()].map((id) => `/referrals/${id}`);
}

/** One page. Finnish has the long compounds; structure and colours are the same in every language. */
async function look(page, language, first) {
  const found = [...(await fits(page, 320, 640)), ...(await spacing(page))];
  if (!first) return found;
  if (language !== "fi") return [...found, ...(await axeWithoutColours(page))];
  // The second is 400 % of 1280 × 1024.
  found.push(...(await fits(page, 768, 1024)), ...(await fits(page, 320, 256)));
  found.push(...(await keyboardEverywhere(page)), ...(await structure(page)), ...(await axeInEveryMode(page)));
  return found;
}
