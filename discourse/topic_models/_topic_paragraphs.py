"""The paragraphs in which a topic is strongest."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from discourse import notes, tables
from discourse.corpus import Corpus, as_corpus
from discourse.counting.background import BackgroundSource
from discourse.counting.stop_word_choice import AUTO
from discourse.counting.stop_words import StopWords
from discourse.progress import shows_progress
from discourse.topic_models.factorization import Model, TopicInput, Unit
from discourse.topic_models.topic_fits import fit_topics
from discourse.topic_models.topic_labels import label_topics
from discourse.topic_models.topic_shares import notes_on_fit, topic_shares
from discourse.validation import check_whole_number, options_by_name

__all__ = ["topic_paragraphs"]


@options_by_name
@shows_progress
def topic_paragraphs(
    corpus: Corpus,
    *,
    k: int | None = None,
    unit: Unit = "paragraph",
    model: Model = "nmf",
    stop: StopWords = AUTO,
    background: BackgroundSource | None = None,
    omit: Iterable[str] = (),
    top: int = 3,
    rng: int | np.random.Generator = 0,
    progress: bool = True,
) -> pd.DataFrame:
    """Return the paragraphs in which each topic has the largest weight.

    Parameters
    ----------
    corpus, k, unit, model, stop, background, omit, rng
        As for :func:`topics`. The same values give the same topics, fitted once.
    top : int
        How many paragraphs of each topic at most.
    progress : bool
        Show a bar if the call takes longer than two seconds.

    Returns
    -------
    pandas.DataFrame
        Kind "topic_paragraphs", one row for each paragraph of a topic: topic, label,
        rank, doc, start, end, surface, weight, share (of the paragraph that falls on
        the topic), note. The largest weight is first; equal ones are in the order of
        the text. Paragraphs without the topic are left out.
        ``raw[doc][start:end] == surface``.

    Notes
    -----
    *When to use it.* Read these paragraphs before you name a topic.

    *How to read it.* A paragraph of large weight and small share is about other topics
    too.

    See Also
    --------
    topics : The terms of the topics, and their weights in documents.
    """
    corpus = as_corpus(corpus)
    top = check_whole_number("top", top)
    fit = fit_topics(
        corpus,
        k=k,
        unit=unit,
        model=model,
        stop=stop,
        background=background,
        rng=rng,
    )
    labels = label_topics(fit, omit)
    shares = topic_shares(fit.topics.weights)
    note = notes.join(notes_on_fit(fit, model))
    rows: list[dict[str, object]] = []
    for topic, label in enumerate(labels):
        weights = tables.round_to_digits(fit.topics.weights[:, topic])
        segments = _heaviest_segments(weights, top)
        for rank, segment in enumerate(segments, 1):
            row: dict[str, object] = {
                "topic": topic + 1,
                "label": label,
                "rank": rank,
                "weight": weights[segment],
                "share": shares[segment, topic],
                "repeats": fit.repeats,
                "note": note,
            }
            row |= fit.topic_input.constant_columns
            row.update(_text_of_segment(fit.topic_input, segment))
            rows.append(row)
    return tables.from_rows("topic_paragraphs", rows, labels={"doc": corpus.label_of})


def _heaviest_segments(weights: np.ndarray, top: int) -> list[int]:
    """Return at most `top` segments, those with the largest weights, the largest first.

    Segments of weight 0 are left out.
    """
    order = np.argsort(-weights, kind="stable")
    heaviest = order[:top]
    has_weight = weights[heaviest] > 0
    segments: list[int] = heaviest[has_weight].tolist()
    return segments


def _text_of_segment(topic_input: TopicInput, segment: int) -> dict[str, object]:
    """Return document, offsets and text of a segment."""
    document = int(topic_input.parent[segment])
    doc = topic_input.corpus.names[document]
    starts, ends = topic_input.segments.extents
    start = int(starts[segment])
    end = int(ends[segment])
    return {
        "doc": doc,
        "start": start,
        "end": end,
        "surface": topic_input.corpus.raw[doc][start:end],
    }
