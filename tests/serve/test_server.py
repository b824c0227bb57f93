"""The server, asked over real connections: whose requests it answers, with which bytes, and how it ends."""

import html
import re
import resource
import socket
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from http.client import HTTPConnection
from pathlib import Path

import pytest

from generator.errors import GeneratorError, Problem, SitePath
from generator.serve.headers import SAFETY
from generator.serve.livereload import NOT_BUILT, LiveReload
from generator.serve.server import Server
from generator.serve.showing import News, Panel, Showing
from tests.serve.browsing import (
    PAGE,
    PATIENCE_S,
    TAG,
    Answer,
    FakeSnapshot,
    RunningServer,
    listen,
    make_version,
    read_answer,
    serving,
    show,
    wait_until,
)
from tests.serve.requests import (
    BROKEN_HOSTS,
    FOREIGN_HOSTS,
    FOREIGN_ORIGINS,
    NAME,
    OWN_HOSTS,
    OWN_ORIGINS,
    UNSAFE_METHODS,
)
from tests.serve.targets import make_targets

CANARY = "canary-4d1c7e"

FILES = {
    "index.html": PAGE.format("Home"),
    "404.html": PAGE.format("Nothing here"),
    "about.html": PAGE.format("About"),
    "flask/index.html": PAGE.format("Flask"),
    "größe/index.html": PAGE.format("Größe"),
    "assets/journal.css": "a { color: red }\n",
    "CNAME": "journal.test\n",
}

ENDPOINTS = {
    "/": 200,
    "/flask/": 200,
    "/flask": 302,
    "/none/": 404,
    "/%2e%2e/flask/": 400,
    "/assets/journal.css": 200,
    "/_reload/{token}/live.js": 200,
    "/_reload/{token}/panel.css": 200,
    "/_reload/{token}/none.js": 404,
    "/_reload/{token}/events?page=/flask/&version=": 200,
    "/_reload/{token}/events": 400,
    "/_reload/0000/live.js": 404,
}
"""What can be asked for, and what the answer's status is."""


@pytest.fixture(scope="module")
def site() -> Iterator[RunningServer]:
    """A server that shows the files above."""
    with serving(show(FILES), names=[NAME]) as running:
        yield running
        assert running.errors == []


def send(site: RunningServer, endpoint: str, fields: Sequence[tuple[str, str]], *, method: str = "GET") -> Answer:
    """Ask by hand, field by field; of a stream, read the beginning alone."""
    head = "".join(f"{name}: {value.format(port=site.server.port)}\r\n" for name, value in fields)
    target = endpoint.format(token=site.server.token)
    with site.connect() as connection:
        connection.sendall(f"{method} {target} HTTP/1.1\r\n{head}\r\n".encode("latin-1"))
        is_stream = ENDPOINTS.get(endpoint) == 200 and "events" in endpoint
        return read_answer(connection, has_body=method != "HEAD" and not is_stream)


def assert_is_safe(answer: Answer) -> None:
    """Check what every answer says, and that it says nothing else of the kind."""
    names = [name for name, _ in answer.fields]
    assert {name.lower(): value for name, value in SAFETY.items()}.items() <= answer.headers.items()
    assert len(set(names)) == len(names)
    assert not [name for name in names if name.startswith("access-control-") or name in {"server", "set-cookie"}]


def strip_tag(page: bytes) -> bytes:
    """Take the script's element out, which has to be there once."""
    stripped, count = TAG.subn(b"", page)
    assert count == 1
    return stripped


@pytest.mark.parametrize("host", OWN_HOSTS)
def test_answers_under_own_hosts(site: RunningServer, host: str) -> None:
    """Each of them is the site."""
    for endpoint, status in ENDPOINTS.items():
        answer = send(site, endpoint, [("Host", host)])
        assert answer.status == status, endpoint
        assert_is_safe(answer)


@pytest.mark.parametrize("host", FOREIGN_HOSTS + BROKEN_HOSTS)
def test_refuses_other_hosts(site: RunningServer, host: str) -> None:
    """Nothing is there under a name that is not ours, not even what is there for everybody."""
    for endpoint in ENDPOINTS:
        answer = send(site, endpoint, [("Host", host)])
        assert answer.status in {400, 403}, endpoint
        assert answer.body == b""
        assert_is_safe(answer)


