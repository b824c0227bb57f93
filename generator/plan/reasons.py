"""Why a skill is in its state, in words.

Knows what is counted as a reason; does not know how the state came about, nor in which language it is said.
"""

from collections.abc import Sequence

from generator.model.checklist import Citation, Progress, Skill, SkillState
from generator.words.words import Words


def explain_state(skill: Skill, words: Words) -> str:
    """Say why a skill is in its state: `learning: 3 entries, last on 4 December 2019`."""
    if skill.progress is not None and skill.claim.state is None:
        return _explain_parts(skill.progress, skill.citations, words)
    if skill.state is SkillState.DONE:
        return _explain_done(skill, words)
    if skill.state is SkillState.DROPPED:
        return words.say("reason_dropped")
    if skill.citations:
        return words.say("reason_entries", state=_say_state(skill, words), entries=_count(skill.citations, words))
    if skill.state is SkillState.PLANNED:
        return words.say("reason_planned")
    if skill.claim.is_now:
        return words.say("reason_now")
    return words.say("reason_claimed", state=_say_state(skill, words))


def _explain_parts(progress: Progress, citations: Sequence[Citation], words: Words) -> str:
    parts = [words.say("done_of_total", done=progress.done, total=progress.total)]
    if progress.learning:
        parts.append(words.count("count_learning", progress.learning))
    if progress.dropped:
        parts.append(words.count("count_dropped", progress.dropped))
    if citations:
        parts.append(_count(citations, words))
    return ", ".join(parts)


def _explain_done(skill: Skill, words: Words) -> str:
    day = skill.claim.done_on
    state = words.say("reason_done_on", day=words.day(day)) if day is not None else _say_state(skill, words)
    if skill.citations:
        return words.say("reason_entries", state=state, entries=_count(skill.citations, words))
    if skill.claim.evidence:
        evidence = words.count("pieces_of_evidence", len(skill.claim.evidence))
        return words.say("reason_evidence", state=state, evidence=evidence)
    return words.say("reason_claimed", state=state)


def say_progress(progress: Progress, words: Words) -> str:
    """Say how many skills stand where, those that are still aimed at: `6 done, 8 learning, 7 planned of 21`."""
    return words.say(
        "progress_words",
        done=progress.done,
        learning=progress.learning,
        planned=progress.planned,
        total=progress.total,
    )


def _say_state(skill: Skill, words: Words) -> str:
    return words.say(f"state_{skill.state.value}")


def _count(citations: Sequence[Citation], words: Words) -> str:
    dates = [citation.date for citation in citations if citation.date is not None]
    if not dates:
        return words.count("entries", len(citations))
    return words.count("entries_on", len(citations), day=words.day(max(dates)))
