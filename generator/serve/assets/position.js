/*
 * Where the reader is on a page: scrolled how far, what is open, what has the focus.
 * Elements are found again by what they are and say, since the page they are found in may be another one.
 */

const STORE = "journal:position";

/** Remember the focused element; the answer gives the focus to its successor if it was replaced meanwhile. */
export function keepFocus() {
  const focused = document.activeElement;
  if (!focused || focused === document.body) return () => {};
  const description = describe(focused);
  return () => {
    if (document.activeElement !== focused) find(description)?.focus({ preventScroll: true });
  };
}

/** Store where the reader is, for the page of that path, which is about to be loaded. */
export function keepForNextPage(path) {
  const focused = document.activeElement;
  const position = {
    path,
    x: scrollX,
    y: scrollY,
    details: [...document.querySelectorAll("details")].map((element) => ({ ...describe(element), isOpen: element.open })),
    scrolled: listScrolled().map((element) => ({ ...describe(element), x: element.scrollLeft, y: element.scrollTop })),
    focused: focused && focused !== document.body ? describe(focused) : null,
  };
  sessionStorage.setItem(STORE, JSON.stringify(position));
}

/** Go where the reader was, if this is the page that was about to be loaded. */
export function restoreFromLastPage() {
  const position = JSON.parse(sessionStorage.getItem(STORE) ?? "null");
  sessionStorage.removeItem(STORE);
  if (position?.path !== location.pathname) return;
  for (const { isOpen, ...description } of position.details) {
    const element = find(description);
    if (element) element.open = isOpen;
  }
  find(position.focused)?.focus({ preventScroll: true });
  scrollAll(position);
  if (document.readyState !== "complete") scrollAgainWhenLoaded(position);
}

function scrollAll({ x, y, scrolled }) {
  // At once, also where the theme says "smooth".
  scrollTo({ left: x, top: y, behavior: "instant" });
  for (const { x: left, y: top, ...description } of scrolled) find(description)?.scrollTo({ left, top, behavior: "instant" });
}

/** Pictures may still move what is below them; the reader's own scrolling ends the matter. */
function scrollAgainWhenLoaded(position) {
  const moves = ["wheel", "touchmove", "keydown", "pointerdown"];
  const done = new AbortController();
  for (const move of moves) addEventListener(move, () => done.abort(), { signal: done.signal, passive: true });
  const finish = () => {
    scrollAll(position);
    done.abort();
  };
  addEventListener("load", finish, { signal: done.signal });
}

function listScrolled() {
  const isScrolled = (element) => element.scrollTop !== 0 || element.scrollLeft !== 0;
  return [...document.body.querySelectorAll("*")].filter(isScrolled);
}

/** Say which element it is: by its id, or as the so-maniest of its kind that says the same. */
function describe(element) {
  const kin = [...document.getElementsByTagName(element.localName)];
  const label = labelOf(element);
  const twins = kin.filter((other) => labelOf(other) === label);
  return { id: element.id, name: element.localName, label, twin: twins.indexOf(element), index: kin.indexOf(element) };
}

/** Find the element that a description means here; nothing for none. */
function find(description) {
  if (!description) return null;
  const { id, name, label, twin, index } = description;
  const same = id && document.getElementById(id);
  if (same) return same;
  const kin = [...document.getElementsByTagName(name)];
  const twins = kin.filter((other) => labelOf(other) === label);
  return twins[twin] ?? twins[0] ?? kin[index] ?? null;
}

function labelOf(element) {
  const says = element.localName === "details" ? (element.querySelector("summary") ?? element) : element;
  return element.getAttribute("name") ?? says.textContent.slice(0, 80);
}
