import { looksAtEveryPage } from "../src/pages.js";

looksAtEveryPage("the pages of a worker", {
  who: (demo) => demo.person("worker", "mereo"),
  from: ["/account"],
});
