"""What could not be read, and what looks odd.

Each file or row that could not be read is one fault. The faults are collected, and then
the first is raised or all are listed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import pandas as pd

from discourse import tables
from discourse.errors import DiscourseError, ReadError
from discourse.validation import count_of, encodable_name, show_name

__all__ = ["Fault", "OnError", "list_names", "raise_or_list"]

OnError = Literal["raise", "report"]

_MAX_FAULTS_NAMED = 10  # in one error, with the one that is told in full

# What the faults of a kind have in common, in a few words after their number.
_KINDS_IN_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "closed": "that cannot be opened",
        "damaged": "that are damaged",
        "declared": "not valid in their encoding",
        "encoding": "not in UTF-8",
        "extra": "that need the extra 'read'",
        "foreign": "of another kind than text",
        "json": "that are no JSON object",
        "large": "too large",
        "link": "that are links",
        "markup": "with markup that is refused",
        "member": "in an archive that cannot be read",
        "no encoding": "with an unknown encoding",
        "no file": "that are no regular file",
        "no id": "without an id",
        "no row": "without a row of metadata",
        "no text": "without a text",
        "order": "without a byte order",
        "password": "that ask for a password",
        "ragged": "with too many or too few cells",
        "seven-bit": "in another encoding than UTF-8",
        "similar names": "with names that are confused",
        "surrogate": "with half of a surrogate pair",
        "twice": "with an id that occurs twice",
        "unfit": "with a wrong JSON value",
        "zeros": "with zero bytes",
    }
)


@dataclass(frozen=True)
class Fault:
    """Why one file, or one row of a table, was not read.

    Attributes
    ----------
    source : str
        The file.
    reason : str
        What came and what was expected, in a sentence.
    remedy : str
        What to do about it, in a sentence.
    kind : str
        Faults of one kind are counted together in the message. ``""`` marks a fault
        that only follows from another one.
    line : int
        Line of the file, or row of a table without lines, from 1; 0 = does not apply.
    byte : int
        Byte of the file, from 0; -1 = does not apply.
    error : type
        The error that is raised for it.
    unit : {'line', 'row'}
        What `line` counts.
    """

    source: str
    reason: str
    remedy: str
    kind: str
    line: int = 0
    byte: int = -1
    error: type[DiscourseError] = ReadError
    unit: Literal["line", "row"] = "line"

    @property
    def place(self) -> str:
        """The file, and the line or row if there is one."""
        place = show_name(self.source)
        if self.line:
            place += f", {self.unit} {self.line}"
        return place

    @property
    def message(self) -> str:
        """Where the fault is, what it is and what to do, in one line."""
        where = self.place
        if self.byte >= 0:
            where += f", byte {self.byte}"
        return f"{where}: {self.reason} {self.remedy}"

    def to_error(self) -> DiscourseError:
        """Return the error to raise."""
        return self.error(self.message)


def raise_or_list(
    faults: Sequence[Fault],
    *,
    on_error: OnError,
    good_count: int,
    total_count: int,
    noun: str,
) -> pd.DataFrame:
    """Raise an error that names up to ten of `faults` by kind, or list them all.

    The first fault is told in full.

    Parameters
    ----------
    faults : sequence of Fault
        In the order in which they are to be listed.
    on_error : {'raise', 'report'}
        'report' lists them, unless nothing is left.
    good_count, total_count : int
        How many files or rows are good, and how many there were.
    noun : str
        What they are: 'file', 'line' or 'row'.

    Returns
    -------
    pandas.DataFrame
        Kind "refused".
    """
    if faults and (on_error == "raise" or not good_count):
        others = _describe_others(faults, total_count, noun)
        advice = _advice_on_good_ones(good_count, total_count, noun)
        raise faults[0].error(faults[0].message + others + advice)
    return tables.make(
        "refused",
        {
            "source": [encodable_name(fault.source) for fault in faults],
            "line": [fault.line for fault in faults],
            "byte": [fault.byte for fault in faults],
            "error": [fault.error.__name__ for fault in faults],
            "reason": [fault.reason for fault in faults],
            "mend": [fault.remedy for fault in faults],
        },
    )


def _describe_others(faults: Sequence[Fault], total_count: int, noun: str) -> str:
    """Return the faults after the first: how many of each kind, and which.

    At most ten faults are named, some of each kind. Faults without a kind only follow
    from another fault, and are not counted.
    """
    faults_by_kind: dict[str, list[Fault]] = {faults[0].kind: []}
    for fault in faults[1:]:
        if fault.kind:
            faults_by_kind.setdefault(fault.kind, []).append(fault)
    other_count = sum(map(len, faults_by_kind.values()))
    if not other_count:
        return ""
    named_counts = tables.share_out(
        _MAX_FAULTS_NAMED - 1, [len(group) for group in faults_by_kind.values()]
    )
    parts = []
    pairs = zip(faults_by_kind.items(), named_counts, strict=True)
    for (kind, group), named_count in pairs:
        if group:
            parts.append(_describe_kind(kind, group, named_count))
    among_all = f"{other_count:,} more among {count_of(total_count, noun)}"
    return f" ({among_all}: {'; '.join(parts)}.)"


def _describe_kind(kind: str, faults: Sequence[Fault], named_count: int) -> str:
    """Return how many faults of a kind there are, and where the first of them are."""
    words = _KINDS_IN_WORDS.get(kind, "with another fault")
    description = f"{len(faults):,} {words}"
    if not named_count:
        return description
    return f"{description} ({_describe_places(faults, named_count)})"


def _describe_places(faults: Sequence[Fault], limit: int) -> str:
    """Return where the first `limit` faults are, and how many more there are."""
    is_one_table = len({fault.source for fault in faults}) == 1
    if not is_one_table or not all(fault.line for fault in faults):
        return list_names([fault.place for fault in faults], limit=limit)
    lines = list_names([str(fault.line) for fault in faults], limit=limit)
    plural = "s" if len(faults) > 1 else ""
    return f"{show_name(faults[0].source)}, {faults[0].unit}{plural} {lines}"


def _advice_on_good_ones(good_count: int, total_count: int, noun: str) -> str:
    """Return how to keep the good files or rows, or that none is left.

    If there was only one file or row, the result is empty.
    """
    if good_count:
        good_ones = count_of(good_count, f"good {noun}")
        return (
            f" Or keep the {good_ones} with on_error='report'; "
            "corpus.refused lists the rest."
        )
    return f" No {noun} is left to read." if total_count > 1 else ""


def list_names(names: Sequence[str], *, limit: int = 8) -> str:
    """Return the first `limit` names for a message, and how many more there are.

    >>> list_names(["a", "b", "c"], limit=2)
    'a, b and 1 more'
    """
    first_names = ", ".join(show_name(name) for name in names[:limit])
    left_out_count = len(names) - limit
    return (
        f"{first_names} and {left_out_count:,} more"
        if left_out_count > 0
        else first_names
    )
