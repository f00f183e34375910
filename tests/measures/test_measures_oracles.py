"""The same numbers another way: decimals of 60 digits, scipy.stats, NLTK, scikit-learn and plain counting.

The bound: 1e-9 relative where a statistic exceeds 1e-6 of the words, elsewhere 1e-12 of the words, and never negative.
"""

from __future__ import annotations

import functools
import itertools
import math
from collections import Counter
from decimal import Decimal, localcontext
from fractions import Fraction

import numpy as np
import pytest

from discourse import measures as m
from discourse.errors import OptionError
from discourse.measures.association_multiword import cohesion_by_cut

TABLES = 10_000


def tables(size: int, seed: int, largest: int = 2**40) -> np.ndarray:
    """Random tables (a, b, c, d) of all sizes, many of nearly equal rates, and the extreme ones."""
    rng = np.random.default_rng(seed)
    c, d = np.floor(np.exp2(rng.uniform(0, math.log2(largest), (2, size))))
    rate = 10.0 ** rng.uniform(-6, 0, size)
    other = np.where(rng.random(size) < 0.5, rate, 10.0 ** rng.uniform(-6, 0, size))
    a, b = (
        np.minimum(np.rint(n * r + rng.normal(size=size)), n).clip(0)
        for n, r in ((c, rate), (d, other))
    )
    edge = [0, 1, 2, largest - 1, largest]
    extreme = [
        (w, x, y, z)
        for w, x, y, z in itertools.product(edge, repeat=4)
        if w <= y and x <= z and y + z
    ]
    return np.vstack([np.column_stack([a, b, c, d]), np.array(extreme)])


RANDOM = tables(TABLES, 1)


def decimal_g2(a: float, b: float, c: float, d: float, terms: int = 4) -> float:
    observed = [Decimal(int(x)) for x in (a, b, c - a, d - b)]
    n, word, rest = sum(observed), observed[0] + observed[1], observed[2] + observed[3]
    sides = (observed[0] + observed[2], observed[1] + observed[3])
    expected = [side * row / n for row in (word, rest) for side in sides]
    pairs = list(zip(observed, expected, strict=True))[:terms]
    return float(2 * sum((o * (o / e).ln() for o, e in pairs if o), Decimal(0)))


def agree(actual: np.ndarray, expected: np.ndarray, words: np.ndarray) -> None:
    assert (actual >= 0).all()
    clear = expected > 1e-6 * words
    assert clear.sum() > 1000
    assert (~clear).sum() > 1000
    np.testing.assert_allclose(actual[clear], expected[clear], rtol=1e-9)
    assert (np.abs(actual - expected)[~clear] <= 1e-12 * words[~clear]).all()


@pytest.mark.parametrize("terms", [2, 4])
def test_g2_against_decimals(terms: int) -> None:
    with localcontext(prec=60):
        expected = np.array([decimal_g2(*row, terms=terms) for row in RANDOM])
    actual = m.g2(*RANDOM.T, terms=terms)  # type: ignore[arg-type]
    agree(actual, expected, RANDOM[:, 2] + RANDOM[:, 3])
    # Better than the bound: to the last digits, however near to equal the rates.
    np.testing.assert_allclose(actual, expected, rtol=2e-13, atol=1e-300)


def test_chi_squared_against_fractions() -> None:
    for yates in (False, True):
        expected = []
        for a, b, c, d in (tuple(map(int, row)) for row in RANDOM):
            n, word, gap = c + d, a + b, Fraction(abs(a * d - b * c))
            gap = max(gap - Fraction(n, 2), Fraction(0)) if yates else gap
            below = c * d * word * (n - word)
            expected.append(float(n * gap * gap / below) if below else 0.0)
        np.testing.assert_allclose(
            m.chi_squared(*RANDOM.T, yates=yates), expected, rtol=1e-13, atol=1e-300
        )


