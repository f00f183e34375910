"""What every chart keeps: it draws its table, and nothing but its table."""

from __future__ import annotations

import functools
import hashlib
import re
from pathlib import Path
from xml.etree import ElementTree

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from chart_reading import (
    chart_texts,
    check_that_no_word_is_cut_or_covered,
    draw_chart,
    drawn_sample,
    page_bytes,
    run_python,
    visible_texts,
)
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from sample_tables import CASE_NAMES, CHART_CASES, DOCS, SAMPLES

from discourse import plot, tables
from discourse.errors import OptionError, TableError

KINDS = pytest.mark.parametrize("kind", sorted(SAMPLES))
CHARTS = pytest.mark.parametrize(("kind", "options"), CHART_CASES, ids=CASE_NAMES)
WIDTHS = pytest.mark.parametrize("width", ["single", "onehalf", "double"])

# These charts are compared as PNG and PDF too, and drawn at each width with their plain
# names too. The others would show nothing new, and a page takes half a second.
CHECKED_AT_LENGTH = {
    "search_comparison", "distinctive", "frequencies", "positions", "similarity",
    "timeline", "topic_documents", "topics", "variants",
}  # fmt: skip
LONG_NAME = "a_very_long_name_that_a_scholar_gave_and_that_goes_on_for_ever"
# A name in the samples, and the long, Chinese or odd name that takes its place.
LONG_NAMES = {
    "belt_and_road": LONG_NAME,
    "mutual_trust": "人类命运共同体与新型国际关系",
    DOCS[0]: "Internationalisation_$of$_documents",
    DOCS[1]: "人民日报海外版",
    "null": "<b>100 % & $\\alpha$</b>",
    "cosine": "shared five gram containment of a long name",
    "China-Central Asia": "China and the five countries of Central Asia",
    "plain string": "plain string as a reader types it",
}
MORE_LONG_NAMES = {
    "human": f"{LONG_NAME}_{LONG_NAME}",
    "dialogue": LONG_NAME,
    "of the": LONG_NAME,
    "China": LONG_NAME,
    "nan": f"x{LONG_NAME}",
}
USER_SETTINGS = {
    "font.size": 20,
    "axes.grid": True,
    "text.parse_math": True,
    "figure.dpi": 50,
    "lines.linewidth": 9,
}


def page_forms(kind: str) -> tuple[str, ...]:
    """The forms in which the pages of a kind are compared."""
    return ("png", "svg", "pdf") if kind in CHECKED_AT_LENGTH else ("svg",)


def sample_pages(kind: str, options: dict[str, str]) -> dict[str, bytes]:
    """The pages of the sample of a kind by their form, drawn and written once."""
    return _write_sample_pages(kind, tuple(options.items()))


@functools.cache
def _write_sample_pages(
    kind: str, options: tuple[tuple[str, str], ...]
) -> dict[str, bytes]:
    return pages_of(draw_chart(kind, SAMPLES[kind](), **dict(options)), kind)


def pages_of(ax: Axes, kind: str) -> dict[str, bytes]:
    """The pages of a chart by their form, always in one order.

    Writing a page may move what the next one shows by less than the eye can see.
    """
    return {form: page_bytes(ax, form) for form in page_forms(kind)}


def with_long_names(kind: str) -> pd.DataFrame:
    """The sample of a kind with long, Chinese and odd names."""
    names = LONG_NAMES if kind in CHECKED_AT_LENGTH else LONG_NAMES | MORE_LONG_NAMES
    return SAMPLES[kind]().replace(names)


def words_of_table(table: pd.DataFrame) -> set[str]:
    """The words of the columns of text."""
    words: set[str] = set()
    for name in table:
        if table[name].dtype.kind not in "iufb":
            for cell in table[name].tolist():
                words.update(re.split(r"[ ,;:]+", cell))
    return words


def test_every_chart_has_the_name_of_its_kind_and_a_sample_here() -> None:
    assert plot.__all__ == sorted(plot.__all__)
    assert set(plot.__all__) <= set(tables.KINDS)


def test_every_chart_of_the_house_has_a_sample() -> None:
    assert sorted(plot.__all__) == sorted(SAMPLES)
    assert set(SAMPLES) <= set(tables.KINDS)


@CHARTS
def test_a_saved_and_loaded_table_gives_the_same_bytes(
    kind: str, options: dict[str, str], tmp_path: Path
) -> None:
    table = SAMPLES[kind]()
    assert {"null", "NA", "nan"} <= words_of_table(table)
    if kind in CHECKED_AT_LENGTH:
        assert {"null", "NA", "nan"} <= set(table.astype(str).to_numpy().ravel())
    tables.save(table, tmp_path / "t.csv")
    loaded = draw_chart(kind, tables.load(tmp_path / "t.csv", kind=kind), **options)
    assert pages_of(loaded, kind) == sample_pages(kind, options)


@CHARTS
def test_only_columns_by_name_are_read_and_no_settings_of_the_user(
    kind: str, options: dict[str, str]
) -> None:
    table = SAMPLES[kind]()
    other = table[table.columns[::-1]].assign(added="x")
    other.index = np.arange(len(other))[::-1] + 7
    other.attrs["title"] = "not read"
    before = other.copy()
    first_form = page_forms(kind)[0]
    expected = sample_pages(kind, options)[first_form]
    with mpl.rc_context(USER_SETTINGS):
        settings = dict(mpl.rcParams)
        ax = draw_chart(kind, other, **options)
        assert page_bytes(ax, first_form) == expected
        assert dict(mpl.rcParams) == settings
    pd.testing.assert_frame_equal(other, before)


