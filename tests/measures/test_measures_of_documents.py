"""Intervals with documents as units, each against its formula written out step by step."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from scipy import special, stats
from scipy.sparse import csr_array

from discourse import measures as m
from discourse.errors import OptionError
from discourse.measures.design_effects import squared_residuals, sum_by_cluster
from discourse.measures.dispersion_intervals import (
    DISPERSIONS,
    EVEN,
    leave_one_out_scores,
)

SIZES = np.array([900.0, 1100.0, 400.0, 2500.0, 1300.0, 700.0])
# A word in all documents, one that three of them lack, and one that is nearly even.
WORDS = np.array(
    [
        [3.0, 12.0, 1.0, 40.0, 2.0, 9.0],
        [0.0, 5.0, 0.0, 7.0, 0.0, 1.0],
        [90.0, 111.0, 40.0, 249.0, 131.0, 70.0],
    ]
)


def without(values: np.ndarray, document: int) -> np.ndarray:
    """The values of all documents but one."""
    return np.delete(values, document, axis=-1)


def t_over_normal(freedom: int, confidence_level: float = 0.95) -> float:
    """How much longer a quantile of t is than a normal one."""
    upper = 1 - (1 - confidence_level) / 2
    return float(stats.t.ppf(upper, freedom) / stats.norm.ppf(upper))


# The jackknife of dispersion ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", DISPERSIONS)
def test_leaving_a_document_out_is_the_measure_of_the_others(name: str) -> None:
    scores = leave_one_out_scores(name, WORDS, SIZES)
    assert scores.shape == WORDS.shape
    for document in range(len(SIZES)):
        others = DISPERSIONS[name](without(WORDS, document), without(SIZES, document))
        np.testing.assert_allclose(scores[:, document], others, atol=1e-12)


@pytest.mark.parametrize("name", DISPERSIONS)
def test_a_word_in_one_document_is_in_no_other(name: str) -> None:
    scores = leave_one_out_scores(name, [0, 0, 4, 0, 0, 0], SIZES)
    assert np.isnan(scores[2])
    assert np.isfinite(np.delete(scores, 2)).all()


def interval_by_formula(
    name: str, word: np.ndarray, sizes: np.ndarray, confidence_level: float
) -> list[float]:
    """The two ends, one document left out after the other; rounding to even is exact."""
    documents = len(sizes)
    even = EVEN[name]
    concentrated = np.zeros(documents)
    concentrated[sizes.argmin()] = 5.0
    furthest = float(DISPERSIONS[name](concentrated, sizes))
    quantile = stats.t.ppf(1 - (1 - confidence_level) / 2, documents - 1)
    score = float(DISPERSIONS[name](word, sizes))
    y = (score - even) / (furthest - even)
    parts = []
    for left_out in range(documents):
        rates = without(word, left_out) / without(sizes, left_out)
        spread_evenly = np.ptp(rates) < 1e-12 * rates.max()
        others = DISPERSIONS[name](without(word, left_out), without(sizes, left_out))
        parts.append(even if spread_evenly else float(others))
    roots = np.sqrt((np.array(parts) - even) / (furthest - even))
    squares = ((roots - roots.mean()) ** 2).sum()
    error = np.sqrt((documents - 1) / documents * squares)
    reach = quantile * 2 * error / (np.sqrt(y) * (1 - y))
    near = special.expit(special.logit(y) - reach)
    far = special.expit(special.logit(y) + reach)
    return sorted(even + (furthest - even) * np.array([near, far]))


@pytest.mark.parametrize("name", DISPERSIONS)
@pytest.mark.parametrize("confidence_level", [0.8, 0.95])
def test_an_interval_of_dispersion_is_its_formula(
    name: str, confidence_level: float
) -> None:
    interval = m.dispersion_interval(
        name, WORDS, SIZES, confidence_level=confidence_level
    )
    for row, word in enumerate(WORDS):
        score = float(DISPERSIONS[name](word, SIZES))
        ends = interval_by_formula(name, word, SIZES, confidence_level)
        assert [interval[0][row], interval[1][row]] == pytest.approx(ends, rel=1e-9)
        assert interval[0][row] < score < interval[1][row]


@pytest.mark.parametrize("name", DISPERSIONS)
def test_words_that_are_even_without_one_document_are_even_exactly(name: str) -> None:
    rng = np.random.default_rng(1)
    for _ in range(100):
        hundreds = rng.integers(50, 900, 5)
        word = (hundreds * rng.integers(1, 30)).astype(float)
        word[-1] += 2.0 * hundreds[-1]
        sizes = hundreds * 100.0
        interval = m.dispersion_interval(name, word, sizes)
        ends = interval_by_formula(name, word, sizes, 0.95)
        assert interval == pytest.approx(ends, rel=1e-8)


@pytest.mark.parametrize("name", DISPERSIONS)
def test_an_interval_of_dispersion_needs_documents_that_differ(name: str) -> None:
    words = [[0, 0, 4], [9, 11, 4], [1, 2, 3]]
    low, high = m.dispersion_interval(name, words, [900, 1100, 400])
    assert np.isnan(low).tolist() == [True, True, False]
    assert np.isnan(high).tolist() == [True, True, False]
    two = m.dispersion_interval(name, [[1, 2], [3, 3]], [900, 1100])
    assert np.isnan(two).all()
    assert np.shape(two) == (2, 2)
    with pytest.raises(OptionError, match="2 documents came"):
        leave_one_out_scores(name, [1, 2], [900, 1100])


# Rates and shares ---------------------------------------------------------------------------------------------------


def test_labels_are_added_up_in_their_order() -> None:
    count = np.array([[1.0, 10.0], [2.0, 20.0], [4.0, 40.0]])
    labels = ["z", "a", "z"]
    assert sum_by_cluster(count, labels).tolist() == [[2.0, 20.0], [5.0, 50.0]]
    assert sum_by_cluster(csr_array(count), labels).toarray().tolist() == [
        [2.0, 20.0],
        [5.0, 50.0],
    ]


def test_the_scatter_of_sparse_counts_is_that_of_full_ones() -> None:
    rates = WORDS.sum(axis=1) / SIZES.sum()
    expected = ((WORDS.T - SIZES[:, None] * rates) ** 2).sum(axis=0)
    np.testing.assert_allclose(squared_residuals(WORDS.T, SIZES, rates), expected)
    np.testing.assert_allclose(
        squared_residuals(csr_array(WORDS.T), SIZES, rates), expected
    )
    steady = 0.1 * SIZES[:, None]
    assert squared_residuals(csr_array(steady), SIZES, [0.1]).tolist() == [0.0]


@pytest.mark.parametrize("confidence_level", [0.8, 0.95])
def test_an_interval_of_a_rate_is_its_formula(confidence_level: float) -> None:
    counts = np.vstack([WORDS, [0, 1, 0, 1, 0, 0]]).T
    units, total = len(SIZES), counts.sum(axis=0)
    rate = total / SIZES.sum()
    squares = ((counts - SIZES[:, None] * rate) ** 2).sum(axis=0)
    effect = np.maximum(units / (units - 1) * squares / total, 1)
    assert effect[0] > 2
    assert effect[-1] == 1, "two occurrences are not worth more than two"
    worth = effect * t_over_normal(units - 1, confidence_level) ** 2
    tail = (1 - confidence_level) / 2
    low = stats.gamma.ppf(tail, total / worth) * worth / SIZES.sum()
    high = stats.gamma.ppf(1 - tail, total / worth + 1) * worth / SIZES.sum()
    for given in (counts, csr_array(counts)):
        interval = m.document_interval(given, SIZES, confidence_level=confidence_level)
        np.testing.assert_allclose(interval[0], low)
        np.testing.assert_allclose(interval[1], high)


@pytest.mark.parametrize("confidence_level", [0.8, 0.95])
def test_an_interval_of_a_share_is_its_formula(confidence_level: float) -> None:
    mentions = np.array([8.0, 6.0, 9.0, 3.0, 12.0])
    kinds = np.array([[8, 0, 4], [0, 0, 3], [7, 0, 5], [0, 0, 1], [2, 0, 6]])
    units, total = len(mentions), kinds.sum(axis=0)
    share = total / mentions.sum()
    squares = ((kinds - mentions[:, None] * share) ** 2).sum(axis=0)
    binomial = np.where(share > 0, total * (1 - share), 1)
    effect = np.maximum(units / (units - 1) * squares / binomial, 1)
    assert effect[0] > 2
    assert effect[2] == 1, "mentions are not worth more than there are"
    worth = effect * t_over_normal(units - 1, confidence_level) ** 2
    tail = (1 - confidence_level) / 2
    yes, no = total / worth, (mentions.sum() - total) / worth
    low, high = stats.beta.ppf(tail, yes, no + 1), stats.beta.ppf(1 - tail, yes + 1, no)
    interval = m.document_share(kinds, mentions, confidence_level=confidence_level)
    np.testing.assert_allclose(interval[0], np.where(yes > 0, low, 0))
    np.testing.assert_allclose(interval[1], high)


def test_units_of_a_share_are_clusters_of_documents_with_mentions() -> None:
    merged = m.document_share([4, 2, 1], [8, 3, 5])
    labels = ["b", "a", "b", "c", "a"]
    assert m.document_share([3, 2, 1, 1, 0], [5, 2, 3, 5, 1], clusters=labels) == merged
    assert m.document_share([4, 0, 2, 1], [8, 0, 3, 5]) == merged
    one = m.document_share([[4, 2]], [8])
    assert np.isnan(one).all()
    assert np.shape(one) == (2, 2), "an end for each kind"
    two = m.document_share([1, 2], [3, 3])
    assert np.isfinite(two).all()


# Ratios -------------------------------------------------------------------------------------------------------------

ABOVE = np.array([40.0, 66.0, 81.0, 30.0])
BELOW = np.array([50.0, 80.0, 120.0, 40.0])


@pytest.mark.parametrize("scale", ["log", "logit"])
@pytest.mark.parametrize("confidence_level", [0.8, 0.95])
def test_an_interval_of_a_ratio_is_its_formula(
    scale: str, confidence_level: float
) -> None:
    ratio, part = ABOVE.sum() / BELOW.sum(), BELOW / BELOW.sum()
    residuals = ABOVE - ratio * BELOW
    variance = (residuals**2 / (1 - part)).sum() / BELOW.sum() ** 2
    freedom = BELOW.sum() ** 2 / (BELOW**2).sum() - 1
    reach = stats.t.ppf(1 - (1 - confidence_level) / 2, freedom) * np.sqrt(variance)
    if scale == "log":
        ends = np.exp(np.log(ratio) + np.array([-reach, reach]) / ratio)
    else:
        steps = np.array([-reach, reach]) / (ratio * (1 - ratio))
        ends = special.expit(special.logit(ratio) + steps)
    interval = m.ratio_interval(
        ABOVE,
        BELOW,
        scale=scale,  # type: ignore[arg-type]
        confidence_level=confidence_level,
    )
    assert interval == pytest.approx(tuple(ends))
    more = m.ratio_interval(
        [*ABOVE, 0],
        [*BELOW, 0],
        scale=scale,  # type: ignore[arg-type]
        confidence_level=confidence_level,
    )
    assert more == pytest.approx(interval), "a text without weight is none"


def test_a_ratio_needs_three_texts_that_differ_and_a_place_within_its_scale() -> None:
    assert np.isfinite(m.ratio_interval(ABOVE[:3], BELOW[:3])).all()
    for above, below in (
        (ABOVE[:2], BELOW[:2]),
        (0.7 * BELOW, BELOW),
        (0 * BELOW, BELOW),
        (BELOW, BELOW),
        ([1, 2, 3.5], [1, 2, 3]),
    ):
        assert np.isnan(m.ratio_interval(above, below)).all()
    above_one = m.ratio_interval([1, 2, 3.5], [1, 2, 3], scale="log")
    assert 0 < above_one[0] < 6.5 / 6 < above_one[1]
    one_of_few = m.ratio_interval([0.5, 1e-9, 1e-9], [1, 1e-6, 1e-6])
    assert np.isfinite(one_of_few).all(), (
        "one text outweighs all: one degree of freedom"
    )


@pytest.mark.parametrize(("windows", "blocks"), [(31, 4), (103, 14), (400, 20)])
def test_an_interval_along_a_text_is_its_formula(windows: int, blocks: int) -> None:
    window, values = 7, np.random.default_rng(windows).random(windows)
    low, high, used_blocks = m.moving_average_interval(
        values, window, confidence_level=0.9
    )
    assert used_blocks == blocks
    edges = [windows * block // blocks for block in range(blocks + 1)]
    mean, squares = values.mean(), 0.0
    for start, end in pairwise(edges):
        squares += (values[start:end] - mean).sum() ** 2
    shared = (window - 1 / window) / (3 * windows)
    mended = (1 - shared) / (1 - (blocks + 1) * shared)
    error = np.sqrt(blocks / (blocks - 1) * squares * mended) / windows
    reach = stats.t.ppf(0.95, blocks - 1) * error / (mean * (1 - mean))
    assert (low, high) == pytest.approx(
        (
            special.expit(special.logit(mean) - reach),
            special.expit(special.logit(mean) + reach),
        )
    )


def test_an_interval_along_a_text_needs_three_blocks() -> None:
    values = np.random.default_rng(0).random(30)
    low, high, blocks = m.moving_average_interval(values[:29], 10)
    assert np.isnan(low)
    assert np.isnan(high)
    assert blocks == 2
    assert np.isfinite(m.moving_average_interval(values, 10)).all()
