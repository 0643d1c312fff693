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
