"""Families of shared passages: against joining passages one overlap after the other."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reused_texts import corpora, sides

from discourse.corpus import Corpus
from discourse.errors import OptionError, TableError
from discourse.tables import load, save
from discourse.text_reuse import passage_families, shared_passages
from discourse.text_reuse.alignment import Alignments, grow_matches
from discourse.text_reuse.exact_matches import pair_nearest
from discourse.text_reuse.shared_wordings import find_shared_wordings
from discourse.text_reuse.word_parts import word_parts_of

TEXT = "we will build a community with a shared future"


class Place(NamedTuple):
    """A stretch of a document."""

    doc: str
    start: int
    end: int


@dataclass(frozen=True)
class Side:
    """The range of a passage on one side, in parts of words."""

    passage: int
    start: int
    end: int

    def belongs_with(self, other: Side) -> bool:
        """Return whether they overlap by half of the shorter one or more."""
        overlap = min(self.end, other.end) - max(self.start, other.start)
        shorter = min(self.end - self.start, other.end - other.start)
        return overlap > 0 and 2 * overlap >= shorter


def nearest_alignments(corpus: Corpus, *, min_words: int) -> Alignments:
    """Return the alignments of nearest pairs, those that overlap included."""
    parts = word_parts_of(corpus)
    wordings = find_shared_wordings(parts, min_words=min_words, max_documents=100)
    return grow_matches(parts, pair_nearest(parts, wordings))


def find_families_slowly(
    corpus: Corpus, nearest: Alignments, *, min_words: int
) -> list[set[int]]:
    """Join passages, two at a time, as long as any two belong together."""
    codes = word_parts_of(corpus).codes
    all_sides = []
    for side in (nearest.first, nearest.second):
        ranges = zip(side.start.tolist(), side.end.tolist(), strict=True)
        for passage, (start, end) in enumerate(ranges):
            all_sides.append(Side(passage, start, end))
    wordings = [
        tuple(codes[start : start + min_words].tolist())
        for start in nearest.grown_from.tolist()
    ]
    pairs = []
    for side, other in itertools.combinations(all_sides, 2):
        has_same_wording = wordings[side.passage] == wordings[other.passage]
        if has_same_wording or side.belongs_with(other):
            pairs.append({side.passage, other.passage})
    families = [{passage} for passage in range(len(wordings))]
    for pair in pairs:
        joined = [family for family in families if family & pair]
        rest = [family for family in families if not family & pair]
        families = [*rest, set().union(*joined)]
    return families


def places_of(corpus: Corpus, aligned: Alignments) -> list[tuple[Place, Place]]:
    """Return the places on both sides of each alignment."""
    parts, stream = word_parts_of(corpus), corpus.stream
    columns = []
    for side in (aligned.first, aligned.second):
        places = []
        for start, end in zip(side.start.tolist(), side.end.tolist(), strict=True):
            first, last = parts.token[start], parts.token[end - 1]
            doc = corpus.names[stream.document[first]]
            places.append(Place(doc, int(stream.start[first]), int(stream.end[last])))
        columns.append(places)
    return list(zip(*columns, strict=True))


def join_places(corpus: Corpus, places: set[Place]) -> list[Place]:
    """Return the stretches of the documents that these places cover, in order."""
    stretches = []
    for doc in corpus.names:
        joined: list[Place] = []
        for place in sorted(place for place in places if place.doc == doc):
            if joined and place.start < joined[-1].end:
                before = joined.pop()
                end = max(before.end, place.end)
                joined.append(Place(doc, before.start, end))
            else:
                joined.append(place)
        stretches += joined
    return stretches


@given(corpora(), st.integers(2, 4))
def test_families_of_a_corpus_are_where_their_passages_are(
    corpus: Corpus, min_words: int
) -> None:
    nearest = nearest_alignments(corpus, min_words=min_words)
    places = places_of(corpus, nearest)
    families = find_families_slowly(corpus, nearest, min_words=min_words)
    order = {name: number for number, name in enumerate(corpus.names)}

    def first_place(family: set[int]) -> tuple[int, int]:
        of_family = (place for passage in family for place in places[passage])
        return min((order[place.doc], place.start, -place.end) for place in of_family)

    rows = []
    families.sort(key=first_place)
    for number, family in enumerate(families, start=1):
        covered = {place for passage in family for place in places[passage]}
        documents = len({place.doc for place in covered})
        for place in join_places(corpus, covered):
            surface = corpus.raw[place.doc][place.start : place.end]
            rows.append((number, *place, surface, documents))
    rows.sort(key=lambda row: -row[-1])
    table = passage_families(corpus, min_words=min_words)
    columns = table[["passage", "doc", "start", "end", "surface", "documents"]]
    assert list(columns.itertuples(index=False, name=None)) == rows


@given(corpora(), st.integers(2, 4))
def test_a_pair_belongs_to_the_family_of_its_places(
    corpus: Corpus, min_words: int
) -> None:
    families = passage_families(corpus, min_words=min_words)
    table = shared_passages(corpus, min_words=min_words)
    documents = families.groupby("passage")["doc"].agg(set).to_dict()
    for row in table.itertuples():
        assert {row.doc, row.other} <= documents[row.passage]
        assert row.documents == len(documents[row.passage])
        for doc, start, end in (
            (row.doc, row.start, row.end),
            (row.other, row.other_start, row.other_end),
        ):
            in_family = families["passage"] == row.passage
            stretches = families[in_family & (families["doc"] == doc)]
            meets = (stretches["start"] < end) & (stretches["end"] > start)
            assert meets.any()


def test_families_of_a_corpus_are_those_of_its_table(seeds: Path) -> None:
    paths = sorted(seeds.glob("*.txt"))
    texts = {path.stem: path.read_bytes().decode() for path in paths}
    corpus = Corpus.from_texts(texts)
    for options in ({}, {"min_surprisal": 60.0}, {"lexicon": {"belt": ["belt*"]}}):
        table = shared_passages(corpus, **options)  # type: ignore[arg-type]
        families = passage_families(corpus, **options)  # type: ignore[arg-type]
        pd.testing.assert_frame_equal(families, passage_families(table))
        assert len(families)


def test_of_a_family_with_too_few_bits_the_places_with_enough_are_left() -> None:
    long = "red blue green grey pink gold"
    texts = {
        "ann": f"ann {long} brown black white",
        "bob": f"bob {long} brown black white",
        "cyd": f"cyd {long} silver",
    }
    corpus = Corpus.from_texts(texts)
    assert passage_families(corpus)["doc"].tolist() == ["ann", "bob", "cyd"]
    bits = shared_passages(corpus)["surprisal"]
    most_bits = passage_families(corpus, min_surprisal=bits.max())
    assert most_bits["doc"].tolist() == ["ann", "bob"]
    assert most_bits["documents"].tolist() == [2, 2]
    no_rows = passage_families(corpus, min_surprisal=bits.max() + 1)
    assert no_rows.empty
    assert list(no_rows.columns) == list(most_bits.columns)


def test_an_option_for_a_corpus_is_refused_with_a_table() -> None:
    table = shared_passages(Corpus.from_texts({"a": TEXT, "b": TEXT}))
    with pytest.raises(
        OptionError, match="min_words is 8, which chooses the passages of a corpus"
    ):
        passage_families(table, min_words=8)
    with pytest.raises(OptionError, match=r"lexicon is .*which chooses"):
        passage_families(table, lexicon="chinese-diplomacy")
    with pytest.raises(OptionError, match="first argument is a Corpus"):
        passage_families("texts")  # type: ignore[arg-type]


def test_passages_that_overlap_by_less_than_half_are_two_families() -> None:
    words = [f"w{number}" for number in range(40)]
    for overlap, families in ((5, 1), (4, 2)):
        text = " ".join(words[:10])
        other_text = " ".join(words[10 - overlap : 20 - overlap])
        texts = {"a": " ".join(words), "b": text, "c": other_text}
        table = shared_passages(Corpus.from_texts(texts), min_words=6)
        assert table["words"].tolist() == [10, 10]
        assert table["passage"].nunique() == families, overlap


@given(corpora())
def test_a_family_is_wherever_one_of_its_passages_is(corpus: Corpus) -> None:
    table = shared_passages(corpus, min_words=2)
    documents_of_family = table.groupby("passage")["documents"].max()
    rows = []
    for (passage, doc), sides_of_doc in sides(table).groupby(["passage", "doc"]):
        covered: set[int] = set()
        for side in sides_of_doc.itertuples():
            covered |= set(range(side.start, side.end))
        offsets = sorted(covered)
        starts = [offset for offset in offsets if offset - 1 not in covered]
        ends = [offset + 1 for offset in offsets if offset + 1 not in covered]
        for start, end in zip(starts, ends, strict=True):
            rows.append(
                {
                    "passage": passage,
                    "doc": doc,
                    "start": start,
                    "end": end,
                    "surface": corpus.raw[doc][start:end],
                    "documents": documents_of_family[passage],
                }
            )
    rows.sort(key=lambda row: (-row["documents"], row["passage"], row["doc"]))
    families = passage_families(table)
    columns = ["passage", "doc", "start", "end", "surface", "documents"]
    assert families[columns].to_dict("records") == rows


@st.composite
def edited_tables(draw: st.DrawFn) -> pd.DataFrame:
    """Draw a table whose places overlap in any way, and have any texts."""
    count = draw(st.integers(1, 12))
    table = shared_passages(Corpus.from_texts({"b": TEXT, "a": TEXT}))
    table = table.take([0] * count).reset_index(drop=True)

    def draw_column(cells: st.SearchStrategy[object]) -> list[object]:
        return draw(st.lists(cells, min_size=count, max_size=count))

    table["passage"] = draw_column(st.integers(1, 3))
    for prefix, doc in (("", "doc"), ("other_", "other")):
        table[doc] = draw_column(st.sampled_from(["b", "a", "é", "字"]))
        table[f"{prefix}start"] = draw_column(st.integers(0, 8))
        table[f"{prefix}end"] = table[f"{prefix}start"]
        table[f"{prefix}end"] += draw_column(st.integers(0, 8))
        table[f"{prefix}surface"] = draw_column(st.text("xyz", max_size=6))
    key = ["doc", "start", "end", "other", "other_start", "other_end"]
    return table.drop_duplicates(key)


@given(edited_tables())
def test_stretches_of_edited_tables_are_joined_one_after_the_other(
    table: pd.DataFrame,
) -> None:
    expected = []
    for (passage, doc), group in sides(table).groupby(["passage", "doc"]):
        places = set(zip(group["start"], group["end"], group["surface"], strict=True))
        joined: list[tuple[int, int, str]] = []
        for start, end, surface in sorted(places):
            if not joined or start >= joined[-1][1]:
                joined.append((start, end, surface))
            elif end > joined[-1][1]:
                first_start, first_end, text = joined.pop()
                text += surface[first_end - start :]
                joined.append((first_start, end, text))
        expected += [(passage, doc, *stretch) for stretch in joined]
    families = passage_families(table)
    columns = families[["passage", "doc", "start", "end", "surface"]]
    assert sorted(columns.itertuples(index=False, name=None)) == expected


def test_a_table_sorted_otherwise_or_loaded_has_the_same_families(
    seeds: Path, tmp_path: Path
) -> None:
    texts = {path.stem: path.read_bytes().decode() for path in seeds.glob("*.txt")}
    table = shared_passages(Corpus.from_texts(texts), min_words=3)
    families = passage_families(table)
    assert len(families)
    backwards = passage_families(table[::-1])
    columns = families.columns.drop("note")  # whose notes have the order of the table
    pd.testing.assert_frame_equal(backwards[columns], families[columns])
    path = tmp_path / "passages.csv"
    save(table, path)
    loaded = load(path)
    pd.testing.assert_frame_equal(passage_families(loaded), families)


def test_families_put_one_text_in_many_documents_together() -> None:
    text = "we will build a community with a shared future"
    texts = {name: f"{name} said {text} {name}" for name in ("ann", "bob", "cyd")}
    table = shared_passages(Corpus.from_texts(texts))
    assert len(table) == 3
    assert set(table["documents"]) == {3}
    families = passage_families(table)
    assert families["doc"].tolist() == ["ann", "bob", "cyd"]
    assert set(families["surface"]) == {f"said {text}"}
    assert set(families["passage"]) == {1}


def test_families_have_the_labels_of_their_documents_on_either_side() -> None:
    text = "we will build a community with a shared future"
    texts = {name: f"{name} said {text}" for name in ("ann", "bob")}
    table = shared_passages(Corpus.from_texts(texts))
    table = table.assign(doc_label="Ann's speech", other_label="Bob's speech")
    families = passage_families(table)
    assert families["doc"].tolist() == ["ann", "bob"]
    assert families["doc_label"].tolist() == ["Ann's speech", "Bob's speech"]


def test_the_most_widespread_family_is_first_whatever_its_number() -> None:
    long, short = "one two three four five six seven", "red blue green grey pink"
    texts = {name: f"{name} {long}" for name in ("ann", "bob")}
    texts |= {name: f"{short} {name}" for name in ("cyd", "dan", "eve")}
    table = shared_passages(Corpus.from_texts(texts), min_words=5)
    assert sorted(table["passage"].unique()) == [1, 2]
    for numbered in (table, table.assign(passage=3 - table["passage"])):
        families = passage_families(numbered)
        assert families["doc"].tolist() == ["cyd", "dan", "eve", "ann", "bob"]
        assert families["documents"].tolist() == [3, 3, 3, 2, 2]


def notes_in(note: str) -> set[str]:
    return set(filter(None, note.split("; ")))


def test_a_row_has_the_notes_that_all_its_pairs_have(seeds: Path) -> None:
    texts = {path.stem: path.read_bytes().decode() for path in seeds.glob("*.txt")}
    table = shared_passages(Corpus.from_texts(texts))
    families = passage_families(table)
    for row in families.itertuples():
        has_doc = (table["doc"] == row.doc) | (table["other"] == row.doc)
        pairs = table[has_doc & (table["passage"] == row.passage)]
        expected = set.intersection(*map(notes_in, pairs["note"]))
        assert notes_in(row.note) == expected
    assert families["note"].str.contains("set phrase").any()
    assert (families["note"] == "").any()


def test_a_family_joined_by_overlaps_only_is_noted() -> None:
    words = [f"w{number}" for number in range(60)]
    texts = {
        f"d{number}": " ".join(words[4 * number : 4 * number + 14])
        for number in range(6)
    }
    corpus = Corpus.from_texts(texts)
    table = shared_passages(corpus, max_documents=3)
    assert (table["documents"] == 6).all()
    expected = "its family joins unlike wordings by overlaps"
    for note in [*table["note"], *passage_families(table)["note"]]:
        assert expected in notes_in(note)
    for note in shared_passages(corpus, max_documents=6)["note"]:
        assert expected not in note


def test_a_table_of_another_kind_is_refused_with_the_verb_that_makes_one() -> None:
    table = shared_passages(Corpus.from_texts({})).drop(columns="surface")
    with pytest.raises(TableError, match=r"discourse\.shared_passages\(corpus\)"):
        passage_families(table)


def test_no_passages_have_no_families() -> None:
    assert passage_families(shared_passages(Corpus.from_texts({}))).empty
