"""Tables as Word files (DOCX), for papers."""

from __future__ import annotations

import io
from collections.abc import Sequence
from xml.sax.saxutils import escape

import pandas as pd

from discourse.optional_packages import check_extra
from discourse.tables._show import show
from discourse.tables.office_files import FIXED_MOMENT, fix_dates
from discourse.tables.rendering import Shown
from discourse.tables.table_checks import names_to_save
from discourse.tables.written_names import display_width, printable_line

__all__ = ["word_table"]

_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
# Rules as those of the LaTeX package booktabs, in eighths of a point.
_OUTER_RULE = 8
_HEADER_RULE = 4
_TEXT_WIDTH = 8640  # of the page of python-docx, in twentieths of a point
_WIDEST_COLUMN = 40  # characters from which on a column is not made wider
_LONGEST_TITLE = 255  # characters that Word keeps
_SIZE_OF_NOTE = 18  # half points
# Blanks above and below each line, and beside each cell, in twentieths of a point.
_SPACE_AROUND_LINE = 30
_SPACE_BESIDE_CELL = 80
_SINGLE_SPACING = 240


def word_table(
    table: pd.DataFrame, *, top: int | None = None, caption: str = ""
) -> bytes:
    """Return a Word file with a table of three rules, as papers have it.

    The cells and the words at the heads of the columns are those of
    :func:`discourse.show`. The header is repeated on each page.

    Parameters
    ----------
    table : pandas.DataFrame
    top : int or None
        How many rows to write, from the first; None = all.
    caption : str
        A line above the table.

    Raises
    ------
    MissingExtraError
        python-docx is not installed.
    TableError
        The table has no columns, or one of them twice, or an index with a name.

    Examples
    --------
    >>> import io, docx
    >>> table = pd.DataFrame({"term": ["win-win"], "count": [1200]})
    >>> document = docx.Document(io.BytesIO(word_table(table, caption="Table 1.")))
    >>> [cell.text for cell in document.tables[0].rows[1].cells]
    ['win-win', '1,200']
    """
    check_extra("Word files", "docx")
    import docx
    from docx.oxml import parse_xml

    names_to_save(table)
    shown = show(table, top=top)
    document = docx.Document()
    properties = document.core_properties
    properties.author = ""
    properties.comments = ""
    properties.title = printable_line(caption)[:_LONGEST_TITLE]
    properties.created = FIXED_MOMENT
    properties.modified = FIXED_MOMENT
    end_of_body = document.element.body.sectPr
    if caption:
        end_of_body.addprevious(parse_xml(_paragraph_above(caption)))
    end_of_body.addprevious(parse_xml(_table_markup(shown)))
    # Word wants a paragraph after a table in any case.
    end_of_body.addprevious(parse_xml(_paragraph_below(shown.note)))
    stream = io.BytesIO()
    document.save(stream)
    return fix_dates(stream.getvalue())


def _table_markup(shown: Shown) -> str:
    """Return a table in the XML of Word."""
    widths = _column_widths(shown)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    header = _row_markup(shown.headers, shown.sides, widths, is_header=True)
    rows = [_row_markup(cells, shown.sides, widths) for cells in shown.cells]
    rule = f'w:val="single" w:sz="{_OUTER_RULE}" w:space="0" w:color="auto"'
    side = f'w:w="{_SPACE_BESIDE_CELL}" w:type="dxa"'
    return (
        f'<w:tbl xmlns:w="{_NAMESPACE}"><w:tblPr>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f"<w:tblBorders><w:top {rule}/><w:bottom {rule}/></w:tblBorders>"
        f"<w:tblCellMar><w:left {side}/><w:right {side}/></w:tblCellMar></w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>{header}{''.join(rows)}</w:tbl>"
    )


def _column_widths(shown: Shown) -> list[int]:
    """Return the width of each column: as its widest cell, all together a page."""
    widest_cells = []
    for cells in zip(shown.headers, *shown.cells, strict=True):
        widest_cell = max(map(display_width, cells))
        widest_cells.append(min(max(widest_cell, 1), _WIDEST_COLUMN))
    total = sum(widest_cells)
    return [_TEXT_WIDTH * width // total for width in widest_cells]


def _row_markup(
    cells: Sequence[str],
    sides: Sequence[str],
    widths: Sequence[int],
    *,
    is_header: bool = False,
) -> str:
    """Return a row in the XML of Word; the header has a rule below."""
    row_properties = "<w:cantSplit/>"
    borders = ""
    if is_header:
        row_properties += "<w:tblHeader/>"
        rule = f'w:val="single" w:sz="{_HEADER_RULE}" w:space="0" w:color="auto"'
        borders = f"<w:tcBorders><w:bottom {rule}/></w:tcBorders>"
    spacing = (
        f'<w:spacing w:before="{_SPACE_AROUND_LINE}" w:after="{_SPACE_AROUND_LINE}" '
        f'w:line="{_SINGLE_SPACING}" w:lineRule="auto"/>'
    )
    pieces = []
    for cell, side, width in zip(cells, sides, widths, strict=True):
        pieces.append(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{borders}</w:tcPr>'
            f'<w:p><w:pPr>{spacing}<w:jc w:val="{side}"/></w:pPr>{_run(cell)}</w:p>'
            "</w:tc>"
        )
    return f"<w:tr><w:trPr>{row_properties}</w:trPr>{''.join(pieces)}</w:tr>"


def _run(text: str, properties: str = "") -> str:
    """Return text in the XML of Word."""
    words = escape(printable_line(text))
    return f'<w:r>{properties}<w:t xml:space="preserve">{words}</w:t></w:r>'


def _paragraph_above(caption: str) -> str:
    """Return the caption as a paragraph that stays on the page of the table."""
    properties = '<w:pPr><w:keepNext/><w:spacing w:after="80"/></w:pPr>'
    return f'<w:p xmlns:w="{_NAMESPACE}">{properties}{_run(caption)}</w:p>'


def _paragraph_below(note: str) -> str:
    """Return the note as a paragraph in small letters."""
    size = f'<w:rPr><w:sz w:val="{_SIZE_OF_NOTE}"/></w:rPr>'
    run = _run(note, size) if note else ""
    properties = '<w:pPr><w:spacing w:before="80"/></w:pPr>'
    return f'<w:p xmlns:w="{_NAMESPACE}">{properties}{run}</w:p>'
