"""Conventions of key word lists: of this library and of other programs.

A convention says what is computed, from which words, and in which order terms are
listed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from discourse.registries.registry import Code, Registry

__all__ = [
    "KEYNESS_CORRECTIONS",
    "KEYNESS_PROFILES",
    "KEYNESS_SCORES",
    "KEYNESS_TESTS",
    "KeynessProfile",
]


@dataclass(frozen=True)
class KeynessProfile:
    """One convention: each aspect in words, and the rules by which it is computed.

    Attributes
    ----------
    name : str
        The value of `profile`, and of the column of this name.
    label : str
        The name as a reader would write it.
    score : str
        The score, a name of :data:`KEYNESS_SCORES`; the value of the column `measure`.
    formula, zeros, sign, effect, interval, test : str
        Aspects in which programs differ, in words.
    correction, dispersion, order, threshold, words : str
        More of these aspects.
    source : str
        Where the convention is described.
    tail : {'chi2', 'documents', 'none'}
        What gives p: the tail of chi-squared, a permutation of documents, or nothing.
    adjust : {'westfall_young', 'bonferroni', 'none'}
        How p is corrected.
    shown : {'all', 'target', 'antconc'}
        Which rows the table has: all terms, the terms that occur in the target, or the
        terms that the target uses more, with an adjusted p below .05.
    rank : {'nearest', 'score', 'size'}
        The order of rows: by the end of the interval that is nearest to 0, by the
        score, or by the score without its sign.
    dispersion_measure : {'dp_egbert', 'kld_exp'}
        What the column `dispersion` holds: D_P, or KLD as 1 - e^-KLD.
    """

    name: str
    label: str
    score: str
    formula: str
    zeros: str
    sign: str
    effect: str
    interval: str
    test: str
    correction: str
    dispersion: str
    order: str
    threshold: str
    words: str
    source: str
    tail: Literal["chi2", "documents", "none"] = "chi2"
    adjust: Literal["westfall_young", "bonferroni", "none"] = "none"
    shown: Literal["all", "target", "antconc"] = "all"
    rank: Literal["nearest", "score", "size"] = "score"
    dispersion_measure: Literal["dp_egbert", "kld_exp"] = "dp_egbert"

    @property
    def measure(self) -> str:
        """The score in words."""
        score = KEYNESS_SCORES[self.score]
        return score.label


KEYNESS_SCORES = Registry(
    "scores of key words",
    Code(
        name="signed_g2",
        label="G2, four terms, signed",
        source="Dunning (1993), Computational Linguistics 19(1), 61-74",
    ),
    Code(
        name="signed_g2_two_terms",
        label="G2, two terms, signed",
        source="Rayson & Garside (2000), Workshop on Comparing Corpora, 1-6",
    ),
    Code(
        name="signed_chi_squared",
        label="chi-squared, Yates where an expected count is below 5, signed",
        source="quanteda.textstats, textstat_keyness(measure = 'chi2')",
    ),
    Code(
        name="simple_maths",
        label="simple maths, k = 1 per million",
        source="Kilgarriff (2009)",
    ),
    Code(
        name="signed_kld",
        label="KLD of the term's shares from the sizes of the groups, bits, signed",
        source="Gries (2021), Research in Corpus Linguistics 9(2), 1-33",
    ),
)

KEYNESS_TESTS = Registry(
    "tests of key words",
    Code(
        name="permutation_exact",
        label="permutation by occurrences and by rates, all arrangements",
        source="Kilgarriff (2001), International Journal of Corpus Linguistics 6(1), 97-133",
    ),
    Code(
        name="permutation_sampled",
        label="permutation by occurrences and by rates, arrangements drawn",
        source="Kilgarriff (2001), International Journal of Corpus Linguistics 6(1), 97-133",
    ),
    Code(
        name="chi_squared",
        label="chi-squared tail of the score; words as if independent",
        source="the conventions of other programs",
    ),
    Code(
        name="fisher_exact",
        label="Fisher's exact test of documents with the term",
        source="Fisher (1935), Journal of the Royal Statistical Society 98(1), 39-82",
    ),
    Code(
        name="none",
        label="none",
        source="conventions without a test",
    ),
)

KEYNESS_CORRECTIONS = Registry(
    "corrections for many key words",
    Code(
        name="westfall_young",
        label="Westfall-Young max-T over the terms of the comparison",
        source="Westfall & Young (1993), Resampling-Based Multiple Testing",
    ),
    Code(
        name="bonferroni",
        label="Bonferroni",
        source="p times the number of terms compared",
    ),
    Code(
        name="holm",
        label="Holm, over the terms of the comparison",
        source="Holm (1979), Scandinavian Journal of Statistics 6(2), 65-70",
    ),
    Code(
        name="none",
        label="none",
        source="conventions without a correction",
    ),
)

_HALF_FOR_ZERO = (
    "log_ratio: 0.5 in the place of a count that is 0, and of no other (Hardie 2014)"
)
_WORDS_AS_INDEPENDENT = "every word is taken as drawn by itself"

KEYNESS_PROFILES = Registry(
    "conventions of key word lists",
    KeynessProfile(
        name="discourse",
        label="discourse",
        score="signed_g2",
        formula="2 sum O ln(O/E) over all four cells",
        zeros=f"{_HALF_FOR_ZERO}; the interval is open on the side of the 0",
        sign="negative where the reference uses the term more",
        effect="log ratio, in doublings",
        interval="exact, of counts divided by how much documents differ (effective counts)",
        test="permutation of documents (or clusters): sum of count - rate * words, and sum of rates; the larger p",
        correction="Westfall and Young's step-down max-T over the terms of a comparison",
        dispersion="D_P: 1 is even",
        order="by the end of the interval nearest to 0, what the target uses most first; then score; then term",
        threshold="min_count, 3 if not given",
        words="unmasked words in the script of the term",
        source="this library; the test after Kilgarriff (2001), Lijffijt et al. (2016), Mildenberger (2023)",
        tail="documents",
        adjust="westfall_young",
        rank="nearest",
    ),
    KeynessProfile(
        name="ucrel",
        label="UCREL",
        score="signed_g2_two_terms",
        formula="2 (a ln(a/E1) + b ln(b/E2)): the cells of the word only",
        zeros=f"0 ln 0 = 0; {_HALF_FOR_ZERO}",
        sign="the wizard writes + or - before a positive value; here the value has the sign",
        effect="log ratio, among others",
        interval="none",
        test=f"chi-squared tail with one degree of freedom (3.84 = p .05): {_WORDS_AS_INDEPENDENT}",
        correction="none",
        dispersion="none",
        order="by G2, whatever its sign",
        threshold="none; 3.84, 6.63, 10.83 and 15.13 are printed as marks",
        words="all words",
        source="UCREL log-likelihood and effect size calculator, Lancaster; Rayson & Garside (2000)",
        rank="size",
    ),
    KeynessProfile(
        name="antconc",
        label="AntConc",
        score="signed_g2",
        formula="2 sum O ln(O/E) over all four cells",
        zeros=f"0 ln 0 = 0; {_HALF_FOR_ZERO}",
        sign="terms that the target uses more; the others are hidden",
        effect="chosen by the user; log ratio here",
        interval="none",
        test=f"chi-squared tail with one degree of freedom: {_WORDS_AS_INDEPENDENT}",
        correction="Bonferroni: p times the number of terms compared",
        dispersion="none",
        order="by G2, largest first",
        threshold="adjusted p below .05",
        words="all words",
        source="AntConc 4 with the settings it comes with, Anthony (2023) for the four terms; the threshold not checked against a release",
        adjust="bonferroni",
        shown="antconc",
    ),
    KeynessProfile(
        name="quanteda",
        label="quanteda",
        score="signed_chi_squared",
        formula="N (|ad' - bc'| - N/2)^2 / margins; N/2 only where an expected count is below 5 and the difference above it",
        zeros="none are needed",
        sign="negative where the target has fewer than expected",
        effect="none; log ratio here",
        interval="none",
        test=f"chi-squared tail with one degree of freedom: {_WORDS_AS_INDEPENDENT}",
        correction="none",
        dispersion="none",
        order="by the signed score, largest first; equal scores by term",
        threshold="none",
        words="all words",
        source="quanteda.textstats, textstat_keyness(measure = 'chi2', correction = 'default')",
    ),
    KeynessProfile(
        name="sketchengine",
        label="Sketch Engine",
        score="simple_maths",
        formula="(rate per million + 1) / (rate per million of the reference + 1)",
        zeros="the 1 that is added to each rate",
        sign="none: 1 is no difference, below 1 the reference has more",
        effect="the score itself",
        interval="none",
        test="none",
        correction="none",
        dispersion="none",
        order="by the score, largest first",
        threshold="terms that occur in the target",
        words="all words",
        source="Sketch Engine, documentation of simple maths; Kilgarriff (2009)",
        tail="none",
        shown="target",
    ),
    KeynessProfile(
        name="gries",
        label="Gries",
        score="signed_kld",
        formula="t log2(t/s) summed over target and reference: t = share of the term, s = share of all words",
        zeros="0 log 0 = 0",
        sign="negative where the reference uses the term more",
        effect="the score, beside dispersion and frequency: a tuple, not one number",
        interval="none",
        test="none",
        correction="none",
        dispersion="1 - e^-KLD in target and reference: 0 is even",
        dispersion_measure="kld_exp",
        order="by the score, largest first (the source ranks by no single number)",
        threshold="none",
        words="all words",
        source="Gries (2021), Research in Corpus Linguistics 9(2), 1-33; Gries (2024)",
        tail="none",
    ),
)
