"""How many mentions of a lexicon mean what the gloss of their family says?

Mentions are drawn from speeches of the UN General Debate (1990-2024), for which the lexicon was not written. Each is
read in its context and labelled. Labelled files are in `tests/lexicons/labels`, where README.md says what the labels mean.

    python tests/benchmarks/lexicon_precision.py draw --seed 33 --out drawn.csv       # half a minute
    python tests/benchmarks/lexicon_precision.py draw --seed 33 --out drawn.csv --without new_era win_win
    python tests/benchmarks/lexicon_precision.py score tests/lexicons/labels/un-speeches-first-draw.csv
    python tests/benchmarks/lexicon_precision.py compare tests/lexicons/labels/un-speeches-first-draw.csv
    python tests/benchmarks/lexicon_precision.py contexts --out tests/lexicons/labels/contexts/un-speeches.csv

`draw` takes the same number of mentions from each family; what a small family lacks goes to the others. It writes the
columns of a labelled file, the labels empty, and the text before and after each mention; with `--context 0` without
that text. `score` prints the share of mentions with each label; its intervals are those of Clopper and Pearson.
`compare` lists the mentions with `gloss` yes that the lexicon of today does not find any more: none of its mentions of
the same family in the same document overlaps them. `contexts` writes the words around each labelled mention, so that
it can be looked for where the speeches are not. Each takes `--lexicon`, the name of a bundled lexicon or a file.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

import discourse as dc
from discourse.measures import clopper_pearson

HERE = Path(__file__).resolve().parent
SPEECHES = HERE.parents[2] / "shared" / "data" / "ungdc_dev_1990_2024.jsonl.xz"
LEXICON = "chinese-diplomacy"
SIZE = 250  # the interval of a share of .97 is then about .04 wide
CONTEXT = 150  # characters on each side, about two lines
SHORT_CONTEXT = 60  # characters on each side that stand beside the labels
LABELLED = HERE.parent / "lexicons" / "labels"
LEAST = 10  # labels below which the share of a family says nothing

PLACE = ["family", "pattern", "doc", "start", "end", "surface"]
LABELS = ["gloss", "formula"]
COLUMNS = [*PLACE, *LABELS, "remark"]
GONE = "(pattern no longer in the lexicon)"


def sizes_of_samples(available: pd.Series, total: int) -> pd.Series:
    """How many mentions to draw from each family, of those that it has.

    Parameters
    ----------
    available : Series
        Number of mentions, by family.
    total : int
        Number of mentions to draw in all.

    Returns
    -------
    Series
        The same number for each family that has enough. Where the rest cannot be
        divided evenly, the first families in the order of the alphabet get one more.
    """
    left = available.sort_index()
    sizes = left * 0
    missing = min(total, int(left.sum()))
    while missing:
        open_families = left.index[left > 0]
        each = max(missing // len(open_families), 1)
        taken = left[open_families].clip(upper=each)[:missing]
        sizes = sizes.add(taken, fill_value=0).astype(int)
        left = left.sub(taken, fill_value=0).astype(int)
        missing -= int(taken.sum())
    return sizes


def draw(
    mentions: pd.DataFrame, *, size: int, seed: int, without: Sequence[str] = ()
) -> pd.DataFrame:
    """Draw mentions, spread over the families, to be read and labelled.

    Parameters
    ----------
    mentions : DataFrame
        As `discourse.mentions` makes it.
    size : int
        How many to draw.
    seed : int
        The same seed draws the same mentions.
    without : sequence of str
        Families of which none is drawn.

    Returns
    -------
    DataFrame
        The columns `COLUMNS`, with empty labels, by family in the order of the
        alphabet, then in the order of `mentions`.
    """
    rows = mentions[~mentions["family"].isin(without)].reset_index(drop=True)
    rows = rows.assign(family=rows["family"].astype(str))
    available = rows["family"].value_counts()
    chance = np.random.default_rng(seed)
    drawn = [rows.loc[[], PLACE]]
    for family, number in sizes_of_samples(available, size).items():
        candidates = np.flatnonzero(rows["family"] == family)
        chosen = chance.choice(candidates, number, replace=False)
        drawn.append(rows.loc[np.sort(chosen), PLACE])
    table = pd.concat(drawn, ignore_index=True)
    for column in COLUMNS[len(PLACE) :]:
        table[column] = ""
    return table


def add_contexts(drawn: pd.DataFrame, corpus: dc.Corpus, length: int) -> pd.DataFrame:
    """Add the columns `before` and `after`: so many characters on each side, in a line."""
    before = []
    after = []
    for row in drawn.itertuples():
        text = corpus[row.doc].text
        left = text[max(row.start - length, 0) : row.start]
        right = text[row.end : row.end + length]
        before.append(" ".join(left.split()))
        after.append(" ".join(right.split()))
    return drawn.assign(before=before, after=after)


def contexts_of(labels: pd.DataFrame, corpus: dc.Corpus) -> pd.DataFrame:
    """Return the words around each labelled place, which is there once.

    Returns
    -------
    DataFrame
        Columns `doc`, `start` and `end` of the place, `before` and `after`: the text on
        each side as it is in the speech, about 60 characters, in whole words.
    """
    places = labels[["doc", "start", "end"]].drop_duplicates()
    places = places.sort_values(["doc", "start", "end"], ignore_index=True)
    before = []
    after = []
    for row in places.itertuples():
        text = corpus.raw[row.doc]
        first = max(row.start - SHORT_CONTEXT, 0)
        # The place begins and ends at a blank, or at an end of the text.
        while 0 < first < row.start and not text[first - 1].isspace():
            first += 1
        last = min(row.end + SHORT_CONTEXT, len(text))
        while row.end < last < len(text) and not text[last].isspace():
            last -= 1
        before.append(text[first : row.start])
        after.append(text[row.end : last])
    return places.assign(before=before, after=after)


def read_labels(path: Path) -> pd.DataFrame:
    """Read a labelled file; a label that is neither yes nor no is refused."""
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    missing = [column for column in COLUMNS if column not in table.columns]
    if missing:
        raise ValueError(f"{path.name} lacks the columns {missing}")
    wrong = ~table[LABELS].isin(["yes", "no"]).all(axis=1)
    if wrong.any():
        line = int(wrong.idxmax()) + 1
        raise ValueError(
            f"{path.name}, mention {line}: a label is neither yes nor no; write one"
        )
    return table.astype({"start": int, "end": int})


def share_of(labels: pd.DataFrame, name: str) -> dict[str, object]:
    """One row of a score: the shares of each label, with the interval of `gloss`."""
    number = len(labels)
    right = int((labels["gloss"] == "yes").sum())
    formulas = int((labels["formula"] == "yes").sum())
    low, high = clopper_pearson(right, number)
    return {
        "of": name,
        "labelled": number,
        "right": right,
        "precision": right / number,
        "low": float(low),
        "high": float(high),
        "interval": "clopper_pearson",
        "formula": formulas,
        "formula_share": formulas / number,
    }


def score(
    labels: pd.DataFrame, lexicon: dc.Lexicon, *, least: int = LEAST
) -> pd.DataFrame:
    """Say how many of the labelled mentions mean what the gloss of their family says.

    Parameters
    ----------
    labels : DataFrame
        As `read_labels` gives it.
    lexicon : Lexicon
        It says the status of each pattern.
    least : int
        A family with fewer labels has no row.

    Returns
    -------
    DataFrame
        A row for all mentions together, for each family and for each status: `of`
        (which mentions), labelled, right (`gloss` is yes), precision, low, high,
        interval (its name), formula (`formula` is yes), formula_share.
    """
    if not len(labels):
        raise ValueError("the file has no labelled mention; draw and label some")
    status_of_pattern = {}
    for family in lexicon:
        for phrase in family.phrases:
            status_of_pattern[family.name, phrase.id] = phrase.status
    keys = zip(labels["family"], labels["pattern"], strict=True)
    status = [status_of_pattern.get(key, GONE) for key in keys]
    rows = [share_of(labels, "all families")]
    for name, part in labels.groupby("family"):
        if len(part) >= least:
            rows.append(share_of(part, f"family {name}"))
    for name, part in labels.groupby(np.array(status)):
        rows.append(share_of(part, f"status {name}"))
    return pd.DataFrame(rows)


def compare(labels: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """List the mentions labelled right that are not found any more.

    Parameters
    ----------
    labels : DataFrame
        As `read_labels` gives it.
    mentions : DataFrame
        As `discourse.mentions` makes it from the same documents.

    Returns
    -------
    DataFrame
        The rows of `labels` with `gloss` yes that no mention of their family in their
        document overlaps.
    """
    right = labels[labels["gloss"] == "yes"]
    today = mentions[["doc", "family", "start", "end"]].astype({"family": str})
    found_in = dict(list(today.groupby(["doc", "family"])))
    lost = []
    for row in right.itertuples():
        found = found_in.get((row.doc, row.family))
        if found is None:
            lost.append(True)
            continue
        overlaps = (found["start"] < row.end) & (found["end"] > row.start)
        lost.append(not overlaps.any())
    return right[np.array(lost, dtype=bool)]


def describe_comparison(labels: pd.DataFrame, lost: pd.DataFrame) -> str:
    """Say in a sentence how many were lost, and list them."""
    right = int((labels["gloss"] == "yes").sum())
    share = len(lost) / right if right else float("nan")
    told = f"{len(lost)} of {right} mentions labelled right are lost ({share:.1%})"
    if not len(lost):
        return told
    return f"{told}:\n{lost[[*PLACE, 'remark']].to_string(index=False)}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw, score, compare, or write contexts."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("task", choices=["draw", "score", "compare", "contexts"])
    parser.add_argument("labels", type=Path, nargs="?")
    parser.add_argument("--lexicon", default=LEXICON)
    parser.add_argument("--speeches", type=Path, default=SPEECHES)
    parser.add_argument("--size", type=int, default=SIZE)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--without", nargs="*", default=[])
    parser.add_argument("--context", type=int, default=CONTEXT)
    parser.add_argument("--out", type=Path)
    given = parser.parse_args(arguments)
    lexicon = dc.Lexicon.read(given.lexicon)
    if given.task == "draw":
        if given.out is None:
            parser.error("draw needs --out FILE")
        corpus = dc.read(given.speeches)
        mentions = dc.mentions(corpus, lexicon)
        drawn = draw(mentions, size=given.size, seed=given.seed, without=given.without)
        if given.context:
            drawn = add_contexts(drawn, corpus, given.context)
        drawn.to_csv(given.out, index=False, lineterminator="\n")
        return 0
    if given.task == "contexts":
        if given.out is None:
            parser.error("contexts needs --out FILE")
        labelled = [read_labels(path) for path in sorted(LABELLED.glob("*.csv"))]
        contexts = contexts_of(pd.concat(labelled), dc.read(given.speeches))
        # A carriage return in a text must stand in quotation marks.
        options = {"index": False, "lineterminator": "\n", "quoting": csv.QUOTE_ALL}
        contexts.to_csv(given.out, **options)
        return 0
    if given.labels is None:
        parser.error(f"{given.task} needs a labelled file")
    labels = read_labels(given.labels)
    if given.task == "score":
        told = score(labels, lexicon).to_string(index=False)
    else:
        corpus = dc.read(given.speeches)
        corpus = corpus.where(corpus.documents["doc"].isin(labels["doc"]))
        told = describe_comparison(
            labels, compare(labels, dc.mentions(corpus, lexicon))
        )
    sys.stdout.write(f"{told}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
