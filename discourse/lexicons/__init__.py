"""Lexicons: named families of phrases, read from TOML, CSV or a dict, and checked as they are read."""

from discourse.lexicons._family import Family
from discourse.lexicons._lexicon import Formulas, Lexicon, as_lexicon
from discourse.phrases import STATUSES

__all__ = ["STATUSES", "Family", "Formulas", "Lexicon", "as_lexicon"]
