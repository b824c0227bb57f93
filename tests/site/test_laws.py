"""The laws of the design, over random sequences of edits.

    1  incremental equals clean     a build after edits gives the bytes that a build from nothing gives
    2  idempotent                   a second build does nothing
    4  narrow                       a changed body renders its page and the feeds that quote it
    5  no orphans                   what nothing asks for goes, what is not ours stays
    6  safe                         a build that fails changes no byte
    7  explained                    what is rendered differs, and the reason is true
    8  private stays private        what is withheld changes no byte

The site is small and its theme bare (`bare.py`), so that a sequence takes a fraction of a second.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.site.bare import BARE_THEME, PARTIAL
from tests.site.space import DATE, Built, SiteSpace, list_files

ENTRIES = ("a", "b", "notes/c", "notes/README", "2020-01-02-d")
LINKS = (
    *("", "[b](b.md)", "[c](notes/c.md)", "![plot](plot.svg)", "[gone](gone.md)", "[log](../log.md)", "[x](/tags/)"),
    *("[b](b.md#one)", "[log](../log.md#second)", "[[One]]", "[[Two#two|that]]", "[[Flask]]", "[[#first]]"),
)
CHECKLISTS = (
    "title: Backend\nskills: [Flask, Django]\n",
    "title: Backend\nskills: [{title: Web, skills: [Flask, {title: Django, now: true}]}]\n",
    "title: Role\nskills: [{title: Flask, state: done, aliases: [flsk]}, Django, Docker]\n",
    "title: Hidden\npublic: false\nskills: [Flask, Django]\n",
)
SETTINGS = (
    "git_dates: false\n",
    "git_dates: false\nfeed_entries: 1\nentries_per_page: 1\n",
    "git_dates: false\nbase_url: https://example.org/notes\ntitle: Notes\n",
    "git_dates: false\npermalink: /{folder}/{slug}/\ntimezone: Asia/Kathmandu\n",
    "git_dates: false\nlanguage: de\n",
    "git_dates: false\nlanguage: fr\n",
)
WORDS = ("state_learning: unterwegs\n", "state_learning: unterwegs\njournal: Tagebuch\n", "jounal: Tagebuch\n")
LOGS = (
    "# Log\n\nAbout this log.\n\n## 2020-01-03 10:00 First\n\nWords.\n\n## 2020-01-04 Second\nskills: flask\n\nMore.\n",
    "## 2020-01-04 Second\n\nMore.\n\n## 2020-01-04 Third\nprivate: true\n\nSecret.\n\n## 2020-01-04 Fourth\n\nWords.\n",
)


class Edit(msgspec.Struct, frozen=True):
    """One thing that an author, or an accident, does to a site."""

    kind: str
    """`write`, `remove`, `rename`, `date`, `damage` or `foreign`."""
    path: str = ""
    text: str = ""


@st.composite
def entry_texts(draw: st.DrawFn) -> str:
    """Make the text of an entry: some have front matter, some have links, some are withheld."""
    fields = {
        "date": draw(st.sampled_from(("", "2020-01-01", "2020-01-02 09:00", "2019-12-31T23:30+01:00", "2020-06-02"))),
        "tags": draw(st.sampled_from(("", "[web]", "[Web, python]"))),
        "skills": draw(st.sampled_from(("", "", "[flask]", "[flask, django]"))),
        "series": draw(st.sampled_from(("", "", "Tutorial"))),
        "aliases": draw(st.sampled_from(("", "", "[/old/]"))),
        draw(st.sampled_from(("draft", "private"))): draw(st.sampled_from(("", "", "", "true"))),
    }
    front = "".join(f"{name}: {value}\n" for name, value in fields.items() if value)
    title, first, rest = (draw(st.sampled_from(words)) for words in (("# One", "# Two", ""), ("first", "1st"), LINKS))
    body = f"{title}\n\n{first} words.\n\n{rest}\n"
    return f"---\n{front}---\n{body}" if front else body


def writes(path: str, texts: tuple[str, ...]) -> st.SearchStrategy[Edit]:
    """Write one of some texts into a file."""
    return st.sampled_from(texts).map(lambda text: Edit("write", path, text))


entry_paths = st.sampled_from([f"content/entries/{name}.md" for name in ENTRIES])

edits = st.one_of(
    st.builds(Edit, st.just("write"), entry_paths, entry_texts()),
    st.builds(Edit, st.just("write"), entry_paths, entry_texts()),
    st.builds(Edit, st.just("write"), entry_paths, entry_texts()),
    st.builds(Edit, st.just("remove"), entry_paths),
    st.builds(Edit, st.just("rename"), entry_paths, entry_paths),
    writes("content/log.md", LOGS),
    writes("content/checklists/backend.yaml", CHECKLISTS),
    writes("content/checklists/other.yaml", CHECKLISTS),
    writes("site.yaml", SETTINGS),
    writes("content/pages/about.md", ("# About\n", "---\nnav_order: 1\n---\n# Me\n\n[b](../entries/b.md)\n")),
    writes("content/entries/plot.svg", ("<svg/>", "<svg></svg>")),
    writes(PARTIAL, ("foot\n", "{{ site.title }}\n", '{{ say("state_learning") }} {{ say("journal") }}\n')),
    writes("templates/entry.html", (BARE_THEME["templates/entry.html"], BARE_THEME["templates/entry.html"] + "end\n")),
    writes("templates/languages/de.yaml", WORDS),
    writes("templates/assets/journal.css", ("a { color: red }\n", "a { color: blue }\n")),
    st.sampled_from(
        (
            "content/log.md",
            "content/checklists/backend.yaml",
            "content/entries/plot.svg",
            "templates/assets/journal.css",
            "templates/languages/de.yaml",
        )
    ).map(lambda path: Edit("remove", path)),
    st.sampled_from((DATE, "2020-06-02", "2020-01-01")).map(lambda day: Edit("date", day)),
    st.sampled_from(("index.html", "a/index.html", "feed.xml", "tags/web/index.html")).map(
        lambda path: Edit("damage", path)
    ),
    st.sampled_from(("foreign.txt", "a/foreign.txt", "tags/web/foreign.txt")).map(lambda path: Edit("foreign", path)),
)

START = (
    Edit("write", "content/entries/a.md", "---\ndate: 2020-01-01\ntags: [web]\nskills: [flask]\n---\n# A\n\nWords.\n"),
    Edit("write", "content/entries/b.md", "---\ndate: 2020-01-02\ntags: [web]\n---\n# B\n\nWords.\n"),
    Edit("write", "content/checklists/backend.yaml", CHECKLISTS[0]),
    Edit("write", "site.yaml", SETTINGS[0]),
)


def apply(edit: Edit, space: SiteSpace) -> None:
    """Do one edit; what cannot be done is not."""
    target = space.root / edit.path
    if edit.kind == "write":
        space.write(edit.path, edit.text)
    elif edit.kind == "remove":
        target.unlink(missing_ok=True)
    elif edit.kind == "rename" and target.is_file():
        space.rename(edit.path, edit.text)
    elif edit.kind == "damage" and (space.public / edit.path).is_file():
        space.write(f"public/{edit.path}", "damaged")
    elif edit.kind == "foreign":
        space.write(f"public/{edit.path}", "not ours")


@contextmanager
def new_space() -> Iterator[SiteSpace]:
    """Make a site with the bare theme; hypothesis runs many examples in one test."""
    folder = tempfile.mkdtemp()
    try:
        space = SiteSpace(Path(folder) / "site")
        for path, text in BARE_THEME.items():
            space.write(path, text)
        for edit in START:
            apply(edit, space)
        yield space
    finally:
        shutil.rmtree(folder)


def read_all(folder: Path) -> dict[str, bytes]:
    """Read every file below a folder; nothing if there is none."""
    return {path: (folder / path).read_bytes() for path in list_files(folder)}


def check_step(built: Built, before: dict[str, bytes], after: dict[str, bytes], foreign: set[str]) -> None:
    """Hold one build against the laws about a single build: nothing foreign lost, all explained, all accounted for."""
    assert foreign <= after.keys(), "law 5: what is not ours stays"
    if not built.is_published:
        assert after == before, "law 6: a build that fails changes no byte"
        return
    assert not built.removed & after.keys(), "law 5: what nothing asks for goes"
    changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    assert changed <= built.rendered | built.copied | built.removed, "law 7: every change is accounted for"
    for path, reason in built.reasons.items():
        assert (reason == "new") == (path not in before), f"law 7: {path} is {reason}"
        # The bare theme shows all of a context, so a context that differs is a page that differs.
        # Programs get their feeds from JSON writers, which no theme can make show all.
        if reason not in {"new", "damaged output"} and "template " not in reason and not path.endswith(".json"):
            assert path in changed, f"laws 4 and 7: {path} is the same, and was rendered because of {reason}"


def run_sequence(sequence: list[Edit]) -> None:
    """Build after every edit, and compare with a build from nothing at the end."""
    with new_space() as space:
        date, foreign = DATE, set[str]()
        built = space.build(date=date)
        after = read_all(space.public)
        for edit in sequence:
            apply(edit, space)
            date = edit.path if edit.kind == "date" else date
            if edit.kind == "foreign":
                foreign.add(edit.path)
            before = read_all(space.public) if edit.kind in {"damage", "foreign"} else after
            built = space.build(date=date)
            after = read_all(space.public)
            check_step(built, before, after, foreign)
            if built.is_published:
                again = space.build(date=date)
                assert again.did_nothing, "law 2: a second build does nothing"
        clean = space.build(date=date, is_clean=True, output="clean")
        assert clean.is_published == built.is_published
        assert clean.problems == built.problems, "law 1: the same problems as from nothing"
        if built.is_published:
            ours = {path: data for path, data in after.items() if path not in foreign}
            assert ours == read_all(space.root / "clean"), "law 1: the same bytes as from nothing"


sequences = st.lists(edits, min_size=1, max_size=6)
_QUIET = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


@settings(max_examples=60, derandomize=True, deadline=None, database=None, suppress_health_check=_QUIET)
@given(sequences)
def test_laws_hold_for_any_sequence_of_edits(sequence: list[Edit]) -> None:
    """Laws 1, 2, 4, 5, 6 and 7, over 60 sequences, the same ones every time."""
    run_sequence(sequence)


@pytest.mark.nightly
@settings(max_examples=1000, deadline=None, suppress_health_check=_QUIET)
@given(st.lists(edits, min_size=5, max_size=30))
def test_laws_hold_for_long_sequences_of_edits(sequence: list[Edit]) -> None:
    """The same laws over 1,000 longer sequences, others every night."""
    run_sequence(sequence)


BODIES = st.lists(
    st.sampled_from(("more words", "`code`", "**strong**", "[b](b.md)", "[[b]]", "[[b c]]", "> quote")),
    min_size=1,
    max_size=3,
)


@settings(max_examples=20, derandomize=True, deadline=None, database=None, suppress_health_check=_QUIET)
@given(BODIES)
def test_changed_body_renders_its_page_and_its_feeds(words: list[str]) -> None:
    """Law 4: whatever stands below the first paragraph concerns the page, the feeds that quote it, and what it links."""
    with new_space() as space:
        space.build()
        space.write("content/entries/a.md", START[0].text + "\n" + "\n\n".join(words) + "\n")
        quoting = {
            f"{folder}{name}" for folder in ("", "tags/web/", "skills/flask/") for name in ("feed.xml", "feed.json")
        }
        # A page lists who links to it.
        linked = {"b/index.html"} if {"[b](b.md)", "[[b]]"} & set(words) else set()
        assert space.build().rendered == {"a/index.html"} | quoting | linked


PRIVATE = {
    "a draft": ("content/entries/x.md", "---\ndate: 2020-01-01\ndraft: true\ntags: [web, x]\nskills: [flask]\n---\n# X\n\n[[a]] [b](b.md)\n"),
    "a private entry": ("content/entries/x/y.md", "---\nprivate: true\nseries: S\naliases: [/old/]\n---\n# X\n\n![p](p.svg)\n"),
    "a future entry": ("content/entries/2021-01-01-x.md", "---\nskills: [django]\ntags: [x]\n---\n# X\n"),
    "a private page": ("content/pages/x.md", "---\nprivate: true\nnav_order: 1\n---\n# X\n\n[[a]] [[Flask]]\n"),
    "a draft of a page": ("content/pages/y.md", "---\ndraft: true\n---\n# Y\n"),
    "a private home text": ("content/pages/README.md", "---\nprivate: true\n---\n# X\n"),
    "a draft of a home text": ("content/pages/index.md", "---\ndraft: true\n---\n# X\n"),
    "a future home text": ("content/pages/_index.md", "---\ndate: 2021-01-01\n---\n# X\n"),
    "a todo list": ("content/todo.md", "- [ ] learn [flask](entries/a.md) ![p](entries/p.svg)\n"),
    "a checklist that is not public": ("content/checklists/a.yaml", "public: false\nskills: [Flask, {title: Go, now: true}]\n"),
    "a file that nothing shows": ("content/entries/p.svg", "<svg/>"),
    "an editor's leftover": ("content/entries/a.md~", "# A\n"),
    "a hidden file": ("content/entries/.x.md", "# X\n"),
    "a hidden folder": ("content/entries/.obsidian/x.md", "# X\n"),
    "a folder of packages": ("content/entries/node_modules/x/README.md", "# X\n"),
    "a private checklist with notes": ("content/checklists/b.yaml", "title: Own\npublic: false\nskills: [{id: x, title: Flask, aliases: [django], note: Mine, done: 2020-01-01, evidence: [{url: 'https://example.org/'}]}]\n"),
    "a draft that shows what is published": ("content/entries/z.md", "---\ndraft: true\nimage: p.svg\naliases: [/a/]\nslug: b\nseries: Tutorial\n---\n# A\n\n![p](p.svg) [[#A]] [a](a.md#a)\n"),
    "a file beside the content": ("notes/private.md", "# X\n"),
    "a workflow": (".github/workflows/site.yml", "on: push\n"),
}  # fmt: skip
"""What is never published, nor hinted at."""

LOG = "# Log\n\nIntro.\n\n## 2020-01-03 First\n\nWords.\n"
PRIVATE_LOG = (
    "\n## 2020-01-03 Second\nprivate: true\ntags: [x]\nskills: [flask]\n\nWords.\n\n## 2021-01-03 Third\n\nWords.\n"
)


@contextmanager
def new_public_space() -> Iterator[SiteSpace]:
    """Make a site that has, of each kind of thing, one that is published."""
    with new_space() as space:
        space.write("content/log.md", LOG)
        space.write("content/entries/README.md", "# Home\n\nWelcome.\n")
        # The names of what is private mean nothing to a reader, whether it is there or not.
        space.write("content/pages/about.md", "# About\n\n[[X]] [[y]] [[Go]] [x](../entries/x.md)\n")
        yield space


@pytest.mark.parametrize("name", PRIVATE)
def test_what_is_private_changes_no_byte(name: str) -> None:
    """Law 8, for each way to be private alone: no page, no count, no neighbour, no feed, no file."""
    with new_public_space() as space:
        space.build()
        before = space.digest()
        space.write(*PRIVATE[name])
        built = space.build()
        assert built.is_published, built.problems
        assert (built.rendered, space.digest()) == (set(), before)


def test_private_log_entry_changes_no_byte() -> None:
    """Law 8, inside a file that is published: not even an address tells that two entries share a day."""
    with new_public_space() as space:
        space.build()
        before = space.digest()
        space.write("content/log.md", LOG + PRIVATE_LOG)
        built = space.build()
        assert len(built.withheld) == 2
        assert (built.rendered, space.digest()) == (set(), before)


@settings(max_examples=25, derandomize=True, deadline=None, database=None, suppress_health_check=_QUIET)
@given(st.sets(st.sampled_from(sorted(PRIVATE)), min_size=2), st.booleans())
def test_what_is_private_changes_no_byte_together(names: set[str], is_log_private: bool) -> None:  # noqa: FBT001 (drawn)
    """Law 8, for any of them together, built from nothing."""
    with new_public_space() as space:
        space.build(output="clean")
        for name in names:
            space.write(*PRIVATE[name])
        if is_log_private:
            space.write("content/log.md", LOG + PRIVATE_LOG)
        assert space.build(is_clean=True).is_published
        assert space.digest() == space.digest("clean")


COMMENTS = {
    "front matter": ("content/entries/a.md", "date: 2020-01-01\n", "date: 2020-01-01 # said to nobody\n"),
    "a body": ("content/entries/a.md", "Words.\n", "Words.\n\n<!-- said to nobody -->\n"),
    "a paragraph": ("content/entries/a.md", "Words.\n", "Words.<!-- said to nobody -->\n"),
    "a comment of Markdown": ("content/entries/a.md", "Words.\n", "Words.\n\n[//]: # (said to nobody)\n"),
    "the log": ("content/log.md", "Intro.\n", "Intro.\n\n<!-- said to nobody -->\n"),
    "a checklist": ("content/checklists/list.yaml", "- Flask\n", "- Flask # said to nobody\n"),
    "the settings": ("site.yaml", "git_dates: false\n", "git_dates: false # said to nobody\n"),
    "a template": ("templates/entry.html", "{", "{# said to nobody #}{"),
}
"""What authors write for themselves into files that are published."""


@pytest.mark.parametrize("where", COMMENTS)
def test_comment_changes_no_byte(where: str) -> None:
    """Law 8, inside published files: what is commented out is not there."""
    with new_public_space() as space:
        space.write("content/checklists/list.yaml", "- Flask\n")
        space.build()
        before = space.digest()
        path, old, new = COMMENTS[where]
        text = (space.root / path).read_text(encoding="utf-8")
        space.write(path, text.replace(old, new, 1))
        assert space.build().is_published
        assert "nobody" in (space.root / path).read_text(encoding="utf-8")
        assert space.digest() == before


def test_what_is_private_changes_no_byte_of_cards_and_search() -> None:
    """Law 8, for all of it at once, with the site's own theme, an address, cards, and the index of the search."""
    with new_public_space() as space:
        shutil.rmtree(space.root / "templates")
        space.write("site.yaml", "git_dates: false\nbase_url: https://example.org/notes\n")
        space.write("content/checklists/list.yaml", "- Flask\n- Django\n")
        assert space.build(with_search=True).is_published
        before = space.digest()
        assert {path.partition("/")[0] for path in space.outputs()} >= {"cards", "pagefind"}
        for path, text in PRIVATE.values():
            space.write(path, text)
        space.write("content/log.md", LOG + PRIVATE_LOG)
        built = space.build(with_search=True)
        assert len(built.withheld) > 8
        assert space.digest() == before


def test_entry_without_a_word_takes_nothing_from_a_private_one() -> None:
    """Law 8: the converter, which is used again and again, remembers no title and no sentence of another body."""
    with new_space() as space:
        space.write(
            "content/entries/c.md", "---\nprivate: true\n---\n# Secret plan\n\nSecret words.\n\n## Secret part\n"
        )
        space.write("content/entries/d.md", "---\ndate: 2020-01-03\n---\n")
        space.build()
        assert not [path for path in space.outputs() if "ecret" in space.read(path)]
        assert "title=&#39;D&#39;" in space.read("d/index.html")
