"""What gives somebody away is told, with where and what can be done, and what the site says itself is not."""

from collections.abc import Iterable

import pytest

from generator.audit.leaks import Finder
from generator.audit.past import Past, PastCommit
from generator.audit.privacy import (
    PastLeaks,
    Suspect,
    find_comments,
    find_domain,
    hide_words,
    is_said,
    judge_domain,
    judge_identities,
    judge_leaks,
    judge_messages,
    judge_private,
    judge_properties,
    judge_remotes,
    judge_traces,
    judge_zones,
    list_said,
)
from generator.errors import Problem, Severity, format_problem
from generator.sources.settings import parse_settings

NOBODY = list_said(parse_settings("", "site.yaml")[0])
ADA = list_said(
    parse_settings("author: {name: Ada Lovelace, email: ada@example.org, url: 'https://github.com/ada'}\n", "")[0]
)
SUSPECTS = (
    Suspect("Secret Plan", "the word in line 1 of the list"),
    Suspect("ada@mail.example", "the mail address of commits"),
)
FINDER = Finder([suspect.text for suspect in SUSPECTS])


def make_commit(
    name: str = "Ada Lovelace",
    address: str = "ada@example.org",
    id_: str = "1234567890",
    time: str = "2020-01-01T12:00:00+00:00",
    message: str = "",
) -> PastCommit:
    """Make a commit of one person."""
    return PastCommit(id_, time, name, address, name, address, message)


def make_past(
    *commits: PastCommit,
    pushed: Iterable[str] = (),
    names: tuple[str, ...] = (),
    remotes: tuple[tuple[str, str], ...] = (),
) -> Past:
    """Make a history."""
    return Past(commits, (), frozenset(pushed), names, remotes, is_shallow=False)


def tell(problems: Iterable[Problem]) -> list[str]:
    """Give the first line of each problem as it is printed; all are warnings with a hint."""
    told = list(problems)
    assert all(problem.severity is Severity.WARNING and problem.hint for problem in told)
    return [format_problem(problem).split("\n")[0] for problem in told]


def test_names_and_addresses_of_commits_are_counted() -> None:
    """Each person once, the most frequent first; whether it is out of hand is said."""
    past = make_past(make_commit(), make_commit(id_="2"), make_commit("Bo", "bo@example.org"), pushed=["2"])
    assert tell(judge_identities(past, NOBODY)) == [
        "warning: 2 commits name Ada Lovelace <ada@example.org> (pushed)",
        "warning: 1 commit names Bo <bo@example.org> (not pushed yet)",
    ]


@pytest.mark.parametrize(
    ("name", "address", "said", "told"),
    [
        ("Ada Lovelace", "ada@example.org", ADA, []),
        ("Ada Lovelace", "12+ada@users.noreply.github.com", ADA, []),
        ("Ada Lovelace", "other@example.org", ADA, ["warning: 1 commit names Ada Lovelace <other@example.org> (not pushed yet)"]),
        ("Ada Lovelace", "12+ada@users.noreply.github.com", NOBODY, ["warning: 1 commit names Ada Lovelace (not pushed yet)"]),
        ("GitHub", "noreply@github.com", NOBODY, []),
        ("dependabot[bot]", "49699333+dependabot[bot]@users.noreply.github.com", NOBODY, []),
    ],
)  # fmt: skip
def test_what_the_site_says_is_nobodys_secret(name: str, address: str, said: str, told: list[str]) -> None:
    """Nor are GitHub's addresses that reach nobody, and its own commits."""
    assert tell(judge_identities(make_past(make_commit(name, address)), said)) == told


@pytest.mark.parametrize(
    ("zone", "time", "is_told"),
    [
        ("UTC", "2020-01-01T12:00:00+05:45", True),
        ("UTC", "2020-01-01T12:00:00+00:00", False),
        ("Europe/Berlin", "2020-01-01T12:00:00+01:00", False),
        ("Europe/Berlin", "2020-07-01T12:00:00+02:00", False),
        ("Europe/Berlin", "2020-07-01T12:00:00+01:00", True),
        ("Europe/Berlin", "2020-07-01T12:00:00+00:00", False),
        ("UTC", "", False),
        ("UTC", "20200-07-01T12:00:00+05:45", False),
    ],
)
def test_clocks_of_other_zones_are_told(zone: str, time: str, *, is_told: bool) -> None:
    """Summer or winter; UTC says nothing."""
    settings, _ = parse_settings(f"timezone: {zone}\n", "")
    told = tell(judge_zones(make_past(make_commit(time=time)), settings))
    expected = f"warning: commits tell the time zone of their author's clock: UTC{time[-6:]} in 1"
    assert told == [expected] * is_told


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("https://github.com/bo/notes.git", "bo on github.com"),
        ("git@github.com:bo/notes.git", "bo on github.com"),
        ("https://x:token@git.example.org:8080/bo/notes", "bo on git.example.org"),
        ("https://github.com/ada/notes", ""),
        ("/srv/git/bo/notes.git", ""),
        ("../notes", ""),
    ],
)
def test_owner_of_the_remote_is_told(url: str, told: str) -> None:
    """And never what stands before the host."""
    messages = tell(judge_remotes(make_past(remotes=(("origin", url),)), ADA))
    assert messages == (
        [f"warning: the remote origin belongs to {told}, whose profile leads to whoever that is"] if told else []
    )


