"""Liquid, Jekyll's template language, as far as it stands for something that Markdown can say.

Knows the tags of https://jekyllrb.com/docs/liquid/tags/; does not know what a theme defines.
"""

import re

from generator.importing.edits import Edit, apply_edits, line_of, start_of
from generator.importing.fronts import Unread
from generator.importing.literals import find_literals
from generator.importing.notes import Catalogue, Note, Translation
from generator.importing.relinking import write_link
from generator.importing.tags import starts_line, write_fence

_PIECE = re.compile(
    r"\{%-?+\s*+(?P<tag>\w++)(?P<rest>(?:[^%{]++|%(?!\})|\{(?!%))*+)%\}"
    r"|\{\{-?+(?P<output>(?:[^}{]++|\}(?!\})|\{(?!\{))*+)\}\}"
)
"""Gives nothing back, so that no text is gone through twice; a hyphen at the end of what is within is a part of the mark."""
_SITE_PATH = re.compile(r"site\.(?:baseurl|url)(?:\s*\|\s*\w+)*")
_TEXT_AS_PATH = re.compile(
    r"""["'](?P<path>[^"']*)["']\s*(?:\|\s*(?:relative_url|absolute_url|(?:prepend|prefix):\s*site\.(?:baseurl|url)|escape|uri_escape)\s*)+"""
)
_LINK_IN_OUTPUT = re.compile(r"""["'](?P<path>[^"']*)["']\s*""")
_ENDS = {"raw": "endraw", "comment": "endcomment", "highlight": "endhighlight"}
_KRAMDOWN = re.compile(r"^[ \t]*\{:{1,2}[^\n{}]{0,500}\}|(?<=\S)\{:[^\n{}]{0,500}\}", re.MULTILINE)


def translate_liquid(note: Note, catalogue: Catalogue) -> Translation:
    """Write as Markdown what tags stand for; what is not understood stays as it is, and is told."""
    return _Translator(note, catalogue).translate()


def _within(match: re.Match[str]) -> str:
    return match["rest"].rstrip().removesuffix("-").strip()


class _Translator:
    """What was found so far in one body."""

    def __init__(self, note: Note, catalogue: Catalogue) -> None:
        self.note, self.catalogue = note, catalogue
        self.body = note.head.body
        self.edits: list[Edit] = []
        self.unread: list[Unread] = []
        self.settled: dict[str, None] = {}
        self.files: dict[str, None] = {}
        self.is_draft = False

    def translate(self) -> Translation:
        position = 0
        while (match := _PIECE.search(self.body, position)) is not None:
            position = self._take(match)
        self._tell_kramdown()
        edited = apply_edits(self.body, self.edits)

        def find_line(line: int) -> int:
            return line_of(self.body, edited.find_origin(start_of(edited.text, line)))

        return Translation(
            edited.text,
            find_line,
            frozenset(self.settled),
            tuple(self.files),
            is_draft=self.is_draft,
            unread=tuple(self.unread),
        )

    def _take(self, match: re.Match[str]) -> int:
        """Translate what was found; the answer is where to go on."""
        tag = match["tag"]
        if tag is None:
            self._take_output(match)
        elif tag in _ENDS:
            return self._take_block(match)
        elif tag in {"post_url", "link"}:
            self._take_reference(match)
        else:
            self._tell(match, f'the tag "{tag}" stays as it is')
        return match.end()

    def _take_output(self, match: re.Match[str]) -> None:
        written = match["output"].strip().removesuffix("-").strip()
        text = _TEXT_AS_PATH.fullmatch(f"{written} ")
        if _SITE_PATH.fullmatch(written):
            self.edits.append(Edit(match.start(), match.end(), ""))
        elif text is not None:
            self.edits.append(Edit(match.start(), match.end(), "/" + text["path"].lstrip("/")))
        elif literal := _LINK_IN_OUTPUT.fullmatch(written):
            self.edits.append(Edit(match.start(), match.end(), literal["path"]))
        else:
            self._tell(match, f'the value of "{written}" is not known, and stays as it is')

    def _take_block(self, match: re.Match[str]) -> int:
        tag = match["tag"]
        end = re.compile(r"\{%-?\s*" + _ENDS[tag] + r"\s*-?%\}").search(self.body, match.end())
        if end is None:
            self._tell(match, f'the tag "{tag}" is never closed, and stays as it is')
            if tag == "comment":
                self.is_draft = True
                self._tell(match, "a comment begins here and never ends, so that the note is a draft")
            return match.end()
        inner = self.body[match.end() : end.start()]
        if tag == "raw":
            self.edits += [Edit(match.start(), match.end(), ""), Edit(end.start(), end.end(), "")]
        elif tag == "comment":
            self._tell(match, "a comment is private, and left out")
            self.edits.append(Edit(match.start(), end.end(), ""))
        else:
            self._write_code(match, end, inner)
        return end.end()

    def _write_code(self, match: re.Match[str], end: re.Match[str], inner: str) -> None:
        is_first, indent = starts_line(self.body, match.start())
        if not is_first:
            self._tell(match, "code that begins within a line stays as it is")
            return
        language, _, options = _within(match).partition(" ")
        options = re.sub(r"\b(hl_lines|mark_lines)\s*=\s*", "hl_lines=", options.strip())
        inner = re.sub(r"\{%-?\s*(?:end)?raw\s*-?%\}\n?", "", inner)
        self.edits.append(Edit(match.start(), end.end(), write_fence(inner, f"{language} {options}", indent)))

    def _take_reference(self, match: re.Match[str]) -> None:
        name = _within(match).strip("\"'")
        found = self._find_post(name) if match["tag"] == "post_url" else self.catalogue.find(name.lstrip("/"))
        if not found:
            self._tell(match, f'"{name}" is nothing in this folder')
            return
        if found not in self.catalogue.by_path:
            self.files[found] = None
        address = write_link(self.note.target, self.catalogue.target_of(found))
        start = match.start()
        # A base path or host may stand right before it, and is no part of the address here.
        before = re.search(
            r"\{\{-?\s*site\.(?:baseurl|url)[^}]*\}\}(?:\{\{-?\s*site\.baseurl[^}]*\}\})?$",
            self.body[max(0, start - 120) : start],
        )
        if before is None and self.body[start - 1 : start] == "/":
            start -= 1
        self.settled[address] = None
        self.edits.append(Edit(start, match.end(), address))

    def _find_post(self, name: str) -> str:
        folder, _, stem = name.strip("/").removesuffix(".md").rpartition("/")
        wanted = folder and f"/{folder}"
        for path in self.catalogue.by_path:
            parent, _, file_name = path.rpartition("/")
            above = parent.split("/")
            within = "/".join(part for part in above if part != "_posts")
            is_called_so = file_name.rpartition(".")[0] == stem
            if "_posts" in above and is_called_so and f"/{within}".endswith(wanted):
                return path
        return ""

    def _tell_kramdown(self) -> None:
        literals = find_literals(self.body)
        for match in _KRAMDOWN.finditer(self.body):
            if not literals.holds(match.start()):
                self._tell(match, f'the attributes "{match.group().strip()}" are text here')

    def _tell(self, match: re.Match[str], reason: str) -> None:
        self.unread.append(Unread(line_of(self.body, match.start()), reason))
