"""Topics fitted to paragraphs, by one of two models.

The models are non-negative matrix factorisation and latent Dirichlet allocation.

The first is scikit-learn's, the second is sampled by topica. The result does not depend
on the number of processors: both run on one thread, sums are taken in the order of the
paragraphs, and topics are sorted by their weight.
"""

from __future__ import annotations

import itertools
import warnings
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from discourse import notes
from discourse.corpus import Corpus
from discourse.counting.background import (
    Background,
    BackgroundSource,
    TermRarity,
    look_up,
    read_background,
)
from discourse.counting.counted_units import token_unit
from discourse.counting.document_term_matrix import DocumentTermMatrix, count_terms
from discourse.counting.stop_word_choice import ChosenStopWords, choose_stop_words
from discourse.counting.stop_words import StopWords
from discourse.counting.tfidf import weigh
from discourse.errors import EmptyCorpusError, MissingExtraError, OptionError
from discourse.notes import Note
from discourse.progress import name_step, track_progress
from discourse.settings import TOPIC_MIN_UNITS_WITH_TERM
from discourse.validation import check_option, random_generator

__all__ = [
    "FittedTopics",
    "Model",
    "Start",
    "TopicFit",
    "TopicInput",
    "Unit",
    "count_filled_rows",
    "factorize",
    "prepare_input",
    "read_topic_background",
    "rng_seed",
    "round_to_nine_digits",
    "sum_in_order",
]

Floats = NDArray[np.float64]
Model = Literal["nmf", "lda"]
Unit = Literal["paragraph", "sentence", "window", "document"]
Start = Literal["steady", "random"]
# NMF ends when it has converged. The sampler of LDA makes all its passes.
MAX_ITERATIONS = {"nmf": 1000, "lda": 300}
SCHEME = {"nmf": "sklearn", "lda": "count"}  # how each model weighs terms
SCHEME_WITH_BACKGROUND = "log-idf"  # of NMF, if a background says how rare terms are
_WORDS_SAMPLED_AT_ONCE = 5_000_000  # of all passes: less than a second
ROUNDING_DUST = 1e-12  # share of the largest value: below it a value is rounding error
# Share of the weight of a topic's heaviest term. Smaller weights are below the precision
# at which the fit ends, and have no meaning.
MIN_TERM_WEIGHT = 1e-4
_MAX_SEED = 2**32  # scikit-learn takes seeds below this
_INSTALL_TOPICA = (
    "model='lda' needs the package topica; install it with: pip install "
    "'discourse-analysis[topics]', or write model='nmf', which needs no extra."
)


@dataclass(frozen=True, eq=False)
class TopicInput:
    """What topics are fitted to.

    Attributes
    ----------
    corpus, segments : Corpus
        The documents, and their paragraphs (sentences, windows) in order.
    parent : int64 array, shape (segments,)
        Document of each segment.
    counts : DocumentTermMatrix
        Segments by terms.
    unit : str
        What a segment is.
    stop_words : ChosenStopWords
        The stop words that were left out.
    token_unit : str
        What terms are.
    rarity : TermRarity, optional
        How rare a background says the terms are; None = there is no background.
    """

    corpus: Corpus
    segments: Corpus
    parent: np.ndarray
    counts: DocumentTermMatrix
    unit: Unit
    stop_words: ChosenStopWords
    token_unit: str
    rarity: TermRarity | None = None

    @property
    def constant_columns(self) -> dict[str, str | int]:
        """The columns of a table that say what terms are and how they were chosen."""
        columns: dict[str, str | int] = {
            "token_unit": self.token_unit,
            "stop": self.stop_words.name,
        }
        if self.rarity is not None:
            columns |= self.rarity.columns
        return columns

    @property
    def background_remarks(self) -> list[Note]:
        """The notes on whose idf it is, and what it lacks; none without a background."""
        if self.rarity is None:
            return []
        remarks = [
            notes.make(
                "idf_of_background",
                background=self.rarity.name,
                documents=self.rarity.of_documents,
            )
        ]
        return [*remarks, *self.rarity.remarks]

    @property
    def segments_with_words(self) -> int:
        """Number of segments that have terms of the model."""
        return count_filled_rows(self.counts.matrix)

    @property
    def max_topics(self) -> int:
        """The largest number of topics that can be fitted."""
        term_count = self.counts.matrix.shape[1]
        return min(self.segments_with_words, term_count)


