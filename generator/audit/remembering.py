"""What was found out about other hosts, kept from one look to the next.

World: reads and writes the site's cache.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from generator.audit.outside import Remembered, Verdict
from generator.digest import digest_text
from generator.publish.store import open_store

CACHE_FOLDER = ".cache/journal"
_KIND = "outside link"
_decoder = msgspec.msgpack.Decoder(Remembered)


def recall_verdicts(root: Path, addresses: Iterable[str], now_s: float) -> dict[str, Verdict]:
    """Give what is known already, and not too old.

    Args:
        root: the site's folder.
        addresses: what is to be known.
        now_s: the time, in seconds since 1970.
    """
    by_key = {digest_text(address): address for address in addresses}
    with open_store(root / CACHE_FOLDER)[0] as store:
        found = store.get_many(_KIND, by_key)
    recalled = {}
    for key, payload in found.items():
        try:
            remembered = _decoder.decode(payload)
        except msgspec.DecodeError:
            # What another version wrote is asked for again.
            continue
        if remembered.is_fresh(now_s):
            recalled[by_key[key]] = remembered.verdict
    return recalled


def remember_verdicts(root: Path, verdicts: Mapping[str, Verdict], now_s: float) -> None:
    """Keep what was found out; should that fail, it is found out again."""
    with open_store(root / CACHE_FOLDER)[0] as store:
        encode = msgspec.msgpack.encode
        store.put_many(
            _KIND, [(digest_text(address), encode(Remembered(now_s, each))) for address, each in verdicts.items()]
        )
        store.commit()
