"""Kinds of shared passages: names by their capitals, formulas by a lexicon."""

from __future__ import annotations

from pathlib import Path

import pytest

from discourse.corpus import Corpus
from discourse.text_reuse import shared_passages


def kind_of(
    text: str, other_text: str, lexicon: dict[str, list[str]] | None = None
) -> str:
    """Return the kind of the only passage that two texts share."""
    corpus = Corpus.from_texts({"a": text, "b": other_text})
    table = shared_passages(corpus, lexicon=lexicon)
    assert len(table) == 1
    return str(table["kind"][0])


@pytest.mark.parametrize(
    ("text", "other_text", "kind"),
    [
        # Two of the four words of four letters have a capital.
        ("the Great Hall near some of us", "the Great Hall near some of us", "name"),
        (
            "the Great hall near some of us",
            "the Great hall near some of us",
            "verbatim",
        ),
        # Both sides need the capitals.
        (
            "the Great Hall near some of us",
            "the great hall near some of us",
            "verbatim",
        ),
        (
            "the great hall near some of us",
            "the Great Hall near some of us",
            "verbatim",
        ),
        # There are no words of four letters.
        ("A Big Day for us and him", "A Big Day for us and him", "verbatim"),
        # A word of three letters does not count; a word of four letters does.
        ("the UN and its Day of Hope", "the UN and its Day of Hope", "name"),
        ("the UN and its Day of hope", "the UN and its Day of hope", "verbatim"),
        # A name has no differences.
        (
            "the Great Hall in Paris of the Five Lands at Sea",
            "the Great Hall in Paris of the Six Lands at Sea",
            "paraphrase",
        ),
    ],
)
def test_a_name_has_capitals_on_both_sides(
    text: str, other_text: str, kind: str
) -> None:
    assert kind_of(text, other_text) == kind


@pytest.mark.parametrize(
    ("formulas", "kind"),
    [
        (["c d e"], "formula"),  # three words of six
        (["a b", "f"], "formula"),
        (["c d"], "verbatim"),
        (["a b c", "b c d"], "formula"),  # four words, two of them in both formulas
        (["a b", "b"], "verbatim"),  # two words, one of them in both formulas
        (["x a", "f y"], "verbatim"),
    ],
)
def test_a_formula_has_half_of_the_words(formulas: list[str], kind: str) -> None:
    lexicon = {f"f{number}": [text] for number, text in enumerate(formulas)}
    text = "a b c d e f"
    assert kind_of(f"x {text} z", f"v {text} y", lexicon) == kind
    assert kind_of(f"z {text}", f"v {text}", lexicon) == kind
    assert kind_of(text, text, lexicon) == kind


def test_formulas_outside_a_passage_do_not_count() -> None:
    formulas = {"x": ["p q r s t u"], "y": ["g h"]}
    texts = {"a": "p q r s t u a b c d e f g h", "b": "z a b c d e f v"}
    table = shared_passages(Corpus.from_texts(texts), lexicon=formulas)
    assert table["surface"].tolist() == ["a b c d e f"]
    assert table["kind"].tolist() == ["verbatim"]


def test_formulas_and_names_of_the_seeds(seeds: Path) -> None:
    texts = {path.stem: path.read_bytes().decode() for path in seeds.glob("*.txt")}
    table = shared_passages(Corpus.from_texts(texts), lexicon="chinese-diplomacy")
    kinds = dict(zip(table["surface"], table["kind"], strict=True))
    assert kinds['The "Belt and Road" initiative and'] == "formula"
    assert kinds["Department of the CPC Central Committee"] == "name"
