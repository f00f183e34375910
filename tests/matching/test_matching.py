"""The matcher against a slow and obvious one, and the rules that choose between hits."""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from discourse.corpus import Corpus
from discourse.errors import PatternError
from discourse.lexicons import Lexicon
from discourse.matching import (
    count_families_and_words,
    find_levels,
    find_mentions,
    find_occurrences,
)
from discourse.phrases import Phrase
from discourse.text import (
    ADJACENT,
    BLANK,
    HYPHEN,
    MASK,
    PARAGRAPH,
    QUOTE,
    SPACED_HYPHEN,
    STOP_LOWER,
)

# ---------------------------------------------------------------------------------------------------------------------
# A slow and obvious matcher: it walks a pattern's tree and the tokens side by side and tries everything. It knows
# nothing of the compiler in discourse.phrases; the table at the head of that module is all it was written from.

Node = tuple[
    object, ...
]  # ("text", "ab*") ("blank",) ("hyphen",) ("stray",) ("gap", 2, "!") ("mark", ",") ("all"|"any"|"maybe", *nodes)
FOLLOWED = {ADJACENT, BLANK, QUOTE}
HYPHENED = FOLLOWED | {HYPHEN, SPACED_HYPHEN}


def written(node: Node) -> str:
    """The pattern of a tree."""
    what, *rest = node
    if what in ("text", "mark"):
        return str(rest[0])
    if what == "gap":
        return f"<{rest[0]}{rest[1]}>"
    if what == "all":
        return "".join(written(part) for part in rest)  # type: ignore[arg-type]
    if what == "any":
        return f"({'|'.join(written(part) for part in rest)})"  # type: ignore[arg-type]
    if what == "maybe":
        return f"({written(rest[0])})?"  # type: ignore[arg-type]
    return {"blank": " ", "hyphen": "-", "stray": "~"}[str(what)]


@dataclass(frozen=True)
class Here:
    """How far a match has come: letters of a token, signs read since, words skipped in gaps."""

    token: int
    letters: int
    signs: tuple[Node, ...] = ()
    skipped: int = 0
    begun: bool = False


class Slow:
    def __init__(self, corpus: Corpus) -> None:
        stream = corpus.stream
        self.words = [stream.vocabulary[number] for number in stream.ids.tolist()]
        self.gap = stream.gap.tolist()
        raw = [corpus.raw[corpus.names[number]] for number in stream.document.tolist()]
        pairs = zip(raw, [0, *stream.end.tolist()], stream.start.tolist(), strict=False)
        self.between = [
            text[end:start] if gap < PARAGRAPH else ""
            for (text, end, start), gap in zip(pairs, self.gap, strict=True)
        ]

    def places(self, tree: Node) -> set[tuple[int, int, int]]:
        found = set()
        for first in range(len(self.words)):
            for here in self.walk(tree, Here(first, 0)):
                if here.letters == len(self.words[here.token]) and here.begun:
                    found.add((first, here.token + 1, here.skipped))
        return found

    def walk(self, node: Node, here: Here) -> Iterator[Here]:
        what, *rest = node
        if what == "text":
            yield from self.spell(str(rest[0]), here)
        elif what == "all":
            yield from self.one_by_one(rest, here)  # type: ignore[arg-type]
        elif what == "any":
            for part in rest:
                yield from self.walk(part, here)  # type: ignore[arg-type]
        elif what == "maybe":
            yield here
            yield from self.walk(rest[0], here)  # type: ignore[arg-type]
        else:
            yield Here(
                here.token, here.letters, (*here.signs, node), here.skipped, here.begun
            )

    def one_by_one(self, nodes: Sequence[Node], here: Here) -> Iterator[Here]:
        if not nodes:
            yield here
            return
        for then in self.walk(nodes[0], here):
            yield from self.one_by_one(nodes[1:], then)

    def spell(self, text: str, here: Here) -> Iterator[Here]:
        if not text:
            yield here
            return
        for then in self.move(here):
            word = self.words[then.token]
            if text[0] == "*":
                ends = range(then.letters, len(word) + 1)
            else:
                ends = range(
                    then.letters + 1,
                    then.letters
                    + 1
                    + (word[then.letters : then.letters + 1] == text[0]),
                )
            for end in ends:
                yield from self.spell(
                    text[1:], Here(then.token, end, (), then.skipped, True)
                )

    def move(self, here: Here) -> Iterator[Here]:
        """To where the next letter must stand."""
        if not here.begun or not here.signs:
            yield here
            return
        word, kinds = self.words[here.token], [sign[0] for sign in here.signs]
        joins = "hyphen" in kinds and "mark" not in kinds
        if joins and word[here.letters : here.letters + 1] == "-":
            yield Here(here.token, here.letters + 1, (), here.skipped, True)
        if here.letters < len(word):
            return
        gap = next((sign for sign in here.signs if sign[0] == "gap"), ("gap", 0, ""))
        for skip in range(int(str(gap[1])) + 1):
            over = range(here.token + 1, here.token + 2 + skip)
            if over[-1] < len(self.words) and self.follows(
                kinds, str(gap[2]), over, here.signs
            ):
                yield Here(over[-1], 0, (), here.skipped + skip, True)

    def follows(
        self, kinds: list[object], bang: str, over: range, signs: tuple[Node, ...]
    ) -> bool:
        gaps = [self.gap[token] for token in over]
        if "stray" in kinds:
            side = (
                -1
                if "gap" not in kinds or kinds.index("stray") > kinds.index("gap")
                else 0
            )
            if gaps.pop(side) != STOP_LOWER:
                return False
        if "gap" in kinds:
            return all(gap < (STOP_LOWER if bang else PARAGRAPH) for gap in gaps)
        if "mark" in kinds:
            mark = "".join(
                "-" if sign[0] == "hyphen" else str(sign[1])
                for sign in signs
                if sign[0] in ("hyphen", "mark")
            )
            return (
                gaps[0] < PARAGRAPH
                and "".join(
                    char for char in self.between[over[0]] if char not in " \n“”'\""
                )
                == mark
            )
        return all(gap in (HYPHENED if "hyphen" in kinds else FOLLOWED) for gap in gaps)


