"""`python -m tests.screens`: pictures of all screens, at two widths and in both schemes, and of what is printed.

Knows only the command line.
"""

import argparse
import tempfile
from contextlib import ExitStack
from pathlib import Path

from tests.screens.screens import is_there, list_screens
from tests.screens.serving import serving
from tests.screens.shots import SCHEMES, WIDTHS, montage, print_screens, take_screens
from tests.screens.sites import LARGE_COUNT, build_made, build_own


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
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        work = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folders = {}
        if given.site != "large":
            folders["own"] = build_own(work / "own")
        if given.site != "own":
            folders["made"] = build_made(work / "made", given.entries)
        origins = {name: stack.enter_context(serving(public)) for name, public in folders.items()}
        wanted = []
        for screen in list_screens():
            if screen.site not in folders or (given.only and given.only not in screen.id):
                continue
            if is_there(screen, folders[screen.site]):
                wanted.append((screen, f"{origins[screen.site]}/{screen.path}"))
            else:
                _say(f"left out, since the site has none: {screen.id}")
        pictures = take_screens(wanted, given.out, _say)
        print_screens(wanted, given.out, _say)
    for site in folders:
        for width in WIDTHS:
            for scheme in SCHEMES:
                ending = f"-{width}-{scheme}.png"
                some = [path for path in pictures if path.name.startswith(site) and path.name.endswith(ending)]
                if some:
                    montage(some, given.out / f"sheet-{site}{ending}", width)
    _say(f"{len(pictures)} pictures are in {given.out}")


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201 (printing is what this is for)


if __name__ == "__main__":
    main()
