"""What regions tell of, from short texts."""

from collections.abc import Mapping

from generator.readme.region import END, START, fill_region, find_region
from generator.readme.writing import Told, write_region
from generator.sources.history import History
from generator.words.words import Words
from tests.model.samples import make_rules, make_site
from tests.words.samples import ENGLISH

CHECKLIST = """\
title: Backend engineer
skills:
  - title: 5 Web
    skills:
      - {title: 5.1 Flask, now: true}
      - 5.10 Django
  - {title: SQL, done: 2020-02-02}
  - {title: Perl, state: dropped}
"""

JOURNAL: Mapping[str, str] = {
    "content/checklists/backend.yaml": CHECKLIST,
    "content/entries/web/flask.md": "---\ndate: 2019-11-29\nskills: flask\n---\n# First app\n",
    "content/log.md": "## 2019-11-30 00:33 At night\n\nx\n",
}


def make_told(
    files: Mapping[str, str] = JOURNAL, settings: str = "", history: History | None = None, words: Words = ENGLISH
) -> Told:
    """Tell of a site in which nothing may be wrong."""
    return Told(make_site(files, make_rules(settings), history), words, history)


def make_readme(told: Told) -> str:
    """Write a README whose region is current."""
    return fill_region(find_region(f"# Notes\n\n{START}\n{END}\n", "README.md"), write_region(told))


def edit(text: str, *edits: tuple[str, str]) -> str:
    """Edit a text by hand, each time at the one place that reads so."""
    for old, new in edits:
        assert text.count(old) == 1, f"{old!r} is there {text.count(old)} times"
        text = text.replace(old, new)
    return text
