"""The workflows there are, and what GitHub reads in them.

Knows YAML as GitHub reads it; does not know what a workflow should be.
"""

from pathlib import Path
from typing import Any

import msgspec
import yaml

CHECKOUT = Path(__file__).parents[2]
OWN = CHECKOUT / ".github"
STARTER = CHECKOUT / "generator/authoring/starter"
"""What a new journal begins with; its workflow is somebody else's, and as dangerous."""

Node = Any
"""A node of a workflow's YAML: what is in it is the test's to ask."""


class Job(msgspec.Struct, frozen=True):
    """One job of a workflow."""

    name: str
    node: dict[str, Node]

    @property
    def steps(self) -> list[dict[str, Node]]:
        """Its steps; none if it only calls another workflow."""
        return self.node.get("steps", [])

    def uses(self, action: str) -> list[dict[str, Node]]:
        """Give the steps that use an action, whatever its version."""
        return [step for step in self.steps if step.get("uses", "").partition("@")[0] == action]


class Workflow(msgspec.Struct, frozen=True):
    """A workflow: its text, and what it says."""

    path: str
    text: str
    node: dict[str, Node]

    @property
    def triggers(self) -> dict[str, Node]:
        """What starts it, each with its conditions."""
        found = self.node["on"]
        return found if isinstance(found, dict) else dict.fromkeys([found] if isinstance(found, str) else found)

    @property
    def jobs(self) -> list[Job]:
        """Its jobs in their order."""
        return [Job(name, node) for name, node in self.node["jobs"].items()]

    @property
    def steps(self) -> list[dict[str, Node]]:
        """The steps of all jobs."""
        return [step for job in self.jobs for step in job.steps]


class _Loader(yaml.SafeLoader):
    """YAML in which `on` is a word and not a truth, as for GitHub."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool" or first in "tTfF"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def parse(text: str, path: str = "x.yml") -> Workflow:
    """Read a workflow."""
    return Workflow(path, text, yaml.load(text, _Loader))


def list_workflows() -> list[Path]:
    """List the workflows of this repository, and that of a new journal."""
    return sorted(path for folder in (OWN, STARTER) for path in folder.rglob("workflows/*.yml"))


def list_dependabot() -> list[Path]:
    """List what Dependabot is told, here and in a new journal."""
    return sorted(path for folder in (OWN, STARTER) for path in folder.rglob("dependabot.yml"))


def read_own(name: str) -> Workflow:
    """Read a workflow of this repository."""
    path = OWN / "workflows" / name
    return parse(path.read_text(encoding="utf-8"), path.relative_to(CHECKOUT).as_posix())
