"""The heaviest terms of each group, or of each topic, as bars in small panels of one scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from discourse import style
from discourse.plot import charting, drawing, lettering
from discourse.plot.remarks import remarks
from discourse.validation import whole

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["distinctive", "topics"]

ROW = 3.9  # millimetres
NARROW = 42.0  # the least width of a panel, in millimetres
MOST = 24  # groups in one figure
STATES = {"raw": "whole text", "masked": "masked text"}


@dataclass(frozen=True)
class _Bars:
    """One panel: terms from the top, their weights, what is written at their ends, and which are marked."""

    heading: str
    terms: Sequence[str]
    weights: Sequence[float]
    ends: Sequence[str]
    gone: frozenset[str]


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
    brief = style.short(every)
    panels, notes = [], []
    for group in every[:MOST]:
        for scheme in schemes:
            part = table[(table["group"] == group) & (table["scheme"] == scheme)]
            kept = frozenset(part.loc[part["state"] == states[-1], "term"].tolist())
            for state in states:
                own = part[part["state"] == state].head(top)
                notes += own["note"].tolist()
                said = [brief[group]] if group else []
                said += [scheme] if len(schemes) > 1 else []
                said += [STATES.get(state, state)] if len(states) > 1 else []
                gone = frozenset(own["term"].tolist()) - kept
                panels.append(
                    _bars(
                        own,
                        " · ".join(said),
                        [f"{n:,}" for n in own["count"].tolist()],
                        gone,
                    )
                )
    scheme = f" ({', '.join(schemes)})" if any(schemes) else ""
    said = [f"weight{scheme}; at the end of a bar: occurrences"]
    if any(panel.gone for panel in panels):
        said.append("× open bar: no longer listed once the debris is masked")
    if len(every) > MOST:
        said.append(f"{MOST} of {len(every)} groups")
    said += remarks(notes, "terms")
    return _draw(ax, panels, max(len(states), 1), width, said)


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
        own = (
            table[table["topic"] == topic].sort_values("rank", kind="stable").head(top)
        )
        label = style.words(own["label"].tolist()[0])
        panels.append(
            _bars(own, f"{topic}  {label}".strip(), [""] * len(own), frozenset())
        )
    return _draw(
        ax,
        panels,
        1,
        width,
        ["weight of the term in the topic; each topic on its own scale"],
    )


def _bars(
    own: pd.DataFrame, heading: str, ends: Sequence[str], gone: frozenset[str]
) -> _Bars:
    return _Bars(heading, own["term"].tolist(), own["weight"].tolist(), ends, gone)


def _draw(
    ax: Axes | None,
    panels: Sequence[_Bars],
    together: int,
    width: style.Width,
    said: Sequence[str],
) -> Axes:
    """Lay the panels out, `together` being how many must stand side by side."""
    with style.context():
        page = drawing.page(ax, width)
        across = max(1, min(int(page // (NARROW * together)) * together, len(panels)))
        across = max(across, min(together, len(panels)))
        down = -(-len(panels) // across) or 1
        rows = max((len(panel.terms) for panel in panels), default=0)
        if not rows:
            return drawing.blank(ax, "no terms", width=width)
        given = ax
        ax = drawing.begin(ax, width=width, height=rows * ROW, rows=down)
        places = [
            place
            for row in drawing.grid(ax, (down, across), spaces=(0.03, 0.03))
            for place in row
        ]
        most = (
            max(
                [
                    weight
                    for panel in panels
                    for weight in panel.weights
                    if weight == weight
                ]
                + [0.0]
            )
            or 1.0
        )
        for place in places[len(panels) :]:
            place.remove()
        wide = page / across
        texts = [_terms(panel, min(wide * 0.56, 40.0)) for panel in panels]
        back = (
            max(lettering.measure(text, size=6) for own in texts for text in own) + 1.0
        )
        for place, panel, own in zip(places, panels, texts, strict=False):
            own_most = (
                max([weight for weight in panel.weights if weight == weight] + [0.0])
                or 1.0
            )
            # Panels that stand side by side are compared (before and after masking); topics are not.
            _panel(place, panel, own, (rows, most if together > 1 else own_most))
            # All headings begin over the terms, so that each has the width of its panel and the panels are alike.
            heading = lettering.fit(panel.heading, wide - 3.5, size=7, lines=2)
            _beside(place, heading, (-back / lettering.MM, 3), 7, "bottom")
        text = "\n".join(
            lettering.fit(line, wide - 3.5, size=6, lines=3) for line in said
        )
        _beside(places[(down - 1) * across], text, (-back / lettering.MM, -4), 6, "top")
        return drawing.settle(ax, given, rows * ROW, rows=down)


def _beside(
    ax: Axes, text: str, off: tuple[float, float], size: float, side: str
) -> None:
    """Write over the panel (``side="bottom"`` of the text), or under it."""
    look = {
        "size": size,
        "color": style.INK,
        "family": list(style.FAMILY),
        "ha": "left",
        "va": side,
        "parse_math": False,
    }
    at = (0, 1 if side == "bottom" else 0)
    ax.annotate(
        text,
        at,
        xytext=off,
        xycoords="axes fraction",
        textcoords="offset points",
        **look,  # type: ignore[arg-type]
    )


def _terms(panel: _Bars, room: float) -> list[str]:
    return [
        lettering.fit(f"× {term}" if term in panel.gone else term, room, size=6)
        for term in panel.terms
    ]


def _panel(
    ax: Axes, panel: _Bars, texts: Sequence[str], room: tuple[int, float]
) -> None:
    rows, most = room
    drawing.bare(ax, keep=("left",))
    ax.set_ylim(rows - 0.4, -0.6)
    ax.set_xlim(0, most * (1.22 if any(panel.ends) else 1.04))
    for y, (term, weight, end) in enumerate(
        zip(panel.terms, panel.weights, panel.ends, strict=True)
    ):
        lost = term in panel.gone
        face, edge = ("white", style.MUTED) if lost else ("#3d6f99", "#3d6f99")
        ax.barh(
            y,
            weight,
            0.62,
            linewidth=0.5,
            linestyle=(0, (2, 1.2)) if lost else "-",
            facecolor=face,
            edgecolor=edge,
        )
        if end:
            lettering.write(
                ax,
                weight + most * 0.025,
                y,
                end,
                size=5.5,
                va="center_baseline",
                color=style.MUTED,
            )
    lettering.labels(ax, "y", range(len(texts)), texts, size=6)
    for tick, term in zip(ax.get_yticklabels(), panel.terms, strict=True):
        tick.set_color(style.MUTED if term in panel.gone else style.INK)
