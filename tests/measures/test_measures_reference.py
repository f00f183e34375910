"""Every reference value: published, or from another program. See tests/reference/README.md."""

from __future__ import annotations

import json
import lzma
import math
import re
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from discourse import measures as m

FOLDER = Path(__file__).parents[1] / "reference"
ENTRIES: list[dict[str, Any]] = json.loads(
    (FOLDER / "values.json").read_text(encoding="utf-8")
)
TYPES: dict[str, list[int]] = json.loads(
    (FOLDER / "types.json").read_text(encoding="utf-8")
)

ALLEMAND = (
    [2, 0, 1, 1, 3, 0, 3, 0, 0, 0],
    [8143, 8058, 8271, 8125, 7959, 7941, 8146, 8001, 8003, 7930],
)  # Lyne (1985)

ELSEWHERE = {
    "ngram_count_nested": "needs places in a text, not counts: the room of recurring phrases",
    "maximal_repeats": "read from the index: the room that counts",
    "lsh_probability": "a formula of hashing; this library compares exactly",
    "lsh_threshold": "a formula of hashing; this library compares exactly",
    "smith_waterman(2,-1,-1)": "an alignment, not a statistic on counts: the room of reuse",
    "burrows_delta": "needs that lesson's own copy of the texts: asserted to two per cent below, on another",
}


split = str.split


def table(e: Any) -> tuple[float, float, float, float]:
    """``a, b, c, d`` of an entry."""
    return e["a"], e["b"], e["c"], e["d"]


def pair(e: Any) -> tuple[float, float, float, float]:
    """``f, f1, f2, n`` from named counts, or from the cells O11, O12, O21, O22."""
    if isinstance(e, dict):
        return e["f"], e["f1"], e["f2"], e.get("N", math.inf)
    a, b, c, d = e
    return a, a + b, a + c, a + b + c + d


def cells(e: list[int]) -> tuple[int, int, int, int]:
    a, b, c, d = e
    return a, c, a + b, c + d


def parts(e: Any) -> tuple[list[int], list[int] | None]:
    if isinstance(e, list):
        return e, None
    return ALLEMAND if e["item"] == "ALLEMAND" else (e["v"], e["sizes"])


def text(e: str) -> list[int]:
    words = e.split()
    return (
        TYPES[e] if e in TYPES else [sorted(set(words)).index(word) for word in words]
    )


def sizes(e: str) -> tuple[int, int]:
    return len(set(text(e))), len(text(e))


def spectrum(e: str) -> list[int]:
    return list(Counter(text(e)).values())


def log_odds(which: int) -> float:
    one = Counter(split("the quick brown fox jumps over the lazy pig"))
    two = Counter(split("the lazy purple pig jumps over the lazier donkey"))
    words = sorted(one | two)
    a, b = np.array([one[w] for w in words]), np.array([two[w] for w in words])
    value = m.weighted_log_odds(a, b, a.sum(), b.sum(), prior=0.05)[which]
    assert value[words.index("purple")] == -value[words.index("brown")]
    assert value[words.index("pig")] == 0.0
    return float(value[words.index("brown")])


def sets(e: Any) -> tuple[int, int, int]:
    one, two = set(e[0]), set(e[1])
    return len(one & two), len(one), len(two)


def clr(e: Any, method: str) -> float:
    level = 1.0 - e["alpha"]
    value = m.conservative_log_ratio(
        *m.contingency(*pair(e)), confidence_level=level, tests=e["bonferroni_m"], method=method  # type: ignore[arg-type]
    )  # fmt: skip
    return float(value)


SENTENCE = split("I do not like green eggs and ham , I do not like them Sam I am !")


def trigram(name: str) -> tuple[int, list[int], int]:
    words = name.split()
    grams = list(zip(SENTENCE, SENTENCE[1:], SENTENCE[2:], strict=False))
    return grams.count(tuple(words)), [SENTENCE.count(w) for w in words], len(SENTENCE)  # type: ignore[arg-type]


