"""Passages that pairs of documents share, with their differences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from discourse import notes, tables
from discourse.corpus import Corpus, as_corpus
from discourse.errors import OptionError
from discourse.lexicons import Lexicon, as_lexicon
from discourse.progress import shows_progress
from discourse.text_reuse.alignment import Alignments, align
from discourse.text_reuse.exact_matches import (
    WordParts,
    find_exact_matches,
    word_parts_of,
)
from discourse.text_reuse.family_links import find_families
from discourse.text_reuse.passage_kinds import (
    FORMULA,
    KINDS_OF_PASSAGES,
    NAME,
    kinds_of_passages,
)
from discourse.text_reuse.passage_places import Places, find_places
from discourse.text_reuse.passage_texts import columns_of_places
from discourse.text_reuse.word_differences import list_differences
from discourse.validation import (
    check_number,
    check_whole_number,
    find_name,
    list_of_values,
    options_by_name,
    show_value,
    suggest_or_list,
)

__all__ = ["shared_passages"]

# A passage of fewer bits than this, in so many documents or more, is likely a set phrase:
# house practice.
SET_PHRASE_BITS = 60.0
SET_PHRASE_DOCUMENTS = 3
# Kinds by which the reader already knows that the wording is common. Passages of these
# kinds get no note on set phrases.
KINDS_OF_COMMON_WORDING = (FORMULA, NAME)


@options_by_name
@shows_progress
def shared_passages(
    corpus: Corpus,
    *,
    min_words: int = 6,
    min_surprisal: float = 0.0,
    max_documents: int = 100,
    lexicon: Lexicon | Mapping[str, Any] | str | None = None,
    of: str | Iterable[str] | None = None,
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
    of : str or list of str, optional
        Ids or labels of documents. Only passages of these documents, with any other
        one, become rows, which needs less time and memory in a large corpus. Families
        are those of all passages. By default every pair of documents is in the table.
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
    All exact runs are found: where hashes propose them, the words decide. A run then
    grows in both directions by dynamic programming in a narrow band. A match
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
    is_asked = _documents_asked(corpus, of)

    parts = word_parts_of(corpus)
    matches = find_exact_matches(
        parts, min_words=min_words, max_documents=max_documents
    )
    alignments = align(parts, matches)
    surprisal = _surprisal(parts, alignments)
    is_surprising = surprisal >= min_surprisal
    alignments = alignments.take(is_surprising)
    surprisal = surprisal[is_surprising]
    places = find_places(alignments)
    families = find_families(places, parts.document[places.ranges.start])

    # From here on the passages are those of the table, in its order.
    rows = _rows_of_documents(parts, alignments, is_asked)
    longest_first = _longest_first(alignments.take(rows), surprisal[rows])
    order = rows[longest_first]
    alignments = alignments.take(order)
    places = find_places(alignments)
    families = families.take(order)
    surprisal = surprisal[order]
    word_count = np.maximum(alignments.words, 1)
    identity = alignments.matches / word_count
    kind = kinds_of_passages(corpus, parts, alignments, identity, formulas)
    passages = _Passages(alignments, surprisal, kind, families.documents)
    texts = columns_of_places(corpus, parts, places.ranges)
    columns = texts.of_sides(places)
    columns |= {
        "passage": families.family + 1,  # families are numbered from 1 in the table
        "words": alignments.words,
        "run": alignments.run,
        "identity": identity,
        "surprisal": surprisal,
        "kind": tables.take_texts(KINDS_OF_PASSAGES, kind),
        "differences": _list_differences(texts.surfaces, places, identity),
        "documents": families.documents,
        "note": _notes(passages, max_documents),
    }
    return tables.make("shared_passages", columns)


def _documents_asked(corpus: Corpus, of: str | Iterable[str] | None) -> np.ndarray:
    """Return which documents are asked for (bool, shape (documents,))."""
    if of is None:
        return np.ones(len(corpus), dtype=bool)
    asked = list_of_values(of)
    if asked is None:
        asked = [of]
    number_of_document = {doc: number for number, doc in enumerate(corpus.names)}
    is_asked = np.zeros(len(corpus), dtype=bool)
    for value in asked:
        doc = find_name(value, number_of_document, corpus.labels)
        if doc is None:
            shown_value = show_value(value)
            name = value if isinstance(value, str) else shown_value
            advice = suggest_or_list(name, corpus.names)
            raise OptionError(
                f"of has {shown_value}, expected ids or labels of documents of "
                f"the corpus.{advice}"
            )
        number = number_of_document[doc]
        is_asked[number] = True
    return is_asked


def _rows_of_documents(
    parts: WordParts, alignments: Alignments, is_asked: np.ndarray
) -> np.ndarray:
    """Return the passages with a document that is asked for (int64)."""
    document = parts.document[alignments.start]
    other_document = parts.document[alignments.other_start]
    has_asked = is_asked[document] | is_asked[other_document]
    rows: np.ndarray = has_asked.nonzero()[0]
    return rows


def _longest_first(alignments: Alignments, surprisal: np.ndarray) -> np.ndarray:
    """Return the order of the rows: by words, then by surprisal, then by position.

    The alignments are in order of position, which the sorts keep for equal ones.
    """
    most_bits_first = -surprisal
    by_surprisal = np.argsort(most_bits_first, kind="stable")
    words = alignments.words[by_surprisal]
    most_words_first = -words
    by_words = np.argsort(most_words_first, kind="stable")
    return by_surprisal[by_words]


def _list_differences(
    texts: Sequence[str], places: Places, identity: np.ndarray
) -> tables.TextColumn:
    """Return the differences of each passage; ``""`` where no word differs."""
    has_differences = identity != 1
    rows = has_differences.nonzero()[0]
    first = places.first[rows]
    second = places.second[rows]
    differences = list_differences(texts, first, second)
    # The first text is that of all other rows.
    differences.insert(0, "")
    number_of_row = np.cumsum(has_differences)
    number_of_row[identity == 1] = 0
    return tables.take_texts(differences, number_of_row)


def _surprisal(parts: WordParts, alignments: Alignments) -> np.ndarray:
    """Return the surprisal of the matching words of each passage, in bits."""
    codes = parts.codes
    part_count = len(codes)
    if not part_count:
        return np.zeros(0)
    occurrences = np.bincount(codes)
    occurrences = np.maximum(occurrences, 1)  # a word may be in no document
    bits_by_code = np.log2(part_count / occurrences)
    # Entry i is the sum of the bits before part i.
    bits_before = np.zeros(part_count + 1)
    bits = bits_by_code.take(codes)
    np.cumsum(bits, out=bits_before[1:])
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
# Notes


@dataclass(frozen=True, eq=False)
class _Passages:
    """What the notes on the passages depend on.

    Attributes
    ----------
    alignments : Alignments
    surprisal : float64 array, in bits
    kind : int64 array
        Number of each passage's kind in :data:`KINDS_OF_PASSAGES`.
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


def _notes(passages: _Passages, max_documents: int) -> tables.TextColumn:
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
    return tables.take_texts(_texts_of_combinations(has_note_by_key), combination)


def _texts_of_combinations(keys: Iterable[str]) -> list[str]:
    """Return the text of each combination of notes: the first key is the lowest bit."""
    combinations: list[list[notes.Note]] = [[]]
    for key in keys:
        note = notes.make(key)
        for earlier_notes in list(combinations):
            combinations.append([*earlier_notes, note])
    return list(map(notes.join, combinations))
