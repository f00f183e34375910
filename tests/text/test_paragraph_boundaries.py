"""Where paragraphs end: wrapped lines, against the obvious tokeniser and by hand."""

from __future__ import annotations

import itertools
import json
import lzma
import re
import textwrap
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
    assert decided == (wrapped,)
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
    small, capital, closed = "a" * 40, "A few", "a" * 39 + "."
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


def found_and_known(
    paragraphs: list[str], lines: list[list[str]], within: str, between: str
) -> tuple[int, int, int]:
    """How many paragraph ends are known, found and both, and where the lines are written so."""
    raw = between.join(within.join(part) for part in lines)
    stream = tokenise_one(raw)
    sizes = [len(tokenise_one(paragraph)) for paragraph in paragraphs]
    known = set(itertools.accumulate(sizes[:-1]))
    found = {number for number, gap in enumerate(stream.gap) if gap == PARAGRAPH} - {0}
    assert len(stream) == sum(sizes)
    return len(known), len(found), len(known & found)


@pytest.mark.parametrize(
    ("width", "within", "between", "first", "other", "least"),
    [
        (72, "\n", "\n\n", "", "", 0.99),
        (60, "\n", "\n\n", "", "", 0.99),
        (100, "\n", "\n\n", "", "", 0.99),
        (72, "\r\n", "\r\n\r\n", "", "", 0.99),
        (72, "  \n", " \n \n", "", "", 0.99),
        (72, "\n", "\n", "    ", "", 0.95),
        (72, "\n", "\n", "\t", "", 0.95),
        (72, "\n", "\n", "", "    ", 0.95),
        (72, "\n", "\n\n", "        ", "        ", 0.99),
        (100_000, "\n", "\n", "", "", 1.0),
        (100_000, "\n", "\n\n", "", "", 1.0),
        (72, "\n\n", "\n\n\n", "", "", 0.99),
        (72, "\r\n\r\n", "\r\n\r\n\r\n", "", "", 0.99),
        (72, "\n\n", "\n\n", "    ", "", 0.95),
        (72, "\n\n", "\n\n", "", "", 0.85),
        (72, "\n", "\n", "", "", 0.85),
        (72, "\f\n", "\f\n\n", "", "", 0.99),
    ],
)
def test_paragraphs_are_found_however_lines_are_wrapped(
    shared: Path,
    width: int,
    within: str,
    between: str,
    first: str,
    other: str,
    least: float,
) -> None:
    known = found = right = 0
    with lzma.open(
        shared / "data" / "federalist.jsonl.xz", "rt", encoding="utf-8"
    ) as file:
        for row in itertools.islice(file, 12):
            paragraphs = json.loads(row)["text"].split("\n")
            lines = [
                textwrap.wrap(
                    paragraph,
                    width,
                    initial_indent=first,
                    subsequent_indent=other,
                    break_on_hyphens=False,
                )
                for paragraph in paragraphs
            ]
            counts = found_and_known(paragraphs, lines, within, between)
            known += counts[0]
            found += counts[1]
            right += counts[2]
    assert known > 100
    assert right >= 0.98 * found
    assert right >= least * known


def test_a_blank_line_after_every_wrapped_line() -> None:
    double = WRAPPED.replace("\n\n", "\n").replace("\n", "\n\n")
    assert tokenise([double], ["auto"])[1] == ("double",)
    assert paragraphs_of(double) == ["the", "on", "a"]
    assert paragraphs_of(double, "double") == ["the", "on", "a"]
    assert len(paragraphs_of(double, "blank")) == 9
    spaced = double.replace("years before.\n\n", "years before.\n\n\n")
    assert paragraphs_of(spaced) == ["the", "on", "a"]
    # Every line end written twice, as some programs do, and a blank line four times.
    twice = WRAPPED.replace("\n", "\r\r\n")
    assert paragraphs_of(twice) == ["the", "on", "a"]
    assert paragraphs_of(WRAPPED.replace("\n", "\n\n\n")) == ["the", "on", "a"]


@pytest.mark.parametrize(
    "raw",
    [
        "To begin with, a title of one long line\n\nand a second line under it, no longer",
        "\n\n".join(
            [
                "we ask for peace, for work and for all",
                "and for food and clean water in every village, and for schools",
                "or for the return of those who had to leave the country",
                "but for no more than this, which is a small wish",
                "yet one that nobody has heard in these many years of war, as we know",
            ]
        ),
        "\n\n".join(f"Article {number}\n\nevery one may go" for number in range(9)),
    ],
)
def test_lines_with_blank_lines_between_that_are_not_wrapped(raw: str) -> None:
    assert tokenise([raw], ["auto"])[1] == ("line",)


