"""How the documents look: page, colors, font, and which style plays which role.

A department's letterhead replaces parts of it. Knows nothing of what is written on the page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

DXA_PER_INCH = 1440
"""Word measures in twentieths of a point (dxa)."""

READABLE = 4.5
"""Least contrast of text, WCAG 2.1 level AA (success criterion 1.4.3)."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page in dxa. Letter, 0.9″ top, 0.85″ sides, 0.8″ bottom."""

    width: int = 12240
    height: int = 15840
    top: int = 1296
    bottom: int = 1152
    left: int = 1224
    right: int = 1224

    @property
    def across(self) -> Page:
        """The same sheet lying across; margins stay where they are on the screen."""
        return replace(self, width=self.height, height=self.width) if self.width < self.height else self

    @property
    def text_width(self) -> int:
        """What is left between the margins, in dxa."""
        return self.width - self.left - self.right


DEFAULT_STYLE_IDS: Mapping[str, str] = MappingProxyType(
    {
        "body": "Normal",
        "title": "Title",
        "subtitle": "Subtitle",
        "heading1": "Heading1",
        "heading2": "Heading2",
        "caption": "Caption",
        "bullet": "ListBullet",
        "number": "ListNumber",
        "header": "Header",
        "footer": "Footer",
        "agency": "CROAgency",
        "table_text": "CROTableText",
        "table_head": "CROTableHead",
        "table_number": "CROTableNumber",
        "memo": "CROMemoLine",
        "box_title": "CROBoxTitle",
        "box": "CROBox",
        "note": "CRONote",
        "figure": "CROFigure",
        "signature": "CROSignature",
        "table": "CROTable",
        "form": "CROForm",
    }
)
"""Role -> style id in our own template."""


@dataclass(frozen=True, slots=True)
class Look:
    """Everything about the appearance that a letterhead may change. Colors are ``RRGGBB``."""

    accent: str = "1F3864"
    font: str = "Calibri"
    page: Page = field(default_factory=Page)
    styles: Mapping[str, str] = field(default_factory=lambda: DEFAULT_STYLE_IDS)

    @property
    def tint(self) -> str:
        """Behind header rows."""
        return "DEE6F0" if self.accent == "1F3864" else mixed_with_white(self.accent, 0.14)

    @property
    def pale(self) -> str:
        """Behind the summary box and every other row of a long table."""
        return "F3F6FA" if self.accent == "1F3864" else mixed_with_white(self.accent, 0.05)

    @property
    def light_fill(self) -> str:
        """The second series of a chart: told from the first on a grayscale printer."""
        return mixed_with_white(self.accent, 0.22)

    @property
    def hairline(self) -> str:
        """Between the rows of a table."""
        return mixed_with_white(self.accent, 0.32)

    @property
    def on_tint(self) -> str:
        """Text in header rows: the accent where it can be read on the tint, else nearly black."""
        return self.accent if contrast(self.accent, self.tint) >= READABLE else "1A1A1A"


def _channels(color: str) -> tuple[int, int, int]:
    return int(color[0:2], 16), int(color[2:4], 16), int(color[4:6], 16)


def mixed_with_white(color: str, share: float) -> str:
    """The color thinned with white; ``share`` (0 to 1) is how much of it remains."""
    return "".join(f"{round(255 - (255 - channel) * share):02X}" for channel in _channels(color))


def _luminance(color: str) -> float:
    def linear(channel: int) -> float:
        value = channel / 255
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(channel) for channel in _channels(color))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colors, 1 to 21, as WCAG 2.1 defines it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)
