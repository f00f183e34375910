"""Two documents side by side, with ribbons between the passages that they share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from discourse import notes, style, tables
from discourse.plot import (
    axes_layout,
    chart_decorator,
    marks,
    panels,
    row_order,
    text_fitting,
)
from discourse.plot.table_rows import read_rows
from discourse.tables import written_names
from discourse.validation import check_whole_number

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

__all__ = ["shared_passages"]


@dataclass(frozen=True)
class _Look:
    """How a kind of passage is drawn: thin ribbons have dashes, broad ones a hatch."""

    hue: str
    dashes: tuple[float, ...] = ()
    hatch: str = ""


LOOKS = {
    "verbatim": _Look("#0072B2"),
    "paraphrase": _Look("#D55E00", (3.5, 1.5), "////"),
    "formula": _Look("#009E73", (1.0, 1.2), "...."),
    "name": _Look("#6e6e6e", (4.0, 1.2, 1.0, 1.2), "xxxx"),
}
OTHER_LOOK = _Look(style.INK)
MOST_RIBBONS = 300

# The page
EDGE_MM = 2.0  # of the page that is kept free
BESIDE_FROM_MM = 115.0  # a page so wide has room for the texts beside the ribbons
RIBBON_SHARE = 0.42  # of such a page, for columns and ribbons
TEXT_GAP_MM = 5.0  # between ribbons and texts
TEXT_TOP_MM = 1.5  # above the first text beside the ribbons
STACKED_MM = 70.0  # height of the ribbons if the texts are below them
LEAST_HEIGHT_MM = 72.0  # of the chart if the texts are beside the ribbons
BOTTOM_MM = 2.0  # kept free below the last text

# The columns
COLUMN_MM = 3.4  # width of a column
NUMBER_MM = 5.0  # for the numbers beside a column
HEAD_MM, FOOT_MM = 8.0, 4.5  # above and below the columns
NAME_GAP_MM, LENGTH_GAP_MM = 1.2, 1.0  # between a column, its name, and its length
NAME_MARGIN_MM = 1.0  # between the names of the two documents, on either side
NAME_SPACING = 1.05  # of lines
LEAST_BAND_MM = 0.25  # height of a passage in its column, however short
NUMBER_LEADER_MM, NUMBER_OFFSET_MM = 1.6, 2.0  # the line to a number, and the number
NUMBER_LINE_MM = 2.5  # height of a number
NUMBER_OVERHANG_MM = 1.0  # by which numbers may go beyond the column
LEADER_POINTS = 0.4

# The ribbons
BEND = 0.45  # of the way, for the control points of a ribbon's curves
THIN_BELOW_MM = 1.6  # a ribbon that is thinner is drawn as a line
# Width of such a line, in points: printed passages are emphasised.
LEAST_POINTS, MOST_POINTS, NOT_PRINTED_POINTS = 1.3, 3.0, 0.6
RIBBON_EDGE_POINTS = 0.6
RIBBON_OPACITY = 0.75
# A ribbon is filled with a mixture of its colour and white, so that the hatch and what
# lies below stay visible.
HUE_SHARE = 0.45
LEGEND_POINTS = 1.6  # width of lines in the legend
LEGEND_TEXT_MM = 40.0

# The texts
LINE_MM = 2.65  # that a line of text takes
PASSAGE_GAP_MM = 2.2  # between two texts
INDENT_MM = 4.5  # of a text, after its number
TEXT_MARGIN_MM = 5.0  # what number and edge take from the width of a text
# Screen renderers set type a little wider than the font's metrics.
WIDTH_ON_SCREEN = 0.96
SURFACE_LINES = 3  # of the text of a passage
DIFFERENCES_MARK = "≠ "  # it separates the line of differences from the text
DIFFERENCES_MARK_MM = 3.0
TEXT_SIZE, SMALL_SIZE = 6.0, 5.5  # points


@dataclass(frozen=True)
class _Passage:
    words: int
    start: int
    end: int
    other_start: int
    other_end: int
    surface: str
    kind: str
    differences: str
    documents: int
    note: str

    @property
    def look(self) -> _Look:
        """How the kind of the passage is drawn."""
        return LOOKS.get(self.kind, OTHER_LOOK)

    @property
    def heading(self) -> str:
        """What the passage is: length, kind, number of documents, and notes."""
        parts = [f"{self.words} words, {self.kind}"]
        if self.documents > 2:
            number = f"{self.documents:,}"
            parts.append(f"in {number} documents")
        for note in notes.split(self.note):
            parts.append(note.head)
        return "; ".join(parts)


@dataclass(frozen=True)
class _Text:
    """A passage as it is printed: its lines, of which the first is its heading."""

    lines: tuple[str, ...]
    has_differences: bool

    @property
    def height_mm(self) -> float:
        """How high it is, with the gap after it."""
        lines_mm = LINE_MM * len(self.lines)
        return lines_mm + PASSAGE_GAP_MM

    def is_small(self, index: int) -> bool:
        """Return whether a line is set in small type, as heading or differences."""
        last_index = len(self.lines) - 1
        is_heading = index == 0
        is_differences = self.has_differences and index == last_index
        return is_heading or is_differences


@dataclass(frozen=True)
class _Column:
    """The column of one of the two documents."""

    name: str
    length: int  # in characters
    left_mm: float
    height_mm: float  # of the chart, from its top to below the column
    side: int  # -1 for the left column, 1 for the right one

    @property
    def bottom_mm(self) -> float:
        """The lower edge."""
        return self.height_mm - FOOT_MM

    @property
    def outer_mm(self) -> float:
        """The outer edge, where numbers are written."""
        if self.side < 0:
            return self.left_mm
        return self.left_mm + COLUMN_MM

    @property
    def inner_mm(self) -> float:
        """The inner edge, where ribbons begin."""
        if self.side < 0:
            return self.left_mm + COLUMN_MM
        return self.left_mm

    def y_of(self, offset: int) -> float:
        """Return how far down a character of the document is, in millimetres."""
        height_mm = self.bottom_mm - HEAD_MM
        share = offset / max(self.length, 1)
        return HEAD_MM + height_mm * share

    def span_of(self, passage: _Passage) -> tuple[float, float]:
        """Return the upper and the lower end of a passage in this column."""
        start = passage.start
        end = passage.end
        if self.side > 0:
            start = passage.other_start
            end = passage.other_end
        return self.y_of(start), self.y_of(end)


@dataclass(frozen=True)
class _Page:
    """How a page is divided between ribbons and texts."""

    width_mm: float

    @property
    def has_texts_beside(self) -> bool:
        """Whether the texts are beside the ribbons, not below them."""
        return self.width_mm >= BESIDE_FROM_MM

    @property
    def ribbons_mm(self) -> float:
        """How wide the two columns are with the ribbons between them."""
        if self.has_texts_beside:
            return self.width_mm * RIBBON_SHARE
        return self.width_mm

    @property
    def text_left_mm(self) -> float:
        """Where the texts begin."""
        if self.has_texts_beside:
            return self.ribbons_mm + TEXT_GAP_MM
        return 0.0

    @property
    def text_mm(self) -> float:
        """How wide a text may be."""
        beside_mm = self.width_mm - self.text_left_mm
        text_mm = beside_mm - TEXT_MARGIN_MM
        return text_mm * WIDTH_ON_SCREEN

    @property
    def reserved_mm(self) -> float:
        """The height above the texts that the ribbons take."""
        if self.has_texts_beside:
            return 0.0
        return STACKED_MM + TEXT_GAP_MM

    def height_for(self, texts: Sequence[_Text]) -> float:
        """Return how high the chart must be for these texts."""
        texts_mm = sum(text.height_mm for text in texts)
        if not self.has_texts_beside:
            return self.reserved_mm + texts_mm
        needed_mm = texts_mm + BOTTOM_MM
        return max(LEAST_HEIGHT_MM, needed_mm)

    def count_texts_that_fit(self, texts: Sequence[_Text], height_mm: float) -> int:
        """Return how many of the texts have room in a chart of this height."""
        used_mm = 0.0
        for index, text in enumerate(texts):
            used_mm += text.height_mm
            # The texts before this one have room.
            if self.reserved_mm + used_mm + BOTTOM_MM > height_mm:
                return index
        return len(texts)


@chart_decorator.chart
def shared_passages(
    table: pd.DataFrame,
    *,
    top: int = 8,
    width: style.Width = "double",
    ax: Axes | None = None,
) -> Axes:
    """Draw two documents as columns, with a ribbon for each passage that they share.

    Parameters
    ----------
    table : DataFrame
        A table of kind ``shared_passages``. Of several pairs of documents, the pair
        that shares most words is drawn (ties by name). Filter the table for another
        pair.
    top : int
        How many passages are numbered and printed, the longest first.
    width : {'single', 'onehalf', 'double'}
        Of the new figure; in a single column the text is below the ribbons. Not used
        when `ax` is given.
    ax : Axes, optional
        Where to draw; as much text is printed as there is room for. A new figure if not
        given.

    Returns
    -------
    Axes
        The chart.

    See Also
    --------
    passage_families : Draw which documents share the same passages.

    Notes
    -----
    *When to use it*: to see which parts of two documents have the same wording, and to
    read these parts.

    *How to read it*: both columns have the same height, however long the documents are.
    A ribbon joins the two places of a passage; a thin ribbon is drawn as a line. Its
    colour, and its hatch or dashes, show the kind of the passage. The longest passages
    are numbered and printed, with the words that differ. A shared passage shows common
    wording. It does not show who took it from whom.
    """
    check_whole_number("top", top, 0)
    with style.context():
        if not len(table):
            return axes_layout.draw_empty_chart(ax, "no passage is shared", width=width)
        pair_table, pair_count = _choose_pair(table)
        passages = _rank_passages(pair_table)
        sheet = axes_layout.Sheet.for_chart(ax, width)
        page = _Page(sheet.width_mm - EDGE_MM)
        texts = [_print_passage(passage, page.text_mm) for passage in passages[:top]]
        height_mm = page.height_for(texts)
        if ax is not None:
            height_mm = _height_of(ax)
            texts = texts[: page.count_texts_that_fit(texts, height_mm)]
        sheet = sheet.with_height(height_mm)
        ax = sheet.make_axes()
        axes_layout.remove_frame(ax)
        ax.set_xlim(0, page.width_mm)
        ax.set_ylim(height_mm, 0)
        columns = _lay_out_columns(table, pair_table, page, height_mm)
        for column in columns:
            _draw_column(ax, column, name_mm=page.ribbons_mm / 2)
        # The longest passages are drawn last, so that they lie above the others.
        for index in reversed(range(len(passages))):
            _draw_ribbon(ax, columns, passages[index], is_printed=index < len(texts))
        for column in columns:
            _write_numbers(ax, column, passages[: len(texts)])
        text_top_mm = TEXT_TOP_MM
        if not page.has_texts_beside:
            text_top_mm = columns[0].height_mm + TEXT_GAP_MM
        _write_texts(ax, texts, page.text_left_mm, text_top_mm)
        _draw_legend(ax, passages, page.width_mm)
        remarks = []
        if pair_count > 1:
            remarks.append(f"one of {pair_count} pairs: the one that shares most words")
        if len(pair_table) > MOST_RIBBONS:
            remarks.append(
                f"the longest {MOST_RIBBONS} of {len(pair_table):,} passages"
            )
        note = text_fitting.fit_text(
            "; ".join(remarks), page.width_mm, size=SMALL_SIZE, max_lines=2
        )
        text_fitting.write_footnote(ax, note)
        return sheet.finish_figure(ax)


def _choose_pair(table: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    """Return the rows of the pair that shares most words, and the number of pairs."""
    documents = table["doc"].tolist()
    others = table["other"].tolist()
    pairs = list(zip(documents, others, strict=True))
    shared_words: dict[tuple[str, str], int] = {}
    for pair, word_count in zip(pairs, table["words"].tolist(), strict=True):
        count_before = shared_words.get(pair, 0)
        shared_words[pair] = count_before + word_count

    def rank(pair: tuple[str, str]) -> tuple[int, tuple[str, str]]:
        return -shared_words[pair], pair

    chosen_pair = min(shared_words, key=rank)
    is_chosen = [pair == chosen_pair for pair in pairs]
    return table[is_chosen], len(shared_words)


def _rank_passages(pair_table: pd.DataFrame) -> list[_Passage]:
    """Return the passages that are drawn, the longest first."""
    passages = read_rows(pair_table, _Passage)
    passages.sort(key=_rank)
    return passages[:MOST_RIBBONS]


def _rank(passage: _Passage) -> tuple[int, ...]:
    """Return what passages are sorted by: many words first, then by their positions."""
    return (
        -passage.words,
        passage.start,
        passage.other_start,
        passage.end,
        passage.other_end,
    )


def _print_passage(passage: _Passage, width_mm: float) -> _Text:
    """Return the lines that present a passage: what it is, its text, what differs."""
    heading = text_fitting.fit_text(passage.heading, width_mm, size=SMALL_SIZE)
    surface = text_fitting.fit_text(
        passage.surface, width_mm, size=TEXT_SIZE, max_lines=SURFACE_LINES
    )
    lines = [heading, *surface.split("\n")]
    if passage.differences:
        differences_mm = width_mm - DIFFERENCES_MARK_MM
        differences = text_fitting.fit_text(
            passage.differences, differences_mm, size=SMALL_SIZE
        )
        lines.append(DIFFERENCES_MARK + differences)
    return _Text(tuple(lines), has_differences=bool(passage.differences))


def _height_of(ax: Axes) -> float:
    """Return how high the axes are, in millimetres."""
    figure_mm = axes_layout.root_figure(ax).get_figheight() * text_fitting.MM_PER_INCH
    return ax.get_position().height * figure_mm


def _lay_out_columns(
    table: pd.DataFrame, pair_table: pd.DataFrame, page: _Page, height_mm: float
) -> tuple[_Column, _Column]:
    """Return the left and the right column: those of the two documents."""
    labels = tables.labels_of(table, "doc", "other")
    if not page.has_texts_beside:
        height_mm = min(height_mm, STACKED_MM)
    # Every row of a pair has the same two documents.
    first_row = pair_table.iloc[0]
    left_column = _Column(
        labels[first_row["doc"]],
        int(first_row["length"]),
        left_mm=NUMBER_MM,
        height_mm=height_mm,
        side=-1,
    )
    right_column = _Column(
        labels[first_row["other"]],
        int(first_row["other_length"]),
        left_mm=page.ribbons_mm - NUMBER_MM - COLUMN_MM,
        height_mm=height_mm,
        side=1,
    )
    return left_column, right_column


def _draw_column(ax: Axes, column: _Column, *, name_mm: float) -> None:
    """Draw a document as a column, with its name above it and its length below it."""
    from matplotlib.patches import Rectangle

    body = Rectangle(
        (column.left_mm, HEAD_MM),
        COLUMN_MM,
        column.bottom_mm - HEAD_MM,
        facecolor=style.FAINT,
        edgecolor=style.RULE,
        linewidth=0.5,
        zorder=1,
    )
    ax.add_patch(body)
    alignment = "left" if column.side < 0 else "right"
    text_mm = (name_mm - NUMBER_MM - NAME_MARGIN_MM) * WIDTH_ON_SCREEN
    name = text_fitting.fit_text(column.name, text_mm, max_lines=2)
    text_fitting.write_text(
        ax,
        column.outer_mm,
        HEAD_MM - NAME_GAP_MM,
        name,
        ha=alignment,
        va="bottom",
        linespacing=NAME_SPACING,
    )
    text_fitting.write_text(
        ax,
        column.outer_mm,
        column.bottom_mm + LENGTH_GAP_MM,
        f"{column.length:,} characters",
        ha=alignment,
        va="top",
        size=SMALL_SIZE,
        color=style.MUTED,
    )


def _draw_ribbon(
    ax: Axes,
    columns: tuple[_Column, _Column],
    passage: _Passage,
    *,
    is_printed: bool,
) -> None:
    """Draw a passage in both columns, and the ribbon between them.

    A ribbon that is too thin for an area is a line. `is_printed` says whether the text
    of the passage is printed beside the columns; the lines of others are thin.
    """
    look = passage.look
    spans = []
    for column in columns:
        span = column.span_of(passage)
        _draw_band(ax, column, span, look)
        spans.append(span)
    left_column, right_column = columns
    inner_edges = (left_column.inner_mm, right_column.inner_mm)
    # A ribbon may have two heights: the passage takes a larger part of a short text.
    thickness_mm = min(bottom - top for top, bottom in spans)
    if thickness_mm >= THIN_BELOW_MM:
        _draw_area(ax, inner_edges, spans, look)
        return
    line_points = NOT_PRINTED_POINTS
    if is_printed:
        points = thickness_mm / text_fitting.MM_PER_POINT
        line_points = min(max(points, LEAST_POINTS), MOST_POINTS)
    _draw_curve(ax, inner_edges, spans, look, line_points=line_points)


def _draw_band(
    ax: Axes, column: _Column, span: tuple[float, float], look: _Look
) -> None:
    """Draw a passage in its column."""
    from matplotlib.patches import Rectangle

    top, bottom = span
    band = Rectangle(
        (column.left_mm, top),
        COLUMN_MM,
        max(bottom - top, LEAST_BAND_MM),
        facecolor=look.hue,
        edgecolor="white",
        linewidth=0,
        zorder=2,
    )
    band.set_hatch(look.hatch)
    ax.add_patch(band)


def _draw_curve(
    ax: Axes,
    inner_edges: tuple[float, float],
    spans: Sequence[tuple[float, float]],
    look: _Look,
    *,
    line_points: float,
) -> None:
    """Draw a thin ribbon as a line between the middles of its two places."""
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    left_y, right_y = ((top + bottom) / 2 for top, bottom in spans)
    points = _bend(inner_edges, left_y, right_y)
    codes = [Path.MOVETO, Path.CURVE4, Path.CURVE4, Path.CURVE4]
    curve = PathPatch(
        Path(points, codes),
        fill=False,
        edgecolor=look.hue,
        linewidth=line_points,
        linestyle=(0, look.dashes) if look.dashes else "-",
        capstyle="butt",
        zorder=3,
    )
    ax.add_patch(curve)


def _draw_area(
    ax: Axes,
    inner_edges: tuple[float, float],
    spans: Sequence[tuple[float, float]],
    look: _Look,
) -> None:
    """Draw a broad ribbon as an area between its two places."""
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    (left_top, left_bottom), (right_top, right_bottom) = spans
    upper = _bend(inner_edges, left_top, right_top)
    lower = _bend(inner_edges, left_bottom, right_bottom)
    points = [*upper, *reversed(lower), upper[0]]
    # Along the upper curve, down to the lower one, and back along it.
    curve = [Path.CURVE4, Path.CURVE4, Path.CURVE4]
    codes = [Path.MOVETO, *curve, Path.LINETO, *curve, Path.CLOSEPOLY]
    ribbon = PathPatch(
        Path(points, codes),
        facecolor=(*_lighten(look.hue), RIBBON_OPACITY),
        edgecolor=look.hue,
        hatch=look.hatch or None,
        linewidth=RIBBON_EDGE_POINTS,
        zorder=3,
    )
    ax.add_patch(ribbon)


def _bend(
    inner_edges: tuple[float, float], left_y: float, right_y: float
) -> list[tuple[float, float]]:
    """Return start, control points and end of a curve that is level at both ends."""
    left_x, right_x = inner_edges
    control_distance = (right_x - left_x) * BEND
    return [
        (left_x, left_y),
        (left_x + control_distance, left_y),
        (right_x - control_distance, right_y),
        (right_x, right_y),
    ]


def _lighten(hue: str) -> tuple[float, float, float]:
    """Return a colour mixed with white."""
    from matplotlib.colors import to_rgb

    red, green, blue = to_rgb(hue)
    return _mix(red), _mix(green), _mix(blue)


def _mix(channel: float) -> float:
    """Return the red, green or blue part of a colour, mixed with that of white (1)."""
    white_share = 1 - HUE_SHARE
    return HUE_SHARE * channel + white_share


def _write_numbers(
    ax: Axes, column: _Column, printed_passages: Sequence[_Passage]
) -> None:
    """Number the printed passages beside a column, without overlap.

    A short line leads from the middle of a passage to its number.
    """
    passage_ys = []
    for passage in printed_passages:
        top, bottom = column.span_of(passage)
        passage_y = (top + bottom) / 2
        passage_ys.append(passage_y)
    lowest_y = column.bottom_mm + NUMBER_OVERHANG_MM
    heights = [NUMBER_LINE_MM] * len(printed_passages)
    number_ys = panels.spread_labels(
        passage_ys, heights, HEAD_MM - NUMBER_OVERHANG_MM, lowest_y
    )
    edge_mm = column.outer_mm
    leader_xs = [edge_mm, edge_mm + NUMBER_LEADER_MM * column.side]
    for number, (passage_y, number_y) in enumerate(
        zip(passage_ys, number_ys, strict=True), 1
    ):
        marks.draw_line(
            ax, leader_xs, [passage_y, number_y], style.MUTED, width=LEADER_POINTS
        )
        text_fitting.write_text(
            ax,
            edge_mm + NUMBER_OFFSET_MM * column.side,
            number_y,
            str(number),
            size=TEXT_SIZE,
            ha="right" if column.side < 0 else "left",
            va="center_baseline",
        )


def _write_texts(
    ax: Axes, texts: Sequence[_Text], left_mm: float, top_mm: float
) -> None:
    """Print the texts one below the other, each after its number."""
    text_y = top_mm
    for number, text in enumerate(texts, 1):
        text_fitting.write_text(
            ax, left_mm, text_y, str(number), size=TEXT_SIZE, va="top"
        )
        for index, line in enumerate(text.lines):
            is_small = text.is_small(index)
            text_fitting.write_text(
                ax,
                left_mm + INDENT_MM,
                text_y + LINE_MM * index,
                line,
                va="top",
                size=SMALL_SIZE if is_small else TEXT_SIZE,
                color=style.MUTED if is_small else style.INK,
            )
        text_y += text.height_mm


def _draw_legend(ax: Axes, passages: Sequence[_Passage], width_mm: float) -> None:
    """Draw the legend of the kinds of passages that are drawn."""
    from matplotlib.lines import Line2D

    handles: list[Artist] = []
    texts = []
    kinds = [passage.kind for passage in passages]
    for kind in row_order.order_of_appearance(kinds, known=tuple(LOOKS)):
        look = LOOKS.get(kind, OTHER_LOOK)
        line = Line2D(
            [],
            [],
            color=look.hue,
            linewidth=LEGEND_POINTS,
            dash_capstyle="butt",
            solid_capstyle="butt",
        )
        if look.dashes:
            line.set_dashes(look.dashes)
        handles.append(line)
        texts.append(
            text_fitting.fit_text(written_names.name_in_words(kind), LEGEND_TEXT_MM)
        )
    marks.draw_legend(ax, handles, texts, width_mm=width_mm)
