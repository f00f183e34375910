"""Patterns as other tools write them: refused, and what the message proposes works."""

from __future__ import annotations

import ast
import re
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from phrase_wordings import read_or_error

from discourse.corpus import Corpus
from discourse.errors import LexiconError, PatternError
from discourse.lexicons import Lexicon, as_lexicon
from discourse.matching import find_mentions
from discourse.phrases import Phrase


def message_of(pattern: str) -> str:
    with pytest.raises(PatternError) as caught:
        Phrase(pattern)
    assert caught.value.position is not None
    start = f"{pattern!r}, column {caught.value.position + 1}: "
    assert str(caught.value).startswith(start)
    return str(caught.value).removeprefix(start)


def proposals_of(message: str) -> list[str]:
    """The patterns that a message proposes, as Python reads them."""
    quoted = re.findall(r"""(?<![\w])r?'[^']*'|"[^"]*\"""", message)
    # "\\_" is written with one backslash, as in a pattern.
    return [ast.literal_eval(f"r{text.removeprefix('r')}") for text in quoted]


def surfaces(pattern: str | dict[str, object], text: str) -> list[str]:
    corpus = Corpus.from_texts({"d": text})
    hits = find_mentions(corpus, as_lexicon(pattern))
    stream = corpus.stream
    return [
        text[stream.start[first] : stream.end[last - 1]]
        for first, last in zip(hits.first.tolist(), hits.last.tolist(), strict=True)
    ]


# Pattern, proposal, text, what is found in it. Each proposal is taken from the message.
PROPOSED = [
    ("belt_and_road", "belt and road", "the Belt and Road", ["Belt and Road"]),
    ("human_rights*", "human rights*", "human rights", ["human rights"]),
    ("belt＿and＿road", "belt and road", "a belt and road", ["belt and road"]),
    ("Initiative (BRI)", r"Initiative \(BRI", "Initiative (BRI).", ["Initiative (BRI"]),
    ("Initiative (BRI)", "Initiative( BRI)?", "an Initiative", ["Initiative"]),
    ("belt (and) road", r"belt \(and\) road", "belt (and) road", ["belt (and) road"]),
    ("belt (and) road", "belt( and)? road", "belt road", ["belt road"]),
    ("(the) belt", "(the )?belt", "belt", ["belt"]),
    ("(the) belt", r"the\) belt", "(the) belt", ["the) belt"]),
    ("Article 5 (a)", r"Article 5 \(a", "Article 5 (a)", ["Article 5 (a"]),
    ("丝绸之路 （倡议）", r"丝绸之路 \(倡议", "丝绸之路（倡议）", ["丝绸之路（倡议"]),
    ("partner(s)", "partner(s)?", "a partner", ["partner"]),
    ("neighbo(u)r", "neighbo(u)?r", "neighbor", ["neighbor"]),
    ("x OR y", "x|y", "x and y", ["x", "y"]),
    ("belt OR human rights", "belt|human rights", "human rights", ["human rights"]),
    ("(belt OR road) map", "(belt|road) map", "a road map", ["road map"]),
    ("x AND y", "x <20> y|y <20> x", "y and x", ["y and x"]),
    ("belt NEAR/5 road", "belt <5> road", "belt to a road", ["belt to a road"]),
    ("belt w/5 road", "belt <5> road|road <5> belt", "road, belt", ["road, belt"]),
    ("belt W/3 road", "belt <3> road", "belt a b c road", ["belt a b c road"]),
    ("belt NEAR road", "belt <5> road", "belt a road", ["belt a road"]),
    ("a NEAR/2 b NEAR/3 c", "a <2> b <3> c", "a x b c", ["a x b c"]),
    (r"b\&r OR belt", r"b\&r|belt", "B&R", ["B&R"]),
    (r"the b\&r (BRI)", r"the b\&r( BRI)?", "the B&R", ["the B&R"]),
    ("state(s) part(ies)", "state(s)? part(ies)?", "states part", ["states part"]),
    ("belt ADJ2 road", "belt <2> road", "belt a road", ["belt a road"]),
    ("belt PRE/100 road", "belt <20> road", "belt a road", ["belt a road"]),
    ('"belt road"~5', "belt <5> road", "belt a road", ["belt a road"]),
    ("belt~2", "belt*", "belts", ["belts"]),
    ('[word="belt"]', "belt", "a belt", ["belt"]),
    ('[lemma="belt"] [word="and"]', "belt and", "belt and", ["belt and"]),
    ('[word="belt"] [] [word="x.*"]', "belt * x*", "belt a xy", ["belt a xy"]),
    ('[word="a"] []{0,3} [word="b"]', "a <3> b", "a x y b", ["a x y b"]),
    ("a {0,3} b", "a <3> b", "a x b", ["a x b"]),
    ("organi[sz]ation", "organi(s|z)ation", "organization", ["organization"]),
    ("belt%", "belt", "a belt", ["belt"]),
    ("belt%", "belt*", "belts", ["belts"]),
    ("comm?nity", "comm*nity", "community", ["community"]),
    ("colou?r", "colo(u)?r", "color", ["color"]),
    ("belt?", "bel(t)?", "bel", ["bel"]),
    ("belts? road", "belt(s)? road", "belt road", ["belt road"]),
    ("+belt", "belt", "+belt", ["belt"]),
    ("-belt", "belt", "belt", ["belt"]),
    ("!belt", "belt", "belt", ["belt"]),
    ("#BRI", "BRI", "the #BRI", ["BRI"]),
    ("^belt", "belt", "belt", ["belt"]),
    ("belt$", "belt", "belt", ["belt"]),
    ("[belt]", "belt", "[belt]", ["belt"]),
    ("5%", "5", "5%", ["5"]),
    ("@POTUS", "potus", "@POTUS", ["POTUS"]),
    ("not only ... but", "not only <5> but", "not only x but", ["not only x but"]),
    ("belt … road", "belt <5> road", "belt and road", ["belt and road"]),
]  # fmt: skip


