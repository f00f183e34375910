"""Debris inside the running text: foreign scripts, fragments, stray stops."""

from __future__ import annotations

import pytest
from made_up_pages import debris_rows


@pytest.mark.parametrize(
    ("text", "run"),
    [
        ("The river is long. 这是一个没有翻译的句子 and it is wide and slow.", "这是一个没有翻译的句子"),
        ("河流很长，流过许多国家和地区。Left in English here 我们都喝这里的水，我们都爱这条河。", "Left in English here"),
        ("He said добрый день, друзья to them and they answered in kind.", "добрый день, друзья"),
    ],
)  # fmt: skip
def test_a_run_in_another_script_is_marked(text: str, run: str) -> None:
    assert debris_rows(text) == [(run, "foreign script", "mark")]


@pytest.mark.parametrize(
    "text",
    [
        "The GDP of 中国 grew.",
        "中国的GDP增长了，WTO也是如此。",
        "Straße, café and naïve are at home.",
        "2030 年 8 月",
    ],
)
def test_names_and_accents_are_at_home(text: str) -> None:
    assert debris_rows(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("They visited the dam. contribute. The people work.", ["contribute."]),
        ("Cooperation in all fields. and Tal. The ministers left.", ["and Tal."]),
        ("Cooperation between sister cities. . China and Tal agreed.", [". ."]),
        ("He came, saw etc. and left. So it was.", []),
        ("It cost approx. three crowns. We paid.", []),
        ("At 9 a.m. sharp. The bell rang... and stopped. Silence.", []),
        ("So it was . . . and so it is.", []),
    ],
)
def test_fragments_and_stray_stops(text: str, found: list[str]) -> None:
    assert [
        surface for surface, _, action in debris_rows(text) if action == "mark"
    ] == found
