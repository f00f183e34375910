"""A lexicon as a collection of families: one by its id, and how it is seen."""

from __future__ import annotations

import pytest

from discourse.errors import LexiconError
from discourse.lexicons import Lexicon

FAMILIES = {
    "belt_and_road": {
        "patterns": ["belt and road", {"p": "BRI", "case": "upper"}],
        "gloss": "Belt and Road (the initiative). Also in short",
        "zh": ["一带一路", "共建"],
        "used": "2013-09",
        "canonical": "Belt and Road Initiative",
    },
    "belt_only": ["belt only"],
}


@pytest.fixture
def lexicon() -> Lexicon:
    return Lexicon.read(FAMILIES)


def test_a_lexicon_goes_through_its_families(lexicon: Lexicon) -> None:
    assert len(lexicon) == 2
    assert [family.name for family in lexicon] == ["belt_and_road", "belt_only"]
    assert all(family in lexicon for family in lexicon)


def test_an_id_or_the_only_beginning_of_one_is_taken() -> None:
    lexicon = Lexicon.read({"gdi": ["gdi"], "gdi_old": ["old"], "win_win": ["win-win"]})
    assert lexicon["gdi"].name == "gdi"
    assert lexicon["win"].name == "win_win"
    assert ["win" in lexicon, "gd" in lexicon, "x" in lexicon] == [True, False, False]
    assert 3 not in lexicon
    assert lexicon.only("win").names == ("win_win",)
    assert lexicon.without("win").names == ("gdi", "gdi_old")
    message = r"^a dict: 'gd' is the beginning of 2 ids: 'gdi', 'gdi_old'\. Write"
    with pytest.raises(LexiconError, match=message):
        lexicon["gd"]
    with pytest.raises(LexiconError, match="has no family None"):
        lexicon[None]  # type: ignore[index]


def test_a_family_is_seen_in_a_line(lexicon: Lexicon) -> None:
    assert repr(lexicon["belt_and"]) == (
        "<Family 'belt_and_road': 2 wordings; Belt and Road; 2013–; 一带一路>"
    )
    assert repr(lexicon["belt_o"]) == "<Family 'belt_only': 1 wording>"


def test_a_lexicon_is_seen_as_a_table(lexicon: Lexicon) -> None:
    assert repr(lexicon).splitlines() == [
        "<Lexicon: 2 families, 3 patterns; a dict>",
        "family         label          wordings  years  original  examples",
        "belt_and_road  Belt and Road         2  2013–  一带一路  Belt and Road Initiative · belt and…",
        "belt_only                            1                   belt only",
    ]
    view = lexicon._repr_html_()
    assert view.startswith(
        "<div><p><b>Lexicon: 2 families, 3 patterns; a dict</b></p><table"
    )
    assert "一带一路</td>" in view


def test_what_a_lexicon_shows_is_escaped() -> None:
    view = Lexicon.read({"<b>": ["x"]})._repr_html_()
    assert "<td" in view
    assert "&lt;b&gt;" in view
    assert "<b></td>" not in view


def test_a_long_lexicon_says_how_much_of_it_is_seen() -> None:
    lexicon = Lexicon.read({f"f{number}": ["x"] for number in range(60)})
    assert repr(lexicon).endswith("50 of 60 rows")


def test_completion_offers_what_a_scholar_needs(lexicon: Lexicon) -> None:
    assert {"families", "only", "write"} <= set(dir(lexicon))
    assert not {"sha256", "content"} & set(dir(lexicon))
    assert all(hasattr(lexicon, name) for name in [*dir(lexicon), "sha256", "content"])
