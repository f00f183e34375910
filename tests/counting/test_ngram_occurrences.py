"""n-grams, frames and skip-grams: against a slow search, word by word."""

from __future__ import annotations

import itertools
from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_suffix_array import arrays, tokens

from discourse.counting import ngrams as ngrams_module
from discourse.counting.ngrams import (
    NgramOccurrences,
    contiguous_ngrams,
    ngram_frames,
    skip_grams,
)
from discourse.counting.suffix_array import build_suffix_array
from discourse.errors import OptionError
from discourse.text import SLOT

Gram = tuple[int, ...]
# Where each sequence begins, and the word in its slot (-1 = it has none).
Occurrences = dict[Gram, list[tuple[int, int]]]


def stretches(ids: np.ndarray, broken: np.ndarray) -> list[tuple[int, list[int]]]:
    """First token and words of every stretch between two breaks."""
    found: list[tuple[int, list[int]]] = []
    for place, (word, begins) in enumerate(zip(ids, broken, strict=True)):
        if begins:
            found.append((place, []))
        found[-1][1].append(int(word))
    return found


def sequences(
    ids: np.ndarray, broken: np.ndarray, size: int, *, skip: int = 0
) -> Occurrences:
    """Every choice of `size` words of a stretch with at most `skip` words left out."""
    found: Occurrences = {}
    for first, words in stretches(ids, broken):
        for chosen in itertools.combinations(range(len(words)), size):
            if chosen[-1] - chosen[0] < size + skip:
                gram = tuple(words[place] for place in chosen)
                found.setdefault(gram, []).append((first + chosen[0], -1))
    return found


def opened(found: Occurrences, slot: int) -> Occurrences:
    """The same n-grams with one place open."""
    frames: Occurrences = {}
    for gram, where in found.items():
        frame = (*gram[:slot], int(SLOT), *gram[slot + 1 :])
        places = [(place, gram[slot]) for place, _ in where]
        frames.setdefault(frame, []).extend(places)
    return frames


def frequent(found: Occurrences, least: int) -> Occurrences:
    """Those that occur often enough, their occurrences in order of place."""
    return {gram: sorted(where) for gram, where in found.items() if len(where) >= least}


def read(found: NgramOccurrences) -> Occurrences:
    """What was found, as the slow search gives it."""
    grams = [tuple(words) for words in found.words.tolist()]
    assert len(found) == len(set(grams)) == len(grams)
    filler = found.filler if len(found.filler) else np.full(len(found.first_token), -1)
    assert len(found.ngram) == len(found.first_token) == len(filler)
    occurrences: Occurrences = {gram: [] for gram in grams}
    for number, place, word in zip(
        found.ngram.tolist(), found.first_token.tolist(), filler.tolist(), strict=True
    ):
        occurrences[grams[number]].append((place, word))
    return {gram: sorted(where) for gram, where in occurrences.items()}


@given(tokens, st.integers(1, 5), st.integers(1, 3))
def test_ngrams_stand_where_they_occur(
    made: list[tuple[int, int]], size: int, least: int
) -> None:
    ids, broken, document = arrays(made)
    index = build_suffix_array(ids, broken, document)
    found = contiguous_ngrams(index, ids, size, least)
    occurrences = found.list_occurrences()
    assert read(occurrences) == frequent(sequences(ids, broken, size), least)
    assert found.words.tolist() == sorted(found.words.tolist())
    counts = np.bincount(occurrences.ngram, minlength=len(found))
    assert found.count.tolist() == counts.tolist()
    for number, documents in enumerate(found.documents.tolist()):
        places = occurrences.first_token[occurrences.ngram == number]
        assert documents == len(set(document[places].tolist()))


@given(tokens, st.integers(1, 5), st.integers(1, 3))
def test_frames_stand_where_they_occur(
    made: list[tuple[int, int]], size: int, least: int
) -> None:
    ids, broken, document = arrays(made)
    found = list(
        ngram_frames(build_suffix_array(ids, broken, document), ids, size, least)
    )
    assert len(found) == max(size - 2, 0), "one for each inner place"
    every = sequences(ids, broken, size)
    for slot, level in enumerate(found, 1):
        assert read(level) == frequent(opened(every, slot), least)


@pytest.mark.parametrize("size", [3, 4, 5])
@pytest.mark.parametrize("least", [1, 2, 3])
def test_frames_of_a_long_text_of_few_words(size: int, least: int) -> None:
    random = np.random.default_rng(size)
    words, gaps = random.integers(0, 4, 120), random.integers(0, 30, 120)
    ids, broken, document = arrays(list(zip(words, gaps, strict=True)))
    every = sequences(ids, broken, size)
    found = list(
        ngram_frames(build_suffix_array(ids, broken, document), ids, size, least)
    )
    for slot, level in enumerate(found, 1):
        assert read(level) == frequent(opened(every, slot), least)
    assert any(len(level.first_token) for level in found)


@given(
    tokens, st.integers(1, 3), st.integers(0, 2), st.integers(0, 3), st.integers(1, 4)
)
def test_skip_grams_stand_where_they_occur(
    made: list[tuple[int, int]], low: int, more: int, skip: int, least: int
) -> None:
    ids, broken, document = arrays(made[:30])
    high = low + more
    index = build_suffix_array(ids, broken, document)
    found = list(skip_grams(index, ids, (low, high), skip, least))
    assert len(found) == more + 1, "one for each length"
    for size, level in enumerate(found, low):
        expected = frequent(sequences(ids, broken, size, skip=skip), least)
        assert read(level) == expected


def test_more_sequences_than_can_be_held_are_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ids, broken, document = arrays([(0, 1)] * 10)
    index = build_suffix_array(ids, broken, document)
    # A word is followed by two out of the next four, two of which are skipped.
    most = 10 * comb(4, 2)
    monkeypatch.setattr(ngrams_module, "MAX_SEQUENCES", most)
    assert list(skip_grams(index, ids, (1, 3), 2, 1))
    monkeypatch.setattr(ngrams_module, "MAX_SEQUENCES", most - 1)
    message = r"^skip=2 and n up to 3 make up to 60 sequences of 10 words; at most 59"
    with pytest.raises(OptionError, match=message):
        list(skip_grams(index, ids, (1, 3), 2, 1))
