"""Shared passages: found exactly, grown through small differences, never over a mask."""

from __future__ import annotations

import csv
import itertools
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reused_texts import MIN_WORDS, align_corpus, corpora, rows_of, sides

from discourse.corpus import Corpus
from discourse.errors import OptionError
from discourse.reading import read
from discourse.text import MASK
from discourse.text_reuse import shared_passages
from discourse.text_reuse.passage_texts import CONTEXT_WORDS
from discourse.text_reuse.word_parts import word_parts_of

TESTS = Path(__file__).parents[1]
SHARED = TESTS.parents[1] / "shared" / "data"


@pytest.fixture(scope="module")
def corpus(seeds: Path) -> Corpus:
    texts = {
        path.stem[:3]: path.read_bytes().decode()
        for path in sorted(seeds.glob("*.txt"))
    }
    assert len(texts) == 5
    return Corpus.from_texts(texts)


def assert_texts_are_in_documents(corpus: Corpus, table: pd.DataFrame) -> None:
    for row in table.itertuples():
        raw, other_raw = corpus.raw[row.doc], corpus.raw[row.other]
        assert raw[row.start : row.end] == row.surface
        assert other_raw[row.other_start : row.other_end] == row.other_surface
        assert raw[row.start - len(row.left) : row.start] == row.left
        assert raw[row.end : row.end + len(row.right)] == row.right


def test_the_passages_of_the_seeds(corpus: Corpus) -> None:
    table = shared_passages(corpus)
    assert_texts_are_in_documents(corpus, table)
    row_by_documents_and_run = {
        (row.doc, row.other, row.run): row for row in table.itertuples()
    }
    longest = row_by_documents_and_run["002", "004", 13]
    assert longest.surface.startswith(
        "community with a shared future defined by lasting friendship"
    )
    assert longest.differences == "shared → common"
    assert longest.words == 17
    assert longest.identity == pytest.approx(16 / 17)
    # "Chinese-style" is two words here.
    stock_phrase = row_by_documents_and_run["000", "002", 12]
    assert stock_phrase.surface.startswith(
        "the great rejuvenation of the Chinese nation through Chinese-style"
    )
    interests = table[table["surface"].str.contains("core interests")]
    assert interests[["surface", "other_surface"]].to_numpy().tolist() == [
        [
            "firmly support each other's core interests",
            "firmly support each other’s core interests",
        ]
    ]
    assert interests["kind"].tolist() == ["verbatim"]
    assert interests["differences"].tolist() == [""]


# Columns ------------------------------------------------------------------------------


def tokens_of(corpus: Corpus, doc: str) -> range:
    number = corpus.names.index(doc)
    first, end = corpus.stream.bounds[number : number + 2].tolist()
    return range(first, end)


@given(corpora())
def test_contexts_are_eight_words_of_the_document_up_to_a_mask(corpus: Corpus) -> None:
    stream = corpus.stream
    for side in sides(shared_passages(corpus, min_words=MIN_WORDS)).itertuples():
        raw = corpus.raw[side.doc]
        assert side.surface == raw[side.start : side.end]
        tokens = tokens_of(corpus, side.doc)
        first = next(token for token in tokens if stream.start[token] == side.start)
        last = next(token for token in tokens if stream.end[token] == side.end)
        low = first
        while low > tokens[0] and stream.gap[low] != MASK:
            if first - low == CONTEXT_WORDS:
                break
            low -= 1
        high = last
        while high < tokens[-1] and stream.gap[high + 1] != MASK:
            if high - last == CONTEXT_WORDS:
                break
            high += 1
        assert side.left == raw[stream.start[low] : side.start]
        assert side.right == raw[side.end : stream.end[high]]


def expected_rows(corpus: Corpus) -> list[dict[str, Any]]:
    """Return the rows of the table by counting each alignment by itself."""
    parts, stream = word_parts_of(corpus), corpus.stream
    count = np.bincount(parts.codes)
    bits_by_code = np.log2(len(parts.codes) / np.maximum(count, 1))
    rows = []
    aligned = align_corpus(corpus, min_words=MIN_WORDS)
    for start, end, other_start, other_end, matches, run in rows_of(aligned):
        words = max(end - start, other_end - other_start)
        bits = sum(bits_by_code[code] for code in parts.codes[start:end])
        rows.append(
            {
                "doc": corpus.names[parts.document[start]],
                "start": stream.start[parts.token[start]],
                "end": stream.end[parts.token[end - 1]],
                "other": corpus.names[parts.document[other_start]],
                "other_start": stream.start[parts.token[other_start]],
                "other_end": stream.end[parts.token[other_end - 1]],
                "words": words,
                "run": run,
                "identity": matches / words,
                # The words that match have their share of the bits.
                "surprisal": bits * min(matches / (end - start), 1),
            }
        )
    number_of = {name: number for number, name in enumerate(corpus.names)}
    rows.sort(
        key=lambda row: (
            -row["words"],
            -round(row["surprisal"], 9),
            number_of[row["doc"]],
            row["start"],
            number_of[row["other"]],
            row["other_start"],
        )
    )
    return rows


