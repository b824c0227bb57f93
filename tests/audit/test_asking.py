"""Questions over a real connection, to a server of this test, by a clock that only those who wait move on."""

import socket
import threading
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from generator import __version__
from generator.audit.asking import Asker, Clock, ask_all
from generator.audit.outside import Answer, Outcome, Verdict, examine

ROBOTS = "User-agent: *\nCrawl-delay: 3\nDisallow: /private/\n"


class Patience(Clock):
    """A time that passes only while somebody waits."""

    def __init__(self) -> None:
        self.slept_s = 0.0
        self._lock = threading.Lock()

    def now_s(self) -> float:
        """Tell how far it has come."""
        return 1_000_000 + self.slept_s

    def sleep(self, pause_s: float) -> None:
        """Come further at once."""
        with self._lock:
            self.slept_s += pause_s


class Server(ThreadingHTTPServer):
    """Answers by what stands in the path, and writes down what it was asked."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[str] = []
        self.agents: set[str] = set()
        self.robots = ""
        self.robots_status = 200
        self.lock = threading.Lock()

    def address(self, path: str) -> str:
        """Name a path on this server."""
        return f"http://127.0.0.1:{self.server_port}{path}"


class _Handler(BaseHTTPRequestHandler):
    server: Server

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        server = self.server
        with server.lock:
            server.asked.append(f"{self.command} {self.path}")
            server.agents.add(self.headers["User-Agent"])
            count = server.asked.count(f"{self.command} {self.path}")
        if self.path == "/robots.txt":
            self.answer(server.robots_status, body=server.robots)
        elif self.path.startswith("/to"):
            self.answer(301, Location=self.path.removeprefix("/to") or "/to")
        elif self.path == "/busy" and count == 1:
            self.answer(429, **{"Retry-After": "30"})
        elif self.path == "/failing" and len(server.asked) < 4:
            self.answer(500)
        elif self.path == "/slow":
            # Whoever asks has gone when this ends.
            self.rfile.read(1)
        elif self.path == "/garbage":
            self.wfile.write(b"not HTTP\r\n")
        else:
            self.answer(int(self.path[1:]) if self.path[1:].isdecimal() else 200)

    def answer(self, status: int, body: str = "", **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[Server]:
    """A server of this machine."""
    server = Server()
    thread = threading.Thread(target=lambda: server.serve_forever(poll_interval=0.01))
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def clock() -> Patience:
    """A time in which nobody really waits."""
    return Patience()


@pytest.fixture
def asker(clock: Patience) -> Asker:
    """Asks this machine, too."""
    return Asker(clock, may_be_private=True)


@pytest.mark.parametrize(
    ("path", "outcome"),
    [
        ("/x?a=b&c=d", Outcome.FINE),
        ("/ä%20b", Outcome.FINE),
        ("/404", Outcome.BROKEN),
        ("/410", Outcome.BROKEN),
        ("/403", Outcome.UNSURE),
        ("/busy", Outcome.FINE),
        ("/failing", Outcome.FINE),
        ("/to/x", Outcome.MOVED),
        ("/to", Outcome.BROKEN),
        ("/garbage", Outcome.UNSURE),
    ],
)
def test_address_is_examined(server: Server, asker: Asker, path: str, outcome: Outcome) -> None:
    """Whatever the server answers, there is a verdict."""
    assert examine(server.address(path), asker).outcome is outcome
    assert server.agents == {f"learning-journal/{__version__} (checks the links of a site)"}


def test_pause_that_a_host_names_is_kept(server: Server, asker: Asker, clock: Patience) -> None:
    """By the clock that was handed in."""
    assert examine(server.address("/busy"), asker) == Verdict(Outcome.FINE)
    assert clock.slept_s >= 30
    assert server.asked == ["GET /robots.txt", "HEAD /busy", "GET /busy", "GET /busy"]


def test_slow_host_is_given_up(server: Server, clock: Patience) -> None:
    """After the time that it may take, three times."""
    asker = Asker(clock, timeout_s=0.05, may_be_private=True)
    verdict = examine(server.address("/slow"), asker)
    assert verdict == Verdict(Outcome.UNSURE, "does not answer within 0.05 s")


def test_robots_are_obeyed(server: Server, asker: Asker, clock: Patience) -> None:
    """What they forbid is not asked, their pause is kept, and they are fetched once."""
    server.robots = ROBOTS
    assert examine(server.address("/private/x"), asker).outcome is Outcome.UNASKED
    assert examine(server.address("/a"), asker).outcome is Outcome.FINE
    assert examine(server.address("/b"), asker).outcome is Outcome.FINE
    assert server.asked == ["GET /robots.txt", "HEAD /a", "HEAD /b"]
    assert clock.slept_s >= 3


@pytest.mark.parametrize(("status", "outcome"), [(404, Outcome.FINE), (500, Outcome.UNASKED)])
def test_host_without_robots(server: Server, asker: Asker, status: int, outcome: Outcome) -> None:
    """Having nothing to say allows everything, and being unable to say it nothing."""
    server.robots_status = status
    assert examine(server.address("/a"), asker).outcome is outcome


class Watching(Asker):
    """Notes how many requests to each host are under way at most."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock, may_be_private=True)
        self.active: Counter[str] = Counter()
        self.most: Counter[str] = Counter()

    def _exchange(self, method: str, address: str, limit_bytes: int) -> tuple[Answer, str]:
        host = address.split("/")[2]
        self.active[host] += 1
        self.most[host] = max(self.most[host], self.active[host])
        try:
            return super()._exchange(method, address, limit_bytes)
        finally:
            self.active[host] -= 1


