// What was found, told once however many pages have it.
import assert from "node:assert/strict";

/** Of one finding the pages it was found on, the first few. */
const PLACES = 3;

export class Findings {
  #found = new Map();

  add(place, findings) {
    for (const finding of findings) {
      const places = this.#found.get(finding) ?? [];
      places.push(place);
      this.#found.set(finding, places);
    }
  }

  /** Fails where there is any. */
  areNone() {
    const lines = [...this.#found].map(([finding, places]) => {
      const more = places.length > PLACES ? ` and ${places.length - PLACES} more` : "";
      return `${finding}\n    on ${places.slice(0, PLACES).join(", ")}${more}`;
    });
    if (lines.length) assert.fail(`${lines.length} findings\n${lines.join("\n")}`);
  }
}
