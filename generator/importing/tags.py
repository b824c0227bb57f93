"""What both Liquid and Hugo's shortcodes need: arguments taken apart, code written as a fence, text within tags.

Does not know which tags there are.
"""

import re

import msgspec

_ARGUMENT = re.compile(
    r"""(?:(?P<key>[\w-]+)[ \t]*[=:][ \t]*)?(?:"(?P<double>(?:[^"\\]|\\.)*)"|'(?P<single>[^']*)'|`(?P<raw>[^`]*)`|(?P<bare>[^\s"'`]+))"""
)
_TICKS = re.compile(r"`+")


class Arguments(msgspec.Struct, frozen=True):
    """What stands in a tag behind its name."""

    listed: tuple[str, ...]
    named: tuple[tuple[str, str], ...]

    def get(self, key: str, position: int | None = None) -> str:
        """Give the argument of this name, or the one at this position; empty if there is none."""
        named = next((value for name, value in self.named if name == key), "")
        has_listed = position is not None and position < len(self.listed)
        return named or (self.listed[position] if has_listed and position is not None else "")


def read_arguments(text: str) -> Arguments:
    """Take arguments apart.

    >>> read_arguments('python "linenos=table" src="a b.png"')
    Arguments(listed=('python', 'linenos=table'), named=(('src', 'a b.png'),))
    """
    listed: list[str] = []
    named: list[tuple[str, str]] = []
    for match in _ARGUMENT.finditer(text):
        value = next(part for part in match.group("double", "single", "raw", "bare") if part is not None)
        if match["double"] is not None:
            value = re.sub(r"\\(.)", r"\1", value)
        if match["key"]:
            named.append((match["key"], value))
        else:
            listed.append(value)
    return Arguments(tuple(listed), tuple(named))


def write_fence(code: str, info: str, indent: str = "") -> str:
    r"""Write code between fences that are longer than any run of backticks in it.

    >>> write_fence("\na\n", "python")
    '```python\na\n```'
    """
    ticks = max((len(run) for run in _TICKS.findall(code)), default=0)
    fence = "`" * max(3, ticks + 1)
    inner = code.removeprefix("\n")
    inner = inner.rstrip(" \t") if inner.rstrip(" \t").endswith("\n") else inner
    inner = inner if not inner or inner.endswith("\n") else f"{inner}\n"
    return f"{fence}{info.strip()}\n{inner}{indent}{fence}"


def starts_line(text: str, offset: int) -> tuple[bool, str]:
    """Tell whether only white space stands before a place on its line, and which."""
    before = text[text.rfind("\n", 0, offset) + 1 : offset]
    return not before.strip(), before
