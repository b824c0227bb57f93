"""`python -m tests.screens`: pictures of all screens, at two widths and in both schemes, and of what is printed.

Knows only the command line.
"""

import argparse
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from itertools import product
from pathlib import Path

from tests.screens.screens import Screen, is_there, list_screens
from tests.screens.serving import serving
from tests.screens.shots import SCHEMES, WIDTHS, montage, print_screens, take_screens
from tests.screens.sites import LARGE_COUNT, build_made, build_own
from tests.screens.weights import weigh


def main() -> None:
    """Build the sites, take the pictures, and say where they are."""
    parser = argparse.ArgumentParser(prog="python -m tests.screens", description="Take pictures of all screens.")
    parser.add_argument(
        "--out",
        type=Path,
        default=Path(".cache/screens"),
        metavar="DIR",
        help="where the pictures go; .cache/screens/ if left out",
    )
    parser.add_argument(
        "--site",
        choices=("own", "large", "both"),
        default="both",
        help="this repository's site, that of a made-up journal of 1,900 entries, or both",
    )
    parser.add_argument(
        "--only", metavar="NAME", help="screens with this in their name, such as `skill` or `made-home`"
    )
    parser.add_argument("--entries", type=int, default=LARGE_COUNT, metavar="N", help="entries of the made-up journal")
    parser.add_argument("--weigh", action="store_true", help="say what each page weighs, and take no pictures")
    given = parser.parse_args()
    with ExitStack() as stack:
        work = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folders: dict[str, Path] = {}
        if given.site != "large":
            folders["own"] = build_own(work / "own")
        if given.site != "own":
            folders["made"] = build_made(work / "made", given.entries)
        screens = _choose(folders, given.only or "")
        if given.weigh:
            _weigh(screens, folders)
            return
        origins = {name: stack.enter_context(serving(public)) for name, public in folders.items()}
        given.out.mkdir(parents=True, exist_ok=True)
        wanted = [(screen, f"{origins[screen.site]}/{screen.path}") for screen in screens]
        pictures = take_screens(wanted, given.out, _say)
        print_screens(wanted, given.out, _say)
    for site, width, scheme in product(folders, WIDTHS, SCHEMES):
        ending = f"-{width}-{scheme}.png"
        some = [path for path in pictures if path.name.startswith(site) and path.name.endswith(ending)]
        if some:
            montage(some, given.out / f"sheet-{site}{ending}", width)
    _say(f"{len(pictures)} pictures are in {given.out}")


def _choose(folders: Mapping[str, Path], name_part: str) -> list[Screen]:
    wanted = [screen for screen in list_screens() if screen.site in folders and name_part in screen.id]
    missing = [screen for screen in wanted if not is_there(screen, folders[screen.site])]
    for screen in missing:
        _say(f"left out, since the site has none: {screen.id}")
    return [screen for screen in wanted if screen not in missing]


def _weigh(screens: Sequence[Screen], folders: Mapping[str, Path]) -> None:
    _say(f"{'kB':>24} |  html |   css |    js | total")
    for screen in screens:
        _say(f"{screen.id:>24} | {weigh(folders[screen.site], screen.file)}")


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201 (printing is what this is for)


if __name__ == "__main__":
    main()
