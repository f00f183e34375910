"""The pattern language: what it reads, what it refuses, and that nothing makes it run away."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from discourse.errors import DiscourseError, OptionError, PatternError
from discourse.lexicons import Lexicon
from discourse.phrases import LIMIT, Phrase


def wordings(pattern: str, **slots: str) -> set[str]:
    """Every wording without a gap, words parted by blanks, whatever may stand between them."""
    found = set()
    for shape in Phrase(pattern, slots=slots).shapes:
        texts = [""]
        for words in shape.words:
            texts = [
                f"{text} {word}" for text in texts for word in sorted(words or {"_"})
            ]
        found.update(text.strip() for text in texts)
    return found


def read(pattern: str, **slots: str) -> Phrase | PatternError:
    try:
        return Phrase(pattern, slots=slots)
    except PatternError as fault:
        return fault


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("Shared  FUTURE", {"shared future"}),
        (" shared future\n", {"shared future"}),
        ("“shared” future", {"shared future"}),
        ("'shared' future", {"shared future"}),
        ("shared ' future", {"shared future"}),
        ("China’s", {"china's"}),
        ("cafe\u0301 COOPE\u0301RATION", {"café coopération"}),
        ("co\u00adoperation", {"cooperation"}),
        ("neighbo(u)?r", {"neighbor", "neighbour"}),
        ("(a|b) c|d", {"a c", "b c", "d"}),
        (
            "(good |great )?neighbour",
            {"good neighbour", "great neighbour", "neighbour"},
        ),
        ("(((x)? )?y)", {"x y", "y"}),
        ("win-win", {"win win", "win-win"}),
        ("win — win", {"win win", "win-win"}),
        ("a-b-c", {"a b c", "a-b c", "a b-c", "a-b-c"}),
        ("a <2> b", {"a b", "a _ b", "a _ _ b"}),
        ("a<1!>b", {"a b", "a _ b"}),
        ("命运", {"命 运"}),
        ("第20届", {"第 20 届"}),
        ("か\u3099a", {"が a"}),
        ("20*-year", {"20* year", "20*-year"}),
        ("*", {"*"}),
        ("(a|a) (b|b)", {"a b"}),
    ],
)
def test_what_a_pattern_stands_for(pattern: str, expected: set[str]) -> None:
    assert wordings(pattern) == expected


def test_slots_stand_for_their_patterns_and_use_others() -> None:
    slots = {
        "country": "(kazakhstan|laos)",
        "dyad": "(china-@country|@country-china)",
        "Whole": "all",
    }
    assert len(wordings("@dyad ties", **slots)) == 8
    assert (
        wordings("for @whole", **slots)
        == wordings("for @WHOLE", **slots)
        == {"for all"}
    )


@pytest.mark.parametrize(
    ("pattern", "place", "message"),
    [
        ("", 0, "at least one word"),
        (" \n", 0, "at least one word"),
        ("community of (destiny", 13, "not closed"),
        ("(a|(b|c)", 0, "not closed"),
        ("a b)", 3, "closes no group"),
        ("what?", 4, r"\\\?"),
        ("a (b", 2, "not closed"),
        ("a <0> b", 2, "n from 1 to 20"),
        ("a <21> b", 2, "n from 1 to 20"),
        ("a <x> b", 2, "n from 1 to 20"),
        ("a < b", 2, "write '\\\\<'"),
        ("a\\", 2, "backslash"),
        ("a @x b", 2, "no slot is called 'x'; slots: none"),
        ("-a", 0, "begins and ends with a word"),
        ("u.s.", 3, "begins and ends with a word"),
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


@pytest.mark.parametrize("given_", [None, 5, ["a"], b"a"])
def test_a_pattern_is_text(given_: object) -> None:
    with pytest.raises(PatternError, match="a pattern is text"):
        Phrase(given_)  # type: ignore[arg-type]


def test_a_misspelt_case_is_refused() -> None:
    with pytest.raises(OptionError, match="Did you mean 'upper'"):
        Phrase("bri", case="uper")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"status": "standrad"}, "Did you mean 'standard'"),
        ({"strict": "no"}, "strict='no': True or False"),
        ({"years": 2013}, "years=2013: text"),
        ({"id": 3}, "id=3: text"),
        ({"slots": 3}, "slots=3: a dict of patterns"),
        ({"slots": {"x": 3}}, "a dict of patterns"),
        ({"slots": {3: "x"}}, "a dict of patterns"),
    ],
)
def test_what_is_known_of_a_phrase_is_checked(
    options: dict[str, Any], said: str
) -> None:
    with pytest.raises(OptionError, match=said):
        Phrase("bri", **options)


SIGNS = [
    *list("ab'*|()?<>!@~-,.&\\ \n\"“’—路"),
    "<2>",
    "<3!>",
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
    phrase = read(pattern, s="(a|b )", t="c-d")
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


NASTY = {
    "deep": "(" * 5000 + "a" + ")" * 5000,
    "optionals": "(a )?" * 20 + "b",
    "nested optionals": "(a (a (a (a )?)?)?)?" * 8 + "b",
    "one or two": "(a|aa)" * 40 + "b",
    "one or two, apart": "(a |aa )" * 13 + "b",
    "gaps": "a" + " <20> b" * 6,
    "many gaps": "a" + " <20> b" * 3,
    "choices and gaps": "(a|b)" * 13 + " <20> x <20> y",
    "hyphens": "a-" * 60 + "b",
    "choices, then long": "(a|b)" * 13 + " x" * 3000,
    "long": "a" * 1_000_000,
    "long words": "a " * 9_000,
    "many": "|".join(f"w{number}" for number in range(30_000)),
    "stars": "*a" * 9_000,
}


@pytest.mark.parametrize("pattern", NASTY.values(), ids=NASTY)
def test_a_nasty_pattern_is_read_or_refused(pattern: str) -> None:
    # One that ran away would take hours, or all memory.
    phrase = read(pattern)
    if isinstance(phrase, PatternError):
        assert len(str(phrase)) < 400
    else:
        assert sum(len(shape.words) for shape in phrase.shapes) < 100 * LIMIT


def test_nasty_slots_are_read_or_refused() -> None:
    twice = {
        f"s{number}": f"(@s{number + 1}|@s{number + 1})" for number in range(40)
    } | {"s40": "a"}
    doubled = {
        f"s{number}": f"@s{number + 1} @s{number + 1}" for number in range(40)
    } | {"s40": "(a|b)"}
    chain = {f"s{number}": f"@s{number + 1}" for number in range(3000)} | {"s3000": "a"}
    assert wordings("@s20", **twice) == {"a"}
    for slots in (doubled, chain, twice):
        with pytest.raises(PatternError):
            Phrase("@s0", slots=slots)


@pytest.mark.parametrize(
    ("pattern", "plain"),
    [("win-win", "win-win"), ("b&r", "b&r"), ("(great )?power*", "power"), ("amity, sincerity", "amity, sincerity"),
     ("命运共同体", "命运共同体"), ("community~fate", "community. fate"), ("a <3> b", ""), ("two (sets|upholds)", "two sets")],
)  # fmt: skip
def test_the_plain_words_are_what_a_string_search_would_look_for(
    pattern: str, plain: str
) -> None:
    assert Phrase(pattern).plain == plain


@pytest.mark.parametrize(
    ("pattern", "scripts"),
    [
        ("belt and road", {"latin"}),
        ("一带一路", {"han"}),
        ("2030", {"common"}),
        ("(путь|road) 2030", {"cyrillic", "latin"}),
    ],
)
def test_scripts_of_a_phrase(pattern: str, scripts: set[str]) -> None:
    assert Phrase(pattern).scripts == scripts


def test_a_phrase_is_frozen_and_named_by_its_pattern() -> None:
    phrase = Phrase("shared future", status="variant")
    assert (phrase.id, phrase.status, phrase.strict) == (
        "shared future",
        "variant",
        True,
    )
    with pytest.raises(AttributeError):
        phrase.pattern = "x"  # type: ignore[misc]
    assert phrase == Phrase("shared future", status="variant")
    assert len({phrase, Phrase("shared future", status="variant")}) == 1


def test_phrases_that_stand_for_different_words_are_not_equal() -> None:
    laos, china = (
        Phrase("@country road", slots={"country": name}) for name in ("laos", "china")
    )
    assert laos != china
    assert len({laos, china}) == 2
    assert laos == Phrase("@country road", slots={"country": "Laos", "other": "a|b"})
    assert len({laos, Phrase("@country road", slots={"COUNTRY": "laos"})}) == 1
    assert laos != Phrase(
        "laos road"
    )  # alike in what they find, not in how they are written
    assert Lexicon.read(
        {"families": {"w": ["@c road"]}, "slots": {"c": "laos"}}
    ) != Lexicon.read({"families": {"w": ["@c road"]}, "slots": {"c": "china"}})


@pytest.mark.parametrize("pattern", [r"win\s+win", r"\bwin", "win.*win", "win.+"])
def test_a_regular_expression_is_recognised(pattern: str) -> None:
    with pytest.raises(PatternError, match="looks like a regular expression"):
        Phrase(pattern)
