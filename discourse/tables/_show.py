"""A table prepared for reading, in a notebook, a terminal or a paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import pandas as pd

from discourse import notes
from discourse.errors import TableError
from discourse.tables.display_cells import displayable_table
from discourse.tables.kind_lookup import describe_type, kind_of
from discourse.tables.labels import LABEL_COLUMNS, labels_of
from discourse.tables.missing_cells import is_missing
from discourse.tables.rendering import Shown
from discourse.tables.text_dtype import TEXT_DTYPE
from discourse.tables.written_codes import (
    CODED_COLUMNS,
    describe_backgrounds,
    describe_intervals,
    write_code,
)
from discourse.tables.written_names import name_in_words, printable_line
from discourse.validation import check_whole_number, options_by_name, show_value

__all__ = ["show"]

# Columns that hold a setting. If all rows have the same, it is written under the table.
SETTINGS = (
    "counting",
    "token_unit",
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
    "background",
    "stop",
    "repeats",
    "stability_least",
    "facet",
    "note",
)
# The columns of tables whose rows are marks on a chart, such as documents and mentions.
# In such a table the column `label` is what the reader sees.
COLUMNS_OF_MARKS = ("label", "doc", "doc_label", "family_label")
# The columns whose cells together name an interval. The name is shown in the first.
NAME_OF_INTERVAL = ("interval", "interval_unit", "confidence_level")
# The same for a background. The note says how many terms are unknown to it.
NAME_OF_BACKGROUND = ("background", "background_documents", "background_unknown")
# By kind of table: columns that only its chart needs. The column `note` gives the same
# fact in words.
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
    "token_unit": "counted",
    "stop": "stop words",
    "function_edge": "function word at the edge",
}
# An id in one of these columns is shortened so that it is unique in both.
PAIR = ("doc", "other")
CONCORDANCE = {"left", "surface", "right"}
LONGEST_CONTEXT = 60  # characters on each side of a phrase
LONGEST_TEXT = 100  # characters of any other cell
ELLIPSIS = "…"
NO_NUMBER = "–"  # a number that is missing
# The largest number of a column decides how many decimals all have: three significant
# digits for a share, and about as many for larger numbers.
LARGEST_WITH_3_DECIMALS = 1
FIRST_WITH_1_DECIMAL = 100


@dataclass(frozen=True)
class _ShownColumn:
    """One column as it is shown.

    Attributes
    ----------
    header : str
    side : {'left', 'right'}
        The alignment.
    cells : sequence of str
        The text of each cell.
    """

    header: str
    side: str
    cells: Sequence[str]


@options_by_name
def show(table: pd.DataFrame, *, top: int | None = 20) -> Shown:
    """Return a table prepared for reading. The table itself is not changed.

    Documents, families and groups have their labels in place of their ids. An id
    without a label is shortened, but stays unique. A code, such as that of an interval,
    is written in words. Text columns that are empty are left out. The contexts of a
    concordance are aligned, so that the phrases stand under each other. A setting that
    is equal in all rows, such as the name of the interval, is written once under the
    table. So is a remark that every note has.

    Parameters
    ----------
    table : pandas.DataFrame
        Any table in which no two columns have the same name. An index with a name is
        shown as the first column.
    top : int or None
        How many rows to show, from the first. ``None`` shows all.

    Returns
    -------
    Shown
        A notebook draws it as a table, a terminal as aligned text, LaTeX as a tabular.

    Raises
    ------
    TableError
        `table` is no table, or has two columns with the same name.
    OptionError
        `top` is no whole number from 0 up.
    """
    if not isinstance(table, pd.DataFrame):
        raise TableError(
            "show takes a table, a pandas DataFrame; what came is "
            f"{describe_type(table)}."
        )
    row_limit = len(table) if top is None else check_whole_number("top", top, 0)
    table = displayable_table(table)
    # All rows decide what is common, also those that are not shown.
    common_settings = _common_settings(table)
    first_rows = _in_words(_without_common_remarks(table).iloc[:row_limit])
    left_out = {*common_settings, *_columns_shown_within_others(table)}
    left_out |= set(FOR_CHARTS.get(kind_of(table), ()))
    columns = _shown_columns(first_rows, left_out)
    remarks = [_remark_on_rows(len(first_rows), len(table)), *common_settings.values()]
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
    if present.issuperset(NAME_OF_BACKGROUND):
        words_of["background"] = describe_backgrounds(table)
    for name in CODED_COLUMNS:
        if name in present:
            codes = table[name].astype(TEXT_DTYPE).fillna("").tolist()
            words_of[name] = [write_code(name, code) for code in codes]
    for id_column in LABEL_COLUMNS:
        if not _shows_labels(id_column, present):
            continue
        columns_of_ids: tuple[str, ...] = (id_column,)
        if id_column in PAIR and present.issuperset(PAIR):
            columns_of_ids = PAIR
        label_by_id = labels_of(table, *columns_of_ids)
        ids = table[id_column].astype(TEXT_DTYPE).fillna("").tolist()
        words_of[id_column] = [label_by_id[row_id] for row_id in ids]
    if present.issuperset(COLUMNS_OF_MARKS):
        words_of["label"] = _label_marks(table)
    if not words_of:
        return table
    return table.assign(**words_of)


def _shows_labels(id_column: str, present: AbstractSet[str]) -> bool:
    """Return whether a table shows labels or short ids in place of the ids of a column.

    Parameters
    ----------
    id_column : str
        A key of :data:`LABEL_COLUMNS`.
    present : set of str
        The names of the columns of the table.
    """
    if id_column not in present:
        return False
    if id_column == "term" and "family" in present:
        # The column of labels belongs to the family then, and not to the term.
        return False
    # The id of a family, and a term, are never shortened: without labels they stay.
    can_be_shortened = id_column not in ("family", "term")
    return can_be_shortened or LABEL_COLUMNS[id_column] in present


def _label_marks(table: pd.DataFrame) -> list[str]:
    """Return the label of each row of a table of marks, such as that of positions.

    It is the label of the family, else that of the document if the row is a document,
    else what the column `label` holds.
    """
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


def _columns_shown_within_others(table: pd.DataFrame) -> list[str]:
    """Return the columns whose cells are shown as a part of another column.

    These are labels, which are shown in place of ids, and the parts of the name of an
    interval or of a background.
    """
    names = []
    for id_column, label_column in LABEL_COLUMNS.items():
        if id_column in table.columns:
            names.append(label_column)
    if set(table.columns).issuperset(COLUMNS_OF_MARKS):
        names += ["doc_label", "family_label"]
    if "interval" in table.columns:
        names += NAME_OF_INTERVAL[1:]
    if "background" in table.columns:
        names += NAME_OF_BACKGROUND[1:]
    return names


def _remark_on_rows(shown_count: int, row_count: int) -> str:
    """Return the remark that rows are left out, or that there are none; else ``""``."""
    if shown_count < row_count:
        return f"{shown_count:,} of {row_count:,} rows"
    return "" if row_count else "no rows"


def _shown_columns(table: pd.DataFrame, left_out: Iterable[str]) -> list[_ShownColumn]:
    """Return the columns of a table as they are shown, in order.

    The columns of `left_out` are not among them, and no column of text that is empty.
    """
    hidden_names = set(left_out)
    is_concordance = CONCORDANCE.issubset(table.columns)
    columns = []
    for name in table.columns:
        if name in hidden_names:
            continue
        is_numeric = table[name].dtype.kind in "iuf"
        if is_numeric:
            cells = _number_cells_by_measure(table, str(name))
        else:
            cells = _text_cells(table, str(name))
        is_empty = len(table) > 0 and not any(cells)
        if is_empty and not is_numeric:
            continue
        # The left context ends at the phrase, so its end is aligned.
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
    """Return the words at the head of a column."""
    return HEADERS.get(name, name_in_words(name))


def _common_settings(table: pd.DataFrame) -> dict[str, str]:
    """Return the settings that are equal in all rows, in words, by column.

    The columns in the result are not shown. Remarks that all notes share are in the
    result too (see :func:`_common_remarks`).
    """
    common_settings: dict[str, str] = {}
    if len(table) < 2:  # in a single row everything would be common
        return common_settings
    for name in SETTINGS:
        if name not in table.columns:
            continue
        if name == "note":
            common_settings |= _common_remarks(table)
            continue
        column_names = [name]
        if name == "interval" and set(NAME_OF_INTERVAL) <= set(table.columns):
            column_names = list(NAME_OF_INTERVAL)
        if name == "background" and set(NAME_OF_BACKGROUND) <= set(table.columns):
            column_names = list(NAME_OF_BACKGROUND)
        distinct_rows = table[column_names].drop_duplicates()
        first_value = _in_words(distinct_rows)[name].tolist()[0]
        if len(distinct_rows) == 1 and first_value != "":
            common_settings[name] = f"{_header(name)}: {_setting_text(first_value)}"
    return common_settings


def _common_remarks(table: pd.DataFrame) -> dict[str, str]:
    """Return the remarks that all notes share, as one text, by the column it replaces.

    The column is ``note`` if all notes are equal. Otherwise the column of notes is
    still shown, for the other remarks, and the text is under ``""``. The result is
    empty if there is no common remark.
    """
    remarks = notes.find_common(map(printable_line, table["note"].tolist()))
    if not remarks:
        return {}
    all_notes_are_equal = table["note"].nunique() == 1
    replaced_column = "note" if all_notes_are_equal else ""
    return {replaced_column: notes.to_text(remarks)}


def _setting_text(value: object) -> str:
    """Return a setting as text; whole numbers have separators of thousands."""
    if isinstance(value, bool):  # True is a whole number for Python
        return "yes" if value else "no"
    is_number = isinstance(value, int)
    return f"{value:,}" if is_number else printable_line(_text_of(value))


def _without_common_remarks(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table without the remarks that all its notes share."""
    if "note" not in table.columns or len(table) < 2:
        return table
    cells = [printable_line(cell) for cell in table["note"].tolist()]
    common_remarks = notes.find_common(cells)
    if not common_remarks:
        return table
    other_remarks = [notes.leave_out(cell, common_remarks) for cell in cells]
    return table.assign(note=other_remarks)


