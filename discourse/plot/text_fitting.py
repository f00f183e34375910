"""Text on charts: how wide it is, how it is fitted to its place, how it is written.

Matplotlib reads text between dollar signs as a formula. Nothing is read so here.
"""

from __future__ import annotations

import math
import unicodedata
from collections import Counter
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
    "fit_names",
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
ELLIPSIS = "…"
WORD_END = 2  # letters after a hyphen at least

LINE_MM = 2.75  # height of a line of type of 6.5 points
ROW_PADDING_MM = 1.1  # above and below the lines of a row, together

COLUMN_PADDING_MM = 0.6  # that the name of a column leaves free
UPRIGHT_LINE_MM = 2.9  # what each line of an upright name takes of the column's width
UPRIGHT_LINE_MIN_MM = 2.6  # in narrower columns only every second, third, ... is named
UPRIGHT_NAME_MM = 30.0  # height of an upright name of several lines at most
UPRIGHT_LINE_NAME_MM = 48.0  # of one line: a label has up to 40 letters
UPRIGHT_LINES = 3  # of an upright name at most
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
    """Return a remark on the characters drawn as boxes; ``""`` if there are none."""
    characters = list(_missing.get() or ())
    if not characters:
        return ""
    scripts: list[str] = []
    codes: list[str] = []
    for character in characters:
        codes.append(f"U+{ord(character):04X}")
        script = _script_of(character)
        if script not in scripts:
            scripts.append(script)
    listed_codes = ", ".join(codes[:MAX_CODES])
    others = len(codes) - MAX_CODES
    if others > 0:
        listed_codes += f" and {others:,} others"
    listed_scripts = ", ".join(scripts[:MAX_SCRIPTS])
    return f"{EMPTY_BOX}: no font here has {listed_codes} ({listed_scripts})"


def _script_of(character: str) -> str:
    """Return the script of a character: the first word of its Unicode name."""
    unicode_name = unicodedata.name(character, "PRIVATE")
    script = unicode_name.split()[0]
    return "Han" if script == "CJK" else script.capitalize()


def text_width(text: str, *, size: float = TEXT_SIZE) -> float:
    """Return the width of the longest line of `text`, in millimetres.

    `size` is that of the type, in points.
    """
    widths = []
    for line in text.split("\n"):
        width = sum(map(_advance, line))
        widths.append(width)
    longest_width = max(widths)
    return longest_width * size * MM_PER_POINT


def _advance(character: str) -> float:
    """Return the width of a character as a share of the type size.

    A character that no font has counts 0.
    """
    width = style.character_width(character)
    return max(width, 0.0)


def fit_text(
    text: object, width_mm: float, *, size: float = TEXT_SIZE, max_lines: int = 1
) -> str:
    r"""Break `text` into at most `max_lines` lines of `width_mm` millimetres.

    What does not fit ends in an ellipsis. A character that neither font can draw
    becomes an empty box.

    >>> fit_text("community with a shared future", 22, max_lines=2).split("\n")
    ['community with a', 'shared future']
    """
    drawable, missing_characters = _replace_missing(_printable_beginning(text))
    remaining_text = drawable
    lines: list[str] = []
    while remaining_text and len(lines) < max_lines:
        line = _first_line(remaining_text, width_mm, size)
        is_cut = line != remaining_text
        is_last = len(lines) == max_lines - 1
        if is_last and is_cut:
            lines.append(_cut_with_ellipsis(remaining_text, width_mm, size))
            break
        if is_cut and _breaks_word(line, remaining_text):
            line = _hyphenated_part(remaining_text, width_mm, size)
            lines.append(line + "-")
            remaining_text = remaining_text[len(line) :]
        else:
            lines.append(line.rstrip())
            remaining_text = remaining_text[len(line) :]
            remaining_text = remaining_text.lstrip()
    fitted_text = "\n".join(lines)
    # Boxes in the part that was cut off are not drawn.
    box_count = fitted_text.count(EMPTY_BOX)
    _record_missing(missing_characters[:box_count])
    return fitted_text


