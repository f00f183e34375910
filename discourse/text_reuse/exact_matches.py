"""Exact runs: sequences of words that two documents share, where alignments begin.

Hyphenated words are taken apart first ("China-Central Asian" is three words here), so
that a hyphen, a spaced hyphen and a blank make no difference. A run may cross the end
of a sentence or of a paragraph, but no *wall*: masked text, or the start or end of a
document.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from discourse.accelerators import (
    HashedRuns,
    find_repeated_runs,
    has_kernels,
    pair_runs,
)
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

_NO_RUN = -1
_NO_NAME = -1  # the name of a run of words that occurs once or meets a wall


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


def _differs_from_previous(values: np.ndarray) -> np.ndarray:
    """Return whether each value differs from the one before it (bool).

    The first value has none before it and counts as different.
    """
    differs = np.ones(len(values), dtype=bool)
    previous_values = values[:-1]
    differs[1:] = values[1:] != previous_values
    return differs


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


@dataclass(frozen=True, eq=False)
class ExactMatches:
    """Runs that two documents share and that cannot be made longer (int64 arrays).

    Attributes
    ----------
    first, second : int64 arrays, shape (matches,)
        The position of the first part of the run in the earlier and in the later
        document.
    length : int64 array, shape (matches,)
        Number of parts of the run.
    """

    first: np.ndarray
    second: np.ndarray
    length: np.ndarray


@dataclass(frozen=True, eq=False)
class _PositionPairs:
    """Pairs of positions in the corpus, counted in parts (int64 arrays)."""

    first: np.ndarray
    second: np.ndarray

    def take(self, rows: np.ndarray) -> _PositionPairs:
        """Return the pairs `rows`."""
        first_positions = self.first[rows]
        second_positions = self.second[rows]
        return _PositionPairs(first_positions, second_positions)

    def shift(self, offset: int | np.ndarray) -> _PositionPairs:
        """Return the positions so many parts further on both sides."""
        first_positions = self.first + offset
        second_positions = self.second + offset
        return _PositionPairs(first_positions, second_positions)

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
    document_count = _documents_with_wording(parts, repeats)
    is_shared = document_count > 1
    is_rare = document_count <= max_documents
    begins_match = is_shared & is_rare
    repeats = repeats.take(begins_match)
    if has_kernels():
        return _pair_by_kernel(parts, repeats, min_words)
    pairs = _pair_matches(parts, repeats)
    length = _match_lengths(parts, pairs, min_words)
    return ExactMatches(pairs.first, pairs.second, length)


def _pair_by_kernel(
    parts: WordParts, repeats: _Repeats, min_words: int
) -> ExactMatches:
    """Return all runs that two documents share, by the compiled kernel."""
    in_text_order = np.argsort(repeats.position)
    rank = np.empty_like(in_text_order)
    rank[in_text_order] = np.arange(len(rank))
    has_next = np.diff(repeats.wording) == 0
    next_run = np.full(len(rank), _NO_RUN)
    ranks_with_next = rank[:-1][has_next]
    next_run[ranks_with_next] = rank[1:][has_next]
    shared = pair_runs(
        parts.codes,
        parts.wall,
        parts.document,
        position=repeats.position[in_text_order],
        next_run=next_run,
        length=min_words,
    )
    return ExactMatches(shared.first, shared.second, shared.length)


def _pair_matches(parts: WordParts, repeats: _Repeats) -> _PositionPairs:
    """Return all pairs of runs of one wording at which a longest match begins.

    Runs of one wording are neighbours in `repeats`. So each run is paired with the next
    one, then with the next but one, and so on, until no two runs have one wording.
    """
    # An empty array comes first, since arrays can be joined only if there is one.
    no_positions = np.empty(0, dtype=np.int64)
    first_positions = [no_positions]
    second_positions = [no_positions]
    distance = 1
    while distance < len(repeats.position):
        pairs = _pairs_at_distance(repeats, distance)
        if not len(pairs.first):
            break
        begins_match = _begins_match(parts, pairs)
        matches = pairs.take(begins_match)
        first_positions.append(matches.first)
        second_positions.append(matches.second)
        distance += 1
    all_matches = _PositionPairs(
        first=np.concatenate(first_positions),
        second=np.concatenate(second_positions),
    )
    in_text_order = np.lexsort((all_matches.second, all_matches.first))
    return all_matches.take(in_text_order)


def _pairs_at_distance(repeats: _Repeats, distance: int) -> _PositionPairs:
    """Return each run with the one `distance` rows further, if the wording is the same.

    There may be no such pair.
    """
    wording = repeats.wording
    earlier_wording = wording[:-distance]
    later_wording = wording[distance:]
    has_same_wording = earlier_wording == later_wording
    earlier_rows = has_same_wording.nonzero()[0]
    later_rows = earlier_rows + distance
    return _PositionPairs(
        first=repeats.position[earlier_rows],
        second=repeats.position[later_rows],
    )


def _begins_match(parts: WordParts, pairs: _PositionPairs) -> np.ndarray:
    """Return whether a longest match of two documents begins at each pair."""
    is_same_document = pairs.agree(parts.document)
    is_after_wall = pairs.either(parts.wall)
    # If the words before agree too, the match begins earlier and is found there.
    words_before = pairs.shift(-1)
    differs_before = ~words_before.agree(parts.codes)
    begins_here = is_after_wall | differs_before
    return begins_here & ~is_same_document


@dataclass(frozen=True, eq=False)
class _Repeats:
    """Runs of one length that occur twice or more (int64 arrays).

    Attributes
    ----------
    position : int64 array
        The position of the first part of each run.
    wording : int64 array
        The name of the words of each run: a number that runs of the same words share.
    """

    position: np.ndarray
    wording: np.ndarray

    def take(self, rows: np.ndarray) -> _Repeats:
        """Return the runs `rows`."""
        position = self.position[rows]
        wording = self.wording[rows]
        return _Repeats(position, wording)


def _find_repeats(parts: WordParts, length: int) -> _Repeats:
    """Return the runs of `length` parts that occur twice or more.

    They are sorted by wording, then by position. The names of the wordings mean nothing
    but which are equal.
    """
    repeats = None
    if has_kernels():
        runs = find_repeated_runs(parts.codes, parts.wall, length)
        repeats = _name_by_hash(parts, runs, length)
    if repeats is None:
        repeats = _name_by_doubling(parts, length)
    return repeats


def _name_by_hash(parts: WordParts, runs: HashedRuns, length: int) -> _Repeats | None:
    """Return the runs that occur twice or more, named by their hashes.

    The result is None if two different wordings have the same hash.
    """
    by_hash = np.argsort(runs.hash, kind="stable")
    hashes = runs.hash[by_hash]
    position = runs.position[by_hash].astype(np.int64)
    is_new = _differs_from_previous(hashes)
    is_repeated = ~is_new
    earlier = position[:-1][is_repeated[1:]]
    later = position[is_repeated]
    for offset in range(length):
        codes = parts.codes[earlier + offset]
        if not np.array_equal(codes, parts.codes[later + offset]):
            return None
    # The first run of a wording is the one before the second.
    is_repeated[:-1] |= is_repeated[1:]
    wording = np.cumsum(is_new)
    return _Repeats(position, wording).take(is_repeated)


def _name_by_doubling(parts: WordParts, length: int) -> _Repeats:
    """Return the runs of `length` parts that occur twice or more, sorted by wording.

    Runs are named by doubling: a run of 2h parts is named by the names of its two
    halves, and a run that occurs once is dropped at every step. The result is exact
    and needs a few sorts only.
    """
    part_count = len(parts.codes)
    # A section is what lies between two walls; its number is the walls up to it.
    section = np.cumsum(parts.wall[:-1])
    # Begin with runs of one part, named by the code of the part.
    runs = _Repeats(np.arange(part_count), parts.codes)
    named_length = 1
    while named_length < length:
        name_at_position = np.full(part_count, _NO_NAME, dtype=np.int64)
        name_at_position[runs.position] = runs.wording
        # In the last step the two halves overlap, if `length` is no power of two.
        step = min(named_length, length - named_length)
        named_length += step
        position = _positions_within_walls(runs.position, named_length, section)
        left_names = name_at_position[position]
        right_names = name_at_position[position + step]
        runs = _name_pairs(position, left_names, right_names)
    by_wording = np.argsort(runs.wording, kind="stable")
    return runs.take(by_wording)


def _positions_within_walls(
    position: np.ndarray, length: int, section: np.ndarray
) -> np.ndarray:
    """Return the positions at which a run of `length` parts meets no wall.

    `section` has, for each part, the number of the section between two walls.
    """
    last_part = position + (length - 1)
    is_in_corpus = last_part < len(section)
    position = position[is_in_corpus]
    last_part = last_part[is_in_corpus]
    first_section = section[position]
    last_section = section[last_part]
    meets_no_wall = first_section == last_section
    return position[meets_no_wall]


def _name_pairs(
    position: np.ndarray, left_names: np.ndarray, right_names: np.ndarray
) -> _Repeats:
    """Return the runs that occur twice or more, named by the names of their halves.

    Both halves of a run that occurs twice occur twice themselves, and have a name.
    """
    has_both_names = np.minimum(left_names, right_names) > _NO_NAME
    position = position[has_both_names]
    left_names = left_names[has_both_names]
    right_names = right_names[has_both_names]
    # One number for the two names. The new names are ranks of these numbers, so that
    # they stay small.
    name_count = right_names.max(initial=0) + 1
    pair_of_names = left_names * name_count + right_names
    _, name, occurrences = np.unique(
        pair_of_names, return_inverse=True, return_counts=True
    )
    runs = _Repeats(position, name)
    is_repeated = occurrences[name] > 1
    return runs.take(is_repeated)


def _documents_with_wording(parts: WordParts, repeats: _Repeats) -> np.ndarray:
    """Return in how many documents the wording of each run occurs (float64)."""
    wording = repeats.wording
    document = parts.document[repeats.position]
    # Only the first run of a wording in a document is counted. Runs are sorted by
    # wording, then by position, so it is where the wording or the document changes.
    is_new_wording = _differs_from_previous(wording)
    is_new_document = _differs_from_previous(document)
    is_first_in_document = is_new_wording | is_new_document
    documents_by_wording = np.bincount(wording, weights=is_first_in_document)
    return documents_by_wording[wording]


def _match_lengths(
    parts: WordParts, pairs: _PositionPairs, min_words: int
) -> np.ndarray:
    """Return how many parts agree from each pair of positions on (int64)."""
    match_count = len(pairs.first)
    length = np.full(match_count, min_words, dtype=np.int64)
    growing_rows = np.arange(match_count)
    while len(growing_rows):
        growing_pairs = pairs.take(growing_rows)
        next_parts = growing_pairs.shift(length[growing_rows])
        has_no_wall = ~next_parts.either(parts.wall)
        growing_rows = growing_rows[has_no_wall]
        next_parts = next_parts.take(has_no_wall)
        is_equal = next_parts.agree(parts.codes)
        growing_rows = growing_rows[is_equal]
        length[growing_rows] += 1
    return length
