"""What importers give, and how it becomes one."""

from generator.errors import SitePath, format_problem
from generator.importing.results import (
    ImportCopy,
    ImportFile,
    ImportResult,
    LeftOut,
    describe_left_out,
    join_results,
)


def make(path: str, text: str = "x\n", source: str = "a.md") -> ImportFile:
    """Make a file to be written."""
    return ImportFile(SitePath(path), text, source, "entry")


def test_results_are_joined_in_order() -> None:
    """Each of their parts; a note is said once."""
    one = ImportResult((make("content/entries/a.md"),), (), (LeftOut("a.md", 1, "x", "why"),), ("note",))
    other = ImportResult(
        (), (ImportCopy(SitePath("content/b.png"), "/b.png"),), (LeftOut("b.md", 2, "y", "why"),), ("note",)
    )
    assert join_results([one, other]) == ImportResult(
        one.files, other.copies, one.left_out + other.left_out, ("note",), ()
    )


def test_two_texts_for_one_path_are_an_error_that_names_both() -> None:
    """Also where only capitals differ: some systems have one file for both."""
    joined = join_results([ImportResult((make("content/entries/a.md"), make("content/entries/A.md", "y\n", "b.md")))])
    assert [file.path for file in joined.files] == ["content/entries/a.md"]
    assert [format_problem(problem) for problem in joined.problems] == [
        "b.md: error: both a.md and b.md would become content/entries/A.md\n  hint: rename one of them, or import it alone"
    ]


def test_the_same_file_twice_is_one() -> None:
    """A source that is named twice is no conflict."""
    file, copied = make("content/entries/a.md"), ImportCopy(SitePath("content/b.png"), "/b.png")
    joined = join_results([ImportResult((file,), (copied,))] * 2)
    assert (joined.files, joined.copies, joined.problems) == ((file,), (copied,), ())


def test_a_line_that_was_left_out_is_shown_with_its_number() -> None:
    """As compilers do; a file as a whole has no line."""
    assert format_problem(describe_left_out(LeftOut("README.md", 7, "- [] x", "no box", "write [ ]"))) == (
        "README.md:7:1: warning: no box\n    7 | - [] x\n      | ^^^^^^\n  hint: write [ ]"
    )
    assert format_problem(describe_left_out(LeftOut("a.bin", 0, "", "no text"))) == "a.bin: warning: no text"
