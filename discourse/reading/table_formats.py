"""Tables of all formats (CSV, JSON Lines, Parquet, a DataFrame) as plain values.

A table becomes columns of Python values, with the line or row of each record.
"""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import math
import zlib
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import IO, TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd

from discourse.accelerators import SequenceMatches
from discourse.corpus.input_checks import names_of_columns
from discourse.corpus.metadata_values import have_type, list_cells, shortest_float
from discourse.corpus.reading_notes import Oddity
from discourse.errors import DiscourseError, MetadataError, ReadError
from discourse.file_reading import grows_too_much
from discourse.reading.csv_metadata import RaggedRow, parse_delimited
from discourse.reading.decoding import DecodedText, Role, decode
from discourse.reading.file_endings import compression_of, table_format_of
from discourse.reading.read_errors import Fault, list_names
from discourse.text_extraction import ExtractionError
from discourse.text_extraction.workbooks import read_workbook
from discourse.validation import count_of, encodable_name

if TYPE_CHECKING:
    import pyarrow

__all__ = [
    "READERS",
    "Records",
    "as_text",
    "decompress",
    "metadata_series",
    "records_from_bytes",
    "records_from_frame",
]

# An archive that unpacks to more than both is refused: it may be made to fill the
# memory.
_LARGEST_UNPACKED = 1 << 28  # bytes
_CHUNK = 1 << 22  # bytes unpacked at once
BITS_OF_PYTHON_FLOATS = 64
# Values of these types are plain, and none of them is missing.
_TYPES_OF_PLAIN_VALUES = frozenset((str, int, bool))
# A list, or an object with members.
_COMPOUND_TYPES = (list, tuple, Mapping)
_ARCHIVE_OPENERS: Mapping[str, Callable[[IO[bytes]], Any]] = MappingProxyType(
    {".gz": gzip.open, ".xz": lzma.open, ".bz2": bz2.open}
)


@dataclass
class Records:
    """A table as columns of plain values.

    Attributes
    ----------
    source : str
        Name of the file.
    columns : dict of str to list
        The values as they came; a missing one is ``None``.
    lines : list of int
        The line, or row, on which each record begins.
    unit : {'line', 'row'}
        What `lines` counts.
    faults : list of Fault
        Records that could not be read.
    ragged : list of RaggedRow
        Rows that are not as long as the header.
    oddities : tuple of Oddity
        What was odd about the bytes.
    orders : dict of str to list
        The categories, in their order, of each column of ordered categories.
    matches : dict of str to SequenceMatches
        What was found in columns of texts that were searched.
    """

    source: str
    columns: dict[str, list[Any]]
    lines: list[int]
    unit: Literal["line", "row"] = "line"
    faults: list[Fault] = field(default_factory=list)
    ragged: list[RaggedRow] = field(default_factory=list)
    oddities: tuple[Oddity, ...] = ()
    orders: Mapping[str, list[Any]] = field(default_factory=dict)
    matches: Mapping[str, SequenceMatches] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.lines)

    def fault(
        self,
        row: int,
        reason: str,
        remedy: str,
        kind: str,
        error: type[DiscourseError] = MetadataError,
    ) -> Fault:
        """Return a fault in the record at `row`, with the line that it is on."""
        return Fault(
            self.source,
            reason,
            remedy,
            kind,
            line=self.lines[row],
            error=error,
            unit=self.unit,
        )

    def select(self, rows: Sequence[int]) -> Records:
        """Return the records `rows`, in that order, with all faults of the table."""
        columns = {}
        for name, values in self.columns.items():
            columns[name] = [values[row] for row in rows]
        lines = [self.lines[row] for row in rows]
        matches = {name: found.select(rows) for name, found in self.matches.items()}
        return replace(self, columns=columns, lines=lines, matches=matches)


# --------------------------------------------------------------------------------------
# From files


