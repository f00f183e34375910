"""Windows: the words near a mention, among which collocates are counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from discourse.corpus import Corpus
from discourse.lexicons import Lexicon
from discourse.matching import find_mentions
from discourse.phrases import Phrase
from discourse.spans import expand_ranges
from discourse.text import BREAK, STOP_LOWER, TokenStream
from discourse.validation import check_whole_number

__all__ = ["Node", "NodeWindow", "Window", "check_options", "windows_of_nodes"]

Node = Lexicon | Phrase | Mapping[str, Any] | str
Window = int | Literal["sentence"]


def check_options(window: Window, min_count: int) -> None:
    """Raise an OptionError if the window or the smallest count is not valid."""
    if not isinstance(window, str) or window != "sentence":
        check_whole_number(
            "window", window, hint=" (words on each side), or 'sentence'"
        )
    check_whole_number("min_count", min_count, hint="; 1 keeps every term")


@dataclass(frozen=True, eq=False)
class NodeWindow:
    """The mentions of one family, and the tokens in their windows.

    Attributes
    ----------
    first : int64 array, shape (mentions,)
        First token of each mention.
    in_node : bool array, shape (tokens,)
        Whether each token of the stream belongs to a mention.
    mention, token : int64 arrays
        A mention, and a token in its window that belongs to no mention. Every pair
        occurs once.
    """

    first: np.ndarray
    in_node: np.ndarray
    mention: np.ndarray
    token: np.ndarray


@dataclass(frozen=True, eq=False)
class _WindowTokens:
    """A mention, and a token in its window (int64 arrays)."""

    mention: np.ndarray
    token: np.ndarray


def windows_of_nodes(
    corpus: Corpus, lexicon: Lexicon, window: Window
) -> list[NodeWindow]:
    """Return the windows of the mentions of each family of the lexicon."""
    stream = corpus.stream
    hits = find_mentions(corpus, lexicon)
    windows = []
    for family in range(len(lexicon)):
        in_family = hits.family == family
        first = hits.first[in_family]
        last = hits.last[in_family]
        in_node = _mark_spans(first, last, len(stream))
        if window == "sentence":
            near = _tokens_in_sentences(stream, first, last)
        else:
            near = _tokens_within(stream, first, last, int(window))
        keep = ~in_node[near.token]
        mention, token = near.mention[keep], near.token[keep]
        windows.append(NodeWindow(first, in_node, mention, token))
    return windows


def _mark_spans(first: np.ndarray, end: np.ndarray, tokens: int) -> np.ndarray:
    """Whether each token lies in one of the half-open spans (bool)."""
    edges = np.zeros(tokens + 1, dtype=np.int64)
    np.add.at(edges, first, 1)
    np.add.at(edges, end, -1)
    depth = np.cumsum(edges[:-1])
    return np.asarray(depth > 0)


def _tokens_within(
    stream: TokenStream, first: np.ndarray, end: np.ndarray, width: int
) -> _WindowTokens:
    """Return the tokens within `width` words; a break of the text ends a window."""
    stretch = np.cumsum(stream.gap >= BREAK)
    mentions = [np.empty(0, np.int64)]
    tokens = [np.empty(0, np.int64)]
    last = end - 1
    for distance in range(1, width + 1):
        before = _tokens_in_stretch(stretch, first - distance, first)
        after = _tokens_in_stretch(stretch, last + distance, last)
        mentions += [before.mention, after.mention]
        tokens += [before.token, after.token]
        if not len(before.token) and not len(after.token):
            break  # every window has reached the end of its sentence
    return _WindowTokens(np.concatenate(mentions), np.concatenate(tokens))


def _tokens_in_stretch(
    stretch: np.ndarray, token: np.ndarray, edge: np.ndarray
) -> _WindowTokens:
    """Return the tokens that have no break between them and the edge of the mention."""
    inside = (token >= 0) & (token < len(stretch))
    stretch_of_token = stretch[token[inside]]
    inside[inside] = stretch_of_token == stretch[edge[inside]]
    return _WindowTokens(inside.nonzero()[0], token[inside])


def _tokens_in_sentences(
    stream: TokenStream, first: np.ndarray, end: np.ndarray
) -> _WindowTokens:
    """Return the tokens of the sentences that each mention touches."""
    sentence_starts = (stream.gap > STOP_LOWER).nonzero()[0]
    sentence_ends = np.append(sentence_starts, len(stream))
    first_sentence = np.searchsorted(sentence_starts, first, side="right") - 1
    following_sentence = np.searchsorted(sentence_ends, end - 1, side="right")
    low = sentence_starts[first_sentence] if len(first) else first
    high = sentence_ends[following_sentence]
    mention = np.repeat(np.arange(len(first)), high - low)
    return _WindowTokens(mention, expand_ranges(low, high))
