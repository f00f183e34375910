"""A table as text, HTML and LaTeX."""

from __future__ import annotations

import html
from dataclasses import dataclass

from discourse.tables.written_names import span

__all__ = ["Shown"]
_TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%", "_": r"\_",
        "^": r"\textasciicircum{}", "~": r"\textasciitilde{}", "<": r"\textless{}", ">": r"\textgreater{}",
        '"': r"\textquotedbl{}", "`": r"\textasciigrave{}", "'": r"\textquotesingle{}",
    }
)  # fmt: skip


@dataclass(frozen=True, eq=False, repr=False)
class Shown:
    """A table set for reading: in words, numbers to the right, the same text every time; drawn by notebooks.

    Attributes
    ----------
    headers, sides, cells, note
        Words at the head, ``'left'`` or ``'right'`` for each column, the text of each row, what was left out.
    """

    headers: tuple[str, ...]
    sides: tuple[str, ...]
    cells: tuple[tuple[str, ...], ...]
    note: str

    def __repr__(self) -> str:
        rows = [self.headers, *self.cells]
        wide = [max(map(span, column)) for column in zip(*rows, strict=True)]
        lines = ["  ".join(map(_set, row, wide, self.sides)).rstrip() for row in rows]
        return "\n".join([*lines, self.note] if self.note else lines)

    def _repr_html_(self) -> str:
        css = [f"text-align:{side};white-space:nowrap" for side in self.sides]
        css = [
            f"{rule};font-variant-numeric:tabular-nums" if "right" in rule else rule
            for rule in css
        ]
        parts = ['<table style="border-collapse:collapse">', "<thead><tr>"]
        parts += [
            f'<th style="{rule}">{html.escape(head)}</th>'
            for rule, head in zip(css, self.headers, strict=True)
        ]
        parts.append("</tr></thead>\n<tbody>")
        for row in self.cells:
            inner = (
                f'<td style="{rule}">{html.escape(cell)}</td>'
                for rule, cell in zip(css, row, strict=True)
            )
            parts.append(f"<tr>{''.join(inner)}</tr>")
        parts.append("</tbody></table>")
        return "\n".join(
            [*parts, f"<p>{html.escape(self.note)}</p>"] if self.note else parts
        )

    def _repr_latex_(self) -> str:
        """Return a ``tabular`` with the rules of the LaTeX package booktabs."""
        rows = [
            " & ".join(cell.translate(_TEX) for cell in row) + r" \\"
            for row in (self.headers, *self.cells)
        ]
        spec = "".join(side[0] for side in self.sides)
        end = [r"\bottomrule", r"\end{tabular}"]
        return "\n".join(
            [
                rf"\begin{{tabular}}{{{spec}}}",
                r"\toprule",
                rows[0],
                r"\midrule",
                *rows[1:],
                *end,
            ]
        )


def _set(cell: str, wide: int, side: str) -> str:
    room = " " * (wide - span(cell))
    return room + cell if side == "right" else cell + room
