"""Diversity: scores by hand, means over documents, intervals, and texts too short."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from discourse import measures, tables
from discourse.corpus import Corpus
from discourse.errors import ColumnError, OptionError
from discourse.lexical_diversity import STEADY_MEASURES, _types_in_windows, diversity
from discourse.measures import DIVERSITY_MIN_WORDS
from discourse.measures.ratio_intervals import moving_average_interval, ratio_interval
from discourse.reading import read
from discourse.registries import NO_INTERVAL_REASONS

MEASURES = {
    "mattr", "msttr", "mtld", "hdd", "yule_k", "simpson_d", "herdan_vm", "maas", "dugast_u", "herdan_c", "summer_s",
    "root_ttr", "corrected_ttr", "ttr",
}  # fmt: skip


def scores(table: pd.DataFrame, group: str = "") -> dict[str, float]:
    """Return the score of each measure in one group."""
    rows = table[table["group"] == group]
    return dict(zip(rows["measure"], rows["score"], strict=True))


def by_measure(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table of one group with the measures as its index."""
    return table.set_index("measure")


def logit(share: float) -> float:
    return float(np.log(share / (1 - share)))


def zipf_texts(sizes: list[int], *, rng: int = 0) -> dict[str, str]:
    """Return texts of so many words, which follow Zipf's law."""
    generator = np.random.default_rng(rng)
    texts = {}
    for number, size in enumerate(sizes):
        ranks = np.minimum(generator.zipf(1.3, size), 5000)
        texts[f"d{number}"] = " ".join(f"w{rank}" for rank in ranks)
    return texts


def test_ten_words_as_published() -> None:
    # Ten words, eight types: the vector of LexicalRichness's tests.
    corpus = Corpus.from_texts({"a": "one two three four two five six two seven eight"})
    score = scores(diversity(corpus, window=5))
    assert score["ttr"] == pytest.approx(0.8)
    assert score["yule_k"] == pytest.approx(600)
    assert score["mattr"] == pytest.approx(0.9, abs=0.04)
    assert score["mtld"] == pytest.approx(14.0)
    assert score["herdan_c"] == pytest.approx(0.90309, abs=1e-5)
    assert np.isnan(score["hdd"]), "42 words cannot be drawn from ten"


def test_every_measure_has_a_row_its_length_and_a_name_for_its_interval() -> None:
    corpus = Corpus.from_texts(zipf_texts([300, 400]))
    table = diversity(corpus, by="doc")
    for name, words in (("d0", 300), ("d1", 400)):
        rows = by_measure(table[table["group"] == name])
        assert set(rows.index) == MEASURES
        for measure in MEASURES:
            assert rows.loc[measure, "shortest"] == DIVERSITY_MIN_WORDS[measure]
        assert (rows["interval"] != "").all()
        has_no_interval = rows["interval"].isin(list(NO_INTERVAL_REASONS))
        assert (rows["low"].isna() == has_no_interval).all()
        assert set(rows["words"]) == {words}
    assert table["measure"].tolist()[: len(STEADY_MEASURES)] == list(STEADY_MEASURES)
    assert tables.kind_of(table) == "diversity"


def test_the_scores_of_one_document_are_those_of_the_measures() -> None:
    corpus = Corpus.from_texts(zipf_texts([800]))
    ids = corpus.stream.ids
    counts = np.bincount(ids)
    types = (counts > 0).sum()
    score = scores(diversity(corpus))
    assert score["mattr"] == pytest.approx(measures.mattr(ids), abs=1e-10)
    assert score["msttr"] == pytest.approx(measures.msttr(ids), abs=1e-10)
    assert score["mtld"] == pytest.approx(measures.mtld(ids))
    assert score["hdd"] == pytest.approx(float(measures.hdd(counts)))
    assert score["yule_k"] == pytest.approx(float(measures.yule_k(counts)))
    assert score["maas"] == pytest.approx(float(measures.maas(types, len(ids))))


def test_a_group_is_averaged_by_windows_and_no_window_crosses_documents() -> None:
    corpus = Corpus.from_texts(
        {"a": "x x x x", "b": "y z y z y z y z", "c": "long live peace"}
    )
    rows = by_measure(diversity(corpus, window=4))
    # One window has 1 type, five have 2 types. Document "c" is too short.
    assert rows.loc["mattr", "score"] == pytest.approx((0.25 + 5 * 0.5) / 6)
    assert rows.loc["msttr", "score"] == pytest.approx((0.25 + 2 * 0.5) / 3)
    assert rows.loc["mattr", "documents"] == 2
    assert rows.loc["mattr", "of_documents"] == 3
    left_out = "1 of 3 documents left out: shorter than 4 words"
    assert left_out in rows.loc["mattr", "note"]
    assert rows.loc["mattr", "window"] == "4 words"
    # The type-token ratio is that of all words together.
    assert rows.loc["ttr", "score"] == pytest.approx(6 / 15)
    assert rows.loc["ttr", "documents"] == 3


