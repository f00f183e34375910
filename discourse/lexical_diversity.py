"""Lexical diversity: how varied the vocabulary of a text or a group of texts is."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

import numpy as np
import pandas as pd

from discourse import notes, tables
from discourse.corpus import Corpus, as_corpus
from discourse.measures import diversity as diversity_measures
from discourse.measures import diversity_repetition, hdd, mattr, msttr, mtld
from discourse.measures.exact_arithmetic import Floats
from discourse.measures.ratio_intervals import moving_average_interval, ratio_interval
from discourse.progress import shows_progress, track_progress
from discourse.registries import DIVERSITY_MEASURES
from discourse.settings import (
    CONFIDENCE_LEVEL,
    DIVERSITY_WINDOW,
    FEW_UNITS_OF_DIVERSITY,
    HDD_SAMPLE,
    MIN_UNITS_OF_INTERVAL,
)
from discourse.text import PARAGRAPH
from discourse.validation import (
    check_confidence_level,
    check_whole_number,
    options_by_name,
)

__all__ = ["diversity"]

# Measures that hardly depend on length, so that texts can be averaged.
STEADY_MEASURES = tuple(
    name
    for name, measure in DIVERSITY_MEASURES.items()
    if measure.counted_from == "texts"
)
# Steady measures that are computed in windows or segments of `window` words.
WINDOWED_FUNCTIONS: Mapping[str, Callable[..., float]] = MappingProxyType(
    {"mattr": mattr, "msttr": msttr}
)
# Functions of the other measures, which are computed from all words of a group.
FUNCTIONS: Mapping[str, Callable[..., Floats]] = MappingProxyType(
    {**diversity_measures.FUNCTIONS, **diversity_repetition.FUNCTIONS}
)


@options_by_name
@shows_progress
def diversity(
    corpus: Corpus,
    *,
    by: str | None = None,
    window: int = DIVERSITY_WINDOW,
    confidence_level: float = CONFIDENCE_LEVEL,
    progress: bool = True,
) -> pd.DataFrame:
    """Return how varied the vocabulary is, by several measures.

    Parameters
    ----------
    corpus : Corpus
        Masked text is not counted, and a window continues behind it. Words that differ
        only in case, or in the kind of apostrophe, are one word. Numbers are words too.
    by : str, optional
        Metadata column whose values make the groups; "doc" for each document by itself.
    window : int
        Words of a window or segment, for MATTR and MSTTR.
    confidence_level : float
        Share of such intervals that are to contain the true value, between 0 and 1.
    progress : bool
        Show a bar if the call takes longer than two seconds.

    Returns
    -------
    pandas.DataFrame
        Kind "diversity", one row for each group and measure; groups in order, the
        steady measures first. `score` is missing where the text is too short to compute
        it. `low` and `high` are missing where there is no interval; `interval` then
        names the reason.

    Notes
    -----
    *When to use it.* To compare how much texts repeat their words. Use the *steady*
    measures (mattr, msttr, mtld, hdd) for texts of different lengths. All others change
    with the length of the text, so compare them only between texts of one length.

    *How to read it.* `yule_k`, `simpson_d`, `herdan_vm` and `maas` are small where the
    vocabulary is varied; the other measures are large. The measures are listed, with
    their sources, in :data:`discourse.registries.DIVERSITY_MEASURES`. Formulas:
    :mod:`discourse.measures`.

    *Steady measures* are computed for each document, never across two, and averaged
    over a group: MATTR is weighted by windows, MSTTR by segments, MTLD by factors
    (stretches), HD-D by words. Documents shorter than `shortest` are left out; `note`
    gives their number.

    Their interval never leaves the scale of the measure (logit; for MTLD log). Its
    units are documents, and it is linearised with a t quantile. (See
    :func:`discourse.measures.ratio_interval`, which reports how often it contained the
    true value in trials on speeches.) Two documents have no interval. For one document,
    the interval of MSTTR uses its paragraphs in the same way. The interval of MATTR
    uses blocks of one window or more
    (:func:`discourse.measures.moving_average_interval`), since windows cross
    paragraphs. A text of less than ``4 window - 1`` words has none.

    *The other measures* are computed from all words of a group together. They have no
    interval: resampled documents repeat their words, which lowers these measures.

    References
    ----------
    Covington & McFall (2010), Journal of Quantitative Linguistics 17(2), 94-100
    (MATTR). McCarthy & Jarvis (2010), Behavior Research Methods 42(2), 381-392 (MTLD,
    HD-D). Koizumi (2012), Vocabulary Learning and Instruction 1(1), for lengths.

    Examples
    --------
    >>> texts = {"a": "one two three one two one", "b": "one one one one one one"}
    >>> table = diversity(Corpus.from_texts(texts), by="doc", window=3)
    >>> rows = table[table["measure"].isin(["mattr", "ttr"])]
    >>> rows[["group", "measure", "score", "shortest"]].round(3)
       group measure  score  shortest
    0      a   mattr  0.917         3
    13     a     ttr  0.500         1
    14     b   mattr  0.333         3
    27     b     ttr  0.167         1
    """
    corpus = as_corpus(corpus)
    window = check_whole_number("window", window, hint=": words of a stretch")
    confidence_level = check_confidence_level(confidence_level)
    options = _Options(window, confidence_level)
    codes, groups = corpus.groups(by)
    texts = _split_documents(corpus)
    tracked_rows = track_progress(
        _rows_of_groups(texts, codes, groups, options),
        "Measuring diversity",
        total=len(groups) * len(DIVERSITY_MEASURES),
        unit="values",
    )
    rows = list(tracked_rows)
    labels = {"group": corpus.group_label_of(by)}
    return tables.from_rows("diversity", rows, labels=labels)


@dataclass(frozen=True)
class _Options:
    """The options of the verb that the steady measures need."""

    window: int
    confidence_level: float


@dataclass(frozen=True, eq=False)
class _Text:
    """The words of a document (ids), and the gap class before each word."""

    ids: np.ndarray
    gap: np.ndarray

    def __len__(self) -> int:
        return len(self.ids)


def _split_documents(corpus: Corpus) -> list[_Text]:
    """Return the words of each document, in the order of the corpus."""
    stream = corpus.stream
    bounds = stream.bounds.tolist()
    texts = []
    for low, high in itertools.pairwise(bounds):
        ids = stream.ids[low:high]
        gap = stream.gap[low:high]
        texts.append(_Text(ids, gap))
    return texts


def _rows_of_groups(
    texts: list[_Text], codes: np.ndarray, groups: Sequence[str], options: _Options
) -> Iterator[dict[str, object]]:
    """Yield the rows of all groups; `codes` has the number of each text's group."""
    for group_number, group in enumerate(groups):
        is_in_group = codes == group_number
        documents = np.flatnonzero(is_in_group).tolist()
        texts_of_group = [texts[document] for document in documents]
        for row in _rows_of_group(texts_of_group, options):
            yield row | {"group": group}


