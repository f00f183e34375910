"""Where a phrase occurs: the only room that looks for phrases.

A phrase is compiled to shapes, words at fixed places (:mod:`discourse.phrases`). For each shape the positions of its
rarest word are taken from the postings, the other words are compared at their places, and the gap classes between
them accept or refuse: no backtracking, and time in proportion to the rarest word.

**Which hit counts.** Hits that overlap a phrase of ``not`` are cancelled. Of one pattern, a hit with fewer words in
its gaps is taken before another that begins, or ends, at the same word. In a family the hit with the most words of
its own wins over those it overlaps; then the one with fewer words in gaps, the one further left, the pattern that
stands first. Families do not know each other and may overlap.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from discourse.corpus import Corpus
from discourse.corpus.cache import Key, cached
from discourse.counting.inverted_index import inverted_index_of
from discourse.counting.rate_denominators import (
    ALL_SCRIPTS,
    TermCounts,
    count_denominators,
    script_bits_of_names,
)
from discourse.lexicons import Family, Lexicon
from discourse.phrases import CompiledPattern, Phrase
from discourse.settings import CUE_DISTANCE
from discourse.text import STOP_LOWER, character_class, fold

__all__ = [
    "GLOB_WORDS",
    "Hits",
    "count_families_and_words",
    "find_levels",
    "find_mentions",
    "find_occurrences",
]

# By pattern with stars: ids of the words that fit.
GLOB_WORDS: Key[list[int]] = Key("glob_words")


@dataclass(frozen=True, eq=False)
class Hits:
    """Mentions as arrays, one a row, sorted by family and place.

    Attributes
    ----------
    family, phrase : int64 arrays
        Place of the family in the lexicon, and of the phrase in its family.
    first, last : int64 arrays
        Half-open range of tokens in ``corpus.stream``.
    """

    family: np.ndarray
    phrase: np.ndarray
    first: np.ndarray
    last: np.ndarray

    def __len__(self) -> int:
        return len(self.first)


def find_mentions(corpus: Corpus, lexicon: Lexicon) -> Hits:
    """Return every mention of every family of `lexicon` in `corpus`."""
    parts = [_family(corpus, family) for family in lexicon.families]
    number = np.repeat(
        np.arange(len(parts), dtype=np.int64), [len(part) for part in parts]
    )
    rows = np.concatenate([np.empty((0, 3), np.int64), *parts])
    return Hits(number, rows[:, 2], rows[:, 0], rows[:, 1])


def count_families_and_words(
    corpus: Corpus,
    lexicon: Lexicon,
    *,
    hits: Hits | None = None,
    used: np.ndarray | None = None,
    by_script: bool = True,
) -> TermCounts:
    """Count the families of `lexicon` in every document, and the words that their rates are among.

    Parameters
    ----------
    corpus : Corpus
    lexicon : Lexicon
    hits : Hits, optional
        What :func:`find_mentions` gives; found if not given.
    used : bool array, optional
        Which of `hits` count; all if not given.
    by_script : bool
        Whether a rate is among the words in the scripts of the family's patterns, or always among all words.
    """
    hits = find_mentions(corpus, lexicon) if hits is None else hits
    which = np.arange(len(hits)) if used is None else used.nonzero()[0]
    cells = (corpus.stream.document[hits.first[which]], hits.family[which])
    matrix = csr_array(
        (np.ones(len(which), dtype=np.int64), cells), shape=(len(corpus), len(lexicon))
    )
    matrix.sum_duplicates()
    if by_script:
        scripts = [family.scripts for family in lexicon.families]
        marks = script_bits_of_names(corpus, scripts)
    else:
        marks = np.full(len(lexicon), ALL_SCRIPTS)
    among = count_denominators(corpus, marks)
    return TermCounts(
        words=among.words, kind=among.kind, matrix=matrix, source=lexicon.names
    )


def find_occurrences(corpus: Corpus, phrase: Phrase) -> np.ndarray:
    """Return every place where `phrase` fits, as rows of first token, last token (exclusive), words in gaps.

    Before any choice between them: rows may overlap. int64, shape (hits, 3), sorted.
    """
    found = [np.empty((0, 3), np.int64)]
    for shape in phrase.shapes:
        first = _fits(corpus, shape)
        if len(first):
            size = len(shape.words)
            found.append(
                np.column_stack([first, first + size, np.full(len(first), shape.gaps)])
            )
    rows = np.unique(np.concatenate(found), axis=0)
    if phrase.case != "any" and len(rows):
        rows = rows[
            np.array(
                [_cased(corpus, int(a), int(b), phrase.case) for a, b, _ in rows],
                dtype=bool,
            )
        ]
    return rows


def _fits(corpus: Corpus, shape: CompiledPattern) -> np.ndarray:
    stream, size = corpus.stream, len(shape.words)
    wanted: list[tuple[int, np.ndarray]] = []
    for place, words in enumerate(shape.words):
        if words is not None and words != {"*"}:
            wanted.append((place, _ids(corpus, words)))
    if any(not len(ids) for _, ids in wanted):
        return np.empty(0, np.int64)
    if wanted:
        table = inverted_index_of(corpus)
        wanted.sort(key=lambda item: (table.count_occurrences(item[1]), item[0]))
        place, ids = wanted[0]
        first = table.positions_of(ids) - place
    else:
        first = np.arange(len(stream), dtype=np.int64)
    first = first[(first >= 0) & (first + size <= len(stream))]
    for place, ids in wanted[1:]:
        there = stream.ids[first + place]
        first = first[there == ids[0] if len(ids) == 1 else np.isin(there, ids)]
    for place, allowed in enumerate(shape.allowed, 1):
        first = first[(allowed >> stream.gap[first + place].astype(np.int64)) & 1 == 1]
    for place, literal in enumerate(shape.literals, 1):
        if literal and len(first):
            first = first[
                np.array(
                    [_between(corpus, at + place) == literal for at in first.tolist()],
                    dtype=bool,
                )
            ]
    return first


def _ids(corpus: Corpus, words: frozenset[str]) -> np.ndarray:
    """Ids of the words of the vocabulary that fit any of `words`, ascending."""
    lookup = corpus.stream.lookup
    found = {lookup[word] for word in words if word in lookup}
    for word in words:
        if "*" in word:
            found.update(_fitting(corpus, word))
    return np.array(sorted(found), dtype=np.int64)


def _fitting(corpus: Corpus, word: str) -> list[int]:
    vocabulary = corpus.stream.vocabulary
    return cached(corpus, GLOB_WORDS, lambda: _glob(vocabulary, word), options=word)


def _glob(vocabulary: Sequence[str], word: str) -> list[int]:
    """Ids of the words that fit a word with stars: each piece in turn at its leftmost place, so in linear time."""
    head, *middle, tail = word.split("*")
    found = []
    for number, candidate in enumerate(vocabulary):
        if (
            not candidate.startswith(head)
            or not candidate.endswith(tail)
            or len(candidate) < len(head) + len(tail)
        ):
            continue
        at, end = len(head), len(candidate) - len(tail)
        for piece in middle:
            place = candidate.find(piece, at, end)
            at = -1 if place < 0 else place + len(piece)
            if at < 0:
                break
        if at >= 0:
            found.append(number)
    return found


def _between(corpus: Corpus, token: int) -> str:
    """The punctuation between a token and the one before it: folded, without blanks and quotation marks."""
    stream = corpus.stream
    doc = corpus.names[int(stream.document[token])]
    gap = corpus.raw[doc][int(stream.end[token - 1]) : int(stream.start[token])]
    passed = ("blank", "quote", "apostrophe", "nothing")
    return "".join(char for char in fold(gap) if character_class(char) not in passed)


def _cased(corpus: Corpus, first: int, last: int, case: str) -> bool:
    stream = corpus.stream
    raw = corpus.raw[corpus.names[int(stream.document[first])]]
    words = [
        raw[int(stream.start[token]) : int(stream.end[token])]
        for token in range(first, last)
    ]
    if case == "upper":
        whole = " ".join(words)
        return whole.upper() == whole != whole.lower()
    return all(
        word[0].isupper()
        for word in [word for word in words if len(word) >= 5] or words
    )


# ---------------------------------------------------------------------------------------------------------------------
# Which hit counts


def _family(corpus: Corpus, family: Family) -> np.ndarray:
    """Rows of first, last, phrase for one family, after the rules at the head of this module; sorted."""
    found = [find_occurrences(corpus, phrase) for phrase in family.phrases]
    against = (
        [find_occurrences(corpus, phrase) for phrase in family.exclude]
        if any(map(len, found))
        else []
    )
    parts = [np.empty((0, 4), np.int64)]
    for number, rows in enumerate(found):
        for other in against:
            rows = rows[~_touches(rows, other)]
        rows = _lazy(rows)
        parts.append(np.column_stack([rows, np.full(len(rows), number)]))
    rows = np.concatenate(parts)
    own = rows[:, 1] - rows[:, 0] - rows[:, 2]
    rows = rows[np.lexsort((rows[:, 3], rows[:, 0], rows[:, 2], -own))]
    kept = rows[_apart(rows[:, 0], rows[:, 1])]
    return kept[np.argsort(kept[:, 0], kind="stable")][:, [0, 1, 3]]


def _lazy(rows: np.ndarray) -> np.ndarray:
    """Keep, of hits that begin at one word, those with the fewest words in gaps; then of those that end at one."""
    if not rows[:, 2].any():
        return rows
    for side in (0, 1):
        least = np.full(int(rows[:, side].max()) + 1, np.iinfo(np.int64).max)
        np.minimum.at(least, rows[:, side], rows[:, 2])
        rows = rows[rows[:, 2] == least[rows[:, side]]]
    return rows


def _touches(rows: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Which of `rows` share a token with one of `other` (bool)."""
    if not len(other) or not len(rows):
        return np.zeros(len(rows), dtype=bool)
    order = np.argsort(other[:, 0], kind="stable")
    start, reach = other[order, 0], np.maximum.accumulate(other[order, 1])
    before = (
        np.searchsorted(start, rows[:, 1]) - 1
    )  # the last that begins before the row ends
    return np.asarray((before >= 0) & (reach[np.maximum(before, 0)] > rows[:, 0]))


