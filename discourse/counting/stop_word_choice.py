"""Which stop words a verb leaves out: those it was given, or lists chosen by the text.

``stop="auto"`` looks at the words of the corpus. Function words make up a third to a
half of a text in English or Russian, and a seventh of one in Chinese words. So the list
of a language that the corpus is written in covers a large share of its words, and the
list of another language hardly any. Where a language has no list, its function words
are recognised by how evenly they are spread.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from discourse import notes
from discourse.corpus import Corpus
from discourse.corpus.cache import Key, cached
from discourse.counting.commonest_words import find_commonest_words
from discourse.counting.corpus_languages import CorpusLanguages, find_languages
from discourse.counting.counted_units import token_unit
from discourse.counting.document_term_matrix import TermLength, parse_term_length
from discourse.counting.stop_words import (
    StopWords,
    extending_words,
    freeze_stop_words,
    name_stop_words,
    parts_of_stop,
    stop_words,
)
from discourse.notes import Note
from discourse.registries import CHINESE
from discourse.settings import LEAST_SHARE_OF_LANGUAGE

__all__ = [
    "AUTO",
    "NO_STOP_WORDS",
    "ChosenStopWords",
    "choose_stop_words",
]

AUTO = "auto"
# Of Chinese that is counted by character. The other characters of the list are also parts
# of words with a meaning: the "and" of Chinese is the first half of "peace".
HAN_PARTICLES = frozenset("的了吗呢吧")
COMMONEST_WORDS = "commonest words"  # how a table names what is not a list


@dataclass(frozen=True)
class ChosenStopWords:
    """The stop words that a verb leaves out.

    Attributes
    ----------
    words : frozenset of str
        As words are compared.
    name : str
        What the column `stop` of a table says: the names of lists, how many words the
        caller gave, or ``""`` = none.
    notes : tuple of Note
        What the reader must know about the choice.
    """

    words: frozenset[str]
    name: str
    notes: tuple[Note, ...] = ()


NO_STOP_WORDS = ChosenStopWords(frozenset(), "")
AUTOMATIC_STOP_WORDS: Key[ChosenStopWords] = Key("automatic_stop_words")


def choose_stop_words(
    corpus: Corpus, stop: StopWords, *, n: TermLength = 1
) -> ChosenStopWords:
    """Return the stop words that `stop` asks for in this corpus.

    Parameters
    ----------
    corpus : Corpus
        The corpus that is counted.
    stop : str, iterable of str or None
        ``"auto"`` takes the bundled lists of the languages in which at least a tenth of
        the corpus is written (:mod:`discourse.counting.corpus_languages`). Of documents
        in a language without a list it takes the commonest words, if there are ten
        documents or more (:mod:`discourse.counting.commonest_words`). Of Chinese that
        is counted by character it takes the particles only. It can be extended as a
        list can: ``"auto+mine.txt"``, ``"auto+taiwan,beijing"``. Anything else is as for
        :func:`discourse.counting.stop_words.stop_words`.
    n : int, pair of int, or str
        What a term is made of. Of characters, "auto" leaves nothing out.

    Returns
    -------
    ChosenStopWords

    Notes
    -----
    *When not to use "auto".* If function words are the subject, as in a study of style
    or of authorship: give None.

    Examples
    --------
    >>> corpus = Corpus.from_texts({"a": "The road to the sea.", "b": "It is the sea."})
    >>> chosen = choose_stop_words(corpus, "auto")
    >>> chosen.name, "the" in chosen.words
    ('en', True)
    >>> choose_stop_words(corpus, ["sea", "road"]).name
    '2 words given'
    """
    if not isinstance(stop, str) or AUTO not in parts_of_stop(stop):
        return _given_stop_words(stop)
    own = _words_beside_auto(stop)
    if parse_term_length(n).unit == "character":
        return own
    chosen = cached(
        corpus, AUTOMATIC_STOP_WORDS, lambda: _stop_words_of_languages(corpus)
    )
    names = [name for name in (chosen.name, own.name) if name]
    name = "+".join(names)
    words = chosen.words | own.words
    return ChosenStopWords(words, name, chosen.notes)


def _words_beside_auto(stop: str) -> ChosenStopWords:
    """Return the words by which "auto" is extended."""
    parts = [part for part in parts_of_stop(stop) if part != AUTO]
    words = extending_words(parts, stop)
    return ChosenStopWords(words, name_stop_words("+".join(parts), words))


def _stop_words_of_languages(corpus: Corpus) -> ChosenStopWords:
    """Return the lists of the languages of the corpus.

    Of documents in a language without a list, the commonest words are added.
    """
    if not len(corpus.stream):
        return NO_STOP_WORDS
    languages = find_languages(corpus)
    words, list_notes = _words_of_lists(corpus, languages)
    name = "+".join(languages.names)
    without_list = languages.without_list
    sizes = np.diff(corpus.stream.bounds)
    sizes_without_list = sizes[without_list]
    words_without_list = int(sizes_without_list.sum())
    least_words = LEAST_SHARE_OF_LANGUAGE * len(corpus.stream)
    if words_without_list < least_words:
        return ChosenStopWords(words, name, list_notes)
    common_words = find_commonest_words(corpus, without_list)
    document_count = int(np.count_nonzero(without_list))
    if not common_words:
        note = notes.make("no_stop_list", documents=document_count)
        return ChosenStopWords(words, name, (*list_notes, note))
    note = notes.make(
        "commonest_words",
        documents=document_count,
        words=", ".join(common_words),
    )
    names = [*languages.names, COMMONEST_WORDS]
    name = "+".join(names)
    words |= frozenset(common_words)
    return ChosenStopWords(words, name, (*list_notes, note))


def _words_of_lists(
    corpus: Corpus, languages: CorpusLanguages
) -> tuple[frozenset[str], tuple[Note, ...]]:
    """Return the words of the lists of a corpus's languages, and notes on the choice."""
    words: frozenset[str] = frozenset()
    list_notes = []
    for name in languages.names:
        if name == CHINESE and token_unit(corpus) == "han_character":
            words |= HAN_PARTICLES
            list_notes.append(notes.make("particles_only"))
        else:
            words |= stop_words(name)
    if languages.too_few:
        too_few = ", ".join(languages.too_few)
        list_notes.append(notes.make("list_not_taken", lists=too_few))
    return words, tuple(list_notes)


def _given_stop_words(stop: StopWords) -> ChosenStopWords:
    """Return the stop words that the caller named or listed."""
    stop = freeze_stop_words(stop)
    words = stop_words(stop)
    return ChosenStopWords(words, name_stop_words(stop, words))