def trigram_g2(words: list[str]) -> float:
    """The cells as NLTK has them: marginals over the whole text."""
    size = len(SENTENCE)

    def seen(*pattern: str | None) -> int:
        windows = [SENTENCE[i : i + len(pattern)] for i in range(size)]
        fits = [
            len(w) == len(pattern)
            and all(p in (None, x) for p, x in zip(pattern, w, strict=True))
            for w in windows
        ]
        return sum(fits)

    x, y, z = words
    n111, n11, n1_1, n_11 = seen(x, y, z), seen(x, y), seen(x, None, z), seen(y, z)
    n1, n2, n3 = seen(x), seen(y), seen(z)
    n110, n101, n011 = n11 - n111, n1_1 - n111, n_11 - n111
    n100, n010, n001 = (
        n1 - n111 - n110 - n101,
        n2 - n111 - n110 - n011,
        n3 - n111 - n101 - n011,
    )
    rest = size - n111 - n110 - n101 - n011 - n100 - n010 - n001
    return float(m.independence_g2([rest, n001, n010, n011, n100, n101, n110, n111]))


BCC = {
    "adenoid cystic basal cell carcinoma": 5,
    "cystic basal cell carcinoma": 11,
    "ulcerated basal cell carcinoma": 7,
    "recurrent basal cell carcinoma": 5,
    "circumscribed basal cell carcinoma": 3,
    "basal cell carcinoma": 984,
}  # Frantzi, Ananiadou & Mima (2000)


def c_value(e: str) -> float:
    return float(
        m.c_value([k.split() for k in BCC], list(BCC.values()))[list(BCC).index(e)]
    )


def gries_text(e: str) -> tuple[list[int], int]:
    words = (
        str(next(x for x in ENTRIES if x["measure"] == "ARF")["inputs"])
        .split(" | ")[0]
        .split()
    )
    names = sorted(set(words))
    return [names.index(w) for w in words], names.index("a")


def tf_idf(e: Any, scheme: str) -> np.ndarray:
    tf = np.array([[3, 0, 1], [2, 0, 0], [3, 0, 0], [4, 0, 0], [3, 2, 0], [3, 0, 2]])
    rows = tf * m.idf((tf > 0).sum(axis=0), len(tf), scheme=scheme)  # type: ignore[arg-type]
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True))


def bag(e: Any) -> float:
    names = sorted(set(e[0]) | set(e[1]))
    return float(
        m.bag_overlap(
            [e[0].count(x) for x in names], [e[1].count(x) for x in names], of="sum"
        )
    )


