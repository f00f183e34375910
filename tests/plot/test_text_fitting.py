"""Words are fitted to the width they have, and measured as they are drawn."""

from __future__ import annotations

import pytest

from discourse import style
from discourse.plot import text_fitting


def test_words_are_broken_hyphened_and_shortened_to_their_room() -> None:
    assert (
        text_fitting.fit_text("community with a shared future", 22, max_lines=2)
        == "community with a\nshared future"
    )
    assert (
        text_fitting.fit_text("community with a shared future", 22) == "community with…"
    )
    assert (
        text_fitting.fit_text("Internationalisation", 15, max_lines=2)
        == "Internationa-\nlisation"
    )
    assert text_fitting.fit_text("命运共同体", 8, max_lines=2) == "命运共\n同体"
    assert text_fitting.fit_text("a\ue000b", 20) == "a□b"
    assert text_fitting.fit_text("", 20) == ""


@pytest.mark.parametrize("text", ["iiiii", "WWWWW", "命运共同体", "Ärger über…"])
def test_measured_width_is_the_width_drawn(text: str) -> None:
    ax = style.axes(width="single", height=30)
    with style.context():
        drawn = (
            text_fitting.write_text(ax, 0, 0, text, size=10).get_window_extent().width
            * 25.4
            / ax.figure.dpi
        )
    assert text_fitting.text_width(text, size=10) == pytest.approx(drawn, abs=0.6)
