"""Dispersion: whether a term is spread over the documents, or keeps to a few of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from discourse import notes, tables
from discourse.contrast.term_counts import Terms, count_compared_terms
from discourse.corpus import Corpus, as_corpus
from discourse.counting.rate_denominators import TermCounts
from discourse.measures import clopper_pearson
from discourse.measures.dispersion_intervals import DISPERSIONS, dispersion_interval
from discourse.measures.dispersion_proportions import (
    dispersion_by_kind,
    most_even_counts,
)
from discourse.measures.exact_arithmetic import Floats
from discourse.registries import DISPERSION_MEASURES
from discourse.settings import CONFIDENCE_LEVEL, FEW_DOCUMENTS_OF_DISPERSION, PER_WORDS
from discourse.validation import (
    check_confidence_level,
    check_option,
    check_whole_number,
    options_by_name,
    percent_of_confidence,
)

__all__ = ["dispersion"]

MEASURES = tuple(DISPERSION_MEASURES)
RANGE = MEASURES.index("range")
_SCORES = ("score", "low", "high", "least", "most")
_CELLS = 1 << 20  # counts held as full rows at once
_NOTHING = 1e-12  # what rounding leaves of a score of 0


@options_by_name
def dispersion(
    corpus: Corpus,
    of: Terms,
    *,
    by: str | None = None,
    min_count: int = 2,
    per: int = PER_WORDS,
    interval: Literal["documents", "none"] = "documents",
    confidence_level: float = CONFIDENCE_LEVEL,
) -> pd.DataFrame:
    """How evenly words, phrases or formulas are spread over the documents, by several measures, each with its limits.

    Parameters
    ----------
    corpus : Corpus
        Masked text is not counted. Documents without a word (in the scripts of the term) are left out.
    of : int, pair of int, Lexicon, Phrase, dict or str
        What is looked at: words (1), n-grams of a length (2) or of all lengths of a pair ((1, 3)), or formulas.
    by : str, optional
        Metadata column whose values make the groups; the documents of a group are its parts.
    min_count : int
        Leave out terms that occur less often in all groups together. From 1.
    per : int
        Words a rate refers to.
    interval : {'documents', 'none'}
        What is taken as drawn by chance: each document of the group. 'none' saves time where there are very many terms
        and documents: intervals take a second or two for each million pairs of a term and a document (those without
        the term too), longer than all the rest.
    confidence_level : float
        Share of such intervals that are to hold the true value, between 0 and 1.

    Returns
    -------
    pandas.DataFrame
        Kind "dispersion". Terms in order of the lexicon, words by count and then by name; for each of them the groups;
        for each of these a row of kind "measure" for each measure, then one of kind "document" for each document that
        has the term. `least` and `most` are the scores of as many occurrences all in the smallest document, and as
        near to the sizes of the documents as whole occurrences come (no arrangement has a lower DP; by another measure
        one may be a little more even). `score` is missing where a group lacks the term, or has one document.

    Raises
    ------
    ColumnError, OptionError
        No such column, or a value that an option does not take.

    Notes
    -----
    The measures are listed, with their sources, in :data:`discourse.registries.DISPERSION_MEASURES`. With `v` the counts, `s` the shares of the words and `t` the shares of the occurrences in k documents, and `p` the
    rates (formulas and traps: :mod:`discourse.measures`):

    - `dp_egbert`, 1 = even: ``1 - DP / (1 - smallest s that has the term)``. The one to look at first.
    - `dp` and `dp_norm`, **0** = even: ``sum |t - s| / 2``; the same over its largest value, ``1 - min s``.
    - `juilland_d`, 1 = even: ``1 - sd(p) / mean(p) / sqrt(k - 1)``. Nears 1 as documents are many.
    - `carroll_d2`, 1 = even: entropy of the rates over ``log k``.
    - `rosengren_s`, 1 = even: ``(sum sqrt(s t))^2``; never below ``min s``.
    - `da`, 1 = even: ``1 - mean |p_i - p_j| / (2 mean p)``.
    - `kld`, bits, **0** = even: ``sum t log2(t / s)``.
    - `range`: documents that have the term. `most` is the number of occurrences or of documents, the smaller.

    *Not* to be compared between groups of other numbers of documents, or of documents of other lengths: every measure
    depends on both. And a rare term cannot be even: read a score between `least` and `most`. Two occurrences in fifty
    documents have few arrangements, whatever the term.

    A sample of k documents does not estimate the dispersion in all there are, for these are more parts. The interval
    is of *the mean score of k documents drawn like these*: a jackknife with a t quantile on a logit scale
    (:func:`discourse.measures.dispersion_intervals.dispersion_interval`). It was chosen by trial on speeches of the UN General
    Debate, 3 to 500 drawn at a time (3 to 50 in ``tests/benchmarks/calibration.py``): of 95 % intervals of any
    measure, 92 to 100 in 100 held that mean. That is few by S (92 to 93 from 5 to 20 speeches), D2 and KLD (94) for
    words of more than 1,250 per million, and by Juilland's D from 50 speeches (93 to 95); it is many, and the
    interval wide, for words in few of the documents. Bootstrap intervals (percentile or BCa) held it, for words of
    more than 1,250 per million, 67 to 84 times from 5 speeches and 80 to 92 from 10. Range has the exact binomial
    interval (96 to 100). Where documents come from few authors or events all are too narrow: with 20 speeches from
    each of 10 countries, 81 to 87 times for words of more than 50 per million. If these documents are all there are,
    none is needed.

    References
    ----------
    Egbert, Burch & Biber (2020), International Journal of Corpus Linguistics 25(1), 89-115. Gries (2008), same journal
    13(4), 403-437; (2022), Journal of Second Language Studies 5(2), 171-205, for least and most. Lijffijt & Gries (2012);
    Juilland & Chang-Rodriguez (1964); Carroll (1970); Rosengren (1971); Burch, Egbert & Biber (2017); Keniston (1920).

    Examples
    --------
    >>> texts = {"a": "peace and trade", "b": "peace for all", "c": "war and war"}
    >>> table = dispersion(Corpus.from_texts(texts), 1)
    >>> table[table["measure"] == "dp_egbert"][["term", "count", "score", "least", "most", "documents"]]
         term  count  score  least  most  documents
    0     and      2    0.5    0.0   0.5          2
    11  peace      2    0.5    0.0   0.5          2
    22    war      2    0.0    0.0   0.5          1
    """
    corpus = as_corpus(corpus)
    min_count, per = (
        check_whole_number("min_count", min_count),
        check_whole_number("per", per, hint=" (words), such as 1000"),
    )
    check_option("interval", interval, ("documents", "none"))
    confidence_level = check_confidence_level(confidence_level)
    level = confidence_level if interval == "documents" else None
    codes, groups = corpus.groups(by)
    found = count_compared_terms(corpus, of)
    total = np.asarray(found.matrix.sum(axis=0)).ravel()
    which = (total >= min_count).nonzero()[0]
    terms = np.array(found.spell(which), dtype=object)
    if not isinstance(found.source, tuple):
        order = np.lexsort(
            (np.argsort(np.argsort(terms, kind="stable"), kind="stable"), -total[which])
        )
        which, terms = which[order], terms[order]
    if not len(which):
        return tables.make("dispersion", {})
    parts = [
        _group(found, which, (codes == number).nonzero()[0], level)
        for number in range(len(groups))
    ]
    return _table(corpus, terms, groups, parts, int(per))


@dataclass(frozen=True, eq=False)
class _Group:
    """One group of documents by terms.

    Attributes
    ----------
    scores : float64 array, shape (scores, measures, terms)
        Score, low, high, least, most.
    interval : object array, shape (measures, terms)
    count, words, documents, of_documents : int64 arrays, shape (terms,)
    note : object array, shape (terms,)
    cells : tuple of int64 array
        For each pair of a term and a document that has it, in order: term, document, occurrences, words.
    """

    scores: Floats
    interval: np.ndarray
    count: np.ndarray
    words: np.ndarray
    documents: np.ndarray
    of_documents: np.ndarray
    note: np.ndarray
    cells: tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]


def _group(
    found: TermCounts, which: np.ndarray, documents: np.ndarray, level: float | None
) -> _Group:
    """Measure one group; a `level` of None asks for no intervals."""
    matrix = found.matrix[documents][:, which].T.tocsr()
    matrix.sort_indices()
    words, kind, size = found.words[documents], found.kind[which], len(which)
    scores = np.full((len(_SCORES), len(MEASURES), size), np.nan)
    for column in np.unique(kind).tolist():
        there = (words[:, column] > 0).nonzero()[0]
        these = (kind == column).nonzero()[0]
        step = max(1, _CELLS // max(len(there), 1))
        for start in range(0, len(these), step):
            part = these[start : start + step]
            v = np.ascontiguousarray(matrix[part][:, there].toarray(), dtype=np.float64)
            scores[:, :, part] = _measured(
                v, words[there, column].astype(np.float64), level
            )
    row = np.repeat(np.arange(size), np.diff(matrix.indptr))
    has = np.bincount(row, minlength=size)
    of = (words > 0).sum(axis=0)[kind]
    count = np.asarray(matrix.sum(axis=1), dtype=np.int64).ravel()
    return _Group(
        scores,
        _named(scores[1], has, of, level),
        count,
        words.sum(axis=0)[kind],
        has,
        of,
        np.array(
            [
                _note(*numbers)
                for numbers in zip(count.tolist(), of.tolist(), strict=True)
            ],
            dtype=object,
        ),
        (
            row,
            documents[matrix.indices],
            matrix.data.astype(np.int64),
            words[matrix.indices, kind[row]],
        ),
    )


def _measured(v: Floats, sizes: Floats, level: float | None) -> Floats:
    """Score, low, high, least and most by each measure of terms (rows) over documents with words (columns)."""
    scores, size = np.full((len(_SCORES), len(MEASURES), len(v)), np.nan), len(sizes)
    there = (v.sum(axis=1) > 0).nonzero()[0]
    if size < 2 or not len(there):
        return scores
    v = v[there]
    counts, place = np.unique(v.sum(axis=1), return_inverse=True)
    worst, best = (
        (np.arange(size) == sizes.argmin()).astype(np.float64),
        most_even_counts(counts, sizes)[0],
    )
    for name, measure in DISPERSIONS.items():
        number = MEASURES.index(name)
        scores[0, number, there] = dispersion_by_kind(v, sizes, measure=measure)
        scores[3, number, there] = measure(worst, sizes)
        scores[4, number, there] = measure(best, sizes)[place.reshape(-1)]
        if level is not None:
            scores[1:3, number, there] = dispersion_interval(
                name, v, sizes, confidence_level=level
            )
    has = (v > 0).sum(axis=1)
    scores[0, RANGE, there], scores[3, RANGE, there] = has, 1.0
    scores[4, RANGE, there] = np.minimum(counts, size)[place.reshape(-1)]
    if level is not None:
        scores[1:3, RANGE, there] = [
            size * np.asarray(end)
            for end in clopper_pearson(has, size, confidence_level=level)
        ]
    scores[np.abs(scores) < _NOTHING] = 0.0
    return scores


def _named(
    low: Floats, has: np.ndarray, of: np.ndarray, level: float | None
) -> np.ndarray:
    """The name of each interval, or why there is none."""
    percent = "" if level is None else percent_of_confidence(level)
    jackknife = f"jackknife, t, logit scale {percent}, documents as units"
    names = np.full(low.shape, jackknife, dtype=object)
    names[RANGE] = f"Clopper-Pearson {percent}, documents as units"
    why = np.select(
        [np.full(len(has), level is None), has == 0, of == 1, has == 1, of == 2],
        [
            notes.no_interval("not_asked_for"),
            notes.no_interval("absent"),
            notes.no_interval("one_document"),
            notes.no_interval("in_one_document"),
            notes.no_interval("two_documents"),
        ],
        notes.no_interval("perfectly_even"),
    )
    return np.where(np.isnan(low), why.astype(object), names)


def _note(count: int, of: int) -> str:
    """What so many documents can and cannot show."""
    if of == 1:
        return notes.join([notes.make("no_dispersion")])
    if not of or not count:
        return ""
    told = []
    if of < FEW_DOCUMENTS_OF_DISPERSION:
        told.append(notes.make("few_scores", documents=of))
        told.append(notes.make("read_between_least_and_most"))
    if count < of:
        told.append(notes.make("cannot_be_even"))
        told.append(notes.make("compare_with_most"))
    return notes.join(told)


def _table(
    corpus: Corpus,
    terms: np.ndarray,
    groups: tuple[str, ...],
    parts: list[_Group],
    per: int,
) -> pd.DataFrame:
    """All rows, in order of terms, then groups, then kind."""
    rows = _measure_rows(parts), _document_rows(parts, corpus.names)
    columns = {name: np.concatenate([part[name] for part in rows]) for name in rows[0]}
    term, group = columns["term"], columns["group"]
    for name in ("documents", "of_documents", "note"):
        columns[name] = np.stack([getattr(part, name) for part in parts])[group, term]
    with np.errstate(invalid="ignore", divide="ignore"):
        columns["rate"] = per * columns["count"] / columns["words"]
    columns |= {"term": terms[term], "group": np.array(groups, dtype=object)[group]}
    order = np.lexsort((group, term))  # stable: the measures come before the documents
    return tables.make(
        "dispersion",
        {**{name: column[order] for name, column in columns.items()}, "per": per},
    )


def _measure_rows(parts: list[_Group]) -> dict[str, np.ndarray]:
    """Columns of the rows of kind "measure"; term and group as numbers."""
    term, group, measure = np.indices(
        (len(parts[0].note), len(parts), len(MEASURES))
    ).reshape(3, -1)
    scores = np.stack([part.scores for part in parts])
    return {
        "kind": np.full(len(term), "measure", dtype=object),
        "term": term,
        "group": group,
        "doc": np.full(len(term), "", dtype=object),
        "count": np.stack([part.count for part in parts])[group, term],
        "words": np.stack([part.words for part in parts])[group, term],
        "measure": np.array(MEASURES, dtype=object)[measure],
        "interval": np.stack([part.interval for part in parts])[group, measure, term],
        **{
            name: scores[group, place, measure, term]
            for place, name in enumerate(_SCORES)
        },
    }


def _document_rows(
    parts: list[_Group], names: tuple[str, ...]
) -> dict[str, np.ndarray]:
    """Columns of the rows of kind "document"; term and group as numbers."""
    cells = (
        np.concatenate(arrays)
        for arrays in zip(*(part.cells for part in parts), strict=True)
    )
    term, document, count, words = cells
    nothing = np.full(len(term), "", dtype=object)
    return {
        "kind": np.full(len(term), "document", dtype=object),
        "term": term,
        "group": np.repeat(
            np.arange(len(parts)), [len(part.cells[0]) for part in parts]
        ),
        "doc": np.array(names, dtype=object)[document],
        "count": count,
        "words": words,
        "measure": nothing,
        "interval": nothing,
        **{name: np.full(len(term), np.nan) for name in _SCORES},
    }
