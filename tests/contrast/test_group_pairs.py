"""Which groups are compared with which, and what is hinted at."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from keyness_corpora import THREE_GROUPS, corpus_with_columns, corpus_with_sides

from discourse.contrast import keyness
from discourse.corpus import Corpus
from discourse.errors import ColumnError, EmptyCorpusError, OptionError


def compared_groups(table: pd.DataFrame) -> list[tuple[str, str]]:
    """Targets and references, in order."""
    names = table[["target", "reference"]].drop_duplicates()
    return list(names.itertuples(index=False, name=None))


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, [("a", "all others"), ("b", "all others"), ("c", "all others")]),
        ({"target": "b"}, [("b", "all others")]),
        ({"reference": "b"}, [("a", "b"), ("c", "b")]),
        ({"target": "c", "reference": "a"}, [("c", "a")]),
    ],
)
def test_groups_that_are_compared(
    options: dict[str, str], expected: list[tuple[str, str]]
) -> None:
    corpus = corpus_with_sides(THREE_GROUPS)
    table = keyness(corpus, by="side", min_count=1, **options)  # type: ignore[arg-type]
    assert compared_groups(table) == expected
    for target, reference in expected:
        own = table[(table["target"] == target) & (table["reference"] == reference)]
        others = set("abc") - {target} if reference == "all others" else {reference}
        inside = [text for name, text in THREE_GROUPS.items() if name[0] == target]
        outside = [text for name, text in THREE_GROUPS.items() if name[0] in others]
        for column, texts in (("target", inside), ("reference", outside)):
            words = " ".join(texts).split()
            assert set(own[f"words_{column}"]) == {len(words)}
            assert set(own[f"of_{column}"]) == {sum(bool(text) for text in texts)}
            counts = [words.count(term) for term in own["term"]]
            assert own[f"count_{column}"].tolist() == counts


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, [("a", "b")]),
        ({"target": "b"}, [("b", "a")]),
        ({"reference": "a"}, [("b", "a")]),
        ({"reference": "b"}, [("a", "b")]),
    ],
)
def test_of_two_groups_each_is_the_reference_of_the_other(
    options: dict[str, str], expected: list[tuple[str, str]]
) -> None:
    corpus = corpus_with_sides(THREE_GROUPS).where(side=["a", "b"])
    table = keyness(corpus, by="side", min_count=1, **options)  # type: ignore[arg-type]
    assert compared_groups(table) == expected


def test_a_group_without_words_is_named() -> None:
    texts = {"a1": "peace", "b1": "", "c1": "war"}
    with pytest.raises(EmptyCorpusError, match="'b' has no document with a word"):
        keyness(corpus_with_sides(texts), by="side", target="a", reference="b")
    with pytest.raises(EmptyCorpusError, match="'b' has no document with a word"):
        keyness(corpus_with_sides(texts), by="side", target="b")


def test_a_group_without_words_costs_no_other_comparison() -> None:
    texts = {"a1": "peace", "b1": "war", "c1": "", "d1": "peace, war", "e1": "war"}
    corpus = corpus_with_sides(texts)
    table = keyness(corpus, by="doc", min_count=1)
    assert table["target"].unique().tolist() == ["a1", "b1", "d1", "e1"]
    assert set(table["reference"]) == {"all others"}
    assert all("'c1': left out" in note for note in table["note"])
    by_side = keyness(corpus, by="side", min_count=1, profile="ucrel")
    assert by_side["target"].unique().tolist() == ["a", "b", "d", "e"]
    assert all("'c': left out" in note for note in by_side["note"])
    # Both groups that are compared are named: nobody misses another.
    named = keyness(corpus, by="side", target="a", reference="b", min_count=1)
    assert not any("left out" in note for note in named["note"])


def test_of_two_groups_with_words_the_first_is_the_target() -> None:
    texts = {"a1": "peace", "b1": "", "c1": "war"}
    table = keyness(corpus_with_sides(texts), by="side", min_count=1)
    assert compared_groups(table) == [("a", "c")]


def test_a_group_of_documents_without_a_value_is_a_target() -> None:
    corpus = corpus_with_columns(
        {"a": "peace", "b": "war", "c": "war, peace"}, side=["x", None, "y"]
    )
    for target in ("(no value)", "", " "):
        table = keyness(corpus, by="side", target=target, min_count=1)
        assert compared_groups(table) == [("(no value)", "all others")]
    years = corpus_with_columns({"a": "peace", "b": "war"}, year=[2019, None])
    table = keyness(years, by="year", target=2019.0, min_count=1)  # type: ignore[arg-type]
    assert compared_groups(table) == [("2019", "(no value)")]


def test_of_many_groups_the_first_eight_are_named() -> None:
    texts = {f"{letter}1": "peace" for letter in "abcdefghi"}
    with pytest.raises(OptionError) as told:
        keyness(corpus_with_sides(texts), by="side", target="z")
    assert "expected one of 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', ...." in str(
        told.value
    )
    texts.pop("i1")
    with pytest.raises(OptionError) as told:
        keyness(corpus_with_sides(texts), by="side", target="z")
    assert "'g', 'h'." in str(told.value)


EIGHT_DOCUMENTS = {f"x{n}": "peace and war" for n in range(4)}
EIGHT_DOCUMENTS |= {f"y{n}": "peace and law" for n in range(4)}


@pytest.mark.parametrize(
    ("columns", "named"),
    [
        ({"city": "abcdeeff"}, "city"),
        ({"city": "abcdeeff", "land": "aabbccdd"}, "land"),
        ({"land": "aabbccdd", "city": "abcdeeff"}, "land"),
        ({"land": "aabbccdd", "club": "aabbccdd"}, "club"),
        ({"land": "aaaabbcc"}, "land"),
        ({"land": "aaaabbbb"}, ""),
        ({"land": "abcdefgh"}, ""),
        ({"land": "aabbbccc"}, ""),
        ({"land": "aabb ccc"}, ""),
        ({}, ""),
    ],
)
def test_a_column_that_keeps_documents_together_is_hinted_at(
    columns: dict[str, str], named: str
) -> None:
    given = {}
    for name, values in columns.items():
        given[name] = [value.strip() for value in values]
    found = keyness(
        corpus_with_sides(EIGHT_DOCUMENTS, **given), by="side", min_count=1
    )["note"]
    assert found.str.contains("all lie on one side").all() == bool(named)
    if named:
        assert found.str.contains(f"documents of one {named} all", regex=False).all()
        assert found.str.endswith(f"give cluster={named!r}").all()


def test_a_document_is_named_by_the_only_beginning_of_its_id() -> None:
    texts = {"000_17": "One belt. " * 9, "001_0e": "One road. " * 9}
    corpus = Corpus.from_texts(texts)
    table = keyness(corpus, by="doc", target="000")
    assert set(table["target"]) == {"000_17"}
    with pytest.raises(OptionError, match="beginning of 2 ids: '000_17', '001_0e'"):
        keyness(corpus, by="doc", target="00")
    named = corpus.assign(x={"000_17": "abc", "001_0e": "b"})
    with pytest.raises(OptionError, match="is no value of 'x'"):
        keyness(named, by="x", target="ab")


def test_what_was_written_together_is_pointed_out() -> None:
    written = {f"d{n:02}": "peace and war " * (n + 1) for n in range(14)}
    side, country = (
        ["x"] * 7 + ["y"] * 7,
        ["a", "a", "b", "b", "b", "c", "c", *"ddddeee"],
    )
    corpus = corpus_with_columns(
        written, side=side, country=country, year=[str(n % 7) for n in range(14)]
    )
    told = "documents of one country all lie on one side: if they depend on one another, give cluster='country'"
    assert set(keyness(corpus, by="side")["note"]) == {told}
    assert (
        "country" not in keyness(corpus, by="side", cluster="country")["note"].iloc[0]
    )
    assert set(keyness(corpus, by="side", profile="ucrel")["note"]) != {told}
    assert set(keyness(corpus.assign(country=""), by="side")["note"]) == {""}, (
        "years lie on both sides"
    )


def test_every_group_is_compared_with_all_the_others(seed_corpus: Corpus) -> None:
    table = keyness(seed_corpus, by="medium")
    assert table["target"].drop_duplicates().tolist() == [
        "automatic rewrite",
        "human",
        "machine translation",
    ]
    assert set(table["reference"]) == {"all others"}
    against = keyness(seed_corpus, by="medium", reference="human")
    assert against["target"].drop_duplicates().tolist() == [
        "automatic rewrite",
        "machine translation",
    ]
    alone = keyness(seed_corpus, by="medium", target="human")
    pd.testing.assert_frame_equal(
        alone, table[table["target"] == "human"].reset_index(drop=True)
    )


def test_documents_without_words_take_no_part() -> None:
    corpus = corpus_with_columns(
        {"a": "peace peace", "b": "peace war", "c": "", "d": "war"},
        side=["x", "x", "y", "y"],
    )
    assert set(keyness(corpus, by="side", min_count=1)["of_reference"]) == {1}


def test_columns_and_groups_that_cannot_be_compared(small_corpus: Corpus) -> None:
    with pytest.raises(ColumnError, match="'sid' is no column"):
        keyness(small_corpus, by="sid")
    with pytest.raises(OptionError, match="makes 1 group"):
        keyness(small_corpus.where(side="a"), by="side")
    with pytest.raises(EmptyCorpusError, match="'y' has no document with a word"):
        keyness(
            corpus_with_columns({"a": "peace", "b": ""}, side=["x", "y"]), by="side"
        )


def test_a_group_may_be_named_by_its_number() -> None:
    corpus = corpus_with_columns(
        {"a": "peace peace", "b": "war war", "c": "war trade"}
    ).assign(year=[2021, 2022, 2023])
    pd.testing.assert_frame_equal(
        keyness(corpus, by="year", target=2021, reference=2022, min_count=1),  # type: ignore[arg-type]
        keyness(
            corpus, by="year", target="2021", reference="2022", min_count=np.int64(1)
        ),
    )
    with pytest.raises(OptionError, match="target=2020 is no value of 'year'"):
        keyness(corpus, by="year", target=2020)  # type: ignore[arg-type]
    with pytest.raises(
        OptionError,
        match=r"min_count=2\.5: a whole number from 1 was expected; 1 keeps every term",
    ):
        keyness(corpus, by="year", target="2021", min_count=2.5)  # type: ignore[arg-type]
