"""A table prepared for reading, in a notebook, a terminal or a paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from discourse import notes
from discourse.errors import TableError
from discourse.tables.kind_lookup import describe_type, kind_of
from discourse.tables.labels import LABEL_COLUMNS, labels_of
from discourse.tables.rendering import Shown
from discourse.tables.written_codes import (
    CODED_COLUMNS,
    describe_intervals,
    write_code,
)
from discourse.tables.written_names import name_in_words, printable_line
from discourse.validation import check_whole_number, options_by_name

__all__ = ["show"]

# Columns that hold a setting. Where it is equal in all rows, it is written once.
SETTINGS = (
    "counting",
    "per",
    "interval",
    "measure",
    "dispersion_measure",
    "test",
    "arrangements",
    "correction",
    "terms_compared",
    "min_count",
    "resamples",
    "profile",
    "scheme",
    "facet",
    "note",
)
# The columns of tables whose rows are marks of several kinds, called by `label`.
MARKS = ("label", "doc", "doc_label", "family_label")
# The columns whose cells make the name of an interval; the first shows it.
NAME_OF_INTERVAL = ("interval", "interval_unit", "confidence_level")
# By kind of table: columns that its chart needs. The notes say the same in words.
FOR_CHARTS = {
    "diversity": ("too_short",),
    "similarity_order": ("paragraphs", "other_paragraphs"),
}
HEADERS = {
    "doc": "document",
    "other": "other document",
    "per": "per words",
    "low": "from",
    "high": "to",
    "count_strict": "strict",
    "documents": "in documents",
    "of_documents": "of documents",
    "standard": "in standard wording",
}
# Ids in the two columns of a pair are shortened together.
PAIR = ("doc", "other")
CONCORDANCE = {"left", "surface", "right"}
LONGEST_CONTEXT = 60  # characters on each side of a phrase
LONGEST_TEXT = 100  # characters of any other cell
ELLIPSIS = "…"


@dataclass(frozen=True)
class _ShownColumn:
    """One column as it is shown: its header, its alignment and the text of its cells."""

    header: str
    side: str
    cells: Sequence[str]


@options_by_name
def show(table: pd.DataFrame, *, top: int | None = 20) -> Shown:
    """Return a table prepared for reading. The table itself is not changed.

    Documents, families and groups are called by their labels. Ids without a label are
    shortened as far as they stay unique. A code, such as that of an interval, is written
    in words. Text columns that are empty are left out. The contexts of a concordance are aligned, so that the phrases
    found stand under each other. A setting that is equal in all rows, such as the name of
    the interval, is written once under the table. So is a remark that every note has.

    Parameters
    ----------
    table : pandas.DataFrame
        Any table.
    top : int or None
        How many rows to show, from the first. ``None`` shows all.

    Returns
    -------
    Shown
        A notebook draws it as a table, a terminal as aligned text, LaTeX as a tabular.

    Raises
    ------
    TableError
        What came is no table.
    OptionError
        `top` is no whole number from 0 up.
    """
    if not isinstance(table, pd.DataFrame):
        raise TableError(
            f"show takes a table, a pandas DataFrame; what came is {describe_type(table)}."
        )
    rows = len(table) if top is None else check_whole_number("top", top, 0)
    common = _common_settings(table)
    visible = _in_words(_without_common_remarks(table).iloc[:rows])
    left_out = {*common, *_shown_elsewhere(table)}
    left_out |= set(FOR_CHARTS.get(kind_of(table), ()))
    columns = _shown_columns(visible, left_out)
    remarks = [_remark_on_rows(len(visible), len(table)), *common.values()]
    return Shown(
        headers=tuple(column.header for column in columns),
        sides=tuple(column.side for column in columns),
        cells=tuple(zip(*(column.cells for column in columns), strict=True)),
        note="; ".join(filter(None, remarks)),
    )


def _in_words(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with labels in place of ids, and words in place of codes."""
    present = set(table.columns)
    words_of: dict[str, list[str]] = {}
    if present.issuperset(NAME_OF_INTERVAL):
        words_of["interval"] = describe_intervals(table)
    for name in CODED_COLUMNS:
        if name in present:
            codes = table[name].astype("str").tolist()
            words_of[name] = [write_code(name, code) for code in codes]
    for name, label_column in LABEL_COLUMNS.items():
        is_term_beside_family = name == "term" and "family" in present
        needs_label = name in ("family", "term")
        has_label = label_column in present or not needs_label
        if name in present and has_label and not is_term_beside_family:
            is_pair = name in PAIR and present.issuperset(PAIR)
            labels = labels_of(table, *(PAIR if is_pair else (name,)))
            ids = table[name].astype("str").tolist()
            words_of[name] = [labels[name_of_row] for name_of_row in ids]
    if present.issuperset(MARKS):
        words_of["label"] = _label_marks(table)
    if not words_of:
        return table
    return table.assign(**words_of)


def _label_marks(table: pd.DataFrame) -> list[str]:
    """Return the labels of rows that are documents or families, such as positions."""
    labels = []
    cells = zip(
        table["label"].tolist(),
        table["doc"].tolist(),
        table["doc_label"].tolist(),
        table["family_label"].tolist(),
        strict=True,
    )
    for label, doc, doc_label, family_label in cells:
        if family_label:
            labels.append(family_label)
        else:
            labels.append(doc_label if label == doc and doc_label else label)
    return labels


def _shown_elsewhere(table: pd.DataFrame) -> list[str]:
    """Return the columns that are shown as a part of another.

    These are labels, which stand in place of ids, and the parts of the name of an
    interval.
    """
    names = []
    for name, label_column in LABEL_COLUMNS.items():
        if name in table.columns:
            names.append(label_column)
    if table.columns.isin(MARKS).sum() == len(MARKS):
        names += ["doc_label", "family_label"]
    if "interval" in table.columns:
        names += NAME_OF_INTERVAL[1:]
    return names


