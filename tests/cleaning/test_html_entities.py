"""Entities of HTML that were left in a text."""

from __future__ import annotations

import pytest
from made_up_pages import debris_rows

from discourse.cleaning import debris
from discourse.corpus import Corpus
from discourse.formulas import mentions
from discourse.lexicons import Lexicon


@pytest.mark.parametrize(
    ("text", "surface", "action"),
    [
        ("They spoke of a shared&nbsp;future there.", "&nbsp;", "bridge"),
        ("They spoke of a shared &amp;nbsp; future.", "&amp;nbsp;", "bridge"),
        ("They met.&nbsp; &nbsp;They left again.", "&nbsp; &nbsp;", "bridge"),
        ("It was &ldquo;a new era&#8221; they said.", "&ldquo;", "bridge"),
        ("Home &gt;&gt; World has a page on it.", "&gt;&gt;", "mask"),
        ("The road &mdash; it is long &mdash; ends.", "&mdash;", "mask"),
        ("Research &amp; Development grew a lot.", "&amp;", "mark"),
        ("He sat in a caf&eacute; and wrote letters.", "&eacute;", "mark"),
        ("They spoke of a shared&nbsp future there.", "&nbsp", "bridge"),
        ("They met for &lt in the list of signs.", "&lt", "mask"),
        ("AT&amp;Talks of the firm went on for days.", "&amp;", "mark"),
        ("He wrote &unknownword;&nbsp;there and left.", "&nbsp;", "bridge"),
    ],
)
def test_what_an_entity_stands_for_decides(
    text: str, surface: str, action: str
) -> None:
    assert (surface, "entity", action) in debris_rows(text)


@pytest.mark.parametrize(
    "text",
    [
        "AT&T; the other firm left.",
        "R&D and the rest.",
        "He wrote &unknownword; there.",
        "They took the &regional; road there.",
        "They took the &regional road there.",
        "They took the &copy2 road there.",
        "See list?year=1&copy=2 for it.",
    ],
)
def test_an_ampersand_is_no_entity(text: str) -> None:
    assert not [row for row in debris_rows(text) if row[1] == "entity"]


@pytest.mark.parametrize("gap", ["&nbsp;", " &nbsp; ", "&amp;nbsp;", " &#160;&#160; "])
def test_a_phrase_is_found_over_a_blank_that_was_left_as_code(gap: str) -> None:
    text = f"They want a community with a shared{gap}future for mankind."
    corpus = Corpus.from_texts({"a": text})
    lexicon = Lexicon.read("chinese-diplomacy")
    assert mentions(corpus, lexicon).empty
    table = mentions(corpus.mask(debris(corpus)), lexicon)
    assert table["family"].tolist() == ["community_shared_future"]
