"""What is known of words around a stop."""

from __future__ import annotations

from discourse.text import word_identity
from discourse.text.abbreviations import _CLASS_OF_WORD, WordClass, classify_words


def known(word: str) -> WordClass:
    return WordClass(int(classify_words([word])[0]))


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


def test_each_word_has_its_class_at_its_place() -> None:
    classes = classify_words(["no", "road", "x"]).tolist()
    assert classes[1] == 0
    assert classes[0] == WordClass.BEFORE_NUMBER | WordClass.ANSWER
    assert classes[2] == WordClass.LETTER | WordClass.ROMAN
    assert classify_words([]).tolist() == []


def test_month_names_that_are_words_are_no_abbreviations() -> None:
    for word in ("may", "march", "sun"):
        assert known(word) == WordClass.NONE


def test_listed_words_are_folded() -> None:
    assert [word for word in _CLASS_OF_WORD if word_identity(word) != word] == []
    assert "" not in _CLASS_OF_WORD
