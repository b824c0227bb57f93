"""A runner for workflows where there is no GitHub: scripts are run as they stand, actions are played.

Everything is strict: an action, an input or a name that is not known ends the rehearsal.
"""

import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec

from tests.workflows.expressions import Value, evaluate, fill_in, is_true
from tests.workflows.files import Job, Node, Workflow

SUCCESS, FAILURE, SKIPPED = "success", "failure", "skipped"

SHELL = ["bash", "--noprofile", "--norc", "-eo", "pipefail"]
"""What GitHub runs where a workflow says `shell: bash`."""

Outputs = dict[str, str]
Action = Callable[["Place", Mapping[str, str]], Outputs]
"""Plays an action in the place of a job, with its inputs; an `ActionError` is its failure."""


class ActionError(Exception):
    """An action that is played fails."""


class Place(msgspec.Struct, frozen=True):
    """Where a job runs: its folders, and what all jobs of the run have kept."""

    workspace: Path
    temp: Path
    artifacts: Path


class Step(msgspec.Struct, frozen=True):
    """How a step ended."""

    name: str
    outcome: str
    log: str = ""
    outputs: Outputs = {}


class Ended(msgspec.Struct, frozen=True):
    """How a job ended."""

    result: str
    steps: tuple[Step, ...] = ()
    summary: str = ""
    outputs: Outputs = {}

    @property
    def log(self) -> str:
        """What all its steps printed."""
        return "".join(step.log for step in self.steps)

    def outcome(self, name: str) -> str:
        """Say how a step ended."""
        (step,) = (step for step in self.steps if step.name == name)
        return step.outcome


class Runner(msgspec.Struct):
    """Runs the jobs of one run of a workflow, each in folders of its own."""

    workflow: Workflow
    folder: Path
    github: Mapping[str, Value]
    actions: Mapping[str, Action]
    left_out: frozenset[str] = frozenset()
    """Steps that are skipped, by name."""
    environment: Mapping[str, str] = {}
    """What is set after all that a workflow sets."""
    ended: dict[str, Ended] = {}

    def run(self, *names: str) -> dict[str, Ended]:
        """Run jobs, or all of them, in their order; gives how each ended."""
        for job in self.workflow.jobs:
            if not names or job.name in names:
                self.ended[job.name] = self._run_job(job)
        return self.ended

    def _run_job(self, job: Job) -> Ended:
        needed = job.node.get("needs", [])
        needs = {name: self.ended[name] for name in ([needed] if isinstance(needed, str) else needed)}
        values: dict[str, Value] = {
            "github": self.github,
            "needs": {name: {"result": each.result, "outputs": each.outputs} for name, each in needs.items()},
        }
        is_ready = all(each.result == SUCCESS for each in needs.values())
        if not (is_ready and is_true(evaluate(job.node.get("if", "true"), values))):
            return Ended(SKIPPED)
        place = Place(*(self.folder / job.name / name for name in ("workspace", "temp")), self.folder / "artifacts")
        for path in (place.workspace, place.temp, place.artifacts):
            path.mkdir(parents=True, exist_ok=True)
        values["runner"] = {"temp": str(place.temp)}
        return self._run_steps(job, place, values)

    def _run_steps(self, job: Job, place: Place, values: dict[str, Value]) -> Ended:
        result, steps, known = SUCCESS, [], dict[str, Value]()
        for node in job.steps:
            name = node["name"]
            condition = node.get("if", "true")
            can_run = result == SUCCESS or "failure()" in condition
            functions = {"failure": lambda: result == FAILURE}  # noqa: B023 (asked at once)
            scope = values | {"steps": known}
            if name in self.left_out or not (can_run and is_true(evaluate(condition, scope, functions))):
                step = Step(name, SKIPPED)
            else:
                step = self._run_step(job, node, place, scope)
            steps.append(step)
            if "id" in node:
                known[node["id"]] = {"outcome": step.outcome, "outputs": _Outputs.of(step)}
            if step.outcome == FAILURE and not node.get("continue-on-error"):
                result = FAILURE
        outputs = {}
        if result == SUCCESS:
            outputs = {
                name: fill_in(text, values | {"steps": known}) for name, text in job.node.get("outputs", {}).items()
            }
        summary = place.temp / "summary.md"
        return Ended(result, tuple(steps), summary.read_text("utf-8") if summary.exists() else "", outputs)

    def _run_step(self, job: Job, node: dict[str, Node], place: Place, values: Mapping[str, Value]) -> Step:
        if "uses" in node:
            inputs = {name: fill_in(_write(value), values) for name, value in node.get("with", {}).items()}
            try:
                outputs = self.actions[node["uses"].partition("@")[0]](place, inputs)
            except ActionError as error:
                return Step(node["name"], FAILURE, f"::error::{error}\n")
            return Step(node["name"], SUCCESS, outputs=outputs)
        assert self.workflow.node["defaults"]["run"] == {"shell": "bash"}, "another shell is not known here"
        assert not {"shell", "working-directory"} & node.keys(), f"{node['name']} asks for what is not known here"
        script = place.temp / "script.sh"
        script.write_text(fill_in(node["run"], values), encoding="utf-8")
        done = subprocess.run(
            [*SHELL, script],
            cwd=place.workspace,
            env=self._environment(job, node, place, values),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=120,
            check=False,
        )
        return Step(node["name"], FAILURE if done.returncode else SUCCESS, done.stdout.decode())

    def _environment(
        self, job: Job, node: dict[str, Node], place: Place, values: Mapping[str, Value]
    ) -> dict[str, str]:
        """Give what a runner has, and what the workflow, the job and the step set; nothing of who runs the tests."""
        own = {
            "PATH": os.environ["PATH"],
            "HOME": str(place.temp),
            "LANG": "C.UTF-8",
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_WORKSPACE": str(place.workspace),
            "GITHUB_STEP_SUMMARY": str(place.temp / "summary.md"),
            "GITHUB_OUTPUT": str(place.temp / "output"),
            "GITHUB_SERVER_URL": "https://github.com",
            "GITHUB_REPOSITORY": str(self.github["repository"]),
            "GITHUB_RUN_ID": "1",
            "GITHUB_RUN_ATTEMPT": "1",
            "RUNNER_TEMP": str(place.temp),
        }
        for source in (self.workflow.node, job.node, node):
            own |= {name: fill_in(_write(value), values) for name, value in source.get("env", {}).items()}
        return own | self.environment


class _Outputs(dict[str, str]):
    """Outputs of a step that failed: all are there, and empty."""

    @classmethod
    def of(cls, step: Step) -> Mapping[str, str]:
        return step.outputs if step.outcome == SUCCESS else cls()

    def __contains__(self, name: object) -> bool:
        return True

    def __missing__(self, name: str) -> str:
        return ""


def _write(value: Node) -> str:
    return {True: "true", False: "false"}.get(value, str(value)) if isinstance(value, bool) else str(value)


def take(inputs: Mapping[str, str], *known: str) -> None:
    """Look whether an action knows all its inputs."""
    assert set(inputs) <= set(known), f"{set(inputs) - set(known)} is no input of this action"


def keep(place: Place, name: str, path: Path) -> None:
    """Keep a file, or what is in a folder, as an artifact."""
    target = place.artifacts / name
    assert not target.exists(), f"there is an artifact {name} already"
    if not path.exists():
        raise ActionError(f"No files were found with the provided path: {path}")
    if path.is_dir():
        shutil.copytree(path, target, symlinks=True)
    else:
        target.mkdir()
        shutil.copy(path, target)
