"""Timeline of formulas: launches, first uses, and the dates of documents."""

from __future__ import annotations

import calendar
import datetime
import itertools
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from discourse import style, tables
from discourse.plot import (
    axes_layout,
    chart_decorator,
    date_axis,
    marks,
    row_order,
    text_fitting,
)
from discourse.plot.table_rows import read_rows
from discourse.settings import NO_VALUE
from discourse.validation import check_whole_number

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.transforms import Transform

__all__ = ["timeline"]

DOCUMENT, LAUNCH = "document", "launch"
FIRST_USE, EARLY_USE = "first use", "first use before launch"
ROW_MM = 5.0
LANE_MM = 3.2  # that a row of names of documents takes
STEM_MM = 2.2  # from the first row to the dots of documents, and on to the first name
HEAD_MM = 4.5  # the two stems together
# The names of formulas may take this share of the page, and no more than this width.
NAME_SHARE, MOST_NAME_MM = 0.32, 48.0
MARGIN_MM = 8.0  # of the page, beside the names and the axis
# A name of documents may take this share of the axis; it needs a gap before the next
# stem.
DOCUMENT_NAME_SHARE, DOCUMENT_NAME_GAP_MM = 0.5, 2.2
NAME_SHIFT_POINTS = -2.0  # from a stem to the name on its left
POINTS_PER_INCH = 72
# The axis goes beyond the first and the last date by these shares of their distance,
# which counts as a quarter of a year at least.
START_MARGIN, END_MARGIN, LEAST_YEARS = 0.03, 0.05, 0.25
NO_START, NO_END = 2000.0, 2001.0  # the axis of a table without dates
DAY_KNOWN_YEARS = 0.01  # a period that is longer (in years) is no single day
DAYS, DAYS_OF_LEAP_YEAR = 365, 366
EARLY = "#D55E00"  # a use before the launch
UNCERTAIN_HUE = "#a9cbe0"  # of the period in which a launch lies
DOT_SIZE, DIAMOND_SIZE, RULE_SIZE = 4.0, 3.6, 7.0  # points: marks in panel and legend
STEM_POINTS, JOIN_POINTS = 0.4, 0.6  # widths of lines
PERIOD_POINTS, LAUNCH_PERIOD_POINTS, LAUNCH_POINTS = 1.0, 2.6, 1.4
LAUNCH_HALF = 0.34  # of a row: half of the rule of a launch
UNSURE_DASHES, EARLY_DASHES = (1, 0.6), (3, 2)
STEM_GAP = 0.2  # rows between the upper end of a stem and the middle of its name
REMARK_SIZE = 5.5  # points
MAX_MARKED = 8  # groups that can have a colour and a marker of their own
OTHER_HUE, OTHER_MARKER = "#8a8a8a", "D"  # of the uses of all further groups
# Uses of one formula by several groups lie in lanes where they would cover each other.
USE_GAP_MM = 2.4  # between the middles of two uses in one lane
USE_LANE_MM = 2.1  # height of such a lane
RING_SIZE = 6.6  # points: the ring around a use before the launch
LEGEND_NAME_MM = 44.0  # of the legend that the name of a group may take
LEGEND_MARK_MM = 8.0  # of the legend for its marker


@dataclass(frozen=True)
class _Row:
    """A row of the table."""

    kind: str
    label: str
    family: str
    group: str
    doc: str
    date: str
    basis: str

    @property
    def is_stated(self) -> bool:
        """Whether the source states the date."""
        if self.kind == LAUNCH:
            return not self.basis.startswith(("medium", "low", "inferred"))
        return not self.basis or self.basis.startswith("stated")


@dataclass(frozen=True)
class _Event:
    """A document, launch or use with its date: from `start` to `end`, in years."""

    kind: str
    label: str
    family: str
    group: str
    doc: str
    start: float
    end: float
    is_stated: bool

    @property
    def date(self) -> float:
        """The middle of the period, where the event is drawn."""
        return (self.start + self.end) / 2

    @property
    def is_period(self) -> bool:
        """Whether only the month or the year is known."""
        years = self.end - self.start
        return years > DAY_KNOWN_YEARS

    @property
    def is_early(self) -> bool:
        """Whether this is a use before the launch."""
        return self.kind == EARLY_USE


