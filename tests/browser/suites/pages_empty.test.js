import { looksAtEveryPage } from "../src/pages.js";

looksAtEveryPage("the pages where nobody was ever handed over", {
  people: (demo) => ["advisor", "worker", "lead", "coordinator"].map((role) => demo.person(role)),
  from: ["/demo/mailbox"],
  empty: true,
});
