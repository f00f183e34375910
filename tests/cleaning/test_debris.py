"""The table of `debris`: the five documents, clean speeches, and laws that always hold."""

from __future__ import annotations

import itertools
import json
import lzma
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up_pages import RAW_PAGES, SENTENCE

from discourse import tables
from discourse.cleaning import debris
from discourse.corpus import Corpus
from discourse.errors import OptionError
from discourse.text import BREAK, MASK

# --------------------------------------------------------------------------------------
# The five documents


def texts_of_seeds(seeds: Path) -> dict[str, str]:
    paths = sorted(seeds.glob("0*.txt"))
    return {path.stem: path.read_bytes().decode() for path in paths}


@pytest.fixture(scope="module", params=[True, False], ids=["with metadata", "without"])
def five_documents(
    request: pytest.FixtureRequest, seeds: Path
) -> tuple[Corpus, pd.DataFrame]:
    metadata = None
    if request.param:
        path = seeds / "metadata.csv"
        metadata = pd.read_csv(path, dtype=str, keep_default_na=False)
    corpus = Corpus.from_texts(texts_of_seeds(seeds), metadata)
    return corpus, debris(corpus)


def rows_with(table: pd.DataFrame, doc: str, action: str) -> pd.DataFrame:
    of_document = table["doc"].str.startswith(doc)
    return table[of_document & (table["action"] == action)]


def surfaces(table: pd.DataFrame, doc: str, action: str) -> list[str]:
    return rows_with(table, doc, action)["surface"].tolist()


def test_the_debris_of_the_five_documents_is_masked_and_nothing_else(
    five_documents: tuple[Corpus, pd.DataFrame],
) -> None:
    corpus, table = five_documents
    masthead, *markers, block = surfaces(table, "000", "mask")
    assert masthead == "China-Ukraine Education Union"
    assert markers == ["imgSpider collecting..."] * 10
    assert block.startswith("recommended reading\n")
    raw = corpus.raw[corpus.names[0]]
    assert raw.rstrip().endswith(block)
    assert raw[: raw.index(block)].rstrip().endswith("to China attended the meeting.")
    title = corpus.raw[corpus.names[1]].split("\n")[0]
    assert surfaces(table, "001", "mask") == [title, title]
    assert rows_with(table, "001", "mask")["start"].tolist()[0] > 0
    assert surfaces(table, "002", "mask") == [
        "Asia China Kazakhstan News Politic Politics",
        "Translate",
    ]
    assert surfaces(table, "003", "mask") == []
    assert surfaces(table, "004", "mask") == ["date 2023-04-28 Politics"]


def test_what_is_marked_in_the_five_documents(
    five_documents: tuple[Corpus, pd.DataFrame],
) -> None:
    _, table = five_documents
    assert surfaces(table, "000", "mark") == ["contribute.", "."]
    han, byline = surfaces(table, "001", "mark")
    assert re.fullmatch(r"疫情背景下,.*—中", han)
    assert (len(han), len(re.findall(r"[\u3400-\u9fff]", han))) == (71, 60)
    assert (
        byline
        == "(Jia Pingfan, the author is the overseas version of the People’s Daily)"
    )
    assert surfaces(table, "002", "mark") == ["Source : China.org.cn"]
    assert surfaces(table, "003", "mark") == []
    assert surfaces(table, "004", "mark") == ["and Uzbekistan.", ",", ". ."]


def test_words_left_in_the_five_documents(
    five_documents: tuple[Corpus, pd.DataFrame],
) -> None:
    corpus, table = five_documents
    clean = corpus.mask(table)
    sizes = np.diff(clean.stream.bounds).tolist()
    # Counted by hand: 1432, 931, 768, 319, 944. Document 001 keeps its 60 Han characters
    # and the 12 words of its byline, and has 18 words more where " -" divides one word
    # into two. Document 002 keeps the 4 words of its source. "5,000" in 001 and the name
    # of the site in 002 are one word each.
    assert sizes == [1432, 1020, 770, 319, 944]
    masked = {"imgspider", "collecting", "university", "hunan"}
    assert not masked & words_of_first_document(clean)
    assert masked <= words_of_first_document(corpus)


def words_of_first_document(corpus: Corpus) -> set[str]:
    stream = corpus.stream
    ids = stream.ids[: stream.bounds[1]]
    return {stream.vocabulary[number] for number in ids.tolist()}


