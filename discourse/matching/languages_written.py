"""In which languages documents are written, by the scripts of a lexicon's wordings."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from discourse.corpus import Corpus
from discourse.counting.rate_denominators import (
    ABSENT_SCRIPT,
    ALL_SCRIPTS,
    count_denominators,
    script_bits_of_names,
)
from discourse.settings import LEAST_SHARE_OF_LANGUAGE

__all__ = ["are_written_in"]


def are_written_in(corpus: Corpus, scripts: Sequence[frozenset[str]]) -> np.ndarray:
    """Return whether a good part of each document is in each set of scripts.

    It is at least :data:`discourse.settings.LEAST_SHARE_OF_LANGUAGE` of its words in
    any script. A name or a caption in another script is less.

    Parameters
    ----------
    corpus : Corpus
    scripts : sequence of frozenset of str
        Names of scripts, such as 'latin'.

    Returns
    -------
    bool array, shape (documents, sets)

    Examples
    --------
    >>> texts = {"a": "The Belt and Road, in Chinese 一带一路", "b": "共建一带一路"}
    >>> corpus = Corpus.from_texts(texts)
    >>> are_written_in(corpus, [frozenset({"latin"}), frozenset({"han"})]).tolist()
    [[True, True], [False, True]]
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
