"""How far the order of pairs can be trusted: the same scores on paragraphs drawn anew."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

from discourse import notes, tables
from discourse.corpus import Corpus, as_corpus
from discourse.counting.document_term_matrix import TermLength
from discourse.counting.stop_words import StopWords
from discourse.document_similarity._similarity import counted
from discourse.document_similarity.similarity_measures import (
    Likeness,
    by_direction,
    by_name,
)
from discourse.errors import OptionError
from discourse.lexicons import Lexicon
from discourse.registries import SIMILARITY_MEASURES
from discourse.settings import (
    CONFIDENCE_LEVEL,
    FEW_PARAGRAPHS_RESAMPLED,
    ORDER_RESAMPLES,
)
from discourse.validation import (
    check_confidence_level,
    check_option,
    check_whole_number,
    options_by_name,
    percent_of_confidence,
    random_generator,
    tail_share,
)

__all__ = ["similarity_order"]

Floats = NDArray[np.float64]
_CELLS = 50_000_000  # scores held at once


@options_by_name
def similarity_order(
    corpus: Corpus,
    *,
    measure: str | Lexicon = "cosine",
    scheme: str = "sklearn",
    n: TermLength = 1,
    stop: StopWords = None,
    resamples: int = ORDER_RESAMPLES,
    confidence_level: float = CONFIDENCE_LEVEL,
    rng: int | np.random.Generator = 0,
) -> pd.DataFrame:
    r"""How steady the order of pairs is when each document's paragraphs are drawn anew, with replacement.

    Parameters
    ----------
    corpus, measure, scheme, n, stop
        As for :func:`discourse.similarity`; one measure, and no callable, since the texts are resampled as counts.
    resamples : int
        How many times.
    confidence_level : float
        Share of the resamples that an interval holds, between 0 and 1. `interval` names it
        where it is not 0.95.
    rng : int or numpy.random.Generator
        Where chance comes from; the same number gives the same table.

    Returns
    -------
    pandas.DataFrame
        Kind "similarity_order", one row a pair (both orders for 'containment'), the most alike first: doc, other,
        score, low, high, rank, rank_low, rank_high, first (share of resamples in which the pair is the most alike),
        interval, measure, scheme, note.

    Notes
    -----
    Ends are percentiles over resamples: the 2.5th and the 97.5th for 0.95. A resampled text repeats paragraphs and lacks others, so
    its scores run *low*: the observed score may lie above the interval. Read the ranks, not the scores.

    It answers "would other paragraphs of these documents order the pairs alike?", *not* "would other documents?".
    Paragraphs that follow from one another are not independent; with fewer than 8 in a document take it as a picture.

    References
    ----------
    Davison & Hinkley (1997), Bootstrap Methods and their Application, 3.2 (several samples).

    Examples
    --------
    >>> from discourse.corpus import Corpus
    >>> corpus = Corpus.from_texts({"a": "one\ntwo", "b": "one\ntwo", "c": "six\nten"})
    >>> similarity_order(corpus, resamples=99)[["doc", "other", "score", "rank", "rank_low", "rank_high"]]
      doc other  score  rank  rank_low  rank_high
    0   a     b    1.0     1         1          1
    1   a     c    0.0     2         1          2
    2   b     c    0.0     2         1          2
    """
    corpus = as_corpus(corpus)
    if not isinstance(measure, Lexicon):
        check_option("measure", measure, SIMILARITY_MEASURES)
    resamples = check_whole_number("resamples", resamples)
    confidence_level = check_confidence_level(confidence_level)
    if len(corpus) ** 2 * resamples > _CELLS:
        most = int((_CELLS / resamples) ** 0.5)
        raise OptionError(
            f"{len(corpus):,} documents and {resamples:,} resamples make too many scores to hold; compare at most "
            f"{most:,} documents, or ask for fewer resamples."
        )
    paragraphs = corpus.segment("paragraph")
    parent = _parents(corpus, paragraphs)
    counts = counted(paragraphs, measure, n=n, stop=stop)

    def likeness(weights: np.ndarray) -> Likeness:
        cells = (weights, (parent, np.arange(len(parent))))
        texts = (csr_array(cells, shape=(len(corpus), len(parent))) @ counts).tocsr()
        texts.eliminate_zeros()
        texts.sort_indices()
        if isinstance(measure, Lexicon):
            return by_direction(
                texts.astype(np.float64),
                "profile",
                f"mentions of {len(measure)} formulas",
            )
        return by_name(texts, measure, scheme)

    observed = likeness(np.ones(len(parent), dtype=np.int64))
    pairs = (
        np.triu_indices(len(corpus), 1)
        if observed.symmetric
        else (~np.eye(len(corpus), dtype=bool)).nonzero()
    )
    chance = random_generator(rng)
    draws = [
        likeness(_drawn(parent, len(corpus), chance)).square()[pairs]
        for _ in range(resamples)
    ]
    return _told(
        corpus,
        observed,
        pairs,
        np.array(draws).reshape(resamples, -1),
        np.bincount(parent, minlength=len(corpus)),
        confidence_level=confidence_level,
    )


def _parents(corpus: Corpus, paragraphs: Corpus) -> np.ndarray:
    place = {name: number for number, name in enumerate(corpus.names)}
    return np.array(
        [place[name] for name in paragraphs.documents["parent"].tolist()],
        dtype=np.int64,
    )


def _drawn(
    parent: np.ndarray, documents: int, chance: np.random.Generator
) -> np.ndarray:
    """How often each paragraph is drawn: as many in each document as it has (int64)."""
    size = np.bincount(parent, minlength=documents)
    first = np.searchsorted(parent, np.arange(documents))
    drawn = first[parent] + np.floor(chance.random(len(parent)) * size[parent]).astype(
        np.int64
    )
    return np.bincount(drawn, minlength=len(parent)).astype(np.int64)


def _ranks(scores: Floats) -> np.ndarray:
    """Rank of each pair in its row, from 1; equal scores share the better one."""
    ordered = np.sort(-scores, axis=1)
    ranks = [
        np.searchsorted(row, -score, side="left") + 1
        for row, score in zip(ordered, scores, strict=True)
    ]
    return np.array(ranks, dtype=np.int64).reshape(scores.shape)


def _told(
    corpus: Corpus,
    observed: Likeness,
    pairs: tuple[np.ndarray, ...],
    draws: Floats,
    paragraphs: np.ndarray,
    *,
    confidence_level: float,
) -> pd.DataFrame:
    scores = np.round(observed.square()[pairs], 11)
    ranks = _ranks(np.round(draws, 11))
    low, high = _ends(draws, confidence_level)
    rank_low, rank_high = _ends(ranks, confidence_level)
    rank = _ranks(scores[None, :])[0] if len(scores) else np.empty(0, np.int64)
    names = corpus.names
    order = sorted(
        range(len(scores)),
        key=lambda i: (rank[i], names[pairs[0][i]], names[pairs[1][i]]),
    )
    docs, others = ([names[place] for place in side[order].tolist()] for side in pairs)
    return tables.make(
        "similarity_order",
        {
            "doc": docs,
            "other": others,
            "score": scores[order],
            "low": low[order],
            "high": high[order],
            "rank": rank[order],
            "rank_low": rank_low[order],
            "rank_high": rank_high[order],
            "first": (ranks == 1).mean(axis=0)[order] if len(scores) else [],
            "interval": _name_interval(len(draws), confidence_level),
            "measure": observed.measure,
            "scheme": observed.scheme,
            "paragraphs": paragraphs[pairs[0][order]],
            "other_paragraphs": paragraphs[pairs[1][order]],
            "note": [_note(names, paragraphs, pairs[0][i], pairs[1][i]) for i in order],
        },
    )


def _name_interval(resamples: int, confidence_level: float) -> str:
    """The name of the interval, with its level where it is not the usual one."""
    percent = percent_of_confidence(confidence_level)
    usual = percent == percent_of_confidence(CONFIDENCE_LEVEL)
    percentile = "percentile" if usual else f"percentile {percent}"
    return f"{percentile}, {resamples:,} resamples of paragraphs"


def _ends(values: np.ndarray, confidence_level: float) -> tuple[np.ndarray, np.ndarray]:
    """The smallest values with one tail of the resamples, and with all but the other, at or below them."""
    ordered = np.sort(values, axis=0)
    tail = tail_share(confidence_level)
    low = _place_of_share(tail, len(values))
    high = _place_of_share(1.0 - tail, len(values))
    return ordered[low], ordered[high]


def _place_of_share(share: float, size: int) -> int:
    """The first of so many places with `share` of them at or before it; rounding does not count."""
    return max(int(np.ceil(share * size - 1e-9)) - 1, 0)


def _note(names: tuple[str, ...], paragraphs: np.ndarray, *pair: int) -> str:
    few = [
        notes.make(
            "paragraphs_of_document",
            document=names[place],
            paragraphs=paragraphs[place],
        ).text
        for place in pair
        if paragraphs[place] < FEW_PARAGRAPHS_RESAMPLED
    ]
    if not few:
        return ""
    return notes.join([notes.make("few_paragraphs", documents=", ".join(few))])