def test_a_masked_line_leaves_a_break(
    five_documents: tuple[Corpus, pd.DataFrame],
) -> None:
    corpus, table = five_documents
    clean = corpus.mask(table)
    rows = table[(table["action"] == "mask") & (table["start"] > 0)]
    stream = clean.stream
    for doc, end in zip(rows["doc"], rows["end"], strict=True):
        first, after_last = stream.bounds[corpus.names.index(doc) :][:2]
        tokens = range(first, after_last)
        tokens_after = [token for token in tokens if stream.start[token] >= end]
        for token in tokens_after[:1]:
            assert stream.gap[token] == MASK or token == first
    assert MASK > BREAK


def test_reasons_are_sentences_for_a_reader(
    five_documents: tuple[Corpus, pd.DataFrame],
) -> None:
    _, table = five_documents
    markers = table[table["kind"] == "crawler marker"]
    assert set(markers["reason"]) == {"the line stands 10 times in this document"}
    assert table["reason"].str.split().str.len().min() >= 3


@pytest.mark.parametrize("mode", ["line", "blank"])
def test_wrapped_or_not_the_five_documents_have_the_same_debris(
    seeds: Path, mode: str
) -> None:
    texts = texts_of_seeds(seeds)
    corpus = Corpus.from_texts(texts, paragraphs=mode)  # type: ignore[arg-type]
    pd.testing.assert_frame_equal(debris(corpus), debris(Corpus.from_texts(texts)))


# --------------------------------------------------------------------------------------
# Speeches

SPEECHES = {
    "un": "ungdc_dev_1990_2024",
    "union": "sotu",
    "house": "whitehouse_china_centralasia_2021_2024",
}


def read_speeches(folder: Path, name: str, count: int) -> Corpus:
    path = folder / "data" / f"{name}.jsonl.xz"
    if not path.exists():
        pytest.skip(f"the collection of speeches {path.name} is not here")
    with lzma.open(path, "rt", encoding="utf-8") as file:
        records = [json.loads(line) for line in itertools.islice(file, 0, 3 * count, 3)]
    return Corpus.from_texts(
        {f"{number:04}": record["text"] for number, record in enumerate(records)}
    )


@pytest.mark.parametrize("name", SPEECHES.values(), ids=list(SPEECHES))
def test_no_sentence_and_no_salutation_of_a_speech_is_masked(
    shared: Path, name: str
) -> None:
    corpus = read_speeches(shared, name, 240 if name != "sotu" else 80)
    table = debris(corpus)
    masked = table[
        (table["action"] == "mask") & ~table["kind"].isin(["copy", "markup", "address"])
    ]
    sentence = masked["surface"].str.contains(r"\w{2,}[.!?,:]\s*$") | (
        masked["surface"].str.split().str.len() > 8
    )
    assert masked.loc[sentence, "surface"].tolist() == []
    address = masked["surface"].str.contains(
        r"(?i:president|excellenc|thank|ladies|distinguished|god bless)"
    )
    assert masked.loc[address, "surface"].tolist() == []
    for row in table[
        (table["kind"] == "copy") & (table["action"] == "mask")
    ].itertuples():
        copy = " ".join(row.surface.split())
        assert " ".join(corpus.raw[row.doc].split()).count(copy) >= 2
    clean, raw = len(corpus.mask(table).stream), len(corpus.stream)
    assert clean > 0.998 * raw


# --------------------------------------------------------------------------------------
# Laws


def test_masking_what_was_proposed_leaves_nothing_new_to_mask() -> None:
    corpus = Corpus.from_texts(RAW_PAGES)
    table = debris(corpus)
    once = corpus.mask(table)
    again = debris(once)
    assert set(again["action"]) <= {"mark"}
    pd.testing.assert_frame_equal(once.mask(again).masks, once.masks)
    marks = table[table["action"] == "mark"].reset_index(drop=True)
    pd.testing.assert_frame_equal(again, marks)


def test_what_the_scholar_masked_by_hand_is_not_proposed() -> None:
    raw = (
        "Home > World > Asia\nA title of five words\n"
        + SENTENCE
        + "\nShare this article\n"
    )
    corpus = Corpus.from_texts({"a": raw}).mask(
        pd.DataFrame({"doc": ["a"], "start": [0], "end": [12]})
    )
    assert debris(corpus)["surface"].tolist() == ["> Asia", "Share this article"]


