"""What could not be read: one fault a file or a row, collected, then raised or listed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from discourse import tables
from discourse.errors import DiscourseError, ReadError
from discourse.validation import encodable_name, show_name

__all__ = ["Fault", "Oddity", "OnError", "listed", "settle"]

OnError = Literal["raise", "report"]


@dataclass(frozen=True)
class Fault:
    """Why one file, or one row of a table, was not read.

    Attributes
    ----------
    source : str
        The file.
    reason, mend : str
        What came and what was expected; what to do. Sentences.
    kind : str
        Faults of one kind are counted together in the message; ``""`` marks what only follows from another fault.
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
    mend: str
    kind: str
    line: int = 0
    byte: int = -1
    error: type[DiscourseError] = ReadError
    unit: Literal["line", "row"] = "line"

    @property
    def message(self) -> str:
        """Where, what and what to do, in one line."""
        where = show_name(self.source)
        where += f", {self.unit} {self.line}" if self.line else ""
        where += f", byte {self.byte}" if self.byte >= 0 else ""
        return f"{where}: {self.reason} {self.mend}"

    def thrown(self) -> DiscourseError:
        """The error to raise."""
        return self.error(self.message)


@dataclass(frozen=True)
class Oddity:
    """What was read but looks odd: one row of ``corpus.suspected``, its source left out."""

    kind: str
    count: int
    reason: str
    mend: str


def settle(
    faults: Sequence[Fault], *, on_error: OnError, kept: int, total: int, noun: str
) -> pd.DataFrame:
    """Raise the first of `faults`, saying how many others there are, or list them all.

    Parameters
    ----------
    faults : sequence of Fault
        In the order they are to be listed.
    on_error : {'raise', 'report'}
        'report' lists them, unless nothing is left.
    kept, total : int
        How many files or rows are good, and how many there were.
    noun : str
        What they are: 'file', 'line' or 'row'.

    Returns
    -------
    pandas.DataFrame
        Kind "refused".
    """
    if faults and (on_error == "raise" or not kept):
        raise faults[0].error(
            faults[0].message
            + _others(faults, total, noun)
            + _advice(kept, total, noun)
        )
    return tables.make(
        "refused",
        {
            "source": [encodable_name(fault.source) for fault in faults],
            "line": [fault.line for fault in faults],
            "byte": [fault.byte for fault in faults],
            "error": [fault.error.__name__ for fault in faults],
            "reason": [fault.reason for fault in faults],
            "mend": [fault.mend for fault in faults],
        },
    )


def _others(faults: Sequence[Fault], total: int, noun: str) -> str:
    causes = [fault for fault in faults[1:] if fault.kind]
    same = sum(fault.kind == faults[0].kind for fault in causes)
    parts = [f"{same:,} more like it"] if same else []
    if len(causes) > same:
        parts.append(
            f"{len(causes) - same:,} other {'fault' if len(causes) - same == 1 else 'faults'}"
        )
    return f" ({' and '.join(parts)} among {_many(total, noun)}.)" if parts else ""


def _advice(kept: int, total: int, noun: str) -> str:
    if not kept:
        return f" No {noun} is left to read." if total > 1 else ""
    return f" Or keep the {_many(kept, f'good {noun}')} with on_error='report'; corpus.refused lists the rest."


def _many(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def listed(names: Sequence[str], *, most: int = 8) -> str:
    """Return the first `most` names for a message, and how many more there are.

    >>> listed(["a", "b", "c"], most=2)
    'a, b and 1 more'
    """
    more = len(names) - most
    return ", ".join(show_name(name) for name in names[:most]) + (
        f" and {more:,} more" if more > 0 else ""
    )
