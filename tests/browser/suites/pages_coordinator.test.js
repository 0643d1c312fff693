import { looksAtEveryPage } from "../src/pages.js";

looksAtEveryPage("the pages of a coordinator", {
  who: (demo) => demo.person("coordinator"),
  from: ["/account"],
});
