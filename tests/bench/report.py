"""The figures as a table, and beside each goal whether it is met.

Pure: knows nothing of how the figures were taken.
"""

import statistics
from collections.abc import Mapping, Sequence
from types import MappingProxyType

import msgspec

from tests.bench.measure import Usage, median_usage
from tests.bench.serving import ServeFigures

COLD = "cold"
NO_CHANGE = "no change"
ONE_BODY = "one body"
CARDS_COLD = "cold, with cards"
CARDS_ONE_BODY = "one body, with cards"
BARE = "bare libraries"

CPU_RATIO_LIMIT = 1.25
PARALLEL_LIMIT = 0.65
"""On two cores 0.5 would be perfect; reading, planning and publishing are done by one process."""
NO_CHANGE_LIMIT_S = 0.6
NO_CHANGE_LIMIT_MB = 150
NO_CHANGE_ENTRIES = 10_000
"""The size that the two limits are for."""
MARKDOWN_RATIO_LIMIT = 0.45
HOSTILE_LIMIT_S = 2.0
HOSTILE_GROWTH_LIMIT = 2.5
"""For twice the text; 2 is linear."""
HOSTILE_JUDGED_S = 0.02
"""Growth of less is mostly that of the clock."""
SERVE_RATIO_LIMIT = 0.3
"""What a save takes in the preview, divided by what `journal build` takes for the same edit."""
SERVE_LIMITS_S = MappingProxyType({2_000: (0.08, 0.1, 0.6), 10_000: (0.15, 0.2, 1.5)})
"""For a body, a title and the first page, by the number of entries."""
GROWTH_LIMIT = 1.1
"""1 is linear; two medians of one and the same thing differ by some hundredths."""

_NAME_WIDTH = 24


class Figures(msgspec.Struct, frozen=True):
    """What was measured on one site."""

    entry_count: int
    page_count: int
    size_bytes: int
    rows: Mapping[str, tuple[Usage, ...]]
    """The runs of each kind, in order; the runs of `COLD` and `BARE` were taken in pairs."""

    def median(self, row: str) -> Usage:
        """Give the medians of one row."""
        return median_usage(self.rows[row])

    def cpu_ratio(self) -> float:
        """Divide a cold build's CPU time by that of the bare libraries just before it; the median of all pairs."""
        pairs = zip(self.rows[COLD], self.rows[BARE], strict=True)
        return statistics.median(cold.cpu_s / bare.cpu_s for cold, bare in pairs)

    def card_ms(self) -> float:
        """Say what a card costs, in milliseconds of CPU time: there is one for each entry."""
        return (self.median(CARDS_COLD).cpu_s - self.median(COLD).cpu_s) / self.entry_count * 1e3

    def parallel_ratio(self) -> float:
        """Divide a cold build's wall time by its CPU time."""
        return statistics.median(usage.wall_s / usage.cpu_s for usage in self.rows[COLD])


class Colouring(msgspec.Struct, frozen=True):
    """What colouring the code of all bodies costs on top, in seconds of CPU time."""

    new_s: float
    """In a process that has coloured nothing yet."""
    ready_s: float
    """In one whose lexers are ready."""
    remembered_s: float
    """Where every block was coloured before, and is remembered."""


class MarkdownFigures(msgspec.Struct, frozen=True):
    """What rendering bodies took, in seconds of CPU time; the runs were taken by turns."""

    body_count: int
    size_bytes: int
    stock_s: tuple[float, ...]
    """Python-Markdown with `extra`; code is coloured by none of the three."""
    plain_s: tuple[float, ...]
    """Ours, with what GitHub's parser shows."""
    site_s: tuple[float, ...]
    """Ours, with all that a site has."""
    colouring: Colouring

    def ratio(self, ours: tuple[float, ...]) -> float:
        """Divide by the time stock Python-Markdown took just before; the median of all runs."""
        return statistics.median(mine / stock for mine, stock in zip(ours, self.stock_s, strict=True))


def format_markdown(figures: MarkdownFigures) -> str:
    """Write what a body costs, and the goals below."""
    colouring = figures.colouring
    rows = {
        "Python-Markdown, extra": statistics.median(figures.stock_s),
        "as GitHub's parser": statistics.median(figures.plain_s),
        "as in a site": statistics.median(figures.site_s),
        "colours, new process": colouring.new_s,
        "colours, lexers ready": colouring.ready_s,
        "colours, remembered": colouring.remembered_s,
    }
    run_count = len(figures.stock_s)
    head = f"Markdown of {figures.body_count:,} bodies, {figures.size_bytes / 1e6:.2f} MB; CPU time of each, " + (
        f"medians of {run_count} runs" if run_count > 1 else "one run"
    )
    lines = [
        f"{name:{_NAME_WIDTH}}{f'{taken_s / figures.body_count * 1e3:.3f} ms':>10}" for name, taken_s in rows.items()
    ]
    goals = [
        format_goal("as GitHub's ÷ extra", figures.ratio(figures.plain_s), MARKDOWN_RATIO_LIMIT),
        format_goal("as in a site ÷ extra", figures.ratio(figures.site_s), MARKDOWN_RATIO_LIMIT),
    ]
    return "\n".join([head, "", *lines, "", *goals])


