"""Kernels refuse what they cannot read, whatever it is, and never leave their arrays."""

from __future__ import annotations

import contextlib
from typing import TypeAlias

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse.accelerators import CharacterRole, has_kernels
from discourse.accelerators.compiled_kernels import kernels_in_use

pytestmark = pytest.mark.skipif(
    not has_kernels(), reason="no compiled kernels: there is no C compiler here"
)

Argument: TypeAlias = object
REFUSALS = (TypeError, ValueError, OverflowError, MemoryError, BufferError)
DTYPES = ["?", "u1", "u2", "i4", "u4", "i8", "u8", "f8", ">i4", ">i8", "c16", "O"]
LARGE_NUMBERS = [1 << 40, 1 << 61, 1 << 62, (1 << 63) - 1, 1 << 63, -(1 << 63), 1 << 70]
WRONG_NUMBERS = st.one_of(st.integers(-3, 70), st.sampled_from(LARGE_NUMBERS))


def int32(*values: int) -> np.ndarray:
    return np.array(values, dtype=np.int32)


def int64(*values: int) -> np.ndarray:
    return np.array(values, dtype=np.int64)


def uint32(*values: int) -> np.ndarray:
    return np.array(values, dtype=np.uint32)


def uint64(*values: int) -> np.ndarray:
    return np.array(values, dtype=np.uint64)


def byte(*values: int) -> np.ndarray:
    return np.array(values, dtype=np.uint8)


def float32(*values: float) -> np.ndarray:
    return np.array(values, dtype=np.float32)


def float64(*values: float) -> np.ndarray:
    return np.array(values, dtype=np.float64)


