"""A small corpus and a small lexicon whose counts are known by hand."""

from __future__ import annotations

import pandas as pd

from discourse.corpus import Corpus

CENTRAL_ASIA = "China-Central Asia"


# Frequencies by hand
HAND_TEXTS = {
    "a": "Win-win and win -win. Common destiny! 合作共赢 and 共赢 in 2030",
    "b": "nothing here",
    "c": "",
    "d": "all-win, win-win",
}


HAND_METADATA = pd.DataFrame(
    {"doc": list("abcd"), "side": ["x", "y", "z", "x"], "year": [1, 2, 3, 1]}
)


HAND_LEXICON = {
    "w": {
        "patterns": [
            "win-win",
            {"p": "all-win", "status": "variant"},
            {"p": "common destiny", "status": "clipped", "strict": False},
        ]
    },
    "h": ["共赢"],
    "n": ["never so"],
}


def hand_corpus() -> Corpus:
    return Corpus.from_texts(HAND_TEXTS, HAND_METADATA)
