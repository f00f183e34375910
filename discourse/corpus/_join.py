"""Two corpora put into one."""

from __future__ import annotations

import numpy as np
import pandas as pd

from discourse.corpus._corpus import Corpus
from discourse.corpus.raw_texts import NO_SPANS, Pieces, Shelf, texts
from discourse.errors import MetadataError, OptionError
from discourse.validation import options_by_name

__all__ = ["join"]


@options_by_name
def join(
    first: Corpus, second: Corpus, *, names: tuple[str, str] = ("first", "second")
) -> Corpus:
    """Put two corpora into one; the metadata column ``corpus`` says which a document came from.

    Parameters
    ----------
    first, second : Corpus
        Their ids must differ.
    names : tuple of two str
        Values of the column ``corpus``.

    Raises
    ------
    MetadataError
        A document id stands in both.

    Examples
    --------
    >>> from discourse.corpus import Corpus, join
    >>> a, b = Corpus.from_texts({"x": "One belt"}), Corpus.from_texts({"y": "one road"})
    >>> join(a, b, names=("early", "late")).documents
      doc corpus
    0   x  early
    1   y   late
    """
    for part in (first, second):
        if not isinstance(part, Corpus):
            raise OptionError(
                f"join() takes two corpora; what came is {type(part).__name__}. Make one with discourse.read."
            )
    pair = (
        [str(name).strip() for name in names] if isinstance(names, tuple | list) else []
    )
    if (
        len(pair) != 2
        or pair[0] == pair[1]
        or not all(isinstance(name, str) and name.strip() for name in names)
    ):
        raise OptionError(
            f"names={names!r}: expected two names that differ, as in names=('early', 'late')."
        )
    both = sorted(set(first.names) & set(second.names))
    if both:
        raise MetadataError(
            f"document {both[0]!r} stands in both corpora ({len(both)} in all); give them ids that differ."
        )
    one, two = first._shelf, second._shelf
    shelf = Shelf(
        one.texts + two.texts, one.asked + two.asked, one.sources + two.sources
    )
    a, b = first._pieces, second._pieces
    pieces = Pieces(
        np.concatenate([a.document, b.document + len(first)]),
        np.concatenate([a.source, b.source + len(one.texts)]),
        np.concatenate([a.start, b.start]),
        np.concatenate([a.end, b.end]),
    )
    table = _stacked(
        *(
            _marked(part._table, name)
            for part, name in zip((first, second), names, strict=True)
        )
    )
    layers = {}
    for name in sorted({*first._layers, *second._layers}):
        ours, theirs = (
            first._layers.get(name, NO_SPANS),
            second._layers.get(name, NO_SPANS),
        )
        moved = theirs.assign(source=theirs["source"] + len(one.texts))
        layers[name] = pd.concat([ours, moved], ignore_index=True)

    def stacked(what: str) -> pd.DataFrame:
        return pd.concat(
            [getattr(first, what), getattr(second, what)], ignore_index=True
        )

    return Corpus(
        shelf,
        table,
        pieces,
        layers,
        stacked("_log"),
        stacked("_refused"),
        stacked("suspected"),
    )


def _marked(table: pd.DataFrame, name: str) -> pd.DataFrame:
    """Say which corpus the documents come from, and keep what a column ``corpus`` said before."""
    before = (
        [f"/{old}" if old else "" for old in table["corpus"]]
        if "corpus" in table.columns
        else [""] * len(table)
    )
    return table.assign(
        corpus=pd.Series(
            [f"{name}{old}" for old in before], dtype="str", index=table.index
        )
    )


def _stacked(one: pd.DataFrame, two: pd.DataFrame) -> pd.DataFrame:
    """Metadata below one another; a column that one lacks, or that differs in kind, becomes text ("" = none)."""
    columns = list(dict.fromkeys([*one.columns, *two.columns]))
    parts = []
    for table in (one, two):
        cells = {}
        for name in columns:
            kinds = {
                part[name].dtype.kind if name in part.columns else ""
                for part in (one, two)
            }
            column = (
                table[name]
                if name in table.columns
                else pd.Series([""] * len(table), dtype="str")
            )
            cells[name] = (
                column if len(kinds) == 1 and kinds <= set("iufb") else texts(column)
            )
        parts.append(pd.DataFrame(cells))
    return pd.concat(parts, ignore_index=True)
