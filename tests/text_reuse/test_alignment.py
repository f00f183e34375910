"""Alignments grown from exact runs: against one cell of the table after the other."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from reused_texts import align_corpus, all_matches, corpora, rows_of

from discourse.corpus import Corpus
from discourse.text_reuse.alignment import BAND, DROP
from discourse.text_reuse.word_parts import WordParts, word_parts_of


@dataclass
class Growth:
    """How far an alignment grew: words of both sides, and how many of them match."""

    score: int = 0
    words: int = 0
    other_words: int = 0
    matches: int = 0

    def add(
        self, score: int, *, words: int = 0, other_words: int = 0, matches: int = 0
    ) -> Growth:
        return Growth(
            self.score + score,
            self.words + words,
            self.other_words + other_words,
            self.matches + matches,
        )


def grow_slowly(words: list[int], other_words: list[int]) -> Growth:
    """Grow one word of the first side at a time; of equal ways a pair comes first."""
    best = Growth()
    longest = len(other_words)
    row = {
        column: Growth(score=-column, other_words=column)
        for column in range(min(BAND, longest) + 1)
    }
    for step, word in enumerate(words, 1):
        previous_row, row = row, {}
        first_column = max(step - BAND, 0)
        last_column = min(step + BAND, longest)
        for column in range(first_column, last_column + 1):
            ways = []
            if column - 1 in previous_row:
                same = word == other_words[column - 1]
                score = 1 if same else -1
                cell = previous_row[column - 1]
                ways.append(cell.add(score, words=1, other_words=1, matches=int(same)))
            if column in previous_row:
                ways.append(previous_row[column].add(-1, words=1))
            if column - 1 in row:
                ways.append(row[column - 1].add(-1, other_words=1))
            if ways:
                row[column] = max(ways, key=lambda way: way.score)
        if not row:
            break
        best_of_row = max(row.values(), key=lambda cell: cell.score)
        if best_of_row.score > best.score:
            best = best_of_row
        if best_of_row.score <= best.score - DROP:
            break
    return best


def words_after(parts: WordParts, position: int) -> list[int]:
    """Return the words from `position` to the next wall."""
    end = position
    while not parts.wall[end]:
        end += 1
    return parts.codes[position:end].tolist()


def words_before(parts: WordParts, position: int) -> list[int]:
    """Return the words before `position`, the nearest first, to the wall before them."""
    start = position
    while not parts.wall[start]:
        start -= 1
    return parts.codes[start:position][::-1].tolist()


@dataclass
class Alignment:
    """One alignment."""

    start: int
    end: int
    other_start: int
    other_end: int
    matches: int
    run: int

    @property
    def words(self) -> int:
        """Words of the longer side."""
        return max(self.end - self.start, self.other_end - self.other_start)

    def overlaps(self, other: Alignment) -> bool:
        """Return whether both have a word in common on both sides."""
        first_sides = self.start < other.end and other.start < self.end
        second_sides = (
            self.other_start < other.other_end and other.other_start < self.other_end
        )
        return first_sides and second_sides

    def covers_first_side(self, other: Alignment) -> bool:
        return self.start <= other.start and other.end <= self.end


def alignments_of(corpus: Corpus, *, min_words: int) -> list[Alignment]:
    aligned = align_corpus(corpus, min_words=min_words)
    return [Alignment(*row) for row in rows_of(aligned)]


def align_slowly(corpus: Corpus, *, min_words: int) -> list[Alignment]:
    """Grow every run by itself; of those that overlap keep the one of most matches."""
    parts = word_parts_of(corpus)
    runs = all_matches(parts, min_words=min_words)
    grown = []
    for first, second, length in zip(
        runs.first.tolist(), runs.second.tolist(), runs.length.tolist(), strict=True
    ):
        first_end, second_end = first + length, second + length
        after = grow_slowly(
            words_after(parts, first_end), words_after(parts, second_end)
        )
        before = grow_slowly(words_before(parts, first), words_before(parts, second))
        grown.append(
            Alignment(
                start=first - before.words,
                end=first_end + after.words,
                other_start=second - before.other_words,
                other_end=second_end + after.other_words,
                matches=length + before.matches + after.matches,
                run=length,
            )
        )
    grown.sort(key=lambda row: (-row.matches, row.words, row.start, row.other_start))
    kept: list[Alignment] = []
    for candidate in grown:
        overlapping = [better for better in kept if better.overlaps(candidate)]
        if not overlapping:
            kept.append(candidate)
        elif overlapping[0].covers_first_side(candidate):
            overlapping[0].run = max(overlapping[0].run, candidate.run)
    return sorted(kept, key=lambda row: (row.start, row.other_start))


@pytest.mark.parametrize("min_words", [2, 3])
@given(corpus=corpora())
def test_alignments_are_those_grown_slowly(min_words: int, corpus: Corpus) -> None:
    expected = align_slowly(corpus, min_words=min_words)
    assert alignments_of(corpus, min_words=min_words) == expected


def words_and_matches(text: str, other_text: str) -> list[list[int]]:
    """Align two texts that begin with four words in a row."""
    corpus = Corpus.from_texts({"a": text, "b": other_text})
    aligned = alignments_of(corpus, min_words=4)
    return [[alignment.words, alignment.matches] for alignment in aligned]


def test_an_alignment_goes_over_four_differences_but_not_over_five() -> None:
    tail = "p q r s t u v"
    four = words_and_matches(f"a b c d 1 2 3 4 {tail}", f"a b c d 5 6 7 8 {tail}")
    assert four == [[15, 11]]
    five = words_and_matches(f"a b c d 1 2 3 4 9 {tail}", f"a b c d 5 6 7 8 0 {tail}")
    assert five == [[4, 4], [7, 7]]


@pytest.mark.parametrize("short_side_first", [True, False])
def test_one_side_may_have_three_words_more_but_not_four(
    short_side_first: bool,
) -> None:
    tail = "p q r s t u v"
    short = f"a b c d {tail}"
    for added_words, expected in (
        ("1 2 3", [[14, 11]]),
        ("1 2 3 4", [[4, 4], [7, 7]]),
    ):
        long = f"a b c d {added_words} {tail}"
        texts = (short, long) if short_side_first else (long, short)
        assert words_and_matches(*texts) == expected
