/*
 * The search: a field and what is found, on a page of its own or in a dialog.
 * The index is Pagefind's. All words come with the page of the search, so there is one copy of them, in its language.
 * What the index says is put in as text; of its markup nothing but <mark> is taken over.
 */
const BATCH = 8;
const PAUSE_MS = 120;
const EXCERPT_WORDS = 24;
const PARTS = 3;

/** Which facts of a page count how much, beside its text; by its kind a page is found, but after all others. */
const FACT_WEIGHTS = { title: 5, terms: 2, date: 1, kind: 0.05 };

let loading;

function load(index) {
  loading ??= import(index).then(async (pagefind) => {
    // Addresses in the index have the base path already.
    await pagefind.options({ baseUrl: "/", excerptLength: EXCERPT_WORDS, ranking: { metaWeights: FACT_WEIGHTS } });
    await pagefind.init();
    return pagefind;
  });
  loading.catch(() => {
    loading = undefined;
  });
  return loading;
}

function make(name, properties = {}, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
}

/** Read Pagefind's excerpt: its words, those that were found marked, and no other element. */
function* readExcerpt(html) {
  for (const node of new DOMParser().parseFromString(html, "text/html").body.childNodes) {
    yield node.nodeName === "MARK" ? make("mark", { textContent: node.textContent }) : node.textContent;
  }
}

/** Keep an address of this site, and no other. */
function keepAddress(address) {
  const url = new URL(address, location.href);
  return url.origin === location.origin ? url.pathname + url.search + url.hash : "";
}

function listParts(data) {
  const parts = data.sub_results.filter((part) => part.url !== data.url && part.title !== data.meta.title);
  return parts.slice(0, PARTS).map((part) => make("li", {}, make("a", { href: keepAddress(part.url), textContent: part.title })));
}

function describe(data, say) {
  const facts = [say(data.meta.kind ?? ""), data.meta.date].filter(Boolean).join(" · ");
  const parts = listParts(data);
  return make(
    "li",
    {},
    make("a", { className: "search-title", href: keepAddress(data.url), textContent: data.meta.title }),
    make("p", { className: "search-facts", textContent: facts }),
    make("p", { className: "search-excerpt" }, ...readExcerpt(data.excerpt)),
    ...(parts.length ? [make("ul", { className: "search-parts" }, ...parts)] : []),
  );
}

