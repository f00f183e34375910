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
from discourse.counting.suffix_array import suffix_array_of
from discourse.errors import OptionError
from discourse.lexicons import Formulas, as_lexicon
from discourse.matching import find_mentions
from discourse.settings import CONFIDENCE_LEVEL, PER_WORDS, RECURRING_LENGTHS
from discourse.spans import expand_ranges
from discourse.text import BREAK, TokenStream, spell_sequences
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
    """Return the phrases that recur and cannot be made longer.

    A longer phrase would lose an occurrence.

    Parameters
    ----------
    corpus : Corpus
        No phrase crosses the end of a sentence or of a paragraph, or masked text. A
        comma does not end a phrase.
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
        The units of which the interval assumes that they were sampled, as in
        :func:`frequencies`. A bootstrap takes about 0.3 seconds for a hundred phrases
        in a thousand documents.
    confidence_level : float
        Share of such intervals that are to contain the true value, between 0 and 1.
    cluster : str, optional
        Metadata column of what was written together. Documents of one event, country or
        author then count as one unit of the interval.
    rng : int or numpy.random.Generator
        Seed of the bootstrap; the same seed gives the same table.

    Returns
    -------
    pandas.DataFrame
        Kind "recurring", one row a phrase: the highest C-value first, then the most
        frequent, then in the order of words. ``raw[doc][start:end] == surface`` is its
        first occurrence.

    Raises
    ------
    OptionError
        `n` is no pair of numbers of words, or `known` is False without a lexicon.

    Notes
    -----
    *When to use it.* To find formulas that no lexicon has yet. Do *not* use it to say
    how common such a phrase is elsewhere. It is in the table because it recurred here,
    so its rate in other texts will tend to be lower, and lower than the interval says.

    *How to read it.* `alone` counts the occurrences that lie in no longer phrase of
    this table (before `known` removes rows). `name` says that capital letters inside
    sentences make the phrase a name or title; no phrase is left out for this. `covered`
    is the share of the occurrences that a family of the lexicon covers: the occurrence
    contains a whole mention, or half of its words lie in mentions. It is missing
    without a lexicon. `rate` with its interval and `dispersion` are as in
    :func:`frequencies`, among the words in the scripts of the phrase.

    *How it is computed.* The C-value is
    ``log2(n) * (count - (1/P) sum (count(b) - t(b)))`` over the P longer phrases b that
    contain the phrase, where t(b) is how often b itself was found nested. Where `n`
    begins with 1, the factor is ``log2(n + 1)``.

    See Also
    --------
    coverage : How much of each document such phrases cover.
    discourse.draft_lexicon : Writes phrases of this table as a lexicon.

    References
    ----------
    Gusfield (1997), Algorithms on Strings, Trees, and Sequences, ch. 7 (maximal repeats).
    Frantzi, Ananiadou & Mima (2000), International Journal on Digital Libraries 3(2),
    115-130 (C-value).

    Examples
    --------
    >>> texts = {
    ...     "a": "We build a shared future. They share a future. "
    ...     "To build a shared future takes time.",
    ...     "b": "A shared future is near.",
    ... }
    >>> table = recurring(Corpus.from_texts(texts))
    >>> table[["term", "n", "count", "alone", "documents"]]
                        term  n  count  alone  documents
    0  build a shared future  4      2      2          1
    1        a shared future  3      3      1          2
    """
    corpus = as_corpus(corpus)
    shortest, longest = _check_lengths(n)
    min_count = check_whole_number("min_count", min_count, 2)
    min_documents = check_whole_number("min_documents", min_documents)
    options = IntervalOptions.check(corpus, interval, confidence_level, cluster, rng)
    per = check_whole_number("per", per, hint=", such as 1000")
    if not check_flag("known", known) and lexicon is None:
        raise OptionError(
            "known=False asks for what no formula covers, but no lexicon came; "
            "give lexicon=... as well."
        )
    index = suffix_array_of(corpus)
    repeats = maximal_repeats(
        index,
        _words_to_the_left(corpus.stream),
        n=(shortest, longest),
        min_count=min_count,
        min_documents=min_documents,
    )
    nesting = nest_phrases(index, repeats.low, repeats.high, repeats.size)
    has_unigrams = shortest == 1
    c_value = c_values(index, repeats, nesting, unigrams=has_unigrams)
    share_covered, family = _coverage_by_lexicon(corpus, repeats, lexicon)
    columns = {
        "n": repeats.size,
        "count": repeats.count,
        "alone": count_independent(index, repeats.size, nesting),
        "c_value": c_value,
        "documents": repeats.documents,
        "cut": _are_cut(corpus, repeats, longest),
        "name": detect_proper_names(corpus, index, repeats, nesting),
        "covered": share_covered,
        "family": family,
    }
    order = _order_of_rows(repeats, c_value)
    if not known:
        is_new = share_covered[order] == 0
        order = order[is_new]
    if not len(order):
        return tables.make("recurring", {})
    rows = {name: values[order] for name, values in columns.items()}
    listed = _take(repeats, order)
    rows |= _columns_of_rates(corpus, listed, per=per, options=options)
    rows |= _columns_of_first_occurrence(corpus, listed)
    families = {} if lexicon is None else as_lexicon(lexicon).label_of
    return tables.make("recurring", rows, labels={"family": families})


def _check_lengths(n: tuple[int, int]) -> tuple[int, int]:
    """Return the least and the largest number of words in a phrase."""
    length = parse_term_length(n)
    if length.unit != "word":
        raise OptionError(
            f"n={n!r}: a pair of numbers of words was expected, such as (2, 64)."
        )
    return length.shortest, length.longest


