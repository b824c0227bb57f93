"""Secret keys in git's index."""

from pathlib import Path

from generator.audit.staged import find_staged_keys, read_staged
from tests.site.space import SiteSpace

KEY = "AGE-SECRET-KEY-1" + "Q" * 58


def test_staged_key_is_found_though_the_file_has_it_no_more(tmp_path: Path) -> None:
    """What the next commit has is what counts; a file that git does not know is nobody's business here."""
    space = SiteSpace(tmp_path / "site", "== site.yaml ==\ntitle: Notes\n")
    assert find_staged_keys(space.root) == ()
    space.run("git", "init", "-q")
    space.write("content/a b.md", f"{KEY.lower()}\n")
    space.write("content/key.txt", f"\0{KEY}\n")
    assert find_staged_keys(space.root) == ()
    space.run("git", "add", "--all")
    space.write("content/a b.md", "nothing\n")
    found = find_staged_keys(space.root)
    assert [problem.location.path for problem in found if problem.location] == ["content/a b.md", "content/key.txt"]
    assert "QQ" not in str(found)
    space.run("git", "add", "--all")
    assert len(find_staged_keys(space.root)) == 1


def test_staged_files_are_read_as_the_index_has_them(tmp_path: Path) -> None:
    """Any bytes under any name, an empty one too, and more than are read at once."""
    space = SiteSpace(tmp_path / "site", "== site.yaml ==\ntitle: Notes\n")
    assert list(read_staged(space.root)) == []
    space.run("git", "init", "-q")
    files = {f"notes/{number}.bin": bytes([number % 256]) * number for number in range(250)}
    files |= {"a b\n.md": b"x missing\n", "site.yaml": b"title: Notes\n"}
    for path, content in files.items():
        space.write(path, content)
    space.run("git", "add", "--all")
    space.write("site.yaml", "title: Other\n")
    assert dict(read_staged(space.root)) == files


def test_check_tells_of_it(tmp_path: Path) -> None:
    """`journal check` fails, and names the file."""
    space = SiteSpace(tmp_path / "site", "== site.yaml ==\ntitle: Notes\n")
    space.run("git", "init", "-q")
    space.write("notes/key.txt", f"{KEY}\n")
    space.run("git", "add", "--all")
    ended = space.journal("check")
    assert (ended.code, "notes/key.txt: error: holds what looks like a secret key of age" in ended.err) == (1, True)
