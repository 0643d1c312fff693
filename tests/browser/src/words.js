// The words of the pages, from the catalogue that the service is built with: a journey says which message it
// looks for, and so runs in every language.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./demo.js";

export const LANGUAGES = ["fi", "sv", "en"];

const catalogues = new Map();

function catalogue(language) {
  if (!catalogues.has(language)) {
    const folder = join(ROOT, "crates/i18n/messages", language);
    const messages = new Map();
    for (const file of readdirSync(folder).filter((name) => name.endsWith(".ftl"))) {
      let key;
      for (const line of readFileSync(join(folder, file), "utf8").split("\n")) {
        const found = line.match(/^([a-zA-Z][\w-]*)\s*=\s?(.*)$/);
        if (found) {
          key = found[1];
          messages.set(key, found[2]);
        } else if (/^\s+\S/.test(line) && key) {
          messages.set(key, `${messages.get(key)} ${line.trim()}`.trim());
        } else {
          key = undefined;
        }
      }
    }
    catalogues.set(language, messages);
  }
  return catalogues.get(language);
}

/** A message without arguments. */
export function say(language, key) {
  const text = catalogue(language).get(key);
  if (text === undefined) throw new Error(`no message ${key} in ${language}`);
  return text;
}

/** A message as a pattern: what stands for an argument may be anything. */
export function like(language, key) {
  const text = say(language, key);
  const parts = text.split(/\{[^{}]*\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^\\s*${parts.join(".*")}\\s*$`);
}

/** The own name of a language, as the button that chooses it has it. */
export const OWN_NAMES = { fi: "Suomeksi", sv: "På svenska", en: "In English" };
