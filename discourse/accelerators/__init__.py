"""Compiled kernels for the longest loops, which the library can do without.

Where the package was installed with a C compiler, or from a wheel, a small library in C
does this work. Anywhere else numpy code does the same, more slowly. Both give the same
arrays, and the numpy code is what tests compare the library with. ``discourse
--version`` says which is in use. The environment variable
``DISCOURSE_ACCELERATORS=off`` turns the library off.

Modules of this folder: ``token_search`` (the tokens of texts), ``line_positions``
(their lines), ``sequence_search`` (which texts have certain characters), ``suffix_sort`` and ``run_contents`` (the suffix
array), ``phrase_search`` (where phrases occur), ``permutation_counts`` (sums in
arrangements of documents), ``word_frequencies`` (the words of each document),
``sparse_rows`` (products of pairs of documents),
``shared_runs``, ``run_growth``, ``passage_links`` and ``word_changes`` (shared
passages); ``kernel_arrays`` (the arrays that kernels take), ``compiled_kernels``
(whether there are any), ``threads``. The numpy code is in the rooms that call them, but
for that of ``sequence_search``.

Several threads may share the work (:func:`map_in_threads`), since kernels release the
lock of the interpreter. The environment variable ``DISCOURSE_THREADS`` limits them.

Whoever calls a kernel asks first, by :func:`has_kernels`, whether there is one.
"""

from discourse.accelerators.compiled_kernels import has_kernels
from discourse.accelerators.line_positions import (
    LineBlanks,
    LineGaps,
    LinePositions,
    find_line_positions,
)
from discourse.accelerators.passage_links import link_ranges
from discourse.accelerators.permutation_counts import (
    BlockCounts,
    add_labelled_values,
    count_exceedances,
    divide_into_strips,
    sum_over_targets,
)
from discourse.accelerators.phrase_search import (
    PhraseMatches,
    SoughtSequence,
    find_phrases,
)
from discourse.accelerators.run_contents import RunContents, read_runs
from discourse.accelerators.run_growth import (
    GrownRuns,
    grow_runs,
    keep_best_alignments,
)
from discourse.accelerators.sequence_search import SequenceMatches, SequenceSearch
from discourse.accelerators.shared_runs import (
    HashedRuns,
    SharedRuns,
    find_repeated_runs,
    pair_nearest_runs,
    pair_runs,
)
from discourse.accelerators.sparse_rows import multiply_row_pairs
from discourse.accelerators.suffix_sort import (
    SortedSuffixes,
    order_by_word,
    sort_suffixes,
)
from discourse.accelerators.threads import count_threads, map_in_threads
from discourse.accelerators.token_search import (
    SEPARATOR,
    CharacterKinds,
    CharacterRole,
    GapBits,
    GapContents,
    NumberedSpellings,
    SpeltTokens,
    find_tokens,
    number_spellings,
    read_kinds,
)
from discourse.accelerators.word_changes import (
    WordChanges,
    WordSequences,
    find_word_changes,
)
from discourse.accelerators.word_frequencies import WordCounts, count_words

__all__ = [
    "SEPARATOR",
    "BlockCounts",
    "CharacterKinds",
    "CharacterRole",
    "GapBits",
    "GapContents",
    "GrownRuns",
    "HashedRuns",
    "LineBlanks",
    "LineGaps",
    "LinePositions",
    "NumberedSpellings",
    "PhraseMatches",
    "RunContents",
    "SequenceMatches",
    "SequenceSearch",
    "SharedRuns",
    "SortedSuffixes",
    "SoughtSequence",
    "SpeltTokens",
    "WordChanges",
    "WordCounts",
    "WordSequences",
    "add_labelled_values",
    "count_exceedances",
    "count_threads",
    "count_words",
    "divide_into_strips",
    "find_line_positions",
    "find_phrases",
    "find_repeated_runs",
    "find_tokens",
    "find_word_changes",
    "grow_runs",
    "has_kernels",
    "keep_best_alignments",
    "link_ranges",
    "map_in_threads",
    "multiply_row_pairs",
    "number_spellings",
    "order_by_word",
    "pair_nearest_runs",
    "pair_runs",
    "read_kinds",
    "read_runs",
    "sort_suffixes",
    "sum_over_targets",
]
