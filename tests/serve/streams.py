"""Measures how soon 200 browsers know of a change: `python -m tests.serve.streams [streams] [changes]`.

Both sides share a process, so the figure is what the worst browser could see and not the best.
"""

import selectors
import sys
import time
from statistics import median, quantiles

from generator.serve.showing import News
from tests.serve.browsing import EventReader, RunningServer, make_version, serving, show


def measure_broadcast_s(site: RunningServer, streams: list[EventReader], number: int) -> list[float]:
    """Change every page, and measure for each stream how long its event took."""
    with selectors.DefaultSelector() as selector:
        for stream in streams:
            selector.register(stream.connection, selectors.EVENT_READ, stream)
        snapshot = show({f"{index}/index.html": str(number) for index in range(len(streams))}, generation=number)
        took_s: list[float] = []
        begin_s = time.perf_counter()
        site.live.show(snapshot, News())
        while len(took_s) < len(streams):
            for key, _ in selector.select():
                took_s.append(time.perf_counter() - begin_s)
                selector.unregister(key.fileobj)
    for stream in streams:
        assert stream.read() == ("page", {"version": make_version(str(number)), "href": ""})
    return took_s


def main() -> None:
    """Print the figures."""
    stream_count, change_count = (int(word) for word in (*sys.argv[1:], "200", "50")[:2])
    with serving(show({f"{index}/index.html": "0" for index in range(stream_count)})) as site:
        streams = [site.follow(f"/{index}/", make_version("0")) for index in range(stream_count)]
        for stream in streams:
            stream.read_names(3)
        took_s = [s for number in range(1, change_count + 1) for s in measure_broadcast_s(site, streams, number)]
    cuts_s = quantiles(took_s, n=100)
    figures = {"median": median(took_s), "p99": cuts_s[98], "longest": max(took_s)}
    text = ", ".join(f"{name} {took_s * 1000:.1f} ms" for name, took_s in figures.items())
    print(f"{stream_count} streams, {change_count} changes: {text}")  # noqa: T201 (it is what it is run for)


if __name__ == "__main__":
    main()
