"""Downloads of LexisNexis as plain text."""

from __future__ import annotations

import textwrap

import pytest
from made_downloads import HOSTILE_PARAGRAPHS, kinds, paragraphs, read

from discourse.newspaper_databases import find_download

BODY = ["RIVERTOWN: The council met on Monday.", "It spoke about a bridge."]


def centred(text: str) -> str:
    return text.center(78).rstrip()


def article(
    number: str = "1 of 1 DOCUMENTS",
    source: str = "The River Post",
    date: str = "July 1, 2015 Wednesday",
    title: str = "Council speaks about a bridge",
    labels: tuple[str, ...] = ("BYLINE: Mo Adams", "SECTION: NEWS; Pg. 3"),
    body: list[str] = BODY,
    tail: tuple[str, ...] = ("LOAD-DATE: July 1, 2015", "LANGUAGE: ENGLISH"),
    length: str = "LENGTH: 12 words",
) -> str:
    wrapped = [textwrap.fill(paragraph, 78) for paragraph in body]
    blocks = [centred(number), centred(source), centred(date)]
    blocks += [textwrap.fill(title, 50), *labels, length, *wrapped, *tail]
    rights = [centred("Copyright 2015 River Media"), centred("All Rights Reserved")]
    return "\n\n".join([*filter(None, blocks), "\n".join(rights)]) + "\n\n\n"


def test_an_article_is_read():
    text = article()
    (first,) = read(text).articles
    assert first.metadata["title"] == "Council speaks about a bridge"
    assert first.metadata["source"] == "The River Post"
    assert first.metadata["date"] == "2015-07-01"
    assert first.metadata["byline"] == "Mo Adams"
    assert first.metadata["section"] == "NEWS; Pg. 3"
    assert first.metadata["language"] == "English"
    assert first.metadata["words_stated"] == 12
    assert paragraphs(text, first) == BODY


def test_copyright_above_the_source_and_a_headline_after_the_labels():
    head = [
        centred("1 of 2 DOCUMENTS"),
        centred("Copyright 2015 River Post Interactive Company, LLC d/b/a")
        + "\n"
        + centred("River Post Digital")
        + "\n"
        + centred("All Rights Reserved"),
        centred("The River Post"),
        centred("July 1, 2015 Wednesday") + "\n" + centred("Met 2 Edition"),
        "SECTION: A-SECTION; Pg. A01",
        "LENGTH: 12 words",
        "HEADLINE: Council speaks about\na bridge",
        "BYLINE: Mo Adams;Lee Brook;and\nothers",
        "BODY:",
        *BODY,
        "LANGUAGE: ENGLISH",
        "SUBJECT: BRIDGES (90%); CITY\nGOVERNMENT (88%)",
        "LOAD-DATE: July 1, 2015",
    ]
    text = "\n\n".join(head) + "\n\n\n" + article(number="2 of 2 DOCUMENTS")
    first, second = read(text).articles
    assert first.metadata["title"] == "Council speaks about a bridge"
    assert first.metadata["source"] == "The River Post"
    assert first.metadata["date"] == "2015-07-01"
    assert first.metadata["edition"] == "Met 2 Edition"
    assert first.metadata["byline"] == "Mo Adams;Lee Brook;and others"
    assert first.metadata["subject"] == "BRIDGES (90%); CITY GOVERNMENT (88%)"
    assert paragraphs(text, first) == BODY
    assert paragraphs(text, second) == BODY


def test_the_cover_is_masked():
    cover = "\ufeff\nDownload Request: All Documents: 1-1\nTime Of Request: today\n\n"
    cover += "Send To:\n\nRIVER UNIVERSITY\nLIBRARY\n\nTerms: (bridge)\n\n\n"
    text = cover + article()
    (first,) = read(text).articles
    assert first.start == 0
    assert "search terms" in first.masks[0].reason
    assert paragraphs(text, first) == BODY


def test_several_downloads_in_one_file():
    cover = "Download Request: Selected Items: 1-2\nTime Of Request: Friday\n\n"
    one = cover + article("1 of 2 DOCUMENTS") + article("2 of 2 DOCUMENTS")
    text = one + "\ufeff" + one.replace("\n", "\r\n")
    download = read(text)
    assert len(download.articles) == 4
    assert download.oddities == ()
    for each in download.articles:
        assert paragraphs(text, each) == BODY


