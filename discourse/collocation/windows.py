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
    first_token : int64 array, shape (mentions,)
        Position of the first token of each mention.
    in_node : bool array, shape (tokens,)
        Whether each token of the stream belongs to a mention.
    mention, token : int64 arrays, shape (pairs,)
        Number of a mention, and position of a token in its window that belongs to no
        mention. Every pair occurs once.
    """

    first_token: np.ndarray
    in_node: np.ndarray
    mention: np.ndarray
    token: np.ndarray

    def distinct_tokens(self) -> np.ndarray:
        """Return the tokens near any mention, each once, ascending (int64)."""
        is_near = np.zeros(len(self.in_node), dtype=bool)
        is_near[self.token] = True
        return np.flatnonzero(is_near)


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
        # An empty array, so that the result has the right type without any part.
        none = np.empty(0, np.int64)
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
        first_token = hits.first[in_family]
        end_token = hits.last[in_family]
        window_of_family = _window_of_mentions(stream, first_token, end_token, window)
        windows.append(window_of_family)
    return windows


def _window_of_mentions(
    stream: TokenStream, first_token: np.ndarray, end_token: np.ndarray, window: Window
) -> NodeWindow:
    """Return the window of the mentions ``first_token:end_token`` of one family."""
    in_node = _mark_spans(first_token, end_token, len(stream))
    if window == "sentence":
        near = _tokens_in_sentences(stream, first_token, end_token)
    else:
        near = _tokens_within(stream, first_token, end_token, int(window))
    outside_node = ~in_node[near.token]
    return NodeWindow(
        first_token=first_token,
        in_node=in_node,
        mention=near.mention[outside_node],
        token=near.token[outside_node],
    )


def _mark_spans(
    first_token: np.ndarray, end_token: np.ndarray, token_count: int
) -> np.ndarray:
    """Return whether each token lies in one of the half-open spans (bool)."""
    is_marked = np.zeros(token_count, dtype=bool)
    is_marked[expand_ranges(first_token, end_token)] = True
    return is_marked


def _tokens_within(
    stream: TokenStream, first_token: np.ndarray, end_token: np.ndarray, width: int
) -> _WindowTokens:
    """Return the tokens within `width` words of each mention, before and after it.

    A window ends at a break: the end of a sentence or paragraph, or a masked stretch.
    """
    is_break = stream.gap >= BREAK
    # Tokens without a break between them have the same number.
    stretch = np.cumsum(is_break, dtype=np.int32)
    last_token = end_token - 1
    parts: list[_WindowTokens] = []
    for distance in range(1, width + 1):
        token_before = first_token - distance
        token_after = last_token + distance
        pairs_before = _tokens_in_stretch(stretch, token_before, first_token)
        pairs_after = _tokens_in_stretch(stretch, token_after, last_token)
        if not len(pairs_before) and not len(pairs_after):
            break  # every window has reached the end of its sentence
        parts += [pairs_before, pairs_after]
    return _WindowTokens.concatenate(parts)


def _tokens_in_stretch(
    stretch: np.ndarray, token: np.ndarray, edge: np.ndarray
) -> _WindowTokens:
    """Return the tokens that have no break between them and the edge of the mention.

    Parameters
    ----------
    stretch : int32 array, shape (tokens,)
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
    stream: TokenStream, first_token: np.ndarray, end_token: np.ndarray
) -> _WindowTokens:
    """Return the tokens of the sentences that each mention touches."""
    if not len(first_token):
        return _WindowTokens.concatenate([])
    # A stop before a lower-case letter is a break, but it ends no sentence.
    begins_sentence = stream.gap > STOP_LOWER
    sentence_starts = begins_sentence.nonzero()[0]
    sentence_ends = np.append(sentence_starts, len(stream))
    last_token = end_token - 1
    first_sentence = np.searchsorted(sentence_starts, first_token, side="right") - 1
    next_end = np.searchsorted(sentence_ends, last_token, side="right")
    low = sentence_starts[first_sentence]
    high = sentence_ends[next_end]
    mentions = np.arange(len(first_token))
    return _WindowTokens(
        mention=np.repeat(mentions, high - low),
        token=expand_ranges(low, high),
    )
