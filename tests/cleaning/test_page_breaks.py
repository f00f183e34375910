"""Page numbers and running heads of print."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from made_up_pages import SENTENCE, debris_rows

from discourse import debris, frequencies, kwic, mask_changes, mentions, ngrams
from discourse.corpus import Corpus


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


# --------------------------------------------------------------------------------------
# Heads of many kinds, each between two halves of a sentence

PAGE = (
    "The ministry supports in word {0} and in deed {0} all who go on the road of\n"
    "peace {0}, and it calls upon the states to build, as was said in year {0}, a"
)
REST = "shared future for mankind. That much is well known to everybody here.\n"
FAMILY = {"f": ["a shared future"]}


def document_of(heads: Sequence[str], rest: str = REST, page: str = PAGE) -> str:
    """Pages of a text with the heads between them."""
    parts = []
    for number, head in enumerate(heads):
        parts.append(page.format("abcdefghij"[number] * 3) + head + rest)
    return "".join(parts)


def numbered(head: str) -> list[str]:
    return [head.format(number) for number in range(11, 15)]


HEADS = {
    "number and form feed": numbered("\n\n{}\n\n\x0cWHITE PAPER OF THE MINISTRY\n\n"),
    "number at the head": numbered("\n\n\x0c{}\n\nWhite Paper of the Ministry\n\n"),
    "number in the head": numbered("\n\n{} White Paper of the Ministry\n\n"),
    "in wrapped lines": numbered("\n{} White Paper of the Ministry\n"),
    "between dashes": numbered("\n\n- {} -\n\n"),
    "between dashes, with a head": numbered("\n\n— {} —\n\nWhite Paper\n\n"),
    "of so many": numbered("\n\nPage {} of 19\n\n"),
    "with a slash": numbered("\n\n{}/19\n\n"),
    "a document's sign": ["\n\nA/RES/76/6\n\n"] * 4,
    "a document's sign in wrapped lines": ["\nA/RES/76/6\n"] * 4,
    "a document's sign and a form feed": ["\n\x0cA/RES/76/6\n\n"] * 4,
    "a head without a number": ["\n\nWhite Paper of the Ministry\n\n"] * 4,
    "left and right": [
        "\n\n12 White Paper\n\n",
        "\n\nThe Ministry 13\n\n",
        "\n\n14 White Paper\n\n",
        "\n\nThe Ministry 15\n\n",
    ],
    "number left and right": [
        "\n\n12 White Paper\n\n",
        "\n\nWhite Paper 13\n\n",
        "\n\n14 White Paper\n\n",
        "\n\nWhite Paper 15\n\n",
    ],
}


@pytest.mark.parametrize("heads", HEADS.values(), ids=HEADS)
def test_a_phrase_is_found_over_each_kind_of_head(heads: list[str]) -> None:
    raw = document_of(heads)
    corpus = Corpus.from_texts({"a": raw})
    assert len(mentions(corpus, FAMILY)) == 0
    proposals = debris(corpus)
    assert set(proposals["kind"]) == {"running head"}
    assert set(proposals["action"]) == {"bridge"}
    masked = corpus.mask(proposals)
    table = mentions(masked, FAMILY)
    assert len(table) == len(heads)
    for row, head in zip(table.itertuples(), heads, strict=True):
        assert raw[row.start : row.end] == row.surface
        assert row.surface == f"a{head}shared future"
    # Only the words of the heads are gone.
    head_words = {"white", "paper", "page", "res"}
    kept = {masked.stream.vocabulary[word] for word in masked.stream.ids.tolist()}
    assert not kept & head_words
    # A paragraph that goes on over a head is one segment.
    paragraphs = masked.segment("paragraph")
    assert len(mentions(paragraphs, FAMILY)) == len(heads)


def test_the_gained_phrases_are_shown_by_the_verb_for_it() -> None:
    corpus = Corpus.from_texts({"a": document_of(HEADS["number and form feed"])})
    masked = corpus.mask(debris(corpus))
    changes = mask_changes(masked, frequencies, FAMILY)
    count = changes[changes["column"] == "count"]
    assert count[["before", "after"]].to_numpy().tolist() == [[0.0, 4.0]]
    gained = mask_changes(masked, mentions, FAMILY)
    assert len(gained) > 0
    grams = mask_changes(masked, ngrams, n=3, min_count=4)
    assert any(row.startswith("a shared future") for row in grams["row"])


def test_a_phrase_is_not_read_over_a_head_where_the_sentence_ended() -> None:
    pages = numbered("\n\n{}\n\n\x0cWHITE PAPER OF THE MINISTRY\n\n")
    raw = document_of(pages)
    ended = raw.replace(
        "build, as was said in year bbb, a\n", "build what ends in a!\n"
    )
    ended = ended.replace("\n\nshared future", "\n\nShared future")
    assert ended != raw
    corpus = Corpus.from_texts({"a": ended})
    masked = corpus.mask(debris(corpus))
    assert len(mentions(masked, FAMILY)) == 3
    assert masked.masks["action"].tolist() == ["bridge"] * 8


def test_a_menu_between_two_paragraphs_stays_a_break() -> None:
    raw = (
        "The ministers met and agreed on the road of peace and on a\n"
        "Share this article\nshared future for all of them, as they said on Monday."
    )
    corpus = Corpus.from_texts({"a": raw})
    proposals = debris(corpus)
    assert proposals["action"].tolist() == ["mask"]
    assert len(mentions(corpus.mask(proposals), FAMILY)) == 0


@pytest.mark.parametrize(
    "lines",
    [
        ["Article {}"] * 4,
        ["* {}"] * 4,
        ["Chapter {}", "Section {}"] * 2,
        ["({})"] * 4,
    ],
)
def test_what_numbers_parts_of_a_text_is_no_head(lines: list[str]) -> None:
    raw = "THE TREATY OF PEACE\n"
    for number, line in enumerate(lines):
        raw += f"{line.format(number + 1)}\n{SENTENCE.strip()}\n"
    rows = debris_rows(raw)
    assert [row for row in rows if row[1] == "running head"] == []


def test_page_numbers_in_roman_numerals() -> None:
    text = "A text of the ministry about the world, in which it is told.\n\n"
    for letter, numeral in zip(
        "ABCDEF", ["ii", "iii", "iv", "v", "vi", "vii"], strict=True
    ):
        text += (
            f"In section {letter} the states talk about peace. They build a\n\n{numeral}"
            "\n\n\fWHITE PAPER OF THE MINISTRY\n\nshared future for all of mankind. "
            f"It was agreed by the states of area {letter} after years.\n\n"
        )
    corpus = Corpus.from_texts({"a": text})
    masked = corpus.mask(debris(corpus))
    assert len(kwic(masked, "a shared future")) == 6