@dataclass(frozen=True, order=True)
class _DocumentDate:
    """The date of one or more documents, and whether their sources state it.

    Such dates are ordered by time; of equal ones, the inferred date comes first.
    """

    date: float
    is_stated: bool


@dataclass(frozen=True)
class _DateLabel:
    """The names of the documents of one date, and their width with the gap."""

    date: float
    text: str
    width_mm: float


@dataclass(frozen=True)
class _Name:
    """The name of the documents of one date, and its lane above the axis."""

    date: float
    text: str
    lane: int


@dataclass(frozen=True)
class _Axis:
    """The horizontal axis, and the names of documents above it."""

    low: float
    high: float
    names: Sequence[_Name]

    @property
    def lane_count(self) -> int:
        """How many lanes the names take."""
        lane_count = 0
        for name in self.names:
            # Lanes are counted from 0.
            lane_count = max(lane_count, name.lane + 1)
        return lane_count


@dataclass(frozen=True)
class _GroupMark:
    """The marker of the first uses of a group, and its colour."""

    marker: str
    colour: str


@dataclass(frozen=True)
class _Groups:
    """The groups whose first uses are drawn, in order; none if the table has no groups.

    Of more than eight groups, the first eight have a marker and a colour of their own.
    """

    names: Sequence[str]

    @property
    def marked_names(self) -> Sequence[str]:
        """The groups that have a marker and a colour of their own."""
        return self.names[:MAX_MARKED]

    @property
    def other_count(self) -> int:
        """How many groups share a marker in grey."""
        return len(self.names) - len(self.marked_names)

    def mark_of(self, use: _Event) -> _GroupMark:
        """Return marker and colour of a use."""
        if not self.names:
            hue = EARLY if use.is_early else style.INK
            return _GroupMark("D", hue)
        if use.group not in self.marked_names:
            return _GroupMark(OTHER_MARKER, OTHER_HUE)
        index = self.names.index(use.group)
        return _GroupMark(style.MARKERS[index], marks.group_colour(index))

    @property
    def launch_hue(self) -> str:
        """The colour of launches, which is that of no group."""
        return style.INK if self.names else marks.group_colour(0)


