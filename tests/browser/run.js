// Runs the suites: makes the demo they start from, then each suite in a process and with a demo of its own.
import { spec } from "node:test/reporters";
import { run } from "node:test";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromiumPath } from "./src/chromium.js";
import { makeTemplate } from "./src/demo.js";
import { hasJava } from "./src/validity.js";

const folder = join(dirname(fileURLToPath(import.meta.url)), "suites");
const wanted = process.argv.slice(2);
const files = readdirSync(folder)
  .filter((name) => name.endsWith(".test.js"))
  .filter((name) => !wanted.length || wanted.some((one) => name.includes(one)))
  .sort()
  .map((name) => join(folder, name));

const template = mkdtempSync(join(tmpdir(), "luotsi-browser-template-"));
process.env.LUOTSI_BROWSER_TEMPLATE = template;
let failed = 0;
try {
  console.log(`Chromium: ${chromiumPath()}`);
  if (!hasJava) console.log("Not run: the HTML validator, because there is no Java (Debian: default-jre-headless).");
  await makeTemplate(template);
  const stream = run({ files, concurrency: 2, timeout: 900_000 });
  stream.on("test:fail", () => (failed += 1));
  stream.compose(new spec()).pipe(process.stdout);
  await new Promise((done) => stream.on("close", done).on("end", done));
} finally {
  rmSync(template, { recursive: true, force: true });
}
process.exitCode = failed ? 1 : 0;
