"""The words that differ, against the comparison of the standard library."""

from __future__ import annotations

import difflib

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from discourse.text_reuse.word_differences import list_differences

WORDS = st.sampled_from(["a", "A", "b,", "B", "c", "don’t", "Don't", "-", "“d”", "和"])
TEXTS = st.lists(st.lists(WORDS, max_size=20).map(" ".join), min_size=1, max_size=5)


def without_marks(word: str) -> str:
    folded = word.casefold().replace("’", "'")
    kept = [mark for mark in folded if mark.isalnum() or mark in "'-"]
    return "".join(kept).strip("'-")


def differences_of(text: str, other_text: str) -> str:
    words, other_words = text.split(), other_text.split()
    matcher = difflib.SequenceMatcher(
        None,
        list(map(without_marks, words)),
        list(map(without_marks, other_words)),
        autojunk=False,
    )
    changes = []
    for operation, start, end, other_start, other_end in matcher.get_opcodes():
        if operation != "equal":
            left = " ".join(words[start:end])
            right = " ".join(other_words[other_start:other_end])
            changes.append(f"{left} → {right}".strip())
    return "; ".join(changes)


@given(TEXTS)
def test_changes_are_those_that_difflib_finds(texts: list[str]) -> None:
    numbers = np.arange(len(texts))
    first, second = map(np.ravel, np.meshgrid(numbers, numbers))
    expected = [
        differences_of(texts[one], texts[other])
        for one, other in zip(first, second, strict=True)
    ]
    assert list_differences(texts, first, second) == expected


def test_nothing_is_compared() -> None:
    nothing = np.empty(0, dtype=np.int64)
    assert list_differences(["a"], nothing, nothing) == []
