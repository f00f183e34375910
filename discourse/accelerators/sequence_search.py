"""Which of many short sequences of characters occur in which texts.

A sequence is a row of sets of characters. All sequences are looked for in one pass over
a text, however many they are: each place of each sequence is a bit of a number of 64
bits. A character moves the bits by one place, and leaves those whose sets hold it
(Shift-And).

References
----------
Baeza-Yates & Gonnet (1992), A new approach to text searching, Communications of the ACM
35(10), 74-82.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from discourse.accelerators.compiled_kernels import has_kernels, kernels_in_use
from discourse.accelerators.threads import map_in_threads

__all__ = ["SequenceMatches", "SequenceSearch"]

# Characters are units of UTF-16. One beyond U+FFFF is two of them, from this range.
_ENCODING = "utf-16-le"
_UNIT = np.dtype("<u2")
_UNIT_COUNT = 1 << 16
_PAIRED_UNITS = slice(0xD800, 0xE000)

_COUNTED_BIT = 63
_RANGE_OR_CHARACTER = re.compile(r"(.)-(.)|(.)", re.DOTALL)
_BATCH_SIZE = 1 << 19  # characters that are looked through at once, to stay in cache


@dataclass(frozen=True, eq=False)
class SequenceMatches:
    """What was found in texts.

    Attributes
    ----------
    places : uint64 array, shape (texts,)
        Where a bit is set, a sequence agrees with the text up to this place.
    counted : int64 array, shape (texts,)
        How many characters of the text are counted ones.
    sizes : int64 array, shape (texts,)
        How many units of UTF-16 the text has.
    have_surrogates : bool array, shape (texts,)
        Whether the text has a lone surrogate, which is half of a character.
    """

    places: np.ndarray
    counted: np.ndarray
    sizes: np.ndarray
    have_surrogates: np.ndarray

    def select(self, numbers: Sequence[int]) -> SequenceMatches:
        """Return what was found in some of the texts."""
        chosen = np.array(numbers, dtype=np.int64)
        return SequenceMatches(
            self.places[chosen],
            self.counted[chosen],
            self.sizes[chosen],
            self.have_surrogates[chosen],
        )


class SequenceSearch:
    r"""A search for sequences of characters.

    Parameters
    ----------
    sequences : sequence of tuple of str
        Each has a set of characters for each of its places, as it is written between
        the brackets of a regular expression, without escapes: ``("A-Z", "-.")``. A
        character beyond U+FFFF stands at two places, and is in any set that holds one
        such character. All sequences together have at most 63 places.
    counted : str
        The set of characters that are counted.

    Examples
    --------
    >>> search = SequenceSearch([("<", "a-z"), ("é",)], counted="\n")
    >>> matches = search.find(["a < b\n", "<b>", "é", ""])
    >>> search.has_any(matches.places, [("<", "a-z")]).tolist()
    [False, True, False, False]
    >>> matches.counted.tolist(), matches.sizes.tolist()
    ([1, 0, 0, 0], [6, 3, 1, 0])
    """

    def __init__(self, sequences: Sequence[tuple[str, ...]], *, counted: str) -> None:
        self._places_of_unit = np.zeros(_UNIT_COUNT, dtype=np.uint64)
        self._last_bit: dict[tuple[str, ...], int] = {}
        self._longest = max(map(len, sequences))
        first_places = 0
        place = 0
        for sequence in dict.fromkeys(sequences):
            first_places |= 1 << place
            for characters in sequence:
                self._allow(characters, place)
                place += 1
            self._last_bit[sequence] = 1 << (place - 1)
        if place > _COUNTED_BIT:
            raise ValueError(f"{place} places in sequences, expected at most 63")
        self._allow(counted, _COUNTED_BIT)
        self._first_places = np.array([first_places], dtype=np.uint64)

    def _allow(self, characters: str, place: int) -> None:
        """Let a set of characters stand at a place."""
        bit = np.uint64(1 << place)
        for match in _RANGE_OR_CHARACTER.finditer(characters):
            first, last, single = match.groups()
            units = slice(ord(first or single), ord(last or single) + 1)
            if units.stop > _UNIT_COUNT:
                self._places_of_unit[_PAIRED_UNITS] |= bit
            self._places_of_unit[units] |= bit

    def has_any(
        self, places: np.ndarray, sequences: Iterable[tuple[str, ...]]
    ) -> np.ndarray:
        """Return which texts have any of some sequences.

        Parameters
        ----------
        places : uint64 array, shape (texts,)
            What was found in the texts.
        sequences : iterable of tuple of str
            Some of the sequences of this search.
        """
        bits = 0
        for sequence in sequences:
            bits |= self._last_bit[sequence]
        return (places & np.uint64(bits)) != 0

    def find(self, texts: Sequence[str]) -> SequenceMatches:
        """Return which places of the sequences occur in texts."""
        batches = list(map_in_threads(self._find_in_batch, _divide(texts)))
        if not batches:
            return self._find_in_batch([])
        places = np.concatenate([batch.places for batch in batches])
        counted = np.concatenate([batch.counted for batch in batches])
        sizes = np.concatenate([batch.sizes for batch in batches])
        have_surrogates = np.concatenate([batch.have_surrogates for batch in batches])
        return SequenceMatches(places, counted, sizes, have_surrogates)

    def _find_in_batch(self, texts: Sequence[str]) -> SequenceMatches:
        """Return what is found in a few texts."""
        encoded = []
        have_surrogates = np.zeros(len(texts), dtype=bool)
        for number, text in enumerate(texts):
            try:
                encoded.append(text.encode(_ENCODING))
            except UnicodeEncodeError:
                encoded.append(text.encode(_ENCODING, "surrogatepass"))
                have_surrogates[number] = True
        bounds = np.zeros(len(texts) + 1, dtype=np.int64)
        sizes = np.array([len(data) for data in encoded], dtype=np.int64)
        np.cumsum(sizes // _UNIT.itemsize, out=bounds[1:])
        units = np.frombuffer(b"".join(encoded), dtype=_UNIT)
        places = np.zeros(len(texts), dtype=np.uint64)
        counted = np.zeros(len(texts), dtype=np.int64)
        if has_kernels():
            kernels_in_use().find_sequences(
                units, bounds, self._places_of_unit, self._first_places, places, counted
            )
        else:
            self._find_by_numpy(units, bounds, places=places, counted=counted)
        return SequenceMatches(places, counted, np.diff(bounds), have_surrogates)

    def _find_by_numpy(
        self,
        units: np.ndarray,
        bounds: np.ndarray,
        *,
        places: np.ndarray,
        counted: np.ndarray,
    ) -> None:
        """Write down what is found in a few texts, one behind another, as the kernel."""
        filled = np.flatnonzero(np.diff(bounds))
        starts = bounds[filled]
        if not len(starts):
            return
        allowed = self._places_of_unit[units]
        # No sequence goes on from the text before.
        allowed_after = allowed.copy()
        allowed_after[starts] = 0
        state = allowed & self._first_places
        reached = state.copy()
        for _ in range(self._longest - 1):
            state[1:] = state[:-1] << np.uint64(1)
            state &= allowed_after
            reached |= state
        reached &= ~np.uint64(1 << _COUNTED_BIT)
        is_counted = (allowed >> np.uint64(_COUNTED_BIT)).astype(np.int64)
        places[filled] = np.bitwise_or.reduceat(reached, starts)
        counted[filled] = np.add.reduceat(is_counted, starts)


def _divide(texts: Sequence[str]) -> Iterator[list[str]]:
    """Yield texts in batches; only a batch of one text is larger than others."""
    batch: list[str] = []
    size = 0
    for text in texts:
        if batch and size + len(text) > _BATCH_SIZE:
            yield batch
            batch = []
            size = 0
        batch.append(text)
        size += len(text)
    if batch:
        yield batch
