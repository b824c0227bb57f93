/*
 * What the preview lays over a page: the problems of the last build, and a word when the server is away.
 * Knows what is to be said and what the reader has closed; does not know where it comes from.
 */

const CLOSED = "journal:closed";
const UNSAFE = new Set(["javascript:", "data:", "vbscript:"]);

/** A custom element whose parts are out of reach of the site's stylesheets and scripts. */
export class Panel extends HTMLElement {
  #data = null;
  #isOpen = false;
  #styles = make("link", { rel: "stylesheet" });
  #sheet = make("section", { class: "sheet", "aria-labelledby": "title" });
  #title = make("h2", { id: "title" });
  #list = make("div", { class: "problems" });
  #close = make("button", { type: "button", class: "close", "aria-label": "Close the list of problems" }, "Close");
  #badge = make("button", { type: "button", class: "badge problem", title: "Show the list of problems" });
  #away = make("p", { class: "badge away", role: "status" });

  constructor() {
    super();
    // An element that is there before its text is has the text read out when it comes.
    const head = make("header", {}, make("div", { role: "alert" }, this.#title), this.#close);
    this.#sheet.append(head, this.#list);
    const all = make("div", { class: "all" }, this.#sheet, make("div", { class: "badges" }, this.#away, this.#badge));
    // Without its stylesheet it would stand in the page as a heap of text.
    all.hidden = true;
    this.#styles.addEventListener("load", () => {
      all.hidden = false;
      this.#scrollToCarets();
    });
    this.attachShadow({ mode: "open" }).append(this.#styles, all);
    this.#close.addEventListener("click", () => this.#setOpen(false, this.#badge));
    this.#badge.addEventListener("click", () => this.#setOpen(true, this.#close));
    this.#render();
  }

  /** Lay it over the page; beside the body, so that nothing in the page has another place because of it. */
  attach(stylesHref) {
    this.styleFrom(stylesHref);
    document.documentElement.append(this);
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.defaultPrevented || !this.#isOpen) return;
      this.#setOpen(false, this.contains(document.activeElement) ? this.#badge : null);
    });
  }

  styleFrom(href) {
    // What is loaded stays good; another server has the same file at another address.
    if (!this.#styles.sheet) this.#styles.href = href;
  }

  /** Show the problems, or that there are none; what the reader has closed stays closed until they change. */
  show(data) {
    const text = JSON.stringify(data);
    if (text === JSON.stringify(this.#data)) return;
    this.#data = data;
    this.#isOpen = data !== null && sessionStorage.getItem(CLOSED) !== text;
    this.#render();
  }

  set isAway(isAway) {
    this.#away.textContent = isAway ? "Preview server is away; waiting" : "";
    this.#away.hidden = !isAway;
  }

  #setOpen(isOpen, focused) {
    this.#isOpen = isOpen;
    if (isOpen) sessionStorage.removeItem(CLOSED);
    else sessionStorage.setItem(CLOSED, JSON.stringify(this.#data));
    this.#arrange();
    focused?.focus();
  }

  #render() {
    this.#arrange();
    this.#away.hidden = this.#away.textContent === "";
    this.#title.textContent = this.#data?.title ?? "";
    this.#badge.textContent = this.#data?.title ?? "";
    this.#list.replaceChildren(...(this.#data ? renderAll(this.#data) : []));
    this.#list.scrollTop = 0;
    this.#scrollToCarets();
  }

  #arrange() {
    this.#sheet.hidden = !this.#isOpen;
    this.#badge.hidden = this.#isOpen || this.#data === null;
  }

  /** Have the carets in sight where a source line is longer than the screen is wide. */
  #scrollToCarets() {
    for (const carets of this.#list.querySelectorAll(".carets")) {
      const excerpt = carets.parentElement;
      const isBeyond = carets.offsetLeft + carets.offsetWidth > excerpt.clientWidth;
      excerpt.scrollLeft = isBeyond ? carets.offsetLeft - excerpt.clientWidth / 3 : 0;
    }
  }
}

customElements.define("journal-panel", Panel);

function renderAll({ problems, traceback }) {
  const parts = problems.length > 0 ? [make("ol", {}, ...problems.map(renderProblem))] : [];
  if (traceback) {
    const label = "Traceback, a mistake in the generator itself";
    parts.push(make("pre", { class: "traceback", tabindex: "0", role: "region", "aria-label": label }, traceback));
  }
  return parts;
}

function renderProblem({ severity, message, place, href, excerpt, hint }) {
  const item = make("li", { class: severity === "warning" ? "warning" : "error" });
  item.append(make("p", { class: "message" }, make("strong", { class: "severity" }, severity), " ", message));
  if (place) item.append(make("p", { class: "place" }, renderPlace(place, href)));
  if (excerpt.length > 0) item.append(renderExcerpt(excerpt));
  if (hint) item.append(make("p", { class: "hint" }, make("span", {}, "hint:"), " ", hint));
  return item;
}

function renderPlace(place, href) {
  const isSafe = href && URL.canParse(href, location.href) && !UNSAFE.has(new URL(href, location.href).protocol);
  return isSafe ? make("a", { href, title: "Open in the editor" }, place) : make("span", {}, place);
}

function renderExcerpt([line, carets = ""]) {
  // As in the terminal, the line's number and a bar stand before the line, and a bar before the carets.
  const start = Math.max(0, carets.indexOf("^"));
  // To a screen reader a row of carets says nothing that the place has not said.
  const marks = make("span", { class: "carets", "aria-hidden": "true" }, carets.slice(start));
  return make("pre", { class: "excerpt" }, line, ...(carets ? [`\n${carets.slice(0, start)}`, marks] : []));
}

/** Make an element; texts become text and never markup. */
function make(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}
