"""Phrases inside longer phrases: which of them stand on their own.

A phrase is a sequence of words or of type ids. It is *nested* in a longer one that holds it without a gap.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from discourse.errors import OptionError
from discourse.measures.argument_checks import check_counts, check_numbers
from discourse.measures.exact_arithmetic import Floats

__all__ = ["NestedPhrases", "c_value", "c_value_of_nested", "local_maxima"]

Phrase = tuple[Hashable, ...]


@dataclass(frozen=True, eq=False)
class NestedPhrases:
    """Pairs of a phrase and a shorter one inside it, each pair once, by their numbers.

    Attributes
    ----------
    longer, shorter : int arrays, shape (pairs,)
    """

    longer: NDArray[np.integer]
    shorter: NDArray[np.integer]


def _numbered(
    phrases: Sequence[Sequence[Hashable]], values: Floats, name: str
) -> dict[Phrase, int]:
    for phrase in phrases:
        if isinstance(phrase, str) or not isinstance(phrase, Sequence | np.ndarray):
            raise OptionError(
                f"a phrase came as {phrase!r}; a list of words was expected, as in {str(phrase)!r}.split(), since a string "
                "would be read letter by letter."
            )
    keys = [tuple(phrase) for phrase in phrases]
    number = {key: i for i, key in enumerate(keys)}
    if len(number) != len(keys):
        twice = next(key for i, key in enumerate(keys) if number[key] != i)
        raise OptionError(
            f"the phrase {' '.join(map(str, twice))!r} came twice; each was expected once, with its {name}."
        )
    if values.shape != (len(keys),):
        raise OptionError(
            f"{len(keys)} phrases and {name} of shape {values.shape} came; one {name} a phrase is needed."
        )
    return number


def _inner(phrase: Phrase) -> set[Phrase]:
    """Return every shorter stretch of `phrase`, once each."""
    size = len(phrase)
    return {phrase[i : i + k] for k in range(1, size) for i in range(size - k + 1)}


def c_value(
    phrases: Sequence[Sequence[Hashable]],
    frequency: ArrayLike,
    *,
    unigrams: bool = False,
) -> Floats:
    """Return the C-value: frequency on one's own, weighted by length.

    Parameters
    ----------
    phrases : sequence of sequences
        The candidates, each once; words or type ids.
    frequency : array_like
        Count of each, nested occurrences included.
    unigrams : bool
        Weigh by ``log2(length + 1)``; by ``log2(length)`` every single word has 0.

    Returns
    -------
    ndarray of float
        In the order of `phrases`, weighted occurrences. Negative where a phrase was counted less often than the
        longer ones imply: the counts disagree.

    Notes
    -----
    ``log2|a| (f(a) - (1/P) sum (f(b) - t(b)))`` over the P longer candidates b that hold a, where t(b) is how often b
    is itself nested: longest first, so that an occurrence inside two nested candidates is not taken off twice. The
    plain sum of f(b) is a common error. A phrase twice in one longer candidate counts once there. *Not* for lists
    cut at a high frequency: the longer candidates must be in them.

    References
    ----------
    Frantzi, Ananiadou & Mima (2000), International Journal on Digital Libraries 3(2), 115-130.

    Examples
    --------
    >>> print(np.round(c_value(["a b c".split(), "b c".split()], [4, 10]), 4))
    [6.3399 6.    ]
    """
    f = check_counts("frequency", frequency)
    number = _numbered(phrases, f, "frequency")
    length = np.array([len(phrase) for phrase in phrases], dtype=np.int64)
    if np.any(length == 0):
        raise OptionError("an empty phrase came; each needs at least one word.")
    return c_value_of_nested(length, f, _nested_in_each(number), unigrams=unigrams)


def _nested_in_each(number: dict[Phrase, int]) -> Iterator[NestedPhrases]:
    """The phrases inside each phrase, the longest phrases first."""
    for phrase in sorted(number, key=len, reverse=True):
        inside = [number[part] for part in _inner(phrase) if part in number]
        shorter = np.array(inside, dtype=np.int64)
        yield NestedPhrases(np.full(len(inside), number[phrase]), shorter)


def c_value_of_nested(
    length: NDArray[np.integer],
    frequency: NDArray[Any],
    nested: Iterable[NestedPhrases],
    *,
    unigrams: bool = False,
) -> Floats:
    """Return the C-value of numbered phrases of which it is known which lie in which; see :func:`c_value`.

    Parameters
    ----------
    length, frequency : arrays, shape (phrases,)
        Words of each phrase, and its count, nested occurrences included.
    nested : iterable of NestedPhrases
        All pairs, in any number of parts, the longest phrases first. A part in which a phrase is the longer one comes
        after all parts in which it is the shorter one.
    unigrams : bool
        Weigh by ``log2(length + 1)``; by ``log2(length)`` every single word has 0.

    Returns
    -------
    ndarray of float

    Examples
    --------
    >>> inside = [NestedPhrases(longer=np.array([0]), shorter=np.array([1]))]
    >>> print(np.round(c_value_of_nested(np.array([3, 2]), np.array([4, 10]), inside), 4))
    [6.3399 6.    ]
    """
    count = frequency.astype(np.float64)
    # Of each phrase: its occurrences in longer phrases (each of these taken once), and how many such phrases there are.
    nested_count, holders = np.zeros(len(count)), np.zeros(len(count))
    for pairs in nested:
        own_count = count[pairs.longer] - nested_count[pairs.longer]
        np.add.at(nested_count, pairs.shorter, own_count)
        np.add.at(holders, pairs.shorter, 1.0)
    mean = np.where(holders > 0, nested_count / np.maximum(holders, 1.0), 0.0)
    weight = np.log2(length + (1.0 if unigrams else 0.0))
    return np.asarray(weight * (count - mean) + 0.0, dtype=np.float64)


def local_maxima(
    phrases: Sequence[Sequence[Hashable]], glue: ArrayLike
) -> NDArray[np.bool_]:
    """Return which phrases are tighter than those one word shorter and one word longer (LocalMaxs): no threshold.

    Parameters
    ----------
    phrases : sequence of sequences
        Every n-gram of two words and more, each once.
    glue : array_like
        How tight each is, such as :func:`scp`.

    Returns
    -------
    ndarray of bool
        In the order of `phrases`. NaN glue is never kept.

    Notes
    -----
    Kept when ``glue >= shorter`` for both stretches one word shorter (if those have two words or more) and ``glue >
    longer`` for every n-gram one word longer. *Not* with n-grams left out by a minimum count: their neighbours would win.

    References
    ----------
    Silva & Lopes (1999), Sixth Meeting on the Mathematics of Language, 369-381.

    Examples
    --------
    >>> print(local_maxima([(1, 2), (2, 3), (1, 2, 3)], [0.2, 0.5, 0.6]))
    [False False  True]
    """
    value = check_numbers("glue", glue, infinite=True)
    number = _numbered(phrases, value, "glue")
    shorter, longer = np.full(value.size, -np.inf), np.full(value.size, -np.inf)
    for phrase, b in number.items():
        for part in (phrase[:-1], phrase[1:]):
            a = number.get(part)
            if a is not None and len(part) >= 2:
                shorter[b] = (
                    max(shorter[b], value[a]) if value[a] == value[a] else shorter[b]
                )
                longer[a] = (
                    max(longer[a], value[b]) if value[b] == value[b] else longer[a]
                )
    return (value >= shorter) & (value > longer)