def _rows_of_group(
    texts: list[_Text], options: _Options
) -> Iterator[dict[str, object]]:
    """Yield the rows of one group, without the name of the group."""
    counts = _word_counts(texts)
    word_count = int(counts.sum())
    columns_of_group: dict[str, object] = {
        "words": word_count,
        "types": len(counts),
        "of_documents": len(texts),
    }
    for measure in STEADY_MEASURES:
        row = _steady_row(measure, texts, options)
        yield row | columns_of_group
    texts_with_words = [text for text in texts if len(text)]
    # A steady measure has counted its documents itself.
    columns_of_group["documents"] = len(texts_with_words)
    for measure in DIVERSITY_MEASURES:
        if measure not in STEADY_MEASURES:
            row = _row_of_words(measure, counts, word_count)
            yield row | columns_of_group


def _word_counts(texts: list[_Text]) -> np.ndarray:
    """Return how often each word that occurs in the texts occurs in them (int64)."""
    counts = np.zeros(0, dtype=np.int64)
    if texts:
        ids = np.concatenate([text.ids for text in texts])
        counts = np.bincount(ids)
    occurs = counts > 0
    return counts[occurs]


# --------------------------------------------------------------------------------------
# Measures of the words of a group together


def _row_of_words(
    measure: str, counts: np.ndarray, word_count: int
) -> dict[str, object]:
    """Return the row of a measure that is computed from all words of a group.

    Parameters
    ----------
    measure : str
    counts : int64 array, shape (types,)
        Occurrences of each word.
    word_count : int
        The sum of the counts.
    """
    entry = DIVERSITY_MEASURES[measure]
    function = FUNCTIONS[measure]
    remarks = []
    is_too_short = word_count < entry.min_words
    if is_too_short:
        too_few_words = notes.make("meant_for_longer", words=entry.min_words)
        remarks.append(too_few_words)
    # Such a measure needs the count of every type, the others only two totals.
    if entry.counted_from == "types":
        score = function(counts)
    else:
        score = function(len(counts), word_count)
        depends_on_length = notes.make("moves_with_length")
        remarks.append(depends_on_length)
    return {
        "measure": measure,
        "score": float(score),
        "low": np.nan,
        "high": np.nan,
        "interval": "words_repeat",
        "interval_unit": "",
        "confidence_level": np.nan,
        "units": 0,
        "shortest": entry.min_words,
        "window": "",
        "too_short": is_too_short,
        "note": notes.join(remarks),
    }