@given(corpora())
def test_every_alignment_has_its_row_with_what_it_measures(corpus: Corpus) -> None:
    table = shared_passages(corpus, min_words=MIN_WORDS)
    rows = expected_rows(corpus)
    assert len(table) == len(rows)
    if rows:
        expected = pd.DataFrame(rows)
        exact = [name for name in expected if name not in ("identity", "surprisal")]
        order = ["words", "doc", "start", "other", "other_start"]
        pd.testing.assert_frame_equal(
            table[exact].sort_values(order, ignore_index=True),
            expected[exact].sort_values(order, ignore_index=True),
            check_dtype=False,
        )
        for name in ("words", "identity", "surprisal"):
            np.testing.assert_allclose(
                table[name].astype(float), expected[name].astype(float), rtol=1e-8
            )
    for row in table.itertuples():
        assert row.length == len(corpus.raw[row.doc])
        assert row.other_length == len(corpus.raw[row.other])


@settings(deadline=None)
@given(st.lists(st.text("ab ,.\n-", max_size=40), min_size=2, max_size=3))
def test_passages_slice_back_and_do_not_overlap(texts: list[str]) -> None:
    corpus = Corpus.from_texts({str(number): text for number, text in enumerate(texts)})
    table = shared_passages(corpus, min_words=2)
    assert_texts_are_in_documents(corpus, table)
    rows = list(table.itertuples())
    for row in rows:
        assert row.run <= row.words
        assert 0 < row.identity <= 1
        assert row.doc < row.other
    for row, later in itertools.combinations(rows, 2):
        if (row.doc, row.other) == (later.doc, later.other):
            overlap = row.start < later.end and later.start < row.end
            other_overlap = (
                row.other_start < later.other_end and later.other_start < row.other_end
            )
            assert not (overlap and other_overlap)


# Surprisal ----------------------------------------------------------------------------


@given(corpora(), st.integers(0, 20))
def test_passages_of_common_words_are_left_out(corpus: Corpus, row: int) -> None:
    whole = shared_passages(corpus, min_words=MIN_WORDS)
    if len(whole):
        bits = float(whole["surprisal"][row % len(whole)])
        # Tables round, so the limit is set a little below and above.
        for limit in (bits - 1e-6, bits + 1e-6):
            table = shared_passages(corpus, min_words=MIN_WORDS, min_surprisal=limit)
            expected = whole[whole["surprisal"] >= limit].reset_index(drop=True)
            columns = ["doc", "start", "end", "other", "other_start", "other_end"]
            pd.testing.assert_frame_equal(table[columns], expected[columns])


def test_a_passage_of_exactly_min_surprisal_is_kept() -> None:
    # Eight kinds of words, each as often: three bits a word.
    corpus = Corpus.from_texts({"a": "a b c d e f g h", "b": "a b c d e f g h"})
    assert shared_passages(corpus)["surprisal"].tolist() == [24.0]
    assert len(shared_passages(corpus, min_surprisal=24)) == 1
    assert len(shared_passages(corpus, min_surprisal=24.01)) == 0


def test_a_word_that_occurs_once_has_the_most_bits() -> None:
    texts = {"a": "b c d e f g x h i j k", "b": "b c d e f g y h i j k"}
    table = shared_passages(Corpus.from_texts(texts))
    # 22 words: 10 of them occur twice, and x and y once; 10 of 11 match.
    bits = 10 * np.log2(22 / 2) + np.log2(22 / 1)
    assert table["surprisal"].tolist() == pytest.approx([bits * 10 / 11])


# Differences --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "other_text", "differences"),
    [
        ("a b c d e f g h i", "a b c d e f x h i", "g → x"),
        ("a b c d e f g h i", "a b c d e f h i", "g →"),
        ("a b c d e f h i", "a b c d e f g h i", "→ g"),
        ("a b c d e f g h i", "A, b c d, “e” f X h i.", "g → X"),
        ("a b c d e f j k g h i", "a b c d e f x y g h i", "j k → x y"),
        ("a b c d e f k g h i l m n", "a b c d e f x g h i y m n", "k → x; l → y"),
        ("a b c d e f it's g h x i j", "a b c d e f it’s g h y i j", "x → y"),
    ],
)
def test_words_that_differ_are_listed_as_they_are_written(
    text: str, other_text: str, differences: str
) -> None:
    table = shared_passages(Corpus.from_texts({"a": text, "b": other_text}))
    assert table["differences"].tolist() == [differences]
    assert table["kind"].tolist() == ["paraphrase"]


