"""Counts on the token stream: words, n-grams, documents by terms, rates.

Modules of this folder:

- ``suffix_array``: the positions of the stream sorted by the words that follow;
- ``inverted_index``: the positions of every word;
- ``document_words``: how often each document has each word;
- ``prefix_sums``: sums over ranges of an array;
- ``ngrams``: n-grams, with skipped words or an open slot;
- ``maximal_repeats``: phrases that cannot be made longer;
- ``proper_names``: which phrases are names and titles;
- ``lexicon_coverage``: which phrases the formulas of a lexicon cover;
- ``document_term_matrix``: how often each document has each term;
- ``background``: how rare terms are in documents outside the corpus;
- ``tfidf``: weights for these counts;
- ``stop_words``, ``lemmas``: function words and dictionary forms;
- ``rate_denominators``: how many words a rate refers to;
- ``rate_intervals``: how uncertain a rate is.
"""

from __future__ import annotations

__all__: list[str] = []