# --------------------------------------------------------------------------------------
# Steady measures


@dataclass(frozen=True, eq=False)
class _WeightedMean:
    """A mean over texts (or paragraphs), as a ratio of two sums.

    Attributes
    ----------
    weighted_values : float array
        Value times weight of each unit.
    weights : float array
        Weight of each unit.
    unit : str
        What a unit is.
    """

    weighted_values: np.ndarray
    weights: np.ndarray
    unit: str = "documents"

    @property
    def mean(self) -> float:
        total_weight = float(self.weights.sum())
        if total_weight <= 0:
            return float("nan")
        return float(self.weighted_values.sum()) / total_weight


@dataclass(frozen=True, eq=False)
class _Interval:
    """The ends of an interval, its units, and its method or why there is none.

    Attributes
    ----------
    low, high : float
        The ends; NaN if there is no interval.
    unit_count : int
        How many units the interval takes as independent.
    unit : str
        What a unit is.
    code : str
        The method, or the reason why there is none, as in the column `interval`.
    """

    low: float
    high: float
    unit_count: int
    unit: str
    code: str

    @property
    def exists(self) -> bool:
        return not np.isnan(self.low)


def _steady_row(
    measure: str, texts: list[_Text], options: _Options
) -> dict[str, object]:
    """Return the row of a measure that is computed for each document and averaged."""
    min_words = DIVERSITY_MEASURES[measure].min_words
    window_name = ""
    if measure in WINDOWED_FUNCTIONS:
        min_words = options.window
        window_name = f"{options.window} words"
    averaged_texts = [text for text in texts if len(text) >= min_words]
    note_on_lengths = _note_on_lengths(len(texts), len(averaged_texts), min_words)
    are_too_short = not averaged_texts
    if are_too_short:
        # Some measures have a value for a short text too. The row is marked.
        averaged_texts = texts
    mean = _average(measure, averaged_texts, options.window)
    interval = _interval(measure, averaged_texts, mean, options)
    document_count = len(averaged_texts)
    if mean.unit == "documents":
        document_count = len(mean.weights)  # documents without a value are left out
    note_on_interval = _note_on_units(interval)
    return {
        "measure": measure,
        "score": mean.mean,
        "low": interval.low,
        "high": interval.high,
        "interval": interval.code,
        "interval_unit": interval.unit,
        "confidence_level": options.confidence_level if interval.exists else np.nan,
        "units": interval.unit_count,
        "documents": document_count,
        "shortest": min_words,
        "window": window_name,
        "too_short": are_too_short,
        "note": notes.join([note_on_lengths, note_on_interval]),
    }


