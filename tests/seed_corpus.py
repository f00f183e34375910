"""The five documents of seeds/ as tests use them: named by number, and without debris."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from discourse.corpus import Corpus

LONGEST_DEBRIS_LINE = 80  # characters: longer lines are prose
DEBRIS = ("imgspider", "collecting", "university")


def read_seeds(seeds: Path) -> Corpus:
    """The documents with their metadata, each named by the first three characters."""
    texts = {
        path.stem[:3]: path.read_text(encoding="utf-8")
        for path in sorted(seeds.glob("*.txt"))
    }
    meta = pd.read_csv(seeds / "metadata.csv", dtype=str, keep_default_na=False)
    return Corpus.from_texts(texts, meta.assign(doc=meta["doc"].str[:3]))


def mask_debris(corpus: Corpus) -> Corpus:
    """The corpus with the lines of 000 masked that hold the debris looked for here."""
    spans = []
    line_start = 0
    for line in corpus.raw["000"].splitlines(keepends=True):
        is_short = len(line) < LONGEST_DEBRIS_LINE
        has_debris = any(word in line.lower() for word in DEBRIS)
        if has_debris and is_short:
            line_end = line_start + len(line.rstrip("\n"))
            spans.append(("000", line_start, line_end, "debris"))
        line_start += len(line)
    return corpus.mask(pd.DataFrame(spans, columns=["doc", "start", "end", "kind"]))
