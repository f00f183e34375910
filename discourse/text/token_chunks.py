"""The tokens of some texts, and how those of all texts become one stream."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from discourse.text.token_spelling import (
    compose_spellings,
    lengths_of_spellings,
    number_distinct,
)
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
    spelled : uint32 array
        The distinct spellings, each with a separator behind it.
    is_known_used : bool array
        Which of the first spellings a token has. All others have one.
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
    spelled: np.ndarray
    is_known_used: np.ndarray
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
    spelled, is_known_used
        As in :class:`TokenChunk`.
    token_count : int
    """

    spelled: np.ndarray
    is_known_used: np.ndarray
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
    return size + int(MORE_ROOM * (expected - size))


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
        spellings.append(
            _ChunkSpellings(chunk.spelled, chunk.is_known_used, len(chunk))
        )
    vocabulary, ids_of_spellings = _number_words(spellings)

    ids = spelling_ids.finish()
    first_token = 0
    for chunk_spellings, ids_of_chunk in zip(spellings, ids_of_spellings, strict=True):
        end_token = first_token + chunk_spellings.token_count
        place = slice(first_token, end_token)
        ids[place] = ids_of_chunk.take(ids[place])
        first_token = end_token
    stream = TokenStream(
        ids=ids,
        start=start.finish(),
        end=end.finish(),
        gap=gap.finish(),
        bounds=np.concatenate(document_sizes).cumsum(),
        vocabulary=vocabulary,
    )
    return stream, tuple(modes)


def _number_words(
    chunks: list[_ChunkSpellings],
) -> tuple[tuple[str, ...], list[np.ndarray]]:
    """Return all words in order, and for each chunk the words of its spellings.

    Several spellings may be one word: "café" with or without a combining accent. Of a
    spelling without a token no word is made.
    """
    are_used = []
    spelled = [np.empty(0, dtype=np.uint32)]
    for chunk in chunks:
        lengths = lengths_of_spellings(chunk.spelled)
        is_used = np.ones(len(lengths), dtype=bool)
        is_used[: len(chunk.is_known_used)] = chunk.is_known_used
        are_used.append(is_used)
        spelled.append(chunk.spelled[np.repeat(is_used, lengths)])
    numbered = number_distinct(np.concatenate(spelled))
    words = compose_spellings(numbered.distinct)
    # In a set words would lie in no order, and take longer to sort.
    vocabulary = tuple(sorted(dict.fromkeys(words)))
    id_of_word = dict(zip(vocabulary, range(len(vocabulary)), strict=True))
    id_of_number = np.fromiter(map(id_of_word.__getitem__, words), dtype=np.int32)

    ids_of_spellings = []
    first = 0
    for is_used in are_used:
        end = first + int(np.count_nonzero(is_used))
        ids = np.zeros(len(is_used), dtype=np.int32)
        ids[is_used] = id_of_number[numbered.numbers[first:end]]
        ids_of_spellings.append(ids)
        first = end
    return vocabulary, ids_of_spellings
