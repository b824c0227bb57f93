"""Random documents of fragments that are hard to read, the same for one seed on every machine.

Knows what is hard in Markdown; does not know how it is to be read.
"""

import random
from collections.abc import Sequence

FRAGMENTS = (
    "a", "b c", "word", "ä", "中", "「あ」", "★", " ", "  ", "   ", "    ", "\t", "\n", "\n\n", "\n\n", "\n\n\n", "\\", "\\\n",
    "  \n", "*", "**", "***", "_", "__", "~", "~~", "~~~", "`", "``", "```", "```\n", "\n```\n", "~~~\n", "`a`",
    "``` py\n", "*a*", "**b**", "_c_", "~~d~~", "\n- ", "\n- a", "\n  - b", "\n    - c", "\n* ", "\n+ d", "\n1. ", "\n2. e",
    "\n1) f", "\n10. g", "\n   h", "\n     i", "\n\ti", "- [ ] j", "\n- [x] k", "\n> ", "\n> l", "\n>> m", ">", "\n# n",
    "\n## o ##", "#", "\n===", "\n---", "\n***\n", "\n- - -\n", "[", "]", "(", ")", "![", "[a](b)", '[c](<d e> "f")',
    "[g]", "[h][i]", "\n[g]: /u\n", "\n\n[i]: <v> 't'\n", "[^1]", "\n\n[^1]: foot\n", "<", ">", "<b>", "</b>", "<br>",
    "<div>", "\n<div>\n", "\n</div>\n", "\n<details>\n\n", "<!--", "-->", "\n<pre>\n", "<a href='x'>",
    "<https://e.org>", "<m@e.org>", "&amp;", "&copy;", "&#42;", "&", ";", "https://e.org/x_y", "www.e.org", "m@e.org", "http://",
    ":", ".", ",", "!", "?", "'", '"', "|", "\n|a|b|\n|-|-|\n|c|d|\n", "\na|b\n-|-\n", "\\|", "|-|", "\n    code\n", "\n\tcode\n",
    "\\*", "\\[", "\\`", "\\<", "0", "1.", "-", "+", "=",
)  # fmt: skip
"""What decides something in one of the rules, by itself or beside another."""

_MOST = 24


def write_document(draw: random.Random) -> str:
    """Write a document of some fragments."""
    return "".join(_pick(draw, FRAGMENTS) for _ in range(2 + int(draw.random() * _MOST))).strip("\n") + "\n"


def _pick(draw: random.Random, items: Sequence[str]) -> str:
    # Only `random()` is promised to give the same numbers in every version of Python.
    return items[int(draw.random() * len(items))]
