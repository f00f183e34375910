"""A chart and a table for the tests of saving."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from discourse import style, tables


def draw_chart() -> Axes:
    ax = style.axes(width="single", height=40)
    with style.context():
        ax.barh([0, 1], [2, 3], hatch="///")
        ax.set_title("命运共同体, Ärger, “quoted”")
    return ax


def concordance_table() -> pd.DataFrame:
    return tables.make(
        "kwic",
        {
            "doc": ["000_171e8d334eace437", "001_0e67fac1f9dc59aa"],
            "start": [266, 12345],
            "end": [292, 12371],
            "left": ["building a", "far to the left " * 6 + "stands the word\nbefore"],
            "surface": ["community", "命运共同体"],
            "right": ["of destiny", "and on it goes " * 8],
            "family": ["community_shared_future", ""],
            "pattern": ["", ""],
        },
    )
