/*
 * Has stylesheets and pictures of the page replaced without a reload, and without a moment in which there are none.
 * Does not know who says that they changed.
 */

/** Which loaded stylesheets a loading one takes the place of. */
const predecessors = new WeakMap();
const superseded = new WeakSet();

/** What the stylesheets are called at all addresses that were heard of. */
const names = new Map();

/** How often each file, by its path, was to be fetched again; a browser keeps what it has under an address. */
const stamps = new Map();

export function isHeadStylesheet(node) {
  return node.localName === "link" && node.relList.contains("stylesheet") && node.parentNode?.localName === "head";
}

function listStylesheets(page) {
  return [...page.head.children].filter((node) => isHeadStylesheet(node) && !superseded.has(node));
}

function hrefOf(link) {
  return new URL(link.getAttribute("href"), document.baseURI).href;
}

/** Replace the stylesheets whose address is another now; `styles` maps their names to addresses. */
export function replaceStyles(styles) {
  const addresses = new Map(Object.entries(styles).map(([name, href]) => [name, new URL(href, document.baseURI).href]));
  for (const [name, href] of addresses) names.set(href, name);
  for (const link of listStylesheets(document)) {
    const href = addresses.get(names.get(hrefOf(link)));
    if (href && href !== hrefOf(link)) addStylesheet(link, href, link, [link]);
  }
}

/** Have the stylesheets of another page and no others. */
export function matchStyles(page) {
  const [olds, news] = [listStylesheets(document), listStylesheets(page)];
  const [oldHrefs, newHrefs] = [olds, news].map((links) => new Set(links.map(hrefOf)));
  const added = news.filter((link) => !oldHrefs.has(hrefOf(link)));
  let leaving = olds.filter((link) => !newHrefs.has(hrefOf(link)));
  for (const link of added) {
    addStylesheet(link, hrefOf(link), listStylesheets(document).at(-1), leaving);
    leaving = [];
  }
  for (const link of leaving) removeStylesheet(link);
}

/** Add a stylesheet after another one; those it takes the place of leave when it is there. */
function addStylesheet(template, href, after, olds) {
  const fresh = document.importNode(template);
  fresh.href = href;
  predecessors.set(fresh, olds);
  for (const old of olds) superseded.add(old);
  fresh.addEventListener("load", () => olds.forEach(removeStylesheet));
  // A newer build has taken it away, or the server is away: its next word names the right one.
  fresh.addEventListener("error", () => giveUp(fresh));
  if (after) after.after(fresh);
  else document.head.append(fresh);
}

/** Remove a stylesheet, and what it would have replaced had it come in time. */
function removeStylesheet(link) {
  predecessors.get(link)?.forEach(removeStylesheet);
  link.remove();
}

/** Do without a stylesheet that cannot be loaded: what it was to replace is there still, and may be replaced again. */
function giveUp(link) {
  link.remove();
  if (superseded.has(link)) return;
  for (const old of predecessors.get(link) ?? []) {
    superseded.delete(old);
    if (!old.isConnected) giveUp(old);
  }
}

/** Fetch files again that the page shows. */
export function freshenFiles(hrefs) {
  for (const href of hrefs) {
    const path = new URL(href, location.href).pathname;
    stamps.set(path, (stamps.get(path) ?? 0) + 1);
  }
  freshen(document);
}

/** Fetch again whatever the page shows of this site. */
export function freshenAll() {
  const hrefs = new Set();
  forEachAddress(document, (address) => {
    const url = parse(address);
    if (url?.origin === location.origin) hrefs.add(url.pathname);
    return address;
  });
  freshenFiles(hrefs);
}

/** Give files that were fetched again the addresses under which that was done. */
export function freshen(page) {
  forEachAddress(page, (address) => {
    const url = parse(address);
    const stamp = url && url.origin === location.origin && stamps.get(url.pathname);
    if (!stamp) return address;
    url.searchParams.set("live", stamp);
    return url.pathname + url.search + url.hash;
  });
}

function parse(address) {
  return URL.canParse(address, document.baseURI) ? new URL(address, document.baseURI) : null;
}

const SHOWN = "img, source, video, audio, track, input[type=image], embed, object, image, link[rel~=icon]";
const ATTRIBUTES = ["src", "poster", "data", "href"];

/** Replace each address of something shown by what a function makes of it. */
function forEachAddress(page, replace) {
  for (const element of page.querySelectorAll(SHOWN)) {
    let isChanged = false;
    const set = (name, value) => {
      if (element.getAttribute(name) === value) return;
      element.setAttribute(name, value);
      isChanged = true;
    };
    for (const name of ATTRIBUTES) if (element.hasAttribute(name)) set(name, replace(element.getAttribute(name)));
    // Widths and densities stand between the addresses; none of them is the address of a file.
    if (element.srcset) set("srcset", element.srcset.replace(/[^\s,]+/g, (part) => replace(part)));
    // A player looks at its sources once.
    if (isChanged && element.localName === "source") element.closest("video, audio")?.load();
  }
}
