"""Join two corpora to one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from discourse import tables
from discourse.corpus._corpus import Corpus
from discourse.corpus.metadata import NormalMetadata, normalise_metadata
from discourse.corpus.metadata_oddities import (
    is_about_metadata,
    rows_of_changed_values,
    stack_rows,
)
from discourse.corpus.metadata_values import column_as_text
from discourse.corpus.raw_texts import NO_SPANS, RawTexts, TextRanges
from discourse.errors import MetadataError, OptionError
from discourse.validation import check_characters, options_by_name, show_value

__all__ = ["join"]


@options_by_name
def join(
    first: Corpus, second: Corpus, *, names: tuple[str, str] = ("first", "second")
) -> Corpus:
    """Return a Corpus of the documents of two corpora.

    The metadata column ``corpus`` says from which corpus a document came. A column of
    both has the type that holds the values of both: years that are whole numbers in one
    and floats in the other are whole numbers, and years that are text in one of them
    are text, so that 2019 and "2019" are one year. Ordered categories stay ordered if
    their order is the same in both. Where a corpus lacks a column, its documents have
    no value of it.

    Parameters
    ----------
    first, second : Corpus
        Their ids must differ.
    names : tuple of two str
        Values of the column ``corpus``.

    Raises
    ------
    MetadataError
        Both corpora have a document of the same id.
    OptionError
        The two were made with different options for Chinese text.

    Examples
    --------
    >>> from discourse.corpus import Corpus, join
    >>> early = Corpus.from_texts({"x": "One belt"})
    >>> late = Corpus.from_texts({"y": "one road"})
    >>> join(early, late, names=("early", "late")).documents
      doc corpus
    0   x  early
    1   y   late
    """
    for part in (first, second):
        if not isinstance(part, Corpus):
            raise OptionError(
                f"join() takes two corpora; what came is {type(part).__name__}. "
                "Make one with discourse.read."
            )
    _check_names(names)
    common_ids = sorted(set(first.names) & set(second.names))
    if common_ids:
        raise MetadataError(
            f"document {common_ids[0]!r} is in both corpora ({len(common_ids)} in all); "
            "give them different ids."
        )
    if first._raw_texts.han != second._raw_texts.han:
        raise OptionError(
            "the two corpora read Chinese text in different ways, so their counts "
            "cannot be compared; make both with the same chinese_words= and "
            "traditional_as_simplified=."
        )
    first_text_count = len(first._raw_texts.texts)
    metadata = _stack_metadata(
        [
            _mark_origin(first._metadata, names[0]),
            _mark_origin(second._metadata, names[1]),
        ]
    )
    # The raw texts of the second corpus are numbered after those of the first.
    layers = {}
    for name in sorted({*first._layers, *second._layers}):
        spans = first._layers.get(name, NO_SPANS)
        second_spans = second._layers.get(name, NO_SPANS)
        renumbered_spans = second_spans.assign(
            source=second_spans["source"] + first_text_count
        )
        layers[name] = pd.concat([spans, renumbered_spans], ignore_index=True)

    def stack(attribute: str) -> pd.DataFrame:
        """Return a table of both corpora, the rows of the first one first."""
        first_table = getattr(first, attribute)
        second_table = getattr(second, attribute)
        return pd.concat([first_table, second_table], ignore_index=True)

    # What the types of both columns together made of the values is noticed, too.
    suspected = stack_rows(
        [stack("_suspicions_kept"), rows_of_changed_values(metadata.columns)]
    )
    return Corpus(
        _join_raw_texts(first._raw_texts, second._raw_texts),
        metadata.table,
        _join_ranges(first, second),
        layers,
        stack("_log"),
        stack("_refused"),
        _merge_equal_rows(suspected),
        stack("_files"),
    )


def _check_names(names: object) -> None:
    """Raise an error if the names are not two texts, not empty, and different."""
    stripped_names: list[str] = []
    if isinstance(names, tuple | list):
        check_characters("names", names)
        stripped_names = [name.strip() for name in names if isinstance(name, str)]
        # One name that is no text makes the whole option wrong.
        if len(stripped_names) < len(names):
            stripped_names = []
    are_two_names = len(stripped_names) == 2 and all(stripped_names)
    if not are_two_names or stripped_names[0] == stripped_names[1]:
        raise OptionError(
            f"names={show_value(names)}: expected two different names, as in "
            "names=('early', 'late')."
        )


def _join_raw_texts(first_texts: RawTexts, second_texts: RawTexts) -> RawTexts:
    """Return the raw texts of both, those of the second after those of the first."""
    return RawTexts(
        first_texts.texts + second_texts.texts,
        first_texts.paragraph_modes + second_texts.paragraph_modes,
        first_texts.sources + second_texts.sources,
        first_texts.han,
    )


def _join_ranges(first_corpus: Corpus, second_corpus: Corpus) -> TextRanges:
    """Return the ranges of both corpora.

    Documents and texts of the second are numbered after those of the first.
    """
    first_ranges = first_corpus._ranges
    second_ranges = second_corpus._ranges
    first_text_count = len(first_corpus._raw_texts.texts)
    return TextRanges(
        np.concatenate(
            [first_ranges.document, second_ranges.document + len(first_corpus)]
        ),
        np.concatenate([first_ranges.source, second_ranges.source + first_text_count]),
        np.concatenate([first_ranges.start, second_ranges.start]),
        np.concatenate([first_ranges.end, second_ranges.end]),
    )


def _mark_origin(table: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return the metadata with the name of the corpus in the column ``corpus``.

    If there is such a column already, its value follows the name after a slash.
    """
    origins = [name] * len(table)
    if "corpus" in table.columns:
        earlier_origins = column_as_text(table["corpus"])
        origins = [f"{name}/{origin}" if origin else name for origin in earlier_origins]
    column = pd.Series(origins, dtype=tables.TEXT_DTYPE, index=table.index)
    return table.assign(corpus=column)


