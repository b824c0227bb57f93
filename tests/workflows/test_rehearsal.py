"""The workflow that publishes this journal, rehearsed: its scripts are run in order, in fresh clones, with a runner's environment.

What is left out is one step, `make test`, which would run this test; and by day nothing is installed, as what the locks
name is here already.
"""

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Iterator, Mapping
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from tests.site.space import tree_digest
from tests.workflows.expressions import Value
from tests.workflows.files import CHECKOUT, read_own
from tests.workflows.runner import (
    FAILURE,
    SKIPPED,
    SUCCESS,
    Action,
    ActionError,
    Ended,
    Outputs,
    Place,
    Runner,
    keep,
    take,
)

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a runner of GitHub's is Linux")

SITE = read_own("site.yml")
TESTS = "Run all that is checked"
ADDRESS = "https://someone.github.io/journal"
SWITCH = "[Settings → Pages → Build and deployment → Source: GitHub Actions](https://github.com/someone/journal/settings/pages)"
HERE = {"ATTEMPTS": "1"}
"""Nothing that is served from this machine comes later than it is asked for."""


class Pages:
    """GitHub Pages, on this machine: a folder, and a server of it under the repository's name."""

    def __init__(self, folder: Path) -> None:
        """Serve what is deployed, from a port that is free."""
        self.root = folder / "pages"
        self.site = self.root / "journal"
        self.site.mkdir(parents=True)
        self.is_on = True
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(self.root)))
        Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def stop(self) -> None:
        """Serve nothing any more."""
        self.server.shutdown()
        self.server.server_close()

    def configure(self, _place: Place, inputs: Mapping[str, str]) -> Outputs:
        """Say where the site will be."""
        take(inputs)
        if not self.is_on:
            raise ActionError("Get Pages site failed. Error: Not Found")
        return {"base_url": ADDRESS}

    def deploy(self, place: Place, inputs: Mapping[str, str]) -> Outputs:
        """Publish what was handed over."""
        take(inputs)
        if not self.is_on:
            raise ActionError("Failed to create deployment (status: 404). Ensure GitHub Pages has been enabled")
        shutil.rmtree(self.site)
        shutil.copytree(place.artifacts / "github-pages", self.site)
        return {"page_url": f"http://127.0.0.1:{self.server.server_port}/journal/"}


class _Handler(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


def check_out(place: Place, inputs: Mapping[str, str]) -> Outputs:
    """Clone what is committed here."""
    take(inputs, "fetch-depth", "persist-credentials")
    depth = [] if inputs.get("fetch-depth") == "0" else ["--depth=1"]
    source = CHECKOUT.as_uri() if depth else str(CHECKOUT)
    subprocess.run(["git", "clone", "--quiet", *depth, "--", source, place.workspace], check=True, timeout=60)
    return {}


def set_up_python(place: Place, inputs: Mapping[str, str]) -> Outputs:
    """Have an environment in which what the lock names is installed, and the clone as it would be."""
    take(inputs, "python-version-file")
    assert (place.workspace / inputs["python-version-file"]).read_text("utf-8").strip() == "3.11"
    home = place.workspace / ".venv"
    venv.create(home, with_pip=False)
    own = Path(sysconfig.get_path("purelib", "venv", vars={"base": str(home), "platbase": str(home)}))
    lines = (place.workspace, sysconfig.get_path("purelib"))
    (own / "libraries.pth").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    script = home / "bin/journal"
    script.write_text(f"#!{home}/bin/python\nfrom generator.cli import run\nrun()\n", encoding="utf-8")
    script.chmod(0o755)
    (home / "installed").touch()
    return {}


def set_up_nothing(place: Place, inputs: Mapping[str, str]) -> Outputs:
    """Have the Python that is here; all else is to be installed."""
    take(inputs, "python-version-file")
    return {}


def upload(place: Place, inputs: Mapping[str, str]) -> Outputs:
    """Keep an artifact."""
    take(inputs, "name", "path", "if-no-files-found")
    keep(place, inputs["name"], place.workspace / inputs["path"])
    return {}


def upload_site(place: Place, inputs: Mapping[str, str]) -> Outputs:
    """Keep the artifact that Pages takes."""
    take(inputs, "path")
    keep(place, "github-pages", place.workspace / inputs["path"])
    return {}


def download(place: Place, inputs: Mapping[str, str]) -> Outputs:
    """Get an artifact."""
    take(inputs, "name", "path")
    shutil.copytree(place.artifacts / inputs["name"], place.workspace / inputs["path"])
    return {}


def play(pages: Pages) -> dict[str, Action]:
    """Say what plays each action."""
    return {
        "actions/checkout": check_out,
        "actions/setup-python": set_up_python,
        "actions/configure-pages": pages.configure,
        "actions/upload-artifact": upload,
        "actions/upload-pages-artifact": upload_site,
        "actions/deploy-pages": pages.deploy,
        "actions/download-artifact": download,
    }


PUSH: Mapping[str, Value] = {
    "ref": "refs/heads/main",
    "event_name": "push",
    "repository": "someone/journal",
    "event": {"before": "HEAD~1"},
}
PULL_REQUEST: Mapping[str, Value] = PUSH | {
    "ref": "refs/pull/7/merge",
    "event_name": "pull_request",
    "event": {"pull_request": {"base": {"sha": "HEAD~1"}, "title": "$(touch /tmp/never)"}},
}


def rehearse(folder: Path, pages: Pages, github: Mapping[str, Value]) -> Runner:
    """Prepare a run."""
    return Runner(SITE, folder, github, play(pages), frozenset({TESTS}), HERE, {})


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pages]:
    """Have a place to publish."""
    served = Pages(tmp_path_factory.mktemp("served"))
    yield served
    served.stop()


