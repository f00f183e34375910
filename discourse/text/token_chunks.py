"""The tokens of some texts, and how those of all texts become one stream."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from discourse.text.characters import compose_all
from discourse.text.token_spelling import (
    lengths_of_spellings,
    number_distinct,
    split_spellings,
)
from discourse.text.token_stream import ParagraphMode, TokenStream

__all__ = ["TokenChunk", "join_chunks"]


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
    modes: tuple[ParagraphMode, ...]

    def __len__(self) -> int:
        return len(self.spelling_ids)


def join_chunks(
    chunks: Iterable[TokenChunk],
) -> tuple[TokenStream, tuple[ParagraphMode, ...]]:
    """Return the stream of all tokens, and what ends a paragraph in each text."""
    waiting = list(chunks)
    # From the last to the first, so that each can be given up once it is joined.
    waiting.reverse()
    modes: list[ParagraphMode] = []
    bounds = [np.zeros(1, dtype=np.int64)]
    token_count = 0
    for chunk in reversed(waiting):
        modes += chunk.modes
        bounds.append(token_count + np.cumsum(chunk.document_sizes))
        token_count += len(chunk)
    vocabulary, ids_of_spellings = _number_words(waiting)

    ids = np.empty(token_count, dtype=np.int32)
    start = np.empty_like(ids)
    end = np.empty_like(ids)
    gap = np.empty(token_count, dtype=np.uint8)
    first_token = 0
    while waiting:
        chunk = waiting.pop()
        end_token = first_token + len(chunk)
        place = slice(first_token, end_token)
        ids_of_spellings.pop().take(chunk.spelling_ids, out=ids[place], mode="clip")
        start[place] = chunk.start
        end[place] = chunk.end
        gap[place] = chunk.gap
        first_token = end_token
    stream = TokenStream(
        ids=ids,
        start=start,
        end=end,
        gap=gap,
        bounds=np.concatenate(bounds),
        vocabulary=vocabulary,
    )
    return stream, tuple(modes)


def _number_words(
    chunks: list[TokenChunk],
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
    words = compose_all(split_spellings(numbered.distinct))
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
