"""`journal serve`: what it prints, and how it ends."""

import os
import re
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.serve.browsing import wait_until
from tests.serve.running import Running, running
from tests.site.space import Ended, SiteSpace

SITE = """\
== site.yaml ==
title: Notes
git_dates: false
== content/entries/one.md ==
---
date: 2020-01-01
---
# One

First words.

More words.
== content/todo.md ==
Nothing yet.
"""

BEGIN = "*: * pages in *\nThe site is at http://127.0.0.1:{port}/ (Ctrl-C to stop)\n"


@pytest.fixture
def space(tmp_path: Path) -> SiteSpace:
    """A site of one entry."""
    return SiteSpace(tmp_path / "site", SITE)


@pytest.fixture
def served(space: SiteSpace) -> Iterator[Running]:
    """Serve it."""
    with running(space.root) as server:
        yield server


def told_since_begin(served: Running) -> str:
    """Give what was printed after the site was there, with stars for times."""
    begin = BEGIN.format(port=served.port)
    assert served.told.startswith(begin)
    return served.told.removeprefix(begin)


def told_of(served: Running, name: str) -> str:
    """Wait until a change of a file is told, then save another one, and give all that was printed before that."""
    if name:
        served.wait_for(f"* {name}: ")
    page = SiteSpace(served.root)
    page.write("content/pages/last.md", "# Last\n\nWords.\n")
    served.wait_for("* content/pages/last.md: ")
    return told_since_begin(served).partition("* content/pages/last.md: ")[0]


# What is told of saves


def test_a_save_is_told_in_one_line(space: SiteSpace, served: Running) -> None:
    """The file, the pages that are others for it, and how long it took; nothing more until the next one."""
    space.edit("content/entries/one.md", "More words.", "Other words.")
    told = told_of(served, "content/entries/one.md")
    assert told == "* content/entries/one.md: /one/, /feed.xml, /feed.json in *\n"


def test_of_many_pages_some_are_named(space: SiteSpace, served: Running) -> None:
    """The terminal is no list of all that has a title on it."""
    space.edit("site.yaml", "title: Notes", "title: Other notes")
    assert told_of(served, "site.yaml") == "* site.yaml: /one/, /, /journal/ and 8 more in *\n"


def test_the_page_of_the_saved_file_is_named_first(space: SiteSpace) -> None:
    """Before its newer neighbour, which shows its title and comes first in every list."""
    space.write("content/entries/older.md", "---\ndate: 2019-01-01\n---\n# Older\n\nWords.\n")
    with running(space.root) as served:
        space.edit("content/entries/older.md", "# Older", "# Much older")
        served.wait_for("* content/entries/older.md: /older/, /one/, ")


def test_a_file_that_is_on_no_page_is_told_of(space: SiteSpace, served: Running) -> None:
    """The author learns that it was seen, and that there is nothing to look at."""
    space.write("content/todo.md", "Something.\n")
    assert told_of(served, "content/todo.md") == "* content/todo.md: no page changed in *\n"


def test_nothing_is_said_of_nothing(space: SiteSpace, served: Running) -> None:
    """A file that is written as it was, one that is none of ours, one that came and went: not worth a line."""
    text = (space.root / "content/entries/one.md").read_text(encoding="utf-8")
    space.write("content/entries/one.md", text)
    space.write("content/entries/.one.md.swp", "swap")
    space.write("notes.txt", "Beside the site.\n")
    space.write("content/entries/one.md~", "backup")
    space.remove("content/entries/one.md~")
    with pytest.raises(AssertionError, match="it has not come to be"):
        wait_until(lambda: told_since_begin(served) != "", patience_s=0.4)
    assert told_of(served, "") == ""


def test_a_mistake_is_told_as_in_a_build_and_so_is_its_mending(space: SiteSpace, served: Running) -> None:
    """Place, line, carets and hint; then that it is mended, and what is another since the last good site."""
    space.edit("content/entries/one.md", "date: 2020-01-01", "dat: 2020-01-01")
    served.wait_for("the last good site is shown\n")
    space.edit("content/entries/one.md", "dat: 2020-01-01", "date: 2020-01-01")
    served.wait_for("mended")
    space.edit("content/entries/one.md", "date: 2020-01-01", "date: 2020-01-32")
    served.wait_for("the last good site is shown\n", count=2)
    space.edit("content/entries/one.md", "date: 2020-01-32", "date: 2020-01-01")
    space.edit("content/entries/one.md", "More words.", "Other words.")
    served.wait_for("mended", count=2)
    assert told_of(served, "") == (
        'content/entries/one.md:2:1: error: unknown key "dat" in front matter\n'
        "    2 | dat: 2020-01-01\n"
        "      | ^^^\n"
        '  hint: did you mean "date"?\n'
        "* content/entries/one.md: 1 error; the last good site is shown\n"
        "* content/entries/one.md: mended, no page changed in *\n"
        'content/entries/one.md:2:7: error: "date" must be a date: January 2020 has 31 days, not 32\n'
        "    2 | date: 2020-01-32\n"
        "      |       ^^^^^^^^^^\n"
        "* content/entries/one.md: 1 error; the last good site is shown\n"
        "* content/entries/one.md: mended, /one/, /feed.xml, /feed.json in *\n"
    )


