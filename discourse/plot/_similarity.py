"""Which documents are alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from discourse import notes, style
from discourse.errors import OptionError
from discourse.plot import axes_layout, chart_decorator, marks, row_order, text_fitting
from discourse.registries import SIMILARITY_MEASURES
from discourse.tables import written_names

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["similarity"]

MOST = 400  # documents
LEAST_PANEL_MM = 58.0  # a panel is no narrower: a matrix, its names, its tree
TREE = 0.24  # share of a panel's width that the tree has at least


@chart_decorator.chart
def similarity(
    table: pd.DataFrame, *, width: style.Width = "double", ax: Axes | None = None
) -> Axes:
    """Draw how alike each two documents are, by every measure in the table, with a small tree beside each.

    Rows and columns stand in the order of the tree, which joins the two nearest clusters first (average linkage on
    1 - score), so that what is alike stands together. Values depend on the weighting: compare orders, not decimals,
    between panels. A tree of five documents is little more than a table. Under a panel stands what the table notes of its
    pairs, briefly.

    Parameters
    ----------
    table : DataFrame
        A table of kind ``similarity``; each pair once or twice, with or without the documents themselves; at most
        400 documents.
    width : {'single', 'onehalf', 'double'}
        Of the new figure. Not used when `ax` is given.
    ax : Axes, optional
        Where to draw. A new figure if not given.

    Returns
    -------
    Axes
        The first matrix.
    """
    pairs = list(
        dict.fromkeys(
            zip(table["measure"].tolist(), table["scheme"].tolist(), strict=True)
        )
    )
    docs = row_order.order_of_appearance(
        [*table["doc"].tolist(), *table["other"].tolist()]
    )
    if len(docs) > MOST:
        raise OptionError(
            f"{len(docs):,} documents came, and a map of more than {MOST} cannot be read; filter the table first."
        )
    with style.context():
        if not docs:
            return axes_layout.draw_empty_chart(
                ax, "no documents to compare", width=width
            )
        sheet = axes_layout.Sheet.for_chart(ax, width)
        sheet = sheet.divide(len(pairs), min_width_mm=LEAST_PANEL_MM)
        brief = written_names.short(docs)
        names = [
            (text_fitting.fit_text(brief[doc], 22, max_lines=2), brief[doc])
            for doc in docs
        ]
        label = min(max(text_fitting.text_width(name) for name, _ in names) + 3, 26)
        room = (sheet.panel_width_mm - label) * 0.94
        tile = min(13.0, (room - max(room * TREE, 11.0)) / max(len(docs), 1))
        sheet = sheet.with_height(tile * len(docs))
        panels = sheet.make_panels(
            sheet.make_axes(), len(pairs), column_gap=0.05, row_gap=0.05
        )
        for panel, (measure, scheme) in zip(panels, pairs, strict=True):
            part = table[(table["measure"] == measure) & (table["scheme"] == scheme)]
            name = SIMILARITY_MEASURES.label(measure, written_names.words(measure))
            said = f"{name}, {written_names.words(scheme)}" if scheme else name
            _panel(
                panel,
                _matrix(part, docs),
                names,
                tile=tile,
                room=room,
                name=said,
                notes=_told(part),
            )
        return sheet.finish_figure(panels[0])


def _matrix(part: pd.DataFrame, docs: Sequence[str]) -> np.ndarray:
    """Return the scores as a square, missing where no pair has one, and on the diagonal."""
    at = {doc: index for index, doc in enumerate(docs)}
    body = np.full((len(docs), len(docs)), np.nan)
    for doc, other, score in zip(
        part["doc"].tolist(),
        part["other"].tolist(),
        part["score"].tolist(),
        strict=True,
    ):
        body[at[doc], at[other]] = score
    np.fill_diagonal(body, np.nan)
    # A pair given once stands on both sides; one given both ways (containment) keeps its two scores.
    return np.where(np.isnan(body), body.T, body)


def _told(part: pd.DataFrame) -> str:
    """Return what is noted of the pairs of different documents; a pair given both ways is one."""
    cells: dict[tuple[str, ...], list[str]] = {}
    for doc, other, note in zip(
        *(part[name].tolist() for name in ("doc", "other", "note")), strict=True
    ):
        if doc != other:
            cells.setdefault(tuple(sorted((doc, other))), []).append(note)
    of_pairs = [notes.merge(own) for own in cells.values()]
    return "; ".join(notes.summarise(of_pairs, "pairs"))


def _panel(
    ax: Axes,
    body: np.ndarray,
    names: Sequence[tuple[str, str]],
    *,
    tile: float,
    room: float,
    name: str,
    notes: str,
) -> None:
    from matplotlib.cm import ScalarMappable
    from matplotlib.colors import Normalize

    square = tile * max(len(body), 1)
    tree = min(room - square, max(square * 0.45, 11.0))
    widths = (square, tree, max(room - square - tree, 0.1))
    left, right, rest = axes_layout.divide_axes(
        ax, columns=3, widths=widths, share="y", column_gap=0.01
    )[0]
    rest.remove()
    order, lines = _tree((body + body.T) / 2)
    highest = float(np.nanmax(body, initial=0.0)) if not np.isnan(body).all() else 0.0
    axes_layout.remove_frame(left)
    axes_layout.remove_frame(right, keep=("bottom",))
    left.set_facecolor(style.FAINT)
    written = marks.draw_matrix(
        left, body[np.ix_(order, order)].tolist(), highest or 1.0, tile=(tile, tile)
    )
    ordered = [names[at][0] for at in order]
    step = max(1, -int(-2.6 // tile))
    text_fitting.write_tick_labels(
        left, "y", range(0, len(order), step), ordered[::step]
    )
    text_fitting.write_column_names(left, [names[at][1] for at in order], column=tile)
    line = 0.7 if len(body) <= 60 else 0.3
    for depths, heights in lines:
        right.plot(
            depths, heights, color=style.INK, linewidth=line, solid_joinstyle="miter"
        )
    deepest = max((max(depths) for depths, _ in lines), default=1.0) or 1.0
    marks.draw_number_axis(right, 0, deepest, width_mm=tree)
    right.grid(visible=False)
    right.set_xlim(0, deepest * 1.04)
    right.set_xlabel("1 − score", size=6, loc="left", color=style.INK)
    if written or not highest:
        wide = max(tile * len(order), 25.0)
        under = [
            text_fitting.fit_text(name, wide, size=6, max_lines=3),
            text_fitting.fit_text(notes, wide, size=6, max_lines=5),
        ]
        left.set_xlabel(
            "\n".join(filter(None, under)), size=6, loc="left", parse_math=False
        )
    else:
        scale = ScalarMappable(Normalize(0, highest), style.shades())
        marks.draw_colour_bar(left, scale, (name, notes), width_mm=square)


def _tree(body: np.ndarray) -> tuple[list[int], list[tuple[list[float], list[float]]]]:
    """Return the order of the leaves, and the lines of the tree as depths and rows."""
    if len(body) < 2:
        return list(range(len(body))), []
    from scipy.cluster.hierarchy import dendrogram, linkage
    from scipy.spatial.distance import squareform

    apart = 1.0 - np.clip(np.nan_to_num(body, nan=0.0), 0.0, 1.0)
    np.fill_diagonal(apart, 0.0)
    drawn = dendrogram(
        linkage(squareform(apart, checks=False), method="average"), no_plot=True
    )
    lines = [
        (list(map(float, depths)), [(float(at) - 5) / 10 for at in rows])
        for depths, rows in zip(drawn["dcoord"], drawn["icoord"], strict=True)
    ]
    return [int(leaf) for leaf in drawn["leaves"]], lines
