"""Secret keys of age in bytes: what must not get into anything that others see.

Knows how such a key is written; a shortened one, as in an explanation, is none.
"""

import re
from typing import Final

_MARKS: Final = (b"AGE-SECRET-KEY-", b"age-secret-key-")
_KEY: Final = re.compile(rb"AGE-SECRET-KEY-(?:PQ-)?1[02-9AC-HJ-NP-Z]{58}", re.IGNORECASE)

GIT_PATTERN: Final = "AGE-SECRET-KEY-(PQ-)?1[02-9AC-HJ-NP-Z]{58}"
"""The same for `git grep -i -E`."""

MESSAGE: Final = "holds what looks like a secret key of age"
HINT: Final = "take it out; if others may have seen it, withdraw its link by `journal seal revoke`"


def find_secret_key(data: bytes) -> int:
    """Give the place of the first key in bytes; -1 if there is none.

    >>> find_secret_key(b"see #AGE-SECRET-KEY-1" + b"Q" * 58), find_secret_key(b"AGE-SECRET-KEY-1QQ...")
    (5, -1)
    """
    # Nearly all bytes have not even its beginning, which is found much faster.
    if not any(mark in data for mark in _MARKS):
        return -1
    found = _KEY.search(data)
    return found.start() if found else -1
