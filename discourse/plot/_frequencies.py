"""Formulas against groups: how often, how densely, how sure."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pandas as pd

from discourse import style, tables
from discourse.plot import (
    axes_layout,
    chart_decorator,
    marks,
    panels,
    row_order,
    text_fitting,
)
from discourse.plot.table_rows import read_rows
from discourse.registries import CHINESE, language_label
from discourse.validation import check_whole_number

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.typing import ColorType

__all__ = ["frequencies"]

MAX_MARKED = 8  # groups that can have a colour and a marker of their own
MAX_GROUPS = 200  # groups in one figure
MAX_WHISKERS = 16  # groups whose whiskers still fit into a row

# Rows, columns and panels.
ROW_MM, MAX_ROW_MM = 6.0, 15.0  # height of a row, and where whiskers need more
WHISKER_MM, MARKED_WHISKER_MM = 0.9, 1.9  # of a row for each group, without a marker
NAME_SHARE, MAX_NAME_MM = 0.27, 44.0  # of the page for the name of a formula; at most
NAME_LINES = 3  # a label has up to 40 letters
NAMES_GAP_MM = 4.0  # between the names and the first column
DOCS_MM = 8.0  # that the share of documents takes
DOCS_EDGE_MM = 0.5  # of that which stays free
DOCS_HEAD_MM = 1.0  # from the first row to the head of that column
MARKERS_MM = 4.0  # that a row of markers takes, above the first row
MARKER_LIFT_MM = 2.0  # from the first row to the middle of these markers
DISC_PANEL, WHISKER_PANEL = 0.56, 0.44  # widths of the panels, in proportion
DISC_SHARE = 0.54  # of the room for the columns, beside a panel of whiskers
DISC_SHARE_ALONE = 0.98  # of the room for the columns, without that panel
WHISKER_AXIS_SHARE = 0.38  # of the room for the axis of the whiskers
PANEL_GAP = 0.03  # of a panel

# Discs and the numbers in them.
DISC_ROW_SHARE, DISC_COLUMN_SHARE, MAX_DISC_MM = 0.8, 0.86, 8.0
COUNT_SIZE = 6.5  # points: type of a count at most
COUNT_SHARE = 0.5  # of a disc's width that the type of a count may be high
COUNT_WIDTH_SHARE = 0.84  # of a disc's width that a count may take
MIN_COUNT_SIZE = 3.2  # points: smaller numbers cannot be read

# Cells without a mention.
ZERO_SIZE, ZERO_SHARE = 6.0, 0.45  # points: type of the 0 at most, and of a disc
BOUND_SHARE = 0.85  # of the type of the 0 that the bound under it has at most
BOUND_WIDTH_SHARE = 0.86  # of a column that the bound may take
MIN_BOUND_SIZE = 3.4  # points: a smaller bound is not written
BOUND_DROP = 0.03  # of a row between the 0 and the bound

# Whiskers.
WHISKERS_SHARE = 0.84  # of a row that the whiskers of all groups take
WHISKER_MARKER_SIZE, COLUMN_MARKER_SIZE = 3.2, 3.8  # points
CAPTION_LINES = 5  # to which the caption may be broken: the name of an interval is long
AXIS_MARGIN = 1.03  # the axis goes so far beyond the highest value
TEXT_SIZE = 6.0  # points: captions and shares of documents

PHRASE_MARK = "*"  # after the name of a family whose words are common


@dataclass(frozen=True)
class _Cell:
    """A row of the table: count and rate of a formula in a group."""

    family: str
    group: str
    count: int
    words: int
    rate: float
    low: float
    high: float

    @property
    def has_rate(self) -> bool:
        """Whether the group has words that can be counted."""
        has_words = self.words > 0
        return has_words and math.isfinite(self.rate)

    @property
    def has_interval(self) -> bool:
        """Whether both ends of the interval are known."""
        width = self.high - self.low
        return math.isfinite(width)


@dataclass(frozen=True)
class _Shares:
    """A row of the table: how many documents of one group have the formula."""

    family: str
    documents: int
    of_documents: int


@dataclass(frozen=True)
class _Matrix:
    """What is drawn: formulas, groups and cells; and the size of a row and a column."""

    families: tuple[str, ...]
    groups: tuple[str, ...]
    cells: Mapping[tuple[str, str], _Cell]
    row_mm: float
    column_mm: float

    @property
    def disc_points(self) -> float:
        """Width of a disc, in points."""
        in_row = self.row_mm * DISC_ROW_SHARE
        in_column = self.column_mm * DISC_COLUMN_SHARE
        side_mm = min(in_row, in_column, MAX_DISC_MM)
        return side_mm / text_fitting.MM_PER_POINT

    @property
    def has_markers(self) -> bool:
        """Whether each group has a marker."""
        group_count = len(self.groups)
        return 1 < group_count <= MAX_MARKED

    @property
    def has_whiskers(self) -> bool:
        """Whether there is a panel of whiskers."""
        group_count = len(self.groups)
        return group_count <= MAX_WHISKERS

    @property
    def markers_mm(self) -> float:
        """Height of the row of markers above the first row."""
        if not self.has_markers:
            return 0.0
        return MARKERS_MM

    @property
    def right_edge(self) -> float:
        """The edge of the last column on the axis across."""
        last_column = len(self.groups) - 1
        return last_column + 0.5


@chart_decorator.chart
def frequencies(
    table: pd.DataFrame,
    *,
    top: int = 20,
    width: style.Width = "double",
    ax: Axes | None = None,
) -> Axes:
    """Draw how often each group uses each formula: discs with counts, and rates with intervals.

    The number in a cell is the count. The darker its disc, the higher the rate. A cell
    without a mention has a 0 and, after ≤, the highest rate that the interval allows,
    because a short text can lack a formula by chance. A dash means that the group has
    no document in the language of the row. The column "docs" has the number of documents
    with the formula.

    A formula that is counted in several languages has a row for each. A name with a * is
    that of a common phrase, which is used without the formula too. Short wordings that
    are not counted, for want of a full wording beside them, are named below the discs.

    The panel on the right has the same rates with their intervals, on one scale. With
    more than 16 groups it is left out. Counts and rates are strict where the table says
    so.

    Parameters
    ----------
    table : DataFrame
        A table of kind ``frequencies``. Of more than 200 groups, the first 200 are
        drawn.
    top : int
        How many rows: those of the most frequent formulas first, ties by name. The
        languages of a formula are below each other, and no formula is drawn in part.
    width : {'single', 'onehalf', 'double'}
        Width of the new figure; the height follows the number of rows. Not used when
        `ax` is given.
    ax : Axes, optional
        Where to draw; its place is divided into the two panels. A new figure if not
        given.

    Returns
    -------
    Axes
        The panel of discs.
    """
    check_whole_number("top", top)
    first_counting = row_order.order_of_appearance(table["counting"].tolist())[:1]
    # Rows of a second way of counting would count the same mentions again.
    table = table[table["counting"].isin(first_counting)]
    count_column = "count_strict" if first_counting == ["strict"] else "count"
    formulas = row_order.rank_by_sum(table, "family", count_column)
    table = _name_rows(table)
    groups = row_order.order_of_appearance(table["group"].tolist())
    with style.context():
        if not formulas:
            return axes_layout.draw_empty_chart(
                ax, "no formulas, so no mentions", width=width
            )
        sheet = axes_layout.Sheet.for_chart(ax, width)
        drawn_formulas, drawn_families = _choose_rows(table, formulas, top)
        name_mm = min(NAME_SHARE * sheet.width_mm, MAX_NAME_MM)
        labels = tables.labels_of(table, "family")
        names = []
        for family in drawn_families:
            name = text_fitting.fit_text(labels[family], name_mm, max_lines=NAME_LINES)
            names.append(name)
        names_mm = max(map(text_fitting.text_width, names))
        available_mm = sheet.width_mm - names_mm - NAMES_GAP_MM
        cells: dict[tuple[str, str], _Cell] = {}
        for cell in read_rows(table, _Cell, columns={"count": count_column}):
            cells[cell.family, cell.group] = cell
        matrix = _lay_out_matrix(
            drawn_families, groups[:MAX_GROUPS], cells, names, available_mm
        )
        height_mm = matrix.row_mm * len(names) + matrix.markers_mm
        sheet = sheet.with_height(height_mm)
        ax = sheet.make_axes()
        whisker_panel = None
        if matrix.has_whiskers:
            ((ax, whisker_panel),) = axes_layout.divide_axes(
                ax,
                columns=2,
                widths=(DISC_PANEL, WHISKER_PANEL),
                share="y",
                column_gap=PANEL_GAP,
            )
        unit = _unit_of_rates(table)
        remarks: list[str] = []
        if len(formulas) > drawn_formulas:
            remarks.append(f"the first {drawn_formulas} of {len(formulas)} formulas")
        if len(groups) > MAX_GROUPS:
            remarks.append(f"the first {MAX_GROUPS} of {len(groups):,} groups")
        remarks += _explain_counts(table, drawn_families)
        _draw_discs(ax, matrix, [unit, "; ".join(remarks)])
        _write_heads(ax, matrix, tables.labels_of(table, "group"))
        _write_documents(ax, matrix, table)
        text_fitting.write_tick_labels(ax, "y", range(len(names)), names)
        if whisker_panel is not None:
            axis_mm = available_mm * WHISKER_AXIS_SHARE
            caption = _whisker_caption(table, unit)
            _draw_whiskers(whisker_panel, matrix, caption, axis_mm)
        return sheet.finish_figure(ax)


def _name_rows(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with a family, and a label of it, for each row of the chart.

    A family that has rows in several languages becomes one for each language, if the
    table has several. The label of a common phrase gets a mark. The column `formula`
    holds the family without its language.
    """
    labels = tables.labels_of(table, "family")
    has_several = _has_languages(table)
    families = []
    family_labels = []
    columns = zip(
        table["family"].tolist(),
        table["language"].tolist(),
        table["counts_as"].tolist(),
        strict=True,
    )
    for family, language, counts_as in columns:
        label = labels[family]
        if has_several and language:
            family = f"{family} ({language})"
            label = f"{label} ({language_label(language)})"
        if counts_as == "phrase":
            label += PHRASE_MARK
        families.append(family)
        family_labels.append(label)
    formulas = table["family"]
    return table.assign(family=families, family_label=family_labels, formula=formulas)


