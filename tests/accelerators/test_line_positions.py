"""Where lines begin and end: the compiled kernel against numpy alone."""

from __future__ import annotations

import dataclasses
from unittest import mock

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from discourse.accelerators import (
    LineBlanks,
    LineGaps,
    LinePositions,
    find_line_positions,
    has_kernels,
)
from discourse.text import tokenise, tokenizer, wrapped_lines
from discourse.text.token_gaps import TokenGaps
from discourse.text.wrapped_lines import LineEnds, measure_line_ends

pytestmark = pytest.mark.skipif(
    not has_kernels(), reason="no compiled kernels: there is no C compiler here"
)

PIECES = ["word", "B,", "…", "-", "路", "。", "\n", "\n\n", "\r\n", " ", "\xa0", "\t"]
SPACE, LETTER, SINGLE, NEWLINE = range(4)
TABLES = {
    "space": SPACE,
    "single": SINGLE,
    "ends_word": np.array([True, False, True, True]),
    "no_break_spaces": np.array([0xA0], dtype=np.uint32),
    "most_steps": 120,
}


def line_ends_of(text: str) -> list[LineEnds]:
    """Return what is measured while a text is divided into words."""
    measured = []

    def measure(gaps: TokenGaps, codes: np.ndarray) -> LineEnds:
        measured.append(measure_line_ends(gaps, codes))
        return measured[-1]

    with mock.patch.object(tokenizer, "measure_line_ends", measure):
        tokenise([text], ["auto"])
    return measured


@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
@example("a" + 130 * " " + "\n" + 130 * " " + "b" + 130 * "." + "\nc")
@example("a\n\xa0" + 130 * "b\xa0" + "\nc")
@example("\n \n a\u00ad\nb \n")
def test_lines_of_any_text(text: str) -> None:
    compiled = line_ends_of(text)
    with mock.patch.object(wrapped_lines, "has_kernels", return_value=False):
        expected = line_ends_of(text)
    assert len(compiled) == len(expected)
    for one, other in zip(compiled, expected, strict=True):
        for name, values in vars(other).items():
            assert getattr(one, name).dtype == values.dtype
            np.testing.assert_array_equal(getattr(one, name), values)


def positions_in(text: str, **changes: list[int]) -> LinePositions:
    """Return where lines are in a text with one gap, between "ab" and "cd"."""
    codes = np.array([ord(char) for char in text], dtype=np.uint32)
    kinds = np.full(len(codes), LETTER, dtype=np.uint8)
    kinds[np.isin(codes, [ord(" "), 0xA0])] = SPACE
    kinds[codes == ord("\n")] = NEWLINE
    newlines = [-1, *np.flatnonzero(kinds == NEWLINE).tolist()]
    arrays = {
        "newlines": newlines,
        "begin": [text.index("b") + 1],
        "end": [text.index("c")],
        "token_end": [text.index("d") + 1],
        "count": [text[: text.index("c")].count("\n")],
    }
    arrays |= changes
    int_arrays = {name: np.array(arrays[name], dtype=np.int32) for name in arrays}
    newline_positions = int_arrays.pop("newlines")
    gaps = LineGaps(**int_arrays)
    return find_line_positions(
        kinds, codes, newline_positions, gaps, LineBlanks(**TABLES)
    )


def test_positions_around_a_gap() -> None:
    found = positions_in("  ab  \n\n cd,\xa0e f\n")
    positions = {name: int(array[0]) for name, array in vars(found).items()}
    assert positions == {
        "line_start": 0,
        "text_start": 2,
        "line_end": 4,
        "next_line_start": 8,
        "next_text_start": 9,
        "next_word_end": 14,
    }
    assert all(array.dtype == np.int32 for array in vars(found).values())
    assert len(dataclasses.fields(LinePositions)) == len(positions)


@pytest.mark.parametrize(
    "change",
    [
        {"newlines": [-1, 9]},
        {"newlines": [-2, 2]},
        {"newlines": [2, -1]},
        {"newlines": [2]},
        {"begin": [-5]},
        {"end": [7]},
        {"token_end": [8]},
        {"count": [0]},
        {"count": [3]},
        {"count": [1, 1]},
    ],
)
def test_what_is_no_gap_of_the_text_is_refused(change: dict[str, list[int]]) -> None:
    with pytest.raises(ValueError, match="expected gaps in the order of the text"):
        positions_in("ab\ncde", **change)
