"""Which terms one group uses more than another: how much more, and how sure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

import pandas as pd

from discourse import style
from discourse.plot import charting, clouds, drawing, lettering, margins
from discourse.plot.clouds import Contrast, Term
from discourse.validation import one_of, whole

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["keyness"]

ROW = 4.0  # millimetres
NARROW = 84.0  # the least width of a panel, in millimetres
MOST = 8  # comparisons in one figure
LOOKS = clouds.LOOKS


@charting.chart
def keyness(
    table: pd.DataFrame,
    *,
    top: int = 12,
    form: Literal["lollipop", "volcano", "scatter"] = "lollipop",
    width: style.Width = "double",
    ax: Axes | None = None,
) -> Axes:
    """Draw the key terms of two groups.

    As lollipops: the log ratio of the most key terms of either side with its interval, counts and documents beside
    them. An open mark is a term whose interval holds 0; an interval that ends in an arrow has no end, since the term is
    absent from one side. As a volcano: every term by its log ratio and p; a line marks the smallest p that so few
    documents allow, and no term can stand above it. As a scatter: every term by its rate in both groups, on log axes
    with a place for 0; the diagonal is "as often in both".

    Key terms of one side are those whose interval stays farthest from 0, then those with the largest score.

    Parameters
    ----------
    table : DataFrame
        A table of kind ``keyness``. Of several comparisons the first 8 have a panel each as lollipops; the other forms
        draw the first. Filter the table for another.
    top : int
        How many terms of either side are shown (lollipop) or named (volcano, scatter).
    form : {'lollipop', 'volcano', 'scatter'}
        Which of the three.
    width : {'single', 'onehalf', 'double'}
        Of the new figure. Not used when `ax` is given.
    ax : Axes, optional
        Where to draw. A new figure if not given.

    Returns
    -------
    Axes
        The first panel.
    """
    whole("top", top)
    one_of("form", form, ("lollipop", "scatter", "volcano"))
    every = clouds.contrasts(table)
    with style.context():
        if not every:
            return drawing.blank(ax, "no terms to compare", width=width)
        if form == "volcano":
            return clouds.volcano(ax, every, top, width)
        if form == "scatter":
            return clouds.scatter(ax, every, top, width)
        return _lollipops(ax, every, top, width)


def _lollipops(
    ax: Axes | None, every: Sequence[Contrast], top: int, width: style.Width
) -> Axes:
    page = drawing.page(ax, width)
    shown = every[:MOST]
    lists = [
        [*contrast.key(top, 1), *reversed(contrast.key(top, -1))] for contrast in shown
    ]
    across = max(1, min(int(page // NARROW), len(shown)))
    down, rows = -(-len(shown) // across), max(max(map(len, lists)), 1)
    given, tall = ax, ROW * (rows + 1)
    ax = drawing.begin(ax, width=width, height=tall, rows=down)
    panels = margins.spread(ax, len(shown), across, spaces=(0.04, 0.03))
    wide = page / across
    room = min(wide * 0.3, 44.0)
    texts = [[lettering.fit(term.term, room, size=6) for term in own] for own in lists]
    back = (
        max([lettering.measure(text, size=6) for own in texts for text in own] + [0.0])
        + 1.0
    )
    ends = [
        end
        for own in lists
        for term in own
        for end in (term.ratio, term.low, term.high)
        if math.isfinite(end)
    ]
    reach = (min([*ends, 0.0]), max([*ends, 0.0]))
    pad = max((reach[1] - reach[0]) * 0.06, 0.2)
    reach = (reach[0] - pad, reach[1] + pad)
    for panel, contrast, own, labels in zip(panels, shown, lists, texts, strict=True):
        _panel(panel, own, (rows, reach), (wide - back - 4.0, wide))
        lettering.labels(panel, "y", range(len(labels)), labels, size=6)
        if not own:
            lettering.write(
                panel,
                0.0,
                (rows - 1) / 2,
                " no term has a log ratio",
                color=style.MUTED,
                va="center",
            )
        heading = (
            f"{clouds.named(contrast.target)} : {clouds.named(contrast.reference)}"
        )
        margins.above(
            panel, lettering.fit(heading, (wide - 4) * 0.96, size=7, lines=2), back=back
        )
    margins.below(
        panels[(down - 1) * across], _said(every, shown, lists), wide - back - 4.0
    )
    return drawing.settle(ax, given, tall, rows=down)


def _panel(
    ax: Axes,
    own: Sequence[Term],
    shape: tuple[int, tuple[float, float]],
    sizes: tuple[float, float],
) -> None:
    rows, (low, high) = shape
    room, wide = sizes
    margins.frame(ax, rows, head=1.0)
    ax.axvline(0, color=style.MUTED, linewidth=0.6, zorder=1)
    for y, term in enumerate(own):
        look = LOOKS[0 if term.ratio >= 0 else 1]
        ends = max(term.low, low), min(term.high, high)
        if ends[0] == ends[0] and ends[1] == ends[1]:
            drawing.stroke(ax, ends, [y, y], look[1], width=0.7)
            for end, open_, marker in (
                (low, term.low < low, "<"),
                (high, term.high > high, ">"),
            ):
                if open_:
                    drawing.dots(ax, [end], [y], (marker, look[1]), size=2.6)
        drawing.stroke(ax, [0, term.ratio], [y, y], look[1], width=1.6, order=1.5)
        drawing.dots(ax, [term.ratio], [y], look, size=4.0, filled=term.sure)
    at = margins.column(
        ax,
        "counts",
        [f"{t.count_target:,} : {t.count_reference:,}" for t in own],
        2.5,
        size=5.5,
    )
    docs = [f"{t.documents_target:,} : {t.documents_reference:,}" for t in own]
    at = margins.column(ax, "docs", docs, at, size=5.5)
    if wide > 110 and any(t.p == t.p for t in own):
        at = margins.column(ax, "p", [clouds.chance(t.p) for t in own], at, size=5.5)
        if any(t.adjusted == t.adjusted for t in own):
            at = margins.column(
                ax,
                "p for all terms",
                [clouds.chance(t.adjusted) for t in own],
                at,
                size=5.5,
            )
    ax.set_xlim(low, high)
    drawing.ruler(ax, low, high, room=max(room - at, 20.0))


def _said(
    every: Sequence[Contrast],
    shown: Sequence[Contrast],
    lists: Sequence[Sequence[Term]],
) -> list[str]:
    said = [
        "log ratio: doublings of the rate (2 = four times as often); to the right: more in the first group"
    ]
    said += drawing.first_seen(
        contrast.interval for contrast in shown if contrast.interval
    )
    if any(not term.sure for own in lists for term in own):
        said.append("open: the interval holds 0")
    floors = [
        contrast.floor
        for contrast in shown
        if contrast.floor == contrast.floor and contrast.floor > 0
    ]
    if floors:
        said.append(
            f"smallest p attainable: {' or '.join(clouds.chance(f) for f in sorted(set(floors)))}"
        )
    return said + (
        [f"the first {MOST} of {len(every):,} comparisons"]
        if len(every) > len(shown)
        else []
    )