def _apart(first: np.ndarray, last: np.ndarray) -> np.ndarray:
    """Take spans in the order given, each unless it overlaps one taken before; return which were taken (bool)."""
    kept = np.ones(len(first), dtype=bool)
    order = np.argsort(first, kind="stable")
    reach = np.maximum.accumulate(last[order]) if len(order) else last
    fresh = np.ones(len(first), dtype=bool)
    fresh[1:] = first[order][1:] >= reach[:-1]
    cluster = np.empty(len(first), dtype=np.int64)
    cluster[order] = np.cumsum(fresh) - 1
    crowded = np.bincount(cluster, minlength=1)[cluster] > 1 if len(first) else kept
    taken: dict[int, list[tuple[int, int]]] = {}
    for row in crowded.nonzero()[0].tolist():
        a, b = int(first[row]), int(last[row])
        others = taken.setdefault(int(cluster[row]), [])
        kept[row] = all(b <= low or high <= a for low, high in others)
        if kept[row]:
            others.append((a, b))
    return kept


# ---------------------------------------------------------------------------------------------------------------------
# Levels


def find_levels(
    corpus: Corpus, lexicon: Lexicon, hits: Hits
) -> tuple[list[str], np.ndarray]:
    """Return the level of each hit, and the tokens of the cue that gave it (int64, shape (hits, 2), -1 = none).

    Cues are looked for inside the hit, then among the :data:`discourse.settings.CUE_DISTANCE` words before it, then among as many after it, in
    the same sentence; the nearest wins, then the longer. A family without levels has ``""``; a hit without a cue,
    ``"unspecified"``.
    """
    names = [""] * len(hits)
    cues = np.full((len(hits), 2), -1, dtype=np.int64)
    sentence = np.cumsum(corpus.stream.gap > STOP_LOWER)
    for number, family in enumerate(lexicon.families):
        rows = (hits.family == number).nonzero()[0].tolist()
        if not family.levels or not rows:
            continue
        found = _cues(corpus, family)
        starts = found[:, 0]
        for row in rows:
            a, b = int(hits.first[row]), int(hits.last[row])
            near = found[
                np.searchsorted(starts, a - CUE_DISTANCE - 8) : np.searchsorted(
                    starts, b + CUE_DISTANCE
                )
            ]
            near = near[sentence[near[:, 0]] == sentence[a]]
            names[row], cues[row] = _nearest(family, near, a, b)
    return names, cues


