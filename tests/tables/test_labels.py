"""Labels in place of ids: made by the nouns, carried by tables, shown to readers."""

from __future__ import annotations

import pandas as pd
import pytest

import discourse as dc
from discourse import tables
from discourse.corpus import Corpus
from discourse.errors import ColumnError, LexiconError, OptionError
from discourse.lexicons import Lexicon
from discourse.tables import construction

TITLES = ("Opening address", "", "A long title on " + "peace and " * 9 + "trade")
LEXICON = {"families": {"gdi": {"label": "Initiative", "patterns": ["peace"]}}}


def corpus_with_titles() -> Corpus:
    texts = {
        "000_171e8d334eace437": "We want peace and trade. We want peace.",
        "001_0e67fac1f9dc59aa": "They want peace and trade. They want war.",
        "002_fbd28e852bb28bd8": "Peace and trade are wanted.",
    }
    documents = pd.DataFrame({"doc": list(texts), "title": TITLES})
    return Corpus.from_texts(texts, documents)


# The labels themselves


def test_a_document_has_its_title_or_its_short_id_as_label() -> None:
    labels = corpus_with_titles().labels
    assert labels[:2] == ("Opening address", "001")
    assert labels[2].startswith("A long title on peace")
    assert labels[2].endswith("…")
    assert tables.display_width(labels[2]) <= 40


def test_a_column_called_label_comes_before_the_title() -> None:
    corpus = corpus_with_titles().assign(label=["first", "second", ""])
    assert corpus.labels[:2] == ("first", "second")
    assert corpus.labels[2].startswith("A long title")


def test_labels_that_begin_alike_have_the_id_in_front() -> None:
    same = "The first meeting of the two parties"
    ids = ["000_171e8d334eace437", "001_0e67fac1f9dc59aa", "b"]
    labels = tables.distinct_labels([f"{same} in Rome", f"{same} in Paris", "x"], ids)
    assert [label[:14] for label in labels] == ["000 The first ", "001 The first ", "x"]
    assert len(set(labels)) == 3


def test_equal_labels_become_ids_when_nothing_else_tells_them_apart() -> None:
    assert tables.distinct_labels(["b c", "c"], ["a", "a b"]) == ("b c", "c")
    assert tables.distinct_labels(["x", "x"], ["x", "y"]) == ("x", "y x")


@pytest.mark.parametrize("label", ["命运共同体" * 9, "a" * 90, "word " * 30])
def test_no_label_is_wider_than_a_chart_can_write(label: str) -> None:
    (written,) = tables.distinct_labels([label], ["a"])
    assert 20 <= tables.display_width(written) <= 40
    assert written.endswith("…")


def test_a_family_has_the_label_given_or_the_beginning_of_its_gloss() -> None:
    families = {
        "gdi": {"gloss": "Global Development Initiative; 2021", "patterns": ["gdi"]},
        "new_era": ["new era"],
        "given": {"label": "mine", "gloss": "not this", "patterns": ["x"]},
    }
    labels = Lexicon.read({"families": families}).labels
    assert labels == ("Global Development Initiative", "new era", "mine")


def test_a_label_that_is_no_text_is_refused_by_family() -> None:
    with pytest.raises(LexiconError, match=r"family 'a'.*label is text"):
        Lexicon.read({"families": {"a": {"label": 3, "patterns": ["x"]}}})


def test_every_bundled_family_has_a_label_of_its_own() -> None:
    lexicon = Lexicon.read("chinese-diplomacy")
    assert len(set(lexicon.labels)) == len(lexicon)
    assert lexicon.label_of["gdi"] == "Global Development Initiative"
    assert not any("_" in label or ";" in label for label in lexicon.labels)


# Labels where an id is asked for


def test_a_label_is_taken_wherever_an_id_of_a_document_is() -> None:
    corpus = corpus_with_titles()
    first = corpus.names[0]
    assert corpus["Opening address"].id == corpus["Opening"].id == first
    assert "Opening" in corpus
    assert corpus.where(doc="Opening address").names == (first,)
    shared = dc.shared_features(corpus, "Opening address", "001")
    assert set(shared["doc"]) == {first}
    key = dc.keyness(corpus, by="doc", target="Opening address", min_count=1)
    assert set(key["target"]) == {first}