def _note_on_units(interval: _Interval) -> notes.Note | None:
    """Return a note if an interval is computed from few units; else None."""
    if not interval.exists or interval.unit_count >= FEW_UNITS_OF_DIVERSITY:
        return None
    return notes.make("rough_interval", count=interval.unit_count, units=interval.unit)


def _note_on_lengths(
    document_count: int, used_count: int, min_words: int
) -> notes.Note | None:
    """Return a note if all documents are too short, or some of them; else None."""
    if not used_count:
        return notes.make("meant_for_longer", words=min_words)
    if used_count == document_count:
        return None
    return notes.make(
        "left_out",
        left_out=document_count - used_count,
        documents=document_count,
        words=min_words,
    )


def _average(measure: str, texts: list[_Text], window: int) -> _WeightedMean:
    """Return the mean of a steady measure over texts.

    Texts that are too short for a value are left out. For MSTTR in a single document,
    the mean is taken over paragraphs, which then are the units of the interval.
    """
    if measure == "msttr" and len(texts) == 1:
        text = texts[0]
        if len(text) >= window:
            return _average_over_paragraphs(text, window)
    weighted_values = []
    weights = []
    for text in texts:
        value = _value_of_text(measure, text, window)
        if np.isfinite(value):
            weight = _weight_of_text(measure, len(text), value, window)
            weighted_values.append(value * weight)
            weights.append(weight)
    return _WeightedMean(np.array(weighted_values), np.array(weights))


def _value_of_text(measure: str, text: _Text, window: int) -> float:
    """Return a steady measure of one text; NaN if the text is too short for it."""
    if measure in WINDOWED_FUNCTIONS:
        function = WINDOWED_FUNCTIONS[measure]
        return function(text.ids, window=window)
    if measure == "mtld":
        return mtld(text.ids)
    # HD-D is the only other steady measure.
    if not len(text):
        return float("nan")
    counts = np.bincount(text.ids)
    return float(hdd(counts, sample=HDD_SAMPLE))


