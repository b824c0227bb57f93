"""Whatever is written into any field stays text in every sink: no new element, attribute or active address.

A site with a payload in each field of each entry is held against the same site with harmless words there.
Fields that take only some values refuse the others with a problem.
"""

import gzip
import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from xml.etree import ElementTree as ET

import msgspec
import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from selectolax.lexbor import LexborNode

from generator.sources.checklistfile import parse_checklist
from generator.sources.frontmatter import PageFrontMatter, parse_front_matter
from generator.sources.settings import parse_settings
from tests.site.payloads import CONTROLS, PAYLOADS
from tests.site.space import SiteSpace, list_files

HARMLESS = tuple(f"Word {number}" for number in range(len(PAYLOADS)))

ADDRESSES = {
    "href",
    "src",
    "action",
    "formaction",
    "xlink:href",
    "poster",
    "data",
    "cite",
    "srcset",
    "background",
    "ping",
}
SAFE = {"", "http", "https", "mailto"}
ACTIVE = {
    "script",
    "iframe",
    "object",
    "embed",
    "form",
    "style",
    "base",
    "meta",
    "link",
    "template",
    "frame",
    "noscript",
}
"""What no text of an author may bring in, not even Markdown."""

Shape = tuple[str, str, tuple[str, ...]]
"""An element: what it is in, what it is, and the names of its attributes."""


class Seen(msgspec.Struct, frozen=True):
    """What is in a built site, put together by the kind of file."""

    shapes: frozenset[Shape]
    addresses: frozenset[tuple[str, str]]
    """The scheme and the host of everything that can be fetched or followed."""
    keys: frozenset[str]
    """Of JSON."""
    tags: frozenset[tuple[str, tuple[str, ...]]]
    """Of XML and SVG, with the names of their attributes."""
    texts: str


def quote(text: str) -> str:
    """Write a text in double quotes of YAML, which are those of JSON but for letters outside of the first plane."""
    return re.sub(
        r"\\u(d[89ab]..)\\u(d[c-f]..)",
        lambda match: f"\\U{ord(bytes.fromhex(match[1] + match[2]).decode('utf-16-be')):08x}",
        json.dumps(text),
    )


def write_site(root: Path, texts: tuple[str, ...]) -> SiteSpace:
    """Write one site with a text in every field that takes any: those of the site, and one entry for each text."""
    space = SiteSpace(root)
    first = quote(texts[2])
    others = [quote(text) for text in texts]
    cv = "\n".join(
        f"  {name}: {value}"
        for name, value in {
            "name": others[0], "label": others[3], "phone": others[31], "summary": others[21],
            "location": f"{{city: {others[32]}, region: {others[33]}}}",
            "profiles": f"[{{network: {others[41]}, username: {others[34]}}}]",
            "work": f"[{{position: {others[22]}, name: {others[25]}, location: {others[4]}, summary: {others[30]}, highlights: [{others[51]}]}}]",
            "education": f"[{{institution: {others[5]}, area: {others[6]}, study_type: {others[7]}, score: {others[8]}}}]",
            "projects": f"[{{name: {others[9]}, description: {others[10]}, highlights: [{others[11]}]}}]",
            "certificates": f"[{{name: {others[12]}, issuer: {others[13]}}}]",
            "languages": f"[{{language: {others[14]}, fluency: {others[15]}}}]",
            "skills": f"[{{name: {others[16]}, level: {others[17]}, keywords: [{others[18]}]}}]",
        }.items()
    )  # fmt: skip
    space.write(
        "site.yaml",
        f"title: {first}\ndescription: {others[20]}\nauthor: {{name: {others[33]}}}\nbase_url: https://example.org/notes\n"
        f"now_marker: {others[1]}\nnavigation: [{{title: {others[32]}, url: /}}]\ngit_dates: false\ncv:\n{cv}\n",
    )
    for number, text in enumerate(others):
        space.write(
            f"content/entries/e{number:02}.md",
            f"---\ntitle: {text}\ndate: 2020-01-{number % 28 + 1:02}\ntags: [{text}]\nsummary: {text}\nseries: {text}\n"
            f"skills: [s{number}]\n---\nWords.\n",
        )
    skills = "".join(
        f"  - {{id: s{number}, title: {text}, number: {text}, note: {text}, aliases: [{text}], "
        f"evidence: [{{title: {text}, note: {text}}}]}}\n"
        for number, text in enumerate(others)
    )
    space.write("content/checklists/list.yaml", f"title: {first}\ndescription: {others[3]}\nskills:\n{skills}")
    space.write("content/pages/about.md", f"---\ntitle: {others[31]}\nnav_title: {others[34]}\n---\nWords.\n")
    return space


