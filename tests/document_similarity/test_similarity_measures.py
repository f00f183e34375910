"""Scores, the nearest pairs and their notes: against a computation pair by pair."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from discourse import notes
from discourse.corpus import Corpus
from discourse.document_similarity import (
    _similarity,
    score_notes,
    shared_features,
    similarity,
    similarity_measures,
)
from discourse.document_similarity.similarity_measures import score_by_measure
from discourse.errors import OptionError
from discourse.lexicons import Lexicon
from discourse.registries import SIMILARITY_MEASURES

TEXTS = st.lists(
    st.lists(st.sampled_from("abcdefgh"), max_size=9), min_size=1, max_size=9
)
NAMES = ["m", "z", "b", "y", "a", "x", "c", "w", "n"]  # in no order


def corpus_of(texts: list[list[str]]) -> Corpus:
    named = zip(NAMES, texts, strict=False)
    return Corpus.from_texts({name: " ".join(words) for name, words in named})


def score_of(table: pd.DataFrame) -> dict[tuple[str, str], float]:
    keys = zip(table["doc"], table["other"], strict=True)
    return dict(zip(keys, table["score"].tolist(), strict=True))


# One pair after the other ---------------------------------------------------------------------------------------------

Words = Counter[str]


def shared(one: Words, two: Words) -> int:
    return len(set(one) & set(two))


def jensen_shannon(one: Words, two: Words) -> float:
    divergence = 0.0
    for word in set(one) | set(two):
        p, q = one[word] / one.total(), two[word] / two.total()
        for share in (p, q):
            if share:
                divergence += share / 2 * math.log2(share / ((p + q) / 2))
    return 1 - divergence


SLOW: dict[str, Callable[[Words, Words], float]] = {
    "jaccard": lambda a, b: shared(a, b) / len(set(a) | set(b)),
    "dice": lambda a, b: 2 * shared(a, b) / (len(a) + len(b)),
    "set-cosine": lambda a, b: shared(a, b) / math.sqrt(len(a) * len(b)),
    "containment": lambda a, b: shared(a, b) / len(a),
    "bag-jaccard": lambda a, b: (a & b).total() / (a | b).total(),
    "bag-dice": lambda a, b: 2 * (a & b).total() / (a.total() + b.total()),
    "jensen-shannon": jensen_shannon,
}


@pytest.mark.parametrize("measure", SLOW)
@settings(max_examples=15)
@given(texts=TEXTS, cells=st.sampled_from([0, 20, 40_000_000]))
def test_scores_are_those_of_their_definition(
    measure: str, texts: list[list[str]], cells: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        # Common words are held apart from rare ones; here none, some or all of them.
        patch.setattr(similarity_measures, "_MAX_DENSE_CELLS", cells)
        scores = score_of(similarity(corpus_of(texts), measure=measure, stop=None))
    for one, words in zip(NAMES, texts, strict=False):
        for two, others in zip(NAMES, texts, strict=False):
            expected = 0.0
            if words and others:
                expected = SLOW[measure](Counter(words), Counter(others))
            assert scores[one, two] == pytest.approx(expected, abs=1e-9)


@given(TEXTS)
def test_cosines_are_those_of_the_counts(texts: list[list[str]]) -> None:
    scores = score_of(similarity(corpus_of(texts), scheme="count", stop=None))
    for one, words in zip(NAMES, texts, strict=False):
        for two, others in zip(NAMES, texts, strict=False):
            a, b = Counter(words), Counter(others)
            product = sum(a[word] * b[word] for word in a)
            size = math.hypot(*a.values()) * math.hypot(*b.values())
            expected = product / size if size else 0.0
            assert scores[one, two] == pytest.approx(expected, abs=1e-9)


# The nearest ----------------------------------------------------------------------------------------------------------

MEASURES = [*SIMILARITY_MEASURES, "profile", "lengths"]


def lengths(texts: list[str]) -> list[list[float]]:
    """A measure of one's own."""
    return [[len(text), text.count("a"), 1.0] for text in texts]


