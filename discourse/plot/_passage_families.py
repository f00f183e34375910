"""Which documents share a passage: families against documents, or the documents as a network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Literal

import pandas as pd

from discourse import notes, style, tables
from discourse.plot import (
    axes_layout,
    chart_decorator,
    marks,
    network_layout,
    panels,
    text_fitting,
)
from discourse.plot.table_rows import read_rows
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
# Documents up to which names may have three lines, or two.
THREE_LINE_NODES, TWO_LINE_NODES = 8, 14
NODE_MM = 5.6  # a node, with its number in it
NODE_NUMBER_SIZE = 6  # points
NAME_GAP_MM = 3.8  # between the middle of a node and its name
BESIDE_GAP_MM = 5.0  # between the circle and the edge, besides a name
ABOVE_MM = 8.0  # above and below the circle, together: for names and nodes
MAX_CIRCLE_MM = 95.0  # diameter of the circle, with a name above and one below
RADIUS_MARGIN_MM = 4.0  # between the circle and the upper edge
CLEARANCE_MM = 5.5  # between the number on a line and a node
NETWORK_CAPTION = (
    "in a node: families that the document takes part in; "
    "on a line: families that two documents share"
)


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
    labels : mapping of str to str
        What a reader sees in place of the id of each document.
    families_of : mapping of str to int
        In how many families each document takes part.
    """

    texts: Mapping[int, Mapping[str, Sequence[str]]]
    documents: Sequence[str]
    labels: Mapping[str, str]
    families_of: Mapping[str, int]

    @property
    def document_labels(self) -> list[str]:
        """The labels of the documents that are drawn."""
        labels = self.labels
        return [labels[doc] for doc in self.documents]


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
    texts = _group_texts(passages)
    all_families = list(texts)
    shown = all_families[:top]
    counted = shown if form == "matrix" else all_families
    families_of = _count_families(texts, counted)
    with style.context():
        if not texts:
            return axes_layout.draw_empty_chart(ax, "no passage is shared", width=width)
        sheet = axes_layout.Sheet.for_chart(ax, width)
        max_documents = _documents_that_fit(sheet.width_mm, form)
        documents = _most_connected(families_of, max_documents)
        labels = tables.labels_of(table, "doc")
        families = _Families(texts, documents, labels, families_of)
        remarks: list[str] = []
        if len(families_of) > len(documents):
            remarks.append(f"{len(documents)} of {len(families_of):,} documents")
        if form == "network":
            return _draw_network(sheet, families, max_lines=top, remarks=remarks)
        remarks += _summarise_notes(passages, shown)
        return _draw_matrix(sheet, families, shown, remarks=remarks)


def _group_texts(passages: Sequence[_Passage]) -> dict[int, dict[str, list[str]]]:
    """Return the texts of each family, by document."""
    texts: dict[int, dict[str, list[str]]] = {}
    for row in passages:
        texts_of_family = texts.setdefault(row.passage, {})
        texts_of_document = texts_of_family.setdefault(row.doc, [])
        texts_of_document.append(row.surface)
    return texts


def _summarise_notes(passages: Sequence[_Passage], shown: Sequence[int]) -> list[str]:
    """Return what the table notes about the families that are shown."""
    notes_of: dict[int, list[str]] = {family: [] for family in shown}
    for row in passages:
        if row.passage in notes_of:
            notes_of_family = notes_of[row.passage]
            notes_of_family.append(row.note)
    merged = []
    for notes_of_family in notes_of.values():
        merged.append(notes.merge(notes_of_family))
    return notes.summarise(merged, "families")


def _documents_that_fit(width_mm: float, form: str) -> int:
    """Return how many documents a matrix or a network has room for."""
    if form == "matrix":
        columns = COLUMNS_SHARE * width_mm / COLUMN_MIN_MM
        return min(MAX_COLUMNS, int(columns))
    nodes = width_mm / NODE_SPACE_MM
    return min(MAX_NODES, int(nodes))


def _most_connected(families_of: Mapping[str, int], number: int) -> list[str]:
    """Return the documents that take part in most families, ordered by their ids."""

    def rank(doc: str) -> tuple[int, str]:
        number = families_of[doc]
        return -number, doc

    ranked = sorted(families_of, key=rank)
    return sorted(ranked[:number])


def _count_families(
    texts: Mapping[int, Mapping[str, Sequence[str]]], counted: Sequence[int]
) -> dict[str, int]:
    """Return in how many of the counted families each document takes part."""
    counts: dict[str, int] = {}
    for family in counted:
        for doc in texts[family]:
            count = counts.get(doc, 0)
            counts[doc] = count + 1
    return counts


def _draw_matrix(
    sheet: axes_layout.Sheet,
    families: _Families,
    shown: Sequence[int],
    *,
    remarks: Sequence[str],
) -> Axes:
    """Draw a row for each family, and a column for each document."""
    number = len(families.documents)
    column_mm = min(sheet.width_mm * COLUMNS_SHARE / number, COLUMN_MAX_MM)
    columns_mm = column_mm * number
    beside_mm = sheet.width_mm - columns_mm - DOCS_MM
    passage_mm = beside_mm * ON_PAPER - PASSAGE_GAP_MM
    passages = _fit_passages(families, shown, passage_mm)
    row_mm = text_fitting.row_height_mm(passages, ROW_MM)
    sheet = sheet.with_height(row_mm * len(shown))
    ax = sheet.make_axes()
    axes_layout.remove_frame(ax)
    marks.shade_alternate_rows(ax, len(shown))
    ax.set_xlim(-0.5, number - 0.5)
    ax.set_ylim(len(shown) - 0.5, -0.5)
    marker_mm = min(column_mm * MARKER_SHARE, ROW_MM * MARKER_SHARE, MARKER_MAX_MM)
    size = marker_mm / text_fitting.MM_PER_POINT
    counts = []
    for row, family in enumerate(shown):
        texts = families.texts[family]
        counts.append(f"{len(texts):,}")
        _draw_matrix_row(ax, row, texts, families.documents, size)
    rows = range(len(passages))
    text_fitting.write_tick_labels(ax, "y", rows, passages, size=PASSAGE_SIZE)
    panels.write_column(ax, "docs", counts, DOCS_GAP_MM, head_lift_rows=DOCS_LIFT_ROWS)
    text_fitting.write_column_names(ax, families.document_labels, column=column_mm)
    if len(families.texts) > len(shown):
        remarks = [f"{len(shown)} of {len(families.texts):,} families", *remarks]
    remark = text_fitting.fit_text(
        "; ".join(remarks),
        max(columns_mm, REMARK_MIN_MM),
        size=text_fitting.FOOTNOTE_SIZE,
        max_lines=2,
    )
    text_fitting.write_footnote(ax, remark)
    return sheet.finish_figure(ax)


