"""Tests of progress over time, on histories counted by hand."""

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.checklist import count_leaves
from generator.model.site import Site, assemble_site
from generator.model.timeline import EventKind, Timeline
from generator.sources.versions import ChecklistVersions, Refusal
from tests.model.histories import FOLDER, Texts, make_versions
from tests.model.samples import make_journal, make_rules


def draw(
    *commits: tuple[str, Texts],
    now: Mapping[str, str] | None = None,
    entries: Mapping[str, str] | None = None,
    ignored: str = "",
    today: str = "2020-06-01",
    refusal: Refusal | None = None,
) -> Timeline:
    """Assemble a site with a history; what the checklists say now is what the last commits say, unless given."""
    texts: dict[str, str] = {}
    for _, changes in commits:
        for name, content in changes.items():
            old_name, text = content if isinstance(content, tuple) else (name, content)
            texts.pop(old_name, None)
            if text is not None:
                texts[name] = text
    files = {FOLDER + name: text for name, text in (texts if now is None else now).items()}
    files |= {f"content/entries/{name}": text for name, text in (entries or {}).items()}
    versions = ChecklistVersions("f" * 40, refusal=refusal) if refusal else make_versions(*commits)
    rules = make_rules(f"ignore_revs: [{ignored}]\n" if ignored else "", today=today)
    site = assemble_site(make_journal(files, rules, versions=versions)).site
    check_last(site.timeline, site)
    return site.timeline


def check_last(timeline: Timeline, site: Site) -> None:
    """The last numbers are those of the home page."""
    if timeline.refusal is None:
        branches = [branch for checklist in site.curriculum.checklists for branch in checklist.branches]
        progress = count_leaves(branches, {slug: skill.state for slug, skill in site.skills.items()})
        last = timeline.points[-1]
        assert (last.scope, last.learning, last.done) == (progress.total, progress.learning, progress.done)


def points(timeline: Timeline) -> list[str]:
    """Write points as `day scope/learning/done`."""
    return [f"{point.day} {point.scope}/{point.learning}/{point.done}" for point in timeline.points]


def events(timeline: Timeline) -> list[str]:
    """Write events, newest first, as `day kind skills`."""
    return [
        f"{event.day} {event.kind.value} {', '.join(skill.title for skill in event.skills) or event.count}"
        for event in timeline.events
    ]


DONE = "- {title: Flask, done: true}\n"


