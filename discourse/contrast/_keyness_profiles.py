"""Why two key word lists of the same documents differ."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np
import pandas as pd

from discourse import tables
from discourse.contrast.keyness_conventions import ASPECTS
from discourse.errors import TableError
from discourse.registries import KEYNESS_PROFILES
from discourse.validation import check_whole_number, options_by_name

__all__ = ["keyness_profiles"]

_SAYS = {
    "measure": "what ranks the terms",
    "formula": "how it is computed",
    "zeros": "what becomes of a count of 0",
    "sign": "how the direction is shown",
    "effect": "how large the difference is",
    "interval": "how far off that may be",
    "test": "what p rests on",
    "correction": "many terms at once",
    "dispersion": "how evenly over documents",
    "order": "order of the rows",
    "threshold": "rows left out",
    "words": "what a rate is among",
    "source": "where the convention is written",
}


@options_by_name
def keyness_profiles(
    first: pd.DataFrame, second: pd.DataFrame, *, top: int = 20
) -> pd.DataFrame:
    """Why two key word lists of the same documents differ: convention by convention, and the terms that move most.

    Parameters
    ----------
    first, second : pandas.DataFrame
        Tables of kind "keyness", of the same documents and groups by two profiles.
    top : int
        How many terms, those whose rank moves most first.

    Returns
    -------
    pandas.DataFrame
        Kind "keyness_profiles". Rows of kind "rule" name, for each aspect in which the profiles differ, the rule of
        the first (`rule_first`) and of the second; rows of kind "term" give a term's rank and score in both. Rank 0:
        not in that list, and it counts as standing after its end.

    Raises
    ------
    TableError
        A table is no key word list, holds several profiles, or the two compare other groups or counts.

    Notes
    -----
    Ranks run from 1 in each comparison, in the order of the table's rows: sort neither table beforehand.

    Examples
    --------
    >>> from discourse.contrast import keyness
    >>> from discourse.corpus import Corpus
    >>> texts = {"a": "peace peace peace and trade", "b": "war war war and and trade"}
    >>> corpus = Corpus.from_texts(texts)
    >>> lists = [keyness(corpus, by="doc", min_count=1, profile=name) for name in ("ucrel", "quanteda")]
    >>> table = keyness_profiles(*lists)
    >>> table[table["kind"] == "rule"]["label"].tolist()[:3]
    ['measure', 'formula', 'zeros']
    """
    top = check_whole_number("top", top, 0)
    names = [
        _profile(table, which)
        for table, which in ((first, "first"), (second, "second"))
    ]
    rules = [KEYNESS_PROFILES[name] for name in names]
    differ = [
        aspect
        for aspect in ASPECTS
        if getattr(rules[0], aspect) != getattr(rules[1], aspect)
    ]
    moved = _moved(first, second, top)
    counts = [int(table["min_count"].iloc[0]) for table in (first, second)]
    told = [[getattr(rule, aspect) for aspect in differ] for rule in rules]
    reasons = [_SAYS[aspect] for aspect in differ]
    if counts[0] != counts[1]:
        differ, reasons = (
            [*differ, "min_count"],
            [*reasons, "terms left out beforehand, and not corrected for"],
        )
        told = [
            [*own, f"occurrences from {count}"]
            for own, count in zip(told, counts, strict=True)
        ]
    size, tail = len(differ), len(moved)
    return tables.make(
        "keyness_profiles",
        {
            "kind": ["rule"] * size + ["term"] * tail,
            "label": [*differ, *moved["term"].tolist()],
            "reason": reasons + _told(moved),
            "profile": [names[0]] * (size + tail),
            "profile_other": [names[1]] * (size + tail),
            "rule_first": told[0] + [""] * tail,
            "rule_second": told[1] + [""] * tail,
            "target": [""] * size + moved["target"].tolist(),
            "reference": [""] * size + moved["reference"].tolist(),
            "rank_first": np.concatenate(
                [np.zeros(size, np.int64), moved["rank_first"].to_numpy(np.int64)]
            ),
            "rank_second": np.concatenate(
                [np.zeros(size, np.int64), moved["rank_second"].to_numpy(np.int64)]
            ),
            "score_first": np.concatenate(
                [np.full(size, np.nan), moved["score_first"].to_numpy(np.float64)]
            ),
            "score_second": np.concatenate(
                [np.full(size, np.nan), moved["score_second"].to_numpy(np.float64)]
            ),
        },
    )


def _profile(table: pd.DataFrame, which: str) -> str:
    names = sorted(set(tables.check(table, "keyness")["profile"].tolist()))
    if len(names) != 1 or names[0] not in KEYNESS_PROFILES:
        raise TableError(
            f"the {which} table holds the profiles {names}; one key word list of one profile was expected, with at "
            "least one row. Make it with discourse.keyness(..., profile='...')."
        )
    return str(names[0])


def _ranked(table: pd.DataFrame) -> dict[Hashable, tuple[int, float, int, int]]:
    seen: dict[Hashable, int] = {}
    ranks: dict[Hashable, tuple[int, float, int, int]] = {}
    columns = (
        "target",
        "reference",
        "term",
        "score",
        "count_target",
        "count_reference",
    )
    for target, reference, term, score, a, b in zip(
        *(table[name].tolist() for name in columns), strict=True
    ):
        seen[target, reference] = seen.get((target, reference), 0) + 1
        ranks[target, reference, term] = (seen[target, reference], score, a, b)
    return ranks


def _moved(first: pd.DataFrame, second: pd.DataFrame, top: int) -> pd.DataFrame:
    """The terms whose rank moves most: a term that one list lacks stands just after its end."""
    one, other = _ranked(first), _ranked(second)
    for key in sorted(one.keys() & other.keys(), key=str):
        if one[key][2:] != other[key][2:]:
            raise TableError(
                f"{key[2]!r} occurs {one[key][2:]} times in the first list and {other[key][2:]} in the second: two lists "  # type: ignore[index]
                "of the same documents and groups were expected."
            )
    if one and other and not {key[:2] for key in one} & {key[:2] for key in other}:  # type: ignore[index]
        raise TableError(
            "the two lists compare other groups; two lists of the same target and reference were expected."
        )
    ends = [
        max((rank for rank, *_ in ranks.values()), default=0) + 1
        for ranks in (one, other)
    ]
    rows = []
    for key in one.keys() | other.keys():
        here, there = one.get(key, (0, np.nan)), other.get(key, (0, np.nan))
        change = abs((here[0] or ends[0]) - (there[0] or ends[1]))
        rows.append((*key, here[0], there[0], here[1], there[1], change))  # type: ignore[misc]
    rows.sort(key=lambda row: (-row[-1], row[2], row[0], row[1]))
    names = (
        "target",
        "reference",
        "term",
        "rank_first",
        "rank_second",
        "score_first",
        "score_second",
        "change",
    )
    columns = zip(*rows[:top], strict=True) if rows[:top] else [()] * len(names)
    return pd.DataFrame(
        {name: list(column) for name, column in zip(names, columns, strict=True)}
    )


def _told(moved: pd.DataFrame) -> list[str]:
    told = []
    for here, there in zip(
        moved["rank_first"].tolist(), moved["rank_second"].tolist(), strict=True
    ):
        if not here or not there:
            told.append(f"only in the {'second' if not here else 'first'} list")
        else:
            told.append(
                "same place"
                if here == there
                else f"{abs(there - here)} {'down' if there > here else 'up'}"
            )
    return told
