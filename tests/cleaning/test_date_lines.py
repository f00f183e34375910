"""The date with which a page opens."""

from __future__ import annotations

from made_up_pages import SENTENCE, debris_rows


def test_the_date_a_page_opens_with_is_cut_from_its_text() -> None:
    text = f" date 2023-05-25 “Today we meet,” the host said. {SENTENCE}\n{SENTENCE}"
    assert debris_rows(text) == [("date 2023-05-25", "date", "mask")]
    sentence = "Published in 2019, the report lists nine failures of the commission."
    assert debris_rows(f"{sentence}\n{SENTENCE}") == []
