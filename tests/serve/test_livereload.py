"""Event streams: each browser is told what it does not know yet, once, and however slowly it reads."""

import asyncio
import threading
from collections.abc import Callable, Coroutine

import msgspec
from starlette.types import Message

from generator.errors import SitePath
from generator.serve.livereload import NOT_BUILT, Line, LiveReload
from generator.serve.showing import News, Panel, Showing, ShownProblem
from tests.serve.browsing import PATIENCE_S, FakeSnapshot, make_version, show

PANEL = Panel(
    "1 error in content/entries/a.md",
    (
        ShownProblem(
            "error", 'unknown skill "flsk"', "content/entries/a.md:4:9", "vscode://file/a.md:4:9", ("a", "^"), ""
        ),
    ),
)


class Browser:
    """The other end of a stream, which reads only while it is not stuck."""

    def __init__(self, live: LiveReload, page: str, version: str = "") -> None:
        """Open the stream."""
        self.events: list[tuple[str, dict[str, object]]] = []
        self.ids: list[int] = []
        self.heartbeat_count = 0
        self.sent_bytes = 0
        self.was_cut = False
        self._has_news = asyncio.Event()
        self._can_read = asyncio.Event()
        self._can_read.set()
        self.line = Line(self._cut)
        self.task = asyncio.create_task(
            live.follow(page.encode(), version, self._receive, self.line, {"X-Header": "on streams too"})
        )

    def stop_reading(self) -> None:
        """Be stuck."""
        self._can_read.clear()

    def go_on_reading(self) -> None:
        """Be stuck no more."""
        self._can_read.set()

    async def wait_until(self, is_so: Callable[[], bool]) -> None:
        """Wait for what is to be received."""
        async with asyncio.timeout(PATIENCE_S):
            while not is_so():
                self._has_news.clear()
                await self._has_news.wait()

    async def read(self, count: int) -> list[str]:
        """Wait for so many events, take them, and give their names."""
        await self.wait_until(lambda: len(self.events) >= count)
        return [name for name, _ in self.take()]

    def take(self) -> list[tuple[str, dict[str, object]]]:
        """Take what has come."""
        events, self.events = self.events, []
        return events

    async def leave(self) -> None:
        """Hang up, and wait until the stream has noticed."""
        self.line.lose()
        await asyncio.wait_for(self.task, PATIENCE_S)

    def _cut(self) -> None:
        self.was_cut = True
        self.line.lose()

    async def _receive(self, message: Message) -> None:
        await self._can_read.wait()
        if message["type"] == "http.response.start":
            assert (b"x-header", b"on streams too") in message["headers"]
            assert (b"content-type", b"text/event-stream; charset=utf-8") in message["headers"]
            return
        assert message["more_body"]
        self.sent_bytes += len(message["body"])
        for block in message["body"].decode().split("\n\n")[:-1]:
            self._take_block(block)
        self._has_news.set()

    def _take_block(self, block: str) -> None:
        if block == ":":
            self.heartbeat_count += 1
        elif not block.startswith("retry: "):
            first, second, third = block.split("\n")
            self.ids.append(int(first.removeprefix("id: ")))
            self.events.append((second.removeprefix("event: "), msgspec.json.decode(third.removeprefix("data: "))))


def run(scenario: Coroutine[None, None, None]) -> None:
    """Run a test's story, and do not wait for ever; in its debug mode, the loop wants to be woken as threads have to."""
    asyncio.run(asyncio.wait_for(scenario, PATIENCE_S), debug=True)


A, B = SitePath("a/index.html"), SitePath("b/index.html")
BEGINNING = ["hello", "panel", "styles"]


