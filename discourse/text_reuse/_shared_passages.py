"""Passages that pairs of documents share, with their differences."""

from __future__ import annotations

import difflib
import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from discourse import notes, tables
from discourse.corpus import Corpus, as_corpus
from discourse.lexicons import Lexicon, as_lexicon
from discourse.progress import shows_progress
from discourse.spans import cut_texts
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
# A passage of fewer bits than this, in so many documents or more, is likely a set phrase:
# house practice.
SET_PHRASE_BITS = 60.0
SET_PHRASE_DOCUMENTS = 3
# Kinds by which the reader already knows that the wording is common. Passages of these
# kinds get no note on set phrases.
KINDS_OF_COMMON_WORDING = ("formula", "name")


@options_by_name
@shows_progress
def shared_passages(
    corpus: Corpus,
    *,
    min_words: int = 6,
    min_surprisal: float = 0.0,
    max_documents: int = 100,
    lexicon: Lexicon | Mapping[str, Any] | str | None = None,
    progress: bool = True,
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
        The smallest surprisal of a passage, in bits: a way to leave out passages of
        common words. The surprisal is the sum, over the matching words, of ``-log2`` of
        the word's share of all words of the corpus.
    max_documents : int
        A run of `min_words` words that occurs in more documents than this is a stock
        phrase and begins no passage.
    lexicon : Lexicon, dict or str, optional
        Formulas. A passage that consists of them gets the kind 'formula'.
    progress : bool
        Show a bar if the call takes longer than two seconds.

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

    *How to read it.* A shared passage shows common wording. It may be agency copy, a common
    source, or a common stock of formulas; the table does not say who copied whom.
    `note` marks three kinds of passage that may not be reuse, all by house practice:

    - *likely a set phrase*: it has fewer than 60 bits and occurs in three documents or
      more, and its kind is neither 'formula' nor 'name';
    - *mostly found by growing*: its longest exact run is less than half of its words,
      so read its differences first;
    - a family in more than `max_documents` documents: these are joined by passages that
      overlap, not by one wording.

    *How it is computed.* An exact run is a sequence of words that both documents have.
    All exact runs are found: sequences are numbered, not hashed, so none is missed. A
    run then grows in both directions by dynamic programming in a narrow band. A match
    counts 1 and a difference -1; the passage ends where this sum has fallen 5 below its
    highest value. If two passages overlap in both documents, the one with the most
    matching words is kept. Differences of case, of kinds of apostrophe and quotation
    mark, and of hyphen and spaced hyphen do not count.

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
    alignments = align(parts, matches)
    surprisal = _surprisal(parts, alignments)
    is_surprising = surprisal >= min_surprisal
    alignments = alignments.take(is_surprising)
    surprisal = surprisal[is_surprising]

    word_count = np.maximum(alignments.words, 1)
    identity = alignments.matches / word_count
    kind = kinds_of_passages(corpus, parts, alignments, identity, formulas)
    families = _find_families(parts, alignments)
    passages = _Passages(alignments, surprisal, kind, families.documents)
    columns = _columns_of_sides(corpus, parts, alignments)
    surfaces = columns["surface"]
    other_surfaces = columns["other_surface"]
    columns |= {
        "passage": families.family + 1,  # families are numbered from 1 in the table
        "words": alignments.words,
        "run": alignments.run,
        "identity": identity,
        "surprisal": surprisal,
        "kind": kind,
        "differences": _list_differences(identity, surfaces, other_surfaces),
        "documents": families.documents,
        "note": _notes(passages, max_documents),
    }
    labels = {"doc": corpus.label_of}
    table = tables.make("shared_passages", columns, labels=labels)
    order = _longest_first(alignments, surprisal)
    table = table.iloc[order]
    return table.reset_index(drop=True)


def _longest_first(alignments: Alignments, surprisal: np.ndarray) -> np.ndarray:
    """Return the order of the rows: by words, then by surprisal, then by position."""
    most_words_first = -alignments.words
    most_bits_first = -surprisal
    # The last key of numpy.lexsort is the first to sort by.
    return np.lexsort(
        (alignments.other_start, alignments.start, most_bits_first, most_words_first)
    )


def _surprisal(parts: WordParts, alignments: Alignments) -> np.ndarray:
    """Return the surprisal of the matching words of each passage, in bits."""
    codes = parts.codes
    part_count = len(codes)
    if not part_count:
        return np.zeros(0)
    occurrences_by_code = np.bincount(codes)
    occurrences = occurrences_by_code[codes]
    bits = np.log2(part_count / occurrences)
    # Entry i is the sum of the bits before part i.
    running_bits = np.cumsum(bits)
    bits_before = np.insert(running_bits, 0, 0.0)
    side = alignments.first
    bits_to_start = bits_before[side.start]
    bits_to_end = bits_before[side.end]
    bits_of_side = bits_to_end - bits_to_start
    # The alignment does not record which words match: we take the matching share of
    # the bits.
    word_count = np.maximum(side.words, 1)
    matching_share = alignments.matches / word_count
    matching_share = np.minimum(matching_share, 1.0)
    return bits_of_side * matching_share


# ---------------------------------------------------------------------------------------
# The two texts of a passage


def _columns_of_sides(
    corpus: Corpus, parts: WordParts, alignments: Alignments
) -> dict[str, Any]:
    """Return the columns that describe the two texts of each passage."""
    columns: dict[str, Any] = {}
    columns |= _text_columns(corpus, parts, alignments.first)
    other_columns = _text_columns(corpus, parts, alignments.second)
    for name, values in other_columns.items():
        columns[f"other_{name}"] = values
    # The second document is called "other" in every table of pairs.
    columns["other"] = columns.pop("other_doc")
    return columns


def _text_columns(
    corpus: Corpus, parts: WordParts, ranges: PartRanges
) -> dict[str, Any]:
    """Return document, offsets, text, contexts and document length of one side."""
    stream = corpus.stream
    last_part = ranges.end - 1
    first_token = parts.token[ranges.start]
    last_token = parts.token[last_part]
    end_token = last_token + 1
    first_context_token, end_context_token = stream.widen_ranges(
        first_token, end_token, CONTEXT_WORDS
    )
    last_context_token = end_context_token - 1

    documents = stream.document[first_token]
    texts = [corpus.raw[doc] for doc in corpus.names]
    names = np.array(corpus.names, dtype=object)
    lengths = np.array(list(map(len, texts)), dtype=np.int64)
    starts = stream.start[first_token]
    ends = stream.end[last_token]
    left_starts = stream.start[first_context_token]
    right_ends = stream.end[last_context_token]
    return {
        "doc": names[documents],
        "start": starts,
        "end": ends,
        "surface": cut_texts(texts, documents, starts, ends),
        "left": cut_texts(texts, documents, left_starts, starts),
        "right": cut_texts(texts, documents, ends, right_ends),
        "length": lengths[documents],
    }


def _list_differences(
    identity: np.ndarray, surfaces: list[str], other_surfaces: list[str]
) -> list[str]:
    """Return the differences of each passage; ``""`` where no word differs."""
    differences = [""] * len(surfaces)
    has_differences = identity != 1
    rows_with_differences = has_differences.nonzero()[0]
    for row in rows_with_differences.tolist():
        surface = surfaces[row]
        other_surface = other_surfaces[row]
        differences[row] = _describe_differences(surface, other_surface)
    return differences


def _describe_differences(surface: str, other_surface: str) -> str:
    """Return the words that differ, for example "shared → common; a →".

    A word that only the second text has is shown as "→ word".
    """
    words = surface.split()
    other_words = other_surface.split()
    # Words are compared without case and punctuation, but shown as they are written.
    compared_words = list(map(_strip_punctuation, words))
    other_compared_words = list(map(_strip_punctuation, other_words))
    # By default difflib ignores words that are frequent in a long text ("autojunk").
    matcher = difflib.SequenceMatcher(
        None, compared_words, other_compared_words, autojunk=False
    )
    changes = []
    for operation, start, end, other_start, other_end in matcher.get_opcodes():
        if operation == "equal":
            continue
        text = " ".join(words[start:end])
        other_text = " ".join(other_words[other_start:other_end])
        change = f"{text} → {other_text}"
        changes.append(change.strip())
    return "; ".join(changes)


@functools.lru_cache(maxsize=65536)
def _strip_punctuation(word: str) -> str:
    """Return a word in lower case without its punctuation marks."""
    folded_word = word.casefold()
    folded_word = folded_word.replace("’", "'")
    word_characters = filter(_belongs_to_word, folded_word)
    stripped_word = "".join(word_characters)
    return stripped_word.strip("'-")


def _belongs_to_word(character: str) -> bool:
    """Return whether a character can be inside a word: "don't", "win-win"."""
    return character.isalnum() or character in "'-"


# ---------------------------------------------------------------------------------------
# Families


@dataclass(frozen=True, eq=False)
class _Families:
    """The family of each passage.

    Attributes
    ----------
    family : int64 array, shape (passages,)
        Number of the family of each passage, from 0.
    documents : int64 array, shape (passages,)
        How many documents hold a passage of that family.
    """

    family: np.ndarray
    documents: np.ndarray


def _find_families(parts: WordParts, alignments: Alignments) -> _Families:
    """Return the families of the passages.

    Two passages belong to one family if they overlap in a document by half of the
    shorter one or more.
    """
    passage_count = len(alignments.start)
    if not passage_count:
        no_passages = np.zeros(0, dtype=np.int64)
        return _Families(no_passages, no_passages)
    # The first sides of all passages, then their second sides.
    start = np.concatenate([alignments.start, alignments.other_start])
    end = np.concatenate([alignments.end, alignments.other_end])
    sides = PartRanges(start, end)
    links_of_sides = _link_overlapping(sides)
    # Side i and side i + passage_count belong to passage i.
    links = links_of_sides % passage_count
    family = _components(links, passage_count)
    family_of_side = np.tile(family, 2)
    documents_of_family = _count_documents(family_of_side, parts.document[start])
    return _Families(family, documents_of_family[family])


def _components(links: np.ndarray, passage_count: int) -> np.ndarray:
    """Return the number of the connected component of each passage (int64).

    `links` has two columns: the numbers of two passages of one family.
    """
    is_linked = np.ones(len(links), dtype=bool)
    first_passage = links[:, 0]
    second_passage = links[:, 1]
    cells = (first_passage, second_passage)
    shape = (passage_count, passage_count)
    graph = coo_array((is_linked, cells), shape=shape)
    _, component = connected_components(graph, directed=False)
    return np.asarray(component, dtype=np.int64)


def _count_documents(family: np.ndarray, document: np.ndarray) -> np.ndarray:
    """Return how many documents hold a passage of each family (int64).

    `family` and `document` have an entry for each side of each passage.
    """
    last_document = int(document.max(initial=0))
    document_count = last_document + 1
    # One number for the family and the document of a side.
    pairs = family * document_count
    pairs += document
    distinct_pairs = np.unique(pairs)
    family_of_pair = distinct_pairs // document_count
    return np.bincount(family_of_pair)


def _link_overlapping(ranges: PartRanges) -> np.ndarray:
    """Return pairs of ranges that overlap by half of the shorter one (int64, n x 2).

    Not every such pair is returned: the pairs connect all ranges of one family, which is
    all that the families need. Equal ranges are linked to the first of them, so that
    only different ranges are compared.
    """
    order = np.lexsort((ranges.end, ranges.start))
    start = ranges.start[order]
    end = ranges.end[order]
    is_repeated = np.zeros(len(order), dtype=bool)
    is_repeated[1:] = np.diff(start) == 0
    is_repeated[1:] &= np.diff(end) == 0
    is_different = ~is_repeated
    different = np.flatnonzero(is_different)
    number_of_different = np.cumsum(is_different) - 1
    first_equal = different[number_of_different]
    repeated_rows = order[is_repeated]
    first_rows = order[first_equal[is_repeated]]
    equal_pairs = np.column_stack([repeated_rows, first_rows])
    different_ranges = PartRanges(start[different], end[different])
    links = _link_different_ranges(different_ranges)
    rows = different[links]
    different_pairs = order[rows]
    return np.concatenate([equal_pairs, different_pairs])


def _link_different_ranges(ranges: PartRanges) -> np.ndarray:
    """Return pairs of ranges that overlap by half of the shorter one (int64, n x 2).

    The ranges are in order, and no two are equal.
    """
    ends = ranges.end.tolist()
    words = ranges.words.tolist()
    links: list[tuple[int, int]] = []
    open_rows: list[int] = []  # ranges that begin earlier and have not ended
    for row, start in enumerate(ranges.start.tolist()):
        row_end = ends[row]
        row_words = words[row]
        open_rows = [open_row for open_row in open_rows if ends[open_row] > start]
        for open_row in open_rows:
            overlap_end = min(row_end, ends[open_row])
            overlap = overlap_end - start
            open_words = words[open_row]
            shorter_length = min(row_words, open_words)
            if 2 * overlap >= shorter_length:
                link = (row, open_row)
                links.append(link)
                break  # one link joins the row to the whole family of the other
        open_rows.append(row)
    pairs = np.array(links, dtype=np.int64)
    return pairs.reshape(-1, 2)


# ---------------------------------------------------------------------------------------
# Notes


@dataclass(frozen=True, eq=False)
class _Passages:
    """What the notes on the passages depend on.

    Attributes
    ----------
    alignments : Alignments
    surprisal : float64 array, in bits
    kind : object array
    documents : int64 array
        How many documents hold a passage of the family.
    """

    alignments: Alignments
    surprisal: np.ndarray
    kind: np.ndarray
    documents: np.ndarray

    @property
    def is_set_phrase(self) -> np.ndarray:
        """Whether each passage is likely a set phrase, not a sign of reuse (bool)."""
        is_short = self.surprisal < SET_PHRASE_BITS
        is_widespread = self.documents >= SET_PHRASE_DOCUMENTS
        has_common_kind = np.isin(self.kind, KINDS_OF_COMMON_WORDING)
        is_common_wording = is_short & is_widespread
        return is_common_wording & ~has_common_kind

    @property
    def is_mostly_grown(self) -> np.ndarray:
        """Whether the longest exact run of each passage is less than half (bool)."""
        alignments = self.alignments
        words = alignments.words
        has_short_run = 2 * alignments.run < words
        has_differences = alignments.matches < words
        return has_short_run & has_differences


def _notes(passages: _Passages, max_documents: int) -> np.ndarray:
    """Return the note of each passage; "" if it needs none."""
    has_note_by_key = {
        "set_phrase": passages.is_set_phrase,
        "grown": passages.is_mostly_grown,
        "chained": passages.documents > max_documents,
    }
    # There are many passages, and few combinations of notes: a bit for each note.
    combination = np.zeros(len(passages.kind), dtype=np.int64)
    bit = 1
    for has_note in has_note_by_key.values():
        combination[has_note] += bit
        bit *= 2
    return _texts_of_combinations(has_note_by_key)[combination]


def _texts_of_combinations(keys: Iterable[str]) -> np.ndarray:
    """Return the text of each combination of notes: the first key is the lowest bit."""
    combinations: list[list[notes.Note]] = [[]]
    for key in keys:
        note = notes.make(key)
        for earlier_notes in list(combinations):
            combinations.append([*earlier_notes, note])
    texts = list(map(notes.join, combinations))
    return np.array(texts, dtype=object)
