"""Key words: each column against its formula, written out over the documents one by one."""

from __future__ import annotations

from itertools import combinations
from math import comb

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from discourse import measures
from discourse.contrast import keyness
from discourse.contrast.keyness_conventions import FUNCTIONS
from discourse.corpus import Corpus

# Sides by the first letter of a document. "peace" comes in bursts, "law" is even, "trade"
# keeps to the reference and "sea" to the target; "zebra" stands in one document.
TEXTS = {
    "x1": "peace " * 9 + "law sea " * 3 + "and " * 25,
    "x2": "law " * 4 + "sea and and and " * 6 + "and " * 23,
    "x3": "peace law law sea " + "and " * 14,
    "y1": "trade law law peace " + "and " * 30,
    "y2": "law law trade trade " * 2 + "and " * 70,
    "y3": "law " + "and " * 20,
    "y4": "peace law law trade " + "and " * 36,
    "y5": "law zebra zebra zebra " + "and " * 24,
}
TERMS = ("and", "law", "peace", "sea", "trade", "zebra")


def compared(texts: dict[str, str], **options: object) -> pd.DataFrame:
    """The key words of the documents in x, by term."""
    sides = pd.DataFrame({"doc": list(texts), "side": [name[0] for name in texts]})
    corpus = Corpus.from_texts(texts, sides)
    table = keyness(corpus, by="side", target="x", min_count=1, **options)  # type: ignore[arg-type]
    return table.set_index("term")


def counted(texts: dict[str, str], term: str) -> np.ndarray:
    """How often each document has a term."""
    return np.array([text.split().count(term) for text in texts.values()], dtype=float)


def lengths(texts: dict[str, str]) -> np.ndarray:
    """Words of each document."""
    return np.array([len(text.split()) for text in texts.values()], dtype=float)


def target(texts: dict[str, str]) -> np.ndarray:
    """Which documents are the target's."""
    return np.array([name[0] == "x" for name in texts])


# The interval -------------------------------------------------------------------------------------------------------


def scatter(count: np.ndarray, words: np.ndarray) -> float:
    """Squared differences from the rate of the group."""
    rate = count.sum() / words.sum()
    return float(((count - rate * words) ** 2).sum())


def interval(
    effect: tuple[float, float],
    count: np.ndarray,
    words: np.ndarray,
    side: np.ndarray,
    confidence_level: float,
) -> tuple[float, float]:
    """The interval of the log ratio for the design effects of target and reference."""
    sums = [count[side].sum(), count[~side].sum()]
    u, v = effect[0] / max(sums[0], 0.5), effect[1] / max(sums[1], 0.5)
    m, n = side.sum(), (~side).sum()
    freedom = (u + v) ** 2 / (u**2 / max(m - 1, 1) + v**2 / max(n - 1, 1))
    upper = 1 - (1 - confidence_level) / 2
    longer = (stats.t.ppf(upper, max(freedom, 1)) / stats.norm.ppf(upper)) ** 2
    x, y = longer * effect[0], longer * effect[1]
    c, d = words[side].sum(), words[~side].sum()
    ends = measures.log_ratio_interval(
        sums[0] / x,
        sums[1] / y,
        c / x,
        d / y,
        confidence_level=confidence_level,
    )
    low, high = map(float, ends)
    return (
        low if low >= -np.log2(2 * c) else -np.inf,
        high if high <= np.log2(2 * d) else np.inf,
    )


@pytest.mark.parametrize("confidence_level", [0.8, 0.95])
@pytest.mark.parametrize("term", TERMS)
def test_the_interval_is_that_of_effective_counts(
    term: str, confidence_level: float
) -> None:
    table = compared(TEXTS, confidence_level=confidence_level)
    count, words, side = counted(TEXTS, term), lengths(TEXTS), target(TEXTS)
    spread = [scatter(count[group], words[group]) for group in (side, ~side)]
    documents = len(TEXTS)
    shared = sum(spread) / (documents - 2) * documents / count.sum()
    effects = []
    for group, squares in zip((side, ~side), spread, strict=True):
        size, times = group.sum(), count[group].sum()
        effect = size / (size - 1) * squares / times if times else shared
        effects.append(max(effect, 1.0))
    expected = interval((effects[0], effects[1]), count, words, side, confidence_level)
    assert tuple(table.loc[term, ["low", "high"]]) == pytest.approx(expected)


