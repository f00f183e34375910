"""Exact runs of words that two documents share: where an alignment begins.

Hyphenated words are taken apart first ("China-Central Asian" is three words here), so
that a hyphen, a spaced hyphen and a blank make no difference. A run may cross the end
of a sentence or of a paragraph, but never masked text.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from discourse.corpus import Corpus
from discourse.corpus.cache import Key, cached
from discourse.spans import expand_ranges
from discourse.text import MASK

__all__ = [
    "WORD_PARTS",
    "ExactMatches",
    "WordParts",
    "find_exact_matches",
    "word_parts_of",
]


@dataclass(frozen=True, eq=False)
class WordParts:
    """The token stream with hyphenated words taken apart.

    Attributes
    ----------
    codes : int64 array, shape (parts,)
        Identity of each part.
    token : int64 array, shape (parts,)
        The token that each part belongs to.
    document : int64 array, shape (parts,)
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
    """Return the parts of the words of `corpus`. They are computed once."""
    return cached(corpus, WORD_PARTS, lambda: _split_stream(corpus))


def _split_stream(corpus: Corpus) -> WordParts:
    """Take the hyphenated words of the stream apart and mark the walls."""
    stream = corpus.stream
    vocabulary = _split_vocabulary(stream.vocabulary)
    first = vocabulary.first[stream.ids]
    sizes = vocabulary.sizes[stream.ids]
    token = np.repeat(np.arange(len(stream.ids)), sizes)
    codes = vocabulary.codes[expand_ranges(first, first + sizes)]
    document = stream.document[token].astype(np.int64)

    token_after_wall = np.array(stream.gap == MASK)
    first_tokens = stream.bounds[:-1][np.diff(stream.bounds) > 0]
    token_after_wall[first_tokens] = True
    is_first_part = np.ones(len(token), dtype=bool)
    is_first_part[1:] = token[1:] != token[:-1]
    wall = np.ones(len(token) + 1, dtype=bool)
    wall[:-1] = token_after_wall[token] & is_first_part
    return WordParts(codes, token, document, wall)


@dataclass(frozen=True, eq=False)
class _VocabularyParts:
    """The parts of the words of a vocabulary, end to end (int64 arrays).

    The parts of word `i` are ``codes[first[i] : first[i] + sizes[i]]``.
    """

    codes: np.ndarray
    first: np.ndarray
    sizes: np.ndarray


def _split_vocabulary(vocabulary: Sequence[str]) -> _VocabularyParts:
    parts_of_words = [_split_word(word) for word in vocabulary]
    all_parts = list(itertools.chain.from_iterable(parts_of_words))
    code_of_part = {part: code for code, part in enumerate(sorted(set(all_parts)))}
    codes = np.array([code_of_part[part] for part in all_parts], dtype=np.int64)
    sizes = np.array([len(parts) for parts in parts_of_words], dtype=np.int64)
    first = np.cumsum(sizes) - sizes
    return _VocabularyParts(codes, first, sizes)


def _split_word(word: str) -> list[str]:
    parts = [part for part in word.split("-") if part]
    return parts or [word]


@dataclass(frozen=True, eq=False)
class ExactMatches:
    """Runs that two documents share and that cannot be made longer (int64 arrays).

    One row is one pair of positions, counted in parts; the earlier document is first.
    """

    first: np.ndarray
    second: np.ndarray
    length: np.ndarray


def find_exact_matches(
    parts: WordParts, *, min_words: int, max_documents: int
) -> ExactMatches:
    """Return the exact runs of at least `min_words` parts that two documents share.

    A wording of `min_words` parts that occurs in more than `max_documents` documents is
    a stock phrase. It begins no run, although it may be inside one: a phrase of a
    thousand documents would give half a million pairs.
    """
    repeats = _find_repeats(parts, min_words)
    repeats = repeats.take(_shared_by_few_documents(parts, repeats, max_documents))
    pairs = [np.empty((0, 2), dtype=np.int64)]
    distance = 1
    while len(repeats.position) > distance:
        # Occurrences of one wording are neighbours: pair each with the one that is
        # `distance` places further.
        wording = repeats.wording
        is_pair = wording[distance:] == wording[:-distance]
        if not is_pair.any():
            break
        earlier = is_pair.nonzero()[0]
        first = repeats.position[earlier]
        second = repeats.position[earlier + distance]
        new_pairs = np.column_stack([first, second])
        pairs.append(new_pairs[_begins_match(parts, first, second)])
        distance += 1
    all_pairs = np.concatenate(pairs)
    first, second = all_pairs.T
    order = np.lexsort((second, first))
    first, second = first[order], second[order]
    return ExactMatches(first, second, _match_lengths(parts, first, second, min_words))


