"""Tokens and their offsets, against a slow and obvious tokeniser and by hand."""

from __future__ import annotations

import sys
import unicodedata
from unittest import mock

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from reference_tokenizer import (
    LINES,
    gaps,
    gaps_of,
    kinds,
    lined,
    modes,
    rows,
    tokenise_one,
    tokens_of,
    wild,
    words,
)

from discourse import text
from discourse.text import PARAGRAPH, are_in_words, tokenise


@settings(max_examples=200)
@given(wild, modes)
@example("", "auto")
@example("\ud7ff\uffff\U0010ffff", "auto")
def test_every_token_is_where_it_says(raw: str, mode: str) -> None:
    stream = tokenise_one(raw, mode)
    at, rebuilt = 0, ""
    for number, start, end in zip(
        stream.ids.tolist(), stream.start.tolist(), stream.end.tolist(), strict=True
    ):
        assert 0 <= at <= start < end <= len(raw)
        assert text.word_identity(raw[start:end]) == stream.vocabulary[number]
        rebuilt += raw[at:start] + raw[start:end]
        at = end
    assert rebuilt + raw[at:] == raw
    assert not set(kinds(raw)[at:]) & {
        "letter",
        "small letter",
        "digit",
        "single",
    }
    assert stream.vocabulary == tuple(sorted(set(stream.vocabulary)))
    assert stream.bounds.tolist() == [0, len(stream)]
    if len(stream):
        assert stream.gap[0] == PARAGRAPH
        assert stream.gap.max() <= PARAGRAPH


@settings(max_examples=300)
@given(wild, modes)
def test_words_and_gaps_are_those_of_the_obvious_tokeniser(raw: str, mode: str) -> None:
    stream, decided = tokenise([raw], [mode])  # type: ignore[list-item]
    assert list(
        zip(stream.start.tolist(), stream.end.tolist(), strict=True)
    ) == tokens_of(raw)
    classes, wrapped = gaps_of(raw, mode)
    assert decided == (wrapped,)
    assert stream.gap.tolist() == classes


@settings(max_examples=100)
@given(
    st.lists(st.tuples(st.one_of(wild, lined, LINES), modes), max_size=5),
    st.sampled_from([1, 2, 7, 40, 1 << 20]),
)
def test_texts_together_are_each_text_alone(
    texts: list[tuple[str, str]], chunk: int
) -> None:
    with mock.patch.object(sys.modules["discourse.text.tokenizer"], "CHUNK", chunk):
        stream, decided = tokenise(
            [raw for raw, _ in texts], [mode for _, mode in texts]
        )  # type: ignore[misc]
    assert len(stream.bounds) == len(texts) + 1
    for number, (raw, mode) in enumerate(texts):
        alone, mode_alone = tokenise([raw], [mode])  # type: ignore[list-item]
        assert rows(stream, number) == rows(alone, 0)
        assert decided[number] == mode_alone[0]
    assert stream.vocabulary == tuple(
        sorted({word for raw, mode in texts for word in words(raw, mode)})
    )


@settings(max_examples=200)
@given(wild)
def test_composed_and_decomposed_text_give_the_same_words_and_gaps(raw: str) -> None:
    composed, decomposed = (unicodedata.normalize(form, raw) for form in ("NFC", "NFD"))
    assert words(composed) == words(decomposed)
    assert gaps(composed, "line") == gaps(decomposed, "line")


def test_every_character_that_decomposes_gives_the_same_words() -> None:
    chars = [
        chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code < 0xE000
    ]
    chars = [
        char
        for char in chars
        if unicodedata.normalize("NFC", char) != unicodedata.normalize("NFD", char)
    ]
    assert len(chars) > 12_000
    for frame in ("a{}b", " {} ", "{}2", "{}'s", "中{}中"):
        texts = [
            [unicodedata.normalize(form, frame.format(char)) for char in chars]
            for form in ("NFC", "NFD")
        ]
        one_, two = (tokenise(some, ["line"] * len(some))[0] for some in texts)
        assert one_.vocabulary == two.vocabulary
        for name in ("ids", "gap", "bounds"):
            assert np.array_equal(getattr(one_, name), getattr(two, name)), (
                frame,
                name,
            )


