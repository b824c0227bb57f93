"""The sockets that the preview listens on, and who has the port when it is taken.

World.
Does not know HTTP, nor what is served.

The family:

    ListenError             the preview cannot listen at this address; the text says why and what to do
    └── PortTaken           since another process does
"""

import errno
import ipaddress
import os
import shlex
import shutil
import socket
import stat
import subprocess
import sys
from collections.abc import Iterable, MutableMapping, Sequence
from pathlib import Path

import msgspec

FIRST_PORT = 4000
"""Where the search for a free port begins."""

LAST_PORT = 65535

KEPT_VARIABLE = "JOURNAL_SOCKETS"
"""The environment variable that tells a restarted process of its sockets: process number, then descriptors."""

_LOOPBACK_NAMES = frozenset({"127.0.0.1", "localhost"})
_LISTENING = "0A"
_COMMAND_LENGTH = 100
_LSOF_TIMEOUT_S = 5.0


class Holder(msgspec.Struct, frozen=True):
    """A process that listens on a port; its command is empty where the system does not tell."""

    pid: int
    command: str


class ListenError(Exception):
    """The preview cannot listen where it should."""


class PortTaken(ListenError):  # noqa: N818 it is a state of the world, as BlockingIOError is
    """Another process listens on the port; `holder` is None where nobody says which."""

    def __init__(self, port: int, holder: Holder | None) -> None:
        """Say who holds the port."""
        self.port = port
        self.holder = holder
        who = "another process"
        if holder:
            who = f'"{holder.command}" (process {holder.pid})' if holder.command else f"process {holder.pid}"
        super().__init__(f"port {port} is in use by {who}; stop it, or take the next free port with --port 0")


def open_sockets(host: str, port: int) -> tuple[socket.socket, ...]:
    """Bind and listen: from here on browsers wait for an answer instead of being refused.

    Args:
        host: a name or address of this machine. `127.0.0.1` and `localhost` mean both 127.0.0.1 and, where the machine
            has it, ::1: browsers take `localhost` for either.
        port: 0 takes the next port from `FIRST_PORT` on that is free at all addresses.

    Raises:
        PortTaken: another process listens at one of the addresses.
        ListenError: the address is not this machine's, or the port is not ours to have.
    """
    addresses = _find_addresses(host)
    if port:
        return _open_at(host, addresses, port)
    for candidate in range(FIRST_PORT, LAST_PORT + 1):
        try:
            return _open_at(host, addresses, candidate, is_holder_wanted=False)
        except PortTaken:
            continue
    raise ListenError(f"no port from {FIRST_PORT} to {LAST_PORT} is free")


def is_loopback_only(host: str) -> bool:
    """Tell whether a host can be reached from this machine alone.

    >>> is_loopback_only("127.0.0.1"), is_loopback_only("::1"), is_loopback_only("0.0.0.0")
    (True, True, False)
    """
    return all(ipaddress.ip_address(address).is_loopback for _, address in _find_addresses(host))


def describe_exposure(host: str, port: int) -> str:
    """Say who can read the preview at that host; empty if only this machine can.

    >>> describe_exposure("0.0.0.0", 4000)
    'anyone who can reach this machine over any network can read the preview at port 4000, drafts included'
    >>> describe_exposure("127.0.0.1", 4000)
    ''
    """
    if is_loopback_only(host):
        return ""
    is_any = any(ipaddress.ip_address(address).is_unspecified for _, address in _find_addresses(host))
    where = "this machine over any network" if is_any else host
    return f"anyone who can reach {where} can read the preview at port {port}, drafts included"


def keep_sockets(sockets: Iterable[socket.socket], environment: MutableMapping[str, str]) -> None:
    """Have sockets outlive an `os.exec` with that environment, so that no browser is refused meanwhile."""
    descriptors = []
    for kept in sockets:
        kept.set_inheritable(True)
        descriptors.append(str(kept.fileno()))
    environment[KEPT_VARIABLE] = f"{os.getpid()}:{','.join(descriptors)}"


def take_sockets(environment: MutableMapping[str, str]) -> tuple[socket.socket, ...]:
    """Take the sockets that this process kept before it was restarted; none if there are none, or not such ones.

    The variable is removed, so no child sees it; one that came from another process is not believed.
    """
    pid, _, listed = environment.pop(KEPT_VARIABLE, "").partition(":")
    if pid != str(os.getpid()):
        return ()
    descriptors = listed.split(",")
    if not all(descriptor.isascii() and descriptor.isdecimal() for descriptor in descriptors):
        return ()
    numbers = [int(descriptor) for descriptor in descriptors]
    if len(set(numbers)) < len(numbers) or not all(_is_listening(number) for number in numbers):
        return ()
    taken = tuple(socket.socket(fileno=number) for number in numbers)
    for kept in taken:
        kept.set_inheritable(False)
    return taken


def find_holder(port: int) -> Holder | None:
    """Find the process that listens on a port; None if nothing says which, as for processes of other users."""
    if Path("/proc/net/tcp").is_file():
        return _find_in_proc(port, Path("/proc"))
    return _find_by_lsof(port)


def find_listening_inodes(table: str, port: int) -> frozenset[str]:
    """List the sockets that listen on a port, from the text of `/proc/net/tcp`.

    >>> line = "0: 0100007F:0FA0 00000000:0000 0A 00000000:00000000 00:00000000 00000000 1000 0 52417 1"
    >>> sorted(find_listening_inodes(line, 4000)), sorted(find_listening_inodes(line, 4001))
    (['52417'], [])
    """
    rows = [line.split() for line in table.splitlines()]
    end = f":{port:04X}"
    return frozenset(row[9] for row in rows if len(row) > 9 and row[1].endswith(end) and row[3] == _LISTENING)


