"""What Pages takes, without a disk: names, kinds, modes and sizes as values."""

import stat

import pytest

from generator.audit.limits import Seen, check_limits, is_too_large

FILE = stat.S_IFREG | 0o644
NEEDED = (Seen("404.html", FILE), Seen("index.html", FILE))


def say(*seen: Seen, has_modes: bool = True) -> list[str]:
    """Say what is told of these beside files that every site needs."""
    found = check_limits((*seen, *NEEDED), has_modes=has_modes)
    return [f"{each.path}: {each.severity.value}: {each.message}" for each in found]


@pytest.mark.parametrize(
    ("size_bytes", "said"),
    [
        (899_999_999, []),
        (900_000_000, [": warning: the site has 900 MB; Pages takes 1 GB"]),
        (1_000_000_000, [": warning: the site has 1,000 MB; Pages takes 1 GB"]),
        (1_000_000_001, [": error: the site has 1,000 MB; Pages takes 1 GB"]),
        (10_000_000_000, [": error: the site has 10,000 MB; more than 10 GB cannot be handed over at all"]),
    ],
)
def test_sizes(size_bytes: int, said: list[str]) -> None:
    """Told before it is too late, and refused when it is."""
    seen = Seen("a", FILE, size_bytes)
    assert say(seen) == said
    assert is_too_large([seen]) == (size_bytes >= 10_000_000_000)


@pytest.mark.parametrize(
    "name",
    ["a:b", "a*", "a?", 'a"', "a<", "a>", "a|", "a\\b", "a\n", "a.", "a ", "con", "NUL.txt", "é" * 128, "a\udcff"],
)
def test_names(name: str) -> None:
    """Legal everywhere, or told once."""
    assert len(say(Seen(name, FILE))) == 1


@pytest.mark.parametrize("name", ["é" * 127, "a b", "console", ".a", "a%20b"])
def test_names_that_are_fine(name: str) -> None:
    """Pages takes more than one would think."""
    assert say(Seen(name, FILE)) == []


@pytest.mark.parametrize(
    ("mode", "said"),
    [
        (stat.S_IFREG | 0o644, []),
        (stat.S_IFDIR | 0o755, []),
        (stat.S_IFREG | 0o600, ["a: error: cannot be read by everyone: its mode is 0600, not 0644"]),
        (stat.S_IFDIR | 0o644, ["a: error: cannot be read by everyone: its mode is 0644, not 0755"]),
        (stat.S_IFREG | 0o755, ["a: warning: its mode is 0755, not 0644"]),
        (stat.S_IFLNK | 0o777, ["a: error: is a symbolic link, which Pages does not take"]),
        (stat.S_IFSOCK | 0o644, ["a: error: is neither a file nor a folder"]),
    ],
)
def test_kinds_and_modes(mode: int, said: list[str]) -> None:
    """What cannot be read is an error, what is merely otherwise a warning."""
    assert say(Seen("a", mode)) == said


def test_modes_mean_nothing_on_windows() -> None:
    """There every file has the same."""
    assert say(Seen("a", stat.S_IFREG | 0o666), has_modes=False) == []


def test_two_names_of_one_file() -> None:
    """A folder, too, is one on some systems."""
    assert say(Seen("A", FILE), Seen("a/b", FILE), Seen("a", stat.S_IFDIR | 0o755)) == [
        "a: error: differs only by case from A"
    ]


def test_files_that_every_site_needs() -> None:
    """A folder that is no site is told so."""
    assert [each.message.partition(";")[0] for each in check_limits([])] == [
        "there is no 404.html",
        "there is no index.html",
    ]