def _fit_passages(
    families: _Families, shown: Sequence[int], width_mm: float
) -> list[str]:
    """Return the text of each family that is shown, on two lines of this width at most."""
    passages = []
    for family in shown:
        text = _representative_text(families.texts[family])
        fitted = text_fitting.fit_text(text, width_mm, size=PASSAGE_SIZE, max_lines=2)
        passages.append(fitted)
    return passages


def _draw_matrix_row(
    ax: Axes,
    row: int,
    texts: Mapping[str, Sequence[str]],
    documents: Sequence[str],
    size: float,
) -> None:
    """Draw a dot for each document that contains the family, and a line that connects them."""
    columns = []
    times = []
    for column, doc in enumerate(documents):
        if doc in texts:
            columns.append(column)
            times.append(len(texts[doc]))
    if not columns:
        return
    ends = [columns[0], columns[-1]]
    marks.draw_line(ax, ends, [row, row], style.RULE, width=0.8, zorder=1)
    ys = [row] * len(columns)
    marks.draw_markers(ax, columns, ys, marker="o", colour=COLOUR, size=size)
    if size < NUMBERED_MARKER:
        return
    for column, count in zip(columns, times, strict=True):
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
    longest_texts = []
    for texts_of_document in texts.values():
        longest = max(texts_of_document, key=_length_and_text)
        longest_texts.append(longest)
    return min(longest_texts, key=_length_and_text)


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
    links = _strongest_links(families)
    drawn_links = links[:max_lines]
    width_mm = sheet.width_mm - EDGE_MM
    names = _fit_document_names(families, NAME_SHARE * width_mm)
    widest_mm = max(map(text_fitting.text_width, names.values()))
    circle_mm = width_mm - 2 * (widest_mm + BESIDE_GAP_MM)
    height_mm = min(circle_mm, MAX_CIRCLE_MM) + ABOVE_MM
    sheet = sheet.with_height(height_mm)
    ax = sheet.make_axes()
    axes_layout.remove_frame(ax)
    ax.set_xlim(0, width_mm)
    ax.set_ylim(height_mm, 0)
    middle = (width_mm / 2, height_mm / 2)
    radius_mm = height_mm / 2 - RADIUS_MARGIN_MM
    places = network_layout.place_on_circle(documents, middle, radius_mm)
    network_layout.draw_links(ax, places, drawn_links, clearance_mm=CLEARANCE_MM)
    _draw_nodes(ax, families, places)
    network_layout.draw_names(
        ax, places, names, distance_mm=NAME_GAP_MM, height_mm=height_mm
    )
    caption = [NETWORK_CAPTION]
    if len(links) > len(drawn_links):
        caption.append(f"the {len(drawn_links)} strongest of {len(links):,} lines")
    panels.write_caption(ax, [*caption, *remarks], width_mm - EDGE_MM)
    return sheet.finish_figure(ax)


def _strongest_links(families: _Families) -> list[network_layout.Link]:
    """Return the lines of the network, the strongest first."""
    shared = _count_shared(families)

    def rank(pair: tuple[str, str]) -> tuple[int, tuple[str, str]]:
        strength = shared[pair]
        return -strength, pair

    links = []
    for pair in sorted(shared, key=rank):
        link = network_layout.Link(*pair, shared[pair])
        links.append(link)
    return links


def _fit_document_names(families: _Families, width_mm: float) -> dict[str, str]:
    """Return the name of each document as it is written beside its node."""
    documents = families.documents
    lines = 1
    if len(documents) <= THREE_LINE_NODES:
        lines = 3
    elif len(documents) <= TWO_LINE_NODES:
        lines = 2
    names = text_fitting.fit_names(families.document_labels, width_mm, max_lines=lines)
    return dict(zip(documents, names, strict=True))


def _draw_nodes(
    ax: Axes, families: _Families, places: Mapping[str, tuple[float, float]]
) -> None:
    """Draw each document as a node, with the number of its families in it."""
    size = NODE_MM / text_fitting.MM_PER_POINT
    for doc, (x, y) in places.items():
        marks.draw_markers(ax, [x], [y], marker="o", colour=COLOUR, size=size)
        number_of_families = families.families_of[doc]
        text = f"{number_of_families:,}"
        _write_in_marker(ax, x, y, text, size=NODE_NUMBER_SIZE)


def _count_shared(families: _Families) -> dict[tuple[str, str], int]:
    """Return how many families each two of the drawn documents share."""
    shared: dict[tuple[str, str], int] = {}
    for texts in families.texts.values():
        drawn = [doc for doc in families.documents if doc in texts]
        pairs = combinations(drawn, 2)
        for pair in pairs:
            count = shared.get(pair, 0)
            shared[pair] = count + 1
    return shared
