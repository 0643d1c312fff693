// What is printed: the page without its bars, as wide as the paper.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch } from "../src/chromium.js";
import { startDemo } from "../src/demo.js";
import { offered } from "../src/road.js";
import { visit } from "../src/visit.js";

/** A4 between its margins of 20 mm, in px. */
const PAPER = { width: 643, height: 970 };

let browser;
let demo;
before(async () => {
  [browser, demo] = await Promise.all([launch(), startDemo()]);
});
after(async () => {
  await browser?.close();
  await demo?.end();
});

test("the sheet for the client is one page, and pages are printed without their bars", async () => {
  const { id } = await offered(demo);
  const printed = [
    [demo.person("advisor"), `/referrals/${id}/note`, 1],
    [demo.person("advisor"), `/referrals/${id}`, 3],
    [demo.person("coordinator"), "/learning", 6],
    [demo.person("coordinator"), "/board", 12],
  ];
  for (const [person, path, most] of printed) {
    const visitor = await visit(browser, demo, { person, language: "fi", viewport: PAPER });
    const { page } = visitor;
    await page.goto(path);
    await page.emulateMedia({ media: "print" });
    const { wide, bars } = await page.evaluate(() => ({
      wide: document.scrollingElement.scrollWidth,
      bars: [...document.querySelectorAll(".top, .ways, .demo-bar, .foot, .skip")].filter((one) => one.checkVisibility()).length,
    }));
    assert.ok(wide <= PAPER.width, `${path}: ${wide} px`);
    assert.equal(bars, 0, path);
    const paper = (await page.pdf({ format: "A4" })).toString("latin1");
    const pages = paper.match(/\/Type\s*\/Page\b/g).length;
    assert.ok(pages <= most, `${path}: ${pages} pages`);
    visitor.isQuiet();
    await visitor.close();
  }
});
