"""How rich a vocabulary is, measured along the text: MSTTR, MATTR and MTLD.

The order of the words matters here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from discourse.errors import OptionError
from discourse.measures.argument_checks import check_amount
from discourse.measures.dispersion_distances import check_type_ids
from discourse.settings import DIVERSITY_WINDOW, MTLD_MIN_WORDS_OF_FACTOR, MTLD_TTR
from discourse.validation import check_option, check_whole_number

__all__ = ["mattr", "msttr", "mtld"]

_UNKNOWN = float("nan")
# Most stretches of a text end within so many words.
_WORDS_OF_FIRST_LOOK = 128


def _previous_occurrence(ids: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the previous position of each word's type, -1 where the type is new."""
    order = _order_of_ids(ids)
    sorted_ids = ids[order]
    # Occurrences of one type are neighbours in this order, and in order of the text.
    step = np.diff(sorted_ids, prepend=-1)
    is_repeated = step == 0
    repeat_index = np.flatnonzero(is_repeated)
    position = order[repeat_index]
    previous_position = order[repeat_index - 1]
    previous = np.full_like(ids, -1)
    previous[position] = previous_position
    return previous


def _order_of_ids(ids: NDArray[np.int64]) -> NDArray[np.intp]:
    """Return a stable order of the ids."""
    # Numpy sorts numbers of 16 bits in much less time.
    if ids.size and ids.max() <= np.iinfo(np.uint16).max:
        return np.argsort(ids.astype(np.uint16), kind="stable")
    return np.argsort(ids, kind="stable")


def msttr(ids: ArrayLike, *, window: int = DIVERSITY_WINDOW) -> float:
    """Return the mean segmental type-token ratio, of segments of `window` words.

    Parameters
    ----------
    ids : array_like
        Type id of each word of a text, in order.
    window : int
        Words of a segment. Words after the last whole segment are not used.

    Returns
    -------
    float
        0 to 1; NaN for a text shorter than one segment.

    Notes
    -----
    Use it to compare with studies that report it. Another start of the first segment
    changes the value: *not* where :func:`mattr` can be computed.

    Formula: mean of ``V/window`` over the segments, with V types each.

    References
    ----------
    Johnson (1944), Psychological Monographs 56(2).

    See Also
    --------
    mattr

    Examples
    --------
    >>> msttr([0, 1, 0, 0, 2, 3, 4], window=2)
    0.8333333333333334
    """
    text = check_type_ids(ids)
    window_size = check_whole_number("window", window, hint=" (words)")
    segment_count = text.size // window_size
    if segment_count == 0:
        return _UNKNOWN
    text = text[: segment_count * window_size]
    position = np.arange(text.size)
    segment = position // window_size
    segment_start = segment * window_size
    # A type counts once in each segment: where it has not occurred in it before.
    is_new = _previous_occurrence(text) < segment_start
    type_count = np.count_nonzero(is_new)
    return float(type_count / text.size)


def mattr(ids: ArrayLike, *, window: int = DIVERSITY_WINDOW) -> float:
    """Return the moving-average type-token ratio, over every window of `window` words.

    Parameters
    ----------
    ids : array_like
        Type id of each word of a text, in order.
    window : int
        Words of a window.

    Returns
    -------
    float
        0 to 1; NaN for a text shorter than the window.

    Notes
    -----
    Use it for texts of different lengths. A high value is a rich vocabulary. It does
    not depend on length, but it does on the window, so report it. *Not* where windows
    would run across many masked stretches.

    Formula: mean of ``V/window`` over all windows, with V types each, in one pass.

    References
    ----------
    Covington & McFall (2010), Journal of Quantitative Linguistics 17(2), 94-100.

    See Also
    --------
    discourse.measures.moving_average_interval, mtld

    Examples
    --------
    >>> mattr([0, 0, 1, 0, 0, 1, 0], window=3)
    0.6666666666666666
    """
    text = check_type_ids(ids)
    window_size = check_whole_number("window", window, hint=" (words)")
    if text.size < window_size:
        return _UNKNOWN
    last_start = text.size - window_size
    window_count = last_start + 1
    # A word is the first of its type in the windows that start after its last
    # occurrence and contain the word.
    position = np.arange(text.size)
    previous = _previous_occurrence(text)
    first_without_previous = previous + 1
    first_with_word = position - window_size + 1
    first_window = np.maximum(first_without_previous, first_with_word)
    first_window = np.maximum(first_window, 0)
    last_window = np.minimum(position, last_start)
    window_count_of_word = last_window - first_window + 1
    window_count_of_word = np.maximum(window_count_of_word, 0)
    type_count = int(window_count_of_word.sum())
    word_count = window_size * window_count
    return float(type_count / word_count)


