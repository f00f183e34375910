"""Tables of any make (CSV, JSON Lines, Parquet, a DataFrame) as columns of plain values that know their lines."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import math
import zlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import IO, Any, Literal

import numpy as np
import pandas as pd

from discourse.errors import DiscourseError, EncodingError, MetadataError, ReadError
from discourse.reading.csv_metadata import sheet
from discourse.reading.decoding import Role, decode
from discourse.reading.read_errors import Fault, Oddity
from discourse.registries import READING_FORMATS

__all__ = [
    "FORMATS",
    "PACKED",
    "READERS",
    "Records",
    "from_bytes",
    "from_frame",
    "series",
    "unpacked",
    "words",
]

# How the names of tables end.
FORMATS = tuple(
    ending
    for entry in READING_FORMATS.values()
    if entry.holds == "a document a row"
    for ending in entry.endings
)
PACKED = (".gz", ".xz", ".bz2")

_SWOLLEN = (
    1 << 28
)  # bytes; past this, an archive that grows more than a hundredfold is refused


@dataclass
class Records:
    """A table as columns of plain values.

    Attributes
    ----------
    source : str
        Name of the file.
    columns : dict of str to list
        Values as they came; a missing one is ``None``.
    lines : list of int
        Line, or row, each record begins on.
    unit : {'line', 'row'}
        What `lines` counts.
    faults : list of Fault
        Records that could not be read.
    spoilt : list of tuple of (list of str, int)
        Cells and line of rows that are not as long as the header.
    odd : tuple of Oddity
        What was odd about the bytes.
    """

    source: str
    columns: dict[str, list[Any]]
    lines: list[int]
    unit: Literal["line", "row"] = "line"
    faults: list[Fault] = field(default_factory=list)
    spoilt: list[tuple[list[str], int]] = field(default_factory=list)
    odd: tuple[Oddity, ...] = ()

    def __len__(self) -> int:
        return len(self.lines)

    def fault(
        self,
        row: int,
        reason: str,
        mend: str,
        kind: str,
        error: type[DiscourseError] = MetadataError,
    ) -> Fault:
        """A fault of one of the records."""
        return Fault(
            self.source,
            reason,
            mend,
            kind,
            self.lines[row],
            error=error,
            unit=self.unit,
        )

    def only(self, rows: Sequence[int]) -> Records:
        """The records `rows`, in that order."""
        columns = {
            name: [values[row] for row in rows] for name, values in self.columns.items()
        }
        return Records(
            self.source,
            columns,
            [self.lines[row] for row in rows],
            self.unit,
            self.faults,
            self.spoilt,
            self.odd,
        )


# ---------------------------------------------------------------------------------------------------------------------
# From files


def unpacked(data: bytes, source: str) -> bytes:
    """Return what a file ending in .gz, .xz or .bz2 holds; of any other file, its bytes."""
    openers: dict[str, Any] = {
        ".gz": gzip.GzipFile,
        ".xz": lzma.LZMAFile,
        ".bz2": bz2.BZ2File,
    }
    ending = next(
        (ending for ending in PACKED if source.lower().endswith(ending)), None
    )
    if ending is None:
        return data
    parts: list[bytes] = []
    size = 0
    try:
        stream: IO[bytes]
        with (
            openers[ending](fileobj=io.BytesIO(data))
            if ending == ".gz"
            else openers[ending](io.BytesIO(data)) as stream
        ):
            while part := stream.read(1 << 22):
                parts.append(part)
                size += len(part)
                if size > _SWOLLEN and size > 100 * len(data):
                    reason = f"it grows to more than a hundred times its size ({len(data):,} bytes) when unpacked."
                    raise Fault(
                        source, reason, "If you trust it, unpack it yourself.", "packed"
                    ).thrown()
    except (OSError, EOFError, lzma.LZMAError, zlib.error) as fault:
        reason = f"it is no sound {ending} archive ({fault})."
        raise Fault(
            source,
            reason,
            "Fetch it anew; it is damaged, was cut off, or is no archive.",
            "packed",
        ).thrown() from fault
    return b"".join(parts)


def from_bytes(
    data: bytes,
    source: str,
    *,
    declared: str | None,
    known: Sequence[str],
    role: Role = "alone",
) -> Records:
    """Read a table from the bytes of a file, by the ending of its name.

    Parameters
    ----------
    data : bytes
    source : str
        Name of the file, for its ending and for messages.
    declared : str, optional
        The encoding it is said to have.
    known : sequence of str
        Columns that are looked for (they tell a delimiter).
    role : {'table', 'alone'}
        The table beside the texts, or the one file that is read.

    Raises
    ------
    ReadError, EncodingError, MetadataError
        The file as a whole cannot be read. A record that cannot be is a fault of the table.
    """
    name = source.lower()
    for ending in PACKED:
        name = name.removesuffix(ending)
    data = unpacked(data, source)
    return READERS[_format_of(name)](_Table(data, source, declared, known, role))


@dataclass(frozen=True)
class _Table:
    """What :func:`from_bytes` was given, unpacked."""

    data: bytes
    source: str
    declared: str | None
    known: Sequence[str]
    role: Role


def _format_of(name: str) -> str:
    """Return the format of a table by the ending of its name; another ending is that of a delimited table."""
    for entry in READING_FORMATS.values():
        if entry.holds == "a document a row" and name.endswith(entry.endings):
            return entry.name
    return "csv"


def _read_json_lines(given: _Table) -> Records:
    decoded = decode(given.data, given.source, declared=given.declared, role=given.role)
    if isinstance(decoded, Fault):
        return _json_by_line(given.data, given.source, decoded)
    return _json(decoded.text.split("\n"), given.source, decoded.odd)


def _read_delimited(given: _Table) -> Records:
    decoded = decode(given.data, given.source, declared=given.declared, role=given.role)
    if isinstance(decoded, Fault):
        raise decoded.thrown()
    source = given.source
    table = sheet(decoded.text, source, given.known)
    columns: dict[str, list[Any]] = {
        name: [row[place] for row in table.rows]
        for place, name in enumerate(table.header)
    }
    faults = [fault for _, fault in table.ragged]
    spoilt = [(cells, fault.line) for cells, fault in table.ragged]
    return Records(source, columns, table.lines, "line", faults, spoilt, decoded.odd)


class _UnfitError(ValueError):
    """A JSON object that says two things, or a number that is none."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) < len(pairs):
        twice = Counter(key for key, _ in pairs).most_common(1)[0][0]
        raise _UnfitError(f"the key {twice!r} stands twice in one object")
    return fields