class TestHistory:
    """What git alone tells."""

    def test_scope_learning_and_done(self) -> None:
        """Each changes on the day of its commit."""
        timeline = draw(
            ("2020-01-01", {"a.yaml": "- Flask\n- Django\n"}),
            ("2020-01-05", {"a.yaml": "- {title: Flask, now: true}\n- Django\n"}),
            ("2020-02-01", {"a.yaml": DONE + "- Django\n- SQL\n- CSS\n"}),
            ("2020-03-01", {"a.yaml": DONE + "- {title: Django, state: dropped}\n- SQL\n"}),
        )
        assert points(timeline) == ["2020-01-01 2/0/0", "2020-01-05 2/1/0", "2020-02-01 4/0/1", "2020-03-01 2/0/1"]
        assert events(timeline) == [
            "2020-03-01 dropped Django",
            "2020-03-01 removed CSS",
            "2020-02-01 done Flask",
            "2020-02-01 added SQL, CSS",
            "2020-01-05 begun Flask",
            "2020-01-01 listed 2",
        ]

    def test_events_of_a_day_have_an_order(self) -> None:
        """What is added comes before what is done, going forward in time."""
        timeline = draw(
            ("2020-01-01", {"a.yaml": "- Flask\n"}),
            ("2020-02-01", {"a.yaml": DONE + "- SQL\n"}),
        )
        assert events(timeline) == ["2020-02-01 done Flask", "2020-02-01 added SQL", "2020-01-01 listed 1"]

    def test_a_rename_is_no_event(self) -> None:
        """Neither of the file, nor of the skill."""
        timeline = draw(
            ("2020-01-01", {"a.yaml": "- {id: flask, title: Flask}\n- SQL\n"}),
            ("2020-01-02", {"b.yaml": ("a.yaml", "- {id: web, title: Flask}\n- {id: sql, title: Databases}\n")}),
        )
        assert (points(timeline), events(timeline)) == (["2020-01-01 2/0/0"], ["2020-01-01 listed 2"])

    def test_a_revert_shows(self) -> None:
        """The line goes down, and it is said."""
        timeline = draw(
            ("2020-01-01", {"a.yaml": "- Flask\n"}),
            ("2020-01-05", {"a.yaml": DONE}),
            ("2020-01-09", {"a.yaml": "- Flask\n"}),
        )
        assert points(timeline) == ["2020-01-01 1/0/0", "2020-01-05 1/0/1", "2020-01-09 1/0/0"]
        assert events(timeline)[:2] == ["2020-01-09 undone Flask", "2020-01-05 done Flask"]

    def test_what_the_first_version_says_is_no_event(self) -> None:
        """It was so before, and nobody knows since when."""
        timeline = draw(("2020-01-01", {"a.yaml": DONE + "- {title: SQL, now: true}\n"}))
        assert (points(timeline), events(timeline)) == (["2020-01-01 2/1/1"], ["2020-01-01 listed 2"])

    def test_a_skill_that_is_added_as_done(self) -> None:
        """It is both."""
        timeline = draw(("2020-01-01", {"a.yaml": "- SQL\n"}), ("2020-01-02", {"a.yaml": "- SQL\n" + DONE}))
        assert events(timeline)[:2] == ["2020-01-02 done Flask", "2020-01-02 added Flask"]

    def test_a_skill_that_is_divided(self) -> None:
        """Its parts are added, and it is not removed."""
        timeline = draw(
            ("2020-01-01", {"a.yaml": "- Flask\n- SQL\n"}),
            ("2020-01-02", {"a.yaml": "- {title: Flask, skills: [Routes, {title: Views, done: true}]}\n- SQL\n"}),
            ("2020-01-03", {"a.yaml": "- Flask\n- SQL\n"}),
        )
        assert points(timeline) == ["2020-01-01 2/0/0", "2020-01-02 3/0/1", "2020-01-03 2/0/0"]
        assert events(timeline)[:3] == [
            "2020-01-03 removed Routes, Views",
            "2020-01-02 done Views",
            "2020-01-02 added Routes, Views",
        ]

    def test_dropped_and_taken_up_again(self) -> None:
        """Dropped skills are not in the scope."""
        timeline = draw(
            ("2020-01-01", {"a.yaml": "- Flask\n- SQL\n"}),
            ("2020-01-02", {"a.yaml": "- {title: Flask, state: dropped}\n- SQL\n"}),
            ("2020-01-03", {"a.yaml": "- {title: Flask, done: true}\n- {title: SQL, now: true}\n"}),
            ("2020-01-04", {"a.yaml": "- {title: Flask, done: true}\n- SQL\n"}),
        )
        assert points(timeline) == [
            *("2020-01-01 2/0/0", "2020-01-02 1/0/0", "2020-01-03 2/1/1", "2020-01-04 2/0/1"),
        ]
        assert events(timeline) == [
            *("2020-01-04 paused SQL", "2020-01-03 done Flask", "2020-01-03 begun SQL", "2020-01-03 resumed Flask"),
            *("2020-01-02 dropped Flask", "2020-01-01 listed 2"),
        ]

    def test_two_checklists(self) -> None:
        """Each skill counts once."""
        timeline = draw(
            ("2020-01-01", {"a.yaml": "- Flask\n- SQL\n"}),
            ("2020-01-02", {"b.yaml": DONE + "- CSS\n"}),
        )
        assert points(timeline) == ["2020-01-01 2/0/0", "2020-01-02 3/0/1"]

    def test_what_is_gone_has_no_page(self) -> None:
        """Its title stays, as it was last."""
        timeline = draw(
            ("2020-01-01", {"a.yaml": "- Flask\n- SQL\n"}),
            ("2020-01-02", {"a.yaml": "- Flask\n"}),
        )
        (skill,) = timeline.events[0].skills
        assert (skill.title, skill.id) == ("SQL", None)

    def test_ignored_commits(self) -> None:
        """The numbers change with the next version, and nothing is said to have happened."""
        commits: list[tuple[str, Texts]] = [
            ("2020-01-01", {"a.yaml": "- Flask\n- SQL\n- CSS\n"}),
            ("2020-01-02", {"a.yaml": DONE + "- {title: SQL, done: true}\n- CSS\n"}),
            ("2020-01-05", {"a.yaml": DONE + "- {title: SQL, done: true}\n- {title: CSS, done: true}\n"}),
        ]
        timeline = draw(*commits, ignored='"0000002"')
        assert points(timeline) == ["2020-01-01 3/0/0", "2020-01-05 3/0/3"]
        assert events(timeline) == ["2020-01-05 done CSS", "2020-01-01 listed 3"]
        assert points(draw(*commits, ignored='"0000003"'))[-1] == "2020-01-05 3/0/3"


