"""Levels: whom a mention applies to, by the nearest cue."""

from __future__ import annotations

import numpy as np

from discourse.corpus import Corpus
from discourse.lexicons import Family, Lexicon
from discourse.matching.mention_arrays import Hits
from discourse.matching.occurrences import NO_ROWS, find_occurrences
from discourse.matching.overlaps import keep_without_overlap
from discourse.matching.search_costs import SearchCost
from discourse.settings import CUE_DISTANCE
from discourse.text import STOP_LOWER

__all__ = ["find_levels"]

MAX_CUE_LENGTH = 8  # words of a cue; a longer one may be missed before a hit


def find_levels(
    corpus: Corpus, lexicon: Lexicon, hits: Hits
) -> tuple[list[str], np.ndarray]:
    """Return the level of each hit, and the tokens of the cue that gave it.

    Cues are looked for inside the hit, then among the
    :data:`discourse.settings.CUE_DISTANCE` words before it, then among as many words
    after it, in the same sentence. The nearest cue wins, then the longer one.

    Returns
    -------
    levels : list of str
        ``""`` if the family has no levels, ``"unspecified"`` if there is no cue.
    cues : int64 array, shape (hits, 2)
        First token and end token of each cue, half-open; -1 = there is no cue.
    """
    levels = [""] * len(hits)
    cue_spans = np.full((len(hits), 2), -1, dtype=np.int64)
    # After a stop before a lower-case letter the sentence most likely goes on.
    begins_sentence = corpus.stream.gap > STOP_LOWER
    sentences = np.cumsum(begins_sentence)
    for family_number, family in enumerate(lexicon.families):
        hits_of_family = np.flatnonzero(hits.family == family_number)
        if not family.levels or not len(hits_of_family):
            continue
        cues = _find_cues(corpus, family)
        cue_starts = cues[:, 0]
        cue_sentences = sentences[cue_starts]
        for hit in hits_of_family.tolist():
            first_token = int(hits.first[hit])
            end_token = int(hits.last[hit])
            near_cues = _range_of_near_cues(cue_starts, first_token, end_token)
            is_same_sentence = cue_sentences[near_cues] == sentences[first_token]
            candidates = cues[near_cues][is_same_sentence]
            cue = _nearest_cue(candidates, first_token, end_token)
            if cue is None:
                levels[hit] = "unspecified"
                continue
            cue_first, cue_end, level_number = cue.tolist()
            level_name, _ = family.levels[level_number]
            levels[hit] = level_name
            cue_spans[hit] = (cue_first, cue_end)
    return levels, cue_spans


def _find_cues(corpus: Corpus, family: Family) -> np.ndarray:
    """Return the cues of all levels of a family; of those that overlap, the longest.

    The columns are first token, end token and number of the level. The rows are sorted
    by first token.
    """
    cost = SearchCost(len(corpus.stream), family.name)
    cues_by_phrase = [NO_ROWS]
    for level_number, (_, phrases) in enumerate(family.levels):
        for phrase in phrases:
            first_token, end_token, _ = find_occurrences(corpus, phrase, cost=cost).T
            level_numbers = np.full(len(first_token), level_number)
            cues = np.column_stack([first_token, end_token, level_numbers])
            cues_by_phrase.append(cues)
    all_cues = np.concatenate(cues_by_phrase)
    first_token, end_token, level_numbers = all_cues.T
    cue_lengths = end_token - first_token
    # The longest first, then the one further left, then the level that is listed first.
    by_rank = np.lexsort((level_numbers, first_token, -cue_lengths))
    return keep_without_overlap(all_cues[by_rank])


def _range_of_near_cues(
    cue_starts: np.ndarray, first_token: int, end_token: int
) -> slice:
    """Return which cues may be near enough to a hit, as a range of `cue_starts`.

    The range may hold a few cues that end too far before the hit; :func:`_nearest_cue`
    measures the distance.
    """
    lowest_start = first_token - CUE_DISTANCE - MAX_CUE_LENGTH
    end_of_starts = end_token + CUE_DISTANCE
    bounds = np.searchsorted(cue_starts, [lowest_start, end_of_starts])
    first_cue, end_cue = bounds.tolist()
    return slice(first_cue, end_cue)


def _nearest_cue(
    cues: np.ndarray, first_token: int, end_token: int
) -> np.ndarray | None:
    """Return the row of the cue that gives a hit its level; None = there is none.

    A cue inside the hit wins over one before it, and this over one after it.

    Parameters
    ----------
    cues : int64 array, shape (cues, 3)
        The cues near the hit, in its sentence.
    first_token, end_token : int
        The half-open range of tokens of the hit.
    """
    cue_first, cue_end, _ = cues.T
    is_inside = cue_first < end_token
    is_inside &= cue_end > first_token
    if is_inside.any():
        words_before_cue = cue_first - first_token
        return _choose_cue(cues, is_inside, words_before_cue)

    words_between = first_token - cue_end
    is_before = _is_near(words_between)
    if is_before.any():
        return _choose_cue(cues, is_before, words_between)

    words_between = cue_first - end_token
    is_after = _is_near(words_between)
    if is_after.any():
        return _choose_cue(cues, is_after, words_between)
    return None


def _is_near(words_between: np.ndarray) -> np.ndarray:
    """Return which cues are near enough to a hit (bool).

    The number of words between the two is negative if the cue is on the other side.
    """
    is_near: np.ndarray = words_between >= 0
    is_near &= words_between < CUE_DISTANCE
    return is_near


def _choose_cue(
    cues: np.ndarray, is_candidate: np.ndarray, distances: np.ndarray
) -> np.ndarray:
    """Return the row of the nearest candidate; of equally near ones, the longest.

    There is at least one candidate.
    """
    candidates: np.ndarray = cues[is_candidate]
    first_token, end_token, _ = candidates.T
    candidate_lengths = end_token - first_token
    by_rank = np.lexsort((-candidate_lengths, distances[is_candidate]))
    best = int(by_rank[0])
    return np.asarray(candidates[best])