def test_host_is_asked_one_thing_at_a_time(server: Server, clock: Patience) -> None:
    """By however many, and by those whom another host sent there; other hosts are asked meanwhile."""
    asker = Watching(clock)
    other = server.address("").replace("127.0.0.1", "localhost")
    told: list[tuple[str, int, int]] = []
    addresses = [server.address(f"/{name}") for name in "abcdefgh"]
    addresses += [f"{other}/to{server.address('/x')}{number}" for number in range(8)]
    verdicts = ask_all(addresses, asker, lambda *progress: told.append(progress))
    assert [verdicts[address].outcome for address in addresses] == [Outcome.FINE] * 8 + [Outcome.MOVED] * 8
    assert set(asker.most.values()) == {1}
    assert len(asker.most) == 2
    assert told[-1] == ("asking", 16, 16)


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:{}/",
        "http://localhost:{}/",
        "http://[::1]:{}/",
        "http://10.0.0.1/",
        "http://169.254.169.254/x",
    ],
)
def test_private_hosts_are_not_asked(server: Server, clock: Patience, address: str) -> None:
    """Neither this machine, nor its network, nor what a cloud tells its machines."""
    verdict = examine(address.format(server.server_port), Asker(clock))
    assert verdict.outcome is Outcome.UNSURE
    assert "private network" in verdict.detail
    assert server.asked == []


def test_redirect_to_a_private_host_is_not_followed(
    server: Server, clock: Patience, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A public page must not have this machine ask its own network."""
    asker = Asker(clock)
    public = "93.184.215.14"
    real = socket.socket.connect
    place = ("127.0.0.1", server.server_port)
    monkeypatch.setattr(socket.socket, "connect", lambda self, to: real(self, place if to[0] == public else to))
    verdict = examine(f"http://{public}/to{server.address('/secret')}", asker)
    assert "private network" in verdict.detail
    assert [asked for asked in server.asked if asked.endswith(" /secret")] == []


def test_host_that_does_not_exist(clock: Patience, monkeypatch: pytest.MonkeyPatch) -> None:
    """The name alone is enough to know."""

    def fail(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    verdict = examine("https://nowhere.example/", Asker(clock))
    assert verdict == Verdict(Outcome.BROKEN, "leads to nothing: there is no such host")


def test_host_that_does_not_listen(asker: Asker) -> None:
    """It may listen again tomorrow."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        verdict = examine(f"http://127.0.0.1:{unused.getsockname()[1]}/", asker)
    assert verdict.outcome is Outcome.UNSURE
    assert verdict.detail.startswith("does not answer: ")
