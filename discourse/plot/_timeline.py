"""Formulas in time: when each was launched, when the documents speak, and where it is first used in them."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from discourse import style
from discourse.plot import axes_layout, chart_decorator, marks, text_fitting
from discourse.tables import written_names
from discourse.validation import check_whole_number

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.transforms import Transform

__all__ = ["timeline"]

ROW = 5.0  # millimetres
LANE = 3.2  # millimetres that a row of names of documents takes
STEM_MM = 2.2  # from the first row to the dots of documents, and on to the first name
MONTHS = (
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "May",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
)
EARLY = "#D55E00"  # a use before the launch


@dataclass(frozen=True)
class _Point:
    """A thing with a date: from `start` to `end` in years, the middle of which is shown."""

    kind: str
    label: str
    family: str
    doc: str
    start: float
    end: float
    stated: bool

    @property
    def at(self) -> float:
        return (self.start + self.end) / 2

    @property
    def vague(self) -> bool:
        """Whether less than the day is known."""
        return self.end - self.start > 0.01


@dataclass(frozen=True)
class _Name:
    """The name of one or more documents of one date: where, in which lane above the axis."""

    at: float
    text: str
    stated: bool
    lane: int


@chart_decorator.chart
def timeline(
    table: pd.DataFrame,
    *,
    top: int = 20,
    width: style.Width = "double",
    ax: Axes | None = None,
) -> Axes:
    """Draw the documents by date, the launch of each formula as a rule in its row, its first use as a dot.

    A line joins launch and first use; a use before the launch is drawn in red, since either the date or the formula
    is not what it seems. A filled marker is a date that the source states, a hollow one a date
    inferred; the rule of a launch whose date is uncertain is dotted. Where only
    the year or the month is known, the marker stands in its middle and a bar shows how far it reaches.

    Parameters
    ----------
    table : DataFrame
        A table of kind ``timeline``.
    top : int
        How many formulas, those launched last; they stand in the order of their launch.
    width : {'single', 'onehalf', 'double'}
        Of the new figure. Not used when `ax` is given.
    ax : Axes, optional
        Where to draw. A new figure if not given.
    """
    check_whole_number("top", top)
    points, undated = _points(table)
    families = _order(points)
    rows = {family: row for row, family in enumerate(families[-top:])}
    shown = [
        point for point in points if point.kind == "document" or point.family in rows
    ]
    brief = written_names.short(table["doc"].tolist())
    with style.context():
        if not shown:
            return axes_layout.draw_empty_chart(ax, "no dates", width=width)
        sheet = axes_layout.Sheet.for_chart(ax, width)
        page = sheet.width_mm
        texts = [
            text_fitting.fit_text(
                written_names.words(family), min(0.32 * page, 48.0), max_lines=2
            )
            for family in rows
        ]
        room = page - max(map(text_fitting.text_width, texts), default=0.0) - 8
        low, high, names = _lanes(shown, brief, room)
        lanes = max((name.lane for name in names), default=-1) + 1
        tall = text_fitting.row_height_mm(texts, ROW)
        head = (lanes * LANE + 4.5) / tall
        sheet = sheet.with_height(tall * (len(rows) + head))
        ax = sheet.make_axes()
        axes_layout.remove_frame(ax, keep=("bottom",))
        marks.shade_alternate_rows(ax, len(rows))
        ax.set_xlim(low, high)
        ax.set_ylim(len(rows) - 0.5, -0.5 - head)
        _documents(
            ax,
            [point for point in shown if point.kind == "document"],
            names,
            rows=len(rows),
            row_mm=tall,
        )
        early = False
        for family, row in rows.items():
            own = [
                point
                for point in shown
                if point.family == family and point.kind != "document"
            ]
            early |= _row(ax, own, row)
        text_fitting.write_tick_labels(ax, "y", rows.values(), texts)
        _years(ax, low, high)
        _legend(ax, shown, early, room)
        rest = (
            [f"{len(rows)} of {len(families)} formulas"]
            if len(families) > len(rows)
            else []
        )
        rest += [f"without a date: {', '.join(undated)}"] if undated else []
        text_fitting.write_footnote(
            ax,
            "\n".join(
                text_fitting.fit_text(text, room, size=5.5, max_lines=3)
                for text in rest
            ),
        )
        return sheet.finish_figure(ax)


def _points(frame: pd.DataFrame) -> tuple[list[_Point], list[str]]:
    """Return what has a date, and the names of what has none."""
    points, undated = [], []
    names = [
        frame[name].tolist()
        for name in ("kind", "label", "family", "doc", "date", "basis")
    ]
    brief = written_names.short(frame["doc"].tolist())
    for kind, label, family, doc, date, basis in zip(*names, strict=True):
        reach = _reach(date)
        if reach is None:
            undated.append(
                brief[doc]
                if kind == "document"
                else written_names.words(family or label)
            )
        else:
            points.append(_Point(kind, label, family, doc, *reach, _sure(kind, basis)))
    return points, list(dict.fromkeys(undated))


def _sure(kind: str, basis: str) -> bool:
    if kind == "launch":
        return not basis.startswith(("medium", "low", "inferred"))
    return not basis or basis.startswith("stated")


def _reach(date: str) -> tuple[float, float] | None:
    """Return the years from the first to the last moment of an ISO date, `None` when it is none.

    >>> _reach("2013")
    (2013.0, 2014.0)
    """
    read = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", date.strip())
    if read is None:
        return None
    year, month, day = (int(part) if part else 0 for part in read.groups())
    try:
        first = datetime.date(year, month or 1, day or 1)
    except ValueError:
        return None
    if not month:
        return float(year), float(year + 1)
    days = 366 if datetime.date(year, 12, 31).timetuple().tm_yday == 366 else 365
    last = first if day else first.replace(day=calendar.monthrange(year, month)[1])
    start = year + (first.timetuple().tm_yday - 1) / days
    return start, year + last.timetuple().tm_yday / days


def _order(points: Sequence[_Point]) -> list[str]:
    """Return the formulas by launch (by first use where the launch is not known), then by name."""
    dates: dict[str, float] = {}
    for point in points:
        if point.kind != "document" and point.family:
            launches = [
                other.at
                for other in points
                if other.family == point.family and other.kind == "launch"
            ]
            dates[point.family] = min(
                launches or [dates.get(point.family, point.at), point.at]
            )
    return sorted(dates, key=lambda family: (dates[family], family))


def _lanes(
    points: Sequence[_Point], brief: Mapping[str, str], room: float
) -> tuple[float, float, list[_Name]]:
    """Return the ends of the axis and the names of the documents, so laid in lanes that none meets another.

    A name stands to the left of its stem, and the later a document the higher its name: so no stem, which goes up to
    its name, crosses a name that belongs to an earlier document.
    """
    merged: dict[tuple[float, bool], list[str]] = {}
    for point in points:
        if point.kind == "document":
            merged.setdefault((point.at, point.stated), []).append(brief[point.doc])
    firsts = [point.start for point in points] or [2000.0]
    lasts = [point.end for point in points] or [2001.0]
    wide = max(max(lasts) - min(firsts), 0.25)
    low, high = min(firsts) - wide * 0.03, max(lasts) + wide * 0.05
    texts = {
        key: text_fitting.fit_text(", ".join(docs), room * 0.4, size=6)
        for key, docs in sorted(merged.items())
    }
    reach = {
        key: text_fitting.text_width(text, size=6) + 2.2 for key, text in texts.items()
    }
    # The axis begins early enough for the first names to end at their stems.
    for key, length in reach.items():
        low = (
            min(low, high - (high - key[0]) / (1 - length / room))
            if length < room
            else low
        )
    lanes: dict[tuple[float, bool], int] = {}
    for key in texts:
        edge = key[0] - reach[key] * (high - low) / room
        under = [lanes[other] for other in lanes if other[0] >= edge]
        lanes[key] = max(under, default=-1) + 1
    return (
        low,
        high,
        [_Name(key[0], text, key[1], lanes[key]) for key, text in texts.items()],
    )


def _documents(
    ax: Axes,
    points: Sequence[_Point],
    names: Sequence[_Name],
    *,
    rows: int,
    row_mm: float,
) -> None:
    base = -0.5 - STEM_MM / row_mm
    for point in points:
        marks.draw_line(
            ax,
            [point.at, point.at],
            [rows - 0.5, base],
            style.RULE,
            width=0.4,
            zorder=1,
        )
        if point.vague:
            marks.draw_line(
                ax, [point.start, point.end], [base, base], style.MUTED, width=1.0
            )
        marks.draw_markers(
            ax,
            [point.at],
            [base],
            marker="o",
            colour=style.INK,
            size=4.0,
            filled=point.stated,
        )
    for name in names:
        y = base - (STEM_MM + LANE * name.lane) / row_mm
        marks.draw_line(
            ax, [name.at, name.at], [base, y - 0.2], style.RULE, width=0.4, zorder=1
        )
        text = text_fitting.write_text(
            ax, name.at, y, name.text, size=6, ha="right", va="center_baseline"
        )
        text.set_transform(_nudge(ax, -2.0))


def _nudge(ax: Axes, points: float) -> Transform:
    from matplotlib.transforms import ScaledTranslation

    root = ax.get_figure(root=True)
    assert root is not None  # noqa: S101  axes without a figure cannot be drawn on
    return ax.transData + ScaledTranslation(points / 72, 0, root.dpi_scale_trans)


def _row(ax: Axes, points: Sequence[_Point], row: int) -> bool:
    """Draw the row of one formula; return whether it is used before its launch."""
    early = False
    launches = sorted(
        (point for point in points if point.kind == "launch"),
        key=lambda point: (point.at, point.label),
    )
    uses = sorted(
        (point for point in points if point.kind.startswith("first use")),
        key=lambda point: (point.at, point.doc),
    )
    for point in launches:
        if point.vague:
            marks.draw_line(
                ax,
                [point.start, point.end],
                [row, row],
                "#a9cbe0",
                width=2.6,
                zorder=1.5,
            )
        dashes = () if point.stated else (1, 0.6)
        upright = [row - 0.34, row + 0.34]
        marks.draw_line(
            ax,
            [point.at, point.at],
            upright,
            marks.group_colour(0),
            width=1.4,
            dashes=dashes,
            zorder=3,
        )
    for point in uses:
        ahead = point.kind == "first use before launch"
        early |= ahead
        hue = EARLY if ahead else style.INK
        near = [launch for launch in launches if launch.start <= point.end][
            -1:
        ] or launches[:1]
        for launch in near:
            marks.draw_line(
                ax,
                [launch.at, point.at],
                [row, row],
                hue,
                width=0.6,
                dashes=(3, 2) if ahead else (),
            )
        marks.draw_markers(
            ax,
            [point.at],
            [row],
            marker="D",
            colour=hue,
            size=3.6,
            filled=point.stated,
            zorder=4,
        )
    return early


def _years(ax: Axes, low: float, high: float) -> None:
    """Name years, or months where the chart spans less than three years."""
    from matplotlib.ticker import MaxNLocator

    if high - low >= 3:
        places = [
            at
            for at in MaxNLocator(8, integer=True, steps=[1, 2, 5, 10]).tick_values(
                low, high
            )
            if low <= at <= high
        ]
        texts = [f"{at:.0f}" for at in places]
    else:
        step = next(step for step in (1, 2, 3, 6) if (high - low) * 12 / step <= 7)
        months = [
            at
            for at in range(int(low * 12), int(high * 12) + 2)
            if at % step == 0 and low <= at / 12 <= high
        ]
        places = [at / 12 for at in months]
        texts = [f"{MONTHS[at % 12]} {at // 12}" for at in months]
    text_fitting.write_tick_labels(ax, "x", places, texts, size=6)
    ax.tick_params(axis="x", length=2, width=0.5, color=style.RULE)


def _legend(ax: Axes, points: Sequence[_Point], early: bool, room: float) -> None:
    kinds = {point.kind for point in points}
    entries = (
        [(marks.legend_marker("|", marks.group_colour(0), size=7), "launch")]
        if "launch" in kinds
        else []
    )
    if any(point.kind == "launch" and not point.stated for point in points):
        entries[0] = (entries[0][0], "launch (dotted: date to be checked)")
    if "first use" in kinds:
        entries.append(
            (
                marks.legend_marker("D", style.INK, size=3.6),
                "first use in the documents",
            )
        )
    if early:
        entries.append(
            (marks.legend_marker("D", EARLY, size=3.6), "use before the launch")
        )
    if "document" in kinds:
        entries.append((marks.legend_marker("o", style.INK, size=4.0), "document"))
    if any(not point.stated for point in points if point.kind != "launch"):
        entries.append(
            (
                marks.legend_marker("o", style.INK, size=4.0, filled=False),
                "date inferred",
            )
        )
    marks.draw_legend(
        ax,
        [handle for handle, _ in entries],
        [text for _, text in entries],
        width_mm=room,
    )
