"""Distinctive terms: against scikit-learn, and on the five documents."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from seed_corpus import DEBRIS, mask_debris, read_seeds

from discourse import tables
from discourse.cleaning import debris
from discourse.contrast import distinctive
from discourse.corpus import Corpus
from discourse.counting.document_term_matrix import count_terms
from discourse.counting.tfidf import weigh
from discourse.errors import ColumnError, OptionError
from discourse.registries import WEIGHTING_SCHEMES
from discourse.topic_models import (
    topics,
)


@pytest.fixture(scope="module")
def five(seeds: Path) -> Corpus:
    return read_seeds(seeds)


def test_weights_are_those_of_scikit_learn(five: Corpus) -> None:
    from sklearn.feature_extraction.text import TfidfVectorizer

    stream = five.stream
    tokens = [
        [stream.vocabulary[i] for i in stream.ids[low:high]]
        for low, high in itertools.pairwise(stream.bounds.tolist())
    ]
    vectorizer = TfidfVectorizer(analyzer=list)
    dense = vectorizer.fit_transform(tokens).toarray()
    names = vectorizer.get_feature_names_out()
    table = distinctive(five, top=40, scheme="sklearn", stop=None)
    for row, doc in enumerate(five.names):
        own = table[table["group"] == doc]
        order = sorted(
            range(len(names)), key=lambda i: (-round(dense[row, i], 12), names[i])
        )[:40]
        assert own["term"].tolist() == names[order].tolist()
        assert np.allclose(own["weight"], dense[row, order], rtol=0, atol=1e-10)
        assert own["count"].tolist() == [
            tokens[row].count(term) for term in own["term"]
        ]
        assert own["documents"].tolist() == [
            sum(term in text for text in tokens) for term in own["term"]
        ]
        assert own["rank"].tolist() == list(range(1, 41))


def test_debris_leads_the_terms_of_one_document_until_it_is_masked(
    five: Corpus,
) -> None:
    table = distinctive(mask_debris(five), top=11, scheme="sklearn", state="both")
    assert table["state"].drop_duplicates().tolist() == ["raw", "masked"]
    own = {
        state: part["term"].tolist()
        for state, part in table[table["group"] == "000"].groupby("state")
    }
    assert set(DEBRIS) <= set(own["raw"])
    assert not set(DEBRIS) & set(own["masked"])
    assert own["raw"][0] == own["masked"][0] == "political"


def test_raw_counts_what_is_masked(five: Corpus) -> None:
    masked = mask_debris(five)
    raw = distinctive(masked, state="raw")
    table = distinctive(five)
    states = pd.Series("raw", index=table.index, dtype=tables.TEXT_DTYPE)
    pd.testing.assert_frame_equal(raw, table.assign(state=states))
    pd.testing.assert_frame_equal(
        distinctive(masked, state="both"),
        pd.concat([raw, distinctive(masked)], ignore_index=True),
    )


def test_stop_words_may_be_given_once(five: Corpus) -> None:
    listed = ["the", "of", "and"]
    one, two = (
        distinctive(five, stop=stop, state="both") for stop in (iter(listed), listed)
    )
    pd.testing.assert_frame_equal(one, two)
    pd.testing.assert_frame_equal(
        topics(five, k=2, stop=iter(listed)).terms, topics(five, k=2, stop=listed).terms
    )


def test_distinctive_terms_say_how_coarse_they_are_and_whose(five: Corpus) -> None:
    table = distinctive(five, top=3)
    assert set(table["note"]) == {
        "idf of 5 documents has at most 5 levels; a weight is no test"
    }
    assert set(distinctive(five, top=3, scheme="share")["note"]) == {
        "a weight is no test"
    }
    assert set(table["of_documents"]) == {5}
    groups = distinctive(five, by="medium", top=400, stop=None)
    always = "idf of 3 groups has at most 3 levels; a weight is no test"
    single = groups["group"].map(five.documents["medium"].value_counts()) == 1
    assert set(groups.loc[single, "note"]) == {f"the group is one document; {always}"}
    several = groups[~single]
    assert set(several["note"]) == {always, f"in one document only; {always}"}
    assert (
        several["note"].str.startswith("in one document only")
        == (several["documents"] == 1)
    ).all()
    whole = distinctive(five, by=None, top=3, scheme="sklearn")
    assert set(whole["note"].str.split("; ").str[0]) == {
        "idf of one group is the same for every term"
    }
    many = Corpus.from_texts({f"d{number}": f"peace w{number}" for number in range(30)})
    assert set(distinctive(many, stop=None)["note"]) == {"a weight is no test"}


def test_groups_are_weighed_as_one_text_each(five: Corpus) -> None:
    table = distinctive(five, by="medium", n=(1, 2), top=5, stop=None)
    assert table["group"].drop_duplicates().tolist() == [
        "automatic rewrite",
        "human",
        "machine translation",
    ]
    counts = count_terms(five, n=(1, 2), by="medium")
    weights = weigh(counts.matrix, "plain").toarray()
    first = table[(table["group"] == "human") & (table["rank"] == 1)].iloc[0]
    assert first["weight"] == pytest.approx(weights[1].max(), rel=1e-10)
    assert first["documents"] <= len(five)
    whole = distinctive(five, by=None, top=1, stop=None)
    assert set(whole["scheme"]) == {"count"}
    assert set(table["scheme"]) == {"plain"}
    assert whole[["group", "term"]].to_numpy().tolist() == [["", "the"]]
    with pytest.raises(ColumnError, match="Did you mean 'medium'"):
        distinctive(five, by="medum")


@pytest.mark.parametrize("scheme", sorted(WEIGHTING_SCHEMES))
@given(
    texts=st.lists(
        st.lists(st.sampled_from("abcd"), max_size=6).map(" ".join), max_size=4
    ),
    top=st.integers(1, 5),
)
def test_ranks_are_in_order_and_ties_by_name(
    scheme: str, texts: list[str], top: int
) -> None:
    corpus = Corpus.from_texts(
        {f"d{number}": text for number, text in enumerate(texts)}
    )
    table = distinctive(corpus, scheme=scheme, top=top)
    tables.check(table, "distinctive")
    assert (table["weight"] > 0).all()
    assert (table["count"] > 0).all()
    for _, own in table.groupby("group"):
        assert own["rank"].tolist() == list(range(1, len(own) + 1))
        assert len(own) <= top
        assert own[["weight", "term"]].apply(tuple, axis=1).tolist() == sorted(
            own[["weight", "term"]].apply(tuple, axis=1).tolist(),
            key=lambda pair: (-pair[0], pair[1]),
        )


def test_options_that_are_none_are_refused(five: Corpus) -> None:
    cases: list[tuple[dict[str, object], str]] = [
        ({"state": "clean"}, "'both', 'masked', 'raw'"),
        ({"top": 0}, "top=0"),
        ({"scheme": "x"}, "scheme"),
        ({"n": "3 letters"}, "length of a term"),
    ]
    for options, said in cases:
        with pytest.raises(OptionError, match=said):
            distinctive(five, **options)  # type: ignore[arg-type]


def test_function_words_of_the_language_are_left_out(five: Corpus) -> None:
    table = distinctive(five, top=400)
    assert set(table["stop"]) == {"en"}
    assert not {"of", "she", "not"} & set(table["term"])
    everything = distinctive(five, top=400, stop=None)
    assert {"she", "not"} & set(everything["term"])
    assert set(everything["stop"]) == {""}
    assert set(distinctive(five, top=3, n="4 characters")["stop"]) == {""}


# A background ---------------------------------------------------------------------------


PRESS = pd.DataFrame(
    {"term": ["the", "belt", "sea"], "documents": [99, 2, 40], "of_documents": 100}
)


def test_a_background_says_how_rare_a_term_is() -> None:
    corpus = Corpus.from_texts({"a": "the belt, the sea", "b": "the belt, the sky"})
    table = distinctive(corpus, background=PRESS, stop=None)
    own = table[table["group"] == "a"].set_index("term")
    idf = {"the": 101 / 99.5, "belt": 101 / 2.5, "sea": 101 / 40.5}
    for term, count in (("the", 2), ("belt", 1), ("sea", 1)):
        expected = np.log1p(count) * np.log(idf[term])
        assert own.loc[term, "weight"] == pytest.approx(expected, abs=1e-10)
    # Both documents have it, and it is rare all the same.
    assert own.index.tolist() == ["belt", "sea", "the"]
    assert table[table["group"] == "b"]["term"].tolist() == ["sky", "belt", "the"]
    # What the corpus itself has of a term is said as without a background.
    assert own["documents"].tolist() == [2, 1, 2]
    assert set(table["scheme"]) == {"log-idf"}
    assert set(table["background"]) == {"table"}
    assert set(table["background_documents"]) == {100}
    assert set(table["background_unknown"]) == {1}
    assert set(table["note"]) == {
        "1 of 4 terms not in the background: taken as in none of its documents; "
        "a weight is no test"
    }


def test_without_a_background_there_is_none_in_the_table(five: Corpus) -> None:
    table = distinctive(five, top=2)
    assert set(table["background"]) == {""}
    assert set(table["background_documents"]) == {0}
    assert set(table["background_unknown"]) == {0}
    assert set(table["scheme"]) == {"plain"}


def test_a_small_background_is_as_coarse_as_a_small_corpus() -> None:
    corpus = Corpus.from_texts({"a": "the belt", "b": "the sea"})
    other = Corpus.from_texts({"x": "the belt", "y": "the sea"})
    table = distinctive(corpus, background=other, stop=None)
    assert set(table["note"]) == {
        "idf of 2 documents has at most 2 levels; a weight is no test"
    }


def test_groups_and_states_are_weighed_by_one_background(five: Corpus) -> None:
    both = distinctive(
        mask_debris(five), state="both", background="un-general-debate", top=5
    )
    unknown = both.groupby("state")["background_unknown"].unique()
    assert unknown["raw"] > unknown["masked"]
    merely_frequent = distinctive(five, by=None, top=5, stop=None)
    rare = distinctive(five, by=None, top=5, stop=None, background="un-general-debate")
    assert "the" in merely_frequent["term"].tolist()
    assert "the" not in rare["term"].tolist()


def test_the_five_documents_against_the_general_debate(five: Corpus) -> None:
    masked = five.mask(debris(five))
    table = distinctive(masked, background="un-general-debate", top=14, stop=None)
    words = {group: own["term"].tolist() for group, own in table.groupby("group")}
    expected = "liu jianchao jinping communist isayeva exchanges xi belt cpc"
    assert set(expected.split()) <= set(words["000"])
    expected = "qin xian gang china-uzbek understandings sco"
    assert set(expected.split()) <= set(words["004"])
    # No function word is on any list, although none was left out.
    assert not {"the", "of", "and", "to", "in"} & set(table["term"])
    assert set(table["background_documents"]) == {3806}


def test_phrases_need_a_background_of_phrases() -> None:
    corpus = Corpus.from_texts({"a": "the belt, the sea"})
    with pytest.raises(OptionError, match="terms of 2 words"):
        distinctive(corpus, n=(1, 2), background=PRESS, stop=None)
    other = Corpus.from_texts({"x": "the belt", "y": "a sea"})
    table = distinctive(corpus, n=(1, 2), background=other, stop=None)
    assert table["background_unknown"].unique().tolist() == [2]


@pytest.mark.parametrize("scheme", ["plain", "count", "log-entropy"])
def test_a_scheme_without_such_an_idf_takes_no_background(scheme: str) -> None:
    corpus = Corpus.from_texts({"a": "the belt"})
    with pytest.raises(OptionError, match="takes no background"):
        distinctive(corpus, scheme=scheme, background=PRESS)


def test_show_and_chart_name_the_background(five: Corpus, tmp_path: Path) -> None:
    table = distinctive(five, background="un-general-debate", top=3)
    named = "background: un-general-debate, 3,806 documents"
    assert named in tables.show(table).note
    assert "not in the background" in tables.show(table).note
    assert "background" not in tables.show(distinctive(five, top=3)).note
    assert not {"background", "background documents"} & set(
        tables.show(distinctive(five, top=3)).headers
    )
    path = tmp_path / "table.csv"
    tables.save(table, path)
    pd.testing.assert_frame_equal(tables.load(path), table)


def test_each_state_has_the_stop_words_of_what_it_counts() -> None:
    french = "Le menu de la page et les liens de la page sont dans le menu. " * 6
    texts = {"a": "We build the shared future.", "b": "It is the road to the sea."}
    corpus = Corpus.from_texts({doc: french + text for doc, text in texts.items()})
    spans = {"doc": ["a", "b"], "start": 0, "end": len(french)}
    table = distinctive(corpus.mask(pd.DataFrame(spans)), by=None, state="both")
    raw = table[table["state"] == "raw"]
    assert "fr" in raw["stop"].iloc[0]
    assert not {"de", "la", "le"} & set(raw["term"])
    assert set(table.loc[table["state"] == "masked", "stop"]) == {"en"}


def test_a_group_without_a_term_to_weigh_is_named() -> None:
    corpus = Corpus.from_texts({"a": "the belt", "b": "", "c": "the sea"})
    table = distinctive(corpus, stop=None)
    assert set(table["group"]) == {"a", "c"}
    assert all(note.endswith("'b': no term to weigh") for note in table["note"])


def test_the_heaviest_terms_are_those_of_a_sort_of_all() -> None:
    random = np.random.default_rng(3)
    # Few different counts make ties, also where the list is cut off.
    rows = random.integers(0, 4, (30, 40))
    rows[7] = 0
    texts = {}
    for number, counts in enumerate(rows):
        words = [f"w{term:02} " * count for term, count in enumerate(counts)]
        texts[f"d{number:02}"] = "".join(words)
    corpus = Corpus.from_texts(texts)
    table = distinctive(corpus, top=6, stop=None)
    everything = distinctive(corpus, top=40, stop=None)
    for doc, of_document in everything.groupby("group"):
        by_weight = of_document.sort_values(
            ["weight", "term"], ascending=[False, True], kind="stable"
        )
        expected = by_weight["term"].head(6).tolist()
        assert table.loc[table["group"] == doc, "term"].tolist() == expected
        assert of_document["rank"].tolist() == list(range(1, len(of_document) + 1))
    assert "d07" not in set(table["group"])
