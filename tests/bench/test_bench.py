"""The bench in small: it measures every kind of build, and its notes are the same everywhere."""

import hashlib
import re
from pathlib import Path

import msgspec
import pytest

from tests.bench.bench import BenchOptions, run_bench
from tests.bench.corpus import Note, generate_notes, read_notes, repeat_notes
from tests.bench.measure import Usage, measure
from tests.bench.rendering import measure_markdown
from tests.bench.report import (
    BARE,
    CARDS_COLD,
    COLD,
    NO_CHANGE,
    Colouring,
    Figures,
    MarkdownFigures,
    format_figures,
    format_growth,
    format_hostile,
    format_markdown,
)
from tests.bench.sites import edit_title, write_site

WAIT = re.compile(r"^(\S.*?) {2,}\d+\.\d{3} s +\d+\.\d{3} s$", re.MULTILINE)
ROW = re.compile(r"^(\S.*?) {2,}\d+\.\d\d s +\d+\.\d\d s +\d+ MB +(?:\?|\d+%)$", re.MULTILINE)


def test_every_kind_of_build_is_in_the_table(tmp_path: Path) -> None:
    """A run on a very small site gives all rows, each edit having reached the published site."""
    said: list[str] = []
    options = BenchOptions(entry_counts=(12,), run_count=1, edit_count=2, work=tmp_path, patience_s=0)
    run_bench(options, said.append, lambda _: None)
    table = "\n".join(said)
    names = ["cold", "no change", "one body", "one title", "all pages", "check"]
    names += ["one body, with cards", "cold, with cards", "bare libraries"]
    assert ROW.findall(table) == names
    assert "12 entries" in table
    assert "cold CPU ÷ bare CPU" in table
    assert WAIT.findall(table) == ["start to first page", "body: entry", "title: entry", "title: home", "title: tag"]
    assert "body ÷ journal build" in table


def test_generated_notes_are_the_same_on_every_machine() -> None:
    """Figures of two machines, or of two versions of Python, are about the same text."""
    digest = hashlib.sha256(msgspec.json.encode(generate_notes())).hexdigest()
    assert digest == "4dbd7a38bc17679f65221e0f8f472afea6c88942966e72845d6c2f1a742617bc"


def test_generated_notes_are_like_those_of_a_real_collection() -> None:
    """They are about as long, name languages as often, and some have lists, tables and quotes."""
    bodies = [note.body for note in generate_notes()]
    assert 800 < sum(map(len, bodies)) / len(bodies) < 1000
    assert len(set(re.findall(r"^```(\w+)$", "".join(bodies), re.MULTILINE))) == 8
    for mark in ("- ", "|---", "> ", "## "):
        assert any(f"\n{mark}" in body for body in bodies)


def test_copies_differ_in_every_line_of_prose_and_code() -> None:
    """Nothing made for one copy's lines serves another's; lines with next to no words do not count."""
    notes = generate_notes(20)
    first, second, third = (list(repeat_notes(notes, 60))[start : start + 20] for start in (0, 20, 40))
    for copies in zip(first, second, third, strict=True):
        lines = [[line for line in note.body.split("\n") if len(re.findall("[a-z]{4,}", line)) > 2] for note in copies]
        for one, other in ((0, 1), (0, 2), (1, 2)):
            same = set(lines[one]) & set(lines[other])
            assert {line for line in same if "https://" not in line} == set()
        assert len({note.folder for note in copies}) == 3


def test_a_corpus_is_read_by_topic_and_heading(tmp_path: Path) -> None:
    """A note's folder is its topic, its first heading its title; what lies at the top is not a note."""
    (tmp_path / "Git").mkdir()
    (tmp_path / "README.md").write_text("# All of them\n")
    (tmp_path / "Git" / "Find A Branch.md").write_text("---\ntags: [a]\n---\n# Find a branch #\n\nWith `git`.\n")
    assert read_notes(tmp_path) == (Note("git", "find-a-branch", "Find a branch", "With `git`.\n"),)


def test_the_title_edit_is_of_the_newest_entry(tmp_path: Path) -> None:
    """Only a new title that the home page shows is the edit that most lists feel."""
    site = write_site(tmp_path / "site", repeat_notes(generate_notes(10), 30), 30)
    dates = {path: path.read_text().split("\n")[2] for path in site.entries.rglob("*.md")}
    newest = max(dates, key=lambda path: dates[path])
    assert edit_title(site, "x1") == "index.html"
    assert newest.read_text().split("\n")[1] == "title: Retitled x1"


def test_a_program_that_fails_is_not_measured(tmp_path: Path) -> None:
    """Its own words are shown, and no figure is taken from it."""
    with pytest.raises(RuntimeError) as failure:
        measure(("sh", "-c", "echo no such thing; exit 3"), tmp_path, patience_s=0)
    assert str(failure.value) == "sh -c echo no such thing; exit 3 ended with 3:\nno such thing\n"


