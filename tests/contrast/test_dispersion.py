"""Dispersion: published values, limits worked out by every arrangement, and an interval tried on what is known."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from discourse import measures, tables
from discourse.contrast import dispersion
from discourse.corpus import Corpus
from discourse.errors import ColumnError, OptionError
from discourse.lexicons import Lexicon
from discourse.measures.dispersion_intervals import (
    DISPERSIONS,
    EVEN,
    dispersion_interval,
    leave_one_out_scores,
)
from discourse.measures.dispersion_proportions import most_even_counts
from discourse.reading import read
from discourse.registries import NO_INTERVAL_REASONS

NAMES = (*DISPERSIONS, "range")
GRIES = (
    (1, 2, 3, 4, 5),
    (9, 10, 10, 10, 11),
)  # counts of word a in the five parts, and their words
SAID = {
    "dp_egbert": 0.780488, "dp_norm": 0.219512, "dp": 0.18, "juilland_d": 0.785150, "carroll_d2": 0.937921,
    "rosengren_s": 0.949816, "da": 0.697450, "kld": 0.136972, "range": 5,
}  # fmt: skip


def spelt(counts: Sequence[int], sizes: Sequence[int]) -> dict[str, str]:
    """Texts in which the word occurs so often, among so many words."""
    return {
        f"d{n}": " ".join(["peace"] * count + ["other"] * (size - count))
        for n, (count, size) in enumerate(zip(counts, sizes, strict=True))
    }


def made(texts: dict[str, str], **columns: list[str]) -> Corpus:
    return Corpus.from_texts(texts, pd.DataFrame({"doc": list(texts), **columns}))


def measured(table: pd.DataFrame, term: str = "peace", group: str = "") -> pd.DataFrame:
    part = table[
        (table["term"] == term)
        & (table["group"] == group)
        & (table["kind"] == "measure")
    ]
    assert part["measure"].tolist() == list(NAMES)
    return part.set_index("measure")


def documents(
    table: pd.DataFrame, term: str = "peace", group: str = ""
) -> pd.DataFrame:
    return table[
        (table["term"] == term)
        & (table["group"] == group)
        & (table["kind"] == "document")
    ]


filled = st.lists(st.integers(1, 30), min_size=2, max_size=7).flatmap(
    lambda sizes: st.tuples(
        st.tuples(*(st.integers(0, size) for size in sizes)), st.just(tuple(sizes))
    )
)


# Scores ---------------------------------------------------------------------------------------------------------------


def test_word_a_of_gries() -> None:
    table = dispersion(Corpus.from_texts(spelt(*GRIES)), 1)
    found = measured(table)
    assert found["score"].to_dict() == pytest.approx(SAID, abs=5e-7)
    assert set(found["count"]) == {15}
    assert set(found["words"]) == {50}
    assert found["rate"].iloc[0] == pytest.approx(300)
    assert set(found["documents"]) == set(found["of_documents"]) == {5}
    own = documents(table)
    assert own["doc"].tolist() == ["d0", "d1", "d2", "d3", "d4"]
    assert tuple(own["count"]) == GRIES[0]
    assert tuple(own["words"]) == GRIES[1]
    assert own["rate"].to_numpy() == pytest.approx(1000 * np.divide(*GRIES))


@given(filled)
def test_scores_are_those_of_the_measures(
    word: tuple[tuple[int, ...], tuple[int, ...]],
) -> None:
    counts, sizes = word
    table = dispersion(Corpus.from_texts(spelt(counts, sizes)), 1, min_count=1)
    if not sum(counts):
        assert "peace" not in set(table["term"])
        return
    found = measured(table)
    for name, measure in DISPERSIONS.items():
        assert found.loc[name, "score"] == pytest.approx(
            float(measure(counts, sizes)), abs=1e-10
        )
    assert (
        found.loc["range", "score"]
        == found.loc["range", "documents"]
        == sum(count > 0 for count in counts)
    )


@given(filled, st.randoms(use_true_random=False))
def test_the_order_of_documents_does_not_matter(
    word: tuple[tuple[int, ...], tuple[int, ...]], chance: object
) -> None:
    texts = list(spelt(*word).items())
    first = dispersion(Corpus.from_texts(dict(texts)), 1)
    chance.shuffle(texts)  # type: ignore[attr-defined]
    second = dispersion(Corpus.from_texts(dict(texts)), 1)
    by_name = ["term", "kind", "doc"]
    pd.testing.assert_frame_equal(
        first.sort_values(by_name, kind="stable", ignore_index=True),
        second.sort_values(by_name, kind="stable", ignore_index=True),
        rtol=1e-8,
        atol=1e-8,
    )


# Limits ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sizes", [(7, 3, 12, 5), (4, 4, 4), (5, 9)])
def test_no_arrangement_is_less_or_more_even_than_the_limits(
    sizes: tuple[int, ...],
) -> None:
    smallest = min(sizes)
    for f in range(1, smallest + 1):
        every = [
            v for v in itertools.product(range(f + 1), repeat=len(sizes)) if sum(v) == f
        ]
        limits = measured(
            dispersion(
                Corpus.from_texts(spelt((f, *([0] * (len(sizes) - 1))), sizes)),
                1,
                min_count=1,
            )
        )
        low, high = measures.dp_bounds(f, sizes)
        assert limits.loc["dp", ["most", "least"]].tolist() == pytest.approx(
            [float(low), float(high)], abs=1e-10
        )
        for name in ("dp", "dp_norm"):
            values = DISPERSIONS[name](np.array(every), sizes)
            assert limits.loc[name, ["most", "least"]].tolist() == pytest.approx(
                [values.min(), values.max()], abs=1e-10
            )
        for name, measure in DISPERSIONS.items():
            values = np.abs(measure(np.array(every), sizes) - EVEN[name])
            assert abs(limits.loc[name, "least"] - EVEN[name]) == pytest.approx(
                values.max(), abs=1e-10
            ), name
        assert limits.loc["range", ["least", "most"]].tolist() == [
            1,
            min(f, len(sizes)),
        ]


@given(filled)
def test_dp_lies_between_its_limits(
    word: tuple[tuple[int, ...], tuple[int, ...]],
) -> None:
    table = dispersion(Corpus.from_texts(spelt(*word)), 1)
    part = table[table["measure"].isin(["dp", "dp_norm"]) & table["score"].notna()]
    assert (part["most"] <= part["score"] + 1e-10).all()
    assert (part["score"] <= part["least"] + 1e-10).all()


def test_what_keeps_to_one_document_scores_exactly_nothing() -> None:
    for sizes in ((3, 3, 3), (7, 9, 11, 30)):
        found = measured(
            dispersion(Corpus.from_texts(spelt([2] + [0] * (len(sizes) - 1), sizes)), 1)
        )
        names = ["dp_egbert", "juilland_d", "carroll_d2", "da"]
        assert (
            found.loc[names, ["score", "least"]].to_numpy().tolist() == [[0.0, 0.0]] * 4
        ), "not what rounding leaves"


def test_equal_remainders_go_to_the_larger_document_wherever_it_stands() -> None:
    # Two occurrences, of which 0.5 and 1.5 are due.
    for sizes, best in (((10, 30), [0, 2]), ((30, 10), [2, 0])):
        assert most_even_counts(2, sizes)[0].tolist() == best


# The interval ---------------------------------------------------------------------------------------------------------


@given(filled.filter(lambda word: len(word[1]) > 2 and sum(word[0]) > 0))
def test_leaving_one_out_by_sums_is_leaving_it_out(
    word: tuple[tuple[int, ...], tuple[int, ...]],
) -> None:
    v, sizes = np.array(word[0], dtype=float), np.array(word[1], dtype=float)
    for name, measure in DISPERSIONS.items():
        one_by_one = [
            float(measure(np.delete(v, n), np.delete(sizes, n))) for n in range(len(v))
        ]
        assert leave_one_out_scores(name, v, sizes) == pytest.approx(
            one_by_one, abs=1e-9, nan_ok=True
        ), name


def test_the_interval_is_the_jackknife_of_the_root_on_a_logit_scale() -> None:
    v, sizes = np.array(GRIES[0], dtype=float), np.array(GRIES[1], dtype=float)
    room = 1 - 9 / 50
    root = np.sqrt(
        [measures.dp(np.delete(v, n), np.delete(sizes, n)) / room for n in range(5)]
    )
    error = np.sqrt(4 / 5 * ((root - root.mean()) ** 2).sum())
    y = 0.18 / room
    reach = stats.t.ppf(0.975, 4) * 2 * error / np.sqrt(y) / (1 - y)
    ends = room / (1 + np.exp(-(np.log(y / (1 - y)) + np.array([-reach, reach]))))
    found = measured(dispersion(Corpus.from_texts(spelt(*GRIES)), 1))
    assert found.loc["dp", ["low", "high"]].tolist() == pytest.approx(ends, abs=1e-10)
    assert found.loc["dp", "interval"] == "jackknife"
    assert found.loc["range", ["low", "high"]].tolist() == pytest.approx(
        [5 * 0.025 ** (1 / 5), 5]
    )
    assert found.loc["range", "interval"] == "clopper_pearson"


@given(filled)
def test_an_interval_holds_the_score_and_keeps_to_the_scale(
    word: tuple[tuple[int, ...], tuple[int, ...]],
) -> None:
    table = dispersion(Corpus.from_texts(spelt(*word)), 1)
    part = table[table["kind"] == "measure"]
    assert (
        part["low"].isna() == part["interval"].isin(list(NO_INTERVAL_REASONS))
    ).all()
    part = part[part["low"].notna()]
    assert (part["low"] <= part["score"] + 1e-10).all()
    assert (part["score"] <= part["high"] + 1e-10).all()
    most_uneven = part[part["measure"] != "range"]
    even = most_uneven["measure"].map(EVEN)
    ends = np.stack([even, most_uneven["least"]])
    assert (most_uneven["low"] >= ends.min(axis=0) - 1e-10).all()
    assert (most_uneven["high"] <= ends.max(axis=0) + 1e-10).all()


@pytest.mark.parametrize("measure", DISPERSIONS)
def test_the_interval_holds_the_mean_score_of_as_many_documents(measure: str) -> None:
    # Words in documents of unlike length, at rates that differ between documents (a gamma distribution).
    chance = np.random.default_rng(0)
    for documents_, rate in ((6, 8.0), (12, 3.0), (40, 1.0)):
        sizes = chance.integers(500, 1500, (2000, documents_)).astype(float)
        v = chance.poisson(
            rate * sizes / 1000 * chance.gamma(2.0, 0.5, sizes.shape)
        ).astype(float)
        truth = np.nanmean(DISPERSIONS[measure](v, sizes))
        ends = np.array(
            [
                dispersion_interval(measure, *pair)
                for pair in zip(v[:400], sizes[:400], strict=True)
            ]
        )
        known = np.isfinite(ends).all(axis=1)
        held = (ends[:, 0] <= truth) & (truth <= ends[:, 1])
        assert known.mean() > 0.95
        assert 0.90 <= held[known].mean() <= 0.995, (documents_, rate)


def test_a_higher_level_makes_a_longer_interval() -> None:
    ends = [
        dispersion_interval("kld", *GRIES, confidence_level=level)
        for level in (0.8, 0.95, 0.99)
    ]
    lows, highs = zip(*ends, strict=True)
    assert lows[0] > lows[1] > lows[2] > 0
    assert highs[0] < highs[1] < highs[2]


def test_there_is_no_interval_where_nothing_says_how_documents_differ() -> None:
    texts = {
        "a": "even even lone lone x x x x", "b": "even even rare y x x x x", "c": "even even rare z x x x x",
    }  # fmt: skip
    table = dispersion(Corpus.from_texts(texts), 1)
    for term, why in (
        ("lone", "in_one_document"),
        ("even", "perfectly_even"),
    ):
        found = measured(table, term)
        assert found.loc[list(DISPERSIONS), "low"].isna().all()
        assert set(found.loc[list(DISPERSIONS), "interval"]) == {why}
        assert found.loc["range", ["low", "high"]].notna().all()
    assert measured(table, "rare")["low"].notna().all()
    two = measured(
        dispersion(Corpus.from_texts({"a": "peace peace", "b": "peace war"}), 1)
    )
    assert set(two.loc[list(DISPERSIONS), "interval"]) == {"two_documents"}
    assert two.loc["dp", "score"] == pytest.approx(1 / 6)


def test_intervals_can_be_left_out(seeds: Path) -> None:
    corpus = read(seeds)
    first, second = (
        dispersion(corpus, "chinese-diplomacy", interval=how)
        for how in ("documents", "none")
    )  # type: ignore[arg-type]
    of_interval = ("low", "high", "interval", "interval_unit", "confidence_level")
    same = [name for name in first.columns if name not in of_interval]
    pd.testing.assert_frame_equal(first[same], second[same])
    assert second[["low", "high"]].isna().all(axis=None)
    assert set(second.loc[second["kind"] == "measure", "interval"]) == {"not_asked_for"}


@pytest.mark.parametrize(
    ("v", "sizes"),
    [
        ([1, 2], [10, 0]),
        ([1, 2, 3], [10, 10]),
        ([1, 2], [[10, 10]]),
        ([-1, 2, 3], [9, 9, 9]),
    ],
)
def test_counts_that_cannot_be_are_refused(v: list[int], sizes: list[int]) -> None:
    with pytest.raises(OptionError):
        dispersion_interval("dp", v, sizes)


def test_a_measure_that_is_none_and_too_few_documents_are_told() -> None:
    with pytest.raises(OptionError, match="measure='gini'"):
        dispersion_interval("gini", *GRIES)
    with pytest.raises(OptionError, match="2 documents came"):
        leave_one_out_scores("dp", [1, 2], [10, 10])
    assert np.isnan(dispersion_interval("dp", [1, 2], [10, 10])).all()


# Groups, terms, rows --------------------------------------------------------------------------------------------------

SMALL = {
    "a": "peace and trade and peace",
    "b": "peace for all",
    "c": "war and war",
    "d": "trade, and war, and trade, and peace",
    "e": "",
}


@pytest.fixture(scope="module")
def small() -> Corpus:
    return made(SMALL, side=["x", "x", "y", "y", "y"])


def test_counts_add_up_and_rows_stand_in_order(small: Corpus) -> None:
    table = dispersion(small, 1, by="side")
    whole = dispersion(small, 1)
    assert whole["term"].drop_duplicates().tolist() == [
        "and",
        "peace",
        "trade",
        "war",
    ], "by count, then by name"
    assert table["term"].drop_duplicates().tolist() == ["and", "peace", "trade", "war"]
    place = {"and": 0, "peace": 1, "trade": 2, "war": 3}
    keys = [
        (
            place[term],
            group,
            kind == "document",
            NAMES.index(measure) if measure else doc,
        )
        for term, group, kind, measure, doc in zip(
            *(table[name] for name in ("term", "group", "kind", "measure", "doc")),
            strict=True,
        )
    ]
    assert keys == sorted(keys)
    for term in place:
        parts = [
            (measured(table, term, group), documents(table, term, group))
            for group in ("x", "y")
        ]
        for found, own in parts:
            assert own["count"].sum() == found["count"].iloc[0]
            assert len(own) == found["documents"].iloc[0]
            assert (own["count"] > 0).all()
            assert own["rate"].tolist() == pytest.approx(
                (1000 * own["count"] / own["words"]).tolist()
            )
        both = measured(whole, term)
        for name in ("count", "words", "documents", "of_documents"):
            assert sum(found[name].iloc[0] for found, _ in parts) == both[name].iloc[0]


def test_documents_without_words_are_no_parts(small: Corpus) -> None:
    without = made({name: text for name, text in SMALL.items() if text})
    pd.testing.assert_frame_equal(dispersion(small, 1), dispersion(without, 1))
    assert set(dispersion(small, 1)["of_documents"]) == {4}


def test_a_term_that_a_group_lacks(small: Corpus) -> None:
    found = measured(dispersion(small, 1, by="side"), "war", "x")
    assert set(found["count"]) == set(found["documents"]) == {0}
    assert set(found["words"]) == {8}
    assert set(found["rate"]) == {0.0}
    assert found[["score", "low", "high", "least", "most"]].isna().all(axis=None)
    assert set(found["interval"]) == {"absent"}
    assert set(found["note"]) == {""}


def test_one_document_has_no_dispersion(small: Corpus) -> None:
    table = dispersion(small, 1, by="doc")
    found = measured(table, "peace", "a")
    assert set(found["count"]) == {2}
    assert found[["score", "low", "high", "least", "most"]].isna().all(axis=None)
    assert set(found["interval"]) == {"one_document"}
    assert set(found["note"]) == {"one document has no dispersion"}
    empty = measured(table, "peace", "e")
    assert set(empty["words"]) == set(empty["of_documents"]) == {0}
    assert empty["rate"].isna().all()


def test_what_so_many_documents_can_show(small: Corpus) -> None:
    few, rare = "few scores are possible", "fewer occurrences than documents"
    assert set(measured(dispersion(small, 1), "trade")["note"]) == {
        "4 documents: few scores are possible, and the interval is wide; read the score between least and most; fewer "
        "occurrences than documents: it cannot be even; compare the score with most"
    }
    (note,) = set(measured(dispersion(small, 1), "and")["note"])
    assert few in note
    assert rare not in note
    many = dispersion(Corpus.from_texts(spelt([1] * 3 + [0] * 5, [9] * 8)), 1)
    (note,) = set(measured(many)["note"]) | set(documents(many)["note"])
    assert note.startswith(rare)
    assert set(
        measured(dispersion(Corpus.from_texts(spelt([1] * 8, [9] * 8)), 1))["note"]
    ) == {""}


def test_rare_terms_are_left_out_by_their_count_in_all_groups_together(
    small: Corpus,
) -> None:
    assert "war" in set(dispersion(small, 1, by="doc", min_count=3)["term"])
    assert set(dispersion(small, 1, min_count=5)["term"]) == {"and"}
    assert "all" in set(dispersion(small, 1, min_count=1)["term"])
    assert "all" not in set(dispersion(small, 1)["term"])


def test_phrases_and_formulas_in_their_order(small: Corpus) -> None:
    pairs = dispersion(small, 2)
    # A comma breaks no phrase; of equal counts the names decide.
    assert pairs["term"].drop_duplicates().tolist() == [
        "trade and",
        "and peace",
        "and trade",
        "and war",
        "war and",
    ]
    assert documents(pairs, "trade and")[["doc", "count"]].to_numpy().tolist() == [
        ["a", 1],
        ["d", 2],
    ]
    both = dispersion(small, (1, 2))["term"].drop_duplicates().tolist()
    assert both[:3] == ["and", "peace", "trade"]
    lexicon = Lexicon.read(
        {"war": "war", "trade": "trade", "peace": "peace", "never": "never"}
    )
    table = dispersion(small, lexicon)
    assert table["term"].drop_duplicates().tolist() == ["war", "trade", "peace"]
    words = dispersion(small, 1)
    for term in ("war", "trade", "peace"):
        first, second = (
            part[part["term"] == term].reset_index(drop=True) for part in (table, words)
        )
        first = first.drop(columns="family_label")
        second = second.drop(columns="family_label")
        pd.testing.assert_frame_equal(first, second)


def test_a_part_is_a_document_with_words_in_the_script_of_the_term() -> None:
    corpus = Corpus.from_texts(
        {"a": "peace 和平", "b": "peace and war", "c": "和平 和平", "d": "war 和"}
    )
    table = dispersion(corpus, 1)
    latin, han = measured(table, "peace"), measured(table, "和")
    assert (latin["words"].iloc[0], latin["of_documents"].iloc[0]) == (5, 3)
    assert (han["words"].iloc[0], han["of_documents"].iloc[0]) == (7, 3)
    assert latin.loc["dp", "score"] == pytest.approx(
        float(measures.dp([1, 1, 0], [1, 3, 1]))
    )
    assert documents(table, "和")["words"].tolist() == [2, 4, 1]


def test_masked_text_is_not_counted(small: Corpus) -> None:
    spans = pd.DataFrame(
        {
            "doc": ["a", "b"],
            "start": [0, 0],
            "end": [5, len(SMALL["b"])],
            "label": ["debris"] * 2,
        }
    )
    found = measured(dispersion(small.mask(spans), 1))
    assert set(found["count"]) == {2}
    assert set(found["words"]) == {14}
    assert set(found["of_documents"]) == {3}, (
        "a document that is masked whole has no words"
    )


def test_rates_are_per_so_many_words(small: Corpus) -> None:
    first, second = dispersion(small, 1), dispersion(small, 1, per=10)
    assert set(second["per"]) == {10}
    assert second["rate"].to_numpy() == pytest.approx(first["rate"].to_numpy() / 100)
    same = [name for name in first.columns if name not in ("rate", "per")]
    pd.testing.assert_frame_equal(first[same], second[same])


# The table ------------------------------------------------------------------------------------------------------------


def test_the_five_documents(seeds: Path) -> None:
    corpus = read(seeds)
    table = dispersion(corpus, "chinese-diplomacy")
    own = table[table["measure"] == "dp_egbert"]
    assert (own["score"].between(0, 1)).all()
    assert (own["note"].str.startswith("5 documents: few scores are possible")).all()
    assert tables.kind_of(table) == "dispersion"
    by_medium = dispersion(corpus, "chinese-diplomacy", by="medium")
    assert by_medium["group"].drop_duplicates().tolist() == [
        "automatic rewrite",
        "human",
        "machine translation",
    ]
    assert (
        by_medium["term"].drop_duplicates().tolist()
        == table["term"].drop_duplicates().tolist()
    )


def test_many_terms_are_measured_by_parts(
    seeds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus = read(seeds)
    whole = dispersion(corpus, 1, min_count=5)
    monkeypatch.setattr("discourse.contrast._dispersion._CELLS", 13)
    pd.testing.assert_frame_equal(dispersion(corpus, 1, min_count=5), whole)


def test_the_same_bytes_twice_and_from_a_file(seeds: Path, tmp_path: Path) -> None:
    first, second = (
        dispersion(read(seeds), "chinese-diplomacy", by="medium") for _ in range(2)
    )
    files = [
        tables.save(table, tmp_path / f"{n}.csv")
        for n, table in enumerate((first, second))
    ]
    assert files[0].read_bytes() == files[1].read_bytes()
    pd.testing.assert_frame_equal(tables.load(files[0], kind="dispersion"), first)


def test_nothing_found_has_all_columns(small: Corpus) -> None:
    nothing = (
        (Corpus.from_texts({}), 1),
        (Corpus.from_texts({"a": "", "b": ""}), 1),
        (small, "no such words"),
    )
    for corpus, of in nothing:
        table = dispersion(corpus, of)  # type: ignore[arg-type]
        assert tuple(table.columns) == tuple(tables.KINDS["dispersion"])
        assert not len(table)


def test_a_wrong_option_is_met_with_what_would_be_right(small: Corpus) -> None:
    for name in ("min_count", "per"):
        for value in (0, True, 2.5):
            with pytest.raises(
                OptionError, match=f"{name}={value!r}: a whole number from 1"
            ):
                dispersion(small, 1, **{name: value})  # type: ignore[arg-type]
    with pytest.raises(OptionError, match="interval='bootstrap'"):
        dispersion(small, 1, interval="bootstrap")  # type: ignore[arg-type]
    with pytest.raises(ColumnError, match="'medium' is no column"):
        dispersion(small, 1, by="medium")
    with pytest.raises(OptionError, match="of=None came"):
        dispersion(small, None)  # type: ignore[arg-type]
    with pytest.raises(OptionError, match="the first argument is a Corpus"):
        dispersion("seeds", 1)  # type: ignore[arg-type]


# Options --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("confidence_level", [0.8, 0.99])
def test_every_interval_is_of_the_level_asked_for(confidence_level: float) -> None:
    counts, sizes = (1, 2, 0, 4, 5), (9, 10, 10, 10, 11)
    corpus = Corpus.from_texts(spelt(counts, sizes))
    found = measured(dispersion(corpus, 1, confidence_level=confidence_level))
    for name in DISPERSIONS:
        ends = dispersion_interval(
            name, counts, sizes, confidence_level=confidence_level
        )
        own = found.loc[name, ["low", "high"]].tolist()
        assert own == pytest.approx([float(end) for end in ends], abs=1e-9), name
    share = measures.clopper_pearson(4, 5, confidence_level=confidence_level)
    own = found.loc["range", ["low", "high"]].tolist()
    assert own == pytest.approx([5 * float(end) for end in share])
    assert found.loc[list(DISPERSIONS), "confidence_level"].tolist() == [
        confidence_level
    ] * len(DISPERSIONS)
    assert found.loc["dp", "interval"] == "jackknife"
    assert found.loc["range", "interval"] == "clopper_pearson"


def test_what_is_taken_where_nothing_is_asked_for() -> None:
    corpus = Corpus.from_texts(spelt((1, 2, 0, 4, 5), (9, 10, 10, 10, 11)))
    table = dispersion(corpus, 1)
    pd.testing.assert_frame_equal(
        table,
        dispersion(
            corpus,
            1,
            min_count=2,
            per=1000,
            interval="documents",
            confidence_level=0.95,
        ),
    )
    assert set(table["per"]) == {1000}
    once = Corpus.from_texts({"a": "peace and law", "b": "and and"})
    assert set(dispersion(once, 1)["term"]) == {"and"}, "from 2 occurrences"


def test_a_refusal_says_what_to_write() -> None:
    corpus = Corpus.from_texts({"a": "peace", "b": "war"})
    for options, message in (
        ({"min_count": 0}, "min_count=0: a whole number from 1 was expected."),
        (
            {"per": 0},
            "per=0: a whole number from 1 was expected (words), such as 1000.",
        ),
        (
            {"interval": "words"},
            "interval='words' is not an option; expected one of 'documents', 'none'.",
        ),
    ):
        with pytest.raises(OptionError) as told:
            dispersion(corpus, 1, **options)  # type: ignore[arg-type]
        assert str(told.value) == message
