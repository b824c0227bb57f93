"""Making one tree like another, for many trees, in the browser that does it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.previews import Preview, make_page

TREES = """
async ([morphAddress, seed]) => {
    const { morph } = await import(morphAddress);
    // Mulberry32: the same trees for the same seed, in every browser.
    const random = (most) => {
        seed = (seed + 0x6d2b79f5) | 0;
        let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
        mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
        return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * most);
    };
    const pick = (...choices) => choices[random(choices.length)];
    const text = () => Array.from({ length: 1 + random(4) }, () => pick("one", "two", "three", "né", "🙂")).join(" ");
    const node = (depth) => {
        if (depth === 0 || random(3) === 0) return pick(document.createTextNode, document.createComment).call(document, text());
        const made = document.createElement(pick("p", "div", "em", "details", "template", "ul", "input"));
        if (random(4) === 0) made.id = pick("a", "b", "c", "d");
        if (random(4) === 0) made.setAttribute(pick("class", "title", "open", "value"), text());
        if (made.localName === "details") made.removeAttribute("open");
        if (made.localName === "input") return made;
        (made.content ?? made).append(...Array.from({ length: random(6) }, () => node(depth - 1)));
        return made;
    };
    const edit = (parent) => {
        for (const child of [...parent.childNodes]) {
            const chance = random(12);
            if (chance === 0) child.remove();
            else if (chance === 1) child.before(node(2));
            else if (chance === 2) parent.append(child);
            else if (chance === 3 && child.data) child.data = text();
            else if (child.childNodes.length > 0) edit(child);
        }
    };
    // Browsers do not look into templates when they compare, and attributes have no order.
    const write = (one) => [
        one.nodeName, one.data, [...(one.attributes ?? [])].map(({ name, value }) => [name, value]).sort(),
        [...(one.content ?? one).childNodes].map(write),
    ];
    const isSame = (one, other) => one.isEqualNode(other) && JSON.stringify(write(one)) === JSON.stringify(write(other));
    const failures = [];
    for (let count = 0; count < 400; count += 1) {
        const from = document.createElement("section");
        from.append(...Array.from({ length: 1 + random(8) }, () => node(3)));
        const to = from.cloneNode(true);
        if (random(4) === 0) to.replaceChildren(...Array.from({ length: random(8) }, () => node(3)));
        else edit(to);
        const [before, wanted] = [from.innerHTML, to.innerHTML];
        morph(from, to);
        if (!isSame(from, to) || to.innerHTML !== wanted) failures.push([before, wanted, from.innerHTML]);
    }
    return failures;
}
"""

COUNT_CHANGES = """
async ([morphAddress, before, after]) => {
    const { morph } = await import(morphAddress);
    const [from, to] = [before, after].map((html) => {
        const made = document.createElement("section");
        made.innerHTML = html;
        return made;
    });
    const observer = new MutationObserver(() => {});
    observer.observe(from, { childList: true, subtree: true, attributes: true, characterData: true });
    const start = performance.now();
    morph(from, to);
    const duration_ms = performance.now() - start;
    const changes = observer.takeRecords();
    const count = (kind) => changes.reduce((sum, change) => sum + change[kind].length, 0);
    return {
        isEqual: from.innerHTML === to.innerHTML,
        added: count("addedNodes"),
        removed: count("removedNodes"),
        changed: changes.filter((change) => change.type !== "childList").length,
        duration_ms,
    };
}
"""


@pytest.fixture(scope="module")
def run(browser: Browser) -> Iterator[Callable[..., Any]]:
    """Run a function in a page, one for all tests since nothing is left in it; its first argument is the script."""
    preview = Preview()
    preview.save({"index.html": make_page("A", "<p>Text</p>")})
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(preview.origin)
        address = page.evaluate("document.querySelector('script[data-stream]').src.replace('live.js', 'morph.js')")
        yield lambda function, *values: page.evaluate(function, [address, *values])
    preview.stop()


@pytest.mark.parametrize("seed", range(3))
def test_any_tree_becomes_the_other(seed: int, run: Callable[..., Any]) -> None:
    """Whatever the two are, the result is equal to the second, which is left as it was."""
    assert run(TREES, seed) == []


def rows(*numbers: int) -> str:
    """Write rows of a list."""
    return "\n".join(f"<li><a href='/{number}/'>Row {number}</a></li>" for number in numbers)


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        (rows(*range(9)), rows(*range(9)), (0, 0, 0)),
        (rows(1, 2, 3), rows(1, 2, 9, 3), (2, 0, 0)),
        (rows(1, 2, 3, 4), rows(1, 3, 4), (0, 2, 0)),
        ("<p>One text</p>\n<p>Two</p>", "<p>One changed text</p>\n<p>Two</p>", (0, 0, 1)),
        ("<p id='a'>A</p><p id='b'>B</p>", "<p id='b'>C</p>", (0, 1, 1)),
        ("<p>A, but longer</p>", "<p>B</p><p>A, but even longer</p>", (1, 0, 1)),
        ("<details open><summary>A</summary></details>", "<details><summary>B</summary></details>", (0, 0, 1)),
        ("<h2 id='old'>Old</h2>\n<p>Text</p>", "<h2 id='new'>New</h2>\n<p>Text</p>", (0, 0, 2)),
    ],
)
def test_little_is_touched(before: str, after: str, changes: tuple[int, int, int], run: Callable[..., Any]) -> None:
    """What comes, goes or changes is added, removed or changed, and nothing beside it."""
    told = run(COUNT_CHANGES, before, after)
    assert (told["added"], told["removed"], told["changed"]) == changes


def test_long_lists_take_no_longer_than_an_eye_blinks(run: Callable[..., Any]) -> None:
    """One row that moved far among ten thousand, and rows that changed here and there."""
    numbers = list(range(10_000))
    moved = [*numbers[:10], *numbers[11:9_000], 10, *numbers[9_000:]]
    told = run(COUNT_CHANGES, rows(*numbers), rows(*moved).replace("Row 50", "Rov 50"))
    assert told["isEqual"]
    assert told["duration_ms"] < 1_000
