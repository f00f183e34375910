"""Kinds of characters, folding, and the identity and script of words."""

from __future__ import annotations

from unittest import mock

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from reference_tokenizer import LIKE_APOSTROPHES, kind_name, words

from discourse import text
from discourse.text import characters
from discourse.text.compatibility_forms import plain_form


def test_every_character_is_of_the_kind_of_the_obvious_tokeniser() -> None:
    named = {
        "like an apostrophe": "apostrophe",
        "note call": "other",
        "line end": "blank",
        "dash": "hyphen",
        "letter": "word",
        "small letter": "word",
        "digit": "word",
        "mark": "word",
        "dot": "other",
        "stop": "other",
    }
    edges = [0x20000, 0x2FFFF, 0x30000, 0x3FFFD, 0x3FFFE, 0x3FFFF, 0xE0001, 0xE01EF]
    for code in [*range(0xD800), *range(0xE000, 0x20000), *edges, 0xF0000, 0x10FFFF]:
        kind = kind_name(chr(code))
        assert text.character_class(chr(code)) == named.get(kind, kind), hex(code)


@pytest.mark.parametrize("longest", [0, characters.LONGEST_IN_ARRAY])
@given(st.text(st.characters(exclude_categories=["Cs"])))
@example("\0")
@example("路\U00020000\0\0")
def test_code_points_are_those_of_each_character(longest: int, written: str) -> None:
    with mock.patch.object(characters, "LONGEST_IN_ARRAY", longest):
        codes = characters.code_points_of_long(written)
    assert codes.tolist() == characters.code_points(written).tolist()
    assert codes.dtype == "<u4"
    assert codes.tolist() == list(map(ord, written))
    assert characters.text_of_codes(codes) == written


def test_every_character_folds_to_its_small_letter_or_its_plain_form() -> None:
    plain = dict.fromkeys("’" + LIKE_APOSTROPHES, "'") | dict.fromkeys("“”„‟«»", '"')
    plain |= dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015", "-")
    plain |= {"İ": "i", "ς": "σ", "ẛ": "ṡ"}
    for code in [*range(0xD800), *range(0xE000, 0x20000), 0xE0001, 0x10FFFF]:
        char = plain_form(chr(code))
        small = char.lower() if len(char.lower()) == 1 else char
        blank = kind_name(chr(code)) == "blank"
        assert text.fold(chr(code)) == (" " if blank else plain.get(char, small)), hex(
            code
        )


@given(st.text())
def test_folding_keeps_every_offset(raw: str) -> None:
    folded = text.fold(raw)
    assert len(folded) == len(raw)
    assert text.fold(folded) == folded
    assert [text.fold(char) for char in raw] == list(folded)
    assert (
        text.word_identity(text.word_identity(raw)) == text.word_identity(raw)
        or "\u0307" in raw
    )


@pytest.mark.parametrize(
    ("word", "same"),
    [
        ("China’s", "china's"),
        ("China＇s", "china's"),
        ("coopération", "coope\u0301ration"),
        ("Coopération", "COOPE\u0301RATION"),
        ("co\u00adoperation", "cooperation"),
        ("win\u2011win", "win-win"),
        ("win\u2010WIN", "win-win"),
        ("oﬃce", "office"),
        ("İstanbul", "istanbul"),
        ("I\u0307stanbul", "istanbul"),
        ("\u212bngström", "ångström"),
        ("می\u200cخواهم", "میخواهم"),
        ("ＢＲＩ", "bri"),
        ("Man\u00ad\nkind", "mankind"),
        ("U.S", "u.s."),
        ("ﻻ", "لا"),
        ("congreſs", "congress"),
    ],
)
def test_words_that_are_one_word(word: str, same: str) -> None:
    assert text.word_identity(word) == text.word_identity(same)
    assert words(word) == words(same) == [text.word_identity(word)]


@pytest.mark.parametrize(
    ("word", "script"),
    [
        ("road", "latin"), ("état", "latin"), ("ＢＲＩ", "latin"), ("路", "han"), ("々", "han"), ("путь", "cyrillic"),
        ("2030", "common"), ("طريق", "arabic"), ("길", "hangul"), ("が", "hiragana"), ("g20", "latin"), ("①", "common"),
    ],
)  # fmt: skip
def test_scripts(word: str, script: str) -> None:
    assert text.script_of(text.word_identity(word)) == script


@pytest.mark.parametrize(
    ("char", "kind"),
    [("a", "word"), ("\u0301", "word"), ("7", "word"), ("路", "single"), ("’", "apostrophe"), ("-", "hyphen"),
     ("—", "hyphen"), ("“", "quote"), ("\n", "blank"), ("\u00a0", "blank"), ("\u200d", "nothing"), (".", "other")],
)  # fmt: skip
def test_what_the_tokeniser_takes_a_character_for(char: str, kind: str) -> None:
    assert text.character_class(char) == kind
