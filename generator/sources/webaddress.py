"""The one grammar of addresses of the web that authors write.

Does not know what an address is for, nor whether anything is there.
"""

import re
from typing import Annotated, Final
from urllib.parse import urlsplit

import msgspec

from generator.sources.decode import Checked
from generator.sources.values import shorten

NOT_IN_URL: Final = re.compile(r"[\s<>\"\\^`]")
"""What an address holds in another form only."""
_WEB_SCHEMES: Final = frozenset({"http", "https"})


def check_web_address(text: str) -> tuple[str, str] | None:
    """Say what is wrong with an absolute address of the web."""
    found = f'found the text "{shorten(text)}"'
    if NOT_IN_URL.search(text):
        return f"must be an address without spaces, {found}", ""
    try:
        parts = urlsplit(text)
        is_complete = parts.scheme in _WEB_SCHEMES and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        is_complete = False
    return None if is_complete else (f"must be an address that begins with https:// or http://, {found}", "")


WebAddress = Annotated[str, Checked(check_web_address), msgspec.Meta(extra_json_schema={"pattern": "^https?://"})]
