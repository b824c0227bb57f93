"""Expressions of workflows, `${{ … }}`, as far as ours use them; anything else is an error and not empty, as for GitHub.

Does not know which values there are.
"""

import re
from collections.abc import Callable, Mapping
from typing import TypeAlias

Value: TypeAlias = "str | bool | float | Mapping[str, Value] | None"

LENIENT = "github.event"
"""What is in an event depends on its kind; only below it may a name stand for nothing."""

_TOKEN = re.compile(
    r"\s*(?:(?P<text>'(?:[^']|'')*')|(?P<number>\d+(?:\.\d+)?)|(?P<name>[A-Za-z_][\w.-]*)|(?P<sign>==|!=|&&|\|\||[!()]))"
)
_EXPRESSION = re.compile(r"\$\{\{(.*?)\}\}", re.DOTALL)
_WORDS: Mapping[str, Value] = {"true": True, "false": False, "null": None}


class ExpressionError(Exception):
    """An expression says something that is not known here."""


def fill_in(text: str, values: Mapping[str, Value], functions: Mapping[str, Callable[[], bool]] | None = None) -> str:
    """Put the values of all expressions in their places."""
    return _EXPRESSION.sub(lambda found: _write(evaluate(found[1], values, functions)), text)


def evaluate(
    text: str, values: Mapping[str, Value], functions: Mapping[str, Callable[[], bool]] | None = None
) -> Value:
    """Give the value of an expression.

    Args:
        text: the expression, without its braces.
        values: every context by name, such as `github`.
        functions: every function by name; ours take no arguments.

    Raises:
        ExpressionError: a name, a function or a sign is not known.
    """
    return _Parser(text, values, functions or {}).parse()


def is_true(value: Value) -> bool:
    """Tell what a value is as a condition."""
    # Nothing, false, zero and no text are false, as in Python; a context is something, even an empty one.
    return isinstance(value, Mapping) or bool(value)


def _write(value: Value) -> str:
    if isinstance(value, Mapping):
        raise ExpressionError("a whole context is no text")
    return {None: "", True: "true", False: "false"}.get(value, str(value)) if not isinstance(value, str) else value


class _Parser:
    """One expression, from the loosest sign to the tightest."""

    def __init__(self, text: str, values: Mapping[str, Value], functions: Mapping[str, Callable[[], bool]]) -> None:
        self.tokens = self._split(text.strip())
        self.values = values
        self.functions = functions

    def parse(self) -> Value:
        value = self._parse_or()
        if self.tokens:
            raise ExpressionError(f"{self.tokens[0]} is too much")
        return value

    @staticmethod
    def _split(text: str) -> list[str]:
        tokens, position = [], 0
        while position < len(text):
            found = _TOKEN.match(text, position)
            if found is None:
                raise ExpressionError(f"{text[position:]!r} is not understood")
            tokens.append(found[0].strip())
            position = found.end()
        return tokens

    def _take(self, *signs: str) -> str:
        return self.tokens.pop(0) if self.tokens and self.tokens[0] in signs else ""

    def _parse_or(self) -> Value:
        value = self._parse_and()
        while self._take("||"):
            other = self._parse_and()
            value = value if is_true(value) else other
        return value

    def _parse_and(self) -> Value:
        value = self._parse_comparison()
        while self._take("&&"):
            other = self._parse_comparison()
            value = other if is_true(value) else value
        return value

    def _parse_comparison(self) -> Value:
        value = self._parse_unary()
        if sign := self._take("==", "!="):
            return (value == self._parse_unary()) == (sign == "==")
        return value

    def _parse_unary(self) -> Value:
        if self._take("!"):
            return not is_true(self._parse_unary())
        if self._take("("):
            value = self._parse_or()
            if not self._take(")"):
                raise ExpressionError("a bracket is not closed")
            return value
        if not self.tokens:
            raise ExpressionError("something is missing")
        return self._parse_word(self.tokens.pop(0))

    def _parse_word(self, word: str) -> Value:
        if word.startswith("'"):
            return word[1:-1].replace("''", "'")
        if word[0].isdigit():
            return float(word)
        if word in _WORDS:
            return _WORDS[word]
        if self._take("("):
            if word not in self.functions or not self._take(")"):
                raise ExpressionError(f"{word}(…) is not known")
            return self.functions[word]()
        return self._look_up(word)

    def _look_up(self, name: str) -> Value:
        value: Value = self.values
        for part in name.split("."):
            if isinstance(value, Mapping) and part in value:
                value = value[part]
            elif name.startswith(f"{LENIENT}."):
                return None
            else:
                raise ExpressionError(f"{name} is not known")
        return value
