"""What there is to choose from, such as measures, each with its label and source.

There is one registry for each kind of thing, in a file of its own. It is plain data,
which any room may read. The function that belongs to an entry is in the room that owns
the kind, under the same name. Tests compare the two.

- :data:`ASSOCIATION_MEASURES`: the columns of `collocates`
- :data:`DISPERSION_MEASURES`: the rows of `dispersion`
- :data:`DIVERSITY_MEASURES`: the rows of `diversity`
- :data:`SIMILARITY_MEASURES`: `measure` of `similarity`
- :data:`WEIGHTING_SCHEMES`: `scheme` of `distinctive`, `similarity` and others
- :data:`KEYNESS_PROFILES`: `profile` of `keyness`; :data:`KEYNESS_SCORES`,
  :data:`KEYNESS_TESTS` and :data:`KEYNESS_CORRECTIONS`: its `measure`, `test` and
  `correction`
- :data:`INTERVALS` and :data:`NO_INTERVAL_REASONS`: the column `interval` of any verb
- :data:`CHARTS`: the functions of :mod:`discourse.plot`
- :data:`COUNTS_AS`: the column `counts_as` of any verb
- :data:`DEBRIS_RULES`: the column `rule` of `debris`
- :data:`LANGUAGES`: the column `language` of any verb; :data:`CHINESE` is a code of it
- :data:`LEXICON_FINDINGS` and :data:`NEAR_MISS_CHANGES`: the columns `finding` and
  `differs_in` of `lexicon_check`
- :data:`NAME_RULES`: the column `rule` of `near_names`
- :data:`READING_FORMATS`: what `read` takes. The endings of the names of files are in
  :data:`TEXT_ENDING`, :data:`DOCUMENT_ENDINGS`, :data:`TABLE_ENDINGS`,
  :data:`ARCHIVE_ENDINGS`, :data:`COMPRESSED_ENDINGS` and :data:`UNREAD_TABLE_ENDINGS`
- :data:`TOKEN_UNITS`: the column `token_unit` of any verb
- :data:`STOP_LISTS`, :data:`BUNDLED_LEXICONS` and :data:`BACKGROUND_LISTS`: what comes
  with the library

A registry is a mapping of names to entries. A notebook shows it as a list of names,
labels and sources.

>>> from discourse.registries import ASSOCIATION_MEASURES
>>> list(ASSOCIATION_MEASURES)[:4]
['log_dice', 'mi', 'npmi', 't_score']
>>> ASSOCIATION_MEASURES["npmi"].limits.high_means
'only together'
"""

from discourse.registries.association import ASSOCIATION_MEASURES, AssociationMeasure
from discourse.registries.bundled import (
    BACKGROUND_LISTS,
    BUNDLED_LEXICONS,
    STOP_LISTS,
    BackgroundList,
    BundledLexicon,
    StopList,
)
from discourse.registries.charts import CHARTS, Chart
from discourse.registries.counts_as import COUNTS_AS
from discourse.registries.debris import DEBRIS_RULES, DebrisRule
from discourse.registries.dispersion import DISPERSION_MEASURES, DispersionMeasure
from discourse.registries.diversity import DIVERSITY_MEASURES, DiversityMeasure
from discourse.registries.formats import (
    ARCHIVE_ENDINGS,
    COMPRESSED_ENDINGS,
    DOCUMENT_ENDINGS,
    READING_FORMATS,
    TABLE_ENDINGS,
    TEXT_ENDING,
    UNREAD_TABLE_ENDINGS,
    ReadingFormat,
)
from discourse.registries.intervals import (
    INTERVALS,
    NO_INTERVAL_REASONS,
)
from discourse.registries.keyness import (
    KEYNESS_CORRECTIONS,
    KEYNESS_PROFILES,
    KEYNESS_SCORES,
    KEYNESS_TESTS,
    KeynessProfile,
)
from discourse.registries.languages import CHINESE, LANGUAGES, language_label
from discourse.registries.lexicon_findings import (
    LEXICON_FINDINGS,
    NEAR_MISS_CHANGES,
)
from discourse.registries.name_rules import NAME_RULES
from discourse.registries.registry import Code, Entry, Limits, Registry
from discourse.registries.similarity import SIMILARITY_MEASURES, SimilarityMeasure
from discourse.registries.token_units import TOKEN_UNITS
from discourse.registries.weighting import WEIGHTING_SCHEMES, WeightingScheme

__all__ = [
    "ARCHIVE_ENDINGS",
    "ASSOCIATION_MEASURES",
    "BACKGROUND_LISTS",
    "BUNDLED_LEXICONS",
    "CHARTS",
    "CHINESE",
    "COMPRESSED_ENDINGS",
    "COUNTS_AS",
    "DEBRIS_RULES",
    "DISPERSION_MEASURES",
    "DIVERSITY_MEASURES",
    "DOCUMENT_ENDINGS",
    "INTERVALS",
    "KEYNESS_CORRECTIONS",
    "KEYNESS_PROFILES",
    "KEYNESS_SCORES",
    "KEYNESS_TESTS",
    "LANGUAGES",
    "LEXICON_FINDINGS",
    "NAME_RULES",
    "NEAR_MISS_CHANGES",
    "NO_INTERVAL_REASONS",
    "READING_FORMATS",
    "SIMILARITY_MEASURES",
    "STOP_LISTS",
    "TABLE_ENDINGS",
    "TEXT_ENDING",
    "TOKEN_UNITS",
    "UNREAD_TABLE_ENDINGS",
    "WEIGHTING_SCHEMES",
    "AssociationMeasure",
    "BackgroundList",
    "BundledLexicon",
    "Chart",
    "Code",
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
    "language_label",
]