@pytest.mark.parametrize(("pattern", "proposal", "text", "expected"), PROPOSED)
def test_what_the_message_proposes_finds_what_was_meant(
    pattern: str, proposal: str, text: str, expected: list[str]
) -> None:
    assert proposal in proposals_of(message_of(pattern))
    assert surfaces(proposal, text) == expected


@pytest.mark.parametrize("pattern", sorted({row[0] for row in PROPOSED}))
def test_every_pattern_that_a_message_proposes_can_be_read(pattern: str) -> None:
    message = message_of(pattern)
    _, _, advice = message.partition("write ")
    for proposal in proposals_of(advice):
        # Signs and letters in single quotes are no patterns: "'%' is none".
        if re.search(r"\w{2}", proposal) and proposal not in ("not",):
            Phrase(proposal)


def test_what_is_proposed_for_not_and_and_is_a_lexicon() -> None:
    message = message_of("belt NOT road")
    source = re.search(r"Lexicon\.read\((.*?)\)\. ", message)
    assert source is not None
    family = ast.literal_eval(source[1])
    assert surfaces(family, "belt road, then belt") == ["belt"]
    families = re.search(r"count each: (\{.*?\})\. ", message_of("x AND y"))
    assert families is not None
    assert Lexicon.read(ast.literal_eval(families[1])).names == ("x", "y")


def test_a_text_with_an_underscore_is_found_where_the_sign_is_escaped() -> None:
    assert surfaces(r"belt\_and\_road", "a belt_and_road") == ["belt_and_road"]
    assert surfaces("belt and road", "a belt_and_road") == []


REGULAR_EXPRESSIONS = [
    "/regex/", "/belt.*road/i", "belt.*road", r"\bbelt\b", r"\d+", r"win\s+win",
    "(?:belt|road) map", "(?i)belt", r"(a)\1",
]  # fmt: skip


@pytest.mark.parametrize("pattern", REGULAR_EXPRESSIONS)
def test_regular_expressions_are_told_with_our_spelling(pattern: str) -> None:
    message = message_of(pattern)
    assert "looks like a regular expression" in message
    win_3_win, win, alternatives = proposals_of(message)
    assert surfaces(win_3_win, "win or win") == ["win or win"]
    assert surfaces(win, "winner") == ["winner"]
    assert surfaces(alternatives, "a or b") == ["a", "b"]


# What means the same here, or is a word or sign of the text.
KEPT = [
    ('"belt and road"', "the Belt and Road", ["Belt and Road"]),
    ("“belt and road”", "the Belt and Road", ["Belt and Road"]),
    ("belt | road", "a road", ["road"]),
    ("belt & road", "belt&road", ["belt&road"]),
    ("belt, road", "belt,  road", ["belt,  road"]),
    ("17+1", "the 17+1", ["17+1"]),
    ("belt+road", "belt + road", ["belt + road"]),
    ("belt * road", "belt and road", ["belt and road"]),
    ("BELT AND ROAD", "Belt and Road", ["Belt and Road"]),
    ("WAR OR PEACE", "war or peace", ["war or peace"]),
    ("belt and road", "belt and road", ["belt and road"]),
    ("to be or not to be", "to be or not to be", ["to be or not to be"]),
    ("near", "near", ["near"]),
    ("NOT", "not", ["not"]),
    ("(BRI)", "the (BRI)", ["BRI"]),
    ("(belt and road)", "belt and road", ["belt and road"]),
    ("(belt|road)", "road", ["road"]),
    (r"b\&r", "the B&R", ["B&R"]),
    (r"info\@un.org", "to info@un.org", ["info@un.org"]),
    ("the [belt] road", "the [belt] road", ["the [belt] road"]),
    ("u.s.", "the U.S. is", ["U.S."]),
    ("a/b", "a/b", ["a/b"]),
]  # fmt: skip


