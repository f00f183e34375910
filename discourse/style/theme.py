"""The look of charts: palette, widths, fonts, and figures that have it."""

from __future__ import annotations

import functools
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar

from discourse.errors import OptionError, TableError
from discourse.validation import check_option

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.colors import Colormap
    from matplotlib.figure import Figure
    from matplotlib.ft2font import FT2Font
    from matplotlib.layout_engine import LayoutEngine


__all__ = [
    "FAINT", "FAMILY", "HATCHES", "INK", "MARKERS", "MUTED", "PALETTE", "RULE", "WIDTHS", "Width", "axes",
    "character_width", "context", "figure", "render_picture", "sequential_colour_map",
]  # fmt: skip

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
"""Okabe and Ito's hues, but their yellow, too pale for a thin line on white, is darkened to an ochre."""

MARKERS = ("o", "s", "^", "D", "v", "P", "X", "h")
HATCHES = ("", "////", "....", "xxxx", "----", "\\\\\\\\", "++++", "||||")
FAMILY = ("DejaVu Sans", "Discourse Han")
INK, MUTED, RULE, FAINT = "#222222", "#6e6e6e", "#b8b8b8", "#f3f3f1"

_DATA = Path(__file__).parents[1] / "data"
_MM = 25.4

T = TypeVar("T")


@functools.cache
def _faces() -> tuple[FT2Font, FT2Font]:
    """Make the Chinese font known to matplotlib, and open both fonts."""
    from matplotlib import font_manager
    from matplotlib.ft2font import FT2Font

    han = str(_DATA / "han.ttf")
    font_manager.fontManager.addfont(han)
    return FT2Font(font_manager.findfont("DejaVu Sans")), FT2Font(han)


@functools.lru_cache(maxsize=20_000)
def character_width(character: str) -> float:
    """Return how wide a character is on a chart, in units of the type's size; -1 when neither font can draw it."""
    from matplotlib.ft2font import LoadFlags

    for face in _faces():
        if face.get_char_index(ord(character)):
            face.set_size(100, 72)
            return (
                float(
                    face.load_char(
                        ord(character), flags=LoadFlags.NO_HINTING
                    ).linearHoriAdvance
                )
                / 6_553_600
            )
    return -1.0


@contextmanager
def context() -> Iterator[None]:
    """Draw or save inside this to have the look of the library, whatever was set elsewhere; it is undone on leaving."""
    from matplotlib import style as sheets

    _faces()
    with sheets.context(["default", str(_DATA / "paper.mplstyle")]):
        yield


def figure(*, width: Width = "double", height: float | None = None) -> Figure:
    """Return an empty figure as wide as a journal's column, on no screen and known to no other library.

    Parameters
    ----------
    width : {'single', 'onehalf', 'double'}
        89, 127 or 183 mm.
    height : float, optional
        In millimetres; five eighths of the width if not given.
    """
    from matplotlib.figure import Figure

    wide = WIDTHS[check_option("width", width, WIDTHS)]
    high = wide * 0.625 if height is None else height
    if not 0 < high < 5000:
        raise OptionError(
            f"height={height!r} is no height of a page; give millimetres between 0 and 5000."
        )
    with context():
        return Figure(figsize=(wide / _MM, high / _MM), layout=_engine()())


@functools.cache
def _engine() -> type[LayoutEngine]:
    from matplotlib.layout_engine import ConstrainedLayoutEngine

    class Steady(ConstrainedLayoutEngine):
        """Leaves room for all words, as its parent does, and puts panels where they were the last time.

        The solver within orders its unknowns by their place in memory, so the last digits of a position differ from
        run to run; rounded to a millionth of the page they do not.
        """

        def execute(self, fig: Figure) -> None:
            super().execute(fig)
            for panel in fig.axes:
                x, y, wide, high = (
                    round(float(part), 6)
                    for part in panel.get_position(original=True).bounds
                )
                panel.set_position((x, y, wide, high))
                panel.set_in_layout(
                    True
                )  # to be set by hand would have taken it out of the layout

    return _known(Steady)


@functools.cache
def _chart() -> type[Axes]:
    from matplotlib.axes import Axes

    class Chart(Axes):
        """Axes that a notebook shows as a picture when they end a cell."""

        def _repr_png_(self) -> bytes:
            return render_picture(self, "png", dpi=144, metadata={"Software": None})

    return _known(Chart)


def _known(made: type[T]) -> type[T]:
    """Let a class that is made on first need be found by its name, so that a chart can be copied to another process."""
    made.__qualname__ = made.__name__
    return made


def __getattr__(name: str) -> object:
    makers = {"Chart": _chart, "Steady": _engine}
    if name in makers:
        return makers[name]()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def axes(*, width: Width = "double", height: float | None = None) -> Axes:
    """Return the axes of a new :func:`figure`; a notebook shows them when they end a cell."""
    made = figure(width=width, height=height)
    with context():
        return made.add_subplot(axes_class=_chart())


@functools.cache
def sequential_colour_map() -> Colormap:
    """Return the scale for amounts: from near white to a deep blue, darker = more, even in grey."""
    from matplotlib.colors import LinearSegmentedColormap

    return LinearSegmentedColormap.from_list(
        "discourse", ["#eef2f4", "#bcd0dc", "#7ba3bf", "#3d6f99", "#12305a"]
    )


def render_picture(
    chart: Axes | Figure, kind: str, *, dpi: int, metadata: dict[str, str | None]
) -> bytes:
    """Return the figure that `chart` stands in as a file of this kind (pdf, png or svg)."""
    from matplotlib.artist import Artist
    from matplotlib.figure import Figure

    if not isinstance(chart, Artist):
        raise TableError(
            f"a chart was expected, what a function of discourse.plot returns; what came is {chart!r}."
        )
    whole = chart if isinstance(chart, Figure) else chart.get_figure(root=True)
    if whole is None:
        raise TableError("this chart was taken out of its figure; draw it again.")
    page = io.BytesIO()
    kept = {
        key: value
        for key, value in metadata.items()
        if value is not None or key not in ("Subject", "Description")
    }
    with context():
        whole.savefig(page, format=kind, dpi=dpi, metadata=kept)
    return page.getvalue()
