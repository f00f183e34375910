"""Labels of topics: the phrases that are characteristic of their paragraphs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from discourse import tables
from discourse.counting.stop_words import BUNDLED, stop_words
from discourse.counting.suffix_array import suffix_array_of
from discourse.measures.exact_arithmetic import Floats, quotient
from discourse.settings import TOPIC_MIN_UNITS_WITH_TERM
from discourse.spans import expand_ranges
from discourse.text import spell_sequences
from discourse.topic_models.factorization import (
    MIN_TERM_WEIGHT,
    TopicFit,
    TopicInput,
    round_to_nine_digits,
    sum_in_order,
)

__all__ = ["WeightedTerm", "heaviest_terms", "label_topics"]

PHRASES_OF_LABEL = 3
PHRASE_LENGTHS = (4, 3, 2)  # words; of equal scores the longer phrase is taken
CANDIDATES = 50  # candidates examined for each topic
# Share of the weight in the topic's heaviest paragraph: a paragraph with less does not
# hold the topic.
MIN_PARAGRAPH_WEIGHT = 0.05
# Share of the weight of the topic's heaviest term: a lighter term does not represent
# the topic in its label.
MIN_LABEL_WEIGHT = 0.1


@dataclass(frozen=True)
class WeightedTerm:
    """A term and its weight in a topic."""

    term: str
    weight: float


def heaviest_terms(fit: TopicFit, top: int) -> list[list[WeightedTerm]]:
    """Return the `top` terms of each topic, the heaviest first; ties in order of terms.

    Terms below a ten-thousandth of the topic's heaviest are left out (see
    :data:`discourse.topic_models.factorization.MIN_TERM_WEIGHT`).
    """
    terms_of_topics = []
    for term_weights in fit.topics.terms:
        terms = _heaviest_of_topic(fit.base, term_weights, top)
        terms_of_topics.append(terms)
    return terms_of_topics


def _heaviest_of_topic(
    base: TopicInput, term_weights: Floats, top: int
) -> list[WeightedTerm]:
    order = np.argsort(-term_weights, kind="stable")
    candidates = order[: top + CANDIDATES]
    weights = tables.round_to_digits(term_weights[candidates])
    # lexsort sorts by the last key first: equal weights are in order of terms.
    order = np.lexsort((candidates, -weights))
    order = order[:top]
    numbers = candidates[order]
    top_weights = weights[order]
    threshold = MIN_TERM_WEIGHT * weights.max(initial=0.0)
    has_weight = top_weights > 0
    has_weight &= top_weights >= threshold
    terms = base.counts.spell(numbers[has_weight])
    weighted_terms = []
    for term, weight in zip(terms, top_weights[has_weight].tolist(), strict=True):
        weighted_terms.append(WeightedTerm(term, weight))
    return weighted_terms


def label_topics(fit: TopicFit) -> list[str]:
    """Return a label for each topic: up to three phrases, or terms where there are fewer.

    Notes
    -----
    A phrase has two to four words. Its first and its last word are no function words
    of the bundled lists, whatever stop words the topics were fitted with. The phrase
    must occur in at least two paragraphs. At least one of them must have 5 % or more of
    the topic's largest paragraph weight. One of its words must be a term with at least
    a tenth of the weight of the topic's heaviest term; the same holds for the terms
    that are used where there are fewer than three phrases.

    The score of a phrase is ``f ln(f / e)`` where f > e. Here f is the number of its
    occurrences in paragraphs that hold the topic, weighted by the share of the topic in
    each of them; e is what f would be if the phrase were distributed over the topics as
    all phrases are. (One occurrence is added to each topic, so that a topic without
    phrases is not ruled out.) Of phrases that have a word in common only the first is
    taken.
    """
    shares = _shares_in_paragraphs(fit.topics.weights)
    candidates = _find_candidates(fit.base, shares)
    scores = _score_phrases(fit, candidates)
    terms_of_topics = heaviest_terms(fit, PHRASES_OF_LABEL)
    labels = []
    for topic, terms in enumerate(terms_of_topics):
        best = _best_scores(scores[:, topic])
        phrases = _spell_candidates(fit.base, candidates, best)
        names = phrases + _label_terms(terms)
        labels.append(_join_names(names))
    return labels


def _label_terms(terms: list[WeightedTerm]) -> list[str]:
    """Return the terms that are heavy enough to represent a topic."""
    if not terms:
        return []
    threshold = MIN_LABEL_WEIGHT * terms[0].weight
    return [entry.term for entry in terms if entry.weight >= threshold]


def _shares_in_paragraphs(weights: Floats) -> Floats:
    """Return the share of each topic in each paragraph that holds the topic, else 0.

    The threshold is one of weights, not of shares. In a paragraph in which hardly any
    topic has weight, shares are quotients of very small numbers and mean nothing.
    """
    paragraph_totals = sum_in_order(weights, axis=1)
    shares = quotient(weights, paragraph_totals[:, None])
    largest_weights = weights.max(axis=0, initial=0.0)
    holds_topic = weights >= MIN_PARAGRAPH_WEIGHT * largest_weights
    holds_topic &= weights > 0
    return np.where(holds_topic, shares, 0.0)


@dataclass(frozen=True, eq=False)
class _Candidates:
    """Phrases that a label may be made of.

    Attributes
    ----------
    first : int64 array, shape (phrases,)
        A token at which each phrase begins.
    length : int64 array, shape (phrases,)
        Words of each phrase.
    occurrences : float array, shape (phrases, topics)
        Occurrences in each topic, weighted by the share of the topic.
    """

    first: np.ndarray
    length: np.ndarray
    occurrences: Floats


def _find_candidates(base: TopicInput, shares: Floats) -> _Candidates:
    """Return the phrases of two paragraphs or more, the longest first."""
    vocabulary = base.segments.stream.vocabulary
    function_words = stop_words(BUNDLED)
    is_function_word = np.array(
        [word in function_words for word in vocabulary],
        dtype=bool,
    )
    levels = []
    for length in PHRASE_LENGTHS:
        level = _candidates_of_length(base, shares, is_function_word, length)
        levels.append(level)
    return _Candidates(
        first=np.concatenate([level.first for level in levels]),
        length=np.concatenate([level.length for level in levels]),
        occurrences=np.concatenate([level.occurrences for level in levels]),
    )


def _candidates_of_length(
    base: TopicInput, shares: Floats, is_function_word: np.ndarray, length: int
) -> _Candidates:
    """Return the candidates of `length` words."""
    suffixes = suffix_array_of(base.segments)
    ids = base.segments.stream.ids
    low, high = suffixes.ngram_runs(length, TOPIC_MIN_UNITS_WITH_TERM)
    first_word = ids[suffixes.order[low]]
    last_word = ids[suffixes.order[low] + length - 1]
    at_edge = is_function_word[first_word] | is_function_word[last_word]
    low = low[~at_edge]
    high = high[~at_edge]
    paragraphs = suffixes.count_documents(low, high)
    frequent = paragraphs >= TOPIC_MIN_UNITS_WITH_TERM
    low = low[frequent]
    high = high[frequent]
    phrases = len(low)
    phrase_of_occurrence = np.repeat(np.arange(phrases), high - low)
    tokens = suffixes.order[expand_ranges(low, high)]
    paragraph = suffixes.document[tokens]
    occurrences = np.empty((phrases, shares.shape[1]))
    for topic, topic_shares in enumerate(shares.T):
        occurrences[:, topic] = np.bincount(
            phrase_of_occurrence,
            weights=topic_shares[paragraph],
            minlength=phrases,
        )
    return _Candidates(
        first=suffixes.order[low].astype(np.int64),
        length=np.full(phrases, length),
        occurrences=occurrences,
    )


def _score_phrases(fit: TopicFit, candidates: _Candidates) -> Floats:
    """Return the score of each candidate for each topic (see :func:`label_topics`)."""
    observed = candidates.occurrences
    # One occurrence is added to each topic.
    topic_totals = np.ones(observed.shape[1])
    if len(observed):
        topic_totals += sum_in_order(observed, axis=0)
    phrase_totals = sum_in_order(observed, axis=1)
    products = np.outer(phrase_totals, topic_totals)
    expected = quotient(products, topic_totals.sum())
    eligible = observed > expected
    eligible &= _has_heavy_word(fit, candidates)
    ratio = quotient(observed, expected)
    with np.errstate(all="ignore"):
        scores = observed * np.log(ratio)
    return np.where(eligible, scores, 0.0)


def _has_heavy_word(fit: TopicFit, candidates: _Candidates) -> np.ndarray:
    """Whether a word of each candidate is a heavy term of each topic (bool)."""
    terms = fit.topics.terms
    topics = len(terms)
    stream = fit.base.segments.stream
    largest_weights = terms.max(axis=1, keepdims=True)
    is_heavy_term = terms >= MIN_LABEL_WEIGHT * largest_weights
    is_heavy_term &= terms > 0
    word_of_term = fit.base.counts.ngrams[:, 0]
    is_heavy_word = np.zeros((len(stream.vocabulary), topics), dtype=bool)
    is_heavy_word[word_of_term] = is_heavy_term.T
    has_heavy_word = np.zeros((len(candidates.first), topics), dtype=bool)
    for offset in range(max(PHRASE_LENGTHS)):
        long_enough = candidates.length > offset
        tokens = candidates.first[long_enough] + offset
        words = stream.ids[tokens]
        has_heavy_word[long_enough] |= is_heavy_word[words]
    return has_heavy_word


def _best_scores(scores: np.ndarray) -> np.ndarray:
    """Return the candidates with the highest scores of a topic, the highest first."""
    order = np.argsort(-scores, kind="stable")
    highest = order[:CANDIDATES]
    rounded = round_to_nine_digits(scores[highest])
    order = np.lexsort((highest, -rounded))
    has_score = rounded[order] > 0
    order = order[has_score]
    return np.asarray(highest[order])


def _spell_candidates(
    base: TopicInput, candidates: _Candidates, which: np.ndarray
) -> list[str]:
    stream = base.segments.stream
    phrases = []
    for candidate in which.tolist():
        first = candidates.first[candidate]
        length = candidates.length[candidate]
        ids = stream.ids[first : first + length]
        phrases += spell_sequences(ids, stream.vocabulary)
    return phrases


def _join_names(names: list[str]) -> str:
    """Join the first three names that have no word in common."""
    chosen: list[str] = []
    used_words: set[str] = set()
    for name in names:
        words = set(name.split())
        if words & used_words:
            continue
        chosen.append(name)
        used_words |= words
        if len(chosen) == PHRASES_OF_LABEL:
            break
    return ", ".join(chosen)
