"""Runs a program as a whole process, and says what it cost.

World. Knows nothing of journals. Unix only: the costs come from `wait4`.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import msgspec

_CHECKOUT = Path(__file__).parents[2]
_STAT = Path("/proc/stat")
_RSS_UNIT_BYTES = 1 if sys.platform == "darwin" else 1024
_SAMPLE_S = 0.3
_QUIET_SHARE = 0.05
"""Of one core: what an idle machine's own services use."""


class Usage(msgspec.Struct, frozen=True):
    """What a process and the children it waited for have used."""

    wall_s: float
    cpu_s: float
    peak_mb: float
    """Resident memory of the largest of the processes; never less than this process's own, which stays small."""
    others_share: float | None
    """Of the machine's cores, how much went to other programs meanwhile; None if the system does not say."""


def measure(command: Sequence[str], folder: Path, *, patience_s: float) -> Usage:
    """Run a program in a folder, as soon as the machine is quiet.

    Raises:
        RuntimeError: it failed; with what it printed.
    """
    wait_for_quiet(patience_s)
    with tempfile.TemporaryFile() as output:
        busy_before_s, started_s = _busy_s(), time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=make_environment(),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        _, status, used = os.wait4(process.pid, 0)
        wall_s, busy_after_s = time.perf_counter() - started_s, _busy_s()
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            output.seek(0)
            printed = output.read().decode(errors="replace")
            raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}:\n{printed}")
    cpu_s = used.ru_utime + used.ru_stime
    others_share = None
    if busy_before_s is not None and busy_after_s is not None:
        # The system counts in hundredths of a second: of a short run it may say more than there was.
        others_share = min(1.0, max(0.0, busy_after_s - busy_before_s - cpu_s) / (wall_s * (os.cpu_count() or 1)))
    return Usage(wall_s, cpu_s, used.ru_maxrss * _RSS_UNIT_BYTES / 1e6, others_share)


def wait_for_quiet(patience_s: float) -> None:
    """Wait until other programs do next to nothing, or patience is at its end."""
    ends_s = time.monotonic() + patience_s
    while time.monotonic() < ends_s:
        before_s = _busy_s()
        time.sleep(_SAMPLE_S)
        after_s = _busy_s()
        if before_s is None or after_s is None or after_s - before_s < _QUIET_SHARE * _SAMPLE_S:
            return


def median_usage(usages: Sequence[Usage]) -> Usage:
    """Take the median of each figure by itself."""
    shares = [usage.others_share for usage in usages if usage.others_share is not None]
    return Usage(
        statistics.median(usage.wall_s for usage in usages),
        statistics.median(usage.cpu_s for usage in usages),
        statistics.median(usage.peak_mb for usage in usages),
        statistics.median(shares) if shares else None,
    )


def make_environment() -> dict[str, str]:
    """Give a program what it needs to run, and nothing else."""
    # Settings of the person who measures, such as another folder of bytecode, would be measured too.
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
    return kept | {"LANG": "C.UTF-8", "PYTHONPATH": str(_CHECKOUT)}


def _busy_s() -> float | None:
    """Say how many seconds the machine's cores have worked so far; work at low priority gives way and is left out."""
    try:
        fields = _STAT.read_text(encoding="ascii").split("\n", 1)[0].split()[1:9]
    except OSError:
        return None
    user, _, system, _, _, hard_interrupts, soft_interrupts, stolen = map(int, fields)
    return (user + system + hard_interrupts + soft_interrupts + stolen) / os.sysconf("SC_CLK_TCK")
