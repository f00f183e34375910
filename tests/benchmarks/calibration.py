"""How often does a test find a key word where there is none, and how often does an interval hold the truth?

Real speeches of the UN General Debate (1990-2024) are split at random into two groups, so that no word is key but by
chance; each test should then find 5 % of the words at the level of 5 %. The same again with whole countries dealt out.
Then documents are drawn with replacement, and the intervals of a rate, and of a log ratio, should hold the value of all
speeches 95 times in 100.

    python tests/benchmarks/calibration.py            # about 20 minutes; writes calibration.csv beside this file
    python tests/benchmarks/calibration.py --splits 50 --out /tmp/short.csv

Measures of diversity (mattr, mtld) are tried in the same way; their name stands in the place of a band.

Columns: part, method, target and reference (documents, or countries, in each group), band (rate of the words per million
in all speeches), share (of words found; or of intervals that hold the truth), error (Monte Carlo standard error, splits
being the units), words (in the band), splits. A word counts in a split when both groups together have it three times.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import lzma
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy import special, stats
from scipy.sparse import csr_array

from discourse.contrast.dealing import dealt
from discourse.contrast.items import Items, items
from discourse.contrast.pooling import Pooled, pooled
from discourse.contrast.sides import Pair
from discourse.contrast.sizes import effective_interval
from discourse.corpus import Corpus
from discourse.measures import (
    bootstrap_interval,
    chi2_tail,
    chi_squared,
    document_interval,
    g2,
    garwood,
    log_ratio_interval,
    mattr,
    mtld,
    pooled_rate,
)
from discourse.reading import read

HERE = Path(__file__).resolve().parent
SPEECHES = HERE.parents[2] / "shared" / "data" / "ungdc_dev_1990_2024.jsonl.xz"
EDGES = (2.0, 10.0, 50.0, 250.0, 1250.0, 1e6)  # occurrences per million
BANDS = tuple(f"{low:g}-{high:g}" if high < 1e6 else f"over {low:g}" for low, high in itertools.pairwise(EDGES))
A_BAND = 40  # words drawn from each band
RARE = (800, 120)  # ... from the rarest bands for the tests: in few documents few of these words occur LEAST times
LEAST = 3
ALPHA = 0.05
DRAWS = 999

Found = dict[tuple[str, int, int, str], list[tuple[float, float]]]  # (method, target, reference, band) -> hits, tried


@dataclass(frozen=True)
class Speeches:
    """Counts of the words (or formulas) looked at, and what is known of each speech."""

    counts: np.ndarray  # documents x words
    words: np.ndarray
    band: np.ndarray  # of each word, a number
    country: np.ndarray
    year: np.ndarray
    bands: tuple[str, ...] = BANDS
    steady: tuple[tuple[str, np.ndarray, np.ndarray], ...] = ()  # measures of diversity: above, below, of each document


def speeches(corpus: Corpus, *, formulas: bool = False, rng: int = 0) -> Speeches:
    """Draw the words: `A_BAND` from each band of frequency, more from the rare ones; or with formulas (20 mentions)."""
    chance = np.random.default_rng(rng)
    found = items(corpus, 1, scripts=False)
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
    counts = np.asarray(found.matrix[:, np.concatenate(chosen)].toarray(), dtype=np.float64)
    bands, steady = BANDS, ()
    if formulas:
        steady = tuple(diversities(corpus))
        listed = items(corpus, "chinese-diplomacy", scripts=False).matrix.toarray()
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
    )


def diversities(corpus: Corpus) -> Iterator[tuple[str, np.ndarray, np.ndarray]]:
    """MATTR and MTLD of each document, as the two sums that the verb averages."""
    texts = [corpus.stream.ids[a:b] for a, b in itertools.pairwise(corpus.stream.bounds.tolist())]
    size = np.array([len(text) for text in texts], dtype=np.float64)
    windows = size - 49.0
    yield "mattr", np.array([mattr(text) for text in texts]) * windows, windows
    yield "mtld", size, size / np.array([mtld(text) for text in texts])


def together(data: Speeches, target: np.ndarray, reference: np.ndarray, *, clusters: bool = False) -> Pooled:
    """Two groups of documents (a document may come twice), as the verb sees them."""
    documents = np.concatenate([target, reference])
    matrix = csr_array(data.counts[documents])
    kind = np.zeros(matrix.shape[1], dtype=np.int64)
    inside = np.arange(len(documents)) < len(target)
    unit = np.unique(data.country[documents], return_inverse=True)[1] if clusters else np.arange(len(documents))
    pair = Pair("target", "reference", np.arange(len(documents)), inside, unit.reshape(-1))
    return pooled(Items(matrix, data.words[documents][:, None], kind, ()), pair, LEAST)


# False finds ----------------------------------------------------------------------------------------------------------


def token_tests(counts: Pooled) -> dict[str, np.ndarray]:
    """p of the tests that take words as independent."""
    table = (counts.a, counts.b, counts.c, counts.d)
    return {"G2, words": chi2_tail(g2(*table)), "chi-squared, words": chi2_tail(chi_squared(*table))}


def rate_tests(counts: Pooled, unit: str) -> dict[str, np.ndarray]:
    """p of the tests on the rates of documents (or countries)."""
    rates = np.asarray(counts.matrix.toarray()) / counts.words
    one, other = rates[counts.side], rates[~counts.side]
    with np.errstate(all="ignore"):
        return {
            f"t, {unit} rates": stats.ttest_ind(one, other).pvalue,
            f"Welch, {unit} rates": stats.ttest_ind(one, other, equal_var=False).pvalue,
            f"Mann-Whitney, {unit} rates": stats.mannwhitneyu(one, other, method="asymptotic").pvalue,
        }


def permutations(counts: Pooled, unit: str, rng: int) -> dict[str, np.ndarray]:
    """p of the library's own test, and p with ties broken by lot."""
    found = dealt(counts, draws=DRAWS, rng=rng)
    return {f"permutation of {unit}": found.p, f"permutation of {unit}, randomised p": found.randomised}


