"""What is another than it was: as few pages as can be, each with its reason, and the page that an author looks for."""

from pathlib import Path

import msgspec
import pytest

from generator.errors import SitePath
from generator.serve.comparing import (
    GIT_HEAD,
    find_changed_assets,
    find_changed_files,
    find_followed,
    find_moved,
    find_stale,
)
from generator.serve.rebuilding import Outcome
from tests.serve.building import STYLE, A, B, Workshop
from tests.site.bare import BARE_THEME, PARTIAL

LOG, CHECKLIST = "content/log.md", "content/checklists/backend.yaml"

FEEDS_OF_B = {f"{folder}feed.{kind}" for folder in ("", "tags/web/") for kind in ("xml", "json")}
LISTS_OF_B = {
    *("journal/index.html", "journal/2020/index.html", "journal/2020/01/index.html", "tags/web/index.html"),
}


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    """Give a site that was built."""
    workshop = Workshop(tmp_path / "site")
    workshop.begin()
    return workshop


def reasons(outcome: Outcome) -> dict[str, str]:
    """Say why each page is another."""
    return {item.path: item.reason for item in outcome.stale}


class TestStale:
    """Which pages are others than before, and why."""

    def test_all_are_new_at_first(self, tmp_path: Path) -> None:
        """There is nothing to compare them with."""
        snapshot = Workshop(tmp_path / "other").begin()
        assert {item.path: item.reason for item in find_stale(snapshot, None)} == dict.fromkeys(snapshot.pages, "new")

    def test_none_are_others_than_themselves(self, workshop: Workshop) -> None:
        """A build compared with itself."""
        assert find_stale(workshop.shown, workshop.shown) == ()

    def test_edited_body_below_the_first_paragraph(self, workshop: Workshop) -> None:
        """The entry, and the feeds that quote it."""
        found = reasons(workshop.edit(B, "Second words", "Other words"))
        assert found.keys() == {"b/index.html"} | FEEDS_OF_B
        assert found["b/index.html"] == "body"
        assert {found[path] for path in FEEDS_OF_B} == {"items"}

    def test_edited_first_paragraph(self, workshop: Workshop) -> None:
        """Lists and the API show it as the entry's summary, too."""
        found = reasons(workshop.edit(B, "First words", "Other words"))
        shown = {"index.html", "api/v1/entries.json"}
        assert found.keys() == {"b/index.html"} | FEEDS_OF_B | LISTS_OF_B | shown
        assert found["b/index.html"] == "page, body"
        assert found["tags/web/index.html"] == "entries"

    def test_edited_title(self, workshop: Workshop) -> None:
        """Besides those, both neighbours name it."""
        found = reasons(workshop.edit(B, "# B", "# Bee"))
        neighbours = {"a/index.html": "older", "log/2020-01-03-1000/index.html": "newer"}
        shown = {"index.html", "api/v1/entries.json"}
        assert found.keys() == {"b/index.html"} | FEEDS_OF_B | LISTS_OF_B | shown | neighbours.keys()
        assert all("newer" in found[path] or "older" in found[path] for path in neighbours)

    def test_edited_checklist(self, workshop: Workshop) -> None:
        """Lists of skills, the CV, progress, the skill with its badge, the one beside it, and no entry."""
        found = reasons(workshop.edit(CHECKLIST, "Django", "{title: Django, now: true}"))
        assert found.keys() == {
            *("index.html", "skills/index.html", "checklists/backend/index.html", "api/v1/skills.json"),
            *("skills/django/index.html", "skills/flask/index.html", "badges/django.svg", "badges/django.json"),
            *("cv/index.html", "cv/resume.json", "progress/index.html"),
        }

    def test_edited_stylesheet(self, workshop: Workshop) -> None:
        """Every page that has a frame names its address, and for that alone is it another."""
        found = reasons(workshop.save(STYLE, "a { color: blue }\n"))
        assert found.keys() == {path for path in workshop.shown.pages if path.endswith(".html")}
        assert set(found.values()) == {"site"}

    def test_edited_template(self, workshop: Workshop) -> None:
        """Its pages alone."""
        found = reasons(workshop.save("templates/entry.html", BARE_THEME["templates/entry.html"] + "end\n"))
        entries = {path for path, page in workshop.shown.pages.items() if page.template == "entry.html"}
        assert found == dict.fromkeys(entries, "template entry.html")

    def test_edited_partial(self, workshop: Workshop) -> None:
        """The pages of all templates that include it."""
        found = reasons(workshop.save(PARTIAL, "another foot\n"))
        assert found == {
            path: f"template {page.template}"
            for path, page in workshop.shown.pages.items()
            if page.template.endswith(".html")
        }

    def test_edited_words(self, workshop: Workshop) -> None:
        """Every page of a template that says any."""
        workshop.save(PARTIAL, '{{ say("draft") }}\n')
        found = reasons(workshop.save("templates/languages/en.yaml", "draft: Unfinished\n"))
        pages = {path for path in workshop.shown.pages if path.endswith(".html")}
        assert found == dict.fromkeys(pages, "words of the language")
        assert b"Unfinished" in (workshop.shown.read(SitePath("index.html")) or b"")

    def test_other_language(self, workshop: Workshop) -> None:
        """The preview follows the setting, and says which pages it is seen on."""
        workshop.save(PARTIAL, '{{ say("draft") }}\n')
        outcome = workshop.save("site.yaml", "git_dates: false\nlanguage: de\n")
        assert "words of the language" in reasons(outcome)["index.html"]
        assert b"Entwurf" in (workshop.shown.read(SitePath("index.html")) or b"")

    def test_template_and_text_edited_together(self, workshop: Workshop) -> None:
        """Both are named."""
        workshop.space.edit(A, "Second words", "Other words")
        workshop.space.write("templates/entry.html", BARE_THEME["templates/entry.html"] + "end\n")
        outcome = workshop.build(A, "templates/entry.html")
        assert outcome is not None
        assert reasons(outcome)["a/index.html"] == "template entry.html, body"

    def test_new_entry(self, workshop: Workshop) -> None:
        """Its page is new; what lists it has other entries."""
        found = reasons(workshop.save("content/entries/c.md", "# C\n"))
        assert found["c/index.html"] == "new"
        assert "b/index.html" not in found

    def test_address_that_now_is_a_redirect(self, workshop: Workshop) -> None:
        """One kind of page has taken the place of another."""
        workshop.space.remove(B)
        workshop.space.write("content/entries/c.md", "---\naliases: [/b/]\n---\n# C\n")
        outcome = workshop.build(B, "content/entries/c.md")
        assert outcome is not None
        assert reasons(outcome)["b/index.html"] == "kind of page"

    def test_edit_that_is_taken_back(self, workshop: Workshop) -> None:
        """Compared with the build before it, all is as it was."""
        first = workshop.shown
        workshop.edit(B, "Second words", "Other words")
        workshop.edit(B, "Other words", "Second words")
        assert find_stale(workshop.shown, first) == ()


