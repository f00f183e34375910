"""Metadata: get one column, find the documents that match, add columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from discourse import tables
from discourse.errors import ColumnError, MetadataError, OptionError
from discourse.validation import find_name, suggest

__all__ = [
    "as_text",
    "assign_columns",
    "document_labels",
    "matching_documents",
    "metadata_column",
    "without_missing_text",
]

COLUMNS_OF_LABELS = ("label", "title")
NUMBERS_AND_DATES = "iufbM"  # kinds of dtype that may hold missing values


def metadata_column(table: pd.DataFrame, name: object) -> pd.Series:
    """Return one column of the metadata, or raise an error that lists the columns."""
    known = [str(column) for column in table.columns]
    if isinstance(name, str) and name in known:
        return table[name]
    several = isinstance(name, list | tuple) and len(name) > 1
    if several and all(part in known for part in name):  # type: ignore[attr-defined]
        _refuse_several_columns(name)  # type: ignore[arg-type]
    simple = isinstance(name, str | int | float | list | tuple)
    shown = repr(name) if simple else f"a {type(name).__name__}"
    raise ColumnError(
        f"{shown} is no column of the metadata; expected one name, as text, of "
        f"{', '.join(known)}.{suggest(shown, known)}"
    )


def _refuse_several_columns(names: Sequence[str]) -> None:
    parts = [f"documents[{name!r}].astype('str')" for name in names]
    joined = " + ' ' + ".join(parts)
    raise ColumnError(
        f"{names!r} are several columns of the metadata; expected the name of one. "
        f"Make one of them: corpus.assign(both=lambda documents: {joined}), then use "
        "'both'."
    )


def as_text(column: pd.Series) -> pd.Series:
    """Return metadata as text, ``""`` where a value is missing."""
    values = column.tolist()
    is_missing = column.isna().tolist()
    texts = []
    for value, missing in zip(values, is_missing, strict=True):
        text = "" if missing else str(value)
        texts.append(text)
    return pd.Series(texts, dtype="str", index=column.index)


def without_missing_text(table: pd.DataFrame) -> pd.DataFrame:
    """Return the metadata with ``""`` where a text is missing."""
    changed = {}
    for name in table.columns:
        column = table[name]
        if column.dtype.kind not in NUMBERS_AND_DATES:
            changed[name] = as_text(column)
    return table.assign(**changed)


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
    keep = np.ones(len(table), dtype=bool)
    if which is not None:
        keep &= _evaluate_condition(which, table)
    for name, wanted in columns.items():
        cells = as_text(metadata_column(table, name))
        if isinstance(wanted, str) or not isinstance(wanted, Iterable):
            wanted = [wanted]
        values = {str(value) for value in wanted}
        if name == "doc":
            values = _ids_named_by(values, table)
        keep &= cells.isin(values).to_numpy()
    return keep.nonzero()[0]


def _ids_named_by(given: set[str], table: pd.DataFrame) -> set[str]:
    """Return the ids of the documents that `given` names by id, label or beginning."""
    names = dict.fromkeys(table["doc"].tolist())
    matching = given & set(names)
    other_names = given - matching
    # Labels take time to make, and most callers give whole ids.
    labels = document_labels(table) if other_names else ()
    for beginning in other_names:
        doc = find_name(beginning, names, labels)
        if doc is not None:
            matching.add(doc)
    return matching


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
    except KeyError as fault:
        missing = fault.args[0] if fault.args else ""
        metadata_column(table, missing)
        raise
    except TypeError as fault:
        raise OptionError(
            f"the function given could not be applied to the metadata ({fault}); text "
            "compares with text: write documents['year'] > '2022', or turn the column "
            "into numbers first."
        ) from fault


# -- columns that are added ------------------------------------------------------------


def assign_columns(table: pd.DataFrame, columns: Mapping[str, Any]) -> pd.DataFrame:
    """Return the metadata with columns added or replaced, and the same ids."""
    for name, given in columns.items():
        if name == "doc":
            raise MetadataError(
                "the column 'doc' holds the ids of the documents and cannot be "
                "replaced; choose another name."
            )
        values = _apply(given, table) if callable(given) else given
        if isinstance(values, str) or not isinstance(values, Iterable):
            values = [values] * len(table)
        in_order = _values_in_order(name, values, table)
        if len(in_order) != len(table):
            raise MetadataError(
                f"{name!r} has {len(in_order)} values; one for each of {len(table)} "
                "documents was expected."
            )
        table = table.assign(**{name: pd.Series(in_order, index=table.index)})
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
    missing = [doc for doc in docs if doc not in values]
    if not missing:
        return
    more = f" ({len(missing):,} in all)" if len(missing) > 1 else ""
    suggestion = suggest(missing[0], map(str, values))
    raise MetadataError(
        f"{name!r} came by id of document, but has no value for {missing[0]!r}{more}; "
        f"write '' where nothing is known.{suggestion}"
    )
