"""The interval of the ratio of two shares: its level, its limits, and Fisher's p."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from discourse.measures import fisher_exact, share_ratio_interval

SIZES = [(1, 100), (5, 10), (5, 100), (20, 100)]
SHARES = (0.01, 0.1, 0.5, 0.9, 0.99)


def all_tables(c: int, d: int) -> tuple[np.ndarray, ...]:
    """Every a and b that c and d allow."""
    a, b = np.meshgrid(np.arange(c + 1.0), np.arange(d + 1.0), indexing="ij")
    return a.ravel(), b.ravel(), np.full(a.size, float(c)), np.full(a.size, float(d))


@pytest.mark.parametrize(("c", "d"), SIZES)
def test_the_interval_contains_the_true_ratio_as_often_as_it_says(
    c: int, d: int
) -> None:
    a, b, c_of_table, d_of_table = all_tables(c, d)
    low, high = share_ratio_interval(a, b, c_of_table, d_of_table)
    assert not np.isnan(low).any()
    assert not np.isnan(high).any()
    for target_share in SHARES:
        for reference_share in SHARES:
            probability = stats.binom.pmf(a, c, target_share)
            probability *= stats.binom.pmf(b, d, reference_share)
            ratio = np.log2(target_share / reference_share)
            contains = (low <= ratio) & (ratio <= high)
            assert probability[contains].sum() > 0.955


@pytest.mark.parametrize(("c", "d"), SIZES)
def test_interval_and_p_agree_for_nearly_all_tables(c: int, d: int) -> None:
    table = all_tables(c, d)
    low, high = share_ratio_interval(*table)
    leaves_out_0 = (low > 0) | (high < 0)
    is_small = fisher_exact(*table) <= 0.05
    assert (leaves_out_0 == is_small).mean() > 0.93


@pytest.mark.parametrize(("c", "d"), SIZES)
def test_no_end_needs_a_share_above_1(c: int, d: int) -> None:
    a, b, c_of_table, d_of_table = all_tables(c, d)
    low, high = share_ratio_interval(a, b, c_of_table, d_of_table)
    least_share = np.array(
        [stats.binomtest(int(k), d).proportion_ci(0.95).low for k in b]
    )
    has_both = (a > 0) & (b > 0)
    largest = -np.log2(least_share[has_both])
    assert (high[has_both] <= largest + 1e-9).all()
    ratio = np.log2(a[has_both] / c * d / b[has_both])
    assert (low[has_both] <= ratio + 1e-9).all()
    assert (high[has_both] >= ratio - 1e-9).all()
    assert (low[a == 0] == -np.inf).all()
    assert (high[b == 0] == np.inf).all()


def test_a_term_of_nearly_all_documents_cannot_be_much_more_frequent() -> None:
    counts = np.array([[5.0, 3_800.0, 5.0, 3_806.0]])
    low, high = share_ratio_interval(*counts.T)
    assert -1.1 < low[0] < 0 < high[0] < 0.01


def test_a_higher_level_gives_a_wider_interval() -> None:
    counts = np.array([[3.0, 7.0, 5.0, 100.0]]).T
    low, high = share_ratio_interval(*counts, confidence_level=0.9)
    lower, higher = share_ratio_interval(*counts, confidence_level=0.99)
    assert lower < low < high < higher
