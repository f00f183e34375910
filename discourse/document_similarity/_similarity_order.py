"""How stable the order of pairs is: scores of texts with resampled paragraphs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
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
    percent_of_confidence,
    random_generator,
    tail_share,
)

__all__ = ["similarity_order"]

Floats = NDArray[np.float64]
_MAX_SCORES = 50_000_000  # scores held in memory at once: 400 MB
_DIGITS = 11  # decimals to which scores are compared, as in the table


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
        Share of the resamples that an interval holds, between 0 and 1. `interval` names
        it where it is not 0.95.
    rng : int or numpy.random.Generator
        Seed or generator of random numbers. The same number gives the same table.

    Returns
    -------
    pandas.DataFrame
        Kind "similarity_order", one row a pair (both directions for 'containment'), the
        most similar first: doc, other, score, low, high, rank, rank_low, rank_high,
        first (share of resamples in which the pair is the most similar), interval,
        measure, scheme, paragraphs, other_paragraphs, note.

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
    observed = texts.score(np.ones(len(texts.parent), dtype=np.int64))
    pairs = _list_pairs(observed)
    random = random_generator(rng)
    resampled_scores = np.empty((resamples, len(pairs.first)))
    for resample in range(resamples):
        scored = texts.score(texts.resample(random))
        resampled_scores[resample] = pairs.scores_of(scored)
    columns = _summarise(
        pairs.scores_of(observed), resampled_scores, confidence_level=confidence_level
    )
    columns |= _describe_pairs(corpus, pairs, texts.paragraphs)
    order = np.lexsort(
        (_name_order(columns["other"]), _name_order(columns["doc"]), columns["rank"])
    )
    return tables.make(
        "similarity_order",
        {
            **{name: values[order] for name, values in columns.items()},
            "interval": _name_interval(resamples, confidence_level),
            "measure": observed.measure,
            "scheme": observed.scheme,
        },
    )


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
        parent_names = paragraphs.documents["parent"].tolist()
        parent = [numbers[name] for name in parent_names]
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
        positions = (self.parent, np.arange(paragraphs))
        membership = csr_array((times, positions), shape=(self.documents, paragraphs))
        counts = (membership @ self.counts).tocsr()
        counts.eliminate_zeros()
        counts.sort_indices()
        if isinstance(self.measure, Lexicon):
            return score_profiles(counts)
        return score_by_measure(counts, self.measure, self.scheme)

    def resample(self, random: np.random.Generator) -> np.ndarray:
        """Return how often each paragraph is drawn (int64).

        Each document gets as many of its paragraphs as it has.
        """
        paragraphs = len(self.parent)
        first = np.searchsorted(self.parent, np.arange(self.documents))
        sizes = self.paragraphs[self.parent]
        offset = np.floor(random.random(paragraphs) * sizes).astype(np.int64)
        drawn = first[self.parent] + offset
        return np.bincount(drawn, minlength=paragraphs).astype(np.int64)


@dataclass(frozen=True, eq=False)
class _Pairs:
    """The two documents of each pair (int arrays)."""

    first: np.ndarray
    second: np.ndarray

    def scores_of(self, scored: ScoredDocuments) -> Floats:
        return np.asarray(scored.square()[self.first, self.second])


def _list_pairs(scored: ScoredDocuments) -> _Pairs:
    """Return the pairs of different documents, both directions if scores differ."""
    documents = len(scored.has_terms)
    if scored.symmetric:
        return _Pairs(*np.triu_indices(documents, 1))
    is_different = ~np.eye(documents, dtype=bool)
    return _Pairs(*is_different.nonzero())


def _summarise(
    observed: Floats, resampled: Floats, *, confidence_level: float
) -> dict[str, np.ndarray]:
    """Return scores and ranks of the pairs, with their intervals."""
    scores = np.round(observed, _DIGITS)
    ranks = _rank_rows(np.round(resampled, _DIGITS))
    low, high = _percentiles(resampled, confidence_level)
    rank_low, rank_high = _percentiles(ranks, confidence_level)
    return {
        "score": scores,
        "low": low,
        "high": high,
        "rank": _rank_rows(scores[None, :])[0],
        "rank_low": rank_low,
        "rank_high": rank_high,
        "first": (ranks == 1).mean(axis=0),
    }


def _rank_rows(scores: Floats) -> np.ndarray:
    """Return the rank of each pair in its row, from 1; equal scores have one rank."""
    ranks = np.empty(scores.shape, dtype=np.int64)
    for row, row_scores in enumerate(scores):
        highest_first = np.sort(-row_scores)
        ranks[row] = np.searchsorted(highest_first, -row_scores, side="left") + 1
    return ranks


def _percentiles(
    values: np.ndarray, confidence_level: float
) -> tuple[np.ndarray, np.ndarray]:
    """Return the two ends of the interval over the resamples."""
    ordered = np.sort(values, axis=0)
    tail = tail_share(confidence_level)
    low = _position_of_share(tail, len(values))
    high = _position_of_share(1.0 - tail, len(values))
    return ordered[low], ordered[high]


def _position_of_share(share: float, size: int) -> int:
    """Return the first of `size` positions with `share` of them at or before it."""
    # 1e-9: a product that is a whole number but for rounding is not rounded up.
    position = np.ceil(share * size - 1e-9)
    return max(int(position) - 1, 0)


def _describe_pairs(
    corpus: Corpus, pairs: _Pairs, paragraphs: np.ndarray
) -> dict[str, np.ndarray]:
    """Return the documents of the pairs, their numbers of paragraphs, and the notes."""
    names = np.array(corpus.names, dtype=object)
    few = [_name_if_few(*entry) for entry in zip(names, paragraphs, strict=True)]
    cells = [
        _note(few[first], few[second])
        for first, second in zip(pairs.first, pairs.second, strict=True)
    ]
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
    return notes.join([notes.make("few_paragraphs", documents=documents)])


def _name_order(names: np.ndarray) -> np.ndarray:
    """Return the rank of each name in the order of code points; equal names share it."""
    return np.unique(names, return_inverse=True)[1].reshape(-1)


def _name_interval(resamples: int, confidence_level: float) -> str:
    """Return the name of the interval, with its level where it is not the default."""
    percent = percent_of_confidence(confidence_level)
    is_default = percent == percent_of_confidence(CONFIDENCE_LEVEL)
    percentile = "percentile" if is_default else f"percentile {percent}"
    return f"{percentile}, {resamples:,} resamples of paragraphs"
