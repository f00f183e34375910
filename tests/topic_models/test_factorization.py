"""Fitted topics against scikit-learn."""

from __future__ import annotations

import itertools
import sys
import warnings
from pathlib import Path

import numpy as np
import pytest
from planted_topics import planted_corpus
from scipy.sparse import csr_array
from seed_corpus import read_seeds

from discourse.corpus import Corpus
from discourse.errors import MissingExtraError
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


def test_allocations_give_every_word_to_a_topic() -> None:
    base = prepare_input(planted_corpus(), unit="paragraph", stop="en")
    words_by_paragraph = base.counts.matrix.toarray().sum(axis=1)
    found = factorize(base.counts.matrix, 3, model="lda", seed=7)
    assert np.allclose(found.weights.sum(axis=1), words_by_paragraph)
    assert np.allclose(found.terms.sum(axis=1), 1)


def test_allocations_agree_with_scikit_learn_on_planted_topics() -> None:
    from sklearn.decomposition import LatentDirichletAllocation

    base = prepare_input(planted_corpus(), unit="paragraph", stop="en")
    dense = base.counts.matrix.toarray()
    fit = LatentDirichletAllocation(n_components=3, random_state=7, max_iter=50)
    topic_of_paragraph = fit.fit_transform(dense).argmax(axis=1)
    found = factorize(base.counts.matrix, 3, model="lda", seed=7)
    pairs = set(
        zip(topic_of_paragraph, found.weights.argmax(axis=1), strict=True),
    )
    assert len(pairs) == 3, "each topic of one model is one topic of the other"


def test_terms_and_paragraphs_keep_their_place_if_some_have_no_words() -> None:
    # The sampler numbers terms as it meets them, and is not given the empty row.
    rows = [[0, 0, 0, 9, 8], [0, 0, 0, 0, 0], [0, 9, 5, 0, 0], [0, 0, 0, 8, 9]]
    found = factorize(csr_array(rows * 20), 2, model="lda", seed=0)
    assert found.terms.argmax(axis=1).tolist() == [3, 1]
    assert not found.terms[:, 0].any()
    filled = found.weights[[0, 2, 3]]
    assert filled.argmax(axis=1).tolist() == [0, 1, 0]
    assert not found.weights[1::4].any()


def test_a_sampled_fit_is_the_same_bytes_for_the_same_seed() -> None:
    counts = prepare_input(planted_corpus(), unit="paragraph", stop="en").counts.matrix
    one, again, other = (
        factorize(counts, 3, model="lda", seed=seed) for seed in (1, 1, 2)
    )
    assert one.terms.tobytes() == again.terms.tobytes()
    assert one.weights.tobytes() == again.weights.tobytes()
    assert one.weights.tobytes() != other.weights.tobytes()


def test_allocations_without_their_package_are_refused_with_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "topica", None)
    with pytest.raises(MissingExtraError, match=r"discourse-analysis\[topics\]"):
        topics(planted_corpus(), k=3, model="lda")


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