def test_goals_are_judged_by_the_medians_of_pairs() -> None:
    """A run in which the machine was slow for both programs does not spoil the ratio."""
    colds = (usage(6, 10), usage(12, 20), usage(7, 11))
    bares = (usage(8, 8), usage(16, 16), usage(10, 10))
    idle = (usage(0.7, 0.6),) * 3
    rows = {COLD: colds, NO_CHANGE: idle, BARE: bares}
    text = format_figures(Figures(10_000, 10_500, 9_000_000, rows))
    assert text == (
        "10,000 entries, 9.00 MB of Markdown, 10,500 pages; medians of 3 runs\n"
        "\n"
        "                              wall       CPU      peak    others\n"
        "cold                        7.00 s   11.00 s     90 MB       10%\n"
        "no change                   0.70 s    0.60 s     90 MB       10%\n"
        "bare libraries             10.00 s   10.00 s     90 MB       10%\n"
        "\n"
        "cold CPU ÷ bare CPU           1.25   goal: at most 1.25   met\n"
        "cold wall ÷ cold CPU          0.60   goal: at most 0.65   met\n"
        "no change, wall in s          0.70   goal: at most 0.6    missed\n"
        "no change, peak in MB           90   goal: at most 150    met\n"
        "\n"
        "noise: other programs used 10% of the machine (the median of all runs), 10% at worst"
    )


def test_cost_of_a_card_is_what_a_build_with_cards_takes_longer() -> None:
    """For each entry, in CPU time, since cards are drawn on all cores."""
    rows = {COLD: (usage(1, 2),), CARDS_COLD: (usage(2, 5),), NO_CHANGE: (usage(1, 1),), BARE: (usage(1, 1),)}
    figures = Figures(2_000, 2_100, 1, rows)
    assert "CPU of a card              1.50 ms   once for what stands on it\n" in format_figures(figures)


def test_growth_is_by_entry() -> None:
    """Twice the time for twice the entries is linear growth."""
    smaller = Figures(1_000, 1_100, 1, {COLD: (usage(2, 3),), BARE: (usage(1, 1),)})
    larger = Figures(2_000, 2_100, 2, {COLD: (usage(5, 6),), BARE: (usage(9, 9),)})
    assert format_growth(smaller, larger) == (
        "wall time per entry, 2,000 entries ÷ 1,000 entries\n"
        "\n"
        "cold                          1.25   goal: at most 1.1    missed"
    )


def test_rendering_is_measured_by_turns() -> None:
    """There is a time of each renderer for each run, and colours cost something."""
    figures = measure_markdown(generate_notes(5), 2)
    assert figures.body_count == 5
    assert [len(times_s) for times_s in (figures.stock_s, figures.plain_s, figures.site_s)] == [2, 2, 2]
    assert figures.colouring.new_s > 0


def test_rendering_is_judged_by_the_medians_of_neighbours() -> None:
    """A run in which the machine was slow for all does not spoil the ratio."""
    colouring = Colouring(0.4, 0.2, 0.1)
    figures = MarkdownFigures(1_000, 2_000_000, (0.4, 1.0, 0.5), (0.1, 0.2, 0.3), (0.2, 0.5, 0.2), colouring)
    assert format_markdown(figures) == (
        "Markdown of 1,000 bodies, 2.00 MB; CPU time of each, medians of 3 runs\n"
        "\n"
        "Python-Markdown, extra    0.500 ms\n"
        "as GitHub's parser        0.200 ms\n"
        "as in a site              0.200 ms\n"
        "colours, new process      0.400 ms\n"
        "colours, lexers ready     0.200 ms\n"
        "colours, remembered       0.100 ms\n"
        "\n"
        "as GitHub's ÷ extra           0.25   goal: at most 0.45   met\n"
        "as in a site ÷ extra          0.50   goal: at most 0.45   missed"
    )


def test_growth_of_hostile_text_is_judged_where_the_clock_can_tell() -> None:
    """Of a millisecond and two the clock says little."""
    times_s = {"brackets": (0.1, 0.3), "stars": (0.001, 0.004)}
    assert format_hostile(times_s, (50_000, 100_000)) == (
        "               50 kB    100 kB    growth\n"
        "brackets     0.100 s   0.300 s       3.0\n"
        "stars        0.001 s   0.004 s         -\n"
        "\n"
        "slowest of 50 kB, in s        0.10   goal: at most 2      met\n"
        "largest growth                3.00   goal: at most 2.5    missed"
    )


def usage(wall_s: float, cpu_s: float) -> Usage:
    """Make a usage of which only the times matter."""
    return Usage(wall_s, cpu_s, 90, 0.1)
