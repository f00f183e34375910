"""Phrases that nobody listed beforehand: n-grams and recurring phrases.

``_ngrams`` counts every sequence of words, and ``_recurring`` finds the phrases that
cannot be made longer. ``_coverage`` shows how much of a text such phrases cover, and
``_draft_lexicon`` writes them as a lexicon.
"""

from discourse.phraseology._coverage import coverage
from discourse.phraseology._draft_lexicon import draft_lexicon
from discourse.phraseology._ngrams import ngrams
from discourse.phraseology._recurring import recurring

__all__ = ["coverage", "draft_lexicon", "ngrams", "recurring"]
