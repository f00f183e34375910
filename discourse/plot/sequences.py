"""Sequences of words by how often they occur, one small panel a group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from discourse import style
from discourse.plot import charting, drawing, lettering, margins
from discourse.plot.remarks import remarks
from discourse.validation import whole

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["ngrams"]

ROW = 3.9  # millimetres
NARROW = 56.0  # the least width of a panel, in millimetres
MOST = 24  # groups in one figure
HUE = "#3d6f99"


@dataclass(frozen=True)
class _Gram:
    term: str
    count: int
    rate: float
    documents: int
    fillers: int
    filling: str
    note: str
    per: int


@charting.chart
def ngrams(
    table: pd.DataFrame,
    *,
    top: int = 15,
    width: style.Width = "double",
    ax: Axes | None = None,
) -> Axes:
    """Draw the most frequent sequences of each group as dots on one scale: that of their rates where groups are compared.

    The number beside a dot is the count, and after it in how many documents. A filled dot is a sequence that is among
    those drawn of another group too, an open one stands in this group's list alone. The words after a frame such as
    "the * of" are what fills its slot most often. Frequent is not telling: "of the" leads most lists.

    Parameters
    ----------
    table : DataFrame
        A table of kind ``ngrams``. Of more than 24 groups the first 24 are drawn; choose others by filtering it.
    top : int
        How many sequences a group: the most frequent, ties by name.
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
    names = (
        "group",
        "term",
        "count",
        "rate",
        "documents",
        "fillers",
        "filling",
        "note",
        "per",
    )
    columns = [table[name].tolist() for name in names]
    lists: dict[str, list[_Gram]] = {group: [] for group in every[:MOST]}
    for group, *cells in sorted(
        zip(*columns, strict=True), key=lambda row: (-row[2], row[1])
    ):
        if group in lists and len(lists[group]) < top:
            lists[group].append(_Gram(*cells))
    with style.context():
        if not lists:
            return drawing.blank(
                ax, "no sequence of words occurs often enough", width=width
            )
        page = drawing.page(ax, width)
        across = max(1, min(int(page // NARROW), len(lists)))
        rows = max(map(len, lists.values()))
        given = ax
        ax = drawing.begin(
            ax, width=width, height=rows * ROW, rows=-(-len(lists) // across)
        )
        places = margins.spread(ax, len(lists), across, spaces=(0.03, 0.03))
        brief, wide = style.short(every), page / across
        room = min(wide * 0.5, 52.0)
        texts = {
            group: [lettering.fit(gram.term, room, size=6) for gram in grams]
            for group, grams in lists.items()
        }
        back = (
            max(
                lettering.measure(text, size=6)
                for own in texts.values()
                for text in own
            )
            + 1.0
        )
        shown = [gram for grams in lists.values() for gram in grams]
        many = len(every) > 1
        most = (
            max(
                [
                    gram.rate if many else gram.count
                    for gram in shown
                    if not many or gram.rate == gram.rate
                ]
                or [1]
            )
            or 1
        )
        homes = _homes(lists)
        for place, (group, grams) in zip(places, lists.items(), strict=True):
            filled = [homes[gram.term] > 1 or len(lists) == 1 for gram in grams]
            _panel(
                place,
                grams,
                texts[group],
                (rows, most, many),
                (wide - back - 3.0, filled),
            )
            if group:
                margins.above(
                    place,
                    lettering.fit(brief[group], wide - 3.5, size=7, lines=2),
                    back=back,
                )
        per = drawing.first_seen(f"{gram.per:,}" for gram in shown)
        said = [f"dot: rate per {' or '.join(per)} words"] if many else []
        said += [
            ("beside it: " if many else "")
            + "occurrences"
            + (", and documents" if _spreads(lists) else "")
        ]
        said += ["filled: also in the list of another group"] if len(lists) > 1 else []
        said += (
            [f"the first {MOST} of {len(every):,} groups"] if len(every) > MOST else []
        )
        said += remarks([gram.note for gram in shown], "sequences")
        margins.below(
            places[-(-len(lists) // across) * across - across], said, wide - back - 2.0
        )
        return drawing.settle(ax, given, rows * ROW, rows=-(-len(lists) // across))


def _homes(lists: dict[str, list[_Gram]]) -> dict[str, int]:
    """Return in how many of the lists each sequence stands."""
    found: dict[str, int] = {}
    for grams in lists.values():
        for gram in grams:
            found[gram.term] = found.get(gram.term, 0) + 1
    return found


def _spreads(lists: dict[str, list[_Gram]]) -> bool:
    """Whether a number of documents says anything: not where each group is one document."""
    return any(gram.documents > 1 for grams in lists.values() for gram in grams)


def _panel(
    ax: Axes,
    grams: Sequence[_Gram],
    texts: Sequence[str],
    shape: tuple[int, float, bool],
    look: tuple[float, Sequence[bool]],
) -> None:
    rows, most, rates = shape
    room, filled = look
    drawing.bare(ax, keep=("left",))
    ax.set_ylim(rows - 0.4, -0.6)
    counts = [
        f"{gram.count:,}" + (f" in {gram.documents:,}" if gram.documents > 1 else "")
        for gram in grams
    ]
    beside = max(lettering.measure(text, size=5.5) for text in counts) + 2.2
    filling = [gram.filling if gram.fillers else "" for gram in grams]
    spare = room * 0.42 if any(filling) else 0.0
    ends = [
        _end(count, words, room * 0.42 + beside)
        for count, words in zip(counts, filling, strict=True)
    ]
    axis = max(room - beside - spare, 6.0)
    ax.set_xlim(0, most * room / axis)
    for y, (gram, end, full) in enumerate(zip(grams, ends, filled, strict=True)):
        at = gram.rate if rates else gram.count
        if at != at:  # no rate, so no dot
            lettering.write(
                ax, 0.0, y, end, size=5.5, va="center_baseline", color=style.MUTED
            )
            continue
        drawing.stroke(ax, [0, at], [y, y], style.RULE, width=0.6)
        drawing.dots(ax, [at], [y], ("o", HUE), size=3.8, filled=full)
        lettering.write(
            ax,
            at + most * 1.6 / axis,
            y,
            end,
            size=5.5,
            va="center_baseline",
            color=style.MUTED,
        )
    lettering.labels(ax, "y", range(len(texts)), texts, size=6)


def _end(count: str, filling: str, room: float) -> str:
    return lettering.fit(f"{count}   {filling}", room, size=5.5) if filling else count