LOG10_2 = math.log10(2.0)
MEASURES: dict[str, Callable[[Any], Any]] = {
    "G2_two_term": lambda e: m.g2(*table(e), terms=2),
    "G2_four_term": lambda e: m.g2(*table(e), terms=4),
    "G2_contingency": lambda e: m.g2(*cells(e)),
    "BIC": lambda e: (
        m.bic(e["G2"], e["N"])
        if "G2" in e
        else m.bic(m.g2(*table(e), terms=2), e["c"] + e["d"])
    ),
    "pct_diff": lambda e: m.percent_difference(*table(e)),
    "odds_ratio": lambda e: m.odds_ratio(*table(e)),
    "simple_maths_k1": lambda e: m.simple_maths(*table(e), k=1),
    "diff_coefficient": lambda e: m.difference_coefficient(*table(e)),
    "ELL": lambda e: m.ell(*table(e)),
    "relative_risk": lambda e: m.relative_risk(*table(e)),
    "log_ratio": lambda e: m.log_ratio(*table(e)),
    "log_odds_dirichlet_z": lambda e: log_odds(1),
    "log_odds_dirichlet_delta": lambda e: log_odds(0),
    "t_score": lambda e: m.t_score(*pair(e)),
    "PMI_log2": lambda e: m.mi(*pair(e)),
    "chi2": lambda e: m.chi_squared(*cells(e)),
    "delta_P_forward": lambda e: m.delta_p(*pair(e))[0],
    "delta_P_backward": lambda e: m.delta_p(*pair(e))[1],
    "Dice": lambda e: m.dice(*pair(e)[:3]),
    "NPMI": lambda e: m.npmi(*pair(e)),
    "phi2": lambda e: m.phi_squared(*pair(e)),
    "G2_signed": lambda e: m.g2(*m.contingency(*pair(e)), signed=True),
    "z_score": lambda e: m.z_score(*pair(e)),
    "simple_ll_signed": lambda e: m.simple_ll(*pair(e), signed=True),
    "Liddell": lambda e: m.liddell(*pair(e)),
    "MI_log10": lambda e: m.mi(*pair(e)) * LOG10_2,
    "log_ratio_association": lambda e: m.log_ratio(*m.contingency(*pair(e))),
    "conservative_LR_poisson": lambda e: clr(e, "exact"),
    "conservative_LR_normal": lambda e: clr(e, "normal"),
    "D_relfreq": lambda e: m.juilland_d(*parts(e)),
    "S": lambda e: m.rosengren_s(*parts(e)),
    "DP": lambda e: m.dp(*parts(e)),
    "DPnorm_LG2012": lambda e: m.dp_norm(*parts(e)),
    "KLD": lambda e: m.kld(*parts(e)),
    "range": lambda e: m.dispersion_range(parts(e)[0]),
    "D2_relfreq": lambda e: m.carroll_d2(*parts(e)),
    "DP_egbert_conventional": lambda e: m.dp_egbert(*parts(e)),
    "DA": lambda e: m.da(*parts(e)),
    "KLDnorm_1_minus_exp": lambda e: m.kld(*parts(e), scale="exp"),
    "KLDnorm_o2p": lambda e: m.kld(*parts(e), scale="ratio"),
    "DKL_o2p_conventional": lambda e: 1.0 - m.kld(*parts(e), scale="ratio"),
    "one_minus_DP_gries2008": lambda e: 1.0 - m.dp(*parts(e)),
    "D2_counts": lambda e: m.carroll_d2(*parts(e)),
    "D_counts_popSD": lambda e: m.juilland_d(*parts(e)),
    "Juilland_U": lambda e: m.juilland_u(*parts(e)),
    "S_counts": lambda e: m.rosengren_s(*parts(e)),
    "Lyne_D3": lambda e: m.lyne_d3(e),
    "DPnorm_equal_parts": lambda e: m.dp_norm(*parts(e)),
    "DA_equal_parts": lambda e: m.da(*parts(e)),
    "ARF": lambda e: m.arf(gries_text(e)[0])[gries_text(e)[1]],
    "ALD": lambda e: m.ald(gries_text(e)[0])[gries_text(e)[1]],
    "AWT": lambda e: m.awt(gries_text(e)[0])[gries_text(e)[1]],
    "C_value": c_value,
    "quanteda_lambda": lambda e: m.interaction([7, 0, 0, 2])[0],
    "quanteda_lambda_z": lambda e: m.interaction([7, 0, 0, 2])[1],
    "trigram_PMI do not like": lambda e: m.ngram_pmi(*trigram("do not like")),
    "trigram_PMI I do not": lambda e: m.ngram_pmi(*trigram("I do not")),
    "trigram_G2_full_independence do not like": lambda e: trigram_g2(
        split("do not like")
    ),
    "trigram_t do not like": lambda e: m.ngram_t(*trigram("do not like")),
    "tfidf_log10_prop": lambda e: 3 / 7 * m.idf(e["df"], e["N"], scheme="log10"),
    "tfidf_sklearn_default": lambda e: tf_idf(e, "smooth"),
    "tfidf_sklearn_smooth_idf_False": lambda e: tf_idf(e, "unsmoothed"),
    "jaccard": lambda e: m.jaccard(*sets(e)),
    "dice_set": lambda e: m.set_dice(*sets(e)),
    "cosine_set": lambda e: m.set_cosine(*sets(e)),
    "containment_of_A_in_B": lambda e: m.containment(*sets(e))[0],
    "jaccard_bag": bag,
    "ratio_of_matches": lambda e: m.containment(*sets(e))[1],
    "coh_UMass(log cond prob)": lambda e: m.umass(1, 2, smoothing=0),
    "coh_UCI(PMI)": lambda e: m.confirmation(1, 3, 2, 5, normalised=False),
    "coh_NPMI": lambda e: m.confirmation(1, 3, 2, 5),
    "coh_Cv_indirect_cosine": lambda e: m.indirect_coherence(
        m.confirmation([[3, 1], [1, 2]], [[3], [2]], [3, 2], 5)
    ),
    "ttr": lambda e: m.ttr(*sizes(e)),
    "root_ttr": lambda e: m.root_ttr(*sizes(e)),
    "rttr": lambda e: m.root_ttr(*sizes(e)),
    "cttr": lambda e: m.corrected_ttr(*sizes(e)),
    "log_ttr": lambda e: m.herdan_c(*sizes(e)),
    "herdan": lambda e: m.herdan_c(*sizes(e)),
    "summer": lambda e: m.summer_s(*sizes(e)),
    "dugast": lambda e: m.dugast_u(*sizes(e)),
    "maas": lambda e: m.maas(*sizes(e), base=10 if e in TYPES else math.e),
    "msttr50": lambda e: m.msttr(text(e), window=50),
    "mattr50": lambda e: m.mattr(text(e), window=50),
    "mattr25": lambda e: m.mattr(text(e), window=25),
    "mattr5": lambda e: m.mattr(text(e), window=5),
    "hdd42": lambda e: m.hdd(spectrum(e)),
    "hdd5": lambda e: m.hdd(spectrum(e), sample=5),
    "mtld": lambda e: m.mtld(text(e)),
    "mtld072": lambda e: m.mtld(text(e), threshold=0.72),
    "mtld_ma_wrap": lambda e: m.mtld(text(e), method="wrapped"),
    "mtld_ma_bid": lambda e: m.mtld(text(e), method="moving"),
    "yule_k": lambda e: m.yule_k(spectrum(e)),
    "herdan_vm": lambda e: m.herdan_vm(spectrum(e)),
    "simpson_d": lambda e: m.simpson_d(spectrum(e)),
    "BH": m.benjamini_hochberg,
    "wilson_95_low": lambda e: m.wilson(e["k"], e["n"])[0],
    "wilson_95_high": lambda e: m.wilson(e["k"], e["n"])[1],
    "garwood_95_low": lambda e: m.garwood(e)[0],
    "garwood_95_high": lambda e: m.garwood(e)[1],
    "rank_sum_W1": lambda e: m.rank_sum(*e),
    "fisher_two_sided": lambda e: m.fisher_exact(*cells(e)),
    "min_permutation_p_one_sided": lambda e: m.smallest_p(e["n_docs"], e["n_target"]),
}
# Printed to so many digits, where an entry states no tolerance.
TOLERANCE = {
    "BH": 5e-7,
    "tfidf_sklearn_default": 5e-9,
    "tfidf_sklearn_smooth_idf_False": 5e-9,
}

