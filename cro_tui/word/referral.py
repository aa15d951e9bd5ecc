"""The memo with which a concern goes to a supervisor, a unit, a department or an agency. Knows referrals and paper."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from cro_tui.model.contact import Contact
from cro_tui.model.referral import Referral
from cro_tui.report.audience import Audience
from cro_tui.report.plain import one_line, shortened
from cro_tui.report.referring import Memo, Taken, memo_facts
from cro_tui.report.sentences import day, short_day
from cro_tui.report.steps import Step
from cro_tui.settings import Settings
from cro_tui.store.notebook import Notebook
from cro_tui.word.letterhead import letterhead_of
from cro_tui.word.listing import Listing, plain, whole
from cro_tui.word.paper import Paper
from cro_tui.word.tables import Column, Table
from cro_tui.word.wording import MISSING, department_name, marking_for, masthead_of, prepared_by, with_office

_IN_BOX = 420
"""Characters of what is asked that the box holds; more stands in full below it."""
_SUBJECT = 120
_ROOM, _LINE = 6000, 420
"""Least width of what is filled in by hand, and height of a line, in dxa."""
_USUALLY_ASKED = {
    True: "Please look into what is told below, and answer what is done about it or why nothing is.",
    False: "For your information.",
}
"""Where the officer wrote nothing: whether an answer is wanted -> what is asked."""
_OF = {"concern": "a concern", "problem": "a problem", "contact": "a resident", "": "what is not in this notebook"}


def write_referral(
    notebook: Notebook,
    settings: Settings,
    referral_id: str,
    target: Path,
    *,
    audience: Audience = "agency",
    names_ticked: bool = False,
) -> Path:
    """Writes the memo of a referral into the folder, or as the file, `target`; returns where it is.

    :param audience: ``agency`` for everybody outside; ``command`` for a supervisor or a unit of the department, who may
        read what is restricted.
    :param names_ticked: whoever voiced the concern agreed to be named to the addressee, with phone and street number;
        a restricted person is never named.
    :raises NotForAudience: the referral or the concern may not be shown to the audience.
    :raises LookupError: there is no such referral.
    :raises LetterheadProblem: the settings name a letterhead that can't be used.
    :raises OSError: `target` can't be written to.
    """
    referral = notebook.of(Referral, referral_id)
    if referral is None:
        raise LookupError(f"no referral has the id “{referral_id}”")
    memo = memo_facts(notebook, referral, audience, consent=names_ticked)
    about = f"{memo.number} to {memo.to}" if memo.number else f"to {memo.to}"
    return _paper(memo, settings, audience).write(target, f"Referral {memo.sent} {about}")


def _paper(memo: Memo, settings: Settings, audience: Audience) -> Paper:
    about = shortened(memo.told.summary, _SUBJECT)
    subject = f"Referral of {memo.number}: {about}" if memo.number else f"Referral of {_OF[memo.of]}"
    paper = Paper(
        masthead_of(
            settings,
            title=subject,
            subject=f"Referred to {one_line(memo.to)}, {day(memo.sent)}",
            day=date.fromisoformat(memo.sent),
            period=day(memo.sent),
            marking=_marking(settings, audience),
        ),
        letterhead_of(settings),
    )
    paper.title("Referral", f"{department_name(settings)} · {day(memo.sent)}")
    paper.memo_head(
        [
            ("TO", memo.to),
            *(("ESCALATED TO", f"{step.to}, {day(step.day)}") for step in memo.chain),
            ("FROM", prepared_by(settings)),
            ("DATE", day(memo.sent)),
            ("BY WAY OF", memo.method),
            ("SUBJECT", ": ".join(filter(None, (memo.number or _OF[memo.of].capitalize(), about)))),
        ]
    )
    _asked(paper, memo)
    _escalated(paper, memo)
    _heard(paper, memo)
    if memo.of != Contact.KIND:
        _tried(paper, memo)
    if memo.wants_answer:
        _answer(paper, memo)
    officer = settings.officer
    paper.signature_lines([("Referred by", with_office(officer.name, officer.title)), ("Received by", "")])
    return paper


def _marking(settings: Settings, audience: Audience) -> str:
    if audience == "agency":
        return marking_for(settings, audience)
    return " · ".join(filter(None, (settings.documents.classification, "for the addressee within the department")))


def _asked(paper: Paper, memo: Memo) -> None:
    asked = memo.asked or _USUALLY_ASKED[memo.wants_answer]
    owes = f"{memo.chain[-1].to}: please answer" if memo.chain else "Please answer"
    when = f"{owes} by {day(memo.due)}." if memo.due and not memo.reply else ""
    if not memo.wants_answer:
        when = "No answer is needed."
    paper.box("What is asked", [*filter(None, (shortened(asked, _IN_BOX), when))])
    if len(one_line(asked)) > _IN_BOX or "\n" in asked.strip():
        paper.heading("What is asked, in full", tight=True)
        paper.paragraph(asked)


def _escalated(paper: Paper, memo: Memo) -> None:
    """The chain that it went up, a row a step; nothing where the addressee is still the one who owes the answer."""
    if not memo.chain:
        return
    paper.heading("Escalation", tight=True)
    Listing[Taken](
        "Up the chain",
        "To whom it was taken since, in order, with the day, the day by which an answer is asked for, and why.",
        "",
        (
            plain("Taken to", lambda one: one.to),
            whole("On", lambda one: short_day(one.day)),
            whole("Answer due", lambda one: short_day(one.due) or MISSING),
            plain("Why", lambda one: one.why or MISSING),
        ),
    ).print(paper, memo.chain, captioned=False)


def _heard(paper: Paper, memo: Memo) -> None:
    told = memo.told
    paper.heading({"problem": "The problem", "contact": "Who is sent"}.get(memo.of, "What was heard"), tight=True)
    if told.heard or not memo.of:
        paper.paragraph(told.heard or "What it is of is not in this notebook.")
    lines = [f"{label}: {one_line(value)}" for label, value in told.circumstances]
    if memo.of != Contact.KIND:
        lines.append(f"Where: {', '.join(one_line(value) for _, value in told.place) or 'not noted'}")
    paper.bullets(lines)


def _tried(paper: Paper, memo: Memo) -> None:
    paper.heading("What was done so far", tight=True)
    Listing[Step](
        "Steps so far",
        "What was done about it before this referral and besides it, in order of date.",
        "Nothing was done yet besides this referral.",
        (whole("Date", lambda one: short_day(one.day)), plain("Step", lambda one: one.done)),
    ).print(paper, memo.told.tried, captioned=False)


def _answer(paper: Paper, memo: Memo) -> None:
    """The answer that came, or the form for it."""
    paper.heading("Answer", tight=True)
    if memo.reply:
        for label, value in memo.reply:
            paper.paragraph(f"{label}: {value}")
    else:
        paper.paragraph("Please fill in and return, or answer in a form of your own.", keep_next=True)
        boxes = "   ".join(f"☐\u00a0{one}" for one in memo.outcomes)
        rows = [["Outcome", boxes], ["If declined, why", ""], ["What is done, and by when", ""], ["Whom to call", ""]]
        columns = [Column("Asked", whole=True), Column("Your answer", room=_ROOM)]
        form = Table(columns, rows, "A line for each part of the answer.", form=True, row_height=_LINE)
        paper.table(form, "Answer to this referral", captioned=False)
