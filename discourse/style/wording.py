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
    """Shorten ids to the shortest prefix, ending before ``_``, that no other id given begins with.

    Only a tail with a digit in it is dropped, so words such as ``United_Kingdom`` stay whole.

    >>> short(["000_171e8d334eace437", "001_0e67fac1f9dc59aa", "appendix"])
    {'000_171e8d334eace437': '000', '001_0e67fac1f9dc59aa': '001', 'appendix': 'appendix'}
    """
    every = sorted(set(names))
    shared: dict[str, int] = {}
    for name in every:
        for prefix in _prefixes(name):
            shared[prefix] = shared.get(prefix, 0) + 1
    found = {}
    for name in every:
        fits = (p for p in _prefixes(name) if shared[p] == 1 and re.search(r"\d", name[len(p) :]))
        found[name] = plain(next(fits, name))
    return found


def _prefixes(name: str) -> list[str]:
    ends = [hit.start() for hit in re.finditer("_", name)]
    return [name[:end] for end in ends if end] + [name]


def span(text: str) -> int:
    """Return how many columns `text` takes: a Chinese character two, a combining mark none.

    >>> span("命运 x")
    6
    """
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else not unicodedata.combining(c) for c in text)
