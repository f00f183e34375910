"""Numbers as databases write them, and places in lines with several blanks."""

from __future__ import annotations

import pytest

from discourse.newspaper_databases.download_lines import lines_of
from discourse.newspaper_databases.stated_numbers import (
    ArticleNumber,
    has_article_number,
    read_article_number,
    stated_number,
    whole_number,
)
from discourse.newspaper_databases.word_counts import stated_word_count

MANY_FIGURES = "9" * 6000
MANY_GROUPS = "1" + ",001" * 2000


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12),
        ("1,001", 1001),
        ("1.001", 1001),
        ("1 001", 1001),
        ("1\u00a0001", 1001),
        ("1\u202f234\u202f567", 1234567),
        ("1,23", None),
        ("", None),
        ("-", None),
        (MANY_FIGURES, None),
        (MANY_GROUPS, None),
    ],
)
def test_a_whole_number(text, number):
    assert whole_number(text) == number
    assert stated_word_count(f"{text} words") == number
    if number is not None:
        assert stated_number(f"about {text}, or 7") == number


def test_the_first_number_of_a_text():
    assert stated_number("16, 450 words") == 16
    assert stated_number("no number") is None
    assert stated_number(MANY_FIGURES) is None


@pytest.mark.parametrize(
    "text",
    [
        "1,200 of 1,300 DOCUMENTS",
        "1.200 von 1.300 DOKUMENTEN",
        "Dokument 1200 von 1300",
        "DOCUMENT 1200 OF 1300",
        "Documento 1.200 de 1.300",
        "Document 1'200 sur 1'300",
    ],
)
def test_the_number_of_an_article(text):
    assert read_article_number(text) == ArticleNumber(number=1200, of=1300)
    assert has_article_number(f"Terms: (rail)\n\n{text}\n\nA title")


@pytest.mark.parametrize(
    "text",
    [
        "Document 12 of the treaty",
        "1 of 3 documents that we saw",
        "1 of 3",
        f"{MANY_FIGURES} of {MANY_FIGURES} DOCUMENTS",
        f"{MANY_GROUPS} of {MANY_GROUPS} DOCUMENTS",
    ],
)
def test_what_is_no_number_of_an_article(text):
    assert read_article_number(text) is None


def test_every_character_of_a_line_has_its_place_in_the_file():
    text = "\ufeffone\r\n \u00a0Texte  intégral\u00a0\t:  a b\n"
    for line in lines_of(text):
        places = [line.place_of(position) for position in range(len(line.text))]
        assert places[0] == line.start + line.indent
        for position, place in enumerate(places):
            character = line.text[position]
            assert text[place] == character or (
                character == " " and text[place].isspace()
            )
    assert text[lines_of(text)[1].place_of(len("Texte intégral : ")) :] == "a b\n"
