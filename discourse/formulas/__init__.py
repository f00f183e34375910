"""Formulas of a lexicon: where they occur, how often, in which wordings, since when.

`lexicon_check` says beforehand what a lexicon finds, never finds and nearly finds.
"""

from discourse.formulas._frequencies import frequencies
from discourse.formulas._lexicon_check import lexicon_check
from discourse.formulas._mentions import mentions
from discourse.formulas._positions import positions
from discourse.formulas._search_comparison import search_comparison
from discourse.formulas._timeline import timeline
from discourse.formulas._variants import variants

__all__ = [
    "frequencies",
    "lexicon_check",
    "mentions",
    "positions",
    "search_comparison",
    "timeline",
    "variants",
]
