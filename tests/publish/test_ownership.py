"""What in the output folder is ours: known, checked, and removed without a loss to anybody."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.errors import Problem, SitePath, format_problem
from generator.publish.ownership import (
    check_output_folder,
    clear_leftovers,
    find_damaged,
    is_intact,
    read_owned,
    remove_output,
)
from tests.publish.sites import NEW, OLD, list_folder, publish, read_site


def say(problems: tuple[Problem, ...]) -> str:
    """Write problems as the terminal shows them."""
    return "\n".join(map(format_problem, problems))


class TestList:
    """The list of what is ours."""

    def test_is_not_written_again_without_need(self, tmp_path: Path) -> None:
        """A changed page changes nothing about what is ours."""
        out = tmp_path / "public"
        known = publish(out, OLD)
        before = (tmp_path / ".public.journal").stat()
        publish(out, OLD | {SitePath("index.html"): b"new home"}, known)
        after = (tmp_path / ".public.journal").stat()
        assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)

    @pytest.mark.parametrize(
        "text", [b"", b"{", b'{"version": 2, "owned": []}', b'{"version": 1, "owned": [1]}', b"\xff"]
    )
    def test_owns_nothing_by_a_list_that_cannot_be_read(self, tmp_path: Path, text: bytes) -> None:
        """Then the check of the output folder refuses to overwrite."""
        (tmp_path / ".public.journal").write_bytes(text)
        assert read_owned(tmp_path / "public") is None


class TestLeftovers:
    """What killed builds leave is cleared, and nothing else."""

    def test_clears_only_what_is_ours(self, tmp_path: Path) -> None:
        """Other hidden neighbours stay, and so does what a link leads to."""
        out = tmp_path / "public"
        publish(out, OLD)
        (tmp_path / ".public.staging-1-ab" / "notes").mkdir(parents=True)
        (tmp_path / ".public.staging-1-ab" / "notes" / "link").symlink_to(out)
        (tmp_path / ".public.staging-2-cd").symlink_to(out)
        (tmp_path / ".public.old-1").mkdir()
        (tmp_path / ".public.journal-1").write_text("half")
        (tmp_path / ".public.mine").mkdir()
        (tmp_path / ".public2.staging-1-ab").mkdir()
        clear_leftovers(out)
        assert list_folder(tmp_path) == {"public", ".public.journal", ".public.mine", ".public2.staging-1-ab"}
        assert read_site(out) == OLD

    def test_an_old_site_that_is_still_needed_is_no_leftover(self, tmp_path: Path) -> None:
        """A build was killed between its two renames."""
        out = tmp_path / "public"
        publish(out, OLD)
        out.rename(tmp_path / ".public.old-1")
        clear_leftovers(out)
        assert read_site(out) == OLD


class TestDamage:
    """A look at the disk tells whether our files are as we left them."""

    def test_a_published_site_is_intact(self, tmp_path: Path) -> None:
        """Right after its publishing, and after the next."""
        out = tmp_path / "public"
        files = publish(out, OLD)
        assert is_intact(out, files.values())
        assert find_damaged(out, files.values()) == set()

    def test_finds_each_kind_of_damage(self, tmp_path: Path) -> None:
        """Gone, grown, rewritten in place with its length, replaced by a copy, replaced by a link."""
        out = tmp_path / "public"
        files = publish(out, OLD)
        names = [SitePath(f"notes/{number}/index.html") for number in range(5)]
        gone, grown, rewritten, copied, linked = (out / name for name in names)
        gone.unlink()
        grown.write_bytes(b"old 1 and more")
        os.utime(grown, ns=(0, files[names[1]].mtime_ns))
        rewritten.write_bytes(b"new 2")
        os.utime(rewritten, ns=(0, files[names[2]].mtime_ns + 1))
        other = tmp_path / "copy"
        other.write_bytes(b"old 3")
        os.utime(other, ns=(0, files[names[3]].mtime_ns))
        other.rename(copied)
        linked.rename(tmp_path / "linked")
        linked.symlink_to(tmp_path / "linked")
        assert find_damaged(out, files.values()) == set(names)
        assert not is_intact(out, files.values())


class TestChecking:
    """Nothing is published where it could hurt."""

    def check(self, out: Path, site: Path, wanted: Mapping[SitePath, bytes] = NEW) -> str:
        """Give the problems of publishing there, as text."""
        return say(check_output_folder(out, wanted, site_dir=site))

    def test_accepts_what_is_missing_empty_or_ours(self, tmp_path: Path) -> None:
        """Files of others at paths that the site does not want are fine."""
        out = tmp_path / "public"
        assert self.check(out, tmp_path) == ""
        out.mkdir()
        assert self.check(out, tmp_path) == ""
        (out / "CNAME").write_text("example.org")
        assert self.check(out, tmp_path) == ""
        publish(out, OLD)
        assert self.check(out, tmp_path) == ""

    def test_accepts_a_neighbour_of_the_sources(self, tmp_path: Path) -> None:
        """Its name only begins like theirs, or like the site's own."""
        site = tmp_path / "site"
        for out in (site / "contents", site / "templates-built", tmp_path / "sit"):
            assert self.check(out, site) == ""

    def test_accepts_a_page_that_becomes_a_folder_and_the_reverse(self, tmp_path: Path) -> None:
        """Both were ours."""
        out = tmp_path / "public"
        publish(out, {SitePath("a"): b"", SitePath("b/index.html"): b""})
        site = {SitePath("a/index.html"): b"", SitePath("b"): b""}
        assert self.check(out, tmp_path, site) == ""
        publish(out, site)
        assert read_site(out) == site

    def test_refuses_a_folder_with_a_site_of_somebody_else(self, tmp_path: Path) -> None:
        """The first few files are named."""
        (tmp_path / "public").mkdir()
        for path, data in NEW.items():
            (tmp_path / "public" / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / "public" / path).write_bytes(data)
        assert self.check(tmp_path / "public", tmp_path) == (
            'error: "public/" holds files this tool did not write: '
            '"index.html", "notes/0/index.html", "notes/1/index.html" and 9 more\n'
            "  hint: move the folder away, or choose another --output"
        )

    def test_refuses_a_file_of_somebody_else_among_ours(self, tmp_path: Path) -> None:
        """The site wants a new page where another file is by now."""
        out = tmp_path / "public"
        publish(out, OLD)
        (out / "tags" / "new").mkdir(parents=True)
        (out / "tags" / "new" / "index.html").write_text("mine")
        assert self.check(out, tmp_path) == (
            'error: "public/" holds files this tool did not write: "tags/new/index.html"\n'
            "  hint: move the folder away, or choose another --output"
        )

    @pytest.mark.parametrize("is_link", [False, True])
    def test_refuses_a_file_or_link_where_a_folder_must_be(self, tmp_path: Path, *, is_link: bool) -> None:
        """A link to a folder would lead the site out of the output folder."""
        out = tmp_path / "public"
        publish(out, OLD)
        if is_link:
            (out / "tags").symlink_to(tmp_path)
        else:
            (out / "tags").write_text("mine")
        assert self.check(out, tmp_path) == (
            'error: "public/" holds files this tool did not write: "tags"\n'
            "  hint: move the folder away, or choose another --output"
        )

    def test_refuses_a_link_as_the_output(self, tmp_path: Path) -> None:
        """The swap would replace the link, not what it leads to."""
        (tmp_path / "public").symlink_to(tmp_path / "real")
        assert self.check(tmp_path / "public", tmp_path) == (
            'error: the output "public" is a symbolic link\n  hint: name the folder itself with --output'
        )

    def test_refuses_a_file_as_the_output(self, tmp_path: Path) -> None:
        """It is not ours to remove."""
        (tmp_path / "public").write_text("")
        assert self.check(tmp_path / "public", tmp_path) == (
            'error: the output "public" is a file\n  hint: move it away, or choose another --output'
        )

    def test_refuses_the_site_itself_and_what_holds_it(self, tmp_path: Path) -> None:
        """All of it would be swapped away."""
        site = tmp_path / "site"
        site.mkdir()
        hint = "  hint: choose a folder of its own, such as --output public"
        assert self.check(site, site) == f'error: the output "." holds the site itself\n{hint}'
        assert self.check(tmp_path, site) == f'error: the output "{tmp_path}" holds the site itself\n{hint}'

    @pytest.mark.parametrize("name", ["content", "templates"])
    def test_refuses_to_publish_among_the_sources(self, tmp_path: Path, name: str) -> None:
        """The next build would read its own output."""
        assert self.check(tmp_path / name / "public", tmp_path) == (
            f'error: the output "{name}/public" is inside "{name}/"\n'
            "  hint: choose a folder of its own, such as --output public"
        )


