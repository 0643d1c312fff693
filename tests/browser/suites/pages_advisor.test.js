import { looksAtEveryPage } from "../src/pages.js";

looksAtEveryPage("the pages of an advisor", {
  who: (demo) => demo.person("advisor"),
  from: ["/account"],
});
