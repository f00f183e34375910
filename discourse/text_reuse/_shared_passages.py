"""Passages that pairs of documents share, with their differences."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from discourse import notes, tables
from discourse.corpus import Corpus, as_corpus
from discourse.lexicons import Lexicon, as_lexicon
from discourse.text_reuse.alignment import Alignments, align
from discourse.text_reuse.exact_matches import (
    WordParts,
    find_exact_matches,
    word_parts_of,
)
from discourse.text_reuse.passage_kinds import kinds_of_passages
from discourse.validation import check_number, check_whole_number, options_by_name

__all__ = ["shared_passages"]

CONTEXT_WORDS = 8  # words of context shown on each side
# A passage below so many bits, in so many documents, is likely a set phrase: house
# practice.
SET_PHRASE_BITS = 60.0
SET_PHRASE_DOCUMENTS = 3


@options_by_name
def shared_passages(
    corpus: Corpus,
    *,
    min_words: int = 6,
    min_surprisal: float = 0.0,
    max_documents: int = 100,
    lexicon: Lexicon | Mapping[str, Any] | str | None = None,
) -> pd.DataFrame:
    """Return the passages that two documents share, small differences included.

    Parameters
    ----------
    corpus : Corpus
        Masked text is in no passage, and no passage crosses it. Passages may cross the
        ends of sentences and paragraphs.
    min_words : int
        How many words in a row must agree for a passage to begin; at least 2.
        Hyphenated words are taken apart. From these words the passage grows through
        small differences.
    min_surprisal : float
        Leave out passages of common words. The surprisal of a passage is the sum, over
        its matching words, of ``-log2`` of their share of the corpus, in bits.
    max_documents : int
        A run of `min_words` words that occurs in more documents than this is a stock
        phrase and begins no passage.
    lexicon : Lexicon, dict or str, optional
        Formulas. A passage that consists of them gets the kind 'formula'.

    Returns
    -------
    pandas.DataFrame
        Kind "shared_passages", one row a passage of a pair, the longest first: passage
        (number of its family, from 1), doc, start, end, surface, left, right and the
        same of the other document, words (of the longer side), run (longest exact run),
        identity (matching words / words), surprisal, kind, differences, documents (that
        hold a passage of the family), length and other_length (of the two raw
        documents), note.

        `kind` is 'formula' (at least half of the words are in formulas of `lexicon`),
        'name' (at least half of the words of four letters or more are capitalised on
        both sides, and there are no differences), 'verbatim' (no word differs) or
        'paraphrase'.

    Notes
    -----
    *When to use it.* To find quotations, copied passages and common sources, and to
    read what was changed in them.

    *How to read it.* A shared run shows common wording. It may be agency copy, a common
    source, or a common stock of formulas; the table does not say who copied whom.
    `note` marks three kinds of passage that may not be reuse, all by house practice:

    - *likely a set phrase*: it has fewer than 60 bits and occurs in three documents or
      more, and its kind is neither 'formula' nor 'name';
    - *mostly found by growing*: its longest exact run is less than half of its words,
      so read its differences first;
    - a family in more than `max_documents` documents: these are joined by passages that
      overlap, not by one wording.

    *How it is computed.* Exact runs are found by naming word sequences: there is no
    hashing, and nothing is missed. They grow in a band by dynamic programming (match 1,
    difference -1, ended when 5 below the best). Of alignments that overlap in both
    documents the one with most matching words is kept. Differences of case, of kinds of
    apostrophe and quotation mark, and of hyphen and spaced hyphen do not count.

    See Also
    --------
    passage_families : One row a place instead of one row a pair.

    References
    ----------
    Smith & Waterman (1981), J. of Molecular Biology 147; Nicholls (2019), Int. J. of
    Communication 13 on reuse in news.
    """
    corpus = as_corpus(corpus)
    min_words = check_whole_number("min_words", min_words, 2)
    max_documents = check_whole_number("max_documents", max_documents, 2)
    min_surprisal = check_number("min_surprisal", min_surprisal)
    formulas = None if lexicon is None else as_lexicon(lexicon)

    parts = word_parts_of(corpus)
    matches = find_exact_matches(
        parts, min_words=min_words, max_documents=max_documents
    )
    aligned = align(parts, matches)
    surprisal = _surprisal(parts, aligned)
    rows = (surprisal >= min_surprisal).nonzero()[0]
    aligned, surprisal = aligned.take(rows), surprisal[rows]

    identity = aligned.matches / np.maximum(aligned.words, 1)
    kind = kinds_of_passages(corpus, parts, aligned, identity, formulas)
    families = _find_families(parts, aligned)
    passages = _Passages(aligned, surprisal, kind, families.documents)
    columns = _columns_of_sides(corpus, parts, aligned)
    columns["passage"] = families.family + 1
    columns["words"] = aligned.words
    columns["run"] = aligned.run
    columns["identity"] = identity
    columns["surprisal"] = surprisal
    columns["kind"] = kind
    columns["differences"] = _list_differences(
        identity, columns["surface"], columns["other_surface"]
    )
    columns["documents"] = families.documents
    columns["note"] = _notes(passages, max_documents)
    table = tables.make("shared_passages", columns)
    longest_first = np.lexsort(
        (aligned.other_start, aligned.start, -surprisal, -aligned.words)
    )
    return table.iloc[longest_first].reset_index(drop=True)


def _surprisal(parts: WordParts, aligned: Alignments) -> np.ndarray:
    """Return the surprisal of the matching words of each passage, in bits."""
    if not len(parts.codes):
        return np.zeros(0)
    count = np.bincount(parts.codes)
    bits = np.log2(len(parts.codes) / np.maximum(count, 1))[parts.codes]
    running_bits = np.concatenate([[0.0], np.cumsum(bits)])
    bits_of_side = running_bits[aligned.end] - running_bits[aligned.start]
    # The alignment does not record which words match: we take the matching share of
    # the bits.
    words = np.maximum(aligned.end - aligned.start, 1)
    matching_share = np.minimum(aligned.matches / words, 1.0)
    return np.asarray(bits_of_side * matching_share)


# ---------------------------------------------------------------------------------------
# The two texts of a passage


def _columns_of_sides(
    corpus: Corpus, parts: WordParts, aligned: Alignments
) -> dict[str, Any]:
    """Return the columns that describe the two texts of each passage."""
    side = _text_columns(corpus, parts, aligned.start, aligned.end)
    other = _text_columns(corpus, parts, aligned.other_start, aligned.other_end)
    columns = dict(side)
    for name, values in other.items():
        columns[f"other_{name}"] = values
    columns["other"] = columns.pop("other_doc")
    return columns


def _text_columns(
    corpus: Corpus, parts: WordParts, start: np.ndarray, end: np.ndarray
) -> dict[str, list[Any]]:
    """Return document, offsets, text, contexts and document length of one side."""
    stream = corpus.stream
    first_token = parts.token[start]
    last_token = parts.token[end - 1]
    context_first, context_end = stream.widen_ranges(
        first_token, last_token + 1, CONTEXT_WORDS
    )
    docs = [corpus.names[number] for number in stream.document[first_token].tolist()]
    raws = [corpus.raw[doc] for doc in docs]
    starts = stream.start[first_token].tolist()
    ends = stream.end[last_token].tolist()
    left_starts = stream.start[context_first].tolist()
    right_ends = stream.end[context_end - 1].tolist()
    return {
        "doc": docs,
        "start": starts,
        "end": ends,
        "surface": _slices(raws, starts, ends),
        "left": _slices(raws, left_starts, starts),
        "right": _slices(raws, ends, right_ends),
        "length": [len(raw) for raw in raws],
    }


def _slices(texts: list[str], starts: list[int], ends: list[int]) -> list[str]:
    ranges = zip(texts, starts, ends, strict=True)
    return [text[start:end] for text, start, end in ranges]


def _list_differences(
    identity: np.ndarray, surfaces: list[str], other_surfaces: list[str]
) -> list[str]:
    """Return the differences of each passage; ``""`` where no word differs."""
    rows = zip(identity.tolist(), surfaces, other_surfaces, strict=True)
    return ["" if share == 1 else _differences(one, two) for share, one, two in rows]


def _differences(surface: str, other_surface: str) -> str:
    """Return the words that differ, such as "shared → common; a →"."""
    words, other_words = surface.split(), other_surface.split()
    bare_words = [_strip_punctuation(word) for word in words]
    bare_other_words = [_strip_punctuation(word) for word in other_words]
    matcher = difflib.SequenceMatcher(
        None, bare_words, bare_other_words, autojunk=False
    )
    changes = []
    for operation, start, end, other_start, other_end in matcher.get_opcodes():
        if operation == "equal":
            continue
        before = " ".join(words[start:end])
        after = " ".join(other_words[other_start:other_end])
        changes.append(f"{before} → {after}".strip())
    return "; ".join(changes)


def _strip_punctuation(word: str) -> str:
    folded = word.casefold().replace("’", "'")
    characters = [char for char in folded if char.isalnum() or char in "'-"]
    return "".join(characters).strip("'-")


# ---------------------------------------------------------------------------------------
# Families and notes


@dataclass(frozen=True, eq=False)
class _Families:
    """Family of each passage (from 0), and how many documents hold one of it."""

    family: np.ndarray
    documents: np.ndarray


def _find_families(parts: WordParts, aligned: Alignments) -> _Families:
    """Group passages into families.

    Two passages belong to one family if they overlap in a document by half of the
    shorter one or more.
    """
    size = len(aligned.start)
    if not size:
        return _Families(np.zeros(0, np.int64), np.zeros(0, np.int64))
    start = np.concatenate([aligned.start, aligned.other_start])
    end = np.concatenate([aligned.end, aligned.other_end])
    links = _link_overlapping(start, end) % size
    is_linked = np.ones(len(links), dtype=bool)
    graph = coo_array((is_linked, (links[:, 0], links[:, 1])), shape=(size, size))
    family = connected_components(graph, directed=False)[1].astype(np.int64)

    family_and_document = np.column_stack([np.tile(family, 2), parts.document[start]])
    distinct = np.unique(family_and_document, axis=0)
    documents = np.bincount(distinct[:, 0])[family]
    return _Families(family, documents)


def _link_overlapping(start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Return pairs of ranges that overlap by half of the shorter one (int64, n x 2)."""
    links: list[tuple[int, int]] = []
    active: list[int] = []
    for row in np.lexsort((end, start)).tolist():
        row_start, row_end = start[row], end[row]
        active = [other for other in active if end[other] > row_start]
        for other in active:
            overlap = min(row_end, end[other]) - row_start
            shorter = min(row_end - row_start, end[other] - start[other])
            if 2 * overlap >= shorter:
                links.append((row, other))
                break  # one link joins the row to the whole family of the other
        active.append(row)
    return np.array(links, dtype=np.int64).reshape(-1, 2)


