// The HTML validator over every source that was seen. It is a Java program and takes all of them at once.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

const require = createRequire(import.meta.url);

export const hasJava = spawnSync("java", ["-version"]).status === 0;

export class Sources {
  #folder = mkdtempSync(join(tmpdir(), "luotsi-pages-"));
  #places = new Map();

  /** Keeps a page's source; the same one once. */
  keep(place, html) {
    const name = `${createHash("sha256").update(html).digest("hex").slice(0, 24)}.html`;
    if (this.#places.has(name)) return;
    this.#places.set(name, place);
    writeFileSync(join(this.#folder, name), html);
  }

  get count() {
    return this.#places.size;
  }

  /** What the validator finds, each kind of finding once with the page it was first found on. */
  findings() {
    const jar = require.resolve("vnu-jar/build/dist/vnu.jar");
    const run = spawnSync("java", ["-Xss512k", "-jar", jar, "--format", "json", "--exit-zero-always", this.#folder], {
      encoding: "utf8",
      maxBuffer: 64 << 20,
    });
    rmSync(this.#folder, { recursive: true, force: true });
    if (!run.stderr.includes('"messages"')) throw new Error(`the validator did not run: ${run.stderr}`);
    const found = new Map();
    for (const message of JSON.parse(run.stderr).messages) {
      if (message.type === "info" && !message.subType) continue;
      const where = this.#places.get(basename(new URL(message.url).pathname));
      const what = `${message.message} ${message.extract?.trim() ?? ""}`;
      const kind = message.message.replace(/“[^”]*”/g, "…");
      if (!found.has(kind)) found.set(kind, `${message.subType ?? message.type} on ${where}: ${what}`);
    }
    return [...found.values()];
  }
}