def _begins_match(
    parts: WordParts, first: np.ndarray, second: np.ndarray
) -> np.ndarray:
    """Whether a longest match of two documents begins at each pair of positions."""
    two_documents = parts.document[first] != parts.document[second]
    after_wall = parts.wall[first] | parts.wall[second]
    # If the words before agree too, the match begins earlier and is found there.
    differs_before = parts.codes[first - 1] != parts.codes[second - 1]
    return np.asarray(two_documents & (after_wall | differs_before))


@dataclass(frozen=True, eq=False)
class _Repeats:
    """Positions of runs that occur twice or more, sorted by wording, then position."""

    position: np.ndarray
    wording: np.ndarray

    def take(self, rows: np.ndarray) -> _Repeats:
        return _Repeats(self.position[rows], self.wording[rows])


def _find_repeats(parts: WordParts, length: int) -> _Repeats:
    """Return the runs of `length` parts that occur twice or more.

    Runs are named by doubling: a run of 2h parts is named by the names of its two
    halves, and a run that occurs once is dropped at every step. The result is exact
    and needs a few sorts only.
    """
    size = len(parts.codes)
    # names[i] names the run that begins at i; -1 where it occurs once or meets a wall.
    names = parts.codes.copy()
    named_length = 1
    position = np.arange(size)
    stretch = np.cumsum(parts.wall[:-1])
    while named_length < length:
        step = min(named_length, length - named_length)
        last = position + step + named_length - 1
        position, last = position[last < size], last[last < size]
        position = position[stretch[last] == stretch[position]]

        left, right = names[position], names[position + step]
        both_repeat = (left >= 0) & (right >= 0)
        position = position[both_repeat]
        pair_of_names = left * np.int64(size + 1) + right
        _, name, count = np.unique(
            pair_of_names[both_repeat], return_inverse=True, return_counts=True
        )
        repeats = count[name] > 1
        position = position[repeats]
        names = np.full(size, -1, dtype=np.int64)
        names[position] = name[repeats]
        named_length += step
    wording = names[position]
    order = np.argsort(wording, kind="stable")
    return _Repeats(position[order], wording[order])


def _shared_by_few_documents(
    parts: WordParts, repeats: _Repeats, max_documents: int
) -> np.ndarray:
    """Whether the wording of each run occurs in 2 to `max_documents` documents."""
    wording = repeats.wording
    if not len(wording):
        return np.zeros(0, dtype=bool)
    document = parts.document[repeats.position]
    is_first = np.ones(len(wording), dtype=bool)  # of its wording in its document
    other_wording = wording[1:] != wording[:-1]
    is_first[1:] = other_wording | (document[1:] != document[:-1])
    documents = np.bincount(wording, weights=is_first)[wording]
    return np.asarray((documents > 1) & (documents <= max_documents))


def _match_lengths(
    parts: WordParts, first: np.ndarray, second: np.ndarray, min_words: int
) -> np.ndarray:
    """Return how many parts agree from each pair of positions on (int64)."""
    length = np.full(len(first), min_words, dtype=np.int64)
    rows = np.arange(len(first))
    while len(rows):
        next_first = first[rows] + length[rows]
        next_second = second[rows] + length[rows]
        at_wall = parts.wall[next_first] | parts.wall[next_second]
        next_first, next_second = next_first[~at_wall], next_second[~at_wall]
        agree = parts.codes[next_first] == parts.codes[next_second]
        rows = rows[~at_wall][agree]
        length[rows] += 1
    return length
