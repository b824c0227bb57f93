"""Sealed statements are found, and nothing else is taken for one."""

import pytest

from generator.importing.sealing import find_sealed
from generator.sources.tasklists import LineSpan
from tests.importing.readmes import SEAL


def test_a_line_of_its_own() -> None:
    """Whatever stands beside it."""
    (found,) = find_sealed(["before", f"  {SEAL} ", "after"])
    assert (found.text, found.span, found.end) == (f"  {SEAL} \n", LineSpan(2, 2), -1)


def test_wrapped_lines_are_one_statement() -> None:
    """To the byte, with their line ends."""
    lines = [SEAL[:76], SEAL[76:152], SEAL[152:]]
    (found,) = find_sealed(lines)
    assert found.text == "".join(f"{line}\n" for line in lines)


def test_a_fence_goes_with_it() -> None:
    """It would be left as an empty block."""
    (found,) = find_sealed(["a", "```text", SEAL, "```", "b"])
    assert (found.text, found.span) == (f"{SEAL}\n", LineSpan(2, 4))


@pytest.mark.parametrize("mark", ["", "`", "``"])
def test_within_a_line(mark: str) -> None:
    """With the backticks round it."""
    line = f"sealed: {mark}{SEAL}{mark} so"
    (found,) = find_sealed([line])
    assert (found.text, line[: found.start] + line[found.end :]) == (f"{SEAL}\n", "sealed:  so")


@pytest.mark.parametrize(
    "text",
    [
        "0123456789abcdef" * 8,
        "donaudampfschifffahrtsgesellschaft" * 3,
        f"https://example.org/{SEAL}",
        f"![x](data:image/png;base64,{SEAL})",
        f"ssh-rsa {SEAL} me@here",
        SEAL[:60],
        "AAAA1111" * 9 + "aaaaa",
    ],
)
def test_what_is_none(text: str) -> None:
    """A digest, a word, an address, a picture, a key, what is short, what is no whole number of bytes."""
    assert find_sealed([text]) == ()


@pytest.mark.parametrize(
    "lines", [["-----BEGIN PGP MESSAGE-----", SEAL, "-----END PGP MESSAGE-----"], ["```", "token =", SEAL, "```"]]
)
def test_part_of_something_is_none(lines: list[str]) -> None:
    """An armoured message, and code."""
    assert find_sealed(lines) == ()
