"""Documents, journals and sites from short texts."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from generator.digest import Digest
from generator.errors import Problem, SitePath, format_problem, sort_problems
from generator.markdown.body import MarkdownOptions
from generator.markdown.render import render_markdown
from generator.model.checklist import ChecklistSource
from generator.model.document import Document, kind_of, parse_file
from generator.model.pictures import Form, Picture
from generator.model.placement import Placement, PlacementRules, Withheld, place_document
from generator.model.site import Journal, Site, assemble_site
from generator.sources.checklistfile import parse_checklist
from generator.sources.history import CommitDate, CommitId, FileDates, History
from generator.sources.settings import parse_settings
from generator.sources.versions import ChecklistVersions, Refusal

OPTIONS = MarkdownOptions(has_title_apart=True, has_wikilinks=True, has_emoji=True, are_images_lazy=True)
"""As a site has them."""
TODAY = "2020-06-01"

Files = Mapping[str, str]

NO_VERSIONS = ChecklistVersions("", refusal=Refusal.NO_GIT)
NO_PICTURES: Mapping[SitePath, Picture] = MappingProxyType({})
PHOTO = Picture(Form.RASTER, Digest(bytes.fromhex("1a2b3c4d5e6f")), "jpeg", 3000, 2000)
SMALL = Picture(Form.RASTER, Digest(bytes.fromhex("0a0b0c0d0e0f")), "png", 3, 4)


def make_documents(path: str, text: str) -> tuple[Document, ...]:
    """Parse a file in which nothing may be wrong."""
    parsed = parse_file(SitePath(path), text, OPTIONS, render_markdown)
    assert parsed.problems == ()
    return parsed.documents


def make_document(path: str, text: str = "Words.\n") -> Document:
    """Parse a file of one document."""
    (document,) = make_documents(path, text)
    return document


def make_rules(
    settings: str = "", *, today: str = TODAY, with_drafts: bool = False, with_future: bool = False
) -> PlacementRules:
    """Make rules from the text of a `site.yaml`."""
    parsed, problems = parse_settings(settings, "site.yaml")
    assert problems == ()
    return PlacementRules(parsed, today, with_drafts, with_future)


def make_dates(first: str, last: str = "", *, is_shallow: bool = False) -> FileDates:
    """Make what git says of a file."""
    return FileDates(
        CommitDate(CommitId("a" * 40), 0, first, is_shallow), CommitDate(CommitId("b" * 40), 0, last or first)
    )


def make_history(dates: Mapping[str, FileDates], *, is_shallow: bool = False) -> History:
    """Make what git says of all files."""
    by_path = {SitePath(path): own for path, own in dates.items()}
    return History(CommitId("c" * 40), is_shallow, True, by_path)


def place(path: str, text: str = "Words.\n", dates: FileDates | None = None, settings: str = "") -> Placement:
    """Place a file of one document."""
    return place_document(make_document(path, text), dates, make_rules(settings))


def make_checklist(text: str, path: str = "content/checklists/python.yaml") -> ChecklistSource:
    """Parse a checklist in which nothing may be wrong."""
    file, problems = parse_checklist(text, path)
    assert problems == ()
    return ChecklistSource(SitePath(path), text, file)


def make_journal(
    files: Files,
    rules: PlacementRules | None = None,
    history: History | None = None,
    pictures: Mapping[SitePath, Picture] = NO_PICTURES,
    versions: ChecklistVersions = NO_VERSIONS,
) -> Journal:
    """Make a journal of the files of a site; those that are neither Markdown nor checklists count by name only."""
    paths = sorted(SitePath(path) for path in files)
    documents = [document for path in paths if kind_of(path) for document in make_documents(path, files[path])]
    checklists = [make_checklist(files[path], path) for path in paths if path.endswith(".yaml")]
    known = tuple(documents), tuple(checklists), tuple(paths), history, rules or make_rules()
    return Journal(*known, pictures, versions)


def assemble(
    files: Files, rules: PlacementRules | None = None, history: History | None = None
) -> tuple[Site, tuple[Problem, ...]]:
    """Assemble a site from files."""
    assembly = assemble_site(make_journal(files, rules, history))
    return assembly.site, assembly.problems


def make_site(files: Files, rules: PlacementRules | None = None, history: History | None = None) -> Site:
    """Assemble a site in which nothing may be wrong."""
    site, problems = assemble(files, rules, history)
    assert show(problems) == ""
    return site


def list_withheld(files: Files, rules: PlacementRules | None = None) -> tuple[Withheld, ...]:
    """Say what is not published."""
    return assemble_site(make_journal(files, rules, None)).withheld


def problems_of(files: Files, rules: PlacementRules | None = None, history: History | None = None) -> str:
    """Say all problems of a site, as they are printed."""
    return show(assemble(files, rules, history)[1])


def show(problems: Sequence[Problem]) -> str:
    """Print problems."""
    return "\n".join(format_problem(problem) for problem in sort_problems(problems))
