"""Metadata: one column of it, the documents that fit it, columns added to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from discourse.corpus.raw_texts import texts
from discourse.errors import ColumnError, MetadataError, OptionError
from discourse.validation import find_name, suggest

__all__ = ["clean", "column", "extended", "fitting"]


def column(table: pd.DataFrame, name: object) -> pd.Series:
    """Return one column of the metadata, or say which there are."""
    have = [str(other) for other in table.columns]
    if isinstance(name, str) and name in have:
        return table[name]
    if (
        isinstance(name, list | tuple)
        and len(name) > 1
        and all(part in have for part in name)
    ):
        parts = " + ' ' + ".join(f"documents[{part!r}].astype('str')" for part in name)
        raise ColumnError(
            f"{name!r} are several columns of the metadata; expected the name of one. Make one of them: "
            f"corpus.assign(both=lambda documents: {parts}), then use 'both'."
        )
    came = (
        repr(name)
        if isinstance(name, str | int | float | list | tuple)
        else f"a {type(name).__name__}"
    )
    raise ColumnError(
        f"{came} is no column of the metadata; expected one name, as text, of {', '.join(have)}.{suggest(came, have)}"
    )


def _called(which: Callable[[pd.DataFrame], Any], table: pd.DataFrame) -> Any:
    try:
        return which(table.copy())
    except KeyError as fault:
        column(table, fault.args[0] if fault.args else "")
        raise
    except TypeError as fault:
        raise OptionError(
            f"the function given could not be applied to the metadata ({fault}); text compares with text: write "
            "documents['year'] > '2022', or turn the column into numbers first."
        ) from fault


def fitting(
    table: pd.DataFrame,
    which: pd.Series | Callable[[pd.DataFrame], Any] | None,
    columns: Mapping[str, object],
) -> np.ndarray:
    """Return the documents that fit (positions, ascending)."""
    keep = np.ones(len(table), dtype=bool)
    if which is not None:
        found = _called(which, table) if callable(which) else which
        if isinstance(found, pd.Series) and len(found) == len(table):
            if sorted(found.index, key=str) != sorted(table.index, key=str):
                raise OptionError(
                    "where() got a Series whose index is not that of corpus.documents; make it from corpus.documents, or "
                    "give a function: corpus.where(lambda documents: documents['year'] == '2022')."
                )
            found = found.reindex(
                table.index
            )  # a table that was sorted before goes by its rows, not by their order
        given = np.asarray(found)
        if given.dtype != bool or given.shape != (len(table),):
            raise OptionError(
                f"where() needs one true or false a document ({len(table)}); what came has shape {given.shape} and "
                f"dtype {given.dtype}. Write corpus.where(country='China') or a function of corpus.documents."
            )
        keep &= given
    for name, wanted in columns.items():
        listed = (
            [wanted]
            if isinstance(wanted, str) or not isinstance(wanted, Iterable)
            else list(wanted)
        )
        cells = texts(column(table, name))
        values = {str(value) for value in listed}
        if name == "doc":
            values = _ids_meant(values, cells)
        keep &= cells.isin(values).to_numpy()
    return keep.nonzero()[0]


def _ids_meant(given: set[str], ids: pd.Series) -> set[str]:
    """Return the ids that are `given`, whole or by a beginning that fits one id only."""
    known = dict.fromkeys(ids.tolist())
    meant = {find_name(beginning, known) for beginning in given}
    return {doc for doc in meant if doc is not None}


def extended(table: pd.DataFrame, columns: Mapping[str, Any]) -> pd.DataFrame:
    """Return the metadata with columns added or replaced; the ids stay."""
    for name, given in columns.items():
        if name == "doc":
            raise MetadataError(
                "the column 'doc' holds the ids of the documents and stays; choose another name."
            )
        values = _called(given, table) if callable(given) else given
        if isinstance(values, str) or not isinstance(values, Iterable):
            values = [values] * len(table)
        listed = _in_order(name, values, table)
        if len(listed) != len(table):
            raise MetadataError(
                f"{name!r} has {len(listed)} values; one for each of {len(table)} documents was expected."
            )
        table = table.assign(**{name: pd.Series(listed, index=table.index)})
    return clean(table)


def _in_order(name: str, values: Iterable[Any], table: pd.DataFrame) -> list[Any]:
    """Values of a new column in the order of the documents: by id, by the rows of the table, or as they come."""
    if isinstance(values, set | frozenset):
        raise MetadataError(
            f"{name!r} came as a set, which has no order; give a list, or a dict by id of document."
        )
    if isinstance(values, pd.Series):
        if set(values.index) == set(table.index) and values.index.is_unique:
            return list(values.reindex(table.index).tolist())
        if not values.index.is_unique or not set(values.index) & set(table["doc"]):
            raise MetadataError(
                f"{name!r} came as a Series whose index is neither that of corpus.documents nor the ids of the documents; "
                "give its values as a list, series.tolist(), if they stand in the order of the documents."
            )
        values = values.to_dict()
    if not isinstance(values, Mapping):
        return list(values)
    lost = [doc for doc in table["doc"].tolist() if doc not in values]
    if lost:
        more = f" ({len(lost):,} in all)" if len(lost) > 1 else ""
        given = suggest(lost[0], [str(key) for key in values])
        raise MetadataError(
            f"{name!r} came by id of document, but has no value for {lost[0]!r}{more}; write '' where nothing is known."
            f"{given}"
        )
    return [values[doc] for doc in table["doc"].tolist()]


def clean(table: pd.DataFrame) -> pd.DataFrame:
    """Return the metadata with text columns that hold no missing value."""
    return table.assign(
        **{
            name: texts(table[name])
            for name in table.columns
            if table[name].dtype.kind not in "iufbM"
        }
    )
