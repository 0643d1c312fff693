// The handoff's form: who would take her follows what is typed, and the draft keeps itself. Nothing is lost
// when the service is away for a while: what was not acknowledged is sent again, the very same first, so that
// a draft is never begun twice.
{
  const form = document.getElementById("handoff");
  if (form) {
    document.documentElement.classList.add("scripted");
    const said = document.getElementById("kept");
    const encoded = () => new URLSearchParams(new FormData(form));
    const ask = async (address, body) => {
      const answer = await fetch(address, { method: "POST", body, redirect: "error", cache: "no-store", signal: AbortSignal.timeout(8000) });
      if (answer.status === 401 || answer.status === 409) throw new Error("ended");
      if (!answer.ok) throw new Error(String(answer.status));
      return answer;
    };

    let looking = 0;
    const look = async () => {
      const turn = ++looking;
      try {
        const text = await (await ask(form.dataset.who, encoded())).text();
        if (turn !== looking) return;
        const parts = new DOMParser().parseFromString(text, "text/html").body.children;
        for (const part of [...parts]) {
          const old = document.getElementById(part.id);
          if (!old) continue;
          const active = old.contains(document.activeElement) ? document.activeElement : null;
          const open = [...old.querySelectorAll("details")].map((one) => one.open);
          const scrolled = old.querySelector(".who-in")?.scrollTop;
          old.replaceWith(part);
          if (scrolled) part.querySelector(".who-in").scrollTop = scrolled;
          part.querySelectorAll("details").forEach((one, at) => { if (open[at]) one.open = true; });
          if (active) {
            const again = [...part.querySelectorAll("input, select, button, summary, a")].find((one) =>
              active.id ? one.id === active.id : one.name === active.name && one.value === active.value && one.tagName === active.tagName);
            if (again) again.focus({ preventScroll: true });
          }
        }
      } catch {
        // The button of the form asks the same.
        document.getElementById("who").removeAttribute("aria-busy");
      }
    };

    let waiting = null;
    let busy = false;
    let changed = false;
    let kept = null;
    const keep = () => {
      if (busy || (!changed && !waiting)) return;
      busy = true;
      if (!waiting) { waiting = encoded(); changed = false; }
      kept = send().finally(() => { busy = false; });
    };
    const send = async () => {
      try {
        const answer = await (await ask(form.dataset.keep, waiting)).json();
        waiting = null;
        if (answer.draft) {
          form.elements._draft.value = answer.draft;
          form.elements._version.value = answer.version;
          form.action = `/drafts/${answer.draft}`;
          history.replaceState(null, "", form.action);
        }
        said.textContent = answer.said;
      } catch (fault) {
        said.textContent = fault.message === "ended" ? form.dataset.ended : form.dataset.trying;
        if (fault.message === "ended") { waiting = null; changed = true; }
      }
    };

    let soon = 0;
    const note = () => {
      changed = true;
      clearTimeout(soon);
      // What stands beside is of before, until the answer replaces it.
      document.getElementById("who").setAttribute("aria-busy", "true");
      soon = setTimeout(look, 350);
    };
    form.addEventListener("input", note);
    setInterval(keep, 4000);
    document.addEventListener("visibilitychange", () => { if (document.hidden) keep(); });
    form.addEventListener("submit", (event) => {
      // Twice is once: the second press waits for the first.
      if (form.dataset.sent) { event.preventDefault(); return; }
      form.dataset.sent = "1";
      setTimeout(() => { delete form.dataset.sent; }, 4000);
      changed = false;
      if (!busy) { waiting = null; return; }
      // A draft is being kept this moment: what is sent goes on from it, and leaves none behind.
      event.preventDefault();
      const submitter = event.submitter;
      kept.then(() => { waiting = null; delete form.dataset.sent; form.requestSubmit(submitter); });
    });
    look();
  }
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const text = document.getElementById(button.dataset.copy);
      text.select();
      try { await navigator.clipboard.writeText(text.value); } catch { document.execCommand("copy"); }
      document.getElementById(button.dataset.said).textContent = button.dataset.done;
    });
  }
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
}
