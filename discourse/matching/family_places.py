"""Family places: where each phrase of a family fits, before one place is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from discourse.corpus import Corpus
from discourse.lexicons import Family
from discourse.matching.joint_search import FindPlaces, prepare_search
from discourse.matching.occurrences import NO_ROWS, Choice
from discourse.matching.search_costs import SearchCost

__all__ = ["FamilyPlaces", "find_family_places"]

# Which places of phrases are looked for. Of the hits that begin at one word, only those
# with the smallest gaps count. The longest exclusion lies over all words that the
# shorter ones lie over.
_CHOICE_OF_PHRASES: Choice = "shortest"
_CHOICE_OF_EXCLUSIONS: Choice = "longest"


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
    corpus: Corpus,
    families: Sequence[Family],
    *,
    with_unused_exclusions: bool = True,
) -> list[FamilyPlaces]:
    """Return where each phrase and each exclusion of each family fits.

    The places are those that :func:`discourse.matching.find_mentions` chooses from.

    Parameters
    ----------
    corpus : Corpus
        Each Han character is a token.
    families : sequence of Family
    with_unused_exclusions : bool
        Whether exclusions are looked for also if no phrase fits anywhere, so that there
        is nothing that they could cancel.
    """
    phrases = [phrase for family in families for phrase in family.phrases]
    if with_unused_exclusions:
        phrases += [phrase for family in families for phrase in family.exclude]
    find_places = prepare_search(corpus, phrases)
    return [
        _find_places_of_family(
            corpus, family, find_places, with_unused_exclusions=with_unused_exclusions
        )
        for family in families
    ]


def _find_places_of_family(
    corpus: Corpus,
    family: Family,
    find_places: FindPlaces,
    *,
    with_unused_exclusions: bool,
) -> FamilyPlaces:
    """Return where the phrases and exclusions of one family fit."""
    cost = SearchCost(len(corpus.stream), family.name)
    phrases = []
    for phrase in family.phrases:
        rows = find_places(phrase, choice=_CHOICE_OF_PHRASES, cost=cost)
        phrases.append(rows)
    exclusions = []
    are_needed = with_unused_exclusions or any(map(len, phrases))
    for phrase in family.exclude if are_needed else ():
        rows = find_places(phrase, choice=_CHOICE_OF_EXCLUSIONS, cost=cost)
        exclusions.append(rows)
    return FamilyPlaces(
        phrases=tuple(phrases),
        exclusions=tuple(exclusions),
    )
