"""Names, ids and texts in the form in which charts and shown tables write them."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

__all__ = [
    "LONGEST_LABEL",
    "display_width",
    "distinct_labels",
    "is_noncharacter",
    "name_in_words",
    "printable_line",
    "shorten_ids",
]

LONGEST_LABEL = 40  # columns of a terminal: what fits beside a chart, on two lines
# Labels with the same first characters look alike, since charts cut the end off.
ALIKE_CHARACTERS = 24
ELLIPSIS = "…"

LINE_ENDS_AND_TABS = "\t\n\v\f\r\x85\u2028\u2029"
# Categories of Unicode: control characters, invisible marks such as those of direction,
# and surrogates (halves of characters).
UNPRINTABLE = ("Cc", "Cf", "Cs")
# The end of an id that means nothing to a reader: a hash of eight or more characters.
HASH = re.compile(r"_(?=[a-f]*[0-9])[0-9a-f]{8,}")
ENDS_WITH_HASH = re.compile(rf"{HASH.pattern}\Z")


def printable_line(text: object) -> str:
    """Return `text` as one line without characters that cannot be printed.

    Line ends and tabs become blanks. Several blanks become one. What is no character is
    left out: half of one (a lone surrogate), and the numbers that Unicode gives to none,
    such as U+FFFE.
    """
    line = str(text)
    if line.isprintable():  # the usual case, and much faster
        return " ".join(line.split())
    printable_characters = []
    for character in line:
        if character in LINE_ENDS_AND_TABS:
            printable_characters.append(" ")
        elif _is_printable(character):
            printable_characters.append(character)
    words = "".join(printable_characters).split()
    return " ".join(words)


def _is_printable(character: str) -> bool:
    """Return whether a character is one, and is neither a sign of control nor a mark."""
    if unicodedata.category(character) in UNPRINTABLE:
        return False
    return not is_noncharacter(character)


def is_noncharacter(character: str) -> bool:
    r"""Return whether Unicode will never give this number to a character.

    No picture in SVG may hold U+FFFE or U+FFFF.

    >>> [is_noncharacter(character) for character in ("\ufffe", "\ufdd0", "命")]
    [True, True, False]
    """
    number = ord(character)
    is_last_of_plane = number & 0xFFFE == 0xFFFE
    return is_last_of_plane or 0xFDD0 <= number <= 0xFDEF


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
    short_form = dict(zip(ids, ids, strict=True))
    with_hash = [name for name in ids if "_" in name and ENDS_WITH_HASH.search(name)]
    if with_hash:
        id_counts: Counter[str] = Counter()
        for name in ids:
            id_counts.update(_beginnings(name))
        for name in with_hash:
            short_form[name] = _short_form(name, id_counts)
    return {name: printable_line(short) for name, short in short_form.items()}


def distinct_labels(labels: Sequence[str], ids: Sequence[str]) -> tuple[str, ...]:
    """Return labels that a chart can write: short, and no two that look alike.

    A label is cut after a word to at most 40 columns. An empty label is replaced by the
    short form of its id. Labels that begin with the same 24 characters get the short
    form of their id in front. The labels have the order of `ids`.

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
    short_labels = []
    for label, name in zip(labels, ids, strict=True):
        short_label = _cut_after_word(printable_line(label))
        short_labels.append(short_label or short_ids[name])
    beginnings = [label[:ALIKE_CHARACTERS].casefold() for label in short_labels]
    label_counts = Counter(beginnings)
    distinct = []
    for label, beginning, name in zip(short_labels, beginnings, ids, strict=True):
        looks_like_another = label_counts[beginning] > 1
        if looks_like_another and label != short_ids[name]:
            label = _cut_after_word(f"{short_ids[name]} {label}")
        distinct.append(label)
    return tuple(_replace_equal_labels(distinct, ids))


def _cut_after_word(text: str) -> str:
    """Return a text of at most 40 columns; a longer one is cut after a word."""
    if display_width(text) <= LONGEST_LABEL:
        return text
    # Nearly every character takes a column or two. One is left for the ellipsis.
    beginning = text[: LONGEST_LABEL - 1]
    while display_width(beginning) >= LONGEST_LABEL:
        beginning = beginning[:-1]
    last_blank = beginning.rfind(" ")
    is_inside_word = text[len(beginning)] != " "
    # A very long word is cut in the middle: otherwise little would be left.
    if is_inside_word and last_blank >= LONGEST_LABEL // 2:
        beginning = beginning[:last_blank]
    return beginning.rstrip(" ,;:") + ELLIPSIS


def _replace_equal_labels(labels: Sequence[str], ids: Sequence[str]) -> list[str]:
    """Return the labels, with the id in place of each that is still not unique."""
    label_counts = Counter(labels)
    pairs = zip(labels, ids, strict=True)
    return [name if label_counts[label] > 1 else label for label, name in pairs]


def _short_form(name: str, id_counts: Mapping[str, int]) -> str:
    """Return the shortest beginning that no other id has and a hash follows.

    Parameters
    ----------
    name : str
        The id. It is returned itself if it has no such beginning.
    id_counts : mapping of str to int
        How many ids have each beginning.
    """
    for beginning in _beginnings(name):
        is_unique = id_counts[beginning] == 1
        if is_unique and HASH.fullmatch(name[len(beginning) :]):
            return beginning
    return name


def _beginnings(name: str) -> list[str]:
    """Return the text before each ``_`` of an id, the shortest first, then the id."""
    beginnings = []
    for match in re.finditer("_", name):
        if match.start() > 0:
            beginnings.append(name[: match.start()])
    return [*beginnings, name]


def display_width(text: str) -> int:
    """Return the number of columns that `text` takes on a terminal.

    A Chinese character takes two columns, and a combining mark takes none.

    >>> display_width("命运 x")
    6
    """
    if text.isascii():  # much faster
        return len(text)
    column_count = 0
    for character in text:
        # W and F are the wide and the fullwidth characters.
        if unicodedata.east_asian_width(character) in "WF":
            column_count += 2
        elif not unicodedata.combining(character):
            column_count += 1
    return column_count
