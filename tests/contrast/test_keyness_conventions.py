"""The scores of other programs, by their own rules and published numbers."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from keyness_corpora import (
    FIVE_TEXTS,
    QUANTEDA,
    THREE_GROUPS,
    corpus_with_columns,
    corpus_with_sides,
    only_value,
    row_of_term,
    text_lists,
)
from scipy import special, stats

from discourse import measures
from discourse.contrast import keyness
from discourse.contrast.keyness_conventions import FUNCTIONS
from discourse.corpus import Corpus
from discourse.registries import KEYNESS_PROFILES


def test_quanteda_as_its_own_tests_have_it() -> None:
    corpus = corpus_with_columns(QUANTEDA)
    table = keyness(corpus, by="doc", min_count=1, profile="quanteda")
    assert row_of_term(table, "c")["score"] == pytest.approx(0.467298, abs=1e-6), (
        "an expected count below 5: Yates"
    )
    # "d": |ad' - bc'| = |1*8 - 4*16| = 56, above N/2; 29 (56 - 14.5)^2 / (17 * 12 * 5 * 24), negative
    assert row_of_term(table, "d")["score"] == pytest.approx(
        -29 * 41.5**2 / (17 * 12 * 5 * 24), abs=1e-9
    )
    # "a": |3*10 - 2*14| = 2, below N/2 = 14.5: no correction at all
    assert row_of_term(table, "a")["score"] == pytest.approx(
        29 * 2**2 / (17 * 12 * 5 * 24), abs=1e-9
    )
    order = [
        (-score, term)
        for score, term in zip(table["score"], table["term"], strict=True)
    ]
    assert order == sorted(order)
    big = corpus_with_columns({"x": "b " * 70 + "a " * 30, "y": "a " * 70 + "b " * 20})
    found = row_of_term(keyness(big, by="doc", profile="quanteda"), "b")["score"]
    assert found == pytest.approx(
        stats.chi2_contingency([[70, 20], [30, 70]], correction=False)[0]
    ), "none below 5"


def test_ucrel_and_antconc_are_two_and_four_terms() -> None:
    corpus = corpus_with_columns(QUANTEDA)
    four = keyness(corpus, by="doc", min_count=1)
    assert row_of_term(four, "c")["score"] == pytest.approx(1.274238, abs=1e-6)
    assert row_of_term(four, "d")["score"] == pytest.approx(-3.779441, abs=1e-6)
    assert row_of_term(four, "g")["score"] == pytest.approx(1.093291, abs=1e-6)
    two = keyness(corpus, by="doc", min_count=1, profile="ucrel")
    expected = 2 * (6 * np.log(6 / (17 * 8 / 29)) + 2 * np.log(2 / (12 * 8 / 29)))
    assert row_of_term(two, "c")["score"] == pytest.approx(expected)
    assert two["score"].abs().is_monotonic_decreasing
    assert row_of_term(two, "d")["p"] == pytest.approx(
        special.chdtrc(1, abs(row_of_term(two, "d")["score"]))
    )
    assert set(two["correction"]) == {"none"}


def test_a_published_four_term_value() -> None:
    # "faith" in Brown D against the rest of Brown: the supplement of Gries, "Not just frequency" (2024).
    found = FUNCTIONS["antconc"](
        *(np.array([float(n)]) for n in (43, 68, 43 + 34547, 68 + 978821))
    )
    assert found[0] == pytest.approx(147.0412, abs=5e-5)


def test_antconc_keeps_what_passes_bonferroni_and_is_used_more() -> None:
    texts = {"x": "peace " * 40 + "and " * 60, "y": "war " * 40 + "and " * 61}
    table = keyness(corpus_with_columns(texts), by="doc", profile="antconc")
    assert table["term"].tolist() == ["peace"]
    assert table["adjusted"].iloc[0] == pytest.approx(3 * table["p"].iloc[0])
    assert table["correction"].iloc[0] == "bonferroni"
    assert table["terms_compared"].iloc[0] == 3


def test_sketch_engine_adds_one_per_million() -> None:
    table = keyness(
        corpus_with_columns(QUANTEDA), by="doc", min_count=1, profile="sketchengine"
    )
    assert row_of_term(table, "g")["score"] == pytest.approx(1e6 / 17 + 1, abs=1e-4)
    assert row_of_term(table, "a")["score"] == pytest.approx(
        (3e6 / 17 + 1) / (2e6 / 12 + 1)
    )
    assert table["p"].isna().all()
    assert set(table["test"]) == {"none"}
    assert (table["count_target"] > 0).all()
    assert table["score"].is_monotonic_decreasing


def test_gries_has_a_tuple_of_frequency_dispersion_and_divergence() -> None:
    target = [
        "a b b b b a x x z",
        "i a c d f g h h h x",
        "x a c b f g i i z x",
        "x a c e e g i x x x z",
    ]
    reference = [
        "a b c c c a h y x x a b",
        "d e f f f e y x",
        "a b d e g i i y",
        "x x a b d e g x x x x x",
    ]
    names = {f"t{n}": text for n, text in enumerate(target)} | {
        f"r{n}": text for n, text in enumerate(reference)
    }
    table = keyness(
        corpus_with_columns(names, side=["t"] * 4 + ["r"] * 4),
        by="side",
        target="t",
        min_count=1,
        profile="gries",
    )
    b = row_of_term(table, "b")
    shares, sizes = np.array([5, 4]) / 9, np.array([40, 40]) / 80
    assert b["score"] == pytest.approx((shares * np.log2(shares / sizes)).sum())
    parts, words = np.array([4, 0, 1, 0]) / 5, np.array([9, 10, 10, 11]) / 40
    seen = parts > 0
    kld = (parts[seen] * np.log2(parts[seen] / words[seen])).sum()
    assert b["dispersion"] == pytest.approx(1 - np.exp(-kld))
    assert set(table["dispersion_measure"]) == {"kld_exp"}
    y = row_of_term(table, "y")
    assert y["score"] == pytest.approx(-1.0), (
        "all in one of two groups of one size: one bit, against the target"
    )


@given(text_lists)
def test_g2_is_what_scipy_makes_of_the_table(written: list[str]) -> None:
    names = {f"d{number}": text for number, text in enumerate(written)}
    table = keyness(
        corpus_with_columns(names, side=["x"] * 2 + ["y"] * (len(written) - 2)),
        by="side",
        min_count=1,
    )
    for _, found in table.iterrows():
        a, b, c, d = (
            int(found[f"{what}_{side}"])
            for what in ("count", "words")
            for side in ("target", "reference")
        )
        cells = np.array([[a, b], [c - a, d - b]])
        if (cells.sum(axis=1) == 0).any():
            continue
        oracle = stats.chi2_contingency(
            cells, correction=False, lambda_="log-likelihood"
        )[0]
        assert abs(found["score"]) == pytest.approx(oracle, abs=1e-8)


def test_every_profile_names_what_it_does(small_corpus: Corpus) -> None:
    for name, rules in KEYNESS_PROFILES.items():
        table = keyness(small_corpus, by="side", min_count=1, profile=name)
        assert set(table["measure"]) <= {rules.score}
        assert set(table["profile"]) <= {name}
        assert (
            table[["interval", "test", "correction", "dispersion_measure"]] != ""
        ).all(axis=None)
        assert rules.source


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


def test_scores_are_those_of_the_measures() -> None:
    corpus = corpus_with_sides(THREE_GROUPS)

    def table_of(profile: str) -> tuple[pd.DataFrame, list[pd.Series]]:
        table = keyness(corpus, by="side", min_count=1, profile=profile)
        sides = ("target", "reference")
        names = [f"{what}_{side}" for what in ("count", "words") for side in sides]
        return table, [table[name] for name in names]

    table, cells = table_of("discourse")
    expected = measures.g2(*cells, terms=4, signed=True)
    np.testing.assert_allclose(table["score"], expected, rtol=1e-9)
    table, cells = table_of("ucrel")
    expected = measures.g2(*cells, terms=2, signed=True)
    np.testing.assert_allclose(table["score"], expected, rtol=1e-9)
    np.testing.assert_allclose(table["p"], measures.chi2_tail(expected), rtol=1e-9)
    assert (table["adjusted"] == table["p"]).all()
    assert set(table["floor"]) == {measures.SMALLEST_REPORTED_P}
    table, cells = table_of("sketchengine")
    np.testing.assert_allclose(
        table["score"], measures.simple_maths(*cells, k=1), rtol=1e-9
    )
    table, cells = table_of("gries")
    expected = measures.kld_keyness(*cells, signed=True)
    np.testing.assert_allclose(table["score"], expected, rtol=1e-9, atol=1e-12)


def test_other_programs_have_no_interval_and_say_what_p_is_worth() -> None:
    corpus = corpus_with_sides(THREE_GROUPS)
    for profile, rules in KEYNESS_PROFILES.items():
        table = keyness(corpus, by="side", min_count=1, profile=profile)
        if profile == "discourse" or not len(table):
            continue
        assert table[["low", "high"]].isna().all(axis=None)
        assert set(table["interval"]) == {"not_computed"}
        tail = rules.tail == "chi2"
        note = "p takes words as independent" if tail else "no interval and no test"
        assert table["note"].str.startswith(note).all()
        assert table["p"].notna().all() == tail


@pytest.mark.parametrize(
    ("profile", "test", "correction", "dispersion", "note"),
    [
        (
            "ucrel",
            "chi_squared",
            "none",
            "dp_egbert",
            "p takes words as independent, and in texts they are not: read it as an order, not as a test",
        ),
        (
            "quanteda",
            "chi_squared",
            "none",
            "dp_egbert",
            "p takes words as independent, and in texts they are not: read it as an order, not as a test",
        ),
        (
            "sketchengine",
            "none",
            "none",
            "dp_egbert",
            "no interval and no test: an order of terms, of these documents alone",
        ),
        (
            "gries",
            "none",
            "none",
            "kld_exp",
            "no interval and no test: an order of terms, of these documents alone",
        ),
    ],
)
def test_other_programs_name_theirs(
    profile: str, test: str, correction: str, dispersion: str, note: str
) -> None:
    table = keyness(corpus_with_sides(FIVE_TEXTS), by="side", profile=profile)
    assert only_value(table, "test") == test
    assert only_value(table, "correction") == correction
    assert only_value(table, "dispersion_measure") == dispersion
    assert only_value(table, "note") == note
    assert only_value(table, "interval") == "not_computed"
    assert set(table["min_count"]) == {1}


def test_antconc_keeps_what_the_target_uses_more_with_adjusted_p_below_5_percent() -> (
    None
):
    texts = {
        "x": "peace " * 40 + "law " * 20 + "and " * 200,
        "y": "war " * 40 + "law " * 6 + "and " * 214,
    }
    every = keyness(corpus_with_sides(texts), by="side", profile="ucrel").set_index(
        "term"
    )
    kept = keyness(corpus_with_sides(texts), by="side", profile="antconc")
    assert kept["term"].tolist() == ["peace", "law"]
    assert kept["correction"].iloc[0] == "bonferroni"
    assert kept["terms_compared"].iloc[0] == 4
    assert (kept["adjusted"] < 0.05).all()
    assert kept["adjusted"].to_numpy() == pytest.approx(4 * kept["p"].to_numpy())
    assert every.index[0] in ("peace", "war")
    fewer = {"x": "law " * 12 + "and " * 88, "y": "law " * 2 + "and " * 98}
    passed = keyness(corpus_with_sides(fewer), by="side", profile="ucrel").set_index(
        "term"
    )
    assert 0.025 > passed.loc["law", "p"] > 0.001
    kept = keyness(corpus_with_sides(fewer), by="side", profile="antconc")
    assert kept["term"].tolist() == ["law"]


def test_each_profile_has_its_order() -> None:
    corpus = corpus_with_sides(FIVE_TEXTS)
    for profile in ("ucrel", "quanteda", "sketchengine", "gries"):
        table = keyness(corpus, by="side", profile=profile)
        size = table["score"].abs() if profile == "ucrel" else table["score"]
        keys = list(zip(-size, table["term"], strict=True))
        assert keys == sorted(keys), profile
    shown = keyness(corpus, by="side", profile="sketchengine")
    assert set(shown["term"]) == {"and", "law", "peace", "sea"}
    assert len(keyness(corpus, by="side", profile="gries")) == 6
