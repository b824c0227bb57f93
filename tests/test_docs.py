"""The documentation names everything there is: commands, options, settings, fields, templates."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args, get_type_hints

import click
import msgspec
import pytest

from generator.cli import main
from generator.markdown.extensions import check_extension
from generator.plan import contexts
from generator.plan.contexts import Context
from generator.render.filters import FILTERS
from generator.render.speaking import make_filters
from generator.sources.checklistfile import ChecklistFile, EvidenceNode, SkillNode
from generator.sources.cvfacts import CvFacts
from generator.sources.decode import keys_of
from generator.sources.frontmatter import FrontMatter, PageFrontMatter
from generator.sources.schema import SCHEMA_NAMES, make_schema
from generator.sources.settings import PERMALINK_PLACEHOLDERS, Author, NavigationItem, Settings
from tests.words.samples import ENGLISH

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PROSE = (ROOT / "README.md", ROOT / "CHANGELOG.md", ROOT / ".github" / "CONTRIBUTING.md", *sorted(DOCS.glob("*.md")))
_SCOPE = click.Context(main, info_name="journal")
COMMANDS = main.list_commands(_SCOPE)


def list_all_commands() -> list[str]:
    """Name all commands, with those of groups as they are typed: `seal new`."""
    groups = {name: main.get_command(_SCOPE, name) for name in COMMANDS}
    return [
        *COMMANDS,
        *(
            f"{name} {below}"
            for name, group in groups.items()
            if isinstance(group, click.Group)
            for below in group.list_commands(_SCOPE)
        ),
    ]


ALL_COMMANDS = list_all_commands()

_FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_ROW = re.compile(r"^\| `([^`]+)`", re.MULTILINE)


def read_section(path: Path, heading: str) -> str:
    """Give what stands under a heading, up to the next of its level or above."""
    level = len(heading) - len(heading.lstrip("#"))
    # A comment in an example looks like a heading.
    text = _FENCE.sub("", path.read_text("utf-8"))
    _, found, rest = text.partition(f"\n{heading}\n")
    assert found, f"{path.name} has no heading {heading!r}"
    return re.split(rf"^#{{1,{level}}} ", rest, maxsplit=1, flags=re.MULTILINE)[0]


def list_rows(section: str) -> list[str]:
    """Name what the tables of a section describe, by the code in the first column."""
    return _ROW.findall(section)


def list_options(name: str) -> Iterator[click.Option]:
    """Give the options of a command, such as `seal new`."""
    command: click.Command | None = main
    for word in name.split(" "):
        assert isinstance(command, click.Group)
        command = command.get_command(_SCOPE, word)
    assert command is not None
    yield from (parameter for parameter in command.params if isinstance(parameter, click.Option))


def list_contexts() -> list[type[msgspec.Struct]]:
    """Give every struct that templates may see."""
    found = (value for value in vars(contexts).values() if isinstance(value, type))
    return [
        each
        for each in found
        if issubclass(each, msgspec.Struct) and each is not Context and each.__module__ == contexts.__name__
    ]


def read_command(name: str) -> str:
    """Give the section of a command; one of a group is below the group's, whose own text ends there."""
    if " " in name:
        return read_section(DOCS / "commands.md", f"### journal {name}")
    return read_section(DOCS / "commands.md", f"## journal {name}").partition(f"\n### journal {name} ")[0]


@pytest.mark.parametrize("name", ALL_COMMANDS)
def test_every_command_has_a_section(name: str) -> None:
    """What can be typed can be looked up."""
    assert read_command(name).strip()


@pytest.mark.parametrize("name", ALL_COMMANDS)
def test_the_options_of_a_command_are_those_of_its_section(name: str) -> None:
    """None is missing, and none is described that is gone."""
    described = {row.split(" ")[0] for row in list_rows(read_command(name))}
    assert described == {word for option in list_options(name) for word in (option.opts[0], *option.secondary_opts)}


@pytest.mark.parametrize("name", ALL_COMMANDS)
def test_every_option_says_what_its_value_is_called(name: str) -> None:
    """The word after an option is the one that its help shows."""
    rows = list_rows(read_command(name))
    words = ((option, word) for option in list_options(name) for word in (option.opts[0], *option.secondary_opts))
    expected = {f"{word} {option.metavar or ''}".strip() for option, word in words}
    assert set(rows) == expected


