"""All that a document points at, followed."""

import msgspec
import pytest

from generator.errors import Problem, SitePath, sort_problems
from generator.markdown.body import BodyFacts, Remark, Target, TargetKind
from generator.model.document import Document
from generator.model.entry import ImageSize, ImageSource
from generator.model.links import AddressBook, Places
from generator.model.names import SkillNames, WritingNames
from generator.model.permalink import Url
from generator.model.pictures import Form, Picture
from generator.model.placement import place_document
from generator.model.targets import Followed, find_reference, follow_targets, list_remarks
from generator.model.wikilinks import NameBook
from generator.sources.slugs import Slug
from tests.model.samples import PHOTO, make_document, make_rules, place, show

OTHER = place("content/entries/b.md", "# B\n\n## Views\n")
BOOK = AddressBook(
    Places(
        documents={SitePath("content/entries/b.md"): Url("/b/")},
        withheld={},
        files={
            SitePath("content/entries/i.png"): Url("/i.png"),
            SitePath("content/entries/j.svg"): Url("/j.svg"),
            SitePath("content/entries/k.heic"): Url("/k.heic"),
        },
        urls=frozenset({"/b/"}),
    ),
    facts={"/b/": OTHER.document.facts},
    pictures={
        SitePath("content/entries/i.png"): PHOTO,
        SitePath("content/entries/j.svg"): Picture(Form.DRAWING, PHOTO.digest, "svg"),
        SitePath("content/entries/k.heic"): Picture(Form.RASTER, PHOTO.digest, fault="is broken", hint="mend it"),
    },
)
NAMES = NameBook(
    SkillNames({"flask": Slug("flask")}, frozenset(), (), {"flask": Slug("flask")}), WritingNames((OTHER,))
)


def follow(text: str) -> Followed:
    """Follow the targets of the entry `a`."""
    return follow_targets(place("content/entries/a.md", text), BOOK, NAMES)


def test_each_target_has_its_address_in_order() -> None:
    """Empty for what leads nowhere."""
    followed = follow("[x](b.md#views) [y](gone.md) [[Flask]] ![i](i.png) [[nothing]] [z](#top)\n")
    assert followed.hrefs == ("/b/#views", "", "/skills/flask/", "/i.1a2b3c4d-1280.webp", "", "/a/#top")


def test_pages_and_skills_are_each_named_once() -> None:
    """In the order of the text, without the page itself; files are no pages."""
    followed = follow("[[B]] [[flask]] [x](b.md) [y](/b/#b) [[Flask]] [me](a.md) [i](i.png)\n")
    assert (followed.pages, followed.skills) == (("/b/", "/skills/flask/"), ("flask",))


def test_pictures_have_their_sizes() -> None:
    """Where they are known, and where the picture is shown and not linked."""
    followed = follow('![j](j.svg) [i](i.png) ![i](i.png)\n\n<img src="i.png">\n')
    sources = tuple(ImageSource(f"/i.1a2b3c4d-{width}.webp", width) for width in (640, 1280, 1920))
    assert followed.sizes == (ImageSize(2, 1920, 1280, sources), ImageSize(3, 1920, 1280, sources))
    assert set(followed.files) == {"content/entries/i.png", "content/entries/j.svg"}


def test_link_to_a_picture_leads_to_the_largest() -> None:
    """Whoever follows it wants to see more than the page shows; what stands behind the address stays."""
    assert follow("[i](i.png) ![i](i.png?raw=true#x) ![j](j.svg)\n").hrefs == (
        "/i.1a2b3c4d-1920.webp",
        "/i.1a2b3c4d-1280.webp?raw=true#x",
        "/j.svg",
    )


def test_picture_that_cannot_be_published_is_an_error() -> None:
    """Told in the line that refers to it; nothing of it is published."""
    followed = follow("Words\n\n![k](k.heic) [k](k.heic)\n")
    assert followed.hrefs == ("", "")
    assert followed.files == ("content/entries/k.heic", "content/entries/k.heic")
    assert (
        show(followed.problems[:1])
        == """\
content/entries/a.md:3:6: error: the picture content/entries/k.heic is broken
    3 | ![k](k.heic) [k](k.heic)
      |      ^^^^^^
  hint: mend it"""
    )


def test_line_that_refers_to_a_file_is_found() -> None:
    """However it is written; links by name refer to none."""
    document = place("content/entries/a.md", "[[j.svg]] [b](b.md)\n\n![j](./j.svg)\n").document
    target = find_reference(SitePath("content/entries/j.svg"), document, BOOK)
    assert target is not None
    assert (target.line, target.column) == (3, 6)
    assert find_reference(SitePath("content/entries/i.png"), document, BOOK) is None


def test_text_without_targets_leads_nowhere() -> None:
    """Most notes are such."""
    assert follow("Words.\n") == Followed()


def test_remarks_are_warnings_in_the_file() -> None:
    """Counted from the body's first line."""
    document = make_document("content/entries/a.md", "---\ntitle: A\n---\n\nA $\\frac$ b\n")
    remark = Remark("cannot read the formula", 2, 3, "A $\\frac$ b", 7, "try another")
    facts = BodyFacts("", "", "", (), (), (), (remark,), 0)
    values = {name: getattr(document, name) for name in document.__struct_fields__}
    assert (
        show(list_remarks(Document(**{**values, "facts": facts})))
        == """\
content/entries/a.md:5:3: warning: cannot read the formula
    5 | A $\\frac$ b
      |   ^^^^^^^
  hint: try another"""
    )


def follow_many(kind: TargetKind, *addresses: str) -> tuple[Problem, ...]:
    """Follow addresses of one document, of which each has a line of its own, and give the warnings."""
    targets = tuple(Target(kind, address, line, 1, address, 5) for line, address in enumerate(addresses, start=1))
    document = make_document("content/entries/a.md")
    facts = BodyFacts("", "", "", (), (), targets, (), 0)
    placement = place_document(msgspec.structs.replace(document, facts=facts), None, make_rules())
    return follow_targets(placement, BOOK, NAMES).problems


@pytest.mark.parametrize(("kind", "address"), [(TargetKind.LINK, "bb.md"), (TargetKind.WIKILINK, "flsk")])
def test_hints_end_where_warnings_are_many(kind: TargetKind, address: str) -> None:
    """Looking for what may have been meant takes time, and nobody reads a thousand hints."""
    problems = follow_many(kind, *[address] * 30)
    assert [bool(problem.hint) for problem in problems] == [True] * 20 + [False] * 10


def test_lost_headings_are_counted_where_they_are_many() -> None:
    """A table of contents that was left behind has a hundred links of one kind; the other links are still told."""
    addresses = [f"b.md#lost-{number}" for number in range(1, 14)]
    *told, count, other = sort_problems(follow_many(TargetKind.LINK, *addresses, "gone.md"))
    assert [problem.message.split('"')[1] for problem in told] == addresses[:10]
    assert (
        show([count])
        == """\
content/entries/a.md:11:1: warning: 3 more links lead to no heading, the first of them to "b.md#lost-11"
   11 | b.md#lost-11
      | ^^^^^"""
    )
    assert "gone.md" in other.message


def test_last_lost_heading_is_told_and_not_counted() -> None:
    """It takes no more room."""
    problems = follow_many(TargetKind.LINK, *["b.md#lost"] * 11)
    assert {problem.message for problem in problems} == {problems[0].message}
    assert len(problems) == 11