@pytest.mark.parametrize("fields", OWN_ORIGINS, ids=str)
def test_answers_own_pages(site: RunningServer, fields: list[tuple[str, str]]) -> None:
    """And the person at the keyboard."""
    for endpoint, status in ENDPOINTS.items():
        answer = send(site, endpoint, [("Host", "localhost:{port}"), *fields])
        assert answer.status == status, endpoint
        assert_is_safe(answer)


@pytest.mark.parametrize("fields", FOREIGN_ORIGINS, ids=str)
def test_refuses_pages_of_others(site: RunningServer, fields: list[tuple[str, str]]) -> None:
    """Whatever they ask for, and however they have the browser ask."""
    for endpoint in ENDPOINTS:
        answer = send(site, endpoint, [("Host", "localhost:{port}"), *fields])
        assert (answer.status, answer.body) == (403, b""), endpoint
        assert_is_safe(answer)


@pytest.mark.parametrize("method", UNSAFE_METHODS)
def test_refuses_other_methods(site: RunningServer, method: str) -> None:
    """No request changes anything, and none asks beforehand whether it might."""
    for endpoint in ENDPOINTS:
        answer = send(site, endpoint, [("Host", "localhost:{port}")], method=method)
        assert (answer.status, answer.body) == (405, b""), endpoint
        assert answer.headers["allow"] == "GET, HEAD"
        assert_is_safe(answer)


OWN = "Host: localhost:{port}\r\n"


@pytest.mark.parametrize(
    "request_text",
    [
        "GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.0\r\n\r\n",
        "GET /\r\n\r\n",
        "GET / HTTP/1.1\r\n" + OWN + OWN + "\r\n",
        "GET / HTTP/1.1\r\n" + OWN + "Host: evil.test\r\n\r\n",
        "GET / HTTP/1.0\r\n" + OWN + "Host: evil.test\r\n\r\n",
        "GET / HTTP/1.1\r\nHost : localhost:{port}\r\n\r\n",
        "GET / HTTP/1.1\r\n Host: localhost:{port}\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost:{port}\r\n evil.test\r\n\r\n",
        "GET / HTTP/1.1\r\nX-Forwarded-Host: localhost:{port}\r\nHost: evil.test\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: evil.test\r\nForwarded: host=localhost:{port}\r\n\r\n",
        "GET http://localhost:{port}/ HTTP/1.1\r\n" + OWN + "\r\n",
        "GET http://evil.test/ HTTP/1.1\r\n" + OWN + "\r\n",
        "GET http://localhost:{port}/ HTTP/1.1\r\nHost: evil.test\r\n\r\n",
        "GET //evil.test/ HTTP/1.1\r\n" + OWN + "\r\n",
        "GET * HTTP/1.1\r\n" + OWN + "\r\n",
        "OPTIONS * HTTP/1.1\r\n" + OWN + "\r\n",
        "CONNECT evil.test:443 HTTP/1.1\r\n" + OWN + "\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "GET / HTTP/1.1\r\n" + OWN + "Content-Length: 5\r\n\r\nhello",
        "GET / HTTP/1.1\r\n" + OWN + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "GET / HTTP/1.1\r\n" + OWN + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "GET / HTTP/1.1\r\n" + OWN + "X: " + "x" * 17_000 + "\r\n\r\n",
        "GET /" + "x" * 17_000 + " HTTP/1.1\r\n" + OWN + "\r\n",
        "GET /" + "x" * 8200 + " HTTP/1.1\r\n" + OWN + "\r\n",
        "GET / HTTP/1.1\r\n" + OWN + "X: x\r\n" * 64 + "\r\n",
        "GET / HTTP/1.1\r\n" + OWN + "X: \x00\r\n\r\n",
        "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
        "\x00\r\n\r\n",
    ],
    ids=ascii,
)
def test_refuses_what_is_no_plain_request(site: RunningServer, request_text: str) -> None:
    """Without a word, and with the same headers as any answer, also where it is HTTP's library that refuses."""
    answer = site.send(request_text.format(port=site.server.port).encode("latin-1"))
    assert 400 <= answer.status < 500
    assert answer.body == b""
    assert_is_safe(answer)
    assert answer.headers["connection"] == "close"


