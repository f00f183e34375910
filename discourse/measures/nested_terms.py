"""Phrases inside longer phrases: which of them occur on their own.

A phrase is a sequence of words or of type ids. It is *nested* in a longer phrase that
contains it without a gap.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from discourse.errors import OptionError
from discourse.measures.argument_checks import check_counts, check_numbers
from discourse.measures.exact_arithmetic import (
    Floats,
    as_floats,
)

__all__ = ["NestedPhrases", "c_value", "c_value_of_nested", "local_maxima"]

Phrase = tuple[Hashable, ...]

SHORTEST_NGRAM = 2  # words of the shortest phrase that has a cohesion


@dataclass(frozen=True, eq=False)
class NestedPhrases:
    """Pairs of a phrase and a shorter phrase inside it, each pair once.

    Phrases are given by their numbers.

    Attributes
    ----------
    longer, shorter : int arrays, shape (pairs,)
    """

    longer: NDArray[np.integer]
    shorter: NDArray[np.integer]


def _number_phrases(
    phrases: Sequence[Sequence[Hashable]], values: Floats, name: str
) -> dict[Phrase, int]:
    """Return the position of each phrase, from 0; repeated phrases are refused.

    There must be one value for each phrase. `name` is what messages call the values.
    """
    for phrase in phrases:
        if isinstance(phrase, str) or not isinstance(phrase, Sequence | np.ndarray):
            raise OptionError(
                f"a phrase came as {phrase!r}; a list of words was expected, as in "
                f"{str(phrase)!r}.split(), since a string would be read letter by "
                "letter."
            )
    keys = [tuple(phrase) for phrase in phrases]
    # A repeated phrase keeps its last position only, so its first one does not match.
    position_of_phrase = {key: position for position, key in enumerate(keys)}
    for position, key in enumerate(keys):
        if position_of_phrase[key] != position:
            phrase_text = " ".join(map(str, key))
            raise OptionError(
                f"the phrase {phrase_text!r} came twice; each was expected once, with its "
                f"{name}."
            )
    if values.shape != (len(position_of_phrase),):
        raise OptionError(
            f"{len(position_of_phrase)} phrases and {name} of shape {values.shape} came; one {name} "
            "for each phrase is needed."
        )
    return position_of_phrase


def _nested_phrases(phrase: Phrase) -> set[Phrase]:
    """Return every shorter phrase inside `phrase`, each once."""
    word_count = len(phrase)
    nested_phrases = set()
    for length in range(1, word_count):
        for start in range(word_count - length + 1):
            nested_phrases.add(phrase[start : start + length])
    return nested_phrases


def c_value(
    phrases: Sequence[Sequence[Hashable]],
    frequency: ArrayLike,
    *,
    unigrams: bool = False,
) -> Floats:
    """Return the C-value: the frequency of a phrase on its own, weighted by length.

    Parameters
    ----------
    phrases : sequence of sequences
        The candidates, each once; words or type ids.
    frequency : array_like
        Count of each candidate, nested occurrences included.
    unigrams : bool
        Weight by ``log2(length + 1)``. With ``log2(length)`` every single word has 0.

    Returns
    -------
    ndarray of float
        Weighted occurrences, in the order of `phrases`. A negative value says that the
        counts disagree: the phrase was counted less often than the longer ones imply.

    Notes
    -----
    Use it to order multiword terms when some are parts of others. A high value says
    that the phrase is frequent, long, and often outside longer candidates. *Not* for
    lists cut at a high frequency: the longer candidates must be in them.

    Formula: ``log2|a| (f(a) - (1/P) sum (f(b) - t(b)))`` over the P longer candidates b
    that contain a, where t(b) is how often b is itself nested. The longest candidates
    come first, so that an occurrence inside two nested candidates is not subtracted
    twice. The plain sum of f(b) is a common error. A phrase that is twice in one longer
    candidate counts once there.

    References
    ----------
    Frantzi, Ananiadou & Mima (2000), International Journal on Digital Libraries 3(2),
    115-130.

    See Also
    --------
    local_maxima

    Examples
    --------
    >>> print(np.round(c_value(["a b c".split(), "b c".split()], [4, 10]), 4))
    [6.3399 6.    ]
    """
    counts = check_counts("frequency", frequency)
    position_of_phrase = _number_phrases(phrases, counts, "frequency")
    length = np.array([len(phrase) for phrase in phrases], dtype=np.int64)
    if np.any(length == 0):
        raise OptionError("an empty phrase came; each needs at least one word.")
    nested = _nested_in_each(position_of_phrase)
    return c_value_of_nested(length, counts, nested, unigrams=unigrams)


def _nested_in_each(position_of_phrase: dict[Phrase, int]) -> Iterator[NestedPhrases]:
    """Yield for each phrase its pairs with the candidates inside it, longest first."""
    longest_first = sorted(position_of_phrase, key=len, reverse=True)
    for phrase in longest_first:
        nested_numbers = []
        for nested_phrase in _nested_phrases(phrase):
            if nested_phrase in position_of_phrase:
                nested_numbers.append(position_of_phrase[nested_phrase])
        shorter_numbers = np.array(nested_numbers, dtype=np.int64)
        longer_numbers = np.full_like(shorter_numbers, position_of_phrase[phrase])
        yield NestedPhrases(longer_numbers, shorter_numbers)


def c_value_of_nested(
    length: NDArray[np.integer],
    frequency: NDArray[Any],
    nested: Iterable[NestedPhrases],
    *,
    unigrams: bool = False,
) -> Floats:
    """Return the C-value of numbered phrases when it is known which contains which.

    Parameters
    ----------
    length, frequency : arrays, shape (phrases,)
        Words of each phrase, and its count, nested occurrences included.
    nested : iterable of NestedPhrases
        All pairs, in any number of parts, the longest phrases first. A part in which a
        phrase is the longer one comes after all parts in which it is the shorter one.
    unigrams : bool
        Weight by ``log2(length + 1)``. With ``log2(length)`` every single word has 0.

    Returns
    -------
    ndarray of float
        Weighted occurrences; see :func:`c_value`.

    See Also
    --------
    c_value

    Examples
    --------
    >>> inside = [NestedPhrases(longer=np.array([0]), shorter=np.array([1]))]
    >>> value = c_value_of_nested(np.array([3, 2]), np.array([4, 10]), inside)
    >>> print(np.round(value, 4))
    [6.3399 6.    ]
    """
    count = frequency.astype(np.float64)
    # For each phrase: its occurrences in longer phrases, each of these taken once, and
    # the number of such longer phrases.
    nested_count = np.zeros_like(count)
    longer_phrase_count = np.zeros_like(count)
    for pairs in nested:
        count_of_longer = count[pairs.longer]
        own_count = count_of_longer - nested_count[pairs.longer]
        np.add.at(nested_count, pairs.shorter, own_count)
        np.add.at(longer_phrase_count, pairs.shorter, 1.0)
    divisor = np.maximum(longer_phrase_count, 1.0)
    mean_nested_count = nested_count / divisor
    is_nested = longer_phrase_count > 0
    mean_nested_count = np.where(is_nested, mean_nested_count, 0.0)
    # With 1 added, a phrase of one word does not have the weight 0.
    length_offset = 1.0 if unigrams else 0.0
    weight = np.log2(length + length_offset)
    own_occurrences = count - mean_nested_count
    # `+ 0.0` turns a negative zero into zero.
    value = weight * own_occurrences + 0.0
    return as_floats(value)


def local_maxima(
    phrases: Sequence[Sequence[Hashable]], glue: ArrayLike
) -> NDArray[np.bool_]:
    """Return which phrases hold together more than their neighbours (LocalMaxs).

    Parameters
    ----------
    phrases : sequence of sequences
        Every n-gram of two or more words, each once.
    glue : array_like
        Cohesion of each phrase, such as :func:`scp`.

    Returns
    -------
    ndarray of bool
        In the order of `phrases`. A phrase with a cohesion of NaN is never selected.

    Notes
    -----
    Use it to select multiword units without a threshold: a phrase is selected if it
    holds together more than the phrases one word shorter and one word longer. *Not*
    with n-grams left out by a minimum count: their neighbours would be selected.

    Rule: ``glue >= shorter`` for both stretches one word shorter (if those have two or
    more words) and ``glue > longer`` for every n-gram one word longer.

    References
    ----------
    Silva & Lopes (1999), Sixth Meeting on the Mathematics of Language, 369-381.

    See Also
    --------
    discourse.measures.scp, c_value

    Examples
    --------
    >>> print(local_maxima([(1, 2), (2, 3), (1, 2, 3)], [0.2, 0.5, 0.6]))
    [False False  True]
    """
    cohesion = check_numbers("glue", glue, infinite=True)
    position_of_phrase = _number_phrases(phrases, cohesion, "glue")
    # The largest cohesion of the neighbours of each phrase; a NaN is no neighbour.
    largest_shorter = np.full(cohesion.size, -np.inf)
    largest_longer = np.full(cohesion.size, -np.inf)
    for phrase, phrase_number in position_of_phrase.items():
        phrase_cohesion = cohesion[phrase_number]
        for shorter_phrase in (phrase[:-1], phrase[1:]):
            shorter_number = position_of_phrase.get(shorter_phrase)
            if shorter_number is None or len(shorter_phrase) < SHORTEST_NGRAM:
                continue
            shorter_cohesion = cohesion[shorter_number]
            largest_shorter[phrase_number] = np.fmax(
                largest_shorter[phrase_number], shorter_cohesion
            )
            largest_longer[shorter_number] = np.fmax(
                largest_longer[shorter_number], phrase_cohesion
            )
    reaches_shorter = cohesion >= largest_shorter
    exceeds_longer = cohesion > largest_longer
    return reaches_shorter & exceeds_longer
