"""The summaries that the officer wrote by hand, in place of the first sentence of what was said.

Knows the script of summaries; knows nothing of stories and of the notebook.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from cro_tui.demo.event import Event
from cro_tui.demo.script import blocks

_SCRIPT = "summaries"


def by_hand() -> dict[str, str]:
    """Beginning of what was said -> summary."""
    return {block.cells[0]: block.cells[1] for block in blocks(_SCRIPT)}


def summarized(events: Iterable[Event]) -> Iterator[Event]:
    """The events, the concerns among them with the summary that was written for them."""
    written = by_hand()
    for event in events:
        line = str(event.values.get("line", ""))
        summary = next((summary for start, summary in written.items() if line.startswith(start)), "") if line else ""
        yield replace(event, values={**event.values, "summary": summary}) if summary else event
