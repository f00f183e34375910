"""Names, ids and texts in the form in which charts and shown tables write them."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

__all__ = [
    "LONGEST_LABEL",
    "display_width",
    "distinct_labels",
    "name_in_words",
    "printable_line",
    "shorten_ids",
]

LONGEST_LABEL = 40  # columns: what fits beside a chart, on two lines
# Labels that agree in so many characters look alike, since charts cut the end off.
ALIKE_CHARACTERS = 24
ELLIPSIS = "…"

LINE_ENDS_AND_TABS = "\t\n\v\f\r\x85\u2028\u2029"
# Control characters, invisible marks of direction, and halves of characters.
UNPRINTABLE = ("Cc", "Cf", "Cs")
# The end of an id that means nothing to a reader: a hash of eight or more characters.
HASH = re.compile(r"_(?=[a-f]*[0-9])[0-9a-f]{8,}")


def printable_line(text: object) -> str:
    """Return `text` as one line without characters that cannot be printed."""
    written = str(text)
    if written.isprintable():  # the usual case, and much faster
        return " ".join(written.split())
    kept = []
    for character in written:
        if character in LINE_ENDS_AND_TABS:
            kept.append(" ")
        elif unicodedata.category(character) not in UNPRINTABLE:
            kept.append(character)
    return " ".join("".join(kept).split())


def name_in_words(name: str) -> str:
    """Return a name with blanks in place of its underscores.

    >>> name_in_words("community_shared_future")
    'community shared future'
    """
    return printable_line(name.replace("_", " "))


def shorten_ids(names: Iterable[str]) -> dict[str, str]:
    """Return a short form of each id: without the hash at its end, if that is unique.

    A hash is ``_`` and eight or more characters of 0-9 and a-f, one of them a digit. It
    is kept if another id begins with the same text. An id without a hash is not
    shortened, because its end may be what distinguishes two documents.

    >>> shorten_ids(["000_171e8d334eace437", "001_0e67fac1f9dc59aa", "CHN_70_2015"])
    {'000_171e8d334eace437': '000',
     '001_0e67fac1f9dc59aa': '001',
     'CHN_70_2015': 'CHN_70_2015'}
    """
    ids = sorted(set(names))
    uses: dict[str, int] = {}
    for name in ids:
        for beginning in _beginnings(name):
            uses[beginning] = uses.get(beginning, 0) + 1
    return {name: printable_line(_short_form(name, uses)) for name in ids}


def distinct_labels(labels: Sequence[str], ids: Sequence[str]) -> tuple[str, ...]:
    """Return labels that a chart can write: short, and no two that look alike.

    A label is cut after a word to at most 40 columns. Where it is empty, the short form
    of the id stands for it. Labels that begin with the same 24 characters get the short
    form of their id in front.

    Parameters
    ----------
    labels, ids : sequence of str
        One for each document or family. The ids are unique.

    Examples
    --------
    >>> distinct_labels(["Opening address", "", "opening address"], ["a", "b", "c"])
    ('a Opening address', 'b', 'c opening address')
    """
    short_ids = shorten_ids(ids)
    written = []
    for label, name in zip(labels, ids, strict=True):
        written.append(_cut_after_word(printable_line(label)) or short_ids[name])
    beginnings = [label[:ALIKE_CHARACTERS].casefold() for label in written]
    uses = Counter(beginnings)
    for number, beginning in enumerate(beginnings):
        short_id = short_ids[ids[number]]
        if uses[beginning] > 1 and written[number] != short_id:
            written[number] = _cut_after_word(f"{short_id} {written[number]}")
    return tuple(_replace_equal(written, ids))


def _cut_after_word(text: str) -> str:
    """Return a text of at most 40 columns, its end left out after a word."""
    if display_width(text) <= LONGEST_LABEL:
        return text
    kept = text[: LONGEST_LABEL - 1]
    while display_width(kept) >= LONGEST_LABEL:
        kept = kept[:-1]
    last_blank = kept.rfind(" ")
    is_inside_word = text[len(kept)] != " "
    if is_inside_word and last_blank >= LONGEST_LABEL // 2:
        kept = kept[:last_blank]
    return kept.rstrip(" ,;:") + ELLIPSIS


def _replace_equal(labels: Sequence[str], ids: Sequence[str]) -> list[str]:
    """Return the labels, with the id in place of each that is still not unique."""
    uses = Counter(labels)
    pairs = zip(labels, ids, strict=True)
    return [name if uses[label] > 1 else label for label, name in pairs]


def _short_form(name: str, uses: dict[str, int]) -> str:
    """Return the shortest beginning that no other id has and a hash follows."""
    for beginning in _beginnings(name):
        is_unique = uses[beginning] == 1
        if is_unique and HASH.fullmatch(name[len(beginning) :]):
            return beginning
    return name


def _beginnings(name: str) -> list[str]:
    """Return the text before each ``_`` of an id, and the id itself."""
    ends = [match.start() for match in re.finditer("_", name)]
    return [*(name[:end] for end in ends if end), name]


def display_width(text: str) -> int:
    """Return the number of columns that `text` takes on a terminal.

    A Chinese character takes two columns, and a combining mark takes none.

    >>> display_width("命运 x")
    6
    """
    if text.isascii():
        return len(text)
    columns = 0
    for character in text:
        if unicodedata.east_asian_width(character) in "WF":
            columns += 2
        elif not unicodedata.combining(character):
            columns += 1
    return columns