FRAMES = [
    "x{}y",
    "x{} Y",
    "x {}y",
    "x. {}y",
    "x{}, Y",
    "x.{}, Y",
    "3.{}",
    "No. {}",
    "x\n{}y",
    "中{}文",
]


def test_every_character_stands_between_words_as_the_obvious_tokeniser_says() -> None:
    letters = [char for char in map(chr, range(0x180, 0x2FFF)) if char.isalpha()]
    signs = [char for char in map(chr, range(0x3100)) if not char.isalpha()]
    chars = [
        *map(chr, range(0x180)),
        *letters[::9],
        *signs[::3],
        *"。，、．｡！？｝）：＿",
    ]
    raws = [frame.format(char) for char in dict.fromkeys(chars) for frame in FRAMES]
    stream, _ = tokenise(raws, ["line"] * len(raws))
    for number, raw in enumerate(raws):
        found = rows(stream, number)
        assert [(row[1], row[2]) for row in found] == tokens_of(raw), repr(raw)
        assert [row[3] for row in found] == gaps_of(raw, "line")[0], repr(raw)


def test_a_text_longer_than_a_chunk_is_not_cut() -> None:
    raw = "shared-future " * 200
    with mock.patch.object(sys.modules["discourse.text.tokenizer"], "CHUNK", 5):
        assert tokenise(["x", raw, "y"], ["auto"] * 3)[0].bounds.tolist() == [
            0,
            1,
            201,
            202,
        ]


def test_a_token_of_300_000_letters_is_one() -> None:
    assert tokenise_one("a" * 300_000 + " b").end.tolist() == [300_000, 300_002]


@pytest.mark.parametrize(
    "unit", ["²", "a*", "[1]", "a.", "ab.cd", ")", "a@b.", "a\u00ad\n", "a\f", "1,"]
)
def test_what_is_repeated_many_times_takes_no_more_than_its_length(unit: str) -> None:
    """Time in proportion to the length: a quadratic rule would not end here."""
    stream = tokenise_one("see http://un.org/a" + unit * 100_000 + " end")
    assert stream.end[-1] == len("see http://un.org/a" + unit * 100_000 + " end")


