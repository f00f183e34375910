"""Which values are names of one group, by which evidence, and which name is proposed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from discourse.name_forms import countries
from discourse.name_matching.compared_names import (
    ComparedName,
    codes_of_like_names,
    names_of_countries,
)
from discourse.name_matching.spelling_differences import (
    count_known_words,
    neighbours_in_spelling,
    spelling_difference,
)

__all__ = ["Evidence", "cluster_names", "find_evidence", "proposed_name"]

_NO_CLUSTER = -1


@dataclass(frozen=True)
class Evidence:
    """Why a value is a name of the same group as another.

    Attributes
    ----------
    rule : str
        A name of :data:`discourse.registries.NAME_RULES`.
    reason : str
        A sentence.
    """

    rule: str
    reason: str


class _Clusters:
    """Names that were united step by step.

    Names of two countries are never united, also not by way of a third name.
    """

    def __init__(self, names: Sequence[ComparedName]) -> None:
        self._parents = list(range(len(names)))
        self._codes = [name.code for name in names]

    def find(self, number: int) -> int:
        """Return the number of the name that stands for the cluster of a name."""
        parent = self._parents[number]
        while parent != number:
            # Every other step is left out next time.
            grandparent = self._parents[parent]
            self._parents[number] = grandparent
            number = parent
            parent = grandparent
        return number

    def unite(self, one: int, other: int) -> None:
        """Make one cluster of those of two names, unless they are of two countries."""
        roots = [self.find(one), self.find(other)]
        first = min(roots)
        second = max(roots)
        first_code = self._codes[first]
        second_code = self._codes[second]
        are_two_countries = first_code and second_code and first_code != second_code
        if not are_two_countries:
            self._parents[second] = first
            self._codes[first] = first_code or second_code


def cluster_names(names: Sequence[ComparedName]) -> list[list[ComparedName]]:
    """Return the groups of two or more names that are one.

    Both the groups and the names in them are in the order of the documents.
    """
    clusters = _Clusters(names)
    for key_of in (_letters, _standard, _code):
        _unite_by_key(clusters, names, key_of)
    _unite_initials(clusters, names)
    _unite_by_spelling(clusters, names)
    names_by_cluster = defaultdict(list)
    for number, name in enumerate(names):
        names_by_cluster[clusters.find(number)].append(name)
    return [members for members in names_by_cluster.values() if len(members) > 1]


def _letters(name: ComparedName) -> str:
    return name.letters


def _standard(name: ComparedName) -> str:
    return name.standard


def _code(name: ComparedName) -> str:
    return name.code


def _unite_by_key(
    clusters: _Clusters,
    names: Sequence[ComparedName],
    key_of: Callable[[ComparedName], str],
) -> None:
    """Unite the names that have the same key; ``""`` is none."""
    first_of_key: dict[str, int] = {}
    for number, name in enumerate(names):
        key = key_of(name)
        if key:
            clusters.unite(first_of_key.setdefault(key, number), number)


def _unite_initials(clusters: _Clusters, names: Sequence[ComparedName]) -> None:
    """Unite an abbreviation with the names of one cluster that have these initials."""
    numbers_by_initials = defaultdict(list)
    for number, name in enumerate(names):
        numbers_by_initials[name.initials].append(number)
    for number, name in enumerate(names):
        if not name.abbreviation:
            continue
        long_names = numbers_by_initials.get(name.abbreviation, [])
        if len({clusters.find(long_name) for long_name in long_names}) == 1:
            clusters.unite(number, long_names[0])


def _unite_by_spelling(clusters: _Clusters, names: Sequence[ComparedName]) -> None:
    """Unite each cluster with the only one that it is a slip of spelling of.

    The names of countries are compared as well, also of those that no document has: a
    slip that could be one of two countries is united with neither.
    """
    keys = [clusters.find(number) for number in range(len(names))]
    neighbours = _neighbours_of_clusters(keys, names)
    in_order = _by_documents(keys, names)
    # From the most frequent cluster to the rarest: a slip is rarer than what it is of.
    heads = set(neighbours) - set(in_order)
    for key in in_order:
        possible_heads = list(neighbours[key] & heads)
        head = possible_heads[0] if len(possible_heads) == 1 else _NO_CLUSTER
        if head > _NO_CLUSTER:
            clusters.unite(head, key)
        else:
            heads.add(key)


def _neighbours_of_clusters(
    keys: Sequence[int], names: Sequence[ComparedName]
) -> Mapping[int, set[int]]:
    """Return the clusters that differ by a slip of spelling, by the cluster.

    A country that no document has is a cluster of its own, with a number below -1.

    Parameters
    ----------
    keys : sequence of int
        The cluster of each name.
    names : sequence of ComparedName
    """
    key_of_country = {code: -2 - place for place, code in enumerate(countries())}
    for key, name in zip(keys, names, strict=True):
        if name.code:
            key_of_country[name.code] = key
    listed_names = names_of_countries()
    all_names = [*names, *listed_names]
    all_keys = [*keys, *[key_of_country[name.code] for name in listed_names]]
    words = [name.words for name in all_names]
    are_listed = [bool(name.code) for name in all_names]
    neighbours: dict[int, set[int]] = defaultdict(set)
    for first, second in neighbours_in_spelling(words, are_listed):
        if _may_be_same(all_names[first], all_names[second]):
            first_key = all_keys[first]
            second_key = all_keys[second]
            neighbours[first_key].add(second_key)
            neighbours[second_key].add(first_key)
    return neighbours


def _may_be_same(one: ComparedName, other: ComparedName) -> bool:
    """Return whether two names that differ by a slip may be of one group.

    They are not if both name a country, or if one does and the other could just as well
    be a slip in the name of another country.
    """
    if one.code and other.code:
        return False
    if not one.code and not other.code:
        return True
    misspelt = other if one.code else one
    return len(codes_of_like_names(misspelt.letters)) < 2


def _by_documents(keys: Sequence[int], names: Sequence[ComparedName]) -> list[int]:
    """Return the clusters from that with the most documents to the one with the least.

    Clusters of countries come first, since they hold the spellings that are known.
    """
    documents: Counter[int] = Counter()
    countries_first: set[int] = set()
    for key, name in zip(keys, names, strict=True):
        documents[key] += name.documents
        if name.code:
            countries_first.add(key)
    by_documents = [key for key, _ in documents.most_common()]
    return sorted(by_documents, key=lambda key: key not in countries_first)


def proposed_name(members: Sequence[ComparedName]) -> ComparedName:
    """Return the name that is proposed for a cluster.

    It is the one that most documents have. Of several it is the short name of the
    country, then one whose words are known, then one in capitals and small letters,
    then the first. What is a slip in the name of a country is never proposed.
    """
    # The words that are known need be counted only where spellings differ.
    differ_in_letters = len({name.letters for name in members}) > 1

    def rank(name: ComparedName) -> tuple[bool, int, bool, int, bool, int]:
        is_short_name = name.country is not None and name.country.sort == "short name"
        known_words = 0
        if differ_in_letters and name.country is None:
            known_words = count_known_words(name.words)
        return (
            name.country is not None,
            name.documents,
            is_short_name,
            known_words,
            name.has_two_cases,
            -name.position,
        )

    return max(members, key=rank)


def find_evidence(
    name: ComparedName, proposed: ComparedName, members: Iterable[ComparedName]
) -> Evidence:
    """Return why a name is one with the name proposed.

    If the two have nothing in common, it is one with another name of the cluster.
    """
    others = [other for other in members if other not in (name, proposed)]
    for other in [proposed, *others]:
        evidence = _evidence_of_pair(name, other)
        if evidence is not None:
            return evidence
    # No cluster is known in which this is so.
    reason = f"Other names link it with {proposed.value!r}."
    return Evidence("spelling", reason)


def _evidence_of_pair(name: ComparedName, other: ComparedName) -> Evidence | None:
    """Return why two names are one, the surest reason; None = there is no reason."""
    if name.letters == other.letters:
        return Evidence(
            "letters",
            f"It has the letters of {other.value!r}: only capitals, accents, blanks or "
            "punctuation differ.",
        )
    if name.standard == other.standard:
        return Evidence(
            "words",
            f"It has the words of {other.value!r}: only their order at a comma, an "
            "article, a short form or a British spelling differs.",
        )
    if name.code and name.code == other.code:
        return Evidence("country", _reason_of_country(name, other))
    for short, long in ((name, other), (other, name)):
        if short.abbreviation and short.abbreviation == long.initials:
            reason = f"{short.value!r} are the initials of {long.value!r}."
            return Evidence("initials", reason)
    return _evidence_of_spelling(name, other)


def _reason_of_country(name: ComparedName, other: ComparedName) -> str:
    """Return a sentence that says which names of their country two names are."""
    country = countries()[name.code]
    sorts = []
    cautions = []
    for compared in (name, other):
        sort = "" if compared.country is None else compared.country.sort
        sorts.append(f"{compared.value!r} is its {sort}")
        if compared.country is not None and compared.country.caution:
            cautions.append(f"{compared.value!r}: {compared.country.caution}")
    reason = f"Both name {country.name} ({country.iso3}): {' and '.join(sorts)}."
    return " ".join([reason, *cautions])


def _evidence_of_spelling(name: ComparedName, other: ComparedName) -> Evidence | None:
    """Return by which slip of spelling two names differ; None = by more than one."""
    is_in_list = name.country is not None or other.country is not None
    difference = spelling_difference(name.words, other.words, is_in_list=is_in_list)
    if difference:
        reason = f"It differs from {other.value!r} only in {difference}."
        return Evidence("spelling", reason)
    for one, country in ((name, other), (other, name)):
        for country_name in names_of_countries():
            if country_name.code != country.code:
                continue
            difference = spelling_difference(
                one.words, country_name.words, is_in_list=True
            )
            if difference:
                reason = (
                    f"{one.value!r} differs only in {difference} from "
                    f"{country_name.value!r}, a name of {country.value!r}."
                )
                return Evidence("spelling", reason)
    return None
