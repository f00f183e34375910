"""What is compared: words, n-grams or families of formulas, counted in every document, with the words they are among."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import numpy as np

from discourse.corpus import Corpus
from discourse.counting.document_term_matrix import TermLength
from discourse.counting.rate_denominators import TermCounts, count_terms_and_words
from discourse.errors import OptionError
from discourse.lexicons import Lexicon, as_lexicon
from discourse.matching import count_families_and_words
from discourse.phrases import Phrase

__all__ = ["Terms", "count_compared_terms"]

_LENGTH = r"\d+(-\d+)? (character|word)s?"  # anything else in words is a pattern, or names a lexicon

Terms = TermLength | Lexicon | Phrase | Mapping[str, Any]


def count_compared_terms(
    corpus: Corpus, of: Terms, *, scripts: bool = True
) -> TermCounts:
    """Count `of` in every document.

    Parameters
    ----------
    corpus : Corpus
    of : int, pair of int, Lexicon, Phrase, dict or str
        Words in a term, all lengths of a pair; or formulas.
    scripts : bool
        Whether a rate is among the words in the script of the term (a term of digits alone: all words), or, as other
        programs have it, always among all words.
    """
    if isinstance(of, bool) or not isinstance(
        of, int | np.integer | tuple | str | Lexicon | Phrase | Mapping
    ):
        raise OptionError(
            f"of={of!r} came; words in a term (1, or (1, 3) for several lengths), a Lexicon or a Phrase was expected."
        )
    if isinstance(of, int | np.integer | tuple) or (
        isinstance(of, str) and re.fullmatch(_LENGTH, of.strip())
    ):
        n = of if isinstance(of, tuple | str) else int(of)
        return count_terms_and_words(corpus, n, by_script=scripts)
    return count_families_and_words(corpus, as_lexicon(of), by_script=scripts)
