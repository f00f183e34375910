"""The level of a mention: the nearest cue in its sentence."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discourse.corpus import Corpus
from discourse.lexicons import Lexicon
from discourse.matching import find_levels, find_mentions, find_occurrences
from discourse.matching.levels import MAX_CUE_LENGTH, HitLevels, _nearest_cues
from discourse.phrases import Phrase
from discourse.settings import CUE_DISTANCE
from discourse.text import STOP_LOWER


# Levels
def names_of_levels(levels: HitLevels) -> list[str]:
    """The level of each hit."""
    return [levels.names[number] for number in levels.number.tolist()]


def level_and_cue(text: str, **cues: list[str]) -> tuple[str, str]:
    lexicon = Lexicon.read(
        {
            "f": {
                "patterns": ["community of <2> destiny", "shared future"],
                "levels": cues,
            }
        }
    )
    corpus = Corpus.from_texts({"x": text})
    hits = find_mentions(corpus, lexicon)
    levels = find_levels(corpus, lexicon, hits)
    a, b = levels.cues[0].tolist()
    return names_of_levels(levels)[0], text[
        corpus.stream.start[a] : corpus.stream.end[b - 1]
    ] if a >= 0 else ""


CUES = {
    "mankind": ["mankind", "human"],
    "region": ["asia*", "central asia*"],
    "bilateral": ["china-laos"],
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "For mankind, a China-Laos community of human destiny in Asia",
            ("mankind", "human"),
        ),
        (
            "for mankind, a China-Laos shared future in Asia",
            ("bilateral", "China-Laos"),
        ),
        ("for mankind and a shared future in Asia", ("mankind", "mankind")),
        ("a shared future in Central Asia for mankind", ("region", "Central Asia")),
        ("a Central Asian shared future", ("region", "Central Asian")),
        ("a shared future. For mankind", ("unspecified", "")),
        ("For mankind. A shared future", ("unspecified", "")),
        ("mankind\n\nshared future", ("unspecified", "")),
        (
            "mankind one two three four five six seven eight nine shared future",
            ("mankind", "mankind"),
        ),
        (
            "mankind one two three four five six seven eight nine ten shared future",
            ("unspecified", ""),
        ),
        (
            "a shared future one two three four five six seven eight nine mankind",
            ("mankind", "mankind"),
        ),
        (
            "a shared future one two three four five six seven eight nine ten mankind",
            ("unspecified", ""),
        ),
    ],
)
def test_levels_by_hand(text: str, expected: tuple[str, str]) -> None:
    assert level_and_cue(text, **CUES) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("man of asia shared future", ("mankind", "man of")),
        ("shared future of asia pacific", ("region", "of asia pacific")),
        ("shared future man of asia pacific", ("region", "of asia pacific")),
        ("man of asia pacific shared future", ("region", "of asia pacific")),
        ("shared future of of asia", ("bilateral", "of")),
    ],
)
def test_of_cues_that_overlap_the_longest_is_taken_then_the_first(
    text: str, expected: tuple[str, str]
) -> None:
    cues = {
        "mankind": ["man of"],
        "region": ["of asia", "of asia pacific"],
        "bilateral": ["of"],
    }
    assert level_and_cue(text, **cues) == expected


def test_a_family_without_levels_has_none() -> None:
    corpus = Corpus.from_texts({"x": "shared future"})
    lexicon = Lexicon.read({"f": ["shared future"]})
    levels = find_levels(corpus, lexicon, find_mentions(corpus, lexicon))
    assert (names_of_levels(levels), levels.cues.tolist()) == ([""], [[-1, -1]])


def test_cues_do_not_cross_documents() -> None:
    lexicon = Lexicon.read(
        {"f": {"patterns": ["shared future"], "levels": {"mankind": ["mankind"]}}}
    )
    corpus = Corpus.from_texts({"a": "mankind", "b": "shared future", "c": "mankind"})
    levels = find_levels(corpus, lexicon, find_mentions(corpus, lexicon))
    assert names_of_levels(levels) == ["unspecified"]


def nearest_cue(
    hit: tuple[int, int], cues: list[tuple[int, int, str]], sentences: list[int]
) -> tuple[str, tuple[int, int]]:
    """The level of a hit, by the rules of levels(): in it, then before it, then after it, in its sentence."""
    first, last = hit
    here = [cue for cue in cues if sentences[cue[0]] == sentences[first]]
    inside = [cue for cue in here if cue[0] < last and first < cue[1]]
    before = [cue for cue in here if first - 10 < cue[1] <= first]
    after = [cue for cue in here if last <= cue[0] < last + 10]
    for some in (sorted(inside), sorted(before, reverse=True), sorted(after)):
        if some:
            start, end, name = some[0]
            return name, (start, end)
    return "unspecified", (-1, -1)


@settings(max_examples=60)
@given(
    st.lists(
        st.lists(
            st.sampled_from(
                [
                    "of",
                    "the",
                    "all",
                    "shared",
                    "future",
                    "man",
                    "asia",
                    "central",
                    "man's",
                    "fate.",
                    "fate. The",
                    "fate.\n",
                ]
            ),
            max_size=30,
        ).map(" ".join),
        min_size=1,
        max_size=3,
    )
)
def test_levels_are_those_of_the_nearest_cue(some: list[str]) -> None:
    texts = {f"d{number}": text for number, text in enumerate(some)}
    corpus = Corpus.from_texts(texts, paragraphs="line")
    cues = {"mankind": ["man", "the man"], "region": ["central asia", "asia", "of"]}
    family = {"patterns": ["shared future", "all <1> fate"], "levels": cues}
    plain = {"patterns": ["shared"]}
    lexicon = Lexicon.read({"plain": plain, "f": family})
    hits = find_mentions(corpus, lexicon)
    levels = find_levels(corpus, lexicon, hits)
    # Cues are words of their own: of those that overlap the longest, so "the man" and "central asia" before one word.
    found = [
        (first, last, name)
        for name, phrases in cues.items()
        for phrase in phrases
        for first, last, _ in find_occurrences(corpus, Phrase(phrase)).tolist()
    ]
    own = [
        cue
        for cue in found
        if not any(
            one != cue and one[0] <= cue[0] and cue[1] <= one[1] for one in found
        )
    ]
    sentences = np.cumsum(corpus.stream.gap > STOP_LOWER).tolist()
    rows = zip(
        hits.family.tolist(), hits.first.tolist(), hits.last.tolist(), strict=True
    )
    expected = [
        nearest_cue((first, last), own, sentences) if number else ("", (-1, -1))
        for number, first, last in rows
    ]
    assert names_of_levels(levels) == [name for name, _ in expected]
    places = list(map(tuple, levels.cues.tolist()))
    assert places == [cue for _, cue in expected]


@pytest.mark.parametrize("between", [0, 1, 8, 9, 10, 11])
def test_a_cue_is_looked_for_ten_words_away(between: int) -> None:
    filler = "word " * between
    for cue in ("mankind", "central asia", "asia"):
        # A cue before ends less than ten words before the hit; one after begins less than ten after it.
        near = between <= 9
        assert bool(level_and_cue(f"{cue} {filler}shared future", **CUES)[1]) == near
        assert bool(level_and_cue(f"shared future {filler}{cue}", **CUES)[1]) == near


def cue_of_a_hit(
    hit: tuple[int, int], cues: list[tuple[int, int]], sentences: np.ndarray
) -> int:
    """The old way, which looks at each cue: in the hit, then before it, then after it."""
    first, end = hit
    ranked = []
    for number, (cue_first, cue_end) in enumerate(cues):
        is_near = first - CUE_DISTANCE - MAX_CUE_LENGTH <= cue_first
        is_near &= cue_first < end + CUE_DISTANCE
        if sentences[cue_first] != sentences[first] or not is_near:
            continue
        if cue_first < end and cue_end > first:
            ranked.append((0, cue_first - first, number))
        elif 0 <= first - cue_end < CUE_DISTANCE:
            ranked.append((1, first - cue_end, number))
        elif 0 <= cue_first - end < CUE_DISTANCE:
            ranked.append((2, cue_first - end, number))
    return min(ranked)[2] if ranked else -1


@pytest.mark.parametrize("seed", range(20))
def test_the_nearest_cues_are_those_of_each_hit_by_itself(seed: int) -> None:
    chance = np.random.default_rng(seed)
    tokens = 400
    sentences = np.cumsum(chance.random(tokens) < chance.choice([0.0, 0.05, 0.2]))
    # Cues do not overlap; a few are longer than the words that are looked back over.
    edges = np.unique(chance.integers(0, tokens, size=int(chance.choice([2, 30, 120]))))
    pairs = np.column_stack([edges[:-1], edges[1:]])
    lengths = chance.integers(1, 25, size=len(pairs))
    pairs[:, 1] = np.minimum(pairs[:, 1], pairs[:, 0] + lengths)
    cues = np.column_stack([pairs, np.zeros(len(pairs), dtype=np.int64)])
    firsts = chance.integers(0, tokens - 6, size=200)
    ends = firsts + chance.integers(1, 6, size=200)
    found = _nearest_cues(cues, sentences, firsts, ends)
    hits = zip(firsts.tolist(), ends.tolist(), strict=True)
    expected = [cue_of_a_hit(hit, pairs.tolist(), sentences) for hit in hits]
    assert found.tolist() == expected


def test_a_family_whose_cues_are_nowhere_is_unspecified() -> None:
    no_cues = np.empty((0, 3), dtype=np.int64)
    sentences = np.zeros(9, dtype=np.int64)
    hit = np.array([4])
    assert _nearest_cues(no_cues, sentences, hit, hit + 2).tolist() == [-1]