class TestChangedFiles:
    """Which files have other bytes."""

    def test_written_added_and_removed_files_are_named(self, workshop: Workshop) -> None:
        """In the order of their names."""
        workshop.space.edit(B, "Second words", "Other words")
        workshop.space.write("content/entries/c.md", "# C\n")
        workshop.space.remove("content/pages/about.md")
        outcome = workshop.build()
        assert outcome is not None
        assert outcome.changed_files == (B, "content/entries/c.md", "content/pages/about.md")

    def test_touched_file_is_not_named(self, workshop: Workshop) -> None:
        """It only has another time."""
        (workshop.space.root / B).touch()
        outcome = workshop.build()
        assert outcome is not None
        assert outcome.changed_files == ()

    def test_other_commit_is_named_last(self, workshop: Workshop) -> None:
        """It is no file, but may change dates."""
        before = workshop.builder._inputs
        assert before is not None
        workshop.edit(B, "Second words", "Other words")
        now = workshop.builder._inputs
        assert now is not None
        assert find_changed_files(before, msgspec.structs.replace(now, head="f" * 40)) == (B, GIT_HEAD)


class TestChangedAssets:
    """Which published files have other bytes at their address."""

    def test_changed_picture_is_named_by_its_address(self, workshop: Workshop) -> None:
        """Browsers fetch it again."""
        before = workshop.shown
        workshop.save("content/entries/plot.svg", "<svg></svg>")
        assert find_changed_assets(workshop.shown, before) == ("/plot.svg",)

    def test_address_is_under_the_base_path(self, workshop: Workshop) -> None:
        """As it stands in pages."""
        workshop.save("site.yaml", "git_dates: false\nbase_url: https://example.org/notes\n")
        before = workshop.shown
        workshop.save("content/entries/plot.svg", "<svg></svg>")
        assert find_changed_assets(workshop.shown, before) == ("/notes/plot.svg",)

    def test_stylesheet_has_another_address_and_is_not_named(self, workshop: Workshop) -> None:
        """It is found by its name."""
        before = workshop.shown
        workshop.save(STYLE, "a { color: blue }\n")
        assert find_changed_assets(workshop.shown, before) == ()

    def test_new_and_removed_files_are_not_named(self, workshop: Workshop) -> None:
        """The pages that show them are others."""
        before = workshop.shown
        workshop.space.write("content/entries/other.svg", "<svg/>")
        workshop.edit(A, "plot.svg", "other.svg")
        workshop.build("content/entries/other.svg")
        assert find_changed_assets(workshop.shown, before) == ()


