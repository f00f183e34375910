"""How stable the order of pairs by similarity is, if paragraphs are drawn again."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from discourse import notes, tables
from discourse.corpus import Corpus, as_corpus
from discourse.counting.background import (
    Background,
    BackgroundSource,
    TermRarity,
    read_background,
)
from discourse.counting.document_term_matrix import TermLength
from discourse.counting.stop_words import StopWords
from discourse.counting.tfidf import choose_scheme
from discourse.document_similarity._similarity import (
    check_use_of_background,
    count_features,
    unit_of_measure,
)
from discourse.document_similarity.similarity_measures import (
    ScoredDocuments,
    score_by_measure,
    score_profiles,
)
from discourse.errors import OptionError
from discourse.lexicons import Lexicon
from discourse.measures.exact_arithmetic import Floats
from discourse.progress import shows_progress, track_progress
from discourse.registries import SIMILARITY_MEASURES
from discourse.settings import (
    CONFIDENCE_LEVEL,
    FEW_PARAGRAPHS_RESAMPLED,
    ORDER_RESAMPLES,
    SIMILARITY_SCHEME,
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
_DECIMALS = 11  # to which scores are compared, as in the table
_ROUNDING_ERROR = 1e-9  # largest error of a share multiplied by a number of resamples


@options_by_name
@shows_progress
def similarity_order(
    corpus: Corpus,
    *,
    measure: str | Lexicon = "cosine",
    scheme: str = SIMILARITY_SCHEME,
    n: TermLength = 1,
    stop: StopWords = "auto",
    resamples: int = ORDER_RESAMPLES,
    confidence_level: float = CONFIDENCE_LEVEL,
    rng: int | np.random.Generator = 0,
    background: BackgroundSource | None = None,
    progress: bool = True,
) -> pd.DataFrame:
    r"""Return how stable the order of pairs is if paragraphs are drawn again.

    Parameters
    ----------
    corpus, measure, scheme, n, stop
        As for :func:`discourse.similarity`. There can be one measure only, and no
        callable, since the texts are resampled as counts.
    resamples : int
        How many times the paragraphs of all documents are drawn again.
    confidence_level : float
        Share of the resamples that an interval holds, between 0 and 1.
    rng : int or numpy.random.Generator
        Seed or generator of random numbers. The same number gives the same table.
    background : Corpus, DataFrame, str or Path, optional
        As for :func:`discourse.similarity`. The rarity of a term is then the same in
        every resample.
    progress : bool
        Show a bar if the call takes longer than two seconds.

    Returns
    -------
    pandas.DataFrame
        Kind "similarity_order", one row for each pair of different documents (two rows,
        one for each direction, for 'containment'), the most similar first: doc, doc_label, other, other_label, rank, rank_low,
        rank_high, first (share of resamples in which the pair is the most similar),
        score, low, high, measure, scheme, background, background_documents,
        background_unknown, paragraphs, other_paragraphs, interval, interval_unit,
        confidence_level, resamples, note.

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
    corpus = as_corpus(corpus).in_words
    if not isinstance(measure, Lexicon):
        check_option("measure", measure, SIMILARITY_MEASURES)
    resamples = check_whole_number("resamples", resamples)
    confidence_level = check_confidence_level(confidence_level)
    _check_size(len(corpus), resamples)
    other_documents = None
    if background is not None:
        check_use_of_background([measure])
        choose_scheme(scheme, SIMILARITY_SCHEME, has_background=True)
        other_documents = read_background(background, n=n)
    paragraph_counts = _ParagraphCounts.count(
        corpus,
        measure=measure,
        scheme=scheme,
        n=n,
        stop=stop,
        background=other_documents,
    )
    observed_texts = paragraph_counts.score_observed()
    pairs = _list_pairs(observed_texts)
    resampled_scores = paragraph_counts.score_resamples(
        pairs, resample_count=resamples, random=random_generator(rng)
    )
    columns = _summarise(
        pairs.scores_of(observed_texts),
        resampled_scores,
        confidence_level=confidence_level,
    )
    columns |= _describe_pairs(corpus, pairs, paragraph_counts.paragraphs_by_document)
    columns = _sort_by_rank(columns)
    settings = {
        "interval": "percentile",
        "interval_unit": "paragraphs",
        "confidence_level": confidence_level,
        "resamples": resamples,
        "measure": observed_texts.measure,
        "scheme": observed_texts.scheme,
        "stop": paragraph_counts.stop,
        "token_unit": unit_of_measure(corpus, measure, n),
    }
    if paragraph_counts.rarity is not None:
        settings |= paragraph_counts.rarity.columns
    return tables.make(
        "similarity_order", {**columns, **settings}, labels={"doc": corpus.label_of}
    )


