"""The decorator of every chart: it checks table and axes, and remembers the table.

A new chart takes four steps:

1. Write ``discourse/plot/_x.py`` with the function ``x(table, *, ..., width, ax)`` and
   the decorator ``@chart_decorator.chart``. It reads the columns of its table by name
   and returns matplotlib's axes. ``_topic_documents.py`` is a short example.
2. Add an entry to :mod:`discourse.registries.charts`: the name, the type of chart and
   the call that makes its table. ``discourse.plot`` then exports and lists the chart.
3. Add one line to the imports for type checkers in ``discourse/plot/__init__.py``, so
   that editors know the parameters.
4. Add a sample table to ``SAMPLES`` in ``tests/plot/sample_tables.py``. The
   tests then draw it at each width, empty, saved and loaded, and with wrong input.
"""

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
    """Return `draw` as a chart, which checks its table before it draws.

    The name of `draw` is the kind of table that it draws. It is called with the checked
    table, and with an `ax` that can be drawn on, or ``None``. The axes remember the
    table, so that :func:`discourse.save` refuses to save another one with them.
    """
    kind = draw.__name__
    draw = options_by_name(draw)

    @functools.wraps(draw)
    def draw_checked_table(
        table: pd.DataFrame, *args: P.args, **options: P.kwargs
    ) -> Axes:
        own_table = _find_table(table, kind)
        checked_table = tables.check(own_table, kind, CHARTS[kind].source)
        _check_axes(options.get("ax"))
        with text_fitting.record_missing_characters():
            drawn_axes = draw(checked_table, *args, **options)
        style.remember_table(drawn_axes, kind, checked_table)
        return drawn_axes

    # The table may also be given by its name, which Concatenate does not allow.
    return draw_checked_table  # type: ignore[return-value]


def _find_table(source: object, kind: str) -> object:
    """Return the table of a kind that a dataclass holds, or else `source` itself.

    ``discourse.topics`` returns a dataclass of two tables, and each chart draws one of
    them.
    """
    if not is_dataclass(source):
        return source
    tables_of_kind = []
    for field in fields(source):
        value = getattr(source, field.name)
        if isinstance(value, pd.DataFrame) and tables.kind_of(value) == kind:
            tables_of_kind.append(value)
    # Without exactly one table, the check of the table explains what is wrong.
    return tables_of_kind[0] if len(tables_of_kind) == 1 else source


def _check_axes(ax: object) -> None:
    """Raise :class:`OptionError` unless `ax` is ``None`` or usable axes."""
    if ax is None:
        return
    from matplotlib.axes import Axes
    from matplotlib.figure import FigureBase

    expectation = (
        "ax= takes matplotlib's Axes, such as figure.subplots() makes, or nothing for "
        "a new figure"
    )
    if isinstance(ax, FigureBase):
        kind = type(ax).__name__
        raise OptionError(
            f"{expectation}; what came is a {kind}: write ax=figure.subplots()."
        )
    if not isinstance(ax, Axes):
        description = tables.describe_type(ax)
        is_array = hasattr(ax, "flat")
        hint = ": give one of them, such as axes.flat[0]" if is_array else ""
        raise OptionError(f"{expectation}; what came is {description}{hint}.")
    if ax.get_figure() is None:
        raise OptionError(
            "the axes given as ax= were taken out of their figure; make others with "
            "figure.subplots()."
        )
    if ax.name != "rectilinear":
        raise OptionError(
            f"{expectation}; what came is {ax.name} axes, but charts are drawn on "
            "rectangular axes."
        )
