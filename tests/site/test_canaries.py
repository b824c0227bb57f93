"""Nothing private gets out: one word for each private thing, looked for in twelve encodings, in all that a build gives.

The words are made up, so that each is found nowhere unless it leaked; each has another stem than itself.
Sealed fields and keys in links do not exist yet; in their place stand other things that nobody means to publish.
"""

import base64
import gzip
import platform
import random
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import quote

import brotli  # type: ignore[import-untyped]  # it has no annotations
import msgspec
import pytest

from generator.audit.leaks import Encoding, Finder
from tests.imaging.samples import encode, make_image
from tests.site.space import Ended, SiteSpace, list_files, split_files

SITE = """\
== site.yaml ==
# vexsettingcommentings
title: Notes
author: Somebody
base_url: https://user.github.io/notes
editor_url: "vexeditorings://open{path}"
ignore_revs: [abcdef1]
== content/entries/public.md ==
---
date: 2020-01-01
tags: [web]
skills: [flask]
# vexfrontcommentings
---
# Publishings

Words. <!-- vexhtmlcommentings -->
See [a draft](vexdraftfilings.md) and ![a photo](shot.jpg).

<!--
vexblockcommentings
-->

[vexlabelings]: /nowhere/ "vexunusedlinkings"
[//]: # (vexmarkdowncommentings)
== content/entries/other.md ==
---
date: 2020-01-02
---
# Other

<div>A word <!-- vexrawcommentings --> more</div>
== content/entries/vexdraftfilings.md ==
---
date: 2020-01-03
draft: true
title: Vexdrafttitlings
tags: [vexdrafttagings, web]
summary: Vexsummarings
series: Vexseriesings
aliases: [/vexaliasings/]
skills: [flask, vexhiddenskillings]
---
Vexdraftbodyings with ![vexaltings](vexdraftimagings.svg) and `vexcodings`.

## Vexheadings
== content/entries/vexdraftimagings.svg ==
<svg xmlns="http://www.w3.org/2000/svg"><title>vexdraftdrawings</title></svg>
== content/entries/vexorphanings.txt ==
vexorphantextings
== content/entries/later.md ==
---
date: 2031-01-01
tags: [vexfuturetagings]
---
# Vexfuturings
== content/entries/kept.md ==
---
private: true
---
# Vexprivatings
== content/entries/.obsidian/plugin.md ==
# Vexexcludings
== content/entries/node_modules/x/README.md ==
# Vexmodulings
== content/entries/public.md~ ==
# Vexbackupings
== content/pages/me.md ==
---
private: true
nav_title: Vexnavings
---
# Vexpagings
== content/log.md ==
# Log

## 2020-01-05 Seen

Words.

## 2020-01-05 Vexlogtitlings
private: true

Vexlogbodyings.
== content/todo.md ==
- [ ] vextodoings
== content/checklists/public.yaml ==
# vexlistcommentings
title: Backend
skills:
  - {title: Flask, state: done}  # vexlinecommentings
== content/checklists/own.yaml ==
title: Vexlisttitlings
public: false
skills:
  - {id: vexhiddenskillings, title: Vexskillings, note: vexnotings, evidence: [{url: "https://example.org/vexevidencings"}]}
== templates/partials/foot.html ==
{# vextemplatings #}<footer>Foot</footer>
== .env ==
TOKEN=vextokenings
"""

ENVIRONMENT = {
    "USER": "vexusernamings", "LOGNAME": "vexlognamings", "HOSTNAME": "vexhostings", "GITHUB_TOKEN": "vexgithubtokenings",
    "HOME": "/home/vexhomings", "TMPDIR": "/tmp",
}  # fmt: skip
IDENTITY = {
    "GIT_AUTHOR_NAME": "Vexauthorings", "GIT_AUTHOR_EMAIL": "vexmailings@example.org",
    "GIT_COMMITTER_NAME": "Vexcommitterings", "GIT_COMMITTER_EMAIL": "vexcommittermailings@example.org",
}  # fmt: skip

