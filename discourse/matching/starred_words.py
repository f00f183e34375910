"""Words with stars: which words of a vocabulary fit them."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from discourse.corpus import Corpus
from discourse.corpus.cache import Key, cached
from discourse.phrases import Phrase

__all__ = ["GLOB_WORDS", "fitting_ids", "missing_words"]

# For each pattern with stars, the ids of the words that fit.
GLOB_WORDS: Key[list[int]] = Key("glob_words")


def fitting_ids(corpus: Corpus, words: frozenset[str]) -> np.ndarray:
    """Return the ids of the words in the corpus that fit any of `words`, ascending.

    A ``*`` in one of `words` stands for any characters.
    """
    stream = corpus.stream
    ids = set()
    for pattern_word in words:
        word = corpus.han_options.read_word(pattern_word)
        # Few words are looked up, so that no index of all words is needed.
        word_id = bisect.bisect_left(stream.vocabulary, word)
        if stream.vocabulary[word_id : word_id + 1] == (word,):
            ids.add(word_id)
        if "*" in word:
            ids.update(_cached_wildcard_ids(corpus, word))
    return np.array(sorted(ids), dtype=np.int64)


def missing_words(corpus: Corpus, phrase: Phrase) -> list[str]:
    """Return the words for lack of which a phrase cannot fit anywhere.

    Of the sequences of the phrase, the one that lacks the fewest words is taken; none
    is missing if one of them has all its words. Where several words could stand, the
    shortest is named.
    """
    missing_by_sequence = []
    for sequence in phrase.sequences:
        missing = []
        for words in sequence.words:
            if words != {"*"} and not len(fitting_ids(corpus, words)):
                missing.append(min(words, key=lambda word: (len(word), word)))
        if not missing:
            return []
        missing_by_sequence.append(missing)
    return min(missing_by_sequence, key=len)


def _cached_wildcard_ids(corpus: Corpus, word: str) -> list[int]:
    """Return the ids of the words that fit a word with stars; computed once."""

    def find_ids() -> list[int]:
        vocabulary = corpus.stream.vocabulary
        joined = cached(corpus, _JOINED_VOCABULARY, lambda: _join_words(vocabulary))
        return _wildcard_ids(vocabulary, joined, word)

    return cached(corpus, GLOB_WORDS, find_ids, options=word)


_LAST_CHARACTER = "\U0010ffff"  # sorted behind every other
_WORD_EDGE = "\n"  # no word holds a line end


@dataclass(frozen=True, eq=False)
class _JoinedVocabulary:
    """The words of a vocabulary as one text.

    Attributes
    ----------
    text : str
        The words in order, with an edge before the first and behind each.
    ends : int64 array, shape (words,)
        Where in the text the edge behind each word stands.
    """

    text: str
    ends: np.ndarray


_JOINED_VOCABULARY: Key[_JoinedVocabulary] = Key("joined_vocabulary")


def _join_words(vocabulary: Sequence[str]) -> _JoinedVocabulary:
    """Return the words of a vocabulary as one text, with an edge around each."""
    lengths = np.fromiter(map(len, vocabulary), np.int64, len(vocabulary))
    ends = np.cumsum(lengths + len(_WORD_EDGE))
    text = _WORD_EDGE.join(["", *vocabulary, ""])
    return _JoinedVocabulary(text, ends)


def _wildcard_ids(
    vocabulary: Sequence[str], joined: _JoinedVocabulary, word: str
) -> list[int]:
    """Return the ids of the words that fit a word with stars; ``*`` is any characters.

    The part before the first star begins a fitting word, the part after the last star
    ends it, and the parts between two stars lie between these, in order.
    """
    beginning, *middle_parts, ending = word.split("*")
    # The beginning and the ending may not overlap: "a" does not fit "a*a".
    min_length = len(beginning) + len(ending)
    last_part = ending + _WORD_EDGE if ending else ""
    longest_part = max([*middle_parts, last_part], key=len)
    candidate_ids: Iterable[int] = range(len(vocabulary))
    if beginning:
        candidate_ids = _ids_of_words_from(vocabulary, beginning)
    elif longest_part:
        candidate_ids = _ids_of_words_with(joined, longest_part)
    ids = []
    for word_id in candidate_ids:
        candidate = vocabulary[word_id]
        if len(candidate) < min_length:
            continue
        if not candidate.startswith(beginning):
            continue
        if not candidate.endswith(ending):
            continue
        ending_start = len(candidate) - len(ending)
        middle = candidate[len(beginning) : ending_start]
        if _holds_in_order(middle, middle_parts):
            ids.append(word_id)
    return ids


def _ids_of_words_from(vocabulary: Sequence[str], beginning: str) -> range:
    """Return the ids of the words that begin with `beginning`.

    They follow each other, because the vocabulary is sorted by code point.
    """
    low = bisect.bisect_left(vocabulary, beginning)
    high = bisect.bisect_left(vocabulary, beginning + _LAST_CHARACTER, low)
    return range(low, high)


def _ids_of_words_with(joined: _JoinedVocabulary, part: str) -> list[int]:
    """Return the ids of the words that hold `part`, ascending.

    One search through the text of all words is many times as fast as a search in each
    word.
    """
    text = joined.text
    places = []
    place = text.find(part)
    while place >= 0:
        places.append(place)
        # The search goes on behind this word, so that each word is found once.
        end_of_word = text.index(_WORD_EDGE, place)
        place = text.find(part, end_of_word)
    word_ids = np.searchsorted(joined.ends, places, "right")
    ids: list[int] = word_ids.tolist()
    return ids


def _holds_in_order(text: str, parts: Sequence[str]) -> bool:
    """Return whether `text` holds all parts one after the other, without overlap.

    Each part is taken at its leftmost position, which leaves the most text for the
    others; so one pass is enough.
    """
    position = 0
    for part in parts:
        start = text.find(part, position)
        if start < 0:
            return False
        position = start + len(part)
    return True