def _text_cells(table: pd.DataFrame, name: str) -> list[str]:
    """Return the cells of a column that is not numeric, as text of bounded length."""
    column = table[name]
    if column.dtype.kind == "b":
        return [_word_of_truth_value(value) for value in column.tolist()]
    texts = [_text_of(value) for value in column.tolist()]
    texts = [printable_line(text) for text in texts]
    if name == "note":
        # The cell of a note has backslashes that are not for a reader.
        texts = [notes.to_text(notes.split(text)) for text in texts]
    if name == "left":
        return [_last_part(text, LONGEST_CONTEXT) for text in texts]
    max_length = LONGEST_CONTEXT if name == "right" else LONGEST_TEXT
    return [_first_part(text, max_length) for text in texts]


def _text_of(value: object) -> str:
    """Return a cell as text; a missing value gives ``""``."""
    if is_missing(value):
        return ""
    try:
        return str(value)
    except ValueError:  # Python writes no whole number of thousands of digits
        return show_value(value)


def _word_of_truth_value(value: object) -> str:
    """Return a truth value as a word; a missing one gives ``""``."""
    if is_missing(value):
        return ""
    return "yes" if value else "no"


def _first_part(text: str, max_length: int) -> str:
    """Return a text, or its beginning with an ellipsis if it is too long."""
    if len(text) <= max_length:
        return text
    beginning = text[: max_length - len(ELLIPSIS)]
    return beginning.rstrip() + ELLIPSIS


