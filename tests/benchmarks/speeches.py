"""The speeches that tests and intervals are tried on: how often each has the words, formulas or lengths looked at."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from discourse.contrast.term_counts import count_compared_terms
from discourse.corpus import Corpus
from discourse.measures import hdd, mattr, msttr, mtld

EDGES = (2.0, 10.0, 50.0, 250.0, 1250.0, 1e6)  # occurrences per million
BANDS = tuple(
    f"{low:g}-{high:g}" if high < 1e6 else f"over {low:g}"
    for low, high in itertools.pairwise(EDGES)
)
A_BAND = 40  # words drawn from each band
RARE = (
    800,
    120,
)  # ... from the rarest bands for the tests: in few documents few of these words occur LEAST times
LEAST = 3
QUARTER = 4  # of a speech this part is kept where lengths are to differ
Found = dict[
    tuple[str, int, int, str], list[tuple[float, float]]
]  # (method, target, reference, band) -> hits, tried


@dataclass(frozen=True)
class Speeches:
    """Counts of the words (or formulas) looked at, and what is known of each speech."""

    counts: np.ndarray  # documents x words
    words: np.ndarray
    band: np.ndarray  # of each word, a number
    country: np.ndarray
    year: np.ndarray
    bands: tuple[str, ...] = BANDS
    steady: tuple[
        tuple[str, np.ndarray, np.ndarray], ...
    ] = ()  # measures of diversity: above, below, of each document
    chosen: np.ndarray | None = None  # number of each word in the vocabulary


def speeches(corpus: Corpus, *, formulas: bool = False, rng: int = 0) -> Speeches:
    """Draw the words: `A_BAND` from each band of frequency, more from the rare ones; or with formulas (20 mentions)."""
    chance = np.random.default_rng(rng)
    found = count_compared_terms(corpus, 1, scripts=False)
    words = found.words[:, 0]
    rate = 1e6 * np.asarray(found.matrix.sum(axis=0)).ravel() / words.sum()
    number = np.digitize(rate, EDGES) - 1
    chosen, band = [], []
    for place in range(len(BANDS)):
        there = (number == place).nonzero()[0]
        size = RARE[place] if place < len(RARE) and not formulas else A_BAND
        drawn = np.sort(chance.choice(there, min(size, len(there)), replace=False))
        chosen.append(drawn)
        band.append(np.full(len(drawn), place))
    counts = np.asarray(
        found.matrix[:, np.concatenate(chosen)].toarray(), dtype=np.float64
    )
    bands, steady = BANDS, ()
    if formulas:
        steady = (*diversities(corpus), *diversities(corpus, rng=rng))
        listed = count_compared_terms(
            corpus, "chinese-diplomacy", scripts=False
        ).matrix.toarray()
        listed = listed[:, listed.sum(axis=0) >= 20]
        counts = np.hstack([counts, listed])
        band.append(np.full(listed.shape[1], len(BANDS)))
        bands = (*BANDS, "formulas")
    table = corpus.documents
    return Speeches(
        counts=counts,
        words=words.astype(np.float64),
        band=np.concatenate(band),
        country=np.unique(table["country"].to_numpy(dtype=str), return_inverse=True)[1],
        year=table["year"].to_numpy(dtype=np.int64),
        bands=bands,
        steady=steady,
        chosen=None if formulas else found.source.ngrams[np.concatenate(chosen), 0],
    )


def diversities(
    corpus: Corpus, rng: int | None = None
) -> Iterator[tuple[str, np.ndarray, np.ndarray]]:
    """The steady measures of each document, as the two sums that the verb averages; with `rng`, of a random stretch.

    Stretches have 100 to 4,000 words, evenly on the scale of logarithms, so that a few documents weigh most.
    """
    texts = [
        corpus.stream.ids[a:b]
        for a, b in itertools.pairwise(corpus.stream.bounds.tolist())
    ]
    end = ""
    if rng is not None:
        chance, end = np.random.default_rng(rng), ", cut"
        for place, text in enumerate(texts):
            size = int(
                np.exp(chance.uniform(np.log(100), np.log(min(len(text), 4000))))
            )
            start = int(chance.integers(0, len(text) - size + 1))
            texts[place] = text[start : start + size]
    size = np.array([len(text) for text in texts], dtype=np.float64)
    for name, measure, weight in (
        ("mattr", mattr, size - 49.0),
        ("msttr", msttr, size // 50),
    ):
        yield (
            f"{name}{end}",
            np.array([measure(text) for text in texts]) * weight,
            weight,
        )
    yield f"mtld{end}", size, size / np.array([mtld(text) for text in texts])
    yield (
        f"hdd{end}",
        np.array([float(hdd(np.bincount(text))) for text in texts]) * size,
        size,
    )


def shortened(corpus: Corpus, data: Speeches, rng: int = 0) -> Speeches:
    """The same with each speech cut to a stretch of a quarter of its words, from a random place."""
    chance = np.random.default_rng(rng)
    stream, chosen = corpus.stream, data.chosen
    column = np.full(len(stream.vocabulary), -1, dtype=np.int64)
    column[chosen] = np.arange(len(chosen))
    counts, words = np.zeros_like(data.counts), np.zeros_like(data.words)
    for place, (start, end) in enumerate(itertools.pairwise(stream.bounds.tolist())):
        size = max((end - start) // QUARTER, 1)
        first = start + int(chance.integers(0, end - start - size + 1))
        found = column[stream.ids[first : first + size]]
        counts[place] = np.bincount(found[found >= 0], minlength=len(chosen))
        words[place] = size
    return replace(data, counts=counts, words=words)
