"""How templates become Python: Jinja's compiler, told what can be known before a page is there.

Knows what is the same on every page: messages without values, and what is included and depends on `site` alone.
Knows no template.
"""

import json
from collections.abc import Iterator, MutableMapping
from types import BuiltinMethodType, FunctionType
from typing import Any

from jinja2 import Environment, TemplateSyntaxError, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.idtracking import VAR_LOAD_RESOLVE
from jinja2.runtime import Context as Scope
from jinja2.runtime import Macro
from markupsafe import Markup, escape

from generator.render.reach import REFERENCES, parse

_SITE = "site"
"""The one variable that holds the same object on every page."""

_SAYING = "say"

_READING = (nodes.Block, *REFERENCES)
"""What brings more into a template than the names in it tell."""
_APPLYING = frozenset({"absolute_html", "html", "map", "reject", "rejectattr", "select", "selectattr"})
"""Filters that read the page's bodies, or apply one whose name may be made while rendering."""


class _Generator(CodeGenerator):
    """Compiles templates to what costs little on each of many pages; what they write is what Jinja's would."""

    _names: set[str]
    """What the template takes from the page's variables or the environment."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802 (Jinja's name)
        self._names = set()
        super().visit_Template(node, frame)
        assert isinstance(self.environment, FastEnvironment)
        if self.name is not None and self._names - self.environment.globals.keys() <= {_SITE} and _is_closed(node):
            self.environment.of_site.add(self.name)

    def enter_frame(self, frame: Frame) -> None:
        self._names.update(name for action, name in frame.symbols.loads.values() if action == VAR_LOAD_RESOLVE)
        super().enter_frame(frame)

    def visit_Include(self, node: nodes.Include, frame: Frame) -> None:  # noqa: N802 (Jinja's name)
        """Include what was made of the template for the same site, if it depends on nothing else."""
        template = node.template
        own = frame.symbols.dump_stores().keys() & {_SITE, *self.environment.globals}
        is_named = isinstance(template, nodes.Const) and isinstance(template.value, str)
        if own or not is_named or not node.with_context or node.ignore_missing:
            super().visit_Include(node, frame)
            return
        assert isinstance(template, nodes.Const)
        self.writeline(f"shared = environment.include_for_site({template.value!r}, {self.name!r}, context)", node)
        self.writeline("if shared is not None:")
        self.indent()
        self.simple_write("shared", frame)
        self.outdent()
        self.writeline("else:")
        self.indent()
        super().visit_Include(node, frame)
        self.outdent()

    def visit_Call(  # noqa: N802 (Jinja's name)
        self,
        node: nodes.Call,
        frame: Frame,
        forward_caller: bool = False,  # noqa: FBT001, FBT002 (likewise)
    ) -> None:
        """Call a function without the variables of loops and blocks, which none that templates have asks for."""
        if forward_caller:
            super().visit_Call(node, frame, forward_caller=True)
            return
        said = self._find_said(node, frame)
        if said is not None:
            self.write(repr(said))
            return
        self.write("environment.call_plainly(context, ")
        self.visit(node.node, frame)
        self.signature(node, frame)
        self.write(")")

    def _output_child_to_const(self, node: nodes.Expr, frame: Frame, finalize: Any) -> str:
        said = self._find_said(node, frame)
        if said is None or frame.eval_ctx.volatile:
            return super()._output_child_to_const(node, frame, finalize)
        return str(escape(said)) if frame.eval_ctx.autoescape else said

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.write_escaped(")

    def _find_said(self, node: nodes.Expr, frame: Frame) -> str | None:
        """Say a message that is named in the template and needs no value; one that is wrong is told by the page."""
        if not isinstance(node, nodes.Call) or not isinstance(node.node, nodes.Name) or node.node.name != _SAYING:
            return None
        if len(node.args) != 1 or node.kwargs or node.dyn_args is not None or node.dyn_kwargs is not None:
            return None
        key, reference = node.args[0], frame.symbols.find_ref(_SAYING)
        if not isinstance(key, nodes.Const) or not isinstance(key.value, str) or reference is None:
            return None
        say = self.environment.globals.get(_SAYING)
        if not callable(say) or frame.symbols.find_load(reference) != (VAR_LOAD_RESOLVE, _SAYING):
            return None
        try:
            said = say(key.value)
        except (LookupError, ValueError):
            return None
        return said if type(said) is str else None


def _is_closed(node: nodes.Template) -> bool:
    """Tell whether the names in a template are all that it depends on."""
    is_alone = not any(node.find_all(_READING))
    return is_alone and all(each.name not in _APPLYING for each in node.find_all(nodes.Filter))


def _write_escaped(value: object) -> str:
    """Escape as `markupsafe.escape` does, without making a `Markup` of a piece that is joined with the next one.

    A page is made of a hundred such pieces; this takes a sixth of the time of rendering it.
    """
    if type(value) is not str:
        # Most of what is no text is HTML that a part gave.
        return value if type(value) is Markup else escape(value)
    if value.isalnum():
        return value
    escaped = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return escaped.replace('"', "&#34;").replace("'", "&#39;")


_SORTED = json.JSONEncoder(sort_keys=True)


def _write_json(value: object, **options: Any) -> str:
    """Write JSON as `json.dumps` does, with the encoder that is there already if that is the one asked for."""
    return _SORTED.encode(value) if options == {"sort_keys": True} else json.dumps(value, **options)


class FastEnvironment(Environment):
    """Jinja's environment, for functions and filters that are pure and for contexts that do not change."""

    code_generator_class = _Generator
    write_escaped = staticmethod(_write_escaped)

    def __init__(self, **options: Any) -> None:
        """Take the options of Jinja's environment."""
        # Its optimizer changes the tree, which others read too, and finds nothing that output is not spared anyway.
        super().__init__(**options, optimized=False)
        self.of_site: set[str] = set()
        """The templates that depend on nothing but `site`; each is here once it is compiled."""
        self.policies["json.dumps_function"] = _write_json
        self._shared: dict[str, tuple[object, str]] = {}
        """What was last made of each of them, with the site it was made for."""

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        try:
            return parse(source)
        except TemplateSyntaxError:
            # Once more, so that the error knows the template's name.
            return super()._parse(source, name, filename)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Give a template its functions, as a dictionary: Jinja's chain of them is gone through for each page."""
        return {**self.globals, **(d or {})}

    def include_for_site(self, name: str, parent: str | None, scope: Scope) -> str | None:
        """Give what a template makes of the site, made once for each site, or nothing if it depends on more."""
        if name not in self.of_site:
            self.get_template(name, parent)
            if name not in self.of_site:
                return None
        site = scope.resolve_or_missing(_SITE)
        known = self._shared.get(name)
        if known is not None and known[0] is site:
            return known[1]
        # It is given nothing else, so that nothing else can get into it.
        template = self.get_template(name, parent)
        pieces: Iterator[str] = template.root_render_func(template.new_context({_SITE: site}))
        text = "".join(pieces)
        self._shared[name] = (site, text)
        return text

    @staticmethod
    def call_plainly(scope: Scope, function: Any, /, *args: object, **values: object) -> object:
        """Call a function or a macro as a template does."""
        if type(function) is Macro:
            return function(scope.eval_ctx, *args, **values)
        if type(function) is FunctionType or type(function) is BuiltinMethodType:
            return function(*args, **values)
        return scope.call(function, *args, **values)