def chosen(
    found: list[set[tuple[int, int, int]]], against: list[set[tuple[int, int, int]]]
) -> list[tuple[int, int, int]]:
    """First, last and phrase of the hits that count, by the rules at the head of discourse.matching."""
    stops = [(first, last) for rows in against for first, last, _ in rows]
    every: list[tuple[int, int, int, int]] = []
    for number, rows in enumerate(found):
        rows = {
            row
            for row in rows
            if not any(row[0] < last and first < row[1] for first, last in stops)
        }
        for side in (0, 1):
            rows = {
                row
                for row in rows
                if row[2] == min(other[2] for other in rows if other[side] == row[side])
            }
        every += [
            (-(last - first - skipped), skipped, first, number, last)
            for first, last, skipped in rows
        ]  # type: ignore[misc]
    taken: list[tuple[int, int, int]] = []
    for _, _, first, number, last in sorted(every):  # type: ignore[misc]
        if all(last <= low or high <= first for low, high, _ in taken):
            taken.append((first, last, number))
    return sorted(taken)


# ---------------------------------------------------------------------------------------------------------------------
# Random patterns and texts of few words, so that they meet

words = st.sampled_from(["a", "b", "c", "ab", "a*", "*b", "*", "a*b", "a*a", "b*a*"])
signs: st.SearchStrategy[Node] = st.sampled_from(
    [("blank",)] * 6 + [("hyphen",)] * 3 + [("stray",), ("mark", ","), ("gap", 1, ""), ("gap", 2, ""), ("gap", 2, "!"), ("gap", 3, "")]
    + [("all", ("gap", 1, ""), ("blank",), ("stray",)), ("all", ("stray",), ("gap", 1, "!"), ("blank",))]
)  # fmt: skip
atoms: st.SearchStrategy[Node] = st.one_of(
    words.map(lambda word: ("text", word)),
    st.lists(words, min_size=2, max_size=3).map(
        lambda some: ("any", *(("text", word) for word in some))
    ),
    st.tuples(words, words).map(
        lambda pair: ("all", ("text", pair[0]), ("maybe", ("text", pair[1])))
    ),
    st.tuples(words, words).map(
        lambda pair: (
            "all",
            ("text", pair[0]),
            ("any", ("text", pair[1]), ("text", "")),
        )
    ),
)


