"""Bars of terms, panel by panel: shared by the charts of distinctive terms and of topics."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from discourse import style
from discourse.plot import axes_layout, small_multiples, text_fitting
from discourse.plot import panels as panels_
from discourse.plot.small_multiples import LABEL_SIZE, NUMBER_SIZE, SmallMultiples

if TYPE_CHECKING:
    from matplotlib.axes import Axes


__all__ = [
    "AXIS_WITHOUT",
    "AXIS_WITH_NUMBERS",
    "BAR_HEIGHT",
    "GAP_MM",
    "NUMBER_GAP",
    "SPACING",
    "TermBars",
    "draw_term_bars",
]

SPACING = small_multiples.Spacing(
    min_panel_mm=42.0,  # a term, and a bar long enough to be compared
    row_mm=3.9,  # type of 6 points, and half of its height again
    label_share=0.56,
    max_label_mm=40.0,
)
GAP_MM = 3.5  # between what is written of a panel and the next panel
BAR_HEIGHT = 0.62  # of a row
# The axis goes so far beyond the longest bar: for a number at its end, and without.
AXIS_WITH_NUMBERS, AXIS_WITHOUT = 1.22, 1.04
NUMBER_GAP = 0.025  # of the longest bar, between a bar and the number at its end


@dataclass(frozen=True)
class TermBars:
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


def draw_term_bars(
    sheet: axes_layout.Sheet,
    panels: Sequence[TermBars],
    foot: Sequence[str],
    *,
    together: int = 1,
) -> Axes:
    """Lay the panels out, `together` being how many must stand side by side."""
    with style.context():
        if not any(panel.terms for panel in panels):
            return axes_layout.draw_empty_chart(
                sheet.caller_axes, "no terms", width=sheet.width
            )
        labels = [panel.labels for panel in panels]
        multiples = small_multiples.lay_out_lists(
            sheet, labels, spacing=SPACING, side_by_side=together
        )
        longest = [_longest(panel) for panel in panels]
        room = multiples.panel_width_mm - GAP_MM
        for index, panel in enumerate(panels):
            # Panels that stand side by side are compared (before and after masking); topics are not.
            scale = max(longest) if together > 1 else longest[index]
            _draw_panel(multiples, index, panel, scale or 1.0)
            # All headings begin over the terms, so that each has the width of its panel and the panels are alike.
            heading = text_fitting.fit_text(panel.heading, room, size=7, max_lines=2)
            multiples.write_heading(index, heading, line_spacing=None)
        lines = [
            text_fitting.fit_text(line, room, size=LABEL_SIZE, max_lines=3)
            for line in foot
        ]
        panels_.write_under_labels(
            multiples.lower_left, "\n".join(lines), outdent_mm=multiples.labels_mm
        )
        return multiples.finish_figure()


def _longest(panel: TermBars) -> float:
    weights = [weight for weight in panel.weights if weight == weight]
    return max([*weights, 0.0])


def _draw_panel(
    multiples: SmallMultiples, index: int, panel: TermBars, longest: float
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
            text_fitting.write_text(
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
    hue = small_multiples.LIST_COLOUR
    ax.barh(
        row,
        weight,
        BAR_HEIGHT,
        linewidth=0.5,
        linestyle=(0, (2, 1.2)) if gone else "-",
        facecolor="white" if gone else hue,
        edgecolor=style.MUTED if gone else hue,
    )
