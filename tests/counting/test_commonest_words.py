"""The commonest words of a language without a list."""

from __future__ import annotations

import numpy as np

from discourse.corpus import Corpus
from discourse.counting.commonest_words import find_commonest_words
from discourse.counting.stop_word_choice import choose_stop_words

# A made-up language: "ta" and "mo" stand everywhere, "Vor" is a name that does, too, and
# "kelu" is as frequent as they are, but only at the beginning of each document.
PHRASE = "ta {word}ra mo {word}sel ta {word}nu Vor mo ta {word}lim"


def made_texts(count: int, beginning: str = "kelu ") -> dict[str, str]:
    texts = {}
    for number in range(count):
        word = "abcdefghijklmnopqrst"[number] * 3
        phrase = PHRASE.format(word=word)
        texts[f"d{number}"] = beginning * 70 + f"{phrase} " * 60
    return texts


def commonest(corpus: Corpus) -> list[str]:
    return find_commonest_words(corpus, np.ones(len(corpus), dtype=bool))


def test_words_that_are_all_over_every_document_are_found() -> None:
    assert commonest(Corpus.from_texts(made_texts(12))) == ["ta", "mo"]


def test_a_few_documents_tell_nothing() -> None:
    assert commonest(Corpus.from_texts(made_texts(9))) == []


def test_a_word_must_be_in_nearly_all_documents() -> None:
    texts = made_texts(12)
    for name in ("d0", "d1"):
        texts[name] = texts[name].replace("mo ", "")
    assert commonest(Corpus.from_texts(texts)) == ["ta"]


def test_characters_and_figures_are_no_function_words() -> None:
    texts = {name: "的 7 " + text for name, text in made_texts(12).items()}
    texts = {name: text.replace("ta ", "的 7 ta ") for name, text in texts.items()}
    assert commonest(Corpus.from_texts(texts)) == ["ta", "mo"]


def test_only_the_documents_asked_for_are_looked_at() -> None:
    corpus = Corpus.from_texts({**made_texts(12), "e": "ora " * 200})
    which = np.array([name != "e" for name in corpus.names])
    assert find_commonest_words(corpus, which) == ["ta", "mo"]


def test_stop_words_are_the_commonest_and_a_note_names_them() -> None:
    chosen = choose_stop_words(Corpus.from_texts(made_texts(12)), "auto")
    assert chosen.name == "commonest words"
    assert chosen.words == {"ta", "mo"}
    assert "so their commonest words are left out, ta, mo" in str(chosen.notes[0])


def test_the_commonest_words_of_some_documents_join_a_list() -> None:
    english = {
        f"e{number}": "It is the end of the road to the sea. " * 60
        for number in range(9)
    }
    chosen = choose_stop_words(
        Corpus.from_texts({**made_texts(12), **english}), "auto+sea,"
    )
    assert chosen.name == "en+commonest words+sea,"
    assert {"ta", "mo", "the", "sea"} <= chosen.words
    assert "road" not in chosen.words
