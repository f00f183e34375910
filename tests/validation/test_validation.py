"""The checks of options that every room shares: what they take, and what they say."""

from __future__ import annotations

import ast
import math
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from discourse.errors import OptionError
from discourse.validation import checks
from discourse.validation.checks import (
    LARGEST_WHOLE_NUMBER,
    check_flag,
    check_number,
    check_option,
    check_whole_number,
    encodable_name,
    is_date,
    show_name,
    show_value,
    suggest,
    suggest_or_list,
)


@pytest.mark.parametrize("value", [3, np.int64(3), np.uint8(3), np.int32(3)])
def test_a_whole_number_of_any_make_is_taken_as_one_of_python(value: Any) -> None:
    assert check_whole_number("top", value) == 3
    assert type(check_whole_number("top", value)) is int


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0, "top=0: a whole number from 1 was expected; 1 keeps all."),
        ("3", "top='3': a whole number from 1 was expected; 1 keeps all. Write top=3."),
        (3.0, "top=3.0: a whole number from 1 was expected; 1 keeps all. Write top=3."),
        ("-3", "top='-3': a whole number from 1 was expected; 1 keeps all."),
        (2.5, "top=2.5: a whole number from 1 was expected; 1 keeps all."),
        (True, "top=True: a whole number from 1 was expected; 1 keeps all."),
        (np.True_, "top=np.True_: a whole number from 1 was expected; 1 keeps all."),
        (None, "top=None: a whole number from 1 was expected; 1 keeps all."),
        (math.nan, "top=nan: a whole number from 1 was expected; 1 keeps all."),
        (math.inf, "top=inf: a whole number from 1 was expected; 1 keeps all."),
        (
            LARGEST_WHOLE_NUMBER + 1,
            "top=1000000001: a whole number from 1 to 1,000,000,000 was expected; 1 keeps all.",
        ),
        (
            10**400,
            f"top=1{'0' * 58}…: a whole number from 1 to 1,000,000,000 was expected; 1 keeps all.",
        ),
    ],
)
def test_what_is_no_whole_number_is_refused_with_what_to_write(
    value: Any, said: str
) -> None:
    with pytest.raises(OptionError) as caught:
        check_whole_number("top", value, hint="; 1 keeps all")
    assert str(caught.value) == said


def test_the_bounds_of_a_whole_number_are_its_own() -> None:
    assert (
        check_whole_number("n", 0, 0),
        check_whole_number("n", 64, maximum=64),
        check_whole_number("n", LARGEST_WHOLE_NUMBER),
    ) == (
        0,
        64,
        LARGEST_WHOLE_NUMBER,
    )
    with pytest.raises(
        OptionError, match="n=65: a whole number from 1 to 64 was expected"
    ):
        check_whole_number("n", 65, maximum=64)
    with pytest.raises(OptionError, match="thousands of digits"):
        check_whole_number("n", 10**9000)
    with pytest.raises(OptionError, match="n=1: a whole number from 2 was expected"):
        check_whole_number("n", 1, 2)


def test_a_number_is_finite_and_within_its_bounds() -> None:
    assert check_number("score", np.float32(0.5), 0, 1) == 0.5
    assert check_number("score", 1) == 1.0
    for value in (math.nan, math.inf, None, True, [1], 10**400):
        with pytest.raises(OptionError, match=r"a number was expected\.$"):
            check_number("score", value)
    with pytest.raises(
        OptionError,
        match=r"score='0\.5': a number from 0 to 1 was expected\. Write score=0\.5\.",
    ):
        check_number("score", "0.5", 0, 1)
    with pytest.raises(
        OptionError, match=r"score=2: a number from 0 to 1 was expected\.$"
    ):
        check_number("score", 2, 0, 1)


def test_a_flag_is_true_or_false() -> None:
    assert (check_flag("strict", True), check_flag("strict", np.False_)) == (
        True,
        False,
    )
    for value in (0, 1, "yes", None, np.array([True])):
        with pytest.raises(OptionError, match="True or False was expected"):
            check_flag("strict", value)


def test_what_was_meant() -> None:
    assert suggest("A", ["a", "b"]) == " Did you mean 'a'?"
    assert (
        suggest("000_17", ["000_171e8d", "001_0e67"]) == " Did you mean '000_171e8d'?"
    )
    assert suggest_or_list("zz", []) == " There is none."
    assert suggest_or_list("zz", ["b"]) == " There is 'b'."
    assert (
        suggest_or_list("zz", "bacdefgh")
        == " There are 'b', 'a', 'c', 'd', 'e', 'f' and 2 more."
    )
    with pytest.raises(OptionError, match=r"^unit='x{58}… is not an option"):
        check_option("unit", "x" * 500, ["word"])


def test_a_date_stands_on_the_calendar() -> None:
    assert all(map(is_date, ("2013", "2013-12", "2012-02-29", "0001", "9999-12-31")))
    assert not any(
        map(
            is_date,
            (
                "2013-02-29",
                "2013-00",
                "2013-1",
                "2013-1-01",
                "13",
                "0000",
                "",
                " 2013",
                "２０１３",
                2013,
            ),
        )
    )


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ([1, 2], "[1, 2]"),
        ((1, 3), "(1, 3)"),
        (("By",), "('By',)"),
        ((), "()"),
        ([None, 0.5, "x", True], "[None, 0.5, 'x', True]"),
        ([1, 2, 3, 4, 5], "a list of 5"),
        (["a" * 30, "b" * 30], "a list of 2"),
        ([[1], [2]], "a list of 2"),
        ((np.arange(3), 1), "a tuple of 2"),
        ({1, 2}, "a set of 2"),
        ([10**5000], "[(thousands of digits)]"),
        ({"a": 1}, "a dict of 1"),
        (np.arange(1200), "a ndarray of 1,200"),
        (pd.Series([1, 2]), "a Series of 2"),
        (pd.DataFrame({"a": [1, 2, 3]}), "a DataFrame of 3"),
        ("a" * 100, f"'{'a' * 58}…"),
        (b"a", "b'a'"),
        (None, "None"),
        (np.array(3), "array(3)"),
        pytest.param(10**5000, "(thousands of digits)", id="digits"),
    ],
)
def test_what_came_is_shown_in_one_way(value: object, shown: str) -> None:
    assert show_value(value) == shown


def test_names_are_shown_as_text_that_any_file_holds() -> None:
    assert encodable_name("caf\udce9.txt") == "caf\\xe9.txt"
    assert show_name("a\nb") == "a\\nb"
    assert show_name("a b.txt") == "a b.txt"


def test_each_check_has_one_home() -> None:
    """No other room defines a check that stands in `validation`, under the same name or with a mark before it."""
    house = Path(checks.__file__).parents[1]
    # Their names, and short names that a second one would likely bear.
    short_names = {"shown", "whole", "finite", "flag", "one_of", "generator"}
    names = {*checks.__all__, *short_names}
    others = {}
    for path in sorted(house.rglob("*.py")):
        if path.samefile(checks.__file__):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.lstrip("_") in names:
                others[f"{path.relative_to(house).as_posix()}:{node.name}"] = node.args
    # A method that asks `validation.suggest`, after it has compared ids without accents.
    assert set(others) == {"reading/metadata_matching.py:suggest"}
