"""Maximal repeats, what lies inside them, and their C-values: against a slow search."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_ngram_occurrences import Gram, stretches
from test_suffix_array import arrays, tokens

from discourse.counting import maximal_repeats as repeats_module
from discourse.counting.maximal_repeats import (
    MaximalRepeats,
    c_values,
    count_independent,
    maximal_repeats,
    nest_phrases,
)
from discourse.counting.suffix_array import SuffixArray, build_suffix_array
from discourse.measures import c_value

LENGTHS = st.tuples(st.integers(1, 3), st.integers(0, 4)).map(
    lambda pair: (pair[0], pair[0] + pair[1])
)


@dataclass
class Neighbours:
    """Where a phrase begins, and what stands before and behind it."""

    places: list[int] = field(default_factory=list)
    before: set[object] = field(default_factory=set)
    behind: set[object] = field(default_factory=set)


def phrases(ids: np.ndarray, broken: np.ndarray, size: int) -> dict[Gram, Neighbours]:
    """Every phrase of `size` words; a break beside it is like nothing else."""
    found: dict[Gram, Neighbours] = {}
    for first, words in stretches(ids, broken):
        for at in range(len(words) - size + 1):
            own = found.setdefault(tuple(words[at : at + size]), Neighbours())
            end = at + size
            own.places.append(first + at)
            own.before.add(words[at - 1] if at else ("break", first))
            own.behind.add(words[end] if end < len(words) else ("break", first))
    return found


def slow_repeats(
    ids: np.ndarray,
    broken: np.ndarray,
    document: np.ndarray,
    *,
    n: tuple[int, int],
    min_count: int,
    min_documents: int,
) -> dict[Gram, list[int]]:
    """The places of every maximal repeat, in order of length, then of the words."""
    repeats: dict[Gram, list[int]] = {}
    for size in range(n[0], n[1] + 1):
        found = phrases(ids, broken, size)
        for gram in sorted(found):
            own = found[gram]
            documents = len({int(document[place]) for place in own.places})
            often = len(own.places) >= min_count and documents >= min_documents
            longest = len(own.behind) > 1 or size == n[1]
            if often and len(own.before) > 1 and longest:
                repeats[gram] = own.places
    return repeats


def words_before(ids: np.ndarray, broken: np.ndarray) -> np.ndarray:
    return np.where(broken, -1, np.roll(ids, 1)).astype(np.int32)


@dataclass
class Found:
    """Repeats of a made stream, and the index they were found in."""

    index: SuffixArray
    repeats: MaximalRepeats
    grams: list[Gram]
    places: list[list[int]]


def repeats_of(
    made: list[tuple[int, int]],
    n: tuple[int, int],
    *,
    min_count: int = 2,
    min_documents: int = 1,
) -> Found:
    """The repeats of a made stream; they are compared with those of the slow search."""
    ids, broken, document = arrays(made)
    index = build_suffix_array(ids, broken, document)
    left = words_before(ids, broken)
    repeats = maximal_repeats(
        index, left, n=n, min_count=min_count, min_documents=min_documents
    )
    grams = [
        tuple(ids[first : first + size].tolist())
        for first, size in zip(repeats.first_token, repeats.size, strict=True)
    ]
    places = [
        sorted(index.order[low:high].tolist())
        for low, high in zip(repeats.low, repeats.high, strict=True)
    ]
    expected = slow_repeats(
        ids, broken, document, n=n, min_count=min_count, min_documents=min_documents
    )
    assert dict(zip(grams, places, strict=True)) == expected
    assert grams == list(expected)
    assert repeats.count.tolist() == [len(where) for where in places]
    assert repeats.first_token.tolist() == [where[0] for where in places]
    assert repeats.documents.tolist() == [
        len({int(document[place]) for place in where}) for where in places
    ]
    return Found(index, repeats, grams, places)


@given(tokens, LENGTHS, st.integers(2, 4), st.integers(1, 3))
def test_maximal_repeats_are_those_of_a_slow_search(
    made: list[tuple[int, int]], n: tuple[int, int], least: int, documents: int
) -> None:
    repeats_of(made, n, min_count=least, min_documents=documents)


@given(tokens, LENGTHS)
def test_phrases_that_begin_alike_lie_in_one_another(
    made: list[tuple[int, int]], n: tuple[int, int]
) -> None:
    found = repeats_of(made, n)
    repeats = found.repeats
    nesting = nest_phrases(found.index, repeats.low, repeats.high, repeats.size)
    for number, gram in enumerate(found.grams):
        shorter = [
            other
            for other, begin in enumerate(found.grams)
            if len(begin) < len(gram) and gram[: len(begin)] == begin
        ]
        assert nesting.parent[number] == max(shorter, default=-1)
    for rank, place in enumerate(found.index.order.tolist()):
        here = [other for other, where in enumerate(found.places) if place in where]
        assert nesting.longest_at_rank[rank] == max(here, default=-1)


@given(tokens, LENGTHS)
def test_a_phrase_is_on_its_own_outside_every_longer_one(
    made: list[tuple[int, int]], n: tuple[int, int]
) -> None:
    found = repeats_of(made, n)
    repeats = found.repeats
    nesting = nest_phrases(found.index, repeats.low, repeats.high, repeats.size)
    stretched = [
        (place, place + len(gram))
        for gram, where in zip(found.grams, found.places, strict=True)
        for place in where
    ]
    alone = []
    for gram, where in zip(found.grams, found.places, strict=True):
        outside = 0
        for place in where:
            end = place + len(gram)
            longer = [
                (low, high)
                for low, high in stretched
                if low <= place and end <= high and high - low > len(gram)
            ]
            outside += not longer
        alone.append(outside)
    counted = count_independent(found.index, repeats.size, nesting)
    assert counted.tolist() == alone
    assert counted.dtype == np.int64


@pytest.mark.parametrize("block", [1, 7, 1 << 21])
@given(made=tokens, n=LENGTHS, unigrams=st.booleans())
def test_c_values_are_those_of_the_measure(
    block: int, made: list[tuple[int, int]], n: tuple[int, int], unigrams: bool
) -> None:
    found = repeats_of(made, n)
    repeats = found.repeats
    nesting = nest_phrases(found.index, repeats.low, repeats.high, repeats.size)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(repeats_module, "_BLOCK_SIZE", block)
        values = c_values(found.index, repeats, nesting, unigrams=unigrams)
    if not found.grams:
        assert not len(values)
        return
    expected = c_value(found.grams, repeats.count.tolist(), unigrams=unigrams)
    np.testing.assert_allclose(values, expected, rtol=1e-12, atol=1e-12)


def test_single_words_weigh_nothing_unless_asked() -> None:
    found = repeats_of([(0, 0), (1, 1), (0, 1), (2, 1), (0, 1)], (1, 2))
    nesting = nest_phrases(
        found.index, found.repeats.low, found.repeats.high, found.repeats.size
    )
    assert found.grams == [(0,)]
    assert c_values(found.index, found.repeats, nesting).tolist() == [0]
    weighed = c_values(found.index, found.repeats, nesting, unigrams=True)
    assert weighed.tolist() == [3]


def test_a_repeat_within_one_document_is_kept_unless_more_documents_are_asked_for() -> (
    None
):
    ids, broken, document = arrays([(word, 1) for word in (0, 1, 2, 0, 1)])
    index, left = build_suffix_array(ids, broken, document), words_before(ids, broken)
    assert maximal_repeats(index, left, n=(2, 3), min_count=2).size.tolist() == [2]
    none = maximal_repeats(index, left, n=(2, 3), min_count=2, min_documents=2)
    assert none.size.tolist() == []
