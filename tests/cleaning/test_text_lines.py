"""The lines of a text, against reading one character after the other."""

from __future__ import annotations

import itertools
import re

from hypothesis import given
from hypothesis import strategies as st

from discourse.cleaning.text_lines import BLANKS, Span, divide_into_lines
from discourse.text import LINE_ENDS

TEXTS = st.text(st.sampled_from([*"ab. \t\r\n\x0c\x1c\x85\u2028\u200b\ufeff\u3000"]))


def lines_slowly(raw: str) -> list[Span]:
    """Return the lines of a text without the blanks around them."""
    spans = []
    start = 0
    for place, character in enumerate([*raw, "\n"]):
        if character not in LINE_ENDS:
            continue
        content = [at for at in range(start, place) if raw[at] not in BLANKS]
        if content:
            spans.append(Span(content[0], content[-1] + 1))
        start = place + 1
    return spans


@given(TEXTS)
def test_lines_are_those_read_slowly(raw: str) -> None:
    lines = divide_into_lines(raw)
    expected = lines_slowly(raw)
    assert lines.spans() == expected
    assert [lines[number] for number in range(len(lines))] == expected
    assert list(lines.texts) == [span.cut(raw) for span in expected]
    assert lines.length.tolist() == [span.length for span in expected]
    blank_after = []
    for line, next_line in itertools.pairwise(expected):
        gap = raw[line.end : next_line.start]
        ends = [end for end in gap.replace("\r\n", "\n") if end in LINE_ENDS]
        blank_after.append(len(ends) > 1)
    assert lines.has_blank_line_after.tolist() == blank_after
    for number, stands_apart in enumerate(lines.stands_apart.tolist()):
        around = [False, *blank_after, False][number : number + 2]
        assert stands_apart == all(around)
    lengths = sorted(span.length for span in expected)
    rank = int(0.9 * (len(lengths) - 1))
    assert lines.length_of_long_line == (lengths[rank] if lengths else 0)
    short = [number for number, span in enumerate(expected) if span.length <= 3]
    assert lines.not_longer_than(3) == short


def test_blank_lines_are_seen_by_line_ends_of_any_kind() -> None:
    for gap, is_blank in (("\n", False), ("\r\n", False), ("\n \n", True)):
        lines = divide_into_lines(f"one{gap}two")
        assert lines.has_blank_line_after.tolist() == [is_blank]
    assert re.fullmatch(r"\s+", divide_into_lines("a \n b").gaps[0])
