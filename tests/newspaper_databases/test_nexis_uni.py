"""Downloads of Nexis Uni, whose lines are the paragraphs of a Word file."""

from __future__ import annotations

import pytest
from made_downloads import HOSTILE_PARAGRAPHS, kinds, paragraphs, read

from discourse.newspaper_databases import find_download

BODY = ["RIVERTOWN: The council met on Monday.", "It spoke about a bridge."]
NBSP = "\u00a0"


def label(name: str, value: str) -> str:
    return f"{name}:{NBSP}{value}"


HEAD = (
    label("Section", "NEWS; Pg. 3"),
    label("Length", "12 words"),
    label("Byline", "Mo Adams"),
)


def article(
    title: str = "Council speaks about a bridge",
    source: str = "The River Post",
    date: tuple[str, ...] = ("June 12, 2023 Monday 9:20 AM GMT",),
    head: tuple[str, ...] = HEAD,
    mark: tuple[str, ...] = ("Body", ""),
    body: list[str] = BODY,
    extra: tuple[str, ...] = (),
    end: str = "End of Document",
) -> str:
    lines = ["", title, source, *date, "", ""]
    lines += [
        "Copyright 2023 River Media All Rights Reserved",
        "",
        "",
        *head,
        *mark,
        "",
    ]
    for paragraph in body:
        lines += [paragraph, ""]
    lines += [*extra, "Classification", "", label("Language", "ENGLISH")]
    lines += [
        label("Publication-Type", "Newspaper"),
        label("Load-Date", "June 12, 2023"),
    ]
    lines += ["", end, "", ""]
    return "\n".join(lines) + "\n"


def cover(*titles: str) -> str:
    lines = ["", "Date and Time: Friday, 5. July 2024 09:31:00 CEST"]
    lines += ["Job Number: 00000001", f"Documents ({len(titles)})"]
    for number, title in enumerate(titles, 1):
        lines += [f"{number}. {title}", "Client/Matter: -None-", 'Search Terms: "x"']
        lines += ["Search Type: Natural Language", "Narrowed by:"]
        lines += ["Content Type\tNarrowed by", "News\tTimeline: 01 Jan, 2023", ""]
    return "\n".join(lines) + "\n"


def test_an_article_with_a_cover():
    text = cover("Council speaks about a bridge") + article()
    download = read(text, "DOCX")
    assert download.database == "Nexis Uni (DOCX)"
    assert download.oddities == ()
    (first,) = download.articles
    assert first.metadata["title"] == "Council speaks about a bridge"
    assert first.metadata["source"] == "The River Post"
    assert first.metadata["date"] == "2023-06-12"
    assert first.metadata["byline"] == "Mo Adams"
    assert first.metadata["section"] == "NEWS; Pg. 3"
    assert first.metadata["language"] == "English"
    assert first.metadata["words_stated"] == 12
    assert paragraphs(text, first) == BODY


def test_a_file_of_one_article_without_cover():
    text = article()
    (first,) = read(text).articles
    assert first.metadata["title"] == "Council speaks about a bridge"
    assert paragraphs(text, first) == BODY


def test_two_downloads_in_one_file():
    one = cover("A", "B") + article("A") + article("B")
    text = one + one
    download = read(text)
    titles = [each.metadata["title"] for each in download.articles]
    assert titles == ["A", "B", "A", "B"]
    assert download.oddities == ()
    assert all(paragraphs(text, each) == BODY for each in download.articles)


def test_fewer_articles_than_the_cover_says():
    text = cover("A", "B", "C") + article("A") + article("B")
    assert kinds(read(text)) == ["articles missing"]


@pytest.mark.parametrize("paragraph", [*HOSTILE_PARAGRAPHS, "Body", "Classification"])
@pytest.mark.parametrize("place", [0, 1, 2])
def test_lines_of_the_text_stay_text(paragraph, place):
    body = [*BODY[:place], paragraph, *BODY[place:]]
    text = article(body=body)
    (first,) = read(text).articles
    if paragraph == "Classification" and place == 2:
        return  # twice the mark, and nothing between: no program can tell
    assert paragraphs(text, first) == body


@pytest.mark.parametrize(
    "title",
    [
        "Talks of December 12, 2011 in doubt",
        "June 12, 2023",
        "Section: what is left",
        "Source: ministers will meet",
        "Correction: the bridge",
        "Body language",
        "The River Post",
    ],
)
def test_a_title_may_look_like_something_else(title):
    text = cover(title, "Next") + article(title) + article("Next")
    first, second = read(text).articles
    for each in (first, second):
        assert each.metadata["source"] == "The River Post"
        assert each.metadata["date"] == "2023-06-12"
        assert paragraphs(text, each) == BODY
    assert first.metadata["title"] == title


def test_missing_byline_and_section():
    text = article(head=(label("Length", "12 words"),))
    (first,) = read(text).articles
    assert first.metadata["byline"] == first.metadata["section"] == ""
    assert paragraphs(text, first) == BODY


def test_an_article_without_the_mark_of_the_body():
    text = article(mark=())
    (first,) = read(text).articles
    assert first.metadata["byline"] == "Mo Adams"
    assert paragraphs(text, first) == BODY


