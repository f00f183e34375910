"""What is compared: words, n-grams or families of formulas, counted in every document, with the words they are among."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.sparse import csr_array

from discourse.corpus import Corpus
from discourse.counting.exposure import EVERY, exposed, marks_of_scripts, marks_of_words
from discourse.counting.terms import Counts, Length, count_terms
from discourse.errors import OptionError
from discourse.lexicons import Lexicon, as_lexicon
from discourse.matching import tallied
from discourse.phrases import Phrase

__all__ = ["Items", "Terms", "items"]

_LENGTH = r"\d+(-\d+)? (character|word)s?"  # anything else in words is a pattern, or names a lexicon

Terms = Length | Lexicon | Phrase | Mapping[str, Any]


@dataclass(frozen=True, eq=False)
class Items:
    """Documents by terms.

    Attributes
    ----------
    matrix : scipy.sparse.csr_array of int64, shape (documents, terms)
        How often each document has each term.
    words : int64 array, shape (documents, kinds)
        Words of each document in the scripts of each kind of term.
    kind : int64 array, shape (terms,)
        The column of `words` that the rate of a term refers to.
    source : Counts or tuple of str
        Where the terms can be spelt from.
    """

    matrix: csr_array
    words: np.ndarray
    kind: np.ndarray
    source: Counts | tuple[str, ...]

    def spell(self, which: np.ndarray) -> list[str]:
        """The terms numbered `which`, as they are shown."""
        if isinstance(self.source, Counts):
            return self.source.spell(which)
        return [self.source[number] for number in which.tolist()]


def items(corpus: Corpus, of: Terms, *, scripts: bool = True) -> Items:
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
        counts = count_terms(corpus, n=of if isinstance(of, tuple | str) else int(of))
        told = scripts and counts.unit != "character"
        marks = (
            marks_of_words(corpus, counts.grams)
            if told
            else np.full(len(counts.grams), EVERY)
        )
        return Items(counts.matrix, *exposed(corpus, marks), counts)
    lexicon = as_lexicon(of)
    scripts_of = [family.scripts for family in lexicon.families]
    marks = (
        marks_of_scripts(corpus, scripts_of)
        if scripts
        else np.full(len(lexicon), EVERY)
    )
    return Items(tallied(corpus, lexicon), *exposed(corpus, marks), lexicon.names)
