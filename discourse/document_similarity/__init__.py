"""How alike texts are: by weighted words, shared strings, habits of style, formulas, or a measure of your own.

Rooms of this folder: ``scores`` (one measure on documents by terms), ``pairs`` (the table of all pairs, or of the
nearest), ``cautions`` (what a score can and cannot show), ``reasons`` (what two documents share), ``steadiness`` (how
far the order of pairs can be trusted).
"""

from discourse.document_similarity._alike import alike
from discourse.document_similarity._similarity import similarity
from discourse.document_similarity._similarity_order import similarity_order

__all__ = ["alike", "similarity", "similarity_order"]
