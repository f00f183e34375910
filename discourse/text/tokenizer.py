"""Texts to tokens: where they start and end, and which word each is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from discourse.text.characters import (
    FIRST_WORD_KIND,
    CharacterKind,
    character_tables,
    code_points,
    compose,
)
from discourse.text.gap_classes import classify_gaps
from discourse.text.paragraph_boundaries import are_wrapped
from discourse.text.token_gaps import find_gaps
from discourse.text.token_stream import ParagraphMode, TokenStream

__all__ = ["tokenise"]

CHUNK = 1 << 20  # characters tokenised at a time: the working arrays stay in cache
# A line end between two documents, so that no word runs from one into the next.
_SEPARATOR = "\u2029"
_LINE_FEED, _CARRIAGE_RETURN = ord("\n"), ord("\r")
_END_OF_LATIN_1 = 256


def tokenise(
    texts: Sequence[str], paragraphs: Sequence[ParagraphMode]
) -> tuple[TokenStream, tuple[ParagraphMode, ...]]:
    """Return the token stream of `texts`, and what ends a paragraph in each of them.

    Parameters
    ----------
    texts : sequence of str
        Raw texts, without lone surrogates.
    paragraphs : sequence of {'auto', 'line', 'blank'}
        For each text: does every line end a paragraph, or only a blank line? 'auto'
        decides by the lines: where they are wrapped (similar in length, most ending
        inside a sentence), a line end counts as a blank.

    Returns
    -------
    stream : TokenStream
    decided : tuple of {'line', 'blank'}
        The choice made for each text.
    """
    word_numbers: dict[str, int] = {}
    chunks: list[_Chunk] = []
    for first, last in _chunk_bounds(texts):
        chunk = _tokenise_chunk(texts[first:last], paragraphs[first:last], word_numbers)
        chunks.append(chunk)

    vocabulary = tuple(sorted(word_numbers))
    sorted_id = np.empty(len(vocabulary), dtype=np.int32)
    for new_id, word in enumerate(vocabulary):
        sorted_id[word_numbers[word]] = new_id
    sizes = _join_arrays([chunk.sizes for chunk in chunks], np.int64)
    stream = TokenStream(
        ids=sorted_id[_join_arrays([chunk.ids for chunk in chunks], np.int32)],
        start=_join_arrays([chunk.start for chunk in chunks], np.int32),
        end=_join_arrays([chunk.end for chunk in chunks], np.int32),
        gap=_join_arrays([chunk.gap for chunk in chunks], np.uint8),
        bounds=np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
        vocabulary=vocabulary,
    )
    decided: list[ParagraphMode] = []
    for chunk in chunks:
        decided += chunk.modes
    return stream, tuple(decided)


def _chunk_bounds(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield half-open ranges of texts of at most :data:`CHUNK` characters together.

    A longer text is a chunk by itself.
    """
    first = 0
    size = 0
    for number, text in enumerate(texts):
        if size and size + len(text) > CHUNK:
            yield first, number
            first = number
            size = 0
        size += len(text) + 1
    if first < len(texts):
        yield first, len(texts)


def _join_arrays(arrays: list[np.ndarray], dtype: type) -> np.ndarray:
    if arrays:
        return np.concatenate(arrays)
    return np.empty(0, dtype)


@dataclass(frozen=True, eq=False)
class _Chunk:
    """The tokens of some texts; their ids are in the order of first occurrence."""

    ids: np.ndarray
    start: np.ndarray
    end: np.ndarray
    gap: np.ndarray
    sizes: np.ndarray
    modes: tuple[ParagraphMode, ...]


def _tokenise_chunk(
    texts: Sequence[str],
    paragraphs: Sequence[ParagraphMode],
    word_numbers: dict[str, int],
) -> _Chunk:
    """Tokenise some texts together; new words are added to `word_numbers`."""
    tables = character_tables()
    joined = _SEPARATOR.join(texts) + _SEPARATOR
    codes = code_points(joined)
    kinds = tables.kinds[codes]
    kinds[_second_of_two_line_ends(codes)] = CharacterKind.SPACE
    is_mark = _resolve_marks(kinds)
    spans = _find_token_spans(kinds, is_mark)
    folded = tables.folds[codes[spans.characters]]
    spelling_ids, spellings = _encode_spellings(folded, spans.lengths)

    words = [compose(spelling) for spelling in spellings]
    ids = _number_words(words, word_numbers)

    lengths = [len(text) + len(_SEPARATOR) for text in texts]
    document_ends = np.cumsum(lengths)
    document_starts = document_ends - lengths
    document = np.searchsorted(document_ends, spans.start, side="right")
    gaps = find_gaps(kinds, spans.start, spans.end, document)
    wrapped = are_wrapped(gaps, paragraphs)
    modes: list[ParagraphMode] = []
    for is_wrapped in wrapped:
        modes.append("blank" if is_wrapped else "line")
    offset = document_starts[document]
    start = spans.start - offset
    end = spans.end - offset
    return _Chunk(
        ids=ids[spelling_ids],
        start=start.astype(np.int32),
        end=end.astype(np.int32),
        gap=classify_gaps(gaps, wrapped, spelling_ids, words),
        sizes=np.bincount(document, minlength=len(texts)),
        modes=tuple(modes),
    )


