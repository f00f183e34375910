"""Windows: the words near a mention, among which collocates are counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    """Pairs of a mention and a token in its window (int64 arrays)."""

    mention: np.ndarray
    token: np.ndarray

    def __len__(self) -> int:
        return len(self.token)

    @classmethod
    def concatenate(cls, parts: Sequence[_WindowTokens]) -> _WindowTokens:
        """Return the pairs of all parts, in order."""
        none = np.empty(0, np.int64)  # gives the type where there are no parts
        mentions = [none]
        tokens = [none]
        for part in parts:
            mentions.append(part.mention)
            tokens.append(part.token)
        mention = np.concatenate(mentions)
        token = np.concatenate(tokens)
        return cls(mention, token)


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
        end = hits.last[in_family]
        window_of_family = _window_of_mentions(stream, first, end, window)
        windows.append(window_of_family)
    return windows


def _window_of_mentions(
    stream: TokenStream, first: np.ndarray, end: np.ndarray, window: Window
) -> NodeWindow:
    """Return the window of the mentions ``first:end`` of one family."""
    in_node = _mark_spans(first, end, len(stream))
    if window == "sentence":
        near = _tokens_in_sentences(stream, first, end)
    else:
        near = _tokens_within(stream, first, end, int(window))
    outside_node = ~in_node[near.token]
    return NodeWindow(
        first=first,
        in_node=in_node,
        mention=near.mention[outside_node],
        token=near.token[outside_node],
    )


def _mark_spans(first: np.ndarray, end: np.ndarray, tokens: int) -> np.ndarray:
    """Return whether each token lies in one of the half-open spans (bool)."""
    opened = np.bincount(first, minlength=tokens + 1)
    closed = np.bincount(end, minlength=tokens + 1)
    open_spans = np.cumsum(opened - closed)
    return np.asarray(open_spans[:tokens] > 0)


def _tokens_within(
    stream: TokenStream, first: np.ndarray, end: np.ndarray, width: int
) -> _WindowTokens:
    """Return the tokens within `width` words; a break of the text ends a window."""
    is_break = stream.gap >= BREAK
    stretch = np.cumsum(is_break)
    last = end - 1
    parts: list[_WindowTokens] = []
    for distance in range(1, width + 1):
        token_before = first - distance
        token_after = last + distance
        before = _tokens_in_stretch(stretch, token_before, first)
        after = _tokens_in_stretch(stretch, token_after, last)
        if not len(before) and not len(after):
            break  # every window has reached the end of its sentence
        parts += [before, after]
    return _WindowTokens.concatenate(parts)


def _tokens_in_stretch(
    stretch: np.ndarray, token: np.ndarray, edge: np.ndarray
) -> _WindowTokens:
    """Return the tokens that have no break between them and the edge of the mention.

    Parameters
    ----------
    stretch : int64 array, shape (tokens,)
        Number of the stretch of text without a break that each token lies in.
    token, edge : int64 arrays, shape (mentions,)
        A token near each mention, and the first or last token of the mention. A token
        may lie before the beginning or after the end of the corpus.
    """
    is_token = (token >= 0) & (token < len(stretch))
    mention = is_token.nonzero()[0]
    token = token[mention]
    edge = edge[mention]
    is_near = stretch[token] == stretch[edge]
    return _WindowTokens(mention[is_near], token[is_near])


def _tokens_in_sentences(
    stream: TokenStream, first: np.ndarray, end: np.ndarray
) -> _WindowTokens:
    """Return the tokens of the sentences that each mention touches."""
    if not len(first):
        return _WindowTokens.concatenate([])
    begins_sentence = stream.gap > STOP_LOWER
    sentence_starts = begins_sentence.nonzero()[0]
    sentence_ends = np.append(sentence_starts, len(stream))
    last = end - 1
    first_sentence = np.searchsorted(sentence_starts, first, side="right") - 1
    next_end = np.searchsorted(sentence_ends, last, side="right")
    low = sentence_starts[first_sentence]
    high = sentence_ends[next_end]
    mentions = np.arange(len(first))
    return _WindowTokens(
        mention=np.repeat(mentions, high - low),
        token=expand_ranges(low, high),
    )
