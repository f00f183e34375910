"""Several names of one group made one: check what was accepted, do it and log it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import pandas as pd

from discourse import tables
from discourse.corpus.metadata import group_documents, metadata_column
from discourse.errors import ColumnError, MetadataError, OptionError
from discourse.tables import describe_type
from discourse.tables.missing_cells import is_missing
from discourse.validation import (
    check_characters,
    count_of,
    show_name,
    show_value,
    suggest_or_list,
)

__all__ = [
    "NameMethods",
    "NewName",
    "add_names_to_log",
    "check_new_names",
    "united_columns",
]

_NEEDED_COLUMNS = ("value", "proposed")
_EXPECTED_TABLE = (
    "unite() takes a table with the columns value and proposed, as "
    "discourse.near_names makes one, or a dict of old to new names"
)


@dataclass(frozen=True)
class NewName:
    """The decision to give a value of the metadata another name.

    Attributes
    ----------
    row : str
        Where it stands, for messages: "row 3", or "the dict".
    column, value, proposed : str
        The column of the metadata, the value and its new name.
    stated_documents : int or None
        How many documents had the value when the table was made; None = not said.
    rule, reason : str
        Why, as the table says it.
    """

    row: str
    column: str
    value: str
    proposed: str
    stated_documents: int | None = None
    rule: str = ""
    reason: str = ""


def check_new_names(
    table: object, column: str | None, metadata: pd.DataFrame, log: pd.DataFrame
) -> list[NewName]:
    """Return the decisions in a table or a dict, checked against the metadata.

    Parameters
    ----------
    table : DataFrame or mapping of str to str
        What :meth:`Corpus.unite` takes.
    column : str or None
        The column of the metadata, where `table` does not say it.
    metadata : DataFrame
    log : DataFrame
        Kind "log": which names were united before.

    Raises
    ------
    ColumnError, MetadataError, OptionError
    """
    if column is not None and not isinstance(column, str):
        raise OptionError(
            f"column={show_value(column)}: expected the name of a column, as text."
        )
    if isinstance(table, pd.DataFrame):
        new_names = _names_in_table(table, column)
    elif isinstance(table, Mapping):
        new_names = _names_in_mapping(table, column, metadata)
    else:
        raise OptionError(f"{_EXPECTED_TABLE}; what came is {describe_type(table)}.")
    decisions = [new_name for new_name in new_names if _changes_something(new_name)]
    for name in dict.fromkeys(decision.column for decision in decisions):
        in_column = [decision for decision in decisions if decision.column == name]
        documents = _count_documents(metadata, name)
        _check_values(in_column, documents, _united_before(log, name))
        _check_that_names_are_final(in_column)
    return _without_repeats(decisions)


def _without_repeats(new_names: Sequence[NewName]) -> list[NewName]:
    """Return each decision once, as the first row that has it says it."""
    decision_by_value: dict[tuple[str, str], NewName] = {}
    for new_name in new_names:
        decision_by_value.setdefault((new_name.column, new_name.value), new_name)
    return list(decision_by_value.values())


def _changes_something(new_name: NewName) -> bool:
    return new_name.value != new_name.proposed


def _names_in_mapping(
    names: Mapping[object, object], column: str | None, metadata: pd.DataFrame
) -> list[NewName]:
    """Return the decisions in a dict of old to new names."""
    if column is None:
        likely_column = _column_with(list(map(str, names)), metadata)
        raise OptionError(
            "unite() got a dict, which does not say which column of the metadata it is "
            f"about; write unite({{...}}, column={likely_column!r}) with the name of "
            "that column."
        )
    new_names = []
    for value, proposed in names.items():
        new_name = _text_of_name(proposed, f"the dict, {value!r}")
        new_names.append(NewName("the dict", column, str(value), new_name))
    return new_names


def _column_with(names: Sequence[str], metadata: pd.DataFrame) -> str:
    """Return the column of the metadata that has one of `names`, else the last."""
    for name in metadata.columns:
        if not set(names).isdisjoint(map(str, metadata[name].tolist())):
            return str(name)
    return str(metadata.columns[-1])


def _names_in_table(table: pd.DataFrame, column: str | None) -> list[NewName]:
    """Return the decisions in the rows of a table."""
    header = [str(name) for name in table.columns]
    missing = [name for name in _NEEDED_COLUMNS if name not in header]
    if missing:
        raise OptionError(
            f"{_EXPECTED_TABLE}; what came is a table without "
            f"{' and '.join(missing)}: its columns are {', '.join(header) or 'none'}."
        )
    repeated_names = [name for name in header if header.count(name) > 1]
    if repeated_names:
        raise OptionError(
            f"{_EXPECTED_TABLE}; what came is a table that has the column "
            f"{show_name(repeated_names[0])!r} twice; drop or rename one of them."
        )
    if "column" not in header and column is None:
        raise OptionError(
            "unite() got a table without the column 'column', so that it does not say "
            "which column of the metadata it is about; write unite(table, "
            "column='country') with the name of that column."
        )
    new_names = []
    for number, cells in enumerate(table.to_dict("records")):
        new_names.append(_name_in_row(f"row {number}", cells, column))
    return new_names


def _name_in_row(
    row: str, cells: Mapping[object, object], column: str | None
) -> NewName:
    """Return the decision in one row of a table."""
    column_of_row = str(cells.get("column", column))
    if column is not None and column != column_of_row:
        raise OptionError(
            f"{row}: unite() was told column={column!r}, but the row is about the "
            f"column {column_of_row!r}; leave column= out, or drop the row."
        )
    value = _text_of_name(cells["value"], row)
    return NewName(
        row,
        column_of_row,
        value,
        _text_of_name(cells["proposed"], f"{row}, {value!r}"),
        _stated_documents(cells.get("documents")),
        rule=_text_or_nothing(cells.get("rule")),
        reason=_text_or_nothing(cells.get("reason")),
    )


def _text_of_name(cell: object, place: str) -> str:
    """Return a name, or raise an error if there is none."""
    text = _text_or_nothing(cell)
    if not text.strip():
        raise MetadataError(
            f"{place}: unite() found no name there; expected the name as text. Write "
            "one, or drop the row."
        )
    check_characters(f"{place}: the name", [text], MetadataError)
    return text


def _text_or_nothing(cell: object) -> str:
    """Return a cell as text; ``""`` if it is missing."""
    return "" if is_missing(cell) else str(cell)


def _stated_documents(cell: object) -> int | None:
    """Return how many documents a row says have the value; None = it does not say."""
    is_number = isinstance(cell, int | float | np.number)
    # False for NaN, a missing number, and for infinity.
    if is_number and cell % 1 == 0:  # type: ignore[operator]
        return int(cell)  # type: ignore[call-overload]
    return None


def _count_documents(metadata: pd.DataFrame, column: str) -> dict[str, int]:
    """Return how many documents have each value of a column of text.

    Raises
    ------
    ColumnError
        There is no such column, it holds the ids, or it holds no text.
    """
    values = metadata_column(metadata, column)
    if column == "doc":
        raise ColumnError(
            "unite() cannot unite values of the column 'doc', which holds the ids of "
            "the documents: two documents with one id cannot be told apart. Name "
            "another column."
        )
    is_number = pd.api.types.is_numeric_dtype(values)
    if is_number or pd.api.types.is_datetime64_any_dtype(values):
        raise ColumnError(
            f"unite() makes several spellings of a name one, but the column {column!r} "
            f"holds {values.dtype} and no text; change its values with "
            f"corpus.assign({column}=...)."
        )
    codes, groups = group_documents(metadata, column)
    counts = np.bincount(codes, minlength=len(groups))
    return dict(zip(groups, counts.tolist(), strict=True))


def _united_before(log: pd.DataFrame, column: str) -> dict[str, str]:
    """Return the names that values of a column got in earlier steps, by the value.

    Of a value that got several names one after the other, it is the last.
    """
    rows = log[(log["action"] == "unite") & (log["column"] == column)]
    return dict(zip(rows["value"].tolist(), rows["proposed"].tolist(), strict=True))


def _check_values(
    new_names: Sequence[NewName],
    documents: Mapping[str, int],
    united_before: Mapping[str, str],
) -> None:
    """Raise an error if a value is not in the metadata, or was decided on twice.

    Parameters
    ----------
    new_names : sequence of NewName
        All of one column.
    documents : mapping of str to int
        How many documents have each value of the column.
    united_before : mapping of str to str
        The name that a value got in an earlier step.
    """
    decided: dict[str, NewName] = {}
    for new_name in new_names:
        shown = f"{new_name.row}: the value {show_name(new_name.value)!r}"
        count = documents.get(new_name.value, 0)
        if count == 0 and new_name.value in united_before:
            raise MetadataError(
                f"{shown} was united already: corpus.log says that it became "
                f"{united_before[new_name.value]!r} in the column {new_name.column!r}. "
                "Drop the row; or, to give that name another, write it as the value."
            )
        if count == 0:
            raise MetadataError(
                f"{shown} is nowhere in the column {new_name.column!r} of this corpus. "
                "Drop the row, or make the table of this corpus."
                f"{suggest_or_list(new_name.value, documents)}"
            )
        stated = new_name.stated_documents
        if stated is not None and stated != count:
            raise MetadataError(
                f"{shown} has {count_of(count, 'document')} in this corpus, but the "
                f"table says {stated:,}: it was made of another corpus. Make it of "
                "this one, or drop its column documents."
            )
        earlier = decided.setdefault(new_name.value, new_name)
        if earlier.proposed != new_name.proposed:
            raise MetadataError(
                f"{shown} is to become {new_name.proposed!r}, but {earlier.row} makes "
                f"it {earlier.proposed!r}. Drop one of the two rows."
            )


def _check_that_names_are_final(new_names: Sequence[NewName]) -> None:
    """Raise an error if a new name is itself to be replaced."""
    decisions = {new_name.value: new_name for new_name in new_names}
    for new_name in new_names:
        later = decisions.get(new_name.proposed)
        if later is not None:
            raise MetadataError(
                f"{new_name.row}: {new_name.value!r} is to become "
                f"{new_name.proposed!r}, but {later.row} makes {later.value!r} "
                f"{later.proposed!r}. Write the last name in both."
            )


def united_columns(
    metadata: pd.DataFrame, new_names: Sequence[NewName]
) -> dict[str, pd.Series]:
    """Return the columns in which values get new names, by the name of the column."""
    columns = {}
    for column in dict.fromkeys(new_name.column for new_name in new_names):
        proposed = {
            new_name.value: new_name.proposed
            for new_name in new_names
            if new_name.column == column
        }
        values = metadata[column]
        codes, groups = group_documents(metadata, column)
        cells = values.tolist()
        for number, code in enumerate(codes.tolist()):
            cells[number] = proposed.get(groups[code], cells[number])
        columns[column] = _with_order_of(values, cells, proposed)
    return columns


def _with_order_of(
    values: pd.Series, cells: Sequence[Any], proposed: Mapping[str, str]
) -> pd.Series:
    """Return the cells as a column; if its values had an order, they keep it.

    A new name has the place of the first value that it replaces.
    """
    if not isinstance(values.dtype, pd.CategoricalDtype):
        return pd.Series(cells, index=values.index, dtype=values.dtype)
    new_categories = []
    for category in values.cat.categories.tolist():
        new_categories.append(proposed.get(str(category), category))
    categories = list(dict.fromkeys(new_categories))
    ordered = pd.Categorical(cells, categories=categories, ordered=values.cat.ordered)
    return pd.Series(ordered, index=values.index)


def add_names_to_log(
    log: pd.DataFrame, new_names: Sequence[NewName], metadata: pd.DataFrame
) -> pd.DataFrame:
    """Return the log with new names added, as its next step.

    Parameters
    ----------
    log : DataFrame
        Kind "log".
    new_names : sequence of NewName
    metadata : DataFrame
        The metadata before the change.
    """
    step = int(log["step"].max()) + 1 if len(log) else 1
    columns = dict.fromkeys(new_name.column for new_name in new_names)
    documents_by_column = {name: _count_documents(metadata, name) for name in columns}
    rows: list[dict[str, object]] = []
    for new_name in new_names:
        documents = documents_by_column[new_name.column]
        row = {
            "step": step,
            "action": "unite",
            "doc": "",
            "start": 0,
            "end": 0,
            "surface": "",
            "column": new_name.column,
            "value": new_name.value,
            "proposed": new_name.proposed,
            "documents": documents[new_name.value],
            "kind": "name",
            "rule": new_name.rule,
            "reason": new_name.reason,
        }
        rows.append(row)
    return pd.concat([log, tables.from_rows("log", rows)], ignore_index=True)


class NameMethods:
    """The method of :class:`discourse.corpus.Corpus` for names in the metadata."""

    _metadata: pd.DataFrame
    _log: pd.DataFrame

    def unite(
        self, table: pd.DataFrame | Mapping[str, str], *, column: str | None = None
    ) -> Self:
        """Return a Corpus in which several names of one group are one.

        Parameters
        ----------
        table : pandas.DataFrame or mapping of str to str
            A table of :func:`discourse.near_names`, a part of it, or a table edited by
            hand. It needs the columns value and proposed. It may have the columns
            column, documents (which is then compared with the corpus), rule and reason.
            A dict has the old names and their new ones.
        column : str, optional
            The column of the metadata that is meant, if `table` is a dict or has no
            column ``column``.

        Returns
        -------
        Corpus
            In the column, each value has the name proposed for it. The texts do not
            change, and :attr:`log` records each name with its documents.

        Raises
        ------
        ColumnError
            There is no such column, or it holds the ids, numbers or dates.
        MetadataError
            No document has the value, as when it was united already, or another number
            of documents than the table says; a value has two new names, or a new name is replaced in turn. The
            message names the row.
        OptionError
            No table and no dict came, or none that says which column is meant.

        Examples
        --------
        >>> from discourse.corpus import Corpus
        >>> countries = pd.DataFrame({"doc": ["a", "b"], "country": ["USA", "U.S."]})
        >>> corpus = Corpus.from_texts({"a": "One.", "b": "Two."}, countries)
        >>> united = corpus.unite({"U.S.": "USA"}, column="country")
        >>> len(united.where(country="USA"))
        2
        >>> united.log[["column", "value", "proposed", "documents"]]
            column value proposed  documents
        0  country  U.S.      USA          1
        """
        new_names = check_new_names(table, column, self._metadata, self._log)
        if not new_names:
            return self
        columns = united_columns(self._metadata, new_names)
        log = add_names_to_log(self._log, new_names, self._metadata)
        corpus: Any = self  # the only class with this method is Corpus
        united: Self = corpus.assign(**columns)._with(changed_parts=(), _log=log)
        return united
