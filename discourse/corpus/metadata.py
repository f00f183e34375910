"""Metadata: get one column, find the documents that match, add columns."""

from __future__ import annotations

from collections.abc import (
    Callable,
    Collection,
    Hashable,
    Iterable,
    Mapping,
    Sequence,
)
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, NoReturn

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray

from discourse import tables
from discourse.corpus.input_checks import refuse_document
from discourse.corpus.metadata_oddities import (
    row_of_ids_with_blanks,
    rows_of_changed_values,
    stack_rows,
    without_rows_of_columns,
)
from discourse.corpus.metadata_values import (
    NormalColumn,
    column_as_text,
    normalise_column,
    present_values,
    refuse_bytes,
    same_date,
    same_number,
    value_as_text,
    without_outer_blanks,
    without_point_zero,
)
from discourse.errors import ColumnError, MetadataError, OptionError
from discourse.name_forms import same_country
from discourse.settings import NO_VALUE
from discourse.validation import check_characters, find_name, show_value, suggest

__all__ = [
    "NormalMetadata",
    "assign_columns",
    "document_labels",
    "find_group",
    "group_documents",
    "matching_documents",
    "metadata_as_text",
    "metadata_column",
    "normalise_metadata",
    "row_of_values",
    "suggest_value",
]

COLUMNS_OF_LABELS = ("label", "title")  # the first has precedence
MAX_VALUES_NAMED = 8  # values of a column that a message lists
MAX_ABBREVIATION_LENGTH = 4  # letters of a code, such as that of a country


def metadata_column(table: pd.DataFrame, name: object) -> pd.Series:
    """Return one column of the metadata, or raise an error that lists the columns."""
    column_names = [str(column) for column in table.columns]
    if isinstance(name, str) and name in column_names:
        return table[name]
    several_names = _names_in_list(name)
    if len(several_names) > 1 and set(several_names) <= set(column_names):
        _refuse_several_columns(several_names, shown_names=repr(name))
    shown_name = show_value(name)
    raise ColumnError(
        f"{shown_name} is no column of the metadata; expected one name, as text, of "
        f"{', '.join(column_names)}.{suggest(shown_name, column_names)}"
    )


def _names_in_list(value: object) -> list[str]:
    """Return the names in a list or tuple of names; [] for anything else."""
    if not isinstance(value, list | tuple):
        return []
    names = [name for name in value if isinstance(name, str)]
    return names if len(names) == len(value) else []


def _refuse_several_columns(names: Sequence[str], *, shown_names: str) -> None:
    """Raise an error that says how to make one column of several."""
    columns_as_text = [f"documents[{name!r}].astype('string')" for name in names]
    expression = " + ' ' + ".join(columns_as_text)
    raise ColumnError(
        f"{shown_names} are several columns of the metadata; expected the name of one. "
        f"Make one of them: corpus.assign(both=lambda documents: {expression}), then use "
        "'both'."
    )


@dataclass(frozen=True, eq=False)
class NormalMetadata:
    """Metadata as a corpus keeps them.

    Attributes
    ----------
    table : pandas.DataFrame
    columns : mapping of str to NormalColumn
        The columns that were looked at, by name, with what was changed in them.
    """

    table: pd.DataFrame
    columns: Mapping[str, NormalColumn]

    def add_to(self, suspected: pd.DataFrame | None) -> pd.DataFrame:
        """Return a table of kind "suspected" with what is odd in the metadata.

        These are values that were changed in the columns, and ids with blanks at their
        ends. Earlier rows on the same columns are left out.
        """
        parts = [
            row_of_ids_with_blanks(self.table["doc"].tolist()),
            rows_of_changed_values(self.columns),
        ]
        if suspected is not None:
            earlier_rows = without_rows_of_columns(suspected, ["doc", *self.columns])
            parts.insert(0, earlier_rows)
        return stack_rows(parts)


def normalise_metadata(table: pd.DataFrame) -> NormalMetadata:
    """Return metadata as a corpus keeps them. The column ``doc`` does not change."""
    columns = {}
    for name in table.columns:
        if name != "doc":
            columns[str(name)] = normalise_column(table[name])
    values = {name: column.values for name, column in columns.items()}
    return NormalMetadata(table.assign(**values), columns)


def metadata_as_text(table: pd.DataFrame) -> pd.DataFrame:
    """Return the metadata with every value as text, ``""`` where it is missing."""
    columns = {}
    for name in table.columns:
        columns[name] = column_as_text(table[name])
    return pd.DataFrame(columns)


