"""The words that differ between the two texts of a passage."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from discourse.accelerators import (
    WordChanges,
    WordSequences,
    find_word_changes,
    has_kernels,
)
from discourse.spans import expand_ranges

__all__ = ["list_differences"]

# Passages that are compared at a time, so that their words need little memory.
_PASSAGES_AT_ONCE = 8192


def list_differences(
    texts: Sequence[str], first: np.ndarray, second: np.ndarray
) -> list[str]:
    """Return the words that differ, for example "shared → common; a →".

    A word that only the second text has is shown as "→ word". Words are compared
    without case and punctuation, but shown as they are written.

    Parameters
    ----------
    texts : sequence of str
    first, second : int64 arrays, shape (passages,)
        The numbers of the two texts of each passage.

    Examples
    --------
    >>> texts = ["a shared future", "A common future, now"]
    >>> list_differences(texts, np.array([0]), np.array([1]))
    ['shared → common; → now']
    """
    differences = []
    for start in range(0, len(first), _PASSAGES_AT_ONCE):
        end = start + _PASSAGES_AT_ONCE
        some_first = first[start:end]
        some_second = second[start:end]
        differences += _list_differences(texts, some_first, some_second)
    return differences


def _list_differences(
    texts: Sequence[str], first: np.ndarray, second: np.ndarray
) -> list[str]:
    """Return the words that differ in each of a few passages."""
    both_sides = np.concatenate([first, second])
    numbers, text_of_side = np.unique(both_sides, return_inverse=True)
    words_of_text = [texts[number].split() for number in numbers.tolist()]
    compared = _number_words(words_of_text)
    passage_count = len(first)
    first_text, second_text = np.split(text_of_side, 2)
    changes = _find_changes(compared, first_text, second_text)

    changes_of_passage: list[list[str]] = [[] for _ in range(passage_count)]
    rows = zip(
        changes.pair.tolist(),
        first_text[changes.pair].tolist(),
        second_text[changes.pair].tolist(),
        changes.start.tolist(),
        changes.end.tolist(),
        changes.other_start.tolist(),
        changes.other_end.tolist(),
        strict=True,
    )
    for passage, text, other_text, start, end, other_start, other_end in rows:
        words = words_of_text[text]
        other_words = words_of_text[other_text]
        changed_words = " ".join(words[start:end])
        other_changed_words = " ".join(other_words[other_start:other_end])
        change = f"{changed_words} → {other_changed_words}"
        changes_of_passage[passage].append(change.strip())
    return list(map("; ".join, changes_of_passage))


@dataclass(frozen=True, eq=False)
class _NumberedTexts:
    """The words of texts as numbers, end to end, and how many words are different."""

    sequences: WordSequences
    vocabulary_size: int

    def take(self, texts: np.ndarray) -> WordSequences:
        """Return the words of these texts, end to end."""
        bounds = self.sequences.bounds
        next_texts = texts + 1
        start = bounds[texts]
        end = bounds[next_texts]
        positions = expand_ranges(start, end)
        words = self.sequences.words[positions]
        sizes = end - start
        new_ends = np.cumsum(sizes)
        new_bounds = np.insert(new_ends, 0, 0)
        return WordSequences(words, new_bounds)


class _WordNumbers(dict[str, int]):
    """The number of each word as it is written, given when it is first looked up.

    Words that count as the same have one number.
    """

    def __init__(self) -> None:
        super().__init__()
        self.number_of_stripped: dict[str, int] = {}

    def __missing__(self, word: str) -> int:
        stripped = _strip_punctuation(word)
        next_number = len(self.number_of_stripped)
        number = self.number_of_stripped.setdefault(stripped, next_number)
        self[word] = number
        return number


def _number_words(words_of_text: Sequence[Sequence[str]]) -> _NumberedTexts:
    """Return the words of texts as numbers, end to end."""
    number_of_word = _WordNumbers()
    all_words = chain.from_iterable(words_of_text)
    numbers = map(number_of_word.__getitem__, all_words)
    words = np.fromiter(numbers, dtype=np.int32)
    sizes = np.fromiter(map(len, words_of_text), dtype=np.int64)
    ends = np.cumsum(sizes)
    sequences = WordSequences(words, bounds=np.insert(ends, 0, 0))
    return _NumberedTexts(sequences, len(number_of_word.number_of_stripped))


def _find_changes(
    texts: _NumberedTexts, first: np.ndarray, second: np.ndarray
) -> WordChanges:
    """Return what was changed from the first text of each passage to the second."""
    sequences = texts.take(first)
    other_sequences = texts.take(second)
    if has_kernels():
        return find_word_changes(sequences, other_sequences, texts.vocabulary_size)
    rows: list[list[int]] = []
    for pair in range(len(first)):
        words = _words_of_sequence(sequences, pair)
        other_words = _words_of_sequence(other_sequences, pair)
        # By default difflib ignores frequent words of a long text ("autojunk").
        matcher = difflib.SequenceMatcher(None, words, other_words, autojunk=False)
        for operation, *ranges in matcher.get_opcodes():
            if operation != "equal":
                rows.append([pair, *ranges])
    columns = np.array(rows, dtype=np.int64).reshape(-1, 5)
    return WordChanges(*columns.T)


def _words_of_sequence(sequences: WordSequences, number: int) -> list[int]:
    """Return the words of one sequence."""
    start = sequences.bounds[number]
    end = sequences.bounds[number + 1]
    words = sequences.words[start:end]
    word_list: list[int] = words.tolist()
    return word_list


def _strip_punctuation(word: str) -> str:
    """Return a word in lower case without its punctuation marks."""
    folded_word = word.casefold()
    if folded_word.isalnum():
        return folded_word
    folded_word = folded_word.replace("’", "'")
    word_characters = filter(_belongs_to_word, folded_word)
    stripped_word = "".join(word_characters)
    return stripped_word.strip("'-")


def _belongs_to_word(character: str) -> bool:
    """Return whether a character can be inside a word: "don't", "win-win"."""
    return character.isalnum() or character in "'-"
