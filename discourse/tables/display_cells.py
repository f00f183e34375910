"""A table of any kind with names and cells that can be shown."""

from __future__ import annotations

import numpy as np
import pandas as pd

from discourse.errors import TableError
from discourse.tables.columns import COLUMNS
from discourse.tables.missing_cells import is_missing
from discourse.validation import encodable_name, show_name, show_value

__all__ = ["displayable_table"]

# The kinds of dtypes that hold truth values and numbers, whole or not.
_KINDS_OF_NUMBERS = "biuf"


def displayable_table(table: pd.DataFrame) -> pd.DataFrame:
    r"""Return `table` with text for the names of its columns and for its odd cells.

    A column of numbers, truth values or text stays as it is. In any other column a
    missing value becomes ``""``, and an object that is no number becomes its text. Half
    of a character (a lone surrogate) is written as its code. Several levels of names of
    columns become one. An index with a name, such as a column that was made the index,
    becomes the first column.

    Raises
    ------
    TableError
        Two columns have the same name.

    Examples
    --------
    >>> displayable_table(pd.DataFrame({1: [pd.NA, "a\ud800", [2]]}, dtype=object))
             1
    0
    1  a\ud800
    2      [2]
    >>> counts = pd.DataFrame({"group": ["a", "b"], "count": [1, 2]})
    >>> list(displayable_table(counts.set_index("group")))
    ['group', 'count']
    """
    named_levels = _named_levels(table.index)
    names = [_name_as_text(level.name) for level in named_levels]
    names += [_name_as_text(name) for name in table.columns]
    repeated_names = [name for name in names if names.count(name) > 1]
    if repeated_names:
        raise TableError(
            f"this table has the column {show_name(repeated_names[0])!r} twice, so that "
            "its cells cannot be told apart; drop or rename one of them, and show it "
            "then."
        )
    columns = {}
    table_columns = [table.iloc[:, place] for place in range(len(table.columns))]
    for name, column in zip(names, [*named_levels, *table_columns], strict=True):
        columns[name] = _displayable_column(name, column)
    return pd.DataFrame(columns, index=table.index)


def _named_levels(index: pd.Index) -> list[pd.Series]:
    """Return the levels of an index that have a name, as columns."""
    levels = []
    for number, name in enumerate(index.names):
        if name is not None:
            level = index.get_level_values(number)
            levels.append(level.to_series(index=index))
    return levels


def _name_as_text(name: object) -> str:
    """Return the name of a column as text; of several levels, one after the other."""
    levels = name if isinstance(name, tuple) else (name,)
    texts = [str(_displayable_cell(level)) for level in levels]
    # pandas leaves the lower levels of a column empty that has only one.
    return " ".join(filter(None, texts))


def _displayable_column(name: str, column: pd.Series) -> pd.Series:
    """Return a column without missing values and odd objects, unless it has numbers."""
    dtype = column.dtype
    # pandas reads a column of text in which every cell is empty as missing numbers.
    is_declared_text = name in COLUMNS and COLUMNS[name].dtype == "str"
    if dtype.kind in _KINDS_OF_NUMBERS and not is_declared_text:
        return column
    if isinstance(dtype, pd.StringDtype) and dtype.storage == "pyarrow":
        return column.fillna("")  # arrow holds no half of a character
    cells = [_displayable_cell(value) for value in column.tolist()]
    return pd.Series(cells, index=column.index, dtype=object)


def _displayable_cell(value: object) -> str | int | float:
    """Return a cell as text, or as the number that it is; ``""`` = missing."""
    if isinstance(value, str):
        return encodable_name(value)
    if is_missing(value):
        return ""
    if isinstance(value, np.generic):
        value = value.item()  # a number of Python
    if isinstance(value, int | float):
        return value
    try:
        return encodable_name(str(value))
    except (ArithmeticError, TypeError, ValueError):
        # What cannot be written, such as a fraction of whole numbers with thousands
        # of digits.
        return show_value(value)