def count_filled_rows(counts: csr_array) -> int:
    """Return how many rows have any entry."""
    terms_by_row = np.diff(counts.indptr)
    filled_row_count = np.count_nonzero(terms_by_row)
    return int(filled_row_count)


@dataclass(frozen=True, eq=False)
class FittedTopics:
    """Fitted topics, the one with the largest weight first.

    Attributes
    ----------
    terms : float array, shape (topics, terms)
        Share of each topic's weight that falls on each term; they sum to 1.
    weights : float array, shape (segments, topics)
        Weight of each topic in each segment.
    converged : bool
        Whether the fit converged within the iterations allowed.
    """

    terms: Floats
    weights: Floats
    converged: bool = True


@dataclass(frozen=True, eq=False)
class TopicFit:
    """Topics, together with what they were fitted to.

    Attributes
    ----------
    topic_input : TopicInput
    topics : FittedTopics
    repeats : bool
        Whether the same call gives the same topics again: it does if `rng` is a number.
        A generator gives other numbers at every call.
    remarks : tuple of Note
        What the reader must know about the number of topics, if it was chosen.
    """

    topic_input: TopicInput
    topics: FittedTopics
    repeats: bool = True
    remarks: tuple[Note, ...] = ()


def read_topic_background(
    background: BackgroundSource | None, *, model: Model
) -> Background | None:
    """Return the background of the topics, or refuse it for a model without an idf."""
    if background is None:
        return None
    if model != "nmf":
        raise OptionError(
            f"model={model!r} and background= came; this model counts words and has no "
            "idf that a background could give. Write model='nmf', or leave background "
            "out."
        )
    return read_background(background)


def prepare_input(
    corpus: Corpus,
    *,
    unit: Unit,
    stop: StopWords,
    background: Background | None = None,
) -> TopicInput:
    """Return the segments of `corpus` and the counts of their terms.

    Only terms that occur in two segments or more are counted. A background says how rare
    these are.
    """
    corpus = corpus.in_words
    check_option("unit", unit, ("document", "paragraph", "sentence", "window"))
    if unit == "document":
        segments = corpus
        parent = np.arange(len(corpus), dtype=np.int64)
    else:
        segments = corpus.segment(unit)
        parent = _parent_documents(corpus, segments)
    chosen_stop_words = choose_stop_words(corpus, stop)
    counts = count_terms(
        segments,
        stop=chosen_stop_words.words,
        min_documents=TOPIC_MIN_UNITS_WITH_TERM,
    )
    if not counts.ngrams.size:
        raise EmptyCorpusError(
            f"no word occurs in two {unit}s or more ({len(segments):,} {unit}s, "
            f"{len(corpus.stream):,} words came), so there are no topics to find; give "
            "more text, or a smaller unit."
        )
    rarity = None if background is None else look_up(counts, background)
    return TopicInput(
        corpus=corpus,
        segments=segments,
        parent=parent,
        counts=counts,
        unit=unit,
        stop_words=chosen_stop_words,
        token_unit=token_unit(corpus),
        rarity=rarity,
    )


def _parent_documents(corpus: Corpus, segments: Corpus) -> np.ndarray:
    """Return the number of the document of each segment (int64)."""
    document_numbers = {}
    for number, name in enumerate(corpus.names):
        document_numbers[name] = number
    parents = []
    for name in segments.documents["parent"].tolist():
        parents.append(document_numbers[name])
    return np.array(parents, dtype=np.int64)


