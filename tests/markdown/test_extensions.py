"""Which extensions may be named."""

import pytest

from generator.markdown.extensions import check_extension


@pytest.mark.parametrize(
    "name", ["attr_list", "markdown.extensions.attr_list", "pymdownx.mark", "pymdownx.keys", "pymdownx.critic"]
)
def test_extensions_of_text_and_trees_work(name: str) -> None:
    """What adds inline patterns or works on the tree may be named."""
    assert check_extension(name) is None


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("toc", "what it does is built in: an entry with three headings has a table of contents"),
        ("markdown.extensions.admonition", "write an alert instead: a quote whose first line is [!NOTE]"),
        ("pymdownx.blocks.tab", "write an alert, or `<details>`, instead"),
        ("pymdownx.snippets", "it would publish any file that it is asked for"),
    ],
)
def test_what_is_replaced_is_refused_with_its_replacement(name: str, hint: str) -> None:
    """The message says what to write instead."""
    assert check_extension(name) == (
        f'names "{name}", which does not work beside the parser for GitHub\'s Markdown',
        hint,
    )


@pytest.mark.parametrize(
    ("name", "message", "hint"),
    [
        ("attr_lst", 'names "attr_lst", and no such extension is installed', 'did you mean "attr_list"?'),
        ("no.such", 'names "no.such", and no such extension is installed', ""),
        ("", 'names "", and no such extension is installed', ""),
        ("..", 'names "..", and no such extension is installed', ""),
    ],
)
def test_unknown_names_are_refused(name: str, message: str, hint: str) -> None:
    """A slip of the pen is met with the right name."""
    assert check_extension(name) == (message, hint)


def test_module_that_is_no_extension_is_refused() -> None:
    """Anything installed can be named, and most of it extends nothing."""
    refused = check_extension("json")
    assert refused is not None
    assert refused[0].startswith('names "json", which cannot be loaded: ')


@pytest.mark.parametrize("name", ["pymdownx.saneheaders", "tests.markdown.quotes"])
def test_extension_that_parses_blocks_is_refused(name: str) -> None:
    """Even one that nobody has heard of, by what it registers."""
    refused = check_extension(name)
    assert refused is not None
    assert refused[1] == "blocks are parsed as on GitHub and nowise else"
