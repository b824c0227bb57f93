"""From nodes of YAML to typed values."""

from enum import Enum
from typing import Annotated, Literal

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import format_problem
from generator.sources.decode import (
    Checked,
    Place,
    Shorthand,
    SplitCommas,
    decode,
    has_shorthand,
    keys_of,
)
from generator.sources.yamldoc import MAX_PROBLEMS, parse_yaml


class Color(Enum):
    """Words with values of their own."""

    RED = "red"
    BLUE = "blue"


def check_short(text: str) -> tuple[str, str] | None:
    """A text of at most three characters."""
    return None if len(text) <= 3 else (f'must be short, found the text "{text}"', "three characters are enough")


class Item(msgspec.Struct, frozen=True):
    """A struct inside another, with a required field."""

    name: Annotated[str, Shorthand()]
    count: int = 0
    line: Annotated[int, Place("line")] = 0
    column: Annotated[int, Place("column")] = 0


class Everything(msgspec.Struct, frozen=True, kw_only=True, rename={"from_": "from"}):
    """One field of each kind."""

    text: str = ""
    flag: bool = False
    whole: Annotated[int, msgspec.Meta(ge=1)] = 1
    ratio: float = 0.5
    short: Annotated[str, Checked(check_short)] = ""
    names: tuple[str, ...] = ()
    tags: Annotated[tuple[str, ...], SplitCommas()] = ()
    item: Item | None = None
    items: tuple[Item, ...] = ()
    word: Literal["one", "two", "three"] | None = None
    color: Color = Color.RED
    maybe: int | None = 7
    either: str | bool = ""
    both: str | Item = ""
    size: int | str = 0
    from_: str = ""


def read(text: str) -> Everything:
    """The value of a text without problems."""
    node, problems = parse_yaml(text, "a.yaml")
    value, wrong = decode(node, Everything, "a.yaml", text, noun="the test")
    assert problems + wrong == ()
    assert value is not None
    return value


def problems_of(text: str) -> str:
    """All problems of a text as they are printed."""
    node, _ = parse_yaml(text, "a.yaml")
    _, problems = decode(node, Everything, "a.yaml", text, noun="the test")
    return "\n".join(format_problem(problem) for problem in problems)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Everything()),
        ("{}", Everything()),
        ("text: 5.10", Everything(text="5.10")),
        ("text: 017", Everything(text="017")),
        ("text: 2024-01-01", Everything(text="2024-01-01")),
        ('text: "true"', Everything(text="true")),
        ("text: >\n  a\n  b\n", Everything(text="a b")),
        ("flag: true", Everything(flag=True)),
        ("whole: 3", Everything(whole=3)),
        ("whole: 1", Everything(whole=1)),
        ("ratio: 2", Everything(ratio=2.0)),
        ("ratio: 2.5", Everything(ratio=2.5)),
        ("short: abc", Everything(short="abc")),
        ("names: [a, 1.0]", Everything(names=("a", "1.0"))),
        ("names: a, b", Everything(names=("a, b",))),
        ("tags: a, b", Everything(tags=("a", "b"))),
        ('tags: "a, b"', Everything(tags=("a, b",))),
        ("tags: web dev", Everything(tags=("web dev",))),
        ("item: {name: a, count: 2}", Everything(item=Item("a", 2, 1, 7))),
        ("item: a", Everything(item=Item("a", 0, 1, 7))),
        ("item: null", Everything()),
        ("items:\n  - a\n  - name: b\n", Everything(items=(Item("a", 0, 2, 5), Item("b", 0, 3, 5)))),
        ("items: a", Everything(items=(Item("a", 0, 1, 8),))),
        ("word: two", Everything(word="two")),
        ("color: blue", Everything(color=Color.BLUE)),
        ("maybe: null", Everything(maybe=None)),
        ("maybe: ~", Everything(maybe=None)),
        ("maybe: 5", Everything(maybe=5)),
        ("either: true", Everything(either=True)),
        ("either: 5", Everything(either="5")),
        ("both: a", Everything(both="a")),
        ("both: {name: a}", Everything(both=Item("a", 0, 1, 7))),
        ("size: 5", Everything(size=5)),
        ("size: 5.0", Everything(size="5.0")),
        ("size: large", Everything(size="large")),
        ("from: there", Everything(from_="there")),
    ],
)
def test_values_are_read_by_the_types_of_their_fields(text: str, expected: Everything) -> None:
    """Each type takes what the module's docstring says."""
    assert read(text) == expected


