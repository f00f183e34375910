"""Stop words chosen by the text."""

from __future__ import annotations

import pytest

from discourse.corpus import Corpus
from discourse.counting.stop_word_choice import choose_stop_words
from discourse.counting.stop_words import are_stop_words
from discourse.errors import OptionError

ENGLISH = "We have come to the end of the road, and it is the end of an era."
RUSSIAN = "Мы не были на дороге, но это не конец, и он сказал о том же самом."
CHINESE = "我们 在 这里 和 他们 的 朋友 一起 工作"


@pytest.mark.parametrize(
    ("text", "name"), [(ENGLISH, "en"), (RUSSIAN, "ru"), ("Peace. Sea. Era.", "")]
)
def test_the_list_of_the_language_is_chosen(text: str, name: str) -> None:
    chosen = choose_stop_words(Corpus.from_texts({"a": text}), "auto")
    assert chosen.name == name
    assert bool(chosen.words) == bool(name)


def test_two_languages_have_two_lists() -> None:
    corpus = Corpus.from_texts({"a": ENGLISH, "b": RUSSIAN})
    assert choose_stop_words(corpus, "auto").name == "en+ru"


def test_a_quotation_chooses_no_list() -> None:
    corpus = Corpus.from_texts({"a": ENGLISH * 20 + CHINESE})
    assert choose_stop_words(corpus, "auto").name == "en"


def test_a_language_without_a_list_is_told() -> None:
    chosen = choose_stop_words(Corpus.from_texts({"a": "Peace. Sea. Era."}), "auto")
    assert chosen.notes
    assert "no list" in str(chosen.notes[0])


def test_an_empty_corpus_needs_no_note() -> None:
    chosen = choose_stop_words(Corpus.from_texts({"a": ""}), "auto")
    assert (chosen.words, chosen.name, chosen.notes) == (frozenset(), "", ())


def test_characters_have_no_function_words() -> None:
    corpus = Corpus.from_texts({"a": ENGLISH})
    assert not choose_stop_words(corpus, "auto", n="4 characters").words


@pytest.mark.parametrize(
    ("stop", "name"),
    [(None, ""), ([], ""), ("ru", "ru"), (["The"], "1 word given")],
)
def test_what_is_given_is_taken(stop: str | list[str] | None, name: str) -> None:
    chosen = choose_stop_words(Corpus.from_texts({"a": ENGLISH}), stop)
    assert chosen.name == name


def test_an_unknown_list_is_refused() -> None:
    with pytest.raises(OptionError, match="english"):
        choose_stop_words(Corpus.from_texts({"a": ENGLISH}), "english")


def test_what_is_chosen_can_be_extended() -> None:
    corpus = Corpus.from_texts({"a": ENGLISH})
    chosen = choose_stop_words(corpus, "auto+road,")
    assert chosen.name == "en+road,"
    assert {"the", "road"} <= chosen.words
    of_characters = choose_stop_words(corpus, "auto+road,", n="4 characters")
    assert (of_characters.name, of_characters.words) == ("road,", {"road"})


def test_are_stop_words() -> None:
    words = frozenset({"the"})
    assert are_stop_words(("sea", "the"), words).tolist() == [False, True]


def test_of_chinese_by_character_only_particles_are_left_out() -> None:
    text = "我们的和平与能源，就业的现代化，他们的和平。" * 5
    by_character = choose_stop_words(Corpus.from_texts({"a": text}), "auto")
    assert by_character.name == "zh"
    assert "的" in by_character.words
    assert "和" not in by_character.words
    assert "chinese_words=True" in str(by_character.notes[0])


def test_a_language_of_too_few_documents_is_named() -> None:
    french = "Il est dans la maison et il a une table avec des livres pour elle. "
    texts = {f"e{number}": ENGLISH * 10 for number in range(9)} | {"f": french * 3}
    chosen = choose_stop_words(Corpus.from_texts(texts), "auto")
    assert chosen.name == "en"
    assert len(chosen.notes) == 1
    assert "is in fr, so their words stay" in chosen.notes[0].text


@pytest.mark.parametrize("stop", ["auto,people", "en,people"])
def test_a_list_between_commas_is_refused(stop: str) -> None:
    with pytest.raises(OptionError, match="name of a list"):
        choose_stop_words(Corpus.from_texts({"a": ENGLISH}), stop)


def test_a_word_behind_auto_extends_it() -> None:
    chosen = choose_stop_words(Corpus.from_texts({"a": ENGLISH}), "auto+Taiwan")
    assert chosen.name == "en+Taiwan"
    assert "taiwan" in chosen.words
