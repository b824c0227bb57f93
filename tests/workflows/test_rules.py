"""All workflows keep to the rules, and each rule finds what breaks it."""

from collections import defaultdict
from pathlib import Path

import msgspec
import pytest

from tests.workflows.files import CHECKOUT, list_workflows, parse, read_own
from tests.workflows.rules import find_faults

SITE = read_own("site.yml")

CHECKOUT_LINE = "uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1"


@pytest.mark.parametrize("path", list_workflows(), ids=lambda path: path.relative_to(CHECKOUT).as_posix())
def test_workflows_keep_to_the_rules(path: Path) -> None:
    """Pinned, least permissions, no event's text in a script, no cache, no token left about."""
    assert find_faults(parse(path.read_text("utf-8"))) == []


def test_each_action_has_one_version() -> None:
    """Two commits of one action are one too many to look at."""
    commits = defaultdict(set)
    for path in list_workflows():
        for step in parse(path.read_text("utf-8")).steps:
            action, _, commit = step.get("uses", "").partition("@")
            commits[action].add(commit)
    assert {action: found for action, found in commits.items() if len(found) > 1} == {}


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (CHECKOUT_LINE, "uses: actions/checkout@v7", "actions/checkout@v7 is not pinned by a commit"),
        (
            CHECKOUT_LINE,
            CHECKOUT_LINE.partition(" #")[0],
            "actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 has no comment with its version",
        ),
        (CHECKOUT_LINE, "uses: ./local", "./local is not pinned by a commit"),
        ("  pull_request:", "  pull_request_target:", "it is started by pull_request_target"),
        ("  pull_request:", "  workflow_run:\n    workflows: [X]", "it is started by workflow_run"),
        ("branches: [main]", "tags: ['*']", "it is started by pushes to more than main"),
        ("permissions: {}", "permissions: read-all", "the workflow itself has permissions"),
        (
            "    permissions:\n      contents: read # to check out\n    steps",
            "    steps",
            "test does not say its permissions",
        ),
        (
            "contents: read # to check out\n      pages",
            "contents: write\n      pages",
            "build may write, and does not deploy",
        ),
        ("run: make test", "run: echo ${{ github.head_ref }}", "a script is built from ${{ github.head_ref }}"),
        ("cache-mode: none", "cache-mode: read", "it may take things from a cache"),
        (
            "python-version-file: .python-version",
            "python-version-file: .python-version\n          cache: pip",
            "it uses a cache",
        ),
        ("    timeout-minutes: 45\n", "", "test has no timeout"),
        ("persist-credentials: false", "persist-credentials: true", "test keeps its token in the checkout"),
        (
            "    if: github.ref == 'refs/heads/main'\n    runs",
            "    runs",
            "deploy deploys from other branches than main",
        ),
        ("name: github-pages", "name: other", "deploy is not in the environment github-pages"),
        (
            "cancel-in-progress: false",
            "cancel-in-progress: true",
            "deploy may run twice at once, or be cancelled",
        ),
        ("      - name: Deploy\n", "      - run: make build\n      - name: Deploy\n", "deploy does more than deploy"),
    ],
)
def test_what_breaks_a_rule_is_found(old: str, new: str, fault: str) -> None:
    """Each in the workflow that publishes this journal, with one thing put in place of another."""
    assert old in SITE.text
    assert find_faults(parse(SITE.text.replace(old, new, 1))) == [fault]


def test_site_is_tested_and_built_before_it_is_published() -> None:
    """And looked at afterwards, from outside, with no right at all."""
    needs = {job.name: job.node.get("needs", []) for job in SITE.jobs}
    assert needs == {"test": [], "build": [], "deploy": ["test", "build"], "verify": "deploy"}
    assert {job.name: job.node["permissions"] for job in SITE.jobs} == {
        "test": {"contents": "read"},
        "build": {"contents": "read", "pages": "read"},
        "deploy": {"pages": "write", "id-token": "write"},
        "verify": {},
    }


def test_dates_are_read_from_the_whole_history() -> None:
    """A clone that is cut off would date every entry by its last commit."""
    checkouts = [step for job in SITE.jobs for step in job.uses("actions/checkout")]
    assert [step["with"]["fetch-depth"] for step in checkouts] == [0, 0]


def test_only_what_the_locks_name_is_installed() -> None:
    """Wheels alone, whose hashes are known: nothing of theirs is run to install them."""
    installs = [line for line in (CHECKOUT / "Makefile").read_text("utf-8").splitlines() if "pip install" in line]
    locked = [line for line in installs if "--require-hashes --only-binary :all: -r requirements" in line]
    assert [line for line in installs if line not in locked] == [installs[1]]
    assert "--no-deps --no-build-isolation -e ." in installs[1]
    for step in SITE.steps:
        assert "pip" not in step.get("run", "")


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_locks_have_hashes_for_every_package(name: str) -> None:
    """One without is taken as it comes."""
    lines = (CHECKOUT / name).read_text("utf-8").replace("\\\n", "").splitlines()
    assert [line for line in lines if "==" in line and "--hash=sha256:" not in line] == []
    assert sum("==" in line for line in lines) > 20


def test_packages_from_npm_have_hashes_too() -> None:
    """All but the one that is this folder itself."""
    lock = msgspec.json.decode((CHECKOUT / "tests/browser/package-lock.json").read_bytes())
    assert [name for name, package in lock["packages"].items() if "integrity" not in package] == [""]
