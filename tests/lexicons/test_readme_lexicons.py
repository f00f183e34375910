"""The lexicons that the README shows are read, and say the same in both forms."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from discourse.corpus import Corpus
from discourse.errors import LexiconError
from discourse.formulas import mentions
from discourse.lexicons import Lexicon

README = Path(__file__).parents[2] / "README.md"
TEXT = "A community with a shared future for humanity. 命运共同体。"


def block(language: str) -> str:
    section = README.read_text(encoding="utf-8").split("## A lexicon of your own")[1]
    match = re.search(rf"```{language}\n(.*?)```", section, re.DOTALL)
    assert match is not None
    return match[1]


@pytest.mark.parametrize(("language", "ending"), [("toml", ".toml"), ("text", ".csv")])
def test_the_lexicons_of_the_readme(language: str, ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"mine{ending}"
    path.write_text(block(language), encoding="utf-8")
    table = mentions(Corpus.from_texts({"a": TEXT}), Lexicon.read(path))
    assert table["family"].tolist() == ["shared_future", "shared_future"]
    assert table["language"].tolist()[1] == "zh"
    assert table["level"].tolist()[0] == "mankind"


def test_the_cells_of_a_row_hold_for_all_its_patterns(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(
        "family,patterns,status,language\nw,gagnant-gagnant; tous gagnants,variant,fr\n",
        encoding="utf-8",
    )
    phrases = Lexicon.read(path)["w"].phrases
    assert [(phrase.status, phrase.language) for phrase in phrases] == [
        ("variant", "fr"),
        ("variant", "fr"),
    ]
    path.write_text("family,patterns,id\nw,a;b,x\n", encoding="utf-8")
    with pytest.raises(LexiconError, match="line 2: id='x' names one pattern, and 2"):
        Lexicon.read(path)
