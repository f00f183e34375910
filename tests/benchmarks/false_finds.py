"""How often a test finds a key word where there is none."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

import numpy as np
from scipy import stats
from scipy.sparse import csr_array
from speeches import LEAST, Found, Speeches

from discourse.contrast.group_counts import GroupCounts, pool_groups
from discourse.contrast.group_pairs import GroupPair
from discourse.contrast.keyness_p_values import (
    occurrence_statistic,
    permute_documents,
    rate_statistic,
)
from discourse.counting.rate_denominators import TermCounts
from discourse.measures import chi2_tail, chi_squared, g2

ALPHA, STRICT = 0.05, 0.01
OWN = "permutation of documents"
DRAWS = 999
NEAR = 1e-12
MANY = 1000  # documents above which the slow sorting of all arrangements is left out


def together(
    data: Speeches, target: np.ndarray, reference: np.ndarray, *, clusters: bool = False
) -> GroupCounts:
    """Two groups of documents (a document may come twice), as the verb sees them."""
    documents = np.concatenate([target, reference])
    matrix = csr_array(data.counts[documents])
    kind = np.zeros(matrix.shape[1], dtype=np.int64)
    inside = np.arange(len(documents)) < len(target)
    unit = (
        np.unique(data.country[documents], return_inverse=True)[1]
        if clusters
        else np.arange(len(documents))
    )
    pair = GroupPair(
        "target", "reference", np.arange(len(documents)), inside, unit.reshape(-1)
    )
    words = data.words[documents][:, None]
    counts = TermCounts(words=words, kind=kind, matrix=matrix, source=())
    return pool_groups(counts, pair, LEAST)


def token_tests(counts: GroupCounts) -> dict[str, np.ndarray]:
    """p of the tests that take words as independent."""
    table = counts.contingency_table
    return {
        "G2, words": chi2_tail(g2(*table)),
        "chi-squared, words": chi2_tail(chi_squared(*table)),
    }


def rate_tests(counts: GroupCounts, unit: str) -> dict[str, np.ndarray]:
    """p of the tests on the rates of documents (or countries)."""
    rates = np.asarray(counts.matrix.toarray()) / counts.words
    one, other = rates[counts.units_in_target], rates[~counts.units_in_target]
    with np.errstate(all="ignore"):
        return {
            f"t, {unit} rates": stats.ttest_ind(one, other).pvalue,
            f"Welch, {unit} rates": stats.ttest_ind(one, other, equal_var=False).pvalue,
            f"Mann-Whitney, {unit} rates": stats.mannwhitneyu(
                one, other, method="asymptotic"
            ).pvalue,
        }


def permutations(counts: GroupCounts, unit: str, rng: int) -> dict[str, np.ndarray]:
    """p of the library's own test; p of each of its halves; and p of the whole with ties broken by lot."""
    p = {f"permutation of {unit}": permute_documents(counts, draws=DRAWS, rng=rng).p}
    if len(counts.units_in_target) > MANY:
        return p
    side = counts.units_in_target
    chance = np.random.default_rng(rng)
    labels = np.vstack(
        [side, chance.permuted(np.broadcast_to(side, (DRAWS, len(side))), axis=1)]
    ).astype(np.float64)
    halves = [
        np.abs(statistic(counts)(labels))
        for statistic in (occurrence_statistic, rate_statistic)
    ]
    ranks = [_shares(values) for values in halves]
    both = np.maximum(*ranks)
    above = (both < both[0] - NEAR).sum(axis=0)
    ties = (np.abs(both - both[0]) <= NEAR).sum(axis=0)
    return p | {
        f"permutation of {unit}, randomised p": (
            above + chance.random(len(ties)) * ties
        )
        / (DRAWS + 1),
        f"permutation of {unit}, occurrences alone": ranks[0][0],
        f"permutation of {unit}, rates alone": ranks[1][0],
    }