@chart_decorator.chart
def timeline(
    table: pd.DataFrame,
    *,
    top: int = 20,
    width: style.Width = "double",
    ax: Axes | None = None,
) -> Axes:
    """Draw the dates of the documents, and the launch and first use of each formula.

    Parameters
    ----------
    table : DataFrame
        A table of kind ``timeline``.
    top : int
        How many formulas, those launched last. They are in the order of their launch.
    width : {'single', 'onehalf', 'double'}
        Of the new figure. Not used when `ax` is given.
    ax : Axes, optional
        Where to draw. A new figure if not given.

    Returns
    -------
    Axes
        The timeline.

    See Also
    --------
    frequencies : Draw counts and rates of formulas.

    Notes
    -----
    *When to use it*: to see how soon after its launch a formula is used, and to check
    dates.

    *How to read it*: each row is a formula. The upright rule is its launch, the diamond
    its first use, and a line joins the two. A use before the launch is red: either the
    date or the formula is not what it seems. A filled mark is a date that the source
    states. An open mark is an inferred date, and a dotted rule is an uncertain launch.
    If only the year or the month is known, the mark is in its middle and a bar shows
    the whole period.

    If the table was made with `by`, each group has a marker and a colour, which the
    legend names; groups beyond the eighth share a grey one. A use before the launch
    then has a red ring.
    """
    check_whole_number("top", top)
    rows = read_rows(table, _Row)
    doc_labels = tables.labels_of(table, "doc")
    family_labels = tables.labels_of(table, "family")
    events = _read_events(rows)
    undated_names = _name_undated(rows, doc_labels, family_labels)
    all_families = _order_families(events)
    families = all_families[-top:]
    documents = [event for event in events if event.kind == DOCUMENT]
    family_events = _group_by_family(events, families)
    drawn_events = list(documents)
    for events_of_family in family_events.values():
        drawn_events += events_of_family
    with style.context():
        if not drawn_events:
            return axes_layout.draw_empty_chart(ax, "no dates", width=width)
        sheet = axes_layout.Sheet.for_chart(ax, width)
        labels = text_fitting.fit_names(
            [family_labels[family] for family in families],
            min(NAME_SHARE * sheet.width_mm, MOST_NAME_MM),
            max_lines=2,
        )
        labels_mm = max(map(text_fitting.text_width, labels), default=0.0)
        axis_mm = sheet.width_mm - labels_mm - MARGIN_MM
        axis = _lay_out_axis(drawn_events, documents, doc_labels, axis_mm)
        groups = _find_groups(rows, drawn_events)
        mm_per_year = axis_mm / (axis.high - axis.low)
        use_lanes = {}
        for family, events_of_family in family_events.items():
            uses = _select_uses(events_of_family)
            use_lanes[family] = _put_uses_in_lanes(uses, groups, mm_per_year)
        lane_count = max(map(_count_lanes, use_lanes.values()), default=1)
        lanes_mm = USE_LANE_MM * (lane_count + 1)
        row_mm = text_fitting.row_height_mm(labels, max(ROW_MM, lanes_mm))
        head_rows = (axis.lane_count * LANE_MM + HEAD_MM) / row_mm
        sheet = sheet.with_height(row_mm * (len(families) + head_rows))
        ax = sheet.make_axes()
        axes_layout.remove_frame(ax, keep=("bottom",))
        marks.shade_alternate_rows(ax, len(families))
        ax.set_xlim(axis.low, axis.high)
        ax.set_ylim(len(families) - 0.5, -0.5 - head_rows)
        _draw_documents(
            ax, documents, axis.names, row_count=len(families), row_mm=row_mm
        )
        lane_height = USE_LANE_MM / row_mm
        for row, (family, events_of_family) in enumerate(family_events.items()):
            lanes = use_lanes[family]
            _draw_family(ax, events_of_family, lanes, groups, row, lane_height)
        text_fitting.write_tick_labels(ax, "y", range(len(labels)), labels)
        date_axis.name_dates(ax, axis.low, axis.high)
        group_labels = tables.labels_of(table, "group")
        _draw_legend(ax, drawn_events, groups, group_labels, axis_mm)
        remarks = []
        if len(all_families) > len(families):
            drawn_of_all = f"{len(families)} of {len(all_families)}"
            remarks.append(f"the latest {drawn_of_all} formulas")
        if undated_names:
            remarks.append(f"without a date: {', '.join(undated_names)}")
        _write_remarks(ax, remarks, axis_mm)
        return sheet.finish_figure(ax)


def _read_events(rows: Sequence[_Row]) -> list[_Event]:
    """Return the rows that have a date, as events; the list may be empty."""
    events = []
    for row in rows:
        period = _period_of(row.date)
        if period is not None:
            start, end = period
            event = _Event(
                kind=row.kind,
                label=row.label,
                family=row.family,
                group=row.group,
                doc=row.doc,
                start=start,
                end=end,
                is_stated=row.is_stated,
            )
            events.append(event)
    return events


def _name_undated(
    rows: Sequence[_Row],
    doc_labels: Mapping[str, str],
    family_labels: Mapping[str, str],
) -> list[str]:
    """Return the names of the documents and formulas without a date, each once.

    A launch that belongs to no formula is named by its own label.
    """
    names = []
    for row in rows:
        if _period_of(row.date) is not None:
            continue
        if row.kind == DOCUMENT:
            names.append(doc_labels[row.doc])
        elif row.family:
            names.append(family_labels[row.family])
        else:
            names.append(row.label)
    return row_order.order_of_appearance(names)


