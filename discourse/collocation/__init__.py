"""Collocation: which words occur near a phrase more often than chance.

The public verbs are in ``_collocates`` (the collocates of a phrase) and
``_collocate_network`` (the collocates of several phrases as the edges of a network).
``windows`` finds the words near a mention, and ``collocate_scores`` counts and scores
them.
"""

from discourse.collocation._collocate_network import collocate_network
from discourse.collocation._collocates import collocates

__all__ = ["collocate_network", "collocates"]