def _choose_rows(
    table: pd.DataFrame, formulas: Sequence[str], most: int
) -> tuple[int, list[str]]:
    """Return how many formulas are drawn, and their rows: a row for each language.

    They are the first ones that together have `most` rows or fewer, and at least one.
    """
    rows: list[str] = []
    formula_count = 0
    for formula in formulas:
        named_rows = table.loc[table["formula"] == formula, "family"]
        rows_of_formula = row_order.order_of_appearance(named_rows.tolist())
        if rows and len(rows) + len(rows_of_formula) > most:
            break
        rows += rows_of_formula
        formula_count += 1
    return formula_count, rows


def _has_languages(table: pd.DataFrame) -> bool:
    """Return whether a table has rows in several languages."""
    languages = set(table["language"].tolist())
    return len(languages) > 1


def _explain_counts(table: pd.DataFrame, families: Sequence[str]) -> list[str]:
    """Return remarks on what the counts of some families are; the list may be empty."""
    drawn_rows = table[table["family"].isin(families)]
    remarks = []
    if "phrase" in drawn_rows["counts_as"].tolist():
        remarks.append(f"{PHRASE_MARK} a common phrase, not only the formula")
    if _has_languages(drawn_rows) and CHINESE in drawn_rows["language"].tolist():
        remarks.append(f"Chinese text: per {_sizes_of_rates(table)} characters")
    unanchored = int(drawn_rows["count_unanchored"].sum())
    if unanchored:
        wordings = "wording" if unanchored == 1 else "wordings"
        remarks.append(
            f"not counted: {unanchored:,} short {wordings} without a full one"
        )
    return remarks


