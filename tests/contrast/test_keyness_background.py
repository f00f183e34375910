"""Key words against a background: documents with the term are compared."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from keyness_corpora import corpus_with_sides
from scipy import stats

from discourse import plot, tables
from discourse.contrast import document_frequencies, keyness
from discourse.corpus import Corpus
from discourse.errors import ColumnError, EmptyCorpusError, OptionError
from discourse.lexicons import Lexicon
from discourse.measures import g2, holm
from discourse.reading import read

TEXTS = {
    "a1": "belt belt belt and the road",
    "a2": "the belt and the sea",
    "a3": "the sky, the sky, the sky",
    "b1": "the sea and the road",
    "b2": "",
}
PRESS = pd.DataFrame(
    {
        "term": ["the", "and", "belt", "road", "sea", "treaty"],
        "documents": [99, 90, 2, 30, 40, 50],
        "of_documents": 100,
    }
)


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return corpus_with_sides(TEXTS)


def exact_ends(count: int, of: int) -> tuple[float, float]:
    """Clopper and Pearson's interval, by SciPy."""
    ends = stats.binomtest(count, of).proportion_ci(0.95, method="exact")
    return float(ends.low), float(ends.high)


def mover_r(a: int, b: int, c: int, d: int) -> tuple[float, float]:
    """The interval as Donner and Zou write it, and its limits for b = 0."""
    p, q = a / c, b / d
    low_p, high_p = exact_ends(a, c)
    low_q, high_q = exact_ends(b, d)
    if b == 0:
        return np.log2(np.sqrt(low_p * (2 * p - low_p)) / high_q), np.inf
    low_root = np.sqrt(
        (p * q) ** 2 - low_p * high_q * (2 * p - low_p) * (2 * q - high_q)
    )
    high_root = np.sqrt(
        (p * q) ** 2 - high_p * low_q * (2 * p - high_p) * (2 * q - low_q)
    )
    low = (p * q - low_root) / (high_q * (2 * q - high_q))
    high = (p * q + high_root) / (low_q * (2 * q - low_q))
    return np.log2(low), np.log2(high)


def test_documents_with_the_term_are_compared(corpus: Corpus) -> None:
    table = keyness(
        corpus, by="side", target="a", background=PRESS, min_count=1
    ).set_index("term")
    # Documents of a (3 have words) and of the press (100) with each term.
    expected = {"and": (2, 90), "belt": (2, 2), "road": (1, 30), "sea": (1, 40)}
    expected |= {"sky": (1, 0), "the": (3, 99)}
    assert set(table.index) == set(expected)
    for term, (a, b) in expected.items():
        row = table.loc[term]
        assert (row["count_target"], row["count_reference"]) == (a, b)
        assert (row["documents_target"], row["documents_reference"]) == (a, b)
        assert (row["words_target"], row["words_reference"]) == (3, 100)
        assert (row["of_target"], row["of_reference"]) == (3, 100)
        ratio = np.log2((a / 3) / ((b or 0.5) / 100))
        assert row["log_ratio"] == pytest.approx(ratio, abs=1e-9)
        low, high = mover_r(a, b, 3, 100)
        assert (row["low"], row["high"]) == pytest.approx((low, high), abs=1e-9)
        score = g2(a, b, 3, 100, terms=4, signed=True)
        assert row["score"] == pytest.approx(score, abs=1e-9)
        fisher = stats.fisher_exact([[a, 3 - a], [b, 100 - b]]).pvalue
        assert row["p"] == pytest.approx(fisher, rel=1e-9)
    # "treaty", which a lacks, is a term that could have been listed.
    adjusted = holm([*table["p"], 1.0])[:-1]
    assert np.allclose(table["adjusted"], adjusted, rtol=1e-9)
    assert table.index[0] == "belt"
    settings = table[["test", "correction", "interval", "interval_unit"]]
    assert settings.drop_duplicates().iloc[0].tolist() == [
        "fisher_exact",
        "holm",
        "mover_r",
        "documents",
    ]
    assert set(table["reference"]) == set(table["background"]) == {"table"}
    assert set(table["background_documents"]) == {100}
    assert set(table["background_unknown"]) == {1}
    assert set(table["terms_compared"]) == {7}
    assert table["dispersion_reference"].isna().all()
    for note in table["note"]:
        assert "documents with the term are compared: a longer document" in note
        assert "1 of 6 terms not in the background" in note
    assert "absent from the reference" in table.loc["sky", "note"]


