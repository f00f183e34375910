"""Lexicons: named families of phrases, which are checked as they are read.

Modules of this folder: ``_lexicon`` (the Lexicon), ``_family`` (one family of phrases,
and how it is read), ``file_formats`` (TOML and CSV files).
"""

from discourse.lexicons._family import Family
from discourse.lexicons._lexicon import Formulas, Lexicon, as_lexicon
from discourse.phrases import STATUSES

__all__ = ["STATUSES", "Family", "Formulas", "Lexicon", "as_lexicon"]
