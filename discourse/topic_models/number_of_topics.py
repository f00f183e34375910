"""How many topics: numbers of topics are tried, and one that is stable is chosen.

For each number, topics are fitted again from random starts and with documents left out.
A number is stable if these fits find the same topics. Of the stable numbers the one with
the most coherent topics is chosen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from discourse import notes
from discourse.corpus import Corpus
from discourse.corpus.cache import Key, cached
from discourse.counting.background import Background
from discourse.counting.stop_words import StopWords, freeze_stop_words
from discourse.notes import Note
from discourse.progress import track_progress
from discourse.settings import (
    TOPIC_NUMBERS,
    TOPIC_RUNS,
    TOPIC_STABILITY,
    TOPIC_TRIAL_UNITS,
    TOPICS_IF_NONE_STABLE,
    TOPICS_THAT_ARE_FEW,
)
from discourse.topic_models.factorization import (
    FittedTopics,
    Floats,
    Model,
    TopicInput,
    Unit,
    count_filled_rows,
    factorize,
    prepare_input,
    round_to_nine_digits,
)
from discourse.topic_models.fit_quality import agreement, coherence, exclusivity
from discourse.validation import random_generator

__all__ = [
    "ChosenNumber",
    "QualityOfNumber",
    "Trials",
    "choose_by_quality",
    "choose_number_of_topics",
]


@dataclass(frozen=True)
class QualityOfNumber:
    """How good topics are, for one number of topics.

    Attributes
    ----------
    k : int
        Number of topics.
    coherence, exclusivity : float
        Of the fit that is judged.
    stability : float
        Mean agreement with fits from random starts.
    stability_documents : float
        Mean agreement with fits that leave documents out; NaN if there is none.
    """

    k: int
    coherence: float
    exclusivity: float
    stability: float
    stability_documents: float

    @property
    def is_stable(self) -> bool:
        """Whether both stabilities reach the threshold; NaN does not."""
        reaches_threshold = self.stability >= TOPIC_STABILITY
        return reaches_threshold and self.stability_documents >= TOPIC_STABILITY


@dataclass(frozen=True)
class ChosenNumber:
    """A number of topics, and what the reader must know about the choice.

    Attributes
    ----------
    k : int
    remarks : tuple of Note
    """

    k: int
    remarks: tuple[Note, ...] = ()


# The cache of a corpus holds the trials for each set of options.
TOPIC_TRIALS: Key[list[QualityOfNumber]] = Key("topic_trials")


def choose_number_of_topics(
    corpus: Corpus,
    *,
    unit: Unit,
    model: Model,
    stop: StopWords,
    background: Background | None,
    seed: int,
) -> ChosenNumber:
    """Return the number of topics that :func:`discourse.topics` fits if none is given.

    It is the number that :func:`discourse.topic_quality` calls chosen, if it is called
    without options of its own.
    """
    trials = Trials.prepare(
        corpus,
        unit=unit,
        model=model,
        stop=stop,
        background=background,
        run_count=TOPIC_RUNS,
        seed=seed,
    )
    lowest, highest = TOPIC_NUMBERS
    if trials.max_topics < lowest:
        remark = notes.make("most_topics", most=trials.max_topics)
        return ChosenNumber(trials.max_topics, (remark,))
    qualities = trials.judge(lowest, min(highest, trials.max_topics))
    chosen_number = choose_by_quality(qualities)
    remarks = list(chosen_number.remarks)
    if not remarks:
        remark = notes.make("chosen_number", lowest=lowest, highest=qualities[-1].k)
        remarks.append(remark)
    remarks += trials.remarks
    return ChosenNumber(chosen_number.k, tuple(remarks))


def choose_by_quality(qualities: Sequence[QualityOfNumber]) -> ChosenNumber:
    """Return the stable number with the most coherent topics.

    Of equally coherent ones the smallest is taken. Two topics are chosen only if no
    larger number is stable (see :data:`discourse.settings.TOPICS_THAT_ARE_FEW`). If none
    is stable, the result is three topics, or the number nearest to it that was tried,
    with a remark.

    Examples
    --------
    >>> stable = QualityOfNumber(2, 0.1, 0.9, 1.0, 0.8)
    >>> more_coherent = QualityOfNumber(3, 0.3, 0.9, 1.0, 0.8)
    >>> unstable = QualityOfNumber(4, 0.5, 0.9, 1.0, 0.4)
    >>> choose_by_quality([stable, more_coherent, unstable]).k
    3
    """
    stable_qualities = [quality for quality in qualities if quality.is_stable]
    if not stable_qualities:
        return _number_if_none_is_stable(qualities)
    candidates = [
        quality for quality in stable_qualities if quality.k > TOPICS_THAT_ARE_FEW
    ]
    if not candidates:
        candidates = stable_qualities
    coherences = np.array([quality.coherence for quality in candidates])
    # The first of the largest values is that of the smallest number.
    best = int(np.argmax(round_to_nine_digits(coherences)))
    return ChosenNumber(candidates[best].k)


def _number_if_none_is_stable(qualities: Sequence[QualityOfNumber]) -> ChosenNumber:
    """Return three topics, or the number nearest to it, and say that none is stable."""
    lowest = qualities[0].k
    highest = qualities[-1].k
    k = min(max(TOPICS_IF_NONE_STABLE, lowest), highest)
    remark = notes.make(
        "no_stable_number",
        k=k,
        lowest=lowest,
        highest=highest,
        stability=TOPIC_STABILITY,
    )
    return ChosenNumber(k, (remark,))


@dataclass(frozen=True, eq=False)
class Trials:
    """The texts and the random choices of the fits by which topics are judged.

    Attributes
    ----------
    corpus : Corpus
        In words; its cache keeps the results.
    topic_input : TopicInput
        All that topics are fitted to.
    counts : sparse array, shape (segments, terms)
        What is judged: all segments, or those of documents drawn at random.
    parent : int array, shape (segments,)
        Document of each of these segments, from 0.
    model : str
    main_seed : int
        Seed of the fit that is judged.
    random_seeds : list of int
        Seeds of the fits from random starts.
    left_out_documents : list of int arrays
        For each fit with documents left out, these documents.
    options : str
        What the results depend on besides the corpus and the numbers of topics.
    """

    corpus: Corpus
    topic_input: TopicInput
    counts: csr_array
    parent: np.ndarray
    model: Model
    main_seed: int
    random_seeds: list[int]
    left_out_documents: list[np.ndarray]
    options: str

    @classmethod
    def prepare(
        cls,
        corpus: Corpus,
        *,
        unit: Unit,
        model: Model,
        stop: StopWords,
        run_count: int,
        seed: int,
        background: Background | None = None,
    ) -> Trials:
        """Draw the seeds of the random starts, and the documents to leave out."""
        corpus = corpus.in_words
        stop = freeze_stop_words(stop)
        topic_input = prepare_input(corpus, unit=unit, stop=stop, background=background)
        digest = None if background is None else background.digest
        words = sorted(topic_input.stop_words.words)
        random = random_generator(seed)
        random_seeds = random.integers(2**32, size=run_count)
        documents = _draw_documents(topic_input, random)
        is_judged = np.isin(topic_input.parent, documents)
        left_out_documents = _choose_left_out_documents(
            len(documents), run_count, random
        )
        return cls(
            corpus=corpus,
            topic_input=topic_input,
            counts=_select_rows(topic_input.counts.matrix, is_judged),
            parent=np.searchsorted(documents, topic_input.parent[is_judged]),
            model=model,
            main_seed=seed,
            random_seeds=random_seeds.tolist(),
            left_out_documents=left_out_documents,
            # The words themselves, since a file of stop words may have changed. So may
            # a background of the same name.
            options=f"{unit!r} {model!r} {words!r} {digest!r} {run_count!r} {seed!r}",
        )

    @property
    def max_topics(self) -> int:
        """The largest number of topics that can be judged."""
        return _max_topics(self.counts)

    @property
    def remarks(self) -> list[Note]:
        """What the reader must know about the texts that were judged."""
        document_count = len(np.unique(self.parent))
        if len(self.parent) == len(self.topic_input.parent):
            return []
        unit = self.topic_input.unit
        return [
            notes.make(
                "judged_by_sample",
                documents=document_count,
                segments=len(self.parent),
                units=f"{unit}s",
            )
        ]

    def judge(self, lowest: int, highest: int) -> list[QualityOfNumber]:
        """Return the quality of each number of topics. It is computed once."""

        def evaluate_all() -> list[QualityOfNumber]:
            return [self._evaluate(k) for k in range(lowest, highest + 1)]

        options = f"{lowest} {highest} {self.options}"
        return cached(self.corpus, TOPIC_TRIALS, evaluate_all, options=options)

    def _evaluate(self, k: int) -> QualityOfNumber:
        """Return the quality of `k` topics."""
        main_fit = self._fit(self.counts, k)
        terms = main_fit.terms
        random_fits = self._fit_from_random_starts(k)
        partial_fits = self._fit_without_documents(k)
        return QualityOfNumber(
            k=k,
            coherence=coherence(self.counts, terms),
            exclusivity=exclusivity(terms),
            stability=_mean_agreement(terms, random_fits),
            stability_documents=_mean_agreement(terms, partial_fits),
        )

    def _fit(self, counts: csr_array, k: int) -> FittedTopics:
        return factorize(
            counts,
            k,
            model=self.model,
            seed=self.main_seed,
            rarity=self.topic_input.rarity,
        )

    def _fit_from_random_starts(self, k: int) -> list[FittedTopics]:
        fits = []
        seeds = track_progress(
            self.random_seeds,
            f"Fitting {k} topics from random starts",
            total=len(self.random_seeds),
            unit="fits",
        )
        for seed in seeds:
            fit = factorize(
                self.counts,
                k,
                model=self.model,
                seed=seed,
                start="random",
                rarity=self.topic_input.rarity,
            )
            fits.append(fit)
        return fits

    def _fit_without_documents(self, k: int) -> list[FittedTopics]:
        """Return the fits of `k` topics with documents left out.

        A fit is missing if too little text is left for `k` topics.
        """
        fits = []
        left_out_documents = track_progress(
            self.left_out_documents,
            f"Fitting {k} topics without some documents",
            total=len(self.left_out_documents),
            unit="fits",
        )
        for documents in left_out_documents:
            is_left_out = np.isin(self.parent, documents)
            counts = _select_rows(self.counts, ~is_left_out)
            if k <= _max_topics(counts):
                fits.append(self._fit(counts, k))
        return fits


def _max_topics(counts: csr_array) -> int:
    """Return how many topics can be fitted to a matrix of segments by terms."""
    term_count = len(np.unique(counts.indices))
    return min(count_filled_rows(counts), term_count)


def _select_rows(counts: csr_array, is_selected: np.ndarray) -> csr_array:
    """Return the rows that are selected, with their entries in order."""
    selected_counts = counts[np.flatnonzero(is_selected)]
    selected_counts.sort_indices()
    return selected_counts


def _draw_documents(topic_input: TopicInput, random: np.random.Generator) -> np.ndarray:
    """Return the documents to judge by, sorted: all, or as many as suffice.

    They suffice if they have about :data:`TOPIC_TRIAL_UNITS` segments. At least two
    documents are drawn.
    """
    document_count = len(topic_input.corpus)
    documents = np.arange(document_count)
    if len(topic_input.segments) <= TOPIC_TRIAL_UNITS:
        return documents
    segments_by_document = np.bincount(topic_input.parent, minlength=document_count)
    shuffled_documents = random.permutation(document_count)
    segments_so_far = np.cumsum(segments_by_document[shuffled_documents])
    drawn_count = int(np.count_nonzero(segments_so_far <= TOPIC_TRIAL_UNITS))
    drawn_documents = shuffled_documents[: max(drawn_count, 2)]
    return np.sort(drawn_documents)


def _choose_left_out_documents(
    document_count: int, run_count: int, random: np.random.Generator
) -> list[np.ndarray]:
    """Return the documents to leave out, one set of documents for each run."""
    if document_count <= run_count:
        documents = np.arange(document_count)
        return np.array_split(documents, document_count)
    shuffled_documents = random.permutation(document_count)
    # Even one run leaves out half of the documents, never all.
    part_count = max(run_count, 2)
    parts = np.array_split(shuffled_documents, part_count)
    return parts[:run_count]


def _mean_agreement(terms: Floats, other_fits: list[FittedTopics]) -> float:
    """Return the mean agreement with other fits; NaN if there are none."""
    if not other_fits:
        return float("nan")
    agreements = [agreement(terms, fit.terms) for fit in other_fits]
    return sum(agreements) / len(agreements)
