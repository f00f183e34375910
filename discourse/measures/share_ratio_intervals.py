"""An interval of the log ratio of two shares of documents."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from discourse.measures.argument_checks import two_group_counts
from discourse.measures.exact_arithmetic import (
    Floats,
    both_positive,
    nan_unless,
    scalars_or_arrays,
)
from discourse.measures.exact_intervals import clopper_pearson
from discourse.settings import CONFIDENCE_LEVEL

__all__ = ["share_ratio_interval"]


def share_ratio_interval(
    a: ArrayLike,
    b: ArrayLike,
    c: ArrayLike,
    d: ArrayLike,
    *,
    confidence_level: float = CONFIDENCE_LEVEL,
) -> tuple[Floats, Floats]:
    r"""Return an interval of ``log2((a/c) / (b/d))``, for documents with a term.

    Parameters
    ----------
    a, b, c, d : array_like
        Documents with the term: `a` of `c`, and `b` of `d`; whole numbers.
    confidence_level : float
        Share of such intervals that contain the true value, between 0 and 1. The true
        share is at least this, and mostly larger.

    Returns
    -------
    tuple of ndarray
        ``(low, high)``, in doublings. `low` is -inf where `a` is 0, and `high` is inf
        where `b` is 0. NaN where there are no documents.

    Notes
    -----
    Use it for shares of independent documents, also where most documents have the term.
    It holds no ratio that would need a share above 1. *Not* for occurrences among
    words, which are not independent.

    Formula: MOVER-R. With the shares p and q, and Clopper and Pearson's ends (l, u) of
    p and (m, v) of q, the ends of p/q are
    ``l (2p - l) / (pq + sqrt(p^2 q^2 - l (2p - l) v (2q - v)))`` and
    ``(pq + sqrt(p^2 q^2 - u (2p - u) m (2q - m))) / (m (2q - m))``. The first is the
    published form, multiplied out so that it holds for q = 0 too.

    References
    ----------
    Donner & Zou (2012), Statistical Methods in Medical Research 21(4), 347-359.
    Fagerland, Lydersen & Laake (2015), Statistical Methods in Medical Research 24(2),
    224-254, who recommend it with Wilson's ends; ours are wider, as Fisher's test is.

    Examples
    --------
    >>> counts = np.array([[5.0, 99.0, 5.0, 100.0], [3.0, 0.0, 5.0, 100.0]])
    >>> low, high = share_ratio_interval(*counts.T)
    >>> print(np.round(low, 2), np.round(high, 2))
    [-1.05  3.44] [0.08  inf]
    """
    target, reference, target_size, reference_size = two_group_counts(a, b, c, d)
    target_low, target_high = clopper_pearson(
        target, target_size, confidence_level=confidence_level
    )
    reference_low, reference_high = clopper_pearson(
        reference, reference_size, confidence_level=confidence_level
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        target_share = target / target_size
        reference_share = reference / reference_size
    product = target_share * reference_share
    least_target = target_low * (2.0 * target_share - target_low)
    most_target = target_high * (2.0 * target_share - target_high)
    least_reference = reference_low * (2.0 * reference_share - reference_low)
    most_reference = reference_high * (2.0 * reference_share - reference_high)
    root_of_low = _root(product**2 - least_target * most_reference)
    root_of_high = _root(product**2 - most_target * least_reference)
    # With a share of 0 one end is a quotient of two zeros.
    with np.errstate(divide="ignore", invalid="ignore"):
        low = np.log2(least_target / (product + root_of_low))
        high = np.log2((product + root_of_high) / least_reference)
    low = np.where(target == 0, -np.inf, low)
    high = np.where(reference == 0, np.inf, high)
    has_documents = both_positive(target_size, reference_size)
    # What is not known of one side is not known of the ratio.
    is_known = has_documents & ~np.isnan(product)
    low = nan_unless(is_known, low)
    high = nan_unless(is_known, high)
    return scalars_or_arrays(low, high)


def _root(square: Floats) -> Floats:
    """Return the square root of what is negative by rounding only."""
    return np.asarray(np.sqrt(np.maximum(square, 0.0)))
