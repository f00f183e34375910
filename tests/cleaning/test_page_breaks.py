"""Page numbers and running heads of print."""

from __future__ import annotations

from made_up_pages import SENTENCE, debris_rows


def test_page_numbers_inside_sentences_and_the_heads_beside_them() -> None:
    pages = [
        "My government has always held the view that the charter of the\norganization is more than a treaty between the states and that",
        "4\nGeneral Meeting 21st session\nit binds the strong as well as the weak. This is no idle thought. We\nhave seen what comes of it when nobody is",
        "5\nGeneral Meeting 21st session\nbound by anything at all. The delegations that spoke before me said\nas much in their own words, and I can only",
        "6\nGeneral Meeting 21st session\nagree with them in this matter. Let us therefore begin.\n",
    ]
    rows = debris_rows("\n".join(pages))
    heads = [surface for surface, kind, _ in rows if kind == "running head"]
    title = "General Meeting 21st session"
    assert heads == ["4", title, "5", title, "6", title]


def test_numbers_of_sections_are_no_page_numbers() -> None:
    sections = [f"{number}\n{SENTENCE}" for number in range(1, 5)]
    assert debris_rows("\n".join(sections)) == []
