"""Topics fitted to paragraphs: non-negative matrix factorisation, or latent Dirichlet allocation.

Both are scikit-learn's. What is kept does not depend on how many processors there are: the linear algebra runs on one
thread, sums are taken in the order of the paragraphs, and topics stand in the order of their weight.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from discourse.corpus import Corpus
from discourse.corpus.cache import Key, cached
from discourse.counting.document_term_matrix import DocumentTermMatrix, count_terms
from discourse.counting.stop_words import StopWords, freeze_stop_words
from discourse.counting.tfidf import weigh
from discourse.errors import EmptyCorpusError, OptionError
from discourse.settings import TOPIC_MIN_UNITS_WITH_TERM
from discourse.validation import check_option, random_generator

__all__ = [
    "TOPIC_FITS",
    "Ground",
    "Model",
    "Start",
    "Topical",
    "Unit",
    "factorised",
    "fitted",
    "ground",
    "seed",
]

Floats = NDArray[np.float64]
Model = Literal["nmf", "lda"]
Unit = Literal["paragraph", "sentence", "window", "document"]
Start = Literal["steady", "random"]
STEPS = {"nmf": 1000, "lda": 50}  # of the fit, at most
SCHEME = {"nmf": "sklearn", "lda": "count"}
DUST = 1e-12  # of the largest value
SLIGHT = 1e-4  # of a topic's heaviest term: the fit comes to rest before what is below has a meaning


@dataclass(frozen=True, eq=False)
class Ground:
    """What topics are fitted to.

    Attributes
    ----------
    corpus, segments : Corpus
        The documents, and their paragraphs (sentences, windows) in order.
    parent : int64 array, shape (segments,)
        Document of each segment.
    counts : Counts
        Segments by terms.
    unit : str
        What a segment is.
    stop : str
        The stop words left out, for the note.
    """

    corpus: Corpus
    segments: Corpus
    parent: np.ndarray
    counts: DocumentTermMatrix
    unit: Unit
    stop: str


@dataclass(frozen=True, eq=False)
class Topical:
    """Topics fitted to a ground, the weightiest first.

    Attributes
    ----------
    terms : float array, shape (topics, terms)
        Share of each topic's weight that falls on each term; a topic's sum to 1.
    weights : float array, shape (segments, topics)
        Weight of each topic in each segment.
    settled : bool
        Whether the fit came to rest within the steps allowed.
    """

    terms: Floats
    weights: Floats
    settled: bool = True


# By all options of the model.
TOPIC_FITS: Key[tuple[Ground, Topical]] = Key("topic_fits")


def ground(corpus: Corpus, *, unit: Unit, stop: StopWords) -> Ground:
    """Divide `corpus` and count the terms of its parts; those of one part only are left out."""
    check_option("unit", unit, ("document", "paragraph", "sentence", "window"))
    if unit == "document":
        segments, parent = corpus, np.arange(len(corpus), dtype=np.int64)
    else:
        segments = corpus.segment(unit)
        place = {name: number for number, name in enumerate(corpus.names)}
        parent = np.array(
            [place[name] for name in segments.documents["parent"].tolist()],
            dtype=np.int64,
        )
    counts = count_terms(segments, stop=stop, min_documents=TOPIC_MIN_UNITS_WITH_TERM)
    if not counts.ngrams.size:
        raise EmptyCorpusError(
            f"no word stands in two {unit}s or more ({len(segments):,} {unit}s, {len(corpus.stream):,} words came), so "
            "there are no topics to find; give more text, or a smaller unit."
        )
    named = (
        stop
        if isinstance(stop, str)
        else ("a list of the user's" if stop is not None else "")
    )
    return Ground(corpus, segments, parent, counts, unit, named)


def fitted(
    corpus: Corpus,
    *,
    k: int,
    unit: Unit,
    model: Model,
    stop: StopWords,
    rng: int | np.random.Generator,
) -> tuple[Ground, Topical]:
    """Fit `k` topics to `corpus`; done once for the same request."""
    check_option("model", model, STEPS)
    listed = freeze_stop_words(stop)

    def fit() -> tuple[Ground, Topical]:
        base = ground(corpus, unit=unit, stop=listed)
        _enough(base, k)
        return base, factorised(base.counts.matrix, k, model, seed(rng))

    if not isinstance(rng, int):  # a generator gives other numbers every time
        return fit()
    # As written: True and 2.0 are equal to 1 and 2, but refused by the fit.
    asked = f"{k!r} {unit!r} {model!r} {listed!r} {rng!r}"
    return cached(corpus, TOPIC_FITS, fit, options=asked)


def _enough(base: Ground, k: int) -> None:
    full = int((np.diff(base.counts.matrix.indptr) > 0).sum())
    most = min(full, base.counts.matrix.shape[1])
    if isinstance(k, bool) or not isinstance(k, int | np.integer) or not 1 <= k <= most:
        raise OptionError(
            f"k={k!r} topics were asked for; a whole number from 1 to {most:,} was expected, since there are {full:,} "
            f"{base.unit}s with words and {base.counts.matrix.shape[1]:,} terms that stand in two of them or more."
        )


def seed(rng: int | np.random.Generator) -> int:
    """A number that scikit-learn can start from: `rng` itself, where it is a number small enough."""
    if isinstance(rng, int) and not isinstance(rng, bool) and 0 <= rng < 2**32:
        return int(rng)
    return int(random_generator(rng).integers(2**32))


def factorised(
    counts: csr_array, k: int, model: Model, number: int, start: Start = "steady"
) -> Topical:
    """Fit `k` topics to segments by terms, started from the seed `number`.

    NMF starts from the singular vectors (init ``nndsvda``), so that chance hardly enters; ``start="random"`` lets it
    in, to see whether the topics survive it.
    """
    from sklearn.exceptions import ConvergenceWarning
    from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

    matrix = weigh(counts, SCHEME[model])
    with threadpool_limits(limits=1), warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # `settled` says so
        found = (
            _nmf(matrix, k, number, start)
            if model == "nmf"
            else _lda(matrix, k, number)
        )
    return _ordered(found)


def _nmf(matrix: csr_array, k: int, number: int, start: Start) -> Topical:
    # The function and not the class `NMF`: the class also takes the root of what the fit leaves over, which nobody asks
    # for here, and which rounding can make negative where the fit is perfect.
    from sklearn.decomposition import non_negative_factorization

    init = "nndsvda" if start == "steady" else "random"
    options = {
        "n_components": k,
        "init": init,
        "random_state": number,
        "max_iter": STEPS["nmf"],
    }
    parts, components, steps = non_negative_factorization(matrix, **options)
    size = np.cumsum(components, axis=1)[:, -1]
    terms = components / np.where(size > 0, size, 1.0)[:, None]
    return Topical(
        terms, np.asarray(parts, dtype=np.float64) * size, bool(steps < STEPS["nmf"])
    )


def _lda(matrix: csr_array, k: int, number: int) -> Topical:
    from sklearn.decomposition import LatentDirichletAllocation

    fit = LatentDirichletAllocation(
        n_components=k,
        random_state=number,
        max_iter=STEPS["lda"],
        learning_method="batch",
    )
    parts = np.asarray(fit.fit_transform(matrix), dtype=np.float64)
    words = np.bincount(
        np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr)),
        matrix.data,
        matrix.shape[0],
    )
    size = np.cumsum(fit.components_, axis=1)[:, -1]
    return Topical(fit.components_ / size[:, None], parts * words[:, None])


def _ordered(found: Topical) -> Topical:
    """The weightiest topic first; equal ones by their terms. What is only the dust of a division becomes 0."""
    found = replace(found, terms=_clean(found.terms), weights=_clean(found.weights))
    weight = np.cumsum(found.weights, axis=0)[-1]
    rounded = [float(f"{value:.9g}") for value in weight.tolist()]
    first = np.argmax(found.terms, axis=1).tolist()
    order = sorted(
        range(len(rounded)), key=lambda topic: (-rounded[topic], first[topic])
    )
    return replace(found, terms=found.terms[order], weights=found.weights[:, order])


def _clean(values: Floats) -> Floats:
    return np.where(values < DUST * values.max(initial=0.0), 0.0, values)
