"""A CV as JSON Resume has it, https://jsonresume.org/schema.

Knows the names of that form, and that what is empty is left out; does not know where the facts come from.
"""

from collections.abc import Mapping

import msgspec

from generator.plan.contexts import ResumeContext

SCHEMA_URL = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"

_VERSION = "v1.0.0"
_NAMES: Mapping[str, str] = {
    "start": "startDate",
    "end": "endDate",
    "study_type": "studyType",
    "country_code": "countryCode",
}
"""What is called otherwise in the settings."""
_BASICS = ("name", "label", "email", "phone", "url", "summary", "location", "profiles")
_SECTIONS = ("work", "education", "certificates", "skills", "languages", "projects")


def write_resume(context: ResumeContext) -> dict[str, object]:
    """Give the CV as an object of JSON; requirements of the checklists come before the skills that the facts name."""
    facts = context.facts
    written = _write_struct(facts)
    written |= {"name": context.name, "url": context.url, "skills": _write((*context.skills, *facts.skills))}
    meta = {
        "canonical": context.canonical_url,
        "version": _VERSION,
        "lastModified": context.updated.timestamp[:19] if context.updated else "",
    }
    return {
        "$schema": SCHEMA_URL,
        "basics": {name: written[name] for name in _BASICS if written.get(name)},
        **{name: written[name] for name in _SECTIONS if written.get(name)},
        "meta": {name: value for name, value in meta.items() if value},
    }


def _write(value: object) -> object:
    if isinstance(value, msgspec.Struct):
        return _write_struct(value)
    return [_write(item) for item in value] if isinstance(value, tuple) else value


def _write_struct(struct: msgspec.Struct) -> dict[str, object]:
    written = {_NAMES.get(name, name): _write(getattr(struct, name)) for name in struct.__struct_fields__}
    return {name: value for name, value in written.items() if value}
