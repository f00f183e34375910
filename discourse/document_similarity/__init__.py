"""How alike texts are: by weighted words, shared strings, habits of style, formulas, or a measure of your own.

Rooms of this folder: ``scores`` (one measure on documents by terms), ``pairs`` (the table of all pairs, or of the
nearest), ``cautions`` (what a score can and cannot show), ``reasons`` (what two documents share), ``steadiness`` (how
far the order of pairs can be trusted).
"""

from discourse.document_similarity._shared_features import shared_features
from discourse.document_similarity._similarity import similarity
from discourse.document_similarity._similarity_order import similarity_order

__all__ = ["shared_features", "similarity", "similarity_order"]
