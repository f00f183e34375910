"""Near misses: what is left of a pattern, which places count, what a search may cost."""

from __future__ import annotations

import itertools
import random

import numpy as np
import pytest

from discourse.corpus import Corpus
from discourse.lexicons import Family, Lexicon
from discourse.matching import (
    NearMisses,
    find_family_places,
    find_near_misses,
    overlap_any,
)
from discourse.matching.occurrences import NO_ROWS
from discourse.matching.overlaps import are_covered
from discourse.matching.relaxed_sequences import relaxed_sequences, shortest_sequences
from discourse.phrases import Phrase
from discourse.registries import NEAR_MISS_CHANGES

CHANGES = tuple(NEAR_MISS_CHANGES)
FUNCTION_WORDS = frozenset({"a", "and", "of", "the", "with"})


def family_of(*patterns: str) -> Family:
    return Lexicon.read({"f": list(patterns)})["f"]


def near_misses_of(corpus: Corpus, family: Family) -> NearMisses:
    places = find_family_places(corpus, family)
    return find_near_misses(corpus, family, taken=places.all_rows, claimed=NO_ROWS)


def changes_of(pattern: str, corpus: Corpus) -> list[str]:
    """Return the change of each relaxed sequence of a pattern with one sequence."""
    (sequence,) = Phrase(pattern).sequences
    relaxed = relaxed_sequences(sequence, corpus, FUNCTION_WORDS)
    return [sequence.change for sequence in relaxed]


def test_conditions_that_are_dropped_by_hand() -> None:
    corpus = Corpus.from_texts({"a": "Futures."})
    changes = changes_of("community with a shared future", corpus)
    assert {change: changes.count(change) for change in changes} == {
        "ending": 1,  # futures
        "hyphen": 1,
        "punctuation": 1,
        "word_less": 2,  # with, a
        "word_more": 4,
        "word_replaced": 5,
    }
    assert changes == sorted(changes, key=CHANGES.index)


@pytest.mark.parametrize(
    ("pattern", "changes"),
    [
        ("future", {"hyphen"}),
        ("shared future", {"hyphen"}),
        ("of the", set()),
        ("* * *", set()),
        ("community of the", {"hyphen"}),
        ("people of people", {"hyphen"}),
        ("rule of law", {"hyphen", "punctuation", "word_more", "word_replaced"}),
        ("global peace pact", {"hyphen", "punctuation", "word_more"}),
    ],
)
def test_short_patterns_drop_few_conditions(pattern: str, changes: set[str]) -> None:
    corpus = Corpus.from_texts({"a": "fut ure fut-ure"})
    assert set(changes_of(pattern, corpus)) == changes


def test_the_shortest_sequences_hold_no_other() -> None:
    phrase = Phrase("(great )?national rejuvenation( of china)?|rejuvenation plan")
    plain = [sequence.plain for sequence in shortest_sequences(phrase.sequences)]
    assert sorted(plain) == ["national rejuvenation", "rejuvenation plan"]


def test_spans_inside_others() -> None:
    rows = np.array([[0, 2, 0], [1, 3, 0], [4, 6, 0], [5, 9, 0]])
    others = np.array([[4, 7, 0], [0, 2, 0]])
    assert are_covered(rows, others).tolist() == [True, False, True, False]
    assert are_covered(rows, NO_ROWS).tolist() == [False] * 4
    assert are_covered(NO_ROWS, others).tolist() == []


WORDS = ("rule", "law", "order", "peace", "of", "the", "and")
PATTERNS = ("rule of law", "rule of (the )?order", "law and order", "peace", "the law")


@pytest.mark.parametrize("seed", range(12))
def test_near_misses_overlap_neither_each_other_nor_the_family(seed: int) -> None:
    chance = random.Random(seed)
    words = chance.choices(WORDS, k=400)
    signs = chance.choices([" ", " ", " ", " ", ", ", "-", ". "], k=400)
    text = "".join(itertools.chain.from_iterable(zip(words, signs, strict=True)))
    corpus = Corpus.from_texts({"a": text})
    family = family_of(*chance.sample(PATTERNS, 3))
    near_misses = near_misses_of(corpus, family)
    spans = np.column_stack([near_misses.first, near_misses.last, near_misses.phrase])
    taken = find_family_places(corpus, family).all_rows
    assert not overlap_any(spans, taken).any()
    assert (spans[1:, 0] >= spans[:-1, 1]).all()
    assert (spans[:, 1] > spans[:, 0]).all()
    for phrase, change, first, last in zip(
        near_misses.phrase.tolist(),
        near_misses.change.tolist(),
        near_misses.first.tolist(),
        near_misses.last.tolist(),
        strict=True,
    ):
        found = words_of(corpus, first, last)
        differences = [
            difference_of(found, wording, CHANGES[change])
            for wording in wordings_of(family.phrases[phrase])
        ]
        assert True in differences, (found, CHANGES[change])


def words_of(corpus: Corpus, first: int, last: int) -> list[str]:
    stream = corpus.stream
    return [stream.vocabulary[word] for word in stream.ids[first:last].tolist()]


def wordings_of(phrase: Phrase) -> list[list[str]]:
    """Return the wordings of a pattern without gaps, word by word."""
    wordings = []
    for sequence in phrase.sequences:
        for words in itertools.product(*sequence.words):
            wordings.append(list(words))
    return wordings


def difference_of(found: list[str], wording: list[str], change: str) -> bool:
    """Say whether the words found differ from a wording in such a change only."""
    if change in ("punctuation", "hyphen"):
        return "".join(found).replace("-", "") == "".join(wording)
    if change == "word_less":
        return any(
            wording[:place] + wording[place + 1 :] == found
            for place in range(1, len(wording) - 1)
        )
    if change == "word_more":
        return any(
            found[:place] + found[place + 1 :] == wording
            for place in range(1, len(found) - 1)
        )
    if change == "word_replaced":
        pairs = zip(found, wording, strict=False)
        unlike = sum(one != other for one, other in pairs)
        return len(found) == len(wording) and unlike == 1
    return False


def test_a_search_that_costs_too_much_is_left_out_and_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    corpus = Corpus.from_texts({"a": "rule by law " * 100})
    family = family_of("rule of law", "peace")
    assert near_misses_of(corpus, family).unsearched == ()
    monkeypatch.setattr("discourse.matching.search_costs.MOST_COMPARISONS", 10)
    monkeypatch.setattr("discourse.matching.search_costs.MOST_COMPARISONS_PER_WORD", 0)
    places = find_family_places(corpus, family_of("peace"))
    near_misses = find_near_misses(
        corpus, family, taken=places.all_rows, claimed=NO_ROWS
    )
    assert near_misses.unsearched == (0,)
