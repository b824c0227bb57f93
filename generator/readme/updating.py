"""Holds the README against the journal, and writes its region.

World.
Knows which file it is; does not know what stands in its region, nor how a reader is told.
"""

from difflib import unified_diff
from pathlib import Path

import msgspec

from generator.build.checking import examine_site
from generator.build.preparing import Prepared
from generator.build.stages import BuildOptions
from generator.errors import GeneratorError, Location, Problem, SitePath, find_errors
from generator.model.checklist import ChecklistSource
from generator.publish.originals import OriginalChanged, replace_text
from generator.readme.region import END, START, Region, Standing, fill_region, find_region, judge_region, mark_region
from generator.readme.writing import Told, write_region
from generator.sources.text import decode_text

README_PATH = SitePath("README.md")
"""In the site's folder, where GitHub shows it."""


class Review(msgspec.Struct, frozen=True):
    """A README beside what its region would hold if it were written now."""

    root: Path
    text: str
    """The README as it is."""
    region: Region
    told: Told
    sources: tuple[ChecklistSource, ...]
    """The checklists."""
    inner: str
    """What the journal says now."""
    standing: Standing

    @property
    def current_text(self) -> str:
        """The README as it would be."""
        return fill_region(self.region, self.inner)

    @property
    def diff(self) -> tuple[str, ...]:
        """What would change, as lines of a unified diff without line ends; empty if nothing would."""
        before, after = (text.replace("\r\n", "\n").splitlines() for text in (self.text, self.current_text))
        return tuple(unified_diff(before, after, README_PATH, f"{README_PATH} (as the journal has it)", lineterm=""))


def tell(prepared: Prepared) -> Told:
    """Gather what the region tells of.

    Raises:
        GeneratorError: there are errors in the content.
    """
    if errors := find_errors(prepared.problems):
        raise GeneratorError(errors)
    log = prepared.assembly.addressing.book.places.log
    # Of two entries of one day and title GitHub's plain anchor leads to the first.
    heads = {url: anchor for anchor, url in reversed(log)}
    return Told(prepared.site, prepared.wording.words, prepared.past.history, heads)


def make_region(root: Path, date: str = "") -> str:
    """Give a whole region as it would be written now, with its markers.

    Args:
        root: the site's folder.
        date: the day it is, `2019-11-29`; today if empty.

    Raises:
        GeneratorError: there are errors in the content.
    """
    return mark_region(write_region(tell(examine_site(root, BuildOptions(date=date)).prepared)))


def review_readme(root: Path, date: str = "") -> Review:
    """Hold the README against the journal.

    Raises:
        GeneratorError: there is no README, or no region in it, or there are errors in the content.
    """
    text = _read(root)
    region = find_region(text, README_PATH)
    prepared = examine_site(root, BuildOptions(date=date)).prepared
    told = tell(prepared)
    inner = write_region(told)
    return Review(root, text, region, told, prepared.checklists.sources, inner, judge_region(region, inner))


def write_readme(review: Review) -> bool:
    """Write the region, and tell whether a byte changed.

    Raises:
        GeneratorError: somebody else wrote to the file in the meantime.
    """
    replace_file(review.root, README_PATH, review.text, review.current_text)
    return review.text != review.current_text


def replace_file(root: Path, path: SitePath, before: str, after: str) -> None:
    """Put a text in place of another.

    Raises:
        GeneratorError: somebody else wrote to the file in the meantime.
    """
    try:
        replace_text(root / path, before, after)
    except OriginalChanged as error:
        message = "was changed by somebody else in the meantime"
        raise GeneratorError([Problem(message, Location(path), hint="run the command again")]) from error


def _read(root: Path) -> str:
    try:
        data = (root / README_PATH).read_bytes()
    except FileNotFoundError as error:
        hint = f"make one, with these two lines where the region is to stand:\n{START}\n{END}"
        raise GeneratorError([Problem("is not there", Location(README_PATH), hint=hint)]) from error
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise GeneratorError(decode_text(data, README_PATH)[1]) from error