def row_of_values(row: Mapping[Hashable, Any]) -> Mapping[str, object]:
    """Return the metadata of a document as a mapping, without its id.

    None stands for a missing value, and ``""`` for a missing text.
    """
    values = {}
    for name, value in row.items():
        if name == "doc":
            continue
        is_missing = pd.isna(value)
        values[str(name)] = None if is_missing else value
    return MappingProxyType(values)


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
            cells = column_as_text(table[name]).tolist()
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
        column = metadata_column(table, name)
        values = _list_values(condition)
        # Ids say which documents are meant, as a mask does: none may be.
        if not values and name != "doc":
            _refuse_no_value(name, condition)
        check_characters(f"where({name}=...)", values)
        refuse_bytes(f"where({name}=...)", values)
        # In an empty corpus no value can be wrong: there is nothing to choose from.
        if not len(table):
            continue
        if name == "doc":
            # Ids are kept as they came.
            texts = column
            meant_values = _ids_meant_by(values, table)
        else:
            texts = column_as_text(column)
            meant_values = _values_meant_by(values, column, texts.tolist())
        is_match &= texts.isin(meant_values).to_numpy()
    return is_match.nonzero()[0]


def _list_values(condition: object) -> list[object]:
    """Return the values that a column may have: one value, or those of a list."""
    if _is_single_value(condition):
        return [condition]
    return list(condition)  # type: ignore[call-overload]


def _is_single_value(value: object) -> bool:
    """Return whether what came is one value. Text and bytes are no lists of values."""
    if isinstance(value, str | bytes | bytearray | memoryview):
        return True
    # An array without dimensions is a single value.
    is_scalar = getattr(value, "ndim", 1) == 0
    return is_scalar or not isinstance(value, Iterable)


def _refuse_no_value(name: str, condition: object) -> NoReturn:
    """Raise an error for a list of values that is empty."""
    raise OptionError(
        f"where({name}={show_value(condition)}): no value came; expected a value of "
        "the column, or a list of one or more. If no document may match, give a "
        f"condition: corpus.where(corpus.documents[{name!r}].isin([]))."
    )


def _ids_meant_by(names: Iterable[object], table: pd.DataFrame) -> set[str]:
    """Return the ids of the documents that `names` identify, or raise an error.

    A name is an id, a label, or the beginning of exactly one id.
    """
    ids = dict.fromkeys(table["doc"].tolist())
    meant_ids = set()
    labels: tuple[str, ...] = ()
    for name in names:
        if isinstance(name, str) and name in ids:
            meant_ids.add(name)
            continue
        # Labels take time to make, and most callers give whole ids.
        labels = labels or document_labels(table)
        doc = find_name(value_as_text(name), ids, labels)
        if doc is None:
            refuse_document(name, list(ids))
        meant_ids.add(doc)
    return meant_ids


def _values_meant_by(
    values: Iterable[object], column: pd.Series, cells: Sequence[str]
) -> set[str]:
    """Return, as text, the values of a column that the caller means.

    `cells` are those of the column, as text.

    Raises
    ------
    ColumnError
        No document has one of them.
    """
    texts = dict.fromkeys(cells)
    meant_values = set()
    for value in values:
        text = _text_meant_by(value, column, texts)
        if text is None:
            _refuse_value(value, column)
        meant_values.add(text)
    return meant_values


def _text_meant_by(
    value: object, column: pd.Series, texts: Collection[str]
) -> str | None:
    """Return which of the `texts` of a column a value means; None if it means none."""
    text = value_as_text(value)
    if text in texts:
        return text
    if column.dtype.kind in "iuf":
        candidate = same_number(text)
    elif column.dtype.kind == "M":
        candidate = same_date(text)
    elif column.dtype.kind == "b" or isinstance(value, bool | np.bool_):
        # Programs write truth values as true, TRUE or True.
        candidate = _same_but_for_capitals(text, texts)
    elif not isinstance(value, str):
        # Some programs write 2019 as 2019.0 into a table of text.
        candidate = _same_as_number(text, texts)
    else:
        # The column may have held this text before ".0" was left out.
        candidate = without_point_zero(text)
    return candidate if candidate and candidate in texts else None


def _same_as_number(text: str, texts: Collection[str]) -> str:
    """Return the only one of `texts` that is the same number, else ``""``."""
    number = same_number(text)
    if not number:
        return ""
    same_texts = [other for other in texts if same_number(other) == number]
    return same_texts[0] if len(same_texts) == 1 else ""


