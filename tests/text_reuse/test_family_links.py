"""The families, notes and capitals of passages, against slow ways to find them."""

from __future__ import annotations

import numpy as np
import pytest

from discourse import notes
from discourse.corpus import Corpus
from discourse.text_reuse import family_links, passage_kinds, passage_notes
from discourse.text_reuse.alignment import Alignments, PartRanges
from discourse.text_reuse.passage_places import NO_PLACE, Places, find_places


def slow_links(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the pairs of ranges that overlap by half of the shorter one or more."""
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
        open_rows.append(row)
    return links


def slow_families(ranges: list[tuple[int, int]], wording: list[int]) -> list[int]:
    """The family of each passage, whose sides are `ranges`: first sides come first.

    Families are numbered in the order of their first places.
    """
    passage_count = len(wording)
    family = list(wording)
    for one, other in slow_links(ranges):
        joined = {family[one % passage_count], family[other % passage_count]}
        family = [min(joined) if number in joined else number for number in family]
    numbers: dict[int, int] = {}
    for _, passage in sorted(zip(ranges, [*range(passage_count)] * 2, strict=True)):
        numbers.setdefault(family[passage], len(numbers))
    return [numbers[number] for number in family]


@pytest.mark.parametrize("seed", range(30))
def test_families_are_passages_of_one_wording_or_that_overlap(seed: int) -> None:
    chance = np.random.default_rng(seed)
    different = int(chance.choice([1, 3, 12, 40]))
    start = chance.integers(0, 30 * different, different)
    end = start + chance.integers(1, 20, different)
    first, second = chance.integers(0, different, (2, 60))
    wording = chance.integers(0, 50, 60)
    nothing = np.zeros(60, dtype=np.int64)
    alignments = Alignments(
        start[first], end[first], start[second], end[second], nothing, nothing, nothing
    )
    places = find_places(alignments)
    assert places.ranges.start[places.first].tolist() == start[first].tolist()
    assert places.ranges.end[places.second].tolist() == end[second].tolist()
    document = places.ranges.start // 50
    families = family_links.find_families(
        places, wording, document=document, wording_count=55
    )
    chosen = np.concatenate([first, second])
    ranges = list(zip(start[chosen].tolist(), end[chosen].tolist(), strict=True))
    expected = slow_families(ranges, wording.tolist())
    assert families.of_wording[wording].tolist() == expected
    assert families.of_place[places.first].tolist() == expected
    assert families.of_place[places.second].tolist() == expected
    for family in set(expected):
        of_family = np.tile(expected, 2) == family
        documents = set((start[chosen][of_family] // 50).tolist())
        assert families.documents[family] == max(len(documents), 2)
    # The other wordings have families of their own, behind these.
    others = [number for number in range(55) if number not in wording]
    expected_numbers = [len(set(expected)) + rank for rank in range(len(others))]
    assert families.of_wording[others].tolist() == expected_numbers
    assert families.has_place.tolist() == [True] * len(set(expected)) + [False] * len(
        others
    )
    assert (families.documents[expected_numbers] == 2).all()


def test_no_passage_has_no_family() -> None:
    nothing = np.empty(0, dtype=np.int64)
    places = find_places(Alignments(*[nothing] * 7))
    families = family_links.find_families(
        places, nothing, document=nothing, wording_count=0
    )
    assert len(places) == len(families.of_wording) == len(families.documents) == 0
    ranges = PartRanges(np.array([0, 3]), np.array([4, 5]))
    assert places.find_overlapping(ranges).tolist() == [NO_PLACE, NO_PLACE]


def test_the_first_place_that_overlaps_by_half_is_found() -> None:
    chance = np.random.default_rng(7)
    for _ in range(50):
        start, other_start = np.sort(chance.integers(0, 60, (2, 12)))
        words, other_words = chance.integers(1, 20, (2, 12))
        end = start + words
        other_end = other_start + other_words
        places = Places(PartRanges(start, end), start, start)
        found = places.find_overlapping(PartRanges(other_start, other_end))
        for row, place in enumerate(found.tolist()):
            overlap = np.minimum(end, other_end[row])
            overlap -= np.maximum(start, other_start[row])
            shorter = np.minimum(end - start, other_end[row] - other_start[row])
            rows = np.flatnonzero(2 * overlap >= shorter)
            assert place == (rows[0] if len(rows) else NO_PLACE)


def test_documents_of_a_family_are_counted_once() -> None:
    family = np.array([0, 1, 0, 1, 0])
    document = np.array([5, 5, 5, 2, 0])
    counts = family_links._count_documents(family, document, 3)
    assert counts.tolist() == [2, 2, 0]


def test_notes_stand_in_one_order_in_every_combination() -> None:
    has_note = {
        "set_phrase": np.array([False, True] * 4),
        "grown": np.array([False, False, True, True] * 2),
        "chained": np.array([False] * 4 + [True] * 4),
    }
    found = passage_notes.texts_of_notes(has_note)
    for number, text in enumerate(found.tolist()):
        said = [key for bit, key in enumerate(has_note) if number >> bit & 1]
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
