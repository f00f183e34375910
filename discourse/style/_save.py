"""A figure kept with the numbers under it."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from discourse import tables
from discourse.errors import OptionError, TableError
from discourse.style.theme import render_picture
from discourse.tables.written_names import printable_line
from discourse.validation import options_by_name

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


__all__ = ["Files", "remember_table", "save"]

_RESERVED = frozenset(
    {
        "con",
        "prn",
        "aux",
        "nul",
        *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)),
    }
)


@options_by_name
def save(
    chart: Axes | Figure | pd.DataFrame,
    name: str,
    *,
    table: pd.DataFrame | None = None,
    caption: str = "",
    folder: str | Path | None = None,
) -> dict[str, Path]:
    """Write a chart and the numbers under it: NAME.pdf, .png (300 dpi), .svg, .csv, and its caption in words.

    The same chart gives the same bytes: no date and no name of a program is written. Letters stay letters in the PDF
    (TrueType, searchable); in the SVG they are outlines, so that it looks the same where the fonts are missing. The
    page is as wide as the figure was made, never trimmed.

    Parameters
    ----------
    chart : Axes, Figure or DataFrame
        What a function of ``discourse.plot`` returned; or a table alone, of which NAME.csv is written.
    name : str
        Letters, digits, hyphens and underscores; files that are there are replaced.
    table : DataFrame
        The table that was drawn.
    caption : str
        Statistic, n and caveat; kept inside the three pictures as their description, and in NAME.caption.txt.
    folder : str or Path, optional
        Made if it is not there. When none is given: that named by the environment variable ``DISCOURSE_FIGURES``, as
        ``discourse figures`` sets it, or else ``figures``.

    Returns
    -------
    dict of str to Path
        ``"pdf"``, ``"png"``, ``"svg"``, ``"csv"`` and ``"caption"``; of a table alone, ``"csv"``.
    """
    _nameable(name)
    numbers = _numbers(chart, table)
    if not isinstance(caption, str):
        raise OptionError(
            f"caption={caption!r} came; words were expected: statistic, n and caveat, or nothing."
        )
    files = (
        {}
        if isinstance(chart, pd.DataFrame)
        else _pictures(chart, printable_line(caption))
    )
    target = _folder(folder)
    paths = Files(csv=tables.save(numbers, target / f"{name}.csv"))
    for kind, page in files.items():
        paths[kind] = target / f"{name}.{'caption.txt' if kind == 'caption' else kind}"
        paths[kind].write_bytes(page)
    return paths


class Files(dict[str, Path]):
    """The files of a figure, by what each is; a notebook shows their names alone, which are the same wherever they lie."""

    def __repr__(self) -> str:
        return "saved " + ", ".join(path.name for path in self.values())


def _pictures(chart: Axes | Figure, said: str) -> dict[str, bytes]:
    """Return the three pictures, with what is said of them inside, and the caption: all before a file is written."""
    told = said or None
    facts: dict[str, dict[str, str | None]] = {
        "pdf": {
            "Creator": None,
            "Producer": None,
            "CreationDate": None,
            "Subject": told,
        },
        "png": {"Software": None, "Description": told},
        "svg": {
            "Date": None,
            "Creator": None,
            "Format": None,
            "Type": None,
            "Description": told,
        },
    }
    pages = {
        kind: render_picture(chart, kind, dpi=300, metadata=metadata)
        for kind, metadata in facts.items()
    }
    return pages | {"caption": f"{said}\n".encode()}


def _folder(folder: object) -> Path:
    where = (
        folder
        if folder is not None
        else os.environ.get("DISCOURSE_FIGURES") or "figures"
    )
    if not isinstance(where, str | Path):
        raise OptionError(f"folder={where!r} came; the path of a folder was expected.")
    target = Path(where)
    try:
        target.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError) as fault:  # a path with a NUL is a ValueError
        why = (
            "a file of that name is there"
            if isinstance(fault, FileExistsError | NotADirectoryError)
            else str(fault)
        )
        raise OptionError(
            f"folder={str(where)!r} cannot be a folder ({why}); give another."
        ) from fault
    return target


# ------------------------------------------------------------------ the table that was drawn
def remember_table(chart: Axes, kind: str, table: pd.DataFrame) -> None:
    """Let `chart` remember the table it was drawn from, so that it is saved with no other."""
    setattr(
        chart, _DRAWN, (kind, table.copy(deep=False))
    )  # shares its cells; what is changed later is not


_DRAWN = "_discourse_drawn"


def _numbers(chart: object, table: object) -> pd.DataFrame:
    """Return the table to be saved: that of the chart, or the one given in its place."""
    if isinstance(chart, pd.DataFrame):
        if table is not None:
            raise TableError(
                "two tables came; give the chart first, or one table alone."
            )
        return chart
    drawn = [getattr(ax, _DRAWN) for ax in _panels(chart) if hasattr(ax, _DRAWN)]
    if not isinstance(table, pd.DataFrame):
        raise TableError(
            f"table= takes the table that was drawn, a pandas DataFrame; what came is {tables.came(table)}. "
            "Write discourse.save(chart, 'name', table=table)."
        )
    if drawn and not any(_same(kind, shown, table) for kind, shown in drawn):
        kinds = " or ".join(sorted({kind for kind, _ in drawn}))
        raise TableError(
            f"table= is not the {kinds} table that was drawn, so the numbers saved would not be those of the chart. "
            "Give the one that the function of discourse.plot was given."
        )
    return table


def _panels(chart: object) -> list[Axes]:
    from matplotlib.axes import Axes
    from matplotlib.figure import FigureBase

    if not isinstance(chart, Axes | FigureBase):
        shown = tables.came(chart)
        raise TableError(
            f"a chart was expected, what a function of discourse.plot returns; what came is {shown}."
        )
    root = chart.get_figure(root=True)
    if root is None:
        raise TableError("this chart was taken out of its figure; draw it again.")
    return list(root.axes)


def _same(kind: str, drawn: pd.DataFrame, table: pd.DataFrame) -> bool:
    """Whether two tables of a kind have the same rows, in whatever order."""
    try:
        given = tables.check(table, kind)
    except TableError:
        return False
    if len(given) != len(drawn):
        return False
    parts = (part[list(tables.KINDS[kind])] for part in (drawn, given))
    one, two = (
        np.sort(pd.util.hash_pandas_object(part, index=False).to_numpy())
        for part in parts
    )
    return bool((one == two).all())


def _nameable(name: object) -> None:
    if not isinstance(name, str):
        raise OptionError(
            f"name={name!r} came; the name of the files was expected, such as 'fig01-rates'."
        )
    if (
        not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}", name)
        or name.lower() in _RESERVED
    ):
        better = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:60] or "figure"
        raise OptionError(
            f"name={name!r} cannot name a file everywhere; expected letters, digits, '-' and '_' only. "
            f"Try {better + '-1' if better in _RESERVED else better!r}."
        )
