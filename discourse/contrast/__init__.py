"""Contrast: which words, phrases or formulas one group of documents uses more than another, and how evenly."""

from __future__ import annotations

from discourse.contrast._dispersion import dispersion
from discourse.contrast._distinctive import distinctive
from discourse.contrast._keyness import keyness
from discourse.contrast._keyness_profiles import keyness_profiles

__all__ = ["dispersion", "distinctive", "keyness", "keyness_profiles"]
