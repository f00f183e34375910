"""Lists of terms with bars: shared by the charts of distinctive terms and of topics."""

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
        Terms that are marked as absent from the list after masking.
    """

    heading: str
    terms: Sequence[str]
    weights: Sequence[float]
    ends: Sequence[str]
    gone: frozenset[str]

    @property
    def labels(self) -> list[str]:
        """The terms, with a mark on those that are gone."""
        return [f"× {term}" if term in self.gone else term for term in self.terms]


def draw_term_bars(
    sheet: axes_layout.Sheet,
    panels: Sequence[TermBars],
    foot: Sequence[str],
    *,
    together: int = 1,
) -> Axes:
    """Draw the panels; `together` of them are compared, so they are side by side."""
    with style.context():
        if not any(panel.terms for panel in panels):
            return axes_layout.draw_empty_chart(
                sheet.caller_axes, "no terms", width=sheet.width
            )
        labels = [panel.labels for panel in panels]
        multiples = small_multiples.lay_out_lists(
            sheet, labels, spacing=SPACING, side_by_side=together
        )
        longest = [_longest_bar(panel) for panel in panels]
        text_mm = multiples.panel_width_mm - GAP_MM
        for index, panel in enumerate(panels):
            # Panels before and after masking are compared, so they have one scale.
            # Topics are not compared.
            scale = max(longest) if together > 1 else longest[index]
            _draw_panel(multiples, index, panel, scale or 1.0)
            # A heading begins over the terms, so it has the whole width of its panel.
            heading = text_fitting.fit_text(
                panel.heading, text_mm, size=small_multiples.HEADING_SIZE, max_lines=2
            )
            multiples.write_heading(index, heading, line_spacing=None)
        lines = [
            text_fitting.fit_text(line, text_mm, size=LABEL_SIZE, max_lines=3)
            for line in foot
        ]
        panels_.write_under_labels(
            multiples.lower_left, "\n".join(lines), outdent_mm=multiples.labels_mm
        )
        return multiples.finish_figure()


def _longest_bar(panel: TermBars) -> float:
    weights = [weight for weight in panel.weights if weight == weight]
    return max([*weights, 0.0])


def _draw_panel(
    multiples: SmallMultiples, index: int, panel: TermBars, longest: float
) -> None:
    """Draw the bars of a panel on a scale up to `longest`, and their labels."""
    ax = multiples.panels[index]
    rows = max(map(len, multiples.labels))
    small_multiples.open_list_panel(ax, rows, keep=("left",))
    axis_length = AXIS_WITH_NUMBERS if any(panel.ends) else AXIS_WITHOUT
    ax.set_xlim(0, longest * axis_length)
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
    """Draw a weight; a term that is gone has an open bar with a dashed edge."""
    colour = small_multiples.LIST_COLOUR
    ax.barh(
        row,
        weight,
        BAR_HEIGHT,
        linewidth=EDGE_POINTS,
        linestyle=(0, DASHES) if gone else "-",
        facecolor="white" if gone else colour,
        edgecolor=style.MUTED if gone else colour,
    )
