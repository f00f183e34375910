"""Chinese text in words: what every verb counts with the segmenter, and without."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

import discourse as dc
from discourse.corpus import Corpus
from discourse.registries import TOKEN_UNITS

LEXICON = {"belt_and_road": ["一带一路"], "shared_future": ["人类命运共同体"]}
TEXTS = {
    "early": "推动构建人类命运共同体，共建一带一路。我们要加强合作和发展。",
    "late": "我们要推动高质量发展，和平合作。共建一带一路，推动构建人类命运共同体。",
    "last": "加强合作和发展，推动高质量发展。",
}


def corpus_of(*, chinese_words: bool) -> Corpus:
    documents = pd.DataFrame({"doc": list(TEXTS), "side": ["x", "y", "y"]})
    return Corpus.from_texts(TEXTS, documents, chinese_words=chinese_words)


def test_a_formula_is_one_word_of_ngrams() -> None:
    table = dc.ngrams(corpus_of(chinese_words=True), n=(1, 2), min_count=1)
    counts = table.set_index("term")["count"]
    assert counts["一带一路"] == 2
    assert counts["人类命运共同体"] == 2
    assert counts["共建一带一路"] == 2
    assert "带" not in counts.index


def test_mentions_and_rates_do_not_depend_on_the_segmenter() -> None:
    in_words = corpus_of(chinese_words=True)
    in_characters = corpus_of(chinese_words=False)
    for verb in (dc.mentions, dc.frequencies, dc.positions, dc.variants):
        with_segmenter = verb(in_words, LEXICON)
        pd.testing.assert_frame_equal(with_segmenter, verb(in_characters, LEXICON))
    rates = dc.frequencies(in_words, LEXICON, by="doc")
    first = rates[(rates["group"] == "early") & (rates["family"] == "belt_and_road")]
    assert first["count"].tolist() == [1]
    assert first["words"].tolist() == [27]  # characters


def test_the_rate_of_a_word_refers_to_characters() -> None:
    corpus = corpus_of(chinese_words=True)
    ngrams = dc.ngrams(corpus, n=1, min_count=1).set_index("term")
    rates = dc.frequencies(corpus, LEXICON).set_index("family")
    assert ngrams.loc["一带一路", "rate"] == rates.loc["belt_and_road", "rate"]


def test_recurring_knows_which_words_a_mention_covers() -> None:
    corpus = corpus_of(chinese_words=True)
    table = dc.recurring(corpus, n=(1, 5), lexicon=LEXICON).set_index("term")
    assert table.loc["推动构建人类命运共同体", "covered"] == 1
    assert table.loc["推动构建人类命运共同体", "family"] == "shared_future"
    assert table.loc["共建一带一路", "n"] == 2
    assert table.loc["加强合作和发展", "covered"] == 0
    inside = dc.recurring(corpus, n=(1, 3), lexicon={"future": ["命运共同体"]})
    assert inside.set_index("term").loc["推动构建人类命运共同体", "covered"] == 1


def test_spans_are_those_of_the_raw_text() -> None:
    corpus = corpus_of(chinese_words=True)
    for table in (dc.recurring(corpus), dc.kwic(corpus, "命运共同体")):
        assert len(table)
        for row in table.itertuples():
            assert corpus.raw[row.doc][row.start : row.end] == row.surface


def test_kwic_matches_characters_and_shows_words() -> None:
    in_words = dc.kwic(corpus_of(chinese_words=True), "共建", width=1)
    assert in_words["left"].tolist() == ["人类命运共同体，", "合作。"]
    assert in_words["right"].tolist() == ["一带一路。", "一带一路，"]
    inside_a_word = dc.kwic(corpus_of(chinese_words=True), "命运", width=1)
    assert inside_a_word["left"].tolist() == ["构建人类", "构建人类"]
    assert inside_a_word["right"].tolist() == ["共同体，共建", "共同体。"]
    in_characters = dc.kwic(corpus_of(chinese_words=False), "共建", width=1)
    assert in_characters["right"].tolist() == ["一", "一"]


def test_collocates_are_words() -> None:
    corpus = corpus_of(chinese_words=True)
    table = dc.collocates(corpus, "一带一路", window=1, min_count=1)
    assert set(table["term"]) == {"共建", "推动"}
    network = dc.collocate_network(corpus, "一带一路", window=2, min_count=1)
    assert "共建" in set(network["other_term"])


def test_key_words_leave_out_stop_words_and_keep_their_rates() -> None:
    corpus = corpus_of(chinese_words=True)
    every_word = dc.keyness(corpus, by="side", min_count=1).set_index("term")
    table = dc.keyness(corpus, by="side", min_count=1, stop="zh").set_index("term")
    assert {"和", "要", "我们"} <= set(every_word.index)
    assert not {"和", "要", "我们"} & set(table.index)
    assert {"发展", "合作", "高质量发展"} <= set(table.index)
    columns = ["words_target", "words_reference", "log_ratio", "count_target"]
    pd.testing.assert_frame_equal(
        table.loc[["发展"], columns], every_word.loc[["发展"], columns]
    )


def test_distinctive_similarity_and_topics_count_words() -> None:
    corpus = corpus_of(chinese_words=True)
    terms = set(dc.distinctive(corpus, stop="zh")["term"])
    assert {"一带一路", "高质量发展"} <= terms
    assert all(len(term) > 1 for term in terms)
    scores = dc.similarity(corpus, stop="zh", top=1)
    assert scores["score"].iloc[0] > 0
    features = dc.shared_features(corpus, "early", "late")
    assert "一带一路" in set(features["term"])
    found = dc.topics(corpus, k=2, unit="sentence", stop="zh")
    assert set(found.terms["term"]) <= {
        "一带一路",
        "人类命运共同体",
        "共建",
        "推动",
        "构建",
        "合作",
        "发展",
        "高质量发展",
        "加强",
    }


def tables_of(corpus: Corpus) -> dict[str, pd.DataFrame]:
    found = dc.topics(corpus, k=2, unit="sentence")
    return {
        "ngrams": dc.ngrams(corpus, n=1, min_count=1),
        "recurring": dc.recurring(corpus),
        "coverage": dc.coverage(corpus, n=2),
        "keyness": dc.keyness(corpus, by="side", min_count=1),
        "distinctive": dc.distinctive(corpus),
        "similarity": dc.similarity(corpus),
        "shared_features": dc.shared_features(corpus, "early", "late"),
        "collocates": dc.collocates(corpus, LEXICON, min_count=1),
        "collocate_network": dc.collocate_network(corpus, LEXICON, min_count=1),
        "kwic": dc.kwic(corpus, LEXICON),
        "topics": found.terms,
        "topic_documents": found.documents,
        "topic_paragraphs": dc.topic_paragraphs(corpus, k=2, unit="sentence"),
        "topic_groups": dc.topic_groups(corpus, by="side", k=2, unit="sentence"),
        "topic_quality": dc.topic_quality(corpus, k=(2, 2), unit="sentence", runs=1),
    }


@pytest.mark.parametrize(
    ("chinese_words", "unit"), [(True, "han_word"), (False, "han_character")]
)
def test_every_table_says_what_was_counted(chinese_words: bool, unit: str) -> None:
    for name, table in tables_of(corpus_of(chinese_words=chinese_words)).items():
        assert len(table), name
        assert set(table["token_unit"]) == {unit}, name


UNITS: list[tuple[Callable[[Corpus], pd.DataFrame], str]] = [
    (lambda corpus: dc.distinctive(corpus, n="2 characters"), "character"),
    (lambda corpus: dc.keyness(corpus, by="side", of=LEXICON, min_count=1), "formula"),
    (lambda corpus: dc.similarity(corpus, measure=dc.Lexicon.read(LEXICON)), "formula"),
    (lambda corpus: dc.similarity(corpus, measure=lambda texts: [[1.0]] * 3), ""),
]


@pytest.mark.parametrize(("verb", "unit"), UNITS)
def test_units_other_than_words(
    verb: Callable[[Corpus], pd.DataFrame], unit: str
) -> None:
    assert set(verb(corpus_of(chinese_words=True))["token_unit"]) == {unit}


def test_the_unit_is_shown_unless_it_is_words() -> None:
    label = TOKEN_UNITS["han_word"].label
    table = dc.ngrams(corpus_of(chinese_words=True), n=1, min_count=1)
    assert f"counted: {label}" in repr(dc.show(table))
    english = dc.ngrams(Corpus.from_texts({"a": "peace"}), n=1, min_count=1)
    assert english["token_unit"].tolist() == ["word"]
    assert "counted" not in repr(dc.show(english))


def test_a_table_without_the_column_still_loads(tmp_path: Path) -> None:
    table = dc.ngrams(corpus_of(chinese_words=False), n=1, min_count=1)
    path = tmp_path / "ngrams.csv"
    table.drop(columns="token_unit").to_csv(path, index=False)
    assert set(dc.tables.load(path)["token_unit"]) == {""}
