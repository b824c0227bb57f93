"""The home of Jinja: templates as a value, ready to render, and what is wrong with them.

Knows no page and no context; where templates come from is known to those who read them.
"""

import contextlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import msgspec
from jinja2 import Environment, FunctionLoader, StrictUndefined, TemplateSyntaxError, nodes, pass_context
from jinja2.runtime import Context as Scope
from jinja2.utils import missing
from markupsafe import Markup

from generator.errors import Problem, Severity, problem_at, suggest
from generator.plan.contexts import Body
from generator.render.compiling import FastEnvironment
from generator.render.filters import FILTERS
from generator.render.reach import REFERENCES, TemplateSource, find_nodes, find_reached
from generator.render.speaking import make_filters, make_functions
from generator.words.reading import NUMBER, names_in
from generator.words.words import Words, WordsError

BODY_READER = "body_reader"
"""The variable that holds the function behind the filters `html` and `absolute_html`; render_page sets it."""

_IMPURE_FILTERS = ("random",)
_UNSAFE_FILTERS = ("xmlattr",)
"""It lets a key bring attributes of its own (CVE-2024-22195 and -34064)."""
_STATEFUL_GLOBALS = ("lipsum", "cycler", "joiner")
_UNQUOTED = re.compile(r"""<[A-Za-z](?:[^<>"']|"[^"]*"|'[^']*')*\s([A-Za-z_:][\w:.-]*)=\Z""")
"""The beginning of a tag up to an attribute whose value has no quotes round it."""


class Theme(msgspec.Struct, frozen=True):
    """All templates of a site, ready to render; compiled when first used."""

    environment: Environment
    templates: Mapping[str, TemplateSource]
    words: Words

    def preload(self, names: Iterable[str]) -> None:
        """Compile templates and all that they reach now; one with an error is left for the page that wants it to tell."""
        for name in find_reached(names, self.templates):
            if name in self.templates:
                with contextlib.suppress(TemplateSyntaxError):
                    self.environment.get_template(name)

    def find_by_path(self, path: str) -> TemplateSource | None:
        """Find the template that problems and tracebacks know by this path."""
        return next((source for source in self.templates.values() if source.path == path), None)


class MissingName(str):
    """What Jinja says of an undefined name, with the name and what it was asked of, to find it in the template."""

    __slots__ = ("name", "owner")

    name: str
    owner: object

    @property
    def has_owner(self) -> bool:
        """Whether a value was asked for the name, not the template's own variables."""
        return self.owner is not missing