def test_design_effects_of_all_kinds_are_among_the_terms() -> None:
    count, side = counted(TEXTS, "peace"), target(TEXTS)
    words = lengths(TEXTS)
    assert 3 / 2 * scatter(count[side], words[side]) / count[side].sum() > 2
    count = counted(TEXTS, "and")
    assert 3 / 2 * scatter(count[side], words[side]) / count[side].sum() < 1


@pytest.mark.parametrize("having", [4, 5, 6])
@pytest.mark.parametrize("alone", ["x", "y"])
def test_one_document_varies_as_the_others_do_where_five_of_them_have_the_term(
    alone: str, having: int
) -> None:
    other = "y" if alone == "x" else "x"
    texts = {f"{alone}0": "peace " * 6 + "and " * 40}
    for place in range(8):
        times = (place + 1) ** 2 if place < having else 0
        texts[f"{other}{place}"] = "peace " * times + "and " * 50
    table = compared(texts)
    count, words, side = counted(texts, "peace"), lengths(texts), target(texts)
    many = side if alone == "y" else ~side
    own = max(8 / 7 * scatter(count[many], words[many]) / count[many].sum(), 1.0)
    excess = (own - 1) / (count[many].sum() / 8)
    single = 1 + excess * 6 if having >= 5 else 6.0
    effect = (single, own) if alone == "x" else (own, single)
    expected = interval(effect, count, words, side, 0.95)
    assert tuple(table.loc["peace", ["low", "high"]]) == pytest.approx(expected)


def test_two_documents_have_the_interval_of_independent_words() -> None:
    texts = {"x": "peace " * 6 + "and " * 40, "y": "peace " * 2 + "and " * 60}
    found = compared(texts).loc["peace", ["low", "high"]]
    expected = measures.log_ratio_interval(6, 2, 46, 62)
    assert tuple(found) == pytest.approx(tuple(map(float, expected)))


# p ------------------------------------------------------------------------------------------------------------------


