"""Makes pictures when somebody asks for them, and remembers them until there is time to write them down.

Knows what was made before; does not know who asks.

World.
"""

import threading
from collections.abc import Mapping

from generator.build.inputs import Inputs
from generator.build.making import PICTURE_KIND, make_group
from generator.digest import Digest
from generator.plan.outputs import Asset
from generator.publish.store import Store


class Workbench:
    """Makes each picture once; shared by the snapshots of one server, and used by whichever thread asks."""

    def __init__(self, store: Store) -> None:
        """Begin with what the store has."""
        self._store = store
        self._made: dict[Digest, bytes] = {}
        self._lock = threading.Lock()

    def make(self, asset: Asset, inputs: Inputs) -> bytes:
        """Give the bytes of an asset that is to be made.

        Raises:
            GeneratorError: what it is made from is broken, or another file than the build read.
        """
        # One at a time: whoever asks for the same thing waits for it, and the machine is left to the builder.
        with self._lock:
            data = self._made.get(asset.digest)
            if data is None:
                # A reader of its own, as this is not the thread that the store belongs to.
                reader = self._store.make_reader()
                data = reader.get(PICTURE_KIND, asset.digest)
                reader.close()
            if data is None:
                (made,) = make_group((asset,), inputs)
                data = self._made[asset.digest] = made.data
            return data

    def take(self) -> Mapping[Digest, bytes]:
        """Give what was made since the last time, to be written down; it is found in the store from then on."""
        with self._lock:
            made, self._made = self._made, {}
            return made
