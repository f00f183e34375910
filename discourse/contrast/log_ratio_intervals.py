"""How far off the size of a difference may be."""

from __future__ import annotations

import numpy as np

from discourse.contrast.group_counts import Floats, GroupCounts
from discourse.measures import log_ratio_interval
from discourse.measures.design_effects import design_effect, small_sample_factor
from discourse.measures.exact_arithmetic import quotient_or_zero
from discourse.settings import CONFIDENCE_LEVEL, DOCUMENTS_SHOWING_VARIANCE
from discourse.validation import tail_share

__all__ = ["effective_interval"]


def effective_interval(
    pooled: GroupCounts, *, confidence_level: float = CONFIDENCE_LEVEL
) -> tuple[Floats, Floats]:
    """Return the interval of the log ratio with documents as units: ``(low, high)`` in doublings.

    Parameters
    ----------
    pooled : Pooled
    confidence_level : float
        Share of such intervals that hold the truth.

    Returns
    -------
    tuple of ndarray
        Never missing where both groups have words. Infinite below where the target lacks the term, above where the
        reference does, and where an end lies beyond what groups of these sizes could show: above ``log2(2 d)``, as if
        every word of the target were the term and none of the reference's, or below ``-log2(2 c)``.

    Notes
    -----
    In each group the variance of a count between documents, ``n/(n-1) sum (x - r w)^2``, over the count itself says how
    many occurrences are worth one independent occurrence (the design effect; 1 at least). Counts and words are
    divided by it, and by the square of t over normal quantiles for Welch's degrees of freedom; the exact interval of
    Clopper and Pearson is taken of what is left. A group without the term borrows the design effect of both groups
    together. One document cannot show how documents differ: its occurrences vary as the other group's do, with as much
    more variance as their number is larger, where five documents of that group have the term; else they are worth one
    occurrence together. Two documents in all know nothing, and then words are taken as independent.

    References
    ----------
    Korn & Graubard (1998), Survey Methodology 24(2), 193-201, for effective counts; Rao & Scott (1992), Biometrics 48,
    577-585, for ratios of clustered counts.
    """
    tail = tail_share(confidence_level)
    target, reference = pooled.side, ~pooled.side
    m, n = int(target.sum()), int(reference.sum())
    within = [
        pooled.scatter(quotient_or_zero(x, w), side)
        for x, w, side in (
            (pooled.a, pooled.c, target),
            (pooled.b, pooled.d, reference),
        )
    ]
    if m + n < 3:
        return _open(
            log_ratio_interval(
                pooled.a,
                pooled.b,
                pooled.c,
                pooled.d,
                confidence_level=confidence_level,
            ),
            pooled,
        )
    both = (within[0] + within[1]) / (m + n - 2.0) * (m + n)
    shared = np.maximum(quotient_or_zero(both, pooled.a + pooled.b), 1.0)

    own = [
        design_effect(x, scatter, size)
        for x, scatter, size in ((pooled.a, within[0], m), (pooled.b, within[1], n))
    ]
    held = [pooled.has(side) for side in (target, reference)]

    def effect(place: int, size: int, count: Floats, other: Floats) -> Floats:
        if size > 1:
            return np.where(count > 0, own[place], shared)
        others = max(m + n - size, 1)
        excess = quotient_or_zero(
            own[1 - place] - 1.0, other / others
        )  # variance beyond Poisson's, by the square of the mean
        alone = np.where(
            held[1 - place] >= DOCUMENTS_SHOWING_VARIANCE,
            1.0 + excess * count,
            np.maximum(count, 1.0),
        )
        return np.where(count > 0, alone, shared)

    first, second = effect(0, m, pooled.a, pooled.b), effect(1, n, pooled.b, pooled.a)
    u, v = first / np.maximum(pooled.a, 0.5), second / np.maximum(pooled.b, 0.5)
    freedom = (u + v) ** 2 / (u * u / max(m - 1.0, 1.0) + v * v / max(n - 1.0, 1.0))
    longer = small_sample_factor(freedom, tail)
    x, y = first * longer, second * longer
    return _open(
        log_ratio_interval(
            pooled.a / x,
            pooled.b / y,
            pooled.c / x,
            pooled.d / y,
            confidence_level=confidence_level,
        ),
        pooled,
    )


def _open(ends: tuple[Floats, Floats], pooled: GroupCounts) -> tuple[Floats, Floats]:
    low, high = (np.atleast_1d(end) for end in ends)
    with np.errstate(divide="ignore"):
        least, most = -np.log2(2.0 * pooled.c), np.log2(2.0 * pooled.d)
    return np.where(low < least, -np.inf, low), np.where(high > most, np.inf, high)
