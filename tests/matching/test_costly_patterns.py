"""Patterns that could cost much time or memory: each is answered fast, or refused."""

from __future__ import annotations

import contextlib
import random
import time
import tracemalloc
from collections.abc import Callable

import pytest

from discourse import kwic
from discourse.corpus import Corpus
from discourse.errors import DiscourseError
from discourse.lexicons import Lexicon, as_lexicon
from discourse.matching import find_levels, find_mentions
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
