"""A new journal from its first command to the published site, as its README says, without GitHub.

By day nothing is installed, as the generator and what it needs are here already; at night its wheel is.
"""

import os
import re
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from generator import __version__
from tests.authoring.test_guide import README, check_followed, find_remote, follow
from tests.site.space import CHECKOUT, SiteSpace, tree_digest
from tests.workflows.expressions import Value
from tests.workflows.files import parse
from tests.workflows.runner import FAILURE, SKIPPED, SUCCESS, Action, Ended, Outputs, Place, Runner, take
from tests.workflows.test_rehearsal import Pages, upload, upload_site

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a runner of GitHub's is Linux")

INSTALL = "Install the generator"
ADDRESS = "https://someone.github.io/journal"

PUSH: Mapping[str, Value] = {
    "ref": "refs/heads/main",
    "event_name": "push",
    "repository": "you/my-journal",
    # Before the first push there was nothing.
    "event": {"before": "0" * 40},
}
PULL_REQUEST: Mapping[str, Value] = PUSH | {
    "ref": "refs/pull/7/merge",
    "event_name": "pull_request",
    "event": {"pull_request": {"base": {"sha": "HEAD~1"}}},
}


class Rehearsal:
    """What was pushed, and a place to publish it."""

    def __init__(self, space: SiteSpace, pages: Pages) -> None:
        self.space = space
        self.pages = pages
        text = (space.root / ".github/workflows/site.yml").read_text("utf-8")
        self.workflow = parse(text)

    def prepare(self, folder: Path, github: Mapping[str, Value]) -> Runner:
        """Prepare a run, with `journal` on the PATH and without its installation."""
        actions: dict[str, Action] = {
            "actions/checkout": self.check_out,
            "actions/setup-python": set_up_python,
            "actions/configure-pages": self.pages.configure,
            "actions/upload-artifact": upload,
            "actions/upload-pages-artifact": upload_site,
            "actions/deploy-pages": self.pages.deploy,
        }
        tools = folder / "tools"
        tools.mkdir(parents=True)
        script = tools / "journal"
        script.write_text(f'#!/bin/sh\nPYTHONPATH={CHECKOUT} exec {sys.executable} -m generator "$@"\n', "utf-8")
        script.chmod(0o755)
        environment = {"PATH": f"{tools}:{os.environ['PATH']}"}
        return Runner(self.workflow, folder, github, actions, frozenset({INSTALL}), environment, {})

    def check_out(self, place: Place, inputs: Mapping[str, str]) -> Outputs:
        """Clone what was pushed."""
        take(inputs, "fetch-depth", "persist-credentials")
        assert inputs == {"fetch-depth": "0", "persist-credentials": "false"}
        subprocess.run(["git", "clone", "--quiet", find_remote(self.space), place.workspace], check=True, timeout=60)
        return {}


def set_up_python(place: Place, inputs: Mapping[str, str]) -> Outputs:
    """Have the Python that is here."""
    take(inputs, "python-version")
    assert inputs["python-version"] in (CHECKOUT / "pyproject.toml").read_text("utf-8")
    return {}


@pytest.fixture(scope="module")
def rehearsal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rehearsal]:
    """Begin a journal in an empty folder, and do what its README says."""
    space = SiteSpace(tmp_path_factory.mktemp("new") / "home")
    begun = space.journal("init", "my-journal")
    assert begun.code == 0, begun.err
    space = SiteSpace(space.root / "my-journal")
    check_followed(space, follow(space, README))
    pages = Pages(tmp_path_factory.mktemp("served"))
    yield Rehearsal(space, pages)
    pages.stop()


def results(ended: Mapping[str, Ended]) -> dict[str, str]:
    """Say how each job ended."""
    return {name: each.result for name, each in ended.items()}


def test_first_push_is_published(rehearsal: Rehearsal, tmp_path: Path) -> None:
    """Every step but the installation is run; what is published is what was built, with what the user wrote."""
    runner = rehearsal.prepare(tmp_path, PUSH)
    ended = runner.run()
    assert results(ended) == {"build": SUCCESS, "deploy": SUCCESS}, ended["build"].log
    site = rehearsal.pages.site
    assert tree_digest(site) == tree_digest(tmp_path / "build/workspace/public")
    assert f'href="{ADDRESS}/' in (site / "index.html").read_text("utf-8")
    assert (site / "my-first-flask-app/index.html").is_file()
    assert (site / "pagefind/pagefind.js").is_file()
    assert re.search(r"^no problems in \d+ pages, ", ended["build"].log, re.MULTILINE)
    assert ended["build"].summary.startswith(f"### [What I learn]({ADDRESS}/)\n")
    skipped = {step.name for each in ended.values() for step in each.steps if step.outcome == SKIPPED}
    assert skipped == {INSTALL, "Keep the site, to be looked at", "Say which switch to press"}


def test_pull_request_is_kept_and_the_switch_named(rehearsal: Rehearsal, tmp_path: Path) -> None:
    """Where Pages is off, too: nothing is published, and the site can be looked at."""
    rehearsal.pages.is_on = False
    ended = rehearsal.prepare(tmp_path, PULL_REQUEST).run()
    rehearsal.pages.is_on = True
    assert results(ended) == {"build": SUCCESS, "deploy": SKIPPED}, ended["build"].log
    assert (tmp_path / "artifacts/site/404.html").is_file()
    assert "Source: GitHub Actions](https://github.com/you/my-journal/settings/pages)" in ended["build"].summary


def test_mistake_publishes_nothing(rehearsal: Rehearsal, tmp_path: Path) -> None:
    """It is told with its file and line."""

    def check_out_broken(place: Place, inputs: Mapping[str, str]) -> Outputs:
        rehearsal.check_out(place, inputs)
        (place.workspace / "content/entries/broken.md").write_text("# Broken\n\n[x](gone.md)\n", "utf-8")
        return {}

    runner = rehearsal.prepare(tmp_path, PUSH)
    runner.actions = {**runner.actions, "actions/checkout": check_out_broken}
    ended = runner.run()
    assert results(ended) == {"build": FAILURE, "deploy": SKIPPED}
    assert "::error file=content/entries/broken.md,line=3,col=5," in ended["build"].log


@pytest.mark.nightly
def test_wheel_is_installed_as_the_workflow_does(rehearsal: Rehearsal, tmp_path: Path) -> None:
    """With no step left out: pip finds the wheel in a folder, and what it needs is here already."""
    wheels = tmp_path / "wheels"
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", wheels, CHECKOUT],
        check=True,
        capture_output=True,
        timeout=120,
    )
    home = tmp_path / "python"
    venv.create(home, with_pip=True)
    own = Path(sysconfig.get_path("purelib", "venv", vars={"base": str(home), "platbase": str(home)}))
    # All libraries, but no generator that is installed here for its own development.
    for path in Path(sysconfig.get_path("purelib")).iterdir():
        is_ours = path.name.startswith(("learning_journal", "_editable"))
        if not (is_ours or (own / path.name).exists() or path.suffix == ".pth"):
            (own / path.name).symlink_to(path)
    runner = rehearsal.prepare(tmp_path / "run", PUSH)
    runner.left_out = frozenset()
    runner.environment = {
        "PATH": f"{home / 'bin'}:{os.environ['PATH']}",
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": str(wheels),
    }
    ended = runner.run()
    assert results(ended) == {"build": SUCCESS, "deploy": SUCCESS}, ended["build"].log
    said = subprocess.run([home / "bin/journal", "--version"], capture_output=True, check=True, text=True).stdout
    assert __version__ in said
    assert list(own.glob(f"learning_journal-{__version__}.dist-info"))