def right_arguments() -> dict[str, list[Argument]]:
    """Return arguments that each kernel takes."""
    ids = int32(0, 1, 0, 2)
    words = int32(0, 1, 0, 1)
    wall = byte(1, 0, 1, 0, 1)
    part = int(CharacterRole.PART)
    letter = int(CharacterRole.PART | CharacterRole.LETTER)
    single = int(CharacterRole.PART | CharacterRole.SINGLE)
    joiner = int(CharacterRole.JOINS_PARTS)
    hidden = int(CharacterRole.HIDDEN)
    return {
        "pack_next_words": [ids, byte(1, 0, 1, 0), uint64(*ids), byte(*ids), 3, 5],
        "order_by_word": [ids, int64(*ids), int32(*ids)],
        "sort_suffixes": [
            uint64(0, 1 << 62, 3, 0),
            int64(0, 2, 3, 4),
            int32(0, 2, 1, 3),
            byte(*ids),
            *(0, 3, 5),
        ],
        "read_runs": [
            int32(0, 2, 1, 3),
            int32(0, 0, 1, 1),
            int64(0, 1),
            int64(2, 4),
            int64(0, 0),
            int64(0, 0),
            2,
        ],
        "find_sequences": [
            np.array([60, 97, 98], dtype=np.uint16),
            int64(0, 2, 3),
            np.ones(65536, dtype=np.uint64),
            uint64(1),
            uint64(0, 0),
            int64(0, 0),
        ],
        "find_line_positions": [
            byte(1, 0, 2, 1),
            uint32(97, 32, 10, 98),
            byte(1, 0, 1),
            uint32(160),
            int32(-1, 2),
            int32(1),
            int32(3),
            int32(4),
            int32(1),
            *(int32(0) for _ in range(6)),
            *(0, 3, 5),
        ],
        "find_repeated_runs": [words, wall, uint64(*words), int32(*words), 2],
        "pair_runs": [
            words,
            wall,
            int32(0, 0, 1, 1),
            int64(0, 2),
            int64(1, -1),
            byte(1, 0),
            int64(0, 0),
            int64(0, 0),
            int64(0, 0),
            2,
        ],
        "pair_nearest_runs": [
            words,
            wall,
            int32(0, 0, 1, 1),
            int64(0, 2),
            int64(0, 2),
            int64(*[0] * 4),
            int64(*[0] * 4),
            int64(*[0] * 4),
            2,
        ],
        "grow_runs": [
            words,
            wall,
            int64(1, 4),
            int64(3, 0),
            int64(0, 0),
            int64(0, 0),
            int64(0, 0),
            *(1, 2, 5),
        ],
        "keep_best_alignments": [
            int64(0, 0, 1),
            int64(1, 0, 2),
            int64(0, 1, 0),
            int64(3, 4, 2),
            int64(6, 6, 5),
            int64(8, 9, 7),
            int64(2, 3, 1),
            int64(2, 2, 2),
            byte(0, 0, 0),
        ],
        "link_ranges": [int64(0, 1, 4), int64(3, 4, 6), int64(0, 0, 0)],
        "find_word_changes": [
            words,
            int64(0, 2, 4),
            int32(1, 0, 1),
            int64(0, 2, 3),
            np.zeros((5, 4), dtype=np.int64),
            np.zeros(5, dtype=np.int64),
            2,
        ],
        "find_tokens": [
            byte(0, 1, 3, 2, 5, 4, 1),
            uint32(0, 1, 2, 1, 3, 0, 1),
            int32(),
            uint32(0, 1, 2, 3),
            byte(0, letter, part, joiner, single, hidden),
            byte(1, 0, 0, 2, 0, 0),
            *[np.zeros(4, dtype=np.int32) for _ in range(3)],
            np.zeros(4, dtype=np.uint8),
            *[np.zeros(4, dtype=np.int32) for _ in range(3)],
            np.zeros(30, dtype=np.uint32),
            uint32(1, 10, 1, 2, 10),
            byte(0, 0),
            *(10, 1, 2),
        ],
        "number_spellings": [
            uint32(1, 10, 10, 1, 10),
            int32(0, 0, 0),
            np.zeros(13, dtype=np.uint32),
            10,
        ],
        "read_kinds": [
            uint32(0, 2, 1),
            byte(0, 1, 2),
            byte(0, 1, 1),
            byte(0, 0, 0),
            int32(0, 0, 0),
        ],
        "add_labelled_values": [
            int64(0, 1, 3),
            int32(0, 0, 1),
            float64(0.5, 1, 2),
            int64(0, 2, 3),
            int32(0, 1, 1),
            float64(0, 0, 0, 0),
            2,
        ],
        "sum_over_targets": [
            int64(0, 1, 3),
            int32(0, 0, 1),
            float64(0.5, 1, 2),
            float64(*[1] * 32),
            float64(0, 0, 0, 0),
            2,
            2,
        ],
        "sum_floats_over_targets": [
            int64(0, 1, 3),
            int32(0, 0, 1),
            float32(0.5, 1, 2),
            float32(*[1] * 64),
            float64(0, 0, 0, 0),
            2,
            2,
        ],
        "count_exceedances": [
            float64(1, 2, 3, 4),
            int64(1, 0),
            int64(0, 0),
            float64(1, 2),
            float64(1, 2),
            float64(1, 2),
            float64(1, 2),
            float64(0, 0),
            int64(0, 0),
            int64(0, 0),
        ],
        "find_phrases": [
            ids,
            byte(0, 1, 1, 1),
            int32(0, 1, 2),
            int64(0, 1, 3),
            int64(0, 1, 0, -1),
            int64(1, 0, 0, 1),
            # Two links that allow nothing between words, and two that allow a word.
            int64(0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 1, 2, 2, 2),
            int64(0, 2, 4),
            int64(1, 3, 0, 2),
            int64(0, 2, 4),
            int64(1, 0, 0, 2),
            np.zeros(9, dtype=np.int64),
            np.zeros(9, dtype=np.uint64),
            int64(0, 0),
            int64(0, 0),
        ],
        "multiply_row_pairs": [
            int64(0, 2, 3),
            int32(0, 1, 1),
            float64(1, 2, 3),
            int64(0, 1),
            int64(1, 1),
            float64(0, 0),
            2,
        ],
        "count_words": [
            ids,
            int64(0, 2, 4),
            int32(*ids),
            int64(*ids),
            int64(0, 0, 0),
            3,
        ],
    }


def change_values(draw: st.DrawFn, array: np.ndarray) -> np.ndarray:
    """Return an array with other values in some places."""
    values = array.copy().ravel()
    is_float = values.dtype.kind == "f"
    limits = np.finfo(values.dtype) if is_float else np.iinfo(values.dtype)
    extremes = [limits.min, limits.max]
    small = range(10) if values.dtype.kind == "u" else range(-3, 10)
    for place in draw(st.lists(st.integers(0, max(len(values) - 1, 0)), max_size=4)):
        if len(values):
            values[place] = draw(st.sampled_from([*small, *extremes]))
    return values