def test_a_new_stream_is_told_how_things_are() -> None:
    """Which build it is, what is wrong, and where the stylesheets are; nothing of a page that is as it is shown."""

    async def scenario() -> None:
        live = LiveReload(Showing(FakeSnapshot({A: "1"}, 7, styles={"journal.css": "/assets/journal.1.css"}), PANEL))
        browser = Browser(live, "/a/", make_version("1"))
        await browser.wait_until(lambda: len(browser.events) == 3)
        live.show(live.showing, News(follow="/b/"))
        await browser.wait_until(lambda: len(browser.events) == 4)
        assert browser.take() == [
            ("hello", {"generation": 7}),
            ("panel", {"panel": msgspec.json.decode(msgspec.json.encode(PANEL))}),
            ("styles", {"styles": {"journal.css": "/assets/journal.1.css"}}),
            ("follow", {"href": "/b/"}),
        ]
        assert browser.ids == [7, 7, 7, 7]
        await browser.leave()

    run(scenario())


def test_a_browser_that_was_away_is_told_what_it_missed() -> None:
    """It says what it shows, and need not have heard of anything in between."""

    async def scenario() -> None:
        live = LiveReload(show({A: "1"}))
        live.show(show({A: "2"}, generation=2), News())
        browser = Browser(live, "/a/", make_version("1"))
        assert await browser.read(4) == [*BEGINNING, "page"]
        await browser.leave()

    run(scenario())


def test_only_those_on_a_changed_page_are_told() -> None:
    """The others show what they should already."""

    async def scenario() -> None:
        live = LiveReload(show({A: "1", B: "1"}))
        on_a, on_b = Browser(live, "/a/", make_version("1")), Browser(live, "/b/", make_version("1"))
        await on_a.read(3)
        await on_b.read(3)
        live.show(show({A: "2", B: "1"}, generation=2), News())
        live.show(show({A: "2", B: "2"}, generation=3), News())
        await on_a.wait_until(lambda: bool(on_a.events))
        await on_b.wait_until(lambda: bool(on_b.events))
        live.show(live.showing, News(follow="/"))
        await on_a.wait_until(lambda: len(on_a.events) == 2)
        await on_b.wait_until(lambda: len(on_b.events) == 2)
        page = ("page", {"version": make_version("2"), "href": ""})
        assert on_a.take() == on_b.take() == [page, ("follow", {"href": "/"})]
        await on_a.leave()
        await on_b.leave()

    run(scenario())


def test_a_page_comes_and_goes() -> None:
    """Nothing is a version too: that there is no page."""

    async def scenario() -> None:
        live = LiveReload(show({}))
        browser = Browser(live, "/a/", "")
        await browser.read(3)
        live.show(show({A: "1"}, generation=2), News())
        await browser.wait_until(lambda: len(browser.events) == 1)
        live.show(show({}, generation=3), News())
        await browser.wait_until(lambda: len(browser.events) == 2)
        assert browser.take() == [
            ("page", {"version": make_version("1"), "href": ""}),
            ("page", {"version": "", "href": ""}),
        ]
        await browser.leave()

    run(scenario())


def test_a_page_that_moved_is_told_with_its_new_address() -> None:
    """At once, and to those who come back later and ask for the old one."""

    async def scenario() -> None:
        live = LiveReload(show({A: "1"}))
        first = Browser(live, "/a/", make_version("1"))
        await first.read(3)
        live.show(show({B: "1"}, generation=2), News(moved={A: "/b/"}))
        live.show(show({B: "2"}, generation=3), News())
        second = Browser(live, "/a/", make_version("1"))
        await second.wait_until(lambda: len(second.events) == 4)
        await first.wait_until(lambda: len(first.events) == 1)
        assert first.take() == second.take()[3:] == [("page", {"version": "", "href": "/b/"})]
        await first.leave()
        await second.leave()

    run(scenario())


