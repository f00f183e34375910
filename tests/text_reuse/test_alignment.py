"""Alignments grown from exact runs: against one cell of the table after the other."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse.corpus import Corpus
from discourse.text_reuse.alignment import BAND, DROP, Alignments, align
from discourse.text_reuse.exact_matches import (
    WordParts,
    find_exact_matches,
    word_parts_of,
)

# Pieces of a few words, so that texts share long runs with small differences.
PIECES = st.sampled_from(
    ["a b c d e f", "g h i-j", "c d", "x", "y", "z", "k l m n", "f g", "d-e", ". "]
)
TEXTS = st.lists(st.lists(PIECES, max_size=14).map(" ".join), min_size=2, max_size=4)


@st.composite
def corpora(draw: st.DrawFn) -> Corpus:
    """Texts that share much, some with a masked stretch."""
    texts = {f"d{number}": text for number, text in enumerate(draw(TEXTS))}
    corpus = Corpus.from_texts(texts)
    spans = []
    for name, text in texts.items():
        if text and draw(st.integers(0, 3)) == 0:
            start = draw(st.integers(0, len(text) - 1))
            spans.append({"doc": name, "start": start, "end": start + 1})
    return corpus.mask(pd.DataFrame(spans)) if spans else corpus


@dataclass
class Growth:
    """How far an alignment grew: words of both sides, and how many of them match."""

    score: int = 0
    words: int = 0
    other: int = 0
    matches: int = 0


def grown(words: list[int], other: list[int]) -> Growth:
    """Grow one word of the first side at a time; of equal ways a pair comes first."""
    best = Growth()
    cells = {
        place: Growth(score=-place, other=place)
        for place in range(min(BAND, len(other)) + 1)
    }
    for taken, word in enumerate(words, 1):
        row: dict[int, Growth] = {}
        for place in range(max(taken - BAND, 0), min(taken + BAND, len(other)) + 1):
            ways = []
            if place - 1 in cells:
                before = cells[place - 1]
                same = word == other[place - 1]
                score = before.score + (1 if same else -1)
                ways.append(Growth(score, taken, place, before.matches + same))
            if place in cells:
                before = cells[place]
                ways.append(Growth(before.score - 1, taken, place, before.matches))
            if place - 1 in row:
                before = row[place - 1]
                ways.append(Growth(before.score - 1, taken, place, before.matches))
            if ways:
                row[place] = max(ways, key=lambda way: way.score)
        if not row:
            break
        top = max(row.values(), key=lambda cell: cell.score)
        if top.score > best.score:
            best = top
        if top.score <= best.score - DROP:
            break
        cells = row
    return best


def onward(parts: WordParts, place: int) -> list[int]:
    """Words from `place` to the next wall."""
    end = place
    while not parts.wall[end]:
        end += 1
    return parts.codes[place:end].tolist()


def backward(parts: WordParts, place: int) -> list[int]:
    """Words before `place`, the nearest first, to the wall before them."""
    start = place
    while not parts.wall[start]:
        start -= 1
    return parts.codes[start:place][::-1].tolist()


@dataclass
class Row:
    """One alignment."""

    start: int
    end: int
    other_start: int
    other_end: int
    matches: int
    run: int

    @property
    def size(self) -> int:
        """Words of the longer side."""
        return max(self.end - self.start, self.other_end - self.other_start)

    def overlaps(self, other: Row) -> bool:
        """Whether both have a word in common on both sides."""
        here = self.start < other.end and other.start < self.end
        there = (
            self.other_start < other.other_end and other.other_start < self.other_end
        )
        return here and there


def slowly_aligned(parts: WordParts, *, words: int) -> list[Row]:
    """Grow every run by itself; of those that overlap keep the one of most matches."""
    runs = find_exact_matches(parts, min_words=words, max_documents=99)
    rows = []
    for one, two, length in zip(
        runs.first.tolist(), runs.second.tolist(), runs.length.tolist(), strict=True
    ):
        after = grown(onward(parts, one + length), onward(parts, two + length))
        before = grown(backward(parts, one), backward(parts, two))
        rows.append(
            Row(
                start=one - before.words,
                end=one + length + after.words,
                other_start=two - before.other,
                other_end=two + length + after.other,
                matches=length + before.matches + after.matches,
                run=length,
            )
        )
    rows.sort(key=lambda row: (-row.matches, row.size, row.start, row.other_start))
    kept: list[Row] = []
    for row in rows:
        clash = next((other for other in kept if row.overlaps(other)), None)
        if clash is None:
            kept.append(row)
        elif clash.start <= row.start and row.end <= clash.end:
            clash.run = max(clash.run, row.run)
    return sorted(kept, key=lambda row: (row.start, row.other_start))


def rows_of(aligned: Alignments) -> list[Row]:
    columns = (
        aligned.start,
        aligned.end,
        aligned.other_start,
        aligned.other_end,
        aligned.matches,
        aligned.run,
    )
    return [Row(*cells) for cells in np.column_stack(columns).tolist()]


@pytest.mark.parametrize("words", [2, 3])
@given(corpus=corpora())
def test_alignments_are_those_grown_slowly(words: int, corpus: Corpus) -> None:
    parts = word_parts_of(corpus)
    aligned = align(parts, find_exact_matches(parts, min_words=words, max_documents=99))
    assert rows_of(aligned) == slowly_aligned(parts, words=words)


def words_between(one: str, two: str) -> list[Row]:
    """Alignments of two texts that begin with four words in a row."""
    parts = word_parts_of(Corpus.from_texts({"a": one, "b": two}))
    return rows_of(
        align(parts, find_exact_matches(parts, min_words=4, max_documents=9))
    )


def test_an_alignment_goes_over_four_differences_and_no_five() -> None:
    tail = "p q r s t u v"
    near = words_between(f"a b c d 1 2 3 4 {tail}", f"a b c d 5 6 7 8 {tail}")
    assert [(row.size, row.matches) for row in near] == [(15, 11)]
    far = words_between(f"a b c d 1 2 3 4 9 {tail}", f"a b c d 5 6 7 8 0 {tail}")
    assert [(row.size, row.matches) for row in far] == [(4, 4), (7, 7)]


@pytest.mark.parametrize("turned", [False, True])
def test_one_side_may_have_three_words_more_and_no_four(turned: bool) -> None:
    tail = "p q r s t u v"
    short = f"a b c d {tail}"
    three, four = f"a b c d 1 2 3 {tail}", f"a b c d 1 2 3 4 {tail}"
    near = words_between(short, three) if turned else words_between(three, short)
    assert [(row.size, row.matches) for row in near] == [(14, 11)]
    far = words_between(short, four) if turned else words_between(four, short)
    assert [(row.size, row.matches) for row in far] == [(4, 4), (7, 7)]
