"""Names for topics, from the phrases their paragraphs lean on rather than from single words."""

from __future__ import annotations

import numpy as np

from discourse import tables
from discourse.counting.stop_words import BUNDLED, stop_words
from discourse.counting.suffix_array import suffix_array_of
from discourse.measures.exact_arithmetic import Floats, quotient
from discourse.settings import TOPIC_MIN_UNITS_WITH_TERM
from discourse.spans import expand_ranges
from discourse.text import spell_sequences
from discourse.topic_models.factorization import SLIGHT, Ground, Topical

__all__ = ["labels", "telling_terms"]

PHRASES = 3  # phrases of a label
WORDS = (4, 3, 2)  # words of a phrase; of equals the longer is taken
AMONG = 50  # candidates looked at for each topic
HELD = 0.05  # of a topic's heaviest paragraph: a paragraph with less does not hold the topic
LEANT = 0.1  # of a topic's heaviest term: what has less does not stand for the topic in its label


def telling_terms(
    base: Ground, found: Topical, top: int
) -> list[list[tuple[str, float]]]:
    """The `top` terms of each topic with their weights, the heaviest first, equal ones in order of the term.

    Terms below a ten-thousandth of the topic's heaviest are left out (see :data:`discourse.topic_models.factorization.SLIGHT`).
    """
    told = []
    for row in found.terms:
        heavy = np.argsort(-row, kind="stable")[: top + AMONG]
        rounded = tables.rounded(row[heavy])
        order = np.lexsort((heavy, -rounded))[:top]
        order = order[
            (rounded[order] > 0) & (rounded[order] >= SLIGHT * rounded.max(initial=0.0))
        ]
        told.append(
            list(
                zip(
                    base.counts.spell(heavy[order]),
                    rounded[order].tolist(),
                    strict=True,
                )
            )
        )
    return told


def labels(base: Ground, found: Topical) -> list[str]:
    """A label for each topic: up to three phrases, filled up with terms where there are fewer.

    A phrase has two to four words, and neither begins nor ends with a function word (of the bundled lists, whatever the
    topics were fitted without). It stands in two paragraphs or more, and not only in such as do not hold the topic: that
    have less than a twentieth of the weight the topic has in its heaviest paragraph. One of its words is a term that
    the topic leans on, of a tenth or more of the weight of the heaviest; so are the terms that fill up.

    The score of a phrase is ``f ln(f / e)``: f its occurrences in paragraphs that hold the topic, weighted by the
    topic's share in each, e what f would be if the phrase fell on all topics as phrases do (each topic being given one
    occurrence more, so that one without phrases is not ruled out); f > e. Of phrases that hold one another only the
    first is taken.
    """
    first, size, observed = _phrases(base, _held(found.weights))
    total = 1.0 + (
        np.cumsum(observed, axis=0)[-1]
        if len(observed)
        else np.zeros(observed.shape[1])
    )
    expected = quotient(
        np.cumsum(observed, axis=1)[:, -1:] * total[None, :], total.sum()
    )
    fit = (observed > expected) & _leant(base, found.terms, first, size)
    with np.errstate(all="ignore"):
        score = np.where(fit, observed * np.log(quotient(observed, expected)), 0.0)
    stream = base.segments.stream
    named = []
    for topic, terms in enumerate(telling_terms(base, found, PHRASES)):
        best = _best(score[:, topic])
        ids = [
            stream.ids[a : a + n]
            for a, n in zip(first[best].tolist(), size[best].tolist(), strict=True)
        ]
        phrases = [spell_sequences(gram, stream.vocabulary)[0] for gram in ids]
        named.append(
            _label(
                phrases,
                [term for term, weight in terms if weight >= LEANT * terms[0][1]],
            )
        )
    return named


def _held(weights: Floats) -> Floats:
    """Share of each topic in each paragraph; 0 where the paragraph does not hold the topic.

    The floor looks at the weights themselves: in a paragraph that hardly any topic tells of, the shares are those of
    next to nothing.
    """
    share = quotient(weights, np.cumsum(weights, axis=1)[:, -1:])
    return np.where(
        (weights > 0) & (weights >= HELD * weights.max(axis=0, initial=0.0)), share, 0.0
    )


def _phrases(base: Ground, share: Floats) -> tuple[np.ndarray, np.ndarray, Floats]:
    """Candidates: a token where each begins, its length, and its occurrences in each topic."""
    index, stream = suffix_array_of(base.segments), base.segments.stream
    out = stop_words(BUNDLED)
    listed = np.array([word in out for word in stream.vocabulary], dtype=bool)
    firsts, sizes, rows = (
        [np.empty(0, np.int64)],
        [np.empty(0, np.int64)],
        [np.empty((0, share.shape[1]))],
    )
    for size in WORDS:
        low, high = index.ngram_runs(size, TOPIC_MIN_UNITS_WITH_TERM)
        first = index.order[low].astype(np.int64)
        keep = ~(listed[stream.ids[first]] | listed[stream.ids[first + size - 1]])
        keep[keep] = (
            index.count_documents(low[keep], high[keep]) >= TOPIC_MIN_UNITS_WITH_TERM
        )
        low, high, first = low[keep], high[keep], first[keep]
        segment = index.document[index.order[expand_ranges(low, high)]]
        number = np.repeat(np.arange(len(low)), high - low)
        columns = [
            np.bincount(number, weights=column[segment], minlength=len(low))
            for column in share.T
        ]
        firsts, sizes = [*firsts, first], [*sizes, np.full(len(low), size)]
        rows.append(np.column_stack(columns).astype(np.float64))
    return np.concatenate(firsts), np.concatenate(sizes), np.concatenate(rows)


def _leant(
    base: Ground, terms: Floats, first: np.ndarray, size: np.ndarray
) -> np.ndarray:
    """Whether each topic leans on a word of each phrase."""
    ids, grams = base.segments.stream.ids, base.counts.ngrams[:, 0]
    heavy = np.zeros((len(base.segments.stream.vocabulary), len(terms)), dtype=bool)
    heavy[grams] = ((terms > 0) & (terms >= LEANT * terms.max(axis=1, keepdims=True))).T
    found = np.zeros((len(first), len(terms)), dtype=bool)
    for step in range(max(WORDS)):
        within = size > step
        found[within] |= heavy[ids[first[within] + step]]
    return found


def _best(score: np.ndarray) -> np.ndarray:
    heavy = np.argsort(-score, kind="stable")[:AMONG]
    rounded = np.array([float(f"{value:.9g}") for value in score[heavy].tolist()])
    order = np.lexsort((heavy, -rounded))
    return np.asarray(heavy[order][rounded[order] > 0])


def _label(phrases: list[str], terms: list[str]) -> str:
    chosen: list[str] = []
    for name in [*phrases, *terms]:
        words = set(name.split())
        if len(chosen) < PHRASES and not any(
            words & set(other.split()) for other in chosen
        ):
            chosen.append(name)
    return ", ".join(chosen)
