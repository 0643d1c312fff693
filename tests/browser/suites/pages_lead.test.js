import { looksAtEveryPage } from "../src/pages.js";

looksAtEveryPage("the pages of a lead", {
  who: (demo) => demo.person("lead", "mereo"),
  from: ["/account"],
});
