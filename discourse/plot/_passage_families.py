"""Which documents share a passage: a matrix of families, or a network of documents."""

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
    family_counts : mapping of str to int
        In how many families each document takes part.
    """

    texts: Mapping[int, Mapping[str, Sequence[str]]]
    documents: Sequence[str]
    labels: Mapping[str, str]
    family_counts: Mapping[str, int]

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
    drawn_families = all_families[:top]
    # The matrix counts in the families that are drawn, the network in all of them.
    counted_families = drawn_families if form == "matrix" else all_families
    family_counts = _count_families(texts, counted_families)
    with style.context():
        if not texts:
            return axes_layout.draw_empty_chart(ax, "no passage is shared", width=width)
        sheet = axes_layout.Sheet.for_chart(ax, width)
        max_documents = _documents_that_fit(sheet.width_mm, form)
        documents = _most_connected(family_counts, max_documents)
        labels = tables.labels_of(table, "doc")
        families = _Families(texts, documents, labels, family_counts)
        remarks: list[str] = []
        if len(family_counts) > len(documents):
            remarks.append(f"{len(documents)} of {len(family_counts):,} documents")
        if form == "network":
            return _draw_network(sheet, families, max_lines=top, remarks=remarks)
        remarks += _summarise_notes(passages, drawn_families)
        return _draw_matrix(sheet, families, drawn_families, remarks=remarks)


def _group_texts(passages: Sequence[_Passage]) -> dict[int, dict[str, list[str]]]:
    """Return the texts of each family, by document."""
    texts: dict[int, dict[str, list[str]]] = {}
    for row in passages:
        texts_of_family = texts.setdefault(row.passage, {})
        texts_of_document = texts_of_family.setdefault(row.doc, [])
        texts_of_document.append(row.surface)
    return texts


def _summarise_notes(
    passages: Sequence[_Passage], drawn_families: Sequence[int]
) -> list[str]:
    """Return what the table notes about the families that are drawn.

    The list is empty if there is no note.
    """
    notes_of: dict[int, list[str]] = {family: [] for family in drawn_families}
    for row in passages:
        if row.passage in notes_of:
            notes_of_family = notes_of[row.passage]
            notes_of_family.append(row.note)
    merged_notes = []
    for notes_of_family in notes_of.values():
        merged_notes.append(notes.merge(notes_of_family))
    return notes.summarise(merged_notes, "families")


def _documents_that_fit(width_mm: float, form: str) -> int:
    """Return how many documents a matrix or a network has room for."""
    if form == "matrix":
        columns = COLUMNS_SHARE * width_mm / COLUMN_MIN_MM
        return min(MAX_COLUMNS, int(columns))
    nodes = width_mm / NODE_SPACE_MM
    return min(MAX_NODES, int(nodes))


def _most_connected(family_counts: Mapping[str, int], max_documents: int) -> list[str]:
    """Return the documents that take part in most families, ordered by their ids.

    Of equally connected documents, those that come first by id are taken.
    """

    def rank(doc: str) -> tuple[int, str]:
        family_count = family_counts[doc]
        return -family_count, doc

    documents_by_rank = sorted(family_counts, key=rank)
    return sorted(documents_by_rank[:max_documents])


def _count_families(
    texts: Mapping[int, Mapping[str, Sequence[str]]], counted_families: Sequence[int]
) -> dict[str, int]:
    """Return in how many of the counted families each document takes part."""
    counts: dict[str, int] = {}
    for family in counted_families:
        for doc in texts[family]:
            count = counts.get(doc, 0)
            counts[doc] = count + 1
    return counts


def _draw_matrix(
    sheet: axes_layout.Sheet,
    families: _Families,
    drawn_families: Sequence[int],
    *,
    remarks: Sequence[str],
) -> Axes:
    """Draw a row for each family, and a column for each document.

    A caption below lists the `remarks`, after the number of families left out.
    """
    document_count = len(families.documents)
    column_mm = min(sheet.width_mm * COLUMNS_SHARE / document_count, COLUMN_MAX_MM)
    columns_mm = column_mm * document_count
    beside_mm = sheet.width_mm - columns_mm - DOCS_MM
    passage_mm = beside_mm * ON_PAPER - PASSAGE_GAP_MM
    passages = _fit_passages(families, drawn_families, passage_mm)
    row_mm = text_fitting.row_height_mm(passages, ROW_MM)
    sheet = sheet.with_height(row_mm * len(drawn_families))
    ax = sheet.make_axes()
    axes_layout.remove_frame(ax)
    marks.shade_alternate_rows(ax, len(drawn_families))
    ax.set_xlim(-0.5, document_count - 0.5)
    ax.set_ylim(len(drawn_families) - 0.5, -0.5)
    marker_mm = min(column_mm * MARKER_SHARE, ROW_MM * MARKER_SHARE, MARKER_MAX_MM)
    marker_points = marker_mm / text_fitting.MM_PER_POINT
    document_counts = []
    for row, family in enumerate(drawn_families):
        texts = families.texts[family]
        document_counts.append(f"{len(texts):,}")
        _draw_matrix_row(ax, row, texts, families.documents, marker_points)
    row_numbers = range(len(passages))
    text_fitting.write_tick_labels(ax, "y", row_numbers, passages, size=PASSAGE_SIZE)
    panels.write_column(
        ax, "docs", document_counts, DOCS_GAP_MM, head_lift_rows=DOCS_LIFT_ROWS
    )
    text_fitting.write_column_names(ax, families.document_labels, column=column_mm)
    if len(families.texts) > len(drawn_families):
        remarks = [
            f"{len(drawn_families)} of {len(families.texts):,} families",
            *remarks,
        ]
    remark = text_fitting.fit_text(
        "; ".join(remarks),
        max(columns_mm, REMARK_MIN_MM),
        size=text_fitting.FOOTNOTE_SIZE,
        max_lines=2,
    )
    text_fitting.write_footnote(ax, remark)
    return sheet.finish_figure(ax)


def _fit_passages(
    families: _Families, drawn_families: Sequence[int], width_mm: float
) -> list[str]:
    """Return the text of each family that is drawn, on at most two lines.

    A line is at most `width_mm` wide.
    """
    passages = []
    for family in drawn_families:
        text = _representative_text(families.texts[family])
        fitted_text = text_fitting.fit_text(
            text, width_mm, size=PASSAGE_SIZE, max_lines=2
        )
        passages.append(fitted_text)
    return passages


def _draw_matrix_row(
    ax: Axes,
    row: int,
    texts: Mapping[str, Sequence[str]],
    documents: Sequence[str],
    size: float,
) -> None:
    """Draw a dot for each document that contains the family, and a line between them.

    A dot of `size` points has the number of the document's passages in it, if there is
    more than one and the dot has room.
    """
    columns = []
    passage_counts = []
    for column, doc in enumerate(documents):
        if doc in texts:
            columns.append(column)
            passage_counts.append(len(texts[doc]))
    if not columns:
        return
    ends = [columns[0], columns[-1]]
    marks.draw_line(ax, ends, [row, row], style.RULE, width=0.8, zorder=1)
    ys = [row] * len(columns)
    marks.draw_markers(ax, columns, ys, marker="o", colour=COLOUR, size=size)
    if size < NUMBERED_MARKER:
        return
    for column, count in zip(columns, passage_counts, strict=True):
        if count > 1:
            _write_in_marker(ax, column, row, f"{count}", size=NUMBER_SIZE)


def _write_in_marker(
    ax: Axes, marker_x: float, marker_y: float, text: str, *, size: float
) -> None:
    """Write a number in white in the middle of a marker."""
    text_fitting.write_text(
        ax,
        marker_x,
        marker_y,
        text,
        size=size,
        ha="center",
        va="center_baseline",
        color="white",
        zorder=4,
    )


def _representative_text(texts: Mapping[str, Sequence[str]]) -> str:
    """Return the text that is written for a family.

    Of each document the longest text is taken. The shortest of these is returned: it is
    roughly what all documents contain.
    """
    longest_texts = []
    for texts_of_document in texts.values():
        longest_text = max(texts_of_document, key=_length_and_text)
        longest_texts.append(longest_text)
    return min(longest_texts, key=_length_and_text)


def _length_and_text(text: str) -> tuple[int, str]:
    """Return what texts are sorted by: their length, then the text itself."""
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
    all_links = _strongest_links(families)
    drawn_links = all_links[:max_lines]
    width_mm = sheet.width_mm - EDGE_MM
    names = _fit_document_names(families, NAME_SHARE * width_mm)
    widest_mm = max(map(text_fitting.text_width, names.values()))
    # Names are written on both sides of the circle.
    circle_mm = width_mm - 2 * (widest_mm + BESIDE_GAP_MM)
    height_mm = min(circle_mm, MAX_CIRCLE_MM) + ABOVE_MM
    sheet = sheet.with_height(height_mm)
    ax = sheet.make_axes()
    axes_layout.remove_frame(ax)
    ax.set_xlim(0, width_mm)
    ax.set_ylim(height_mm, 0)
    centre = (width_mm / 2, height_mm / 2)
    radius_mm = height_mm / 2 - RADIUS_MARGIN_MM
    positions = network_layout.place_on_circle(documents, centre, radius_mm)
    network_layout.draw_links(ax, positions, drawn_links, clearance_mm=CLEARANCE_MM)
    _draw_nodes(ax, families, positions)
    network_layout.draw_names(
        ax, positions, names, distance_mm=NAME_GAP_MM, height_mm=height_mm
    )
    caption = [NETWORK_CAPTION]
    if len(all_links) > len(drawn_links):
        caption.append(f"the {len(drawn_links)} strongest of {len(all_links):,} lines")
    panels.write_caption(ax, [*caption, *remarks], width_mm - EDGE_MM)
    return sheet.finish_figure(ax)


def _strongest_links(families: _Families) -> list[network_layout.Link]:
    """Return the lines of the network, the strongest first."""
    shared_counts = _count_shared_families(families)

    def rank(pair: tuple[str, str]) -> tuple[int, tuple[str, str]]:
        strength = shared_counts[pair]
        return -strength, pair

    links = []
    for pair in sorted(shared_counts, key=rank):
        link = network_layout.Link(*pair, shared_counts[pair])
        links.append(link)
    return links


def _fit_document_names(families: _Families, width_mm: float) -> dict[str, str]:
    """Return the name of each document as it is written beside its node.

    The fewer documents there are, the more lines a name may have.
    """
    documents = families.documents
    max_lines = 1
    if len(documents) <= THREE_LINE_NODES:
        max_lines = 3
    elif len(documents) <= TWO_LINE_NODES:
        max_lines = 2
    names = text_fitting.fit_names(
        families.document_labels, width_mm, max_lines=max_lines
    )
    return dict(zip(documents, names, strict=True))


def _draw_nodes(
    ax: Axes, families: _Families, positions: Mapping[str, tuple[float, float]]
) -> None:
    """Draw each document as a node, with the number of its families in it."""
    node_points = NODE_MM / text_fitting.MM_PER_POINT
    for doc, (node_x, node_y) in positions.items():
        marks.draw_markers(
            ax, [node_x], [node_y], marker="o", colour=COLOUR, size=node_points
        )
        family_count = families.family_counts[doc]
        text = f"{family_count:,}"
        _write_in_marker(ax, node_x, node_y, text, size=NODE_NUMBER_SIZE)


def _count_shared_families(families: _Families) -> dict[tuple[str, str], int]:
    """Return how many families each two of the drawn documents share.

    Two documents that share none are left out.
    """
    shared_counts: dict[tuple[str, str], int] = {}
    for texts in families.texts.values():
        documents_of_family = [doc for doc in families.documents if doc in texts]
        pairs = combinations(documents_of_family, 2)
        for pair in pairs:
            count = shared_counts.get(pair, 0)
            shared_counts[pair] = count + 1
    return shared_counts
