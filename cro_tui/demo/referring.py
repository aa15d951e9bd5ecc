"""Referrals and recommendations from being sent to being answered, done or declined."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from cro_tui.demo import town
from cro_tui.demo.almanac import Almanac
from cro_tui.demo.event import Event, Key
from cro_tui.demo.services import kind_of_addressee
from cro_tui.demo.voice import on_desk


def handed_over(
    key: str,
    concern: str,
    sent: datetime,
    terms: Mapping[str, str],
    message: str,
    answer: str,
    almanac: Almanac,
    dice: random.Random,
) -> Iterator[Event]:
    """A referral: sent, perhaps acknowledged, perhaps answered, perhaps taken to somebody higher.

    *terms* are ``to``, ``method`` and, in days after sending, ``due``, ``ack``, ``reply``; ``by``, ``outcome``,
    ``escalate`` (several ``NAME: WHY``, with ``;`` between them).
    """
    day = sent.date()
    due = day + timedelta(days=int(terms["due"]))
    values = {
        "to": town.IN_FULL.get(terms["to"], terms["to"]),
        "method": terms["method"],
        "kind": kind_of_addressee(terms["to"]),
        "message": message,
        "sent": day.isoformat(),
        "due": due.isoformat(),
    }
    yield Event(sent, "refer", key, values, about=concern)
    if "ack" in terms:
        seen = day + timedelta(days=int(terms["ack"]))
        yield Event(on_desk(almanac, seen, dice, sent), "acknowledge", key, {"when": seen.isoformat()})
    for step, (to, _, why) in enumerate(one.strip().partition(": ") for one in terms.get("escalate", "").split(";")):
        if to:
            at = on_desk(almanac, due + timedelta(days=3 + 14 * step), dice, sent)
            yield Event(at, "escalate", key, {"to": to, "why": why})
    if answer:
        replied = (due + timedelta(days=12)) if "reply" not in terms else day + timedelta(days=int(terms["reply"]))
        reply = {
            "reply": answer,
            "when": replied.isoformat(),
            "by": terms.get("by") or terms["to"],
            "outcome": terms.get("outcome", "completed"),
        }
        yield Event(on_desk(almanac, replied, dice, sent), "answer", key, reply)
    elif "outcome" in terms:
        ended = {"outcome": terms["outcome"], "answered_by": terms.get("by") or terms["to"]}
        yield Event(on_desk(almanac, day + timedelta(days=6), dice, sent), "change", key, ended)


def recommended(
    key: str,
    made: datetime,
    terms: Mapping[str, str],
    text: str,
    obstacles: str,
    almanac: Almanac,
    dice: random.Random,
) -> Iterator[Event]:
    """A recommendation: made, decided by the chain of command, carried out with its obstacles.

    *terms* are ``owner``, ``resources``, ``due`` (days after), ``answers`` (keys), ``decided WORD DAY``,
    ``outcome WORDS [DAY]``.
    """
    values: dict[str, object] = {
        "text": text,
        "answers": [Key(name) for name in terms["answers"].split()],
        "owner": terms["owner"].replace("Officer Dunmore", town.OFFICER),
        "resources": terms["resources"],
        "made": made.date().isoformat(),
        "due": (made.date() + timedelta(days=int(terms["due"]))).isoformat(),
    }
    yield Event(made, "recommend", key, values)
    if "decided" not in terms:
        return
    decision, when = terms["decided"].split()
    decided = on_desk(almanac, almanac.day(when), dice, made)
    yield Event(decided, "decide", key, {"decision": decision, "when": decided.date().isoformat()})
    if decision == "declined":
        yield Event(decided + timedelta(minutes=9), "change", key, {"obstacles": obstacles})
        return
    started = on_desk(almanac, decided.date() + timedelta(days=6), dice, decided)
    yield Event(started, "conclude", key, _outcome("in progress", started))
    *_, last = terms.get("outcome", "in progress").split()
    if last == "progress":
        met = on_desk(almanac, decided.date() + timedelta(days=24), dice, started)
        yield Event(met, "conclude", key, _outcome("in progress", met, obstacles))
        return
    done = on_desk(almanac, almanac.day(last), dice, started)
    yield Event(done, "conclude", key, _outcome("done", done, obstacles))


def _outcome(word: str, at: datetime, obstacles: str = "") -> dict[str, object]:
    return {"outcome": word, "obstacles": obstacles, "when": at.date().isoformat()}
