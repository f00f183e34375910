"""What recurs: formulas of a lexicon and how they are worded, n-grams, repeated phrases.

Rooms of this folder: ``formulas`` (mentions, in which wording, since when), ``rates`` (how often), ``uncertainty`` (how
far off a rate may be), ``places`` (where they sit, and what careful counting buys), ``sequences`` (n-grams), ``repeats``
(phrases nobody listed beforehand).
"""

from discourse.recurrence.formulas import mentions, timeline, variants
from discourse.recurrence.places import audit, layout
from discourse.recurrence.rates import frequencies
from discourse.recurrence.repeats import coverage, draft, recurring
from discourse.recurrence.sequences import ngrams

__all__ = [
    "audit",
    "coverage",
    "draft",
    "frequencies",
    "layout",
    "mentions",
    "ngrams",
    "recurring",
    "timeline",
    "variants",
]