def test_lines_of_the_text_that_look_like_those_of_the_database_stay_text():
    body = [*HOSTILE_PARAGRAPHS, "1 of 2 DOCUMENTS", "2 of 3 documents", "The end."]
    text = article(body=body, length="LENGTH: 70 words")
    (first,) = read(text).articles
    assert paragraphs(text, first) == body
    assert first.metadata["words_stated"] == 70


@pytest.mark.parametrize("paragraph", HOSTILE_PARAGRAPHS)
@pytest.mark.parametrize("place", [0, 1, 2])
def test_they_stay_text_wherever_they_stand(paragraph, place):
    body = [*BODY[:place], paragraph, *BODY[place:]]
    text = article(body=body, length="LENGTH: 20 words")
    (first,) = read(text).articles
    assert paragraphs(text, first) == body


@pytest.mark.parametrize(
    "title",
    [
        "Talks of December 12, 2011 in doubt",
        "June 12, 2023",
        "The Harbour Times (Westport)",
        "UPDATE: TALKS FAIL",
        "Analysis: what the bridge would cost and who will pay for all of it one day",
        "Length: 900 kilometres",
    ],
)
def test_a_title_may_look_like_something_else(title):
    text = article(title=title)
    (first,) = read(text).articles
    assert first.metadata["title"] == title
    assert first.metadata["date"] == "2015-07-01"
    assert paragraphs(text, first) == BODY


def test_missing_labels_leave_their_columns_empty():
    text = article(labels=())
    (first,) = read(text).articles
    assert first.metadata["byline"] == first.metadata["section"] == ""
    assert first.metadata["identifier"] == ""
    assert paragraphs(text, first) == BODY


def test_an_article_without_any_label_of_the_head():
    text = article(labels=(), length="")
    (first,) = read(text).articles
    assert first.metadata["title"] == "Council speaks about a bridge"
    assert first.metadata["words_stated"] is None
    assert paragraphs(text, first) == BODY


def test_an_unknown_label_becomes_a_column_and_is_said_once():
    labels = ("BYLINE: Mo Adams", "Xyzzy: foo", "SECTION: NEWS")
    labels_in_capitals = ("BYLINE: Mo Adams", "XYZZY: foo", "SECTION: NEWS")
    text = article("1 of 2 DOCUMENTS", labels=labels)
    text += article("2 of 2 DOCUMENTS", labels=labels_in_capitals)
    download = read(text)
    for each in download.articles:
        assert each.metadata["xyzzy"] == "foo"
        assert each.metadata["section"] == "NEWS"
        assert paragraphs(text, each) == BODY
    assert kinds(download) == ["unknown label"]


def test_captions_of_several_paragraphs_are_no_body():
    tail = ("GRAPHIC: A bridge, seen from the north.", "The same from the south.")
    text = article(tail=(*tail, "LOAD-DATE: July 1, 2015", "LANGUAGE: ENGLISH"))
    (first,) = read(text).articles
    assert paragraphs(text, first) == BODY
    assert str(first.metadata["graphic"]).startswith("A bridge")


@pytest.mark.parametrize("label", ["TEXTE : ", "TEXTE\u00a0:  "])
def test_blanks_around_a_colon_are_of_the_label(label):
    text = article(body=[f"{label}{BODY[0]}", BODY[1]])
    (first,) = read(text).articles
    assert paragraphs(text, first) == BODY


def test_a_file_that_ends_inside_an_article():
    text = article("1 of 3 DOCUMENTS") + article("2 of 3 DOCUMENTS")
    text = text[: text.rindex("about a bridge")]
    download = read(text)
    assert len(download.articles) == 2
    assert download.articles[1].metadata["title"] == "Council speaks about a bridge"
    assert paragraphs(text, download.articles[1]) == [BODY[0], "It spoke"]
    assert kinds(download) == ["cut", "articles missing"]
    assert "Council speaks about a bridge" in download.oddities[0].reason


