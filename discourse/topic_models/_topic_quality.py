"""Quality of topics by their number: coherence, exclusivity and stability."""

from __future__ import annotations

import numpy as np
import pandas as pd

from discourse import notes, tables
from discourse.corpus import Corpus, as_corpus
from discourse.counting.background import BackgroundSource
from discourse.counting.stop_word_choice import AUTO
from discourse.counting.stop_words import StopWords
from discourse.errors import OptionError
from discourse.progress import shows_progress
from discourse.settings import TOPIC_NUMBERS, TOPIC_RUNS, TOPIC_STABILITY
from discourse.topic_models.factorization import (
    MAX_ITERATIONS,
    Model,
    Unit,
    read_topic_background,
    rng_seed,
)
from discourse.topic_models.number_of_topics import Trials, choose_by_quality
from discourse.validation import (
    check_option,
    check_whole_number,
    options_by_name,
    show_value,
)

__all__ = ["topic_quality"]


@options_by_name
@shows_progress
def topic_quality(
    corpus: Corpus,
    *,
    k: tuple[int, int] = TOPIC_NUMBERS,
    unit: Unit = "paragraph",
    model: Model = "nmf",
    stop: StopWords = AUTO,
    background: BackgroundSource | None = None,
    runs: int = TOPIC_RUNS,
    rng: int | np.random.Generator = 0,
    progress: bool = True,
) -> pd.DataFrame:
    """Return coherence, exclusivity and stability for several numbers of topics.

    Parameters
    ----------
    corpus, unit, model, stop, background, rng
        As for :func:`topics`.
    k : pair of int
        Smallest and largest number of topics. Numbers that are too large for the corpus
        are left out, and the note says so.
    runs : int
        Number of fits from random starts, and number of fits with documents left out.
        If the corpus has at most `runs` documents, each is left out in turn. Otherwise
        the documents are divided into `runs` random parts, and each part is left out.
    progress : bool
        Show a bar if the call takes longer than two seconds.

    Returns
    -------
    pandas.DataFrame
        Kind "topic_quality", one row for each number of topics: k, coherence, exclusivity,
        stability (over random starts), stability_documents (with documents left out),
        chosen (the number that :func:`topics` takes if it is given none), stability_least
        (the threshold that both stabilities of a chosen number reach), runs, model,
        stop, note.

    Notes
    -----
    *When to use it.* To choose the number of topics, and to check whether topics are
    stable before you interpret them.

    *How the number is chosen.* Of the numbers for which both stabilities are .75 or more,
    it is the one with the highest coherence. Two topics are chosen only if no larger
    number is stable: they are often one repeated formula and all the rest. If no number
    is stable, there are 3 topics, and the note says so: they are an overview and no
    finding. :func:`topics` tries the default numbers by the default runs. More than
    1,500 paragraphs are judged by documents drawn at random that have about so many
    together; the note says so.

    *How to read it.* Do not maximise one column alone. No column says that a topic has
    a meaning. With few documents, leaving one out shows which topic is only that
    document. Each column is a mean over topics. It depends on their ten heaviest terms
    (fewer where fewer have a ten-thousandth of the weight of the first).

    coherence
        Mean NPMI of all pairs of the terms in the paragraphs, -1 to 1: do they occur
        together?
    exclusivity
        Mean share of a term's weight that falls on this topic and no other; 1/k means
        that all topics have equal shares of it.
    stability, stability_documents
        Mean Jaccard index of the terms of each topic and of its partner in another fit.
        Partners are chosen for the highest sum. 1 = every fit finds the same terms.
        Below about .5 a topic is an accident of the fit.

    See Also
    --------
    topics : The topics themselves.

    References
    ----------
    Aletras & Stevenson (2013), IWCS, 13-22 (NPMI). Greene, O'Callaghan & Cunningham
    (2014), ECML PKDD, 498-513 (stability).
    """
    corpus = as_corpus(corpus)
    check_option("model", model, MAX_ITERATIONS)
    min_topics, max_topics = _check_range(k)
    runs = check_whole_number("runs", runs)
    trials = Trials.prepare(
        corpus,
        unit=unit,
        model=model,
        stop=stop,
        background=read_topic_background(background, model=model),
        run_count=runs,
        seed=rng_seed(rng),
    )
    limit = trials.max_topics
    if min_topics > limit:
        raise OptionError(
            f"k={show_value(k)}: the {unit}s with words allow at most {limit:,} "
            "topics; a pair "
            f"with a smallest number of at most {limit:,} was expected."
        )
    topic_input = trials.topic_input
    remarks = [*topic_input.stop_words.notes, *topic_input.background_remarks]
    if max_topics > limit:
        remarks.append(notes.make("most_topics", most=limit))
        max_topics = limit
    qualities = trials.judge(min_topics, max_topics)
    chosen_number = choose_by_quality(qualities)
    remarks += chosen_number.remarks
    remarks += trials.remarks
    note = notes.join(remarks)
    rows: list[dict[str, object]] = []
    for quality in qualities:
        row: dict[str, object] = {
            "k": quality.k,
            "coherence": quality.coherence,
            "exclusivity": quality.exclusivity,
            "stability": quality.stability,
            "stability_documents": quality.stability_documents,
            "chosen": quality.k == chosen_number.k,
            "stability_least": TOPIC_STABILITY,
            "runs": runs,
            "model": model,
            "note": note,
        }
        row |= topic_input.constant_columns
        rows.append(row)
    return tables.from_rows("topic_quality", rows)


def _check_range(k: object) -> tuple[int, int]:
    """Return the smallest and the largest number of topics, or refuse `k`."""
    numbers: list[int] = []
    if isinstance(k, tuple):
        for position, number in enumerate(k):
            numbers.append(check_whole_number(f"k[{position}]", number))
    if len(numbers) != 2 or numbers[0] > numbers[1]:
        raise OptionError(
            f"k={show_value(k)}: a pair of whole numbers was expected, the smallest "
            "and the "
            "largest, such as (2, 10)."
        )
    return numbers[0], numbers[1]