def joined(parts: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    pairs = st.tuples(parts, signs, parts)
    return st.one_of(
        pairs.map(lambda p: ("all", *p)),
        pairs.map(lambda p: ("all", p[0], ("maybe", ("all", p[1], p[2])))),
        pairs.map(lambda p: ("all", ("maybe", ("all", p[0], p[1])), p[2])),
        st.tuples(parts, parts).map(lambda p: ("any", *p)),
        st.tuples(parts, signs, parts, signs, parts).map(lambda p: ("all", *p)),
    )


trees = st.one_of(atoms, joined(atoms), joined(st.one_of(atoms, joined(atoms))))
texts = st.lists(
    st.tuples(
        st.sampled_from(
            ["a", "b", "c", "A", "B", "ab", "Ab", "a-b", "b-a-b", "aab", "ba"]
        ),
        st.sampled_from(
            [" "] * 8
            + [
                " “",
                "” ",
                "\n",
                " -",
                " - ",
                "-",
                "—",
                ", ",
                ",",
                ". ",
                ".",
                "? ",
                "\n\n",
                " & ",
                "; ",
                ",”\n",
            ]
        ),
    ),
    max_size=14,
).map(lambda some: "".join(word + between for word, between in some))


@st.composite
def corpora(draw: st.DrawFn) -> Corpus:
    some = draw(st.lists(texts, min_size=1, max_size=3))
    corpus = Corpus.from_texts(
        {f"d{number}": text for number, text in enumerate(some)},
        paragraphs=draw(st.sampled_from(["line", "blank"])),
    )
    spans = []
    for doc, text in corpus.raw.items():
        for _ in range(draw(st.integers(0, 2))):
            if text:
                start = draw(st.integers(0, len(text) - 1))
                spans.append(
                    (doc, start, min(start + draw(st.integers(1, 6)), len(text)))
                )
    return (
        corpus.mask(pd.DataFrame(spans, columns=["doc", "start", "end"]))
        if spans
        else corpus
    )


def phrase_of(tree: Node) -> Phrase:
    try:
        return Phrase(written(tree))
    except PatternError:
        assume(False)
        raise


@settings(max_examples=250)
@given(corpora(), trees)
def test_every_place_is_found_and_no_other(corpus: Corpus, tree: Node) -> None:
    phrase = phrase_of(tree)
    rows = find_occurrences(corpus, phrase)
    assert {tuple(row) for row in rows.tolist()} == Slow(corpus).places(tree)
    assert rows.tolist() == sorted(rows.tolist())


@settings(max_examples=150)
@given(corpora(), st.lists(trees, min_size=1, max_size=3), st.lists(trees, max_size=1))
def test_the_hits_that_count_are_those_of_the_rules(
    corpus: Corpus, patterns: list[Node], exclude: list[Node]
) -> None:
    for tree in (*patterns, *exclude):
        phrase_of(tree)
    family = {
        "patterns": [
            {"id": str(n), "p": written(tree)} for n, tree in enumerate(patterns)
        ],
        "not": [written(tree) for tree in exclude],
    }
    hits = find_mentions(corpus, Lexicon.read({"f": family}))
    slow = Slow(corpus)
    expected = chosen(
        [slow.places(tree) for tree in patterns],
        [slow.places(tree) for tree in exclude],
    )
    assert (
        list(
            zip(
                hits.first.tolist(),
                hits.last.tolist(),
                hits.phrase.tolist(),
                strict=True,
            )
        )
        == expected
    )
    bounds = corpus.stream.bounds
    assert all(
        np.searchsorted(bounds, a, "right") == np.searchsorted(bounds, b - 1, "right")
        for a, b, _ in expected
    )


@given(corpora(), trees)
def test_families_do_not_know_each_other_and_documents_do_not_touch(
    corpus: Corpus, tree: Node
) -> None:
    phrase = phrase_of(tree)
    alone = find_occurrences(corpus, phrase)
    parts, shift = [], 0
    for doc in corpus.names:
        part = corpus.where(doc=doc)
        parts += [
            [first + shift, last + shift, gaps]
            for first, last, gaps in find_occurrences(part, phrase).tolist()
        ]
        shift += len(part.stream)
    assert parts == alone.tolist()
    one, two = (
        Lexicon.read({"f": [written(tree)]}),
        Lexicon.read(
            {"f": [written(tree)], "g": ["c", {"id": "again", "p": written(tree)}]}
        ),
    )
    hits = find_mentions(corpus, two)
    assert (
        hits.first[hits.family == 0].tolist()
        == find_mentions(corpus, one).first.tolist()
    )


# ---------------------------------------------------------------------------------------------------------------------
# Every sign of a pattern over everything that may stand between two words

BETWEEN = [
    " ",
    "\n",
    "\n\n",
    " “",
    "’ ",
    "-",
    " -",
    "—",
    " – ",
    "--",
    ", ",
    "; ",
    ",",
    ". ",
    ".",
    ".\n",
    ".” ",
    ". “",
    "! ",
    "? ",
    "… ",
    ".. ",
    "., ",
    ".) ",
    " & ",
    "&",
    ". - ",
    ".\n\n",
    " (",
]
HOLDERS = ["a", "ab", "b-a", "A", "B"]


def every_pair() -> Corpus:
    """A document for each thing that may stand between two words, and for each pair of three words."""
    twos = itertools.product(HOLDERS, BETWEEN, HOLDERS)
    few = [" ", "-", ", ", ". ", ".\n\n", "? "]
    threes = itertools.product("aA", few, "bB", few, "ca")
    texts = ["".join(parts) for parts in [*twos, *threes]]
    names = [f"{number:04}" for number in range(len(texts))]
    return Corpus.from_texts(dict(zip(names, texts, strict=True)), paragraphs="blank")


def tree_of(pattern: str) -> Node:
    """The tree of a pattern of words and signs without groups."""
    signs: dict[str, Node] = {" ": ("blank",), "-": ("hyphen",), "~": ("stray",)}
    parts: list[Node] = []
    for piece in re.findall(r"<\d!?>|[a-z*]+|.", pattern):
        if piece in signs:
            parts.append(signs[piece])
        elif piece.startswith("<"):
            parts.append(("gap", int(piece[1]), piece[2:-1]))
        elif piece[0].isalpha() or piece == "*":
            parts.append(("text", piece))
        else:
            parts.append(("mark", piece))
    return ("all", *parts)


@pytest.fixture(scope="module")
def pairs() -> tuple[Corpus, Slow]:
    corpus = every_pair()
    return corpus, Slow(corpus)


@pytest.mark.parametrize(
    "pattern",
    [
        "a",
        "a*",
        "*",
        "a b",
        "a-b",
        "a~b",
        "a ~b",
        "a ~ a",
        "ab~a",
        "*~a",
        "*~*",
        "a,b",
        "a, b",
        "a&a",
        "a;a",
        "a.b",
        "a.,a",
        "a--a",
        "a,-a",
        "a <1> b",
        "a <1!> b",
        "a <1> c",
        "a <1!> c",
        "a <2> c",
        "a <1>~c",
        "a ~<1> c",
        "a~<1!> c",
        "a <1!> ~c",
        "a <2>~a",
        "a ~<2> a",
        "a b c",
        "a~b c",
        "a b~c",
        "a~b~c",
        "a-b~c",
        "a~b-c",
        "a-b-c",
        "a, b~a",
        "a~b,c",
        "a* <1> ~ *",
        "b-a b-a",
        "b-a~a",
        "a-b-a",
        "* *",
        "* * *",
        "a * c",
        "a~* c",
    ],
)
def test_every_sign_over_everything_between_two_words(
    pattern: str, pairs: tuple[Corpus, Slow]
) -> None:
    corpus, slow = pairs
    rows = find_occurrences(corpus, Phrase(pattern))
    tree = tree_of(pattern)
    assert written(tree) == pattern
    assert [tuple(row) for row in rows.tolist()] == sorted(slow.places(tree))


@pytest.mark.parametrize(
    ("pattern", "text", "is_found"),
    [
        ("shared~fate", "shared. fate", True),
        ("shared~fate", "shared? fate", True),
        ("shared~fate", "shared.” fate", True),
        ("shared~fate", "shared.\nfate", True),
        ("shared~fate", "shared.\n\nfate", False),
        ("shared~fate", "shared. Fate", False),
        ("shared~fate", "shared fate", False),
        ("shared~fate", "shared.. fate", False),
        ("shared~fate", "shared, fate", False),
        ("shared~fate", "shared., fate", False),
        ("shared~fate", "shared-fate", False),
        ("shared~fate of", "shared. fate. of", False),
        ("shared~fate~of", "shared. fate. of", True),
        ("shared~fate~of", "shared. fate of", False),
        ("shared fate~of", "shared. fate. of", False),
        ("shared fate~of", "shared fate. of", True),
        ("shared~<1> of", "shared. fate. of", True),
        ("shared <1>~of", "shared. fate. of", True),
        ("shared~<1!> of", "shared. fate. of", False),
        ("shared <1!>~of", "shared. fate. of", False),
        ("shared~<1!> of", "shared. fate of", True),
        ("shared~<1!> of", "shared fate. of", False),
        ("shared <1!>~of", "shared fate. of", True),
        ("shared <1!>~of", "shared. fate of", False),
        ("shared~<1> of", "shared. fate\n\nof", False),
        ("shared <1> ~of", "shared\n\nfate. of", False),
    ],
)
def test_a_stray_stop_is_where_it_is_written_and_nowhere_else(
    pattern: str, text: str, is_found: bool
) -> None:
    corpus = Corpus.from_texts({"x": text}, paragraphs="blank")
    assert bool(len(find_occurrences(corpus, Phrase(pattern)))) == is_found


# ---------------------------------------------------------------------------------------------------------------------
# By hand


def surfaces(text: str, family: object, **options: object) -> list[str]:
    corpus = Corpus.from_texts({"x": text}, **options)  # type: ignore[arg-type]
    hits, stream = find_mentions(corpus, Lexicon.read({"f": family})), corpus.stream
    return [
        text[stream.start[a] : stream.end[b - 1]]
        for a, b in zip(hits.first.tolist(), hits.last.tolist(), strict=True)
    ]


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("belt and road( initiative)?", "the “Belt and Road” initiative", ["Belt and Road” initiative"]),
        ("belt and the road", "“the Belt and the Road”,", ["Belt and the Road"]),
        ("belt and road", "Belt and\nRoad", ["Belt and\nRoad"]),
        ("belt and road", "Belt, and road. Belt and. road", []),
        ("good-neighbo(u)?rly", "good -neighborly, good\u00a0neighbourly, good—neighborly, Good-Neighborly", ["good -neighborly", "good\u00a0neighbourly", "good—neighborly", "Good-Neighborly"]),
        ("community~fate", "a community. fate awaits", ["community. fate"]),
        ("community~(of )?destiny", "The community. Destiny awaits. The community.\nDestiny. A community. of destiny", ["community. of destiny"]),
        ("community~fate", "a community fate, a community.. fate, a community, fate", []),
        ("community of <4!> destiny", "the community of nations. Its destiny", []),
        ("community of <4!> destiny", "the community of nations. its destiny", []),
        ("a*a", "a aa aba", ["aa", "aba"]),
        ("community of <4> destiny", "the community of nations. Its destiny", ["community of nations. Its destiny"]),
        ("community of <4> destiny", "the community of nations\nIts destiny", []),
        ("b&r", "the B & R, the B&R, the B and R, the B&amp;R", ["B & R", "B&R"]),
        ("un \\(un\\) charter", "the UN (UN) charter", ["UN (UN) charter"]),
        ("amity, sincerity(,)? and", "amity,” sincerity, and amity, sincerity and amity sincerity and", ["amity,” sincerity, and", "amity, sincerity and"]),
        ("3.5", "3.5 and 3,5 and 35", ["3.5"]),
        ("命运共同体", "人类命运共同体，命 运 共 同 体。命运，共同体", ["命运共同体", "命 运 共 同 体"]),
        ("が 2", "か\u3099 2", ["か\u3099 2"]),
        ("coope\u0301ration", "La coopération, la COOPÉRATION", ["coopération", "COOPÉRATION"]),
        ("cooperation", "co\u00adoperation", ["co\u00adoperation"]),
        ("* trust", "mutual trust", ["mutual trust"]),
        ("international community", "the internationally minded community", []),
        ("road", "crossroads road-building inroad", []),
    ],
)  # fmt: skip
def test_patterns_by_hand(pattern: str, text: str, expected: list[str]) -> None:
    assert (
        surfaces(text, [pattern], paragraphs="line" if "\nIts" in text else "blank")
        == expected
    )


