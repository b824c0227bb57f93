"""The house rules, read from the source: floors point down, libraries stay home, the world is touched by name.

Knows files and imports; does not run any of them.
"""

import ast
import re
import sys
from collections.abc import Iterator
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[1]
PACKAGE = CHECKOUT / "generator"

FLOORS = {
    "errors": 0,
    "digest": 0,
    "renewal": 0,
    "sources": 1,
    "markdown": 2,
    "words": 2,
    "model": 3,
    "plan": 4,
    "imaging": 5,
    "render": 5,
    "publish": 6,
    "build": 7,
    "authoring": 8,
    "serve": 8,
    "audit": 8,
    "importing": 8,
    "readme": 8,
    "sealed": 8,
    "cli": 9,
    "__main__": 10,
}
"""Each room, or module that is none's, and its floor; a room imports from lower floors only."""

HOMES = {
    "msgspec": ("",),
    "yaml": ("sources/yamldoc.py",),
    "ruamel": ("sources/yamledit.py",),
    "babel": ("words/customs.py",),
    "markdown": ("markdown/",),
    "pygments": ("markdown/",),
    "pymdownx": ("markdown/emoji.py",),
    "latex2mathml": ("markdown/mathml.py",),
    "nh3": ("markdown/sanitize.py",),
    "PIL": ("imaging/",),
    "jinja2": ("render/",),
    "markupsafe": ("render/",),
    "watchdog": ("serve/events.py",),
    "starlette": ("serve/server.py", "serve/livereload.py"),
    "uvicorn": ("serve/server.py",),
    "ahocorasick_rs": ("audit/leaks.py",),
    "snowballstemmer": ("audit/leaks.py",),
    "brotli": ("audit/unpacking.py",),
    "click": ("cli/",),
    "rich": ("cli/",),
    "pyrage": ("sealed/ages.py",),
    "cryptography": ("sealed/rsakeys.py",),
    "platformdirs": ("sealed/keyfile.py",),
    "segno": ("sealed/qr.py",),
}
"""Where each library may be imported: files and folders below the package."""

WORLD_MODULES = {
    "asyncio", "ctypes", "fcntl", "io", "mmap", "multiprocessing", "random", "secrets", "select", "selectors", "shutil", "signal",
    "socket", "sqlite3", "ssl", "subprocess", "tempfile", "threading", "time", "urllib.request", "uuid1",
}  # fmt: skip
"""Modules whose use touches disk, clock, network, processes or the terminal."""

WORLD_NAMES = {
    "open", "print", "input", "breakpoint", "exec", "eval",
    "datetime.now", "datetime.today", "datetime.utcnow", "date.today",
    "sys.stdout", "sys.stderr", "sys.stdin", "sys.exit",
}  # fmt: skip
"""Names that touch the world wherever they are used, whichever module they come from."""

PURE_IO = {"io.BytesIO", "io.StringIO"}
"""Bytes and text in memory, which libraries take for a file."""

PURE_OS = {"os.path", "os.sep", "os.PathLike", "os.fspath"}

UNTESTED = {
    "markdown/nodes.py": "types without a decision; every test of the parser makes them",
    "serve/showing.py": "types without a decision; every test of the server makes them",
    "__init__.py": "says the package's version; the packaging test reads it",
    "__main__.py": "every test that runs the command goes through it",
}
"""Modules without a test file of their own, and why."""

FUNCTION_LINES = 60
MODULE_LINES = 400
LONG_MODULES = {
    "plan/contexts.py": "one type for each template; they are read side by side",
}
"""Modules that may be longer, and why."""


def list_modules() -> list[str]:
    """List all modules by path below the package."""
    return sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))


@cache
def read(module: str) -> ast.Module:
    """Parse a module."""
    return ast.parse((PACKAGE / module).read_text(encoding="utf-8"))


def room_of(module: str) -> str:
    """Name the room of a module: its folder, or itself."""
    return module.partition("/")[0].removesuffix(".py")


