"""How much of each topic is in each group of documents."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from discourse import style
from discourse.plot import charting, drawing, lettering, margins
from discourse.validation import whole

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["topic_groups"]

ROW = 4.0  # millimetres
NARROW = 46.0  # the least width of a panel, in millimetres
MOST = 40  # topics in one figure
HUE = "#2f5f8a"

Value = tuple[float, float, float, int, str]  # share, low, high, documents, note


@charting.chart
def topic_groups(
    table: pd.DataFrame,
    *,
    top: int = 20,
    width: style.Width = "double",
    ax: Axes | None = None,
) -> Axes:
    """Draw the share of each topic in each group, with its interval: a small panel a topic, on one scale.

    The number after the name of a group is that of its documents. An open mark is a group of few documents, whose
    interval is a picture and no more; a mark without a line has no interval; a dash stands for a group none of whose
    words is in the model. The topics are taken as given: the
    uncertainty of the fit is not drawn.

    Parameters
    ----------
    table : DataFrame
        A table of kind ``topic_groups``. Of more than 40 topics the first 40 are drawn.
    top : int
        How many groups, in the order of the table.
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
    every = drawing.first_seen(table["group"].tolist())
    groups = every[:top]
    names = ("topic", "label", "group", "share", "low", "high", "documents", "note")
    topics: dict[int, str] = {}
    values: dict[tuple[int, str], Value] = {}
    for topic, label, group, *cells in zip(
        *(table[name].tolist() for name in names), strict=True
    ):
        topics[topic] = label
        values[topic, group] = (*cells,)
    numbers = sorted(topics)[:MOST]
    with style.context():
        if not numbers:
            return drawing.blank(ax, "no topics", width=width)
        page = drawing.page(ax, width)
        brief = style.short(every)
        sizes = {
            group: max(value[3] for (_, own), value in values.items() if own == group)
            for group in groups
        }
        room = min(0.26 * page, 40.0)
        texts = [_label(brief[group] or "all", sizes[group], room) for group in groups]
        names_wide = max(map(lettering.measure, texts)) + 2
        across = max(1, min(int((page - names_wide) // NARROW), len(numbers)))
        down, wide = -(-len(numbers) // across), (page - names_wide) / across
        given, tall = ax, lettering.row_height(texts, ROW) * len(groups)
        ax = drawing.begin(ax, width=width, height=tall, rows=down)
        panels = margins.spread(
            ax, len(numbers), across, share="y", spaces=(0.03, 0.03)
        )
        ends = [
            end for value in values.values() for end in value[:3] if math.isfinite(end)
        ]
        most = max([*ends, 0.05]) * 1.04
        for at, (panel, topic) in enumerate(zip(panels, numbers, strict=True)):
            _panel(
                panel, [values.get((topic, group)) for group in groups], (wide, most)
            )
            heading = lettering.fit(
                f"{topic}  {style.words(topics[topic])}".strip(),
                wide - 3,
                size=6.5,
                lines=2,
            )
            margins.above(panel, heading, size=6.5)
            if at % across == 0:
                lettering.labels(panel, "y", range(len(texts)), texts)
        _foot(
            panels[(down - 1) * across],
            table,
            (wide, len(every), len(groups), len(topics)),
        )
        return drawing.settle(ax, given, tall, rows=down)


def _label(name: str, documents: int, room: float) -> str:
    end = f" ({documents:,})"
    return lettering.fit(name, room - lettering.measure(end), lines=2) + end


def _panel(ax: Axes, own: Sequence[Value | None], look: tuple[float, float]) -> None:
    wide, most = look
    margins.frame(ax, len(own))
    for y, value in enumerate(own):
        if value is None or math.isnan(value[0]):
            lettering.write(
                ax, 0, y, "–", va="center_baseline", size=6, color=style.MUTED
            )
        else:
            margins.whiskers(ax, y, value[:3], ("o", HUE), filled=not value[4])
    ax.set_xlim(0, most)
    drawing.ruler(ax, 0, most, room=wide - 4)


def _foot(ax: Axes, table: pd.DataFrame, sizes: tuple[float, int, int, int]) -> None:
    wide, groups, shown, topics = sizes
    lines = zip(table["interval"].tolist(), table["low"].tolist(), strict=True)
    interval = " or ".join(
        drawing.first_seen(name for name, low in lines if name and math.isfinite(low))
    )
    said = [
        "share of the topic"
        + (f", with interval: {interval}" if interval else "; no intervals")
    ]
    if any(
        note
        for note, share in zip(
            table["note"].tolist(), table["share"].tolist(), strict=True
        )
        if share == share
    ):
        said.append("open: few documents, illustrative")
    said += ["–: no words in the model"] if table["share"].hasnans else []
    said += [f"the first {shown} of {groups:,} groups"] if groups > shown else []
    said += [f"the first {MOST} of {topics:,} topics"] if topics > MOST else []
    margins.below(ax, said, wide - 4)