def test_a_move_is_forgotten_once_there_is_a_page_again() -> None:
    """The page that is there now, and is then deleted, has gone nowhere."""

    async def scenario() -> None:
        live = LiveReload(show({A: "1"}))
        live.show(show({B: "1"}), News(moved={A: "/b/"}))
        live.show(show({A: "2"}), News(moved={B: "/a/"}))
        live.show(show({}), News(moved={SitePath("c/index.html"): "/d/"}))
        browser = Browser(live, "/a/", make_version("2"))
        await browser.wait_until(lambda: len(browser.events) == 4)
        assert browser.take()[3] == ("page", {"version": "", "href": ""})
        await browser.leave()

    run(scenario())


def test_panel_and_styles_are_told_when_they_change() -> None:
    """And not again when only something else does."""

    async def scenario() -> None:
        snapshot = FakeSnapshot({A: "1"}, styles={"a.css": "/a.1.css"})
        live = LiveReload(Showing(snapshot, None))
        browser = Browser(live, "/a/", make_version("1"))
        await browser.read(3)
        live.show(Showing(snapshot, PANEL), News())
        assert await browser.read(1) == ["panel"]
        live.show(Showing(snapshot, msgspec.structs.replace(PANEL)), News(follow="/"))
        assert await browser.read(1) == ["follow"]
        live.show(Showing(msgspec.structs.replace(snapshot, styles={"a.css": "/a.2.css"}), PANEL), News())
        assert await browser.read(1) == ["styles"]
        live.show(Showing(live.showing.snapshot, None), News())
        await browser.wait_until(lambda: bool(browser.events))
        assert browser.take() == [("panel", {"panel": None})]
        await browser.leave()

    run(scenario())


def test_changed_files_are_told_once() -> None:
    """Their pages are the same as before, so nothing else would say it."""

    async def scenario() -> None:
        live = LiveReload(show({A: "1"}))
        browser = Browser(live, "/a/", make_version("1"))
        await browser.read(3)
        live.show(show({A: "1"}), News(files=("/x.png", "/y.png")))
        await browser.wait_until(lambda: bool(browser.events))
        assert browser.take() == [("files", {"hrefs": ["/x.png", "/y.png"]})]
        live.show(show({A: "1"}), News(follow="/"))
        assert await browser.read(1) == ["follow"]
        await browser.leave()

    run(scenario())


def test_before_the_first_build_every_page_waits() -> None:
    """A page that turns out not to exist is told as well, as what is shown meanwhile says something else."""

    async def scenario() -> None:
        live = LiveReload(Showing(None, PANEL))
        there, missing = Browser(live, "/a/", NOT_BUILT), Browser(live, "/none/", NOT_BUILT)
        assert await there.read(3) == BEGINNING
        assert await missing.read(3) == BEGINNING
        live.show(show({A: "1"}), News())
        await there.wait_until(lambda: len(there.events) == 2)
        await missing.wait_until(lambda: len(missing.events) == 2)
        assert there.take()[1] == ("page", {"version": make_version("1"), "href": ""})
        assert missing.take()[1] == ("page", {"version": "", "href": ""})
        await there.leave()
        await missing.leave()

    run(scenario())


def test_a_slow_browser_is_told_the_latest_only() -> None:
    """What it has not read yet does not pile up."""

    async def scenario() -> None:
        live = LiveReload(show({A: "0"}))
        browser = Browser(live, "/a/", make_version("0"))
        await browser.read(3)
        browser.stop_reading()
        live.show(live.showing, News(follow="/b/"))
        for number in range(1, 501):
            panel = Panel(str(number), traceback="x" * 10_000)
            live.show(
                Showing(FakeSnapshot({A: str(number)}, number), panel), News(files=("/x.png", f"/{number % 2}.png"))
            )
            await asyncio.sleep(0)
        before_bytes = browser.sent_bytes
        browser.go_on_reading()
        await browser.wait_until(lambda: len(browser.events) == 4)
        events = dict(browser.take())
        assert events["follow"] == {"href": "/b/"}
        assert events["page"]["version"] == make_version("500")
        assert msgspec.convert(events["panel"]["panel"], Panel).title == "500"
        assert set(msgspec.convert(events["files"]["hrefs"], list[str])) == {"/x.png", "/0.png", "/1.png"}
        assert browser.sent_bytes - before_bytes < 11_000
        await browser.leave()

    run(scenario())