class TestRemoving:
    """`journal clean` takes away what we wrote."""

    def test_removes_all_of_a_site(self, tmp_path: Path) -> None:
        """With its folder, and the list of what was ours."""
        out = tmp_path / "public"
        publish(out, OLD)
        assert remove_output(out) == 12
        assert list_folder(tmp_path) == set()

    def test_leaves_what_is_not_ours(self, tmp_path: Path) -> None:
        """With the folders that it is in; folders of others stay even when they are empty."""
        out = tmp_path / "public"
        publish(out, OLD)
        (out / "notes" / "3" / "mine.txt").write_text("mine")
        (out / "empty").mkdir()
        assert remove_output(out) == 12
        assert sorted(path.relative_to(out).as_posix() for path in out.rglob("*")) == [
            "empty",
            "notes",
            "notes/3",
            "notes/3/mine.txt",
        ]
        assert list_folder(tmp_path) == {"public"}

    def test_removes_nothing_that_no_list_calls_ours(self, tmp_path: Path) -> None:
        """A folder of that name may be anything."""
        (tmp_path / "public").mkdir()
        (tmp_path / "public" / "index.html").write_text("mine")
        assert remove_output(tmp_path / "public") == 0
        assert read_site(tmp_path / "public") == {"index.html": b"mine"}

    def test_removes_nothing_behind_a_link(self, tmp_path: Path) -> None:
        """Neither as the output, nor inside it."""
        out = tmp_path / "public"
        publish(out, OLD)
        out.rename(tmp_path / "moved")
        out.symlink_to(tmp_path / "moved")
        assert remove_output(out) == 0
        assert read_site(tmp_path / "moved") == OLD