def test_a_label_is_taken_wherever_an_id_of_a_family_is() -> None:
    lexicon = Lexicon.read("chinese-diplomacy")
    assert lexicon["Global Development Initiative"].name == "gdi"
    assert lexicon.only("Belt and Road").names == ("belt_and_road",)
    assert "Global S" in lexicon


def test_what_fits_two_labels_is_refused_with_their_ids() -> None:
    corpus = corpus_with_titles().assign(label=["Peace one", "Peace two", "War"])
    with pytest.raises(
        OptionError, match="'Peace' is the beginning of the labels of 2"
    ):
        corpus["Peace"]
    with pytest.raises(ColumnError):
        corpus["Trade"]


# Labels in tables


def labelled_tables() -> dict[str, pd.DataFrame]:
    corpus = corpus_with_titles()
    lexicon = Lexicon.read(LEXICON)
    passages = dc.shared_passages(corpus, min_words=3)
    topics = dc.topics(corpus, k=2, unit="sentence")
    return {
        "mentions": dc.mentions(corpus, lexicon),
        "frequencies": dc.frequencies(corpus, lexicon, by="doc"),
        "variants": dc.variants(corpus, lexicon),
        "positions": dc.positions(corpus, lexicon),
        "search_comparison": dc.search_comparison(corpus, lexicon, by="doc"),
        "kwic": dc.kwic(corpus, lexicon),
        "lexicon_check": dc.lexicon_check(corpus, lexicon),
        "ngrams": dc.ngrams(corpus, by="doc", min_count=1),
        "coverage": dc.coverage(corpus, n=2),
        "distinctive": dc.distinctive(corpus),
        "similarity": dc.similarity(corpus),
        "similarity_order": dc.similarity_order(corpus, resamples=9),
        "shared_passages": passages,
        "passage_families": dc.passage_families(passages),
        "collocates": dc.collocates(corpus, lexicon, by="doc", min_count=1),
        "diversity": dc.diversity(corpus, by="doc", window=3),
        "dispersion": dc.dispersion(corpus, lexicon, min_count=1),
        "topic_documents": topics.documents,
        "topic_paragraphs": dc.topic_paragraphs(corpus, k=2, unit="sentence"),
        "topic_groups": dc.topic_groups(corpus, by="doc", k=2, unit="sentence"),
    }


LABELLED = labelled_tables()


@pytest.mark.parametrize("kind", LABELLED)
def test_a_table_carries_the_labels_of_its_ids(kind: str) -> None:
    table = LABELLED[kind]
    assert len(table)
    label_of = dict(corpus_with_titles().label_of)
    label_of |= {"gdi": "Initiative", "": ""}
    for name in ("doc", "other", "group", "family"):
        label_column = tables.labels.LABEL_COLUMNS[name]
        if name in table.columns and label_column in table.columns:
            expected = [label_of[cell] for cell in table[name]]
            assert table[label_column].tolist() == expected


@pytest.mark.parametrize("kind", LABELLED)
def test_a_reader_sees_the_labels_and_no_column_twice(kind: str) -> None:
    shown = repr(tables.show(LABELLED[kind], top=None))
    header = shown.split("\n")[0]
    assert not any(f"{name} label" in header for name in ("doc", "family", "group"))
    assert "000_171e8d334eace437" not in shown
    assert "Opening address" in shown or "Initiative" in shown


def test_a_table_without_labels_shows_short_ids() -> None:
    table = LABELLED["kwic"].drop(columns=["doc_label", "family_label"])
    shown = repr(tables.show(table))
    assert "Opening address" not in shown
    assert shown.split("\n")[1].startswith("000 ")


def test_a_label_by_itself_is_shown() -> None:
    shown = repr(tables.show(LABELLED["kwic"][["doc_label", "surface"]]))
    assert "Opening address" in shown


def test_terms_that_are_families_are_shown_by_their_labels() -> None:
    table = LABELLED["dispersion"]
    assert tables.labels_of(table, "term") == {"gdi": "Initiative"}
    assert "Initiative" in repr(tables.show(table))
    words = dc.dispersion(corpus_with_titles(), 1, min_count=2)
    assert tables.labels_of(words, "term")["peace"] == "peace"


def test_each_row_has_the_label_of_its_id_and_no_label_is_no_text() -> None:
    labels = construction._labels_of_ids(
        ["b", "a", None, "b", "c", ""], {"a": "First", "b": "Second"}
    )
    assert labels.tolist() == ["Second", "First", "", "Second", "", ""]
    assert construction._labels_of_ids([], {"a": "First"}).tolist() == []
