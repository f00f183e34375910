"""The families, notes and capitals of passages, against slow ways to find them."""

from __future__ import annotations

import numpy as np
import pytest

from discourse import notes
from discourse.corpus import Corpus
from discourse.text_reuse import _shared_passages, passage_kinds
from discourse.text_reuse.alignment import PartRanges


def slow_links(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The old way: each range with the first open one that it overlaps by half."""
    links = []
    open_rows: list[int] = []
    order = sorted(range(len(ranges)), key=lambda row: (ranges[row], row))
    for row in order:
        start, end = ranges[row]
        open_rows = [other for other in open_rows if ranges[other][1] > start]
        for other in open_rows:
            other_start, other_end = ranges[other]
            overlap = min(end, other_end) - start
            if 2 * overlap >= min(end - start, other_end - other_start):
                links.append((row, other))
                break
        open_rows.append(row)
    return links


@pytest.mark.parametrize("seed", range(30))
def test_equal_ranges_change_no_family(seed: int) -> None:
    chance = np.random.default_rng(seed)
    different = int(chance.choice([1, 3, 12, 40]))
    start = chance.integers(0, 60, different)
    end = start + chance.integers(1, 20, different)
    chosen = chance.integers(0, different, 150)
    ranges = PartRanges(start[chosen], end[chosen])
    found = _shared_passages._link_overlapping(ranges)
    pairs = zip(ranges.start.tolist(), ranges.end.tolist(), strict=True)
    expected = np.array(slow_links(list(pairs)), dtype=np.int64).reshape(-1, 2)
    assert found.shape[1:] == (2,)
    families = _shared_passages._components(found, 150)
    assert families.tolist() == _shared_passages._components(expected, 150).tolist()


def test_no_range_has_no_link() -> None:
    nothing = np.empty(0, dtype=np.int64)
    links = _shared_passages._link_overlapping(PartRanges(nothing, nothing))
    assert links.shape == (0, 2)


def test_documents_of_a_family_are_counted_once() -> None:
    family = np.array([0, 1, 0, 1, 0])
    document = np.array([5, 5, 5, 2, 0])
    counts = _shared_passages._count_documents(family, document)
    assert counts.tolist() == [2, 2]


class OfEightPassages:
    """Passages with each combination of the three notes."""

    kind = np.array(["verbatim"] * 8, dtype=object)
    is_set_phrase = np.array([False, True] * 4)
    is_mostly_grown = np.array([False, False, True, True] * 2)
    documents = np.array([1] * 4 + [99] * 4)


def test_notes_stand_in_one_order_in_every_combination() -> None:
    found = _shared_passages._notes(OfEightPassages(), 50)  # type: ignore[arg-type]
    keys = ("set_phrase", "grown", "chained")
    for number, text in enumerate(found.tolist()):
        said = [key for bit, key in enumerate(keys) if number >> bit & 1]
        assert text == notes.join([notes.make(key) for key in said])


def test_capitals_are_those_of_the_raw_text() -> None:
    texts = {"a": "The Élan of 5 ǅ Ǆ ß ẞ.", "b": "", "c": "和平 Über Ärger i"}
    corpus = Corpus.from_texts(texts)
    expected = []
    for name in corpus.names:
        stream = corpus.stream
        tokens = np.flatnonzero(
            np.array(corpus.names)[stream.document] == name
        ).tolist()
        raw = corpus.raw[name]
        expected += [raw[stream.start[token]].isupper() for token in tokens]
    assert passage_kinds._are_capitalised(corpus).tolist() == expected
    assert any(expected)
