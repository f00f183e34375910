"""What is refused: every argument of every measure, given what it cannot be. NaN passes, and no warning escapes."""

from __future__ import annotations

import itertools
import math
import warnings
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from scipy.sparse import csr_array

from discourse import measures as m
from discourse.errors import OptionError
from discourse.measures.exact_arithmetic import LARGEST

TABLE, PAIR = {"a": 4, "b": 3, "c": 20, "d": 30}, {"f": 3, "f1": 8, "f2": 5, "n": 60}
SPREAD, TYPES, SETS = (
    {"v": [2, 1, 0], "sizes": [9, 8, 7]},
    {"types": 8, "tokens": 10},
    {"shared": 2, "first": 4, "second": 5},
)
SPECTRUM, PARTS, P = (
    {"counts_of_types": [5, 3, 1, 1]},
    {"v": [2, 1, 0]},
    {"p": [0.1, 0.2]},
)
BARE, BAGS, SHARE = (
    {"f": 3, "f1": 8, "f2": 5},
    {"x": [1, 2], "y": [2, 2]},
    {"count": 3, "of": 9},
)
# Every measure whose arguments are arrays of numbers: a call that works, by the names of its arguments.
CALLS: dict[str, dict[str, Any]] = {
    **dict.fromkeys(
        ["g2", "chi_squared", "ell", "log_ratio", "log_ratio_interval", "conservative_log_ratio", "percent_difference",
         "relative_risk", "odds_ratio", "simple_maths", "difference_coefficient", "fisher_exact", "kld_keyness",
         "share_ratio_interval"], TABLE,
    ),
    **dict.fromkeys(
        ["contingency", "mi", "npmi", "t_score", "z_score", "simple_ll", "delta_p", "liddell", "phi_squared"], PAIR
    ),
    **dict.fromkeys(["dice", "log_dice", "minimum_sensitivity"], BARE),
    **dict.fromkeys(
        ["juilland_d", "juilland_u", "carroll_d2", "rosengren_s", "da", "dp", "dp_norm", "dp_egbert", "kld"], SPREAD
    ),
    **dict.fromkeys(["dispersion_range", "lyne_d3"], PARTS),
    **dict.fromkeys(["ttr", "root_ttr", "corrected_ttr", "herdan_c", "summer_s", "dugast_u", "maas"], TYPES),
    **dict.fromkeys(["jaccard", "set_dice", "set_cosine", "containment"], SETS),
    **dict.fromkeys(["yule_k", "simpson_d", "herdan_vm"], SPECTRUM),
    **dict.fromkeys(["bag_overlap", "jensen_shannon"], BAGS),
    **dict.fromkeys(["wilson", "clopper_pearson"], SHARE),
    **dict.fromkeys(["benjamini_hochberg", "holm"], P),
    "hdd": {**SPECTRUM},
    "text_dispersion_keyness": {"target": [1, 0, 2], "reference": [0, 1]},
    "weighted_log_odds": {"a": [2, 1], "b": [1, 1], "c": 9, "d": 8, "prior": [0.5, 0.5]},
    "informative_prior": {"background": [3, 1]},
    "class_tf_idf": {"table": [[2, 0], [1, 1]]},
    "bic": {"statistic": 20.0, "n": 400},
    "chi2_tail": {"statistic": 3.0, "df": 2},
    "ngram_pmi": {"f": 2, "parts": [3, 4], "n": 20},
    "ngram_t": {"f": 2, "parts": [3, 4], "n": 20},
    "phrase_cohesion": {"f": 2, "heads": [3, 4], "tails": [5, 2], "n": 20},
    "scp": {"f": 2, "heads": [3, 4], "tails": [5, 2]},
    "independence_g2": {"cells": [9, 2, 3, 4]},
    "interaction": {"cells": [9, 2, 3, 4]},
    "branching_entropy": {"following": [2, 1]},
    "dp_bounds": {"f": 3, "sizes": [9, 8]},
    "garwood": {"count": 3, "exposure": 100},
    "document_interval": {"count": [1, 2, 0], "words": [10, 20, 9]},
    "document_share": {"count": [1, 2, 0], "of": [2, 3, 1]},
    "pooled_rate": {"count": [1, 2], "words": [10, 20]},
    "idf": {"documents": 2, "of_documents": 5},
    "umass": {"both": 1, "second": 2},
    "confirmation": {"both": 1, "first": 3, "second": 2, "n": 5},
    "indirect_coherence": {"matrix": [[1.0, 0.2], [0.2, 1.0]]},
    "cosine": {"rows": [[1, 0], [1, 1]]},
    "burrows_delta": {"first": [0.5, 1.0], "second": [0.2, 0.1]},
    "smallest_p": {"documents": 8, "target": 4},
    "westfall_young": {"observed": [3.0, 1.0], "null": [[3.0, 1.0], [1.0, 2.0]]},
    "rank_sum": {"x": [1.0, 2.0], "y": [2.0, 3.0]},
}  # fmt: skip
MORE = {"informative_prior": {"total": 10}, "hdd": {"sample": 5}}
SIGNED = {"statistic", "observed", "null", "x of rank_sum", "y of rank_sum", "rows", "matrix", "first of burrows_delta",
          "second of burrows_delta"}  # fmt: skip