@pytest.mark.parametrize(("pattern", "text", "expected"), KEPT)
def test_what_means_the_same_here_is_kept(
    pattern: str, text: str, expected: list[str]
) -> None:
    assert surfaces(pattern, text) == expected


def test_a_slot_may_have_an_underscore_in_its_name() -> None:
    phrase = Phrase("@my_slot x", slots={"my_slot": "(a|b)"})
    assert phrase.shapes == Phrase("(a|b) x").shapes
    with pytest.raises(
        PatternError, match="slot 's', 'a_b', column 2: '_' is no blank"
    ):
        Phrase("@s x", slots={"s": "a_b"})


def test_a_lexicon_names_the_family_and_the_pattern() -> None:
    with pytest.raises(LexiconError) as caught:
        Lexicon.read({"bri": ["belt and road", "belt_and_road"]})
    assert str(caught.value) == (
        "a dict: family 'bri', pattern 2: 'belt_and_road', column 5: '_' is no blank; "
        "write 'belt and road', or '\\_' for the character."
    )
    with pytest.raises(LexiconError, match=r"family 'f', not 1: 'x OR y', column 3"):
        Lexicon.read({"f": {"patterns": ["x"], "not": ["x OR y"]}})
    with pytest.raises(LexiconError, match=r"family 'f', level 'l' 1: 'a\{2\}'"):
        Lexicon.read({"f": {"patterns": ["x"], "levels": {"l": ["a{2}"]}}})


LONG = ["[" + " " * 19_000, "a " + " " * 19_000 + "OR b", "(a) " * 5000, "/" * 19_000,
        "a? " * 6000, "_" * 19_000, "[a " * 6000, "(" * 19_000, "x~ " * 6000,
        "a NEAR b " * 2000, "… " * 9000, "[a=" * 6000, "a{" + "1" * 19_000 + "}?", "a[b]" * 4000]  # fmt: skip


@pytest.mark.parametrize("pattern", LONG)
def test_a_long_pattern_is_looked_at_fast_and_the_message_is_short(
    pattern: str,
) -> None:
    begin = time.process_time()
    with pytest.raises(PatternError) as caught:
        Phrase(pattern)
    assert time.process_time() - begin < 1
    assert len(str(caught.value)) < 600


@pytest.mark.parametrize(
    ("pattern", "slots"),
    [
        ("\ud800" + "a" * 100_000, {}),
        ("@" + "s" * 19_000, {}),
        ("@s", {"s": "@s" + " a" * 9000}),
        ("@s", {f"s{number}": "a" for number in range(9000)}),
        ("a(" + "b" * 19_000 + ")", {}),
        ("a" + "%" * 19_000, {}),
    ],
)
def test_no_message_repeats_a_long_pattern(pattern: str, slots: dict[str, str]) -> None:
    with pytest.raises(PatternError) as caught:
        Phrase(pattern, slots=slots)
    assert len(str(caught.value)) < 800


NOTATIONS = [
    "a", "b ", " ", " OR ", "OR", "(", ")", " NOT ", " AND ", " NEAR/2 ", "NEAR", " w/3 ", "~", "~2", "...", "…", "?", "[",
    "]", "[]", "{0,3}", "%", "+", "-", "#", "_", "*", "|", "/", "@", "<2>", '"', "\\(", "\\", "s)", "( s )", "=", ", ", "5", "²",
]  # fmt: skip


@settings(max_examples=1000, deadline=None)
@given(st.lists(st.sampled_from(NOTATIONS), max_size=12).map("".join))
@example("(OR) a")
@example("a( s )")
def test_any_mixture_of_notations_is_read_or_refused(pattern: str) -> None:
    phrase = read_or_error(pattern)
    if isinstance(phrase, PatternError):
        assert phrase.position is not None
        assert 0 <= phrase.position <= len(pattern)
