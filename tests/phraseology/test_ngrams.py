"""n-grams, frames and skip-grams: against counting by hand, NLTK and scikit-learn."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from random_corpora import corpora, corpus_with_sides, sentences
from spelt_words import spelt

from discourse import tables
from discourse.corpus import Corpus
from discourse.counting.ngrams import MAX_SEQUENCES
from discourse.errors import ColumnError, OptionError
from discourse.phraseology import ngrams

# For each sequence, the document and the filler of the slot of each occurrence.
Occurrences = dict[tuple[str, ...], list[tuple[int, str]]]
COLUMNS = ["term", "n", "group", "count", "documents", "fillers", "filling"]


@dataclass(frozen=True)
class Selection:
    """Which sequences are listed, and in which groups they are counted."""

    min_count: int
    min_documents: int
    by: str | None


def contiguous_by_hand(corpus: Corpus, size: int) -> Occurrences:
    occurrences: Occurrences = {}
    for document, words in sentences(corpus):
        for first in range(len(words) - size + 1):
            gram = tuple(words[first : first + size])
            occurrences.setdefault(gram, []).append((document, ""))
    return occurrences


def frames_by_hand(corpus: Corpus, size: int) -> Occurrences:
    occurrences: Occurrences = {}
    for gram, places in contiguous_by_hand(corpus, size).items():
        for slot in range(1, size - 1):
            frame = (*gram[:slot], "*", *gram[slot + 1 :])
            fillers = [(document, gram[slot]) for document, _ in places]
            occurrences.setdefault(frame, []).extend(fillers)
    return occurrences


def skip_grams_by_hand(corpus: Corpus, size: int, skip: int) -> Occurrences:
    occurrences: Occurrences = {}
    for document, words in sentences(corpus):
        for positions in combinations(range(len(words)), size):
            if positions[-1] - positions[0] < size + skip:
                gram = tuple(words[position] for position in positions)
                occurrences.setdefault(gram, []).append((document, ""))
    return occurrences


def rows_by_hand(
    corpus: Corpus, occurrences_by_length: list[Occurrences], selection: Selection
) -> list[tuple[object, ...]]:
    """Return the rows of the sequences that are frequent enough, sorted."""
    codes, groups = corpus.groups(selection.by)
    rows = []
    for occurrences in occurrences_by_length:
        for gram, places in occurrences.items():
            documents = {document for document, _ in places}
            if len(places) < selection.min_count:
                continue
            if len(documents) < selection.min_documents:
                continue
            for code, group in enumerate(groups):
                in_group = [place for place in places if codes[place[0]] == code]
                if in_group:
                    rows.append((spelt(gram), len(gram), group, *counts_of(in_group)))
    return sorted(rows)


def counts_of(places: list[tuple[int, str]]) -> tuple[int, int, int, str]:
    """Return occurrences, documents and fillers, and the most frequent fillers."""
    documents = {document for document, _ in places}
    fillers = Counter(filler for _, filler in places if filler)
    by_count = sorted(fillers, key=lambda filler: (-fillers[filler], filler))
    return len(places), len(documents), len(fillers), " · ".join(by_count[:3])


def rows_of(table: pd.DataFrame) -> list[tuple[object, ...]]:
    return sorted(table[COLUMNS].itertuples(index=False, name=None))


groupings = st.sampled_from([None, "doc", "side"])
selections = st.builds(Selection, st.integers(1, 3), st.integers(1, 3), groupings)


@given(corpora, st.integers(1, 3), st.integers(0, 3), selections)
def test_ngrams_are_those_counted_by_hand(
    corpus: Corpus, shortest: int, more: int, selection: Selection
) -> None:
    longest = shortest + more
    table = ngrams(corpus, n=(shortest, longest), **asdict(selection))
    by_hand = []
    for size in range(shortest, longest + 1):
        by_hand.append(contiguous_by_hand(corpus, size))
    assert rows_of(table) == rows_by_hand(corpus, by_hand, selection)
    assert table["variability"].isna().all()
    assert (table["skip"] == 0).all()


@given(corpora, st.integers(1, 4), st.integers(0, 2), selections)
def test_frames_are_those_counted_by_hand(
    corpus: Corpus, shortest: int, more: int, selection: Selection
) -> None:
    longest = max(shortest + more, 3)
    table = ngrams(corpus, n=(shortest, longest), slot=True, **asdict(selection))
    by_hand = []
    for size in range(max(shortest, 3), longest + 1):
        by_hand.append(frames_by_hand(corpus, size))
    assert rows_of(table) == rows_by_hand(corpus, by_hand, selection)
    np.testing.assert_allclose(
        table["variability"], table["fillers"] / table["count"], rtol=1e-10
    )


@given(corpora, st.integers(1, 3), st.integers(0, 1), st.integers(1, 3), selections)
def test_skip_grams_are_those_counted_by_hand(
    corpus: Corpus, shortest: int, more: int, skip: int, selection: Selection
) -> None:
    longest = shortest + more
    table = ngrams(corpus, n=(shortest, longest), skip=skip, **asdict(selection))
    by_hand = []
    for size in range(shortest, longest + 1):
        by_hand.append(skip_grams_by_hand(corpus, size, skip))
    assert rows_of(table) == rows_by_hand(corpus, by_hand, selection)
    assert (table["skip"] == skip).all()


@given(corpora, groupings, st.booleans())
def test_rows_are_sorted_by_group_count_and_words(
    corpus: Corpus, by: str | None, slot: bool
) -> None:
    table = ngrams(corpus, n=(1, 4), min_count=1, by=by, slot=slot)
    groups = corpus.groups(by)[1]
    keys = [
        (groups.index(group), -count, [word.replace("*", "") for word in term.split()])
        for group, count, term in table[["group", "count", "term"]].itertuples(
            index=False, name=None
        )
    ]
    assert keys == sorted(keys)


@given(corpora)
def test_a_selection_counts_like_a_corpus_of_its_own(corpus: Corpus) -> None:
    keep = list(corpus.names[::2])
    part = corpus.where(doc=keep)
    masks = part.masks
    own = Corpus.from_texts({name: corpus.raw[name] for name in keep}, part.documents)
    if len(masks):
        own = own.mask(masks)
    for options in ({}, {"slot": True}, {"skip": 1, "n": (2, 3)}):
        pd.testing.assert_frame_equal(
            ngrams(part, min_count=1, by="side", **options),
            ngrams(own, min_count=1, by="side", **options),
        )


@given(corpora)
def test_counts_add_up(corpus: Corpus) -> None:
    sizes = [len(words) for _, words in sentences(corpus)]
    for n in (1, 2, 3):
        assert ngrams(corpus, n=n, min_count=1)["count"].sum() == sum(
            max(size - n + 1, 0) for size in sizes
        )
    whole, parts = ngrams(corpus, min_count=1), ngrams(corpus, min_count=1, by="side")
    summed = parts.groupby("term", as_index=False)[["count", "documents"]].sum()
    both = whole.merge(
        summed, on="term", suffixes=("", "_parts"), validate="one_to_one"
    )
    assert len(both) == len(whole)
    assert (both["count"] == both["count_parts"]).all()
    assert (both["documents"] == both["documents_parts"]).all()


@given(corpora, groupings, st.booleans())
def test_rates_are_among_the_words_of_the_group(
    corpus: Corpus, by: str | None, slot: bool
) -> None:
    table = ngrams(corpus, n=(1, 4), min_count=1, by=by, slot=slot, per=100)
    codes, groups = corpus.groups(by)
    whole = dict.fromkeys(groups, 0)
    for document, words in sentences(corpus):
        whole[groups[codes[document]]] += len(words)
    sizes = dict(
        zip(groups, np.bincount(codes, minlength=len(groups)).tolist(), strict=True)
    )
    assert table["of_documents"].tolist() == [sizes[group] for group in table["group"]]
    assert (table["documents"] <= table["of_documents"]).all()
    assert (table["words"] <= [whole[group] for group in table["group"]]).all()
    np.testing.assert_allclose(
        table["rate"], 100 * table["count"] / table["words"], rtol=1e-9
    )
    assert (table["per"] == 100).all()
    if not slot and by is not None:
        own = table[table["n"] == 1].groupby("group")["count"].sum()
        assert own.to_dict() == {group: size for group, size in whole.items() if size}


def test_words_are_those_in_the_scripts_of_the_sequence() -> None:
    corpus = Corpus.from_texts({"a": "peace and 和平 2024", "b": "peace 和平与 发展"})
    words = ngrams(corpus, n=(1, 2), min_count=1, by="doc").set_index(
        ["group", "term"]
    )["words"]
    assert words["a", "peace"] == 3, (
        "two in Latin letters, and the year, which is in every script"
    )
    assert words["a", "和"] == words["a", "和平"] == 3
    assert words["a", "and 和"] == 5
    assert words["a", "2024"] == 5
    assert words["b", "peace"] == 1
    assert words["b", "平与"] == 5
    frame = ngrams(corpus, n=3, min_count=1, slot=True, by="doc").set_index(
        ["group", "term"]
    )["words"]
    assert frame["a", "peace * 和"] == 5
    assert frame["b", "和 * 与"] == 5, "an open slot has no script"


def test_the_note_warns_of_few_documents() -> None:
    corpus = corpus_with_sides(
        {f"d{number}": "we build a road" for number in range(5)}
        | {"e": "we build a house"}
    )
    noted = ngrams(corpus, n=1, min_count=1, stop=None).set_index("term")["note"]
    assert noted["road"] == "few documents: the rate is theirs"
    assert noted["house"] == "in one document only"
    assert set(ngrams(corpus, n=1, min_count=1, by="doc", stop=None)["note"]) == {
        "rates are no test"
    }
    sides = ngrams(corpus, n=1, min_count=1, by="side", stop=None).set_index(
        ["group", "term"]
    )["note"]
    assert (
        sides["east", "road"] == "few documents: the rate is theirs; rates are no test"
    )
    assert sides["west", "house"] == "in one document only; rates are no test"
    alone = ngrams(
        corpus.where(doc=["d0", "d1", "d2"]), n=1, by="side", stop=None
    ).set_index(["group", "term"])["note"]
    assert (
        alone["west", "road"] == "one document: the rate is its own; rates are no test"
    )
    many = corpus_with_sides(
        {f"d{number:02}": "we build a road" for number in range(9)}
        | {"e": "we build a house"}
    )
    assert ngrams(many, n=1, min_count=1, stop=None).set_index("term")[
        "note"
    ].to_dict() == {
        **dict.fromkeys(("a", "build", "road", "we"), ""),
        "house": "in one document only",
    }


@given(corpora, st.integers(0, 2))
def test_nltk_counts_the_same(corpus: Corpus, skip: int) -> None:
    from nltk.util import everygrams, skipgrams

    by_nltk: Counter[str] = Counter()
    for _, words in sentences(corpus):
        if skip:
            by_nltk.update(" ".join(gram) for gram in skipgrams(words, 3, skip))
        else:
            by_nltk.update(" ".join(gram) for gram in everygrams(words, 1, 4))
    table = ngrams(corpus, n=3 if skip else (1, 4), min_count=1, skip=skip)
    assert dict(zip(table["term"], table["count"], strict=True)) == dict(by_nltk)


def test_scikit_learn_counts_the_same(seeds: Path) -> None:
    from sklearn.feature_extraction.text import CountVectorizer

    # One sentence a document, since the n-grams of scikit-learn cross ends of sentences.
    texts = {
        path.name: path.read_text(encoding="utf-8")
        for path in sorted(seeds.glob("*.txt"))
    }
    corpus = Corpus.from_texts(texts)
    sentence_texts = [" ".join(words) for _, words in sentences(corpus)]
    vectorizer = CountVectorizer(
        ngram_range=(1, 3), token_pattern=r"\S+", lowercase=False
    )
    matrix = vectorizer.fit_transform(sentence_texts)
    single = Corpus.from_texts(
        {f"s{number}": text for number, text in enumerate(sentence_texts)}
    )
    assert len(single.stream) == len(corpus.stream)
    table = ngrams(single, n=(1, 3), min_count=1)
    names = [
        spelt(name.split()) for name in vectorizer.get_feature_names_out().tolist()
    ]
    counts = dict(
        zip(names, np.asarray(matrix.sum(axis=0)).ravel().tolist(), strict=True)
    )
    documents = dict(
        zip(names, np.asarray((matrix > 0).sum(axis=0)).ravel().tolist(), strict=True)
    )
    assert dict(zip(table["term"], table["count"], strict=True)) == counts
    assert dict(zip(table["term"], table["documents"], strict=True)) == documents


def test_nothing_runs_over_a_sentence_a_paragraph_a_mask_or_a_document() -> None:
    corpus = Corpus.from_texts(
        {"a": "One two. Three four\n\nfive six CUT seven, eight", "b": "nine"}
    )
    spans = pd.DataFrame(
        {
            "doc": ["a"],
            "start": [corpus.raw["a"].index("CUT")],
            "end": [corpus.raw["a"].index(" seven")],
        }
    )
    assert ngrams(corpus.mask(spans), n=2, min_count=1)["term"].tolist() == [
        "five six",
        "one two",
        "seven eight",
        "three four",
    ]


def test_frames_of_a_hand_counted_text() -> None:
    corpus = Corpus.from_texts(
        {
            "a": "The end of the day. The end of the war. The role of the law.",
            "b": "The core of the law.",
        }
    )
    row = ngrams(corpus, n=4, slot=True).set_index("term").loc["the * of the"]
    assert row[["n", "count", "documents", "fillers", "filling"]].tolist() == [
        4,
        4,
        2,
        3,
        "end · core · role",
    ]
    assert row["variability"] == 0.75


@pytest.mark.parametrize(
    "texts", [{}, {"a": ""}, {"a": "one"}, {"a": ".", "b": "one two"}]
)
@pytest.mark.parametrize(
    "options", [{}, {"slot": True}, {"skip": 2}, {"by": "doc"}, {"n": 64}]
)
def test_next_to_nothing_gives_a_table_without_rows(
    texts: dict[str, str], options: dict[str, object]
) -> None:
    table = ngrams(Corpus.from_texts(texts), **options)  # type: ignore[arg-type]
    assert table.empty
    assert tuple(table.columns) == tuple(tables.KINDS["ngrams"])
    pd.testing.assert_frame_equal(table, tables.make("ngrams", {}))


def test_the_table_is_of_its_kind_and_comes_back_from_a_file(tmp_path: Path) -> None:
    corpus = Corpus.from_texts(
        {"null": "null and nan, null and NA.", "b": "null and nan 和平与发展"}
    )
    for table in (
        ngrams(corpus, min_count=1, by="doc"),
        ngrams(corpus, min_count=1, slot=True),
    ):
        assert tables.kind_of(table) == "ngrams"
        tables.save(table, tmp_path / "table.csv")
        pd.testing.assert_frame_equal(
            tables.load(tmp_path / "table.csv", kind="ngrams"), table
        )


def test_han_is_shown_without_blanks() -> None:
    corpus = Corpus.from_texts({"a": "和平与发展, peace 和平", "b": "カタカナ и мир"})
    for size in (1, 2, 3):
        table = ngrams(corpus, n=size, min_count=1)
        assert sorted(table["term"]) == sorted(
            spelt(gram) for gram in contiguous_by_hand(corpus, size)
        )
    assert {"和 * 与", "peace * 平", "カ * カ"} <= set(
        ngrams(corpus, n=3, min_count=1, slot=True)["term"]
    )


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"n": 0}, "n=0"),
        ({"n": (3, 2)}, r"n=\(3, 2\)"),
        ({"n": 65}, "n=65"),
        ({"n": "4 characters"}, "characters"),
        ({"min_count": 0}, "min_count=0"),
        ({"min_documents": 0}, "min_documents=0"),
        ({"min_count": 1.5}, "min_count=1.5"),
        ({"per": 0}, "per=0"),
        ({"per": 1e3}, "per=1000.0"),
        ({"skip": -1}, "skip=-1"),
        ({"skip": True}, "skip=True"),
        ({"slot": True, "n": 2}, "three words or more"),
        ({"slot": True, "skip": 1}, "three words or more"),
    ],
)
def test_options_that_make_no_sense_are_refused(
    options: dict[str, object], message: str
) -> None:
    with pytest.raises(OptionError, match=message):
        ngrams(Corpus.from_texts({"a": "one two three"}), **options)  # type: ignore[arg-type]


def test_an_unknown_column_is_named() -> None:
    with pytest.raises(ColumnError, match=r"'sied'.*Did you mean 'side'"):
        ngrams(corpus_with_sides({"a": "one"}), by="sied")


def test_too_many_skips_are_refused_beforehand() -> None:
    corpus = Corpus.from_texts({"a": "peace and law " * 1000})
    with pytest.raises(OptionError, match=f"skip=40.*{MAX_SEQUENCES:,}"):
        ngrams(corpus, n=(2, 20), skip=40)


def test_numbers_of_numpy_are_taken_and_other_values_refused() -> None:
    corpus = Corpus.from_texts({"a": "a rule of law and a rule of law"})
    same = ngrams(corpus, n=2, min_count=np.int64(2), per=np.int64(100), slot=np.False_)  # type: ignore[arg-type]
    pd.testing.assert_frame_equal(same, ngrams(corpus, n=2, min_count=2, per=100))
    with pytest.raises(OptionError, match="slot='x': True or False was expected"):
        ngrams(corpus, slot="x")  # type: ignore[arg-type]
    with pytest.raises(
        OptionError, match=r"per=1.*000: a whole number from 1 to 1,000,000,000"
    ):
        ngrams(corpus, per=10**30)
    with pytest.raises(OptionError, match="n-grams are of words here, not of lemmas"):
        ngrams(corpus, n="1 lemma")  # type: ignore[arg-type]


TEXT = "the end of the road and the end of the road and a new road. A new road. " * 2


def test_sequences_with_function_words_at_their_edges_come_last() -> None:
    corpus = corpus_with_sides({"a": TEXT, "b": TEXT})
    words = {"the", "of", "and", "a"}
    table = ngrams(corpus, n=(1, 3), by="side", stop=sorted(words))
    at_edge = [
        term.split()[0] in words or term.split()[-1] in words for term in table["term"]
    ]
    assert table["function_edge"].tolist() == at_edge
    for _, own in table.groupby("group"):
        assert own["function_edge"].is_monotonic_increasing
        for _, part in own.groupby("function_edge"):
            assert part["count"].is_monotonic_decreasing
    assert table["term"].iloc[0] == "road"
    assert set(table["stop"]) == {"4 words given"}
    by_count = ngrams(corpus, n=(1, 3), by="side", sort="count", stop=sorted(words))
    assert by_count["function_edge"].head(3).any()
    # Nothing is left out, and no number changes.
    pd.testing.assert_frame_equal(
        table.sort_values(["group", "term"], ignore_index=True),
        by_count.sort_values(["group", "term"], ignore_index=True),
    )


def test_frames_are_in_order_of_count() -> None:
    corpus = corpus_with_sides({"a": TEXT, "b": TEXT})
    frames = ngrams(corpus, n=3, slot=True, stop="en")
    assert frames["count"].is_monotonic_decreasing
    assert not frames["function_edge"].any()
    assert set(frames["stop"]) == {""}
