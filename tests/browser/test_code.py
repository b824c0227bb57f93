"""Code on a page: a button that copies it, and a way to scroll it without a mouse."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext

from tests.browser.tabs import Tab
from tests.serve.running import Running, running
from tests.site.space import SiteSpace

SITE = """
== site.yaml ==
title: Notes
== content/entries/code.md ==
# Code

```console
$ echo one
one
```

```python title="app.py"
WIDE = "......................................................................................................"
```

| a | b |
| - | - |
| c | d |
"""


@pytest.fixture
def space(tmp_path: Path) -> SiteSpace:
    """A journal with an entry that has code."""
    return SiteSpace(tmp_path / "site", SITE)


@pytest.fixture
def served(space: SiteSpace, context: BrowserContext) -> Iterator[Running]:
    """Serve it to a browser in which pages may read what was copied."""
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    with running(space.root) as server:
        yield server


def test_button_copies_code_without_prompts(served: Running, tab: Tab) -> None:
    """What is typed is copied, not what the shell says before it; and the button says that it was done."""
    tab.open(f"{served.url}code/")
    tab.page.locator(".copy").first.click()
    tab.wait_for("document.querySelector('.copy').textContent === 'Copied'")
    assert tab.ask("navigator.clipboard.readText()") == "echo one\none"
    assert tab.ask("document.querySelector('[role=status]').textContent") == "Copied"


def test_button_is_reached_by_keyboard(served: Running, tab: Tab) -> None:
    """And shows when it has the focus."""
    tab.open(f"{served.url}code/")
    tab.page.locator(".copy").first.focus()
    tab.wait_for("getComputedStyle(document.querySelector('.copy')).opacity === '1'")
    tab.page.keyboard.press("Enter")
    tab.wait_for("document.querySelector('.copy').textContent === 'Copied'")


def test_what_is_too_wide_is_scrolled_by_keyboard(served: Running, tab: Tab) -> None:
    """It has a place in the tab order, and a name; what fits has none."""
    tab.open(f"{served.url}code/")
    tab.wait_for("document.querySelectorAll('.prose [tabindex]').length === 1")
    assert tab.ask("document.querySelector('.prose [tabindex]').getAttribute('aria-label')") == "app.py"
    assert tab.ask("document.querySelectorAll('pre[role=group][aria-label]').length") == 2


def test_changed_page_has_its_buttons(served: Running, space: SiteSpace, tab: Tab) -> None:
    """One each, also for code that was not there when the page was loaded."""
    tab.open(f"{served.url}code/")
    assert tab.ask("document.querySelectorAll('.copy').length") == 2
    space.edit("content/entries/code.md", "| a | b |", "```sh\necho two\n```\n\n| a | b |")
    tab.wait_for("document.querySelectorAll('pre').length === 3")
    tab.wait_for("document.querySelectorAll('.copy').length === 3")
    assert tab.is_same_document
    assert tab.ask("[...document.querySelectorAll('.copy')].every(b => b.previousElementSibling.matches('pre'))")
