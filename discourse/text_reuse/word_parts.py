"""The words of a corpus with hyphenated ones taken apart, and the walls between them.

"China-Central Asian" is three words here, so that a hyphen, a spaced hyphen and a blank
make no difference. A run of words may cross the end of a sentence or of a paragraph,
but no *wall*: masked text, or the start or end of a document.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from discourse.corpus import Corpus
from discourse.corpus.cache import Key, cached
from discourse.spans import expand_ranges
from discourse.text import MASK, TokenStream

__all__ = ["WORD_PARTS", "WordParts", "word_parts_of"]


@dataclass(frozen=True, eq=False)
class WordParts:
    """The token stream with hyphenated words taken apart.

    Attributes
    ----------
    codes : int32 array, shape (parts,)
        Identity of each part.
    token : int32 array, shape (parts,)
        The token that each part belongs to.
    document : int32 array, shape (parts,)
        The document of each part.
    wall : bool array, shape (parts + 1,)
        Whether no run may go from the part before to this one: a document begins here,
        or text between them is masked.
    """

    codes: np.ndarray
    token: np.ndarray
    document: np.ndarray
    wall: np.ndarray


WORD_PARTS: Key[WordParts] = Key("word_parts")


def word_parts_of(corpus: Corpus) -> WordParts:
    """Return the parts of the words of `corpus`, computed once for each corpus."""
    return cached(corpus, WORD_PARTS, lambda: _split_stream(corpus))


def _split_stream(corpus: Corpus) -> WordParts:
    """Return the token stream with hyphenated words taken apart, and the walls."""
    stream = corpus.stream
    vocabulary = _split_vocabulary(stream.vocabulary)
    is_hyphenated = vocabulary.is_hyphenated.take(stream.ids)
    hyphenated = np.flatnonzero(is_hyphenated)
    hyphenated_words = stream.ids[hyphenated]
    part_counts = vocabulary.part_count[hyphenated_words]
    more_parts = np.cumsum(part_counts - 1, dtype=np.int64)
    part_count = len(stream) + int(more_parts[-1:].sum())

    # Most words are their only part, so only the others are looked at.
    ends = hyphenated + more_parts + 1
    starts = ends - part_counts
    further_parts = expand_ranges(starts + 1, ends)
    is_first_part = np.ones(part_count, dtype=bool)
    is_first_part[further_parts] = False
    token = np.cumsum(is_first_part, dtype=np.int32)
    token -= 1
    codes = stream.ids.take(token)
    codes[expand_ranges(starts, ends)] = vocabulary.codes_of(hyphenated_words)

    # A wall is before the first part of a token, not between its parts.
    wall = np.zeros(part_count + 1, dtype=bool)
    tokens_after_wall = np.flatnonzero(_are_after_wall(stream))
    hyphenated_before = np.searchsorted(hyphenated, tokens_after_wall)
    more_parts_before = np.append(0, more_parts)
    first_parts = tokens_after_wall + more_parts_before[hyphenated_before]
    wall[first_parts] = True
    wall[-1] = True  # the end of the last document
    return WordParts(codes, token, stream.document.take(token), wall)


def _are_after_wall(stream: TokenStream) -> np.ndarray:
    """Return whether there is a wall before each token (bool)."""
    is_after_wall = np.equal(stream.gap, MASK)
    bounds = stream.bounds
    # An empty document has no first token.
    has_tokens = np.diff(bounds) > 0
    document_starts = bounds[:-1]
    first_tokens = document_starts[has_tokens]
    is_after_wall[first_tokens] = True
    return is_after_wall


@dataclass(frozen=True, eq=False)
class _VocabularyParts:
    """The parts of the words of a vocabulary.

    Attributes
    ----------
    is_hyphenated : bool array, shape (words,)
        Whether a word has a hyphen. Any other word is its only part, and its number is
        the code of that part.
    part_count : int32 array, shape (words,)
        Number of parts of each word.
    codes : int32 array
        The codes of the parts of all hyphenated words, end to end.
    first_part : int64 array, shape (words,)
        Where the parts of each hyphenated word begin in `codes`.
    """

    is_hyphenated: np.ndarray
    part_count: np.ndarray
    codes: np.ndarray
    first_part: np.ndarray

    def codes_of(self, words: np.ndarray) -> np.ndarray:
        """Return the codes of the parts of these hyphenated words, end to end."""
        first_part = self.first_part[words]
        part_count = self.part_count[words]
        end_part = first_part + part_count
        positions = expand_ranges(first_part, end_part)
        return self.codes[positions]


def _split_vocabulary(vocabulary: Sequence[str]) -> _VocabularyParts:
    """Return the parts of all words; equal parts of different words have one code."""
    code_of_part = dict(zip(vocabulary, range(len(vocabulary)), strict=True))
    is_hyphenated = np.zeros(len(vocabulary), dtype=bool)
    part_count = np.ones(len(vocabulary), dtype=np.int32)
    first_part = np.zeros(len(vocabulary), dtype=np.int64)
    codes: list[int] = []
    hyphenated = [number for number, word in enumerate(vocabulary) if "-" in word]
    for number in hyphenated:
        parts = _split_word(vocabulary[number])
        is_hyphenated[number] = True
        part_count[number] = len(parts)
        first_part[number] = len(codes)
        for part in parts:
            # A part that is no word of the vocabulary gets the next number.
            next_code = len(code_of_part)
            codes.append(code_of_part.setdefault(part, next_code))
    codes_of_parts = np.array(codes, dtype=np.int32)
    return _VocabularyParts(is_hyphenated, part_count, codes_of_parts, first_part)


def _split_word(word: str) -> list[str]:
    """Return the parts of a word between hyphens; there is at least one part."""
    parts = word.split("-")
    parts = list(filter(None, parts))
    if not parts:
        return [word]  # the word is nothing but hyphens
    return parts
