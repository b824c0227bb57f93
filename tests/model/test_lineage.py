"""Tests of following skills through the versions of checklists."""

from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

from generator.model.lineage import Lineage, PastRules, trace_skills
from generator.sources.versions import ChecklistVersions, Version
from tests.model.histories import make_versions, trace

DONE = "- {title: Flask, done: true}\n"


def show(lineages: Sequence[Lineage]) -> dict[str, str]:
    """Say of each skill, by its last id, what it was on which day of the month; a quiet step has brackets."""
    return {
        lineage.id: " ".join(
            f"({int(step.day[8:])} {step.standing})" if step.is_quiet else f"{int(step.day[8:])} {step.standing}"
            for step in lineage.steps
        )
        for lineage in lineages
    }


def test_steps_are_what_differs() -> None:
    """What the first day says is quiet: nobody knows since when it was so."""
    now = "- {title: Flask, done: true}\n- {title: Django, state: dropped}\n- {title: SQL, now: true}\n"
    versions = make_versions(
        ("2020-01-01", {"a.yaml": "- Flask\n"}),
        ("2020-01-02", {"a.yaml": "- Flask\n- Django\n"}),
        ("2020-01-03", {"a.yaml": now}),
    )
    assert show(trace(versions, {"a.yaml": now})) == {
        "flask": "(1 ) 3 done",
        "django": "2  3 dropped",
        "sql": "3 now",
    }


def test_last_of_a_day_counts() -> None:
    """What was taken back on the same day did not happen."""
    versions = make_versions(
        ("2020-01-01", {"a.yaml": "- Flask\n- SQL\n"}),
        ("2020-01-05", {"a.yaml": DONE + "- SQL\n"}),
        ("2020-01-05", {"a.yaml": "- Flask\n- {title: SQL, done: true}\n"}),
    )
    assert show(trace(versions, {"a.yaml": "- Flask\n- {title: SQL, done: true}\n"})) == {
        "flask": "(1 ) 5 ",
        "sql": "(1 ) 5 done",
    }


