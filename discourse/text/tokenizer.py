"""Texts to tokens: where they start and end, and which word each is."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np

from discourse.accelerators import map_in_threads
from discourse.progress import track_progress
from discourse.text.abbreviations import LISTED_SPELLINGS
from discourse.text.characters import (
    FIRST_WORD_KIND,
    KIND_COUNT,
    SOFT_HYPHENS,
    SOFT_LINE_END,
    CharacterKind,
    character_tables,
    code_points_of_long,
    kinds_of_codes,
    of_kind,
)
from discourse.text.form_feeds import join_page_breaks
from discourse.text.gap_classes import classify_gaps
from discourse.text.inner_punctuation import (
    InnerPunctuation,
    find_inner_punctuation,
)
from discourse.text.note_calls import mark_note_calls
from discourse.text.paragraph_boundaries import (
    decide_line_spacing,
    find_paragraph_ends,
    modes_of_spacing,
)
from discourse.text.token_chunks import TokenChunk, join_chunks
from discourse.text.token_gaps import find_gaps
from discourse.text.token_spelling import find_spelt_tokens, used_spellings
from discourse.text.token_stream import ParagraphMode, TokenStream
from discourse.text.wrapped_lines import measure_line_ends

__all__ = ["are_in_words", "tokenise"]

# How many characters are tokenised at a time, about. With fewer, the steps of numpy are
# so short that threads often wait for each other; with more, they take more memory.
CHUNK = 1 << 21
# A line end between two documents, so that no word runs from one into the next.
_SEPARATOR = "\u2029"
_LINE_FEED = ord("\n")
_CARRIAGE_RETURN = ord("\r")
_IS_STOP = np.zeros(KIND_COUNT, dtype=bool)
_IS_STOP[[CharacterKind.DOT, CharacterKind.STOP]] = True


def tokenise(
    texts: Sequence[str],
    paragraphs: Sequence[ParagraphMode],
    *,
    variants: np.ndarray | None = None,
) -> tuple[TokenStream, tuple[ParagraphMode, ...]]:
    """Return the token stream of `texts`, and what ends a paragraph in each of them.

    Parameters
    ----------
    texts : sequence of str
        Raw texts, without lone surrogates.
    paragraphs : sequence of {'auto', 'line', 'blank', 'double'}
        For each text: does every line end a paragraph ('line'), or only a blank line,
        since lines are wrapped ('blank'), or not even one, since lines are wrapped and
        double-spaced ('double')? 'auto' decides by the lines: where they are wrapped
        (similar in length, many ending inside a sentence), a line end is a blank.
    variants : uint32 array, indexed by code point, optional
        What each folded character is read as, such as
        :func:`discourse.text.simplified_code_points`; itself if not given.

    Returns
    -------
    stream : TokenStream
    modes : tuple of {'line', 'blank', 'double'}
        What ends a paragraph in each text, as the caller or the lines decided.
    """
    folds = character_tables().folds
    if variants is not None:
        folds = variants[folds]

    def tokenise_chunk(bounds: tuple[int, int]) -> TokenChunk:
        first_text, end_text = bounds
        chunk_texts = texts[first_text:end_text]
        return _tokenise_chunk(chunk_texts, paragraphs[first_text:end_text], folds)

    lengths = [len(text) + len(_SEPARATOR) for text in texts]
    character_count = sum(lengths)
    chunk_bounds = _chunk_bounds(np.cumsum(lengths))
    if len(chunk_bounds) == 1:
        return join_chunks([tokenise_chunk(chunk_bounds[0])], character_count)
    tracked_chunks = track_progress(
        map_in_threads(tokenise_chunk, chunk_bounds),
        "Dividing texts into words",
        total=len(texts),
        unit="texts",
        sizes=(end_text - first_text for first_text, end_text in chunk_bounds),
    )
    return join_chunks(tracked_chunks, character_count)


def _chunk_bounds(text_ends: np.ndarray) -> list[tuple[int, int]]:
    """Return the first text of each chunk, and the text after its last one.

    The chunks are of about the same size, at most :data:`CHUNK` characters, if no text
    is long: a text is never divided.

    Parameters
    ----------
    text_ends : int array, shape (texts,)
        How many characters the texts have up to the end of each.
    """
    if not len(text_ends):
        return []
    character_count = int(text_ends[-1])
    chunk_count = -(-character_count // CHUNK)
    inner_bounds = np.arange(1, chunk_count) * character_count // chunk_count
    # A text in which a chunk would end goes into the next one.
    first_texts = np.searchsorted(text_ends, inner_bounds)
    bounds = np.unique([0, *first_texts.tolist(), len(text_ends)]).tolist()
    return list(itertools.pairwise(bounds))


def _tokenise_chunk(
    texts: Sequence[str], paragraphs: Sequence[ParagraphMode], folds: np.ndarray
) -> TokenChunk:
    """Return the tokens of some texts, which are read as one long text.

    `folds` has, by code point, what each character is read as.
    """
    chunk_text = _SEPARATOR.join(texts) + _SEPARATOR
    codes = code_points_of_long(chunk_text)
    characters = kinds_of_codes(codes)
    kinds = characters.kinds
    signs = characters.signs
    newlines = of_kind(CharacterKind.NEWLINE, kinds, signs)
    # CR LF is one line end: its LF counts as a blank.
    kinds[_line_feeds_after_return(codes, newlines)] = CharacterKind.SPACE
    join_page_breaks(codes, kinds, newlines)
    # Lines are measured as they are written, whatever the next steps join.
    newlines = of_kind(CharacterKind.NEWLINE, kinds, newlines)
    _hide_soft_line_ends(chunk_text, kinds, signs)
    mark_note_calls(chunk_text, kinds, signs)
    word_marks = _resolve_marks(kinds, signs)
    inner = find_inner_punctuation(
        chunk_text, codes, kinds=kinds, signs=signs, word_marks=word_marks
    )
    kinds_in_words = _kinds_in_words(kinds, inner)
    tokens = find_spelt_tokens(
        kinds_in_words, codes, word_marks, folds=folds, known=LISTED_SPELLINGS
    )

    lengths = np.array([len(text) + len(_SEPARATOR) for text in texts], dtype=np.int32)
    document_ends = np.cumsum(lengths, dtype=np.int32)
    document_starts = document_ends - lengths
    end_tokens = np.searchsorted(tokens.start, document_ends)
    is_stop = _IS_STOP.take(kinds.take(signs))
    stops = signs.take(np.flatnonzero(is_stop))
    gaps = find_gaps(kinds, word_marks, newlines, stops, tokens, end_tokens)
    lines = measure_line_ends(gaps, codes)
    line_spacing = decide_line_spacing(lines, paragraphs)
    ends_paragraph = find_paragraph_ends(gaps, lines, line_spacing)
    gap_classes = classify_gaps(
        gaps,
        ends_paragraph,
        spelling_ids=tokens.spelling_ids,
        spelled=tokens.spelled,
    )
    used = used_spellings(tokens)
    document_sizes = np.diff(end_tokens, prepend=0)
    document_start = np.repeat(document_starts, document_sizes)
    return TokenChunk(
        spelling_ids=tokens.spelling_ids,
        is_used=used.is_used,
        spelled=used.spelled,
        start=tokens.start - document_start,
        end=tokens.end - document_start,
        gap=gap_classes,
        document_sizes=document_sizes,
        character_count=len(codes),
        modes=modes_of_spacing(line_spacing),
    )


def are_in_words(texts: Sequence[str]) -> list[np.ndarray]:
    """Return which characters of each text belong to words (bool arrays).

    Apostrophes and hyphens are not among them, although they may join two letters.

    >>> texts = ["U.S. trade, ", "1.5 km²."]
    >>> for text, is_in_word in zip(texts, are_in_words(texts)):
    ...     print("".join(np.where(is_in_word, list(text), "_").tolist()))
    U.S._trade__
    1.5_km²_
    """
    # As in a chunk of texts, a line end comes after each.
    joined_text = _SEPARATOR.join(texts) + _SEPARATOR
    codes = code_points_of_long(joined_text)
    characters = kinds_of_codes(codes)
    kinds = characters.kinds
    signs = characters.signs
    mark_note_calls(joined_text, kinds, signs)
    word_marks = _resolve_marks(kinds, signs)
    inner = find_inner_punctuation(
        joined_text, codes, kinds=kinds, signs=signs, word_marks=word_marks
    )
    is_in_word = _kinds_in_words(kinds, inner) >= FIRST_WORD_KIND
    parts = []
    start = 0
    for text in texts:
        end = start + len(text)
        parts.append(is_in_word[start:end])
        start = end + len(_SEPARATOR)
    return parts


def _kinds_in_words(kinds: np.ndarray, inner: InnerPunctuation) -> np.ndarray:
    """Return the kinds of characters, with the punctuation inside words as letters.

    Characters that are part of a word in any case keep their kind.
    """
    new_kinds = kinds.copy()
    new_kinds[inner.dividing_hyphens] = CharacterKind.DASH
    inside = inner.inside
    new_kinds[inside] = np.maximum(kinds[inside], CharacterKind.LETTER)
    return new_kinds


def _line_feeds_after_return(codes: np.ndarray, newlines: np.ndarray) -> np.ndarray:
    """Return the positions of the line feeds that follow a carriage return."""
    is_return = codes.take(newlines) == _CARRIAGE_RETURN
    # The text ends with another line end.
    next_positions = newlines.take(np.flatnonzero(is_return)) + 1
    is_line_feed = codes.take(next_positions) == _LINE_FEED
    after_return: np.ndarray = next_positions[is_line_feed]
    return after_return


def _hide_soft_line_ends(text: str, kinds: np.ndarray, signs: np.ndarray) -> None:
    """Give the kind ``NOTHING`` to the line ends that divide a word, in place.

    A soft hyphen before the line end shows that the word goes on in the next line. The
    blanks around the line end are hidden too.
    """
    if not any(sign in text for sign in SOFT_HYPHENS):
        return
    for position in of_kind(CharacterKind.NOTHING, kinds, signs).tolist():
        match = SOFT_LINE_END.match(text, position)
        if match:
            kinds[position : match.end()] = CharacterKind.NOTHING


def _resolve_marks(kinds: np.ndarray, signs: np.ndarray) -> np.ndarray:
    """Give each mark the kind of its base, and return where marks belong to a word.

    The base of a mark is the character that it is written on, such as the letter under
    an accent. A mark whose base is no letter (the variation selector of an emoji, the
    stroke of "≠") is no part of a word; it gets the kind ``OTHER``.

    Parameters
    ----------
    kinds : uint8 array, shape (characters,)
        Kind of each character; changed in place.
    signs : int32 array
        Positions of the signs of the text. Marks are signs.

    Returns
    -------
    int32 array
        Positions of the marks that belong to a word, in order.
    """
    marks = of_kind(CharacterKind.MARK, kinds, signs)
    if not len(marks):
        return marks
    # The base is the nearest character before that is neither a mark nor invisible:
    # the one before the run of such characters that the mark is in.
    invisible = np.flatnonzero(kinds == CharacterKind.NOTHING)
    passed = np.union1d(marks, invisible)
    begins_run = np.diff(passed, prepend=-2) > 1
    run_starts = passed[begins_run]
    run_of_mark = np.searchsorted(run_starts, marks, side="right") - 1
    bases = run_starts[run_of_mark] - 1
    kinds_of_bases = kinds.take(np.maximum(bases, 0))
    is_in_word = (bases >= 0) & (kinds_of_bases >= FIRST_WORD_KIND)
    kinds[marks] = np.where(is_in_word, kinds_of_bases, CharacterKind.OTHER)
    return marks[is_in_word]
