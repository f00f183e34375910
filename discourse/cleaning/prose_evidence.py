"""Evidence that the words of a line are prose and no list, from the words around them.

A list of links or titles has no full stops, few commas, many capitals, and signs such
as ``|`` or ``&gt;`` between its items. The score of a word is a weighted sum of these
signs among the words before it or among those after it, whichever speaks more for
prose. So the first and the last words of an article score as high as its middle. No
word of any language is needed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from discourse.text import COMMA, STOP, STOP_LOWER, TokenStream
from discourse.text.characters import code_points_of_long

__all__ = [
    "NO_CASE",
    "WEIGHTS",
    "WordSigns",
    "measure_side",
    "observe_words",
    "score_prose",
]

# The weights were set by hand. They are no fit, but they tell words of articles from
# words of frames as well as those that fit 482 web pages best: the area under the ROC
# curve is 0.71 for both. ``tests/benchmarks/prose_weights.py`` measures it.
INTERCEPT = -6.6
WEIGHTS = (
    7.5,  # of stops
    10.5,  # of commas
    6.0,  # of words in lower case
    4.5,  # of words in lower case, nearby
    -6.0,  # of separators
)
# How many words before, or after, a word are looked at.
STOP_REACH = 32
COMMA_REACH = 24
LOWER_CASE_REACH = 20
NEARBY_REACH = 8
SEPARATOR_REACH = 10

NO_CASE = 0.5  # of a word without case: between a list and prose
NO_CASE_FACTOR = 2.5  # how much more stops and commas weigh where words have no case
MAX_SENTENCE_WORDS = 60  # a longer one with few commas is a list, up to its last words
MIN_COMMAS = 1 / 14  # a word, of a long sentence
MIN_LOWER_CASE_OF_SENTENCE = 0.8  # of its words, however long it is
MAX_WORDS_TO_STOP = 40  # the last words of a long sentence may be a sentence
SCORE_OF_LIST = 0.4  # what is left of the score in a list

_COMMAS = ",;:،؛；，、："
_STOPS = ".!?…؟।۔。！？"
_SEPARATORS = "|>»•·▸→/-–"
# What stands between two texts, so that at the edge of a text no other text is read.
_MARGIN = "  "
_BLANK = ord(" ")

_Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class WordSigns:
    """What is seen of each word of a stream; each array has one number a word.

    Attributes
    ----------
    ends_sentence : bool array
    has_comma : bool array
        Whether a comma, colon or semicolon follows.
    has_separator : bool array
        Whether a sign that divides the items of a menu follows, or the word is an
        entity of HTML.
    has_capital : bool array
        Whether the word begins with a capital.
    lower_case : float array
        1 for a word in lower case, 0 for one with a capital or a number, and
        `NO_CASE` for one in a script without case.
    """

    ends_sentence: NDArray[np.bool_]
    has_comma: NDArray[np.bool_]
    has_separator: NDArray[np.bool_]
    has_capital: NDArray[np.bool_]
    lower_case: _Floats


def observe_words(texts: Sequence[str], stream: TokenStream) -> WordSigns:
    """Return the signs at each word of a stream, which was made of `texts`."""
    lengths = [len(text) + len(_MARGIN) for text in texts]
    first_characters = np.cumsum([0, *lengths], dtype=np.int64)[:-1]
    joined_texts = "".join(text + _MARGIN for text in texts)
    codes = code_points_of_long(joined_texts)
    text_starts = first_characters[stream.document]
    starts = text_starts + stream.start
    ends = text_starts + stream.end
    first_letters = codes[starts]
    # Before the first text, the margin of the last text is read.
    previous_characters = codes[starts - 1]
    next_characters = codes[ends]
    is_blank = next_characters == _BLANK
    characters_after_blank = np.where(is_blank, codes[ends + 1], next_characters)
    next_gaps = np.append(stream.gap[1:], np.uint8(COMMA))
    closes_text = np.zeros(len(stream), dtype=bool)
    closes_text[stream.bounds[1:][np.diff(stream.bounds) > 0] - 1] = True
    has_stop = _are_among(next_characters, _STOPS)
    is_stop = (next_gaps == STOP) | (next_gaps == STOP_LOWER)
    is_entity = _are_among(previous_characters, "&")
    is_entity &= _are_among(next_characters, ";")
    lower_case = _map_characters(first_letters, _lower_case_of)
    return WordSigns(
        ends_sentence=np.where(closes_text, has_stop, is_stop),
        has_comma=_are_among(next_characters, _COMMAS) & ~is_entity,
        has_separator=is_entity | _are_among(characters_after_blank, _SEPARATORS),
        has_capital=_map_characters(first_letters, str.isupper).astype(bool),
        lower_case=lower_case,
    )


def _lower_case_of(character: str) -> float:
    """Return what the first character of a word says about its case."""
    if character.islower():
        return 1.0
    has_case = character.isupper() or character.isdigit()
    return 0.0 if has_case else NO_CASE


def _are_among(codes: NDArray[np.uint32], characters: str) -> NDArray[np.bool_]:
    """Return whether each code point is one of some characters."""
    return np.isin(codes, [ord(character) for character in characters])


def _map_characters(
    codes: NDArray[np.uint32], function: Callable[[str], float]
) -> _Floats:
    """Return the value of a function of characters for each code point."""
    characters, places = np.unique(codes, return_inverse=True)
    values = [float(function(chr(code))) for code in characters.tolist()]
    return np.array(values, dtype=float)[places]


# --------------------------------------------------------------------------------------
# The score


def score_prose(signs: WordSigns, bounds: NDArray[np.int64]) -> _Floats:
    """Return how likely each word is a word of prose, from 0 to 1.

    Parameters
    ----------
    signs : WordSigns
    bounds : int64 array
        Where the pieces of the stream begin, and its length. No word is judged by the
        words of another piece.
    """
    before = _score_by_side(signs, bounds, looks_back=True)
    after = _score_by_side(signs, bounds, looks_back=False)
    scores = np.maximum(before, after)
    likelihood: _Floats = 1 / (1 + np.exp(-scores))
    likelihood[_are_in_lists(signs, bounds)] *= SCORE_OF_LIST
    return likelihood


def _score_by_side(
    signs: WordSigns, bounds: NDArray[np.int64], *, looks_back: bool
) -> _Floats:
    """Return the weighted sum of the signs on one side of each word."""
    scores = np.full(len(signs.lower_case), INTERCEPT)
    shares = measure_side(signs, bounds, looks_back=looks_back)
    for weight, share in zip(WEIGHTS, shares, strict=True):
        scores += weight * share
    return scores


def measure_side(
    signs: WordSigns, bounds: NDArray[np.int64], *, looks_back: bool
) -> list[_Floats]:
    """Return the share of words with each sign on one side of each word, itself included.

    The signs are in the order of `WEIGHTS`.

    Parameters
    ----------
    signs : WordSigns
    bounds : int64 array
        Where the pieces of the stream begin, and its length.
    looks_back : bool
        Whether the words before each word are looked at, or those after it.
    """
    sides = _Sides(bounds, looks_back)
    has_no_case = signs.lower_case == NO_CASE
    factors = np.where(has_no_case, NO_CASE_FACTOR, 1.0)
    return [
        sides.mean(factors * signs.ends_sentence, STOP_REACH),
        sides.mean(factors * signs.has_comma, COMMA_REACH),
        sides.mean(signs.lower_case, LOWER_CASE_REACH),
        sides.mean(signs.lower_case, NEARBY_REACH),
        sides.mean(signs.has_separator, SEPARATOR_REACH),
    ]


@dataclass(frozen=True, eq=False)
class _Sides:
    """The words before, or after, each word of its piece."""

    bounds: NDArray[np.int64]
    looks_back: bool

    def mean(self, values: NDArray[np.bool_] | _Floats, reach: int) -> _Floats:
        """Return the mean of a word and of up to `reach` words on its side."""
        piece_lengths = np.diff(self.bounds)
        places = np.arange(self.bounds[-1])
        if self.looks_back:
            piece_starts = np.repeat(self.bounds[:-1], piece_lengths)
            first_places = np.maximum(places - reach, piece_starts)
            end_places = places + 1
        else:
            piece_ends = np.repeat(self.bounds[1:], piece_lengths)
            first_places = places
            end_places = np.minimum(places + reach + 1, piece_ends)
        sums = np.concatenate([[0.0], np.cumsum(values, dtype=float)])
        sums_of_sides = sums[end_places] - sums[first_places]
        means: _Floats = sums_of_sides / (end_places - first_places)
        return means


def _are_in_lists(signs: WordSigns, bounds: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return which words are in a list.

    A piece without a stop is one; so is a very long sentence with few commas, but for
    its last words.
    """
    word_count = len(signs.lower_case)
    if not word_count:
        return np.zeros(0, dtype=bool)
    ends_here = signs.ends_sentence.copy()
    ends_here[bounds[1:][np.diff(bounds) > 0] - 1] = True
    last_words = np.flatnonzero(ends_here)
    first_words = np.concatenate([[0], last_words[:-1] + 1])
    lengths = last_words - first_words + 1
    comma_counts = np.add.reduceat(signs.has_comma.astype(int), first_words)
    has_few_commas = comma_counts < MIN_COMMAS * lengths
    lower_case = np.add.reduceat(signs.lower_case, first_words) / lengths
    is_long = (lengths > MAX_SENTENCE_WORDS) & has_few_commas
    is_long &= lower_case < MIN_LOWER_CASE_OF_SENTENCE
    has_no_stop = ~signs.ends_sentence[last_words]
    words_to_end = np.repeat(last_words, lengths) - np.arange(word_count)
    is_far_from_end = words_to_end > MAX_WORDS_TO_STOP
    are_in_long_sentences = np.repeat(is_long, lengths) & is_far_from_end
    are_in_lists: NDArray[np.bool_] = are_in_long_sentences
    are_in_lists |= np.repeat(has_no_stop, lengths)
    return are_in_lists
