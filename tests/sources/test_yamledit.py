"""Changes of a checklist's text: what was asked for, and nothing else."""

from collections.abc import Mapping, Sequence
from itertools import takewhile
from textwrap import dedent

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import GeneratorError, format_problem
from generator.sources.checklistfile import SkillNode, parse_checklist, skill_id
from generator.sources.slugs import Slug
from generator.sources.yamledit import Change, Field, edit_skills


def edit(text: str, skill: str, **fields: Change) -> str:
    """Change keys of one skill."""
    known: Mapping[Field, Change] = {name: fields[name] for name in ("state", "now", "since", "done") if name in fields}
    return edit_skills(text, "a.yaml", {Slug(skill): known})


def complain(text: str, skill: str, **fields: Change) -> str:
    """Say why a change is refused."""
    with pytest.raises(GeneratorError) as caught:
        edit(text, skill, **fields)
    return "\n".join(map(format_problem, caught.value.problems))


WHOLE = """\
# The list.
title:   "Backend"   # of the advert

skills:
-   id: web      # five
    title: Web

    # What is below.
    skills:
      - 5.1 Flask    # soon
      - {id: django, title: 'Django',  now: true}
      - id: rest
        title: REST
        now: true # since May
        note: |
          Long.

        skills: [A, "B b"]
"""


def test_the_layout_stays() -> None:
    """Comments, blank lines, quotes, indentation and spaces are those of before."""
    edited = edit_skills(
        WHOLE,
        "a.yaml",
        {
            Slug("web"): {"state": "learning"},
            Slug("flask"): {"now": True, "since": "2026-11-27"},
            Slug("django"): {"now": None},
            Slug("rest"): {"now": None, "done": "2026-11-27"},
            Slug("b-b"): {"done": True},
        },
    )
    assert edited == dedent(
        """\
        # The list.
        title:   "Backend"   # of the advert

        skills:
        -   id: web      # five
            title: Web
            state: learning

            # What is below.
            skills:
              - title: 5.1 Flask    # soon
                now: true
                since: 2026-11-27
              - {id: django, title: 'Django'}
              - id: rest
                title: REST
                done: 2026-11-27
                # since May
                note: |
                  Long.

                skills: [A, {title: "B b", done: true}]
        """
    )


CASES = {
    "a text becomes keys": ("- Flask\n", {"now": True}, "- title: Flask\n  now: true\n"),
    "quotes stay": ("- 'Flask' # x\n", {"now": True}, "- title: 'Flask' # x\n  now: true\n"),
    "a text over two lines": ("- 5\n  Flask\n- b\n", {"now": True}, "- title: 5 Flask\n  now: true\n- b\n"),
    "a block of text": ("- >-\n  Flask\n# c\n- b\n", {"now": True}, "- title: Flask\n  now: true\n# c\n- b\n"),
    "a comment on a block": ("- | # c\n  Flask\n- b\n", {"now": True}, "- title: Flask  # c\n  now: true\n- b\n"),
    "a value below its key": (
        "- title: Flask\n  now: # c\n    true\n",
        {"now": None},
        "- title: Flask\n  now: # c\n    false\n",
    ),
    "a text alone": ("skills: Flask\n", {"now": True}, "skills: [{title: Flask, now: true}]\n"),
    "in brackets": ("[1 Flask, b]\n", {"done": True}, "[{title: 1 Flask, done: true}, b]\n"),
    "one key in brackets": ("[title: Flask]\n", {"done": True}, "[{title: Flask, done: true}]\n"),
    "JSON": ('[{"title": "Flask"}]', {"now": True}, '[{"title": "Flask", "now": true}]'),
    "no line end": ("- Flask", {"now": True}, "- title: Flask\n  now: true"),
    "Windows": ("- Flask\r\n- b\r\n", {"now": True}, "- title: Flask\r\n  now: true\r\n- b\r\n"),
    "a byte order mark": ("\ufeff- Flask\n", {"now": True}, "\ufeff- title: Flask\n  now: true\n"),
    "a value is replaced": ("- title: Flask\n  now: false # x\n", {"now": True}, "- title: Flask\n  now: true # x\n"),
    "a key without a value": ("- title: Flask\n  now: # x\n", {"now": True}, "- title: Flask\n  now: true # x\n"),
    "such a key is dropped": ("- title: Flask\n  now: # x\n", {"now": None}, "- title: Flask\n  # x\n"),
    "what is not there": ("- Flask # x\n", {"now": None}, "- Flask # x\n"),
    "the first key": ("- now: true\n  title: Flask\n", {"now": None}, "- title: Flask\n"),
    "with a comment": ("- now: true # x\n  title: Flask\n", {"now": None}, "- # x\n  title: Flask\n"),
    "a comment below": ("- now: true\n  # x\n  title: Flask\n", {"now": None}, "- \n  # x\n  title: Flask\n"),
    "the last key": ("- title: Flask\n  now: true", {"now": None}, "- title: Flask\n"),
    "the first in braces": ("- {now: true, title: Flask}\n", {"now": None}, "- {title: Flask}\n"),
    "a comment in braces": (
        "- {title: Flask, # x\n   now: true}\n",
        {"now": None},
        "- {title: Flask, # x\n   now: false}\n",
    ),
    "a state with such a comment": (
        "- {state: planned, # x\n   title: Flask}\n",
        {"state": None},
        "- {state: , # x\n   title: Flask}\n",
    ),
    "no key to stand behind": (
        "- title: |-\n    Flask\n",
        {"now": True},
        "- now: true\n  title: |-\n    Flask\n",
    ),
    "a dash of its own line": ("-\n  title: Flask\n", {"now": True}, "-\n  title: Flask\n  now: true\n"),
    "order of keys": (
        "- since: 2020-01-01\n  title: Flask\n  note: x\n",
        {"now": True, "done": "2026-11-27"},
        "- since: 2020-01-01\n  title: Flask\n  now: true\n  done: 2026-11-27\n  note: x\n",
    ),
}


