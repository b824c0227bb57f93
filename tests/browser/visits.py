"""A visit to a screen: all that a checker, a keyboard, a small window and large letters find wrong with it.

A page is opened twice, on a phone and on a desktop, and asked everything then, since opening it is what takes time.
"""

import re
from functools import cache
from pathlib import Path

import msgspec
from playwright.sync_api import Browser, Page

from tests.screens.screens import Screen

FOLDER = Path(__file__).parent
AXE = FOLDER / "node_modules" / "axe-core" / "axe.min.js"

PHONE, DESKTOP = (390, 844), (1440, 900)
SCHEMES = ("light", "dark")
REFLOW_WIDTH = 320
"""CSS pixels that a page has to do with, by WCAG 2.2: a window of 1280 at 400 %."""

HALF_WIDTH = 640
"""A window of 1280 at 200 %."""

PAPER_WIDTH = 660
"""What A4 and Letter leave between margins, roughly."""

FINGER = 44
PATIENCE = 200
"""How often it is looked whether the search is ready."""

TAB_LIMIT = 60
"""How far down the keyboard is followed; every element takes the focus in another check."""

CONFORMANCE = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")

_RUN_AXE = """
async (asked) => {
  const { violations } = await axe.run({ runOnly: asked, resultTypes: ["violations"] });
  return violations.flatMap(({ id, tags, nodes }) => nodes.map(({ target, failureSummary }) => [
    tags.includes("best-practice"), `${id}: ${target.join(" ")}: ${failureSummary.split("\\n").slice(1).join(";")}`,
  ]));
}
"""

_READY = """
async () => {
  for (const image of document.images) image.loading = "eager";
  await Promise.all([...document.images].map((image) => image.decode().catch(() => {})));
  await document.fonts.ready;
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}
"""


class Visit(msgspec.Struct, frozen=True):
    """What is wrong with a screen, each time with the width and scheme."""

    violations: tuple[str, ...] = ()
    advice: tuple[str, ...] = ()
    """What breaks no rule of WCAG, and is held to be bad practice."""
    errors: tuple[str, ...] = ()
    """What the page said in the console, its policy's complaints among it."""
    strangers: tuple[str, ...] = ()
    """Requests to another host."""
    shifts: tuple[str, ...] = ()
    unmarked: tuple[str, ...] = ()
    strayed: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    """What is cut, covered or out of reach in small windows and with large letters."""
    small: tuple[str, ...] = ()
    scripted: tuple[str, ...] = ()
    """What is not there, or of no use, without scripts."""


