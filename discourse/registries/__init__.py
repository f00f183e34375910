"""What there is to choose from: the names of measures and the like, each with its label, limits and source.

One registry a kind, in a file of its own: plain data, which any room may read. What computes a thing stands in the room
that owns the kind, under the same name, and tests hold the two together.

>>> from discourse.registries import ASSOCIATION_MEASURES
>>> print(*ASSOCIATION_MEASURES)
log_dice mi npmi t_score g2 delta_p delta_p_back
>>> ASSOCIATION_MEASURES["npmi"].limits.high_means
'only together'
"""

from discourse.registries.association import ASSOCIATION_MEASURES, AssociationMeasure
from discourse.registries.registry import Entry, Limits, Registry

__all__ = [
    "ASSOCIATION_MEASURES",
    "AssociationMeasure",
    "Entry",
    "Limits",
    "Registry",
]