def test_tells_once_which_host_was_refused() -> None:
    """So that whoever uses a name of his own learns where to put it; nobody fills the terminal with it."""
    with serving(show(FILES)) as site:
        port = site.server.port
        for host in ["desk.test", "desk.test", f"desk.test:{port}", "user@evil.test", f"localhost:{port}"]:
            site.ask("/", Host=host)
        assert site.refused == ["desk.test", f"desk.test:{port}"]
        for number in range(30):
            site.ask("/", Host=f"n{number}.test")
        assert len(site.refused) == 20


def test_answers_at_the_newer_kind_of_address() -> None:
    """A browser that takes `localhost` for `::1` sees the same."""
    try:
        second = socket.create_server(("::1", 0), family=socket.AF_INET6)
    except OSError:
        pytest.skip("there is no IPv6 here")
    errors: list[str] = []
    with second:
        server = Server(LiveReload(show(FILES)), [second], on_refused=errors.append, on_error=errors.append)
        server.start()
        with socket.create_connection(("::1", server.port), timeout=PATIENCE_S) as connection:
            connection.sendall(f"GET / HTTP/1.1\r\nHost: [::1]:{server.port}\r\n\r\n".encode())
            assert read_answer(connection).status == 200
        server.stop()
    assert errors == []


@pytest.mark.parametrize(
    ("target", "path", "media_type"),
    [
        ("/", "index.html", "text/html; charset=utf-8"),
        ("/flask/?x=1", "flask/index.html", "text/html; charset=utf-8"),
        ("/about", "about.html", "text/html; charset=utf-8"),
        ("/gr%C3%B6%C3%9Fe/", "größe/index.html", "text/html; charset=utf-8"),
        ("/assets/journal.css", "assets/journal.css", "text/css; charset=utf-8"),
        ("/CNAME", "CNAME", "application/octet-stream"),
    ],
)
def test_serves_outputs_as_they_are(site: RunningServer, target: str, path: str, media_type: str) -> None:
    """Pages with the script's element and nothing else changed; all others byte for byte."""
    answer = site.ask(target)
    is_page = media_type.startswith("text/html")
    assert (answer.status, answer.headers["content-type"]) == (200, media_type)
    assert (strip_tag(answer.body) if is_page else answer.body).decode() == FILES[path]
    assert answer.headers["content-length"] == str(len(answer.body))


@pytest.mark.parametrize("target", ["/", "/flask", "/none/", "/assets/journal.css", "/_reload/{token}/live.js"])
def test_the_head_alone_is_that_of_the_whole_answer(site: RunningServer, target: str) -> None:
    """Length included, though nothing follows."""
    target = target.format(token=site.server.token)
    with site.connect() as connection:
        connection.sendall(site.write(target, method="HEAD") + site.write("/CNAME"))
        head = read_answer(connection, has_body=False)
    whole = site.ask(target)
    assert head.status == whole.status
    assert {**head.headers, "date": ""} == {**whole.headers, "date": ""}


def test_a_page_is_told_what_it_shows() -> None:
    """The script needs the version, the stylesheets and the stream's address of the very page it is in."""
    styles = {"journal.css": "/repo/assets/journal.1.css"}
    with serving(Showing(FakeSnapshot({"a/index.html": PAGE.format("A")}, 3, "/repo", styles), None)) as site:
        page = site.ask("/repo/a/").body.decode()
        attributes = dict(re.findall(r'data-([\w-]+)="([^"]*)"', page))
        assert attributes["version"] == make_version(PAGE.format("A"))
        assert attributes["stream"] == site.events
        assert html.unescape(attributes["styles"]) == '{"journal.css": "/repo/assets/journal.1.css"}'
        with_stream = site.follow("/repo/a/", attributes["version"])
        assert with_stream.read_names(3) == ["hello", "panel", "styles"]