def format_hostile(times_s: Mapping[str, tuple[float, float]], sizes: tuple[int, int]) -> str:
    """Write what each hostile text took at two lengths, and how it grew."""
    width = max(map(len, times_s)) + 2
    shorter, longer = (f"{size // 1000} kB" for size in sizes)
    lines = [f"{'':{width}}{shorter:>10}{longer:>10}{'growth':>10}"]
    for name, (shorter_s, longer_s) in times_s.items():
        growth = f"{longer_s / shorter_s:.1f}" if longer_s >= HOSTILE_JUDGED_S else "-"
        lines.append(f"{name:{width}}{f'{shorter_s:.3f} s':>10}{f'{longer_s:.3f} s':>10}{growth:>10}")
    slowest_s = max(shorter_s for shorter_s, _ in times_s.values())
    judged = [longer_s / shorter_s for shorter_s, longer_s in times_s.values() if longer_s >= HOSTILE_JUDGED_S]
    goals = [
        format_goal(f"slowest of {shorter}, in s", slowest_s, HOSTILE_LIMIT_S),
        format_goal("largest growth", max(judged, default=0), HOSTILE_GROWTH_LIMIT),
    ]
    return "\n".join([*lines, "", *goals])


def format_figures(figures: Figures) -> str:
    """Write the table of one site, and its goals below."""
    run_count = len(figures.rows[COLD])
    head = (
        f"{figures.entry_count:,} entries, {figures.size_bytes / 1e6:.2f} MB of Markdown, {figures.page_count:,} pages; "
        + (f"medians of {run_count} runs" if run_count > 1 else "one run")
    )
    lines = [head, "", f"{'':{_NAME_WIDTH}}{'wall':>10}{'CPU':>10}{'peak':>10}{'others':>10}"]
    for name in figures.rows:
        usage = figures.median(name)
        wall, cpu, peak = f"{usage.wall_s:.2f} s", f"{usage.cpu_s:.2f} s", f"{usage.peak_mb:.0f} MB"
        others = "?" if usage.others_share is None else f"{usage.others_share:.0%}"
        lines.append(f"{name:{_NAME_WIDTH}}{wall:>10}{cpu:>10}{peak:>10}{others:>10}")
    if CARDS_COLD in figures.rows:
        lines += [
            "",
            f"{'CPU of a card':{_NAME_WIDTH}}{f'{figures.card_ms():.2f} ms':>10}   once for what stands on it",
        ]
    return "\n".join([*lines, "", *_judge(figures), "", _describe_noise(figures)])


def _judge(figures: Figures) -> list[str]:
    lines = [
        format_goal("cold CPU ÷ bare CPU", figures.cpu_ratio(), CPU_RATIO_LIMIT),
        format_goal("cold wall ÷ cold CPU", figures.parallel_ratio(), PARALLEL_LIMIT),
    ]
    if figures.entry_count == NO_CHANGE_ENTRIES:
        usage = figures.median(NO_CHANGE)
        lines += [
            format_goal("no change, wall in s", usage.wall_s, NO_CHANGE_LIMIT_S),
            format_goal("no change, peak in MB", usage.peak_mb, NO_CHANGE_LIMIT_MB, digits=0),
        ]
    return lines


def format_goal(name: str, value: float, limit: float, *, digits: int = 2) -> str:
    """Write a figure beside its limit.

    >>> format_goal("cold CPU ÷ bare CPU", 1.3, 1.25)
    'cold CPU ÷ bare CPU           1.30   goal: at most 1.25   missed'
    """
    verdict = "met" if value <= limit else "missed"
    return f"{name:{_NAME_WIDTH}}{value:>10.{digits}f}   goal: at most {limit:<6g} {verdict}"


def format_serving(figures: ServeFigures, build: Usage) -> str:
    """Write what a reader of the preview waits for, beside a build that the same save would need without one."""
    rows = {"start to first page": figures.first_page_s, "body: entry": figures.body_s}
    rows |= {f"title: {name}": seconds for name, seconds in figures.title_s.items()}
    head = (
        f"preview of {figures.entry_count:,} entries: from save to served page, "
        f"medians of {len(figures.body_s)} saves and of {len(figures.first_page_s)} starts"
    )
    lines = [f"{'':{_NAME_WIDTH}}{'median':>10}{'worst':>10}"]
    for name, seconds in rows.items():
        median, worst = f"{statistics.median(seconds):.3f} s", f"{max(seconds):.3f} s"
        lines.append(f"{name:{_NAME_WIDTH}}{median:>10}{worst:>10}")
    if figures.resident_mb is not None:
        lines.append(f"{'resident memory':{_NAME_WIDTH}}{f'{figures.resident_mb:.0f} MB':>10}")
    body_s, title_s = statistics.median(figures.body_s), max(map(statistics.median, figures.title_s.values()))
    goals = [format_goal("body ÷ journal build", body_s / build.wall_s, SERVE_RATIO_LIMIT)]
    if figures.entry_count in SERVE_LIMITS_S:
        limits_s = SERVE_LIMITS_S[figures.entry_count]
        values_s = (body_s, title_s, statistics.median(figures.first_page_s))
        names = ("body, in s", "title, in s", "first page, in s")
        goals += [format_goal(*row) for row in zip(names, values_s, limits_s, strict=True)]
    return "\n".join([head, "", *lines, "", *goals])


def format_growth(smaller: Figures, larger: Figures) -> str:
    """Write how each kind of build grew from one site to the other, for each entry."""
    times = larger.entry_count / smaller.entry_count
    lines = [f"wall time per entry, {larger.entry_count:,} entries ÷ {smaller.entry_count:,} entries", ""]
    for name in (name for name in larger.rows if name != BARE):
        growth = larger.median(name).wall_s / smaller.median(name).wall_s / times
        lines.append(format_goal(name, growth, GROWTH_LIMIT))
    return "\n".join(lines)


def _describe_noise(figures: Figures) -> str:
    usages: Sequence[Usage] = [usage for row in figures.rows.values() for usage in row]
    shares = [usage.others_share for usage in usages if usage.others_share is not None]
    if not shares:
        return "noise: this system does not say what other programs did"
    return (
        f"noise: other programs used {statistics.median(shares):.0%} of the machine (the median of all runs), "
        f"{max(shares):.0%} at worst"
    )
