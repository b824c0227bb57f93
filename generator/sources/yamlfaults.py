"""What is wrong with a text that is no YAML, in plain words and at the place that the author must mend.

Knows the words of the parsers, libyaml's and PyYAML's own; starts neither.
"""

import re

import msgspec

from generator.errors import Problem, problem_at

# `title: Foo: bar`, also as an item of a list.
_COLON_IN_VALUE = re.compile(r"(?P<key>[ ]*(?:-[ ]+)*[^\s\"'\[{#-][^:]*:[ ]+)(?P<value>[^\s\"'\[{|>].*?:(?:[ ].*)?)$")
# `title: "Foo" and bar`, `title: [WIP] Foo`.
_TEXT_AFTER_CLOSE = re.compile(r"[ ]*(?:-[ ]+)*(?:[^\s\"'\[{#-][^:]*:[ ]+)?(?P<value>[\"'\[{].*?)\s*$")
_HINT_INDENT = "indent the line like the others beside it"
_TAB_INDENT = re.compile(r"[ -]*\t")


class YamlFault(msgspec.Struct, frozen=True):
    """What the parser said, where it noticed, and where what it was reading began."""

    words: str
    index: int
    began: int


class YamlSource:
    """A text and where it stands in its file: makes problems from positions in the text."""

    def __init__(self, text: str, path: str, first_line: int, whole_text: str) -> None:
        self.text = text
        self.path = path
        self.first_line = first_line
        self.whole_text = whole_text

    def problem(self, message: str, index: int, length: int = 1, *, hint: str = "") -> Problem:
        """Make a problem at a position in the text."""
        # What is missing at the end is shown at the end of the last line that has anything on it.
        index = min(index, max(0, len(self.text.rstrip()) - 1)) if index >= len(self.text.rstrip()) else index
        line = self.text.count("\n", 0, index)
        column = index - (self.text.rfind("\n", 0, index) + 1)
        line, column = line + self.first_line, column + 1
        return problem_at(message, self.path, self.whole_text, line, column, length=length, hint=hint)

    def line_at(self, index: int) -> tuple[str, int]:
        """The line round a position, and where it begins."""
        start = self.text.rfind("\n", 0, index) + 1
        end = self.text.find("\n", start)
        return self.text[start : len(self.text) if end < 0 else end].rstrip("\r"), start

    def rest_of_line(self, index: int) -> int:
        """Count the characters from a position to the end of its line."""
        end = self.text.find("\n", index)
        return (len(self.text) if end < 0 else end) - index

    def refuse_beginning(self, index: int) -> Problem:
        """What begins with a sign that YAML keeps for itself: an anchor, an alias, a tag."""
        line, start = self.line_at(index)
        value = line[index - start :].partition(" #")[0].rstrip()
        message = f'a value without quotes cannot begin with "{value[:1]}"'
        return self.problem(message, index, len(value), hint=_suggest_quotes(value))


def explain_fault(fault: YamlFault, source: YamlSource) -> Problem:
    """Say in plain words what a parser found; PyYAML and libyaml word it differently."""
    line, start = source.line_at(fault.index)
    if tab := _TAB_INDENT.match(line):
        return source.problem("a tab cannot indent YAML; use spaces", start + tab.end() - 1)
    if line.startswith("%"):
        return source.problem('a line cannot begin with "%": YAML directives are not read', start)
    if "mapping values are not allowed" in fault.words:
        return _explain_colon(fault, source)
    return _explain_scalar(fault, source) or _explain_structure(fault, source)


def _explain_colon(fault: YamlFault, source: YamlSource) -> Problem:
    line, start = source.line_at(fault.index)
    match = _COLON_IN_VALUE.match(line)
    if match is None:
        return source.problem('a ":" cannot stand here', fault.index, hint=_HINT_INDENT)
    value = match["value"].partition(" #")[0].rstrip()
    message = 'a value with ": " in it must stand in quotes'
    return source.problem(message, start + match.start("value"), len(value), hint=_suggest_quotes(value))


def _explain_scalar(fault: YamlFault, source: YamlSource) -> Problem | None:
    words, began = fault.words, fault.began
    if "quoted scalar" in words and ("escape" in words or "decimal number" in words):
        hint = "put the value in single quotes, or write two backslashes for one"
        index = source.text.rfind("\\", 0, fault.index + 1)
        return source.problem("there is no such escape in double quotes", index, 2, hint=hint)
    if "quoted scalar" in words:
        return source.problem("the quote that opens here is never closed", began, source.rest_of_line(began))
    if source.text[fault.index : fault.index + 1] == "\t":
        return source.problem("a tab cannot stand here; use spaces", fault.index)
    if "cannot start any token" in words or "sequence entries are not" in words:
        return source.refuse_beginning(fault.index)
    if any(name in words for name in ("scanning an anchor", "scanning an alias", "a tag", "block scalar")):
        return source.refuse_beginning(began)
    return None


def _explain_structure(fault: YamlFault, source: YamlSource) -> Problem:
    words, index, began = fault.words, fault.index, fault.began
    if "',' or ']'" in words:
        return source.problem('the "[" here is never closed, or a "," is missing before the "]"', began)
    if "',' or '}'" in words:
        return source.problem('the "{" here is never closed, or a "," is missing before the "}"', began)
    if "could not find expected ':'" in words:
        return source.problem('expected "key: value", found no ":"', began, source.rest_of_line(began))
    if index >= len(source.text.rstrip()):
        return source.problem("the YAML ends in the middle of a value", index)
    line, start = source.line_at(index)
    match = _TEXT_AFTER_CLOSE.match(line)
    if match is not None and index - start > match.start("value"):
        value = match["value"].partition(" #")[0].rstrip()
        closing = {"[": 'closing "]"', "{": 'closing "}"'}.get(value[0], "closing quote")
        message = f"there is more text after the {closing}"
        return source.problem(message, index, source.rest_of_line(index), hint=_suggest_quotes(value))
    message = "this does not fit what stands before it"
    return source.problem(message, index, source.rest_of_line(index), hint=_HINT_INDENT)


def _suggest_quotes(value: str) -> str:
    if '"' not in value and "\\" not in value:
        return f'put the value in quotes: "{value}"'
    return "put the value in quotes: '{}'".format(value.replace("'", "''"))