class TestIdentity:
    """A skill is the same whatever it is called."""

    def test_title_changes_and_id_stays(self) -> None:
        """The id decides."""
        versions = make_versions(
            ("2020-01-01", {"a.yaml": "- {id: flask, title: Flask}\n"}),
            ("2020-01-02", {"a.yaml": "- {id: flask, title: Web with Flask, done: true}\n"}),
        )
        (lineage,) = trace(versions, {"a.yaml": "- {id: flask, title: Web with Flask, done: true}\n"})
        assert (lineage.title, show([lineage])) == ("Web with Flask", {"flask": "(1 ) 2 done"})

    def test_id_changes_and_title_stays(self) -> None:
        """Names are asked when the id is new."""
        versions = make_versions(
            ("2020-01-01", {"a.yaml": "- Flask\n- SQL\n"}),
            ("2020-01-02", {"a.yaml": "- {id: web, title: Flask}\n- SQL\n"}),
        )
        assert show(trace(versions, {"a.yaml": "- {id: web, title: Flask}\n- SQL\n"})) == {"web": "(1 )", "sql": "(1 )"}

    def test_alias_names_what_it_was(self) -> None:
        """Id and title may both be new."""
        now = "- {id: web, title: Web frameworks, aliases: [Flask], done: true}\n"
        versions = make_versions(("2020-01-01", {"a.yaml": "- Flask\n"}), ("2020-01-02", {"a.yaml": now}))
        assert show(trace(versions, {"a.yaml": now})) == {"web": "(1 ) 2 done"}

    def test_number_and_place_mean_nothing(self) -> None:
        """The list is renumbered and put in another order."""
        versions = make_versions(
            ("2020-01-01", {"a.yaml": "- 5.1 Flask\n- 5.2 Django\n"}),
            ("2020-01-02", {"a.yaml": "- 1 Django\n- {number: '2', title: Flask}\n"}),
        )
        assert show(trace(versions, {"a.yaml": "- Django\n- Flask\n"})) == {"django": "(1 )", "flask": "(1 )"}

    def test_moved_to_another_file(self) -> None:
        """In one commit; files do not matter."""
        versions = make_versions(
            ("2020-01-01", {"a.yaml": "- Flask\n- SQL\n", "b.yaml": "- CSS\n"}),
            ("2020-01-02", {"a.yaml": "- SQL\n", "b.yaml": "- CSS\n- Flask\n"}),
            ("2020-01-03", {"b.yaml": None, "c.yaml": "- CSS\n- Flask\n"}),
        )
        lineages = trace(versions, {"a.yaml": "- SQL\n", "c.yaml": "- CSS\n- Flask\n"})
        assert show(lineages) == {"css": "(1 )", "flask": "(1 )", "sql": "(1 )"}

    def test_gone_and_back(self) -> None:
        """It is the same skill."""
        versions = make_versions(
            ("2020-01-01", {"a.yaml": "- Flask\n- SQL\n"}),
            ("2020-01-02", {"a.yaml": "- SQL\n"}),
            ("2020-01-03", {"a.yaml": "- SQL\n- {id: f, title: Flask}\n"}),
        )
        assert show(trace(versions, {"a.yaml": "- SQL\n- {id: f, title: Flask}\n"})) == {
            "f": "(1 ) 2 absent 3 ",
            "sql": "(1 )",
        }

    def test_a_name_that_another_skill_has_now(self) -> None:
        """A skill that is there is not taken for one that is gone."""
        versions = make_versions(
            ("2020-01-01", {"a.yaml": "- {id: a, title: Basics}\n"}),
            ("2020-01-02", {"a.yaml": "- {id: b, title: Basics}\n"}),
            ("2020-01-03", {"a.yaml": "- {id: b, title: Basics}\n- {id: c, title: Basics}\n"}),
        )
        now = {"a.yaml": "- {id: b, title: Basics}\n- {id: c, title: Basics}\n"}
        assert show(trace(versions, now)) == {"b": "(1 )", "c": "3 "}

    def test_two_checklists_with_one_skill(self) -> None:
        """One says it is done, the other nothing: it is done as long as the one says so."""
        versions = make_versions(
            ("2020-01-01", {"a.yaml": "- Flask\n", "b.yaml": "- Flask\n"}),
            ("2020-01-02", {"b.yaml": DONE}),
            ("2020-01-03", {"b.yaml": None}),
        )
        assert show(trace(versions, {"a.yaml": "- Flask\n"})) == {"flask": "(1 ) 2 done 3 "}

    def test_a_skill_that_is_divided(self) -> None:
        """Those below it are counted in its place; a leaf in one checklist is a leaf."""
        parts = "- {title: Flask, skills: [Routes, Views]}\n"
        versions = make_versions(("2020-01-01", {"a.yaml": "- Flask\n"}), ("2020-01-02", {"a.yaml": parts}))
        assert show(trace(versions, {"a.yaml": parts})) == {"flask": "(1 ) 2 parent", "routes": "2 ", "views": "2 "}