def rng_seed(rng: int | np.random.Generator) -> int:
    """Return a seed for scikit-learn: `rng` itself if it is a small whole number."""
    if isinstance(rng, int) and not isinstance(rng, bool) and 0 <= rng < _MAX_SEED:
        return int(rng)
    generator = random_generator(rng)
    seed = generator.integers(_MAX_SEED)
    return int(seed)


def factorize(
    counts: csr_array,
    k: int,
    *,
    model: Model,
    seed: int,
    start: Start = "steady",
    rarity: TermRarity | None = None,
) -> FittedTopics:
    """Return `k` topics fitted to a matrix of segments by terms.

    With `rarity`, what a background knows of the terms, NMF weighs them by its idf.

    NMF starts from the singular vectors (init ``nndsvda``), so that chance hardly
    matters. With ``start="random"`` it starts from random values, which shows whether
    the topics depend on the start.
    """
    from sklearn.exceptions import ConvergenceWarning
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    scheme = SCHEME[model] if rarity is None else SCHEME_WITH_BACKGROUND
    matrix = weigh(counts, scheme, rarity=rarity)
    name_step(f"Fitting {k} topics")
    with threadpool_limits(limits=1), warnings.catch_warnings():
        # The attribute `converged` says so instead.
        warnings.simplefilter("ignore", ConvergenceWarning)
        if model == "nmf":
            topics = _fit_nmf(matrix, k, seed=seed, start=start)
        else:
            topics = _fit_lda(matrix, k, seed=seed)
    return _sort_by_weight(topics)


def _fit_nmf(matrix: csr_array, k: int, *, seed: int, start: Start) -> FittedTopics:
    """Return `k` topics by non-negative matrix factorisation.

    Each topic's terms are scaled to sum to 1, and its weights are multiplied by the same
    divisor, so that the product of the two matrices does not change.
    """
    # We call the function, not the class `NMF`. The class also computes the root of the
    # residual, which nobody needs here and which is NaN if rounding makes the residual
    # of a perfect fit negative.
    from sklearn.decomposition import non_negative_factorization

    max_iterations = MAX_ITERATIONS["nmf"]
    weights, components, iterations = non_negative_factorization(
        matrix,
        n_components=k,
        init="nndsvda" if start == "steady" else "random",
        random_state=seed,
        max_iter=max_iterations,
    )
    weights = np.asarray(weights, dtype=np.float64)
    topic_totals = sum_in_order(components, axis=1)
    divisors = np.where(topic_totals > 0, topic_totals, 1.0)
    return FittedTopics(
        terms=components / divisors[:, None],
        weights=weights * topic_totals,
        converged=bool(iterations < max_iterations),
    )