def fit_names(
    names: Sequence[str],
    width_mm: float,
    *,
    size: float = TEXT_SIZE,
    max_lines: int = 1,
) -> list[str]:
    """Fit names like :func:`fit_text`, but keep different names different.

    Names that would look alike, because only their ends differ, lose their middle
    instead of their end.

    >>> fit_names(["Address of 2014", "Address of 2015"], 14)
    ['Addr…2014', 'Addr…2015']
    """
    fitted_names: dict[str, str] = {}
    for name in names:
        fitted_names[name] = fit_text(name, width_mm, size=size, max_lines=max_lines)
    use_counts = Counter(fitted_names.values())
    for name, text in fitted_names.items():
        if use_counts[text] > 1:
            # Another name looks the same: it differs at its end.
            fitted_names[name] = _cut_middle(name, width_mm, size)
    return [fitted_names[name] for name in names]


def _printable_beginning(text: object) -> str:
    """Return the beginning of a text on one line: at most as much as a page holds."""
    # Control characters and blanks fall away, so more than the limit is read.
    beginning = str(text)[: 4 * MAX_CHARACTERS]
    line = written_names.printable_line(beginning)
    return _limit_marks(line[:MAX_CHARACTERS])


def _replace_missing(text: str) -> tuple[str, list[str]]:
    """Return `text` with boxes, and the characters that these replace.

    A box replaces each character that no font has. The list of characters may be empty.
    """
    missing_characters = []
    for character in text:
        if style.character_width(character) < 0:
            missing_characters.append(character)
    if not missing_characters:
        return text, missing_characters
    boxes = str.maketrans(dict.fromkeys(missing_characters, EMPTY_BOX))
    return text.translate(boxes), missing_characters


def _record_missing(characters: Sequence[str]) -> None:
    """Remember characters without a glyph for the remark under the chart."""
    recorded_characters = _missing.get()
    # Outside a chart nothing is recorded.
    if recorded_characters is not None:
        recorded_characters.update(dict.fromkeys(characters))


def _cut_with_ellipsis(text: str, width_mm: float, size: float) -> str:
    """Return the beginning of `text` that fits before an ellipsis, and the ellipsis."""
    ellipsis_mm = text_width(ELLIPSIS, size=size)
    letters_mm = width_mm - ellipsis_mm
    beginning = _cut(text, letters_mm, size)
    beginning = beginning.rstrip()
    return beginning + ELLIPSIS


def _cut_middle(text: str, width_mm: float, size: float) -> str:
    """Return the beginning and the end of `text`, with an ellipsis between them.

    It is one line of `width_mm`.
    """
    drawable, missing_characters = _replace_missing(_printable_beginning(text))
    letters_mm = width_mm - text_width(ELLIPSIS, size=size)
    backwards = drawable[::-1]
    end_backwards = _cut(backwards, letters_mm / 2, size)
    end = end_backwards[::-1]
    end = end.lstrip()
    beginning_mm = letters_mm - text_width(end, size=size)
    beginning = _cut(drawable, beginning_mm, size)
    beginning = beginning.rstrip()
    _record_missing(missing_characters)
    return beginning + ELLIPSIS + end


def _limit_marks(text: str) -> str:
    """Return `text` with at most four combining marks (accents) on each letter."""
    if text.isascii():
        return text
    kept_characters: list[str] = []
    mark_count = 0
    for character in text:
        is_mark = unicodedata.combining(character) > 0
        mark_count = mark_count + 1 if is_mark else 0
        if mark_count <= MAX_MARKS:
            kept_characters.append(character)
    return "".join(kept_characters)


def _cut(text: str, width_mm: float, size: float) -> str:
    """Return the beginning of `text` that fits, at least one character."""
    used_mm = 0.0
    for index, character in enumerate(text):
        used_mm += _advance(character) * size * MM_PER_POINT
        if used_mm > width_mm:
            return text[: max(index, 1)]
    return text


