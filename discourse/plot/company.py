"""The words that keep a phrase company, by how closely they do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from discourse import style
from discourse.plot import charting, drawing, lettering, margins
from discourse.registries import ASSOCIATION_MEASURES
from discourse.validation import one_of, whole

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["collocates"]

ROW = 3.9  # millimetres
NARROW = 56.0  # the least width of a panel, in millimetres
MOST = 24  # panels in one figure
HUE = "#3d6f99"


@dataclass(frozen=True)
class _Term:
    term: str
    value: float
    hits: int
    documents: int


@charting.chart
def collocates(
    table: pd.DataFrame,
    *,
    top: int = 15,
    measure: str = "log_dice",
    width: style.Width = "double",
    ax: Axes | None = None,
) -> Axes:
    """Draw the collocates of each phrase and group as dots, the closest first, on one scale.

    Beside a dot: the mentions that have the term near them, and in how many documents. An open dot is a collocate in
    one document only. In the heading, after the phrase, the mentions of it in all.

    Parameters
    ----------
    table : DataFrame
        A table of kind ``collocates``. Of more than 24 phrases and groups the first 24 are drawn.
    top : int
        How many collocates of each, ties by name.
    measure : str
        The column that is drawn and ranks them: a measure by its name, such as "log_dice", "mi", "npmi", "t_score", "g2",
        "delta_p". All are listed in :data:`discourse.registries.ASSOCIATION_MEASURES`.
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
    one_of("measure", measure, ASSOCIATION_MEASURES)
    lists, mentions = _lists(table, measure)
    shown = list(lists)[:MOST]
    with style.context():
        if not shown:
            return drawing.blank(ax, "no collocates", width=width)
        page = drawing.page(ax, width)
        across = max(1, min(int(page // NARROW), len(shown)))
        down, wide = -(-len(shown) // across), page / across
        rows = min(max(len(lists[key]) for key in shown), top)
        given = ax
        ax = drawing.begin(ax, width=width, height=rows * ROW, rows=down)
        panels = margins.spread(ax, len(shown), across, spaces=(0.03, 0.03))
        texts = {
            key: [
                lettering.fit(t.term, min(wide * 0.45, 44.0), size=6)
                for t in lists[key][:top]
            ]
            for key in shown
        }
        back = (
            max(
                lettering.measure(text, size=6)
                for own in texts.values()
                for text in own
            )
            + 1.0
        )
        values = [
            term.value
            for key in shown
            for term in lists[key][:top]
            if term.value == term.value
        ]
        brief = style.short(group for _, group in lists)
        for panel, key in zip(panels, shown, strict=True):
            _panel(panel, lists[key][:top], (rows, wide - back - 3.0), _ends(values))
            lettering.labels(panel, "y", range(len(texts[key])), texts[key], size=6)
            name = " · ".join(
                part for part in (style.words(key[0]), brief[key[1]]) if part
            )
            heading = (
                lettering.fit(name, wide - 18, size=7, lines=2)
                + f"  ({mentions[key]:,})"
            )
            margins.above(panel, heading, back=back)
        caption = ASSOCIATION_MEASURES[measure].caption
        said = [caption, *drawing.first_seen(table["window"].tolist())[:2]]
        if any(term.documents == 1 for key in shown for term in lists[key][:top]):
            said.append("open: in one document only")
        said += (
            [f"the first {MOST} of {len(lists):,} phrases and groups"]
            if len(lists) > MOST
            else []
        )
        margins.below(panels[(down - 1) * across], said, wide - back - 3.0)
        return drawing.settle(ax, given, rows * ROW, rows=down)


def _lists(
    table: pd.DataFrame, measure: str
) -> tuple[dict[tuple[str, str], list[_Term]], dict[tuple[str, str], int]]:
    """Return the collocates of each phrase and group, the closest first, and the mentions of the phrase."""
    names = ("family", "group", "count_node", "term", measure, "hits", "documents")
    lists: dict[tuple[str, str], list[_Term]] = {}
    mentions: dict[tuple[str, str], int] = {}
    for family, group, node, *cells in zip(
        *(table[name].tolist() for name in names), strict=True
    ):
        lists.setdefault((family, group), []).append(_Term(*cells))
        mentions[family, group] = node
    for own in lists.values():
        own.sort(
            key=lambda term: (
                -term.value if term.value == term.value else float("inf"),
                -term.hits,
                term.term,
            )
        )
    return lists, mentions


def _ends(values: Sequence[float]) -> tuple[float, float]:
    """Return the ends of the axis: no measure of these has a 0 that a dot must be seen from."""
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    pad = (high - low) * 0.08 or 0.5
    return low - pad, high


def _panel(
    ax: Axes,
    terms: Sequence[_Term],
    shape: tuple[int, float],
    ends: tuple[float, float],
) -> None:
    rows, room = shape
    low, high = ends
    texts = [f"{term.hits:,} in {term.documents:,}" for term in terms]
    beside = max(lettering.measure(text, size=5.5) for text in texts) + 2.6
    drawing.bare(ax, keep=("bottom",))
    ax.set_ylim(rows - 0.4, -0.6)
    wide = (high - low) or 1.0
    right = low + wide * room / max(room - beside, 8.0)
    for y, (term, text) in enumerate(zip(terms, texts, strict=True)):
        if term.value != term.value:
            continue
        drawing.stroke(
            ax, [low, term.value], [y, y], style.RULE, width=0.5, dashes=(1, 2)
        )
        drawing.dots(
            ax, [term.value], [y], ("o", HUE), size=3.8, filled=term.documents > 1
        )
        at = term.value + (right - low) * 1.6 / room
        lettering.write(
            ax, at, y, text, size=5.5, va="center_baseline", color=style.MUTED
        )
    drawing.ruler(ax, low, high, room=room - beside)
    ax.set_xlim(low, right)
