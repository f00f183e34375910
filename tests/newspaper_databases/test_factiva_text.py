"""Downloads of Factiva without tags."""

from __future__ import annotations

import pytest
from made_downloads import HOSTILE_PARAGRAPHS, kinds, paragraphs, read

BODY = ["RIVERTOWN: The council met on Monday.", "It spoke about a bridge."]


def article(
    above: tuple[str, ...] = (
        "NEWS; Pg. 3",
        "Council speaks about a bridge",
        "Mo Adams",
    ),
    words: str = "12 words",
    date: str = "12 June 2023",
    below: tuple[str, ...] = ("The River Post", "RIVP", "English"),
    rights: tuple[str, ...] = ("(c) 2023 River Media",),
    body: list[str] = BODY,
    end: str = "Document RIVP000020230612ej6c00001",
    between: str = "",
) -> str:
    head = [*above, words, date, *below, *rights]
    lines = [f"{line}\n{between}" for line in head]
    blocks = [f"\n{paragraph}\n" for paragraph in body]
    return "".join([*lines, *blocks, f"\n{end}\n\n"])


def test_an_article_is_read():
    text = article()
    download = read(text, "RTF")
    assert download.database == "Factiva (RTF)"
    assert download.oddities == ()
    (first,) = download.articles
    assert first.metadata["title"] == "Council speaks about a bridge"
    assert first.metadata["section"] == "NEWS; Pg. 3"
    assert first.metadata["byline"] == "Mo Adams"
    assert first.metadata["source"] == "The River Post"
    assert first.metadata["date"] == "2023-06-12"
    assert first.metadata["language"] == "English"
    assert first.metadata["identifier"] == "RIVP000020230612ej6c00001"
    assert first.metadata["words_stated"] == 12
    assert paragraphs(text, first) == BODY


@pytest.mark.parametrize(
    ("above", "section", "title", "byline"),
    [
        (("Council speaks about a bridge",), "", "Council speaks about a bridge", ""),
        (("Sport", "A bridge too far"), "Sport", "A bridge too far", ""),
        (("WORLD DESK", "A bridge is too far for all"), "WORLD DESK", None, ""),
        (
            ("A bridge is too far", "By Mo Adams"),
            "",
            "A bridge is too far",
            "Mo Adams",
        ),
        (("A bridge is too far", "Reuters"), "", "A bridge is too far", "Reuters"),
        (
            ("A bridge is too far, say those", "who have to pay for it"),
            "",
            "A bridge is too far, say those who have to pay for it",
            "",
        ),
        (
            ("Ausland", "Was die Brücke über den Fluss kostet", "Jörg Müller"),
            "Ausland",
            "Was die Brücke über den Fluss kostet",
            "Jörg Müller",
        ),
        (
            ("Hafen", "Was die Brücke über den Fluss kostet", "Jörg Müller"),
            "Hafen",
            "Was die Brücke über den Fluss kostet",
            "Jörg Müller",
        ),
    ],
)
def test_section_title_and_byline(above, section, title, byline):
    text = article(above=above)
    (first,) = read(text).articles
    assert first.metadata["section"] == section
    assert first.metadata["title"] == (title or above[-1])
    assert first.metadata["byline"] == byline
    assert paragraphs(text, first) == BODY


def test_pages_time_edition_and_several_lines_of_copyright():
    text = article(
        below=("10:20 GMT", "The River Post", "RIVP", "Late", "7", "English"),
        rights=("© 2023 River Media. All Rights Reserved.", "All rights reserved"),
    )
    (first,) = read(text).articles
    assert first.metadata["source"] == "The River Post"
    assert first.metadata["language"] == "English"
    assert first.metadata["pages"] == "Late; 7"
    assert paragraphs(text, first) == BODY