CANARIES: Mapping[str, str] = {
    "the body of a draft": "vexdraftbodyings",
    "its title": "vexdrafttitlings",
    "its tag": "vexdrafttagings",
    "its summary": "vexsummarings",
    "its series": "vexseriesings",
    "its former address": "vexaliasings",
    "its headings": "vexheadings",
    "its code": "vexcodings",
    "the words for its picture": "vexaltings",
    "the name of a picture that only it shows": "vexdraftimagings",
    "that picture": "vexdraftdrawings",
    "the title of a future entry": "vexfuturings",
    "its tag ": "vexfuturetagings",
    "a private entry": "vexprivatings",
    "a private page": "vexpagings",
    "its place in the navigation": "vexnavings",
    "the title of a private log entry": "vexlogtitlings",
    "its body": "vexlogbodyings",
    "the list of what is to be done": "vextodoings",
    "the title of a private checklist": "vexlisttitlings",
    "its skill": "vexskillings",
    "that skill's id, which a draft cites": "vexhiddenskillings",
    "that skill's note": "vexnotings",
    "that skill's evidence": "vexevidencings",
    "a comment of HTML": "vexhtmlcommentings",
    "a comment of HTML of some lines": "vexblockcommentings",
    "a comment inside other HTML": "vexrawcommentings",
    "a link that is defined and not used": "vexunusedlinkings",
    "the name of that link": "vexlabelings",
    "a comment of Markdown": "vexmarkdowncommentings",
    "a comment in front matter": "vexfrontcommentings",
    "a comment in a checklist": "vexlistcommentings",
    "a comment behind a skill": "vexlinecommentings",
    "a comment in the settings": "vexsettingcommentings",
    "the address of the author's editor": "vexeditorings",
    "a comment in a template": "vextemplatings",
    "a hidden folder": "vexexcludings",
    "a folder of packages": "vexmodulings",
    "an editor's copy": "vexbackupings",
    "the name of a file that nothing shows": "vexorphanings",
    "that file": "vexorphantextings",
    "a file beside the content": "vextokenings",
    "a token of the environment": "vexgithubtokenings",
    "where the site lies": "vexpathings",
    "the home folder": "vexhomings",
    "the user's name": "vexusernamings",
    "the user's other name": "vexlognamings",
    "the machine's name": "vexhostings",
    "who took a photograph": "vexartistings",
    "where it was taken": "vexplacings",
    "a comment in a picture": "vexpicturecommentings",
    "the author of the commits": "vexauthorings",
    "the mail address of the author": "vexmailings",
    "who committed": "vexcommitterings",
    "the mail address of who committed": "vexcommittermailings",
    "the message of a commit": "vexmessagings",
    "the name of a branch": "vexbranchings",
    "an entry that was deleted": "vexdeletings",
    "an earlier note of a private checklist": "vexearlierings",
}
"""What is private, and the word that stands in it."""

FINDER = Finder(tuple(CANARIES.values()))


class Published(msgspec.Struct, frozen=True):
    """All that a build gives."""

    files: dict[str, bytes]
    built: Ended
    failed: Ended


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """Build the site as its author does, with the index of its search, then once more with a mistake in it."""
    space = SiteSpace(tmp_path_factory.mktemp("vexpathings") / "vexpathings", SITE)
    space.write("content/entries/shot.jpg", make_photo())
    make_history(space)
    built = space.journal("build", "--verbose", "--search", "--date", "2020-06-01", "--jobs", "1", **ENVIRONMENT)
    assert built.code == 0, built
    files = {path: (space.public / path).read_bytes() for path in list_files(space.public)}
    space.write("content/entries/broken.md", "---\nkey: 1\n---\n# Broken\n")
    space.edit("templates/partials/foot.html", "Foot", "{{ foot }}")
    failed = space.journal("build", "--verbose", "--date", "2020-06-01", "--jobs", "1", **ENVIRONMENT)
    assert failed.code == 1, failed
    return Published(files, built, failed)