def unaligned(array: np.ndarray) -> np.ndarray:
    """Return the same array, one byte beside the place where it should lie."""
    memory = np.zeros(array.nbytes + 1, dtype=np.uint8)
    moved = memory[1:].view(array.dtype).reshape(array.shape)
    moved[...] = array
    return moved


@st.composite
def wrong_arrays(draw: st.DrawFn, array: np.ndarray) -> Argument:
    """Return something like the array, or nothing like it."""
    change = draw(st.integers(0, 7))
    if change <= 2:
        return change_values(draw, array)
    if change == 3:
        return np.resize(array, draw(st.integers(0, 12)))
    if change == 4:
        return array.astype(draw(st.sampled_from(DTYPES)))
    if change == 5:
        return np.repeat(array, 2)[::2]
    if change == 6:
        return unaligned(array)
    return draw(st.sampled_from([None, 1, [1, 2], b"bytes", array.tobytes(), "text"]))


@st.composite
def wrong_arguments(draw: st.DrawFn, name: str) -> list[Argument]:
    """Return arguments of which some are wrong, or all that are expected but one."""
    arguments = right_arguments()[name]
    places = st.integers(0, len(arguments) - 1)
    for place in draw(st.lists(places, min_size=1, max_size=3, unique=True)):
        argument = arguments[place]
        if isinstance(argument, np.ndarray):
            arguments[place] = draw(wrong_arrays(argument))
        else:
            arguments[place] = draw(WRONG_NUMBERS)
    return arguments


def test_every_kernel_is_tried() -> None:
    kernels = kernels_in_use()
    names = [name for name in dir(kernels) if callable(getattr(kernels, name))]
    assert sorted(right_arguments()) == [name for name in names if name[0] != "_"]


@pytest.mark.parametrize("name", sorted(right_arguments()))
def test_right_arguments_are_taken(name: str) -> None:
    arguments = right_arguments()[name]
    getattr(kernels_in_use(), name)(*arguments)
    with pytest.raises(TypeError, match=r"expected \d+ arrays and \d numbers"):
        getattr(kernels_in_use(), name)(*arguments[1:])


@pytest.mark.parametrize("name", sorted(right_arguments()))
@given(st.data())
def test_wrong_arguments_are_refused_or_read(name: str, data: st.DataObject) -> None:
    arguments = data.draw(wrong_arguments(name))
    kernel = getattr(kernels_in_use(), name)
    # Any other error fails, and a crash ends the tests.
    with contextlib.suppress(*REFUSALS):
        kernel(*arguments)


@pytest.mark.parametrize(
    "wrong",
    [int64(1, 2).astype(">i8"), int64(1, 2).astype("O"), unaligned(int64(1, 2))],
)
def test_numbers_are_those_of_this_machine(wrong: np.ndarray) -> None:
    right = int64(1, 2)
    kernel = kernels_in_use().link_ranges
    with pytest.raises(TypeError, match=r"first: items '.*' of 8 bytes"):
        kernel(right, right, wrong)
    with pytest.raises(TypeError, match=r"items 'i' of 4 bytes, expected numbers of 8"):
        kernel(int32(1, 2), right, right)


def test_a_product_of_sizes_that_is_too_large_is_refused() -> None:
    arguments = right_arguments()["add_labelled_values"]
    # Four rows of so many columns would have 2**64 cells, which looks like none.
    arguments[:2] = [int64(0, 0, 0, 0, 0), int32()]
    arguments[2] = float64()
    arguments[5:] = [float64(), 1 << 62]
    with pytest.raises(ValueError, match="expected sparse rows"):
        kernels_in_use().add_labelled_values(*arguments)
    arguments = right_arguments()["sum_over_targets"]
    arguments[:2] = [int64(0, 0, 0, 0, 0), int32()]
    arguments[2:5] = [float64(), float64(), float64()]
    arguments[5:] = [0, 1 << 62]
    with pytest.raises(ValueError, match="expected sparse rows of terms, labels"):
        kernels_in_use().sum_over_targets(*arguments)