@pytest.mark.parametrize(
    ("case", "pattern", "expected"),
    [
        ("upper", "bri", ["BRI"]),
        ("upper", "agenda 2030", ["AGENDA 2030"]),
        ("upper", "2030", []),
        ("capital", "new era", ["New Era"]),
        (
            "capital",
            "belt and road initiative",
            [
                "Belt and Road Initiative",
                "BELT AND ROAD INITIATIVE",
                "Belt and road Initiative",
            ],
        ),
        ("capital", "road", ["Road", "ROAD"]),
        ("any", "new era", ["New Era", "new era", "New era"]),
    ],
)
def test_case(case: str, pattern: str, expected: list[str]) -> None:
    text = (
        "BRI Bri bri; AGENDA 2030, Agenda 2030; New Era, a new era, New era; Belt and Road Initiative, "
        "belt and road initiative, BELT AND ROAD INITIATIVE, Belt and road Initiative"
    )
    assert surfaces(text, {"patterns": [{"p": pattern, "case": case}]}) == expected


def test_the_longest_wins_then_fewer_gaps_then_the_left_then_the_first() -> None:
    assert surfaces(
        "a shared future for mankind",
        ["shared future", "future for mankind", "a shared future for mankind"],
    ) == ["a shared future for mankind"]
    assert surfaces("a b c d", ["a b", "b c d"]) == ["b c d"]
    assert surfaces("a b c", ["b c", "a b"]) == ["a b"]
    assert surfaces("a x b", ["a <2> b", "x b"]) == ["x b"]
    assert surfaces("a x b c", ["x b", "a <2> b c"]) == ["a x b c"]
    assert surfaces("a b c d", ["a b", "b c d", "a"]) == ["a", "b c d"]
    assert surfaces("a a b", ["a <3> b"]) == ["a b"]
    assert surfaces("a c x a b", ["a (c )?<2> b"]) == [
        "a b"
    ]  # ends at the same word, with fewer between
    assert surfaces("a b x c b", ["a (b )?<2> (c )?b"]) == [
        "a b"
    ]  # begins at the same word
    corpus = Corpus.from_texts({"x": "win-win"})
    assert find_mentions(
        corpus, Lexicon.read({"f": ["win*", "win-win"]})
    ).phrase.tolist() == [0]


