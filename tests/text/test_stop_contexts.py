"""What stands around a stop."""

from __future__ import annotations

import numpy as np
from reference_tokenizer import kinds

from discourse.accelerators import SpeltTokens
from discourse.text.abbreviations import LISTED_SPELLINGS, WordClass
from discourse.text.characters import CharacterKind, character_tables, code_points
from discourse.text.stop_contexts import StopContexts, look_around_stops
from discourse.text.token_gaps import find_gap_contents, find_gaps, gap_begins
from discourse.text.token_spelling import split_spellings, write_spellings


def contexts(words: list[str], raw: str) -> StopContexts:
    """Contexts of the stops of a text whose words are given."""
    closed = raw + "\u2029"
    char_kinds = character_tables().kinds[code_points(closed)]
    starts, ends, position = [], [], 0
    for word in words:
        start = raw.index(word, position)
        position = start + len(word)
        starts.append(start)
        ends.append(position)
    listed = split_spellings(LISTED_SPELLINGS)
    spellings = list(dict.fromkeys([*listed, *map(str.lower, words)]))
    start, end = np.array(starts, dtype=np.int32), np.array(ends, dtype=np.int32)
    tokens = SpeltTokens(
        start=start,
        end=end,
        gap_begin=gap_begins(end),
        spelling_ids=np.array([spellings.index(word.lower()) for word in words]),
        spelled=write_spellings(spellings),
        is_known_used=np.ones(len(listed), dtype=bool),
        gaps=find_gap_contents(char_kinds, gap_begins(end), start),
    )
    newlines = np.array([len(raw)])
    document_ends = np.array([len(words)])
    no_marks = np.empty(0, dtype=np.int32)
    is_stop = np.isin(char_kinds, [CharacterKind.DOT, CharacterKind.STOP])
    stops = np.flatnonzero(is_stop)
    gaps = find_gaps(char_kinds, no_marks, newlines, stops, tokens, document_ends)
    return look_around_stops(gaps, tokens.spelling_ids, tokens.spelled)


def test_the_gaps_with_a_stop_and_what_is_around_them() -> None:
    assert kinds(". ") == ["dot", "blank"]
    words = ["He", "met", "Mr", "Xi", "in", "the", "U.S.", "The", "end"]
    stops = contexts(words, "He met Mr. Xi in the U.S. The . . . end")
    assert stops.indices.tolist() == [3, 7, 8]
    assert stops.stop_counts.tolist() == [1, 0, 3]
    assert stops.is_one_dot.tolist() == [True, True, False]
    assert stops.is_after_dot.tolist() == [False, True, False]
    assert stops.is_spaced_ellipsis.tolist() == [False, False, True]
    assert stops.is_before_lower.tolist() == [False, False, True]
    assert stops.is_before_grammar.tolist() == [False, True, False]
    assert stops.is_before(WordClass.TITLE).tolist() == [True, False, False]
    assert stops.is_earlier(WordClass.GRAMMAR).tolist() == [False, True, False]
    assert stops.length_before.tolist() == [2, 4, 3]
    assert stops.length_after.tolist()[:2] == [2, 3]
    assert stops.is_last.tolist() == [False, False, True]
