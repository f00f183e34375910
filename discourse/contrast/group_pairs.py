"""Which groups of documents are compared, and what is permuted as one unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NoReturn

import numpy as np

from discourse import notes
from discourse.corpus import Corpus
from discourse.corpus.metadata import find_group, suggest_value
from discourse.errors import EmptyCorpusError, OptionError
from discourse.notes import Note
from discourse.settings import NO_VALUE
from discourse.validation import count_of, find_name, show_value

__all__ = [
    "OTHERS",
    "Clusters",
    "Group",
    "GroupPair",
    "choose_groups",
    "find_cluster_columns",
    "find_group_pairs",
    "list_group_names",
    "note_of_clusters",
    "note_of_groups_left_out",
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
class Clusters:
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
    are in neither group, and a group without a word is left out:
    :func:`note_of_groups_left_out` says so.
    """
    codes, names = corpus.groups(by)
    target = _find_group("target", target, by, corpus)
    reference = _find_group("reference", reference, by, corpus)
    if target is not None and target == reference:
        raise OptionError(
            f"target and reference are both {show_value(target)}; two groups are "
            "compared."
        )
    if len(names) < 2:
        raise OptionError(
            f"by={show_value(by)} makes {count_of(len(names), 'group')} of these "
            "documents; two or more are needed to compare. Choose another column, or "
            "join a second corpus."
        )
    has_words = np.diff(corpus.stream.bounds) > 0
    for name in (target, reference):
        if name is not None:
            _check_not_empty(name, (codes == names.index(name)) & has_words)
    compared_names = _names_with_words(codes, names, has_words)
    if len(compared_names) < 2:
        empty_name = next(name for name in names if name not in compared_names)
        _refuse_group_without_words(empty_name)
    targets = _choose_targets(target, reference, compared_names)
    if reference is None and len(compared_names) == 2:
        # The group that is not the target, so that it is named and not "all others".
        (reference,) = set(compared_names) - {targets[0]}
    clusters = None
    if cluster is not None:
        clusters = Clusters(cluster, *corpus.groups(cluster))
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

    With ``by=None`` all documents are in one group, ``""``. Groups without a word are
    left out: :func:`note_of_groups_left_out` says so.
    """
    if by is None and target is not None:
        raise OptionError(
            f"target={show_value(target)} came without by=; the metadata column was "
            "expected that "
            "has this value."
        )
    codes, names = corpus.groups(by)
    has_words = np.diff(corpus.stream.bounds) > 0
    chosen_names = names
    if by is not None:
        name = _find_group("target", target, by, corpus)
        chosen_names = names if name is None else (name,)
    elif not has_words.any():
        raise EmptyCorpusError(
            "the corpus has no words; expected at least one document with a word in "
            "it. Unmask some, or read other documents."
        )
    names_with_words = _names_with_words(codes, names, has_words)
    groups = []
    for name in chosen_names:
        if name in names_with_words:
            is_in_group = (codes == names.index(name)) & has_words
            groups.append(Group(name, np.flatnonzero(is_in_group)))
    if not groups and chosen_names:
        _refuse_group_without_words(chosen_names[0])
    return groups


def note_of_groups_left_out(
    corpus: Corpus, by: str | None, *compared: str | None
) -> Note | None:
    """Return a note that names the groups without a word, or None if each has one.

    Parameters
    ----------
    corpus : Corpus
    by : str or None
        The column of the groups; None = there are none.
    *compared : str or None
        The groups that were asked for. If two are named, no other is missed.
    """
    asked_names = [name for name in compared if name is not None]
    if by is None or len(asked_names) == 2:
        return None
    codes, names = corpus.groups(by)
    has_words = np.diff(corpus.stream.bounds) > 0
    names_with_words = _names_with_words(codes, names, has_words)
    left_out = [name for name in names if name not in names_with_words]
    if not left_out:
        return None
    return notes.make("groups_left_out", names=list_group_names(left_out))


def list_group_names(names: Sequence[str]) -> str:
    """Return the first names of groups in quotation marks, and how many more there are.

    >>> list_group_names(["a", "b"])
    "'a', 'b'"
    """
    written_names = ", ".join(map(repr, names[:MOST_NAMES_SHOWN]))
    unnamed_count = len(names) - MOST_NAMES_SHOWN
    if unnamed_count > 0:
        written_names += f" and {unnamed_count:,} more"
    return written_names


def _names_with_words(
    codes: np.ndarray, names: tuple[str, ...], has_words: np.ndarray
) -> tuple[str, ...]:
    """Return the names of the groups in which some document has a word, in order."""
    word_counts = np.bincount(codes[has_words], minlength=len(names))
    numbers = np.flatnonzero(word_counts)
    return tuple(names[number] for number in numbers.tolist())


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


def _find_group(option: str, group: object, by: str, corpus: Corpus) -> str | None:
    """Return the name of the group, or None if the option is not used.

    A value means a group as in ``where``. With ``by="doc"`` the label of a document is
    also accepted.
    """
    if group is None:
        return None
    _, names = corpus.groups(by)
    if by == "doc":
        given_name = group if isinstance(group, str) else show_value(group)
        group_name = find_name(given_name, names, corpus.labels)
    else:
        group_name = find_group(corpus.documents, by, group)
    if group_name is not None:
        return group_name
    given = group if isinstance(group, str) else show_value(group)
    name_list = ", ".join(map(repr, names[:MOST_NAMES_SHOWN]))
    if len(names) > MOST_NAMES_SHOWN:
        name_list += ", ..."
    raise OptionError(
        f"{option}={show_value(group)} is no value of {show_value(by)}; expected one "
        f"of {name_list}."
        f"{suggest_value(given, names)}"
    )


def _make_pair(
    target: str,
    reference: str,
    in_target: np.ndarray,
    in_reference: np.ndarray,
    clusters: Clusters | None,
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
        _refuse_group_without_words(name)


def _refuse_group_without_words(name: str) -> NoReturn:
    """Raise the error of a group that cannot be compared."""
    raise EmptyCorpusError(
        f"{name!r} has no document with a word in it; choose another group, or unmask."
    )


def _check_clusters(
    clusters: Clusters, codes: np.ndarray, in_target: np.ndarray
) -> None:
    """Refuse a cluster that has documents in both groups.

    `codes` are the clusters of the documents that are compared.
    """
    split_clusters = np.intersect1d(codes[in_target], codes[~in_target])
    if len(split_clusters):
        name = clusters.names[int(split_clusters[0])]
        raise OptionError(
            f"cluster={show_value(clusters.column)}: {name!r} has documents on both "
            "sides; a "
            "cluster is permuted as one, so it must lie on one side. Choose another "
            "column, or leave those documents out."
        )


def find_cluster_columns(corpus: Corpus, by: str) -> list[Clusters]:
    """Return the columns of the metadata that may divide the documents into clusters.

    These are all columns but the ids and the column `by`. They are the same for every
    pair of groups.
    """
    columns = []
    for column in corpus.documents.columns:
        if column not in ("doc", by):
            codes, names = corpus.groups(column)
            columns.append(Clusters(str(column), codes, names))
    return columns


def note_of_clusters(columns: Sequence[Clusters], pair: GroupPair) -> Note | None:
    """Return a note that proposes a column as `cluster`, or None if there is none.

    Documents with one value of that column are all in one group, and some values have
    several documents. Of several such columns, the one with the fewest values is
    proposed: it is the clearest case of documents that depend on one another.
    """
    candidates: list[tuple[int, str]] = []
    for clusters in columns:
        codes = clusters.codes[pair.documents]
        if _may_be_clusters(codes, clusters.names, pair.in_target):
            cluster_count = len(np.unique(codes))
            candidates.append((cluster_count, clusters.column))
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
    # Documents without a value have nothing in common that could bind them.
    names_of_values = [names[value] for value in values.tolist()]
    return NO_VALUE not in names_of_values
