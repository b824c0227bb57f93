/*
 * Listens to the preview server while the tab is visible, and has the page follow what it says.
 * Does not know how a page, a stylesheet or a picture is replaced, nor how the panel looks.
 */
import { needsReload, readPage, showPage } from "./page.js";
import { Panel } from "./panel.js";
import { keepForNextPage, restoreFromLastPage } from "./position.js";
import { freshenAll, freshenFiles, replaceStyles } from "./resources.js";

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 2000;

// A restart of the server is shorter than this, and is not worth a word.
const AWAY_AFTER_MS = 1500;

export class Client {
  constructor(tag) {
    this.tag = tag;
    this.panel = new Panel();
    this.stream = null;
    this.fetching = null;
    this.pausing = 0;
    this.noticing = 0;
    this.failures = 0;
    this.isLeaving = false;
    // The last build that this page has heard of: at first its own.
    this.generation = Number(tag.dataset.generation);
  }

  start() {
    restoreFromLastPage();
    this.useStyles(JSON.parse(this.tag.dataset.styles || "{}"));
    this.panel.attach(this.addressOf("panel.css"));
    // Browsers allow six connections to a host over all tabs, so a tab that nobody sees must hold none.
    document.addEventListener("visibilitychange", () => this.followVisibility());
    document.addEventListener("freeze", () => this.stop());
    document.addEventListener("resume", () => this.followVisibility());
    addEventListener("pagehide", () => this.stop());
    addEventListener("pageshow", (event) => this.comeBack(event.persisted));
    this.followVisibility();
  }

  /** Tell the address of one of the preview's own files; it holds the token of the server that is there now. */
  addressOf(name) {
    return new URL(name, new URL(this.tag.dataset.stream, location.href)).href;
  }

  followVisibility() {
    if (document.hidden) this.stop();
    else this.listen();
  }

  /** Go on after the page was taken from the browser's memory of pages, where it stood still. */
  comeBack(isFromMemory) {
    if (!isFromMemory) return;
    this.isLeaving = false;
    this.followVisibility();
  }

  stop() {
    this.hangUp();
    clearTimeout(this.noticing);
    this.noticing = 0;
  }

  hangUp() {
    this.stream?.close();
    this.stream = null;
    this.fetching?.abort();
    clearTimeout(this.pausing);
  }

  listen() {
    if (this.stream || this.isLeaving || document.hidden) return;
    const { stream: address, version } = this.tag.dataset;
    const query = new URLSearchParams({ page: location.pathname, version });
    const stream = new EventSource(`${address}?${query}`);
    this.stream = stream;
    const on = (name, act) => {
      stream.addEventListener(name, (event) => {
        // A closed stream may still have events on their way.
        if (stream === this.stream && !this.isLeaving) act(JSON.parse(event.data));
      });
    };
    on("hello", ({ generation }) => this.greet(generation));
    on("panel", ({ panel }) => this.panel.show(panel));
    on("styles", ({ styles }) => this.useStyles(styles));
    on("page", ({ version: wanted, href }) => this.followPage(wanted, href));
    on("files", ({ hrefs }) => freshenFiles(hrefs));
    on("follow", ({ href }) => this.goTo(href));
    stream.addEventListener("error", () => {
      if (stream === this.stream) this.retry();
    });
  }

  greet(generation) {
    this.failures = 0;
    clearTimeout(this.noticing);
    this.noticing = 0;
    this.panel.isAway = false;
    // Pages and styles are told again on each connection, pictures are not.
    if (this.generation !== generation) freshenAll();
    this.generation = generation;
  }

  /** Ask again after a pause. The stream's own retrying would never learn the token of a new server. */
  retry() {
    this.hangUp();
    if (this.isLeaving || document.hidden) return;
    const pause_ms = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** this.failures);
    this.failures += 1;
    // All tabs lose the server at once; they need not all come back at once.
    this.pausing = setTimeout(() => this.catchUp(), pause_ms * (0.5 + Math.random() / 2));
    this.noticing ||= setTimeout(() => {
      this.panel.isAway = true;
    }, AWAY_AFTER_MS);
  }

  /**
   * Fetch the page as it is now, show it if it is another, and listen.
   * A call ends the one before it, so there is one request at most, and no answer comes after a newer one.
   */
  async catchUp({ isChanged = false } = {}) {
    this.fetching?.abort();
    const fetching = new AbortController();
    this.fetching = fetching;
    const answer = await readPage(location.href, fetching.signal);
    if (fetching.signal.aborted || this.isLeaving) return;
    this.fetching = null;
    if (answer) this.use(answer, isChanged);
    else this.retry();
  }

  use(answer, isChanged) {
    if (answer.url.pathname !== location.pathname) {
      this.leaveFor(answer.url.href);
    } else if (isChanged || answer.tag.dataset.version !== this.tag.dataset.version) {
      this.show(answer);
    } else {
      this.adopt(answer.tag);
    }
    this.listen();
  }

  show(answer) {
    if (needsReload(answer.document)) {
      this.isLeaving = true;
      this.stop();
      keepForNextPage(location.pathname);
      location.reload();
      return;
    }
    this.adopt(answer.tag);
    showPage(answer.document);
    // Scripts of a theme that stay on the page learn here that it is another one.
    document.dispatchEvent(new CustomEvent("journal:refresh", { detail: { version: this.tag.dataset.version } }));
  }

  /** Take over what another server, or the same one later, has written into the tag. */
  adopt(tag) {
    this.useStyles(JSON.parse(tag.dataset.styles || "{}"));
    // Another server counts its builds anew.
    if (tag.dataset.stream !== this.tag.dataset.stream) this.generation = NaN;
    Object.assign(this.tag.dataset, tag.dataset);
    this.panel.styleFrom(this.addressOf("panel.css"));
  }

  useStyles(styles) {
    replaceStyles(styles);
    this.tag.dataset.styles = JSON.stringify(styles);
  }

  followPage(version, href) {
    if (href) this.leaveFor(new URL(href, location.href).href);
    else if (!version || version !== this.tag.dataset.version) this.catchUp({ isChanged: true });
  }

  /** Go where this page has moved; the old address is no step back. */
  leaveFor(href) {
    const target = new URL(href);
    target.search = location.search;
    target.hash = location.hash;
    this.isLeaving = true;
    this.stop();
    keepForNextPage(target.pathname);
    location.replace(target);
  }

  goTo(href) {
    const target = new URL(href, location.href);
    if (target.pathname === location.pathname) return;
    this.isLeaving = true;
    this.stop();
    location.assign(target);
  }
}
