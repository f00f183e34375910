"""Contrast: which words, phrases or formulas one group of documents uses more than another, and how sure that is."""

from __future__ import annotations

from discourse.contrast.agreement import keyness_profiles
from discourse.contrast.keywords import keyness

__all__ = ["keyness", "keyness_profiles"]
