"""What is sealed, looked for where everybody could read it.

Knows words and the names of the fields that they are from; does not know keys, nor how a field was opened.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from generator.audit.findings import Finding
from generator.audit.leaks import Encoding, Finder, Leak

MIN_LENGTH: Final = 5
"""Characters; a shorter word stands everywhere by chance."""
_MIN_LINE_LENGTH: Final = 20
_COMMON: Final = frozenset({"role"})
"""Fields whose texts are anybody's words."""

MESSAGE: Final = 'holds the text of the sealed field "{}" {}'
HINT: Final = "take it out, or reveal the field: journal seal reveal --fields {}"


class SealedWords:
    """The texts of fields, ready to be looked for in the twelve encodings of a leak."""

    def __init__(self, fields: Mapping[str, str], said: str) -> None:
        """Choose what is looked for.

        Args:
            fields: texts by the names of fields, without those that are revealed.
            said: what the site says of itself on purpose; a field that is in there is no secret.
        """
        folded = said.casefold()
        chosen = [
            (text, name)
            for name, value in fields.items()
            if name not in _COMMON
            for text in _list_texts(value)
            if text.casefold() not in folded
        ]
        self._texts = [text for text, _ in chosen]
        self._names = [name for _, name in chosen]
        self._finder = Finder(self._texts)

    def __bool__(self) -> bool:
        return bool(self._texts)

    def look(self, path: str, data: bytes) -> Iterator[Finding]:
        """Find the fields whose texts are in a file; the texts themselves are not shown."""
        found: dict[str, Encoding] = {}
        for leak in self._finder.find(data, path):
            if self._is_whole(leak, data):
                found.setdefault(self._names[leak.word], leak.encoding)
        for name, encoding in found.items():
            yield Finding(MESSAGE.format(name, encoding.value), path, hint=HINT.format(name))

    def _is_whole(self, leak: Leak, data: bytes) -> bool:
        """Tell whether what was found is no part of a longer word; an index's stems are too short to tell."""
        if leak.encoding is Encoding.STEMMED:
            return False
        if leak.encoding not in {Encoding.PLAIN, Encoding.CASE_FOLDED}:
            return True
        end = leak.offset + len(self._texts[leak.word].encode())
        before, after = data[max(0, leak.offset - 1) : leak.offset], data[end : end + 1]
        return not before.isalnum() and not (leak.encoding is Encoding.PLAIN and after.isalnum())


def _list_texts(value: str) -> Iterable[str]:
    """Give a text, and of several lines each that is long enough to be nobody else's."""
    whole = value.strip()
    lines = [line.strip() for line in whole.split("\n")] if "\n" in whole else []
    texts = (whole, *(line for line in lines if len(line) >= _MIN_LINE_LENGTH))
    return [text for text in dict.fromkeys(texts) if len(text) >= MIN_LENGTH]
