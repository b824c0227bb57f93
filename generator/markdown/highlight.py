"""The lexers of Pygments, made quick.

Knows languages by the names authors write after a fence; does not know what becomes of the tokens.

Pygments' lexers are lists of rules, state by state, tried one after the other: some twenty-four for each token, all of
them compiled before the first.
Here a rule is tried only where the next character can begin it, and compiled when it is first tried; the tokens are the
same, in two fifths of the time.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import copy
from functools import cache, partial
from types import CellType, FunctionType, MappingProxyType
from typing import Any, ClassVar

from pygments.lexer import ExtendedRegexLexer, Lexer, LexerContext, RegexLexer, RegexLexerMeta, words
from pygments.lexers import find_lexer_class, get_all_lexers
from pygments.token import STANDARD_TYPES, Error, Text, Whitespace, _TokenType

from generator.markdown.fences import PLAIN_LANGUAGES, standard_name
from generator.markdown.firsts import OTHER, find_firsts


def has_colours(language: str) -> bool:
    """Tell whether there is a lexer for a language as its author wrote it, without loading it."""
    name = standard_name(language)
    return name in _list_names() and name not in PLAIN_LANGUAGES


def find_lexer(language: str, code: str) -> Lexer | None:
    """Find what splits this code into tokens, for a language as its author wrote it; None if it has no colours."""
    name = standard_name(language)
    # Pygments takes PHP for text until a tag opens it, which examples leave out.
    lexer = _make_lexer(name, is_open=name == "php" and "<?" not in code)
    # A copy, for some lexers keep what they saw, such as the boundary of a mail's parts.
    return copy(lexer)


@cache
def class_name(token: _TokenType) -> str:
    """Name a token as Pygments' stylesheets do: by its nearest standard kind, and each kind beyond that.

    >>> class_name(Text), class_name(Error.Own.Kind), class_name(Error)
    ('', 'err err-Own err-Own-Kind', 'err')
    """
    if token in STANDARD_TYPES or token.parent is None:
        return STANDARD_TYPES.get(token, "")
    names = class_name(token.parent)
    return f"{names} {names.rpartition(' ')[2]}-{token[-1]}".lstrip()


@cache
def _make_lexer(name: str, *, is_open: bool) -> Lexer | None:
    # Making a lexer costs more than most blocks take to colour, so each is made once a process.
    if not has_colours(name):
        return None
    options = {"startinline": True} if is_open else {}
    lexer: Lexer = _quicken(find_lexer_class(_list_names()[name]))(**options)
    return lexer


@cache
def _list_names() -> Mapping[str, str]:
    """Give each lexer's own name by its aliases.

    Lexers of plug-ins are left out: which are installed is no input of a page, and looking for them takes as long as
    colouring a thousand lines.
    """
    lexers = get_all_lexers(plugins=False)
    return MappingProxyType({alias.casefold(): name for name, aliases, _, _ in lexers for alias in aliases})


Action = Any
"""A kind of token, a callback that yields tokens, or None."""

Move = tuple[str, ...] | int | str | None
"""States to enter, or how many to leave as a negative number, or `#push`."""

Rule = tuple["_Pattern", Action, Move]

_END = OTHER + 1
"""The bit of the end of the text, beside those of characters."""


class _Pattern:
    """The expression of a rule, looked into and compiled when that is first needed."""

    __slots__ = ("_firsts", "_flags", "_regex", "match")

    def __init__(self, regex: str | words, flags: int) -> None:
        self._regex = regex
        self._flags = int(flags)
        self._firsts: int | None = None
        self.match: Callable[..., re.Match[str] | None] = self._match_first

    def _match_first(self, *where: Any) -> re.Match[str] | None:
        return self.compile()(*where)

    def compile(self) -> Callable[..., re.Match[str] | None]:
        """Give the compiled expression's method, which from now on is `match`."""
        self.match = re.compile(self._text(), self._flags).match
        return self.match

    def can_begin(self, bit: int) -> bool:
        """Tell whether this character can begin a match; also true where that is not easily known."""
        if self._firsts is None:
            self._firsts = find_firsts(self._sketch(), self._flags)
        return bool(self._firsts >> bit & 1)

    def _text(self) -> str:
        make: Any = getattr(self._regex, "get", None)
        return str(make() if make else self._regex)

    def _sketch(self) -> str:
        """Of a list of words, whose expression takes long to make, the first letters tell enough."""
        if isinstance(self._regex, words) and all(self._regex.words):
            letters = {re.escape(word[0]) for word in self._regex.words}
            return f"{self._regex.prefix}(?:{'|'.join(letters)})"
        return self._text()


class _State(dict[str, tuple[Rule, ...]]):
    """The rules of a state, by the character that comes next; no character is the end of the text."""

    def __init__(self, rules: Iterable[tuple[Any, Action, Move]]) -> None:
        nothing = _Pattern("", 0)
        # What Pygments puts there itself is a rule that always holds.
        self._rules = [(rule[0] if isinstance(rule[0], _Pattern) else nothing, *rule[1:]) for rule in rules]

    def __missing__(self, char: str) -> tuple[Rule, ...]:
        bit = ord(char) if char else _END
        if char and bit > OTHER:
            # All characters beyond ASCII are alike, and too many to keep.
            return self[chr(OTHER)]
        rules = self[char] = tuple(rule for rule in self._rules if rule[0].can_begin(bit))
        return rules


class _QuickMeta(RegexLexerMeta):
    """Leaves expressions as they are; Pygments' own profiling lexer hooks in at the same place."""

    def _process_regex(self, regex: str | words, rflags: int, state: str) -> _Pattern:  # noqa: ARG002 (a callback)
        return _Pattern(regex, rflags)

    def _process_token(self, token: Action) -> Action:
        return _quicken_action(token)