def test_the_floor_is_the_smallest_p_of_any_arrangement(corpus: Corpus) -> None:
    table = keyness(corpus, by="side", target="a", background=PRESS, min_count=1)
    for row in table.itertuples(index=False):
        with_term = row.count_target + row.count_reference
        smallest = 1.0
        for a in range(max(0, with_term - 100), min(3, with_term) + 1):
            b = with_term - a
            p = stats.fisher_exact([[a, 3 - a], [b, 100 - b]]).pvalue
            smallest = min(smallest, float(p))
        assert row.floor == pytest.approx(smallest, rel=1e-9)
    assert (table["floor"] <= table["p"]).all()


def test_min_count_refers_to_the_occurrences_in_the_target(corpus: Corpus) -> None:
    table = keyness(corpus, by="side", target="a", background=PRESS)
    assert set(table["term"]) == {"belt", "the", "sky"}
    assert set(table["min_count"]) == {3}
    # Terms left out are allowed for all the same: they might have been listed.
    assert set(table["terms_compared"]) == {7}
    assert set(table["background_unknown"]) == {1}


def test_the_whole_corpus_and_every_group_can_be_the_target(corpus: Corpus) -> None:
    whole = keyness(corpus, background=PRESS, min_count=1)
    assert set(whole["target"]) == {"all documents"}
    # b2 has no words.
    assert set(whole["of_target"]) == {4}
    groups = keyness(corpus, by="side", background=PRESS, min_count=1)
    assert groups["target"].drop_duplicates().tolist() == ["a", "b"]
    alone = keyness(corpus, by="side", target="b", background=PRESS, min_count=1)
    pd.testing.assert_frame_equal(
        groups[groups["target"] == "b"].reset_index(drop=True), alone
    )


def test_documents_without_a_value_are_a_group_of_their_own() -> None:
    texts = {"a": "the belt", "b": "the sea", "c": "the road"}
    side = pd.DataFrame({"doc": ["a", "b", "c"], "side": ["a", "b", None]})
    mixed = Corpus.from_texts(texts, side)
    table = keyness(mixed, by="side", background=PRESS, min_count=1)
    assert table["target"].unique().tolist() == ["(no value)", "a", "b"]
    for target in ("(no value)", ""):
        alone = keyness(mixed, by="side", target=target, background=PRESS, min_count=1)
        assert set(alone["target"]) == {"(no value)"}
    whole = keyness(mixed, background=PRESS, min_count=1)
    assert set(whole["target"]) == {"all documents"}


def test_terms_in_a_script_that_the_background_lacks_are_not_listed() -> None:
    mixed = Corpus.from_texts({"a": "the belt, пояс, путь", "b": "the road, пояс"})
    table = keyness(mixed, background=PRESS, min_count=1)
    assert set(table["term"]) == {"the", "belt", "road"}
    for note in table["note"]:
        assert "2 terms in a script the background lacks: not weighed" in note
    assert set(table["background_unknown"]) == {0}


def test_the_group_that_the_background_cannot_weigh_is_named() -> None:
    side = pd.DataFrame({"doc": ["a", "b"], "side": ["english", "russian"]})
    mixed = Corpus.from_texts({"a": "the belt", "b": "пояс и путь"}, side)
    with pytest.raises(
        OptionError, match=r"the target 'russian': .* has none of the 3"
    ):
        keyness(mixed, by="side", background=PRESS, min_count=1)


def test_a_background_may_have_very_many_documents(corpus: Corpus) -> None:
    few = keyness(corpus, background=PRESS, min_count=1).set_index("term")
    for of_documents in (2_000_000_000, 2**53):
        press = PRESS.assign(of_documents=of_documents)
        table = keyness(corpus, background=press, min_count=1).set_index("term")
        assert set(table["of_reference"]) == {of_documents}
        assert (table["log_ratio"] > few.loc[table.index, "log_ratio"]).all()
        assert (table["p"] <= few.loc[table.index, "p"]).all()


def test_a_corpus_without_words_is_named_so() -> None:
    for texts in ({"a": ""}, {"a": "", "b": "..."}):
        with pytest.raises(EmptyCorpusError, match="the corpus has no words"):
            keyness(Corpus.from_texts(texts), background=PRESS)


