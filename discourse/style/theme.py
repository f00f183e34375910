"""The look of charts: colours, widths, fonts, and figures that use them."""

from __future__ import annotations

import functools
import io
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar

from discourse.errors import OptionError, TableError
from discourse.tables.written_names import is_noncharacter
from discourse.validation import check_option

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.colors import Colormap
    from matplotlib.figure import Figure
    from matplotlib.ft2font import FT2Font
    from matplotlib.layout_engine import LayoutEngine


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
    "render_picture",
    "sequential_colour_map",
]

Width = Literal["single", "onehalf", "double"]

WIDTHS: dict[str, float] = {"single": 89.0, "onehalf": 127.0, "double": 183.0}
"""Widths of a journal's figures in millimetres: one column, one and a half, two."""

PALETTE = (
    "#0072B2",
    "#D55E00",
    "#009E73",
    "#CC79A7",
    "#56B4E9",
    "#E69F00",
    "#7A5C00",
    "#000000",
)
"""The hues of Okabe and Ito; an ochre replaces their yellow, too pale for a line."""

MARKERS = ("o", "s", "^", "D", "v", "P", "X", "h")
HATCHES = ("", "////", "....", "xxxx", "----", "\\\\\\\\", "++++", "||||")
FAMILY = ("DejaVu Sans", "Discourse Han")
# What XML 1.0 allows: tabs, line ends, and all from a blank on but U+FFFE and U+FFFF.
NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ufffd\U00010000-\U0010ffff]")

# Greys, from text to background: for text, for remarks, for lines, for areas.
INK = "#222222"
MUTED = "#6e6e6e"
RULE = "#b8b8b8"
FAINT = "#f3f3f1"

# Hues of the sequential colour map, from the lowest value to the highest.
SEQUENTIAL_HUES = ["#eef2f4", "#bcd0dc", "#7ba3bf", "#3d6f99", "#12305a"]

DATA_FOLDER = Path(__file__).parents[1] / "data"
MM_PER_INCH = 25.4
HEIGHT_TO_WIDTH = 0.625  # of a figure whose height is not given
HIGHEST_FIGURE_MM = 5000  # a larger picture needs more memory than a laptop has
# Positions of axes are rounded to a millionth of the page.
POSITION_DIGITS = 6
# A font gives widths as fixed-point numbers with 16 binary digits after the point.
FIXED_POINT_ONE = 65_536
MEASURED_SIZE = 100  # the size of type, in points, at which characters are measured
POINTS_PER_INCH = 72
NOTEBOOK_DPI = 144

T = TypeVar("T")


@functools.cache
def _open_fonts() -> tuple[FT2Font, FT2Font]:
    """Return the Latin and the Chinese font, and add the second to matplotlib's list."""
    from matplotlib import font_manager
    from matplotlib.ft2font import FT2Font

    chinese = str(DATA_FOLDER / "han.ttf")
    font_manager.fontManager.addfont(chinese)
    latin = font_manager.findfont("DejaVu Sans")
    return FT2Font(latin), FT2Font(chinese)


@functools.lru_cache(maxsize=20_000)
def character_width(character: str) -> float:
    """Return the width of a character on a chart, as a multiple of the size of type.

    The width is -1 if neither font has the character.
    """
    from matplotlib.ft2font import LoadFlags

    code_point = ord(character)
    for font in _open_fonts():
        has_character = font.get_char_index(code_point) != 0
        if has_character:
            font.set_size(MEASURED_SIZE, POINTS_PER_INCH)
            # Hinting would round the width to whole pixels.
            glyph = font.load_char(code_point, flags=LoadFlags.NO_HINTING)
            advance = float(glyph.linearHoriAdvance)
            return advance / (FIXED_POINT_ONE * MEASURED_SIZE)
    return -1.0


@contextmanager
def context() -> Iterator[None]:
    """Give what is drawn or saved inside this context the look of the library.

    Other settings of matplotlib have no effect inside it, and come back at its end.
    """
    from matplotlib import style as style_sheets

    _open_fonts()
    sheet = str(DATA_FOLDER / "paper.mplstyle")
    with style_sheets.context(["default", sheet]):
        yield


def figure(*, width: Width = "double", height: float | None = None) -> Figure:
    """Return an empty figure as wide as the column of a journal.

    The figure is not shown in a window, and `matplotlib.pyplot` does not know it.

    Parameters
    ----------
    width : {'single', 'onehalf', 'double'}
        89, 127 or 183 mm.
    height : float, optional
        Height in millimetres. By default it is five eighths of the width.
    """
    from matplotlib.figure import Figure

    width_mm = WIDTHS[check_option("width", width, WIDTHS)]
    height_mm = width_mm * HEIGHT_TO_WIDTH if height is None else height
    if not 0 < height_mm < HIGHEST_FIGURE_MM:
        raise OptionError(
            f"height={height!r} is no height of a page; give millimetres between 0 and "
            f"{HIGHEST_FIGURE_MM}."
        )
    # matplotlib counts in inches.
    size_in_inches = (width_mm / MM_PER_INCH, height_mm / MM_PER_INCH)
    layout_engine = _layout_engine_class()
    with context():
        return Figure(figsize=size_in_inches, layout=layout_engine())


