/*
 * The page of the sealed statement: shows what the key opens, or why it opens nothing.
 * What is shown is text and never HTML; nothing is stored, nothing is fetched, and nothing stays when the page is left.
 */
(function () {
  "use strict";

  const root = document.documentElement;
  const find = (id) => JSON.parse(document.getElementById(id).textContent);
  const list = () => document.querySelector("[data-fields]");

  function show(state) {
    root.dataset.sealed = state;
    for (const element of document.querySelectorAll("[data-state]")) element.hidden = element.dataset.state !== state;
  }

  function makeRow(label, value) {
    const [row, term, text] = ["div", "dt", "dd"].map((name) => document.createElement(name));
    term.textContent = label;
    text.textContent = value;
    text.dir = "auto";
    row.append(term, text);
    return row;
  }

  function write(fields) {
    const labels = new Map(find("sealed-labels"));
    const order = [...labels.keys()];
    const rank = ([name]) => (labels.has(name) ? order.indexOf(name) : order.length);
    const sorted = [...fields].sort((one, other) => rank(one) - rank(other) || (one[0] < other[0] ? -1 : 1));
    list().replaceChildren(...sorted.map(([name, , value]) => makeRow(labels.get(name) ?? name, value)));
  }

  async function choose(key) {
    if (window.top !== window.self) return "framed";
    if (!window.isSecureContext) return "insecure";
    if (!key) return "no_link";
    if (!globalThis.age || !globalThis.sealedStatement || !crypto.subtle) return "old_browser";
    show("opening");
    const { state, fields } = await sealedStatement.open(key, find("sealed-data"), age);
    write(fields);
    return state;
  }

  async function open() {
    list().replaceChildren();
    show(await choose(takeSealedKey()).catch(() => "damaged"));
    if (root.dataset.sealed === "opened") document.querySelector('[data-state="opened"]').focus();
  }

  globalThis.openSealed = open;
  root.dataset.sealed = "waiting";
  document.addEventListener("DOMContentLoaded", open);
  // A browser may keep the page as it is, to come back to it.
  window.addEventListener("pagehide", () => {
    takeSealedKey();
    list().replaceChildren();
    show("no_link");
  });
})();