@KINDS
def test_another_kind_is_refused_in_words(kind: str) -> None:
    with pytest.raises(
        TableError,
        match=f"a {kind} table was expected.*looks like a spans table.*Make one with",
    ):
        draw_chart(kind, tables.make("spans", {}))
    with pytest.raises(TableError, match="what came is a list"):
        draw_chart(kind, [1, 2])  # type: ignore[arg-type]


@KINDS
def test_options_are_checked_in_words(kind: str) -> None:
    with pytest.raises(OptionError, match="Did you mean 'single'"):
        draw_chart(kind, SAMPLES[kind](), width="singel")
    if kind != "similarity":
        with pytest.raises(OptionError, match="whole number from"):
            draw_chart(kind, SAMPLES[kind](), top=-1)


@CHARTS
def test_an_empty_table_draws_a_chart_that_says_so(
    kind: str, options: dict[str, str]
) -> None:
    ax = draw_chart(kind, tables.make(kind, {}), width="single", **options)
    (message,) = chart_texts(ax)
    assert message.startswith("no ")


@CHARTS
@WIDTHS
def test_no_word_is_cut_or_covered(
    kind: str, options: dict[str, str], width: str
) -> None:
    long_names = draw_chart(kind, with_long_names(kind), width=width, **options)
    check_that_no_word_is_cut_or_covered(long_names, width)
    if width == "single" or kind in CHECKED_AT_LENGTH:
        plain_names = drawn_sample(kind, width, **options)
        check_that_no_word_is_cut_or_covered(plain_names, width)


@CHARTS
def test_text_of_a_table_is_never_a_formula_and_never_a_control_character(
    kind: str, options: dict[str, str]
) -> None:
    # A pair of dollars, controls, and a letter that no font has.
    odd = "$x^2$\x00\x1b\u202e{}%s\ue000"
    if kind in CHECKED_AT_LENGTH:
        odd_names = {"null": odd, "NA": odd + "2"}
    else:
        odd_names = {"null": odd, DOCS[0]: odd + "3", "nan": odd + "2"}
    ax = draw_chart(kind, SAMPLES[kind]().replace(odd_names), **options)
    texts = visible_texts(ax.get_figure(root=True))
    assert not any(text.get_parse_math() and "$" in text.get_text() for text in texts)
    strings = [text.get_text() for text in texts]
    assert any("$x^2$" in string.replace("\n", "") for string in strings)
    letters = set("".join(strings)) - {"\n"}
    assert not any(ord(letter) < 32 or letter in "\u202e\ue000" for letter in letters)
    page_bytes(ax, "svg")


@CHARTS
def test_axes_that_are_given_are_drawn_on(kind: str, options: dict[str, str]) -> None:
    figure = Figure(figsize=(8, 6), layout="constrained")
    ax = figure.subplots()
    assert draw_chart(kind, SAMPLES[kind](), ax=ax, **options) is ax
    assert tuple(figure.get_size_inches()) == (8, 6)
    placed = Figure(figsize=(8, 6))
    ax = placed.add_axes((0.3, 0.2, 0.6, 0.6))
    assert draw_chart(kind, SAMPLES[kind](), ax=ax, **options) is ax
    assert len(figure.axes) == len(placed.axes)


def test_charts_stay_off_the_screen_and_out_of_pyplot() -> None:
    kinds = sorted(CHECKED_AT_LENGTH)
    code = f"import sys, chart_reading as c; [c.drawn_sample(kind) for kind in {kinds}]; print('matplotlib.pyplot' in sys.modules)"
    assert run_python(code) == "False"
    imported = "import sys, discourse.plot; print('matplotlib' in sys.modules)"
    assert run_python(imported) == "False"


def test_another_process_with_other_settings_draws_the_same_bytes() -> None:
    code = "import test_every_chart; print(test_every_chart.digest_of_pages())"
    other = {
        "PYTHONHASHSEED": "7",
        "TZ": "Asia/Tokyo",
        "LC_ALL": "C",
        "MPLBACKEND": "pdf",
    }
    assert run_python(code, **other) == digest_of_pages()


def digest_of_pages() -> str:
    """One hash of some charts in the three forms, and of others as SVG."""
    cases: list[tuple[str, dict[str, str]]] = [
        ("similarity", {}),
        ("timeline", {}),
        ("keyness", {"form": "scatter"}),
        ("passage_families", {"form": "network"}),
        ("shared_passages", {}),
        ("dispersion", {}),
    ]
    digest = hashlib.sha256()
    for kind, options in cases:
        for page in sample_pages(kind, options).values():
            digest.update(page)
    return digest.hexdigest()


@KINDS
def test_names_with_what_is_no_character_give_a_well_formed_picture(kind: str) -> None:
    """No program opens an SVG with U+FFFE or a sign of control in it."""
    table = SAMPLES[kind]()
    id_columns = [name for name in ("doc", "family", "group", "term") if name in table]
    if not id_columns:
        pytest.skip("this chart has no names of documents, families, groups or terms")
    spoilt = {name: table[name] + "\ufffe\x01\uffff" for name in id_columns}
    chart = draw_chart(kind, table.assign(**spoilt))
    ElementTree.fromstring(page_bytes(chart, "svg"))
