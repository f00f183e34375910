"""Where paragraphs end: wrapped lines, against the obvious tokeniser and by hand."""

from __future__ import annotations

import itertools
import json
import lzma
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from reference_tokenizer import LINES, gaps, gaps_of, modes, rows, tokenise_one

from discourse.text import ADJACENT, BLANK, PARAGRAPH, tokenise


@settings(max_examples=200)
@given(LINES, modes)
def test_paragraphs_of_wrapped_and_unwrapped_lines_are_those_of_the_obvious_tokeniser(
    raw: str, mode: str
) -> None:
    stream, decided = tokenise([raw], [mode])  # type: ignore[list-item]
    classes, wrapped = gaps_of(raw, mode)
    assert decided == ("blank" if wrapped else "line",)
    assert stream.gap.tolist() == classes


WRAPPED = """The General Assembly met again in the autumn of the year, and the
delegates spoke of a community with a shared future for mankind, of human
rights, and of the peace that the peoples of the world have wanted for so
long a time. Then they went home.
On the next day it was the turn of the small island states, which spoke of
the sea and of its rise, and of the promises that had been made to them in
the years before.

    A third paragraph was indented, and a blank line stood before it, so that
nobody could take it for anything else than the beginning of a new thought."""


def paragraphs_of(raw: str, mode: str = "auto") -> list[str]:
    """First words of the paragraphs."""
    stream = tokenise_one(raw, mode)
    return [stream.vocabulary[number] for number in stream.ids[stream.gap == PARAGRAPH]]


def test_wrapped_lines_are_joined_and_a_short_last_line_ends_a_paragraph() -> None:
    assert tokenise([WRAPPED], ["auto"])[1] == ("blank",)
    assert paragraphs_of(WRAPPED) == ["the", "on", "a"]
    assert paragraphs_of(WRAPPED.replace("\n", "\r\n")) == ["the", "on", "a"]
    assert len(paragraphs_of(WRAPPED, "line")) == 9
    crossing = [
        gap for word, _, _, gap in rows(tokenise_one(WRAPPED), 0) if word == "rights"
    ]
    assert crossing == [BLANK]


def test_an_indent_in_wrapped_lines_begins_a_paragraph() -> None:
    raw = WRAPPED.replace("\n\n    A third", "\n    A third")
    assert paragraphs_of(raw) == ["the", "on", "a"]


def test_lines_that_are_paragraphs_stay_so() -> None:
    lines = [
        "China and Kazakhstan are good neighbours, and their trade has grown by half in the past five years.",
        "“We welcome this,” said the minister, who had come to Beijing for the talks and stayed for the week.",
        "The two sides agreed to meet again. They named no day.",
    ]
    assert tokenise(["\n".join(lines)], ["auto"])[1] == ("line",)
    assert paragraphs_of("\n".join(lines)) == ["china", "we", "the"]


def test_a_list_of_short_lower_case_lines_is_not_wrapped_text() -> None:
    assert paragraphs_of("we want:\npeace\nfood and water\nwork for all\nrights\n") == [
        "we",
        "peace",
        "food",
        "work",
        "rights",
    ]


def test_a_poem_is_not_wrapped_text() -> None:
    raw = "The sea is calm to-night,\nthe tide is full,\nthe moon lies fair\nupon the straits;"
    assert tokenise([raw], ["auto"])[1] == ("line",)


def lines_of(*lengths: int, word: str = "a") -> str:
    """Lines of one word each, in small letters, as long as asked for."""
    return "\n".join(word * length for length in lengths)


def is_wrapped(raw: str) -> bool:
    return tokenise([raw], ["auto"])[1] == ("blank",)


def test_how_long_wrapped_lines_are() -> None:
    assert is_wrapped(lines_of(*[35] * 9))
    assert not is_wrapped(lines_of(*[34] * 9))
    assert is_wrapped(lines_of(*[12] * 9, word="路"))
    assert not is_wrapped(lines_of(*[11] * 9, word="路"))
    # As many line ends before a small letter as before a Han character: the lines must be as long as Latin ones.
    for count, wrapped in ((4, False), (5, True)):
        raw = lines_of(*[20] * 5) + "\n\n" + lines_of(*[20] * (count + 1), word="路")
        assert is_wrapped(raw) == wrapped


def test_how_alike_in_length_wrapped_lines_are() -> None:
    # Of eleven line ends the median is the sixth, and nine in ten are no longer than the tenth.
    assert is_wrapped(lines_of(*[40] * 9, 64, 64, 40))
    assert not is_wrapped(lines_of(*[40] * 9, 65, 65, 40))
    assert is_wrapped(lines_of(*[40] * 10, 99, 40))
    assert is_wrapped(lines_of(*[30] * 5, 40, *[44] * 5, 40))
    assert not is_wrapped(lines_of(*[34] * 6, *[44] * 5, 40))


