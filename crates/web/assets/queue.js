
// Steps tapped without a line: kept and sent later, with a mark, never twice. What is kept are codes, the
// reference, the version seen and a key; never a name, never anything typed.
(() => {
  const box = document.getElementById("queue");
  const words = box ? box.dataset : null;
  const who = words ? words.who : null;
  const NAME = "luotsi-steps";
  // Fields of a step that may be kept: coded ones and days. A form with any other field filled in is not kept.
  const CODED = ["outcome", "kind", "next_on", "worker"];
  const HIDDEN = ["csrf", "_seen", "_key"];

  const forget = () => { try { localStorage.removeItem(NAME); } catch { /* nothing is kept where nothing may be */ } };
  document.querySelectorAll('form[action="/sign-out"], form[action="/account/sign-out-everywhere"], form[action="/demo/be"]')
    .forEach((form) => form.addEventListener("submit", forget));
  if (!box || !who) return;

  const read = () => {
    try {
      const kept = JSON.parse(localStorage.getItem(NAME) || "null");
      // Whoever else used this browser before her: her steps are not the present one's to send.
      return kept && kept.who === who && Array.isArray(kept.steps) ? kept.steps : [];
    } catch { return []; }
  };
  const write = (steps) => {
    try {
      if (steps.length) localStorage.setItem(NAME, JSON.stringify({ who, steps }));
      else localStorage.removeItem(NAME);
      return true;
    } catch { return false; }
  };
  const say = (text) => document.createTextNode(text);
  const show = (sent) => {
    const list = box.querySelector("ul");
    const steps = read();
    box.hidden = !steps.length && !sent;
    list.replaceChildren();
    for (const step of steps) {
      const line = document.createElement("li");
      const name = document.createElement("strong");
      name.append(say(step.reference));
      line.append(name, say(step.refused ? `${words.refused} ${step.refused}` : words.waiting));
      if (step.refused) {
        line.className = "refused";
        const drop = document.createElement("button");
        drop.type = "button";
        drop.className = "small";
        drop.append(say(words.drop));
        drop.addEventListener("click", () => { write(read().filter((other) => other.key !== step.key)); show(false); });
        line.append(drop);
      }
      list.append(line);
    }
    if (sent) {
      const line = document.createElement("li");
      line.append(say(words.sent));
      list.append(line);
    }
  };

  let sending = false;
  const send = async () => {
    if (sending) return;
    sending = true;
    let sent = false;
    try {
      for (;;) {
        const step = read().find((one) => !one.refused);
        if (!step) break;
        let answer;
        try {
          answer = await fetch(`/api/v1/referrals/${encodeURIComponent(step.id)}/${encodeURIComponent(step.action)}`, {
            method: "POST",
            headers: {
              "content-type": "application/json", "x-csrf-token": words.csrf, "idempotency-key": step.key,
              "if-match": `"${step.seen}"`, "accept-language": document.documentElement.lang,
            },
            body: JSON.stringify(step.fields),
          });
        } catch { break; }
        // Nobody is signed in, or the service rests: the step is kept.
        if (answer.status === 401 || answer.status === 429 || answer.status >= 500) {
          if (answer.status === 401) box.querySelector(".hint").textContent = words.signedOut;
          break;
        }
        const said = await answer.json().catch(() => null);
        const left = read();
        const mine = left.find((one) => one.key === step.key);
        if (answer.ok) {
          const others = left.filter((one) => one !== mine);
          // The next step on the same person has seen what this one made of her.
          if (said && said.version) for (const one of others) if (one.id === step.id && one.seen === step.seen) one.seen = String(said.version);
          write(others);
          sent = true;
        } else if (mine) {
          mine.refused = (said && (said.detail || said.title)) || String(answer.status);
          write(left);
        }
      }
    } finally { sending = false; }
    show(sent);
  };

  const step = (form, submitter) => {
    const fields = {};
    for (const [name, value] of new FormData(form, submitter)) {
      if (HIDDEN.includes(name) || value === "" || name in fields) continue;
      if (!CODED.includes(name)) return null;
      fields[name] = value;
    }
    const value = (name) => (form.querySelector(`input[name="${name}"]`) || {}).value || "";
    return {
      id: form.getAttribute("action").split("/")[2], action: form.dataset.step, reference: form.dataset.reference,
      seen: value("_seen"), key: value("_key"), fields,
    };
  };
  document.querySelectorAll("form[data-step]").forEach((form) => form.addEventListener("submit", async (event) => {
    const kept = step(form, event.submitter);
    if (!kept) return;
    const keep = () => {
      const steps = read().filter((one) => one.key !== kept.key);
      if (!write([...steps, kept])) return false;
      form.querySelectorAll("button").forEach((button) => { button.disabled = true; });
      show(false);
      box.scrollIntoView({ block: "nearest" });
      return true;
    };
    event.preventDefault();
    if (navigator.onLine === false && keep()) return;
    const submitter = event.submitter;
    const sendItself = () => {
      if (submitter && submitter.name) {
        const chosen = document.createElement("input");
        Object.assign(chosen, { type: "hidden", name: submitter.name, value: submitter.value });
        form.append(chosen);
      }
      form.submit();
    };
    form.setAttribute("aria-busy", "true");
    try {
      const body = new URLSearchParams(new FormData(form, submitter));
      const answer = await fetch(form.getAttribute("action"), { method: "POST", body, redirect: "manual", signal: AbortSignal.timeout(8000) });
      // Taken: where the form would have gone. Anything else the form shows itself, under the same key.
      if (answer.type === "opaqueredirect") location.assign(`/referrals/${kept.id}?done=${kept.action}`);
      else sendItself();
    } catch {
      if (!keep()) sendItself();
    } finally { form.removeAttribute("aria-busy"); }
  }));
  window.addEventListener("online", send);
  show(false);
  if (read().length && navigator.onLine !== false) send();
})();
