"""The theme's files and the files that writing refers to, as outputs."""

import re

import pytest

from generator.digest import digest_bytes, digest_text
from generator.errors import SitePath
from generator.model.permalink import Url
from generator.plan.assets import ThemeFile, plan_files, plan_theme_files, theme_urls
from generator.plan.outputs import Asset


def theme_file(name: str, content: str = "", *, is_packaged: bool = True) -> ThemeFile:
    """Make a file of the theme."""
    path = SitePath(f"templates/assets/{name}")
    return ThemeFile(name, digest_text(content), path, is_packaged, content if name.endswith(".css") else "")


def name_of(name: str, content: str) -> str:
    """Give the name that a file with this content is published under."""
    stem, _, extension = name.rpartition(".")
    return f"{stem}.{digest_text(content).hex()[:8]}.{extension}"


def styled(css: str, *others: str, name: str = "journal.css") -> str:
    """Plan a stylesheet beside other files, each containing its own name, and give what it says then."""
    assets = plan_theme_files([theme_file(name, css), *(theme_file(other, other) for other in others)])
    (asset,) = [asset for asset in assets if asset.owner == name]
    assert asset.data is not None
    return asset.data.decode()


def test_file_has_its_digest_in_its_name() -> None:
    """A browser may keep it for ever: other content has another name."""
    (asset,) = plan_theme_files([theme_file("fonts/serif.woff2", "content")])
    digest = digest_text("content")
    assert asset == Asset(
        SitePath(f"assets/fonts/serif.{digest.hex()[:8]}.woff2"),
        digest,
        "fonts/serif.woff2",
        SitePath("templates/assets/fonts/serif.woff2"),
        True,
    )


def test_file_without_an_extension_has_its_digest_at_the_end() -> None:
    """A licence beside a font is a file too."""
    (asset,) = plan_theme_files([theme_file("fonts/LICENSE", "x")])
    assert re.fullmatch(r"assets/fonts/LICENSE\.[0-9a-f]{8}", asset.output)


def test_stylesheet_is_named_by_what_it_says_in_the_end() -> None:
    """Its digest is that of the bytes with the names of other assets in them."""
    sheet = theme_file("journal.css", "a { background: url(icon.svg) }")
    first, second = ([*plan_theme_files([sheet, theme_file("icon.svg", text)])][-1] for text in ("one", "two"))
    assert first.data is not None
    assert first.digest == digest_bytes(first.data)
    assert first.output == f"assets/journal.{first.digest.hex()[:8]}.css"
    assert first.output != second.output


@pytest.mark.parametrize("quote", ["", '"', "'"])
def test_address_of_an_asset_is_written_anew(quote: str) -> None:
    """In any kind of quotes, or none."""
    assert styled(f"src: url({quote}icon.svg{quote})", "icon.svg") == (
        f"src: url({quote}{name_of('icon.svg', 'icon.svg')}{quote})"
    )


def test_address_is_relative_to_the_stylesheet() -> None:
    """A stylesheet in a folder names a font in another."""
    css = styled("url(../fonts/a.woff2) url(icon.svg)", "fonts/a.woff2", "css/icon.svg", name="css/print.css")
    assert css == (
        f"url(../{name_of('fonts/a.woff2', 'fonts/a.woff2')}) "
        f"url({name_of('css/icon.svg', 'css/icon.svg').removeprefix('css/')})"
    )


@pytest.mark.parametrize(
    "address", ["data:image/png;base64,AAAA", "https://example.org/icon.svg", "/icon.svg", "#icon", "gone.svg"]
)
def test_other_addresses_stay(address: str) -> None:
    """What is no file of the theme is left as it is."""
    assert styled(f"url({address})", "icon.svg") == f"url({address})"


def test_addresses_are_from_the_sites_root() -> None:
    """Templates name files as they are called; pages show where they are."""
    assets = plan_theme_files([theme_file("icon.svg", "x"), theme_file("journal.css", "")])
    assert theme_urls(assets) == {
        "icon.svg": f"/assets/{name_of('icon.svg', 'x')}",
        "journal.css": f"/assets/{name_of('journal.css', '')}",
    }


def test_files_of_the_package_and_the_site_are_told_apart() -> None:
    """The folder that a file is copied from is known."""
    assets = plan_theme_files([theme_file("a.svg"), theme_file("b.svg", is_packaged=False)])
    assert [asset.is_packaged for asset in assets] == [True, False]


def test_file_of_an_entry_is_copied_to_its_address() -> None:
    """Named by its path, with the digest of what is in it."""
    path, digest = SitePath("content/entries/web/a.png"), digest_text("pixels")
    assert plan_files([(path, Url("/web/a.png"))], {path: digest}, {}, digest) == (
        Asset(SitePath("web/a.png"), digest, path, path),
    )
