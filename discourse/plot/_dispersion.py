"""How evenly terms are spread over documents: their rates as rugs of strokes, and a measure on its scale."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from discourse import notes, style
from discourse.errors import TableError
from discourse.plot import (
    axes_layout,
    chart_decorator,
    marks,
    panels,
    row_order,
    text_fitting,
)
from discourse.registries import DISPERSION_MEASURES
from discourse.settings import FEW_DOCUMENTS_WITH_TERM
from discourse.tables import written_names
from discourse.validation import check_option, check_whole_number

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["dispersion"]

ROW, SLIM = 5.0, 3.3  # millimetres of a row; of one group's line in it
NARROW = 110.0  # millimetres of a page on which words are saved
MOST = 4  # groups in one figure
MOST_NOTES = 4  # in the lines below the panels
COUNTED = 30  # strokes in a line that can be counted, so none may be hidden
FINE = 120  # strokes in a line that are drawn one by one
CELL = 0.4  # millimetres that strokes share where there are more
# From how many occurrences in a document a stroke has which height, in parts of the line.
HEIGHTS = ((10, 0.76), (4, 0.58), (2, 0.42), (1, 0.27))
HUE, BAND = "#2f5f8a", "#d3dee6"

Key = tuple[str, str]  # term, group


@dataclass(frozen=True)
class _Cell:
    count: int
    rate: float
    score: float
    low: float
    high: float
    interval: str
    least: float
    most: float
    documents: int
    of_documents: int

    @property
    def pooled(self) -> bool:
        """Whether the rate in all documents together is another thing than that in one."""
        return self.count > 0 and self.rate > 0 and self.of_documents > 1

    @property
    def sure(self) -> bool:
        """Whether there is an interval, and documents enough to trust it."""
        return (
            math.isfinite(self.low)
            and math.isfinite(self.high)
            and self.documents >= FEW_DOCUMENTS_WITH_TERM
        )


@dataclass(frozen=True, order=True)
class _Stroke:
    """A document that has the term: its rate, as a power of ten, and its occurrences."""

    place: float
    count: int


@dataclass(frozen=True)
class _Body:
    """What is drawn: a row a term, and in it a line a group; with the millimetres of a line, and of the heads."""

    terms: tuple[str, ...]
    groups: tuple[str, ...]
    cells: Mapping[Key, _Cell]
    strokes: Mapping[Key, Sequence[_Stroke]]
    line: float
    head: float

    @property
    def lines(self) -> list[Key]:
        """The lines from the top."""
        return [(term, group) for term in self.terms for group in self.groups]

    @property
    def drawn(self) -> list[tuple[int, int, _Cell]]:
        """Line, number of the group, and numbers of what there is to draw."""
        size = len(self.groups)
        return [
            (y, y % size, self.cells[key])
            for y, key in enumerate(self.lines)
            if key in self.cells
        ]

    def look(self, group: int) -> tuple[str, str]:
        """Marker and hue of a group."""
        return (
            (style.MARKERS[group], marks.group_colour(group))
            if self.groups != ("",)
            else ("o", HUE)
        )


@chart_decorator.chart
def dispersion(
    table: pd.DataFrame,
    *,
    measure: str = "dp_egbert",
    top: int = 20,
    width: style.Width = "double",
    ax: Axes | None = None,
) -> Axes:
    """Draw how evenly terms are spread over documents: the rate in each document, and beside it a measure.

    On the left each document that has the term is a stroke at its rate, the taller the more occurrences it has; the
    number at 0 is that of the documents without the term, and the black line the rate in all documents together. The
    axis goes in equal factors, so that frequent and rare terms are seen alike. On the right stand the score and its
    interval, before a pale band from the least to the most even arrangement of as many occurrences: a rare term cannot
    be even, and a score is read against its band. An open mark has no interval, or fewer than five documents with the
    term.

    Compare scores only between groups of about as many documents: no measure of dispersion is the same for a corpus
    cut into other numbers of parts.

    Parameters
    ----------
    table : DataFrame
        A table of kind ``dispersion``. Of more than four groups the first four are drawn; choose others by filtering it.
    measure : str
        Which measure of the table is drawn, such as "dp_egbert", "dp_norm", "dp", "juilland_d", "carroll_d2",
        "rosengren_s", "da", "kld" or "range"; 1 is even, but 0 for dp_norm, dp and kld. All are listed in
        :data:`discourse.registries.DISPERSION_MEASURES`.
    top : int
        How many terms, the most frequent in the groups that are drawn first, ties by name.
    width : {'single', 'onehalf', 'double'}
        Of the new figure; the height follows the number of rows. Not used when `ax` is given.
    ax : Axes, optional
        Where to draw; its place is divided into the two panels. A new figure if not given.

    Returns
    -------
    Axes
        The panel of rates.
    """
    check_whole_number("top", top)
    own = _measured(table, measure)
    groups = row_order.order_of_appearance(own["group"].tolist())
    own = own[own["group"].isin(groups[:MOST])]
    every = row_order.rank_by_sum(own, "term", "count")
    with style.context():
        if not every:
            return axes_layout.draw_empty_chart(
                ax, "no terms, so nothing to spread", width=width
            )
        page = axes_layout.Sheet.for_chart(ax, width)
        texts = [
            text_fitting.fit_text(
                written_names.words(term),
                min(0.25 * page.width_mm, 44.0),
                max_lines=2 + (len(groups) > 1),
            )
            for term in every[:top]
        ]
        body = _body(table, own, every[:top], groups[:MOST], texts)
        page = page.with_height(body.line * len(body.lines) + body.head)
        # What is said under the panels runs across both.
        (above,), (foot,) = axes_layout.divide_axes(
            page.make_axes(), rows=2, heights=(page.height_mm, 0.2), row_gap=0.0
        )
        left, right = axes_layout.divide_axes(
            above, columns=2, widths=(0.58, 0.42), share="y", column_gap=0.04
        )[0]
        columns_mm = _columns(right, body, page.width_mm)
        labels_mm = max(map(text_fitting.text_width, texts))
        room = page.width_mm - labels_mm - columns_mm - 5.0
        per = " or ".join(f"{value:,}" for value in sorted(set(own["per"].tolist())))
        fine = _rates(left, body, room * 0.56, per=per)
        _scores(right, body, room * 0.4, measure=measure)
        text_fitting.write_tick_labels(
            left, "y", [_middle(body, row) for row in range(len(texts))], texts
        )
        _key(left, body, written_names.short(groups), room * 0.56)
        axes_layout.remove_frame(foot)
        panels.write_caption(
            foot,
            [*_said(body, measure, fine), *_rest(own, every, groups, body)],
            page.width_mm - 6.0,
        )
        return page.finish_figure(left)


def _measured(table: pd.DataFrame, measure: str) -> pd.DataFrame:
    """Return the rows of `measure`; say which there are where it is not among them."""
    part = table[table["kind"] == "measure"]
    there = row_order.order_of_appearance(
        part["measure"].tolist(), known=tuple(DISPERSION_MEASURES)
    )
    check_option("measure", measure, {*DISPERSION_MEASURES, *there})
    if there and measure not in there:
        raise TableError(
            f"measure={measure!r} came, but the table has {', '.join(map(repr, there))}; draw one of these."
        )
    return part[part["measure"] == measure]


def _body(
    table: pd.DataFrame,
    own: pd.DataFrame,
    terms: Sequence[str],
    groups: Sequence[str],
    texts: Sequence[str],
) -> _Body:
    columns = (
        "count",
        "rate",
        "score",
        "low",
        "high",
        "interval",
        "least",
        "most",
        "documents",
        "of_documents",
    )
    cells = {
        (term, group): _Cell(*numbers)
        for term, group, *numbers in zip(
            *(own[name].tolist() for name in ("term", "group", *columns)), strict=True
        )
    }
    part = table[
        (table["kind"] == "document")
        & table["term"].isin(terms)
        & table["group"].isin(groups)
    ]
    strokes: dict[Key, list[_Stroke]] = {}
    for term, group, rate, count in zip(
        *(part[c].tolist() for c in ("term", "group", "rate", "count")), strict=True
    ):
        if rate > 0 and math.isfinite(rate):
            stroke = _Stroke(math.log10(rate), count)
            strokes.setdefault((term, group), []).append(stroke)
    least = ROW if len(groups) == 1 else SLIM * len(groups)
    line = text_fitting.row_height_mm(texts, least) / len(groups)
    head = 7.4 + 1.2 * (list(groups) != [""])
    return _Body(
        tuple(terms),
        tuple(groups),
        cells,
        {key: sorted(found) for key, found in strokes.items()},
        line,
        head,
    )


def _middle(body: _Body, row: int) -> float:
    return row * len(body.groups) + (len(body.groups) - 1) / 2


def _frame(ax: Axes, body: _Body, heading: str) -> None:
    """Make `ax` a panel of rows with an axis below and what it is above."""
    axes_layout.remove_frame(ax, keep=("bottom",))
    size = len(body.groups)
    for row in range(0, len(body.terms), 2):
        ax.axhspan(
            row * size - 0.5,
            (row + 1) * size - 0.5,
            facecolor=style.FAINT,
            edgecolor="none",
            zorder=0,
        )
    ax.set_ylim(len(body.lines) - 0.5, -0.5 - body.head / body.line)
    look = {
        "xycoords": ("axes fraction", "data"),
        "textcoords": "offset points",
        "annotation_clip": False,
    }
    look |= {
        "va": "baseline",
        "size": 6.5,
        "color": style.INK,
        "family": list(style.FAMILY),
        "parse_math": False,
    }
    ax.annotate(heading, (0, _head(body)), xytext=(0, 6.5), linespacing=1.05, **look)  # type: ignore[arg-type]


def _head(body: _Body) -> float:
    """Return the place of the heads of columns, in rows from the top."""
    return -0.5 - 1.9 / body.line


def _columns(ax: Axes, body: _Body, page: float) -> float:
    """Write occurrences and documents beside the panel of scores; return how wide they are."""
    found = [body.cells.get(key) for key in body.lines]
    counts = [f"{cell.count:,}" if cell else "" for cell in found]
    # Where the page is narrow, the number of documents without the term must do.
    of = [
        f"/{cell.of_documents:,}" if cell and page >= NARROW else "" for cell in found
    ]
    docs = [
        f"{cell.documents:,}{all_}" if cell else ""
        for cell, all_ in zip(found, of, strict=True)
    ]
    rows = -1.0 - _head(body)
    at = panels.write_column(ax, "count", counts, 2.6, size=5.5, head_lift_rows=rows)
    return panels.write_column(ax, "docs", docs, at, size=5.5, head_lift_rows=rows)


def _rates(ax: Axes, body: _Body, room: float, *, per: str) -> bool:
    """Draw the rate in each document; return whether each has a stroke of its own."""
    heading = f"rate per {per} words"
    heading = (
        heading
        if text_fitting.text_width(heading) <= room
        else heading.removeprefix("rate ")
    )
    _frame(ax, body, text_fitting.fit_text(heading, room, size=6.5))
    pooled = [math.log10(cell.rate) for *_, cell in body.drawn if cell.pooled]
    ends = [
        stroke.place for strokes in body.strokes.values() for stroke in strokes
    ] + pooled
    low, high = (min(ends), max(ends)) if ends else (0.0, 0.0)
    pad = max((high - low) * 0.04, (0.8 - (high - low)) / 2)
    low, high = low - pad, high + pad
    without = [f"{cell.of_documents - cell.documents:,}" for *_, cell in body.drawn]
    zone = (
        max(text_fitting.text_width(text, size=5.5) for text in ["without", *without])
        + 2.0
    )
    unit = (high - low) / max(room - zone, 8.0)  # what a millimetre is on the axis
    zero = low - zone * unit / 2
    ax.set_xlim(low - zone * unit, high)
    look = {"size": 5.5, "ha": "center", "va": "center_baseline", "color": style.MUTED}
    for (y, *_), text in zip(body.drawn, without, strict=True):
        text_fitting.write_text(ax, zero, y, text, **look)
    text_fitting.write_text(ax, zero, _head(body), "without", **look)
    marks.draw_line(
        ax, [low, low], [-0.5, len(body.lines) - 0.5], style.RULE, width=0.5, zorder=1
    )
    _factors(ax, body, (low, high, zero), room - zone)
    for y, group, cell in body.drawn:
        found = body.strokes.get(body.lines[y], ())
        _rug(ax, y, found, hue=body.look(group)[1], unit=unit)
        if cell.pooled:
            at, reach = math.log10(cell.rate), [y - 0.46, y + 0.46]
            marks.draw_line(ax, [at, at], reach, "white", width=2.4, zorder=2.8)
            marks.draw_line(ax, [at, at], reach, style.INK, width=1.2, zorder=2.9)
    return all(len(found) <= FINE for found in body.strokes.values())


def _height(count: int) -> float:
    """Return the height of the stroke of a document with so many occurrences."""
    for least, height in HEIGHTS:
        if count >= least:
            return height
    return HEIGHTS[-1][1]


def _rug(
    ax: Axes, y: int, strokes: Sequence[_Stroke], *, hue: str, unit: float
) -> None:
    """Draw a stroke a document; where there are many, one for those of a height in a cell, the darker the more of them."""
    from matplotlib.collections import LineCollection
    from matplotlib.colors import to_rgba

    many = len(strokes) > FINE
    cells: dict[tuple[float, float], int] = {}
    for stroke in strokes:
        high = _height(stroke.count)
        at = stroke.place
        if many:
            at = round(at / (CELL * unit)) * CELL * unit
        cells[high, at] = cells.get((high, at), 0) + 1
    most = max(cells.values(), default=1)
    bottom = y + 0.4
    lines = [[(at, bottom), (at, bottom - high)] for high, at in cells]
    shades = [
        0.15 + 0.85 * math.sqrt(n / most) if many else 1.0 - 0.3**n
        for n in cells.values()
    ]
    width = CELL / text_fitting.MM_PER_POINT if many else 0.9
    hues = [to_rgba(hue, shade) for shade in shades]
    order = 3 if len(strokes) <= COUNTED else 2
    ax.add_collection(
        LineCollection(
            lines, colors=hues, linewidths=width, capstyle="butt", zorder=order
        ),
        autolim=False,
    )


def _factors(
    ax: Axes, body: _Body, ends: tuple[float, float, float], room: float
) -> None:
    """Name round rates on an axis of equal factors, as many as there is room for, and the 0 beside it."""
    low, high, zero = ends
    decades = range(math.floor(low), math.ceil(high) + 1)
    for digits, step in (((1, 2, 5), 1), ((1, 3), 1), ((1,), 1), ((1,), 2), ((1,), 3)):
        rates = [
            float(f"{digit}e{at}")
            for at in decades
            if at % step == 0
            for digit in digits
        ]
        places = {
            math.log10(rate): text_fitting.format_number(rate)
            for rate in rates
            if low <= math.log10(rate) <= high
        }
        gaps = [b - a for a, b in zip(places, list(places)[1:], strict=False)] or [
            high - low
        ]
        wide = max(
            text_fitting.text_width(text, size=6) for text in [*places.values(), ""]
        )
        if wide + 1.6 <= min(gaps) / (high - low) * room:
            break
    text_fitting.write_tick_labels(
        ax, "x", [zero, *places], ["0", *places.values()], size=6
    )
    ax.tick_params(axis="x", length=2, width=0.5, color=style.RULE)
    _draw_rules(ax, body, places)


def _draw_rules(ax: Axes, body: _Body, places: Iterable[float]) -> None:
    """Draw a pale vertical rule through all rows at each of `places`."""
    rows = [-0.5, len(body.lines) - 0.5]
    for place in places:
        marks.draw_line(
            ax,
            [place, place],
            rows,
            marks.GRID_COLOUR,
            width=marks.GRID_WIDTH,
            zorder=0.5,
        )


def _scores(ax: Axes, body: _Body, room: float, *, measure: str) -> None:
    name = DISPERSION_MEASURES.label(measure, written_names.words(measure))
    entry = DISPERSION_MEASURES.get(measure)
    even = entry.even_shown if entry else ""
    _frame(ax, body, text_fitting.fit_text(name, room, size=6.5))
    cells = [cell for *_, cell in body.drawn]
    ends = [
        end
        for c in cells
        for end in (c.score, c.low, c.high, c.least, c.most)
        if math.isfinite(end)
    ]
    whole = (
        max(cell.of_documents for cell in cells)
        if measure == "range"
        else 0.0
        if measure == "kld"
        else 1.0
    )
    low, high = min([*ends, 0.0]), max([*ends, whole]) or 1.0
    pad = (high - low) * 0.03
    for y, group, cell in body.drawn:
        if math.isfinite(cell.least + cell.most):
            left, right = sorted((cell.least, cell.most))
            ax.barh(
                y,
                right - left,
                0.62,
                left=left,
                facecolor=BAND,
                edgecolor=BAND,
                linewidth=0.7,
                zorder=1,
            )
        if math.isfinite(cell.score):
            marker, colour = body.look(group)
            panels.draw_interval(
                ax,
                y,
                (cell.score, cell.low, cell.high),
                marker=marker,
                colour=colour,
                filled=cell.sure,
                size=3.4,
            )
        else:
            text_fitting.write_text(
                ax, low, y, " –", size=6, va="center_baseline", color=style.MUTED
            )
    ax.set_xlim(low - pad, high + pad)
    marks.draw_number_axis(ax, low, high, width_mm=room, integers=measure == "range")
    ax.grid(visible=False)
    _draw_rules(ax, body, ax.get_xticks())
    words = (
        ("even", "uneven") if even == "0" else ("uneven", "even") if even else ("", "")
    )
    for x, text, side in ((low, words[0], "left"), (high, words[1], "right")):
        text_fitting.write_text(
            ax,
            x,
            _head(body),
            text,
            size=5.5,
            ha=side,
            va="center_baseline",
            color=style.MUTED,
        )


def _key(ax: Axes, body: _Body, brief: Mapping[str, str], room: float) -> None:
    if body.groups == ("",):
        return
    handles = [
        marks.legend_marker(*body.look(at), size=3.8) for at in range(len(body.groups))
    ]
    texts = [
        text_fitting.fit_text(
            brief[group] or "all documents", min(40.0, room - 8.0), max_lines=2
        )
        for group in body.groups
    ]
    marks.draw_legend(ax, handles, texts, width_mm=room)


def _said(body: _Body, measure: str, fine: bool) -> list[str]:
    """Return how the panels are read."""
    cells = [cell for *_, cell in body.drawn]
    dark = "" if fine else "; darker: more of them"
    said = [
        f"strokes: documents with the term (taller: from 2, 4 and 10 occurrences{dark})"
    ]
    said[0] += "; at 0: documents without it"
    said[0] += (
        "; black line: all documents together"
        if any(cell.pooled for cell in cells)
        else ""
    )
    entry = DISPERSION_MEASURES.get(measure)
    names = row_order.order_of_appearance(
        cell.interval for cell in cells if math.isfinite(cell.low) and cell.interval
    )
    scale = []
    if entry:
        scale = [f"{entry.label} ({entry.credit}): {entry.even_shown} = even"]
    if any(math.isfinite(cell.least + cell.most) for cell in cells):
        scale.append(
            "pale: from the least to the most even arrangement of as many occurrences"
        )
    scale += [f"whisker: {' or '.join(names[:2])}" if names else "no interval"]
    said.append("; ".join(scale))
    if any(math.isfinite(cell.score) and not cell.sure for cell in cells):
        said.append(
            f"open: no interval, or fewer than {FEW_DOCUMENTS_WITH_TERM} documents with the term"
        )
    sizes = sorted({cell.of_documents for cell in cells})
    if sizes[-1] > 1.5 * sizes[0]:
        said.append(
            f"groups of {sizes[0]:,} to {sizes[-1]:,} documents: do not compare their scores as they stand"
        )
    return said


def _rest(
    own: pd.DataFrame, every: Sequence[str], groups: Sequence[str], body: _Body
) -> list[str]:
    """Return what is not drawn, and what the table notes of what is."""
    shown = own[own["term"].isin(body.terms)]
    said = [str(note) for note in notes.list_notes(shown["note"].tolist())]
    rest = (
        [f"the first {len(body.terms)} of {len(every):,} terms"]
        if len(every) > len(body.terms)
        else []
    )
    rest += (
        [f"the first {len(body.groups)} of {len(groups):,} groups"]
        if len(groups) > len(body.groups)
        else []
    )
    if len(said) > MOST_NOTES:
        said = [*said[:MOST_NOTES], "…"]
    return ["; ".join(rest), "; ".join(said)]
