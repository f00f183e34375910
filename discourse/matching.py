"""Where a phrase occurs: the only room that looks for phrases.

A phrase is compiled to shapes: words at fixed places (:mod:`discourse.phrases`). For
each shape, the positions of its rarest word are taken from the inverted index. The
other words are compared at their places, and the gap classes between the words must be
allowed. There is no backtracking, and the time is in proportion to the count of the
rarest word.

**Which hit counts.** A hit that overlaps a phrase of ``not`` is cancelled. Of the hits
of one pattern that begin, or end, at the same word, the one with the fewest words in
its gaps is taken. In a family, of hits that overlap, the one with the most words of its
own wins. Then the one with fewer words in gaps wins, then the one further left, then
the pattern that is listed first. Hits of different families may overlap.
"""

from __future__ import annotations

from collections.abc import Sequence
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
from discourse.text import STOP_LOWER, character_class, fold

__all__ = [
    "GLOB_WORDS",
    "Hits",
    "count_families_and_words",
    "find_levels",
    "find_mentions",
    "find_occurrences",
]

# For each pattern with stars, the ids of the words that fit.
GLOB_WORDS: Key[list[int]] = Key("glob_words")

# A phrase in which each word has a capital may hold short words without one ("of").
MIN_CAPITAL_LENGTH = 5
MAX_CUE_LENGTH = 8  # words: how far before its end a cue may begin
# Characters between two words that literal punctuation of a pattern need not name.
_TRANSPARENT_CLASSES = ("blank", "quote", "apostrophe", "nothing")

# Hits and cues as rows of three columns; the first two are first token and last token
# (exclusive).
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
        Half-open range of tokens in ``corpus.stream``.
    """

    family: np.ndarray
    phrase: np.ndarray
    first: np.ndarray
    last: np.ndarray

    def __len__(self) -> int:
        return len(self.first)


def find_mentions(corpus: Corpus, lexicon: Lexicon) -> Hits:
    """Return every mention of every family of `lexicon` in `corpus`."""
    parts = [_find_family(corpus, family) for family in lexicon.families]
    sizes = [len(part) for part in parts]
    families = np.arange(len(parts), dtype=np.int64)
    rows = np.concatenate([_NO_ROWS, *parts])
    first, last, phrase = rows.T
    family = np.repeat(families, sizes)
    return Hits(family, phrase, first, last)


def count_families_and_words(
    corpus: Corpus,
    lexicon: Lexicon,
    *,
    hits: Hits | None = None,
    used: np.ndarray | None = None,
    by_script: bool = True,
) -> TermCounts:
    """Count the families of `lexicon` in every document, and the words of their rates.

    Parameters
    ----------
    corpus : Corpus
    lexicon : Lexicon
    hits : Hits, optional
        What :func:`find_mentions` gives; computed if not given.
    used : bool array, optional
        Which of `hits` count; all if not given.
    by_script : bool
        True: the denominator of a rate is the words in the scripts of the family's
        patterns. False: it is all words.
    """
    if hits is None:
        hits = find_mentions(corpus, lexicon)
    if used is None:
        used = np.ones(len(hits), dtype=bool)
    documents = corpus.stream.document[hits.first[used]]
    families = hits.family[used]
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

    The columns are first token, last token (exclusive) and words in gaps. The rows are
    sorted. They may overlap: no choice between hits has been made yet.
    """
    parts = [_NO_ROWS]
    for shape in phrase.shapes:
        first = _find_shape(corpus, shape)
        last = first + len(shape.words)
        gap_words = np.full(len(first), shape.gaps)
        parts.append(np.column_stack([first, last, gap_words]))
    all_rows = np.concatenate(parts)
    rows = np.unique(all_rows, axis=0)
    if phrase.case == "any":
        return rows
    has_case = np.zeros(len(rows), dtype=bool)
    for row, (first_token, last_token, _) in enumerate(rows.tolist()):
        words = _raw_words(corpus, first_token, last_token)
        has_case[row] = _has_case(words, phrase.case)
    return rows[has_case]


# --------------------------------------------------------------------------------------
# One shape


