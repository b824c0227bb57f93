"""What every workflow must keep to, whoever runs it: each rule gives what breaks it, in words.

Knows workflows as values; does not know which there are.
"""

import re
from collections.abc import Iterator

from tests.workflows.files import Job, Workflow

KNOWN_TRIGGERS = {"push", "pull_request", "workflow_dispatch", "schedule"}
"""Of these, none lets a stranger's code run with more than the right to read."""

_PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}")
_LINE = re.compile(r"^\s*(?:- )?uses: (\S+)(.*)$", re.MULTILINE)
_COMMENT = re.compile(r" # v\d+\.\d+\.\d+$", re.MULTILINE)
_EVENT = re.compile(r"\$\{\{.*?\}\}", re.DOTALL)
_CACHING = re.compile(r"^\s*(?:cache|enable-cache):(?! false)", re.MULTILINE)


def find_faults(workflow: Workflow) -> list[str]:
    """List everything that is wrong with a workflow, in the order of the rules."""
    return [
        *_check_pins(workflow),
        *_check_triggers(workflow),
        *_check_permissions(workflow),
        *_check_scripts(workflow),
        *_check_caches(workflow),
        *(fault for job in workflow.jobs for fault in _check_job(job)),
    ]


def _check_pins(workflow: Workflow) -> Iterator[str]:
    """A tag can be moved to other code; a commit cannot, and the comment says to a reader which one it is."""
    lines = _LINE.findall(workflow.text)
    if len(lines) != sum("uses" in step for step in workflow.steps) + sum("uses" in job.node for job in workflow.jobs):
        yield "an action is not on a line of its own"
    for action, rest in lines:
        if not _PINNED.fullmatch(action):
            yield f"{action} is not pinned by a commit"
        elif not _COMMENT.fullmatch(rest):
            yield f"{action} has no comment with its version"


def _check_triggers(workflow: Workflow) -> Iterator[str]:
    for name, conditions in workflow.triggers.items():
        if name not in KNOWN_TRIGGERS:
            yield f"it is started by {name}"
        if name == "push" and (conditions or {}).get("branches") != ["main"]:
            yield "it is started by pushes to more than main"


def _check_permissions(workflow: Workflow) -> Iterator[str]:
    if workflow.node.get("permissions") != {}:
        yield "the workflow itself has permissions"
    for job in workflow.jobs:
        given = job.node.get("permissions")
        if not isinstance(given, dict):
            yield f"{job.name} does not say its permissions"
            continue
        # Who may write can change the site; only the job that does nothing else may.
        if "write" in given.values() and not job.uses("actions/deploy-pages"):
            yield f"{job.name} may write, and does not deploy"


def _check_scripts(workflow: Workflow) -> Iterator[str]:
    """What somebody else can choose, such as a title or the name of a branch, is text to a shell only as a variable."""
    for step in workflow.steps:
        for expression in _EVENT.findall(step.get("run", "")):
            yield f"a script is built from {expression}"


def _check_caches(workflow: Workflow) -> Iterator[str]:
    if workflow.node.get("cache-mode") != "none":
        yield "it may take things from a cache"
    if _CACHING.search(workflow.text) or any(job.uses("actions/cache") for job in workflow.jobs):
        yield "it uses a cache"


def _check_job(job: Job) -> Iterator[str]:
    if "timeout-minutes" not in job.node:
        yield f"{job.name} has no timeout"
    for step in job.uses("actions/checkout"):
        if step.get("with", {}).get("persist-credentials") is not False:
            yield f"{job.name} keeps its token in the checkout"
    if job.uses("actions/deploy-pages"):
        yield from _check_deployment(job)


def _check_deployment(job: Job) -> Iterator[str]:
    if "github.ref == 'refs/heads/main'" not in str(job.node.get("if", "")):
        yield f"{job.name} deploys from other branches than main"
    environment = job.node.get("environment")
    if (environment.get("name") if isinstance(environment, dict) else environment) != "github-pages":
        yield f"{job.name} is not in the environment github-pages"
    concurrency = job.node.get("concurrency", {})
    if not concurrency.get("group") or concurrency.get("cancel-in-progress") is not False:
        yield f"{job.name} may run twice at once, or be cancelled"
    if job.uses("actions/checkout") or any("run" in step and "if" not in step for step in job.steps):
        yield f"{job.name} does more than deploy"
