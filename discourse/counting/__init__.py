"""Counts on the token stream: where each word stands, documents by terms, n-grams of every length.

Rooms of this folder: ``postings`` (where each word stands), ``terms`` and ``weights`` (documents x terms, and TF-IDF),
``stops`` (function words), ``index`` (sorted suffixes and how much they share), ``grams`` (n-grams, with skips and slots),
``maximal`` (phrases that cannot be made longer), ``naming`` (names and titles), ``covering`` (what spans cover).
"""

from __future__ import annotations

__all__: list[str] = []
