/*
 * Light, dark, or as the system has it: what a reader chooses is remembered, and holds before anything is drawn.
 * Without this script, or without storage, the page is as the system has it.
 */
(() => {
  const KEY = "scheme";
  const root = document.documentElement;

  function recall() {
    try {
      return localStorage.getItem(KEY) ?? "auto";
    } catch {
      return "auto";
    }
  }

  function remember(choice) {
    try {
      if (choice === "auto") localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, choice);
    } catch {
      // A browser that keeps nothing shows the choice on this page, and forgets it with the page.
    }
  }

  function apply(choice) {
    if (choice === "light" || choice === "dark") root.dataset.scheme = choice;
    else delete root.dataset.scheme;
    // The colour of the browser's own frame follows: of the two, each is written for one scheme.
    for (const meta of document.querySelectorAll('meta[name="theme-color"]')) {
      meta.dataset.own ??= meta.media;
      const isOwn = meta.dataset.own.includes(choice);
      meta.media = root.dataset.scheme ? (isOwn ? "all" : "not all") : meta.dataset.own;
    }
  }

  function showControl() {
    const control = document.querySelector(".scheme");
    if (!control) return;
    for (const input of control.querySelectorAll("input")) input.checked = input.value === (root.dataset.scheme ?? "auto");
  }

  function refresh() {
    apply(recall());
    showControl();
  }

  apply(recall());
  document.addEventListener("DOMContentLoaded", showControl);
  document.addEventListener("journal:refresh", refresh);
  // Chosen on another tab, or a page that was left and is come back to.
  addEventListener("storage", refresh);
  addEventListener("pageshow", refresh);
  document.addEventListener("change", (event) => {
    if (event.target.name !== "scheme") return;
    remember(event.target.value);
    apply(event.target.value);
  });
})();
