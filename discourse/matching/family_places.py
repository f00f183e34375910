"""Family places: where each phrase of a family fits, before one place is chosen."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from discourse.corpus import Corpus
from discourse.lexicons import Family
from discourse.matching.occurrences import NO_ROWS, find_occurrences
from discourse.matching.search_costs import SearchCost

__all__ = ["FamilyPlaces", "find_family_places"]


@dataclass(frozen=True, eq=False)
class FamilyPlaces:
    """Where the phrases of a family and what it is not fit.

    Attributes
    ----------
    phrases : tuple of int64 array
        For each phrase of the family its places, as rows of first token, end token and
        words in gaps.
    exclusions : tuple of int64 array
        The same for each phrase of ``family.exclude``.
    """

    phrases: tuple[np.ndarray, ...]
    exclusions: tuple[np.ndarray, ...]

    @property
    def all_rows(self) -> np.ndarray:
        """All places together."""
        rows = [NO_ROWS]
        rows += self.phrases
        rows += self.exclusions
        return np.concatenate(rows)


def find_family_places(
    corpus: Corpus, family: Family, *, with_unused_exclusions: bool = True
) -> FamilyPlaces:
    """Return where each phrase and each exclusion of `family` fits.

    The places are those that :func:`discourse.matching.find_mentions` chooses from.

    Parameters
    ----------
    corpus : Corpus
        Each Han character is a token.
    family : Family
    with_unused_exclusions : bool
        Whether exclusions are looked for also if no phrase fits anywhere, so that there
        is nothing that they could cancel.
    """
    cost = SearchCost(len(corpus.stream), family.name)
    phrases = []
    for phrase in family.phrases:
        # Of the hits that begin at one word, only those with the smallest gaps count.
        rows = find_occurrences(corpus, phrase, choice="shortest", cost=cost)
        phrases.append(rows)
    exclusions = []
    are_needed = with_unused_exclusions or any(map(len, phrases))
    for phrase in family.exclude if are_needed else ():
        # The longest lies over all words that the shorter ones lie over.
        rows = find_occurrences(corpus, phrase, choice="longest", cost=cost)
        exclusions.append(rows)
    return FamilyPlaces(
        phrases=tuple(phrases),
        exclusions=tuple(exclusions),
    )
