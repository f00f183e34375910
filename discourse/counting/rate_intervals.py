"""How far off the rate of a phrase may be, and how evenly it is spread: what `frequencies` and `recurring` both show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from scipy.sparse import csr_array

from discourse import notes
from discourse.corpus import Corpus
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
    percent_of_confidence,
    random_generator,
)

__all__ = [
    "DISPERSION",
    "Interval",
    "IntervalOptions",
    "RateInterval",
    "estimate_rate_interval",
    "phrase_rates",
]

Interval = Literal["documents", "bootstrap", "words"]
DISPERSION = DISPERSION_MEASURES["dp_egbert"].written
_CELLS = 1 << 22  # counts held as full columns at once


@dataclass(frozen=True, eq=False)
class IntervalOptions:
    """How intervals are to be made.

    Attributes
    ----------
    interval : {'documents', 'bootstrap', 'words'}
    confidence_level : float
    rng : int or numpy.random.Generator
        Where the bootstrap takes chance from.
    unit : int64 array, shape (documents,), or None
        The cluster of each document, if there are any.
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
        """Check what was asked for."""
        check_option("interval", interval, ("documents", "bootstrap", "words"))
        level = check_confidence_level(confidence_level)
        random_generator(rng)  # a wrong seed is told before anything is counted
        return cls(
            interval,
            level,
            rng,
            None if cluster is None else corpus.groups(cluster)[0],
        )

    def interval_name(self, interval: Interval) -> str:
        """What such an interval is called."""
        share = percent_of_confidence(self.confidence_level)
        units = self._units
        if interval == "documents":
            return f"Garwood on effective counts {share}, {units} as units"
        return (
            f"bootstrap (BCa) over {units} {share}"
            if interval == "bootstrap"
            else f"Garwood (exact Poisson) {share}"
        )

    def note(self, interval: Interval, units: int) -> str:
        """What it can and cannot show with so many units; ``""`` = nothing to add."""
        return notes.join(self._notes(interval, units))

    def _notes(self, interval: Interval, units: int) -> list[Note]:
        if not units:
            return [notes.make("no_rate")]
        size = {"count": units, "units": self._units}
        if interval == "bootstrap" and units <= FEW_UNITS_OF_BOOTSTRAP:
            return [
                notes.make("bootstrap_too_narrow", **size),
                notes.make("documents_not_too_narrow"),
            ]
        if units >= FEW_DOCUMENTS_IN_RATE:
            return []
        if interval != "words":
            return [notes.make("interval_of_few_texts", **size)]
        if units == 1:
            return [notes.make("interval_of_one_text")]
        return [notes.make("interval_of_these_texts", **size)]

    @property
    def _units(self) -> str:
        return "documents" if self.unit is None else "clusters"


@dataclass(frozen=True, eq=False)
class RateInterval:
    """Of each phrase (float64): the ends of the interval of its rate a word, and its dispersion; with names.

    Attributes
    ----------
    low, high, dispersion : float64 arrays, shape (phrases,)
    interval, note : str
    """

    low: np.ndarray
    high: np.ndarray
    dispersion: np.ndarray
    interval: str
    note: str


def estimate_rate_interval(
    counts: csr_array,
    words: np.ndarray,
    asked: IntervalOptions,
    documents: np.ndarray | None = None,
) -> RateInterval:
    """Measure phrases over one group of documents.

    Parameters
    ----------
    counts : scipy.sparse.csr_array, shape (phrases, documents)
    words : int64 array, shape (documents,)
        Words of each document that a rate refers to.
    asked : Asked
    documents : int64 array, optional
        Which documents of the corpus these are; all if not given.
    """
    there = (words > 0).nonzero()[0]
    size, documents = (
        words[there].astype(np.float64),
        there if documents is None else documents[there],
    )
    counts = counts if len(there) == len(words) else counts[:, there]
    unit = None if asked.unit is None else asked.unit[documents]
    units = len(size) if unit is None else len(np.unique(unit))
    total = np.asarray(counts.sum(axis=1), dtype=np.float64).ravel()
    low, high = (
        np.atleast_1d(end)
        for end in garwood(total, size.sum(), confidence_level=asked.confidence_level)
    )
    kind: Interval = asked.interval if units >= MIN_UNITS_OF_INTERVAL else "words"
    if kind == "documents":
        low, high = document_interval(
            counts.T, size, clusters=unit, confidence_level=asked.confidence_level
        )
    elif kind == "bootstrap":
        low, high = _bootstrapped(counts, size, unit, asked)
        low[total == 0], high[total == 0] = (
            np.nan,
            np.nan,
        )  # all resamples of nothing are nothing
    high = np.minimum(high, 1.0)  # no phrase occurs more than once a word
    even = dispersion_by_kind(counts, size)
    return RateInterval(
        low, high, even, asked.interval_name(kind), asked.note(kind, units)
    )


