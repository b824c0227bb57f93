"""actionlint, shellcheck, zizmor and the JSON Schemas find nothing in our workflows, and find what each is there for."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import pytest

from tests.workflows.files import list_dependabot, list_workflows
from tests.workflows.linters import run_actionlint, run_schema, run_shellcheck, run_zizmor

GOOD = """\
name: Good
on:
  push:
    branches: [main]
permissions: {}
cache-mode: none
concurrency:
  group: good
  cancel-in-progress: false
jobs:
  one:
    name: One
    runs-on: ubuntu-24.04
    timeout-minutes: 5
    permissions:
      contents: read # to check out
    steps:
      - name: Check out
        uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with:
          persist-credentials: false
      - name: Speak
        run: echo hello
"""

DEPENDABOT = """\
version: 2
updates:
  - package-ecosystem: pip
    directory: /
    schedule:
      interval: weekly
    cooldown:
      default-days: 7
"""

BREAKS = {
    "key": ("timeout-minutes: 5", "timeout-minuets: 5"),
    "needs": ("    name: One\n", "    name: One\n    needs: two\n"),
    "expression": ("echo hello", "echo ${{ steps.gone.outputs.x }}"),
    "event": ("echo hello", "echo ${{ github.event.head_commit.message }}"),
    "target": ("  push:\n    branches: [main]\n", "  pull_request_target:\n"),
    "tag": ("@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1", "@v7"),
    "token": ("persist-credentials: false", "persist-credentials: true"),
    "rights": ("permissions: {}", "permissions: write-all"),
    "type": ("timeout-minutes: 5", "timeout-minutes: soon"),
    "schedule": ("  push:\n    branches: [main]\n", '  schedule:\n    - cron: "61 * * * *"\n'),
    "quotes": ("echo hello", "rm -r $RUNNER_TEMP/x"),
    "syntax": ("echo hello", "if true; then echo hello"),
    "mode": ("cache-mode: none", "cache-mode: sometimes"),
}
"""Mistakes, each the good workflow with one thing put in place of another."""

Linter = Callable[[Iterable[Path]], list[str]]


def check_workflows(paths: Iterable[Path]) -> list[str]:
    """Hold workflows against their schema."""
    return run_schema("github-workflows", paths)


def check_dependabot(paths: Iterable[Path]) -> list[str]:
    """Hold what Dependabot is told against its schema."""
    return run_schema("dependabot", paths)


FOUND: Sequence[tuple[Linter, dict[str, str]]] = [
    (
        run_actionlint,
        {
            "key": 'unexpected key "timeout-minuets"',
            "needs": 'job "one" needs job "two" which does not exist',
            "expression": 'property "gone" is not defined',
            "event": "is potentially untrusted",
            "schedule": "invalid CRON format",
            "type": "float number literal",
        },
    ),
    (
        run_zizmor,
        {
            "event": "template-injection",
            "target": "dangerous-triggers",
            "tag": "unpinned-uses",
            "token": "artipacked",
            "rights": "excessive-permissions",
        },
    ),
    (run_shellcheck, {"quotes": "SC2086", "syntax": "SC1073"}),
    (check_workflows, {"key": "timeout-minuets", "type": "soon", "mode": "sometimes"}),
]
"""What each linter finds: all that only it would, and some that another finds, too."""


@pytest.mark.parametrize("linter", [run_zizmor, check_dependabot])
def test_nothing_is_wrong_with_what_dependabot_is_told(linter: Linter) -> None:
    """It waits with new versions, and understands the rest."""
    assert linter(list_dependabot()) == []


@pytest.mark.parametrize(("linter", "expected"), FOUND, ids=["actionlint", "zizmor", "shellcheck", "schema"])
def test_linters_find_nothing_here_but_what_is_broken(linter: Linter, expected: dict[str, str], tmp_path: Path) -> None:
    """In one call, since a linter that is called wrongly finds nothing either."""
    texts = {"good": GOOD} | {name: GOOD.replace(*BREAKS[name]) for name in expected}
    assert len(set(texts.values())) == len(texts), "a mistake changes nothing"
    folder = tmp_path / ".github/workflows"
    folder.mkdir(parents=True)
    for name, text in texts.items():
        (folder / f"{name}.yml").write_text(text, encoding="utf-8")
    found = linter([*list_workflows(), *sorted(folder.iterdir())])
    said = {name: [line for line in found if line.startswith(f"{name}.yml: ")] for name in expected}
    assert [line for line in found if not line.startswith(tuple(f"{name}.yml: " for name in expected))] == []
    assert {name: words for name, words in expected.items() if not any(words in line for line in said[name])} == {}


@pytest.mark.parametrize(
    ("old", "new", "linter"),
    [
        ("    cooldown:\n      default-days: 7\n", "", run_zizmor),
        ("default-days: 7", "default-days: 1", run_zizmor),
        ("interval: weekly", "intervall: weekly", check_dependabot),
    ],
)
def test_what_is_wrong_for_dependabot_is_found(tmp_path: Path, old: str, new: str, linter: Linter) -> None:
    """No time to cool down, too little of it, and what Dependabot does not understand."""
    path = tmp_path / ".github/dependabot.yml"
    path.parent.mkdir()
    path.write_text(DEPENDABOT, encoding="utf-8")
    assert linter([path]) == []
    path.write_text(DEPENDABOT.replace(old, new), encoding="utf-8")
    assert linter([path])