def test_mtld_of_a_group_is_words_over_stretches() -> None:
    corpus = Corpus.from_texts(zipf_texts([200, 500, 300]))
    ids, bounds = corpus.stream.ids, corpus.stream.bounds
    words = np.diff(bounds)
    documents = [ids[low:high] for low, high in itertools.pairwise(bounds)]
    mtld = [measures.mtld(document) for document in documents]
    hdd = [float(measures.hdd(np.bincount(document))) for document in documents]
    score = scores(diversity(corpus))
    assert score["mtld"] == pytest.approx(words.sum() / (words / mtld).sum())
    assert min(mtld) <= score["mtld"] <= max(mtld)
    assert score["hdd"] == pytest.approx((words * hdd).sum() / words.sum())


def test_the_interval_is_the_linearised_one_over_documents() -> None:
    corpus = Corpus.from_texts(zipf_texts([110, 150, 200, 120, 100]))
    ids, bounds = corpus.stream.ids, corpus.stream.bounds
    documents = [ids[low:high] for low, high in itertools.pairwise(bounds)]
    words = np.diff(bounds)
    table = by_measure(diversity(corpus))
    for name, measure, scale in (
        ("mattr", measures.mattr, "logit"),
        ("mtld", measures.mtld, "log"),
    ):
        value = np.array([measure(document) for document in documents])
        weight = words - 49.0 if name == "mattr" else words / value
        ratio = (value * weight).sum() / weight.sum()
        share = weight / weight.sum()
        error = np.sqrt((share**2 * (value - ratio) ** 2 / (1 - share)).sum())
        degrees_of_freedom = 1 / (share**2).sum() - 1
        half_width = stats.t.ppf(0.975, degrees_of_freedom) * error
        row = table.loc[name]
        assert row["score"] == pytest.approx(ratio)
        ends = (row["low"], ratio, row["high"])
        if scale == "logit":
            distances = np.diff([logit(end) for end in ends])
            assert distances == pytest.approx(half_width / ratio / (1 - ratio))
        else:
            distances = np.diff(np.log(ends))
            assert distances == pytest.approx(half_width / ratio)
        assert row["interval"] == f"linearised_{scale}"
        assert row["interval_unit"] == "documents"
        assert row["units"] == 5
        assert row["confidence_level"] == 0.95
        assert "5 documents: the interval is rough" in row["note"]


def test_documents_of_one_weight_have_the_plain_error_and_n_minus_one() -> None:
    value = np.array([0.71, 0.74, 0.78, 0.69])
    low, high = ratio_interval(100 * value, [100] * 4)
    mean = value.mean()
    standard_error = value.std(ddof=1) / np.sqrt(4)
    half_width = stats.t.ppf(0.975, 3) * standard_error / (mean * (1 - mean))
    assert logit(high) - logit(low) == pytest.approx(2 * half_width)


@given(
    st.lists(
        st.tuples(st.floats(0.001, 0.999), st.floats(0.1, 100)), min_size=3, max_size=12
    )
)
def test_an_interval_never_leaves_its_scale(texts: list[tuple[float, float]]) -> None:
    value, weight = np.array(texts).T
    ratio = (value * weight).sum() / weight.sum()
    for scale, end_of_scale in (("logit", 1.0), ("log", np.inf)):
        low, high = ratio_interval(value * weight, weight, scale=scale)  # type: ignore[arg-type]
        if np.isnan(low):
            assert np.ptp(value) < 1e-9
        else:
            assert 0 <= low < ratio < high <= end_of_scale


def test_too_few_or_equal_units_have_no_interval() -> None:
    for numerators, denominators in (
        ([1.0, 2.0], [2.0, 3.0]),
        ([1.0, 2.0, 3.0], [2.0, 4.0, 6.0]),
        ([2, 3, 4], [2, 3, 4]),
    ):
        assert np.isnan(ratio_interval(numerators, denominators)).all()
    without_weight = ratio_interval([1, 2, 0], [2, 3, 0])
    assert np.isnan(without_weight).all(), "a text without weight does not count"
    for numerators, denominators in (
        ([1, 2, 3, np.nan], [2, 3, 5, 4]),
        ([1, 2, 3, 1], [2, 3, 5, np.nan]),
    ):
        unknown = ratio_interval(numerators, denominators)
        assert np.isnan(unknown).all(), "an unknown value stays unknown"