def note(found: Found, data: Speeches, counts: Pooled, sizes: tuple[int, int], hits: dict[str, np.ndarray]) -> None:
    """Add one split: how many words of each band were found, of how many looked at."""
    bands = data.band[counts.which]
    tried = np.bincount(bands, minlength=len(data.bands))
    for method, found_ in hits.items():
        yes = np.bincount(bands[np.asarray(found_, dtype=bool)], minlength=len(data.bands))
        for place, name in enumerate(data.bands):
            found[method, *sizes, name].append((float(yes[place]), float(tried[place])))


def split_documents(data: Speeches, sizes: tuple[int, ...], splits: int) -> Found:
    """Documents split at random into two groups of each of `sizes`."""
    found: Found = defaultdict(list)
    for size in sizes:
        chance = np.random.default_rng([1, size])
        for split in range(splits):
            drawn = chance.permutation(len(data.words))[: 2 * size]
            counts = together(data, drawn[:size], drawn[size:])
            p = token_tests(counts) | rate_tests(counts, "document") | permutations(counts, "documents", split)
            note(found, data, counts, (size, size), {name: value <= ALPHA for name, value in p.items()})
    return found


def split_countries(data: Speeches, sizes: tuple[int, ...], splits: int) -> Found:
    """Whole countries dealt out: all speeches of as many countries in each group."""
    found: Found = defaultdict(list)
    countries = int(data.country.max()) + 1
    for size in sizes:
        chance = np.random.default_rng([2, size])
        for split in range(splits):
            drawn = chance.permutation(countries)[: 2 * size]
            target, reference = (np.isin(data.country, part).nonzero()[0] for part in (drawn[:size], drawn[size:]))
            plain = together(data, target, reference)
            grouped = together(data, target, reference, clusters=True)
            p = token_tests(plain) | rate_tests(plain, "document") | permutations(plain, "documents", split)
            p |= rate_tests(grouped, "country") | permutations(grouped, "countries", split)
            note(found, data, plain, (size, size), {name: value <= ALPHA for name, value in p.items()})
    return found


# Coverage -------------------------------------------------------------------------------------------------------------

Ends = tuple[np.ndarray, np.ndarray]


def rate_intervals(counts: np.ndarray, words: np.ndarray, rng: int) -> dict[str, Ends]:
    """The 95 % intervals of a rate."""
    total, size = counts.sum(axis=0), words.sum()
    rate, n = total / size, len(words)
    error = np.sqrt(n / (n - 1) * ((counts - words[:, None] * rate) ** 2).sum(axis=0)) / size
    reach = special.stdtrit(n - 1, 0.975)
    with np.errstate(all="ignore"):
        factor = np.where(total > 0, np.exp(reach * error / rate), np.inf)
    statistic = pooled_rate(counts, words)
    return {
        "Garwood, words": garwood(total, size),
        "Garwood, effective counts": document_interval(counts, words),
        "linearised, t": (rate - reach * error, rate + reach * error),
        "linearised, log, t": (np.where(total > 0, rate / factor, 0.0), rate * np.where(total > 0, factor, 1.0)),
        "bootstrap, percentile": bootstrap_interval(statistic, n, method="percentile", resamples=DRAWS, rng=rng),
        "bootstrap, BCa": bootstrap_interval(statistic, n, method="bca", resamples=DRAWS, rng=rng),
    }


def cover_rates(data: Speeches, sizes: tuple[int, ...], splits: int) -> Found:
    """Documents drawn with replacement; the rate of all speeches is the truth."""
    found: Found = defaultdict(list)
    truth = data.counts.sum(axis=0) / data.words.sum()
    for size in sizes:
        chance = np.random.default_rng([3, size])
        for split in range(splits):
            drawn = chance.integers(0, len(data.words), size)
            for method, (low, high) in rate_intervals(data.counts[drawn], data.words[drawn], split).items():
                hits = (np.asarray(low) <= truth) & (truth <= np.asarray(high))
                for place, name in enumerate(data.bands):
                    there = data.band == place
                    found[method, size, 0, name].append((float(hits[there].sum()), float(there.sum())))
    return found


