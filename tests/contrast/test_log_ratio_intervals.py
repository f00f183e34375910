"""The interval of a log ratio, against its formula written out document by document."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from keyness_corpora import (
    BURSTY_TERMS,
    BURSTY_TEXTS,
    corpus_with_columns,
    counts_of_term,
    document_lengths,
    keyness_by_term,
    row_of_term,
    target_mask,
    text_lists,
)
from scipy import stats

from discourse import measures
from discourse.contrast import keyness


def sum_of_squares(count: np.ndarray, words: np.ndarray) -> float:
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
@pytest.mark.parametrize("term", BURSTY_TERMS)
def test_the_interval_is_that_of_effective_counts(
    term: str, confidence_level: float
) -> None:
    table = keyness_by_term(BURSTY_TEXTS, confidence_level=confidence_level)
    count, words, side = (
        counts_of_term(BURSTY_TEXTS, term),
        document_lengths(BURSTY_TEXTS),
        target_mask(BURSTY_TEXTS),
    )
    spread = [sum_of_squares(count[group], words[group]) for group in (side, ~side)]
    documents = len(BURSTY_TEXTS)
    shared = sum(spread) / (documents - 2) * documents / count.sum()
    effects = []
    for group, squares in zip((side, ~side), spread, strict=True):
        size, times = group.sum(), count[group].sum()
        effect = size / (size - 1) * squares / times if times else shared
        effects.append(max(effect, 1.0))
    expected = interval((effects[0], effects[1]), count, words, side, confidence_level)
    assert tuple(table.loc[term, ["low", "high"]]) == pytest.approx(expected)


def test_design_effects_of_all_kinds_are_among_the_terms() -> None:
    count, side = counts_of_term(BURSTY_TEXTS, "peace"), target_mask(BURSTY_TEXTS)
    words = document_lengths(BURSTY_TEXTS)
    assert 3 / 2 * sum_of_squares(count[side], words[side]) / count[side].sum() > 2
    count = counts_of_term(BURSTY_TEXTS, "and")
    assert 3 / 2 * sum_of_squares(count[side], words[side]) / count[side].sum() < 1


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
    table = keyness_by_term(texts)
    count, words, side = (
        counts_of_term(texts, "peace"),
        document_lengths(texts),
        target_mask(texts),
    )
    many = side if alone == "y" else ~side
    own = max(8 / 7 * sum_of_squares(count[many], words[many]) / count[many].sum(), 1.0)
    excess = (own - 1) / (count[many].sum() / 8)
    single = 1 + excess * 6 if having >= 5 else 6.0
    effect = (single, own) if alone == "x" else (own, single)
    expected = interval(effect, count, words, side, 0.95)
    assert tuple(table.loc["peace", ["low", "high"]]) == pytest.approx(expected)


def test_two_documents_have_the_interval_of_independent_words() -> None:
    texts = {"x": "peace " * 6 + "and " * 40, "y": "peace " * 2 + "and " * 60}
    found = keyness_by_term(texts).loc["peace", ["low", "high"]]
    expected = measures.log_ratio_interval(6, 2, 46, 62)
    assert tuple(found) == pytest.approx(tuple(map(float, expected)))


def test_a_half_in_the_place_of_nothing_turns_no_sign() -> None:
    corpus = corpus_with_columns(
        {"a": "war " * 3 + "and " * 297, "b": "and " * 30}, side=["a", "b"]
    )
    war = row_of_term(keyness(corpus, by="side", target="b", min_count=1), "war")
    assert (war["count_target"], war["count_reference"]) == (0, 3)
    assert war["log_ratio"] == 0, (
        "0.5 of 30 words would outweigh 3 of 300, and say that b has more of what it lacks"
    )
    assert war["score"] < 0


def test_one_document_does_not_show_how_documents_differ() -> None:
    written = {"t": "zebra " * 8 + "and " * 192} | {
        f"r{n}": "and of law " * 60 for n in range(9)
    }
    zebra = row_of_term(
        keyness(
            corpus_with_columns(written, side=["x"] + ["y"] * 9), by="side", target="x"
        ),
        "zebra",
    )
    assert zebra["count_target"] == 8
    assert zebra["low"] < 0 < zebra["high"], "eight times in one text is one find"
    assert zebra["p"] == pytest.approx(0.1)


@given(text_lists)
def test_the_interval_is_never_missing_and_holds_the_estimate(
    written: list[str],
) -> None:
    names = {f"d{number}": text for number, text in enumerate(written)}
    for cut in (1, 2):
        table = keyness(
            corpus_with_columns(names, side=["x"] * cut + ["y"] * (len(written) - cut)),
            by="side",
            min_count=1,
        )
        assert (
            table[["low", "high", "p", "floor", "adjusted", "score"]]
            .notna()
            .all(axis=None)
        )
        assert (
            (table["low"] <= table["log_ratio"]) & (table["log_ratio"] <= table["high"])
        ).all()
        assert (table.loc[table["count_target"] == 0, "low"] == -np.inf).all()
        assert (table.loc[table["count_reference"] == 0, "high"] == np.inf).all()
        assert (
            (table["floor"] > 0)
            & (table["floor"] <= table["p"])
            & (table["p"] <= table["adjusted"])
        ).all()


def test_more_variation_between_documents_makes_a_wider_interval() -> None:
    calm = {f"d{n}": "peace " * 5 + "and " * 45 for n in range(20)}
    wild = {
        f"d{n}": ("peace " * 10 if n % 2 else "") + "and " * (40 if n % 2 else 50)
        for n in range(20)
    }
    side = ["x"] * 10 + ["y"] * 10
    ends = [
        row_of_term(keyness(corpus_with_columns(texts, side=side), by="side"), "peace")
        for texts in (calm, wild)
    ]
    widths = [end["high"] - end["low"] for end in ends]
    assert widths[1] > 1.5 * widths[0]
