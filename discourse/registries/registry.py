"""What every registry is: entries by name, in an order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeVar

__all__ = ["Code", "Entry", "Limits", "Registry"]


class Entry(Protocol):
    """What every entry of a registry has."""

    @property
    def name(self) -> str:
        """What a scholar types: the value of an option, often also a column."""

    @property
    def label(self) -> str:
        """The name as a reader would write it."""

    @property
    def source(self) -> str:
        """Where it comes from: a citation, or a program."""


# The class of the entries of one registry.
E = TypeVar("E", bound=Entry)


@dataclass(frozen=True)
class Code:
    """A code that cells of a table hold, its words and its source.

    Attributes
    ----------
    name : str
        The code: the value of the column.
    label : str
        The name as a reader would write it.
    source : str
    """

    name: str
    label: str
    source: str


@dataclass(frozen=True)
class Limits:
    """The smallest and the largest value of a measure, and what each of them means.

    Attributes
    ----------
    low, high : float
        Infinite if the measure has no such limit.
    low_means, high_means : str
        What the limit means, in words; ``""`` if there is no limit.
    """

    low: float
    high: float
    low_means: str = ""
    high_means: str = ""


class Registry(Mapping[str, E]):
    """Entries by name, in the order given.

    It is shown as a list of names, labels and sources.

    Parameters
    ----------
    title : str
        What the entries are, in the plural.
    *entries : Entry
        Each has a name of its own.

    Examples
    --------
    >>> from discourse.registries import ASSOCIATION_MEASURES
    >>> ASSOCIATION_MEASURES["mi"].unit
    'bits'
    >>> list(ASSOCIATION_MEASURES)[:2]
    ['log_dice', 'mi']
    """

    def __init__(self, title: str, *entries: E) -> None:
        self.title = title
        self._entries: dict[str, E] = {}
        for entry in entries:
            if entry.name in self._entries:
                raise ValueError(f"two {title} have the same name.")
            self._entries[entry.name] = entry

    def __getitem__(self, name: str) -> E:
        return self._entries[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def label(self, name: str, otherwise: str) -> str:
        """Return the label of `name`, or `otherwise` if there is no such entry.

        >>> from discourse.registries import ASSOCIATION_MEASURES
        >>> ASSOCIATION_MEASURES.label("g2", "")
        'G²'
        """
        entry = self._entries.get(name)
        return entry.label if entry else otherwise

    def __repr__(self) -> str:
        width = max(map(len, self._entries), default=0)
        lines = [f"{len(self)} {self.title}"]
        for entry in self._entries.values():
            name = entry.name.ljust(width)
            line = f"  {name}  {entry.label} [{entry.source}]"
            lines.append(line)
        return "\n".join(lines)