def _no_number(text: str) -> Any:
    raise _UnfitError(f"{text} is no number that JSON knows")


def _finite(text: str) -> float:
    value = float(text)
    if math.isinf(value):
        raise _UnfitError(f"the number {text} is too large")
    return value


_DECODER = json.JSONDecoder(
    object_pairs_hook=_once, parse_constant=_no_number, parse_float=_finite
)


def _json(
    lines: Sequence[str | Fault], source: str, odd: tuple[Oddity, ...] = ()
) -> Records:
    table = Records(source, {}, [], odd=odd)
    rows: list[dict[str, Any]] = []
    for number, line in enumerate(lines, 1):
        if isinstance(line, Fault):
            table.faults.append(line)
            continue
        if not line or line.isspace():
            continue
        try:
            row = _DECODER.decode(line)
        except (ValueError, RecursionError) as fault:
            table.faults.append(_bad_json(source, number, line, fault))
            continue
        if isinstance(row, dict):
            rows.append(row)
            table.lines.append(number)
        else:
            table.faults.append(_bad_json(source, number, line, None))
    names = dict.fromkeys(name for row in rows for name in row)
    table.columns.update({name: [row.get(name) for row in rows] for name in names})
    return table


def _bad_json(source: str, line: int, text: str, fault: Exception | None) -> Fault:
    mend = 'Each line must be one object: {"id": "a", "text": "..."}.'
    if isinstance(fault, _UnfitError):
        return Fault(
            source,
            f"{fault}.",
            "Write the line anew, so that it says one thing only.",
            "unfit",
            line,
        )
    if text.lstrip().startswith("[") and line == 1:
        reason = "a list begins here; this is JSON, not JSON Lines."
        return Fault(
            source,
            reason,
            f"{mend} From pandas: pandas.read_json(path).to_json(…, orient='records', lines=True).",
            "json",
            line,
        )
    if isinstance(fault, json.JSONDecodeError):
        reason = f"this is no JSON object: {fault.msg.removesuffix(' at')} at character {fault.pos + 1} of {len(text):,}."
    elif fault is None:
        reason = "this is JSON, but no object."
    else:
        reason = "its objects or numbers go too deep, or are too long, to be read."
    return Fault(source, reason, mend, "json", line)


def _json_by_line(data: bytes, source: str, whole: Fault) -> Records:
    """Save the lines that are sound, when some line is no UTF-8."""
    lines: list[str | Fault] = []
    start = 0
    for number, raw in enumerate(data.split(b"\n"), 1):
        try:
            lines.append(raw.decode("utf-8"))
        except UnicodeDecodeError as fault:
            at = start + fault.start
            if at == whole.byte:
                lines.append(whole)
            else:
                reason = f"the byte 0x{raw[fault.start]:02X} is not valid UTF-8."
                lines.append(
                    Fault(
                        source,
                        reason,
                        whole.mend,
                        whole.kind,
                        number,
                        at,
                        EncodingError,
                    )
                )
        start += len(raw) + 1
    if whole.kind != "encoding" or all(
        isinstance(line, Fault) or not line.strip() for line in lines
    ):
        raise whole.thrown()
    return _json(lines, source)


