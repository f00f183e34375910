"""Stacked bars: how often recurring phrases occur, also inside longer phrases."""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import pandas as pd

from discourse import style, tables
from discourse.errors import OptionError
from discourse.plot import (
    axes_layout,
    chart_decorator,
    marks,
    panels,
    row_order,
    text_fitting,
)
from discourse.plot.stop_captions import caption_of_background, caption_of_edges
from discourse.plot.table_rows import read_rows
from discourse.settings import NO_VALUE
from discourse.validation import check_option, check_whole_number

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

__all__ = ["recurring"]

ROW_MM = 4.6
TWO_LINES_FROM_MM = 6.5  # a row so high has room for two lines of small type
# A phrase may take this share of the page, and no more than this width.
LABEL_SHARE, MOST_LABEL_MM = 0.32, 56.0
LABEL_GAP_MM = 4.0  # between the labels and the panel
CAPTION_GAP_MM = 4.0
COLUMNS_START_MM = 4.0  # where the numbers begin, after the panel
# The columns leave this much for the bars; the name of a formula needs at least 16 mm,
# and takes no more than 44 mm.
BARS_MM, LEAST_FORMULA_MM, MOST_FORMULA_MM = 32.0, 16.0, 44.0
AXIS_END_MM = 1.6  # of the axis, beyond the longest bar: half of the mark at its end
MAX_GROUPS = 12  # blocks that fill a page, with as many phrases as each has at least
LEAST_OF_GROUP = 3  # phrases of each group
BAR_HEIGHT = 0.44  # of a row
EDGE_POINTS = 0.5  # width of the edge of a bar
DARK, PALE = "#3d6f99", "#ffffff"
# The mark at the end of a bar: areas in square points that look equally large.
CIRCLE_AREA, DIAMOND_AREA = 21, 24
MARK_EDGE_POINTS = 0.7
LEGEND_SIZE = 4.2  # points: marks in the legend
# A mark is shaded from 0.3 (so that it differs from an open one) to 1.
LIGHTEST_SHADE = 0.3


Sort = Literal["cohesion", "c_value", "count", "rarity"]
NAME_OF_SORT = {
    "cohesion": "cohesion",
    "c_value": "C-value",
    "count": "count",
    "rarity": "rarity",
}


@dataclass(frozen=True)
class _Phrase:
    cohesion: float
    rarity: float
    c_value: float
    term: str
    count: int
    alone: int
    documents: int
    dispersion: float
    cut: bool
    name: bool
    covered: float
    family: str
    group: str

    @property
    def has_lexicon(self) -> bool:
        """Whether the phrase was compared with a lexicon."""
        return not math.isnan(self.covered)

    @property
    def has_dispersion(self) -> bool:
        """Whether the dispersion is known."""
        return not math.isnan(self.dispersion)

    @property
    def label(self) -> str:
        """The phrase, with an ellipsis if it goes on."""
        if self.cut:
            return f"{self.term} …"
        return self.term

    @property
    def dispersion_text(self) -> str:
        """The dispersion as it is printed."""
        if self.has_dispersion:
            return f"{self.dispersion:.2f}"
        return "–"

    @property
    def covered_text(self) -> str:
        """The share that is covered by listed formulas, as it is printed."""
        if self.covered:
            return f"{self.covered:.2f}"
        return "–"


@dataclass(frozen=True)
class _Rows:
    """What stands in the rows of the chart.

    Attributes
    ----------
    phrases : list of _Phrase
        The phrases, group by group.
    places : list of int
        The row of each phrase.
    headings : dict of int to str
        The group named in each of the other rows; empty if there are no groups.
    """

    phrases: list[_Phrase]
    places: list[int]
    headings: dict[int, str]

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self.places) + len(self.headings)


