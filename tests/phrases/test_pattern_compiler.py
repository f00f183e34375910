"""What a pattern stands for: its words, and what may stand between them."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from phrase_wordings import read_or_error, wordings_of

from discourse.errors import PatternError
from discourse.phrases import LIMIT, CompiledPattern, Phrase
from discourse.phrases.pattern_compiler import compile_pattern, compile_plain_words
from discourse.phrases.pattern_parser import PatternParser
from discourse.phrases.pattern_slots import PatternSlots
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
        ("a<1,>b", {"a b", "a _ b"}),
        ("命运", {"命 运"}),
        ("第20届", {"第 20 届"}),
        ("か\u3099a", {"が a"}),
        ("20*-year", {"20* year", "20*-year"}),
        ("*", {"*"}),
        ("(a|a) (b|b)", {"a b"}),
    ],
)
def test_what_a_pattern_stands_for(pattern: str, expected: set[str]) -> None:
    assert wordings_of(pattern) == expected


def test_slots_stand_for_their_patterns_and_use_others() -> None:
    slots = {
        "country": "(kazakhstan|laos)",
        "dyad": "(china-@country|@country-china)",
        "Whole": "all",
    }
    assert len(wordings_of("@dyad ties", **slots)) == 8
    assert (
        wordings_of("for @whole", **slots)
        == wordings_of("for @WHOLE", **slots)
        == {"for all"}
    )


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
            "a <1,> b",
            [
                (("a", "b"), [HYPHENED], ("",)),
                (("a", "_", "b"), [HYPHENED] * 2, ("", "")),
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


lists_of_wordings = st.lists(
    st.lists(st.sampled_from(["a", "b", "c", "d"]), min_size=2, max_size=3).map(tuple),
    min_size=1,
    max_size=12,
)


@settings(max_examples=100)
@given(lists_of_wordings)
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
    assert len(wordings_of(of(100, 100))) == LIMIT
    for pattern in (of(100, 101), of(73, 137)):
        with pytest.raises(PatternError, match="stands for more than 10,000 wordings"):
            Phrase(pattern)
    either = "|".join([of(50, 100), of(50, 100)])
    assert len(wordings_of(either)) == 5000
    # Hyphens and gaps count as well: a hyphen stands for two wordings, a gap of four words for five.
    assert len(Phrase(f"({'|'.join(f'w{n}' for n in range(2000))}) <4> b").shapes) == 5
    for pattern in (
        f"({'|'.join(f'w{n}' for n in range(2001))}) <4> b",
        of(50, 101) + "-b",
    ):
        with pytest.raises(PatternError, match="stands for more than"):
            Phrase(pattern)
    assert len(wordings_of(of(50, 100) + "-b")) == 10_000


def test_a_pattern_is_as_long_and_as_deep_as_the_bounds_allow() -> None:
    assert wordings_of("a" * 20_000) == {"a" * 20_000}
    with pytest.raises(PatternError, match="stands for more than"):
        Phrase("a" * 20_001)
    assert wordings_of("(" * 50 + "a" + ")" * 50) == {"a"}
    with pytest.raises(PatternError, match="more than 50 groups and slots") as caught:
        Phrase("(" * 51 + "a" + ")" * 51)
    assert caught.value.position == 51
    # Groups one after the other do not lie within each other.
    assert wordings_of("(a)" * 60) == {"a" * 60}
    assert wordings_of("(a) " + "(" * 50 + "b" + ")" * 50) == {"a b"}
    assert wordings_of("((a)(b)) " * 60) == {" ".join(["ab"] * 60)}
    chain = {f"s{n}": f"@s{n + 1}" for n in range(1, 50)} | {"s50": "a"}
    assert wordings_of("@s1", **chain) == {"a"}
    with pytest.raises(PatternError, match="more than 50 groups and slots"):
        Phrase("@s1", slots=chain | {"s50": "@s51", "s51": "a"})


COSTLY_PATTERNS = {
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


@pytest.mark.parametrize("pattern", COSTLY_PATTERNS.values(), ids=COSTLY_PATTERNS)
def test_a_nasty_pattern_is_read_or_refused(pattern: str) -> None:
    # One that ran away would take hours, or all memory.
    phrase = read_or_error(pattern)
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
    assert wordings_of("@s20", **twice) == {"a"}
    for slots in (doubled, chain, twice):
        with pytest.raises(PatternError):
            Phrase("@s0", slots=slots)


@pytest.mark.parametrize(
    ("pattern", "places"),
    [
        ("(a|b) (c|d|e) f", [["a", "b"], ["c", "d", "e"], ["f"]]),
        ("(a|b c) (a|b)-(c|d)", [["a", "b c"], ["a-c", "a-d", "b-c", "b-d"]]),
        ("(a |b |c d )?e( f| g)", [["", "a ", "b ", "c d "], ["e f", "e g"]]),
        ("w(a|b)x (a|*) y", [["wax", "wbx"], ["a", "*"], ["y"]]),
        (
            "赢(a|*b|c), (5|6)(,)?000",
            [["赢a", "赢*b", "赢c"], [", "], ["5,000", "6,000", "5000", "6000"]],
        ),
        ("((a|b) c|(b|d) c|(a|e) (c|f))", [["a c", "b c", "d c", "a f", "e c", "e f"]]),
    ],
)
def test_alternatives_in_groups_mean_what_whole_alternatives_do(
    pattern: str, places: list[list[str]]
) -> None:
    joint = "" if "赢" in pattern or pattern.startswith("(a |") else " "
    wordings = [joint.join(words) for words in itertools.product(*places)]
    assert Phrase(pattern).sequences == Phrase("|".join(wordings)).sequences


def test_a_choice_of_many_words_at_many_places_is_read_at_once() -> None:
    many = "|".join(f"w{number}" for number in range(99))
    phrase = Phrase(f"({many}) @s x", slots={"s": f"({many})"})
    (sequence,) = phrase.sequences
    assert [len(words) for words in sequence.words] == [99, 99, 1]


@settings(max_examples=200)
@given(st.text("ab19 -'*A.,", max_size=12))
def test_plain_words_need_no_parser(pattern: str) -> None:
    plain = compile_plain_words(pattern)
    if plain is None:
        return
    variants = PatternParser(pattern, PatternSlots({})).read()
    parsed = compile_pattern(pattern, variants)
    assert plain == parsed
    assert [sequence.written for sequence in plain] == [
        sequence.written for sequence in parsed
    ]


@pytest.mark.parametrize(
    "pattern", ["", " a", "a ", "a  b", "A", "a-b", "a*", "é", "a\nb", "a" * 51]
)
def test_other_patterns_are_left_to_the_parser(pattern: str) -> None:
    assert compile_plain_words(pattern) is None
