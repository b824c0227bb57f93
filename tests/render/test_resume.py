"""A CV in the form of JSON Resume, held against that form's own schema."""

import json
import re
from pathlib import Path
from typing import Any

import msgspec

from generator.plan.contexts import ResumeContext
from generator.render.pages import render_page
from generator.render.resume import write_resume
from generator.sources.cvfacts import CvFacts
from tests.render.samples import CONTEXTS, package_theme, read_bodies

SCHEMA = json.loads((Path(__file__).parent / "jsonresume" / "schema.json").read_text("utf-8"))
TYPES = {"object": dict, "array": list, "string": str}
FORMATS = {"uri": r"[a-z][a-z0-9+.-]*:\S+", "email": r"[^@\s]+@[^@\s]+"}


def find_faults(value: object, schema: dict[str, Any], path: str = "resume") -> list[str]:
    """Say where a value is not as a schema wants it; other than the schema, no name is taken that is not in it."""
    if "$ref" in schema:
        schema = SCHEMA["definitions"][schema["$ref"].rpartition("/")[2]]
    faults = []
    if not isinstance(value, TYPES[schema["type"]]):
        faults.append(f"{path} is no {schema['type']}")
    elif isinstance(value, dict):
        unknown = value.keys() - schema["properties"].keys()
        faults += [f"{path}.{name} is unknown" for name in sorted(unknown)]
        for name in value.keys() - unknown:
            faults += find_faults(value[name], schema["properties"][name], f"{path}.{name}")
    elif isinstance(value, list):
        for index, item in enumerate(value):
            faults += find_faults(item, schema["items"], f"{path}.{index}")
    elif not re.search(schema.get("pattern", ""), value):
        faults.append(f"{path} does not match")
    elif not re.fullmatch(FORMATS.get(schema.get("format", ""), r"(?s).*"), value):
        faults.append(f"{path} is no {schema['format']}")
    return faults


def sample() -> ResumeContext:
    """Give a CV with something in every field."""
    context = CONTEXTS["cv/resume.json"]
    assert isinstance(context, ResumeContext)
    return context


def test_resume_is_valid() -> None:
    """A CV with everything, as the bytes that are published."""
    data = json.loads(render_page("cv/resume.json", sample(), package_theme(), read_bodies))
    assert find_faults(data, SCHEMA) == []


def test_faults_are_found() -> None:
    """Or the test above would prove nothing."""
    data = {"basics": {"nme": "a", "url": "/a"}, "work": [{"startDate": "11/2019"}], "skills": {}}
    assert sorted(find_faults(data, SCHEMA)) == [
        "resume.basics.nme is unknown",
        "resume.basics.url is no uri",
        "resume.skills is no array",
        "resume.work.0.startDate does not match",
    ]


def test_everything_that_the_facts_say_is_written() -> None:
    """No text of the settings is lost on the way."""
    written = json.dumps(write_resume(sample()), ensure_ascii=False)

    def texts(value: object) -> list[str]:
        if isinstance(value, msgspec.Struct):
            return [text for name in value.__struct_fields__ for text in texts(getattr(value, name))]
        if isinstance(value, tuple):
            return [text for item in value for text in texts(item)]
        return [value] if isinstance(value, str) else []

    facts = msgspec.structs.replace(sample().facts, url="")
    assert [text for text in texts(facts) if text and text not in written] == []


def test_what_is_not_known_is_left_out() -> None:
    """A site without facts and without an address has requirements, and no empty fields."""
    context = ResumeContext(name="", url="", canonical_url="", updated=None, facts=CvFacts(), skills=sample().skills)
    assert write_resume(context) == {
        "$schema": "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json",
        "basics": {},
        "skills": [{"name": "Web frameworks", "level": "0 of 2 done", "keywords": ["Flask (learning)"]}],
        "meta": {"version": "v1.0.0"},
    }


def test_requirements_come_before_other_skills_and_the_day_is_that_of_the_content() -> None:
    """Nothing in it depends on when it was written."""
    written = write_resume(sample())
    skills = written["skills"]
    assert isinstance(skills, list)
    assert [skill["name"] for skill in skills] == ["Web frameworks", "Cooking", "Rowing"]
    assert written["meta"] == {
        "canonical": "https://user.github.io/repo/cv/resume.json",
        "version": "v1.0.0",
        "lastModified": sample().updated.iso[:19] if sample().updated else "",
    }
