"""What has no business on a published site: sources, caches, what editors leave, drafts, and paths of somebody's machine.

Knows names and bytes; what an author keeps secret in words is looked for elsewhere.
"""

import re
from collections.abc import Iterable, Iterator

from generator.audit.findings import Finding, warn
from generator.sources.secretkeys import HINT, MESSAGE, find_secret_key

_NEVER_FOLDERS = frozenset(
    (".git", ".hg", ".svn", ".cache", ".venv", "__pycache__", "node_modules", ".idea", ".vscode")
)
_NEVER_FILES = frozenset((
    *("todo.md", "todo.txt", "todo", "site.yaml", "site.yml", ".env", ".netrc", ".git", ".gitignore", ".gitmodules"),
    *(".ds_store", "thumbs.db", "desktop.ini", ".public.journal", "id_rsa", "id_ed25519", ".htpasswd"),
))  # fmt: skip
_LEFT_BEHIND = re.compile(r".*~|\.#.*|#.*#|.*\.(?:swp|swo|bak|orig|rej|tmp|pyc)|\..*\.sw[a-p]|4913", re.IGNORECASE)
_SOURCES = re.compile(r".*\.(?:md|markdown|ipynb|jinja2?|j2)", re.IGNORECASE)
_PUBLISHED_DOTS = frozenset((".well-known", ".nojekyll"))
_HOME_MARKS = (b"/home/", b"/Users/", b":\\Users\\", b":\\\\Users\\\\")
_HOME = re.compile(rb"(?<![\w./~-])(?:/home/|/Users/|[A-Za-z]:\\{1,2}Users\\{1,2})([\w.-]+)")
_ANYBODY = frozenset(
    (
        b"user username you your yourname your-name your_name me myself name somebody someone alice bob foo x ... "
        b"admin app circleci codespace data demo deploy deployer dev developer docker ec2-user git gitpod guest jenkins "
        b"jovyan linuxbrew node pi postgres public root runner shared sql test travis ubuntu vagrant vscode www example"
    ).split()
)
"""Names that are nobody's; examples are written with them."""


def check_names(paths: Iterable[str]) -> Iterator[Finding]:
    """Find files that are there by mistake, by their names."""
    told: set[str] = set()
    for path in sorted(paths):
        parts = path.split("/")
        folder = next((index for index, part in enumerate(parts) if part in _NEVER_FOLDERS), None)
        if folder is not None:
            # One word for all that is in it.
            within = "/".join(parts[: folder + 1])
            if within not in told:
                yield Finding("must not be published", within, hint="remove it from the output folder")
            told.add(within)
            continue
        yield from _check_name(path, parts)


def _check_name(path: str, parts: list[str]) -> Iterator[Finding]:
    name = parts[-1]
    if name.lower() in _NEVER_FILES:
        yield Finding("must not be published", path, hint="remove it from the output folder")
    elif _LEFT_BEHIND.fullmatch(name):
        yield Finding("was left behind by an editor or a program", path, hint="remove it from the output folder")
    elif _SOURCES.fullmatch(name):
        yield warn("is a source, not a page", path, hint="remove it, unless it is there to be downloaded")
    elif path == "CNAME":
        hint = "set the domain under Settings → Pages, and base_url in site.yaml to it"
        yield warn("is ignored when Actions deploy a site", path, hint=hint)
    elif any(part.startswith(".") and part not in _PUBLISHED_DOTS for part in parts):
        yield warn("has a name with a dot before it, and is left out when the site is handed over", path)


def check_paths(data: bytes, path: str, own: tuple[bytes, ...] = ()) -> Iterator[Finding]:
    """Find paths of somebody's machine in a file.

    Args:
        data: what is in it.
        path: which one it is.
        own: paths of this machine that lead to the site, such as its folder.
    """
    for secret in own:
        if (place := data.find(secret)) >= 0:
            shown = secret.decode("utf-8", "replace")
            yield Finding(
                f'tells where the site lies on your machine: "{shown}"', path, _count(data, place), len(shown)
            )
    if not any(mark in data for mark in _HOME_MARKS):
        return
    told: set[bytes] = set()
    for match in _HOME.finditer(data):
        if match[1].lower() in _ANYBODY or match[0] in told:
            continue
        told.add(match[0])
        shown = match[0].decode("utf-8", "replace")
        hint = "write ~ or a name that is nobody's, such as /home/user"
        yield warn(f'names a home folder: "{shown}"', path, _count(data, match.start()), len(shown), hint=hint)


def check_keys(data: bytes, path: str) -> Iterator[Finding]:
    """Find a secret key in a file; the key itself is not shown."""
    place = find_secret_key(data)
    if place >= 0:
        yield Finding(MESSAGE, path, hint=HINT)


def _count(data: bytes, place: int) -> int:
    return len(data[:place].decode("utf-8", "replace"))