def test_not_cancels_what_overlaps_before_anything_is_chosen() -> None:
    family = {
        "patterns": ["belt and road", "road safety"],
        "not": ["seat belt and road"],
    }
    assert surfaces("a seat belt and road and the Belt and Road", family) == [
        "Belt and Road"
    ]
    assert surfaces("seat belt and road safety", family) == []
    assert surfaces("a x b, a y y b", {"patterns": ["a <3> b"], "not": ["x"]}) == [
        "a y y b"
    ]


def random_texts(words: str, count: int) -> Corpus:
    """Texts of few words, so that phrases meet, overlap and lie within each other."""
    draw = random.Random(0)
    texts = {
        f"{number:03}": " ".join(draw.choices(words, k=draw.randrange(12)))
        for number in range(count)
    }
    return Corpus.from_texts(texts)


@pytest.mark.parametrize(
    "exclude",
    [
        ["a b c d", "b"],
        ["(a * * * *|b *|c)"],
        ["a <4> b"],
        ["a <4> b", "(c <3> d|c)"],
        ["(a <5> d|b c|d)", "b"],
    ],
)
@pytest.mark.parametrize("patterns", [["*"], ["a", "b c", "* <2> d"]])
def test_not_cancels_hits_however_its_own_hits_lie(
    patterns: list[str], exclude: list[str]
) -> None:
    corpus = random_texts("aabbccddee", 80)
    family = {"patterns": patterns, "not": exclude}
    hits = find_mentions(corpus, Lexicon.read({"f": family}))
    against = [
        find_occurrences(corpus, Phrase(pattern)).tolist() for pattern in exclude
    ]
    found = [find_occurrences(corpus, Phrase(pattern)).tolist() for pattern in patterns]
    expected = chosen(
        [{(a, b, gaps) for a, b, gaps in rows} for rows in found],
        [{(a, b, gaps) for a, b, gaps in rows} for rows in against],
    )
    cells = hits.first.tolist(), hits.last.tolist(), hits.phrase.tolist()
    assert list(zip(*cells, strict=True)) == expected


