"""Matrices of scores between documents, each with a tree of similar documents."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from discourse import notes, style, tables
from discourse.errors import OptionError
from discourse.plot import axes_layout, chart_decorator, marks, row_order, text_fitting
from discourse.plot.stop_captions import caption_of_stop_words
from discourse.plot.table_rows import read_rows
from discourse.registries import SIMILARITY_MEASURES
from discourse.tables import written_names

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["similarity"]

MOST_DOCUMENTS = 400
LEAST_PANEL_MM = 58.0  # a panel is no narrower: a matrix, its names, its tree
PANEL_GAP = 0.05  # between panels, as a part of one
# A name is shortened to the first width. Beside a matrix it takes the width of its
# letters and a gap, but no more than the last width.
NAME_MM, NAME_GAP_MM, MOST_NAME_MM = 24.0, 3.0, 27.0
NAME_LINES = 3  # at most, if the row is high enough
PANEL_SHARE = (
    0.94  # of a panel without its names; the rest is the gap to the next panel
)
LARGEST_TILE_MM = 13.0  # larger squares show no more
# The tree keeps this share of a panel, and no less than this width: below, its axis has
# no room for two numbers.
TREE_SHARE, LEAST_TREE_MM = 0.24, 11.0
TREE_OF_MATRIX = 0.45  # a tree needs no more than this share of its matrix's width
LEAST_REST_MM = 0.1  # of the empty column beside the tree: a column needs a width
MATRIX_GAP = 0.01  # between matrix and tree, as a part of them
TREE_MARGIN = 1.04  # the axis of the tree goes a little beyond its deepest join
CLOSE_FROM = 60  # documents beyond which the lines of the tree are thin
LINE_POINTS, CLOSE_LINE_POINTS = 0.7, 0.3
LABEL_LINE_MM = 2.6  # a row of less height is named only if others are left out
CAPTION_MM = 25.0  # what a caption has at least, however narrow the matrix
CAPTION_LINES, NOTE_LINES = 3, 5
# scipy.cluster.hierarchy.dendrogram puts leaf i at 10 i + 5.
LEAF_STEP, FIRST_LEAF = 10, 5


@dataclass(frozen=True)
class _Pair:
    doc: str
    other: str
    score: float
    note: str


@dataclass(frozen=True)
class _Tree:
    """A tree: its leaves from the top, and its lines as depths and rows."""

    leaves: list[int]
    lines: list[tuple[list[float], list[float]]]

    @property
    def depth(self) -> float:
        """The depth at which the last two branches join."""
        deepest = 0.0
        for depths, _ in self.lines:
            deepest = max(deepest, *depths)
        # An axis needs a length even where nothing is joined, or all joins are at 0.
        return deepest if deepest > 0 else 1.0


@dataclass(frozen=True)
class _Panel:
    """What all panels share: the names of the documents, and sizes in millimetres."""

    names: Sequence[str]  # whole, for the columns
    row_names: Sequence[str]  # fitted to the room beside the matrix
    tile_mm: float
    width_mm: float

    @property
    def matrix_mm(self) -> float:
        """How wide and high the matrix is."""
        document_count = len(self.names)
        return self.tile_mm * document_count

    @property
    def tree_mm(self) -> float:
        """How wide the tree is."""
        available_mm = self.width_mm - self.matrix_mm
        share_mm = self.matrix_mm * TREE_OF_MATRIX
        preferred_mm = max(share_mm, LEAST_TREE_MM)
        return min(available_mm, preferred_mm)


@chart_decorator.chart
def similarity(
    table: pd.DataFrame, *, width: style.Width = "double", ax: Axes | None = None
) -> Axes:
    """Draw the similarity of each two documents as a shaded matrix beside a small tree.

    Parameters
    ----------
    table : DataFrame
        A table of kind ``similarity``; each pair once or twice, with or without the
        documents themselves; at most 400 documents. Each measure has a panel.
    width : {'single', 'onehalf', 'double'}
        Of the new figure. Not used when `ax` is given.
    ax : Axes, optional
        Where to draw. A new figure if not given.

    Returns
    -------
    Axes
        The first matrix.

    See Also
    --------
    similarity_order : Draw how certain the order of the pairs is.

    Notes
    -----
    *When to use it*: to see which documents are alike, and which groups they form.

    *How to read it*: the darker a cell, the more similar the two documents. Rows and
    columns are in the order of the tree, so that similar documents are next to each
    other. The tree joins the two nearest clusters first (average linkage on 1 - score).
    A tree of five documents shows little more than the table. Scores depend on the
    weighting, so compare orders between panels, not decimals. What the table notes
    about its pairs is below the panel.
    """
    measure_settings = _settings_of(table)
    documents = row_order.order_of_appearance(
        [*table["doc"].tolist(), *table["other"].tolist()]
    )
    if len(documents) > MOST_DOCUMENTS:
        document_count = f"{len(documents):,}"
        raise OptionError(
            f"{document_count} documents came, and a map of more than {MOST_DOCUMENTS} "
            "cannot be read; filter the table first."
        )
    with style.context():
        if not documents:
            return axes_layout.draw_empty_chart(
                ax, "no documents to compare", width=width
            )
        sheet = axes_layout.Sheet.for_chart(ax, width)
        sheet = sheet.divide(len(measure_settings), min_width_mm=LEAST_PANEL_MM)
        labels = tables.labels_of(table, "doc", "other")
        names = [labels[doc] for doc in documents]
        layout = _lay_out_panel(names, sheet.panel_width_mm)
        sheet = sheet.with_height(layout.tile_mm * len(documents))
        panels = sheet.make_panels(
            sheet.make_axes(),
            len(measure_settings),
            column_gap=PANEL_GAP,
            row_gap=PANEL_GAP,
        )
        for panel, (measure, scheme) in zip(panels, measure_settings, strict=True):
            is_drawn = (table["measure"] == measure) & (table["scheme"] == scheme)
            drawn_table = table[is_drawn]
            pairs = read_rows(drawn_table, _Pair)
            backgrounds = tables.describe_backgrounds(drawn_table)
            scores = _matrix_of_scores(pairs, documents)
            name = _name_measure(measure, scheme, backgrounds[0])
            stop_words = caption_of_stop_words(drawn_table)
            if stop_words:
                name += f"; {stop_words}"
            captions = [name, _summarise_notes(pairs)]
            _draw_panel(panel, scores, layout, captions)
        return sheet.finish_figure(panels[0])


def _settings_of(table: pd.DataFrame) -> list[tuple[str, str]]:
    """Return each measure with its weighting scheme, in the order of the table."""
    measures = table["measure"].tolist()
    schemes = table["scheme"].tolist()
    settings = zip(measures, schemes, strict=True)
    unique = dict.fromkeys(settings)
    return list(unique)


def _name_measure(measure: str, scheme: str, background: str) -> str:
    """Return the names of a measure, its scheme and its background as one caption."""
    name = SIMILARITY_MEASURES.label(measure, written_names.name_in_words(measure))
    if not scheme:
        return name
    scheme_name = written_names.name_in_words(scheme)
    name = f"{name}, {scheme_name}"
    return f"{name}; background: {background}" if background else name


def _lay_out_panel(names: Sequence[str], panel_mm: float) -> _Panel:
    """Return the names and sizes that all panels share.

    `panel_mm` is the width of a panel with the names of its rows.
    """
    row_names = text_fitting.fit_names(names, NAME_MM, max_lines=NAME_LINES)
    widest_mm = max(map(text_fitting.text_width, row_names))
    label_mm = widest_mm + NAME_GAP_MM
    label_mm = min(label_mm, MOST_NAME_MM)
    beside_mm = panel_mm - label_mm
    width_mm = beside_mm * PANEL_SHARE
    tree_share_mm = width_mm * TREE_SHARE
    tree_mm = max(tree_share_mm, LEAST_TREE_MM)
    matrix_mm = width_mm - tree_mm
    tile_mm = min(LARGEST_TILE_MM, matrix_mm / len(names))
    lines_that_fit = int(tile_mm / LABEL_LINE_MM)
    if lines_that_fit < NAME_LINES:
        max_lines = max(lines_that_fit, 1)
        row_names = text_fitting.fit_names(names, NAME_MM, max_lines=max_lines)
    return _Panel(names, row_names, tile_mm, width_mm)


def _matrix_of_scores(pairs: Sequence[_Pair], documents: Sequence[str]) -> np.ndarray:
    """Return the scores as a square matrix; the diagonal and missing pairs are NaN."""
    index_of = {doc: index for index, doc in enumerate(documents)}
    document_count = len(documents)
    scores = np.full((document_count, document_count), np.nan)
    for pair in pairs:
        row = index_of[pair.doc]
        column = index_of[pair.other]
        scores[row, column] = pair.score
    np.fill_diagonal(scores, np.nan)
    # A pair given once fills both cells. One given both ways (containment) keeps both
    # scores.
    is_missing = np.isnan(scores)
    return np.where(is_missing, scores.T, scores)


def _summarise_notes(pairs: Sequence[_Pair]) -> str:
    """Return what the table notes about pairs, as one text that may be empty.

    A pair that the table has twice counts once.
    """
    notes_of_pair: dict[frozenset[str], list[str]] = {}
    for pair in pairs:
        if pair.doc == pair.other:
            continue
        documents = frozenset({pair.doc, pair.other})
        pair_notes = notes_of_pair.setdefault(documents, [])
        pair_notes.append(pair.note)
    merged_notes = []
    for pair_notes in notes_of_pair.values():
        merged_notes.append(notes.merge(pair_notes))
    summary = notes.summarise(merged_notes, "pairs")
    return "; ".join(summary)


def _draw_panel(
    ax: Axes, scores: np.ndarray, layout: _Panel, captions: Sequence[str]
) -> None:
    """Draw the matrix of one measure with its tree and its captions."""
    drawn_mm = layout.matrix_mm + layout.tree_mm
    unused_mm = max(layout.width_mm - drawn_mm, LEAST_REST_MM)
    column_widths_mm = (layout.matrix_mm, layout.tree_mm, unused_mm)
    has_scores = not np.isnan(scores).all()
    # Scores of 0 or less have the lightest shade.
    highest = float(np.nanmax(scores, initial=0.0)) if has_scores else 0.0
    # The tree needs one score for each pair: the mean of the two directions.
    symmetric_scores = (scores + scores.T) / 2
    tree = _cluster(symmetric_scores)
    columns = axes_layout.divide_axes(
        ax, columns=3, widths=column_widths_mm, share="y", column_gap=MATRIX_GAP
    )
    matrix_ax, tree_ax, unused_ax = columns[0]
    # The third column only keeps the place beside a tree that needs less.
    unused_ax.remove()
    axes_layout.remove_frame(matrix_ax)
    axes_layout.remove_frame(tree_ax, keep=("bottom",))
    has_numbers = _draw_matrix(matrix_ax, scores, layout, tree.leaves, highest)
    _draw_tree(tree_ax, tree, layout.tree_mm)
    if has_numbers or not highest:
        _write_caption(matrix_ax, captions, layout)
    else:
        _draw_key(matrix_ax, captions, layout, highest)


def _draw_matrix(
    ax: Axes,
    scores: np.ndarray,
    layout: _Panel,
    leaves: Sequence[int],
    highest: float,
) -> bool:
    """Draw the matrix in the order of the tree; return whether it shows numbers."""
    ax.set_facecolor(style.FAINT)
    row_and_column_order = np.ix_(leaves, leaves)
    ordered_scores = scores[row_and_column_order]
    tile_mm = (layout.tile_mm, layout.tile_mm)
    # Without a score above 0, every tile has the lightest shade.
    max_score = highest if highest > 0 else 1.0
    has_numbers = marks.draw_matrix(
        ax, ordered_scores.tolist(), max_score, tile=tile_mm
    )
    row_names = []
    column_names = []
    for leaf in leaves:
        row_names.append(layout.row_names[leaf])
        column_names.append(layout.names[leaf])
    # Where a row is lower than a line of type, only every second, third, ... is named.
    rows_for_a_line = math.ceil(LABEL_LINE_MM / layout.tile_mm)
    step = max(1, rows_for_a_line)
    named_rows = range(0, len(leaves), step)
    text_fitting.write_tick_labels(ax, "y", named_rows, row_names[::step])
    text_fitting.write_column_names(ax, column_names, column=layout.tile_mm)
    return has_numbers


def _draw_tree(ax: Axes, tree: _Tree, width_mm: float) -> None:
    """Draw a tree from the leaves on the left to the last join on the right."""
    is_close = len(tree.leaves) > CLOSE_FROM
    line_points = CLOSE_LINE_POINTS if is_close else LINE_POINTS
    for depths, rows in tree.lines:
        ax.plot(
            depths,
            rows,
            color=style.INK,
            linewidth=line_points,
            solid_joinstyle="miter",
        )
    marks.draw_number_axis(ax, 0, tree.depth, width_mm=width_mm)
    ax.grid(visible=False)
    ax.set_xlim(0, tree.depth * TREE_MARGIN)
    ax.set_xlabel("1 − score", size=6, loc="left", color=style.INK)


def _write_caption(ax: Axes, captions: Sequence[str], layout: _Panel) -> None:
    """Write the name of the measure and the notes below a matrix with numbers."""
    width_mm = max(layout.matrix_mm, CAPTION_MM)
    name, summary = captions
    text = text_fitting.fit_text(name, width_mm, size=6, max_lines=CAPTION_LINES)
    if summary:
        summary = text_fitting.fit_text(summary, width_mm, size=6, max_lines=NOTE_LINES)
        text = f"{text}\n{summary}"
    ax.set_xlabel(text, size=6, loc="left", parse_math=False)


def _draw_key(
    ax: Axes, captions: Sequence[str], layout: _Panel, highest: float
) -> None:
    """Draw the scale of shades below a matrix without numbers, with the captions."""
    from matplotlib.cm import ScalarMappable
    from matplotlib.colors import Normalize

    scale = ScalarMappable(Normalize(0, highest), style.sequential_colour_map())
    marks.draw_colour_bar(ax, scale, captions, width_mm=layout.matrix_mm)


def _cluster(scores: np.ndarray) -> _Tree:
    """Return the tree of average linkage on 1 - score.

    A missing score counts as 0. Fewer than two documents have a tree without lines.
    """
    if len(scores) < 2:
        return _Tree(list(range(len(scores))), [])
    from scipy.cluster.hierarchy import dendrogram, linkage
    from scipy.spatial.distance import squareform

    scores_or_zero = np.nan_to_num(scores, nan=0.0)
    distances = 1.0 - np.clip(scores_or_zero, 0.0, 1.0)
    np.fill_diagonal(distances, 0.0)
    # scipy takes the distances above the diagonal as one row.
    condensed_distances = squareform(distances, checks=False)
    joins = linkage(condensed_distances, method="average")
    tree_data = dendrogram(joins, no_plot=True)
    all_depths = np.array(tree_data["dcoord"], dtype=float)
    positions = np.array(tree_data["icoord"], dtype=float)
    all_rows = (positions - FIRST_LEAF) / LEAF_STEP
    lines = list(zip(all_depths.tolist(), all_rows.tolist(), strict=True))
    leaves = list(map(int, tree_data["leaves"]))
    return _Tree(leaves, lines)
