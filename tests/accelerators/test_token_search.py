"""The compiled search for tokens and gaps, against numpy alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from discourse.accelerators import (
    CharacterRole,
    compiled_kernels,
    find_tokens,
    has_kernels,
    number_spellings,
    read_kinds,
)
from discourse.text import simplified_code_points, tokenise
from discourse.text.characters import (
    KIND_COUNT,
    CharacterKind,
    code_points,
    kinds_of_codes,
)
from discourse.text.token_gaps import GAP_BITS
from discourse.text.token_spelling import (
    find_spelt_tokens,
    number_distinct,
    split_spellings,
    write_spellings,
)

pytestmark = pytest.mark.skipif(
    not has_kernels(), reason="no compiled kernels: there is no C compiler here"
)


@contextmanager
def numpy_alone() -> Iterator[None]:
    with mock.patch.object(compiled_kernels, "_library", None):
        yield


any_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
# Where tokens begin, end and are joined, and what is folded or composed.
PIECES = [
    *"aBéİßﬁ1²'’‘-—.,!?() \n\f",
    *"\u0301\u0345\u2010\u00ad\u200d\ufe0f\u2029",
    *"和のｶ😀\U00020000",
    "e\u0301",
    "[1]",
    "*",
    "****",
    "U.S.",
    "\r\n",
]
tricky = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


@given(st.lists(st.one_of(any_text, tricky), max_size=4))
@example(["\u0301a", "", "a\u0301\u0301", "和\u0301a"])
@example(["", ""])
def test_any_text_has_the_same_stream(texts: list[str]) -> None:
    modes = ["auto"] * len(texts)
    for variants in (None, simplified_code_points()):
        compiled = tokenise(texts, modes, variants=variants)
        with numpy_alone():
            expected = tokenise(texts, modes, variants=variants)
        assert compiled[1] == expected[1]
        stream, expected_stream = compiled[0], expected[0]
        assert stream.vocabulary == expected_stream.vocabulary
        for name in ("ids", "start", "end", "gap", "bounds"):
            assert_same_array(getattr(stream, name), getattr(expected_stream, name))


# Marks get the kind of their base, so that none is left.
kinds_left = st.sampled_from(
    [kind for kind in range(KIND_COUNT) if kind != CharacterKind.MARK]
)


@given(
    st.lists(kinds_left, max_size=80),
    st.integers(1, 4),
    st.sampled_from([[], ["a"], ["cd", "ab"]]),
)
def test_any_row_of_kinds_has_the_same_tokens(
    row: list[int], letters: int, known: list[str]
) -> None:
    # A line end closes the text, as it does in a chunk.
    kinds = np.array([*row, CharacterKind.NEWLINE], dtype=np.uint8)
    codes = (np.arange(len(kinds)) % letters + ord("a")).astype(np.uint32)
    no_marks = np.empty(0, dtype=np.int32)
    tables = {
        "folds": np.arange(200, dtype=np.uint32),
        "known": write_spellings(known),
    }
    found = find_spelt_tokens(kinds, codes, no_marks, **tables)
    with numpy_alone():
        expected = find_spelt_tokens(kinds, codes, no_marks, **tables)
    assert split_spellings(found.spelled)[: len(known)] == known
    for name in (
        "start",
        "end",
        "gap_begin",
        "spelling_ids",
        "spelled",
        "is_known_used",
    ):
        assert_same_array(getattr(found, name), getattr(expected, name))
    for name in ("bits", "line_gaps", "line_ends", "dash_gaps"):
        assert_same_array(getattr(found.gaps, name), getattr(expected.gaps, name))


def assert_same_array(one: np.ndarray, other: np.ndarray) -> None:
    assert one.dtype == other.dtype
    np.testing.assert_array_equal(one, other)


@given(st.lists(st.text(st.sampled_from("abé路"), max_size=3)))
def test_any_spellings_have_the_same_numbers(spellings: list[str]) -> None:
    written = write_spellings(spellings)
    found = number_distinct(written)
    with numpy_alone():
        expected = number_distinct(written)
    assert_same_array(found.numbers, expected.numbers)
    assert_same_array(found.distinct, expected.distinct)
    distinct = split_spellings(found.distinct)
    assert [distinct[number] for number in found.numbers.tolist()] == spellings


@given(st.one_of(any_text, tricky))
def test_any_text_has_the_same_kinds(text: str) -> None:
    codes = code_points(text)
    found = kinds_of_codes(codes)
    with numpy_alone():
        expected = kinds_of_codes(codes)
    assert_same_array(found.kinds, expected.kinds)
    assert_same_array(found.signs, expected.signs)


def test_more_spellings_than_the_first_table_holds() -> None:
    words = [f"w{number}" for number in range(30_000)]
    text = " ".join(words + words[::-1])
    stream, _ = tokenise([text], ["auto"])
    assert stream.vocabulary == tuple(sorted(words))
    spelt = [stream.vocabulary[word_id] for word_id in stream.ids[:30_000]]
    assert spelt == words


def found_in(**changes: np.ndarray | int) -> object:
    arguments: dict[str, Any] = {
        "kinds": np.array([15, 15, 2], dtype=np.uint8),
        "codes": np.array([97, 98, 10], dtype=np.uint32),
        "word_marks": np.array([1], dtype=np.int32),
        "folds": np.arange(128, dtype=np.uint32),
        "roles": np.full(19, CharacterRole.PART, dtype=np.uint8),
        "known": write_spellings(["a"]),
        "gap_bits": GAP_BITS,
    }
    arguments |= changes
    texts = [arguments.pop(name) for name in ("kinds", "codes", "word_marks")]
    return find_tokens(*texts, **arguments)


def test_what_is_a_text_is_not_refused() -> None:
    assert found_in()


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("kinds", [15, 19, 2]),
        ("codes", [97, 128, 10]),
        ("codes", [97, 98]),
        ("word_marks", [0]),
        ("known", [97]),
    ],
)
def test_what_is_no_text_is_refused(name: str, values: list[int]) -> None:
    dtypes = {"kinds": np.uint8, "word_marks": np.int32}
    array = np.array(values, dtype=dtypes.get(name, np.uint32))
    with pytest.raises(ValueError, match="known kinds and characters"):
        found_in(**{name: array})


def test_characters_outside_the_table_are_refused() -> None:
    codes = np.array([0, 3], dtype=np.uint32)
    kind_of_code = np.zeros(3, dtype=np.uint8)
    with pytest.raises(ValueError, match="known characters"):
        read_kinds(codes, kind_of_code=kind_of_code, is_sign=np.ones(1, dtype=bool))
    with pytest.raises(ValueError, match="known characters"):
        read_kinds(codes[:1], kind_of_code=kind_of_code, is_sign=np.empty(0, bool))


def test_a_spelling_without_a_separator_is_refused() -> None:
    written = np.array([97, 10, 98], dtype=np.uint32)
    with pytest.raises(ValueError, match="a separator behind it"):
        number_spellings(written)
