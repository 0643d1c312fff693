// A demo of the test's own. Its samples take a while to live through their months, so they are made once,
// and each suite goes on from a copy.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** Monday morning in Helsinki, 09:00. */
export const MONDAY = "2026-11-23T07:00:00Z";

export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "../../..");

const LIMIT = 120_000;

export function binary() {
  const path = process.env.LUOTSI_BIN ?? join(ROOT, "target/debug/luotsi");
  if (!existsSync(path)) {
    throw new Error(`the program under test is not at ${path}: run \`cargo build --package luotsi\` first`);
  }
  return path;
}

/** Names the folder that every demo starts from; beside it is the one of a demo in which nobody was handed over. */
export const TEMPLATE = "LUOTSI_BROWSER_TEMPLATE";

const template = (empty) => {
  const folder = process.env[TEMPLATE];
  if (!folder) throw new Error("run the suites by `npm test`: it makes the demo they start from");
  return empty ? `${folder}-empty` : folder;
};

/** Makes the folders that demos start from. */
export async function makeTemplates() {
  const make = async (empty) => {
    mkdirSync(template(empty), { recursive: true });
    const more = empty ? ["--empty"] : [];
    const demo = await Demo.startIn(template(empty), ["--at", MONDAY, ...more]);
    await demo.stop();
  };
  await Promise.all([make(false), make(true)]);
}

/** Starts a demo on a copy of a template. */
export async function startDemo({ empty = false } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "luotsi-browser-"));
  cpSync(template(empty), folder, { recursive: true });
  return Demo.startIn(folder, []);
}

/** What the program may know of this process: none of its settings. */
const environment = () =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("LUOTSI_")));

export class Demo {
  static async startIn(folder, more) {
    const demo = new Demo();
    demo.folder = folder;
    await demo.#start(more, "127.0.0.1:0");
    return demo;
  }

  async #start(more, listen) {
    this.child = spawn(binary(), ["demo", "--listen", listen, "--data", this.folder, ...more], {
      stdio: ["ignore", "pipe", "pipe"],
      env: environment(),
    });
    let said = "";
    let complained = "";
    this.child.stdout.on("data", (text) => (said += text));
    this.child.stderr.on("data", (text) => (complained = (complained + text).slice(-4000)));
    await until("the demo", () => {
      if (this.child.exitCode !== null) throw new Error(`the demo ended: ${complained}`);
      this.url = said.match(/https?:\/\/\S+(?=\s)/)?.[0].replace(/\/$/, "");
      return this.url && this.#listing()?.url.replace(/\/$/, "") === this.url;
    });
    this.people = this.#listing().people;
    await until("its answer", async () => (await fetch(`${this.url}/readyz`)).ok);
  }

  /** Who may come in, once the demo is ready; a copy has that of the demo it was made of until then. */
  #listing() {
    try {
      return JSON.parse(readFileSync(join(this.folder, "demo.json"), "utf8"));
    } catch {
      return undefined;
    }
  }

  /** The first of this role, at this organisation where one is named. */
  person(role, organisation, network = "helsinki") {
    const found = this.people.find(
      (one) =>
        one.network === network && one.role === role && (!organisation || one.organisation === organisation),
    );
    if (!found) throw new Error(`no ${role} at ${organisation ?? network}`);
    return found;
  }

  /** The API as a person; an answer in the four hundreds is an error here. */
  async api(person, method, path, body) {
    const answer = await fetch(`${this.url}/api/v1/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${person.token}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text ? JSON.parse(text) : null;
  }

  /** Moves the clock on. */
  async advance(seconds) {
    const answer = await fetch(`${this.url}/demo/clock`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ advance_seconds: seconds }),
    });
    if (!answer.ok) throw new Error(`the clock was not moved: ${await answer.text()}`);
  }

  /** Invites somebody; gives where the link leads. */
  invite(name) {
    const email = `${name.toLowerCase().replaceAll(" ", ".")}@example.invalid`;
    const words = ["user", "invite", "--name", name, "--email", email, "--role", "coordinator", "--network", "helsinki"];
    const said = execFileSync(binary(), words, {
      encoding: "utf8",
      env: {
        ...environment(),
        LUOTSI_DATABASE_URL: `sqlite:${join(this.folder, "luotsi.db")}`,
        LUOTSI_KEY_FILE: join(this.folder, "luotsi.key"),
        LUOTSI_PUBLIC_URL: this.url,
      },
    });
    return new URL(said.trim().split("\n").at(-1)).pathname;
  }

  async mail() {
    return (await fetch(`${this.url}/demo/mail`)).json();
  }

  /** A power cut. */
  async kill() {
    this.child.kill("SIGKILL");
    await once(this.child, "exit");
  }

  /** The same service again at the same address. */
  async startAgain() {
    await this.#start([], new URL(this.url).host);
  }

  async stop() {
    if (this.child.exitCode === null) {
      this.child.kill("SIGTERM");
      await once(this.child, "exit");
    }
  }

  /** Stops it and removes its data. */
  async end() {
    await this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Looks again until it is so. */
export async function until(what, look) {
  const start = Date.now();
  for (;;) {
    try {
      const seen = await look();
      if (seen) return seen;
    } catch (fault) {
      if (fault?.cause?.code !== "ECONNREFUSED") throw fault;
    }
    if (Date.now() - start > LIMIT) throw new Error(`waited in vain for ${what}`);
    await new Promise((go) => setTimeout(go, 20));
  }
}
