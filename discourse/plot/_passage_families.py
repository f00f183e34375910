"""Which documents hold a text that others hold too: families against documents, or the documents as a network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Literal

import pandas as pd

from discourse import notes, style
from discourse.plot import (
    axes_layout,
    chart_decorator,
    marks,
    network_layout,
    panels,
    text_fitting,
)
from discourse.tables import written_names
from discourse.validation import check_option, check_whole_number

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["passage_families"]

ROW = 4.4  # millimetres
MOST = 80  # documents in one figure
SHARE = 0.6  # of the page that the columns may take
NODES = 24  # documents in a network
EDGE_MM = 2.0  # of the page of a network that is kept free
HUE = "#2f5f8a"

Families = Mapping[
    int, Mapping[str, Sequence[str]]
]  # family, document: the texts that stand in it


@chart_decorator.chart
def passage_families(
    table: pd.DataFrame,
    *,
    top: int = 20,
    form: Literal["matrix", "network"] = "matrix",
    width: style.Width = "double",
    ax: Axes | None = None,
) -> Axes:
    """Draw which documents hold a passage that others hold too.

    As a matrix: a row for each family of passages, with its text, a dot in the column of each document that holds it
    (with a number where it stands there more than once), and how many documents hold it in all. As a network: the documents on a circle, a line between two
    that share a family, the broader the more of them, their number on the line; the number in a node is that of the
    families the document takes part in. A line says that two texts have wording in common, not which way it went.

    Parameters
    ----------
    table : DataFrame
        A table of kind ``passage_families``. Of more than 80 documents (24 in a network; fewer where the page is
        narrow) those that take part in most families are drawn.
    top : int
        How many families (matrix), in the order of the table; or how many lines (network), the strongest first.
    form : {'matrix', 'network'}
        Which of the two.
    width : {'single', 'onehalf', 'double'}
        Of the new figure. Not used when `ax` is given.
    ax : Axes, optional
        Where to draw. A new figure if not given.
    """
    check_whole_number("top", top)
    check_option("form", form, ("matrix", "network"))
    families: dict[int, dict[str, list[str]]] = {}
    cells: dict[int, list[str]] = {}
    names = ("passage", "doc", "surface", "note")
    for passage, doc, surface, note in zip(
        *(table[name].tolist() for name in names), strict=True
    ):
        families.setdefault(passage, {}).setdefault(doc, []).append(surface)
        cells.setdefault(passage, []).append(note)
    parts: dict[str, int] = {}
    for held in list(families.values())[: top if form == "matrix" else None]:
        for doc in held:
            parts[doc] = parts.get(doc, 0) + 1
    with style.context():
        if not families:
            return axes_layout.draw_empty_chart(ax, "no passage is shared", width=width)
        sheet = axes_layout.Sheet.for_chart(ax, width)
        page = sheet.width_mm
        most = (
            min(MOST, int(SHARE * page / 1.8))
            if form == "matrix"
            else min(NODES, int(page / 6))
        )
        docs = sorted(sorted(parts, key=lambda doc: (-parts[doc], doc))[:most])
        rest = (
            [f"{len(docs)} of {len(parts):,} documents"]
            if len(parts) > len(docs)
            else []
        )
        if form == "network":
            return _network(sheet, families, docs, parts, top=top, remarks=rest)
        of_families = [notes.merge(cells[passage]) for passage in list(families)[:top]]
        rest += notes.summarise(of_families, "families")
        return _matrix(sheet, families, docs, top=top, remarks=rest)


def _matrix(
    sheet: axes_layout.Sheet,
    families: Families,
    docs: Sequence[str],
    *,
    top: int,
    remarks: list[str],
) -> Axes:
    page = sheet.width_mm
    shown = list(families)[:top]
    column = min(page * SHARE / len(docs), 9.0)
    room = (page - column * len(docs) - 8.0) * 0.92 - 3.0
    said = [_longest(families[number]) for number in shown]
    texts = [text_fitting.fit_text(text, room, size=6, max_lines=2) for text in said]
    sheet = sheet.with_height(text_fitting.row_height_mm(texts, ROW) * len(shown))
    ax = sheet.make_axes()
    axes_layout.remove_frame(ax)
    marks.shade_alternate_rows(ax, len(shown))
    ax.set_xlim(-0.5, len(docs) - 0.5)
    ax.set_ylim(len(shown) - 0.5, -0.5)
    at = {doc: x for x, doc in enumerate(docs)}
    size = min(column * 0.7, ROW * 0.7, 3.4) / text_fitting.MM_PER_POINT
    for y, number in enumerate(shown):
        here = {
            at[doc]: len(texts) for doc, texts in families[number].items() if doc in at
        }
        if here:
            marks.draw_line(
                ax, [min(here), max(here)], [y, y], style.RULE, width=0.8, zorder=1
            )
            marks.draw_markers(
                ax, list(here), [y] * len(here), marker="o", colour=HUE, size=size
            )
        for x, times in here.items():
            if times > 1 and size >= 6.5:
                text_fitting.write_text(
                    ax,
                    x,
                    y,
                    f"{times}",
                    size=5,
                    ha="center",
                    va="center_baseline",
                    color="white",
                    zorder=4,
                )
    text_fitting.write_tick_labels(ax, "y", range(len(texts)), texts, size=6)
    panels.write_column(
        ax,
        "docs",
        [f"{len(families[number]):,}" for number in shown],
        1.5,
        head_lift_rows=-0.2,
    )
    brief = written_names.short(docs)
    text_fitting.write_column_names(ax, [brief[doc] for doc in docs], column=column)
    if len(families) > len(shown):
        remarks = [f"{len(shown)} of {len(families):,} families", *remarks]
    note_mm = max(column * len(docs), 30.0)
    text_fitting.write_footnote(
        ax, text_fitting.fit_text("; ".join(remarks), note_mm, size=5.5, max_lines=2)
    )
    return sheet.finish_figure(ax)


def _longest(held: Mapping[str, Sequence[str]]) -> str:
    """Return the text that stands for a family: the shortest of the documents' longest, which all of them hold about."""
    best = [max(texts, key=lambda text: (len(text), text)) for texts in held.values()]
    return min(best, key=lambda text: (len(text), text))


