"""Intervals of the rates of phrases, and their dispersion over documents.

Both :func:`discourse.frequencies` and :func:`discourse.recurring` show them.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal

import numpy as np
from scipy.sparse import csr_array

from discourse import notes, tables
from discourse.corpus import Corpus
from discourse.counting.prefix_sums import prefix_sums
from discourse.counting.rate_denominators import count_denominators
from discourse.counting.suffix_array import SuffixArray, suffix_array_of
from discourse.measures import (
    bootstrap_interval,
    document_interval,
    garwood,
    pooled_rate,
)
from discourse.measures.dispersion_proportions import dispersion_by_kind
from discourse.notes import Note
from discourse.progress import track_progress
from discourse.registries import DISPERSION_MEASURES
from discourse.settings import (
    FEW_DOCUMENTS_IN_RATE,
    FEW_UNITS_OF_BOOTSTRAP,
    MIN_UNITS_OF_INTERVAL,
)
from discourse.spans import expand_ranges
from discourse.validation import (
    check_confidence_level,
    check_option,
    random_generator,
)

__all__ = [
    "DISPERSION",
    "METHODS",
    "Interval",
    "IntervalOptions",
    "RateInterval",
    "estimate_rate_interval",
    "phrase_rates",
]

Interval = Literal["documents", "bootstrap", "words"]
# The method of each, as the column `interval` names it.
METHODS: Mapping[Interval, str] = MappingProxyType(
    {
        "documents": "garwood_effective",
        "bootstrap": "bootstrap_bca",
        "words": "garwood",
    }
)
DISPERSION = DISPERSION_MEASURES["dp_egbert"].name
_CELLS = 1 << 22  # counts that are looked at together, to save memory
# A block of the bootstrap has at least so many phrases, however many the documents.
_MIN_PHRASES_OF_BLOCK = 64
_SEED_LIMIT = 1 << 63  # seeds are drawn below this number


@dataclass(frozen=True, eq=False)
class IntervalOptions:
    """How intervals are to be made.

    Attributes
    ----------
    interval : {'documents', 'bootstrap', 'words'}
    confidence_level : float
    rng : int or numpy.random.Generator
        Seed or generator of the bootstrap.
    unit : int64 array, shape (documents,), or None
        The cluster of each document, if there are clusters.
    """

    interval: Interval
    confidence_level: float
    rng: int | np.random.Generator
    unit: np.ndarray | None

    @classmethod
    def check(
        cls,
        corpus: Corpus,
        interval: Interval,
        confidence_level: float,
        cluster: str | None,
        rng: int | np.random.Generator,
    ) -> IntervalOptions:
        """Return the options, or raise an error that names the wrong one."""
        check_option("interval", interval, ("documents", "bootstrap", "words"))
        confidence_level = check_confidence_level(confidence_level)
        random_generator(rng)  # so that a wrong seed is refused before counting
        unit = None
        if cluster is not None:
            unit, _ = corpus.groups(cluster)
        return cls(
            interval=interval,
            confidence_level=confidence_level,
            rng=rng,
            unit=unit,
        )

    def unit_of(self, interval: Interval) -> str:
        """Return what an interval takes as independent, such as "documents"."""
        return "words" if interval == "words" else self._unit_name

    def note(self, interval: Interval, unit_count: int) -> str:
        """Return what an interval of so many units cannot show; ``""`` = no remark."""
        remarks = self._notes(interval, unit_count)
        return notes.join(remarks)

    def _notes(self, interval: Interval, unit_count: int) -> list[Note]:
        """Return the remarks on an interval of so many units."""
        if not unit_count:
            return [notes.make("no_rate")]
        size = {"count": unit_count, "units": self._unit_name}
        # Even with a good many units a bootstrap interval is too narrow.
        if interval == "bootstrap" and unit_count <= FEW_UNITS_OF_BOOTSTRAP:
            return [
                notes.make("bootstrap_too_narrow", **size),
                notes.make("documents_not_too_narrow"),
            ]
        if unit_count >= FEW_DOCUMENTS_IN_RATE:
            return []
        if interval != "words":
            remark = notes.make("interval_of_few_texts", **size)
        elif unit_count == 1:
            remark = notes.make("interval_of_one_text")
        else:
            remark = notes.make("interval_of_these_texts", **size)
        return [remark]

    @property
    def _unit_name(self) -> str:
        if self.unit is None:
            return "documents"
        return "clusters"


@dataclass(frozen=True, eq=False)
class RateInterval:
    """The intervals of the rates of phrases in one group of documents.

    Attributes
    ----------
    low, high : float64 arrays, shape (phrases,)
        Ends of the interval of each rate, in occurrences a word.
    dispersion : float64 array, shape (phrases,)
    interval, interval_unit : str
        The method of the interval, and what it takes as independent.
    note : str
        What it can and cannot show.
    """

    low: np.ndarray
    high: np.ndarray
    dispersion: np.ndarray
    interval: str
    interval_unit: str
    note: str


def estimate_rate_interval(
    counts: csr_array,
    words: np.ndarray,
    options: IntervalOptions,
    documents: np.ndarray | None = None,
) -> RateInterval:
    """Return the interval of the rate of each phrase, and its dispersion.

    Documents without words are left out. Where there are too few documents or clusters,
    the interval takes words as independent, whatever the options ask for.

    Parameters
    ----------
    counts : scipy.sparse.csr_array, shape (phrases, documents)
    words : int64 array, shape (documents,)
        Words of each document that a rate refers to.
    options : IntervalOptions
    documents : int64 array, optional
        Which documents of the corpus these are; all if not given.
    """
    columns_with_words = np.flatnonzero(words > 0)
    documents_with_words = columns_with_words
    if documents is not None:
        documents_with_words = documents[columns_with_words]
    if len(columns_with_words) < len(words):
        counts = counts[:, columns_with_words]
    words = words[columns_with_words].astype(np.float64)
    unit = None
    unit_count = len(words)
    if options.unit is not None:
        unit = options.unit[documents_with_words]
        unit_count = len(np.unique(unit))
    # The interval that needs only one unit.
    interval: Interval = "words"
    if unit_count >= MIN_UNITS_OF_INTERVAL:
        interval = options.interval
    if interval == "documents":
        low, high = document_interval(
            counts.T,
            words,
            clusters=unit,
            confidence_level=options.confidence_level,
        )
    elif interval == "bootstrap":
        low, high = _bootstrap_interval(counts, words, unit, options)
    else:
        low, high = _exact_interval(counts, words, options)
    return RateInterval(
        low=low,
        # No phrase occurs more than once a word.
        high=np.minimum(high, 1.0),
        dispersion=dispersion_by_kind(counts, words),
        interval=METHODS[interval],
        interval_unit=options.unit_of(interval),
        note=options.note(interval, unit_count),
    )


def _total_count(counts: csr_array) -> np.ndarray:
    """Return the occurrences of each phrase in all documents (float64)."""
    total = counts.sum(axis=1)
    column = np.asarray(total, dtype=np.float64)
    total_by_phrase: np.ndarray = column.ravel()
    return total_by_phrase


def _exact_interval(
    counts: csr_array, words: np.ndarray, options: IntervalOptions
) -> tuple[np.ndarray, np.ndarray]:
    """Return the exact Poisson interval, which takes words as independent."""
    total_count = _total_count(counts)
    total_words = words.sum()
    low, high = garwood(
        total_count, total_words, confidence_level=options.confidence_level
    )
    return np.atleast_1d(low), np.atleast_1d(high)


def _bootstrap_interval(
    counts: csr_array,
    words: np.ndarray,
    unit: np.ndarray | None,
    options: IntervalOptions,
) -> tuple[np.ndarray, np.ndarray]:
    """Return the ends of bootstrap intervals, missing for phrases that do not occur.

    Every resample of a phrase without occurrences has none either, so its interval
    would be empty.
    """
    document_count = len(words)
    phrase_count = counts.shape[0]
    low = np.empty(phrase_count)
    high = np.empty(phrase_count)
    block_size = _CELLS // max(document_count, 1)
    block_size = max(block_size, _MIN_PHRASES_OF_BLOCK)
    # Each block starts from the same seed. So the interval of a phrase does not depend
    # on the other phrases of the table.
    seed = _seed(options.rng)
    starts = track_progress(
        range(0, phrase_count, block_size),
        "Drawing documents anew",
        total=phrase_count,
        unit="phrases",
        sizes=itertools.repeat(block_size),
    )
    for start in starts:
        block = slice(start, start + block_size)
        counts_of_block = counts[block].toarray()
        low[block], high[block] = bootstrap_interval(
            pooled_rate(counts_of_block.T, words),
            document_count,
            clusters=unit,
            confidence_level=options.confidence_level,
            rng=seed,
        )
    is_absent = _total_count(counts) == 0
    low[is_absent] = np.nan
    high[is_absent] = np.nan
    return low, high


def _seed(rng: int | np.random.Generator) -> int:
    """Return a seed: the number that was given, or one drawn from the generator."""
    if isinstance(rng, np.random.Generator):
        seed = rng.integers(0, _SEED_LIMIT)
        return int(seed)
    return int(rng)


def phrase_rates(
    corpus: Corpus,
    options: IntervalOptions,
    *,
    low: np.ndarray,
    high: np.ndarray,
    script_bits: np.ndarray,
    further_notes: Sequence[Note | None] = (),
) -> dict[str, Any]:
    """Return words, interval, dispersion and note of phrases, as columns.

    The columns of the interval are low, high, interval, interval_unit and
    confidence_level.

    Parameters
    ----------
    corpus : Corpus
    options : IntervalOptions
    low, high : int64 arrays, shape (phrases,)
        Half-open runs of ranks of the suffix array.
    script_bits : int64 array, shape (phrases,)
        The scripts of each phrase.
    further_notes : sequence of Note or None
        What is added to the note of each phrase.
    """
    suffix_array = suffix_array_of(corpus)
    document_count = len(corpus)
    denominators = count_denominators(corpus, script_bits)
    columns = _empty_columns(len(low))
    rates_of_kinds = []
    kinds, kind_number = np.unique(denominators.kind, return_inverse=True)
    # The rates of phrases of one kind refer to the same words, and have one method.
    for kind in kinds.tolist():
        words = denominators.words[:, kind]
        phrases = np.flatnonzero(denominators.kind == kind)
        count = high[phrases] - low[phrases]
        for block in _divide_by_count(phrases, count):
            counts = _count_in_documents(
                suffix_array, low[block], high[block], document_count
            )
            rates = estimate_rate_interval(counts, words, options)
            for name, column in columns.items():
                column[block] = getattr(rates, name)
        rates_of_kinds.append(rates)
    texts = _texts_of_kinds(rates_of_kinds, further_notes)
    words_of_kind = denominators.words.sum(axis=0)
    return {
        **columns,
        **{name: tables.take_texts(texts[name], kind_number) for name in texts},
        "words": words_of_kind[denominators.kind],
        "of_documents": document_count,
        "confidence_level": options.confidence_level,
        "dispersion_measure": DISPERSION,
    }


def _empty_columns(phrase_count: int) -> dict[str, np.ndarray]:
    """Return the numbers of :class:`RateInterval`, to be filled in block by block."""
    columns: dict[str, np.ndarray] = {}
    for name in ("low", "high", "dispersion"):
        columns[name] = np.full(phrase_count, np.nan)
    return columns


def _texts_of_kinds(
    rates_of_kinds: Sequence[RateInterval], further_notes: Sequence[Note | None]
) -> dict[str, list[str]]:
    """Return the texts of :class:`RateInterval`, for each kind of phrases."""
    texts: dict[str, list[str]] = {}
    for name in ("interval", "interval_unit", "note"):
        texts_of_kinds = [getattr(rates, name) for rates in rates_of_kinds]
        texts[name] = texts_of_kinds
    texts["note"] = notes.add(texts["note"], *further_notes)
    return texts


def _divide_by_count(phrases: np.ndarray, count: np.ndarray) -> list[np.ndarray]:
    """Divide phrases so that those of a block have about `_CELLS` occurrences."""
    occurrences_up_to = np.cumsum(count)
    block_number = occurrences_up_to // _CELLS
    block_steps = np.diff(block_number)
    block_starts = np.flatnonzero(block_steps) + 1
    blocks: list[np.ndarray] = np.split(phrases, block_starts)
    return blocks


def _count_in_documents(
    suffix_array: SuffixArray, low: np.ndarray, high: np.ndarray, document_count: int
) -> csr_array:
    """Return how often each phrase (row) occurs in each document (column)."""
    ranks = expand_ranges(low, high)
    tokens = suffix_array.order[ranks]
    document = suffix_array.document[tokens]
    bounds = prefix_sums(high - low)
    ones = np.ones(len(tokens))
    matrix = csr_array(
        (ones, document, bounds),
        shape=(len(low), document_count),
    )
    # Two counting sorts put the documents of each phrase in order.
    matrix = matrix.tocsc().tocsr()
    matrix.sum_duplicates()
    return matrix