def _period_of(date: str) -> tuple[float, float] | None:
    """Return the first and the last moment of a date, in years.

    Return ``None`` if `date` is no year, month or day of the calendar.

    >>> _period_of("2013")
    (2013.0, 2014.0)
    """
    match = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", date.strip())
    if match is None:
        return None
    year_text, month_text, day_text = match.groups(default="0")
    year = int(year_text)
    # A month or a day that is missing is 0.
    month = int(month_text)
    day = int(day_text)
    try:
        first_day = datetime.date(year, month or 1, day or 1)
    except ValueError:
        return None
    if not month:
        return float(year), float(year + 1)
    last_day = first_day
    if not day:
        _, days_in_month = calendar.monthrange(year, month)
        last_day = first_day.replace(day=days_in_month)
    days_in_year = DAYS_OF_LEAP_YEAR if calendar.isleap(year) else DAYS
    days_before = _day_of_year(first_day) - 1
    days_at_end = _day_of_year(last_day)
    return year + days_before / days_in_year, year + days_at_end / days_in_year


def _day_of_year(date: datetime.date) -> int:
    """Return the number of a day in its year: 1 for 1 January."""
    return date.timetuple().tm_yday


def _order_families(events: Sequence[_Event]) -> list[str]:
    """Return the formulas by launch, or by first use if they have none, and by name."""
    launch_dates: dict[str, float] = {}
    use_dates: dict[str, float] = {}
    for event in events:
        if event.kind == DOCUMENT or not event.family:
            continue
        family = event.family
        dates = launch_dates if event.kind == LAUNCH else use_dates
        earliest = dates.get(family, math.inf)
        dates[family] = min(earliest, event.date)
    # The date of a launch takes the place of that of the first use.
    date_of = {**use_dates, **launch_dates}

    def rank(family: str) -> tuple[float, str]:
        return date_of[family], family

    return sorted(date_of, key=rank)


def _group_by_family(
    events: Sequence[_Event], families: Sequence[str]
) -> dict[str, list[_Event]]:
    """Return the launches and uses of each of `families`, in their order."""
    family_events: dict[str, list[_Event]] = {family: [] for family in families}
    for event in events:
        if event.kind == DOCUMENT:
            continue
        events_of_family = family_events.get(event.family)
        if events_of_family is not None:
            events_of_family.append(event)
    return family_events


def _lay_out_axis(
    events: Sequence[_Event],
    documents: Sequence[_Event],
    doc_labels: Mapping[str, str],
    width_mm: float,
) -> _Axis:
    """Return the ends of the axis, and the names of documents in lanes without overlap.

    A name is to the left of its stem, and the later a document, the higher its name. So
    no stem, which goes up to its name, crosses the name of an earlier document.
    """
    starts = [event.start for event in events]
    ends = [event.end for event in events]
    first_date = min(starts, default=NO_START)
    last_date = max(ends, default=NO_END)
    years = max(last_date - first_date, LEAST_YEARS)
    low = first_date - years * START_MARGIN
    high = last_date + years * END_MARGIN
    labels = _label_dates(documents, doc_labels, width_mm)
    # The axis begins early enough for the first names to end at their stems.
    for label in labels:
        if label.width_mm < width_mm:
            # The name ends at its date. So from the date to the end of the axis is the
            # share of the axis that the name leaves.
            years_to_end = high - label.date
            share_of_name = label.width_mm / width_mm
            years_shown = years_to_end / (1 - share_of_name)
            low = min(low, high - years_shown)
    years_per_mm = (high - low) / width_mm
    names: list[_Name] = []
    for label in labels:
        name_start = label.date - label.width_mm * years_per_mm
        # A name lies above all names whose stem it would cross.
        lanes_below = [name.lane for name in names if name.date >= name_start]
        lane = max(lanes_below, default=-1) + 1
        names.append(_Name(label.date, label.text, lane))
    return _Axis(low, high, names)


def _label_dates(
    documents: Sequence[_Event], doc_labels: Mapping[str, str], width_mm: float
) -> list[_DateLabel]:
    """Return the names of the documents of each date, in the order of dates.

    Stated and inferred dates have names of their own, because their marks differ.
    """
    names_of: dict[_DocumentDate, list[str]] = {}
    for event in documents:
        document_date = _DocumentDate(event.date, event.is_stated)
        names = names_of.setdefault(document_date, [])
        names.append(doc_labels[event.doc])
    name_mm = width_mm * DOCUMENT_NAME_SHARE
    labels = []
    for document_date in sorted(names_of):
        all_names = ", ".join(names_of[document_date])
        text = text_fitting.fit_text(all_names, name_mm, size=6)
        text_mm = text_fitting.text_width(text, size=6)
        label_mm = text_mm + DOCUMENT_NAME_GAP_MM
        label = _DateLabel(document_date.date, text, label_mm)
        labels.append(label)
    return labels


