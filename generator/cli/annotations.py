"""Problems as GitHub shows them beside the line that they are in, and text for the summary of a run.

The commands: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
"""

import os
import re
from pathlib import Path

from generator.errors import Problem

_TITLE = "journal"
_MESSAGE_ENDS = "%\r\n"
_PROPERTY_ENDS = "%\r\n:,"


def is_on_github() -> bool:
    """Tell whether what is printed is read by a runner of GitHub Actions."""
    return os.environ.get("GITHUB_ACTIONS") == "true"


def find_prefix(root: Path) -> str:
    """Say how paths of the site's folder are written from where the repository was checked out, such as `docs/site/`."""
    workspace = os.environ.get("GITHUB_WORKSPACE")
    relative = os.path.relpath(root.resolve(), Path(workspace).resolve()) if workspace else "."
    return "" if relative == "." else f"{relative.replace(os.sep, '/')}/"


def format_annotation(problem: Problem, prefix: str = "") -> str:
    """Write a problem as the command that makes an annotation, in one line.

    Args:
        problem: the problem.
        prefix: what stands before paths of the site, as `find_prefix` says.

    >>> from generator.errors import Location
    >>> format_annotation(Problem("is 100% wrong", Location("a,b.md", 3, 7), hint="mend it"))
    '::error file=a%2Cb.md,line=3,col=7,title=journal::is 100%25 wrong%0Ahint: mend it'
    """
    properties: dict[str, str] = {}
    if problem.location is not None:
        properties["file"] = prefix + problem.location.path
        if problem.location.line:
            properties["line"] = str(problem.location.line)
            if problem.location.column:
                properties["col"] = str(problem.location.column)
    properties["title"] = _TITLE
    said = ",".join(f"{name}={_escape(value, _PROPERTY_ENDS)}" for name, value in properties.items())
    message = f"{problem.message}\nhint: {problem.hint}" if problem.hint else problem.message
    return f"::{problem.severity.value} {said}::{_escape(message, _MESSAGE_ENDS)}"


def _escape(text: str, characters: str) -> str:
    return re.sub(f"[{characters}]", lambda found: f"%{ord(found[0]):02X}", text)