def cover_ratios(data: Speeches, sizes: tuple[tuple[int, int], ...], splits: int, *, periods: bool) -> Found:
    """Two groups drawn with replacement, from the same speeches or from those before and after 2005."""
    found: Found = defaultdict(list)
    every = np.arange(len(data.words))
    early = data.year < 2005
    sources = (every[early], every[~early]) if periods else (every, every)
    rates = [data.counts[source].sum(axis=0) / data.words[source].sum() for source in sources]
    with np.errstate(all="ignore"):
        truth = np.log2(rates[0] / rates[1])
    for m, n in sizes:
        chance = np.random.default_rng([4, m, n, int(periods)])
        for _ in range(splits):
            counts = together(data, chance.choice(sources[0], m), chance.choice(sources[1], n))
            ends = {
                "Clopper-Pearson, words": log_ratio_interval(counts.a, counts.b, counts.c, counts.d),
                "Clopper-Pearson, effective counts": effective_interval(counts),
            }
            at = truth[counts.which]
            note(found, data, counts, (m, n), {name: (low <= at) & (at <= high) for name, (low, high) in ends.items()})
    return found


def cover_diversity(data: Speeches, sizes: tuple[int, ...], splits: int) -> Found:
    """Documents drawn with replacement; the diversity of all speeches is the truth."""
    found: Found = defaultdict(list)
    for name, above, below in data.steady:
        truth = above.sum() / below.sum()
        for size in sizes:
            chance = np.random.default_rng([5, size])
            for split in range(splits):
                drawn = chance.integers(0, len(below), size)
                x, w = above[drawn], below[drawn]
                ratio = x.sum() / w.sum()
                error = np.sqrt(size / (size - 1) * ((x - w * ratio) ** 2).sum()) / w.sum()
                reach = special.stdtrit(size - 1, 0.975) * error
                ends = {"linearised, t": (ratio - reach, ratio + reach)}
                for method in ("percentile", "BCa"):
                    low, high = bootstrap_interval(
                        pooled_rate(x, w), size, method=method.lower(), resamples=DRAWS, rng=split
                    )
                    ends[f"bootstrap, {method}"] = (float(low), float(high))
                for method, (low, high) in ends.items():
                    found[method, size, 0, name].append((float(low <= truth <= high), 1.0))
    return found


# The table ------------------------------------------------------------------------------------------------------------

HEADER = ("part", "method", "target", "reference", "band", "share", "error", "words", "splits")


def rows(part: str, data: Speeches, found: Found) -> Iterator[tuple[object, ...]]:
    """One row a method, size and band: the share over all splits, and its standard error."""
    for (method, m, n, band), seen in found.items():
        yes, tried = np.array(seen).T
        if not tried.sum():
            continue
        share = yes.sum() / tried.sum()
        error = np.sqrt(((yes - share * tried) ** 2).sum()) / tried.sum()
        words = int((data.band == data.bands.index(band)).sum()) if band in data.bands else 0
        yield part, method, m, n, band, f"{share:.4f}", f"{error:.4f}", words, len(seen)


def calibrate(corpus: Corpus, splits: int, told: Callable[[str], None]) -> list[tuple[object, ...]]:
    """Run all parts."""
    words, more = speeches(corpus), speeches(corpus, formulas=True)
    sizes, pairs = (5, 10, 20, 50, 500), ((1, 4), (2, 3), (5, 5), (10, 10), (20, 20), (5, 50), (50, 50), (500, 500))
    table: list[tuple[object, ...]] = []
    parts: tuple[tuple[str, Speeches, Callable[[], Found]], ...] = (
        ("false finds, documents split", words, lambda: split_documents(words, sizes, splits)),
        ("false finds, countries split", words, lambda: split_countries(words, (3, 10, 30), splits)),
        ("coverage, diversity", more, lambda: cover_diversity(more, (3, 5, 10, 20, 50), splits)),
        ("coverage, rate", more, lambda: cover_rates(more, sizes, splits)),
        ("coverage, log ratio, no difference", words, lambda: cover_ratios(words, pairs, splits, periods=False)),
        ("coverage, log ratio, before and after 2005", words, lambda: cover_ratios(words, pairs, splits, periods=True)),
    )
    for name, data, run in parts:
        table.extend(rows(name, data, run()))
        told(name)
    return table


def main() -> None:
    """Read the speeches, run, write the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--splits", type=int, default=1000)
    parser.add_argument("--out", type=Path, default=HERE / "calibration.csv")
    given = parser.parse_args()
    with lzma.open(SPEECHES):  # says at once when the speeches are not there
        corpus = read(SPEECHES)
    table = calibrate(corpus, given.splits, print)
    with given.out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows(table)


if __name__ == "__main__":
    main()
