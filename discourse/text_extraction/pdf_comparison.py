"""Two texts of one printed page, compared: which is better, and what differs."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import Literal

from discourse.text_extraction.pdf_words import HAN_OR_KANA

__all__ = ["PageComparison", "PageDifference", "compare_texts", "count_unknown_signs"]

PageDifference = Literal["", "letters", "words", "order"]

_WORD = re.compile(r"[^\W\d_]+")
_LINE_END_IN_WORD = re.compile(r"(?<=\w)[-\u00ad\u2010][ \t]*\n\s*(?=\w)")
# A sign without a letter: the replacement character, private use, control characters.
_UNKNOWN_SIGN = re.compile(
    "[\ufffd\ue000-\uf8ff\U000f0000-\U0010fffd\x00-\x08\x0e-\x1f]|\\(cid:\\d+\\)"
)
# Shares of the letters or words of a page.
_MAX_LETTERS_APART = 0.03
_MIN_WORDS_SHARED = 0.9
_MIN_LETTERS_BESIDE = 1.25  # of the other text, if this one has lost some
_MIN_LETTERS_LOST = 20
_MIN_UNKNOWN_MORE = 0.02
_MIN_KEPT = 0.8
_MIN_LENGTH_RATIO = 1.5  # of the mean words, if one text runs words together
_MIN_LONG_MEAN = 9.0  # letters of a mean word, if words run together
_MAX_SINGLE_LETTERS = 0.3  # of the words, if the other text does not fall apart
_MIN_WORDS = 10


@dataclass(frozen=True)
class PageComparison:
    """What two texts of one page have in common.

    Attributes
    ----------
    other_is_better : bool
        Whether the other text is to be taken.
    difference : {'', 'letters', 'words', 'order'}
        What differs: nothing but blanks and the order of lines; the letters; where
        words begin and end; the order of letters in words.
    """

    other_is_better: bool
    difference: PageDifference


@dataclass(frozen=True)
class _TextFacts:
    """What is counted in one text.

    Attributes
    ----------
    letters, words : Counter
    letter_count, word_count, unknown_count : int
    single_letter_words : int
    """

    letters: Counter[str]
    words: Counter[str]
    letter_count: int
    word_count: int
    unknown_count: int
    single_letter_words: int

    @property
    def mean_length(self) -> float:
        """The mean length of a word in letters."""
        return self.letter_count / max(self.word_count, 1)

    @property
    def unknown_share(self) -> float:
        """The share of signs without a letter."""
        return self.unknown_count / max(self.letter_count + self.unknown_count, 1)


def count_unknown_signs(text: str) -> int:
    """Return how many signs of a text stand for letters that are not known.

    >>> count_unknown_signs("a\ufffdb\uf0b7 (cid:12)")
    3
    """
    return len(_UNKNOWN_SIGN.findall(text))


def compare_texts(text: str, other_text: str) -> PageComparison:
    r"""Compare the text of a page with another reader's text of the same page.

    The other text is better if this one has signs without letters that the other has
    not, has lost letters, or runs words together. Line ends, blanks, capitals, hyphens
    and ligatures make no difference.

    Examples
    --------
    >>> compare_texts("one world", "one\nworld")
    PageComparison(other_is_better=False, difference='')
    >>> compare_texts("one \ufffdorld", "one world").difference
    'letters'
    """
    facts = _count_facts(text)
    other_facts = _count_facts(other_text)
    return PageComparison(
        other_is_better=_is_other_better(facts, other_facts),
        difference=_difference_between(facts, other_facts),
    )


def _count_facts(text: str) -> _TextFacts:
    """Return what is counted in a text."""
    whole_words = _LINE_END_IN_WORD.sub("", text).replace("\u00ad", "")
    folded = unicodedata.normalize("NFKC", whole_words).casefold()
    words = _WORD.findall(folded)
    letters = Counter("".join(words))
    return _TextFacts(
        letters=letters,
        words=Counter(words),
        letter_count=letters.total(),
        word_count=len(words),
        unknown_count=count_unknown_signs(text),
        single_letter_words=sum([len(word) == 1 for word in words]),
    )


def _is_other_better(facts: _TextFacts, other: _TextFacts) -> bool:
    """Return whether the other text of a page is clearly better."""
    keeps_letters = other.letter_count >= _MIN_KEPT * facts.letter_count
    if keeps_letters and facts.unknown_share > other.unknown_share + _MIN_UNKNOWN_MORE:
        return True
    knows_more = other.unknown_share <= facts.unknown_share
    letters_lost = other.letter_count - facts.letter_count
    has_lost = other.letter_count > _MIN_LETTERS_BESIDE * facts.letter_count
    if has_lost and letters_lost >= _MIN_LETTERS_LOST and knows_more:
        return True
    if _is_mostly_han(facts) or other.word_count < _MIN_WORDS:
        return False
    runs_together = facts.mean_length > _MIN_LENGTH_RATIO * other.mean_length
    runs_together &= facts.mean_length > _MIN_LONG_MEAN
    falls_apart = other.single_letter_words > _MAX_SINGLE_LETTERS * other.word_count
    return runs_together and keeps_letters and not falls_apart


def _difference_between(facts: _TextFacts, other: _TextFacts) -> PageDifference:
    """Return what differs between two texts."""
    most_letters = max(facts.letter_count, other.letter_count)
    shared_letters = (facts.letters & other.letters).total()
    if most_letters - shared_letters > _MAX_LETTERS_APART * most_letters:
        return "letters"
    if facts.unknown_count != other.unknown_count:
        return "letters"
    if _is_mostly_han(facts) or _share_words(facts.words, other.words):
        return ""
    if _share_words(_turn_one_way(facts.words), _turn_one_way(other.words)):
        return "order"
    return "words"


def _is_mostly_han(facts: _TextFacts) -> bool:
    """Return whether most letters are Han characters, whose words have no blanks."""
    han_count = 0
    for letter, count in facts.letters.items():
        if HAN_OR_KANA.match(letter):
            han_count += count
    return 2 * han_count > facts.letter_count


def _share_words(words: Counter[str], other_words: Counter[str]) -> bool:
    """Return whether two texts have nearly the same words."""
    most_words = max(words.total(), other_words.total())
    shared_words = (words & other_words).total()
    return shared_words >= _MIN_WORDS_SHARED * most_words


def _turn_one_way(words: Counter[str]) -> Counter[str]:
    """Return words such that a word and the same word backwards are one."""
    turned: Counter[str] = Counter()
    for word, count in words.items():
        turned[min(word, word[::-1])] += count
    return turned
