"""Test the weights by which a word inside a line is taken for prose or for a list.

The pages are those of ../shared/data/pages.parquet: 482 pages, each of another site, with snippets that readers marked
as article (body) or as frame. Each page is read as one line. A word counts if its line holds a snippet of one kind only.
The pages are read where they lie, and nothing of them is written.

    python tests/benchmarks/prose_weights.py                  # half a minute

It prints the weights in use, as they stand in discourse/cleaning/prose_evidence.py, and those of a logistic regression.
For both it prints how well the score puts words of articles above words of frames (the area under the ROC curve; 0.5 is
chance), on all pages, and for the regression also on pages held out.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from discourse.cleaning.prose_evidence import WEIGHTS, measure_side, observe_words
from discourse.text import tokenise

HERE = Path(__file__).resolve().parent
PAGES = HERE.parents[2] / "shared" / "data" / "pages.parquet"
FOLDS = 10
ROUNDS = 8  # of fitting: each word is judged by the side that speaks more for prose
INVERSE_PENALTY = 100
UNMARKED, FRAME, BODY = -1, 0, 1


@dataclass(frozen=True)
class Words:
    """The marked words of all pages, one row each."""

    before: NDArray[np.float64]
    after: NDArray[np.float64]
    is_body: NDArray[np.bool_]
    page: NDArray[np.int64]

    def where(self, chosen: NDArray[np.bool_]) -> Words:
        """Some of the words."""
        return Words(
            self.before[chosen],
            self.after[chosen],
            self.is_body[chosen],
            self.page[chosen],
        )

    def nearer_side(self, weights: NDArray[np.float64]) -> NDArray[np.float64]:
        """The signs on the side of each word that speaks more for prose."""
        is_before = self.before @ weights >= self.after @ weights
        return np.where(is_before[:, None], self.before, self.after)

    def area(self, weights: NDArray[np.float64]) -> float:
        """The area under the ROC curve."""
        scores = self.nearer_side(weights) @ weights
        return float(roc_auc_score(self.is_body, scores))


def read_words(path: Path) -> Words:
    """The marked words of all pages."""
    table = pd.read_parquet(path)
    texts = []
    marks = []
    for row in table.itertuples():
        lines = [" ".join(line.split()) for line in row.text.split("\n")]
        text = " ".join(filter(None, lines))
        texts.append(text)
        marks.append(mark_characters(list(filter(None, lines)), row.body, row.frame))
    stream, _ = tokenise(texts, ["line"] * len(texts))
    signs = observe_words(texts, stream)
    page = stream.document.astype(np.int64)
    text_starts = np.cumsum([0, *map(len, marks)])[page]
    mark = np.concatenate(marks)[text_starts + stream.start]
    before = measure_side(signs, stream.bounds, looks_back=True)
    after = measure_side(signs, stream.bounds, looks_back=False)
    words = Words(np.column_stack(before), np.column_stack(after), mark == BODY, page)
    return words.where(mark != UNMARKED)


def mark_characters(
    lines: Sequence[str], body: Iterable[str], frame: Iterable[str]
) -> NDArray[np.int8]:
    """Whether each character of a page on one line is of a line of the article."""
    marks = []
    for line in lines:
        letters = "".join(line.split())
        has_body = any("".join(snippet.split()) in letters for snippet in body)
        has_frame = any("".join(snippet.split()) in letters for snippet in frame)
        mark = UNMARKED
        if has_body != has_frame:
            mark = BODY if has_body else FRAME
        marks.append(np.full(len(line) + 1, mark, dtype=np.int8))
    return np.concatenate(marks)


def fit(words: Words) -> NDArray[np.float64]:
    """The weights of a logistic regression."""
    weights = np.array(WEIGHTS)
    for _ in range(ROUNDS):
        model = LogisticRegression(C=INVERSE_PENALTY, max_iter=500)
        model.fit(words.nearer_side(weights), words.is_body)
        weights = model.coef_[0]
    return weights


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=Path, default=PAGES)
    options = parser.parse_args()
    words = read_words(options.pages)
    write = sys.stdout.write
    body_count = int(words.is_body.sum())
    write(f"{body_count} words of articles, {len(words.page) - body_count} of frames\n")
    in_use = np.array(WEIGHTS)
    fitted = fit(words)
    for name, weights in (("in use", in_use), ("fitted", fitted)):
        shown = " ".join(f"{weight:6.2f}" for weight in weights)
        write(f"{name}  {shown}  area {words.area(weights):.3f}\n")
    areas = []
    for fold in range(FOLDS):
        is_held_out = words.page % FOLDS == fold
        part = words.where(is_held_out)
        areas.append((part.area(in_use), part.area(fit(words.where(~is_held_out)))))
    for name, area in zip(("in use", "fitted"), np.mean(areas, axis=0), strict=True):
        write(f"{name}, mean of ten parts of the pages held out: area {area:.3f}\n")


if __name__ == "__main__":
    main()
