"""Text that is made to take long ends within the time one document has, and does not outgrow its length.

How time grows with length is measured by `python -m tests.bench --hostile`; no test judges it by the clock.
"""

import pytest

from generator.build.limits import Limits, run_within
from generator.build.parsing import choose_options
from generator.markdown import render_fragment
from generator.markdown.render import render_markdown
from generator.sources.settings import Settings
from tests.markdown.hostile import HOSTILE

SIZE = 50_000
GROWTH_LIMIT = 2.5
"""Of the HTML when the text is twice as long; 2 is linear, and numbers get longer."""
LONGEST_ENTITY = 6
"""Characters that one may take: `&quot;`."""

SITE = choose_options(Settings(line_numbers=True))


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_rendered_in_time(name: str) -> None:
    """As by a tool, and as in a site: with HTML, not with an exception."""
    text = HOSTILE[name](SIZE)
    assert isinstance(run_within(Limits().time_s, lambda: render_fragment(text)), str)
    assert isinstance(run_within(Limits().time_s, lambda: render_markdown(text, SITE).html), str)


@pytest.mark.parametrize("name", HOSTILE)
def test_html_grows_as_its_text_does(name: str) -> None:
    """No short text writes a page that fills the disk: nothing is written out more often than it is read."""
    shorter, longer = HOSTILE[name](SIZE // 2), HOSTILE[name](SIZE)
    html = render_fragment(longer)
    assert len(html) <= max(LONGEST_ENTITY * len(longer), GROWTH_LIMIT * len(render_fragment(shorter)))


@pytest.mark.parametrize("name", HOSTILE)
def test_makers_make_the_length_they_are_asked_for(name: str) -> None:
    """A maker that made little would prove little."""
    assert 0.7 * SIZE <= len(HOSTILE[name](SIZE)) <= 1.3 * SIZE


@pytest.mark.parametrize("opening", ["> ", "- ", "1. ", "* > ", "**", "[", "*a **b ", "<b>"])
def test_what_follows_deep_nesting_is_still_there(opening: str) -> None:
    """Where nesting ends is a matter of what is shown, not of whether it is."""
    assert "the end" in render_fragment(opening * 3_000 + "the end\n")
