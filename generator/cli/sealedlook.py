"""What is sealed, opened to look whether it is anywhere in the open: by `journal build` and `journal check`.

Where its key file or its libraries are not at hand, as in CI, there is nothing to look for.
"""

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from generator.errors import Problem, SitePath

if TYPE_CHECKING:  # A site without a statement is built and checked without them.
    from generator.audit.sealedwords import SealedWords
    from generator.build.inspecting import Inspect


def find_sealed_words(root: Path | None) -> "SealedWords | None":
    """Open what is sealed; nothing where its key file is not at hand.

    Raises:
        GeneratorError: the key file is no longer as it was kept, or does not open the statement.
    """
    from generator.sources.sealedfile import RECORD_PATH  # noqa: PLC0415 (a site without a statement needs no more)

    if root is None or not (root / RECORD_PATH).is_file():
        return None
    if find_spec("pyrage") is None or find_spec("platformdirs") is None:
        return None
    from generator.audit.sealedwords import SealedWords  # noqa: PLC0415 (likewise)
    from generator.cli.seal import find_place  # noqa: PLC0415 (likewise)
    from generator.sealed.flows import open_hidden  # noqa: PLC0415 (likewise)

    said = (root / "site.yaml").read_text("utf-8", errors="replace")
    return SealedWords(open_hidden(find_place(root)), said) or None


def make_inspector(root: Path, output: str) -> "Inspect":
    """Make what a build looks into its files with.

    Args:
        root: the site's folder.
        output: what problems call the folder that is published.
    """
    from generator.build.inspecting import find_nothing  # noqa: PLC0415 (whoever calls this builds)
    from generator.sources.sealedfile import RECORD_PATH  # noqa: PLC0415 (likewise)

    if not (root / RECORD_PATH).is_file():
        return find_nothing
    # A build that renders nothing opens nothing.
    find = cache(lambda: find_sealed_words(root))

    def inspect(path: SitePath, data: bytes) -> tuple[Problem, ...]:
        from generator.audit.findings import combine_findings  # noqa: PLC0415 (only where there is a statement)

        sealed = find()
        findings = sealed.look(path, data) if sealed else ()
        return combine_findings(findings, lambda _: data.decode("utf-8", "replace"), f"{output}/")

    return inspect
