"""From one node of YAML to a text, a word, a number or a boolean, or to a problem that says what was wanted.

Does not know which field the value is for, but for what problems call it.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Final, TypeAlias

from generator.errors import Problem, suggest
from generator.sources.yamldoc import MAX_PROBLEMS, YamlList, YamlMapping, YamlNode, YamlScalar, problem_at_node

Check: TypeAlias = Callable[[str], tuple[str, str] | None]
"""Says what is wrong with a text, to be read after the name of its field, and a hint; or nothing."""


class Report:
    """Collects the problems of one file."""

    __slots__ = ("path", "problems", "text")

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self.problems: list[Problem] = []

    def add(self, message: str, node: YamlNode, *, hint: str = "") -> None:
        """Note a problem at a value, unless there are too many already."""
        # A problem takes the file's lines apart; a file with thousands of them is not worth that time.
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(problem_at_node(message, node, self.path, self.text, hint=hint))


FAILED: Final = object()
"""In place of a value that could not be made; its problem has been reported."""

Decoder: TypeAlias = Callable[[YamlNode, Report], object]


def take_text(label: str, node: YamlNode, report: Report) -> object:
    """Take text, or a number as it is written; text in quotes is anything."""
    if isinstance(node, YamlScalar):
        if not node.is_plain:
            return node.raw.strip()
        if node.value is not None and not isinstance(node.value, bool):
            return node.raw
    hint = f'put it in quotes: "{node.raw}"' if isinstance(node, YamlScalar) and node.raw else ""
    return complain(label, "text", node, report, hint=hint)


def take_checked_text(checks: tuple[Check, ...], label: str, node: YamlNode, report: Report) -> object:
    """Take text that passes all checks, or is empty."""
    text = take_text(label, node, report)
    if not isinstance(text, str) or not text:
        return text
    for check in checks:
        fault = check(text)
        if fault is not None:
            message, hint = fault
            report.add(f"{label} {message}", node, hint=hint)
            return FAILED
    return text


def take_word(words: Mapping[str, object], label: str, node: YamlNode, report: Report) -> object:
    """Take one of a few words, and give what it stands for."""
    raw = node.raw if isinstance(node, YamlScalar) else ""
    if raw in words:
        return words[raw]
    return complain(label, join_words([f'"{word}"' for word in words]), node, report, hint=suggest(raw, words))


def take_bool(label: str, node: YamlNode, report: Report) -> object:
    """Take `true` or `false`."""
    if isinstance(node, YamlScalar) and isinstance(node.value, bool):
        return node.value
    return complain(label, "true or false", node, report, hint=_suggest_bool(node))


def take_int(least: float | None, label: str, node: YamlNode, report: Report) -> object:
    """Take a whole number, `least` or more."""
    if not isinstance(node, YamlScalar) or type(node.value) is not int:
        is_quoted = isinstance(node, YamlScalar) and node.raw.isdecimal() and not node.is_plain
        return complain(label, "a whole number", node, report, hint="remove the quotes" if is_quoted else "")
    if least is not None and node.value < least:
        return complain(label, f"{least} or more", node, report)
    return node.value


def take_float(label: str, node: YamlNode, report: Report) -> object:
    """Take a number."""
    if isinstance(node, YamlScalar) and isinstance(node.value, int | float) and not isinstance(node.value, bool):
        return float(node.value)
    return complain(label, "a number", node, report)


def take_null(label: str, node: YamlNode, report: Report) -> object:
    """Take null."""
    if isinstance(node, YamlScalar) and node.value is None:
        return None
    return complain(label, "null", node, report)


def is_absent(node: YamlNode) -> bool:
    """Tell whether nothing stands where a value would."""
    return isinstance(node, YamlScalar) and node.value is None and not node.raw


def complain(label: str, wanted: str, node: YamlNode, report: Report, *, hint: str = "") -> object:
    """Report that another kind of value is wanted; gives what stands for no value."""
    report.add(f"{label} must be {wanted}, found {_describe(node)}", node, hint=hint)
    return FAILED


def count_noun(number: int, noun: str, nouns: str = "") -> str:
    """Write a number with what is counted.

    >>> count_noun(1, "file"), count_noun(2000, "file"), count_noun(0, "entry", "entries")
    ('1 file', '2,000 files', '0 entries')
    """
    return f"{number:,} {noun if number == 1 else nouns or noun + 's'}"


def shorten(text: str) -> str:
    """Cut a text to what a message has room for."""
    return text if len(text) <= 40 else f"{text[:39]}…"


def _describe(node: YamlNode) -> str:
    if isinstance(node, YamlList):
        return "a list"
    if isinstance(node, YamlMapping):
        return "keys with values"
    if node.value is None:
        return node.raw or "nothing"
    if isinstance(node.value, bool):
        return node.raw
    if isinstance(node.value, str):
        return f'the text "{shorten(node.raw)}"'
    return f"the number {node.raw}"


_LOOSE_BOOLEANS: Final = {"yes": "true", "on": "true", "true": "true", "no": "false", "off": "false", "false": "false"}


def _suggest_bool(node: YamlNode) -> str:
    meant = _LOOSE_BOOLEANS.get(node.raw.lower()) if isinstance(node, YamlScalar) else None
    return f"write {meant}, without quotes" if meant else ""


def join_words(words: Sequence[str]) -> str:
    """Write words as an enumeration.

    >>> join_words(["one"]), join_words(["one", "two", "three"])
    ('one', 'one, two or three')
    """
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"
