"""What stands behind a fence."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pygments.lexers import get_all_lexers

from generator.markdown.fences import PLAIN_LANGUAGES, FenceInfo, parse_info, standard_name


@pytest.mark.parametrize(
    ("info", "language"),
    [
        ("python", "python"),
        ("Python", "Python"),
        ("c++", "c++"),
        ("c#", "c#"),
        ("objective-c", "objective-c"),
        (".env", ".env"),
        ("text/x-java", "text/x-java"),
        ("sh copy", "sh"),
        ("js,ignore", "js"),
        ("rust,no_run", "rust"),
        ("js{1}", "js"),
        ("js/1,3-4", "js"),
        ("js/1/2-3", "js"),
        ("ruby:app.rb", "ruby"),
        ("ts:line-numbers", "ts"),
        ("{.python}", "python"),
        ("{ .py .annotate }", "py"),
        ("{#example .haskell}", "haskell"),
        ("{r}", "r"),
        ("{python, echo=FALSE}", "python"),
        (r"föö\+bar&auml;", "föö+barä"),
        ("", ""),
        ('title="a b"', ""),
        ("{1,2}", ""),
        ("{linenos=true}", ""),
    ],
)
def test_language_is_the_first_word(info: str, language: str) -> None:
    """The language is the first word as its author wrote it, and what stands right behind or around it is no part."""
    assert parse_info(info).language == language


@pytest.mark.parametrize(
    "info",
    [
        'py title="my app.py"',
        "py title='my app.py'",
        'py {title="my app.py"}',
        '{.py title="my app.py"}',
        'py filename="my app.py" {1}',
        "css {{ title: 'my app.py' }}",
        'py TITLE = "my app.py"',
        "py:title='my app.py'",
        r'py title="my&nbsp;app.py"'.replace("&nbsp;", "&#32;"),
    ],
)
def test_title_is_found(info: str) -> None:
    """A title may be quoted and braced as authors of several tools do."""
    assert parse_info(info).title == "my app.py"


@pytest.mark.parametrize(
    ("info", "title"),
    [
        ("py title=app.py linenos", "app.py"),
        ("py title=2048.py", "2048.py"),
        ("jsx:title=src/x.js {1}", "src/x.js"),
        ("rust,linenos,name=mod.rs", "mod.rs"),
        ("ruby:app/models/x.rb {2}", "app/models/x.rb"),
        (r'py title="a \"b\" c"', 'a "b" c'),
        ('py title="first" file="second"', "first"),
        ('py title="never closed', ""),
        ("py title", ""),
        ("app.py", ""),
    ],
)
def test_title_without_quotes(info: str, title: str) -> None:
    """A title of one word needs no quotes; the first of two counts."""
    assert parse_info(info).title == title


@pytest.mark.parametrize(
    ("info", "marked"),
    [
        ("py {2}", ((2, 2),)),
        ("py{1,3-5}", ((1, 1), (3, 5))),
        ("py { 1, 3 - 5 }", ((1, 1), (3, 5))),
        ("py {1} {4}", ((1, 1), (4, 4))),
        ('py hl_lines="2 4-5"', ((2, 2), (4, 5))),
        ('go {hl_lines=[8,"15-17"]}', ((8, 8), (15, 17))),
        ("rust,linenos,hl_lines=3-5 8-9 11", ((3, 5), (8, 9), (11, 11))),
        ("js mark={1,2}", ((1, 1), (2, 2))),
        ("js {1-999999999}", ((1, 999999999),)),
        ("js {0-2}", ((1, 2),)),
    ],
)
def test_marked_lines_are_found(info: str, marked: tuple[tuple[int, int], ...]) -> None:
    """Lines to point out are ranges, however many lines they have."""
    assert parse_info(info).marked == marked


@pytest.mark.parametrize(
    "info", ["js {0}", "js {5-3}", "js {}", "js {-}", "js {a}", "js {99999999999999999999}", "js {2"]
)
def test_what_is_no_line_is_passed_over(info: str) -> None:
    """A range the wrong way round, line nought and what is no number are ignored without a word."""
    assert parse_info(info) == FenceInfo("js")


@pytest.mark.parametrize(
    ("info", "has_numbers", "first_number"),
    [
        ("py", None, 1),
        ("py linenos", True, 1),
        ("py linenos=table", True, 1),
        ("py linenos=false", False, 1),
        ("py {linenos=true,linenostart=199}", True, 199),
        ("py,linenos,linenostart=20", True, 20),
        ('py linenums="10"', True, 10),
        ("py showLineNumbers", True, 1),
        ("py showLineNumbers=false", False, 1),
        ("py showLineNumbers=5", True, 5),
        ("py showLineNumbers{5}", True, 5),
        ("py showLineNumbers startLineNumber=7", True, 7),
        ("py:line-numbers {1}", True, 1),
        ("py:line-numbers=2 {1}", True, 2),
        ("py:no-line-numbers", False, 1),
        ("py{numberLines: true}", True, 1),
        ('{.py .numberLines startFrom="100"}', True, 100),
        ("py copy linenothing", None, 1),
    ],
)
def test_line_numbers_are_found(info: str, *, has_numbers: bool | None, first_number: int) -> None:
    """Lines are numbered, from some number on, or not, or as the site does; each tool has its own word for it."""
    said = parse_info(info)
    assert (said.has_numbers, said.first_number) == (has_numbers, first_number)


def test_all_at_once() -> None:
    """What one tool's authors write in a row is read in a row."""
    assert parse_info('python title="app.py" {3,5-7} linenos /word/ ins={2} frame="none" no-copy') == FenceInfo(
        "python", "app.py", ((3, 3), (5, 7)), has_numbers=True
    )


@given(st.text(st.sampled_from("ab1 \"'{}[]=:,-.\\/#&"), max_size=60))
def test_any_info_string_is_read(info: str) -> None:
    """No info string is an error, and no line number is below one."""
    said = parse_info(info)
    assert all(1 <= first <= last for first, last in said.marked)


@pytest.mark.parametrize(
    "part",
    [
        "a={",
        "a=[",
        'a="',
        'a="\\" ',
        "a='",
        "{1,",
        "1-",
        "a",
        "a ",
        "a-",
        ":",
        "\\",
        "{",
        "a=1 ",
        "/",
        "/1",
        "/a",
        "{#a ",
    ],
)
def test_reading_takes_no_longer_than_linear(part: str) -> None:
    """An info string of a hundred thousand signs is read at once, whatever it repeats."""
    start = time.process_time()
    parse_info("py " + part * (100_000 // len(part)))
    parse_info(part * (100_000 // len(part)))
    assert time.process_time() - start < 2


def test_aliases_lead_to_what_pygments_has() -> None:
    """Each name in our table stands for one that Pygments knows, so that none is a dead end."""
    known = {alias for _, aliases, _, _ in get_all_lexers(plugins=False) for alias in aliases}
    ours = ["jsonc", "viml", "patch", "sh-session", "svelte", "el", "plsql", "kt", "erb", "gitconfig", "docker-compose"]
    assert {standard_name(alias) for alias in ours} <= known
    assert not {standard_name(name) for name in PLAIN_LANGUAGES} - PLAIN_LANGUAGES
