"""How often each family of a lexicon occurs in each document, by language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from discourse.corpus import Corpus
from discourse.counting.rate_denominators import (
    TermCounts,
    count_denominators,
    script_bits_of_names,
)
from discourse.lexicons import Lexicon
from discourse.matching.family_phrases import (
    FamilyLanguage,
    first_languages,
    languages_of_families,
    languages_of_hits,
)
from discourse.matching.languages_written import are_written_in, have_letters
from discourse.matching.mention_arrays import Hits

__all__ = ["LanguageCounts", "count_languages_and_words"]


@dataclass(frozen=True, eq=False)
class LanguageCounts(TermCounts):
    """Counts with a column for each language of each family.

    The columns are those of
    :func:`~discourse.matching.family_phrases.languages_of_families`. The words of a
    document that is not counted for a language are 0 there.

    Attributes
    ----------
    is_counted : bool array, shape (documents, languages)
        Whether the document is counted for the language: it is written in it, or has a
        mention in it. A document without letters is counted for the first language of
        each family, and every document for a family that has one language only.
    """

    is_counted: np.ndarray


def count_languages_and_words(
    corpus: Corpus, lexicon: Lexicon, hits: Hits, is_used: np.ndarray
) -> LanguageCounts:
    """Return the mentions and the words of each document in each language.

    Parameters
    ----------
    corpus : Corpus
    lexicon : Lexicon
    hits : Hits
        What :func:`discourse.matching.find_mentions` gives.
    is_used : bool array, shape (hits,)
        Which of them are counted.
    """
    languages = languages_of_families(lexicon)
    language = languages_of_hits(lexicon, hits)
    shape = (len(corpus), len(languages))
    document = corpus.stream.document[hits.first]
    is_counted = _are_counted(corpus, languages)
    is_mention = hits.is_anchored
    is_counted[document[is_mention], language[is_mention]] = True
    # Each hit is an entry 1; entries of one document and language are added up.
    pairs = (document[is_used], language[is_used])
    ones = np.ones(int(is_used.sum()), dtype=np.int64)
    matrix = csr_array((ones, pairs), shape=shape)
    matrix.sum_duplicates()
    script_bits = script_bits_of_names(corpus, [entry.scripts for entry in languages])
    denominators = count_denominators(corpus, script_bits)
    words_of_languages = denominators.words[:, denominators.kind]
    words_of_languages = np.where(is_counted, words_of_languages, 0)
    # Languages of several families that the same documents are in are of one kind.
    words, kind = np.unique(words_of_languages, axis=1, return_inverse=True)
    names = [lexicon.names[entry.family] for entry in languages]
    return LanguageCounts(
        words=words,
        kind=kind.reshape(-1),
        matrix=matrix,
        source=tuple(names),
        is_counted=is_counted,
    )


def _are_counted(corpus: Corpus, languages: Sequence[FamilyLanguage]) -> np.ndarray:
    """Return which documents are counted for each language, mentions left aside (bool).

    The shape is (documents, languages).
    """
    is_counted = are_written_in(corpus, languages)
    is_without_letters = ~have_letters(corpus)
    first = first_languages(languages)
    is_counted[np.ix_(is_without_letters, first)] = True
    # A family in one language has nothing to choose from.
    language_counts = np.diff(first, append=len(languages))
    is_counted[:, first[language_counts == 1]] = True
    return is_counted
