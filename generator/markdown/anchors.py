r"""The ids of headings, as GitHub gives them.

Knows plain text only: neither Markdown nor HTML, nor which headings stand where.

GitHub's rule is that of html-pipeline's TableOfContentsFilter (`[^\p{Word}\- ]` is dropped, spaces become hyphens),
with the duplicates numbered as the fixtures of github-slugger record it from github.com itself.
Codes such as `:tada:` are read before they become pictures: `## :tada: Done` is `tada-done`, `## 🎉 Done` is `-done`.
"""

import unicodedata

_KEPT_CATEGORIES = frozenset({"Ll", "Lm", "Lo", "Lt", "Lu", "Mc", "Me", "Mn", "Nd", "Nl", "Pc"})
r"""What Ruby's `\p{Word}` is made of: alphabetic characters, marks, decimal digits and connector punctuation."""

_ALPHABETIC_SYMBOLS = frozenset(
    (*range(0x24B6, 0x24EA), *range(0x1F130, 0x1F14A), *range(0x1F150, 0x1F16A), *range(0x1F170, 0x1F18A))
)
"""Letters in circles and squares: symbols by their category, alphabetic by their property, so that `🅰` stays."""

_NAMELESS = "section"
"""The id of a heading without any letter; GitHub's is empty, which no link can lead to."""


class _Fates(dict[int, int | None]):
    """What becomes of each character, found out when it is first met."""

    def __missing__(self, code: int) -> int | None:
        is_kept = unicodedata.category(chr(code)) in _KEPT_CATEGORIES or code in _ALPHABETIC_SYMBOLS
        fate = self[code] = code if is_kept else None
        return fate


_FATES = _Fates({ord(" "): ord("-"), ord("-"): ord("-")})


def make_anchor(plain_text: str) -> str:
    """Give the id that GitHub gives to the first heading with this text; empty if there is nothing to make it of.

    >>> make_anchor("What's new in 3.14? (part 2)"), make_anchor("⬅️💻☕ Now")
    ('whats-new-in-314-part-2', '️-now')
    """
    if "Σ" in plain_text:
        # Python writes ς at the end of a word; Ruby, and so GitHub, does not.
        plain_text = plain_text.replace("Σ", "\u03c3")
    return plain_text.lower().translate(_FATES)


class Anchors:
    """The ids of one page, none of them given twice."""

    __slots__ = ("_repeats",)

    def __init__(self) -> None:
        self._repeats: dict[str, int] = {}
        """Each id that is taken, and the last number that was put behind it."""

    def give(self, plain_text: str) -> str:
        """Give a heading its id.

        A number that would make an id which is taken is passed over, as on GitHub: `Foo`, `Foo 1`, `Foo` become
        `foo`, `foo-1`, `foo-2`.
        """
        base = make_anchor(plain_text)
        repeats = self._repeats
        if not base and base not in repeats:
            # The next one without letters is `-1`, as on GitHub, whose first is empty.
            repeats[base] = 0
            base = _NAMELESS
        anchor = base
        while anchor in repeats:
            repeats[base] += 1
            anchor = f"{base}-{repeats[base]}"
        repeats[anchor] = 0
        return anchor

    def take(self, anchor: str) -> None:
        """Keep an id from being given, because something else on the page has it."""
        self._repeats.setdefault(anchor, 0)
