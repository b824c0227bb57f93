/*
 * Fetches a page and shows it in place of the one that is there.
 * Does not know why it is another one, nor where the scripts' settings come from.
 */
import { morph } from "./morph.js";
import { keepFocus } from "./position.js";
import { freshen, isHeadStylesheet, matchStyles } from "./resources.js";

const TAG = "script[data-stream]";
const SCRIPT_TYPES = new Set(["", "module", "importmap", "speculationrules", "text/javascript", "application/javascript"]);

/** Fetch a page with what the server says about it; nothing if no preview server answers. */
export async function readPage(href, signal) {
  let [response, text] = [null, ""];
  try {
    response = await fetch(href, { cache: "no-store", signal });
    text = await response.text();
  } catch {
    // The server is away, or nobody waits for the answer any more.
    return null;
  }
  const page = new DOMParser().parseFromString(text, "text/html");
  const tag = page.querySelector(TAG);
  return tag && { document: page, tag, url: new URL(response.url) };
}

/** Tell whether only a reload can show a page: scripts have run, or would have to, or its policy is another. */
export function needsReload(page) {
  const [before, after] = [describeScripts(document), describeScripts(page)];
  return before.own > 0 || after.own > 0 || before.fixed !== after.fixed;
}

function describeScripts(page) {
  const scripts = [...page.querySelectorAll(`script:not(${TAG})`)].filter((script) => SCRIPT_TYPES.has(script.type));
  const kept = scripts.filter((script) => script.dataset.live === "keep");
  const fixed = [...page.querySelectorAll("meta[http-equiv]"), ...kept].map((element) => element.outerHTML);
  return { own: scripts.length - kept.length, fixed: fixed.join("\n") };
}

/** Show a page that needs no reload. */
export function showPage(page) {
  hideFallbacks(page);
  // A picture that was fetched again has another address here than in the page; it is the same one.
  freshen(page);
  const giveFocusBack = keepFocus();
  morph(document.documentElement, page.documentElement, isLeftAlone);
  matchStyles(page);
  giveFocusBack();
}

function isLeftAlone(node) {
  if (!(node instanceof Element)) return false;
  return node.matches(TAG) || node.localName === "journal-panel" || isHeadStylesheet(node);
}

/** Make elements for browsers without scripts the text that they are where scripts run, or they would be shown. */
function hideFallbacks(page) {
  for (const fallback of page.querySelectorAll("noscript")) fallback.textContent = fallback.innerHTML;
}
