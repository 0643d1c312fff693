// The Chromium of this machine, without its own traffic.
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "playwright-core";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Where Chromium is: what LUOTSI_CHROMIUM names, else the first of the usual names on the path. */
export function chromiumPath() {
  if (process.env.LUOTSI_CHROMIUM) return process.env.LUOTSI_CHROMIUM;
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    for (const name of NAMES) {
      const path = join(folder, name);
      try {
        accessSync(path, constants.X_OK);
        return path;
      } catch {
        // Not here.
      }
    }
  }
  throw new Error("no Chromium on the path; name one in LUOTSI_CHROMIUM");
}

export function launch() {
  return chromium.launch({ executablePath: chromiumPath(), args: QUIET });
}
