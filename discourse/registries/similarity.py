"""Measures of how alike two documents are: what `similarity` takes as `measure`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from discourse.registries.registry import Limits, Registry

__all__ = ["SIMILARITY_MEASURES", "SimilarityMeasure"]


@dataclass(frozen=True)
class SimilarityMeasure:
    """One measure of similarity.

    Attributes
    ----------
    name : str
        The value of `measure`, and of the column of this name.
    label : str
        The name as a reader would write it.
    compared : {'terms', 'occurrences', 'weights', 'shares', 'frequent words'}
        What is compared of two documents: the sets of their terms; their terms with
        repetitions; the weights that a scheme gives their terms; the shares of their
        words; or the rates of the most frequent words of the corpus.
    symmetric : bool
        Whether a pair has one score, and not one for each direction.
    limited_by_lengths : bool
        Whether two texts of different lengths can never have a score of 1.
    limits : Limits
    source : str
    """

    name: str
    label: str
    compared: Literal["terms", "occurrences", "weights", "shares", "frequent words"]
    symmetric: bool
    limited_by_lengths: bool
    limits: Limits
    source: str


_NOTHING_TO_ALL = Limits(0.0, 1.0, "nothing shared", "alike")

SIMILARITY_MEASURES = Registry(
    "measures of similarity",
    SimilarityMeasure(
        name="cosine",
        label="cosine",
        compared="weights",
        symmetric=True,
        limited_by_lengths=False,
        limits=_NOTHING_TO_ALL,
        source="Salton & McGill (1983), Introduction to Modern Information Retrieval, 120-123",
    ),
    SimilarityMeasure(
        name="jaccard",
        label="jaccard",
        compared="terms",
        symmetric=True,
        limited_by_lengths=True,
        limits=_NOTHING_TO_ALL,
        source="Jaccard (1912), New Phytologist 11(2), 37-50",
    ),
    SimilarityMeasure(
        name="dice",
        label="dice",
        compared="terms",
        symmetric=True,
        limited_by_lengths=True,
        limits=_NOTHING_TO_ALL,
        source="Dice (1945), Ecology 26(3), 297-302",
    ),
    SimilarityMeasure(
        name="set-cosine",
        label="set-cosine",
        compared="terms",
        symmetric=True,
        limited_by_lengths=True,
        limits=_NOTHING_TO_ALL,
        source="Ochiai (1957), Bulletin of the Japanese Society of Scientific Fisheries 22(9), 526-530",
    ),
    SimilarityMeasure(
        name="containment",
        label="containment",
        compared="terms",
        symmetric=False,
        limited_by_lengths=False,
        limits=Limits(0.0, 1.0, "nothing shared", "all terms are in the other"),
        source="Broder (1997), Compression and Complexity of Sequences, 21-29",
    ),
    SimilarityMeasure(
        name="bag-jaccard",
        label="bag-jaccard",
        compared="occurrences",
        symmetric=True,
        limited_by_lengths=True,
        limits=_NOTHING_TO_ALL,
        source="Ruzicka (1958), as given by Deza & Deza, Encyclopedia of Distances, 17.1",
    ),
    SimilarityMeasure(
        name="bag-dice",
        label="bag-dice",
        compared="occurrences",
        symmetric=True,
        limited_by_lengths=True,
        limits=_NOTHING_TO_ALL,
        source="Dice (1945), Ecology 26(3), 297-302, on counts",
    ),
    SimilarityMeasure(
        name="delta",
        label="delta",
        compared="frequent words",
        symmetric=True,
        limited_by_lengths=False,
        limits=Limits(0.0, 1.0, "ever farther apart", "alike"),
        source="Burrows (2002), Literary and Linguistic Computing 17(3), 267-287",
    ),
    SimilarityMeasure(
        name="jensen-shannon",
        label="jensen-shannon",
        compared="shares",
        symmetric=True,
        limited_by_lengths=False,
        limits=_NOTHING_TO_ALL,
        source="Lin (1991), IEEE Transactions on Information Theory 37(1), 145-151",
    ),
)
