"""Text columns have one dtype, whatever the version of pandas."""

from __future__ import annotations

import ast
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

import discourse
from discourse.tables import KINDS, TEXT_DTYPE, make, take_texts

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
