"""Sequences of words, written as a reader would."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from spelt_words import spelt

from discourse import text

WORDS = [
    "belt",
    "win-win",
    "путь",
    "2030",
    "命",
    "运",
    "々",
    "ツ",
    "が",
    "한글",
    "*",
    "é",
    "co₂",
]


@given(st.lists(st.lists(st.sampled_from(range(len(WORDS))), max_size=6), max_size=8))
def test_words_are_spelt_as_a_reader_would(grams: list[list[int]]) -> None:
    expected = [spelt([WORDS[number] for number in gram]) for gram in grams]
    width = max(map(len, grams), default=0)
    rows = np.array(
        [gram + [-1] * (width - len(gram)) for gram in grams], dtype=np.int32
    ).reshape(len(grams), width)
    assert text.spell_sequences(rows, WORDS) == expected
    assert [text.spell_sequences(gram, WORDS)[0] for gram in grams] == expected
    assert text.spell_sequences(rows, WORDS, blanks=False) == [
        "".join(WORDS[number] for number in gram) for gram in grams
    ]


def test_an_open_place_is_shown_as_a_star() -> None:
    rows = [[4, text.SLOT, 5], [0, text.SLOT, 4], [0, 4, text.SLOT]]
    assert text.spell_sequences(rows, WORDS) == ["命 * 运", "belt * 命", "belt 命 *"]
    assert text.spell_sequences(np.empty((0, 3), dtype=np.int32), WORDS) == []
    assert text.spell_sequences([], WORDS) == [""]
