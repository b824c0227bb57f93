"""One whole build, held in memory: pages are rendered when they are asked for.

Knows contexts, templates and bodies, all of which never change; does not know how they came about, nor who asks.

World: reads the files that are published as they are, with the bytes that the build saw, or not at all.

A page is a pure function of what is held here, so it is the same whenever it is rendered; rendering all of ten
thousand pages for the one that is looked at would only take time and memory.
"""

import threading
from collections import OrderedDict
from collections.abc import Mapping
from pathlib import Path

import msgspec

from generator.build.inputs import Inputs
from generator.build.theming import ThemeReading
from generator.digest import Digest, digest_value
from generator.errors import SitePath
from generator.plan.contexts import SiteInfo
from generator.plan.outputs import Asset, Page
from generator.plan.pages import Plan
from generator.render.pages import render_page
from generator.serve.workbench import Workbench
from generator.sources.tree import read_bytes

_KEPT_BYTES = 32 * 1024 * 1024
"""Of rendered pages and files: what a reader comes back to, and what was rendered to see whether it can be."""


class Kept:
    """The bytes that were made or read last, by what they were made from; shared by the snapshots of one server.

    Pages are rendered by two threads: that of the builder, and that of whoever asks.
    """

    def __init__(self, limit_bytes: int = _KEPT_BYTES) -> None:
        """Begin with nothing."""
        self._limit_bytes = limit_bytes
        self._size_bytes = 0
        self._items: OrderedDict[tuple[object, ...], tuple[object, bytes]] = OrderedDict()
        self._lock = threading.Lock()

    def find(self, key: tuple[object, ...]) -> bytes | None:
        """Give what is kept under a name."""
        with self._lock:
            found = self._items.get(key)
            if found is None:
                return None
            self._items.move_to_end(key)
            return found[1]

    def put(self, key: tuple[object, ...], source: object, data: bytes) -> None:
        """Keep bytes with what they were made from, in place of the oldest ones."""
        with self._lock:
            _, old = self._items.pop(key, (None, b""))
            self._items[key] = (source, data)
            self._size_bytes += len(data) - len(old)
            while self._size_bytes > self._limit_bytes and len(self._items) > 1:
                _, (_, dropped) = self._items.popitem(last=False)
                self._size_bytes -= len(dropped)


class BuiltSnapshot:
    """All outputs of one build."""

    def __init__(
        self,
        generation: int,
        *,
        base_path: str,
        plan: Plan,
        inputs: Inputs,
        theme: ThemeReading,
        bodies: Mapping[Digest, str],
        kept: Kept,
        workbench: Workbench,
        before: "BuiltSnapshot | None" = None,
    ) -> None:
        """Hold a build.

        Args:
            generation: which build of this server it is; counts from 1.
            base_path: what stands before each address.
            plan: all outputs.
            inputs: where the files lie that are published as they are.
            theme: the templates; loaded now, so that a template that is edited later is not read.
            bodies: the HTML of at least every body that a page of the plan shows.
            kept: what was rendered before.
            workbench: makes pictures.
            before: the last one, of which is taken over what is the same.
        """
        self.generation = generation
        self.base_path = base_path
        self.pages: Mapping[SitePath, Page] = {page.output: page for page in plan.pages}
        self.plan = plan
        is_same = before is not None and before.plan.assets is plan.assets and before.base_path == base_path
        self.assets: Mapping[SitePath, Asset] = (
            before.assets if before and is_same else {asset.output: asset for asset in plan.assets}
        )
        self.styles: Mapping[str, str] = (
            before.styles
            if before and is_same
            else {asset.owner: f"{base_path}/{asset.output}" for asset in plan.assets if asset.data is not None}
        )
        self.closures = theme.closures
        self.spoken = theme.spoken
        self._theme = theme.load()
        self._inputs = inputs
        self._bodies = bodies
        self._kept = kept
        self._workbench = workbench
        self._versions: dict[SitePath, str] = {}

    def has(self, path: SitePath) -> bool:
        """Tell whether there is an output of this path."""
        return path in self.pages or path in self.assets

    def read(self, path: SitePath) -> bytes | None:
        """Give the bytes of an output; nothing if there is none.

        Raises:
            GeneratorError: a template has a mistake, or a file is another now than it was in this build.
        """
        page = self.pages.get(path)
        if page is not None:
            return self.render(page)
        asset = self.assets.get(path)
        if asset is None or asset.data is not None:
            return asset.data if asset else None
        return self._read_file(asset) if asset.recipe is None else self._make(asset)

    def render(self, page: Page) -> bytes:
        """Render a page of this build, or give what it was rendered to before.

        Raises:
            GeneratorError: its template has a mistake.
        """
        # What a page is made from lives as long as its name here is in use, so the name is no other page's.
        key = (id(page), *self._name_makers(page))
        data = self._kept.find(key)
        if data is None:
            data = render_page(page.template, page.context, self._theme, self._bodies.__getitem__)
            self._kept.put(key, page, data)
        return data

    def _make(self, asset: Asset) -> bytes:
        key = (asset.recipe, asset.digest)
        data = self._kept.find(key)
        if data is None:
            data = self._workbench.make(asset, self._inputs)
            self._kept.put(key, asset, data)
        return data

    def _name_makers(self, page: Page) -> tuple[Digest, Digest]:
        """Name what renders a page beside its context: the template with all it reaches, and the words it says."""
        return self.closures.get(page.template, Digest(b"")), self.spoken.get(page.template, Digest(b""))

    def _read_file(self, asset: Asset) -> bytes:
        key = (asset.source, asset.digest)
        data = self._kept.find(key)
        if data is None:
            inputs = self._inputs
            root, reading = (inputs.package_root, inputs.package) if asset.is_packaged else (inputs.root, inputs.site)
            file = reading.tree.find(asset.source)
            assert file is not None, f"{asset.source} is a file of this build"
            data = read_bytes(Path(root), file)
            self._kept.put(key, asset, data)
        return data

    def version(self, path: SitePath) -> str:
        """Name what a page shows, its stylesheets' addresses aside; empty if there is no such page."""
        page = self.pages.get(path)
        if page is None:
            return ""
        version = self._versions.get(path)
        if version is None:
            parts = [_without_styles(getattr(page.context, name)) for name in page.context.__struct_fields__]
            name = digest_value((page.template, *self._name_makers(page), self._inputs.code, parts))
            version = self._versions[path] = name.hex()
        return version


def _without_styles(value: object) -> object:
    if not isinstance(value, SiteInfo):
        return value
    kept = tuple(asset for asset in value.assets if not asset.name.endswith(".css"))
    return msgspec.structs.replace(value, assets=kept)