def test_nothing_at_all() -> None:
    stream, decided = tokenise([], [])
    assert (len(stream), stream.bounds.tolist(), stream.vocabulary, decided) == (
        0,
        [0],
        (),
        (),
    )
    stream, decided = tokenise(["", "—", "a", "\n"], ["auto"] * 4)
    assert (stream.bounds.tolist(), decided) == ([0, 0, 0, 1, 1], ("line",) * 4)
    for texts in ([], ["", "—"], ["a"], ["路"]):
        stream = tokenise(texts, ["auto"] * len(texts))[0]
        arrays = stream.ids, stream.start, stream.end, stream.gap, stream.bounds
        dtypes = [np.int32, np.int32, np.int32, np.uint8, np.int64]
        assert [array.dtype for array in arrays] == dtypes
        assert stream.document.dtype == np.int32


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("China’s and China's", ["china's", "and", "china's"]),
        ("the countries’ peoples", ["the", "countries", "peoples"]),
        ("‘good’ ’tis rock’n’roll", ["good", "tis", "rock'n'roll"]),
        ("win-win win - win win -win", ["win-win", "win", "win", "win", "win"]),
        ("people-to-people--and", ["people-to-people", "and"]),
        ("know—the 2013–2023 a−b", ["know", "the", "2013", "2023", "a", "b"]),
        ("Belt\u00a0and\u202fRoad", ["belt", "and", "road"]),
        (
            "co\u00ad\u00adop \u202aXi\u202c's win\u200e-\u200ewin",
            ["coop", "xi's", "win-win"],
        ),
        ("a\u200bb", ["ab"]),
        ("中—中The sub -natural", ["中", "中", "the", "sub", "natural"]),
        ("第20届", ["第", "20", "届"]),
        ("か\u3099a", ["が", "a"]),
        ("I ❤\ufe0f peace 👩🏽‍🚀 🇨🇳", ["i", "peace"]),
        ("a =\u0338 b, \u0301c", ["a", "b", "c"]),
        ("नमस्ते र\u200d्य", ["नमस्ते", "र्य"]),
        ("U.S. 3.5 1,432 CO₂ B&R", ["u.s.", "3.5", "1,432", "co₂", "b", "r"]),
        ("a_b x@y.org <b>bold</b>", ["a", "b", "x@y.org", "b", "bold", "b"]),
        ("China´s Xi′an the ´new era´", ["china's", "xi'an", "the", "new", "era"]),
        ("O‘zbekiston Oʻzbekiston 5′30″", ["o'zbekiston", "o'zbekiston", "5", "30"]),
        (
            "Ｂｅｌｔ　ａｎｄ ２０３０年 win－win",
            ["belt", "and", "2030", "年", "win-win"],
        ),
        ("⼈类 ⻓期 ﾊﾞﾙﾄ", ["人", "类", "长", "期", "バ", "ル", "ト"]),
        ("future³ for Road[12, 13] of†", ["future", "for", "road", "of"]),
        ("km² m³ 10⁶ year⁴⁵ 2023³", ["km²", "m³", "10⁶", "year", "2023"]),
        ("Be\u200blt Be\ufe0flt 葛\U000e0100", ["belt", "belt", "葛"]),
        ("Man\u00ad\nkind coop\ufffe\r\n eration", ["mankind", "cooperation"]),
        ("Man\u00ad\n\nkind", ["man", "kind"]),
        ("i.e. the F.B.I. left. I", ["i.e.", "the", "f.b.i.", "left", "i"]),
        ("U.S U.S.A. 9 p.m.The", ["u.s.", "u.s.a.", "9", "p.m.", "the"]),
        ("U.S.-led Sino-U.S. U.S.'s", ["u.s.", "led", "sino", "u.s.", "u.s.'s"]),
        ("Ph.D. M.Sc., J. Smith", ["ph.d.", "m.sc.", "j", "smith"]),
        ("plan A.Then A.i", ["plan", "a", "then", "a", "i"]),
        (
            "5,000 1.5 12.03.2020 3、5 2030.",
            ["5,000", "1.5", "12.03.2020", "3", "5", "2030"],
        ),
        ("５，０００", ["5,000"]),
        ("see (https://x.cn/a_(b)?c=1,2).", ["see", "https://x.cn/a_(b)?c=1,2"]),
        (
            "www.un.org。和 mfa.kz/en peace.The",
            ["www.un.org", "和", "mfa.kz/en", "peace", "the"],
        ),
        ("ΟΔΟΣ, οδος", ["οδοσ", "οδοσ"]),
        ("\ufeffChina\x00Daily", ["china", "daily"]),
    ],
)
def test_words_by_hand(raw: str, expected: list[str]) -> None:
    assert words(raw) == expected


@pytest.mark.parametrize("raw", ["a…éI", "a…éIb", "a… éx", "a…éx", "a…ǖI"])
def test_an_accent_of_its_own_does_not_hide_a_name(raw: str) -> None:
    composed, decomposed = (unicodedata.normalize(form, raw) for form in ("NFC", "NFD"))
    assert composed != decomposed
    assert gaps(composed, "line") == gaps(decomposed, "line")


@given(
    st.lists(
        st.text(st.sampled_from("aU.S 1,5-'*[]²³路\n\u2029@:/é\u0301"), max_size=12)
        | st.sampled_from(["Ph.D.", "e.g", "www.a.org", "x[1], [2]", "km²", "a.b.", ""])
    )
)
def test_characters_in_words_do_not_depend_on_the_texts_beside(
    texts: list[str],
) -> None:
    together = are_in_words(texts)
    assert [part.tolist() for part in together] == [
        are_in_words([text])[0].tolist() for text in texts
    ]
