"""Downloads of ProQuest as plain text."""

from __future__ import annotations

import time

import pytest
from made_downloads import HOSTILE_PARAGRAPHS, kinds, paragraphs, read

BODY = ["RIVERTOWN: The council met on Monday.", "It spoke about a bridge."]
RULE = "_" * 60
ABOVE = (
    "Author: Mo Adams",
    "Publication info: The River Post ; Rivertown [Rivertown] 12 June 2023: A.3.",
    "Abstract: A council spoke.",
    "Links: not given",
)
BELOW = (
    "Subject: Bridges; Councils",
    "Location: Rivertown",
    "Title: Council speaks about a bridge",
    "Publication title: The River Post",
    "Publication year: 2023",
    "Publication date: Jun 12, 2023",
    "Section: News",
    "Language of publication: English",
    "ProQuest document ID: 280000001",
    "Copyright: Copyright River Media Jun 12, 2023",
    "Last updated: 2024-01-01",
    "Database: River Newsstream",
)
END = (
    f"{RULE}\n\nContact us at: support\n\nDatabase copyright 2024. All rights reserved."
)


def article(
    number: str = "Document 1 of 1",
    title: str = "Council speaks about a bridge",
    above: tuple[str, ...] = ABOVE,
    body: list[str] = BODY,
    below: tuple[str, ...] = BELOW,
    label: str = "Full text: ",
) -> str:
    blocks = [RULE, number, title, *above, label + "\n\n".join(body), *below]
    return "\n\n".join(filter(None, blocks)) + "\n\n"


def test_an_article_is_read():
    text = article() + END
    download = read(text)
    assert download.database == "ProQuest (TXT)"
    assert download.oddities == ()
    (first,) = download.articles
    assert first.metadata["title"] == "Council speaks about a bridge"
    assert first.metadata["byline"] == "Mo Adams"
    assert first.metadata["source"] == "The River Post"
    assert first.metadata["date"] == "2023-06-12"
    assert first.metadata["section"] == "News"
    assert first.metadata["language"] == "English"
    assert first.metadata["identifier"] == "280000001"
    assert first.metadata["words_stated"] is None
    assert first.metadata["abstract"] == "A council spoke."
    assert paragraphs(text, first) == BODY


def test_nobody_is_no_byline():
    text = article(above=("Author: Anonymous", *ABOVE[1:])) + END
    assert read(text).articles[0].metadata["byline"] == ""


@pytest.mark.parametrize(
    "paragraph", [*HOSTILE_PARAGRAPHS, "Document 2 of 3", RULE, "Title: a word"]
)
@pytest.mark.parametrize("place", [1, 2])
def test_lines_of_the_text_stay_text(paragraph, place):
    body = [*BODY[:place], paragraph, *BODY[place:]]
    text = article(body=[*body, "The end."]) + END
    (first,) = read(text).articles
    assert paragraphs(text, first) == [*body, "The end."]


def test_an_abstract_of_several_paragraphs_is_masked():
    abstract = "Abstract: A council spoke.\n\nIt spoke: of a bridge.\n\nThe end."
    text = article(above=(*ABOVE[:2], abstract, ABOVE[3])) + END
    (first,) = read(text).articles
    assert first.metadata["abstract"] == (
        "A council spoke. It spoke: of a bridge. The end."
    )
    assert paragraphs(text, first) == BODY


def test_no_blank_lines_between_labels():
    text = "\n".join(
        [RULE, "Document 1 of 1", "A bridge", *ABOVE, "Full text: " + BODY[0], BODY[1]]
    )
    text += "\n" + "\n".join(BELOW) + "\n" + END
    (first,) = read(text).articles
    assert first.metadata["identifier"] == "280000001"
    assert " ".join(paragraphs(text, first)) == " ".join(BODY)


def test_labels_that_are_missing():
    below = tuple(line for line in BELOW if not line.startswith(("Sec", "Publication")))
    text = article(above=ABOVE[1:], below=below) + END
    (first,) = read(text).articles
    assert first.metadata["byline"] == first.metadata["section"] == ""
    assert first.metadata["source"] == "The River Post"
    assert first.metadata["date"] == "2023-06-12"


def test_an_article_without_full_text():
    text = article(body=["Not available."]) + END
    (first,) = read(text).articles
    assert paragraphs(text, first) == []