def test_blank_lines_between_all_lines_of_the_head():
    text = article(between="\n") + article(above=("A bridge", "Mo Adams"), between="\n")
    first, second = read(text).articles
    assert first.metadata["title"] == "Council speaks about a bridge"
    assert first.metadata["byline"] == "Mo Adams"
    assert second.metadata["title"] == "A bridge"
    assert paragraphs(text, first) == paragraphs(text, second) == BODY


def test_an_article_without_copyright():
    text = article(rights=())
    (first,) = read(text).articles
    assert first.metadata["language"] == "English"
    assert paragraphs(text, first) == BODY


@pytest.mark.parametrize(
    "paragraph", [*HOSTILE_PARAGRAPHS, "65 words", "English", "Document 12", "Mo Adams"]
)
@pytest.mark.parametrize("place", [0, 1, 2])
def test_lines_of_the_text_stay_text(paragraph, place):
    body = [*BODY[:place], paragraph, *BODY[place:]]
    text = article(body=body) + article()
    first, second = read(text).articles
    assert paragraphs(text, first) == body
    assert paragraphs(text, second) == BODY
    assert first.metadata["words_stated"] == 12


def test_a_cover_and_the_summary_of_the_search_are_masked():
    text = "Factiva\n\nPage 1 of 3\n\n" + article()
    text += "Search Summary\n\nText\tbridge\nDate\tAll Dates\n\n"
    text += "© 2024 Factiva, Inc. All rights reserved.\n"
    (first,) = read(text).articles
    assert first.metadata["title"] == "Council speaks about a bridge"
    assert paragraphs(text, first) == BODY


def test_a_file_that_ends_inside_an_article():
    whole = article() + article()
    text = whole[: whole.rindex("about a bridge")]
    download = read(text)
    assert paragraphs(text, download.articles[1]) == [BODY[0], "It spoke"]
    assert kinds(download) == ["cut"]


def test_a_file_that_ends_inside_a_head():
    text = article() + "NEWS; Pg. 3\nCouncil speaks about a bridge\nMo Adams\n12 wo"
    download = read(text)
    assert len(download.articles) == 2
    assert "12 wo" in paragraphs(text, download.articles[1])[0]
    assert kinds(download) == ["cut"]


def test_downloads_in_other_languages():
    german = article(
        words="1.200 Wörter",
        date="2 März 2023",
        below=("Flussblatt", "FLUB", "7", "Deutsch"),
        end="Dokument FLUB000020230302ej3200009",
    )
    french = article(
        words="6 mots",
        date="1 août 2023",
        below=("Le Fleuve", "FLEU", "Français"),
        end="Document FLEU000020230801ej8100009",
    )
    spanish = article(
        words="6 palabras",
        date="3 enero 2023",
        below=("El Río", "RIOO", "Español"),
        end="Documento RIOO000020230103ej1300009",
    )
    download = read(german + french + spanish)
    rows = [article.metadata for article in download.articles]
    assert [row["date"] for row in rows] == ["2023-03-02", "2023-08-01", "2023-01-03"]
    assert [row["language"] for row in rows] == ["German", "French", "Spanish"]
    assert [row["words_stated"] for row in rows] == [1200, 6, 6]
    assert kinds(download) == ["words missing"]


TAGGED = """\
SE News
HD Council speaks about a bridge
BY Mo Adams
WC 12 words
PD 12 June 2023
ET 10:20
SN The River Post
SC RIVP
PG 3
LA English
CY (c) 2023 River Media
LP

RIVERTOWN: The council met on Monday.

TD

It spoke about a bridge.

XQ
an unknown thing
NS
gcat : Political/General News
RE
riv : Rivertown
PUB
River Media
AN
Document RIVP000020230612ej6c00001

"""


def test_tags_before_every_field():
    text = TAGGED + TAGGED
    download = read(text)
    assert len(download.articles) == 2
    for first in download.articles:
        assert first.metadata["title"] == "Council speaks about a bridge"
        assert first.metadata["section"] == "News"
        assert first.metadata["byline"] == "Mo Adams"
        assert first.metadata["source"] == "The River Post"
        assert first.metadata["date"] == "2023-06-12"
        assert first.metadata["language"] == "English"
        assert first.metadata["words_stated"] == 12
        assert first.metadata["identifier"] == "RIVP000020230612ej6c00001"
        assert first.metadata["subject"] == "gcat : Political/General News"
        assert first.metadata["xq"] == "an unknown thing"
        assert paragraphs(text, first) == BODY