class TestPresent:
    """The last step is what the files say, committed or not."""

    def test_what_is_not_committed_counts_today(self) -> None:
        """It is what the rest of the site says."""
        versions = make_versions(("2020-01-01", {"a.yaml": "- Flask\n"}))
        lineages = trace(versions, {"a.yaml": DONE, "b.yaml": "- SQL\n"}, today="2020-01-20")
        assert show(lineages) == {"flask": "(1 ) 20 done", "sql": "20 "}

    def test_nothing_committed_is_no_history(self) -> None:
        """Then there is nothing to draw."""
        assert trace(ChecklistVersions("f" * 40), {"a.yaml": DONE}) == ()

    def test_a_version_of_the_future_counts_with_the_next_one(self) -> None:
        """One clock was wrong; or the build is asked to be of an earlier day."""
        versions = make_versions(
            ("2020-01-01", {"a.yaml": "- Flask\n- SQL\n"}),
            ("2033-01-01", {"a.yaml": DONE + "- SQL\n"}),
            ("2020-01-09", {"a.yaml": DONE + "- {title: SQL, done: true}\n"}),
        )
        now = {"a.yaml": DONE + "- {title: SQL, done: true}\n"}
        assert show(trace(versions, now, today="2020-01-20")) == {"flask": "(1 ) 9 done", "sql": "(1 ) 9 done"}
        assert show(trace(versions, now, today="2020-01-05")) == {"flask": "(1 ) 5 done", "sql": "(1 ) 5 done"}

    def test_days_do_not_go_back(self) -> None:
        """A commit that was rebased keeps its author's date, and comes after what it was put on."""
        versions = make_versions(
            ("2020-01-01", {"a.yaml": "- Flask\n"}),
            ("2020-01-09", {"a.yaml": "- Flask\n- SQL\n"}),
            ("2020-01-04", {"a.yaml": DONE + "- SQL\n"}),
        )
        assert show(trace(versions, {"a.yaml": DONE + "- SQL\n"})) == {"flask": "(1 ) 9 done", "sql": "9 "}

    def test_days_are_those_of_the_sites_zone(self) -> None:
        """Late in the evening here it is tomorrow elsewhere; a time that no calendar has is the nearest."""
        file = make_versions(("2020-01-01", {"a.yaml": "- Flask\n"})).versions[0].files
        for seconds, zone, day in (
            (1577901600, "UTC", "2020-01-01"),
            (1577901600, "Asia/Tokyo", "2020-01-02"),
            (-(10**15), "UTC", "0001-01-02"),
        ):
            rules = PastRules("2020-06-01", ZoneInfo(zone))
            (lineage,) = trace_skills([Version("a" * 40, seconds, file)], [], rules)
            assert lineage.steps[0].day == day


class TestIgnored:
    """Commits that are to be passed over."""

    VERSIONS = make_versions(
        ("2020-01-01", {"a.yaml": "- A\n- B\n- C\n"}),
        ("2020-01-02", {"a.yaml": "- {title: A, done: true}\n- {title: B, done: true}\n- D\n"}),
        ("2020-01-03", {"a.yaml": "- {title: A, done: true}\n- B\n- D\n- {title: E, done: true}\n"}),
    )
    NOW: Mapping[str, str] = {"a.yaml": "- {title: A, done: true}\n- B\n- D\n- {title: E, done: true}\n"}

    def test_what_it_changed_counts_quietly_with_the_next_version(self) -> None:
        """What the next version has itself is told; what is taken back by then never was."""
        assert show(trace(self.VERSIONS, self.NOW, "0000002")) == {
            "a": "(1 ) (3 done)",
            "b": "(1 )",
            "c": "(1 ) (3 absent)",
            "d": "(3 )",
            "e": "3 done",
        }

    def test_the_last_one_counts_quietly_on_its_own_day(self) -> None:
        """There is no next version."""
        assert show(trace(self.VERSIONS, self.NOW, "0000003")) == {
            "a": "(1 ) 2 done",
            "b": "(1 ) 2 done (3 )",
            "c": "(1 ) 2 absent",
            "d": "2 ",
            "e": "(3 done)",
        }

    def test_the_first_one_is_the_beginning_still(self) -> None:
        """The list begins with the next version."""
        assert show(trace(self.VERSIONS, self.NOW, "0000001"))["a"] == "(2 done)"

    def test_all_of_them(self) -> None:
        """Then the list begins, quietly, with the last."""
        lineages = trace(self.VERSIONS, self.NOW, "0000001", "0000002", "0000003")
        assert show(lineages) == {"a": "(3 done)", "b": "(3 )", "d": "(3 )", "e": "(3 done)"}

    def test_a_mistake_and_its_revert(self) -> None:
        """With both passed over nothing happened."""
        versions = make_versions(
            ("2020-01-01", {"a.yaml": DONE}),
            ("2020-01-02", {"a.yaml": "- SQL\n"}),
            ("2020-01-03", {"a.yaml": DONE}),
        )
        assert show(trace(versions, {"a.yaml": DONE}, "0000002", "0000003")) == {"flask": "(1 done)"}

    def test_with_a_later_one_that_is_not_committed(self) -> None:
        """What is passed over last keeps its day."""
        now = {"a.yaml": self.NOW["a.yaml"] + "- F\n"}
        shown = show(trace(self.VERSIONS, now, "0000003", today="2020-01-20"))
        assert (shown["e"], shown["f"]) == ("(3 done)", "20 ")


