"""Diversity: values by hand and by the measures, what is averaged how, and what is too short."""

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

MEASURES = {
    "mattr", "msttr", "mtld", "hdd", "yule_k", "simpson_d", "herdan_vm", "maas", "dugast_u", "herdan_c", "summer_s",
    "root_ttr", "corrected_ttr", "ttr",
}  # fmt: skip


def scores(table: pd.DataFrame, group: str = "") -> dict[str, float]:
    part = table[table["group"] == group]
    return dict(zip(part["measure"], part["score"], strict=True))


def drawn(sizes: list[int], *, rng: int = 0) -> dict[str, str]:
    """Texts whose words follow Zipf's law."""
    chance = np.random.default_rng(rng)
    return {
        f"d{n}": " ".join(
            f"w{word}" for word in np.minimum(chance.zipf(1.3, size), 5000)
        )
        for n, size in enumerate(sizes)
    }


def test_ten_words_as_published() -> None:
    # Ten words, eight types: the vector of LexicalRichness's tests.
    corpus = Corpus.from_texts({"a": "one two three four two five six two seven eight"})
    found = scores(diversity(corpus, window=5))
    assert found["ttr"] == pytest.approx(0.8)
    assert found["yule_k"] == pytest.approx(600)
    assert found["mattr"] == pytest.approx(0.9, abs=0.04)
    assert found["mtld"] == pytest.approx(14.0)
    assert found["herdan_c"] == pytest.approx(0.90309, abs=1e-5)
    assert np.isnan(found["hdd"]), "42 words cannot be drawn from ten"


def test_every_measure_has_a_row_its_length_and_a_name_for_its_interval() -> None:
    corpus = Corpus.from_texts(drawn([300, 400]))
    table = diversity(corpus, by="doc")
    for name in ("d0", "d1"):
        part = table[table["group"] == name].set_index("measure")
        assert set(part.index) == MEASURES
        assert all(
            part.loc[measure, "shortest"] == DIVERSITY_MIN_WORDS[measure]
            for measure in MEASURES
        )
        assert (part["interval"] != "").all()
        assert (part["low"].isna() == part["interval"].str.startswith("none")).all()
        assert set(part["words"]) == {300 if name == "d0" else 400}
    assert table["measure"].tolist()[: len(STEADY_MEASURES)] == list(STEADY_MEASURES)
    assert tables.kind_of(table) == "diversity"


def test_one_document_is_what_the_measures_say() -> None:
    corpus = Corpus.from_texts(drawn([800]))
    ids = corpus.stream.ids
    counts = np.bincount(ids)
    found = scores(diversity(corpus))
    assert found["mattr"] == pytest.approx(measures.mattr(ids), abs=1e-10)
    assert found["msttr"] == pytest.approx(measures.msttr(ids), abs=1e-10)
    assert found["mtld"] == pytest.approx(measures.mtld(ids))
    assert found["hdd"] == pytest.approx(float(measures.hdd(counts)))
    assert found["yule_k"] == pytest.approx(float(measures.yule_k(counts)))
    assert found["maas"] == pytest.approx(
        float(measures.maas((counts > 0).sum(), len(ids)))
    )


def test_a_group_is_averaged_by_windows_and_no_window_crosses_documents() -> None:
    corpus = Corpus.from_texts(
        {"a": "x x x x", "b": "y z y z y z y z", "c": "long live peace"}
    )
    part = diversity(corpus, window=4).set_index("measure")
    # one window of 1 type, five of 2 types; "c" is too short
    assert part.loc["mattr", "score"] == pytest.approx((0.25 + 5 * 0.5) / 6)
    assert part.loc["msttr", "score"] == pytest.approx((0.25 + 2 * 0.5) / 3)
    assert part.loc["mattr", "documents"] == 2
    assert part.loc["mattr", "of_documents"] == 3
    assert (
        "1 of 3 documents left out: shorter than 4 words" in part.loc["mattr", "note"]
    )
    assert part.loc["mattr", "window"] == "4 words"
    assert part.loc["ttr", "score"] == pytest.approx(6 / 15), (
        "ratios are of all words together"
    )
    assert part.loc["ttr", "documents"] == 3


