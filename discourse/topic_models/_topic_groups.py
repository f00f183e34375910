"""Shares of topics by group of documents."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from discourse import notes, tables
from discourse.corpus import Corpus, as_corpus
from discourse.counting.stop_words import BUNDLED, StopWords
from discourse.measures.design_effects import document_share
from discourse.measures.exact_arithmetic import Floats
from discourse.settings import (
    CONFIDENCE_LEVEL,
    FEW_DOCUMENTS_OF_TOPIC_SHARE,
    MIN_UNITS_OF_INTERVAL,
    TOPICS,
)
from discourse.topic_models.factorization import (
    Model,
    TopicFit,
    Unit,
    fit_topics,
    sum_in_order,
)
from discourse.topic_models.topic_labels import label_topics
from discourse.topic_models.topic_shares import (
    reasons_without_shares,
    weights_by_document,
)
from discourse.validation import (
    check_confidence_level,
    options_by_name,
)

__all__ = ["GRAIN", "topic_groups"]

GRAIN = 2.0**20  # sums of whole multiples of 1 / GRAIN are exact, in any order


@options_by_name
def topic_groups(
    corpus: Corpus,
    *,
    by: str,
    k: int = TOPICS,
    unit: Unit = "paragraph",
    model: Model = "nmf",
    stop: StopWords = BUNDLED,
    confidence_level: float = CONFIDENCE_LEVEL,
    rng: int | np.random.Generator = 0,
) -> pd.DataFrame:
    """Return the share of each topic in each group of documents, with an interval.

    Parameters
    ----------
    corpus, k, unit, model, stop, rng
        As for :func:`topics`.
    by : str
        A column of the metadata; its values make the groups.
    confidence_level : float
        Share of such intervals that are to hold the true value, between 0 and 1.

    Returns
    -------
    pandas.DataFrame
        Kind "topic_groups": topic, label, group, share, low, high, interval, documents,
        note. The share is the weight of the topic in the group over the weight of all
        topics there, so a long document counts more than a short one. `documents` are
        those that have words in the model.

        With fewer than three documents `low` and `high` are missing, and `interval`
        says why. A group without any document that has words in the model has no share
        either, and `note` says why.

    Notes
    -----
    *When to use it.* To compare groups, such as countries or media, by what they write
    about.

    *How to read it.* The topics are taken as given: the interval does not include the
    uncertainty of the fit. With fewer than 8 documents in a group take it as an
    illustration.

    *How it is computed.* The interval is that of
    :func:`discourse.measures.document_share`. What is counted is a paragraph (sentence,
    window). It is Clopper-Pearson for the number of paragraphs that remains after the
    differences between documents are allowed for.

    *Calibration.* We tried it on 500 speeches of the UN General Debate with 5, 8 and 10
    topics (NMF and LDA): 3 to 50 speeches were drawn with replacement 6,000 times. Of
    95 % intervals of a topic, 94 to 100 in 100 held its share in all 500 speeches. A
    linearised t interval on the logit scale held it 84 to 95 times in 100, but only 21
    to 78 times for the worst of ten topics, which occurs in a few speeches that most
    samples do not contain. The BCa bootstrap held it 62 to 66 times with 3 speeches, 73
    to 78 with 5, 81 to 87 with 10 or 20.

    See Also
    --------
    topics : The terms of the topics, and their weights in documents.
    """
    corpus = as_corpus(corpus)
    confidence_level = check_confidence_level(confidence_level)
    fit = fit_topics(corpus, k=k, unit=unit, model=model, stop=stop, rng=rng)
    labels = label_topics(fit)
    weights = weights_by_document(fit)
    paragraphs = _paragraphs_by_document(fit)
    codes, groups = corpus.groups(by)
    reasons = reasons_without_shares(fit.base, weights, codes, len(groups))
    has_topics = weights.any(axis=1)
    rows: list[dict[str, object]] = []
    for number, group in enumerate(groups):
        members = (codes == number) & has_topics
        documents = int(members.sum())
        shares = _estimate_shares(
            weights[members],
            paragraphs=float(paragraphs[members].sum()),
            confidence_level=confidence_level,
        )
        interval = _interval_code(documents)
        note = notes.join([_note_on_group(documents, reasons[number])])
        for topic, label in enumerate(labels):
            row: dict[str, object] = {
                "topic": topic + 1,
                "label": label,
                "group": group,
                "share": shares.share[topic],
                "low": shares.low[topic],
                "high": shares.high[topic],
                "interval": interval,
                "interval_unit": "documents",
                "confidence_level": confidence_level,
                "documents": documents,
                "note": note,
            }
            rows.append(row)
    labels_of_groups = {"group": corpus.group_label_of(by)}
    table = tables.from_rows("topic_groups", rows, labels=labels_of_groups)
    return table.sort_values("topic", kind="stable", ignore_index=True)


def _paragraphs_by_document(fit: TopicFit) -> np.ndarray:
    """Return how many segments of each document hold a topic."""
    holds_topic = fit.topics.weights.any(axis=1)
    return np.bincount(
        fit.base.parent,
        weights=holds_topic,
        minlength=len(fit.base.corpus),
    )


def _note_on_group(documents: int, reason: notes.Note | None) -> notes.Note | None:
    if reason is not None:
        return reason
    if documents < FEW_DOCUMENTS_OF_TOPIC_SHARE:
        return notes.make("illustrative", documents=documents)
    return None


@dataclass(frozen=True, eq=False)
class _TopicShares:
    """Shares of the topics in a group, with the ends of their intervals."""

    share: Floats
    low: Floats
    high: Floats


def _estimate_shares(
    weights: Floats, *, paragraphs: float, confidence_level: float
) -> _TopicShares:
    """Return the shares in a group with so many paragraphs; NaN without documents."""
    missing = np.full(weights.shape[1], np.nan)
    documents = len(weights)
    if not documents:
        return _TopicShares(missing, missing, missing)
    topic_totals = sum_in_order(weights, axis=0)
    total = sum_in_order(topic_totals, axis=0)
    share = topic_totals / total
    if documents < MIN_UNITS_OF_INTERVAL:
        return _TopicShares(share, missing, missing)
    paragraphs_of_topics = weights * (paragraphs / total)
    grains = np.round(paragraphs_of_topics * GRAIN)
    counted = grains / GRAIN
    low, high = document_share(
        counted,
        counted.sum(axis=1),
        confidence_level=confidence_level,
    )
    return _TopicShares(share, low, high)


def _interval_code(documents: int) -> str:
    """Return the method of the interval, or why there is none."""
    if not documents:
        return "no_share"
    if documents >= MIN_UNITS_OF_INTERVAL:
        return "clopper_pearson_effective"
    return "two_texts" if documents == 2 else "one_document"
