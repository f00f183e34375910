"""How charts and tables look: palette, widths, fonts; ``save`` a figure with its data, ``show`` a table.

Nothing here changes matplotlib for anyone else: the look lives in ``data/paper.mplstyle`` and holds inside
:func:`context` only. One thing stays behind: the bundled Chinese font is made known to matplotlib's font list,
under a name of its own, the first time a chart is drawn.

The eight hues are those of Okabe and Ito, *Color Universal Design* (2008), told apart by readers with any common form
of colour blindness; each comes with a marker and a hatch, so that a chart can be read in grey as well.
"""

from __future__ import annotations

from discourse.style._save import remember_table, save
from discourse.style.theme import (
    FAINT,
    FAMILY,
    HATCHES,
    INK,
    MARKERS,
    MUTED,
    PALETTE,
    RULE,
    WIDTHS,
    Width,
    axes,
    character_width,
    context,
    figure,
    render_picture,
    sequential_colour_map,
)

__all__ = [
    "FAINT",
    "FAMILY",
    "HATCHES",
    "INK",
    "MARKERS",
    "MUTED",
    "PALETTE",
    "RULE",
    "WIDTHS",
    "Width",
    "axes",
    "character_width",
    "context",
    "figure",
    "remember_table",
    "render_picture",
    "save",
    "sequential_colour_map",
]