def decompress(data: bytes, source: str) -> bytes:
    """Return what a .gz, .xz or .bz2 file holds; of any other file, its bytes.

    Raises
    ------
    ReadError
        The archive is damaged, or grows without measure.
    """
    ending = compression_of(source)
    if ending is None:
        return data
    parts: list[bytes] = []
    size = 0
    try:
        with _open_archive(data, ending) as stream:
            while part := stream.read(_CHUNK):
                parts.append(part)
                size += len(part)
                _check_growth(size, len(data), source)
    except (OSError, EOFError, lzma.LZMAError, zlib.error) as error:
        reason = f"it is not a valid {ending} archive ({error})."
        remedy = "Get a new copy; it is damaged, was cut off, or is not an archive."
        raise Fault(source, reason, remedy, "packed").to_error() from error
    return b"".join(parts)


def _open_archive(data: bytes, ending: str) -> IO[bytes]:
    """Return a stream of what an archive holds."""
    stream: Any = _ARCHIVE_OPENERS[ending](io.BytesIO(data))
    return stream


def _check_growth(size: int, packed_size: int, source: str) -> None:
    """Raise an error for an archive that grows to an enormous size."""
    if grows_too_much(size, packed_size, largest=_LARGEST_UNPACKED):
        reason = (
            "it grows to more than a hundred times its size "
            f"({packed_size:,} bytes) when unpacked."
        )
        remedy = "If you trust it, unpack it yourself."
        raise Fault(source, reason, remedy, "packed").to_error()


@dataclass(frozen=True)
class _TableFile:
    """The unpacked bytes of a table, and what its reader must know of the file."""

    data: bytes
    source: str
    declared_encoding: str | None
    known_columns: Sequence[str]
    role: Role


def records_from_bytes(
    data: bytes,
    source: str,
    *,
    declared_encoding: str | None,
    known_columns: Sequence[str],
    role: Role = "alone",
) -> Records:
    """Return a table from the bytes of a file, whose name says the format.

    Parameters
    ----------
    data : bytes
        The whole file.
    source : str
        Name of the file, for its ending and for messages.
    declared_encoding : str, optional
        The encoding that was declared for it.
    known_columns : sequence of str
        Columns that are looked for. They decide the delimiter.
    role : {'table', 'alone'}
        The table beside the texts, or the one file that is read.

    Raises
    ------
    ReadError, EncodingError, MetadataError
        The file as a whole cannot be read. A record that cannot be read is a fault of
        the table.
    """
    data = decompress(data, source)
    reader = READERS[table_format_of(source)]
    return reader(_TableFile(data, source, declared_encoding, known_columns, role))


def _decode_table(file: _TableFile) -> DecodedText | Fault:
    """Return the text of a table, or the fault that keeps it from being read."""
    return decode(
        file.data,
        file.source,
        declared_encoding=file.declared_encoding,
        role=file.role,
    )


def _read_delimited(file: _TableFile) -> Records:
    """Return a table from a CSV or TSV file."""
    decoded_text = _decode_table(file)
    if isinstance(decoded_text, Fault):
        raise decoded_text.to_error()
    table = parse_delimited(decoded_text.text, file.source, file.known_columns)
    columns = {}
    for position, name in enumerate(table.header):
        columns[name] = [row[position] for row in table.rows]
    return Records(
        file.source,
        columns,
        table.lines,
        faults=[row.fault for row in table.ragged],
        ragged=table.ragged,
        oddities=decoded_text.oddities,
    )