FULL = [
    "The delegates of the five states met in the old palace of the capital to",
    "speak of the peace that the peoples of the world had wanted for so long",
    "a time, and of the promises that had been made to them by all the great",
    "powers, which were to be kept now and not in some far time to come, they",
    "agreed, since the young of today would be the ones who paid for all that",
]


@pytest.mark.parametrize(
    ("line", "following", "ends"),
    [
        ("was not done. The states would meet again before the end of the year.", "It", True),
        ("was not done. The states would meet again before the end of the year.", "Itself", False),
        ("was not done. The states would meet again before the end of the year.", "“I", True),
        ("was not done. The states would meet again before the end of the year.", "in", False),
        ("was not done. The states would meet again before the end of the year.", "5", True),
        ("was not done. The states would meet again before the end of the year.", "It\xa0will", False),
        ("was not done. The states would meet again before the end of this one", "It", True),
        ("was not done. The states would meet again before the end of this one", "United", False),
        ("was not done. And then they met the", "* United", True),
        ("was not done. The states would meet again before the end of this year, as", "* All", True),
        ("was not done. The states would meet again before the end of this year", "— All", False),
    ],
)  # fmt: skip
def test_a_line_with_room_for_the_next_word_ends_a_paragraph(
    line: str, following: str, ends: bool
) -> None:
    rest = "and so on, until nobody was left who could have told the tale of it all"
    # Enough lines to see that each was wrapped by counting characters.
    raw = "\n".join([*FULL * 4, line, f"{following} {rest}", *FULL])
    assert (len(paragraphs_of(raw, "blank")) == 2) == ends


def test_a_few_lines_do_not_show_how_full_all_are() -> None:
    raw = "\n".join(
        ["and so the great", *FULL[:2], "of Hanoi", "United we stand", *FULL]
    )
    assert len(paragraphs_of(raw, "blank")) == 1


def test_lines_full_of_names_are_wrapped() -> None:
    raw = (
        "The President announced that he would nominate the following persons:\n"
        "Ambassador Larry Edward of New York, Minister Counselor Elizabeth Moore\n"
        "Aubin of Virginia, Consul General Steven Bondy of New Jersey, Maria E.\n"
        "Brewer of Indiana, Marc Evans Knapper of California, Brian Wesley Shukan\n"
        "of Virginia, Senior Foreign Service Officers Eugene Young of New York and\n"
        "Christopher John Lamora of Rhode Island, and Deputy Assistant Secretary\n"
        "Tulinabo Salama Mushingi of Virginia."
    )
    assert is_wrapped(raw)
    table = "\n".join(f"{name:<60}{12_000:>12}" for name in ["China", "Peru"] * 5)
    assert not is_wrapped(table)


@pytest.mark.parametrize("mark", ["\f", "\n\f", "\f\n", "\n\f\n", "\r\n\f", "\n\n\f"])
def test_a_page_break_inside_a_sentence_ends_no_paragraph(mark: str) -> None:
    raw = WRAPPED.replace("and the\ndelegates", f"and the{mark}delegates")
    for before in ([], ["", "Another text"], ["a text that goes on"]):
        stream = tokenise([*before, raw], ["auto"] * (len(before) + 1))[0]
        assert rows(stream, len(before))[0][3] == PARAGRAPH
        gaps_ = [row[3] for row in rows(stream, len(before))]
        assert gaps_.count(PARAGRAPH) == 3
    # Between sentences a blank line beside the page break still does.
    closed = WRAPPED.replace("and the\ndelegates", f"and the.{mark}\n\nDelegates")
    assert len(paragraphs_of(closed)) == 4
    assert len(paragraphs_of("one" + mark + "two", "line")) == 2


def test_wrapped_chinese_paragraphs_without_a_sign_between_them() -> None:
    text = (
        "各位代表现在我代表国务院向大会报告政府工作请予审议并请全国政协各位委员提出意见"
    )
    paragraphs = [
        text + "。",
        text * 2 + "一年。",
        "过去一年工作回顾",
        text * 20 + "。",
    ]
    lines = [
        part[at : at + 30] for part in paragraphs for at in range(0, len(part), 30)
    ]
    for end in ("\n", "\r\n", "\n\n"):
        assert paragraphs_of(end.join(lines)) == ["各", "各", "过", "各"]