def make_photo() -> bytes:
    """Take a photograph: who, where, and what was thought of it."""
    image = make_image(700, 500)
    exif = image.getexif()
    exif[0x013B] = "vexartistings"
    exif.get_ifd(0x8825).update({1: "N", 2: (51.0, 30.0, 2.5), 29: "vexplacings"})
    return encode(image, "jpeg", exif=exif.tobytes(), comment=b"vexpicturecommentings")


def make_history(space: SiteSpace) -> None:
    """Commit an entry and a checklist, then what is there now, on a branch with a name."""

    def git(*arguments: str) -> None:
        ended = space.run("git", *arguments, **IDENTITY)
        assert ended.code == 0, ended

    git("init", "--quiet", "--initial-branch=vexbranchings", ".")
    space.write("content/entries/gone.md", "# Vexdeletings\n")
    own = (space.root / "content/checklists/own.yaml").read_text(encoding="utf-8")
    space.write("content/checklists/own.yaml", own.replace("vexnotings", "vexearlierings"))
    git("add", "--all", ":!.env")
    git("commit", "--quiet", "--message", "Vexmessagings")
    space.remove("content/entries/gone.md")
    space.write("content/checklists/own.yaml", own)
    git("add", "--all", ":!.env")
    git("commit", "--quiet", "--message", "Vexmessagings again")


def name_leaks(data: bytes, name: str = "") -> list[str]:
    """Say which canaries are in some bytes, and how they are written."""
    names = list(CANARIES)
    return [f"{names[leak.word]} {leak.encoding.value}" for leak in FINDER.find(data, name)]


def test_words_stand_where_they_are_meant_to() -> None:
    """Or nothing would be proven; those of the history and the environment aside, which others put there."""
    written = f"{SITE} {ENVIRONMENT} {IDENTITY}".lower().encode() + make_photo()
    elsewhere = {"vexpathings", "vexmessagings", "vexbranchings", "vexdeletings", "vexearlierings"}
    assert {word for word in CANARIES.values() if word.encode() not in written} == elsewhere
    assert len(CANARIES) == len(set(CANARIES.values())) >= 24


def test_no_private_word_is_in_any_published_byte(published: Published) -> None:
    """Neither in a file, packed or not, nor in the name of one."""
    assert len(published.files) > 30
    found = {path: leaks for path, data in published.files.items() if (leaks := name_leaks(data, path))}
    found |= {f"{path} (its name)": leaks for path in published.files if (leaks := name_leaks(path.encode()))}
    assert found == {}


def test_machine_and_folder_are_in_no_published_byte(published: Published) -> None:
    """Those that there really are."""
    words = [word for word in (platform.node(), str(Path.home()), str(Path.cwd())) if len(word) >= 5]
    finder = Finder(words)
    assert {path for path, data in published.files.items() if finder.find(data, path)} == set()


def test_each_word_is_found_in_an_index_that_has_it(tmp_path: Path) -> None:
    """As the stem that Pagefind makes of it: that the other index is clean is known only since this one can be read."""
    space = SiteSpace(
        tmp_path / "site", f"== site.yaml ==\n== content/entries/a.md ==\n{' '.join(CANARIES.values())}\n"
    )
    assert space.build(with_search=True).is_published
    index = [path for path in space.outputs() if path.endswith(".pf_index")]
    leaks = {leak for path in index for leak in name_leaks((space.public / path).read_bytes(), path)}
    assert {f"{name} {Encoding.STEMMED.value}" for name in CANARIES} <= leaks


def test_no_private_word_is_in_the_log(published: Published) -> None:
    """The author is told of what is withheld by the names of files, and of nothing that stands in them."""
    log = (published.built.out + published.built.err).replace("content/entries/vexdraftfilings.md", "")
    assert "withheld" in log
    assert name_leaks(log.encode()) == []


def test_no_private_word_is_in_the_log_of_a_build_that_fails(published: Published) -> None:
    """A problem quotes the line that it is in, and no other."""
    log = published.failed.out + published.failed.err
    assert "content/entries/broken.md:2:1: error" in log
    assert name_leaks(log.replace("content/entries/vexdraftfilings.md", "").encode()) == []