class Findings:
    """What was found so far, by kind."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.kinds: dict[str, dict[str, None]] = {name: {} for name in Visit.__struct_fields__}

    def add(self, kind: str, place: str, *found: str) -> None:
        """Add what was found, each thing once."""
        self.kinds[kind] |= dict.fromkeys(f"{place}: {each}" for each in found)

    def freeze(self) -> Visit:
        """Make it a value."""
        return Visit(**{name: tuple(found) for name, found in self.kinds.items()})


def visit(browser: Browser, screen: Screen, origin: str) -> Visit:
    """Visit a screen of the site at an address."""
    findings = Findings()
    for size in (PHONE, DESKTOP):
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, reduced_motion="reduce")
        context.add_init_script(_read(FOLDER / "checks.js"))
        page = context.new_page()
        _listen(page, f"{size[0]}", origin, findings)
        page.goto(f"{origin}/{screen.path}")
        page.evaluate(_READY)
        findings.add("shifts", f"{size[0]}", *page.evaluate("shifts"))
        if screen.typed:
            _search(page, screen.typed)
        check_with_axe(page, f"{size[0]}", findings)
        if size == PHONE:
            findings.add("small", f"{size[0]}", *page.evaluate(f"checks.small({FINGER})"))
            _check_keyboard(page, findings)
            _check_room(page, findings)
        words = page.evaluate("checks.words()")
        context.close()
    _check_without_scripts(browser, f"{origin}/{screen.path}", words, findings)
    return findings.freeze()


def _listen(page: Page, place: str, origin: str, findings: Findings) -> None:
    host = re.match(r"\w+://[^/]+/", f"{origin}/")
    assert host is not None
    page.on(
        "console",
        lambda message: findings.add("errors", place, message.text) if message.type in {"error", "warning"} else None,
    )
    page.on("pageerror", lambda error: findings.add("errors", place, str(error)))
    page.on(
        "request",
        lambda request: (
            None
            if request.url.startswith((host[0], "data:", "blob:"))
            else findings.add("strangers", place, request.url)
        ),
    )


def _search(page: Page, words: str) -> None:
    page.keyboard.press("/")
    # Playwright's own waiting evaluates texts in the page, which the page's policy forbids.
    for _ in range(PATIENCE):
        if page.evaluate("document.activeElement?.type === 'search'"):
            break
        page.wait_for_timeout(50)
    page.keyboard.type(words)
    for _ in range(PATIENCE):
        page.wait_for_timeout(50)
        status = page.evaluate("document.querySelector('dialog [role=status]')?.textContent")
        if re.search(rf"\d|{words}", status or ""):
            return
    raise AssertionError("the search found nothing, and did not say so")


def check_with_axe(page: Page, place: str, findings: Findings) -> None:
    """Have axe-core look at a page, in both schemes."""
    page.evaluate(_read(AXE))
    # Schemes differ in colours alone.
    for scheme, asked in zip(SCHEMES, ([*CONFORMANCE, "best-practice"], ["color-contrast"]), strict=True):
        page.emulate_media(color_scheme=scheme)
        for is_advice, words in page.evaluate(_RUN_AXE, asked):
            findings.add("advice" if is_advice else "violations", f"{place} {scheme}", words)
    page.emulate_media(color_scheme="light")


def _check_keyboard(page: Page, findings: Findings) -> None:
    count = page.evaluate("checks.watchFocus()")
    for _ in range(min(count, TAB_LIMIT)):
        page.keyboard.press("Tab")
    reached, stop_count = page.evaluate("[focused, stopCount]")
    # A page may begin with the focus in the middle; at its end the browser's own buttons are a stop.
    wanted = [(reached[0] + index) % count for index in range(len(reached))]
    if reached != wanted or len(reached) + stop_count < min(count, TAB_LIMIT) - (reached[0] > 0):
        findings.add("strayed", "tab", f"the order is {reached} of {count}")
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        findings.add("unmarked", scheme, *page.evaluate("checks.unmarked()"))
    page.emulate_media(color_scheme="light")


def _check_without_scripts(browser: Browser, address: str, words: str, findings: Findings) -> None:
    context = browser.new_context(viewport={"width": DESKTOP[0], "height": DESKTOP[1]}, java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    page.evaluate(_read(FOLDER / "checks.js"))
    findings.add("scripted", "seen, and of no use", *page.evaluate("checks.idle()"))
    plain = page.evaluate("checks.words()")
    if plain != words:
        findings.add("scripted", "says", f"{plain} and not {words}")
    context.close()


def _check_room(page: Page, findings: Findings) -> None:
    for place, width, font_size in (
        ("320 wide", REFLOW_WIDTH, "100%"),
        ("640 wide", HALF_WIDTH, "100%"),
        ("390 wide, letters at 200 %", PHONE[0], "200%"),
    ):
        page.set_viewport_size({"width": width, "height": PHONE[1]})
        page.evaluate("(size) => { document.documentElement.style.fontSize = size }", font_size)
        for question in ("wide", "clipped", "overlaps"):
            findings.add("lost", f"{place}, {question}", *page.evaluate(f"checks.{question}()"))
    page.evaluate("document.documentElement.style.fontSize = ''")
    page.set_viewport_size({"width": PAPER_WIDTH, "height": DESKTOP[1]})
    page.emulate_media(media="print")
    for question in ("wide", "clipped", "overlaps"):
        findings.add("lost", f"printed, {question}", *page.evaluate(f"checks.{question}()"))


@cache
def _read(file: Path) -> str:
    return file.read_text(encoding="utf-8")