@pytest.mark.parametrize(
    "patterns",
    [
        ["a b", "b c", "c d", "d a"],
        ["a b c", "b", "c d e", "a", "e a"],
        ["a <3> b", "b <1> c", "a b", "c * d"],
        ["(a|b) (c|d)", "c", "a <2> a", "* b"],
        ["a <4> (b|c) d", "(b|c)", "d <4> a", "e"],
    ],
)
def test_hits_of_a_family_that_overlap_are_chosen_by_the_rules(
    patterns: list[str],
) -> None:
    corpus = random_texts("aabbcde", 150)
    hits = find_mentions(corpus, Lexicon.read({"g": ["zz"], "f": patterns}))
    found = [find_occurrences(corpus, Phrase(pattern)).tolist() for pattern in patterns]
    expected = chosen([{(a, b, gaps) for a, b, gaps in rows} for rows in found], [])
    cells = hits.first.tolist(), hits.last.tolist(), hits.phrase.tolist()
    assert list(zip(*cells, strict=True)) == expected
    assert set(hits.family.tolist()) == {1}
    assert len(hits) == len(expected)


def test_a_tally_counts_the_hits_of_each_family_in_each_document() -> None:
    corpus = Corpus.from_texts({"x": "a a b", "y": "", "z": "b c a", "w": "c"})
    lexicon = Lexicon.read({"f": ["a"], "none": ["q"], "g": ["b", "b c"]})
    expected = [[2, 0, 1], [0, 0, 0], [1, 0, 1], [0, 0, 0]]
    hits = find_mentions(corpus, lexicon)
    for listed in (None, hits):
        counts = count_families_and_words(corpus, lexicon, hits=listed).matrix
        assert counts.toarray().tolist() == expected
        assert counts.dtype == np.int64
        assert counts.nnz == 4
    first = np.arange(len(hits)) < 1
    some = count_families_and_words(corpus, lexicon, hits=hits, used=first)
    assert some.matrix.toarray().tolist() == [[1, 0, 0], *3 * [[0, 0, 0]]]
    nothing = count_families_and_words(Corpus.from_texts({}), lexicon)
    assert nothing.matrix.shape == (0, 3)