INFINITE = {
    "statistic of chi2_tail",
    "observed",
    "null",
    "x of rank_sum",
    "y of rank_sum",
}
ELSEWHERE = {
    "ald", "arf", "arf_over_orders", "awt", "bootstrap_interval", "c_value", "dispersion_interval", "local_maxima", "mattr",
    "msttr", "mtld", "permutation_test", "ratio_interval", "moving_average_interval",
}  # fmt: skip
ARGUMENTS = [(name, key) for name, given in CALLS.items() for key in given]


def called(name: str, **changed: Any) -> Any:
    return getattr(m, name)(**{**CALLS[name], **MORE.get(name, {}), **changed})


def among(name: str, key: str, names: set[str]) -> bool:
    return key in names or f"{key} of {name}" in names


def test_every_measure_is_tried() -> None:
    functions = {name for name in m.__all__ if name.islower()}
    assert functions - set(CALLS) <= ELSEWHERE
    assert set(CALLS) <= functions
    for name in CALLS:
        called(name)


@pytest.mark.parametrize(("name", "key"), ARGUMENTS)
def test_what_is_no_number_is_refused_by_name(name: str, key: str) -> None:
    good = np.asarray(CALLS[name][key])
    text, objects = good.astype(str), good.astype(object)
    objects.flat[0] = None
    huge, deep = good.astype(object), good.astype(object)
    huge.flat[0] = 10**400
    deep.flat[0] = [1, 2]
    masked = np.ma.masked_array(good, np.ones(good.shape, bool))
    for bad in (text, objects, huge, deep, masked, good + 1j, good.astype("datetime64[D]") if good.dtype.kind == "i" else text,
                "5", None, {}, object(), csr_array((2, 2)) if name not in {"dp", "dp_norm", "dp_egbert", "kld"} else {}):  # fmt: skip
        if name in (
            "text_dispersion_keyness",
            "document_interval",
            "document_share",
        ) and isinstance(bad, csr_array):
            continue
        if (
            bad is None
            and key in ("sizes", "exposure", "df")
            and name not in ("dp_bounds",)
        ):
            continue  # what is not given
        with pytest.raises(OptionError) as fault:
            called(name, **{key: bad})
        assert len(str(fault.value)) > 30


@pytest.mark.parametrize(("name", "key"), ARGUMENTS)
def test_a_refusal_begins_with_the_name_of_the_argument(name: str, key: str) -> None:
    with pytest.raises(OptionError) as fault:
        called(name, **{key: "many"})
    assert str(fault.value) == (
        f"{key} came as str with 'many'; numbers were expected, and NaN where one is not known."
    )
    if among(name, key, SIGNED) or key in ("p", "df"):
        return
    negative = np.array(CALLS[name][key], dtype=float)
    negative.flat[0] = -1
    with pytest.raises(OptionError) as fault:
        called(name, **{key: negative[()]})
    assert str(fault.value) == (
        f"{key} has a negative count, -1; give how often something occurred, 0 or more."
    )


