"""The p-value of a term, against all arrangements of the documents."""

from __future__ import annotations

from itertools import combinations
from math import comb

import numpy as np
import pytest
from keyness_corpora import (
    BURSTY_TEXTS,
    SIDES,
    SMALL,
    corpus_with_columns,
    counts_of_term,
    document_lengths,
    keyness_by_term,
    row_of_term,
    target_mask,
)
from scipy import stats

from discourse.contrast import keyness
from discourse.corpus import Corpus
from discourse.registries import KEYNESS_PROFILES

TWENTY_TWO_TEXTS = {
    f"{'x' if place in (3, 11) else 'y'}{place:02}": "and " * (20 + 7 * place)
    + "peace " * (place % 3)
    + "law " * (9 - abs(place - 4))
    for place in range(22)
}
TWENTY_TWO_TEXTS["x03"] += "zebra zebra"
TWENTY_TWO_TEXTS["y07"] += "sea"
TWENTY_TWO_TEXTS["x11"] += "sea sea"


def standardised_statistics(values: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Sums over the target in all arrangements, in standard deviations of chance."""
    sums = labels @ (values - values.mean())
    deviation = sums.std()
    return np.abs(sums / deviation) if deviation > 1e-12 else np.zeros(len(labels))


def step_down_p_values(statistics: np.ndarray, seen: int) -> np.ndarray:
    """Westfall and Young's step-down max-T; terms in columns, arrangements in rows."""
    order = np.argsort(-statistics[seen], kind="stable")
    adjusted, so_far = np.zeros(statistics.shape[1]), 0.0
    for place, term in enumerate(order):
        largest = statistics[:, order[place:]].max(axis=1)
        share = float((largest >= statistics[seen, term] - 1e-9).mean())
        so_far = max(so_far, share)
        adjusted[term] = so_far
    return adjusted


@pytest.mark.parametrize(
    "texts", [BURSTY_TEXTS, TWENTY_TWO_TEXTS], ids=["eight", "twenty-two"]
)
def test_p_floor_and_adjusted_p_are_those_of_all_arrangements(
    texts: dict[str, str],
) -> None:
    table = keyness_by_term(texts)
    words, side = document_lengths(texts), target_mask(texts)
    chosen = [*combinations(range(len(texts)), int(side.sum()))]
    labels = np.zeros((len(chosen), len(texts)))
    for row, places in enumerate(chosen):
        labels[row, list(places)] = 1
    seen = chosen.index(tuple(side.nonzero()[0].tolist()))
    terms = sorted(set(" ".join(texts.values()).split()))
    counts = [counts_of_term(texts, term) for term in terms]
    by_counts, by_rates = [], []
    for count in counts:
        by_counts.append(
            standardised_statistics(count - count.sum() / words.sum() * words, labels)
        )
        by_rates.append(standardised_statistics(count / words, labels))
    smaller = min(side.sum(), (~side).sum())
    p, floor, adjusted = [], [], []
    for statistics in (np.array(by_counts).T, np.array(by_rates).T):
        p.append((statistics >= statistics[seen] - 1e-9).mean(axis=0))
        floor.append((statistics >= statistics.max(axis=0) - 1e-9).mean(axis=0))
        adjusted.append(step_down_p_values(statistics, seen))
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


def test_p_is_the_larger_share_of_arrangements_as_extreme() -> None:
    corpus = corpus_with_columns(SMALL, side=SIDES)
    table = keyness(corpus, by="side", min_count=1)
    words = np.array([3, 4, 3, 5, 1, 6])
    counts = {
        "peace": np.array([1, 3, 0, 0, 0, 1]),
        "war": np.array([0, 0, 2, 1, 1, 1]),
    }

    def gap(x: np.ndarray, y: np.ndarray, axis: int = -1) -> np.ndarray:
        return np.abs(x.sum(axis=axis))

    for term, count in counts.items():
        found = row_of_term(table, term)
        assert found["count_target"] + found["count_reference"] == count.sum()
        rates = count / words
        values = (count - count.sum() / words.sum() * words, rates - rates.mean())
        shares = [
            stats.permutation_test(
                (value[:2], value[2:]),
                gap,
                permutation_type="independent",
                alternative="greater",
                vectorized=True,
            ).pvalue
            for value in values
        ]
        assert found["p"] == pytest.approx(max(shares)), term
        assert found["test"] == "permutation_exact"
        assert found["arrangements"] == 15
        assert found["interval_unit"] == "documents"
    assert row_of_term(table, "peace")["floor"] == pytest.approx(1 / 15)


def test_the_length_of_documents_is_no_evidence() -> None:
    """A word in one document has one chance in m of n to be on that side, however short the documents there are."""
    chance = np.random.default_rng(5)
    lengths = [30] * 4 + [300] * 16
    written = {
        f"d{n:02}": " ".join(chance.choice(["and", "of", "law", "sea"], size))
        for n, size in enumerate(lengths)
    }
    written["d01"] += " zebra zebra zebra"
    table = keyness(
        corpus_with_columns(written, side=["x"] * 4 + ["y"] * 16), by="side", target="x"
    )
    zebra = row_of_term(table, "zebra")
    assert (zebra["count_target"], zebra["count_reference"]) == (3, 0)
    assert zebra["p"] == pytest.approx(4 / 20)
    assert zebra["floor"] == pytest.approx(4 / 20)
    assert "in 1 document only" in zebra["note"]
    assert not (table["p"] < table["floor"]).any()


def test_the_floor_is_that_of_a_term_in_so_many_documents() -> None:
    chance = np.random.default_rng(6)
    written = {
        f"d{n:02}": " ".join(chance.choice(["and", "of", "law"], 60)) for n in range(40)
    }
    for number in (0, 1, 30):
        written[f"d{number:02}"] += " zebra"
    table = keyness(
        corpus_with_columns(written, side=["x"] * 20 + ["y"] * 20), by="side"
    )
    assert table["test"].iloc[0] == "permutation_sampled"
    assert table["arrangements"].iloc[0] == 10_000
    zebra = row_of_term(table, "zebra")
    assert zebra["floor"] == pytest.approx(2 * comb(37, 17) / comb(40, 20)), (
        "all three on one side, either side"
    )
    assert zebra["p"] == 1.0, (
        "two against one is what three documents in two equal halves come to at least"
    )
    assert row_of_term(table, "law")["floor"] == pytest.approx(1 / 10_000)


def test_drawn_arrangements_are_mirrored_too() -> None:
    chance = np.random.default_rng(0)
    written = {
        f"d{n}": " ".join(chance.choice(["peace", "war", "law", "and"], 20))
        for n in range(30)
    }
    corpus = corpus_with_columns(written, side=["x"] * 12 + ["y"] * 18)
    one, other = (
        keyness(corpus, by="side", target=name).set_index("term") for name in "xy"
    )
    assert one["test"].iloc[0] == "permutation_sampled"
    assert one["arrangements"].iloc[0] == 10_000
    assert (one["p"] == other.loc[one.index, "p"]).all()
    assert (one["adjusted"] == other.loc[one.index, "adjusted"]).all()


def test_no_p_without_its_floor_on_the_five_documents(seed_corpus: Corpus) -> None:
    for by in ("doc", "medium", "side", "genre"):
        for profile in KEYNESS_PROFILES:
            table = keyness(seed_corpus, by=by, profile=profile, min_count=2)
            assert (table["p"].isna() == table["floor"].isna()).all()
            assert (table["p"].isna() == table["adjusted"].isna()).all()
        ours = keyness(seed_corpus, by=by)
        assert (ours["p"] >= ours["floor"]).all()
        assert (ours["floor"] >= 0.1).all(), "five documents: never below 1 in 10"
        assert ours["note"].str.contains(r"no p below 0\.[12] is possible").all()


def test_a_term_at_one_rate_everywhere_is_no_key_word() -> None:
    many = {f"d{n}": "peace and war " * (n + 1) for n in range(8)}
    table = keyness(corpus_with_columns(many, side=["x", "y"] * 4), by="side")
    assert (table["p"] == 1).all()
    assert (table["floor"] == 1).all()
    assert (table["log_ratio"] == 0).all()


def test_a_cluster_is_dealt_out_and_varies_as_one_document() -> None:
    names = {
        f"{n}": text
        for n, text in enumerate(
            ["peace war", "peace", "war law", "law law", "war", "peace law war"]
        )
    }
    side, event = ["x", "x", "x", "y", "y", "y"], ["e1", "e1", "e2", "e3", "e4", "e4"]
    grouped = keyness(
        corpus_with_columns(names, side=side, event=event),
        by="side",
        min_count=1,
        cluster="event",
    )
    merged = {
        "e1": "peace war\npeace",
        "e2": "war law",
        "e3": "law law",
        "e4": "war\npeace law war",
    }
    whole = keyness(
        corpus_with_columns(merged, side=["x", "x", "y", "y"]), by="side", min_count=1
    )
    for column in (
        "term",
        "log_ratio",
        "low",
        "high",
        "p",
        "floor",
        "adjusted",
        "score",
        "count_target",
    ):
        assert grouped[column].tolist() == whole[column].tolist(), column
    assert set(grouped["of_target"]) == {3}, "documents are counted as documents"
    assert grouped["test"].iloc[0] == "permutation_exact"
    assert grouped["arrangements"].iloc[0] == 6
    assert grouped["note"].str.contains("2 against 2 clusters").all()
    assert set(grouped["interval"]) == {"clopper_pearson_effective"}
    assert set(grouped["interval_unit"]) == {"clusters"}
