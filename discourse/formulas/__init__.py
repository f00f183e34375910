"""Formulas of a lexicon: where they occur, how often, in which wordings, since when."""

from discourse.formulas._audit import audit
from discourse.formulas._frequencies import frequencies
from discourse.formulas._layout import layout
from discourse.formulas._mentions import mentions
from discourse.formulas._timeline import timeline
from discourse.formulas._variants import variants

__all__ = ["audit", "frequencies", "layout", "mentions", "timeline", "variants"]
