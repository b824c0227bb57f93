"""The repository that a folder is in: git as a program, and the one question that is answered without starting it.

Does not know what git is asked for.

World: reads the repository's own files and starts git.
"""

import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

GIT_TIMEOUT_S = 60.0
"""A history that takes longer is done without: a build must end."""

_SETTINGS = (
    # What a user may have set that would change the output, or start another program.
    *("-c", "log.showSignature=false", "-c", "log.showRoot=true", "-c", "log.follow=false", "-c", "log.mailmap=false"),
    # For `-m`: what a merge changed, compared with each parent that is followed.
    *("-c", "log.diffMerges=separate"),
    *("-c", "core.fsmonitor=false", "-c", "core.quotePath=false"),
)
_COMMIT_ID = re.compile("[0-9a-f]{40}|[0-9a-f]{64}")


def run_git(root: Path, timeout_s: float, *arguments: str, data: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Ask git, from the folder `root`; whatever the user has set that would change its answer is set back.

    Args:
        root: the folder.
        timeout_s: how long it may take.
        arguments: the question.
        data: what git reads from its standard input.
    """
    # A build started by a git hook inherits GIT_DIR and the like, which may mean another repository.
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_") or name.startswith("GIT_CONFIG")
    }
    environment |= {
        "LC_ALL": "C",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
        # In a clone without old contents git would fetch them one by one to compare them.
        "GIT_NO_LAZY_FETCH": "1",
    }
    return subprocess.run(
        ["git", "--no-pager", *_SETTINGS, *arguments],
        cwd=root,
        env=environment,
        input=data,
        capture_output=True,
        timeout=timeout_s,
        check=False,
    )


def split_log(output: bytes) -> Iterator[tuple[str, list[tuple[bytes, tuple[bytes, ...]]]]]:
    r"""Take apart what `git log --raw -z` prints, where the format gives each commit one line of its own.

    Gives that line, and for each file what stands before its path, with the path; both paths of one that was renamed or
    copied. Of a merge that is compared with all its parents at once, git names the new path alone.

    >>> list(split_log(b"a1 0\0\n:1 1 f f M\0x\0:1 1 f f R100\0y\0z\0b2 1\0"))
    [('a1 0', [(b':1 1 f f M', (b'x',)), (b':1 1 f f R100', (b'y', b'z'))]), ('b2 1', [])]
    """
    tokens = iter(output.split(b"\0"))
    head = ""
    files: list[tuple[bytes, tuple[bytes, ...]]] = []
    for token in tokens:
        text = token.lstrip(b"\n")
        if text.startswith(b":"):
            is_moved = not text.startswith(b"::") and text.rsplit(b" ", 1)[-1][:1] in {b"R", b"C"}
            files.append((text, (next(tokens), next(tokens)) if is_moved else (next(tokens),)))
        elif text:
            if head:
                yield head, files
            head, files = text.decode("ascii"), []
    if head:
        yield head, files


def split_blobs(output: bytes, missing: bytes | None = None) -> Iterator[bytes]:
    r"""Take apart what `git cat-file --batch` prints: the contents, in the order in which they were asked for.

    Args:
        output: what it printed.
        missing: given where git has no content for a name.

    Raises:
        ValueError: git has no content for one of the names, and nothing is to be given instead.

    >>> list(split_blobs(b"a1 blob 2\nx\n\nb2 blob 0\n\n"))
    [b'x\n', b'']
    >>> list(split_blobs(b"c3 missing\na1 blob 1\nx\n", missing=b""))
    [b'', b'x']
    """
    position = 0
    while position < len(output):
        end = output.index(b"\n", position)
        size = output[position:end].rpartition(b" ")[2]
        if not size.isdigit():
            if missing is None:
                name = output[position:end].decode("ascii", "replace")
                raise ValueError(name)
            yield missing
            position = end + 1
            continue
        position = end + 1 + int(size)
        yield output[end + 1 : position]
        position += 1


def head_of(root: Path) -> str:
    """Tell the commit that HEAD stands for, or nothing; reads two or three small files, and rarely starts git."""
    folders = find_git_folders(root)
    return _read_head(*folders, root) if folders else ""


def is_shallow_clone(root: Path) -> bool:
    """Tell whether the history is cut off, without starting git."""
    folders = find_git_folders(root)
    # Git leaves the file there, empty, when the rest has been fetched.
    return folders is not None and bool(_read_small(folders[1] / "shallow").strip())


def is_partial_clone(root: Path) -> bool:
    """Tell whether contents may be missing that git fetches when they are asked for."""
    folders = find_git_folders(root)
    return folders is not None and bool(re.search(r"promisor\s*=\s*true", _read_small(folders[1] / "config")))


def find_git_folders(root: Path) -> tuple[Path, Path] | None:
    """Find the repository that a folder is in: the folder with its HEAD, and the one with its references.

    They differ in a worktree, whose HEAD is its own and whose references are those of all.
    """
    for folder in (root, *root.resolve().parents):
        git_folder = _find_git_folder(folder)
        if git_folder is not None:
            return git_folder, git_folder / (_read_small(git_folder / "commondir").strip() or ".")
    return None


def _find_git_folder(folder: Path) -> Path | None:
    """Find the repository whose work tree begins in this folder, if one does."""
    dot_git = folder / ".git"
    content = _read_small(dot_git)
    if content.startswith("gitdir: "):
        # A worktree or a submodule.
        dot_git = folder / content.removeprefix("gitdir: ").rstrip("\n")
    return dot_git if (dot_git / "HEAD").is_file() else None


def _read_head(git_folder: Path, common_folder: Path, root: Path) -> str:
    content = _read_small(git_folder / "HEAD").strip()
    if (common_folder / "reftable").exists():
        content = ""
    # A reference may stand for another; git follows five.
    for _ in range(5):
        if not content.startswith("ref: "):
            break
        name = content.removeprefix("ref: ")
        content = _read_small(common_folder / name).strip() or _find_packed(common_folder, name)
        if not content:
            return ""
    if _COMMIT_ID.fullmatch(content):
        return content
    try:
        answer = run_git(root, GIT_TIMEOUT_S, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")
    except (FileNotFoundError, subprocess.TimeoutExpired):
        return ""
    return answer.stdout.decode("ascii").strip()


def _find_packed(common_folder: Path, name: str) -> str:
    found = re.search(f"^([0-9a-f]+) {re.escape(name)}$", _read_small(common_folder / "packed-refs"), re.MULTILINE)
    return found.group(1) if found else ""


def _read_small(path: Path) -> str:
    """Read one of git's own files; one that is not there, or not a file, is empty."""
    try:
        return os.fsdecode(path.read_bytes())
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError, PermissionError):
        return ""
