"""Quality of topics by their number: coherence, exclusivity and stability."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

from discourse import notes, tables
from discourse.corpus import Corpus, as_corpus
from discourse.counting.stop_words import BUNDLED, StopWords
from discourse.errors import OptionError
from discourse.measures.topic_coherence import confirmation
from discourse.settings import TOPIC_TOP_TERMS
from discourse.topic_models.factorization import (
    MAX_ITERATIONS,
    MIN_TERM_WEIGHT,
    FittedTopics,
    Model,
    TopicInput,
    Unit,
    count_filled_rows,
    factorize,
    prepare_input,
    rng_seed,
    round_to_nine_digits,
    sum_in_order,
)
from discourse.validation import (
    check_option,
    check_whole_number,
    options_by_name,
    random_generator,
)

__all__ = ["agreement", "coherence", "exclusivity", "topic_quality"]

Floats = NDArray[np.float64]
Terms = NDArray[np.int64]
_SPARE_CANDIDATES = 50  # terms sorted beyond the top ones, for ties after rounding


@options_by_name
def topic_quality(
    corpus: Corpus,
    *,
    k: tuple[int, int] = (2, 10),
    unit: Unit = "paragraph",
    model: Model = "nmf",
    stop: StopWords = BUNDLED,
    runs: int = 10,
    rng: int | np.random.Generator = 0,
) -> pd.DataFrame:
    """Return coherence, exclusivity and stability for several numbers of topics.

    Parameters
    ----------
    corpus, unit, model, stop, rng
        As for :func:`topics`.
    k : pair of int
        Smallest and largest number of topics. Numbers that are too large for the corpus
        are left out, and the note says so.
    runs : int
        Number of fits from random starts, and number of fits with documents left out.
        If the corpus has at most `runs` documents, each is left out in turn. Otherwise
        the documents are divided into `runs` random parts, and each part is left out.

    Returns
    -------
    pandas.DataFrame
        Kind "topic_quality", one row for each number of topics: k, coherence, exclusivity,
        stability (over random starts), stability_documents (with documents left out),
        runs, model, note.

    Notes
    -----
    *When to use it.* To choose the number of topics, and to check whether topics are
    stable before you interpret them.

    *How to read it.* Do not maximise one column alone. No column says that a topic has
    a meaning. With few documents, leaving one out shows which topic is only that
    document. Each column is a mean over topics. It depends on their ten heaviest terms
    (fewer where fewer have a ten-thousandth of the weight of the first).

    coherence
        Mean NPMI of all pairs of the terms in the paragraphs, -1 to 1: do they occur
        together?
    exclusivity
        Mean share of a term's weight that falls on this topic and no other; 1/k means
        that all topics have equal shares of it.
    stability, stability_documents
        Mean Jaccard index of the terms of each topic and of its partner in another fit.
        Partners are chosen for the highest sum. 1 = every fit finds the same terms.
        Below about .5 a topic is an accident of the fit.

    See Also
    --------
    topics : The topics themselves.

    References
    ----------
    Aletras & Stevenson (2013), IWCS, 13-22 (NPMI). Greene, O'Callaghan & Cunningham
    (2014), ECML PKDD, 498-513 (stability).
    """
    corpus = as_corpus(corpus)
    check_option("model", model, MAX_ITERATIONS)
    min_topics, max_topics = _check_range(k)
    runs = check_whole_number("runs", runs)
    topic_input = prepare_input(corpus, unit=unit, stop=stop)
    limit = topic_input.max_topics
    if min_topics > limit:
        raise OptionError(
            f"k={k!r}: the {unit}s with words allow at most {limit:,} topics; a pair "
            f"with a smallest number of at most {limit:,} was expected."
        )
    remark = None
    if max_topics > limit:
        remark = notes.make("most_topics", most=limit)
        max_topics = limit
    trials = _Trials.draw(topic_input, model, run_count=runs, seed=rng_seed(rng))
    rows: list[dict[str, object]] = []
    for topic_count in range(min_topics, max_topics + 1):
        row: dict[str, object] = {
            "k": topic_count,
            "runs": runs,
            "model": model,
            "token_unit": topic_input.token_unit,
            "note": notes.join([remark]),
        }
        row.update(trials.evaluate(topic_count))
        rows.append(row)
    return tables.from_rows("topic_quality", rows)


def _check_range(k: object) -> tuple[int, int]:
    """Return the smallest and the largest number of topics, or refuse `k`."""
    numbers: list[int] = []
    if isinstance(k, tuple):
        for position, number in enumerate(k):
            numbers.append(check_whole_number(f"k[{position}]", number))
    if len(numbers) != 2 or numbers[0] > numbers[1]:
        raise OptionError(
            f"k={k!r}: a pair of whole numbers was expected, the smallest and the "
            "largest, such as (2, 10)."
        )
    return numbers[0], numbers[1]


def _choose_left_out_documents(
    document_count: int, run_count: int, random: np.random.Generator
) -> list[np.ndarray]:
    """Return the documents to leave out, one set of documents for each run."""
    if document_count <= run_count:
        documents = np.arange(document_count)
        return np.array_split(documents, document_count)
    shuffled_documents = random.permutation(document_count)
    # Even one run leaves out half of the documents, never all.
    part_count = max(run_count, 2)
    parts = np.array_split(shuffled_documents, part_count)
    return parts[:run_count]


@dataclass(frozen=True, eq=False)
class _Trials:
    """The input and the random choices of the fits by which topics are judged.

    Attributes
    ----------
    topic_input : TopicInput
    model : str
    main_seed : int
        Seed of the fit that is judged.
    random_seeds : list of int
        Seeds of the fits from random starts.
    left_out_documents : list of int arrays
        For each fit with documents left out, these documents.
    """

    topic_input: TopicInput
    model: Model
    main_seed: int
    random_seeds: list[int]
    left_out_documents: list[np.ndarray]

    @classmethod
    def draw(
        cls, topic_input: TopicInput, model: Model, *, run_count: int, seed: int
    ) -> _Trials:
        """Draw the seeds of the random starts, and the documents to leave out."""
        random = random_generator(seed)
        random_seeds = random.integers(2**32, size=run_count)
        document_count = len(topic_input.corpus)
        left_out_documents = _choose_left_out_documents(
            document_count, run_count, random
        )
        return cls(
            topic_input=topic_input,
            model=model,
            main_seed=seed,
            random_seeds=random_seeds.tolist(),
            left_out_documents=left_out_documents,
        )

    def evaluate(self, k: int) -> dict[str, float]:
        """Return the measures of `k` topics, by column of the table."""
        counts = self.topic_input.counts.matrix
        main_fit = self._fit(counts, k)
        terms = main_fit.terms
        random_fits = self._fit_from_random_starts(k)
        partial_fits = self._fit_without_documents(k)
        return {
            "coherence": coherence(counts, terms),
            "exclusivity": exclusivity(terms),
            "stability": _mean_agreement(terms, random_fits),
            "stability_documents": _mean_agreement(terms, partial_fits),
        }

    def _fit(self, counts: csr_array, k: int) -> FittedTopics:
        return factorize(counts, k, model=self.model, seed=self.main_seed)

    def _fit_from_random_starts(self, k: int) -> list[FittedTopics]:
        fits = []
        for seed in self.random_seeds:
            fit = factorize(
                self.topic_input.counts.matrix,
                k,
                model=self.model,
                seed=seed,
                start="random",
            )
            fits.append(fit)
        return fits

    def _fit_without_documents(self, k: int) -> list[FittedTopics]:
        """Return the fits of `k` topics with documents left out.

        A fit is missing if too little text is left for `k` topics.
        """
        fits = []
        for documents in self.left_out_documents:
            counts = _counts_without(self.topic_input, documents)
            segment_count = count_filled_rows(counts)
            term_count = len(np.unique(counts.indices))
            if k <= min(segment_count, term_count):
                fits.append(self._fit(counts, k))
        return fits


def _counts_without(topic_input: TopicInput, documents: np.ndarray) -> csr_array:
    """Return segments by terms without the segments of `documents`."""
    is_left_out = np.isin(topic_input.parent, documents)
    segments = np.flatnonzero(~is_left_out)
    counts = topic_input.counts.matrix[segments]
    counts.sort_indices()
    return counts


def _mean_agreement(terms: Floats, other_fits: list[FittedTopics]) -> float:
    """Return the mean agreement with other fits; NaN if there are none."""
    if not other_fits:
        return float("nan")
    agreements = [agreement(terms, fit.terms) for fit in other_fits]
    return sum(agreements) / len(agreements)


def _top_terms(terms: Floats) -> list[Terms]:
    """Return the numbers of the ten heaviest terms of each topic, the heaviest first.

    A topic has fewer if fewer terms have :data:`MIN_TERM_WEIGHT` of the weight of its
    heaviest term. Equal weights are in the order of terms.
    """
    return [_top_terms_of_topic(weights) for weights in terms]


def _top_terms_of_topic(weights: Floats) -> Terms:
    """Return the heaviest terms of one topic (see :func:`_top_terms`)."""
    order = np.argsort(-weights, kind="stable")
    candidates = order[: TOPIC_TOP_TERMS + _SPARE_CANDIDATES]
    rounded_weights = round_to_nine_digits(weights[candidates])
    # The last key of numpy.lexsort is the first to sort by: equal weights are in the
    # order of terms.
    order = np.lexsort((candidates, -rounded_weights))
    order = order[:TOPIC_TOP_TERMS]
    min_weight = MIN_TERM_WEIGHT * rounded_weights.max(initial=0.0)
    has_weight = rounded_weights > 0
    has_weight &= rounded_weights >= min_weight
    order = order[has_weight[order]]
    return np.asarray(candidates[order], dtype=np.int64)


def coherence(counts: csr_array, term_weights: Floats) -> float:
    """Return the mean over topics of the mean NPMI of their ten heaviest terms, in pairs.

    `term_weights` has a row for each topic and a column for each term. NPMI is the normalised pointwise mutual information, -1 to 1: how much more often
    two terms occur together than by chance. Terms occur together if they are in one
    segment (row of `counts`). A topic of one term has the mean 0.
    """
    ones = np.ones(len(counts.indices))
    presence = csr_array(
        (ones, counts.indices, counts.indptr),
        shape=counts.shape,
    )
    segment_count = count_filled_rows(counts)
    coherences = []
    for top_terms in _top_terms(term_weights):
        presence_of_top_terms = presence[:, top_terms]
        products = presence_of_top_terms.T @ presence_of_top_terms
        # Segments with both terms; on the diagonal, segments with the one term.
        segments_with_both = products.toarray()
        segments_with_term = segments_with_both.diagonal()
        row, column = np.triu_indices(len(top_terms), 1)
        npmi = confirmation(
            segments_with_both[row, column],
            segments_with_term[row],
            segments_with_term[column],
            segment_count,
        )
        coherences.append(_mean_or_zero(npmi))
    return sum(coherences) / len(coherences)


def _mean_or_zero(values: Floats) -> float:
    """Return the mean of `values`; 0 if there are none."""
    if not len(values):
        return 0.0
    return float(np.mean(values))


def exclusivity(terms: Floats) -> float:
    """Return the mean share of the heaviest terms' weight that falls on their topic.

    >>> exclusivity(np.array([[0.5, 0.5, 0.0], [0.0, 0.5, 0.5]]))
    0.75
    """
    weight_in_all_topics = sum_in_order(terms, axis=0)
    means = []
    for topic, top_terms in enumerate(_top_terms(terms)):
        if not len(top_terms):
            continue
        weight = terms[topic, top_terms]
        shares = weight / weight_in_all_topics[top_terms]
        means.append(float(np.mean(shares)))
    return sum(means) / len(means)


def agreement(terms: Floats, other_terms: Floats) -> float:
    """Return the mean Jaccard index of the heaviest terms of matched topics.

    `terms` and `other_terms` are the weights of the terms (columns) in the topics (rows)
    of two fits. Each topic of one fit is matched with one topic of the other, so that
    the sum of the indices is as high as possible.

    >>> agreement(np.eye(12)[:2], np.eye(12)[:2])
    1.0
    """
    from scipy.optimize import linear_sum_assignment

    top_term_sets = _top_term_sets(terms)
    other_top_term_sets = _top_term_sets(other_terms)
    jaccard = np.empty((len(top_term_sets), len(other_top_term_sets)))
    for row, top_terms in enumerate(top_term_sets):
        for column, other_top_terms in enumerate(other_top_term_sets):
            jaccard[row, column] = _jaccard_index(top_terms, other_top_terms)
    # The function looks for the lowest sum, so the indices are made negative.
    rows, columns = linear_sum_assignment(-jaccard)
    indices_of_matches = jaccard[rows, columns]
    return float(np.mean(indices_of_matches))


def _top_term_sets(terms: Floats) -> list[set[int]]:
    return [set(top_terms.tolist()) for top_terms in _top_terms(terms)]


def _jaccard_index(terms: set[int], other_terms: set[int]) -> float:
    """Return the number of shared terms over the number of all terms of two sets."""
    shared_count = len(terms & other_terms)
    total_count = len(terms | other_terms)
    return shared_count / max(total_count, 1)
