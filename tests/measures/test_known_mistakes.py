"""Mistakes that other programs and papers have made; each stays a test of its own."""

from __future__ import annotations

import math

import numpy as np
import pytest

import discourse
from discourse import measures as m
from discourse.errors import OptionError

WORD_A = ([1, 2, 3, 4, 5], [9, 10, 10, 10, 11])  # Gries (2008)


def test_log_dice_has_its_fourteen() -> None:
    assert m.log_dice(5, 5, 5) == 14.0
    assert m.log_dice(1, 15334, 2) == pytest.approx(1.09536538, abs=5e-9)


def test_juilland_d_has_the_population_deviation() -> None:
    v, size = (np.array(x, dtype=float) for x in WORD_A)
    rates = v / size
    sample = 1 - rates.std(ddof=1) / rates.mean() / math.sqrt(len(v) - 1)
    raw = 1 - v.std() / v.mean() / math.sqrt(len(v) - 1)
    assert (round(sample, 4), round(raw, 4)) == (
        0.7598,
        0.7643,
    )  # what two programs print
    assert m.juilland_d(v, size) == pytest.approx(0.785150, abs=5e-7)


def test_d2_is_of_rates_not_of_counts() -> None:
    assert m.carroll_d2(*WORD_A) == pytest.approx(0.9379, abs=5e-5)
    assert m.carroll_d2(WORD_A[0]) == pytest.approx(
        0.9256, abs=5e-5
    )  # equal parts: what raw counts give


def test_egbert_dp_is_not_one_minus_dp() -> None:
    v, size = (
        [2, 0, 1, 1, 3, 0, 3, 0, 0, 0],
        [8143, 8058, 8271, 8125, 7959, 7941, 8146, 8001, 8003, 7930],
    )
    assert m.dp_egbert(v, size) == pytest.approx(0.446230962, abs=1e-8)
    assert 1 - m.dp(v, size) == pytest.approx(
        0.5009295, abs=6e-8
    )  # printed elsewhere under Egbert's name


def test_c_value_does_not_subtract_twice() -> None:
    phrases = [
        "adenoid cystic x",
        "cystic x",
        "ulcerated x",
        "recurrent x",
        "circumscribed x",
        "x",
    ]
    words = [p.replace("x", "basal cell carcinoma").split() for p in phrases]
    f = [5, 11, 7, 5, 3, 984]
    naive = math.log2(3) * (984 - sum(f[:-1]) / 5)
    assert round(naive, 2) == 1549.78
    assert m.c_value(words, f)[-1] == pytest.approx(1551.36, abs=5e-3)


def test_c_value_of_a_single_word_is_zero_unless_asked() -> None:
    assert m.c_value([["x"]], [10]).tolist() == [0.0]
    assert m.c_value([["x"]], [10], unigrams=True).tolist() == [10.0]


def test_two_terms_are_not_four() -> None:
    small = (10, 5, 100, 200)
    assert m.g2(*small, terms=4) == pytest.approx(7.329812, abs=5e-7)
    assert m.g2(*small, terms=2) == pytest.approx(6.93, abs=5e-3)
    with pytest.raises(OptionError, match=r"2 .* or 4"):
        m.g2(*small, terms=3)  # type: ignore[arg-type]


def test_mutual_information_is_in_bits() -> None:
    assert m.mi(1, 15334, 2, 191998) == pytest.approx(
        0.796611250194937 / math.log10(2), rel=1e-12
    )


def test_words_that_only_stand_together_have_an_npmi_of_one_and_never_more() -> None:
    total = np.arange(1000.0, 40000.0, 7.0)
    together = np.floor(total * 0.66) + 1
    actual = m.npmi(together, together, together, total)
    assert actual.max() == 1.0
    assert actual == pytest.approx(1.0, abs=1e-14)


def test_each_idf_says_which_it_is() -> None:
    schemes = ("smooth", "unsmoothed", "plain", "log10", "log2")
    values = [float(m.idf(2, 5, scheme=scheme)) for scheme in schemes]  # type: ignore[arg-type]
    expected = [
        math.log(2) + 1,
        math.log(2.5) + 1,
        math.log(2.5),
        math.log10(2.5),
        math.log2(2.5),
    ]
    assert values == pytest.approx(expected, rel=1e-14)
    assert len({round(value, 6) for value in values}) == 5
    # A word of every document: weightless in three, not in two.
    assert [float(m.idf(5, 5, scheme=s)) for s in schemes] == [1, 1, 0, 0, 0]  # type: ignore[arg-type]
    # One more keeps a little weight for it, and is finite for a word of no document.
    half = m.idf([0, 2, 5], 5, scheme="half")
    assert half == pytest.approx(np.log([6 / 0.5, 6 / 2.5, 6 / 5.5]), rel=1e-14)


