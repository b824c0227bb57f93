"""Emoji codes, and what only looks like one."""

import pytest

from generator.build.limits import Limits, run_within
from generator.markdown.emoji import replace_emoji


@pytest.mark.parametrize(
    ("text", "replaced"),
    [
        (":tada:", "🎉"),
        ("Done :tada:!", "Done 🎉!"),
        ("fix:bug: it, :bug:gy", "fix🐛 it, 🐛gy"),
        ("完成:tada:了", "完成🎉了"),
        (":ok_hand::hatched_chick:", "👌🐥"),
        ("10:30:tada:", "10:30🎉"),
        (":+1: :-1: :100: :e-mail: :thumbsup:", "👍 👎 💯 📧 👍"),
        (":heart:", "❤️"),
        (":man_technologist:", "👨\u200d💻"),
        (":us:", "🇺🇸"),
        (":one:", "1️⃣"),
    ],
)
def test_a_code_becomes_its_character(text: str, replaced: str) -> None:
    """Each code of GitHub's list, wherever it stands."""
    assert replace_emoji(text) == replaced


@pytest.mark.parametrize(
    "text",
    [
        "",
        "plain",
        "10:30:15",
        "1:100:2",
        "std::vector::x",
        "a::key::b",
        "std::lock::guard and ::x::",
        "http://a:b:c",
        ":no_such_code: :Tada: :TADA:",
        ": tada : :tada",
        ":octocat: :shipit: :trollface:",
        "::::",
        "dict[1:a] x:y",
    ],
)
def test_other_colons_stay(text: str) -> None:
    """Times, names with colons, unknown codes and GitHub's own pictures are left as they are."""
    assert replace_emoji(text) == text


@pytest.mark.parametrize("piece", [":", ":a", ":tada", "a:b:", ":tada:", "::a"])
def test_many_colons_are_cheap(piece: str) -> None:
    """A hundred thousand colons are gone through in the time that a document has."""
    text = piece * 100_000
    replaced = run_within(Limits().time_s, lambda: replace_emoji(text))
    assert replaced.count(":") + 2 * (len(replaced) - len(replaced.replace("🎉", ""))) >= text.count(":") - 4
