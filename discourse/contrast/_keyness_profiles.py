"""Why two key word lists of the same documents differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd

from discourse import tables
from discourse.contrast.keyness_conventions import ASPECTS
from discourse.errors import TableError
from discourse.registries import KEYNESS_PROFILES
from discourse.validation import check_whole_number, options_by_name

__all__ = ["keyness_profiles"]

# What each aspect of a convention decides.
_REASONS: Mapping[str, str] = MappingProxyType(
    {
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
)

# A row of kind "rule" or "term" fills its own columns and keeps the others empty.
_EMPTY_ROW: Mapping[str, Any] = MappingProxyType(
    {
        "rule_first": "",
        "rule_second": "",
        "target": "",
        "reference": "",
        "rank_first": 0,
        "rank_second": 0,
        "score_first": np.nan,
        "score_second": np.nan,
    }
)

# Rank of a term that a list does not have.
_NOT_LISTED = 0


@options_by_name
def keyness_profiles(
    first: pd.DataFrame, second: pd.DataFrame, *, top: int = 20
) -> pd.DataFrame:
    """Return why two key word lists of the same documents differ.

    The table lists the conventions in which the lists differ, and the terms whose rank
    moves most.

    Parameters
    ----------
    first, second : pandas.DataFrame
        Tables of kind "keyness", of the same documents and groups by two profiles.
    top : int
        How many terms, those whose rank moves most first.

    Returns
    -------
    pandas.DataFrame
        Kind "keyness_profiles". Rows of kind "rule" name each aspect in which the
        profiles differ, with the rule of the first (`rule_first`) and of the second.
        Rows of kind "term" give the rank and score of a term in both lists. Rank 0
        means that the term is not in that list: it counts as just after its end.

    Raises
    ------
    TableError
        A table is no key word list or holds several profiles, or the two compare other
        groups or counts.

    See Also
    --------
    keyness : The key word lists.

    Notes
    -----
    *When to use it.* When two programs, or two papers, give different key words for the
    same texts.

    *How to read it.* First the rows of kind "rule", which are the causes, then the rows
    of kind "term", which are the effects. Ranks run from 1 in each comparison, in the
    order of the table's rows: sort neither table beforehand.

    Examples
    --------
    >>> from discourse.contrast import keyness
    >>> from discourse.corpus import Corpus
    >>> texts = {"a": "peace peace peace and trade", "b": "war war war and and trade"}
    >>> corpus = Corpus.from_texts(texts)
    >>> first = keyness(corpus, by="doc", min_count=1, profile="ucrel")
    >>> second = keyness(corpus, by="doc", min_count=1, profile="quanteda")
    >>> table = keyness_profiles(first, second)
    >>> table[table["kind"] == "rule"]["label"].tolist()[:3]
    ['measure', 'formula', 'zeros']
    """
    top = check_whole_number("top", top, 0)
    first_profile = _profile_of(first, "first")
    second_profile = _profile_of(second, "second")
    rows = _rule_rows(first_profile, second_profile)
    rows += _threshold_rows(first, second)
    rows += _term_rows(first, second, top)
    columns: dict[str, Any] = {}
    for name in ("kind", "label", "reason", *_EMPTY_ROW):
        columns[name] = [row[name] for row in rows]
    columns["profile"] = [first_profile] * len(rows)
    columns["profile_other"] = [second_profile] * len(rows)
    return tables.make("keyness_profiles", columns)


def _profile_of(table: pd.DataFrame, which: str) -> str:
    """Return the name of the table's only profile, or refuse the table.

    `which` is "first" or "second", for the message.
    """
    names = sorted(set(tables.check(table, "keyness")["profile"].tolist()))
    if len(names) != 1 or names[0] not in KEYNESS_PROFILES:
        raise TableError(
            f"the {which} table holds the profiles {names}; one key word list of one "
            "profile was expected, with at least one row. Make it with "
            "discourse.keyness(..., profile='...')."
        )
    return str(names[0])


def _rule_rows(first_name: str, second_name: str) -> list[dict[str, Any]]:
    """Return one row for each aspect in which the two profiles differ."""
    first_profile = KEYNESS_PROFILES[first_name]
    second_profile = KEYNESS_PROFILES[second_name]
    rows = []
    for aspect in ASPECTS:
        first_rule = getattr(first_profile, aspect)
        second_rule = getattr(second_profile, aspect)
        if first_rule != second_rule:
            reason = _REASONS[aspect]
            rows.append(_rule_row(aspect, reason, first_rule, second_rule))
    return rows


def _threshold_rows(
    first_table: pd.DataFrame, second_table: pd.DataFrame
) -> list[dict[str, Any]]:
    """Return one row on `min_count` if the two lists differ in it, else no row."""
    first_minimum = int(first_table["min_count"].iloc[0])
    second_minimum = int(second_table["min_count"].iloc[0])
    if first_minimum == second_minimum:
        return []
    row = _rule_row(
        "min_count",
        "terms left out beforehand, and not corrected for",
        f"occurrences from {first_minimum}",
        f"occurrences from {second_minimum}",
    )
    return [row]


def _rule_row(
    aspect: str, reason: str, first_rule: str, second_rule: str
) -> dict[str, Any]:
    """Return one row of kind "rule", by column."""
    return {
        **_EMPTY_ROW,
        "kind": "rule",
        "label": aspect,
        "reason": reason,
        "rule_first": first_rule,
        "rule_second": second_rule,
    }


@dataclass(frozen=True, order=True)
class _Term:
    """A term of one comparison: the same word is another term in another one."""

    target: str
    reference: str
    name: str


@dataclass(frozen=True)
class _ListEntry:
    """What a key word list shows of a term.

    Attributes
    ----------
    rank : int
    score : float
    counts : pair of int
        Occurrences in the target and in the reference.
    """

    rank: int
    score: float
    counts: tuple[int, int] = (0, 0)


_ABSENT_ENTRY = _ListEntry(rank=_NOT_LISTED, score=np.nan)


def _rank_terms(table: pd.DataFrame) -> dict[_Term, _ListEntry]:
    """Return the entry of each term: its rank in its comparison, score and counts."""
    comparisons = table.groupby(["target", "reference"], sort=False)
    ranks = comparisons.cumcount() + 1
    columns = [table["target"], table["reference"], table["term"]]
    columns += [ranks, table["score"]]
    columns += [table["count_target"], table["count_reference"]]
    entry_of_term = {}
    for row in zip(*(column.tolist() for column in columns), strict=True):
        target, reference, term, rank, score, *counts = row
        key = _Term(target, reference, term)
        entry_of_term[key] = _ListEntry(rank, score, tuple(counts))
    return entry_of_term


def _check_same_counts(
    first_list: dict[_Term, _ListEntry], second_list: dict[_Term, _ListEntry]
) -> None:
    """Refuse two lists that are not of the same documents and groups.

    A term in both lists must have the same counts, and at least one pair of groups must
    be in both lists.
    """
    for term in sorted(first_list.keys() & second_list.keys()):
        if first_list[term].counts != second_list[term].counts:
            raise TableError(
                f"{term.name!r} occurs {first_list[term].counts} times in the first list and "
                f"{second_list[term].counts} in the second: two lists of the same documents "
                "and groups were expected."
            )
    first_pairs = {(term.target, term.reference) for term in first_list}
    second_pairs = {(term.target, term.reference) for term in second_list}
    if first_list and second_list and not first_pairs & second_pairs:
        raise TableError(
            "the two lists compare other groups; two lists of the same target and "
            "reference were expected."
        )


def _term_rows(
    first_table: pd.DataFrame, second_table: pd.DataFrame, top: int
) -> list[dict[str, Any]]:
    """Return one row for each of the `top` terms whose rank moves most.

    A term that one list lacks counts as just after the end of that list.
    """
    first_list = _rank_terms(first_table)
    second_list = _rank_terms(second_table)
    _check_same_counts(first_list, second_list)
    rank_after_first_list = _last_rank(first_list) + 1
    rank_after_second_list = _last_rank(second_list) + 1

    def rank_change(term: _Term) -> int:
        """Return how many ranks lie between the two ranks of a term."""
        first_rank = rank_after_first_list
        if term in first_list:
            first_rank = first_list[term].rank
        second_rank = rank_after_second_list
        if term in second_list:
            second_rank = second_list[term].rank
        return abs(first_rank - second_rank)

    def sort_key(term: _Term) -> tuple[int, str, str, str]:
        """Return what rows are sorted by: how far a term moves, then its name."""
        return -rank_change(term), term.name, term.target, term.reference

    terms = sorted(first_list.keys() | second_list.keys(), key=sort_key)
    rows = []
    for term in terms[:top]:
        first_entry = first_list.get(term, _ABSENT_ENTRY)
        second_entry = second_list.get(term, _ABSENT_ENTRY)
        rows.append(_term_row(term, first_entry, second_entry))
    return rows


def _last_rank(entry_of_term: dict[_Term, _ListEntry]) -> int:
    """Return the largest rank of a list, 0 if the list is empty."""
    if not entry_of_term:
        return 0
    return max(entry.rank for entry in entry_of_term.values())


def _term_row(
    term: _Term, first_entry: _ListEntry, second_entry: _ListEntry
) -> dict[str, Any]:
    """Return one row of kind "term", by column."""
    return {
        **_EMPTY_ROW,
        "kind": "term",
        "label": term.name,
        "reason": _describe_move(first_entry.rank, second_entry.rank),
        "target": term.target,
        "reference": term.reference,
        "rank_first": first_entry.rank,
        "rank_second": second_entry.rank,
        "score_first": first_entry.score,
        "score_second": second_entry.score,
    }


def _describe_move(first_rank: int, second_rank: int) -> str:
    """Return in words how the rank changes from the first list to the second."""
    if first_rank == _NOT_LISTED:
        return "only in the second list"
    if second_rank == _NOT_LISTED:
        return "only in the first list"
    if first_rank == second_rank:
        return "same place"
    direction = "down" if second_rank > first_rank else "up"
    return f"{abs(second_rank - first_rank)} {direction}"
