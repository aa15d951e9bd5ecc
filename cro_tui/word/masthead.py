"""What stands around the text of a document: letterhead, running header, footer and document properties.

Plain values; knows nothing of XML.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Masthead:
    """The frame of one document.

    :param title: the document's title; also its title property and the left of the running header.
    :param subject: one line on what it is about.
    :param author: who prepared it.
    :param date: the date of the document, which is also its *created* property.
    :param department: first line of the letterhead.
    :param unit: second line of the letterhead; may be empty.
    :param contact: address and phone in the letterhead; may be empty.
    :param period: right of the running header; may be empty.
    :param classification: left in the footer: who may read it.
    :param festive: the head stands in the middle, and pages are not counted.
    """

    title: str
    subject: str
    author: str
    date: dt.date
    department: str
    unit: str = ""
    contact: str = ""
    period: str = ""
    classification: str = ""
    festive: bool = False

    def festively(self) -> Masthead:
        """The same for something to be hung on a wall."""
        return replace(self, festive=True)