def write_names(root: Path, texts: tuple[str, ...]) -> SiteSpace:
    """Write a site with a text in the names of files and folders."""
    space = SiteSpace(root, "== site.yaml ==\nbase_url: https://example.org/notes\ngit_dates: false\n")
    for number, text in enumerate(texts):
        name = re.sub(r"[/\0\n]", "|", text).encode()[:120].decode(errors="ignore").strip(".#~")
        space.write(f"content/entries/{number}{name}.md", f"# Entry {number}\n\n[a file](<{number}.txt>)\n")
        space.write(f"content/entries/f{number}{name}/x.md", f"# Other {number}\n")
        space.write(f"content/entries/{number}.txt", "x\n")
    return space


BODY = """\
# {0}

Text {0} and [{0}](https://example.org/) and ![{0}](p.svg) and `{0}`.
<{0}> [x]({0}) [x](<{0}>) ![x]({0}) [[{0}]] [x][r{1}] [y](https://example.org "{0}")

[r{1}]: <{0}> "{0}"

## {0}

- [ ] {0}

| {0} |
| --- |
| {0} |

> [!NOTE]
> {0}[^n]

[^n]: {0}

```{0}
code
```

```python title="{0}" {{1}}
{0}
```

$${0}$$ and :{0}: $`{0}`$
"""
"""A text in all places of Markdown."""


