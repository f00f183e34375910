"""Recurring phrases that nobody listed beforehand."""

from __future__ import annotations

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
from discourse.lexicons import Formulas, as_lexicon
from discourse.matching import find_mentions
from discourse.settings import (
    CONFIDENCE_LEVEL,
    PER_WORDS,
    RECURRING_LENGTHS,
)
from discourse.spans import expand_ranges
from discourse.text import BREAK, spell_sequences
from discourse.validation import check_flag, check_whole_number, options_by_name

__all__ = ["recurring"]


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
    """Return the phrases that recur and cannot be made longer without losing an occurrence.

    Parameters
    ----------
    corpus : Corpus
        No phrase crosses the end of a sentence or of a paragraph, or masked text. A comma
        does not end a phrase.
    n : pair of int
        Least and largest number of words in a phrase (64 at most). A longer repeat is
        listed by its first words and marked `cut`.
    min_count : int
        Least number of occurrences, 2 or more.
    min_documents : int
        Least number of documents it occurs in. With 2, a phrase that only one document
        repeats is left out.
    lexicon : Lexicon, Phrase, dict or str, optional
        Formulas listed beforehand, to tell what is known from what is new.
    known : bool
        False leaves out every phrase of which a family of the lexicon covers an
        occurrence. The other numbers do not change.
    per : int
        Words a rate refers to.
    interval : {'documents', 'bootstrap', 'words'}
        The units that the interval takes as drawn by chance, as in :func:`frequencies`. A
        bootstrap takes about 0.3 seconds for a hundred phrases in a thousand documents.
    confidence_level : float
        Share of such intervals that are to hold the true value, between 0 and 1.
    cluster : str, optional
        Metadata column of what was written together. Documents of one event, country or
        author then count as one unit of the interval.
    rng : int or numpy.random.Generator
        Seed of the bootstrap; the same seed gives the same table.

    Returns
    -------
    pandas.DataFrame
        Kind "recurring", one row a phrase: the highest C-value first, then the most
        frequent, then in the order of words. ``raw[doc][start:end] == surface`` is its first
        occurrence.

    Raises
    ------
    OptionError
        `n` is no pair of numbers of words, or ``known=False`` without a lexicon.

    See Also
    --------
    coverage : how much of each document such phrases cover.
    discourse.draft_lexicon : write phrases of this table as a lexicon.

    Notes
    -----
    Use it to find formulas that no lexicon has yet. Do *not* use it to say how common
    such a phrase is elsewhere. It is in the table because it recurred here, so its rate in
    other texts will tend to be lower, and lower than the interval says.

    `alone` counts the occurrences that lie in no longer phrase of this table (before
    `known` removes rows). The C-value is ``log2(n) * (count - (1/P) sum (count(b) -
    t(b)))`` over the P longer phrases b that contain the phrase, where t(b) is how often b
    itself was found nested. Where `n` begins with 1, the factor is ``log2(n + 1)``.

    `name` says that capital letters inside sentences make the phrase a name or title. It
    is never a reason to leave a phrase out. `covered` counts an occurrence that contains
    a whole mention of a family, or half of whose words lie in mentions. It is missing
    without a lexicon.

    `rate` with its interval and `dispersion` are as in :func:`frequencies`. Words are those
    in the scripts of the phrase.

    References
    ----------
    Gusfield (1997), Algorithms on Strings, Trees, and Sequences, ch. 7 (maximal repeats).
    Frantzi, Ananiadou & Mima (2000), International Journal on Digital Libraries 3(2),
    115-130 (C-value).

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
    if length.unit != "word":
        raise OptionError(
            f"n={n!r}: a pair of numbers of words was expected, such as (2, 64)."
        )
    min_count = check_whole_number("min_count", min_count, 2)
    min_documents = check_whole_number("min_documents", min_documents)
    options = IntervalOptions.check(corpus, interval, confidence_level, cluster, rng)
    per = check_whole_number("per", per, hint=", such as 1000")
    if not check_flag("known", known) and lexicon is None:
        raise OptionError(
            "known=False asks for what no formula covers, but no lexicon came; give lexicon=... as well."
        )
    index = suffix_array_of(corpus)
    repeats = maximal_repeats(
        index,
        _words_to_the_left(corpus),
        n=(length.shortest, length.longest),
        min_count=min_count,
        min_documents=min_documents,
    )
    nesting = nest_phrases(index, repeats.low, repeats.high, repeats.size)
    has_unigrams = length.shortest == 1
    c_value = c_values(index, repeats, nesting, unigrams=has_unigrams)
    covered, family = _coverage_by_lexicon(corpus, index, repeats, lexicon)
    columns = {
        "n": repeats.size,
        "count": repeats.count,
        "alone": count_independent(index, repeats.size, nesting),
        "c_value": c_value,
        "documents": repeats.documents,
        "cut": _are_cut(corpus, index, repeats, length.longest),
        "name": detect_proper_names(corpus, index, repeats, nesting),
        "covered": covered,
        "family": family,
    }
    order = _order_of_rows(repeats, c_value)
    if not known:
        order = order[covered[order] == 0]
    if not len(order):
        return tables.make("recurring", {})
    rows = {name: values[order] for name, values in columns.items()}
    rows |= _columns_of_rates(corpus, repeats, order, per=per, options=options)
    rows |= _columns_of_first_occurrence(corpus, repeats, order)
    return tables.make("recurring", rows)


def _words_to_the_left(corpus: Corpus) -> np.ndarray:
    """Return the type id of the token before each token; -1 after a break (int32)."""
    stream = corpus.stream
    left = np.full(len(stream), -1, dtype=np.int32)
    follows = stream.gap[1:] < BREAK
    left[1:] = np.where(follows, stream.ids[:-1], -1)
    return left


def _are_cut(
    corpus: Corpus, index: SuffixArray, repeats: MaximalRepeats, longest: int
) -> np.ndarray:
    """Return which phrases are only the beginning of a longer repeat (bool).

    They have the largest number of words, and one and the same word follows them
    wherever they occur.
    """
    is_cut = np.zeros(len(repeats), dtype=bool)
    phrases = (repeats.size == longest).nonzero()[0]
    if not len(phrases):
        return is_cut
    suffixes = expand_ranges(repeats.low[phrases], repeats.high[phrases])
    following = _type_ids_at(corpus, index.order[suffixes] + longest)
    count = repeats.count[phrases]
    first_of_phrase = np.cumsum(count) - count
    smallest = np.minimum.reduceat(following, first_of_phrase)
    largest = np.maximum.reduceat(following, first_of_phrase)
    is_cut[phrases] = (smallest == largest) & (smallest >= 0)
    return is_cut


def _type_ids_at(corpus: Corpus, tokens: np.ndarray) -> np.ndarray:
    """Return the type id of each token; -1 after a break or the end of the corpus."""
    stream = corpus.stream
    last = len(stream) - 1
    inside = np.minimum(tokens, last)
    is_followed = (tokens <= last) & (stream.gap[inside] < BREAK)
    return np.where(is_followed, stream.ids[inside], -1)


def _coverage_by_lexicon(
    corpus: Corpus,
    index: SuffixArray,
    repeats: MaximalRepeats,
    lexicon: Formulas | None,
) -> tuple[np.ndarray, np.ndarray]:
    """Return the share of each phrase that a family covers, and the name of the family."""
    if lexicon is None:
        no_share = np.full(len(repeats), np.nan)
        return no_share, np.full(len(repeats), "", dtype=object)
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
    names = np.array([*lexicon.names, ""], dtype=object)
    return share, names[family]


def _order_of_rows(repeats: MaximalRepeats, c_value: np.ndarray) -> np.ndarray:
    """Return the phrases by C-value, count and the order of their words."""
    # Of two phrases with one first rank, the shorter is the beginning of the longer.
    by_words = (repeats.size, repeats.low)
    return np.lexsort((*by_words, -repeats.count, -tables.rounded(c_value)))


def _columns_of_rates(
    corpus: Corpus,
    repeats: MaximalRepeats,
    order: np.ndarray,
    *,
    per: int,
    options: IntervalOptions,
) -> dict[str, Any]:
    """Return the words of each phrase and its rate with interval and dispersion."""
    stream = corpus.stream
    first = repeats.first[order]
    size = repeats.size[order]
    terms = np.empty(len(order), dtype=object)
    script_bits = np.empty(len(order), dtype=np.int64)
    for length in np.unique(size).tolist():
        rows = (size == length).nonzero()[0]
        type_ids = _type_ids_from(corpus, first[rows], length)
        terms[rows] = spell_sequences(type_ids, stream.vocabulary)
        script_bits[rows] = script_bits_of_terms(corpus, type_ids)
    rates = phrase_rates(
        corpus,
        options,
        low=repeats.low[order],
        high=repeats.high[order],
        script_bits=script_bits,
    )
    rate = per * repeats.count[order] / rates["words"]
    return {
        **rates,
        "term": terms,
        "rate": rate,
        "per": per,
        "low": per * rates["low"],
        "high": per * rates["high"],
    }


def _type_ids_from(corpus: Corpus, first: np.ndarray, length: int) -> np.ndarray:
    """Return the type ids of `length` tokens from each first token, one row each."""
    tokens = first[:, None] + np.arange(length)
    return corpus.stream.ids[tokens]


def _columns_of_first_occurrence(
    corpus: Corpus, repeats: MaximalRepeats, order: np.ndarray
) -> dict[str, Any]:
    """Return where each phrase first occurs, and its raw text there."""
    stream = corpus.stream
    first = repeats.first[order]
    last = first + repeats.size[order] - 1
    start = stream.start[first]
    end = stream.end[last]
    raw = corpus.raw
    docs = []
    surfaces = []
    spans = zip(
        stream.document[first].tolist(), start.tolist(), end.tolist(), strict=True
    )
    for document, first_character, after_last in spans:
        doc = corpus.names[document]
        text = raw[doc]
        docs.append(doc)
        surfaces.append(text[first_character:after_last])
    return {"doc": docs, "start": start, "end": end, "surface": surfaces}
