"""YAML, read strictly: values with their places, and mistakes in plain words."""

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import format_problem
from generator.sources.yamldoc import (
    LARGE,
    MAX_DEPTH,
    MAX_PROBLEMS,
    Limits,
    YamlList,
    YamlMapping,
    YamlNode,
    YamlScalar,
    find_node,
    parse_yaml,
    problem_at_node,
    split_commas,
)

both_parsers = pytest.mark.parametrize("use_c", [True, False], ids=["libyaml", "python"])


def value_of(node: YamlNode | None) -> object:
    """The value without its places."""
    if isinstance(node, YamlList):
        return [value_of(item) for item in node.items]
    if isinstance(node, YamlMapping):
        return {key.raw: value_of(value) for key, value in node.pairs}
    return None if node is None else node.value


def read(text: str, *, use_c: bool = True) -> object:
    """The value of a text without problems."""
    node, problems = parse_yaml(text, "a.yaml", use_c=use_c)
    assert problems == ()
    return value_of(node)


def problems_of(text: str, *, use_c: bool = True) -> str:
    """All problems of a text as they are printed."""
    _, problems = parse_yaml(text, "a.yaml", use_c=use_c)
    return "\n".join(format_problem(problem) for problem in problems)


@both_parsers
@pytest.mark.parametrize(
    "text",
    [
        "no",
        "yes",
        "on",
        "True",
        "NULL",
        "1:30",
        "12:30:45",
        "2024-01-01",
        "2024-02-30",
        "2024-01-01 10:00",
        "1_000",
        "0x1F",
        "0o17",
        "017",
        "-017",
        "1e5",
        "1.",
        ".5",
        "+5",
        ".inf",
        ".nan",
        "=",
        "-0x1",
        "1234567890123456789",
        "a:b",
        "c#",
        "it's",
        "٥",  # noqa: RUF001 - a digit of another script is what is tested
    ],
)
def test_what_looks_like_a_value_of_yaml_1_1_is_text(text: str, *, use_c: bool) -> None:
    """Only the few forms of the module's docstring are more than text."""
    assert read(f"a: {text}", use_c=use_c) == {"a": text}


@both_parsers
@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("0", 0),
        ("-12", -12),
        ("123456789012345678", 123456789012345678),
        ("5.10", 5.1),
        ("-0.5", -0.5),
        ('"true"', "true"),
        ("'5'", "5"),
        ('""', ""),
        ("[a, 1]", ["a", 1]),
        ("{b: c}", {"b": "c"}),
        ("|\n  two\n  lines\n", "two\nlines\n"),
        (">\n  one\n  line\n", "one line\n"),
        ('"\\u00e9\\t\\n"', "é\t\n"),
    ],
)
def test_values_are_those_of_yaml_1_2(text: str, value: object, *, use_c: bool) -> None:
    """Booleans, numbers, null, quoted text, lists and mappings."""
    read_value = read(f"a: {text}", use_c=use_c)
    assert read_value == {"a": value}
    assert isinstance(read_value, dict)
    assert type(read_value["a"]) is type(value)


@both_parsers
@pytest.mark.parametrize("text", ["", "\n\n", "# a comment\n"])
def test_nothing_is_no_node_and_no_problem(text: str, *, use_c: bool) -> None:
    """An empty document is not a mistake here."""
    assert parse_yaml(text, "a.yaml", use_c=use_c) == (None, ())


def test_number_keeps_how_it_was_written() -> None:
    """The number 5.10 of a list is not 5.1."""
    node = find_node(parse_yaml("number: 5.10", "a.yaml")[0], "number")
    assert node == YamlScalar(value=5.1, raw="5.10", is_plain=True, line=1, column=9, length=4)