FORMS: Mapping[str, Callable[[str], bytes]] = {
    "PLAIN": lambda word: word.encode(),
    "CASE_FOLDED": lambda word: word.upper().encode(),
    "PERCENT": lambda word: "".join(f"%{ord(char):02X}" for char in word).encode(),
    "ENTITY": lambda word: "".join(f"&#{ord(char)};" for char in word).encode(),
    "JSON": lambda word: "".join(f"\\u{ord(char):04x}" for char in word).encode(),
    "BASE64": lambda word: base64.b64encode(word.encode()),
    "BASE64 1": lambda word: base64.b64encode(b"x" + word.encode()),
    "BASE64 2": lambda word: base64.b64encode(b"xx" + word.encode()),
    "BASE64URL": lambda word: base64.urlsafe_b64encode(f"{word}".encode()),
    "HEX": lambda word: word.encode().hex().encode(),
    "UTF16": lambda word: word.encode("utf-16"),
    "PACKED": lambda word: gzip.compress(word.encode()),
    "PACKED zlib": lambda word: zlib.compress(f"some {word} more".encode()),
    "REVERSED": lambda word: word[::-1].encode(),
}
"""Each encoding by itself, made by other means than those of the finder."""


@pytest.mark.parametrize("form", FORMS)
def test_each_word_is_found_where_it_is_planted(published: Published, form: str) -> None:
    """In a page of this very output: the finder would have seen it, whichever the word and however it is written."""
    page = published.files["index.html"]
    # Letters have the same base64 in both alphabets; those that have not are tried in the finder's own tests.
    encoding = Encoding.BASE64 if form == "BASE64URL" else Encoding[form.partition(" ")[0]]
    missed = {f"{name} {encoding.value}" for name in CANARIES}
    for word in CANARIES.values():
        middle = len(page) // 2
        missed -= set(name_leaks(page[:middle] + FORMS[form](word) + page[middle:], "index.html"))
    assert missed == set()


def test_each_word_is_found_in_brotli_and_in_names(published: Published) -> None:
    """Of which nothing is made today; hosts do, and authors copy such files."""
    page = published.files["index.html"]
    for name, word in CANARIES.items():
        assert f"{name} in packed data" in name_leaks(brotli.compress(page + word.encode(), quality=1), "a.html.br")
        assert name_leaks(f"tags/{quote(word)}/index.html".encode()) == [f"{name} as it is"]


@pytest.mark.nightly
@pytest.mark.parametrize("seed", range(200))
def test_no_private_word_is_in_random_sites(tmp_path: Path, seed: int) -> None:
    """Whichever of the private things are there together, under other settings."""
    chance = random.Random(seed)
    space = SiteSpace(tmp_path / "vexpathings")
    for path, text in split_files(SITE).items():
        if path == "site.yaml" or chance.random() < 0.7:
            space.write(path, text)
    for setting in chance.sample(
        (
            "language: de",
            "permalink: /{year}/{slug}/",
            "entries_per_page: 1",
            "feed_entries: 1",
            "timezone: Asia/Tokyo",
        ),
        2,
    ):
        space.edit("site.yaml", "title: Notes\n", f"title: Notes\n{setting}\n")
    space.write("content/entries/shot.jpg", make_photo())
    # A pattern of dates refuses what has none; the entries that are left are published all the same.
    for path in ("content/entries/vexdraftfilings.md", "content/entries/kept.md"):
        if (space.root / path).is_file() and chance.random() < 0.5:
            space.rename(path, path.replace("entries/", f"entries/{chance.choice(('web', 'deep/er'))}/"))
    built = space.build(with_search=chance.random() < 0.2)
    if built.is_published:
        files = {path: (space.public / path).read_bytes() for path in list_files(space.public)}
        assert {path: leaks for path, data in files.items() if (leaks := name_leaks(data, path))} == {}
        assert [path for path in files if name_leaks(path.encode())] == []
    else:
        assert "error" in built.problems