def test_simple_ll_against_decimals() -> None:
    a, b, c, d = RANDOM.T
    with localcontext(prec=90):
        expected = []
        for f, rest, f1, other in (tuple(map(int, row)) for row in RANDOM):
            e = Decimal(f1) * (f + rest) / (f1 + other)
            expected.append(float(2 * ((f * (f / e).ln() if f else 0) - (f - e))))
    np.testing.assert_allclose(
        m.simple_ll(a, c, a + b, c + d), expected, rtol=2e-13, atol=1e-300
    )


def test_ratios_against_fractions() -> None:
    inner = RANDOM[
        (RANDOM[:, 0] > 0) & (RANDOM[:, 1] > 0) & (RANDOM[:, 0] < RANDOM[:, 2])
    ]
    rows = [tuple(map(int, row)) for row in inner]
    exact = {
        m.relative_risk: [Fraction(a * d, b * c) for a, b, c, d in rows],
        m.odds_ratio: [Fraction(a * (d - b), b * (c - a)) for a, b, c, d in rows],
        m.percent_difference: [
            Fraction(100 * (a * d - b * c), b * c) for a, b, c, d in rows
        ],
        m.difference_coefficient: [
            Fraction(a * d - b * c, a * d + b * c) for a, b, c, d in rows
        ],
    }
    for measure, expected in exact.items():
        np.testing.assert_allclose(
            measure(*inner.T),
            [float(x) for x in expected],
            rtol=1e-14,
            err_msg=measure.__name__,
        )
    ratio = [math.log2(a * d) - math.log2(b * c) for a, b, c, d in rows]
    np.testing.assert_allclose(m.log_ratio(*inner.T), ratio, rtol=1e-11, atol=1e-13)


def test_g2_and_chi_squared_against_scipy() -> None:
    stats = pytest.importorskip("scipy.stats")
    rows = tables(400, 2, largest=10**6)
    rows = rows[
        (rows[:, 0] + rows[:, 1] > 0)
        & (rows[:, :2].sum(axis=1) < rows[:, 2:].sum(axis=1))
    ]
    rows = rows[(rows[:, 2] > 0) & (rows[:, 3] > 0)]
    for a, b, c, d in rows:
        cells = np.array([[a, b], [c - a, d - b]])
        words = c + d
        for actual, options in (
            (m.g2(a, b, c, d), {"correction": False, "lambda_": "log-likelihood"}),
            (m.chi_squared(a, b, c, d), {"correction": False}),
            (m.chi_squared(a, b, c, d, yates=True), {"correction": True}),
        ):
            assert actual == pytest.approx(
                stats.chi2_contingency(cells, **options).statistic,
                rel=1e-9,
                abs=1e-9 * words,
            )


def test_chi_squared_tail_against_scipy() -> None:
    stats = pytest.importorskip("scipy.stats")
    x = np.concatenate([[0.0], np.geomspace(1e-9, 1300, 400)])
    for df in (1, 2, 3, 4, 11, 57):
        np.testing.assert_allclose(m.chi2_tail(x, df), stats.chi2.sf(x, df), rtol=1e-10)
        np.testing.assert_allclose(
            m.chi2_tail(x, df, log=True),
            stats.chi2.logsf(x, df),
            rtol=1e-10,
            atol=1e-14,
        )


# Fisher ---------------------------------------------------------------------------------------------------------------


@functools.cache
def choose(n: int, k: int) -> int:
    return math.comb(n, k)


def fisher_by_counting(a: int, b: int, c: int, d: int) -> tuple[float, float, float]:
    word = a + b
    ways = {
        k: choose(c, k) * choose(d, word - k)
        for k in range(max(0, word - d), min(word, c) + 1)
    }
    both = sum(w for w in ways.values() if w <= ways[a])
    greater, less = (
        sum(w for k, w in ways.items() if k >= a),
        sum(w for k, w in ways.items() if k <= a),
    )
    return (
        both / choose(c + d, word),
        greater / choose(c + d, word),
        less / choose(c + d, word),
    )


