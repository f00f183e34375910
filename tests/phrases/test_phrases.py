"""The pattern language: what it reads, what it refuses, and that nothing makes it run away."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from discourse.errors import DiscourseError, OptionError, PatternError
from discourse.lexicons import Lexicon
from discourse.phrases import LIMIT, CompiledPattern, Phrase
from discourse.text import (
    ADJACENT,
    BLANK,
    COMMA,
    HYPHEN,
    MASK,
    QUOTE,
    SPACED_HYPHEN,
    STOP,
    STOP_LOWER,
)


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


# ---------------------------------------------------------------------------------------------------------------------
# What a pattern lets stand between its words

FOLLOWED = {ADJACENT, BLANK, QUOTE}
HYPHENED = FOLLOWED | {HYPHEN, SPACED_HYPHEN}
SENTENCE = HYPHENED | {COMMA}
WITHIN = SENTENCE | {STOP_LOWER, STOP}
STRAY = {STOP_LOWER}

Shape = tuple[tuple[str, ...], list[set[int]], tuple[str, ...]]


def shape_of(slots: CompiledPattern) -> Shape:
    """A shape in plain values: words (``"x|y"``, ``"_"`` for any), gap classes allowed, literal punctuation."""
    words = tuple("|".join(sorted(some)) if some else "_" for some in slots.words)
    classes = [
        {gap for gap in range(MASK + 1) if allowed >> gap & 1}
        for allowed in slots.allowed
    ]
    return words, classes, slots.literals


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("a", [(("a",), [], ())]),
        ("a b", [(("a", "b"), [FOLLOWED], ("",))]),
        ("a  “b", [(("a", "b"), [FOLLOWED], ("",))]),
        ("命运", [(("命", "运"), [FOLLOWED], ("",))]),
        ("a-b", [(("a", "b"), [HYPHENED], ("",)), (("a-b",), [], ())]),
        ("a - b", [(("a", "b"), [HYPHENED], ("",)), (("a-b",), [], ())]),
        ("a~b", [(("a", "b"), [STRAY], ("",))]),
        ("a ~ b", [(("a", "b"), [STRAY], ("",))]),
        ("a, b", [(("a", "b"), [WITHIN], (",",))]),
        ("a ,; b", [(("a", "b"), [WITHIN], (",;",))]),
        ("a (,)-b", [(("a", "b"), [WITHIN], (",-",))]),
        ("a-& b", [(("a", "b"), [WITHIN], ("-&",))]),
        (
            "a <1> b",
            [(("a", "b"), [WITHIN], ("",)), (("a", "_", "b"), [WITHIN] * 2, ("", ""))],
        ),
        (
            "a <1!> b",
            [
                (("a", "b"), [SENTENCE], ("",)),
                (("a", "_", "b"), [SENTENCE] * 2, ("", "")),
            ],
        ),
        (
            "a~<1> b",
            [
                (("a", "b"), [STRAY], ("",)),
                (("a", "_", "b"), [STRAY, WITHIN], ("", "")),
            ],
        ),
        (
            "a <1>~b",
            [
                (("a", "b"), [STRAY], ("",)),
                (("a", "_", "b"), [WITHIN, STRAY], ("", "")),
            ],
        ),
        (
            "a ~ <1!> b",
            [
                (("a", "b"), [STRAY], ("",)),
                (("a", "_", "b"), [STRAY, SENTENCE], ("", "")),
            ],
        ),
        (
            "a <1!> ~ b",
            [
                (("a", "b"), [STRAY], ("",)),
                (("a", "_", "b"), [SENTENCE, STRAY], ("", "")),
            ],
        ),
        (
            "a b~c, d",
            [(("a", "b", "c", "d"), [FOLLOWED, STRAY, WITHIN], ("", "", ","))],
        ),
        (
            "a~b-c",
            [
                (("a", "b", "c"), [STRAY, HYPHENED], ("", "")),
                (("a", "b-c"), [STRAY], ("",)),
            ],
        ),
        ("(a|b) (c|d)", [(("a|b", "c|d"), [FOLLOWED], ("",))]),
        (
            "(a b|a c|d e)",
            [(("a", "b|c"), [FOLLOWED], ("",)), (("d", "e"), [FOLLOWED], ("",))],
        ),
        (
            "(a|b)( c)? <1> (d|e)",
            [
                (("a|b", "d|e"), [WITHIN], ("",)),
                (("a|b", "_", "d|e"), [WITHIN] * 2, ("", "")),
                (("a|b", "c", "d|e"), [FOLLOWED, WITHIN], ("", "")),
                (("a|b", "c", "_", "d|e"), [FOLLOWED, WITHIN, WITHIN], ("", "", "")),
            ],
        ),
    ],
)
def test_what_may_stand_between_the_words_of_a_pattern(
    pattern: str, expected: list[Shape]
) -> None:
    found = [shape_of(slots) for slots in Phrase(pattern).shapes]

    def by_text(shape: Shape) -> str:
        return repr(shape)

    assert sorted(found, key=by_text) == sorted(expected, key=by_text)


@pytest.mark.parametrize("most", [1, 2, 3, 19, 20])
@pytest.mark.parametrize("bang", ["", "!"])
def test_a_gap_holds_from_none_to_so_many_words(most: int, bang: str) -> None:
    shapes = Phrase(f"a <{most}{bang}> b").shapes
    assert sorted(shape.gaps for shape in shapes) == list(range(most + 1))
    for shape in shapes:
        words = ("a", *["_"] * shape.gaps, "b")
        within = SENTENCE if bang else WITHIN
        assert shape_of(shape) == (
            words,
            [within] * (len(words) - 1),
            ("",) * (len(words) - 1),
        )


choices = st.lists(
    st.lists(st.sampled_from(["a", "b", "c", "d"]), min_size=2, max_size=3).map(tuple),
    min_size=1,
    max_size=12,
)


@settings(max_examples=100)
@given(choices)
def test_shapes_stand_for_the_wordings_once_each(some: list[tuple[str, ...]]) -> None:
    shapes = Phrase("|".join(map(" ".join, some))).shapes
    found = [
        wording
        for shape in shapes
        for wording in itertools.product(
            *(sorted(words or ()) for words in shape.words)
        )
    ]
    assert sorted(found) == sorted(set(some))
    for one, two in itertools.pairwise(shapes):
        lists = [[sorted(words or ()) for words in shape.words] for shape in (one, two)]
        assert len(one.words) != len(two.words) or lists[0] < lists[1]
    # Shapes of one length that differ in one place only would have been put into one.
    for one, two in itertools.combinations(shapes, 2):
        pairs = zip(one.words, two.words, strict=False)
        differing = sum(left != right for left, right in pairs)
        assert len(one.words) != len(two.words) or differing > 1


def test_a_pattern_may_stand_for_so_many_wordings_and_no_more() -> None:
    def of(*counts: int) -> str:
        groups = [
            "|".join(f"w{at}x{number}" for number in range(count))
            for at, count in enumerate(counts)
        ]
        return " ".join(f"({group})" for group in groups)

    assert LIMIT == 10_000
    assert len(wordings(of(100, 100))) == LIMIT
    for pattern in (of(100, 101), of(73, 137)):
        with pytest.raises(PatternError, match="stands for more than 10,000 wordings"):
            Phrase(pattern)
    either = "|".join([of(50, 100), of(50, 100)])
    assert len(wordings(either)) == 5000
    # Hyphens and gaps count as well: a hyphen stands for two wordings, a gap of four words for five.
    assert len(Phrase(f"({'|'.join(f'w{n}' for n in range(2000))}) <4> b").shapes) == 5
    for pattern in (
        f"({'|'.join(f'w{n}' for n in range(2001))}) <4> b",
        of(50, 101) + "-b",
    ):
        with pytest.raises(PatternError, match="stands for more than"):
            Phrase(pattern)
    assert len(wordings(of(50, 100) + "-b")) == 10_000


def test_a_pattern_is_as_long_and_as_deep_as_the_bounds_allow() -> None:
    assert wordings("a" * 20_000) == {"a" * 20_000}
    with pytest.raises(PatternError, match="stands for more than"):
        Phrase("a" * 20_001)
    assert wordings("(" * 50 + "a" + ")" * 50) == {"a"}
    with pytest.raises(PatternError, match="more than 50 groups and slots") as caught:
        Phrase("(" * 51 + "a" + ")" * 51)
    assert caught.value.position == 51
    # Groups one after the other do not lie within each other.
    assert wordings("(a)" * 60) == {"a" * 60}
    assert wordings("(a) " + "(" * 50 + "b" + ")" * 50) == {"a b"}
    assert wordings("((a)(b)) " * 60) == {" ".join(["ab"] * 60)}
    chain = {f"s{n}": f"@s{n + 1}" for n in range(1, 50)} | {"s50": "a"}
    assert wordings("@s1", **chain) == {"a"}
    with pytest.raises(PatternError, match="more than 50 groups and slots"):
        Phrase("@s1", slots=chain | {"s50": "@s51", "s51": "a"})


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


EDGE = (
    "a pattern begins and ends with a word, in every wording it stands for; take the sign at its edge away, or make it "
    "optional together with a word."
)
REGULAR = (
    "this looks like a regular expression; write 'win <3> win' for words between, 'win*' for any ending, '(a|b)' for "
    "alternatives."
)
BESIDE = "a gap or a '~' stands between blanks, or beside one another; put a word between it and the next sign."
GAP = "a gap is '<n>' or '<n!>' with n from 1 to 20; write '\\<' for the character."
MANY = "it stands for more than 10,000 wordings, or for very long ones; split it into several."


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        (
            "",
            "'', column 1: an empty pattern would match nothing; give at least one word.",
        ),
        (
            "a b)",
            "'a b)', column 4: this ')' closes no group; write '\\)' for the character itself.",
        ),
        (
            "what?",
            "'what?', column 5: '?' follows a group: write '(n)?' for an optional n, or '\\?' for the character.",
        ),
        (
            "a\\",
            "'a\\\\', column 3: a backslash at the end takes the meaning from nothing; leave it out or double it.",
        ),
        ("win.*win", f"'win.*win', column 4: {REGULAR}"),
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
        ("a <0> b", f"'a <0> b', column 3: {GAP}"),
        ("a ~ -", f"'a ~ -', column 3: {EDGE}"),
        ("a <2>", f"'a <2>', column 3: {EDGE}"),
        (
            "😀",
            "'😀', column 1: signs and emoji are no words, and only words are looked for; write letters, digits or Han characters.",
        ),
        ("a ~~ b", f"'a ~~ b', column 3: {BESIDE}"),
        ("a -<2> b", f"'a -<2> b', column 4: {BESIDE}"),
        ("\ud800", "'\\ud800': no text holds a lone surrogate."),
        ("(a|b)" * 14, f"{'(a|b)' * 14!r}, column 71: {MANY}"),
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