def _unit_of_rates(table: pd.DataFrame) -> str:
    """Return what the rates are: per how many words, and whether they are strict."""
    is_chinese = set(table["language"].tolist()) == {CHINESE}
    words = "characters" if is_chinese else "words"
    unit = f"mentions per {_sizes_of_rates(table)} {words}"
    if set(table["counting"].tolist()) == {"strict"}:
        unit += ", strict"
    return unit


def _sizes_of_rates(table: pd.DataFrame) -> str:
    """Return how many words the rates refer to, such as ``1,000``."""
    sizes = set(table["per"].tolist())
    return " or ".join(f"{size:,}" for size in sorted(sizes))


def _whisker_caption(table: pd.DataFrame, unit: str) -> str:
    """Return what the panel of whiskers shows, with the names of its intervals."""
    names = panels.name_intervals(table)
    if not names:
        return unit
    return f"{unit}; {panels.caption_of_intervals(names)}"


def _lay_out_matrix(
    families: Sequence[str],
    groups: Sequence[str],
    cells: Mapping[tuple[str, str], _Cell],
    names: Sequence[str],
    available_mm: float,
) -> _Matrix:
    """Return the matrix; its rows are as high as the names or the whiskers need."""
    # The size of rows and columns depends on the matrix itself; it is set below.
    matrix = _Matrix(tuple(families), tuple(groups), cells, ROW_MM, 1.0)
    row_mm = ROW_MM
    share = DISC_SHARE_ALONE
    if matrix.has_whiskers:
        whisker_mm = MARKED_WHISKER_MM if matrix.has_markers else WHISKER_MM
        whiskers_mm = whisker_mm * len(groups)
        row_mm = max(ROW_MM, whiskers_mm)
        row_mm = min(row_mm, MAX_ROW_MM)
        share = DISC_SHARE
    return replace(
        matrix,
        row_mm=text_fitting.row_height_mm(names, row_mm),
        column_mm=(available_mm * share - DOCS_MM) / len(groups),
    )