def test_words_that_are_stated_and_missing():
    download = read(article(length="LENGTH: 1,250 words"))
    assert kinds(download) == ["words missing"]
    assert "1,250 stated, 11 found" in download.oddities[0].reason


GERMAN = """\
                               Dokument 1 von 1



                              Flussblatt

                             2. März 2023 Donnerstag
                               Deutschland Ausgabe

Brücke über den Fluss:
Was sie kostet

AUTOR: Jörg Müller

RUBRIK: Politik; S. 3

LÄNGE: 7 Wörter

Über die Brücke wird seit 2011 gesprochen.

UPDATE: 2. März 2023

SPRACHE: German; DEUTSCH

PUBLICATION-TYPE: Zeitung


                         Copyright 2023 Fluss Verlag
                            Alle Rechte vorbehalten
"""


def test_a_german_download():
    (first,) = read(GERMAN).articles
    assert first.metadata["title"] == "Brücke über den Fluss: Was sie kostet"
    assert first.metadata["source"] == "Flussblatt"
    assert first.metadata["date"] == "2023-03-02"
    assert first.metadata["byline"] == "Jörg Müller"
    assert first.metadata["section"] == "Politik; S. 3"
    assert first.metadata["language"] == "German"
    assert first.metadata["words_stated"] == 7
    assert paragraphs(GERMAN, first) == ["Über die Brücke wird seit 2011 gesprochen."]


FRENCH = """\
                              Document 1 de 1

                               Le Fleuve

                         lundi 12 juin 2023

Un pont sur le fleuve

AUTEUR: Anonyme

RUBRIQUE: MONDE; Pg. 4

LONGUEUR: 6 mots

Le pont coûte trop cher, dit-on.

DATE-CHARGEMENT: 12 juin 2023

LANGUE: FRENCH; FRANÇAIS

TYPE-PUBLICATION: Journal

                        Copyright 2023 Le Fleuve
                          tous droits réservés
"""


def test_a_french_download():
    (first,) = read(FRENCH).articles
    assert first.metadata["title"] == "Un pont sur le fleuve"
    assert first.metadata["source"] == "Le Fleuve"
    assert first.metadata["date"] == "2023-06-12"
    assert first.metadata["byline"] == ""
    assert first.metadata["language"] == "French"
    assert first.metadata["words_stated"] == 6
    assert paragraphs(FRENCH, first) == ["Le pont coûte trop cher, dit-on."]


SPANISH = """\
                             1 de 1 DOCUMENTOS

                                 El Río

                        12 de junio de 2023 lunes

Un puente sobre el río

AUTOR: Eva Luna

SECCIÓN: MUNDO

LONGITUD: 6 palabras

El puente cuesta demasiado, se dice.

FECHA-CARGA: 12 de junio de 2023

IDIOMA: SPANISH; ESPAÑOL

                       Copyright 2023 El Río
                     Todos los Derechos Reservados
"""


def test_a_spanish_download():
    (first,) = read(SPANISH).articles
    assert first.metadata["date"] == "2023-06-12"
    assert first.metadata["byline"] == "Eva Luna"
    assert first.metadata["section"] == "MUNDO"
    assert first.metadata["language"] == "Spanish"
    assert first.metadata["words_stated"] == 6
    assert paragraphs(SPANISH, first) == ["El puente cuesta demasiado, se dice."]


def test_a_download_without_the_blanks_that_centre_lines():
    text = "\n".join(line.lstrip() for line in article().splitlines())
    (first,) = read(text).articles
    assert first.metadata["source"] == "The River Post"
    assert first.metadata["title"] == "Council speaks about a bridge"
    assert paragraphs(text, first) == BODY


def test_a_date_that_cannot_be_read_leaves_the_column_empty():
    text = article(date="Spring 2021")
    (first,) = read(text).articles
    assert first.metadata["date"] == ""
    assert first.metadata["source"] == "The River Post"
    assert first.metadata["title"] == "Council speaks about a bridge"
    assert paragraphs(text, first) == BODY


def test_a_date_on_two_lines():
    text = article(date="July 1,").replace(
        centred("July 1,"), centred("July 1,") + "\n" + centred("2015 Wednesday")
    )
    (first,) = read(text).articles
    assert first.metadata["date"] == "2015-07-01"
    assert first.metadata["title"] == "Council speaks about a bridge"


