"""Schemes that turn counts into weights: `scheme` of `distinctive` and `similarity`."""

from __future__ import annotations

from dataclasses import dataclass

from discourse.registries.registry import Registry

__all__ = ["WEIGHTING_SCHEMES", "WeightingScheme"]


@dataclass(frozen=True)
class WeightingScheme:
    """How a count becomes a weight.

    Attributes
    ----------
    name : str
        The value of `scheme`, and of the column of this name.
    label : str
        The name as a reader would write it.
    formula : str
        As a caption prints it. N is the number of documents, df of those with the term.
    unit : bool
        Whether the weights of a document are scaled to Euclidean length 1: the sum of
        their squares is then 1.
    source : str
        Who published it.
    """

    name: str
    label: str
    formula: str
    unit: bool
    source: str


WEIGHTING_SCHEMES = Registry(
    "weighting schemes",
    WeightingScheme(
        name="sklearn",
        label="sklearn",
        formula="count * (ln((1 + N) / (1 + df)) + 1), scaled to length 1",
        unit=True,
        source="scikit-learn, TfidfVectorizer() as it stands",
    ),
    WeightingScheme(
        name="sklearn-plain",
        label="sklearn-plain",
        formula="count * (ln(N / df) + 1), scaled to length 1",
        unit=True,
        source="scikit-learn, TfidfVectorizer(smooth_idf=False)",
    ),
    WeightingScheme(
        name="sklearn-sublinear",
        label="sklearn-sublinear",
        formula="(1 + ln count) * (ln((1 + N) / (1 + df)) + 1), scaled to length 1",
        unit=True,
        source="scikit-learn, TfidfVectorizer(sublinear_tf=True)",
    ),
    WeightingScheme(
        name="quanteda",
        label="quanteda",
        formula="count * log10(N / df)",
        unit=False,
        source="quanteda, dfm_tfidf() as it stands",
    ),
    WeightingScheme(
        name="quanteda-share",
        label="quanteda-share",
        formula="count / words * log10(N / df)",
        unit=False,
        source="quanteda, dfm_tfidf(scheme_tf = 'prop'); Wikipedia's example",
    ),
    WeightingScheme(
        name="tidytext",
        label="tidytext",
        formula="count / words * ln(N / df)",
        unit=False,
        source="tidytext, bind_tf_idf()",
    ),
    WeightingScheme(
        name="gensim",
        label="gensim",
        formula="count * log2(N / df), scaled to length 1",
        unit=True,
        source="gensim, TfidfModel() as it stands",
    ),
    WeightingScheme(
        name="plain",
        label="plain",
        formula="count * ln(N / df)",
        unit=False,
        source="Sparck Jones (1972), Journal of Documentation 28(1), 11-21",
    ),
    WeightingScheme(
        name="log-idf",
        label="log-idf",
        formula="ln(1 + count) * ln((N + 1) / (df + 0.5))",
        unit=False,
        source="Sparck Jones (1972), Journal of Documentation 28(1), 11-21, and Dumais "
        "(1991), Behavior Research Methods, Instruments, & Computers 23(2), 229-236 (logarithm of counts); the "
        "half added to df is this library's",
    ),
    WeightingScheme(
        name="log-entropy",
        label="log-entropy",
        formula="ln(1 + count) * (1 - entropy over the documents / ln N)",
        unit=False,
        source="Dumais (1991), Behavior Research Methods, Instruments, & Computers 23(2), 229-236",
    ),
    WeightingScheme(
        name="c-tf-idf",
        label="c-tf-idf",
        formula="count * ln(1 + mean words of a group / occurrences in all)",
        unit=False,
        source="Grootendorst (2022), arXiv 2203.05794",
    ),
    WeightingScheme(
        name="count",
        label="count",
        formula="count",
        unit=False,
        source="no idf: how often, and no more",
    ),
    WeightingScheme(
        name="present",
        label="present",
        formula="1 for a term that is there",
        unit=False,
        source="no idf: the set of its terms",
    ),
    WeightingScheme(
        name="share",
        label="share",
        formula="count / words",
        unit=False,
        source="no idf: how often for the length",
    ),
)