def _find_shape(corpus: Corpus, shape: CompiledPattern) -> np.ndarray:
    """Return the first tokens of the places where a shape fits."""
    stream = corpus.stream
    fixed_words = _look_up_words(corpus, shape)
    for slot in fixed_words:
        if not len(slot.ids):
            return np.empty(0, np.int64)
    if fixed_words:
        index = inverted_index_of(corpus)
        fixed_words.sort(
            key=lambda slot: (index.count_occurrences(slot.ids), slot.offset)
        )
        rarest = fixed_words[0]
        first = index.positions_of(rarest.ids) - rarest.offset
    else:
        first = np.arange(len(stream), dtype=np.int64)
    last = first + len(shape.words)
    first = first[(first >= 0) & (last <= len(stream))]

    for slot in fixed_words[1:]:
        tokens = first + slot.offset
        fits = _are_among(stream.ids[tokens], slot.ids)
        first = first[fits]
    for offset, allowed in enumerate(shape.allowed, 1):
        tokens = first + offset
        fits = _are_allowed(stream.gap[tokens], allowed)
        first = first[fits]
    for offset, literal in enumerate(shape.literals, 1):
        if literal:
            tokens = first + offset
            fits = _have_punctuation(corpus, tokens, literal)
            first = first[fits]
    return first


@dataclass(frozen=True, eq=False)
class _FixedWord:
    """A place of a shape that only some words fit.

    Attributes
    ----------
    offset : int
        Number of tokens after the first one of the shape.
    ids : int64 array
        The words that fit.
    """

    offset: int
    ids: np.ndarray


def _look_up_words(corpus: Corpus, shape: CompiledPattern) -> list[_FixedWord]:
    """Return the places of a shape that not every word fits."""
    fixed_words = []
    for offset, words in enumerate(shape.words):
        if words is None or words == {"*"}:
            continue
        ids = _fitting_ids(corpus, words)
        fixed_words.append(_FixedWord(offset, ids))
    return fixed_words


def _are_among(words: np.ndarray, ids: np.ndarray) -> np.ndarray:
    """Whether each word is one of `ids` (bool)."""
    if len(ids) > 1:
        return np.isin(words, ids)
    is_equal: np.ndarray = words == ids[0]
    return is_equal


def _are_allowed(gap_classes: np.ndarray, allowed: int) -> np.ndarray:
    """Whether each gap class is among those allowed, which are bits (bool)."""
    bits = gap_classes.astype(np.int64)
    shifted = allowed >> bits
    is_allowed: np.ndarray = shifted & 1 == 1
    return is_allowed


def _have_punctuation(corpus: Corpus, tokens: np.ndarray, literal: str) -> np.ndarray:
    """Whether the punctuation before each token is `literal` (bool)."""
    is_equal = np.zeros(len(tokens), dtype=bool)
    for row, token in enumerate(tokens):
        punctuation = _punctuation_before(corpus, token)
        if punctuation == literal:
            is_equal[row] = True
    return is_equal


def _fitting_ids(corpus: Corpus, words: frozenset[str]) -> np.ndarray:
    """Return the ids of the vocabulary's words that fit any of `words`, ascending."""
    stream = corpus.stream
    ids = set()
    for word in words:
        if word in stream.lookup:
            ids.add(stream.lookup[word])
        if "*" in word:
            ids.update(_cached_wildcard_ids(corpus, word))
    return np.array(sorted(ids), dtype=np.int64)


def _cached_wildcard_ids(corpus: Corpus, word: str) -> list[int]:
    vocabulary = corpus.stream.vocabulary
    return cached(
        corpus, GLOB_WORDS, lambda: _wildcard_ids(vocabulary, word), options=word
    )


def _wildcard_ids(vocabulary: Sequence[str], word: str) -> list[int]:
    """Return the ids of the words that fit a word with stars.

    Each part between two stars is looked for at its leftmost position, so the time is
    linear.
    """
    head, *middle, tail = word.split("*")
    min_length = len(head) + len(tail)
    ids = []
    for number, candidate in enumerate(vocabulary):
        if len(candidate) < min_length:
            continue
        if not candidate.startswith(head):
            continue
        if not candidate.endswith(tail):
            continue
        end = len(candidate) - len(tail)
        between = candidate[len(head) : end]
        if _holds_in_order(between, middle):
            ids.append(number)
    return ids


def _holds_in_order(text: str, parts: Sequence[str]) -> bool:
    """Whether `text` holds all parts one after the other, without overlap."""
    position = 0
    for part in parts:
        start = text.find(part, position)
        if start < 0:
            return False
        position = start + len(part)
    return True


def _punctuation_before(corpus: Corpus, token: int) -> str:
    """Return the folded punctuation between a token and the one before it.

    Blanks and quotation marks are left out.
    """
    stream = corpus.stream
    doc = corpus.names[stream.document[token]]
    start = stream.end[token - 1]
    end = stream.start[token]
    raw = corpus.raw[doc]
    gap = raw[start:end]
    punctuation = ""
    for char in fold(gap):
        if character_class(char) not in _TRANSPARENT_CLASSES:
            punctuation += char
    return punctuation


