"""Every measure of dispersion on ten thousand arrangements and the extreme ones, by exact sums."""

from __future__ import annotations

import functools
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from scipy.sparse import csr_array
from test_measures_precision import LN2, NAN, Number, decimal, digits, within

from discourse import measures as m
from discourse.measures.dispersion import occupied_parts
from discourse.measures.dispersion_intervals import DISPERSIONS as MEASURES
from discourse.measures.dispersion_intervals import leave_one_out_scores

__all__ = ["digits"]  # a fixture that every test here uses

Counts = tuple[int, ...]


def spreads() -> list[tuple[np.ndarray, np.ndarray]]:
    """Counts and sizes by number of parts: of every size, nearly even, nearly all in one part, and the extreme ones."""
    rng, actual = np.random.default_rng(27), []
    for k in range(1, 11):
        sizes = np.floor(np.exp2(rng.uniform(1, 40, (1200, k))))
        sizes[:300] = sizes[:300, :1]  # equal parts
        v = np.floor(sizes * rng.random((1200, k)) ** 6)
        rate = np.exp2(-rng.uniform(0, 30, (400, 1)))
        v[300:700] = np.minimum(
            np.rint(sizes[300:700] * rate), sizes[300:700]
        )  # nearly even
        v[700:1000] *= (
            np.arange(k) == sizes[700:1000].argmin(axis=1)[:, None]
        )  # all in the smallest
        v[1000:1100] *= rng.random((100, k)) < 0.4
        v[800:900, 0] = 1  # and one elsewhere
        edge = np.array(
            [
                np.eye(k)[0],
                np.eye(k)[-1],
                np.ones(k),
                np.full(k, 2.0**40),
                np.zeros(k),
                2.0**40 * np.eye(k)[0],
            ]
        )
        actual.append(
            (np.vstack([v, edge]), np.vstack([sizes, np.full((6, k), 2.0**40)]))
        )
    return actual


SPREADS = spreads()
ROWS = [
    (tuple(map(int, v)), tuple(map(int, s)))
    for pair in SPREADS
    for v, s in zip(*pair, strict=True)
]


def _dp(v: Counts, s: Counts) -> Fraction:
    f, n = sum(v), sum(s)
    return Fraction(
        sum(abs(x * n - y * f) for x, y in zip(v, s, strict=True)), 2 * f * n
    )


def _room(s: Counts, smallest: int) -> Fraction:
    return Fraction(sum(s) - smallest, sum(s))


def _juilland(v: Counts, s: Counts) -> Number:
    p, k = [Fraction(x, y) for x, y in zip(v, s, strict=True)], len(v)
    if k < 2:
        return NAN
    squares = k * sum(x * x for x in p) / sum(p) ** 2 - 1
    return 1 - (decimal(squares) / (k - 1)).sqrt()


def _carroll(v: Counts, s: Counts) -> Number:
    p = [decimal(Fraction(x, y)) for x, y in zip(v, s, strict=True)]
    total = sum(p, Decimal(0))
    if len(v) < 2:
        return NAN
    return (
        -sum((x / total * (x / total).ln() for x in p if x), Decimal(0))
        / Decimal(len(v)).ln()
    )


def _da(v: Counts, s: Counts) -> Number:
    p, k = sorted(Fraction(x, y) for x, y in zip(v, s, strict=True)), len(v)
    if k < 2:
        return NAN
    gaps = sum(q - r for i, q in enumerate(p) for r in p[:i])
    return 1 - gaps / ((k - 1) * sum(p))


@functools.cache
def _kld(v: Counts, s: Counts) -> Number:
    f, n = sum(v), sum(s)
    return (
        sum(
            (
                Decimal(x) / f * (Decimal(x) * n / (Decimal(y) * f)).ln()
                for x, y in zip(v, s, strict=True)
                if x
            ),
            Decimal(0),
        )
        / LN2
    )


def _lyne(v: Counts, s: Counts) -> Number:
    f, k = sum(v), len(v)
    return 1 - Fraction(sum((k * x - f) ** 2 for x in v), 4 * k * f * f)


Spread = Callable[[Counts, Counts], Number]
DISPERSIONS: dict[str, tuple[Callable[..., Any], Spread]] = {
    "range": (lambda v, s: m.dispersion_range(v), lambda v, s: sum(x > 0 for x in v)),
    "D": (m.juilland_d, _juilland),
    "U": (m.juilland_u, lambda v, s: sum(v) * _juilland(v, s)),  # type: ignore[operator]
    "D2": (m.carroll_d2, _carroll),
    "S": (m.rosengren_s, lambda v, s: sum(Decimal(x * y).sqrt() for x, y in zip(v, s, strict=True)) ** 2 / (sum(v) * sum(s))),
    "DA": (m.da, _da),
    "D3": (lambda v, s: m.lyne_d3(v), _lyne),
    "DP": (m.dp, _dp),
    "DPnorm": (m.dp_norm, lambda v, s: _dp(v, s) / _room(s, min(s)) if len(s) > 1 else NAN),
    "D_P": (m.dp_egbert, lambda v, s: 1 - _dp(v, s) / _room(s, min(y for x, y in zip(v, s, strict=True) if x)) if len(s) > 1 else NAN),
    "KLD": (m.kld, _kld),
    "1 - e^-K": (lambda v, s: m.kld(v, s, scale="exp"), lambda v, s: 1 - (-_kld(v, s)).exp()),  # type: ignore[operator, union-attr]
    "1 - 2^-K": (lambda v, s: m.kld(v, s, scale="two"), lambda v, s: 1 - (-_kld(v, s) * LN2).exp()),  # type: ignore[operator, union-attr]
    "K/(1 + K)": (lambda v, s: m.kld(v, s, scale="ratio"), lambda v, s: _kld(v, s) / (1 + _kld(v, s))),  # type: ignore[operator]
}  # fmt: skip
RELATIVE = ("DP", "DPnorm", "D_P", "KLD")