def test_how_many_line_ends_of_wrapped_text_are_mid_sentence() -> None:
    small, capital, closed = "a" * 40, "A" * 40, "a" * 39 + "."
    assert is_wrapped("\n".join([*[small] * 4, *[capital] * 7]))
    assert not is_wrapped("\n".join([*[small] * 3, *[capital] * 8]))
    assert is_wrapped("\n".join([*[closed] * 7, *[small] * 4]))
    assert not is_wrapped("\n".join([*[closed] * 8, *[small] * 3]))
    # Blank lines do not count, nor do the lines of another document.
    assert is_wrapped("\n\n".join([*[capital] * 20, lines_of(40, 40)]))
    raws = [capital, lines_of(40, 40), "", "\n".join([capital] * 9), "a"]
    assert tokenise(raws, ["auto"] * 5)[1] == ("line", "blank", "line", "line", "line")


@pytest.mark.parametrize(
    ("end", "length", "start", "ends"),
    [
        (".", 27, "A", True),
        (".", 28, "A", False),
        ("!", 27, "A", True),
        (".", 27, "a", False),
        ("", 27, "A", False),
        (",", 27, "A", False),
        ("", 40, " A", False),
        ("", 40, "  A", True),
        ("", 40, "  a", False),
        ("", 40, "    a", False),
    ],
)
def test_what_ends_a_paragraph_in_wrapped_lines(
    end: str, length: int, start: str, ends: bool
) -> None:
    """A short line that closes a sentence, or an indent; and no small letter after it."""
    short = "a" * (length - len(end)) + end
    usual = lines_of(*[40] * 6)
    raw = "\n".join([usual, short, start + "b" * 39, usual])
    for before in ([], ["", "Some other text.\nWith lines of its own"]):
        raws = [*before, raw]
        stream = tokenise(raws, ["blank"] * len(raws))[0]
        gaps_ = [row[3] for row in rows(stream, len(before))]
        assert (gaps_[7] == PARAGRAPH) == ends
        assert gaps_.count(PARAGRAPH) == 1 + ends


def test_wrapped_chinese_is_joined() -> None:
    raw = "各位代表现在我代表国务院向大会报告\n政府工作请予审议并请全国政协各位委\n员提出意见过去一年我国发展面临多重\n挑战"
    assert tokenise([raw], ["auto"])[1] == ("blank",)
    assert set(gaps(raw)) == {ADJACENT, BLANK}


def test_a_line_set_to_end_paragraphs_or_not_is_obeyed() -> None:
    raw = "good\nneighbours\n\nand\u2028friends\x0bhere"
    assert gaps(raw, "line") == [PARAGRAPH] * 4
    assert gaps(raw, "blank") == [BLANK, PARAGRAPH, BLANK, BLANK]


def test_human_rights_across_line_ends_are_found_in_speeches(shared: Path) -> None:
    speeches = []
    with lzma.open(
        shared / "data" / "ungdc_dev_1990_2024.jsonl.xz", "rt", encoding="utf-8"
    ) as file:
        for line in itertools.islice(file, 180, 480):
            speeches.append(json.loads(line)["text"])
    stream, decided = tokenise(speeches, ["auto"] * len(speeches))
    assert decided.count("blank") > 0.9 * len(speeches)
    human, rights = stream.lookup["human"], stream.lookup["rights"]
    found = (
        (stream.ids[:-1] == human)
        & (stream.ids[1:] == rights)
        & (stream.gap[1:] == BLANK)
    )
    pattern = re.compile(
        r"(?<![\w'’-])human([^\S\n]*\n?[^\S\n]*)rights(?![\w-])", re.IGNORECASE
    )
    obvious = [match[1] for raw in speeches for match in pattern.finditer(raw)]
    assert sum("\n" in blank for blank in obvious) > 50
    assert int(found.sum()) == len(obvious)


def test_a_text_before_does_not_lengthen_the_first_line() -> None:
    alone = "It was done.\n" + WRAPPED
    before = "a line without an end " * 20
    stream, decided = tokenise([before, alone], ["auto", "auto"])
    assert decided == ("line", "blank")
    assert rows(stream, 1) == rows(tokenise_one(alone), 0)
    assert paragraphs_of(alone)[:2] == ["it", "the"]


def test_lines_of_very_unlike_length_are_not_wrapped() -> None:
    short, long = (
        "a line of some forty letters and no more",
        "and one that goes on " * 6,
    )
    ragged = "\n".join([short] * 6 + [long] * 2)
    assert tokenise([ragged], ["auto"])[1] == ("line",)
    assert tokenise(["\n".join([short] * 8)], ["auto"])[1] == ("blank",)
