// What every page must hold, looked at in a real browser. Each check gives a list of findings.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const require = createRequire(import.meta.url);
const AXE = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

const COLOURS = ["color-contrast", "link-in-text-block"];

const MODES = {
  light: { colorScheme: "light", forcedColors: "none" },
  dark: { colorScheme: "dark", forcedColors: "none" },
  "forced colours": { colorScheme: "light", forcedColors: "active" },
};

/** Lays axe-core ready for every page of a context, so that it is not sent anew for each. */
export const withAxe = (context) => context.addInitScript({ content: AXE });

/** axe-core over the page as it stands. Evaluated by the debugger, so that the page's policy stays. */
export async function axe(page, options = {}) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(AXE);
  const found = await page.evaluate(async (options) => {
    const result = await window.axe.run(document, { ...options, resultTypes: ["violations"], preload: false });
    return result.violations.map((one) => ({
      id: one.id,
      help: one.help,
      nodes: one.nodes.slice(0, 3).map((node) => `${node.html.slice(0, 160)} ${node.failureSummary ?? ""}`),
    }));
  }, { runOnly: { type: "tag", values: RULES }, ...options });
  return found.map((one) => `axe ${one.id}: ${one.help}: ${one.nodes.join(" | ")}`);
}

/** What another language or another person's facts may change: all but the colours. */
export const axeWithoutColours = (page) => axe(page, { rules: { "color-contrast": { enabled: false } } });

/** axe-core in light, dark and forced colours. The document is the same in all three: what depends on colours
 * is looked at again. */
export async function axeInEveryMode(page) {
  const findings = await axe(page);
  for (const mode of ["dark", "forced colours"]) {
    await page.emulateMedia(MODES[mode]);
    const found = await axe(page, { runOnly: { type: "rule", values: COLOURS } });
    findings.push(...found.map((one) => `${mode}: ${one}`));
  }
  await page.emulateMedia(MODES.light);
  return findings;
}

/** Nothing to scroll sideways, and nothing beyond the edge, at this size, which stays. */
export async function fits(page, width, height) {
  await page.setViewportSize({ width, height });
  const findings = await page.evaluate((width) => {
    const found = [];
    const root = document.scrollingElement;
    if (root.scrollWidth > width) found.push(`scrolls sideways: ${root.scrollWidth} px`);
    const scrolls = (element) => {
      for (let at = element.parentElement; at; at = at.parentElement) {
        if (["auto", "scroll", "hidden", "clip"].includes(getComputedStyle(at).overflowX)) return true;
      }
      return false;
    };
    for (const element of document.body.querySelectorAll("*")) {
      const box = element.getBoundingClientRect();
      if (box.width === 0 || box.height === 0 || box.right <= width + 0.5 || box.right < 0) continue;
      const style = getComputedStyle(element);
      if (style.visibility === "hidden" || (style.position === "absolute" && box.left < 0)) continue;
      if (!scrolls(element)) {
        found.push(`beyond the edge: <${element.localName} class="${element.className}"> to ${Math.round(box.right)} px`);
      }
    }
    return found.slice(0, 5);
  }, width);
  return findings.map((one) => `${width} × ${height} px: ${one}`);
}

/** With the text spacing of WCAG 1.4.12 nothing is cut off, at the present size. */
export async function spacing(page) {
  const findings = await page.evaluate(() => {
    // What a reader's own style sheet does; a policy rules what the page brings, not this.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }",
    );
    const sheets = document.adoptedStyleSheets;
    document.adoptedStyleSheets = [...sheets, sheet];
    const found = [];
    const root = document.scrollingElement;
    if (root.scrollWidth > innerWidth) found.push(`scrolls sideways: ${root.scrollWidth} px`);
    for (const element of document.body.querySelectorAll("*")) {
      const style = getComputedStyle(element);
      const cut = ["hidden", "clip"].includes(style.overflowX) || ["hidden", "clip"].includes(style.overflowY);
      if (!cut || style.clipPath !== "none" || !element.textContent.trim()) continue;
      if (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1) {
        found.push(`cut off: <${element.localName} class="${element.className}">`);
      }
    }
    document.adoptedStyleSheets = sheets;
    return found.slice(0, 5);
  });
  return findings.map((one) => `text spacing: ${one}`);
}

/** Whether something stays in place while the page scrolls, and may stand before what has the focus. */
const hasBars = (page) =>
  page.evaluate(() =>
    [...document.body.querySelectorAll("*")].some((one) => {
      const { position } = getComputedStyle(one);
      return (position === "fixed" || position === "sticky") && one.checkVisibility();
    }),
  );

/** By the tabulator key on a phone, and on a desk where something there might cover the focus. */
export async function keyboardEverywhere(page) {
  await page.setViewportSize({ width: 320, height: 640 });
  const findings = await keyboard(page);
  await page.setViewportSize({ width: 1280, height: 900 });
  if (await hasBars(page)) findings.push(...(await keyboard(page)));
  return findings;
}

const debuggers = new WeakMap();

/** Presses the tabulator so often, without waiting for each. */
async function pressTab(page, times) {
  if (!debuggers.has(page)) debuggers.set(page, await page.context().newCDPSession(page));
  const key = { key: "Tab", code: "Tab", windowsVirtualKeyCode: 9, nativeVirtualKeyCode: 9 };
  const sent = [];
  for (let time = 0; time < times; time += 1) {
    for (const type of ["rawKeyDown", "keyUp"]) {
      sent.push(debuggers.get(page).send("Input.dispatchKeyEvent", { type, ...key }));
    }
  }
  await Promise.all(sent);
}

