"""How the tests draw a chart, and read what is drawn in it.

Drawing a chart takes half a second, and so does a page of it. A chart that several tests
only read is therefore drawn once, by :func:`drawn_sample`.
"""

from __future__ import annotations

import functools
import inspect
import io
import itertools
import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.text import Annotation, Text
from sample_tables import SAMPLES

from discourse import plot, style


def draw_chart(kind: str, table: pd.DataFrame, **options: object) -> Axes:
    """The chart of a kind, of this table."""
    return getattr(plot, kind)(table, **options)


def drawn_sample(kind: str, width: str | None = None, **options: str) -> Axes:
    """The chart of the sample of a kind, drawn once: to be read, not to be changed.

    Without a width, it has the one that a chart of this kind has by default.
    """
    parameters = inspect.signature(getattr(plot, kind)).parameters
    chosen_width = width or parameters["width"].default
    return _draw_sample(kind, chosen_width, tuple(options.items()))


@functools.cache
def _draw_sample(kind: str, width: str, options: tuple[tuple[str, str], ...]) -> Axes:
    return draw_chart(kind, SAMPLES[kind](), width=width, **dict(options))


def page_bytes(ax: Axes, form: str = "png") -> bytes:
    """The page of a chart as PNG, SVG or PDF, without the date."""
    page = io.BytesIO()
    metadata = {
        "png": {"Software": None},
        "svg": {"Date": None},
        "pdf": {"CreationDate": None},
    }[form]
    with style.context():
        ax.figure.savefig(page, format=form, dpi=100, metadata=metadata)
    return page.getvalue()


def chart_texts(ax: Axes) -> list[str]:
    """Every text that is drawn in the figure of a chart, as a string."""
    return [text.get_text() for text in visible_texts(ax.get_figure(root=True))]


def visible_texts(figure: Figure) -> list[Text]:
    """Every text that is drawn."""
    figure.draw_without_rendering()
    return [
        text
        for text in figure.findobj(Text)
        if text.get_visible() and text.get_text().strip()
    ]


def row_names(ax: Axes) -> list[str]:
    """What stands on the left of each row, from the top: labels, and headings of groups."""
    names = {}
    for tick, label in zip(ax.get_yticks(), ax.get_yticklabels(), strict=True):
        names[tick] = label.get_text()
    for text in ax.texts:
        is_heading = isinstance(text, Annotation) and text.xy[0] == 0
        if is_heading:
            names[text.xy[1]] = text.get_text()
    return [names[row] for row in sorted(names)]


def tick_labels(ax: Axes, which: str = "y") -> list[str]:
    """The labels on the axis of this name, from its beginning."""
    labels = ax.get_yticklabels() if which == "y" else ax.get_xticklabels()
    return [label.get_text() for label in labels]


def chart_markers(ax: Axes) -> list[tuple[float, float, str]]:
    """Every marker: where, and whether it is open (its face is white) or full."""
    markers = []
    for group in ax.collections:
        faces = group.get_facecolor()
        for number, (x, y) in enumerate(group.get_offsets()):
            face = to_hex(faces[number % len(faces)]) if len(faces) else "none"
            look = "open" if face == "#ffffff" else "full"
            markers.append((float(x), float(y), look))
    return markers


def check_that_no_word_is_cut_or_covered(ax: Axes, width: str) -> None:
    """The figure has its width, and each word lies within it and apart from the others."""
    figure = ax.get_figure(root=True)
    assert figure.get_figwidth() * 25.4 == pytest.approx(style.WIDTHS[width])
    check_that_words_are_apart(ax)
    for panel in figure.axes:
        key = panel.get_legend()
        for other in figure.axes if key else ():
            assert not other.bbox.shrunk(0.98, 0.98).overlaps(key.get_window_extent())


def check_that_words_are_apart(ax: Axes) -> None:
    """No word leaves the page, and no two words meet."""
    figure = ax.get_figure(root=True)
    texts = visible_texts(figure)
    boxes = [text.get_window_extent() for text in texts]
    page = figure.bbox
    for text, box in zip(texts, boxes, strict=True):
        assert min(box.x0, box.y0, page.x1 - box.x1, page.y1 - box.y1) >= -1, text
    placed_texts = zip(texts, boxes, strict=True)
    for (text, box), (other, other_box) in itertools.combinations(placed_texts, 2):
        across = min(box.x1, other_box.x1) - max(box.x0, other_box.x0)
        upward = min(box.y1, other_box.y1) - max(box.y0, other_box.y0)
        assert across <= 1.5 or upward <= 1.5, (text, other)


def run_python(code: str, **environment: str) -> str:
    """What a new Python process prints that runs this code beside these tests."""
    here = Path(__file__).parent
    search_path = f"{here.parents[1]}{os.pathsep}{here}"
    process = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": search_path, **environment},
        cwd=here,
        check=True,
    )
    return process.stdout.strip()