class TestFacts:
    """What dates and entries say goes before what git says."""

    FLASK: Mapping[str, str] = {"f.md": "---\ndate: 2020-01-05\nskills: flask\n---\nx\n"}

    def test_entries_are_learning_from_their_own_days(self) -> None:
        """The first that cites a skill decides, whenever it was committed."""
        entries = {**self.FLASK, "g.md": "---\ndate: 2020-02-05\nskills: [flask, sql]\n---\nx\n"}
        timeline = draw(("2020-01-01", {"a.yaml": "- Flask\n- SQL\n"}), entries=entries)
        assert points(timeline) == ["2020-01-01 2/0/0", "2020-01-05 2/1/0", "2020-02-05 2/2/0"]
        assert events(timeline)[:2] == ["2020-02-05 begun SQL", "2020-01-05 begun Flask"]

    def test_skills_count_before_the_list_has_them(self) -> None:
        """As far as a date says that there was something; when the list begins is told."""
        timeline = draw(
            ("2020-03-01", {"a.yaml": "- Flask\n- SQL\n- {title: CSS, done: 2020-02-01, since: 2020-01-20}\n"}),
            entries=self.FLASK,
        )
        assert points(timeline) == [
            *("2020-01-05 1/1/0", "2020-01-20 2/2/0", "2020-02-01 2/1/1", "2020-03-01 3/1/1"),
        ]
        assert events(timeline) == [
            *("2020-03-01 listed 3", "2020-02-01 done CSS", "2020-01-20 begun CSS", "2020-01-05 begun Flask"),
        ]
        assert timeline.listed_on == "2020-03-01"

    @pytest.mark.parametrize("day", ["2020-01-03", "2020-01-20"])
    def test_done_wins(self, day: str) -> None:
        """Earlier or later than git's day; until then it is what entries say."""
        timeline = draw(
            ("2020-01-01", {"a.yaml": "- Flask\n"}),
            ("2020-01-10", {"a.yaml": DONE}),
            ("2020-01-12", {"a.yaml": f"- {{title: Flask, done: {day}}}\n"}),
        )
        assert points(timeline) == ["2020-01-01 1/0/0", f"{day} 1/0/1"]
        assert events(timeline) == [f"{day} done Flask", "2020-01-01 listed 1"]

    @pytest.mark.parametrize("day", ["2020-01-03", "2020-01-20"])
    def test_since_wins(self, day: str) -> None:
        """Earlier or later than the first entry and git's day."""
        timeline = draw(
            ("2020-01-01", {"a.yaml": "- Flask\n"}),
            ("2020-01-10", {"a.yaml": f"- {{title: Flask, now: true, since: {day}}}\n"}),
            entries=self.FLASK,
        )
        assert points(timeline) == ["2020-01-01 1/0/0", f"{day} 1/1/0"]
        assert events(timeline) == [f"{day} begun Flask", "2020-01-01 listed 1"]

    def test_since_of_what_was_not_begun_says_nothing(self) -> None:
        """It is planned, as everywhere on the site."""
        timeline = draw(("2020-01-01", {"a.yaml": "- {title: Flask, since: 2020-01-03}\n"}))
        assert points(timeline) == ["2020-01-01 1/0/0"]

    def test_since_of_a_skill_that_was_set_back(self) -> None:
        """The pause is still there."""
        timeline = draw(
            ("2020-01-01", {"a.yaml": "- Flask\n"}),
            ("2020-01-10", {"a.yaml": "- {title: Flask, now: true}\n"}),
            ("2020-01-12", {"a.yaml": "- Flask\n"}),
            ("2020-01-14", {"a.yaml": "- {title: Flask, now: true, since: 2020-01-05}\n"}),
        )
        assert points(timeline) == [
            *("2020-01-01 1/0/0", "2020-01-05 1/1/0", "2020-01-12 1/0/0", "2020-01-14 1/1/0"),
        ]

    def test_days_of_the_future_are_today(self) -> None:
        """The site calls it done already."""
        timeline = draw(("2020-01-01", {"a.yaml": "- {title: Flask, done: 2033-01-01}\n"}))
        assert points(timeline) == ["2020-01-01 1/0/0", "2020-06-01 1/0/1"]

    def test_an_entry_without_a_date(self) -> None:
        """It makes a skill learning, nobody knows since when: quietly with the last thing that is known."""
        timeline = draw(
            ("2020-01-01", {"a.yaml": "- Flask\n- SQL\n"}),
            ("2020-01-09", {"a.yaml": "- Flask\n- {title: SQL, done: true}\n"}),
            entries={"f.md": "---\nskills: flask\n---\nx\n"},
        )
        assert points(timeline) == ["2020-01-01 2/0/0", "2020-01-09 2/1/1"]
        assert events(timeline)[0] == "2020-01-09 done SQL"

    def test_a_leaf_of_one_checklist_that_is_a_parent_in_another(self) -> None:
        """The numbers are those of the home page, whatever they are."""
        draw(
            ("2020-01-01", {"a.yaml": "- Flask\n"}),
            ("2020-01-02", {"b.yaml": "- {title: Flask, skills: [{title: Routes, done: true}]}\n"}),
        )

    def test_what_is_not_committed(self) -> None:
        """It is the site's today, and so the last point."""
        timeline = draw(("2020-01-01", {"a.yaml": "- Flask\n"}), now={"a.yaml": DONE})
        assert points(timeline) == ["2020-01-01 1/0/0", "2020-06-01 1/0/1"]
        assert events(timeline)[0] == "2020-06-01 done Flask"