@pytest.mark.parametrize("name", COMMANDS)
def test_the_readme_names_every_command(name: str) -> None:
    """Whoever reads one page knows what there is."""
    assert f"| `journal {name}" in (ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize("name", SCHEMA_NAMES)
def test_every_schema_is_named(name: str) -> None:
    """The argument of `journal schema` is one of a few words, and all are written down."""
    assert f"`{name}`" in read_section(DOCS / "commands.md", "## journal schema")


@pytest.mark.parametrize("name", SCHEMA_NAMES)
def test_schemas_are_up_to_date(name: str) -> None:
    """The files that editors are told of are what the command prints."""
    assert (DOCS / "schemas" / f"{name}.schema.json").read_bytes() == make_schema(name)


@pytest.mark.parametrize(
    ("file", "heading", "type_"),
    [
        ("settings.md", "## All settings", Settings),
        ("settings.md", "## author", Author),
        ("settings.md", "## navigation", NavigationItem),
        ("settings.md", "## cv", CvFacts),
        ("writing.md", "### Front matter", FrontMatter),
    ],
)
def test_the_fields_of_a_file_are_those_of_its_section(file: str, heading: str, type_: type) -> None:
    """None is missing, and none is described that is gone."""
    assert set(list_rows(read_section(DOCS / file, heading))) == set(keys_of(type_))


@pytest.mark.parametrize("name", ["profiles", "work", "education", "projects", "certificates", "languages", "skills"])
def test_the_lists_of_a_cv_name_their_fields(name: str) -> None:
    """In the row of the list, in their order, so that the first is the one that may stand alone."""
    hint = get_type_hints(CvFacts)[name]
    row = re.search(rf"^\| `{name}` \| (.*) \|$", read_section(DOCS / "settings.md", "## cv"), re.MULTILINE)
    assert row is not None
    described = re.findall(r"`(\w+)`", row[1])
    assert described == list(keys_of(get_args(hint)[0]))


def test_the_fields_of_pages_are_those_that_entries_do_not_have() -> None:
    """A page takes the front matter of an entry, which is described once."""
    rows = list_rows(read_section(DOCS / "writing.md", "## Pages"))
    assert set(rows) == set(keys_of(PageFrontMatter)) - set(keys_of(FrontMatter))


def test_the_fields_of_checklists_are_all_described() -> None:
    """One table each for the file, its skills, and their evidence."""
    rows = list_rows(read_section(DOCS / "writing.md", "## Checklists"))
    assert rows == [*keys_of(ChecklistFile), *keys_of(SkillNode), *keys_of(EvidenceNode)]


@pytest.mark.parametrize("name", PERMALINK_PLACEHOLDERS)
def test_every_placeholder_of_permalinks_is_described(name: str) -> None:
    """What a pattern may hold is written down."""
    assert f"`{{{name}}}`" in read_section(DOCS / "settings.md", "## permalink")


def test_the_extensions_that_are_said_to_work_do() -> None:
    """And the one that is said to be an error is one."""
    section = read_section(DOCS / "writing.md", "### Extensions")
    names = re.findall(r"`([a-z_]+|pymdownx\.\w+)`", section)
    refused = [name for name in names if check_extension(name)]
    assert (refused, set(names) - set(refused)) == (["footnotes"], {"attr_list", "pymdownx.mark", "pymdownx.keys"})


@pytest.mark.parametrize("type_", list_contexts(), ids=lambda type_: type_.__name__)
def test_everything_that_templates_see_is_described(type_: type[msgspec.Struct]) -> None:
    """Every context and every value in it, field by field."""
    rows = list_rows(read_section(DOCS / "templates.md", f"### {type_.__name__}"))
    assert rows == list(type_.__struct_fields__)


def test_every_filter_is_described() -> None:
    """With the two that show a body, and no other."""
    rows = list_rows(read_section(DOCS / "templates.md", "## Filters"))
    assert set(rows) == {*FILTERS, *make_filters(ENGLISH), "html", "absolute_html"}


def test_every_template_is_described() -> None:
    """Whoever wants to replace one finds out what it renders."""
    folder = ROOT / "templates"
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    rows = list_rows(read_section(DOCS / "templates.md", "## The templates"))
    assert set(rows) == {name for name in files if not name.startswith(("assets/", "languages/"))}


@pytest.mark.parametrize("path", PROSE, ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(path: Path) -> None:
    """A file that was moved takes its links along, and a picture is there."""
    prose = _FENCE.sub("", path.read_text("utf-8"))
    targets = (target.partition("#")[0] for target in re.findall(r"(?<!`)\]\(([^)\s]+)\)", prose))
    missing = [target for target in targets if target and ":" not in target and not (path.parent / target).exists()]
    assert missing == []
