"""Measures of how rich a vocabulary is: rows of `diversity`."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import Literal

from discourse.registries.registry import Limits, Registry
from discourse.settings import DIVERSITY_MIN_WORDS

__all__ = ["DIVERSITY_MEASURES", "DiversityMeasure"]


@dataclass(frozen=True)
class DiversityMeasure:
    """One measure of lexical diversity.

    Attributes
    ----------
    name : str
        The value of the column `measure`. The function of :mod:`discourse.measures`
        that computes it has this name.
    label : str
        The name as a reader would write it.
    counted_from : {'texts', 'types', 'sizes'}
        'texts': it is computed for each text and averaged, and hardly changes with the
        length of the texts. 'types': it is computed from the count of each type.
        'sizes': it is computed from the number of types and of tokens, and changes with
        length.
    rich : {'large', 'small'}
        Whether a rich vocabulary has large or small values.
    min_words : int
        How many words a text should have.
    limits : Limits
    source : str
    """

    name: str
    label: str
    counted_from: Literal["texts", "types", "sizes"]
    rich: Literal["large", "small"]
    min_words: int
    limits: Limits
    source: str


_SHARE = Limits(0.0, 1.0, "one word over and over", "no word twice")

DIVERSITY_MEASURES = Registry(
    "measures of diversity",
    DiversityMeasure(
        name="mattr",
        label="MATTR",
        counted_from="texts",
        rich="large",
        min_words=DIVERSITY_MIN_WORDS["mattr"],
        limits=_SHARE,
        source="Covington & McFall (2010), Journal of Quantitative Linguistics 17(2), 94-100",
    ),
    DiversityMeasure(
        name="msttr",
        label="MSTTR",
        counted_from="texts",
        rich="large",
        min_words=DIVERSITY_MIN_WORDS["msttr"],
        limits=_SHARE,
        source="Johnson (1944), Psychological Monographs 56(2)",
    ),
    DiversityMeasure(
        name="mtld",
        label="MTLD",
        counted_from="texts",
        rich="large",
        min_words=DIVERSITY_MIN_WORDS["mtld"],
        limits=Limits(0.0, inf, "one word over and over"),
        source="McCarthy & Jarvis (2010), Behavior Research Methods 42(2), 381-392",
    ),
    DiversityMeasure(
        name="hdd",
        label="HD-D",
        counted_from="texts",
        rich="large",
        min_words=DIVERSITY_MIN_WORDS["hdd"],
        limits=_SHARE,
        source="McCarthy & Jarvis (2007), Language Testing 24(4), 459-488",
    ),
    DiversityMeasure(
        name="yule_k",
        label="Yule’s K",
        counted_from="types",
        rich="small",
        min_words=DIVERSITY_MIN_WORDS["yule_k"],
        limits=Limits(0.0, 10_000.0, "no word twice", "one word over and over"),
        source="Yule (1944), The Statistical Study of Literary Vocabulary",
    ),
    DiversityMeasure(
        name="simpson_d",
        label="Simpson’s D",
        counted_from="types",
        rich="small",
        min_words=DIVERSITY_MIN_WORDS["simpson_d"],
        limits=Limits(0.0, 1.0, "no word twice", "one word over and over"),
        source="Simpson (1949), Nature 163, 688",
    ),
    DiversityMeasure(
        name="herdan_vm",
        label="Herdan’s Vm",
        counted_from="types",
        rich="small",
        min_words=DIVERSITY_MIN_WORDS["herdan_vm"],
        limits=Limits(0.0, 1.0, "all words as often", "one word has nearly all"),
        source="Herdan (1955), as given by Tweedie & Baayen (1998), Computers and the Humanities 32, 323-352",
    ),
    DiversityMeasure(
        name="maas",
        label="Maas’ a²",
        counted_from="sizes",
        rich="small",
        min_words=DIVERSITY_MIN_WORDS["maas"],
        limits=Limits(0.0, inf, "no word twice"),
        source="Maas (1972), Zeitschrift für Literaturwissenschaft und Linguistik 2(8), 73-96",
    ),
    DiversityMeasure(
        name="dugast_u",
        label="Dugast’s U",
        counted_from="sizes",
        rich="large",
        min_words=DIVERSITY_MIN_WORDS["dugast_u"],
        limits=Limits(0.0, inf, "one word over and over"),
        source="Dugast (1978), as given by Tweedie & Baayen (1998), Computers and the Humanities 32, 323-352",
    ),
    DiversityMeasure(
        name="herdan_c",
        label="Herdan’s C",
        counted_from="sizes",
        rich="large",
        min_words=DIVERSITY_MIN_WORDS["herdan_c"],
        limits=_SHARE,
        source="Herdan (1960), Type-Token Mathematics",
    ),
    DiversityMeasure(
        name="summer_s",
        label="Summer’s S",
        counted_from="sizes",
        rich="large",
        min_words=DIVERSITY_MIN_WORDS["summer_s"],
        limits=Limits(-inf, 1.0, high_means="no word twice"),
        source="Summer (1966), as given in the manuals of quanteda and koRpus",
    ),
    DiversityMeasure(
        name="root_ttr",
        label="root TTR",
        counted_from="sizes",
        rich="large",
        min_words=DIVERSITY_MIN_WORDS["root_ttr"],
        limits=Limits(0.0, inf, "one word over and over"),
        source="Guiraud (1954), Les caractères statistiques du vocabulaire",
    ),
    DiversityMeasure(
        name="corrected_ttr",
        label="corrected TTR",
        counted_from="sizes",
        rich="large",
        min_words=DIVERSITY_MIN_WORDS["corrected_ttr"],
        limits=Limits(0.0, inf, "one word over and over"),
        source="Carroll (1964), Language and Thought",
    ),
    DiversityMeasure(
        name="ttr",
        label="TTR",
        counted_from="sizes",
        rich="large",
        min_words=DIVERSITY_MIN_WORDS["ttr"],
        limits=_SHARE,
        source="Johnson (1944), Psychological Monographs 56(2)",
    ),
)
