"""Colours, widths, fonts, and figures that use them."""

from __future__ import annotations

import hashlib
from pathlib import Path

import matplotlib as mpl
import pytest
from matplotlib.colors import to_rgb
from matplotlib.ft2font import FT2Font
from sample_chart import draw_chart

from discourse import style
from discourse.errors import OptionError

DATA = Path(style.__file__).parents[1] / "data"


@pytest.mark.parametrize(
    ("width", "inches"),
    [("single", 89 / 25.4), ("onehalf", 127 / 25.4), ("double", 183 / 25.4)],
)
def test_figures_are_as_wide_as_a_journal_wants(
    width: style.Width, inches: float
) -> None:
    assert style.figure(width=width).get_figwidth() == pytest.approx(inches)
    assert style.figure(width=width, height=50).get_figheight() == pytest.approx(
        50 / 25.4
    )


def test_sizes_that_do_not_exist_are_refused() -> None:
    with pytest.raises(
        OptionError,
        match="width='full' is not an option; expected one of 'double', 'onehalf', 'single'",
    ):
        style.figure(width="full")  # type: ignore[arg-type]
    with pytest.raises(OptionError, match="millimetres between 0 and 5000"):
        style.figure(height=-1)


def test_the_context_ignores_other_settings_and_restores_them() -> None:
    with mpl.rc_context({"font.size": 31.0, "axes.facecolor": "red"}):
        before = dict(mpl.rcParams)
        with style.context():
            assert mpl.rcParams["font.size"] == 7
            assert mpl.rcParams["axes.facecolor"] == "white"
            assert mpl.rcParams["pdf.fonttype"] == 42
            assert mpl.rcParams["text.parse_math"] is False
        assert dict(mpl.rcParams) == before


def luminance(hue: object) -> float:
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in to_rgb(hue)
    ]  # type: ignore[arg-type]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def test_hues_are_visible_on_white_and_each_has_a_marker_and_a_hatch() -> None:
    assert (
        len(set(style.PALETTE))
        == len(set(style.MARKERS))
        == len(set(style.HATCHES))
        == 8
    )
    white = [1.05 / (luminance(hue) + 0.05) for hue in style.PALETTE]
    assert min(white) > 2.0


def test_the_sequential_colours_grow_darker_at_every_step() -> None:
    light = [
        luminance(style.sequential_colour_map()(step / 50)[:3]) for step in range(51)
    ]
    assert light == sorted(light, reverse=True)
    assert light[0] > 0.8
    assert light[-1] < 0.05


def test_the_font_has_all_of_gb2312_that_its_source_has_and_a_name_of_its_own() -> None:
    font = FT2Font(str(DATA / "han.ttf"))
    assert font.family_name == "Discourse Han" == style.FAMILY[1]
    every = [
        bytes([high, low]) for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF)
    ]
    han = [code.decode("gb2312", "ignore") for code in every]
    assert len([c for c in han if c]) == 6763
    assert all(font.get_char_index(ord(c)) for c in han if c)
    assert all(font.get_char_index(ord(char)) for char in "類運體發")
    note = (DATA / "han.md").read_text(encoding="utf-8")
    assert hashlib.sha256((DATA / "han.ttf").read_bytes()).hexdigest() in note
    assert "Apache License" in (DATA / "han.LICENSE.txt").read_text(encoding="utf-8")


def test_a_character_has_a_width_or_minus_one() -> None:
    assert style.character_width("命") == 1.0
    assert style.character_width("W") > style.character_width("i") > 0
    assert style.character_width("\ue000") == -1.0


def test_a_notebook_shows_the_axes_as_a_picture() -> None:
    ax = draw_chart()
    picture = ax._repr_png_()  # type: ignore[attr-defined]
    assert picture.startswith(b"\x89PNG")
    assert picture == ax._repr_png_()  # type: ignore[attr-defined]
    assert int.from_bytes(picture[16:20], "big") == int(89 / 25.4 * 144)