@functools.cache
def _layout_engine_class() -> type[LayoutEngine]:
    """Return the class of the layout of all figures.

    It is made on first use, because importing matplotlib takes long.
    """
    from matplotlib.layout_engine import ConstrainedLayoutEngine

    class StableLayoutEngine(ConstrainedLayoutEngine):
        """Leaves room for all texts, and gives axes the same position in every run.

        The solver of matplotlib orders its unknowns by their address in memory.
        Therefore the last digits of a position differ from run to run. Rounding to a
        millionth of the page removes the difference.
        """

        def execute(self, fig: Figure) -> None:
            """Compute the positions of all axes of a figure, and round them."""
            super().execute(fig)
            for panel in fig.axes:
                bounds = panel.get_position(original=True).bounds
                left_edge, bottom_edge, width, height = (
                    round(float(length), POSITION_DIGITS) for length in bounds
                )
                panel.set_position((left_edge, bottom_edge, width, height))
                # Setting a position by hand takes the axes out of the layout.
                panel.set_in_layout(True)

    return _importable(StableLayoutEngine)


@functools.cache
def _chart_class() -> type[Axes]:
    """Return the class of the axes of all charts. It is made on first use."""
    from matplotlib.axes import Axes

    class Chart(Axes):
        """Axes that a notebook shows as a picture if they are the value of a cell."""

        def _repr_png_(self) -> bytes:
            no_program: dict[str, str | None] = {"Software": None}
            return render_picture(self, "png", dpi=NOTEBOOK_DPI, metadata=no_program)

    return _importable(Chart)


def _importable(cls: type[T]) -> type[T]:
    """Give a class that a function defines the name by which it can be imported.

    Python needs this name to copy a chart to another process.
    """
    cls.__qualname__ = cls.__name__
    return cls


def __getattr__(name: str) -> object:
    # Python looks the two classes up here when it copies a chart to another process.
    if name == "Chart":
        return _chart_class()
    if name == "StableLayoutEngine":
        return _layout_engine_class()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def axes(*, width: Width = "double", height: float | None = None) -> Axes:
    """Return the axes of a new :func:`figure`; a notebook shows them as a picture."""
    new_figure = figure(width=width, height=height)
    with context():
        return new_figure.add_subplot(axes_class=_chart_class())


@functools.cache
def sequential_colour_map() -> Colormap:
    """Return the colour map for amounts, from near white to a deep blue.

    A darker colour is a larger amount, also in a copy in grey.
    """
    from matplotlib.colors import LinearSegmentedColormap

    return LinearSegmentedColormap.from_list("discourse", SEQUENTIAL_HUES)


def render_picture(
    chart: Axes | Figure, kind: str, *, dpi: int, metadata: dict[str, str | None]
) -> bytes:
    """Return the figure of `chart` as the bytes of a picture file.

    Parameters
    ----------
    chart : Axes or Figure
        If axes are given, the whole figure they belong to is drawn.
    kind : {'pdf', 'png', 'svg'}
    dpi : int
        Dots per inch.
    metadata : dict of str to str or None
        What is written into the file beside the picture. None for a key suppresses what
        matplotlib would write.
    """
    from matplotlib.artist import Artist
    from matplotlib.figure import Figure

    if not isinstance(chart, Artist):
        raise TableError(
            "a chart was expected, as a function of discourse.plot returns it; "
            f"what came is {chart!r}."
        )
    whole_figure = chart if isinstance(chart, Figure) else chart.get_figure(root=True)
    if whole_figure is None:
        raise TableError("this chart was taken out of its figure; draw it again.")
    metadata_to_write = {}
    for key, value in metadata.items():
        is_description = key in ("Subject", "Description")
        # matplotlib writes no description by itself: there is nothing to suppress.
        if value is not None or not is_description:
            metadata_to_write[key] = value
    file = io.BytesIO()
    with context(), _without_noncharacters(whole_figure):
        whole_figure.savefig(file, format=kind, dpi=dpi, metadata=metadata_to_write)
    picture = file.getvalue()
    return _well_formed(picture) if kind == "svg" else picture


@contextmanager
def _without_noncharacters(figure: Figure) -> Iterator[None]:
    """Draw what is no character as the replacement character while a figure is saved.

    No font has a sign of control, or a number that Unicode gives to no character:
    matplotlib would warn of each. Afterwards the figure has its own texts again.
    """
    from matplotlib.text import Text

    text_of_artist = {}
    for artist in figure.findobj(Text):
        text = artist.get_text()
        drawable_text = "".join(map(_drawable_character, text))
        if drawable_text != text:
            text_of_artist[artist] = text
            artist.set_text(drawable_text)
    try:
        yield
    finally:
        for artist, text in text_of_artist.items():
            artist.set_text(text)


def _drawable_character(character: str) -> str:
    """Return a character, or what stands for one that no font has."""
    is_control = unicodedata.category(character) == "Cc" and character != "\n"
    if is_control and character.isspace():  # such as a tab
        return " "
    if is_control or is_noncharacter(character):
        return "\N{REPLACEMENT CHARACTER}"
    return character


def _well_formed(svg: bytes) -> bytes:
    """Return an SVG without what XML does not allow, even in a comment.

    matplotlib writes each text into a comment beside its outlines. A sign of control,
    U+FFFE or U+FFFF in it, and no program opens the picture.
    """
    text = svg.decode()
    return NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", text).encode()