def _raw_words(corpus: Corpus, first: int, last: int) -> list[str]:
    """Return the words of a range of tokens as the raw text has them."""
    stream = corpus.stream
    doc = corpus.names[stream.document[first]]
    raw = corpus.raw[doc]
    words = []
    for token in range(first, last):
        start = stream.start[token]
        end = stream.end[token]
        words.append(raw[start:end])
    return words


def _has_case(words: list[str], case: str) -> bool:
    """Whether words are all upper case, or begin with a capital each.

    Short words, such as "of", need no capital, unless all words are short.
    """
    if case == "upper":
        text = " ".join(words)
        has_letters = text != text.lower()
        return has_letters and text == text.upper()
    long_words = [word for word in words if len(word) >= MIN_CAPITAL_LENGTH]
    return all(word[0].isupper() for word in long_words or words)


# --------------------------------------------------------------------------------------
# Which hit counts


def _find_family(corpus: Corpus, family: Family) -> np.ndarray:
    """Return the hits of a family that count, by the rules at the head of this module.

    The columns are first token, last token (exclusive) and phrase. The rows are sorted.
    """
    occurrences = [find_occurrences(corpus, phrase) for phrase in family.phrases]
    excluded = _NO_ROWS
    if any(map(len, occurrences)):
        for phrase in family.exclude:
            rows = find_occurrences(corpus, phrase)
            excluded = np.concatenate([excluded, rows])
    parts = [np.empty((0, 4), np.int64)]
    for number, rows in enumerate(occurrences):
        is_excluded = _overlap_any(rows, excluded)
        rows = _keep_shortest_gaps(rows[~is_excluded])
        numbers = np.full(len(rows), number)
        parts.append(np.column_stack([rows, numbers]))
    rows = np.concatenate(parts)
    first, last, gap_words, phrases = rows.T
    own_words = last - first - gap_words
    by_rank = np.lexsort((phrases, first, gap_words, -own_words))
    hits = np.column_stack([first, last, phrases])
    return _keep_without_overlap(hits[by_rank])


def _keep_shortest_gaps(rows: np.ndarray) -> np.ndarray:
    """Keep, of the hits of a phrase at one word, those with the fewest words in gaps.

    This is done first for hits that begin at one word, then for those that end at one.
    """
    first, _, gap_words = rows.T
    if not gap_words.any():
        return rows
    is_shortest = _have_fewest(first, gap_words)
    rows = rows[is_shortest]
    _, last, gap_words = rows.T
    is_shortest = _have_fewest(last, gap_words)
    return rows[is_shortest]


def _have_fewest(tokens: np.ndarray, gap_words: np.ndarray) -> np.ndarray:
    """Whether each hit has the fewest words in gaps among those at its token (bool)."""
    last_token = int(tokens.max())
    unlimited = np.iinfo(np.int64).max
    fewest = np.full(last_token + 1, unlimited)
    np.minimum.at(fewest, tokens, gap_words)
    has_fewest: np.ndarray = gap_words == fewest[tokens]
    return has_fewest


