"""When the generator's own code changes, the process begins anew, and browsers notice only what is new."""

from collections.abc import Iterator
from http.client import RemoteDisconnected
from pathlib import Path

import pytest

from tests.serve.browsing import wait_until
from tests.serve.running import Running, copy_generator, running, write_journal
from tests.site.space import SiteSpace

CODE = "generator/plan/skills.py"
"""What is edited: it gives the page of skills its title."""


@pytest.fixture
def code(tmp_path: Path) -> SiteSpace:
    """A copy of the generator that may be edited."""
    return copy_generator(tmp_path / "code")


@pytest.fixture
def space(tmp_path: Path) -> SiteSpace:
    """A journal that nobody serves yet."""
    return write_journal(tmp_path / "site", entry_count=5)


@pytest.fixture
def served(space: SiteSpace, code: SiteSpace) -> Iterator[Running]:
    """Serve the journal by the copy."""
    with running(space.root, code=code.root) as server:
        yield server


def has_or_was_cut(served: Running, target: str, text: str) -> bool:
    """Tell whether a page has a text; a connection that the old server took and could not answer any more has not.

    One that is refused is a failure all the same: somebody listens at every moment.
    """
    try:
        return served.has(target, text)
    except (ConnectionResetError, RemoteDisconnected):
        return False


def test_new_code_is_used_at_once(code: SiteSpace, served: Running) -> None:
    """The process is the same one, and so is the port; a browser that asks meanwhile waits and is not refused."""
    stream = served.follow("/skills/")
    port, pid = served.port, served.process.pid
    code.edit(CODE, 'page_info(views.words.say("skills")', 'page_info("Abilities"')
    wait_until(lambda: has_or_was_cut(served, "/skills/", "<h1>Abilities</h1>"))
    served.wait_for("Still at")
    assert (served.port, served.process.pid) == (port, pid)
    assert stream.is_ended()
    assert served.follow("/skills/").read_until("hello") == {"generation": 1}
    told = served.told.partition("(Ctrl-C to stop)\n")[2]
    assert told == (
        "* the generator's code has changed: starting anew\n"
        f"*: * pages in *\nStill at http://127.0.0.1:{port}/ (Ctrl-C to stop)\n"
    )
    assert served.end() == 130


def test_code_that_cannot_be_loaded_is_shown(code: SiteSpace, space: SiteSpace, served: Running) -> None:
    """The preview goes on with the code that it has, under a traceback; mended, it begins anew."""
    stream = served.follow("/long/")
    code.edit(CODE, 'page_info(views.words.say("skills")', 'page_info("Abilities"')
    good = (code.root / CODE).read_text(encoding="utf-8")
    code.write(CODE, f"{good}\ndef broken(:\n")
    while (panel := stream.read_until("panel")) == {"panel": None}:
        pass
    assert isinstance(panel, dict)
    assert panel["panel"]["title"] == "A mistake in the generator"
    assert f"{code.root / CODE}" in panel["panel"]["traceback"]
    assert "SyntaxError" in panel["panel"]["traceback"]
    served.wait_for("* a mistake in the generator; the last good site is shown\n")
    assert "SyntaxError" in served.said
    space.edit("content/entries/long.md", "Paragraph 3 of", "Changed 3 of")
    served.wait_for_page("/long/", "Changed 3 of")
    assert served.has("/skills/", "<h1>Skills</h1>")
    code.write(CODE, good)
    served.wait_for("Still at")
    served.wait_for_page("/skills/", "<h1>Abilities</h1>")


def test_code_that_is_taken_back_needs_no_restart(code: SiteSpace, served: Running) -> None:
    """What is loaded is what is on the disk again, so the panel goes, and nothing else."""
    good = (code.root / CODE).read_text(encoding="utf-8")
    stream = served.follow("/long/")
    code.write(CODE, "import nothing_of_that_name\n")
    while stream.read_until("panel") == {"panel": None}:
        pass
    code.write(CODE, good)
    assert stream.read_until("panel") == {"panel": None}
    assert "ModuleNotFoundError" in served.said
    assert "starting anew" not in served.said


def test_code_that_fails_while_it_builds_is_shown(code: SiteSpace, served: Running) -> None:
    """The new process shows what is wrong with it, and begins anew when it is mended."""
    good = (code.root / CODE).read_text(encoding="utf-8")
    code.edit(
        CODE, "    context = SkillsContext(", "    raise ValueError('wrong in the code')\n    context = SkillsContext("
    )
    served.wait_for("ValueError: wrong in the code\n* a mistake in the generator; nothing can be shown yet\n")
    served.wait_for("Still at")
    stream = served.follow("/")
    while (panel := stream.read_until("panel")) == {"panel": None}:
        pass
    assert isinstance(panel, dict)
    assert "ValueError: wrong in the code" in panel["panel"]["traceback"]
    code.write(CODE, good)
    served.wait_for("Still at", count=2)
    served.wait_for_page("/long/", "Paragraph 3 of")