@dataclass(frozen=True, eq=False)
class _Passages:
    """What the notes on the passages depend on."""

    aligned: Alignments
    surprisal: np.ndarray
    kind: list[str]
    documents: np.ndarray

    @property
    def is_set_phrase(self) -> np.ndarray:
        short = self.surprisal < SET_PHRASE_BITS
        widespread = self.documents >= SET_PHRASE_DOCUMENTS
        # The kinds 'formula' and 'name' say already that the wording is common.
        kinds = np.array(self.kind, dtype=object)
        known = np.isin(kinds, ("formula", "name"))
        return np.asarray(short & widespread & ~known)

    @property
    def is_mostly_grown(self) -> np.ndarray:
        short_run = 2 * self.aligned.run < self.aligned.words
        has_differences = self.aligned.matches < self.aligned.words
        return np.asarray(short_run & has_differences)


def _notes(passages: _Passages, max_documents: int) -> list[str]:
    """Return what each passage can and cannot show."""
    applies = {
        "set_phrase": passages.is_set_phrase,
        "grown": passages.is_mostly_grown,
        "chained": passages.documents > max_documents,
    }
    of_rows: list[list[notes.Note]] = [[] for _ in passages.kind]
    for key, rows in applies.items():
        note = notes.make(key)
        for row in rows.nonzero()[0].tolist():
            of_rows[row].append(note)
    return [notes.join(own) for own in of_rows]