def test_is_under_the_base_path_as_in_public() -> None:
    """With the way there for whoever asks for the server alone."""
    with serving(show({"index.html": PAGE.format("A")}, base_path="/repo")) as site:
        assert (site.ask("/").status, site.ask("/").headers["location"]) == (302, "/repo/")
        assert (site.ask("/repo").status, site.ask("/repo").headers["location"]) == (302, "/repo/")
        assert site.ask("/repo/").status == 200
        assert site.ask("/index.html").status == 404


@pytest.mark.parametrize(("files", "text"), [(FILES, "Nothing here"), ({}, "Page not found")])
def test_a_page_that_is_not_there_may_come(files: dict[str, str], text: str) -> None:
    """The site's own page says so, or one of ours, and follows the files."""
    with serving(show(files)) as site:
        answer = site.ask("/none/")
        assert (answer.status, answer.headers["content-type"]) == (404, "text/html; charset=utf-8")
        assert text in strip_tag(answer.body).decode()
        assert b'data-version=""' in answer.body


def test_before_the_first_build_there_is_a_page_that_waits() -> None:
    """At every address, and it goes by itself."""
    with serving(Showing(None, Panel("1 error"))) as site:
        for target in ("/", "/a/", "/none"):
            answer = site.ask(target)
            assert answer.status == 503
            assert b"cannot be built yet" in strip_tag(answer.body)
            assert f'data-version="{NOT_BUILT}"'.encode() in answer.body
        stream = site.follow("/a/", NOT_BUILT)
        assert stream.read_names(3) == ["hello", "panel", "styles"]
        site.live.show(show({"a/index.html": "A"}), News())
        assert stream.read_names(2) == ["panel", "page"]
        assert site.ask("/a/").status == 200


class Unrenderable(FakeSnapshot, frozen=True):
    """A build whose pages fail when they are asked for."""

    def read(self, path: SitePath) -> bytes | None:
        """Fail as the author's template, or as we do."""
        if path == "a/index.html":
            raise GeneratorError([Problem("no such filter")])
        if path == "b/index.html":
            raise ZeroDivisionError("ours")
        return super().read(path)


def test_a_page_that_cannot_be_rendered_is_no_mistake_of_ours() -> None:
    """It is shown that it cannot; as it is the newest there is, its stream does not have it loaded again."""
    files = {"a/index.html": "A", "c.css": "c"}
    with serving(Showing(Unrenderable(files), None)) as site:
        answer = site.ask("/a/")
        assert answer.status == 500
        assert b"cannot be rendered" in strip_tag(answer.body)
        assert f'data-version="{make_version("A")}"'.encode() in answer.body
        assert site.errors == []


def test_a_mistake_of_ours_is_told_and_survived() -> None:
    """The answer is empty, the traceback is in the terminal, and the next page is shown."""
    with serving(Showing(Unrenderable({"b/index.html": "B", "c.css": "c"}), None)) as site:
        answer = site.ask("/b/")
        assert (answer.status, answer.body) == (500, b"")
        assert_is_safe(answer)
        assert site.ask("/c.css").body == b"c"
        assert [text.splitlines()[-1] for text in site.errors] == ["ZeroDivisionError: ours"]
        assert "Traceback" in site.errors[0]


def test_a_mistake_within_a_stream_is_told_too() -> None:
    """Its connection is closed, and the browser comes again."""

    class Broken(FakeSnapshot, frozen=True):
        def version(self, path: SitePath) -> str:
            raise ZeroDivisionError(path)

    with serving(show({"a/index.html": "A"})) as site:
        stream = site.follow("/a/")
        stream.read_until("page")
        site.live.show(Showing(Broken({}), None), News())
        assert stream.is_ended()
        wait_until(lambda: len(site.errors) == 1)
        assert site.errors[0].endswith("ZeroDivisionError: a/index.html\n")


def test_a_mistake_between_answers_is_told_too() -> None:
    """The event loop would only log it, and nobody reads that."""
    with serving(show(FILES)) as site:
        assert site.server._http.loop is not None
        site.server._http.loop.call_soon_threadsafe(divmod, 1, 0)
        wait_until(lambda: len(site.errors) == 1)
        assert site.errors[0].rstrip().splitlines()[-1].startswith("ZeroDivisionError")
        assert site.ask("/").status == 200


