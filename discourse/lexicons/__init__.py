"""Lexicons: named families of phrases, which are checked as they are read.

Modules of this folder: ``_lexicon`` (the Lexicon), ``_family`` (one family of phrases,
and how it is read), ``original_wordings`` (its wordings in the original language),
``language_codes`` (codes and names of languages), ``file_formats`` (TOML files),
``csv_lexicons`` (CSV files), ``plain_data`` (what any file could hold).
"""

from discourse.lexicons._family import Family
from discourse.lexicons._lexicon import Formulas, Lexicon, as_lexicon
from discourse.phrases import STATUSES

__all__ = ["STATUSES", "Family", "Formulas", "Lexicon", "as_lexicon"]