def test_a_document_is_judged_by_its_own_lines_in_any_order_of_documents() -> None:
    texts = RAW_PAGES
    table = debris(Corpus.from_texts(texts))
    table_of_reversed = debris(Corpus.from_texts(dict(reversed(texts.items()))))
    pd.testing.assert_frame_equal(
        table.sort_values(["doc", "start"], ignore_index=True),
        table_of_reversed.sort_values(["doc", "start"], ignore_index=True),
    )


def test_parts_of_documents_have_the_debris_of_the_whole() -> None:
    corpus = Corpus.from_texts(
        {name: RAW_PAGES[name] for name in ("courier0", "dump", "speech")}
    )
    paragraphs = corpus.segment("paragraph")
    whole, parts = debris(corpus), debris(paragraphs)
    parents = dict(zip(paragraphs.names, paragraphs.documents["parent"], strict=True))

    def letters(table: pd.DataFrame, parents: dict[str, str]) -> set[tuple[str, int]]:
        places = set()
        for row in table.itertuples():
            doc = parents[row.doc]
            for offset in range(row.start, row.end):
                if corpus.raw[doc][offset].isalnum():
                    places.add((doc, offset))
        return places

    assert letters(parts, parents) == letters(
        whole, {name: name for name in corpus.names}
    )
    assert len(parts) > len(whole)


def test_numbers_that_numpy_counted_are_numbers() -> None:
    corpus = Corpus.from_texts(
        {"a": "Home\nHome\nA sentence that is long enough to be one.\nHome"}
    )
    pd.testing.assert_frame_equal(
        debris(corpus, min_repeats=np.int64(3), min_documents=np.int32(2)),
        debris(corpus),
    )


@pytest.mark.parametrize(
    "options",
    [
        {"min_repeats": 1},
        {"min_documents": 0},
        {"min_repeats": 2.5},
        {"min_documents": True},
    ],
)
def test_odd_options_are_refused(options: dict[str, int]) -> None:
    with pytest.raises(OptionError, match="a whole number from 2 was expected"):
        debris(Corpus.from_texts({"a": "b"}), **options)


@pytest.mark.parametrize(
    "texts", [{}, {"a": ""}, {"a": " \n\t\n"}, {"a": "...\n---\n***"}, {"a": "word"}]
)
def test_nothing_to_propose_is_an_empty_table(texts: dict[str, str]) -> None:
    table = debris(Corpus.from_texts(texts))
    assert table.empty
    assert tables.kind_of(table) == "debris"


ODD_LINES = [
    "\ufeff",
    "\u200b",
    "\x0c",
    "<br />",
    "8",
    "9",
    "a . , b",
    "(",
    "date 2020-01-01",
    "中文" * 9,
    "x" * 300,
    "\xa0 \u3000",
]
LINES = list(dict.fromkeys("\n".join(RAW_PAGES.values()).split("\n")))
lines = st.sampled_from([*LINES, *ODD_LINES * 4])
ends = st.sampled_from(["\n", "\r\n", "\n\n", "\u2028", "\r", "\x0c"])


@given(st.lists(st.lists(st.tuples(lines, ends), max_size=14), min_size=1, max_size=4))
def test_spans_hold_their_surface_in_order_and_apart(
    pages: list[list[tuple[str, str]]],
) -> None:
    corpus = Corpus.from_texts(
        {f"d{number}": "".join(map("".join, page)) for number, page in enumerate(pages)}
    )
    table = debris(corpus, min_repeats=2, min_documents=2)
    last_doc, last_end = "", 0
    order = {name: number for number, name in enumerate(corpus.names)}
    for row in table.itertuples():
        assert corpus.raw[row.doc][row.start : row.end] == row.surface
        assert row.surface == row.surface.strip() != ""
        assert row.doc != last_doc or row.start >= last_end
        assert not last_doc or order[row.doc] >= order[last_doc]
        last_doc, last_end = row.doc, row.end
    clean = corpus.mask(table)
    assert "mask" not in set(debris(clean, min_repeats=2, min_documents=2)["action"])
    assert debris(corpus, min_repeats=2, min_documents=2).equals(table)


def test_the_table_survives_a_file(tmp_path: Path) -> None:
    table = debris(Corpus.from_texts(RAW_PAGES))
    back = tables.load(tables.save(table, tmp_path / "debris.csv"), kind="debris")
    pd.testing.assert_frame_equal(back, table)
