// What a page is asked to do on the way to a state.
import { Hand } from "./hand.js";
import { say } from "./words.js";

/** Sends the form by its first button; the page that answers has come. */
export async function send(page, form) {
  await press(page, page.locator(`main ${form}`).getByRole("button").first());
}

/** Presses what leads to another page. */
export async function press(page, target) {
  await Promise.all([page.waitForEvent("load"), target.click()]);
}

/** Opens an address and sends the form there as it is. */
export async function sendAt(page, path, form) {
  await page.goto(path);
  await send(page, form);
  return page;
}

/** Fills a form's fields by their names, wherever they are folded away. */
export async function fill(page, fields) {
  await page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));
  const hand = new Hand(page, "fi");
  for (const [name, value] of fields) await hand.put(name, value);
  return page;
}

/** The form of a handoff with this in it, and what comes with it beside. */
export async function handoff(page, fields) {
  await page.goto("/handoffs/new");
  await fill(page, fields);
  await page.locator("#who:not([aria-busy])").waitFor();
  return page;
}

/** A button by what it says. */
export const button = (page, language, key) =>
  page.getByRole("button", { name: say(language, key), exact: true }).first();
