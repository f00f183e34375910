"""How often formulas occur, with intervals of their rates."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from discourse import tables
from discourse.corpus import Corpus, as_corpus
from discourse.counting.prefix_sums import range_starts
from discourse.counting.rate_denominators import TermCounts
from discourse.counting.rate_intervals import (
    DISPERSION,
    METHODS,
    Interval,
    IntervalOptions,
    estimate_rate_interval,
)
from discourse.lexicons import Formulas, Lexicon, as_lexicon
from discourse.matching import Hits, count_families_and_words, find_mentions
from discourse.measures import garwood
from discourse.phrases import Phrase
from discourse.settings import CONFIDENCE_LEVEL, PER_WORDS
from discourse.validation import check_option, check_whole_number, options_by_name

__all__ = ["frequencies"]


@options_by_name
def frequencies(
    corpus: Corpus,
    lexicon: Formulas,
    *,
    by: str | None = None,
    per: int = PER_WORDS,
    counting: Literal["inclusive", "strict"] = "inclusive",
    interval: Interval = "documents",
    confidence_level: float = CONFIDENCE_LEVEL,
    cluster: str | None = None,
    rng: int | np.random.Generator = 0,
) -> pd.DataFrame:
    """Return how often each formula occurs in each group of documents.

    Parameters
    ----------
    corpus : Corpus
    lexicon : Lexicon, Phrase, dict or str
    by : str, optional
        Metadata column whose values make the groups; "doc" for each document by itself.
    per : int
        Words a rate refers to.
    counting : {'inclusive', 'strict'}
        Whether clipped and allusive wordings (``strict = false`` in the lexicon) enter
        rate, interval, documents, dispersion and standard.
    interval : {'documents', 'bootstrap', 'words'}
        The units that the interval takes as drawn by chance. 'documents': each document
        of the group (:func:`document_interval`). 'bootstrap': the same by resampling
        documents (BCa); missing for a formula without a mention. 'words': each word by
        itself (Garwood). In a group of one or two documents all three give the interval
        on words.
    confidence_level : float
        Share of such intervals that are to contain the true value, between 0 and 1.
    cluster : str, optional
        Metadata column of what was written together. Documents of one event, country or
        author then count as one unit of the interval. Without it each document is a
        unit.
    rng : int or numpy.random.Generator
        Seed of the bootstrap; the same seed gives the same table.

    Returns
    -------
    pandas.DataFrame
        Kind "frequencies", one row for each family and group, zeros included, in the
        order of the lexicon and of the groups.

    See Also
    --------
    mentions : each mention with its place.
    discourse.plot.frequencies : draws this table.
    dispersion : other measures of how evenly a formula is spread.

    Notes
    -----
    Use it to compare how often groups of documents use a formula. Compare the rates,
    not the counts, and compare their intervals: where two intervals overlap widely, the
    corpus does not show a difference. With few documents the intervals are wide; the
    column `note` then says why.

    ``rate = per * count / words``, where words are the unmasked tokens in the scripts
    of the family's patterns. Digits count with every script.

    A formula comes in bursts, so words are not drawn independently. This was tried on
    speeches of the UN General Debate drawn with replacement. 95 % intervals with
    *documents* as units contained the rate of all speeches 92 to 100 times in 100.
    Intervals with words as units contained it 77 to 90 times for frequent words. The
    bootstrap contained it 16 to 62 times for formulas in 50 documents or fewer, because
    resamples of a formula that few documents have hardly vary
    (``tests/benchmarks/calibration.py``). This is why 'documents' is the default.

    The interval of a single text says what its rate could be if the text were one draw
    from its own writing process. It is never a statement on a population of documents.
    No interval corrects a corpus that was chosen for its formulas.

    `dispersion` is D_P (Egbert et al. 2020) over the documents of the group:
    ``1 - DP / (1 - smallest share)``. The smallest share is the share of all words that
    the shortest document with the formula has. D_P is 1 where the formula is spread as
    evenly as the words. It is missing with one document or without a mention. Compare
    it only between groups of about as many documents.

    References
    ----------
    Garwood (1936), Biometrika 28, 437-442. Korn & Graubard (1998), Survey Methodology
    24(2), 193-201. Efron (1987), Journal of the American Statistical Association 82,
    171-185. Egbert, Burch & Biber (2020), International Journal of Corpus Linguistics
    25(1), 89-115.

    Examples
    --------
    >>> texts = {
    ...     "a": "win-win results",
    ...     "b": "a win-win, again a win-win",
    ...     "c": "no results",
    ... }
    >>> table = frequencies(Corpus.from_texts(texts), "win-win", per=100)
    >>> columns = ["count", "words", "rate", "low", "high", "documents", "dispersion"]
    >>> table[columns].round(2)
       count  words   rate   low   high  documents  dispersion
    0      3      9  33.33  0.12  100.0          2        0.71
    """
    corpus = as_corpus(corpus)
    lexicon = as_lexicon(lexicon)
    check_option("counting", counting, ("inclusive", "strict"))
    per = check_whole_number("per", per, hint=" (words), such as 1000")
    options = IntervalOptions.check(corpus, interval, confidence_level, cluster, rng)
    codes, groups = corpus.groups(by)
    counts = _count_mentions(
        corpus, lexicon, codes, len(groups), strict_only=counting == "strict"
    )
    rates = _estimate_rates(counts, codes, len(groups), options)
    documents_of_group = np.bincount(codes, minlength=len(groups))
    # Without words there is no rate, and without mentions no share: both are missing.
    with np.errstate(invalid="ignore", divide="ignore"):
        rate = per * counts.in_rate / rates.words.ravel()
        standard_share = counts.standard / counts.in_rate
    return tables.make(
        "frequencies",
        {
            "family": np.repeat(np.array(lexicon.names, dtype=object), len(groups)),
            "group": list(groups) * len(lexicon),
            "count": counts.inclusive,
            "count_strict": counts.strict,
            "counting": counting,
            "words": rates.words.ravel(),
            "rate": rate,
            "per": per,
            "low": per * rates.low.ravel(),
            "high": per * rates.high.ravel(),
            "interval": rates.interval.ravel(),
            "interval_unit": rates.interval_unit.ravel(),
            "confidence_level": options.confidence_level,
            "documents": counts.documents,
            "of_documents": np.tile(documents_of_group, len(lexicon)),
            "dispersion": rates.dispersion.ravel(),
            "dispersion_measure": DISPERSION,
            "standard": standard_share,
            "note": rates.note.ravel(),
        },
        labels={"family": lexicon.label_of, "group": corpus.group_label_of(by)},
    )


@dataclass(frozen=True, eq=False)
class _MentionCounts:
    """Counts of mentions in each group, for each family.

    Attributes
    ----------
    inclusive : int64 array, shape (families * groups,)
        Mentions of any wording. All groups of the first family come first.
    strict : int64 array, shape (families * groups,)
        Mentions of a strict wording.
    in_rate : int64 array, shape (families * groups,)
        Mentions that the rate rests on: strict ones or all, as the call asks.
    standard : int64 array, shape (families * groups,)
        Those of them in a standard wording.
    documents : int64 array, shape (families * groups,)
        Documents with a mention that the rate rests on.
    by_document : TermCounts
        How often each document has each family, and how many words it has.
    """

    inclusive: np.ndarray
    strict: np.ndarray
    in_rate: np.ndarray
    standard: np.ndarray
    documents: np.ndarray
    by_document: TermCounts


def _count_mentions(
    corpus: Corpus,
    lexicon: Lexicon,
    codes: np.ndarray,
    group_count: int,
    *,
    strict_only: bool,
) -> _MentionCounts:
    """Return how many mentions of each family each group has.

    Parameters
    ----------
    corpus : Corpus
    lexicon : Lexicon
    codes : int64 array, shape (documents,)
        The group of each document.
    group_count : int
    strict_only : bool
        Whether only strict wordings enter the rate.
    """
    hits = find_mentions(corpus, lexicon)
    is_strict = _flag_of_hits(lexicon, hits, _is_strict)
    is_standard = _flag_of_hits(lexicon, hits, _is_standard)
    is_in_rate = np.ones(len(hits), dtype=bool)
    if strict_only:
        is_in_rate = is_strict
    by_document = count_families_and_words(
        corpus, lexicon, hits=hits, is_used=is_in_rate
    )
    # A cell is one family in one group. Cells are numbered family by family.
    cell_count = len(lexicon) * group_count
    group = codes[corpus.stream.document[hits.first]]
    cell = hits.family * group_count + group
    document, family = by_document.matrix.nonzero()
    cell_of_document = family * group_count + codes[document]
    inclusive = np.bincount(cell, minlength=cell_count)
    strict = np.bincount(cell[is_strict], minlength=cell_count)
    in_rate = np.bincount(cell[is_in_rate], minlength=cell_count)
    standard = np.bincount(cell[is_in_rate & is_standard], minlength=cell_count)
    documents = np.bincount(cell_of_document, minlength=cell_count)
    return _MentionCounts(
        inclusive=inclusive,
        strict=strict,
        in_rate=in_rate,
        standard=standard,
        documents=documents,
        by_document=by_document,
    )


def _is_strict(phrase: Phrase) -> bool:
    return phrase.strict


def _is_standard(phrase: Phrase) -> bool:
    return phrase.status == "standard"


def _flag_of_hits(
    lexicon: Lexicon, hits: Hits, has_flag: Callable[[Phrase], bool]
) -> np.ndarray:
    """Return for each hit whether its phrase has a property (bool).

    The phrases of all families are numbered one after the other. The number of a hit's
    phrase is that of its family's first phrase plus its place in the family.
    """
    flags: list[bool] = []
    for family in lexicon.families:
        flags.extend(map(has_flag, family.phrases))
    first_phrase = _first_phrases(lexicon)
    phrase = first_phrase[hits.family] + hits.phrase
    flag_of_phrase = np.array(flags, dtype=bool)
    return flag_of_phrase[phrase]


def _first_phrases(lexicon: Lexicon) -> np.ndarray:
    """Return the number of the first phrase of each family (int64)."""
    phrase_counts = [len(family.phrases) for family in lexicon.families]
    return range_starts(np.array(phrase_counts, dtype=np.int64))


@dataclass(frozen=True, eq=False)
class _Rates:
    """What is estimated for each family (row) in each group (column).

    Attributes
    ----------
    words : int64 array
        Words that the rate refers to.
    low, high : float64 arrays
        Ends of the interval of the rate a word.
    dispersion : float64 array
    interval, interval_unit, note : object arrays of str
        The method of the interval, what it takes as independent, and what it cannot
        show.
    """

    words: np.ndarray
    low: np.ndarray
    high: np.ndarray
    dispersion: np.ndarray
    interval: np.ndarray
    interval_unit: np.ndarray
    note: np.ndarray


def _estimate_rates(
    counts: _MentionCounts,
    codes: np.ndarray,
    group_count: int,
    options: IntervalOptions,
) -> _Rates:
    """Estimate interval and dispersion of each family in each group."""
    by_document = counts.by_document
    rates = _rates_on_words(counts, codes, group_count, options)
    counts_by_family = by_document.matrix.T.tocsr()
    documents_of_group = np.bincount(codes, minlength=group_count)
    # A group of one document keeps the interval on words.
    has_several_documents = documents_of_group > 1
    for group in np.flatnonzero(has_several_documents).tolist():
        documents = np.flatnonzero(codes == group)
        # Families of one kind have the same words in their denominator.
        for kind in np.unique(by_document.kind).tolist():
            families = np.flatnonzero(by_document.kind == kind)
            estimate = estimate_rate_interval(
                counts_by_family[families][:, documents],
                by_document.words[documents, kind],
                options,
                documents,
            )
            rates.low[families, group] = estimate.low
            rates.high[families, group] = estimate.high
            rates.dispersion[families, group] = estimate.dispersion
            rates.interval[families, group] = estimate.interval
            rates.interval_unit[families, group] = estimate.interval_unit
            rates.note[families, group] = estimate.note
    return rates


def _rates_on_words(
    counts: _MentionCounts,
    codes: np.ndarray,
    group_count: int,
    options: IntervalOptions,
) -> _Rates:
    """Return the intervals that take words as independent, without dispersion."""
    by_document = counts.by_document
    words_by_kind = by_document.words_in_groups(codes, group_count)
    words = words_by_kind[:, by_document.kind].T
    low, high = garwood(
        counts.in_rate.reshape(words.shape),
        words,
        confidence_level=options.confidence_level,
    )
    note_of_one = np.array(options.note("words", 1), dtype=object)
    note_of_none = np.array(options.note("words", 0), dtype=object)
    return _Rates(
        words=words,
        low=np.asarray(low),
        high=np.minimum(high, 1.0),  # a formula occurs at most once a word
        dispersion=np.full(words.shape, np.nan),
        interval=np.full(words.shape, METHODS["words"], dtype=object),
        interval_unit=np.full(words.shape, options.unit_of("words"), dtype=object),
        note=np.where(words > 0, note_of_one, note_of_none),
    )