class _Undefined(StrictUndefined):
    """An undefined value whose error can still be told where it was written."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        message = MissingName(super()._undefined_message)
        message.name = str(self._undefined_name)
        message.owner = self._undefined_obj
        return message


def load_theme(templates: Mapping[str, TemplateSource], words: Words) -> Theme:
    """Make a theme; a template is read when it is first rendered."""
    return Theme(_make_environment(templates, words), templates, words)


def find_faults(theme: Theme) -> tuple[Problem, ...]:
    """Say all that is wrong in any template of a theme, as far as reading them tells.

    A template with an error raises it again when it is rendered, so errors should stop the build.
    """
    checked = (_check(name, theme) for name in sorted(theme.templates))
    return tuple(problem for problems in checked for problem in problems)


def explain_syntax_error(error: TemplateSyntaxError, source: TemplateSource) -> Problem:
    """Say where in a template Jinja stopped reading, in our words."""
    message = (error.message or "this is no template").rstrip(".").replace("'", '"')
    return problem_at(message[:1].lower() + message[1:], source.path, source.text, error.lineno)


def _make_environment(templates: Mapping[str, TemplateSource], words: Words) -> Environment:
    def load(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        source = templates.get(name)
        return (source.text, source.path, lambda: True) if source is not None else None

    environment = FastEnvironment(
        loader=FunctionLoader(load),
        autoescape=_is_markup,  # Only robots.txt and its like are plain text.
        undefined=_Undefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
    )
    for name in _STATEFUL_GLOBALS:
        del environment.globals[name]
    for name in _IMPURE_FILTERS + _UNSAFE_FILTERS:
        del environment.filters[name]
    environment.filters.update(FILTERS, html=_show_body, absolute_html=_show_absolute_body)
    environment.filters.update(make_filters(words))
    environment.globals.update(make_functions(words))
    return environment


def _is_markup(name: str | None) -> bool:
    return name is None or not name.endswith(".txt")


@pass_context
def _show_body(scope: Scope, body: Body) -> Markup:
    _expect_body(body)
    return Markup(scope[BODY_READER](body, absolute=False))  # noqa: S704 (bodies are the one HTML we make ourselves)


@pass_context
def _show_absolute_body(scope: Scope, body: Body) -> Markup:
    _expect_body(body)
    return Markup(scope[BODY_READER](body, absolute=True))  # noqa: S704 (likewise; a feed escapes it once more)


def _expect_body(value: object) -> None:
    if not isinstance(value, Body):
        kind = "nothing" if value is None else type(value).__name__
        raise TypeError(f"a body of Markdown is needed here, not {kind}")


def _check(name: str, theme: Theme) -> Iterator[Problem]:
    source = theme.templates[name]
    try:
        found = find_nodes(source.text)
    except TemplateSyntaxError as error:
        yield explain_syntax_error(error, source)
        return
    yield from _check_references(found, source, theme.templates)
    yield from _check_filters(found, source, theme.environment)
    yield from _check_words(found, source, theme.words)
    if _is_markup(name):
        yield from _check_quotes(found, source)


def _check_references(
    found: Sequence[nodes.Node], source: TemplateSource, templates: Mapping[str, TemplateSource]
) -> Iterator[Problem]:
    for node in found:
        if not isinstance(node, REFERENCES):
            continue
        is_optional = isinstance(node, nodes.Include) and node.ignore_missing
        # A list of templates offers a choice, and a name made while rendering is not known: neither must be there.
        named = next((child for child in node.iter_child_nodes(only=("template",))), None)
        if is_optional or not isinstance(named, nodes.Const) or named.value in templates:
            continue
        target = str(named.value)
        yield _problem_at_word(f'no template "{target}"', source, node.lineno, target, hint=suggest(target, templates))


def _check_filters(found: Sequence[nodes.Node], source: TemplateSource, environment: Environment) -> Iterator[Problem]:
    for node in found:
        if not isinstance(node, (nodes.Filter, nodes.Test)):
            continue
        kind, known = ("filter", environment.filters) if isinstance(node, nodes.Filter) else ("test", environment.tests)
        if node.name not in known:
            hint = suggest(node.name, known)
            yield _problem_at_word(f'no {kind} named "{node.name}"', source, node.lineno, node.name, hint=hint)
        elif node.name == "safe" and kind == "filter":
            yield _problem_at_word(
                'the filter "safe" lets text in as HTML',
                source,
                node.lineno,
                "safe",
                hint='a body of Markdown is shown with "| html", all else is escaped by itself',
                severity=Severity.WARNING,
            )


def _check_words(found: Sequence[nodes.Node], source: TemplateSource, words: Words) -> Iterator[Problem]:
    for node in found:
        if not isinstance(node, nodes.Call):
            continue
        function, key = node.node, node.args[0] if node.args else None
        if not isinstance(function, nodes.Name) or function.name not in {"count", "say"}:
            continue
        if not isinstance(key, nodes.Const) or not isinstance(key.value, str):
            continue  # What is put together while rendering is found then.
        try:
            # Any number will do: it is for nothing but the kind of message.
            words.choose(key.value, 0 if function.name == "count" else None)
        except WordsError as error:
            yield _problem_at_word(str(error), source, key.lineno, error.key, hint=error.hint)
            continue
        given = {pair.key for pair in node.kwargs} | ({NUMBER} if function.name == "count" else set())
        missing = names_in(words.find(key.value)[0]) - given
        if missing and node.dyn_kwargs is None:
            name = min(missing)
            message, hint = f'the words "{key.value}" need a value "{name}"', f"write {name}=... after the key"
            yield _problem_at_word(message, source, key.lineno, key.value, hint=hint)


def _check_quotes(found: Sequence[nodes.Node], source: TemplateSource) -> Iterator[Problem]:
    for output in found:
        if not isinstance(output, nodes.Output):
            continue
        tag = ""
        for node in output.nodes:
            if isinstance(node, nodes.TemplateData):
                tag += node.data
                tag = tag[max(tag.rfind("<"), 0) :]
                continue
            attribute = _UNQUOTED.match(tag)
            if attribute is not None:
                yield _problem_at_word(
                    f'the attribute "{attribute[1]}" needs quotes round its value',
                    source,
                    node.lineno,
                    f"{attribute[1]}=",
                    hint=f'write {attribute[1]}="{{{{ ... }}}}": a space in the value would begin another attribute',
                    severity=Severity.WARNING,
                )
            tag += "_"


def _problem_at_word(
    message: str, source: TemplateSource, line: int, word: str, *, hint: str = "", severity: Severity = Severity.ERROR
) -> Problem:
    """Make a problem at the first place in the line where the word stands, or at the line's beginning."""
    text = source.text.split("\n")[line - 1]
    found = re.search(rf"(?<![\w.]){re.escape(word)}", text)
    column, length = (found.start() + 1, len(word)) if found else (1, len(text))
    return problem_at(message, source.path, source.text, line, column, length=length, hint=hint, severity=severity)
