"""What an author may say of an entry or a page above its text, and where the text begins.

Knows neither the time zone, nor which skills there are, nor what a title becomes if there is none.
"""

import re
from typing import Annotated, Final

import msgspec

from generator.errors import Location, Problem, Severity, problem_at
from generator.sources.dates import DATE_PATTERN, check_date
from generator.sources.decode import Checked, SplitCommas, decode
from generator.sources.slugs import make_slug
from generator.sources.values import shorten
from generator.sources.yamldoc import Limits, YamlNode, find_node, parse_yaml
from generator.sources.yamlplain import parse_plain_yaml

_SLUG_PART = r"[^\s\x00-,./:-@A-Z\[-`{-\x7f-]+"
SLUG_PATTERN: Final = f"^{_SLUG_PART}(-{_SLUG_PART})*$"
"""Nearly the rule, for editors: JSON Schema's patterns do not know the letters of other scripts."""


def check_slug(text: str) -> tuple[str, str] | None:
    """Say what is wrong with a slug, after the name of its field, and which one may be meant.

    >>> check_slug("flask-basics"), check_slug("基础")
    (None, None)
    >>> check_slug("Flask basics")
    ('must be a slug, found the text "Flask basics"', 'write "flask-basics"')
    """
    slug = make_slug(text)
    if slug == text:
        return None
    has_letters = any(char.isalnum() for char in text)
    hint = f'write "{slug}"' if has_letters else "a slug is made of lower-case letters, digits and single hyphens"
    return f'must be a slug, found the text "{shorten(text)}"', hint


DateText = Annotated[str, Checked(check_date), msgspec.Meta(extra_json_schema={"pattern": DATE_PATTERN})]
SlugText = Annotated[str, Checked(check_slug), msgspec.Meta(extra_json_schema={"pattern": SLUG_PATTERN})]


class FrontMatter(msgspec.Struct, frozen=True, kw_only=True):
    """What an author says of an entry; the empty value means that nothing is said."""

    title: Annotated[str, msgspec.Meta(description="The title; without it the first heading is.")] = ""
    date: Annotated[DateText, msgspec.Meta(description="When it was written: 2019-11-29 or 2019-11-29 00:33.")] = ""
    updated: Annotated[DateText, msgspec.Meta(description="When it was last changed; without it git is asked.")] = ""
    summary: Annotated[str, msgspec.Meta(description="One or two sentences for lists, feeds and search engines.")] = ""
    tags: Annotated[tuple[str, ...], SplitCommas(), msgspec.Meta(description="What it is about.")] = ()
    skills: Annotated[
        tuple[str, ...], SplitCommas(), msgspec.Meta(description="The ids of the skills that it shows.")
    ] = ()
    series: Annotated[str, msgspec.Meta(description="The name of the series that it is a part of.")] = ""
    draft: Annotated[bool, msgspec.Meta(description="Not published, except under --drafts.")] = False
    private: Annotated[bool, msgspec.Meta(description="Never published.")] = False
    slug: Annotated[SlugText, msgspec.Meta(description="Its name in the address, in place of the file's.")] = ""
    aliases: Annotated[tuple[str, ...], msgspec.Meta(description="Former addresses, which lead here.")] = ()
    image: Annotated[str, msgspec.Meta(description="A picture for previews, relative to the file.")] = ""


class PageFrontMatter(FrontMatter, frozen=True, kw_only=True):
    """What an author says of a page."""

    nav_order: Annotated[
        int | None,
        msgspec.Meta(
            description="The page's place in the navigation; without one a page comes after those that have one."
        ),
    ] = None
    nav_title: Annotated[str, msgspec.Meta(description="Its title in the navigation, if it is another.")] = ""


class SplitDocument(msgspec.Struct, frozen=True):
    """A text, taken apart at the lines round its front matter."""

    front_text: str | None
    """The lines between; None where there is no front matter."""
    body: str
    body_first_line: int
    is_unclosed: bool = False


class ParsedDocument(msgspec.Struct, frozen=True):
    """What a text says of itself, and the rest of it."""

    front: FrontMatter
    front_text: str
    front_first_line: int
    """The line after the opening dashes; 0 without front matter."""
    body: str
    body_first_line: int


_LIMITS: Final = Limits()
_PLAIN_SIZE: Final = 4096
"""Characters; anything longer than some lines goes the way on which everything is limited."""
_OPENING = re.compile(r"---[ \t]*\r?(?:\n|\Z)")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*\r?(?:\n|\Z)", re.MULTILINE)
# A key, perhaps indented or in quotes by mistake; no sentence with a colon somewhere in it.
_KEY_LINE = re.compile(r"[ \t]*[\"']?(?P<key>[A-Za-z_][\w-]*)[\"']?[ \t]*:(?:[ \t\r]|\Z)")
_KEYS: Final = frozenset(PageFrontMatter.__struct_fields__)


