"""Shares of topics in documents, and notes on them."""

from __future__ import annotations

import numpy as np

from discourse import notes
from discourse.measures.exact_arithmetic import Floats, quotient
from discourse.notes import Note
from discourse.settings import (
    FEW_DOCUMENTS_OF_TOPICS,
    TOPIC_MIN_UNITS_WITH_TERM,
)
from discourse.topic_models.factorization import (
    STEPS,
    Ground,
    Model,
    Topical,
)

__all__ = [
    "documents_without_words",
    "notes_of_topics",
    "share_by_document",
    "topic_shares",
]


def share_by_document(base: Ground, found: Topical) -> Floats:
    """Weight of each topic in each document, its segments added up in order."""
    size = len(base.corpus)
    columns = [
        np.bincount(base.parent, weights=column, minlength=size)
        for column in found.weights.T
    ]
    return np.asarray(np.column_stack(columns), dtype=np.float64)


def topic_shares(weight: Floats) -> Floats:
    """Share of each topic in each row; missing where the row has none of any."""
    return quotient(weight, np.cumsum(weight, axis=1)[:, -1:])


def documents_without_words(
    base: Ground, weight: Floats, codes: np.ndarray, size: int
) -> list[Note | None]:
    """Why each of so many groups of documents has no shares, None where it has; `codes`: the group of each document."""
    told = np.bincount(codes, weights=weight.any(axis=1), minlength=size)
    known = np.bincount(
        codes[base.parent], weights=base.counts.row_totals, minlength=size
    )
    words = np.bincount(
        codes, weights=np.diff(base.corpus.stream.bounds), minlength=size
    )
    reasons = [
        None,
        notes.make("topics_not_in_it"),
        notes.make("words_not_in_model"),
        notes.make("no_words"),
    ]
    which = np.select([told > 0, known > 0, words > 0], [0, 1, 2], 3)
    return [reasons[number] for number in which.tolist()]


def notes_of_topics(base: Ground, found: Topical, model: Model) -> list[Note]:
    """What is to be said of a fit, whatever table shows it."""
    size = len(base.corpus)
    fit = {
        "model": model,
        "documents": size,
        "terms": base.counts.matrix.shape[1],
        "least": TOPIC_MIN_UNITS_WITH_TERM,
        "unit": base.unit,
    }
    if base.unit == "document":
        told = [notes.make("topics_of_documents", **fit)]
    else:
        told = [notes.make("topics_of_units", units=len(base.segments), **fit)]
    if base.stop:
        told.append(notes.make("without_stop_words", stop=base.stop))
    else:
        told.append(notes.make("stop_words_kept"))
    told.append(notes.make("other_topics"))
    if not found.settled:
        told.append(notes.make("not_at_rest", steps=STEPS[model]))
    if size < FEW_DOCUMENTS_OF_TOPICS:
        few = notes.make("no_population", documents=size, units=f"{base.unit}s")
        told.append(few)
    return told
