"""This repository's own README says what its journal says."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator.errors import GeneratorError, format_problem
from generator.readme.region import Standing
from generator.readme.updating import review_readme
from generator.sources.git import head_of, is_shallow_clone, run_git

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(not head_of(ROOT) or is_shallow_clone(ROOT), reason="the dates of entries come from the history")
def test_the_readme_of_this_repository_is_current() -> None:
    """Whoever changes the journal writes it: journal readme --write.

    The day is that of the last commit where the clock is behind it: entries of the future would be withheld.
    """
    committed = run_git(ROOT, 10, "log", "-1", "--format=%cs").stdout.decode().strip()
    today = max(datetime.now(UTC).date().isoformat(), committed)
    try:
        review = review_readme(ROOT, today)
    except GeneratorError as error:
        pytest.fail("\n".join(format_problem(problem) for problem in error.problems))
    assert (review.standing, review.diff) == (Standing.CURRENT, ())
