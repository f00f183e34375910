"""Fit the weights by which `debris` judges the lines of a web page, and test them on pages held out.

The pages are those of ../shared/data/pages.parquet: 482 pages, each of another site, with snippets that readers marked
as article (body) or as frame. They are read where they lie, and nothing of them is written.

    python tests/benchmarks/boilerplate_weights.py            # a minute or two

It prints the weight and the typical value of each kind of evidence, as they stand in
discourse/cleaning/boilerplate_evidence.py, the share of body and frame that is kept on pages held out (in ten parts,
fitted on nine, the score that divides them taken from the nine as well), and the same by the weights that are in use.
A snippet is kept if all lines of one of its occurrences are; what other rules mask is not kept.
"""

from __future__ import annotations

import argparse
import re
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from discourse.cleaning import debris
from discourse.cleaning.boilerplate import KINDS_OF_FRAME, has_frame
from discourse.cleaning.boilerplate_evidence import (
    EVIDENCE,
    measure_evidence,
    score_evidence,
)
from discourse.cleaning.text_blocks import Page, divide_into_blocks
from discourse.corpus import Corpus

HERE = Path(__file__).resolve().parent
PAGES = HERE.parents[2] / "shared" / "data" / "pages.parquet"
OWN_RULES = ("boilerplate", "likely-boilerplate")
FOLDS = 10
REPEATS = 5
ROUNDS = (
    3  # of fitting: a snippet that stands in several places is taken at the best one
)
INVERSE_PENALTY = 0.3
BODY_KEPT = (0.985, 0.98, 0.975, 0.97, 0.95, 0.945, 0.94, 0.935, 0.93)
SURE, NEVER = 1e9, -1e9


@dataclass(frozen=True)
class Snippet:
    """A marked snippet: its page, and the rows of the blocks of each occurrence."""

    page: int
    is_body: bool
    occurrences: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Pages:
    """The blocks of all pages, one row each."""

    evidence: NDArray[np.float64]
    is_masked: NDArray[np.bool_]
    has_frame: NDArray[np.bool_]
    snippets: tuple[Snippet, ...]
    count: int


def read_pages(path: Path) -> Pages:
    """Measure all pages."""
    table = pd.read_parquet(path)
    evidence, is_masked, framed, snippets = [], [], [], []
    first_row = 0
    for number, row in enumerate(table.itertuples()):
        corpus = Corpus.from_texts({row.doc: row.text})
        is_wrapped = corpus.paragraphs[row.doc] == "blank"
        page = divide_into_blocks(corpus.raw[row.doc], is_wrapped=is_wrapped)
        block_count = len(page.blocks)
        evidence.append(measure_evidence(page))
        table_of_page = debris(corpus)
        known = table_of_page[~table_of_page["rule"].isin(OWN_RULES)]
        is_masked.append(masked_blocks(known, page))
        has_known_furniture = bool(known["kind"].isin(KINDS_OF_FRAME).any())
        is_web_page = has_frame(page.blocks, has_known_furniture=has_known_furniture)
        framed.append(np.full(block_count, is_web_page))
        for is_body, texts in ((True, row.body), (False, row.frame)):
            for text in texts:
                places = find_snippet(page, text, first_row)
                snippets.append(Snippet(number, is_body, places))
        first_row += block_count
    return Pages(
        evidence=np.concatenate(evidence),
        is_masked=np.concatenate(is_masked),
        has_frame=np.concatenate(framed),
        snippets=tuple(snippets),
        count=len(table),
    )


def masked_blocks(known: pd.DataFrame, page: Page) -> NDArray[np.bool_]:
    """Which blocks the other rules of `debris` mask, or most of them."""
    rows = known[known["action"].eq("mask")]
    masked = []
    for block in page.blocks:
        starts = np.maximum(rows["start"], block.start)
        ends = np.minimum(rows["end"], block.end)
        covered = np.maximum(ends - starts, 0).sum()
        masked.append(covered > 0.5 * (block.end - block.start))
    return np.array(masked)


def find_snippet(page: Page, text: str, first_row: int) -> tuple[tuple[int, ...], ...]:
    """The rows of the blocks of each occurrence, blanks left out of account."""
    letters = "".join(page.raw.split())
    offsets = np.flatnonzero([not char.isspace() for char in page.raw])
    starts = np.array([block.start for block in page.blocks])
    ends = np.array([block.end for block in page.blocks])
    wanted = "".join(text.split())
    places = []
    for match in re.finditer(f"(?={re.escape(wanted)})", letters):
        span = offsets[match.start() : match.start() + len(wanted)]
        blocks = np.unique(np.searchsorted(starts, span, side="right") - 1)
        inside = [number for number in blocks if number >= 0 and ends[number] > span[0]]
        places.append(tuple(first_row + number for number in inside))
    return tuple(places)


