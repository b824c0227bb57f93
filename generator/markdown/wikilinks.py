"""Links by name: `[[name]]`, `[[name|text]]`, `[[name#heading]]`.

Does not know which names there are.
"""

import re

from generator.markdown.body import TargetKind
from generator.markdown.reading import MARK, Reading
from generator.markdown.spans import escape_text

_WIKILINK = re.compile(r"\[\[([^\[\]|\n]++)(?:\|([^\[\]\n]*+))?\]\]")


def match_wikilink(reading: Reading, start: int) -> re.Match[str] | None:
    """Tell whether what begins at `start` may be a link by name."""
    match = _WIKILINK.match(reading.text, start)
    return match if match and match.group(1).strip() else None


def write_wikilink(reading: Reading, match: re.Match[str]) -> int:
    """Write a link by name, and give its end."""
    written, text = match.groups()
    name, hash_mark, heading = (part.strip() for part in written.partition("#"))
    start = match.start(1) + len(written) - len(written.lstrip())
    place = reading.line, reading.text, start, len(written.strip())
    marker = reading.scope.add_target(TargetKind.WIKILINK, f"{name}{hash_mark}{heading}", place)
    shown = text.strip() if text else ""
    # Without a heading the sign is part of a name, such as C#.
    shown = shown or (" > ".join(filter(None, (name, heading))) if heading else written.strip())
    source = escape_text(match.group())
    html = f'<a class="wikilink" data-as="{source}" href="{marker}">{reading.scope.write_text(shown)}</a>'
    reading.parts.append(f"{MARK}{html}{MARK}")
    reading.dead_count = len(reading.brackets)
    return match.end()
