// People to walk a road with: handed over by the API, where the page of it is somebody else's journey.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./demo.js";

let number = 0;

/** A number in letters: names have no figures. */
const letters = (number) =>
  String.fromCharCode(...[...String(number).padStart(3, "0")].map((digit) => 97 + Number(digit)));

/** An invented person nobody else is, made of a shipped example. */
export function somebody(example = "helsinki-pukinmaki") {
  const handoff = JSON.parse(readFileSync(join(ROOT, `schemas/examples/valid/${example}.json`), "utf8"));
  number += 1;
  const tail = letters(number);
  handoff.client.first_name = `Koe${tail}`;
  handoff.client.last_name = `Testi${tail}`;
  handoff.client.phone = `+3585009${String(process.pid % 100).padStart(2, "0")}${String(number).padStart(2, "0")}`;
  handoff.own_words = `Kaipuu${tail}`;
  return handoff;
}

/** Hands somebody over to a programme that has room; gives the referral. */
export async function offered(demo, programme = "omakotisaatio-kanto") {
  const coordinator = demo.person("coordinator");
  await demo.api(coordinator, "PUT", `programmes/${programme}/capacity`, { places: null });
  const handoff = somebody();
  const referral = await demo.api(demo.person("advisor"), "POST", "networks/helsinki/referrals", {
    handoff,
    placement: { programme },
  });
  return { ...referral, handoff, name: `${handoff.client.first_name} ${handoff.client.last_name}` };
}

/** Like the first line of the field's examples, as the form asks it; each another invented person. */
export function reino() {
  number += 1;
  return [
    ["_none_of_these", "yes"],
    ["_permitted", "yes"],
    ["client.first_name", "Reino"],
    ["client.last_name", `Keksitty${letters(number)}`],
    ["client.phone", `+358 50 000 8${String(number).padStart(3, "0")}`],
    ["client.birth_year", String(1930 + (number % 20))],
    ["place.municipality", "091"],
    ["place.place_name", "Kallio"],
    ["needs", "loneliness"],
    ["needs", "bereavement"],
    ["needs", "no_activity"],
  ];
}
