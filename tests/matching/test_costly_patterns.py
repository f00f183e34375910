"""Patterns that could cost much time or memory: each is answered fast, or refused."""

from __future__ import annotations

import contextlib
import random
import time
import tracemalloc
from collections.abc import Callable, Iterator
from fnmatch import fnmatchcase

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from discourse import kwic
from discourse.corpus import Corpus
from discourse.errors import DiscourseError, PatternError
from discourse.lexicons import Lexicon, as_lexicon
from discourse.matching import find_levels, find_mentions, find_occurrences
from discourse.phrases import Phrase

# The bounds asked for are 1 s and 200 MB. CPU time of this process is measured, because
# other programs may run at the same time; a slow machine gets twice the time.
MAX_SECONDS = 2.0
MAX_BYTES = 200_000_000


def random_words(*words: str, count: int = 60_000, between: str = " ") -> str:
    chosen = random.Random(1).choices(words, k=count)
    return between.join(chosen)


TEXTS: dict[str, Callable[[], str]] = {
    "many words": lambda: random_words(*[f"w{n}" for n in range(3000)], *"abc"),
    "one word": lambda: "w1 " * 40_000,
    "letters": lambda: random_words(*"abcdefgh"),
    "stops": lambda: "a. " * 60_000,
    "commas": lambda: "w1, " * 60_000,
    "Han": lambda: random_words(*"人类命运共同体的", between=""),
    "one Han character": lambda: "人" * 60_000,
}


def cost_of(task: Callable[[], object]) -> tuple[float, int]:
    """CPU seconds of a task, and the most bytes that it held at one time.

    It is run twice: what measures memory makes a program slower.
    """
    begin = time.process_time()
    task()
    seconds = time.process_time() - begin
    tracemalloc.start()
    try:
        task()
        return seconds, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def assert_cheap(text: str, formulas: Callable[[], object]) -> None:
    raw = TEXTS[text]()

    def find() -> None:
        corpus = Corpus.from_texts({"d": raw})
        with contextlib.suppress(DiscourseError):
            lexicon = as_lexicon(formulas())  # type: ignore[arg-type]
            find_levels(corpus, lexicon, find_mentions(corpus, lexicon))

    seconds, memory = cost_of(find)
    assert seconds < MAX_SECONDS
    assert memory < MAX_BYTES


PATTERNS = [
    ("many words", "* * * * * *"),
    ("many words", "(*|a*) (b|*)"),
    ("many words", "*" * 5000),
    ("many words", "a" + "*" * 5000 + "b"),
    ("one word", "w1 w1"),
    ("one word", " ".join(["w1"] * 40)),
    ("letters", "a* b* c* d*"),
    ("letters", "* (a|b|c)? (d|e)? *"),
    ("stops", "a~a~a"),
    ("commas", "w1, w1"),
    ("commas", "*, *, *"),
    ("commas", "w1" + ", w1" * 10),
    ("Han", "* * * * *"),
    ("Han", "(人|类|命|运)(人|类|命|运)(人|类|命|运)"),
    ("one Han character", "人人"),
    ("one Han character", "人" * 200),
]


@pytest.mark.parametrize(("text", "pattern"), PATTERNS)
def test_a_pattern_costs_a_second_and_200_mb_at_most(text: str, pattern: str) -> None:
    assert_cheap(text, lambda: pattern)


def test_words_with_stars_are_those_that_the_definition_gives() -> None:
    words = ["a", "aa", "ab", "aba", "abba", "b", "ba", "bab", "c", "abcabc", "cab"]
    corpus = Corpus.from_texts({"d": " ".join(words)})

    def fits(word: str, pattern: str) -> bool:
        if not pattern or not word:
            return word == pattern.replace("*", "")
        if pattern[0] == "*":
            return fits(word, pattern[1:]) or fits(word[1:], pattern)
        return word[0] == pattern[0] and fits(word[1:], pattern[1:])

    parts = ["", "a", "b", "ab", "*", "a*", "*b", "**", "c"]
    for pattern in {a + b + c for a in parts for b in parts for c in parts} - {""}:
        hits = find_mentions(corpus, Lexicon.read({"f": [pattern]}))
        found = [words[token] for token in hits.first.tolist()]
        assert found == [word for word in words if fits(word, pattern)]


def test_stars_that_follow_each_other_are_one() -> None:
    assert Phrase("a**b***").shapes == Phrase("a*b*").shapes
    assert Phrase("** x").shapes == Phrase("* x").shapes


def test_every_line_of_a_concordance_of_any_word_is_made_fast() -> None:
    corpus = Corpus.from_texts({"d": TEXTS["many words"]()})
    seconds, memory = cost_of(lambda: kwic(corpus, "*"))
    assert seconds < MAX_SECONDS
    assert memory < MAX_BYTES


GAPPED_PATTERNS = [
    ("many words", "* <20> * <20> * <20> *"),
    ("many words", "a <20> b <20!> c <20> a"),
    ("one word", "w1 <20> w1 <20> w1 <20> w1"),
    ("one word", "w1 <20> w2"),
    ("stops", "a <20!> a <20!> a <20!> a"),
    ("commas", "w1, w1 <20> w1, w1"),
    ("one Han character", "人<20>人<20>人"),
    ("one word", "w1( <20> w1)?( <20> w1)?"),
    ("one word", " ".join(["w1"] * 6666)),
    ("many words", "* " * 5000),
    ("commas", "w1" + ", w1" * 500),
]


