"""The words and phrases that make two documents, or groups of documents, similar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from scipy.sparse import csr_array, hstack

from discourse import notes, tables
from discourse.corpus import Corpus, as_corpus
from discourse.corpus.metadata import find_group, suggest_value
from discourse.counting.background import (
    BackgroundSource,
    TermRarity,
    bound_by_words,
    look_up,
    read_background,
)
from discourse.counting.counted_units import token_unit
from discourse.counting.document_term_matrix import DocumentTermMatrix, count_terms
from discourse.counting.stop_word_choice import choose_stop_words
from discourse.counting.stop_words import StopWords
from discourse.counting.tfidf import choose_scheme, notes_of_idf, weigh
from discourse.errors import ColumnError, OptionError
from discourse.notes import Note
from discourse.progress import shows_progress
from discourse.settings import LONGEST_NGRAM, SIMILARITY_SCHEME
from discourse.text import BREAK
from discourse.validation import (
    check_whole_number,
    find_name,
    options_by_name,
    show_value,
    suggest_or_list,
)

__all__ = ["shared_features"]


@options_by_name
@shows_progress
def shared_features(
    corpus: Corpus,
    first: str,
    second: str,
    *,
    by: str = "doc",
    top: int = 20,
    scheme: str = SIMILARITY_SCHEME,
    stop: StopWords = "auto",
    background: BackgroundSource | None = None,
    progress: bool = True,
) -> pd.DataFrame:
    """Return the words and phrases that two documents share, with their shares.

    With `by`, they are those that two groups of documents share.

    Parameters
    ----------
    corpus : Corpus
        All its documents decide how common a term is. Masked text is left out.
    first, second : str
        Ids of two documents, or two values of the column `by`.
    by : str
        Metadata column whose values make the groups. The counts of the documents of a
        group are added up, and all groups together decide how common a term is.
        ``"doc"`` takes each document by itself.
    top : int
        How many rows each kind has at most: the largest shares, ties by name.
    scheme : str
        How terms are weighed (:func:`discourse.counting.tfidf.weigh`). Take the scheme
        of the similarity that you want to explain.
    stop : str, iterable of str or None
        Stop words: ``"auto"`` takes the function words of the languages of the corpus,
        as :func:`discourse.similarity` does. A phrase that begins or ends with one is
        left out. None leaves nothing out.
    background : Corpus, DataFrame, str or Path, optional
        Other documents, which say how rare each term is: a corpus, a table of
        :func:`discourse.document_frequencies`, its file, or the name of a bundled list
        (``"un-general-debate"``, for words of English). Take that of the
        similarity that you want to explain.
        By default the documents of the corpus say it themselves.
    progress : bool
        Show a bar if the call takes longer than two seconds.

    Returns
    -------
    pandas.DataFrame
        Kind "shared_features": doc (a document or a group), doc_label, other, other_label, kind ('word' or
        'phrase'), rank, term, share, count (in doc), count_other (in other), documents
        (of the corpus that have the term), scheme, background (its name, "" = none),
        background_documents (N), background_unknown (how many of the words weighed it
        lacks), note. One row for each shared term:
        first the words, then the phrases, the largest share first. There may be no row.

        With `by`, doc and other are the names of the groups, count and count_other are
        those of all their documents, and documents still counts documents.

        The shares of words sum to 1 over all shared words: they are the parts of the
        cosine. The shares of phrases sum to 1 over all shared phrases.

    Raises
    ------
    ColumnError
        There is no such document, or no such column.
    OptionError
        There is no such group, or both names mean the same one.

    Notes
    -----
    *When to use it.* To see why :func:`discourse.similarity` finds two documents
    similar. It is no evidence of copying: common formulas are shared by all who use
    them (see the column `documents`).

    *When not to use `by`.* If there are two or three groups, an idf hardly tells terms
    apart: two groups share exactly the terms that both have, and these are all equally
    common. The shares then follow the counts. A `background` says how rare they are.
    A group that is much larger than the other, or one long document in it, decides the
    counts.

    *How to read it.* A large share means that the term contributes much to the score.
    `note` says where a term has the weight 0. It also says if an idf (the weight of a
    term by its rarity) is estimated from fewer than 30 documents, and so can take few
    values (house practice), and how many words a background lacks.

    *How it is computed.* The share of a term is ``w_a w_b / sum of w_a w_b``, where w
    are its weights in the two documents. Phrases are sequences of two to 64 words that
    occur in both documents and do not cross the end of a sentence. If a phrase occurs
    only inside a longer one, in both documents, the longer one takes over its share.
    With a background, a phrase is taken to be in as many of its documents as the rarest
    word of the phrase: the most that is possible.

    See Also
    --------
    similarity : Scores of all pairs of documents.
    shared_passages : Passages that documents share, small differences included.

    Examples
    --------
    >>> from discourse.corpus import Corpus
    >>> texts = {"a": "We build a shared future.", "b": "They build a shared road.", "c": "We rest."}
    >>> shared_features(Corpus.from_texts(texts), "a", "b")[["kind", "term", "count", "count_other", "share"]]
         kind            term  count  count_other  share
    0    word           build      1            1    0.5
    1    word          shared      1            1    0.5
    2  phrase  build a shared      1            1    1.0
    """
    corpus = as_corpus(corpus).in_words
    top = check_whole_number("top", top)
    groups = _Groups(by, *corpus.groups(by))
    pair = _find_pair(corpus, groups, first, second)
    chosen = choose_stop_words(corpus, stop)
    word_counts = count_terms(corpus, by=by, stop=chosen.words)
    phrase_counts = _count_phrases(corpus, groups, pair, chosen.words)
    word_rarity = None
    phrase_rarity = None
    if background is not None:
        choose_scheme(scheme, SIMILARITY_SCHEME, has_background=True)
        other_documents = read_background(background)
        word_rarity = look_up(word_counts, other_documents)
        phrase_rarity = bound_by_words(phrase_counts, other_documents)
    word_products = _weight_products(word_counts.matrix, pair, scheme, word_rarity)
    phrase_products = _phrase_products(
        phrase_counts,
        pair,
        scheme,
        phrase_rarity,
        has_words=groups.have_words(corpus),
    )
    if word_rarity is not None and phrase_rarity is not None:
        word_products = _leave_out_unweighed(word_products, word_rarity)
        phrase_products = _leave_out_unweighed(phrase_products, phrase_rarity)

    columns = _join_columns(
        _feature_columns("word", word_counts, word_products, pair, top=top),
        _feature_columns("phrase", phrase_counts, phrase_products, pair, top=top),
    )
    columns["doc"] = groups.names[pair.first]
    columns["other"] = groups.names[pair.second]
    columns["scheme"] = scheme
    columns["stop"] = chosen.name
    columns["token_unit"] = token_unit(corpus)
    distinct_words_by_group = np.diff(word_counts.matrix.indptr)
    group_count = int(np.count_nonzero(distinct_words_by_group))
    idf_notes = notes_of_idf(scheme, group_count, unit=groups.unit, rarity=word_rarity)
    columns["note"] = _notes(columns["share"], [*idf_notes, *chosen.notes])
    if word_rarity is not None:
        columns |= word_rarity.columns
    labels = {"doc": corpus.group_label_of(by)}
    return tables.make("shared_features", columns, labels=labels)


@dataclass(frozen=True, eq=False)
class _Groups:
    """The groups of documents; each document may be a group.

    Attributes
    ----------
    by : str
        The column that makes them; "doc" for each document by itself.
    codes : int64 array, shape (documents,)
        The group of each document.
    names : tuple of str
    """

    by: str
    codes: np.ndarray
    names: tuple[str, ...]

    @property
    def are_documents(self) -> bool:
        """Whether each document is a group."""
        return self.by == "doc"

    @property
    def unit(self) -> str:
        """What a note calls one of them."""
        return "document" if self.are_documents else "group"

    def have_words(self, corpus: Corpus) -> np.ndarray:
        """Return which groups have words (bool)."""
        words_by_document = np.diff(corpus.stream.bounds)
        groups_of_words = self.codes[words_by_document > 0]
        has_words = np.zeros(len(self.names), dtype=bool)
        has_words[groups_of_words] = True
        return has_words


@dataclass(frozen=True)
class _GroupPair:
    """The positions of the two documents, or groups, among all, from 0."""

    first: int
    second: int

    def dense_rows(self, matrix: csr_array) -> list[np.ndarray]:
        """Return the rows of the two in a sparse matrix as dense arrays."""
        positions = [self.first, self.second]
        sparse_rows = matrix[positions]
        dense_rows = sparse_rows.toarray()
        return list(dense_rows)


def _find_document(corpus: Corpus, name: str) -> int:
    """Return the position of the document with this id or label, or refuse it."""
    names = corpus.names
    document = find_name(name, names, corpus.labels)
    if document is None:
        given = name if isinstance(name, str) else show_value(name)
        suggestion = suggest_or_list(given, names)
        raise ColumnError(f"no document is called {show_value(name)}.{suggestion}")
    return names.index(document)


def _find_group(corpus: Corpus, groups: _Groups, name: object) -> int:
    """Return the position of the group that a value means as in ``where``."""
    group_name = find_group(corpus.documents, groups.by, name)
    if group_name is None:
        suggestion = suggest_value(str(name), groups.names)
        if not suggestion:
            suggestion = suggest_or_list(str(name), groups.names)
        raise OptionError(
            f"{show_value(name)} is no value of {show_value(groups.by)}; a group of "
            "documents was "
            f"expected.{suggestion}"
        )
    return groups.names.index(group_name)


def _find_pair(
    corpus: Corpus, groups: _Groups, first_name: str, second_name: str
) -> _GroupPair:
    """Return the positions of two documents or groups, or refuse one given twice."""
    group_count = len(groups.names)
    if group_count < 2:
        raise OptionError(
            f"by={show_value(groups.by)} makes {group_count} {groups.unit} of this "
            "corpus; two or "
            "more are needed to compare. Choose another column, or by='doc'."
        )
    if groups.are_documents:
        first = _find_document(corpus, first_name)
        second = _find_document(corpus, second_name)
    else:
        first = _find_group(corpus, groups, first_name)
        second = _find_group(corpus, groups, second_name)
    if first == second:
        name = groups.names[first]
        raise OptionError(
            f"{show_value(name)} was given twice; two different {groups.unit}s were "
            "expected."
        )
    return _GroupPair(first, second)


def _weight_products(
    matrix: csr_array, pair: _GroupPair, scheme: str, rarity: TermRarity | None
) -> np.ndarray:
    """Return the product of the two weights of every term (float64)."""
    weights = weigh(matrix, scheme, rarity=rarity)
    first_weights, second_weights = pair.dense_rows(weights)
    products: np.ndarray = first_weights * second_weights
    return products


def _leave_out_unweighed(products: np.ndarray, rarity: TermRarity) -> np.ndarray:
    """Return the products, -1 for terms in a script that the background lacks.

    A phrase keeps what a shorter one, which can be weighed, has passed to it.
    """
    is_unweighed = np.zeros(len(products), dtype=bool)
    is_unweighed[rarity.unweighed] = True
    return np.where(is_unweighed & (products == 0), -1.0, products)


def _feature_columns(
    kind: str,
    counts: DocumentTermMatrix,
    products: np.ndarray,
    pair: _GroupPair,
    *,
    top: int,
) -> dict[str, np.ndarray]:
    """Return the columns of the terms that both of a pair have, in order.

    `products` is -1 for a phrase whose share a longer phrase has taken over, and for a
    term that cannot be weighed. It gets no row.
    """
    first_counts, second_counts = pair.dense_rows(counts.matrix)
    is_in_both = (first_counts > 0) & (second_counts > 0)
    has_row = is_in_both & (products >= 0)
    terms = np.flatnonzero(has_row)
    shares = _shares(products[terms])
    spellings = np.array(counts.spell(terms), dtype=object)
    alphabetical_rank = _alphabetical_ranks(spellings)
    # Shares are compared as the table rounds them, so that equal ones are ties.
    descending_share = -tables.round_to_digits(shares)
    order = np.lexsort((alphabetical_rank, descending_share))
    order = order[:top]
    top_terms = terms[order]
    row_count = len(order)
    return {
        "kind": np.full(row_count, kind, dtype=object),
        "term": spellings[order],
        "rank": np.arange(1, row_count + 1),
        "count": first_counts[top_terms],
        "count_other": second_counts[top_terms],
        "documents": counts.documents[top_terms],
        "share": shares[order],
    }


def _shares(products: np.ndarray) -> np.ndarray:
    """Return each product divided by their sum; 0 if the sum is 0 (float64)."""
    if not len(products):
        return np.zeros(0)
    # The last running total is their sum, added in the order of the terms.
    running_totals = np.cumsum(products)
    total = running_totals[-1]
    if total <= 0:
        return np.zeros_like(products)
    shares: np.ndarray = products / total
    return shares


def _alphabetical_ranks(terms: np.ndarray) -> np.ndarray:
    """Return the rank of each term in the order of code points, from 0 (int64)."""
    ranks_in_order = np.arange(len(terms))
    order = np.argsort(terms, kind="stable")
    ranks = np.empty_like(ranks_in_order)
    ranks[order] = ranks_in_order
    return ranks


def _join_columns(
    word_columns: dict[str, np.ndarray], phrase_columns: dict[str, np.ndarray]
) -> dict[str, Any]:
    """Return the columns of all rows: those of the words, then those of the phrases."""
    columns = {}
    for name, word_values in word_columns.items():
        phrase_values = phrase_columns[name]
        columns[name] = np.concatenate([word_values, phrase_values])
    return columns


def _notes(shares: np.ndarray, idf_notes: Sequence[Note | None]) -> list[str]:
    """Return the note of each row; a term with the share 0 has a note of its own."""
    zero_weight_note = notes.make("weighs_nothing")
    usual_cell = notes.join(idf_notes)
    zero_weight_cell = notes.join([zero_weight_note, *idf_notes])
    cells = []
    for share in shares.tolist():
        cell = usual_cell if share else zero_weight_cell
        cells.append(cell)
    return cells


# ---------------------------------------------------------------------------------------
# Phrases


@dataclass(frozen=True, eq=False)
class _SharedPhrases:
    """The shared phrases of one length.

    Attributes
    ----------
    document_of_occurrence : int64 array, shape (occurrences,)
        Position of the document in the corpus.
    phrase_of_occurrence : int64 array, shape (occurrences,)
        Row of the phrase in `words`.
    words : int32 array, shape (phrases, length)
        The words of each phrase, as numbers of the vocabulary.
    """

    document_of_occurrence: np.ndarray
    phrase_of_occurrence: np.ndarray
    words: np.ndarray

    @property
    def length(self) -> int:
        """Number of words of each phrase."""
        word_count = self.words.shape[1]
        return int(word_count)

    def padded_words(self, length: int) -> np.ndarray:
        """Return the words of each phrase, filled with -1 up to `length` columns."""
        missing_columns = length - self.length
        row_padding = (0, 0)
        column_padding = (0, missing_columns)
        padding = (row_padding, column_padding)
        return np.pad(self.words, padding, constant_values=-1)


def _count_phrases(
    corpus: Corpus,
    groups: _Groups,
    pair: _GroupPair,
    words_to_omit: frozenset[str],
) -> DocumentTermMatrix:
    """Return how often each document, or group, has the phrases that the pair shares."""
    phrases_by_length = _find_shared_phrases(corpus, groups, pair)
    max_length = 1
    for phrases in phrases_by_length:
        max_length = max(max_length, phrases.length)
    # An empty array comes first, since arrays can be joined only if there is one.
    ngrams = [np.empty((0, max_length), np.int32)]
    documents = [np.empty(0, np.int64)]
    columns = [np.empty(0, np.int64)]
    phrase_count = 0
    for phrases in phrases_by_length:
        ngrams.append(phrases.padded_words(max_length))
        documents.append(phrases.document_of_occurrence)
        columns.append(phrase_count + phrases.phrase_of_occurrence)
        phrase_count += len(phrases.words)
    row = np.concatenate(documents)
    column = np.concatenate(columns)
    ones = np.ones(len(row), np.int64)
    shape = (len(corpus), phrase_count)
    # Ones of the same cell are added: an entry is a number of occurrences.
    matrix = csr_array((ones, (row, column)), shape=shape)
    documents_by_phrase = np.bincount(matrix.indices, minlength=phrase_count)
    counts = DocumentTermMatrix(
        matrix,
        corpus.names,
        np.concatenate(ngrams),
        documents_by_phrase.astype(np.int64),
        corpus.stream.vocabulary,
    )
    if not groups.are_documents:
        counts = counts.sum_rows(groups.codes, groups.names)
    if not words_to_omit:
        return counts
    return counts.drop_stop_words(words_to_omit)


def _find_shared_phrases(
    corpus: Corpus, groups: _Groups, pair: _GroupPair
) -> list[_SharedPhrases]:
    """Return the phrases of two words and more that both of a pair have, by length.

    Their occurrences in all documents of the corpus are returned. The list is empty if
    the pair shares no phrase. Both can share a phrase only if they share it without its
    first word and without its last. So few positions remain after the first steps.
    """
    stream = corpus.stream
    ids = stream.ids
    document = stream.document
    is_in_first = (groups.codes == pair.first)[document]
    is_in_second = (groups.codes == pair.second)[document]
    is_break = stream.gap >= BREAK
    vocabulary_size = max(len(stream.vocabulary), 1)
    words_of_first = np.bincount(ids[is_in_first], minlength=vocabulary_size)
    words_of_second = np.bincount(ids[is_in_second], minlength=vocabulary_size)
    word_is_shared = np.minimum(words_of_first, words_of_second) > 0
    # Begin with phrases of one word: the number of such a phrase is that of its word.
    position = np.flatnonzero(word_is_shared[ids])
    phrase = ids[position].astype(np.int64)
    words = np.arange(vocabulary_size, dtype=np.int32)
    words = words[:, None]
    phrases_by_length: list[_SharedPhrases] = []
    max_length = min(LONGEST_NGRAM, len(ids))
    for length in range(2, max_length + 1):
        offset = length - 1  # from the first word of a phrase to its last
        # The phrase without its first word begins at the next position.
        parts_are_shared = position[1:] == position[:-1] + 1
        # A break before the last word ends the phrase. Breaks before its other words
        # were ruled out at the shorter lengths.
        can_begin = parts_are_shared & ~is_break[position[:-1] + offset]
        position = position[:-1][can_begin]
        shorter_phrase = phrase[:-1][can_begin]
        last_word = ids[position + offset]
        # One number for the phrase without its last word, and for that word.
        code = shorter_phrase * vocabulary_size + last_word
        codes_of_first = code[is_in_first[position]]
        codes_of_second = code[is_in_second[position]]
        shared_codes = np.intersect1d(codes_of_first, codes_of_second)
        if not len(shared_codes):
            break
        # Shared phrases are numbered anew, from 0, in the order of their codes.
        place = np.searchsorted(shared_codes, code)
        place = np.minimum(place, len(shared_codes) - 1)
        is_shared = shared_codes[place] == code
        position = position[is_shared]
        phrase = place[is_shared]
        shorter_phrases, last_words = np.divmod(shared_codes, vocabulary_size)
        last_column = last_words.astype(np.int32)
        words = np.column_stack([words[shorter_phrases], last_column])
        document_of_phrase = document[position].astype(np.int64)
        phrases_by_length.append(_SharedPhrases(document_of_phrase, phrase, words))
    return phrases_by_length


def _phrase_products(
    counts: DocumentTermMatrix,
    pair: _GroupPair,
    scheme: str,
    rarity: TermRarity | None,
    *,
    has_words: np.ndarray,
) -> np.ndarray:
    """Return the product of the two weights of each phrase (float64).

    The product of a phrase may have passed to a longer one; it is then -1. `has_words`
    says which documents or groups have words (bool).
    """
    # We add a column that every document with words has: it keeps the number of
    # documents right. Scaling a document does not change shares.
    column = has_words.astype(np.int64)[:, None]
    matrix = hstack([counts.matrix, csr_array(column)], format="csr")
    if rarity is not None:
        documents = np.append(rarity.documents, rarity.of_documents)
        # The added column is the last, so that no number in `unweighed` changes.
        rarity = replace(rarity, documents=documents)
    products = _weight_products(matrix, pair, scheme, rarity)
    products_of_phrases = products[:-1]
    return _pass_to_longer_phrases(counts, products_of_phrases, pair)


def _pass_to_longer_phrases(
    counts: DocumentTermMatrix, products: np.ndarray, pair: _GroupPair
) -> np.ndarray:
    """Add the product of a phrase to a longer one that holds it, with the same counts.

    The product of the shorter phrase becomes -1.
    """
    phrase_by_words = _phrases_by_words(counts)
    longer_phrases = _find_longer_phrases(counts, phrase_by_words, pair)
    passed_products = products.copy()
    # Short phrases come first, so a product can pass on to longer and longer phrases.
    for phrase in phrase_by_words.values():
        if phrase in longer_phrases:
            longer_phrase = longer_phrases[phrase]
            passed_products[longer_phrase] += passed_products[phrase]
            passed_products[phrase] = -1.0
    return passed_products


def _find_longer_phrases(
    counts: DocumentTermMatrix,
    phrase_by_words: dict[tuple[int, ...], int],
    pair: _GroupPair,
) -> dict[int, int]:
    """Map a phrase to one longer by a word that holds it and has the same counts.

    If there are several, it is the first in the order of `phrase_by_words`. A phrase
    without such a longer one is not in the mapping.
    """
    rows = pair.dense_rows(counts.matrix)
    counts_in_pair = np.column_stack(rows).tolist()
    longer_phrases: dict[int, int] = {}
    for words, phrase in phrase_by_words.items():
        without_last_word = words[:-1]
        without_first_word = words[1:]
        for part in (without_last_word, without_first_word):
            shorter_phrase = phrase_by_words.get(part)
            if shorter_phrase is None or shorter_phrase in longer_phrases:
                continue
            if counts_in_pair[shorter_phrase] == counts_in_pair[phrase]:
                longer_phrases[shorter_phrase] = phrase
    return longer_phrases


def _phrases_by_words(counts: DocumentTermMatrix) -> dict[tuple[int, ...], int]:
    """Map the words of each phrase to its column, the shortest phrases first."""
    phrase_by_words = {}
    for phrase, ngram in enumerate(counts.ngrams.tolist()):
        words = tuple(word for word in ngram if word >= 0)  # -1 fills up short phrases
        phrase_by_words[words] = phrase
    shortest_first = sorted(phrase_by_words, key=_length_and_words)
    return {words: phrase_by_words[words] for words in shortest_first}


def _length_and_words(words: tuple[int, ...]) -> tuple[int, tuple[int, ...]]:
    """Return the sort key of a phrase: its length, then its words."""
    return len(words), words