def _same_but_for_capitals(text: str, texts: Collection[str]) -> str:
    """Return the only one of `texts` that differs in capitals at most, else ``""``."""
    folded_text = text.casefold()
    same_texts = []
    for other in texts:
        if other.casefold() == folded_text:
            same_texts.append(other)
    if len(same_texts) == 1:
        return same_texts[0]
    return ""


def _refuse_value(value: object, column: pd.Series) -> NoReturn:
    """Raise an error for a value that no document has; it names those that are there."""
    name = column.name
    if not value_as_text(value):
        raise ColumnError(
            f"every document has a value in the column {name!r}; what came is "
            f"{show_value(value)}, which means the documents without one."
        )
    values = [text or NO_VALUE for text in present_values(column)]
    name_list = ", ".join(map(show_value, values[:MAX_VALUES_NAMED]))
    left_out_count = len(values) - MAX_VALUES_NAMED
    if left_out_count > 0:
        name_list += f" and {left_out_count:,} more"
    raise ColumnError(
        f"no document has the value {show_value(value)} in the column {name!r}; "
        f"expected one of {name_list}.{suggest_value(value_as_text(value), values)}"
    )


def suggest_value(wanted: str, values: Sequence[str]) -> str:
    """Return a question after the value that was probably meant, or ``""``.

    It may be another name of the country, a similar value, an abbreviation, or the name
    that the wanted abbreviation stands for.

    >>> suggest_value("China", ["CHN", "KAZ"]), suggest_value("WTO", ["UN", "W.T.O."])
    (" Did you mean 'CHN'?", " Did you mean 'W.T.O.'?")
    """
    names_of_country = same_country(wanted)
    candidates = [value for value in values if value in names_of_country]
    if not candidates:
        suggestion = suggest(wanted, values)
        if suggestion:
            return suggestion
    for value in values:
        shorter, longer = sorted((wanted, value), key=len)
        if _is_abbreviation(shorter.casefold(), longer.casefold()):
            candidates.append(value)
    return f" Did you mean {candidates[0]!r}?" if candidates else ""


def _is_abbreviation(short: str, word: str) -> bool:
    """Return whether a few letters stand in a word in this order, the first at its start."""
    if not short.isalpha() or not 2 <= len(short) <= MAX_ABBREVIATION_LENGTH:
        return False
    if len(word) <= len(short):
        return False
    if word[0] != short[0]:
        return False
    # Each letter is looked for after the one before it.
    letters = iter(word)
    return all(letter in letters for letter in short)


def _evaluate_condition(
    which: pd.Series | Callable[[pd.DataFrame], Any], table: pd.DataFrame
) -> np.ndarray:
    """Return true or false for each document, in the order of the table."""
    condition = _apply(which, table) if callable(which) else which
    if isinstance(condition, pd.Series) and len(condition) == len(table):
        if sorted(condition.index, key=str) != sorted(table.index, key=str):
            raise OptionError(
                "where() got a Series whose index is not that of corpus.documents; "
                "make it from corpus.documents, or give a function: corpus.where(lambda "
                f"documents: {_example_of_condition(table)})."
            )
        # If the table was sorted before, its index still says which row is which.
        condition = condition.reindex(table.index)
    if isinstance(getattr(condition, "dtype", None), pd.BooleanDtype):
        # In a column of numbers with a gap, no comparison is true of a missing value.
        condition = condition.fillna(False).astype("bool")
    values = np.asarray(condition)
    if values.dtype != bool or values.shape != (len(table),):
        raise OptionError(
            f"where() needs true or false for each document ({len(table)}); what came "
            f"has shape {values.shape} and dtype {values.dtype}. Write a function of "
            "corpus.documents, such as corpus.where(lambda documents: "
            f"{_example_of_condition(table)})."
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
            "compares with text, and numbers with numbers: write "
            f"{_example_of_condition(table)}."
        ) from error


def _example_of_condition(table: pd.DataFrame) -> str:
    """Return code that compares a column of the metadata with a value that it has.

    The column is the last with a known value: the first is the id.
    """
    name = "doc"
    for column in table.columns:
        if table[column].notna().any():
            name = str(column)
    value = table[name].dropna().tolist()[0]
    if not isinstance(value, bool | int | float | str):
        value = str(value)
    return f"documents[{name!r}] == {value!r}"


# -- columns that are added ------------------------------------------------------------