@both_parsers
def test_places_are_lines_and_columns_in_characters(*, use_c: bool) -> None:
    """Places count from 1, in characters and not in bytes; quotes belong to the length."""
    text = 'é: "ü𝒳"\nlist:\n  - {a: b, c: [d]}\n'
    node, _ = parse_yaml(text, "a.yaml", first_line=10, use_c=use_c)
    found = [find_node(node, "é"), find_node(node, "list", 0), find_node(node, "list", 0, "c", 0)]
    assert [(place.line, place.column, place.length) for place in found if place] == [
        (10, 4, 4),
        (12, 5, 14),
        (12, 16, 1),
    ]


@both_parsers
def test_value_of_several_lines_is_as_long_as_its_first(*, use_c: bool) -> None:
    """An excerpt shows one line, so a caret never leaves it."""
    node, _ = parse_yaml("a: >\n  words\nb:\n  - c\n  - d: e\n", "a.yaml", use_c=use_c)
    folded, items, mapping = find_node(node, "a"), find_node(node, "b"), find_node(node, "b", 1)
    assert folded is not None
    assert items is not None
    assert mapping is not None
    assert (folded.length, items.length, mapping.length) == (1, 3, 4)


@both_parsers
def test_problem_in_front_matter_is_where_the_file_has_it(*, use_c: bool) -> None:
    """Lines count from the top of the file, and the excerpt is the file's."""
    whole = "---\ntitle: Foo: bar\n---\n"
    _, problems = parse_yaml("title: Foo: bar\n", "a.md", first_line=2, whole_text=whole, use_c=use_c)
    assert (
        "\n".join(format_problem(problem) for problem in problems)
        == """\
a.md:2:8: error: a value with ": " in it must stand in quotes
    2 | title: Foo: bar
      |        ^^^^^^^^
  hint: put the value in quotes: "Foo: bar\""""
    )


@both_parsers
@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "a: &x [b]",
            """\
a.yaml:1:4: error: a value without quotes cannot begin with "&"
    1 | a: &x [b]
      |    ^^^^^^
  hint: put the value in quotes: "&x [b]\"""",
        ),
        (
            "a: *b",
            """\
a.yaml:1:4: error: a value without quotes cannot begin with "*"
    1 | a: *b
      |    ^^
  hint: put the value in quotes: "*b\"""",
        ),
        (
            "a: !!binary b",
            """\
a.yaml:1:4: error: a value without quotes cannot begin with "!"
    1 | a: !!binary b
      |    ^^^^^^^^^^
  hint: put the value in quotes: "!!binary b\"""",
        ),
        (
            "<<: {a: b}",
            """\
a.yaml:1:1: error: merge keys ("<<") are not read
    1 | <<: {a: b}
      | ^^
  hint: write the keys and values out""",
        ),
        (
            "a: b\n---\nc: d\n",
            """\
a.yaml:2:1: error: a second YAML document begins here
    2 | ---
      | ^^^
  hint: keep one document in the file""",
        ),
        (
            "? [a]\n: b",
            """\
a.yaml:1:3: error: a key must be text, found a list or a mapping
    1 | ? [a]
      |   ^^^""",
        ),
        (
            "{'': a}",
            """\
a.yaml:1:2: error: there is no key before this ":"
    1 | {'': a}
      |  ^^""",
        ),
        (
            'a: "\\0"',
            """\
a.yaml:1:4: error: the character U+0000 cannot stand here
    1 | a: "\\0"
      |    ^
  hint: delete it""",
        ),
        (
            "a: b\u2028c",
            """\
a.yaml:1:5: error: the character U+2028 (line separator) cannot stand here
    1 | a: b\u2028c
      |     ^
  hint: delete it""",
        ),
    ],
)
def test_what_yaml_has_and_we_do_not_is_refused(text: str, problem: str, *, use_c: bool) -> None:
    """Anchors, aliases, tags, merge keys, documents and strange characters are problems, never values."""
    assert problems_of(text, use_c=use_c) == problem


@pytest.mark.parametrize(
    "text", ['a: "\\ud800"', "a: \ud800", "a: b\rc", "\ufeffa: b", "a: \x07", 'a: "\\x07"', "a: \x85"]
)
def test_no_character_that_xml_cannot_carry_becomes_a_value(text: str) -> None:
    """Control characters and lone surrogates are refused, written out or as escapes."""
    node, problems = parse_yaml(text, "a.yaml")
    assert node is None
    assert len(problems) == 1


