"""Weights of terms: against published numbers and scikit-learn."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from counted_texts import TEXTS
from scipy.sparse import csr_array

from discourse.corpus import Corpus
from discourse.counting.document_term_matrix import (
    count_terms,
)
from discourse.counting.tfidf import row_lengths, scale_rows, weigh
from discourse.errors import OptionError
from discourse.registries import WEIGHTING_SCHEMES

REFERENCE = Path(__file__).parents[1] / "reference" / "values.json"
VALUES = {
    entry["measure"]: entry
    for entry in json.loads(REFERENCE.read_text(encoding="utf-8"))
}
TOY = csr_array(np.array(VALUES["tfidf_sklearn_default"]["inputs"], dtype=np.int64))


@pytest.mark.parametrize(
    ("scheme", "entry"),
    [
        ("sklearn", "tfidf_sklearn_default"),
        ("sklearn-plain", "tfidf_sklearn_smooth_idf_False"),
    ],
)
def test_weights_are_those_of_the_scikit_learn_guide(scheme: str, entry: str) -> None:
    assert np.allclose(
        weigh(TOY, scheme).toarray(), VALUES[entry]["expected"], atol=5e-9
    )


@pytest.mark.parametrize(
    ("scheme", "options"),
    [
        ("sklearn", {}),
        ("sklearn-plain", {"smooth_idf": False}),
        ("sklearn-sublinear", {"sublinear_tf": True}),
    ],
)
def test_weights_agree_with_scikit_learn(scheme: str, options: dict[str, bool]) -> None:
    from sklearn.feature_extraction.text import TfidfTransformer

    rng = np.random.default_rng(1)
    counts = rng.poisson(0.6, (40, 90))
    counts = counts[:, counts.any(axis=0)]
    expected = TfidfTransformer(**options).fit_transform(counts).toarray()
    assert np.allclose(
        weigh(csr_array(counts), scheme).toarray(), expected, rtol=0, atol=1e-14
    )


def test_the_wikipedia_example_as_quanteda_has_it() -> None:
    entry = VALUES["tfidf_log10_prop"]["inputs"]
    counts = count_terms(
        Corpus.from_texts({"1": "this is a a sample", "2": entry["doc"]})
    )
    at = counts.spell().index(entry["term"])
    assert weigh(counts.matrix, "quanteda-share").toarray()[1, at] == pytest.approx(
        3 / 7 * np.log10(2), abs=1e-15
    )
    assert weigh(counts.matrix, "quanteda").toarray()[1, at] == pytest.approx(
        3 * np.log10(2), abs=1e-15
    )
    assert weigh(counts.matrix, "tidytext").toarray()[1, at] == pytest.approx(
        3 / 7 * np.log(2), abs=1e-15
    )
    assert weigh(counts.matrix, "plain").toarray()[1, at] == pytest.approx(
        3 * np.log(2), abs=1e-15
    )


def test_gensim_scales_to_length_one_and_grootendorst_weighs_classes() -> None:
    weights = weigh(TOY, "gensim").toarray()
    row = np.array([0.0, 0.0, np.log2(6 / 2)])
    assert np.allclose(weights[0], row / np.linalg.norm(row), atol=1e-15)
    dense = TOY.toarray()
    expected = dense * np.log1p(dense.sum() / 6 / dense.sum(axis=0))
    assert np.allclose(weigh(TOY, "c-tf-idf").toarray(), expected, atol=1e-14)


def test_the_three_idfs_do_not_agree_on_a_word_of_every_document() -> None:
    everywhere = {
        scheme: weigh(TOY, scheme).toarray()[1, 0] for scheme in WEIGHTING_SCHEMES
    }
    assert everywhere["sklearn"] == everywhere["sklearn-plain"] == 1.0
    assert (
        everywhere["quanteda"]
        == everywhere["plain"]
        == everywhere["gensim"]
        == everywhere["tidytext"]
        == 0.0
    )
    assert everywhere["count"] == 2
    assert everywhere["present"] == everywhere["share"] == 1


@pytest.mark.parametrize("scheme", sorted(WEIGHTING_SCHEMES))
def test_an_empty_document_changes_no_weight(scheme: str) -> None:
    with_one = csr_array(np.vstack([TOY.toarray(), np.zeros((1, 3), dtype=np.int64)]))
    assert (
        weigh(with_one, scheme).toarray()[:-1] == weigh(TOY, scheme).toarray()
    ).all()
    assert not weigh(with_one, scheme).toarray()[-1].any()
    assert weigh(csr_array((2, 0), dtype=np.int64), scheme).shape == (2, 0)


@pytest.mark.parametrize("scheme", sorted(WEIGHTING_SCHEMES))
def test_weights_are_finite_and_not_negative(scheme: str) -> None:
    found = weigh(count_terms(Corpus.from_texts(TEXTS)).matrix, scheme)
    assert np.isfinite(found.data).all()
    assert (found.data >= 0).all()
    assert WEIGHTING_SCHEMES[scheme].formula
    assert WEIGHTING_SCHEMES[scheme].source


def test_an_unknown_scheme_is_refused_with_a_guess() -> None:
    with pytest.raises(OptionError, match="Did you mean 'sklearn'"):
        weigh(TOY, "sklern")


def test_lengths_and_scaling() -> None:
    matrix = scale_rows(weigh(TOY, "count"))
    assert np.allclose(row_lengths(matrix), 1.0, atol=1e-15)


def test_log_idf_is_the_logarithm_of_the_count_times_the_rarity() -> None:
    weights = weigh(TOY, "log-idf").toarray()
    counts = TOY.toarray()
    df = (counts > 0).sum(axis=0)
    expected = np.log(1 + counts) * np.log((6 + 1) / (df + 0.5))
    assert np.allclose(weights, expected, rtol=0, atol=1e-14)
    assert (weights[:, 0] > 0).all()  # a word of every document keeps some weight


def test_log_entropy_is_computed_by_hand() -> None:
    # The first term has 1, 3 occurrences, the second one 2, 2, the third one 0, 5.
    weights = weigh(csr_array(np.array([[1, 2, 0], [3, 2, 5]])), "log-entropy")
    entropy = -(0.25 * np.log(0.25) + 0.75 * np.log(0.75)) / np.log(2)
    first = np.log(2) * (1 - entropy)
    second = np.log(4) * (1 - entropy)
    expected = [[first, 0.0, 0.0], [second, 0.0, np.log(6)]]
    assert np.allclose(weights.toarray(), expected, rtol=0, atol=1e-14)
    # A term that is spread evenly has exactly 0, not a rounding error.
    assert weights.toarray()[0, 1] == 0
    one_document = weigh(csr_array(np.array([[1, 2]])), "log-entropy")
    assert np.allclose(one_document.toarray(), np.log([[2, 3]]))
