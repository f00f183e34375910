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
        Where the corpus has at most `runs` documents, each is left out in turn; else
        the documents are divided into so many random parts.

    Returns
    -------
    pandas.DataFrame
        Kind "topic_quality", one row a number of topics: k, coherence, exclusivity,
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
    smallest, largest = _check_range(k)
    runs = check_whole_number("runs", runs)
    base = prepare_input(corpus, unit=unit, stop=stop)
    limit = base.max_topics
    if smallest > limit:
        raise OptionError(
            f"k={k!r}: the {unit}s with words allow at most {limit:,} topics; a pair "
            f"with a smallest number of at most {limit:,} was expected."
        )
    remark = None
    if largest > limit:
        remark = notes.make("most_topics", most=limit)
    largest = min(largest, limit)
    trials = _Trials.draw(base, model, runs=runs, seed=rng_seed(rng))
    rows: list[dict[str, object]] = []
    for size in range(smallest, largest + 1):
        row: dict[str, object] = {
            "k": size,
            "runs": runs,
            "model": model,
            "note": notes.join([remark]),
        }
        row.update(trials.evaluate(size))
        rows.append(row)
    return tables.from_rows("topic_quality", rows)


def _check_range(k: object) -> tuple[int, int]:
    """Return the smallest and the largest number of topics."""
    numbers: list[int] = []
    if isinstance(k, tuple):
        for place, number in enumerate(k):
            numbers.append(check_whole_number(f"k[{place}]", number))
    if len(numbers) != 2 or numbers[0] > numbers[1]:
        raise OptionError(
            f"k={k!r}: a pair of whole numbers was expected, the smallest and the "
            "largest, such as (2, 10)."
        )
    return numbers[0], numbers[1]


def _documents_left_out(
    documents: int, runs: int, random: np.random.Generator
) -> list[np.ndarray]:
    """Return the sets of documents to leave out, one after the other."""
    if documents <= runs:
        numbers = np.arange(documents)
        return np.array_split(numbers, documents)
    shuffled = random.permutation(documents)
    # Even one run leaves out half of the documents, never all.
    parts = np.array_split(shuffled, max(runs, 2))
    return parts[:runs]


@dataclass(frozen=True, eq=False)
class _Trials:
    """The fits that a number of topics is judged by.

    Attributes
    ----------
    base : TopicInput
    model : str
    given_seed : int
        Seed of the fit that is judged.
    random_seeds : list of int
        Seeds of the fits from random starts.
    left_out : list of int arrays
        Documents to leave out in the other fits.
    """

    base: TopicInput
    model: Model
    given_seed: int
    random_seeds: list[int]
    left_out: list[np.ndarray]

    @classmethod
    def draw(cls, base: TopicInput, model: Model, *, runs: int, seed: int) -> _Trials:
        """Draw the seeds of the random starts, and the documents to leave out."""
        random = random_generator(seed)
        random_seeds = random.integers(2**32, size=runs)
        documents = len(base.corpus)
        return cls(
            base=base,
            model=model,
            given_seed=seed,
            random_seeds=random_seeds.tolist(),
            left_out=_documents_left_out(documents, runs, random),
        )

    def evaluate(self, k: int) -> dict[str, float]:
        """Return the measures of `k` topics."""
        counts = self.base.counts.matrix
        terms = self._fit(counts, k).terms
        random_fits = self._fit_from_random_starts(k)
        partial_fits = self._fit_without_documents(k)
        return {
            "coherence": coherence(counts, terms),
            "exclusivity": exclusivity(terms),
            "stability": _mean_agreement(terms, random_fits),
            "stability_documents": _mean_agreement(terms, partial_fits),
        }

    def _fit(self, counts: csr_array, k: int) -> FittedTopics:
        return factorize(counts, k, model=self.model, seed=self.given_seed)

    def _fit_from_random_starts(self, k: int) -> list[FittedTopics]:
        fits = []
        for seed in self.random_seeds:
            fit = factorize(
                self.base.counts.matrix,
                k,
                model=self.model,
                seed=seed,
                start="random",
            )
            fits.append(fit)
        return fits

    def _fit_without_documents(self, k: int) -> list[FittedTopics]:
        """Fit `k` topics without each set of documents, where enough text is left."""
        fits = []
        for documents in self.left_out:
            counts = _counts_without(self.base, documents)
            segments = count_filled_rows(counts)
            terms = len(np.unique(counts.indices))
            if k <= min(segments, terms):
                fits.append(self._fit(counts, k))
        return fits