def write_bodies(root: Path, texts: tuple[str, ...]) -> SiteSpace:
    """Write a site with a text in every place of Markdown, in files and in the log."""
    space = SiteSpace(root, "== site.yaml ==\nbase_url: https://example.org/notes\ngit_dates: false\n")
    space.write("content/entries/p.svg", '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    log = ""
    for number, text in enumerate(texts):
        space.write(f"content/entries/e{number:02}.md", BODY.replace("{0}", text).replace("{1}", str(number)))
        log += f"\n## 2020-01-{number % 28 + 1:02} {' '.join(text.split())}\n\n{' '.join(text.split())}\n"
    space.write("content/log.md", log)
    return space


def walk(node: LexborNode) -> Iterator[LexborNode]:
    """Give an element and all in it; those of a template, too, which no selector finds."""
    yield node
    child = node.child
    while child is not None:
        if child.tag and not child.tag.startswith(("-", "_")):
            yield from walk(child)
        child = child.next


def look(space: SiteSpace) -> Seen:
    """Parse everything that was published, strictly."""
    shapes: set[Shape] = set()
    addresses: set[tuple[str, str]] = set()
    keys: set[str] = set()
    tags: set[tuple[str, tuple[str, ...]]] = set()
    texts: list[str] = []
    for path in list_files(space.public):
        if path.startswith(("pagefind/pagefind", "pagefind/wasm", "assets/")):
            continue
        data = (space.public / path).read_bytes()
        if path.endswith(".html"):
            look_at_html(data.decode(), shapes, addresses, keys)
        elif path.endswith((".xml", ".svg")):
            for element in ET.fromstring(data).iter():
                tags.add((element.tag, tuple(sorted(element.attrib))))
                addresses.update(
                    map(split_address, (v for k, v in element.attrib.items() if k.endswith(("href", "src"))))
                )
                if element.get("type") == "html" and element.text:
                    look_at_html(element.text, shapes, addresses, keys)
        elif path.endswith((".json", ".webmanifest")):
            texts.append(look_at_json(data, keys))
        elif path.endswith("_fragment"):
            texts.append(look_at_json(gzip.decompress(data).removeprefix(b"pagefind_dcd"), keys))
    return Seen(frozenset(shapes), frozenset(addresses), frozenset(keys), frozenset(tags), "\n".join(texts))


def look_at_html(text: str, shapes: set[Shape], addresses: set[tuple[str, str]], keys: set[str]) -> None:
    """Take a page apart as a browser does."""
    root = HTMLParser(text).root
    assert root is not None
    for node in walk(root):
        parent = node.parent.tag if node.parent else ""
        shapes.add((str(parent), str(node.tag), tuple(sorted(node.attributes))))
        for name, value in node.attributes.items():
            if name in ADDRESSES and value:
                addresses.update(
                    split_address(part.strip().split(" ")[0])
                    for part in (value.split(", ") if name == "srcset" else [value])
                )
        if node.tag == "script" and node.attributes.get("type") == "application/ld+json":
            look_at_json(node.text().encode(), keys)


def look_at_json(data: bytes, keys: set[str]) -> str:
    """Read JSON, note the names in it, and give its texts."""

    def note(pairs: list[tuple[str, object]]) -> dict[str, object]:
        names = [name for name, _ in pairs]
        assert len(names) == len(set(names))
        keys.update(names)
        return dict(pairs)

    return json.dumps(json.loads(data, object_pairs_hook=note, parse_constant=pytest.fail), ensure_ascii=False)


def split_address(address: str) -> tuple[str, str]:
    """Give the scheme and the host that a browser finds in an address: it passes over controls, and turns backslashes."""
    cleaned = re.sub(r"[\t\n\r]", "", address).strip("".join(map(chr, range(33)))).replace("\\", "/")
    scheme, _, rest = cleaned.partition(":") if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:", cleaned) else ("", "", cleaned)
    host = re.match(r"//([^/?#]*)", rest)
    return scheme.lower(), host[1] if host else ""


class Pair(msgspec.Struct, frozen=True):
    """The same site with payloads and with harmless words."""

    payloads: Seen
    harmless: Seen
    space: SiteSpace


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Pair:
    """Build the site of all fields, with its search."""
    folder = tmp_path_factory.mktemp("payloads")
    spaces = [write_site(folder / name, texts) for name, texts in (("bad", PAYLOADS), ("good", HARMLESS))]
    for space in spaces:
        built = space.build(with_search=True)
        assert built.is_published, built.problems
    return Pair(look(spaces[0]), look(spaces[1]), spaces[0])


def test_there_are_sixty_and_all_places_to_look_for_them(pair: Pair) -> None:
    """Pages, feeds, data, the CV, badges, the search's fragments; a sink that is not there would prove nothing."""
    assert len(set(PAYLOADS)) == 60
    outputs = pair.space.outputs()
    assert {"feed.xml", "feed.json", "sitemap.xml", "api/v1/entries.json", "cv/index.html", "cv/resume.json"} <= outputs
    for kind in ("badges/", "cards/", "tags/", "series/", "skills/", "checklists/", "pagefind/fragment/", "progress/"):
        assert [path for path in outputs if path.startswith(kind)], kind
    assert len(pair.payloads.shapes) > 100
    assert len(pair.payloads.keys) > 50


def test_no_field_brings_an_element_or_an_attribute(pair: Pair) -> None:
    """In pages, and in what feeds quote."""
    assert pair.payloads.shapes - pair.harmless.shapes == set()


def test_no_field_brings_an_address(pair: Pair) -> None:
    """Neither of a scheme nor of a host that is not there anyway."""
    assert pair.payloads.addresses - pair.harmless.addresses == set()


def test_no_field_brings_a_name_into_data(pair: Pair) -> None:
    """JSON feeds, the search's fragments, JSON-LD, the CV, the manifest, and XML: feeds, sitemap, badges."""
    assert pair.payloads.keys - pair.harmless.keys == set()
    assert pair.payloads.tags - pair.harmless.tags == set()


@pytest.mark.parametrize("number", range(len(PAYLOADS)))
def test_text_is_published_as_it_was_written(pair: Pair, number: int) -> None:
    """No template was filled in, nothing was cut out: what is in data is what was in the field."""
    expected = " ".join(PAYLOADS[number].split())
    found = " ".join(unescape(json.dumps(expected, ensure_ascii=False)[1:-1]).split())
    assert found in " ".join(unescape(pair.payloads.texts).replace("\\n", " ").replace("\\t", " ").split())


@pytest.mark.parametrize("write", [write_names, write_bodies])
def test_names_of_files_and_markdown_bring_nothing_active(tmp_path: Path, write: object) -> None:
    """Markdown may have elements, but those that do nothing; names of files have none."""
    assert callable(write)
    spaces = [write(tmp_path / name, texts) for name, texts in (("bad", PAYLOADS), ("good", HARMLESS))]
    for space in spaces:
        built = space.build()
        assert built.is_published, built.problems
    bad, good = map(look, spaces)
    new = bad.shapes - good.shapes
    if write is write_names:
        assert new == set()
    assert [shape for shape in new if shape[1] in ACTIVE] == []
    assert [name for _, _, names in new for name in names if name.startswith("on") or name in {"style", "srcdoc"}] == []
    assert {scheme for scheme, _ in bad.addresses} <= SAFE
    assert bad.keys - good.keys == set()
    assert bad.tags - good.tags == set()


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("templates/partials/foot.html", "", "<p>{{ site.title | safe }}</p>"),
        ("templates/partials/foot.html", "", "<p title={{ site.title }}></p>"),
        ("templates/partials/foot.html", "", "<p><a href='{{ site.description }}'>x</a></p>"),
    ],
    ids=["unescaped", "without quotes", "an address"],
)
def test_template_that_lets_something_out_is_seen(tmp_path: Path, path: str, old: str, new: str) -> None:
    """Or nothing would be proven."""
    seen = []
    for name, texts in (("bad", PAYLOADS[40:41] * 60), ("good", HARMLESS)):
        space = SiteSpace(tmp_path / name)
        title, description = (PAYLOADS[2], PAYLOADS[40]) if name == "bad" else texts[:2]
        space.write("site.yaml", f"title: {quote(title)}\ndescription: {quote(description)}\n")
        space.write(path, old + new)
        assert space.build().is_published
        seen.append(look(space))
    bad, good = seen
    assert (bad.shapes - good.shapes) | (bad.addresses - good.addresses)


