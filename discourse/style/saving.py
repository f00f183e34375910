"""A figure kept with the numbers under it."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from discourse import tables
from discourse.errors import OptionError, TableError
from discourse.style.look import picture
from discourse.style.wording import plain

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


__all__ = ["save"]

_RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))})


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
    numbers = chart if isinstance(chart, pd.DataFrame) else table
    if not isinstance(numbers, pd.DataFrame):
        raise TableError(
            f"table= takes the table that was drawn, a pandas DataFrame; what came is {type(table).__name__}. "
            "Write discourse.save(chart, 'name', table=table)."
        )
    target = Path(folder if folder is not None else os.environ.get("DISCOURSE_FIGURES") or "figures")
    target.mkdir(parents=True, exist_ok=True)
    paths = {"csv": tables.save(numbers, target / f"{name}.csv")}
    if isinstance(chart, pd.DataFrame):
        return paths
    said = plain(caption) or None
    facts: dict[str, dict[str, str | None]] = {
        "pdf": {"Creator": None, "Producer": None, "CreationDate": None, "Subject": said},
        "png": {"Software": None, "Description": said},
        "svg": {"Date": None, "Creator": None, "Format": None, "Type": None, "Description": said},
    }
    for kind, metadata in facts.items():
        paths[kind] = target / f"{name}.{kind}"
        paths[kind].write_bytes(picture(chart, kind, dpi=300, metadata=metadata))
    paths["caption"] = target / f"{name}.caption.txt"
    paths["caption"].write_text(f"{plain(caption)}\n", encoding="utf-8", newline="\n")
    return paths


def _nameable(name: str) -> None:
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}", str(name)) or str(name).lower() in _RESERVED:
        better = re.sub(r"[^a-z0-9]+", "-", str(name).lower()).strip("-")[:60] or "figure"
        raise OptionError(
            f"name={name!r} cannot name a file everywhere; expected letters, digits, '-' and '_' only. "
            f"Try {better + '-1' if better in _RESERVED else better!r}."
        )
