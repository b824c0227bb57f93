"""A drawing in SVG, written anew without what nobody sees: notes, names and paths of its editor, scripts.

Knows which parts of a drawing are seen; does not know how they look.
"""

import re
from base64 import b64decode, b64encode
from collections.abc import Mapping
from html import escape
from urllib.parse import unquote, unquote_to_bytes
from xml.parsers import expat

from generator.imaging.moving import strip_moving
from generator.imaging.opening import PictureError
from generator.imaging.variants import make_exact

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_XML = "http://www.w3.org/XML/1998/namespace"
_XHTML = "http://www.w3.org/1999/xhtml"
_MATHML = "http://www.w3.org/1998/Math/MathML"

_UNSEEN = frozenset({"script", "metadata", "handler", "listener"})
_WORDS = frozenset(
    {
        *("a", "abbr", "b", "blockquote", "body", "br", "code", "dd", "del", "div", "dl", "dt", "em", "h1", "h2", "h3"),
        *("h4", "h5", "h6", "hr", "i", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "s", "samp", "small", "span"),
        *("strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "u", "ul", "var"),
    }
)
"""Of HTML inside a drawing, what shows words."""
_ANIMATIONS = frozenset({"set", "animate", "animatemotion", "animatetransform"})
_NOTES = re.compile(r"on.*|data-.*|content|xml:base|ping|srcdoc", re.IGNORECASE)
"""Attributes that do something, or are notes of a program: some keep their whole document in one."""
_ACTIVE = re.compile(r"(?:javascript|vbscript|data(?!:image/(?:png|jpe?g|gif|webp|svg\+xml)[;,])):", re.IGNORECASE)
_SPACES = re.compile(r"[\s\x00-\x20]+")
_EMBEDDED = re.compile(r"data:image/[a-z+.-]+(;[^,]*)?,", re.IGNORECASE)
_FONT = re.compile(r"data:(?:font/|application/(?:x-)?font-|application/octet-stream)", re.IGNORECASE)
_IN_STYLES = re.compile(r"""url\(\s*(["']?)\s*(data:[^"')]*)\1\s*\)|@import[^;]*;?|javascript:""", re.IGNORECASE)

_LONGEST_ENTITY = 200
_MOST_ENTITIES = 64
_MOST_BYTES = 16 * 1024 * 1024
_DEEPEST = 256


def clean_drawing(data: bytes) -> bytes:
    r"""Write a drawing anew.

    Raises:
        PictureError: it is no SVG, or no browser would read it.

    >>> clean_drawing(b'<svg xmlns="http://www.w3.org/2000/svg"><!-- Ann --><metadata>Ann</metadata><g id="a"/></svg>')
    b'<svg xmlns="http://www.w3.org/2000/svg"><g id="a"/></svg>\n'
    """
    writer = _Writer()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.ordered_attributes = False
    parser.StartElementHandler = writer.start
    parser.EndElementHandler = writer.end
    parser.CharacterDataHandler = writer.write_text
    parser.EntityDeclHandler = writer.declare
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        words = expat.ErrorString(error.code)
        raise PictureError(f"is no drawing that can be read: {words} in line {error.lineno}", _SAVE_AGAIN) from error
    return writer.finish()


_SAVE_AGAIN = "open it in a program for drawings, and save it as plain SVG"


class _Writer:
    """Writes what is seen of a drawing, as it is read."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._size = 0
        self._scopes: list[Mapping[str, str]] = [{"xml": _XML}]
        """The namespaces of each element that is open, by prefix."""
        self._names: list[str] = []
        self._skipped = 0
        """How many elements are open that are left out, with all that is in them."""
        self._is_tag_open = False
        self._entities = 0

    def declare(
        self, name: str, is_parameter: int, value: str | None, _base: str | None, _system: str | None, *_: str | None
    ) -> None:
        """Let through short words for long ones, as some programs declare; nothing that grows, and no files."""
        self._entities += 1
        is_plain = not is_parameter and value is not None and not set(value) & set("&%<")
        if not is_plain or len(value or "") > _LONGEST_ENTITY or self._entities > _MOST_ENTITIES:
            raise PictureError(f'declares the entity "{name}", which is not read', _SAVE_AGAIN)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Write a tag, unless it is one of what is left out."""
        if self._skipped:
            self._skipped += 1
            return
        if not self._names and name == "svg" and "xmlns" not in attributes:
            # Without it no browser would show the file, though in a page it works.
            attributes = {"xmlns": _SVG, **attributes}
        scope = self._scopes[-1]
        own = {key.partition(":")[2]: uri for key, uri in attributes.items() if key.split(":")[0] == "xmlns"}
        if own:
            scope = {**scope, **own}
        prefix, _, local = name.rpartition(":")
        if not self._names and (local != "svg" or scope.get(prefix) != _SVG):
            raise PictureError("is no drawing: it does not begin with <svg> in SVG's namespace", _SAVE_AGAIN)
        if not _is_seen(scope.get(prefix, ""), local, attributes):
            self._skipped = 1
            return
        if len(self._names) >= _DEEPEST:
            raise PictureError(f"has more than {_DEEPEST} elements inside each other", _SAVE_AGAIN)
        self._close_tag()
        self._scopes.append(scope)
        self._names.append(name)
        written = (
            f' {key}="{escape(clean)}"'
            for key, value in attributes.items()
            if (clean := _clean_attribute(key, value, scope)) is not None
        )
        self._write(f"<{name}{''.join(written)}")
        self._is_tag_open = True

    def end(self, name: str) -> None:
        """Write an end tag."""
        if self._skipped:
            self._skipped -= 1
            return
        self._scopes.pop()
        self._names.pop()
        self._write("/>" if self._is_tag_open else f"</{name}>")
        self._is_tag_open = False

    def write_text(self, text: str) -> None:
        """Write what stands between tags."""
        if self._skipped:
            return
        self._close_tag()
        if self._names[-1].rpartition(":")[2] == "style":
            text = _clean_style(text)
        self._write(escape(text, quote=False))

    def finish(self) -> bytes:
        """Give the whole."""
        return "".join(self._parts).encode("utf-8") + b"\n"

    def _close_tag(self) -> None:
        if self._is_tag_open:
            self._write(">")
            self._is_tag_open = False

    def _write(self, text: str) -> None:
        self._parts.append(text)
        self._size += len(text)
        if self._size > _MOST_BYTES:
            raise PictureError(f"has more than {_MOST_BYTES:,} bytes", _SAVE_AGAIN)


def _is_seen(namespace: str, name: str, attributes: Mapping[str, str]) -> bool:
    """Tell whether an element is part of the picture."""
    if namespace == _SVG:
        lowered = name.lower()
        changes = attributes.get("attributeName", "").rpartition(":")[2].lower()
        return lowered not in _UNSEEN and not (
            lowered in _ANIMATIONS and (changes == "href" or changes.startswith("on"))
        )
    return namespace == _MATHML or (namespace == _XHTML and name.lower() in _WORDS)


def _clean_attribute(name: str, value: str, scope: Mapping[str, str]) -> str | None:
    """Give what is to be written of an attribute; nothing if it is left out."""
    prefix, _, local = name.rpartition(":")
    if name == "xmlns" or prefix == "xmlns":
        return value if value in {_SVG, _XLINK, _XHTML, _MATHML} else None
    if _NOTES.fullmatch(name) or (prefix and scope.get(prefix) not in {_SVG, _XLINK, _XML}):
        return None
    if local.lower() in {"href", "src"}:
        return None if _ACTIVE.match(_SPACES.sub("", value)) else _clean_embedded(value)
    if "(" in value or ":" in value:
        return _clean_style(value)
    return value


def _clean_style(text: str) -> str:
    """Leave out of a style what would be fetched or run; a picture in it is made anew."""

    def replace(match: re.Match[str]) -> str:
        if match[2] is None:
            return ""
        return f"url({match[1]}{_clean_embedded(match[2])}{match[1]})"

    return _IN_STYLES.sub(replace, text)


def _clean_embedded(address: str) -> str:
    """Make a picture anew that stands in an address, as it may be a photograph with all that its camera wrote."""
    stripped = address.strip()
    head = _EMBEDDED.match(stripped)
    if head is None:
        return "" if stripped[:5].lower() == "data:" and not _FONT.match(stripped) else address
    written = stripped[head.end() :]
    try:
        is_encoded = "base64" in (head[1] or "").lower()
        data = b64decode(_SPACES.sub("", unquote(written)), validate=True) if is_encoded else unquote_to_bytes(written)
    except ValueError:
        return ""
    if "svg" in stripped[: head.end()].lower():
        return "data:image/svg+xml;base64," + b64encode(clean_drawing(data)).decode()
    if data.startswith(b"GIF8"):
        return "data:image/gif;base64," + b64encode(strip_moving(data)).decode()
    return "data:image/webp;base64," + b64encode(make_exact(data)).decode()
