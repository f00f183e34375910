"""Lexicons: named families of phrases, read from TOML, CSV or a dict, and checked as they are read."""

from discourse.lexicons.core import STATUSES, Family, Lexicon, as_lexicon

__all__ = ["STATUSES", "Family", "Lexicon", "as_lexicon"]
