"""Order of recurring phrases by cohesion, and which phrases are left out."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from random_corpora import corpora, occurrences, sentences

from discourse import notes
from discourse.corpus import Corpus
from discourse.counting.stop_words import stop_words
from discourse.measures import phrase_cohesion
from discourse.phraseology import recurring

TEXT = (
    "The rule of law is near. We want the rule of law. "
    "The law is the rule of the land. They said that the rule of law is old. "
    "The rule holds in the land."
)


@given(corpora)
def test_cohesion_is_computed_from_the_pieces_counted_one_by_one(
    corpus: Corpus,
) -> None:
    stretches = sentences(corpus)
    places = sum(len(words) + 1 for _, words in stretches)
    counted = occurrences(corpus, 1, 64)
    table = recurring(corpus, n=(1, 64), edges="any")
    for term, cohesion in zip(table["term"], table["cohesion"], strict=True):
        gram = tuple(term.split())
        if len(gram) == 1:
            assert np.isnan(cohesion)
            continue
        heads = [len(counted[gram[:cut]]) for cut in range(1, len(gram))]
        tails = [len(counted[gram[cut:]]) for cut in range(1, len(gram))]
        expected = phrase_cohesion(len(counted[gram]), heads, tails, places)
        assert cohesion == pytest.approx(float(expected), rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("sort", ["cohesion", "c_value", "count"])
def test_the_rows_are_in_the_order_asked_for(sort: str) -> None:
    table = recurring(Corpus.from_texts({"a": TEXT}), edges="any", sort=sort)  # type: ignore[arg-type]
    values = table[sort].tolist()
    assert values == sorted(values, reverse=True)
    assert len(set(values)) > 1


def trim(term: str, words: frozenset[str]) -> str:
    """Return a phrase without the function words at its edges."""
    parts = term.split()
    while parts and parts[0] in words:
        parts = parts[1:]
    while parts and parts[-1] in words:
        parts = parts[:-1]
    return " ".join(parts)


@given(corpora)
def test_phrases_are_the_repeats_without_function_words_at_their_edges(
    corpus: Corpus,
) -> None:
    words = frozenset({"of", "the"})
    repeats = recurring(corpus, edges="any")["term"]
    expected = {trim(term, words) for term in repeats}
    expected = {term for term in expected if " " in term}
    table = recurring(corpus, stop=["of", "the"])
    assert sorted(table["term"]) == sorted(expected)
    counted = occurrences(corpus, 2, 64)
    stretches = sentences(corpus)
    for row in table.itertuples():
        places = counted[tuple(row.term.split())]
        assert row.count == len(places)
        assert row.documents == len({stretches[number][0] for number, _ in places})


def test_what_was_trimmed_is_counted_in_the_note() -> None:
    corpus = Corpus.from_texts({"a": TEXT})
    everything = recurring(corpus, edges="any").set_index("term")
    table = recurring(corpus).set_index("term")
    words = stop_words("en")
    changed = [term for term in everything.index if trim(term, words) != term]
    assert changed
    assert "the rule of law" in changed
    assert "rule of law" in table.index
    assert set(table["stop"]) == {"en"}
    assert set(table["edges"]) == {"content"}
    assert set(everything["edges"]) == {"any"}
    subjects = [note.subject for note in notes.split(table["note"].iloc[0])]
    assert f"{len(changed)} phrases" in subjects


def test_words_of_the_scholar_are_edges_too() -> None:
    corpus = Corpus.from_texts({"a": TEXT})
    table = recurring(corpus, stop=["the", "land", "holds"])
    assert "of law" in set(table["term"].str[-6:])
    assert set(table["stop"]) == {"3 words given"}


def test_a_text_of_no_listed_language_says_that_nothing_was_left_out() -> None:
    corpus = Corpus.from_texts({"a": "Mir bela kuro. Mir bela nato."})
    table = recurring(corpus)
    assert table["term"].tolist() == ["mir bela"]
    assert "stop words" in table["note"].iloc[0]


@given(corpora)
def test_the_numbers_of_a_row_are_those_of_its_group(corpus: Corpus) -> None:
    whole = recurring(corpus, n=(1, 64), edges="any").set_index("term")
    table = recurring(corpus, by="side", n=(1, 64), edges="any")
    assert set(table["term"]) == set(whole.index)
    summed = table.groupby("term")[["count", "documents"]].sum()
    for name in ("count", "documents"):
        assert summed[name].to_dict() == whole[name].to_dict()
    for group, own in table.groupby("group"):
        part = corpus.where(side=group)
        counted = occurrences(part, 1, 64)
        for row in own.itertuples():
            assert row.count == len(counted[tuple(row.term.split())])
            assert part.raw[row.doc][row.start : row.end] == row.surface
            assert row.of_documents <= len(part)
        cohesion = own["cohesion"].dropna().tolist()
        assert cohesion == sorted(cohesion, reverse=True)


def test_groups_are_in_order_and_known_is_of_the_whole_corpus() -> None:
    texts = {"a": "Mutual trust. Rule of law.", "b": "Mutual trust. Rule of law."}
    corpus = Corpus.from_texts(texts)
    table = recurring(corpus, by="doc", lexicon={"law": ["rule of law"]}, known=False)
    assert table[["group", "term", "count"]].to_numpy().tolist() == [
        ["a", "mutual trust", 1],
        ["b", "mutual trust", 1],
    ]
    assert set(recurring(corpus)["group"]) == {""}