def _last_part(text: str, max_length: int) -> str:
    """Return a text, or its end with an ellipsis if it is too long."""
    if len(text) <= max_length:
        return text
    end = text[len(ELLIPSIS) - max_length :]
    return ELLIPSIS + end.lstrip()


def _number_cells_by_measure(table: pd.DataFrame, name: str) -> list[str]:
    """Return the numbers of a column as text, with as many decimals as a measure needs.

    Measures have different scales: MATTR is below 1, and Yule's K is often above 100.
    So the largest number of each measure decides.
    """
    column = table[name]
    if "measure" not in table.columns:
        return _number_cells(column)
    cells = [""] * len(column)
    rows_by_measure = table.groupby("measure", sort=False).indices
    for rows in rows_by_measure.values():
        texts = _number_cells(column.iloc[rows])
        for row, text in zip(list(rows), texts, strict=True):
            cells[row] = text
    return cells


def _number_cells(column: pd.Series) -> list[str]:
    """Return numbers as text, with as many decimals as the largest of them needs."""
    values = column.tolist()
    if column.dtype.kind in "iu":
        return [NO_NUMBER if is_missing(value) else f"{value:,}" for value in values]
    largest_number = 0.0
    for value in values:
        if not is_missing(value):
            largest_number = max(largest_number, abs(value))
    if largest_number <= LARGEST_WITH_3_DECIMALS:
        decimal_count = 3
    elif largest_number < FIRST_WITH_1_DECIMAL:
        decimal_count = 2
    else:
        decimal_count = 1
    return [_number_text(value, decimal_count) for value in values]


def _number_text(value: float, decimal_count: int) -> str:
    """Return a number as text: a dash if it is missing, and a true minus sign.

    A number above 0 that would be rounded to 0 is written as ``<0.001`` or the like.
    """
    if is_missing(value):
        return NO_NUMBER
    last_digit = 10.0**-decimal_count
    if 0 < value < last_digit / 2:
        return f"<{last_digit}"
    return f"{value:,.{decimal_count}f}".replace("-", "−")
