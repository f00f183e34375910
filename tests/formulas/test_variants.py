"""How the mentions of a formula divide into wordings and levels."""

from __future__ import annotations

import math

import pytest
from hand_corpora import CENTRAL_ASIA, HAND_LEXICON, hand_corpus

from discourse import tables
from discourse.corpus import Corpus
from discourse.errors import OptionError
from discourse.formulas import variants
from discourse.lexicons import Lexicon


# Variants
def test_variants_of_the_shared_future(seed_corpus: Corpus, lexicon: Lexicon) -> None:
    family = lexicon.only("community_shared_future")
    table = variants(seed_corpus, family)
    assert tables.kind_of(table) == "variants"
    total = table.groupby("value", sort=False)["count"].sum().to_dict()
    assert total == {
        "standard": 7,
        "variant": 5,
        "garbled": 3,
        "clipped": 1,
        "allusive": 1,
    }
    assert len(table) == 25
    by_document = (
        table[table["value"] == "standard"].set_index("group")["count"].to_dict()
    )
    assert by_document == {"000": 2, "001": 0, "002": 2, "003": 2, "004": 1}
    assert table.groupby("group")["share"].sum().round(9).tolist() == [1.0] * 5
    levels = (
        variants(seed_corpus, family, by=None, facet="level")
        .set_index("value")["count"]
        .to_dict()
    )
    assert levels == {
        "mankind": 3,
        CENTRAL_ASIA: 8,
        "Asia": 1,
        "bilateral": 4,
        "unspecified": 1,
    }
    assert set(variants(seed_corpus, family, facet="level")["facet"]) == {"level"}


def test_variants_show_zeros_and_leave_families_without_levels_out() -> None:
    table = variants(hand_corpus(), HAND_LEXICON, by="side")
    rows = table[table["family"] == "w"].set_index(["value", "group"])
    assert rows["count"].to_dict() == {
        ("standard", "x"): 3, ("standard", "y"): 0, ("standard", "z"): 0,
        ("variant", "x"): 1, ("variant", "y"): 0, ("variant", "z"): 0,
        ("clipped", "x"): 1, ("clipped", "y"): 0, ("clipped", "z"): 0,
    }  # fmt: skip
    assert rows.loc[("standard", "x"), "share"] == pytest.approx(0.6)
    assert math.isnan(rows.loc[("standard", "y"), "share"])
    assert len(variants(hand_corpus(), HAND_LEXICON, facet="level")) == 0
    with pytest.raises(OptionError, match="Did you mean 'status'"):
        variants(hand_corpus(), HAND_LEXICON, facet="statuses")  # type: ignore[arg-type]


def test_a_level_called_unspecified_is_counted_once() -> None:
    mine = {
        "f": {
            "patterns": ["destiny"],
            "levels": {"unspecified": ["some"], "all": ["human"]},
        }
    }
    table = variants(
        Corpus.from_texts({"x": "some destiny. human destiny. destiny"}),
        mine,
        by=None,
        facet="level",
    )
    assert table["count"].sum() == 3
    assert table["share"].sum() == pytest.approx(1)
