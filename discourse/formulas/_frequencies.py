"""How often formulas occur, with intervals of their rates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from discourse import tables
from discourse.corpus import Corpus, as_corpus
from discourse.counting.rate_intervals import (
    DISPERSION,
    METHODS,
    Interval,
    IntervalOptions,
    estimate_rate_interval,
)
from discourse.lexicons import Formulas, Lexicon, as_lexicon
from discourse.matching import (
    LanguageCounts,
    count_languages_and_words,
    find_mentions,
    first_languages,
    languages_of_families,
    languages_of_hits,
    phrase_property,
)
from discourse.measures import garwood
from discourse.progress import shows_progress
from discourse.settings import CONFIDENCE_LEVEL, PER_WORDS
from discourse.validation import check_option, check_whole_number, options_by_name

__all__ = ["frequencies"]


@options_by_name
@shows_progress
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
    progress: bool = True,
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
    progress : bool
        Show a bar if the call takes longer than two seconds.

    Returns
    -------
    pandas.DataFrame
        Kind "frequencies", one row for each family, language and group, zeros included,
        in the order of the lexicon and of the groups. A family has rows for those of its
        languages that documents are written in, or mention it in.

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

    `counts_as` tells families apart whose words are the formula's own ("formula") from
    those whose words are common in the language ("phrase"). A count of the latter is one
    of the phrase: others use "mutual benefit" without a thought of the formula.
    `count_unanchored` is how often short wordings such as "common destiny" stand without
    a full wording beside them; they are not counted (:func:`mentions`).

    ``rate = per * count / words``, where words are the unmasked tokens in the scripts
    of the family's patterns in this language, in the documents that are written in it
    or mention the formula in it. These are `of_documents`; for a family in one language
    they are all documents. Where a family has languages in one script, such as English
    and French, a document is in the one whose function words it has, or else in the
    first. Digits count with every script; a document without letters is counted for the
    first language.

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
    # Without words there is no rate, and without mentions no share: both are missing.
    with np.errstate(invalid="ignore", divide="ignore"):
        rate = per * counts.in_rate / rates.words.ravel()
        standard_share = counts.standard / counts.in_rate
    languages = languages_of_families(lexicon)
    families = [lexicon.families[entry.family] for entry in languages]
    columns = {
        "family": _repeat([family.name for family in families], len(groups)),
        "language": _repeat([entry.language for entry in languages], len(groups)),
        "group": np.tile(np.array(groups, dtype=object), len(languages)),
        "count": counts.inclusive,
        "count_strict": counts.strict,
        "count_unanchored": counts.unanchored,
        "counts_as": _repeat([family.counts_as for family in families], len(groups)),
        "words": rates.words.ravel(),
        "rate": rate,
        "low": per * rates.low.ravel(),
        "high": per * rates.high.ravel(),
        "interval": rates.interval.ravel(),
        "interval_unit": rates.interval_unit.ravel(),
        "documents": counts.documents,
        "of_documents": counts.of_documents,
        "dispersion": rates.dispersion.ravel(),
        "standard": standard_share,
        "note": rates.note.ravel(),
    }
    rows = {name: cells[counts.is_shown] for name, cells in columns.items()}
    return tables.make(
        "frequencies",
        {
            **rows,
            "counting": counting,
            "per": per,
            "confidence_level": options.confidence_level,
            "dispersion_measure": DISPERSION,
        },
        labels={"family": lexicon.label_of, "group": corpus.group_label_of(by)},
    )


def _repeat(values: Sequence[str], count: int) -> np.ndarray:
    """Return each value `count` times (object array)."""
    return np.repeat(np.array(values, dtype=object), count)


@dataclass(frozen=True, eq=False)
class _MentionCounts:
    """Counts of mentions in each group, for each language of each family.

    All arrays but `by_document` have the shape (languages * groups,): all groups of the
    first language of the first family come first.

    Attributes
    ----------
    inclusive : int64 array
        Mentions of any wording.
    strict : int64 array
        Mentions of a strict wording.
    unanchored : int64 array
        Short wordings without a full one beside them, which are no mentions.
    in_rate : int64 array
        Mentions that the rate rests on: strict ones or all, as the call asks.
    standard : int64 array
        Those of them in a standard wording.
    documents : int64 array
        Documents with a mention that the rate rests on.
    of_documents : int64 array
        Documents of the group that are counted for the language
        (:class:`~discourse.matching.language_counts.LanguageCounts`).
    is_shown : bool array
        Whether there is a row: some group has the language.
    by_document : LanguageCounts
        How often each document has each family in each language, and how many words it
        has.
    """

    inclusive: np.ndarray
    strict: np.ndarray
    unanchored: np.ndarray
    in_rate: np.ndarray
    standard: np.ndarray
    documents: np.ndarray
    of_documents: np.ndarray
    is_shown: np.ndarray
    by_document: LanguageCounts


def _count_mentions(
    corpus: Corpus,
    lexicon: Lexicon,
    codes: np.ndarray,
    group_count: int,
    *,
    strict_only: bool,
) -> _MentionCounts:
    """Return how many mentions of each family each group has in each language.

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
    hits = find_mentions(corpus, lexicon, unanchored=True)
    is_strict = phrase_property(lexicon, hits, "strict") & hits.is_anchored
    is_standard = phrase_property(lexicon, hits, "status") == "standard"
    is_in_rate = is_strict if strict_only else hits.is_anchored
    by_document = count_languages_and_words(corpus, lexicon, hits, is_in_rate)
    language_count = by_document.matrix.shape[1]
    # A cell is one language of a family in one group. Cells are numbered language by
    # language.
    cell_count = language_count * group_count
    group = codes[corpus.stream.document[hits.first]]
    cell = languages_of_hits(lexicon, hits) * group_count + group
    document, language = by_document.matrix.nonzero()
    cell_of_document = language * group_count + codes[document]
    unanchored = np.bincount(cell[~hits.is_anchored], minlength=cell_count)
    inclusive = np.bincount(cell[hits.is_anchored], minlength=cell_count)
    document, language = by_document.is_counted.nonzero()
    cell_of_member = language * group_count + codes[document]
    of_documents = np.bincount(cell_of_member, minlength=cell_count)
    return _MentionCounts(
        inclusive=inclusive,
        strict=np.bincount(cell[is_strict], minlength=cell_count),
        unanchored=unanchored,
        in_rate=np.bincount(cell[is_in_rate], minlength=cell_count),
        standard=np.bincount(cell[is_in_rate & is_standard], minlength=cell_count),
        documents=np.bincount(cell_of_document, minlength=cell_count),
        of_documents=of_documents,
        is_shown=_are_shown(lexicon, of_documents + inclusive + unanchored),
        by_document=by_document,
    )