def _words_to_the_left(stream: TokenStream) -> np.ndarray:
    """Return the type id of the token before each token; -1 after a break (int32)."""
    left = np.full(len(stream), -1, dtype=np.int32)
    previous = stream.ids[:-1]
    follows_word = stream.gap[1:] < BREAK
    left[1:] = np.where(follows_word, previous, -1)
    return left


def _are_cut(corpus: Corpus, repeats: MaximalRepeats, longest: int) -> np.ndarray:
    """Return which phrases are only the beginning of a longer repeat (bool).

    They have the largest number of words, and the same word follows them at each
    occurrence.
    """
    is_cut = np.zeros(len(repeats), dtype=bool)
    has_largest_size = repeats.size == longest
    phrases = has_largest_size.nonzero()[0]
    if not len(phrases):
        return is_cut
    suffixes = expand_ranges(repeats.low[phrases], repeats.high[phrases])
    first_token = suffix_array_of(corpus).order[suffixes]
    following = _type_ids_at(corpus.stream, first_token + longest)
    count = repeats.count[phrases]
    first_occurrence = np.cumsum(count) - count
    smallest = np.minimum.reduceat(following, first_occurrence)
    largest = np.maximum.reduceat(following, first_occurrence)
    is_same_word = smallest == largest
    is_word = smallest >= 0
    is_cut[phrases] = is_same_word & is_word
    return is_cut


def _type_ids_at(stream: TokenStream, tokens: np.ndarray) -> np.ndarray:
    """Return the type id of each token; -1 after a break or the end of the corpus."""
    last = len(stream) - 1
    is_token = tokens <= last
    nearest = np.minimum(tokens, last)
    follows_word = is_token & (stream.gap[nearest] < BREAK)
    return np.where(follows_word, stream.ids[nearest], -1)


def _coverage_by_lexicon(
    corpus: Corpus, repeats: MaximalRepeats, lexicon: Formulas | None
) -> tuple[np.ndarray, np.ndarray]:
    """Return the share of each phrase that a family covers, and the family's name."""
    phrases = len(repeats)
    if lexicon is None:
        no_share = np.full(phrases, np.nan)
        no_family = np.full(phrases, "", dtype=object)
        return no_share, no_family
    lexicon = as_lexicon(lexicon)
    hits = find_mentions(corpus, lexicon)
    share, family = measure_lexicon_coverage(
        suffix_array_of(corpus),
        low=repeats.low,
        high=repeats.high,
        size=repeats.size,
        first=hits.first,
        last=hits.last,
        family=hits.family,
    )
    # The number -1 of a phrase without a family takes the last name, which is empty.
    names = np.array([*lexicon.names, ""], dtype=object)
    return share, names[family]


def _order_of_rows(repeats: MaximalRepeats, c_value: np.ndarray) -> np.ndarray:
    """Return the phrases by C-value, count and the order of their words."""
    highest_first = -tables.round_to_digits(c_value)
    most_frequent_first = -repeats.count
    # Of two phrases with one first rank, the shorter is the beginning of the longer.
    keys = (repeats.size, repeats.low, most_frequent_first, highest_first)
    return np.lexsort(keys)


def _take(repeats: MaximalRepeats, phrases: np.ndarray) -> MaximalRepeats:
    """Return some of the phrases, in the order given."""
    return MaximalRepeats(
        low=repeats.low[phrases],
        high=repeats.high[phrases],
        size=repeats.size[phrases],
        documents=repeats.documents[phrases],
        first=repeats.first[phrases],
    )


def _columns_of_rates(
    corpus: Corpus, phrases: MaximalRepeats, *, per: int, options: IntervalOptions
) -> dict[str, Any]:
    """Return the words of each phrase and its rate with interval and dispersion."""
    stream = corpus.stream
    terms = np.empty(len(phrases), dtype=object)
    script_bits = np.empty(len(phrases), dtype=np.int64)
    for length in np.unique(phrases.size).tolist():
        has_length = phrases.size == length
        type_ids = _type_ids_from(stream, phrases.first[has_length], length)
        terms[has_length] = spell_sequences(type_ids, stream.vocabulary)
        script_bits[has_length] = script_bits_of_terms(corpus, type_ids)
    columns = phrase_rates(
        corpus,
        options,
        low=phrases.low,
        high=phrases.high,
        script_bits=script_bits,
    )
    columns["term"] = terms
    columns["rate"] = per * phrases.count / columns["words"]
    columns["per"] = per
    columns["low"] = per * columns["low"]
    columns["high"] = per * columns["high"]
    return columns


def _type_ids_from(stream: TokenStream, first: np.ndarray, length: int) -> np.ndarray:
    """Return the type ids of `length` tokens from each first token, one row each."""
    offsets = np.arange(length)
    tokens = first[:, None] + offsets
    return stream.ids[tokens]


def _columns_of_first_occurrence(
    corpus: Corpus, phrases: MaximalRepeats
) -> dict[str, Any]:
    """Return where each phrase first occurs, and its raw text there."""
    stream = corpus.stream
    last = phrases.first + phrases.size - 1
    documents = stream.document[phrases.first].tolist()
    starts = stream.start[phrases.first].tolist()
    ends = stream.end[last].tolist()
    docs = []
    surfaces = []
    for document, start, end in zip(documents, starts, ends, strict=True):
        doc = corpus.names[document]
        text = corpus.raw[doc]
        docs.append(doc)
        surfaces.append(text[start:end])
    return {"doc": docs, "start": starts, "end": ends, "surface": surfaces}
