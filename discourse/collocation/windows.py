"""The words near a mention: the windows that collocates are counted in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from discourse.corpus import Corpus
from discourse.lexicons import Lexicon
from discourse.matching import find_mentions
from discourse.phrases import Phrase
from discourse.text import BREAK, STOP_LOWER, TokenStream
from discourse.validation import check_whole_number

__all__ = ["Node", "NodeWindow", "Window", "check_options", "windows_of_nodes"]

Node = Lexicon | Phrase | Mapping[str, Any] | str
Window = int | Literal["sentence"]


def check_options(window: Window, min_count: int) -> None:
    """Raise an OptionError where the window or the least count is none."""
    if not isinstance(window, str) or window != "sentence":
        check_whole_number(
            "window", window, hint=" (words on each side), or 'sentence'"
        )
    check_whole_number("min_count", min_count, hint="; 1 keeps every term")


# ---------------------------------------------------------------------------------------------------------------------
# Windows


@dataclass(frozen=True, eq=False)
class NodeWindow:
    """The mentions of one family, and what stands near them.

    `first`: first token of each mention; `mine`: whether each token of the stream belongs to a mention (bool); `hit`
    and `place`: a mention, and a token in its window that is no node's; every pair once.
    """

    first: np.ndarray
    mine: np.ndarray
    hit: np.ndarray
    place: np.ndarray


def windows_of_nodes(
    corpus: Corpus, lexicon: Lexicon, window: Window
) -> list[NodeWindow]:
    """Return the mentions of each family, and the tokens near them."""
    hits = find_mentions(corpus, lexicon)
    found = []
    for family in range(len(lexicon)):
        these = hits.family == family
        first, last = hits.first[these], hits.last[these]
        edges = np.zeros(len(corpus.stream) + 1, dtype=np.int64)
        np.add.at(edges, first, 1)
        np.add.at(edges, last, -1)
        mine = np.cumsum(edges[:-1]) > 0
        hit, place = (
            _sentences(corpus.stream, first, last)
            if window == "sentence"
            else _spans(corpus.stream, first, last, int(window))
        )
        free = ~mine[place]
        found.append(NodeWindow(first, mine, hit[free], place[free]))
    return found


def _spans(
    stream: TokenStream, first: np.ndarray, last: np.ndarray, window: int
) -> tuple[np.ndarray, np.ndarray]:
    """Pairs of mention and token for windows of words; a break of the text ends a window."""
    stretch = np.cumsum(stream.gap >= BREAK)
    number = np.arange(len(first))
    hit, place = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    for step in range(1, window + 1):
        before = len(hit)
        for there, end in ((first - step, first), (last - 1 + step, last - 1)):
            inside = (there >= 0) & (there < len(stretch))
            inside[inside] = stretch[there[inside]] == stretch[end[inside]]
            hit.append(number[inside])
            place.append(there[inside])
        if not any(
            map(len, hit[before:])
        ):  # every window has come to the end of its sentence
            break
    return np.concatenate(hit), np.concatenate(place)


def _sentences(
    stream: TokenStream, first: np.ndarray, last: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Pairs of mention and token for the sentences that a mention touches."""
    begins = (stream.gap > STOP_LOWER).nonzero()[0]
    start = (
        begins[np.searchsorted(begins, first, side="right") - 1]
        if len(first)
        else first
    )
    ends = np.append(begins, len(stream))
    end = ends[np.searchsorted(ends, last - 1, side="right")]
    size = end - start
    hit = np.repeat(np.arange(len(first)), size)
    offset = np.arange(len(hit)) - np.repeat(np.cumsum(size) - size, size)
    return hit, np.repeat(start, size) + offset
