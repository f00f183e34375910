"""Text on charts: measured before it is written, broken or shortened to its room, never read as a formula."""

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
    "EMPTY_BOX",
    "FOOTNOTE_SIZE",
    "MM_PER_INCH",
    "MM_PER_POINT",
    "TEXT_SIZE",
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

MM_PER_INCH = 25.4
MM_PER_POINT = MM_PER_INCH / 72
TEXT_SIZE = 6.5  # points
FOOTNOTE_SIZE = 5.5  # points
MAX_CHARACTERS = 2000  # of a text that are looked at: more than any page has room for
MAX_MARKS = 4  # on one letter; further ones have no width, so no room would end them
MAX_CODES = 6  # characters without a glyph that a remark lists by their codes
MAX_SCRIPTS = 4  # scripts of such characters that it names
EMPTY_BOX = "□"
WORD_END = 2  # letters after a hyphen at least

LINE_MM = 2.75  # height of a line of type of 6.5 points
ROW_PADDING_MM = 1.1  # above and below the lines of a row, together

COLUMN_PADDING_MM = 0.6  # that the name of a column leaves free
UPRIGHT_LINE_MM = 2.9  # what each line of an upright name takes of the column's width
UPRIGHT_LINE_MIN_MM = 2.6  # in narrower columns only every second, third, ... is named
UPRIGHT_NAME_MM = 30.0  # height of an upright name of several lines at most
UPRIGHT_LINE_NAME_MM = 48.0  # of one line: a label has up to 40 letters
HALO_POINTS = 2.4  # width of the halo round a text on a hatch

_missing: ContextVar[dict[str, None] | None] = ContextVar("missing", default=None)


@contextmanager
def record_missing_characters() -> Iterator[None]:
    """Record, while a chart is drawn, which characters neither font has."""
    token = _missing.set({})
    try:
        yield
    finally:
        _missing.reset(token)


def missing_characters_note() -> str:
    """Return a remark on the characters that are drawn as boxes; ``""`` when there are none."""
    characters = list(_missing.get() or ())
    if not characters:
        return ""
    scripts: dict[str, None] = {}
    for character in characters:
        script = unicodedata.name(character, "PRIVATE").split()[0]
        scripts["Han" if script == "CJK" else script.capitalize()] = None
    codes = [f"U+{ord(character):04X}" for character in characters]
    listed = ", ".join(codes[:MAX_CODES])
    if len(codes) > MAX_CODES:
        listed += f" and {len(codes) - MAX_CODES:,} others"
    named = ", ".join(list(scripts)[:MAX_SCRIPTS])
    return f"{EMPTY_BOX}: no font here has {listed} ({named})"


def text_width(text: str, *, size: float = TEXT_SIZE) -> float:
    """Return how wide the longest line of `text` is in type of `size` points, in millimetres."""
    widths = [sum(map(_advance, line)) for line in text.split("\n")]
    return max(widths) * size * MM_PER_POINT


def _advance(character: str) -> float:
    """Return the width of a character, in parts of the type size; 0 where no font has it."""
    return max(style.character_width(character), 0.0)


def fit_text(
    text: object, width_mm: float, *, size: float = TEXT_SIZE, max_lines: int = 1
) -> str:
    r"""Break `text` into at most `max_lines` lines of `width_mm` millimetres.

    What does not fit ends in an ellipsis. A character that neither font can draw
    becomes an empty box.

    >>> fit_text("community with a shared future", 22, max_lines=2).split("\n")
    ['community with a', 'shared future']
    """
    start = str(text)[: 4 * MAX_CHARACTERS]
    plain = _limit_marks(written_names.printable_line(start)[:MAX_CHARACTERS])
    missing = [character for character in plain if style.character_width(character) < 0]
    rest = plain
    if missing:
        undrawable = str.maketrans(dict.fromkeys(missing, EMPTY_BOX))
        rest = plain.translate(undrawable)
    lines: list[str] = []
    while rest and len(lines) < max_lines:
        line = _first_line(rest, width_mm, size)
        is_last = len(lines) == max_lines - 1
        if is_last and line != rest:
            ellipsis_mm = text_width("…", size=size)
            lines.append(_cut(rest, width_mm - ellipsis_mm, size).rstrip() + "…")
            break
        if line != rest and _breaks_word(line, rest):
            line = _hyphenated_part(rest, width_mm, size)
            lines.append(line + "-")
            rest = rest[len(line) :]
            continue
        lines.append(line.rstrip())
        rest = rest[len(line) :].lstrip()
    fitted = "\n".join(lines)
    recorded = _missing.get()
    if missing and recorded is not None:
        drawn = missing[: fitted.count(EMPTY_BOX)]
        recorded.update(dict.fromkeys(drawn))
    return fitted


