"""What a word says about a stop after it, or before it: abbreviations and the like."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from enum import IntFlag, auto
from types import MappingProxyType

import numpy as np

from discourse.text.characters import compose, text_of_codes
from discourse.text.token_spelling import (
    ends_of_spellings,
    have_odd_characters,
    write_spellings,
)

__all__ = ["LISTED_SPELLINGS", "WordClass", "classify_spellings", "classify_word"]


class WordClass(IntFlag):
    """What is known of a word; classes of one word are or-ed together."""

    NONE = 0
    TITLE = auto()  # stands before a name: "Amb."
    PERSON = auto()  # a title before which a sentence may begin after "P.M.": "Mr."
    GOES_ON = auto()  # never ends a sentence: "vs.", "i.e."
    INNER = auto()  # ends a sentence only before a word of grammar: "Inc.", "St."
    BEFORE_NUMBER = auto()  # goes on before a number: "Res. 76/6", "Vol. III"
    BEFORE_DATE = auto()  # with a capital letter, goes on before a figure: "Jan. 5"
    BEFORE_LOWER = auto()  # goes on before a lower-case letter: "etc. and"
    GRAMMAR = auto()  # "the", "he", "how": with a capital letter, it begins a sentence
    LETTER = auto()  # one character
    ROMAN = auto()  # a Roman numeral, if it is in capital letters
    DIVISION = auto()  # what parts of texts and the like are called: "Article"
    PRONOUN = auto()  # English writes "I" as a capital letter; it is no initial
    ANSWER = auto()  # "no", which is a word as well
    CAPITAL = auto()  # a title or INNER only with a capital letter: "Min."
    STATE = auto()  # INNER, unless all letters are capitals: "Va.", not "VA."


_TITLES = """
    adm amb brig capt cdr cmdr col cpl fr gen gov insp lieut lt maj messrs min mlle mme
    mmes mx pres prof pvt rep rev rt sen sens sgt supt
"""
_PERSONS = "dr drs mr mrs ms"
_TITLES_IN_ANY_CASE = "hon"
_GOING_ON = "approx ca cf esp incl v viz vs"
_DOTTED_GOING_ON = "e.g. i.e. h.e. h.r.h. h.m. h.h. h.i.m. h.i.h."
_INNER = """
    acad admin am ariz ark ass'n assn assoc asst att'y atty attys ave bd bldg blvd bros
    cal calif civ colo comm comm'n conn const constr corp crim ct def del dem dep dep't
    dept depts dir dist div educ elec est evid ex exec fed fin fla ft gov't govt harv
    ill inc ind indus ins inst int int'l intl jr jur kan ltd mass mfg mich minn mont mt
    nat nat'l natl neb nev okla ont op ore org phil proc rep res sch soc sr st supp tenn
    tex transp univ wash wis wyo
"""
_STATES = "ga ky md mo pa va vt"
_INNER_IN_ANY_CASE = "al co"
_BEFORE_NUMBER = """
    add aff amend ann app appx art arts bk bks br c cap ch chap chaps chs cir cl cls cm
    cmnd col cols compl conf cong corr dec decl div dkt doc docs ed eds eq eqs exh exhs
    fig figs fn fol ft ibid id mot n nn no nos nr op p par para paras pars pet pg pgs pl
    plen pp pt pts pub ref reg regs res resol rev rptr sec secs sect sects seq ser sess
    stat subch subpara subsec supp suppl tab tit tr vol vols
"""
_BEFORE_DATE = """
    jan feb febr mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur
    thurs fri sat
"""
_BEFORE_LOWER = "etc ibid"
_GRAMMAR = """
    the this that these those a an it its he his she her they their we our i my you your
    who whose what which when where why how there here but and if in as for on at with
    while although though because since after before during by to from among despite
    unless until whether not yes
"""
_DIVISIONS = """
    act annex appendix article articles book category chapter class clause division
    exhibit figure grade group item level line paragraph part phase plan principle
    protocol region rule schedule section series stage step subsection table tier title
    type vitamin volume war
