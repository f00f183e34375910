"""Labels of topics: the phrases that are characteristic of their paragraphs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

import numpy as np

from discourse import tables
from discourse.counting.stop_word_choice import (
    AUTO,
    choose_stop_words,
)
from discourse.counting.stop_words import are_stop_words
from discourse.counting.suffix_array import suffix_array_of
from discourse.errors import OptionError
from discourse.measures.exact_arithmetic import Floats, quotient
from discourse.settings import TOPIC_MIN_UNITS_WITH_TERM
from discourse.spans import expand_ranges
from discourse.text import TokenStream, spell_sequences, word_identity
from discourse.topic_models.factorization import (
    MIN_TERM_WEIGHT,
    TopicFit,
    TopicInput,
    round_to_nine_digits,
    sum_in_order,
)
from discourse.validation import check_characters, list_of_values, show_value

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
ALL_OMITTED = "(all words omitted)"  # label of a topic that has no other words


@dataclass(frozen=True)
class WeightedTerm:
    """A term and its weight in a topic."""

    term: str
    weight: float


def heaviest_terms(fit: TopicFit, top: int) -> list[list[WeightedTerm]]:
    """Return a list of at most `top` terms for each topic, the heaviest first.

    Equal weights are in the order of terms. Terms below a ten-thousandth of the topic's heaviest are left out (see
    :data:`discourse.topic_models.factorization.MIN_TERM_WEIGHT`).
    """
    terms_of_topics = []
    for term_weights in fit.topics.terms:
        terms = _heaviest_of_topic(fit.topic_input, term_weights, top)
        terms_of_topics.append(terms)
    return terms_of_topics


def _heaviest_of_topic(
    topic_input: TopicInput, term_weights: Floats, top: int
) -> list[WeightedTerm]:
    """Return the heaviest terms of one topic (see :func:`heaviest_terms`)."""
    order = np.argsort(-term_weights, kind="stable")
    # Rounding can make weights equal, so more terms than `top` are sorted again.
    candidates = order[: top + CANDIDATES]
    weights = tables.round_to_digits(term_weights[candidates])
    # The last key of numpy.lexsort is the first to sort by: equal weights are in the
    # order of terms.
    order = np.lexsort((candidates, -weights))
    order = order[:top]
    top_terms = candidates[order]
    top_weights = weights[order]
    min_weight = MIN_TERM_WEIGHT * weights.max(initial=0.0)
    has_weight = top_weights > 0
    has_weight &= top_weights >= min_weight
    spellings = topic_input.counts.spell(top_terms[has_weight])
    weighted_terms = []
    for term, weight in zip(spellings, top_weights[has_weight].tolist(), strict=True):
        weighted_terms.append(WeightedTerm(term, weight))
    return weighted_terms


@dataclass(frozen=True)
class _LabelPart:
    """A phrase or a term of a label, with the numbers of its words."""

    text: str
    words: frozenset[int]


def label_topics(fit: TopicFit, omit: Iterable[str] = ()) -> list[str]:
    """Return a label for each topic: up to three phrases of its paragraphs.

    If there are fewer than three phrases, the heaviest terms of the topic follow. Words
    in `omit` are in no label; if every phrase and heavy term has one, lighter terms are
    taken, and if there is none, the label is ``"(all words omitted)"``. It is ``""`` for a
    topic without terms.

    Notes
    -----
    A phrase has two to four words. Its first and its last word are no function words
    of the languages of the corpus, and no stop words of the fit. The phrase
    must occur in at least two paragraphs. At least one of them must have 5 % or more of
    the topic's largest paragraph weight. One of its words must be a term with at least
    a tenth of the weight of the topic's heaviest term; the same holds for the terms
    that are used where there are fewer than three phrases.

    The score of a phrase is ``f ln(f / e)`` where f > e. Here f is the number of its
    occurrences in paragraphs that hold the topic, weighted by the share of the topic in
    each of them; e is what f would be if the phrase were distributed over the topics as
    all phrases are. (One occurrence is added to each topic, so that a topic without
    phrases is not ruled out.) If several phrases have a word in common, only the one
    with the highest score is taken.
    """
    shares = _shares_in_paragraphs(fit.topics.weights)
    stream = fit.topic_input.segments.stream
    omitted_words = _words_to_omit(stream, omit)
    candidates = _find_candidates(fit.topic_input, shares)
    scores = _score_phrases(fit, candidates)
    # Some of the heaviest terms may be words to omit.
    terms_of_topics = heaviest_terms(fit, PHRASES_OF_LABEL + len(omitted_words))
    labels = []
    for topic, terms in enumerate(terms_of_topics):
        best_candidates = _best_candidates(scores[:, topic])
        phrases = _spell_candidates(fit.topic_input, candidates, best_candidates)
        heavy_terms = _label_terms(terms, stream, min_share=MIN_LABEL_WEIGHT)
        label = _join_parts(chain(phrases, heavy_terms), omitted_words)
        if not label:
            # A topic whose heavy words are all omitted still needs a name.
            lighter_terms = _label_terms(terms, stream, min_share=0.0)
            label = _join_parts(lighter_terms, omitted_words)
        if not label and terms:
            label = ALL_OMITTED
        labels.append(label)
    return labels


def _words_to_omit(stream: TokenStream, omit: Iterable[str]) -> frozenset[int]:
    """Return the numbers of the words that labels leave out.

    These are the words of each name, alone and with a possessive ending.
    """
    names = list_of_values(omit)
    if names is None:
        raise OptionError(
            f"omit={show_value(omit)}: a list of words was expected, such as "
            "['Xinhua', 'Xi Jinping']."
        )
    check_characters("omit", names)
    numbers: set[int] = set()
    for name in names:
        if not isinstance(name, str):
            raise OptionError(
                f"omit: {show_value(name)} is no word; a list of words was expected, "
                "such as "
                "['Xinhua', 'Xi Jinping']."
            )
        for word in name.split():
            identity = word_identity(word)
            forms = (identity, f"{identity}'s", f"{identity}'")
            numbers.update(
                stream.lookup[form] for form in forms if form in stream.lookup
            )
    return frozenset(numbers)


def _label_terms(
    terms: list[WeightedTerm], stream: TokenStream, *, min_share: float
) -> list[_LabelPart]:
    """Return the terms with at least `min_share` of the weight of the heaviest."""
    if not terms:
        return []
    min_weight = min_share * terms[0].weight
    parts = []
    for entry in terms:
        if entry.weight >= min_weight:
            words = frozenset([stream.lookup[entry.term]])
            parts.append(_LabelPart(entry.term, words))
    return parts


def _shares_in_paragraphs(weights: Floats) -> Floats:
    """Return the share of each topic in each paragraph that holds the topic, else 0.

    The weight of the topic decides whether a paragraph holds it, not its share. In a paragraph in which hardly any
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
    first_token : int64 array, shape (phrases,)
        A token at which each phrase begins.
    length : int64 array, shape (phrases,)
        Words of each phrase.
    occurrences : float array, shape (phrases, topics)
        Occurrences in each topic, weighted by the share of the topic.
    """

    first_token: np.ndarray
    length: np.ndarray
    occurrences: Floats


def _find_candidates(topic_input: TopicInput, shares: Floats) -> _Candidates:
    """Return the phrases that occur in two paragraphs or more, the longest first.

    `shares` has the share of each topic (column) in each paragraph (row).
    """
    # Function words are at no edge of a label, even if the topics were fitted with them.
    function_words = choose_stop_words(topic_input.corpus, AUTO).words
    is_function_word = are_stop_words(
        topic_input.segments.stream.vocabulary,
        function_words | topic_input.stop_words.words,
    )
    first_tokens = []
    lengths = []
    occurrences = []
    for length in PHRASE_LENGTHS:
        candidates = _candidates_of_length(
            topic_input, shares, is_function_word, length
        )
        first_tokens.append(candidates.first_token)
        lengths.append(candidates.length)
        occurrences.append(candidates.occurrences)
    return _Candidates(
        first_token=np.concatenate(first_tokens),
        length=np.concatenate(lengths),
        occurrences=np.concatenate(occurrences),
    )


def _candidates_of_length(
    topic_input: TopicInput, shares: Floats, is_function_word: np.ndarray, length: int
) -> _Candidates:
    """Return the candidates of `length` words."""
    suffixes = suffix_array_of(topic_input.segments)
    ids = topic_input.segments.stream.ids
    # The occurrences of a phrase are neighbours in the suffix array: low:high.
    low, high = suffixes.ngram_runs(length, TOPIC_MIN_UNITS_WITH_TERM)
    first_token = suffixes.order[low]
    last_token = first_token + (length - 1)
    first_word = ids[first_token]
    last_word = ids[last_token]
    has_function_word_at_edge = is_function_word[first_word]
    has_function_word_at_edge |= is_function_word[last_word]
    low = low[~has_function_word_at_edge]
    high = high[~has_function_word_at_edge]
    paragraphs_by_phrase = suffixes.count_documents(low, high)
    is_frequent = paragraphs_by_phrase >= TOPIC_MIN_UNITS_WITH_TERM
    low = low[is_frequent]
    high = high[is_frequent]
    phrase_count = len(low)
    phrase_of_occurrence = np.repeat(np.arange(phrase_count), high - low)
    tokens = suffixes.order[expand_ranges(low, high)]
    paragraph = suffixes.document[tokens]
    occurrences = np.empty((phrase_count, shares.shape[1]))
    for topic, topic_shares in enumerate(shares.T):
        occurrences[:, topic] = np.bincount(
            phrase_of_occurrence,
            weights=topic_shares[paragraph],
            minlength=phrase_count,
        )
    return _Candidates(
        first_token=suffixes.order[low].astype(np.int64),
        length=np.full(phrase_count, length),
        occurrences=occurrences,
    )


def _score_phrases(fit: TopicFit, candidates: _Candidates) -> Floats:
    """Return the score of each candidate for each topic (see :func:`label_topics`)."""
    observed_counts = candidates.occurrences
    # One occurrence is added to each topic: one without phrases is not ruled out.
    topic_totals = np.ones(observed_counts.shape[1])
    if len(observed_counts):
        topic_totals += sum_in_order(observed_counts, axis=0)
    phrase_totals = sum_in_order(observed_counts, axis=1)
    products = np.outer(phrase_totals, topic_totals)
    expected_counts = quotient(products, topic_totals.sum())
    is_eligible = observed_counts > expected_counts
    is_eligible &= _has_heavy_word(fit, candidates)
    ratio = quotient(observed_counts, expected_counts)
    # The logarithm of 0 is not used: such a phrase is not eligible.
    with np.errstate(all="ignore"):
        scores = observed_counts * np.log(ratio)
    return np.where(is_eligible, scores, 0.0)


def _has_heavy_word(fit: TopicFit, candidates: _Candidates) -> np.ndarray:
    """Return whether a word of each candidate is a heavy term of each topic.

    The array (bool) has the shape (candidates, topics).
    """
    term_weights = fit.topics.terms
    topic_count = len(term_weights)
    stream = fit.topic_input.segments.stream
    largest_weights = term_weights.max(axis=1, keepdims=True)
    is_heavy_term = term_weights >= MIN_LABEL_WEIGHT * largest_weights
    is_heavy_term &= term_weights > 0
    # From the terms of the model to the words of the vocabulary: a term is one word.
    word_of_term = fit.topic_input.counts.ngrams[:, 0]
    is_heavy_word = np.zeros((len(stream.vocabulary), topic_count), dtype=bool)
    is_heavy_word[word_of_term] = is_heavy_term.T
    has_heavy_word = np.zeros((len(candidates.first_token), topic_count), dtype=bool)
    for offset in range(max(PHRASE_LENGTHS)):
        is_long_enough = candidates.length > offset
        tokens = candidates.first_token[is_long_enough] + offset
        words = stream.ids[tokens]
        has_heavy_word[is_long_enough] |= is_heavy_word[words]
    return has_heavy_word


def _best_candidates(scores: np.ndarray) -> np.ndarray:
    """Return the candidates with the highest scores of a topic, the highest first.

    Candidates without a score above 0 are left out, so there may be none.
    """
    order = np.argsort(-scores, kind="stable")
    highest_candidates = order[:CANDIDATES]
    rounded_scores = round_to_nine_digits(scores[highest_candidates])
    # Of equal scores, the candidate that comes first has the longer phrase.
    order = np.lexsort((highest_candidates, -rounded_scores))
    has_score = rounded_scores[order] > 0
    order = order[has_score]
    return np.asarray(highest_candidates[order])


def _spell_candidates(
    topic_input: TopicInput, candidates: _Candidates, selection: np.ndarray
) -> Iterator[_LabelPart]:
    """Yield the words of the candidates whose numbers are in `selection`.

    A label has a few phrases. The others are never spelt.
    """
    stream = topic_input.segments.stream
    for candidate in selection.tolist():
        first_token = candidates.first_token[candidate]
        end_token = first_token + candidates.length[candidate]
        ids = stream.ids[first_token:end_token]
        (text,) = spell_sequences(ids, stream.vocabulary)
        yield _LabelPart(text, frozenset(ids.tolist()))


def _join_parts(parts: Iterable[_LabelPart], omitted_words: frozenset[int]) -> str:
    """Return the first three parts that have no word in common, joined by commas."""
    texts: list[str] = []
    used_words = set(omitted_words)
    for part in parts:
        if part.words & used_words:
            continue
        texts.append(part.text)
        used_words |= part.words
        if len(texts) == PHRASES_OF_LABEL:
            break
    return ", ".join(texts)
