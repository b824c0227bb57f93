"""Formulas that stand by themselves, between `$$` and `$$`.

Knows the lines that may belong to one; does not know what a formula looks like.
"""

from collections.abc import Iterable

MARK = "$$"


def read_formula(first: str, following: Iterable[str]) -> tuple[str, int] | None:
    """Read the formula whose first line begins with `$$`: what stands between the marks, and how many lines follow it.

    Args:
        first: the line, from the `$$` on.
        following: the lines that may go on with it.

    Returns:
        None if it has no end, if something stands behind its end, or if it says nothing.
    """
    parts: list[str] = []
    rest = first[len(MARK) :]
    lines = iter(following)
    while MARK not in rest:
        parts.append(rest)
        line = next(lines, None)
        if line is None:
            return None
        rest = line
    formula, _, behind = rest.partition(MARK)
    text = "\n".join([*parts, formula])
    return None if behind.strip() or not text.strip() else (text, len(parts))
