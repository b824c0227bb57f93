/*
 * Buttons that copy code, and a place in the tab order for code and tables that are too wide for the page.
 * Without it code is selected by hand, and all of it can be read.
 */
"use strict";
{
  const { copy, copied, code } = document.currentScript.dataset;
  const shown_ms = 2000;
  const status = document.createElement("p");
  status.className = "unseen";
  status.role = "status";

  const read = (pre) => {
    const shown = pre.cloneNode(true);
    for (const prompt of shown.querySelectorAll(".gp")) prompt.remove();
    return shown.textContent.replace(/\n$/, "");
  };

  const addButton = (pre) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = copy;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(read(pre));
      button.textContent = status.textContent = copied;
      setTimeout(() => { button.textContent = copy; status.textContent = ""; }, shown_ms);
    });
    const frame = document.createElement("div");
    frame.className = "code";
    pre.replaceWith(frame);
    frame.append(pre, button);
  };

  const sizes = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      if (target.scrollWidth <= target.clientWidth) target.removeAttribute("tabindex");
      else target.tabIndex = 0;
    }
  });

  const dress = () => {
    if (!status.isConnected) document.body.append(status);
    for (const wide of document.querySelectorAll(".prose :is(pre, table)")) {
      sizes.observe(wide);
      if (wide.tagName !== "PRE") continue;
      wide.setAttribute("role", "group");
      wide.setAttribute("aria-label", wide.closest("figure")?.querySelector("figcaption")?.textContent ?? code);
      if (navigator.clipboard && !wide.closest(".code")) addButton(wide);
    }
  };

  dress();
  document.addEventListener("journal:refresh", dress);
}