def test_domain_is_told() -> None:
    """That of the file that hosts read, or of the site's address; not GitHub's."""
    assert find_domain("\nexample.org \n", "https://a.github.io/") == "example.org"
    assert find_domain("", "https://notes.example.org/x") == "notes.example.org"
    assert (find_domain("", "https://a.github.io/b"), find_domain("", "")) == ("", "")
    (told,) = tell(judge_domain("example.net", "CNAME", ADA))
    assert told == "CNAME: warning: example.net is registered to somebody, and registers of domains may say to whom"
    assert tell(judge_domain("", "CNAME", ADA)) == []


def test_private_files_of_the_history_are_told() -> None:
    """Those that are private still, those that are gone, and, in one line, those that were published later."""
    then = {
        "content/entries/a.md": ("is a draft", "aaaaaaaaa"),
        "content/entries/b.md": ("is private", "bbbbbbbbb"),
        "content/entries/c.md": ("is a draft", "ccccccccc"),
    }
    past = make_past(pushed=["aaaaaaaaa"])
    assert tell(judge_private({"content/entries/a.md": "is private"}, then, {"content/entries/c.md"}, past)) == [
        "content/entries/a.md: warning: is private, and stands in the history since commit aaaaaaa (pushed)",
        "content/entries/b.md: warning: is gone, but was private, and stands in the history since commit bbbbbbb (not pushed yet)",
        "warning: the history has what is published now as it was when it was not, in 1 of the files: content/entries/c.md",
    ]


def test_what_files_say_is_told() -> None:
    """Of pictures now and then, and of documents."""
    assert tell(
        judge_traces(
            {"content/a.jpg": ("a place (GPS)", "a camera")},
            {"content/b.jpg": (("a place (GPS)",), "c" * 9)},
            make_past(),
        )
    ) == [
        "content/a.jpg: warning: says more than it shows: a place (GPS), a camera",
        "content/b.jpg: warning: said more than it shows in commit ccccccc (not pushed yet): a place (GPS)",
    ]
    assert tell(judge_properties({"content/a.pdf": ('an author: "Ada"',)})) == [
        'content/a.pdf: warning: names an author: "Ada"'
    ]


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.html", b"<p>\n\xc3\xa9 Secret Plan", ["public/a.html:2:3: warning: the word in line 1 of the list is published"]),
        ("a.html", b"\n secret-plan", ["public/a.html:2:2: warning: the word in line 1 of the list is published, in other letters"]),
        ("secret-plan/a.html", b"", ["public/•••/a.html: warning: the word in line 1 of the list is in the name of this file"]),
        ("a.html", b"&#97;da@mail.example ADA@mail.example ada@mail.example", ["public/a.html:1:39: warning: the mail address of commits is published"]),
        ("a.html", b"Secret Planned, other words", ["public/a.html:1:1: warning: the word in line 1 of the list is published"]),
        ("a.html", b"Secret", []),
        ("a.webp", b"\0Secret Plan", ["public/a.webp: warning: the word in line 1 of the list is published"]),
    ],
)  # fmt: skip
def test_words_in_the_output_are_located_and_not_said(name: str, data: bytes, told: list[str]) -> None:
    """Once each, where it stands as it is."""
    messages = tell(judge_leaks(f"public/{name}", data, name, FINDER, SUSPECTS))
    assert sorted(messages) == sorted(told)
    assert "ecret" not in "".join(messages)


def test_words_in_the_history_are_told_once_for_a_file() -> None:
    """With the first commit, and how many more versions have it."""
    leaks = PastLeaks(FINDER, SUSPECTS)
    for commit in ("aaaaaaaaa", "bbbbbbbbb", "ccccccccc"):
        leaks.add("notes.md", commit, b"x\nSecret Plan\n")
    leaks.add("secret plan.md", "ccccccccc", b"")
    assert tell(leaks.judge(make_past(pushed=["aaaaaaaaa"]))) == [
        "notes.md:2:1: warning: the word in line 1 of the list stands in commit aaaaaaa (pushed), and in 2 more versions of the file",
        "•••.md: warning: the word in line 1 of the list stands in commit ccccccc in its name (not pushed yet)",
    ]


def test_words_in_messages_and_names_are_told() -> None:
    """Of commits, of whoever made them, and of branches."""
    past = make_past(make_commit("Secret Plan", message="On the secret plan"), names=("main", "secret-plan"))
    assert tell(judge_messages(past, FINDER, SUSPECTS)) == [
        "warning: the word in line 1 of the list is in the message of commit 1234567 (not pushed yet)",
        "warning: the word in line 1 of the list is in the author of commit 1234567 (not pushed yet)",
        "warning: the word in line 1 of the list is in the name of a branch or tag: •••",
    ]


def test_comments_of_pages_are_told() -> None:
    """Nobody sees them, and everybody can read them."""
    data = b"<p>\n <!-- to\ndo: later --><!-- --><p>"
    assert tell(find_comments("a.html", data, "public/a.html")) == [
        'public/a.html:2:2: warning: a comment is published with the page: "to do: later"'
    ]
    assert tell(find_comments("a.js", data, "public/a.js")) == []


def test_words_are_hidden_however_they_are_joined() -> None:
    """In any case, with anything between their parts."""
    assert hide_words("x/Secret_PLAN/secretplan.md", SUSPECTS) == "x/•••/•••.md"
    assert not is_said("ada", "adam")
