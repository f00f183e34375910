"""Where phrases occur, by a slow and obvious matcher, and the rules that choose between hits."""

from __future__ import annotations

import itertools
import random
import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from reference_matcher import Node, ReferenceMatcher, choose_hits, pattern_of_tree

from discourse.corpus import Corpus
from discourse.errors import PatternError
from discourse.lexicons import Lexicon
from discourse.matching import (
    Hits,
    count_families_and_words,
    find_levels,
    find_mentions,
    find_occurrences,
)
from discourse.phrases import Phrase
from discourse.text import MASK

# Random patterns and texts of few words, so that they meet
pattern_words = st.sampled_from(
    ["a", "b", "c", "ab", "a*", "*b", "*", "a*b", "a*a", "b*a*"]
)


separators: st.SearchStrategy[Node] = st.sampled_from(
    [("blank",)] * 6 + [("hyphen",)] * 3 + [("stray",), ("mark", ","), ("gap", 1, ""), ("gap", 2, ""), ("gap", 2, "!"), ("gap", 2, ","), ("gap", 3, "")]
    + [("all", ("gap", 1, ""), ("blank",), ("stray",)), ("all", ("stray",), ("gap", 1, "!"), ("blank",))]
)  # fmt: skip


single_words: st.SearchStrategy[Node] = st.one_of(
    pattern_words.map(lambda word: ("text", word)),
    st.lists(pattern_words, min_size=2, max_size=3).map(
        lambda some: ("any", *(("text", word) for word in some))
    ),
    st.tuples(pattern_words, pattern_words).map(
        lambda pair: ("all", ("text", pair[0]), ("maybe", ("text", pair[1])))
    ),
    st.tuples(pattern_words, pattern_words).map(
        lambda pair: (
            "all",
            ("text", pair[0]),
            ("any", ("text", pair[1]), ("text", "")),
        )
    ),
)


