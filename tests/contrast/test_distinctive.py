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
    table = distinctive(five, top=40)
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
    table = distinctive(mask_debris(five), top=11, stop="en", state="both")
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
    pd.testing.assert_frame_equal(raw, distinctive(five).assign(state="raw"))
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
    groups = distinctive(five, by="medium", top=400)
    always = "idf of 3 groups has at most 3 levels; a weight is no test"
    single = groups["group"].map(five.documents["medium"].value_counts()) == 1
    assert set(groups.loc[single, "note"]) == {f"the group is one document; {always}"}
    several = groups[~single]
    assert set(several["note"]) == {always, f"in one document only; {always}"}
    assert (
        several["note"].str.startswith("in one document only")
        == (several["documents"] == 1)
    ).all()
    assert set(distinctive(five, by=None, top=3)["note"].str.split("; ").str[0]) == {
        "idf of one group is the same for every term"
    }
    many = Corpus.from_texts({f"d{number}": f"peace w{number}" for number in range(30)})
    assert set(distinctive(many)["note"]) == {"a weight is no test"}


def test_groups_are_weighed_as_one_text_each(five: Corpus) -> None:
    table = distinctive(five, by="medium", scheme="plain", n=(1, 2), top=5)
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
    whole = distinctive(five, by=None, top=1)
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
