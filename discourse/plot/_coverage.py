"""How much of each document consists of recurring phrases, and where."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import pandas as pd

from discourse import style, tables
from discourse.plot import (
    axes_layout,
    chart_decorator,
    marks,
    panels,
    text_fitting,
)
from discourse.plot.table_rows import read_rows
from discourse.settings import NO_VALUE
from discourse.validation import check_option, check_whole_number

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["coverage"]

ROW_MM, CLOSE_ROW_MM = 7.0, 4.6  # height of a row, and of one among many
CLOSE_ROWS = 25  # documents beyond which rows are lower, so that a page holds them
# Of the page for the label of a document, which has up to 40 letters; at most; its lines.
NAME_SHARE, MAX_NAME_MM, NAME_LINES = 0.26, 42.0, 3
STRIP_SHARE = 0.66  # of a row that its strip fills
HEAD_ROWS = 0.6  # free above the first strip, for the heads of the columns
TOP_ROWS = 1.1  # from the middle of the first row to the top of the panel
HEAD_LIFT_ROWS = -0.15  # the heads are closer to the strips than a whole row
COLUMN_GAP_MM = 2.5  # between the strips and the first column
COLUMNS_MM = 28.0  # of the page that the columns take
LEGEND_MARGIN_MM = 6.0  # of the page that the legend leaves free beside it
NAMED_MIDDLE_MM = 58.0  # width of an axis that has room for the word "middle" too
MANY_TICKS_MM = 60.0  # width of an axis that has room for more numbers
MANY_TICKS, FEW_TICKS = 5, 3
COVERED_COLOUR, MASKED_COLOUR = "#2f5f8a", "#b0b0ac"
MAX_GROUPS = 60  # groups in one figure
HATCH = "//////"  # of stretches that are left out of the counts


@dataclass(frozen=True)
class _Document:
    """A row of the table: a document, from its first to its last character.

    Or a group, which is no text: it has words and a share, and no characters.
    """

    kind: str
    group: str
    doc: str
    start: int
    end: int
    words: int
    share: float

    @property
    def characters(self) -> int:
        """Length of the document in characters, at least 1: it is a divisor."""
        length = self.end - self.start
        return max(length, 1)


@chart_decorator.chart
def coverage(
    table: pd.DataFrame,
    *,
    top: int = 40,
    scale: Literal["equal", "true"] = "equal",
    width: style.Width = "double",
    ax: Axes | None = None,
) -> Axes:
    """Draw each document as a strip in which the parts made of recurring phrases are dark.

    The number at the end of a strip is the share of the document's words in such parts.
    The next number is how many words the document has. Groups are headings above their
    documents, with the share and the words of all of them together. Hatched parts are
    left out of the counts. By chance alone, a long document repeats more than a short one, and a
    corpus by one author more than a corpus by many. Compare documents of similar length.

    Parameters
    ----------
    table : DataFrame
        A table of kind ``coverage``.
    top : int
        How many documents, in the order of the table. If there are groups, all of them
        are drawn (the first 60), and the documents are shared out evenly among them.
    scale : {'equal', 'true'}
        Whether all strips have one length, to compare beginnings and ends, or a length
        in proportion to the document.
    width : {'single', 'onehalf', 'double'}
        Width of the new figure; the height follows the number of documents. Not used
        when `ax` is given.
    ax : Axes, optional
        Where to draw. A new figure if not given.

    Returns
    -------
    Axes
        The panel.
    """
    check_whole_number("top", top)
    check_option("scale", scale, ("equal", "true"))
    documents = read_rows(table[table["kind"] == "document"], _Document)
    groups = read_rows(table[table["kind"] == "group"], _Document)
    drawn_documents = _put_below_groups(documents, groups, top)
    with style.context():
        if not drawn_documents:
            return axes_layout.draw_empty_chart(ax, "no documents", width=width)
        sheet = axes_layout.Sheet.for_chart(ax, width)
        names = _fit_names(table, drawn_documents, sheet.width_mm)
        names_mm = max(map(text_fitting.text_width, names))
        row_mm = ROW_MM
        if len(drawn_documents) > CLOSE_ROWS:
            row_mm = CLOSE_ROW_MM
        row_height_mm = text_fitting.row_height_mm(names, row_mm)
        sheet = sheet.with_height(row_height_mm * (len(drawn_documents) + HEAD_ROWS))
        ax = sheet.make_axes()
        axes_layout.remove_frame(ax)
        ax.set_ylim(len(drawn_documents) - 0.5, -TOP_ROWS)
        ax.set_xlim(0, 1)  # the longest strip is as wide as the panel
        text_fitting.write_tick_labels(ax, "y", range(len(drawn_documents)), names)
        max_characters = max(document.characters for document in drawn_documents)
        for row, document in enumerate(drawn_documents):
            axis_characters = (
                document.characters if scale == "equal" else max_characters
            )
            if document.kind == "group":
                heading = _fit_heading(document, sheet.width_mm - COLUMNS_MM)
                panels.write_row_heading(ax, row, heading, labels_mm=names_mm)
                continue
            spans = table[table["doc"] == document.doc]
            _draw_strip(ax, row, document, spans, character_width=1 / axis_characters)
        _write_columns(ax, drawn_documents)
        beside_names_mm = sheet.width_mm - names_mm
        axis_mm = beside_names_mm - COLUMNS_MM
        remarks = []
        if scale == "equal":
            _write_parts(ax, axis_mm)
        else:
            _write_characters(ax, axis_mm, max_characters)
            remarks.append("characters from the beginning")
        remarks += _remarks_on_rows_left_out(drawn_documents, documents, groups)
        _write_remarks(ax, remarks, axis_mm)
        _draw_legend(ax, table, beside_names_mm - LEGEND_MARGIN_MM)
        return sheet.finish_figure(ax)


def _put_below_groups(
    documents: Sequence[_Document], groups: Sequence[_Document], top: int
) -> list[_Document]:
    """Return the first `top` documents; with groups, each below the row of its own.

    Every group is drawn, since its share is what was asked for.
    """
    if not groups:
        return list(documents[:top])
    drawn_groups = groups[:MAX_GROUPS]
    members: dict[str, list[_Document]] = {row.group: [] for row in drawn_groups}
    for document in documents:
        if document.group in members:
            members[document.group].append(document)
    sizes = [len(members[row.group]) for row in drawn_groups]
    rows: list[_Document] = []
    for row, quota in zip(drawn_groups, tables.share_out(top, sizes), strict=True):
        rows += [row, *members[row.group][:quota]]
    return rows


def _remarks_on_rows_left_out(
    rows: Sequence[_Document],
    documents: Sequence[_Document],
    groups: Sequence[_Document],
) -> list[str]:
    """Return how many documents and groups are drawn, if these are not all."""
    drawn_kinds = [row.kind for row in rows]
    document_count = drawn_kinds.count("document")
    group_count = drawn_kinds.count("group")
    remarks = []
    if group_count < len(groups):
        remarks.append(f"the first {group_count} of {len(groups):,} groups")
    if document_count < len(documents):
        remark = f"the first {document_count} of {len(documents):,} documents"
        if groups:
            remark = (
                f"{document_count} of {len(documents):,} documents, the first of each "
                "group"
            )
        remarks.append(remark)
    return remarks


def _fit_names(
    table: pd.DataFrame, documents: Sequence[_Document], page_mm: float
) -> list[str]:
    """Return the labels of the documents, fitted to their room; none for a group."""
    name_mm = min(page_mm * NAME_SHARE, MAX_NAME_MM)
    labels = tables.labels_of(table[table["kind"] != "group"], "doc")
    names = []
    for document in documents:
        if document.kind == "group":
            names.append("")
            continue
        label = labels[document.doc]
        name = text_fitting.fit_text(label, name_mm, max_lines=NAME_LINES)
        names.append(name)
    return names


def _fit_heading(group: _Document, width_mm: float) -> str:
    """Return the name of a group on one line: it may run over the row without a strip."""
    return text_fitting.fit_text(group.group or NO_VALUE, width_mm)


def _write_remarks(ax: Axes, remarks: Sequence[str], width_mm: float) -> None:
    """Write what the axis shows, and what is not drawn, below the strips."""
    text = text_fitting.fit_text(
        "; ".join(remarks),
        width_mm,
        size=text_fitting.FOOTNOTE_SIZE,
        max_lines=2,
    )
    text_fitting.write_footnote(ax, text)


def _write_columns(ax: Axes, documents: Sequence[_Document]) -> None:
    """Write the shares and the numbers of words beside the strips."""
    shares = []
    word_counts = []
    for document in documents:
        shares.append(_share_text(document.share))
        word_counts.append(f"{document.words:,}")
    words_start_mm = panels.write_column(
        ax,
        "covered",
        shares,
        COLUMN_GAP_MM,
        head_lift_rows=HEAD_LIFT_ROWS,
    )
    panels.write_column(
        ax,
        "words",
        word_counts,
        words_start_mm,
        head_lift_rows=HEAD_LIFT_ROWS,
    )


def _share_text(share: float) -> str:
    """Return a share as it is printed; a dash for a document without words."""
    if math.isnan(share):
        return "–"
    return f"{share:.2f}"


def _draw_strip(
    ax: Axes,
    row: int,
    document: _Document,
    spans: pd.DataFrame,
    *,
    character_width: float,
) -> None:
    """Draw a document as a strip, with its masked and its covered spans.

    `character_width` is the width of a character, in parts of the axis.
    """
    from matplotlib.patches import Rectangle

    bottom = row - STRIP_SHARE / 2
    strip_length = (document.end - document.start) * character_width
    background = Rectangle(
        (0, bottom),
        strip_length,
        STRIP_SHARE,
        facecolor=style.FAINT,
        edgecolor="none",
        zorder=0,
    )
    ax.add_patch(background)
    masked_boxes = _span_boxes(
        document, spans[spans["kind"] == "masked"], character_width
    )
    if masked_boxes:
        ax.broken_barh(
            masked_boxes,
            (bottom, STRIP_SHARE),
            facecolor="white",
            edgecolor=MASKED_COLOUR,
            hatch=HATCH,
            linewidth=0,
            zorder=1,
        )
    covered_boxes = _span_boxes(
        document, spans[spans["kind"] == "covered"], character_width
    )
    if covered_boxes:
        ax.broken_barh(
            covered_boxes,
            (bottom, STRIP_SHARE),
            facecolor=COVERED_COLOUR,
            edgecolor="none",
            linewidth=0,
            zorder=1,
        )
    outline = Rectangle(
        (0, bottom),
        strip_length,
        STRIP_SHARE,
        facecolor="none",
        edgecolor=style.RULE,
        linewidth=0.4,
        zorder=2,
    )
    ax.add_patch(outline)
    outline.set_clip_on(False)


def _span_boxes(
    document: _Document, spans: pd.DataFrame, character_width: float
) -> list[tuple[float, float]]:
    """Return a pair for each span: where it begins on the strip, and how wide it is."""
    starts = spans["start"].tolist()
    ends = spans["end"].tolist()
    boxes: list[tuple[float, float]] = []
    for start, end in zip(starts, ends, strict=True):
        characters_before = start - document.start
        box_start = characters_before * character_width
        box_width = (end - start) * character_width
        boxes.append((box_start, box_width))
    return boxes


def _write_parts(ax: Axes, axis_mm: float) -> None:
    """Write "beginning" and "end" on the axis across and, where there is room, "middle"."""
    places = [0.0, 1.0]
    names = ["beginning", "end"]
    if axis_mm > NAMED_MIDDLE_MM:
        places = [0.0, 0.5, 1.0]
        names = ["beginning", "middle", "end of the document"]
    text_fitting.write_tick_labels(ax, "x", places, names, size=marks.AXIS_TEXT_SIZE)
    labels = ax.get_xticklabels()
    labels[0].set_horizontalalignment("left")
    labels[-1].set_horizontalalignment("right")


def _write_characters(ax: Axes, axis_mm: float, max_characters: int) -> None:
    """Write numbers of characters on the axis across.

    The longest document ends at 1, the right edge of the panel.
    """
    from matplotlib.ticker import MaxNLocator

    tick_count = MANY_TICKS if axis_mm > MANY_TICKS_MM else FEW_TICKS
    locator = MaxNLocator(tick_count, integer=True)
    places = []
    texts = []
    for tick in map(float, locator.tick_values(0, max_characters)):
        if 0 <= tick <= max_characters:
            places.append(tick / max_characters)
            texts.append(text_fitting.format_number(tick))
    text_fitting.write_tick_labels(ax, "x", places, texts, size=marks.AXIS_TEXT_SIZE)


def _draw_legend(ax: Axes, table: pd.DataFrame, width_mm: float) -> None:
    """Draw a legend of the kinds of spans that the table has."""
    from matplotlib.patches import Patch

    kinds = set(table["kind"].tolist())
    handles: list[Patch] = []
    texts: list[str] = []
    if "covered" in kinds:
        covered_patch = Patch(facecolor=COVERED_COLOUR, edgecolor="none")
        handles.append(covered_patch)
        texts.append("recurring phrases")
    if "masked" in kinds:
        masked_patch = Patch(
            facecolor="white",
            edgecolor=MASKED_COLOUR,
            hatch=HATCH,
            linewidth=0,
        )
        handles.append(masked_patch)
        texts.append("left out of the counts")
    marks.draw_legend(ax, handles, texts, width_mm=width_mm)
