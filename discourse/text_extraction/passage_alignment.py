"""Where in a text the passages stand that another program took out of it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

__all__ = ["PassageMatch", "align_passages"]

# Blanks are not compared, so lengths here are those without blanks.
_MIN_ANCHOR_LENGTH = 20  # a passage so long that stands once is where it stands
_SEED_LENGTH = 12  # pieces of a changed passage are looked for by so many characters
_MAX_CANDIDATES = 30  # places of a short passage, or of a seed, that are looked at
_MIN_PIECE_LENGTH = 4  # a shorter piece of a changed passage is chance


@dataclass(frozen=True)
class PassageMatch:
    """Where a passage stands in a text.

    Attributes
    ----------
    start, end : int
        Half-open span of the text.
    passage : int
        Number of the passage.
    """

    start: int
    end: int
    passage: int


@dataclass(eq=False)
class _SqueezedText:
    """A text without blanks and what cannot be printed, and where each character was.

    Attributes
    ----------
    original : str
    squeezed : str
    positions : list of int
        Offset in `original` of each character of `squeezed`.
    starts_of_lines : dict of str to list of int
        Where in `squeezed` each line or cell begins, by what it holds.
    """

    original: str
    squeezed: str = field(init=False)
    positions: list[int] = field(init=False)
    starts_of_lines: dict[str, list[int]] = field(init=False)

    def __post_init__(self) -> None:
        self.positions = [
            position
            for position, character in enumerate(self.original)
            if _is_compared(character)
        ]
        self.squeezed = "".join(map(self.original.__getitem__, self.positions))
        self.starts_of_lines = {}
        start = 0
        for line in re.split("[\n\t]", self.original):
            squeezed_line = _squeeze(line)
            self.starts_of_lines.setdefault(squeezed_line, []).append(start)
            start += len(squeezed_line)

    def is_at_edges(self, start: int, end: int) -> bool:
        """Return whether blanks or the ends of the text stand around a span."""
        before = self.positions[start] - 1
        after = self.positions[end - 1] + 1
        begins = before < 0 or self.original[before] in "\n\t"
        ends = after >= len(self.original) or self.original[after] in "\n\t"
        return begins and ends


@dataclass(frozen=True)
class _Range:
    """A half-open span of the squeezed text."""

    start: int
    end: int


def align_passages(text: str, passages: Sequence[str]) -> list[PassageMatch]:
    r"""Return where passages stand in a text, whatever their blanks.

    A long passage that stands once in the text is found first. The others are looked
    for between their neighbours, then anywhere. A passage that is not in the text as a
    whole is found in pieces.

    Parameters
    ----------
    text : str
    passages : sequence of str
        In the order of the text, as far as it is known.

    Returns
    -------
    list of PassageMatch
        In the order of the passages. A passage that is in pieces has several; one that
        is not in the text has none.

    Examples
    --------
    >>> matches = align_passages("Menu\nMenu of  talks\nEnd", ["Menu of talks", "End"])
    >>> [(match.start, match.end) for match in matches]
    [(5, 19), (20, 23)]
    """
    squeezed_text = _SqueezedText(text)
    squeezed_passages = [_squeeze(passage) for passage in passages]
    alignment = _Alignment(squeezed_text, squeezed_passages)
    ranges = alignment.find_all()
    positions = squeezed_text.positions
    matches = []
    for number, ranges_of_passage in enumerate(ranges):
        for place in ranges_of_passage:
            start = positions[place.start]
            end = positions[place.end - 1] + 1
            matches.append(PassageMatch(start, end, number))
    return matches


def _is_compared(character: str) -> bool:
    return character.isprintable() and not character.isspace()


def _squeeze(passage: str) -> str:
    return "".join(filter(_is_compared, passage))


class _Alignment:
    """The search for passages in one text."""

    def __init__(self, text: _SqueezedText, passages: Sequence[str]) -> None:
        self._text = text
        self._squeezed = text.squeezed
        self._passages = passages
        self._places: list[list[_Range]] = [[] for _ in passages]
        self._seeds: dict[str, list[int]] | None = None
        self._first_places: dict[str, int] = {}

    def find_all(self) -> list[list[_Range]]:
        """Return the ranges of each passage."""
        anchors = self._find_anchors()
        previous_end = 0
        first_free = 0
        for anchor in anchors:
            place = self._places[anchor][0]
            self._find_between(first_free, anchor, previous_end, place.start)
            previous_end = place.end
            first_free = anchor + 1
        count = len(self._passages)
        self._find_between(first_free, count, previous_end, len(self._squeezed))
        return self._places

    def _find_anchors(self) -> list[int]:
        """Place the long passages that stand once; return those in the right order."""
        numbers = []
        starts = []
        for number, passage in enumerate(self._passages):
            if len(passage) < _MIN_ANCHOR_LENGTH:
                continue
            start = self._only_place(passage)
            if start < 0:
                continue
            self._places[number] = [_Range(start, start + len(passage))]
            numbers.append(number)
            starts.append(start)
        return [numbers[index] for index in _longest_increasing(starts)]

    def _only_place(self, passage: str) -> int:
        """Return where a passage stands, -1 if it stands nowhere or more than once.

        What is a line of its own is that line, wherever else the words stand.
        """
        starts = self._text.starts_of_lines.get(passage)
        if starts is not None:
            return starts[0] if len(starts) == 1 else -1
        start = self._first_place(passage)
        if start >= 0 and self._squeezed.find(passage, start + 1) >= 0:
            return -1
        return start

    def _find_between(self, first: int, last: int, start: int, end: int) -> None:
        """Place the passages first:last, those that can be, in the text start:end."""
        numbers = [n for n in range(first, last) if not self._places[n]]
        is_before_first = start == 0
        if is_before_first:
            # What stands before the first long passage stands close to it: a title
            # again in the head of the page is farther away.
            numbers.reverse()
        for number in numbers:
            passage = self._passages[number]
            if not passage:
                continue
            place = self._place_in(passage, start, end, from_end=is_before_first)
            if place is None:
                self._places[number] = self._find_elsewhere(passage, start)
                continue
            self._places[number] = [place]
            if is_before_first:
                end = place.start
            else:
                start = place.end

    def _place_in(
        self, passage: str, start: int, end: int, *, from_end: bool
    ) -> _Range | None:
        """Return where a passage stands in start:end, best on a line of its own."""
        first_place = None
        low = start
        high = end
        for _ in range(_MAX_CANDIDATES):
            if from_end:
                place_start = self._squeezed.rfind(passage, low, high)
            else:
                place_start = self._squeezed.find(passage, low, high)
            if place_start < 0:
                break
            place = _Range(place_start, place_start + len(passage))
            if self._text.is_at_edges(place.start, place.end):
                return place
            first_place = first_place or place
            if from_end:
                high = place.end - 1
            else:
                low = place.start + 1
        return first_place

    def _find_elsewhere(self, passage: str, start: int) -> list[_Range]:
        """Return the ranges of a passage that is not between its neighbours."""
        first_place = self._first_place(passage)
        if first_place < 0:
            return self._find_pieces(passage, start)
        place = self._place_in(passage, 0, len(self._squeezed), from_end=False)
        return [place] if place else []

    def _first_place(self, passage: str) -> int:
        """Return where a passage stands first; -1 if it is not in the text."""
        starts = self._text.starts_of_lines.get(passage)
        if starts is not None:
            return starts[0]
        if passage not in self._first_places:
            self._first_places[passage] = self._squeezed.find(passage)
        return self._first_places[passage]

    def _find_pieces(self, passage: str, start: int) -> list[_Range]:
        """Return the ranges of the pieces of a passage, in order."""
        seeds = self._seed_places()
        pieces: list[_Range] = []
        position = 0
        while position + _SEED_LENGTH <= len(passage):
            seed = passage[position : position + _SEED_LENGTH]
            places = seeds.get(seed)
            if places is None:
                position += 1
                continue
            index = bisect_left(places, start)
            place = places[index] if index < len(places) else places[-1]
            length = _common_length(self._squeezed, place, passage, position)
            pieces.append(_Range(place, place + length))
            start = place + length
            position += length
        rest = passage[position:]
        if pieces and len(rest) >= _MIN_PIECE_LENGTH:
            place = self._squeezed.find(rest, start, start + 2 * len(rest))
            if place >= 0:
                pieces.append(_Range(place, place + len(rest)))
        return pieces

    def _seed_places(self) -> dict[str, list[int]]:
        """Return where each run of `_SEED_LENGTH` characters stands, made once."""
        if self._seeds is None:
            seeds: dict[str, list[int]] = {}
            for start in range(len(self._squeezed) - _SEED_LENGTH + 1):
                seed = self._squeezed[start : start + _SEED_LENGTH]
                seeds.setdefault(seed, []).append(start)
            self._seeds = seeds
        return self._seeds


_STEP = 64  # characters compared at a time


def _common_length(text: str, start: int, passage: str, position: int) -> int:
    """Return how many characters are the same from two offsets on."""
    length = 0
    while True:
        one = text[start + length : start + length + _STEP]
        other = passage[position + length : position + length + _STEP]
        if one == other and len(one) == _STEP:
            length += _STEP
            continue
        for first, second in zip(one, other, strict=False):
            if first != second:
                break
            length += 1
        return length


def _longest_increasing(values: Sequence[int]) -> list[int]:
    """Return the indices of a longest increasing part of a sequence.

    >>> _longest_increasing([3, 9, 4, 5, 1])
    [0, 2, 3]
    """
    tails: list[int] = []  # the smallest last value of a part of each length
    tail_indices: list[int] = []
    previous: list[int] = []  # the index before each, in the part that it ends
    for index, value in enumerate(values):
        length = bisect_left(tails, value)
        previous.append(tail_indices[length - 1] if length else -1)
        if length == len(tails):
            tails.append(value)
            tail_indices.append(index)
        else:
            tails[length] = value
            tail_indices[length] = index
    chain = []
    index = tail_indices[-1] if tail_indices else -1
    while index >= 0:
        chain.append(index)
        index = previous[index]
    chain.reverse()
    return chain
