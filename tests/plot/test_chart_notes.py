"""A note reworded changes the words of a chart, and nothing else of it."""

from __future__ import annotations

import string
from collections.abc import Callable, Iterator
from pathlib import Path
from types import MappingProxyType

import numpy as np
import pandas as pd
import pytest
from matplotlib import pyplot
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection

import discourse as dc
from discourse import notes, plot
from discourse.corpus import Corpus
from discourse.notes import Wording

TITLES = pd.DataFrame({"doc": list("abcd"), "side": ["one", "one", "two", "two"]})
SHORT = Corpus.from_texts(
    {
        "a": "Peace and trade.\nTrade and win-win talks.\nPeace needs trade and talks.",
        "b": "War and peace and trade and talks.\nTrade needs peace.",
        "c": "War needs war.\nPeace and trade and talks and war and trade.",
        "d": "Talks and trade and peace, and talks and trade.\nWar ends trade.",
    },
    TITLES,
)

# A table of each chart that prints notes, and the options of its verb.
TABLES: dict[str, Callable[[], pd.DataFrame]] = {
    "dispersion": lambda: dc.dispersion(SHORT, 1),
    "distinctive": lambda: dc.distinctive(SHORT, by="side"),
    "diversity": lambda: dc.diversity(SHORT, by="side", window=5),
    "ngrams": lambda: dc.ngrams(SHORT, by="side"),
    "passage_families": lambda: dc.passage_families(
        dc.shared_passages(SHORT, min_words=2)
    ),
    "shared_passages": lambda: dc.shared_passages(SHORT, min_words=2),
    "similarity": lambda: dc.similarity(SHORT, measure=("cosine", "jaccard")),
    "similarity_order": lambda: dc.similarity_order(SHORT, resamples=9),
    "topic_groups": lambda: dc.topic_groups(SHORT, by="side", k=2, stop=None),
    "topic_quality": lambda: dc.topic_quality(SHORT, k=(2, 40), runs=1, stop=None),
}


def reverse_words(text: str) -> str:
    """Each word of a wording backwards: as wide as before, and read by nobody."""
    parts = []
    for words, field, form, conversion in string.Formatter().parse(text):
        parts.append(" ".join(word[::-1] for word in words.split(" ")))
        if field is not None:
            mark = f"!{conversion}" if conversion else ""
            parts.append(f"{{{field}{mark}:{form}}}" if form else f"{{{field}{mark}}}")
    return "".join(parts)


@pytest.fixture
def reworded(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    made = {
        key: Wording(reverse_words(wording.text), reverse_words(wording.subject))
        for key, wording in notes.WORDINGS.items()
    }
    return lambda: monkeypatch.setattr(notes, "WORDINGS", MappingProxyType(made))


@pytest.fixture(autouse=True)
def no_figure_is_left() -> Iterator[None]:
    yield
    pyplot.close("all")


def marks_of(ax: Axes) -> list[tuple[object, ...]]:
    """All marks of a figure but its words."""
    found: list[tuple[object, ...]] = []
    for place, panel in enumerate(ax.get_figure(root=True).axes):
        for line in panel.lines:
            xy = np.round(line.get_xydata(), 6).tolist()
            look = (line.get_marker(), line.get_linestyle())
            colours = (str(line.get_color()), str(line.get_markerfacecolor()))
            found.append((place, "line", repr(xy), look, colours))
        for patch in panel.patches:
            vertices = np.round(patch.get_path().vertices, 3).tolist()
            look = (str(patch.get_facecolor()), patch.get_hatch())
            found.append((place, "patch", repr(vertices), look))
        for group in panel.collections:
            offsets = np.round(np.asarray(group.get_offsets()), 6).tolist()
            look = (str(group.get_facecolor()), str(group.get_edgecolor()))
            found.append((place, "collection", repr(offsets), look))
            if isinstance(group, PathCollection):
                found.append((place, "sizes", str(group.get_sizes())))
    return found


def words_of(ax: Axes) -> str:
    texts = []
    for panel in ax.get_figure(root=True).axes:
        texts += [text.get_text() for text in panel.texts]
        texts.append(panel.get_xlabel())
    return " ".join(texts)


@pytest.mark.parametrize("chart", TABLES)
def test_a_note_reworded_changes_nothing_but_words(
    chart: str, reworded: Callable[[], None]
) -> None:
    before = TABLES[chart]()
    assert before["note"].ne("").any(), "the table has no notes to be reworded"
    as_worded = getattr(plot, chart)(before)
    marks, text = marks_of(as_worded), words_of(as_worded)
    reworded()
    after = TABLES[chart]()
    assert before["note"].ne(after["note"]).any()
    pd.testing.assert_frame_equal(
        before.drop(columns="note"), after.drop(columns="note")
    )
    as_reworded = getattr(plot, chart)(after)
    assert marks_of(as_reworded) == marks
    # Marks tell by columns which texts are short; the words that say so are the chart's.
    if chart not in ("diversity", "similarity_order", "topic_groups"):
        assert words_of(as_reworded) != text


@pytest.mark.parametrize("chart", sorted(set(TABLES) - {"topic_quality"}))
def test_a_chart_draws_the_same_without_any_notes(chart: str) -> None:
    made = TABLES[chart]()
    marks = marks_of(getattr(plot, chart)(made))
    assert marks_of(getattr(plot, chart)(made.assign(note=""))) == marks


def test_the_notes_of_the_charts_are_the_notes_of_the_house(root: Path) -> None:
    # A chart that begins to print notes needs its table above.
    printing = {
        path.stem
        for path in (root / "discourse" / "plot").glob("*.py")
        if "from discourse import notes" in path.read_text(encoding="utf-8")
    }
    files = {getattr(plot, chart).__module__.split(".")[-1] for chart in TABLES}
    assert printing <= files
