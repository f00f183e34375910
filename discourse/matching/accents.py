"""Words of a corpus that differ from a word in their accents only."""

from __future__ import annotations

import unicodedata

from discourse.corpus import Corpus
from discourse.corpus.cache import Key, cached
from discourse.text import script_of

__all__ = ["other_accents", "without_accents"]

_ACCENTED_WORDS: Key[dict[str, list[str]]] = Key("accented_words")
# In other scripts a mark makes another letter: Cyrillic "й" is no accented "и".
_SCRIPTS_WITH_ACCENTS = ("latin", "greek")


def without_accents(word: str) -> str:
    """Return the word without the accents of its letters, and with "ss" for "ß".

    >>> without_accents("laïcité"), without_accents("straße"), without_accents("мой")
    ('laicite', 'strasse', 'мой')
    """
    if word.isascii() or script_of(word) not in _SCRIPTS_WITH_ACCENTS:
        return word
    letters = []
    for character in unicodedata.normalize("NFD", word):
        if not unicodedata.combining(character):
            letters.append(character)
    plain_word = "".join(letters).replace("ß", "ss")
    return unicodedata.normalize("NFC", plain_word)


def other_accents(corpus: Corpus, word: str) -> set[str]:
    """Return the words that have the letters of `word`, but other accents or none.

    The plain word is among them whether the corpus has it or not.
    """
    accented_words = cached(
        corpus,
        _ACCENTED_WORDS,
        lambda: _accented_words(corpus.stream.vocabulary),
    )
    plain_word = without_accents(word)
    words = {plain_word, *accented_words.get(plain_word, ())}
    return words - {word}


def _accented_words(vocabulary: tuple[str, ...]) -> dict[str, list[str]]:
    """Return the words with accents, by the word without them."""
    accented_words: dict[str, list[str]] = {}
    for word in vocabulary:
        plain_word = without_accents(word)
        if plain_word != word:
            accented_words.setdefault(plain_word, []).append(word)
    return accented_words