def test_duplicate_keys_are_all_reported_and_the_first_stays() -> None:
    """Each duplicate names the line of the first, and the rest of the document is there."""
    node, problems = parse_yaml("a: 1\nb:\n  c: 1\n  c: 2\na: 3\n", "a.yaml")
    assert value_of(node) == {"a": 1, "b": {"c": 1}}
    assert (
        "\n".join(format_problem(problem) for problem in problems)
        == """\
a.yaml:4:3: error: duplicate key "c", first given on line 3
    4 |   c: 2
      |   ^
  hint: keep one of the two
a.yaml:5:1: error: duplicate key "a", first given on line 1
    5 | a: 3
      | ^
  hint: keep one of the two"""
    )


def test_problems_of_a_file_are_limited() -> None:
    """What was generated wrongly does not fill the screen."""
    _, problems = parse_yaml("a: 1\n" * 5000, "a.yaml")
    assert len(problems) == MAX_PROBLEMS


@both_parsers
def test_deep_nesting_is_refused_and_not_followed(*, use_c: bool) -> None:
    """Nesting ends at the limit, long before the interpreter's own."""
    assert read("[" * MAX_DEPTH + "]" * MAX_DEPTH, use_c=use_c) is not None
    assert problems_of("[" * 100_000, use_c=use_c).splitlines()[0] == (
        "a.yaml:1:33: error: lists and mappings stand more than 32 deep in each other here"
    )


def test_too_many_values_are_refused() -> None:
    """The number of values is limited for small texts too."""
    _, problems = parse_yaml("[a, b, c]", "a.yaml", limits=Limits(node_count=3))
    assert [problem.message for problem in problems] == ["there are more than 3 values in this YAML"]


def test_too_much_text_is_refused_unread() -> None:
    """The size counts in bytes, and names the limit."""
    assert parse_yaml("é" * 600, "a.yaml", limits=Limits(size_bytes=1200))[1] == ()
    _, problems = parse_yaml("a: " + "é" * 600_000, "a.yaml", limits=LARGE)
    assert [problem.message for problem in problems] == ["this YAML has 1,171 KiB, and may be at most 1,024 KiB"]


def test_missing_node_is_not_found() -> None:
    """A path that leads nowhere is no node, and no exception."""
    node, _ = parse_yaml("a: [b]", "a.yaml")
    assert [find_node(node, "c"), find_node(node, "a", 1), find_node(node, 0), find_node(node, "a", "b")] == [None] * 4
    assert find_node(None, "a") is None


def test_commas_split_text_at_its_places() -> None:
    """Each item of a list written as text can be pointed at."""
    text = "tags: web ,  api,, "
    node, _ = parse_yaml(text, "a.yaml")
    scalar = find_node(node, "tags")
    assert isinstance(scalar, YamlScalar)
    assert [(part.raw, part.column, part.length) for part in split_commas(scalar)] == [("web", 7, 3), ("api", 14, 3)]
    assert (
        format_problem(problem_at_node("no", split_commas(scalar)[1], "a.yaml", text))
        == """\
a.yaml:1:14: error: no
    1 | tags: web ,  api,,\u0020
      |              ^^^"""
    )


def test_commas_in_quotes_do_not_split() -> None:
    """Quotes say that the comma is meant."""
    node, _ = parse_yaml('"a, b"', "a.yaml")
    assert isinstance(node, YamlScalar)
    assert split_commas(node) == (node,)


CHARACTERS = st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\u2028\u2029\ufeff\ufffe\uffff")
SCALARS = st.one_of(
    st.text(CHARACTERS, max_size=12),
    st.sampled_from(
        ["no", "1:30", "2024-01-01", "017", "null", "true", "~", "a: b", "- a", "#", "'", '"', "x\ny", " x "]
    ),
    st.integers(-(10**17), 10**17),
    st.decimals(-1000, 1000, places=2).map(float).filter(lambda number: number != 0),
    st.booleans(),
    st.none(),
)
KEYS = st.text(CHARACTERS, min_size=1, max_size=8).filter(lambda key: key != "<<")
DOCUMENTS = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


