"""A made-up journal to look at and to test with: as many entries as wanted, with everything that a journal can have.

World, for writing. The same arguments give the same journal on every machine; its bytes differ only in its pictures,
where the library that compresses them does.
"""

import random
import re
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import TypeVar

import msgspec

from tests.screens import words
from tests.screens.checklists import list_versions, write_other_checklist
from tests.screens.pictures import PICTURES, draw_pictures

T = TypeVar("T")

FIRST_DAY = date(2019, 9, 2)
LAST_DAY = date(2025, 11, 21)
BUILD_DAY = "2025-11-23"
"""The day on which the journal is to be built; later, what is being worked on was only last worked on."""

FEWEST = 60
"""A journal with fewer entries would not have every kind of them."""

LONG_ENTRY, SHORT_ENTRY, WIDE_ENTRY, MOVED_ENTRY = "python/everything-at-once", "career/one-sentence", "linux/long-words", "http/caching"  # fmt: skip
OLD_ADDRESS = "notes/caching"
SERIES_ENTRY = "flask/a-guestbook-in-twelve-evenings-6"

SETTINGS = """\
title: Backend, from scratch
description: A maths teacher learns to be a Python backend engineer, with everything that proves it.
author: {name: Juno Example, url: "https://example.org/juno", email: juno@example.org}
language: en
timezone: Europe/Berlin
base_url: https://example.org/journal
edit_url: https://example.org/edit/main/{path}
repository_url: https://example.org/repository
"""

ABOUT = """\
---
nav_order: 1
nav_title: About
---
# About me

I taught maths for nine years, and wrote small programs for the timetable in the evenings.
In 2019 I read a job advert that asked for everything I did not know, made a [checklist](../checklists/backend.yaml) of it, and began.

## How to read this

- What is *done* I would let you ask me about.
- What is *learning* has entries, and you can see of what kind.
- What is *planned* I have not touched yet.

## How to reach me

By mail, or at the user group on the first Thursday of the month.
"""

USES = "---\nnav_order: 2\n---\n# What I use\n\nAn old laptop, a new keyboard, and `make`.\n"

INDEX = (
    "# Backend, from scratch\n\nEvery evening that I learn something I write down what it was, and what proves it.\n"
)

LONG_WORD = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz"


class Note(msgspec.Struct, frozen=True):
    """A version of a file, and when it was saved."""

    moment: datetime
    path: str
    text: bytes


def write_journal(root: Path, count: int, *, has_history: bool = False) -> None:
    """Write a journal of `count` entries, those of the log among them, into a folder that is not there yet.

    Args:
        root: the site's folder.
        count: how many entries, at least `FEWEST`.
        has_history: whether it is the work tree of a repository in which each file was committed when it was saved,
            the checklist each time that it changed.
    """
    assert count >= FEWEST, f"a journal has at least {FEWEST} entries, and not {count}"
    root.mkdir(parents=True)
    notes = sorted(_list_notes(count), key=lambda note: (note.moment, note.path))
    if has_history:
        _commit(root, notes)
        return
    for path, text in {note.path: note.text for note in notes}.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text)


def _list_notes(count: int) -> Iterator[Note]:
    begin = datetime.combine(FIRST_DAY, time(7), tzinfo=UTC)
    texts = {"site.yaml": SETTINGS, "content/pages/about.md": ABOUT, "content/pages/uses.md": USES, "content/pages/index.md": INDEX, "content/todo.md": "- [ ] this is for me alone\n"}  # fmt: skip
    yield from (Note(begin, path, text.encode()) for path, text in texts.items())
    yield from (Note(begin, f"content/entries/pictures/{name}", data) for name, data in draw_pictures().items())
    for day, text in list_versions():
        yield Note(datetime.combine(day, time(20, 30), tzinfo=UTC), "content/checklists/backend.yaml", text.encode())
    yield Note(begin + timedelta(days=1500), "content/checklists/reliability.yaml", write_other_checklist().encode())
    log_count = count // 12
    yield Note(begin + timedelta(days=400), "content/log.md", _write_log(log_count).encode())
    special = list(_list_special())
    yield from special
    yield from _list_entries(count - log_count - (len(special) - 2))


