"""Measures of how strongly two words attract each other: columns of `collocates`."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import Literal

from discourse.registries.registry import Limits, Registry

__all__ = ["ASSOCIATION_MEASURES", "AssociationMeasure"]


@dataclass(frozen=True)
class AssociationMeasure:
    """One measure of association.

    Attributes
    ----------
    name : str
        The column of `collocates`, the value of its `sort` and of the `measure` of its
        chart. The function of :mod:`discourse.measures` that computes it has this name.
    label : str
        The name as a reader would write it.
    caption : str
        The text under a chart: the label, and what to know before reading the chart.
    meaning, unit : str
        The meaning and the unit of the column.
    limits : Limits
    counted_in : {'words', 'mentions'}
        What is counted. 'words': the words in windows, among all words (the columns
        `count`, `window_words`, `count_term` and `words`). 'mentions': the mentions of
        the node with the term near them (`hits`, at most `count`; `count_node` and
        `count_term`).
    source : str
    optional : bool
        Whether a table of collocates may lack the column. A table that was saved before
        the measure was added does.
    """

    name: str
    label: str
    caption: str
    meaning: str
    unit: str
    limits: Limits
    counted_in: Literal["words", "mentions"]
    source: str
    optional: bool = False


ASSOCIATION_MEASURES = Registry(
    "association measures",
    AssociationMeasure(
        name="log_dice",
        label="logDice",
        caption="logDice, at most 14",
        meaning="logDice of mentions",
        unit="at most 14",
        limits=Limits(-inf, 14.0, high_means="only together"),
        counted_in="mentions",
        source="Rychlý (2008), RASLAN, 6-9",
    ),
    AssociationMeasure(
        name="mi",
        label="MI",
        caption="mutual information, in bits: rare words stand high",
        meaning="mutual information",
        unit="bits",
        limits=Limits(-inf, inf),
        counted_in="words",
        source="Church & Hanks (1990), Computational Linguistics 16(1), 22-29",
    ),
    AssociationMeasure(
        name="npmi",
        label="NPMI",
        caption="normalised mutual information, −1 to 1",
        meaning="normalised mutual information",
        unit="-1 to 1",
        limits=Limits(-1.0, 1.0, "never together", "only together"),
        counted_in="words",
        source="Bouma (2009), Proceedings of GSCL, 31-40",
    ),
    AssociationMeasure(
        name="t_score",
        label="t-score",
        caption="t-score: frequent words stand high",
        meaning="t-score",
        unit="standard deviations",
        limits=Limits(-inf, inf),
        counted_in="words",
        source="Church et al. (1991), in Zernik (ed.), Lexical Acquisition, 115-164",
    ),
    AssociationMeasure(
        name="g2",
        label="G²",
        caption="G²: order by evidence, not a test",
        meaning="log-likelihood ratio, four terms; negative where rarer than expected",
        unit="",
        limits=Limits(-inf, inf),
        counted_in="words",
        source="Dunning (1993), Computational Linguistics 19(1), 61-74",
    ),
    AssociationMeasure(
        name="delta_p",
        label="ΔP",
        caption="ΔP: how much being near raises the share of the term",
        meaning="how much being near the node raises the share of the term",
        unit="-1 to 1",
        limits=Limits(-1.0, 1.0, "only elsewhere", "only and always there"),
        counted_in="words",
        source="Gries (2013), International Journal of Corpus Linguistics 18(1), 137-165",
    ),
    AssociationMeasure(
        name="delta_p_back",
        label="ΔP backward",
        caption="ΔP backward: how much the term raises the share of words near",
        meaning="how much the term raises the share of words near the node",
        unit="-1 to 1",
        limits=Limits(-1.0, 1.0, "only elsewhere", "only and always there"),
        counted_in="words",
        source="Gries (2013), as above; Liddell's difference of proportions (1976)",
    ),
    AssociationMeasure(
        name="z_score",
        label="z-score",
        caption="z-score: rare words stand high",
        meaning="surplus over the expected count, over the square root of that count",
        unit="standard deviations",
        limits=Limits(-inf, inf),
        counted_in="words",
        source="Berry-Rogghe (1973), in Aitken, Bailey & Hamilton-Smith (eds.), The Computer and Literary Studies, 103-112",
        optional=True,
    ),
    AssociationMeasure(
        name="simple_ll",
        label="simple log-likelihood",
        caption="simple log-likelihood: order by evidence, not a test",
        meaning="simple log-likelihood; negative where rarer than expected",
        unit="",
        limits=Limits(-inf, inf),
        counted_in="words",
        source="Evert (2009), in Lüdeling & Kytö (eds.), Corpus Linguistics 2, 1212-1248",
        optional=True,
    ),
    AssociationMeasure(
        name="phi_squared",
        label="φ²",
        caption="φ², 0 to 1: large also where a term keeps away",
        meaning="chi-squared over the number of words",
        unit="0-1",
        limits=Limits(0.0, 1.0, "independent", "only together, or only apart"),
        counted_in="words",
        source="Church & Gale (1991), Seventh Annual Conference of the UW Centre for the New OED, 40-62",
        optional=True,
    ),
    AssociationMeasure(
        name="dice",
        label="Dice",
        caption="Dice of mentions, 0 to 1",
        meaning="Dice coefficient of mentions",
        unit="0-1",
        limits=Limits(0.0, 1.0, "never together", "only together"),
        counted_in="mentions",
        source="Dice (1945), Ecology 26(3), 297-302",
        optional=True,
    ),
    AssociationMeasure(
        name="minimum_sensitivity",
        label="minimum sensitivity",
        caption="minimum sensitivity, 0 to 1: it knows nothing of chance",
        meaning="smaller of the share of mentions with the term and the share of the term beside the node",
        unit="0-1",
        limits=Limits(0.0, 1.0, "never together", "only together"),
        counted_in="mentions",
        source="Pedersen & Bruce (1996), What to Infer from a Description, SMU technical report 96-CSE-04",
        optional=True,
    ),
)