@pytest.mark.parametrize(("text", "fields", "expected"), CASES.values(), ids=CASES)
def test_each_way_of_writing_is_kept(text: str, fields: Mapping[str, Change], expected: str) -> None:
    """A skill may be written in many ways, and stays written in its own."""
    assert edit(text, "flask", **fields) == expected


def test_an_unknown_skill_is_refused() -> None:
    """With the one that may have been meant."""
    assert complain("- Flask\n", "flsk", now=True) == (
        'a.yaml:1:1: error: there is no skill "flsk" in this checklist\n'
        "    1 | - Flask\n"
        "      | ^\n"
        '  hint: did you mean "flask"?'
    )


def test_a_skill_that_stands_twice_is_refused() -> None:
    """Nobody can say which is meant."""
    assert complain("- Flask\n- flask\n", "flask", now=True).startswith(
        'a.yaml:2:3: error: the skill "flask" stands twice in this checklist, first in line 1\n'
    )


def test_a_checklist_with_errors_is_refused() -> None:
    """What a mistake stands for is not known, so it cannot be kept."""
    assert complain("- title: Flask\n  nwo: true\n", "flask", now=True).startswith(
        'a.yaml:2:3: error: unknown key "nwo"'
    )


def test_a_value_that_is_none_is_refused() -> None:
    """What is written must be what was wanted, whoever asks for it."""
    assert complain("- Flask\n", "flask", since="soon") == (
        "error: a.yaml: the change cannot be made here without another: it would say something else afterwards\n"
        "  hint: make the change by hand"
    )


titles = st.text("abcDE é:#'\"-[]{},|>&*!%@`5.1", min_size=1, max_size=12).filter(lambda text: text.strip() == text)
comments = st.sampled_from(["", "  # a comment", " # now: true", "\n    # on a line of its own", "\n"])


@st.composite
def checklists(draw: st.DrawFn) -> str:
    """Checklists in many layouts, with comments anywhere; the ids are s0, s1 and so on."""
    lines = [draw(st.sampled_from(["skills:", "# c\ntitle: x # y\nskills: # z"]))]
    count = draw(st.integers(1, 6))
    for index in range(count):
        if draw(st.booleans()) and index:
            lines.append(draw(st.sampled_from(["  # between", "", "# at the margin"])))
        kind = draw(st.sampled_from(["text", "braces", "keys"]))
        if kind == "text":
            lines.append(f"  - {draw(st.sampled_from(['', '5.1 ']))}s{index}{draw(comments)}")
            continue
        quoted = '"{}"'.format(draw(titles).replace("\\", "\\\\").replace('"', '\\"'))
        keys = [f"id: s{index}", f"title: {quoted}"]
        keys += draw(
            st.sampled_from([[], ["now: true"], ["since: 2020-02-02", "now: true"], ["done: true"], ["state: done"]])
        )
        keys += draw(st.sampled_from([[], ["evidence: [x]"]]))
        keys = draw(st.permutations(keys))
        if kind == "braces":
            lines.append(f"  - {{{', '.join(keys)}}}{draw(comments)}")
        else:
            lines += [f"{'    ' if number else '  - '}{key}{draw(comments)}" for number, key in enumerate(keys)]
    return "\n".join(lines) + draw(st.sampled_from(["", "\n"]))


changes = st.tuples(
    st.integers(0, 5),
    st.sampled_from(["now", "done", "state", "since"]),
    st.sampled_from([None, True, "2026-11-27", "dropped"]),
)
ALLOWED = {
    "now": {None, True},
    "done": {None, True, "2026-11-27"},
    "state": {None, "dropped"},
    "since": {None, "2026-11-27"},
}


def standings(text: str) -> list[SkillNode]:
    """What a checklist says of its skills, wherever it stands."""
    file, problems = parse_checklist(text, "a.yaml")
    assert not problems
    return [msgspec.structs.replace(skill, line=0, column=0) for skill in file.skills]


def comments_of(text: str) -> list[str]:
    """All comments; no text of these checklists has a sign of one."""
    return [line[line.index(" #") :].strip() for line in (f" {each}" for each in text.split("\n")) if " #" in line]


def count_equal(one: Sequence[str], other: Sequence[str]) -> int:
    """How many lines two texts have in common from their beginnings on."""
    return len(list(takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))))


@settings(max_examples=60)
@given(
    checklists().filter(lambda text: '#"' not in text and " #" not in text.replace(" # ", "")),
    st.lists(changes, max_size=6),
)
def test_any_sequence_of_changes_says_what_was_asked(text: str, sequence: list[tuple[int, Field, Change]]) -> None:
    """The lines of other skills stay byte for byte, no comment is lost, and what is read is what was wanted."""
    for index, field, value in sequence:
        skills = standings(text)
        if index >= len(skills) or value not in ALLOWED[field]:
            continue
        empty: Mapping[Field, Change] = {"state": None, "now": False, "since": "", "done": False}
        expected = [
            msgspec.structs.replace(skill, **{field: empty[field] if value is None else value})
            if number == index
            else skill
            for number, skill in enumerate(skills)
        ]
        edited = edit(text, skill_id(skills[index]), **{field: value})
        assert standings(edited) == expected
        assert sorted(comments_of(edited)) == sorted(comments_of(text))
        before, after = text.splitlines(), edited.splitlines()
        above = count_equal(before, after)
        below = count_equal(before[above:][::-1], after[above:][::-1])
        # Its own line, and one that follows a dash in its place.
        assert len([line for line in before[above : len(before) - below] if line.strip()]) <= 2
        text = edited