def _draw_documents(
    ax: Axes,
    documents: Sequence[_Event],
    names: Sequence[_Name],
    *,
    row_count: int,
    row_mm: float,
) -> None:
    """Draw a dot for each document above the rows, its line, and the names."""
    dot_y = -0.5 - STEM_MM / row_mm
    for event in documents:
        _draw_upright(ax, event.date, row_count - 0.5, dot_y)
        if event.is_period:
            period = [event.start, event.end]
            marks.draw_line(
                ax, period, [dot_y, dot_y], style.MUTED, width=PERIOD_POINTS
            )
        marks.draw_markers(
            ax,
            [event.date],
            [dot_y],
            marker="o",
            colour=style.INK,
            size=DOT_SIZE,
            filled=event.is_stated,
        )
    for name in names:
        name_y = dot_y - (STEM_MM + LANE_MM * name.lane) / row_mm
        _draw_upright(ax, name.date, dot_y, name_y - STEM_GAP)
        text = text_fitting.write_text(
            ax, name.date, name_y, name.text, size=6, ha="right", va="center_baseline"
        )
        text.set_transform(_shifted_data(ax, NAME_SHIFT_POINTS))


def _draw_upright(ax: Axes, date: float, start: float, end: float) -> None:
    """Draw a hairline from one height to another at a date."""
    xs = [date, date]
    ys = [start, end]
    marks.draw_line(ax, xs, ys, style.RULE, width=STEM_POINTS, zorder=1)


def _shifted_data(ax: Axes, points: float) -> Transform:
    """Return the coordinates of the data, shifted to the right by so many points."""
    from matplotlib.transforms import ScaledTranslation

    inches = points / POINTS_PER_INCH
    root = axes_layout.root_figure(ax)
    return ax.transData + ScaledTranslation(inches, 0, root.dpi_scale_trans)


def _find_groups(rows: Sequence[_Row], drawn_events: Sequence[_Event]) -> _Groups:
    """Return the groups whose first uses are drawn, in the order of the table.

    Its rows of documents stand group by group. In a table of an older version, or in a
    part of a table, only the first uses of each formula are in the order of the groups.
    """
    drawn_groups = {event.group for event in _select_uses(drawn_events)}
    if drawn_groups <= {""}:
        return _Groups([])
    documents = [row for row in rows if row.kind == DOCUMENT]
    groups_in_turn = [row.group for row in documents]
    known_groups = [group for group, _ in itertools.groupby(groups_in_turn)]
    is_known_once = len(known_groups) == len(set(known_groups))
    if not is_known_once or not drawn_groups <= set(known_groups):
        groups_of_family: dict[str, list[str]] = {}
        for row in rows:
            if row.kind.startswith(FIRST_USE):
                groups_of_family.setdefault(row.family, []).append(row.group)
        known_groups = row_order.merge_orders(list(groups_of_family.values()))
    in_order = row_order.order_of_appearance(sorted(drawn_groups), known=known_groups)
    return _Groups(in_order)


def _select_uses(events: Sequence[_Event]) -> list[_Event]:
    """Return the first uses among events, in order of time."""
    uses = [event for event in events if event.kind.startswith(FIRST_USE)]
    return sorted(uses, key=_rank_event)


def _put_uses_in_lanes(
    uses: Sequence[_Event], groups: _Groups, mm_per_year: float
) -> list[int]:
    """Return the lane of each use, from 0, so that none covers another.

    `uses` are in order of time. Without groups there is one lane. Uses of groups that
    share a marker may cover each other: their marks are the same.
    """
    lanes = []
    # By lane: where its last use lies, and the marker of that use.
    last_date: list[float] = []
    last_mark: list[_GroupMark] = []
    for use in uses:
        mark = groups.mark_of(use)
        lane = 0
        while lane < len(last_date) and groups.names:
            gap_mm = (use.date - last_date[lane]) * mm_per_year
            if gap_mm >= USE_GAP_MM or mark == last_mark[lane]:
                break
            lane += 1
        if lane == len(last_date):
            last_date.append(use.date)
            last_mark.append(mark)
        last_date[lane] = use.date
        last_mark[lane] = mark
        lanes.append(lane)
    return lanes


