"""Compiled kernels for the longest loops, which the library can do without.

Where the package was installed with a C compiler, or from a wheel, a small library in C
finds the tokens of texts, looks for characters and sorts suffixes. Anywhere else numpy
code does the same, more slowly. Both give the same arrays, and the numpy code is what
tests compare the library with. ``discourse --version`` says which is in use. The
environment variable ``DISCOURSE_ACCELERATORS=off`` turns the library off.

Several threads may share the work (:func:`map_in_threads`), since kernels release the
lock of the interpreter. The environment variable ``DISCOURSE_THREADS`` limits them.

Whoever calls a kernel asks first, by :func:`has_kernels`, whether there is one.
"""

from discourse.accelerators.compiled_kernels import has_kernels
from discourse.accelerators.sequence_search import SequenceMatches, SequenceSearch
from discourse.accelerators.suffix_sort import SortedSuffixes, sort_suffixes
from discourse.accelerators.threads import count_threads, map_in_threads
from discourse.accelerators.token_search import (
    CharacterRole,
    GapContents,
    SpeltTokens,
    find_tokens,
    read_gaps,
)

__all__ = [
    "CharacterRole",
    "GapContents",
    "SequenceMatches",
    "SequenceSearch",
    "SortedSuffixes",
    "SpeltTokens",
    "count_threads",
    "find_tokens",
    "has_kernels",
    "map_in_threads",
    "read_gaps",
    "sort_suffixes",
]
