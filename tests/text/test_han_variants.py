"""Traditional and simplified characters as one: one character to one, offsets kept."""

from __future__ import annotations

import importlib.util

import pytest

from discourse.errors import MissingExtraError
from discourse.text import (
    check_variants,
    merge_han_words,
    simplified_code_points,
    simplify,
    tokenise,
)
from discourse.text.han_words import bundled_words

TRADITIONAL = "推動構建人類命運共同體，共建「一帶一路」。"
SIMPLIFIED = "推动构建人类命运共同体，共建“一带一路”。"


def test_each_traditional_character_is_read_as_its_simplified_form() -> None:
    variants = simplified_code_points()
    traditional, _ = tokenise([TRADITIONAL], ["auto"], variants=variants)
    simplified, _ = tokenise([SIMPLIFIED], ["auto"])
    assert traditional.vocabulary == simplified.vocabulary
    for name in ("ids", "start", "end", "gap"):
        assert (getattr(traditional, name) == getattr(simplified, name)).all()


def test_without_the_table_each_character_is_itself() -> None:
    stream, _ = tokenise([TRADITIONAL], ["auto"])
    assert {"類", "運", "體"} <= set(stream.vocabulary)


def test_words_of_traditional_text_are_those_of_simplified_text() -> None:
    variants = simplified_code_points()
    stream, _ = tokenise([TRADITIONAL], ["auto"], variants=variants)
    words = merge_han_words(stream, ())
    assert {"一带一路", "人类命运共同体"} <= set(words.vocabulary)


def test_a_form_has_no_other_form() -> None:
    variants = simplified_code_points()
    assert (variants[variants] == variants).all()
    assert chr(variants[ord("薴")]) == chr(variants[ord("苧")]) == "苎"


def test_other_scripts_are_not_changed() -> None:
    variants = simplified_code_points()
    assert (variants[:0x3400] == range(0x3400)).all()
    assert simplify("Belt and かな 路") == "Belt and かな 路"
    assert simplify("類運體發") == "类运体发"


def test_the_words_that_the_segmenter_knows_are_simplified() -> None:
    assert {simplify(word) for word in bundled_words()} == bundled_words()


def test_without_the_package_the_error_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(MissingExtraError, match=r"discourse-analysis\[zh\]"):
        check_variants()
