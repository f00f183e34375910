"""Intervals that stay on their scale: of a ratio of two sums over texts, and of a mean over windows that overlap."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from discourse.errors import OptionError
from discourse.measures.argument_checks import check_counts, check_numbers
from discourse.settings import (
    CONFIDENCE_LEVEL,
    MIN_UNITS_OF_INTERVAL,
    MOST_BLOCKS_OF_TEXT,
)
from discourse.validation import check_option, check_whole_number, tail_share

__all__ = ["moving_average_interval", "ratio_interval"]

Scale = Literal["log", "logit"]
_NEAR = 1e-12  # an error smaller than this, of the ratio, is rounding


def ratio_interval(
    above: ArrayLike,
    below: ArrayLike,
    *,
    scale: Scale = "logit",
    confidence_level: float = CONFIDENCE_LEVEL,
) -> tuple[float, float]:
    """Return the interval of ``sum(above) / sum(below)`` with texts as units: ``(low, high)``, within its scale.

    Parameters
    ----------
    above : array_like, shape (texts,)
        What is summed above: the value of a text times its weight.
    below : array_like, shape (texts,)
        The weight of each text. Texts without weight are left out.
    scale : {'logit', 'log'}
        "logit" for what lies between 0 and 1; "log" for what is only positive.
    confidence_level : float
        Share of such intervals that are to hold the truth, between 0 and 1.

    Returns
    -------
    tuple of float
        NaN with fewer than three texts, where no text differs from the others, and for a ratio at an end of its scale.

    Notes
    -----
    With weights w, their sum W and the ratio r, ``v = sum ((x - r w)^2 / (1 - w / W)) / W^2`` is the linearised variance,
    each residual corrected for the part that its own text has in r. The interval is ``f(r) -+ t f'(r) sqrt(v)``, f the
    scale, carried back. t has ``W^2 / sum w^2 - 1`` degrees of freedom: one less than the equal texts that would know as
    much.

    Tried on 3,806 speeches of the UN General Debate, 3 to 50 of them drawn with replacement: for MATTR, MSTTR, MTLD and
    HD-D it held the value of all 95 to 96 times in 100. With the speeches cut to 100 to 4,000 words, so that a few weigh
    most, 94 to 97 times; without the correction, and with n - 1 degrees of freedom, 88 to 94 times. The scale makes no
    difference to that, only to where the ends may lie.

    *Not* for two texts: such an interval holds the truth as often, but half of those of MTLD were 142 points wide or
    more, where the least and the most of all the speeches are 106 apart.

    References
    ----------
    Cochran (1977), Sampling Techniques, ch. 6 (ratios). MacKinnon & White (1985), Journal of Econometrics 29(3), 305-325
    (the correction). Kish (1965), Survey Sampling (what unequal weights are worth).

    Examples
    --------
    >>> low, high = ratio_interval([40.0, 66.0, 81.0, 30.0], [50.0, 80.0, 120.0, 40.0])
    >>> print(round(low, 3), round(high, 3))
    0.537 0.884
    """
    tail = tail_share(confidence_level)
    check_option("scale", scale, ("log", "logit"))
    sums, weight = check_numbers("above", above), check_counts("below", below)
    if weight.ndim != 1 or sums.shape != weight.shape:
        raise OptionError(
            f"above of shape {sums.shape} came with below of {weight.shape}; one value a text is needed."
        )
    there = weight != 0  # unknown weights stay, and make the whole unknown
    sums, weight = sums[there], weight[there]
    if len(weight) < MIN_UNITS_OF_INTERVAL:
        return float("nan"), float("nan")
    total = weight.sum()
    part, ratio = weight / total, float(sums.sum() / total)
    variance = float(((sums / total - part * ratio) ** 2 / (1.0 - part)).sum())
    freedom = max(1.0 / float((part * part).sum()) - 1.0, 1.0)
    return _carried(
        ratio, float(special.stdtrit(freedom, 1.0 - tail)) * variance**0.5, scale
    )


def moving_average_interval(
    values: ArrayLike, window: int, *, confidence_level: float = CONFIDENCE_LEVEL
) -> tuple[float, float, int]:
    """Return the interval of the mean of windows that overlap, along one text: ``(low, high, blocks)``.

    Parameters
    ----------
    values : array_like
        A share (0 to 1) for each window, in order; one begins at every word.
    window : int
        Words of a window.
    confidence_level : float
        Share of such intervals that are to hold the truth, between 0 and 1.

    Returns
    -------
    tuple
        The ends, and how many blocks they rest on. NaN with fewer than three, which needs ``4 window - 1`` words.

    Notes
    -----
    Batch means: the windows are cut into k blocks of equal length, as many as are each one window long at least, but
    no more than 20. Neighbouring blocks share words, so the variance between them falls short; where windows l words
    apart agree as the words they share, ``1 - l / window``, it is mended by the factor ``(1 - c) / (1 - (k + 1) c)`` with
    ``c = (window - 1 / window) / (3 N)`` for N windows. On the logit scale, with a t quantile for k - 1.

    Tried on MATTR: words drawn by Zipf's law, and runs of words out of long speeches of the UN General Debate, as they
    stand and drawn singly. From 4 to 30 windows of words, it held the value of the whole 94 to 97 times in 100;
    paragraphs of 15 words as units 71 times, of 60 words 92 times.

    *Not* for what changes along the text in longer waves than a twentieth of it: of these it knows too little.

    References
    ----------
    Schmeiser (1982), Operations Research 30(3), 556-568 (batch means).

    Examples
    --------
    >>> low, high, blocks = moving_average_interval([0.8, 0.75, 0.7, 0.8, 0.85, 0.9, 0.8, 0.85, 0.75], 2)
    >>> print(round(low, 3), round(high, 3), blocks)
    0.699 0.873 4
    """
    tail = tail_share(confidence_level)
    share, window = (
        check_numbers("values", values),
        check_whole_number("window", window),
    )
    if share.ndim != 1:
        raise OptionError(
            f"values came in {share.ndim} dimensions; one share a window was expected, in order."
        )
    size = len(share)
    k = min(size // window, MOST_BLOCKS_OF_TEXT)
    if k < MIN_UNITS_OF_INTERVAL:
        return float("nan"), float("nan"), k
    mean = float(share.mean())
    edges = np.arange(k + 1) * size // k
    scatter = float((np.add.reduceat(share - mean, edges[:-1]) ** 2).sum())
    shared = (window - 1.0 / window) / (3.0 * size)
    error = (
        k / (k - 1.0) * scatter * (1.0 - shared) / (1.0 - (k + 1.0) * shared)
    ) ** 0.5 / size
    return *_carried(
        mean, float(special.stdtrit(k - 1.0, 1.0 - tail)) * error, "logit"
    ), k


def _carried(ratio: float, reach: float, scale: Scale) -> tuple[float, float]:
    """Return the ends of ``ratio -+ reach`` as they are on the scale, carried back."""
    if (
        not reach > _NEAR * ratio
        or not ratio > 0
        or (scale == "logit" and not ratio < 1)
    ):
        return float("nan"), float("nan")
    if scale == "log":
        return float(ratio * np.exp(-reach / ratio)), float(
            ratio * np.exp(reach / ratio)
        )
    middle, half = float(special.logit(ratio)), reach / (ratio * (1.0 - ratio))
    return float(special.expit(middle - half)), float(special.expit(middle + half))
