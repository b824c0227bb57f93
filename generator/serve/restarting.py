"""A process begins anew when the generator's own code has changed: what is loaded is never patched.

World.
Knows how this process was started; does not know what it serves.
"""

import os
import socket
import subprocess
import sys
from collections.abc import Sequence
from typing import NoReturn

from generator.serve.ports import keep_sockets

_TIMEOUT_S = 30
_CHECK = """
import importlib, pkgutil, generator
for module in pkgutil.walk_packages(generator.__path__, "generator."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
"""


def check_code() -> str:
    """Load the code as it is on the disk now, in a process of its own; gives what it says if that fails, or nothing.

    A process that cannot even load its code would be gone, and with it whoever could tell what is wrong.
    """
    try:
        done = subprocess.run(
            [sys.executable, "-c", _CHECK],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_TIMEOUT_S,
            check=False,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
    except subprocess.TimeoutExpired:
        return f"the generator's code takes longer than {_TIMEOUT_S} s to load"
    return done.stderr.decode(errors="replace") if done.returncode else ""


def restart(sockets: Sequence[socket.socket]) -> NoReturn:
    """Begin anew with the same command line; the sockets go on listening, so no browser is refused.

    Threads and other descriptors must have ended before.
    """
    keep_sockets(sockets, os.environ)
    sys.stdout.flush()
    sys.stderr.flush()
    os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606 (there is no shell in it)
