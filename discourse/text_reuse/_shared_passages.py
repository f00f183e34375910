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
from discourse.text_reuse.alignment import Alignments, PartRanges, align
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
# Kinds that say already that the wording is common.
KINDS_OF_COMMON_WORDING = ("formula", "name")


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
        Kind "shared_passages", one row for each passage of a pair of documents, the
        longest first: passage (number of its family, from 1), doc, start, end, surface,
        left, right and the same of the other document, words (of the longer side), run
        (longest exact run), identity (matching words / words), surprisal, kind,
        differences, documents (that hold a passage of the family), length and
        other_length (of the two raw documents), note.

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
    difference -1, ended when 5 below the best). If alignments overlap in both
    documents, the one with the most matching words is kept. Differences of case, of kinds of
    apostrophe and quotation mark, and of hyphen and spaced hyphen do not count.

    See Also
    --------
    passage_families : One row for each place instead of one row for each pair.

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
    is_kept = surprisal >= min_surprisal
    aligned = aligned.take(is_kept)
    surprisal = surprisal[is_kept]

    words = np.maximum(aligned.words, 1)
    identity = aligned.matches / words
    kind = kinds_of_passages(corpus, parts, aligned, identity, formulas)
    families = _find_families(parts, aligned)
    passages = _Passages(aligned, surprisal, kind, families.documents)
    columns = _columns_of_sides(corpus, parts, aligned)
    surfaces = columns["surface"]
    other_surfaces = columns["other_surface"]
    columns |= {
        "passage": families.family + 1,
        "words": aligned.words,
        "run": aligned.run,
        "identity": identity,
        "surprisal": surprisal,
        "kind": kind,
        "differences": _list_differences(identity, surfaces, other_surfaces),
        "documents": families.documents,
        "note": _notes(passages, max_documents),
    }
    labels = {"doc": corpus.label_of}
    table = tables.make("shared_passages", columns, labels=labels)
    order = _longest_first(aligned, surprisal)
    table = table.iloc[order]
    return table.reset_index(drop=True)


def _longest_first(aligned: Alignments, surprisal: np.ndarray) -> np.ndarray:
    """Return the order of the rows: by words, then by surprisal, then by position."""
    most_words_first = -aligned.words
    most_bits_first = -surprisal
    return np.lexsort(
        (aligned.other_start, aligned.start, most_bits_first, most_words_first)
    )


def _surprisal(parts: WordParts, aligned: Alignments) -> np.ndarray:
    """Return the surprisal of the matching words of each passage, in bits."""
    codes = parts.codes
    size = len(codes)
    if not size:
        return np.zeros(0)
    count_by_code = np.bincount(codes)
    count = count_by_code[codes]
    bits = np.log2(size / count)
    bits_before = np.cumsum(bits)
    bits_before = np.insert(bits_before, 0, 0.0)
    side = aligned.first
    bits_to_start = bits_before[side.start]
    bits_to_end = bits_before[side.end]
    bits_of_side = bits_to_end - bits_to_start
    # The alignment does not record which words match: we take the matching share of
    # the bits.
    words = np.maximum(side.words, 1)
    matching_share = aligned.matches / words
    matching_share = np.minimum(matching_share, 1.0)
    return bits_of_side * matching_share


# ---------------------------------------------------------------------------------------
# The two texts of a passage


def _columns_of_sides(
    corpus: Corpus, parts: WordParts, aligned: Alignments
) -> dict[str, Any]:
    """Return the columns that describe the two texts of each passage."""
    columns: dict[str, Any] = {}
    columns |= _text_columns(corpus, parts, aligned.first)
    other_columns = _text_columns(corpus, parts, aligned.second)
    for name, values in other_columns.items():
        columns[f"other_{name}"] = values
    columns["other"] = columns.pop("other_doc")
    return columns


def _text_columns(
    corpus: Corpus, parts: WordParts, ranges: PartRanges
) -> dict[str, list[Any]]:
    """Return document, offsets, text, contexts and document length of one side."""
    stream = corpus.stream
    last_part = ranges.end - 1
    first_token = parts.token[ranges.start]
    last_token = parts.token[last_part]
    end_token = last_token + 1
    context_first, context_end = stream.widen_ranges(
        first_token, end_token, CONTEXT_WORDS
    )
    context_last = context_end - 1

    numbers = stream.document[first_token].tolist()
    docs = [corpus.names[number] for number in numbers]
    raws = [corpus.raw[doc] for doc in docs]
    starts = stream.start[first_token].tolist()
    ends = stream.end[last_token].tolist()
    left_starts = stream.start[context_first].tolist()
    right_ends = stream.end[context_last].tolist()
    return {
        "doc": docs,
        "start": starts,
        "end": ends,
        "surface": _slices(raws, starts, ends),
        "left": _slices(raws, left_starts, starts),
        "right": _slices(raws, ends, right_ends),
        "length": list(map(len, raws)),
    }


def _slices(texts: list[str], starts: list[int], ends: list[int]) -> list[str]:
    """Return the part of each text between two offsets."""
    slices = []
    for text, start, end in zip(texts, starts, ends, strict=True):
        part = text[start:end]
        slices.append(part)
    return slices


