"""Names that differ by a slip of spelling in one long word.

The slip is one letter that is missing, other or exchanged with the next, or a letter
that is doubled in one of the two. What could be another word or another name is none:
a first or last letter, a short word, a number, and a word that is a word of its own.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from discourse.counting.background import read_background

__all__ = ["count_known_words", "neighbours_in_spelling", "spelling_difference"]

# In shorter words, another letter is mostly another word.
LETTERS_OF_WORD = 6
LETTERS_WITHOUT_DOUBLES = 5
LETTERS_WITH_MISSING_ONE = 7  # of the longer word: Mahmoud, Mahmud
LETTERS_WITH_OTHER_ONE = 8
# A name that is one word has nothing else that agrees.
LETTERS_OF_LONE_WORD = 10
LETTERS_OF_OTHER_WORDS = 3
# In at least so many of the 3,806 speeches of the UN General Debate is a word that is
# no slip of spelling.
SPEECHES_WITH_WORD = 20
BACKGROUND = "un-general-debate"
# More names than this that share all but one letter are a series, such as codes.
LONGEST_SERIES = 20

DOUBLED_LETTER = "a doubled letter"

_DOUBLED_LETTER = re.compile(r"(.)\1+")
_ROMAN_NUMERAL = re.compile(r"[ivxlcdm]+")


@dataclass(frozen=True)
class _WordsAtPlace:
    """One long word of a name, and the other words.

    Attributes
    ----------
    number : int
        The number of the name.
    word : str
    other_words : tuple of str
        The words before and after it, in order.
    """

    number: int
    word: str
    other_words: tuple[str, ...]


def spelling_difference(
    one: Sequence[str], other: Sequence[str], *, is_in_list: bool = False
) -> str:
    """Return in words how two names differ in spelling; ``""`` if they are two names.

    Parameters
    ----------
    one, other : sequence of str
        The folded words of each name.
    is_in_list : bool
        Whether one of the names is in a list of all names that there are, so that a
        single word need not be so long.

    Examples
    --------
    >>> spelling_difference(["antonio", "gutteres"], ["antonio", "guterres"])
    'a doubled letter'
    >>> spelling_difference(["north", "korea"], ["south", "korea"])
    ''
    """
    if len(one) != len(other):
        return ""
    pairs = list(zip(one, other, strict=True))
    other_pairs = [pair for pair in pairs if pair[0] != pair[1]]
    if len(other_pairs) != 1:
        return ""
    first_word, second_word = other_pairs[0]
    same_words = [first for first, second in pairs if first == second]
    return _difference_in_name(
        first_word, second_word, same_words, is_in_list=is_in_list
    )


def _difference_in_name(
    first_word: str, second_word: str, same_words: Sequence[str], *, is_in_list: bool
) -> str:
    """Return how two names differ that have `same_words` and one other word each."""
    difference = _difference_of_words(first_word, second_word)
    if not difference:
        return ""
    if difference != DOUBLED_LETTER and not is_in_list:
        # Enough must agree besides the word that differs.
        letter_count = sum(map(str.isalpha, "".join(same_words)))
        shorter_length = min(len(first_word), len(second_word))
        is_lone_word = letter_count < LETTERS_OF_OTHER_WORDS
        if is_lone_word and shorter_length < LETTERS_OF_LONE_WORD:
            return ""
    if _is_known_word(first_word) and _is_known_word(second_word):
        return ""
    return difference


def _difference_of_words(one: str, other: str) -> str:
    """Return in words by which slip two words differ; ``""`` = they are two words."""
    if not _may_be_misspelt(one) or not _may_be_misspelt(other):
        return ""
    first = _DOUBLED_LETTER.sub(r"\1", one)
    second = _DOUBLED_LETTER.sub(r"\1", other)
    if first == second:
        return DOUBLED_LETTER
    longer_length = max(len(first), len(second))
    first_rest, second_rest = _without_common_ends(first, second)
    lengths = sorted([len(first_rest), len(second_rest)])
    if lengths == [0, 1] and longer_length >= LETTERS_WITH_MISSING_ONE:
        return "one letter"
    if lengths == [1, 1] and longer_length >= LETTERS_WITH_OTHER_ONE:
        return "one letter"
    is_exchange = lengths == [2, 2] and first_rest == second_rest[::-1]
    if is_exchange and longer_length >= LETTERS_WITH_MISSING_ONE:
        return "two letters that are exchanged"
    return ""


def _without_common_ends(one: str, other: str) -> tuple[str, str]:
    """Return what is left of two words without the letters they begin and end with.

    The first and the last letter, if they differ, make everything differ: there, one
    letter is a name, a plural, a gender or a case.
    """
    start = _length_of_common_start(one, other)
    end = _length_of_common_start(one[::-1], other[::-1])
    if start == 0 or end == 0:
        return one, other
    # A letter counts for the beginning or for the end, not for both.
    shorter_length = min(len(one), len(other))
    end = min(end, shorter_length - start)
    rest_of_one = one[start : len(one) - end]
    rest_of_other = other[start : len(other) - end]
    return rest_of_one, rest_of_other


def _length_of_common_start(one: str, other: str) -> int:
    """Return how many letters two words have in common from their first one on."""
    length = 0
    for first, second in zip(one, other, strict=False):
        if first != second:
            break
        length += 1
    return length


@functools.cache
def _may_be_misspelt(word: str) -> bool:
    """Return whether a slip in a word leaves it clear which word is meant.

    It is long, no number, and of an alphabet with capital letters: in others, such as
    Chinese, every sign counts.
    """
    is_long = len(word) >= LETTERS_OF_WORD
    if not is_long or _ROMAN_NUMERAL.fullmatch(word):
        return False
    for letter in word:
        if letter.upper() == letter:
            return False
    return len(_DOUBLED_LETTER.sub(r"\1", word)) >= LETTERS_WITHOUT_DOUBLES


@functools.cache
def _known_words() -> frozenset[str]:
    """Return the words that many speeches of the UN General Debate have."""
    background = read_background(BACKGROUND)
    documents = background.documents_by_term
    return frozenset(
        word for word, count in documents.items() if count >= SPEECHES_WITH_WORD
    )


def _is_known_word(word: str) -> bool:
    return word in _known_words()


def count_known_words(words: Sequence[str]) -> int:
    """Return how many words of a name many speeches of the UN General Debate have.

    >>> count_known_words(["antonio", "guterres"]), count_known_words(["gutteres"])
    (2, 0)
    """
    return sum(map(_is_known_word, words))


def neighbours_in_spelling(
    names: Sequence[tuple[str, ...]], is_in_list: Sequence[bool]
) -> Iterator[tuple[int, int]]:
    """Yield the numbers of two names that differ by a slip of spelling.

    Names that could do so share a key: their other words, and the long word without
    one of its letters. Only names with a common key are compared, so that the time
    grows with the number of names and not with that of the pairs. A pair may come more
    than once.

    Parameters
    ----------
    names : sequence of tuple of str
        The folded words of each name.
    is_in_list : sequence of bool
        Whether each name is in a list of all names that there are.
    """
    words_by_key: dict[tuple[str, str], list[_WordsAtPlace]] = {}
    for number, words in enumerate(names):
        for place, word in enumerate(words):
            if not _may_be_misspelt(word):
                continue
            other_words = (*words[:place], "", *words[place + 1 :])
            context = " ".join(other_words)
            words_at_place = _WordsAtPlace(number, word, other_words)
            for form in _forms_without_a_letter(word):
                words_by_key.setdefault((context, form), []).append(words_at_place)
    in_series: set[int] = set()
    for neighbours in words_by_key.values():
        if len(neighbours) > LONGEST_SERIES:
            in_series.update(words_at_place.number for words_at_place in neighbours)
    for neighbours in words_by_key.values():
        if 1 < len(neighbours) <= LONGEST_SERIES:
            for pair in _slips_among(neighbours, is_in_list):
                if in_series.isdisjoint(pair):
                    yield pair


def _slips_among(
    neighbours: Sequence[_WordsAtPlace], is_in_list: Sequence[bool]
) -> Iterator[tuple[int, int]]:
    """Yield the numbers of two names that differ by a slip, of names with one key."""
    for first, second in itertools.combinations(neighbours, 2):
        if first.word == second.word:
            continue
        difference = _difference_in_name(
            first.word,
            second.word,
            first.other_words,
            is_in_list=is_in_list[first.number] or is_in_list[second.number],
        )
        if difference:
            yield first.number, second.number


def _forms_without_a_letter(word: str) -> list[str]:
    """Return a word without doubled letters, whole and without each inner letter.

    The first and the last letter are never the wrong one.
    """
    letters = _DOUBLED_LETTER.sub(r"\1", word)
    forms = {letters}
    last_position = len(letters) - 1
    for position in range(1, last_position):
        before = letters[:position]
        after = letters[position + 1 :]
        forms.add(before + after)
    return sorted(forms)