def split_front_matter(text: str) -> SplitDocument:
    r"""Find the front matter: lines between `---` on the first line and the next `---` or `...`.

    A text may as well begin with a thematic break.
    What follows is front matter if its first line (comments and blank lines aside) looks like `key: value`, or a line
    above the first blank one begins with a key that front matter can have.
    Without a second line of dashes the latter alone counts, and the front matter is not closed.

    >>> split_front_matter("---\ntitle: A\n---\nBody")
    SplitDocument(front_text='title: A\n', body='Body', body_first_line=4, is_unclosed=False)
    >>> split_front_matter("---\n\nA rule stands above.").front_text is None
    True
    """
    opening = _OPENING.match(text) if text.startswith("---") else None
    if opening is None:
        return SplitDocument(None, text, 1)
    begin = opening.end()
    closing = _CLOSING.search(text, begin)
    if closing is None:
        return SplitDocument(None, text, 1, is_unclosed=_has_known_key(text, begin, len(text)))
    front_text = text[begin : closing.start()]
    if front_text.strip() and not (_begins_with_key(front_text) or _has_known_key(text, begin, closing.start())):
        return SplitDocument(None, text, 1)
    return SplitDocument(front_text, text[closing.end() :], 3 + front_text.count("\n"))


def parse_front_matter(
    text: str, path: str, type_: type[FrontMatter] = FrontMatter
) -> tuple[ParsedDocument, tuple[Problem, ...]]:
    """Read what stands above a text; fields that have a problem keep their defaults."""
    split = split_front_matter(text)
    if split.front_text is None:
        problems: tuple[Problem, ...] = ()
        if split.is_unclosed:
            hint = "end it with a line of three dashes: ---"
            message = "the front matter that begins here is never closed"
            problems = (problem_at(message, path, text, 1, length=3, hint=hint),)
        return ParsedDocument(type_(), "", 0, split.body, 1), problems
    front, problems = _parse_fields(split.front_text, path, 2, text, type_)
    return ParsedDocument(front, split.front_text, 2, split.body, split.body_first_line), problems


def parse_entry_fields(
    fields_text: str, path: str, first_line: int, whole_text: str
) -> tuple[FrontMatter, tuple[Problem, ...]]:
    """Read the `key: value` lines below a heading of the log, the first of which is line `first_line` of the file."""
    return _parse_fields(fields_text, path, first_line, whole_text, FrontMatter)


def problem_at_field(
    message: str,
    path: str,
    front_text: str,
    first_line: int,
    field: tuple[str | int, ...],
    *,
    hint: str = "",
    severity: Severity = Severity.ERROR,
) -> Problem:
    """Make a problem that points at a field, such as `("skills", 0)`, of a front matter that was read before.

    A field that is not there is shown as the first line, and without front matter as the whole file.
    """
    if not first_line:
        return Problem(message, Location(path), hint=hint, severity=severity)
    node, _ = parse_yaml(front_text, path, first_line=first_line)
    place = find_node(node, *field)
    line, column, length = (place.line, place.column, place.length) if place else (first_line, 1, len(front_text))
    shown = front_text.split("\n")[line - first_line : line - first_line + 1]
    if not shown or not shown[0].strip():
        return Problem(message, Location(path, line, column), hint=hint, severity=severity)
    return problem_at(
        message, path, "\n" * (line - 1) + shown[0], line, column, length=length, hint=hint, severity=severity
    )


def _parse_fields(
    front_text: str, path: str, first_line: int, whole_text: str, type_: type[FrontMatter]
) -> tuple[FrontMatter, tuple[Problem, ...]]:
    if not front_text or front_text.isspace():
        return type_(), ()
    node: YamlNode | None = parse_plain_yaml(front_text, first_line) if len(front_text) <= _PLAIN_SIZE else None
    problems: tuple[Problem, ...] = ()
    if node is None:
        node, problems = parse_yaml(front_text, path, first_line=first_line, whole_text=whole_text, limits=_LIMITS)
    if node is None:
        return type_(), problems
    front, wrong = decode(node, type_, path, whole_text, noun="front matter")
    return front or type_(), problems + wrong


def _begins_with_key(front_text: str) -> bool:
    for line in front_text.split("\n"):
        if line.strip() and not line.lstrip().startswith("#"):
            return _KEY_LINE.match(line) is not None
    # Nothing but comments: a heading between two rules is more likely than front matter that says nothing.
    return False


def _has_known_key(text: str, begin: int, end: int) -> bool:
    """Tell whether a line above the first blank one begins with a key that front matter can have."""
    block_end = text.find("\n\n", begin, end)
    for line in text[begin : end if block_end < 0 else block_end].split("\n"):
        match = _KEY_LINE.match(line)
        if match is not None and match["key"].lower() in _KEYS:
            return True
    return False
