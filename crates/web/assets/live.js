
// News: where something has changed meanwhile, the page offers to show itself anew. It never does so by itself
// while somebody types or has typed.
(() => {
  const part = document.querySelector("[data-live]");
  if (!part || !("EventSource" in window)) return;
  let source = null;
  let typed = false;
  document.addEventListener("input", () => { typed = true; });
  const close = () => { if (source) { source.close(); source = null; } };
  const tell = () => {
    if (part.dataset.live === "reload" && !typed && document.visibilityState === "visible") { location.reload(); return; }
    const news = document.getElementById("news");
    if (news) news.hidden = false;
  };
  const open = () => {
    if (source || document.visibilityState !== "visible" || navigator.onLine === false) return;
    source = new EventSource("/live");
    source.addEventListener("changed", tell);
    // An end is not begun anew by itself: that would keep somebody signed in who has gone away.
    source.addEventListener("error", close);
  };
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") open(); else close(); });
  ["pointerdown", "keydown"].forEach((kind) => document.addEventListener(kind, open));
  window.addEventListener("pagehide", close);
  open();
})();