@pytest.mark.parametrize(
    ("case", "text", "is_found"),
    [
        ("upper", "ONE ROAD", True),
        ("upper", "ONE ROAd", False),
        ("upper", "one ROAD", False),
        ("upper", "One Road", False),
        ("capital", "One Road", True),
        ("capital", "one Road", False),
        ("capital", "One road", False),
        ("any", "oNe roAD", True),
    ],
)
def test_every_word_of_a_hit_has_the_case_asked_for(
    case: str, text: str, is_found: bool
) -> None:
    for before, after in (("", ""), ("Small and ", " again"), ("ALL ", " ALL")):
        hits = surfaces(
            f"{before}{text}{after}", {"patterns": [{"p": "one road", "case": case}]}
        )
        assert hits == [text] * is_found


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("Peace and Trade", True),
        ("Peace And trade", False),
        ("peace and Trade", False),
        ("Peace ANd Trade", True),
    ],
)
def test_short_words_need_no_capital_where_others_are_long(
    text: str, is_found: bool
) -> None:
    family = {"patterns": [{"p": "peace and trade", "case": "capital"}]}
    assert surfaces(text, family) == [text] * is_found
    # Five letters are long, four are not.
    family = {"patterns": [{"p": "belt and (trade|road)", "case": "capital"}]}
    assert surfaces("belt and Trade", family) == ["belt and Trade"]
    assert surfaces("Belt and road", family) == []
    assert surfaces("Belt And Road", family) == ["Belt And Road"]


def test_a_mask_ends_every_phrase() -> None:
    corpus = Corpus.from_texts({"x": "a shared (imgSpider) future and a shared future"})
    assert len(find_mentions(corpus, Lexicon.read({"f": ["shared <3> future"]}))) == 2
    masked = corpus.mask(pd.DataFrame({"doc": ["x"], "start": [9], "end": [20]}))
    assert masked.stream.gap.tolist().count(MASK) == 1
    for pattern in (
        "shared future",
        "shared <3> future",
        "shared~future",
        "shared-future",
        "shared, future",
    ):
        hits = find_mentions(masked, Lexicon.read({"f": [pattern]}))
        assert all(masked.stream.start[hits.first] > 20)


