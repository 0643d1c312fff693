import { looksAtEveryPage } from "../src/pages.js";

looksAtEveryPage("the pages of nobody", {
  people: () => [undefined],
  from: ["/demo", "/sign-in", "/sign-in?ended=1", "/invitations/none", "/confirm-capacity/none"],
});
