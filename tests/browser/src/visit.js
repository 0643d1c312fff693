// Somebody's browser: signed in as a person, in a language, with everything written down that may not be.
import assert from "node:assert/strict";
import { withAxe } from "./checks.js";

/** Of one page, before compression, as the issue has it. */
const HEAVIEST = 60 * 1024;

/**
 * Opens a browser window of somebody's own.
 * @param options `person`, `language`, and what Playwright takes for a context.
 */
export async function visit(browser, demo, { person, language, ...options } = {}) {
  const context = await browser.newContext({
    baseURL: demo.url,
    locale: language ?? "fi",
    viewport: { width: 1280, height: 900 },
    // Nothing glides: where the focus is, is known at once.
    reducedMotion: "reduce",
    ...options,
  });
  context.setDefaultTimeout(30_000);
  await withAxe(context);
  const visitor = new Visit(context, demo, person);
  if (person) await visitor.be(person);
  if (language) await visitor.speak(language);
  visitor.page = await visitor.open();
  return visitor;
}

export class Visit {
  faults = [];
  #documents = new Map();

  constructor(context, demo, person) {
    this.context = context;
    this.demo = demo;
    this.person = person;
    context.on("request", (request) => {
      const url = new URL(request.url());
      if (url.origin !== demo.url && !["data:", "blob:", "about:"].includes(url.protocol)) {
        this.faults.push(`a request to elsewhere: ${request.url()}`);
      }
    });
  }

  /** A window; its complaints are kept. */
  async open() {
    const page = await this.context.newPage();
    page.on("console", (message) => {
      // That an answer was a refusal is said on the page; a test that provokes one looks there.
      if (message.type() === "error" && !message.text().startsWith("Failed to load resource")) {
        this.faults.push(`the console of ${page.url()}: ${message.text()}`);
      }
    });
    page.on("response", (response) => {
      const moved = response.status() >= 300 && response.status() < 400;
      if (!response.request().isNavigationRequest() || moved) return;
      // What was left again before it had come cannot be read.
      this.#documents.set(page, response.text().catch(() => ""));
    });
    page.on("pageerror", (error) => this.faults.push(`a script on ${page.url()}: ${error.message}`));
    return page;
  }

  async be(person) {
    const answer = await this.#post("/demo/be", { person: person.id });
    const cookie = answer.headers
      .getSetCookie()
      .find((field) => field.startsWith("__Host-luotsi="))
      ?.match(/^([^=]+)=([^;]*)/);
    assert.ok(cookie, `${person.name} is not signed in: ${answer.status}`);
    this.cookie = cookie[0];
    await this.#keep(cookie[1], cookie[2]);
  }

  async speak(language) {
    await this.#post("/language", { _language: language, back: "/" });
    await this.#keep("__Host-language", language);
  }

  /** The source of the page that a window shows, as it came. */
  async shown(page = this.page) {
    const html = (await this.#documents.get(page)) ?? "";
    const size = Buffer.byteLength(html);
    if (size > HEAVIEST) this.faults.push(`${size} bytes`);
    return html;
  }

  /** A page's source, as it comes without a browser. */
  async source(path) {
    return fetch(`${this.demo.url}${path}`, {
      headers: this.cookie ? { cookie: this.cookie } : {},
      redirect: "follow",
    });
  }

  #post(path, fields) {
    return fetch(`${this.demo.url}${path}`, {
      method: "POST",
      body: new URLSearchParams(fields),
      headers: this.cookie ? { cookie: this.cookie } : {},
      redirect: "manual",
    });
  }

  #keep(name, value) {
    return this.context.addCookies([
      { name, value, url: this.demo.url.replace("http:", "https:"), secure: true, httpOnly: true, sameSite: "Lax" },
    ]);
  }

  /** Nothing was complained of, and nothing was asked of anybody else. */
  isQuiet() {
    assert.deepEqual(this.faults, []);
  }

  async close() {
    await this.context.close();
  }
}
