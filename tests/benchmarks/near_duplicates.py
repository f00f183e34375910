"""How many near-duplicates made on purpose does `duplicates` find, and what else does it join?

The beginnings of real texts, speeches of the UN General Debate (1990-2024) or statements of the White House (2021-2024),
are copied with changes: a tenth of the words, drawn at random, is another, is left out or has one added before it; a
sentence is dropped; the copy has a headline of its own; or all of it. Each copy should be in one group with its
original, and in no other. Then the texts themselves: every group is listed, to be read. The lower `--min-share`, the
more of them are joined.

    python tests/benchmarks/near_duplicates.py                       # a minute
    python tests/benchmarks/near_duplicates.py --texts whitehouse    # some of its statements are published twice
    python tests/benchmarks/near_duplicates.py --min-share 0.5

Columns: words (median of the originals), change, texts, found (share), false (copies in the group of another text),
seconds.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
import re
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from discourse.corpus import Corpus
from discourse.settings import DUPLICATE_MIN_SHARE
from discourse.text_reuse import duplicates

HERE = Path(__file__).resolve().parent
DATA = HERE.parents[2] / "shared" / "data"
# The file of each collection, and the key of its ids.
COLLECTIONS = {
    "un": ("ungdc_dev_1990_2024.jsonl.xz", "id"),
    "whitehouse": ("whitehouse_china_centralasia_2021_2024.jsonl.xz", "doc_id"),
}
LENGTHS = (60, 100, 200, 1000)  # words of the originals, about
TEXTS = 500  # of each length, at most
HEADLINE = 9  # words
CHANGES = ("words", "paragraph", "headline", "all")


def paragraphs(text: str, words: int) -> list[str]:
    """The beginning of a text, a sentence a paragraph."""
    sentences = re.split(r"(?<=[.!?])\s+", " ".join(text.split()))
    parts = sentences
    chosen: list[str] = []
    while parts and sum(len(part.split()) for part in chosen) < words:
        chosen.append(parts.pop(0))
    return chosen


def changed(text: str, vocabulary: Sequence[str], rng: random.Random) -> str:
    """The text with a tenth of its words changed."""
    words = text.split()
    for place in rng.sample(range(len(words)), round(len(words) / 10)):
        other = rng.choice(vocabulary)
        words[place] = rng.choice([other, "", f"{other} {words[place]}"])
    return " ".join(words)


def copy_of(
    parts: list[str], change: str, vocabulary: Sequence[str], rng: random.Random
) -> str:
    """A near-duplicate of a text."""
    kept = list(parts)
    if change in ("paragraph", "all"):
        kept.pop(rng.randrange(len(kept)))
    if change in ("words", "all"):
        kept = [changed(part, vocabulary, rng) for part in kept]
    if change in ("headline", "all"):
        kept.insert(0, " ".join(rng.choice(vocabulary) for _ in range(HEADLINE)))
    return "\n\n".join(kept)


def read_texts(collection: str) -> dict[str, str]:
    """The texts of a collection by their ids."""
    file_name, key = COLLECTIONS[collection]
    with lzma.open(DATA / file_name, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return {row[key]: row["text"] for row in rows}


def count_found(table: pd.DataFrame, originals: Iterable[str]) -> int:
    """How many originals are in one group with their copy."""
    group_of = table.set_index("doc")["copy_group"].to_dict()
    found = 0
    for name in originals:
        group = group_of.get(name)
        found += group is not None and group == group_of.get(f"{name}#copy")
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--min-share", type=float, default=DUPLICATE_MIN_SHARE)
    parser.add_argument("--texts", choices=list(COLLECTIONS), default="un")
    options = parser.parse_args()
    min_share = options.min_share
    speeches = read_texts(options.texts)
    rng = random.Random(1)
    vocabulary = " ".join(speeches[name] for name in rng.sample(sorted(speeches), 50))
    for words in LENGTHS:
        for change in CHANGES:
            originals = {}
            copies = {}
            for name in rng.sample(sorted(speeches), TEXTS):
                parts = paragraphs(speeches[name], words)
                if len(parts) > 2:
                    originals[name] = "\n\n".join(parts)
                    copied = copy_of(parts, change, vocabulary.split(), rng)
                    copies[f"{name}#copy"] = copied
            corpus = Corpus.from_texts({**originals, **copies})
            median = np.median(np.diff(corpus.stream.bounds))
            start = time.perf_counter()
            table = duplicates(corpus, min_share=min_share)
            seconds = time.perf_counter() - start
            left_out = table[~table["kept"]]
            is_other = left_out["doc"] != left_out["kept_doc"] + "#copy"
            found = count_found(table, originals) / len(originals)
            sys.stdout.write(
                f"{median:6.0f} {change:10} {len(originals):4} {found:.4f} "
                f"{is_other.sum():3} {seconds:.1f}\n"
            )
    corpus = Corpus.from_texts(speeches)
    corpus.stream  # noqa: B018
    start = time.perf_counter()
    table = duplicates(corpus, min_share=min_share)
    seconds = time.perf_counter() - start
    sys.stdout.write(f"{len(corpus)} texts: {seconds:.1f} seconds\n")
    for row in table[~table["kept"]].itertuples():
        sys.stdout.write(f"{row.share:.3f} {row.doc} {row.kept_doc}\n")


if __name__ == "__main__":
    main()