def _list_differences(
    identity: np.ndarray, surfaces: list[str], other_surfaces: list[str]
) -> list[str]:
    """Return the differences of each passage; ``""`` where no word differs."""
    differences = [""] * len(surfaces)
    has_differences = identity != 1
    rows = has_differences.nonzero()[0]
    for row in rows.tolist():
        surface = surfaces[row]
        other_surface = other_surfaces[row]
        differences[row] = _differences(surface, other_surface)
    return differences


def _differences(surface: str, other_surface: str) -> str:
    """Return the words that differ, for example "shared → common; a →"."""
    words = surface.split()
    other_words = other_surface.split()
    bare_words = list(map(_strip_punctuation, words))
    bare_other_words = list(map(_strip_punctuation, other_words))
    matcher = difflib.SequenceMatcher(
        None, bare_words, bare_other_words, autojunk=False
    )
    changes = []
    for operation, start, end, other_start, other_end in matcher.get_opcodes():
        if operation == "equal":
            continue
        before = " ".join(words[start:end])
        after = " ".join(other_words[other_start:other_end])
        change = f"{before} → {after}"
        changes.append(change.strip())
    return "; ".join(changes)


def _strip_punctuation(word: str) -> str:
    """Return a word in lower case without its punctuation marks."""
    folded = word.casefold()
    folded = folded.replace("’", "'")
    kept = filter(_belongs_to_word, folded)
    bare = "".join(kept)
    return bare.strip("'-")


def _belongs_to_word(character: str) -> bool:
    return character.isalnum() or character in "'-"


# ---------------------------------------------------------------------------------------
# Families


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
        none = np.zeros(0, dtype=np.int64)
        return _Families(none, none)
    # The first sides of all passages, then their second sides.
    start = np.concatenate([aligned.start, aligned.other_start])
    end = np.concatenate([aligned.end, aligned.other_end])
    sides = PartRanges(start, end)
    links = _link_overlapping(sides)
    family = _components(links % size, size)
    family_of_side = np.tile(family, 2)
    documents_of_family = _count_documents(family_of_side, parts.document[start])
    return _Families(family, documents_of_family[family])


def _components(links: np.ndarray, size: int) -> np.ndarray:
    """Return the number of the connected component of each of `size` passages."""
    one, other = links.T
    is_linked = np.ones(len(links), dtype=bool)
    cells = (one, other)
    shape = (size, size)
    graph = coo_array((is_linked, cells), shape=shape)
    _, component = connected_components(graph, directed=False)
    return np.asarray(component, dtype=np.int64)


def _count_documents(family: np.ndarray, document: np.ndarray) -> np.ndarray:
    """Return how many documents each family has a passage in (int64)."""
    pairs = np.column_stack([family, document])
    distinct_pairs = np.unique(pairs, axis=0)
    distinct_families = distinct_pairs[:, 0]
    return np.bincount(distinct_families)


def _link_overlapping(ranges: PartRanges) -> np.ndarray:
    """Return pairs of ranges that overlap by half of the shorter one (int64, n x 2)."""
    start = ranges.start
    end = ranges.end
    words = ranges.words
    links: list[tuple[int, int]] = []
    active: list[int] = []
    order = np.lexsort((end, start))
    for row in order.tolist():
        row_start = start[row]
        row_end = end[row]
        row_words = words[row]
        active = [other for other in active if end[other] > row_start]
        for other in active:
            other_end = end[other]
            first_end = min(row_end, other_end)
            overlap = first_end - row_start
            shorter = min(row_words, words[other])
            if 2 * overlap >= shorter:
                links.append((row, other))
                break  # one link joins the row to the whole family of the other
        active.append(row)
    pairs = np.array(links, dtype=np.int64)
    return pairs.reshape(-1, 2)


# ---------------------------------------------------------------------------------------
# Notes


@dataclass(frozen=True, eq=False)
class _Passages:
    """What the notes on the passages depend on."""

    aligned: Alignments
    surprisal: np.ndarray
    kind: np.ndarray
    documents: np.ndarray

    @property
    def is_set_phrase(self) -> np.ndarray:
        is_short = self.surprisal < SET_PHRASE_BITS
        is_widespread = self.documents >= SET_PHRASE_DOCUMENTS
        is_common = is_short & is_widespread
        has_other_kind = np.isin(self.kind, KINDS_OF_COMMON_WORDING, invert=True)
        return is_common & has_other_kind

    @property
    def is_mostly_grown(self) -> np.ndarray:
        aligned = self.aligned
        words = aligned.words
        has_short_run = 2 * aligned.run < words
        has_differences = aligned.matches < words
        return has_short_run & has_differences


def _notes(passages: _Passages, max_documents: int) -> list[str]:
    """Return what each passage can and cannot show."""
    applies = {
        "set_phrase": passages.is_set_phrase,
        "grown": passages.is_mostly_grown,
        "chained": passages.documents > max_documents,
    }
    notes_by_row: list[list[notes.Note]] = [[] for _ in passages.kind]
    for key, is_noted in applies.items():
        note = notes.make(key)
        rows = is_noted.nonzero()[0]
        for row in rows.tolist():
            notes_by_row[row].append(note)
    return list(map(notes.join, notes_by_row))
