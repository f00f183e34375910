"""What the tests of document similarity share: small corpora, and tables read by pair."""

from __future__ import annotations

import numpy as np
import pandas as pd

from discourse.corpus import Corpus


def number_texts(texts: list[str]) -> Corpus:
    return Corpus.from_texts({f"d{number}": text for number, text in enumerate(texts)})


def draw_words(sizes: dict[str, int], *, words: int = 400) -> Corpus:
    """Texts of so many words each, drawn from so many."""
    chance = np.random.default_rng(0)
    draw = {name: chance.integers(0, words, size) for name, size in sizes.items()}
    return Corpus.from_texts(
        {name: " ".join(f"w{number}" for number in own) for name, own in draw.items()}
    )


def score_square(table: pd.DataFrame) -> pd.DataFrame:
    return table.pivot(index="doc", columns="other", values="score")


def notes_by_pair(table: pd.DataFrame) -> dict[tuple[str, str], str]:
    return dict(
        zip(zip(table["doc"], table["other"], strict=True), table["note"], strict=True)
    )
