"""Each rule looks at every text in which it finds something."""

from __future__ import annotations

from unittest import mock

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from discourse.accelerators import compiled_kernels
from discourse.reading import oddity_rules
from discourse.reading.diagnostics import (
    MAX_NARROW_LENGTH,
    find_divided_words,
    find_narrow_lines,
)
from discourse.reading.oddity_rules import OddityRules, search_texts
from discourse.reading.script_oddities import han_forms_of

# What one of the rules finds, or nearly finds.
PIECES = [
    *"aB é-\n\r\t\0\x01\x1b\x7f\x85\x9f\u00ad\u2010\ue000\uf8ff\ufffc\ufffd\ufeff",
    *"ÃÂâïÐÑ¡þ½¿»«’€\x80\xa0жΟ國体の々\U00020000😀",
    "<p>",
    "<!--",
    "</ul/>",
    "<q>",
    "<!DOCTYPE html",
    "&amp;",
    "&#39;",
    "&#xA0;",
    "\x1b$B",
    "~{<:Ky~}",
    "+AGEBAg-",
    "¡¢£¤¥¦",
    "é»«é»«",
    "ÐŸÑ€",
    "â€™",
    "ï¿½",
    "ï»¿",
    "¡°",
    "锟斤拷",
    "鈥",
    "inter-\nnational ",
    "inter- \t\r\n national ",
    "a\x01b",
    "Bеlt",
    "short line of words\n",
    "word " * 900,
]
tricky = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)
any_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
some_texts = st.lists(st.one_of(tricky, any_text), max_size=5)


@given(some_texts)
@settings(max_examples=200)
@example(["".join(PIECES), ""])
@example(PIECES)
def test_no_rule_misses_a_text(texts: list[str]) -> None:
    # The rules as they are, applied to every text.
    expected: list[list[object]] = []
    for text in texts:
        found: list[object] = []
        for rule in oddity_rules._RULES:
            if rule is not oddity_rules._SHOWN_MARKUP:
                found += rule.find(text)
        expected.append(found)
    for library in (compiled_kernels._library, None):
        with mock.patch.object(compiled_kernels, "_library", library):
            rules = OddityRules(texts, texts)
            assert rules.find_oddities([False] * len(texts)) == expected
            assert rules.count_han_forms() == [han_forms_of(text) for text in texts]
            narrow_lines = []
            for text in texts:
                line_count = text.count("\n") + text.count("\r") + 1
                is_short = len(text) <= MAX_NARROW_LENGTH * line_count
                narrow_lines.append(find_narrow_lines(text) if is_short else [])
            assert rules.find_narrow_lines() == narrow_lines


@pytest.mark.parametrize("number", range(len(oddity_rules._RULES)))
def test_each_rule_finds_something_among_the_pieces(number: int) -> None:
    rule = oddity_rules._RULES[number]
    text = " ".join(PIECES) * 3
    texts = ["", "x" * 5000, "國" * 50, text]
    assert any(rule.find(other) for other in texts)


def test_a_text_without_head_is_looked_at_apart() -> None:
    head = "Title: <p>\x00\n\n"
    rules = OddityRules([f"{head}Body.", "<p>Body."], ["Body.", "<p>Body."])
    kinds = [
        [oddity.kind for oddity in found] for found in rules.find_oddities([False] * 2)
    ]
    assert kinds == [["zeros"], ["html"]]


def test_texts_that_were_searched_before_give_the_same() -> None:
    texts = ["Title: A\n\n<p>Body.", " ".join(PIECES), "", "國体"]
    bodies = ["<p>Body.", *texts[1:]]
    expected = OddityRules(texts, bodies)
    rules = OddityRules(texts, bodies, matches=search_texts(texts))
    are_from_markup = [False] * len(texts)
    assert rules.find_oddities(are_from_markup) == expected.find_oddities(
        are_from_markup
    )
    assert rules.find_narrow_lines() == expected.find_narrow_lines()
    assert rules.count_han_forms() == expected.count_han_forms()


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("line_count", [50, 98, 99, 100, 120])
def test_divided_words_are_compared_with_the_number_of_lines(
    line_end: str, line_count: int
) -> None:
    lines = ["inter-", "national co-", "operation"] + ["A line."] * (line_count - 2)
    text = line_end.join(lines)
    line_ends = text.count("\n") + text.count("\r")
    found = find_divided_words(text)
    assert bool(found) == (line_count <= 100)
    assert find_divided_words(text, line_end_count=line_ends) == found


def test_a_file_with_markup_has_its_entities_read() -> None:
    text = "<p>A &amp; B"
    texts = [text, text]
    found = OddityRules(texts, texts).find_oddities(np.array([True, False]).tolist())
    assert [[oddity.kind for oddity in row] for row in found] == [
        ["html"],
        ["html", "entities"],
    ]
