// Hands that count: each click, choice and typed field is one, as the issue counts them. One points and clicks,
// the other has a keyboard and nothing else.
import assert from "node:assert/strict";
import { say } from "./words.js";

/** More stops than any page has. */
const STOPS = 250;

/** Somebody who points and clicks. */
export class Hand {
  done = [];

  constructor(page, language) {
    this.page = page;
    this.language = language;
  }

  get count() {
    return this.done.length;
  }

  say(key) {
    return say(this.language, key);
  }

  note(what) {
    this.done.push(what);
  }

  /** Clicks a button or a link by its name; what it leads to has come when this returns. */
  async click(role, name, options = {}) {
    const exact = typeof name === "string";
    await this.press(this.page.getByRole(role, { name, exact, ...options }).first());
    this.note(`${role} ${name}`);
  }

  /** Taps what has this name: a button or a link, whichever the page has. */
  async tap(name, within = this.page.locator("main")) {
    const exact = typeof name === "string";
    const button = within.getByRole("button", { name, exact }).or(within.getByRole("link", { name, exact }));
    await this.press(button.first());
    this.note(`tapped ${name}`);
  }

  /** Sends a form by its first button. */
  async send(form) {
    await this.press(this.page.locator(`main ${form}`).getByRole("button").first());
    this.note(`sent ${form}`);
  }

  /** Fills or ticks the field of this name; of one of several the one with this value. */
  async put(name, value) {
    const field = this.page.locator(`main [name="${name}"]`);
    const kind = await field.first().evaluate((one) => (one.localName === "input" ? one.type : one.localName));
    if (kind === "checkbox" || kind === "radio") {
      await this.tick(this.page.locator(`main [name="${name}"][value="${value}"]`));
    } else if (kind === "select") {
      await field.first().selectOption(value);
    } else {
      await this.type(field.first(), value);
    }
    this.note(name);
  }

  /** Ticks one of several, or one alone. */
  async choose(name, within = this.page.locator("main")) {
    await this.tick(within.getByLabel(name, { exact: typeof name === "string" }).first());
    this.note(`chose ${name}`);
  }

  async press(target) {
    await target.click();
    await this.page.waitForLoadState();
  }

  async tick(target) {
    await target.check();
  }

  async type(target, text) {
    await target.fill(text);
  }
}

/** Somebody without a mouse: every stop on the way is made, from where the focus is. */
export class Keys extends Hand {
  async press(target) {
    await this.#reach(target);
    const stays = await target.evaluate((one) => one.localName === "summary");
    if (stays) return this.page.keyboard.press("Enter");
    await Promise.all([this.page.waitForEvent("load"), this.page.keyboard.press("Enter")]);
  }

  async tick(target) {
    await this.#reach(target);
    if (!(await target.isChecked())) await this.page.keyboard.press("Space");
    assert.ok(await target.isChecked(), "what is ticked by the keyboard stays ticked");
  }

  async type(target, text) {
    await this.#reach(target);
    await this.page.keyboard.press("ControlOrMeta+a");
    await this.page.keyboard.type(text);
  }

  /** Goes on by the tabulator until this has the focus; from the top of a page by its first link, to the content. */
  async #reach(target) {
    await target.waitFor();
    for (let press = 0; press < STOPS; press += 1) {
      const where = await target.evaluate((one) => {
        const now = document.activeElement;
        if (now === one) return "there";
        if (now === document.body && one.closest("main")) return "top";
        const group = one.type === "radio" && now.type === "radio" && now.name === one.name && now.form === one.form;
        return group ? "group" : "on the way";
      });
      if (where === "there") return;
      if (where === "top") {
        await this.page.keyboard.press("Tab");
        await this.page.keyboard.press("Enter");
        await this.page.waitForFunction(() => document.activeElement?.id === "main");
      }
      // One of several is one stop; inside it the arrows go on.
      await this.page.keyboard.press(where === "group" ? "ArrowDown" : "Tab");
    }
    assert.fail(`the keyboard does not reach ${target}`);
  }
}
