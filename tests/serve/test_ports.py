"""Listening on a port, naming who has it, and handing the sockets to the next process."""

import errno
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from generator.serve import ports
from generator.serve.ports import (
    KEPT_VARIABLE,
    Holder,
    ListenError,
    PortTaken,
    describe_exposure,
    find_holder,
    is_loopback_only,
    keep_sockets,
    open_sockets,
    take_sockets,
)

NEEDS_PROC = pytest.mark.skipif(not Path("/proc/net/tcp").is_file(), reason="only Linux has /proc")


def has_ipv6() -> bool:
    """Tell whether this machine has ::1."""
    try:
        with socket.socket(socket.AF_INET6) as tried:
            tried.bind(("::1", 0))
    except OSError:
        return False
    return True


NEEDS_IPV6 = pytest.mark.skipif(not has_ipv6(), reason="this machine has no ::1")


@pytest.fixture
def keep() -> Iterator[ExitStack]:
    """Close all sockets that a test enters here."""
    with ExitStack() as stack:
        yield stack


def listen(keep: ExitStack, host: str, port: int) -> tuple[socket.socket, ...]:
    """Open sockets that are closed after the test."""
    return tuple(keep.enter_context(opened) for opened in open_sockets(host, port))


def port_of(listening: socket.socket) -> int:
    """Give the port of a socket."""
    return int(listening.getsockname()[1])


@pytest.fixture
def free_port() -> int:
    """Find a port that is free, far from those that are tried one after the other."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return port_of(probe)


@NEEDS_IPV6
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_loopback_means_both_addresses_at_one_port(host: str, keep: ExitStack) -> None:
    """Browsers take localhost for 127.0.0.1 or for ::1, so both answer, and nothing else does."""
    sockets = listen(keep, host, 0)
    assert [opened.getsockname()[0] for opened in sockets] == ["127.0.0.1", "::1"]
    assert len({port_of(opened) for opened in sockets}) == 1


def test_a_machine_without_ipv6_is_served_as_well(
    free_port: int, keep: ExitStack, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where there is no ::1 the other address is enough."""
    real = ports._listen

    def listen_as_without_ipv6(family: socket.AddressFamily, address: str, port: int) -> socket.socket:
        if family == socket.AF_INET6:
            raise OSError(errno.EADDRNOTAVAIL, "Cannot assign requested address")
        return real(family, address, port)

    monkeypatch.setattr(ports, "_listen", listen_as_without_ipv6)
    sockets = listen(keep, "127.0.0.1", free_port)
    assert [opened.getsockname()[0] for opened in sockets] == ["127.0.0.1"]


def test_browsers_wait_before_anything_answers(free_port: int, keep: ExitStack) -> None:
    """A connection is taken by the system while the site is still being built."""
    listen(keep, "127.0.0.1", free_port)
    with socket.create_connection(("127.0.0.1", free_port), timeout=1):
        pass


