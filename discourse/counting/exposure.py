"""How many words a rate is among: those in the scripts of what is counted.

A formula in Latin letters has no chance to occur among Chinese words, so its rate is among the words in its own script;
digits belong to every script, so that words add up over any division of a text.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from discourse.corpus import Corpus

__all__ = ["EVERY", "exposed", "marks_of_scripts", "marks_of_words"]

EVERY = 0  # the mark of what is counted among all words
ABSENT = (
    -1
)  # ... and of what is in a script that the corpus does not have: it is among no words


def _bits(corpus: Corpus) -> tuple[dict[str, int], np.ndarray]:
    """A bit for each script (at most 62 can be told apart), and the bit of each word; 0 for digits."""
    scripts = corpus.stream.scripts.tolist()
    names = sorted(set(scripts) - {"common"})[:62]
    place = {name: 1 << number for number, name in enumerate(names)}
    return place, np.array([place.get(name, 0) for name in scripts], dtype=np.int64)


def marks_of_scripts(corpus: Corpus, scripts: Iterable[frozenset[str]]) -> np.ndarray:
    """Return the mark of each set of scripts: its bits (int64)."""
    known, _ = _bits(corpus)
    marks = [
        sum(known.get(name, 0) for name in names)
        if names & {*known, "common"}
        else ABSENT
        for names in scripts
    ]
    return np.array(marks, dtype=np.int64)


def marks_of_words(corpus: Corpus, grams: np.ndarray) -> np.ndarray:
    """Return the mark of each row of word ids (-1 = no word): the scripts of its words as bits (int64)."""
    bits = np.append(_bits(corpus)[1], 0)
    return np.asarray(np.bitwise_or.reduce(bits[grams], axis=1), dtype=np.int64)


def exposed(corpus: Corpus, marks: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the words of each document for each kind of mark (int64), and the kind of each mark."""
    stream, size = corpus.stream, len(corpus)
    bits = _bits(corpus)[1]
    kinds, kind = np.unique(marks, return_inverse=True)
    words = np.zeros((size, max(len(kinds), 1)), dtype=np.int64)
    for column, mark in enumerate(kinds.tolist()):
        if mark != ABSENT:
            fits = (
                ((bits & mark) > 0) | (bits == 0)
                if mark
                else np.ones(len(bits), dtype=bool)
            )
            words[:, column] = np.bincount(
                stream.document[fits[stream.ids]], minlength=size
            )
    return words, kind.reshape(-1)
