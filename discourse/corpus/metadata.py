"""Metadata: get one column, find the documents that match, add columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from discourse import tables
from discourse.errors import ColumnError, MetadataError, OptionError
from discourse.validation import check_characters, find_name, suggest

__all__ = [
    "as_text",
    "assign_columns",
    "document_labels",
    "group_documents",
    "matching_documents",
    "metadata_column",
    "without_missing_text",
]

COLUMNS_OF_LABELS = ("label", "title")  # the first has precedence
# How numpy names the kinds of columns that stay as they are: numbers, truth values and
# dates. Every other column becomes text.
NUMBERS_AND_DATES = "iufbM"


def metadata_column(table: pd.DataFrame, name: object) -> pd.Series:
    """Return one column of the metadata, or raise an error that lists the columns."""
    column_names = [str(column) for column in table.columns]
    if isinstance(name, str) and name in column_names:
        return table[name]
    is_list = isinstance(name, list | tuple) and len(name) > 1
    if is_list and all(column in column_names for column in name):  # type: ignore[attr-defined]
        _refuse_several_columns(name)  # type: ignore[arg-type]
    # The repr of any other object, such as a DataFrame, could be very long.
    is_short_value = isinstance(name, str | int | float | list | tuple)
    shown_name = repr(name) if is_short_value else f"a {type(name).__name__}"
    raise ColumnError(
        f"{shown_name} is no column of the metadata; expected one name, as text, of "
        f"{', '.join(column_names)}.{suggest(shown_name, column_names)}"
    )


def _refuse_several_columns(names: Sequence[str]) -> None:
    """Raise an error that says how to make one column of several."""
    columns_as_text = [f"documents[{name!r}].astype('string')" for name in names]
    expression = " + ' ' + ".join(columns_as_text)
    raise ColumnError(
        f"{names!r} are several columns of the metadata; expected the name of one. "
        f"Make one of them: corpus.assign(both=lambda documents: {expression}), then use "
        "'both'."
    )


def as_text(column: pd.Series) -> pd.Series:
    """Return metadata as text, ``""`` where a value is missing."""
    values = column.tolist()
    is_missing = column.isna().tolist()
    texts = []
    for value, value_is_missing in zip(values, is_missing, strict=True):
        text = "" if value_is_missing else str(value)
        texts.append(text)
    return pd.Series(texts, dtype=tables.TEXT_DTYPE, index=column.index)


def without_missing_text(table: pd.DataFrame) -> pd.DataFrame:
    """Return the metadata with ``""`` where a text is missing."""
    text_columns = {}
    for name in table.columns:
        column = table[name]
        if column.dtype.kind not in NUMBERS_AND_DATES:
            text_columns[name] = as_text(column)
    return table.assign(**text_columns)


def document_labels(table: pd.DataFrame) -> tuple[str, ...]:
    """Return the label of each document: its `label`, else its title, else its id.

    Labels are short, and no two look alike.

    >>> table = pd.DataFrame({"doc": ["a_1", "b_2"], "title": ["Opening address", ""]})
    >>> document_labels(table)
    ('Opening address', 'b_2')
    """
    labels = [""] * len(table)
    for name in COLUMNS_OF_LABELS:
        if name in table.columns:
            cells = as_text(table[name]).tolist()
            pairs = zip(labels, cells, strict=True)
            labels = [label or cell for label, cell in pairs]
    return tables.distinct_labels(labels, table["doc"].tolist())


# -- documents that match --------------------------------------------------------------


def matching_documents(
    table: pd.DataFrame,
    which: pd.Series | Callable[[pd.DataFrame], Any] | None,
    columns: Mapping[str, object],
) -> np.ndarray:
    """Return the numbers of the documents that match, in ascending order.

    Parameters
    ----------
    table : DataFrame
        The metadata.
    which : boolean Series, callable or None
        The first argument of :meth:`Corpus.where`.
    columns : mapping of str to value or list of values
        Values that a document may have, by column.
    """
    is_match = np.ones(len(table), dtype=bool)
    if which is not None:
        is_match &= _evaluate_condition(which, table)
    for name, condition in columns.items():
        cells = as_text(metadata_column(table, name))
        values = _values_as_text(condition)
        check_characters(f"where({name}=...)", sorted(values))
        if name == "doc":
            values = _ids_meant_by(values, table)
        is_match &= cells.isin(values).to_numpy()
    return is_match.nonzero()[0]


def _values_as_text(condition: object) -> set[str]:
    """Return the values that a column may have: one value, or those of a list."""
    if isinstance(condition, str) or not isinstance(condition, Iterable):
        return {str(condition)}
    return {str(value) for value in condition}


def _ids_meant_by(names: set[str], table: pd.DataFrame) -> set[str]:
    """Return the ids of the documents that `names` identify.

    A name is an id, a label, or the beginning of exactly one id.
    """
    ids = dict.fromkeys(table["doc"].tolist())
    matching_ids = names & set(ids)
    other_names = names - matching_ids
    # Labels take time to make, and most callers give whole ids.
    labels = document_labels(table) if other_names else ()
    for name in other_names:
        doc = find_name(name, ids, labels)
        if doc is not None:
            matching_ids.add(doc)
    return matching_ids


def _evaluate_condition(
    which: pd.Series | Callable[[pd.DataFrame], Any], table: pd.DataFrame
) -> np.ndarray:
    """Return true or false for each document, in the order of the table."""
    condition = _apply(which, table) if callable(which) else which
    if isinstance(condition, pd.Series) and len(condition) == len(table):
        if sorted(condition.index, key=str) != sorted(table.index, key=str):
            raise OptionError(
                "where() got a Series whose index is not that of corpus.documents; "
                "make it from corpus.documents, or give a function: "
                "corpus.where(lambda documents: documents['year'] == '2022')."
            )
        # If the table was sorted before, its index still says which row is which.
        condition = condition.reindex(table.index)
    values = np.asarray(condition)
    if values.dtype != bool or values.shape != (len(table),):
        raise OptionError(
            f"where() needs true or false for each document ({len(table)}); what came "
            f"has shape {values.shape} and dtype {values.dtype}. Write "
            "corpus.where(country='China') or a function of corpus.documents."
        )
    return values


def _apply(function: Callable[[pd.DataFrame], Any], table: pd.DataFrame) -> Any:
    """Return `function` of a copy of the metadata; explain an error that it raises."""
    try:
        return function(table.copy())
    except KeyError as error:
        key = error.args[0] if error.args else ""
        # This raises an error that lists the columns, unless the key is one of them.
        metadata_column(table, key)
        raise
    except TypeError as error:
        raise OptionError(
            f"the function given could not be applied to the metadata ({error}); text "
            "compares with text: write documents['year'] > '2022', or turn the column "
            "into numbers first."
        ) from error


# -- columns that are added ------------------------------------------------------------


def assign_columns(table: pd.DataFrame, columns: Mapping[str, Any]) -> pd.DataFrame:
    """Return the metadata with columns added or replaced, and the same ids."""
    for name, definition in columns.items():
        if name == "doc":
            raise MetadataError(
                "the column 'doc' holds the ids of the documents and cannot be "
                "replaced; choose another name."
            )
        values = _apply(definition, table) if callable(definition) else definition
        is_single_value = isinstance(values, str) or not isinstance(values, Iterable)
        if is_single_value:
            values = [values] * len(table)
        values_in_order = _values_in_order(name, values, table)
        check_characters("a new column", [name], MetadataError)
        check_characters(f"the new column {name!r}", values_in_order, MetadataError)
        if len(values_in_order) != len(table):
            raise MetadataError(
                f"{name!r} has {len(values_in_order)} values; one for each of "
                f"{len(table)} documents was expected."
            )
        table = table.assign(**{name: pd.Series(values_in_order, index=table.index)})
    return without_missing_text(table)


def _values_in_order(
    name: str, values: Iterable[Any], table: pd.DataFrame
) -> list[Any]:
    """Return the values of a new column in the order of the documents.

    A dict has them by id. A Series has them by id or by the rows of the table. A list
    has them in this order already.
    """
    if isinstance(values, set | frozenset):
        raise MetadataError(
            f"{name!r} came as a set, which has no order; give a list, or a dict by id "
            "of document."
        )
    if isinstance(values, pd.Series):
        is_unique = values.index.is_unique
        if is_unique and set(values.index) == set(table.index):
            return list(values.reindex(table.index).tolist())
        if not is_unique or not set(values.index) & set(table["doc"]):
            raise MetadataError(
                f"{name!r} came as a Series whose index is neither that of "
                "corpus.documents nor the ids of the documents; give its values as a "
                "list, series.tolist(), if they are in the order of the documents."
            )
        values = values.to_dict()
    if not isinstance(values, Mapping):
        return list(values)
    docs = table["doc"].tolist()
    _refuse_documents_without_value(name, values, docs)
    return [values[doc] for doc in docs]


def _refuse_documents_without_value(
    name: str, values: Mapping[Any, Any], docs: Sequence[str]
) -> None:
    """Raise an error if a new column, given by id, lacks a value for a document."""
    missing_docs = [doc for doc in docs if doc not in values]
    if not missing_docs:
        return
    total = f" ({len(missing_docs):,} in all)" if len(missing_docs) > 1 else ""
    suggestion = suggest(missing_docs[0], map(str, values))
    raise MetadataError(
        f"{name!r} came by id of document, but has no value for {missing_docs[0]!r}"
        f"{total}; write '' where nothing is known.{suggestion}"
    )


def group_documents(
    metadata: pd.DataFrame, by: str | None
) -> tuple[np.ndarray, tuple[str, ...]]:
    """Return the group of each document and the names of the groups.

    :meth:`discourse.corpus.Corpus.groups` says which groups there are.
    """
    document_count = len(metadata)
    if by is None:
        return np.zeros(document_count, dtype=np.int64), ("",)
    if isinstance(by, str) and by == "doc":
        ids = metadata["doc"].tolist()
        return np.arange(document_count, dtype=np.int64), tuple(ids)
    values = as_text(metadata_column(metadata, by)).tolist()
    groups = tuple(sorted(set(values)))
    number_of_group = {group: number for number, group in enumerate(groups)}
    codes = [number_of_group[value] for value in values]
    return np.array(codes, dtype=np.int64), groups