def _weight_of_text(measure: str, word_count: int, value: float, window: int) -> float:
    """Return the weight of a text: how many windows, segments, factors or words it has.

    Parameters
    ----------
    measure : str
    word_count : int
        Words of the text.
    value : float
        The measure of the text.
    window : int
    """
    if measure == "mattr":
        return float(max(word_count - window + 1, 0))
    if measure == "msttr":
        return float(word_count // window)
    if measure == "mtld":
        # MTLD is words a factor. So the mean is all words over all factors.
        return word_count / value
    return float(word_count)


def _average_over_paragraphs(text: _Text, window: int) -> _WeightedMean:
    """Return the mean over the segments of one document, by paragraph.

    A segment belongs to the paragraph in which it begins.
    """
    window_count = len(text) - window + 1
    # A segment is every `window`-th window: segments do not overlap.
    segment_starts = slice(0, window_count, window)
    types_in_windows = _types_in_windows(text.ids, window)
    types_in_segments = types_in_windows[segment_starts]
    begins_paragraph = text.gap >= PARAGRAPH
    paragraph_of_word = np.cumsum(begins_paragraph)
    paragraph_of_segment = paragraph_of_word[segment_starts]

    _, unit = np.unique(paragraph_of_segment, return_inverse=True)
    segment_counts = np.bincount(unit).astype(np.float64)
    weighted_values = np.bincount(unit, weights=types_in_segments / window)
    return _WeightedMean(weighted_values, segment_counts, "paragraphs")


def _interval(
    measure: str, texts: list[_Text], mean: _WeightedMean, options: _Options
) -> _Interval:
    """Return the interval of a steady measure, with its method or why there is none."""
    # MTLD has no upper end. The other steady measures lie between 0 and 1.
    scale: Literal["log", "logit"] = "log" if measure == "mtld" else "logit"
    if measure == "mattr" and len(texts) == 1:
        interval = _interval_of_windows(texts[0], options)
    else:
        interval = _interval_of_units(mean, scale, options)
    if interval.exists:
        return interval
    reason = _reason_of_no_interval(interval, mean.mean, scale)
    return replace(interval, code=reason)


def _interval_of_windows(text: _Text, options: _Options) -> _Interval:
    """Return the interval of MATTR in one document, over blocks of windows.

    A text that is shorter than a window has no type shares, and so no interval.
    """
    window = options.window
    type_shares = np.empty(0)
    if len(text) >= window:
        types_in_windows = _types_in_windows(text.ids, window)
        type_shares = types_in_windows / window
    low, high, block_count = moving_average_interval(
        type_shares, window, confidence_level=options.confidence_level
    )
    return _Interval(low, high, block_count, unit="blocks", code="batch_means")


def _interval_of_units(
    mean: _WeightedMean, scale: Literal["log", "logit"], options: _Options
) -> _Interval:
    """Return the interval over documents, or over the paragraphs of one document."""
    low, high = ratio_interval(
        mean.weighted_values,
        mean.weights,
        scale=scale,
        confidence_level=options.confidence_level,
    )
    unit_count = len(mean.weights)
    method = f"linearised_{scale}"
    return _Interval(low, high, unit_count, unit=mean.unit, code=method)


def _reason_of_no_interval(interval: _Interval, score: float, scale: str) -> str:
    """Return the code of the reason why a steady measure has no interval."""
    if np.isnan(score):
        return "too_short"
    if interval.unit_count < MIN_UNITS_OF_INTERVAL:
        return _reason_of_few_units(interval)
    # Inside the scale an interval can only be missing because all values are equal.
    if scale == "log" or 0 < score < 1:
        return "do_not_differ"
    return "at_end_of_scale"


def _reason_of_few_units(interval: _Interval) -> str:
    """Return the code of the reason why there are too few units for an interval."""
    if interval.unit == "blocks":
        return "one_short_document"
    if interval.unit == "paragraphs":
        return "few_paragraphs"
    # The units are documents.
    return "two_texts" if interval.unit_count == 2 else "one_document"


def _types_in_windows(ids: np.ndarray, window: int) -> np.ndarray:
    """Return the number of distinct words in each window of the text (int64).

    There is one window for each word at which a whole window begins.
    """
    word_count = len(ids)
    position = np.arange(word_count)
    # A word is the first of its type in a window that begins after the previous
    # occurrence of the type and reaches the word.
    after_previous = _previous_occurrences(ids) + 1
    first_to_reach = position - window + 1
    first_window = np.maximum(after_previous, first_to_reach)
    first_window = np.maximum(first_window, 0)
    # How many more words that are the first of their type a window has than the window
    # before it: some are new, and the word before the window is lost.
    change = np.bincount(first_window, minlength=word_count)
    change[1:] -= 1
    type_count = np.cumsum(change)
    window_count = word_count - window + 1
    return type_count[:window_count]


def _previous_occurrences(ids: np.ndarray) -> np.ndarray:
    """Return the position of the previous occurrence of each word; -1 if none."""
    by_type = np.argsort(ids, kind="stable")
    sorted_ids = ids[by_type]
    same_as_next = sorted_ids[1:] == sorted_ids[:-1]
    earlier = by_type[:-1][same_as_next]
    later = by_type[1:][same_as_next]
    previous = np.full(len(ids), -1, dtype=np.int64)
    previous[later] = earlier
    return previous