def test_a_warning_is_told_once(space: SiteSpace, served: Running) -> None:
    """It stays, and who has read it need not read it after each save."""
    space.edit("content/entries/one.md", "More words.", "More words, [nowhere](gone.md).")
    served.wait_for("* content/entries/one.md: ")
    space.edit("content/entries/one.md", "(gone.md).", "(gone.md).\n\nYet more words.")
    served.wait_for("* content/entries/one.md: ", count=2)
    assert told_of(served, "") == (
        "content/entries/one.md:8:23: warning: "
        'the link to "gone.md" leads to nothing: there is no content/entries/gone.md\n'
        "    8 | More words, [nowhere](gone.md).\n"
        "      |                       ^^^^^^^\n"
        '  hint: did you mean "one.md"?\n'
        "* content/entries/one.md: /one/, /feed.xml, /feed.json in *\n"
        "* content/entries/one.md: /one/, /feed.xml, /feed.json in *\n"
    )


def test_verbose_says_why_and_where_the_time_went(space: SiteSpace) -> None:
    """Each page with what of it is another, then the parts of the time."""
    with running(space.root, "--verbose") as served:
        served.wait_for("milliseconds: ")
        space.edit("content/entries/one.md", "More words.", "Other words.")
        served.wait_for("milliseconds: ", count=2)
        assert re.search(
            r"\* content/entries/one\.md: /one/, /feed\.xml, /feed\.json in \*\n"
            r"  one/index\.html: body\n"
            r"  feed\.xml: items\n"
            r"  feed\.json: items\n"
            r"  milliseconds: event \d+\.\d, settle \d+\.\d, read \d+\.\d, prepare \d+\.\d, render \d+\.\d, show \d+\.\d; "
            r"rendered 3 of 3\n$",
            served.told,
        )


# How it begins and ends


def test_it_says_where_the_site_is_until_it_is_stopped(space: SiteSpace, served: Running) -> None:
    """Nothing else, if nothing happens."""
    assert served.end() == 130
    assert served.told == BEGIN.format(port=served.port) + "journal: stopped\n"


def test_a_port_that_is_taken_is_explained(space: SiteSpace, served: Running) -> None:
    """By which process, and what to do; it is no wrong use, and no other port is taken silently."""
    command = shlex.join([sys.executable, "-m", "generator", "serve", "--port", "0"])
    shown = command if len(command) <= 100 else f"{command[:99]}…"
    for host in ([], ["--host", "localhost"]):
        assert space.journal("serve", "--port", str(served.port), *host) == Ended(
            74,
            "",
            f'journal: port {served.port} is in use by "{shown}" (process {served.process.pid}); '
            "stop it, or take the next free port with --port 0\n",
        )


def test_the_next_free_port_may_be_taken(space: SiteSpace, served: Running) -> None:
    """With --port 0, which is how two journals are looked at."""
    with running(space.root) as other:
        assert other.port != served.port
        assert other.ask("/one/") == served.ask("/one/")


def test_a_host_that_others_can_reach_is_warned_of(space: SiteSpace) -> None:
    """Before anything is built, with what they can read; the address that is shown works here."""
    with running(space.root, "--host", "0.0.0.0") as served:
        assert served.told == (
            "warning: anyone who can reach this machine over any network can read the preview at port "
            f"{served.port}, drafts included\n" + BEGIN.format(port=served.port)
        )
        assert served.ask("/one/")[0] == 200


@pytest.mark.parametrize(
    ("host", "message"),
    [
        ("nowhere.invalid", "there is no host 'nowhere.invalid'; give an address of this machine, or leave out --host"),
        ("192.0.2.1", "192.0.2.1 is no address of this machine"),
    ],
)
def test_a_host_that_is_none_is_wrong_use(host: str, message: str, space: SiteSpace) -> None:
    """Nothing is built for an address that cannot be had."""
    assert space.journal("serve", "--port", "0", "--host", host) == Ended(2, "", f"journal: {message}\n")


def test_a_stranger_is_told_of_once(space: SiteSpace, served: Running) -> None:
    """Whoever asks by another host's name gets nothing, and the author learns how to let him."""
    for _ in range(3):
        assert served.ask("/one/", host="evil.test")[0] == 403
    assert told_of(served, "") == (
        "* refused a request for 'evil.test'; if that is this machine, allow it with --allow-host\n"
    )
    with running(space.root, "--allow-host", "evil.test") as open_to_it:
        assert open_to_it.ask("/one/", host=f"evil.test:{open_to_it.port}")[0] == 200


def test_a_browser_may_be_opened(space: SiteSpace, tmp_path: Path) -> None:
    """With --open, once the site is there."""
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > {shlex.quote(str(tmp_path))}/opened\n', encoding="utf-8")
    browser.chmod(0o755)
    with running(space.root, "--open", BROWSER=f"{browser} %s") as served:
        served.end()
        assert (tmp_path / "opened").read_text(encoding="utf-8").strip() == served.url


def test_a_folder_without_a_site_is_wrong_use(tmp_path: Path) -> None:
    """As with every other command."""
    ended = SiteSpace(tmp_path / "empty").journal("serve")
    assert ended.code == 2
    assert "there is no site.yaml in" in ended.err


def test_output_may_go_nowhere(space: SiteSpace) -> None:
    """Who has closed the terminal's other end has no use for the preview."""
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "wb") as nowhere:
        served = Running(space.root, output=nowhere)
    try:
        assert served.process.wait(20) == 74
    finally:
        served.close()