@pytest.mark.parametrize("name", DISPERSIONS)
def test_dispersions(name: str) -> None:
    measure, exact = DISPERSIONS[name]
    actual = np.concatenate([np.atleast_1d(measure(v, sizes)) for v, sizes in SPREADS])
    expected: list[Number] = [
        exact(v, s) if sum(v) or name == "range" else NAN for v, s in ROWS
    ]
    within(
        actual,
        expected,
        np.array([sum(v) for v, _ in ROWS]) if name == "U" else 1.0,
        name,
    )
    assert not (actual < 0).any() or name == "D3"
    if name in RELATIVE:
        # Better than the bound: to the last digits at both ends, and exactly 0 and 1 where it is.
        np.testing.assert_allclose(
            actual, [float(x) for x in expected], rtol=2e-12, atol=0, err_msg=name
        )


@pytest.mark.parametrize("measure", MEASURES.values())
def test_sparse_counts_give_the_same_digits(measure: Callable[..., Any]) -> None:
    for v, sizes in SPREADS:
        for counts in (v[:200], v[700:900]):
            size = (
                sizes[0] if (counts <= sizes[0]).all() else np.full(v.shape[1], 2.0**40)
            )
            dense, sparse = measure(counts, size), measure(csr_array(counts), size)
            np.testing.assert_array_equal(dense, sparse)
            np.testing.assert_array_equal(measure(counts), measure(csr_array(counts)))
    # Entries out of order, twice over, or of 0: what was given is not touched.
    odd = csr_array(
        (np.array([2.0, 1.0, 1.0, 0.0]), np.array([2, 0, 0, 1]), np.array([0, 4])),
        shape=(1, 3),
    )
    np.testing.assert_array_equal(
        measure(odd, [5, 6, 7]), measure([[2, 0, 2]], [5, 6, 7])
    )
    assert odd.data.tolist() == [2.0, 1.0, 1.0, 0.0]


@pytest.mark.parametrize("name", MEASURES)
def test_sparse_counts_give_the_same_digits_without_a_document(name: str) -> None:
    rng = np.random.default_rng(41)
    sizes = rng.integers(5, 400, 300)
    counts = np.minimum(rng.poisson(rng.choice([0.01, 0.3, 4], (40, 1)), (40, 300)), 5)
    of_each = leave_one_out_scores(name, csr_array(counts), sizes)
    for row, word in enumerate(counts):
        np.testing.assert_array_equal(
            of_each[row], leave_one_out_scores(name, word, sizes)
        )
    assert leave_one_out_scores(name, counts[:0], sizes).shape == (0, 300)
    ends = m.dispersion_interval(name, csr_array(counts), sizes)
    np.testing.assert_array_equal(ends, m.dispersion_interval(name, counts, sizes))


@pytest.mark.parametrize("name", MEASURES)
def test_counts_checked_once_serve_every_measure(name: str) -> None:
    counts, sizes = np.array([[1, 0, 3], [0, 2, 0]]), np.array([9, 10, 20])
    parts = occupied_parts(counts, sizes)
    measure = MEASURES[name]
    np.testing.assert_array_equal(measure(parts, sizes), measure(counts, sizes))
    # Sizes for each word, in whatever order they are in memory.
    size_rows = np.asfortranarray(np.array([[9, 10, 20], [9, 10, 20]]))
    np.testing.assert_array_equal(measure(counts, size_rows), measure(counts, sizes))


def test_distances_of_small_texts() -> None:
    rng = np.random.default_rng(28)
    actual: dict[str, list[float]] = {"arf": [], "ald": [], "awt": []}
    exact: dict[str, list[Number]] = {"arf": [], "ald": [], "awt": []}
    for _ in range(3500):
        ids = rng.integers(0, 3, rng.integers(1, 25))
        n = len(ids)
        for name, values in actual.items():
            values.extend(getattr(m, name)(ids, types=3))
        for word in range(3):
            positions = np.flatnonzero(ids == word).tolist()
            f = len(positions)
            gaps = [
                (q - p - 1) % n + 1
                for p, q in zip(positions, positions[1:] + positions[:1], strict=True)
            ]
            exact["arf"].append(
                sum(min(Fraction(g), Fraction(n, f)) for g in gaps) * Fraction(f, n)
                if f
                else NAN
            )
            exact["ald"].append(
                sum(g * Decimal(g).log10() for g in gaps) / n if f else NAN
            )
            exact["awt"].append(
                (1 + Fraction(sum(g * g for g in gaps), n)) / 2 if f else NAN
            )
    for name, values in actual.items():
        within(values, exact[name], name=name)
