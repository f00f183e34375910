"""Lists of terms with bars: shared by the charts of distinctive terms and of topics."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from discourse import style
from discourse.plot import axes_layout, small_multiples, text_fitting
from discourse.plot.small_multiples import NUMBER_SIZE, SmallMultiples

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
HEADING_LINES = 3  # a label of up to 40 letters, and whether the text is masked
FOOT_LINES = 5  # to which a line of the foot may be broken, where one panel is a row
GAP_MM = 3.5  # between the text of a panel and the next panel
BAR_HEIGHT = 0.62  # of a row
# Length of the axis, in parts of the longest bar, with numbers at the bars and without.
AXIS_WITH_NUMBERS, AXIS_WITHOUT = 1.22, 1.04
EDGE_POINTS = 0.5  # width of the edge of a bar
DASHES = (2, 1.2)  # of the edge of an open bar
NUMBER_GAP = 0.025  # of the longest bar, between a bar and the number at its end


@dataclass(frozen=True)
class TermBars:
    """One panel of terms.

    Attributes
    ----------
    heading : str
        The heading of the panel.
    terms, weights, ends : sequence
        From the top: the terms, the lengths of their bars, the texts at their ends.
    gone : frozenset of str
        Terms that are no longer in the list after masking. They are marked.
    """

    heading: str
    terms: Sequence[str]
    weights: Sequence[float]
    ends: Sequence[str]
    gone: frozenset[str]

    @property
    def labels(self) -> list[str]:
        """The terms, with a × before those in `gone`."""
        labels = []
        for term in self.terms:
            mark = "× " if term in self.gone else ""
            labels.append(mark + term)
        return labels

    @property
    def longest_bar(self) -> float:
        """The greatest weight; 0 where there is none."""
        known_weights = [weight for weight in self.weights if not math.isnan(weight)]
        return max(known_weights, default=0.0)


def draw_term_bars(
    sheet: axes_layout.Sheet,
    panels: Sequence[TermBars],
    foot: Sequence[str],
    *,
    side_by_side: int = 1,
) -> Axes:
    """Draw the panels; `side_by_side` of them are compared, so they are in one row."""
    with style.context():
        if not any(panel.terms for panel in panels):
            return axes_layout.draw_empty_chart(
                sheet.caller_axes, "no terms", width=sheet.width
            )
        labels = [panel.labels for panel in panels]
        multiples = small_multiples.lay_out_lists(
            sheet, labels, spacing=SPACING, side_by_side=side_by_side
        )
        scales = [panel.longest_bar for panel in panels]
        if side_by_side > 1:
            # Panels before and after masking are compared, so they have one scale.
            # Topics are not compared.
            scales = [max(scales)] * len(panels)
        for index, panel in enumerate(panels):
            scale_end = scales[index]
            if scale_end == 0:  # an axis must have a length
                scale_end = 1.0
            _draw_panel(multiples, index, panel, scale_end)
            _write_heading(multiples, index, panel.heading)
        multiples.write_wide_caption(foot, gap_mm=GAP_MM, max_lines=FOOT_LINES)
        return multiples.finish_figure()


def _write_heading(multiples: SmallMultiples, index: int, heading: str) -> None:
    """Write the heading of a panel. It begins over the terms, so it has the whole width."""
    text = text_fitting.fit_text(
        heading,
        multiples.panel_width_mm - GAP_MM,
        size=small_multiples.HEADING_SIZE,
        max_lines=HEADING_LINES,
    )
    multiples.write_heading(index, text, line_spacing=None)


def _draw_panel(
    multiples: SmallMultiples, index: int, panel: TermBars, scale_end: float
) -> None:
    """Draw the bars of a panel on a scale up to `scale_end`, and their labels."""
    ax = multiples.panels[index]
    row_count = multiples.longest_list
    small_multiples.open_list_panel(ax, row_count, keep=("left",))
    axis_length = AXIS_WITHOUT
    if any(panel.ends):
        axis_length = AXIS_WITH_NUMBERS
    ax.set_xlim(0, scale_end * axis_length)
    bars = zip(panel.terms, panel.weights, panel.ends, strict=True)
    for row, (term, weight, end_text) in enumerate(bars):
        _draw_bar(ax, row, weight, is_gone=term in panel.gone)
        if end_text:
            text_fitting.write_text(
                ax,
                weight + scale_end * NUMBER_GAP,
                row,
                end_text,
                size=NUMBER_SIZE,
                va="center_baseline",
                color=style.MUTED,
            )
    multiples.write_labels(index)
    for tick, term in zip(ax.get_yticklabels(), panel.terms, strict=True):
        tick.set_color(style.MUTED if term in panel.gone else style.INK)


def _draw_bar(ax: Axes, row: int, weight: float, *, is_gone: bool) -> None:
    """Draw a weight as a bar; that of a term no longer listed is open, with a dashed edge."""
    colour = small_multiples.LIST_COLOUR
    ax.barh(
        row,
        weight,
        BAR_HEIGHT,
        linewidth=EDGE_POINTS,
        linestyle=(0, DASHES) if is_gone else "-",
        facecolor="white" if is_gone else colour,
        edgecolor=style.MUTED if is_gone else colour,
    )