def _stack_metadata(parts: Sequence[pd.DataFrame]) -> NormalMetadata:
    """Return the metadata of several corpora as one."""
    column_names = dict.fromkeys(name for part in parts for name in part.columns)
    columns = {}
    for name in column_names:
        columns[name] = _stack_column(
            [part[name] if name in part.columns else None for part in parts],
            sizes=[len(part) for part in parts],
        )
    table = pd.DataFrame(columns).astype({"doc": tables.TEXT_DTYPE})
    return normalise_metadata(table)


def _stack_column(
    columns: Sequence[pd.Series | None], *, sizes: Sequence[int]
) -> pd.Series:
    """Return a column of several tables as one; None stands for a table without it."""
    values: list[object] = []
    dtypes = []
    for column, size in zip(columns, sizes, strict=True):
        values += [None] * size if column is None else column.tolist()
        has_values = column is not None and column_as_text(column).any()
        if column is not None and has_values:
            dtypes.append(column.dtype)
    are_same = len(dtypes) > 0 and all(dtype == dtypes[0] for dtype in dtypes)
    if are_same and isinstance(dtypes[0], pd.CategoricalDtype):
        return pd.Series(values, dtype=dtypes[0])
    # Values of any types; what they are together, the rules of the metadata say.
    return pd.Series(values, dtype="object")


def _merge_equal_rows(suspected: pd.DataFrame) -> pd.DataFrame:
    """Return the table with one row for what both corpora say of a metadata column.

    Its count is the larger one, because both may be parts of one corpus.
    """
    keys = [name for name in suspected.columns if name != "count"]
    is_metadata = is_about_metadata(suspected)
    is_repeated = is_metadata & suspected.duplicated(keys)
    if not is_repeated.any():
        return suspected
    equal_rows = suspected.groupby(keys, sort=False)
    largest_counts = equal_rows["count"].transform("max")
    counts = suspected["count"].mask(is_metadata, largest_counts)
    with_largest = suspected.assign(count=counts)
    return with_largest[~is_repeated].reset_index(drop=True)
