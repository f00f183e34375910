"""The terms that distinguish a document, or a group of documents, from the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from discourse import notes, tables
from discourse.contrast.group_pairs import list_group_names
from discourse.corpus import Corpus, as_corpus
from discourse.counting.background import (
    BackgroundSource,
    TermRarity,
    look_up,
    read_background,
)
from discourse.counting.counted_units import unit_of_terms
from discourse.counting.document_term_matrix import (
    DocumentTermMatrix,
    TermLength,
    count_terms,
)
from discourse.counting.stop_word_choice import ChosenStopWords, choose_stop_words
from discourse.counting.stop_words import StopWords, freeze_stop_words
from discourse.counting.tfidf import choose_scheme, notes_of_idf, weigh
from discourse.notes import Note
from discourse.progress import shows_progress
from discourse.validation import check_option, check_whole_number, options_by_name

__all__ = ["State", "distinctive", "distinctive_table"]

State = Literal["masked", "raw", "both"]

# Weights that a table rounds to the same number differ by a smaller share.
_ROUNDING_MARGIN = 1e-9


@options_by_name
@shows_progress
def distinctive(
    corpus: Corpus,
    *,
    by: str | None = "doc",
    top: int = 15,
    scheme: str | None = None,
    n: TermLength = 1,
    stop: StopWords = "auto",
    state: State = "masked",
    background: BackgroundSource | None = None,
    progress: bool = True,
) -> pd.DataFrame:
    """Return the terms with the highest TF-IDF in each document or group.

    Parameters
    ----------
    corpus : Corpus
        Documents; their groups are what is compared.
    by : str or None
        ``"doc"``, or a column of the metadata: then the documents of a group count as
        one text, and N and df count groups. None: all documents together, whose terms
        are merely frequent.
    top : int
        Terms of each group.
    scheme : str, optional
        How a term is weighted: see :func:`discourse.counting.tfidf.weigh`. By default
        "plain", which gives a term that every group has the weight 0; "log-idf" with a
        background; "count" if there is one group. Name it in the caption.
    n : int, pair of int, or str
        Words in a term: 1, 3, (1, 3), or ``"4 characters"``. No term crosses the end of
        a sentence.
    stop : str, iterable of str or None
        Stop words. ``"auto"`` takes the bundled list of function words of each language
        that the corpus is written in; or names of lists (``"en"``), or words. None
        leaves nothing out.
    state : {'masked', 'raw', 'both'}
        Leave masked text out ('masked'), or count it all the same ('raw'). 'both' gives
        both, one after the other, to show the effect of the debris.
    background : Corpus, DataFrame, str or Path, optional
        Other documents, which say how rare each term is: a corpus, a table of
        :func:`document_frequencies`, its file, or the name of a bundled list
        (``"un-general-debate"``, for words of English). See
        :func:`discourse.counting.background.read_background`. Terms in a script that it
        lacks are left out. By default the documents of the corpus say it themselves.
    progress : bool
        Show a bar if the call takes longer than two seconds.

    Returns
    -------
    pandas.DataFrame
        Kind "distinctive": group, term, rank, weight, count (in the group), documents
        (of the corpus that have the term), of_documents (of the corpus in all), scheme,
        state, stop, background (its name, "" = none), background_documents (N),
        background_unknown (how many of the terms weighed it lacks), note. Terms of
        weight 0 are left out. Equal weights are in order of the term.

    See Also
    --------
    keyness : A contrast of two groups, with intervals and tests.
    topics : Terms that occur together in paragraphs.
    document_frequencies : Makes a background of a large corpus.

    Notes
    -----
    *When to use it.* For a first look at what each document or group is about.

    *How to read it.* It is a description, not a test: nothing shows how surprising a
    weight is. With five documents an idf has five values at most, so these are
    distinctive terms, *not* topics. Names lead the list. For a contrast of two groups
    with intervals use keyness.

    With a background the terms distinguish a document from *its* documents, no longer
    from the others of the corpus: what all have in common can lead every list. N and df
    are then those of the background. A term that it lacks has df = 0, the largest idf
    there is. So misspelt words come to the front, and words of another language: mask
    them, or give them as stop words.

    `note` warns in four cases: fewer than 30 documents (or groups, or documents of the
    background) have words (practice of this library); the background lacks some of the
    terms; a term of a group is in one document only; the group is one document.

    References
    ----------
    Sparck Jones (1972), Journal of Documentation 28(1), 11-21; the schemes name theirs.

    Examples
    --------
    >>> from discourse.corpus import Corpus
    >>> corpus = Corpus.from_texts({"a": "the road, the belt", "b": "the sea"})
    >>> table = distinctive(corpus)
    >>> table[["group", "term", "rank", "weight", "count", "documents"]]
      group  term  rank    weight  count  documents
    0     a  belt     1  0.693147      1          1
    1     a  road     2  0.693147      1          1
    2     b   sea     1  0.693147      1          1
    """
    corpus = as_corpus(corpus).in_words
    check_option("state", state, ("masked", "raw", "both"))
    top = check_whole_number("top", top)
    stop = freeze_stop_words(stop)
    other_documents = None
    if background is not None:
        other_documents = read_background(background, n=n)
    codes, groups = corpus.groups(by)
    # One group has nothing that tells it from others.
    default_scheme = "plain" if len(groups) > 1 else "count"
    scheme = choose_scheme(
        scheme, default_scheme, has_background=background is not None
    )
    group_sizes = np.bincount(codes, minlength=len(groups))
    states = ("raw", "masked") if state == "both" else (state,)
    state_tables = []
    for state_name in states:
        counted_corpus = corpus
        if state_name == "raw":
            counted_corpus = corpus.unmask()
        chosen = choose_stop_words(counted_corpus, stop, n=n)
        counts = count_terms(counted_corpus, n=n, by=by, stop=chosen.words)
        rarity = None
        if other_documents is not None:
            rarity = look_up(counts, other_documents)
        table = distinctive_table(
            counts,
            group_sizes,
            rarity=rarity,
            scheme=scheme,
            top=top,
            state=state_name,
            chosen=chosen,
            token_unit=unit_of_terms(counted_corpus, n),
            label_of=corpus.group_label_of(by),
        )
        state_tables.append(table)
    return pd.concat(state_tables, ignore_index=True)


def distinctive_table(
    counts: DocumentTermMatrix,
    group_sizes: np.ndarray,
    *,
    scheme: str,
    top: int,
    state: str,
    chosen: ChosenStopWords,
    token_unit: str,
    label_of: Mapping[str, str],
    rarity: TermRarity | None = None,
) -> pd.DataFrame:
    """Return the table of distinctive terms, wherever they were counted.

    Parameters
    ----------
    counts : DocumentTermMatrix
        Groups by terms.
    group_sizes : int64 array, shape (groups,)
        Documents of each group.
    scheme : str
    top : int
    state : str
        Name of the state of the corpus that was counted.
    chosen : ChosenStopWords
        The stop words that were left out.
    token_unit : str
        What terms are made of.
    label_of : mapping of str to str
        The labels of groups that have one.
    rarity : TermRarity, optional
        What a background knows of the terms.
    """
    weights = weigh(counts.matrix, scheme, rarity=rarity)
    heaviest = _heaviest_terms(weights, top)
    if not len(heaviest.term):
        return tables.make("distinctive", {})
    table_notes = _make_table_notes(counts, group_sizes, scheme, rarity)
    table_notes += chosen.notes
    documents_with_term = counts.documents[heaviest.term]
    columns = {
        "group": np.array(counts.names, dtype=object)[heaviest.group],
        "term": counts.spell(heaviest.term),
        "rank": heaviest.rank,
        "weight": heaviest.weight,
        "count": counts.matrix.data[heaviest.cell],
        "documents": documents_with_term,
        "note": _notes_of_terms(
            documents_with_term, heaviest.group, group_sizes, table_notes
        ),
    }
    constants = {
        "of_documents": int(group_sizes.sum()),
        "scheme": scheme,
        "state": state,
        "stop": chosen.name,
        "token_unit": token_unit,
    }
    if rarity is not None:
        constants |= rarity.columns
    return tables.make(
        "distinctive", {**columns, **constants}, labels={"group": label_of}
    )


@dataclass(frozen=True, eq=False)
class _HeaviestTerms:
    """The terms of each group, the heaviest first; one entry for each.

    Attributes
    ----------
    cell : int64 array
        Positions in the stored cells of the matrix of weights.
    group, term, rank : int arrays
    weight : float64 array
        As the table rounds it.
    """

    cell: np.ndarray
    group: np.ndarray
    term: np.ndarray
    rank: np.ndarray
    weight: np.ndarray


def _heaviest_terms(weights: csr_array, top: int) -> _HeaviestTerms:
    """Return at most `top` terms of each row; equal weights in order of the term.

    A term of weight 0 distinguishes nothing, and is left out. Weights are compared as
    the table rounds them, so that ties are ties on every machine.
    """
    cell = _cells_that_may_be_heaviest(weights, top)
    weight = tables.round_to_digits(weights.data[cell])
    term = weights.indices[cell]
    # The row of a cell is the last one that begins at the cell or before it.
    group = np.searchsorted(weights.indptr, cell, side="right") - 1
    order = np.lexsort((term, -weight, group))
    group = group[order]
    rank = np.arange(1, len(order) + 1) - np.searchsorted(group, group)
    is_kept = rank <= top
    order = order[is_kept]
    return _HeaviestTerms(
        cell=cell[order],
        group=group[is_kept],
        term=term[order],
        rank=rank[is_kept],
        weight=weight[order],
    )


def _cells_that_may_be_heaviest(weights: csr_array, top: int) -> np.ndarray:
    """Return the cells that can be among the `top` of their row after rounding."""
    cells = [np.empty(0, np.int64)]
    bounds = weights.indptr.tolist()
    for begin, end in pairwise(bounds):
        weights_of_row = weights.data[begin:end]
        least = 0.0
        if end - begin > top:
            position = end - begin - top
            lowest_of_top = np.partition(weights_of_row, position)[position]
            least = lowest_of_top * (1.0 - _ROUNDING_MARGIN)
        may_be = (weights_of_row >= least) & (weights_of_row > 0)
        cells.append(begin + np.flatnonzero(may_be))
    return np.concatenate(cells)


def _notes_of_terms(
    documents_with_term: np.ndarray,
    group: np.ndarray,
    group_sizes: np.ndarray,
    table_notes: list[Note | None],
) -> np.ndarray:
    """Return the note on each term: that of its group or its documents, and the others.

    If every group is a document, nobody takes a group for more than one, and there are
    only the others.
    """
    usual_cell = notes.join([None, *table_notes])
    cells = np.full(len(group), usual_cell, dtype=object)
    every_group_is_a_document = len(group_sizes) == int(group_sizes.sum())
    if every_group_is_a_document:
        return cells
    one_document = notes.make("in_one_document_only")
    cells[documents_with_term == 1] = notes.join([one_document, *table_notes])
    single_group = notes.make("group_is_one_document")
    cells[group_sizes[group] == 1] = notes.join([single_group, *table_notes])
    return cells


def _make_table_notes(
    counts: DocumentTermMatrix,
    group_sizes: np.ndarray,
    scheme: str,
    rarity: TermRarity | None,
) -> list[Note | None]:
    """Return the notes that every row of the table has."""
    term_counts = np.diff(counts.matrix.indptr)
    text_count = int(np.count_nonzero(term_counts))
    # If every group is one document, messages speak of documents.
    unit = "group"
    if len(group_sizes) == group_sizes.sum():
        unit = "document"
    idf_notes = notes_of_idf(scheme, text_count, unit=unit, rarity=rarity)
    no_test = notes.make("weight_is_no_test")
    empty_groups = [counts.names[number] for number in np.flatnonzero(term_counts == 0)]
    empty_note = None
    if empty_groups:
        empty_note = notes.make(
            "groups_without_terms", names=list_group_names(empty_groups)
        )
    return [*idf_notes, no_test, empty_note]
