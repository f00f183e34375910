"""Richness: how varied the vocabulary of a text, or of a group of texts, is."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import numpy as np
import pandas as pd

from discourse import notes, tables
from discourse.corpus import Corpus
from discourse.measures import diversity as diversity_measures
from discourse.measures import diversity_repetition, hdd, mattr, msttr, mtld
from discourse.measures.exact_arithmetic import Floats
from discourse.measures.ratio_intervals import moving_average_interval, ratio_interval
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
    percent_of_confidence,
)

__all__ = ["diversity"]

# Measures that hardly move with length, so that texts can be averaged.
STEADY = tuple(
    name
    for name, measure in DIVERSITY_MEASURES.items()
    if measure.counted_from == "texts"
)
# What computes the others, of the words of a group together.
FUNCTIONS: Mapping[str, Callable[..., Floats]] = MappingProxyType(
    {**diversity_measures.FUNCTIONS, **diversity_repetition.FUNCTIONS}
)


@options_by_name
def diversity(
    corpus: Corpus,
    *,
    by: str | None = None,
    window: int = DIVERSITY_WINDOW,
    confidence_level: float = CONFIDENCE_LEVEL,
) -> pd.DataFrame:
    """How rich the vocabulary is, by several measures, each with the length it needs and what it can be compared with.

    Parameters
    ----------
    corpus : Corpus
        Masked text is not counted; a window runs on over it. A word is its folded form, digits too.
    by : str, optional
        Metadata column whose values make the groups; "doc" for each document by itself.
    window : int
        Words of a stretch, for MATTR and MSTTR.
    confidence_level : float
        Share of such intervals that are to hold the true value, between 0 and 1.

    Returns
    -------
    pandas.DataFrame
        Kind "diversity", one row a group and measure; groups in order, the steady measures first. `score` is missing
        where the text is too short to compute it; `low` and `high` are missing, and `interval` says why, where
        none is meant.

    Notes
    -----
    The measures are listed, with their sources, in :data:`discourse.registries.DIVERSITY_MEASURES`.

    *Steady* measures (mattr, msttr, mtld, hdd) are taken of each document, never across two, and averaged over a
    group: MATTR by windows, MSTTR by segments, MTLD by stretches, HD-D by words. Documents shorter than `shortest`
    are left out, and the note says so. Their interval never leaves the scale of the measure (logit; for MTLD log). It is
    of documents, linearised with a t quantile (:func:`discourse.measures.ratio_interval`, which says how often it held
    the truth in trials on speeches); of two documents there is none. Of one document, MSTTR goes by its paragraphs in
    the same way; MATTR by blocks of one window or more (:func:`discourse.measures.moving_average_interval`), since its
    windows reach over paragraphs, and none below ``4 window - 1`` words.

    All others are of the words of a group together. They move with its length, so compare them only between texts of
    one length; drawing documents anew repeats their words and lowers them, so they have no interval. `yule_k`,
    `simpson_d`, `herdan_vm` and `maas` are small where the vocabulary is rich. Formulas: :mod:`discourse.measures`.

    References
    ----------
    Covington & McFall (2010), Journal of Quantitative Linguistics 17(2), 94-100 (MATTR). McCarthy & Jarvis (2010),
    Behavior Research Methods 42(2), 381-392 (MTLD, HD-D). Koizumi (2012), Vocabulary Learning and Instruction 1(1),
    for lengths.

    Examples
    --------
    >>> corpus = Corpus.from_texts({"a": "one two three one two one", "b": "one one one one one one"})
    >>> table = diversity(corpus, by="doc", window=3)
    >>> table[table["measure"].isin(["mattr", "ttr"])][["group", "measure", "score", "shortest"]].round(3)
       group measure  score  shortest
    0      a   mattr  0.917         3
    13     a     ttr  0.500         1
    14     b   mattr  0.333         3
    27     b     ttr  0.167         1
    """
    window = check_whole_number("window", window, hint=": words of a stretch")
    confidence_level = check_confidence_level(confidence_level)
    codes, groups = corpus.groups(by)
    bounds, ids = corpus.stream.bounds, corpus.stream.ids
    texts = [
        _Text(ids[a:b], corpus.stream.gap[a:b])
        for a, b in itertools.pairwise(bounds.tolist())
    ]
    rows: list[dict[str, object]] = []
    for number, name in enumerate(groups):
        own = [texts[place] for place in (codes == number).nonzero()[0].tolist()]
        for row in _measured(own, window, confidence_level):
            rows.append({"group": name, **row})
    return tables.from_rows("diversity", rows)


@dataclass(frozen=True, eq=False)
class _Text:
    """The words of a document (ids), and the gap class before each."""

    ids: np.ndarray
    gap: np.ndarray

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, eq=False)
class _Parts:
    """A ratio of two sums over texts (or paragraphs): what is averaged, and by what weight."""

    above: np.ndarray
    below: np.ndarray
    unit: str = "documents"

    @property
    def ratio(self) -> float:
        total = float(self.below.sum())
        return float(self.above.sum()) / total if total > 0 else float("nan")


@dataclass(frozen=True, eq=False)
class _Ends:
    """An interval, what it rests on, and its name or why there is none."""

    low: float
    high: float
    units: int
    unit: str
    named: str


def _measured(
    texts: list[_Text], window: int, confidence_level: float
) -> Iterator[dict[str, object]]:
    """The rows of one group."""
    ids = np.concatenate([np.empty(0, np.int32), *(text.ids for text in texts)])
    counts = np.bincount(ids) if len(ids) else np.zeros(0, np.int64)
    counts = counts[counts > 0]
    whole = {"words": len(ids), "types": len(counts), "of_documents": len(texts)}
    for measure in STEADY:
        yield {
            **_steady(measure, texts, window, confidence_level),
            **whole,
            "measure": measure,
        }
    for measure, entry in DIVERSITY_MEASURES.items():
        if entry.counted_from == "texts":
            continue
        of_types = entry.counted_from == "types"
        counted = (counts,) if of_types else (len(counts), len(ids))
        score = float(FUNCTIONS[measure](*counted))
        told = []
        too_short = len(ids) < entry.min_words
        if too_short:
            told.append(notes.make("meant_for_longer", words=entry.min_words))
        if not of_types:
            told.append(notes.make("moves_with_length"))
        yield {
            **whole,
            "measure": measure,
            "score": score,
            "low": np.nan,
            "high": np.nan,
            "interval": notes.no_interval("words_repeat"),
            "documents": sum(len(text) > 0 for text in texts),
            "shortest": entry.min_words,
            "window": "",
            "too_short": too_short,
            "note": notes.join(told),
        }


def _steady(
    measure: str, texts: list[_Text], window: int, confidence_level: float
) -> dict[str, object]:
    """A measure that is taken of each document and averaged."""
    shortest = {"mattr": window, "msttr": window}.get(
        measure, DIVERSITY_MEASURES[measure].min_words
    )
    used = [text for text in texts if len(text) >= shortest]
    too_short = not used
    told = []
    if too_short:
        used = texts
        told.append(notes.make("meant_for_longer", words=shortest))
    elif len(used) < len(texts):
        left_out = len(texts) - len(used)
        told.append(
            notes.make(
                "left_out", left_out=left_out, documents=len(texts), words=shortest
            )
        )
    parts = _parts(measure, used, window)
    ends = _ends(measure, used, parts, window, confidence_level)
    if not np.isnan(ends.low) and ends.units < FEW_UNITS_OF_DIVERSITY:
        told.append(notes.make("rough_interval", count=ends.units, units=ends.unit))
    return {
        "score": parts.ratio,
        "low": ends.low,
        "high": ends.high,
        "interval": ends.named,
        "documents": len(parts.below) if parts.unit == "documents" else len(used),
        "shortest": shortest,
        "window": f"{window} words" if measure in ("mattr", "msttr") else "",
        "too_short": too_short,
        "note": notes.join(told),
    }


def _parts(measure: str, texts: list[_Text], window: int) -> _Parts:
    if len(texts) == 1 and measure == "msttr" and len(texts[0]) >= window:
        return _paragraphs(texts[0], window)
    above, below = [], []
    for text in texts:
        size = len(text)
        if measure == "mattr":
            value, weight = (
                mattr(text.ids, window=window),
                float(max(size - window + 1, 0)),
            )
        elif measure == "msttr":
            value, weight = msttr(text.ids, window=window), float(size // window)
        elif measure == "hdd":
            value, weight = (
                float(hdd(np.bincount(text.ids), sample=HDD_SAMPLE))
                if size
                else float("nan"),
                float(size),
            )
        else:
            value = mtld(text.ids)
            weight = size / value  # so that the mean is words over stretches
        if np.isfinite(value):
            above.append(value * weight)
            below.append(weight)
    return _Parts(np.array(above), np.array(below))


def _paragraphs(text: _Text, window: int) -> _Parts:
    """The segments of one document by its paragraphs: a segment belongs to the one it begins in."""
    types = _types(text.ids, window)[::window]
    paragraph = np.cumsum(text.gap >= PARAGRAPH)[: len(text) - window + 1 : window]
    number = np.unique(paragraph, return_inverse=True)[1].reshape(-1)
    below = np.bincount(number).astype(np.float64)
    return _Parts(np.bincount(number, weights=types / window), below, "paragraphs")


def _ends(
    measure: str,
    texts: list[_Text],
    parts: _Parts,
    window: int,
    confidence_level: float,
) -> _Ends:
    """The interval of a steady measure."""
    scale: Literal["log", "logit"] = "log" if measure == "mtld" else "logit"
    if len(texts) == 1 and measure == "mattr":
        shares = (
            _types(texts[0].ids, window) / window
            if len(texts[0]) >= window
            else np.empty(0)
        )
        low, high, units = moving_average_interval(
            shares, window, confidence_level=confidence_level
        )
        unit, method = "blocks", "batch means"
        least = (MIN_UNITS_OF_INTERVAL + 1) * window - 1
        few = notes.no_interval("one_short_document", words=least)
    else:
        units, unit, method = len(parts.below), parts.unit, "linearised"
        low, high = ratio_interval(
            parts.above, parts.below, scale=scale, confidence_level=confidence_level
        )
        if unit == "paragraphs":
            few = notes.no_interval("few_paragraphs")
        else:
            few = notes.no_interval("two_texts" if units == 2 else "one_document")
    if not np.isnan(low):
        return _Ends(
            low,
            high,
            units,
            unit,
            f"{method}, {scale} scale, t, over {units} {unit} {percent_of_confidence(confidence_level)}",
        )
    if np.isnan(parts.ratio):
        why = notes.no_interval("too_short")
    elif units < MIN_UNITS_OF_INTERVAL:
        why = few
    elif 0 < parts.ratio < 1 or scale == "log":
        why = notes.no_interval("do_not_differ", units=unit)
    else:
        why = notes.no_interval("at_end_of_scale")
    return _Ends(low, high, units, unit, why)


def _types(ids: np.ndarray, window: int) -> np.ndarray:
    """Different words in the window that begins at each word."""
    order = np.argsort(ids, kind="stable")
    before = np.full(len(ids), -1, dtype=np.int64)
    same = (ids[order][1:] == ids[order][:-1]).nonzero()[0]
    before[order[same + 1]] = order[same]
    # A word is the first of its type in the windows that begin after its last occurrence and reach it.
    place = np.arange(len(ids))
    begin, end = np.maximum(before + 1, place - window + 1), place + 1
    edges = np.zeros(len(ids) + 1, dtype=np.int64)
    np.add.at(edges, np.maximum(begin, 0), 1)
    np.add.at(edges, end, -1)
    return np.cumsum(edges)[: len(ids) - window + 1]
