"""Who is compared with whom: the target, the reference, and what is dealt out as one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from discourse import notes
from discourse.corpus import Corpus
from discourse.errors import EmptyCorpusError, OptionError
from discourse.notes import Note
from discourse.validation import find_name, suggest

__all__ = ["OTHERS", "GroupPair", "find_group_pairs", "note_of_clusters"]

OTHERS = "all others"  # the reference when it is every document outside the target


@dataclass(frozen=True, eq=False)
class GroupPair:
    """Two groups of documents.

    Attributes
    ----------
    target, reference : str
        What they are called.
    documents : int64 array
        The documents compared, ascending; those without a word are left out.
    inside : bool array
        Which of these are the target's.
    unit : int64 array
        For each of these the number of what is dealt out as one: itself, or its cluster. Numbers run from 0.
    """

    target: str
    reference: str
    documents: np.ndarray
    inside: np.ndarray
    unit: np.ndarray

    @property
    def side(self) -> np.ndarray:
        """Whether each unit is the target's (bool)."""
        side = np.zeros(int(self.unit.max()) + 1, dtype=bool)
        side[self.unit[self.inside]] = True
        return side


def find_group_pairs(
    corpus: Corpus,
    by: str,
    target: str | None,
    reference: str | None,
    cluster: str | None,
) -> Iterator[GroupPair]:
    """Yield the comparisons that are asked for, in order of the targets.

    Without a target every group is compared with all the others, or with `reference`; of two groups the first is
    the target.
    """
    codes, names = corpus.groups(by)
    words = np.diff(corpus.stream.bounds)
    target, reference = (
        _named(*option, by, names)
        for option in (("target", target), ("reference", reference))
    )
    if target is not None and target == reference:
        raise OptionError(
            f"target and reference are both {target!r}; two groups are compared."
        )
    if len(names) < 2:
        raise OptionError(
            f"by={by!r} makes {len(names)} group of these documents; two or more are needed to compare. Choose "
            "another column, or join a second corpus."
        )
    targets = (
        [target]
        if target is not None
        else [name for name in names if name != reference]
    )
    if target is None and reference is None and len(names) == 2:
        targets = [names[0]]
    chosen = (
        reference
        if reference is not None or len(names) > 2
        else next(name for name in names if name != targets[0])
    )
    clusters = None if cluster is None else corpus.groups(cluster)
    for name in targets:
        inside = codes == names.index(name)
        outside = ~inside if chosen is None else codes == names.index(chosen)
        yield _pair(
            name,
            chosen or OTHERS,
            (inside & (words > 0), outside & (words > 0)),
            clusters,
            cluster,
        )


def _named(option: str, given: object, by: str, names: tuple[str, ...]) -> str | None:
    """The group that is meant: a number, as in a column of years, goes by its digits, as in ``where``."""
    value = given if given is None or isinstance(given, str) else str(given)
    if by == "doc" and value is not None:
        value = find_name(value, names) or value
    if value is not None and value not in names:
        shown = ", ".join(repr(name) for name in names[:8]) + (
            ", ..." if len(names) > 8 else ""
        )
        raise OptionError(
            f"{option}={given!r} is no value of {by!r}; expected one of {shown}.{suggest(value, names)}"
        )
    return value


def _pair(
    target: str,
    reference: str,
    sides: tuple[np.ndarray, np.ndarray],
    clusters: tuple[np.ndarray, tuple[str, ...]] | None,
    cluster: str | None,
) -> GroupPair:
    for name, side in zip((target, reference), sides, strict=True):
        if not side.any():
            raise EmptyCorpusError(
                f"{name!r} has no document with a word in it; choose another group, or unmask."
            )
    documents = (sides[0] | sides[1]).nonzero()[0]
    inside = sides[0][documents]
    unit = np.arange(len(documents))
    if clusters is not None:
        codes, names = clusters
        codes = codes[documents]
        both = np.intersect1d(codes[inside], codes[~inside])
        if len(both):
            raise OptionError(
                f"cluster={cluster!r}: {names[int(both[0])]!r} has documents on both sides; a cluster is dealt out as "
                "one, so it must lie on one side. Choose another column, or leave those documents out."
            )
        unit = np.unique(codes, return_inverse=True)[1].reshape(-1)
    return GroupPair(target, reference, documents, inside, unit)


def note_of_clusters(corpus: Corpus, pair: GroupPair, by: str) -> Note | None:
    """Propose as `cluster` a column whose values each hold several documents of one side; None where there is none.

    Of several such columns the one with the fewest values: its documents depend on one another least arguably.
    """
    table = corpus.documents.iloc[pair.documents]
    found: list[tuple[int, str]] = []
    for column in table.columns:
        if column in ("doc", by):
            continue
        codes, names = corpus.groups(column)
        own = codes[pair.documents]
        values = np.unique(own)
        split = np.intersect1d(own[pair.inside], own[~pair.inside])
        # Two values would be the two sides themselves, under another name.
        if (
            2 < len(values) < len(own)
            and not len(split)
            and "" not in {names[value] for value in values.tolist()}
        ):
            found.append((len(values), str(column)))
    if not found:
        return None
    return notes.make("may_be_clusters", column=min(found)[1])
