"""What the marks of skills mean together."""

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.authoring.marking import Marked, mark_done, mark_now
from generator.authoring.skillnames import list_mentions
from generator.errors import SitePath
from generator.model.checklist import ChecklistSource, SkillState, assemble_curriculum, judge_skills
from generator.sources.checklistfile import parse_checklist, skill_id
from generator.sources.slugs import Slug
from tests.authoring.test_skillnames import read
from tests.sources.test_yamledit import checklists

DAY = "2026-11-27"


def now(skill: str, *texts: str, also: bool = False, since: str = "") -> list[str]:
    """Move the mark, and give all texts afterwards."""
    sources = read(*texts)
    return after(sources, mark_now(sources, Slug(skill), also=also, since=since))


def done(skill: str, *texts: str, date: str = "") -> list[str]:
    """Say that a skill is done, and give all texts afterwards."""
    sources = read(*texts)
    return after(sources, mark_done(sources, Slug(skill), date or DAY, is_day_given=bool(date)))


def after(sources: tuple[ChecklistSource, ...], marked: Marked) -> list[str]:
    """Give the texts as they are to be."""
    return [marked.texts.get(source.path, source.text) for source in sources]


class TestNow:
    """The mark of what is being worked on."""

    def test_is_moved(self) -> None:
        """From every other skill, in every list."""
        assert now("a", "- a\n- {title: b, now: true}\n", "- title: c\n  now: true # x\n") == [
            "- title: a\n  now: true\n- {title: b}\n",
            "- title: c\n  # x\n",
        ]

    def test_may_stand_at_several(self) -> None:
        """If the author says so."""
        assert now("a", "- a\n- {title: b, now: true}\n", also=True) == [
            "- title: a\n  now: true\n- {title: b, now: true}\n"
        ]

    def test_that_is_there_stays_where_it_is(self) -> None:
        """Also where the skill stands first in another list."""
        sources = read("- a\n", "- {title: a, now: true}\n")
        assert mark_now(sources, Slug("a"), also=False).texts == {}

    @pytest.mark.parametrize("state", ["planned", "dropped"])
    def test_takes_away_a_state_that_would_hide_it(self, state: str) -> None:
        """In each list that gives it."""
        text = f"- {{title: a, state: {state}}}\n"
        assert now("a", text, text) == ["- {title: a, now: true}\n", "- {title: a}\n"]

    def test_leaves_a_skill_done(self) -> None:
        """Whether it begins anew is the author's to say."""
        sources = read("- {title: a, done: 2020-01-01}\n")
        assert mark_now(sources, Slug("a"), also=False).done == "2020-01-01"

    def test_comes_with_a_day_if_one_is_given(self) -> None:
        """Without one the first entry says since when."""
        assert now("a", "- a\n", since=DAY) == [f"- title: a\n  now: true\n  since: {DAY}\n"]

    def test_prefers_a_list_that_is_published(self) -> None:
        """A mark in another one shows nowhere."""
        assert now("a", "public: false\nskills:\n- a\n", "- a\n")[1] == "- title: a\n  now: true\n"


class TestDone:
    """The end of a skill."""

    def test_is_written_with_its_day(self) -> None:
        """And the mark and any other state go."""
        assert done("a", "- title: a\n  state: learning\n  now: true\n  since: 2020-01-01\n") == [
            f"- title: a\n  since: 2020-01-01\n  done: {DAY}\n"
        ]

    @pytest.mark.parametrize("field", ["done: true", "done: 2020-01-01", "state: done"])
    def test_that_was_known_stays_as_it_is(self, field: str) -> None:
        """A second run changes nothing."""
        sources = read(f"- {{title: a, {field}}}\n")
        marked = mark_done(sources, Slug("a"), DAY, is_day_given=False)
        assert (marked.texts, marked.done) == ({}, "2020-01-01" if "2020" in field else "true")

    def test_takes_another_day_if_one_is_given(self) -> None:
        """The author remembers better than we do."""
        assert done("a", "- {title: a, done: true}\n", date="2019-01-01") == ["- {title: a, done: 2019-01-01}\n"]

    def test_leaves_no_contradiction(self) -> None:
        """One skill in two lists has one state."""
        assert done("a", "- a\n", "- {title: a, state: learning, now: true}\n") == [
            f"- title: a\n  done: {DAY}\n",
            "- {title: a}\n",
        ]

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            (
                "- {title: z}\n- a\n- {title: b, now: true}\n- {title: c, state: dropped}\n- d: \n".replace("d: ", "d"),
                "d",
            ),
            ("- z\n- a\n- {title: b, done: true}\n", "z"),
            ("- a\n- {title: b, skills: [c]}\n", "c"),
            ("- a\n- {title: b, done: true}\n", None),
        ],
        ids=["the next that is open", "from the beginning", "what has none below it", "none"],
    )
    def test_says_what_is_next(self, text: str, expected: str | None) -> None:
        """In the order of the list."""
        following = mark_done(read(text), Slug("a"), DAY, is_day_given=False).next_skill
        assert (following.id if following else None) == expected

    def test_says_what_is_open_below(self) -> None:
        """A skill that is said to be done need not have all below it done."""
        marked = mark_done(
            read("- {title: a, skills: [b, {title: c, done: true}]}\n"), Slug("a"), DAY, is_day_given=False
        )
        assert [each.id for each in marked.open_below] == ["b"]


