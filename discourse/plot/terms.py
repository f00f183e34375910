"""The heaviest terms of each group, or of each topic, as bars in small panels of one scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from discourse import notes, style
from discourse.plot import charting, drawing, lettering, margins, small_multiples
from discourse.plot.small_multiples import LABEL_SIZE, NUMBER_SIZE, SmallMultiples
from discourse.validation import whole

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["distinctive", "topics"]

SPACING = small_multiples.Spacing(
    least_panel_mm=42.0,  # a term, and a bar long enough to be compared
    row_mm=3.9,  # type of 6 points, and half of its height again
    label_share=0.56,
    longest_label_mm=40.0,
)
MOST = 24  # groups in one figure
GAP_MM = 3.5  # between what is written of a panel and the next panel
STATES = {"raw": "whole text", "masked": "masked text"}
BAR_HEIGHT = 0.62  # of a row
# The axis goes so far beyond the longest bar: for a number at its end, and without.
AXIS_WITH_NUMBERS, AXIS_WITHOUT = 1.22, 1.04
NUMBER_GAP = 0.025  # of the longest bar, between a bar and the number at its end


@dataclass(frozen=True)
class _Bars:
    """One panel: terms from the top, their weights, what is written at their ends, and which are marked."""

    heading: str
    terms: Sequence[str]
    weights: Sequence[float]
    ends: Sequence[str]
    gone: frozenset[str]

    @property
    def labels(self) -> list[str]:
        """The terms, those that are gone with a mark."""
        return [f"× {term}" if term in self.gone else term for term in self.terms]


@charting.chart
def distinctive(
    table: pd.DataFrame,
    *,
    top: int = 10,
    width: style.Width = "double",
    ax: Axes | None = None,
) -> Axes:
    """Draw the terms that set each group apart: the whole text beside the text without what is masked.

    A bar is the weight of a term, the number at its end how often it occurs. An open bar and a × mark a term that is
    no longer in the group's list once the masked stretches are left out: it came from the debris, or leant on it.
    With few documents these are distinctive terms, not topics. What the table notes of the terms drawn stands below.

    Parameters
    ----------
    table : DataFrame
        A table of kind ``distinctive``. Of more than 24 groups the first 24 are drawn; choose others by filtering it.
    top : int
        How many terms a group.
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
    table = table.sort_values("rank", kind="stable")
    schemes = drawing.first_seen(table["scheme"].tolist())
    states = drawing.first_seen(table["state"].tolist(), known=tuple(STATES))
    short_names = style.short(every)
    panels: list[_Bars] = []
    cells: list[str] = []
    for group in every[:MOST]:
        for scheme in schemes:
            part = table[(table["group"] == group) & (table["scheme"] == scheme)]
            kept = frozenset(part.loc[part["state"] == states[-1], "term"].tolist())
            for state in states:
                own = part[part["state"] == state].head(top)
                cells += own["note"].tolist()
                names = [short_names[group]] if group else []
                names += [scheme] if len(schemes) > 1 else []
                names += [STATES.get(state, state)] if len(states) > 1 else []
                panels.append(
                    _Bars(
                        heading=" · ".join(names),
                        terms=own["term"].tolist(),
                        weights=own["weight"].tolist(),
                        ends=[f"{count:,}" for count in own["count"].tolist()],
                        gone=frozenset(own["term"].tolist()) - kept,
                    )
                )
    scheme = f" ({', '.join(schemes)})" if any(schemes) else ""
    foot = [f"weight{scheme}; at the end of a bar: occurrences"]
    if any(panel.gone for panel in panels):
        foot.append("× open bar: no longer listed once the debris is masked")
    if len(every) > MOST:
        foot.append(f"{MOST} of {len(every)} groups")
    foot += notes.summarise(cells, "terms")
    sheet = drawing.Sheet.on(ax, width)
    return _draw(sheet, panels, foot, together=max(len(states), 1))


