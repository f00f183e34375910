"""What the masks of a corpus change in the table of a verb (``mask_changes``)."""

from __future__ import annotations

import inspect
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from discourse import tables
from discourse.corpus import Corpus, as_corpus
from discourse.errors import OptionError, TableError
from discourse.progress import shows_progress
from discourse.tables import COLUMNS, KINDS, Role
from discourse.validation import show_value

__all__ = ["mask_changes"]


@shows_progress
def mask_changes(
    corpus: Corpus, verb: Callable[..., pd.DataFrame], /, *args: Any, **options: Any
) -> pd.DataFrame:
    r"""Return the cells of a table that the masks of a corpus change.

    Parameters
    ----------
    corpus : Corpus
        A corpus with masks. Without masks nothing changes, and the table has no rows.
    verb : callable
        Any verb that gives a table, as in
        ``dc.mask_changes(corpus, dc.frequencies, formulas, by="doc")``.
    *args, **options
        The arguments of the verb after the corpus.

    Returns
    -------
    pandas.DataFrame
        Kind "mask_changes", one row for each cell that differs, with the columns row,
        column, before, after and change. The column "row" joins the values of the key
        columns, which identify the row. The table is empty if no cell differs.

    Raises
    ------
    TableError
        The verb gives no table.
    OptionError
        `verb` is no verb, or the other arguments are not those that it takes.

    See Also
    --------
    discourse.debris : propose what to mask.

    Notes
    -----
    *When to use it.* You have masked parts of the texts and want to know which of your
    results depend on this decision. It also shows the phrases that bridges and joins
    gain (see :meth:`discourse.Corpus.mask`).

    *When not to use it.* To find what a single mask does: all masks, bridges and joins
    are lifted together. Mask one kind of them first, or lift the others.

    *How to read it.* "before" is the value without masks, and "after" is the value with
    them. A cell that is not listed is the same in both. A missing value means that only
    one of the two tables has the row, or the number. In "change" it counts as 0.

    The verb runs twice: ``verb(corpus.unmask(), ...)`` gives the values before, and
    ``verb(corpus, ...)`` gives the values after. The schema of the kind decides which
    columns are keys and which are values to compare.

    Examples
    --------
    A page ends in the middle of a phrase. Its number and the head of the next page are
    bridged, and the phrase is found:

    >>> import discourse as dc
    >>> head = "\n\n12\n\nWHITE PAPER\n\n"
    >>> text = f"They build a{head}shared future."
    >>> corpus = dc.Corpus.from_texts({"a": text})
    >>> start = text.index("12")
    >>> end = text.index("\n\nshared")
    >>> heads = pd.DataFrame({"doc": ["a"], "start": [start], "end": [end]})
    >>> bridged = corpus.mask(heads.assign(action="bridge"))
    >>> changes = mask_changes(bridged, dc.ngrams, n=3, min_count=1)
    >>> changes[changes["column"] == "count"][["row", "before", "after", "change"]]
                   row  before  after  change
    2  a shared future     NaN    1.0     1.0
    8   build a shared     NaN    1.0     1.0
    """
    corpus = as_corpus(corpus)
    _check_call(corpus, verb, args, options)
    unmasked_corpus = corpus.unmask()
    table_before = verb(unmasked_corpus, *args, **options)
    table_after = verb(corpus, *args, **options)
    _check_is_table(verb, table_before)
    _check_is_table(verb, table_after)
    return _compare(table_before, table_after)


def _check_call(
    corpus: Corpus, verb: object, args: Sequence[object], options: Mapping[str, object]
) -> None:
    """Raise an OptionError if `verb` is no verb, or does not take these arguments."""
    if not callable(verb):
        raise OptionError(
            "mask_changes() takes a verb, such as dc.mask_changes(corpus, dc.ngrams); "
            f"what came is {show_value(verb)}."
        )
    try:
        inspect.signature(verb).bind(corpus, *args, **options)
    except TypeError as fault:
        name = getattr(verb, "__name__", "this verb")
        raise OptionError(
            f"{name}() does not take what came with it ({fault}); after the verb, give "
            "the arguments that the verb takes after the corpus, as in "
            "dc.mask_changes(corpus, dc.frequencies, formulas)."
        ) from None
    except ValueError:  # compiled code does not declare its arguments
        pass


