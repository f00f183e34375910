"""Dates of newspaper databases: what is a date is read, and nothing else is."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse.newspaper_databases.dates import iso_date_of, read_dated_line

DATES = [
    ("June 12, 2023 Monday 9:20 AM GMT", "2023-06-12"),
    ("June 12, 2023, Monday", "2023-06-12"),
    ("12 June 2023", "2023-06-12"),
    ("12th of June, 2023", "2023-06-12"),
    ("12. Juni 2023 Montag", "2023-06-12"),
    ("Mittwoch, 14. Juni 2023, 14:30 Uhr", "2023-06-14"),
    ("Dienstag 10.Dezember 2019", "2019-12-10"),
    ("2 März 2023", "2023-03-02"),
    ("lundi 12 juin 2023", "2023-06-12"),
    ("10 décembre 2019 mardi 3:00 AM GMT", "2019-12-10"),
    ("mar. 7 mars 2023", "2023-03-07"),
    ("1er juin 2023", "2023-06-01"),
    ("miércoles 14 de junio de 2023", "2023-06-14"),
    ("2023-06-12T00:00:00Z", "2023-06-12"),
    ("Friday, 5. July 2024 09:31:00 CEST", "2024-07-05"),
    ("Sun May 3 10:00:00 +0000 2020", "2020-05-03"),
    ("12.06.2023", "2023-06-12"),
    ("13/06/2023", "2023-06-13"),
    ("06/13/2023", "2023-06-13"),
    ("2023年6月12日", "2023-06-12"),
    ("June 2023", "2023-06"),
    ("Marzo de 2023", "2023-03"),
    ("12\u00a0June\u00a02023", "2023-06-12"),
]
NO_DATES = [
    "Spring 2021",
    "June/July 2023",
    "12-13 June 2023",
    "03/04/2021",
    "February 30, 2023",
    "December 12, 2011 accord in doubt",
    "It was signed on June 1, 2020.",
    "On June 12, 2023",
    "1 May 68",
    "Monday",
    "may",
    "",
]


@pytest.mark.parametrize(("text", "date"), DATES)
def test_a_date_in_one_of_the_languages_becomes_an_iso_date(text, date):
    assert iso_date_of(text) == date


@pytest.mark.parametrize("text", NO_DATES)
def test_what_is_not_only_a_certain_date_is_no_date(text):
    assert iso_date_of(text) == ""


def test_the_rest_of_a_line_is_given_beside_its_date():
    dated_line = read_dated_line("July 1, 2015 Wednesday Met 2 Edition")
    assert dated_line is not None
    assert (dated_line.date, dated_line.rest) == ("2015-07-01", "Met 2 Edition")


@given(st.dates(datetime.date(1000, 1, 1)), st.sampled_from(["%d %B %Y", "%B %d, %Y"]))
def test_every_day_of_the_calendar_is_read(day, form):
    assert iso_date_of(day.strftime(form)) == day.isoformat()


@given(st.text(max_size=60))
def test_any_text_gives_a_date_or_nothing(text):
    date = iso_date_of(text)
    assert date == "" or text
