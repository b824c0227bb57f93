"""Names for values by content."""

from collections.abc import Callable
from pathlib import PurePosixPath

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.digest import (
    DIGEST_SIZE_BYTES,
    Digest,
    digest_bytes,
    digest_text,
    digest_value,
)

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**63) | st.text() | st.binary(),
    lambda inner: st.lists(inner, max_size=4).map(tuple),
    max_leaves=8,
)


class Point(msgspec.Struct, frozen=True):
    """A value of our own."""

    x: int
    y: int


def shape(value: object) -> object:
    """Write a value so that `True` and `1` differ."""
    return (type(value), tuple(map(shape, value)) if isinstance(value, tuple) else value)


def test_digest_is_known() -> None:
    """A name is the same on every machine and in every release: the store outlives both."""
    assert digest_text("journal").hex() == "67c5dcdb7b04ea1a5e6de6888165cb34"
    assert digest_value((Point(1, 2), "x")).hex() == "0867d303dc1bb040e7ec145427c3df07"


@pytest.mark.parametrize("name", [lambda: digest_bytes(b""), lambda: digest_text("x"), lambda: digest_value(None)])
def test_digest_has_its_size(name: Callable[[], Digest]) -> None:
    """Every name has the same length."""
    assert len(name()) == DIGEST_SIZE_BYTES


@given(VALUES, VALUES)
def test_names_are_equal_exactly_if_the_values_are(one: object, other: object) -> None:
    """Two values have one name if they are one value, and only then."""
    assert (digest_value(one) == digest_value(other)) == (shape(one) == shape(other))


def test_text_differs_from_its_bytes() -> None:
    """A value's type is part of its name."""
    assert digest_value("a") != digest_value(b"a")


def test_order_in_which_a_set_or_mapping_was_made_is_no_matter() -> None:
    """What has no order gets one."""
    words = ["alpha", "beta", "gamma", "delta"]
    assert digest_value(frozenset(words)) == digest_value(frozenset(reversed(words)))
    assert digest_value({"a": 1, "b": 2}) == digest_value({"b": 2, "a": 1})


def test_lone_surrogate_has_a_name() -> None:
    """Text that is no UTF-8 can be named all the same."""
    assert digest_text("\ud800") != digest_text("\ud801")


@pytest.mark.parametrize("value", [PurePosixPath("a"), len, object()])
def test_value_without_fixed_bytes_is_refused(value: object) -> None:
    """A path, a function or an object is a mistake of ours."""
    with pytest.raises(TypeError):
        digest_value(value)