@pytest.mark.parametrize(("text", "pattern"), GAPPED_PATTERNS)
def test_gaps_and_long_patterns_cost_no_more(text: str, pattern: str) -> None:
    assert_cheap(text, lambda: pattern)


FAMILIES: dict[str, dict[str, object]] = {
    "the same word more and more often": {
        "patterns": [" ".join(["w1"] * count) for count in range(1, 60)]
    },
    "cues that fit everywhere": {
        "patterns": ["w1 w1"],
        "levels": {"one": ["w1"], "two": ["w1 <20> w1 <20> w1"]},
    },
    "exclusions that fit everywhere": {
        "patterns": ["w1"],
        "not": ["w1 <20> w1 <20> w1", "*"],
    },
    "case": {"patterns": [{"p": "w1 <20> w1", "case": "upper"}]},
    "a hyphen or a blank": {"patterns": ["w1" + "(-| )w1" * 10]},
}


@pytest.mark.parametrize("name", FAMILIES)
def test_a_family_costs_a_second_and_200_mb_at_most(name: str) -> None:
    assert_cheap("one word", lambda: {"families": {"f": FAMILIES[name]}})


def test_what_is_refused_names_the_family_the_pattern_and_the_bound() -> None:
    corpus = Corpus.from_texts({"d": TEXTS["one word"]()})
    long_pattern = " ".join(["w1"] * 5000)
    with pytest.raises(PatternError) as caught:
        find_mentions(corpus, Lexicon.read({"win_win": ["w1 w1", long_pattern]}))
    assert str(caught.value) == (
        f"family 'win_win', pattern '{long_pattern[:79]}…': to find it, more than "
        "34,000,000 words would be compared in 40,000 words of text. Write fewer stars, "
        "smaller gaps or fewer alternatives, or divide it into several families."
    )
    many: dict[str, list[str]] = {"f": [" ".join(["w1"] * n) for n in range(1, 60)]}
    with pytest.raises(
        PatternError, match=r"'f'.*at more than 700,000 places in 40,000"
    ):
        find_mentions(corpus, Lexicon.read(many))
    with pytest.raises(PatternError, match=r"^pattern 'w1 w1"):
        find_mentions(corpus, as_lexicon(long_pattern))


@st.composite
def gapped_patterns(draw: st.DrawFn) -> str:
    words = draw(
        st.lists(st.sampled_from(["a", "b", "*", "(a|b)"]), min_size=2, max_size=4)
    )
    between = st.sampled_from(
        [" ", " <1> ", " <3> ", " <5!> ", " <4,> ", " <2>~", "~<2> ", ", ", "-"]
    )
    return "".join(word + draw(between) for word in words[:-1]) + words[-1]


@settings(max_examples=150, deadline=None)
@given(
    gapped_patterns(),
    st.lists(
        st.sampled_from(["a ", "b ", "a, ", "b. ", "a. ", "c\n", "A-b "]), max_size=16
    ),
)
def test_all_ways_to_fill_the_gaps_are_found_and_the_shortest_and_longest(
    pattern: str, parts: list[str]
) -> None:
    corpus = Corpus.from_texts({"d": "".join(parts), "e": "a b"}, paragraphs="line")
    phrase = phrase_or_nothing(pattern)
    rows = {tuple(row) for row in find_occurrences(corpus, phrase).tolist()}
    assert rows == set(every_row(corpus, phrase))
    for choice, best in (("shortest", min), ("longest", max)):
        found = find_occurrences(corpus, phrase, choice=choice)  # type: ignore[arg-type]
        # One sequence has one hit at most for each first word.
        if len(phrase.sequences) == 1:
            firsts = {row[0] for row in rows}
            expected = {
                best(row for row in rows if row[0] == first) for first in firsts
            }
            assert {tuple(row) for row in found.tolist()} == expected


def phrase_or_nothing(pattern: str) -> Phrase:
    try:
        return Phrase(pattern)
    except PatternError:
        assume(False)
        raise


def every_row(corpus: Corpus, phrase: Phrase) -> Iterator[tuple[int, int, int]]:
    """Where each shape of a phrase fits, by trying every token."""
    stream = corpus.stream
    words = [stream.vocabulary[number] for number in stream.ids.tolist()]
    for shape in phrase.shapes:
        length = len(shape.words)
        for first in range(len(words) - length + 1):
            fits = all(
                some is None
                or any(fnmatchcase(words[first + offset], word) for word in some)
                for offset, some in enumerate(shape.words)
            )
            for offset, allowed in enumerate(shape.allowed, 1):
                token = first + offset
                fits &= bool(allowed >> int(stream.gap[token]) & 1)
                if fits and shape.literals[offset - 1]:
                    between = corpus.raw["d"][
                        stream.end[token - 1] : stream.start[token]
                    ]
                    fits = between.strip() == shape.literals[offset - 1]
            if fits:
                yield first, first + length, shape.gaps
