"""Text columns have one dtype, whatever the version of pandas."""

from __future__ import annotations

import ast
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import discourse
from discourse.spans import cut_texts
from discourse.tables import (
    KINDS,
    TEXT_DTYPE,
    cut_text_column,
    make,
    take_columns,
    take_texts,
    text_dtype,
)

HOUSE = Path(discourse.__file__).parent
FILES = sorted(HOUSE.rglob("*.py"))


def text_dtypes_by_name(source: str) -> list[int]:
    """The lines that name the dtype, or ask for Python objects in its place."""
    lines = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        dtypes = [word.value for word in node.keywords if word.arg == "dtype"]
        if isinstance(node.func, ast.Attribute) and node.func.attr == "astype":
            dtypes += node.args
        if any(isinstance(d, ast.Constant) and d.value == "str" for d in dtypes):
            lines.append(node.lineno)
    return lines


def test_the_dtype_is_the_one_that_pandas_3_gives_to_text() -> None:
    assert str(TEXT_DTYPE) == "str"
    assert TEXT_DTYPE.na_value is np.nan
    if int(pd.__version__.split(".")[0]) >= 3:
        assert pd.Series(["a"]).dtype == TEXT_DTYPE
        assert pd.Series(["a"], dtype="str").dtype == TEXT_DTYPE


def test_a_call_that_names_the_dtype_is_found() -> None:
    assert text_dtypes_by_name('pd.Series([], dtype="str")') == [1]
    assert text_dtypes_by_name('x\ntable.astype("str")') == [2]
    assert text_dtypes_by_name('Column("str"); array.astype(str)') == []


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(HOUSE)))
def test_no_file_names_the_dtype_by_a_word(path: Path) -> None:
    lines = text_dtypes_by_name(path.read_text(encoding="utf-8"))
    assert not lines, f"lines {lines}: in pandas 2.3 'str' stands for Python objects"


@pytest.mark.parametrize("kind", KINDS)
def test_each_text_column_of_a_table_has_the_dtype(kind: str) -> None:
    table = make(kind, {})
    for name, column in KINDS[kind].items():
        if column.dtype == "str":
            assert table[name].dtype == TEXT_DTYPE, name


@pytest.mark.parametrize("values", [["the"], ["the", "the"], ["the", "", "命"]])
def test_the_text_of_each_number_is_taken(values: list[str]) -> None:
    numbers = np.array([0, len(values) - 1, 0])
    cells = pd.Series(take_texts(values, numbers))
    assert cells.dtype == TEXT_DTYPE
    assert cells.tolist() == [values[number] for number in numbers.tolist()]


def test_a_list_that_is_no_list_of_texts_becomes_text() -> None:
    cells = ["a", 1, None, np.nan]
    table = make(
        "spans", {**dict.fromkeys(("start", "end"), 0), "doc": cells, "label": "x"}
    )
    assert table["doc"].tolist() == ["a", "1", "", ""]


TEXTS = ["", "peace", "«Paix» — à tous", "一带一路", "𝄞 a\u0301"]


@st.composite
def spans_of_texts(draw: st.DrawFn) -> list[tuple[int, int, int]]:
    """Numbers of texts, each with where a span of the text starts and ends."""
    spans = []
    for number in draw(st.lists(st.sampled_from(range(len(TEXTS))), max_size=9)):
        ends = st.integers(0, len(TEXTS[number]))
        spans.append((number, *sorted([draw(ends), draw(ends)])))
    return spans


@pytest.mark.parametrize("most_characters", [0, 10_000])
@given(spans_of_texts())
def test_texts_are_cut_by_bytes_as_by_characters(
    most_characters: int, spans: list[tuple[int, int, int]]
) -> None:
    numbers, starts, ends = np.array(spans, dtype=np.int64).reshape(-1, 3).T
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text_dtype, "_MAX_CHARACTERS_OF_SPAN", most_characters)
        patch.setattr(text_dtype, "_SPANS_AT_ONCE", 4)
        column = cut_text_column(TEXTS, numbers, starts, ends)
    column.validate(full=True)
    assert column.to_pylist() == cut_texts(TEXTS, numbers, starts, ends)


def test_columns_with_the_same_texts_are_taken_once() -> None:
    values = {"doc": ["a", "b"], "doc_label": ["a", "b"], "family": ["a", "c"]}
    columns = take_columns(values, np.array([1, 0, 1]))
    assert columns["doc"] is columns["doc_label"]
    cells = {name: list(column) for name, column in columns.items()}
    assert cells == {
        "doc": ["b", "a", "b"],
        "doc_label": ["b", "a", "b"],
        "family": ["c", "a", "c"],
    }
