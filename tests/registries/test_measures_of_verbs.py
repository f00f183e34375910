"""Dispersion, diversity, similarity: registry, functions, tables, docstrings and charts agree."""

from __future__ import annotations

import inspect
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse import lexical_diversity, plot
from discourse.contrast import dispersion
from discourse.corpus import Corpus
from discourse.document_similarity import similarity, similarity_order
from discourse.errors import OptionError
from discourse.lexical_diversity import diversity
from discourse.measures.dispersion_intervals import DISPERSIONS
from discourse.measures.similarity import FUNCTIONS as OVERLAPS
from discourse.registries import (
    DISPERSION_MEASURES,
    DIVERSITY_MEASURES,
    SIMILARITY_MEASURES,
)
from discourse.settings import DIVERSITY_MIN_WORDS

CORPUS = Corpus.from_texts(
    {
        "a": "Free trade and fair trade. Trade is free, trade is fair. Peace for all.",
        "b": "Free and open trade brings peace. Fair trade brings trade.",
        "c": "War is over, and peace is here; war, war, war.",
    }
)


# Dispersion -----------------------------------------------------------------------------------------------------------


def test_a_table_of_dispersion_has_the_measures_of_the_registry() -> None:
    assert {*DISPERSIONS, "range"} == set(DISPERSION_MEASURES)
    table = dispersion(CORPUS, 1, interval="none")
    rows = table[table["kind"] == "measure"]
    assert rows["measure"].drop_duplicates().tolist() == list(DISPERSION_MEASURES)
    for name, measure in DISPERSION_MEASURES.items():
        scores = rows.loc[rows["measure"] == name, "score"].dropna()
        assert scores.between(measure.limits.low, measure.limits.high).all(), name


def test_what_is_even_has_the_score_of_an_even_term() -> None:
    sizes = np.array([20.0, 10.0, 30.0])
    for name, function in DISPERSIONS.items():
        even = DISPERSION_MEASURES[name].even
        assert function(sizes / 5, sizes) == pytest.approx(even), name
        assert function(np.array([0.0, 4.0, 0.0]), sizes) != pytest.approx(even), name
    assert DISPERSION_MEASURES["range"].even is None


@pytest.mark.parametrize("name", DISPERSION_MEASURES)
def test_a_chart_of_dispersion_writes_the_label_and_what_is_even(name: str) -> None:
    measure = DISPERSION_MEASURES[name]
    ax = plot.dispersion(dispersion(CORPUS, 1, interval="none"), measure=name)
    figure = ax.get_figure()
    words = " ".join(
        text
        for panel in figure.axes
        for text in (panel.get_title("left"), panel.get_xlabel())
    ) + " ".join(text.get_text() for panel in figure.axes for text in panel.texts)
    words = " ".join(words.split())
    assert measure.label in words
    assert f"{measure.even_shown} = even" in words


# Diversity ------------------------------------------------------------------------------------------------------------


def test_a_table_of_diversity_has_the_measures_of_the_registry() -> None:
    assert diversity(CORPUS)["measure"].tolist() == list(DIVERSITY_MEASURES)
    together = {*lexical_diversity.FUNCTIONS, *lexical_diversity.STEADY_MEASURES}
    assert together == set(DIVERSITY_MEASURES)
    assert not {*lexical_diversity.FUNCTIONS} & {*lexical_diversity.STEADY_MEASURES}
    assert set(DIVERSITY_MIN_WORDS) == set(DIVERSITY_MEASURES)


@pytest.mark.parametrize("name", lexical_diversity.FUNCTIONS)
@given(counts=st.lists(st.integers(1, 50), min_size=2, max_size=30))
def test_no_measure_of_diversity_is_beyond_its_limits(
    name: str, counts: list[int]
) -> None:
    limits = DIVERSITY_MEASURES[name].limits
    of_types = DIVERSITY_MEASURES[name].counted_from == "types"
    given = (counts,) if of_types else (len(counts), sum(counts))
    value = float(lexical_diversity.FUNCTIONS[name](*given))
    assert np.isnan(value) or limits.low - 1e-12 <= value <= limits.high + 1e-12


