"""Where a phrase occurs: the only room that looks for phrases.

A phrase is compiled to shapes: words at fixed places (:mod:`discourse.phrases`). For
each shape, the positions of its rarest word are taken from the inverted index. The
other words are compared at their places, and the gap classes between the words must be
allowed. There is no backtracking, and the time is in proportion to the count of the
rarest word.

**Which hit counts.** A hit that overlaps a phrase of ``not`` is cancelled. Of the hits
of one pattern that begin, or end, at the same word, the one with the fewest words in
its gaps is taken. In a family, of hits that overlap, the one with the most words
outside its gaps wins. Then the one with fewer words in gaps wins, then the one further
left, then the pattern that is listed first. Hits of different families may overlap.

A *level* is whom a mention applies to (mankind, a region, two countries ...). A family
lists phrases for each of its levels. A hit of such a phrase near a mention is a *cue*.
"""

from __future__ import annotations

import bisect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array

from discourse.corpus import Corpus
from discourse.corpus.cache import Key, cached
from discourse.counting.inverted_index import inverted_index_of
from discourse.counting.rate_denominators import (
    ALL_SCRIPTS,
    TermCounts,
    count_denominators,
    script_bits_of_names,
)
from discourse.lexicons import Family, Lexicon
from discourse.phrases import CompiledPattern, Phrase
from discourse.settings import CUE_DISTANCE
from discourse.spans import LabelledSpan, partition_by_label
from discourse.text import (
    STOP_LOWER,
    TokenStream,
    character_class,
    fold,
    remove_note_calls,
)

__all__ = [
    "BRIDGES",
    "GLOB_WORDS",
    "Hits",
    "count_families_and_words",
    "find_levels",
    "find_mentions",
    "find_occurrences",
    "tokens_that_hold",
]

# For each pattern with stars, the ids of the words that fit.
GLOB_WORDS: Key[list[int]] = Key("glob_words")
BRIDGES: Key[dict[str, list[LabelledSpan]]] = Key("bridges")

# A phrase in which each word has a capital may hold short words without one ("of").
MIN_CAPITAL_LENGTH = 5
MAX_CUE_LENGTH = 8  # words of a cue; a longer one may be missed before a hit
# Characters between two words that literal punctuation of a pattern need not name.
_TRANSPARENT_CLASSES = ("blank", "quote", "apostrophe", "nothing")

# Hits and cues are rows of three columns. The first two are the half-open range of
# tokens: first token, end token. The third is named by each function.
_NO_ROWS = np.empty((0, 3), np.int64)
_NO_ROWS.flags.writeable = False


@dataclass(frozen=True, eq=False)
class Hits:
    """Mentions as arrays, sorted by family and position.

    Attributes
    ----------
    family, phrase : int64 arrays
        Index of the family in the lexicon, and of the phrase in its family.
    first, last : int64 arrays
        Half-open range of tokens in ``corpus.stream``: the first token of the mention,
        and the token after its last one.
    """

    family: np.ndarray
    phrase: np.ndarray
    first: np.ndarray
    last: np.ndarray

    def __len__(self) -> int:
        return len(self.first)


def find_mentions(corpus: Corpus, lexicon: Lexicon) -> Hits:
    """Return every mention of every family of `lexicon` in `corpus`.

    The rules at the head of this module say which hits are mentions. Phrases are
    matched on single Han characters. If the tokens of `corpus` are words of Han text
    (:attr:`Corpus.in_words`), the tokens of a mention are the words that hold any of
    it.
    """
    characters = corpus.in_characters
    hits = _find_in_characters(characters, lexicon)
    if corpus is characters:
        return hits
    return tokens_that_hold(corpus.stream, characters.stream, hits)