"""
_ROMAN_TENS = ("", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx", "xc")
_ROMAN_ONES = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")

_LISTS = (
    (_TITLES, WordClass.TITLE | WordClass.CAPITAL),
    (_TITLES_IN_ANY_CASE, WordClass.TITLE),
    (_PERSONS, WordClass.TITLE | WordClass.PERSON),
    (_GOING_ON, WordClass.GOES_ON),
    (_DOTTED_GOING_ON, WordClass.GOES_ON),
    (_INNER, WordClass.INNER | WordClass.CAPITAL),
    (_INNER_IN_ANY_CASE, WordClass.INNER),
    (_STATES, WordClass.STATE),
    (_BEFORE_NUMBER, WordClass.BEFORE_NUMBER),
    (_BEFORE_DATE, WordClass.BEFORE_DATE),
    (_BEFORE_LOWER, WordClass.BEFORE_LOWER),
    (_GRAMMAR, WordClass.GRAMMAR),
    (_DIVISIONS, WordClass.DIVISION),
    ("no", WordClass.ANSWER),
    ("i", WordClass.PRONOUN),
)


def _class_of_words() -> Mapping[str, int]:
    """Return the class of each word that is listed here."""
    # Plain integers are looked up faster than members of an enumeration.
    classes: defaultdict[str, int] = defaultdict(int)
    for words, word_class in _LISTS:
        for word in words.split():
            classes[word] |= int(word_class)
    for ten in _ROMAN_TENS:
        for one in _ROMAN_ONES:
            classes[ten + one] |= int(WordClass.ROMAN)
    # The numeral of zero is the empty word.
    del classes[""]
    return MappingProxyType(dict(classes))


_CLASS_OF_WORD = _class_of_words()
_TITLE = int(WordClass.TITLE)
_TITLE_OR_CAPITAL = int(WordClass.TITLE | WordClass.CAPITAL)


# The listed words as spellings: a chunk of texts numbers them before any other.
_LISTED_WORDS = tuple(_CLASS_OF_WORD)
LISTED_SPELLINGS = write_spellings(_LISTED_WORDS)


def classify_word(word: str) -> int:
    """Return the :class:`WordClass` of a word, as a plain integer.

    Parameters
    ----------
    word : str
        A folded word. A dotted abbreviation has its dots: "u.s.".
    """
    word_class = _CLASS_OF_WORD.get(word, 0)
    if "-" in word:
        word_class = _class_of_compound(word)
    if len(word) == 1:
        word_class |= int(WordClass.LETTER)
    return word_class


_CLASSES_OF_LISTED = np.array(
    [classify_word(word) for word in _LISTED_WORDS], dtype=np.uint16
)


def classify_spellings(spelled: np.ndarray, wanted: Sequence[np.ndarray]) -> np.ndarray:
    """Return the :class:`WordClass` of spellings (uint16, shape (spellings,)).

    Parameters
    ----------
    spelled : uint32 array
        The distinct spellings, as :func:`write_spellings` gives them, the
        :data:`LISTED_SPELLINGS` first.
    wanted : sequence of int arrays
        Numbers of the spellings whose class is wanted. Others may have none.
    """
    ends = ends_of_spellings(spelled)
    classes = np.zeros(len(ends), dtype=np.uint16)
    is_letter = np.diff(ends, prepend=-1) == 2  # with the separator
    classes[np.flatnonzero(is_letter)] = WordClass.LETTER
    classes[: len(_LISTED_WORDS)] = _CLASSES_OF_LISTED

    # Any other word of plain letters has no class. The rest is looked at one by one.
    has_odd = have_odd_characters(spelled, "-.")
    is_wanted = np.zeros(len(ends), dtype=bool)
    for numbers in wanted:
        is_wanted[numbers] = True
    for number in np.flatnonzero(has_odd & is_wanted).tolist():
        start = ends[number - 1] + 1 if number else 0
        spelling = text_of_codes(spelled[start : ends[number]])
        classes[number] = classify_word(compose(spelling))
    return classes


def _class_of_compound(word: str) -> int:
    """Return the class of a word with hyphens: a title is one in "Vice-Pres." too."""
    *_, last_part = word.split("-")
    class_of_part = _CLASS_OF_WORD.get(last_part, 0)
    if not class_of_part & _TITLE:
        return 0
    return class_of_part & _TITLE_OR_CAPITAL
