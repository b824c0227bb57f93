/*
 * The one script that the preview server adds to a page; it brings in the others.
 * Knows its own tag, which only a script that is no module can know; does not know what is done with it.
 */
"use strict";

{
  const RELOADED = "journal:reloaded";
  const tag = document.currentScript;

  // The server may restart between handing out the page and its scripts; then a fresh page names others.
  const loadPageAgain = async () => {
    const page = await fetch(location.href, { cache: "no-store" }).then((response) => response.text()).catch(() => "");
    const stream = tag.dataset.stream;
    const isOther = page.includes("data-stream=") && !page.includes(stream);
    // The same scripts may do better a second time; a third time they would not.
    const isFirst = page.includes(stream) && sessionStorage.getItem(RELOADED) !== stream;
    if (!isOther && !isFirst) return void setTimeout(loadPageAgain, 1000);
    sessionStorage.setItem(RELOADED, stream);
    location.reload();
  };

  import("./client.js").then(({ Client }) => new Client(tag).start(), loadPageAgain);
}