def test_fisher_against_hypergeometric_sums() -> None:
    stats = pytest.importorskip("scipy.stats")
    rng = np.random.default_rng(31)
    c, d = rng.integers(1, 40, (2, 10_000))
    a, b = rng.integers(0, c + 1), rng.integers(0, d + 1)
    k = np.arange(40)[:, None]
    chance = stats.hypergeom.pmf(k, c + d, a + b, c)
    seen = np.take_along_axis(chance, a[None, :], axis=0)
    for side, part in (
        ("two-sided", chance <= seen * (1 + 1e-9)),
        ("greater", k >= a),
        ("less", k <= a),
    ):
        actual = m.fisher_exact(a, b, c, d, alternative=side)  # type: ignore[arg-type]
        np.testing.assert_allclose(
            actual, (chance * part).sum(axis=0), rtol=1e-9, err_msg=side
        )


def test_fisher_against_exact_counting() -> None:
    rng = np.random.default_rng(3)
    c, d = rng.integers(0, 60, (2, 10_000))
    a, b = rng.integers(0, c + 1), rng.integers(0, d + 1)
    small = [
        (w, x, y, z)
        for w, x, y, z in itertools.product(range(4), range(4), range(5), range(5))
        if w <= y and x <= z
    ]
    rows = np.vstack([np.column_stack([a, b, c, d]), np.array(small)])
    expected = np.array([fisher_by_counting(*map(int, row)) for row in rows])
    for j, side in enumerate(("two-sided", "greater", "less")):
        actual = m.fisher_exact(*rows.T, alternative=side)  # type: ignore[arg-type]
        np.testing.assert_allclose(
            actual, expected[:, j], rtol=1e-11, atol=1e-300, err_msg=side
        )
        assert (actual <= 1).all()


def test_fisher_against_scipy_and_far_tails() -> None:
    stats = pytest.importorskip("scipy.stats")
    rows = tables(250, 4, largest=10**5)[:250]
    for a, b, c, d in rows.astype(int):
        cells = [[a, b], [c - a, d - b]]
        for side in ("two-sided", "greater", "less"):
            expected = stats.fisher_exact(cells, alternative=side).pvalue
            assert m.fisher_exact(a, b, c, d, alternative=side) == pytest.approx(
                expected, rel=1e-7, abs=1e-290
            ), cells
    # All of 900 in one of two groups of 1,000: a single table, whose chance is a ratio of binomials.
    exact = math.log(math.comb(1000, 900)) - math.log(math.comb(2000, 900))
    assert m.fisher_exact(
        900, 0, 1000, 1000, alternative="greater", log=True
    ) == pytest.approx(exact, rel=1e-13)