class TestPrivate:
    """Private stays private."""

    PRIVATE = "public: false\nskills: [Secret]\n"

    def test_a_checklist_that_is_private_now(self) -> None:
        """Nothing of it is told, though it was public once."""
        versions = make_versions(
            ("2020-01-01", {"a.yaml": "skills: [Secret, Hidden]\n", "b.yaml": "- Flask\n"}),
            ("2020-01-02", {"a.yaml": "skills: [Secret]\n"}),
        )
        assert show(trace(versions, {"a.yaml": self.PRIVATE, "b.yaml": "- Flask\n"})) == {"flask": "(1 )"}

    def test_also_under_the_name_it_had(self) -> None:
        """The file was renamed since."""
        versions = make_versions(
            ("2020-01-01", {"a.yaml": "skills: [Secret, Hidden]\n", "b.yaml": "- Flask\n"}),
            ("2020-01-02", {"c.yaml": ("a.yaml", "skills: [Secret]\n")}),
            ("2020-01-03", {"c.yaml": self.PRIVATE, "a.yaml": "- SQL\n"}),
        )
        now = {"a.yaml": "- SQL\n", "b.yaml": "- Flask\n", "c.yaml": self.PRIVATE}
        assert show(trace(versions, now)) == {"flask": "(1 )", "sql": "3 "}

    def test_one_that_was_private_when_it_was_last_there(self) -> None:
        """It was deleted since; one that was public then is told of."""
        versions = make_versions(
            ("2020-01-01", {"a.yaml": "skills: [Secret]\n", "b.yaml": "- Flask\n- SQL\n", "c.yaml": "- CSS\n"}),
            ("2020-01-02", {"a.yaml": self.PRIVATE}),
            ("2020-01-03", {"a.yaml": None, "c.yaml": None}),
        )
        assert show(trace(versions, {"b.yaml": "- Flask\n- SQL\n"})) == {
            "css": "(1 ) 3 absent",
            "flask": "(1 )",
            "sql": "(1 )",
        }

    def test_versions_in_which_it_was_private(self) -> None:
        """It begins on the day on which it became public."""
        versions = make_versions(
            ("2020-01-01", {"a.yaml": "public: false\nskills: [Flask, {title: SQL, done: true}]\n"}),
            ("2020-01-05", {"a.yaml": "skills: [Flask, {title: SQL, done: true}]\n"}),
        )
        now = {"a.yaml": "skills: [Flask, {title: SQL, done: true}]\n"}
        assert show(trace(versions, now)) == {"flask": "(5 )", "sql": "(5 done)"}

    def test_a_skill_in_a_public_and_a_private_checklist(self) -> None:
        """What the private one says of it is not told."""
        private = "public: false\nskills: [{title: Flask, done: true}]\n"
        versions = make_versions(("2020-01-01", {"a.yaml": "- Flask\n", "b.yaml": private}))
        assert show(trace(versions, {"a.yaml": "- Flask\n", "b.yaml": private})) == {"flask": "(1 )"}

    def test_a_name_taken_by_another_checklist(self) -> None:
        """The one that was deleted was private, and the new one is not."""
        versions = make_versions(
            ("2020-01-01", {"a.yaml": self.PRIVATE}),
            ("2020-01-02", {"a.yaml": None}),
            ("2020-01-03", {"a.yaml": "- Flask\n"}),
        )
        assert show(trace(versions, {"a.yaml": "- Flask\n"})) == {"flask": "(3 )"}
