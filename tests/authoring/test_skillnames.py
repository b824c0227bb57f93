"""Which skill is meant by what an author types."""

import pytest

from generator.authoring.skillnames import find_skill, list_mentions
from generator.errors import GeneratorError, SitePath, format_problem
from generator.model.checklist import ChecklistSource
from generator.sources.checklistfile import parse_checklist


def read(*texts: str) -> tuple[ChecklistSource, ...]:
    """Make checklists a.yaml, b.yaml and so on."""
    return tuple(
        ChecklistSource(SitePath(f"content/checklists/{name}.yaml"), text, parse_checklist(text, f"{name}.yaml")[0])
        for name, text in zip("abc", texts, strict=False)
    )


def refuse(name: str, *texts: str) -> str:
    """Say why no skill is found."""
    with pytest.raises(GeneratorError) as caught:
        find_skill(name, list_mentions(read(*texts)))
    return "\n".join(map(format_problem, caught.value.problems))


LIST = """\
- {id: web, title: 5 Frameworks, aliases: [http, Web stuff], skills: [5.1 Flask, 5.2 C++ tools]}
- {id: http, title: Web}
"""


@pytest.mark.parametrize(
    ("name", "skill"),
    [
        ("flask", "flask"),
        ("FLASK", "flask"),
        ("5.1", "flask"),
        ("5.1 Flask", "flask"),
        ("5.1  flask", "flask"),
        ("Frameworks", "web"),
        ("web stuff", "web"),
        ("web-stuff", "web"),
        ("C++ Tools", "cpp-tools"),
        ("web", "web"),
        ("http", "http"),
        ("5", "web"),
    ],
)
def test_a_skill_is_found_by_any_of_its_names(name: str, skill: str) -> None:
    """An id goes before another name, that before a title, and that before a number."""
    assert find_skill(name, list_mentions(read(LIST))) == skill


def test_skills_of_lists_that_are_not_published_are_found() -> None:
    """The author works on them as well."""
    assert find_skill("own", list_mentions(read("public: false\nskills: [Own]\n"))) == "own"


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("flsk", 'did you mean "Flask"?'),
        ("work", "there is web"),
        ("zzz", "there are web, flask, cpp-tools, http"),
    ],
)
def test_an_unknown_skill_is_told_what_there_is(name: str, hint: str) -> None:
    """The one that may have been meant, those with the word, or the first of all."""
    assert refuse(name, LIST) == f'error: there is no skill "{name}"\n  hint: {hint}'


def test_without_a_checklist_there_is_a_hint() -> None:
    """It says where to put one."""
    assert refuse("flask").endswith("hint: there is no checklist yet; put one into content/checklists/")


def test_one_name_of_two_skills_is_refused() -> None:
    """With both, and where they stand."""
    assert refuse("1", "- 1 Flask\n", "- 1 Django\n") == (
        'error: "1" may be 2 skills: flask (1 Flask, content/checklists/a.yaml:1), '
        "django (1 Django, content/checklists/b.yaml:1)\n"
        "  hint: name it by its id"
    )


def test_lists_that_contradict_each_other_are_refused() -> None:
    """Nobody can say then how far a skill is."""
    said = refuse("flask", "- {title: Flask, done: true}\n", "- {title: Flask, state: planned}\n")
    assert 'the skill "flask" is planned here and done in content/checklists/a.yaml:1' in said