def _overlap_any(rows: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Whether each of `rows` shares a token with one of `others` (bool)."""
    if not len(others):
        return np.zeros(len(rows), dtype=bool)
    first, last, _ = rows.T
    other_first, other_last, _ = others.T
    order = np.argsort(other_first, kind="stable")
    start = other_first[order]
    furthest_end = np.maximum.accumulate(other_last[order])
    # The last of the others that begins before the row ends.
    before = np.searchsorted(start, last) - 1
    overlaps: np.ndarray = furthest_end[before] > first
    overlaps &= before >= 0
    return overlaps


def _keep_without_overlap(rows: np.ndarray) -> np.ndarray:
    """Keep each row, in the order given, unless it overlaps one kept before.

    The first two columns are first and last token (exclusive). The result is sorted by
    first token.
    """
    first, last, _ = rows.T
    is_kept = _are_apart(first, last)
    rows = rows[is_kept]
    first = first[is_kept]
    order = np.argsort(first, kind="stable")
    return rows[order]


def _are_apart(first: np.ndarray, last: np.ndarray) -> np.ndarray:
    """Return which spans are kept if each is kept that overlaps none kept before."""
    is_kept = np.ones(len(first), dtype=bool)
    if not len(first):
        return is_kept
    # Only spans of one cluster can overlap; most clusters hold a single span.
    cluster = _cluster_spans(first, last)
    sizes = np.bincount(cluster)
    is_crowded = sizes[cluster] > 1
    kept_in_cluster: dict[int, list[tuple[int, int]]] = {}
    for row in np.flatnonzero(is_crowded).tolist():
        start = int(first[row])
        end = int(last[row])
        number = int(cluster[row])
        kept = kept_in_cluster.setdefault(number, [])
        if any(start < high and low < end for low, high in kept):
            is_kept[row] = False
        else:
            kept.append((start, end))
    return is_kept


def _cluster_spans(first: np.ndarray, last: np.ndarray) -> np.ndarray:
    """Return the number of each span's cluster; spans of two clusters do not overlap."""
    order = np.argsort(first, kind="stable")
    start = first[order]
    furthest_end = np.maximum.accumulate(last[order])
    begins = np.zeros(len(first), dtype=bool)
    begins[1:] = start[1:] >= furthest_end[:-1]
    cluster = np.empty(len(first), dtype=np.int64)
    cluster[order] = np.cumsum(begins)
    return cluster


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
        First and last token (exclusive) of the cue; -1 = none.
    """
    names = [""] * len(hits)
    spans = np.full((len(hits), 2), -1, dtype=np.int64)
    ends_sentence = corpus.stream.gap > STOP_LOWER
    sentences = np.cumsum(ends_sentence)
    for number, family in enumerate(lexicon.families):
        rows = np.flatnonzero(hits.family == number)
        if not family.levels or not len(rows):
            continue
        cues = _find_cues(corpus, family)
        cue_starts = cues[:, 0]
        cue_sentences = sentences[cue_starts]
        for row in rows.tolist():
            first = int(hits.first[row])
            last = int(hits.last[row])
            near = _range_near(cue_starts, first, last)
            same_sentence = cue_sentences[near] == sentences[first]
            cue = _nearest_cue(cues[near][same_sentence], first, last)
            if cue is None:
                names[row] = "unspecified"
                continue
            cue_first, cue_last, level = cue.tolist()
            names[row] = family.levels[level][0]
            spans[row] = (cue_first, cue_last)
    return names, spans


def _find_cues(corpus: Corpus, family: Family) -> np.ndarray:
    """Return the cues of all levels of a family; of those that overlap, the longest.

    The columns are first token, last token (exclusive) and level. The rows are sorted.
    """
    parts = [_NO_ROWS]
    for number, (_, phrases) in enumerate(family.levels):
        for phrase in phrases:
            first, last, _ = find_occurrences(corpus, phrase).T
            levels = np.full(len(first), number)
            parts.append(np.column_stack([first, last, levels]))
    rows = np.concatenate(parts)
    first, last, levels = rows.T
    by_rank = np.lexsort((levels, first, first - last))
    return _keep_without_overlap(rows[by_rank])


def _range_near(cue_starts: np.ndarray, first: int, last: int) -> slice:
    """Return the range of the cues that are not too far from a hit."""
    lowest = first - CUE_DISTANCE - MAX_CUE_LENGTH
    highest = last + CUE_DISTANCE
    bounds = np.searchsorted(cue_starts, [lowest, highest])
    low, high = bounds.tolist()
    return slice(low, high)


def _nearest_cue(cues: np.ndarray, first: int, last: int) -> np.ndarray | None:
    """Return the row of the cue that gives a hit its level; None = there is none."""
    cue_first, cue_last, _ = cues.T
    is_inside = (cue_first < last) & (cue_last > first)
    if is_inside.any():
        distances = cue_first - first
        return _choose_cue(cues, is_inside, distances)
    distances = first - cue_last
    is_before = (distances >= 0) & (distances < CUE_DISTANCE)
    if is_before.any():
        return _choose_cue(cues, is_before, distances)
    distances = cue_first - last
    is_after = (distances >= 0) & (distances < CUE_DISTANCE)
    if is_after.any():
        return _choose_cue(cues, is_after, distances)
    return None


def _choose_cue(
    cues: np.ndarray, is_candidate: np.ndarray, distances: np.ndarray
) -> np.ndarray:
    """Return the nearest of the candidates; of equally near ones, the longest."""
    candidates: np.ndarray = cues[is_candidate]
    first, last, _ = candidates.T
    distances = distances[is_candidate]
    by_rank = np.lexsort((first - last, distances))
    best = int(by_rank[0])
    return np.asarray(candidates[best])
