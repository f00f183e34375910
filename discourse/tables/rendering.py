"""A table as text, HTML and LaTeX."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass

from discourse.tables.written_names import display_width

__all__ = ["Shown"]

# What each character is in LaTeX.
LATEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "$": r"\$",
        "&": r"\&",
        "#": r"\#",
        "%": r"\%",
        "_": r"\_",
        "^": r"\textasciicircum{}",
        "~": r"\textasciitilde{}",
        "<": r"\textless{}",
        ">": r"\textgreater{}",
        '"': r"\textquotedbl{}",
        "`": r"\textasciigrave{}",
        "'": r"\textquotesingle{}",
    }
)


@dataclass(frozen=True, eq=False, repr=False)
class Shown:
    """A table prepared for reading. The text is the same every time.

    A notebook draws it as a table, a terminal as aligned text, and LaTeX as a tabular.

    Attributes
    ----------
    headers : tuple of str
        The words at the head of each column.
    sides : tuple of {'left', 'right'}
        The alignment of each column. Numbers are aligned to the right.
    cells : tuple of tuple of str
        The text of each row.
    note : str
        The line under the table, ``""`` = none.
    """

    headers: tuple[str, ...]
    sides: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]
    note: str

    def __repr__(self) -> str:
        """Return aligned text for a terminal."""
        rows = [self.headers, *self.cells]
        widths = [max(map(display_width, column)) for column in zip(*rows, strict=True)]
        lines = []
        for row in rows:
            cells = map(_align, row, widths, self.sides)
            lines.append("  ".join(cells).rstrip())
        if self.note:
            lines.append(self.note)
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        """Return a ``table`` of HTML, which a notebook shows."""
        styles = [_style_of(side) for side in self.sides]
        head = _html_cells("th", self.headers, styles)
        lines = [
            '<table style="border-collapse:collapse">',
            "<thead><tr>",
            *head,
            "</tr></thead>\n<tbody>",
        ]
        for row in self.cells:
            lines.append(f"<tr>{''.join(_html_cells('td', row, styles))}</tr>")
        lines.append("</tbody></table>")
        if self.note:
            lines.append(f"<p>{html.escape(self.note)}</p>")
        return "\n".join(lines)

    def _repr_latex_(self) -> str:
        """Return a ``tabular`` with the rules of the LaTeX package booktabs."""
        # The first letter of "left" and "right" is the alignment in LaTeX.
        alignment = "".join(side[0] for side in self.sides)
        lines = [
            rf"\begin{{tabular}}{{{alignment}}}",
            r"\toprule",
            _latex_row(self.headers),
            r"\midrule",
            *map(_latex_row, self.cells),
            r"\bottomrule",
            r"\end{tabular}",
        ]
        return "\n".join(lines)


def _align(cell: str, width: int, side: str) -> str:
    """Return a cell filled with blanks to `width` columns."""
    blanks = " " * (width - display_width(cell))
    return blanks + cell if side == "right" else cell + blanks


def _style_of(side: str) -> str:
    """Return the style of a cell in HTML; digits of numbers have equal widths."""
    style = f"text-align:{side};white-space:nowrap"
    if side == "right":
        style += ";font-variant-numeric:tabular-nums"
    return style


def _html_cells(tag: str, cells: Sequence[str], styles: Sequence[str]) -> list[str]:
    """Return the cells of one row in HTML, escaped."""
    elements = []
    for cell, style in zip(cells, styles, strict=True):
        elements.append(f'<{tag} style="{style}">{html.escape(cell)}</{tag}>')
    return elements


def _latex_row(cells: Sequence[str]) -> str:
    """Return one row of a tabular, escaped."""
    return " & ".join(cell.translate(LATEX) for cell in cells) + r" \\"
