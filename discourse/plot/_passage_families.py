"""Which documents share a passage: families against documents, or the documents as a network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Literal

import pandas as pd

from discourse import notes, style
from discourse.plot import (
    axes_layout,
    chart_decorator,
    marks,
    network_layout,
    panels,
    text_fitting,
)
from discourse.plot.table_rows import read_rows
from discourse.tables import written_names
from discourse.validation import check_option, check_whole_number

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["passage_families"]

COLOUR = "#2f5f8a"  # of a marker
EDGE_MM = 2.0  # of the page of a network that is kept free

# The matrix.
ROW_MM = 4.4  # height of a row
MAX_COLUMNS = 80  # documents in one figure
COLUMNS_SHARE = 0.6  # of the page that the columns may take
COLUMN_MIN_MM, COLUMN_MAX_MM = 1.8, 9.0
DOCS_MM = 8.0  # that the column "docs" takes
DOCS_GAP_MM = 1.5  # between the matrix and the column "docs"
DOCS_LIFT_ROWS = -0.2  # its head is closer to the first row than a row
ON_PAPER = 0.92  # of the room for a passage: on a screen letters are a little wider
PASSAGE_GAP_MM = 3.0  # between a passage and the first column
PASSAGE_SIZE = 6  # points
MARKER_SHARE, MARKER_MAX_MM = 0.7, 3.4  # of a column or row, and at most
NUMBERED_MARKER = 6.5  # points: a smaller marker has no room for a number
NUMBER_SIZE = 5  # points: type of the number in a marker
REMARK_MIN_MM = 30.0  # width of the remark under the matrix, at least

# The network.
MAX_NODES = 24  # documents in a network
NODE_SPACE_MM = 6.0  # of the page's width that each document needs
NAME_SHARE = 0.2  # of the network's width that the name of a document may take
TWO_LINE_NODES = 14  # documents up to which names may have two lines
NODE_MM = 5.6  # a node, with its number in it
NODE_NUMBER_SIZE = 6  # points
NAME_GAP_MM = 3.8  # between the middle of a node and its name
BESIDE_GAP_MM = 5.0  # between the circle and the edge, besides a name
ABOVE_MM = 8.0  # above and below the circle, together: for names and nodes
MAX_CIRCLE_MM = 95.0  # diameter of the circle, with a name above and one below
RADIUS_MARGIN_MM = 4.0  # between the circle and the upper edge
CLEARANCE_MM = 5.5  # between the number on a line and a node


@dataclass(frozen=True)
class _Passage:
    passage: int
    doc: str
    surface: str
    note: str


@dataclass(frozen=True)
class _Families:
    """The families of a table in its order, and the documents that are drawn.

    Attributes
    ----------
    texts : mapping of int to mapping of str to sequence of str
        By family and document: the texts that the document has of the family.
    documents : sequence of str
        The documents that are drawn, by name.
    families_of : mapping of str to int
        In how many families each document takes part.
    """

    texts: Mapping[int, Mapping[str, Sequence[str]]]
    documents: Sequence[str]
    families_of: Mapping[str, int]


@chart_decorator.chart
def passage_families(
    table: pd.DataFrame,
    *,
    top: int = 20,
    form: Literal["matrix", "network"] = "matrix",
    width: style.Width = "double",
    ax: Axes | None = None,
) -> Axes:
    """Draw which documents share a passage.

    As a matrix, each family of passages is a row with its text, and a document that
    contains it has a dot there. A number in the dot counts how often, if more than
    once. The column on the right counts all documents that contain it.

    As a network, the documents are on a circle, and a line connects two that share a
    family. The line is the broader, the more families they share; the number on it
    counts them. The number in a node is how many families the document takes part in.
    A line says that two texts have wording in common, not which of them was first.

    Parameters
    ----------
    table : DataFrame
        A table of kind ``passage_families``. Of more than 80 documents (24 in a
        network; fewer where the page is narrow), those that take part in most families
        are drawn.
    top : int
        How many families (matrix), in the order of the table; or how many lines
        (network), the strongest first.
    form : {'matrix', 'network'}
        Which of the two.
    width : {'single', 'onehalf', 'double'}
        Width of the new figure. Not used when `ax` is given.
    ax : Axes, optional
        Where to draw. A new figure if not given.

    Returns
    -------
    Axes
        The panel.
    """
    check_whole_number("top", top)
    check_option("form", form, ("matrix", "network"))
    passages = read_rows(table, _Passage)
    texts: dict[int, dict[str, list[str]]] = {}
    notes_of: dict[int, list[str]] = {}
    for row in passages:
        texts.setdefault(row.passage, {}).setdefault(row.doc, []).append(row.surface)
        notes_of.setdefault(row.passage, []).append(row.note)
    shown = list(texts)[:top]
    families_of = _count_families(texts, shown if form == "matrix" else list(texts))
    with style.context():
        if not texts:
            return axes_layout.draw_empty_chart(ax, "no passage is shared", width=width)
        sheet = axes_layout.Sheet.for_chart(ax, width)
        if form == "matrix":
            columns = int(COLUMNS_SHARE * sheet.width_mm / COLUMN_MIN_MM)
            max_documents = min(MAX_COLUMNS, columns)
        else:
            max_documents = min(MAX_NODES, int(sheet.width_mm / NODE_SPACE_MM))
        by_families = sorted(families_of, key=lambda doc: (-families_of[doc], doc))
        documents = sorted(by_families[:max_documents])
        families = _Families(texts, documents, families_of)
        remarks: list[str] = []
        if len(families_of) > len(documents):
            remarks.append(f"{len(documents)} of {len(families_of):,} documents")
        if form == "network":
            return _draw_network(sheet, families, max_lines=top, remarks=remarks)
        merged = [notes.merge(notes_of[family]) for family in shown]
        remarks += notes.summarise(merged, "families")
        return _draw_matrix(sheet, families, shown, remarks=remarks)


def _count_families(
    texts: Mapping[int, Mapping[str, Sequence[str]]], counted: Sequence[int]
) -> dict[str, int]:
    """Return in how many of the counted families each document takes part."""
    counts: dict[str, int] = {}
    for family in counted:
        for doc in texts[family]:
            counts[doc] = counts.get(doc, 0) + 1
    return counts


def _draw_matrix(
    sheet: axes_layout.Sheet,
    families: _Families,
    shown: Sequence[int],
    *,
    remarks: Sequence[str],
) -> Axes:
    """Draw a row for each family, and a column for each document."""
    documents = families.documents
    column_mm = min(sheet.width_mm * COLUMNS_SHARE / len(documents), COLUMN_MAX_MM)
    beside_mm = sheet.width_mm - column_mm * len(documents) - DOCS_MM
    passage_mm = beside_mm * ON_PAPER - PASSAGE_GAP_MM
    passages: list[str] = []
    for family in shown:
        text = _representative_text(families.texts[family])
        fitted = text_fitting.fit_text(text, passage_mm, size=PASSAGE_SIZE, max_lines=2)
        passages.append(fitted)
    row_mm = text_fitting.row_height_mm(passages, ROW_MM)
    sheet = sheet.with_height(row_mm * len(shown))
    ax = sheet.make_axes()
    axes_layout.remove_frame(ax)
    marks.shade_alternate_rows(ax, len(shown))
    ax.set_xlim(-0.5, len(documents) - 0.5)
    ax.set_ylim(len(shown) - 0.5, -0.5)
    side_mm = min(column_mm * MARKER_SHARE, ROW_MM * MARKER_SHARE, MARKER_MAX_MM)
    size = side_mm / text_fitting.MM_PER_POINT
    for row, family in enumerate(shown):
        _draw_matrix_row(ax, row, families.texts[family], documents, size)
    text_fitting.write_tick_labels(
        ax, "y", range(len(passages)), passages, size=PASSAGE_SIZE
    )
    counts = [f"{len(families.texts[family]):,}" for family in shown]
    panels.write_column(ax, "docs", counts, DOCS_GAP_MM, head_lift_rows=DOCS_LIFT_ROWS)
    short_names = written_names.shorten_ids(documents)
    names = [short_names[doc] for doc in documents]
    text_fitting.write_column_names(ax, names, column=column_mm)
    if len(families.texts) > len(shown):
        remarks = [f"{len(shown)} of {len(families.texts):,} families", *remarks]
    remark = text_fitting.fit_text(
        "; ".join(remarks),
        max(column_mm * len(documents), REMARK_MIN_MM),
        size=text_fitting.FOOTNOTE_SIZE,
        max_lines=2,
    )
    text_fitting.write_footnote(ax, remark)
    return sheet.finish_figure(ax)


def _draw_matrix_row(
    ax: Axes,
    row: int,
    texts: Mapping[str, Sequence[str]],
    documents: Sequence[str],
    size: float,
) -> None:
    """Draw a dot for each document that contains the family, and a line that connects them."""
    columns = {doc: column for column, doc in enumerate(documents)}
    times = {columns[doc]: len(texts[doc]) for doc in texts if doc in columns}
    if not times:
        return
    ends = [min(times), max(times)]
    marks.draw_line(ax, ends, [row, row], style.RULE, width=0.8, zorder=1)
    marks.draw_markers(
        ax, list(times), [row] * len(times), marker="o", colour=COLOUR, size=size
    )
    if size < NUMBERED_MARKER:
        return
    for column, count in times.items():
        if count > 1:
            _write_in_marker(ax, column, row, f"{count}", size=NUMBER_SIZE)


def _write_in_marker(ax: Axes, x: float, y: float, text: str, *, size: float) -> None:
    text_fitting.write_text(
        ax,
        x,
        y,
        text,
        size=size,
        ha="center",
        va="center_baseline",
        color="white",
        zorder=4,
    )


def _representative_text(texts: Mapping[str, Sequence[str]]) -> str:
    """Return the text that is written for a family.

    It is the shortest of the documents' longest texts: roughly what all of them contain.
    """
    longest = [max(own, key=_length_and_text) for own in texts.values()]
    return min(longest, key=_length_and_text)


def _length_and_text(text: str) -> tuple[int, str]:
    return len(text), text


def _draw_network(
    sheet: axes_layout.Sheet,
    families: _Families,
    *,
    max_lines: int,
    remarks: Sequence[str],
) -> Axes:
    """Draw the documents on a circle, and a line between two that share a family."""
    documents = families.documents
    shared = _count_shared(families)
    pairs = sorted(shared, key=lambda pair: (-shared[pair], pair))
    links = [
        network_layout.Link(first, second, shared[first, second])
        for first, second in pairs[:max_lines]
    ]
    width_mm = sheet.width_mm - EDGE_MM
    short_names = written_names.shorten_ids(documents)
    lines = 2 if len(documents) <= TWO_LINE_NODES else 1
    names: dict[str, str] = {}
    for doc in documents:
        names[doc] = text_fitting.fit_text(
            short_names[doc], NAME_SHARE * width_mm, max_lines=lines
        )
    beside_mm = max(map(text_fitting.text_width, names.values())) + BESIDE_GAP_MM
    height_mm = min(width_mm - 2 * beside_mm, MAX_CIRCLE_MM) + ABOVE_MM
    sheet = sheet.with_height(height_mm)
    ax = sheet.make_axes()
    axes_layout.remove_frame(ax)
    ax.set_xlim(0, width_mm)
    ax.set_ylim(height_mm, 0)
    middle = (width_mm / 2, height_mm / 2)
    radius_mm = height_mm / 2 - RADIUS_MARGIN_MM
    places = network_layout.place_on_circle(documents, middle, radius_mm)
    network_layout.draw_links(ax, places, links, clearance_mm=CLEARANCE_MM)
    xs = [places[doc][0] for doc in documents]
    ys = [places[doc][1] for doc in documents]
    size = NODE_MM / text_fitting.MM_PER_POINT
    marks.draw_markers(ax, xs, ys, marker="o", colour=COLOUR, size=size)
    for doc, (x, y) in places.items():
        count = f"{families.families_of[doc]:,}"
        _write_in_marker(ax, x, y, count, size=NODE_NUMBER_SIZE)
    network_layout.draw_names(
        ax, places, names, distance_mm=NAME_GAP_MM, height_mm=height_mm
    )
    caption = [
        "in a node: families it takes part in; on a line: families that two documents share"
    ]
    if len(pairs) > len(links):
        caption.append(f"the {len(links)} strongest of {len(pairs):,} lines")
    panels.write_caption(ax, [*caption, *remarks], width_mm - EDGE_MM)
    return sheet.finish_figure(ax)


def _count_shared(families: _Families) -> dict[tuple[str, str], int]:
    """Return how many families each two of the drawn documents share."""
    shared: dict[tuple[str, str], int] = {}
    for texts in families.texts.values():
        drawn = sorted(doc for doc in texts if doc in families.documents)
        for pair in combinations(drawn, 2):
            shared[pair] = shared.get(pair, 0) + 1
    return shared