def test_a_browser_that_never_reads_is_cut_off() -> None:
    """A stopped process would otherwise hold its connection until it is gone."""

    async def scenario() -> None:
        live = LiveReload(show({A: "1"}), write_timeout_s=0.01)
        browser = Browser(live, "/a/")
        await browser.read(3)
        browser.stop_reading()
        live.show(show({A: "2"}), News())
        await asyncio.wait_for(browser.task, PATIENCE_S)
        assert browser.was_cut
        assert live.watched() == frozenset()

    run(scenario())


def test_a_silent_stream_says_now_and_then_that_it_is_there() -> None:
    """Comments, which browsers do not pass on, and again no event."""

    async def scenario() -> None:
        live = LiveReload(show({A: "1"}), heartbeat_s=0.01)
        browser = Browser(live, "/a/", make_version("1"))
        await browser.wait_until(lambda: browser.heartbeat_count >= 3)
        assert [name for name, _ in browser.take()] == BEGINNING
        await browser.leave()

    run(scenario())


def test_a_stream_ends_when_its_browser_is_gone() -> None:
    """At once, also while nothing happens, and nothing of it stays."""

    async def scenario() -> None:
        live = LiveReload(show({A: "1"}))
        browser = Browser(live, "/a/")
        await browser.read(3)
        assert live.watched() == {A}
        await browser.leave()
        assert live.watched() == frozenset()
        assert not browser.was_cut

    run(scenario())


def test_watched_are_the_outputs_that_browsers_are_on() -> None:
    """Under the base path, by whichever address, and also those that are not there yet."""

    async def scenario() -> None:
        live = LiveReload(show({A: "1"}, base_path="/repo"))
        pages = ["/repo/a/", "/repo/a/", "/repo/a", "/repo/none/", "/elsewhere/"]
        browsers = [Browser(live, page) for page in pages]
        for browser in browsers:
            await browser.wait_until(lambda browser=browser: len(browser.events) >= 3)  # type: ignore[misc]
        assert await asyncio.to_thread(live.watched) == {A, SitePath("none/index.html")}
        for browser in browsers:
            await browser.leave()

    run(scenario())


def test_another_thread_may_show_something_else() -> None:
    """It is shown from then on, before any stream has been told."""

    async def scenario() -> None:
        live = LiveReload(show({A: "1"}))
        browser = Browser(live, "/a/", make_version("1"))
        await browser.read(3)
        new = show({A: "2"})
        thread = threading.Thread(target=live.show, args=(new, News()))
        thread.start()
        thread.join()
        assert live.showing is new
        assert browser.events == []
        assert await browser.read(1) == ["page"]
        await browser.leave()

    run(scenario())


def test_showing_needs_no_server() -> None:
    """The builder is not held up before the server runs, nor after it has ended."""
    live = LiveReload(show({A: "1"}))
    live.show(show({A: "2"}), News())

    async def scenario() -> None:
        browser = Browser(live, "/a/", make_version("2"))
        assert await browser.read(3) == BEGINNING
        await browser.leave()

    run(scenario())
    new = show({A: "3"})
    live.show(new, News())
    assert live.showing is new


def test_closing_cuts_every_stream() -> None:
    """Also those whose browsers do not read."""

    async def scenario() -> None:
        live = LiveReload(show({A: "1"}))
        browsers = [Browser(live, "/a/") for _ in range(3)]
        for browser in browsers:
            await browser.wait_until(lambda browser=browser: len(browser.events) >= 3)  # type: ignore[misc]
        live.close()
        await asyncio.gather(*(browser.task for browser in browsers))
        assert all(browser.was_cut for browser in browsers)

    run(scenario())
