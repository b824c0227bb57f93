"""Expressions have the values that GitHub gives them, and what is not known is no nothing."""

import pytest

from tests.workflows.expressions import ExpressionError, Value, evaluate, fill_in

VALUES: dict[str, Value] = {
    "github": {"ref": "refs/heads/main", "event": {"before": "", "number": 7.0}},
    "steps": {"pages": {"outcome": "failure", "outputs": {"base_url": "https://a.b"}}},
}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("github.ref", "refs/heads/main"),
        ("github.ref == 'refs/heads/main'", True),
        ("github.ref != 'refs/heads/main'", False),
        ("github.event.before || github.event.pull_request.base.sha || 'HEAD~1'", "HEAD~1"),
        ("github.ref && 'x' || 'y'", "x"),
        ("!github.event.before && failure()", True),
        ("(github.ref == 'x' || true) && 'it''s'", "it's"),
        ("steps.pages.outputs.base_url", "https://a.b"),
    ],
)
def test_expressions_have_values(text: str, value: Value) -> None:
    """Signs bind as on GitHub, and `||` gives the first that is something."""
    assert evaluate(text, VALUES, {"failure": lambda: True}) == value


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("github.reff", "github.reff is not known"),
        ("steps.page.outcome", "steps.page.outcome is not known"),
        ("secrets.TOKEN", "secrets.TOKEN is not known"),
        ("hashFiles('x')", "hashFiles(…) is not known"),
        ("always()", "always(…) is not known"),
        ("github.ref ==", "something is missing"),
        ("(github.ref", "a bracket is not closed"),
        ("github.ref 'x'", "'x' is too much"),
        ("github[0]", "'[0]' is not understood"),
    ],
)
def test_what_is_not_known_is_an_error(text: str, message: str) -> None:
    """GitHub takes a misspelt name for nothing, and goes on."""
    with pytest.raises(ExpressionError, match=r".") as error:
        evaluate(text, VALUES, {"failure": lambda: False})
    assert str(error.value) == message


def test_expressions_are_filled_in() -> None:
    """Each in its place, as text."""
    text = "a ${{ github.ref }} b ${{ true }}${{ github.event.nothing }}c"
    assert fill_in(text, VALUES) == "a refs/heads/main b truec"
    with pytest.raises(ExpressionError):
        fill_in("${{ github }}", VALUES)
