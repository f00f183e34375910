"""The labels of databases and the names of languages."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

import discourse
from discourse.newspaper_databases.articles import ARTICLE_COLUMNS
from discourse.newspaper_databases.database_labels import (
    byline_of,
    column_of_label,
    label_field,
)
from discourse.newspaper_databases.language_names import (
    english_name_of_language,
    is_language,
)

DATA = Path(discourse.__file__).parent / "data"


def rows_of(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    ("label", "field"),
    [
        ("BYLINE:", "byline"),
        ("AUTOR", "byline"),
        ("Auteur", "byline"),
        ("LÄNGE", "words_stated"),
        ("LONGUEUR", "words_stated"),
        ("Longitud:", "words_stated"),
        ("LOAD-DATE", "load_date"),
        ("Load Date", "load_date"),
        ("Rubrik", "section"),
        ("End of Document", "end"),
        ("Xyzzy", None),
    ],
)
def test_a_label_is_known_by_its_letters(label, field):
    assert label_field(label, "Nexis") == field


def test_a_label_belongs_to_its_database():
    assert label_field("ProQuest document ID", "ProQuest") == "identifier"
    assert label_field("ProQuest document ID", "Nexis") is None


def test_no_label_of_a_database_stands_for_two_things():
    field_of: dict[tuple[str, str], str] = {}
    for row in rows_of("newspaper_labels.csv"):
        letters = "".join(filter(str.isalnum, row["label"].casefold()))
        key = (row["database"], letters)
        assert field_of.setdefault(key, row["field"]) == row["field"], row


def test_no_label_stands_twice_in_a_language():
    seen = set()
    for row in rows_of("newspaper_labels.csv"):
        letters = re.sub(r"[\W_]+", "", row["label"].casefold())
        key = (row["database"], row["language"], letters)
        assert key not in seen, row
        seen.add(key)


def test_every_column_of_an_article_has_labels_in_each_language():
    rows = rows_of("newspaper_labels.csv")
    for language in ("English", "German", "French", "Spanish"):
        fields = {row["field"] for row in rows if row["language"] == language}
        assert set(ARTICLE_COLUMNS) <= fields


def test_an_unknown_label_becomes_the_name_of_a_column():
    assert column_of_label("Company / Organization:") == "company_organization"
    for column in ARTICLE_COLUMNS:
        assert column_of_label(column) == f"{column}_stated"


@pytest.mark.parametrize("text", ["Anonymous", "Anónimo", "anonyme", "n/a", " - ", ""])
def test_nobody_is_no_byline(text):
    assert byline_of(text) == ""


def test_a_name_is_a_byline():
    assert byline_of("  Ana Petrov\n and Li Wen") == "Ana Petrov and Li Wen"
    assert byline_of("Agency") == "Agency"
    assert byline_of("Von Hagen, Jan") == "Von Hagen, Jan"


@pytest.mark.parametrize("word", ["By", "BY", "Von", "Par", "Por", "By:"])
def test_the_word_before_a_name_is_no_part_of_it(word):
    assert byline_of(f"{word} Ana Petrov") == "Ana Petrov"
    assert byline_of(f"{word} unsere Leute") == f"{word} unsere Leute"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ENGLISH", "English"),
        ("EN", "English"),
        ("Deutsch", "German"),
        ("FRANÇAIS", "French"),
        ("Inglés", "English"),
        ("中文", "Chinese"),
        ("Chinese - Simplified", "Chinese"),
        ("English (US)", "English"),
        ("German; DEUTSCH", "German"),
        ("ENGLISH; FRENCH", "English; French"),
        ("Quenya", "Quenya"),
        ("", ""),
    ],
)
def test_a_language_is_given_its_english_name(text, name):
    assert english_name_of_language(text) == name


@pytest.mark.parametrize(
    "text", ["Deutsch", "EN", "English (US)", "German; DEUTSCH", "English, French"]
)
def test_names_of_languages_are_told_from_other_words(text):
    assert is_language(text)
    assert not is_language(f"{text} is spoken")


@pytest.mark.parametrize("text", ["", "7", ";", "Quenya", "English; 7"])
def test_other_words_are_no_language(text):
    assert not is_language(text)


def test_no_name_or_code_stands_for_two_languages():
    language_of: dict[str, str] = {}
    for row in rows_of("language_names.csv"):
        for cell in row.values():
            for name in cell.split("|"):
                known = language_of.setdefault(name.casefold(), row["name"])
                assert known == row["name"], name
