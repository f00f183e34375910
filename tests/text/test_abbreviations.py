"""What is known of words around a stop."""

from __future__ import annotations

import numpy as np

from discourse.text import word_identity
from discourse.text.abbreviations import (
    _CLASS_OF_WORD,
    LISTED_SPELLINGS,
    WordClass,
    classify_spellings,
    classify_word,
)
from discourse.text.token_spelling import split_spellings, write_spellings


def known(word: str) -> WordClass:
    return WordClass(classify_word(word))


def test_classes_of_words() -> None:
    assert known("road") == WordClass.NONE
    assert known("amb") == WordClass.TITLE | WordClass.CAPITAL
    assert known("mr") == WordClass.TITLE | WordClass.PERSON
    assert known("e.g.") == WordClass.GOES_ON
    assert known("res") & WordClass.BEFORE_NUMBER
    assert known("jan") == WordClass.BEFORE_DATE
    assert known("the") == WordClass.GRAMMAR
    assert known("iv") == WordClass.ROMAN
    assert known("中") == WordClass.LETTER
    i_classes = WordClass.PRONOUN | WordClass.GRAMMAR
    assert known("i") == i_classes | WordClass.LETTER | WordClass.ROMAN


def test_each_spelling_has_its_class_at_its_place() -> None:
    listed = split_spellings(LISTED_SPELLINGS)
    others = ["road", "vice-pres", "路", "u.s", "e.g", "ﬁg", "e\u0301", "z", "win-win"]
    spelled = write_spellings([*listed, *others])
    numbers = np.arange(len(listed) + len(others))
    classes = classify_spellings(spelled, [numbers[:9], numbers[9:]]).tolist()
    identities = [word_identity(spelling) for spelling in [*listed, *others]]
    assert classes == [classify_word(word) for word in identities]
    assert classes[listed.index("no")] == WordClass.BEFORE_NUMBER | WordClass.ANSWER
    assert classes[-8] == WordClass.TITLE | WordClass.CAPITAL
    assert classes[-5:-2] == [WordClass.GOES_ON, known("fig"), WordClass.LETTER]


def test_odd_spellings_that_are_not_wanted_are_not_looked_at() -> None:
    listed = split_spellings(LISTED_SPELLINGS)
    spelled = write_spellings([*listed, "vice-pres", "z"])
    classes = classify_spellings(spelled, [np.array([0])]).tolist()
    assert classes[-2:] == [0, WordClass.LETTER]


def test_month_names_that_are_words_are_no_abbreviations() -> None:
    for word in ("may", "march", "sun"):
        assert known(word) == WordClass.NONE


def test_listed_words_are_folded() -> None:
    assert [word for word in _CLASS_OF_WORD if word_identity(word) != word] == []
    assert "" not in _CLASS_OF_WORD