def _draw_discs(ax: Axes, matrix: _Matrix, texts: Sequence[str]) -> None:
    """Draw discs with counts, and below them the scale of shades with the lines `texts`."""
    from matplotlib.cm import ScalarMappable
    from matplotlib.colors import Normalize

    axes_layout.remove_frame(ax)
    row_count = len(matrix.families)
    marks.shade_alternate_rows(ax, row_count)
    ax.set_ylim(row_count - 0.5, -0.5 - matrix.markers_mm / matrix.row_mm)
    ax.set_xlim(-0.5, matrix.right_edge + DOCS_MM / matrix.column_mm)
    highest = _highest_rate(matrix)
    count_size = min(COUNT_SIZE, matrix.disc_points * COUNT_SHARE)
    disc_columns: list[int] = []
    disc_rows: list[int] = []
    shades: list[ColorType] = []
    for row, family in enumerate(matrix.families):
        for column, group in enumerate(matrix.groups):
            cell = matrix.cells.get((family, group))
            if cell is not None and cell.count:
                shade = _shade(cell, highest)
                disc_columns.append(column)
                disc_rows.append(row)
                shades.append(shade)
                colour = marks.text_colour_on(shade)
                _write_count(
                    ax, column, row, f"{cell.count:,}", matrix, count_size, colour
                )
            elif count_size >= MIN_COUNT_SIZE:
                _write_zero(ax, column, row, cell, matrix)
    if disc_columns:
        area = matrix.disc_points**2
        ax.scatter(
            disc_columns, disc_rows, s=area, color=shades, linewidths=0, zorder=2
        )
    scale = ScalarMappable(Normalize(0, highest), style.sequential_colour_map())
    matrix_mm = matrix.column_mm * len(matrix.groups)
    marks.draw_colour_bar(ax, scale, texts, width_mm=matrix_mm)


