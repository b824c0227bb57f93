"""`python -m tests.markdown.fidelity`: the score of each folder, and on request how documents differ.

Knows only the command line.
"""

import argparse
import sys
from pathlib import Path

from generator.markdown import render_fragment
from tests.markdown.fidelity.score import DOCUMENTS, compare, format_scores, read_documents


def main() -> None:
    """Print the scores; documents that differ are named, or shown."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.markdown.fidelity", description="Say how many documents look as they do on GitHub."
    )
    parser.add_argument(
        "paths", nargs="*", type=Path, default=[DOCUMENTS], metavar="PATH", help="folders, or a specification's .json"
    )
    parser.add_argument("--diff", action="store_true", help="show how documents differ")
    given = parser.parse_args()
    verdicts = [compare(document, render_fragment) for path in given.paths for document in read_documents(path)]
    for verdict in verdicts:
        if verdict.difference:
            _say(f"differs: {verdict.document.folder}/{verdict.document.name}")
            if given.diff:
                _say(verdict.difference + "\n")
    _say(format_scores(verdicts))


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")


if __name__ == "__main__":
    main()
