"""Documents that are parts of texts, and the table of files."""

from __future__ import annotations

import pandas as pd
import pytest

from discourse import kwic, tables
from discourse.corpus import Corpus, join
from discourse.errors import MetadataError, OptionError, SpanError

TEXTS = {"download": "One belt.\nOne road.\n", "speech": "A new road."}
PARTS = pd.DataFrame(
    {
        "doc": ["download#1", "download#2", "speech"],
        "text": ["download", "download", "speech"],
        "start": [0, 10, 0],
        "end": [10, 20, 11],
    }
)
FILES = tables.from_rows(
    "files",
    [
        {
            "source": name,
            "format": "plain text",
            "database": "",
            "reader": "",
            "bytes": 1,
            "sha256": "0",
            "characters": 2,
            "documents": 9,
            "losses": "",
        }
        for name in ("download", "speech")
    ],
)


def corpus_of_parts() -> Corpus:
    return Corpus.from_texts(TEXTS, parts=PARTS, files=FILES)


def test_each_part_is_a_document() -> None:
    corpus = corpus_of_parts()
    assert corpus.names == ("download#1", "download#2", "speech")
    assert corpus.texts == ("One belt.\n", "One road.\n", "A new road.")
    assert corpus["download#2"].words == 2


def test_offsets_are_those_of_the_whole_text() -> None:
    corpus = corpus_of_parts()
    rows = kwic(corpus, "road").itertuples()
    assert [
        (row.doc, corpus.raw[row.doc][row.start : row.end], row.start) for row in rows
    ] == [
        ("download#2", "road", 14),
        ("speech", "road", 6),
    ]


def test_a_mask_over_two_documents_is_cut_at_their_edge() -> None:
    corpus = corpus_of_parts().lay(
        "line",
        pd.DataFrame({"doc": "download#1", "start": [4], "end": [13], "label": "x"}),
    )
    rows = corpus.layers["line"]
    assert rows[["doc", "start", "end"]].to_numpy().tolist() == [
        ["download#1", 4, 10],
        ["download#2", 10, 13],
    ]


def test_the_table_of_files_counts_the_documents_that_are_here() -> None:
    corpus = corpus_of_parts()
    assert corpus.files["documents"].tolist() == [2, 1]
    assert corpus.where(doc="download#2").files["documents"].tolist() == [1]
    assert Corpus.from_texts({"a": "x"}).files.empty
    both = join(corpus, Corpus.from_texts({"b": "y"}))
    assert both.files["source"].tolist() == ["download", "speech"]


@pytest.mark.parametrize(
    ("change", "error", "words"),
    [
        ({"text": ["download", "downloads", "speech"]}, OptionError, "downloads"),
        ({"end": [10, 21, 11]}, SpanError, "row 1: 10-21"),
        ({"start": [0, 12, 12]}, SpanError, "row 2"),
        ({"start": [0, 10, 0.5]}, SpanError, r"row 2: start=0\.5 is no place"),
        ({"start": [0, None, 0]}, SpanError, "row 1: start=nan is no place"),
        ({"end": [10, "20", 11]}, SpanError, "row 1: end='20' is no place"),
        ({"end": [10, float("inf"), 11]}, SpanError, "row 1: end=inf is no place"),
        ({"end": [10, 2**70, 11]}, SpanError, "row 1: "),
        ({"text": ["download", ["a"], "speech"]}, OptionError, "no text is called"),
        ({"doc": ["a", "A", "b"]}, MetadataError, "capitals"),
        ({"doc": ["a", "a", "b"]}, MetadataError, "'a'"),
    ],
)
def test_a_wrong_part_is_refused(
    change: dict[str, list[object]], error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words):
        Corpus.from_texts(TEXTS, parts=PARTS.assign(**change))


def test_what_is_no_table_of_parts_is_refused() -> None:
    with pytest.raises(OptionError, match="no column 'text'"):
        Corpus.from_texts(TEXTS, parts=PARTS.drop(columns="text"))
    with pytest.raises(OptionError, match="takes a table"):
        Corpus.from_texts(TEXTS, parts=[1, 2])  # type: ignore[arg-type]