def _list_special() -> Iterator[Note]:
    """Entries that are looked at by name; the last two are never published."""
    yield _entry(date(2024, 3, 18), LONG_ENTRY, "title: Everything at once, or what an entry may have\nskills: [python, flask, postgres]\ntags: [reference, writing]\nupdated: 2025-02-11\n", _write_everything())  # fmt: skip
    yield _entry(date(2024, 3, 19), SHORT_ENTRY, "title: One sentence\n", "Today I only read.\n")
    title = f"A title that goes on and on because of {LONG_WORD} and of `sqlalchemy.orm.attributes.InstrumentedAttribute` in one line"
    address = "https://example.org/" + "a-very-long-address-without-any-place-to-break-it/" * 3
    body = f"The word {LONG_WORD}{LONG_WORD.lower()} has no place to break, and neither has `{'_'.join(['identifier'] * 12)}`.\n\n<{address}>\n\n| {LONG_WORD} | {LONG_WORD} |\n|---|---|\n| `{'x' * 60}` | {LONG_WORD} |\n\n```text\n{'a line of code that is longer than any screen is wide, ' * 4}\n```\n"
    yield _entry(date(2024, 3, 20), WIDE_ENTRY, f"title: {title}\ntags: [{LONG_WORD}]\nskills: [asyncio]\n", body)
    yield _entry(date(2023, 2, 8), MOVED_ENTRY, f"title: Caching headers, once and for all\nskills: [http]\naliases: [/{OLD_ADDRESS}/]\n", "`Cache-Control`, and nothing else.\n\nSee [[flask]] and [everything](../python/everything-at-once.md#code).\n")  # fmt: skip
    for name, folder, first, part_count in words.SERIES:
        skill = next((skill.id for skill in words.SKILLS if skill.topic == folder), "")
        for number in range(1, part_count + 1):
            day = first + timedelta(days=14 * (number - 1))
            draw = random.Random(f"{name} {number}")
            head = f"title: '{_title(draw, _topic(folder))}'\nskills: [{skill}]\nseries: {name}\n"
            yield _entry(day, f"{folder}/{_slugify(name)}-{number}", head.replace("''", "'"), _write_body(draw, _topic(folder)))  # fmt: skip
    yield _entry(date(2024, 5, 5), "python/half-done", "title: A draft\ndraft: true\ntags: [unfinished]\n", "Not yet.\n")  # fmt: skip
    yield _entry(date(2024, 5, 6), "career/for-myself", "title: For myself\nprivate: true\n", "Nobody reads this.\n")


def _entry(day: date, path: str, head: str, body: str) -> Note:
    moment = datetime.combine(day, time(19, 30), tzinfo=UTC)
    return Note(moment, f"content/entries/{path}.md", f"---\ndate: {day}\n{head}---\n\n{body}".encode())


def _list_entries(count: int) -> Iterator[Note]:
    taken: set[str] = set()
    days = _list_days()
    for index in range(count):
        draw = random.Random(index)
        day = days[int((index + draw.random()) * len(days) / count)]
        topic, skill = _choose_topic(draw, day)
        title = _title(draw, topic)
        while f"{topic.folder}/{_slugify(title)}" in taken:
            title = _title(draw, topic)
        taken.add(f"{topic.folder}/{_slugify(title)}")
        yield from _write_entry(draw, day, title, topic, skill)


def _write_entry(draw: random.Random, day: date, title: str, topic: words.Topic, skill: str) -> Iterator[Note]:
    moment = datetime.combine(day, time(int(16 + 6 * draw.random()), int(60 * draw.random())), tzinfo=UTC)
    body = _write_body(draw, topic)
    path = f"content/entries/{topic.folder}/{day}-{_slugify(title)}.md"
    head = [f"skills: [{skill}]"] if skill else []
    if draw.random() < 0.4:
        tags = sorted(
            {_pick(draw, ("til", "debugging", "performance", "reading", "talk", "web", "tools")) for _ in range(2)}
        )
        head.append(f"tags: [{', '.join(tags)}]")
    if draw.random() < 0.3:
        head.append(f"summary: {_fill(draw, _pick(draw, words.SUMMARIES), topic)}".replace(": most", ", most"))
    front = "\n".join(["---", *head, "---", ""]) if head else ""
    text = f"{front}# {title}\n\n{body}"
    yield Note(moment, path, text.encode())
    later = moment + timedelta(days=20 + 200 * draw.random())
    if draw.random() < 0.06 and later.date() < LAST_DAY:
        yield Note(later, path, f"{text}\nLater: {_fill(draw, words.SENTENCES[-3], topic)}\n".encode())


@cache
def _list_days() -> tuple[date, ...]:
    """List the days of learning, evenings more often than once for busy ones: weeks without any are among them."""
    found = []
    for index in range((LAST_DAY - FIRST_DAY).days + 1):
        day = FIRST_DAY + timedelta(days=index)
        draw = random.Random(index)
        is_away = day.month == 8 or (day.month, day.day) in {(12, number) for number in range(23, 32)}
        chance = 0.12 if is_away else (0.3 if day.weekday() >= 5 else 0.75)
        while draw.random() < chance:
            found.append(day)
            chance *= 0.45
    return tuple(found)


def _choose_topic(draw: random.Random, day: date) -> tuple[words.Topic, str]:
    """Choose what is written about on a day: mostly what is being learned then."""
    current = [
        skill
        for skill in words.SKILLS
        if skill.topic and skill.began and skill.began <= day <= (skill.done or LAST_DAY) + timedelta(days=14)
    ]
    if current and draw.random() < 0.75:
        skill = _pick(draw, current)
        return _topic(skill.topic), skill.id
    return _pick(draw, (*words.TOPICS, *words.OTHER_TOPICS)), ""