def assign_columns(
    table: pd.DataFrame, definitions: Mapping[str, Any]
) -> NormalMetadata:
    """Return the metadata with columns added or replaced, and the same ids."""
    columns = {}
    for name, definition in definitions.items():
        if name == "doc":
            raise MetadataError(
                "the column 'doc' holds the ids of the documents and cannot be "
                "replaced; choose another name."
            )
        _check_column_name(name)
        values = _apply(definition, table) if callable(definition) else definition
        _refuse_table(name, values)
        if _is_single_value(values):
            values = [values] * len(table)
        values_in_order = _values_in_order(name, values, table)
        check_characters("a new column", [name], MetadataError)
        check_characters(f"the new column {name!r}", values_in_order, MetadataError)
        refuse_bytes(f"the new column {name!r}", values_in_order)
        if len(values_in_order) != len(table):
            raise MetadataError(
                f"{name!r} has {len(values_in_order)} values; one for each of "
                f"{len(table)} documents was expected."
            )
        columns[name] = normalise_column(values_in_order.set_axis(table.index))
        # The next definition may be a function of this column.
        table = table.assign(**{name: columns[name].values})
    return NormalMetadata(table, columns)


def _check_column_name(name: str) -> None:
    """Raise an error for the name of a new column that is empty or ends in blanks."""
    clean_name = without_outer_blanks(name)
    if not clean_name:
        raise MetadataError(
            f"assign() got {name!r} as the name of a column; expected a name with a "
            "letter or a digit."
        )
    if clean_name != name:
        raise MetadataError(
            f"assign() got {name!r} as the name of a column, which has blanks at its "
            f"ends; write {clean_name!r}."
        )


def _refuse_table(name: str, values: object) -> None:
    """Raise an error if a new column came as a table, or as an array of several axes."""
    shape = getattr(values, "shape", (0,))
    if not isinstance(shape, tuple) or len(shape) < 2:
        return
    example = ""
    if isinstance(values, pd.DataFrame):
        column_names = [str(column) for column in values.columns]
        example = f" Its columns are {', '.join(column_names[:MAX_VALUES_NAMED])}."
    raise MetadataError(
        f"{name!r} came as {tables.describe_type(values)} of the shape {shape}; "
        f"expected one column, such as table['name'].{example}"
    )


def _values_in_order(
    name: str, values: Iterable[Any], table: pd.DataFrame
) -> pd.Series:
    """Return the values of a new column in the order of the documents.

    A dict has them by id. A Series has them by id or by the rows of the table. A list
    has them in this order already.
    """
    if isinstance(values, set | frozenset):
        raise MetadataError(
            f"{name!r} came as a set, which has no order; give a list, or a dict by id "
            "of document."
        )
    docs = table["doc"].tolist()
    if isinstance(values, pd.Series):
        is_unique = values.index.is_unique
        if is_unique and set(values.index) == set(table.index):
            return values.reindex(table.index)
        if not is_unique or not set(values.index) & set(docs):
            raise MetadataError(
                f"{name!r} came as a Series whose index is neither that of "
                "corpus.documents nor the ids of the documents; give its values as a "
                "list, series.tolist(), if they are in the order of the documents."
            )
        _refuse_documents_without_value(name, values.to_dict(), docs)
        return values.reindex(docs)
    if isinstance(values, Mapping):
        _refuse_documents_without_value(name, values, docs)
        values = [values[doc] for doc in docs]
    is_array = isinstance(values, np.ndarray | pd.Index | ExtensionArray)
    if is_array and getattr(values, "ndim", 0) == 1:
        # It knows its type: an order of categories, or a precision.
        return pd.Series(values)
    return pd.Series(list(values), dtype="object")


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


def find_group(metadata: pd.DataFrame, by: str, value: object) -> str | None:
    """Return the name of the group that a value means; None if it means none.

    Values are compared as in :meth:`discourse.corpus.Corpus.where`.

    Parameters
    ----------
    metadata : DataFrame
    by : str
        The column that makes the groups, not "doc".
    value : object
        What the caller wrote.

    Examples
    --------
    >>> table = pd.DataFrame({"year": [2019, 2020], "side": ["", "x"]})
    >>> find_group(table, "year", "2019.0"), find_group(table, "side", None)
    ('2019', '(no value)')
    """
    column = metadata_column(metadata, by)
    texts = dict.fromkeys(column_as_text(column).tolist())
    text = _text_meant_by(value, column, texts)
    return None if text is None else text or NO_VALUE


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
    column = metadata_column(metadata, by)
    values = present_values(column)
    number_of_value = {value: number for number, value in enumerate(values)}
    codes = [number_of_value[value] for value in column_as_text(column).tolist()]
    groups = tuple(value or NO_VALUE for value in values)
    return np.array(codes, dtype=np.int64), groups