def _remark_on_rows(shown: int, rows: int) -> str:
    """Return what the line under the table says of rows that are not shown."""
    if shown < rows:
        return f"{shown:,} of {rows:,} rows"
    return "" if rows else "no rows"


def _shown_columns(table: pd.DataFrame, left_out: Iterable[str]) -> list[_ShownColumn]:
    """Return the columns of a table without empty ones and without those left out."""
    hidden = set(left_out)
    is_concordance = CONCORDANCE.issubset(table.columns)
    columns = []
    for name in table.columns:
        if name in hidden:
            continue
        is_numeric = table[name].dtype.kind in "iuf"
        if is_numeric:
            cells = _number_cells_by_measure(table, str(name))
        else:
            cells = _text_cells(table, str(name))
        is_empty = len(table) > 0 and not any(cells)
        if is_empty and not is_numeric:
            continue
        to_the_right = is_numeric or (is_concordance and name == "left")
        columns.append(
            _ShownColumn(
                header=_header(str(name)),
                side="right" if to_the_right else "left",
                cells=cells,
            )
        )
    return columns


def _header(name: str) -> str:
    """Return the name of a column in words."""
    return HEADERS.get(name, name_in_words(name))


def _common_settings(table: pd.DataFrame) -> dict[str, str]:
    """Return the settings that are equal in all rows, in words, by column.

    Where only a part of each note is common, the column of notes stays: the common part
    then has the name ``""``.
    """
    common: dict[str, str] = {}
    if len(table) < 2:
        return common
    for name in SETTINGS:
        if name not in table.columns:
            continue
        if name == "note":
            remarks = notes.find_common(map(printable_line, table[name].tolist()))
            if remarks:
                key = name if table[name].nunique() == 1 else ""
                common[key] = notes.to_text(remarks)
            continue
        parts = [name]
        if name == "interval" and set(NAME_OF_INTERVAL) <= set(table.columns):
            parts = list(NAME_OF_INTERVAL)
        distinct = table[parts].drop_duplicates()
        value = _in_words(distinct)[name].tolist()[0]
        if len(distinct) == 1 and value != "":
            common[name] = f"{_header(name)}: {_setting_text(value)}"
    return common


def _setting_text(value: object) -> str:
    """Return a setting as text; whole numbers have separators of thousands."""
    return f"{value:,}" if isinstance(value, int) else printable_line(value)


def _without_common_remarks(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table without the remarks that all its notes have."""
    if "note" not in table.columns or len(table) < 2:
        return table
    cells = [printable_line(cell) for cell in table["note"].tolist()]
    common = notes.find_common(cells)
    if not common:
        return table
    return table.assign(note=[notes.leave_out(cell, common) for cell in cells])


def _text_cells(table: pd.DataFrame, name: str) -> list[str]:
    """Return the cells of a column that is not numeric, as text of bounded length."""
    column = table[name]
    if column.dtype.kind == "b":
        return ["yes" if value else "no" for value in column.tolist()]
    texts = [_text_of(value) for value in column.tolist()]
    texts = [printable_line(text) for text in texts]
    if name == "note":
        texts = [notes.to_text(notes.split(text)) for text in texts]
    if name == "left":
        return [_last_part(text, LONGEST_CONTEXT) for text in texts]
    longest = LONGEST_CONTEXT if name == "right" else LONGEST_TEXT
    return [_first_part(text, longest) for text in texts]


def _text_of(value: object) -> str:
    """Return a cell as text; a missing value gives ``""``."""
    is_missing = value is None or value != value
    return "" if is_missing else str(value)


def _first_part(text: str, longest: int) -> str:
    """Return the beginning of a text that is too long, else the text."""
    if len(text) <= longest:
        return text
    return text[: longest - 1].rstrip() + ELLIPSIS


def _last_part(text: str, longest: int) -> str:
    """Return the end of a text that is too long, else the text."""
    if len(text) <= longest:
        return text
    return ELLIPSIS + text[1 - longest :].lstrip()


def _number_cells_by_measure(table: pd.DataFrame, name: str) -> list[str]:
    """Return the numbers of a column as text, with as many decimals as a measure needs.

    Measures have scales of their own: MATTR is below 1 where Yule's K is above 100.
    """
    column = table[name]
    if "measure" not in table.columns:
        return _number_cells(column)
    cells = [""] * len(column)
    rows_of_measure = table.groupby("measure", sort=False).indices
    for rows in rows_of_measure.values():
        texts = _number_cells(column.iloc[rows])
        for row, text in zip(list(rows), texts, strict=True):
            cells[row] = text
    return cells


def _number_cells(column: pd.Series) -> list[str]:
    """Return numbers as text, with as many decimals as the largest of them needs."""
    values = column.tolist()
    if column.dtype.kind in "iu":
        return [f"{value:,}" for value in values]
    largest = 0.0
    for value in values:
        if value == value:  # not missing
            largest = max(largest, abs(value))
    if largest <= 1:
        decimals = 3
    elif largest < 100:
        decimals = 2
    else:
        decimals = 1
    return [_number_text(value, decimals) for value in values]


def _number_text(value: float, decimals: int) -> str:
    """Return a number as text: a dash where it is missing, a true minus sign."""
    if value != value:
        return "–"
    smallest = 10.0**-decimals
    if 0 < value < smallest / 2:
        return f"<{smallest}"
    return f"{value:,.{decimals}f}".replace("-", "−")
