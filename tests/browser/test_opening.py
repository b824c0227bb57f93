"""The scripts of the sealed page against Python's age, without a browser: files that the one made, read by the other."""

import os
import random
import shutil
import subprocess
from base64 import b64decode, b64encode
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import msgspec
import pyrage
import pytest

from generator.sources.commitment import format_digest
from tests.sealed.samples import Statement, make_statement
from tests.site.space import CHECKOUT

FOLDER = Path(__file__).parent
ASSETS = CHECKOUT / "templates" / "assets"
LETTERS = 'aé漢🦁 \n\t"\\</script>&\u2028\ufeff\u202e{}'
ROUND_TRIPS = 200


@pytest.fixture(scope="module")
def node() -> str:
    """Find Node with the packages of the lock file."""
    program = shutil.which("node")
    if program is None or not (FOLDER / "node_modules" / "age-encryption").is_dir():
        missing = "node and its packages are not there: run `make test`, which installs them where npm is there"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    return program


def run(node: str, tasks: Sequence[object]) -> list[object]:
    """Give the tasks to Node."""
    command = [node, str(FOLDER / "opening.mjs")]
    done = subprocess.run(command, input=msgspec.json.encode(tasks), capture_output=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr.decode()
    return msgspec.json.decode(done.stdout, type=list[object])


def task(statement: Statement, key: str, **changes: object) -> dict[str, object]:
    """Make the task to open a statement."""
    data = {
        "file": b64encode(statement.file).decode(),
        "digest": format_digest(sha256(statement.file).digest()),
        "commitment": statement.record.commitment,
        "withdrawn": [],
    }
    return {"key": key, "data": data | changes}


def make_values(chance: random.Random) -> dict[str, str]:
    """Make fields of any letters."""
    names = chance.sample(["name", "contact", "company", "role", "statement", "x-1"], chance.randint(1, 6))
    return {name: "".join(chance.choices(LETTERS, k=chance.randint(1, 60))) for name in names}


def test_browser_opens_what_python_sealed(node: str) -> None:
    """200 statements for one to eight links, each opened with one of them."""
    chance = random.Random(7)
    values = [make_values(chance) for _ in range(ROUND_TRIPS)]
    made = [make_statement(each, link_count=1 + index % 8) for index, each in enumerate(values)]
    opened = run(node, [task(each, chance.choice(each.keys)) for each in made])
    for wanted, result in zip(values, opened, strict=True):
        assert isinstance(result, dict)
        assert result["state"] == "opened"
        assert {name: value for name, _, value in result["fields"]} == wanted


def test_python_opens_what_the_browsers_library_sealed(node: str) -> None:
    """The same number of times, for one to eight keys."""
    chance = random.Random(8)
    texts = ["".join(chance.choices(LETTERS, k=chance.randint(0, 300))) for _ in range(ROUND_TRIPS)]
    keys = [[pyrage.x25519.Identity.generate() for _ in range(1 + index % 8)] for index in range(ROUND_TRIPS)]
    tasks = [
        {"publics": [str(key.to_public()) for key in each], "text": text}
        for each, text in zip(keys, texts, strict=True)
    ]
    for each, text, sealed in zip(keys, texts, run(node, tasks), strict=True):
        assert pyrage.decrypt(b64decode(str(sealed)), [chance.choice(each)]).decode() == text


def flip(data: bytes, bit: int) -> bytes:
    """Change one bit."""
    changed = bytearray(data)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


@pytest.mark.parametrize("count", [300, pytest.param(2000, marks=pytest.mark.nightly)])
def test_nothing_that_was_changed_is_accepted(node: str, count: int) -> None:
    """One bit of the file, of the commitment or of the key; the file's digest is told anew, as whoever changed it would."""
    chance = random.Random(9)
    statement = make_statement({"company": "Acme", "name": "Ada"})
    key, commitment = statement.keys[0], statement.record.commitment
    tasks = [task(statement, key)]
    for index in range(count):
        if index % 3 == 0:
            file = flip(statement.file, chance.randrange(8 * len(statement.file)))
            digest = format_digest(sha256(file).digest())
            tasks.append(task(statement, key, file=b64encode(file).decode(), digest=digest))
        elif index % 3 == 1:
            tasks.append(
                task(
                    statement,
                    key,
                    commitment=flip(commitment.encode(), chance.randrange(8 * len(commitment))).decode("latin-1"),
                )
            )
        else:
            tasks.append(task(statement, flip(key.encode(), chance.randrange(8 * len(key))).decode("latin-1")))
    first, *others = run(node, tasks)
    assert isinstance(first, dict)
    assert first["state"] == "opened"
    # A file has parts for other keys, which are no part of what is opened with this one; but its head is sealed whole.
    states = [result["state"] for result in others if isinstance(result, dict)]
    assert len(states) == count
    assert "opened" not in states
    assert {"damaged", "incomplete", "mismatch"} <= set(states) <= {"damaged", "incomplete", "mismatch", "wrong"}


def test_bundle_is_made_of_what_the_lock_names(node: str, tmp_path: Path) -> None:
    """Whoever runs `make age` gets the very bytes that are published."""
    subprocess.run([node, str(FOLDER / "bundle.mjs"), str(tmp_path)], check=True, capture_output=True, timeout=60)
    for name in ("age.js", "age.licences.txt"):
        assert (tmp_path / name).read_bytes() == (ASSETS / name).read_bytes(), name
