"""How rich a vocabulary is, read along the text: MSTTR, MATTR and MTLD. The order of words matters here."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from discourse.errors import OptionError
from discourse.measures.argument_checks import check_amount
from discourse.measures.dispersion_distances import check_type_ids
from discourse.settings import DIVERSITY_WINDOW, MTLD_MIN_WORDS_OF_FACTOR, MTLD_TTR
from discourse.validation import check_option, check_whole_number

__all__ = ["mattr", "msttr", "mtld"]


def _before(ids: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return where each word's type last occurred, -1 where it is new."""
    order = np.argsort(ids, kind="stable")
    same = np.diff(ids[order], prepend=-1) == 0
    previous = np.full(ids.size, -1, dtype=np.int64)
    previous[order[same]] = order[np.flatnonzero(same) - 1]
    return previous


def msttr(ids: ArrayLike, *, window: int = DIVERSITY_WINDOW) -> float:
    """Return the mean type-token ratio of the whole segments of `window` words; what is left over is not used.

    Parameters
    ----------
    ids : array_like
        Type id of each word of a text, in order.
    window : int
        Words of a segment.

    Returns
    -------
    float
        0 to 1; NaN for a text shorter than one segment.

    Notes
    -----
    Mean of ``V/window``. Shifting the first segment changes it: *not* where :func:`mattr` can be had.

    References
    ----------
    Johnson (1944), Psychological Monographs 56(2).

    Examples
    --------
    >>> msttr([0, 1, 0, 0, 2, 3, 4], window=2)
    0.8333333333333334
    """
    text, size = (
        check_type_ids(ids),
        check_whole_number("window", window, hint=" (words)"),
    )
    segments = text.size // size
    if segments == 0:
        return float("nan")
    text = text[: segments * size]
    new = _before(text) < np.arange(text.size) // size * size
    return float(np.count_nonzero(new) / text.size)


def mattr(ids: ArrayLike, *, window: int = DIVERSITY_WINDOW) -> float:
    """Return the moving-average type-token ratio: the mean over every stretch of `window` words.

    Parameters
    ----------
    ids : array_like
        Type id of each word of a text, in order.
    window : int
        Words of a stretch.

    Returns
    -------
    float
        0 to 1; NaN for a text shorter than the window.

    Notes
    -----
    Mean of ``V/window`` over all windows, in one pass. Free of length; *not* of the window, so name it, nor of
    masked stretches that the windows run across.

    References
    ----------
    Covington & McFall (2010), Journal of Quantitative Linguistics 17(2), 94-100.

    Examples
    --------
    >>> mattr([0, 0, 1, 0, 0, 1, 0], window=3)
    0.6666666666666666
    """
    text, size = (
        check_type_ids(ids),
        check_whole_number("window", window, hint=" (words)"),
    )
    if text.size < size:
        return float("nan")
    # A word is the first of its type in the windows that start after its last occurrence and reach it.
    place = np.arange(text.size)
    first = np.maximum(np.maximum(_before(text) + 1, place - size + 1), 0)
    last = np.minimum(place, text.size - size)
    types = int(np.maximum(last - first + 1, 0).sum())
    return float(types / (size * (text.size - size + 1)))


def mtld(
    ids: ArrayLike,
    *,
    threshold: float = MTLD_TTR,
    shortest: int = MTLD_MIN_WORDS_OF_FACTOR,
    method: Literal["both", "moving", "wrapped"] = "both",
) -> float:
    """Return MTLD, the measure of textual lexical diversity: the mean words a text runs before it repeats itself.

    Parameters
    ----------
    ids : array_like
        Type id of each word of a text, in order.
    threshold : float
        A stretch ends when its type-token ratio falls below this; between 0 and 1, 0.72 by custom.
    shortest : int
        Words a stretch has at least; 10 by custom.
    method : {"both", "moving", "wrapped"}
        "both" reads forward and backward, counts the stretch left over in part, and takes the mean. "moving" starts
        a stretch at every word, both ways, and leaves out those that do not end. "wrapped" starts at every word and
        runs on into the beginning of the text.

    Returns
    -------
    float
        Words; NaN where no stretch ends and no word is repeated.

    Notes
    -----
    ``N / factors``, the part left over counting ``(1 - TTR)/(1 - threshold)``. *Not* for texts under about 100
    words, of which the part left over is most.

    References
    ----------
    McCarthy & Jarvis (2010), Behavior Research Methods 42(2), 381-392; Kyle, Crossley & Jarvis (2021), Language
    Assessment Quarterly 18(2), 154-170, for the moving forms.

    Examples
    --------
    >>> round(mtld([0, 1, 2, 3, 1, 4, 5, 1, 6, 7]), 6)
    14.0
    """
    kind = check_option("method", method, ("both", "moving", "wrapped"))
    shortest = check_whole_number("shortest", shortest, hint=" (words)")
    if not check_amount("threshold", threshold, "a share", above=True) < 1.0:
        raise OptionError(
            f"threshold={threshold!r} came; a share between 0 and 1 was expected, such as 0.72."
        )
    text = check_type_ids(ids).tolist()
    if kind == "wrapped":
        return _moving(text + text, len(text), threshold, shortest)
    back = text[::-1]
    if kind == "moving":
        ways = [_moving(way, len(way), threshold, shortest) for way in (text, back)]
    else:
        ways = [_sequential(way, threshold, shortest) for way in (text, back)]
    return (ways[0] + ways[1]) / 2.0


def _sequential(text: list[int], threshold: float, shortest: int) -> float:
    """Return words a factor, one stretch after another; the last one counts in part, at most as a whole one."""
    factors, size = 0.0, 0
    seen: set[int] = set()
    for word in text:
        seen.add(word)
        size += 1
        if size >= shortest and len(seen) < threshold * size:
            factors, size = factors + 1.0, 0
            seen = set()
    if size:
        factors += min((1.0 - len(seen) / size) / (1.0 - threshold), 1.0)
    return len(text) / factors if factors > 0 else float("nan")


def _moving(text: list[int], starts: int, threshold: float, shortest: int) -> float:
    """Return the mean length of the stretches that start at each of the first `starts` words and end."""
    words = ended = 0
    for start in range(starts):
        seen: set[int] = set()
        for place in range(start, len(text)):
            seen.add(text[place])
            size = place - start + 1
            if size >= shortest and len(seen) < threshold * size:
                words, ended = words + size, ended + 1
                break
    return words / ended if ended else float("nan")
