"""Exact runs of words that two documents share: where an alignment begins.

Runs are looked for in the words with hyphens taken apart ("China-Central Asian" is three words here), so that a
hyphen, a spaced hyphen and a blank do not separate. They may cross the end of a sentence or a paragraph, never a
mask.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from discourse.corpus import Corpus
from discourse.corpus.cache import Key, cached
from discourse.spans import expand_ranges
from discourse.text import MASK

__all__ = ["WORD_PARTS", "Parts", "Seeds", "parts", "seeds"]


@dataclass(frozen=True, eq=False)
class Parts:
    """The stream with hyphened words taken apart.

    Attributes
    ----------
    codes : int64 array, shape (parts,)
        Identity of each part.
    token : int64 array, shape (parts,)
        The token it belongs to.
    document : int64 array, shape (parts,)
    wall : bool array, shape (parts + 1,)
        Whether nothing may be followed from the part before to this one: a document begins, or text is masked.
    """

    codes: np.ndarray
    token: np.ndarray
    document: np.ndarray
    wall: np.ndarray


WORD_PARTS: Key[Parts] = Key("word_parts")


def parts(corpus: Corpus) -> Parts:
    """Return the parts of the words of `corpus`, made once."""
    return cached(corpus, WORD_PARTS, lambda: _parts(corpus))


def _parts(corpus: Corpus) -> Parts:
    stream = corpus.stream
    split = [
        [part for part in word.split("-") if part] or [word]
        for word in stream.vocabulary
    ]
    names = {
        part: number
        for number, part in enumerate(sorted({part for word in split for part in word}))
    }
    size = np.array([len(word) for word in split], dtype=np.int64)
    flat = np.array([names[part] for word in split for part in word], dtype=np.int64)
    begin = np.cumsum(size) - size
    ids = stream.ids
    low = begin[ids] if len(ids) else np.empty(0, np.int64)
    high = low + size[ids] if len(ids) else low
    token = np.repeat(np.arange(len(ids)), high - low)
    wall = np.ones(len(token) + 1, dtype=bool)
    fresh = np.zeros(len(ids), dtype=bool)
    fresh[stream.bounds[:-1][np.diff(stream.bounds) > 0]] = True
    fresh |= stream.gap == MASK
    first = np.ones(len(token), dtype=bool)
    first[1:] = token[1:] != token[:-1]
    wall[:-1] = fresh[token] & first
    return Parts(
        flat[expand_ranges(low, high)],
        token,
        stream.document[token].astype(np.int64),
        wall,
    )


@dataclass(frozen=True, eq=False)
class Seeds:
    """Exact runs that cannot be made longer: in parts, one row a pair of places, the earlier document first."""

    first: np.ndarray
    second: np.ndarray
    length: np.ndarray


def seeds(found: Parts, *, words: int, most: int) -> Seeds:
    """Return the exact runs of at least `words` parts that two documents share.

    A wording of `words` parts that stands in more than `most` documents is stock, not reuse, and begins no run (it may
    lie inside one): the pairs of a phrase in a thousand documents would be half a million.
    """
    place, group = _classes(found, words)
    keep = _shared(found.document[place], group, most)
    place, group = place[keep], group[keep]
    pairs = [np.empty((0, 2), dtype=np.int64)]
    step = 1
    while len(place) > step and (group[step:] == group[:-step]).any():
        near = (group[step:] == group[:-step]).nonzero()[0]
        one, two = place[near], place[near + step]
        apart = found.document[one] != found.document[two]
        # A run that could begin a word earlier is found there.
        begins = (
            found.wall[one]
            | found.wall[two]
            | (found.codes[one - 1] != found.codes[two - 1])
        )
        pairs.append(np.column_stack([one, two])[apart & begins])
        step += 1
    rows = np.concatenate(pairs)
    rows = rows[np.lexsort((rows[:, 1], rows[:, 0]))]
    return Seeds(rows[:, 0], rows[:, 1], _lengths(found, rows[:, 0], rows[:, 1], words))


def _classes(found: Parts, words: int) -> tuple[np.ndarray, np.ndarray]:
    """Places where a run of `words` parts begins that stands elsewhere too, and a number for each wording.

    Naming by doubling: a run of 2h is named by its two halves, and what stands once is dropped at every step. Exact,
    and a handful of sorts.
    """
    walls = np.cumsum(found.wall[:-1])
    size = len(found.codes)
    name = found.codes.copy()  # name[i]: the run of `length` parts at i; -1 where it stands once or meets a wall
    length = 1
    place = np.arange(size)
    while length < words:
        reach = min(length, words - length)
        place = place[place + reach + length <= size]
        place = (
            place[
                walls[np.minimum(place + reach + length - 1, size - 1)] == walls[place]
            ]
            if len(place)
            else place
        )
        left, right = name[place], name[place + reach]
        place, left, right = (
            array[(left >= 0) & (right >= 0)] for array in (place, left, right)
        )
        _, number, count = np.unique(
            left * np.int64(size + 1) + right, return_inverse=True, return_counts=True
        )
        often = count[number] > 1
        place, number = place[often], number[often]
        name = np.full(size, -1, dtype=np.int64)
        name[place] = number
        length += reach
    group = name[place]
    order = np.argsort(group, kind="stable")
    return place[order], group[order]


def _shared(document: np.ndarray, group: np.ndarray, most: int) -> np.ndarray:
    """Which rows belong to a wording that stands in 2 to `most` documents (rows sorted by group, then place)."""
    if not len(group):
        return np.zeros(0, dtype=bool)
    fresh = np.ones(len(group), dtype=bool)
    fresh[1:] = (group[1:] != group[:-1]) | (document[1:] != document[:-1])
    documents = np.bincount(group, weights=fresh)[group]
    return np.asarray((documents > 1) & (documents <= most))


def _lengths(found: Parts, one: np.ndarray, two: np.ndarray, words: int) -> np.ndarray:
    """How far the runs that begin at `one` and `two` agree, letter by letter of the stream of parts."""
    length = np.full(len(one), words, dtype=np.int64)
    open_ = np.arange(len(one))
    while len(open_):
        a, b = one[open_] + length[open_], two[open_] + length[open_]
        inside = ~(found.wall[a] | found.wall[b])
        open_, a, b = open_[inside], a[inside], b[inside]
        open_ = open_[found.codes[a] == found.codes[b]]
        length[open_] += 1
    return length