def _bootstrapped(
    counts: csr_array,
    words: np.ndarray,
    unit: np.ndarray | None,
    asked: IntervalOptions,
) -> tuple[np.ndarray, np.ndarray]:
    ends = np.empty((2, counts.shape[0]))
    step = max(1, _CELLS // max(len(words), 1), 64)
    # Each block is drawn from the same place, so a phrase's interval is the same whatever else is in the table.
    seed = (
        random_generator(asked.rng).integers(0, 1 << 63)
        if isinstance(asked.rng, np.random.Generator)
        else asked.rng
    )
    for start in range(0, counts.shape[0], step):
        block = slice(start, start + step)
        rate = pooled_rate(np.asarray(counts[block].toarray().T), words)
        ends[:, block] = bootstrap_interval(
            rate,
            len(words),
            clusters=unit,
            confidence_level=asked.confidence_level,
            rng=int(seed),
        )
    return ends[0], ends[1]


def phrase_rates(
    corpus: Corpus,
    options: IntervalOptions,
    *,
    low: np.ndarray,
    high: np.ndarray,
    script_bits: np.ndarray,
) -> dict[str, Any]:
    """Words, interval a word, dispersion and notes of phrases that stand in the index, as columns.

    Parameters
    ----------
    corpus : Corpus
    options : IntervalOptions
    low, high : int64 arrays, shape (phrases,)
        Half-open runs of ranks of the suffix array.
    script_bits : int64 array, shape (phrases,)
        The scripts of each phrase.
    """
    index = suffix_array_of(corpus)
    among = count_denominators(corpus, script_bits)
    kind = among.kind
    size = len(low)
    values = {name: np.full(size, np.nan) for name in ("low", "high", "dispersion")}
    told = {name: np.full(size, "", dtype=object) for name in ("interval", "note")}
    for column in np.unique(kind).tolist():
        rows = (kind == column).nonzero()[0]
        for part in _blocks(rows, (high - low)[rows]):
            found = estimate_rate_interval(
                _by_document(index, low[part], high[part], len(corpus)),
                among.words[:, column],
                options,
            )
            for name, cells in values.items():
                cells[part] = getattr(found, name)
            told["interval"][part], told["note"][part] = found.interval, found.note
    named = {"of_documents": len(corpus), "dispersion_measure": DISPERSION}
    return {"words": among.words.sum(axis=0)[kind], **values, **told, **named}


def _blocks(rows: np.ndarray, sizes: np.ndarray) -> list[np.ndarray]:
    """Cut `rows` so that those of one block have about as many occurrences together as can be held."""
    return np.split(rows, np.flatnonzero(np.diff(np.cumsum(sizes) // _CELLS)) + 1)


def _by_document(
    index: SuffixArray, low: np.ndarray, high: np.ndarray, documents: int
) -> csr_array:
    """How often each phrase occurs in each document (phrases by documents)."""
    places = index.order[expand_ranges(low, high)]
    ends = np.concatenate([[0], np.cumsum(high - low)])
    matrix = csr_array(
        (np.ones(len(places)), index.document[places], ends),
        shape=(len(low), documents),
    )
    matrix = (
        matrix.tocsc().tocsr()
    )  # two counting sorts put the documents of a phrase in order
    matrix.sum_duplicates()
    return matrix
