"""Notes on passages that may not be reuse."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from discourse import notes, tables
from discourse.text_reuse.alignment import Alignments
from discourse.text_reuse.passage_kinds import FORMULA, NAME
from discourse.text_reuse.passage_search import FoundPassages

__all__ = ["find_notes", "texts_of_notes"]

# A passage of fewer bits than this, in so many documents or more, is likely a set phrase:
# house practice.
SET_PHRASE_BITS = 60.0
SET_PHRASE_DOCUMENTS = 3
# Kinds by which the reader already knows that the wording is common. Passages of these
# kinds get no note on set phrases.
KINDS_OF_COMMON_WORDING = (FORMULA, NAME)


def find_notes(
    passages: FoundPassages, kind: np.ndarray, max_documents: int
) -> dict[str, np.ndarray]:
    """Return for each note which passages have it (bool arrays).

    Parameters
    ----------
    passages : FoundPassages
    kind : int64 array, shape (passages,)
        Number of each passage's kind in `KINDS_OF_PASSAGES`.
    max_documents : int
        A wording of more documents begins no passage.
    """
    is_chained = passages.documents > max_documents
    return {
        "set_phrase": _are_set_phrases(passages, kind),
        "grown": _are_mostly_grown(passages.alignments),
        "chained": is_chained,
    }


def _are_set_phrases(passages: FoundPassages, kind: np.ndarray) -> np.ndarray:
    """Return whether each passage is likely a set phrase, not a sign of reuse (bool)."""
    is_short = passages.surprisal < SET_PHRASE_BITS
    is_widespread = passages.documents >= SET_PHRASE_DOCUMENTS
    has_common_kind = np.isin(kind, KINDS_OF_COMMON_WORDING)
    has_unknown_kind = ~has_common_kind
    is_common_wording = is_short & is_widespread
    return is_common_wording & has_unknown_kind


def _are_mostly_grown(alignments: Alignments) -> np.ndarray:
    """Return whether the longest exact run of each passage is less than half (bool)."""
    words = alignments.words
    has_short_run = 2 * alignments.run < words
    has_differences = alignments.matches < words
    return has_short_run & has_differences


def texts_of_notes(has_note: Mapping[str, np.ndarray]) -> tables.TextColumn:
    """Return the text of the notes of each row; "" if it has none.

    `has_note` says for each note which rows have it.
    """
    # There are many rows, and few combinations of notes: a bit for each note.
    bits = []
    for place, has_this_note in enumerate(has_note.values()):
        bit = has_this_note.astype(np.int64)
        bits.append(bit << place)
    combination = np.sum(bits, axis=0)
    return tables.take_texts(_texts_of_combinations(has_note), combination)


def _texts_of_combinations(keys: Iterable[str]) -> list[str]:
    """Return the text of each combination of notes: the first key is the lowest bit."""
    combinations: list[list[notes.Note]] = [[]]
    for key in keys:
        note = notes.make(key)
        for earlier_notes in list(combinations):
            combinations.append([*earlier_notes, note])
    return list(map(notes.join, combinations))