@pytest.mark.parametrize("key", ["text", "flag", "whole", "names", "tags", "item", "items", "word", "color", "maybe"])
def test_key_without_value_counts_as_not_given(key: str) -> None:
    """A template's empty `tags:` is no mistake, and not null either."""
    assert read(f"{key}:\n") == Everything()


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "texd: a",
            """\
a.yaml:1:1: error: unknown key "texd" in the test
    1 | texd: a
      | ^^^^
  hint: did you mean "text"?""",
        ),
        (
            "item: {name: a, zzz: b}",
            """\
a.yaml:1:17: error: unknown key "zzz" in "item"
    1 | item: {name: a, zzz: b}
      |                 ^^^
  hint: the keys are name, count""",
        ),
        (
            "- a",
            """\
a.yaml:1:1: error: the test must be keys with values, found a list
    1 | - a
      | ^^^""",
        ),
        (
            "text: true",
            """\
a.yaml:1:7: error: "text" must be text, found true
    1 | text: true
      |       ^^^^
  hint: put it in quotes: "true\"""",
        ),
        (
            "text: [a]",
            """\
a.yaml:1:7: error: "text" must be text, found a list
    1 | text: [a]
      |       ^^^""",
        ),
        (
            "flag: maybe",
            """\
a.yaml:1:7: error: "flag" must be true or false, found the text "maybe"
    1 | flag: maybe
      |       ^^^^^""",
        ),
        (
            "flag: No",
            """\
a.yaml:1:7: error: "flag" must be true or false, found the text "No"
    1 | flag: No
      |       ^^
  hint: write false, without quotes""",
        ),
        (
            "whole: 1.5",
            """\
a.yaml:1:8: error: "whole" must be a whole number, found the number 1.5
    1 | whole: 1.5
      |        ^^^""",
        ),
        (
            "whole: '5'",
            """\
a.yaml:1:8: error: "whole" must be a whole number, found the text "5"
    1 | whole: '5'
      |        ^^^
  hint: remove the quotes""",
        ),
        (
            "whole: 0",
            """\
a.yaml:1:8: error: "whole" must be 1 or more, found the number 0
    1 | whole: 0
      |        ^""",
        ),
        (
            "ratio: true",
            """\
a.yaml:1:8: error: "ratio" must be a number, found true
    1 | ratio: true
      |        ^^^^""",
        ),
        (
            "short: long",
            """\
a.yaml:1:8: error: "short" must be short, found the text "long"
    1 | short: long
      |        ^^^^
  hint: three characters are enough""",
        ),
        (
            "names: {a: b}",
            """\
a.yaml:1:8: error: "names" must be a list, found keys with values
    1 | names: {a: b}
      |        ^^^^^^
  hint: begin each item with "- \"""",
        ),
        (
            "names:\n  - a\n  -\n",
            """\
a.yaml:3:4: error: an item of "names" must be text, found nothing
    3 |   -
      |    ^""",
        ),
        (
            "items: [{count: 1}]",
            """\
a.yaml:1:9: error: an item of "items" needs the key "name"
    1 | items: [{count: 1}]
      |         ^^^^^^^^^^""",
        ),
        (
            "items: [[a]]",
            """\
a.yaml:1:9: error: an item of "items" must be text, or keys with values, found a list
    1 | items: [[a]]
      |         ^^^""",
        ),
        (
            "word: tow",
            """\
a.yaml:1:7: error: "word" must be "one", "two" or "three", found the text "tow"
    1 | word: tow
      |       ^^^
  hint: did you mean "two"?""",
        ),
        (
            "color: true",
            """\
a.yaml:1:8: error: "color" must be "red" or "blue", found true
    1 | color: true
      |        ^^^^""",
        ),
        (
            "either: [a]",
            """\
a.yaml:1:9: error: "either" must be text or true or false, found a list
    1 | either: [a]
      |         ^^^""",
        ),
        (
            "line: 3",
            """\
a.yaml:1:1: error: unknown key "line" in the test
    1 | line: 3
      | ^^^^
  hint: the keys are text, flag, whole, ratio, short, names, tags, item, items, word, color, maybe, either, both, size, from""",
        ),
    ],
)
def test_wrong_values_are_said_where_they_stand(text: str, problem: str) -> None:
    """What was expected, what was found, and what can be done."""
    assert problems_of(text) == problem


