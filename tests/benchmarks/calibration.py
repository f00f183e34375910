"""How often does a test find a key word where there is none, and how often does an interval hold the truth?

Real speeches of the UN General Debate (1990-2024) are split at random into two groups, so that no word is key but by
chance; each test should then find 5 % of the words at the level of 5 %, or fewer. The same with groups of unlike size,
with the speeches of one group cut to a quarter, and with whole countries dealt out. Then documents are drawn with
replacement, and the intervals of a rate, of a log ratio, of dispersion and of diversity should hold the value of all
speeches (of dispersion: the mean of so many) 95 times in 100.

    python tests/benchmarks/calibration.py            # about an hour; writes calibration.csv beside this file
    python tests/benchmarks/calibration.py --splits 50 --out /tmp/short.csv

Measures of diversity are tried in the same way; their name stands in the place of a band, and the length of the text,
where only one is looked at, in that of the target.

Columns: part, method, target and reference (documents, or countries, in each group), band (rate of the words per million
in all speeches), share (of words found; or of intervals that hold the truth), error (Monte Carlo standard error, splits
being the units), words (in the band), splits. A word counts in a split when both groups together have it three times.
"""

from __future__ import annotations

import argparse
import csv
import lzma
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from false_finds import split_countries, split_documents, split_lengths
from interval_coverage import (
    cover_dispersion,
    cover_diversity,
    cover_rates,
    cover_ratios,
    cover_windows,
)
from speeches import Found, Speeches, shortened, speeches

from discourse.corpus import Corpus
from discourse.reading import read

HERE = Path(__file__).resolve().parent
SPEECHES = HERE.parents[2] / "shared" / "data" / "ungdc_dev_1990_2024.jsonl.xz"

SLOW = 100  # splits of what takes a second each
HEADER = (
    "part",
    "method",
    "target",
    "reference",
    "band",
    "share",
    "error",
    "words",
    "splits",
)


def rows(part: str, data: Speeches, found: Found) -> Iterator[tuple[object, ...]]:
    """One row a method, size and band: the share over all splits, and its standard error."""
    for (method, m, n, band), seen in found.items():
        yes, tried = np.array(seen).T
        if not tried.sum():
            continue
        share = yes.sum() / tried.sum()
        error = np.sqrt(((yes - share * tried) ** 2).sum()) / tried.sum()
        words = (
            int((data.band == data.bands.index(band)).sum())
            if band in data.bands
            else 0
        )
        yield part, method, m, n, band, f"{share:.4f}", f"{error:.4f}", words, len(seen)


def calibrate(
    corpus: Corpus, splits: int, told: Callable[[str], None]
) -> list[tuple[object, ...]]:
    """Run all parts."""
    words, more = speeches(corpus), speeches(corpus, formulas=True)
    short = shortened(corpus, words)
    sizes, pairs = (
        (5, 10, 20, 50, 500),
        ((1, 4), (2, 3), (5, 5), (10, 10), (20, 20), (5, 50), (50, 50), (500, 500)),
    )
    unlike, cut = ((5, 20), (10, 100), (1, 40)), ((10, 10), (10, 50), (50, 50))
    table: list[tuple[object, ...]] = []
    parts: tuple[tuple[str, Speeches, Callable[[], Found]], ...] = (
        (
            "false finds, documents split",
            words,
            lambda: split_documents(words, sizes, splits),
        ),
        (
            "false finds, groups of unlike size",
            words,
            lambda: split_lengths(words, words, unlike, splits, 8),
        ),
        (
            "false finds, target cut to a quarter",
            words,
            lambda: split_lengths(short, words, cut, splits, 9),
        ),
        (
            "false finds, reference cut to a quarter",
            words,
            lambda: split_lengths(words, short, cut, splits, 10),
        ),
        (
            "false finds, countries split",
            words,
            lambda: split_countries(words, (3, 10, 30), splits),
        ),
        (
            "coverage, diversity",
            more,
            lambda: cover_diversity(more, (3, 5, 10, 20, 50), splits),
        ),
        (
            "coverage, diversity of one text",
            more,
            lambda: cover_windows(corpus, (199, 400, 800, 1500), splits),
        ),
        ("coverage, rate", more, lambda: cover_rates(more, (3, *sizes), splits)),
        (
            "coverage, dispersion",
            more,
            lambda: cover_dispersion(more, (3, 5, 10, 20, 50), min(splits, SLOW)),
        ),
        (
            "coverage, log ratio, no difference",
            words,
            lambda: cover_ratios(words, pairs, splits, periods=False),
        ),
        (
            "coverage, log ratio, before and after 2005",
            words,
            lambda: cover_ratios(words, pairs, splits, periods=True),
        ),
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
