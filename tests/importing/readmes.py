"""A README such as people keep who learn in public, and what must not be lost of it."""

import re
from collections import Counter
from html import unescape
from typing import Any
from urllib.parse import unquote

import yaml

from generator.importing.results import ImportFile

SEAL = "q7Zx" * 20 + "Lr0+/A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8S9t0U1v2W3x4Y5z6" + "Wd9f" * 50 + "Zk3mQ=="
"""Looks like 256 bytes that nobody can read."""

README = f"""\
Who I am, and which job this is about, is sealed; whoever has the key can read it:

{SEAL}

# Learning in public

Everything that the job asks for, and how far I am. :tada:

## Python Backend Engineer

- [ ] 1 Mobile app
- [X] 2 Core infrastructure ([notes](notes/core.md))
- [x] 3 [Python](https://www.python.org/) at an *intermediate* level
* [x] 4 Programming
    * [x] 4.1 [Inheritance](https://docs.python.org/3/tutorial/classes.html#inheritance)
    * [~] 4.2 Abstraction
\t* [ ] 4.3 `Encapsulation`
- 5 Web frameworks
  - [ ] 5.1 Flask \u2b05\ufe0f\U0001f4bb\u2615
    - the [tutorial](https://flask.palletsprojects.com/tutorial/) first
    - then a real app

      with a second paragraph
  - [ ] 5.2 Django, see [the docs][django]
+ [-] 6 Perl
- [] 7 Broken box
- [ ]

<details>
<summary>Later</summary>

1. [ ] Kubernetes
1. [x] [A fix](https://github.com/pallets/flask/pull/1234) for Flask

</details>

---

## Captain's log

**Captain's log 2019-11-29 00:33** Read the Flask tutorial.

More words, and `code`.

Captain's log, 2019-12-04: views

- [x] wrote a test

### Day 12: December 6

title: no field of ours

Blueprints.

### Day 13: February 30

No such day.

## Thanks

To [them](https://example.org), and to whoever reads on.

[django]: https://docs.djangoproject.com/
"""


def count_words(text: str) -> Counter[str]:
    """Count the words of a text without the marks of lists, whatever is escaped."""
    plain = unquote(unescape(text))
    plain = re.sub(r"</?[a-z]+>", "", plain)
    # Words that only lead to an address are not shown, and of commits and pull requests the numbers are kept.
    plain = re.sub(r"\]\[[^\]\[]*\]", "]", plain)
    plain = re.sub(r"https://github\.com/([\w.-]+/[\w.-]+)/(?:pull|commit)/", r"\1 ", plain)
    plain = re.sub(r"^[ \t>]*(?:[-*+]|\d+[.)])[ \t]+(?:\[[ xX/~-]?\](?=\s|$))?", " ", plain, flags=re.MULTILINE)
    return Counter(re.findall(r"\w+", plain.replace("_", " ")))


def find_lost(text: str, files: tuple[ImportFile, ...], reported: set[int]) -> Counter[str]:
    """Count the words of lines that were not reported and that no file has, or has less often."""
    wanted: Counter[str] = Counter()
    for number, line in enumerate(text.split("\n"), start=1):
        if number not in reported:
            wanted += count_words(line)
    for file in files:
        wanted -= count_words(_read(file))
    return wanted


def _read(file: ImportFile) -> str:
    if not file.path.endswith(".yaml"):
        return file.text
    # A reader of its own, so that a mistake of ours in writing YAML does not hide itself.
    return "\n".join(_list_values(yaml.load(file.text, Loader=yaml.BaseLoader)))


def _list_values(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for key, inner in value.items() if key != "id" for text in _list_values(inner)]
    if isinstance(value, list):
        return [text for inner in value for text in _list_values(inner)]
    return [str(value)]
