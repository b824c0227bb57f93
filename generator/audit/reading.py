"""One file of the site read: what it refers to, what can be referred to in it, and what is wrong with it by itself.

Chooses the reader by the file's name, as a host chooses the type that it sends; does not know the other files.
"""

from collections.abc import Iterator

import msgspec

from generator.audit.datafiles import DataFacts, Fragment, read_data, read_search_fragment, read_xml
from generator.audit.findings import Finding
from generator.audit.pages import Memory, PageFacts, read_fragment, read_page
from generator.audit.references import Reference, read_robots, read_stylesheet
from generator.audit.tags import Fault

_PAGES = (".html", ".htm", ".xhtml")
_XML = (".xml", ".svg", ".rss", ".atom", ".xsl")
_JSON = (".json", ".jsonld")
_TEXTS = (*_PAGES, *_XML, *_JSON, ".webmanifest", ".css", ".js", ".mjs", ".txt", ".vcf", ".ics")
_SEARCH = ".pf_fragment"
READ_SUFFIXES = (*_TEXTS, _SEARCH)
"""Which files there is something to read in."""
_BOM = b"\xef\xbb\xbf"

_Placed = tuple[tuple[int, Reference], ...]


class FileFacts(msgspec.Struct, frozen=True, gc=False):
    """What is known of a file from itself."""

    path: str
    references: _Placed = ()
    """Each with the place from which its own counts."""
    findings: tuple[Finding, ...] = ()
    page: PageFacts | None = None
    """If it is a page."""
    root: str = ""
    """The outermost element, if it is XML."""


class Memories:
    """What is the same in many files, and read once."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self.tags: Memory = {}
        self.fragments: dict[str, PageFacts] = {}


def read_file(path: str, data: bytes, memories: Memories) -> FileFacts:
    """Read a file."""
    name = path.lower()
    if name.endswith(_SEARCH):
        return _take_data(path, read_search_fragment(data), memories)
    text, findings = _decode(path, data)
    if name.endswith(_PAGES):
        # What proves to a search engine that a site is one's own is a word in a file with such a name.
        facts = _read_page(path, text, memories) if "<" in text else FileFacts(path)
    elif name.endswith(_XML):
        facts = _take_data(path, read_xml(text), memories)
    elif name.endswith((*_JSON, ".webmanifest")):
        facts = _take_data(path, read_data(text, has_relative=name.endswith(".webmanifest")), memories)
    elif name.endswith(".css"):
        facts = FileFacts(path, tuple((0, each) for each in read_stylesheet(text)))
    elif name == "robots.txt":
        facts = FileFacts(path, tuple((0, each) for each in read_robots(text)))
    else:
        facts = FileFacts(path)
    return msgspec.structs.replace(facts, findings=(*findings, *facts.findings)) if findings else facts


def decode_loosely(data: bytes) -> str:
    """Decode a text that need not be one; places in it are those of `read_file`."""
    return data.removeprefix(_BOM).decode("utf-8", "replace")


def _decode(path: str, data: bytes) -> tuple[str, tuple[Finding, ...]]:
    if data.startswith(_BOM):
        hint = "save it as UTF-8 without BOM"
        return decode_loosely(data), (Finding("begins with a byte order mark", path, 0, hint=hint),)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        place = len(data[: error.start].decode("utf-8", "replace"))
        finding = Finding(f"is not UTF-8: byte 0x{data[error.start]:02x} means nothing here", path, place)
        return decode_loosely(data), (finding,)


def _read_page(path: str, text: str, memories: Memories) -> FileFacts:
    page = read_page(text, memories.tags)
    findings = [_find(path, begin, fault) for begin, fault in page.faults]
    if page.is_draft:
        hint = "a draft is shown in the preview alone; build without --drafts"
        findings.append(Finding("shows a draft", path, hint=hint))
    # What is given on already need not be sent twice.
    rest = msgspec.structs.replace(page, references=(), faults=())
    return FileFacts(path, page.references, tuple(findings), rest)


def _find(path: str, begin: int, fault: Fault) -> Finding:
    return Finding(fault.message, path, begin + fault.start, fault.length, fault.hint, fault.severity)


def _take_data(path: str, data: DataFacts, memories: Memories) -> FileFacts:
    findings = []
    if data.fault is not None:
        message, place = data.fault
        findings.append(Finding(message, path, place))
    references = [(0, each) for each in data.references]
    for fragment in data.fragments:
        facts = _recall(fragment, memories)
        # A feed holds HTML in another writing, in which its places are others.
        references += [(fragment.start, _without_place(each)) for _, each in facts.references]
        findings += _judge_fragment(path, fragment, facts)
    return FileFacts(path, tuple(references), tuple(findings), root=data.root)


def _recall(fragment: Fragment, memories: Memories) -> PageFacts:
    facts = memories.fragments.get(fragment.text)
    if facts is None:
        facts = memories.fragments[fragment.text] = read_fragment(fragment.text, memories.tags)
    return facts


def _without_place(reference: Reference) -> Reference:
    return Reference(reference.address, reference.what, 0, 1, reference.is_own, reference.has_file)


def _judge_fragment(path: str, fragment: Fragment, facts: PageFacts) -> Iterator[Finding]:
    for _, fault in facts.faults:
        yield Finding(f"HTML in it: {fault.message}", path, fragment.start, 1, fault.hint, fault.severity)
