"""Near misses: what is left of a pattern, which places count, what a search may cost."""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence

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
from discourse.matching import near_misses as near_module
from discourse.matching import relaxed_sequences as relaxed_module
from discourse.matching.accents import other_accents
from discourse.matching.occurrences import NO_ROWS
from discourse.matching.overlaps import are_covered
from discourse.matching.relaxed_sequences import relaxed_sequences, shortest_sequences
from discourse.phrases import Phrase, WordSequence
from discourse.registries import NEAR_MISS_CHANGES

CHANGES = tuple(NEAR_MISS_CHANGES)
FUNCTION_WORDS = frozenset({"a", "and", "of", "the", "with"})


def family_of(*patterns: str) -> Family:
    return Lexicon.read({"f": list(patterns)})["f"]


def near_misses_of(corpus: Corpus, family: Family) -> NearMisses:
    places = find_family_places(corpus, [family])[0]
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
    taken = find_family_places(corpus, [family])[0].all_rows
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
    assert near_misses_of(corpus, family).unsearched == {}
    monkeypatch.setattr("discourse.matching.search_costs.MOST_COMPARISONS", 10)
    monkeypatch.setattr("discourse.matching.search_costs.MOST_COMPARISONS_PER_WORD", 0)
    places = find_family_places(corpus, [family_of("peace")])[0]
    near_misses = find_near_misses(
        corpus, family, taken=places.all_rows, claimed=NO_ROWS
    )
    assert near_misses.unsearched == {0: "costly"}


def test_cheaper_searches_follow_one_that_costs_too_much(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Any word between three times "rule" is compared at 300 places.
    corpus = Corpus.from_texts({"a": "A rules of law of peace. " + "rule . " * 300})
    family = family_of("rule rule rule|rule of law of peace")
    monkeypatch.setattr("discourse.matching.search_costs.MOST_COMPARISONS", 250)
    monkeypatch.setattr("discourse.matching.search_costs.MOST_COMPARISONS_PER_WORD", 0)
    near_misses = find_near_misses(corpus, family, taken=NO_ROWS, claimed=NO_ROWS)
    assert near_misses.unsearched == {0: "costly"}
    assert near_misses.places_of(0, "ending").tolist() == [[1, 6]]


def test_too_many_wordings_are_another_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("discourse.matching.near_misses.MOST_RELAXED_SEQUENCES", 1)
    corpus = Corpus.from_texts({"a": "rule by law"})
    near_misses = near_misses_of(corpus, family_of("rule of law"))
    assert near_misses.unsearched == {0: "many_wordings"}


@pytest.mark.parametrize("seed", range(20))
def test_no_sequence_holds_a_shorter_one_as_if_each_were_compared(seed: int) -> None:
    chance = random.Random(seed)
    parts = ["a", "b", "(a|b)", "c*", "(c|d)", "<2> a", "a-b"]
    alternatives = [" ".join(["e", *chance.choices(parts, k=3), "e"]) for _ in range(6)]
    alternatives += [" ".join(["e", *chance.choices(parts[:5], k=1)]) for _ in range(2)]
    sequences = Phrase("|".join(alternatives)).sequences
    assert list(shortest_sequences(sequences)) == compared_one_by_one(sequences)


def compared_one_by_one(sequences: Sequence[WordSequence]) -> list[WordSequence]:
    """Return the sequences that hold no shorter one, by the plainest way."""
    kept: list[WordSequence] = []
    for sequence in sorted(sequences, key=lambda sequence: len(sequence.words)):
        if not any(holds(sequence, other) for other in kept):
            kept.append(sequence)
    return kept


def holds(sequence: WordSequence, other: WordSequence) -> bool:
    size = len(other.words)
    for first in range(len(sequence.words) - size + 1):
        words = sequence.words[first : first + size]
        links = sequence.links[first : first + size - 1]
        pairs = zip(words, other.words, strict=True)
        if links == other.links and all(one <= two for one, two in pairs):
            return True
    return False


def test_thousands_of_sequences_are_not_compared_with_each_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compared = []
    fit = relaxed_module._have_fitting_words

    def fit_and_count(sequence: WordSequence, other: WordSequence) -> bool:
        compared.append(other)
        return fit(sequence, other)

    monkeypatch.setattr(relaxed_module, "_have_fitting_words", fit_and_count)
    sequences = Phrase("a-b-c-d-e-f-g-h-i-j-k-l").sequences
    assert len(list(shortest_sequences(sequences))) == len(sequences) == 2048
    assert len(compared) < 2048


def test_function_words_are_looked_up_once_for_a_language(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked_up = []

    def function_words_of(language: str) -> frozenset[str]:
        looked_up.append(language)
        return FUNCTION_WORDS

    corpus = Corpus.from_texts({"a": "rule by law"})
    family = family_of("rule of law", "law and order", "peace")
    monkeypatch.setattr(near_module, "_function_words_of", function_words_of)
    near_misses_of(corpus, family)
    searches = len(family.phrases)
    assert len(looked_up) == searches + 1  # each phrase asks, and one array is made


def test_accents_and_sharp_s() -> None:
    corpus = Corpus.from_texts({"a": "état laïcité etat strasse straße мой мои"})
    assert other_accents(corpus, "etat") == {"état"}
    assert other_accents(corpus, "état") == {"etat"}
    assert other_accents(corpus, "laicité") == {"laicite", "laïcité"}
    assert other_accents(corpus, "straße") == {"strasse"}
    assert other_accents(corpus, "мои") == set()
