"""The search for sequences of characters, compiled and by numpy, against `re`."""

from __future__ import annotations

import re
from unittest import mock

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from discourse.accelerators import SequenceSearch, compiled_kernels, has_kernels
from discourse.accelerators.compiled_kernels import kernels_in_use
from discourse.validation import find_surrogate

SEQUENCES = [
    ("a",),
    ("ab", "b-d"),
    ("a-c",) * 6,
    ("é-ÿ", "\u4e00-\u9fff"),
    ("-.", "\n\r", "\0-\x1f"),
    ("a", "^]", "a"),
]
COUNTED = "\n\r"
SEARCH = SequenceSearch(SEQUENCES, counted=COUNTED)
PIECES = [*"abcdéÿ一-.^]\n\r\0", "ab", "abcabc", "a]a"]


def pattern_of(sequence: tuple[str, ...]) -> re.Pattern[str]:
    """Return the regular expression that a sequence stands for."""
    classes = []
    for characters in sequence:
        escaped = characters.replace("]", r"\]").replace("^", r"\^")
        classes.append(f"[{escaped}]")
    return re.compile("".join(classes))


def check(texts: list[str]) -> None:
    matches = SEARCH.find(texts)
    assert matches.places.shape == matches.counted.shape == (len(texts),)
    for sequence in SEQUENCES:
        pattern = pattern_of(sequence)
        expected = [pattern.search(text) is not None for text in texts]
        assert SEARCH.has_any(matches.places, [sequence]).tolist() == expected
    counts = [text.count("\n") + text.count("\r") for text in texts]
    assert matches.counted.tolist() == counts
    encoded = [text.encode("utf-16-le", "surrogatepass") for text in texts]
    assert matches.sizes.tolist() == [len(data) // 2 for data in encoded]
    have_surrogates = [find_surrogate(text) >= 0 for text in texts]
    assert matches.have_surrogates.tolist() == have_surrogates
    with mock.patch.object(compiled_kernels, "_library", None):
        expected_matches = SEARCH.find(texts)
    np.testing.assert_array_equal(matches.places, expected_matches.places)
    np.testing.assert_array_equal(matches.counted, expected_matches.counted)
    np.testing.assert_array_equal(matches.sizes, expected_matches.sizes)


@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=30).map("".join)))
@example([])
@example(["", "a", "", "b", "abcab", "c", ""])
def test_sequences_are_those_of_regular_expressions(texts: list[str]) -> None:
    check(texts)


@given(st.lists(st.text(max_size=20)))
def test_any_text_has_the_same_sequences(texts: list[str]) -> None:
    check([*texts, "\ud800a", "😀a\ud800"])


def test_texts_of_several_batches_keep_their_order() -> None:
    texts = ["x" * 100_000, "ab" * 200_000, "", "y" * 99_999 + "a", "\n" * 70_000]
    check(texts)


@pytest.mark.parametrize("length", [510, 511, 512, 513, 777])
def test_a_sequence_is_found_wherever_it_begins_in_a_long_text(length: int) -> None:
    search = SequenceSearch([("b-d",) * 40, ("a", "a")], counted="a-d")
    texts = []
    for begin in range(length):
        text = "x" * begin + "b" * 40 + "x" * (length - begin)
        texts += [text[:length], text.replace("b", "c", 2)[:length], f"{text}aba"]
    matches = search.find(texts)
    expected = ["c" * 40 in text.replace("b", "c") for text in texts]
    assert search.has_any(matches.places, [("b-d",) * 40]).tolist() == expected
    assert not search.has_any(matches.places, [("a", "a")]).any()
    assert matches.counted.tolist() == [len(text) - text.count("x") for text in texts]


def test_some_of_the_texts_are_selected() -> None:
    matches = SEARCH.find(["a\n", "", "\ud800", "😀"]).select([2, 0])
    assert matches.places.tolist() == [0, SEARCH.find(["a"]).places[0]]
    assert matches.counted.tolist() == [0, 1]
    assert matches.sizes.tolist() == [1, 2]
    assert matches.have_surrogates.tolist() == [True, False]
    assert not len(matches.select([]).places)


def test_characters_of_two_units_are_found_together() -> None:
    sequence = ("\U00020000-\U0003ffff",)
    search = SequenceSearch([sequence], counted="")
    matches = search.find(["a", "\U00020000", "😀"])
    # Any such character may be meant; the caller looks more closely.
    assert search.has_any(matches.places, [sequence]).tolist() == [False, True, True]


def test_too_many_places_are_refused() -> None:
    SequenceSearch([("a",) * 63], counted="")
    with pytest.raises(ValueError, match="64 places in sequences, expected at most 63"):
        SequenceSearch([("a",) * 63, ("b",)], counted="")


@pytest.mark.skipif(not has_kernels(), reason="there is no C compiler here")
def test_the_kernel_refuses_arrays_that_do_not_agree() -> None:
    units = np.array([1, 2, 3], dtype=np.uint16)
    places_of_unit = np.zeros(65536, dtype=np.uint64)
    first = np.ones(1, dtype=np.uint64)

    def call(bounds: list[int], *, of_unit: np.ndarray = places_of_unit) -> None:
        count = len(bounds) - 1
        kernels_in_use().find_sequences(
            units,
            np.array(bounds, dtype=np.int64),
            of_unit,
            first,
            np.zeros(count, dtype=np.uint64),
            np.zeros(count, dtype=np.int64),
        )

    call([0, 3])
    call([0, 1, 1, 3])
    for bounds in ([0, 4], [-1, 3]):
        with pytest.raises(ValueError, match="expected texts inside the units"):
            call(bounds)
    with pytest.raises(ValueError, match="65536 sets of places"):
        call([0, 3], of_unit=places_of_unit[:100])
