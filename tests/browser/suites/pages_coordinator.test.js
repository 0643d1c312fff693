import { looksAtEveryPage } from "../src/pages.js";

looksAtEveryPage("the pages of a coordinator", {
  people: (demo) => [demo.person("coordinator"), demo.person("coordinator", "asto-coordination", "tampere-asto")],
  from: ["/account"],
});
