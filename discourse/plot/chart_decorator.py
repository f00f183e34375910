"""What every chart does before and after it draws: the table and the axes are looked at, and what was drawn is kept."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Concatenate, ParamSpec

import pandas as pd

from discourse import style, tables
from discourse.errors import OptionError
from discourse.plot import text_fitting
from discourse.registries import CHARTS
from discourse.validation import options_by_name

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["chart"]

P = ParamSpec("P")


def chart(
    draw: Callable[Concatenate[pd.DataFrame, P], Axes],
) -> Callable[Concatenate[pd.DataFrame, P], Axes]:
    """Make a chart of `draw`, which has the name of the kind of table that it draws.

    The table comes to `draw` checked, and `ax` is axes that can be drawn on, or ``None``. The axes remember the table,
    so that no other is saved with them.
    """
    kind = draw.__name__
    draw = options_by_name(draw)

    @functools.wraps(draw)
    def drawn(table: pd.DataFrame, *args: P.args, **options: P.kwargs) -> Axes:
        checked = tables.check(_table_inside(table, kind), kind, CHARTS[kind].source)
        _usable(options.get("ax"))
        with text_fitting.record_missing_characters():
            made = draw(checked, *args, **options)
        style.remember(made, kind, checked)
        return made

    return drawn  # type: ignore[return-value]  # the table may be given by its name too


def _table_inside(given: object, kind: str) -> object:
    """Return the table of `kind` that `given` holds, where it holds one such table.

    ``topics`` gives an object with two tables, and each chart draws one of them.
    """
    if not is_dataclass(given):
        return given
    parts = [getattr(given, part.name) for part in fields(given)]
    tables_inside = [part for part in parts if isinstance(part, pd.DataFrame)]
    of_kind = [table for table in tables_inside if tables.kind_of(table) == kind]
    return of_kind[0] if len(of_kind) == 1 else given


def _usable(ax: object) -> None:
    if ax is None:
        return
    from matplotlib.axes import Axes
    from matplotlib.figure import FigureBase

    asked = "ax= takes matplotlib's Axes, such as figure.subplots() makes, or nothing for a new figure"
    if isinstance(ax, FigureBase):
        raise OptionError(
            f"{asked}; what came is a {type(ax).__name__}: write ax=figure.subplots()."
        )
    if not isinstance(ax, Axes):
        one = ": give one of them, such as axes.flat[0]" if hasattr(ax, "flat") else ""
        raise OptionError(f"{asked}; what came is {tables.came(ax)}{one}.")
    if ax.get_figure() is None:
        raise OptionError(
            "the axes given as ax= were taken out of their figure; make others with figure.subplots()."
        )
    if ax.name != "rectilinear":
        raise OptionError(
            f"{asked}; what came is {ax.name} axes, and charts are drawn on rectangular ones."
        )
