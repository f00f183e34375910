"""Contrast: which words, phrases or formulas one group of documents uses more than another, and how evenly."""

from __future__ import annotations

from discourse.contrast.agreement import keyness_profiles
from discourse.contrast.evenness import dispersion
from discourse.contrast.keywords import keyness

__all__ = ["dispersion", "keyness", "keyness_profiles"]
