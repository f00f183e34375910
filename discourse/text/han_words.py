"""Words of Han text: runs of Han characters, divided by an optional segmenter.

The token stream of a text has one token for each Han character. Here a second stream is
made of it, whose tokens are words. The segmenter is the package rjieba (extra ``zh``).
It finds the words of its dictionary that are together most probable, and finds unknown
names by the characters that they are made of.

Each run of Han characters is divided by itself: characters that follow one another,
directly or over the line end of a wrapped line, without a mask between them. So a text
has the same words wherever it stands.
"""

from __future__ import annotations

import functools
import importlib.util
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from importlib import resources
from typing import TYPE_CHECKING

import numpy as np

from discourse.errors import MissingExtraError
from discourse.registries import BUNDLED_LEXICONS
from discourse.text.characters import LINE_ENDS
from discourse.text.han_variants import simplify
from discourse.text.token_stream import ADJACENT, BLANK, TokenStream

if TYPE_CHECKING:
    from rjieba import Jieba

__all__ = ["bundled_words", "check_segmenter", "is_han_word", "merge_han_words"]

# The Han characters that Unicode does not count as letters of the script: zero.
_ZERO = "〇"
_HAN_BLOCKS = "々〇\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"
_HAN_WORD = re.compile(f"[{_HAN_BLOCKS}]{{2,}}")
# A corpus has one dictionary of its own words. A session seldom has more of them.
_SEGMENTERS_KEPT = 8


def is_han_word(word: str) -> bool:
    """Return whether a word consists of two or more Han characters, and nothing else.

    >>> is_han_word("一带一路"), is_han_word("共建“一带一路”"), is_han_word("路")
    (True, False, False)
    """
    return _HAN_WORD.fullmatch(word) is not None


def check_segmenter() -> None:
    """Raise an error if the segmenter is not installed.

    Raises
    ------
    MissingExtraError
        The package rjieba or opencc is not installed.
    """
    for package in ("rjieba", "opencc"):
        if importlib.util.find_spec(package) is None:
            raise MissingExtraError(
                f"chinese_words needs the package {package}; install it with: pip "
                "install 'discourse-analysis[zh]'"
            )


@functools.cache
def bundled_words() -> frozenset[str]:
    """Return the Chinese originals of the bundled lexicons that are single words.

    They are read from the files of the lexicons. An original with other signs in it,
    such as quotation marks, is left out.

    >>> {"一带一路", "人类命运共同体"} <= bundled_words()
    True
    """
    originals: list[str] = []
    folder = resources.files("discourse") / "data"
    for name in BUNDLED_LEXICONS:
        path = folder / f"{name}.toml"
        text = path.read_text(encoding="utf-8")
        content = tomllib.loads(text)
        families = content["families"]
        for family in families.values():
            originals += _as_list(family.get("zh", ()))
            # Without a table of languages, an original in Han characters is Chinese.
            texts = family.get("original", ())
            if isinstance(texts, Mapping):
                texts = texts.get("zh", ())
            originals += _as_list(texts)
    words = filter(is_han_word, originals)
    return frozenset(words)


def _as_list(texts: str | Sequence[str]) -> list[str]:
    """Return texts as a list; a single one need not be written as a list.

    >>> _as_list("双赢"), _as_list(["双赢", "共赢"])
    (['双赢'], ['双赢', '共赢'])
    """
    return [texts] if isinstance(texts, str) else list(texts)


@functools.lru_cache(maxsize=_SEGMENTERS_KEPT)
def _segmenter(words: frozenset[str]) -> Jieba:
    """Return a segmenter that knows `words` and those of the bundled lexicons.

    It is an instance of its own, since a word added to the segmenter of the package
    would be added for every other program in the same session.
    """
    from rjieba import Jieba

    segmenter = Jieba()
    # The frequency of a word is set so that its own parts are less probable. It depends
    # on the words that are there already, so short ones come first, in a fixed order.
    all_words = words | bundled_words()
    for word in sorted(all_words, key=_length_and_word):
        segmenter.add_word(word, None, None)
    return segmenter


def _length_and_word(word: str) -> tuple[int, str]:
    """Return the sort key of a word: its length, then its characters."""
    return len(word), word


def merge_han_words(
    stream: TokenStream, words: Iterable[str], texts: Sequence[str] = ()
) -> TokenStream:
    """Return a token stream in which the words of Han text are tokens.

    Parameters
    ----------
    stream : TokenStream
        Each Han character is a token.
    words : iterable of str
        Words that the segmenter must know, besides those of the bundled lexicons, in
        simplified characters.
    texts : sequence of str, optional
        The raw text of each document. Without it, a line end divides words.

    Returns
    -------
    TokenStream
        Han characters that follow one another are merged to words, directly or over a
        line end inside a paragraph. Every other token stays. Offsets are those of the
        raw text.

    Raises
    ------
    MissingExtraError
        The package rjieba or opencc is not installed.
    """
    check_segmenter()
    run_tokens, run_sizes = _han_runs(stream, texts)
    if not len(run_sizes):
        return stream
    segmenter = _segmenter(frozenset(words))
    # The dictionary has simplified characters, which stand one for one.
    text = simplify(_first_characters(stream, run_tokens))
    word_sizes = _sizes_of_words(segmenter, text, run_sizes)
    begins_word = np.ones(len(stream), dtype=bool)
    begins_word[run_tokens] = False
    word_ends = np.cumsum(word_sizes)
    word_starts = word_ends - word_sizes
    first_tokens = run_tokens[word_starts]
    begins_word[first_tokens] = True
    return _merge_tokens(stream, begins_word)