@chart_decorator.chart
def recurring(
    table: pd.DataFrame,
    *,
    top: int = 20,
    sort: Sort = "cohesion",
    width: style.Width = "double",
    ax: Axes | None = None,
) -> Axes:
    """Draw how often each recurring phrase occurs, in and outside longer phrases.

    Parameters
    ----------
    table : DataFrame
        A table of kind ``recurring``. If it has groups, each is a block of its own under
        its name. Of many groups the first 12 are drawn, or more if `top` has room for
        three phrases of each; choose others by filtering the table.
    top : int
        How many phrases. Groups share them out evenly, and have three each at least
        (or `top`, if it is less).
    sort : {'cohesion', 'c_value', 'count', 'rarity'}
        Which column orders the phrases (of each group), the highest first; then the most frequent, then
        by name. A table of an older version has no cohesion and is ordered by C-value.
        'rarity' needs a table made with a background, which the caption then names;
        of phrases that are equally rare, the most cohesive is first.
    width : {'single', 'onehalf', 'double'}
        Of the new figure; the height follows the number of rows. Not used when `ax` is
        given.
    ax : Axes, optional
        Where to draw. A new figure if not given.

    Returns
    -------
    Axes
        The panel of bars.

    Raises
    ------
    OptionError
        `sort` is 'rarity', and the table was made without a background.

    See Also
    --------
    coverage : Draw where listed phrases occur in each document.

    Notes
    -----
    *When to use it*: to find formulas that are in no lexicon yet.

    *How to read it*: the dark part of a bar counts occurrences that are in no longer
    phrase of the list. The open part counts those inside a longer one. A phrase that is
    frequent but seldom on its own is a part of something longer. A phrase that only one
    document repeats is a habit of that document. The mark at the end of a bar is a
    circle, or a diamond for a name or title. It is open if no formula of the lexicon
    covers an occurrence, and darker the more are covered. Beside the bars are the
    number of documents and how evenly the phrase is spread over them.
    """
    check_whole_number("top", top)
    check_option("sort", sort, NAME_OF_SORT)
    all_phrases = read_rows(table, _Phrase)
    if sort == "cohesion" and all(math.isnan(entry.cohesion) for entry in all_phrases):
        sort = "c_value"
    is_rarity_missing = [math.isnan(entry.rarity) for entry in all_phrases]
    if sort == "rarity" and any(is_rarity_missing):
        raise OptionError(
            "sort='rarity' came, and phrases of the table have no rarity; make it with "
            "recurring(corpus, background=...), or sort by one of 'cohesion', 'c_value' "
            "and 'count'."
        )
    all_phrases.sort(key=functools.partial(_rank, sort=sort))
    has_groups = any(phrase.group for phrase in all_phrases)
    groups = row_order.order_of_appearance(table["group"].tolist())
    if has_groups:
        rows = _put_below_groups(all_phrases, groups, top)
    else:
        phrases = all_phrases[:top]
        rows = _Rows(phrases, places=list(range(len(phrases))), headings={})
    phrases = rows.phrases
    with style.context():
        if not phrases:
            return axes_layout.draw_empty_chart(ax, "no phrase recurs", width=width)
        sheet = axes_layout.Sheet.for_chart(ax, width)
        label_mm = min(LABEL_SHARE * sheet.width_mm, MOST_LABEL_MM)
        labels = []
        for phrase in phrases:
            label = text_fitting.fit_text(phrase.label, label_mm, max_lines=2)
            labels.append(label)
        row_mm = text_fitting.row_height_mm(labels, ROW_MM)
        # One more row than phrases: the heads of the columns.
        sheet = sheet.with_height(row_mm * (rows.count + 1))
        ax = sheet.make_axes()
        if has_groups:
            _open_panel_of_groups(ax, rows)
        else:
            panels.open_row_panel(ax, rows.count, head=1.0)
        for row, phrase in zip(rows.places, phrases, strict=True):
            _draw_bar(ax, row, phrase)
        text_fitting.write_tick_labels(ax, "y", rows.places, labels)
        labels_mm = max(map(text_fitting.text_width, labels)) + LABEL_GAP_MM
        panel_mm = sheet.width_mm - labels_mm
        max_lines = 1 if row_mm < TWO_LINES_FROM_MM else 2
        family_labels = tables.labels_of(table, "family")
        columns_mm = _write_columns(
            ax, rows, family_labels, panel_mm, max_lines=max_lines
        )
        bars_mm = panel_mm - columns_mm
        _write_headings(
            ax,
            rows,
            tables.labels_of(table, "group"),
            labels_mm=labels_mm - LABEL_GAP_MM,
            width_mm=labels_mm + bars_mm,
        )
        _draw_axis(ax, phrases, bars_mm)
        axis_name = "occurrences"
        if has_groups:
            axis_name = _caption_of_groups(rows, all_phrases, len(groups), sort)
        elif len(all_phrases) > len(phrases):
            drawn_of_all = f"{len(phrases)} of {len(all_phrases):,}"
            axis_name += f"; the first {drawn_of_all} phrases by {NAME_OF_SORT[sort]}"
        caption = [axis_name]
        if sort == "rarity":
            caption.append(caption_of_background(table))
        caption += _explain_columns(phrases, table)
        content = table[table["edges"] == "content"]
        caption.append(caption_of_edges(content))
        panels.write_caption(ax, caption, panel_mm - CAPTION_GAP_MM)
        _draw_legend(ax, phrases, panel_mm)
        return sheet.finish_figure(ax)


