"""A file of words: messages by key, checked against those that there are.

Knows how a message is written in YAML; does not know where files lie, nor which of them counts.

    day_pattern: d MMMM y
    part_of_series: "Part {number} of {count} in the series {series}"
    entries:
      one: "{number} entry"
      other: "{number} entries"
"""

from collections.abc import Iterable, Iterator, Mapping
from string import Formatter

from generator.errors import Problem, suggest
from generator.sources.values import Report, take_text
from generator.sources.yamldoc import YamlMapping, YamlNode, YamlScalar, parse_yaml
from generator.words.customs import OTHER, Customs
from generator.words.patterns import check_pattern
from generator.words.words import PATTERN_ENDING, Message

NUMBER = "number"
"""What every message with plurals may have in it."""

_PATTERN_FIELDS = "d, dd, M, MM, MMM, MMMM, LLL, LLLL, y, yyyy, EEE and EEEE"


def parse_words(
    text: str, path: str, customs: Customs, known: Mapping[str, Message] | None = None
) -> tuple[dict[str, Message], tuple[Problem, ...]]:
    """Read the messages of one file; one with a problem is left out.

    Args:
        text: what the file says.
        path: how problems call it.
        customs: of the file's language, for its plurals.
        known: the messages that there are, in English; any message may be written without.
    """
    node, problems = parse_yaml(text, path)
    report = Report(path, text)
    messages: dict[str, Message] = {}
    if node is not None and not isinstance(node, YamlMapping):
        report.add(
            "a file of words has keys with their messages", node, hint='such as "latest_entries: Latest entries"'
        )
    for key, value in node.pairs if isinstance(node, YamlMapping) else ():
        if known is not None and key.raw not in known:
            report.add(f'unknown key "{key.raw}"', key, hint=suggest(key.raw, known))
            continue
        english = known[key.raw] if known is not None else None
        message = _read_message(key.raw, value, english, customs, report)
        if message is not None:
            messages[key.raw] = message
    return messages, problems + tuple(report.problems)


def names_in(message: Message) -> frozenset[str]:
    """Name the values that a message has places for, in any of its forms.

    >>> sorted(names_in({"one": "{number} entry", "other": "{number} entries of {year}"}))
    ['number', 'year']
    """
    texts = (message,) if isinstance(message, str) else message.values()
    return frozenset(name for text in texts for _, name, *_ in Formatter().parse(text) if name is not None)


def _read_message(
    key: str, node: YamlNode, english: Message | None, customs: Customs, report: Report
) -> Message | None:
    label = f'"{key}"'
    wants_forms = isinstance(node, YamlMapping) if english is None else isinstance(english, dict)
    # A number has its place in the words that it is counted with, even if English does without it.
    allowed = None if english is None else names_in(english) | ({NUMBER} if wants_forms else set())
    if not wants_forms:
        return _read_text(label, key, node, allowed, report)
    if not isinstance(node, YamlMapping):
        text = _read_text(label, key, node, allowed, report)
        forms = {} if text is None else {OTHER: text}
    else:
        forms = dict(_read_forms(key, node, allowed, customs, report))
    missing = [name for name in customs.categories if name not in forms]
    # What is wrong is said already, if that is why a form is missing.
    written = [pair[0].raw for pair in node.pairs] if isinstance(node, YamlMapping) else list(forms)
    if absent := [name for name in missing if name not in written]:
        words = " and ".join(f'"{name}"' for name in absent)
        report.add(f"{label} needs the plural {words}", node, hint=f"this language has {_join(customs.categories)}")
    return forms if not missing else None


def _read_forms(
    key: str, node: YamlMapping, allowed: frozenset[str] | None, customs: Customs, report: Report
) -> Iterator[tuple[str, str]]:
    for name, value in node.pairs:
        if name.raw not in customs.categories:
            hint = suggest(name.raw, customs.categories) or f"this language has {_join(customs.categories)}"
            report.add(f'"{key}" has no plural "{name.raw}" in this language', name, hint=hint)
            continue
        text = _read_text(f'"{name.raw}" of "{key}"', key, value, allowed, report)
        if text is not None:
            yield name.raw, text


def _read_text(label: str, key: str, node: YamlNode, allowed: frozenset[str] | None, report: Report) -> str | None:
    text = take_text(label, node, report)
    if not isinstance(text, str) or not isinstance(node, YamlScalar):
        return None
    if key.endswith(PATTERN_ENDING):
        field = check_pattern(text)
        if field:
            report.add(f'{label} has the unknown field "{field}"', node, hint=f"a date has {_PATTERN_FIELDS}")
        return None if field else text
    fault, hint = _check_places(text, allowed)
    if fault:
        report.add(f"{label} {fault}", node, hint=hint)
    return None if fault else text


def _check_places(text: str, allowed: frozenset[str] | None) -> tuple[str, str]:
    """Say what is wrong with the places for values in a text, and a hint."""
    try:
        parts = list(Formatter().parse(text))
    except ValueError:
        return "has a brace without its other one", 'write "{{" or "}}" for a brace that is meant'
    for _, name, form, conversion in parts:
        if name is None:
            continue
        if not name.isidentifier() or form or conversion:
            return (
                f'has the place "{{{name}{"!" if conversion else ""}{":" if form else ""}}}"',
                "a place is a name alone",
            )
        if allowed is not None and name not in allowed:
            hint = suggest(name, allowed) or (f"there is {_join(allowed, braces=True)}" if allowed else "")
            return f'has a place for "{name}", for which there is no value', hint
    return "", ""


def _join(names: Iterable[str], *, braces: bool = False) -> str:
    shown = [f"{{{name}}}" if braces else f'"{name}"' for name in (sorted(names) if braces else names)]
    return f"{', '.join(shown[:-1])} and {shown[-1]}" if len(shown) > 1 else "".join(shown)
