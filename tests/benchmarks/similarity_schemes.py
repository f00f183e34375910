"""Which weights give the similarity that people see?

Every scheme for the cosine is tried on three collections, with and without function words:

- fifty news texts, each pair judged by several people (Lee, Pincombe & Welsh 2005), as gensim's test data have them:
  Pearson correlation of the scores of the 1,225 pairs with the mean judgement; and the same with a background of three
  hundred news texts (gensim's `lee_background.cor`), for the schemes that take one;
- speeches of the UN General Debate: for how many is the nearest other speech of the same country or the same year;
- passages of the four Gospels that a synopsis prints side by side: for how many passages is the nearest one of
  another Gospel a parallel.

    pip install -e '.[bench]'
    python tests/benchmarks/similarity_schemes.py             # two minutes; prints one row a scheme
    python tests/benchmarks/similarity_schemes.py --speeches 500
    python tests/benchmarks/similarity_schemes.py --judged    # the fifty texts only: seconds

Columns: scheme, stop, judged (Pearson), background (Pearson; asked of "log-idf": .58), general_debate (Pearson, with the
bundled list, which is of another sort of text), speeches (share), passages (share).
"""

from __future__ import annotations

import argparse
import json
import lzma
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd

import discourse as dc
from discourse.counting.tfidf import WITH_BACKGROUND
from discourse.registries import WEIGHTING_SCHEMES

HERE = Path(__file__).resolve().parent
DATA = HERE.parents[2] / "shared" / "data"
SPEECHES = DATA / "ungdc_dev_1990_2024.jsonl.xz"
VERSES = DATA / "gospels_verses.csv"
PARALLELS = DATA / "gospels_truth_pairs.csv"
MIN_WORDS_OF_PASSAGE = 5


def judged_texts(name: str) -> dc.Corpus:
    """The texts of a file of gensim's test data, one a line."""
    from gensim.test.utils import datapath

    content = Path(datapath(name)).read_text(encoding="utf-8", errors="replace")
    lines = [line for line in content.splitlines() if line.strip()]
    return dc.Corpus.from_texts({f"{i:03}": line for i, line in enumerate(lines)})


def judgements() -> np.ndarray:
    """The mean judgement of each pair of the fifty texts, shape (50, 50)."""
    from gensim.test.utils import datapath

    return np.loadtxt(datapath("similarities0-1.txt"))


def correlation(table: pd.DataFrame, judged: np.ndarray) -> float:
    """Pearson correlation of the scores above the diagonal with the judgements."""
    scores = table["score"].to_numpy().reshape(judged.shape)
    upper = np.triu_indices(len(judged), 1)
    return float(np.corrcoef(scores[upper], judged[upper])[0, 1])


def read_speeches(limit: int | None) -> tuple[dc.Corpus, pd.DataFrame]:
    """The speeches, and country and year of each."""
    with lzma.open(SPEECHES, "rt", encoding="utf-8") as lines:
        rows = pd.DataFrame(map(json.loads, lines))
    if limit is not None:
        rows = rows.sample(limit, random_state=0).sort_index()
    names = [str(number) for number in range(len(rows))]
    texts = dict(zip(names, rows["text"], strict=True))
    known = rows[["country", "year"]].set_axis(names, axis=0)
    return dc.Corpus.from_texts(texts), known


def share_of_kin(table: pd.DataFrame, known: pd.DataFrame) -> float:
    """Share of speeches whose nearest one is of the same country or year."""
    own = known.loc[table["doc"]].to_numpy()
    nearest = known.loc[table["other"]].to_numpy()
    return float((own == nearest).any(axis=1).mean())


def passages() -> tuple[dc.Corpus, dict[tuple[str, str], set[str]]]:
    """Passages, and the parallels of each passage in each other Gospel."""
    verses = pd.read_csv(VERSES)
    books = dict(iter(verses.groupby("book")))

    def text(book: str, start: int, end: int) -> str:
        verses = books[book]
        inside = (verses["start"] >= start) & (verses["end"] <= end)
        return " ".join(verses["text"][inside])

    texts: dict[str, str] = {}
    parallels: dict[tuple[str, str], set[str]] = {}
    for pair in pd.read_csv(PARALLELS).itertuples(index=False):
        first = f"{pair.a} {pair.a_start}-{pair.a_end}"
        second = f"{pair.b} {pair.b_start}-{pair.b_end}"
        texts[first] = text(pair.a, pair.a_start, pair.a_end)
        texts[second] = text(pair.b, pair.b_start, pair.b_end)
        parallels.setdefault((first, pair.b), set()).add(second)
        parallels.setdefault((second, pair.a), set()).add(first)
    short = {name for name in texts if len(texts[name].split()) < MIN_WORDS_OF_PASSAGE}
    kept = {name: words for name, words in texts.items() if name not in short}
    goals = {
        key: found - short
        for key, found in parallels.items()
        if key[0] not in short and found - short
    }
    return dc.Corpus.from_texts(kept), goals


def share_of_parallels(
    table: pd.DataFrame, parallels: dict[tuple[str, str], set[str]]
) -> float:
    """Share of passages whose nearest one in another Gospel is a parallel."""
    square = table.pivot(index="doc", columns="other", values="score")
    book = np.array([name.split()[0] for name in square.columns])
    right = 0
    for (passage, other_book), goal in parallels.items():
        scores = square.loc[passage].to_numpy()
        scores = np.where(book == other_book, scores, -1.0)
        right += square.columns[scores.argmax()] in goal
    return right / len(parallels)


def correlations(scheme: str, stop: str | None) -> dict[str, float]:
    """How well the scores of the fifty texts agree with people: alone, and with each background."""
    fifty = judged_texts("lee.cor")
    judged = judgements()
    alone = dc.similarity(fifty, scheme=scheme, stop=stop)
    found = {"judged": correlation(alone, judged)}
    if scheme not in WITH_BACKGROUND:
        return found | {"background": np.nan, "general_debate": np.nan}
    backgrounds = {
        "background": judged_texts("lee_background.cor"),
        "general_debate": "un-general-debate",
    }
    for name, background in backgrounds.items():
        table = dc.similarity(fifty, scheme=scheme, stop=stop, background=background)
        found[name] = correlation(table, judged)
    return found


def rows(limit: int | None, *, only_judged: bool) -> Iterator[dict[str, object]]:
    """One row for each scheme and each choice of stop words."""
    if not only_judged:
        speeches, known = read_speeches(limit)
        gospels, parallels = passages()
    for scheme in WEIGHTING_SCHEMES:
        for stop in (None, "en"):
            row = {"scheme": scheme, "stop": stop or "-", **correlations(scheme, stop)}
            if not only_judged:
                nearest = dc.similarity(speeches, scheme=scheme, stop=stop, top=1)
                pairs = dc.similarity(gospels, scheme=scheme, stop=stop)
                row["speeches"] = share_of_kin(nearest, known)
                row["passages"] = share_of_parallels(pairs, parallels)
            yield row


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--speeches", type=int, default=None)
    parser.add_argument("--judged", action="store_true")
    options = parser.parse_args()
    table = pd.DataFrame(rows(options.speeches, only_judged=options.judged))
    sys.stdout.write(table.to_string(index=False, float_format="%.3f") + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
