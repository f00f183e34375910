"""The date of a web page is the one that it says itself."""

from __future__ import annotations

import pytest

from discourse.text_extraction.page_dates import check_page_date
from discourse.text_extraction.tree_text import parse_html
from discourse.text_extraction.web_pages import read_web_page

ARTICLE = "<article><p>{}</p></article>".format(
    "The ministers agreed on a plan for the river on Monday. " * 6
)


@pytest.mark.parametrize(
    ("markup", "date", "language", "expected"),
    [
        ('<meta property="article:published_time" content="2024-05-17T08:00">', "2024-05-17", "en", "2024-05-17"),
        ('<script type="application/ld+json">{"datePublished": "2024-05-17"}</script>', "2024-05-17", "en", "2024-05-17"),
        ('<script type="application/ld+json">{"rating": 17, "year": 2024}</script>', "2024-05-17", "en", ""),
        ("<time datetime='2024-05-17'>Friday</time>", "2024-05-17", "en", "2024-05-17"),
        ("<span class='entry-date'>17 mai 2024</span>", "2024-05-17", "fr", "2024-05-17"),
        ("<span class='date'>17.05.2024</span>", "2024-05-17", "de", "2024-05-17"),
        ("<span class='date'>05.06.2024</span>", "2024-06-05", "de", "2024-06-05"),
        ("<span class='date'>06/12/2023</span>", "2023-12-06", "en-US", "2023-06-12"),
        ("<span class='date'>06/12/2023</span>", "2023-12-06", "en", ""),
        ("<span class='date'>31/01/2020, changed 06/12/2023</span>", "2023-12-06", "en-US", "2023-06-12"),
        ("<span class='pubdate'>17 May 2024</span>", "2024-05-17", "en", "2024-05-17"),
        ("<span class='timestamp'>17 May 2024</span>", "2024-05-17", "en", "2024-05-17"),
        ("<span class='published'>17 May 2024</span>", "2024-05-17", "en", "2024-05-17"),
        ("<footer><span class='date'>28 November 2026</span></footer>", "2026-11-28", "en", ""),
        ("<p>It was on 17 May 2024.</p>", "2024-05-17", "en", ""),
    ],
)  # fmt: skip
def test_a_date_must_be_said_by_the_page(
    markup: str, date: str, language: str, expected: str
) -> None:
    assert check_page_date(parse_html(markup), date, language).date == expected


def test_a_date_that_can_be_read_in_two_ways_is_named() -> None:
    markup = (
        f"<html lang='en'><body><p class='date'>06/12/2023</p>{ARTICLE}</body></html>"
    )
    page = read_web_page(parse_html(markup), markup)
    assert "date" not in page.metadata
    assert [oddity.kind for oddity in page.oddities] == ["date"]
    assert "06/12/2023" in page.oddities[0].reason


def test_the_day_of_the_visit_is_no_date_of_an_article() -> None:
    footer = "<footer>© 2024 Site. Today is 28 November 2026</footer>"
    markup = f"<html><body>{ARTICLE}{footer}</body></html>"
    assert "date" not in read_web_page(parse_html(markup), markup).metadata