def test_arguments_of_intervals_are_checked() -> None:
    for numerators, denominators, message in (
        ([1, 2], [1, 2, 3], "one value for each text"),
        ([1, 2, 3], [1, -2, 3], "negative"),
    ):
        with pytest.raises(OptionError, match=message):
            ratio_interval(numerators, denominators)
    with pytest.raises(OptionError, match="logit"):
        ratio_interval([1, 2, 3], [4, 5, 7], scale="probit")  # type: ignore[arg-type]
    with pytest.raises(OptionError, match="window=0"):
        moving_average_interval([0.5] * 9, 0)
    with pytest.raises(OptionError, match="2 dimensions"):
        moving_average_interval([[0.5] * 9], 2)


def test_two_documents_and_equal_documents_have_no_interval() -> None:
    def steady_rows(texts: dict[str, str]) -> pd.DataFrame:
        table = by_measure(diversity(Corpus.from_texts(texts)))
        return table.loc[list(STEADY_MEASURES)]

    two = steady_rows(zipf_texts([300, 400]))
    assert two[["low", "high"]].isna().all(axis=None)
    assert set(two["interval"]) == {"two_texts"}
    text = zipf_texts([300])["d0"]
    same = steady_rows(dict.fromkeys("abc", text))
    assert same[["low", "high"]].isna().all(axis=None)
    assert set(same["interval"]) == {"do_not_differ"}
    different_words = " ".join(f"w{number}" for number in range(90))
    richest = steady_rows(dict.fromkeys("abc", different_words))
    assert richest.loc["mattr", "score"] == 1.0
    assert richest.loc["mattr", "interval"] == "at_end_of_scale"


def test_one_document_is_divided_into_blocks_or_its_paragraphs() -> None:
    texts = list(zipf_texts([40, 60, 80, 30], rng=4).values())
    corpus = Corpus.from_texts({"a": "\n".join(texts)}, paragraphs="line")
    rows = by_measure(diversity(corpus, window=20))
    mattr, msttr = rows.loc["mattr"], rows.loc["msttr"]
    assert mattr["interval"] == "batch_means"
    assert (mattr["units"], mattr["interval_unit"]) == (9, "blocks")
    assert msttr["interval"] == "linearised_logit"
    assert (msttr["units"], msttr["interval_unit"]) == (4, "paragraphs")
    assert msttr["note"] == "4 paragraphs: the interval is rough"
    for row in (mattr, msttr):
        assert row["low"] < row["score"] < row["high"]
        assert row["documents"] == 1
    expected = measures.mattr(corpus.stream.ids, window=20)
    assert mattr["score"] == pytest.approx(expected, abs=1e-10)
    assert rows.loc["mtld", "interval"] == "one_document"
    assert np.isnan(rows.loc["mtld", "low"])

    one_paragraph = Corpus.from_texts({"a": " ".join(texts)})
    rows = by_measure(diversity(one_paragraph, window=20))
    assert rows.loc["mattr", "low"] == mattr["low"], "blocks ignore paragraphs"
    assert rows.loc["msttr", "interval"] == "few_paragraphs"


