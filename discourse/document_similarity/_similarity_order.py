"""How stable the order of pairs is: scores of texts with resampled paragraphs."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from discourse import notes, tables
from discourse.corpus import Corpus, as_corpus
from discourse.counting.document_term_matrix import TermLength
from discourse.counting.stop_words import StopWords
from discourse.document_similarity._similarity import count_features
from discourse.document_similarity.similarity_measures import (
    ScoredDocuments,
    score_by_measure,
    score_profiles,
)
from discourse.errors import OptionError
from discourse.lexicons import Lexicon
from discourse.measures.exact_arithmetic import Floats
from discourse.registries import SIMILARITY_MEASURES
from discourse.settings import (
    CONFIDENCE_LEVEL,
    FEW_PARAGRAPHS_RESAMPLED,
    ORDER_RESAMPLES,
)
from discourse.validation import (
    check_confidence_level,
    check_option,
    check_whole_number,
    options_by_name,
    random_generator,
    tail_share,
)

__all__ = ["similarity_order"]

_MAX_SCORES = 50_000_000  # scores held in memory at once: 400 MB
_DIGITS = 11  # decimals to which scores are compared, as in the table
_ROUNDING_ERROR = 1e-9  # of a product of a share and a number of resamples


@options_by_name
def similarity_order(
    corpus: Corpus,
    *,
    measure: str | Lexicon = "cosine",
    scheme: str = "sklearn",
    n: TermLength = 1,
    stop: StopWords = None,
    resamples: int = ORDER_RESAMPLES,
    confidence_level: float = CONFIDENCE_LEVEL,
    rng: int | np.random.Generator = 0,
) -> pd.DataFrame:
    r"""Return how stable the order of pairs is if paragraphs are resampled.

    Parameters
    ----------
    corpus, measure, scheme, n, stop
        As for :func:`discourse.similarity`. There can be one measure only, and no
        callable, since the texts are resampled as counts.
    resamples : int
        How many times the paragraphs are resampled.
    confidence_level : float
        Share of the resamples that an interval holds, between 0 and 1.
    rng : int or numpy.random.Generator
        Seed or generator of random numbers. The same number gives the same table.

    Returns
    -------
    pandas.DataFrame
        Kind "similarity_order", one row a pair (both directions for 'containment'), the
        most similar first: doc, doc_label, other, other_label, rank, rank_low,
        rank_high, first (share of resamples in which the pair is the most similar),
        score, low, high, measure, scheme, paragraphs, other_paragraphs, interval,
        interval_unit, confidence_level, resamples, note.

    Notes
    -----
    *When to use it.* To see whether the order of pairs would be the same with other
    paragraphs of these documents. It does *not* answer whether it would be the same
    with other documents. Paragraphs that follow one another are not independent; with
    fewer than 8 in a document take the result as an illustration.

    *How to read it.* Read the ranks, not the scores. A resampled text repeats some
    paragraphs and lacks others, so its scores are *too low*, and the observed score may
    be above the interval.

    *How it is computed.* Each document gets as many of its paragraphs as it has, drawn
    with replacement. Ends are percentiles over the resamples: the 2.5th and the 97.5th
    for 0.95.

    See Also
    --------
    similarity : The scores.

    References
    ----------
    Davison & Hinkley (1997), Bootstrap Methods and their Application, 3.2 (several
    samples).

    Examples
    --------
    >>> from discourse.corpus import Corpus
    >>> corpus = Corpus.from_texts({"a": "one\ntwo", "b": "one\ntwo", "c": "six\nten"})
    >>> similarity_order(corpus, resamples=99)[["doc", "other", "score", "rank", "rank_low", "rank_high"]]
      doc other  score  rank  rank_low  rank_high
    0   a     b    1.0     1         1          1
    1   a     c    0.0     2         1          2
    2   b     c    0.0     2         1          2
    """
    corpus = as_corpus(corpus)
    if not isinstance(measure, Lexicon):
        check_option("measure", measure, SIMILARITY_MEASURES)
    resamples = check_whole_number("resamples", resamples)
    confidence_level = check_confidence_level(confidence_level)
    _check_size(len(corpus), resamples)
    texts = _ParagraphCounts.count(
        corpus, measure=measure, scheme=scheme, n=n, stop=stop
    )
    observed = texts.score_observed()
    pairs = _list_pairs(observed)
    resampled_scores = texts.score_resamples(
        pairs, resamples=resamples, random=random_generator(rng)
    )
    columns = _summarise(
        pairs.scores_of(observed), resampled_scores, confidence_level=confidence_level
    )
    columns |= _describe_pairs(corpus, pairs, texts.paragraphs)
    columns = _sort_by_rank(columns)
    settings = {
        "interval": "percentile",
        "interval_unit": "paragraphs",
        "confidence_level": confidence_level,
        "resamples": resamples,
        "measure": observed.measure,
        "scheme": observed.scheme,
    }
    return tables.make(
        "similarity_order", {**columns, **settings}, labels={"doc": corpus.label_of}
    )


def _sort_by_rank(columns: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Return the rows in the order of their ranks; ties by name."""
    rank = columns["rank"]
    doc_order = _name_order(columns["doc"])
    other_order = _name_order(columns["other"])
    order = np.lexsort((other_order, doc_order, rank))
    sorted_columns = {}
    for name, values in columns.items():
        sorted_columns[name] = values[order]
    return sorted_columns


