"""The list of countries: no name stands for two, and usual spellings are found."""

from __future__ import annotations

import itertools
import re
import unicodedata
from pathlib import Path

import pytest

import discourse
from discourse.name_forms import countries, find_country, same_country

DATA = Path(discourse.__file__).parent / "data"
# Countries whose names are alike and which are never one.
ALIKE = [
    ("North Korea", "South Korea"),
    ("DPRK", "ROK"),
    ("Congo", "DR Congo"),
    ("Republic of the Congo", "Democratic Republic of the Congo"),
    ("Guinea", "Guinea-Bissau"),
    ("Guinea", "Equatorial Guinea"),
    ("Guinea", "Papua New Guinea"),
    ("Niger", "Nigeria"),
    ("China", "Taiwan"),
    ("People's Republic of China", "Republic of China"),
    ("Slovakia", "Slovenia"),
    ("Iran", "Iraq"),
    ("Austria", "Australia"),
    ("Dominica", "Dominican Republic"),
    ("Sudan", "South Sudan"),
    ("Samoa", "American Samoa"),
    ("Ireland", "Iceland"),
    ("Mauritania", "Mauritius"),
    ("Mali", "Malawi"),
    ("Gambia", "Zambia"),
    ("Virgin Islands (U.S.)", "Virgin Islands (British)"),
    ("Soviet Union", "Russian Federation"),
    ("German Democratic Republic", "Germany"),
    ("Saint Martin", "Sint Maarten"),
    ("China", "Hong Kong, China"),
]


def code_of(name: str) -> str:
    country = find_country(name)
    return "" if country is None else country.iso3


def test_no_name_stands_for_two_countries() -> None:
    for country in countries().values():
        for name in country.names:
            found = find_country(name.text, any_case=True)
            assert found is not None, name
            assert found.iso3 == country.iso3, (name, found)


@pytest.mark.parametrize("change", [str.upper, str.lower, str.title, "The {}".format])
def test_another_spelling_is_no_other_country(change) -> None:
    for country in countries().values():
        for name in country.names:
            if name.sort != "code":
                assert code_of(change(name.text)) in ("", country.iso3), name


def test_the_list_has_every_country_once() -> None:
    codes = [country.iso3 for country in countries().values()]
    assert len(codes) == len(set(codes)) == 259
    short_codes = [country.iso2 for country in countries().values() if country.iso2]
    assert len(short_codes) == len(set(short_codes))
    assert all(re.fullmatch("[A-Z]{3}", code) for code in codes)
    assert all(re.fullmatch("[A-Z]{2}", code) for code in short_codes)
    names = [country.name for country in countries().values()]
    assert len(set(names)) == len(names)


def test_the_file_is_composed_utf_8_and_has_a_note() -> None:
    text = (DATA / "country_names.csv").read_bytes().decode("utf-8")
    assert unicodedata.is_normalized("NFC", text)
    assert "\r" not in text
    note = (DATA / "country_names.md").read_text(encoding="utf-8")
    assert f"{len(countries())} of them" in note
    header = text.splitlines()[0].split(",")
    assert all(f"`{column}`" in note for column in header)


def test_the_short_name_comes_first_and_codes_last() -> None:
    for country in countries().values():
        assert country.names[0].text == country.name
        assert country.names[-1].sort == "code"


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("ARG", ["Argentina", "Argentine Republic", "ARGENTINA", "Argentina (ARG)"]),
        ("USA", ["USA", "U.S.A.", "US", "U.S.", "the United States", "The US"]),
        ("USA", ["United States of America (the)", "美国", "США", "États-Unis"]),
        ("GBR", ["UK", "Britain", "Great Britain", "United Kingdom"]),
        ("GBR", ["United Kingdom of Great Britain & Northern Ireland"]),
        ("RUS", ["Russia", "Russian Federation (the)", "Россия", "RUSSIA"]),
        ("IRN", ["Iran, Islamic Republic of", "Iran (Islamic Republic of)", "Iran"]),
        ("IRN", ["Iran, Islamic Rep.", "I.R. Iran"]),
        ("KOR", ["Korea, Republic of", "Korea (the Republic of)", "Korea, South"]),
        ("PRK", ["DPRK", "D.P.R.K.", "Korea, Democratic People's Republic of"]),
        ("COD", ["Congo, the Democratic Republic of the", "Congo, Dem. Rep.", "Zaire"]),
        ("COG", ["Congo", "Congo, Rep.", "Congo-Brazzaville"]),
        ("CIV", ["Cote d’Ivoire", "COTE D'IVOIRE", "Ivory Coast"]),
        ("VNM", ["Viet Nam", "Vietnam", "Viet Nam (Vietnam)", "VIET-NAM"]),
        ("LCA", ["St. Lucia", "St Lucia", "Saint Lucia"]),
        ("TTO", ["Trinidad & Tobago", "Trinidad and Tobago"]),
        ("TUR", ["Turkey", "Türkiye", "TÜRKİYE", "Turkiye"]),
        ("TZA", ["Tanzania, United Republic of", "Tanzania"]),
        ("BOL", ["Bolivia (Plurinational State of)", "Bolivia"]),
        ("MKD", ["Macedonia, the former Yugoslav Republic of", "FYROM"]),
        ("YEM", ["Yemen, Rep.", "Republic of Yemen"]),
        ("EGY", ["Egypt, Arab Rep.", "Arab Republic of Egypt"]),
        ("TWN", ["Taiwan, Province of China", "Chinese Taipei", "China, Republic of"]),
        ("CHN", ["China, People's Republic of", "PRC", "P.R. China", "中华人民共和国"]),
        ("SWZ", ["Swaziland", "Eswatini"]),
        ("NLD", ["Netherlands (Kingdom of the)", "Holland", "The Netherlands"]),
    ],
)
def test_usual_spellings_are_found(code: str, names: list[str]) -> None:
    assert [code_of(name) for name in names] == [code] * len(names)


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_what_is_alike_stays_apart(one: str, other: str) -> None:
    assert "" != code_of(one) != code_of(other) != ""


@pytest.mark.parametrize(
    "name",
    [
        *("Korea", "America", "Virgin Islands", "England", "Chinese", "Nigerian"),
        *("", "the", "()", "Republic of", "us", "it", "in", "no", "IT", "Africa"),
        *("Ministry of Foreign Affairs", "New York", "1990", "Korea (China)"),
    ],
)
def test_what_names_no_single_country_is_none(name: str) -> None:
    assert find_country(name) is None


def test_codes_are_names_only_where_they_are_asked_for() -> None:
    assert find_country("CHN") is None
    assert find_country("CHN", any_case=True).iso3 == "CHN"
    assert find_country("chn", any_case=True).iso3 == "CHN"
    assert find_country("us", any_case=True).iso3 == "USA"


@pytest.mark.parametrize("name", ["China", "CHN", "cn", "people's republic of china"])
def test_the_names_of_a_country_are_found_by_each_of_them(name: str) -> None:
    assert {"China", "CHN", "CN", "PRC", "中国"} <= same_country(name)


def test_two_countries_share_no_code() -> None:
    for one, other in itertools.combinations(["China", "Taiwan", "Hong Kong"], 2):
        assert not same_country(one) & same_country(other)
    assert same_country("Korea") == same_country("") == frozenset()