def old_article(number: str = "4 of 9 DOCUMENTS", **parts: str) -> str:
    """The form of years ago: the title above the date, labels below the text."""
    blocks = [
        centred(number),
        centred("Harbour Press Agency"),
        parts.get("notice", ""),
        parts.get("title", "LEADALL: Two ferries\nback in the harbour"),
        centred("April 20, 2003, Sunday") + "\n" + centred("23:22 Central Coast Time"),
        parts.get("below_date", ""),
        *BODY,
        "SECTION: Politics",
        "LENGTH: 10 words",
        "LOAD-DATE: May 8, 2003",
        "LANGUAGE: ENGLISH",
    ]
    return "\n\n".join(filter(None, blocks)) + "\n\n\n"


def test_a_title_above_the_date():
    text = old_article()
    (first,) = read(text).articles
    assert first.metadata["title"] == "LEADALL: Two ferries back in the harbour"
    assert first.metadata["source"] == "Harbour Press Agency"
    assert first.metadata["date"] == "2003-04-20"
    assert "edition" not in first.metadata
    assert first.metadata["section"] == "Politics"
    assert first.metadata["words_stated"] == 10
    assert paragraphs(text, first) == BODY


def test_a_notice_below_the_source_is_no_title():
    notice = "Written down by the Clerks of Rivertown, who alone answer for each word\n"
    text = old_article(notice=notice + centred("that stands here."))
    (first,) = read(text).articles
    assert first.metadata["source"] == "Harbour Press Agency"
    assert first.metadata["title"] == "LEADALL: Two ferries back in the harbour"
    assert paragraphs(text, first) == BODY


def test_a_byline_without_label_below_the_date():
    text = old_article(below_date="Mo Adams\n\nORTSZEILE: Rivertown")
    (first,) = read(text).articles
    assert first.metadata["byline"] == "Mo Adams"
    assert first.metadata["dateline"] == "Rivertown"
    assert paragraphs(text, first) == BODY


def test_a_short_paragraph_below_the_date_is_text():
    text = old_article(below_date="The ferries are back")
    (first,) = read(text).articles
    assert first.metadata["byline"] == ""
    assert paragraphs(text, first) == ["The ferries are back", *BODY]


def test_parts_of_other_downloads_are_divided_too():
    numbers = ["3 of 40 DOCUMENTS", "1 of 204 DOCUMENTS", "82 of 2087 DOCUMENTS"]
    numbers += ["71 of 2087 DOCUMENTS", "Dokument 5 von 9"]
    text = "".join(article(number=number) for number in numbers)
    articles = read(text).articles
    assert len(articles) == len(numbers)
    assert all(paragraphs(text, found) == BODY for found in articles)


def test_a_number_of_documents_in_the_text_divides_nothing():
    quoted = [
        "      1 of 204 DOCUMENTS",
        centred("7 of 9 DOCUMENTS"),
        "was on the cover.",
    ]
    text = article(number="3 of 40 DOCUMENTS", body=[BODY[0]]).replace(
        "LOAD-DATE", "\n\n".join([*quoted, "LOAD-DATE"])
    )
    text += article(number="4 of 40 DOCUMENTS")
    first, second = read(text).articles
    expected = [" ".join(line.split()) for line in quoted]
    assert paragraphs(text, first) == [BODY[0], *expected]
    assert paragraphs(text, second) == BODY


def test_labels_and_dates_in_the_middle_of_the_page():
    show = centred("SHOW: RIVER TALK 7:00 PM EST")
    date = "July 1, 2015 Wednesday\n\n" + centred("1. Juli 2015") + "\n\n" + show
    text = article(date=date, labels=("ANCHORS: Mo Adams", "GUESTS: Lee Brook"))
    text = text.replace(centred(date), centred("July 1, 2015 Wednesday") + date[22:])
    (first,) = read(text).articles
    assert first.metadata["title"] == "Council speaks about a bridge"
    assert first.metadata["date"] == "2015-07-01"
    assert first.metadata["show"] == "RIVER TALK 7:00 PM EST"
    assert first.metadata["guests"] == "Lee Brook"
    assert "edition" not in first.metadata
    assert paragraphs(text, first) == BODY