def _highest_rate(matrix: _Matrix) -> float:
    """Return the rate of the darkest shade; 1 where all rates are 0."""
    highest = 0.0
    for cell in matrix.cells.values():
        if math.isfinite(cell.rate):
            highest = max(highest, cell.rate)
    if highest == 0:  # a scale must have a length
        return 1.0
    return highest


def _shade(cell: _Cell, highest: float) -> ColorType:
    """Return the colour of a disc: the darker, the nearer the rate is to the highest."""
    share = 0.0
    if math.isfinite(cell.rate):
        share = cell.rate / highest
    colour_map = style.sequential_colour_map()
    return colour_map(share)


def _write_count(
    ax: Axes,
    x: float,
    y: float,
    text: str,
    matrix: _Matrix,
    size: float,
    colour: str,
) -> None:
    """Write a count into its disc, as large as it fits; leave it out if it cannot be read."""
    width_mm = COUNT_WIDTH_SHARE * matrix.disc_points * text_fitting.MM_PER_POINT
    fitting_size = width_mm / text_fitting.text_width(text, size=1)
    size = min(size, fitting_size)
    if size >= MIN_COUNT_SIZE:
        text_fitting.write_text(
            ax,
            x,
            y,
            text,
            ha="center",
            va="center_baseline",
            size=size,
            color=colour,
        )


def _write_documents(ax: Axes, matrix: _Matrix, table: pd.DataFrame) -> None:
    """Write the column "docs": how many of all documents contain each formula.

    Ten mentions in one document do not mean the same as one mention in each of ten
    documents.
    """
    right_edge = matrix.right_edge + (DOCS_MM - DOCS_EDGE_MM) / matrix.column_mm
    documents_with_formula: dict[str, int] = {}
    of_documents: dict[str, int] = {}
    for shares in read_rows(table, _Shares):
        family = shares.family
        documents_with_formula[family] = (
            documents_with_formula.get(family, 0) + shares.documents
        )
        of_documents[family] = of_documents.get(family, 0) + shares.of_documents
    texts = [
        f"{documents_with_formula[name]}/{of_documents[name]}"
        for name in matrix.families
    ]
    widths = [text_fitting.text_width(text, size=TEXT_SIZE) for text in texts]
    text_size = min(TEXT_SIZE, TEXT_SIZE * (DOCS_MM - DOCS_EDGE_MM) / max(widths))
    for row, text in enumerate(texts):
        text_fitting.write_text(
            ax,
            right_edge,
            row,
            text,
            va="center_baseline",
            ha="right",
            color=style.MUTED,
            size=text_size,
        )
    text_fitting.write_text(
        ax,
        right_edge,
        -0.5 - DOCS_HEAD_MM / matrix.row_mm,
        "docs",
        va="bottom",
        ha="right",
        color=style.MUTED,
        size=text_size,
    )


def _write_zero(
    ax: Axes, column: int, row: int, cell: _Cell | None, matrix: _Matrix
) -> None:
    """Write a 0 and the highest rate that the interval allows.

    A group without words has a dash instead.
    """
    has_words = cell is not None and cell.words > 0
    bound_text = _bound_text(cell)
    zero_size = min(ZERO_SIZE, matrix.disc_points * ZERO_SHARE)
    bound_size = 0.0
    if bound_text:
        bound_mm = matrix.column_mm * BOUND_WIDTH_SHARE
        fitting_size = bound_mm / text_fitting.text_width(bound_text, size=1)
        bound_size = min(zero_size * BOUND_SHARE, fitting_size)
    if bound_size >= MIN_BOUND_SIZE:
        _write_muted(ax, column, row, "0", size=zero_size, align="bottom")
        _write_muted(
            ax, column, row + BOUND_DROP, bound_text, size=bound_size, align="top"
        )
    else:
        text = "0" if has_words else "–"
        _write_muted(ax, column, row, text, size=zero_size, align="center_baseline")