def test_hdd_is_on_the_scale_of_a_ratio() -> None:
    value = m.hdd([3, 1, 1, 1, 1, 1, 1, 1], sample=5)
    assert value == pytest.approx(0.8833333333333333, rel=1e-12)
    assert value * 5 == pytest.approx(4.4166666666666661, rel=1e-12)  # the other scale


def test_log_ratio_says_its_rule_for_zeros() -> None:
    table = (8, 0, 1000, 2000)
    assert m.log_ratio(*table) == pytest.approx(
        math.log2(8 / 1000 / (0.5 / 2000)), rel=1e-14
    )
    walter = math.log2(8.5 / 1000.5 / (0.5 / 2000.5))
    assert m.log_ratio(*table, zeros="half_always") == pytest.approx(walter, rel=1e-14)
    # Walter (1975) adds to the totals too: 3.526159, where 0.5 on the counts alone gives 3.526202.
    published = m.log_ratio(1, 1, 15334, 176664, zeros="half_always")
    assert published == pytest.approx(3.526159, abs=5e-7)
    assert abs(published - math.log2(176664 / 15334)) > 4e-5
    assert m.log_ratio(*table, zeros="infinite") == math.inf
    assert m.log_ratio(8, 4, 1000, 1000) == 1.0  # no 0, no half
    assert math.isnan(m.log_ratio(0, 0, 1000, 1000))
    with pytest.raises(OptionError, match="Did you mean 'half'"):
        m.log_ratio(*table, zeros="halve")  # type: ignore[arg-type]


def test_pairs_of_words_do_not_cross_a_sentence() -> None:
    text = pytest.importorskip("sklearn.feature_extraction.text")
    written = "We want peace. Trade follows peace.\n\nTrade needs trust"
    table = discourse.ngrams(
        discourse.Corpus.from_texts({"a": written}), n=2, min_count=1
    )
    counts = dict(zip(table["term"], table["count"], strict=True))
    assert counts == {
        "we want": 1, "want peace": 1, "trade follows": 1, "follows peace": 1, "trade needs": 1, "needs trust": 1,
    }  # fmt: skip
    # What most programs count: over a full stop and over a paragraph, twice, and so the tightest pair of all.
    assert (
        "peace trade"
        in text.CountVectorizer(ngram_range=(2, 2)).fit([written]).vocabulary_
    )
    assert m.log_dice(2, 2, 2) == 14.0 > m.log_dice(1, 1, 2)
    assert m.log_dice(counts.get("peace trade", 0), 2, 2) == -math.inf


def test_phrases_are_sequences_of_words_so_nothing_crosses_what_the_caller_kept_apart() -> (
    None
):
    # "b" ends one sentence and "c" begins the next: "b c" was never counted, so nothing is nested in it or by it.
    phrases = [("a", "b"), ("c", "d")]
    assert m.c_value(phrases, [3, 3]).tolist() == [3.0, 3.0]
    assert m.local_maxima(phrases, [0.5, 0.5]).tolist() == [True, True]
    # A text given as one string would be matched letter by letter across blanks; words are not letters.
    assert m.c_value([["art", "of"], ["p", "art", "of"]], [5, 2])[0] == 3.0
    assert m.c_value([["art", "of"], ["part", "of"]], [5, 2])[0] == 5.0


def test_arf_depends_on_the_order_of_documents_and_says_so() -> None:
    one, two, three = [0, 1, 1, 1], [1, 1, 1, 0], [1, 1, 1, 1]
    ends = m.arf(one + two + three)[0], m.arf(two + one + three)[0]
    assert ends[0] != ends[1]
    mean, lowest, highest = m.arf_over_orders(
        one + two + three, [0, 4, 8, 12], orders=60
    )
    assert lowest[0] == pytest.approx(min(ends))
    assert highest[0] == pytest.approx(max(ends))
    assert lowest[0] < mean[0] < highest[0]
    np.testing.assert_array_equal(
        mean, m.arf_over_orders(one + two + three, [0, 4, 8, 12], orders=60)[0]
    )


