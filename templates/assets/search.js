/*
 * Opens the search by its button or by the key "/".
 * All else of it is loaded when it is opened for the first time; where that fails, the page of the search is gone to.
 */
(() => {
  const FIELDS = "input, textarea, select, [contenteditable]:not([contenteditable='false'])";
  const find = () => document.querySelector("[data-search-opener]");

  function isPlain(event) {
    return !(event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey);
  }

  async function open(opener) {
    // A page with a search of its own needs no other.
    const own = document.querySelector("main [data-search] form:not([hidden]) input");
    if (own) return own.select();
    try {
      const { openSearch } = await import(opener.dataset.script);
      await openSearch(opener);
    } catch {
      location.href = opener.href;
    }
  }

  function refresh() {
    const opener = find();
    if (!opener) return;
    opener.setAttribute("aria-keyshortcuts", "/");
  }

  document.addEventListener("click", (event) => {
    const opener = event.target.closest?.("[data-search-opener]");
    if (!opener || event.button || event.shiftKey || !isPlain(event)) return;
    event.preventDefault();
    open(opener);
  });
  document.addEventListener("keydown", (event) => {
    const opener = find();
    if (event.key !== "/" || !opener || !isPlain(event) || event.isComposing) return;
    if (event.target.closest?.(FIELDS) || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    open(opener);
  });
  document.addEventListener("journal:refresh", refresh);
  refresh();
})();