def _sort_by_rank(columns: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Return the columns with their rows in the order of ranks; ties by name."""
    rank = columns["rank"]
    doc_order = _name_order(columns["doc"])
    other_order = _name_order(columns["other"])
    order = np.lexsort((other_order, doc_order, rank))
    sorted_columns = {}
    for name, values in columns.items():
        sorted_columns[name] = values[order]
    return sorted_columns


def _check_size(document_count: int, resample_count: int) -> None:
    """Raise an OptionError if there are too many scores to hold in memory."""
    if document_count**2 * resample_count <= _MAX_SCORES:
        return
    max_documents = int((_MAX_SCORES / resample_count) ** 0.5)
    raise OptionError(
        f"{document_count:,} documents and {resample_count:,} resamples make too many "
        f"scores to hold; compare at most {max_documents:,} documents, or ask for fewer "
        "resamples."
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
        The document of each paragraph. Paragraphs are in the order of documents.
    document_count : int
    rarity : TermRarity or None
        What a background knows of the terms.
    stop : str
        Name of the stop words that were left out.
    """

    measure: str | Lexicon
    scheme: str
    counts: csr_array
    parent: np.ndarray
    document_count: int
    rarity: TermRarity | None
    stop: str

    @classmethod
    def count(
        cls,
        corpus: Corpus,
        *,
        measure: str | Lexicon,
        scheme: str,
        n: TermLength,
        stop: StopWords,
        background: Background | None,
    ) -> _ParagraphCounts:
        """Divide the corpus into paragraphs and count in each of them."""
        paragraphs = corpus.segment("paragraph")
        document_numbers = {name: number for number, name in enumerate(corpus.names)}
        parent = []
        for name in paragraphs.documents["parent"].tolist():
            parent.append(document_numbers[name])
        features = count_features(
            paragraphs, measure, n=n, stop=stop, background=background
        )
        return cls(
            measure=measure,
            scheme=scheme,
            counts=features.counts,
            parent=np.array(parent, dtype=np.int64),
            document_count=len(corpus),
            rarity=features.rarity,
            stop=features.chosen.name,
        )

    @property
    def paragraphs_by_document(self) -> np.ndarray:
        """Number of paragraphs of each document (int64)."""
        return np.bincount(self.parent, minlength=self.document_count)

    def score(self, times_drawn: np.ndarray) -> ScoredDocuments:
        """Prepare the measure on texts in which each paragraph occurs so many times.

        `times_drawn` has a whole number for each paragraph; 0 leaves it out.
        """
        paragraph_count = len(self.parent)
        paragraph = np.arange(paragraph_count)
        positions = (self.parent, paragraph)
        shape = (self.document_count, paragraph_count)
        # Documents by paragraphs: multiplying by it adds up the drawn paragraphs.
        membership = csr_array((times_drawn, positions), shape=shape)
        products = membership @ self.counts
        counts = products.tocsr()
        counts.eliminate_zeros()
        counts.sort_indices()
        if isinstance(self.measure, Lexicon):
            return score_profiles(counts)
        return score_by_measure(counts, self.measure, self.scheme, rarity=self.rarity)

    def score_observed(self) -> ScoredDocuments:
        """Prepare the measure on the texts as they are."""
        once_each = np.ones(len(self.parent), dtype=np.int64)
        return self.score(once_each)

    def score_resamples(
        self, pairs: _Pairs, *, resample_count: int, random: np.random.Generator
    ) -> Floats:
        """Return the scores of the pairs, one row for each resample."""
        pair_count = len(pairs.first)
        scores = np.empty((resample_count, pair_count))
        resamples = track_progress(
            range(resample_count),
            "Drawing paragraphs anew",
            total=resample_count,
            unit="resamples",
        )
        for resample in resamples:
            times_drawn = self.draw_paragraphs(random)
            resampled_texts = self.score(times_drawn)
            scores[resample] = pairs.scores_of(resampled_texts)
        return scores

    def draw_paragraphs(self, random: np.random.Generator) -> np.ndarray:
        """Return how often each paragraph is drawn, with replacement (int64).

        Each document gets as many of its paragraphs as it has.
        """
        parent = self.parent
        paragraph_count = len(parent)
        documents = np.arange(self.document_count)
        first_paragraph = np.searchsorted(parent, documents)
        sizes = self.paragraphs_by_document[parent]
        # One draw for each paragraph: the place of another one in the same document.
        real_place = random.random(paragraph_count) * sizes
        place = np.floor(real_place).astype(np.int64)
        drawn_paragraphs = first_paragraph[parent] + place
        times_drawn = np.bincount(drawn_paragraphs, minlength=paragraph_count)
        return times_drawn.astype(np.int64)


@dataclass(frozen=True, eq=False)
class _Pairs:
    """The positions of the two documents of each pair (int arrays)."""

    first: np.ndarray
    second: np.ndarray

    def scores_of(self, scored_documents: ScoredDocuments) -> Floats:
        """Return the score of each pair."""
        scores = scored_documents.square()
        return np.asarray(scores[self.first, self.second])


def _list_pairs(scored_documents: ScoredDocuments) -> _Pairs:
    """Return the pairs of different documents, both directions if scores differ."""
    document_count = len(scored_documents.has_terms)
    if scored_documents.symmetric:
        row, column = np.triu_indices(document_count, k=1)
        return _Pairs(row, column)
    is_same_document = np.eye(document_count, dtype=bool)
    is_other_document = ~is_same_document
    row, column = is_other_document.nonzero()
    return _Pairs(row, column)


def _summarise(
    observed_scores: Floats, resampled_scores: Floats, *, confidence_level: float
) -> dict[str, np.ndarray]:
    """Return the columns of scores and ranks of the pairs, with their intervals.

    `resampled_scores` has one row for each resample and one column for each pair.
    """
    score = np.round(observed_scores, _DECIMALS)
    rank = _rank_rows(score[None, :])[0]
    rounded_scores = np.round(resampled_scores, _DECIMALS)
    resampled_ranks = _rank_rows(rounded_scores)
    low, high = _percentiles(resampled_scores, confidence_level)
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
    """Return the rank of each score in its row, from 1 for the highest (int64).

    Equal scores have the same rank.
    """
    ranks = np.empty(scores.shape, dtype=np.int64)
    for row, row_scores in enumerate(scores):
        negative_scores = -row_scores  # so that ascending order is highest first
        highest_first = np.sort(negative_scores)
        # The position of a score among the sorted ones is the number of higher ones.
        higher_count = np.searchsorted(highest_first, negative_scores)
        ranks[row] = higher_count + 1
    return ranks


def _percentiles(
    values: np.ndarray, confidence_level: float
) -> tuple[np.ndarray, np.ndarray]:
    """Return the lower and the upper end of the interval of each pair.

    `values` has one row for each resample and one column for each pair.
    """
    resample_count = len(values)
    tail = tail_share(confidence_level)
    low_row = _position_of_share(tail, resample_count)
    high_row = _position_of_share(1.0 - tail, resample_count)
    sorted_values = np.sort(values, axis=0)
    low_values = sorted_values[low_row]
    high_values = sorted_values[high_row]
    return low_values, high_values


def _position_of_share(share: float, size: int) -> int:
    """Return the first of `size` positions with `share` of them at or before it.

    Positions are counted from 0.
    """
    # A product that is a whole number but for rounding is not rounded up.
    product = share * size
    product -= _ROUNDING_ERROR
    position = math.ceil(product) - 1
    return max(position, 0)


def _describe_pairs(
    corpus: Corpus, pairs: _Pairs, paragraphs_by_document: np.ndarray
) -> dict[str, np.ndarray]:
    """Return the documents of the pairs, their numbers of paragraphs, and the notes."""
    names = np.array(corpus.names, dtype=object)
    remarks = []
    for label, paragraph_count in zip(
        corpus.labels, paragraphs_by_document, strict=True
    ):
        remarks.append(_few_paragraphs_remark(label, paragraph_count))
    cells = []
    for first_document, second_document in zip(pairs.first, pairs.second, strict=True):
        cell = _note_on_pair(remarks[first_document], remarks[second_document])
        cells.append(cell)
    return {
        "doc": names[pairs.first],
        "other": names[pairs.second],
        "paragraphs": paragraphs_by_document[pairs.first],
        "other_paragraphs": paragraphs_by_document[pairs.second],
        "note": np.array(cells, dtype=object),
    }


def _few_paragraphs_remark(document: str, paragraph_count: int) -> str:
    """Return "NAME has 5 paragraphs" for a document of few paragraphs, else ""."""
    if paragraph_count >= FEW_PARAGRAPHS_RESAMPLED:
        return ""
    note = notes.make(
        "paragraphs_of_document", document=document, paragraphs=paragraph_count
    )
    return note.text


def _note_on_pair(first_remark: str, second_remark: str) -> str:
    """Return the note on a pair whose documents have these remarks, or ""."""
    remarks = [remark for remark in (first_remark, second_remark) if remark]
    if not remarks:
        return ""
    note = notes.make("few_paragraphs", documents=", ".join(remarks))
    return notes.join([note])


def _name_order(names: np.ndarray) -> np.ndarray:
    """Return the rank of each name in the order of code points; equal names share it."""
    _, rank = np.unique(names, return_inverse=True)
    return rank.reshape(-1)
