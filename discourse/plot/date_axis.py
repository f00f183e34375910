"""The names of years and months below an axis of dates."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from discourse import style
from discourse.plot import text_fitting

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["name_dates"]

MONTHS = (
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "May",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
)
# Below this span (in years) months are named: every 1, 2, 3 or 6, so that there are no
# more than 7 steps. Above it years are named, in 8 steps at most.
MONTHS_BELOW_YEARS, MONTH_STEPS, MOST_MONTH_STEPS = 3, (1, 2, 3, 6), 7
MOST_YEAR_STEPS, YEAR_STEPS = 8, [1, 2, 5, 10]


def name_dates(ax: Axes, low: float, high: float) -> None:
    """Name years below the axis, or months where it spans less than three years.

    The axis goes from `low` to `high`, in years.
    """
    years = high - low
    if years >= MONTHS_BELOW_YEARS:
        _name_years(ax, low, high)
    else:
        _name_months(ax, low, high)
    ax.tick_params(axis="x", length=2, width=0.5, color=style.RULE)


def _name_years(ax: Axes, low: float, high: float) -> None:
    """Write round years below the axis."""
    from matplotlib.ticker import MaxNLocator

    locator = MaxNLocator(MOST_YEAR_STEPS, integer=True, steps=YEAR_STEPS)
    years = []
    texts = []
    for year in locator.tick_values(low, high):
        if low <= year <= high:
            years.append(year)
            texts.append(f"{year:.0f}")
    text_fitting.write_tick_labels(ax, "x", years, texts, size=6)


def _name_months(ax: Axes, low: float, high: float) -> None:
    """Write every month, or every second, third or sixth, below the axis."""
    months_shown = (high - low) * 12
    step = MONTH_STEPS[-1]
    # The smallest step with few enough names is taken, else the last one.
    for step in MONTH_STEPS:
        if months_shown / step <= MOST_MONTH_STEPS:
            break
    # Months are counted from the year 0, so that a step of 3 begins in January.
    first_month = math.ceil(low * 12 / step) * step
    last_month = math.floor(high * 12)
    ticks = []
    texts = []
    for month in range(first_month, last_month + 1, step):
        year, month_of_year = divmod(month, 12)
        ticks.append(month / 12)
        texts.append(f"{MONTHS[month_of_year]} {year}")
    text_fitting.write_tick_labels(ax, "x", ticks, texts, size=6)
