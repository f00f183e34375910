"""What the XML of a workbook says and its values do not: size, formats, merged cells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from discourse.text_extraction.extracted_text import ExtractionError
from discourse.text_extraction.office_packages import OfficePackage, password_error

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["SheetMarkup", "describe_sheets", "refuse_unread_packages"]

# A sheet whose last cell is further away is refused: its empty cells alone would fill
# the memory.
LARGEST_SHEET = 1 << 26  # cells

_CELL = re.compile(rb"<(?:\w{1,32}:)?c(\s[^>]*[^>/])>")
_REFERENCE = re.compile(rb'\sr="([A-Z]{1,3})(\d{1,7})"')
_STYLE = re.compile(rb'\ss="(\d{1,6})"')
_ERROR = re.compile(rb'\st="e"')
# A formula that no program has computed.
_UNCOMPUTED = re.compile(
    rb"</(?:\w{1,32}:)?f>\s*(?:<(?:\w{1,32}:)?v\s*/>|<(?:\w{1,32}:)?v></(?:\w{1,32}:)?v>)?"
    rb"\s*</(?:\w{1,32}:)?c>"
)
_MERGED = re.compile(rb"<(?:\w{1,32}:)?mergeCell\s")
_ZEROS_ONLY = re.compile(r"0{2,}")  # the format of an identifier such as 007
_MOST_DIGITS = 9  # of a number of rows or columns
_LETTERS = 26
_FIRST_LETTER = ord("A") - 1
_TABLE_NAMESPACE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE_NAMESPACE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"


@dataclass
class SheetMarkup:
    """What the XML of one sheet says.

    Attributes
    ----------
    last_row, last_column : int
        Of the cells that are not empty, from 1.
    padded_cells : int
        Numbers that are shown with zeros before them, as 007.
    error_cells : int
        Cells such as ``#DIV/0!``.
    uncomputed_cells : int
        Formulas without a stored value.
    merged_areas : int
    """

    last_row: int = 0
    last_column: int = 0
    padded_cells: int = 0
    error_cells: int = 0
    uncomputed_cells: int = 0
    merged_areas: int = 0


def refuse_unread_packages(package: OfficePackage) -> None:
    """Raise an error if an Office file is no workbook that is read.

    Raises
    ------
    ExtractionError
        It asks for a password, or is a file of another kind.
    """
    if b"encryption-data" in package.read("META-INF/manifest.xml"):
        raise password_error()
    if package.has("content.xml") or _workbook_part(package).endswith(".xml"):
        return
    raise ExtractionError(
        "damaged",
        "it is no workbook, or one in a binary format.",
        "Save it as .xlsx, or give it the ending of its format.",
    )


def describe_sheets(package: OfficePackage) -> dict[str, SheetMarkup]:
    """Return what the XML says of each sheet of a workbook, by its name.

    Raises
    ------
    ExtractionError
        A part is damaged, or a sheet would fill the memory.
    """
    if package.has("content.xml"):
        sheets = _opendocument_sheets(package)
    else:
        sheets = _excel_sheets(package)
    for name, sheet in sheets.items():
        if sheet.last_row * sheet.last_column > LARGEST_SHEET:
            raise ExtractionError(
                "large",
                f"its sheet {name!r} ends at row {sheet.last_row:,}, column "
                f"{sheet.last_column:,}, which is too far to be read.",
                "Delete what stands far from the table, or save the table as CSV.",
            )
    return sheets


# --------------------------------------------------------------------------------------
# Excel


def _workbook_part(package: OfficePackage) -> str:
    """Return the name of the part that lists the sheets; ``""`` if there is none."""
    for link in package.relationships():
        if link.kind == "officeDocument" and "workbook" in link.target.casefold():
            return link.target
    return "xl/workbook.xml" if package.has("xl/workbook.xml") else ""


def _excel_sheets(package: OfficePackage) -> dict[str, SheetMarkup]:
    """Return what the XML says of each sheet of an Excel workbook."""
    workbook_part = _workbook_part(package)
    root = package.parse(workbook_part)
    if root is None:
        return {}
    part_by_identifier = {}
    padded_styles: frozenset[int] = frozenset()
    for link in package.relationships(workbook_part):
        part_by_identifier[link.identifier] = link.target
        if link.kind == "styles":
            padded_styles = _padded_styles(package, link.target)
    sheets = {}
    for element in root.iter("{*}sheet"):
        for name, value in element.items():
            if name.endswith("}id") and value in part_by_identifier:
                markup = package.read(part_by_identifier[value])
                sheet = _excel_sheet(markup, padded_styles)
                sheets[element.get("name", "")] = sheet
    return sheets


def _padded_styles(package: OfficePackage, part: str) -> frozenset[int]:
    """Return the numbers of the styles that show zeros before a number."""
    root = package.parse(part)
    if root is None:
        return frozenset()
    padded_formats = set()
    for element in root.iter("{*}numFmt"):
        if _ZEROS_ONLY.fullmatch(element.get("formatCode", "")):
            padded_formats.add(element.get("numFmtId"))
    styles = set()
    for cell_formats in root.iter("{*}cellXfs"):
        for number, element in enumerate(cell_formats.iterchildren("{*}xf")):
            if element.get("numFmtId") in padded_formats:
                styles.add(number)
    return frozenset(styles)


def _excel_sheet(markup: bytes, padded_styles: frozenset[int]) -> SheetMarkup:
    """Return what the XML of a sheet says."""
    sheet = SheetMarkup()
    for cell in _CELL.finditer(markup):
        attributes = cell[1]
        reference = _REFERENCE.search(attributes)
        if reference is not None:
            sheet.last_row = max(sheet.last_row, int(reference[2]))
            column = _number_of_column(reference[1])
            sheet.last_column = max(sheet.last_column, column)
        if padded_styles:
            style = _STYLE.search(attributes)
            if style is not None and int(style[1]) in padded_styles:
                sheet.padded_cells += 1
        if _ERROR.search(attributes):
            sheet.error_cells += 1
    sheet.uncomputed_cells = len(_UNCOMPUTED.findall(markup))
    sheet.merged_areas = len(_MERGED.findall(markup))
    return sheet


def _number_of_column(letters: bytes) -> int:
    """Return the number of a column, from 1.

    >>> _number_of_column(b"A"), _number_of_column(b"AB")
    (1, 28)
    """
    number = 0
    for letter in letters:
        number = number * _LETTERS + letter - _FIRST_LETTER
    return number


# --------------------------------------------------------------------------------------
# OpenDocument


@dataclass
class _RepeatedCells:
    """The cells of one row of an OpenDocument sheet, counted.

    Attributes
    ----------
    last_filled : int
        Place of the last cell that is not empty, from 1; 0 if all are empty.
    merged_areas : int
    place : int
        Place of the last cell.
    """

    last_filled: int = 0
    merged_areas: int = 0
    place: int = 0


def _opendocument_sheets(package: OfficePackage) -> dict[str, SheetMarkup]:
    """Return what the XML says of each sheet of an OpenDocument workbook.

    One element may stand for many equal rows or cells.
    """
    root = package.parse("content.xml")
    sheets: dict[str, SheetMarkup] = {}
    if root is None:
        return sheets
    for table in root.iter(f"{_TABLE_NAMESPACE}table"):
        sheet = SheetMarkup()
        place = 0
        for row in table.iter(f"{_TABLE_NAMESPACE}table-row"):
            place += _number_in(row, "number-rows-repeated")
            cells = _RepeatedCells()
            for cell in row:
                _count_cell(cell, cells)
            if cells.last_filled:
                sheet.last_row = place
                sheet.last_column = max(sheet.last_column, cells.last_filled)
            sheet.merged_areas += cells.merged_areas
        sheets[table.get(f"{_TABLE_NAMESPACE}name", "")] = sheet
    return sheets


def _count_cell(cell: etree._Element, cells: _RepeatedCells) -> None:
    """Add one element of a row to the counts of its cells."""
    cells.place += _number_in(cell, "number-columns-repeated")
    value_type = cell.get(f"{_OFFICE_NAMESPACE}value-type")
    if value_type is not None or len(cell):
        cells.last_filled = cells.place
    columns = _number_in(cell, "number-columns-spanned")
    rows = _number_in(cell, "number-rows-spanned")
    cells.merged_areas += columns > 1 or rows > 1


def _number_in(element: etree._Element, attribute: str) -> int:
    """Return the number in an attribute; 1 if there is none."""
    value = element.get(f"{_TABLE_NAMESPACE}{attribute}", "1")
    is_number = value.isdecimal() and len(value) <= _MOST_DIGITS
    return int(value) if is_number else 1
