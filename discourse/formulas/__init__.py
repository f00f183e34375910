"""Formulas of a lexicon: where they occur, how often, in which wordings, since when."""

from discourse.formulas._frequencies import frequencies
from discourse.formulas._mentions import mentions
from discourse.formulas._positions import positions
from discourse.formulas._search_comparison import search_comparison
from discourse.formulas._timeline import timeline
from discourse.formulas._variants import variants

__all__ = [
    "frequencies",
    "mentions",
    "positions",
    "search_comparison",
    "timeline",
    "variants",
]