def _shares(values: np.ndarray) -> np.ndarray:
    """For each arrangement and word the share of the arrangements that are as extreme."""
    rounded = np.round(values, 9)
    order = np.sort(rounded, axis=0)
    found = [
        len(order) - np.searchsorted(order[:, k], rounded[:, k], side="left")
        for k in range(order.shape[1])
    ]
    return np.array(found, dtype=np.float64).reshape(order.shape[::-1]).T / len(order)


def note(
    found: Found,
    data: Speeches,
    counts: GroupCounts,
    sizes: tuple[int, int],
    hits: dict[str, np.ndarray],
) -> None:
    """Add one split: how many words of each band were found, of how many looked at."""
    bands = data.band[counts.terms]
    tried = np.bincount(bands, minlength=len(data.bands))
    for method, found_ in hits.items():
        yes = np.bincount(
            bands[np.asarray(found_, dtype=bool)], minlength=len(data.bands)
        )
        for place, name in enumerate(data.bands):
            found[method, *sizes, name].append((float(yes[place]), float(tried[place])))


def split_documents(data: Speeches, sizes: tuple[int, ...], splits: int) -> Found:
    """Documents split at random into two groups of each of `sizes`."""
    found: Found = defaultdict(list)
    for size in sizes:
        chance = np.random.default_rng([1, size])
        for split in range(splits):
            drawn = chance.permutation(len(data.words))[: 2 * size]
            counts = together(data, drawn[:size], drawn[size:])
            p = (
                token_tests(counts)
                | rate_tests(counts, "document")
                | permutations(counts, "documents", split)
            )
            hits = {name: value <= ALPHA for name, value in p.items()}
            hits |= {
                f"{name}, at 1 %": p[name] <= STRICT for name in (OWN, "G2, words")
            }
            note(found, data, counts, (size, size), hits)
    return found


def split_lengths(
    target: Speeches,
    reference: Speeches,
    sizes: tuple[tuple[int, int], ...],
    splits: int,
    rng: int,
) -> Found:
    """Documents split at random into two groups, where `target` and `reference` may have the same speeches cut short."""
    found: Found = defaultdict(list)
    for m, n in sizes:
        chance = np.random.default_rng([rng, m, n])
        for split in range(splits):
            drawn = chance.permutation(len(target.words))[: m + n]
            here, there = drawn[:m], drawn[m:]
            both = replace(
                target,
                counts=np.vstack([target.counts[here], reference.counts[there]]),
                words=np.concatenate([target.words[here], reference.words[there]]),
                country=target.country[drawn],
            )
            counts = together(both, np.arange(m), np.arange(m, m + n))
            p = (
                token_tests(counts)
                | rate_tests(counts, "document")
                | permutations(counts, "documents", split)
            )
            hits = {name: value <= ALPHA for name, value in p.items()}
            hits |= {
                f"{name}, at 1 %": p[name] <= STRICT for name in (OWN, "G2, words")
            }
            note(found, target, counts, (m, n), hits)
    return found


def split_countries(data: Speeches, sizes: tuple[int, ...], splits: int) -> Found:
    """Whole countries dealt out: all speeches of as many countries in each group."""
    found: Found = defaultdict(list)
    countries = int(data.country.max()) + 1
    for size in sizes:
        chance = np.random.default_rng([2, size])
        for split in range(splits):
            drawn = chance.permutation(countries)[: 2 * size]
            target, reference = (
                np.isin(data.country, part).nonzero()[0]
                for part in (drawn[:size], drawn[size:])
            )
            plain = together(data, target, reference)
            grouped = together(data, target, reference, clusters=True)
            p = (
                token_tests(plain)
                | rate_tests(plain, "document")
                | permutations(plain, "documents", split)
            )
            p |= rate_tests(grouped, "country") | permutations(
                grouped, "countries", split
            )
            note(
                found,
                data,
                plain,
                (size, size),
                {name: value <= ALPHA for name, value in p.items()},
            )
    return found
