"""Which languages a corpus is in."""

from __future__ import annotations

import json
import lzma
import re
from pathlib import Path

import pytest

from discourse.corpus import Corpus
from discourse.counting.corpus_languages import find_languages

# The first article of the Universal Declaration of Human Rights.
ARTICLES = {
    "de": "Alle Menschen sind frei und gleich an Würde und Rechten geboren. Sie sind mit "
    "Vernunft und Gewissen begabt und sollen einander im Geiste der Brüderlichkeit begegnen.",
    "en": "All human beings are born free and equal in dignity and rights. They are endowed "
    "with reason and conscience and should act towards one another in a spirit of brotherhood.",
    "es": "Todos los seres humanos nacen libres e iguales en dignidad y derechos y, dotados "
    "como están de razón y conciencia, deben comportarse fraternalmente los unos con los otros.",
    "fr": "Tous les êtres humains naissent libres et égaux en dignité et en droits. Ils sont "
    "doués de raison et de conscience et doivent agir les uns envers les autres dans un esprit "
    "de fraternité.",
    "it": "Tutti gli esseri umani nascono liberi ed eguali in dignità e diritti. Essi sono "
    "dotati di ragione e di coscienza e devono agire gli uni verso gli altri in spirito di "
    "fratellanza.",
    "pt": "Todos os seres humanos nascem livres e iguais em dignidade e em direitos. Dotados "
    "de razão e de consciência, devem agir uns para com os outros em espírito de fraternidade.",
    "ru": "Все люди рождаются свободными и равными в своем достоинстве и правах. Они наделены "
    "разумом и совестью и должны поступать в отношении друг друга в духе братства.",
}
ENGLISH = ARTICLES["en"]
KYRGYZ = (
    "Бардык адамдар өз беделинде жана укуктарында эркин жана тең укуктуу болуп жаралат."
)
JAPANESE = "すべての人間は、生まれながらにして自由であり、かつ、尊厳と権利とについて平等である。"
CHINESE = "人人生而自由，在尊严和权利上一律平等。他们赋有理性和良心，并应以兄弟关系的精神相对待。"

LIST_OF_CODE = {
    "arb": "ar",
    "cmn_hans": "zh",
    "cmn_hant": "zh",
    "eng": "en",
    "fra": "fr",
    "kaz": "kk",
    "rus": "ru",
    "spa": "es",
    "uzn_cyrl": "uz",
    "uzn_latn": "uz",
}


def languages(*texts: str) -> tuple[str, ...]:
    return find_languages(corpus_of(*texts)).names


def corpus_of(*texts: str) -> Corpus:
    return Corpus.from_texts({f"d{number}": text for number, text in enumerate(texts)})


@pytest.mark.parametrize("name", ARTICLES)
def test_a_text_is_in_its_own_language_only(name: str) -> None:
    assert languages(ARTICLES[name]) == (name,)


@pytest.mark.parametrize("name", ARTICLES)
def test_documents_of_one_sentence_are_in_one_language(name: str) -> None:
    assert languages(*re.split(r"(?<=\.) ", ARTICLES[name])) == (name,)


@pytest.mark.parametrize(
    ("one", "other"), [("es", "pt"), ("es", "it"), ("en", "ru"), ("de", "fr")]
)
def test_documents_in_two_languages(one: str, other: str) -> None:
    expected = tuple(sorted([one, other]))
    assert languages(ARTICLES[one], ARTICLES[other]) == expected
    assert languages(f"{ARTICLES[one]}\n\n{ARTICLES[other]}") == expected


def test_japanese_is_not_chinese() -> None:
    assert languages(CHINESE) == ("zh",)
    assert languages(JAPANESE + CHINESE) == ()


def test_a_quotation_or_one_document_of_many_chooses_no_list() -> None:
    assert languages(ENGLISH * 20 + CHINESE) == ("en",)
    assert languages(*[ENGLISH] * 15, ARTICLES["ru"]) == ("en",)


def test_one_function_word_tells_nothing() -> None:
    assert languages("Peace. Sea. Era.") == ()


def test_documents_without_a_list_are_told() -> None:
    found = find_languages(corpus_of(ENGLISH, "", KYRGYZ * 3))
    assert found.names == ("en",)
    assert found.without_list.tolist() == [False, False, True]


def test_a_headline_without_function_words_is_not_told() -> None:
    found = find_languages(corpus_of(ENGLISH, "Xi arrives. Talks begin."))
    assert found.without_list.tolist() == [False, False]


def test_a_corpus_without_words_has_no_language() -> None:
    found = find_languages(corpus_of("", "..."))
    assert found.names == ()
    assert not found.without_list.any()


def test_declarations_are_in_their_own_language_whole_and_cut(shared: Path) -> None:
    declarations = shared / "data" / "udhr_17_languages.jsonl.xz"
    if not declarations.exists():
        pytest.skip(f"needs {declarations.name} in shared/data, which is not here")
    with lzma.open(declarations, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    assert len(rows) == 17
    for row in rows:
        expected = (LIST_OF_CODE[row["lang"]],) if row["lang"] in LIST_OF_CODE else ()
        assert languages(row["text"]) == expected, row["lang"]
        sentences = re.split(r"(?<=[.!?;。؛])\s+|\n\s*\n", row["text"])
        assert languages(*sentences) == expected, row["lang"]