def test_all_problems_are_found_and_the_rest_is_kept() -> None:
    """A field that has a problem keeps its default; items that have one are left out."""
    text = "flag: maybe\nwhole: x\ntext: kept\nitems: [a, {nam: b}, {name: c, count: d}]\n"
    node, _ = parse_yaml(text, "a.yaml")
    value, problems = decode(node, Everything, "a.yaml", text, noun="the test")
    assert value == Everything(text="kept", items=(Item("a", 0, 4, 9), Item("c", 0, 4, 22)))
    assert [problem.message for problem in problems] == [
        '"flag" must be true or false, found the text "maybe"',
        '"whole" must be a whole number, found the text "x"',
        'unknown key "nam" in an item of "items"',
        '"count" must be a whole number, found the text "d"',
    ]


@pytest.mark.parametrize("text", ["", "count: 1", "name: true", "- a"])
def test_without_a_required_field_there_is_no_value(text: str) -> None:
    """What is required and missing is one problem, and nothing is made up."""
    node, _ = parse_yaml(text, "a.yaml")
    value, problems = decode(node, Item, "a.yaml", text, noun="the test")
    assert value is None
    assert len(problems) == 1


def test_problems_of_a_file_are_limited() -> None:
    """Thousands of unknown keys are a hundred problems."""
    text = "\n".join(f"key{number}: 1" for number in range(5000))
    node, _ = parse_yaml(text, "a.yaml")
    assert len(decode(node, Everything, "a.yaml", text, noun="the test")[1]) == MAX_PROBLEMS


def test_shape_of_a_struct_can_be_asked_for() -> None:
    """Keys are as authors write them, without places."""
    assert keys_of(Item) == ("name", "count")
    assert keys_of(Everything)[-1] == "from"
    assert (has_shorthand(Item), has_shorthand(Everything)) == (True, False)


def test_type_that_nothing_can_read_is_a_programmers_mistake() -> None:
    """A field of another type is refused when its struct is first used, with its name."""

    class Wrong(msgspec.Struct, frozen=True):
        data: bytes = b""

    node, _ = parse_yaml("data: a", "a.yaml")
    with pytest.raises(TypeError, match='"data" has the type'):
        decode(node, Wrong, "a.yaml", "data: a", noun="the test")


VALUES = st.recursive(
    st.sampled_from(["a", "true", "null", "5", "5.5", "'x'", "two", "~", '""', "a b"]),
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]")
        | st.dictionaries(st.sampled_from(["name", "count", "x"]), inner, max_size=2).map(
            lambda pairs: "{" + ", ".join(f"{key}: {value}" for key, value in pairs.items()) + "}"
        )
    ),
    max_leaves=5,
)


@settings(max_examples=500, deadline=None)
@given(st.dictionaries(st.sampled_from([*keys_of(Everything), "x"]), VALUES, max_size=6))
def test_any_values_make_a_struct_and_problems_with_places(pairs: dict[str, str]) -> None:
    """Whatever stands behind the keys, the value is of its type and each problem has a place."""
    text = "".join(f"{key}: {value}\n" for key, value in pairs.items())
    node, problems = parse_yaml(text, "a.yaml")
    assert problems == ()
    value, problems = decode(node, Everything, "a.yaml", text, noun="the test")
    assert value is not None
    assert msgspec.convert(msgspec.to_builtins(value), Everything) == value
    assert all(problem.location and problem.location.column for problem in problems)