def _read_parquet(file: _TableFile) -> Records:
    """Return a table from a Parquet file."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.read_table(pa.BufferReader(file.data))
        columns = [_list_arrow_cells(column) for column in table.columns]
        orders_by_position = {}
        for position, column in enumerate(table.columns):
            if pa.types.is_dictionary(column.type) and column.type.ordered:
                chunk = column.unify_dictionaries().combine_chunks()
                orders_by_position[position] = chunk.dictionary.to_pylist()
    except (pa.ArrowException, OSError, ValueError, OverflowError) as error:
        cause = str(error).splitlines()[0] if str(error) else type(error).__name__
        reason = f"it is not a valid Parquet file ({cause})."
        remedy = "Get a new copy, or write it again."
        raise Fault(file.source, reason, remedy, "parquet").to_error() from error
    names = names_of_columns(table.column_names, file.source)
    _check_unique_names(names, file.source)
    columns_by_name = dict(zip(names, columns, strict=True))
    orders = {}
    for position, order in orders_by_position.items():
        orders[names[position]] = order
    rows = list(range(1, table.num_rows + 1))
    return Records(file.source, columns_by_name, rows, "row", orders=orders)


def _list_arrow_cells(column: pyarrow.ChunkedArray) -> list[Any]:
    """Return the values of a column of a Parquet file as plain Python."""
    import pyarrow as pa

    is_float = pa.types.is_floating(column.type)
    if is_float and column.type.bit_width < BITS_OF_PYTHON_FLOATS:
        return list_cells(pd.Series(pd.arrays.ArrowExtensionArray(column)))
    return column.to_pylist()


def _check_unique_names(names: Sequence[str], source: str) -> None:
    """Raise an error if two columns have the same name."""
    for name in names:
        count = names.count(name)
        if count > 1:
            reason = f"{count} columns are called {name!r}."
            remedy = "Rename or delete all but one."
            error = MetadataError
            raise Fault(source, reason, remedy, "header", error=error).to_error()


# --------------------------------------------------------------------------------------
# JSON Lines


class _AmbiguousJsonError(ValueError):
    """A JSON object with two values for one key, or a number that is none."""


def _object_of_unique_keys(members: Collection[tuple[Any, ...]]) -> dict[str, Any]:
    """Return a JSON object as a dict; refuse a key that occurs twice.

    Parameters
    ----------
    members : collection of tuple
        Key and value of each member, in the form in which the module json calls a hook.
    """
    fields: dict[str, Any] = dict(members)
    if len(fields) < len(members):
        counts = Counter(key for key, _ in members)
        key = counts.most_common(1)[0][0]
        raise _AmbiguousJsonError(f"the key {key!r} occurs twice in one object")
    return fields


def _refuse_constant(text: str) -> Any:
    """Raise an error for NaN or Infinity, which are no numbers in JSON."""
    raise _AmbiguousJsonError(f"{text} is not a number in JSON")


def _finite_number(text: str) -> float:
    """Return a number with a decimal point, or raise an error if it is too large."""
    value = float(text)
    if math.isinf(value):
        raise _AmbiguousJsonError(f"the number {text} is too large")
    return value


_DECODER = json.JSONDecoder(
    object_pairs_hook=_object_of_unique_keys,
    parse_constant=_refuse_constant,
    parse_float=_finite_number,
)


def _read_json_lines(file: _TableFile) -> Records:
    """Return a table from a file with one JSON object in each line."""
    decoded_text = _decode_table(file)
    if isinstance(decoded_text, Fault):
        lines = _decode_line_by_line(file.data, file.source, decoded_text)
        return _parse_json_lines(lines, file.source)
    if _is_list_of_objects(decoded_text.text):
        raise _json_list_fault(file).to_error()
    lines = list(decoded_text.text.split("\n"))
    return _parse_json_lines(lines, file.source, decoded_text.oddities)


def _is_list_of_objects(text: str) -> bool:
    """Return whether a file is one JSON list of objects, on one line or on several."""
    if not text.lstrip().startswith("["):
        return False
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return False
    is_of_objects = bool(value) and all(isinstance(item, dict) for item in value)
    return isinstance(value, list) and is_of_objects


def _json_list_fault(file: _TableFile) -> Fault:
    """Return the fault of a file that is one JSON list, with the call that reads it."""
    path = f"pathlib.Path({encodable_name(file.source)!r})"
    table = f"pandas.DataFrame(json.loads({path}.read_bytes()))"
    if compression_of(file.source):
        remedy = "Unpack it, and read it again."
    elif file.role == "table":
        remedy = f"Write discourse.read(…, metadata={table})."
    else:
        remedy = f"Write discourse.read({table})."
    reason = (
        "this is one JSON list of objects, not JSON Lines (one object in each line)."
    )
    return Fault(file.source, reason, remedy, "json", line=1)


def _parse_json_lines(
    lines: Sequence[str | Fault], source: str, oddities: tuple[Oddity, ...] = ()
) -> Records:
    """Return a table of objects; a line may be the fault that kept it from decoding."""
    records = Records(source, {}, [], oddities=oddities)
    objects: list[dict[str, Any]] = []
    for number, line in enumerate(lines, 1):
        if isinstance(line, Fault):
            records.faults.append(line)
            continue
        if not line or line.isspace():
            continue
        try:
            value = _DECODER.decode(line)
        except (ValueError, RecursionError) as error:
            records.faults.append(_json_fault(source, number, line, error))
            continue
        if isinstance(value, dict):
            objects.append(value)
            records.lines.append(number)
        else:
            records.faults.append(_json_fault(source, number, line, None))
    names = dict.fromkeys(name for fields in objects for name in fields)
    for name in names:
        records.columns[name] = [fields.get(name) for fields in objects]
    return records


def _json_fault(source: str, line: int, text: str, error: Exception | None) -> Fault:
    """Return the fault of a line that is no object; `error` is None for other JSON."""
    if isinstance(error, _AmbiguousJsonError):
        remedy = (
            "Correct the line: one value for each key, and only numbers that JSON has."
        )
        return Fault(source, f"{error}.", remedy, "unfit", line)
    remedy = 'Each line must be one object: {"id": "a", "text": "..."}.'
    if isinstance(error, json.JSONDecodeError):
        cause = error.msg.removesuffix(" at")
        position = f"character {error.pos + 1} of {len(text):,}"
        if error.pos >= len(text):
            position = f"its end, after {count_of(len(text), 'character')}"
        reason = f"this is not a JSON object: {cause} at {position}."
    elif error is None:
        reason = "this is JSON, but not an object."
    else:
        reason = "its objects are nested too deeply, or its numbers are too long, to be read."
    return Fault(source, reason, remedy, "json", line)


def _decode_line_by_line(
    data: bytes, source: str, file_fault: Fault
) -> list[str | Fault]:
    """Return the lines of a file in which some line is no UTF-8.

    Parameters
    ----------
    data : bytes
        The whole file.
    source : str
        Its name.
    file_fault : Fault
        Why the file as a whole could not be decoded. It is raised if no line is left,
        or if lines of another encoding cannot be the cause.
    """
    lines: list[str | Fault] = []
    line_start = 0
    has_text = False
    for number, line_bytes in enumerate(data.split(b"\n"), 1):
        try:
            line = line_bytes.decode("utf-8")
        except UnicodeDecodeError as error:
            byte = line_start + error.start
            if byte == file_fault.byte:
                # The message of this fault also says what the bytes look like.
                lines.append(file_fault)
            else:
                reason = f"the byte 0x{line_bytes[error.start]:02X} is not valid UTF-8."
                fault = replace(
                    file_fault, source=source, reason=reason, line=number, byte=byte
                )
                lines.append(fault)
        else:
            has_text = has_text or bool(line.strip())
            lines.append(line)
        line_start += len(line_bytes) + 1  # with the line end
    if file_fault.kind != "encoding" or not has_text:
        raise file_fault.to_error()
    return lines


def _read_workbook(file: _TableFile) -> Records:
    """Return a table from the first sheet of a workbook that has rows."""
    try:
        sheets = read_workbook(file.data)
    except ExtractionError as error:
        fault = Fault(file.source, error.reason, error.remedy, error.kind)
        raise fault.to_error() from error
    sheets_with_rows = [sheet for sheet in sheets if sheet.rows]
    visible_sheets = [sheet for sheet in sheets_with_rows if not sheet.is_hidden]
    if not sheets_with_rows:
        return Records(file.source, {}, [], "row")
    sheet = (visible_sheets or sheets_with_rows)[0]
    names = [
        name or f"column {position}" for position, name in enumerate(sheet.header, 1)
    ]
    _check_unique_names(names, file.source)
    columns = {}
    for position, name in enumerate(names):
        columns[name] = [row[position] for row in sheet.rows]
    oddities = list(sheet.oddities)
    other_names = [other.name for other in sheets_with_rows if other is not sheet]
    if other_names:
        reason = f"Only the sheet {sheet.name!r} was read, and not {list_names(other_names)}."
        remedy = "Save another sheet as a file of its own, and read that."
        oddities.append(Oddity("not read", len(other_names), reason, remedy))
    return Records(
        file.source,
        columns,
        list(sheet.row_numbers),
        "row",
        oddities=tuple(oddities),
    )


# What reads each table of `discourse.registries.READING_FORMATS`.
READERS: Mapping[str, Callable[[_TableFile], Records]] = MappingProxyType(
    {
        "csv": _read_delimited,
        "jsonl": _read_json_lines,
        "parquet": _read_parquet,
        "tsv": _read_delimited,
        "workbook": _read_workbook,
    }
)


# --------------------------------------------------------------------------------------
# From and to pandas


def records_from_frame(
    frame: pd.DataFrame, source: str, id_columns: Sequence[str]
) -> Records:
    """Return a DataFrame as a table.

    Its index becomes a column only if it has one of the names `id_columns`, and no
    column has one of them.
    """
    if isinstance(frame.columns, pd.MultiIndex):
        raise ReadError(
            f"{source} has columns of several levels; give it plain ones: "
            "frame.columns = [...]."
        )
    if frame.index.name in id_columns and not set(id_columns) & set(frame.columns):
        frame = frame.reset_index()
    names = names_of_columns(frame.columns, source)
    _check_unique_names(names, source)
    columns = {}
    orders = {}
    for position, name in enumerate(names):
        column = frame.iloc[:, position]
        columns[name] = _plain_values(list_cells(column))
        dtype = column.dtype
        if isinstance(dtype, pd.CategoricalDtype) and dtype.ordered:
            orders[name] = [_plain_value(value) for value in dtype.categories]
    rows = list(range(1, len(frame) + 1))
    return Records(source, columns, rows, "row", orders=orders)


def _plain_values(values: list[Any]) -> list[Any]:
    """Return values of a DataFrame as plain Python; ``None`` for a missing one."""
    if set(map(type, values)) <= _TYPES_OF_PLAIN_VALUES:
        return values
    return [_plain_value(value) for value in values]


def _plain_value(value: Any) -> Any:
    """Return a value of a DataFrame as plain Python; ``None`` for a missing one."""
    if isinstance(value, np.floating):
        value = shortest_float(value)
    elif isinstance(value, np.generic):
        value = value.item()
    if value is None or value is pd.NA or value is pd.NaT:
        return None
    if isinstance(value, float) and math.isnan(value):
        return None
    return value


def metadata_series(values: Sequence[Any], order: Sequence[Any] = ()) -> pd.Series:
    """Return metadata as a column of values, each as it came.

    Lists and objects become text. The corpus decides by all values of the column
    whether it holds numbers, truth values, dates or text.

    Parameters
    ----------
    values : sequence
        Plain values; a missing one is None.
    order : sequence
        The order of the values, if they are ordered categories.

    Examples
    --------
    >>> metadata_series([1990, None, [1, "a"]]).tolist()
    [1990, None, '[1, "a"]']
    >>> metadata_series(["pre", "post"], ["pre", "post"]).max()
    'post'
    """
    # A gap may have been filled with what is no category.
    if order and all(value is None or value in order for value in values):
        return pd.Series(pd.Categorical(values, categories=order, ordered=True))
    if have_type(values, _COMPOUND_TYPES):
        values = [
            as_text(value) if isinstance(value, _COMPOUND_TYPES) else value
            for value in values
        ]
    return pd.Series(list(values), dtype="object")


def as_text(value: Any) -> str:
    """Return a value as text.

    A missing value becomes ``""``, a date its ISO form, and a list or an object JSON.

    >>> as_text(None), as_text(True), as_text([1, "a"])
    ('', 'true', '[1, "a"]')
    """
    if isinstance(value, str):
        return str(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, _COMPOUND_TYPES):
        try:
            return json.dumps(value, ensure_ascii=False, default=as_text)
        except (TypeError, ValueError):
            # Keys that are no text, or a list that holds itself.
            return str(value)
    if isinstance(value, (bytes, bytearray)):
        return value.hex()
    if hasattr(value, "isoformat"):
        return str(value.isoformat()).removesuffix("T00:00:00")
    return str(value)
