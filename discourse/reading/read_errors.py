"""What could not be read, and what looks odd.

Each file or row that could not be read is one fault. The faults are collected, and then
the first is raised or all are listed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from discourse import tables
from discourse.errors import DiscourseError, ReadError
from discourse.validation import count_of, encodable_name, show_name

__all__ = ["Fault", "Oddity", "OnError", "list_names", "raise_or_list"]

OnError = Literal["raise", "report"]


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
    def message(self) -> str:
        """Where the fault is, what it is and what to do, in one line."""
        where = show_name(self.source)
        if self.line:
            where += f", {self.unit} {self.line}"
        if self.byte >= 0:
            where += f", byte {self.byte}"
        return f"{where}: {self.reason} {self.remedy}"

    def to_error(self) -> DiscourseError:
        """Return the error to raise."""
        return self.error(self.message)


@dataclass(frozen=True)
class Oddity:
    """What looks odd: one row of ``corpus.suspected`` without its source."""

    kind: str
    count: int
    reason: str
    remedy: str


def raise_or_list(
    faults: Sequence[Fault],
    *,
    on_error: OnError,
    good_count: int,
    total_count: int,
    noun: str,
) -> pd.DataFrame:
    """Raise the first of `faults`, with the number of the others, or list them all.

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
    """Return how many faults there are after the first, of its kind and of others.

    Faults without a kind only follow from another fault, and are not counted.
    """
    first_fault = faults[0]
    other_faults = faults[1:]
    same_kind_count = 0
    other_kind_count = 0
    for fault in other_faults:
        if fault.kind and fault.kind == first_fault.kind:
            same_kind_count += 1
        elif fault.kind:
            other_kind_count += 1
    parts = []
    if same_kind_count:
        parts.append(f"{same_kind_count:,} more like it")
    if other_kind_count:
        parts.append(count_of(other_kind_count, "other fault"))
    if not parts:
        return ""
    return f" ({' and '.join(parts)} among {count_of(total_count, noun)}.)"


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