class _StockTokens:
    """The rules as Pygments' own loop wants them, for lexers that go their own way; made only if they do."""

    def __get__(self, lexer: object, owner: Any) -> Any:
        if "stock_tokens" not in owner.__dict__:
            owner.stock_tokens = {name: [*map(self._compile, rules)] for name, rules in owner.quick_tokens.items()}
        return owner.stock_tokens

    @staticmethod
    def _compile(rule: tuple[Any, Action, Move]) -> tuple[Any, Action, Move]:
        return (rule[0].compile(), *rule[1:]) if isinstance(rule[0], _Pattern) else rule


class _QuickLexer(RegexLexer, metaclass=_QuickMeta):
    """Stands between a lexer and Pygments' base class."""

    states: ClassVar[Mapping[str, _State]]

    def get_tokens_unprocessed(self, text: str, stack: Iterable[str] = ("root",)) -> Iterator[Any]:
        """Do as the base class does."""
        path = list(stack)
        state = self.states[path[-1]]
        position, end = 0, len(text)
        while True:
            for pattern, action, move in state[text[position] if position < end else ""]:
                match = pattern.match(text, position)
                if match is None:
                    continue
                if type(action) is _TokenType:
                    yield position, action, match[0]
                elif action is not None:
                    yield from action(self, match)
                position = match.end()
                if move is not None:
                    _follow(path, move)
                    state = self.states[path[-1]]
                break
            else:
                if position >= end:
                    return
                if text[position] == "\n":
                    path = ["root"]
                    state = self.states["root"]
                    yield position, Whitespace, "\n"
                else:
                    yield position, Error, text[position]
                position += 1


class _QuickExtendedLexer(ExtendedRegexLexer, metaclass=_QuickMeta):
    """Likewise, for lexers whose callbacks may change the position and the states."""

    states: ClassVar[Mapping[str, _State]]

    def get_tokens_unprocessed(  # type: ignore[override]  # as in Pygments, whose published types leave it out
        self, text: str | None = None, context: LexerContext | None = None
    ) -> Iterator[Any]:
        """Do as the base class does."""
        here = context or LexerContext(text, 0)
        text = here.text
        state = self.states[here.stack[-1]]
        while True:
            for pattern, action, move in state[text[here.pos] if here.pos < here.end else ""]:
                match = pattern.match(text, here.pos, here.end)
                if match is None:
                    continue
                if type(action) is _TokenType:
                    yield here.pos, action, match[0]
                    here.pos = match.end()
                elif action is not None:
                    yield from action(self, match, here)
                    if not move:
                        state = self.states[here.stack[-1]]
                if move is not None:
                    _follow(here.stack, move)
                    state = self.states[here.stack[-1]]
                break
            else:
                if here.pos >= here.end:
                    return
                if text[here.pos] == "\n":
                    here.stack = ["root"]
                    state = self.states["root"]
                    yield here.pos, Text, "\n"
                else:
                    yield here.pos, Error, text[here.pos]
                here.pos += 1


def _follow(path: list[str], move: Move) -> None:
    """Enter and leave states; the outermost is never left."""
    if isinstance(move, int):
        del path[max(1, len(path) + move) :]
        return
    for state in move if isinstance(move, tuple) else (move,):
        if state == "#pop":
            del path[max(1, len(path) - 1) :]
        else:
            path.append(path[-1] if state == "#push" else str(state))


@cache
def _quicken(lexer_class: Any) -> Any:
    """Derive a lexer that finds the same tokens quickly, or give back one that is not made of fixed rules."""
    metaclass = type(lexer_class)
    if metaclass is not RegexLexerMeta or getattr(lexer_class, "token_variants", False):
        return lexer_class
    base = _QuickExtendedLexer if issubclass(lexer_class, ExtendedRegexLexer) else _QuickLexer
    members: dict[str, Any] = {"_all_tokens": {}, "_tmpname": 0, "_tokens": _StockTokens()}
    method = lexer_class.get_tokens_unprocessed
    bases = {"RegexLexer": _QuickLexer, "ExtendedRegexLexer": _QuickExtendedLexer}
    if not bases.keys().isdisjoint(method.__code__.co_names) and method.__module__ != RegexLexer.__module__:
        # Some call their base class by its name: in a copy of the method that name is ours.
        members[method.__name__] = FunctionType(
            method.__code__, method.__globals__ | bases, method.__name__, method.__defaults__, method.__closure__
        )
    make_class: Any = _QuickMeta
    quick = make_class(lexer_class.__name__, (lexer_class, base), members)
    quick.quick_tokens = quick.process_tokendef("", quick.get_tokendefs())
    quick.states = {name: _State(rules) for name, rules in quick.quick_tokens.items()}
    return quick


def _quicken_action(action: Action) -> Action:
    """Have a callback hand parts of the text to quick lexers, too."""
    if not isinstance(action, FunctionType) or action.__module__ != RegexLexer.__module__:
        return action
    cells = tuple(CellType(_quicken_cell(cell.cell_contents)) for cell in action.__closure__ or ())
    return FunctionType(action.__code__, action.__globals__, action.__name__, action.__defaults__, cells)


def _make_quick(lexer_class: RegexLexerMeta, **options: Any) -> Any:
    return _quicken(lexer_class)(**options)


def _quicken_cell(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(map(_quicken_action, value))
    if isinstance(value, RegexLexerMeta):
        return partial(_make_quick, value)
    return value