def test_families_are_counted_with_the_words_they_are_among() -> None:
    texts = {"a": "peace and law 和平 1", "b": "", "c": "law 和平 和平"}
    corpus = Corpus.from_texts(texts)
    lexicon = Lexicon.read({"law": ["law", "peace"], "和": ["和平"], "мир": ["мир"]})
    found = count_families_and_words(corpus, lexicon)
    assert found.matrix.toarray().tolist() == [[2, 1, 0], [0, 0, 0], [1, 2, 0]]
    among = found.words[:, found.kind]
    assert among[:, 0].tolist() == [4, 0, 1]
    # No words in that script: among the figure alone, which belongs to every script.
    assert among[:, 2].tolist() == [1, 0, 0]
    han = corpus.stream.scripts[corpus.stream.ids] == "han"
    inside = np.bincount(corpus.stream.document[han], minlength=3)
    digits = np.array([1, 0, 0])  # they belong to every script
    assert among[:, 1].tolist() == (inside + digits).tolist()
    assert found.spell(np.array([2, 0])) == ["мир", "law"]
    every = count_families_and_words(corpus, lexicon, by_script=False)
    assert (
        every.words[:, every.kind[0]].tolist() == np.diff(corpus.stream.bounds).tolist()
    )
    hits = find_mentions(corpus, lexicon)
    used = hits.phrase == 0
    some = count_families_and_words(corpus, lexicon, hits=hits, used=used)
    assert some.matrix.toarray().tolist() == [[1, 1, 0], [0, 0, 0], [1, 2, 0]]
    np.testing.assert_array_equal(some.words, found.words)


def test_a_token_of_300_000_letters_and_many_stars() -> None:
    corpus = Corpus.from_texts({"x": "a" * 300_000 + " " + "a" * 300_000 + "b"})
    for pattern, count in (
        ("a*a*a*a*b", 1),
        ("*a*a*b*a*", 0),
        ("a" + "*a" * 500 + "*", 2),
        ("(a*)?(a*)?(a*)?b", 1),
    ):
        assert len(find_mentions(corpus, Lexicon.read({"f": [pattern]}))) == count


def test_a_text_of_one_word_repeated_is_counted_once_a_stretch() -> None:
    corpus = Corpus.from_texts({"x": "a " * 5000})
    assert len(find_mentions(corpus, Lexicon.read({"f": ["a a"]}))) == 2500
    assert len(find_mentions(corpus, Lexicon.read({"f": ["a <20> a"]}))) == 2500
    assert (
        len(
            find_mentions(
                corpus,
                Lexicon.read({"f": ["a( a)?( a)?( a)?( a)?( a)?( a)?( a)?( a)?( a)?"]}),
            )
        )
        == 500
    )


def test_nothing_is_found_in_nothing() -> None:
    lexicon = Lexicon.read({"f": ["a", "*", "a <2> b"]})
    for texts_ in ({}, {"x": ""}, {"x": "", "y": "—"}):
        corpus = Corpus.from_texts(texts_)
        hits = find_mentions(corpus, lexicon)
        assert len(hits) == 0
        assert find_levels(corpus, lexicon, hits)[0] == []
    assert find_mentions(
        Corpus.from_texts({"x": "", "y": "a"}), lexicon
    ).first.tolist() == [0]


# ---------------------------------------------------------------------------------------------------------------------
# Levels


def level(text: str, **cues: list[str]) -> tuple[str, str]:
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
    names, places = find_levels(corpus, lexicon, hits)
    a, b = places[0].tolist()
    return names[0], text[
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
    assert level(text, **CUES) == expected


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
    assert level(text, **cues) == expected


def test_a_family_without_levels_has_none() -> None:
    corpus = Corpus.from_texts({"x": "shared future"})
    lexicon = Lexicon.read({"f": ["shared future"]})
    names, cues = find_levels(corpus, lexicon, find_mentions(corpus, lexicon))
    assert (names, cues.tolist()) == ([""], [[-1, -1]])


def test_cues_do_not_cross_documents() -> None:
    lexicon = Lexicon.read(
        {"f": {"patterns": ["shared future"], "levels": {"mankind": ["mankind"]}}}
    )
    corpus = Corpus.from_texts({"a": "mankind", "b": "shared future", "c": "mankind"})
    assert find_levels(corpus, lexicon, find_mentions(corpus, lexicon))[0] == [
        "unspecified"
    ]


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
    names, places = find_levels(corpus, lexicon, hits)
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
    assert names == [name for name, _ in expected]
    assert [tuple(place) for place in places.tolist()] == [cue for _, cue in expected]


@pytest.mark.parametrize("between", [0, 1, 8, 9, 10, 11])
def test_a_cue_is_looked_for_ten_words_away(between: int) -> None:
    filler = "word " * between
    for cue in ("mankind", "central asia", "asia"):
        # A cue before ends less than ten words before the hit; one after begins less than ten after it.
        near = between <= 9
        assert bool(level(f"{cue} {filler}shared future", **CUES)[1]) == near
        assert bool(level(f"shared future {filler}{cue}", **CUES)[1]) == near
