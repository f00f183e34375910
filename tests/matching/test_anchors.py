"""Short wordings count only beside a full wording of their formula."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from discourse.concordance import kwic
from discourse.corpus import Corpus
from discourse.errors import LexiconError
from discourse.formulas import frequencies, mentions, variants
from discourse.lexicons import Lexicon
from discourse.tables import load

SHARED = {
    "patterns": [
        "community with a shared future",
        {"p": "common destiny", "status": "clipped", "strict": False},
        {"p": "our fate", "status": "variant", "anchor": "paragraph"},
    ]
}
FULL = "A community with a shared future."


def surfaces(texts: dict[str, str], family: object = SHARED) -> list[tuple[str, str]]:
    table = mentions(Corpus.from_texts(texts), {"f": family})
    return list(zip(table["doc"], table["surface"].str.casefold(), strict=True))


def test_a_clipped_wording_of_1958_is_not_the_formula() -> None:
    texts = {
        "1958": "Our common destiny is peace.",
        "2018": f"{FULL} A common destiny.",
    }
    corpus = Corpus.from_texts(texts)
    counted = mentions(corpus, {"f": SHARED})
    assert counted["doc"].tolist() == ["2018", "2018"]
    listed = mentions(corpus, {"f": SHARED}, unanchored=True)
    assert listed[["doc", "surface", "anchored"]].to_numpy().tolist() == [
        ["1958", "common destiny", False],
        ["2018", "community with a shared future", True],
        ["2018", "common destiny", True],
    ]
    row = frequencies(corpus, {"f": SHARED}, by="doc").set_index("group")
    assert row["count"].tolist() == [0, 2]
    assert row["count_unanchored"].tolist() == [1, 0]
    assert row["documents"].tolist() == [0, 1]


def test_every_verb_leaves_unanchored_wordings_out() -> None:
    corpus = Corpus.from_texts({"a": "Our common destiny is peace."})
    assert kwic(corpus, {"f": SHARED}).empty
    assert variants(corpus, {"f": SHARED})["count"].sum() == 0


def test_a_wording_may_need_the_full_one_in_its_paragraph() -> None:
    far = f"{FULL}\n\nThis is our fate."
    assert surfaces({"a": far}) == [("a", "community with a shared future")]
    near = f"This is our fate. {FULL}\n\nWe go home."
    assert ("a", "our fate") in surfaces({"a": near})


def test_a_wording_cancelled_or_masked_is_no_anchor() -> None:
    family = {**SHARED, "not": ["no community with a shared future"]}
    text = "No community with a shared future. A common destiny."
    assert surfaces({"a": text}, family) == []
    corpus = Corpus.from_texts({"a": f"{FULL} A common destiny."})
    masked = corpus.mask(mentions(corpus, "shared future")[["doc", "start", "end"]])
    assert mentions(masked, {"f": SHARED}).empty


@pytest.mark.parametrize("status", ["clipped", "allusive"])
def test_the_status_anchors_and_the_pattern_can_say_otherwise(status: str) -> None:
    short = {"p": "common destiny", "status": status}
    text = {"a": "A common destiny."}
    assert surfaces(text, {"patterns": ["shared future", short]}) == []
    free = {**short, "anchor": "none"}
    assert len(surfaces(text, {"patterns": ["shared future", free]})) == 1
    # A family of short wordings only has no full one to wait for.
    assert len(surfaces(text, {"patterns": [short]})) == 1


def test_an_anchor_without_a_full_wording_is_refused() -> None:
    short = {"p": "common destiny", "anchor": "document"}
    with pytest.raises(
        LexiconError, match=r"full wording, and the family has none"
    ) as caught:
        Lexicon.read({"f": {"patterns": [short]}})
    assert "common destiny" in str(caught.value)
    with pytest.raises(LexiconError, match="anchor is 'text'; expected"):
        Lexicon.read({"f": {"patterns": ["a", {"p": "b", "anchor": "text"}]}})


def test_a_full_wording_of_another_family_is_no_anchor() -> None:
    lexicon = {"f": SHARED, "g": {"patterns": ["shared future", "peace"]}}
    corpus = Corpus.from_texts({"a": "Peace. A common destiny."})
    assert mentions(corpus, lexicon)["family"].tolist() == ["g"]


@pytest.mark.parametrize("unit", ["paragraph", "sentence"])
def test_the_parts_of_a_text_anchor_each_other(unit: str) -> None:
    corpus = Corpus.from_texts(
        {"a": f"{FULL}\n\nA common destiny.", "b": "Common destiny."}
    )
    whole = frequencies(corpus, {"f": SHARED})
    parts = frequencies(corpus.segment(unit), {"f": SHARED})
    assert whole["count"].tolist() == parts["count"].tolist() == [2]
    assert whole["count_unanchored"].tolist() == parts["count_unanchored"].tolist()


def test_a_column_called_parent_is_no_segmentation() -> None:
    table = pd.DataFrame({"doc": ["a", "b"], "parent": ["x", "x"]})
    corpus = Corpus.from_texts({"a": FULL, "b": "Common destiny."}, table)
    assert mentions(corpus, {"f": SHARED})["doc"].tolist() == ["a"]


def test_a_table_saved_before_has_only_mentions_that_count(tmp_path: Path) -> None:
    corpus = Corpus.from_texts({"a": FULL})
    table = mentions(corpus, {"f": SHARED})
    path = tmp_path / "old.csv"
    old = table.drop(columns=["anchored", "language", "counts_as"])
    old.to_csv(path, index=False)
    loaded = load(path)
    assert loaded["anchored"].tolist() == [True]
    assert loaded["counts_as"].tolist() == [""]


def test_a_short_wording_does_not_take_the_place_of_a_full_one() -> None:
    family = {
        "patterns": [
            "least developed countries",
            {"p": "the least developed", "status": "clipped"},
        ]
    }
    text = "Help for the least developed countries. The least developed suffer."
    assert surfaces({"a": text}, family) == [
        ("a", "least developed countries"),
        ("a", "the least developed"),
    ]


def test_texts_divided_twice_still_anchor_each_other() -> None:
    corpus = Corpus.from_texts({"a": f"{FULL} Yes.\n\nA common destiny."})
    parts = corpus.segment("paragraph").segment("sentence")
    assert mentions(parts, {"f": SHARED})["doc"].tolist() == ["a#1#1", "a#2#1"]
    voices = pd.DataFrame(
        {"doc": ["a"], "start": [0], "end": [len(FULL)], "label": ["x"]}
    )
    divided = corpus.split(voices).segment("sentence")
    assert len(mentions(divided, {"f": SHARED})) == 2


@pytest.mark.parametrize("unit", ["sentence", "window"])
def test_a_paragraph_is_one_of_the_raw_text(unit: str) -> None:
    corpus = Corpus.from_texts({"a": f"{FULL} Our fate.\n\nThis is our fate."})
    parts = corpus.segment(unit, size=6)
    assert len(mentions(corpus, {"f": SHARED})) == 2
    assert len(mentions(parts, {"f": SHARED})) == 2


def test_a_mask_inside_a_paragraph_ends_it_not() -> None:
    text = f"{FULL} See the note. It is our fate."
    corpus = Corpus.from_texts({"a": text})
    note = text.index("See")
    span = pd.DataFrame({"doc": ["a"], "start": [note], "end": [note + 13]})
    assert len(mentions(corpus, {"f": SHARED})) == 2
    assert len(mentions(corpus.mask(span), {"f": SHARED})) == 2
