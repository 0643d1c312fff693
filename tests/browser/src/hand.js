// A hand that counts: each click, choice and typed field is one, as the issue counts them.
import { say } from "./words.js";

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

  #note(what) {
    this.done.push(what);
  }

  /** Clicks a button or a link by its name; what it leads to has come when this returns. */
  async click(role, name, options = {}) {
    await this.page.getByRole(role, { name, exact: typeof name === "string", ...options }).first().click();
    await this.page.waitForLoadState();
    this.#note(`${role} ${name}`);
  }

  /** Taps what has this name: a button or a link, whichever the page has. */
  async tap(name) {
    const main = this.page.locator("main");
    const button = main.getByRole("button", { name, exact: true }).or(main.getByRole("link", { name, exact: true }));
    await button.first().click();
    await this.page.waitForLoadState();
    this.#note(`tapped ${name}`);
  }

  /** Sends a form by its first button. */
  async send(form) {
    await this.page.locator(`main ${form}`).getByRole("button").first().click();
    await this.page.waitForLoadState();
    this.#note(`sent ${form}`);
  }

  /** Fills or ticks the field of this name; of one of several the one with this value. */
  async put(name, value) {
    const field = this.page.locator(`main [name="${name}"]`);
    const kind = await field.first().evaluate((one) => (one.localName === "input" ? one.type : one.localName));
    if (kind === "checkbox" || kind === "radio") {
      await this.page.locator(`main [name="${name}"][value="${value}"]`).check();
    } else if (kind === "select") {
      await field.first().selectOption(value);
    } else {
      await field.first().fill(value);
    }
    this.#note(`${name}`);
  }

  /** Ticks one of several, or one alone. */
  async choose(name, within = this.page) {
    await within.getByLabel(name, { exact: typeof name === "string" }).first().check();
    this.#note(`chose ${name}`);
  }

  async fill(label, text, within = this.page) {
    await within.getByLabel(label, { exact: false }).first().fill(text);
    this.#note(`typed into ${label}`);
  }

  async select(label, option, within = this.page) {
    await within.getByLabel(label, { exact: false }).first().selectOption(option);
    this.#note(`selected in ${label}`);
  }
}