class PlainDumper(yaml.SafeDumper):
    """Writes values without aliases, which are not read."""

    def ignore_aliases(self, _data: object) -> bool:
        """Write everything out."""
        return True


def dump(value: object, *, flow: bool | None = None, style: str | None = None) -> str:
    """Write a value as PyYAML does: it quotes whatever YAML 1.1 would take for more than text."""
    return str(yaml.dump(value, Dumper=PlainDumper, default_flow_style=flow, default_style=style, allow_unicode=True))


@settings(max_examples=500, deadline=None)
@given(DOCUMENTS, st.sampled_from([True, False, None]), st.booleans())
def test_what_a_dumper_writes_is_read_back(value: object, flow: bool | None, use_c: bool) -> None:  # noqa: FBT001 - drawn by hypothesis
    """Within what both know, our values are those of PyYAML."""
    text = dump(value, flow=flow)
    node, problems = parse_yaml(text, "a.yaml", use_c=use_c)
    assert problems == ()
    assert value_of(node) == value == yaml.safe_load(text)


@settings(max_examples=200, deadline=None)
@given(
    st.recursive(st.text(CHARACTERS, max_size=12), lambda inner: st.lists(inner, max_size=4), max_leaves=12),
    st.sampled_from(["'", '"', "|", ">"]),
)
def test_quoted_text_is_read_back(value: object, style: str) -> None:
    """Text in quotes and blocks is text, whatever it looks like."""
    text = dump(value, style=style)
    # Tags are written for what the style would make text of: there is nothing of that kind here.
    assert value_of(parse_yaml(text, "a.yaml")[0]) == value


SNIPPETS = st.sampled_from(
    [
        "- ",
        ": ",
        "\n",
        "\n  ",
        "\t",
        "[",
        "]",
        "{",
        "}",
        '"',
        "'",
        "&a ",
        "*a",
        "!t ",
        "|",
        ">",
        "%",
        "@",
        "`",
        "#",
        ",",
        "?",
        "---\n",
        "...\n",
        "<<: ",
        "null",
        "true",
        "1:30",
        "\\",
        "\x00",
        "\u2028",
        "\ud800",
        "é",
        "key: value\n",
        "a: a: a",
    ]
)


def check_any_text(text: str) -> None:
    """Assert what holds of every text: an answer, or problems with places, from both parsers."""
    for use_c in (True, False):
        node, problems = parse_yaml(text, "a.yaml", first_line=3, whole_text=f"\n\n{text}", use_c=use_c)
        assert (
            node is not None or problems or not text.strip(" \n") or text.lstrip(" \n\r\t").startswith(("#", "%", "."))
        )
        for problem in problems:
            assert problem.location is not None
            assert 3 <= problem.location.line <= 3 + text.count("\n")
            assert problem.location.column >= 1
            assert problem.excerpt is not None
            assert problem.location.column <= len(problem.excerpt.text) + 1
            assert "this is not YAML" not in problem.message


@settings(max_examples=1000, deadline=None)
@given(st.lists(SNIPPETS | st.text(max_size=4), max_size=12).map("".join))
def test_any_text_is_read_or_explained(text: str) -> None:
    """Nothing raises, and every problem has a line and a column."""
    check_any_text(text)


@settings(max_examples=1000, deadline=None)
@given(DOCUMENTS, st.sampled_from([True, False, None]), st.integers(0), st.integers(0, 3), SNIPPETS)
def test_any_damaged_document_is_read_or_explained(
    value: object,
    flow: bool | None,  # noqa: FBT001 - drawn by hypothesis
    place: int,
    removed: int,
    snippet: str,
) -> None:
    """Likewise for documents that were right before somebody's cat walked over them."""
    text = dump(value, flow=flow)
    place %= len(text) + 1
    check_any_text(text[:place] + snippet + text[place + removed :])
