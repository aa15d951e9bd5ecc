"""What is known of a referral and of informing a resident, as paragraphs for a card or a pane.

Names and words of restricted records are masked as their lines are. Knows the model and how lines look; no screen.
"""

from __future__ import annotations

from collections.abc import Iterator

from cro_tui.actions.concerns import is_overdue
from cro_tui.model.concern import Concern
from cro_tui.model.contact import Organization
from cro_tui.model.problem import Problem
from cro_tui.model.referral import Referral
from cro_tui.report.subjects import subject_of
from cro_tui.report.tellings import ledger_of, tries_of
from cro_tui.tui.concern_lines import Lines, referral_state
from cro_tui.tui.days import plain_day, tried
from cro_tui.tui.find_lines import readable_phone
from cro_tui.tui.masked import MASK
from cro_tui.tui.widgets.details import Paragraph


def referred_line(referral: Referral, lines: Lines, *, hidden: bool) -> Paragraph:
    """A referral among what was done about something; *hidden*: its words may not show."""
    late = referral.is_open and is_overdue(referral.owed_due, lines.today)
    said = [f"{lines.text(referral, referral.to)}, {plain_day(referral.sent, lines.today)}: {referral_state(referral)}"]
    if referral.escalations:
        said.append(f"now with {lines.text(referral, referral.owed_by)}")
    if referral.is_open and referral.owed_due:
        said.append(f"answer due {plain_day(referral.owed_due, lines.today)}{' — OVERDUE' if late else ''}")
    if referral.reply and not hidden:
        said.append(f"“{lines.text(referral, referral.reply)}”")
    return Paragraph("; ".join(said), "Referred", "alarm" if late else "")


def story_of_referral(referral: Referral, lines: Lines) -> Iterator[Paragraph]:
    """Everything known of a referral."""
    subject = subject_of(lines.notebook, referral)
    hidden = not lines.unmasked and (referral.restricted or (subject is not None and subject.restricted))
    yield Paragraph(f"To {lines.text(referral, referral.to)}", tone="heading")
    if subject is not None:
        yield Paragraph(MASK if hidden else lines.of(subject), tone="strong")
    yield Paragraph("")
    if referral.message and not hidden:
        yield Paragraph(lines.text(referral, referral.message))
        yield Paragraph("")
    sent = (plain_day(referral.sent, lines.today), referral.method, referral.kind)
    yield Paragraph(", ".join(part for part in sent if part), "Sent")
    yield from _standing(referral, lines)
    if not hidden:
        yield from _answer(referral, lines)
        yield from _addressee(referral, lines)
    if isinstance(subject, Concern | Problem):
        yield Paragraph("")
        state = subject.status if isinstance(subject, Concern) else subject.stage
        yield Paragraph(state, subject.KIND.capitalize())
        if not hidden:
            said = subject.narrative if isinstance(subject, Concern) else subject.statement
            yield Paragraph(lines.text(subject, said))


def _standing(referral: Referral, lines: Lines) -> Iterator[Paragraph]:
    """State, days, and the chain that it went up."""
    late = referral.is_open and is_overdue(referral.owed_due, lines.today)
    yield Paragraph(referral_state(referral) + (" — OVERDUE" if late else ""), "State", "alarm" if late else "strong")
    for label, day in (("Answer due", referral.due), ("Received", referral.acknowledged)):
        if day:
            yield Paragraph(plain_day(day, lines.today), label)
    for step in referral.escalations:
        due = f", answer due {plain_day(str(step['due']), lines.today)}" if step.get("due") else ""
        why = f": {lines.text(referral, str(step['why']))}" if step.get("why") else ""
        day = plain_day(str(step.get("date") or ""), lines.today)
        yield Paragraph(f"{lines.text(referral, str(step.get('to') or ''))}, {day}{due}{why}", "Escalated")


def _answer(referral: Referral, lines: Lines) -> Iterator[Paragraph]:
    who = lines.text(referral, referral.answered_by)
    if referral.reply:
        day = ", ".join(part for part in (plain_day(referral.replied, lines.today), who) if part)
        yield Paragraph(f"{day}: {lines.text(referral, referral.reply)}", "Reply")
    elif referral.outcome and who:
        yield Paragraph(who, "Noted by")


def _addressee(referral: Referral, lines: Lines) -> Iterator[Paragraph]:
    """Phones and hours of the organization, so that it can be reminded."""
    one = lines.notebook.of(Organization, referral.organization) if referral.organization else None
    if one is None or (one.restricted and not lines.unmasked):
        return
    if one.phones:
        yield Paragraph(", ".join(map(readable_phone, one.phones)), "Phone")
    if one.hours:
        yield Paragraph(one.hours, "Hours")


def told_of(concern: Concern, lines: Lines) -> Iterator[Paragraph]:
    """The ledger of informing the resident: the tries in vain since, and every time somebody was reached."""
    hidden = concern.restricted and not lines.unmasked
    for one in ledger_of(concern):
        words = "" if hidden else lines.text(concern, one.words)
        by_way = one.method if one.method and not words.startswith(one.method) else ""
        parts = (plain_day(one.at, lines.today), by_way, "" if one.is_told else one.reached, words)
        yield Paragraph(", ".join(part for part in parts if part), "Told" if one.is_told else "Tried")
    if tries := tries_of(concern):
        yield Paragraph(tried(len(tries), str(tries[-1].get("at") or ""), lines.today), "Not reached", "alarm")
