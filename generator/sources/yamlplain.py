"""Reads the simplest YAML without PyYAML: lines of `key: value`, as nearly all front matter is.

Gives the very nodes that `yamldoc` would, or nothing, where a line is anything but plain; knows no other YAML.
Ten thousand front matters are read in a tenth of the time.
"""

import re

from generator.sources.yamldoc import YamlList, YamlMapping, YamlNode, YamlScalar, resolve_plain

_WORD = r"[\w.,()/+-]+(?::[\w.,()/+-]+)*"
_ITEM = r"[A-Za-z][\w-]*"
_FIELD = re.compile(
    r"(?P<key>[a-z_]+): "
    r'(?:"(?P<quoted>[^"\\]*)"'
    rf"|\[(?P<items>{_ITEM}(?:, {_ITEM})*)\]"
    rf"|(?P<plain>(?=[A-Za-z0-9]){_WORD}(?: {_WORD})*))",
    re.ASCII,
)
"""No anchor, tag, comment, escape or indentation can stand in what this matches.

A colon stands within a word, a word after a space may begin with no sign but a bracket, a point, a plus or a minus.
"""


def parse_plain_yaml(text: str, first_line: int) -> YamlMapping | None:
    r"""Read a block of plain lines, the first of which is line `first_line` of its file.

    >>> parse_plain_yaml("title: Flask\n", 2).pairs[0][1].raw
    'Flask'
    >>> parse_plain_yaml("title: 'Flask'\n", 2) is None
    True
    """
    lines = text.removesuffix("\n").split("\n")
    pairs: dict[str, tuple[YamlScalar, YamlNode]] = {}
    for number, line in enumerate(lines, start=first_line):
        match = _FIELD.fullmatch(line)
        if match is None or match["key"] in pairs or not line.isascii() or not line.isprintable():
            return None
        key = match["key"]
        pairs[key] = YamlScalar(resolve_plain(key), key, True, number, 1, len(key)), _read_value(match, number)
    return YamlMapping(tuple(pairs.values()), first_line, 1, max(1, len(lines[0])))


def _read_value(match: re.Match[str], line: int) -> YamlNode:
    column = match.end("key") + 3
    quoted, items, plain = match["quoted"], match["items"], match["plain"]
    if plain is not None:
        return YamlScalar(resolve_plain(plain), plain, True, line, column, len(plain))
    if quoted is not None:
        return YamlScalar(quoted, quoted, False, line, column, len(quoted) + 2)
    nodes: list[YamlNode] = []
    place = column + 1
    for item in items.split(", "):
        nodes.append(YamlScalar(resolve_plain(item), item, True, line, place, len(item)))
        place += len(item) + 2
    return YamlList(tuple(nodes), line, column, len(items) + 2)
