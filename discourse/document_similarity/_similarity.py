"""The table of all pairs of documents, or of the nearest ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from discourse import tables
from discourse.corpus import Corpus, as_corpus
from discourse.counting.document_term_matrix import TermLength, count_terms
from discourse.counting.stop_words import StopWords, freeze_stop_words
from discourse.document_similarity.score_notes import Caution
from discourse.document_similarity.similarity_measures import (
    CLOSE,
    ROWS,
    Likeness,
    by_direction,
    by_name,
)
from discourse.errors import OptionError
from discourse.lexicons import Lexicon
from discourse.matching import find_mentions
from discourse.registries import SIMILARITY_MEASURES
from discourse.spans import extend_past_closing_marks
from discourse.text import MASK
from discourse.validation import (
    check_number,
    check_option,
    check_whole_number,
    options_by_name,
)

__all__ = ["Measure", "counted", "similarity"]

Measure = str | Lexicon | Callable[[list[str]], object]
LARGEST = 4_000_000  # pairs in one table, unless only the nearest are asked for


@options_by_name
def similarity(
    corpus: Corpus,
    *,
    measure: Measure | Sequence[Measure] = "cosine",
    scheme: str = "sklearn",
    n: TermLength = 1,
    stop: StopWords = None,
    top: int | None = None,
    min_score: float | None = None,
) -> pd.DataFrame:
    """How alike the documents are, each with each.

    Parameters
    ----------
    corpus : Corpus
        Masked text takes no part. For paragraphs against each other, give ``corpus.segment("paragraph")``.
    measure : str, Lexicon, callable, or several
        =================  =====================================================================================
        measure            score of a document A with another, B; 0 = nothing shared, 1 = alike
        =================  =====================================================================================
        cosine             cosine of the weights that `scheme` gives their terms
        jaccard            terms of both / terms of either (each term once)
        dice               2 terms of both / (terms of A + terms of B)
        set-cosine         terms of both / square root of (terms of A * terms of B)
        containment        terms of A that B has too / terms of A: **not symmetric**; read it both ways
        bag-jaccard        the same with repetitions: sum of the smaller counts / sum of the larger
        bag-dice           2 sum of the smaller counts / (words of A + words of B)
        delta              1 / (1 + Burrows's Delta): style, from the 150 commonest terms (sample standard deviation)
        jensen-shannon     1 - the Jensen-Shannon divergence of their words, in bits
        a Lexicon          cosine of how often each formula occurs ("profile")
        a callable         cosine of the rows of the matrix it makes of a list of texts; negative ones score 0
        =================  =====================================================================================

        The sources stand in :data:`discourse.registries.SIMILARITY_MEASURES`.
    scheme : str
        How a cosine weighs terms (:func:`discourse.counting.tfidf.weigh`). The order of pairs is more trustworthy
        than the scores, which change with the scheme.
    n : int, pair of int, or str
        Words in a term: 1, 3, (1, 3), or ``"4 characters"``. No term runs over the end of a sentence.
    stop : str, iterable of str or None
        Stop words (``"en"``, or a list of words). None by default: nothing is left out unasked. Like `n`, they do not
        touch a Lexicon or a callable.
    top : int, optional
        Only this many nearest others of each document, the nearest first; ties by name.
    min_score : float, optional
        Only pairs that score at least this.

    Returns
    -------
    pandas.DataFrame
        Kind "similarity": doc, other, score, measure, scheme, note. Every ordered pair and each document with itself, in
        the order of the corpus (a chart needs the whole square); with `top` or `min_score` only pairs of *different*
        documents that share something, so do that for thousands of documents, whose square would not fit a table.

    Raises
    ------
    OptionError
        An unknown measure or scheme; or a square of more than 4 million pairs.

    Notes
    -----
    Under "sklearn" a word said thirty times weighs thirty times as much, so a refrain can decide the score of short
    texts; "sklearn-sublinear" damps it, and with ``stop="en"`` follows a reader's order of the five documents best.

    A document with words scores exactly 1 with itself, one without words 0 with everything. Under a scheme that gives
    a word of *every* document the weight 0 ("quanteda", "plain", "gensim", "tidytext"), documents with no other word
    score 0.

    `note` says of a pair that the shorter text has fewer words than the measure is meant for: 1,500 for Delta (Burrows
    2002; Eder 2015 asks for 5,000 of an English novel), 500 for any other measure of single words, 100 for longer terms,
    10 mentions for a Lexicon; that lengths allow less than 0.5; that a containment rests on fewer than 100 terms; that a
    text has nothing to compare; and of all pairs that an idf is from fewer than 30 documents, Delta's standard deviations
    from fewer than 10. But for Delta's words these are house practice: two samples of 500 words of one speech of the UN
    General Debate are each other's nearest among 60 speeches about every second time, of 200 words every fifth. Scores
    rise with the length of both texts, whatever they say.

    *When not to use it.* Jaccard, Dice and the cosine of sets cannot reach 1 between texts of different lengths (Jaccard
    at most the ratio of their sizes): use containment. Delta needs texts of some 1,500 to 5,000 words, and with fewer than about 10
    documents its standard deviations mean little. Jensen-Shannon falls with the shorter text. Scores of one corpus are
    not comparable with those of another: idf and standard deviations are its own. ``delta`` and ``jensen-shannon``
    take minutes for thousands of documents.

    References
    ----------
    Salton & McGill (1983), Introduction to Modern Information Retrieval (cosine). Broder (1997), Compression and
    Complexity of Sequences, 21-29 (containment). Burrows (2002), Literary and Linguistic Computing 17(3), 267-287.
    Eder (2015), Digital Scholarship in the Humanities 30(2), 167-182 (length of texts). Lin (1991), IEEE Transactions on Information Theory 37(1), 145-151.

    Examples
    --------
    >>> from discourse.corpus import Corpus
    >>> corpus = Corpus.from_texts({"a": "a shared future", "b": "a shared destiny"})
    >>> similarity(corpus, measure="jaccard").drop(columns="note")
      doc other  score  measure   scheme
    0   a     a    1.0  jaccard  present
    1   a     b    0.5  jaccard  present
    2   b     a    0.5  jaccard  present
    3   b     b    1.0  jaccard  present
    >>> similarity(corpus, measure="jaccard", top=1)["note"][0]
    'the shorter has 3 words: jaccard is meant for 500 words or more'
    """
    corpus = as_corpus(corpus)
    chosen = _measures(measure)
    nearest = top is not None or min_score is not None
    top = (
        None
        if top is None
        else check_whole_number("top", top, hint=", or None for all pairs")
    )
    min_score = (
        None if min_score is None else check_number("min_score", min_score, 0, 1)
    )
    if not nearest and len(corpus) ** 2 * len(chosen) > LARGEST:
        raise OptionError(
            f"{len(corpus):,} documents make {len(corpus) ** 2 * len(chosen):,} pairs, more than a table should hold; "
            "ask for the nearest with top=10, for pairs above a score with min_score=0.5, or compare a sample."
        )
    parts, stop = [], freeze_stop_words(stop)
    for one in chosen:
        likeness, counts = _prepared(corpus, one, scheme=scheme, n=n, stop=stop)
        caution, names = (
            Caution(likeness, np.diff(corpus.stream.bounds), counts, n),
            corpus.names,
        )
        parts.append(
            _nearest(names, caution, top, min_score or 0.0)
            if nearest
            else _square(names, caution)
        )
    return pd.concat(parts, ignore_index=True)


def _measures(measure: Measure | Sequence[Measure]) -> list[Measure]:
    if isinstance(measure, str | Lexicon) or callable(measure):
        chosen: list[Measure] = [measure]
    elif not isinstance(measure, Sequence):
        raise OptionError(
            f"measure={measure!r}: the name of a measure, a Lexicon or a function was expected, or several."
        )
    else:
        chosen = list(measure)
    if not chosen:
        raise OptionError("measure: at least one was expected, such as 'cosine'.")
    for one in chosen:
        if not isinstance(one, Lexicon) and not callable(one):
            check_option("measure", one, SIMILARITY_MEASURES)
    return chosen


def _prepared(
    corpus: Corpus, measure: Measure, *, scheme: str, n: TermLength, stop: StopWords
) -> tuple[Likeness, csr_array | None]:
    """Make one measure ready on the documents of `corpus`; and what it counts, if it counts."""
    if isinstance(measure, str):
        counts = counted(corpus, measure, n=n, stop=stop)
        return by_name(counts, measure, scheme), counts
    if isinstance(measure, Lexicon):
        profile = counted(corpus, measure, n=n, stop=stop)
        return by_direction(
            profile.astype(np.float64),
            "profile",
            f"mentions of {len(measure)} formulas",
        ), profile
    name = getattr(measure, "__name__", type(measure).__name__).strip("<>")
    return by_direction(
        _features(measure(_texts(corpus)), len(corpus), name), name, ""
    ), None


def counted(
    corpus: Corpus, measure: str | Lexicon, *, n: TermLength, stop: StopWords
) -> csr_array:
    """Documents by what the measure compares: terms, or formulas (int64)."""
    if isinstance(measure, str):
        return count_terms(corpus, n=n, stop=stop).matrix
    hits = find_mentions(corpus, measure)
    pairs = (corpus.stream.document[hits.first], hits.family)
    return csr_array(
        (np.ones(len(hits), dtype=np.int64), pairs), shape=(len(corpus), len(measure))
    )


def _texts(corpus: Corpus) -> list[str]:
    """The text of each document, without what is masked."""
    stream = corpus.stream
    texts = [""] * len(corpus)
    for number, (low, high) in enumerate(
        zip(stream.bounds[:-1].tolist(), stream.bounds[1:].tolist(), strict=True)
    ):
        if low == high:
            continue
        raw = corpus.raw[corpus.names[number]]
        begins = np.union1d([low], low + (stream.gap[low:high] == MASK).nonzero()[0])
        ends = np.append(begins[1:], high) - 1
        last = extend_past_closing_marks(
            [raw], np.zeros(len(ends), dtype=np.int64), stream.end[ends]
        )
        texts[number] = "\n".join(
            raw[a:b]
            for a, b in zip(stream.start[begins].tolist(), last.tolist(), strict=True)
        )
    return texts


def _features(given: object, size: int, name: str) -> csr_array:
    try:
        features = csr_array(given, dtype=np.float64)
    except (TypeError, ValueError) as fault:
        raise OptionError(
            f"measure {name}: a matrix of numbers, a row a text, was expected ({fault})."
        ) from fault
    if (
        features.ndim != 2
        or features.shape[0] != size
        or not np.isfinite(features.data).all()
    ):
        raise OptionError(
            f"measure {name}: a matrix of finite numbers with {size} rows was expected; what came has shape "
            f"{features.shape}. It must turn a list of texts into a row for each."
        )
    features.eliminate_zeros()
    return features


def _square(docs: Sequence[str], caution: Caution) -> pd.DataFrame:
    row, column = (cells.ravel() for cells in np.indices((len(docs), len(docs))))
    return _table(docs, (row, column), caution.likeness.square().ravel(), caution)


def _table(
    docs: Sequence[str],
    pairs: tuple[np.ndarray, np.ndarray],
    score: np.ndarray,
    caution: Caution,
) -> pd.DataFrame:
    names, likeness = np.array(docs, dtype=object), caution.likeness
    return tables.make(
        "similarity",
        {
            "doc": names[pairs[0]],
            "other": names[pairs[1]],
            "score": score,
            "measure": likeness.measure,
            "scheme": likeness.scheme,
            "note": caution.notes(*pairs),
        },
    )


def _nearest(
    docs: Sequence[str], caution: Caution, top: int | None, least: float
) -> pd.DataFrame:
    likeness, size = caution.likeness, len(docs)
    rows, columns, scores = (
        [np.empty(0, np.int64)],
        [np.empty(0, np.int64)],
        [np.empty(0)],
    )
    for low in range(0, size, ROWS):
        high = min(low + ROWS, size)
        fast = likeness.rough is not None and likeness.exact is not None
        block = (
            likeness.rough(low, high)
            if fast and likeness.rough
            else likeness.block(low, high)
        )
        block[np.arange(high - low), np.arange(low, high)] = -1.0
        kept = block > max(least - CLOSE, 0.0)
        if top is not None and top < size - 1:
            kept &= (
                block
                >= np.partition(block, size - top, axis=1)[:, size - top, None] - CLOSE
            )
        row, column = kept.nonzero()
        score = (
            likeness.exact(row + low, column)
            if fast and likeness.exact
            else block[row, column]
        )
        rows, columns, scores = [*rows, row + low], [*columns, column], [*scores, score]
        if sum(map(len, rows)) > LARGEST:
            raise OptionError(
                "more than 4 million pairs are this near; ask for fewer with top=10 or a higher min_score."
            )
    row, column, score = (
        np.concatenate(rows),
        np.concatenate(columns),
        np.concatenate(scores),
    )
    return _ranked(_table(docs, (row, column), score, caution), row, top, least)


def _ranked(
    table: pd.DataFrame, row: np.ndarray, top: int | None, least: float
) -> pd.DataFrame:
    """Order by document, score and name, on scores as the table rounds them; keep the first `top` of a document."""
    order = np.lexsort(
        (
            table["other"].to_numpy(dtype=object).astype(str),
            -table["score"].to_numpy(),
            row,
        )
    )
    table, row = table.iloc[order], row[order]
    place = np.arange(len(row)) - np.searchsorted(row, row)
    kept = (table["score"].to_numpy() >= least) & (table["score"].to_numpy() > 0)
    return table[kept & (place < (len(row) if top is None else top))].reset_index(
        drop=True
    )
