// What tests ask of a page: each question gives what is wrong, as a list of words.
{
  const NAME_LENGTH = 60;

  const describe = (element) => {
    const name = element.tagName.toLowerCase() + (element.id ? `#${element.id}` : "") + [...element.classList].map((c) => `.${c}`).join("");
    const text = (element.textContent || "").trim().replace(/\s+/g, " ").slice(0, NAME_LENGTH);
    return `${name} "${text}"`;
  };

  const isShown = (element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest("details:not([open]) > :not(summary)");

  // What is there for screen readers alone is a pixel, or clipped away.
  const isUnseen = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const style = getComputedStyle(each);
      if (style.clipPath === "inset(50%)" || (each.clientWidth === 1 && style.overflow === "hidden")) return true;
      if (style.opacity === "0" || style.position === "absolute" && each.getBoundingClientRect().right < 0) return true;
    }
    return false;
  };

  const scroller = (element) => {
    for (let each = element; each && each !== document.body; each = each.parentElement) {
      const style = getComputedStyle(each);
      if (/auto|scroll/.test(style.overflowX + style.overflowY) && (each.scrollWidth > each.clientWidth || each.scrollHeight > each.clientHeight)) return each;
    }
    return null;
  };

  // A text cut after some lines, with dots that say so; all of it stands where it leads.
  const findShortened = (element) => {
    for (let each = element; each; each = each.parentElement) {
      if (getComputedStyle(each).webkitLineClamp !== "none") return each;
    }
    return null;
  };

  const listTexts = () => {
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (!node.data.trim() || !isShown(parent) || isUnseen(parent) || parent.closest("svg, math, dialog")) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const limit = findShortened(parent)?.getBoundingClientRect().bottom ?? Infinity;
      for (const rect of range.getClientRects()) {
        if (rect.width > 1 && rect.height > 1 && rect.top < limit - 1) found.push({ node, parent, rect });
      }
    }
    return found;
  };

  const channels = (colour) => (colour.match(/[\d.]+/g) || []).map(Number);
  const luminance = (colour) => {
    const [r, g, b] = channels(colour).map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
  };
  const ground = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const colour = getComputedStyle(each).backgroundColor;
      const alpha = channels(colour)[3];
      if (alpha === undefined || alpha > 0.5) return colour;
    }
    return "rgb(255, 255, 255)";
  };

  const listTabbable = () =>
    [...(document.querySelector("dialog:modal") || document).querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")].filter(
      (element) => element.tabIndex >= 0 && !element.disabled && isShown(element) && !element.closest("[inert]"),
    );

  // Of a group of radio buttons the tab key leads to one alone; the arrows lead to the others.
  const listStops = () => listTabbable().filter((element) => element.type !== "radio" || element.checked);

  window.checks = {
    // The page is not to be scrolled sideways; text at its left edge could not be reached at all.
    wide() {
      const limit = document.documentElement.clientWidth;
      const found = [];
      if (document.documentElement.scrollWidth > limit) {
        for (const element of document.body.querySelectorAll("*")) {
          const rect = element.getBoundingClientRect();
          // What is wide because of something in it is not to blame.
          if ([...element.children].some((child) => child.getBoundingClientRect().right > limit + 1)) continue;
          if (rect.right > limit + 1 && isShown(element) && !scroller(element.parentElement) && !isUnseen(element)) found.push(`reaches to ${Math.round(rect.right)} of ${limit}: ${describe(element)}`);
        }
        if (!found.length) found.push(`is ${document.documentElement.scrollWidth} wide and not ${limit}`);
      }
      for (const { parent, rect } of listTexts()) {
        if (rect.left < -1 && !scroller(parent)) found.push(`begins left of the window: ${describe(parent)}`);
      }
      return found;
    },

    // Text that is longer than what cuts it.
    clipped() {
      const found = [];
      for (const element of document.body.querySelectorAll("*")) {
        const style = getComputedStyle(element);
        if (!/hidden|clip/.test(style.overflowX + style.overflowY) || !element.textContent.trim() || style.color === "rgba(0, 0, 0, 0)") continue;
        if (!isShown(element) || isUnseen(element) || element.closest("svg") || findShortened(element)) continue;
        const isCut = /hidden|clip/.test(style.overflowX) && element.scrollWidth > element.clientWidth + 1;
        if (isCut || (/hidden|clip/.test(style.overflowY) && element.scrollHeight > element.clientHeight + 3)) found.push(describe(element));
      }
      return found;
    },

    // Texts that lie on each other.
    overlaps() {
      const found = [];
      const texts = listTexts().filter(({ parent }) => !scroller(parent)).sort((a, b) => a.rect.top - b.rect.top);
      texts.forEach((one, index) => {
        for (let next = index + 1; next < texts.length && texts[next].rect.top < one.rect.bottom; next += 1) {
          const other = texts[next];
          const width = Math.min(one.rect.right, other.rect.right) - Math.max(one.rect.left, other.rect.left);
          const height = Math.min(one.rect.bottom, other.rect.bottom) - other.rect.top;
          const least = Math.min(one.rect.height, other.rect.height);
          if (one.node !== other.node && width > 2 && height > 0.45 * least) found.push(`${describe(one.parent)} and ${describe(other.parent)}`);
        }
      });
      return found;
    },

    // Boxes to press are as high as a finger wants them; links within sentences are as high as their line.
    small(least) {
      const found = [];
      for (const element of listTabbable()) {
        const style = getComputedStyle(element);
        if (style.display === "inline" || isUnseen(element)) continue;
        // A label is part of what can be pressed.
        const rect = (element.closest("label") || element).getBoundingClientRect();
        const after = getComputedStyle(element, "::after");
        const reach = after.content !== "none" && after.position === "absolute" ? parseFloat(after.height) || 0 : 0;
        if (Math.max(rect.height, reach) < least - 0.5) found.push(`is ${Math.round(rect.height)} high: ${describe(element)}`);
      }
      return found;
    },

    // Whatever can be reached shows that it was, with a contrast of 3 to 1, and nothing lies on it.
    unmarked() {
      const found = [];
      for (const element of listTabbable()) {
        const [oldShadow, oldGround] = [getComputedStyle(element).boxShadow, getComputedStyle(element).backgroundColor];
        element.focus({ focusVisible: true });
        if (document.activeElement !== element) {
          found.push(`takes no focus: ${describe(element)}`);
          continue;
        }
        const style = getComputedStyle(element);
        const isOutlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
        const isMarked = isOutlined || style.boxShadow !== oldShadow || style.backgroundColor !== oldGround;
        if (!isMarked) found.push(`does not show the focus: ${describe(element)}`);
        else if (isOutlined && contrast(style.outlineColor, ground(parseFloat(style.outlineOffset) >= 0 ? element.parentElement : element)) < 3) found.push(`shows the focus with too little contrast: ${describe(element)}`);
        element.scrollIntoView({ block: "nearest" });
        const rect = [...element.getClientRects()].find((each) => each.width && each.height);
        if (!rect) {
          found.push(`has the focus and is not seen: ${describe(element)}`);
          continue;
        }
        const [x, y] = [Math.max(rect.left + 1, rect.left + Math.min(rect.width, 12) / 2), rect.top + rect.height / 2];
        const top = document.elementFromPoint(x, y);
        if (!top || !(element.contains(top) || top.contains(element))) found.push(`has ${top ? describe(top) : "nothing"} on it: ${describe(element)}`);
      }
      document.activeElement?.blur();
      scrollTo(0, 0);
      return found;
    },

    // Remembers, from now on, what the focus comes to; some browsers stop at whatever can be scrolled, too.
    watchFocus() {
      const all = listStops();
      window.focused = [];
      window.stopCount = 0;
      document.addEventListener("focusin", ({ target }) => {
        const index = all.indexOf(target);
        if (index < 0 && scroller(target) === target) window.stopCount += 1;
        else window.focused.push(index);
      });
      return all.length;
    },

    // What is there to be read, but for what only a script can make of use.
    words() {
      const main = document.querySelector("main").cloneNode(true);
      for (const element of main.querySelectorAll("button, dialog, noscript, [role=status], script")) element.remove();
      return main.textContent.replace(/\s+/g, " ").trim();
    },

    // What does nothing without a script, and is seen all the same; what can be checked, styles may follow.
    idle() {
      return [...document.querySelectorAll("button, [role=button], input, select")].filter((element) => isShown(element) && !element.matches("[type=radio], [type=checkbox]")).map(describe);
    },
  };

  window.shifts = [];
  new PerformanceObserver((list) => {
    for (const shift of list.getEntries()) {
      const sources = (shift.sources || []).map(({ node }) => (node instanceof Element ? describe(node) : node?.parentElement ? describe(node.parentElement) : "?"));
      window.shifts.push(`${shift.value.toFixed(4)}: ${sources.join(", ")}`);
    }
  }).observe({ type: "layout-shift", buffered: true });
}