def _are_shown(lexicon: Lexicon, counts: np.ndarray) -> np.ndarray:
    """Return which cells have a row (bool).

    A language has rows if any group has documents or mentions in it, and then a row for
    each group. A family without such a language has rows for its first.

    Parameters
    ----------
    lexicon : Lexicon
    counts : int64 array, shape (languages * groups,)
        The documents and mentions of each cell, all groups of the first language first.
    """
    languages = languages_of_families(lexicon)
    if not languages:
        return counts > 0
    counts_by_language = counts.reshape(len(languages), -1)
    is_shown = counts_by_language.sum(axis=1) > 0
    first = first_languages(languages)
    is_shown_in_families = np.logical_or.reduceat(is_shown, first)
    is_shown[first] |= ~is_shown_in_families
    group_count = counts_by_language.shape[1]
    return np.repeat(is_shown, group_count)


@dataclass(frozen=True, eq=False)
class _Rates:
    """What is estimated for each language of a family (row) in each group (column).

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
    """Estimate interval and dispersion of each family and language in each group."""
    by_document = counts.by_document
    rates = _rates_on_words(counts, codes, group_count, options)
    counts_by_language = by_document.matrix.T.tocsr()
    documents_of_group = np.bincount(codes, minlength=group_count)
    # A group of one document keeps the interval on words.
    has_several_documents = documents_of_group > 1
    for group in np.flatnonzero(has_several_documents).tolist():
        documents = np.flatnonzero(codes == group)
        # Rows of one kind have the same words in their denominator.
        for kind in np.unique(by_document.kind).tolist():
            rows = np.flatnonzero(by_document.kind == kind)
            estimate = estimate_rate_interval(
                counts_by_language[rows][:, documents],
                by_document.words[documents, kind],
                options,
                documents,
            )
            rates.low[rows, group] = estimate.low
            rates.high[rows, group] = estimate.high
            rates.dispersion[rows, group] = estimate.dispersion
            rates.interval[rows, group] = estimate.interval
            rates.interval_unit[rows, group] = estimate.interval_unit
            rates.note[rows, group] = estimate.note
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