def measure_of(name: str) -> str | Lexicon | Callable[[list[str]], object]:
    if name == "profile":
        return Lexicon.read({"a": ["a"], "b": ["b c", "d"], "e": ["e"]})
    return lengths if name == "lengths" else name


def slowly_nearest(
    table: pd.DataFrame, order: tuple[str, ...], *, top: int | None, least: float
) -> pd.DataFrame:
    """Out of the square: for each document the others, the nearest first."""
    parts = [table.iloc[:0]]
    for doc in order:
        own = table[(table["doc"] == doc) & (table["other"] != doc)]
        own = own[(own["score"] > 0) & (own["score"] >= least)]
        own = own.sort_values(["score", "other"], ascending=[False, True])
        parts.append(own.head(len(own) if top is None else top))
    return pd.concat(parts, ignore_index=True)


@pytest.mark.parametrize("measure", MEASURES)
@settings(max_examples=12)
@given(
    texts=TEXTS,
    rows=st.sampled_from([1, 2, 3, 256]),
    top=st.one_of(st.none(), st.integers(1, 9)),
    place=st.integers(0, 80),
)
def test_the_nearest_are_those_of_the_square(
    measure: str, texts: list[list[str]], rows: int, top: int | None, place: int
) -> None:
    corpus, chosen = corpus_of(texts), measure_of(measure)
    table = similarity(corpus, measure=chosen, stop=None)
    # A score that some pair has to the last digit, and 0 for any.
    every = [0.0, *sorted(set(table["score"]))]
    least = every[place % len(every)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_similarity, "BLOCK_ROWS", rows)
        patch.setattr(similarity_measures, "BLOCK_ROWS", rows)
        nearest = similarity(
            corpus, measure=chosen, top=top, min_score=least, stop=None
        )
        pd.testing.assert_frame_equal(
            similarity(corpus, measure=chosen, stop=None), table
        )
    expected = slowly_nearest(table, corpus.names, top=top, least=least)
    pd.testing.assert_frame_equal(nearest, expected)


def test_pairs_whose_scores_are_almost_equal_stand_in_order() -> None:
    # Rough scores are in single precision: they tell neither of these pairs apart.
    vectors = [[1.0, 0.0], [1.0, 1e-4], [1.0, 1.1e-4], [1.0, 1.2e-4]]
    corpus = Corpus.from_texts({name: name for name in "dcba"})
    table = similarity(corpus, measure=lambda _: vectors, top=1, stop=None)
    assert list(zip(table["doc"], table["other"], strict=True)) == [
        ("d", "c"),
        ("c", "b"),
        ("b", "a"),
        ("a", "b"),
    ]


def test_more_pairs_than_a_table_should_hold_are_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    corpus = corpus_of([["a", "b"]] * 3)
    monkeypatch.setattr(_similarity, "MAX_PAIRS", 9)
    assert len(similarity(corpus, stop=None)) == 9
    with pytest.raises(OptionError, match="3 documents make 18 pairs, more than"):
        similarity(corpus, measure=("cosine", "dice"), stop=None)
    monkeypatch.setattr(_similarity, "MAX_PAIRS", 6)
    assert len(similarity(corpus, top=2, stop=None)) == 6
    with pytest.raises(OptionError, match="3 documents make 9 pairs, more than"):
        similarity(corpus, stop=None)
    monkeypatch.setattr(_similarity, "MAX_PAIRS", 5)
    with pytest.raises(OptionError, match="more than 4 million pairs are this near"):
        similarity(corpus, top=2, stop=None)


# Remarks --------------------------------------------------------------------------------------------------------------

# Thresholds of short texts, each of its own.
FEW = {
    "FEW_WORDS_OF_DELTA": 7,
    "FEW_WORDS_OF_SIMILARITY": 5,
    "FEW_WORDS_OF_SIMILARITY_BY_NGRAMS": 4,
    "FEW_MENTIONS_IN_PROFILE": 3,
    "FEW_TERMS_OF_CONTAINMENT": 4,
    "FEW_DOCUMENTS_OF_DELTA": 5,
}
LOW = 0.5  # a largest possible score below this has a note
LIMIT: dict[str, Callable[[int, int], float]] = {
    "jaccard": lambda small, large: small / large,
    "dice": lambda small, large: 2 * small / (small + large),
    "set-cosine": lambda small, large: small / math.sqrt(small * large),
    "bag-jaccard": lambda small, large: small / large,
    "bag-dice": lambda small, large: 2 * small / (small + large),
}


