"""Whole folders of notes, each kind: what comes out is a journal that can be built, with nothing in it that was hidden."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.importing.folders import DIALECTS, GitDates, import_folder, recognize
from generator.importing.notes import Folder, is_note_path, new_address
from generator.sources.frontmatter import PageFrontMatter, parse_front_matter
from tests.importing.samples import FOLDERS, PIXEL, make_folder, run, texts, told
from tests.importing.test_notes import make_note
from tests.site.space import SiteSpace


def write_site(root: Path, kind: str) -> SiteSpace:
    """Write what an import gives into a new site."""
    result = run(FOLDERS[kind], kind)
    site = SiteSpace(root, "== site.yaml ==\ntitle: Notes\ngit_dates: false\n")
    for file in result.files:
        site.write(file.path, file.text)
    files = make_folder(FOLDERS[kind]).texts
    for copy in result.copies:
        site.write(copy.path, PIXEL if copy.path.endswith(".png") else files[copy.source])
    return site


@pytest.mark.parametrize("kind", FOLDERS)
def test_a_journal_can_be_built_of_it(tmp_path: Path, kind: str) -> None:
    """One page for each note that was published; every link resolves but for those that were told; no draft is seen."""
    site = write_site(tmp_path, kind)
    result = run(FOLDERS[kind], kind)
    fronts = {path: parse_front_matter(text, path, PageFrontMatter)[0].front for path, text in texts(result).items()}
    hidden = {path for path, front in fronts.items() if front.draft or front.private}
    built = site.build()
    assert built.is_published, built.problems
    assert {line.split(":")[0].removeprefix("withheld ") for line in built.withheld} == hidden
    found = re.findall(
        r"(?m)^(content/\S.*?\.md):\d+:\d+: warning: the link to \"(.*?)\" leads to (\S+)", built.problems
    )
    lost = [address for _, address, where in found if where == "nothing:"]
    said = "\n".join(told(result))
    assert [address for address in lost if f'"{address}"' not in said] == []
    addresses = {path: new_address(make_note(path, slug=front.slug), "/{path}/") for path, front in fronts.items()}
    assert len(set(addresses.values())) == len(addresses)
    pages = {path for path, address in addresses.items() if f"{address[1:]}index.html" in site.outputs()}
    assert pages == set(fronts) - hidden
    for path in pages:
        for old in fronts[path].aliases:
            assert addresses[path].strip("/") in site.read(old[1:] if old.endswith(".html") else f"{old[1:]}index.html")
    shown = "\n".join(site.read(path) for path in site.outputs() if path.endswith((".html", ".xml", ".json")))
    assert "CANARY" not in shown
    assert [
        front.title for path, front in fronts.items() if path in hidden and front.title in shown and front.title
    ] == []


@pytest.mark.parametrize("kind", FOLDERS)
def test_each_note_is_a_file_or_told(kind: str) -> None:
    """None is lost in silence, but for what the settings say is no part of the site."""
    result = run(FOLDERS[kind], kind)
    sources = {file.source for file in result.files}
    left_out = {line.path for line in result.left_out if not line.line}
    notes = {f"notes/{path}" for path in make_folder(FOLDERS[kind]).paths if is_note_path(path)}
    assert notes - sources - left_out <= {"notes/secret/plan.md"}


@pytest.mark.parametrize("kind", FOLDERS)
def test_words_are_lost_only_where_that_is_told(kind: str) -> None:
    """Each line of a source stands in what is written, but for those with links, tags and front matter."""
    folder = make_folder(FOLDERS[kind])
    result = run(FOLDERS[kind], kind)
    for file in result.files:
        body = folder.texts[file.source.removeprefix("notes/")].replace("CANARY block\n", "")
        for line in body.split("\n"):
            if not re.search(r"[\[{%:=]|^[-+}]|\"", line):
                assert line in file.text, file.path


@pytest.mark.parametrize("kind", FOLDERS)
def test_the_same_folder_gives_the_same_files(kind: str) -> None:
    """A second run has nothing to do."""
    assert run(FOLDERS[kind], kind) == run(FOLDERS[kind], kind)


@pytest.mark.parametrize("kind", FOLDERS)
def test_the_kind_is_recognized(kind: str) -> None:
    """By the names of files and folders alone."""
    hidden = [".obsidian"] if kind == "obsidian" else []
    assert recognize(make_folder(FOLDERS[kind]).paths, hidden) == kind
    assert set(FOLDERS) == set(DIALECTS)


@pytest.mark.parametrize(
    ("paths", "kind"),
    [
        (["_posts/a.md"], "jekyll"),
        (["blog/_posts/a.md"], "jekyll"),
        (["hugo.toml", "x.md"], "hugo"),
        (["config.toml", "content/a.md"], "hugo"),
        (["config/_default/hugo.yaml", "content/a.md"], "hugo"),
        (["archetypes/default.md", "content/a.md"], "hugo"),
        (["content/a.md", "a.md"], "markdown"),
        (["config.toml", "a.md"], "markdown"),
        ([], "markdown"),
    ],
)
def test_a_kind_is_told_by_what_only_it_has(paths: list[str], kind: str) -> None:
    """What many have is no sign."""
    assert recognize(paths) == kind


def test_a_former_address_belongs_to_one_note() -> None:
    """One that is the address of another note, or of the site itself, is no alias."""
    vault = (
        "== a.md ==\n---\naliases: [/b/, /old/, /tags/, /feed.xml, https://a.b/, /a/]\n---\n"
        "== b.md ==\n---\naliases: [/old/index.html, /x.html]\n---\n"
    )
    result = run(vault, "markdown")
    assert texts(result) == {
        "content/entries/a.md": "---\naliases:\n  - /old/\n---\n",
        "content/entries/b.md": "---\naliases:\n  - /x.html\n---\n",
    }
    assert told(result) == [
        'notes/a.md:1: the former address "/b/" is that of b.md',
        'notes/a.md:1: the former address "/tags/" is one that the site may have for itself',
        'notes/a.md:1: the former address "/feed.xml" is one that the site may have for itself',
        'notes/a.md:1: the alias "https://a.b/" is no path of the site',
        'notes/b.md:1: the former address "/old/index.html" is that of a.md',
    ]


def test_no_two_notes_have_one_address() -> None:
    """Nor that of a page which every site has; systems that do not tell capitals apart get two files."""
    folder = "== A b.md ==\n1\n== a-b.md ==\n2\n== tags/README.md ==\n3\n== x/index.md ==\n4\n== x/README.md ==\n5\n== c.md ==\n6\n== C.md ==\n7\n"
    result = run(folder, "markdown")
    written = texts(result)
    assert len({path.casefold() for path in written}) == 7
    assert [line for line in told(result) if "is taken" in line] == [
        "notes/a-b.md:1: the address /a-b/ is taken, so this note's is /a-b-2/",
        "notes/c.md:1: the file content/entries/c.md is taken, so this note's is content/entries/c-2.md",
        "notes/tags/README.md:1: the address /tags/ is taken, so this note's is /tags/tags-2/",
        "notes/x/index.md:1: the address /x/ is taken, so this note's is /x/x-2/",
    ]


def test_what_git_knows_is_said_of_notes_that_say_nothing() -> None:
    """A date in the front matter or the file's name goes before it; pages have none."""
    files = (
        "== a.md ==\n== 2020-01-02-b.md ==\n== c.md ==\n---\ndate: 2020-01-03\nupdated: 2020-01-04\n---\n== d.md ==\n"
    )
    known = GitDates("2019-05-06 07:08:09+01:00", "2019-05-07 07:08:09+01:00")
    dates = dict.fromkeys(("a.md", "2020-01-02-b.md", "c.md"), known)
    result = import_folder(make_folder(files), "markdown", label="", dates=dates)
    assert texts(result) == {
        "content/entries/2020-01-02-b.md": "---\nupdated: 2019-05-07 07:08:09+01:00\n---\n",
        "content/entries/a.md": "---\ndate: 2019-05-06 07:08:09+01:00\nupdated: 2019-05-07 07:08:09+01:00\n---\n",
        "content/entries/c.md": "---\ndate: 2020-01-03\nupdated: 2020-01-04\n---\n",
        "content/entries/d.md": "",
    }


