"""What the rows of a table can and cannot show, as brief as a foot line must be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

__all__ = ["remarks", "together"]

MOST = 3  # remarks on some of the rows that are written out


def together(notes: Iterable[str]) -> str:
    """Return the notes of several rows as one, each clause once."""
    return "; ".join(
        dict.fromkeys(clause for note in notes for clause in note.split("; ") if clause)
    )


def remarks(notes: Sequence[str], what: str) -> list[str]:
    """Return a line with what all `notes` say, and one with what some say and how many these are; none that is empty.

    Parameters
    ----------
    notes : sequence of str
        The column ``note`` of what is drawn. Clauses are divided by ``"; "``; what a clause says of some rows only is
        told by its words before ``": "``, or by those after it, where these are common to several clauses.
    what : str
        What a row is, in the plural.

    Examples
    --------
    >>> remarks(["no test", "one document: its own; no test", "no test"], "terms")
    ['no test', '1 of 3 terms: one document']
    >>> remarks(["5 words: too short", "8 words: too short", ""], "pairs")
    ['2 of 3 pairs: too short']
    """
    clauses = [set(filter(None, note.split("; "))) for note in notes]
    every = [
        clause
        for clause in dict.fromkeys("; ".join(notes).split("; "))
        if all(clause in own for own in clauses)
    ]
    heads: dict[str, dict[str, None]] = {}
    for clause in dict.fromkeys("; ".join(notes).split("; ")):
        if clause and clause not in every:
            head, _, tail = clause.partition(": ")
            heads.setdefault(tail or head, {})[head] = None
    count: dict[str, int] = {}
    for tail, found in heads.items():
        said = tail if len(found) > 1 else next(iter(found))
        own_words = {f"{head}: {tail}" for head in found} | {tail}
        count[said] = sum(not own.isdisjoint(own_words) for own in clauses)
    some = [f"{number:,}: {said}" for said, number in count.items()][:MOST]
    if some:
        some[0] = some[0].replace(":", f" of {len(notes):,} {what}:", 1)
    return [line for line in ("; ".join(every), "; ".join(some)) if line]