@pytest.mark.parametrize(("name", "key"), ARGUMENTS)
def test_what_is_no_count_is_refused(name: str, key: str) -> None:
    good = np.asarray(CALLS[name][key], dtype=float)
    for value in (-1.0, math.inf, -math.inf, 2 * LARGEST, 1e200):
        if value == -1 and among(name, key, SIGNED):
            continue
        if math.isinf(value) and among(name, key, INFINITE):
            continue
        if abs(value) > LARGEST and among(name, key, SIGNED) and not math.isinf(value):
            continue
        if value > 1 and name == "chi2_tail" and not math.isinf(value):
            continue
        bad = good.copy()
        bad.flat[0] = value
        with pytest.raises(OptionError):
            called(name, **{key: bad[()]})


@pytest.mark.parametrize(("name", "key"), ARGUMENTS)
def test_shapes_that_do_not_go_together_are_refused(name: str, key: str) -> None:
    if len(CALLS[name]) == 1:
        return
    good = np.asarray(CALLS[name][key])
    other = next(k for k in CALLS[name] if k != key)
    # Seven against the others' one, two or three; of single numbers seven against five.
    changed = {key: np.resize(good, (*good.shape[:-1], 7) if good.ndim else 7)}
    if not np.ndim(CALLS[name][other]):
        changed[other] = np.resize(np.asarray(CALLS[name][other]), 5)
    if name in ("text_dispersion_keyness", "rank_sum", "dp_bounds") or (
        name in ("ngram_pmi", "ngram_t", "phrase_cohesion", "scp")
        and "n" not in changed
    ):
        return  # groups, or axes, of different sizes
    with pytest.raises(OptionError):
        called(name, **changed)


@pytest.mark.parametrize(("name", "key"), ARGUMENTS)
def test_what_is_not_known_stays_unknown(name: str, key: str) -> None:
    good = np.asarray(CALLS[name][key], dtype=float)
    unknown = good.copy()
    unknown.flat[0] = math.nan
    with warnings.catch_warnings(), np.errstate(all="raise", under="ignore"):
        warnings.simplefilter("error")
        if (name, key) in {("rank_sum", "x"), ("rank_sum", "y"), ("dp_bounds", "sizes"), ("branching_entropy", "owner"),
                           ("document_interval", "words"), ("document_share", "of")}:  # fmt: skip
            return  # refused, or left out: another test
        value = called(name, **{key: unknown[()]})
    if name == "pooled_rate":
        value = value(np.ones((1, 2)))
    flat = np.concatenate(
        [
            np.ravel(np.asarray(part, dtype=float))
            for part in (value if isinstance(value, tuple) else [value])
        ]
    )
    if (name, key) in {
        ("westfall_young", "null"),
        ("log_ratio_interval", "a"),
        ("log_ratio_interval", "b"),
    }:
        return
    if name == "contingency" and key == "f":
        assert np.isnan(flat).sum() == 2
    else:
        assert np.isnan(flat).any(), value


def test_numbers_of_every_kind_are_taken() -> None:
    expected = m.g2(4, 3, 20, 30)
    for kind in (np.int8, np.uint64, np.float32, np.longdouble, object, float):
        assert m.g2(np.array([4], kind), 3, 20, 30) == [expected]
    for number in (Fraction(4), Decimal(4), np.float64(4)):
        assert m.g2(number, 3, 20, 30) == expected  # type: ignore[arg-type]
    assert m.dispersion_range([True, False, True]) == 2
    assert m.g2(2**53, 2**53, 2**53, 2**53) == 0.0
    with pytest.raises(OptionError, match="beyond 1e308"):
        m.g2(10**400, 3, 10**401, 30)
    with pytest.raises(OptionError, match=r"2\*\*53"):
        m.g2(10**20, 3, 10**21, 30)
    with pytest.raises(OptionError, match="mask would be lost"):
        m.dp([1, np.ma.masked, 2])


