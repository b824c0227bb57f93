"""A site that is built in memory again and again, and what a build from nothing would publish of it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from generator.build.parsing import be_quiet
from generator.build.preparing import PrepareOptions
from generator.serve.rebuilding import Builder, Outcome
from generator.serve.snapshot import BuiltSnapshot
from tests.site.bare import BARE_THEME
from tests.site.space import DATE, SiteSpace, list_files

JOURNAL = """\
== site.yaml ==
title: Notes
git_dates: false
== content/entries/a.md ==
---
date: 2020-01-01
tags: [web]
skills: [flask]
---
# A

First words of a.

Second words of a.

![A plot](plot.svg)
== content/entries/b.md ==
---
date: 2020-01-02
tags: [web]
---
# B

First words of b.

Second words of b.
== content/entries/plot.svg ==
<svg xmlns="http://www.w3.org/2000/svg"/>
== content/pages/about.md ==
# About

Words.
== content/log.md ==
# Log

## 2020-01-03 10:00 First

Words.

## 2020-01-04 Second

More words.
== content/checklists/backend.yaml ==
title: Backend
skills: [Flask, Django]
== templates/assets/journal.css ==
a { color: red }
"""
"""One of each kind of thing."""

A, B = "content/entries/a.md", "content/entries/b.md"
STYLE = "templates/assets/journal.css"


class Workshop:
    """A site and its builder."""

    def __init__(
        self, root: Path, text: str = JOURNAL, *, theme: Mapping[str, str] = BARE_THEME, **options: Any
    ) -> None:
        """Write a site; options are those of `PrepareOptions`."""
        self.space = SiteSpace(root, text)
        for path, content in theme.items():
            self.space.write(path, content)
        self.builder = Builder(root, PrepareOptions(date=DATE, **options), workers=1)
        self.good: BuiltSnapshot | None = None

    def build(self, *dirty: str, watched: tuple[str, ...] = ()) -> Outcome | None:
        """Build what may have changed at some paths; all may have if none is named."""
        outcome = self.builder.build(
            dirty=dirty or None,
            packaged_dirty=() if dirty else None,
            watched=watched,  # type: ignore[arg-type]
            on_progress=be_quiet,
        )
        if outcome is not None:
            self.good = outcome.snapshot
        return outcome

    def begin(self) -> BuiltSnapshot:
        """Build for the first time, and see that it is good."""
        outcome = self.build()
        assert outcome is not None
        assert outcome.snapshot is not None
        assert outcome.is_good, outcome.problems
        return outcome.snapshot

    def save(self, path: str, content: str | bytes, *, watched: tuple[str, ...] = ()) -> Outcome:
        """Write a file and build."""
        self.space.write(path, content)
        outcome = self.build(path, watched=watched)
        assert outcome is not None
        return outcome

    def edit(self, path: str, old: str, new: str) -> Outcome:
        """Replace the one place in a file that reads `old`, and build."""
        self.space.edit(path, old, new)
        outcome = self.build(path)
        assert outcome is not None
        return outcome

    @property
    def shown(self) -> BuiltSnapshot:
        """What the last build left to be shown."""
        assert self.good is not None
        return self.good

    def prove(self) -> list[Outcome]:
        """Take the time to render all that was shown without."""
        outcomes = []
        for _ in range(1000):
            if self.builder.is_proven:
                return outcomes
            outcome = self.builder.prove()
            if outcome is not None:
                self.good = outcome.snapshot
                outcomes.append(outcome)
        raise AssertionError("the proof does not end")


def read_outputs(snapshot: BuiltSnapshot) -> dict[str, bytes]:
    """Ask for every output."""
    found = {path: snapshot.read(path) for path in (*snapshot.pages, *snapshot.assets)}
    return {path: data for path, data in found.items() if data is not None}


def read_clean(space: SiteSpace, *, date: str = DATE, **options: Any) -> tuple[dict[str, bytes], str]:
    """Publish a site from nothing: its files, none if it has errors; and all problems as they are printed."""
    built = space.build(date=date, is_clean=True, output="clean", **options)
    folder = space.root / "clean"
    files = {path: (folder / path).read_bytes() for path in list_files(folder)} if built.is_published else {}
    return files, built.problems
