import { looksAtEveryPage } from "../src/pages.js";

looksAtEveryPage("the pages of a lead", {
  people: (demo) => [demo.person("lead", "mereo"), demo.person("lead", "kuntoutuspolku", "tampere-asto")],
  from: ["/account"],
});
