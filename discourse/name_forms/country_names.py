"""The names and codes of countries and territories, and which of them are one.

The list is ``discourse/data/country_names.csv``. Beside it, ``country_names.md`` says
where its facts come from.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from discourse.csv_records import bundled_rows
from discourse.name_forms.folded_names import join_words, standard_words

__all__ = ["Country", "CountryName", "countries", "find_country", "same_country"]

_BETWEEN_NAMES = "|"
# What the words of a column of the list say of a name.
_SORT_OF_COLUMN = {
    "iso3": "code",
    "iso2": "code",
    "name": "short name",
    "official": "official name",
    "others": "usual name",
    "former": "former name",
    "fr": "French name",
    "es": "Spanish name",
    "ru": "Russian name",
    "zh": "Chinese name",
}
# Names of a country that another state or member of the United Nations had as well, or
# that it had beside another of its kind: in older texts they may be two.
_CAUTIONS = {
    "Republic of China": "Until 1971 it held the seat of China in the United Nations.",
    "R.O.C.": "Until 1971 it held the seat of China in the United Nations.",
    "Nationalist China": "Until 1971 it held the seat of China in the United Nations.",
    "中华民国": "Until 1971 it held the seat of China in the United Nations.",
    "Yemen Arab Republic": "Until 1990 there were two states of Yemen.",
    "North Yemen": "Until 1990 there were two states of Yemen.",
    "Federal Republic of Germany": "Until 1990 there were two German states.",
    "FRG": "Until 1990 there were two German states.",
    "Democratic Republic of Viet Nam": "Until 1976 there were two states of Viet Nam.",
    "North Vietnam": "Until 1976 there were two states of Viet Nam.",
    "North Viet Nam": "Until 1976 there were two states of Viet Nam.",
}
_CAUTION_ON_FORMER_NAMES = "It may be meant as the name of its time."
_PARENTHESIS = re.compile(r"^([^()（）]+)[(（]([^()（）]+)[)）]\s*$")
# Forms of state that may stand before a short name. The list has the names for which
# this is not so: the Republic of China, of Korea and of Viet-Nam.
_FORMS_OF_STATE = ("republicof", "kingdomof")
_PLAIN_NAMES = ("short name", "usual name")
_LONGEST_ABBREVIATION = 6  # letters: HKSAR, TFYROM
_ARTICLE = re.compile(r"^the ", re.IGNORECASE)
# As the tables of the World Bank and of maps shorten names: "Yemen, Rep."
_SHORTENED_WORDS = {
    "dem": "democratic",
    "fed": "federated",
    "is": "islands",
    "isl": "islands",
    "island": "islands",
    "rep": "republic",
    "sts": "states",
}
_SMALL_WORDS = frozenset({"and", "of"})  # which such tables leave out


@dataclass(frozen=True)
class Country:
    """A country or territory: its codes and names.

    Attributes
    ----------
    iso3, iso2 : str
        Its codes in ISO 3166; ``""`` = it has none.
    name : str
        The short name in English.
    names : tuple of CountryName
        Every name and code, the short name first.
    """

    iso3: str
    iso2: str
    name: str
    names: tuple[CountryName, ...]


@dataclass(frozen=True)
class CountryName:
    """One name of a country.

    Attributes
    ----------
    text : str
        The name.
    sort : str
        What it is: "short name", "official name", "usual name", "former name", "code",
        or "French name" and so on.
    iso3 : str
        The country that has it.
    """

    text: str
    sort: str
    iso3: str

    @property
    def caution(self) -> str:
        """What to know before it is made one with other names, as a sentence, or ``""``."""
        usual_caution = _CAUTION_ON_FORMER_NAMES if self.sort == "former name" else ""
        caution = _CAUTIONS.get(self.text, usual_caution)
        return f"{caution} Look at the years." if caution else ""


@dataclass(frozen=True)
class _NameIndex:
    """The country names by what they are looked up by.

    Attributes
    ----------
    by_letters : mapping of str to CountryName
        By the letters of their standard words.
    by_abbreviation : mapping of str to CountryName
        Abbreviations by their capital letters, without points.
    by_code : mapping of str to CountryName
        Codes, in capital letters.
    """

    by_letters: Mapping[str, CountryName]
    by_abbreviation: Mapping[str, CountryName]
    by_code: Mapping[str, CountryName]


@functools.cache
def countries() -> Mapping[str, Country]:
    """Return the countries of the list by their code of three letters.

    >>> countries()["ARG"].name
    'Argentina'
    """
    country_by_code = {}
    for row in bundled_rows("country_names.csv"):
        country = _country_of(row)
        country_by_code[country.iso3] = country
    return country_by_code


def _country_of(cells: Mapping[str, str]) -> Country:
    """Return the country in a record of the list, by the names of the columns."""
    code = cells["iso3"]
    names = []
    for column, sort in _SORT_OF_COLUMN.items():
        for text in cells.get(column, "").split(_BETWEEN_NAMES):
            if text:
                names.append(CountryName(text, sort, code))
    names.sort(key=_is_code)
    return Country(code, cells["iso2"], cells["name"], tuple(names))


def _is_code(name: CountryName) -> bool:
    return name.sort == "code"


@functools.cache
def _name_index() -> _NameIndex:
    """Return the index of all names. Of two equal names the first counts."""
    by_letters: dict[str, CountryName] = {}
    by_abbreviation: dict[str, CountryName] = {}
    by_code: dict[str, CountryName] = {}
    for country in countries().values():
        for name in country.names:
            if _is_code(name):
                by_code[name.text] = name
            elif abbreviation := _abbreviation_in(name.text):
                by_abbreviation.setdefault(abbreviation, name)
            else:
                for key in _keys_of(name.text):
                    by_letters.setdefault(key, name)
    return _NameIndex(by_letters, by_abbreviation, by_code)


def _abbreviation_in(text: str) -> str:
    """Return the letters of an abbreviation such as "U.S.A."; ``""`` for other names."""
    without_article = _ARTICLE.sub("", text.strip())
    letters = without_article.replace(".", "").replace("&", "")
    is_short = 1 < len(letters) <= _LONGEST_ABBREVIATION
    is_abbreviation = is_short and letters.isascii() and letters.isalpha()
    return letters if is_abbreviation and letters.isupper() else ""


def _keys_of(text: str) -> Iterator[str]:
    """Yield what a name is looked up by, the surest first.

    These are its letters in reading order and as it stands. Words in brackets are read
    before the name and after it: "Korea (South)". The last ones are without small
    words, and with shortened words written out.
    """
    forms = [text, text.replace(",", " ")]
    parenthesis = _PARENTHESIS.match(text)
    if parenthesis:
        name, addition = parenthesis.groups()
        forms.append(f"{addition} {name}")
    different_forms = dict.fromkeys(forms)
    words_of_forms = [standard_words(form) for form in different_forms]
    for words in words_of_forms:
        yield join_words(words)
    for words in words_of_forms:
        yield join_words(_written_out(words))


def _written_out(words: list[str]) -> list[str]:
    """Return words without small words, and shortened words in full."""
    whole_words = [_SHORTENED_WORDS.get(word, word) for word in words]
    large_words = [word for word in whole_words if word not in _SMALL_WORDS]
    return large_words or words


def find_country(text: str, *, any_case: bool = False) -> CountryName | None:
    """Return the name of a country that `text` is; None = it is none.

    Capitals, accents, blanks, punctuation, the article and the order of "Iran, Islamic
    Republic of" do not count. A name that several countries could have, such as
    "Korea", is none.

    Parameters
    ----------
    text : str
    any_case : bool
        Whether codes of ISO 3166, and abbreviations in small letters, are names of
        countries here. Elsewhere "IT" or "us" can be something else.

    Examples
    --------
    >>> find_country("Argentine Republic")
    CountryName(text='Argentine Republic', sort='official name', iso3='ARG')
    >>> find_country("Korea") is None, find_country("chn", any_case=True).iso3
    (True, 'CHN')
    """
    index = _name_index()
    abbreviation = _abbreviation_in(text)
    if abbreviation in index.by_abbreviation:
        return index.by_abbreviation[abbreviation]
    name = _find_by_letters(text, index)
    if name is None and any_case:
        capitals = _abbreviation_in(text.upper())
        name = index.by_code.get(capitals) or index.by_abbreviation.get(capitals)
    return name


def _find_by_letters(text: str, index: _NameIndex) -> CountryName | None:
    """Return the name that has the letters of `text`; None = there is none."""
    for key in _keys_of(text):
        found = index.by_letters.get(key)
        if found is not None:
            return found
        for form in _FORMS_OF_STATE:
            plain_name = index.by_letters.get(key.removeprefix(form))
            if plain_name is not None and plain_name.sort in _PLAIN_NAMES:
                return replace(plain_name, text=text, sort="usual name")
    return _find_by_two_names(text)


def _find_by_two_names(text: str) -> CountryName | None:
    """Return the name in "Argentina (ARG)" and "Congo, the DR of the/Zaire".

    It is None unless both parts name the same country.
    """
    parenthesis = _PARENTHESIS.match(text)
    parts = parenthesis.groups() if parenthesis else tuple(text.split("/"))
    if len(parts) != 2:
        return None
    first_name, second_name = parts
    first = find_country(first_name)
    second = find_country(second_name, any_case=True)
    if first is None or second is None or first.iso3 != second.iso3:
        return None
    return replace(first, text=text, sort="usual name")


def same_country(text: str) -> frozenset[str]:
    """Return every name and code of the country that `text` names.

    It is empty if `text` names no country. Codes and abbreviations may be written in
    small letters.

    Examples
    --------
    >>> "CHN" in same_country("China"), "Viet Nam" in same_country("vietnam")
    (True, True)
    >>> same_country("Korea")
    frozenset()
    """
    name = find_country(text, any_case=True)
    if name is None:
        return frozenset()
    names = countries()[name.iso3].names
    return frozenset(other.text for other in names)
