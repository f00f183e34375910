"""How often an interval holds the truth: documents are drawn with replacement, and all speeches are the truth."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator

import numpy as np
from false_finds import note, together
from scipy import special
from speeches import Found, Speeches

from discourse.contrast.log_ratio_intervals import effective_interval
from discourse.corpus import Corpus
from discourse.measures import (
    bootstrap_interval,
    clopper_pearson,
    dispersion_interval,
    document_interval,
    garwood,
    log_ratio_interval,
    mattr,
    moving_average_interval,
    pooled_rate,
    ratio_interval,
)
from discourse.measures.dispersion_intervals import DISPERSIONS

DRAWS = 999
TWICE = 2  # occurrences a word must have in the documents drawn: the verb's own default
ANEW = (
    "dp_egbert",
    "dp",
    "carroll_d2",
    "kld",
)  # the bootstrap is slow: measures it is tried on,
FEWEST, FIRST = (
    20,
    50,
)  # with so many documents at most, in so many splits from the first


Ends = tuple[np.ndarray, np.ndarray]


def rate_intervals(counts: np.ndarray, words: np.ndarray, rng: int) -> dict[str, Ends]:
    """The 95 % intervals of a rate."""
    total, size = counts.sum(axis=0), words.sum()
    rate, n = total / size, len(words)
    error = (
        np.sqrt(n / (n - 1) * ((counts - words[:, None] * rate) ** 2).sum(axis=0))
        / size
    )
    reach = special.stdtrit(n - 1, 0.975)
    with np.errstate(all="ignore"):
        factor = np.where(total > 0, np.exp(reach * error / rate), np.inf)
    statistic = pooled_rate(counts, words)
    return {
        "Garwood, words": garwood(total, size),
        "Garwood, effective counts": document_interval(counts, words),
        "linearised, t": (rate - reach * error, rate + reach * error),
        "linearised, log, t": (
            np.where(total > 0, rate / factor, 0.0),
            rate * np.where(total > 0, factor, 1.0),
        ),
        "bootstrap, percentile": bootstrap_interval(
            statistic, n, method="percentile", resamples=DRAWS, rng=rng
        ),
        "bootstrap, BCa": bootstrap_interval(
            statistic, n, method="bca", resamples=DRAWS, rng=rng
        ),
    }


def cover_rates(data: Speeches, sizes: tuple[int, ...], splits: int) -> Found:
    """Documents drawn with replacement; the rate of all speeches is the truth."""
    found: Found = defaultdict(list)
    truth = data.counts.sum(axis=0) / data.words.sum()
    for size in sizes:
        chance = np.random.default_rng([3, size])
        for split in range(splits):
            drawn = chance.integers(0, len(data.words), size)
            for method, (low, high) in rate_intervals(
                data.counts[drawn], data.words[drawn], split
            ).items():
                hits = (np.asarray(low) <= truth) & (truth <= np.asarray(high))
                for place, name in enumerate(data.bands):
                    there = data.band == place
                    found[method, size, 0, name].append(
                        (float(hits[there].sum()), float(there.sum()))
                    )
    return found


def cover_ratios(
    data: Speeches, sizes: tuple[tuple[int, int], ...], splits: int, *, periods: bool
) -> Found:
    """Two groups drawn with replacement, from the same speeches or from those before and after 2005."""
    found: Found = defaultdict(list)
    every = np.arange(len(data.words))
    early = data.year < 2005
    sources = (every[early], every[~early]) if periods else (every, every)
    rates = [
        data.counts[source].sum(axis=0) / data.words[source].sum() for source in sources
    ]
    with np.errstate(all="ignore"):
        truth = np.log2(rates[0] / rates[1])
    for m, n in sizes:
        chance = np.random.default_rng([4, m, n, int(periods)])
        for _ in range(splits):
            counts = together(
                data, chance.choice(sources[0], m), chance.choice(sources[1], n)
            )
            ends = {
                "Clopper-Pearson, words": log_ratio_interval(*counts.contingency_table),
                "Clopper-Pearson, effective counts": effective_interval(counts),
            }
            at = truth[counts.terms]
            note(
                found,
                data,
                counts,
                (m, n),
                {
                    name: (low <= at) & (at <= high)
                    for name, (low, high) in ends.items()
                },
            )
    return found


def diversity_intervals(
    name: str, x: np.ndarray, w: np.ndarray, rng: int
) -> dict[str, tuple[float, float]]:
    """The 95 % intervals of a ratio of sums over documents."""
    scale = "log" if name.startswith("mtld") else "logit"
    ratio, n = x.sum() / w.sum(), len(w)
    reach = (
        special.stdtrit(n - 1, 0.975)
        * np.sqrt(n / (n - 1) * ((x - w * ratio) ** 2).sum())
        / w.sum()
    )
    if scale == "log":
        inside = ratio * np.exp(-reach / ratio), ratio * np.exp(reach / ratio)
    else:
        middle, half = special.logit(ratio), reach / (ratio * (1 - ratio))
        inside = special.expit(middle - half), special.expit(middle + half)
    ends = {
        "linearised, t": (ratio - reach, ratio + reach),
        "linearised, log or logit, t": inside,
        "linearised, log or logit, t, unequal weights": ratio_interval(
            x, w, scale=scale
        ),  # the library's
    }
    for method in ("percentile", "BCa") if rng < FIRST else ():
        low, high = bootstrap_interval(
            pooled_rate(x, w), n, method=method.lower(), resamples=DRAWS, rng=rng
        )
        ends[f"bootstrap, {method}"] = (float(low), float(high))
    return ends


def cover_diversity(data: Speeches, sizes: tuple[int, ...], splits: int) -> Found:
    """Documents drawn with replacement; the diversity of all speeches is the truth."""
    found: Found = defaultdict(list)
    for name, above, below in data.steady:
        truth = above.sum() / below.sum()
        for size in sizes:
            chance = np.random.default_rng([5, size])
            for split in range(splits):
                drawn = chance.integers(0, len(below), size)
                for method, (low, high) in diversity_intervals(
                    name, above[drawn], below[drawn], split
                ).items():
                    if low == low:
                        found[method, size, 0, name].append(
                            (float(low <= truth <= high), 1.0)
                        )
    return found


def cover_windows(
    corpus: Corpus, lengths: tuple[int, ...], splits: int, window: int = 50
) -> Found:
    """MATTR of one document: a run of words out of a long speech (5,000 words and more), or its words drawn singly."""
    found: Found = defaultdict(list)
    every = (
        corpus.stream.ids[a:b]
        for a, b in itertools.pairwise(corpus.stream.bounds.tolist())
    )
    texts = [text for text in every if len(text) >= 5000]
    for length in lengths:
        chance = np.random.default_rng([8, length])
        for _ in range(splits):
            text = texts[int(chance.integers(len(texts)))]
            start = int(chance.integers(0, len(text) - length + 1))
            share = np.bincount(text)[np.bincount(text) > 0] / len(text)
            singly = float((1 - (1 - share) ** window).sum() / window)
            for name, part, truth in (
                (
                    "mattr, run of words",
                    text[start : start + length],
                    mattr(text, window=window),
                ),
                ("mattr, words drawn singly", chance.choice(text, length), singly),
            ):
                views = np.lib.stride_tricks.sliding_window_view(part, window)
                ordered = np.sort(views, axis=1)
                types = 1 + (np.diff(ordered, axis=1) != 0).sum(axis=1)
                low, high, _ = moving_average_interval(types / window, window)
                found[
                    "batch means, blocks of a window or more", length, 0, name
                ].append((float(low <= truth <= high), 1.0))
    return found


def mean_scores(data: Speeches, size: int, draws: int) -> dict[str, np.ndarray]:
    """The mean score of `size` speeches, over the draws that have the word twice."""
    chance = np.random.default_rng([6, size])
    sums = {name: np.zeros(data.counts.shape[1]) for name in (*DISPERSIONS, "range")}
    times = np.zeros(data.counts.shape[1])
    for _ in range(draws):
        drawn = chance.integers(0, len(data.words), size)
        v, words = data.counts[drawn].T, data.words[drawn]
        there = v.sum(axis=1) >= TWICE
        times += there
        sums["range"] += np.where(there, (v > 0).sum(axis=1), 0)
        for name, measure in DISPERSIONS.items():
            sums[name] += np.where(there, measure(v, words), 0.0)
    with np.errstate(invalid="ignore"):
        return {name: total / times for name, total in sums.items()}


def drawn_anew(
    measure: str, v: np.ndarray, words: np.ndarray, rng: int
) -> dict[str, Ends]:
    """Bootstrap intervals; a document that is drawn twice makes two parts."""

    def statistic(weights: np.ndarray) -> np.ndarray:
        every = np.tile(np.arange(len(words)), len(weights))
        drawn = np.repeat(every, weights.ravel().astype(np.int64)).reshape(
            len(weights), -1
        )
        return DISPERSIONS[measure](v[:, drawn], words[drawn]).T

    return {
        "bootstrap, percentile": bootstrap_interval(
            statistic, len(words), method="percentile", resamples=DRAWS, rng=rng
        ),
        "bootstrap, BCa": bootstrap_interval(
            statistic, len(words), method="bca", resamples=DRAWS, rng=rng
        ),
    }


def dispersion_intervals(
    v: np.ndarray, words: np.ndarray, split: int
) -> Iterator[tuple[str, str, Ends]]:
    """Measure, method and ends of each 95 % interval."""
    size = len(words)
    low, high = clopper_pearson((v > 0).sum(axis=1), size)
    yield "range", "Clopper-Pearson", (size * np.asarray(low), size * np.asarray(high))
    for measure in DISPERSIONS:
        yield (
            measure,
            "jackknife, t, logit scale",
            dispersion_interval(measure, v, words),
        )
        if size <= FEWEST and split < FIRST and measure in ANEW:
            for method, ends in drawn_anew(measure, v, words, split).items():
                yield measure, method, ends


def cover_dispersion(data: Speeches, sizes: tuple[int, ...], splits: int) -> Found:
    """Documents drawn with replacement; the mean score of so many documents is the truth."""
    found: Found = defaultdict(list)
    for size in sizes:
        truth = mean_scores(data, size, max(1000, min(4000, 100_000 // size)))
        chance = np.random.default_rng([7, size])
        for split in range(splits):
            drawn = chance.integers(0, len(data.words), size)
            these = (data.counts[drawn].sum(axis=0) >= TWICE).nonzero()[0]
            v, words = (
                np.ascontiguousarray(data.counts[drawn][:, these].T),
                data.words[drawn],
            )
            inside = (v > 0).sum(axis=1)
            for measure, method, (low, high) in dispersion_intervals(v, words, split):
                at = truth[measure][these]
                # Of a word in one document there is no interval; the bootstrap would print one that is empty.
                shown = (
                    np.isfinite(low)
                    & np.isfinite(at)
                    & ((inside > 1) | (measure == "range"))
                )
                hits = shown & (low <= at) & (at <= high)
                for place, name in enumerate(data.bands):
                    there = data.band[these] == place
                    found[f"{measure}, {method}", size, 0, name].append(
                        (float(hits[there].sum()), float(shown[there].sum()))
                    )
    return found
