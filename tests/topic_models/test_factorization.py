"""Fitted topics against scikit-learn."""

from __future__ import annotations

import itertools
import warnings
from pathlib import Path

import numpy as np
import pytest
from planted_topics import planted_corpus
from seed_corpus import read_seeds

from discourse.corpus import Corpus
from discourse.topic_models import (
    topics,
)
from discourse.topic_models.factorization import (
    factorize,
    prepare_input,
)


@pytest.fixture(scope="module")
def five(seeds: Path) -> Corpus:
    return read_seeds(seeds)


def test_factors_agree_with_scikit_learn(five: Corpus) -> None:
    from sklearn.decomposition import NMF
    from sklearn.feature_extraction.text import TfidfVectorizer

    base = prepare_input(five, unit="paragraph", stop="en")
    segments = base.segments.stream
    lists = [
        segments.ids[low:high]
        for low, high in itertools.pairwise(segments.bounds.tolist())
    ]
    tokens = [[segments.vocabulary[i] for i in ids] for ids in lists]
    vocabulary = base.counts.spell()
    # The same terms, so the same matrix: only N, which scikit-learn counts with paragraphs left empty, could differ.
    full = [index for index, text in enumerate(tokens) if set(text) & set(vocabulary)]
    matrix = TfidfVectorizer(analyzer=list, vocabulary=vocabulary).fit_transform(
        [tokens[index] for index in full]
    )
    fit = NMF(n_components=4, init="nndsvda", random_state=0, max_iter=1000)
    weights = fit.fit_transform(matrix)
    size = fit.components_.sum(axis=1)
    order = np.argsort(-(weights * size).sum(axis=0))
    found = factorize(base.counts.matrix[full], 4, model="nmf", seed=0)
    assert np.allclose(
        found.terms, (fit.components_ / size[:, None])[order], rtol=0, atol=1e-9
    )
    assert np.allclose(found.weights, (weights * size)[:, order], rtol=0, atol=1e-9)


def test_allocations_agree_with_scikit_learn() -> None:
    from sklearn.decomposition import LatentDirichletAllocation

    base = prepare_input(planted_corpus(), unit="paragraph", stop="en")
    dense = base.counts.matrix.toarray()
    fit = LatentDirichletAllocation(n_components=3, random_state=7, max_iter=50)
    shares = fit.fit_transform(dense)
    weights = shares * dense.sum(axis=1, keepdims=True)
    order = np.argsort(-weights.sum(axis=0))
    found = factorize(base.counts.matrix, 3, model="lda", seed=7)
    assert np.allclose(found.weights, weights[:, order], rtol=0, atol=1e-9)
    expected = fit.components_ / fit.components_.sum(axis=1, keepdims=True)
    assert np.allclose(found.terms, expected[order], rtol=0, atol=1e-9)


def test_a_perfect_fit_makes_no_warning() -> None:
    for size, words in ((4, "a b c d e f g h"), (5, "a b c d e f")):
        same = Corpus.from_texts({f"d{number}": words for number in range(size)})
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            found = topics(same, k=1, stop=None)
        assert found.terms["weight"].tolist() == pytest.approx(
            [1 / len(words.split())] * len(words.split())
        )
        assert (found.documents["share"] == 1).all()
