"""The tokens of some texts, and how those of all texts become one stream."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from discourse.accelerators import map_in_threads
from discourse.text.token_spelling import compose_spellings, number_distinct
from discourse.text.token_stream import ParagraphMode, TokenStream

__all__ = ["TokenChunk", "join_chunks"]

# Later texts may have more words for their length than the first ones.
MORE_ROOM = 1.05


@dataclass(frozen=True, eq=False)
class TokenChunk:
    """The tokens of some texts.

    Attributes
    ----------
    spelling_ids : int32 array, shape (tokens,)
        Number of each token's spelling.
    is_used : bool array, shape (spellings,)
        Which spellings a token has.
    spelled : uint32 array
        These spellings, each with a separator behind it.
    start, end : int32 arrays, shape (tokens,)
        Half-open range of characters of each token in its own text.
    gap : uint8 array, shape (tokens,)
        Gap class before each token.
    document_sizes : int64 array, shape (texts,)
        Number of tokens of each text.
    character_count : int
        How many characters the chunk has.
    modes : tuple of {'line', 'blank', 'double'}
        What ends a paragraph in each text.
    """

    spelling_ids: np.ndarray
    is_used: np.ndarray
    spelled: np.ndarray
    start: np.ndarray
    end: np.ndarray
    gap: np.ndarray
    document_sizes: np.ndarray
    character_count: int
    modes: tuple[ParagraphMode, ...]

    def __len__(self) -> int:
        return len(self.spelling_ids)


@dataclass(frozen=True, eq=False)
class _ChunkSpellings:
    """What is kept of a chunk until the words of all texts are known.

    Attributes
    ----------
    is_used, spelled
        As in :class:`TokenChunk`.
    token_count : int
    """

    is_used: np.ndarray
    spelled: np.ndarray
    token_count: int


class _GrowingArray:
    """An array that values are added to.

    The chunks of a large corpus are thus given up as soon as they have come, and the
    memory that they leave is used by the next ones. There is room from the first chunk
    on for about as many values as there will be: an array that is made large lies in
    large pages of memory, which the system provides much faster than small ones.
    """

    def __init__(self, dtype: type[np.generic]) -> None:
        self._values = np.empty(0, dtype=dtype)
        self._size = 0

    def extend(self, values: np.ndarray, *, share: float) -> None:
        """Add values behind the others.

        Parameters
        ----------
        values : array
        share : float
            The share of all values that have then come, as far as it is known.
        """
        size = self._size + len(values)
        if not self._size:
            self._values = np.empty(_room_for(size, share), self._values.dtype)
        if size > len(self._values):
            # Nobody else has seen the array, so it may move.
            self._values.resize(_room_for(size, share), refcheck=False)
        self._values[self._size : size] = values
        self._size = size

    def finish(self) -> np.ndarray:
        """Return the array, without the room for more; nothing is added after this."""
        self._values.resize(self._size, refcheck=False)
        return self._values


def _room_for(size: int, share: float) -> int:
    """Return for how many values there should be room, if so many have come."""
    expected = size / share
    more = MORE_ROOM * (expected - size)
    return size + int(more)


def join_chunks(
    chunks: Iterable[TokenChunk], character_count: int
) -> tuple[TokenStream, tuple[ParagraphMode, ...]]:
    """Return the stream of all tokens, and what ends a paragraph in each text.

    Parameters
    ----------
    chunks : iterable of TokenChunk
    character_count : int
        How many characters all chunks have together.
    """
    spelling_ids = _GrowingArray(np.int32)
    start = _GrowingArray(np.int32)
    end = _GrowingArray(np.int32)
    gap = _GrowingArray(np.uint8)
    modes: list[ParagraphMode] = []
    document_sizes = [np.zeros(1, dtype=np.int64)]
    spellings = []
    characters_read = 0
    for chunk in chunks:
        characters_read += chunk.character_count
        share = characters_read / character_count
        spelling_ids.extend(chunk.spelling_ids, share=share)
        start.extend(chunk.start, share=share)
        end.extend(chunk.end, share=share)
        gap.extend(chunk.gap, share=share)
        modes += chunk.modes
        document_sizes.append(chunk.document_sizes)
        spellings.append(_ChunkSpellings(chunk.is_used, chunk.spelled, len(chunk)))
    vocabulary, ids_of_spellings = _number_words(spellings)

    ids = spelling_ids.finish()
    token_counts = [chunk_spellings.token_count for chunk_spellings in spellings]
    _number_tokens(ids, token_counts, ids_of_spellings)
    stream = TokenStream(
        ids=ids,
        start=start.finish(),
        end=end.finish(),
        gap=gap.finish(),
        bounds=np.concatenate(document_sizes).cumsum(),
        vocabulary=vocabulary,
    )
    return stream, tuple(modes)


def _number_tokens(
    ids: np.ndarray, token_counts: list[int], ids_of_spellings: list[np.ndarray]
) -> None:
    """Put the words of tokens in the place of their spellings.

    Parameters
    ----------
    ids : int32 array, shape (tokens,)
        Number of each token's spelling in its chunk; changed in place.
    token_counts : list of int
        How many tokens each chunk has.
    ids_of_spellings : list of int32 array
        For each chunk the words of its spellings.
    """
    ends = np.cumsum(token_counts, dtype=np.int64)
    ids_of_chunks = np.split(ids, ends[:-1])

    def number_chunk(chunk_number: int) -> None:
        ids_of_chunk = ids_of_chunks[chunk_number]
        words = ids_of_spellings[chunk_number]
        ids_of_chunk[:] = words.take(ids_of_chunk)

    for _ in map_in_threads(number_chunk, range(len(token_counts))):
        pass


def _number_words(
    chunks: list[_ChunkSpellings],
) -> tuple[tuple[str, ...], list[np.ndarray]]:
    """Return all words in order, and for each chunk the words of its spellings.

    Several spellings may be one word: "café" with or without a combining accent. Of a
    spelling without a token no word is made.
    """
    spelled = [np.empty(0, dtype=np.uint32), *(chunk.spelled for chunk in chunks)]
    numbered = number_distinct(np.concatenate(spelled))
    words = compose_spellings(numbered.distinct)
    # In a set words would lie in no order, and take longer to sort.
    vocabulary = tuple(sorted(dict.fromkeys(words)))
    id_of_word = dict(zip(vocabulary, range(len(vocabulary)), strict=True))
    id_of_number = np.fromiter(map(id_of_word.__getitem__, words), dtype=np.int32)

    ids_of_spellings = []
    first = 0
    for chunk in chunks:
        end = first + int(np.count_nonzero(chunk.is_used))
        ids = np.zeros(len(chunk.is_used), dtype=np.int32)
        ids[chunk.is_used] = id_of_number[numbered.numbers[first:end]]
        ids_of_spellings.append(ids)
        first = end
    return vocabulary, ids_of_spellings