def _check_size(documents: int, resamples: int) -> None:
    """Raise an OptionError if there are too many scores to hold."""
    if documents**2 * resamples <= _MAX_SCORES:
        return
    max_documents = int((_MAX_SCORES / resamples) ** 0.5)
    raise OptionError(
        f"{documents:,} documents and {resamples:,} resamples make too many scores to "
        f"hold; compare at most {max_documents:,} documents, or ask for fewer resamples."
    )


@dataclass(frozen=True, eq=False)
class _ParagraphCounts:
    """What the measure compares, counted by paragraph.

    Attributes
    ----------
    measure : str or Lexicon
    scheme : str
    counts : scipy.sparse.csr_array, shape (paragraphs, terms)
    parent : int64 array, shape (paragraphs,)
        Document of each paragraph.
    documents : int
    """

    measure: str | Lexicon
    scheme: str
    counts: csr_array
    parent: np.ndarray
    documents: int

    @classmethod
    def count(
        cls,
        corpus: Corpus,
        *,
        measure: str | Lexicon,
        scheme: str,
        n: TermLength,
        stop: StopWords,
    ) -> _ParagraphCounts:
        """Divide the corpus into paragraphs and count in each of them."""
        paragraphs = corpus.segment("paragraph")
        numbers = {name: number for number, name in enumerate(corpus.names)}
        parent = []
        for name in paragraphs.documents["parent"].tolist():
            parent.append(numbers[name])
        counts = count_features(paragraphs, measure, n=n, stop=stop)
        return cls(
            measure=measure,
            scheme=scheme,
            counts=counts,
            parent=np.array(parent, dtype=np.int64),
            documents=len(corpus),
        )

    @property
    def paragraphs(self) -> np.ndarray:
        """Number of paragraphs of each document (int64)."""
        return np.bincount(self.parent, minlength=self.documents)

    def score(self, times: np.ndarray) -> ScoredDocuments:
        """Prepare the measure on texts in which each paragraph occurs so many times."""
        paragraphs = len(self.parent)
        paragraph = np.arange(paragraphs)
        positions = (self.parent, paragraph)
        shape = (self.documents, paragraphs)
        membership = csr_array((times, positions), shape=shape)
        resampled = membership @ self.counts
        counts = resampled.tocsr()
        counts.eliminate_zeros()
        counts.sort_indices()
        if isinstance(self.measure, Lexicon):
            return score_profiles(counts)
        return score_by_measure(counts, self.measure, self.scheme)

    def score_observed(self) -> ScoredDocuments:
        """Prepare the measure on the texts as they are."""
        once = np.ones(len(self.parent), dtype=np.int64)
        return self.score(once)

    def score_resamples(
        self, pairs: _Pairs, *, resamples: int, random: np.random.Generator
    ) -> Floats:
        """Return the scores of the pairs, one row a resample."""
        pair_count = len(pairs.first)
        scores = np.empty((resamples, pair_count))
        for resample in range(resamples):
            times = self.resample(random)
            scored = self.score(times)
            scores[resample] = pairs.scores_of(scored)
        return scores

    def resample(self, random: np.random.Generator) -> np.ndarray:
        """Return how often each paragraph is drawn (int64).

        Each document gets as many of its paragraphs as it has.
        """
        parent = self.parent
        paragraphs = len(parent)
        documents = np.arange(self.documents)
        first_of_document = np.searchsorted(parent, documents)
        sizes = self.paragraphs[parent]
        position = random.random(paragraphs) * sizes
        offset = np.floor(position).astype(np.int64)
        drawn = first_of_document[parent] + offset
        times = np.bincount(drawn, minlength=paragraphs)
        return times.astype(np.int64)