def test_the_token_is_secret_and_new_for_each_server() -> None:
    """128 bits, and nothing is there under another."""
    with serving(show(FILES)) as first, serving(show(FILES)) as second:
        assert first.server.token != second.server.token
        assert re.fullmatch("[0-9a-f]{32}", first.server.token)
        for token in ("", "0", second.server.token, first.server.token.upper() + "x", first.server.token[:-1], "%30"):
            for name in ("events?page=/", "live.js", "panel.css", ""):
                answer = first.ask(f"/_reload/{token}/{name}")
                assert (answer.status, answer.body) == (404, b"")
                assert_is_safe(answer)


def test_serves_the_scripts_that_come_with_it() -> None:
    """All there are, with the media types without which browsers do not run them."""
    folder = Path(__file__).parents[2] / "generator/serve/assets"
    scripts = [path for path in folder.iterdir() if path.suffix in {".css", ".js"}]
    assert scripts
    with serving(show(FILES)) as site:
        for path in scripts:
            answer = site.ask(f"/_reload/{site.server.token}/{path.name}")
            assert answer.body == path.read_bytes()
            kind = {".css": "text/css", ".js": "text/javascript"}[path.suffix]
            assert answer.headers["content-type"] == f"{kind}; charset=utf-8"


@pytest.mark.parametrize("page", ["", "flask/", "//evil.test/", "/../", "/%00/", "/%252e/"])
def test_a_stream_is_on_a_page(site: RunningServer, page: str) -> None:
    """What no page can have for its address is refused."""
    answer = site.ask(f"{site.events}?page={page}&version=")
    assert (answer.status, answer.body) == (400, b"")


def test_the_head_of_a_stream_is_not_asked_for(site: RunningServer) -> None:
    """It would be a stream that tells nothing."""
    assert site.ask(f"{site.events}?page=/", method="HEAD").status == 405


def test_a_connection_that_is_kept_is_as_fast_as_a_new_one(site: RunningServer) -> None:
    """Neither side waits until the other has said that it received something, 40 ms each time."""
    client = Client(site)
    begin_s = time.perf_counter()
    for _ in range(100):
        assert client.ask(b"/flask/").status == 200
    assert time.perf_counter() - begin_s < 100 * 0.02
    client.close()


class Client:
    """Sends raw targets over one connection, as long as the server keeps it."""

    def __init__(self, site: RunningServer) -> None:
        """Connect when there is something to send."""
        self._site = site
        self._connection: socket.socket | None = None

    def ask(self, target: bytes) -> Answer:
        """Send a target as it is."""
        connection = self._connection or self._site.connect()
        host = f"localhost:{self._site.server.port}".encode()
        connection.sendall(b"GET %s HTTP/1.1\r\nHost: %s\r\n\r\n" % (target, host))
        answer = read_answer(connection)
        self._connection = connection
        if answer.headers.get("connection") == "close":
            self.close()
        return answer

    def close(self) -> None:
        """Hang up."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def test_no_byte_from_outside_the_snapshot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Thousands of targets, with a file beside, above and below the server's folder that none of them gets."""
    folder = tmp_path / "above" / "public"
    for place in (tmp_path, tmp_path / "above", folder, folder / "assets", folder / "flask", folder / "repo"):
        place.mkdir(parents=True, exist_ok=True)
        for name in ("secret.txt", "secret", ".env", "CON", "a"):
            (place / name).write_text(CANARY)
    (folder / "link").symlink_to(tmp_path)
    monkeypatch.chdir(folder)
    bodies = {text.encode() for text in FILES.values()}
    statuses: dict[int, int] = {}
    targets = [*make_targets(5000, seed=4), *(path.as_posix().encode() for path in tmp_path.rglob("secret*")), b"/link"]
    with serving(show(FILES)) as site:
        client = Client(site)
        for target in targets:
            answer = client.ask(target)
            statuses[answer.status] = statuses.get(answer.status, 0) + 1
            body = TAG.sub(b"", answer.body)
            assert CANARY.encode() not in body
            assert body in bodies if answer.status in {200, 404} and body else body == b"", target
        client.close()
        assert site.errors == []
    assert set(statuses) <= {200, 302, 400, 404, 414}
    assert min(statuses[200], statuses[400], statuses[404]) > 50