def test_a_corpus_and_its_table_are_one_reference(corpus: Corpus) -> None:
    press = Corpus.from_texts({"x": "the belt", "y": "a sea, the sea", "z": "and"})
    by_corpus = keyness(corpus, background=press, of=(1, 2), min_count=1)
    table = document_frequencies(press, n=(1, 2))
    by_table = keyness(corpus, background=table, of=(1, 2), min_count=1)
    named = ["reference", "background"]
    pd.testing.assert_frame_equal(
        by_corpus.drop(columns=named), by_table.drop(columns=named)
    )
    row = by_corpus.set_index("term").loc["the sea"]
    assert (row["count_target"], row["count_reference"]) == (2, 1)
    note = "1 against 3 documents: 4 arrangements, no p below 0.25 is possible"
    one = keyness(corpus, by="side", target="b", background=press, min_count=1)
    assert all(note in cell for cell in one["note"])


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({}, OptionError, "by: the metadata column"),
        ({"background": PRESS, "reference": "b", "by": "side"}, OptionError, "is the "),
        ({"background": PRESS, "cluster": "side"}, OptionError, "of clusters in a"),
        ({"background": PRESS, "profile": "ucrel"}, OptionError, "occurrences"),
        ({"background": PRESS, "target": "a"}, OptionError, "without by="),
        ({"background": PRESS, "by": "side", "target": "c"}, OptionError, "no value"),
        ({"background": PRESS, "by": "sides"}, ColumnError, "side"),
        (
            {"background": PRESS, "by": "doc", "target": "b2"},
            EmptyCorpusError,
            "'b2' has no document",
        ),
        ({"background": PRESS, "of": 2}, OptionError, "terms of 2 words"),
        (
            {"background": PRESS, "of": Lexicon.read({"x": ["belt"]})},
            OptionError,
            "formulas",
        ),
        ({"background": "press"}, OptionError, "no bundled list"),
    ],
)
def test_what_does_not_go_with_a_background_is_refused(
    corpus: Corpus, options: dict[str, Any], error: type[Exception], message: str
) -> None:
    with pytest.raises(error) as caught:
        keyness(corpus, min_count=1, **options)
    assert message in str(caught.value)


def test_a_group_without_a_word_is_left_out_and_named(corpus: Corpus) -> None:
    table = keyness(corpus, background=PRESS, by="doc", min_count=1)
    assert table["target"].unique().tolist() == ["a1", "a2", "a3", "b1"]
    assert all("'b2': left out" in note for note in table["note"])


def test_a_target_without_terms_gives_a_table_without_rows(corpus: Corpus) -> None:
    table = keyness(corpus, background=PRESS, min_count=99)
    assert table.empty
    assert tuple(table.columns) == tuple(tables.KINDS["keyness"])


def test_without_a_background_there_is_none_in_the_table(corpus: Corpus) -> None:
    table = keyness(corpus, by="side", min_count=1)
    assert set(table["background"]) == {""}
    assert set(table["background_documents"]) == {0}
    assert "background" not in tables.show(table).note


@pytest.mark.parametrize("form", ["lollipop", "volcano", "scatter"])
def test_charts_and_show_say_that_documents_are_compared(
    corpus: Corpus, tmp_path: Path, form: Any
) -> None:
    table = keyness(corpus, background=PRESS, min_count=1)
    named = "background: table, 100 documents"
    assert named in tables.show(table).note
    assert "documents with the term are compared" in tables.show(table).note
    ax = plot.keyness(table, form=form)
    texts = [artist.get_text() for artist in ax.figure.findobj(match=_has_text)]
    written = " ".join(" ".join(texts).split())
    assert f"{named}, lacking 1 term" in written
    assert "counts" not in texts
    assert "smallest p attainable" not in written
    if form == "scatter":
        assert "documents with the term per 1,000" in written
    else:
        assert "share of documents" in written
    path = tmp_path / "table.csv"
    tables.save(table, path)
    pd.testing.assert_frame_equal(tables.load(path), table)


def _has_text(artist: object) -> bool:
    return hasattr(artist, "get_text")


def test_the_seeds_against_the_general_debate(seeds: Path) -> None:
    table = keyness(read(seeds), background="un-general-debate")
    assert table["term"].map(str.isascii).all()
    first = table.head(40)["term"].tolist()
    assert {"jinping", "xi", "belt", "kazakh", "rejuvenation"} <= set(first)
    assert not {"the", "and", "peace", "nations"} & set(first)
    assert set(table["of_reference"]) == {3806}
