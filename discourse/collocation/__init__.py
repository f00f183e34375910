"""Collocation: which words occur near a phrase more often than chance."""

from discourse.collocation._collocate_network import collocate_network
from discourse.collocation._collocates import collocates

__all__ = ["collocate_network", "collocates"]
