"""The interval of the log ratio, with documents as units."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from discourse.contrast.group_counts import Floats, GroupCounts, SideCounts
from discourse.measures import log_ratio_interval
from discourse.measures.design_effects import design_effect, small_sample_factor
from discourse.measures.exact_arithmetic import quotient_or_zero
from discourse.settings import CONFIDENCE_LEVEL, DOCUMENTS_SHOWING_VARIANCE
from discourse.validation import tail_share

__all__ = ["effective_interval"]

# With fewer documents in all, their variance is unknown.
MIN_UNITS_WITH_VARIANCE = 3

# Takes the place of a count of 0 where a variance is divided by the count.
SMALLEST_COUNT = 0.5


def effective_interval(
    counts: GroupCounts, *, confidence_level: float = CONFIDENCE_LEVEL
) -> tuple[Floats, Floats]:
    """Return the interval of the log ratio: ``(low, high)`` in doublings.

    Parameters
    ----------
    counts : GroupCounts
    confidence_level : float
        Share of such intervals that contain the true value.

    Returns
    -------
    tuple of ndarray
        Never missing where both groups have words. An end is infinite where one group
        lacks the term: the lower end if it is the target, the upper end if it is the
        reference. An end is also infinite where it lies beyond what groups of these
        sizes could show. Above ``log2(2 d)`` every word of the target would be the
        term, and none of the reference's. Below ``-log2(2 c)`` it is the other way
        round.

    Notes
    -----
    In each group, the design effect says how many occurrences are worth one independent
    occurrence (at least 1). It is the variance of a count between documents,
    ``n/(n-1) sum (x - r w)^2``, divided by the count. Counts and words are divided by
    the design effect. They are also divided by the square of t over normal quantiles,
    with Welch's degrees of freedom. The exact interval of Clopper and Pearson is then
    computed from these effective counts.

    A group without the term uses the design effect of both groups together. With one
    document the variance between documents cannot be estimated. If at least five
    documents of the other group contain the term, we use that group's variance, scaled
    to the count. Otherwise all occurrences in the document count as one. With only two
    documents in all, words are taken as independent.

    References
    ----------
    Korn & Graubard (1998), Survey Methodology 24(2), 193-201, for effective counts. Rao
    & Scott (1992), Biometrics 48, 577-585, for ratios of clustered counts.
    """
    tail = tail_share(confidence_level)
    target = counts.target
    reference = counts.reference
    unit_count = counts.number_of_units
    if unit_count < MIN_UNITS_WITH_VARIANCE:
        interval_ends = log_ratio_interval(
            *counts.contingency_table, confidence_level=confidence_level
        )
        return _open_impossible_ends(*interval_ends, counts)
    in_target = counts.units_in_target
    target_variation = _variation_within(counts, target, in_target)
    reference_variation = _variation_within(counts, reference, ~in_target)
    residuals = target_variation.residuals + reference_variation.residuals
    # Two rates are estimated, one for each group, hence the 2.
    variance = residuals / (unit_count - 2.0) * unit_count
    count_of_term = target.count + reference.count
    common_effect = np.maximum(quotient_or_zero(variance, count_of_term), 1.0)
    target_effect = _effect_of_group(
        target_variation, reference_variation, common_effect
    )
    reference_effect = _effect_of_group(
        reference_variation, target_variation, common_effect
    )
    degrees_of_freedom = _welch_degrees_of_freedom(
        target, target_effect, reference, reference_effect
    )
    # Few documents estimate the variance badly; this widens the interval.
    variance_factor = small_sample_factor(degrees_of_freedom, tail)
    target_divisor = target_effect * variance_factor
    reference_divisor = reference_effect * variance_factor
    interval_ends = log_ratio_interval(
        target.count / target_divisor,
        reference.count / reference_divisor,
        target.words / target_divisor,
        reference.words / reference_divisor,
        confidence_level=confidence_level,
    )
    return _open_impossible_ends(*interval_ends, counts)


@dataclass(frozen=True, eq=False)
class _Variation:
    """How the documents of one group vary among themselves, term by term.

    Attributes
    ----------
    count : float64 array
        Occurrences in the group.
    unit_count : int
        Documents (or clusters) of the group.
    residuals : float64 array
        Sum over the units of ``(count - rate * words)^2``.
    design_effect : float64 array
        Occurrences that are worth one independent occurrence.
    units_with_term : int64 array
    """

    count: Floats
    unit_count: int
    residuals: Floats
    design_effect: Floats
    units_with_term: np.ndarray


def _variation_within(
    counts: GroupCounts, group: SideCounts, units: np.ndarray
) -> _Variation:
    """Return how the `units` of one group (bools) vary around the rate of the group."""
    rates = quotient_or_zero(group.count, group.words)
    residuals = counts.squared_residuals(rates, units)
    unit_count = group.number_of_units
    return _Variation(
        count=group.count,
        unit_count=unit_count,
        residuals=residuals,
        design_effect=design_effect(group.count, residuals, unit_count),
        units_with_term=counts.units_with_term(units),
    )


def _effect_of_group(
    group: _Variation, other_group: _Variation, common_effect: Floats
) -> Floats:
    """Return the design effect of each term in one group.

    It is taken from the other group, or from both, where this group cannot show it.

    Parameters
    ----------
    group, other_group : _Variation
    common_effect : float64 array
        Design effect of both groups together, for terms that the group lacks.
    """
    effect = group.design_effect
    if group.unit_count == 1:
        effect = _effect_of_one_document(group, other_group)
    has_term = group.count > 0
    return np.where(has_term, effect, common_effect)


def _effect_of_one_document(group: _Variation, other_group: _Variation) -> Floats:
    """Return the design effect of a group of one document, from the other group.

    If the term is in too few documents of the other group, all occurrences in the one
    document count as one.
    """
    # Variance beyond Poisson's, divided by the square of the mean.
    mean_count = other_group.count / max(other_group.unit_count, 1)
    excess = quotient_or_zero(other_group.design_effect - 1.0, mean_count)
    other_shows_variance = other_group.units_with_term >= DOCUMENTS_SHOWING_VARIANCE
    from_other = 1.0 + excess * group.count
    all_count_as_one = np.maximum(group.count, 1.0)
    return np.where(other_shows_variance, from_other, all_count_as_one)


def _welch_degrees_of_freedom(
    target: SideCounts,
    target_effect: Floats,
    reference: SideCounts,
    reference_effect: Floats,
) -> Floats:
    """Return Welch and Satterthwaite's degrees of freedom, one for each term.

    They are those of a sum of two variances that are both estimated.
    """
    target_variance = target_effect / np.maximum(target.count, SMALLEST_COUNT)
    reference_variance = reference_effect / np.maximum(reference.count, SMALLEST_COUNT)
    variance = target_variance + reference_variance
    target_term = target_variance**2 / max(target.number_of_units - 1.0, 1.0)
    reference_term = reference_variance**2 / max(reference.number_of_units - 1.0, 1.0)
    return np.asarray(variance**2 / (target_term + reference_term))


def _open_impossible_ends(
    low: Floats, high: Floats, counts: GroupCounts
) -> tuple[Floats, Floats]:
    """Return both ends, infinite where groups of these sizes could not show them."""
    low, high = np.atleast_1d(low), np.atleast_1d(high)
    with np.errstate(divide="ignore"):
        lowest = -np.log2(2.0 * counts.target.words)
        highest = np.log2(2.0 * counts.reference.words)
    low = np.where(low < lowest, -np.inf, low)
    high = np.where(high > highest, np.inf, high)
    return low, high