def test_mtld_of_a_group_is_words_over_stretches() -> None:
    corpus = Corpus.from_texts(drawn([200, 500, 300]))
    ids, bounds = corpus.stream.ids, corpus.stream.bounds
    own = [measures.mtld(ids[a:b]) for a, b in itertools.pairwise(bounds)]
    size = np.diff(bounds)
    part = diversity(corpus).set_index("measure")
    assert part.loc["mtld", "score"] == pytest.approx(size.sum() / (size / own).sum())
    assert min(own) <= part.loc["mtld", "score"] <= max(own)
    assert part.loc["hdd", "score"] == pytest.approx(
        sum(
            n * float(measures.hdd(np.bincount(ids[a:b])))
            for n, a, b in zip(size, bounds, bounds[1:])  # noqa: B905
        )
        / size.sum()
    )


def test_the_interval_is_the_linearised_one_over_documents() -> None:
    corpus = Corpus.from_texts(drawn([110, 150, 200, 120, 100]))
    ids, bounds = corpus.stream.ids, corpus.stream.bounds
    table = diversity(corpus).set_index("measure")
    for name, measure, weight in (
        ("mattr", measures.mattr, np.diff(bounds) - 49.0),
        ("mtld", measures.mtld, None),
    ):
        value = np.array([measure(ids[a:b]) for a, b in itertools.pairwise(bounds)])
        weight = np.diff(bounds) / value if weight is None else weight
        ratio, part = (value * weight).sum() / weight.sum(), weight / weight.sum()
        error = np.sqrt((part**2 * (value - ratio) ** 2 / (1 - part)).sum())
        reach = stats.t.ppf(0.975, 1 / (part**2).sum() - 1) * error
        found = table.loc[name]
        assert found["score"] == pytest.approx(ratio)
        if name == "mattr":
            odds = [end / (1 - end) for end in (found["low"], ratio, found["high"])]
            assert np.diff(np.log(odds)) == pytest.approx(reach / ratio / (1 - ratio))
        else:
            assert np.diff(
                np.log([found["low"], ratio, found["high"]])
            ) == pytest.approx(reach / ratio)
        scale = {"mattr": "logit", "mtld": "log"}[name]
        assert (
            found["interval"] == f"linearised, {scale} scale, t, over 5 documents 95%"
        )
        assert "5 documents: the interval is rough" in found["note"]


def test_documents_of_one_weight_have_the_plain_error_and_n_minus_one() -> None:
    value = np.array([0.71, 0.74, 0.78, 0.69])
    low, high = ratio_interval(100 * value, [100] * 4)
    reach = (
        stats.t.ppf(0.975, 3)
        * value.std(ddof=1)
        / 2
        / (value.mean() * (1 - value.mean()))
    )
    assert np.log(high / (1 - high)) - np.log(low / (1 - low)) == pytest.approx(
        2 * reach
    )


@given(
    st.lists(
        st.tuples(st.floats(0.001, 0.999), st.floats(0.1, 100)), min_size=3, max_size=12
    )
)
def test_an_interval_never_leaves_its_scale(texts: list[tuple[float, float]]) -> None:
    value, weight = np.array(texts).T
    for scale, most in (("logit", 1.0), ("log", np.inf)):
        low, high = ratio_interval(value * weight, weight, scale=scale)  # type: ignore[arg-type]
        ratio = (value * weight).sum() / weight.sum()
        assert (
            np.isnan(low) and np.ptp(value) < 1e-9
        ) or 0 <= low < ratio < high <= most


def test_what_an_interval_cannot_be_of() -> None:
    for above, below in (
        ([1.0, 2.0], [2.0, 3.0]),
        ([1.0, 2.0, 3.0], [2.0, 4.0, 6.0]),
        ([2, 3, 4], [2, 3, 4]),
    ):
        assert np.isnan(ratio_interval(above, below)).all()
    assert np.isnan(ratio_interval([1, 2, 0], [2, 3, 0])).all(), (
        "a text without weight is none"
    )
    for above, below, says in (
        ([1, 2], [1, 2, 3], "one value a text"),
        ([1, 2, 3], [1, -2, 3], "negative"),
    ):
        with pytest.raises(OptionError, match=says):
            ratio_interval(above, below)
    with pytest.raises(OptionError, match="logit"):
        ratio_interval([1, 2, 3], [4, 5, 7], scale="probit")  # type: ignore[arg-type]
    with pytest.raises(OptionError, match="window=0"):
        moving_average_interval([0.5] * 9, 0)
    with pytest.raises(OptionError, match="2 dimensions"):
        moving_average_interval([[0.5] * 9], 2)
    for above, below in (
        ([1, 2, 3, np.nan], [2, 3, 5, 4]),
        ([1, 2, 3, 1], [2, 3, 5, np.nan]),
    ):
        assert np.isnan(ratio_interval(above, below)).all(), (
            "what is unknown stays unknown"
        )