/** By the tabulator key from the top: everything is reached in its order, seen, and left again. */
async function keyboard(page) {
  const findings = [];
  const [expected, inside] = await page.evaluate(() => {
    const shown = (element) => element.checkVisibility({ visibilityProperty: true });
    const radios = new Set();
    const all = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")];
    const reached = all.filter((element) => {
      if (element.disabled || element.tabIndex < 0 || element.type === "hidden" || !shown(element)) return false;
      if (element.type !== "radio") return true;
      // One stop for a group: the chosen one, else the first.
      const group = `${element.form?.id ?? ""} ${element.name}`;
      const chosen = document.querySelector(`input[type=radio][name="${CSS.escape(element.name)}"]:checked`);
      if (radios.has(group) || (chosen && chosen !== element)) return false;
      radios.add(group);
      return true;
    });
    reached.forEach((element, at) => element.setAttribute("data-stop", at));
    // Day, month, year, hour, minute and the calendar of such a field are stops of their own.
    const inside = reached.filter((element) => ["date", "datetime-local"].includes(element.type)).length * 6;
    if (all.some((element) => element.tabIndex > 0)) return [-1, 0];
    document.activeElement?.blur();
    window.getSelection()?.removeAllRanges();
    scrollTo(0, 0);
    return [reached.length, inside];
  });
  if (expected < 0) return ["keyboard: a tabindex above 0"];
  // From the very top, wherever the page has put the focus.
  await page.evaluate(() => {
    document.body.setAttribute("tabindex", "-1");
    document.body.focus({ preventScroll: true });
    document.body.removeAttribute("tabindex");
  });
  // Each press first looks at what the one before has reached: by then it is scrolled into sight.
  await page.evaluate(() => {
    window.stops = [];
    window.lookAtFocus = () => {
      const element = document.activeElement;
      if (!element || element === document.body || element === document.documentElement) return window.stops.push(null);
      const says = (one) => {
        const style = getComputedStyle(one);
        const outline = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
        return outline || style.boxShadow !== "none";
      };
      const label = element.closest("label");
      const boxes = [...element.getClientRects()];
      const inside = ([x, y]) => x >= 0 && y >= 0 && x < innerWidth && y < innerHeight;
      const points = boxes
        .flatMap((box) => [
          [box.left + box.width / 2, box.top + box.height / 2],
          [box.left + 3, box.top + 3],
          [box.right - 3, box.bottom - 3],
        ])
        .filter(inside);
      const seen = points.some(([x, y]) => {
        const top = document.elementFromPoint(x, y);
        return top && (element.contains(top) || top.contains(element) || label?.contains(top));
      });
      window.stops.push({
        off: points.length === 0,
        covered: points.length > 0 && !seen,
        parts: ["date", "datetime-local"].includes(element.type),
        stop: Number(element.getAttribute("data-stop") ?? -1),
        name: `<${element.localName}> ${(element.textContent || element.name || element.id).trim().slice(0, 40)}`,
        visible: says(element) || (label ? says(label) : false),
      });
    };
    window.addEventListener("keydown", window.lookAtFocus, true);
  });
  await pressTab(page, expected + inside + 1);
  const [, ...stops] = await page.evaluate(() => {
    window.removeEventListener("keydown", window.lookAtFocus, true);
    window.lookAtFocus();
    return window.stops;
  });
  let last = -1;
  let left = false;
  for (const at of stops) {
    // From the last stop it goes on to the browser's own, which here is the first one again.
    left = at === null || (at.stop === 0 && last === expected - 1);
    if (left) break;
    if (at.stop === last && at.parts) {
      if (!at.visible) findings.push(`keyboard: no focus to be seen inside ${at.name}`);
      continue;
    }
    if (at.stop < 0) findings.push(`keyboard: ${at.name} is reached and should not be`);
    else if (at.stop !== last + 1) findings.push(`keyboard: ${at.name} is stop ${at.stop} after ${last}`);
    if (!at.visible) findings.push(`keyboard: no focus to be seen on ${at.name}`);
    if (at.off) findings.push(`keyboard: ${at.name} has the focus outside the window`);
    if (at.covered) findings.push(`keyboard: ${at.name} is covered when it has the focus`);
    last = at.stop;
  }
  if (!left && expected > 1) findings.push("keyboard: the focus does not leave the page");
  if (last !== expected - 1) findings.push(`keyboard: ${last + 1} of ${expected} stops are reached`);
  await page.evaluate(() => {
    document.querySelectorAll("[data-stop]").forEach((element) => element.removeAttribute("data-stop"));
    document.activeElement?.blur();
    scrollTo(0, 0);
  });
  return findings.slice(0, 6);
}

/** Targets are large enough for a thumb: 44 px high where they stand alone, as the design has it. */
export async function structure(page) {
  return page.evaluate(() => {
    const found = [];
    const headings = [...document.querySelectorAll("h1")];
    if (headings.length !== 1) found.push(`structure: ${headings.length} h1`);
    for (const button of document.querySelectorAll("main .button")) {
      const box = button.getBoundingClientRect();
      if (box.height > 0 && box.height < 43.5) found.push(`structure: "${button.textContent.trim()}" is ${Math.round(box.height)} px high`);
    }
    return found;
  });
}
