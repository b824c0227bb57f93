"""Links that open the statement: the page's address with a secret key behind the `#`, which browsers keep to themselves.

Knows text; does not know whether a link opens anything.
"""

import re
from typing import Final

from generator.errors import GeneratorError, Problem
from generator.sealed.ages import Identity

PAGE_PATH: Final = "sealed/"
KEY_LENGTH: Final = 74

_KEY = re.compile(r"AGE-SECRET-KEY-1[0-9A-Z]*", re.IGNORECASE | re.ASCII)


def make_link(base_url: str, identity: Identity) -> str:
    """Give the link with this key; `base_url` has no slash at its end."""
    return f"{base_url}/{PAGE_PATH}#{identity.text}"


def parse_link(text: str) -> Identity:
    """Find the key in a link, in a mail with a link, in a key file of `age-keygen`, or by itself.

    Raises:
        GeneratorError: there is none, more than one, or it is not whole; the message does not repeat it.
    """
    keys = dict.fromkeys(key.upper() if key.islower() else key for key in _KEY.findall(text))
    if not keys:
        raise _refuse("this holds no key", 'a link ends in "#AGE-SECRET-KEY-1" and 58 letters and digits')
    if len(keys) > 1:
        raise _refuse("this holds more than one key", "leave one of them")
    key = next(iter(keys))
    if len(key) < KEY_LENGTH:
        hint = "copy the whole line; mail programs break long ones"
        raise _refuse(
            f"the key in this link is incomplete: {KEY_LENGTH - len(key)} of its characters are missing", hint
        )
    try:
        return Identity(key)
    except ValueError:
        raise _refuse("the key in this link is wrong: its checksum does not fit", "copy the link once more") from None


def _refuse(message: str, hint: str) -> GeneratorError:
    return GeneratorError([Problem(message, hint=hint)])
