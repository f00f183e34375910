"""Words and ids as a reader would write them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

__all__ = ["plain", "short", "span", "words"]


def plain(text: object) -> str:
    """Return `text` on one line without control characters, invisible marks of direction, or half characters."""
    blank = "".join(" " if c in "\t\n\v\f\r\x85\u2028\u2029" else c for c in str(text))
    kept = (c for c in blank if unicodedata.category(c) not in ("Cc", "Cf", "Cs"))
    return " ".join("".join(kept).split())


def words(name: str) -> str:
    """Return a name as a reader would write it.

    >>> words("community_shared_future")
    'community shared future'
    """
    return plain(name.replace("_", " "))


def short(names: Iterable[str]) -> dict[str, str]:
    """Drop the tail of an id that says nothing to a reader (``_`` and eight or more of 0-9 and a-f, one a digit).

    It is kept where another id begins alike. What may tell documents apart, such as ``CHN_70_2015``, stays whole.

    >>> short(["000_171e8d334eace437", "001_0e67fac1f9dc59aa", "CHN_70_2015"])
    {'000_171e8d334eace437': '000', '001_0e67fac1f9dc59aa': '001', 'CHN_70_2015': 'CHN_70_2015'}
    """
    every = sorted(set(names))
    shared: dict[str, int] = {}
    for name in every:
        for prefix in _prefixes(name):
            shared[prefix] = shared.get(prefix, 0) + 1
    found = {}
    for name in every:
        fits = (
            p
            for p in _prefixes(name)
            if shared[p] == 1 and _says_nothing(name[len(p) :])
        )
        found[name] = plain(next(fits, name))
    return found


def _says_nothing(tail: str) -> bool:
    return (
        re.fullmatch(r"_[0-9a-f]{8,}", tail) is not None
        and re.search(r"\d", tail) is not None
    )


def _prefixes(name: str) -> list[str]:
    ends = [hit.start() for hit in re.finditer("_", name)]
    return [name[:end] for end in ends if end] + [name]


def span(text: str) -> int:
    """Return how many columns `text` takes: a Chinese character two, a combining mark none.

    >>> span("命运 x")
    6
    """
    return sum(
        2 if unicodedata.east_asian_width(c) in "WF" else not unicodedata.combining(c)
        for c in text
    )
