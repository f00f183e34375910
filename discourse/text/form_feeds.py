"""Form feeds between pages: they do not make a blank line of a line end."""

from __future__ import annotations

import numpy as np

from discourse.text.characters import CharacterKind

__all__ = ["join_page_breaks"]

_FORM_FEED = ord("\f")
_LINE_FEED = ord("\n")
_CARRIAGE_RETURN = ord("\r")
_INVISIBLE_KINDS = bytes(
    [CharacterKind.SPACE, CharacterKind.NEWLINE, CharacterKind.NOTHING]
)
_FIRST_WIDTH = 64  # characters that are looked at; then twice as many
_KINDS_INSIDE_SENTENCE = bytes(
    [
        CharacterKind.LETTER,
        CharacterKind.DIGIT,
        CharacterKind.LOWER,
        CharacterKind.COMMA,
        CharacterKind.HYPHEN,
    ]
)


def join_page_breaks(
    codes: np.ndarray, kinds: np.ndarray, newlines: np.ndarray
) -> None:
    """Let a form feed and the line ends beside it count as one line end.

    The line ends that no longer count get the kind ``SPACE``. These are the one before
    and the one after a form feed. Where a sentence goes on over the page break, all
    line ends between the two pages count as one, since the blank lines there belong to
    the page and not to the text.

    Parameters
    ----------
    codes : uint32 array, shape (characters,)
        Code points of a chunk, which ends with a line end.
    kinds : uint8 array, shape (characters,)
        Kind of each character; changed in place.
    newlines : int32 array
        Positions of the line ends.
    """
    form_feeds = newlines[codes.take(newlines) == _FORM_FEED]
    if not len(form_feeds):
        return
    _join_inside_sentences(form_feeds, kinds)
    # Where the chunk begins with a form feed, its last character stands in for the one
    # before, which does not matter: it is no word.
    before = form_feeds - 1
    codes_before = codes[before]
    codes_two_before = codes[before - 1]
    is_after_crlf = codes_before == _LINE_FEED
    is_after_crlf &= codes_two_before == _CARRIAGE_RETURN
    before[is_after_crlf] -= 1
    is_after_newline = kinds[before] == CharacterKind.NEWLINE
    is_after_newline &= before >= 0
    newlines_before = before[is_after_newline]
    kinds[newlines_before] = CharacterKind.SPACE
    kinds_after = kinds[form_feeds + 1]
    is_before_newline = kinds_after == CharacterKind.NEWLINE
    form_feeds_before = form_feeds[is_before_newline]
    kinds[form_feeds_before] = CharacterKind.SPACE


def _join_inside_sentences(form_feeds: np.ndarray, kinds: np.ndarray) -> None:
    """Leave one line end where a sentence goes on over a page break."""
    kind_bytes = kinds.tobytes()
    run_end = 0
    for form_feed in form_feeds.tolist():
        if form_feed < run_end:
            continue
        run_start = _skip_invisible_back(kind_bytes, form_feed)
        run_end = _skip_invisible(kind_bytes, form_feed)
        if run_start == 0 or run_end == len(kind_bytes):
            continue
        goes_on = kind_bytes[run_start - 1] in _KINDS_INSIDE_SENTENCE
        goes_on &= kind_bytes[run_end] == CharacterKind.LOWER
        if goes_on:
            run = kinds[run_start:run_end]
            newlines = np.flatnonzero(run == CharacterKind.NEWLINE)
            # The last line end between two visible characters stays.
            run[newlines[:-1]] = CharacterKind.SPACE


def _skip_invisible_back(kind_bytes: bytes, position: int) -> int:
    """Return where the invisible characters before a position begin."""
    width = _FIRST_WIDTH
    while position:
        part = kind_bytes[max(position - width, 0) : position]
        visible_part = part.rstrip(_INVISIBLE_KINDS)
        position -= len(part) - len(visible_part)
        if visible_part:
            break
        width *= 2
    return position


def _skip_invisible(kind_bytes: bytes, position: int) -> int:
    """Return where the invisible characters after a position end."""
    width = _FIRST_WIDTH
    while position < len(kind_bytes):
        part = kind_bytes[position : position + width]
        visible_part = part.lstrip(_INVISIBLE_KINDS)
        position += len(part) - len(visible_part)
        if visible_part:
            break
        width *= 2
    return position