@pytest.mark.parametrize("name", DIVERSITY_MEASURES)
def test_a_rich_text_is_on_the_side_the_registry_says(name: str) -> None:
    rich = " ".join(f"word{number}" for number in range(1, 100)) + " word1"
    poor = " ".join(f"word{number % 20}" for number in range(100)) + " word1" * 3
    corpus = Corpus.from_texts({"rich": rich, "poor": poor})
    table = diversity(corpus, by="doc")
    scores = table[table["measure"] == name].set_index("group")["score"]
    above = bool(scores["rich"] > scores["poor"])
    assert above == (DIVERSITY_MEASURES[name].rich == "large")


def test_a_chart_of_diversity_writes_the_labels() -> None:
    ax = plot.diversity(diversity(CORPUS), top=len(DIVERSITY_MEASURES))
    words = {text.get_text() for panel in ax.get_figure().axes for text in panel.texts}
    words |= {panel.get_title(loc="left") for panel in ax.get_figure().axes}
    assert {measure.label for measure in DIVERSITY_MEASURES.values()} <= words


# Similarity -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SIMILARITY_MEASURES)
def test_each_measure_of_similarity_can_be_asked_for(name: str) -> None:
    measure = SIMILARITY_MEASURES[name]
    table = similarity(CORPUS, measure=name).set_index(["doc", "other"])["score"]
    assert table.between(0, 1).all()
    assert table["a", "a"] == 1
    there, back = table["a", "c"], table["c", "a"]
    assert (there == back) == measure.symmetric
    ordered = similarity_order(CORPUS, measure=name, resamples=9)
    assert set(ordered["measure"]) == {name}
    # Python 3.13 takes the common indent off docstrings itself.
    assert f"\n    {name} " in str(inspect.getdoc(similarity))


def test_sets_and_bags_are_what_the_registry_says() -> None:
    of_counts = {
        name
        for name, measure in SIMILARITY_MEASURES.items()
        if measure.compared in ("terms", "occurrences")
    }
    assert set(OVERLAPS) == of_counts
    texts = {"a": "peace peace peace war", "b": "peace war"}
    for name in of_counts:
        score = similarity(Corpus.from_texts(texts), measure=name)["score"][1]
        same_sets = SIMILARITY_MEASURES[name].compared == "terms"
        assert (score == 1) == same_sets, name


@pytest.mark.parametrize("name", OVERLAPS)
def test_lengths_limit_a_score_where_the_registry_says(name: str) -> None:
    highest = float(OVERLAPS[name](5, 5, 20))
    assert (highest < 1) == SIMILARITY_MEASURES[name].limited_by_lengths
    assert 0 <= highest <= 1


def test_the_cosine_of_sets_is_the_cosine_of_what_is_present() -> None:
    direct = similarity(CORPUS, measure="set-cosine")
    by_weights = similarity(CORPUS, measure="cosine", scheme="present", stop=None)
    assert direct["score"].to_numpy() == pytest.approx(by_weights["score"].to_numpy())
    two = Corpus.from_texts({"a": "peace and war and trade", "b": "peace now"})
    found = similarity(two, measure="set-cosine")
    assert found["score"][1] == pytest.approx(1 / math.sqrt(4 * 2))
    long = Corpus.from_texts({"a": "peace", "b": "peace war trade law rights"})
    assert "0.45 at most" in similarity(long, measure="set-cosine")["note"][1]


def test_a_misspelt_measure_is_met_with_the_names_of_the_registry() -> None:
    with pytest.raises(OptionError) as told:
        similarity(CORPUS, measure="cosinus")
    for name in SIMILARITY_MEASURES:
        assert repr(name) in str(told.value)
    assert "Did you mean 'cosine'?" in str(told.value)


@pytest.mark.parametrize(
    ("verb", "registry"),
    [
        (dispersion, "DISPERSION_MEASURES"),
        (plot.dispersion, "DISPERSION_MEASURES"),
        (diversity, "DIVERSITY_MEASURES"),
        (similarity, "SIMILARITY_MEASURES"),
    ],
)
def test_docstrings_say_where_the_measures_are_listed(
    verb: object, registry: str
) -> None:
    assert f"discourse.registries.{registry}" in str(verb.__doc__)