HERE = [entry for entry in ENTRIES if entry["measure"] not in ELSEWHERE]


@pytest.mark.parametrize(
    "entry", HERE, ids=[f"{i}-{entry['measure']}" for i, entry in enumerate(HERE)]
)
def test_reference_value(entry: dict[str, Any]) -> None:
    value = MEASURES[entry["measure"]](entry["inputs"])
    tolerance = entry["tol"] if "tol" in entry else TOLERANCE[entry["measure"]]
    np.testing.assert_allclose(
        value, entry["expected"], rtol=0, atol=tolerance, err_msg=entry["source"]
    )


def test_every_entry_is_asserted_or_belongs_elsewhere() -> None:
    names = {entry["measure"] for entry in ENTRIES}
    assert len(ENTRIES) == 179
    assert names == set(MEASURES) | set(ELSEWHERE)
    assert not set(MEASURES) & set(ELSEWHERE)


# Values of the literature that stand in no entry ----------------------------------------------------------------------


def test_gries_word_a() -> None:
    # Gries (2008, 2020): five parts, the word "a".
    v, size = [1, 2, 3, 4, 5], [9, 10, 10, 10, 11]
    known = {
        m.juilland_d: 0.785150, m.carroll_d2: 0.937921, m.rosengren_s: 0.949816, m.dp: 0.18, m.dp_norm: 0.219512,
        m.dp_egbert: 0.780488, m.da: 0.697450, m.kld: 0.136972,
    }  # fmt: skip
    for measure, expected in known.items():
        assert measure(v, size) == pytest.approx(expected, abs=6e-7), measure.__name__
    assert m.kld(v, size, scale="two") == pytest.approx(0.0906, abs=5e-5)


def test_quanteda_toy_keyness() -> None:
    # quanteda.textstats, test-textstat_keyness.R: two documents of letters.
    one, two = Counter("aaabbccccccdefghh"), Counter("aabccddddefh")
    a, b = (np.array([side[x] for x in "abcdefgh"]) for side in (one, two))
    g = dict(zip("abcdefgh", m.g2(a, b, 17, 12, signed=True).tolist(), strict=True))
    assert (g["c"], g["d"], g["g"]) == pytest.approx(
        (1.274238, -3.779441, 1.093291), abs=5e-7
    )
    assert m.chi_squared(6, 2, 17, 12) == pytest.approx(1.221872, abs=5e-7)
    assert m.chi_squared(6, 2, 17, 12, yates=True) == pytest.approx(0.467298, abs=5e-7)


def test_conservative_log_ratio_of_the_gold_table() -> None:
    # pandas-association-measures, tests/data/log-ratio-gold.tsv; alpha .05 over 599 words.
    value = m.conservative_log_ratio(150, 199, 168329, 19720567 - 168329, tests=599)
    assert value == pytest.approx(5.821970068053486, rel=1e-9)