def _fit_lda(counts: csr_array, k: int, *, seed: int) -> FittedTopics:
    """Return `k` topics by latent Dirichlet allocation, by collapsed Gibbs sampling.

    The weight of a topic in a segment is its share there times the words of the segment.

    Notes
    -----
    The sampler starts from random topics of all words. In each pass it draws the topic
    of each word anew, given those of all other words. The priors are re-estimated from
    pass 200 on. Shares are means of five passes at the end.

    *When not to use it.* With few or short texts, where a topic has too few words to
    draw from.

    Source: Griffiths & Steyvers (2004), PNAS 101, 5228-5235; Wallach, Mimno & McCallum
    (2009), NIPS, 1973-1981 (the priors).
    """
    try:
        import topica
    except ImportError as error:
        raise MissingExtraError(_INSTALL_TOPICA) from error

    words_by_segment = _sum_rows(counts)
    segments = np.flatnonzero(words_by_segment > 0)
    # More than one thread would give other topics for each number of threads.
    model = topica.LDA(k, seed=seed, num_threads=1)
    # The sampler reports after so many passes. After Ctrl-C it ends all passes first.
    passes_at_once = max(1, _WORDS_SAMPLED_AT_ONCE // int(words_by_segment.sum()))
    passes = track_progress(
        itertools.count(),
        f"Sampling {k} topics",
        total=MAX_ITERATIONS["lda"],
        unit="passes",
        sizes=itertools.repeat(passes_at_once),
    )
    model.fit(
        _write_out_terms(counts[segments]),
        iters=MAX_ITERATIONS["lda"],
        keep_theta_draws=False,
        progress=lambda *_: next(passes),
        progress_interval=passes_at_once,
    )
    passes.close()
    terms = np.zeros((k, counts.shape[1]))
    # The sampler numbers the terms in the order in which it meets them.
    columns = [int(term) for term in model.vocabulary]
    terms[:, columns] = model.topic_word
    weights = np.zeros((counts.shape[0], k))
    weights[segments] = model.doc_topic * words_by_segment[segments, None]
    return FittedTopics(terms=terms, weights=weights)


def _write_out_terms(counts: csr_array) -> list[list[str]]:
    """Return the terms of each row, by their numbers, each as often as it occurs.

    >>> _write_out_terms(csr_array([[2, 0, 1], [0, 1, 0]]))
    [['0', '0', '2'], ['1']]
    """
    occurrences = np.repeat(counts.indices, counts.data.astype(np.int64))
    # One string for each term, not for each occurrence.
    names = np.array([str(column) for column in range(counts.shape[1])], dtype=object)
    terms = names[occurrences]
    ends = np.cumsum(_sum_rows(counts)).astype(np.int64)
    rows = np.split(terms, ends[:-1])
    return [row.tolist() for row in rows]


def _sum_rows(matrix: csr_array) -> np.ndarray:
    """Return the sum of each row, added in the order of the terms."""
    row_count = matrix.shape[0]
    entries_by_row = np.diff(matrix.indptr)
    row_of_entry = np.repeat(np.arange(row_count), entries_by_row)
    return np.bincount(row_of_entry, weights=matrix.data, minlength=row_count)


def _sort_by_weight(topics: FittedTopics) -> FittedTopics:
    """Return the topics in the order of their weights, the largest first.

    Topics of equal weight are in the order of their heaviest terms. Values that are only rounding error become 0.
    """
    terms = _clear_dust(topics.terms)
    weights = _clear_dust(topics.weights)
    topic_totals = sum_in_order(weights, axis=0)
    topic_weights = round_to_nine_digits(topic_totals)
    heaviest_terms = np.argmax(terms, axis=1)
    # The last key of numpy.lexsort is the first to sort by.
    order = np.lexsort((heaviest_terms, -topic_weights))
    return replace(
        topics,
        terms=terms[order],
        weights=weights[:, order],
    )


def _clear_dust(values: Floats) -> Floats:
    """Return the values with 0 for those that are only rounding error."""
    largest_value = values.max(initial=0.0)
    is_dust = values < ROUNDING_DUST * largest_value
    return np.where(is_dust, 0.0, values)


def sum_in_order(values: Floats, *, axis: int) -> Floats:
    """Return the sums along `axis`, with the numbers added one after the other.

    ``numpy.sum`` adds in an order that depends on the layout of the array. So its last
    digits do too.

    >>> sum_in_order(np.array([[1.0, 2.0], [3.0, 4.0]]), axis=0)
    array([4., 6.])
    """
    running_sums = np.cumsum(values, axis=axis)
    sums = running_sums.take(-1, axis=axis)
    return np.asarray(sums)


def round_to_nine_digits(values: np.ndarray) -> Floats:
    """Return `values` rounded to nine significant digits.

    Numbers that differ only by rounding error are then equal.

    >>> round_to_nine_digits(np.array([0.1 + 0.2, 1.0]))
    array([0.3, 1. ])
    """
    rounded_values = [float(f"{value:.9g}") for value in values.tolist()]
    return np.array(rounded_values, dtype=np.float64)