class TestRefusals:
    """Where nothing can be told, nothing is."""

    @pytest.mark.parametrize("refusal", list(Refusal))
    def test_what_git_refuses(self, refusal: Refusal) -> None:
        """Not even what dates and entries say: without the list it would be a guess."""
        assert draw(now={"a.yaml": DONE}, refusal=refusal) == Timeline(refusal)

    def test_no_version_that_may_be_shown(self) -> None:
        """The checklist is not committed yet, or was private until now."""
        assert draw(now={"a.yaml": DONE}) == Timeline(Refusal.EMPTY)
        private = "public: false\nskills: [Flask]\n"
        assert draw(("2020-01-01", {"a.yaml": private}), now={"a.yaml": DONE}) == Timeline(Refusal.EMPTY)

    def test_hidden_skills_are_told_of_nowhere(self) -> None:
        """A skill was taken from a public checklist, and is in a private one now, by this or another id."""
        private = "public: false\nskills: [{id: x, title: Secret}, {id: old, title: Other}]\n"
        timeline = draw(
            ("2020-01-01", {"a.yaml": "- Flask\n- Secret\n- Old\n"}),
            ("2020-01-02", {"a.yaml": "- Flask\n", "b.yaml": private}),
        )
        assert (points(timeline), events(timeline)) == (["2020-01-01 1/0/0"], ["2020-01-01 listed 1"])


_skill = st.builds(
    lambda key, title, extra, children: (
        f"{{id: {key}, title: {title}{extra}{', skills: [' + ', '.join(children) + ']' if children else ''}}}"
    ),
    st.sampled_from("abc"),
    st.sampled_from(["Flask", "SQL", "CSS"]),
    st.sampled_from(["", ", done: true", ", done: 2020-01-15", ", now: true, since: 2020-01-02", ", state: dropped"]),
    st.lists(st.sampled_from(["D", "E", "{title: F, done: true}"]), max_size=2, unique=True),
)
_text = st.lists(_skill, min_size=1, max_size=3, unique_by=lambda text: text[:6]).map(
    lambda items: "skills:\n" + "".join(f"  - {item}\n" for item in items)
)
_commit = st.tuples(
    st.sampled_from([f"2020-01-{day:02}" for day in range(1, 28)]),
    st.dictionaries(st.sampled_from(["a.yaml", "b.yaml"]), st.none() | _text, min_size=1, max_size=2),
)


@given(st.lists(_commit, min_size=1, max_size=5), _text, st.sampled_from(["", '"0000002"']))
@settings(max_examples=150, derandomize=True, deadline=None, database=None)
def test_the_last_numbers_are_the_home_pages(commits: list[tuple[str, Texts]], now: str, ignored: str) -> None:
    """Whatever was committed before; numbers are never below nothing, and scope is never below its parts."""
    entries = {"f.md": "---\ndate: 2020-01-05\n---\nx\n"}
    timeline = draw(*commits, now={"a.yaml": now}, entries=entries, ignored=ignored)
    for point in timeline.points:
        assert min(point.learning, point.done) >= 0
        assert point.scope >= point.learning + point.done
    days = [point.day for point in timeline.points]
    assert days == sorted(set(days))
    told = [event.day for event in timeline.events]
    assert told == sorted(told, reverse=True)
    assert sum(event.kind is EventKind.LISTED for event in timeline.events) == (timeline.refusal is None)
