"""The last look into what a build has made."""

from pathlib import Path

from generator.build.stages import BuildOptions, build_site
from generator.errors import GeneratorError, Location, Problem, SitePath
from tests.site.space import DATE, SiteSpace


def test_only_what_was_made_is_looked_into(tmp_path: Path) -> None:
    """And what is found leaves the published site as it was."""
    space = SiteSpace(tmp_path / "site", "== site.yaml ==\ngit_dates: false\n== content/entries/a.md ==\n# A\n\nOld.\n")
    seen: dict[str, bytes] = {}

    def inspect(path: SitePath, data: bytes) -> tuple[Problem, ...]:
        seen[path] = data
        return (Problem("has a word", Location(path)),) if b"zyxt" in data else ()

    def build() -> str:
        seen.clear()
        options = BuildOptions(date=DATE, jobs=1)
        try:
            build_site(space.root, options, lambda *_: None, inspect=inspect)
        except GeneratorError as error:
            return ", ".join(sorted(problem.location.path for problem in error.problems if problem.location))
        return ""

    assert build() == ""
    assert seen.keys() == space.outputs()
    assert build() == ""
    assert seen == {}
    before = space.digest()
    space.write("content/entries/a.md", "# A\n\nNew: zyxt.\n")
    assert "a/index.html" in build()
    assert seen.keys() < space.outputs()
    assert space.digest() == before
