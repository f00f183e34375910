"""The look of charts, and :func:`save`, which keeps a figure with its data.

Nothing here changes matplotlib for other code. The look is defined in
``data/paper.mplstyle`` and applies only inside :func:`context`. There is one lasting
effect: when the first chart is drawn, the bundled Chinese font is added to the fonts of
matplotlib, under a name of its own.

The eight hues are those of Okabe and Ito, *Color Universal Design* (2008). Readers with
any common form of colour blindness can tell them apart. Each hue has its own marker and
hatch, so that a chart can also be read in grey.

Modules of this folder: ``theme`` (colours, widths, fonts, figures) and ``_save``.
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
