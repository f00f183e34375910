"""Words on charts: measured before they are set, broken or shortened to their room, never read as formulas."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Literal

from discourse import style
from discourse.tables import written_names

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.text import Text

__all__ = [
    "add_halo",
    "fit_text",
    "format_number",
    "missing_characters_note",
    "record_missing_characters",
    "row_height_mm",
    "text_width",
    "write_column_names",
    "write_footnote",
    "write_text",
    "write_tick_labels",
]

MM_PER_POINT = 25.4 / 72  # millimetres in a point
LONGEST = (
    2000  # characters of a text that are looked at: more than any place on a page holds
)
EMPTY_BOX = "□"
_unknown: ContextVar[dict[str, None] | None] = ContextVar("unknown", default=None)


@contextmanager
def record_missing_characters() -> Iterator[None]:
    """Keep, while a chart is drawn, which characters neither font has."""
    token = _unknown.set({})
    try:
        yield
    finally:
        _unknown.reset(token)


def missing_characters_note() -> str:
    """Return what has to be said under a chart of the characters that are boxes in it; ``""`` when there are none."""
    found = list(_unknown.get() or ())
    if not found:
        return ""
    named = (unicodedata.name(character, "PRIVATE").split()[0] for character in found)
    scripts = dict.fromkeys(
        "Han" if name == "CJK" else name.capitalize() for name in named
    )
    codes = [f"U+{ord(character):04X}" for character in found]
    rest = f" and {len(codes) - 6:,} others" if len(codes) > 6 else ""
    return f"{EMPTY_BOX}: no font here has {', '.join(codes[:6])}{rest} ({', '.join(list(scripts)[:4])})"


def text_width(text: str, *, size: float = 6.5) -> float:
    """Return how wide the longest line of `text` is in type of `size` points, in millimetres."""
    lines = (sum(max(style.advance(c), 0.0) for c in line) for line in text.split("\n"))
    return max(lines) * size * MM_PER_POINT


def fit_text(
    text: object, width_mm: float, *, size: float = 6.5, max_lines: int = 1
) -> str:
    r"""Break `text` into at most `max_lines` lines of `width_mm` millimetres; what does not fit ends in an ellipsis.

    A character that neither font can draw becomes an empty box.

    >>> fit_text("community with a shared future", 22, max_lines=2).split("\n")
    ['community with a', 'shared future']
    """
    whole = _borne(written_names.plain(str(text)[: 4 * LONGEST])[:LONGEST])
    missing = [c for c in whole if style.advance(c) < 0]
    rest = (
        "".join(EMPTY_BOX if style.advance(c) < 0 else c for c in whole)
        if missing
        else whole
    )
    made: list[str] = []
    while rest and len(made) < max_lines:
        head = _head(rest, width_mm, size)
        broken = (
            head != rest
            and head[-1].isalpha()
            and rest[len(head)].isalpha()
            and written_names.span(head[-1]) == 1
        )
        if broken and len(made) < max_lines - 1:
            # A word of letters that is longer than a line is broken with a hyphen, and not before its last two letters.
            head = _cut(rest, width_mm - text_width("-", size=size), size)
            head = head[: max(1, min(len(head), len(rest.split(" ")[0]) - 3))]
            made.append(head + "-")
            rest = rest[len(head) :]
            continue
        if len(made) == max_lines - 1 and head != rest:
            made.append(
                _cut(rest, width_mm - text_width("…", size=size), size).rstrip() + "…"
            )
            break
        made.append(head.rstrip())
        rest = rest[len(head) :].lstrip()
    found = "\n".join(made)
    seen = _unknown.get()
    if missing and seen is not None:
        seen.update(dict.fromkeys(missing[: found.count(EMPTY_BOX)]))
    return found


def _borne(text: str) -> str:
    """Return `text` without the marks that a letter has beyond its fourth: they have no width, so no room ends them."""
    kept, marks = [], 0
    for c in text if not text.isascii() else "":
        marks = marks + 1 if unicodedata.combining(c) else 0
        kept += [c] if marks <= 4 else []
    return "".join(kept) if kept else text


def _cut(text: str, room: float, size: float) -> str:
    used = 0.0
    for at, c in enumerate(text):
        used += max(style.advance(c), 0.0) * size * MM_PER_POINT
        if used > room:
            return text[: max(at, 1)]
    return text


def _head(text: str, room: float, size: float) -> str:
    """Return what the first line takes: whole words, or a piece of a word that has no blank before its end."""
    head = _cut(text, room, size)
    if head == text or text[len(head)] == " ":
        return head
    return head[: head.rindex(" ") + 1] if " " in head else head


def row_height_mm(texts: Sequence[str], least: float) -> float:
    """Return how high rows must be, in millimetres, for labels of so many lines."""
    return max(
        least, 1.1 + 2.75 * max((text.count("\n") + 1 for text in texts), default=1)
    )


def write_text(ax: Axes, x: float, y: float, text: str, **look: object) -> Text:
    """Write `text` as it stands: never read as a formula, whoever made the axes."""
    look = {"size": 6.5, "color": style.INK, "family": list(style.FAMILY), **look}
    return ax.text(x, y, text, parse_math=False, **look)  # type: ignore[arg-type]


def write_tick_labels(
    ax: Axes,
    which: Literal["x", "y"],
    places: Iterable[float],
    texts: Sequence[str],
    *,
    size: float = 6.5,
    top: bool = False,
) -> None:
    """Put `texts` at `places` of one axis, without marks; the axis across has them below, or on `top`."""
    axis = ax.xaxis if which == "x" else ax.yaxis
    axis.set_ticks(list(places), labels=list(texts))
    ax.tick_params(axis=which, length=0, labelsize=size, labelcolor=style.INK)
    if which == "y":
        ax.tick_params(labelleft=True)
    else:
        ax.tick_params(labeltop=top, labelbottom=not top)
    for tick in axis.get_ticklabels():
        tick.set_parse_math(False)
        tick.set_fontfamily(list(style.FAMILY))


def write_column_names(ax: Axes, names: Sequence[str], *, column: float) -> None:
    """Name columns of `column` millimetres on top: level if the names fit side by side, else upright."""
    level = all(
        text_width(word) <= column - 0.6 for name in names for word in name.split()
    )
    texts = [fit_text(name, column - 0.6, max_lines=3) for name in names]
    level = level and not any(text.endswith("…") for text in texts)
    if not level:
        lines = max(1, min(3, int(column / 2.9)))
        texts = [fit_text(name, 30.0, max_lines=lines) for name in names]
    step = 1 if level else max(1, -int(-2.6 // column))
    write_tick_labels(ax, "x", range(0, len(texts), step), texts[::step], top=True)
    for tick in ax.get_xticklabels():
        tick.set(
            rotation=0 if level else 90, va="bottom", ha="center", linespacing=1.05
        )


def write_footnote(ax: Axes, text: str) -> None:
    """Write a small remark under a panel."""
    ax.set_xlabel(text, loc="left", size=5.5, color=style.MUTED, parse_math=False)


def format_number(value: float, *, digits: int | None = None) -> str:
    """Return a number as short as it may be, with a true minus.

    >>> format_number(2.5), format_number(4.0)
    ('2.5', '4')
    >>> format_number(-0.25), format_number(12000.0)
    ('−0.25', '12,000')
    """
    text = f"{value:,.{digits}f}" if digits is not None else f"{value:,.10g}"
    return text.replace("-", "−")


def add_halo(text: Text, background: str) -> None:
    """Let a halo of `background` keep `text` clear of the hatch that it stands on."""
    from matplotlib.patheffects import withStroke

    text.set_path_effects([withStroke(linewidth=2.4, foreground=background)])
