"""Recurring phrases that nobody listed beforehand, and how much of each document they cover."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from discourse import tables
from discourse.corpus import Corpus, as_corpus
from discourse.counting.document_term_matrix import parse_term_length
from discourse.counting.lexicon_coverage import measure_lexicon_coverage
from discourse.counting.maximal_repeats import (
    MaximalRepeats,
    c_values,
    count_independent,
    maximal_repeats,
    nest_phrases,
)
from discourse.counting.proper_names import detect_proper_names
from discourse.counting.rate_denominators import script_bits_of_terms
from discourse.counting.rate_intervals import Interval, IntervalOptions, phrase_rates
from discourse.counting.suffix_array import SuffixArray, suffix_array_of
from discourse.errors import OptionError
from discourse.lexicons import Lexicon, as_lexicon
from discourse.matching import find_mentions
from discourse.phrases import Phrase
from discourse.settings import (
    CONFIDENCE_LEVEL,
    PER_WORDS,
    RECURRING_LENGTHS,
)
from discourse.spans import expand_ranges
from discourse.text import BREAK, spell_sequences
from discourse.validation import check_flag, check_whole_number, options_by_name

__all__ = ["recurring"]

Formulas = Lexicon | Phrase | Mapping[str, Any] | str


# More than seven parameters: which phrases (n, min_count, min_documents, lexicon, known) and how far off their rates may
# be (per, interval, confidence_level, cluster, rng) are asked for by themselves.
@options_by_name
def recurring(
    corpus: Corpus,
    *,
    n: tuple[int, int] = RECURRING_LENGTHS,
    min_count: int = 2,
    min_documents: int = 1,
    lexicon: Formulas | None = None,
    known: bool = True,
    per: int = PER_WORDS,
    interval: Interval = "documents",
    confidence_level: float = CONFIDENCE_LEVEL,
    cluster: str | None = None,
    rng: int | np.random.Generator = 0,
) -> pd.DataFrame:
    """Phrases that recur and cannot be made longer, on either side, without losing an occurrence.

    Parameters
    ----------
    corpus : Corpus
        No phrase runs over the end of a sentence or a paragraph, or over masked text; a comma does not end one.
    n : pair of int
        Words in a phrase, at least and at most (64). A longer repeat is listed by its first words and marked `cut`.
    min_count : int
        Occurrences, 2 or more.
    min_documents : int
        Documents it occurs in, at least: with 2, nothing that only one document repeats.
    lexicon : Lexicon, Phrase, dict or str, optional
        Formulas listed beforehand, to tell what is known from what is new.
    known : bool
        False leaves out every phrase of which a family of the lexicon covers an occurrence. The other numbers stay
        as they are.
    per : int
        Words a rate refers to.
    interval : {'documents', 'bootstrap', 'words'}
        What is taken as drawn by chance, as in :func:`frequencies`. A bootstrap takes about 0.3 seconds for a
        hundred phrases in a thousand documents.
    confidence_level : float
        Share of such intervals that are to hold the true value, between 0 and 1.
    cluster : str, optional
        Metadata column of what was written together: documents of one event, country or author count as one unit of
        the interval.
    rng : int or numpy.random.Generator
        Where the bootstrap takes chance from; the same number gives the same table.

    Returns
    -------
    pandas.DataFrame
        Kind "recurring", one row a phrase, highest C-value first, then the most frequent, then in order of words.
        ``raw[doc][start:end] == surface`` is its first occurrence.

    Notes
    -----
    `alone` are the occurrences that lie in no longer phrase of this table (before `known` takes rows out). The
    C-value is ``log2(n) * (count - (1/P) sum (count(b) - t(b)))`` over the P longer phrases b that hold the phrase,
    where t(b) is how often b was itself found nested; where `n` begins with 1, ``log2(n + 1)``.

    `name` says that capital letters inside sentences make it a name or title; it is never a reason to leave a phrase
    out. `covered` counts an occurrence that holds a whole mention of a family, or half of whose words stand in
    mentions; it is missing without a lexicon.

    `rate`, with its interval, and `dispersion` are as in :func:`frequencies`; words are those in the scripts of the phrase.
    *Not* for saying how common such a phrase is elsewhere: it is in the table because it recurred here, so its rate in
    other texts will tend to be lower than here, and lower than an interval tells that knows nothing of the choice.

    References
    ----------
    Gusfield (1997), Algorithms on Strings, Trees, and Sequences, ch. 7 (maximal repeats). Frantzi, Ananiadou & Mima
    (2000), International Journal on Digital Libraries 3(2), 115-130 (C-value).

    Examples
    --------
    >>> text = "We build a shared future. They share a future. To build a shared future takes time."
    >>> found = recurring(Corpus.from_texts({"a": text, "b": "A shared future is near."}))
    >>> found[["term", "n", "count", "alone", "documents"]]
                        term  n  count  alone  documents
    0  build a shared future  4      2      2          1
    1        a shared future  3      3      1          2
    """
    corpus = as_corpus(corpus)
    length = parse_term_length(n)
    low, high, unit = length.shortest, length.longest, length.unit
    if unit != "word":
        raise OptionError(
            f"n={n!r}: a pair of numbers of words was expected, such as (2, 64)."
        )
    min_count, min_documents = (
        check_whole_number("min_count", min_count, 2),
        check_whole_number("min_documents", min_documents),
    )
    asked = IntervalOptions.check(corpus, interval, confidence_level, cluster, rng)
    per = check_whole_number("per", per, hint=", such as 1000")
    if not check_flag("known", known) and lexicon is None:
        raise OptionError(
            "known=False asks for what no formula covers, but no lexicon came; give lexicon=... as well."
        )
    index, stream = suffix_array_of(corpus), corpus.stream
    left = np.full(len(stream), -1, dtype=np.int32)
    left[1:] = np.where(stream.gap[1:] < BREAK, stream.ids[:-1], -1)
    repeats = maximal_repeats(
        index, left, n=(low, high), min_count=min_count, min_documents=min_documents
    )
    nesting = nest_phrases(index, repeats.low, repeats.high, repeats.size)
    columns = {
        "n": repeats.size,
        "count": repeats.count,
        "alone": count_independent(index, repeats.size, nesting),
        "c_value": c_values(index, repeats, nesting, unigrams=low == 1),
        "documents": repeats.documents,
        "cut": _goes_on(corpus, index, repeats, high),
        "name": detect_proper_names(corpus, index, repeats, nesting),
    }
    columns.update(_covered(corpus, index, repeats, lexicon))
    order = _ordered(repeats, columns["c_value"])
    if not known:
        order = order[columns["covered"][order] == 0]
    return _table(corpus, repeats, columns, order, per, asked)


def _goes_on(
    corpus: Corpus, index: SuffixArray, repeats: MaximalRepeats, high: int
) -> np.ndarray:
    """Which phrases have as many words as they may and are followed by one and the same word wherever they occur."""
    stream = corpus.stream
    cut = np.zeros(len(repeats), dtype=bool)
    which = (repeats.size == high).nonzero()[0]
    if len(which):
        low, count = repeats.low[which], repeats.count[which]
        place = index.order[expand_ranges(low, repeats.high[which])] + high
        inside = np.minimum(place, len(stream) - 1)
        following = np.where(
            (place < len(stream)) & (stream.gap[inside] < BREAK), stream.ids[inside], -1
        )
        starts = np.cumsum(count) - count
        least, most = (
            np.minimum.reduceat(following, starts),
            np.maximum.reduceat(following, starts),
        )
        cut[which] = (least == most) & (least >= 0)
    return cut


def _covered(
    corpus: Corpus,
    index: SuffixArray,
    repeats: MaximalRepeats,
    lexicon: Formulas | None,
) -> dict[str, np.ndarray]:
    if lexicon is None:
        return {
            "covered": np.full(len(repeats), np.nan),
            "family": np.full(len(repeats), "", dtype=object),
        }
    lexicon = as_lexicon(lexicon)
    hits = find_mentions(corpus, lexicon)
    share, family = measure_lexicon_coverage(
        index,
        low=repeats.low,
        high=repeats.high,
        size=repeats.size,
        first=hits.first,
        last=hits.last,
        family=hits.family,
    )
    return {
        "covered": share,
        "family": np.array([*lexicon.names, ""], dtype=object)[family],
    }


def _ordered(repeats: MaximalRepeats, c_value: np.ndarray) -> np.ndarray:
    # Ties in order of words: of two phrases with one first rank the shorter begins the longer.
    return np.lexsort(
        (repeats.size, repeats.low, -repeats.count, -tables.rounded(c_value))
    )


def _table(
    corpus: Corpus,
    repeats: MaximalRepeats,
    columns: dict[str, Any],
    order: np.ndarray,
    per: int,
    asked: IntervalOptions,
) -> pd.DataFrame:
    if not len(order):
        return tables.make("recurring", {})
    stream, raw = corpus.stream, corpus.raw
    first, size = repeats.first[order], repeats.size[order]
    docs = [corpus.names[number] for number in stream.document[first].tolist()]
    start, end = stream.start[first], stream.end[first + size - 1]
    terms, marks = (
        np.empty(len(order), dtype=object),
        np.empty(len(order), dtype=np.int64),
    )
    for length in np.unique(size).tolist():
        rows = (size == length).nonzero()[0]
        grams = stream.ids[first[rows][:, None] + np.arange(length)]
        terms[rows], marks[rows] = (
            spell_sequences(grams, stream.vocabulary),
            script_bits_of_terms(corpus, grams),
        )
    rates = phrase_rates(
        corpus,
        asked,
        low=repeats.low[order],
        high=repeats.high[order],
        script_bits=marks,
    )
    return tables.make(
        "recurring",
        {
            "term": terms,
            **{name: values[order] for name, values in columns.items()},
            **rates,
            "rate": per * repeats.count[order] / rates["words"],
            "per": per,
            "low": per * rates["low"],
            "high": per * rates["high"],
            "doc": docs,
            "start": start,
            "end": end,
            "surface": [
                raw[doc][a:b]
                for doc, a, b in zip(docs, start.tolist(), end.tolist(), strict=True)
            ],
        },
    )
