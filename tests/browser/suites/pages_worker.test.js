import { looksAtEveryPage } from "../src/pages.js";

looksAtEveryPage("the pages of a worker", {
  people: (demo) => [demo.person("worker", "mereo"), demo.person("worker", "kuntoutuspolku", "tampere-asto")],
  from: ["/account"],
});
