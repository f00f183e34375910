"""A chart for the tests of saving."""

from __future__ import annotations

from matplotlib.axes import Axes

from discourse import style


def draw_chart() -> Axes:
    ax = style.axes(width="single", height=40)
    with style.context():
        ax.barh([0, 1], [2, 3], hatch="///")
        ax.set_title("命运共同体, Ärger, “quoted”")
    return ax
