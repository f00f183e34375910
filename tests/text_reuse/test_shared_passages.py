"""Shared passages: found exactly, grown through small differences, never over a mask."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discourse.corpus import Corpus
from discourse.errors import OptionError, TableError
from discourse.text_reuse import passage_families, shared_passages

TESTS = Path(__file__).parents[1]
SEEDS = TESTS.parent / "seeds"
SHARED = TESTS.parents[1] / "shared" / "data"


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    texts = {
        path.stem[:3]: path.read_bytes().decode()
        for path in sorted(SEEDS.glob("*.txt"))
    }
    assert len(texts) == 5
    return Corpus.from_texts(texts)


def holds(corpus: Corpus, table: pd.DataFrame) -> None:
    for row in table.itertuples():
        raw, other = corpus.raw[row.doc], corpus.raw[row.other]
        assert raw[row.start : row.end] == row.surface
        assert other[row.other_start : row.other_end] == row.other_surface
        assert raw[row.start - len(row.left) : row.start] == row.left
        assert raw[row.end : row.end + len(row.right)] == row.right


def test_the_passages_of_the_seeds_are_found(corpus: Corpus) -> None:
    table = shared_passages(corpus)
    holds(corpus, table)
    by = {(row.doc, row.other, row.run): row for row in table.itertuples()}
    longest = by["002", "004", 13]
    assert longest.surface.startswith(
        "community with a shared future defined by lasting friendship"
    )
    assert longest.differences == "shared → common"
    assert longest.words == 17
    assert longest.identity == pytest.approx(16 / 17)
    stock = by["000", "002", 12]  # "Chinese-style" is two words here
    assert stock.surface.startswith(
        "the great rejuvenation of the Chinese nation through Chinese-style"
    )
    apostrophes = [row for row in table.itertuples() if "core interests" in row.surface]
    assert [(row.surface, row.other_surface) for row in apostrophes] == [
        (
            "firmly support each other's core interests",
            "firmly support each other’s core interests",
        )
    ]
    assert apostrophes[0].kind == "verbatim"
    assert apostrophes[0].differences == ""


def test_set_phrases_are_told_from_reuse(corpus: Corpus) -> None:
    table = shared_passages(corpus)
    said = table.set_index("surface")["note"]
    assert (
        said["to promote the building of a"]
        == "likely a set phrase: short, and in several documents"
    ).all()
    noted = table["note"].str.contains("set phrase")
    few = (table["surprisal"] < 60) & (table["documents"] >= 3)
    assert (noted == (few & ~table["kind"].isin(["name", "formula"]))).all()
    assert not noted[table["kind"] == "name"].any(), "a name is told by its kind"
    assert (table["kind"][few] == "name").any()
    stock = shared_passages(
        corpus, lexicon={"promotes": ["to promote the building of a"]}
    )
    phrase = stock[stock["surface"] == "to promote the building of a"]
    assert set(phrase["kind"]) == {"formula"}
    assert set(phrase["note"]) == {""}


def test_a_passage_found_mostly_by_growing_is_told() -> None:
    one = "the five old heads of state were then all on this day in the great hall of our fair city"
    two = "the five old heads of state had then not on that day at the great court of her fair town"
    grown = shared_passages(Corpus.from_texts({"a": one, "b": two}))
    assert len(grown) == 1
    assert 2 * grown["run"][0] < grown["words"][0]
    assert grown["note"][0] == "mostly found by growing over differences"
    whole = shared_passages(Corpus.from_texts({"a": one, "b": one}))
    assert whole["note"].tolist() == [""]


def test_a_run_of_exactly_half_the_words_is_no_growing() -> None:
    words = [f"w{number}" for number in range(16)]
    changed = [*words[:8], "else", *words[9:]]
    texts = {"a": " ".join(words), "b": " ".join(changed)}
    half = shared_passages(Corpus.from_texts(texts))
    assert half[["run", "words"]].to_numpy().tolist() == [[8, 16]]
    assert half["note"].tolist() == [""]


def test_a_family_held_together_by_overlaps_only_is_told() -> None:
    words = [f"w{number}" for number in range(60)]
    texts = {
        f"d{number}": " ".join(words[4 * number : 4 * number + 14])
        for number in range(6)
    }
    table = shared_passages(Corpus.from_texts(texts), max_documents=3)
    assert (table["documents"] == 6).all()
    said = "its family joins unlike wordings by overlaps"
    assert all(
        said in note.split("; ")
        for note in [*table["note"], *passage_families(table)["note"]]
    )
    assert said not in "; ".join(
        shared_passages(Corpus.from_texts(texts), max_documents=6)["note"]
    )


def test_a_place_is_noted_when_all_its_pairs_are(corpus: Corpus) -> None:
    table = shared_passages(corpus)
    families = passage_families(table)
    for row in families.itertuples():
        mine = (table["passage"] == row.passage) & (
            (table["doc"] == row.doc) | (table["other"] == row.doc)
        )
        held = [set(filter(None, note.split("; "))) for note in table["note"][mine]]
        assert set(filter(None, row.note.split("; "))) == set.intersection(*held)
    assert families["note"].str.contains("set phrase").any()
    assert (families["note"] == "").any()


def test_formulas_and_names_are_told_apart(corpus: Corpus) -> None:
    kinds = {
        row.surface: row.kind
        for row in shared_passages(corpus, lexicon="chinese-diplomacy").itertuples()
    }
    assert kinds['The "Belt and Road" initiative and'] == "formula"
    assert kinds["Department of the CPC Central Committee"] == "name"


def test_families_put_one_text_in_many_documents_together() -> None:
    text = "we will build a community with a shared future"
    corpus = Corpus.from_texts(
        {name: f"{name} said {text} {name}" for name in ("ann", "bob", "cyd")}
    )
    table = shared_passages(corpus)
    assert len(table) == 3
    assert set(table["documents"]) == {3}
    families = passage_families(table)
    assert families["doc"].tolist() == ["ann", "bob", "cyd"]
    assert set(families["surface"]) == {f"said {text}"}
    assert set(families["passage"]) == {1}


def test_the_most_widespread_family_stands_first_whatever_its_number() -> None:
    few, many = "one two three four five six seven", "red blue green grey pink"
    texts = {name: f"{name} {few}" for name in ("ann", "bob")}
    texts |= {name: f"{many} {name}" for name in ("cyd", "dan", "eve")}
    table = shared_passages(Corpus.from_texts(texts), min_words=5)
    assert sorted(table["passage"].unique()) == [1, 2]
    for numbered in (table, table.assign(passage=3 - table["passage"])):
        families = passage_families(numbered)
        assert families["doc"].tolist() == ["cyd", "dan", "eve", "ann", "bob"]
        assert families["documents"].tolist() == [3, 3, 3, 2, 2]


def test_a_table_of_another_kind_has_no_families_and_is_told_whose_it_is() -> None:
    table = shared_passages(Corpus.from_texts({})).drop(columns="surface")
    with pytest.raises(TableError, match=r"discourse\.shared_passages\(corpus\)"):
        passage_families(table)


def test_no_passage_goes_over_a_mask_but_sentences_are_crossed() -> None:
    words = "one two three. Four five six seven eight"
    corpus = Corpus.from_texts({"a": words, "b": words.replace(". ", ".\n\n")})
    assert shared_passages(corpus)["words"].tolist() == [8]
    at = words.index("five")
    masked = corpus.mask(pd.DataFrame({"doc": ["a"], "start": [at], "end": [at + 4]}))
    assert shared_passages(masked, min_words=3)["surface"].tolist() == [
        "one two three. Four",
        "six seven eight",
    ]


def test_hyphens_and_spaced_hyphens_do_not_separate() -> None:
    corpus = Corpus.from_texts(
        {
            "a": "high-quality China-Central Asian good-neighbourly ties",
            "b": "high -quality China -Central Asian good neighbourly ties",
        }
    )
    table = shared_passages(corpus)
    assert table["words"].tolist() == [8]
    assert table["kind"].tolist() == ["verbatim"]


def test_stock_begins_no_passage_and_options_are_checked() -> None:
    corpus = Corpus.from_texts({str(n): f"{n} a b c d e f g {n}" for n in range(6)})
    assert len(shared_passages(corpus, max_documents=6)) == 15
    empty = shared_passages(corpus, max_documents=5)
    assert empty.empty
    assert "differences" in empty.columns
    assert passage_families(empty).empty
    with pytest.raises(OptionError, match="min_words=1"):
        shared_passages(corpus, min_words=1)


def test_no_documents_no_passages() -> None:
    assert shared_passages(Corpus.from_texts({})).empty
    assert shared_passages(Corpus.from_texts({"a": "", "b": "—"})).empty


@settings(deadline=None)
@given(st.lists(st.text("ab ,.\n-", max_size=40), min_size=2, max_size=3))
def test_passages_slice_back_and_do_not_overlap(texts: list[str]) -> None:
    corpus = Corpus.from_texts({str(n): text for n, text in enumerate(texts)})
    table = shared_passages(corpus, min_words=2)
    holds(corpus, table)
    rows = list(table.itertuples())
    for n, one in enumerate(rows):
        assert one.run <= one.words
        assert 0 < one.identity <= 1
        assert one.doc < one.other
        for two in rows[n + 1 :]:
            if (one.doc, one.other) == (two.doc, two.other):
                here = one.start < two.end and two.start < one.end
                there = (
                    one.other_start < two.other_end and two.other_start < one.other_end
                )
                assert not (here and there)


def recall(table: pd.DataFrame, pairs: list[dict[str, str]]) -> float:
    found = 0
    for pair in pairs:
        start, end = int(pair["start"]), int(pair["end"])
        other_start, other_end = int(pair["other_start"]), int(pair["other_end"])
        rows = table[(table["doc"] == pair["doc"]) & (table["other"] == pair["other"])]
        here = (rows["start"] < end) & (rows["end"] > start)
        there = (rows["other_start"] < other_end) & (rows["other_end"] > other_start)
        found += bool((here & there).any())
    return found / len(pairs)


def test_parallel_passages_of_the_gospels() -> None:
    with (TESTS / "reference" / "gospels.csv").open(encoding="utf-8") as file:
        texts = {row["doc"]: row["text"] for row in csv.DictReader(file)}
    with (TESTS / "reference" / "gospel_pairs.csv").open(encoding="utf-8") as file:
        pairs = [row for row in csv.DictReader(file) if int(row["run"]) >= 8]
    assert len(pairs) >= 20
    table = shared_passages(Corpus.from_texts(texts))
    assert recall(table, pairs) == 1.0


def test_all_parallel_passages_of_the_gospels() -> None:
    verses, truth = SHARED / "gospels_verses.csv", SHARED / "gospels_truth_pairs.csv"
    if not verses.is_file():
        pytest.skip(
            "the four gospels in full are not beside this checkout (../shared/data)"
        )
    texts: dict[str, str] = {}
    with verses.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            before = texts.get(row["book"], "")
            texts[row["book"]] = (
                before + " " * (int(row["start"]) - len(before)) + row["text"]
            )
    with truth.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names = {
        "a": "doc",
        "a_start": "start",
        "a_end": "end",
        "b": "other",
        "b_start": "other_start",
        "b_end": "other_end",
    }
    pairs = [
        {new: row[old] for old, new in names.items()}
        for row in rows
        if int(row["longest_shared_token_run"]) >= 8
    ]
    assert len(pairs) == 277
    assert recall(shared_passages(Corpus.from_texts(texts)), pairs) >= 0.95


@pytest.mark.parametrize(
    ("options", "said"),
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
def test_the_option_at_fault_is_named(options: dict[str, Any], said: str) -> None:
    with pytest.raises(OptionError, match=said):
        shared_passages(
            Corpus.from_texts({"a": "one belt", "b": "one belt"}), **options
        )