def test_hyphens_and_spaced_hyphens_do_not_separate() -> None:
    texts = {
        "a": "high-quality China-Central Asian good-neighbourly ties",
        "b": "high -quality China -Central Asian good neighbourly ties",
    }
    table = shared_passages(Corpus.from_texts(texts))
    assert table["words"].tolist() == [8]
    assert table["kind"].tolist() == ["verbatim"]


def test_passages_cross_the_ends_of_sentences_but_no_mask() -> None:
    text = "one two three. Four five six seven eight"
    corpus = Corpus.from_texts({"a": text, "b": text.replace(". ", ".\n\n")})
    assert shared_passages(corpus)["words"].tolist() == [8]
    start = text.index("five")
    end = start + len("five")
    span = pd.DataFrame({"doc": ["a"], "start": [start], "end": [end]})
    table = shared_passages(corpus.mask(span), min_words=3)
    assert table["surface"].tolist() == ["one two three. Four", "six seven eight"]


# Notes --------------------------------------------------------------------------------


def test_set_phrases_are_noted(corpus: Corpus) -> None:
    table = shared_passages(corpus)
    phrase = "to promote the building of a"
    notes_on_phrase = set(table["note"][table["surface"] == phrase])
    assert notes_on_phrase == {"likely a set phrase: short, and in several documents"}
    is_noted = table["note"].str.contains("set phrase")
    is_common = (table["surprisal"] < 60) & (table["documents"] >= 3)
    has_other_kind = ~table["kind"].isin(["name", "formula"])
    assert (is_noted == (is_common & has_other_kind)).all()
    assert not is_noted[table["kind"] == "name"].any(), "the kind says it already"
    assert (table["kind"][is_common] == "name").any()

    with_formula = shared_passages(corpus, lexicon={"promotes": [phrase]})
    rows = with_formula[with_formula["surface"] == phrase]
    assert set(rows["kind"]) == {"formula"}
    assert set(rows["note"]) == {""}


def test_a_passage_mostly_found_by_growing_is_noted() -> None:
    text = "the five old heads of state were then all on this day in the great hall of our fair city"
    other_text = "the five old heads of state had then not on that day at the great court of her fair town"
    table = shared_passages(Corpus.from_texts({"a": text, "b": other_text}))
    assert len(table) == 1
    assert 2 * table["run"][0] < table["words"][0]
    assert table["note"][0] == "mostly found by growing over differences"
    same = shared_passages(Corpus.from_texts({"a": text, "b": text}))
    assert same["note"].tolist() == [""]


def test_a_run_of_exactly_half_the_words_has_no_note() -> None:
    words = [f"w{number}" for number in range(16)]
    changed = [*words[:8], "else", *words[9:]]
    texts = {"a": " ".join(words), "b": " ".join(changed)}
    table = shared_passages(Corpus.from_texts(texts))
    assert table[["run", "words"]].to_numpy().tolist() == [[8, 16]]
    assert table["note"].tolist() == [""]


# Options ------------------------------------------------------------------------------


def test_a_stock_phrase_begins_no_passage() -> None:
    texts = {str(number): f"{number} a b c d e f g {number}" for number in range(6)}
    corpus = Corpus.from_texts(texts)
    assert len(shared_passages(corpus, max_documents=6)) == 15
    empty = shared_passages(corpus, max_documents=5)
    assert empty.empty
    assert "differences" in empty.columns
    with pytest.raises(OptionError, match="min_words=1"):
        shared_passages(corpus, min_words=1)


def test_documents_without_words_share_no_passages() -> None:
    assert shared_passages(Corpus.from_texts({})).empty
    assert shared_passages(Corpus.from_texts({"a": "", "b": "—"})).empty


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"min_words": 0}, r"^min_words=0: a whole number from 2 was expected\.$"),
        ({"min_words": "3"}, r"Write min_words=3\."),
        ({"min_words": 2.5}, "min_words=2.5: a whole"),
        ({"max_documents": None}, "max_documents=None: a whole number from 2"),
        ({"max_documents": 1}, "^max_documents=1: a whole number from 2"),
        ({"min_surprisal": float("nan")}, "min_surprisal=nan: a number was expected"),
        ({"min_surprisal": "3"}, r"Write min_surprisal=3\."),
    ],
)
def test_the_option_at_fault_is_named(options: dict[str, Any], message: str) -> None:
    corpus = Corpus.from_texts({"a": "one belt", "b": "one belt"})
    with pytest.raises(OptionError, match=message):
        shared_passages(corpus, **options)


