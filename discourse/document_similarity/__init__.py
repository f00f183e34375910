"""Document similarity: by weighted words, shared strings, style, formulas, or a function.

The public verbs are in ``_similarity`` (scores of all pairs, or of the nearest),
``_shared_features`` (what two documents share) and ``_similarity_order`` (how stable
the order of pairs is). ``similarity_measures`` computes the scores, and ``score_notes``
says what a score can and cannot show.
"""

from discourse.document_similarity._shared_features import shared_features
from discourse.document_similarity._similarity import similarity
from discourse.document_similarity._similarity_order import similarity_order

__all__ = ["shared_features", "similarity", "similarity_order"]
