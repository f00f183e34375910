"""Contrast: what one group of documents uses more than another, and how evenly.

Verbs: :func:`keyness`, :func:`keyness_profiles`, :func:`dispersion`,
:func:`distinctive` and :func:`document_frequencies`, each in the module of its name.

Other modules of this folder:

- ``term_counts``: what is compared, counted in every document;
- ``group_pairs``: which groups are compared;
- ``group_counts``: the counts of two groups;
- ``background_comparison``: a group compared with a background;
- ``log_ratio_intervals``: the interval of the log ratio;
- ``keyness_p_values``: the permutation of documents;
- ``keyness_conventions``: the scores of other programs.
"""

from __future__ import annotations

from discourse.contrast._dispersion import dispersion
from discourse.contrast._distinctive import distinctive
from discourse.contrast._document_frequencies import document_frequencies
from discourse.contrast._keyness import keyness
from discourse.contrast._keyness_profiles import keyness_profiles

__all__ = [
    "dispersion",
    "distinctive",
    "document_frequencies",
    "keyness",
    "keyness_profiles",
]