def test_a_text_on_the_line_of_its_tag_is_whole():
    text = TAGGED.replace(f"LP\n\n{BODY[0]}", f"LP |  {BODY[0]} |")
    assert text != TAGGED
    (first,) = read(text).articles
    assert paragraphs(text, first) == [f"{BODY[0]} |", BODY[1]]


def test_a_code_in_small_letters_ends_an_article_too():
    end = "Dokument rivp000020010926du4i003v3"
    text = article(end=end) + article()
    first, second = read(text).articles
    assert first.metadata["identifier"] == "rivp000020010926du4i003v3"
    assert paragraphs(text, first) == paragraphs(text, second) == BODY


@pytest.mark.parametrize(
    "rights",
    [
        "Quelle: River Post, 2003. All rights reserved. See also http://river.example",
        "River Media 2011.",
    ],
)
def test_the_copyright_that_has_no_sign_of_it_is_no_text(rights):
    text = article(rights=(rights,))
    (first,) = read(text).articles
    assert first.metadata["language"] == "English"
    assert paragraphs(text, first) == BODY


@pytest.mark.parametrize("name", ["River Media, Inc.", "Verlag River und Co GmbH"])
def test_the_publisher_above_the_code_is_no_text(name):
    text = article(body=[*BODY, name])
    (first,) = read(text).articles
    assert first.metadata["publisher"] == name
    assert paragraphs(text, first) == BODY


@pytest.mark.parametrize("last", ["She works for River Media, Inc.", "The company"])
def test_a_last_paragraph_is_no_publisher(last):
    text = article(body=[*BODY, last])
    (first,) = read(text).articles
    assert "publisher" not in first.metadata
    assert paragraphs(text, first) == [*BODY, last]


def test_sentences_before_the_summary_of_the_search_are_kept():
    summary = "Search Summary\n\nText\triver\nResults Found\t2\n\nFactiva, Inc.\n"
    rest = "Nobody knows what this is.\n\n"
    text = article() + rest + summary
    download = read(text)
    first, second = download.articles
    assert paragraphs(text, first) == BODY
    assert paragraphs(text, second) == ["Nobody knows what this is."]
    assert "cut" in kinds(download)
    (only,) = read(article() + summary).articles
    assert paragraphs(article() + summary, only) == BODY


def chinese_article(code: str, words: str = "9 字") -> str:
    return article(
        above=("河上的桥",),
        words=words,
        date="2023 年 6 月 12 日",
        below=("河报", "RIVC", "中文"),
        rights=("(c) 2023 River Media",),
        body=["市议会谈到了一座桥。"],
        end=f"文件 {code}",
    )


def test_downloads_for_users_in_china():
    text = chinese_article("RIVC000020230612ej6c00001")
    text += chinese_article("RIVC000020230612ej6c00002")
    download = read(text)
    assert download.oddities == ()
    first, second = download.articles
    assert first.metadata["date"] == "2023-06-12"
    assert first.metadata["language"] == "Chinese"
    assert first.metadata["words_stated"] == 9
    assert second.metadata["identifier"] == "RIVC000020230612ej6c00002"
    for each in (first, second):
        assert paragraphs(text, each) == ["市议会谈到了一座桥。"]


def test_numbers_of_articles_that_were_not_found_are_said():
    text = article() + chinese_article("RIVC000020230612ej6c00001", words="nine")
    text += article()
    download = read(text)
    (oddity,) = [each for each in download.oddities if each.kind == "articles missing"]
    assert oddity.count == 1
    assert oddity.reason == "The file has the numbers of 3 articles; 2 were found."
