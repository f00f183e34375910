"""Spans as arrays, against sets of characters."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discourse.spans import (
    LabelledSpan,
    cut_texts,
    expand_ranges,
    extend_over_opening_marks,
    extend_past_closing_marks,
    merge_spans,
    overlaps_any,
    partition_by_label,
    spans_between,
)

spans = st.lists(
    st.tuples(st.integers(0, 30), st.integers(1, 10)).map(
        lambda pair: (pair[0], pair[0] + pair[1])
    ),
    max_size=8,
)


def label_spans(spans: list[tuple[int, int, str]]) -> list[LabelledSpan]:
    return [LabelledSpan(*span) for span in spans]


def arrays(some: list[tuple[int, int]]) -> tuple[np.ndarray, np.ndarray]:
    low, high = zip(*some, strict=True) if some else ((), ())
    return np.array(low, dtype=np.int64), np.array(high, dtype=np.int64)


def characters(some: list[tuple[int, int]]) -> set[int]:
    return {place for low, high in some for place in range(low, high)}


@given(spans)
def test_merged_spans_hold_the_same_characters_and_do_not_touch(
    some: list[tuple[int, int]],
) -> None:
    low, high = merge_spans(*arrays(some))
    assert characters(
        list(zip(low.tolist(), high.tolist(), strict=True))
    ) == characters(some)
    assert (low[1:] > high[:-1]).all()
    assert (low < high).all()


@given(spans, spans)
def test_overlapping_spans_share_a_character(
    some: list[tuple[int, int]], others: list[tuple[int, int]]
) -> None:
    found = overlaps_any(*arrays(some), *merge_spans(*arrays(others)))
    assert found.tolist() == [
        bool(characters([span]) & characters(others)) for span in some
    ]


@given(spans, st.integers(0, 40), st.integers(1, 10))
def test_the_spans_between_two_places_are_those_that_share_a_character(
    some: list[tuple[int, int]], start: int, size: int
) -> None:
    low, high = merge_spans(*arrays(some))
    apart = list(map(LabelledSpan, low.tolist(), high.tolist(), ["a"] * len(low)))
    expected = [
        span for span in apart if span.start < start + size and start < span.end
    ]
    assert spans_between(apart, start, start + size) == expected


@given(spans)
def test_ranges_are_ranges_end_to_end(some: list[tuple[int, int]]) -> None:
    assert expand_ranges(*arrays(some)).tolist() == [
        place for low, high in some for place in range(low, high)
    ]


def test_ranges_may_be_empty() -> None:
    assert expand_ranges(np.array([3, 5, 5]), np.array([3, 7, 5])).tolist() == [5, 6]


@given(
    st.lists(
        st.tuples(st.integers(0, 30), st.integers(1, 10), st.sampled_from("ab")),
        max_size=6,
    ),
    st.integers(0, 20),
    st.integers(0, 20),
)
def test_cover_divides_a_stretch_without_a_hole(
    some: list[tuple[int, int, str]], start: int, size: int
) -> None:
    stretches = [(low, low + length, label) for low, length, label in some]
    parts = partition_by_label(label_spans(stretches), start, start + size)
    places = [place for low, high, _ in parts for place in range(low, high)]
    assert places == list(range(start, start + size))
    labels = {place: label for low, high, label in parts for place in range(low, high)}
    order = sorted(stretches, key=lambda stretch: stretch[0])
    for place, label in labels.items():
        over = [other for low, high, other in order if low <= place < high]
        assert label in over or (label == "" and not over)
        if len(set(over)) == 1:
            assert label == over[0]


labelled = st.lists(
    st.tuples(st.integers(0, 30), st.integers(1, 10), st.sampled_from("ab")),
    max_size=6,
)


@given(labelled, st.integers(0, 20), st.integers(0, 20))
def test_each_place_has_the_label_of_the_first_stretch_over_it(
    some: list[tuple[int, int, str]], start: int, size: int
) -> None:
    stretches = [(low, low + length, label) for low, length, label in some]
    order = sorted(stretches, key=lambda stretch: stretch[0])
    expected: list[tuple[int, int, str]] = []
    before = None
    for place in range(start, start + size):
        over = [number for number, row in enumerate(order) if row[0] <= place < row[1]]
        now = over[0] if over else -1
        if expected and now == before:
            expected[-1] = (expected[-1][0], place + 1, expected[-1][2])
        else:
            expected.append((place, place + 1, order[now][2] if over else ""))
        before = now
    assert partition_by_label(label_spans(stretches), start, start + size) == expected


def test_the_stretch_that_begins_first_wins() -> None:
    assert partition_by_label(
        label_spans([(3, 9, "b"), (2, 5, "a"), (2, 4, "c")]), 0, 10
    ) == [
        (0, 2, ""),
        (2, 5, "a"),
        (5, 9, "b"),
        (9, 10, ""),
    ]
    assert partition_by_label([], 0, 0) == []


@pytest.mark.parametrize(
    ("raw", "end", "marks"),
    [
        ("He said so.[1] Then", 10, ".[1]"),
        ("He said so.[1,2][3–5]” Then", 10, ".[1,2][3–5]”"),
        ("He said so³.¹² Then", 10, "³.¹²"),
        ("He said so.†* Then", 10, ".†*"),
        ("He said so [1] Then", 10, ""),
        ("He said so.[1990] Then", 10, "."),
        ("他说。“我们", 2, "。"),
        ("他说（一）。”（我们", 2, ""),
        ("他说。』」》】（我们", 2, "。』」》】"),
        ("a (b)(c)", 4, ")"),
        ("„Ja.“ Dann", 3, ".“"),
        ("It is. . . . Then", 5, ". . . ."),
        ("Why ? Then", 3, " ?"),
        ("It is .NET", 5, ""),
        ("So. Then", 2, "."),
        ("So.\nThen", 2, "."),
        ("So.\r\n\r\nThen", 2, "."),
        ("So. … Then", 2, ". …"),
        ("So?! Then", 2, "?!"),
        ("So. ", 2, "."),
        ("So. “Then", 2, "."),
        ("So.Then", 2, "."),
    ],
)
def test_marks_and_note_calls_after_a_word(raw: str, end: int, marks: str) -> None:
    found = extend_past_closing_marks([raw], np.array([0]), np.array([end]))
    assert raw[end : int(found[0])] == marks


def test_closing_punctuation_goes_with_the_last_word() -> None:
    texts = ["He said so.” Then", "so", "so…\nThen", "共。同"]
    assert extend_past_closing_marks(
        texts, np.array([0, 1, 2, 3, 0]), np.array([10, 2, 2, 1, 17])
    ).tolist() == [12, 2, 3, 2, 17]
    assert (
        extend_past_closing_marks(
            texts, np.empty(0, np.int64), np.empty(0, np.int64)
        ).tolist()
        == []
    )


MARKS = ".,”“()…。'"
TEXTS = st.lists(st.text("aé1路 \n" + MARKS, max_size=12), min_size=1, max_size=3)


@st.composite
def stretches_of(draw: st.DrawFn) -> tuple[list[str], list[tuple[int, int, int]]]:
    """Some texts, and stretches in them (text, start, end) that do not overlap, in order."""
    texts = draw(TEXTS)
    rows = []
    for number, text in enumerate(texts):
        size = draw(st.sampled_from([0, 2, 4]))
        place = st.integers(0, len(text))
        edges = sorted(draw(st.lists(place, min_size=size, max_size=size)))
        pairs = zip(edges[::2], edges[1::2], strict=True)
        rows += [(number, start, end) for start, end in pairs]
    return texts, rows


@settings(max_examples=200)
@given(stretches_of())
def test_marks_that_open_or_close_a_stretch_go_with_it(
    given_: tuple[list[str], list[tuple[int, int, int]]],
) -> None:
    texts, rows = given_
    source, start, end = np.array(rows, dtype=np.int64).reshape(-1, 3).T
    starts, ends, before = [], [], {}
    for number, low, high in rows:
        head = texts[number][before.get(number, 0) : low]
        tail = texts[number][high:]
        starts.append(low - (len(head) - len(head.rstrip(MARKS))))
        found = re.match(rf"(?:[{MARKS}]|\x20[.…](?=[{MARKS}\s]|$))*", tail)
        marks = found[0] if found else ""
        if tail[len(marks) :][:1].strip():
            # A word follows, opened by the first opening mark.
            marks = re.split("[“(]", marks)[0]
        ends.append(high + len(marks))
        before[number] = high
    assert extend_over_opening_marks(texts, source, start, end).tolist() == starts
    assert extend_past_closing_marks(texts, source, end).tolist() == ends


def test_opening_marks_by_hand() -> None:
    texts = ["(“a”(b) c", "“a.”"]
    # The bracket before "b" opens it; the mark that closes "a" belongs to the stretch before.
    source, start, end = np.array([[0, 2, 4], [0, 5, 6], [1, 1, 4]]).T
    assert extend_over_opening_marks(texts, source, start, end).tolist() == [0, 4, 0]
    assert (
        extend_over_opening_marks(texts, source[:0], start[:0], end[:0]).tolist() == []
    )
    assert extend_over_opening_marks(
        ["“a” b”"], np.array([0]), np.array([0]), np.array([3])
    ).tolist() == [0]


def test_given_arrays_are_not_changed() -> None:
    texts, source = ["“a”"], np.array([0])
    start, end = np.array([1]), np.array([2])
    extend_over_opening_marks(texts, source, start, end)
    extend_past_closing_marks(texts, source, end)
    merge_spans(np.array([1]), end)
    assert (start.tolist(), end.tolist()) == ([1], [2])


def test_arrays_of_unlike_length_are_refused() -> None:
    texts, two, one = ["a b"], np.array([0, 0]), np.array([1])
    with pytest.raises(ValueError, match="zip"):
        extend_past_closing_marks(texts, two, one)
    with pytest.raises(ValueError, match="zip"):
        extend_over_opening_marks(texts, two, one, one)


def test_texts_are_cut_span_by_span() -> None:
    texts = ["peace", "", "和平 路"]
    numbers = np.array([2, 0, 1, 0])
    cuts = cut_texts(texts, numbers, np.array([0, 1, 0, 0]), np.array([2, 4, 0, 5]))
    assert cuts == ["和平", "eac", "", "peace"]
    nothing = np.empty(0, dtype=np.int64)
    assert cut_texts([], nothing, nothing, nothing) == []
