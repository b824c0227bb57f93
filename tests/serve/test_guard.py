"""The guard: who may ask, by what a request says of itself."""

import pytest

from generator.serve.guard import Refusal, judge_request
from tests.serve.requests import (
    BROKEN_HOSTS,
    FOREIGN_HOSTS,
    FOREIGN_ORIGINS,
    NAME,
    OWN_HOSTS,
    OWN_ORIGINS,
    UNSAFE_METHODS,
)

PORT = 4000


def judge(
    *headers: tuple[str, str], method: str = "GET", target: str = "/a/", host: str = "localhost:4000", port: int = PORT
) -> Refusal | None:
    """Judge a request that is as it should be, apart from what is given."""
    fields = [("host", host), *headers]
    raw = [(name.lower().encode(), value.format(port=PORT).encode("latin-1")) for name, value in fields]
    return judge_request(method, target.encode(), raw, names={NAME}, port=port)


@pytest.mark.parametrize("host", OWN_HOSTS)
def test_answers_under_names_that_are_ours(host: str) -> None:
    """Names of this machine cannot be taken by others, and configured ones are the author's."""
    assert judge(host=host) is None


@pytest.mark.parametrize("host", FOREIGN_HOSTS)
def test_refuses_other_names_and_says_which(host: str) -> None:
    """Whoever controls a name can have it lead to this machine; a page of his would then read ours."""
    assert judge(host=host) == Refusal(403, host=host.format(port=PORT))


@pytest.mark.parametrize("host", BROKEN_HOSTS)
def test_refuses_what_is_no_host_and_does_not_repeat_it(host: str) -> None:
    """Nobody who means well sends it, and a terminal is no place to print it."""
    assert judge(host=host) == Refusal(400)


@pytest.mark.parametrize("hosts", [[], ["localhost:4000"] * 2, ["localhost:4000", "evil.test"], ["evil.test", "a.b"]])
def test_wants_one_host(hosts: list[str]) -> None:
    """Of two, the one who checks and the one who answers may take different ones."""
    headers = [(b"host", host.encode()) for host in hosts]
    assert judge_request("GET", b"/", headers, names=(), port=PORT) == Refusal(400)


@pytest.mark.parametrize(("host", "refusal"), [("localhost", None), ("localhost:80", None)])
def test_a_browser_leaves_out_the_port_that_goes_without_saying(host: str, refusal: Refusal | None) -> None:
    """On port 80 there is none in the header."""
    assert judge(("origin", "http://localhost"), host=host, port=80) == refusal


@pytest.mark.parametrize("headers", OWN_ORIGINS)
def test_answers_our_own_pages_and_the_person(headers: list[tuple[str, str]]) -> None:
    """What our pages load, and what is typed into the address bar."""
    assert judge(*headers) is None


@pytest.mark.parametrize("headers", FOREIGN_ORIGINS)
def test_refuses_what_pages_of_others_ask_for(headers: list[tuple[str, str]]) -> None:
    """One of the two headers is enough to be refused, whatever the other says."""
    assert judge(*headers) == Refusal(403)


def test_a_page_under_another_name_of_ours_is_another_site() -> None:
    """An origin is compared with the host asked for, not with all that are ours."""
    assert judge(("origin", "http://127.0.0.1:4000"), host="127.0.0.1:4000") is None
    assert judge(("origin", "http://127.0.0.1:4000"), host="desk.test:4000") == Refusal(403)


@pytest.mark.parametrize("method", UNSAFE_METHODS)
def test_changes_nothing(method: str) -> None:
    """There is no request that would do more than ask."""
    assert judge(method=method) == Refusal(405)


def test_answers_whoever_asks_for_the_head_alone() -> None:
    """As the other safe method."""
    assert judge(method="HEAD") is None


def test_the_host_is_looked_at_first() -> None:
    """A foreign site does not even learn which methods there are."""
    assert judge(method="POST", host="evil.test") == Refusal(403, host="evil.test")


@pytest.mark.parametrize(
    "target", ["http://localhost:4000/", "http://evil.test/", "evil.test/", "*", "localhost:4000", "a", "?x"]
)
def test_refuses_targets_that_are_no_path(target: str) -> None:
    """Only proxies are asked by a whole address, and it may differ from the host."""
    assert judge(target=target) == Refusal(400)


@pytest.mark.parametrize("header", [("content-length", "5"), ("content-length", ""), ("transfer-encoding", "chunked")])
def test_refuses_a_body(header: tuple[str, str]) -> None:
    """Two readings of where it ends are two different requests."""
    assert judge(header) == Refusal(400)
    assert judge(("content-length", "0")) is None


def test_refuses_what_is_too_long() -> None:
    """No link of a site is as long, and no browser sends as many headers."""
    assert judge(target="/" + "a" * 8191) is None
    assert judge(target="/" + "a" * 8192) == Refusal(414)
    assert judge(*[("x", "y")] * 63) is None
    assert judge(*[("x", "y")] * 64) == Refusal(431)
    assert judge(("x", "y" * 16_000)) is None
    assert judge(("x", "y" * 16_400)) == Refusal(431)
