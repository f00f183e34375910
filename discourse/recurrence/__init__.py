"""What recurs: formulas of a lexicon and how they are worded, n-grams, repeated phrases."""

from discourse.recurrence.formulas import frequencies, mentions, timeline, variants
from discourse.recurrence.places import audit, layout

__all__ = ["audit", "frequencies", "layout", "mentions", "timeline", "variants"]
