/*
 * Takes the key out of the address, at once and before anything else is done: neither the history nor whoever looks at
 * the screen is to have it. Written so that browsers too old for all that follows still do this.
 */
(function () {
  "use strict";
  var key = "";

  function take() {
    if (!location.hash) return false;
    key = location.hash.slice(1);
    history.replaceState(null, "", location.pathname + location.search);
    try {
      // Programs for mail bring spaces, and write some letters in another way.
      key = decodeURIComponent(key).replace(/\s+/g, "");
    } catch (error) {
      // What cannot be read so is no key either way.
    }
    return true;
  }

  take();
  // Given once: whoever has used it has it no more.
  window.takeSealedKey = function () {
    var taken = key;
    key = "";
    return taken;
  };
  // Another link may be pasted into the same page.
  window.addEventListener("hashchange", function () {
    if (take() && window.openSealed) window.openSealed();
  });
})();
