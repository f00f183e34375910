"""Methods of confidence intervals, and reasons why there is none."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from discourse.registries.registry import Code, Registry

__all__ = ["INTERVALS", "NO_INTERVAL_REASONS"]


INTERVALS = Registry(
    "methods of intervals",
    Code(
        name="garwood",
        label="Garwood (exact Poisson)",
        source="Garwood (1936), Biometrika 28(3/4), 437-442",
    ),
    Code(
        name="garwood_effective",
        label="Garwood on effective counts",
        source="Korn & Graubard (1998), Survey Methodology 24(2), 193-201",
    ),
    Code(
        name="bootstrap_bca",
        label="bootstrap (BCa)",
        source="Efron (1987), Journal of the American Statistical Association 82, 171-185",
    ),
    Code(
        name="clopper_pearson",
        label="Clopper-Pearson",
        source="Clopper & Pearson (1934), Biometrika 26(4), 404-413",
    ),
    Code(
        name="clopper_pearson_effective",
        label="Clopper-Pearson on effective counts",
        source="Korn & Graubard (1998), Survey Methodology 24(2), 193-201",
    ),
    Code(
        name="mover_r",
        label="MOVER-R of Clopper-Pearson's",
        source="Donner & Zou (2012), Statistical Methods in Medical Research 21(4), 347-359",
    ),
    Code(
        name="jackknife",
        label="jackknife, t, logit scale",
        source="see discourse.measures.dispersion_interval",
    ),
    Code(
        name="batch_means",
        label="batch means, t, logit scale",
        source="Schmeiser (1982), Operations Research 30(3), 556-568",
    ),
    Code(
        name="linearised_logit",
        label="linearised, t, logit scale",
        source="see discourse.measures.ratio_interval",
    ),
    Code(
        name="linearised_log",
        label="linearised, t, log scale",
        source="see discourse.measures.ratio_interval",
    ),
    Code(
        name="percentile",
        label="percentile bootstrap",
        source="Efron & Tibshirani (1993), An Introduction to the Bootstrap, ch. 13",
    ),
)

# The codes that the column `interval` holds if there is no interval, and their words.
# {unit} is replaced by the value of the column `interval_unit`.
NO_INTERVAL_REASONS: Mapping[str, str] = MappingProxyType(
    {
        "absent": "absent",
        "at_end_of_scale": "at the end of the scale",
        "do_not_differ": "the {unit} do not differ",
        "few_paragraphs": "segments begin in fewer than three paragraphs",
        "in_one_document": "in one document",
        "no_share": "no share",
        "not_asked_for": "not asked for",
        "not_computed": "not computed by this convention",
        "one_document": "one document",
        "one_short_document": "one document, too short for three blocks",
        "perfectly_even": "perfectly even",
        "too_short": "too short",
        "two_documents": "two documents",
        "two_texts": "two texts know too little of how texts differ",
        "words_repeat": "documents drawn anew repeat their words",
    }
)
