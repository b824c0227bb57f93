"""Which entries are about the same."""

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.permalink import Url
from generator.model.related import RELATED_COUNT, Key, Relations, relate

Sample = tuple[str, str, str, str]
"""An entry: its name, its tags, its skills, its series, each a word or several."""


def relate_all(entries: Sequence[Sample], last: Relations | None = None) -> Relations:
    """Relate entries that are given from the newest to the oldest."""
    keys = [(False, position, Url(f"/{name}/")) for position, (name, *_) in enumerate(entries)]
    return relate_keyed(keys, entries, last)


def relate_keyed(keys: Sequence[Key], entries: Sequence[Sample], last: Relations | None = None) -> Relations:
    """Relate entries with keys of their own."""
    tags, skills, series = ([tuple(entry[field].split()) for entry in entries] for field in (1, 2, 3))
    return relate(keys, tags, skills, series, last)


def related(*entries: Sample) -> dict[str, str]:
    """Name what is related to each entry."""
    found = relate_all(entries)
    return {
        entry[0]: " ".join(url.strip("/") for url in own) for entry, own in zip(entries, found.in_order, strict=True)
    }


def test_entries_with_a_common_tag_or_skill_are_related() -> None:
    """In both directions, never to themselves; nothing is related to what shares nothing."""
    assert related(("a", "web", "", ""), ("b", "web", "sql", ""), ("c", "", "sql", ""), ("d", "", "", "")) == {
        "a": "b",
        "b": "a c",
        "c": "b",
        "d": "",
    }


def test_more_in_common_is_closer() -> None:
    """Two terms go before one, whatever the dates."""
    assert related(("a", "web css", "", ""), ("b", "web", "", ""), ("c", "web css", "", ""))["a"] == "c b"


def test_rare_is_closer_than_common() -> None:
    """A tag that everything has says little."""
    others: list[Sample] = [(f"o{number}", "til", "", "") for number in range(3)]
    assert related(("a", "til rare", "", ""), *others, ("z", "rare", "", ""))["a"].split()[0] == "z"


def test_of_two_as_close_the_newer_goes_before() -> None:
    """And no more than a few are named."""
    entries: list[Sample] = [(name, "web", "", "") for name in "abcdefgh"]
    found = related(*entries)
    assert (found["a"], found["h"]) == ("b c d e", "a b c d")
    assert len(found["d"].split()) == RELATED_COUNT


def test_parts_of_the_same_series_are_not_counted() -> None:
    """They lead to each other anyway."""
    assert related(("a", "web", "", "s"), ("b", "web", "", "s"), ("c", "web", "", "t"))["a"] == "c"


def test_spellings_of_a_tag_are_one() -> None:
    """As on the page of the tag."""
    assert related(("a", "Flask", "", ""), ("b", "flask", "", ""))["a"] == "b"


def test_tag_and_skill_of_one_name_are_two_things() -> None:
    """Else an entry with both would count for its twin."""
    assert related(("a", "flask", "", ""), ("b", "", "flask", ""))["a"] == ""


def test_a_common_tag_is_looked_at_nearby() -> None:
    """Those that stand far away in time are not, however many there are."""
    entries: list[Sample] = [(f"e{number}", "til", "", "") for number in range(100)]
    assert related(*entries)["e50"] == "e46 e47 e48 e49"


def test_nothing_changed_is_all_the_same() -> None:
    """What is related to an entry is the same object, so that no page is made anew."""
    entries: list[Sample] = [(f"e{number}", "til", "", "") for number in range(30)]
    first = relate_all(entries)
    after = relate_all(entries, first)
    assert all(now is then for now, then in zip(after.in_order, first.in_order, strict=True))


def test_a_new_entry_concerns_its_neighbours() -> None:
    """The rest of a common tag is not looked at again."""
    entries: list[Sample] = [(f"e{number}", "til", "", "") for number in range(100)]
    keys = [(False, 10 * position, Url(f"/{name}/")) for position, (name, *_) in enumerate(entries)]
    first = relate_keyed(keys, entries)
    new: Sample = ("new", "til", "", "")
    after = relate_keyed([(False, -10, Url("/new/")), *keys], [new, *entries], first)
    differing = [
        index
        for index, (now, then) in enumerate(zip(after.in_order[1:], first.in_order, strict=True))
        if now is not then
    ]
    assert differing
    assert max(differing) < 20


def test_entry_that_loses_its_tag_is_related_to_nothing() -> None:
    """Although it is among none of the entries of the tag any more."""
    first = relate_all([("a", "web", "", ""), ("b", "web", "", ""), ("c", "web", "", "")])
    after = relate_all([("a", "web", "", ""), ("b", "", "", ""), ("c", "web", "", "")], first)
    assert after.in_order == (("/c/",), (), ("/a/",))


def test_tag_that_becomes_common_counts_less_for_all_its_entries() -> None:
    """Also for those that stand far from the entry that made it so."""
    entries: list[Sample] = [("a", "t u", "", "")]
    entries += [(f"u{number}", "u", "", "") for number in range(15)]
    entries += [(f"t{number}", "t", "", "") for number in range(14)]
    first = relate_all(entries)
    assert first.in_order[0] == ("/t0/", "/t1/", "/t2/", "/t3/")
    after = relate_all([*entries, ("last", "t", "", "")], first)
    assert after.in_order[0] == ("/u0/", "/u1/", "/u2/", "/u3/")


def test_entry_that_joins_a_series_is_no_longer_related_to_its_parts() -> None:
    """Although no tag is another one."""
    first = relate_all([("a", "web", "", "s"), ("b", "web", "", "")])
    assert first.in_order == (("/b/",), ("/a/",))
    assert relate_all([("a", "web", "", "s"), ("b", "web", "", "s")], first).in_order == ((), ())


words = st.lists(st.sampled_from("abc"), max_size=3, unique=True).map(" ".join)
journals = st.dictionaries(
    st.integers(0, 40), st.tuples(st.sampled_from("xyzuvw"), words, words, st.sampled_from(["", "", "s", "t"]))
)
"""Entries by time."""


def relate_journal(journal: dict[int, Sample], last: Relations | None = None) -> Relations:
    """Relate the entries of a journal, sorted."""
    entries = dict(sorted(journal.items()))
    keys = [(False, time, Url(f"/{entry[0]}{time % 7}/")) for time, entry in entries.items()]
    return relate_keyed(keys, list(entries.values()), last)


@given(st.lists(journals, min_size=2, max_size=5))
@settings(derandomize=True, deadline=None, database=None)
def test_relating_again_gives_what_relating_anew_gives(versions: list[dict[int, Sample]]) -> None:
    """Whatever was added, removed, moved, or told otherwise in between."""
    last = None
    merged: dict[int, Sample] = {}
    for version in versions:
        # Most of a journal stays; what differs stands among what does not.
        merged = {**merged, **version}
        for time in list(merged)[::5]:
            if time not in version:
                del merged[time]
        last = relate_journal(merged, last)
        assert last.in_order == relate_journal(merged).in_order
