"""Words divided at line ends, where the corpus itself has the word in one piece."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from discourse.cleaning.text_blocks import Proposal
from discourse.corpus import Corpus
from discourse.text import LINE_ENDS, SPACED_HYPHEN, word_identity
from discourse.validation import count_of

__all__ = ["DividedWord", "find_divided_words", "may_divide_words"]

# What divides a word: a hyphen, a line end, and the blanks around the line end.
_DIVIDER = re.compile(rf"[-\u2010\u2011][ \t]*(?:\r\n|[{LINE_ENDS}])\s*")
_HYPHENS = str.maketrans("", "", "-\u2010\u2011")


@dataclass(frozen=True)
class DividedWord:
    """A proposal to join the halves of a word, and the document that it is in."""

    doc: str
    proposal: Proposal


def may_divide_words(corpus: Corpus) -> bool:
    """Return whether any text of the corpus has a hyphen at a line end."""
    # Documents may be parts of one text.
    texts = dict.fromkeys(corpus.raw.values())
    return any(map(_DIVIDER.search, texts))


def find_divided_words(corpus: Corpus) -> list[DividedWord]:
    """Return the words that a line end divides, in the order of the documents.

    A hyphen and a line end inside a paragraph divide a word if the joined word occurs
    elsewhere in the corpus, and at least as often as the word with the hyphen. In the
    same document, too, it must occur at least as often (which may be never).

    Parameters
    ----------
    corpus : Corpus
        What its masks leave out is not read, and the text is read on over its bridges.
    """
    words = _WordCounts(corpus)
    divided_words = []
    for halves in _halves_of_words(corpus):
        joined_count = words.count(halves.joined)
        hyphenated_count = words.count(halves.hyphenated)
        if joined_count == 0 or joined_count < hyphenated_count:
            continue
        # A writer may keep to the hyphen that others leave out.
        joined_in_document = words.count_in(halves.document, halves.joined)
        hyphenated_in_document = words.count_in(halves.document, halves.hyphenated)
        if joined_in_document < hyphenated_in_document:
            continue
        reason = (
            f"in this corpus “{halves.joined}” occurs {count_of(joined_count, 'time')}"
            f" and “{halves.hyphenated}” {count_of(hyphenated_count, 'time')}"
        )
        proposal = Proposal(halves.start, halves.end, "divided-word", reason)
        divided_words.append(DividedWord(halves.doc, proposal))
    return divided_words


@dataclass(frozen=True)
class _Halves:
    """Two halves of what may be a word, and the span that divides them.

    Attributes
    ----------
    doc : str
    document : int
        The number of the document.
    start, end : int
        The hyphen, the line end and the blanks around it.
    joined, hyphenated : str
        The word that the halves make, without the hyphen and with it.
    """

    doc: str
    document: int
    start: int
    end: int
    joined: str
    hyphenated: str


def _halves_of_words(corpus: Corpus) -> Iterator[_Halves]:
    """Yield the neighbouring words that a hyphen and a line end divide."""
    stream = corpus.stream
    raw = corpus.raw
    # The lines of a paragraph only: elsewhere the gap is a break.
    candidates = np.flatnonzero(stream.gap == SPACED_HYPHEN)
    documents = stream.document[candidates].tolist()
    for token, document in zip(candidates.tolist(), documents, strict=True):
        doc = corpus.names[document]
        text = raw[doc]
        first_half = text[stream.start[token - 1] : stream.end[token - 1]]
        second_half = text[stream.start[token] : stream.end[token]]
        divider = _DIVIDER.match(text, int(stream.end[token - 1]))
        if divider is None or not _are_halves(first_half, second_half):
            continue
        yield _Halves(
            doc,
            document,
            divider.start(),
            divider.end(),
            joined=word_identity(first_half + second_half),
            hyphenated=word_identity(f"{first_half}-{second_half}"),
        )


def _are_halves(first_half: str, second_half: str) -> bool:
    """Return whether two tokens are of letters, the second one in lower case."""
    letters = (first_half + second_half).translate(_HYPHENS)
    return letters.isalpha() and second_half.islower()


class _WordCounts:
    """How often words occur in a corpus and in each of its documents."""

    def __init__(self, corpus: Corpus) -> None:
        self._stream = corpus.stream
        vocabulary_size = len(self._stream.vocabulary)
        self._counts = np.bincount(self._stream.ids, minlength=vocabulary_size)

    def count(self, word: str) -> int:
        """Return how often a word occurs in the corpus."""
        word_id = self._stream.lookup.get(word)
        return 0 if word_id is None else int(self._counts[word_id])

    def count_in(self, document: int, word: str) -> int:
        """Return how often a word occurs in the document of a number."""
        word_id = self._stream.lookup.get(word)
        if word_id is None:
            return 0
        first_token, end_token = self._stream.bounds[document : document + 2]
        ids = self._stream.ids[first_token:end_token]
        return int(np.count_nonzero(ids == word_id))
