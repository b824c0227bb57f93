"""What a CV says that a journal cannot know: who somebody is, where they worked and what they studied.

The sections and their fields are those of JSON Resume, in the spelling of our other settings.
Does not know how any of it is shown.
"""

import re
from collections.abc import Iterator
from typing import Annotated, Final

import msgspec

from generator.sources.dates import check_date
from generator.sources.decode import Checked, Shorthand
from generator.sources.values import Report, shorten
from generator.sources.webaddress import WebAddress
from generator.sources.yamldoc import YamlList, YamlMapping, YamlNode, YamlScalar

_ROUGH_DATE = re.compile(r"[12][0-9]{3}(?:-[0-9]{2}){0,2}")
ROUGH_DATE_PATTERN: Final = f"^{_ROUGH_DATE.pattern}$"
"""A date whose day, or month and day, may be missing; JSON Resume has years from 1000 to 2999."""
_MAIL_ADDRESS = re.compile(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+")
_ROUGH_DATE_LENGTHS: Final = {len("2019"): "-01-01", len("2019-11"): "-01", len("2019-11-29"): ""}


def check_rough_date(text: str) -> tuple[str, str] | None:
    """Say what is wrong with a date of which the year is enough.

    >>> check_rough_date("2019-13")
    ('must be a date: there is no month 13', '')
    >>> check_rough_date("11/2019")
    ('must be a date, found the text "11/2019"', 'write it as 2019, 2019-11 or 2019-11-29')
    """
    if _ROUGH_DATE.fullmatch(text):
        return check_date(text + _ROUGH_DATE_LENGTHS[len(text)])
    hint = (
        "leave `end` out" if text.lower() in {"now", "today", "present"} else "write it as 2019, 2019-11 or 2019-11-29"
    )
    return f'must be a date, found the text "{shorten(text)}"', hint


def check_mail_address(text: str) -> tuple[str, str] | None:
    """Say what is wrong with a mail address.

    >>> check_mail_address("somebody at example.org")
    ('must be a mail address, found the text "somebody at example.org"', '')
    """
    if _MAIL_ADDRESS.fullmatch(text):
        return None
    return f'must be a mail address, found the text "{shorten(text)}"', ""


def check_country_code(text: str) -> tuple[str, str] | None:
    """Say what is wrong with the code of a country.

    >>> check_country_code("Germany")
    ('must be the two letters of a country such as "DE", found the text "Germany"', '')
    """
    if re.fullmatch(r"[A-Za-z]{2}", text):
        return None
    return f'must be the two letters of a country such as "DE", found the text "{shorten(text)}"', ""


RoughDate = Annotated[str, Checked(check_rough_date), msgspec.Meta(extra_json_schema={"pattern": ROUGH_DATE_PATTERN})]
MailAddress = Annotated[str, Checked(check_mail_address), msgspec.Meta(extra_json_schema={"pattern": "@"})]


class CvLocation(msgspec.Struct, frozen=True):
    """Where somebody lives, as far as it is told; the city alone may be written in its place."""

    city: Annotated[str, Shorthand(), msgspec.Meta(description="The city.")] = ""
    region: Annotated[str, msgspec.Meta(description="The state or province.")] = ""
    country_code: Annotated[
        str,
        Checked(check_country_code),
        msgspec.Meta(description="Two letters, such as DE.", extra_json_schema={"pattern": "^[A-Za-z]{2}$"}),
    ] = ""


class CvProfile(msgspec.Struct, frozen=True):
    """Where else on the web somebody can be found."""

    network: Annotated[str, msgspec.Meta(description="Where, such as GitHub.")]
    url: Annotated[WebAddress, msgspec.Meta(description="The address of the profile.")] = ""
    username: Annotated[str, msgspec.Meta(description="The name there.")] = ""


class CvWork(msgspec.Struct, frozen=True):
    """A position that somebody has, or had."""

    position: Annotated[str, Shorthand(), msgspec.Meta(description="What the position is called.")]
    name: Annotated[str, msgspec.Meta(description="Where it was: a company or an organisation.")] = ""
    location: Annotated[str, msgspec.Meta(description="In which place.")] = ""
    url: Annotated[WebAddress, msgspec.Meta(description="The organisation's address on the web.")] = ""
    start: Annotated[RoughDate, msgspec.Meta(description="When it began.")] = ""
    end: Annotated[RoughDate, msgspec.Meta(description="When it ended; without it, it goes on.")] = ""
    summary: Annotated[str, msgspec.Meta(description="What it was about, in a sentence or two.")] = ""
    highlights: Annotated[tuple[str, ...], msgspec.Meta(description="What was done there, one by one.")] = ()


class CvEducation(msgspec.Struct, frozen=True):
    """A school, a course of study, an apprenticeship."""

    institution: Annotated[str, Shorthand(), msgspec.Meta(description="Where it was.")]
    area: Annotated[str, msgspec.Meta(description="What was studied.")] = ""
    study_type: Annotated[str, msgspec.Meta(description="What it led to, such as Bachelor.")] = ""
    url: Annotated[WebAddress, msgspec.Meta(description="The institution's address on the web.")] = ""
    start: Annotated[RoughDate, msgspec.Meta(description="When it began.")] = ""
    end: Annotated[RoughDate, msgspec.Meta(description="When it ended; without it, it goes on.")] = ""
    score: Annotated[str, msgspec.Meta(description="The mark it ended with.")] = ""


class CvProject(msgspec.Struct, frozen=True):
    """Something that was made."""

    name: Annotated[str, Shorthand(), msgspec.Meta(description="What it is called.")]
    description: Annotated[str, msgspec.Meta(description="What it is, in a sentence or two.")] = ""
    url: Annotated[WebAddress, msgspec.Meta(description="Where it can be seen.")] = ""
    start: Annotated[RoughDate, msgspec.Meta(description="When it began.")] = ""
    end: Annotated[RoughDate, msgspec.Meta(description="When it ended; without it, it goes on.")] = ""
    highlights: Annotated[tuple[str, ...], msgspec.Meta(description="What is worth to be told of it, one by one.")] = ()


class CvCertificate(msgspec.Struct, frozen=True):
    """A certificate."""

    name: Annotated[str, Shorthand(), msgspec.Meta(description="What it certifies.")]
    issuer: Annotated[str, msgspec.Meta(description="Who gave it.")] = ""
    date: Annotated[RoughDate, msgspec.Meta(description="When it was given.")] = ""
    url: Annotated[WebAddress, msgspec.Meta(description="Where it can be seen.")] = ""


class CvLanguage(msgspec.Struct, frozen=True):
    """A language that somebody speaks."""

    language: Annotated[str, Shorthand(), msgspec.Meta(description="Which.")]
    fluency: Annotated[str, msgspec.Meta(description="How well.")] = ""


class CvSkill(msgspec.Struct, frozen=True):
    """What somebody can do and no checklist asks for."""

    name: Annotated[str, Shorthand(), msgspec.Meta(description="What it is.")]
    level: Annotated[str, msgspec.Meta(description="How well.")] = ""
    keywords: Annotated[tuple[str, ...], msgspec.Meta(description="What it is made up of.")] = ()


class CvFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What the journal cannot know of its author; all of it is published."""

    name: Annotated[str, msgspec.Meta(description="Whose CV it is; without it the author's name.")] = ""
    label: Annotated[str, msgspec.Meta(description="What somebody is, or wants to be, in a few words.")] = ""
    email: Annotated[MailAddress, msgspec.Meta(description="The mail address to show.")] = ""
    phone: Annotated[str, msgspec.Meta(description="The telephone number to show.")] = ""
    url: Annotated[WebAddress, msgspec.Meta(description="The address on the web to show.")] = ""
    location: Annotated[CvLocation, msgspec.Meta(description="A city, or city, region and country_code.")] = (
        CvLocation()
    )
    summary: Annotated[str, msgspec.Meta(description="Two or three sentences.")] = ""
    profiles: Annotated[tuple[CvProfile, ...], msgspec.Meta(description="Where else on the web.")] = ()
    work: Annotated[tuple[CvWork, ...], msgspec.Meta(description="Positions, newest first.")] = ()
    education: Annotated[tuple[CvEducation, ...], msgspec.Meta(description="Schools and studies, newest first.")] = ()
    projects: Annotated[tuple[CvProject, ...], msgspec.Meta(description="What was made.")] = ()
    certificates: Annotated[tuple[CvCertificate, ...], msgspec.Meta(description="Certificates.")] = ()
    languages: Annotated[tuple[CvLanguage, ...], msgspec.Meta(description="Languages.")] = ()
    skills: Annotated[tuple[CvSkill, ...], msgspec.Meta(description="What no checklist asks for.")] = ()


def check_spans(settings: YamlNode, report: Report) -> None:
    """Point at each end that is before its start, as far as both are told, in the document with the block `cv`."""
    for sections in _values_of(settings, "cv"):
        for _, section in sections.pairs if isinstance(sections, YamlMapping) else ():
            for item in section.items if isinstance(section, YamlList) else ():
                for start, end in zip(_values_of(item, "start"), _values_of(item, "end"), strict=False):
                    if isinstance(start, YamlScalar) and isinstance(end, YamlScalar):
                        _check_span(start, end, report)


def _values_of(node: YamlNode, key: str) -> Iterator[YamlNode]:
    for name, value in node.pairs if isinstance(node, YamlMapping) else ():
        if name.raw == key:
            yield value


def _check_span(start: YamlScalar, end: YamlScalar, report: Report) -> None:
    if check_rough_date(start.raw) or check_rough_date(end.raw):
        return  # That is told already.
    told = min(len(start.raw), len(end.raw))
    if end.raw[:told] < start.raw[:told]:
        report.add(f'"end" is before "start", which is {start.raw}', end)