def _cues(corpus: Corpus, family: Family) -> np.ndarray:
    """Cues of all levels of a family, the longest of those that overlap: rows of first, last, level, sorted."""
    parts = [np.empty((0, 3), np.int64)]
    for number, (_, phrases) in enumerate(family.levels):
        for phrase in phrases:
            rows = find_occurrences(corpus, phrase)
            parts.append(np.column_stack([rows[:, :2], np.full(len(rows), number)]))
    rows = np.concatenate(parts)
    rows = rows[np.lexsort((rows[:, 2], rows[:, 0], rows[:, 0] - rows[:, 1]))]
    rows = rows[_apart(rows[:, 0], rows[:, 1])]
    return rows[np.argsort(rows[:, 0], kind="stable")]


def _nearest(
    family: Family, near: np.ndarray, a: int, b: int
) -> tuple[str, tuple[int, int]]:
    def chosen(rows: np.ndarray, distance: np.ndarray) -> tuple[str, tuple[int, int]]:
        best = int(np.lexsort((rows[:, 0] - rows[:, 1], distance))[0])
        return family.levels[int(rows[best, 2])][0], (
            int(rows[best, 0]),
            int(rows[best, 1]),
        )

    inside = near[(near[:, 0] < b) & (near[:, 1] > a)]
    before = near[(near[:, 1] <= a) & (near[:, 1] > a - CUE_DISTANCE)]
    after = near[(near[:, 0] >= b) & (near[:, 0] < b + CUE_DISTANCE)]
    if len(inside):
        return chosen(inside, inside[:, 0] - a)
    if len(before):
        return chosen(before, a - before[:, 1])
    if len(after):
        return chosen(after, after[:, 0] - b)
    return "unspecified", (-1, -1)
