"""What a build depends on, gathered and named."""

import os
import sys
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
import pytest

from generator.build.inputs import (
    Inputs,
    decode_or_none,
    digest_code,
    find_package_root,
    find_today,
    gather_again,
    gather_inputs,
    remember_inputs,
    version_extensions,
)
from generator.publish.store import open_memory_store
from tests.site.space import SiteSpace

SITE = "== site.yaml ==\ntitle: Notes\n== content/entries/one.md ==\n# One\n== notes.md ==\n# Not content\n"


def gather(space: SiteSpace) -> Inputs:
    """Read a site without a memory."""
    with open_memory_store(space.root) as store:
        return gather_inputs(space.root, store)


def test_only_what_a_site_is_made_of_is_read(tmp_path: Path) -> None:
    """Files beside `site.yaml`, `content/` and `templates/` are nobody's business."""
    inputs = gather(SiteSpace(tmp_path / "site", SITE))
    assert [file.path for file in inputs.site.tree.files] == ["content/entries/one.md", "site.yaml"]


def test_digest_does_not_know_where_or_when(tmp_path: Path) -> None:
    """The same files in another folder are the same inputs."""
    first, second = (gather(SiteSpace(tmp_path / name, SITE)) for name in ("first", "second"))
    assert first.digest == second.digest


@pytest.mark.parametrize("path", ["content/entries/one.md", "templates/entry.html", "site.yaml"])
def test_digest_knows_every_content(tmp_path: Path, path: str) -> None:
    """An entry, a template or a setting more or different is another input."""
    space = SiteSpace(tmp_path / "site", SITE)
    before = gather(space).digest
    space.write(path, "another content\n")
    assert gather(space).digest != before


def test_template_of_the_site_takes_the_place_of_the_packages(tmp_path: Path) -> None:
    """File by file; what the site does not have comes from the package."""
    space = SiteSpace(tmp_path / "site", SITE)
    space.write("templates/entry.html", "mine\n")
    found = gather(space).template_files()
    assert (found["entry.html"][1], found["home.html"][1]) == (False, True)


def test_files_that_nobody_wrote_to_are_not_read_again(tmp_path: Path) -> None:
    """What was remembered of an old file is its digest."""
    space = SiteSpace(tmp_path / "site", SITE)
    for path in space.root.rglob("*.*"):
        os.utime(path, (1_500_000_000, 1_500_000_000))
    with open_memory_store(space.root) as store:
        first = gather_inputs(space.root, store)
        remember_inputs(first, store)
        second = gather_inputs(space.root, store)
    assert sorted(first.site.fresh) == ["content/entries/one.md", "site.yaml"]
    assert dict(second.site.fresh) == {}
    assert second.digest == first.digest


def test_code_has_one_name(tmp_path: Path) -> None:
    """The same in every process, or no build would trust the one before."""
    program = "from generator.build.inputs import digest_code; print(digest_code().hex())"
    ended = SiteSpace(tmp_path).run(sys.executable, "-c", program, PYTHONHASHSEED="5")
    assert ended.out.strip() == digest_code().hex()


def test_package_root_has_the_templates() -> None:
    """In a checkout they lie beside the package, in a wheel inside it."""
    assert (find_package_root() / "templates/base.html").is_file()


def test_date_that_is_asked_for_is_today() -> None:
    """Time is an argument; only without one is the clock asked."""
    assert find_today("2019-11-29", ZoneInfo("UTC")) == "2019-11-29"
    days = find_today("", ZoneInfo("Pacific/Kiritimati")), find_today("", ZoneInfo("Pacific/Niue"))
    assert days[0] > days[1], "it is a day later in the one zone than in the other, at any time"


@pytest.mark.parametrize("payload", [None, b"", b"\xc1", msgspec.msgpack.encode("a text")])
def test_what_cannot_be_read_was_not_kept(payload: bytes | None) -> None:
    """A value of another version, or none."""
    assert decode_or_none(payload, int) is None


def test_extension_counts_by_the_version_of_its_library() -> None:
    """Python-Markdown's own, by their short names, are of its version, which counts in any case."""
    own, other = version_extensions(("attr_list", "pymdownx.mark"))
    assert own == ""
    assert other.startswith("pymdown_extensions-")
    assert version_extensions(("pymdownx.mark:MarkExtension",)) == (other,)


def test_reading_again_gives_the_same_inputs_where_nothing_changed(tmp_path: Path) -> None:
    """By identity, whether all is looked at or what may have changed; what did change is another."""
    space = SiteSpace(tmp_path / "site", SITE)
    first = gather(space)
    for dirty in (None, ["site.yaml", "content"]):
        again = gather_again(first, dirty=dirty, packaged_dirty=())
        assert again is not None
        assert again.is_same(first)
    space.write("content/entries/new.md", "# New\n")
    again = gather_again(first, dirty=["content/entries/new.md"], packaged_dirty=())
    assert again is not None
    assert not again.is_same(first)
    assert again.package is first.package


def test_reading_again_ends_where_it_is_not_wanted(tmp_path: Path) -> None:
    """A save that comes meanwhile does not wait for it."""
    assert gather_again(gather(SiteSpace(tmp_path / "site", SITE)), is_wanted=lambda: False) is None


def test_bytes_are_let_go(tmp_path: Path) -> None:
    """What was read is the same without them."""
    inputs = gather(SiteSpace(tmp_path / "site", SITE))
    assert inputs.site.fresh
    bare = inputs.without_bytes()
    assert not bare.site.fresh
    assert not bare.package.fresh
    assert bare.is_same(inputs)


def test_digest_knows_whether_the_history_is_cut_off(tmp_path: Path) -> None:
    """The rest may be fetched, and then there is more to tell of the same commit."""
    space = SiteSpace(tmp_path / "site", SITE)
    before = gather(space)
    space.write(".git/HEAD", "a" * 40 + "\n")
    space.write(".git/shallow", "a" * 40 + "\n")
    shallow = gather(space)
    assert (before.is_shallow, shallow.is_shallow) == (False, True)
    space.write(".git/shallow", "")
    whole = gather_again(shallow)
    assert whole is not None
    assert (whole.head, whole.is_shallow) == (shallow.head, False)
    assert not whole.is_same(shallow)
    assert whole.digest != shallow.digest
