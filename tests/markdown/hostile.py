"""Text that is made to take long, of any size.

Knows what has made parsers of Markdown slow or fail: what is looked for and never comes, what nests, what grows when it
is written out. Does not know how long anything may take.
"""

from collections.abc import Callable

Maker = Callable[[int], str]
"""Makes a text of about so many characters."""


def _repeat(pattern: str, *, before: str = "", after: str = "") -> Maker:
    return lambda size: before + pattern * (size // len(pattern)) + after


def _number(pattern: str) -> Maker:
    """Repeat a pattern with a number of its own in each copy."""
    return lambda size: "".join(pattern.replace("@", str(index)) for index in range(size // (len(pattern) + 3)))


def _nest(opening: str, closing: str) -> Maker:
    def make(size: int) -> str:
        count = size // (len(opening) + len(closing))
        return opening * count + "a" + closing * count

    return make


def _grow_runs(character: str, between: str) -> Maker:
    """Write ever longer runs of one character, none of which closes another."""

    def make(size: int) -> str:
        runs, length = [], 0
        while size > 0:
            length += 1
            runs.append(character * length + between)
            size -= length + len(between)
        return "".join(runs)

    return make


def _indent_lists(size: int) -> str:
    """Nest lists by indentation, each a level deeper than the one before."""
    lines, depth = [], 0
    while size > 0:
        lines.append("  " * depth + "- a\n")
        size -= len(lines[-1])
        depth += 1
    return "".join(lines)


def _widen_table(size: int) -> str:
    """Make a table as wide as it is long, of rows that have but one cell."""
    width = size // 6
    return "|a" * width + "\n" + "|-" * width + "\n" + "b\n" * width


def _refer_to_long_text(size: int) -> str:
    """Refer again and again to one long address, which would be written out each time."""
    half = size // 2
    return f"[a]: /{'b' * half}\n\n" + "[a] " * (half // 4)


HOSTILE: dict[str, Maker] = {
    "open brackets": _repeat("["),
    "closing brackets": _repeat("]"),
    "open brackets with letters": _repeat("[a"),
    "open brackets with an underscore": _repeat("[a_"),
    "nested brackets": _nest("[", "]"),
    "pictures in pictures": _repeat("![[]()"),
    "nested pictures": _nest("![", "](b)"),
    "links without an end": _repeat("[a](b"),
    "links in angle brackets without an end": _repeat("[a](<b"),
    "links with open titles": _repeat('[a](b "'),
    "links with open parentheses": _repeat("(", before="[a](b"),
    "nested parentheses": _nest("[a](", ")"),
    "nested strong": _nest("**", "**"),
    "nested emphasis with words": _repeat("*a **a "),
    "emphasis that never closes": _repeat("a **b_"),
    "emphasis of both kinds": _repeat("*a _b "),
    "emphasis that closes nothing": _repeat("a** "),
    "one long run of stars": _repeat("*"),
    "stars on both sides of letters": _repeat("a*b**"),
    "open strikethrough": _repeat("~~a "),
    "growing runs of tildes": _grow_runs("~", "a "),
    "growing runs of backticks": _grow_runs("`", "e"),
    "backslashes": _repeat("\\"),
    "entities": _repeat("&"),
    "long numeric entity": _repeat("0", before="&#", after=";"),
    "open comments": _repeat("<!--"),
    "open comments with a break": _repeat("a <!--\n\n"),
    "open instructions": _repeat("<?"),
    "open declarations": _repeat("<!A "),
    "open character data": _repeat("<![CDATA["),
    "open tags": _repeat("<a "),
    "open tags with an attribute": _repeat('<a b="'),
    "less-than signs": _repeat("<"),
    "nested tags": _nest("<b>", "</b>"),
    "nested tags of code in a heading": _repeat("<code>", before="# :a: "),
    "formulas as tags": _repeat('<math alttext="a">', before="a "),
    "footnotes as tags": _repeat('<sup class="footnote-ref">', before="a "),
    "tags in names of tags": _repeat("<title", before="<div>"),
    "end tags without an end": _repeat("</script ", before="<div><script>"),
    "unknown tags with quotes": _repeat("""<x "<x" '""", before="<div>"),
    "nested quotes": _repeat(">"),
    "nested quotes line by line": lambda size: "".join(f"{'>' * index} a\n" for index in range(int((2 * size) ** 0.5))),
    "nested lists on one line": _repeat("- "),
    "nested numbered lists on one line": _repeat("1. "),
    "lists nested by indentation": _indent_lists,
    "quotes and lists in turns": _repeat("> - "),
    "items without end": _repeat("*\n"),
    "rules that are nearly ones": _repeat("* ", after="a"),
    "open fences in quotes": _repeat("> ```\n"),
    "tabs": _repeat("-\t", after="a"),
    "white lines in an item": _repeat("\n   ", before="- a"),
    "references": _number("[@]: b\n"),
    "references without an address": _repeat("[a]:\n"),
    "one reference written out often": _refer_to_long_text,
    "references in a paragraph": _repeat("[a][b]", after="\n\n[b]: c"),
    "references on many lines": _repeat("[a]\n", after=f"\n[a]: {'b' * 300}"),
    "footnotes": _number("[^@]\n\n[^@]: a\n\n"),
    "one footnote often": _repeat("[^a]", after="\n\n[^a]: b"),
    "pipes": _repeat("|"),
    "wide table": _widen_table,
    "table of rows": _repeat("|a", before="|b\n|-\n"),
    "headers without a table": _repeat("a|b\n-|\n"),
    "headings of one name": _repeat("# a\n"),
    "headings below lines": _repeat("a\n=\n"),
    "protocols": _repeat("http://"),
    "addresses with open parentheses": _repeat("(", before="https://e.org/"),
    "addresses with closing parentheses": _repeat(")", before="https://e.org/("),
    "e-mail": _repeat("a@"),
    "e-mail with dots": _repeat("a.", after="@"),
    "hosts": _repeat("www."),
    "dollars": _repeat("$"),
    "open formulas": _repeat("$a "),
    "open wikilinks": _repeat("[["),
    "colons": _repeat(":a"),
    "spaces": _repeat(" ", before="a", after="b"),
    "spaces and line ends": _repeat("a  \n"),
}
"""By what there is too much of."""
