"""Passages that documents share: pairs with their differences, and families of one text in many documents."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from discourse import notes, tables
from discourse.corpus import Corpus, as_corpus
from discourse.lexicons import Lexicon, as_lexicon
from discourse.text_reuse.alignment import Alignments, align
from discourse.text_reuse.exact_matches import Parts, parts, seeds
from discourse.text_reuse.passage_kinds import kinds_of_passages
from discourse.validation import check_number, check_whole_number

__all__ = ["shared_passages"]

AROUND = 8  # words of context shown on each side
STOCK = (
    60.0,
    3,
)  # bits below which a passage in so many documents is likely a set phrase: house practice


def shared_passages(
    corpus: Corpus,
    *,
    min_words: int = 6,
    min_surprisal: float = 0.0,
    max_documents: int = 100,
    lexicon: Lexicon | Mapping[str, Any] | str | None = None,
) -> pd.DataFrame:
    """Find the passages that two documents share, small differences included.

    Parameters
    ----------
    corpus : Corpus
        Masked text is in no passage, and none goes over it; sentence and paragraph ends are crossed.
    min_words : int
        Words in a row that must agree for a passage to be begun (hyphened words taken apart); at least 2. From
        there it grows through small differences.
    min_surprisal : float
        Leave out passages of common words: sum over the matching words of ``-log2`` of their share of the corpus, in
        bits.
    max_documents : int
        A run of `min_words` that stands in more documents than this is stock and begins no passage.
    lexicon : Lexicon, dict or str, optional
        Formulas, to tell formula stock from reuse in the column ``kind``.

    Returns
    -------
    pandas.DataFrame
        Kind "shared_passages", one row a passage of a pair, longest first: passage (number of its family, from 1), doc,
        start, end, surface, left, right and the same of the other document, words (of the longer side), run (longest
        exact run), identity (matching words / words), surprisal, kind, differences, documents (that hold a passage of
        the family), length and other_length (of the two raw documents), note. `kind` is 'formula' (at least half of the words lie in formulas of `lexicon`), 'name' (at least
        half of the words of four letters or more are capitalised on both sides, and there are no differences),
        'verbatim' (no word differs) or 'paraphrase'.

    Notes
    -----
    Exact runs are found by naming word sequences (no hashing, nothing missed), grown in a band by dynamic programming
    (match 1, difference -1, given up when 5 below the best), and of alignments that overlap in both documents the one
    with most matching words is kept. Case, kinds of apostrophe and quotation mark, hyphen and spaced hyphen do not
    separate. A shared run shows common wording: agency copy, a common source, or a common stock of formulas.

    `note` tells three kinds of passage from reuse, all by house practice: *likely a set phrase*, of fewer than 60 bits and
    in three documents or more, where its kind is neither 'formula' nor 'name'; *mostly found by growing*, whose longest
    exact run is less than half its words: read its differences first; and one of a family in more than `max_documents`
    documents, which are then joined by passages that overlap, not by one wording.

    References
    ----------
    Smith & Waterman (1981), J. of Molecular Biology 147; Nicholls (2019), Int. J. of Communication 13 on reuse in news.
    """
    corpus = as_corpus(corpus)
    min_words, max_documents = (
        check_whole_number("min_words", min_words, 2),
        check_whole_number("max_documents", max_documents, 2),
    )
    min_surprisal = check_number("min_surprisal", min_surprisal)
    found = parts(corpus)
    aligned = align(found, seeds(found, words=min_words, most=max_documents))
    surprisal = _surprisal(found, aligned)
    rows = (surprisal >= min_surprisal).nonzero()[0]
    aligned, surprisal = aligned.take(rows), surprisal[rows]
    sides = (
        _side(corpus, found, aligned.start, aligned.end),
        _side(corpus, found, aligned.other_start, aligned.other_end),
    )
    family, documents = _families(found, aligned)
    size = np.maximum(
        aligned.end - aligned.start, aligned.other_end - aligned.other_start
    )
    identity = aligned.matches / np.maximum(size, 1)
    differences = [
        _differences(*row)
        for row in zip(
            identity.tolist(), sides[0]["surface"], sides[1]["surface"], strict=True
        )
    ]
    kind = kinds_of_passages(
        corpus,
        found,
        aligned,
        identity,
        None if lexicon is None else as_lexicon(lexicon),
    )
    own, other = ({name: list(cells) for name, cells in side.items()} for side in sides)
    table = tables.make(
        "shared_passages",
        {
            "passage": family + 1,
            **own,
            "other": other.pop("doc"),
            **{f"other_{name}": cells for name, cells in other.items()},
            "words": size,
            "run": aligned.run,
            "identity": identity,
            "surprisal": surprisal,
            "kind": kind,
            "differences": differences,
            "documents": documents,
            "length": [len(corpus.raw[doc]) for doc in own["doc"]],
            "other_length": [len(corpus.raw[doc]) for doc in sides[1]["doc"]],
            "note": _notes(aligned, surprisal, kind, documents, max_documents),
        },
    )
    return table.iloc[
        np.lexsort((aligned.other_start, aligned.start, -surprisal, -size))
    ].reset_index(drop=True)


def _notes(
    aligned: Alignments,
    surprisal: np.ndarray,
    kind: list[str],
    documents: np.ndarray,
    most: int,
) -> list[str]:
    """What each passage can and cannot show; what its kind says already is not said again."""
    bits, least = STOCK
    size = np.maximum(
        aligned.end - aligned.start, aligned.other_end - aligned.other_start
    )
    known = np.isin(np.array(kind, dtype=object), ("formula", "name"))
    applies = {
        "set_phrase": (surprisal < bits) & (documents >= least) & ~known,
        "grown": (2 * aligned.run < size) & (aligned.matches < size),
        "chained": documents > most,
    }
    made = {key: notes.make(key) for key in applies}
    rows = zip(*(row_has_it.tolist() for row_has_it in applies.values()), strict=True)
    return [
        notes.join(note for note, true in zip(made.values(), row, strict=True) if true)
        for row in rows
    ]


def _surprisal(found: Parts, aligned: Alignments) -> np.ndarray:
    if not len(found.codes):
        return np.zeros(0)
    count = np.bincount(found.codes)
    bits = np.log2(len(found.codes) / np.maximum(count, 1))[found.codes]
    total = np.concatenate([[0.0], np.cumsum(bits)])
    # Which words match is not kept: the share that does takes its share of the bits.
    share = aligned.matches / np.maximum(aligned.end - aligned.start, 1)
    return (total[aligned.end] - total[aligned.start]) * np.minimum(share, 1.0)


def _side(
    corpus: Corpus, found: Parts, first: np.ndarray, last: np.ndarray
) -> dict[str, list[Any]]:
    """Document, offsets, surface and contexts of one side."""
    stream = corpus.stream
    low, high = found.token[first], found.token[last - 1]
    begin, stop = stream.around(low, high + 1, AROUND)
    columns: dict[str, list[Any]] = {
        name: [] for name in ("doc", "start", "end", "surface", "left", "right")
    }
    cells = (
        stream.document[low],
        stream.start[low],
        stream.end[high],
        stream.start[begin],
        stream.end[stop - 1],
    )
    for number, start, end, left, right in np.column_stack(cells).tolist():
        raw = corpus.raw[corpus.names[number]]
        values = (
            corpus.names[number],
            start,
            end,
            raw[start:end],
            raw[left:start],
            raw[end:right],
        )
        for column, value in zip(columns.values(), values, strict=True):
            column.append(value)
    return columns


def _families(found: Parts, aligned: Alignments) -> tuple[np.ndarray, np.ndarray]:
    """Number of the family of each passage, and how many documents hold one of it.

    Two passages are of one family when they overlap in a document by half of the shorter one or more.
    """
    size = len(aligned.start)
    if not size:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    start = np.concatenate([aligned.start, aligned.other_start])
    end = np.concatenate([aligned.end, aligned.other_end])
    order = np.lexsort((end, start))
    links: list[tuple[int, int]] = []
    active: list[int] = []
    for row in order.tolist():
        active = [other for other in active if end[other] > start[row]]
        for other in active:
            shorter = min(end[row] - start[row], end[other] - start[other])
            if 2 * (min(end[row], end[other]) - start[row]) >= shorter:
                links.append((row % size, other % size))
                break  # it is joined to the family of the one it overlaps
        active.append(row)
    pairs = np.array(links, dtype=np.int64).reshape(-1, 2)
    graph = coo_array(
        (np.ones(len(pairs), dtype=bool), (pairs[:, 0], pairs[:, 1])),
        shape=(size, size),
    )
    family = connected_components(graph, directed=False)[1].astype(np.int64)
    held = np.unique(
        np.column_stack([np.tile(family, 2), found.document[start]]), axis=0
    )
    return family, np.bincount(held[:, 0])[family]


def _differences(identity: float, one: str, two: str) -> str:
    """Words that differ, as "shared → common; a →" ("" where none does)."""
    if identity == 1:
        return ""
    a, b = one.split(), two.split()
    matcher = difflib.SequenceMatcher(
        None, [_bare(word) for word in a], [_bare(word) for word in b], autojunk=False
    )
    changes = [
        f"{' '.join(a[low:high])} → {' '.join(b[from_:to])}".strip()
        for what, low, high, from_, to in matcher.get_opcodes()
        if what != "equal"
    ]
    return "; ".join(changes)


def _bare(word: str) -> str:
    return "".join(
        char
        for char in word.casefold().replace("’", "'")
        if char.isalnum() or char in "'-"
    ).strip("'-")