def list_imports(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """List what is imported anywhere, by its whole name, with the line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.module, f"line {node.lineno} imports by a relative name"
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def own_module(name: str) -> str | None:
    """Find the module of ours that an imported name belongs to."""
    parts = name.split(".")
    if parts[0] != "generator":
        return None
    for end in range(len(parts), 0, -1):
        path = "/".join(parts[1:end])
        for candidate in (f"{path}.py", f"{path}/__init__.py".lstrip("/")):
            if (PACKAGE / candidate).is_file():
                return candidate
    raise AssertionError(f"there is no {name}")


def is_world(module: str) -> bool:
    """Tell whether a module says that it touches the world."""
    return module.startswith("cli/") or bool(re.search(r"\bWorld\b", ast.get_docstring(read(module)) or ""))


def name_of(node: ast.expr) -> str:
    """Write a dotted name as in the source; nothing if it is none."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        owner = name_of(node.value)
        return f"{owner}.{node.attr}" if owner else ""
    return ""


def find_world_uses(tree: ast.Module) -> Iterator[str]:
    """List the lines at which a module touches the world."""
    for name, line in list_imports(tree):
        if name not in PURE_IO and {name, name.rpartition(".")[0]} & WORLD_MODULES:
            yield f"line {line} imports {name}"
    for node in ast.walk(tree):
        if not isinstance(node, ast.Name | ast.Attribute):
            continue
        name = name_of(node)
        if name in WORLD_NAMES or (re.fullmatch(r"os\.\w+", name) and name not in PURE_OS):
            yield f"line {node.lineno} uses {name}"


def list_functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """List all functions, methods and functions in functions."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


@pytest.mark.parametrize("module", list_modules())
def test_floors_point_down(module: str) -> None:
    """A module imports from lower floors, and from its own room."""
    if module == "__init__.py":
        return
    room = room_of(module)
    for name, line in list_imports(read(module)):
        imported = own_module(name)
        if imported in {None, "__init__.py"} or room_of(str(imported)) == room:
            continue
        assert FLOORS[room_of(str(imported))] < FLOORS[room], f"{module}:{line} imports {name} from above or beside"


def test_no_room_imports_in_a_circle() -> None:
    """Inside a room, too, one file is above the other."""
    graph = {
        module: {
            imported for name, _ in list_imports(read(module)) if (imported := own_module(name)) not in {None, module}
        }
        for module in list_modules()
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(f"these import each other: {' -> '.join(error.args[1])}")


@pytest.mark.parametrize("module", list_modules())
def test_libraries_stay_home(module: str) -> None:
    """Every library has one home; outside of it nothing depends on which library it is."""
    for name, line in list_imports(read(module)):
        library = name.partition(".")[0]
        if library == "generator" or library in sys.stdlib_module_names:
            continue
        assert library in HOMES, f"{module}:{line} imports {library}, which has no home"
        assert module.startswith(HOMES[library]), f"{module}:{line} imports {library} away from its home"


@pytest.mark.parametrize("module", [module for module in list_modules() if not is_world(module)])
def test_only_world_files_touch_the_world(module: str) -> None:
    """Disk, clock, network, processes and terminal are left to the modules whose docstring says "World"."""
    assert list(find_world_uses(read(module))) == []


@pytest.mark.parametrize("module", list_modules())
def test_only_cli_prints_and_ends_the_process(module: str) -> None:
    """Choosing an exit code and printing are the command line's business, in World files too."""
    if module.startswith("cli/"):
        return
    names = {name_of(node) for node in ast.walk(read(module)) if isinstance(node, ast.Name | ast.Attribute)}
    assert not names & {"print", "sys.exit", "exit", "SystemExit"}


@pytest.mark.parametrize("module", [module for module in list_modules() if not module.endswith("__init__.py")])
def test_tests_mirror_modules(module: str) -> None:
    """The tests of generator/x/y.py are in tests/x/test_y.py."""
    if module in UNTESTED:
        return
    folder, _, name = module.rpartition("/")
    assert (CHECKOUT / "tests" / folder / f"test_{name}").is_file()


def test_exceptions_are_still_needed() -> None:
    """An exception for a module that is gone, or has become short or tested, is dropped."""
    modules = list_modules()
    assert set(UNTESTED) | set(LONG_MODULES) <= set(modules)
    assert [module for module in LONG_MODULES if count_lines(module) <= MODULE_LINES] == []


def count_lines(module: str) -> int:
    """Count the lines of a module."""
    return len((PACKAGE / module).read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize("module", list_modules())
def test_modules_are_short(module: str) -> None:
    """A module that grows past the limit has two responsibilities, or a reason in the list above."""
    if module not in LONG_MODULES:
        assert count_lines(module) <= MODULE_LINES


@pytest.mark.parametrize("module", list_modules())
def test_functions_are_short(module: str) -> None:
    """A function that does not fit a screen is two functions."""
    lengths = {node.name: node.end_lineno - node.lineno + 1 for node in list_functions(read(module)) if node.end_lineno}
    assert {name: length for name, length in lengths.items() if length > FUNCTION_LINES} == {}


@pytest.mark.parametrize(
    ("source", "uses"),
    [
        ("open('a')", ["line 1 uses open"]),
        ("import subprocess", ["line 1 imports subprocess"]),
        ("from time import time", ["line 1 imports time.time"]),
        ("import os\nos.fork()", ["line 2 uses os.fork"]),
        ("from datetime import datetime\ndatetime.now()", ["line 2 uses datetime.now"]),
        ("import os\nos.path.join('a')", []),
    ],
)
def test_uses_of_the_world_are_found(source: str, uses: list[str]) -> None:
    """The search finds what it is meant to find, or it would prove nothing."""
    assert list(find_world_uses(ast.parse(source))) == uses
