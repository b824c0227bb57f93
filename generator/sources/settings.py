"""`site.yaml` as a value.

Does not know where the site lies, nor what the settings are used for.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated, Final, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

import msgspec

from generator.errors import Problem, suggest
from generator.sources.cvfacts import CvFacts, check_spans
from generator.sources.decode import Checked, Shorthand, decode
from generator.sources.values import Check, Report, shorten
from generator.sources.webaddress import NOT_IN_URL, WebAddress, check_web_address
from generator.sources.yamldoc import YamlList, YamlMapping, YamlNode, YamlScalar, parse_yaml

PERMALINK_PLACEHOLDERS: Final = ("path", "slug", "folder", "year", "month", "day")
"""What a permalink pattern may name; `generator.model.permalink` fills them in."""

_LOOPBACK = re.compile(r"127\.[0-9.]+")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_EDITOR_PLACEHOLDERS: Final = ("path", "line", "column")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*")
_RUNNING_SCHEMES: Final = frozenset({"javascript", "data", "vbscript", "blob"})
"""Addresses that a browser runs or shows by itself."""
_COMMIT = re.compile(r"[0-9a-fA-F]{7,64}")


def check_timezone(text: str) -> tuple[str, str] | None:
    """Say what is wrong with the name of a time zone.

    >>> check_timezone("Europe/Berlni")
    ('must be a time zone, found the text "Europe/Berlni"', 'did you mean "Europe/Berlin"?')
    """
    if _is_zone(text):
        return None
    hint = suggest(text, available_timezones()) or "name it as Europe/Berlin or UTC"
    return f'must be a time zone, found the text "{shorten(text)}"', hint


def _is_zone(name: str) -> bool:
    # `localtime` is another zone on every machine; the list of all zones takes a walk through their folder.
    if name == "localtime":
        return False
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def check_base_url(text: str) -> tuple[str, str] | None:
    """Say what is wrong with the address of the site.

    >>> check_base_url("https://example.org/journal?a=b")
    ('must be an address without "?" and "#", found the text "https://example.org/journal?a=b"', '')
    """
    if "?" in text or "#" in text:
        return f'must be an address without "?" and "#", found the text "{shorten(text)}"', ""
    return check_web_address(text)


def _check_placeholders(text: str, known: Sequence[str]) -> tuple[str, str] | None:
    """Say which placeholder of a pattern is unknown, and which may have been meant."""
    written = [f"{{{name}}}" for name in known]
    for name in _PLACEHOLDER.findall(text):
        unknown = f"{{{name}}}"
        if name not in known:
            others = f"there are {', '.join(written)}" if len(written) > 1 else f'the only one is "{written[0]}"'
            return f'has the unknown placeholder "{unknown}"', suggest(unknown, written) or others
    return None


def _check_has_path(text: str) -> tuple[str, str] | None:
    return None if "{path}" in text else ('must have "{path}" in it, for the path of the file', "")


def check_permalink(text: str) -> tuple[str, str] | None:
    """Say what is wrong with a pattern of addresses.

    >>> check_permalink("/{yaer}/{slug}/")
    ('has the unknown placeholder "{yaer}"', 'did you mean "{year}"?')
    """
    if fault := _check_placeholders(text, PERMALINK_PLACEHOLDERS):
        return fault
    rest = _PLACEHOLDER.sub("", text)
    if "{" in rest or "}" in rest:
        return f'has a brace without its partner, found the text "{shorten(text)}"', ""
    if not text.startswith("/") or not text.endswith("/"):
        return f'must begin and end with "/", found the text "{shorten(text)}"', f'write "/{text.strip("/")}/"'
    if NOT_IN_URL.search(rest) or "?" in rest or "#" in rest or "/../" in rest or "/./" in rest:
        return f'must be a path of an address, found the text "{shorten(text)}"', ""
    return None


def check_edit_url(text: str) -> tuple[str, str] | None:
    """Say what is wrong with the pattern of edit links."""
    if fault := _check_placeholders(text, ("path",)) or _check_has_path(text):
        return fault
    return check_web_address(text.replace("{path}", "path"))


def check_editor_url(text: str) -> tuple[str, str] | None:
    """Say what is wrong with the pattern of links to an editor; an empty one means that there are to be none.

    >>> check_editor_url("vscode://file{path}:{lien}")
    ('has the unknown placeholder "{lien}"', 'did you mean "{line}"?')
    """
    if not text:
        return None
    if fault := _check_placeholders(text, _EDITOR_PLACEHOLDERS) or _check_has_path(text):
        return fault
    scheme, mark, _ = text.partition(":")
    if not mark or not _SCHEME.fullmatch(scheme) or scheme.lower() in _RUNNING_SCHEMES:
        return (
            f'must be an address of an editor, found the text "{shorten(text)}"',
            'such as "vscode://file{path}:{line}:{column}"',
        )
    return None


def check_link(text: str) -> tuple[str, str] | None:
    """Say what is wrong with the target of a navigation item: a path of the site, or an address of the web."""
    if text.startswith("/") and not text.startswith("//") and not NOT_IN_URL.search(text):
        return None
    if text.startswith("mailto:"):
        return None
    fault = check_web_address(text)
    if fault is None:
        return None
    hint = "" if ":" in text or text.startswith("/") else f'write "/{text}"'
    return f'must begin with "/" or https://, found the text "{shorten(text)}"', hint


def check_commit(text: str) -> tuple[str, str] | None:
    """Say what is wrong with the id of a commit.

    >>> check_commit("a1b2c3")
    ('must be the id of a commit, at least 7 of its digits, found the text "a1b2c3"', '')
    """
    if _COMMIT.fullmatch(text):
        return None
    hint = "git log --oneline shows them" if not re.fullmatch("[0-9a-fA-F]*", text) else ""
    return f'must be the id of a commit, at least 7 of its digits, found the text "{shorten(text)}"', hint


def check_language(text: str) -> tuple[str, str] | None:
    """Say what is wrong with the tag of a language."""
    if re.fullmatch(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*", text):
        return None
    return f'must be the tag of a language such as "en" or "pt-BR", found the text "{shorten(text)}"', ""


def accept_extension(_name: str) -> tuple[str, str] | None:
    """Find nothing wrong; which extensions there are is known to the room that uses them."""
    return None


CommitName = Annotated[str, Checked(check_commit), msgspec.Meta(extra_json_schema={"pattern": "^[0-9a-fA-F]{7,64}$"})]


class Author(msgspec.Struct, frozen=True):
    """Who writes the journal; the name alone may be written in its place."""

    name: Annotated[str, Shorthand(), msgspec.Meta(description="The author's name.")] = ""
    url: Annotated[WebAddress, msgspec.Meta(description="The author's own address on the web.")] = ""
    email: Annotated[str, msgspec.Meta(description="The author's mail address; it is published in the feeds.")] = ""


class NavigationItem(msgspec.Struct, frozen=True):
    """One item of the main navigation."""

    title: Annotated[str, msgspec.Meta(description="The words of the link.")]
    url: Annotated[
        str,
        Checked(check_link),
        msgspec.Meta(description="Where it leads: a path of the site such as /about/, or an address."),
    ]


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What an author may set for the whole site."""

    title: Annotated[str, msgspec.Meta(description="The title of the site.")] = "Learning journal"
    description: Annotated[str, msgspec.Meta(description="One or two sentences on what the site is.")] = ""
    author: Annotated[Author, msgspec.Meta(description="Who writes it: a name, or name, url and email.")] = Author()
    language: Annotated[
        str, Checked(check_language), msgspec.Meta(description="The language of the site, as HTML has it.")
    ] = "en"
    timezone: Annotated[
        str,
        Checked(check_timezone),
        msgspec.Meta(description="The time zone of all times that name none, such as Europe/Berlin."),
    ] = "UTC"
    base_url: Annotated[
        str,
        Checked(check_base_url),
        msgspec.Meta(
            description="Where the site will be, such as https://user.github.io/repo.",
            extra_json_schema={"pattern": "^https?://[^?#]*$"},
        ),
    ] = ""
    permalink: Annotated[
        str,
        Checked(check_permalink),
        msgspec.Meta(
            description="The addresses of entries, of {path} {slug} {folder} {year} {month} {day}.",
            extra_json_schema={"pattern": "^/.*/$"},
        ),
    ] = "/{path}/"
    entries_per_page: Annotated[int, msgspec.Meta(ge=1, description="How many entries a page of a list has.")] = 50
    feed_entries: Annotated[int, msgspec.Meta(ge=1, description="How many entries a feed has.")] = 20
    edit_url: Annotated[
        str,
        Checked(check_edit_url),
        msgspec.Meta(
            description="Where a file can be edited, with {path} in it.",
            extra_json_schema={"pattern": "^https?://.*\\{path\\}"},
        ),
    ] = ""
    editor_url: Annotated[
        str,
        Checked(check_editor_url),
        msgspec.Meta(
            description="How the preview opens a place in an editor, with {path}, {line} and {column} in it.",
            extra_json_schema={"pattern": "^$|\\{path\\}"},
        ),
    ] = "vscode://file{path}:{line}:{column}"
    repository_url: Annotated[WebAddress, msgspec.Meta(description="Where the journal's files can be seen.")] = ""
    navigation: Annotated[
        tuple[NavigationItem, ...] | None,
        msgspec.Meta(description="The main navigation, in place of the one that is made from what there is."),
    ] = None
    cv: Annotated[CvFacts, msgspec.Meta(description="What the page /cv/ says that the journal cannot know.")] = (
        CvFacts()
    )
    now_stale_days: Annotated[
        int, msgspec.Meta(ge=0, description="After how many days without an entry a skill is no longer worked on.")
    ] = 21
    now_marker: Annotated[
        str, msgspec.Meta(description="What stands beside the skill that is worked on; nothing if it is empty.")
    ] = "⬅️💻☕"
    git_dates: Annotated[bool, msgspec.Meta(description="Whether git is asked for dates that are not given.")] = True
    search: Annotated[bool, msgspec.Meta(description="Whether the site has a search.")] = True
    ignore_revs: Annotated[
        tuple[CommitName, ...],
        msgspec.Meta(description="Commits that the chart of progress passes over, such as those of mass edits."),
    ] = ()
    raw_html: Annotated[
        Literal["sanitize", "allow"],
        msgspec.Meta(description="What becomes of HTML in Markdown: reduced to what GitHub allows, or as it is."),
    ] = "sanitize"
    remote_pictures: Annotated[
        Literal["link", "show"],
        msgspec.Meta(description="What becomes of pictures of other hosts: links to them, or fetched from there."),
    ] = "link"
    math: Annotated[bool, msgspec.Meta(description="Whether $x$ and $$x$$ are formulas.")] = True
    line_numbers: Annotated[bool, msgspec.Meta(description="Whether the lines of code are numbered.")] = False
    markdown_extensions: Annotated[
        tuple[str, ...], msgspec.Meta(description="Extensions of Python-Markdown, such as pymdownx.mark.")
    ] = ()

    @property
    def base_path(self) -> str:
        """What stands before each address on the site's host.

        >>> Settings(base_url="https://user.github.io/repo").base_path, Settings().base_path
        ('/repo', '')
        """
        return urlsplit(self.base_url).path.rstrip("/")

    @property
    def is_shareable(self) -> bool:
        """Whether the site has an address that others can follow, and not only this machine.

        >>> [Settings(base_url=url).is_shareable for url in ("https://example.org", "http://localhost:4000/a", "")]
        [True, False, False]
        """
        host = urlsplit(self.base_url).hostname or ""
        return (
            bool(host)
            and host not in {"localhost", "::1"}
            and not host.endswith(".localhost")
            and not _LOOPBACK.match(host)
        )

    @property
    def zone(self) -> ZoneInfo:
        """The time zone itself."""
        return ZoneInfo(self.timezone)