FIELDS = ("slug", "date", "updated", "aliases", "image", "draft", "private", "nav_order", "tags", "title", "unknown")


@pytest.mark.parametrize("field", FIELDS)
def test_front_matter_takes_a_payload_or_says_what_is_wrong(field: str) -> None:
    """Quoted as a text, and as it is, where YAML makes of it what it likes; never a traceback, always a place."""
    for payload in (*PAYLOADS, *CONTROLS):
        for value in (quote(payload), payload, f"[{payload}", f"'{payload}"):
            parsed, problems = parse_front_matter(f"---\n{field}: {value}\n---\n# A\n", "a.md", PageFrontMatter)
            assert all(problem.location and problem.location.line for problem in problems)
            front = parsed.front
            assert not re.search(r"[<>\"'\s:/]", front.slug)
            assert not re.search(r"[<>\"']", front.date + front.updated)


ADDRESS_FIELDS = (
    "base_url: {}", "edit_url: {}", "editor_url: {}", "repository_url: {}", "author: {{url: {}}}", "cv: {{url: {}}}",
    "cv: {{profiles: [{{network: x, url: {}}}]}}", "cv: {{work: [{{position: x, url: {}}}]}}",
    "navigation: [{{title: x, url: {}}}]",
)  # fmt: skip
OTHER_FIELDS = (
    "language: {}", "timezone: {}", "permalink: {}", "entries_per_page: {}", "raw_html: {}", "ignore_revs: [{}]",
    "markdown_extensions: [{}]", "cv: {{email: {}}}", "cv: {{location: {{country_code: {}}}}}", "search: {}",
)  # fmt: skip


@pytest.mark.parametrize("field", [*ADDRESS_FIELDS, *OTHER_FIELDS])
def test_settings_take_a_payload_or_say_what_is_wrong(field: str) -> None:
    """An address that is taken is one that nothing runs."""
    for payload in (*PAYLOADS, *CONTROLS):
        for value in (quote(payload), f"'{payload.replace(chr(39), chr(39) * 2)}'"):
            settings, problems = parse_settings(field.format(value) + "\n", "site.yaml")
            assert all(problem.location and problem.message for problem in problems)
            if field in ADDRESS_FIELDS:
                cv, author = settings.cv, settings.author
                taken = [settings.base_url, settings.edit_url, settings.repository_url, author.url, cv.url]
                taken += [each.url for each in (*cv.profiles, *cv.work, *(settings.navigation or ()))]
                assert {split_address(url)[0] for url in taken} <= SAFE
                assert not re.search(
                    r"[\"'<>\s]", "".join(taken).replace("'", "") if "editor" in field else "".join(taken)
                )


def test_addresses_of_checklists_and_entries_run_nothing(tmp_path: Path) -> None:
    """Evidence, pictures and former addresses: what is taken is harmless, what is not taken is told of."""
    space = SiteSpace(tmp_path / "site", "== site.yaml ==\nbase_url: https://example.org\n")
    for number, payload in enumerate(PAYLOADS):
        front = f"image: {quote(payload)}\naliases: [{quote(payload)}]\n"
        space.write(f"content/entries/e{number:02}.md", f"---\n{front}---\n# A\n")
        for key in ("url", "commit", "pr", "date"):
            text = f"- {{title: s{number}{key}, evidence: [{{title: x, {key}: {quote(payload)}}}]}}\n"
            _, problems = parse_checklist(text, "a.yaml")
            assert all(problem.location and problem.location.line for problem in problems)
        text = f"- {{title: s{number}, evidence: [{{title: x, url: {quote(payload)}}}, {quote(payload)}]}}\n"
        space.write(f"content/checklists/c{number}.yaml", text)
    built = space.build()
    if not built.is_published:
        # What is refused is refused in its line; the rest is published.
        refused = set(
            re.findall(r"^content/(?:entries|checklists)/[ec](\d+)\.\w+:\d+:\d+: error", built.problems, re.MULTILINE)
        )
        assert 0 < len(refused) <= len(PAYLOADS)
        assert "Traceback" not in built.problems
        for number in map(int, refused):
            space.remove(f"content/entries/e{number:02}.md")
            space.remove(f"content/checklists/c{number}.yaml")
        built = space.build()
    assert built.is_published, built.problems
    seen = look(space)
    assert {scheme for scheme, _ in seen.addresses} <= SAFE
    assert [names for _, _, names in seen.shapes if any(name.startswith("on") for name in names)] == []
