"""Which groups of documents are compared, and what is permuted as one unit."""

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

# The name of the reference when it is every document outside the target.
OTHERS = "all others"

MOST_NAMES_SHOWN = 8  # of groups, in a message


@dataclass(frozen=True, eq=False)
class GroupPair:
    """Two groups of documents.

    Attributes
    ----------
    target, reference : str
        Their names.
    documents : int64 array
        The documents compared, ascending. Documents without a word are left out.
    inside : bool array
        Which of these documents are the target's.
    unit : int64 array
        The unit of each of these documents: the document itself, or its cluster. A unit
        is permuted as one. Numbers run from 0.
    """

    target: str
    reference: str
    documents: np.ndarray
    inside: np.ndarray
    unit: np.ndarray

    @property
    def side(self) -> np.ndarray:
        """Return whether each unit is the target's (bool)."""
        side = np.zeros(int(self.unit.max()) + 1, dtype=bool)
        side[self.unit[self.inside]] = True
        return side


@dataclass(frozen=True, eq=False)
class _Clusters:
    """The cluster of each document of the corpus, and the column that names it."""

    column: str
    codes: np.ndarray
    names: tuple[str, ...]


def find_group_pairs(
    corpus: Corpus,
    by: str,
    target: str | None,
    reference: str | None,
    cluster: str | None,
) -> Iterator[GroupPair]:
    """Yield the comparisons that are asked for, in order of the targets.

    Without a target every group is compared with all the others, or with `reference`.
    Of two groups, the first one is the target.
    """
    codes, names = corpus.groups(by)
    target = _find_group("target", target, by, names, corpus.labels)
    reference = _find_group("reference", reference, by, names, corpus.labels)
    if target is not None and target == reference:
        raise OptionError(
            f"target and reference are both {target!r}; two groups are compared."
        )
    if len(names) < 2:
        raise OptionError(
            f"by={by!r} makes {len(names)} group of these documents; two or more are "
            "needed to compare. Choose another column, or join a second corpus."
        )
    targets = _choose_targets(target, reference, names)
    if reference is None and len(names) == 2:
        (reference,) = set(names) - {targets[0]}
    clusters = None
    if cluster is not None:
        clusters = _Clusters(cluster, *corpus.groups(cluster))
    has_words = np.diff(corpus.stream.bounds) > 0
    for name in targets:
        in_target = codes == names.index(name)
        in_reference = ~in_target
        if reference is not None:
            in_reference = codes == names.index(reference)
        yield _make_pair(
            name,
            reference or OTHERS,
            in_target & has_words,
            in_reference & has_words,
            clusters,
        )


def _choose_targets(
    target: str | None, reference: str | None, names: tuple[str, ...]
) -> list[str]:
    if target is not None:
        return [target]
    if reference is None and len(names) == 2:
        return [names[0]]
    return [name for name in names if name != reference]


def _find_group(
    option: str,
    given: object,
    by: str,
    names: tuple[str, ...],
    labels: tuple[str, ...],
) -> str | None:
    """Return the name of the group that is meant, or None if none is given.

    A number, as in a column of years, is read as its digits, as in ``where``.
    """
    if given is None:
        return None
    value = given if isinstance(given, str) else str(given)
    if by == "doc":
        value = find_name(value, names, labels) or value
    if value not in names:
        shown = ", ".join(map(repr, names[:MOST_NAMES_SHOWN]))
        if len(names) > MOST_NAMES_SHOWN:
            shown += ", ..."
        raise OptionError(
            f"{option}={given!r} is no value of {by!r}; expected one of {shown}."
            f"{suggest(value, names)}"
        )
    return value


def _make_pair(
    target: str,
    reference: str,
    in_target: np.ndarray,
    in_reference: np.ndarray,
    clusters: _Clusters | None,
) -> GroupPair:
    """Return the pair of two groups, each given by its documents (bool)."""
    _check_not_empty(target, in_target)
    _check_not_empty(reference, in_reference)
    documents = (in_target | in_reference).nonzero()[0]
    inside = in_target[documents]
    if clusters is None:
        unit = np.arange(len(documents))
    else:
        codes = clusters.codes[documents]
        _check_clusters(clusters, codes, inside)
        _, unit = np.unique(codes, return_inverse=True)
    return GroupPair(
        target=target,
        reference=reference,
        documents=documents,
        inside=inside,
        unit=unit.reshape(-1),
    )


def _check_not_empty(name: str, documents: np.ndarray) -> None:
    if not documents.any():
        raise EmptyCorpusError(
            f"{name!r} has no document with a word in it; choose another group, or "
            "unmask."
        )


def _check_clusters(clusters: _Clusters, codes: np.ndarray, inside: np.ndarray) -> None:
    """Refuse a cluster with documents in both groups."""
    on_both_sides = np.intersect1d(codes[inside], codes[~inside])
    if len(on_both_sides):
        name = clusters.names[int(on_both_sides[0])]
        raise OptionError(
            f"cluster={clusters.column!r}: {name!r} has documents on both sides; a "
            "cluster is permuted as one, so it must lie on one side. Choose another "
            "column, or leave those documents out."
        )


def note_of_clusters(corpus: Corpus, pair: GroupPair, by: str) -> Note | None:
    """Return a note that proposes a column as `cluster`, or None.

    Each value of the column holds several documents, all in one group. Of several such
    columns, the one with the fewest values is proposed: it is the clearest case of
    documents that depend on one another.
    """
    documents = pair.documents
    table = corpus.documents
    candidates: list[tuple[int, str]] = []
    for column in table.columns:
        if column in ("doc", by):
            continue
        codes, names = corpus.groups(column)
        codes = codes[documents]
        if _may_be_clusters(codes, names, pair.inside):
            clusters = len(np.unique(codes))
            candidates.append((clusters, str(column)))
    if not candidates:
        return None
    _, column = min(candidates)
    return notes.make("may_be_clusters", column=column)


def _may_be_clusters(
    codes: np.ndarray, names: tuple[str, ...], inside: np.ndarray
) -> bool:
    values = np.unique(codes)
    # Two values would be the two groups themselves, under another name.
    if not 2 < len(values) < len(codes):
        return False
    on_both_sides = np.intersect1d(codes[inside], codes[~inside])
    if len(on_both_sides):
        return False
    # "" is the name of documents without a value.
    names_of_values = [names[value] for value in values.tolist()]
    return "" not in names_of_values