# The gospels --------------------------------------------------------------------------

COLUMNS_OF_PAIRS = {
    "a": "doc",
    "a_start": "start",
    "a_end": "end",
    "b": "other",
    "b_start": "other_start",
    "b_end": "other_end",
}


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def recall(table: pd.DataFrame, pairs: list[dict[str, str]]) -> float:
    """Return the share of known pairs that a passage overlaps on both sides."""
    recalled = 0
    for pair in pairs:
        start, end = int(pair["start"]), int(pair["end"])
        other_start, other_end = int(pair["other_start"]), int(pair["other_end"])
        rows = table[(table["doc"] == pair["doc"]) & (table["other"] == pair["other"])]
        overlap = (rows["start"] < end) & (rows["end"] > start)
        other_overlap = rows["other_start"] < other_end
        other_overlap &= rows["other_end"] > other_start
        recalled += bool((overlap & other_overlap).any())
    return recalled / len(pairs)


def test_parallel_passages_of_the_gospels() -> None:
    rows = read_csv(TESTS / "reference" / "gospels.csv")
    texts = {row["doc"]: row["text"] for row in rows}
    pairs = [
        row
        for row in read_csv(TESTS / "reference" / "gospel_pairs.csv")
        if int(row["run"]) >= 8
    ]
    assert len(pairs) >= 20
    assert recall(shared_passages(Corpus.from_texts(texts)), pairs) == 1.0


def test_all_parallel_passages_of_the_gospels() -> None:
    verses, truth = SHARED / "gospels_verses.csv", SHARED / "gospels_truth_pairs.csv"
    if not verses.is_file():
        pytest.skip(
            "the four gospels in full are not beside this checkout (../shared/data)"
        )
    texts: dict[str, str] = {}
    for row in read_csv(verses):
        before = texts.get(row["book"], "")
        blanks = " " * (int(row["start"]) - len(before))
        texts[row["book"]] = before + blanks + row["text"]
    pairs = [
        {new: row[old] for old, new in COLUMNS_OF_PAIRS.items()}
        for row in read_csv(truth)
        if int(row["longest_shared_token_run"]) >= 8
    ]
    assert len(pairs) == 277
    assert recall(shared_passages(Corpus.from_texts(texts)), pairs) >= 0.95


@given(corpora(), st.sets(st.integers(0, 3)))
def test_passages_of_some_documents_are_those_rows_of_the_table(
    corpus: Corpus, numbers: set[int]
) -> None:
    table = shared_passages(corpus, min_words=MIN_WORDS)
    asked = [corpus.names[number] for number in numbers if number < len(corpus)]
    found = shared_passages(corpus, min_words=MIN_WORDS, of=asked)
    is_row = table["doc"].isin(asked) | table["other"].isin(asked)
    expected = table[is_row].reset_index(drop=True)
    pd.testing.assert_frame_equal(found, expected, check_exact=True)


def test_one_document_may_be_asked_for_by_its_id() -> None:
    text = "the same six words or more"
    corpus = Corpus.from_texts({"a": text, "b": text, "c": text})
    found = shared_passages(corpus, of="b")
    assert found[["doc", "other"]].to_numpy().tolist() == [["a", "b"], ["b", "c"]]
    assert set(found["documents"]) == {3}


def test_a_document_may_be_asked_for_by_its_label_or_by_a_number() -> None:
    text = "the same six words or more"
    corpus = read(
        {"1": text, "b": text, "c": text},
        metadata=pd.DataFrame(
            {"doc": ["1", "b", "c"], "title": ["Opening", "Reply", "Vote"]}
        ),
    )
    by_id = shared_passages(corpus, of=["b", "1"])
    by_label = shared_passages(corpus, of=["Reply", 1])
    pd.testing.assert_frame_equal(by_label, by_id, check_exact=True)
    assert len(shared_passages(corpus, of="Opening")) == 2


def test_a_document_that_is_not_there_cannot_be_asked_for() -> None:
    corpus = Corpus.from_texts({"speech": "one", "report": "two"})
    for of in ("speach", ["report", 7], 7, {"report": 1}, [["report"]]):
        with pytest.raises(OptionError, match="expected ids or labels of documents"):
            shared_passages(corpus, of=of)  # type: ignore[arg-type]
