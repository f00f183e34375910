"""Passages that pairs of documents share, with their differences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from discourse import tables
from discourse.corpus import Corpus, as_corpus
from discourse.errors import OptionError
from discourse.lexicons import Lexicon
from discourse.progress import shows_progress
from discourse.text_reuse.passage_kinds import KINDS_OF_PASSAGES
from discourse.text_reuse.passage_notes import find_notes, texts_of_notes
from discourse.text_reuse.passage_places import Places, find_places
from discourse.text_reuse.passage_search import (
    MAX_DOCUMENTS,
    MIN_SURPRISAL,
    MIN_WORDS,
    FoundPassages,
    check_passage_options,
    search_passages,
)
from discourse.text_reuse.passage_texts import columns_of_places
from discourse.text_reuse.word_differences import list_differences
from discourse.validation import (
    find_name,
    list_of_values,
    options_by_name,
    show_value,
    suggest_or_list,
)

__all__ = ["shared_passages"]


@options_by_name
@shows_progress
def shared_passages(
    corpus: Corpus,
    *,
    min_words: int = MIN_WORDS,
    min_surprisal: float = MIN_SURPRISAL,
    max_documents: int = MAX_DOCUMENTS,
    lexicon: Lexicon | Mapping[str, Any] | str | None = None,
    of: str | Iterable[str] | None = None,
    progress: bool = True,
) -> pd.DataFrame:
    """Return the passages that two documents share, small differences included.

    Parameters
    ----------
    corpus : Corpus
        Masked text is in no passage, and no passage crosses it. Passages may cross the
        ends of sentences and paragraphs.
    min_words : int
        How many words in a row must agree for a passage to begin; at least 2.
        Hyphenated words are taken apart. From these words the passage grows through
        small differences.
    min_surprisal : float
        The smallest surprisal of a passage, in bits: a way to leave out passages of
        common words. The surprisal is the sum, over the matching words, of ``-log2`` of
        the word's share of all words of the corpus.
    max_documents : int
        A run of `min_words` words that occurs in more documents than this is a stock
        phrase and begins no passage.
    lexicon : Lexicon, dict or str, optional
        Formulas. A passage that consists of them gets the kind 'formula'.
    of : str or list of str, optional
        Ids or labels of documents. Only passages of these documents, with any other
        one, are compared and become rows, which needs far less time and memory in a
        large corpus. Families are those of all passages. By default every pair of
        documents is in the table.
    progress : bool
        Show a bar if the call takes longer than two seconds.

    Returns
    -------
    pandas.DataFrame
        Kind "shared_passages", one row for each passage of a pair of documents, the
        longest first: passage (number of its family, from 1), doc, start, end, surface,
        left, right and the same of the other document, words (of the longer side), run
        (longest exact run), identity (matching words / words), surprisal, kind,
        differences, documents (that hold a passage of the family), length and
        other_length (of the two raw documents), note.

        `kind` is 'formula' (at least half of the words are in formulas of `lexicon`),
        'name' (at least half of the words of four letters or more are capitalised on
        both sides, and there are no differences), 'verbatim' (no word differs) or
        'paraphrase'.

    Notes
    -----
    *When to use it.* To find quotations, copied passages and common sources, and to
    read what was changed in them.

    *How to read it.* A shared passage shows common wording. It may be agency copy, a common
    source, or a common stock of formulas; the table does not say who copied whom.
    `note` marks three kinds of passage that may not be reuse, all by house practice:

    - *likely a set phrase*: it has fewer than 60 bits and occurs in three documents or
      more, and its kind is neither 'formula' nor 'name';
    - *mostly found by growing*: its longest exact run is less than half of its words,
      so read its differences first;
    - a family in more than `max_documents` documents: these are joined by passages that
      overlap, not by one wording.

    *How it is computed.* An exact run is a sequence of words that both documents have.
    All exact runs are found: where hashes propose them, the words decide. A run then
    grows in both directions by dynamic programming in a narrow band. A match
    counts 1 and a difference -1; the passage ends where this sum has fallen 5 below its
    highest value. If two passages overlap in both documents, the one with the most
    matching words is kept. Differences of case, of kinds of apostrophe and quotation
    mark, and of hyphen and spaced hyphen do not count.

    A family is found without all pairs: see :func:`passage_families`. A pair belongs to
    the family of the `min_words` words that it grew from.

    See Also
    --------
    passage_families : One row for each place instead of one row for each pair; for a
        large corpus.

    References
    ----------
    Smith & Waterman (1981), J. of Molecular Biology 147; Nicholls (2019), Int. J. of
    Communication 13 on reuse in news.
    """
    corpus = as_corpus(corpus)
    options = check_passage_options(
        min_words=min_words,
        min_surprisal=min_surprisal,
        max_documents=max_documents,
        lexicon=lexicon,
    )
    is_asked = _documents_asked(corpus, of)
    search = search_passages(corpus, options)
    passages = search.find_pairs(is_asked)
    passages = passages.take(_longest_first(passages))
    alignments = passages.alignments
    identity = passages.identity
    kind = search.find_kinds(passages)
    places = find_places(alignments)
    texts = columns_of_places(corpus, search.parts, places.ranges)
    columns = texts.of_sides(places)
    columns |= {
        "passage": passages.family + 1,  # families are numbered from 1 in the table
        "words": alignments.words,
        "run": alignments.run,
        "identity": identity,
        "surprisal": passages.surprisal,
        "kind": tables.take_texts(KINDS_OF_PASSAGES, kind),
        "differences": _list_differences(texts.surfaces, places, identity),
        "documents": passages.documents,
        "note": texts_of_notes(find_notes(passages, kind, options.max_documents)),
    }
    return tables.make("shared_passages", columns)


def _documents_asked(corpus: Corpus, of: str | Iterable[str] | None) -> np.ndarray:
    """Return which documents are asked for (bool, shape (documents,))."""
    if of is None:
        return np.ones(len(corpus), dtype=bool)
    asked = list_of_values(of)
    if asked is None:
        asked = [of]
    number_of_document = {doc: number for number, doc in enumerate(corpus.names)}
    is_asked = np.zeros(len(corpus), dtype=bool)
    for value in asked:
        doc = find_name(value, number_of_document, corpus.labels)
        if doc is None:
            shown_value = show_value(value)
            name = value if isinstance(value, str) else shown_value
            advice = suggest_or_list(name, corpus.names)
            raise OptionError(
                f"of has {shown_value}, expected ids or labels of documents of "
                f"the corpus.{advice}"
            )
        number = number_of_document[doc]
        is_asked[number] = True
    return is_asked


def _longest_first(passages: FoundPassages) -> np.ndarray:
    """Return the order of the rows: by words, then by surprisal, then by position.

    The passages are in order of position, which the sorts keep for equal ones.
    """
    most_bits_first = -passages.surprisal
    by_surprisal = np.argsort(most_bits_first, kind="stable")
    words = passages.alignments.words[by_surprisal]
    most_words_first = -words
    by_words = np.argsort(most_words_first, kind="stable")
    return by_surprisal[by_words]


def _list_differences(
    texts: Sequence[str], places: Places, identity: np.ndarray
) -> tables.TextColumn:
    """Return the differences of each passage; ``""`` where no word differs."""
    is_same = identity == 1
    has_differences = ~is_same
    rows = has_differences.nonzero()[0]
    first = places.first[rows]
    second = places.second[rows]
    differences = list_differences(texts, first, second)
    # The first text is that of all other rows.
    differences.insert(0, "")
    number_of_row = np.cumsum(has_differences)
    number_of_row[is_same] = 0
    return tables.take_texts(differences, number_of_row)
