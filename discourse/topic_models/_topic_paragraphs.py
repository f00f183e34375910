"""The paragraphs in which a topic is strongest."""

from __future__ import annotations

import numpy as np
import pandas as pd

from discourse import notes, tables
from discourse.corpus import Corpus, as_corpus
from discourse.counting.stop_words import BUNDLED, StopWords
from discourse.settings import (
    TOPICS,
)
from discourse.topic_models.factorization import (
    Model,
    Unit,
    fitted,
)
from discourse.topic_models.topic_labels import labels
from discourse.topic_models.topic_shares import notes_of_topics, topic_shares
from discourse.validation import check_whole_number, options_by_name

__all__ = ["topic_paragraphs"]


@options_by_name
def topic_paragraphs(
    corpus: Corpus,
    *,
    k: int = TOPICS,
    unit: Unit = "paragraph",
    model: Model = "nmf",
    stop: StopWords = BUNDLED,
    top: int = 3,
    rng: int | np.random.Generator = 0,
) -> pd.DataFrame:
    """The paragraphs that tell most of each topic: read them before you name it.

    Parameters
    ----------
    corpus, k, unit, model, stop, rng
        As for :func:`topics`; the same values give the same topics, fitted once.
    top : int
        Paragraphs of each topic.

    Returns
    -------
    pandas.DataFrame
        Kind "topic_paragraphs": topic, label, rank, doc, start, end, surface, weight, share (of the paragraph that
        falls to the topic), note. ``raw[doc][start:end] == surface``. The weightiest first, ties by place.
    """
    corpus = as_corpus(corpus)
    top = check_whole_number("top", top)
    base, found = fitted(corpus, k=k, unit=unit, model=model, stop=stop, rng=rng)
    names, share = labels(base, found), topic_shares(found.weights)
    start, end = base.segments.extents
    note = notes.join(notes_of_topics(base, found, model))
    rows: list[dict[str, object]] = []
    for topic in range(k):
        weight = tables.rounded(found.weights[:, topic]).tolist()
        order = [
            place
            for place in sorted(range(len(weight)), key=lambda i: (-weight[i], i))[:top]
            if weight[place] > 0
        ]
        for rank, place in enumerate(order, 1):
            doc = corpus.names[int(base.parent[place])]
            low, high = int(start[place]), int(end[place])
            rows.append(
                {
                    "topic": topic + 1,
                    "label": names[topic],
                    "rank": rank,
                    "doc": doc,
                    "start": low,
                    "end": high,
                    "surface": corpus.raw[doc][low:high],
                    "weight": weight[place],
                    "share": float(share[place, topic]),
                    "note": note,
                }
            )
    return tables.from_rows("topic_paragraphs", rows)
