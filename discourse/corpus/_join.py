"""Join two corpora to one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from discourse.corpus._corpus import Corpus
from discourse.corpus.metadata import as_text
from discourse.corpus.raw_texts import NO_SPANS, RawTexts, TextRanges
from discourse.errors import MetadataError, OptionError
from discourse.validation import options_by_name

__all__ = ["join"]


@options_by_name
def join(
    first: Corpus, second: Corpus, *, names: tuple[str, str] = ("first", "second")
) -> Corpus:
    """Return a Corpus of the documents of two corpora.

    The metadata column ``corpus`` says from which corpus a document came.

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
    both = sorted(set(first.names) & set(second.names))
    if both:
        raise MetadataError(
            f"document {both[0]!r} is in both corpora ({len(both)} in all); give them "
            "different ids."
        )
    texts_of_first = len(first._raw_texts.texts)
    marked = [
        _mark_origin(first._metadata, names[0]),
        _mark_origin(second._metadata, names[1]),
    ]
    layers = {}
    for name in sorted({*first._layers, *second._layers}):
        spans = first._layers.get(name, NO_SPANS)
        more = second._layers.get(name, NO_SPANS)
        moved = more.assign(source=more["source"] + texts_of_first)
        layers[name] = pd.concat([spans, moved], ignore_index=True)

    def stack(attribute: str) -> pd.DataFrame:
        table = getattr(first, attribute)
        more = getattr(second, attribute)
        return pd.concat([table, more], ignore_index=True)

    return Corpus(
        _join_raw_texts(first._raw_texts, second._raw_texts),
        _stack_metadata(marked),
        _join_ranges(first, second),
        layers,
        stack("_log"),
        stack("_refused"),
        stack("suspected"),
    )


def _check_names(names: object) -> None:
    """Refuse names of the two corpora that are no text, empty, or the same."""
    stripped: list[str] = []
    if isinstance(names, tuple | list):
        stripped = [name.strip() for name in names if isinstance(name, str)]
        if len(stripped) < len(names):
            stripped = []
    if len(stripped) != 2 or not all(stripped) or stripped[0] == stripped[1]:
        raise OptionError(
            f"names={names!r}: expected two different names, as in "
            "names=('early', 'late')."
        )


def _join_raw_texts(first: RawTexts, second: RawTexts) -> RawTexts:
    return RawTexts(
        first.texts + second.texts,
        first.paragraph_modes + second.paragraph_modes,
        first.sources + second.sources,
    )


def _join_ranges(first: Corpus, second: Corpus) -> TextRanges:
    """Return the ranges of both, those of the second numbered after the first."""
    ranges, more = first._ranges, second._ranges
    texts_of_first = len(first._raw_texts.texts)
    return TextRanges(
        np.concatenate([ranges.document, more.document + len(first)]),
        np.concatenate([ranges.source, more.source + texts_of_first]),
        np.concatenate([ranges.start, more.start]),
        np.concatenate([ranges.end, more.end]),
    )


def _mark_origin(table: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return the metadata with the name of the corpus in the column ``corpus``.

    If there is such a column already, its value follows the name after a slash.
    """
    origins = [name] * len(table)
    if "corpus" in table.columns:
        before = table["corpus"]
        origins = [f"{name}/{old}" if old else name for old in before]
    column = pd.Series(origins, dtype="str", index=table.index)
    return table.assign(corpus=column)


def _stack_metadata(parts: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Return the metadata of several corpora as one table.

    A column that one of them lacks, or that has another kind of values in one of them,
    becomes text ("" = none).
    """
    columns = dict.fromkeys(name for part in parts for name in part.columns)
    numeric = {name for name in columns if _is_numeric_in_all(name, parts)}
    filled = []
    for part in parts:
        missing = pd.Series([""] * len(part), dtype="str")
        cells = {}
        for name in columns:
            column = part[name] if name in part.columns else missing
            cells[name] = column if name in numeric else as_text(column)
        filled.append(pd.DataFrame(cells))
    return pd.concat(filled, ignore_index=True)


def _is_numeric_in_all(name: str, parts: Sequence[pd.DataFrame]) -> bool:
    """Whether every part has the column, as numbers or truth values of one kind."""
    if not all(name in part.columns for part in parts):
        return False
    columns = [part[name] for part in parts]
    kinds = {column.dtype.kind for column in columns}
    is_number = kinds <= set("iufb")
    return is_number and len(kinds) == 1
