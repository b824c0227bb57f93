"""Hugo's shortcodes, as far as they stand for something that Markdown can say.

Knows those of https://gohugo.io/content-management/shortcodes/; does not know what a theme defines.
"""

import posixpath
import re

from generator.importing.edits import Edit, apply_edits, line_of, start_of
from generator.importing.fronts import Unread
from generator.importing.notes import Catalogue, Note, Translation
from generator.importing.relinking import write_link
from generator.importing.tags import Arguments, read_arguments, starts_line, write_fence

_PIECE = re.compile(
    r"\{\{(?P<mark>[<%])(?P<literal>/\*)?+\s*+(?P<closing>/)?+\s*+(?P<name>[\w.-]++(?:/[\w.-]++)*+)?+"
    r"(?P<rest>(?:[^>%{]++|\{(?!\{[<%])|[>%](?!\}\}))*+)[>%]\}\}"
)
"""Gives nothing back, so that no text is gone through twice."""
_FIGURE_KEYS = frozenset({"src", "alt", "caption", "title", "link"})


def translate_shortcodes(note: Note, catalogue: Catalogue) -> Translation:
    """Write as Markdown what shortcodes stand for; what is not understood stays as it is, and is told."""
    return _Translator(note, catalogue).translate()


class _Translator:
    """What was found so far in one body."""

    def __init__(self, note: Note, catalogue: Catalogue) -> None:
        self.note, self.catalogue = note, catalogue
        self.body = note.head.body
        self.edits: list[Edit] = []
        self.unread: list[Unread] = []
        self.settled: dict[str, None] = {}

    def translate(self) -> Translation:
        position = 0
        while (match := _PIECE.search(self.body, position)) is not None:
            position = self._take(match)
        edited = apply_edits(self.body, self.edits)

        def find_line(line: int) -> int:
            return line_of(self.body, edited.find_origin(start_of(edited.text, line)))

        return Translation(edited.text, find_line, frozenset(self.settled), unread=tuple(self.unread))

    def _take(self, match: re.Match[str]) -> int:
        """Translate what was found; the answer is where to go on."""
        name = match["name"] or ""
        if match["literal"] and match["rest"].rstrip().endswith("*/"):
            # Written so that Hugo shows it rather than running it.
            text = match.group().replace("/*", "", 1)
            index = text.rindex("*/")
            self.edits.append(Edit(match.start(), match.end(), text[:index] + text[index + 2 :]))
        elif name in {"ref", "relref"}:
            self._take_reference(match)
        elif name == "figure":
            self._take_figure(match)
        elif name == "highlight" and not match["closing"]:
            return self._take_code(match)
        else:
            self._tell(match, f'the shortcode "{name}" stays as it is')
        return match.end()

    def _take_reference(self, match: re.Match[str]) -> None:
        address = _read_arguments(match).get("path", 0)
        path, hash_mark, fragment = address.partition("#")
        path = path.strip()
        found = self.find_page(path) if path else self.note.path
        if not found:
            self._tell(match, f'"{address}" is no page of this site')
            return
        written = write_link(self.note.target, self.catalogue.target_of(found)) if path else ""
        written += hash_mark + fragment
        self.settled[written] = None
        self.edits.append(Edit(match.start(), match.end(), written))

    def find_page(self, path: str) -> str:
        """Find a page as Hugo does: from the folder, from the root of the content, then by name alone."""
        places = (path.strip("/"),) if path.startswith("/") else (self._beside(path), path)
        for place in places:
            for candidate in (place, posixpath.join("content", place)):
                found = self.catalogue.find(candidate)
                if found in self.catalogue.by_path:
                    return found
        name = posixpath.basename(path.rstrip("/")).lower()
        named = [path for path in self.catalogue.by_name.get(name, ()) if path in self.catalogue.by_path]
        bundles = [
            note.path
            for note in self.catalogue.notes
            if posixpath.basename(posixpath.dirname(note.path)).lower() == name
            and note.path in self.catalogue.folder_texts.values()
        ]
        return next(iter((*named, *bundles)), "")

    def _beside(self, path: str) -> str:
        return posixpath.normpath(posixpath.join(posixpath.dirname(self.note.path), path))

    def _take_figure(self, match: re.Match[str]) -> None:
        given = _read_arguments(match)
        source = given.get("src", 0)
        if not source:
            self._tell(match, "a figure without a picture stays as it is")
            return
        self.edits.append(Edit(match.start(), match.end(), _write_figure(given, source)))
        lost = [key for key, _ in given.named if key not in _FIGURE_KEYS]
        if lost:
            self._tell(match, f"of this figure {', '.join(lost)} is not kept")

    def _take_code(self, match: re.Match[str]) -> int:
        end = re.compile(r"\{\{[<%]\s*/\s*highlight\s*[>%]\}\}").search(self.body, match.end())
        is_first, indent = starts_line(self.body, match.start())
        if end is None or not is_first:
            where = "is never closed" if end is None else "begins within a line"
            self._tell(match, f"code that {where} stays as it is")
            return match.end()
        language, *others = _read_arguments(match).listed or ("",)
        named = [f'{key}="{value}"' for key, value in _read_arguments(match).named]
        options = [_write_option(part) for part in re.split(r",\s*(?=\w+=)", ",".join(others)) if part] + named
        info = f"{language} {{{','.join(options)}}}" if options else language
        self.edits.append(
            Edit(match.start(), end.end(), write_fence(self.body[match.end() : end.start()], info, indent))
        )
        return end.end()

    def _tell(self, match: re.Match[str], reason: str) -> None:
        self.unread.append(Unread(line_of(self.body, match.start()), reason))


def _read_arguments(match: re.Match[str]) -> Arguments:
    # A slash at the end closes the shortcode at once.
    return read_arguments(match["rest"].rstrip().removesuffix("/"))


def _write_option(option: str) -> str:
    key, _, value = option.partition("=")
    return f'{key.strip()}="{value.strip()}"' if " " in value.strip() else option.strip()


def _write_figure(given: Arguments, source: str) -> str:
    """Write a figure as a picture, with its caption as a paragraph below."""
    caption, title = given.get("caption"), given.get("title")
    alt = given.get("alt") or caption or title
    address = f"<{source}>" if " " in source else source
    quoted = title.replace('"', '\\"')
    picture = f'![{_escape(alt)}]({address} "{quoted}")' if title else f"![{_escape(alt)}]({address})"
    if given.get("link"):
        picture = f"[{picture}]({given.get('link')})"
    return f"{picture}\n\n*{caption}*" if caption else picture


def _escape(words: str) -> str:
    return re.sub(r"([\[\]\\])", r"\\\1", words)
