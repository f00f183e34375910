"""A document as blocks: lines, paragraphs, and how a block ends."""

from __future__ import annotations

import pytest

from discourse.cleaning.text_blocks import divide_into_blocks, make_block
from discourse.cleaning.text_lines import Span

WRAPPED = """\
The ministers met for two hours on the first day and spoke about
the river, the road and the harvest of the year, which was a good
one.
A second paragraph begins on a new line, because the word before
it would have had room, and it has a few lines of its own as well.

A third one follows a blank line."""


def test_lines_are_blocks_without_the_blanks_around_them() -> None:
    page = divide_into_blocks("  One line \r\n\n---\n\ufeffTwo\u3000", is_wrapped=False)
    assert [block.text for block in page.blocks] == ["One line", "Two"]
    assert page.lines[0] == Span(2, 10)
    assert page.lines[1].cut(page.raw) == "---"  # a line, and no block


def test_wrapped_lines_are_joined_to_paragraphs() -> None:
    page = divide_into_blocks(WRAPPED, is_wrapped=True)
    first_words = [block.text.split()[0:2] for block in page.blocks]
    assert first_words == [["The", "ministers"], ["A", "second"], ["A", "third"]]
    assert len(page.lines) == 6


@pytest.mark.parametrize(
    ("text", "ends_like_caption", "ends_in_dots", "is_prose"),
    [
        ("Ministers agree on a river plan", True, False, False),
        ("Ministers agree.", False, False, False),
        ("The ministers of both countries agree on the plan.", False, False, True),
        ("imgLoader fetching...", False, True, False),
        ("(Applause)", False, False, False),
        ("A meeting of the", False, False, False),
        ("Read on <b>here</b>", True, False, False),
        ("a b c d e f g h i j k l m n o p q r s t u v w x y z", True, False, True),
        ("A sentence, and so on " * 20, False, False, True),
    ],
)
def test_how_a_block_ends(
    text: str, ends_like_caption: bool, ends_in_dots: bool, is_prose: bool
) -> None:
    block = make_block(text, 0, len(text))
    assert block is not None
    assert block.ends_like_caption == ends_like_caption
    assert block.ends_in_dots == ends_in_dots
    assert block.is_prose == is_prose


@pytest.mark.parametrize(
    ("text", "words"), [("two words", 2), ("人类命运", 2), ("关于 a plan", 3)]
)
def test_two_characters_of_chinese_count_as_a_word(text: str, words: int) -> None:
    block = make_block(text, 0, len(text))
    assert block is not None
    assert block.word_count == words
