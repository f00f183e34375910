"""Runs of words that the pages of a site have in the same place."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from discourse.cleaning.anchored_runs import SHINGLE_WORDS, count_anchored
from discourse.text import tokenise


def anchored_counts(texts: Sequence[str], *, max_shift: int) -> list[list[int]]:
    """The counts of `count_anchored` for pages of one site, by page."""
    stream, _ = tokenise(texts, ["line"] * len(texts))
    sites = np.zeros(len(texts), dtype=np.int64)
    counts = count_anchored(stream, sites, max_shift=max_shift)
    return [part.tolist() for part in np.split(counts, stream.bounds[1:-1])]


def counts_one_by_one(texts: Sequence[str], *, max_shift: int) -> list[list[int]]:
    """The same, from the definition."""
    pages = [text.split() for text in texts]
    all_counts = []
    for words in pages:
        counts = [0] * len(words)
        for place in range(len(words) - SHINGLE_WORDS + 1):
            shingle = words[place : place + SHINGLE_WORDS]
            from_start = 0
            to_end = 0
            for page in pages:
                from_start += is_near(page, shingle, place, max_shift)
                same_place = place + len(page) - len(words)
                to_end += is_near(page, shingle, same_place, max_shift)
            for covered in range(place, place + SHINGLE_WORDS):
                counts[covered] = max(counts[covered], from_start, to_end)
        all_counts.append(counts)
    return all_counts


def is_near(page: list[str], shingle: list[str], place: int, max_shift: int) -> bool:
    """Whether a page has a shingle at a place, or at most so many words away."""
    first_place = max(place - max_shift, 0)
    places = range(first_place, place + max_shift + 1)
    return any(page[at : at + SHINGLE_WORDS] == shingle for at in places)


def test_a_page_that_repeats_a_run_counts_once() -> None:
    texts = ["one two three four one two three four", "one two three four five"]
    counts = anchored_counts(texts, max_shift=12)
    assert counts[0] == [2] * 4 + [2] * 4
    assert counts[1] == [2] * 4 + [1]


@pytest.mark.parametrize("max_shift", [0, 1, 3, 12])
def test_pages_are_counted_as_they_are_one_by_one(max_shift: int) -> None:
    rng = np.random.default_rng(4)
    texts = []
    for _ in range(12):
        words = rng.choice(["one", "two"], size=rng.integers(0, 30))
        texts.append(" ".join(words))
    expected = counts_one_by_one(texts, max_shift=max_shift)
    assert anchored_counts(texts, max_shift=max_shift) == expected


def test_pages_of_two_sites_are_counted_apart() -> None:
    texts = ["one two three four"] * 3
    stream, _ = tokenise(texts, ["line"] * 3)
    sites = np.array([0, 0, 2])
    counts = count_anchored(stream, sites, max_shift=2)
    assert counts.tolist() == [2] * 8 + [1] * 4
