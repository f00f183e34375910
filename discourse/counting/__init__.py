"""Counts on the token stream: where each word stands, documents by terms, n-grams of every length.

Rooms of this folder: ``postings`` (where each word stands), ``terms`` (documents x terms and their weights),
``index`` (suffix array and LCP: n-grams, repeats and phrases of every length).
"""
