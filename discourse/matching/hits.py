"""Mentions: the hits of the families of a lexicon that count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from scipy.sparse import csr_array

from discourse.corpus import Corpus
from discourse.counting.rate_denominators import (
    ALL_SCRIPTS,
    TermCounts,
    count_denominators,
    script_bits_of_names,
)
from discourse.lexicons import Family, Lexicon
from discourse.matching.anchors import are_anchored
from discourse.matching.family_phrases import (
    FamilyLanguage,
    first_languages,
    languages_of_families,
    languages_of_hits,
)
from discourse.matching.family_places import FamilyPlaces, find_family_places
from discourse.matching.languages_written import are_written_in
from discourse.matching.mention_arrays import Hits
from discourse.matching.occurrences import NO_ROWS
from discourse.matching.overlaps import keep_without_overlap, overlap_any
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
        places = [
            find_family_places(characters, family, with_unused_exclusions=False)
            for family in lexicon.families
        ]
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
    hits_by_family = list(map(_choose_hits, lexicon.families, places))
    hit_counts = [len(rows) for rows in hits_by_family]
    family_numbers = np.arange(len(hits_by_family), dtype=np.int64)
    # Without NO_ROWS, a lexicon without families would have nothing to concatenate.
    rows = np.concatenate([NO_ROWS, *hits_by_family])
    first_token, end_token, phrase = rows.T
    family = np.repeat(family_numbers, hit_counts)
    hits = Hits.all_anchored(family, phrase, first_token, end_token)
    is_anchored = are_anchored(corpus, lexicon, hits)
    return replace(hits, is_anchored=is_anchored)


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


def _choose_hits(family: Family, places: FamilyPlaces) -> np.ndarray:
    """Return the hits of a family that count, by the rules of :mod:`discourse.matching`.

    The columns are first token, end token and number of the phrase in the family. The
    rows are sorted by first token.
    """
    if not any(map(len, places.phrases)):
        return NO_ROWS
    exclusions = np.concatenate([NO_ROWS, *places.exclusions])
    # Four columns: first token, end token, words in gaps, number of the phrase.
    candidates_by_phrase = [np.empty((0, 4), np.int64)]
    for phrase_number, rows in enumerate(places.phrases):
        if not len(rows):
            continue
        is_cancelled = overlap_any(rows, exclusions)
        remaining_rows = _keep_shortest_gaps(rows[~is_cancelled])
        phrase_numbers = np.full(len(remaining_rows), phrase_number)
        candidates = np.column_stack([remaining_rows, phrase_numbers])
        candidates_by_phrase.append(candidates)
    all_candidates = np.concatenate(candidates_by_phrase)
    first_token, end_token, gap_words, phrase_numbers = all_candidates.T
    words_outside_gaps = end_token - first_token - gap_words
    # A short wording counts only beside a full one, so it must not take its place.
    is_anchored = np.array([phrase.anchor != "none" for phrase in family.phrases])
    must_yield = is_anchored[phrase_numbers]
    # `lexsort` sorts by its last key first.
    by_rank = np.lexsort(
        (phrase_numbers, first_token, gap_words, -words_outside_gaps, must_yield)
    )
    hits = np.column_stack([first_token, end_token, phrase_numbers])
    return keep_without_overlap(hits[by_rank])


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
        The token at which each hit begins, or ends. There is at least one hit.
    gap_words : int64 array, shape (hits,)
        Number of words in the gaps of each hit.
    """
    token_count = int(tokens.max()) + 1
    largest_integer = np.iinfo(np.int64).max
    fewest_at_token = np.full(token_count, largest_integer)
    np.minimum.at(fewest_at_token, tokens, gap_words)
    has_fewest: np.ndarray = gap_words == fewest_at_token[tokens]
    return has_fewest