def _count_lanes(lanes: Sequence[int]) -> int:
    """Return how many lanes a row has, at least one."""
    return max(lanes, default=0) + 1


def _draw_family(
    ax: Axes,
    events: Sequence[_Event],
    lanes: Sequence[int],
    groups: _Groups,
    row: int,
    lane_height: float,
) -> None:
    """Draw the launches and the first uses of one formula in its row.

    `lanes` are those of the uses, and `lane_height` is in rows.
    """
    launches = _select_launches(events)
    uses = _select_uses(events)
    lane_count = _count_lanes(lanes)
    # The rule of a launch is as high as the lanes whose lines begin at it.
    lanes_half = lane_count * lane_height / 2
    launch_half = max(LAUNCH_HALF, lanes_half)
    for launch in launches:
        _draw_launch(ax, launch, row, half=launch_half, hue=groups.launch_hue)
    # The middle of the lanes is that of the row.
    middle_lane = (lane_count - 1) / 2
    ys = [row + (lane - middle_lane) * lane_height for lane in lanes]
    _draw_joins(ax, uses, launches, ys)
    for use, y in zip(uses, ys, strict=True):
        _draw_use(ax, use, y, groups)


def _select_launches(events: Sequence[_Event]) -> list[_Event]:
    """Return the launches among events, in order of time."""
    launches = [event for event in events if event.kind == LAUNCH]
    return sorted(launches, key=_rank_event)


def _rank_event(event: _Event) -> tuple[float, str, str]:
    """Return what the launches of a formula, or its uses, are sorted by."""
    if event.kind == LAUNCH:
        return event.date, "", event.label
    return event.date, event.group, event.doc


def _draw_launch(ax: Axes, launch: _Event, row: int, *, half: float, hue: str) -> None:
    """Draw a launch as an upright rule, and the period in which it lies as a bar."""
    if launch.is_period:
        period = [launch.start, launch.end]
        marks.draw_line(
            ax,
            period,
            [row, row],
            UNCERTAIN_HUE,
            width=LAUNCH_PERIOD_POINTS,
            zorder=1.5,
        )
    marks.draw_line(
        ax,
        [launch.date, launch.date],
        [row - half, row + half],
        hue,
        width=LAUNCH_POINTS,
        dashes=() if launch.is_stated else UNSURE_DASHES,
        zorder=3,
    )


def _find_launch(launches: Sequence[_Event], use: _Event) -> _Event | None:
    """Return the last launch that is not after a use, else the first launch.

    `launches` are in order of time. A use before every launch is drawn with the first
    one. Return ``None`` if the formula has no launch.
    """
    if not launches:
        return None
    chosen_launch = launches[0]
    for launch in launches:
        if launch.start <= use.end:
            chosen_launch = launch
    return chosen_launch


@dataclass(frozen=True)
class _Join:
    """The lane and the launch of a line that joins uses, and whether these are early."""

    y: float
    launch: _Event
    is_early: bool


def _draw_joins(
    ax: Axes,
    uses: Sequence[_Event],
    launches: Sequence[_Event],
    ys: Sequence[float],
) -> None:
    """Draw the lines that join the uses of a formula to its launches.

    A lane has one line up to its last use, and one from its first early use.
    """
    farthest_date: dict[_Join, float] = {}
    for use, y in zip(uses, ys, strict=True):
        launch = _find_launch(launches, use)
        if launch is None:
            continue
        join = _Join(y, launch, use.is_early)
        # Uses are in order of time: of early ones, the first is the farthest.
        if join not in farthest_date or not use.is_early:
            farthest_date[join] = use.date
    for join, date in farthest_date.items():
        marks.draw_line(
            ax,
            [join.launch.date, date],
            [join.y, join.y],
            EARLY if join.is_early else style.INK,
            width=JOIN_POINTS,
            dashes=EARLY_DASHES if join.is_early else (),
        )


