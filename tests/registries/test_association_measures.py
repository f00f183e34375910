"""Association: the registry, what computes it, and what offers it agree; one entry and one function are enough."""

from __future__ import annotations

import math
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse import plot
from discourse.collocation import FUNCTIONS, SORTS, collocates
from discourse.corpus import Corpus
from discourse.registries import ASSOCIATION_MEASURES
from discourse.tables import COLUMNS, KINDS

CORPUS = Corpus.from_texts(
    {
        "a": "Free trade and fair trade. Trade is free, trade is fair. Peace for all.",
        "b": "Free and open trade brings peace. Fair trade brings trade.",
    }
)


def test_each_measure_of_the_registry_is_computed_and_no_other() -> None:
    assert set(FUNCTIONS) == set(ASSOCIATION_MEASURES)


def test_each_measure_is_a_column_an_order_and_can_be_drawn() -> None:
    assert set(SORTS) == {"count", *ASSOCIATION_MEASURES}
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
    never_together = (0, 50, 50, 100)
    for table, limit, meaning in (
        (only_together, measure.limits.high, measure.limits.high_means),
        (never_together, measure.limits.low, measure.limits.low_means),
    ):
        assert (meaning != "") == math.isfinite(limit)
        used = table[:3] if measure.counted_in == "mentions" else table
        value = float(FUNCTIONS[name](*used))
        if meaning:
            assert value == pytest.approx(limit)
        else:
            assert not np.isnan(value)


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
