import { looksAtEveryPage } from "../src/pages.js";

looksAtEveryPage("the pages of an advisor", {
  people: (demo) => [demo.person("advisor"), demo.person("advisor", "asto-desk", "tampere-asto")],
  from: ["/account"],
});