def _draw_use(ax: Axes, use: _Event, y: float, groups: _Groups) -> None:
    """Draw a first use as a marker, with a ring if it is early and has a group."""
    # The colour of a marker says which group it is, if there are any.
    if use.is_early and groups.names:
        marks.draw_markers(
            ax,
            [use.date],
            [y],
            marker="o",
            colour=EARLY,
            size=RING_SIZE,
            filled=False,
            zorder=3.5,
        )
    mark = groups.mark_of(use)
    marks.draw_markers(
        ax,
        [use.date],
        [y],
        marker=mark.marker,
        colour=mark.colour,
        size=DIAMOND_SIZE,
        filled=use.is_stated,
        zorder=4,
    )


def _draw_legend(
    ax: Axes,
    events: Sequence[_Event],
    groups: _Groups,
    group_labels: Mapping[str, str],
    width_mm: float,
) -> None:
    """Draw the legend of the groups, and of the kinds of events that are drawn."""
    kinds = {event.kind for event in events}
    launches = _select_launches(events)
    documents_and_uses = [event for event in events if event.kind != LAUNCH]
    handles: list[Artist] = _group_handles(groups)
    texts = _group_texts(groups, group_labels, width_mm)
    if launches:
        handle = marks.legend_marker("|", groups.launch_hue, size=RULE_SIZE)
        handles.append(handle)
        all_stated = all(launch.is_stated for launch in launches)
        text = "launch" if all_stated else "launch (dotted: date to be checked)"
        texts.append(text)
    if FIRST_USE in kinds and not groups.names:
        handle = marks.legend_marker("D", style.INK, size=DIAMOND_SIZE)
        handles.append(handle)
        texts.append("first use in the documents")
    if EARLY_USE in kinds:
        if groups.names:
            handle = marks.legend_marker("o", EARLY, size=RING_SIZE, filled=False)
        else:
            handle = marks.legend_marker("D", EARLY, size=DIAMOND_SIZE)
        handles.append(handle)
        texts.append("use before the launch")
    if DOCUMENT in kinds:
        handle = marks.legend_marker("o", style.INK, size=DOT_SIZE)
        handles.append(handle)
        texts.append("document")
    if not all(event.is_stated for event in documents_and_uses):
        handle = marks.legend_marker("o", style.INK, size=DOT_SIZE, filled=False)
        handles.append(handle)
        texts.append("date inferred")
    marks.draw_legend(ax, handles, texts, width_mm=width_mm)


def _group_handles(groups: _Groups) -> list[Artist]:
    """Return the marker of each group for the legend."""
    handles: list[Artist] = []
    for index in range(len(groups.marked_names)):
        handle = marks.legend_marker(
            style.MARKERS[index], marks.group_colour(index), size=DIAMOND_SIZE
        )
        handles.append(handle)
    if groups.other_count:
        handle = marks.legend_marker(OTHER_MARKER, OTHER_HUE, size=DIAMOND_SIZE)
        handles.append(handle)
    return handles


def _group_texts(
    groups: _Groups, group_labels: Mapping[str, str], width_mm: float
) -> list[str]:
    """Return what the legend says of each marker of a group."""
    name_mm = min(LEGEND_NAME_MM, width_mm - LEGEND_MARK_MM)
    names = [group_labels[group] or NO_VALUE for group in groups.marked_names]
    heads = [f"first use: {name}" for name in names]
    texts = text_fitting.fit_names(heads, name_mm, max_lines=2)
    if groups.other_count:
        plural = "s" if groups.other_count > 1 else ""
        texts.append(f"first use: {groups.other_count:,} other group{plural}")
    return texts


def _write_remarks(ax: Axes, remarks: Sequence[str], width_mm: float) -> None:
    """Write remarks below the axis, each on lines of its own."""
    lines = []
    for remark in remarks:
        line = text_fitting.fit_text(remark, width_mm, size=REMARK_SIZE, max_lines=3)
        lines.append(line)
    text_fitting.write_footnote(ax, "\n".join(lines))