def standardised(values: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Sums over the target in all arrangements, in standard deviations of chance."""
    sums = labels @ (values - values.mean())
    deviation = sums.std()
    return np.abs(sums / deviation) if deviation > 1e-12 else np.zeros(len(labels))


def stepped_down(statistics: np.ndarray, seen: int) -> np.ndarray:
    """Westfall and Young's step-down max-T; terms in columns, arrangements in rows."""
    order = np.argsort(-statistics[seen], kind="stable")
    adjusted, so_far = np.zeros(statistics.shape[1]), 0.0
    for place, term in enumerate(order):
        largest = statistics[:, order[place:]].max(axis=1)
        share = float((largest >= statistics[seen, term] - 1e-9).mean())
        so_far = max(so_far, share)
        adjusted[term] = so_far
    return adjusted


LONGER = {
    f"{'x' if place in (3, 11) else 'y'}{place:02}": "and " * (20 + 7 * place)
    + "peace " * (place % 3)
    + "law " * (9 - abs(place - 4))
    for place in range(22)
}
LONGER["x03"] += "zebra zebra"
LONGER["y07"] += "sea"
LONGER["x11"] += "sea sea"


@pytest.mark.parametrize("texts", [TEXTS, LONGER], ids=["eight", "twenty-two"])
def test_p_floor_and_adjusted_p_are_those_of_all_arrangements(
    texts: dict[str, str],
) -> None:
    table = compared(texts)
    words, side = lengths(texts), target(texts)
    chosen = [*combinations(range(len(texts)), int(side.sum()))]
    labels = np.zeros((len(chosen), len(texts)))
    for row, places in enumerate(chosen):
        labels[row, list(places)] = 1
    seen = chosen.index(tuple(side.nonzero()[0].tolist()))
    terms = sorted(set(" ".join(texts.values()).split()))
    counts = [counted(texts, term) for term in terms]
    by_counts, by_rates = [], []
    for count in counts:
        by_counts.append(
            standardised(count - count.sum() / words.sum() * words, labels)
        )
        by_rates.append(standardised(count / words, labels))
    smaller = min(side.sum(), (~side).sum())
    p, floor, adjusted = [], [], []
    for statistics in (np.array(by_counts).T, np.array(by_rates).T):
        p.append((statistics >= statistics[seen] - 1e-9).mean(axis=0))
        floor.append((statistics >= statistics.max(axis=0) - 1e-9).mean(axis=0))
        adjusted.append(stepped_down(statistics, seen))
    for place, term in enumerate(terms):
        having = int((counts[place] > 0).sum())
        together = (
            comb(len(texts) - having, smaller - having) if having <= smaller else 0
        )
        least = max(floor[0][place], floor[1][place], together / len(chosen))
        own = max(p[0][place], p[1][place], least)
        joint = max(adjusted[0][place], adjusted[1][place], own)
        found = table.loc[term, ["p", "floor", "adjusted"]]
        assert tuple(found) == pytest.approx((own, least, joint)), term


# Counts, dispersion -------------------------------------------------------------------------------------------------


def test_counts_and_dispersion_are_those_of_the_documents() -> None:
    table = compared(TEXTS)
    assert sorted(table.index) == list(TERMS)
    words, side = lengths(TEXTS), target(TEXTS)
    assert set(table["words_target"]) == {words[side].sum()}
    assert set(table["words_reference"]) == {words[~side].sum()}
    assert set(table["of_target"]) == {3}
    assert set(table["of_reference"]) == {5}
    for term in TERMS:
        count, found = counted(TEXTS, term), table.loc[term]
        for name, group in (("target", side), ("reference", ~side)):
            assert found[f"count_{name}"] == count[group].sum()
            assert found[f"documents_{name}"] == (count[group] > 0).sum()
        for name, group in (("dispersion", side), ("dispersion_reference", ~side)):
            expected = float(measures.dp_egbert(count[group], words[group]))
            assert found[name] == pytest.approx(expected, nan_ok=True)
        rates = [max(count[g].sum(), 0.5) / words[g].sum() for g in (side, ~side)]
        assert found["log_ratio"] == pytest.approx(np.log2(rates[0] / rates[1]))


def quanteda_score(a: int, b: int, c: int, d: int) -> float:
    """Chi-squared of one table; corrected if an expected count is small and the difference is not."""
    total, word = c + d, a + b
    product = word * (total - word) * c * d
    difference = a * (d - b) - b * (c - a)
    least_expected = min(word, total - word) * min(c, d) / total
    distance = abs(difference)
    if least_expected < 5 and distance >= total / 2:
        distance -= total / 2
    return float(np.sign(difference)) * total * distance**2 / product


@pytest.mark.parametrize(("c", "d"), [(8, 12), (12, 8), (10, 10), (30, 7), (40, 44)])
def test_quanteda_corrects_small_counts_that_differ_enough(c: int, d: int) -> None:
    a, b = np.meshgrid(np.arange(c), np.arange(d), indexing="ij")
    a, b = a.ravel(), b.ravel()
    there = a + b > 0
    a, b = a[there].astype(float), b[there].astype(float)
    scores = FUNCTIONS["quanteda"](a, b, np.full_like(a, c), np.full_like(a, d))
    expected = [quanteda_score(int(x), int(y), c, d) for x, y in zip(a, b, strict=True)]
    assert scores == pytest.approx(expected)
