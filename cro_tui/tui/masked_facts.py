"""The facts of a quarter as they may stand on the screen: what is restricted is masked, in its own lines and wherever
its words are repeated.

Knows the facts; no notebook, no screen.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace

from cro_tui.report.facts import QuarterFacts
from cro_tui.tui.masked import MASK


def masked_facts(facts: QuarterFacts, masked: Collection[str]) -> QuarterFacts:
    """*facts* without the words of the records of the ids *masked*."""
    if not masked:
        return facts
    bare = _without(sorted(_words(facts, masked), key=len, reverse=True))
    return replace(
        facts,
        current=tuple(replace(one, summary=MASK) if one.concern_id in masked else one for one in facts.current),
        potential=tuple(replace(one, summary=MASK) if one.concern_id in masked else one for one in facts.potential),
        recommended=tuple(
            replace(one, text=MASK, resources="", obstacles="") if one.recommendation_id in masked else one
            for one in facts.recommended
        ),
        progress=tuple(
            replace(one, text=MASK, resources="", obstacles="") if one.recommendation_id in masked else one
            for one in facts.progress
        ),
        meetings=tuple(
            replace(one, body=MASK, place="") if one.meeting_id in masked else one for one in facts.meetings
        ),
        programs=tuple(replace(one, title=MASK) if one.program_id in masked else one for one in facts.programs),
        training=tuple(replace(one, title=MASK) if one.session_id in masked else one for one in facts.training),
        referrals=tuple(replace(one, to=MASK) if one.referral_id in masked else one for one in facts.referrals),
        projects=tuple(
            replace(one, title=MASK, owner="", where="", done=(), upcoming="", measures=(), outcome=())
            if one.problem_id in masked
            else one
            for one in facts.projects
        ),
        survey=replace(facts.survey, title=MASK, sides=()) if facts.survey.survey_id in masked else facts.survey,
        log=tuple(replace(one, summary=MASK) if one.concern_id in masked else one for one in facts.log),
        late=tuple(replace(one, text=MASK) if one.record_id in masked else one for one in facts.late),
        came_late=tuple(replace(one, text=MASK) if one.record_id in masked else one for one in facts.came_late),
        summary=tuple(map(bare, facts.summary)),
        decisions=tuple(map(bare, facts.decisions)),
        said={section: bare(text) for section, text in facts.said.items()},
    )


def _words(facts: QuarterFacts, masked: Collection[str]) -> Iterator[str]:
    """What the report's sentences may repeat of those records."""
    said = [(one.concern_id, one.summary) for one in facts.current]
    said += [(one.concern_id, one.summary) for one in facts.potential]
    said += [(one.recommendation_id, one.text) for one in (*facts.recommended, *facts.progress)]
    said += [(one.recommendation_id, one.resources) for one in facts.recommended]
    for record_id, text in said:
        words = " ".join(text.split()).rstrip(".")
        if record_id in masked and words:
            yield words


def _without(words: list[str]) -> Callable[[str], str]:
    def bare(text: str) -> str:
        for one in words:
            text = text.replace(one, MASK)
        return text

    return bare
