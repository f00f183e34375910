"""Other forms of a word: endings, spellings, hyphens."""

from __future__ import annotations

import pytest

from discourse.matching.word_forms import divided_forms, ending_forms, joined_forms


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("future", "futures"),
        ("nation", "nation's"),
        ("nations", "nation"),
        ("destiny", "destinies"),
        ("countries", "country"),
        ("shared", "sharing"),
        ("shared", "share"),
        ("concern", "concerned"),
        ("life", "lives"),
        ("neighbour", "neighbors"),
        ("organisation", "organizations"),
        ("analyse", "analyze"),
        ("centre", "centers"),
        ("defence", "defense"),
        ("programme", "program"),
        ("fulfill", "fulfilled"),
        ("fulfil", "fulfill"),
    ],
)
def test_endings_and_spellings_of_one_word(word: str, other: str) -> None:
    assert other in ending_forms(word)
    assert word not in ending_forms(word)


@pytest.mark.parametrize(
    ("word", "other"),
    [("nation", "native"), ("common", "community"), ("new", "ne"), ("era", "er")],
)
def test_other_words_are_no_forms(word: str, other: str) -> None:
    assert other not in ending_forms(word)


def test_words_with_a_hyphen_and_without() -> None:
    assert joined_forms("win-win") == {"winwin"}
    assert joined_forms("people-to-people") == {"peopletopeople"}
    assert joined_forms("mankind") == {"man-kind", "mank-ind"}
    assert joined_forms("era") == frozenset()
    assert divided_forms("mankind") == [("man", "kind"), ("mank", "ind")]
    assert divided_forms("win-win") == []
