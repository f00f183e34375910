"""What there is to choose from: the names of measures and the like, each with its label, limits and source.

One registry a kind, in a file of its own: plain data, which any room may read. What computes a thing stands in the room
that owns the kind, under the same name, and tests hold the two together.

>>> from discourse.registries import ASSOCIATION_MEASURES
>>> list(ASSOCIATION_MEASURES)[:4]
['log_dice', 'mi', 'npmi', 't_score']
>>> ASSOCIATION_MEASURES["npmi"].limits.high_means
'only together'
"""

from discourse.registries.association import ASSOCIATION_MEASURES, AssociationMeasure
from discourse.registries.bundled import (
    BUNDLED_LEXICONS,
    STOP_LISTS,
    BundledLexicon,
    StopList,
)
from discourse.registries.debris import DEBRIS_RULES, DebrisRule
from discourse.registries.dispersion import DISPERSION_MEASURES, DispersionMeasure
from discourse.registries.diversity import DIVERSITY_MEASURES, DiversityMeasure
from discourse.registries.formats import READING_FORMATS, ReadingFormat
from discourse.registries.keyness import KEYNESS_PROFILES, KeynessProfile
from discourse.registries.registry import Entry, Limits, Registry
from discourse.registries.similarity import SIMILARITY_MEASURES, SimilarityMeasure
from discourse.registries.weighting import WEIGHTING_SCHEMES, WeightingScheme

__all__ = [
    "ASSOCIATION_MEASURES",
    "BUNDLED_LEXICONS",
    "DEBRIS_RULES",
    "DISPERSION_MEASURES",
    "DIVERSITY_MEASURES",
    "KEYNESS_PROFILES",
    "READING_FORMATS",
    "SIMILARITY_MEASURES",
    "STOP_LISTS",
    "WEIGHTING_SCHEMES",
    "AssociationMeasure",
    "BundledLexicon",
    "DebrisRule",
    "DispersionMeasure",
    "DiversityMeasure",
    "Entry",
    "KeynessProfile",
    "Limits",
    "ReadingFormat",
    "Registry",
    "SimilarityMeasure",
    "StopList",
    "WeightingScheme",
]
