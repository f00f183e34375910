"""The compiled suffix sort, against the other two ways and by hand."""

from __future__ import annotations

import threading

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse.accelerators import has_kernels, sort_suffixes, suffix_sort
from discourse.counting.suffix_array import build_suffix_array
from discourse.settings import LONGEST_NGRAM

pytestmark = pytest.mark.skipif(
    not has_kernels(), reason="no compiled kernels: there is no C compiler here"
)


def same_by_every_way(ids: np.ndarray, follows_break: np.ndarray) -> None:
    document = np.zeros(len(ids), dtype=np.int32)
    compiled = build_suffix_array(ids, follows_break, document, algorithm="compiled")
    numpy_alone = build_suffix_array(ids, follows_break, document, algorithm="doubling")
    for name in ("order", "lcp", "words_to_break"):
        one = getattr(compiled, name)
        other = getattr(numpy_alone, name)
        assert one.dtype == other.dtype
        np.testing.assert_array_equal(one, other)


@given(
    seed=st.integers(0, 2**32 - 1),
    size=st.integers(1, 400),
    words=st.sampled_from([1, 2, 3, 7, 30, 255, 256, 2**15 - 1, 2**15]),
    share_of_breaks=st.sampled_from([0.0, 0.02, 0.3, 1.0]),
)
def test_random_streams(
    seed: int, size: int, words: int, share_of_breaks: float
) -> None:
    chance = np.random.default_rng(seed)
    # Of a large vocabulary a few words only, so that much recurs; the last is the
    # largest number, which decides how many words are compared at a time.
    some_words = chance.integers(0, words, 5)
    some_words[-1] = words - 1
    ids = some_words[chance.integers(0, 5, size)].astype(np.int32)
    follows_break = chance.random(size) < share_of_breaks
    same_by_every_way(ids, follows_break)


@pytest.mark.parametrize("words", [2**16 - 1, 2**16, 2**21 - 1, 2**21, 2**22])
def test_any_number_of_words_in_a_number(words: int) -> None:
    ids = np.array([0, words - 1, 0, 5, 0, words - 1, 0], dtype=np.int32)
    same_by_every_way(ids, np.zeros(7, dtype=bool))


@pytest.mark.parametrize("period", [1, 2, 3, 5, 63, 64, 65, 1000])
def test_a_stream_that_repeats_itself(period: int) -> None:
    ids = np.arange(3000, dtype=np.int32) % period
    same_by_every_way(ids, np.zeros(3000, dtype=bool))
    follows_break = np.arange(3000) % 700 == 0
    same_by_every_way(ids, follows_break)


def test_by_hand() -> None:
    # b a | b a b
    ids = np.array([1, 0, 1, 0, 1], dtype=np.int32)
    follows_break = np.array([True, False, True, False, False])
    found = sort_suffixes(ids, follows_break, 64)
    # a | a b | b | b a | b a b
    assert found.order.tolist() == [1, 3, 4, 0, 2]
    assert found.lcp.tolist() == [0, 1, 0, 1, 2]
    assert found.words_to_break.tolist() == [2, 1, 3, 2, 1]


def test_no_words() -> None:
    found = sort_suffixes(np.empty(0, np.int32), np.empty(0, bool), 64)
    assert len(found.order) == len(found.lcp) == 0


def test_what_is_no_stream_is_refused() -> None:
    ids = np.array([0, -1], dtype=np.int32)
    follows_break = np.zeros(2, dtype=bool)
    with pytest.raises(ValueError, match="ids from 0"):
        sort_suffixes(ids, follows_break, 64)
    with pytest.raises(ValueError, match="arrays of one size"):
        sort_suffixes(np.abs(ids), follows_break[:1], 64)
    for longest in (0, 256):
        with pytest.raises(ValueError, match="longest suffix of 1 to 255 words"):
            sort_suffixes(np.abs(ids), follows_break, longest)


def test_long_suffixes_in_many_groups() -> None:
    ids = np.zeros(10_000, dtype=np.int32)
    ids[-1] = 2**16  # so that no more than three words are compared at a time
    found = sort_suffixes(ids, np.zeros(10_000, dtype=bool), 255)
    # What has the other word within reach comes last, the shortest way to it at the end.
    assert found.order[-2:].tolist() == [9998, 9999]
    assert found.lcp.max() == 255


@pytest.mark.parametrize("thread_count", ["1", "2", "4"])
@pytest.mark.parametrize("tokens_of_call", [1, 7, 1000])
def test_words_are_divided_into_calls(
    monkeypatch: pytest.MonkeyPatch, thread_count: str, tokens_of_call: int
) -> None:
    chance = np.random.default_rng(0)
    # Some words have no token, and one has half of all.
    ids = chance.choice([0, 3, 3, 3, 4, 90], 3000).astype(np.int32)
    follows_break = chance.random(3000) < 0.05
    expected = sort_suffixes(ids, follows_break, LONGEST_NGRAM)
    monkeypatch.setenv("DISCOURSE_THREADS", thread_count)
    monkeypatch.setattr(suffix_sort, "_MIN_TOKENS_OF_CALL", tokens_of_call)
    monkeypatch.setattr(suffix_sort, "_CALLS", 3000)
    found = sort_suffixes(ids, follows_break, LONGEST_NGRAM)
    for name in ("order", "lcp", "words_to_break"):
        np.testing.assert_array_equal(getattr(found, name), getattr(expected, name))
    same_by_every_way(ids, follows_break)


def test_threads_do_not_disturb_each_other() -> None:
    chance = np.random.default_rng(0)
    ids = chance.integers(0, 50, 20_000).astype(np.int32)
    follows_break = chance.random(20_000) < 0.05
    expected = sort_suffixes(ids, follows_break, LONGEST_NGRAM)
    found = []

    def sort() -> None:
        found.append(sort_suffixes(ids, follows_break, LONGEST_NGRAM))

    threads = [threading.Thread(target=sort) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    for suffixes in found:
        np.testing.assert_array_equal(suffixes.order, expected.order)
        np.testing.assert_array_equal(suffixes.lcp, expected.lcp)