def test_mutual_information_of_a_rare_pair() -> None:
    # Manning & Schütze (1999), 5.4: as printed by NLTK.
    assert m.mi(20, 15019, 15629, 14307668) == pytest.approx(0.29, abs=5e-3)
    # Daille's (1994) family: each power adds log2 f.
    one, two, three = (m.mi(20, 42, 20, 14307668, power=k) for k in (1, 2, 3))  # type: ignore[arg-type]
    assert two - one == pytest.approx(np.log2(20), rel=1e-12)
    assert three - two == pytest.approx(np.log2(20), rel=1e-12)


def test_minimum_sensitivity_by_hand() -> None:
    assert m.minimum_sensitivity([1, 10, 10], [1, 100, 20], [1, 20, 100]).tolist() == [
        1.0,
        0.1,
        0.1,
    ]


def test_mattr_of_small_windows() -> None:
    # quanteda: "one one two one one two one".
    values = [m.mattr([0, 0, 1, 0, 0, 1, 0], window=w) for w in (2, 3, 4)]
    assert values == pytest.approx([5 / 6, 2 / 3, 1 / 2])


def test_lambda_of_two_capitals() -> None:
    # quanteda.textstats, test-textstat_collocations.R: G before F in "E E G F a b c E E G G f E E f f G G", lower case
    # left as padding, so that only neighbours in capitals are pairs: lambda 1.887070.
    tokens = split("E E G F a b c E E G G f E E f f G G")
    pairs = [
        (x == "G", y == "F") for x, y in pairwise(tokens) if x.isupper() and y.isupper()
    ]
    count = Counter(pairs)
    cells = [count[x, y] for x in (False, True) for y in (False, True)]
    assert cells == [5, 0, 2, 1]
    assert m.interaction(cells)[0] == pytest.approx(1.887070, abs=5e-7)


def test_permutation_floors() -> None:
    assert m.smallest_p([5, 8, 10], [2, 4, 5]) == pytest.approx(
        [1 / 10, 1 / 70, 1 / 252], rel=1e-12
    )


# The Programming Historian's groups of the Federalist papers.
PAPERS = {
    "Hamilton": [
        1,
        *range(6, 10),
        *range(11, 14),
        *range(15, 18),
        *range(21, 37),
        *range(59, 62),
        *range(65, 86),
    ],
    "Madison": [10, 14, *range(37, 49)],
    "Jay": [2, 3, 4, 5],
    "Disputed": [*range(49, 59), 62, 63],
    "Shared": [18, 19, 20],
}


def test_burrows_delta_of_federalist_64(shared: Path) -> None:
    # Another edition and another way to end a sentence than the lesson's, so two per cent, not nine digits.
    tokenize = pytest.importorskip("nltk.tokenize").word_tokenize
    with lzma.open(
        shared / "data" / "federalist.jsonl.xz", "rt", encoding="utf-8"
    ) as file:
        papers = {
            int(row["doc_id"].split("_")[1]): row["text"]
            for row in map(json.loads, file)
        }

    def words(paper: int) -> list[str]:
        lines = re.sub(r"([.?!])([\"')]*)\s", r"\1\2\n", papers[paper]).split("\n")
        tokens = [
            token for line in lines for token in tokenize(line, preserve_line=True)
        ]
        return [
            token.lower()
            for token in tokens
            if any(letter.isalpha() for letter in token)
        ]

    sides = [
        Counter(word for paper in group for word in words(paper))
        for group in PAPERS.values()
    ]
    common = [word for word, _ in sum(sides, Counter()).most_common(30)]
    rates = np.array(
        [
            [side[word] / side.total() for word in common]
            for side in [*sides, Counter(words(64))]
        ]
    )
    z = (rates - rates[:-1].mean(axis=0)) / rates[:-1].std(axis=0, ddof=1)
    expected = next(
        entry["expected"] for entry in ENTRIES if entry["measure"] == "burrows_delta"
    )
    actual = dict(zip(PAPERS, m.burrows_delta(z[:-1], z[-1]).tolist(), strict=True))
    assert actual == pytest.approx(expected, rel=0.02)
    assert min(actual, key=actual.__getitem__) == "Jay"  # whose paper it is


def test_burrows_delta_is_the_mean_difference_of_z() -> None:
    rates = np.array([[10.0, 4.0, 1.0], [12.0, 2.0, 2.0], [11.0, 6.0, 3.0]])
    z = (rates - rates.mean(axis=0)) / rates.std(axis=0, ddof=1)
    assert m.burrows_delta(z[0], z[1]) == pytest.approx((2 + 1 + 1) / 3)