def test_an_answer_is_of_one_build() -> None:
    """Page, stylesheet and index, read again and again while 200 builds follow each other, are never mixed."""

    def build(number: int) -> Showing:
        text = f"<p>build {number}</p>\n" * 500
        files = {
            "index.html": f"<head></head>{text}",
            "journal.css": f"/* build {number} */\n" * 500,
            "search.json": text,
        }
        return Showing(FakeSnapshot(files, number, styles={"journal.css": f"build {number}"}), None)

    seen: list[tuple[int, int, int, int]] = []
    has_ended = threading.Event()

    def read_all(port: int) -> None:
        connection = HTTPConnection("localhost", port, timeout=PATIENCE_S)

        def read(target: str) -> int:
            connection.request("GET", target)
            body = connection.getresponse().read().decode()
            (number,) = {int(number) for number in re.findall(r"build (\d+)", body)}
            if target == "/":
                assert f'data-version="{make_version(TAG.sub(b"", body.encode()).decode())}"' in body
            return number

        while not has_ended.is_set():
            seen.append((read("/"), read("/journal.css"), read("/search.json"), read("/")))
        connection.close()

    with serving(build(0)) as site:
        readers = [threading.Thread(target=read_all, args=(site.server.port,)) for _ in range(3)]
        for reader in readers:
            reader.start()
        for number in range(1, 201):
            count = len(seen)
            site.live.show(build(number), News())
            wait_until(lambda count=count: len(seen) > count)  # type: ignore[misc]
        has_ended.set()
        for reader in readers:
            reader.join()
    assert len(seen) >= 200
    # One after another: nobody goes back, and between two views of one build everything is of that build.
    assert [view for view in seen if list(view) != sorted(view)] == []
    assert len({first for first, *_ in seen}) > 20


def test_a_build_that_ends_while_an_answer_is_made_changes_nothing_of_it() -> None:
    """Page, version and stylesheets are of the build that was shown when the request came."""

    class Overtaken(FakeSnapshot, frozen=True):
        def has(self, path: SitePath) -> bool:
            live.show(Showing(FakeSnapshot({"a/index.html": "2"}, 2, styles={"a.css": "/2.css"}), None), News())
            return super().has(path)

    live = LiveReload(Showing(Overtaken({"a/index.html": "1"}, 1, styles={"a.css": "/1.css"}), None))
    with serving(live.showing, live=live) as site:
        for text in ("1", "2"):
            page = site.ask("/a/").body
            assert strip_tag(page) == text.encode()
            assert f'data-version="{make_version(text)}"'.encode() in page
            assert f"/{text}.css".encode() in page


def test_two_hundred_streams_are_told_without_a_thread_for_each() -> None:
    """All of them, and each of what is its own."""
    with serving(show({f"{number}/index.html": "1" for number in range(200)})) as site:
        thread_count = threading.active_count()
        streams = [site.follow(f"/{number}/", make_version("1")) for number in range(200)]
        assert [stream.read_names(3) for stream in streams] == [["hello", "panel", "styles"]] * 200
        assert threading.active_count() == thread_count
        assert len(site.live.watched()) == 200
        site.live.show(show({f"{number}/index.html": str(number) for number in range(200)}), News(follow="/0/"))
        for number, stream in enumerate(streams):
            if number != 1:
                assert stream.read() == ("page", {"version": make_version(str(number)), "href": ""})
            assert stream.read() == ("follow", {"href": "/0/"})
            stream.close()
        wait_until(lambda: site.live.watched() == frozenset())


needs_proc = pytest.mark.skipif(sys.platform != "linux", reason="descriptors are counted in /proc")


def count_descriptors() -> int:
    """Count what this process has open."""
    return sum(1 for _ in Path("/proc/self/fd").iterdir())


@needs_proc
def test_a_thousand_streams_that_broke_off_leave_nothing() -> None:
    """However they end: closed, reset, before the first event or after it."""
    with serving(show(FILES)) as site:
        site.ask("/")
        baseline = count_descriptors()
        request = site.write(f"{site.events}?page=/flask/&version=")
        for number in range(1000):
            connection = site.connect()
            connection.sendall(request[: None if number % 5 else 20])
            if number % 2 and number % 5:
                connection.recv(100)
            if number % 3 == 0:
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            connection.close()
        wait_until(lambda: site.live.watched() == frozenset() and count_descriptors() <= baseline + 2)
        assert site.ask("/").status == 200
        assert site.errors == []