def test_no_interval_of_two_documents_and_of_none_that_differ() -> None:
    two = (
        diversity(Corpus.from_texts(drawn([300, 400])))
        .set_index("measure")
        .loc[list(STEADY_MEASURES)]
    )
    assert two[["low", "high"]].isna().all(axis=None)
    assert set(two["interval"]) == {
        "none: two texts know too little of how texts differ"
    }
    text = drawn([300])["d0"]
    same = (
        diversity(Corpus.from_texts(dict.fromkeys("abc", text)))
        .set_index("measure")
        .loc[list(STEADY_MEASURES)]
    )
    assert same[["low", "high"]].isna().all(axis=None)
    assert set(same["interval"]) == {"none: the documents do not differ"}
    new = " ".join(f"w{n}" for n in range(90))
    richest = diversity(Corpus.from_texts(dict.fromkeys("abc", new))).set_index(
        "measure"
    )
    assert richest.loc["mattr", "score"] == 1.0
    assert richest.loc["mattr", "interval"] == "none: at the end of the scale"


def test_one_document_is_divided_into_blocks_or_its_paragraphs() -> None:
    texts = list(drawn([40, 60, 80, 30], rng=4).values())
    corpus = Corpus.from_texts({"a": "\n".join(texts)}, paragraphs="line")
    part = diversity(corpus, window=20).set_index("measure")
    assert (
        part.loc["mattr", "interval"]
        == "batch means, logit scale, t, over 9 blocks 95%"
    )
    assert (
        part.loc["msttr", "interval"]
        == "linearised, logit scale, t, over 4 paragraphs 95%"
    )
    assert part.loc["msttr", "note"] == "4 paragraphs: the interval is rough"
    for measure in ("mattr", "msttr"):
        assert (
            part.loc[measure, "low"]
            < part.loc[measure, "score"]
            < part.loc[measure, "high"]
        )
        assert part.loc[measure, "documents"] == 1
    assert part.loc["mattr", "score"] == pytest.approx(
        measures.mattr(corpus.stream.ids, window=20), abs=1e-10
    )
    assert part.loc["mtld", "interval"] == "none: one document"
    assert np.isnan(part.loc["mtld", "low"])
    whole = diversity(Corpus.from_texts({"a": " ".join(texts)}), window=20).set_index(
        "measure"
    )
    assert whole.loc["mattr", "low"] == part.loc["mattr", "low"], (
        "blocks do not ask for paragraphs"
    )
    assert (
        whole.loc["msttr", "interval"]
        == "none: segments begin in fewer than three paragraphs"
    )