def parse_settings(
    text: str, path: str, check_extension: Check = accept_extension
) -> tuple[Settings, tuple[Problem, ...]]:
    r"""Read the settings; one that has a problem keeps its default, so that the build can look for further problems.

    Args:
        text: what the file says.
        path: how problems call it.
        check_extension: says what is wrong with the name of an extension of Markdown; such a one is left out.

    >>> settings, problems = parse_settings("title: Notes\nbase_url: https://example.org/\n", "site.yaml")
    >>> settings.title, settings.base_url, problems
    ('Notes', 'https://example.org', ())
    """
    node, problems = parse_yaml(text, path)
    if node is None:
        return Settings(), problems
    settings, wrong = decode(node, Settings, path, text, noun=path.rpartition("/")[2])
    settings = settings or Settings()
    report = Report(path, text)
    check_spans(node, report)
    extensions = _check_extensions(settings.markdown_extensions, node, check_extension, report)
    settings = msgspec.structs.replace(
        settings,
        base_url=settings.base_url.rstrip("/"),
        markdown_extensions=tuple(extensions),
        ignore_revs=tuple([name.lower() for name in settings.ignore_revs if name]),
    )
    return settings, problems + wrong + tuple(report.problems)


def _check_extensions(names: Iterable[str], node: YamlNode, check: Check, report: Report) -> Iterator[str]:
    """Give those of the names that can be used, each once, and point at the others where they are written."""
    for name in dict.fromkeys(names):
        fault = check(name)
        if fault is None:
            yield name
            continue
        message, hint = fault
        for place in _find_items(node, "markdown_extensions"):
            if place.raw == name:
                report.add(f'an item of "markdown_extensions" {message}', place, hint=hint)


def _find_items(node: YamlNode, key: str) -> Iterator[YamlScalar]:
    """Give the texts that stand under a key, or the one text that stands there in place of a list."""
    for name, value in node.pairs if isinstance(node, YamlMapping) else ():
        if name.raw == key:
            items = value.items if isinstance(value, YamlList) else (value,)
            yield from (item for item in items if isinstance(item, YamlScalar))


def with_base_url(settings: Settings, base_url: str) -> Settings:
    """Take another address for the site, such as the command line's; it must have passed `check_base_url`."""
    return msgspec.structs.replace(settings, base_url=base_url.rstrip("/"))
