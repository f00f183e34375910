"""What is compared: words, n-grams or families of formulas, counted in documents."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, TypeGuard

import numpy as np

from discourse import notes
from discourse.corpus import Corpus
from discourse.counting.counted_units import unit_of_terms
from discourse.counting.document_term_matrix import TermLength
from discourse.counting.rate_denominators import TermCounts, count_terms_and_words
from discourse.counting.stop_word_choice import (
    AUTO,
    NO_STOP_WORDS,
    ChosenStopWords,
    choose_stop_words,
)
from discourse.counting.stop_words import StopWords, stop_words
from discourse.errors import OptionError
from discourse.lexicons import Lexicon, as_lexicon
from discourse.matching import (
    are_written_in,
    count_families_and_words,
    languages_of_families,
)
from discourse.notes import Note
from discourse.phrases import Phrase
from discourse.validation import show_value

__all__ = [
    "Terms",
    "choose_for_terms",
    "count_compared_terms",
    "label_families",
    "note_of_two_languages",
    "unit_of_compared_terms",
]

# Any other text is a pattern, or the name of a lexicon.
_WRITTEN_LENGTH = re.compile(r"\d+(-\d+)? (character|word)s?")

_KINDS_OF_TERM = (int, np.integer, tuple, str, Lexicon, Phrase, Mapping)

Terms = TermLength | Lexicon | Phrase | Mapping[str, Any]


def count_compared_terms(
    corpus: Corpus, of: Terms, *, stop: StopWords = None, scripts: bool = True
) -> TermCounts:
    """Return how often each document has each of the terms that `of` names.

    Parameters
    ----------
    corpus : Corpus
    of : int, pair of int, Lexicon, Phrase, dict or str
        Words in a term, or all lengths of a pair; or formulas.
    stop : str, iterable of str or None
        Stop words. No formula is left out.
    scripts : bool
        Whether a rate refers to the words in the script of the term. A term of digits
        alone refers to all words. Other programs always take all words: False.
    """
    if not _is_kind_of_term(of):
        raise OptionError(
            f"of={show_value(of)} came; words in a term (1, or (1, 3) for several "
            "lengths), a "
            "Lexicon or a Phrase was expected."
        )
    if isinstance(of, int | np.integer):
        return count_terms_and_words(corpus, int(of), stop=stop, by_script=scripts)
    if isinstance(of, tuple) or _is_written_length(of):
        return count_terms_and_words(corpus, of, stop=stop, by_script=scripts)
    return count_families_and_words(corpus, as_lexicon(of), by_script=scripts)


def choose_for_terms(corpus: Corpus, of: Terms, stop: StopWords) -> ChosenStopWords:
    """Return the stop words that `stop` asks for; none where formulas are compared."""
    if isinstance(of, int | np.integer):
        return choose_stop_words(corpus, stop, n=int(of))
    if isinstance(of, tuple) or _is_written_length(of):
        return choose_stop_words(corpus, stop, n=of)
    if stop != AUTO:
        stop_words(stop)  # refuses an unknown list all the same
    return NO_STOP_WORDS


def unit_of_compared_terms(corpus: Corpus, of: Terms) -> str:
    """Return what is compared, as the column `token_unit` has it."""
    if isinstance(of, int | np.integer | tuple) or _is_written_length(of):
        return unit_of_terms(corpus, of)
    return "formula"


def note_of_two_languages(corpus: Corpus, of: Terms) -> Note | None:
    """Return a note if the rates of formulas add Chinese characters to words, or None.

    They do where a formula has wordings in Chinese and in another language, and
    documents are written in both.
    """
    if isinstance(of, int | np.integer | tuple) or _is_written_length(of):
        return None
    languages = languages_of_families(as_lexicon(of))
    is_written = are_written_in(corpus, languages)
    is_in_use = np.logical_or.reduce(is_written, axis=0).tolist()
    with_characters = set()
    with_words = set()
    for entry, is_used in zip(languages, is_in_use, strict=True):
        if not is_used:
            continue
        if "han" in entry.scripts:
            with_characters.add(entry.family)
        else:
            with_words.add(entry.family)
    with_both = with_characters & with_words
    if not with_both:
        return None
    return notes.make("words_and_characters", formulas=len(with_both))


def label_families(of: Terms) -> Mapping[str, str]:
    """Return the label of each family of formulas, by its name; empty for words."""
    if isinstance(of, int | np.integer | tuple):
        return {}
    if _is_written_length(of):
        return {}
    lexicon = as_lexicon(of)
    return lexicon.label_of


def _is_kind_of_term(of: object) -> bool:
    """Return whether `of` has a type that can name terms; True and False have not."""
    if isinstance(of, bool):
        return False
    return isinstance(of, _KINDS_OF_TERM)


def _is_written_length(of: Terms) -> TypeGuard[str]:
    """Return whether `of` is a length in words, such as "2 words" or "4 characters"."""
    if not isinstance(of, str):
        return False
    match = _WRITTEN_LENGTH.fullmatch(of.strip())
    return match is not None
