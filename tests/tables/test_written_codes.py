"""Codes in cells, and the words of the registries that a reader sees."""

from __future__ import annotations

import math
from pathlib import Path

import pandas as pd
import pytest

import discourse as dc
from discourse import tables
from discourse.corpus import Corpus
from discourse.registries import (
    DISPERSION_MEASURES,
    INTERVALS,
    KEYNESS_CORRECTIONS,
    KEYNESS_SCORES,
    KEYNESS_TESTS,
    NO_INTERVAL_REASONS,
)

TEXTS = {
    name: f"Peace {'and war ' * number}and trade. {'Peace of all. ' * (number % 3)}"
    for number, name in enumerate("abcdef")
}
CORPUS = Corpus.from_texts(
    TEXTS, pd.DataFrame({"doc": list(TEXTS), "side": list("xxxyyy")})
)


@pytest.mark.parametrize("code", INTERVALS)
def test_the_name_of_an_interval_has_its_level_and_its_units(code: str) -> None:
    name = tables.describe_interval(code, "documents", 0.9)
    assert name == f"{INTERVALS[code].label} 90%, documents as units"
    assert tables.describe_interval(code) == INTERVALS[code].label


@pytest.mark.parametrize("code", NO_INTERVAL_REASONS)
def test_a_reason_for_no_interval_is_said_in_words(code: str) -> None:
    text = tables.describe_interval(code, "blocks", math.nan)
    assert text.startswith("none: ")
    assert "{" not in text


def test_a_text_of_an_older_version_is_shown_as_it_is() -> None:
    old = "Garwood (exact Poisson) 95%"
    assert tables.describe_interval(old) == old
    assert tables.write_code("dispersion_measure", old) == old
    assert tables.write_code("count", old) == old


def test_a_level_is_a_number_in_every_table_with_an_interval() -> None:
    options = {"confidence_level": 0.8}
    lexicon = {"peace": ["peace"]}
    made = [
        dc.frequencies(CORPUS, lexicon, by="side", **options),  # type: ignore[arg-type]
        dc.variants(CORPUS, lexicon, **options),  # type: ignore[arg-type]
        dc.recurring(CORPUS, edges="any", **options),  # type: ignore[arg-type]
        dc.keyness(CORPUS, by="side", min_count=1, **options),  # type: ignore[arg-type]
        dc.dispersion(CORPUS, 1, **options),  # type: ignore[arg-type]
        dc.diversity(CORPUS, window=3, **options),  # type: ignore[arg-type]
        dc.similarity_order(CORPUS, resamples=9, **options),  # type: ignore[arg-type]
        dc.topic_groups(CORPUS, by="side", k=2, unit="sentence", **options),  # type: ignore[arg-type]
    ]
    for table in made:
        levels = table.loc[table["low"].notna(), "confidence_level"]
        assert set(levels) == {0.8}
        codes = set(table["interval"]) - {""}
        assert codes <= set(INTERVALS) | set(NO_INTERVAL_REASONS)
        assert codes


def test_key_words_hold_codes_that_the_registries_know() -> None:
    for profile in ("discourse", "ucrel", "antconc", "gries"):
        table = dc.keyness(CORPUS, by="side", min_count=1, profile=profile)  # type: ignore[arg-type]
        assert set(table["measure"]) <= set(KEYNESS_SCORES)
        assert set(table["test"]) <= set(KEYNESS_TESTS)
        assert set(table["correction"]) <= set(KEYNESS_CORRECTIONS)
        known = {*DISPERSION_MEASURES, "kld_exp"}
        assert set(table["dispersion_measure"]) <= known


def test_a_reader_sees_words_and_no_code() -> None:
    shown = repr(tables.show(dc.keyness(CORPUS, by="side", min_count=1)))
    assert "interval: Clopper-Pearson on effective counts 95%, documents" in shown
    assert "test: permutation by occurrences and by rates" in shown
    assert "signed_g2" not in shown
    assert "dp_egbert" not in shown


def test_a_table_of_the_first_version_is_shown_in_its_own_words() -> None:
    path = Path(__file__).parent / "saved_by_0_1_0" / "frequencies.csv"
    shown = repr(tables.show(tables.load(path)))
    assert "Garwood" in shown


def test_each_measure_has_the_decimals_of_its_own_scale() -> None:
    table = dc.diversity(CORPUS, window=3)[["measure", "score"]]
    cells = dict(tables.show(table, top=None).cells)
    scores = table.set_index("measure")["score"]
    assert cells["MATTR"] == f"{scores['mattr']:.3f}"
    assert cells["Yule’s K"] == f"{scores['yule_k']:,.1f}"