def _read_parquet(given: _Table) -> Records:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.read_table(pa.BufferReader(given.data))
        names = [str(name) for name in table.column_names]
        columns = [column.to_pylist() for column in table.columns]
    except (pa.ArrowException, OSError, ValueError, OverflowError) as fault:
        reason = f"it is no sound Parquet file ({str(fault).splitlines()[0] if str(fault) else type(fault).__name__})."
        raise Fault(
            given.source, reason, "Fetch or write it anew.", "parquet"
        ).thrown() from fault
    _unique(names, given.source)
    return Records(
        given.source,
        dict(zip(names, columns, strict=True)),
        list(range(1, table.num_rows + 1)),
        "row",
    )


# What reads each table of `discourse.registries.READING_FORMATS`.
READERS: Mapping[str, Callable[[_Table], Records]] = MappingProxyType(
    {
        "csv": _read_delimited,
        "jsonl": _read_json_lines,
        "parquet": _read_parquet,
        "tsv": _read_delimited,
    }
)


def _unique(names: Sequence[str], source: str) -> None:
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        reason = f"{names.count(twice)} columns are called {twice!r}."
        raise Fault(
            source,
            reason,
            "Rename or delete all but one.",
            "header",
            error=MetadataError,
        ).thrown()


# ---------------------------------------------------------------------------------------------------------------------
# From and to pandas


def from_frame(frame: pd.DataFrame, source: str, known: Sequence[str]) -> Records:
    """Take a DataFrame; its index is a column only where it has one of the names `known` and no column has."""
    if isinstance(frame.columns, pd.MultiIndex):
        raise ReadError(
            f"{source} has columns of several levels; give it plain ones: frame.columns = [...]."
        )
    if frame.index.name in known and not set(known) & set(frame.columns):
        frame = frame.reset_index()
    names = [str(name) for name in frame.columns]
    _unique(names, source)
    columns = {
        name: [_present(value) for value in frame.iloc[:, place].tolist()]
        for place, name in enumerate(names)
    }
    return Records(source, columns, list(range(1, len(frame) + 1)), "row")


def _present(value: Any) -> Any:
    """A value of a DataFrame as plain Python; ``None`` for the ways it has to say that there is none."""
    if isinstance(value, np.generic):
        value = value.item()
    missing = (
        value is None
        or value is pd.NA
        or value is pd.NaT
        or (isinstance(value, float) and math.isnan(value))
    )
    return None if missing else value


def series(values: Sequence[Any]) -> pd.Series:
    """Return metadata as a column: whole numbers, numbers or truth values when all are, else text without gaps.

    A column of numbers with a decimal point may hold missing values; one of whole numbers or truth values with a
    missing value becomes text, in which ``""`` stands for it.

    >>> series([1990, None]).tolist(), series([1990, 1991]).dtype, series([0.5, None]).dtype
    (['1990', ''], dtype('int64'), dtype('float64'))
    """
    kinds = {type(value) for value in values} - {type(None)}
    whole = len(values) > 0 and not any(value is None for value in values)
    if kinds == {bool} and whole:
        return pd.Series(values, dtype="bool")
    if (
        kinds == {int}
        and whole
        and all(-(1 << 63) <= value < 1 << 63 for value in values)
    ):
        return pd.Series(values, dtype="int64")
    if float in kinds and kinds <= {int, float}:
        numbers = [
            float("nan") if value is None else float(value)
            for value in values
            if not _wide(value)
        ]
        if len(numbers) == len(values):
            return pd.Series(numbers, dtype="float64")
    return pd.Series([words(value) for value in values], dtype="str")


def _wide(value: Any) -> bool:
    return (
        isinstance(value, int) and abs(value) > 1 << 53
    )  # a float would change its last digits


def words(value: Any) -> str:
    """Return a value as text: ``""`` for none, dates in ISO form, lists and objects as JSON."""
    if isinstance(value, str):
        return str(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple, Mapping)):
        try:
            return json.dumps(value, ensure_ascii=False, default=words)
        except (
            TypeError,
            ValueError,
        ):  # keys that are no text, or a list that holds itself
            return str(value)
    if isinstance(value, (bytes, bytearray)):
        return value.hex()
    if hasattr(value, "isoformat"):
        return str(value.isoformat()).removesuffix("T00:00:00")
    return str(value)
