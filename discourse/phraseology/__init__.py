"""Phrases that nobody listed: n-grams, recurring phrases, how much of a text they cover."""

from discourse.phraseology._coverage import coverage
from discourse.phraseology._draft import draft
from discourse.phraseology._ngrams import ngrams
from discourse.phraseology._recurring import recurring

__all__ = ["coverage", "draft", "ngrams", "recurring"]
