"""Association: the registry, what computes it, and what offers it agree; one entry and one function are enough."""

from __future__ import annotations

import math
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse import plot
from discourse.collocation import collocates
from discourse.collocation._collocates import SORT_COLUMNS
from discourse.collocation.collocate_scores import FUNCTIONS
from discourse.corpus import Corpus
from discourse.errors import TableError
from discourse.registries import ASSOCIATION_MEASURES
from discourse.tables import COLUMNS, KINDS, load

CORPUS = Corpus.from_texts(
    {
        "a": "Free trade and fair trade. Trade is free, trade is fair. Peace for all.",
        "b": "Free and open trade brings peace. Fair trade brings trade.",
    }
)


def test_each_measure_of_the_registry_is_computed_and_no_other() -> None:
    assert set(FUNCTIONS) == set(ASSOCIATION_MEASURES)


def test_each_measure_is_a_column_an_order_and_can_be_drawn() -> None:
    assert set(SORT_COLUMNS) == {"count", *ASSOCIATION_MEASURES}
    for name, measure in ASSOCIATION_MEASURES.items():
        assert name in KINDS["collocates"]
        assert COLUMNS[name].meaning == measure.meaning
        assert COLUMNS[name].unit == measure.unit
        table = collocates(CORPUS, "trade", min_count=1, sort=name)
        assert (table[name].diff().dropna() <= 0).all(), name
        foot = plot.collocates(table, measure=name).get_xlabel()
        assert measure.caption.split()[0] in foot.split(), name


@pytest.mark.parametrize("verb", [collocates, plot.collocates])
def test_the_verbs_say_where_the_measures_are_listed(verb: object) -> None:
    assert "discourse.registries.ASSOCIATION_MEASURES" in str(verb.__doc__)


counts = st.integers(1, 1000)


@pytest.mark.parametrize("name", ASSOCIATION_MEASURES)
@given(together=counts, first=counts, second=counts, rest=counts)
def test_no_value_is_beyond_the_limits(
    name: str, together: int, first: int, second: int, rest: int
) -> None:
    measure = ASSOCIATION_MEASURES[name]
    f1, f2 = together + first, together + second
    table = (together, f1, f2, f1 + f2 - together + rest)
    used = table[:3] if measure.counted_in == "mentions" else table
    value = float(FUNCTIONS[name](*used))
    assert measure.limits.low <= value <= measure.limits.high


@pytest.mark.parametrize("name", ASSOCIATION_MEASURES)
def test_the_limits_are_reached_where_they_have_a_meaning(name: str) -> None:
    measure = ASSOCIATION_MEASURES[name]
    only_together = (5, 5, 5, 100)
    only_apart = (0, 50, 50, 100)
    independent = (25, 50, 50, 100)
    values = []
    for table in (only_together, only_apart, independent):
        used = table[:3] if measure.counted_in == "mentions" else table
        values.append(float(FUNCTIONS[name](*used)))
    assert not np.isnan(values).any()
    assert (measure.limits.low_means != "") == math.isfinite(measure.limits.low)
    assert (measure.limits.high_means != "") == math.isfinite(measure.limits.high)
    if measure.limits.low_means:
        assert min(values) == pytest.approx(measure.limits.low)
    if measure.limits.high_means:
        assert max(values) == pytest.approx(measure.limits.high)


def test_a_table_saved_before_a_measure_was_added_still_loads(tmp_path: Path) -> None:
    table = collocates(CORPUS, "trade", min_count=1)
    added = [name for name, entry in ASSOCIATION_MEASURES.items() if entry.optional]
    assert {"z_score", "dice"} <= set(added)
    older = table.drop(columns=added)
    older.to_csv(tmp_path / "older.csv", index=False)
    loaded = load(tmp_path / "older.csv")
    assert loaded[added].isna().all(axis=None)
    assert list(loaded.columns) == list(table.columns)
    plot.collocates(loaded, measure="log_dice")
    with pytest.raises(TableError, match="no value in the column 'z_score'"):
        plot.collocates(loaded, measure="z_score")


NEW_MEASURE = """
from discourse import registries
from discourse.measures import association as functions
from discourse.registries import association as entries
from discourse.registries import AssociationMeasure, Limits, Registry

entry = AssociationMeasure(
    name="share_near", label="share near", caption="share of the term that is near",
    meaning="share of the term's occurrences that are near", unit="0-1",
    limits=Limits(0.0, 1.0, "never", "always"), counted_in="words", source="a test",
)
longer = Registry("association measures", *registries.ASSOCIATION_MEASURES.values(), entry)
registries.ASSOCIATION_MEASURES = entries.ASSOCIATION_MEASURES = longer
functions.FUNCTIONS = {**functions.FUNCTIONS, "share_near": lambda f, f1, f2, n: f / f2}

import discourse as dc
from discourse.corpus import Corpus

corpus = Corpus.from_texts({"a": "Free trade. Free trade. Fair trade. Free for all."})
table = dc.collocates(corpus, "trade", min_count=1, sort="share_near")
assert table[["term", "share_near"]].values.tolist() == [["fair", 1.0], ["free", 0.66666666667]]
assert "share of the term that is near" in dc.plot.collocates(table, measure="share_near").get_xlabel()
"""


def test_a_new_measure_needs_one_entry_and_one_function() -> None:
    done = subprocess.run(
        [sys.executable, "-c", NEW_MEASURE], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
