"""How much of each document consists of recurring phrases, and where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import pandas as pd

from discourse import style
from discourse.plot import axes_layout, chart_decorator, marks, panels, text_fitting
from discourse.tables import written_names
from discourse.validation import check_option, check_whole_number

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["coverage"]

ROW = 7.0  # millimetres
STRIP = 0.66  # share of a row that the strip fills
COVERED, MASKED = "#2f5f8a", "#b0b0ac"


@dataclass(frozen=True)
class _Document:
    name: str
    start: int
    end: int
    words: int
    share: float


@chart_decorator.chart
def coverage(
    table: pd.DataFrame,
    *,
    top: int = 40,
    scale: Literal["equal", "true"] = "equal",
    width: style.Width = "double",
    ax: Axes | None = None,
) -> Axes:
    """Draw each document as a strip in which the stretches made of recurring phrases are dark.

    The number at the end of a strip is the share of the document's words that stands in such stretches, and how many
    words the document has. Hatched stretches are left out of the counts. A long document repeats more by chance than a
    short one, and a corpus of one hand more than a corpus of many: compare documents of like length.

    Parameters
    ----------
    table : DataFrame
        A table of kind ``coverage``.
    top : int
        How many documents, in the order of the table.
    scale : {'equal', 'true'}
        All strips of one length, to compare beginnings and ends; or as long as the documents are.
    width : {'single', 'onehalf', 'double'}
        Of the new figure; the height follows the number of documents. Not used when `ax` is given.
    ax : Axes, optional
        Where to draw. A new figure if not given.
    """
    check_whole_number("top", top)
    check_option("scale", scale, ("equal", "true"))
    part = table[table["kind"] == "document"]
    names = ("doc", "start", "end", "words", "share")
    every = [
        _Document(*row)
        for row in zip(*(part[name].tolist() for name in names), strict=True)
    ]
    shown = every[:top]
    with style.context():
        if not shown:
            return axes_layout.draw_empty_chart(ax, "no documents", width=width)
        sheet = axes_layout.Sheet.for_chart(ax, width)
        page = sheet.width_mm
        brief = written_names.short(document.name for document in every)
        texts = [
            text_fitting.fit_text(brief[document.name], 26, max_lines=2)
            for document in shown
        ]
        row = text_fitting.row_height_mm(texts, ROW if len(shown) <= 25 else 4.6)
        tall = row * (len(shown) + 0.6)
        sheet = sheet.with_height(tall)
        ax = sheet.make_axes()
        axes_layout.remove_frame(ax)
        ax.set_ylim(len(shown) - 0.5, -1.1)
        ax.set_xlim(0, 1)
        text_fitting.write_tick_labels(ax, "y", range(len(shown)), texts)
        longest = max(max(document.end - document.start, 1) for document in shown)
        for y, document in enumerate(shown):
            long = max(document.end - document.start, 1)
            _strip(
                ax,
                y,
                document,
                table[table["doc"] == document.name],
                1 / (long if scale == "equal" else longest),
            )
        share = [
            "–" if document.share != document.share else f"{document.share:.2f}"
            for document in shown
        ]
        head = 1.0 - 0.4 / 1.0  # the heads stand closer than a whole row
        at = panels.write_column(ax, "covered", share, 2.5, head_lift_rows=head - 0.75)
        panels.write_column(
            ax,
            "words",
            [f"{document.words:,}" for document in shown],
            at,
            head_lift_rows=head - 0.75,
        )
        room = page - max(map(text_fitting.text_width, texts)) - 28
        rest = (
            f"the first {len(shown)} of {len(every):,} documents"
            if len(every) > len(shown)
            else ""
        )
        _scale(ax, scale, room, rest, longest=longest)
        _legend(ax, table, page - max(map(text_fitting.text_width, texts)) - 6)
        return sheet.finish_figure(ax)


def _strip(
    ax: Axes, y: int, document: _Document, spans: pd.DataFrame, unit: float
) -> None:
    from matplotlib.patches import Rectangle

    low = y - STRIP / 2
    size = (document.end - document.start) * unit
    ax.add_patch(
        Rectangle(
            (0, low), size, STRIP, facecolor=style.FAINT, edgecolor="none", zorder=0
        )
    )
    for kind, hue, hatch in (("masked", "white", "//////"), ("covered", COVERED, "")):
        part = spans[spans["kind"] == kind]
        ends = zip(part["start"].tolist(), part["end"].tolist(), strict=True)
        boxes = [
            ((start - document.start) * unit, (end - start) * unit)
            for start, end in ends
        ]
        if boxes:
            edge = MASKED if hatch else "none"
            look = {
                "facecolor": hue,
                "edgecolor": edge,
                "hatch": hatch or None,
                "linewidth": 0,
                "zorder": 1,
            }
            ax.broken_barh(boxes, (low, STRIP), **look)  # type: ignore[arg-type]
    outline = Rectangle(
        (0, low),
        size,
        STRIP,
        facecolor="none",
        edgecolor=style.RULE,
        linewidth=0.4,
        zorder=2,
    )
    ax.add_patch(outline)
    outline.set_clip_on(False)


def _scale(ax: Axes, scale: str, room: float, rest: str, *, longest: int) -> None:
    if scale == "equal":
        said = (
            ["beginning", "middle", "end of the document"]
            if room > 58
            else ["beginning", "end"]
        )
        text_fitting.write_tick_labels(
            ax, "x", [0, 0.5, 1] if len(said) == 3 else [0, 1], said, size=6
        )
        ends = ax.get_xticklabels()
        ends[0].set_horizontalalignment("left")
        ends[-1].set_horizontalalignment("right")
    else:
        from matplotlib.ticker import MaxNLocator

        bins = 5 if room > 60 else 3
        steps = [
            step
            for step in MaxNLocator(bins, integer=True).tick_values(0, longest)
            if 0 <= step <= longest
        ]
        texts = [text_fitting.format_number(float(step)) for step in steps]
        text_fitting.write_tick_labels(
            ax, "x", [float(step) / longest for step in steps], texts, size=6
        )
        rest = f"characters from the beginning{'; ' * bool(rest)}{rest}"
    text_fitting.write_footnote(
        ax, text_fitting.fit_text(rest, room, size=5.5, max_lines=2)
    )


def _legend(ax: Axes, table: pd.DataFrame, wide: float) -> None:
    from matplotlib.patches import Patch

    looks: Sequence[tuple[str, Patch, str]] = (
        ("covered", Patch(facecolor=COVERED, edgecolor="none"), "recurring phrases"),
        (
            "masked",
            Patch(facecolor="white", edgecolor=MASKED, hatch="//////", linewidth=0),
            "left out of the counts",
        ),
    )
    here = [
        (handle, text) for kind, handle, text in looks if (table["kind"] == kind).any()
    ]
    marks.draw_legend(
        ax, [handle for handle, _ in here], [text for _, text in here], width_mm=wide
    )