def _check_is_table(verb: object, result: object) -> None:
    """Raise a TableError if the result of a verb is no table."""
    if isinstance(result, pd.DataFrame):
        return
    name = getattr(verb, "__name__", "this one")
    raise TableError(
        f"mask_changes() needs a verb that gives a table; {name}() gives "
        f"something else ({type(result).__name__})."
    )


def _compare(table_before: pd.DataFrame, table_after: pd.DataFrame) -> pd.DataFrame:
    """Return the cells in which two tables of a verb differ (kind "mask_changes")."""
    not_compared = _optional_columns_of_one(table_before, table_after)
    values_before = _values_by_cell(table_before, not_compared)
    values_after = _values_by_cell(table_after, not_compared)
    rows: list[dict[str, object]] = []
    # A dictionary keeps the order: first the cells of the table before, then new ones.
    all_cells = dict.fromkeys([*values_before, *values_after])
    for cell in all_cells:
        value_before = values_before.get(cell, np.nan)
        value_after = values_after.get(cell, np.nan)
        are_both_missing = np.isnan(value_before) and np.isnan(value_after)
        if value_before == value_after or are_both_missing:
            continue
        change = _zero_if_missing(value_after) - _zero_if_missing(value_before)
        rows.append(
            {
                "row": cell.row,
                "column": cell.column,
                "before": value_before,
                "after": value_after,
                "change": change,
            }
        )
    return tables.from_rows("mask_changes", rows)


def _zero_if_missing(value: float) -> float:
    """Return a value, or 0 for a missing one, so that a change can be computed."""
    return 0.0 if np.isnan(value) else value


class _Cell(NamedTuple):
    """The name of the row and of the column that hold a number."""

    row: str
    column: str


def _optional_columns_of_one(
    table_before: pd.DataFrame, table_after: pd.DataFrame
) -> set[str]:
    """Return the names of the optional columns that only one of two tables has.

    They are not compared: a value that was not asked for has not changed.
    """
    columns_of_one_table = set(table_before.columns) ^ set(table_after.columns)
    optional_columns: set[str] = set()
    for name in columns_of_one_table:
        if name in COLUMNS and COLUMNS[name].optional:
            optional_columns.add(name)
    return optional_columns


def _values_by_cell(table: pd.DataFrame, not_compared: set[str]) -> dict[_Cell, float]:
    """Return the numbers of the value columns, by the name of the row and the column.

    The name of a row is made of its key columns.

    Rows with the same keys are numbered from the second on: ``China (2)``.
    """
    roles = _roles(table)
    key_columns = [name for name, role in roles.items() if role == "key"]
    value_columns = []
    for name, role in roles.items():
        if role == "value" and name not in not_compared:
            value_columns.append(name)
    values: dict[_Cell, float] = {}
    rows_with_name: Counter[str] = Counter()
    for row in table.to_dict("records"):
        keys = [str(row[column]) for column in key_columns]
        name = " · ".join(filter(None, keys))
        rows_with_name[name] += 1
        number = rows_with_name[name]
        if number > 1:
            name = f"{name} ({number})"
        for column in value_columns:
            cell = _Cell(name, column)
            values[cell] = float(row[column])
    return values


def _roles(table: pd.DataFrame) -> dict[str, Role]:
    """Return the role of each column: the declared one, or else one by its dtype.

    A "key" identifies the row, a "value" is compared, and a "label" is not looked at. A
    scholar's own verb may make a table of no declared kind. Only its text columns can
    then identify its rows, so their role is "key".
    """
    kind = tables.kind_of(table)
    declared_columns = KINDS.get(kind, COLUMNS)
    roles: dict[str, Role] = {}
    for name in table.columns:
        # numpy's letters: i, u and f are numbers, b is true or false.
        dtype_letter = table[name].dtype.kind
        is_number = dtype_letter in "iuf"
        is_text = dtype_letter not in "iufb"
        role: Role
        if name in declared_columns:
            role = declared_columns[name].role
        else:
            role = "value" if is_number else "label"
        # A column may be called as a declared one but hold no numbers.
        if role == "value" and not is_number:
            role = "label"
        # A table of no declared kind has no other keys than its texts.
        if role == "label" and is_text and not kind:
            role = "key"
        roles[name] = role
    return roles
