"""Exact runs of words that two documents share: where an alignment begins.

Hyphenated words are taken apart first ("China-Central Asian" is three words here), so
that a hyphen, a spaced hyphen and a blank make no difference. A run may cross the end
of a sentence or of a paragraph, but never masked text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from discourse.corpus import Corpus
from discourse.corpus.cache import Key, cached
from discourse.spans import expand_ranges
from discourse.text import MASK, TokenStream

__all__ = [
    "WORD_PARTS",
    "ExactMatches",
    "WordParts",
    "find_exact_matches",
    "word_parts_of",
]

_NO_NAME = -1  # of a run of words that occurs once or meets a wall


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
    ids = stream.ids
    vocabulary = _split_vocabulary(stream.vocabulary)
    first_part = vocabulary.first[ids]
    sizes = vocabulary.sizes[ids]
    end_part = first_part + sizes
    positions = expand_ranges(first_part, end_part)
    codes = vocabulary.codes[positions]

    tokens = np.arange(len(stream))
    token = np.repeat(tokens, sizes)
    document = stream.document[token]
    document = document.astype(np.int64)
    wall = _walls(stream, token)
    return WordParts(codes, token, document, wall)


def _walls(stream: TokenStream, token: np.ndarray) -> np.ndarray:
    """Return where no run may go on: at masks and where documents begin or end.

    Parameters
    ----------
    stream : TokenStream
    token : int64 array
        The token of each part.

    Returns
    -------
    bool array, shape (parts + 1,)
    """
    token_after_wall = np.equal(stream.gap, MASK)
    bounds = stream.bounds
    has_tokens = np.diff(bounds) > 0
    document_starts = bounds[:-1]
    first_tokens = document_starts[has_tokens]
    token_after_wall[first_tokens] = True

    is_first_part = _differs_from_previous(token)
    part_after_wall = token_after_wall[token]
    wall = part_after_wall & is_first_part
    return np.append(wall, [True])  # the end of the last document


def _differs_from_previous(values: np.ndarray) -> np.ndarray:
    """Return whether each value differs from the one before it (bool).

    The first value has none before it and counts as different.
    """
    previous = values[:-1]
    differs = np.ones(len(values), dtype=bool)
    differs[1:] = values[1:] != previous
    return differs


@dataclass(frozen=True, eq=False)
class _VocabularyParts:
    """The parts of the words of a vocabulary, end to end (int64 arrays).

    The parts of word `i` are ``codes[first[i] : first[i] + sizes[i]]``.
    """

    codes: np.ndarray
    first: np.ndarray
    sizes: np.ndarray


def _split_vocabulary(vocabulary: Sequence[str]) -> _VocabularyParts:
    all_parts: list[str] = []
    sizes_of_words: list[int] = []
    for word in vocabulary:
        parts = _split_word(word)
        all_parts.extend(parts)
        sizes_of_words.append(len(parts))
    distinct_parts = sorted(set(all_parts))
    code_of_part = {part: code for code, part in enumerate(distinct_parts)}
    codes_of_parts = [code_of_part[part] for part in all_parts]
    codes = np.array(codes_of_parts, dtype=np.int64)
    sizes = np.array(sizes_of_words, dtype=np.int64)
    first = np.cumsum(sizes) - sizes
    return _VocabularyParts(codes, first, sizes)


def _split_word(word: str) -> list[str]:
    parts = word.split("-")
    parts = list(filter(None, parts))
    if not parts:
        return [word]  # the word is nothing but hyphens
    return parts


@dataclass(frozen=True, eq=False)
class ExactMatches:
    """Runs that two documents share and that cannot be made longer (int64 arrays).

    One row is one pair of positions, counted in parts; the earlier document is first.
    """

    first: np.ndarray
    second: np.ndarray
    length: np.ndarray


@dataclass(frozen=True, eq=False)
class _PositionPairs:
    """Pairs of positions with the same words (int64 arrays)."""

    first: np.ndarray
    second: np.ndarray

    def take(self, rows: np.ndarray) -> _PositionPairs:
        first = self.first[rows]
        second = self.second[rows]
        return _PositionPairs(first, second)

    def shift(self, words: int | np.ndarray) -> _PositionPairs:
        """Return the positions so many words further on both sides."""
        first = self.first + words
        second = self.second + words
        return _PositionPairs(first, second)

    def agree(self, values: np.ndarray) -> np.ndarray:
        """Return whether `values` are the same at both positions (bool)."""
        first_values = values[self.first]
        second_values = values[self.second]
        return first_values == second_values

    def either(self, flags: np.ndarray) -> np.ndarray:
        """Return whether a flag is set at one of the two positions (bool)."""
        first_flags = flags[self.first]
        second_flags = flags[self.second]
        return first_flags | second_flags


def find_exact_matches(
    parts: WordParts, *, min_words: int, max_documents: int
) -> ExactMatches:
    """Return the exact runs of at least `min_words` parts that two documents share.

    A wording of `min_words` parts that occurs in more than `max_documents` documents is
    a stock phrase. It begins no run, although it may be inside one: a phrase of a
    thousand documents would give half a million pairs.
    """
    repeats = _find_repeats(parts, min_words)
    documents = _documents_with_wording(parts, repeats)
    is_shared = documents > 1
    is_rare = documents <= max_documents
    begins_match = is_shared & is_rare
    repeats = repeats.take(begins_match)
    pairs = _pair_matches(parts, repeats)
    first = pairs.first
    second = pairs.second
    length = _match_lengths(parts, pairs, min_words)
    return ExactMatches(first, second, length)


def _pair_matches(parts: WordParts, repeats: _Repeats) -> _PositionPairs:
    """Return all pairs of runs of one wording at which a longest match begins."""
    no_positions = np.empty(0, dtype=np.int64)
    firsts = [no_positions]
    seconds = [no_positions]
    distance = 1
    while distance < len(repeats.position):
        pairs = _pairs_at_distance(repeats, distance)
        if not len(pairs.first):
            break
        begins = _begins_match(parts, pairs)
        matches = pairs.take(begins)
        firsts.append(matches.first)
        seconds.append(matches.second)
        distance += 1
    first = np.concatenate(firsts)
    second = np.concatenate(seconds)
    pairs = _PositionPairs(first, second)
    in_text_order = np.lexsort((second, first))
    return pairs.take(in_text_order)


def _pairs_at_distance(repeats: _Repeats, distance: int) -> _PositionPairs:
    """Pair each run with the one `distance` rows further, if the wording is the same.

    Runs of one wording are neighbours in `repeats`.
    """
    wording = repeats.wording
    earlier_wording = wording[:-distance]
    later_wording = wording[distance:]
    same_wording = earlier_wording == later_wording
    earlier = same_wording.nonzero()[0]
    later = earlier + distance
    first = repeats.position[earlier]
    second = repeats.position[later]
    return _PositionPairs(first, second)


def _begins_match(parts: WordParts, pairs: _PositionPairs) -> np.ndarray:
    """Return whether a longest match of two documents begins at each pair."""
    same_document = pairs.agree(parts.document)
    after_wall = pairs.either(parts.wall)
    # If the words before agree too, the match begins earlier and is found there.
    words_before = pairs.shift(-1)
    differ_before = ~words_before.agree(parts.codes)
    begins_here = after_wall | differ_before
    return begins_here & ~same_document


@dataclass(frozen=True, eq=False)
class _Repeats:
    """Positions of runs that occur twice or more, and their wordings (int64 arrays)."""

    position: np.ndarray
    wording: np.ndarray

    def take(self, rows: np.ndarray) -> _Repeats:
        position = self.position[rows]
        wording = self.wording[rows]
        return _Repeats(position, wording)


def _find_repeats(parts: WordParts, length: int) -> _Repeats:
    """Return the runs of `length` parts that occur twice or more.

    They are sorted by wording, then by position.

    Runs are named by doubling: a run of 2h parts is named by the names of its two
    halves, and a run that occurs once is dropped at every step. The result is exact
    and needs a few sorts only.
    """
    size = len(parts.codes)
    stretch = np.cumsum(parts.wall[:-1])  # a number for the parts between two walls
    runs = _Repeats(np.arange(size), parts.codes)
    named_length = 1
    while named_length < length:
        names = np.full(size, _NO_NAME, dtype=np.int64)
        names[runs.position] = runs.wording
        step = min(named_length, length - named_length)
        named_length += step
        position = _positions_within_walls(runs.position, named_length, stretch)
        left_names = names[position]
        right_names = names[position + step]
        runs = _name_pairs(position, left_names, right_names)
    by_wording = np.argsort(runs.wording, kind="stable")
    return runs.take(by_wording)


def _positions_within_walls(
    position: np.ndarray, length: int, stretch: np.ndarray
) -> np.ndarray:
    """Return the positions at which a run of `length` parts meets no wall."""
    last = position + (length - 1)
    in_text = last < len(stretch)
    position = position[in_text]
    last = last[in_text]
    stretch_of_first = stretch[position]
    stretch_of_last = stretch[last]
    meets_no_wall = stretch_of_first == stretch_of_last
    return position[meets_no_wall]


def _name_pairs(
    position: np.ndarray, left_names: np.ndarray, right_names: np.ndarray
) -> _Repeats:
    """Name each run by the names of its two parts, and keep those that repeat.

    Both parts of a run that occurs twice occur twice themselves, and have a name.
    """
    both_named = np.minimum(left_names, right_names) > _NO_NAME
    position = position[both_named]
    left = left_names[both_named]
    right = right_names[both_named]
    number_of_names = right.max(initial=0) + 1
    pair_of_names = left * number_of_names + right
    _, name, count = np.unique(pair_of_names, return_inverse=True, return_counts=True)
    runs = _Repeats(position, name)
    repeats = count[name] > 1
    return runs.take(repeats)


def _documents_with_wording(parts: WordParts, repeats: _Repeats) -> np.ndarray:
    """Return in how many documents the wording of each run occurs (float64)."""
    wording = repeats.wording
    document = parts.document[repeats.position]
    new_wording = _differs_from_previous(wording)
    new_document = _differs_from_previous(document)
    # Only the first run of a wording in a document is counted.
    is_first = new_wording | new_document
    documents = np.bincount(wording, weights=is_first)
    return documents[wording]


def _match_lengths(
    parts: WordParts, pairs: _PositionPairs, min_words: int
) -> np.ndarray:
    """Return how many parts agree from each pair of positions on (int64)."""
    size = len(pairs.first)
    length = np.full(size, min_words, dtype=np.int64)
    rows = np.arange(size)  # the matches that still grow
    wall = parts.wall
    codes = parts.codes
    while len(rows):
        next_words = pairs.take(rows)
        next_words = next_words.shift(length[rows])
        before_wall = ~next_words.either(wall)
        rows = rows[before_wall]
        next_words = next_words.take(before_wall)
        agree = next_words.agree(codes)
        rows = rows[agree]
        length[rows] += 1
    return length
