"""Every verb that gives an interval takes `confidence_level`, by one check, and names the level it used."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

import discourse as dc
from discourse import measures, tables
from discourse.errors import OptionError
from discourse.settings import CONFIDENCE_LEVEL

Verb = Callable[..., pd.DataFrame]

FORMULAS = {
    "cooperation": ["cooperation", {"p": "win-win", "status": "variant"}],
    "peace": ["peace"],
}
# What each verb needs beside the corpus.
NEEDED: dict[str, dict[str, Any]] = {
    "dispersion": {"of": FORMULAS},
    "diversity": {},
    "frequencies": {"lexicon": FORMULAS},
    "keyness": {"by": "side"},
    "recurring": {"min_documents": 3, "n": (2, 3)},
    "similarity_order": {"resamples": 199},
    "topic_groups": {"by": "all", "k": 2},
    "variants": {"lexicon": FORMULAS, "by": "all"},
}


@pytest.fixture(scope="module")
def corpus() -> dc.Corpus:
    seeds = dc.read(Path(__file__).resolve().parents[1] / "seeds")
    sides = ["a", "b"] * len(seeds)
    side = pd.DataFrame({"doc": seeds.names, "side": sides[: len(seeds)], "all": "all"})
    return dc.Corpus.from_texts({name: seeds.raw[name] for name in seeds.names}, side)


def run(name: str, corpus: dc.Corpus, **options: Any) -> pd.DataFrame:
    verb: Verb = getattr(dc, name)
    return verb(corpus, **NEEDED[name], **options)


def verbs_with_an_interval() -> set[str]:
    kinds = {kind for kind in tables.KINDS if "interval" in tables.KINDS[kind]}
    return kinds & set(dc.__all__)


def test_every_verb_with_an_interval_takes_the_option() -> None:
    assert verbs_with_an_interval() == set(NEEDED)
    for name in NEEDED:
        option = inspect.signature(getattr(dc, name)).parameters["confidence_level"]
        assert option.kind is option.KEYWORD_ONLY, name
        assert option.default == CONFIDENCE_LEVEL, name


def test_every_measure_with_a_level_takes_the_same_word() -> None:
    taking = set()
    for name in measures.__all__:
        function = getattr(measures, name)
        if not inspect.isfunction(function):
            continue
        options = inspect.signature(function).parameters
        assert "level" not in options, name
        if "confidence_level" in options:
            option = options["confidence_level"]
            assert option.kind is option.KEYWORD_ONLY, name
            assert option.default == CONFIDENCE_LEVEL, name
            taking.add(name)
    named = {name for name in measures.__all__ if name.endswith("_interval")}
    assert taking == named | {
        "clopper_pearson",
        "conservative_log_ratio",
        "document_share",
        "garwood",
        "wilson",
    }


@pytest.mark.parametrize("name", NEEDED)
def test_a_higher_level_gives_a_wider_interval_of_that_name(
    name: str, corpus: dc.Corpus
) -> None:
    usual = run(name, corpus)
    narrow = run(name, corpus, confidence_level=0.8)
    wide = run(name, corpus, confidence_level=0.995)
    pd.testing.assert_frame_equal(usual, run(name, corpus, confidence_level=0.95))
    if name == "keyness":  # in order of the ends of its intervals
        usual, narrow, wide = (
            table.sort_values("term", ignore_index=True)
            for table in (usual, narrow, wide)
        )
    there = np.isfinite(usual["low"]) & np.isfinite(usual["high"])
    assert there.any()
    for small, large in ((narrow, usual), (usual, wide)):
        assert (large["low"][there] <= small["low"][there]).all()
        assert (large["high"][there] >= small["high"][there]).all()
        size = [(table["high"] - table["low"])[there] for table in (small, large)]
        assert (size[0] < size[1]).any()
    assert (narrow["confidence_level"][there] == 0.8).all()
    assert (wide["confidence_level"][there] == 0.995).all()
    names = pd.Series(dc.tables.describe_intervals(wide))
    assert names[there].str.contains("99.5%", regex=False).all()


@pytest.mark.parametrize("name", NEEDED)
@pytest.mark.parametrize("level", [1.5, 95, 0, 1.0, -0.5, "0.95", True, None, np.nan])
def test_what_is_no_level_is_refused_with_one_message(
    name: str, level: object, corpus: dc.Corpus
) -> None:
    with pytest.raises(OptionError) as fault:
        run(name, corpus, confidence_level=level)
    shown = f"confidence_level={level!r}: a number between 0 and 1 was expected"
    assert str(fault.value) == f"{shown}, such as 0.95."


def test_numbers_of_numpy_are_levels(corpus: dc.Corpus) -> None:
    plain = run("diversity", corpus, confidence_level=0.5)
    numpy = run("diversity", corpus, confidence_level=np.float32(0.5))
    pd.testing.assert_frame_equal(plain, numpy)
