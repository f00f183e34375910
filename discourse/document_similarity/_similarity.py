"""The table of all pairs of documents, or of the nearest ones."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from discourse import tables
from discourse.accelerators import map_in_threads
from discourse.corpus import Corpus, as_corpus
from discourse.counting.background import (
    Background,
    BackgroundSource,
    TermRarity,
    look_up,
    read_background,
)
from discourse.counting.counted_units import unit_of_terms
from discourse.counting.document_term_matrix import TermLength, count_terms
from discourse.counting.stop_word_choice import (
    AUTO,
    NO_STOP_WORDS,
    ChosenStopWords,
    choose_stop_words,
)
from discourse.counting.stop_words import StopWords, freeze_stop_words
from discourse.counting.tfidf import choose_scheme
from discourse.document_similarity.score_notes import ScoreNotes
from discourse.document_similarity.similarity_measures import (
    BLOCK_ROWS,
    MAX_ERROR,
    ScoredDocuments,
    score_by_cosine,
    score_by_measure,
    score_profiles,
)
from discourse.errors import OptionError
from discourse.lexicons import Lexicon
from discourse.matching import find_mentions
from discourse.measures.blas_threads import one_blas_thread
from discourse.measures.exact_arithmetic import Floats
from discourse.progress import shows_progress, track_progress
from discourse.registries import SIMILARITY_MEASURES
from discourse.settings import SIMILARITY_SCHEME
from discourse.spans import extend_past_closing_marks
from discourse.text import MASK
from discourse.validation import (
    check_number,
    check_option,
    check_whole_number,
    options_by_name,
    show_value,
)

__all__ = [
    "Features",
    "Measure",
    "check_use_of_background",
    "count_features",
    "similarity",
    "unit_of_measure",
]

Measure = str | Lexicon | Callable[[list[str]], object]
MAX_PAIRS = 4_000_000  # pairs in one table


@options_by_name
@shows_progress
def similarity(
    corpus: Corpus,
    *,
    measure: Measure | Sequence[Measure] = "cosine",
    scheme: str = SIMILARITY_SCHEME,
    n: TermLength = 1,
    stop: StopWords = "auto",
    top: int | None = None,
    min_score: float | None = None,
    background: BackgroundSource | None = None,
    progress: bool = True,
) -> pd.DataFrame:
    """Return the similarity of documents: of all pairs, or of the nearest ones.

    Parameters
    ----------
    corpus : Corpus
        Masked text is left out. To compare paragraphs, give
        ``corpus.segment("paragraph")``.
    measure : str, Lexicon, callable, or several
        =================  =====================================================================================
        measure            score of document A with document B; 0 = nothing shared, 1 = equal
        =================  =====================================================================================
        cosine             cosine of the weights that `scheme` gives their terms
        jaccard            terms of both / terms of either (each term once)
        dice               2 * terms of both / (terms of A + terms of B)
        set-cosine         terms of both / square root of (terms of A * terms of B)
        containment        terms of A that B has too / terms of A: **not symmetric**; read it both ways
        bag-jaccard        jaccard with repetitions: sum of the smaller counts / sum of the larger
        bag-dice           2 * sum of the smaller counts / (words of A + words of B)
        delta              1 / (1 + Burrows's Delta): style, from the 150 commonest terms (sample standard deviation)
        jensen-shannon     1 - the Jensen-Shannon divergence of their words, in bits
        a Lexicon          cosine of how often each formula occurs ("profile")
        a callable         cosine of the rows of the matrix it makes of a list of texts; negative ones score 0
        =================  =====================================================================================

        The sources are in :data:`discourse.registries.SIMILARITY_MEASURES`.
    scheme : str
        How a cosine weighs terms (:func:`discourse.counting.tfidf.weigh`). The order of
        pairs is more reliable than the scores, which change with the scheme.
    n : int, pair of int, or str
        Words in a term: 1, 3, (1, 3), or ``"4 characters"``. No term crosses the end of
        a sentence.
    stop : str, iterable of str or None
        Stop words. ``"auto"`` leaves the function words of the languages of the corpus
        out of a cosine, and nothing out of the other measures (Delta is made of
        function words); or names of lists (``"en"``), or words. None leaves nothing
        out. Like `n`, this option does not affect a Lexicon or a callable.
    top : int, optional
        Only so many of the documents nearest to each document, the nearest first; ties
        by name.
    min_score : float, optional
        Only pairs with at least this score.
    background : Corpus, DataFrame, str or Path, optional
        Other documents, which say how rare each term is: a corpus, a table of
        :func:`discourse.document_frequencies`, its file, or the name of a bundled list
        (``"un-general-debate"``, for words of English). Only the cosine of a
        scheme uses it.
        By default the documents of the corpus say it themselves.
    progress : bool
        Show a bar if the call takes longer than two seconds.

    Returns
    -------
    pandas.DataFrame
        Kind "similarity": doc, doc_label, other, other_label, score, measure, scheme,
        stop, background (its name, "" = none), background_documents (N), background_unknown
        (how many of the terms weighed it lacks), note.

        By default the table has every ordered pair and each document with itself, in
        the order of the corpus, since a chart needs the whole square. With `top` or
        `min_score` it has only pairs of *different* documents that share something;
        there may be none. Use these options for thousands of documents, whose square is
        too large for a table.

    Raises
    ------
    OptionError
        An unknown measure or scheme; a background that no measure uses; or a square of
        more than 4 million pairs.

    Notes
    -----
    *When to use it.* To find which documents resemble one another. Some measures are
    unsuitable for some texts:

    - Jaccard, Dice and the cosine of sets cannot reach 1 between texts of different
      lengths (Jaccard reaches at most the ratio of their sizes): use containment.
    - Delta needs texts of some 1,500 to 5,000 words. With fewer than about 10 documents
      its standard deviations mean little.
    - Jensen-Shannon is lower if the shorter text is shorter.
    - ``delta`` and ``jensen-shannon`` take minutes for thousands of documents.

    *How to read it.* Trust the order of pairs more than the scores. Do not compare
    scores of one corpus with those of another: idf (the weight of a term by its rarity)
    and standard deviations belong to the corpus. With one background, cosines of two
    corpora can be compared. Scores increase with the length of
    both texts, whatever their content.

    *What was measured.* The default was chosen by what people say of the same texts.
    Fifty news texts of 45 to 126 words were judged in pairs (Lee, Pincombe & Welsh
    2005). The Pearson correlation of the scores with the judgements is .555 by
    "log-idf" without function words, .516 with them, and .427 by "sklearn" with them;
    that of one person with another is about .6, as they report. With three hundred other
    news texts as the background it is .597 with function words and .600 without; with
    the speeches of the UN General Debate, another sort of text, .512. Of 3,806 speeches of the UN General
    Debate the nearest other one is of the same country or year in 98.7 % by "log-idf"
    and in 86.5 % by "sklearn". "log-entropy" is as good in both, and worse in finding
    parallel passages of the Gospels. Under "sklearn" a word that occurs thirty times
    weighs thirty times as much, so a refrain can decide the score of short texts.

    A document with words has exactly 1 with itself; one without words has 0 with every
    document. Some schemes ("quanteda", "plain", "gensim", "tidytext") give the weight 0
    to a word of *every* document, and "log-entropy" to a word that all documents have
    equally often. Under them, documents with no other word have 0.

    *Notes of the table.* `note` says of a pair

    - that the shorter text has fewer words than the measure is meant for: 1,500 for
      Delta (Burrows 2002; Eder 2015 asks for 5,000 of an English novel), 500 for any
      other measure of single words, 100 for longer terms, 10 mentions for a Lexicon;
    - that the lengths allow less than 0.5;
    - that a containment rests on fewer than 100 terms;
    - that a text has nothing to compare.

    It says of all pairs that an idf is estimated from fewer than 30 documents (of the
    background, if there is one), that a background lacks some of the terms, or that
    Delta's standard deviations are from fewer than 10. Except for Delta's words these
    limits are house practice: among 60 speeches of the UN General Debate, two samples
    of 500 words of one speech are each other's nearest about every second time, two of
    200 words every fifth time.

    See Also
    --------
    shared_features : The words and phrases that make two documents similar.
    similarity_order : How stable the order of pairs is.

    References
    ----------
    Salton & McGill (1983), Introduction to Modern Information Retrieval (cosine).
    Broder (1997), Compression and Complexity of Sequences, 21-29 (containment). Burrows
    (2002), Literary and Linguistic Computing 17(3), 267-287. Eder (2015), Digital
    Scholarship in the Humanities 30(2), 167-182 (length of texts). Lee, Pincombe & Welsh
    (2005), Proceedings of the 27th Annual Conference of the Cognitive Science Society,
    1254-1259 (judgements). Lin (1991), IEEE
    Transactions on Information Theory 37(1), 145-151.

    Examples
    --------
    >>> from discourse.corpus import Corpus
    >>> corpus = Corpus.from_texts({"a": "a shared future", "b": "a shared destiny"})
    >>> table = similarity(corpus, measure="jaccard")
    >>> table[["doc", "other", "score", "measure", "scheme"]]
      doc other  score  measure   scheme
    0   a     a    1.0  jaccard  present
    1   a     b    0.5  jaccard  present
    2   b     a    0.5  jaccard  present
    3   b     b    1.0  jaccard  present
    >>> similarity(corpus, measure="jaccard", top=1)["note"][0]
    'the shorter has 3 words: jaccard is meant for 500 words or more'
    """
    corpus = as_corpus(corpus).in_words
    measures = _check_measures(measure)
    only_nearest = top is not None or min_score is not None
    if top is not None:
        top = check_whole_number("top", top, hint=", or None for all pairs")
    if min_score is not None:
        min_score = check_number("min_score", min_score, 0, 1)
    if not only_nearest:
        _check_size_of_square(len(corpus), len(measures))
    stop = freeze_stop_words(stop)
    other_documents = None
    if background is not None:
        check_use_of_background(measures)
        choose_scheme(scheme, SIMILARITY_SCHEME, has_background=True)
        other_documents = read_background(background, n=n)
    min_score_or_zero = 0.0 if min_score is None else min_score
    selection = _Selection(top=top, min_score=min_score_or_zero)
    tables_of_measures = []
    for one_measure in measures:
        score_notes = _prepare_measure(
            corpus,
            one_measure,
            scheme=scheme,
            n=n,
            stop=stop,
            background=other_documents,
        )
        unit = unit_of_measure(corpus, one_measure, n)
        if only_nearest:
            table = _nearest_pairs(corpus, score_notes, selection, token_unit=unit)
        else:
            table = _all_pairs(corpus, score_notes, token_unit=unit)
        tables_of_measures.append(table)
    return pd.concat(tables_of_measures, ignore_index=True)


def _check_measures(measure: Measure | Sequence[Measure]) -> list[Measure]:
    """Return the measures as a list, or raise an OptionError."""
    if isinstance(measure, str | Lexicon) or callable(measure):
        measures: list[Measure] = [measure]
    elif isinstance(measure, Sequence):
        measures = list(measure)
    else:
        raise OptionError(
            f"measure={show_value(measure)}: the name of a measure, a Lexicon or a "
            "function was "
            "expected, or several."
        )
    if not measures:
        raise OptionError("measure: at least one was expected, such as 'cosine'.")
    for entry in measures:
        if not isinstance(entry, Lexicon) and not callable(entry):
            check_option("measure", entry, SIMILARITY_MEASURES)
    return measures


def check_use_of_background(measures: Sequence[Measure]) -> None:
    """Raise an OptionError if no measure uses a background."""
    if "cosine" not in measures:
        raise OptionError(
            "background= is used by measure='cosine' only, whose scheme weighs terms by "
            "how rare they are; leave it out, or ask for the cosine."
        )


def _check_size_of_square(document_count: int, measure_count: int) -> None:
    """Raise an OptionError if a table cannot hold all pairs."""
    pair_count = document_count**2 * measure_count
    if pair_count > MAX_PAIRS:
        raise OptionError(
            f"{document_count:,} documents make {pair_count:,} pairs, more than a table "
            "should hold; ask for the nearest with top=10, for pairs above a score with "
            "min_score=0.5, or compare a sample."
        )


def _prepare_measure(
    corpus: Corpus,
    measure: Measure,
    *,
    scheme: str,
    n: TermLength,
    stop: StopWords,
    background: Background | None,
) -> ScoreNotes:
    """Return the scores of one measure, ready to be computed, and their notes."""
    words_by_document = np.diff(corpus.stream.bounds)
    if not isinstance(measure, str | Lexicon):
        scored_documents = _score_by_function(corpus, measure)
        return ScoreNotes(scored_documents, words_by_document, counts=None, n=n)
    features = count_features(corpus, measure, n=n, stop=stop, background=background)
    counts = features.counts
    rarity = features.rarity
    if isinstance(measure, Lexicon):
        scored_documents = score_profiles(counts)
    else:
        scored_documents = score_by_measure(counts, measure, scheme, rarity=rarity)
    return ScoreNotes(
        scored_documents,
        words_by_document,
        counts=counts,
        n=n,
        rarity=rarity,
        chosen=features.chosen,
    )


def _score_by_function(
    corpus: Corpus, function: Callable[[list[str]], object]
) -> ScoredDocuments:
    """Prepare the cosine of the rows that the user's function makes of the texts."""
    # An object with __call__ has no name of its own: that of its class is shown.
    class_name = type(function).__name__
    name = getattr(function, "__name__", class_name)
    name = name.strip("<>")  # "<lambda>" is shown as "lambda"
    texts = _unmasked_texts(corpus)
    matrix = function(texts)
    features = _check_features(matrix, len(corpus), name)
    return score_by_cosine(features, name, scheme="")


@dataclass(frozen=True, eq=False)
class Features:
    """How often each document has what a measure compares.

    Attributes
    ----------
    counts : scipy.sparse.csr_array of int64, shape (documents, features)
        A column for each term or, if the measure is a Lexicon, for each formula.
    rarity : TermRarity or None
        What a background knows of the terms; None = none was given, or the measure
        uses none.
    chosen : ChosenStopWords
        The stop words that were left out.
    """

    counts: csr_array
    rarity: TermRarity | None = None
    chosen: ChosenStopWords = NO_STOP_WORDS


def count_features(
    corpus: Corpus,
    measure: str | Lexicon,
    *,
    n: TermLength,
    stop: StopWords,
    background: Background | None = None,
) -> Features:
    """Return how often each document has what the measure compares."""
    if isinstance(measure, str):
        # The other measures compare whole texts, or are made of function words.
        is_auto = isinstance(stop, str) and stop == AUTO
        if is_auto and measure != "cosine":
            stop = None
        chosen = choose_stop_words(corpus, stop, n=n)
        term_counts = count_terms(corpus, n=n, stop=chosen.words)
        rarity = None
        if background is not None and measure == "cosine":
            rarity = look_up(term_counts, background)
        return Features(term_counts.matrix, rarity, chosen)
    mentions = find_mentions(corpus, measure)
    document = corpus.stream.document[mentions.first]
    formula = mentions.family
    ones = np.ones(len(mentions), dtype=np.int64)
    shape = (len(corpus), len(measure))
    matrix = csr_array((ones, (document, formula)), shape=shape)
    return Features(matrix)


def unit_of_measure(corpus: Corpus, measure: Measure, n: TermLength) -> str:
    """Return what a measure compares, for `token_unit`; ``""`` for a callable."""
    if isinstance(measure, Lexicon):
        return "formula"
    if not isinstance(measure, str):
        return ""
    return unit_of_terms(corpus, n)


def _unmasked_texts(corpus: Corpus) -> list[str]:
    """Return the text of each document without what is masked or bridged."""
    bounds = corpus.stream.bounds.tolist()
    cuts_of_document = _cuts_by_document(corpus)
    texts = []
    for number, name in enumerate(corpus.names):
        start_token = bounds[number]
        end_token = bounds[number + 1]
        text = ""
        if start_token < end_token:
            text = _unmasked_text(
                corpus,
                corpus.raw[name],
                start_token,
                end_token,
                cuts_of_document.get(name, []),
            )
        texts.append(text)
    return texts


@dataclass(frozen=True)
class _Cut:
    """A span of a raw text that is left out, and what is read in its place."""

    start: int
    end: int
    replacement: str


def _cuts_by_document(corpus: Corpus) -> dict[str, list[_Cut]]:
    """Return what bridges and joins leave out of each document, in order."""
    masks = corpus.masks
    masks = masks[masks["action"] != "mask"].sort_values(["doc", "start"])
    columns = masks[["doc", "start", "end", "action"]]
    cuts_of_document: dict[str, list[_Cut]] = {}
    for doc, start, end, action in columns.itertuples(index=False, name=None):
        # The halves of a divided word are one word; a bridge lies between two words.
        replacement = "" if action == "join" else " "
        cut = _Cut(start=start, end=end, replacement=replacement)
        cuts_of_document.setdefault(doc, []).append(cut)
    return cuts_of_document


def _cut_text(raw: str, start: int, end: int, cuts: Sequence[_Cut]) -> str:
    """Return ``raw[start:end]`` without what the cuts leave out."""
    text = ""
    position = start
    for cut in cuts:
        if cut.end <= position or cut.start >= end:
            continue
        text += raw[position : cut.start] + cut.replacement
        position = cut.end
    return text + raw[position:end]


def _unmasked_text(
    corpus: Corpus, raw: str, start_token: int, end_token: int, cuts: Sequence[_Cut]
) -> str:
    """Return the text of the tokens start_token:end_token of one document.

    Each stretch of text between two masks is a line. What `cuts` leave out is not in
    it.
    """
    stream = corpus.stream
    is_after_mask = stream.gap[start_token:end_token] == MASK
    tokens_after_mask = start_token + np.flatnonzero(is_after_mask)
    first_tokens = np.union1d([start_token], tokens_after_mask)
    # A stretch ends before the next one begins; the last ends with the document.
    next_tokens = np.append(first_tokens[1:], end_token)
    last_tokens = next_tokens - 1
    starts = stream.start[first_tokens]
    ends_of_tokens = stream.end[last_tokens]
    # All stretches are in one text, number 0 of the list of texts.
    text_numbers = np.zeros(len(last_tokens), dtype=np.int64)
    ends = extend_past_closing_marks([raw], text_numbers, ends_of_tokens)
    stretches = []
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        stretches.append(_cut_text(raw, start, end, cuts))
    return "\n".join(stretches)


def _check_features(matrix: object, document_count: int, name: str) -> csr_array:
    """Return the matrix that a callable gave as a sparse one, or refuse it.

    Parameters
    ----------
    matrix : object
        What the user's callable gave.
    document_count : int
        How many rows are expected.
    name : str
        The name of the callable, for the message.
    """
    try:
        features = csr_array(matrix, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise OptionError(
            f"measure {name}: a matrix of numbers with one row for each text was "
            f"expected ({error})."
        ) from error
    has_right_shape = features.ndim == 2 and features.shape[0] == document_count
    if not has_right_shape or not np.isfinite(features.data).all():
        raise OptionError(
            f"measure {name}: a matrix of finite numbers with {document_count} rows was "
            f"expected; what came has shape {features.shape}. It must turn a list of "
            "texts into a row for each."
        )
    features.eliminate_zeros()  # a row without entries is a text without features
    return features


@dataclass(frozen=True)
class _Selection:
    """Which pairs the user asked for.

    Attributes
    ----------
    top : int or None
        How many of the documents nearest to each document; None = all.
    min_score : float
        The smallest score.
    """

    top: int | None
    min_score: float


@dataclass(frozen=True, eq=False)
class _ScoredPairs:
    """Pairs of documents, and their scores.

    Attributes
    ----------
    row, column : int64 arrays, shape (pairs,)
        The positions of the first and the second document in the corpus: the row and
        the column of the pair in the square of all scores.
    score : float64 array, shape (pairs,)
    """

    row: np.ndarray
    column: np.ndarray
    score: np.ndarray

    @classmethod
    def join(cls, blocks: Sequence[_ScoredPairs]) -> _ScoredPairs:
        """Return the pairs of several blocks as one."""
        rows = [block.row for block in blocks]
        columns = [block.column for block in blocks]
        scores = [block.score for block in blocks]
        return cls(
            row=np.concatenate(rows),
            column=np.concatenate(columns),
            score=np.concatenate(scores),
        )

    def make_table(
        self, corpus: Corpus, score_notes: ScoreNotes, *, token_unit: str
    ) -> pd.DataFrame:
        """Return the table "similarity" of the pairs, with their notes."""
        names = np.array(corpus.names, dtype=object)
        scored_documents = score_notes.scored_documents
        columns = {
            "doc": names[self.row],
            "other": names[self.column],
            "score": self.score,
            "measure": scored_documents.measure,
            "scheme": scored_documents.scheme,
            "token_unit": token_unit,
            "note": score_notes.of_pairs(self.row, self.column),
        }
        columns["stop"] = score_notes.chosen.name
        if score_notes.rarity is not None:
            columns |= score_notes.rarity.columns
        return tables.make("similarity", columns, labels={"doc": corpus.label_of})


def _all_pairs(
    corpus: Corpus, score_notes: ScoreNotes, *, token_unit: str
) -> pd.DataFrame:
    """Return the table of every pair, each document with itself too."""
    document_count = len(corpus)
    scores = score_notes.scored_documents.square()
    row, column = np.indices((document_count, document_count))
    pairs = _ScoredPairs(
        row=row.ravel(),
        column=column.ravel(),
        score=scores.ravel(),
    )
    return pairs.make_table(corpus, score_notes, token_unit=token_unit)


def _nearest_pairs(
    corpus: Corpus, score_notes: ScoreNotes, selection: _Selection, *, token_unit: str
) -> pd.DataFrame:
    """Return the table of the selected pairs of different documents.

    The scores are computed in blocks of rows: those of all pairs of thousands of
    documents do not fit into memory.
    """
    document_count = len(corpus)
    search = _PairSearch.prepare(score_notes.scored_documents, selection)
    # An empty block comes first, since blocks can be joined only if there is one.
    no_documents = np.empty(0, np.int64)
    blocks = [_ScoredPairs(no_documents, no_documents, np.empty(0))]
    pair_count = 0
    start_rows = range(0, document_count, BLOCK_ROWS)
    found_blocks = track_progress(
        map_in_threads(search.find_in_block, start_rows),
        "Comparing documents",
        total=document_count,
        unit="documents",
        sizes=itertools.repeat(BLOCK_ROWS),
    )
    with one_blas_thread():
        for block in found_blocks:
            blocks.append(block)
            pair_count += len(block.row)
            if pair_count > MAX_PAIRS:
                raise OptionError(
                    "more than 4 million pairs are this near; ask for fewer with "
                    "top=10 or a higher min_score."
                )
    pairs = _ScoredPairs.join(blocks)
    table = pairs.make_table(corpus, score_notes, token_unit=token_unit)
    return _select_nearest(table, pairs.row, selection)


@dataclass(frozen=True, eq=False)
class _PairSearch:
    """The search for the nearest pairs, in some rows of the square at a time.

    Attributes
    ----------
    score_block : callable
        ``score_block(start, end)`` returns scores of the documents start:end with all.
    score_pairs : callable or None
        Returns the exact scores of pairs; None if those of the block are exact.
    document_count : int
    selection : _Selection
    """

    score_block: Callable[[int, int], Floats]
    score_pairs: Callable[[np.ndarray, np.ndarray], Floats] | None
    document_count: int
    selection: _Selection

    @classmethod
    def prepare(
        cls, scored_documents: ScoredDocuments, selection: _Selection
    ) -> _PairSearch:
        """Return the search by a measure.

        Where the measure has approximate scores, these choose the pairs, and exact
        scores are computed for the chosen pairs only.
        """
        score_block: Callable[[int, int], Floats] = scored_documents.block
        if scored_documents.prepare_approximate is not None:
            score_block = scored_documents.prepare_approximate()
        return cls(
            score_block=score_block,
            score_pairs=scored_documents.exact,
            document_count=len(scored_documents.has_terms),
            selection=selection,
        )

    def find_in_block(self, start_row: int) -> _ScoredPairs:
        """Return the pairs of a block of documents that may be among the nearest."""
        end_row = min(start_row + BLOCK_ROWS, self.document_count)
        scores = self.score_block(start_row, end_row)
        row_in_block = np.arange(end_row - start_row)
        own_column = row_in_block + start_row
        # A document is not near to itself: -1 is below every score.
        scores[row_in_block, own_column] = -1.0
        is_candidate = _may_be_nearest(scores, self.selection)
        candidate_row, column = is_candidate.nonzero()
        row = candidate_row + start_row
        if self.score_pairs is None:
            chosen_scores = scores[candidate_row, column]
        else:
            chosen_scores = self.score_pairs(row, column)
        return _ScoredPairs(row, column, chosen_scores)


def _may_be_nearest(scores: Floats, selection: _Selection) -> np.ndarray:
    """Return whether each pair can still be selected by its exact score (bool).

    The scores may be wrong by up to :data:`MAX_ERROR`.
    """
    top = selection.top
    document_count = scores.shape[1]
    min_score = selection.min_score - MAX_ERROR
    is_candidate = scores > max(min_score, 0.0)
    if top is None or top >= document_count - 1:
        return is_candidate
    # numpy.partition puts the score that ends the `top` highest of a row at `position`.
    position = document_count - top
    partly_sorted_scores = np.partition(scores, position, axis=1)
    lowest_top_score = partly_sorted_scores[:, position, None]
    min_top_score = lowest_top_score - MAX_ERROR
    is_candidate &= scores >= min_top_score
    return is_candidate


def _select_nearest(
    table: pd.DataFrame, row: np.ndarray, selection: _Selection
) -> pd.DataFrame:
    """Return the selected pairs, sorted by document, score and name.

    Scores are compared as the table rounds them. `row` has the position of the first
    document of each pair.
    """
    score = table["score"].to_numpy()
    other_names = table["other"].to_numpy(dtype=object)
    name_strings = other_names.astype(str)
    highest_score_first = -score
    order = np.lexsort((name_strings, highest_score_first, row))
    row = row[order]
    score = score[order]
    is_selected = (score >= selection.min_score) & (score > 0)
    if selection.top is not None:
        # The rows of one document are neighbours, so its first row is found by search.
        first_row_of_document = np.searchsorted(row, row)
        row_numbers = np.arange(len(row))
        rank_from_zero = row_numbers - first_row_of_document
        is_selected &= rank_from_zero < selection.top
    selected_pairs = table.iloc[order][is_selected]
    return selected_pairs.reset_index(drop=True)