@needs_proc
def test_a_browser_that_does_not_read_loses_its_stream() -> None:
    """What a stopped process was told fills its connection, and then it is cut off, to come again when it goes on."""
    live = LiveReload(show(FILES), heartbeat_s=0.05, write_timeout_s=0.05)
    with serving(live.showing, live=live) as site:
        baseline = count_descriptors()
        stream = site.follow("/flask/")
        stream.read_until("page")
        for number in range(100):
            # More than the system keeps for a reader.
            site.live.show(Showing(live.showing.snapshot, Panel(str(number), traceback="x" * 1_000_000)), News())
            with suppress(AssertionError):
                wait_until(lambda: site.live.watched() == frozenset(), patience_s=0.02)
                break
        wait_until(lambda: count_descriptors() <= baseline + 1)
        assert site.live.watched() == frozenset()
        assert site.ask("/").status == 200


def measure_stop_s(site: RunningServer) -> float:
    """Stop a server, and say how long that took."""
    begin_s = time.perf_counter()
    site.server.stop()
    return time.perf_counter() - begin_s


def test_stops_within_a_second_with_200_streams() -> None:
    """And with a connection that nothing was asked on."""
    threads = set(threading.enumerate())
    with serving(show({"index.html": "1"})) as site, site.connect():
        streams = [site.follow("/") for _ in range(200)]
        assert [stream.read_names(4)[-1] for stream in streams] == ["page"] * 200
        assert measure_stop_s(site) < 1.0
        assert set(threading.enumerate()) <= threads
        assert all(stream.is_ended() for stream in streams)
        assert site.errors == []


def test_stops_within_a_second_though_an_answer_is_not_taken() -> None:
    """Whoever stopped in the middle of a film is not waited for until it goes on."""
    threads = set(threading.enumerate())
    with serving(show({"film.mp4": "x" * 30_000_000})) as site, site.connect() as stuck:
        stuck.sendall(site.write("/film.mp4"))
        assert stuck.recv(10) == b"HTTP/1.1 2"
        assert measure_stop_s(site) < 1.0
        assert set(threading.enumerate()) <= threads
        assert site.errors == []


def test_streams_do_not_hold_up_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """However patient the server is with answers, it does not wait for what has no end."""
    monkeypatch.setattr("generator.serve.server._GRACE_S", PATIENCE_S)
    with serving(show({"index.html": "1"})) as site:
        streams = [site.follow("/") for _ in range(3)]
        site.server.stop()
        assert not site.server._http.force_exit
        assert all(stream.is_ended() for stream in streams)


def test_the_next_server_answers_whoever_came_between_the_two() -> None:
    """As when the generator's own code changed, and the process begins anew with the sockets of the old."""
    errors: list[str] = []
    with listen() as listener:
        for text in ("1", "2"):
            server = Server(
                LiveReload(show({"a.txt": text})), [listener], on_refused=errors.append, on_error=errors.append
            )
            with socket.create_connection(listener.getsockname(), timeout=PATIENCE_S) as connection:
                connection.sendall(f"GET /a.txt HTTP/1.1\r\nHost: localhost:{server.port}\r\n\r\n".encode())
                server.start()
                assert read_answer(connection).body == text.encode()
                server.stop()
    assert errors == []


def test_stopping_twice_or_before_the_start_is_nothing() -> None:
    """Whoever tidies up need not know how far it came."""
    errors: list[str] = []
    with listen() as listener:
        Server(LiveReload(show({})), [listener], on_refused=errors.append, on_error=errors.append).stop()
    with serving(show({})) as site:
        site.server.stop()
    assert errors == []


def test_takes_the_descriptors_that_many_streams_need() -> None:
    """Some systems begin with 256, and every open stream is one."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (256, hard))
    try:
        with serving(show({"index.html": "x"})):
            assert resource.getrlimit(resource.RLIMIT_NOFILE) == (min(4096, hard), hard)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
