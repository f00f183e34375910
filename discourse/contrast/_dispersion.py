"""Dispersion: whether a term is spread over the documents, or keeps to a few of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from discourse import notes, tables
from discourse.accelerators import map_in_threads
from discourse.contrast.term_counts import (
    Terms,
    count_compared_terms,
    label_families,
    note_of_two_languages,
)
from discourse.corpus import Corpus, as_corpus
from discourse.counting.rate_denominators import TermCounts
from discourse.measures import clopper_pearson
from discourse.measures.dispersion import occupied_parts
from discourse.measures.dispersion_intervals import DISPERSIONS, intervals_of_scores
from discourse.measures.dispersion_proportions import most_even_counts
from discourse.measures.exact_arithmetic import Floats
from discourse.progress import shows_progress
from discourse.registries import DISPERSION_MEASURES, INTERVALS
from discourse.settings import CONFIDENCE_LEVEL, FEW_DOCUMENTS_OF_DISPERSION, PER_WORDS
from discourse.validation import (
    check_confidence_level,
    check_option,
    check_whole_number,
    options_by_name,
)

__all__ = ["dispersion"]

MEASURES = tuple(DISPERSION_MEASURES)
RANGE = MEASURES.index("range")
_SCORES = ("score", "low", "high", "least", "most")
# Numbers of terms and documents of a block, whose arrays stay in the cache.
_CELLS = 1 << 19
_ROUNDING = 1e-12  # a score nearer to 0 is 0 but for rounding
_KINDS_OF_ROWS = ("measure", "document")
# The method of an interval, or why there is none. The last one is of other rows.
_JACKKNIFE = "jackknife"
_EXACT = "clopper_pearson"
_REASONS = (
    "not_asked_for",
    "absent",
    "one_document",
    "in_one_document",
    "two_documents",
    "perfectly_even",
)
_INTERVAL_NAMES = (_JACKKNIFE, _EXACT, *_REASONS, "")


@options_by_name
@shows_progress
def dispersion(
    corpus: Corpus,
    of: Terms,
    *,
    by: str | None = None,
    min_count: int = 2,
    per: int = PER_WORDS,
    interval: Literal["documents", "none"] = "documents",
    confidence_level: float = CONFIDENCE_LEVEL,
    progress: bool = True,
) -> pd.DataFrame:
    """Return how evenly words, phrases or formulas are spread over the documents.

    There are several measures, each with its limits.

    Parameters
    ----------
    corpus : Corpus
        Masked text is not counted. Documents without a word (in the scripts of the
        term) are left out.
    of : int, pair of int, Lexicon, Phrase, dict or str
        What is looked at: words (1), n-grams of a length (2) or of all lengths of a
        pair ((1, 3)), or formulas.
    by : str, optional
        Metadata column whose values make the groups. The documents of a group are its
        parts.
    min_count : int
        Leave out terms that occur less often in all groups together. From 1.
    per : int
        Words that a rate refers to.
    interval : {'documents', 'none'}
        What is taken as the random sample: each document of the group. 'none' saves
        time where there are very many terms and documents. Intervals take about a
        second for each ten million pairs of a term and a document (those without it
        too), longer than all the rest.
    confidence_level : float
        Share of such intervals that contain the true value, between 0 and 1.
    progress : bool
        Show a bar if the call takes longer than two seconds.

    Returns
    -------
    pandas.DataFrame
        Kind "dispersion". Terms are in order of the lexicon; words are in order of
        count, then of name. For each term there are the groups. For each group there is
        a row of kind "measure" for each measure, then one of kind "document" for each
        document that has the term. `least` and `most` are limits of the score for as
        many occurrences. `least` is the score of all of them in the smallest document.
        `most` is the score of counts as near to the sizes of the documents as whole
        numbers come. (No arrangement has a lower DP; by another measure one may be a
        little more even.) `score` is missing where a group lacks the term, or has one
        document.

    Raises
    ------
    ColumnError, OptionError
        There is no such column, or an option does not take this value.

    See Also
    --------
    keyness : What one group of documents uses more than another.
    frequencies : How often each group uses each formula.

    Notes
    -----
    *When to use it.* To see whether a frequent term belongs to all documents or to a
    few of them.

    *How to read it.* Look at `dp_egbert` first: 1 means that the occurrences are in
    proportion to the words of the documents. Compare the score with `least` and `most`,
    because a rare term can never be even: two occurrences in fifty documents have few
    arrangements, whatever the term. Do *not* compare groups with other numbers of
    documents, or with documents of other lengths: every measure depends on both.

    The measures are listed, with their sources, in
    :data:`discourse.registries.DISPERSION_MEASURES`. Let `v` be the counts, `s` the
    shares of the words and `t` the shares of the occurrences in k documents, and `p`
    the rates (formulas and traps: :mod:`discourse.measures`):

    - `dp_egbert`, 1 = even: ``1 - DP / (1 - smallest s that has the term)``.
    - `dp` and `dp_norm`, **0** = even: ``sum |t - s| / 2``; the same over its largest
      value, ``1 - min s``.
    - `juilland_d`, 1 = even: ``1 - sd(p) / mean(p) / sqrt(k - 1)``. It comes near 1
      where there are many documents.
    - `carroll_d2`, 1 = even: entropy of the rates over ``log k``.
    - `rosengren_s`, 1 = even: ``(sum sqrt(s t))^2``; never below ``min s``.
    - `da`, 1 = even: ``1 - mean |p_i - p_j| / (2 mean p)``.
    - `kld`, bits, **0** = even: ``sum t log2(t / s)``.
    - `range`: documents that have the term. `most` is the number of occurrences or of
      documents, whichever is smaller.

    A sample of k documents does not estimate the dispersion in the whole population,
    because that has more parts. The interval is of *the mean score of k documents drawn
    like these*. It is a jackknife with a t quantile on a logit scale
    (:func:`discourse.measures.dispersion_intervals.dispersion_interval`). It was chosen
    by trial on speeches of the UN General Debate, 3 to 500 drawn at a time (3 to 50 in
    ``tests/benchmarks/calibration.py``). Of 95 % intervals of any measure, 92 to 100 in
    100 contained that mean. Coverage is low for S (92 to 93 from 5 to 20 speeches), for
    D2 and KLD (94) with words of more than 1,250 per million, and for Juilland's D from
    50 speeches (93 to 95). It is high, and the interval wide, for words in few of the
    documents. Bootstrap intervals (percentile or BCa) contained the mean, for words of
    more than 1,250 per million, 67 to 84 times from 5 speeches and 80 to 92 from 10.
    Range has the exact binomial interval (96 to 100). Where documents come from few
    authors or events all intervals are too narrow: with 20 speeches from each of 10
    countries, 81 to 87 times for words of more than 50 per million. If these documents
    are the whole population, no interval is needed.

    References
    ----------
    Egbert, Burch & Biber (2020), International Journal of Corpus Linguistics 25(1),
    89-115. Gries (2008), same journal 13(4), 403-437; (2022), Journal of Second
    Language Studies 5(2), 171-205, for least and most. Lijffijt & Gries (2012);
    Juilland & Chang-Rodriguez (1964); Carroll (1970); Rosengren (1971); Burch, Egbert &
    Biber (2017); Keniston (1920).

    Examples
    --------
    >>> texts = {"a": "peace and trade", "b": "peace for all", "c": "war and war"}
    >>> table = dispersion(Corpus.from_texts(texts), 1)
    >>> table = table[table["measure"] == "dp_egbert"]
    >>> table[["term", "count", "score", "least", "most", "documents"]]
         term  count  score  least  most  documents
    0     and      2    0.5    0.0   0.5          2
    11  peace      2    0.5    0.0   0.5          2
    22    war      2    0.0    0.0   0.5          1
    """
    corpus = as_corpus(corpus)
    min_count = check_whole_number("min_count", min_count)
    per = check_whole_number("per", per, hint=" (words), such as 1000")
    check_option("interval", interval, ("documents", "none"))
    confidence_level = check_confidence_level(confidence_level)
    interval_level = confidence_level if interval == "documents" else None
    group_codes, group_names = corpus.groups(by)
    counts = count_compared_terms(corpus, of)
    terms = _choose_terms(counts, min_count)
    if not len(terms):
        return tables.make("dispersion", {})
    groups = []
    for group_number in range(len(group_names)):
        group_documents = (group_codes == group_number).nonzero()[0]
        groups.append(_measure_group(counts, terms, group_documents, interval_level))
    columns = _join_rows(groups)
    with np.errstate(invalid="ignore", divide="ignore"):
        columns["rate"] = per * columns["count"] / columns["words"]
    columns["per"] = per
    is_method = np.array([name in INTERVALS for name in _INTERVAL_NAMES])
    has_interval = is_method[columns["interval"]]
    columns["confidence_level"] = np.where(has_interval, confidence_level, np.nan)
    columns["interval_unit"] = has_interval.astype(np.intp)
    note_texts = [text for group in groups for text in group.note_texts]
    texts_by_column = {
        "kind": _KINDS_OF_ROWS,
        "term": counts.spell(terms),
        "group": group_names,
        "doc": ("", *corpus.names),
        "measure": (*MEASURES, ""),
        "interval": _INTERVAL_NAMES,
        "interval_unit": ("", "documents"),
        "note": notes.add(note_texts, note_of_two_languages(corpus, of)),
    }
    for name, texts in texts_by_column.items():
        columns[name] = tables.take_texts(texts, columns[name])
    labels = {
        "term": label_families(of),
        "doc": corpus.label_of,
        "group": corpus.group_label_of(by),
    }
    return tables.make("dispersion", columns, labels=labels)


def _choose_terms(counts: TermCounts, min_count: int) -> np.ndarray:
    """Return the numbers of the terms that are frequent enough, in the table's order.

    Formulas stay in order of the lexicon. Words are in order of count, then of name.
    """
    counts_of_terms = np.asarray(counts.matrix.sum(axis=0)).ravel()
    terms = (counts_of_terms >= min_count).nonzero()[0]
    is_lexicon = isinstance(counts.source, tuple)
    if is_lexicon:
        return terms
    names = np.array(counts.spell(terms), dtype=object)
    by_name = np.argsort(names, kind="stable")
    # The rank of each term among the names, since `lexsort` takes numbers only.
    name_rank = np.argsort(by_name, kind="stable")
    order = np.lexsort((name_rank, -counts_of_terms[terms]))
    return terms[order]


@dataclass(frozen=True, eq=False)
class _Cells:
    """Every pair of a term and a document that has it, in order of both.

    Attributes
    ----------
    term, document : int64 arrays, shape (cells,)
        The number of the term in the table, and of the document in the corpus.
    count, words : int64 arrays, shape (cells,)
        Occurrences of the term, and the words of the document that its rate refers to.
    """

    term: np.ndarray
    document: np.ndarray
    count: np.ndarray
    words: np.ndarray


@dataclass(frozen=True, eq=False)
class _Group:
    """One group of documents by terms.

    Attributes
    ----------
    scores : float64 array, shape (scores, measures, terms)
        Score, low, high, least, most: the columns of these names.
    interval : int64 array, shape (measures, terms)
        The method of each interval, or why there is none, as an index of
        :data:`_INTERVAL_NAMES`.
    count, words : int64 arrays, shape (terms,)
        Occurrences of each term, and the words that its rate refers to.
    documents, of_documents : int64 arrays, shape (terms,)
        Documents that have the term, and documents with words in its scripts.
    note : int64 array, shape (terms,)
        What so many documents can and cannot show, as an index of `note_texts`.
    note_texts : list of str
        "" if there is nothing to say.
    cells : _Cells
    """

    scores: Floats
    interval: np.ndarray
    count: np.ndarray
    words: np.ndarray
    documents: np.ndarray
    of_documents: np.ndarray
    note: np.ndarray
    note_texts: list[str]
    cells: _Cells


def _measure_group(
    counts: TermCounts,
    terms: np.ndarray,
    documents: np.ndarray,
    interval_level: float | None,
) -> _Group:
    """Return the counts and scores of one group of documents.

    `interval_level` is the confidence level; None means that no intervals are computed.
    """
    matrix = counts.matrix[documents]
    matrix = matrix[:, terms].T.tocsr()
    matrix.sort_indices()
    document_words = counts.words[documents]
    kind_of_term = counts.kind[terms]
    scores = _score_all(matrix, document_words, kind_of_term, interval_level)
    term_of_cell = np.repeat(np.arange(len(terms)), np.diff(matrix.indptr))
    documents_with_term = np.bincount(term_of_cell, minlength=len(terms))
    has_words = document_words > 0
    of_documents = has_words.sum(axis=0)[kind_of_term]
    count_of_term = np.asarray(matrix.sum(axis=1), dtype=np.int64).ravel()
    note_texts, note = _small_sample_notes(count_of_term, of_documents)
    low = scores[_SCORES.index("low")]
    cells = _Cells(
        term=term_of_cell,
        document=documents[matrix.indices],
        count=matrix.data.astype(np.int64),
        words=document_words[matrix.indices, kind_of_term[term_of_cell]],
    )
    return _Group(
        scores=scores,
        interval=_interval_names(
            low, documents_with_term, of_documents, interval_level
        ),
        count=count_of_term,
        words=document_words.sum(axis=0)[kind_of_term],
        documents=documents_with_term,
        of_documents=of_documents,
        note=note,
        note_texts=note_texts,
        cells=cells,
    )


def _score_all(
    matrix: csr_array,
    words_by_kind: np.ndarray,
    kind_of_term: np.ndarray,
    interval_level: float | None,
) -> Floats:
    """Return the scores of all terms: an array of scores, measures and terms.

    Each kind of term refers to the words of its own scripts. Terms are taken in blocks,
    because full rows of all terms at once would not fit into memory.
    """
    scores = np.full((len(_SCORES), len(MEASURES), len(kind_of_term)), np.nan)
    for kind_number in np.unique(kind_of_term).tolist():
        documents_with_words = (words_by_kind[:, kind_number] > 0).nonzero()[0]
        sizes = words_by_kind[documents_with_words, kind_number].astype(np.float64)
        terms_of_kind = (kind_of_term == kind_number).nonzero()[0]
        matrix_of_kind = matrix[terms_of_kind][:, documents_with_words]
        scores_of_kind = _score_kind(matrix_of_kind, sizes, interval_level)
        scores[:, :, terms_of_kind] = scores_of_kind
    return scores


def _score_kind(
    matrix: csr_array, sizes: Floats, interval_level: float | None
) -> Floats:
    """Return the scores of the terms of one kind, from blocks that threads share.

    The scores are NaN for a term without occurrences, and for a single document.
    """
    scores = np.full((len(_SCORES), len(MEASURES), matrix.shape[0]), np.nan)
    occurring_terms = (matrix.sum(axis=1) > 0).nonzero()[0]
    if len(sizes) < 2 or not len(occurring_terms):
        return scores
    matrix = matrix[occurring_terms]
    block_terms = max(1, _CELLS // len(sizes))

    def score_from(start: int) -> Floats:
        """Return the scores of the block of terms that starts there."""
        counts = matrix[start : start + block_terms]
        return _score_occurring_terms(counts, sizes, interval_level)

    starts = range(0, matrix.shape[0], block_terms)
    scores_of_blocks = np.concatenate(list(map_in_threads(score_from, starts)), axis=2)
    least_score = scores_of_blocks[_SCORES.index("least")]
    least_score[...] = _lowest_scores(sizes)[:, None]
    scores_of_blocks[np.abs(scores_of_blocks) < _ROUNDING] = 0.0
    scores[:, :, occurring_terms] = scores_of_blocks
    return scores


def _lowest_scores(sizes: Floats) -> Floats:
    """Return the score of each measure if all occurrences are in one document.

    It is the smallest document, whatever the number of occurrences.
    """
    is_smallest = np.arange(len(sizes)) == sizes.argmin()
    most_uneven_counts = is_smallest.astype(np.float64)
    scores = np.ones(len(MEASURES))  # 1 for the range
    for name, measure in DISPERSIONS.items():
        scores[MEASURES.index(name)] = measure(most_uneven_counts, sizes)
    return scores


def _score_occurring_terms(
    counts: csr_array, sizes: Floats, interval_level: float | None
) -> Floats:
    """Return the scores of terms that occur, over two documents or more.

    The lowest scores are left out.
    """
    scores = np.full((len(_SCORES), len(MEASURES), counts.shape[0]), np.nan)
    # These are views: what is written into them is written into `scores`.
    score, low, high, _, most_score = scores
    parts = occupied_parts(counts, sizes)
    # The limits depend on the total only, so each total is looked at once.
    totals, total_of_term = np.unique(counts.sum(axis=1), return_inverse=True)
    total_of_term = total_of_term.reshape(-1)
    most_even_arrangements, _ = most_even_counts(totals, sizes)
    most_even_parts = occupied_parts(csr_array(most_even_arrangements), sizes)
    score_by_name = {}
    for name, measure in DISPERSIONS.items():
        measure_row = MEASURES.index(name)
        score_by_name[name] = measure(parts, sizes)
        score[measure_row] = score_by_name[name]
        score_of_total = measure(most_even_parts, sizes)
        most_score[measure_row] = score_of_total[total_of_term]
    document_count = len(sizes)
    documents_with_term = parts.parts_with_word
    score[RANGE] = documents_with_term
    # All occurrences in one document, or each in a document of its own.
    most_score[RANGE] = np.minimum(totals, document_count)[total_of_term]
    if interval_level is not None:
        # A term in one document only has no interval.
        several = (documents_with_term > 1).nonzero()[0]
        scores_of_several = {
            name: values[several] for name, values in score_by_name.items()
        }
        intervals = intervals_of_scores(
            scores_of_several, counts[several], sizes, confidence_level=interval_level
        )
        for name, (low_end, high_end) in intervals.items():
            measure_row = MEASURES.index(name)
            low[measure_row, several] = low_end
            high[measure_row, several] = high_end
        share_low, share_high = clopper_pearson(
            documents_with_term, document_count, confidence_level=interval_level
        )
        low[RANGE] = document_count * np.asarray(share_low)
        high[RANGE] = document_count * np.asarray(share_high)
    return scores


def _interval_names(
    low: Floats,
    documents_with_term: np.ndarray,
    of_documents: np.ndarray,
    interval_level: float | None,
) -> np.ndarray:
    """Return the method of each interval, or why there is none (int64)."""
    methods = np.full(low.shape, _INTERVAL_NAMES.index(_JACKKNIFE))
    methods[RANGE] = _INTERVAL_NAMES.index(_EXACT)
    # The first case that applies is the reason. If none does, the term is even.
    reasons = {
        "not_asked_for": np.full(len(documents_with_term), interval_level is None),
        "absent": documents_with_term == 0,
        "one_document": of_documents == 1,
        "in_one_document": documents_with_term == 1,
        "two_documents": of_documents == 2,
    }
    reason = np.select(
        list(reasons.values()),
        [_INTERVAL_NAMES.index(name) for name in reasons],
        _INTERVAL_NAMES.index("perfectly_even"),
    )
    return np.where(np.isnan(low), reason, methods)


def _small_sample_notes(
    counts: np.ndarray, of_documents: np.ndarray
) -> tuple[list[str], np.ndarray]:
    """Return the different notes of terms, and which of them each term has (int64).

    Parameters
    ----------
    counts, of_documents : int64 arrays, shape (terms,)
    """
    # Of the counts a note says only whether there are none, or fewer than documents.
    standing = np.sign(counts) + (counts >= of_documents)
    _, examples, note_of_term = np.unique(
        3 * of_documents + standing, return_index=True, return_inverse=True
    )
    note_texts = []
    for term in examples.tolist():
        note_texts.append(
            _small_sample_note(int(counts[term]), int(of_documents[term]))
        )
    return note_texts, note_of_term


def _small_sample_note(count: int, of_documents: int) -> str:
    """Return the note on scores from so many documents, or "" if none is needed."""
    if of_documents == 1:
        return notes.join([notes.make("no_dispersion")])
    if not of_documents or not count:
        return ""
    remarks = []
    if of_documents < FEW_DOCUMENTS_OF_DISPERSION:
        remarks.append(notes.make("few_scores", documents=of_documents))
        remarks.append(notes.make("read_between_least_and_most"))
    if count < of_documents:
        remarks.append(notes.make("cannot_be_even"))
        remarks.append(notes.make("compare_with_most"))
    return notes.join(remarks)


def _join_rows(groups: list[_Group]) -> dict[str, Any]:
    """Return the columns of all rows, in order of term, group and kind of row.

    The columns of text hold numbers. In `doc` 0 is no document.
    """
    measure_rows = _measure_rows(groups)
    document_rows = _document_rows(groups)
    columns: dict[str, Any] = {}
    for name in measure_rows:
        columns[name] = np.concatenate([measure_rows[name], document_rows[name]])
    term_number = columns["term"]
    group_number = columns["group"]
    for name in ("documents", "of_documents", "note"):
        columns[name] = _by_group(groups, name)[group_number, term_number]
    # The notes of each group follow those of the groups before it.
    note_counts = [len(group.note_texts) for group in groups]
    columns["note"] += (np.cumsum(note_counts) - note_counts)[group_number]
    # A stable sort: the measures stay before the documents.
    order = np.lexsort((group_number, term_number))
    for name in columns:
        columns[name] = columns[name][order]
    return columns


def _by_group(groups: list[_Group], name: str) -> np.ndarray:
    """Return one attribute of all groups, stacked: the first axis is the groups."""
    arrays = []
    for group in groups:
        values = getattr(group, name)
        arrays.append(values)
    return np.stack(arrays)


def _measure_rows(groups: list[_Group]) -> dict[str, np.ndarray]:
    """Return the columns of the rows of kind "measure", in order of term and group."""
    shape = (len(groups[0].count), len(groups), len(MEASURES))
    term_number, group_number, measure_number = np.indices(shape).reshape(3, -1)
    rows = {
        "kind": np.full(len(term_number), _KINDS_OF_ROWS.index("measure")),
        "term": term_number,
        "group": group_number,
        "doc": np.zeros(len(term_number), dtype=np.int64),
        "count": _by_group(groups, "count")[group_number, term_number],
        "words": _by_group(groups, "words")[group_number, term_number],
        "measure": measure_number,
        "interval": _by_group(groups, "interval")[
            group_number, measure_number, term_number
        ],
    }
    scores = _by_group(groups, "scores")
    for score_number, name in enumerate(_SCORES):
        rows[name] = scores[group_number, score_number, measure_number, term_number]
    return rows


def _document_rows(groups: list[_Group]) -> dict[str, np.ndarray]:
    """Return the columns of the rows of kind "document", in order of the groups."""
    cell_counts = [len(group.cells.term) for group in groups]
    document_of_cell = np.concatenate([group.cells.document for group in groups])
    cell_count = len(document_of_cell)
    rows = {
        "kind": np.full(cell_count, _KINDS_OF_ROWS.index("document")),
        "term": np.concatenate([group.cells.term for group in groups]),
        "group": np.repeat(np.arange(len(groups)), cell_counts),
        "doc": document_of_cell + 1,
        "count": np.concatenate([group.cells.count for group in groups]),
        "words": np.concatenate([group.cells.words for group in groups]),
        "measure": np.full(cell_count, len(MEASURES)),
        "interval": np.full(cell_count, _INTERVAL_NAMES.index("")),
    }
    for name in _SCORES:
        rows[name] = np.full(cell_count, np.nan)
    return rows