def test_a_picture_that_stands_for_a_note_comes_along() -> None:
    """One that is not there is kept as a comment."""
    folder = "== a/b.md ==\n---\ncover: p.png\n---\n== c.md ==\n---\nimage: gone.png\n---\n== a/p.png ==\n"
    result = run(folder, "markdown")
    assert texts(result) == {
        "content/entries/a/b.md": "---\nimage: p.png\n---\n",
        "content/entries/c.md": "---\ndraft: false\n# image: gone.png\n---\n",
    }
    assert [copy.source for copy in result.copies] == ["a/p.png"]
    assert told(result) == ['notes/c.md:1: the picture "gone.png" is not in this folder']


PIECES = (
    "Words", " ", "\n", "\n\n", "# Heading\n", "`", "```\n", "%%", "%%words%%", "[[b]]", "[[b|x]]", "![[p.png]]", "[[", "#tag",
    "[x](b.md)", "[x](/b/)", "[x](c d.md)", "<img src='p.png'>", "{% raw %}", "{% endraw %}", "{% comment %}words{% endcomment %}",
    "{% highlight c %}\n", "{% endhighlight %}", "{% post_url 2020-01-02-b %}", "{{ x }}", "{%", '{{< ref "b" >}}', '{{< figure src="p.png" >}}',
    "{{</* x */>}}", "{{<", "---\n", "+++\n", "{\n", "}\n", "title: x\n", "draft: true\n", "- item\n", "    ", "> ", "|a|\n|-|\n", "$$\n", "<!--", "-->",
)  # fmt: skip


