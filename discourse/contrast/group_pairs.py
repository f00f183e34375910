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

__all__ = [
    "OTHERS",
    "Group",
    "GroupPair",
    "choose_groups",
    "find_group_pairs",
    "note_of_clusters",
]

# The name of the reference when it is every document outside the target.
OTHERS = "all others"

MOST_NAMES_SHOWN = 8  # names of groups that a message lists


@dataclass(frozen=True, eq=False)
class GroupPair:
    """Two groups of documents.

    Attributes
    ----------
    target, reference : str
        Their names.
    documents : int64 array
        The documents compared, ascending. Documents without a word are left out.
    in_target : bool array
        Which of these documents are the target's.
    unit_of_document : int64 array
        The unit of each of these documents: the document itself, or its cluster. A unit
        is permuted as one. Numbers run from 0.
    """

    target: str
    reference: str
    documents: np.ndarray
    in_target: np.ndarray
    unit_of_document: np.ndarray

    @property
    def units_in_target(self) -> np.ndarray:
        """Return whether each unit is the target's (bool)."""
        unit_count = int(self.unit_of_document.max()) + 1
        is_in_target = np.zeros(unit_count, dtype=bool)
        target_units = self.unit_of_document[self.in_target]
        is_in_target[target_units] = True
        return is_in_target


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
    """Yield the pairs of groups that are compared, in order of the targets.

    Without a target every group is compared with all the others, or with `reference`.
    If there are only two groups, the first one is the target. Documents without a word
    are in neither group.
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
        # The group that is not the target, so that it is named and not "all others".
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


@dataclass(frozen=True, eq=False)
class Group:
    """A group of documents: its name, and their numbers, ascending (int64)."""

    name: str
    documents: np.ndarray


def choose_groups(corpus: Corpus, by: str | None, target: str | None) -> list[Group]:
    """Return the group named `target`, or every group, without documents without words.

    With ``by=None`` all documents are in one group, ``""``.
    """
    if by is None and target is not None:
        raise OptionError(
            f"target={target!r} came without by=; the metadata column was expected that "
            "has this value."
        )
    codes, names = corpus.groups(by)
    has_words = np.diff(corpus.stream.bounds) > 0
    chosen_names = names
    if by is not None:
        name = _find_group("target", target, by, names, corpus.labels)
        chosen_names = names if name is None else (name,)
    elif not has_words.any():
        raise EmptyCorpusError(
            "the corpus has no words; expected at least one document with a word in "
            "it. Unmask some, or read other documents."
        )
    groups = []
    for name in chosen_names:
        is_in_group = (codes == names.index(name)) & has_words
        _check_not_empty(name, is_in_group)
        groups.append(Group(name, np.flatnonzero(is_in_group)))
    return groups


def _choose_targets(
    target: str | None, reference: str | None, names: tuple[str, ...]
) -> list[str]:
    """Return the names of the targets, in order of the groups."""
    if target is not None:
        return [target]
    # The second comparison of two groups would be the first one with other signs.
    if reference is None and len(names) == 2:
        return [names[0]]
    return [name for name in names if name != reference]


def _find_group(
    option: str,
    group: object,
    by: str,
    names: tuple[str, ...],
    labels: tuple[str, ...],
) -> str | None:
    """Return the name of the group, or None if the option is not used.

    A number, as in a column of years, is read as its digits, as in ``where``. With
    ``by="doc"`` the label of a document is also accepted.
    """
    if group is None:
        return None
    group_name = group if isinstance(group, str) else str(group)
    if by == "doc":
        group_name = find_name(group_name, names, labels) or group_name
    if group_name not in names:
        name_list = ", ".join(map(repr, names[:MOST_NAMES_SHOWN]))
        if len(names) > MOST_NAMES_SHOWN:
            name_list += ", ..."
        raise OptionError(
            f"{option}={group!r} is no value of {by!r}; expected one of {name_list}."
            f"{suggest(group_name, names)}"
        )
    return group_name


def _make_pair(
    target: str,
    reference: str,
    in_target: np.ndarray,
    in_reference: np.ndarray,
    clusters: _Clusters | None,
) -> GroupPair:
    """Return the pair of two groups; bools say which documents are in which group."""
    _check_not_empty(target, in_target)
    _check_not_empty(reference, in_reference)
    documents = (in_target | in_reference).nonzero()[0]
    is_target_document = in_target[documents]
    if clusters is None:
        unit_of_document = np.arange(len(documents))
    else:
        codes = clusters.codes[documents]
        _check_clusters(clusters, codes, is_target_document)
        _, unit_of_document = np.unique(codes, return_inverse=True)
    return GroupPair(
        target=target,
        reference=reference,
        documents=documents,
        in_target=is_target_document,
        unit_of_document=unit_of_document.reshape(-1),
    )


def _check_not_empty(name: str, documents: np.ndarray) -> None:
    """Refuse a group without documents (given as bools); `name` is the group's."""
    if not documents.any():
        raise EmptyCorpusError(
            f"{name!r} has no document with a word in it; choose another group, or "
            "unmask."
        )


def _check_clusters(
    clusters: _Clusters, codes: np.ndarray, in_target: np.ndarray
) -> None:
    """Refuse a cluster that has documents in both groups.

    `codes` are the clusters of the documents that are compared.
    """
    split_clusters = np.intersect1d(codes[in_target], codes[~in_target])
    if len(split_clusters):
        name = clusters.names[int(split_clusters[0])]
        raise OptionError(
            f"cluster={clusters.column!r}: {name!r} has documents on both sides; a "
            "cluster is permuted as one, so it must lie on one side. Choose another "
            "column, or leave those documents out."
        )


def note_of_clusters(corpus: Corpus, pair: GroupPair, by: str) -> Note | None:
    """Return a note that proposes a column as `cluster`, or None if there is none.

    Documents with one value of that column are all in one group, and some values have
    several documents. Of several such columns, the one with the fewest values is
    proposed: it is the clearest case of documents that depend on one another.
    """
    documents = pair.documents
    table = corpus.documents
    candidates: list[tuple[int, str]] = []
    for column in table.columns:
        if column in ("doc", by):
            continue
        codes, names = corpus.groups(column)
        codes = codes[documents]
        if _may_be_clusters(codes, names, pair.in_target):
            cluster_count = len(np.unique(codes))
            candidates.append((cluster_count, str(column)))
    if not candidates:
        return None
    _, column = min(candidates)
    return notes.make("may_be_clusters", column=column)


def _may_be_clusters(
    codes: np.ndarray, names: tuple[str, ...], in_target: np.ndarray
) -> bool:
    """Return whether the values of a column can be clusters of the documents.

    `codes` gives for each compared document the position of its value in `names`.
    `in_target` says which of these documents are in the target group.
    """
    values = np.unique(codes)
    # Two values would be the two groups themselves, under another name. As many values
    # as documents would put each document in a cluster of its own.
    if not 2 < len(values) < len(codes):
        return False
    # A cluster is moved as a whole, so it cannot be in both groups.
    values_in_both_groups = np.intersect1d(codes[in_target], codes[~in_target])
    if len(values_in_both_groups):
        return False
    # "" is the name of documents without a value.
    names_of_values = [names[value] for value in values.tolist()]
    return "" not in names_of_values