@pytest.mark.parametrize("adjust", [m.benjamini_hochberg, m.holm])
def test_nan_does_not_poison_the_correction(adjust) -> None:  # type: ignore[no-untyped-def]
    p = [0.01, 0.04, 0.03, 0.5]
    poisoned = adjust([math.nan, 0.01, 0.04, math.nan, 0.03, 0.5])
    assert np.isnan(poisoned[[0, 3]]).all()
    np.testing.assert_array_equal(poisoned[[1, 2, 4, 5]], adjust(p))
    assert adjust([]).size == 0
    assert np.isnan(adjust([math.nan])).all()


def test_int64_products_do_not_overflow() -> None:
    big = np.int64(2**40)
    table = (big // 2, big // 4, big, big)
    exact = 2.0 * float(big) * (0.5 * math.log(0.5 / 0.375) + 0.25 * math.log(0.25 / 0.375)
                                + 0.5 * math.log(0.5 / 0.625) + 0.75 * math.log(0.75 / 0.625))  # fmt: skip
    assert m.g2(*table) == pytest.approx(exact, rel=1e-12)
    assert m.chi_squared(*table) == pytest.approx(
        float(big) * 2 * 0.125**2 / (0.375 * 0.625), rel=1e-12
    )
    assert m.odds_ratio(*table) == 3.0
    with np.errstate(over="ignore"):
        assert big * big == 0  # what an int64 product would have been


def test_g2_does_not_cancel_below_zero() -> None:
    # Equal rates but for one occurrence in 2**40 words: the plain sum of x log x is noise, of either sign.
    c = 2**40
    a = 3 * 2**30 + 1
    value = m.g2(a, 3 * 2**30, c, c)
    p = 3 * 2**30 / c
    assert value == pytest.approx(1 / (2 * c * p * (1 - p)), rel=1e-6)
    assert m.g2(3 * 2**30, 3 * 2**30, c, c) == 0.0
    terms = [
        (o, e)
        for o, e in (
            (a, a - 0.5),
            (3 * 2**30, a - 0.5),
            (c - a, c - a + 0.5),
            (c - 3 * 2**30, c - a + 0.5),
        )
    ]
    plain = 2 * sum(o * math.log(o / e) for o, e in terms)
    assert abs(plain - value) > 1e3 * value


def test_a_text_is_exactly_like_itself() -> None:
    rows = np.random.default_rng(0).random((30, 7)) ** 3 + 1e-3
    value = m.cosine(rows)
    assert (np.diag(value) == 1.0).all()
    assert (value == value.T).all()
    assert value.max() <= 1.0
    unit = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    assert (np.diag(unit @ unit.T) != 1.0).any()  # what the plain product gives
    np.testing.assert_allclose(value, unit @ unit.T, atol=1e-14)


def test_an_empty_text_is_like_nothing() -> None:
    value = m.cosine([[0, 0], [1, 1]])
    assert np.isnan(value[0]).all()
    assert np.isnan(value[:, 0]).all()
    assert value[1, 1] == 1.0


def test_chi_squared_has_no_yates_unless_asked() -> None:
    stats = pytest.importorskip("scipy.stats")
    table = np.array([[6, 2], [11, 10]])
    unasked = stats.chi2_contingency(table).statistic
    assert m.chi_squared(6, 2, 17, 12) == pytest.approx(
        stats.chi2_contingency(table, correction=False).statistic
    )
    assert m.chi_squared(6, 2, 17, 12) != pytest.approx(unasked)
    assert m.chi_squared(6, 2, 17, 12, yates=True) == pytest.approx(unasked)


def test_yule_k_does_not_repeat_a_published_misprint() -> None:
    # Of a table with N = 755, V = 331 a textbook prints 113.091583; its own counts give 112.76698. Here K by its
    # definition on a small table, sum f^2 = 16, N = 10.
    assert m.yule_k([3, 1, 1, 1, 1, 1, 1, 1]) == 1e4 * (16 - 10) / 100


def test_p_values_below_the_smallest_float() -> None:
    stats = pytest.importorskip("scipy.stats")
    for df in (1, 2, 4, 11):
        for x in (0.0, 1.0, 50.0, 1300.0, 1400.0, 5e4, 1e9):
            expected = stats.chi2.logsf(x, df)
            if not np.isfinite(expected) and x:
                continue  # scipy's own limit for these degrees of freedom
            assert m.chi2_tail(x, df, log=True) == pytest.approx(
                expected, rel=1e-12, abs=1e-15
            ), (x, df)
    # df = 1 and 2 have closed forms: ln erfc and -x/2.
    assert m.chi2_tail(1e9, 2, log=True) == pytest.approx(-5e8, rel=1e-14)
    assert m.chi2_tail(1e9, 4, log=True) == pytest.approx(
        -5e8 + math.log1p(5e8), rel=1e-14
    )
    # No p is 0: what is below 1e-300 is given as 1e-300.
    assert (
        m.chi2_tail(1e9)
        == m.chi2_tail(1400)
        == m.chi2_tail(math.inf)
        == m.SMALLEST_REPORTED_P
        == 1e-300
    )
    assert m.chi2_tail(1368) == pytest.approx(stats.chi2.sf(1368, 1), rel=1e-9)
    assert m.fisher_exact(5000, 0, 5000, 5000) == 1e-300
    assert m.benjamini_hochberg(m.chi2_tail([3000, 2000, 1500])).min() >= 1e-300
    assert m.chi2_tail(math.inf, log=True) == -math.inf
    assert m.fisher_exact(5000, 0, 5000, 5000, log=True) < -6000


def test_an_absent_phrase_has_an_interval() -> None:
    low, high = m.garwood(0, 1000)
    assert low == 0.0
    assert high == pytest.approx(3.6888794541139354e-3, rel=1e-12)
    assert np.isnan(m.garwood(0, 0)).all()


def test_lists_of_words_are_asked_for_not_strings() -> None:
    with pytest.raises(OptionError, match="numbers were expected"):
        m.weighted_log_odds("the quick brown fox", "the lazy pig", 4, 3, prior=0.05)
    with pytest.raises(OptionError, match="came twice"):
        m.c_value([["a", "b"], ("a", "b")], [1, 2])
    for phrase in ("ab", "a b", 7):
        with pytest.raises(OptionError, match="a list of words was expected"):
            m.c_value([phrase], [1])
        with pytest.raises(OptionError, match="letter by letter"):
            m.local_maxima([phrase], [1])


@pytest.mark.parametrize(
    ("call", "what"),
    [
        (lambda: m.g2(5, 1, 4, 10), "5 occurrences came among 4 words"),
        (lambda: m.g2(-1, 1, 4, 10), "negative"),
        (lambda: m.mi(5, 4, 9, 100), "Count each position inside any window once"),
        (lambda: m.dp([1, 2], [1, 2, 3]), "one size for each part"),
        (lambda: m.dp([1, 2], [1, 0]), "part of size 0"),
        (lambda: m.garwood(1, 1, confidence_level=95), "such as 0.95"),
        (lambda: m.wilson(3, 2), "above its whole"),
        (lambda: m.benjamini_hochberg([3.84]), "not statistics"),
        (lambda: m.fisher_exact(0.5, 1, 2, 2), "not whole"),
        (lambda: m.ttr(5, 4), "more types than tokens"),
        (lambda: m.mattr(["a", "b"]), "whole numbers"),
        (lambda: m.interaction([1, 2, 3]), "4, 8, 16"),
        (
            lambda: m.permutation_test(lambda s: s[:, 0], [True, False], rng=-1),
            "0 or more",
        ),
        (lambda: m.permutation_test(lambda s: s[:, 0], [1, 0]), "True or False"),
        (
            lambda: m.permutation_test(
                lambda s: s[:, 0], [True, False], clusters=["x", "x"]
            ),
            "both sides",
        ),
        (lambda: m.permutation_test(lambda s: 1.0, [True, False]), "one row of values"),
        (lambda: m.bootstrap_interval(lambda w: w[:, 0], 0), "a whole number from 1"),
        (lambda: m.kld([1, 2], scale="bit"), "Did you mean 'bits'"),
    ],
)
def test_messages_say_what_came_and_what_to_do(call, what: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(OptionError, match=what):
        call()
