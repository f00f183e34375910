"""Patterns that are refused, with the place and the remedy."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from phrase_wordings import read_or_error

from discourse.errors import DiscourseError, OptionError, PatternError
from discourse.phrases import Phrase


@pytest.mark.parametrize(
    ("pattern", "place", "message"),
    [
        ("", 0, "at least one word"),
        (" \n", 0, "at least one word"),
        ("community of (destiny", 13, "not closed"),
        ("(a|(b|c)", 0, "not closed"),
        ("a b)", 3, "closes no group"),
        ("what?", 4, "follows a group"),
        ("so ? what", 3, r"\\\?"),
        ("what ?", 5, "leave it out"),
        ("a (b", 2, "not closed"),
        ("a <0> b", 2, "n from 1 to 20"),
        ("a <21> b", 2, "n from 1 to 20"),
        ("a <x> b", 2, "n from 1 to 20"),
        ("a < b", 2, "write '\\\\<'"),
        ("a\\", 2, "backslash"),
        ("a @x b", 2, "no slot is called 'x'; slots: none"),
        ("-a", 0, "begins and ends with a word"),
        ("u. s.", 4, "begins and ends with a word"),
        ("a <2>", 2, "begins and ends with a word"),
        ("(|a)", 0, "begins and ends with a word"),
        ("a|", 0, "begins and ends with a word"),
        ("’", 0, "signs and emoji are no words"),
        ("😀", 0, "signs and emoji are no words"),
        ("a <2><2> b", 2, "gap"),
        ("a <2>, b", 2, "gap"),
        ("a <2>-b", 2, "gap"),
        ("a~,b", 1, "'~'"),
        ("a~~b", 1, "'~'"),
        ("\ud800", 0, "lone surrogate"),
    ],
)
def test_a_fault_says_what_and_where(pattern: str, place: int, message: str) -> None:
    with pytest.raises(PatternError, match=message) as caught:
        Phrase(pattern)
    assert caught.value.position == place
    if "surrogate" not in message:
        assert f", column {place + 1}: " in str(
            caught.value
        )  # for a reader the first character is column 1


EDGE_MESSAGE = (
    "a pattern begins and ends with a word, in every wording it stands for; take the sign at its edge away, or make it "
    "optional together with a word."
)


REGEX_MESSAGE = (
    "this looks like a regular expression; write 'win <3> win' for words between, 'win*' for any ending, '(a|b)' for "
    "alternatives."
)


BESIDE_MESSAGE = "a gap or a '~' stands between blanks, or beside one another; put a word between it and the next sign."


GAP_MESSAGE = "a gap is '<n>', '<n!>' or '<n,>' with n from 1 to 20; write '\\<' for the character itself."


LIMIT_MESSAGE = "it stands for more than 10,000 wordings, or for very long ones; split it into several."


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        (
            "",
            "'', column 1: an empty pattern would match nothing; give at least one word.",
        ),
        (
            "a b)",
            "'a b)', column 4: this ')' closes no group; leave it out at the edge of a pattern.",
        ),
        (
            "what?",
            "'what?', column 5: '?' follows a group; write 'what' for the word before the character, 'what*' for any ending, or 'wha(t)?' if the last letter may be missing.",
        ),
        (
            "a\\",
            "'a\\\\', column 3: a backslash at the end takes the meaning from nothing; leave it out.",
        ),
        ("win.*win", f"'win.*win', column 4: {REGEX_MESSAGE}"),
        ("a (b", "'a (b', column 3: the group opened here is not closed; write ')'."),
        (
            "a @x b",
            "'a @x b', column 3: no slot is called 'x'; slots: grade, loop, turn.",
        ),
        (
            "a @grad",
            "'a @grad', column 3: no slot is called 'grad'; slots: grade, loop, turn. Did you mean 'grade'?",
        ),
        (
            "@grade",
            "slot 'grade', '(full', column 1: the group opened here is not closed; write ')'.",
        ),
        (
            "a @loop",
            "slot 'turn', '(y|@loop)', column 4: the slot 'loop' stands for itself; take it out of 'x @turn'.",
        ),
        ("a <0> b", f"'a <0> b', column 3: {GAP_MESSAGE}"),
        ("a ~ -", f"'a ~ -', column 3: {EDGE_MESSAGE}"),
        ("a <2>", f"'a <2>', column 3: {EDGE_MESSAGE}"),
        (
            "😀",
            "'😀', column 1: signs and emoji are no words, and only words are looked for; write letters, digits or Han characters.",
        ),
        ("a ~~ b", f"'a ~~ b', column 3: {BESIDE_MESSAGE}"),
        ("a -<2> b", f"'a -<2> b', column 4: {BESIDE_MESSAGE}"),
        ("\ud800", "'\\ud800': no text holds a lone surrogate."),
        ("(a|b)" * 14, f"{'(a|b)' * 14!r}, column 71: {LIMIT_MESSAGE}"),
        (
            "a b " * 20 + "(",
            f"'{('a b ' * 20)[:79]}…', column 81: the group opened here is not closed; write ')'.",
        ),
        (
            "a b " * 19 + "abc(",
            f"'{'a b ' * 19}abc(', column 80: the group opened here is not closed; write ')'.",
        ),
    ],
)
def test_what_a_fault_says_word_by_word(pattern: str, said: str) -> None:
    slots = {"loop": "x @turn", "turn": "(y|@loop)", "grade": "(full"}
    with pytest.raises(PatternError) as caught:
        Phrase(pattern, slots=slots)
    assert str(caught.value) == said


@pytest.mark.parametrize(
    "options",
    [
        {"status": "standrad"},
        {"case": "uper"},
        {"strict": "no"},
        {"id": 3},
        {"years": 2013},
        {"slots": 3},
    ],
)
def test_a_fault_in_an_option_begins_with_its_name(options: dict[str, Any]) -> None:
    [(name, value)] = options.items()
    with pytest.raises(OptionError) as caught:
        Phrase("bri", **options)
    assert str(caught.value).startswith(f"{name}={value!r}")


def test_columns_count_from_one_also_where_a_pattern_stands_for_too_much() -> None:
    for pattern in ("(a|b)" * 14, "a" * 20_001, "a" + " <20> b" * 6):
        with pytest.raises(PatternError) as caught:
            Phrase(pattern)
        assert (
            f", column {(caught.value.position or 0) + 1}: it stands for more than"
            in str(caught.value)
        )


def test_a_fault_in_a_slot_names_the_slot() -> None:
    with pytest.raises(PatternError, match="slot 'grade', '\\(full', column 1:"):
        Phrase("@grade partner", slots={"grade": "(full"})
    with pytest.raises(PatternError, match="Did you mean 'grade'"):
        Phrase("@grad partner", slots={"grade": "full"})
    with pytest.raises(PatternError, match="stands for itself"):
        Phrase("@a", slots={"a": "x @b", "b": "(y|@a)"})


SIGNS = [
    *list("ab'*|()?<>!@~-,.&\\ \n\"“’—路"),
    "<2>",
    "<3!>",
    "<3,>",
    "(a|b)",
    "(a)?",
    "@s",
    "@t",
    "x y",
    "́",
    "\xad",
    "\x00",
]


@settings(max_examples=500)
@given(
    st.one_of(
        st.lists(st.sampled_from(SIGNS), max_size=14).map("".join), st.text(max_size=20)
    )
)
@example("\ud800")
@example("@s@t")
def test_any_text_is_a_phrase_or_a_pattern_error_with_a_position(pattern: str) -> None:
    phrase = read_or_error(pattern, s="(a|b )", t="c-d")
    if isinstance(phrase, PatternError):
        assert phrase.position is not None
        assert 0 <= phrase.position <= max(len(pattern), 6)
        assert isinstance(phrase, DiscourseError)
        return
    assert phrase.shapes
    for shape in phrase.shapes:
        assert shape.words[0] is not None
        assert shape.words[-1] is not None
        assert len(shape.allowed) == len(shape.literals) == len(shape.words) - 1
        assert all(all(words) for words in shape.words if words is not None)
    assert phrase.scripts


@pytest.mark.parametrize("pattern", [r"win\s+win", r"\bwin", "win.*win", "win.+"])
def test_a_regular_expression_is_recognised(pattern: str) -> None:
    with pytest.raises(PatternError, match="looks like a regular expression"):
        Phrase(pattern)