def _han_runs(
    stream: TokenStream, texts: Sequence[str]
) -> tuple[np.ndarray, np.ndarray]:
    """Return the tokens of the runs of two or more Han characters, and their sizes.

    Parameters
    ----------
    stream : TokenStream
    texts : sequence of str
        The raw text of each document.

    Returns
    -------
    tokens : int64 array
        The tokens of all runs, end to end.
    sizes : int64 array, shape (runs,)
        How many tokens each run has.
    """
    is_han_type = stream.scripts == "han"
    zero_id = stream.lookup.get(_ZERO)
    if zero_id is not None:
        is_han_type[zero_id] = True
    is_han = is_han_type[stream.ids]
    # A token that goes on a run: the token before is Han too, and nothing lies between
    # them but a line end of wrapped text, which Chinese writes inside words.
    goes_on = np.zeros_like(is_han)
    goes_on[1:] = is_han[1:] & is_han[:-1]
    follows_blank = goes_on & (stream.gap == BLANK)
    follows_blank &= len(texts) > 0
    goes_on &= stream.gap == ADJACENT
    for token in np.flatnonzero(follows_blank).tolist():
        goes_on[token] = _is_after_line_end(stream, texts, token)
    is_in_run = goes_on.copy()
    is_in_run[:-1] |= goes_on[1:]
    tokens = np.flatnonzero(is_in_run)
    is_first = ~goes_on[tokens]
    run_starts = np.flatnonzero(is_first)
    run_ends = np.append(run_starts, len(tokens))
    sizes = np.diff(run_ends)
    return tokens, sizes


def _is_after_line_end(stream: TokenStream, texts: Sequence[str], token: int) -> bool:
    """Return whether a line end lies between a token and the one before it."""
    text = texts[stream.document[token]]
    gap_text = text[stream.end[token - 1] : stream.start[token]]
    return any(char in LINE_ENDS for char in gap_text)


def _first_characters(stream: TokenStream, tokens: np.ndarray) -> str:
    """Return the first character of each of the `tokens`, as one text.

    A token has more than one character only if a mark follows it.
    """
    # An array of this type keeps one character of each word.
    characters = np.array(stream.vocabulary, dtype="<U1")
    type_ids = stream.ids[tokens]
    return "".join(characters[type_ids].tolist())


def _sizes_of_words(segmenter: Jieba, text: str, run_sizes: np.ndarray) -> np.ndarray:
    """Return how many characters each word has (int64), run by run."""
    sizes_by_run: dict[str, list[int]] = {}
    word_sizes: list[int] = []
    start = 0
    for size in run_sizes.tolist():
        end = start + size
        run = text[start:end]
        start = end
        # Many runs occur again and again.
        if run not in sizes_by_run:
            words = segmenter.cut(run)
            sizes_by_run[run] = list(map(len, words))
        word_sizes += sizes_by_run[run]
    return np.array(word_sizes, dtype=np.int64)


def _merge_tokens(stream: TokenStream, begins_word: np.ndarray) -> TokenStream:
    """Return the stream with each token that begins no word merged to the one before.

    `begins_word` says of each token whether a word begins with it (bool).
    """
    first_token = np.flatnonzero(begins_word)
    next_tokens = first_token[1:]
    end_token = np.append(next_tokens, len(stream))
    last_token = end_token - 1
    sizes = end_token - first_token
    # First a number for each word, size by size; ids are in the order of words.
    number_of_token = np.empty(len(first_token), dtype=np.int64)
    words: list[str] = []
    for size in np.unique(sizes).tolist():
        has_size = sizes == size
        first_of_size = first_token[has_size]
        tokens = first_of_size[:, None] + np.arange(size)
        type_ids = stream.ids[tokens]
        parts, number = np.unique(type_ids, axis=0, return_inverse=True)
        number_of_token[has_size] = number.reshape(-1) + len(words)
        words += _join_parts(stream.vocabulary, parts)
    distinct_words = set(words)
    vocabulary = tuple(sorted(distinct_words))
    id_of_word = {word: word_id for word_id, word in enumerate(vocabulary)}
    ids = [id_of_word[word] for word in words]
    id_of_number = np.array(ids, dtype=np.int32)
    return TokenStream(
        ids=id_of_number[number_of_token],
        start=stream.start[first_token],
        end=stream.end[last_token],
        gap=stream.gap[first_token],
        bounds=np.searchsorted(first_token, stream.bounds),
        vocabulary=vocabulary,
    )


def _join_parts(vocabulary: tuple[str, ...], parts: np.ndarray) -> list[str]:
    """Return the words that rows of type ids spell."""
    words = []
    for type_ids in parts.tolist():
        characters = [vocabulary[type_id] for type_id in type_ids]
        words.append("".join(characters))
    return words
