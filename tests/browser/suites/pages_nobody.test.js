import { looksAtEveryPage } from "../src/pages.js";

looksAtEveryPage("the pages of nobody", {
  from: ["/demo", "/sign-in", "/sign-in?ended=1", "/invitations/none"],
});
