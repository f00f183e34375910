"""Words in context: raw text without line ends, cut at masks and documents, sorted."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discourse import tables
from discourse.concordance import kwic
from discourse.corpus import Corpus
from discourse.errors import OptionError, PatternError
from discourse.lexicons import Lexicon
from discourse.text import word_identity

LINE_ENDS = "\n\r\v\f\x85\u2028\u2029"
TEXT = "Peace now. The road of peace, the “Peace Road” and\nthe road to peace"


def lines(
    corpus: Corpus, phrase: object, **options: object
) -> list[tuple[str, str, str]]:
    table = kwic(corpus, phrase, **options)  # type: ignore[arg-type]
    return list(table[["left", "surface", "right"]].itertuples(index=False, name=None))


def join_lines(text: str) -> str:
    """Return the text with a blank for each run of blanks that has a line end."""
    parts = []
    for is_blank, characters in itertools.groupby(text, str.isspace):
        run = "".join(characters)
        has_line_end = any(character in LINE_ENDS for character in run)
        parts.append(" " if is_blank and has_line_end else run)
    return "".join(parts)


def raw_ends_of_line(raw: str, row: Any) -> tuple[int, int]:
    """Return where the contexts of a row begin and end in the raw text."""
    begin, stop = row.start - len(row.left), row.end + len(row.right)
    while join_lines(raw[begin : row.start]) != row.left:
        begin -= 1
        assert begin >= 0, "the left context is not in the raw text"
    while join_lines(raw[row.end : stop]) != row.right:
        stop += 1
        assert stop <= len(raw), "the right context is not in the raw text"
    return begin, stop


def test_lines_by_hand() -> None:
    corpus = Corpus.from_texts({"x": TEXT})
    assert lines(corpus, "peace", width=2) == [
        ("", "Peace", " now. The"),
        ("road of ", "peace", ", the “Peace"),
        ("peace, the “", "Peace", " Road” and"),
        ("road to ", "peace", ""),
    ]


def test_no_context_at_all() -> None:
    corpus = Corpus.from_texts({"x": TEXT})
    assert lines(corpus, "peace", width=0)[:2] == [
        ("", "Peace", ""),
        ("", "peace", ","),
    ]
    assert len(kwic(corpus, "peace", width=10**6)) == 4


def test_contexts_end_at_documents_and_masks() -> None:
    corpus = Corpus.from_texts({"x": "a b", "y": "c peace d", "z": "e"})
    assert lines(corpus, "peace", width=9) == [("c ", "peace", " d")]
    masked = corpus.mask(pd.DataFrame({"doc": ["y"], "start": [0], "end": [1]}))
    assert lines(masked, "peace", width=9) == [("", "peace", " d")]
    masked = corpus.mask(pd.DataFrame({"doc": ["y"], "start": [8], "end": [9]}))
    assert lines(masked, "peace", width=9) == [("c ", "peace", "")]
    assert lines(corpus.segment("window", size=2), "peace", width=9) == [
        ("c ", "peace", "")
    ]


def test_a_context_does_not_reach_into_a_mask() -> None:
    corpus = Corpus.from_texts({"x": "peace ***imgSpider*** now"})
    masked = corpus.mask(pd.DataFrame({"doc": ["x"], "start": [6], "end": [21]}))
    assert lines(masked, "peace") == [("", "peace", "")]
    corpus = Corpus.from_texts({"x": "so peace***imgSpider*** now"})
    masked = corpus.mask(pd.DataFrame({"doc": ["x"], "start": [8], "end": [23]}))
    assert lines(masked, "peace") == [("so ", "peace", "")]


@pytest.mark.parametrize("line_end", ["\r\n", *LINE_ENDS])
def test_a_blank_is_in_the_place_of_line_ends_and_the_blanks_around_them(
    line_end: str,
) -> None:
    text = f"the  road{line_end} {line_end}\tto peace \u00a0{line_end}of  minds"
    corpus = Corpus.from_texts({"x": text}, paragraphs="blank")
    (row,) = kwic(corpus, "peace").itertuples()
    assert (row.left, row.surface, row.right) == (
        "the  road to ",
        "peace",
        " of  minds",
    )
    assert text[row.start : row.end] == "peace"


def test_the_hit_itself_keeps_its_line_ends() -> None:
    corpus = Corpus.from_texts({"x": "a win \n win\ndeal"}, paragraphs="blank")
    assert lines(corpus, "win win") == [("a ", "win \n win", " deal")]


def test_many_blanks_beside_a_hit_are_read_once() -> None:
    blanks = " " * 200_000
    corpus = Corpus.from_texts({"x": f"road{blanks}peace{blanks}now"})
    assert lines(corpus, "peace") == [(f"road{blanks}", "peace", f"{blanks}now")]


def test_orders() -> None:
    corpus = Corpus.from_texts(
        {"x": "b a hit z. c a hit. a hit y", "y": "hit a", "z": "d hit y"}
    )
    text = [
        ("b a ", " z. c"),
        ("c a ", ". a hit"),
        ("hit. a ", " y"),
        ("", " a"),
        ("d ", " y"),
    ]
    assert [(left, right) for left, _, right in lines(corpus, "hit", width=2)] == text
    by_left = [
        left.split()[::-1] for left, _, _ in lines(corpus, "hit", width=2, sort="left")
    ]
    assert by_left == [[], ["a", "b"], ["a", "c"], ["a", "hit."], ["d"]]
    by_right = [right for _, _, right in lines(corpus, "hit", width=2, sort="right")]
    assert by_right == [" a", ". a hit", " y", " y", " z. c"]
    ties = kwic(corpus, "hit", width=1, sort="right")
    assert ties[ties["right"] == " y"]["doc"].tolist() == ["x", "z"]


def test_a_lexicon_names_family_and_pattern() -> None:
    lexicon = Lexicon.read(
        {"f": {"patterns": [{"p": "belt and road", "id": "bri"}]}, "g": ["road"]}
    )
    table = kwic(
        Corpus.from_texts({"x": "The Belt and Road, the road"}), lexicon, width=1
    )
    assert tables.kind_of(table) == "kwic"
    assert table[["start", "end", "family", "pattern"]].to_numpy().tolist() == [
        [4, 17, "f", "bri"],
        [13, 17, "g", "road"],
        [23, 27, "g", "road"],
    ]


def test_every_line_of_the_seeds_is_in_the_raw_text(seeds: Path) -> None:
    texts = {}
    for path in sorted(seeds.glob("0*.txt")):
        texts[path.name[:3]] = path.read_bytes().decode()
    corpus = Corpus.from_texts(texts)
    title = corpus.raw["001"].index("\n")
    mask_start, mask_end = title + 2, 3 * title + 4
    masks = pd.DataFrame(
        {"doc": ["001"], "start": [mask_start], "end": [mask_end], "kind": ["title"]}
    )
    masked = corpus.mask(masks)
    lexicon = Lexicon.read("chinese-diplomacy")
    for part in (
        corpus,
        masked,
        masked.segment("paragraph"),
        masked.segment("sentence"),
    ):
        table = kwic(part, lexicon, width=12)
        assert len(table) > 100
        for row in table.itertuples():
            raw = part.raw[row.doc]
            assert raw[row.start : row.end] == row.surface
            begin, stop = raw_ends_of_line(raw, row)
            if part is not corpus and "001" in row.doc:
                assert not begin < mask_end <= stop


def test_nothing_gives_no_lines() -> None:
    for corpus in (
        Corpus.from_texts({}),
        Corpus.from_texts({"x": ""}),
        Corpus.from_texts({"x": "a"}),
    ):
        for sort in ("text", "left", "right"):
            table = kwic(corpus, "peace", sort=sort)  # type: ignore[arg-type]
            assert tuple(table.columns) == tuple(tables.KINDS["kwic"])
            assert len(table) == 0


@pytest.mark.parametrize("width", [-1, 2.5, "3", None, True, 10**30])
def test_a_width_is_a_number_of_words(width: object) -> None:
    with pytest.raises(OptionError) as raised:
        kwic(Corpus.from_texts({"x": "a"}), "a", width=width)  # type: ignore[arg-type]
    assert str(raised.value).startswith(f"width={width!r}: a whole number from 0")
    assert "expected (words), such as 8." in str(raised.value)


def test_a_width_may_be_a_number_of_numpy() -> None:
    corpus = Corpus.from_texts({"x": "One belt and one road"})
    assert kwic(corpus, "and", width=np.int64(1))["left"].tolist() == ["belt "]  # type: ignore[arg-type]


def test_a_misspelt_order_and_an_empty_phrase_are_refused() -> None:
    corpus = Corpus.from_texts({"x": "a"})
    with pytest.raises(OptionError, match="Did you mean 'right'"):
        kwic(corpus, "a", sort="rigth")  # type: ignore[arg-type]
    with pytest.raises(PatternError, match="at least one word"):
        kwic(corpus, "")


PIECES = [
    "a",
    "b",
    "A",
    " ",
    " \n",
    ". ",
    "\r\n",
    "“",
    "—",
    "路",
    "e\u0301",
    "💐",
    "?!) ",
]
random_texts = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)
start_and_size = st.tuples(st.integers(0, 20), st.integers(1, 3))


def mask_spans(corpus: Corpus, spans: list[tuple[int, int]]) -> Corpus:
    """Mask those spans of the first document that have a word in them.

    A mask over blanks and punctuation alone leaves no word out, and is no break.
    """
    doc = corpus.names[0]
    words_of_first = range(int(corpus.stream.bounds[1]))
    starts, ends = corpus.stream.start.tolist(), corpus.stream.end.tolist()
    masks = []
    for start, size in spans:
        end = start + size
        has_word = any(
            start < ends[word] and starts[word] < end for word in words_of_first
        )
        if has_word and end <= len(corpus.raw[doc]):
            masks.append((doc, start, end))
    if not masks:
        return corpus
    return corpus.mask(pd.DataFrame(masks, columns=["doc", "start", "end"]))


def count_words_between(corpus: Corpus, doc: str, begin: int, stop: int) -> int:
    """Return how many words of a document begin from `begin` to before `stop`."""
    number = corpus.names.index(doc)
    low, high = corpus.stream.bounds[number : number + 2]
    starts = corpus.stream.start[low:high]
    return int(((begin <= starts) & (starts < stop)).sum())


@settings(max_examples=60)
@given(
    st.lists(random_texts, min_size=1, max_size=3),
    st.integers(0, 4),
    st.lists(start_and_size, max_size=2),
)
@pytest.mark.parametrize("phrase", ["a", "a <2> b", "*"])
def test_contexts_are_raw_text_without_line_ends(
    phrase: str, texts: list[str], width: int, spans: list[tuple[int, int]]
) -> None:
    corpus = Corpus.from_texts(
        {f"d{number}": text for number, text in enumerate(texts)}
    )
    corpus = mask_spans(corpus, spans)
    for row in kwic(corpus, phrase, width=width).itertuples():
        raw = corpus.raw[row.doc]
        assert raw[row.start : row.end] == row.surface
        begin, stop = raw_ends_of_line(raw, row)
        masks = corpus.masks[corpus.masks["doc"] == row.doc]
        assert not ((begin < masks["end"]) & (masks["start"] < stop)).any()
        words_of_line = count_words_between(corpus, row.doc, begin, stop)
        assert words_of_line <= 2 * width + (row.surface.count("") + 1)


@settings(max_examples=60)
@given(
    st.lists(random_texts, min_size=1, max_size=3),
    st.integers(0, 4),
    st.lists(start_and_size, max_size=2),
)
@pytest.mark.parametrize("phrase", ["a", "a <2> b", "*"])
def test_every_order_has_the_same_lines(
    phrase: str, texts: list[str], width: int, spans: list[tuple[int, int]]
) -> None:
    corpus = Corpus.from_texts(
        {f"d{number}": text for number, text in enumerate(texts)}
    )
    corpus = mask_spans(corpus, spans)
    in_text_order = kwic(corpus, phrase, width=width)
    by_left = kwic(corpus, phrase, width=width, sort="left")
    by_right = kwic(corpus, phrase, width=width, sort="right")
    rows = sorted(in_text_order.itertuples(index=False, name=None))
    assert sorted(by_left.itertuples(index=False, name=None)) == rows
    assert sorted(by_right.itertuples(index=False, name=None)) == rows
    positions = [
        (corpus.names.index(doc), start)
        for doc, start in zip(in_text_order["doc"], in_text_order["start"], strict=True)
    ]
    assert positions == sorted(positions)
    first_words = [first_word(text) for text in by_right["right"]]
    assert first_words == sorted(first_words)


def first_word(text: str) -> str:
    """Return the first word as it is counted; ``""`` if there is none."""
    stream = Corpus.from_texts({"x": text}).stream
    if not len(stream.ids):
        return ""
    return word_identity(stream.vocabulary[stream.ids[0]])