def test_the_interval_of_windows_is_that_of_batch_means_with_shared_words() -> None:
    values = np.random.default_rng(2).random(103)
    low, high, blocks = moving_average_interval(values, 10)
    assert blocks == 10
    parts = [values[103 * n // 10 : 103 * (n + 1) // 10] for n in range(10)]
    mean = values.mean()
    scatter = sum((part.sum() - len(part) * mean) ** 2 for part in parts)
    # Variances of sums of windows that agree as far as they share words: of all windows,
    # and of one block of 10.3 windows.
    variance_of_all = 103 * 10 - (100 - 1) / 3
    variance_of_block = 10.3 * 10 - (100 - 1) / 3
    variance_between = 10 / 9 * (10 * variance_of_block - variance_of_all / 10)
    error = np.sqrt(10 / 9 * scatter * variance_of_all / variance_between) / 103
    half_width = stats.t.ppf(0.975, 9) * error / (mean * (1 - mean))
    assert logit(high) - logit(low) == pytest.approx(2 * half_width)
    assert moving_average_interval(values, 2)[2] == 20, "at most twenty blocks"
    assert np.isnan(moving_average_interval(values[:29], 10)[:2]).all()
    assert not np.isnan(moving_average_interval(values[:30], 10)[:2]).any()


@pytest.mark.parametrize("length", [199, 600])
def test_the_interval_of_windows_covers_the_true_value_in_95_of_100_texts(
    length: int,
) -> None:
    generator = np.random.default_rng(5)
    share = 1 / np.arange(1, 3001)
    share /= share.sum()
    true_value = (1 - (1 - share) ** 50).sum() / 50  # of words drawn one by one
    covered = 0
    for _ in range(2000):
        ids = generator.choice(3000, length, p=share)
        shares_of_types = _types_in_windows(ids, 50) / 50
        low, high, _ = moving_average_interval(shares_of_types, 50)
        covered += low <= true_value <= high
    assert 0.935 < covered / 2000 < 0.965, "within three standard errors of 0.95"


@given(st.lists(st.sampled_from("abcde"), min_size=1, max_size=60), st.integers(1, 12))
def test_windows_of_one_document_are_those_of_mattr(
    letters: list[str], window: int
) -> None:
    corpus = Corpus.from_texts({"a": " ".join(letters)})
    score = scores(diversity(corpus, window=window))
    for name, measure in (("mattr", measures.mattr), ("msttr", measures.msttr)):
        expected = measure(corpus.stream.ids, window=window)
        assert score[name] == pytest.approx(expected, abs=1e-10, nan_ok=True)
    assert 0 < score["ttr"] <= 1


def test_texts_that_are_too_short_have_notes() -> None:
    rows = by_measure(diversity(Corpus.from_texts({"a": "peace and war"})))
    assert np.isnan(rows.loc["mattr", "score"])
    assert rows.loc["mattr", "note"] == "meant for 50 words or more"
    windowed = list(STEADY_MEASURES[:2])
    assert set(rows.loc[windowed, "interval"]) == {"too_short"}
    assert rows.loc["yule_k", "note"] == "meant for 1,000 words or more"
    assert rows.loc["maas", "note"].startswith(
        "meant for 100 words or more; moves with length"
    )
    expected = "moves with length: compare texts of one length only"
    assert rows.loc["ttr", "note"] == expected
    long_text = by_measure(diversity(Corpus.from_texts(zipf_texts([1200]))))
    assert long_text.loc["yule_k", "note"] == ""


def test_one_document_below_199_words_has_no_interval_of_windows() -> None:
    table = diversity(Corpus.from_texts(zipf_texts([198, 199])), by="doc")
    mattr = table[table["measure"] == "mattr"]
    assert mattr["interval"].tolist() == ["one_short_document", "batch_means"]
    assert mattr["units"].tolist() == [2, 3]
    assert mattr["interval_unit"].tolist() == ["blocks", "blocks"]


def test_groups_of_the_five_documents(seeds: Path) -> None:
    corpus = read(seeds)
    table = diversity(corpus, by="medium")
    assert table["group"].drop_duplicates().tolist() == [
        "automatic rewrite",
        "human",
        "machine translation",
    ]
    assert len(table) == 3 * len(MEASURES)
    is_steady = table["measure"].isin(["mattr", "mtld", "hdd"])
    assert table.loc[is_steady, "score"].notna().all()
    tables_of_seeds = [table, diversity(corpus), diversity(corpus, by="doc")]
    rows = pd.concat(tables_of_seeds).dropna(subset=["low"])
    assert len(rows) > 12
    assert (rows["low"] < rows["score"]).all()
    assert (rows["score"] < rows["high"]).all()
    assert (rows["low"] > 0).all()
    assert (rows.loc[rows["measure"] != "mtld", "high"] < 1).all()
    assert 0.6 < scores(table, "human")["mattr"] < 0.95


def test_empty_texts_and_corpora() -> None:
    columns = diversity(Corpus.from_texts({})).columns
    assert tuple(columns) == tuple(tables.KINDS["diversity"])
    table = diversity(Corpus.from_texts({"a": "", "b": "peace"}), by="doc")
    rows = table[table["group"] == "a"]
    assert rows["score"].isna().all()
    assert set(rows["words"]) == {0}


def test_the_same_bytes_twice_and_from_a_file(seeds: Path, tmp_path: Path) -> None:
    files = [
        tables.save(diversity(read(seeds), by="doc"), tmp_path / f"{number}.csv")
        for number in range(2)
    ]
    assert files[0].read_bytes() == files[1].read_bytes()
    loaded = tables.load(files[0], kind="diversity")
    pd.testing.assert_frame_equal(loaded, diversity(read(seeds), by="doc"))


def test_the_message_on_a_wrong_option_names_what_was_expected() -> None:
    corpus = Corpus.from_texts({"a": "peace"})
    expected = r"a whole number from 1 .*was expected: words of a stretch"
    for window in (0, True, 2.5, 10**30):
        with pytest.raises(OptionError, match=expected):
            diversity(corpus, window=window)  # type: ignore[arg-type]
    with pytest.raises(ColumnError, match="'side' is no column"):
        diversity(corpus, by="side")
