"""What a search for patterns may cost; a pattern that costs more is refused.

A search compares words with words. How many it compares depends on the pattern and on
the text: "w1 w1" costs much in a text that repeats one word. The bounds grow with the
corpus, so that a large corpus is searched as a small one is.
"""

from __future__ import annotations

from discourse.errors import PatternError
from discourse.phrases import Phrase
from discourse.settings import (
    MOST_COMPARISONS,
    MOST_COMPARISONS_PER_WORD,
    MOST_PLACES,
    MOST_PLACES_PER_WORD,
)

__all__ = ["SearchCost"]

MAX_SHOWN_LENGTH = 80  # characters of a pattern in a message


class SearchCost:
    """Counts the words compared and the places found, and refuses too many.

    Parameters
    ----------
    word_count : int
        Words of the corpus.
    family : str
        Name of the family whose phrases are looked for, for messages; ``""`` = none.
    """

    def __init__(self, word_count: int, family: str = "") -> None:
        self.word_count = word_count
        self.family = family
        self.most_comparisons = (
            MOST_COMPARISONS + MOST_COMPARISONS_PER_WORD * word_count
        )
        self.most_places = MOST_PLACES + MOST_PLACES_PER_WORD * word_count
        self.pattern = ""
        self.comparisons = 0
        self.places = 0

    def begin(self, phrase: Phrase) -> None:
        """Begin to count the words compared for `phrase`; the places go on."""
        self.pattern = phrase.pattern
        self.comparisons = 0

    def add_comparisons(self, count: int) -> None:
        """Count words that are compared for the pattern."""
        self.comparisons += count
        if self.comparisons > self.most_comparisons:
            raise self._error(
                f"to find it, more than {self.most_comparisons:,} words would be compared in "
                f"{self.word_count:,} words of text"
            )

    def add_places(self, count: int) -> None:
        """Count places where the phrases of the family fit."""
        self.places += count
        if self.places > self.most_places:
            raise self._error(
                f"with it, the family fits at more than {self.most_places:,} places in "
                f"{self.word_count:,} words of text"
            )

    def _error(self, fault: str) -> PatternError:
        where = f"pattern {_shorten(self.pattern)!r}"
        # The family of a single phrase has its name.
        if self.family not in ("", self.pattern):
            where = f"family {_shorten(self.family)!r}, {where}"
        return PatternError(
            f"{where}: {fault}. Write fewer stars, smaller gaps or fewer alternatives, "
            "or divide it into several families."
        )


def _shorten(text: str) -> str:
    """Return a text for a message; a long one loses its end."""
    if len(text) <= MAX_SHOWN_LENGTH:
        return text
    return text[: MAX_SHOWN_LENGTH - 1] + "…"
