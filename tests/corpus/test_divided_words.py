"""Words divided at line ends, read as one."""

from __future__ import annotations

import pandas as pd
import pytest

from discourse import mentions
from discourse.corpus import Corpus, join
from discourse.errors import SpanError
from discourse.text import BLANK, PARAGRAPH, word_identity

RAW = "We seek coop-\neration and coop-\neration, coop-\n\n12\n\nHEAD\n\neration here."


def rows_of(raw: str, action: str, surface: str, doc: str = "a") -> pd.DataFrame:
    """Every place of a surface in a text."""
    rows = []
    start = raw.find(surface)
    while start >= 0:
        end = start + len(surface)
        rows.append((doc, start, end, surface, action))
        start = raw.find(surface, end)
    return pd.DataFrame(rows, columns=["doc", "start", "end", "surface", "action"])


def joined(raw: str, surface: str = "-\n", mode: str = "blank") -> Corpus:
    corpus = Corpus.from_texts({"a": raw}, paragraphs=mode)  # type: ignore[arg-type]
    return corpus.mask(rows_of(raw, "join", surface))


def words_of(corpus: Corpus) -> list[str]:
    stream = corpus.stream
    return [stream.vocabulary[word_id] for word_id in stream.ids.tolist()]


def test_the_halves_are_one_token_with_the_stretch_of_both() -> None:
    raw = "We seek coop-\neration now."
    corpus = joined(raw)
    assert words_of(corpus) == ["we", "seek", "cooperation", "now"]
    stream = corpus.stream
    assert stream.gap.tolist() == [PARAGRAPH, BLANK, BLANK, BLANK]
    assert raw[stream.start[2] : stream.end[2]] == "coop-\neration"
    assert stream.bounds.tolist() == [0, 4]
    assert corpus["a"].words == 4


def test_the_vocabulary_stays_sorted_and_is_the_same_in_every_part() -> None:
    texts = {"a": "zeb-\nra and", "b": "aard-\nvark", "c": "zoo"}
    corpus = Corpus.from_texts(texts, paragraphs="blank")
    rows = [rows_of(raw, "join", "-\n", doc) for doc, raw in texts.items()]
    corpus = corpus.mask(pd.concat(rows))
    vocabulary = corpus.stream.vocabulary
    assert list(vocabulary) == sorted(vocabulary)
    assert words_of(corpus) == ["zebra", "and", "aardvark", "zoo"]
    for doc in texts:
        part = corpus.where(doc=doc)
        assert part.stream.vocabulary == vocabulary
    assert words_of(corpus.where(doc="b")) == ["aardvark"]
    other = Corpus.from_texts({"x": "zebra"})
    assert words_of(join(other, corpus))[:2] == ["zebra", "zebra"]
    assert len(mentions(join(other, corpus), {"f": ["zebra"]})) == 2


def test_a_word_is_joined_over_a_bridged_page_break() -> None:
    corpus = joined(RAW)
    assert words_of(corpus).count("cooperation") == 2
    bridge = rows_of(RAW, "bridge", "12\n\nHEAD")
    corpus = corpus.mask(bridge)
    assert words_of(corpus).count("cooperation") == 3
    table = mentions(corpus, {"f": ["cooperation"]})
    assert table["surface"].tolist() == [
        "coop-\neration",
        "coop-\neration",
        "coop-\n\n12\n\nHEAD\n\neration",
    ]
    for row in table.itertuples():
        assert RAW[row.start : row.end] == row.surface
    # The mask of the other kind is a break, inside a word too.
    masked = joined(RAW).mask(rows_of(RAW, "mask", "12\n\nHEAD"))
    assert words_of(masked).count("cooperation") == 2


def test_a_word_of_three_parts_is_one() -> None:
    raw = "a coop-\nera-\ntion now"
    corpus = joined(raw)
    assert words_of(corpus) == ["a", "cooperation", "now"]
    assert raw[corpus.stream.start[1] : corpus.stream.end[1]] == "coop-\nera-\ntion"


@pytest.mark.parametrize(
    ("raw", "surface", "words"),
    [
        ("Coop‐\r\neration", "‐\r\n", ["cooperation"]),
        ("coop-\n   eration", "-\n", ["cooperation"]),
        ("coop-\n   eration", "-\n   ", ["cooperation"]),
        ("socio-econ-\nomic", "-\n", ["socio-economic"]),
        ("cafe\u0301-\nte\u0301ria", "-\n", [word_identity("cafétéria")]),
        ("coop-\n(eration)", "-\n", ["coop", "eration"]),
        ("coop-\n", "-\n", ["coop"]),
        ("coop-\n… eration", "-\n", ["coop", "eration"]),
    ],
)
def test_what_a_join_makes(raw: str, surface: str, words: list[str]) -> None:
    assert words_of(joined(raw, surface)) == words


def test_a_join_of_a_masked_half_joins_nothing() -> None:
    raw = "a coop-\neration now"
    corpus = joined(raw)
    assert words_of(corpus.mask(rows_of(raw, "mask", "coop"))) == [
        "a",
        "eration",
        "now",
    ]
    assert words_of(corpus.mask(rows_of(raw, "bridge", "eration"))) == [
        "a",
        "coop",
        "now",
    ]


def test_segments_and_parts_keep_a_joined_word_whole() -> None:
    raw = "One coop-\neration. Two win-\nwins here."
    corpus = joined(raw)
    sentences = corpus.segment("sentence")
    assert sentences.texts == ("One coop-\neration.", "Two win-\nwins here.")
    assert words_of(sentences) == words_of(corpus)
    windows = corpus.segment("window", size=2)
    assert windows.texts[0] == "One coop-\neration"
    # A word belongs to the part in which it begins.
    end = raw.index("\n")
    part = corpus.split(
        pd.DataFrame({"doc": ["a"], "start": [0], "end": [end], "label": ["v"]})
    )
    assert words_of(part.where(label="v")) == ["one", "cooperation"]
    assert "eration" not in words_of(part)


def test_unmask_takes_joins_back() -> None:
    corpus = Corpus.from_texts({"a": RAW}, paragraphs="blank")
    masked = joined(RAW)
    assert masked.masks["action"].tolist() == ["join"] * 3
    assert masked.fingerprint != corpus.fingerprint
    assert masked.unmask().fingerprint == corpus.fingerprint
    first = masked.unmask(masked.masks.iloc[:1])
    assert words_of(first).count("cooperation") == 1


@pytest.mark.parametrize(
    ("start", "end"),
    [(5, 6), (6, 7), (4, 7), (5, 8), (0, 5)],
    ids=["no line end", "after a hyphen, no", "letter before", "letter after", "word"],
)
def test_what_divides_no_word_is_refused(start: int, end: int) -> None:
    corpus = Corpus.from_texts({"a": " coop-\neration"})
    spans = pd.DataFrame({"doc": ["a"], "start": [start], "end": [end]})
    if (start, end) == (6, 7):  # a line end just after a hyphen: no word before it
        spans["start"] = 0
        spans["end"] = 1
    with pytest.raises(SpanError, match=r"row 0: the join .* holds"):
        corpus.mask(spans.assign(action="join"))
