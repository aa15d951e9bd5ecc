"""Everything that a kind of record is made of, gathered for those who describe or read records.

`field` has what all fields share, `values` those of one value, `lists` references and lists of lines.
"""

from __future__ import annotations

from cro_tui.model.field import BadValue, Context, Field, Lean, Stored, clean, join, short, split
from cro_tui.model.lists import Ref, Refs, Rows, column
from cro_tui.model.values import (
    Amount,
    Choice,
    Choices,
    Count,
    Day,
    Line,
    Lines,
    Moment,
    OpenChoice,
    Quarter,
    Text,
    YesNo,
)

__all__ = [
    "Amount",
    "BadValue",
    "Choice",
    "Choices",
    "Context",
    "Count",
    "Day",
    "Field",
    "Lean",
    "Line",
    "Lines",
    "Moment",
    "OpenChoice",
    "Quarter",
    "Ref",
    "Refs",
    "Rows",
    "Stored",
    "Text",
    "YesNo",
    "clean",
    "column",
    "join",
    "short",
    "split",
]
