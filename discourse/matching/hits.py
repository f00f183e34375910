"""Mentions: the hits of the families of a lexicon that count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import csr_array

from discourse.corpus import Corpus
from discourse.counting.rate_denominators import (
    ALL_SCRIPTS,
    TermCounts,
    count_denominators,
    script_bits_of_names,
)
from discourse.lexicons import Lexicon
from discourse.matching.anchors import are_anchored
from discourse.matching.family_phrases import (
    FamilyLanguage,
    first_languages,
    languages_of_families,
    languages_of_hits,
    number_phrases,
)
from discourse.matching.family_places import FamilyPlaces, find_family_places
from discourse.matching.languages_written import are_written_in
from discourse.matching.mention_arrays import Hits
from discourse.matching.occurrences import NO_ROWS
from discourse.matching.overlaps import are_kept, overlap_any
from discourse.text import TokenStream

__all__ = ["count_families_and_words", "find_mentions", "tokens_that_hold"]


def find_mentions(
    corpus: Corpus,
    lexicon: Lexicon,
    *,
    unanchored: bool = False,
    places: Sequence[FamilyPlaces] | None = None,
) -> Hits:
    """Return every mention of every family of `lexicon` in `corpus`.

    The rules at the head of :mod:`discourse.matching` say which hits are mentions.
    Phrases are matched on single Han characters. If the tokens of `corpus` are words of
    Han text (:attr:`Corpus.in_words`), the tokens of a mention are the words that hold
    any of it.

    Parameters
    ----------
    corpus : Corpus
    lexicon : Lexicon
    unanchored : bool
        Whether to return also the short wordings without a full one beside them, which
        do not count; ``is_anchored`` tells them apart.
    places : sequence of FamilyPlaces, optional
        Where the phrases of each family fit, in single Han characters; looked for if
        not given.
    """
    characters = corpus.in_characters
    if places is None:
        places = find_family_places(
            characters, lexicon.families, with_unused_exclusions=False
        )
    hits = _choose_in_characters(characters, lexicon, places)
    if not unanchored:
        hits = hits.select(hits.is_anchored)
    if corpus is characters:
        return hits
    return tokens_that_hold(corpus.stream, characters.stream, hits)


def _choose_in_characters(
    corpus: Corpus, lexicon: Lexicon, places: Sequence[FamilyPlaces]
) -> Hits:
    """Return the hits in a corpus in which each Han character is a token.

    `places` are those of each family.
    """
    candidates = _candidates_of(places)
    if not len(candidates.family):
        return Hits.all_anchored(*np.empty((4, 0), dtype=np.int64))
    # A family by itself has tokens of its own: what is in two families never overlaps.
    shift = candidates.family * (len(corpus.stream) + 1)
    first_token = candidates.first + shift
    end_token = candidates.end + shift
    words_outside_gaps = candidates.end - candidates.first - candidates.gap_words
    # A short wording counts only beside a full one, so it must not take its place.
    must_yield = _are_short(lexicon)[number_phrases(lexicon, candidates)]
    # `lexsort` sorts by its last key first.
    by_rank = np.lexsort(
        (
            candidates.phrase,
            first_token,
            candidates.gap_words,
            -words_outside_gaps,
            must_yield,
        )
    )
    kept = by_rank[are_kept(first_token[by_rank], end_token[by_rank])]
    kept = kept[np.argsort(first_token[kept], kind="stable")]
    hits = Hits.all_anchored(
        candidates.family[kept],
        candidates.phrase[kept],
        candidates.first[kept],
        candidates.end[kept],
    )
    is_anchored = are_anchored(corpus, lexicon, hits)
    return replace(hits, is_anchored=is_anchored)


def _are_short(lexicon: Lexicon) -> np.ndarray:
    """Return for each phrase whether it counts only beside a full wording (bool)."""
    is_short = []
    for family in lexicon.families:
        for phrase in family.phrases:
            is_short.append(phrase.anchor != "none")
    return np.array(is_short, dtype=bool)


@dataclass(frozen=True, eq=False)
class _Candidates:
    """Places of phrases that no exclusion cancels, family by family (int64 arrays).

    Attributes
    ----------
    family, phrase : int64 arrays
        Index of the family in the lexicon, and of the phrase in its family.
    first, end : int64 arrays
        Half-open ranges of tokens.
    gap_words : int64 array
        Words in gaps.
    """

    family: np.ndarray
    phrase: np.ndarray
    first: np.ndarray
    end: np.ndarray
    gap_words: np.ndarray


def _candidates_of(places: Sequence[FamilyPlaces]) -> _Candidates:
    """Return the places of all families from which hits are chosen."""
    rows_by_phrase = [NO_ROWS]
    families = []
    phrases = []
    for family, places_of_family in enumerate(places):
        exclusions = np.concatenate([NO_ROWS, *places_of_family.exclusions])
        for phrase, rows in enumerate(places_of_family.phrases):
            if not len(rows):
                continue
            remaining_rows = rows
            if len(exclusions):
                remaining_rows = rows[~overlap_any(rows, exclusions)]
            rows_by_phrase.append(_keep_shortest_gaps(remaining_rows))
            families.append(family)
            phrases.append(phrase)
    row_counts = [len(rows) for rows in rows_by_phrase[1:]]
    first, end, gap_words = np.concatenate(rows_by_phrase).T
    return _Candidates(
        family=np.repeat(np.array(families, dtype=np.int64), row_counts),
        phrase=np.repeat(np.array(phrases, dtype=np.int64), row_counts),
        first=first,
        end=end,
        gap_words=gap_words,
    )


def tokens_that_hold(words: TokenStream, characters: TokenStream, hits: Hits) -> Hits:
    """Return hits in one stream as hits in another, whose tokens are longer.

    Parameters
    ----------
    words, characters : TokenStream
        Streams of the same text. Each token of `words` consists of one or more tokens
        of `characters`.
    hits : Hits
        Mentions in `characters`.

    Returns
    -------
    Hits
        Each from the token of `words` that holds its first character to the one that
        holds its last.
    """
    # Tokens are found by document and offset, as one number.
    document_size = 1 + int(characters.end.max(initial=0))
    word_starts = words.document.astype(np.int64) * document_size + words.start
    character_starts = characters.document.astype(np.int64) * document_size
    character_starts += characters.start
    first_word = np.searchsorted(word_starts, character_starts[hits.first], "right") - 1
    last_word = np.searchsorted(word_starts, character_starts[hits.last - 1], "right")
    return replace(hits, first=first_word, last=last_word)


def count_families_and_words(
    corpus: Corpus,
    lexicon: Lexicon,
    *,
    hits: Hits | None = None,
    is_used: np.ndarray | None = None,
    by_script: bool = True,
) -> TermCounts:
    """Return how often each family occurs in each document, and the words of its rate.

    The result has one column for each family, and the denominators of the rates.

    Parameters
    ----------
    corpus : Corpus
    lexicon : Lexicon
    hits : Hits, optional
        What :func:`find_mentions` gives; computed if not given.
    is_used : bool array, optional
        Which of `hits` count; all if not given.
    by_script : bool
        True: the denominator of a rate is the words in the scripts of the family. Of
        its languages, those count that some document is written in, or in which it
        mentions the family. False: it is all words.
    """
    if hits is None:
        hits = find_mentions(corpus, lexicon)
    if is_used is None:
        is_used = np.ones(len(hits), dtype=bool)
    languages = languages_of_families(lexicon)
    mentioned = set(languages_of_hits(lexicon, hits)[is_used].tolist())
    scripts = _scripts_in_use(corpus, lexicon, languages, mentioned)
    documents = corpus.stream.document[hits.first[is_used]]
    families = hits.family[is_used]
    # Each hit is an entry 1; entries of one document and family are added up.
    ones = np.ones(len(documents), dtype=np.int64)
    shape = (len(corpus), len(lexicon))
    matrix = csr_array((ones, (documents, families)), shape=shape)
    matrix.sum_duplicates()
    if by_script:
        script_bits = script_bits_of_names(corpus, scripts)
    else:
        script_bits = np.full(len(scripts), ALL_SCRIPTS)
    denominators = count_denominators(corpus, script_bits)
    return TermCounts(
        words=denominators.words,
        kind=denominators.kind,
        matrix=matrix,
        source=lexicon.names,
    )


def _scripts_in_use(
    corpus: Corpus,
    lexicon: Lexicon,
    languages: Sequence[FamilyLanguage],
    mentioned: set[int],
) -> list[frozenset[str]]:
    """Return the scripts of each family, in the languages that the corpus has.

    These are the languages that a document is written in, and those with a mention.
    `mentioned` has their numbers in `languages`. If the corpus has none of a family's
    languages, it is the first.
    """
    is_written = are_written_in(corpus, languages)
    is_in_use = np.logical_or.reduce(is_written, axis=0)
    is_in_use[sorted(mentioned)] = True
    scripts = [frozenset[str]()] * len(lexicon)
    for number, entry in enumerate(languages):
        if is_in_use[number]:
            scripts[entry.family] |= entry.scripts
    for number in first_languages(languages).tolist():
        entry = languages[number]
        if not scripts[entry.family]:
            scripts[entry.family] = entry.scripts
    return scripts


def _keep_shortest_gaps(rows: np.ndarray) -> np.ndarray:
    """Return the hits with the fewest words in gaps among those at one word.

    First, of the hits that begin at one word, those with the fewest words in gaps are
    kept. Then the same is done for the hits that end at one word.

    Parameters
    ----------
    rows : int64 array, shape (hits, 3)
        Hits of one phrase, as :func:`find_occurrences` gives them.
    """
    first_token, _, gap_words = rows.T
    if not gap_words.any():
        return rows
    has_fewest = _have_fewest(first_token, gap_words)
    rows = rows[has_fewest]
    _, end_token, gap_words = rows.T
    has_fewest = _have_fewest(end_token, gap_words)
    return rows[has_fewest]


def _have_fewest(tokens: np.ndarray, gap_words: np.ndarray) -> np.ndarray:
    """Return whether each hit has the fewest words in gaps at its token (bool).

    Parameters
    ----------
    tokens : int64 array, shape (hits,)
        The token at which each hit begins, or ends.
    gap_words : int64 array, shape (hits,)
        Number of words in the gaps of each hit.
    """
    order = np.lexsort((gap_words, tokens))
    sorted_tokens = tokens[order]
    begins_token = np.ones(len(order), dtype=bool)
    begins_token[1:] = sorted_tokens[1:] != sorted_tokens[:-1]
    # The first hit at each token has the fewest words in gaps.
    fewest = gap_words[order][begins_token]
    number_of_token = np.cumsum(begins_token) - 1
    has_fewest = np.empty(len(order), dtype=bool)
    has_fewest[order] = gap_words[order] == fewest[number_of_token]
    return has_fewest
