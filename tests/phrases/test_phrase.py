"""A phrase as a value: its plain words, its scripts, what is known of it."""

from __future__ import annotations

from typing import Any

import pytest

from discourse.errors import OptionError, PatternError
from discourse.lexicons import Lexicon
from discourse.phrases import Phrase


@pytest.mark.parametrize("given_", [None, 5, ["a"], b"a"])
def test_a_pattern_is_text(given_: object) -> None:
    with pytest.raises(PatternError, match="a pattern is text"):
        Phrase(given_)  # type: ignore[arg-type]


def test_a_misspelt_case_is_refused() -> None:
    with pytest.raises(OptionError, match="Did you mean 'upper'"):
        Phrase("bri", case="uper")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"status": "standrad"}, "Did you mean 'standard'"),
        ({"strict": "no"}, "strict='no': True or False"),
        ({"years": 2013}, "years=2013: text"),
        ({"id": 3}, "id=3: text"),
        ({"slots": 3}, "slots=3: a dict of patterns"),
        ({"slots": {"x": 3}}, "a dict of patterns"),
        ({"slots": {3: "x"}}, "a dict of patterns"),
    ],
)
def test_what_is_known_of_a_phrase_is_checked(
    options: dict[str, Any], said: str
) -> None:
    with pytest.raises(OptionError, match=said):
        Phrase("bri", **options)


@pytest.mark.parametrize(
    ("pattern", "plain"),
    [("win-win", "win-win"), ("b&r", "b&r"), ("(great )?power*", "power"), ("amity, sincerity", "amity, sincerity"),
     ("命运共同体", "命运共同体"), ("community~fate", "community. fate"), ("a <3> b", ""), ("two (sets|upholds)", "two sets"),
     ("peace & prosperity", "peace & prosperity"), ("12.5% corporation tax", "12.5% corporation tax"), ("and / or", "and / or"),
     ("peace  &  (prosperity|growth)", "peace & growth"), ("amity,sincerity", "amity,sincerity"), ("和平，发展", "和平,发展"),
     ("(law & order|war&peace)", "war&peace"), ("(war & peace|law&order)", "law&order"), ("u.s.-china (r & d)?", "u.s.-china")],
)  # fmt: skip
def test_the_plain_words_are_what_a_string_search_would_look_for(
    pattern: str, plain: str
) -> None:
    assert Phrase(pattern).plain == plain


@pytest.mark.parametrize(
    ("pattern", "scripts"),
    [
        ("belt and road", {"latin"}),
        ("一带一路", {"han"}),
        ("2030", {"common"}),
        ("(путь|road) 2030", {"cyrillic", "latin"}),
    ],
)
def test_scripts_of_a_phrase(pattern: str, scripts: set[str]) -> None:
    assert Phrase(pattern).scripts == scripts


def test_a_phrase_is_frozen_and_named_by_its_pattern() -> None:
    phrase = Phrase("shared future", status="variant")
    assert (phrase.id, phrase.status, phrase.strict) == (
        "shared future",
        "variant",
        True,
    )
    with pytest.raises(AttributeError):
        phrase.pattern = "x"  # type: ignore[misc]
    assert phrase == Phrase("shared future", status="variant")
    assert len({phrase, Phrase("shared future", status="variant")}) == 1


def test_phrases_that_stand_for_different_words_are_not_equal() -> None:
    laos, china = (
        Phrase("@country road", slots={"country": name}) for name in ("laos", "china")
    )
    assert laos != china
    assert len({laos, china}) == 2
    assert laos == Phrase("@country road", slots={"country": "Laos", "other": "a|b"})
    assert len({laos, Phrase("@country road", slots={"COUNTRY": "laos"})}) == 1
    assert laos != Phrase(
        "laos road"
    )  # alike in what they find, not in how they are written
    assert Lexicon.read(
        {"families": {"w": ["@c road"]}, "slots": {"c": "laos"}}
    ) != Lexicon.read({"families": {"w": ["@c road"]}, "slots": {"c": "china"}})