def _network(
    sheet: axes_layout.Sheet,
    families: Families,
    docs: Sequence[str],
    parts: Mapping[str, int],
    *,
    top: int,
    remarks: list[str],
) -> Axes:
    shared: dict[tuple[str, str], int] = {}
    for held in families.values():
        for pair in combinations(sorted(doc for doc in held if doc in docs), 2):
            shared[pair] = shared.get(pair, 0) + 1
    pairs = sorted(shared, key=lambda pair: (-shared[pair], pair))
    links = [network_layout.Link(*pair, shared[pair]) for pair in pairs[:top]]
    wide, brief = sheet.width_mm - EDGE_MM, written_names.short(docs)
    texts = {
        doc: text_fitting.fit_text(
            brief[doc], 0.2 * wide, max_lines=2 if len(docs) <= 14 else 1
        )
        for doc in docs
    }
    beside = max(map(text_fitting.text_width, texts.values())) + 5.0
    high = min(wide - 2 * beside, 95.0) + 8.0
    sheet = sheet.with_height(high)
    ax = sheet.make_axes()
    axes_layout.remove_frame(ax)
    ax.set_xlim(0, wide)
    ax.set_ylim(high, 0)
    places = network_layout.place_on_circle(docs, (wide / 2, high / 2), high / 2 - 4.0)
    network_layout.draw_links(ax, places, links, clearance_mm=5.5)
    xs, ys = zip(*(places[doc] for doc in docs), strict=True)
    marks.draw_markers(
        ax,
        xs,
        ys,
        marker="o",
        colour=HUE,
        size=5.6 / text_fitting.MM_PER_POINT,
        zorder=3,
    )
    for doc, (x, y) in places.items():
        text_fitting.write_text(
            ax,
            x,
            y,
            f"{parts[doc]:,}",
            size=6,
            ha="center",
            va="center_baseline",
            color="white",
            zorder=4,
        )
    network_layout.draw_names(ax, places, texts, distance_mm=3.8, height_mm=high)
    said = [
        "in a node: families it takes part in; on a line: families that two documents share"
    ]
    said += (
        [f"the {len(links)} strongest of {len(pairs):,} lines"]
        if len(pairs) > len(links)
        else []
    )
    panels.write_caption(ax, [*said, *remarks], wide - 2)
    return sheet.finish_figure(ax)