def test_the_interval_along_a_text_is_that_of_batch_means_mended_for_the_words_they_share() -> (
    None
):
    values = np.random.default_rng(2).random(103)
    low, high, blocks = moving_average_interval(values, 10)
    assert blocks == 10
    parts = [values[103 * n // 10 : 103 * (n + 1) // 10] for n in range(10)]
    scatter = sum((part.sum() - len(part) * values.mean()) ** 2 for part in parts)
    # Variances of sums of windows that agree as the words they share: of all, and of one block of 10.3.
    whole = 103 * 10 - (100 - 1) / 3
    between = 10 / 9 * (10 * (10.3 * 10 - 33) - whole / 10)
    error = np.sqrt(10 / 9 * scatter * whole / between) / 103
    reach = stats.t.ppf(0.975, 9) * error / (values.mean() * (1 - values.mean()))
    assert np.log(high / (1 - high)) - np.log(low / (1 - low)) == pytest.approx(
        2 * reach
    )
    assert moving_average_interval(values, 2)[2] == 20, "no more than twenty"
    assert np.isnan(moving_average_interval(values[:29], 10)[:2]).all()
    assert not np.isnan(moving_average_interval(values[:30], 10)[:2]).any()


@pytest.mark.parametrize("length", [199, 600])
def test_the_interval_along_a_text_holds_the_truth_as_often_as_it_says(
    length: int,
) -> None:
    chance = np.random.default_rng(5)
    share = 1 / np.arange(1, 3001)
    share /= share.sum()
    truth = (1 - (1 - share) ** 50).sum() / 50  # of words drawn singly
    held = 0
    for _ in range(2000):
        low, high, _ = moving_average_interval(
            _types_in_windows(chance.choice(3000, length, p=share), 50) / 50, 50
        )
        held += low <= truth <= high
    assert 0.935 < held / 2000 < 0.965, "within three standard errors of 95 in 100"


@given(st.lists(st.sampled_from("abcde"), min_size=1, max_size=60), st.integers(1, 12))
def test_windows_of_one_document_are_those_of_mattr(
    letters: list[str], window: int
) -> None:
    corpus = Corpus.from_texts({"a": " ".join(letters)})
    found = scores(diversity(corpus, window=window))
    for name, measure in (("mattr", measures.mattr), ("msttr", measures.msttr)):
        expected = measure(corpus.stream.ids, window=window)
        assert found[name] == pytest.approx(expected, abs=1e-10, nan_ok=True)
    assert 0 < found["ttr"] <= 1


def test_what_is_too_short_says_so() -> None:
    table = diversity(Corpus.from_texts({"a": "peace and war"})).set_index("measure")
    assert np.isnan(table.loc["mattr", "score"])
    assert table.loc["mattr", "note"] == "meant for 50 words or more"
    assert set(table.loc[list(STEADY_MEASURES[:2]), "interval"]) == {"none: too short"}
    longer = diversity(Corpus.from_texts(drawn([198, 199])), by="doc").set_index(
        ["group", "measure"]
    )
    assert (
        longer.loc[("d0", "mattr"), "interval"]
        == "none: one document, shorter than 199 words"
    )
    assert (
        longer.loc[("d1", "mattr"), "interval"]
        == "batch means, logit scale, t, over 3 blocks 95%"
    )
    assert table.loc["yule_k", "note"] == "meant for 1,000 words or more"
    assert table.loc["maas", "note"].startswith(
        "meant for 100 words or more; moves with length"
    )
    assert (
        table.loc["ttr", "note"]
        == "moves with length: compare texts of one length only"
    )
    long = diversity(Corpus.from_texts(drawn([1200]))).set_index("measure")
    assert long.loc["yule_k", "note"] == ""


def test_groups_of_the_five_documents(seeds: Path) -> None:
    corpus = read(seeds)
    table = diversity(corpus, by="medium")
    assert table["group"].drop_duplicates().tolist() == [
        "automatic rewrite",
        "human",
        "machine translation",
    ]
    assert len(table) == 3 * len(MEASURES)
    assert (
        table.loc[table["measure"].isin(["mattr", "mtld", "hdd"]), "score"]
        .notna()
        .all()
    )
    found = pd.concat([table, diversity(corpus), diversity(corpus, by="doc")]).dropna(
        subset=["low"]
    )
    assert len(found) > 12
    assert ((found["low"] < found["score"]) & (found["score"] < found["high"])).all()
    assert (found["low"] > 0).all()
    assert (found.loc[found["measure"] != "mtld", "high"] < 1).all()
    richest = scores(table, "human")
    assert 0.6 < richest["mattr"] < 0.95


def test_empty_texts_and_corpora() -> None:
    assert tuple(diversity(Corpus.from_texts({})).columns) == tuple(
        tables.KINDS["diversity"]
    )
    table = diversity(Corpus.from_texts({"a": "", "b": "peace"}), by="doc")
    assert table.loc[table["group"] == "a", "score"].isna().all()
    assert set(table.loc[table["group"] == "a", "words"]) == {0}


def test_the_same_bytes_twice_and_from_a_file(seeds: Path, tmp_path: Path) -> None:
    files = [
        tables.save(diversity(read(seeds), by="doc"), tmp_path / f"{n}.csv")
        for n in range(2)
    ]
    assert files[0].read_bytes() == files[1].read_bytes()
    pd.testing.assert_frame_equal(
        tables.load(files[0], kind="diversity"), diversity(read(seeds), by="doc")
    )


def test_a_wrong_option_is_met_with_what_would_be_right() -> None:
    corpus = Corpus.from_texts({"a": "peace"})
    for window in (0, True, 2.5, 10**30):
        with pytest.raises(
            OptionError,
            match=r"a whole number from 1 .*was expected: words of a stretch",
        ):
            diversity(corpus, window=window)  # type: ignore[arg-type]
    with pytest.raises(ColumnError, match="'side' is no column"):
        diversity(corpus, by="side")