def test_an_unknown_label_becomes_a_column():
    below = (*BELOW[:3], "Xyzzy: foo", *BELOW[3:])
    text = article(below=below) + END
    download = read(text)
    assert download.articles[0].metadata["xyzzy"] == "foo"
    assert kinds(download) == ["unknown label"]
    assert paragraphs(text, download.articles[0]) == BODY


def test_a_file_that_ends_inside_an_article():
    text = article("Document 1 of 3") + article("Document 2 of 3")
    text = text[: text.rindex("about a bridge.")]
    download = read(text)
    assert len(download.articles) == 2
    assert download.articles[1].metadata["source"] == "The River Post"
    assert paragraphs(text, download.articles[1]) == [BODY[0], "It spoke"]
    assert kinds(download) == ["cut", "articles missing"]


@pytest.mark.parametrize(
    "label", ["Texte intégral : ", "  Texte  intégral\u00a0:\u00a0 "]
)
def test_blanks_around_a_colon_are_of_the_label(label):
    text = article(label=label)
    (first,) = read(text).articles
    assert paragraphs(text, first) == BODY


def test_more_articles_than_are_stated_are_said_as_such():
    download = read(article() + article("Document 2 of 2"))
    (oddity,) = download.oddities
    assert oddity.kind == "articles added"
    assert oddity.count == 1
    assert oddity.reason == "The file says that it has 1 article; 2 were found."
    assert "joined" in oddity.remedy


def test_a_line_of_many_brackets_costs_no_time():
    words = "[Rivertown] " * 200_000
    line = f"Publication info: The River Post ; {words}12 June 2023: A.3."
    below = tuple(label for label in BELOW if not label.startswith("Publication"))
    start = time.perf_counter()
    (first,) = read(article(above=(line, "_" * 200_000 + "."), below=below)).articles
    assert time.perf_counter() - start < 10
    assert first.metadata["source"] == "The River Post"
    assert first.metadata["date"] == "2023-06-12"


@pytest.mark.parametrize(
    ("line", "source", "date"),
    [
        ("The River Post; 12 June 2023", "The River Post", "2023-06-12"),
        ("The River Post; Rivertown 12 June 2023", "The River Post", ""),
        (
            "The River Post, suppl. A [Rivertown] 2 May 2023.",
            "The River Post",
            "2023-05-02",
        ),
        ("The Post [Rivertown] 12 June 2023: A3 [B]", "The Post", "2023-06-12"),
        ("The River Post", "", ""),
    ],
)
def test_the_line_on_the_publication(line, source, date):
    below = tuple(label for label in BELOW if not label.startswith("Publication"))
    text = article(above=(f"Publication info: {line}",), below=below)
    (first,) = read(text).articles
    assert first.metadata["source"] == source
    assert first.metadata["date"] == date


def test_articles_without_numbers():
    text = article(number="") + article(number="", title="Another") + END
    first, second = read(text).articles
    assert first.metadata["title"] == "Council speaks about a bridge"
    assert second.metadata["title"] == "Another"


def test_files_that_were_joined_without_a_line_end():
    one = article("Document 1 of 1") + END
    text = one + one
    download = read(text)
    assert len(download.articles) == 2
    assert download.oddities == ()
    assert all(paragraphs(text, each) == BODY for each in download.articles)


GERMAN = f"""\
{RULE}

Dokument 1 von 1

Brücke über den Fluss

Autor: Anonym

Publikationsinfo: Flussblatt ; Flussstadt [Flussstadt] 02 Mar 2023: 3.

Zusammenfassung: Es geht um eine Brücke.

Volltext: Über die Brücke wird seit 2011 gesprochen.

Thema: Brücken

Titel: Brücke über den Fluss

Titel der Publikation: Flussblatt

Publikationsdatum: 2. März 2023

Rubrik: Politik

Sprache der Publikation: Deutsch

ProQuest-Dokument-ID: 280000009

Copyright: Copyright Fluss Verlag 2. März 2023

Zuletzt aktualisiert: 2024-01-01

Datenbank: Fluss Newsstream

{RULE}
"""


