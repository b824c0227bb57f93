"""All that templates may see."""

import typing

import msgspec
import pytest

from generator.digest import digest_value
from generator.plan import contexts
from generator.plan.contexts import Context, EntryContext, EntryLink, EntryTeaser, SiteInfo
from generator.plan.outputs import Page
from tests.plan.samples import REPOSITORY, by_output, make_plan

STRUCTS = [
    value
    for value in vars(contexts).values()
    if isinstance(value, type) and issubclass(value, msgspec.Struct) and value.__module__ == contexts.__name__
]
CONTEXTS = [struct for struct in STRUCTS if issubclass(struct, Context) and struct is not Context]


@pytest.mark.parametrize("struct", STRUCTS, ids=lambda struct: struct.__name__)
def test_contexts_are_frozen(struct: type[msgspec.Struct]) -> None:
    """What templates see cannot be changed, by them or by us."""
    assert struct.__struct_config__.frozen


@pytest.mark.parametrize("struct", STRUCTS, ids=lambda struct: struct.__name__)
def test_contexts_hold_nothing_mutable(struct: type[msgspec.Struct]) -> None:
    """No field is a list, a set or a mapping, nor anything at all."""
    for hint in typing.get_type_hints(struct).values():
        held = {hint, *typing.get_args(hint)}
        origins = {typing.get_origin(part) or part for part in held}
        assert not origins & {list, set, dict, typing.Any, object}


@pytest.mark.parametrize("page", by_output(make_plan(settings=REPOSITORY)).values(), ids=lambda page: page.output)
def test_every_context_has_a_digest(page: Page) -> None:
    """Each field of each page can be named by its content."""
    for name in page.context.__struct_fields__:
        assert digest_value(getattr(page.context, name))


def test_lists_show_no_bodies() -> None:
    """What lists hold of an entry says nothing of its body, so that a changed body renders one page."""
    shown = {EntryTeaser, EntryLink, SiteInfo}
    for struct in shown:
        names = {part for hint in typing.get_type_hints(struct).values() for part in (hint, *typing.get_args(hint))}
        assert contexts.Body not in names


def test_field_names_are_the_words_of_an_explanation() -> None:
    """Fields of contexts are told to authors, in the order of the type."""
    assert EntryContext.__struct_fields__[:5] == ("site", "page", "body", "heading_id", "toc")
