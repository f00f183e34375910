"""The search for passages that all verbs on passages begin with.

The passages of nearest pairs are found and joined into families. Their number is at
most twice that of the places, however many documents share a wording. Pairs are made
from the same wordings for those who ask for them, and a pair belongs to the family of
the wording that it grew from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from discourse.corpus import Corpus
from discourse.lexicons import Lexicon, as_lexicon
from discourse.text_reuse.alignment import Alignments, align, grow_matches
from discourse.text_reuse.exact_matches import pair_all_runs, pair_nearest
from discourse.text_reuse.family_links import Families, find_families
from discourse.text_reuse.passage_kinds import kinds_of_passages
from discourse.text_reuse.passage_places import NO_PLACE, Places, find_places
from discourse.text_reuse.passage_surprisal import bits_before_parts, surprisal_of
from discourse.text_reuse.shared_wordings import SharedWordings, find_shared_wordings
from discourse.text_reuse.word_parts import WordParts, word_parts_of
from discourse.validation import check_number, check_whole_number

__all__ = [
    "FoundPassages",
    "PassageOptions",
    "PassageSearch",
    "check_passage_options",
    "search_passages",
]

# Defaults of the options.
MIN_WORDS = 6
MIN_SURPRISAL = 0.0
MAX_DOCUMENTS = 100

_NO_WORDING = -1


@dataclass(frozen=True)
class PassageOptions:
    """The options of the verbs on passages, checked.

    Attributes
    ----------
    min_words : int
        How many parts of words in a row begin a passage.
    min_surprisal : float
        The smallest surprisal of a passage, in bits.
    max_documents : int
        A wording of more documents begins no passage.
    formulas : Lexicon or None
    """

    min_words: int
    min_surprisal: float
    max_documents: int
    formulas: Lexicon | None


def check_passage_options(
    *,
    min_words: int,
    min_surprisal: float,
    max_documents: int,
    lexicon: Lexicon | Mapping[str, Any] | str | None,
) -> PassageOptions:
    """Return the options, and raise an OptionError for one that is not valid."""
    return PassageOptions(
        min_words=check_whole_number("min_words", min_words, 2),
        max_documents=check_whole_number("max_documents", max_documents, 2),
        min_surprisal=check_number("min_surprisal", min_surprisal),
        formulas=None if lexicon is None else as_lexicon(lexicon),
    )


@dataclass(frozen=True, eq=False)
class FoundPassages:
    """Passages and what is known of each.

    Attributes
    ----------
    alignments : Alignments
    surprisal : float64 array, in bits
    family : int64 array
        Number of the family of each passage, from 0.
    documents : int64 array
        How many documents hold a passage of that family.
    """

    alignments: Alignments
    surprisal: np.ndarray
    family: np.ndarray
    documents: np.ndarray

    @property
    def identity(self) -> np.ndarray:
        """Share of the words of each passage that match (float64)."""
        word_count = np.maximum(self.alignments.words, 1)
        identity: np.ndarray = self.alignments.matches / word_count
        return identity

    def take(self, rows: np.ndarray) -> FoundPassages:
        """Return the passages `rows`, in that order."""
        return FoundPassages(
            alignments=self.alignments.take(rows),
            surprisal=self.surprisal[rows],
            family=self.family[rows],
            documents=self.documents[rows],
        )


@dataclass(frozen=True, eq=False)
class PassageSearch:
    """The passages of a corpus: those of nearest pairs, and their families.

    Attributes
    ----------
    corpus : Corpus
    options : PassageOptions
    parts : WordParts
    wordings : SharedWordings
        The wordings that begin passages.
    wording_of_part : int32 array, shape (parts,)
        The number of the wording that begins at each part; -1 = none.
    bits_before : float64 array, shape (parts + 1,)
        The bits of all parts before each one.
    nearest : Alignments
        The passages of nearest pairs, each of enough bits. Some overlap.
    places : Places
        The places of these passages.
    families : Families
        Their families.
    """

    corpus: Corpus
    options: PassageOptions
    parts: WordParts
    wordings: SharedWordings
    wording_of_part: np.ndarray
    bits_before: np.ndarray
    nearest: Alignments
    places: Places
    families: Families

    def find_nearest(self) -> FoundPassages:
        """Return the passages of nearest pairs."""
        surprisal = surprisal_of(self.nearest, self.bits_before)
        return self._with_families(self.nearest, surprisal)

    def find_pairs(self, is_asked: np.ndarray) -> FoundPassages:
        """Return the passages of all pairs with a document that is asked for.

        Of those that overlap on both sides the best is kept.

        Parameters
        ----------
        is_asked : bool array, shape (documents,)
        """
        matches = pair_all_runs(self.parts, self.wordings, is_asked)
        alignments = align(self.parts, matches)
        surprisal = surprisal_of(alignments, self.bits_before)
        is_surprising = surprisal >= self.options.min_surprisal
        alignments = alignments.take(is_surprising)
        return self._with_families(alignments, surprisal[is_surprising])

    def _with_families(
        self, alignments: Alignments, surprisal: np.ndarray
    ) -> FoundPassages:
        wording = self.wording_of_part[alignments.grown_from]
        family = self.families.of_wording[wording]
        # Where no nearest pair of a wording has enough bits, but this pair has them, it
        # belongs to a family that it overlaps in one of its documents.
        has_place = self.families.has_place[family]
        rows = np.flatnonzero(~has_place)
        others = alignments.take(rows)
        for side in (others.second, others.first):
            place = self.places.find_overlapping(side)
            is_found = place != NO_PLACE
            found_places = place[is_found]
            family[rows[is_found]] = self.families.of_place[found_places]
        documents = self.families.documents[family]
        return FoundPassages(alignments, surprisal, family, documents)

    def find_kinds(self, passages: FoundPassages) -> np.ndarray:
        """Return the kind of each passage, as its number in `KINDS_OF_PASSAGES`."""
        return kinds_of_passages(
            self.corpus,
            self.parts,
            passages.alignments,
            passages.identity,
            self.options.formulas,
        )


def search_passages(corpus: Corpus, options: PassageOptions) -> PassageSearch:
    """Find the passages of nearest pairs of a corpus, and their families."""
    parts = word_parts_of(corpus)
    wordings = find_shared_wordings(
        parts, min_words=options.min_words, max_documents=options.max_documents
    )
    wording_of_part = np.full(len(parts.codes), _NO_WORDING, dtype=np.int32)
    wording_of_part[wordings.position] = wordings.wording
    bits_before = bits_before_parts(parts)

    nearest = grow_matches(parts, pair_nearest(parts, wordings))
    surprisal = surprisal_of(nearest, bits_before)
    is_surprising = surprisal >= options.min_surprisal
    nearest = nearest.take(is_surprising)
    places = find_places(nearest)
    families = find_families(
        places,
        wording_of_part[nearest.grown_from],
        document=parts.document[places.ranges.start],
        wording_count=len(wordings),
    )
    return PassageSearch(
        corpus=corpus,
        options=options,
        parts=parts,
        wordings=wordings,
        wording_of_part=wording_of_part,
        bits_before=bits_before,
        nearest=nearest,
        places=places,
        families=families,
    )