def test_a_german_download():
    (first,) = read(GERMAN).articles
    assert first.metadata["title"] == "Brücke über den Fluss"
    assert first.metadata["source"] == "Flussblatt"
    assert first.metadata["date"] == "2023-03-02"
    assert first.metadata["byline"] == ""
    assert first.metadata["section"] == "Politik"
    assert first.metadata["language"] == "German"
    assert first.metadata["identifier"] == "280000009"
    assert first.metadata["abstract"] == "Es geht um eine Brücke."
    assert paragraphs(GERMAN, first) == ["Über die Brücke wird seit 2011 gesprochen."]


def test_the_address_below_a_title_is_no_part_of_it():
    url = "https://library.example/login?url=https://river.example/docview/280000001"
    above = (url, "Abstract: None available.", "Links: not given")
    text = article(above=above) + END
    (first,) = read(text).articles
    assert first.metadata["title"] == "Council speaks about a bridge"
    assert first.metadata["url"] == url
    assert "abstract" not in first.metadata
    assert paragraphs(text, first) == BODY


def test_the_place_behind_the_name_of_the_source_is_apart():
    below = [line.replace("River Post", "River Post; Rivertown") for line in BELOW]
    (first,) = read(article(below=tuple(below)) + END).articles
    assert first.metadata["source"] == "The River Post"
    assert first.metadata["place_of_publication"] == "Rivertown"


def test_a_caption_inside_the_text_is_text():
    body = [f"{BODY[0]}\nCAPTION: The bridge, in the rain."]
    text = article(body=body) + END
    (first,) = read(text).articles
    expected = f"{BODY[0]} CAPTION: The bridge, in the rain."
    assert paragraphs(text, first) == [expected]


CONTACT = (
    f"{RULE}\n\nContact ProQuest\n\n"
    "Copyright © 2024 ProQuest LLC. All rights reserved. - Terms and Conditions\n"
)
BIBLIOGRAPHY = (
    f"{RULE}\n\nBibliography\n\nCitation style: APA 6th\n\n"
    "Council speaks about a bridge. (2023, Jun 12). The River Post.\n\n"
)


@pytest.mark.parametrize(
    "end",
    [
        CONTACT,
        CONTACT.replace("©", "Ⓒ"),
        BIBLIOGRAPHY,
        BIBLIOGRAPHY + CONTACT,
        f"{CONTACT}\n{RULE}\n",
        CONTACT.removeprefix(f"{RULE}\n\n"),
        "Database copyright © 2024 ProQuest LLC.\nTerms and Conditions\n",
        f"{RULE}\n\nKontakt zu ProQuest\n\nCopyright © 2024 ProQuest LLC.\n",
    ],
)
@pytest.mark.parametrize("number", ["Document {} of 2", ""])
def test_the_end_of_the_file_is_no_part_of_the_last_article(end, number):
    one = article(number.format(1))
    text = one + article(number.format(2), title="Another") + end
    download = read(text)
    assert download.oddities == ()
    first, last = download.articles
    assert last.metadata == {**first.metadata, "title": "Another"}
    assert paragraphs(text, last) == BODY
    assert last.masks[-1].reason == "ProQuest: end of the file."
    assert text[last.masks[-1].start :] == end


def test_an_article_without_text_is_not_mixed_with_the_end_of_the_file():
    text = article(body=["Not available."], below=BELOW[:-1]) + CONTACT
    without_text = text.replace("Full text: Not available.\n\n", "")
    for each in (text, without_text):
        (last,) = read(each).articles
        assert "ProQuest LLC" not in str(last.metadata)
        assert last.metadata["subject"] == "Bridges; Councils"
        assert paragraphs(each, last) == []


def test_a_bibliography_inside_a_text_is_text():
    body = [*BODY, RULE, "Bibliography", "Adams, M. The bridge. 2011.", "The end."]
    text = article(body=body) + CONTACT
    (first,) = read(text).articles
    assert paragraphs(text, first) == body


def test_what_is_said_above_the_text_and_below_it():
    url = "https://river.example/docview/280000001"
    below = (*BELOW[:3], "Author: Mo Adams", *BELOW[3:9], f"Document URL: {url}")
    text = article(above=(url, *ABOVE), below=below) + CONTACT
    download = read(text)
    (first,) = download.articles
    assert download.oddities == ()
    assert first.metadata["date"] == "2023-06-12"
    assert first.metadata["byline"] == "Mo Adams"
    assert first.metadata["url"] == url
    assert first.metadata["subject"] == "Bridges; Councils"
    assert paragraphs(text, first) == BODY