def test_edition_highlight_and_an_unknown_label():
    head = (*HEAD[:2], label("Xyzzy", "foo"), label("Highlight", "A bridge"), *HEAD[2:])
    text = article(date=("June 12, 2023 Monday", "Late Edition - Final"), head=head)
    download = read(text)
    (first,) = download.articles
    assert first.metadata["edition"] == "Late Edition - Final"
    assert first.metadata["highlight"] == "A bridge"
    assert first.metadata["xyzzy"] == "foo"
    assert first.metadata["byline"] == "Mo Adams"
    assert kinds(download) == ["unknown label"]
    assert paragraphs(text, first) == BODY


def test_captions_after_the_body_are_no_body():
    extra = ("Correction", "", "Correction: July 13, 2023", "", "It was wrong.", "")
    extra += ("Graphic", "", "PHOTO: A bridge, seen from the north.", "", "The same.")
    text = article(extra=(*extra, ""))
    download = read(text)
    assert download.oddities == ()
    (first,) = download.articles
    assert (
        first.metadata["graphic"] == "PHOTO: A bridge, seen from the north. The same."
    )
    assert paragraphs(text, first) == BODY


def test_the_foot_of_a_page_and_the_cover_of_one_article():
    foot = "| About LexisNexis | Privacy Policy | Copyright © 2020 LexisNexis"
    lines = ["User Name: x", "Date and Time: Friday", "Job Number: 1", "Document (1)"]
    lines += ["1. A bridge", "Search Terms: bridge", "", foot, "", "Page 1 of 2", ""]
    body = [BODY[0], f"{foot}\n\nPage 2 of 2", BODY[1]]
    text = "\n".join(lines) + article("A bridge", body=body)
    download = read(text)
    assert download.oddities == ()
    (first,) = download.articles
    assert first.metadata["title"] == "A bridge"
    assert first.metadata["source"] == "The River Post"
    assert paragraphs(text, first) == BODY


def test_heads_of_pages_inside_the_text():
    title = "Council speaks about a bridge"
    body = [BODY[0], f"Page 2 of 14\n{title}", BODY[1]]
    text = article(body=body).replace("Page 2", "\fPage 2")
    (first,) = read(text).articles
    assert paragraphs(text, first) == BODY


def test_a_file_that_ends_inside_an_article():
    whole = cover("A", "B") + article("A") + article("B")
    text = whole[: whole.rindex("about a bridge")]
    download = read(text)
    assert [each.metadata["title"] for each in download.articles] == ["A", "B"]
    assert paragraphs(text, download.articles[1]) == [BODY[0], "It spoke"]
    assert "cut" in kinds(download)


def test_a_german_download():
    text = "\n".join(
        [
            "Brücke über den Fluss",
            "Flussblatt",
            "12. Juni 2023 Montag",
            "Deutschland Ausgabe",
            "",
            "Copyright 2023 Fluss Verlag Alle Rechte vorbehalten",
            "",
            label("Rubrik", "Politik; S. 3"),
            label("Länge", "7 Wörter"),
            label("Autor", "Jörg Müller"),
            "Text",
            "",
            "Über die Brücke wird seit 2011 gesprochen.",
            "",
            "Klassifizierung",
            "",
            label("Sprache", "GERMAN; DEUTSCH"),
            label("Update", "12. Juni 2023"),
            "",
            "Ende des Dokuments",
            "",
        ]
    )
    (first,) = read(text).articles
    assert first.metadata["title"] == "Brücke über den Fluss"
    assert first.metadata["source"] == "Flussblatt"
    assert first.metadata["date"] == "2023-06-12"
    assert first.metadata["edition"] == "Deutschland Ausgabe"
    assert first.metadata["section"] == "Politik; S. 3"
    assert first.metadata["byline"] == "Jörg Müller"
    assert first.metadata["language"] == "German"
    assert first.metadata["words_stated"] == 7
    assert paragraphs(text, first) == ["Über die Brücke wird seit 2011 gesprochen."]


def test_a_date_that_cannot_be_read_is_kept_as_it_is_written():
    text = article(date=("Spring 2021",))
    (first,) = read(text).articles
    assert first.metadata["date"] == ""
    assert first.metadata["date_stated"] == "Spring 2021"
    assert first.metadata["source"] == "The River Post"


def test_the_last_entry_of_the_list_of_contents_is_no_title():
    contents = cover("Council speaks about a bridge") + " 2. Ferries\n\n3. Bread\n\n"
    text = contents + article() + article(title="Ferries") + article(title="Bread")
    titles = [found.metadata["title"] for found in read(text).articles]
    assert titles == ["Council speaks about a bridge", "Ferries", "Bread"]


def test_a_title_that_begins_with_a_number_stays():
    title = "7. Bundesliga: nobody plays"
    text = cover(title) + article(title=title)
    assert read(text).articles[0].metadata["title"] == title


def test_a_heading_of_the_article_is_told_by_the_number_of_words():
    body = [BODY[0], "Graphic", *BODY, "Notes", *BODY]
    count = len(" ".join(body).split())
    head = (label("Section", "NEWS"), label("Length", f"{count} words"))
    text = article(head=head, body=body)
    (first,) = read(text).articles
    assert paragraphs(text, first) == body


def test_minutes_of_a_meeting_are_no_download():
    minutes = "Protokoll\nAutor: Rat\nLänge: 12 Wörter\nText\n\nDer Rat tagte.\n\n"
    text = minutes + "Ende des Dokuments\n"
    assert find_download(text, file_kind="DOCX") is None


def test_an_only_article_may_be_cut_off_in_its_text():
    text = article()
    text = text[: text.index("a bridge.")]
    (first,) = read(text).articles
    assert first.metadata["source"] == "The River Post"
    assert paragraphs(text, first) == [BODY[0], "It spoke about"]