def test_other_machines_are_refused(free_port: int, keep: ExitStack) -> None:
    """At the machine's own address in its network nobody listens."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            pytest.skip("this machine has no network")
        own_address = probe.getsockname()[0]
    listen(keep, "127.0.0.1", free_port)
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((own_address, free_port), timeout=1)


def test_a_restart_binds_at_once(free_port: int) -> None:
    """Connections of the last process, which linger for a minute, do not hold the port."""
    for _ in range(3):
        sockets = open_sockets("127.0.0.1", free_port)
        with socket.create_connection(("127.0.0.1", free_port), timeout=1):
            sockets[0].accept()[0].close()  # Closed here first, so it is this side that lingers.
        for opened in sockets:
            opened.close()


HOLDING = """
import socket, sys
held = socket.create_server((sys.argv[1], int(sys.argv[2])), family=getattr(socket, sys.argv[3]))
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def hold(keep: ExitStack, tmp_path: Path) -> Callable[[str, int, str], Holder]:
    """Have another process listen until the test ends."""
    (tmp_path / "hold.py").write_text(HOLDING, encoding="utf-8")

    def start(address: str, port: int, family: str) -> Holder:
        command = [sys.executable, "hold.py", address, str(port), family]
        process = keep.enter_context(
            subprocess.Popen(command, cwd=tmp_path, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        )
        assert process.stdin
        assert process.stdout
        keep.callback(process.stdin.close)
        assert process.stdout.readline() == "held\n"
        return Holder(process.pid, " ".join(command))

    return start


@NEEDS_PROC
def test_who_has_the_port_is_named(free_port: int, hold: Callable[[str, int, str], Holder]) -> None:
    """The author learns which program to stop, and the way around it."""
    holder = hold("127.0.0.1", free_port, "AF_INET")
    with pytest.raises(PortTaken) as caught:
        open_sockets("127.0.0.1", free_port)
    assert caught.value.holder == holder
    assert str(caught.value) == (
        f'port {free_port} is in use by "{holder.command}" (process {holder.pid}); '
        "stop it, or take the next free port with --port 0"
    )


@NEEDS_IPV6
def test_a_port_that_is_taken_at_one_address_is_taken(free_port: int, hold: Callable[[str, int, str], Holder]) -> None:
    """Else one of two servers would answer, depending on the browser; and what was opened is closed again."""
    hold("::1", free_port, "AF_INET6")
    with pytest.raises(PortTaken):
        open_sockets("127.0.0.1", free_port)
    with socket.create_server(("127.0.0.1", free_port)):
        pass


def test_the_next_free_port_is_the_next_one(keep: ExitStack) -> None:
    """Ports are tried one after the other, so that an address stays easy to guess."""
    first, second = (port_of(listen(keep, "127.0.0.1", 0)[0]) for _ in range(2))
    assert ports.FIRST_PORT <= first < second
    for between in range(first + 1, second):
        with pytest.raises(PortTaken):
            open_sockets("127.0.0.1", between)


def test_an_unknown_holder_is_not_made_up() -> None:
    """What the system does not tell is left out of the message."""
    end = "; stop it, or take the next free port with --port 0"
    assert str(PortTaken(4000, None)) == f"port 4000 is in use by another process{end}"
    assert str(PortTaken(4000, Holder(7, ""))) == f"port 4000 is in use by process 7{end}"


@NEEDS_PROC
def test_a_free_port_has_no_holder(free_port: int) -> None:
    """Nobody is named for a port that nobody has."""
    assert find_holder(free_port) is None


def test_lsof_is_asked_where_there_is_no_proc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first process is named, by the command that `ps` shows; without lsof none is."""
    monkeypatch.setenv("PATH", str(tmp_path))
    assert ports._find_by_lsof(4000) is None
    for name, answer in {"lsof": "p812\nf3\np71\nf4", "ps": "node server.js"}.items():
        program = tmp_path / name
        program.write_text(f"#!/bin/sh\necho '{answer}'\n", encoding="utf-8")
        program.chmod(0o755)
    assert ports._find_by_lsof(4000) == Holder(71, "node server.js")


def test_a_holder_cannot_write_to_the_terminal() -> None:
    """A process chooses its own command line, and may have put control characters into it."""
    assert ports._shorten("a\x1b[2Jb\nc") == "a?[2Jb?c"
    assert ports._shorten("x" * 1000) == "x" * 99 + "…"


@pytest.mark.parametrize(
    ("host", "port", "message"),
    [
        ("192.0.2.1", 4000, "192.0.2.1 is no address of this machine"),
        ("no.such.host.invalid", 4000, "there is no host 'no.such.host.invalid'; give an address of this machine, or leave out --host"),
        ("a" * 70, 4000, f"there is no host '{'a' * 70}'; give an address of this machine, or leave out --host"),
    ],
)  # fmt: skip
def test_why_it_cannot_listen_is_said(host: str, port: int, message: str) -> None:
    """A wrong address is told from a port that is taken."""
    with pytest.raises(ListenError) as caught:
        open_sockets(host, port)
    assert str(caught.value) == message


def test_a_port_below_1024_is_not_for_everyone(monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's refusal is told in the author's words."""

    def refuse(family: socket.AddressFamily, address: str, port: int) -> socket.socket:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(ports, "_listen", refuse)
    with pytest.raises(ListenError, match="port 80 is not for everyone's use; take one from 1024 on, or --port 0"):
        open_sockets("127.0.0.1", 80)


@pytest.mark.parametrize(
    ("host", "is_loopback"),
    [("127.0.0.1", True), ("localhost", True), ("::1", True), ("127.8.9.1", True),
     ("0.0.0.0", False), ("::", False), ("192.0.2.7", False)],
)  # fmt: skip
def test_loopback_is_told_from_the_network(host: str, *, is_loopback: bool) -> None:
    """Only addresses that no other machine can reach need no warning."""
    assert is_loopback_only(host) is is_loopback
    assert bool(describe_exposure(host, 4000)) is not is_loopback


def test_the_warning_says_who_can_read_what() -> None:
    """An address of one network exposes to that network."""
    assert describe_exposure("192.0.2.7", 4100) == (
        "anyone who can reach 192.0.2.7 can read the preview at port 4100, drafts included"
    )


RESTARTING = """
import os, sys
from generator.serve.ports import keep_sockets, open_sockets, take_sockets
sockets = take_sockets(os.environ)
if not sockets:
    sockets = open_sockets("127.0.0.1", 0)
    print(sockets[0].getsockname()[1], flush=True)
    sys.stdin.readline()
    keep_sockets(sockets, os.environ)
    os.execv(sys.executable, [sys.executable, *sys.argv])
connection, _ = sockets[0].accept()
inheritable = [opened.get_inheritable() for opened in sockets]
connection.sendall(f"{len(sockets)} {inheritable} {'JOURNAL_SOCKETS' in os.environ}".encode())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows starts another process instead")
def test_sockets_outlive_a_restart(tmp_path: Path) -> None:
    """Whoever connects before or during the restart is answered after it; children inherit nothing."""
    (tmp_path / "restart.py").write_text(RESTARTING, encoding="utf-8")
    command = [sys.executable, "-W", "ignore", str(tmp_path / "restart.py")]
    environment = {**os.environ, "PYTHONPATH": str(Path(ports.__file__).parents[2])}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdin
        assert process.stdout
        port = int(process.stdout.readline())
        with socket.create_connection(("127.0.0.1", port), timeout=10) as connection:
            process.stdin.write("go\n")
            process.stdin.flush()
            answer = connection.recv(100).decode()
    count = 2 if has_ipv6() else 1
    assert answer == f"{count} {[False] * count} False"


def test_kept_sockets_are_taken_once(free_port: int) -> None:
    """They come back in order, and the variable is gone."""
    environment: dict[str, str] = {}
    sockets = open_sockets("127.0.0.1", free_port)
    keep_sockets(sockets, environment)
    taken = take_sockets(environment)
    assert [opened.getsockname() for opened in taken] == [opened.getsockname() for opened in sockets]
    assert environment == {}
    assert take_sockets(environment) == ()
    for opened in sockets:
        opened.detach()
    for opened in taken:
        opened.close()


@pytest.mark.parametrize(
    "value",
    ["", ":", "{pid}", "{pid}:", "{pid}:x", "{pid}:-1", "{pid}:{good},{good}", "{pid}:{good},", "{pid}:{file}",
     "{pid}:{unbound}", "{pid}:{datagram}", "{pid}:{local}", "{pid}:99999", "{pid}:99999999999999999999", "{pid}:²",
     "1:{good}", " {pid}:{good}"],
)  # fmt: skip
def test_what_was_not_kept_is_not_taken(value: str, keep: ExitStack, tmp_path: Path) -> None:
    """A variable of another process, or a wrong one, is no socket; and whatever it names stays open."""
    good = listen(keep, "127.0.0.1", 0)[0]
    file = keep.enter_context((tmp_path / "file").open("wb"))
    others = {
        "unbound": keep.enter_context(socket.socket()),
        "datagram": keep.enter_context(socket.socket(type=socket.SOCK_DGRAM)),
        "local": keep.enter_context(socket.socket(socket.AF_UNIX)),
    }
    others["local"].bind(str(tmp_path / "local"))
    others["local"].listen()
    named = {name: str(other.fileno()) for name, other in others.items()}
    text = value.format(pid=os.getpid(), good=good.fileno(), file=file.fileno(), **named)
    assert take_sockets({KEPT_VARIABLE: text}) == ()
    for number in [good.fileno(), file.fileno(), *(other.fileno() for other in others.values())]:
        os.fstat(number)
