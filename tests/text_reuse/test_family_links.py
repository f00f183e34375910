"""The families, notes and capitals of passages, against slow ways to find them."""

from __future__ import annotations

import numpy as np
import pytest

from discourse import notes
from discourse.corpus import Corpus
from discourse.text_reuse import _shared_passages, family_links, passage_kinds
from discourse.text_reuse.alignment import Alignments
from discourse.text_reuse.passage_places import find_places


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


def slow_families(ranges: list[tuple[int, int]], passage_count: int) -> list[int]:
    """The family of each passage, whose sides are `ranges`: first sides come first."""
    family = list(range(passage_count))
    for one, other in slow_links(ranges):
        joined = {family[one % passage_count], family[other % passage_count]}
        family = [min(joined) if number in joined else number for number in family]
    numbers: dict[int, int] = {}
    return [numbers.setdefault(number, len(numbers)) for number in family]


@pytest.mark.parametrize("seed", range(30))
def test_families_of_places_are_those_of_all_sides(seed: int) -> None:
    chance = np.random.default_rng(seed)
    different = int(chance.choice([1, 3, 12, 40]))
    start = chance.integers(0, 30 * different, different)
    end = start + chance.integers(1, 20, different)
    first, second = chance.integers(0, different, (2, 60))
    nothing = np.zeros(60, dtype=np.int64)
    alignments = Alignments(
        start[first], end[first], start[second], end[second], nothing, nothing
    )
    places = find_places(alignments)
    assert places.ranges.start[places.first].tolist() == start[first].tolist()
    assert places.ranges.end[places.second].tolist() == end[second].tolist()
    document = places.ranges.start // 50
    families = family_links.find_families(places, document)
    chosen = np.concatenate([first, second])
    ranges = list(zip(start[chosen].tolist(), end[chosen].tolist(), strict=True))
    expected = slow_families(ranges, 60)
    assert families.family.tolist() == expected
    for family, documents in zip(expected, families.documents.tolist(), strict=True):
        of_family = np.tile(expected, 2) == family
        assert documents == len(set((start[chosen][of_family] // 50).tolist()))


def test_no_passage_has_no_family() -> None:
    nothing = np.empty(0, dtype=np.int64)
    places = find_places(Alignments(*[nothing] * 6))
    families = family_links.find_families(places, nothing)
    assert len(places) == len(families.family) == len(families.documents) == 0


def test_documents_of_a_family_are_counted_once() -> None:
    family = np.array([0, 1, 0, 1, 0])
    document = np.array([5, 5, 5, 2, 0])
    counts = family_links._count_documents(family, document)
    assert counts.tolist() == [2, 2]


class OfEightPassages:
    """Passages with each combination of the three notes."""

    kind = np.array([passage_kinds.VERBATIM] * 8)
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
