"""Form feeds between pages: they do not make a blank line of a line end."""

from __future__ import annotations

import numpy as np

from discourse.text.characters import CharacterKind

__all__ = ["join_page_breaks"]

_FORM_FEED = ord("\f")
_LINE_FEED = ord("\n")
_CARRIAGE_RETURN = ord("\r")
# Looked up by kind: for every character of a text that is far faster than a search.
_IS_VISIBLE = np.ones(len(CharacterKind), dtype=bool)
_IS_VISIBLE[CharacterKind.SPACE] = False
_IS_VISIBLE[CharacterKind.NEWLINE] = False
_IS_VISIBLE[CharacterKind.NOTHING] = False
_KINDS_INSIDE_SENTENCE = [
    CharacterKind.LETTER,
    CharacterKind.DIGIT,
    CharacterKind.LOWER,
    CharacterKind.COMMA,
    CharacterKind.HYPHEN,
]


def join_page_breaks(codes: np.ndarray, kinds: np.ndarray) -> None:
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
    """
    form_feeds = np.flatnonzero(codes == _FORM_FEED)
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
    visible = np.flatnonzero(_IS_VISIBLE[kinds])
    next_visible = np.searchsorted(visible, form_feeds)
    is_inside = (next_visible > 0) & (next_visible < len(visible))
    next_visible = next_visible[is_inside]
    kinds_of_visible = kinds[visible]
    kinds_before = kinds_of_visible[next_visible - 1]
    kinds_after = kinds_of_visible[next_visible]
    goes_on = np.isin(kinds_before, _KINDS_INSIDE_SENTENCE)
    goes_on &= kinds_after == CharacterKind.LOWER
    breaks = np.unique(next_visible[goes_on])
    newlines = np.flatnonzero(kinds == CharacterKind.NEWLINE)
    break_of_newline = np.searchsorted(visible, newlines)
    is_joined = np.isin(break_of_newline, breaks)
    # The last line end between two visible characters stays.
    is_joined[:-1] &= break_of_newline[1:] == break_of_newline[:-1]
    is_joined[-1:] = False
    kinds[newlines[is_joined]] = CharacterKind.SPACE