STATES = [{}, {"state": "planned"}, {"state": "learning"}, {"state": "done"}, {"state": "dropped"}, {"done": "true"}]


@st.composite
def lists(draw: st.DrawFn) -> tuple[str, str]:
    """Two checklists that share skills and do not contradict each other."""
    states = [draw(st.sampled_from(STATES)) for _ in range(5)]
    texts = []
    for _ in range(2):
        chosen = draw(st.lists(st.integers(0, 4), unique=True, min_size=1))
        lines = []
        for number in chosen:
            keys = {"title": f"s{number}"} | states[number] | draw(st.sampled_from([{}, {"now": "true"}]))
            lines.append(f"- {{{', '.join(f'{key}: {value}' for key, value in keys.items())}}}  # {number}\n")
        texts.append("".join(lines))
    return texts[0], texts[1]


@settings(max_examples=40)
@given(lists(), st.lists(st.tuples(st.sampled_from(["now", "done"]), st.integers(0, 4)), max_size=5))
def test_any_sequence_leaves_what_was_said_last(texts: tuple[str, str], steps: list[tuple[str, int]]) -> None:
    """The lists can be built, the last mark stands alone, what was done is done, and all else is as it was."""
    for verb, number in steps:
        sources = read(*texts)
        known = {mention.id for mention in list_mentions(sources)}
        skill = Slug(f"s{number}")
        if skill not in known:
            continue
        before = judge(*texts)
        changed = now(skill, *texts) if verb == "now" else done(skill, *texts)
        texts = changed[0], changed[1]
        states = judge(*texts)
        marked = [name for name, (_, is_now) in states.items() if is_now]
        if verb == "now":
            assert marked == [skill]
            assert states[skill][0] is (SkillState.DONE if before[skill][0] is SkillState.DONE else SkillState.LEARNING)
        else:
            assert skill not in marked
            assert states[skill][0] is SkillState.DONE
        # What lost its mark may be planned again; all else stays.
        others = {name for name in known - {skill} if not before[name][1]}
        assert {name: states[name] for name in others} == {name: before[name] for name in others}
        assert [text.count("#") for text in texts] == [source.text.count("#") for source in sources]
        again = now(skill, *texts) if verb == "now" else done(skill, *texts)
        assert tuple(again) == texts


@settings(max_examples=40)
@given(checklists(), st.lists(st.tuples(st.sampled_from(["now", "done"]), st.integers(0, 5)), max_size=5))
def test_any_sequence_leaves_the_lines_of_other_skills(text: str, steps: list[tuple[str, int]]) -> None:
    """Byte for byte, with every comment, whatever the layout."""
    for verb, number in steps:
        (source,) = read(text)
        before = {skill_id(node): node for node in source.file.skills}
        skill = Slug(f"s{number}")
        if skill not in before:
            continue
        changed = {skill} | {name for name, node in before.items() if node.now and verb == "now"}
        (after_text,) = now(skill, text) if verb == "now" else done(skill, text)
        (result,) = read(after_text)
        assert [skill_id(node) for node in result.file.skills] == list(before)
        old, new = split_by_skill(text), split_by_skill(after_text)
        assert {name: lines for name, lines in new.items() if name not in changed} == {
            name: lines for name, lines in old.items() if name not in changed
        }
        for name in changed:
            assert new[name].count("#") == old[name].count("#")
        text = after_text


def split_by_skill(text: str) -> dict[str, str]:
    """Give the lines of each skill, with what stands above the first under no name."""
    (source,) = read(text)
    lines = text.splitlines()
    dashes = [index for index, line in enumerate(lines) if line.startswith("  -")]
    starts = list(zip(map(skill_id, source.file.skills), dashes, strict=True))
    ends = [start for _, start in starts[1:]] + [len(lines)]
    parts = {name: "\n".join(lines[start:end]) for (name, start), end in zip(starts, ends, strict=True)}
    return parts | {"": "\n".join(lines[: starts[0][1]])}


def judge(*texts: str) -> dict[Slug, tuple[SkillState, bool]]:
    """Say of each skill what the site would show."""
    sources = [
        ChecklistSource(SitePath(f"{number}.yaml"), text, parse_checklist(text, "")[0])
        for number, text in enumerate(texts)
    ]
    curriculum, problems = assemble_curriculum(sources, ZoneInfo("UTC"))
    assert not problems
    return {skill.claim.id: (skill.state, skill.claim.is_now) for skill in judge_skills(curriculum, {}).values()}