@pytest.mark.parametrize(
    ("call", "what"),
    [
        (lambda: m.dp([50, 5], [10, 10]), "10 words came with 50 occurrences"),
        (lambda: m.dp(csr_array([[50, 5]]), [10, 10]), "10 words came with 50 occurrences"),
        (lambda: m.dp_egbert(csr_array([[1, 5]]), [10, 0]), "part of size 0"),
        (lambda: m.juilland_d([0.5, 5], [0.2, 0.8]), "not their"),
        (lambda: m.dispersion_interval("dp", [50, 5, 1], [10, 10, 10]), "10 words came with 50"),
        (lambda: m.scp(5, [1], [1]), "exceeds the count of one of its pieces"),
        (lambda: m.scp(5, 1, 1), "without places to cut"),
        (lambda: m.ngram_pmi(5, [5, 5, 5], 4), "more often than there are words"),
        (lambda: m.ngram_pmi(5, [5, 4, 5], 40), "count each occurrence once"),
        (lambda: m.weighted_log_odds([1], [1], 9, 9, prior=0.5, prior_total=-5), "prior_total=-5 came"),
        (lambda: m.weighted_log_odds([1, 1], [1, 1], 9, 9, prior=0.5, prior_total=0.7), "add up to 1"),
        (lambda: m.informative_prior([1, 0], total=5, unseen=-1), "unseen=-1 came"),
        (lambda: m.informative_prior([1, 0], total=math.inf), "total=inf came"),
        (lambda: m.informative_prior(5, total=2), "one number"),
        (lambda: m.umass(1, 2, smoothing=-1), "smoothing=-1 came"),
        (lambda: m.confirmation(1, 2, 2, 5, smoothing=-1), "smoothing=-1 came"),
        (lambda: m.confirmation(0, 4, 4, 5), "cannot be documents of one corpus"),
        (lambda: m.interaction([1, 2, 3, 4], smoothing="0.5"), "smoothing='0.5' came"),
        (lambda: m.hdd([5.5] * 10), "5.5, which is not whole"),
        (lambda: m.hdd(5), "one number"),
        (lambda: m.hdd([5], sample=2.5), "sample=2.5: a whole number from 1"),
        (lambda: m.dp_bounds(2.5, [10, 10]), "2.5, which is not whole"),
        (lambda: m.dp_bounds(25, [10, 10]), "cannot occur more often"),
        (lambda: m.mattr([1, 2, 3], window=2.5), "window=2.5: a whole number from 1"),
        (lambda: m.msttr([1, 2, 3], window=True), "window=True: a whole number from 1"),
        (lambda: m.mtld([1, 2, 3], shortest=0), "shortest=0: a whole number from 1"),
        (lambda: m.mtld([1, 2, 3], threshold=1.0), "a share between 0 and 1"),
        (lambda: m.mattr(np.ma.masked_array([1, 2], [1, 0])), "mask would be lost"),
        (lambda: m.arf([[1], [1, 2]]), "flat array"),
        (lambda: m.arf([1, 2], types=2.5), "types=2.5: a whole number from 0"),
        (lambda: m.arf_over_orders([1, 2], [0, 2], orders=1.5), "orders=1.5: a whole number from 1"),
        (lambda: m.g2("5", 1, 10, 10), "came as str with '5'; numbers were expected"),
        (lambda: m.g2([1, 2], [1, 2, 3], 10, 10), r"a of shape \(2,\), b of shape \(3,\)"),
        (lambda: m.benjamini_hochberg(["a"]), "p came as list with 'a'"),
        (lambda: m.bic("x", 1), "statistic came as str"),
        (lambda: m.bic(5, 10, df=-1), "df=-1 came"),
        (lambda: m.chi2_tail(5, -1), "degrees of freedom above 0"),
        (lambda: m.chi2_tail(5, 0), "degrees of freedom above 0"),
        (lambda: m.simple_maths(1, 1, 9, 9, k=-1), "k=-1 came"),
        (lambda: m.simple_maths(1, 1, 9, 9, per="m"), "per='m' came"),
        (lambda: m.log_ratio_interval(1, 1, 9, 9, tests=0), "tests=0 came"),
        (lambda: m.garwood(1, confidence_level="95"), "such as 0.95"),
        (lambda: m.maas(8, 10, base=1), "base=1 came"),
        (lambda: m.branching_entropy(5), "one number"),
        (lambda: m.branching_entropy([5], owner=[-1]), "negative"),
        (lambda: m.branching_entropy([5], owner=[0.5]), "not whole"),
        (lambda: m.branching_entropy([5], owner=[0, 1]), "for each entry"),
        (lambda: m.jensen_shannon(1, 1), "single numbers"),
        (lambda: m.burrows_delta(1, 1), "without words"),
        (lambda: m.text_dispersion_keyness(1, [1]), "target came as one number"),
        (lambda: m.bootstrap_interval(m.pooled_rate([1, 2], [10, 10]), 3), "weights for 3 documents came to a rate of 2"),
        (lambda: m.bootstrap_interval(m.pooled_rate([1, 2], [10, 10]), 2, resamples=1.5), "resamples=1.5: a whole number from 1"),
        (lambda: m.bootstrap_interval(5, 2), "a function of weights was expected"),
        (lambda: m.bootstrap_interval(lambda w: ["a"] * len(w), 2), "numbers were expected"),
        (lambda: m.bootstrap_interval(lambda w: w[:, 0], 2.5), "documents=2.5: a whole number from 1"),
        (lambda: m.pooled_rate([1], [1], per=0), "per=0 came"),
        (lambda: m.permutation_test(lambda s: s[:, 0], [True, False], permutations=1.5), "permutations=1.5: a whole number from 1"),
        (lambda: m.smallest_p(5, 2, permutations=0), "permutations=0: a whole number from 1"),
        (lambda: m.smallest_p(5, 6), "to the number of documents"),
    ],
)  # fmt: skip
def test_impossible_values_and_odd_options(call: Callable[[], Any], what: str) -> None:
    with pytest.raises(OptionError, match=what):
        call()


