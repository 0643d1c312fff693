// Runs the suites: makes the demos they start from, then each suite in a process and with a demo of its own, and
// at the end the validator over every page that any of them saw.
import { spec } from "node:test/reporters";
import { run } from "node:test";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromiumPath } from "./src/chromium.js";
import { TEMPLATE, makeTemplates } from "./src/demo.js";
import { SOURCES, countSources, hasJava, invalid } from "./src/validity.js";

const folder = join(dirname(fileURLToPath(import.meta.url)), "suites");
const wanted = process.argv.slice(2);
// The longest first, so that the last ones are short and end together.
const LONGEST = ["states_desk", "states_partner", "newcomer", "pages_lead", "pages_advisor", "pages_empty"];
const rank = (name) => (LONGEST.indexOf(name.replace(".test.js", "")) + 1 || 99);
const byLength = (one, other) => rank(one) - rank(other) || one.localeCompare(other);
const files = readdirSync(folder)
  .filter((name) => name.endsWith(".test.js"))
  .filter((name) => !wanted.length || wanted.some((one) => name.includes(one)))
  .sort(byLength)
  .map((name) => join(folder, name));

const begun = Date.now();
const made = mkdtempSync(join(tmpdir(), "luotsi-browser-made-"));
process.env[TEMPLATE] = join(made, "demo");
process.env[SOURCES] = mkdtempSync(join(made, "sources-"));
let failed = 0;
try {
  console.log(`Chromium: ${chromiumPath()}`);
  await makeTemplates();
  const stream = run({ files, concurrency: 2, timeout: 900_000 });
  stream.on("test:fail", () => (failed += 1));
  stream.compose(new spec()).pipe(process.stdout);
  await new Promise((done) => stream.on("close", done).on("end", done));
  if (!hasJava) {
    console.log("Not run: the HTML validator, because there is no Java (Debian: default-jre-headless).");
  } else if (countSources(process.env[SOURCES])) {
    const findings = await invalid(process.env[SOURCES]);
    console.log(`${findings.length ? "✖" : "✔"} the HTML validator over ${countSources(process.env[SOURCES])} pages`);
    for (const finding of findings) console.log(`  ${finding}`);
    failed += findings.length;
  }
} finally {
  rmSync(made, { recursive: true, force: true });
}
console.log(`${Math.round((Date.now() - begun) / 1000)} seconds`);
process.exitCode = failed ? 1 : 0;
