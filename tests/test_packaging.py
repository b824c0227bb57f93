"""The wheel: installed on its own, it builds a site from one file."""

import os
import re
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from generator import __version__

CHECKOUT = Path(__file__).parents[1]


def run(*command: str | Path, folder: Path, **environment: str) -> str:
    """Run a program and give what it printed; its failure fails the test."""
    clean = {"PATH": os.environ["PATH"], "HOME": str(folder), "LANG": "C.UTF-8"}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env=clean | environment,
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()
    return done.stdout.decode()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel with what is installed here, without a network."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, CHECKOUT, folder=folder)
    (found,) = folder.glob("*.whl")
    return found


def test_wheel_has_the_package_and_its_templates(wheel: Path) -> None:
    """Every module, every file of the theme, the preview's script, the typefaces and the starter is in it, and nothing else of the checkout."""
    assert wheel.name == f"learning_journal-{__version__}-py3-none-any.whl"
    names = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    modules = {path.relative_to(CHECKOUT).as_posix() for path in (CHECKOUT / "generator").rglob("*.py")}
    theme = {
        f"generator/{path.relative_to(CHECKOUT).as_posix()}"
        for path in (CHECKOUT / "templates").rglob("*")
        if path.is_file()
    }
    scripts = {
        path.relative_to(CHECKOUT).as_posix()
        for path in (CHECKOUT / "generator/serve/assets").iterdir()
        if path.is_file()
    }
    starter = {
        path.relative_to(CHECKOUT).as_posix()
        for path in (CHECKOUT / "generator/authoring/starter").rglob("*")
        if path.is_file()
    }
    fonts = {f"generator/imaging/fonts/{name}" for name in ("LICENSE.txt", "sans.ttf", "serif.ttf")}
    assert names == modules | theme | scripts | starter | fonts | {"generator/py.typed"}


def test_installed_wheel_builds_a_site_from_one_file(wheel: Path, tmp_path: Path) -> None:
    """In an empty environment, in a folder with a `site.yaml` and one Markdown file, `journal build` works."""
    home = tmp_path / "venv"
    venv.create(home, with_pip=False)
    # The libraries come from the environment of the tests, so that no network is needed; the package does not.
    paths = {"base": str(home), "platbase": str(home)}
    own = Path(sysconfig.get_path("purelib", "venv", vars=paths))
    install(wheel, own, home / "bin/journal", home / "bin/python")
    (own / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    where = run(home / "bin/python", "-c", "import generator; print(generator.__file__)", folder=tmp_path)
    assert Path(where.strip()).is_relative_to(own)
    site = tmp_path / "site"
    (site / "content/entries").mkdir(parents=True)
    (site / "site.yaml").write_text("title: Notes\n", encoding="utf-8")
    (site / "content/entries/hello.md").write_text("# Hello\n\nWorld.\n", encoding="utf-8")
    said = run(home / "bin/journal", "build", folder=site)
    assert re.search(r"^rendered (\d+) of \1 pages in ", said, re.MULTILINE)
    assert ">Hello</h1>" in (site / "public/hello/index.html").read_text(encoding="utf-8")


def install(wheel: Path, folder: Path, script: Path, python: Path) -> None:
    """Do what pip does with a wheel: unpack it, and write the scripts that its metadata names."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    (entry_points,) = folder.glob("learning_journal-*.dist-info/entry_points.txt")
    lines = entry_points.read_text(encoding="utf-8").splitlines()
    assert lines == ["[console_scripts]", "journal = generator.cli:run"]
    script.write_text(f"#!{python}\nfrom generator.cli import main\nmain()\n", encoding="utf-8")
    script.chmod(0o755)
