"""The rows of the chart of dispersion: a row for each term, and in it a line for each group."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from discourse import style
from discourse.plot import marks, text_fitting
from discourse.plot.table_rows import read_rows
from discourse.settings import FEW_DOCUMENTS_WITH_TERM

__all__ = ["Cell", "Key", "Line", "Rows", "Stroke", "lay_out_rows"]

ROW_MM, GROUP_LINE_MM = 5.0, 3.3  # height of a row, and of each group's line in it
HEADS_MM = 7.4  # above the first row, for the headings of panels and columns
LEGEND_GAP_MM = 1.2  # more where a legend is above the panels
HEAD_LIFT_MM = 1.9  # from the first row to the middle of the heads of columns
COLOUR = "#2f5f8a"  # where there are no groups

Key = tuple[str, str]  # term, group


@dataclass(frozen=True)
class Cell:
    """Count, rate and score of a term in a group: a row of the table."""

    term: str
    group: str
    count: int
    rate: float
    score: float
    low: float
    high: float
    least: float
    most: float
    documents: int
    of_documents: int

    @property
    def has_pooled_rate(self) -> bool:
        """Whether the rate in all documents together differs from that in one document."""
        return self.count > 0 and self.rate > 0 and self.of_documents > 1

    @property
    def has_band(self) -> bool:
        """Whether the lowest and the highest possible score are known."""
        width = self.most - self.least
        return math.isfinite(width)

    @property
    def is_reliable(self) -> bool:
        """Whether there is an interval, and enough documents to trust it."""
        has_interval = math.isfinite(self.low) and math.isfinite(self.high)
        has_documents = self.documents >= FEW_DOCUMENTS_WITH_TERM
        return has_interval and has_documents

    @property
    def is_unsure(self) -> bool:
        """Whether there is a score that cannot be trusted; its marker is open."""
        has_score = math.isfinite(self.score)
        return has_score and not self.is_reliable

    @property
    def count_without(self) -> str:
        """Number of documents without the term, as a text."""
        number = self.of_documents - self.documents
        return f"{number:,}"


@dataclass(frozen=True)
class _DocumentRate:
    """A row of the table: rate and count of a term in one document of a group."""

    term: str
    group: str
    rate: float
    count: int


@dataclass(frozen=True, order=True)
class Stroke:
    """A document that has the term: the logarithm of its rate, and its occurrences."""

    log_rate: float
    count: int


@dataclass(frozen=True)
class Line:
    """A line of the chart: its number from the top, its group's index, and its cell."""

    number: int
    group_index: int
    cell: Cell


@dataclass(frozen=True)
class Rows:
    """What is drawn: a row for each term, and in it a line for each group.

    Attributes
    ----------
    terms, groups : tuple of str
        The terms and groups, in the order of the chart.
    cells : mapping of (term, group) to Cell
        Count, rate and score.
    strokes : mapping of (term, group) to sequence of Stroke
        The documents with the term.
    line_mm : float
        Height of a line.
    heads_mm : float
        Height of the place above the first line.
    """

    terms: tuple[str, ...]
    groups: tuple[str, ...]
    cells: Mapping[Key, Cell]
    strokes: Mapping[Key, Sequence[Stroke]]
    line_mm: float
    heads_mm: float

    @property
    def keys(self) -> list[Key]:
        """Term and group of each line, from the top."""
        return [(term, group) for term in self.terms for group in self.groups]

    @property
    def lines(self) -> list[Line]:
        """The lines that have a cell, from the top."""
        lines: list[Line] = []
        for line_number, key in enumerate(self.keys):
            cell = self.cells.get(key)
            if cell is not None:
                group_index = line_number % len(self.groups)
                lines.append(Line(line_number, group_index, cell))
        return lines

    @property
    def all_cells(self) -> list[Cell]:
        """The cells that are drawn, from the top."""
        return [line.cell for line in self.lines]

    @property
    def bottom(self) -> float:
        """The lower edge of the last line."""
        line_count = len(self.terms) * len(self.groups)
        return line_count - 0.5

    @property
    def head(self) -> float:
        """The height of the heads of columns, in lines; negative, so above the first."""
        return -0.5 - HEAD_LIFT_MM / self.line_mm

    @property
    def height_mm(self) -> float:
        """Height of the panels."""
        lines_mm = self.line_mm * len(self.keys)
        return lines_mm + self.heads_mm

    @property
    def is_divided(self) -> bool:
        """Whether there are groups, and not only all documents."""
        return self.groups != ("",)

    def middle(self, row_number: int) -> float:
        """Return the middle of the row of a term, in lines from the top."""
        line_count = len(self.groups)
        first_line = row_number * line_count
        return first_line + (line_count - 1) / 2

    def marker(self, group_index: int) -> str:
        """Return the marker of a group."""
        if not self.is_divided:
            return "o"
        return style.MARKERS[group_index]

    def colour(self, group_index: int) -> str:
        """Return the colour of a group."""
        if not self.is_divided:
            return COLOUR
        return marks.group_colour(group_index)


def lay_out_rows(
    table: pd.DataFrame,
    measure_rows: pd.DataFrame,
    terms: Sequence[str],
    groups: Sequence[str],
    names: Sequence[str],
) -> Rows:
    """Return the rows of the chart, as high as the names or the lines of the groups need.

    Parameters
    ----------
    table : DataFrame
        A table of kind ``dispersion``.
    measure_rows : DataFrame
        Its rows of one measure.
    terms, groups : sequence of str
        The terms and groups that are drawn.
    names : sequence of str
        The names of the terms, fitted to their room.
    """
    cells: dict[Key, Cell] = {}
    for cell in read_rows(measure_rows, Cell):
        cells[cell.term, cell.group] = cell
    is_drawn = table["term"].isin(terms) & table["group"].isin(groups)
    document_rows = table[(table["kind"] == "document") & is_drawn]
    row_mm = ROW_MM
    if len(groups) > 1:
        row_mm = GROUP_LINE_MM * len(groups)
    row_mm = text_fitting.row_height_mm(names, row_mm)
    heads_mm = HEADS_MM
    if list(groups) != [""]:  # the empty name is that of all documents
        heads_mm += LEGEND_GAP_MM
    return Rows(
        terms=tuple(terms),
        groups=tuple(groups),
        cells=cells,
        strokes=_read_strokes(document_rows),
        line_mm=row_mm / len(groups),
        heads_mm=heads_mm,
    )


def _read_strokes(documents: pd.DataFrame) -> dict[Key, list[Stroke]]:
    """Return the strokes of each term and group, from the lowest rate to the highest."""
    strokes: dict[Key, list[Stroke]] = {}
    for row in read_rows(documents, _DocumentRate):
        # A rate of 0 has no logarithm; its document is counted beside the axis.
        if row.rate > 0 and math.isfinite(row.rate):
            key = (row.term, row.group)
            stroke = Stroke(math.log10(row.rate), row.count)
            strokes.setdefault(key, []).append(stroke)
    for strokes_of_line in strokes.values():
        strokes_of_line.sort()
    return strokes
