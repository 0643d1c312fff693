// The HTML validator over every source that was seen. It is a Java program that takes long to start, and so all
// suites lay what they see into one folder, which is looked at once at the end.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join } from "node:path";

const require = createRequire(import.meta.url);

export const hasJava = spawnSync("java", ["-version"]).status === 0;

/** Names the folder; a suite that is run alone has none. */
export const SOURCES = "LUOTSI_BROWSER_SOURCES";

/** Where it is said which page a file is. */
const places = (folder) => `${folder}-places`;

/** Keeps a page's source; the same one once. */
export function keepSource(place, html) {
  const folder = process.env[SOURCES];
  if (!folder || !html) return;
  mkdirSync(places(folder), { recursive: true });
  const name = createHash("sha256").update(html).digest("hex").slice(0, 24);
  if (existsSync(join(folder, `${name}.html`))) return;
  writeFileSync(join(folder, `${name}.html`), html);
  writeFileSync(join(places(folder), name), place);
}

export const countSources = (folder) => readdirSync(folder).filter((name) => name.endsWith(".html")).length;

/** What the validator finds, each kind of finding once with the page it was first found on. */
export async function invalid(folder) {
  const jar = require.resolve("vnu-jar/build/dist/vnu.jar");
  // Its grammar of HTML is deep.
  const options = ["-Xss8m", "-jar", jar, "--format", "json", "--exit-zero-always", folder];
  const run = spawn("java", options, { stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  run.stderr.on("data", (text) => (said += text));
  await new Promise((ended) => run.on("close", ended));
  if (!said.includes('"messages"')) return [`the validator did not run: ${said.slice(0, 500)}`];
  const found = new Map();
  for (const message of JSON.parse(said).messages) {
    if (message.type === "info" && !message.subType) continue;
    const where = readFileSync(join(places(folder), basename(new URL(message.url).pathname, ".html")), "utf8");
    // Letters are in their readers' languages; which one a page is in, the validator guesses.
    if (message.message.startsWith("This document appears to be written in") && where.includes("/demo/mailbox")) continue;
    const kind = message.message.replace(/“[^”]*”/g, "…");
    const line = `${message.subType ?? message.type}: ${message.message} ${message.extract?.trim() ?? ""}\n    on ${where}`;
    if (!found.has(kind)) found.set(kind, line);
  }
  return [...found.values()];
}