def test_a_colon_in_a_value_of_several_lines_is_no_label():
    graphic = "GRAFIK: A bridge, drawn by the clerk\nThe clerk at work: no photo"
    text = article(tail=("LOAD-DATE: July 1, 2015", graphic, "LANGUAGE: ENGLISH"))
    download = read(text)
    assert "unknown label" not in kinds(download)
    (first,) = download.articles
    assert first.metadata["graphic"].endswith("The clerk at work: no photo")


def test_dutch_labels():
    text = article(
        title="",
        labels=(),
        length="LENGTE: 12 words\n\nKOP: A bridge at last\n\nAUTEUR: ADAMS, MO\n\nTEKST:",
        tail=("PUB-TYPE: Paper", "TAAL: Dutch / Nederlands", "LOAD-DATE: July 1, 2015"),
    )
    (first,) = read(text).articles
    assert first.metadata["title"] == "A bridge at last"
    assert first.metadata["byline"] == "ADAMS, MO"
    assert first.metadata["language"] == "Dutch"
    assert paragraphs(text, first) == BODY


@pytest.mark.parametrize(
    "paragraph",
    [
        "CITY: a bridge fell.",
        "HIGHLIGHT: the ferry.",
        "BYLINE: nobody signed.",
        "SECTION: the part that fell.",
        "LANGUAGE: a matter of taste, she said, and of habit.",
        "Graphic",
    ],
)
@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_paragraph_that_looks_like_a_label_is_text(paragraph, place):
    body = list(BODY)
    body.insert(place, paragraph)
    if place == 0 and paragraph.startswith(("BYLINE", "SECTION", "HIGHLIGHT")):
        body = [BODY[0], paragraph, *BODY]  # as the first, it cannot be told apart
    if place == 2 and paragraph.startswith("HIGHLIGHT"):
        body = [*body, BODY[0]]  # and this one not as the last
    length = f"LENGTH: {len(' '.join(body).split())} words"
    text = article(body=body, length=length)
    (first,) = read(text).articles
    assert paragraphs(text, first) == body


def test_the_only_paragraph_may_look_like_a_label():
    text = article(body=["CITY: a bridge fell."])
    (first,) = read(text).articles
    assert paragraphs(text, first) == ["CITY: a bridge fell."]


def test_places_with_their_share_are_of_the_database():
    text = article(tail=("CITY: RIVERTOWN (79%)", "LOAD-DATE: July 1, 2015"))
    (first,) = read(text).articles
    assert first.metadata["geographic"] == "RIVERTOWN (79%)"
    assert paragraphs(text, first) == BODY


def test_a_line_below_the_last_copyright_hides_no_end():
    text = article() + "Printed for the library.\n"
    (first,) = read(text).articles
    assert first.metadata["language"] == "English"
    assert paragraphs(text, first) == [*BODY, "Printed for the library."]


def test_a_number_of_documents_at_the_edge_needs_more_signs():
    text = (
        "TREATY\n\nDocument 1 of 3\n\nThe treaty\n\nLENGTH: 12 words\n\nWe agree.\n\n"
    )
    assert find_download(text + "All rights reserved\n", file_kind="TXT") is None


def older_article(number: str = "1 of 2 DOCUMENTS", **parts: str) -> str:
    """The form of the 1990s: the copyright and the source in one block."""
    rights = parts.get("rights", "Copyright 1999 The River Post Company")
    source = parts.get("source", "The River Post")
    above_date = "\n".join([centred(rights), centred(source)])
    blocks = [
        centred(number),
        above_date.rstrip(),
        centred(parts.get("date", "May 8, 1999, Saturday, Late Edition - Final")),
        "SECTION: Section A; Page 1; Column 6; Foreign Desk",
        "LENGTH: 12 words",
        "HEADLINE: COUNCIL SPEAKS;\nA Bridge",
        "BYLINE:  By MO ADAMS",
        "DATELINE: RIVERTOWN, May 7",
        "BODY:",
        *(f"   {paragraph}" for paragraph in BODY),
        "GRAPHIC: Photo: A bridge.",
        "LOAD-DATE: May 8, 1999",
    ]
    return "\n\n".join(blocks) + "\n\n"


