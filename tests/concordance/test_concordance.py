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


def test_every_line_of_the_seeds_stands_in_the_raw_text(seeds: Path) -> None:
    corpus = Corpus.from_texts(
        {
            path.name[:3]: path.read_bytes().decode()
            for path in sorted(seeds.glob("0*.txt"))
        }
    )
    title = corpus.raw["001"].index("\n")
    masked = corpus.mask(
        pd.DataFrame(
            {
                "doc": ["001"],
                "start": [title + 2],
                "end": [3 * title + 4],
                "kind": ["title"],
            }
        )
    )
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
            assert (
                part is corpus
                or "001" not in row.doc
                or not begin < 3 * title + 4 <= stop
            )


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
    with pytest.raises(OptionError) as caught:
        kwic(Corpus.from_texts({"x": "a"}), "a", width=width)  # type: ignore[arg-type]
    assert str(caught.value).startswith(f"width={width!r}: a whole number from 0")
    assert "expected (words), such as 8." in str(caught.value)


def test_a_width_that_was_counted_by_numpy_is_one() -> None:
    corpus = Corpus.from_texts({"x": "One belt and one road"})
    assert kwic(corpus, "and", width=np.int64(1))["left"].tolist() == ["belt "]  # type: ignore[arg-type]


def test_what_is_misspelt_is_refused() -> None:
    corpus = Corpus.from_texts({"x": "a"})
    with pytest.raises(OptionError, match="Did you mean 'right'"):
        kwic(corpus, "a", sort="rigth")  # type: ignore[arg-type]
    with pytest.raises(PatternError, match="at least one word"):
        kwic(corpus, "")


pieces = st.lists(
    st.sampled_from(
        [
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
    ),
    max_size=25,
).map("".join)


@settings(max_examples=60)
@given(
    st.lists(pieces, min_size=1, max_size=3),
    st.integers(0, 4),
    st.lists(st.tuples(st.integers(0, 20), st.integers(1, 3)), max_size=2),
)
def test_contexts_are_raw_text_without_line_ends(
    texts: list[str], width: int, cuts: list[tuple[int, int]]
) -> None:
    corpus = Corpus.from_texts(
        {f"d{number}": text for number, text in enumerate(texts)}
    )
    spans = [
        ("d0", start, start + size)
        for start, size in cuts
        if start + size <= len(texts[0])
    ]
    # A mask over blanks and punctuation alone leaves no word out, and is no break.
    words_of_first = range(int(corpus.stream.bounds[1]))
    starts, ends = corpus.stream.start.tolist(), corpus.stream.end.tolist()
    spans = [
        (doc, a, b)
        for doc, a, b in spans
        if any(a < ends[t] and starts[t] < b for t in words_of_first)
    ]
    corpus = (
        corpus.mask(pd.DataFrame(spans, columns=["doc", "start", "end"]))
        if spans
        else corpus
    )
    for phrase in ("a", "a <2> b", "*"):
        tables_ = {
            sort: kwic(corpus, phrase, width=width, sort=sort)
            for sort in ("text", "left", "right")
        }  # type: ignore[arg-type]
        rows = [
            sorted(table.itertuples(index=False, name=None))
            for table in tables_.values()
        ]
        assert rows[0] == rows[1] == rows[2]
        for row in tables_["text"].itertuples():
            raw = corpus.raw[row.doc]
            assert raw[row.start : row.end] == row.surface
            begin, stop = raw_ends_of_line(raw, row)
            assert not any(
                row.doc == doc and begin < high and low < stop
                for doc, low, high in spans
            )
            stream = corpus.stream
            low, high = stream.bounds[corpus.names.index(row.doc) :][:2]
            held = [
                raw[start:end]
                for start, end in zip(
                    stream.start[low:high].tolist(),
                    stream.end[low:high].tolist(),
                    strict=True,
                )
            ]
            inside = [
                w
                for w, start in zip(held, stream.start[low:high].tolist(), strict=True)
                if begin <= start < stop
            ]
            assert len(inside) <= 2 * width + (row.surface.count("") + 1)
        text = tables_["text"]
        order = [
            (corpus.names.index(doc), start)
            for doc, start in zip(text["doc"], text["start"], strict=True)
        ]
        assert order == sorted(order)
        right = tables_["right"]["right"].tolist()
        firsts = [
            "".join(itertools.islice((word_identity(word) for word in words(text_)), 1))
            for text_ in right
        ]
        assert firsts == sorted(firsts)


def words(text: str) -> list[str]:
    stream = Corpus.from_texts({"x": text}).stream
    return [stream.vocabulary[number] for number in stream.ids]