@charting.chart
def topics(
    table: pd.DataFrame,
    *,
    top: int = 8,
    width: style.Width = "double",
    ax: Axes | None = None,
) -> Axes:
    """Draw the heaviest terms of each topic. A topic is what these words have in common, not a name somebody gave it.

    Parameters
    ----------
    table : DataFrame
        A table of kind ``topics``: the terms of ``discourse.topics(...)``.
    top : int
        How many terms a topic.
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
    panels = []
    for topic in sorted(set(table["topic"].tolist())):
        own = table[table["topic"] == topic]
        own = own.sort_values("rank", kind="stable").head(top)
        label = style.words(own["label"].tolist()[0])
        panels.append(
            _Bars(
                heading=f"{topic}  {label}".strip(),
                terms=own["term"].tolist(),
                weights=own["weight"].tolist(),
                ends=[""] * len(own),
                gone=frozenset(),
            )
        )
    foot = ["weight of the term in the topic; each topic on its own scale"]
    return _draw(drawing.Sheet.on(ax, width), panels, foot)


def _draw(
    sheet: drawing.Sheet,
    panels: Sequence[_Bars],
    foot: Sequence[str],
    *,
    together: int = 1,
) -> Axes:
    """Lay the panels out, `together` being how many must stand side by side."""
    with style.context():
        if not any(panel.terms for panel in panels):
            return drawing.blank(sheet.given, "no terms", width=sheet.width)
        labels = [panel.labels for panel in panels]
        multiples = small_multiples.lay_out_lists(
            sheet, labels, spacing=SPACING, together=together
        )
        longest = [_longest(panel) for panel in panels]
        room = multiples.panel_mm - GAP_MM
        for index, panel in enumerate(panels):
            # Panels that stand side by side are compared (before and after masking); topics are not.
            scale = max(longest) if together > 1 else longest[index]
            _draw_panel(multiples, index, panel, scale or 1.0)
            # All headings begin over the terms, so that each has the width of its panel and the panels are alike.
            heading = lettering.fit(panel.heading, room, size=7, lines=2)
            multiples.write_heading(index, heading, line_spacing=None)
        lines = [lettering.fit(line, room, size=LABEL_SIZE, lines=3) for line in foot]
        margins.under_labels(
            multiples.lower_left, "\n".join(lines), back=multiples.labels_mm
        )
        return multiples.settle()


def _longest(panel: _Bars) -> float:
    weights = [weight for weight in panel.weights if weight == weight]
    return max([*weights, 0.0])


def _draw_panel(
    multiples: SmallMultiples, index: int, panel: _Bars, longest: float
) -> None:
    ax = multiples.panels[index]
    rows = max(map(len, multiples.labels))
    small_multiples.open_list_panel(ax, rows, keep=("left",))
    beyond = AXIS_WITH_NUMBERS if any(panel.ends) else AXIS_WITHOUT
    ax.set_xlim(0, longest * beyond)
    bars = zip(panel.terms, panel.weights, panel.ends, strict=True)
    for row, (term, weight, end) in enumerate(bars):
        _draw_bar(ax, row, weight, gone=term in panel.gone)
        if end:
            lettering.write(
                ax,
                weight + longest * NUMBER_GAP,
                row,
                end,
                size=NUMBER_SIZE,
                va="center_baseline",
                color=style.MUTED,
            )
    multiples.write_labels(index)
    for tick, term in zip(ax.get_yticklabels(), panel.terms, strict=True):
        tick.set_color(style.MUTED if term in panel.gone else style.INK)


def _draw_bar(ax: Axes, row: int, weight: float, *, gone: bool) -> None:
    """Draw a weight; that of a term that is gone is an open bar with a broken edge."""
    hue = small_multiples.HUE
    ax.barh(
        row,
        weight,
        BAR_HEIGHT,
        linewidth=0.5,
        linestyle=(0, (2, 1.2)) if gone else "-",
        facecolor="white" if gone else hue,
        edgecolor=style.MUTED if gone else hue,
    )
