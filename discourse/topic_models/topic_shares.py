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
    sum_in_order,
)

__all__ = [
    "notes_on_fit",
    "reasons_without_shares",
    "sum_by_group",
    "topic_shares",
    "weights_by_document",
]


def weights_by_document(fit: TopicFit) -> Floats:
    """Return the weight of each topic in each document: the sum over its segments."""
    return sum_by_group(
        fit.topics.weights,
        fit.topic_input.parent,
        groups=len(fit.topic_input.corpus),
    )


def sum_by_group(values: Floats, group: np.ndarray, *, groups: int) -> Floats:
    """Return the sums of the rows of each group, added in the order of the rows.

    Parameters
    ----------
    values : float array, shape (rows, columns)
    group : int array, shape (rows,)
        The group of each row.
    groups : int
        Number of groups.

    Examples
    --------
    >>> sum_by_group(np.array([[1.0], [2.0], [4.0]]), np.array([0, 1, 0]), groups=2)
    array([[5.],
           [2.]])
    """
    sums = np.empty((groups, values.shape[1]))
    for column, numbers in enumerate(values.T):
        sums[:, column] = np.bincount(group, weights=numbers, minlength=groups)
    return sums


def topic_shares(weights: Floats) -> Floats:
    """Return the share of each topic in each row; NaN where the row has no weight."""
    row_totals = sum_in_order(weights, axis=1)
    return quotient(weights, row_totals[:, None])


def reasons_without_shares(
    topic_input: TopicInput, weights: Floats, groups: np.ndarray, size: int
) -> list[Note | None]:
    """Return why each group of documents has no shares; None for a group with shares.

    Parameters
    ----------
    topic_input : TopicInput
        What the topics were fitted to.
    weights : float array, shape (documents, topics)
        Weights of the topics.
    groups : int array, shape (documents,)
        The group of each document.
    size : int
        Number of groups.
    """

    def groups_have_any(group: np.ndarray, counts: np.ndarray) -> np.ndarray:
        """Return whether the counts of each group are not all 0 (bool)."""
        sums = np.bincount(group, weights=counts, minlength=size)
        return sums > 0

    document_has_topics = np.asarray(weights.any(axis=1))
    words_by_document = np.diff(topic_input.corpus.stream.bounds)
    group_of_segment = groups[topic_input.parent]
    terms_by_segment = topic_input.counts.row_totals
    has_topics = groups_have_any(groups, document_has_topics)
    has_terms = groups_have_any(group_of_segment, terms_by_segment)
    has_words = groups_have_any(groups, words_by_document)
    reasons = [
        None,
        notes.make("topics_not_in_it"),
        notes.make("words_not_in_model"),
        notes.make("no_words"),
    ]
    # The first condition that holds; the last reason if none does.
    reason_of_group = np.select(
        [has_topics, has_terms, has_words],
        [0, 1, 2],
        default=3,
    )
    return [reasons[number] for number in reason_of_group.tolist()]


def notes_on_fit(fit: TopicFit, model: Model) -> list[Note]:
    """Return the notes that apply to every table of a fit."""
    topic_input = fit.topic_input
    document_count = len(topic_input.corpus)
    remarks = [_describe_fit(topic_input, model), *_describe_stop_words(topic_input)]
    remarks.append(notes.make("other_topics"))
    remarks += topic_input.background_remarks
    remarks += fit.remarks
    if not fit.topics.converged:
        remarks.append(notes.make("not_at_rest", steps=MAX_ITERATIONS[model]))
    if document_count < FEW_DOCUMENTS_OF_TOPICS:
        units = f"{topic_input.unit}s"
        remark = notes.make("no_population", documents=document_count, units=units)
        remarks.append(remark)
    return remarks


def _describe_fit(topic_input: TopicInput, model: Model) -> Note:
    """Return the note on the model, the size of its input, and the terms left out."""
    fields: dict[str, Any] = {
        "model": model,
        "documents": len(topic_input.corpus),
        "terms": topic_input.counts.matrix.shape[1],
        "least": TOPIC_MIN_UNITS_WITH_TERM,
        "unit": topic_input.unit,
    }
    if topic_input.unit == "document":
        return notes.make("topics_of_documents", **fields)
    return notes.make("topics_of_units", units=len(topic_input.segments), **fields)


def _describe_stop_words(topic_input: TopicInput) -> list[Note]:
    """Return the notes that say which stop words were left out, or that none were."""
    stop_words = topic_input.stop_words
    if stop_words.name:
        left_out = notes.make("without_stop_words", stop=stop_words.name)
        return [left_out, *stop_words.notes]
    return [notes.make("stop_words_kept"), *stop_words.notes]
