// People to walk a road with: handed over by the API, where the page of it is somebody else's journey.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./demo.js";

let number = 0;

/** An invented person nobody else is, made of a shipped example. */
export function somebody(example = "helsinki-pukinmaki") {
  const handoff = JSON.parse(readFileSync(join(ROOT, `schemas/examples/valid/${example}.json`), "utf8"));
  number += 1;
  const tail = String.fromCharCode(...[...String(number).padStart(3, "0")].map((digit) => 97 + Number(digit)));
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
