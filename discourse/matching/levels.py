"""Levels: whom a mention applies to, by the nearest cue."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from discourse.corpus import Corpus
from discourse.lexicons import Family, Lexicon
from discourse.matching.joint_search import FindPlaces, prepare_search
from discourse.matching.mention_arrays import Hits
from discourse.matching.occurrences import NO_ROWS
from discourse.matching.overlaps import keep_without_overlap
from discourse.matching.search_costs import SearchCost
from discourse.phrases import Phrase
from discourse.settings import CUE_DISTANCE
from discourse.text import STOP_LOWER

__all__ = ["HitLevels", "find_levels"]

MAX_CUE_LENGTH = 8  # words of a cue; a longer one may be missed before a hit


@dataclass(frozen=True, eq=False)
class HitLevels:
    """The level of each hit, and the cue that gave it.

    Attributes
    ----------
    names : tuple of str
        The levels of all families, one family after the other. ``""`` stands for a hit
        whose family has no levels, and ``"unspecified"`` for one without a cue.
    number : int64 array, shape (hits,)
        The number of each hit's level in `names`.
    cues : int64 array, shape (hits, 2)
        First token and end token of each cue, half-open; -1 = there is no cue.
    """

    names: tuple[str, ...]
    number: np.ndarray
    cues: np.ndarray


def find_levels(corpus: Corpus, lexicon: Lexicon, hits: Hits) -> HitLevels:
    """Return the level of each hit, and the tokens of the cue that gave it.

    Cues are looked for inside the hit, then among the
    :data:`discourse.settings.CUE_DISTANCE` words before it, then among as many words
    after it, in the same sentence. The nearest cue wins, then the longer one.
    """
    names = ["", "unspecified"]
    numbers = np.zeros(len(hits), dtype=np.int64)
    cue_spans = np.full((len(hits), 2), -1, dtype=np.int64)
    hit_counts = np.bincount(hits.family, minlength=len(lexicon))
    families = {}
    for family_number, family in enumerate(lexicon.families):
        if family.levels and hit_counts[family_number]:
            families[family_number] = family
    if not families:
        return HitLevels(("",), numbers, cue_spans)
    # After a stop before a lower-case letter the sentence most likely goes on.
    begins_sentence = corpus.stream.gap > STOP_LOWER
    sentences = np.cumsum(begins_sentence)
    find_places = prepare_search(corpus, _all_cues(families.values()))
    for family_number, family in families.items():
        hits_of_family = np.flatnonzero(hits.family == family_number)
        cues = _find_cues(corpus, family, find_places)
        nearest = _nearest_cues(
            cues, sentences, hits.first[hits_of_family], hits.last[hits_of_family]
        )
        numbers[hits_of_family] = names.index("unspecified")
        has_cue = nearest >= 0
        hits_with_cue = hits_of_family[has_cue]
        cue_of_hit = cues[nearest[has_cue]]
        numbers[hits_with_cue] = len(names) + cue_of_hit[:, 2]
        cue_spans[hits_with_cue] = cue_of_hit[:, :2]
        names += [name for name, _ in family.levels]
    return HitLevels(tuple(names), numbers, cue_spans)


def _all_cues(families: Iterable[Family]) -> list[Phrase]:
    """Return the cues of all levels of some families."""
    cues: list[Phrase] = []
    for family in families:
        for _, phrases in family.levels:
            cues += phrases
    return cues


def _find_cues(corpus: Corpus, family: Family, find_places: FindPlaces) -> np.ndarray:
    """Return the cues of all levels of a family; of those that overlap, the longest.

    The columns are first token, end token and number of the level. The rows are sorted
    by first token.
    """
    cost = SearchCost(len(corpus.stream), family.name)
    cues_by_phrase = [NO_ROWS]
    for level_number, (_, phrases) in enumerate(family.levels):
        for phrase in phrases:
            first_token, end_token, _ = find_places(phrase, choice="all", cost=cost).T
            level_numbers = np.full(len(first_token), level_number)
            cues = np.column_stack([first_token, end_token, level_numbers])
            cues_by_phrase.append(cues)
    all_cues = np.concatenate(cues_by_phrase)
    first_token, end_token, level_numbers = all_cues.T
    cue_lengths = end_token - first_token
    # The longest first, then the one further left, then the level that is listed first.
    by_rank = np.lexsort((level_numbers, first_token, -cue_lengths))
    return keep_without_overlap(all_cues[by_rank])


def _nearest_cues(
    cues: np.ndarray,
    sentences: np.ndarray,
    first_tokens: np.ndarray,
    end_tokens: np.ndarray,
) -> np.ndarray:
    """Return the row of the cue that gives each hit its level (int64); -1 = none.

    A cue inside the hit wins over one before it, and this over one after it. Cues do
    not overlap and are in order, so the nearest are found by search.

    Parameters
    ----------
    cues : int64 array, shape (cues, 3)
        As :func:`_find_cues` gives them.
    sentences : int64 array, shape (tokens,)
        The number of each token's sentence.
    first_tokens, end_tokens : int64 arrays, shape (hits,)
        The half-open range of tokens of each hit.
    """
    cue_firsts, cue_ends, _ = cues.T
    near_cues = _find_near_cues(cue_firsts, sentences, first_tokens, end_tokens)
    # The cues from this one on end after the hit begins.
    first_not_before = np.searchsorted(cue_ends, first_tokens, side="right")
    # The cues from this one on begin after the hit.
    first_after = np.searchsorted(cue_firsts, end_tokens)

    inside = np.maximum(first_not_before, near_cues.start)
    is_inside = inside < np.minimum(first_after, near_cues.end)
    before = np.minimum(first_not_before, near_cues.end) - 1
    is_before = before >= near_cues.start
    after = np.maximum(first_after, near_cues.start)
    is_after = after < near_cues.end
    # The start of a cue that is near enough says nothing of its end.
    words_between = first_tokens[is_before] - cue_ends[before[is_before]]
    is_before[is_before] = words_between < CUE_DISTANCE
    return np.select([is_inside, is_before, is_after], [inside, before, after], -1)


@dataclass(frozen=True, eq=False)
class _CueRanges:
    """For each hit a half-open range of rows of cues."""

    start: np.ndarray
    end: np.ndarray


def _find_near_cues(
    cue_firsts: np.ndarray,
    sentences: np.ndarray,
    first_tokens: np.ndarray,
    end_tokens: np.ndarray,
) -> _CueRanges:
    """Return which cues are in the sentence of each hit, and may be near enough.

    The range may hold cues that end too far before the hit. A cue is in the sentence in
    which it begins.
    """
    cue_sentences = sentences[cue_firsts]
    hit_sentences = sentences[first_tokens]
    first_in_sentence = np.searchsorted(cue_sentences, hit_sentences)
    end_in_sentence = np.searchsorted(cue_sentences, hit_sentences, side="right")
    lowest_starts = first_tokens - CUE_DISTANCE - MAX_CUE_LENGTH
    first_near = np.searchsorted(cue_firsts, lowest_starts)
    end_near = np.searchsorted(cue_firsts, end_tokens + CUE_DISTANCE)
    return _CueRanges(
        start=np.maximum(first_in_sentence, first_near),
        end=np.minimum(end_in_sentence, end_near),
    )
