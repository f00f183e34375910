"""Tables saved by an earlier version load, pass the checks and draw.

`saved_by_0_1_0` has one file of every kind, written by version 0.1.0: leave the files as they are.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from matplotlib import pyplot

from discourse import plot, tables
from discourse.errors import TableError
from discourse.registries import ASSOCIATION_MEASURES
from discourse.tables import KINDS

SAVED = Path(__file__).parent / "saved_by_0_1_0"
KINDS_OF_0_1_0 = (
    "alike",
    "audit",
    "changed",
    "collocate_network",
    "collocates",
    "coverage",
    "debris",
    "dispersion",
    "distinctive",
    "diversity",
    "frequencies",
    "keyness",
    "keyness_profiles",
    "kwic",
    "layout",
    "lexicon",
    "log",
    "mentions",
    "ngrams",
    "passage_families",
    "recurring",
    "refused",
    "shared_passages",
    "similarity",
    "similarity_order",
    "spans",
    "suspected",
    "timeline",
    "topic_documents",
    "topic_groups",
    "topic_paragraphs",
    "topic_quality",
    "topics",
    "variants",
)
# Kinds that have another name since, by the new name.
OLD_NAMES = {
    kind: old for kind, declared in KINDS.items() for old in declared.old_names
}
NEW_NAMES = {old: kind for kind, old in OLD_NAMES.items()}
KINDS_SAVED = [NEW_NAMES.get(name, name) for name in KINDS_OF_0_1_0]
DRAWN = [kind for kind in KINDS_SAVED if kind in plot.__all__]
SAVED_KINDS = pytest.mark.parametrize("kind", KINDS_SAVED)


def saved_table(kind: str) -> pd.DataFrame:
    name = OLD_NAMES.get(kind, kind)
    return tables.load(SAVED / f"{name}.csv", kind=name)


def test_there_is_one_file_of_every_kind_of_0_1_0() -> None:
    files = sorted(path.stem for path in SAVED.iterdir())
    assert files == list(KINDS_OF_0_1_0)


@SAVED_KINDS
def test_a_saved_table_loads_and_passes_the_checks(kind: str) -> None:
    table = saved_table(kind)
    assert len(table) > 0
    checked = tables.check(table, kind)
    assert set(checked.columns) >= set(KINDS[kind])


@pytest.mark.parametrize("kind", DRAWN)
def test_a_saved_table_draws(kind: str) -> None:
    axes = getattr(plot, kind)(saved_table(kind))
    assert axes.get_figure() is not None
    pyplot.close("all")


@pytest.mark.parametrize("measure", ASSOCIATION_MEASURES)
def test_a_saved_table_draws_the_measures_it_has_and_names_those_it_lacks(
    measure: str,
) -> None:
    table = saved_table("collocates")
    if not ASSOCIATION_MEASURES[measure].optional:
        plot.collocates(table, measure=measure)
        pyplot.close("all")
        return
    with pytest.raises(TableError, match=f"no value in the column '{measure}'"):
        plot.collocates(table, measure=measure)