def _find_addresses(host: str) -> tuple[tuple[socket.AddressFamily, str], ...]:
    """List what a host means on this machine, without a port."""
    if host in _LOOPBACK_NAMES:
        return (socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except (socket.gaierror, UnicodeError) as error:
        raise ListenError(f"there is no host {host!r}; give an address of this machine, or leave out --host") from error
    return tuple(dict.fromkeys((family, str(address[0])) for family, _, _, _, address in found))


def _open_at(
    host: str,
    addresses: Sequence[tuple[socket.AddressFamily, str]],
    port: int,
    *,
    is_holder_wanted: bool = True,
) -> tuple[socket.socket, ...]:
    """Listen at all addresses, or at none."""
    opened: list[socket.socket] = []
    try:
        for family, address in addresses:
            try:
                opened.append(_listen(family, address, port))
            except OSError as error:
                if _is_missing(error) and host in _LOOPBACK_NAMES and opened:
                    continue  # Not every machine has IPv6.
                raise _explain(error, host, port, is_holder_wanted=is_holder_wanted) from error
    except BaseException:
        for listening in opened:
            listening.close()
        raise
    return tuple(opened)


def _listen(family: socket.AddressFamily, address: str, port: int) -> socket.socket:
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        if sys.platform == "win32":
            # There SO_REUSEADDR would share the port with whoever has it.
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            # Connections of a preview that was just stopped still hold the port, for a minute.
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            # `::` means every address; any other socket must leave IPv4 to its twin.
            listening.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, int(address != "::"))
        listening.bind((address, port))
        listening.listen(socket.SOMAXCONN)
    except BaseException:
        listening.close()
        raise
    return listening


def _is_missing(error: OSError) -> bool:
    return error.errno in {errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT, errno.EPROTONOSUPPORT, errno.ENOPROTOOPT}


def _explain(error: OSError, host: str, port: int, *, is_holder_wanted: bool) -> ListenError:
    if error.errno == errno.EADDRINUSE:
        return PortTaken(port, find_holder(port) if is_holder_wanted else None)
    if error.errno == errno.EACCES:
        return ListenError(f"port {port} is not for everyone's use; take one from 1024 on, or --port 0")
    if _is_missing(error):
        return ListenError(f"{host} is no address of this machine")
    return ListenError(f"cannot listen on {host}, port {port}: {error.strerror or error}")


def _is_listening(descriptor: int) -> bool:
    """Tell whether a descriptor is a TCP socket that listens; whatever else it is stays untouched."""
    try:
        if not stat.S_ISSOCK(os.fstat(descriptor).st_mode):
            return False
        # A copy is looked at: closing it leaves the descriptor itself open.
        with socket.socket(fileno=os.dup(descriptor)) as looked_at:
            is_tcp = looked_at.family in {socket.AF_INET, socket.AF_INET6} and looked_at.type == socket.SOCK_STREAM
            return is_tcp and bool(looked_at.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN))
    except (OSError, OverflowError):
        return False


def _find_in_proc(port: int, proc: Path) -> Holder | None:
    tables = (proc / "net" / name for name in ("tcp", "tcp6"))
    texts = [table.read_text(encoding="ascii") for table in tables if table.is_file()]
    targets = {f"socket:[{inode}]" for text in texts for inode in find_listening_inodes(text, port)}
    # A server's children have its sockets too; the oldest process is the one to stop.
    for pid in sorted(int(folder.name) for folder in proc.iterdir() if folder.name.isdecimal()):
        if _holds(proc / str(pid), targets):
            return Holder(pid, _read_command(proc / str(pid)))
    return None


def _holds(process: Path, targets: set[str]) -> bool:
    try:
        return any(_read_link(descriptor) in targets for descriptor in (process / "fd").iterdir())
    except OSError:  # It has ended, or belongs to another user.
        return False


def _read_link(descriptor: Path) -> str:
    try:
        return str(descriptor.readlink())
    except OSError:  # It was closed.
        return ""


def _read_command(process: Path) -> str:
    try:
        words = (process / "cmdline").read_bytes().decode("utf-8", "replace").split("\0")
    except OSError:
        return ""
    return _shorten(shlex.join(word for word in words if word))


def _find_by_lsof(port: int) -> Holder | None:
    if not shutil.which("lsof"):
        return None
    found = _run("lsof", "-nP", f"-iTCP:{port}", "-sTCP:LISTEN", "-Fp").splitlines()
    pids = [int(line[1:]) for line in found if line.startswith("p") and line[1:].isdecimal()]
    if not pids:
        return None
    return Holder(min(pids), _shorten(_run("ps", "-o", "command=", "-p", str(min(pids))).strip()))


def _run(*command: str) -> str:
    try:
        return subprocess.run(command, capture_output=True, text=True, timeout=_LSOF_TIMEOUT_S, check=False).stdout
    except (OSError, subprocess.TimeoutExpired):
        return ""


def _shorten(command: str) -> str:
    """Make a command fit for a line of the terminal; processes choose their own text."""
    shown = "".join(character if character.isprintable() else "?" for character in command)
    return shown if len(shown) <= _COMMAND_LENGTH else f"{shown[: _COMMAND_LENGTH - 1]}…"