@dataclass(frozen=True, eq=False)
class _Pairs:
    """The two documents of each pair (int arrays)."""

    first: np.ndarray
    second: np.ndarray

    def scores_of(self, scored: ScoredDocuments) -> Floats:
        scores = scored.square()
        return np.asarray(scores[self.first, self.second])


def _list_pairs(scored: ScoredDocuments) -> _Pairs:
    """Return the pairs of different documents, both directions if scores differ."""
    documents = len(scored.has_terms)
    if scored.symmetric:
        first, second = np.triu_indices(documents, k=1)
        return _Pairs(first, second)
    is_same = np.eye(documents, dtype=bool)
    is_different = ~is_same
    first, second = is_different.nonzero()
    return _Pairs(first, second)


def _summarise(
    observed: Floats, resampled: Floats, *, confidence_level: float
) -> dict[str, np.ndarray]:
    """Return scores and ranks of the pairs, with their intervals."""
    score = np.round(observed, _DIGITS)
    rank = _rank_rows(score[None, :])[0]
    resampled_ranks = _rank_rows(np.round(resampled, _DIGITS))
    low, high = _percentiles(resampled, confidence_level)
    rank_low, rank_high = _percentiles(resampled_ranks, confidence_level)
    is_first = resampled_ranks == 1
    return {
        "score": score,
        "low": low,
        "high": high,
        "rank": rank,
        "rank_low": rank_low,
        "rank_high": rank_high,
        "first": is_first.mean(axis=0),
    }


def _rank_rows(scores: Floats) -> np.ndarray:
    """Return the rank of each pair in its row, from 1; equal scores have one rank."""
    ranks = np.empty(scores.shape, dtype=np.int64)
    for row, row_scores in enumerate(scores):
        descending = -row_scores
        highest_first = np.sort(descending)
        higher_scores = np.searchsorted(highest_first, descending)
        rank = higher_scores + 1
        ranks[row] = rank
    return ranks


def _percentiles(
    values: np.ndarray, confidence_level: float
) -> tuple[np.ndarray, np.ndarray]:
    """Return the two ends of the interval over the resamples."""
    resamples = len(values)
    tail = tail_share(confidence_level)
    low = _position_of_share(tail, resamples)
    high = _position_of_share(1.0 - tail, resamples)
    ordered = np.sort(values, axis=0)
    low_values = ordered[low]
    high_values = ordered[high]
    return low_values, high_values


def _position_of_share(share: float, size: int) -> int:
    """Return the first of `size` positions with `share` of them at or before it."""
    # A product that is a whole number but for rounding is not rounded up.
    product = share * size
    product -= _ROUNDING_ERROR
    position = math.ceil(product) - 1
    return max(position, 0)


def _describe_pairs(
    corpus: Corpus, pairs: _Pairs, paragraphs: np.ndarray
) -> dict[str, np.ndarray]:
    """Return the documents of the pairs, their numbers of paragraphs, and the notes."""
    names = np.array(corpus.names, dtype=object)
    few = []
    for label, number in zip(corpus.labels, paragraphs, strict=True):
        few.append(_name_if_few(label, number))
    cells = []
    for first, second in zip(pairs.first, pairs.second, strict=True):
        cell = _note(few[first], few[second])
        cells.append(cell)
    return {
        "doc": names[pairs.first],
        "other": names[pairs.second],
        "paragraphs": paragraphs[pairs.first],
        "other_paragraphs": paragraphs[pairs.second],
        "note": np.array(cells, dtype=object),
    }


def _name_if_few(document: str, paragraphs: int) -> str:
    """Return the name of a document of few paragraphs with their number, else ""."""
    if paragraphs >= FEW_PARAGRAPHS_RESAMPLED:
        return ""
    note = notes.make(
        "paragraphs_of_document", document=document, paragraphs=paragraphs
    )
    return note.text


def _note(first: str, second: str) -> str:
    documents = ", ".join(filter(None, (first, second)))
    if not documents:
        return ""
    note = notes.make("few_paragraphs", documents=documents)
    return notes.join([note])


def _name_order(names: np.ndarray) -> np.ndarray:
    """Return the rank of each name in the order of code points; equal names share it."""
    _, rank = np.unique(names, return_inverse=True)
    return rank.reshape(-1)