def _put_below_groups(
    phrases: Sequence[_Phrase], groups: Sequence[str], top: int
) -> _Rows:
    """Return the first phrases of each group, in the order given, below its name."""
    least_of_group = min(LEAST_OF_GROUP, top)
    max_groups = max(MAX_GROUPS, top // LEAST_OF_GROUP)
    drawn_groups = groups[:max_groups]
    phrases_of: dict[str, list[_Phrase]] = {group: [] for group in drawn_groups}
    for phrase in phrases:
        if phrase.group in phrases_of:
            phrases_of[phrase.group].append(phrase)
    sizes = [len(phrases_of[group]) for group in drawn_groups]
    places_to_share = max(top, least_of_group * len(drawn_groups))
    quotas = tables.share_out(places_to_share, sizes)
    rows = _Rows(phrases=[], places=[], headings={})
    for group, quota in zip(drawn_groups, quotas, strict=True):
        rows.headings[rows.count] = group
        for phrase in phrases_of[group][:quota]:
            rows.places.append(rows.count)
            rows.phrases.append(phrase)
    return rows


def _open_panel_of_groups(ax: Axes, rows: _Rows) -> None:
    """Make `ax` a panel in which every other phrase of a group is shaded."""
    axes_layout.remove_frame(ax, keep=("bottom",))
    shaded_rows: list[int] = []
    for row in rows.places:
        is_below_shaded = row - 1 in shaded_rows
        if not is_below_shaded:
            shaded_rows.append(row)
    marks.shade_rows(ax, shaded_rows)
    ax.set_ylim(rows.count - 0.5, -1.5)  # one row is free for the heads of the columns


def _write_headings(
    ax: Axes,
    rows: _Rows,
    group_labels: Mapping[str, str],
    *,
    labels_mm: float,
    width_mm: float,
) -> None:
    """Write the label of each group over its phrases; it may run over the bars."""
    for row, group in rows.headings.items():
        label = group_labels[group] or NO_VALUE
        heading = text_fitting.fit_text(label, width_mm)
        panels.write_row_heading(ax, row, heading, labels_mm=labels_mm)


def _caption_of_groups(
    rows: _Rows, all_phrases: Sequence[_Phrase], group_count: int, sort: Sort
) -> str:
    """Return what the axis of a chart of groups shows, and how much is not drawn.

    A row of the table is a phrase in a group, so a phrase may have several rows.
    """
    parts = ["occurrences in the group"]
    if len(rows.headings) < group_count:
        parts.append(f"the first {len(rows.headings)} of {group_count:,} groups")
    if len(rows.phrases) == len(all_phrases):
        parts.append(f"the phrases of each group by {NAME_OF_SORT[sort]}")
        return "; ".join(parts)
    drawn_terms = {phrase.term for phrase in rows.phrases}
    all_terms = {phrase.term for phrase in all_phrases}
    parts.append(
        f"the first phrases of each group by {NAME_OF_SORT[sort]}: "
        f"{len(rows.phrases):,} of {len(all_phrases):,} rows, "
        f"{len(drawn_terms):,} of {len(all_terms):,} phrases"
    )
    return "; ".join(parts)


def _rank(phrase: _Phrase, *, sort: Sort) -> tuple[float, float, int, str]:
    """Return what phrases are sorted by: large numbers first, then names."""
    value = {
        "cohesion": phrase.cohesion,
        "c_value": phrase.c_value,
        "count": phrase.count,
        "rarity": phrase.rarity,
    }[sort]
    # Many phrases share a rarest word, and so their rarity.
    next_value = phrase.cohesion if sort == "rarity" else 0.0
    by_count = -phrase.count
    return _highest_first(value), _highest_first(next_value), by_count, phrase.term


def _highest_first(value: float) -> float:
    """Return the place of a value: a phrase of one word has no cohesion, so is last."""
    return math.inf if math.isnan(value) else -value


def _draw_bar(ax: Axes, row: int, phrase: _Phrase) -> None:
    """Draw the occurrences of a phrase, and the mark at the end of its bar."""
    # The dark bar lies on the pale one, which stays visible beyond its end.
    _draw_count(ax, row, phrase.count, hue=PALE, zorder=2)
    _draw_count(ax, row, phrase.alone, hue=DARK, zorder=2.1)
    ax.scatter(
        [phrase.count],
        [row],
        s=DIAMOND_AREA if phrase.name else CIRCLE_AREA,
        marker="D" if phrase.name else "o",
        facecolor=_shade_mark(phrase),
        edgecolor=style.INK,
        linewidths=MARK_EDGE_POINTS,
        zorder=3,
        clip_on=False,
    )


def _draw_count(ax: Axes, row: int, count: int, *, hue: str, zorder: float) -> None:
    """Draw a bar that is as long as a count."""
    ax.barh(
        row,
        count,
        BAR_HEIGHT,
        facecolor=hue,
        edgecolor=DARK,
        linewidth=EDGE_POINTS,
        zorder=zorder,
    )


def _shade_mark(phrase: _Phrase) -> object:
    """Return the fill colour of a phrase's mark: the darker, the more is covered."""
    if not phrase.has_lexicon:
        return DARK
    if not phrase.covered:
        return PALE
    shade = LIGHTEST_SHADE + (1 - LIGHTEST_SHADE) * phrase.covered
    return style.sequential_colour_map()(shade)


def _write_columns(
    ax: Axes,
    rows: _Rows,
    family_labels: Mapping[str, str],
    width_mm: float,
    *,
    max_lines: int,
) -> float:
    """Write the numbers beside the bars; return how wide they are.

    The name of the formula that covers a phrase is the last column. It has at most
    `max_lines` lines, and is left out where there is no room for it.
    """
    phrases = rows.phrases
    write_column = functools.partial(panels.write_column, ax, rows=rows.places)
    column_start_mm = COLUMNS_START_MM
    counts = []
    counts_alone = []
    document_counts = []
    for phrase in phrases:
        counts.append(f"{phrase.count:,}")
        counts_alone.append(f"{phrase.alone:,}")
        document_counts.append(f"{phrase.documents:,}")
    column_start_mm = write_column("all", counts, column_start_mm)
    column_start_mm = write_column("alone", counts_alone, column_start_mm)
    column_start_mm = write_column("docs", document_counts, column_start_mm)
    if any(phrase.has_dispersion for phrase in phrases):
        dispersions = [phrase.dispersion_text for phrase in phrases]
        column_start_mm = write_column("even", dispersions, column_start_mm)
    if not any(phrase.has_lexicon for phrase in phrases):
        return column_start_mm
    covered_shares = [phrase.covered_text for phrase in phrases]
    column_start_mm = write_column("listed", covered_shares, column_start_mm)
    formula_mm = min(width_mm - column_start_mm - BARS_MM, MOST_FORMULA_MM)
    has_formula = any(phrase.family for phrase in phrases)
    if not has_formula or formula_mm <= LEAST_FORMULA_MM:
        return column_start_mm
    formula_names = [family_labels[phrase.family] for phrase in phrases]
    fitted_names = text_fitting.fit_names(
        formula_names, formula_mm, size=6, max_lines=max_lines
    )
    return write_column("formula", fitted_names, column_start_mm, align_left=True)


def _draw_axis(ax: Axes, phrases: Sequence[_Phrase], width_mm: float) -> None:
    """Give the horizontal axis whole numbers up to the largest count."""
    counts = [phrase.count for phrase in phrases]
    # An axis needs a length even where all counts are 0.
    largest_count = max(1, *counts)
    margin = largest_count * AXIS_END_MM / width_mm
    ax.set_xlim(0, largest_count + margin)
    marks.draw_number_axis(ax, 0, largest_count, width_mm=width_mm, integers=True)


def _explain_columns(phrases: Sequence[_Phrase], table: pd.DataFrame) -> list[str]:
    """Return the lines that explain the column "even" and the ellipsis.

    The list is empty if neither occurs.
    """
    lines = []
    if any(phrase.has_dispersion for phrase in phrases):
        measures = row_order.order_of_appearance(table["dispersion_measure"].tolist())
        names = [tables.write_code("dispersion_measure", code) for code in measures]
        measure_names = " or ".join(names)
        lines.append(f"even: {measure_names}")
    if any(phrase.cut for phrase in phrases):
        lines.append("… the phrase goes on beyond the words allowed")
    return lines


def _draw_legend(ax: Axes, phrases: Sequence[_Phrase], width_mm: float) -> None:
    """Draw the legend of the bars and of the marks that occur."""
    from matplotlib.patches import Patch

    handles: list[Artist] = [
        Patch(facecolor=DARK, edgecolor=DARK, linewidth=EDGE_POINTS),
        Patch(facecolor=PALE, edgecolor=DARK, linewidth=EDGE_POINTS),
    ]
    texts = ["on its own", "inside a longer phrase"]
    has_lexicon = any(phrase.has_lexicon for phrase in phrases)
    # With a lexicon, marks are shaded: those that only show a form are open.
    is_filled = not has_lexicon
    if any(not phrase.name for phrase in phrases):
        handle = marks.legend_marker("o", DARK, size=LEGEND_SIZE, filled=is_filled)
        handles.append(handle)
        texts.append("phrase")
    if any(phrase.name for phrase in phrases):
        handle = marks.legend_marker("D", DARK, size=LEGEND_SIZE, filled=is_filled)
        handles.append(handle)
        texts.append("name or title")
    if has_lexicon:
        handle = marks.legend_marker("o", DARK, size=LEGEND_SIZE)
        handles.append(handle)
        texts.append("share in listed formulas")
    marks.draw_legend(ax, handles, texts, width_mm=width_mm)