def _counts_without(base: TopicInput, documents: np.ndarray) -> csr_array:
    """Return segments by terms without the segments of `documents`."""
    leave_out = np.isin(base.parent, documents)
    segments = np.flatnonzero(~leave_out)
    counts = base.counts.matrix[segments]
    counts.sort_indices()
    return counts


def _mean_agreement(terms: Floats, others: list[FittedTopics]) -> float:
    """Return the mean agreement with other fits; NaN where there are none."""
    if not others:
        return float("nan")
    values = [agreement(terms, other.terms) for other in others]
    return sum(values) / len(values)


def _top_terms(terms: Floats) -> list[Terms]:
    """Return the ten heaviest terms of each topic, equal ones in order.

    There are fewer where fewer have a weight above :data:`MIN_TERM_WEIGHT`.
    """
    return [_top_terms_of_topic(weights) for weights in terms]


def _top_terms_of_topic(weights: Floats) -> Terms:
    """Return the heaviest terms of one topic (see :func:`_top_terms`)."""
    order = np.argsort(-weights, kind="stable")
    candidates = order[: TOPIC_TOP_TERMS + _SPARE_CANDIDATES]
    rounded = round_to_nine_digits(weights[candidates])
    # lexsort sorts by the last key first: equal weights are in order of terms.
    order = np.lexsort((candidates, -rounded))
    order = order[:TOPIC_TOP_TERMS]
    threshold = MIN_TERM_WEIGHT * rounded.max(initial=0.0)
    has_weight = rounded > 0
    has_weight &= rounded >= threshold
    order = order[has_weight[order]]
    return np.asarray(candidates[order], dtype=np.int64)


def coherence(counts: csr_array, terms: Floats) -> float:
    """Return the mean NPMI of the pairs of each topic's ten heaviest terms.

    Terms occur together if they are in one segment (row of `counts`).
    """
    ones = np.ones(len(counts.indices))
    occurs = csr_array(
        (ones, counts.indices, counts.indptr),
        shape=counts.shape,
    )
    segments = count_filled_rows(counts)
    values = []
    for top_terms in _top_terms(terms):
        occurs_in = occurs[:, top_terms]
        together = (occurs_in.T @ occurs_in).toarray()
        alone = together.diagonal()
        first, second = np.triu_indices(len(top_terms), 1)
        npmi = confirmation(
            together[first, second],
            alone[first],
            alone[second],
            segments,
        )
        values.append(_mean_or_zero(npmi))
    return sum(values) / len(values)


def _mean_or_zero(values: Floats) -> float:
    """Return the mean of `values`; 0 where there are none."""
    if not len(values):
        return 0.0
    return float(np.mean(values))


def exclusivity(terms: Floats) -> float:
    """Return the mean share of the heaviest terms' weight that falls on their topic.

    >>> exclusivity(np.array([[0.5, 0.5, 0.0], [0.0, 0.5, 0.5]]))
    0.75
    """
    weight_in_all_topics = sum_in_order(terms, axis=0)
    values = []
    for topic, top_terms in enumerate(_top_terms(terms)):
        if not len(top_terms):
            continue
        weight = terms[topic, top_terms]
        shares = weight / weight_in_all_topics[top_terms]
        values.append(float(np.mean(shares)))
    return sum(values) / len(values)


def agreement(first: Floats, second: Floats) -> float:
    """Return the mean Jaccard index of the heaviest terms of matched topics.

    Topics are matched for the highest sum.

    >>> agreement(np.eye(12)[:2], np.eye(12)[:2])
    1.0
    """
    from scipy.optimize import linear_sum_assignment

    first_sets = _top_term_sets(first)
    second_sets = _top_term_sets(second)
    jaccard = np.empty((len(first_sets), len(second_sets)))
    for row, terms in enumerate(first_sets):
        for column, other_terms in enumerate(second_sets):
            jaccard[row, column] = _jaccard(terms, other_terms)
    rows, columns = linear_sum_assignment(-jaccard)
    matched = jaccard[rows, columns]
    return float(np.mean(matched))


def _top_term_sets(terms: Floats) -> list[set[int]]:
    return [set(top_terms.tolist()) for top_terms in _top_terms(terms)]


def _jaccard(first: set[int], second: set[int]) -> float:
    """Return the Jaccard index of two sets of terms: shared terms over all terms."""
    in_both = len(first & second)
    in_either = len(first | second)
    return in_both / max(in_either, 1)