@pytest.mark.parametrize("kind", FOLDERS)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
@settings(max_examples=25, deadline=None)
def test_any_text_can_be_imported(kind: str, text: str) -> None:
    """Its front matter is right, comments are gone, and what is imported again stays as it is."""
    place = {"jekyll": "_posts/2020-01-02-", "hugo": "content/s/"}.get(kind, "")
    comment = {"jekyll": "{% comment %}HIDDEN{% endcomment %}\n", "obsidian": "%%HIDDEN%%\n"}.get(kind, "")
    folder = {
        f"{place}a.md": comment + text,
        f"{place}b.md": "---\ntitle: B\n---\n",
        f"{place}c d.md": "C",
        f"{place}p.png": "",
    }
    given_folder = Folder(tuple(sorted(folder)), folder)
    result = import_folder(given_folder, kind, label="")
    assert len(result.files) == 3
    written = result.files[0]
    parsed, problems = parse_front_matter(written.text, written.path)
    assert problems == ()
    assert "HIDDEN" not in written.text
    if parsed.body.startswith(("---", "+++", "{")):
        # Another front matter below the first is one only once the first is gone.
        return
    again = {file.path.removeprefix("content/entries/"): file.text for file in result.files}
    again |= {copy.path.removeprefix("content/entries/"): "" for copy in result.copies}
    settled = import_folder(Folder(tuple(sorted(again)), again), "markdown", label="")
    assert {file.path: file.text for file in settled.files} == {file.path: file.text for file in result.files}


def test_what_is_still_to_be_done_stays_private() -> None:
    """In whichever folder it is kept."""
    result = run("== todo.md ==\n- CANARY\n== x/TODO.md ==\n- CANARY\n", "markdown")
    assert {(file.path, file.kind, file.summary, file.text) for file in result.files} == {
        ("content/todo.md", "todo", "never published", "- CANARY\n"),
        ("content/entries/x/TODO.md", "entry", "private", "---\nprivate: true\n---\n- CANARY\n"),
    }
    assert told(result) == [
        "notes/todo.md:1: what is still to be done is private",
        "notes/x/TODO.md:1: what is still to be done is private",
    ]


def test_a_field_that_stands_in_every_note_is_told_a_few_times() -> None:
    """It is kept as a comment in all of them."""
    vault = "".join(f"== {number}.md ==\n---\nlayout: post\n---\n" for number in range(9))
    result = run(vault, "markdown")
    reason = 'nothing here corresponds to "layout"'
    assert told(result) == [f"notes/{number}.md:2: {reason}" for number in range(5)]
    assert f"{reason}, in 4 more notes: kept there as a comment" in result.notes
    assert all("# layout: post" in text for text in texts(result).values())


def test_the_home_page_has_always_been_where_it_is() -> None:
    """Nothing is told of that."""
    result = run("== _config.yml ==\n== index.md ==\n---\ntitle: Home\n---\nWords.\n", "jekyll")
    assert texts(result) == {"content/pages/index.md": "---\ntitle: Home\n---\nWords.\n"}
    assert told(result) == []


def test_a_picture_that_stops_a_build_is_told_before() -> None:
    """Telephones make such pictures, and vaults are full of them."""
    result = run("== a.md ==\n![[p.HEIC]] ![[q.png]]\n== p.HEIC ==\n== q.png ==\n", "obsidian")
    assert [line.hint for line in result.left_out if line.path == "notes/p.HEIC"] == [
        "save it as PNG, JPEG or WebP first"
    ]
    assert [line for line in result.left_out if line.path == "notes/q.png"] == []


@pytest.mark.parametrize(
    ("kind", "settings"),
    [("jekyll", "== _config.yml ==\ntitle: x\ndefaults: *x\n"), ("hugo", "== hugo.toml ==\ntitle = x\n")],
)
def test_settings_that_cannot_be_read_stop_an_import(kind: str, settings: str) -> None:
    """They may say which notes are hidden."""
    result = run(f"{settings}== _posts/2020-01-02-a.md ==\nWords.\n== content/s/a.md ==\nWords.\n", kind)
    assert result.files == ()
    assert [str(problem.location) for problem in result.problems] == [
        {"jekyll": "notes/_config.yml:2:1", "hugo": "notes/hugo.toml:1:1"}[kind]
    ]