@pytest.fixture(scope="module")
def published(pages: Pages, tmp_path_factory: pytest.TempPathFactory) -> Runner:
    """Run all jobs after a push to main."""
    runner = rehearse(tmp_path_factory.mktemp("push"), pages, PUSH)
    runner.run()
    return runner


def results(ended: Mapping[str, Ended]) -> dict[str, str]:
    """Say how each job ended."""
    return {name: each.result for name, each in ended.items()}


def test_push_to_main_is_published(published: Runner, pages: Pages) -> None:
    """All jobs succeed, and what is published is what was built, to the byte."""
    assert results(published.ended) == dict.fromkeys(("test", "build", "deploy", "verify"), SUCCESS), [
        each.log for each in published.ended.values()
    ]
    assert f'href="{ADDRESS}/' in (pages.site / "index.html").read_text("utf-8")
    assert tree_digest(pages.site) == tree_digest(published.folder / "build/workspace/public")
    assert not (published.folder / "artifacts/site").exists()


def test_one_step_alone_is_left_out(published: Runner) -> None:
    """That which runs the tests; every other step without a condition of its own was run."""
    left_out = [step for job in SITE.jobs for step in job.steps if step["name"] == TESTS]
    assert [step["run"] for step in left_out] == ["make test"]
    skipped = {step.name for ended in published.ended.values() for step in ended.steps if step.outcome == SKIPPED}
    conditional = {step["name"] for step in SITE.steps if "if" in step}
    assert skipped == {TESTS} | conditional - {"Hand the site to Pages"}


def test_summary_tells_what_was_published(published: Runner) -> None:
    """The size, what has changed since the push before, and how to know that it is this one."""
    summary = published.ended["build"].summary
    assert summary.startswith(f"### [Python Backend Engineer]({ADDRESS}/)\n")
    assert "There is nothing to compare it with" not in summary
    assert "has the SHA-256 `" in summary
    assert published.ended["verify"].summary.startswith("Five pages are at http://127.0.0.1:")


def test_readers_get_something_else_and_it_is_found(published: Runner, pages: Pages) -> None:
    """One byte of the home page; the five pages that are looked at always have it among them."""
    home = pages.site / "index.html"
    before = home.read_bytes()
    home.write_bytes(before + b"\n")
    again = rehearse(published.folder / "again", pages, PUSH)
    again.folder.mkdir()
    (again.folder / "artifacts").symlink_to(published.folder / "artifacts")
    again.ended = {"deploy": published.ended["deploy"]}
    ended = again.run("verify")["verify"]
    home.write_bytes(before)
    assert (ended.result, ended.log.splitlines()[-1]) == (
        FAILURE,
        "::error title=Readers get something else than what was built::index.html",
    )


def test_switch_is_named_when_pages_is_off(published: Runner, pages: Pages) -> None:
    """By the job that publishes; nothing is verified then."""
    again = rehearse(published.folder / "off", pages, PUSH)
    again.folder.mkdir()
    (again.folder / "artifacts").symlink_to(published.folder / "artifacts")
    again.ended = {name: published.ended[name] for name in ("test", "build")}
    pages.is_on = False
    ended = again.run("deploy", "verify")
    pages.is_on = True
    assert results(ended) == {"test": SUCCESS, "build": SUCCESS, "deploy": FAILURE, "verify": SKIPPED}
    assert ended["deploy"].summary.startswith("### Not published\n")
    assert SWITCH in ended["deploy"].summary