/** Have a search do what it is there for. */
function start(root, { isDialog = false } = {}) {
  const [form, input, status, list, more, without] = [
    "form", "input", ".search-status", ".search-results", ".search-more", ".search-without",
  ].map((selector) => root.querySelector(selector));
  let run = 0;
  let timer;
  let found = [];
  let isWaiting = false;
  let isEager = false;

  function say(name, values = {}) {
    const message = root.dataset[`say${name.charAt(0).toUpperCase()}${name.slice(1)}`] ?? "";
    return message.replace(/\{(\w+)\}/g, (whole, key) => values[key] ?? whole);
  }

  const titles = () => [...list.querySelectorAll(".search-title")];

  function clear(words = "") {
    status.textContent = words;
    list.replaceChildren();
    more.hidden = true;
    found = [];
  }

  async function showMore(own) {
    const shown = list.childElementCount;
    const batch = await Promise.all(found.slice(shown, shown + BATCH).map((result) => result.data()));
    if (own !== run) return;
    list.append(...batch.map((data) => describe(data, say)));
    more.hidden = list.childElementCount >= found.length;
  }

  async function search(words) {
    const own = ++run;
    isWaiting = false;
    if (!words) return clear();
    if (!list.childElementCount) status.textContent = say("busy");
    try {
      const pagefind = await load(root.dataset.index);
      const { results } = await pagefind.search(words);
      if (own !== run) return;
      const stale = [...list.children];
      found = results;
      const batch = await Promise.all(results.slice(0, BATCH).map((result) => result.data()));
      if (own !== run) return;
      for (const item of stale) item.remove();
      list.replaceChildren(...batch.map((data) => describe(data, say)));
      more.hidden = list.childElementCount >= found.length;
      status.textContent = results.length ? say("found", { number: results.length }) : say("none", { words });
      delete without?.dataset.needed;
      if (isEager) follow();
    } catch (error) {
      if (own === run) await explain(error);
    }
  }

  async function explain(error) {
    const answer = await fetch(root.dataset.index, { method: "HEAD" }).catch(() => null);
    clear(say(answer && !answer.ok ? "missing" : "failed"));
    if (answer?.ok) console.warn(error);
    if (without) {
      without.querySelector(".search-why").hidden = true;
      without.dataset.needed = "";
    }
  }

  function follow() {
    isEager = false;
    titles()[0]?.click();
  }

  function note() {
    const words = input.value.trim();
    clearTimeout(timer);
    isWaiting = true;
    isEager = false;
    timer = setTimeout(search, PAUSE_MS, words);
    if (!isDialog && location.pathname === root.dataset.page) {
      history.replaceState(history.state, "", words ? `?q=${encodeURIComponent(words)}` : location.pathname);
    }
  }

  function submit(event) {
    event.preventDefault();
    if (!isDialog) return titles()[0]?.focus();
    const isDone = !isWaiting && status.textContent !== say("busy");
    if (isDone) follow();
    else isEager = true;
  }

  function move(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
    const stops = [input, ...titles(), ...(more.hidden ? [] : [more])];
    const here = stops.findLastIndex((stop) => stop === document.activeElement || stop.parentNode === document.activeElement.closest("li"));
    const next = stops[here + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }

  input.addEventListener("input", note);
  form.addEventListener("submit", submit);
  root.addEventListener("keydown", move);
  more.addEventListener("click", async () => {
    const first = list.childElementCount;
    await showMore(run);
    titles()[first]?.focus();
  });
  return { input, search: () => search(input.value.trim()) };
}

/** Take the words of a wrong address for what was looked for: its last part, without its ending. */
function guess(home) {
  const path = location.pathname.startsWith(home) ? location.pathname.slice(home.length) : location.pathname;
  let last = path.split("/").filter(Boolean).pop() ?? "";
  try {
    last = decodeURIComponent(last);
  } catch {
    // An address that nobody encoded is taken as it is.
  }
  const words = last.replace(/\.\w+$/, "").split(/[^\p{L}\p{N}]+/u).filter(Boolean).join(" ");
  return words === "404" ? "" : words;
}

function startPage() {
  const root = document.querySelector("[data-search]:not([data-started])");
  if (!root) return;
  root.dataset.started = "";
  const { input, search } = start(root);
  const isOwnPage = location.pathname === root.dataset.page;
  input.value = isOwnPage ? (new URLSearchParams(location.search).get("q") ?? "") : guess(root.dataset.home);
  if (isOwnPage) input.focus();
  if (input.value) search();
}

let dialog;

async function fetchSearch(opener) {
  const answer = await fetch(opener.href);
  if (!answer.ok) throw new Error(`${answer.status} for ${opener.href}`);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return document.importNode(page.querySelector("[data-search]"), true);
}

function loadStyle(address) {
  if (document.querySelector(`link[href="${CSS.escape(address)}"]`)) return undefined;
  const link = make("link", { rel: "stylesheet", href: address });
  return new Promise((done) => {
    link.onload = link.onerror = done;
    document.head.append(link);
  });
}

async function makeDialog(opener) {
  const [root] = await Promise.all([fetchSearch(opener), loadStyle(opener.dataset.style)]);
  const made = make("dialog", { className: "search-dialog" }, root);
  made.setAttribute("aria-label", root.querySelector("label").textContent);
  const { input } = start(root, { isDialog: true });
  const close = root.querySelector(".search-close");
  close.hidden = false;
  close.addEventListener("click", () => made.close());
  made.addEventListener("keydown", (event) => {
    // In a field of this kind the key would empty it first.
    if (event.key !== "Escape" || event.isComposing) return;
    event.preventDefault();
    made.close();
  });
  made.addEventListener("click", (event) => {
    const isLeft = event.target === made || (event.target.closest("a") && !event.ctrlKey && !event.metaKey && !event.shiftKey);
    if (isLeft) made.close();
  });
  made.addEventListener("close", () => document.querySelector("[data-search-opener]")?.focus());
  made.show = () => {
    if (!made.isConnected) document.body.append(made);
    if (!made.open) made.showModal();
    input.select();
  };
  return made;
}

/** Show the search over the page; an error says that there is none to show. */
export async function openSearch(opener) {
  dialog ??= makeDialog(opener);
  dialog.catch(() => {
    dialog = undefined;
  });
  (await dialog).show();
}

document.addEventListener("journal:refresh", async () => {
  startPage();
  const made = await dialog;
  if (!made || made.isConnected) return;
  // A page that was changed in place does without what is not in its source.
  const wasOpen = made.open;
  made.removeAttribute("open");
  if (wasOpen) made.show();
});
startPage();