def test_fisher_of_huge_counts() -> None:
    # 2**40 words a side, the word seen 4 times: the chance is binomial to nine digits.
    n = 2**40
    assert m.fisher_exact(4, 0, n, n) == pytest.approx(2 / 16, rel=1e-9)
    assert m.fisher_exact(3, 1, n, n, alternative="greater") == pytest.approx(
        5 / 16, rel=1e-9
    )
    # And a symmetric table of many: half the tables lie on each side, but for the middle one.
    middle = m.fisher_exact(n // 1024, n // 1024, n, n, alternative="greater")
    assert 0.5 < middle < 0.50003


# Association ----------------------------------------------------------------------------------------------------------


def test_pairs_against_nltk() -> None:
    scores = pytest.importorskip("nltk.metrics.association").BigramAssocMeasures
    rows = tables(1500, 5, largest=10**9)[:1500]
    rows = rows[
        (rows[:, 0] > 0)
        & (rows[:, 1] > 0)
        & (rows[:, :2].sum(axis=1) < rows[:, 2:].sum(axis=1))
    ]
    rows = rows[rows[:, 0] < rows[:, 2]]
    for a, b, c, d in rows.astype(int).tolist():
        f, f1, f2, n = a, c, a + b, c + d
        given = (f, (f1, f2), n)
        assert m.mi(f, f1, f2, n) == pytest.approx(
            scores.pmi(*given), rel=1e-9, abs=1e-12
        )
        assert m.t_score(f, f1, f2, n) == pytest.approx(
            scores.student_t(*given), rel=1e-9, abs=1e-6
        )
        assert m.dice(f, f1, f2) == pytest.approx(scores.dice(*given), rel=1e-12)
        assert m.phi_squared(f, f1, f2, n) == pytest.approx(
            scores.phi_sq(*given), rel=1e-9, abs=1e-12
        )
        table = m.contingency(f, f1, f2, n)
        # NLTK adds a little to every count and sums x log x: so only to a millionth of the words.
        assert m.g2(*table) == pytest.approx(
            scores.likelihood_ratio(*given), rel=1e-6, abs=1e-9 * n + 1e-6
        )


def test_trigrams_against_nltk() -> None:
    nltk = pytest.importorskip("nltk")
    text = [f"w{k}" for k in np.random.default_rng(6).zipf(1.6, 400) % 12]
    finder = nltk.TrigramCollocationFinder.from_words(text)
    scores = nltk.TrigramAssocMeasures
    n = len(text)
    for words, value in finder.score_ngrams(scores.pmi):
        f, parts = finder.ngram_fd[words], [finder.word_fd[w] for w in words]
        assert m.ngram_pmi(f, parts, n) == pytest.approx(value, rel=1e-12, abs=1e-12)
    for words, value in finder.score_ngrams(scores.student_t):
        f, parts = finder.ngram_fd[words], [finder.word_fd[w] for w in words]
        assert m.ngram_t(f, parts, n) == pytest.approx(value, rel=1e-9, abs=1e-6)


def test_independence_of_two_words_is_g2() -> None:
    rows = RANDOM[:2000]
    a, b, c, d = rows.T
    cells = np.column_stack([d - b, b, c - a, a])
    # Here O - E is a plain difference, so only the bound is asked for.
    expected, words = m.g2(a, b, c, d), c + d
    clear = expected > 1e-6 * words
    actual = m.independence_g2(cells)
    np.testing.assert_allclose(actual[clear], expected[clear], rtol=1e-9)
    assert (np.abs(actual - expected)[~clear] <= 1e-12 * words[~clear]).all()


# Dispersion, distances, diversity -------------------------------------------------------------------------------------


def test_da_against_all_pairs() -> None:
    rng = np.random.default_rng(7)
    for k in (2, 3, 8, 40):
        size = rng.integers(5, 500, k)
        v = rng.integers(0, 5, (50, k))
        v = v[v.sum(axis=1) > 0]
        p = v / size
        gaps = [
            np.mean([abs(x - y) for x, y in itertools.combinations(row, 2)])
            for row in p
        ]
        np.testing.assert_allclose(
            m.da(v, size),
            1 - np.array(gaps) / (2 * p.mean(axis=1)),
            rtol=1e-11,
            atol=1e-14,
        )


def test_dp_bounds_against_every_arrangement() -> None:
    size = np.array([21, 9, 36, 15])
    for f in range(1, 8):
        every = [v for v in itertools.product(range(f + 1), repeat=4) if sum(v) == f]
        values = m.dp(np.array(every), size)
        low, high = m.dp_bounds(f, size)
        assert (low, high) == pytest.approx((values.min(), values.max()), abs=1e-12)


def test_distances_against_plain_loops() -> None:
    rng = np.random.default_rng(8)
    for n in (1, 2, 7, 60):
        ids = rng.integers(0, 6, n)
        for word in range(6):
            positions = np.flatnonzero(ids == word)
            values = (
                m.arf(ids, types=6)[word],
                m.ald(ids, types=6)[word],
                m.awt(ids, types=6)[word],
            )
            if not positions.size:
                assert np.isnan(values).all()
                continue
            gaps = [int(q - p) for p, q in itertools.pairwise(positions)] + [
                int(positions[0] + n - positions[-1])
            ]
            even = n / len(gaps)
            assert values == pytest.approx((
                sum(min(g, even) for g in gaps) / even,
                sum(g * math.log10(g) for g in gaps) / n,
                0.5 * (1 + sum(g * g for g in gaps) / n),
            ))  # fmt: skip


def test_windows_against_plain_loops() -> None:
    rng = np.random.default_rng(9)
    for n, types in ((1, 1), (5, 3), (60, 12), (200, 90)):
        ids = rng.integers(0, types, n).tolist()
        for w in (1, 2, 7, 50):
            spans = [len(set(ids[i : i + w])) / w for i in range(n - w + 1)]
            whole = [len(set(ids[i : i + w])) / w for i in range(0, n - w + 1, w)]
            assert m.mattr(ids, window=w) == (
                pytest.approx(np.mean(spans))
                if spans
                else pytest.approx(math.nan, nan_ok=True)
            )
            assert m.msttr(ids, window=w) == (
                pytest.approx(np.mean(whole))
                if whole
                else pytest.approx(math.nan, nan_ok=True)
            )


def test_hdd_against_exact_binomials() -> None:
    for counts in ([3, 1, 1, 1, 1, 1, 1, 1], [40, 30, 20, 5, 1], [10**6, 10**5, 17, 1]):
        n, sample = sum(counts), 8
        expected = (
            sum(
                1 - Fraction(math.comb(n - f, sample), math.comb(n, sample))
                for f in counts
            )
            / sample
        )
        assert m.hdd(counts, sample=sample) == pytest.approx(float(expected), rel=1e-13)


def test_c_tf_idf_and_idf_against_scikit_learn() -> None:
    text = pytest.importorskip("sklearn.feature_extraction.text")
    tf = np.random.default_rng(10).poisson(0.7, (12, 30))
    tf = tf[:, tf.sum(axis=0) > 0]
    for smooth, scheme in ((True, "smooth"), (False, "unsmoothed")):
        fitted = text.TfidfTransformer(smooth_idf=smooth).fit(tf)
        actual = m.idf((tf > 0).sum(axis=0), len(tf), scheme=scheme)  # type: ignore[arg-type]
        np.testing.assert_allclose(actual, fitted.idf_, rtol=1e-13)
    actual = m.class_tf_idf(tf)
    for g, t in itertools.product(range(3), range(tf.shape[1])):
        assert actual[g, t] == pytest.approx(
            tf[g, t] * math.log(1 + tf.sum() / 12 / tf[:, t].sum()), rel=1e-13
        )
    share = m.class_tf_idf(tf, share=True)
    np.testing.assert_allclose(
        share * tf.sum(axis=1, keepdims=True), actual, rtol=1e-13
    )


def test_likeness_against_scikit_learn_and_scipy() -> None:
    pairwise = pytest.importorskip("sklearn.metrics.pairwise")
    distance = pytest.importorskip("scipy.spatial.distance")
    rows = np.random.default_rng(11).poisson(1.0, (9, 40)).astype(float)
    np.testing.assert_allclose(
        m.cosine(rows), pairwise.cosine_similarity(rows), atol=1e-14
    )
    for x, y in itertools.combinations(rows, 2):
        assert m.jensen_shannon(x, y) == pytest.approx(
            distance.jensenshannon(x, y, base=2) ** 2, rel=1e-10
        )
        both = ((x > 0) & (y > 0)).sum()
        assert m.jaccard(both, (x > 0).sum(), (y > 0).sum()) == pytest.approx(
            1 - distance.jaccard(x > 0, y > 0)
        )


def test_branching_entropy_against_scipy() -> None:
    stats = pytest.importorskip("scipy.stats")
    counts = np.random.default_rng(12).integers(0, 6, (20, 5))
    counts[counts.sum(axis=1) == 0, 0] = 1
    expected = [stats.entropy(row, base=2) for row in counts]
    np.testing.assert_allclose(m.branching_entropy(counts), expected, atol=1e-12)
    owner = np.repeat(np.arange(20), 5)
    np.testing.assert_allclose(
        m.branching_entropy(counts.ravel(), owner=owner), expected, atol=1e-12
    )


# Phrases inside phrases -------------------------------------------------------------------------------------------------


def test_c_value_against_its_published_procedure() -> None:
    rng = np.random.default_rng(15)
    text = rng.integers(0, 4, 300).tolist()
    grams = Counter(
        tuple(text[i : i + k]) for k in range(2, 6) for i in range(300 - k + 1)
    )
    phrases = sorted(grams, key=lambda g: (len(g), g))
    nested: dict[tuple[int, ...], float] = {}
    held: dict[tuple[int, ...], int] = {}
    expected = {}
    for b in sorted(phrases, key=len, reverse=True):
        t, holders = nested.get(b, 0.0), held.get(b, 0)
        expected[b] = math.log2(len(b)) * (grams[b] - (t / holders if holders else 0.0))
        for a in {
            b[i:j]
            for i in range(len(b))
            for j in range(i + 2, len(b) + 1)
            if j - i < len(b)
        }:
            nested[a] = nested.get(a, 0.0) + grams[b] - t
            held[a] = held.get(a, 0) + 1
    actual = m.c_value(phrases, [grams[p] for p in phrases])
    np.testing.assert_allclose(
        actual, [expected[p] for p in phrases], rtol=1e-12, atol=1e-12
    )


def test_local_maxima_against_its_definition() -> None:
    rng = np.random.default_rng(16)
    text = rng.integers(0, 3, 120).tolist()
    phrases = sorted(
        {tuple(text[i : i + k]) for k in range(2, 6) for i in range(120 - k + 1)}
    )
    glue = dict(zip(phrases, rng.integers(0, 9, len(phrases)) / 8, strict=True))
    expected = []
    for p in phrases:
        shorter = [glue[s] for s in (p[:-1], p[1:]) if len(s) > 1]
        longer = [
            g for q, g in glue.items() if len(q) == len(p) + 1 and p in (q[:-1], q[1:])
        ]
        expected.append(
            all(glue[p] >= g for g in shorter) and all(glue[p] > g for g in longer)
        )
    assert m.local_maxima(phrases, [glue[p] for p in phrases]).tolist() == expected
    assert 0 < sum(expected) < len(phrases)


def test_cohesion_of_two_words_is_half_of_g2() -> None:
    both, head, tail, n = 6, 12, 8, 90
    cells = [n - head - tail + both, tail - both, head - both, both]
    expected = float(m.independence_g2(cells)) / 2
    assert m.phrase_cohesion(both, [head], [tail], n) == pytest.approx(expected)


def test_cohesion_is_that_of_the_weakest_cut() -> None:
    strong = float(m.phrase_cohesion(5, [5], [5], 100))
    weak = float(m.phrase_cohesion(5, [30], [5], 100))
    assert 0 < weak < strong
    three_words = m.phrase_cohesion(5, [5, 30], [5, 5], 100)
    assert three_words == pytest.approx(2 * weak / 3)


def test_cohesion_is_negative_where_pieces_avoid_each_other() -> None:
    assert m.phrase_cohesion(1, [50], [40], 100) < 0
    assert m.phrase_cohesion(20, [50], [40], 100) == 0
    with pytest.raises(OptionError, match="more places"):
        m.phrase_cohesion(1, [8], [9], 10)


def test_cohesion_by_cut_is_that_of_each_phrase() -> None:
    f = np.array([5.0, 4.0, 4.0, 1.0])
    heads = np.array([5.0, 4.0, 8.0, 50.0])
    tails = np.array([30.0, 8.0, 4.0, 40.0])
    expected = [
        m.phrase_cohesion(5, [5], [30], 100),
        m.phrase_cohesion(4, [4, 8], [8, 4], 100),
        m.phrase_cohesion(1, [50], [40], 100),
    ]
    found = cohesion_by_cut(f, heads, tails, 100, cuts=np.array([1, 2, 1]))
    assert found.tolist() == [float(value) for value in expected]
    nothing = np.zeros(0)
    no_cuts = np.zeros(0, dtype=np.int64)
    assert not len(cohesion_by_cut(nothing, nothing, nothing, 100, cuts=no_cuts))


def test_scp_of_two_words_is_the_product_of_conditional_chances() -> None:
    assert m.scp(6, [12], [8]) == pytest.approx(6 / 12 * 6 / 8)
    assert m.scp([[6, 6]], [[[12], [6]]], [[[8], [6]]]).tolist() == [[0.375, 1.0]]