def _first_line(text: str, width_mm: float, size: float) -> str:
    """Return the words that fit on the first line.

    Of a word that is longer than the line, return the beginning.
    """
    line = _cut(text, width_mm, size)
    if line == text or " " not in line:
        return line
    next_character = text[len(line)]
    if next_character == " ":
        return line
    last_blank = line.rindex(" ")
    return line[: last_blank + 1]


def _breaks_word(line: str, text: str) -> bool:
    """Whether the first line ends inside a word of letters.

    Chinese text may be broken after every character, so it has no such words.
    """
    last_character = line[-1]
    next_character = text[len(line)]
    if not (last_character.isalpha() and next_character.isalpha()):
        return False
    return written_names.display_width(last_character) == 1


def _hyphenated_part(text: str, width_mm: float, size: float) -> str:
    """Return the part of a long word before the hyphen.

    The last letters of the word stay together.
    """
    hyphen_mm = text_width("-", size=size)
    part = _cut(text, width_mm - hyphen_mm, size)
    first_word = text.split(" ")[0]
    max_length = len(first_word) - WORD_END - 1
    part_length = min(len(part), max_length)
    part_length = max(part_length, 1)
    return part[:part_length]


def row_height_mm(texts: Sequence[str], min_mm: float) -> float:
    """Return how high rows must be, in millimetres, to hold the label with most lines.

    Rows are at least `min_mm` high.
    """
    max_line_count = 1
    for text in texts:
        line_count = text.count("\n") + 1
        max_line_count = max(max_line_count, line_count)
    lines_mm = LINE_MM * max_line_count
    return max(min_mm, ROW_PADDING_MM + lines_mm)


def write_text(ax: Axes, x: float, y: float, text: str, **options: object) -> Text:
    """Write `text` at a position of `ax`, and never read it as a formula."""
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

    The horizontal axis has them below it, or above it with ``top=True``.
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
    """Write the names of columns above them; a column is `column` millimetres wide.

    The names are level if they fit side by side, else upright.
    """
    level_mm = column - COLUMN_PADDING_MM
    texts = fit_names(names, level_mm, max_lines=3)
    is_level = _fits_level(names, texts, level_mm)
    step = 1
    if not is_level:
        max_lines = int(column / UPRIGHT_LINE_MM)
        max_lines = max(1, min(UPRIGHT_LINES, max_lines))
        name_mm = UPRIGHT_NAME_MM if max_lines > 1 else UPRIGHT_LINE_NAME_MM
        texts = fit_names(names, name_mm, max_lines=max_lines)
        columns_of_line = math.ceil(UPRIGHT_LINE_MIN_MM / column)
        step = max(1, columns_of_line)
    named_columns = range(0, len(texts), step)
    write_tick_labels(ax, "x", named_columns, texts[::step], top=True)
    rotation = 0 if is_level else 90
    for tick in ax.get_xticklabels():
        tick.set(rotation=rotation, va="bottom", ha="center", linespacing=1.05)


def _fits_level(names: Sequence[str], texts: Sequence[str], width_mm: float) -> bool:
    """Whether names fit side by side: no word is divided and no text is cut."""
    for name, text in zip(names, texts, strict=True):
        words = name.split()
        for word in words:
            if text_width(word) > width_mm:
                return False
        letters_drawn = "".join(text.split())
        if len(letters_drawn) < len("".join(words)):
            return False
    return True


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
    number_format = ",.10g" if digits is None else f",.{digits}f"
    text = format(value, number_format)
    return text.replace("-", "−")


def add_halo(text: Text, background: str) -> None:
    """Draw a halo of `background` round `text`, so that it can be read on a hatch."""
    from matplotlib.patheffects import withStroke

    text.set_path_effects([withStroke(linewidth=HALO_POINTS, foreground=background)])