@pytest.mark.parametrize(
    "rights",
    [
        "Copyright 1999 The River Post Company",
        "Copyright (c) 1999, River Media",
        "Copyright River Media 1999",
        "Copyright 1999 River Media, Inc. d/b/a\n" + centred("River Digital"),
        "Copyright 1999 River Media\n" + centred("All Rights Reserved"),
    ],
)
def test_the_source_in_one_block_with_the_copyright(rights):
    text = older_article(rights=rights) + older_article("2 of 2 DOCUMENTS")
    download = read(text)
    assert download.oddities == ()
    for each in download.articles:
        assert each.metadata["source"] == "The River Post"
        assert each.metadata["date"] == "1999-05-08"
        assert each.metadata["edition"] == "Late Edition - Final"
        assert each.metadata["title"] == "COUNCIL SPEAKS; A Bridge"
        assert each.metadata["byline"] == "MO ADAMS"
        assert each.metadata["dateline"] == "RIVERTOWN, May 7"
        assert paragraphs(text, each) == BODY


def test_copyright_source_and_date_in_one_block():
    text = older_article("1 of 1 DOCUMENTS")
    text = text.replace("The River Post\n\n", "The River Post\n")
    (first,) = read(text).articles
    assert first.metadata["source"] == "The River Post"
    assert first.metadata["date"] == "1999-05-08"


def test_the_source_below_the_copyright_and_a_date_that_cannot_be_read():
    (first,) = read(older_article("1 of 1 DOCUMENTS", date="Spring 1999")).articles
    assert first.metadata["source"] == "The River Post"
    assert first.metadata["date"] == ""


def test_numbers_of_articles_with_commas_or_points_between_thousands():
    text = article("1,001 of 1,002 DOCUMENTS") + article("1,002 of 1,002 DOCUMENTS")
    download = read(text)
    assert download.database == "LexisNexis (TXT)"
    assert len(download.articles) == 2
    assert kinds(download) == ["articles missing"]
    assert "1,002 articles" in download.oddities[0].reason
    german = article("Dokument 1.001 von 1.002") + article("Dokument 1.002 von 1.002")
    assert len(read(german).articles) == 2


def test_articles_without_date_or_source_are_named():
    text = article("1 of 2 DOCUMENTS", date="Spring 2021")
    text += older_article("2 of 2 DOCUMENTS", source="")
    download = read(text)
    assert kinds(download) == ["no date", "no source"]
    no_date, no_source = download.oddities
    assert "'Council speaks about a bridge'" in no_date.reason
    assert "'COUNCIL SPEAKS; A Bridge'" in no_source.reason
    assert no_date.count == no_source.count == 1


def test_a_date_is_no_source():
    text = older_article("1 of 1 DOCUMENTS", source="")
    (first,) = read(text).articles
    assert first.metadata["source"] == ""
    assert first.metadata["date"] == "1999-05-08"
    assert first.metadata["title"] == "COUNCIL SPEAKS; A Bridge"
    assert paragraphs(text, first) == BODY


@pytest.mark.parametrize("known", [(), ("GRAPHIC: A bridge, from the north",)])
def test_an_unknown_label_below_the_text_is_a_field(known):
    tail = (*known, "TICKER-XY: RVP", "XYZZY: foo 12", "LOAD-DATE: July 1, 2015")
    text = article(tail=(*tail, "LANGUAGE: ENGLISH"))
    download = read(text)
    (first,) = download.articles
    assert first.metadata["ticker_xy"] == "RVP"
    assert first.metadata["xyzzy"] == "foo 12"
    assert paragraphs(text, first) == BODY
    assert kinds(download) == ["unknown label"]


@pytest.mark.parametrize(
    "paragraph",
    ["ADAMS: Good evening, all.", "THE CLERK: nobody", "Ticker: RVP", "RVP:"],
)
def test_the_last_words_of_a_speaker_are_no_field(paragraph):
    text = article(body=[*BODY, paragraph])
    (first,) = read(text).articles
    assert paragraphs(text, first) == [*BODY, paragraph]
