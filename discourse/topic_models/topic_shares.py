"""Shares of topics in documents, and the notes on a fit."""

from __future__ import annotations

from typing import Any

import numpy as np

from discourse import notes
from discourse.measures.exact_arithmetic import Floats, quotient
from discourse.notes import Note
from discourse.settings import (
    FEW_DOCUMENTS_OF_TOPICS,
    TOPIC_MIN_UNITS_WITH_TERM,
)
from discourse.topic_models.factorization import (
    MAX_ITERATIONS,
    Model,
    TopicFit,
    TopicInput,
)

__all__ = [
    "notes_on_fit",
    "reasons_without_shares",
    "topic_shares",
    "weights_by_document",
]


def weights_by_document(fit: TopicFit) -> Floats:
    """Return the weight of each topic in each document: the sum over its segments."""
    document = fit.base.parent
    documents = len(fit.base.corpus)
    columns = [
        np.bincount(document, weights=topic_weights, minlength=documents)
        for topic_weights in fit.topics.weights.T
    ]
    return np.asarray(np.column_stack(columns), dtype=np.float64)


def topic_shares(weights: Floats) -> Floats:
    """Return the share of each topic in each row; NaN where the row has no weight."""
    row_totals = np.cumsum(weights, axis=1)[:, -1:]
    return quotient(weights, row_totals)


def reasons_without_shares(
    base: TopicInput, weights: Floats, groups: np.ndarray, size: int
) -> list[Note | None]:
    """Return why each group of documents has no shares; None for one that has them.

    Parameters
    ----------
    base : TopicInput
        What the topics were fitted to.
    weights : float array, shape (documents, topics)
        Weights of the topics.
    groups : int array, shape (documents,)
        The group of each document.
    size : int
        Number of groups.
    """

    def count_in_groups(group_of_row: np.ndarray, numbers: np.ndarray) -> np.ndarray:
        return np.bincount(group_of_row, weights=numbers, minlength=size)

    has_topics = np.asarray(weights.any(axis=1))
    words_of_document = np.diff(base.corpus.stream.bounds)
    with_topics = count_in_groups(groups, has_topics)
    terms_of_model = count_in_groups(groups[base.parent], base.counts.row_totals)
    words = count_in_groups(groups, words_of_document)
    reasons = [
        None,
        notes.make("topics_not_in_it"),
        notes.make("words_not_in_model"),
        notes.make("no_words"),
    ]
    conditions = [with_topics > 0, terms_of_model > 0, words > 0]
    reason_of_group = np.select(conditions, [0, 1, 2], 3)
    return [reasons[number] for number in reason_of_group.tolist()]


def notes_on_fit(fit: TopicFit, model: Model) -> list[Note]:
    """Return the notes that apply to every table of a fit."""
    base = fit.base
    documents = len(base.corpus)
    remarks = [_describe_fit(base, model), _describe_stop_words(base)]
    remarks.append(notes.make("other_topics"))
    if not fit.topics.converged:
        remarks.append(notes.make("not_at_rest", steps=MAX_ITERATIONS[model]))
    if documents < FEW_DOCUMENTS_OF_TOPICS:
        units = f"{base.unit}s"
        few = notes.make("no_population", documents=documents, units=units)
        remarks.append(few)
    return remarks


def _describe_fit(base: TopicInput, model: Model) -> Note:
    fields: dict[str, Any] = {
        "model": model,
        "documents": len(base.corpus),
        "terms": base.counts.matrix.shape[1],
        "least": TOPIC_MIN_UNITS_WITH_TERM,
        "unit": base.unit,
    }
    if base.unit == "document":
        return notes.make("topics_of_documents", **fields)
    return notes.make("topics_of_units", units=len(base.segments), **fields)


def _describe_stop_words(base: TopicInput) -> Note:
    if base.stop:
        return notes.make("without_stop_words", stop=base.stop)
    return notes.make("stop_words_kept")