def mtld(
    ids: ArrayLike,
    *,
    threshold: float = MTLD_TTR,
    shortest: int = MTLD_MIN_WORDS_OF_FACTOR,
    method: Literal["both", "moving", "wrapped"] = "both",
) -> float:
    """Return MTLD, the measure of textual lexical diversity.

    It is the mean number of words until the type-token ratio falls below a threshold.

    Parameters
    ----------
    ids : array_like
        Type id of each word of a text, in order.
    threshold : float
        A stretch ends when its type-token ratio falls below this; between 0 and 1, 0.72
        by custom.
    shortest : int
        Words of the shortest stretch; 10 by custom.
    method : {"both", "moving", "wrapped"}
        "both" reads forward and backward, counts the unfinished stretch at the end in
        part, and takes the mean. "moving" starts a stretch at every word, in both
        directions, and leaves out those that do not end. "wrapped" starts at every word
        and continues at the beginning of the text.

    Returns
    -------
    float
        Words; NaN where no stretch ends and no word is repeated.

    Notes
    -----
    Use it for texts of different lengths. A high value is a rich vocabulary. *Not* for
    texts under about 100 words, most of which is the unfinished stretch.

    Formula: ``N / factors``, where the unfinished stretch counts
    ``(1 - TTR)/(1 - threshold)``.

    References
    ----------
    McCarthy & Jarvis (2010), Behavior Research Methods 42(2), 381-392; Kyle, Crossley &
    Jarvis (2021), Language Assessment Quarterly 18(2), 154-170, for the moving forms.

    See Also
    --------
    mattr, discourse.measures.hdd

    Examples
    --------
    >>> round(mtld([0, 1, 2, 3, 1, 4, 5, 1, 6, 7]), 6)
    14.0
    """
    chosen_method = check_option("method", method, ("both", "moving", "wrapped"))
    shortest = check_whole_number("shortest", shortest, hint=" (words)")
    if not check_amount("threshold", threshold, "a share", exclusive=True) < 1.0:
        raise OptionError(
            f"threshold={threshold!r} came; a share between 0 and 1 was expected, such "
            "as 0.72."
        )
    checked_ids = check_type_ids(ids)
    if chosen_method == "both":
        previous = _previous_occurrence(checked_ids)
        forward = _sequential_mtld(previous, threshold, shortest)
        previous_backward = _read_backward(previous)
        backward = _sequential_mtld(previous_backward, threshold, shortest)
        return (forward + backward) / 2.0
    text = checked_ids.tolist()
    word_count = len(text)
    if chosen_method == "wrapped":
        return _moving_mtld(text + text, word_count, threshold, shortest)
    forward = _moving_mtld(text, word_count, threshold, shortest)
    backward = _moving_mtld(text[::-1], word_count, threshold, shortest)
    return (forward + backward) / 2.0


def _read_backward(previous: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the previous position of each word's type, read from the end of the text."""
    last_position = len(previous) - 1
    position = np.flatnonzero(previous >= 0)
    # Where a type occurs again: the previous position for a reader from the end.
    following = np.full_like(previous, last_position + 1)
    following[previous[position]] = position
    backward = last_position - following
    return backward[::-1]


def _sequential_mtld(
    previous: NDArray[np.int64], threshold: float, min_length: int
) -> float:
    """Return the mean words of a stretch, with one stretch after another.

    The unfinished stretch at the end counts in part, at most as a whole one.
    """
    stretches = _count_stretches(previous, threshold, min_length)
    stretch_count = float(stretches.count)  # not whole: the rest counts in part
    if stretches.rest_words:
        ratio = stretches.rest_types / stretches.rest_words
        stretch_count += min((1.0 - ratio) / (1.0 - threshold), 1.0)
    return len(previous) / stretch_count if stretch_count > 0 else _UNKNOWN


@dataclass(frozen=True)
class _Stretches:
    """The stretches of a text.

    Attributes
    ----------
    count : int
        How many end before the text does.
    rest_words, rest_types : int
        Words and types of the stretch behind them, which does not end.
    """

    count: int
    rest_words: int
    rest_types: int


def _count_stretches(
    previous: NDArray[np.int64], threshold: float, min_length: int
) -> _Stretches:
    """Return the stretches of a text, one after another.

    Parameters
    ----------
    previous : int64 array, shape (words,)
        The previous position of each word's type, -1 where the type is new.
    threshold : float
        A stretch ends when its type-token ratio falls below this.
    min_length : int
        The least number of words of a stretch.
    """
    word_count = len(previous)
    # A stretch of each length ends if it has fewer types than this.
    limits = threshold * np.arange(1, word_count + 1)
    limits[: min_length - 1] = 0.0
    stretch_count = 0
    start = 0
    size = _WORDS_OF_FIRST_LOOK
    # The words of a stretch are looked at together, and more of them where it is long.
    while start < word_count:
        is_new = previous[start : start + size] < start
        type_counts = np.cumsum(is_new)
        is_end = type_counts < limits[: len(type_counts)]
        last = int(is_end.argmax())  # the first that is true
        if is_end[last]:
            stretch_count += 1
            start += last + 1
            size = _WORDS_OF_FIRST_LOOK
        elif start + size < word_count:
            size *= 2
        else:
            rest_types = int(type_counts[-1])
            return _Stretches(stretch_count, len(type_counts), rest_types)
    return _Stretches(stretch_count, rest_words=0, rest_types=0)


def _moving_mtld(
    text: list[int], start_count: int, threshold: float, min_length: int
) -> float:
    """Return the mean words of a stretch, with a stretch from each starting word.

    The first `start_count` words are starting words. Stretches that do not end are left
    out.
    """
    total_length = 0
    stretch_count = 0
    for start in range(start_count):
        length = _length_of_stretch(text, start, threshold, min_length)
        if length is not None:
            total_length += length
            stretch_count += 1
    return total_length / stretch_count if stretch_count else _UNKNOWN


def _length_of_stretch(
    text: list[int], start: int, threshold: float, min_length: int
) -> int | None:
    """Return the length in words of the stretch from `start`; None if it does not end.

    A stretch ends when its type-token ratio falls below the threshold.
    """
    types: set[int] = set()
    for position in range(start, len(text)):
        word = text[position]
        types.add(word)
        length = position - start + 1
        if length >= min_length and len(types) < threshold * length:
            return length
    return None