def _topic(folder: str) -> words.Topic:
    return next(topic for topic in words.TOPICS if topic.folder == folder)


def _title(draw: random.Random, topic: words.Topic) -> str:
    return _fill(draw, _pick(draw, words.TITLES), topic)


def _write_body(draw: random.Random, topic: words.Topic) -> str:
    blocks = [_paragraph(draw, topic, 3)]
    for _ in range(int(1 + 4 * draw.random())):
        if draw.random() < 0.35:
            blocks.append(f"## {_pick(draw, words.HEADINGS)}")
        blocks.append(_paragraph(draw, topic, 2))
        if draw.random() < 0.7:
            blocks.append(_fill(draw, _pick(draw, _read_pieces()), topic))
    if draw.random() < 0.08:
        name, words_for_it = _pick(draw, PICTURES)
        blocks.append(f"![{words_for_it}](../pictures/{name})")
    # A footnote, or a list, may be the same twice; an author would not do that.
    return "\n\n".join(dict.fromkeys(blocks)) + "\n"


def _write_everything() -> str:
    """Write one entry with all pieces, each under a heading."""
    draw, topic = random.Random("everything"), _topic("python")
    blocks = [_paragraph(draw, topic, 4)]
    for kind, pieces in _group_pieces().items():
        blocks.append(f"## {kind.capitalize()}")
        for number, piece in enumerate(pieces, 1):
            if len(pieces) > 3:
                blocks.append(f"### Example {number} of {len(pieces)}")
            blocks += [_paragraph(draw, topic, 2), _fill(draw, piece, topic)]
    blocks.append("## Pictures")
    blocks += [f"![{words_for_it}](../pictures/{name})" for name, words_for_it in PICTURES]
    return "\n\n".join(blocks) + "\n"


def _write_log(count: int) -> str:
    blocks = ["What is too short for an entry."]
    days = _list_days()
    for index in range(count):
        draw = random.Random(f"log {index}")
        day = days[int((index + draw.random()) * len(days) / count)]
        topic, skill = _choose_topic(draw, day)
        hour = f"{day} {int(7 + 2 * draw.random()):02}:{index % 60:02}"
        fields = f"\nskills: {skill}" if skill and draw.random() < 0.5 else ""
        title = _fill(draw, _pick(draw, words.LOG_TITLES), topic)
        blocks.append(f"## {hour} {title}{fields}\n\n{_paragraph(draw, topic, 2)}")
    return "\n\n".join(blocks) + "\n"


@cache
def _group_pieces() -> dict[str, tuple[str, ...]]:
    text = Path(__file__).with_name("pieces.md").read_text(encoding="utf-8")
    _, *parts = re.split(r"^== (\w+) ==\n", text, flags=re.MULTILINE)
    groups: dict[str, tuple[str, ...]] = {}
    for kind, piece in zip(parts[::2], parts[1::2], strict=True):
        groups[kind] = (*groups.get(kind, ()), piece.strip("\n"))
    return groups


@cache
def _read_pieces() -> tuple[str, ...]:
    return tuple(piece for pieces in _group_pieces().values() for piece in pieces)


def _paragraph(draw: random.Random, topic: words.Topic, count: int) -> str:
    sentences = dict.fromkeys(_pick(draw, words.SENTENCES) for _ in range(count))
    return "\n".join(_fill(draw, sentence, topic) for sentence in sentences)


def _fill(draw: random.Random, text: str, topic: words.Topic) -> str:
    thing = _pick(draw, topic.things)
    other = _pick(draw, [other for other in topic.things if other != thing])
    number = str(2 + int(97 * draw.random()))
    filled = text.replace("{thing}", thing).replace("{other}", other).replace("{number}", number)
    # What begins with a name from code keeps its small letter.
    return filled if re.match(r"[a-z]*_", filled) or not filled[:1].islower() else filled[0].upper() + filled[1:]


def _pick(draw: random.Random, items: Sequence[T]) -> T:
    # Only `random()` is promised to give the same numbers in every version of Python.
    return items[int(draw.random() * len(items))]


def _slugify(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def _commit(root: Path, notes: Iterable[Note]) -> None:
    """Make a repository in which each version was committed at its moment, and check its last commit out."""
    who = "Juno Example <juno@example.org>"
    stream = bytearray(b"feature done\n")
    for note in notes:
        subject = f"{Path(note.path).stem}\n".encode()
        stream += f"commit refs/heads/main\ncommitter {who} {int(note.moment.timestamp())} +0000\n".encode()
        stream += b"data %d\n%s\n" % (len(subject), subject)
        stream += b"M 100644 inline %s\ndata %d\n%s\n" % (note.path.encode(), len(note.text), note.text)
    for command, text in (
        (("init", "-q", "--initial-branch=main"), b""),
        (("fast-import", "--quiet", "--done"), bytes(stream) + b"done\n"),
        (("reset", "-q", "--hard"), b""),
    ):
        subprocess.run(("git", *command), cwd=root, input=text, check=True, capture_output=True)