def _limit_marks(text: str) -> str:
    """Return `text` without the combining marks of a letter beyond the fourth."""
    if text.isascii():
        return text
    kept: list[str] = []
    marks = 0
    for character in text:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= MAX_MARKS:
            kept.append(character)
    return "".join(kept) or text


def _cut(text: str, width_mm: float, size: float) -> str:
    """Return the beginning of `text` that fits, at least one character."""
    used_mm = 0.0
    for index, character in enumerate(text):
        used_mm += _advance(character) * size * MM_PER_POINT
        if used_mm > width_mm:
            return text[: max(index, 1)]
    return text


def _first_line(text: str, width_mm: float, size: float) -> str:
    """Return the words that fit on the first line, or the beginning of a word that is longer than it."""
    line = _cut(text, width_mm, size)
    if line == text or text[len(line)] == " ":
        return line
    if " " in line:
        return line[: line.rindex(" ") + 1]
    return line


def _breaks_word(line: str, text: str) -> bool:
    """Whether the first line ends inside a word of letters; Han characters may be parted anywhere."""
    last, following = line[-1], text[len(line)]
    inside_word = last.isalpha() and following.isalpha()
    return inside_word and written_names.display_width(last) == 1


def _hyphenated_part(text: str, width_mm: float, size: float) -> str:
    """Return the part of a long word that stands before the hyphen, without the last letters of the word."""
    part = _cut(text, width_mm - text_width("-", size=size), size)
    first_word = text.split(" ")[0]
    longest = len(first_word) - WORD_END - 1
    return part[: max(1, min(len(part), longest))]


def row_height_mm(texts: Sequence[str], min_mm: float) -> float:
    """Return how high rows must be, in millimetres, for labels of so many lines."""
    lines = [text.count("\n") + 1 for text in texts]
    return max(min_mm, ROW_PADDING_MM + LINE_MM * max(lines, default=1))


def write_text(ax: Axes, x: float, y: float, text: str, **options: object) -> Text:
    """Write `text` at a place of `ax` without reading it as a formula, whoever made the axes."""
    options = {
        "size": TEXT_SIZE,
        "color": style.INK,
        "family": list(style.FAMILY),
        **options,
    }
    return ax.text(x, y, text, parse_math=False, **options)  # type: ignore[arg-type]


def write_tick_labels(
    ax: Axes,
    which: Literal["x", "y"],
    places: Iterable[float],
    texts: Sequence[str],
    *,
    size: float = TEXT_SIZE,
    top: bool = False,
) -> None:
    """Write `texts` at `places` of one axis, without tick marks.

    The axis across has them below, or above with ``top=True``.
    """
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
    """Write the names of columns that are `column` millimetres wide above them.

    The names are level if they fit side by side, else upright.
    """
    level_mm = column - COLUMN_PADDING_MM
    words = [word for name in names for word in name.split()]
    texts = [fit_text(name, level_mm, max_lines=3) for name in names]
    words_fit = all(text_width(word) <= level_mm for word in words)
    level = words_fit and not any(text.endswith("…") for text in texts)
    step = 1
    if not level:
        max_lines = max(1, min(3, int(column / UPRIGHT_LINE_MM)))
        name_mm = UPRIGHT_NAME_MM if max_lines > 1 else UPRIGHT_LINE_NAME_MM
        texts = [fit_text(name, name_mm, max_lines=max_lines) for name in names]
        step = max(1, -int(-UPRIGHT_LINE_MIN_MM // column))  # rounded up
    places = range(0, len(texts), step)
    write_tick_labels(ax, "x", places, texts[::step], top=True)
    rotation = 0 if level else 90
    for tick in ax.get_xticklabels():
        tick.set(rotation=rotation, va="bottom", ha="center", linespacing=1.05)


def write_footnote(ax: Axes, text: str) -> None:
    """Write a small remark under a panel."""
    ax.set_xlabel(
        text, loc="left", size=FOOTNOTE_SIZE, color=style.MUTED, parse_math=False
    )


def format_number(value: float, *, digits: int | None = None) -> str:
    """Return a number as short as possible, with a true minus sign.

    >>> format_number(2.5), format_number(4.0)
    ('2.5', '4')
    >>> format_number(-0.25), format_number(12000.0)
    ('−0.25', '12,000')
    """
    text = f"{value:,.10g}" if digits is None else f"{value:,.{digits}f}"
    return text.replace("-", "−")


def add_halo(text: Text, background: str) -> None:
    """Draw a halo of `background` round `text`, so that it can be read on a hatch."""
    from matplotlib.patheffects import withStroke

    text.set_path_effects([withStroke(linewidth=HALO_POINTS, foreground=background)])
