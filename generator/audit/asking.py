"""Asks other hosts whether an address is there: politely, in parallel, and never a host that is not public.

World: network, clock, threads.

The standard library alone: what a client with retries and redirects of its own would do unseen is decided in
`outside.py`, where each address can be looked at before anything is asked, and the time is whoever's is handed in.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor, as_completed
from urllib.parse import quote, urljoin, urlsplit
from urllib.robotparser import RobotFileParser

from generator import __version__
from generator.audit.outside import Answer, Asking, Verdict, examine

USER_AGENT = f"learning-journal/{__version__} (checks the links of a site)"
_AGENT_NAME = "learning-journal"
_WORKERS = 8
_TIMEOUT_S = 15.0
_ROBOTS_BYTES = 512 * 1024
"""RFC 9309 asks for at least 500 KiB."""
_ROBOTS_HOPS = 6
"""The question and five redirects, as RFC 9309 has it."""
_LONGEST_DELAY_S = 10.0
_SAFE = "/%:=&?~+!$,;'@()*[]"


class Clock:
    """The time, and how to let it pass."""

    def now_s(self) -> float:
        """Tell the time, in seconds since 1970."""
        return time.time()

    def sleep(self, pause_s: float) -> None:
        """Let time pass."""
        time.sleep(pause_s)


class _Host:
    """What is known of a host; only who holds the lock asks it."""

    def __init__(self, delay_s: float) -> None:
        self.lock = threading.RLock()
        self.free_s = 0.0
        self.delay_s = delay_s
        self.robots: RobotFileParser | None = None


class Asker:
    """Makes requests: one at a time to each host, with a pause between them."""

    def __init__(
        self,
        clock: Clock | None = None,
        *,
        delay_s: float = 0.5,
        timeout_s: float = _TIMEOUT_S,
        may_be_private: bool = False,
    ) -> None:
        """Know no host yet.

        Args:
            clock: the time.
            delay_s: the least pause between two requests to a host; its `robots.txt` may ask for more.
            timeout_s: how long a host may take for each step of an answer.
            may_be_private: whether hosts of this machine and of private networks are asked, too; for tests.
        """
        self._clock = clock or Clock()
        self._timeout_s = timeout_s
        self._may_be_private = may_be_private
        self._hosts: defaultdict[str, _Host] = defaultdict(lambda: _Host(delay_s))
        self._hosts_lock = threading.Lock()
        self._trust = ssl.create_default_context()

    def now_s(self) -> float:
        """Tell the time, in seconds since 1970."""
        return self._clock.now_s()

    def sleep(self, pause_s: float) -> None:
        """Let time pass."""
        self._clock.sleep(pause_s)

    def ask(self, method: str, address: str) -> Answer:
        """Make one request, without following where it leads."""
        host = self._find_host(address)
        with host.lock:
            return self._request(host, method, address)[0]

    def may_ask(self, address: str) -> bool:
        """Tell whether the host lets programs ask for this; its `robots.txt` is fetched once."""
        host = self._find_host(address)
        with host.lock:
            if host.robots is None:
                host.robots = self._fetch_robots(host, address)
                wanted_s = host.robots.crawl_delay(_AGENT_NAME)
                host.delay_s = max(host.delay_s, min(float(wanted_s or 0), _LONGEST_DELAY_S))
            return host.robots.can_fetch(_AGENT_NAME, address)

    def _find_host(self, address: str) -> _Host:
        with self._hosts_lock:
            return self._hosts[urlsplit(address).netloc.lower()]

    def _fetch_robots(self, host: _Host, address: str) -> RobotFileParser:
        current = urljoin(address, "/robots.txt")
        answer, text = Answer(), ""
        for _ in range(_ROBOTS_HOPS):
            answer, text = self._request(host, "GET", current, _ROBOTS_BYTES)
            if not (300 <= answer.status < 400 and answer.location):
                break
            current = urljoin(current, answer.location)
        robots = RobotFileParser()
        # RFC 9309: a host that cannot say is not to be asked, and one that has nothing to say may be.
        # One that does not answer at all will not answer the question itself either, and is told for that.
        robots.parse(["User-agent: *", "Disallow: /"] if answer.status >= 500 else text.splitlines())
        return robots

    def _request(self, host: _Host, method: str, address: str, limit_bytes: int = 0) -> tuple[Answer, str]:
        pause_s = host.free_s - self._clock.now_s()
        if pause_s > 0:
            self._clock.sleep(pause_s)
        try:
            return self._exchange(method, address, limit_bytes)
        except _RefusedError as error:
            return Answer(fault=str(error), is_final=True, is_private=True), ""
        except socket.gaierror:
            return Answer(fault="leads to nothing: there is no such host", is_final=True), ""
        except ssl.SSLCertVerificationError as error:
            return Answer(fault=f"is not safe to follow: {error.verify_message}", is_final=True), ""
        except TimeoutError:
            return Answer(fault=f"does not answer within {self._timeout_s:g} s"), ""
        except (OSError, http.client.HTTPException, ValueError) as error:
            return Answer(fault=f"does not answer: {error or type(error).__name__}"), ""
        finally:
            host.free_s = self._clock.now_s() + host.delay_s

    def _exchange(self, method: str, address: str, limit_bytes: int) -> tuple[Answer, str]:
        parts = urlsplit(address)
        name = (parts.hostname or "").encode("idna").decode("ascii")
        is_safe = parts.scheme == "https"
        port = parts.port or (443 if is_safe else 80)
        connection = http.client.HTTPConnection(name, port, timeout=self._timeout_s)
        try:
            connection.sock = self._connect(name, port, is_safe=is_safe)
            target = quote(f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}", safe=_SAFE)
            named = f"[{name}]" if ":" in name else name
            named = named if parts.port is None else f"{named}:{port}"
            connection.request(method, target, headers={"Host": named, "User-Agent": USER_AGENT, "Accept": "*/*"})
            response = connection.getresponse()
            is_read = limit_bytes > 0 and 200 <= response.status < 300
            text = response.read(limit_bytes).decode("utf-8", "replace") if is_read else ""
            location, retry_after = response.headers.get("Location", ""), response.headers.get("Retry-After", "")
            return Answer(response.status, location, retry_after), text
        finally:
            connection.close()

    def _connect(self, name: str, port: int, *, is_safe: bool) -> socket.socket:
        """Connect to a public address: the one that was looked at, whatever the name leads to a moment later."""
        found = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)
        for *_, place in found:
            if not self._may_be_private and not _is_public(str(place[0])):
                raise _RefusedError("leads to this machine or to a private network, where no reader can follow")
        fault: OSError | None = None
        for family, kind, protocol, _, place in found:
            connected = socket.socket(family, kind, protocol)
            connected.settimeout(self._timeout_s)
            try:
                connected.connect(place)
                return self._trust.wrap_socket(connected, server_hostname=name) if is_safe else connected
            except OSError as error:
                connected.close()
                fault = error
        raise fault or socket.gaierror(name)


class _RefusedError(Exception):
    """Raised for an address that is not asked for."""


def _is_public(place: str) -> bool:
    address = ipaddress.ip_address(place.partition("%")[0])
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_global and not address.is_multicast


def ask_all(
    addresses: Iterable[str], asking: Asking, on_progress: Callable[[str, int, int], None]
) -> dict[str, Verdict]:
    """Find out about many addresses: hosts at the same time, the addresses of each one after the other.

    Args:
        addresses: the addresses.
        asking: makes the requests.
        on_progress: is told how many of how many are done.
    """
    by_host: defaultdict[str, list[str]] = defaultdict(list)
    for address in addresses:
        by_host[urlsplit(address).netloc.lower()].append(address)
    total = sum(map(len, by_host.values()))
    verdicts: dict[str, Verdict] = {}
    pool = ThreadPoolExecutor(_WORKERS)
    try:
        # The host with the most addresses takes longest, and begins first.
        queues = sorted(by_host.values(), key=len, reverse=True)
        running = [pool.submit(_examine_queue, queue, asking) for queue in queues]
        for done in as_completed(running):
            verdicts.update(done.result())
            on_progress("asking", len(verdicts), total)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
    return verdicts


def _examine_queue(addresses: Iterable[str], asking: Asking) -> dict[str, Verdict]:
    return {address: examine(address, asking) for address in addresses}