def _second_of_two_line_ends(codes: np.ndarray) -> np.ndarray:
    """Return the positions of the LF in each CR LF, which is one line end."""
    follows_return = codes[:-1] == _CARRIAGE_RETURN
    is_feed = codes[1:] == _LINE_FEED
    return np.flatnonzero(follows_return & is_feed) + 1


def _number_words(words: Sequence[str], word_numbers: dict[str, int]) -> np.ndarray:
    """Return the number of each word; a new one gets the next number."""
    numbers = np.empty(len(words), dtype=np.int32)
    for index, word in enumerate(words):
        next_number = len(word_numbers)
        numbers[index] = word_numbers.setdefault(word, next_number)
    return numbers


def _resolve_marks(kinds: np.ndarray) -> np.ndarray:
    """Give each mark, in place, the kind of its base; return the marks in words (bool).

    A mark whose base is no letter (the variation selector of an emoji, the stroke of
    "≠") is no part of a word.
    """
    is_mark = kinds == CharacterKind.MARK
    if not is_mark.any():
        return is_mark
    # The base is the nearest character before that is neither a mark nor invisible.
    is_base = ~is_mark & (kinds != CharacterKind.NOTHING)
    positions = np.arange(len(kinds))
    base_positions = np.where(is_base, positions, 0)
    base = np.maximum.accumulate(base_positions)[is_mark]
    in_word = is_base[base]
    in_word &= kinds[base] >= FIRST_WORD_KIND
    kinds[is_mark] = np.where(in_word, kinds[base], CharacterKind.OTHER)
    is_mark[is_mark] = in_word
    return is_mark


class _TokenSpans(NamedTuple):
    """Where tokens stand in the characters of a chunk.

    Attributes
    ----------
    start, end : int arrays, shape (tokens,)
        Half-open range of characters of each token.
    characters : int array
        Positions of the characters that spell the tokens, one token after the other.
    lengths : int array, shape (tokens,)
        How many of these characters each token has.
    """

    start: np.ndarray
    end: np.ndarray
    characters: np.ndarray
    lengths: np.ndarray


def _find_token_spans(kinds: np.ndarray, is_mark: np.ndarray) -> _TokenSpans:
    """Find the tokens of a chunk."""
    # Soft hyphens and the like are skipped, however many there are.
    visible = np.flatnonzero(kinds != CharacterKind.NOTHING)
    if len(visible) < len(kinds):
        kinds = kinds[visible]
        is_mark = is_mark[visible]
    is_word = kinds >= FIRST_WORD_KIND
    is_single = kinds == CharacterKind.SINGLE
    # An apostrophe or a hyphen joins two letters, and nothing else.
    joins = kinds == CharacterKind.APOSTROPHE
    joins |= kinds == CharacterKind.HYPHEN
    is_running = is_word & ~is_single
    joins[0] = joins[-1] = False
    joins[1:-1] &= is_running[:-2]
    joins[1:-1] &= is_running[2:]

    in_token = is_word | joins
    divides = ~in_token | is_single
    begins = in_token & ~is_mark
    begins[1:] &= divides[:-1] | is_single[1:]
    ends = in_token.copy()
    ends[:-1] &= ~in_token[1:] | begins[1:]
    first = np.flatnonzero(begins)
    last = np.flatnonzero(ends)
    return _TokenSpans(
        start=visible[first],
        end=visible[last] + 1,
        characters=visible[in_token],
        lengths=last + 1 - first,
    )


def _encode_spellings(
    folded: np.ndarray, lengths: np.ndarray
) -> tuple[np.ndarray, list[str]]:
    """Return the number of each token's spelling, and the different spellings.

    The folded characters are dictionary-encoded as bytes, so the result is exact.
    """
    if not len(lengths):
        return np.empty(0, np.int32), []
    is_latin_1 = int(folded.max()) < _END_OF_LATIN_1
    data = folded.astype(np.uint8 if is_latin_1 else "<u4")
    codec = "latin-1" if is_latin_1 else "utf-32-le"
    offsets = np.zeros(len(lengths) + 1, dtype=np.int64)
    np.cumsum(lengths * data.itemsize, out=offsets[1:])
    buffers = [None, pa.py_buffer(offsets), pa.py_buffer(data)]
    tokens = pa.Array.from_buffers(pa.large_binary(), len(lengths), buffers)
    encoded = tokens.dictionary_encode()
    spellings = [word.decode(codec) for word in encoded.dictionary.to_pylist()]
    return encoded.indices.to_numpy(), spellings