def _bound_text(cell: _Cell | None) -> str:
    """Return the highest rate that the interval allows, after ≤; empty if not known."""
    if cell is None or cell.words == 0:
        return ""
    if not math.isfinite(cell.high):
        return ""
    number = _short_number(cell.high)
    return f"≤{number}"


def _write_muted(
    ax: Axes, x: float, y: float, text: str, *, size: float, align: str
) -> None:
    """Write a pale text in the middle of a cell."""
    text_fitting.write_text(
        ax, x, y, text, va=align, size=size, ha="center", color=style.MUTED
    )


def _short_number(value: float) -> str:
    """Return a number as a text; larger numbers have fewer digits after the point."""
    digits = 2
    if value >= 1:
        digits = 1
    if value >= 100:
        digits = 0
    return text_fitting.format_number(value, digits=digits)


def _write_heads(ax: Axes, matrix: _Matrix, labels: Mapping[str, str]) -> None:
    """Write the labels of the groups above the columns, and their markers below the labels."""
    names = [labels[group] or "all documents" for group in matrix.groups]
    text_fitting.write_column_names(ax, names, column=matrix.column_mm)
    if not matrix.has_markers:
        return
    marker_y = -0.5 - MARKER_LIFT_MM / matrix.row_mm
    for index in range(len(matrix.groups)):
        marks.draw_markers(
            ax,
            [index],
            [marker_y],
            marker=style.MARKERS[index],
            colour=marks.group_colour(index),
            size=COLUMN_MARKER_SIZE,
        )


def _draw_whiskers(ax: Axes, matrix: _Matrix, caption: str, axis_mm: float) -> None:
    """Draw the rates with their intervals, a line for each group in each row."""
    axes_layout.remove_frame(ax, keep=("bottom",))
    marks.shade_alternate_rows(ax, len(matrix.families))
    step = WHISKERS_SHARE / len(matrix.groups)
    middle = (len(matrix.groups) - 1) / 2
    for index, group in enumerate(matrix.groups):
        colour = style.INK
        marker = "o"
        if matrix.has_markers:
            colour = marks.group_colour(index)
            marker = style.MARKERS[index]
        for row, family in enumerate(matrix.families):
            cell = matrix.cells.get((family, group))
            if cell is None or not cell.has_rate:
                continue
            whisker_y = row + (index - middle) * step
            if cell.has_interval:
                marks.draw_line(
                    ax, [cell.low, cell.high], [whisker_y, whisker_y], colour, width=0.8
                )
            marks.draw_markers(
                ax,
                [cell.rate],
                [whisker_y],
                marker=marker,
                colour=colour,
                size=WHISKER_MARKER_SIZE,
                filled=cell.count > 0,
            )
    highest = _highest_end(matrix) * AXIS_MARGIN
    if highest == 0:  # an axis must have a length
        highest = 1.0
    marks.draw_number_axis(ax, 0, highest, width_mm=axis_mm)
    ax.set_xlim(0, highest)
    text = text_fitting.fit_text(
        caption,
        axis_mm,
        size=TEXT_SIZE,
        max_lines=CAPTION_LINES,
    )
    ax.set_xlabel(
        text,
        size=TEXT_SIZE,
        loc="left",
        color=style.INK,
        parse_math=False,
    )


def _highest_end(matrix: _Matrix) -> float:
    """Return the highest rate or end of an interval, 0 if there is none."""
    highest = 0.0
    for cell in matrix.cells.values():
        for end in (cell.rate, cell.high):
            if math.isfinite(end):
                highest = max(highest, end)
    return highest
