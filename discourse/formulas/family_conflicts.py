"""Family conflicts: mentions of one family that overlap mentions of another one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from discourse.lexicons import Lexicon
from discourse.matching import Hits

__all__ = ["Conflicts", "find_conflicts"]


@dataclass(frozen=True, eq=False)
class Conflicts:
    """Mentions of one pattern that overlap mentions of one other family.

    Each mention is there once.

    Attributes
    ----------
    other_family : str
    other_label : str
    rows : list of (int, int)
        First token and end token of each of these mentions.
    other_rows : list of (int, int)
        The same of a mention of the other family that it overlaps.
    """

    other_family: str
    other_label: str
    rows: list[tuple[int, int]]
    other_rows: list[tuple[int, int]]


def find_conflicts(
    lexicon: Lexicon, hits: Hits
) -> dict[int, dict[int, list[Conflicts]]]:
    """Return the mentions of which another family claims a word.

    The keys are the number of a family, then that of a phrase.
    """
    conflicts_by_key: dict[tuple[int, int, int], Conflicts] = {}
    family = hits.family.tolist()
    phrase = hits.phrase.tolist()
    first = hits.first.tolist()
    end = hits.last.tolist()
    for hit, other_hit in _overlapping_hits(hits):
        other_number = family[other_hit]
        key = (family[hit], phrase[hit], other_number)
        if key not in conflicts_by_key:
            other_family = lexicon.families[other_number]
            name = other_family.name
            label = lexicon.label_of[name]
            conflicts_by_key[key] = Conflicts(name, label, [], [])
        conflicts = conflicts_by_key[key]
        span = (first[hit], end[hit])
        # A mention that overlaps two mentions of the other family is one.
        if conflicts.rows[-1:] != [span]:
            other_span = (first[other_hit], end[other_hit])
            conflicts.rows.append(span)
            conflicts.other_rows.append(other_span)
    by_family: dict[int, dict[int, list[Conflicts]]] = {}
    for key in sorted(conflicts_by_key):
        family_number, phrase_number, _ = key
        conflicts = conflicts_by_key[key]
        by_phrase = by_family.setdefault(family_number, {})
        of_phrase = by_phrase.setdefault(phrase_number, [])
        of_phrase.append(conflicts)
    return by_family


def _overlapping_hits(hits: Hits) -> list[tuple[int, int]]:
    """Return the pairs of hits of two families that share a token, both ways round.

    They are sorted by position of the first of the pair.
    """
    order = np.lexsort((hits.last, hits.first)).tolist()
    first = hits.first.tolist()
    end = hits.last.tolist()
    family = hits.family.tolist()
    pairs = []
    # The hits that may reach to the next ones.
    open_hits: list[int] = []
    for hit in order:
        open_hits = [other for other in open_hits if end[other] > first[hit]]
        for other in open_hits:
            if family[other] != family[hit]:
                pairs += [(hit, other), (other, hit)]
        open_hits.append(hit)
    pairs.sort(key=lambda pair: (first[pair[0]], pair))
    return pairs