def _find_in_characters(corpus: Corpus, lexicon: Lexicon) -> Hits:
    """Return the mentions in a corpus in which each Han character is a token."""
    hits_by_family = [_find_family(corpus, family) for family in lexicon.families]
    hit_counts = [len(rows) for rows in hits_by_family]
    family_numbers = np.arange(len(hits_by_family), dtype=np.int64)
    # Without _NO_ROWS, a lexicon without families would have nothing to concatenate.
    rows = np.concatenate([_NO_ROWS, *hits_by_family])
    first_token, end_token, phrase = rows.T
    family = np.repeat(family_numbers, hit_counts)
    return Hits(family, phrase, first_token, end_token)


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
    return Hits(hits.family, hits.phrase, first_word, last_word)


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
        True: the denominator of a rate is the words in the scripts of the family's
        patterns. False: it is all words.
    """
    if hits is None:
        hits = find_mentions(corpus, lexicon)
    if is_used is None:
        is_used = np.ones(len(hits), dtype=bool)
    documents = corpus.stream.document[hits.first[is_used]]
    families = hits.family[is_used]
    # Each hit is an entry 1; entries of one document and family are added up.
    ones = np.ones(len(documents), dtype=np.int64)
    shape = (len(corpus), len(lexicon))
    matrix = csr_array((ones, (documents, families)), shape=shape)
    matrix.sum_duplicates()
    if by_script:
        scripts = [family.scripts for family in lexicon.families]
        script_bits = script_bits_of_names(corpus, scripts)
    else:
        script_bits = np.full(len(lexicon), ALL_SCRIPTS)
    denominators = count_denominators(corpus, script_bits)
    return TermCounts(
        words=denominators.words,
        kind=denominators.kind,
        matrix=matrix,
        source=lexicon.names,
    )


def find_occurrences(corpus: Corpus, phrase: Phrase) -> np.ndarray:
    """Return every place where `phrase` fits (int64, shape (hits, 3)).

    The columns are first token, end token (the one after the last) and number of words
    in gaps. The rows are sorted, and each occurs once. They may overlap: no choice
    between hits has been made yet.
    """
    rows_by_shape = [_NO_ROWS]
    for shape in phrase.shapes:
        first_token = _find_shape(corpus, shape)
        end_token = first_token + len(shape.words)
        gap_word_count = np.full(len(first_token), shape.gaps)
        rows = np.column_stack([first_token, end_token, gap_word_count])
        rows_by_shape.append(rows)
    # Several shapes may fit at one place.
    distinct_rows = np.unique(np.concatenate(rows_by_shape), axis=0)
    if phrase.case == "any":
        return distinct_rows
    has_case = np.zeros(len(distinct_rows), dtype=bool)
    for index, (hit_first, hit_end, _) in enumerate(distinct_rows.tolist()):
        words = _raw_words(corpus, hit_first, hit_end)
        has_case[index] = _has_case(words, phrase.case)
    return distinct_rows[has_case]


# --------------------------------------------------------------------------------------
# One shape


def _find_shape(corpus: Corpus, shape: CompiledPattern) -> np.ndarray:
    """Return the first token of each place where a shape fits (int64).

    The candidates are the places of the rarest word. Each further condition (another
    word, a gap class, punctuation) removes the candidates that do not meet it.
    """
    stream = corpus.stream
    fixed_words = _look_up_words(corpus, shape)
    for fixed_word in fixed_words:
        # No word of the corpus fits here, so the shape fits nowhere.
        if not len(fixed_word.ids):
            return np.empty(0, np.int64)
    if fixed_words:
        index = inverted_index_of(corpus)
        # Rarest first; of equally rare ones, the one further left.

        def rank(fixed_word: _FixedWord) -> tuple[int, int]:
            count = index.count_occurrences(fixed_word.ids)
            return count, fixed_word.offset

        fixed_words.sort(key=rank)
        rarest_word = fixed_words[0]
        tokens = index.positions_of(rarest_word.ids)
        candidates = tokens - rarest_word.offset
    else:
        # Any word fits at each place: "*".
        candidates = np.arange(len(stream), dtype=np.int64)
    end_token = candidates + len(shape.words)
    is_in_stream = (candidates >= 0) & (end_token <= len(stream))
    candidates = candidates[is_in_stream]

    for fixed_word in fixed_words[1:]:
        tokens = candidates + fixed_word.offset
        fits = _are_among(stream.ids[tokens], fixed_word.ids)
        candidates = candidates[fits]
    for offset, allowed_classes in enumerate(shape.allowed, 1):
        tokens = candidates + offset
        fits = _are_allowed(stream.gap[tokens], allowed_classes)
        candidates = candidates[fits]
    for offset, literal in enumerate(shape.literals, 1):
        if literal:
            tokens = candidates + offset
            fits = _have_punctuation(corpus, tokens, literal)
            candidates = candidates[fits]
    return candidates


@dataclass(frozen=True, eq=False)
class _FixedWord:
    """A place of a shape at which only some words fit.

    Attributes
    ----------
    offset : int
        How many tokens it comes after the first one of the shape.
    ids : int64 array
        The ids of the words that fit; empty if the corpus has none of them.
    """

    offset: int
    ids: np.ndarray


def _look_up_words(corpus: Corpus, shape: CompiledPattern) -> list[_FixedWord]:
    """Return the places of a shape at which only some words fit, in order."""
    fixed_words = []
    for offset, words in enumerate(shape.words):
        # Both a word in a gap and a "*" by itself may be any word.
        if words is None or "*" in words:
            continue
        ids = _fitting_ids(corpus, words)
        fixed_words.append(_FixedWord(offset, ids))
    return fixed_words


def _are_among(word_ids: np.ndarray, ids: np.ndarray) -> np.ndarray:
    """Return whether each word is one of `ids` (bool); `ids` is not empty."""
    if len(ids) > 1:
        return np.isin(word_ids, ids)
    # The usual case, and many times as fast as `isin`.
    is_equal: np.ndarray = word_ids == ids[0]
    return is_equal


def _are_allowed(gap_classes: np.ndarray, allowed_classes: int) -> np.ndarray:
    """Return whether each gap class is allowed (bool).

    `allowed_classes` is a number in binary: if class 3 is allowed, its bit 3 is set.
    """
    bit_numbers = gap_classes.astype(np.int64)
    bits = (allowed_classes >> bit_numbers) & 1
    is_allowed: np.ndarray = bits == 1
    return is_allowed


def _have_punctuation(corpus: Corpus, tokens: np.ndarray, literal: str) -> np.ndarray:
    """Return whether the punctuation before each token is `literal` (bool)."""
    is_equal = np.zeros(len(tokens), dtype=bool)
    if not len(tokens):
        return is_equal
    bridges = cached(corpus, BRIDGES, lambda: _bridges_by_document(corpus))
    gap_texts = _gap_texts_before(corpus, tokens, bridges)
    # The same few texts, such as ", ", stand between most words.
    is_literal: dict[str, bool] = {}
    for index, gap_text in enumerate(gap_texts):
        if gap_text not in is_literal:
            is_literal[gap_text] = _punctuation_of(gap_text) == literal
        is_equal[index] = is_literal[gap_text]
    return is_equal


def _bridges_by_document(corpus: Corpus) -> dict[str, list[LabelledSpan]]:
    """Return the spans that are read over, in order, by the id of their document."""
    spans_by_document: dict[str, list[LabelledSpan]] = {}
    bridges = corpus.layers.get("bridge")
    if bridges is None:
        return spans_by_document
    for doc, start, end in zip(
        bridges["doc"], bridges["start"], bridges["end"], strict=True
    ):
        span = LabelledSpan(start, end, "bridge")
        spans_by_document.setdefault(doc, []).append(span)
    for spans in spans_by_document.values():
        spans.sort(key=lambda span: span.start)
    return spans_by_document


def _fitting_ids(corpus: Corpus, words: frozenset[str]) -> np.ndarray:
    """Return the ids of the words in the corpus that fit any of `words`, ascending.

    A ``*`` in one of `words` stands for any characters.
    """
    stream = corpus.stream
    ids = set()
    for pattern_word in words:
        word = corpus.han_options.read_word(pattern_word)
        if word in stream.lookup:
            ids.add(stream.lookup[word])
        if "*" in word:
            ids.update(_cached_wildcard_ids(corpus, word))
    return np.array(sorted(ids), dtype=np.int64)


def _cached_wildcard_ids(corpus: Corpus, word: str) -> list[int]:
    """Return the ids of the words that fit a word with stars; computed once."""

    def find_ids() -> list[int]:
        vocabulary = corpus.stream.vocabulary
        joined = cached(corpus, _JOINED_VOCABULARY, lambda: _join_words(vocabulary))
        return _wildcard_ids(vocabulary, joined, word)

    return cached(corpus, GLOB_WORDS, find_ids, options=word)


_WORD_EDGE = "\n"  # no word holds a line end


@dataclass(frozen=True, eq=False)
class _JoinedVocabulary:
    """The words of a vocabulary as one text.

    Attributes
    ----------
    text : str
        The words in order, with an edge before the first and behind each.
    ends : int64 array, shape (words,)
        Where in the text the edge behind each word stands.
    """

    text: str
    ends: np.ndarray


_JOINED_VOCABULARY: Key[_JoinedVocabulary] = Key("joined_vocabulary")


def _join_words(vocabulary: Sequence[str]) -> _JoinedVocabulary:
    """Return the words of a vocabulary as one text, with an edge around each."""
    lengths = np.fromiter(map(len, vocabulary), np.int64, len(vocabulary))
    ends = np.cumsum(lengths + len(_WORD_EDGE))
    words_and_edges = [word + _WORD_EDGE for word in vocabulary]
    text = _WORD_EDGE + "".join(words_and_edges)
    return _JoinedVocabulary(text, ends)


def _wildcard_ids(
    vocabulary: Sequence[str], joined: _JoinedVocabulary, word: str
) -> list[int]:
    """Return the ids of the words that fit a word with stars; ``*`` is any characters.

    The part before the first star begins a fitting word, the part after the last star
    ends it, and the parts between two stars lie between these, in order.
    """
    beginning, *middle_parts, ending = word.split("*")
    # The beginning and the ending may not overlap: "a" does not fit "a*a".
    min_length = len(beginning) + len(ending)
    first_part = _WORD_EDGE + beginning if beginning else ""
    last_part = ending + _WORD_EDGE if ending else ""
    longest_part = max([first_part, *middle_parts, last_part], key=len)
    if not longest_part:
        return list(range(len(vocabulary)))
    ids = []
    for word_id in _ids_of_words_with(joined, longest_part):
        candidate = vocabulary[word_id]
        if len(candidate) < min_length:
            continue
        if not candidate.startswith(beginning):
            continue
        if not candidate.endswith(ending):
            continue
        ending_start = len(candidate) - len(ending)
        middle = candidate[len(beginning) : ending_start]
        if _holds_in_order(middle, middle_parts):
            ids.append(word_id)
    return ids


def _ids_of_words_with(joined: _JoinedVocabulary, part: str) -> list[int]:
    """Return the ids of the words that hold `part`, ascending.

    One search through the text of all words is many times as fast as a search in each
    word.
    """
    text = joined.text
    places = []
    place = text.find(part)
    while place >= 0:
        # A part that begins with an edge belongs to the word behind this edge.
        place_in_word = place + part.startswith(_WORD_EDGE)
        places.append(place_in_word)
        # The search goes on behind this word, so that each word is found once.
        end_of_word = text.index(_WORD_EDGE, place_in_word)
        place = text.find(part, end_of_word)
    ids: list[int] = np.searchsorted(joined.ends, places, "right").tolist()
    return ids


def _holds_in_order(text: str, parts: Sequence[str]) -> bool:
    """Return whether `text` holds all parts one after the other, without overlap.

    Each part is taken at its leftmost position, which leaves the most text for the
    others; so one pass is enough.
    """
    position = 0
    for part in parts:
        start = text.find(part, position)
        if start < 0:
            return False
        position = start + len(part)
    return True


def _gap_texts_before(
    corpus: Corpus, tokens: np.ndarray, bridges: Mapping[str, list[LabelledSpan]]
) -> list[str]:
    """Return the text between each token and the one before it, without bridges."""
    stream = corpus.stream
    documents = stream.document[tokens].tolist()
    gap_starts = stream.end[tokens - 1].tolist()
    gap_ends = stream.start[tokens].tolist()
    gap_texts = []
    # The text of the document that came last: most tokens lie in the same one.
    last_document = -1
    raw_text = ""
    bridges_of_document: list[LabelledSpan] = []
    for document, gap_start, gap_end in zip(
        documents, gap_starts, gap_ends, strict=True
    ):
        if document != last_document:
            last_document = document
            doc = corpus.names[document]
            raw_text = corpus.raw[doc]
            bridges_of_document = bridges.get(doc, [])
        gap_text = raw_text[gap_start:gap_end]
        if bridges_of_document:
            gap_text = _without_bridges(
                raw_text, gap_start, gap_end, bridges_of_document
            )
        gap_texts.append(gap_text)
    return gap_texts


def _without_bridges(
    raw_text: str, start: int, end: int, bridges: Sequence[LabelledSpan]
) -> str:
    """Return ``raw_text[start:end]`` without what lies in bridges.

    Bridges are sorted and do not overlap, so those in the range follow each other.
    """
    first = bisect.bisect_right(bridges, start, key=lambda bridge: bridge.end)
    last = bisect.bisect_left(bridges, end, key=lambda bridge: bridge.start)
    text = ""
    for part in partition_by_label(bridges[first:last], start, end):
        if not part.label:
            text += raw_text[part.start : part.end]
    return text


def _punctuation_of(gap_text: str) -> str:
    """Return the folded punctuation in the text between two words.

    Blanks, quotation marks and note calls are left out.
    """
    punctuation = ""
    without_calls = remove_note_calls(gap_text)
    for char in fold(without_calls):
        if character_class(char) not in _TRANSPARENT_CLASSES:
            punctuation += char
    return punctuation


def _raw_words(corpus: Corpus, first_token: int, end_token: int) -> list[str]:
    """Return the words of a half-open range of tokens as the raw text has them."""
    stream = corpus.stream
    doc = corpus.names[stream.document[first_token]]
    raw_text = corpus.raw[doc]
    words = []
    for token in range(first_token, end_token):
        start = stream.start[token]
        end = stream.end[token]
        words.append(raw_text[start:end])
    return words


def _has_case(words: list[str], case: str) -> bool:
    """Return whether words are written in upper case, or with a capital each.

    Parameters
    ----------
    words : list of str
    case : {'upper', 'capital'}
        'upper': every letter is a capital, and there is at least one. 'capital': every
        word begins with a capital. Short words, such as "of", need none, unless all
        words are short.
    """
    if case == "upper":
        text = " ".join(words)
        has_capital = text != text.lower()
        return has_capital and text == text.upper()
    words_with_capital = [word for word in words if len(word) >= MIN_CAPITAL_LENGTH]
    if not words_with_capital:
        words_with_capital = words
    return all(word[0].isupper() for word in words_with_capital)


# --------------------------------------------------------------------------------------
# Which hit counts


def _find_family(corpus: Corpus, family: Family) -> np.ndarray:
    """Return the hits of a family that count, by the rules at the head of this module.

    The columns are first token, end token and number of the phrase in the family. The
    rows are sorted by first token.
    """
    occurrences = [find_occurrences(corpus, phrase) for phrase in family.phrases]
    exclusions = _NO_ROWS
    # Exclusions are searched for only if there is something that they could cancel.
    if any(map(len, occurrences)):
        for phrase in family.exclude:
            rows = find_occurrences(corpus, phrase)
            exclusions = np.concatenate([exclusions, rows])
    # Four columns: first token, end token, words in gaps, number of the phrase.
    candidates_by_phrase = [np.empty((0, 4), np.int64)]
    for phrase_number, rows in enumerate(occurrences):
        is_cancelled = _overlap_any(rows, exclusions)
        remaining_rows = _keep_shortest_gaps(rows[~is_cancelled])
        phrase_numbers = np.full(len(remaining_rows), phrase_number)
        candidates = np.column_stack([remaining_rows, phrase_numbers])
        candidates_by_phrase.append(candidates)
    all_candidates = np.concatenate(candidates_by_phrase)
    first_token, end_token, gap_words, phrase_numbers = all_candidates.T
    words_outside_gaps = end_token - first_token - gap_words
    # `lexsort` sorts by its last key first.
    by_rank = np.lexsort((phrase_numbers, first_token, gap_words, -words_outside_gaps))
    hits = np.column_stack([first_token, end_token, phrase_numbers])
    return _keep_without_overlap(hits[by_rank])


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


def _overlap_any(rows: np.ndarray, other_rows: np.ndarray) -> np.ndarray:
    """Return whether each of `rows` shares a token with one of `other_rows` (bool)."""
    if not len(other_rows):
        return np.zeros(len(rows), dtype=bool)
    first_token, end_token, _ = rows.T
    other_first, other_end, _ = other_rows.T
    order = np.argsort(other_first, kind="stable")
    sorted_first = other_first[order]
    furthest_end = np.maximum.accumulate(other_end[order])
    # The last of the other rows that begins before the row ends; -1 = there is none.
    last_candidate = np.searchsorted(sorted_first, end_token) - 1
    overlaps: np.ndarray = furthest_end[last_candidate] > first_token
    overlaps &= last_candidate >= 0
    return overlaps


def _keep_without_overlap(rows: np.ndarray) -> np.ndarray:
    """Return the rows that overlap no better row, sorted by first token.

    Parameters
    ----------
    rows : int64 array, shape (hits, 3)
        The best row comes first. The first two columns are first token and end token.
    """
    first_token, end_token, _ = rows.T
    is_kept = _are_kept(first_token, end_token)
    kept_rows = rows[is_kept]
    order = np.argsort(first_token[is_kept], kind="stable")
    return kept_rows[order]


def _are_kept(first_token: np.ndarray, end_token: np.ndarray) -> np.ndarray:
    """Return which spans are kept, if no two kept spans may overlap (bool).

    The spans are looked at in their order, the best one first. A span is kept unless it
    overlaps one that was kept before. The time is in proportion to the spans and the
    tokens in them, because each token is marked as taken once.
    """
    is_kept = np.ones(len(first_token), dtype=bool)
    if not len(first_token):
        return is_kept
    # Only spans of one cluster can overlap; most clusters hold a single span.
    clusters = _cluster_spans(first_token, end_token)
    cluster_sizes = np.bincount(clusters)
    has_neighbours = cluster_sizes[clusters] > 1
    crowded_spans = np.flatnonzero(has_neighbours)
    if not len(crowded_spans):
        return is_kept
    shifts = _shifts_to_cells(first_token, end_token, clusters)
    first_cells = (first_token + shifts)[crowded_spans].tolist()
    end_cells = (end_token + shifts)[crowded_spans].tolist()
    is_taken = bytearray(max(end_cells))
    crowded_and_cells = zip(crowded_spans.tolist(), first_cells, end_cells, strict=True)
    for index, first_cell, end_cell in crowded_and_cells:
        if is_taken.find(1, first_cell, end_cell) >= 0:
            is_kept[index] = False
        else:
            is_taken[first_cell:end_cell] = b"\x01" * (end_cell - first_cell)
    return is_kept


def _shifts_to_cells(
    first_token: np.ndarray, end_token: np.ndarray, clusters: np.ndarray
) -> np.ndarray:
    """Return what to add to the tokens of each span to number the tokens in clusters.

    The tokens of all clusters are numbered from 0 on without the tokens between them,
    so that an array of them is no longer than the spans need.
    """
    cluster_count = int(clusters.max()) + 1
    largest_integer = np.iinfo(np.int64).max
    cluster_first = np.full(cluster_count, largest_integer)
    np.minimum.at(cluster_first, clusters, first_token)
    cluster_end = np.zeros(cluster_count, dtype=np.int64)
    np.maximum.at(cluster_end, clusters, end_token)
    lengths = cluster_end - cluster_first
    first_cell = np.cumsum(lengths) - lengths
    shift_by_cluster = first_cell - cluster_first
    shifts: np.ndarray = shift_by_cluster[clusters]
    return shifts


def _cluster_spans(first_token: np.ndarray, end_token: np.ndarray) -> np.ndarray:
    """Return the number of each span's cluster (int64, shape (spans,)).

    Spans of different clusters do not overlap.
    """
    order = np.argsort(first_token, kind="stable")
    sorted_first = first_token[order]
    furthest_end = np.maximum.accumulate(end_token[order])
    # A cluster begins with a span that lies after the end of all spans before it.
    begins_cluster = np.zeros(len(first_token), dtype=bool)
    begins_cluster[1:] = sorted_first[1:] >= furthest_end[:-1]
    clusters = np.empty(len(first_token), dtype=np.int64)
    clusters[order] = np.cumsum(begins_cluster)
    return clusters


# --------------------------------------------------------------------------------------
# Levels


def find_levels(
    corpus: Corpus, lexicon: Lexicon, hits: Hits
) -> tuple[list[str], np.ndarray]:
    """Return the level of each hit, and the tokens of the cue that gave it.

    Cues are looked for inside the hit, then among the
    :data:`discourse.settings.CUE_DISTANCE` words before it, then among as many words
    after it, in the same sentence. The nearest cue wins, then the longer one.

    Returns
    -------
    levels : list of str
        ``""`` if the family has no levels, ``"unspecified"`` if there is no cue.
    cues : int64 array, shape (hits, 2)
        First token and end token of each cue, half-open; -1 = there is no cue.
    """
    levels = [""] * len(hits)
    cue_spans = np.full((len(hits), 2), -1, dtype=np.int64)
    # After a stop before a lower-case letter the sentence most likely goes on.
    begins_sentence = corpus.stream.gap > STOP_LOWER
    sentences = np.cumsum(begins_sentence)
    for family_number, family in enumerate(lexicon.families):
        hits_of_family = np.flatnonzero(hits.family == family_number)
        if not family.levels or not len(hits_of_family):
            continue
        cues = _find_cues(corpus, family)
        cue_starts = cues[:, 0]
        cue_sentences = sentences[cue_starts]
        for hit in hits_of_family.tolist():
            first_token = int(hits.first[hit])
            end_token = int(hits.last[hit])
            near_cues = _range_of_near_cues(cue_starts, first_token, end_token)
            is_same_sentence = cue_sentences[near_cues] == sentences[first_token]
            candidates = cues[near_cues][is_same_sentence]
            cue = _nearest_cue(candidates, first_token, end_token)
            if cue is None:
                levels[hit] = "unspecified"
                continue
            cue_first, cue_end, level_number = cue.tolist()
            level_name, _ = family.levels[level_number]
            levels[hit] = level_name
            cue_spans[hit] = (cue_first, cue_end)
    return levels, cue_spans


def _find_cues(corpus: Corpus, family: Family) -> np.ndarray:
    """Return the cues of all levels of a family; of those that overlap, the longest.

    The columns are first token, end token and number of the level. The rows are sorted
    by first token.
    """
    cues_by_phrase = [_NO_ROWS]
    for level_number, (_, phrases) in enumerate(family.levels):
        for phrase in phrases:
            first_token, end_token, _ = find_occurrences(corpus, phrase).T
            level_numbers = np.full(len(first_token), level_number)
            cues = np.column_stack([first_token, end_token, level_numbers])
            cues_by_phrase.append(cues)
    all_cues = np.concatenate(cues_by_phrase)
    first_token, end_token, level_numbers = all_cues.T
    cue_lengths = end_token - first_token
    # The longest first, then the one further left, then the level that is listed first.
    by_rank = np.lexsort((level_numbers, first_token, -cue_lengths))
    return _keep_without_overlap(all_cues[by_rank])


def _range_of_near_cues(
    cue_starts: np.ndarray, first_token: int, end_token: int
) -> slice:
    """Return which cues may be near enough to a hit, as a range of `cue_starts`.

    The range may hold a few cues that end too far before the hit; :func:`_nearest_cue`
    measures the distance.
    """
    lowest_start = first_token - CUE_DISTANCE - MAX_CUE_LENGTH
    end_of_starts = end_token + CUE_DISTANCE
    bounds = np.searchsorted(cue_starts, [lowest_start, end_of_starts])
    first_cue, end_cue = bounds.tolist()
    return slice(first_cue, end_cue)


def _nearest_cue(
    cues: np.ndarray, first_token: int, end_token: int
) -> np.ndarray | None:
    """Return the row of the cue that gives a hit its level; None = there is none.

    A cue inside the hit wins over one before it, and this over one after it.

    Parameters
    ----------
    cues : int64 array, shape (cues, 3)
        The cues near the hit, in its sentence.
    first_token, end_token : int
        The half-open range of tokens of the hit.
    """
    cue_first, cue_end, _ = cues.T
    is_inside = cue_first < end_token
    is_inside &= cue_end > first_token
    if is_inside.any():
        words_before_cue = cue_first - first_token
        return _choose_cue(cues, is_inside, words_before_cue)

    words_between = first_token - cue_end
    is_before = _is_near(words_between)
    if is_before.any():
        return _choose_cue(cues, is_before, words_between)

    words_between = cue_first - end_token
    is_after = _is_near(words_between)
    if is_after.any():
        return _choose_cue(cues, is_after, words_between)
    return None


def _is_near(words_between: np.ndarray) -> np.ndarray:
    """Return which cues are near enough to a hit (bool).

    The number of words between the two is negative if the cue is on the other side.
    """
    is_near: np.ndarray = words_between >= 0
    is_near &= words_between < CUE_DISTANCE
    return is_near


def _choose_cue(
    cues: np.ndarray, is_candidate: np.ndarray, distances: np.ndarray
) -> np.ndarray:
    """Return the row of the nearest candidate; of equally near ones, the longest.

    There is at least one candidate.
    """
    candidates: np.ndarray = cues[is_candidate]
    first_token, end_token, _ = candidates.T
    candidate_lengths = end_token - first_token
    by_rank = np.lexsort((-candidate_lengths, distances[is_candidate]))
    best = int(by_rank[0])
    return np.asarray(candidates[best])
