"""Strips of documents: where in its texts a formula occurs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import pandas as pd

from discourse import style, tables
from discourse.plot import axes_layout, chart_decorator, row_order, text_fitting
from discourse.plot import marks as marks_
from discourse.plot.table_rows import read_rows
from discourse.validation import check_option, check_whole_number

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

__all__ = ["positions"]

DOCUMENT, MASKED, VOICE = "document", "masked", "voice"
BACKGROUND = (DOCUMENT, MASKED, VOICE)  # kinds of rows that are no mentions
VOICE_HUE, MASKED_HUE, OTHER_HUE = "#e3edf3", "#c9c9c6", "#9a9a96"
VOICE_ORDER, MASKED_ORDER = 0.5, 1.0  # what is masked is drawn above the voices
ROW_MM = 9.5
MOST_DOCUMENTS = 60  # in one figure
# The name of a document may take this share of the page, and no more than this width.
NAME_SHARE, MOST_NAME_MM = 0.24, 34.0
MOST_NAME_LINES = 3  # a row has room for them
MARGIN_MM = 10.0  # of the page, beside the names and the strips
STRIP = 0.74  # share of a row that the strip fills
HALF_STRIP = STRIP / 2
# Free space, in rows, above the first and below the last strip: half a row and a
# little.
TOP_MARGIN, BOTTOM_MARGIN = 0.55, 0.6
COUNT_GAP = 0.008  # between a strip and its number, as a share of the axis
MARKER_SIZE = 3.6  # points across
OTHER_SIGN_SIZE = 6.0  # points: the stroke of other formulas in the legend
STROKE_POINTS, OTHER_STROKE_POINTS = 0.8, 0.5
EDGE_POINTS = 0.5  # width of the upper edge of a strip
# The markers of a formula have their own height in a strip. The first is 0.7 of a lane
# above the lower edge, so that the marker does not cross it; 0.4 of a lane is left
# over.
FIRST_LANE, SPARE_LANES = 0.7, 0.4
# A text of the legend may take so much; a handle takes the second width.
LEGEND_TEXT_MM, HANDLE_MM = 45.0, 8.0
SCALE_NUMBERS = 5  # intervals of the axis of characters, at most


@dataclass(frozen=True)
class _Span:
    """A part of a document: a mention, or one of the background kinds.

    Offsets and the length of the document are counted in characters of the raw text.
    """

    kind: str
    doc: str
    label: str
    start: int
    end: int
    length: int

    @property
    def is_mention(self) -> bool:
        """Whether a formula is mentioned here."""
        return self.kind not in BACKGROUND


@dataclass(frozen=True)
class _Extent:
    """The first and last character of a document in its raw text."""

    start: int
    end: int

    @property
    def length(self) -> int:
        """How many characters there are."""
        return self.end - self.start


@dataclass(frozen=True)
class _Strip:
    """The strip of one document."""

    row: int
    extent: _Extent
    unit: float  # length of one character on the axis
    spans: Sequence[_Span]

    @property
    def low(self) -> float:
        """The upper edge on the page: rows are counted downward."""
        return self.row - HALF_STRIP

    @property
    def high(self) -> float:
        """The lower edge on the page: the higher number."""
        return self.row + HALF_STRIP

    @property
    def right(self) -> float:
        """The end of the document on the axis."""
        return self.to_axis(self.extent.end)

    @property
    def mentions(self) -> list[_Span]:
        """The mentions in this document."""
        return [span for span in self.spans if span.is_mention]

    def to_axis(self, offset: float) -> float:
        """Return where a character offset of the raw text is on the axis."""
        characters = offset - self.extent.start
        return characters * self.unit


@chart_decorator.chart
def positions(
    table: pd.DataFrame,
    *,
    top: int = 6,
    scale: Literal["equal", "true"] = "equal",
    width: style.Width = "double",
    ax: Axes | None = None,
) -> Axes:
    """Draw every mention as a stroke at its position in the strip of its document.

    Parameters
    ----------
    table : DataFrame
        A table of kind ``positions``. Of more than 60 documents the first 60 are drawn.
    top : int
        How many formulas have a colour and a marker, the most frequent first, at most
        8. The others are grey.
    scale : {'equal', 'true'}
        ``'equal'`` draws all strips with one length, to compare beginnings and ends.
        ``'true'`` draws them as long as the documents are.
    width : {'single', 'onehalf', 'double'}
        Of the new figure. Not used when `ax` is given.
    ax : Axes, optional
        Where to draw. A new figure if not given.

    Returns
    -------
    Axes
        The strips.

    See Also
    --------
    coverage : Draw how much of each document recurring phrases cover.
    dispersion : Draw how evenly terms are spread over documents.

    Notes
    -----
    *When to use it*: to see whether a formula opens or closes its texts, or occurs in
    clusters.

    *How to read it*: a strip runs from the first to the last character of a document.
    Grey bands are parts that are left out of the counts. The number at the end of a
    strip is that of its mentions. With two to five mentions in a document, look at the
    strokes: an index of dispersion has too few values.
    """
    top = min(check_whole_number("top", top, 0), len(style.MARKERS))
    check_option("scale", scale, ("equal", "true"))
    all_documents = row_order.order_of_appearance(table["doc"].tolist())
    documents = all_documents[:MOST_DOCUMENTS]
    table = table[table["doc"].isin(documents)]
    families = _rank_families(table)
    marker_index = {family: index for index, family in enumerate(families[:top])}
    family_labels = _label_families(table)
    spans = read_rows(table, _Span)
    extents = _find_extents(spans)
    # At least 1, because offsets are divided by it.
    longest_length = max([1, *(extent.length for extent in extents.values())])
    with style.context():
        if not documents:
            return axes_layout.draw_empty_chart(ax, "no documents", width=width)
        sheet = axes_layout.Sheet.for_chart(ax, width)
        sheet = sheet.with_height(ROW_MM * len(documents))
        ax = sheet.make_axes()
        axes_layout.remove_frame(ax)
        ax.set_ylim(len(documents) - 1 + BOTTOM_MARGIN, -TOP_MARGIN)
        ax.set_xlim(0, 1)
        doc_labels = tables.labels_of(table, "doc")
        names_mm = min(NAME_SHARE * sheet.width_mm, MOST_NAME_MM)
        names = text_fitting.fit_names(
            [doc_labels[doc] for doc in documents], names_mm, max_lines=MOST_NAME_LINES
        )
        text_fitting.write_tick_labels(ax, "y", range(len(documents)), names)
        spans_of = _group_spans(spans)
        for row, doc in enumerate(documents):
            extent = extents[doc]
            # How many characters the whole width of the axis stands for.
            axis_length = longest_length if scale == "true" else max(extent.length, 1)
            strip = _Strip(row, extent, 1 / axis_length, spans_of[doc])
            _draw_background(ax, strip)
            _draw_mentions(ax, strip, marker_index)
        remark = ""
        if len(all_documents) > len(documents):
            drawn_of_all = f"{len(documents)} of {len(all_documents):,}"
            remark = f"the first {drawn_of_all} documents"
        if scale == "equal":
            _name_ends(ax, remark)
        else:
            _draw_character_scale(ax, longest_length, remark)
        names_mm = max(map(text_fitting.text_width, names))
        legend_mm = sheet.width_mm - MARGIN_MM - names_mm
        kinds = {span.kind for span in spans}
        _draw_legend(ax, kinds, families, marker_index, family_labels, legend_mm)
        return sheet.finish_figure(ax)


def _rank_families(table: pd.DataFrame) -> list[str]:
    """Return the formulas, the most frequent first."""
    mentions = _select_mentions(table)
    counted_mentions = mentions.assign(count=1)
    return row_order.rank_by_sum(counted_mentions, "label", "count")


def _select_mentions(table: pd.DataFrame) -> pd.DataFrame:
    """Return the rows that are mentions of formulas."""
    is_background = table["kind"].isin(BACKGROUND)
    return table[~is_background]


def _label_families(table: pd.DataFrame) -> dict[str, str]:
    """Return what a reader sees in place of the id of each formula.

    The column `label` of a mention holds the id of its formula.
    """
    mentions = _select_mentions(table)
    renamed_mentions = mentions.rename(columns={"label": "family"})
    return tables.labels_of(renamed_mentions, "family")


def _find_extents(spans: Sequence[_Span]) -> dict[str, _Extent]:
    """Return the extent of each document.

    It is the whole raw text unless a row of kind "document" says that the document is a
    part of it.
    """
    extents = {}
    for span in spans:
        extents[span.doc] = _Extent(0, span.length)
    for span in spans:
        if span.kind == DOCUMENT:
            extents[span.doc] = _Extent(span.start, span.end)
    return extents


def _group_spans(spans: Sequence[_Span]) -> dict[str, list[_Span]]:
    """Return the spans of each document."""
    spans_of: dict[str, list[_Span]] = {}
    for span in spans:
        spans_of_document = spans_of.setdefault(span.doc, [])
        spans_of_document.append(span)
    return spans_of


def _draw_background(ax: Axes, strip: _Strip) -> None:
    """Draw the strip, the words of other speakers, and above them the masked parts."""
    _draw_band(ax, strip, 0, strip.right, hue=style.FAINT, order=0)
    for span in strip.spans:
        start = strip.to_axis(span.start)
        end = strip.to_axis(span.end)
        if span.kind == VOICE:
            _draw_band(ax, strip, start, end, hue=VOICE_HUE, order=VOICE_ORDER)
        elif span.kind == MASKED:
            _draw_band(ax, strip, start, end, hue=MASKED_HUE, order=MASKED_ORDER)
    edge = strip.low + STRIP
    axis_ends = [0, strip.right]
    marks_.draw_line(
        ax, axis_ends, [edge, edge], style.RULE, width=EDGE_POINTS, zorder=1.5
    )


def _draw_band(
    ax: Axes, strip: _Strip, start: float, end: float, *, hue: str, order: float
) -> None:
    """Draw a rectangle over the height of a strip, from `start` to `end`."""
    from matplotlib.patches import Rectangle

    band = Rectangle(
        (start, strip.low),
        end - start,
        STRIP,
        facecolor=hue,
        edgecolor="none",
        zorder=order,
    )
    ax.add_patch(band)


def _draw_mentions(ax: Axes, strip: _Strip, marker_index: Mapping[str, int]) -> None:
    """Draw the mentions of a document, and write their number after its strip."""
    middles: dict[str, list[float]] = {}
    for span in strip.mentions:
        middle = strip.to_axis((span.start + span.end) / 2)
        middles.setdefault(span.label, []).append(middle)
    # Formulas without a marker are drawn first, below the others.
    without_marker = sorted(set(middles) - set(marker_index))
    with_marker = [family for family in marker_index if family in middles]
    for family in [*without_marker, *with_marker]:
        index = marker_index.get(family)
        _draw_family(ax, strip, middles[family], index, lanes=len(marker_index))
    mention_count = text_fitting.format_number(len(strip.mentions))
    text_fitting.write_text(
        ax,
        strip.right + COUNT_GAP,
        strip.row,
        mention_count,
        va="center_baseline",
        color=style.MUTED,
        size=6,
    )


def _draw_family(
    ax: Axes,
    strip: _Strip,
    middles: Sequence[float],
    index: int | None,
    *,
    lanes: int,
) -> None:
    """Draw the mentions of a formula as strokes, and a marker on each of them.

    Parameters
    ----------
    ax : Axes
        The panel.
    strip : _Strip
        The strip of the document.
    middles : sequence of float
        Where on the axis the middles of the mentions are.
    index : int or None
        Number of the formula's marker and colour. A formula without one has grey
        strokes only.
    lanes : int
        How many formulas have markers.
    """
    has_marker = index is not None
    hue = OTHER_HUE if index is None else marks_.group_colour(index)
    ax.vlines(
        middles,
        strip.low,
        strip.high,
        color=hue,
        linewidth=STROKE_POINTS if has_marker else OTHER_STROKE_POINTS,
        zorder=2,
    )
    if index is None:
        return
    # Each formula has a height of its own, so that neighbouring markers do not overlap.
    lane_position = index + FIRST_LANE
    marker_y = strip.low + STRIP * lane_position / (max(lanes, 1) + SPARE_LANES)
    marks_.draw_markers(
        ax,
        middles,
        [marker_y] * len(middles),
        marker=style.MARKERS[index],
        colour=hue,
        size=MARKER_SIZE,
    )


def _name_ends(ax: Axes, remark: str) -> None:
    """Name beginning, middle and end of the documents below strips of equal length.

    The `remark` is written below them; it may be empty.
    """
    shares = [0, 0.5, 1]
    texts = ["beginning", "middle", "end of the document"]
    text_fitting.write_tick_labels(ax, "x", shares, texts, size=6)
    first_label, *_, last_label = ax.get_xticklabels()
    # The outer names must not go beyond the ends of the strips.
    first_label.set_horizontalalignment("left")
    last_label.set_horizontalalignment("right")
    text_fitting.write_footnote(ax, remark)


def _draw_character_scale(ax: Axes, longest_length: int, remark: str) -> None:
    """Write numbers of characters below strips that are as long as the documents.

    The axis goes from 0 to 1; 1 is the end of the longest document.
    """
    from matplotlib.ticker import MaxNLocator

    ticks = []
    texts = []
    locator = MaxNLocator(SCALE_NUMBERS, integer=True)
    for tick in locator.tick_values(0, longest_length):
        characters = float(tick)
        if 0 <= characters <= longest_length:
            text = text_fitting.format_number(characters)
            ticks.append(characters / longest_length)
            texts.append(text)
    text_fitting.write_tick_labels(ax, "x", ticks, texts, size=6)
    note = "characters from the beginning"
    text_fitting.write_footnote(ax, f"{note}; {remark}" if remark else note)


def _draw_legend(
    ax: Axes,
    kinds: set[str],
    families: Sequence[str],
    marker_index: Mapping[str, int],
    family_labels: Mapping[str, str],
    width_mm: float,
) -> None:
    """Draw the legend of the formulas, and of the bands that occur."""
    from matplotlib.patches import Patch

    text_mm = min(LEGEND_TEXT_MM, width_mm - HANDLE_MM)
    handles: list[Artist] = []
    texts: list[str] = []
    for index in marker_index.values():
        hue = marks_.group_colour(index)
        marker = style.MARKERS[index]
        handle = marks_.legend_marker(marker, hue, size=MARKER_SIZE)
        handles.append(handle)
    names = [family_labels[family] for family in marker_index]
    texts += text_fitting.fit_names(names, text_mm, max_lines=2)
    other_count = len(families) - len(marker_index)
    if other_count:
        handle = marks_.legend_marker("|", OTHER_HUE, size=OTHER_SIGN_SIZE)
        handles.append(handle)
        text = _name_others(other_count, has_markers=bool(marker_index))
        texts.append(text)
    if MASKED in kinds:
        handles.append(Patch(facecolor=MASKED_HUE, edgecolor="none"))
        texts.append("left out of the counts")
    if VOICE in kinds:
        handles.append(Patch(facecolor=VOICE_HUE, edgecolor="none"))
        texts.append("a speaker’s words")
    marks_.draw_legend(ax, handles, texts, width_mm=width_mm)


def _name_others(formula_count: int, *, has_markers: bool) -> str:
    """Return the text of the legend for formulas without a marker."""
    if not has_markers:
        return "mention of a formula"
    return f"{formula_count} other formula{'s' if formula_count > 1 else ''}"