def terms_of(measure: str, words: list[str], n: int) -> list[str]:
    """What the measure compares: words or strings of words, or mentions of formulas."""
    if measure != "profile":
        return [" ".join(words[at : at + n]) for at in range(len(words) - n + 1)]
    text = " ".join(words)
    return [form for form in ("a", "b c", "d", "e") for _ in range(text.count(form))]


def remarks(
    measure: str, words: list[str], others: list[str], documents: int, *, n: int
) -> list[notes.Note]:
    """The remarks on a pair of different documents."""
    own, other = terms_of(measure, words, n), terms_of(measure, others, n)
    remarks_of_pair = []
    size = min(len(words), len(others))
    if measure == "profile":
        if min(len(own), len(other)) < FEW["FEW_MENTIONS_IN_PROFILE"]:
            mentions = min(len(own), len(other))
            remarks_of_pair.append(
                notes.make("few_mentions_in_profile", mentions=mentions)
            )
    else:
        least = FEW["FEW_WORDS_OF_SIMILARITY" + ("_BY_NGRAMS" if n > 1 else "")]
        if measure == "delta":
            least = FEW["FEW_WORDS_OF_DELTA"]
        if size < least:
            fields = {"words": size, "measure": measure, "least": least}
            remarks_of_pair.append(notes.make("shorter_text", **fields))
    if measure in LIMIT:
        bags = measure.startswith("bag")
        sizes = [len(part) if bags else len(set(part)) for part in (own, other)]
        most = math.ceil(round(100 * LIMIT[measure](min(sizes), max(sizes)), 6)) / 100
        if most < LOW:
            remarks_of_pair.append(notes.make("largest_score", score=most))
    terms = len(set(own))
    if measure == "containment" and terms < FEW["FEW_TERMS_OF_CONTAINMENT"]:
        remarks_of_pair.append(notes.make("few_terms", terms=terms, share=1 / terms))
    return remarks_of_pair + remarks_on_all(measure, documents)


def remarks_on_all(measure: str, documents: int) -> list[notes.Note]:
    """The remarks on every pair of documents with something to compare."""
    if measure == "delta" and documents < FEW["FEW_DOCUMENTS_OF_DELTA"]:
        return [notes.make("few_standard_deviations", documents=documents)]
    if measure == "cosine":
        key = "idf_of_few" if documents > 1 else "idf_of_one"
        return [notes.make(key, documents=documents, unit="document")]
    return []