class TestMoved:
    """Where pages went."""

    def test_renamed_entry_has_moved(self, workshop: Workshop) -> None:
        """Whoever looks at it is taken along."""
        before = workshop.shown
        workshop.space.rename(B, "content/entries/bee bee.md")
        workshop.build(B, "content/entries/bee bee.md")
        assert find_moved(workshop.shown, before) == {"b/index.html": "/bee-bee/"}

    def test_renamed_folder_moves_all_that_is_in_it(self, workshop: Workshop) -> None:
        """Each to its own new address."""
        workshop.save("content/entries/old/x.md", "# X\n\nWords of x.\n")
        workshop.save("content/entries/old/y.md", "# Y\n\nWords of y.\n")
        workshop.save("site.yaml", "git_dates: false\npermalink: /{folder}/{slug}/\n")
        before = workshop.shown
        workshop.space.rename("content/entries/old", "content/entries/new")
        workshop.build("content/entries/old", "content/entries/new")
        assert find_moved(workshop.shown, before) == {
            "old/x/index.html": "/new/x/",
            "old/y/index.html": "/new/y/",
        }

    def test_deleted_entry_has_not_moved(self, workshop: Workshop) -> None:
        """It is nowhere."""
        before = workshop.shown
        workshop.space.remove(B)
        workshop.build(B)
        assert "b/index.html" not in workshop.shown.pages
        assert find_moved(workshop.shown, before) == {}

    def test_entry_that_is_there_twice_has_not_moved(self, workshop: Workshop) -> None:
        """Nobody knows which one is meant."""
        before = workshop.shown
        text = (workshop.space.root / B).read_text(encoding="utf-8")
        workshop.space.remove(B)
        workshop.space.write("content/entries/b1.md", text)
        workshop.space.write("content/entries/b2.md", text)
        workshop.build()
        assert find_moved(workshop.shown, before) == {}

    def test_entry_with_another_text_has_not_moved(self, workshop: Workshop) -> None:
        """It is a new one, as far as anybody knows."""
        before = workshop.shown
        workshop.space.remove(B)
        workshop.space.write("content/entries/c.md", "# C\n\nOther words.\n")
        workshop.build()
        assert find_moved(workshop.shown, before) == {}

    def test_copied_entry_is_still_where_it_was(self, workshop: Workshop) -> None:
        """Nothing is gone."""
        before = workshop.shown
        workshop.save("content/entries/c.md", (workshop.space.root / B).read_bytes())
        assert find_moved(workshop.shown, before) == {}


class TestFollowed:
    """The page that was just edited."""

    @pytest.mark.parametrize(
        ("path", "old", "new", "address"),
        [
            pytest.param(A, "Second words", "Other words", "/a/", id="the text of an entry"),
            pytest.param(B, "# B", "# Bee", "/b/", id="the title of an entry"),
            pytest.param("content/pages/about.md", "Words", "Other words", "/about/", id="a page"),
            pytest.param(LOG, "\n\nWords.", "\n\nOther words.", "/log/2020-01-03-1000/", id="the first text of a log"),
            pytest.param(LOG, "More words", "Other words", "/log/2020-01-04/", id="the second text of a log"),
            pytest.param(LOG, "# Log\n", "# Log\n\nAbout this log.\n", "/log/", id="the beginning of a log"),
            pytest.param(CHECKLIST, "Django", "{title: Django, now: true}", "/checklists/backend/", id="a checklist"),
        ],
    )
    def test_is_found(self, workshop: Workshop, path: str, old: str, new: str, address: str) -> None:
        """By the file that was saved."""
        outcome = workshop.edit(path, old, new)
        assert find_followed(outcome.changed_files, outcome.stale, workshop.shown) == address

    def test_is_under_the_base_path(self, workshop: Workshop) -> None:
        """As browsers ask for it."""
        workshop.save("site.yaml", "git_dates: false\nbase_url: https://example.org/notes\n")
        outcome = workshop.edit(A, "Second words", "Other words")
        assert find_followed(outcome.changed_files, outcome.stale, workshop.shown) == "/notes/a/"

    def test_is_the_new_entry(self, workshop: Workshop) -> None:
        """A file that was just begun."""
        outcome = workshop.save("content/entries/c.md", "---\naliases: [/old/]\n---\n# C\n")
        assert find_followed(outcome.changed_files, outcome.stale, workshop.shown) == "/c/"

    @pytest.mark.parametrize("path", [PARTIAL, "templates/entry.html", STYLE, "content/entries/plot.svg"])
    def test_is_none_of_what_belongs_to_no_page(self, workshop: Workshop, path: str) -> None:
        """Templates, stylesheets and pictures are on many."""
        outcome = workshop.save(path, "<svg></svg>\n")
        assert outcome.changed_files == (path,)
        assert find_followed(outcome.changed_files, outcome.stale, workshop.shown) == ""

    def test_is_none_of_two_files(self, workshop: Workshop) -> None:
        """As after a change of branches."""
        workshop.space.edit(A, "Second words", "Other words")
        workshop.space.edit(B, "Second words", "Other words")
        outcome = workshop.build(A, B)
        assert outcome is not None
        assert find_followed(outcome.changed_files, outcome.stale, workshop.shown) == ""

    def test_is_none_of_a_withheld_entry(self, workshop: Workshop) -> None:
        """There is no page of it to go to."""
        outcome = workshop.edit(A, "tags: [web]", "tags: [web]\ndraft: true")
        assert find_followed(outcome.changed_files, outcome.stale, workshop.shown) == ""

    def test_is_none_of_a_file_that_was_only_touched(self, workshop: Workshop) -> None:
        """Nobody wrote anything."""
        (workshop.space.root / A).touch()
        outcome = workshop.build(A)
        assert outcome is not None
        assert find_followed(outcome.changed_files, outcome.stale, workshop.shown) == ""
