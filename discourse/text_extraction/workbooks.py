"""The sheets of workbooks (.xlsx, .xls, .ods) as plain values."""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from discourse.corpus.reading_notes import Oddity
from discourse.optional_packages import check_extra
from discourse.text_extraction.extracted_text import ExtractionError
from discourse.text_extraction.office_packages import (
    OLE_START,
    OfficePackage,
    check_package,
    is_encrypted_container,
    password_error,
)
from discourse.text_extraction.workbook_markup import (
    SheetMarkup,
    describe_sheets,
    refuse_unread_packages,
)
from discourse.validation import count_of

__all__ = ["CellValue", "Sheet", "read_workbook"]

CellValue = str | int | float | bool | datetime.date | datetime.datetime | None

_WHAT = "workbook (.xlsx, .xls or .ods)"
_ZIP_START = b"PK"
_WEB_PAGE_STARTS = (b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta")
_START_READ = 1024  # bytes in which the first tag is looked for
# Whole numbers up to here are exact in a workbook.
_LARGEST_EXACT = 1 << 53


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook.

    Attributes
    ----------
    name : str
    header : tuple of str
        The cells of the first row of the table, as text; ``""`` for an empty one.
    rows : tuple of tuple
        The rows below the header, each as long as the header: text, whole numbers,
        numbers with a decimal point, truth values, dates; None for an empty cell.
    row_numbers : tuple of int
        The number of each row in the file, from 1.
    is_hidden : bool
        Whether the sheet is hidden in its program.
    oddities : tuple of Oddity
        What looks odd, for ``corpus.suspected``.
    """

    name: str
    header: tuple[str, ...] = ()
    rows: tuple[tuple[CellValue, ...], ...] = ()
    row_numbers: tuple[int, ...] = ()
    is_hidden: bool = False
    oddities: tuple[Oddity, ...] = ()


def read_workbook(data: bytes) -> tuple[Sheet, ...]:
    """Return the sheets of a workbook, in the order of the file.

    Empty rows are left out, and so are columns without a name and a value. A row with
    one cell above a table of several columns is a title, and not the header. A whole
    number is a whole number, a date a date; a time of day is text. Of merged cells, the
    first has the value. A formula gives the value that is stored with it.

    Parameters
    ----------
    data : bytes
        The whole file.

    Raises
    ------
    ExtractionError
        The file is damaged or no workbook, asks for a password, or unpacks to too much.
    MissingExtraError
        python-calamine is not installed.

    Examples
    --------
    >>> import io, xlsxwriter
    >>> file = io.BytesIO()
    >>> with xlsxwriter.Workbook(file) as workbook:
    ...     sheet = workbook.add_worksheet("Speeches")
    ...     for row, cells in enumerate([["id", "year"], ["a.txt", 1990]]):
    ...         written = sheet.write_row(row, 0, cells)
    >>> (sheet,) = read_workbook(file.getvalue())
    >>> sheet.header, sheet.rows, sheet.row_numbers
    (('id', 'year'), (('a.txt', 1990),), (2,))
    """
    check_extra("Workbooks", "python_calamine", "lxml")
    markup_by_sheet: dict[str, SheetMarkup] = {}
    if data.startswith(_ZIP_START):
        package = OfficePackage.open(data, what=_WHAT)
        package.check_all()
        refuse_unread_packages(package)
        markup_by_sheet = describe_sheets(package)
    elif is_encrypted_container(data):
        raise password_error()
    elif not data.startswith(OLE_START):
        _refuse_web_page(data)
        check_package(data, what=_WHAT)
    sheets = []
    for grid in _grids_of(data):
        markup = markup_by_sheet.get(grid.name, SheetMarkup())
        sheets.append(_sheet_of(grid, markup))
    return tuple(sheets)


def _refuse_web_page(data: bytes) -> None:
    """Raise an error for a web page under the name of a workbook, as sites give out."""
    start = data[:_START_READ].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if start.startswith(_WEB_PAGE_STARTS):
        raise ExtractionError(
            "damaged",
            f"it is no {_WHAT}, but a web page or other markup.",
            "Open it in a spreadsheet program, and save it as .xlsx or CSV.",
        )


# --------------------------------------------------------------------------------------
# Cells


@dataclass(frozen=True)
class _Grid:
    """The cells of a sheet as the package gives them.

    Attributes
    ----------
    name : str
    is_hidden : bool
    first_row : int
        The number of its first row, from 1.
    cells : list of list
    merged_areas : int
    """

    name: str
    is_hidden: bool
    first_row: int
    cells: list[list[Any]]
    merged_areas: int


def _grids_of(data: bytes) -> list[_Grid]:
    """Return the cells of all sheets that are tables."""
    import python_calamine

    grids = []
    try:
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        for position, about in enumerate(workbook.sheets_metadata):
            if about.typ != python_calamine.SheetTypeEnum.WorkSheet:
                continue
            sheet = workbook.get_sheet_by_index(position)
            is_visible = about.visible == python_calamine.SheetVisibleEnum.Visible
            first_row, _ = sheet.start or (0, 0)
            grid = _Grid(
                name=about.name,
                is_hidden=not is_visible,
                first_row=first_row + 1,
                cells=sheet.to_python(skip_empty_area=True),
                merged_areas=len(sheet.merged_cell_ranges or ()),
            )
            grids.append(grid)
    except python_calamine.PasswordError as fault:
        raise password_error() from fault
    except (python_calamine.CalamineError, OSError, ValueError) as fault:
        raise _damage(fault) from fault
    except BaseException as fault:
        # What the compiled package raises where it finds what it did not expect is
        # derived from BaseException, and has no name that could be imported.
        if type(fault).__name__ != "PanicException":
            raise
        raise _damage(fault) from fault
    return grids


def _damage(fault: BaseException) -> ExtractionError:
    """Return the error for a workbook that cannot be read."""
    cause = (str(fault).splitlines() or [type(fault).__name__])[0]
    return ExtractionError(
        "damaged",
        f"it is a damaged {_WHAT} ({cause}).",
        "Get a new copy, or open it in its program and save it as .xlsx.",
    )


def _sheet_of(grid: _Grid, markup: SheetMarkup) -> Sheet:
    """Return a sheet: its header, its rows, and what looks odd."""
    rows = []
    row_numbers = []
    for number, cells in enumerate(grid.cells, grid.first_row):
        row = tuple(map(_plain_value, cells))
        if any(value is not None for value in row):
            rows.append(row)
            row_numbers.append(number)
    merged_areas = max(grid.merged_areas, markup.merged_areas)
    oddities = _oddities_of_cells(markup, merged_areas)
    if not rows:
        return Sheet(grid.name, is_hidden=grid.is_hidden, oddities=tuple(oddities))
    header_place = _place_of_header(rows)
    if header_place:
        oddities.append(_oddity_of_titles(row_numbers, header_place))
    header = [_name_in_header(value) for value in rows[header_place]]
    body = rows[header_place + 1 :]
    columns = _filled_columns(header, body)
    values = [_without_midnight([row[column] for row in body]) for column in columns]
    return Sheet(
        grid.name,
        header=tuple(header[column] for column in columns),
        rows=tuple(zip(*values, strict=True)),
        row_numbers=tuple(row_numbers[header_place + 1 :]),
        is_hidden=grid.is_hidden,
        oddities=tuple(oddities),
    )


def _plain_value(value: Any) -> CellValue:
    """Return a cell as a plain value; None if it is empty.

    >>> _plain_value(2019.0), _plain_value(1.5), _plain_value(""), _plain_value(True)
    (2019, 1.5, None, True)
    """
    if value is None or value == "":
        return None
    if isinstance(value, bool | str | int):
        return value
    if isinstance(value, float):
        is_whole = value.is_integer() and abs(value) <= _LARGEST_EXACT
        return int(value) if is_whole else value
    if isinstance(value, datetime.date):
        return value
    return str(value)  # a time of day, or a duration


def _without_midnight(values: list[CellValue]) -> list[CellValue]:
    """Return a column with dates in place of moments, if all of them are midnights.

    LibreOffice does not say which of the two a cell holds.
    """
    moments = [value for value in values if isinstance(value, datetime.datetime)]
    if any(moment.time() != datetime.time() for moment in moments):
        return values
    dates: list[CellValue] = []
    for value in values:
        if isinstance(value, datetime.datetime):
            value = value.date()
        dates.append(value)
    return dates


def _name_in_header(value: CellValue) -> str:
    """Return a cell of the header as text, on one line."""
    if value is None:
        return ""
    if isinstance(value, datetime.date):
        return value.isoformat()
    return " ".join(str(value).split())


def _place_of_header(rows: Sequence[Sequence[CellValue]]) -> int:
    """Return the first row with more than one cell, or the first of all."""
    for place, row in enumerate(rows):
        if sum(value is not None for value in row) > 1:
            return place
    return 0


def _filled_columns(
    header: Sequence[str], rows: Sequence[Sequence[CellValue]]
) -> list[int]:
    """Return the columns that have a name or a value."""
    columns = []
    for column, name in enumerate(header):
        if name or any(row[column] is not None for row in rows):
            columns.append(column)
    return columns


# --------------------------------------------------------------------------------------
# Oddities


def _oddity_of_titles(row_numbers: Sequence[int], header_place: int) -> Oddity:
    """Return that rows above the header were left out."""
    rows = count_of(header_place, "row")
    reason = (
        f"Row {row_numbers[header_place]} was taken for the header; above it, "
        f"{rows} with one cell each."
    )
    remedy = "Delete what stands above the header if this is wrong."
    return Oddity("heading", header_place, reason, remedy)


def _oddities_of_cells(markup: SheetMarkup, merged_areas: int) -> list[Oddity]:
    """Return what is lost of cells when a sheet becomes plain values."""
    oddities = []
    if merged_areas:
        areas = count_of(merged_areas, "merged area")
        reason = f"Of {areas}, only the first cell has the value."
        remedy = "Unmerge the cells, and fill each."
        oddities.append(Oddity("merged", merged_areas, reason, remedy))
    if markup.padded_cells:
        cells = count_of(markup.padded_cells, "number")
        reason = f"Zeros before {cells} are a format, as in 007, and are not read."
        remedy = "Make the column one of text if it holds identifiers."
        oddities.append(Oddity("zeros lost", markup.padded_cells, reason, remedy))
    if markup.error_cells:
        cells = count_of(markup.error_cells, "cell")
        reason = f"An error such as #DIV/0! in {cells} was read as an empty cell."
        remedy = "Correct the formulas."
        oddities.append(Oddity("errors", markup.error_cells, reason, remedy))
    if markup.uncomputed_cells:
        formulas = count_of(markup.uncomputed_cells, "formula")
        reason = f"No value is stored with {formulas}; the cells are empty."
        remedy = "Open the file in a spreadsheet program, and save it."
        oddities.append(Oddity("formulas", markup.uncomputed_cells, reason, remedy))
    return oddities
