"""The compiled search for tokens and gaps, against numpy alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
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
    read_gaps,
)
from discourse.text import simplified_code_points, tokenise
from discourse.text.characters import CharacterKind
from discourse.text.token_gaps import find_gap_contents
from discourse.text.token_spelling import find_spelt_tokens

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
            one = getattr(stream, name)
            other = getattr(expected_stream, name)
            assert one.dtype == other.dtype
            np.testing.assert_array_equal(one, other)


# Marks get the kind of their base, so that none is left.
kinds_left = st.sampled_from(
    [kind for kind in CharacterKind if kind != CharacterKind.MARK]
)


@given(st.lists(kinds_left, max_size=80), st.integers(1, 4))
def test_any_row_of_kinds_has_the_same_tokens(
    row: list[CharacterKind], letters: int
) -> None:
    # A line end closes the text, as it does in a chunk.
    kinds = np.array([*row, CharacterKind.NEWLINE], dtype=np.uint8)
    codes = (np.arange(len(kinds)) % letters + ord("a")).astype(np.uint32)
    is_word_mark = np.zeros(len(kinds), dtype=bool)
    folds = np.arange(200, dtype=np.uint32)
    found = find_spelt_tokens(kinds, is_word_mark, codes, folds)
    begin = np.append(0, found.end[:-1])[: len(found.start)]
    contents = find_gap_contents(kinds, begin, found.start)
    with numpy_alone():
        expected = find_spelt_tokens(kinds, is_word_mark, codes, folds)
        expected_contents = find_gap_contents(kinds, begin, found.start)
    assert found.spellings == expected.spellings
    for name in ("start", "end", "spelling_ids"):
        one = getattr(found, name)
        other = getattr(expected, name)
        assert one.dtype == other.dtype
        np.testing.assert_array_equal(one, other)
    for name in ("bits", "line_ends", "hyphens"):
        one = getattr(contents, name)
        other = getattr(expected_contents, name)
        assert one.dtype == other.dtype
        np.testing.assert_array_equal(one, other)


def test_more_spellings_than_the_first_table_holds() -> None:
    words = [f"w{number}" for number in range(30_000)]
    text = " ".join(words + words[::-1])
    stream, _ = tokenise([text], ["auto"])
    assert stream.vocabulary == tuple(sorted(words))
    spelt = [stream.vocabulary[word_id] for word_id in stream.ids[:30_000]]
    assert spelt == words


def found_in(**changes: np.ndarray) -> object:
    arrays = {
        "kinds": np.array([15, 15, 2], dtype=np.uint8),
        "is_word_mark": np.zeros(3, dtype=bool),
        "codes": np.array([97, 98, 10], dtype=np.uint32),
        "folds": np.arange(128, dtype=np.uint32),
        "roles": np.full(19, CharacterRole.PART, dtype=np.uint8),
    }
    arrays |= changes
    return find_tokens(
        arrays["kinds"],
        arrays["is_word_mark"],
        arrays["codes"],
        folds=arrays["folds"],
        roles=arrays["roles"],
    )


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("kinds", [15, 19, 2]),
        ("codes", [97, 128, 10]),
        ("codes", [97, 98]),
        ("is_word_mark", [True, False, False]),
    ],
)
def test_what_is_no_text_is_refused(name: str, values: list[int]) -> None:
    dtypes = {"kinds": np.uint8, "codes": np.uint32, "is_word_mark": bool}
    with pytest.raises(ValueError, match="known kinds and characters"):
        found_in(**{name: np.array(values, dtype=dtypes[name])})


@pytest.mark.parametrize(("begin", "end", "kind"), [(-1, 1, 0), (0, 4, 0), (0, 1, 19)])
def test_gaps_outside_the_text_are_refused(begin: int, end: int, kind: int) -> None:
    with pytest.raises(ValueError, match="gaps inside the text"):
        read_gaps(
            np.full(3, kind, dtype=np.uint8),
            np.array([begin]),
            np.array([end]),
            bits_of_kind=np.zeros(19, dtype=np.uint8),
            bit_of_line_end=64,
            bit_of_hyphen=4,
        )
