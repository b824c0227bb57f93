"""A page to bytes: a template, or one of the writers of JSON, applied to a context.

Reads nothing but the context, the theme and the bodies it is given; does not know where the bytes go.
"""

import re
from collections.abc import Callable, Mapping
from html import escape

import msgspec
from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError, UndefinedError

from generator.digest import Digest
from generator.errors import GeneratorError, Problem, problem_at, suggest
from generator.markdown.body import LINK_MARK
from generator.model.entry import ImageSize
from generator.plan.contexts import (
    BadgeContext,
    Body,
    Context,
    FeedContext,
    FeedItem,
    FeedSite,
    ResumeContext,
    SiteInfo,
)
from generator.render import compiling, filters, speaking
from generator.render.badges import write_badge
from generator.render.reach import TemplateSource
from generator.render.remote import link_pictures
from generator.render.resume import write_resume
from generator.render.theme import BODY_READER, MissingName, Theme, explain_syntax_error
from generator.render.theme import __name__ as theme_module
from generator.words.words import WordsError

_MARKER = re.compile(f"{LINK_MARK}([0-9]+){LINK_MARK}")
_ADDRESS = rf'\s(?:href|src|poster)\s*=\s*"{LINK_MARK}([0-9]+){LINK_MARK}"'
_MARKED = re.compile(
    rf"""<a class="(wikilink)" data-as="([^"]*)" href="{LINK_MARK}([0-9]+){LINK_MARK}">([^<]*)</a>"""
    rf"|(<img\b[^<>]*?{_ADDRESS})([^<>]*>)|{_ADDRESS}",
    re.IGNORECASE,
)
"""A link by name; a picture, up to its address and to its end; any other address."""
_ALT = re.compile(r"""\salt\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_HAS_NAME = ' data-as="'
_SIZED = re.compile(r"""(?:[^"']|"[^"]*"|'[^']*')*?\s(?:width|height)\s*=""", re.IGNORECASE)
"""An attribute with that name, and not the same words in the picture's description."""
_SOURCED = re.compile(r"""(?:[^"']|"[^"]*"|'[^']*')*?\s(?:srcset|sizes)\s*=""", re.IGNORECASE)
_WIDTH = re.compile(r"""\swidth\s*=\s*["']?([1-9][0-9]{0,4})(?:px)?["'\s/]""", re.IGNORECASE)

_SIZES = "(min-width: 48rem) 40rem, 100vw"
"""How wide a picture is shown: as wide as the column of text, which is as wide as the screen if that is narrow."""

_FORBIDDEN = bytes(code for code in range(0x20) if chr(code) not in "\t\n\r") + b"\x7f"
"""What neither HTML nor XML may hold, not even escaped."""
_NONCHARACTERS = ("\ufffe", "\uffff")

_TEMPLATE_FAULTS = (
    TemplateError,
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What a line of a template can raise by its author's mistake."""
_RUNS_TEMPLATES = (
    *("jinja2.", "markupsafe.", "functools."),
    *(f"{module.__name__}." for module in (compiling, filters, speaking)),
    *(f"{theme_module}.", "generator.words."),
)
"""Modules that only do as a template says."""


def render_page(template: str, context: Context, theme: Theme, bodies: Callable[[Digest], str]) -> bytes:
    """Render one page; templates named `*.json` are writers in this module.

    Args:
        template: the template's name in the theme.
        context: all the page is made from; its fields are the template's variables.
        theme: the templates.
        bodies: gives the HTML that a `Body` names, with the markers of its links.

    Raises:
        GeneratorError: the template has a mistake; its problem names the line.
    """
    if template.endswith(".json"):
        return render_json(template, context, bodies)
    variables = msgspec.structs.asdict(context)
    variables[BODY_READER] = _make_body_reader(context, bodies)
    try:
        text = theme.environment.get_template(template).render(variables)
    except _TEMPLATE_FAULTS as error:
        problem = _explain(error, template, context, theme)
        if problem is None:
            raise
        raise GeneratorError([problem]) from error
    return _encode_text(text)


def render_json(template: str, context: Context, bodies: Callable[[Digest], str]) -> bytes:
    """Write a context as JSON: feeds by JSON Feed 1.1, the CV by JSON Resume, badges for shields.io, the API's files as their contexts are."""
    value: object = context
    if isinstance(context, FeedContext):
        value = _json_feed(context, bodies)
    elif isinstance(context, ResumeContext):
        value = write_resume(context)
    elif isinstance(context, BadgeContext):
        value = write_badge(context)
    elif not template.startswith("api/"):
        raise ValueError(f"no writer for {template} from a {type(context).__name__}")
    return msgspec.json.encode(value) + b"\n"


def fill_links(html: str, hrefs: tuple[str, ...], sizes: tuple[ImageSize, ...] = ()) -> str:
    r"""Put the addresses where their markers stand, and the sizes of pictures beside them.

    A link to nothing becomes its text, a name that means nothing what was written, a picture its words.

    >>> fill_links('<a href="\x1a0\x1a">x</a><a href="\x1a1\x1a">y</a>', ("/a/?b&c", ""))
    '<a href="/a/?b&amp;c">x</a><a>y</a>'
    """
    if LINK_MARK not in html:
        return html
    if sizes or "" in hrefs or _HAS_NAME in html:
        size_of = {size.index: size for size in sizes}
        html = _MARKED.sub(lambda match: _fit(match, hrefs, size_of), html)
    return _MARKER.sub(lambda match: escape(hrefs[int(match[1])]), html)


def _fit(match: re.Match[str], hrefs: tuple[str, ...], size_of: Mapping[int, ImageSize]) -> str:
    """Make what stands round a marker fit what the marker stands for."""
    is_name, source, name_index, text, image, image_index, rest, index = match.groups()
    if is_name:
        if hrefs[int(name_index)]:
            return f'<a class="wikilink" href="{LINK_MARK}{name_index}{LINK_MARK}">{text}</a>'
        # What is harmless in an attribute is a tag in a text.
        return source.replace("<", "&lt;").replace(">", "&gt;")
    if image is None:
        return match[0] if hrefs[int(index)] else ""
    if hrefs[int(image_index)]:
        size = size_of.get(int(image_index))
        return match[0] if size is None else f"{image}{_describe(size, image, rest)}{rest}"
    alt = _ALT.search(match[0])
    words = (alt[1] or alt[2]) if alt else ""
    return f'<span class="missing">{words}</span>' if words else ""


def _describe(size: ImageSize, before: str, rest: str) -> str:
    """Write what is said of a picture beside its address, unless its author has said it."""
    written: list[str] = []
    is_sized = bool(_SIZED.match(before) or _SIZED.match(rest))
    if size.sources and not (_SOURCED.match(before) or _SOURCED.match(rest)):
        own = _WIDTH.search(before) or _WIDTH.search(rest)
        sources = ", ".join(f"{source.href} {source.width}w" for source in size.sources)
        written.append(f'srcset="{escape(sources)}" sizes="{f"{own[1]}px" if own else _SIZES}"')
    if not is_sized:
        written.append(f'width="{size.width}" height="{size.height}"')
    if size.sources:
        written.append('decoding="async"')
    return "".join(f" {each}" for each in written)


def _make_body_reader(context: Context, bodies: Callable[[Digest], str]) -> Callable[..., str]:
    def read_body(body: Body, *, absolute: bool) -> str:
        return _read_body(body, getattr(context, "site", None), bodies, is_absolute=absolute)

    return read_body


def _read_body(
    body: Body, site: SiteInfo | FeedSite | None, bodies: Callable[[Digest], str], *, is_absolute: bool
) -> str:
    html = bodies(body.key)
    if site is None or not site.shows_remote_pictures:
        # Before addresses are filled in: what lies on the site is told from what does not by having none yet.
        html = link_pictures(html)
    if not is_absolute or site is None:
        return fill_links(html, body.hrefs, body.sizes)
    hrefs = tuple(filters.absolute(href, site.base_url) for href in body.hrefs)
    # A program that reads feeds gets one picture: it may know no others, and takes no address but whole ones.
    sizes = tuple(msgspec.structs.replace(size, sources=()) if size.sources else size for size in body.sizes)
    return fill_links(html, hrefs, sizes)


def _encode_text(text: str) -> bytes:
    for character in _NONCHARACTERS:
        # Asking is for nothing where all characters are of Latin.
        if character in text:
            text = text.replace(character, "")
    data = text.encode("utf-8", "replace").translate(None, _FORBIDDEN)
    return data if data.endswith(b"\n") else data + b"\n"


def _json_feed(context: FeedContext, bodies: Callable[[Digest], str]) -> dict[str, object]:
    site = context.site
    author = {"name": site.author, "url": filters.safe_href(site.author_url)}
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": context.title,
        "home_page_url": context.home_url,
        "feed_url": context.url,
        **_without_empty({"description": context.description, "language": site.language}),
        **({"authors": [_without_empty(author)]} if site.author else {}),
        "items": [_json_feed_item(item, site, bodies) for item in context.items],
    }


def _json_feed_item(item: FeedItem, site: FeedSite, bodies: Callable[[Digest], str]) -> dict[str, object]:
    optional = {
        "summary": item.summary,
        "date_published": item.date.timestamp if item.date else "",
        "date_modified": item.updated.timestamp if item.updated else "",
        "tags": item.tags,
    }
    return {
        "id": item.id,
        "url": item.url,
        "title": item.title,
        "content_html": _read_body(item.body, site, bodies, is_absolute=True),
        **_without_empty(optional),
    }


def _without_empty(fields: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in fields.items() if value}


def _explain(error: Exception, template: str, context: Context, theme: Theme) -> Problem | None:
    """Say what is wrong in which line of which template, or nothing if the fault is not a template's."""
    if isinstance(error, TemplateSyntaxError):
        source = theme.templates.get(error.name or template)
        return explain_syntax_error(error, source) if source is not None else None
    place, is_templates_fault = _find_place(error, theme)
    if isinstance(error, TemplateNotFound) and place is None:
        return Problem(f'no template "{template}"', hint=suggest(template, theme.templates))
    if place is None or not (is_templates_fault or isinstance(error, RecursionError)):
        return None
    source, line = place
    if isinstance(error, UndefinedError) and isinstance(error.args[0], MissingName):
        return _explain_missing(error.args[0], context, source, line)
    if isinstance(error, WordsError):
        return _problem_in_line(str(error), source, line, word=error.key, hint=error.hint)
    message = " ".join(str(error).split()).replace("'", '"') or type(error).__name__
    if isinstance(error, RecursionError):
        message = "this template includes itself without end"
    return _problem_in_line(message[:1].lower() + message[1:], source, line)


def _find_place(error: Exception, theme: Theme) -> tuple[tuple[TemplateSource, int] | None, bool]:
    """Find the innermost line of a template in the traceback, and whether only Jinja and filters ran below it."""
    place = None
    is_templates_fault = False
    traceback = error.__traceback__
    while traceback is not None:
        source = theme.find_by_path(traceback.tb_frame.f_code.co_filename)
        if source is not None:
            place = source, traceback.tb_lineno
        module = f"{traceback.tb_frame.f_globals.get('__name__', '')}."
        is_templates_fault = source is not None or module.startswith(_RUNS_TEMPLATES)
        traceback = traceback.tb_next
    return place, is_templates_fault


def _explain_missing(missing: MissingName, context: Context, source: TemplateSource, line: int) -> Problem:
    owner = missing.owner if missing.has_owner else context
    known = _field_names(owner)
    if owner is None:
        message = f'"{missing.name}" is asked of a value that is empty'
        hint = "test the value first, as in {% if date %}"
    elif missing.has_owner:
        message = f'{type(owner).__name__} has no "{missing.name}"'
        hint = suggest(missing.name, known) or _list_names("it has ", known)
    else:
        message = f'unknown name "{missing.name}"'
        hint = suggest(missing.name, known) or _list_names("this page has ", known)
    return _problem_in_line(message, source, line, word=missing.name, hint=hint)


def _field_names(owner: object) -> tuple[str, ...]:
    if not isinstance(owner, msgspec.Struct):
        return ()
    properties = [name for name, value in vars(type(owner)).items() if isinstance(value, property)]
    return (*owner.__struct_fields__, *properties)


def _list_names(words: str, names: tuple[str, ...]) -> str:
    return words + ", ".join(f'"{name}"' for name in names) if names else ""


def _problem_in_line(message: str, source: TemplateSource, line: int, *, word: str = "", hint: str = "") -> Problem:
    text = source.text.split("\n")[line - 1]
    found = re.search(rf"\b{re.escape(word)}\b", text) if word else None
    column = found.start() + 1 if found else len(text) - len(text.lstrip()) + 1
    length = len(word) if found else len(text.rstrip()) - column + 1
    return problem_at(message, source.path, source.text, line, column, length=length, hint=hint)