@pytest.mark.parametrize("measure", [*SIMILARITY_MEASURES, "profile"])
@settings(max_examples=12)
@given(texts=TEXTS, n=st.integers(1, 2))
def test_remarks_are_those_of_each_pair_by_itself(
    measure: str, texts: list[list[str]], n: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        for name, least in FEW.items():
            patch.setattr(score_notes, name, least)
        table = similarity(
            corpus_of(texts), measure=measure_of(measure), n=n, stop=None
        )
    keys = zip(table["doc"], table["other"], strict=True)
    note_of_pair = dict(zip(keys, table["note"], strict=True))
    full = [bool(terms_of(measure, words, n)) for words in texts]
    for i, one in enumerate(NAMES[: len(texts)]):
        for j, two in enumerate(NAMES[: len(texts)]):
            if not (full[i] and full[j]):
                remarks_of_pair = [notes.make("nothing_to_compare")]
            elif i == j:
                remarks_of_pair = remarks_on_all(measure, sum(full))
            else:
                remarks_of_pair = remarks(measure, texts[i], texts[j], sum(full), n=n)
            assert note_of_pair[one, two] == notes.join(remarks_of_pair)


# Reasons --------------------------------------------------------------------------------------------------------------


@given(TEXTS.filter(lambda texts: len(texts) > 1), st.integers(1, 4))
def test_words_that_make_two_documents_alike_are_the_parts_of_their_product(
    texts: list[list[str]], top: int
) -> None:
    table = shared_features(
        corpus_of(texts), NAMES[1], NAMES[0], scheme="count", top=top, stop=None
    )
    words = table[table["kind"] == "word"]
    one, two = Counter(texts[1]), Counter(texts[0])
    product = {word: one[word] * two[word] for word in one if word in two}
    order = sorted(product, key=lambda word: (-product[word], word))[:top]
    assert words["term"].tolist() == order
    assert words["rank"].tolist() == [*range(1, len(order) + 1)]
    assert words["count"].tolist() == [one[word] for word in order]
    assert words["count_other"].tolist() == [two[word] for word in order]
    assert words["documents"].tolist() == [
        sum(word in text for text in texts) for word in order
    ]
    whole = sum(product.values())
    shares = [product[word] / whole for word in order]
    np.testing.assert_allclose(words["share"].tolist(), shares, rtol=1e-9)
    assert set(table["doc"]) <= {NAMES[1]}
    assert set(table["other"]) <= {NAMES[0]}
    assert (table.groupby("kind").size() <= top).all()


def strings(words: list[str]) -> Counter[tuple[str, ...]]:
    """How often each string of two words or more stands in a document."""
    return Counter(
        tuple(words[start:end])
        for start in range(len(words))
        for end in range(start + 2, len(words) + 1)
    )


@given(
    TEXTS.filter(lambda texts: len(texts) > 1), st.sampled_from(["count", "sklearn"])
)
def test_a_longer_phrase_takes_over_the_share_of_those_inside_it(
    texts: list[list[str]], scheme: str
) -> None:
    table = shared_features(
        corpus_of(texts), NAMES[0], NAMES[1], scheme=scheme, top=500, stop=None
    )
    phrases = table[table["kind"] == "phrase"]
    counts = [strings(words) for words in texts]
    one, two = counts[:2]
    both = sorted(set(one) & set(two), key=lambda phrase: (len(phrase), phrase))
    value = {}
    documents = sum(bool(words) for words in texts)
    for phrase in both:
        weight = 1.0
        if scheme == "sklearn":
            df = sum(phrase in count for count in counts)
            weight = (math.log((1 + documents) / (1 + df)) + 1) ** 2
        value[phrase] = one[phrase] * two[phrase] * weight
    for phrase in both:
        longer = [
            other
            for other in both
            if len(other) == len(phrase) + 1
            and phrase in (other[:-1], other[1:])
            and (one[other], two[other]) == (one[phrase], two[phrase])
        ]
        if longer:
            value[longer[0]] += value.pop(phrase)
    whole = sum(value.values())
    expected = {" ".join(phrase): own / whole for phrase, own in value.items()}
    share_of_phrase = dict(zip(phrases["term"], phrases["share"].tolist(), strict=True))
    assert share_of_phrase == pytest.approx(expected, rel=1e-8)
    shown = list(zip(-phrases["share"], phrases["term"], strict=True))
    assert shown == sorted(shown)


@pytest.mark.parametrize("seed", range(5))
def test_scores_of_pairs_are_those_of_the_square_to_the_last_bit(seed: int) -> None:
    """The square is the oracle, whose products are made by scipy, row by row."""
    chance = np.random.default_rng(seed)
    counts = chance.poisson(0.3, size=(70, 400)) * (chance.random((70, 1)) > 0.1)
    scored_documents = score_by_measure(csr_array(counts), "cosine")
    assert scored_documents.exact is not None
    square = scored_documents.square()
    # Not in order, so that the rows of one document are not all neighbours.
    rows, columns = chance.integers(0, 70, size=(2, 3000))
    for order in (np.arange(3000), np.argsort(rows, kind="stable")):
        first = rows[order]
        second = columns[order]
        is_other = first != second
        scores = scored_documents.exact(first, second)
        assert (scores == square[first, second])[is_other].all()
    assert len(scored_documents.exact(rows[:0], columns[:0])) == 0
