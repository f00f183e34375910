"""What is computed stands on a page: the README and `help` name every function of `discourse.measures`."""

from __future__ import annotations

import re
from pathlib import Path

import discourse
from discourse import measures, registries

README = Path(__file__).resolve().parents[2] / "README.md"


def section(title: str) -> str:
    text = README.read_text(encoding="utf-8")
    return text.split(f"\n## {title}\n")[1].split("\n## ")[0]


def test_the_readme_names_every_function_of_measures_once_and_no_other() -> None:
    rows = [line for line in section("Measures on counts").splitlines() if "|" in line]
    named = re.findall(r"`(\w+)`", "\n".join(rows[2:]))
    assert sorted(named) == sorted(measures.__all__)


def test_help_names_every_function_of_measures() -> None:
    named = set(re.findall(r"\w+", str(measures.__doc__)))
    assert set(measures.__all__) <= named


def test_help_names_the_two_rooms_that_are_imported_by_name() -> None:
    for room in ("measures", "registries"):
        assert f"``discourse.{room}``" in str(discourse.__doc__)


def test_help_on_the_registries_names_each_of_them() -> None:
    text = str(registries.__doc__)
    for name in registries.__all__:
        if name.isupper():
            assert f":data:`{name}`" in text, name
