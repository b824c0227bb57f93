"""What is made again, and what is taken over."""

from collections.abc import Callable

import pytest

from generator.renewal import Column, keep, keep_each, remake, renew


class Thing:
    """Something with an identity of its own."""

    def __init__(self, name: str) -> None:
        self.name = name


def counting() -> tuple[Callable[..., tuple[str, ...]], list[str]]:
    """Give a function that names things, and the list of those it was asked about."""
    asked: list[str] = []

    def name(*things: Thing) -> tuple[str, ...]:
        asked.append("+".join(thing.name for thing in things))
        return tuple(thing.name for thing in things)

    return name, asked


THINGS = tuple(Thing(name) for name in "abcdefghijklmnopqrst")


def first_column() -> Column[tuple[str, ...]]:
    """Make the column of all things."""
    return renew(counting()[0], None, THINGS)


def test_the_same_objects_give_the_same_column() -> None:
    """Nothing is asked, nothing is made."""
    name, asked = counting()
    last = first_column()
    assert renew(name, last, THINGS) is last
    assert asked == []


def test_only_what_is_another_object_is_made() -> None:
    """An equal value in its place is the old one, and so is then the whole row of values."""
    name, asked = counting()
    last = first_column()
    column = renew(name, last, (*THINGS[:2], Thing("c"), *THINGS[3:]))
    assert asked == ["c"]
    assert column.values is last.values


def test_another_value_is_in_its_place() -> None:
    """And all others are the same objects."""
    name, asked = counting()
    last = first_column()
    column = renew(name, last, (*THINGS[:2], Thing("new"), *THINGS[3:]))
    assert asked == ["new"]
    assert column.values[2] == ("new",)
    assert [now is before for now, before in zip(column.values, last.values, strict=True)].count(False) == 1


@pytest.mark.parametrize(
    ("order", "made"),
    [
        ("xabcdefghijklmnopqrst", ["x"]),
        ("bcdefghijklmnopqrst", []),
        ("tsrqponmlkjihgfedcba", []),
        ("abcdefghijxyklmnopqrst", ["x", "y"]),
        ("", []),
    ],
)
def test_what_moved_is_not_made_again(order: str, made: list[str]) -> None:
    """Put in, taken out or turned round: an object has its value wherever it stands."""
    name, asked = counting()
    by_name = {thing.name: thing for thing in THINGS} | {"x": Thing("x"), "y": Thing("y")}
    column = renew(name, first_column(), tuple(by_name[letter] for letter in order))
    assert asked == made
    assert column.values == tuple((letter,) for letter in order)


def test_every_source_counts() -> None:
    """A value of two is made again if either is another, also where everything has moved."""
    name, asked = counting()
    others = tuple(Thing(thing.name.upper()) for thing in THINGS)
    last = renew(name, None, THINGS, others)
    asked.clear()
    changed = (Thing("new"), *others[1:])
    assert renew(name, last, THINGS, changed).values[0] == ("a", "new")
    assert renew(name, last, THINGS[::-1], changed[::-1]).values[-1] == ("a", "new")
    assert asked == ["a+new", "a+new"]


@pytest.mark.parametrize("things", [THINGS, THINGS[::-1], THINGS[1:]])
def test_stale_column_is_made_anew_and_keeps_equal_values(things: tuple[Thing, ...]) -> None:
    """Whatever else the function used may have changed; what comes out equal is the old object."""
    name, asked = counting()
    last = first_column()
    column = renew(name, last, things, is_stale=True)
    assert asked == [thing.name for thing in things]
    by_name = {value[0]: value for value in last.values}
    assert all(value is by_name[value[0]] for value in column.values)


@pytest.mark.parametrize("things", [THINGS, THINGS[::-1]])
def test_positions_can_be_asked_for(things: tuple[Thing, ...]) -> None:
    """For what depends on something else that changed."""
    name, asked = counting()
    renew(name, first_column(), things, also=(3,))
    assert asked == [things[3].name]


def test_value_is_remade_only_for_other_inputs() -> None:
    """By value; the result that is equal to the last one is the last one."""
    calls: list[tuple[str, ...]] = []

    def sort(names: tuple[str, ...], _other: object) -> list[str]:
        calls.append(names)
        return sorted(names)

    first = remake(sort, None, ("b", "a"), 1)
    assert remake(sort, first, ("b", "a"), 1) is first
    again = remake(sort, first, ("a", "b"), 1)
    assert again.value is first.value
    assert remake(sort, again, ("a",), 1).value == ["a"]
    assert calls == [("b", "a"), ("a", "b"), ("a",)]


def test_equal_value_is_kept_and_another_is_not() -> None:
    """Nothing is kept of nothing."""
    last = ("a",)
    assert keep(tuple("a"), last) is last
    assert keep(("b",), last) == ("b",)
    assert keep(("a",), None) == ("a",)


def test_mapping_is_kept_whole_or_value_by_value() -> None:
    """In another order it is another mapping, with the same values."""
    last = {"a": ("x",), "b": ("y",)}
    assert keep_each({"a": tuple("x"), "b": tuple("y")}, last) is last
    turned = keep_each({"b": tuple("y"), "a": tuple("x")}, last)
    assert list(turned) == ["b", "a"]
    assert turned["a"] is last["a"]
    partly = keep_each({"a": tuple("x"), "b": ("z",)}, last)
    assert partly == {"a": ("x",), "b": ("z",)}
    assert partly["a"] is last["a"]
    assert keep_each({"a": ("x",)}, last) == {"a": ("x",)}