def combine_trees(parts: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    pairs = st.tuples(parts, separators, parts)
    return st.one_of(
        pairs.map(lambda p: ("all", *p)),
        pairs.map(lambda p: ("all", p[0], ("maybe", ("all", p[1], p[2])))),
        pairs.map(lambda p: ("all", ("maybe", ("all", p[0], p[1])), p[2])),
        st.tuples(parts, parts).map(lambda p: ("any", *p)),
        st.tuples(parts, separators, parts, separators, parts).map(
            lambda p: ("all", *p)
        ),
    )


pattern_trees = st.one_of(
    single_words,
    combine_trees(single_words),
    combine_trees(st.one_of(single_words, combine_trees(single_words))),
)


short_texts = st.lists(
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
def small_corpora(draw: st.DrawFn) -> Corpus:
    some = draw(st.lists(short_texts, min_size=1, max_size=3))
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


def phrase_of_tree(tree: Node) -> Phrase:
    try:
        return Phrase(pattern_of_tree(tree))
    except PatternError:
        assume(False)
        raise


@settings(max_examples=250)
@given(small_corpora(), pattern_trees)
def test_every_place_is_found_and_no_other(corpus: Corpus, tree: Node) -> None:
    phrase = phrase_of_tree(tree)
    rows = find_occurrences(corpus, phrase)
    assert {tuple(row) for row in rows.tolist()} == ReferenceMatcher(corpus).places(
        tree
    )
    assert rows.tolist() == sorted(rows.tolist())


@settings(max_examples=150)
@given(
    small_corpora(),
    st.lists(pattern_trees, min_size=1, max_size=3),
    st.lists(pattern_trees, max_size=1),
)
def test_the_hits_that_count_are_those_of_the_rules(
    corpus: Corpus, patterns: list[Node], exclude: list[Node]
) -> None:
    for tree in (*patterns, *exclude):
        phrase_of_tree(tree)
    family = {
        "patterns": [
            {"id": str(n), "p": pattern_of_tree(tree)}
            for n, tree in enumerate(patterns)
        ],
        "not": [pattern_of_tree(tree) for tree in exclude],
    }
    hits = find_mentions(corpus, Lexicon.read({"f": family}))
    slow = ReferenceMatcher(corpus)
    expected = choose_hits(
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


@given(small_corpora(), pattern_trees)
def test_families_do_not_know_each_other_and_documents_do_not_touch(
    corpus: Corpus, tree: Node
) -> None:
    phrase = phrase_of_tree(tree)
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
        Lexicon.read({"f": [pattern_of_tree(tree)]}),
        Lexicon.read(
            {
                "f": [pattern_of_tree(tree)],
                "g": ["c", {"id": "again", "p": pattern_of_tree(tree)}],
            }
        ),
    )
    hits = find_mentions(corpus, two)
    assert (
        hits.first[hits.family == 0].tolist()
        == find_mentions(corpus, one).first.tolist()
    )


# Every sign of a pattern over everything that may stand between two words
SEPARATING_TEXTS = [
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


PLAIN_WORDS = ["a", "ab", "b-a", "A", "B"]


def corpus_of_every_pair() -> Corpus:
    """A document for each thing that may stand between two words, and for each pair of three words."""
    twos = itertools.product(PLAIN_WORDS, SEPARATING_TEXTS, PLAIN_WORDS)
    few = [" ", "-", ", ", ". ", ".\n\n", "? "]
    threes = itertools.product("aA", few, "bB", few, "ca")
    texts = ["".join(parts) for parts in [*twos, *threes]]
    names = [f"{number:04}" for number in range(len(texts))]
    return Corpus.from_texts(dict(zip(names, texts, strict=True)), paragraphs="blank")


def tree_of(pattern: str) -> Node:
    """The tree of a pattern of words and signs without groups."""
    signs: dict[str, Node] = {" ": ("blank",), "-": ("hyphen",), "~": ("stray",)}
    parts: list[Node] = []
    for piece in re.findall(r"<\d[!,]?>|[a-z*]+|.", pattern):
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
def pairs_and_matcher() -> tuple[Corpus, ReferenceMatcher]:
    corpus = corpus_of_every_pair()
    return corpus, ReferenceMatcher(corpus)


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
        "ab.a",
        "a.,a",
        "a--a",
        "a,-a",
        "a <1> b",
        "a <1!> b",
        "a <1> c",
        "a <1!> c",
        "a <1,> b",
        "a <1,> c",
        "a <2> c",
        "a <1>~c",
        "a ~<1> c",
        "a~<1!> c",
        "a <1!> ~c",
        "a~<1,> c",
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
    pattern: str, pairs_and_matcher: tuple[Corpus, ReferenceMatcher]
) -> None:
    corpus, slow = pairs_and_matcher
    rows = find_occurrences(corpus, Phrase(pattern))
    tree = tree_of(pattern)
    assert pattern_of_tree(tree) == pattern
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
        ("community of <4,> destiny", "this community of free peoples, and destiny", []),
        ("community of <4,> destiny", "a community of nations (with destiny); a community of: destiny", []),
        ("community of <4,> destiny", "a community of “China -Central Asian” destiny, of destiny", ["community of “China -Central Asian” destiny"]),
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
    expected = choose_hits(
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
    expected = choose_hits(
        [{(a, b, gaps) for a, b, gaps in rows} for rows in found], []
    )
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
    some = count_families_and_words(corpus, lexicon, hits=hits, is_used=first)
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
    some = count_families_and_words(corpus, lexicon, hits=hits, is_used=used)
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
        assert find_levels(corpus, lexicon, hits).number.tolist() == []
    assert find_mentions(
        Corpus.from_texts({"x": "", "y": "a"}), lexicon
    ).first.tolist() == [0]


def test_a_sign_that_may_call_a_note_is_punctuation_elsewhere() -> None:
    corpus = Corpus.from_texts({"a": "alpha * beta, alpha* gamma, alpha³,⁴ & beta"})
    found = [
        len(find_occurrences(corpus, Phrase(p)))
        for p in (r"alpha\* beta", "alpha gamma", "alpha & beta")
    ]
    assert found == [1, 1, 1]


def test_punctuation_in_a_bridge_is_not_between_the_words() -> None:
    text = "the B [photo/Xinhua] & R, the B [photo] R"
    corpus = Corpus.from_texts({"a": text})
    starts = [text.index("["), text.rindex("[")]
    ends = [text.index("]") + 1, text.rindex("]") + 1]
    bridges = pd.DataFrame(
        {"doc": "a", "start": starts, "end": ends, "action": "bridge"}
    )
    assert len(find_occurrences(corpus, Phrase("b&r"))) == 0
    bridged = corpus.mask(bridges)
    assert len(find_occurrences(bridged, Phrase("b&r"))) == 1
    assert len(find_occurrences(bridged, Phrase("b r"))) == 1


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 9), st.integers(1, 3))))
def test_hits_in_order_of_place(some: list[tuple[int, int, int]]) -> None:
    family, first, length = np.array(sorted(some), dtype=np.int64).reshape(-1, 3).T
    hits = Hits.all_anchored(family, family, first, first + length)
    in_order = hits.take(hits.order_of_places())
    places = [in_order.first.tolist(), in_order.last.tolist(), in_order.family.tolist()]
    rows = zip(first.tolist(), (first + length).tolist(), family.tolist(), strict=True)
    assert list(zip(*places, strict=True)) == sorted(rows)
