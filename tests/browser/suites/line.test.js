// A step tapped without a line: kept without any identity, sent later, never twice, and gone at sign-out.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { axe } from "../src/checks.js";
import { launch } from "../src/chromium.js";
import { startDemo, until } from "../src/demo.js";
import { offered } from "../src/road.js";
import { visit } from "../src/visit.js";
import { say } from "../src/words.js";

let browser;
let demo;
before(async () => {
  [browser, demo] = await Promise.all([launch(), startDemo()]);
});
after(async () => {
  await browser?.close();
  await demo?.end();
});

const button = (page, key) => page.locator("main").getByRole("button", { name: say("fi", key), exact: true }).first();
const view = (who, referral) => demo.api(who, "GET", `referrals/${referral.id}`);

test("a step without a line is kept, sent once when there is one, and says so", async () => {
  const worker = demo.person("worker", "omakotisaatio");
  const referral = await offered(demo);
  await demo.api(worker, "POST", `referrals/${referral.id}/accept`, {});
  const visitor = await visit(browser, demo, { person: worker, language: "fi" });
  const { page, context } = visitor;
  await page.goto(`/referrals/${referral.id}`);
  await context.setOffline(true);
  await button(page, "contact-no_answer").click();
  const queue = page.locator("#queue");
  await queue.waitFor();
  assert.match(await queue.innerText(), new RegExp(referral.reference));
  assert.equal((await axe(page)).join("\n"), "");
  // What is kept names nobody.
  const kept = await page.evaluate(() => JSON.stringify({ ...localStorage }));
  const { client } = referral.handoff;
  for (const secret of [client.first_name, client.last_name, client.phone, client.phone.slice(-6), referral.handoff.own_words]) {
    assert.ok(!kept.includes(secret), `${secret} in ${kept}`);
  }
  assert.equal((await view(worker, referral)).contacts.length, 0);
  await context.setOffline(false);
  await queue.getByText(say("fi", "queue-sent")).waitFor();
  assert.equal((await view(worker, referral)).contacts.length, 1);
  // However often the page is opened again.
  await page.reload();
  await page.goto("/work");
  assert.equal((await view(worker, referral)).contacts.length, 1);
  assert.equal(await page.evaluate(() => localStorage.length), 0);
  await visitor.close();
});

test("an answer lost on the way is not a second step", async () => {
  const worker = demo.person("worker", "omakotisaatio");
  const referral = await offered(demo);
  await demo.api(worker, "POST", `referrals/${referral.id}/accept`, {});
  const visitor = await visit(browser, demo, { person: worker, language: "fi" });
  const { page, context } = visitor;
  await page.goto(`/referrals/${referral.id}`);
  // The step arrives, its answer does not.
  await context.route(`**/referrals/${referral.id}/record_contact`, async (route) => {
    if (new URL(route.request().url()).pathname.startsWith("/api/")) return route.continue();
    await route.fetch({ maxRedirects: 0 }).catch(() => {});
    await route.abort("connectionreset");
  });
  await button(page, "contact-no_answer").click();
  await page.locator("#queue").waitFor();
  await context.unroute(`**/referrals/${referral.id}/record_contact`);
  await page.reload();
  await until("the queue to be empty", () => page.evaluate(() => localStorage.length === 0));
  assert.equal((await view(worker, referral)).contacts.length, 1);
  await visitor.close();
});

test("a kept step that is refused is shown and not repeated, and signing out forgets what is kept", async () => {
  const [worker, colleague] = demo.people.filter((one) => one.organisation === "omakotisaatio" && one.role === "worker");
  const referral = await offered(demo);
  const visitor = await visit(browser, demo, { person: worker, language: "fi" });
  const { page, context } = visitor;
  await page.goto(`/referrals/${referral.id}`);
  await context.setOffline(true);
  await button(page, "action-accept").click();
  await page.locator("#queue").waitFor();
  await demo.api(colleague, "POST", `referrals/${referral.id}/accept`, {});
  await context.setOffline(false);
  await page.locator("#queue li.refused").waitFor();
  assert.equal((await axe(page)).join("\n"), "");
  let asked = 0;
  page.on("request", (request) => (asked += Number(request.method() === "POST")));
  await page.goto("/work");
  await page.locator("#queue li.refused").waitFor();
  assert.equal(asked, 0);
  assert.equal((await view(colleague, referral)).holder.id, colleague.id);
  await page.goto("/account");
  await page.getByRole("button", { name: say("fi", "sign-out"), exact: true }).click();
  await page.waitForURL(/sign-in/);
  assert.equal(await page.evaluate(() => localStorage.length), 0);
  await visitor.close();
});
