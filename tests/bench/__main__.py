"""`python -m tests.bench`: what builds cost, in a table.

Knows only the command line. A goal that is missed is said and fails nothing.
"""

import argparse
import sys
from pathlib import Path

from tests.bench.bench import BenchOptions, find_notes, run_bench
from tests.bench.rendering import HOSTILE_SIZES, measure_hostile, measure_markdown
from tests.bench.report import format_hostile, format_markdown


def main() -> None:
    """Measure, and print the tables; progress goes to the error stream."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench", description="Say what builds of large journals cost."
    )
    parser.add_argument(
        "--entries", type=int, nargs="+", default=[2_000, 10_000], metavar="N", help="sizes of the sites"
    )
    parser.add_argument("--corpus", type=Path, metavar="FOLDER", help="notes to repeat; generated ones if left out")
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="how often each build is run")
    parser.add_argument("--work", type=Path, metavar="FOLDER", help="where the sites are made, and stay")
    parser.add_argument("--markdown", action="store_true", help="measure the rendering of bodies alone")
    parser.add_argument(
        "--hostile", action="store_true", help="measure text that is made to take long, and nothing else"
    )
    given = parser.parse_args()
    if min(given.entries) < 2 or given.runs < 1:
        parser.error("a site has at least 2 entries, and a build is run at least once")
    if given.corpus and not given.corpus.is_dir():
        parser.error(f"there is no folder {given.corpus}")
    options = BenchOptions(
        entry_counts=tuple(given.entries), corpus=given.corpus, run_count=given.runs, work=given.work
    )
    try:
        if given.hostile:
            _say(format_hostile(measure_hostile(), HOSTILE_SIZES))
            return
        _say_progress("the rendering of bodies")
        _say(format_markdown(measure_markdown(find_notes(given.corpus), given.runs)) + "\n")
        if given.markdown:
            return
        run_bench(options, _say, _say_progress)
    except (FileExistsError, RuntimeError, ValueError) as error:
        sys.exit(f"bench: {error}")


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201 (printing is what this is for)


def _say_progress(text: str) -> None:
    print(text, file=sys.stderr, flush=True)  # noqa: T201 (likewise)


if __name__ == "__main__":
    main()