def test_pull_request_is_built_and_kept(published: Runner, pages: Pages, tmp_path: Path) -> None:
    """With or without Pages: it is published nowhere, and its site can be looked at."""

    def check_out_with_cache(place: Place, inputs: Mapping[str, str]) -> Outputs:
        check_out(place, inputs)
        # No picture has to be made twice for a test of something else.
        shutil.copytree(published.folder / "build/workspace/.cache", place.workspace / ".cache")
        return {}

    runner = rehearse(tmp_path, pages, PULL_REQUEST)
    runner.actions = {**runner.actions, "actions/checkout": check_out_with_cache}
    pages.is_on = False
    ended = runner.run("build")
    pages.is_on = True
    runner.ended["test"] = Ended(SUCCESS)
    assert results(runner.run("deploy", "verify")) == {
        "build": SUCCESS,
        "test": SUCCESS,
        "deploy": SKIPPED,
        "verify": SKIPPED,
    }, ended["build"].log
    assert {path.name for path in (tmp_path / "artifacts").iterdir()} == {"manifest", "site"}
    assert (tmp_path / "artifacts/site/404.html").is_file()
    assert SWITCH in ended["build"].summary
    assert "::warning title=GitHub Pages is not switched on::" in ended["build"].log


def test_warning_publishes_nothing(pages: Pages, tmp_path: Path) -> None:
    """It is an annotation on its line, in the summary, and the end of the run."""

    def check_out_broken(place: Place, inputs: Mapping[str, str]) -> Outputs:
        check_out(place, inputs)
        (place.workspace / "content/entries/broken.md").write_text("# Broken\n\n[x](gone.md)\n", encoding="utf-8")
        return {}

    runner = rehearse(tmp_path, pages, PUSH)
    runner.actions = {**runner.actions, "actions/checkout": check_out_broken}
    runner.ended["test"] = Ended(SUCCESS)
    ended = runner.run("build", "deploy", "verify")
    assert results(ended) == {"test": SUCCESS, "build": FAILURE, "deploy": SKIPPED, "verify": SKIPPED}
    assert "\n::error file=content/entries/broken.md,line=3,col=5,title=journal::the link to " in ended["build"].log
    assert ended["build"].summary.startswith(
        "### Nothing was built\n\n**1 error**\n\n- `content/entries/broken.md:3:5`: "
    )
    assert list((tmp_path / "artifacts").iterdir()) == []


@pytest.mark.parametrize(
    ("path", "step", "said"),
    [
        ("public/skills/index.html", "Check what was built", "/skills/"),
        ("README.md", "Hold the README against the journal", "title=journal::"),
    ],
)
def test_what_does_not_fit_is_not_handed_over(
    published: Runner, pages: Pages, tmp_path: Path, *, path: str, step: str, said: str
) -> None:
    """A page that others link to is gone, or the README says less than the journal; each step that looks finds one of them."""
    runner = rehearse(tmp_path, pages, PUSH)
    file = published.folder / "build/workspace" / path
    (tmp_path / "build").mkdir()
    (tmp_path / "build/workspace").symlink_to(published.folder / "build/workspace")
    content = file.read_bytes()
    file.unlink()
    runner.left_out |= {"Check out", "Set up Python", "Install the generator", "Build"}
    ended = runner.run("build")["build"]
    file.write_bytes(content)
    assert (ended.result, ended.outcome(step), ended.outcome("Hand the site to Pages")) == (FAILURE, FAILURE, SKIPPED)
    assert [each.name for each in ended.steps if each.outcome == FAILURE] == [step]
    assert any(line.startswith("::error ") and said in line for line in ended.log.splitlines()), ended.log
    assert list((tmp_path / "artifacts").iterdir()) == []


@pytest.mark.nightly
def test_nothing_has_to_be_there(pages: Pages, tmp_path: Path) -> None:
    """What the locks name is installed from an index, with nothing of what is here."""
    runner = rehearse(tmp_path, pages, PUSH)
    runner.actions = {**runner.actions, "actions/setup-python": set_up_nothing}
    # An index of packages may have been set up for this machine.
    runner.environment = HERE | {name: value for name, value in os.environ.items() if name.startswith("PIP_")}
    runner.ended["test"] = Ended(SUCCESS)
    ended = runner.run("build", "deploy", "verify")
    assert results(ended) == dict.fromkeys(("test", "build", "deploy", "verify"), SUCCESS), ended["build"].log
