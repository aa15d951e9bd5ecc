"""Bar charts as Word's own, with the workbook behind them: vector, editable, legible in grayscale.

A dark fill beside a light one with a dark outline; values stand at the bars instead of an axis and a grid.
Knows the look and the figures, and nothing of what they count.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from cro_tui.report.plain import shortened
from cro_tui.word.look import Look
from cro_tui.word.markup import XML_HEAD, A, C, R, escape

EMU_PER_DXA = 635
EMU_PER_INCH = 914_400
_SHEET = "Figures"
_WORKBOOK_CREATED = dt.datetime(2000, 1, 1)
_LABEL_LIMIT = 44
_CATEGORY_AXIS, _VALUE_AXIS = 111_111_111, 222_222_222


@dataclass(frozen=True, slots=True)
class Series:
    """One set of bars: its name in the legend, and a value for each category."""

    name: str
    values: Sequence[int]


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars (lying) or columns (standing) of one or two series.

    :param subject: what is counted, for the spoken description: “Concerns by category”.
    """

    subject: str
    categories: Sequence[str]
    series: Sequence[Series]
    kind: Literal["bar", "column"] = "bar"

    def __post_init__(self) -> None:
        if not 1 <= len(self.series) <= 2:
            raise ValueError("a chart shows one series or two")
        if not self.categories or any(len(series.values) != len(self.categories) for series in self.series):
            raise ValueError("a chart needs categories, each with one value in every series")


def _label(text: str) -> str:
    return shortened(text, _LABEL_LIMIT)


def spoken(chart: Chart) -> str:
    """The chart in words, with all its values: its alternative text."""
    parts = [
        f"{_label(series.name)}: "
        + ", ".join(
            f"{_label(category)} {value}" for category, value in zip(chart.categories, series.values, strict=True)
        )
        for series in chart.series
    ]
    return f"Bar chart. {chart.subject}. " + ". ".join(parts) + "."


def height_of(chart: Chart) -> int:
    """A fitting height in EMU."""
    legend = 0.3 if len(chart.series) > 1 else 0.0
    if chart.kind == "column":
        return int((1.25 + legend) * EMU_PER_INCH)
    row = 0.25 + 0.07 * (len(chart.series) - 1)
    return int((0.1 + legend + row * len(chart.categories)) * EMU_PER_INCH)


def workbook(chart: Chart) -> bytes:
    """The Excel workbook that Word opens for *Edit Data*; categories are text even if they look like formulas."""
    import xlsxwriter

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    book.set_properties({"created": _WORKBOOK_CREATED})
    sheet = book.add_worksheet(_SHEET)
    for row, category in enumerate(chart.categories, start=1):
        sheet.write_string(row, 0, _label(category))
    for column, series in enumerate(chart.series, start=1):
        sheet.write_string(0, column, _label(series.name))
        for row, value in enumerate(series.values, start=1):
            sheet.write_number(row, column, value)
    book.close()
    return stream.getvalue()


def drawing(chart: Chart, relation: str, drawing_id: int, look: Look) -> str:
    """The run that places the chart in the text, as wide as the text."""
    width = look.page.text_width * EMU_PER_DXA
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height_of(chart)}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>'
        f'<wp:docPr id="{drawing_id}" name="Chart {drawing_id}" descr="{escape(spoken(chart))}"/>'
        f'<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{C}">'
        f'<c:chart r:id="{relation}"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )


def chart_part(chart: Chart, look: Look, workbook_relation: str) -> str:
    """The chart's own XML part."""
    series = "".join(_series(chart, place, look) for place in range(len(chart.series)))
    direction = "bar" if chart.kind == "bar" else "col"
    # Lying bars are read from the top, while the axis counts from the bottom.
    orientation = "maxMin" if chart.kind == "bar" else "minMax"
    category_side, value_side = ("l", "t") if chart.kind == "bar" else ("b", "l")
    legend = (
        f'<c:legend><c:legendPos val="t"/><c:overlay val="0"/>{_text(look, 950)}</c:legend>'
        if len(chart.series) > 1
        else ""
    )
    return (
        f'{XML_HEAD}<c:chartSpace xmlns:c="{C}" xmlns:a="{A}" xmlns:r="{R}"><c:date1904 val="0"/>'
        '<c:lang val="en-US"/><c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/><c:plotArea>'
        f'<c:layout/><c:barChart><c:barDir val="{direction}"/><c:grouping val="clustered"/>'
        f'<c:varyColors val="0"/>{series}<c:gapWidth val="45"/><c:overlap val="-5"/>'
        f'<c:axId val="{_CATEGORY_AXIS}"/><c:axId val="{_VALUE_AXIS}"/></c:barChart>'
        f'<c:catAx><c:axId val="{_CATEGORY_AXIS}"/><c:scaling><c:orientation val="{orientation}"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{category_side}"/><c:numFmt formatCode="General" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f'<c:spPr><a:ln w="9525">{_fill(look.accent)}</a:ln></c:spPr>{_text(look, 950)}'
        f'<c:crossAx val="{_VALUE_AXIS}"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/>'
        '<c:lblOffset val="100"/><c:noMultiLvlLbl val="1"/></c:catAx>'
        f'<c:valAx><c:axId val="{_VALUE_AXIS}"/><c:scaling><c:orientation val="minMax"/><c:min val="0"/></c:scaling>'
        f'<c:delete val="1"/><c:axPos val="{value_side}"/><c:numFmt formatCode="General" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        f'<c:crossAx val="{_CATEGORY_AXIS}"/><c:crosses val="autoZero"/><c:crossBetween val="between"/></c:valAx>'
        f'<c:spPr><a:noFill/></c:spPr></c:plotArea>{legend}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/>'
        f"</c:chart><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{_text(look, 950)}"
        f'<c:externalData r:id="{workbook_relation}"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )


def _series(chart: Chart, place: int, look: Look) -> str:
    series, column, last = chart.series[place], "BC"[place], len(chart.categories) + 1
    fill = look.accent if place == 0 else look.light_fill
    categories = _cached("str", (_label(category) for category in chart.categories))
    values = _cached("num", (str(value) for value in series.values))
    return (
        f'<c:ser><c:idx val="{place}"/><c:order val="{place}"/>'
        f"<c:tx><c:strRef><c:f>{_SHEET}!${column}$1</c:f>{_cached('str', [_label(series.name)])}</c:strRef></c:tx>"
        f'<c:spPr>{_fill(fill)}<a:ln w="9525">{_fill(look.accent)}</a:ln></c:spPr><c:invertIfNegative val="0"/>'
        f"<c:dLbls><c:spPr><a:noFill/></c:spPr>{_text(look, 900)}"
        '<c:dLblPos val="outEnd"/><c:showLegendKey val="0"/><c:showVal val="1"/><c:showCatName val="0"/>'
        '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
        f"<c:cat><c:strRef><c:f>{_SHEET}!$A$2:$A${last}</c:f>{categories}</c:strRef></c:cat>"
        f"<c:val><c:numRef><c:f>{_SHEET}!${column}$2:${column}${last}</c:f>{values}</c:numRef></c:val></c:ser>"
    )


def _cached(kind: Literal["str", "num"], values: Iterable[str]) -> str:
    points = list(values)
    format_code = "<c:formatCode>General</c:formatCode>" if kind == "num" else ""
    cached = "".join(f'<c:pt idx="{place}"><c:v>{escape(value)}</c:v></c:pt>' for place, value in enumerate(points))
    return f'<c:{kind}Cache>{format_code}<c:ptCount val="{len(points)}"/>{cached}</c:{kind}Cache>'


def _fill(color: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{color}"/></a:solidFill>'


def _text(look: Look, size: int) -> str:
    """Text properties; size in hundredths of a point."""
    return (
        f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="{size}" b="0">{_fill("262626")}'
        f'<a:latin typeface="{escape(look.font)}"/></a:defRPr></a:pPr><a:endParaRPr lang="en-US"/></a:p></c:txPr>'
    )
