// What every page must hold, for one role: each suite of pages runs this in a process of its own.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axe, axeInEveryMode, fits, keyboard, spacing, structure } from "./checks.js";
import { launch } from "./chromium.js";
import { crawl } from "./crawl.js";
import { startDemo } from "./demo.js";
import { Sources, hasJava } from "./validity.js";
import { visit } from "./visit.js";
import { LANGUAGES } from "./words.js";

/** Before compression, as the issue has it. */
const HEAVIEST = 60 * 1024;

/**
 * Walks the pages of somebody in every language and looks at each.
 * @param who of the demo, or nobody: `(demo) => person`
 * @param from where she begins, beside the front page
 */
export function looksAtEveryPage(title, { who, from = [] }) {
  const sources = new Sources();
  let browser;
  let demo;
  before(async () => {
    [browser, demo] = await Promise.all([launch(), startDemo()]);
  });
  after(async () => {
    await browser?.close();
    await demo?.end();
  });

  for (const language of LANGUAGES) {
    test(`${title} in ${language}`, async () => {
      const visitor = await visit(browser, demo, { person: who?.(demo), language });
      const pages = await crawl(visitor, { from: ["/", ...from, "/help", "/accessibility", "/nowhere"] });
      assert.ok(pages.length > 2, `only ${pages.map((one) => one.path)}`);
      const findings = [];
      const known = new Set();
      for (const { path, html, kind } of pages) {
        sources.keep(`${title}, ${language}, ${path}`, html);
        // Another page of the same kind holds other facts in the same frame.
        const first = !known.has(kind);
        known.add(kind);
        const answer = await visitor.page.goto(path);
        const found = await look(visitor.page, language === "fi", first);
        const size = Buffer.byteLength(await answer.text());
        if (size > HEAVIEST) found.push(`${size} bytes`);
        findings.push(...found.map((one) => `${kind} (${path}): ${one}`));
      }
      findings.push(...visitor.faults);
      await visitor.close();
      assert.equal(findings.join("\n"), "");
    });
  }

  test(`${title}: the validator finds nothing`, { skip: !hasJava && "there is no Java" }, () => {
    assert.ok(sources.count > 0);
    assert.equal(sources.findings().join("\n"), "");
  });
}

/** One page. Finnish has the long compounds; structure and colours are the same in every language. */
async function look(page, finnish, first) {
  const found = [...(await fits(page, 320, 640)), ...(await spacing(page))];
  if (!finnish) return first ? [...found, ...(await axe(page))] : found;
  found.push(...(await axeInEveryMode(page)));
  if (first) {
    // The second is 400 % of 1280 × 1024.
    found.push(...(await fits(page, 768, 1024)), ...(await fits(page, 320, 256)));
    found.push(...(await structure(page)), ...(await keyboard(page)));
  }
  return found;
}
