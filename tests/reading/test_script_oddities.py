"""Words of two scripts, traditional and simplified characters, cells that were cut."""

from __future__ import annotations

import pandas as pd
import pytest

from discourse import read
from discourse.corpus import Corpus
from discourse.reading.script_oddities import find_mixed_words


def read_texts(*texts: str) -> Corpus:
    return read(
        pd.DataFrame({"doc": [f"d{n}" for n in range(len(texts))], "text": texts})
    )


def kinds_of(corpus: Corpus, document: str) -> list[str]:
    rows = corpus.suspected
    return rows.loc[rows["source"].str.endswith(document), "kind"].tolist()


@pytest.mark.parametrize("word", ["Bеlt", "Сhina", "ВRI", "Βelt", "ΝΑΤO", "Xінь2a"])
def test_letters_of_two_scripts_in_one_word(word: str) -> None:
    (oddity,) = find_mixed_words(f"The {word} and the road, {word}.")
    assert (oddity.kind, oddity.count) == ("letters of two scripts", 2)
    assert word in oddity.reason
    assert "letters of two scripts in one word" in oddity.reason


@pytest.mark.parametrize(
    "text",
    ["Belt", "Пояс and путь", "5 μm of Δt", "α-helix", "5G-технологии", "中A国", ""],
)
def test_two_scripts_side_by_side_are_not_suspected(text: str) -> None:
    assert find_mixed_words(text) == []


def test_the_letter_is_named_by_its_number() -> None:
    rows = read_texts("The Bеlt and Road").suspected
    (reason,) = rows["reason"]
    assert "“е” is U+0435" in reason


def test_traditional_characters_are_reported_in_any_corpus() -> None:
    for corpus in (
        read_texts("人類命運共同體"),
        read_texts("人類命運共同體", "人类命运共同体", "构建新型国际关系"),
    ):
        assert "traditional characters" in kinds_of(corpus, "d0")
        assert "simplified characters" not in corpus.suspected["kind"].tolist()
    rows = read_texts("人類命運共同體").suspected.set_index("kind")
    assert rows.loc["traditional characters", "count"] == 3
    assert (
        "traditional_as_simplified=True" in rows.loc["traditional characters", "mend"]
    )


def test_simplified_characters_are_reported_where_most_texts_are_traditional() -> None:
    corpus = read_texts("人類命運共同體", "構建新型國際關係", "人类命运共同体")
    assert "simplified characters" in kinds_of(corpus, "d2")
    assert "traditional characters" not in kinds_of(corpus, "d2")


@pytest.mark.parametrize(
    "text",
    [
        "习近平主席出席中国—中亚峰会并发表主旨讲话，倡导构建命运共同体。何鏞",
        "経済と貿易の関係を発展させることが必要である。",
        "Belt and Road",
    ],
)
def test_a_name_and_japanese_are_not_reported(text: str) -> None:
    assert "traditional characters" not in kinds_of(read_texts(text), "d0")


@pytest.mark.parametrize(
    ("text", "is_cut"),
    [
        ("a" * 32_767, True),
        ("a" * 32_766, False),
        ("a" * 32_768, False),
        ("😀" * 16_383 + "a", True),
    ],
)
def test_a_cell_as_long_as_the_limit_of_spreadsheets(text: str, is_cut: bool) -> None:
    assert ("cut" in kinds_of(read_texts(text), "d0")) == is_cut
