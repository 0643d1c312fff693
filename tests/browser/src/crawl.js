// Which pages there are: from the front page by links, each kind of page a few times.

/** What is looked at more than once: the same page looks otherwise for everybody on it. */
const SEVERAL = new Map([["/referrals/:id", 6]]);

const ID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** The kind of a page: its address without what names one person, and which questions it has. */
export function kindOf(path) {
  const url = new URL(path, "http://here");
  const names = [...new Set(url.searchParams.keys())].sort();
  const place = url.pathname.replace(ID, ":id").replace(/HKI-[0-9A-Z-]+|ASTO-[0-9A-Z-]+/g, ":reference");
  return names.length ? `${place}?${names.join("&")}` : place;
}

/** Links of a page inside the service. Pages only: no files, no API, nothing that a click would change. */
export function linksOf(html) {
  const links = [...html.matchAll(/<a\b[^>]*?\shref="(\/[^"#]*)/g)].map((found) =>
    found[1].replaceAll("&amp;", "&").replaceAll("&#38;", "&"),
  );
  return links.filter((to) => !/^\/(api|assets|metrics|openapi|problems)\b/.test(to));
}

/** Walks from some pages; gives path and source of each page that is in order. */
export async function crawl(visitor, { from = ["/"], most = 80 } = {}) {
  const seen = new Set();
  const kinds = new Map();
  const pages = [];
  const waiting = [...from];
  while (waiting.length && pages.length < most) {
    const path = waiting.shift();
    if (seen.has(path)) continue;
    seen.add(path);
    const kind = kindOf(path);
    const times = kinds.get(kind) ?? 0;
    if (times >= (SEVERAL.get(kind) ?? 1)) continue;
    const answer = await visitor.source(path);
    const type = answer.headers.get("content-type") ?? "";
    const html = await answer.text();
    if (!type.startsWith("text/html")) continue;
    kinds.set(kind, times + 1);
    const reached = new URL(answer.url);
    const at = reached.pathname + reached.search;
    if (at !== path) {
      const other = kindOf(at);
      if (seen.has(at) || kinds.has(other)) continue;
      kinds.set(other, 1);
      seen.add(at);
    }
    pages.push({ path: at, kind: kindOf(at), html, status: answer.status });
    waiting.push(...linksOf(html));
  }
  return pages;
}
