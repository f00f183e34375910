"""Weighting schemes and conventions of key word lists: registry, functions and verbs agree."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_array

from discourse.contrast import distinctive, keyness
from discourse.contrast.keyness_conventions import ASPECTS
from discourse.contrast.keyness_conventions import FUNCTIONS as SCORES
from discourse.corpus import Corpus
from discourse.counting import tfidf
from discourse.counting.tfidf import weigh
from discourse.document_similarity import similarity
from discourse.errors import OptionError
from discourse.registries import KEYNESS_PROFILES, WEIGHTING_SCHEMES
from discourse.tables import COLUMNS

COUNTS = csr_array(np.array([[3, 0, 1], [2, 5, 0], [3, 0, 2]]))
CORPUS = Corpus.from_texts(
    {"a": "free trade and peace and trade", "b": "open trade, fair trade and war"}
)


def test_each_scheme_is_computed_and_no_other() -> None:
    assert set(tfidf.FUNCTIONS) == set(WEIGHTING_SCHEMES)


@pytest.mark.parametrize("name", WEIGHTING_SCHEMES)
def test_each_scheme_is_taken_and_documented(name: str) -> None:
    lengths = tfidf.row_lengths(weigh(COUNTS, name))
    assert np.allclose(lengths, 1) == WEIGHTING_SCHEMES[name].unit
    assert set(similarity(CORPUS, scheme=name)["scheme"]) == {name}
    assert set(distinctive(CORPUS, scheme=name)["scheme"]) == {name}
    assert name in str(weigh.__doc__)


def test_a_misspelt_scheme_is_met_with_all_there_are() -> None:
    with pytest.raises(OptionError) as told:
        distinctive(CORPUS, scheme="sklern")
    assert all(repr(name) in str(told.value) for name in WEIGHTING_SCHEMES)


def test_each_convention_is_computed_and_no_other() -> None:
    assert set(SCORES) == set(KEYNESS_PROFILES)


@pytest.mark.parametrize("name", KEYNESS_PROFILES)
def test_each_convention_is_taken_and_documented(name: str) -> None:
    table = keyness(CORPUS, by="doc", target="a", min_count=1, profile=name)
    assert set(table["profile"]) <= {name}
    assert set(table["measure"]) <= {KEYNESS_PROFILES[name].score}
    assert all(getattr(KEYNESS_PROFILES[name], aspect) for aspect in ASPECTS)
    assert f'"{name}"' in str(keyness.__doc__)
    assert name in COLUMNS["profile"].meaning


def test_a_misspelt_convention_is_met_with_all_there_are() -> None:
    with pytest.raises(OptionError) as told:
        keyness(CORPUS, by="doc", target="a", profile="antcon")
    assert all(repr(name) in str(told.value) for name in KEYNESS_PROFILES)
