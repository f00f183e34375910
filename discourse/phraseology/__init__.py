"""Phrases that nobody listed: n-grams, recurring phrases, how much of a text they cover."""

from discourse.phraseology._coverage import coverage
from discourse.phraseology._draft_lexicon import draft_lexicon
from discourse.phraseology._ngrams import ngrams
from discourse.phraseology._recurring import recurring

__all__ = ["coverage", "draft_lexicon", "ngrams", "recurring"]
