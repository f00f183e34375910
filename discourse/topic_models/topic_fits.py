"""Topics fitted to a corpus: their number is chosen if none is given, each fit is cached."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeGuard

import numpy as np

from discourse.corpus import Corpus
from discourse.corpus.cache import Key, cached
from discourse.counting.background import Background, BackgroundSource
from discourse.counting.stop_word_choice import choose_stop_words
from discourse.counting.stop_words import StopWords, freeze_stop_words
from discourse.errors import OptionError
from discourse.notes import Note
from discourse.topic_models.factorization import (
    MAX_ITERATIONS,
    Model,
    TopicFit,
    TopicInput,
    Unit,
    factorize,
    prepare_input,
    read_topic_background,
    rng_seed,
)
from discourse.topic_models.number_of_topics import choose_number_of_topics
from discourse.validation import check_option, show_value

__all__ = ["TOPIC_FITS", "fit_topics"]

# The cache of a corpus holds one fit for each set of options of the model.
TOPIC_FITS: Key[TopicFit] = Key("topic_fits")


def fit_topics(
    corpus: Corpus,
    *,
    k: int | None,
    unit: Unit,
    model: Model,
    stop: StopWords,
    background: BackgroundSource | None,
    rng: int | np.random.Generator,
) -> TopicFit:
    """Return `k` topics fitted to `corpus`. The same request is computed once.

    Without `k` the number is chosen (see
    :func:`discourse.topic_models.number_of_topics.choose_number_of_topics`).
    """
    corpus = corpus.in_words
    check_option("model", model, MAX_ITERATIONS)
    stop = freeze_stop_words(stop)
    other_documents = read_topic_background(background, model=model)
    # A generator gives another seed at every call.
    repeats = isinstance(rng, int)
    seed = rng_seed(rng)
    remarks: tuple[Note, ...] = ()
    if k is None:
        chosen_number = choose_number_of_topics(
            corpus,
            unit=unit,
            model=model,
            stop=stop,
            background=other_documents,
            seed=seed,
        )
        k = chosen_number.k
        remarks = chosen_number.remarks
    fit = _fit_number(
        corpus,
        k,
        unit=unit,
        model=model,
        stop=stop,
        background=other_documents,
        seed=seed,
    )
    return replace(fit, repeats=repeats, remarks=remarks)


def _fit_number(
    corpus: Corpus,
    k: int,
    *,
    unit: Unit,
    model: Model,
    stop: StopWords,
    background: Background | None,
    seed: int,
) -> TopicFit:
    """Return `k` topics fitted to `corpus`, from the cache if they are there."""

    def compute_fit() -> TopicFit:
        topic_input = prepare_input(corpus, unit=unit, stop=stop, background=background)
        _check_number_of_topics(topic_input, k)
        topics = factorize(
            topic_input.counts.matrix,
            k,
            model=model,
            seed=seed,
            rarity=topic_input.rarity,
        )
        return TopicFit(topic_input, topics)

    # The key holds the words themselves, since a file of stop words may have changed, and
    # so may a background of the same name. It
    # holds the number as written: True and 2.0 are equal to 1 and 2, but the fit refuses
    # them.
    words = sorted(choose_stop_words(corpus, stop).words)
    digest = None if background is None else background.digest
    # Of what is refused, any form will do.
    shown_options = f"{show_value(k)} {show_value(unit)} {show_value(model)}"
    options = f"{shown_options} {stop!r} {words!r} {digest!r} {seed!r}"
    return cached(corpus, TOPIC_FITS, compute_fit, options=options)


def _is_whole_number(value: object) -> TypeGuard[int]:
    if isinstance(value, bool):  # True is an int for Python, but no number of topics
        return False
    return isinstance(value, int | np.integer)


def _check_number_of_topics(topic_input: TopicInput, k: object) -> None:
    """Raise an OptionError unless `k` topics can be fitted to the input."""
    if _is_whole_number(k) and 1 <= k <= topic_input.max_topics:
        return
    max_topics = topic_input.max_topics
    expected = f"a whole number from 1 to {max_topics:,}"
    if max_topics == 1:
        expected = "1, the only number that is possible,"
    segments = _count_in_words(topic_input.segments_with_words, topic_input.unit)
    term_count = topic_input.counts.matrix.shape[1]
    terms = _count_in_words(term_count, "term")
    verb = "occurs" if term_count == 1 else "occur"
    raise OptionError(
        f"k={show_value(k)} topics were asked for; {expected} was expected, since "
        "there are "
        f"{segments} with words, and {terms} {verb} in two of them or more. Write k=None "
        "to let the number be chosen."
    )


def _count_in_words(count: int, noun: str) -> str:
    """Return a number with its noun.

    >>> _count_in_words(1, "term")
    '1 term'
    """
    plural = "" if count == 1 else "s"
    return f"{count:,} {noun}{plural}"
