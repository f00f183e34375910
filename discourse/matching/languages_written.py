"""In which languages of a lexicon documents are written."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from discourse.corpus import Corpus
from discourse.counting.corpus_languages import languages_of_documents
from discourse.counting.rate_denominators import (
    ABSENT_SCRIPT,
    ALL_SCRIPTS,
    count_denominators,
    script_bits_of_names,
)
from discourse.matching.family_phrases import FamilyLanguage
from discourse.settings import LEAST_SHARE_OF_KANA, LEAST_SHARE_OF_LANGUAGE

__all__ = ["are_written_in", "have_letters"]

JAPANESE = "ja"


def are_written_in(corpus: Corpus, languages: Sequence[FamilyLanguage]) -> np.ndarray:
    """Return whether each document is written in each language of the families.

    A document is written in a language if a good part of it is in its scripts: at least
    :data:`discourse.settings.LEAST_SHARE_OF_LANGUAGE` of its words. A name or a caption
    in another script is less. A text with kana is Japanese and not Chinese. Where a family has several languages in one script, such
    as English and French, the function words of the document tell which it is in; if
    they tell none of these, it is the first.

    Parameters
    ----------
    corpus : Corpus
    languages : sequence of FamilyLanguage
        Those of one family stand together.

    Returns
    -------
    bool array, shape (documents, languages)

    Examples
    --------
    >>> english = FamilyLanguage(0, "en", frozenset({"latin"}))
    >>> chinese = FamilyLanguage(0, "zh", frozenset({"han"}))
    >>> texts = {"a": "The Belt and Road, in Chinese 一带一路", "b": "共建一带一路"}
    >>> are_written_in(Corpus.from_texts(texts), [english, chinese]).tolist()
    [[True, True], [False, True]]
    """
    is_written = _are_in_scripts(corpus, [entry.scripts for entry in languages])
    is_japanese = _are_in_kana(corpus)
    for number, entry in enumerate(languages):
        if entry.language == JAPANESE:
            is_written[:, number] = is_japanese
        elif entry.scripts == {"han"}:
            is_written[:, number] &= ~is_japanese
    rivals = _languages_in_one_script(languages)
    if not rivals:
        return is_written
    documents_of_language = languages_of_documents(corpus)
    for numbers in rivals:
        in_script = is_written[:, numbers]
        known = np.zeros_like(in_script)
        for column, number in enumerate(numbers):
            code = languages[number].language
            if code in documents_of_language:
                known[:, column] = documents_of_language[code]
        known &= in_script
        is_unknown = in_script.any(axis=1) & ~known.any(axis=1)
        first_in_script = in_script.argmax(axis=1)
        known[is_unknown, first_in_script[is_unknown]] = True
        is_written[:, numbers] = known
    return is_written


def _languages_in_one_script(languages: Sequence[FamilyLanguage]) -> list[list[int]]:
    """Return the numbers of languages of one family that are written alike."""
    numbers_of_scripts: dict[tuple[int, frozenset[str]], list[int]] = {}
    for number, entry in enumerate(languages):
        key = (entry.family, entry.scripts)
        numbers_of_scripts.setdefault(key, []).append(number)
    return [numbers for numbers in numbers_of_scripts.values() if len(numbers) > 1]


def have_letters(corpus: Corpus) -> np.ndarray:
    """Return which documents have words other than digits (bool)."""
    all_words = _words_by_document(corpus, np.array([ALL_SCRIPTS]))
    digits = _words_by_document(corpus, np.array([ABSENT_SCRIPT]))
    return np.asarray(all_words[:, 0] > digits[:, 0])


def _are_in_kana(corpus: Corpus) -> np.ndarray:
    """Return which documents have so many kana that their Han characters are Japanese.

    The result is a bool array of shape (documents,).
    """
    bits_of_kana = script_bits_of_names(corpus, [frozenset({"hiragana", "katakana"})])
    bits_of_digits = np.array([ABSENT_SCRIPT])
    kana = _words_by_document(corpus, bits_of_kana)[:, 0]
    digits = _words_by_document(corpus, bits_of_digits)[:, 0]
    all_words = _words_by_document(corpus, np.array([ALL_SCRIPTS]))[:, 0]
    # Digits belong to every script, so they are no kana.
    return np.asarray(kana - digits > LEAST_SHARE_OF_KANA * all_words)


def _are_in_scripts(corpus: Corpus, scripts: Sequence[frozenset[str]]) -> np.ndarray:
    """Return whether a good part of each document is in each set of scripts.

    The result is a bool array of shape (documents, sets).
    """
    if not scripts:
        return np.zeros((len(corpus), 0), dtype=bool)
    script_bits = script_bits_of_names(corpus, scripts)
    words_in_scripts = _words_by_document(corpus, script_bits)
    bits_of_all = np.array([ALL_SCRIPTS])
    all_words = _words_by_document(corpus, bits_of_all)
    bits_of_digits = np.array([ABSENT_SCRIPT])
    digits = _words_by_document(corpus, bits_of_digits)
    # Digits belong to every script, so they do not show a language.
    words_in_scripts -= digits
    all_words -= digits
    least_words = LEAST_SHARE_OF_LANGUAGE * all_words
    is_written: np.ndarray = words_in_scripts >= least_words
    is_written &= words_in_scripts > 0
    return is_written


def _words_by_document(corpus: Corpus, script_bits: np.ndarray) -> np.ndarray:
    """Return the words of each document in each set of scripts (int64)."""
    denominators = count_denominators(corpus, script_bits)
    column = denominators.kind
    return denominators.words[:, column]
