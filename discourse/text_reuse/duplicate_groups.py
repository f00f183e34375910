"""Groups of documents with the same or nearly the same text.

Documents with the same words are found first, and each text is compared once. Then the
texts are taken in the order in which they would be kept. The first one takes all of
which it is a copy; the next one of the rest takes its copies; and so on. So each copy is
a copy of the text that is kept, and no chain of small differences makes one group of
texts that have little in common.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from discourse.corpus import Corpus
from discourse.progress import track_progress
from discourse.text_reuse.form_entries import ComparedText, FormReader
from discourse.text_reuse.shingles import ShingleIndex, index_shingles
from discourse.text_reuse.text_overlap import compare_texts, has_own_passages

__all__ = ["Copy", "group_copies"]

# Words in a row that must agree. Where a character is a word, runs of three agree by
# chance, so that they are longer.
_RUN_LENGTH = 3
_RUN_LENGTH_OF_CHARACTERS = 5
# A shingle of the index has so many words more than a run: with fewer, too many texts
# have it.
_MORE_WORDS_OF_SHINGLE = 2
# Texts in a row that were likely copies and are none, after which a text is done.
_MOST_FAILURES = 16
_SCRIPTS_OF_CHARACTERS = ("han", "hiragana", "katakana")


@dataclass(frozen=True)
class Copy:
    """A document that has the same or nearly the same text as the one that is kept.

    Attributes
    ----------
    document, kept : int
        The numbers of both documents; the same number for the one that is kept.
    share : float
        Share of the words of the shorter text that are found in the longer.
    is_same : bool
        Whether all words are the same, in the same order.
    """

    document: int
    kept: int
    share: float
    is_same: bool


def group_copies(
    corpus: Corpus, ranking: np.ndarray, *, min_share: float, min_length: float
) -> list[list[Copy]]:
    """Return the groups of documents that are copies of one another.

    Documents without words are in no group.

    Parameters
    ----------
    corpus : Corpus
    ranking : int64 array, shape (documents,)
        The numbers of the documents, in the order in which they would be kept.
    min_share : float
        Share of the words of the shorter text that are found in the longer, at least.
    min_length : float
        Length of the shorter text as a share of the longer, at least.

    Returns
    -------
    list of list of Copy
        The document that is kept is the first of each group; the others follow in the
        order of `ranking`.
    """
    documents_by_text = _group_same_texts(corpus, ranking)
    comparison = _Comparison.of(corpus, documents_by_text)
    share_by_text = comparison.find_copies(min_share, min_length)
    groups = []
    for first_text, shares in share_by_text.items():
        kept = documents_by_text[first_text][0]
        copies = []
        for text, share in shares.items():
            for document in documents_by_text[text]:
                copies.append(Copy(document, kept, share, text == first_text))
        if len(copies) > 1:
            groups.append(copies)
    return groups


def _group_same_texts(corpus: Corpus, ranking: np.ndarray) -> list[list[int]]:
    """Return the documents with each text, in the order of the ranking."""
    stream = corpus.stream
    bounds = stream.bounds.tolist()
    documents_by_text: dict[bytes, list[int]] = {}
    for document in ranking.tolist():
        words = stream.ids[bounds[document] : bounds[document + 1]]
        if len(words):
            documents = documents_by_text.setdefault(words.tobytes(), [])
            documents.append(document)
    return list(documents_by_text.values())


@dataclass(frozen=True, eq=False)
class _Comparison:
    """Texts that are to be compared, all different, in the order of the ranking."""

    texts: list[ComparedText]
    run_lengths: list[int]
    index: ShingleIndex
    form_reader: FormReader

    @classmethod
    def of(cls, corpus: Corpus, documents_by_text: Iterable[list[int]]) -> _Comparison:
        """Return the comparison of the first document of each text."""
        stream = corpus.stream
        bounds = stream.bounds.tolist()
        is_character = np.isin(stream.scripts, _SCRIPTS_OF_CHARACTERS)
        texts = []
        run_lengths = []
        for documents in documents_by_text:
            document = documents[0]
            words = stream.ids[bounds[document] : bounds[document + 1]]
            texts.append(ComparedText(document, words))
            character_count = is_character[words].sum()
            is_in_characters = 2 * character_count >= len(words)
            run_length = _RUN_LENGTH_OF_CHARACTERS if is_in_characters else _RUN_LENGTH
            run_lengths.append(run_length)
        shingle_lengths = [length + _MORE_WORDS_OF_SHINGLE for length in run_lengths]
        index = index_shingles([text.words for text in texts], shingle_lengths)
        return cls(texts, run_lengths, index, FormReader(corpus))

    def find_copies(
        self, min_share: float, min_length: float
    ) -> dict[int, dict[int, float]]:
        """Return the share of each copy, by the text that is kept and by the copy.

        Every text that is kept is a copy of itself, with a share of 1.
        """
        is_open = np.ones(len(self.texts), dtype=bool)
        share_by_text: dict[int, dict[int, float]] = {}
        texts = track_progress(
            range(len(self.texts)),
            "Comparing texts",
            total=len(self.texts),
            unit="texts",
        )
        for text in texts:
            if not is_open[text]:
                continue
            is_open[text] = False
            candidates = self.index.find_candidates(
                text, is_open, min_length=min_length
            )
            shares: dict[int, float] = {}
            failures_in_a_row = 0
            for candidate in candidates.tolist():
                share = self._share_of_copy(text, candidate, min_share)
                if share >= min_share:
                    shares[candidate] = share
                    failures_in_a_row = 0
                else:
                    failures_in_a_row += 1
                if failures_in_a_row == _MOST_FAILURES:
                    break
            is_open[list(shares)] = False
            share_by_text[text] = {text: 1.0, **dict(sorted(shares.items()))}
        return share_by_text

    def _share_of_copy(self, text: int, other: int, min_share: float) -> float:
        """Return the share of a text found in the other; 0 if it is no copy."""
        shorter_number, longer_number = text, other
        if len(self.texts[other].words) < len(self.texts[text].words):
            shorter_number, longer_number = other, text
        shorter = self.texts[shorter_number]
        longer = self.texts[longer_number]
        run_length = self.run_lengths[shorter_number]
        overlap = compare_texts(shorter.words, longer.words, run_length)
        if overlap.share < min_share:
            return 0.0
        if has_own_passages(overlap):
            # A copy that lost a passage and got a headline may be the longer text.
            reverse_overlap = compare_texts(longer.words, shorter.words, run_length)
            if has_own_passages(reverse_overlap):
                return 0.0
        if self.form_reader.differ_in_entries(shorter, longer, overlap):
            return 0.0
        return overlap.share