def judge_snippets(
    pages: Pages, scores: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """The score of each snippet and the row that settles it: the best occurrence, its worst block."""
    final = np.where(pages.has_frame, scores, SURE)
    final = np.where(pages.is_masked, NEVER, final)
    values, rows = [], []
    for snippet in pages.snippets:
        settling = []
        for occurrence in snippet.occurrences:
            if occurrence:
                settling.append(min(occurrence, key=final.__getitem__))
        row = max(settling, key=final.__getitem__, default=-1)
        values.append(final[row] if row >= 0 else NEVER)
        rows.append(row)
    return np.array(values), np.array(rows)


def fit(
    pages: Pages, is_training: NDArray[np.bool_]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The weights, and the typical value of each kind of evidence in lines of articles."""
    spread = pages.evidence.std(axis=0)
    is_body = np.array([snippet.is_body for snippet in pages.snippets])
    scores = score_evidence(pages.evidence)
    weights = typical = np.zeros(len(EVIDENCE))
    for _ in range(ROUNDS):
        values, rows = judge_snippets(pages, scores)
        used = is_training & (values > NEVER)
        chosen = pages.evidence[rows[used]]
        model = LogisticRegression(C=INVERSE_PENALTY, max_iter=1000)
        model.fit(chosen / spread, is_body[used])
        weights = model.coef_[0] / spread
        typical = chosen[is_body[used]].mean(axis=0)
        scores = (pages.evidence - typical) @ weights
    return weights, typical


def kept_shares(
    values: NDArray[np.float64], is_body: NDArray[np.bool_], limit: float
) -> tuple[float, float]:
    """The shares of body and of frame that are kept."""
    is_kept = values >= limit
    return float(is_kept[is_body].mean()), float(is_kept[~is_body].mean())


def limit_that_keeps(
    values: NDArray[np.float64], is_body: NDArray[np.bool_], share: float
) -> float:
    """The score below which a block is boilerplate, so that this share of body is kept."""
    scores = np.sort(values[is_body])
    return float(scores[int((1 - share) * len(scores))])


def cross_validate(pages: Pages) -> pd.DataFrame:
    """Shares kept on pages held out: a row for a part of the pages and an aim."""
    is_body = np.array([snippet.is_body for snippet in pages.snippets])
    page_of_snippet = np.array([snippet.page for snippet in pages.snippets])
    rows = []
    for repeat in range(REPEATS):
        order = np.random.default_rng(repeat).permutation(pages.count)
        folds = (order % FOLDS)[page_of_snippet]
        for fold in range(FOLDS):
            held_out = folds == fold
            weights, typical = fit(pages, ~held_out)
            scores = (pages.evidence - typical) @ weights
            values, _ = judge_snippets(pages, scores)
            for share in BODY_KEPT:
                limit = limit_that_keeps(values[~held_out], is_body[~held_out], share)
                body, frame = kept_shares(values[held_out], is_body[held_out], limit)
                rows.append((repeat, share, limit, body, frame))
    return pd.DataFrame(rows, columns=["repeat", "aim", "limit", "body", "frame"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=Path, default=PAGES)
    options = parser.parse_args()
    pages = read_pages(options.pages)
    is_body = np.array([snippet.is_body for snippet in pages.snippets])
    write = sys.stdout.write
    weights, typical = fit(pages, np.ones(len(is_body), dtype=bool))
    write(f"{'evidence':22} {'weight':>7} {'typical':>7}   in use\n")
    for kind, weight, value in zip(EVIDENCE, weights, typical, strict=True):
        write(
            f"{kind.name:22} {weight:7.2f} {value:7.2f}   {kind.weight} {kind.typical}\n"
        )
    write("\nweights in use, all pages\n")
    values, _ = judge_snippets(pages, score_evidence(pages.evidence))
    for share in BODY_KEPT:
        limit = limit_that_keeps(values, is_body, share)
        body, frame = kept_shares(values, is_body, limit)
        write(f"score {limit:6.2f}  body kept {body:.3f}  frame kept {frame:.3f}\n")
    write("\npages held out (mean; standard deviation over parts of 48 pages)\n")
    for share, part in cross_validate(pages).groupby("aim"):
        body, frame = part["body"], part["frame"]
        write(
            f"aim {share:.3f}  body kept {body.mean():.3f} ({body.std():.3f})"
            f"  frame kept {frame.mean():.3f} ({frame.std():.3f})\n"
        )


if __name__ == "__main__":
    main()
