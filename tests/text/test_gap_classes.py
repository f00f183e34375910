"""Gap classes, by hand."""

from __future__ import annotations

import pytest
from reference_tokenizer import gaps

from discourse.text import (
    ADJACENT,
    BLANK,
    COMMA,
    HYPHEN,
    PARAGRAPH,
    QUOTE,
    SPACED_HYPHEN,
    STOP,
    STOP_LOWER,
)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("good neighbour", BLANK),
        ("good\u00a0\t neighbour", BLANK),
        ("good “neighbour", QUOTE),
        ("Road” initiative", QUOTE),
        ("countries’ peoples", QUOTE),
        ("good -neighborly", SPACED_HYPHEN),
        ("good - neighborly", SPACED_HYPHEN),
        ("know—the", HYPHEN),
        ("know — the", SPACED_HYPHEN),
        ("know--the", COMMA),
        ("amity, sincerity", COMMA),
        ("this (that", COMMA),
        ("peace 😀 peace", COMMA),
        ("this; that", COMMA),
        ("一带", ADJACENT),
        ("中The", ADJACENT),
        ("一，带", COMMA),
        ("community. fate", STOP_LOWER),
        ("community. Destiny", STOP),
        ("community.” fate", STOP_LOWER),
        ("community... fate", STOP),
        ("community? fate", STOP_LOWER),
        ("共。同", STOP),
        ("Mr. Xi", BLANK),
        ("Mr. “Xi", QUOTE),
        ("Mr. (Xi", COMMA),
        ("Mrs Xi", BLANK),
        ("J. Smith", BLANK),
        ("É. Zola", BLANK),
        ("E\u0301. Zola", BLANK),
        ("J., and", COMMA),
        ("U.S", COMMA),
        ("3.5", COMMA),
        ("in 2030. In", STOP),
        ("No. 5", BLANK),
        ("said no. Then", STOP),
        ("do I. Then", STOP),
        ("et al. Then", BLANK),
        ("etc., and", COMMA),
        ("etc., The", COMMA),
        ("i.e., the", COMMA),
        ("Jr., the", COMMA),
        ("et al., the", COMMA),
        ("No. 5 of", BLANK),
        ("asked “Why?”, and", COMMA),
        ("(ibid.), page", COMMA),
        ("(“etc.”), The", COMMA),
        ("and so on…, but", COMMA),
        ("等。，和", COMMA),
        ("fate. , The", STOP),
        ("fate, . the", STOP_LOWER),
        ("fate.—, the", STOP_LOWER),
        ("fate; etc.; and", STOP_LOWER),
        ("fate..., but", STOP),
        ("etc.,\nThe", PARAGRAPH),
    ],
)
def test_gaps_by_hand(raw: str, expected: int) -> None:
    assert gaps(raw)[-1] == expected