def test_nothing_known_gives_nothing() -> None:
    assert np.isnan(m.bic(5, 0))
    assert np.isnan(m.dispersion_range([math.nan, 1]))
    assert np.isnan(m.branching_entropy([]))
    assert np.isnan(m.branching_entropy([[0, 0], [math.nan, 1]])).all()
    assert np.isnan(m.kld_keyness([0, 1, 0], [0, 0, 2], [5, 5, 0], [5, 0, 5])).all()
    sparse = csr_array([[math.nan, 1.0, 0.0], [0.0, 0.0, 0.0], [1.0, 0.0, 2.0]])
    for measure in (m.dp, m.dp_norm, m.dp_egbert, m.kld):
        assert np.isnan(measure(sparse, [5, 6, 7])).tolist() == [True, True, False], (
            measure.__name__
        )
    assert np.isnan(m.text_dispersion_keyness(sparse, [[1.0]] * 3)).tolist() == [
        True,
        False,
        False,
    ]


ODD = [0.0, 1.0, 2.0, 0.5, 1e-300, 5e-324, 2.0**26 + 1, LARGEST - 1, LARGEST, math.nan]


@pytest.mark.parametrize("names", [TABLE, PAIR])
def test_no_warning_escapes_however_odd_the_counts(names: dict[str, int]) -> None:
    rows = np.array(list(itertools.product(ODD, repeat=4)))
    whole = (
        rows
        if names is TABLE
        else np.column_stack(
            [rows[:, 0], rows[:, 2], rows[:, :2].sum(axis=1), rows[:, 2:].sum(axis=1)]
        )
    )
    fits = ~((rows[:, 0] > rows[:, 2]) | (rows[:, 1] > rows[:, 3])) & ~(
        whole > LARGEST
    ).any(axis=1)
    if names is PAIR:
        fits &= ~(whole[:, 0] > whole[:, 2]) & ~(
            whole[:, 1] - whole[:, 0] > whole[:, 3] - whole[:, 2]
        )
    columns = dict(zip(names, whole[fits].T, strict=True))
    assert len(columns[next(iter(names))]) > 2000
    for name, given in CALLS.items():
        if given is not names or name == "fisher_exact":
            continue
        with warnings.catch_warnings(), np.errstate(all="warn", under="ignore"):
            warnings.simplefilter("error")
            getattr(m, name)(**columns)
