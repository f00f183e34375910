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
from discourse.measures import SHORTEST
from discourse.reading import read
from discourse.richness import STEADY, diversity

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
        f"d{n}": " ".join(f"w{word}" for word in np.minimum(chance.zipf(1.3, size), 5000))
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
        assert all(part.loc[measure, "shortest"] == SHORTEST[measure] for measure in MEASURES)
        assert (part["interval"] != "").all()
        assert (part["low"].isna() == part["interval"].str.startswith("none")).all()
        assert set(part["words"]) == {300 if name == "d0" else 400}
    assert table["measure"].tolist()[: len(STEADY)] == list(STEADY)
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
    assert found["maas"] == pytest.approx(float(measures.maas((counts > 0).sum(), len(ids))))


def test_a_group_is_averaged_by_windows_and_no_window_crosses_documents() -> None:
    corpus = Corpus.from_texts({"a": "x x x x", "b": "y z y z y z y z", "c": "long live peace"})
    part = diversity(corpus, window=4).set_index("measure")
    # one window of 1 type, five of 2 types; "c" is too short
    assert part.loc["mattr", "score"] == pytest.approx((0.25 + 5 * 0.5) / 6)
    assert part.loc["msttr", "score"] == pytest.approx((0.25 + 2 * 0.5) / 3)
    assert part.loc["mattr", "documents"] == 2
    assert part.loc["mattr", "of_documents"] == 3
    assert "1 of 3 documents left out: shorter than 4 words" in part.loc["mattr", "note"]
    assert part.loc["mattr", "window"] == "4 words"
    assert part.loc["ttr", "score"] == pytest.approx(6 / 15), "ratios are of all words together"
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
        sum(n * float(measures.hdd(np.bincount(ids[a:b]))) for n, a, b in zip(size, bounds, bounds[1:])) / size.sum()  # noqa: B905
    )


def test_the_interval_is_the_linearised_one_over_documents() -> None:
    corpus = Corpus.from_texts(drawn([100, 150, 200, 120, 90]))
    ids, bounds = corpus.stream.ids, corpus.stream.bounds
    value = np.array([measures.mattr(ids[a:b]) for a, b in itertools.pairwise(bounds)])
    weight = np.diff(bounds) - 49.0
    ratio = (value * weight).sum() / weight.sum()
    error = np.sqrt(5 / 4 * (((value - ratio) * weight) ** 2).sum()) / weight.sum()
    found = diversity(corpus).set_index("measure").loc["mattr"]
    assert found["low"] == pytest.approx(ratio - stats.t.ppf(0.975, 4) * error)
    assert found["high"] == pytest.approx(ratio + stats.t.ppf(0.975, 4) * error)
    assert found["interval"] == "linearised, t, over 5 documents 95%"
    assert "5 documents: the interval is rough" in found["note"]


def test_one_document_is_divided_into_its_paragraphs() -> None:
    texts = list(drawn([40, 60, 80, 30], rng=4).values())
    corpus = Corpus.from_texts({"a": "\n".join(texts)}, paragraphs="line")
    part = diversity(corpus, window=20).set_index("measure")
    assert part.loc["mattr", "interval"] == "linearised, t, over 4 paragraphs 95%"
    assert part.loc["mattr", "low"] < part.loc["mattr", "score"] < part.loc["mattr", "high"]
    assert part.loc["mattr", "documents"] == 1
    assert part.loc["mattr", "score"] == pytest.approx(measures.mattr(corpus.stream.ids, window=20), abs=1e-10)
    assert part.loc["mtld", "interval"] == "none: one document"
    assert np.isnan(part.loc["mtld", "low"])


@given(st.lists(st.sampled_from("abcde"), min_size=1, max_size=60), st.integers(1, 12))
def test_windows_of_one_document_are_those_of_mattr(letters: list[str], window: int) -> None:
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
    assert table.loc["mattr", "interval"] == "none: one document"
    assert table.loc["yule_k", "note"] == "meant for 1,000 words or more"
    assert table.loc["maas", "note"].startswith("meant for 100 words or more; moves with length")
    assert table.loc["ttr", "note"] == "moves with length: compare texts of one length only"
    long = diversity(Corpus.from_texts(drawn([1200]))).set_index("measure")
    assert long.loc["yule_k", "note"] == ""


def test_groups_of_the_five_documents(seeds: Path) -> None:
    corpus = read(seeds)
    table = diversity(corpus, by="medium")
    assert table["group"].drop_duplicates().tolist() == ["automatic rewrite", "human", "machine translation"]
    assert len(table) == 3 * len(MEASURES)
    assert table.loc[table["measure"].isin(["mattr", "mtld", "hdd"]), "score"].notna().all()
    found = table[table["score"].notna() & table["low"].notna()]
    assert ((found["low"] <= found["score"]) & (found["score"] <= found["high"])).all()
    richest = scores(table, "human")
    assert 0.6 < richest["mattr"] < 0.95


def test_empty_texts_and_corpora() -> None:
    assert tuple(diversity(Corpus.from_texts({})).columns) == tables.KINDS["diversity"]
    table = diversity(Corpus.from_texts({"a": "", "b": "peace"}), by="doc")
    assert table.loc[table["group"] == "a", "score"].isna().all()
    assert set(table.loc[table["group"] == "a", "words"]) == {0}


def test_the_same_bytes_twice_and_from_a_file(seeds: Path, tmp_path: Path) -> None:
    files = [tables.save(diversity(read(seeds), by="doc"), tmp_path / f"{n}.csv") for n in range(2)]
    assert files[0].read_bytes() == files[1].read_bytes()
    pd.testing.assert_frame_equal(tables.load(files[0], kind="diversity"), diversity(read(seeds), by="doc"))


def test_a_wrong_option_is_met_with_what_would_be_right() -> None:
    corpus = Corpus.from_texts({"a": "peace"})
    for window in (0, True, 2.5):
        with pytest.raises(OptionError, match="words of a stretch, from 1"):
            diversity(corpus, window=window)  # type: ignore[arg-type]
    with pytest.raises(ColumnError, match="'side' is no column"):
        diversity(corpus, by="side")
