"""Lines that say who belongs to a group, written as an officer writes them: ``Hien Dao (upper end) since 4 May 2022``.

Pure.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress

from cro_tui.model.fields import BadValue, Context, Rows, Stored

_LINE = re.compile(r"(?P<name>.*?)\s*(?:\((?P<area>[^()]*)\))?\s*(?:[\s,]since\s+(?P<since>[^()]+))?", re.DOTALL)
_WORDS_OF_A_NAME = 2
"""With fewer words a name is no sure sign of whom it means."""


class Belonging(Rows):
    """Names with since when, and where the group has that, with a block or area in brackets and the contact."""

    def parse_row(self, row: object, context: Context) -> tuple[str, dict[str, Stored]]:
        return super().parse_row(self._parts(row, context) if isinstance(row, str) else row, context)

    def _parts(self, line: str, context: Context) -> Mapping[str, object]:
        found = _LINE.fullmatch(line.strip())
        parts = {name: text.strip() for name, text in (found.groupdict() if found else {}).items() if text}
        if not parts.get("name") or not parts.keys() <= self.columns.keys():
            parts = {"name": line.strip()}
        if "contact" in self.columns and len(parts["name"].split()) >= _WORDS_OF_A_NAME:
            with suppress(ValueError):  # nobody known, or several: the name alone stands
                parts["contact"] = context.resolve(("contact",), parts["name"])
        try:
            since = self.columns["since"].parse(parts.get("since", ""), context)
        except BadValue:
            return {**parts, "name": line.strip(), "since": ""}  # “since” was part of what it is called
        return {**parts, "since": since["since"] or ""}


def written(row: Mapping[str, Stored]) -> str:
    """A line as it can be typed again."""
    area, since = row.get("area"), row.get("since")
    return f"{row.get('name') or ''}{f' ({area})' if area else ''}{f' since {since}' if since else ''}"
